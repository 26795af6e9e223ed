"""Ids in an expression -> the facts that they bring into it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping

from msgspec import Struct

from briefpress.diagnostics import did_you_mean
from briefpress.facts.expressions.nodes import Comparison, Expression, Name, Reference, Selection
from briefpress.facts.expressions.refusal import Refusal
from briefpress.facts.model import Fact, Series, Table
from briefpress.facts.neighbours import nearest_facts
from briefpress.facts.values import listing

_HYPHENATED = re.compile(r"[\w.]+(?:-[\w.]+)+")


class Inputs(Struct, frozen=True):
    """What an expression is computed from.

    Attributes:
        places: Ids of facts, in the order in which the text names them, each with what names it first; those
            of a series or a column are its points or cells.
        is_broken: Whether one of them has a mistake that has been reported.
    """

    places: Mapping[str, Reference]
    is_broken: bool = False


class Known(Struct, frozen=True):
    """What ids stand for.

    Attributes:
        facts: The facts that have a value.
        drafts: Ids of facts that will have one.
        broken: Ids of facts that have mistakes, which have been reported.
        is_complete: Whether every file could be read; where not, an unknown fact may well exist.
    """

    facts: Mapping[str, Fact]
    drafts: Collection[str]
    broken: Collection[str]
    is_complete: bool = True

    def is_broken(self, id_: str) -> bool:
        """Tell whether a fact, or the series or table it is of, exists and has errors."""
        if not self.broken:
            return False
        parts = id_.split(".")
        return any(".".join(parts[:end]) in self.broken for end in range(2, len(parts) + 1))

    def has(self, id_: str) -> bool:
        """Tell whether a fact has a value, or will have one."""
        return id_ in self.facts or id_ in self.drafts

    def ids(self) -> Iterable[str]:
        """Return all ids, for suggestions."""
        return (*self.facts, *self.drafts, *self.broken)


def resolve(expression: Expression | Comparison, known: Known) -> Inputs | Refusal:
    """Return what an expression is computed from, or why that cannot be told."""
    places: dict[str, Reference] = {}
    is_broken = False
    for reference in expression.references:
        name = reference.table if isinstance(reference, Selection) else reference
        if not known.has(name.id):
            if known.is_broken(name.id) or not known.is_complete:
                is_broken = True
                continue
            return _unknown(name, expression.text, known)
        fact = known.facts.get(name.id)
        if isinstance(reference, Selection):
            table = fact.value if fact else None
            if not isinstance(table, Table):
                hint = f"name the fact itself: `{name.id}`"
                return Refusal("EXPR006", f"`{name.id}` is not a table", name.start, name.end, hint=hint)
            columns = [heading.id for heading in table.columns]
            headings = columns if reference.axis == "column" else list(table.rows.ids)
            if reference.heading.text not in headings:
                return _unknown_heading(reference, headings)
            ids: Iterable[str] = cells(reference, table)
        else:
            ids = fact.value.points if fact and isinstance(fact.value, Series) else (name.id,)
        for id_ in ids:
            if known.has(id_):
                places.setdefault(id_, reference)
            elif known.is_broken(id_):
                is_broken = True
    return Inputs(places, is_broken)


def cells(selection: Selection, table: Table) -> tuple[str, ...]:
    """Return the ids of all cells of a column or a row, also of those that the source leaves empty."""
    id_, heading = selection.table.id, selection.heading.text
    if selection.axis == "column":
        return tuple(f"{id_}.{row}.{heading}" for row in table.rows.ids)
    return tuple(f"{id_}.{heading}.{column.id}" for column in table.columns)


def _unknown_heading(selection: Selection, headings: list[str]) -> Refusal:
    word = selection.heading
    hint = did_you_mean(word.text, headings) or f"it has {listing(headings[:10])}"
    message = f"`{selection.table.id}` has no {selection.axis} `{word.text}`"
    return Refusal("EXPR004", message, word.start, word.end, "not in the table", hint)


def _unknown(name: Name, text: str, known: Known) -> Refusal:
    """Return why a name is no fact; a hyphen in an id would be a minus, so both readings are tried."""
    hyphenated = next((m for m in _HYPHENATED.finditer(text) if m.start() <= name.start < m.end()), None)
    if hyphenated:
        whole, joined = hyphenated.group(), hyphenated.group().replace("-", "_")
        if known.has(joined) or "." not in name.id:
            hint = f"write `{joined}`" if known.has(joined) else did_you_mean(joined, known.ids())
            return Refusal(
                "EXPR004",
                f"there is no fact `{whole}`",
                *hyphenated.span(),
                "a hyphen is a minus here",
                hint or "ids of facts have no hyphens",
            )
    hint = nearest_facts(name.id, known.ids())
    if not hint and "." not in name.id:
        hint = f"an id has two parts or more: `topic.{name.id}`"
    return Refusal(
        "EXPR004",
        f"there is no fact `{name.id}`",
        name.start,
        name.end,
        "unknown",
        hint or "`data/` has no fact of a similar name",
    )
