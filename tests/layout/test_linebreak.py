"""Items -> line ends."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, strategies as st

from briefpress.layout.linebreak import FORCED, Box, Glue, Penalty, first_fit

WIDTHS = st.integers(1, 40).map(float)
BOXES = WIDTHS.map(Box)
GAPS = st.one_of(
    st.integers(1, 5).map(lambda width: Glue(float(width))),
    st.just(Penalty(0.0, 50)),
    st.just(Penalty(0.0, FORCED)),
)


@st.composite
def paragraphs(draw, gaps=GAPS):
    """Boxes with something to break at between them, as words are."""
    items = [draw(BOXES)]
    for _ in range(draw(st.integers(0, 30))):
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
