"""What is accepted -> entries of the lock file, and what is there already."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import TypeAlias

from briefpress.facts.book import Refreshable
from briefpress.facts.feeds import Wanted
from briefpress.facts.nodes import Scalar, Sequence as Rows
from briefpress.facts.refreshed import ACCEPTED, Kept, Seen, measure_of, plain_of
from briefpress.refresh.select import Taken

#: A row of a table: its cells with their columns.
_Row: TypeAlias = frozenset[tuple[str, str]]


def is_settled(state: Refreshable, wanted: Wanted) -> bool:
    """Tell whether the last value of a fact is for what is asked now."""
    kept = state.lock.facts.get(wanted.fact)
    mapping = state.mappings[wanted.fact]
    return kept is not None and kept.asked == wanted.asked and kept.measure == measure_of(mapping)


def is_same(state: Refreshable, wanted: Wanted, taken: Taken) -> bool:
    """Tell whether a value is the one that there is already."""
    kept = state.lock.facts.get(wanted.fact)
    if kept is None:
        by_hand = state.mappings[wanted.fact].entries.get("value")
        return by_hand is not None and taken.as_of is None and plain_of(by_hand.value) == taken.value
    if not is_settled(state, wanted) or _day(kept) != taken.as_of:
        return False
    if kept.value is not None:
        return bool(plain_of(kept.value.value) == taken.value)
    header, *rows = taken.rows or ((),)
    return [_row(header, row) for row in rows] == [row for row, _ in _accepted(kept)]


def _day(kept: Kept) -> object:
    return plain_of(kept.as_of.value) if kept.as_of is not None else None


def as_they_are(state: Refreshable) -> tuple[dict[str, object], dict[str, object]]:
    """Return the entries of the lock file; what nobody asks for any more is left out.

    One that is damaged stays until there is a new value: without it, a much older one by hand would be taken
    for the last.
    """
    nodes = {**{name: kept.node for name, kept in state.lock.facts.items()}, **state.lock.damaged}
    declared = state.shelf.declared
    # Where `refresh` has a mistake, it asks all the same; a fact that is in order without it does not.
    asking = state.wanted.keys() | (declared["facts"].keys() - state.book.facts.keys())
    facts = {name: plain_of(node) for name, node in nodes.items() if name in asking}
    feeds: dict[str, object] = {
        name: line_of(seen) for name, seen in state.lock.feeds.items() if name in declared["feeds"]
    }
    return facts, feeds


def entry_of(state: Refreshable, wanted: Wanted, taken: Taken, seen: Seen) -> dict[str, object]:
    """Return the entry of a value that is accepted: what it is, what for, and when and where it was taken."""
    value = {"value": taken.value} if taken.rows is None else {}
    rows = {"rows": _dated_rows(state, wanted, taken, seen.checked.date())} if taken.rows is not None else {}
    day = {"as_of": taken.as_of} if taken.as_of is not None else {}
    etag = {"etag": seen.etag} if seen.etag else {}
    return {
        **value,
        **day,
        "measure": measure_of(state.mappings[wanted.fact]),
        "asked": wanted.asked,
        "at": _moment(seen.checked),
        "address": seen.address,
        "sha256": seen.sha256,
        **etag,
        **rows,
    }


def _dated_rows(state: Refreshable, wanted: Wanted, taken: Taken, today: dt.date) -> list[list[str]]:
    """Return the rows of a table, each with the day on which it was accepted as it is.

    A row that says what it said keeps its day: what prints it need not be made again.
    """
    header, *rest = taken.rows or ((),)
    kept = state.lock.facts.get(wanted.fact)
    is_as_asked = kept is not None and is_settled(state, wanted) and _day(kept) == taken.as_of
    days = dict(_accepted(kept)) if kept is not None and is_as_asked else {}
    dated = ([*row, days.get(_row(header, row), today).isoformat()] for row in rest)
    return [[*header, ACCEPTED], *dated]


def count_new_rows(state: Refreshable, wanted: Wanted, rows: Sequence[Sequence[str]]) -> int:
    """Return how many rows of a table were not accepted as they are; 0 where none ever was.

    Args:
        state: The project.
        wanted: What the table asks for.
        rows: Its header and its rows.
    """
    kept = state.lock.facts.get(wanted.fact)
    last = dict(_accepted(kept)) if kept is not None else {}
    header, *rest = rows
    return sum(_row(header, row) not in last for row in rest) if last else 0


def _accepted(kept: Kept) -> list[tuple[_Row, dt.date]]:
    """Return the rows that were accepted, each with its day; none of what is no table."""
    if kept.rows is None:
        return []
    header, *rows = (
        [cell.text for cell in row.items if isinstance(cell, Scalar)]
        for row in kept.rows.items
        if isinstance(row, Rows)
    )
    return list(zip((_row(header, row) for row in rows), kept.days, strict=True))


def _row(header: Sequence[str], row: Sequence[str]) -> _Row:
    """Return a row as it is compared: columns may change places."""
    return frozenset(zip(header, row, strict=False))


def line_of(seen: Seen) -> dict[str, object]:
    """Return the entry of a feed: when and where it said what."""
    told: dict[str, object] = {
        "checked": _moment(seen.checked),
        "address": seen.address,
        "sha256": seen.sha256,
    }
    more: dict[str, object] = {
        "etag": seen.etag,
        "modified": seen.modified,
        "unsettled": list(seen.unsettled),
    }
    return {**told, **{key: value for key, value in more.items() if value}}


def _moment(moment: dt.datetime) -> str:
    return moment.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
