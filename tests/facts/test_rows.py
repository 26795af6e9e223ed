"""The rows of a table: ids at once, and what a row is called when somebody asks."""

from __future__ import annotations

import pytest

from briefpress.diagnostics import Span
from briefpress.facts.localized import Localized
from briefpress.facts.rows import Heading, Rows

NORTH, SOUTH, WEST = (
    Heading(id_, Localized({}, Span("data/a.yaml", line, 1)))
    for line, id_ in enumerate(("north", "south", "west"), 1)
)


def test_rows_are_a_sequence():
    rows = Rows.of([NORTH, SOUTH, WEST])
    assert rows.ids == ("north", "south", "west")
    assert list(rows) == [NORTH, SOUTH, WEST]
    assert (rows[0], rows[-1], rows[1:]) == (NORTH, WEST, (SOUTH, WEST))
    assert len(rows) == 3
    with pytest.raises(IndexError):
        rows[3]


def test_a_row_is_found_by_its_id():
    rows = Rows.of([NORTH, SOUTH])
    assert rows.get("south") == SOUTH
    assert rows.get("east") is None


def test_only_the_row_that_is_asked_for_is_looked_at():
    asked = []

    def heading_at(number):
        asked.append(number)
        return (NORTH, SOUTH, WEST)[number]

    rows = Rows(["north", "south", "west"], heading_at)
    assert (rows.ids, len(rows), asked) == (("north", "south", "west"), 3, [])
    assert rows.get("west") == WEST
    assert asked == [2]


def test_rows_are_equal_by_what_they_say():
    here, there = Rows.of([NORTH, SOUTH]), Rows(["north", "south"], [NORTH, SOUTH].__getitem__)
    assert here == there
    assert here != Rows.of([NORTH])
    assert here != Rows(["north", "south"], [NORTH, WEST].__getitem__)
    assert here != (NORTH, SOUTH)
