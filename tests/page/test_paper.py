"""The order of pages on paper, by folding it: what lies behind what, what is a cover."""

from __future__ import annotations

from hypothesis import given, strategies as st

from briefpress.page import Page, Rectangle, describe, on_paper

MARK = Rectangle(1, 1, 1, 1, (0, 0, 0))
COUNTS = st.integers(1, 9)


def half(count, before=0, *, turned=False):
    """Return the pages of a half, its blank one at the end where it has an odd number."""
    return [
        Page(before + place, 10, 10, (MARK,) if place <= count else (), place, turned)
        for place in range(1, count + count % 2 + 1)
    ]


def both(front, back):
    first = half(front)
    return [*first, *half(back, len(first), turned=True)]


def test_pages_that_are_not_turned_stay_as_they_are():
    pages = [Page(number, 10, 10, ()) for number in range(1, 4)]
    assert on_paper(pages) == pages


@given(COUNTS, COUNTS)
def test_each_half_is_read_from_its_own_cover(front, back):
    leaves = on_paper(both(front, back))
    assert len(leaves) % 2 == 0
    # From the front, turning leaf after leaf; and from the back, with the paper upside down.
    for read, count, turned in ((leaves, front, False), (leaves[::-1], back, True)):
        assert [page.label for page in read[:count]] == list(range(1, count + 1))
        assert {page.turned for page in read[:count]} == {turned}
    # No leaf is empty on both sides.
    assert all(one.items or other.items for one, other in zip(leaves[::2], leaves[1::2], strict=True))
    assert [page for page in leaves if page.items] == [
        *(page for page in both(front, back) if page.items and not page.turned),
        *(page for page in reversed(both(front, back)) if page.items and page.turned),
    ]


def test_two_of_one_page_are_the_two_sides_of_a_leaf():
    assert [(page.label, page.turned) for page in on_paper(both(1, 1))] == [(1, False), (1, True)]


def test_a_description_tells_labels_and_what_is_turned():
    lines = [line for line in describe(both(1, 1)).splitlines() if line.startswith("page")]
    assert lines == [
        "page 1 10 x 10 label=1",
        "page 2 10 x 10 label=2",
        "page 3 10 x 10 label=1 turned on paper",
        "page 4 10 x 10 label=2 turned on paper",
    ]
