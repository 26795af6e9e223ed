"""``points`` of a series, ``columns`` and ``rows`` of a table -> the facts they are made of.

Each point and each cell is a fact of its own, with an id below that of the series or table, so that texts,
charts, formulas and the record of what a page prints need no second way to name a value.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from msgspec import Struct

from briefpress.diagnostics import Span
from briefpress.facts.localized import Leaf, Localized
from briefpress.facts.model import FactType, Series, Table
from briefpress.facts.nodes import Entry, Mapping, Scalar, YamlNode
from briefpress.facts.periods import parse_period
from briefpress.facts.reader import FieldReader
from briefpress.facts.rows import Heading, Rows
from briefpress.facts.types import COLUMN_TYPES, FACT_KEYS, POINT_TYPES, TYPES, TypeRule
from briefpress.facts.values import read_mapping, shorten

_ID = re.compile(r"[a-z][a-z0-9_]{0,59}")

#: What points take from their series, and cells from their table and column, unless they say it themselves.
SHARED = (
    *("source", "locator", "note", "definition", "as_of", "period", "tags", "warn_after", "error_after"),
    *("unit", "currency", "scale", "qualifier", "minimum", "maximum", "decimals", "rounding"),
)
#: What a computed point does not take: it has the sources of what it is computed from.
_CITED = ("source", "locator")
#: What only a computed point takes: how its value is rounded.
ROUNDED = ("decimals", "rounding")
#: What a point does not take where it has the other one of its own.
_TIMES = {"as_of": "period", "period": "as_of"}
#: Keys of facts that a point or a cell does not have -> what to do.
_GIVEN_POINT = {"type": "remove it: the type of all points is `of` of the series"}
_GIVEN_CELL = {
    "type": "remove it: the type of a cell is that of its column",
    "label": "remove it: a cell is called by its row and its column; what else there is to say is a `note`",
}


class Part(Struct, frozen=True):
    """A point or a cell, as an entry of ``facts`` would say it."""

    id: str
    span: Span
    mapping: Mapping


class Parts(Struct, frozen=True):
    """What a series or a table holds.

    Attributes:
        span: The place of its points or rows.
    """

    value: Series | Table
    parts: tuple[Part, ...]
    span: Span


class _Row(Struct, frozen=True):
    """A point, or a row of a table.

    Attributes:
        heading: What it is called.
        time: Its period, if that is what it is called by: an entry or nothing.
        own: Its other keys.
    """

    heading: Heading
    span: Span
    node: Mapping
    time: dict[str, Entry]
    own: dict[str, Entry]


def read_series(name: str, reader: FieldReader, languages: tuple[str, ...]) -> Parts | None:
    """Return the points of a series, or None after reporting why it has none.

    Args:
        name: The id of the series.
        reader: Of its entry in ``facts``.
        languages: The languages every label has to be in.
    """
    of = reader.choice("of", POINT_TYPES, required=True)
    rows = _rows("points", reader, languages, "point")
    if of is None or not rows:
        return None
    shared = {**_shared(reader.node), "type": reader.node.entries["of"]}
    if not _has_needs(reader, shared, [row.own for row in rows], "to the series, beside `of`"):
        return None
    _check_day(reader, rows, "points")
    label = reader.node.entries.get("label")
    parts = []
    for row in rows:
        what = f"the point `{row.heading.id}` of {reader.what}"
        own = _timely(_own(row.own, _GIVEN_POINT, what, reader), row, what, reader)
        parts.append(_part(f"{name}.{row.heading.id}", row, shared, own, (label,)))
    return Parts(Series(tuple(part.id for part in parts)), tuple(parts), reader.span("points"))


def read_table(name: str, reader: FieldReader, languages: tuple[str, ...]) -> Parts | None:
    """Return the cells of a table, or None after reporting why it has none; see `read_series`."""
    columns = _columns(reader, languages)
    rows = _rows("rows", reader, languages, "row")
    if not columns or not rows:
        return None
    for part in (reader, *(column for _, column in columns.values())):
        _check_day(part, rows, "rows")
    shared, label = _shared(reader.node), reader.node.entries.get("label")
    declared = reader.node.entries["columns"].value
    assert isinstance(declared, Mapping)
    readable = {
        id_: column
        for id_, (_, column) in columns.items()
        if _has_needs(column, shared | column.node.entries, _cells(rows, id_), "to the column, beside `type`")
    }
    parts = []
    for row in rows:
        unknown = FieldReader(row.node, reader.findings, f"the row `{row.heading.id}` of {reader.what}")
        for key in ("id", "at", "label", *declared.entries):
            unknown.has(key)
        unknown.finish()
        for id_, column in readable.items():
            value = row.own.get(id_)
            if value is None:
                continue  # a cell that the source leaves empty is no fact
            cell = value.value
            own = {"value": value}
            if isinstance(cell, Mapping) and _says_more(cell):
                what = f"the cell `{row.heading.id}.{id_}` of {reader.what}"
                own = _timely(_own(cell.entries, _GIVEN_CELL, what, reader), row, what, reader)
            said = {key: entry for key, entry in column.node.entries.items() if key != "label"}
            labels = (label, column.node.entries.get("label"))
            parts.append(_part(f"{name}.{row.heading.id}.{id_}", row, shared | said, own, labels))
    table = Table(Rows.of(row.heading for row in rows), tuple(heading for heading, _ in columns.values()))
    return Parts(table, tuple(parts), reader.span("rows"))


def _cells(rows: Iterable[_Row], column: str) -> list[dict[str, Entry]]:
    """Return what the cells of a column say in keys of their own; an empty cell has no part in it."""
    values = [row.own[column].value for row in rows if column in row.own]
    return [cell.entries if isinstance(cell, Mapping) else {} for cell in values]


def _has_needs(
    reader: FieldReader, shared: dict[str, Entry], parts: list[dict[str, Entry]], where: str
) -> bool:
    """Tell whether all parts have the keys that their type needs; the first that some lack is reported.

    Args:
        reader: Of the series or the column: a key is missing there, and not at each of its parts.
        shared: What the parts take from it.
        parts: What they have of their own.
        where: Where to add a key, for the hint.
    """
    rule = _rule(shared)
    for key in rule.needs if rule else ():
        if key not in shared and not all(key in own for own in parts):
            hint = f"add `{key}:` {where}"
            reader.error("SHAPE002", f"{reader.what} has no `{key}`", label=f"no `{key}`", hint=hint)
            return False
    return True


def _says_more(cell: Mapping) -> bool:
    """Tell a cell with keys of its own, ``{value: 5, qualifier: about}``, from a range."""
    return bool({"value", "formula"} & cell.entries.keys())


def _own(
    entries: dict[str, Entry], given: dict[str, str], what: str, reader: FieldReader
) -> dict[str, Entry]:
    """Return the keys of a point or a cell, without those that it is given, which are reported."""
    for key in given.keys() & entries.keys():
        message = f"{what} has an unknown key `{key}`"
        reader.error("SHAPE003", message, entries[key].key_span, label="not here", hint=given[key])
    return {key: entry for key, entry in entries.items() if key not in given}


def _timely(own: dict[str, Entry], row: _Row, what: str, reader: FieldReader) -> dict[str, Entry]:
    """Return the keys of a point or a cell, without a period besides that of its row, which is reported."""
    if not row.time or "period" not in own:
        return own
    time = row.time["period"]
    reader.error(
        "SHAPE003",
        f"{what} has an unknown key `period` beside `at`",
        own["period"].key_span,
        label="a period, too",
        hint="remove it; or write `id` and `label` in place of `at`",
        related=[(time.key_span, "its period already")],
    )
    return {key: entry for key, entry in own.items() if key != "period"}


def _check_day(reader: FieldReader, rows: list[_Row], what: str) -> None:
    """Report a day for all points or rows of which some stand for a period."""
    periods = [entry for row in rows for entry in row.time.values()]
    if periods and "as_of" in reader.node.entries:
        reader.error(
            "FACT011",
            f"{reader.what} has `as_of`, and {what} with periods",
            reader.key_span("as_of"),
            label="a day",
            hint=f"remove it, or give the {what} `id` and `label` in place of `at`",
            related=[(periods[0].key_span, "a period")],
        )


# ---- rows and columns


def _rows(key: str, reader: FieldReader, languages: tuple[str, ...], what: str) -> list[_Row]:
    """Return what a list of points or rows holds; what cannot be read is reported and left out."""
    node = reader.sequence(key, required=True)
    if node is not None and not node.items:
        hint = "write one on a line of its own: `- {at: 2024, value: 13}`"
        reader.error("SHAPE006", f"`{key}` of {reader.what} is an empty list", node.span, hint=hint)
    rows: dict[str, _Row] = {}
    for item in node.items if node else ():
        mapping = read_mapping(item, reader.findings, f"a {what} of {reader.what}")
        row = mapping and _row(mapping, reader, languages, what)
        if row and row.heading.id in rows:
            reader.error(
                "FACT003",
                f"{reader.what} has a {what} `{row.heading.id}` already",
                row.span,
                label="again",
                hint="remove one of the two, or give it another id",
                related=[(rows[row.heading.id].span, "first written here")],
            )
        elif row:
            rows[row.heading.id] = row
    return list(rows.values())


def _row(mapping: Mapping, outer: FieldReader, languages: tuple[str, ...], what: str) -> _Row | None:
    reader = FieldReader(mapping, outer.findings, f"a {what} of {outer.what}")
    own = {key: entry for key, entry in mapping.entries.items() if key not in ("at", "id", "label")}
    if reader.has("at"):
        period = reader.period("at")
        if period is None:
            return None
        if reader.has("id"):
            reader.error(
                "SHAPE003",
                f"{reader.what} has an unknown key `id` beside `at`",
                reader.key_span("id"),
                label=f"its id is `{period.id}` already",
                hint="remove it; or keep `id`, with a `label`, and write `period:` in place of `at:`",
                related=[(reader.key_span("at"), "called by its period")],
            )
        entry = mapping.entries["at"]
        label = reader.localized("label", languages)
        if label is None and isinstance(entry.value, Scalar):
            leaf = Leaf(period.code, entry.value)
            label = Localized(dict.fromkeys(languages, leaf), entry.value)
        return (
            _Row(Heading(period.id, label), entry.value.span, mapping, {"period": entry}, own)
            if label
            else None
        )
    if not reader.has("id"):
        reader.error(
            "SHAPE002",
            f"{reader.what} has neither `at` nor `id`",
            label="nothing to call it by",
            hint="add `at:` with a period, or `id:` and `label:`",
        )
        return None
    id_ = reader.text("id")
    label = reader.localized("label", languages, required=True)
    if id_ is not None and not _ID.fullmatch(id_):
        reader.error(
            "FACT004",
            f"`{shorten(id_)}` cannot be the id of a {what}",
            reader.span("id"),
            label="not an id",
            hint=f"write `at: {id_}` for a period"
            if parse_period(id_)
            else "use lower-case letters, digits and underscores, and begin with a letter",
        )
        return None
    return _Row(Heading(id_, label), reader.span("id"), mapping, {}, own) if id_ and label else None


def _columns(reader: FieldReader, languages: tuple[str, ...]) -> dict[str, tuple[Heading, FieldReader]]:
    node = reader.mapping("columns", required=True)
    if node is not None and not node.entries:
        hint = "write one on a line of its own: `share: {type: percent, label: {...}}`"
        message = f"`columns` of {reader.what} is empty"
        reader.error("SHAPE006", message, node.span, label="no column", hint=hint)
    columns = {}
    for id_, entry in node.entries.items() if node else ():
        what = f"the column `{shorten(id_)}` of {reader.what}"
        if not _ID.fullmatch(id_) or id_ in ("id", "at", "label"):
            reader.error(
                "FACT004",
                f"`{shorten(id_)}` cannot be the id of a column",
                entry.key_span,
                label="not an id",
                hint=f"write `{period.id}`"
                if (period := parse_period(id_))
                else "use lower-case letters, digits and underscores; `id`, `at` and `label` are taken",
            )
            continue
        mapping = read_mapping(entry.value, reader.findings, what)
        if mapping is None:
            continue
        column = FieldReader(mapping, reader.findings, what, entry.key_span)
        column.choice("type", COLUMN_TYPES, required=True)
        label = column.localized("label", languages, required=True)
        for key in SHARED:
            column.has(key)
        column.finish(order=FACT_KEYS)
        if label:
            columns[id_] = (Heading(id_, label), column)
    return columns


# ---- entries as ``facts`` has them


def _part(
    id_: str, row: _Row, shared: dict[str, Entry], own: dict[str, Entry], labels: Iterable[Entry | None]
) -> Part:
    own = {**row.time, **own}
    refused = {
        *(_CITED if "formula" in own else _rounded(shared)),
        *(_TIMES[key] for key in _TIMES if key in own),
    }
    entries = {**{key: entry for key, entry in shared.items() if key not in refused}, **own}
    joined = _joined(labels, row.heading.label)
    if joined is not None:
        entries["label"] = joined
    return Part(id_, row.span, Mapping(row.node.source, row.node.marks, entries))


def _rounded(shared: dict[str, Entry]) -> tuple[str, ...]:
    """Return how results are rounded, where the type has such keys; others are reported as they are."""
    rule = _rule(shared)
    return tuple(key for key in ROUNDED if rule and key in rule.accepts)


def _rule(shared: dict[str, Entry]) -> TypeRule | None:
    """Return what the type of parts asks for, or None where it is none that parts can have."""
    kind = shared["type"].value if "type" in shared else None
    return TYPES[FactType(kind.text)] if isinstance(kind, Scalar) and kind.text in COLUMN_TYPES else None


def _shared(node: Mapping) -> dict[str, Entry]:
    return {key: node.entries[key] for key in SHARED if key in node.entries}


def _joined(labels: Iterable[Entry | None], last: Localized) -> Entry | None:
    """Return the label "series, point", or None where the series has none to begin with."""
    whole: Entry | None = None
    texts = {lang: [leaf.text] for lang, leaf in last.leaves.items()}
    for entry in labels:
        if entry is None or not isinstance(entry.value, Mapping):
            return None  # which was reported
        whole = whole or entry
        for lang, one in entry.value.entries.items():
            if lang in texts and isinstance(one.value, Scalar):
                texts[lang].insert(-1, one.value.text)
    if whole is None:
        return None
    return _entry(
        whole, {lang: Entry(whole.key_marks, _scalar(whole.value, ", ".join(t))) for lang, t in texts.items()}
    )


def _entry(like: Entry, entries: dict[str, Entry]) -> Entry:
    return Entry(like.key_marks, Mapping(like.value.source, like.value.marks, entries))


def _scalar(like: YamlNode, text: str) -> Scalar:
    # Not plain: a period is a text here, whatever YAML readers make of it.
    return Scalar(like.source, like.marks, text, plain=False)
