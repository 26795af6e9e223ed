"""Items -> line ends."""

from __future__ import annotations

from itertools import combinations, pairwise

import pytest
from hypothesis import given, settings, strategies as st

from briefpress.layout.linebreak import FORCED, NEVER, Box, Glue, Penalty, demerits, first_fit, total_fit

WIDTHS = st.integers(1, 40).map(float)
BOXES = WIDTHS.map(Box)
GAPS = st.one_of(
    st.integers(1, 5).map(lambda width: Glue(float(width))),
    st.just(Penalty(0.0, 50)),
    st.just(Penalty(0.0, FORCED)),
)


@st.composite
def paragraphs(draw, gaps=GAPS, longest=30):
    """Boxes with something to break at between them, as words are."""
    items = [draw(BOXES)]
    for _ in range(draw(st.integers(0, longest))):
        items += [draw(gaps), draw(BOXES)]
    return items


def lines_of(items, breaks):
    """Return the items of each line without the one it is broken at."""
    start, lines = 0, []
    for end in breaks:
        lines.append(items[start:end])
        start = end + 1
    return lines


@given(paragraphs(), st.integers(40, 80).map(float))
def test_no_line_is_overfull_where_every_box_fits(items, width):
    for line in lines_of(items, first_fit(items, width)):
        assert sum(item.width for item in line) <= width + 0.001


@given(paragraphs(), st.integers(5, 80).map(float))
def test_no_line_is_overfull_unless_one_box_is(items, width):
    for line in lines_of(items, first_fit(items, width)):
        boxes = [item for item in line if isinstance(item, Box)]
        assert sum(item.width for item in line) <= width + 0.001 or len(boxes) == 1


@given(paragraphs(), st.integers(5, 80).map(float))
def test_lines_hold_all_boxes_in_order(items, width):
    breaks = first_fit(items, width)
    assert breaks == sorted(set(breaks))
    assert breaks[-1] == len(items)
    assert [b for line in lines_of(items, breaks) for b in line if isinstance(b, Box)] == items[::2]
    assert all(not isinstance(items[end], Box) for end in breaks[:-1])


@given(paragraphs(st.integers(1, 5).map(lambda width: Glue(float(width)))), st.integers(5, 80).map(float))
def test_lines_are_as_full_as_they_can_be(items, width):
    lines = lines_of(items, first_fit(items, width))
    for line, following in pairwise(lines):
        gap = 0.0  # at least
        assert sum(i.width for i in line) + gap + following[0].width > width - 5


@given(paragraphs())
def test_forced_breaks_are_always_taken(items):
    forced = {i for i, item in enumerate(items) if isinstance(item, Penalty) and item.cost == FORCED}
    assert forced == set(first_fit(items, 1e9)[:-1])


@pytest.mark.parametrize("items", [[], [Box(5)], [Box(500)]])
def test_one_line(items):
    assert first_fit(items, 10) == [len(items)]


# ---- the whole paragraph

RAGS = st.sampled_from([None, 4.0, 12.0])
SPACES = st.integers(1, 5).map(lambda width: Glue(float(width), width / 2, width / 3))
HYPHENS = st.integers(0, 3).map(lambda width: Penalty(float(width), 50.0, flagged=True))
SLASHES = st.just(Penalty(0.0, 50.0))
NOWHERE = st.just(Penalty(0.0, NEVER))
ENDS = st.just(Penalty(0.0, FORCED))
PROSE = st.one_of(SPACES, SPACES, SPACES, HYPHENS, SLASHES, NOWHERE, ENDS)


def ways_to_break(items):
    """Yield every choice of breaks that takes those it must and none that it must not."""
    free, forced = [], set()
    for index, item in enumerate(items):
        if isinstance(item, Glue) or (isinstance(item, Penalty) and item.cost not in (FORCED, NEVER)):
            free.append(index)
        elif isinstance(item, Penalty) and item.cost == FORCED:
            forced.add(index)
    for count in range(len(free) + 1):
        for some in combinations(free, count):
            yield [*sorted(forced.union(some)), len(items)]


@settings(max_examples=300)
@given(paragraphs(PROSE, longest=9), st.integers(10, 60).map(float), RAGS)
def test_no_choice_of_breaks_has_fewer_demerits(items, width, rag):
    """Against every choice there is, on paragraphs that are short enough to try them all."""
    found = demerits(items, total_fit(items, width, rag), width, rag)
    least = min(demerits(items, breaks, width, rag) for breaks in ways_to_break(items))
    # Where a box sticks out whatever is done, all that counts is that it sticks out no further.
    assert found == pytest.approx(least, rel=1e-9 if least < 1e12 else 0.01)


@given(paragraphs(st.one_of(SPACES, SPACES, HYPHENS, ENDS)), st.integers(20, 90).map(float), RAGS)
def test_the_whole_paragraph_is_never_worse_than_line_after_line(items, width, rag):
    fitted = demerits(items, total_fit(items, width, rag), width, rag)
    filled = demerits(items, first_fit(items, width), width, rag)
    assert fitted <= filled * (1 + (1e-9 if filled < 1e12 else 0.01))


@given(paragraphs(PROSE), st.integers(5, 80).map(float), RAGS)
def test_lines_of_the_whole_paragraph_hold_all_boxes_in_order(items, width, rag):
    breaks = total_fit(items, width, rag)
    assert breaks == sorted(set(breaks))
    assert breaks[-1] == len(items)
    assert [b for line in lines_of(items, breaks) for b in line if isinstance(b, Box)] == items[::2]
    assert all(not isinstance(items[end], Box) for end in breaks[:-1])
    assert not any(items[end] == Penalty(0.0, NEVER) for end in breaks[:-1])


@given(paragraphs(st.one_of(SPACES, SLASHES)), st.integers(5, 80).map(float))
def test_no_line_of_the_whole_paragraph_is_overfull_unless_one_box_is(items, width):
    breaks = total_fit(items, width, 12.0)
    for line in lines_of(items, breaks):
        boxes = [item for item in line if isinstance(item, Box)]
        assert sum(item.width for item in line) <= width + 0.001 or len(boxes) == 1


def words(*widths, space=None):
    """Boxes of these widths with spaces between."""
    items = [Box(float(widths[0]))]
    for width in widths[1:]:
        items += [space or Glue(1.0, 0.5, 0.33), Box(float(width))]
    return items


def widths_of(items, breaks):
    return [sum(item.width for item in line) for line in lines_of(items, breaks)]


def test_a_short_line_is_shared_out():
    """First-fit leaves one line very short before a long word; the whole paragraph is set more evenly."""
    items = words(4, 4, 4, 4, 2, 18, 4)
    assert widths_of(items, first_fit(items, 20)) == [19, 2, 18, 4]
    assert widths_of(items, total_fit(items, 20, 6.0)) == [9, 12, 18, 4]


def test_the_last_line_is_no_lonely_word():
    items = words(5, 5, 5, 5, 5, 5, 5, 5, 2)
    assert widths_of(items, first_fit(items, 23)) == [23, 23, 2]
    assert widths_of(items, total_fit(items, 23, 6.0))[-1] == 8


def test_two_lines_in_turn_do_not_end_in_a_divided_word():
    hyphen = Penalty(1.0, 50.0, flagged=True)
    items = [Box(9.0), hyphen, Box(9.0), hyphen, Box(9.0), Glue(1.0), Box(9.0)]
    assert total_fit(items, 10.0, 40.0) == [1, 3, 5, 7], "but where nothing else fits"
    items = [Box(4.0), Glue(1.0), Box(5.0), hyphen, Box(3.0), Glue(1.0), Box(6.0), hyphen, Box(5.0)]
    items += [Glue(1.0), Box(9.0)]
    breaks = total_fit(items, 12.0, 12.0)
    assert not any(items[a] == hyphen == items[b] for a, b in pairwise(breaks[:-1]))
