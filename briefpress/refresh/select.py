"""A body -> what a fact takes of it, as the keys that a file would have written."""

from __future__ import annotations

from collections.abc import Sequence as AnySequence
from decimal import Decimal, InvalidOperation
from typing import Any

from msgspec import Struct

from briefpress.diagnostics import did_you_mean
from briefpress.facts.csv_rows import Cell
from briefpress.facts.feeds import Wanted
from briefpress.facts.nodes import Entry, Mapping, SourceText
from briefpress.facts.refreshed import node_of
from briefpress.facts.values import listing, shorten
from briefpress.refresh.bodies import MOST_ROWS, Body, Digits, Document, Records
from briefpress.refresh.failures import FeedError, missing

#: Columns of each table besides those that it declares.
_HEADINGS = ("id", "at", "label")
_MOST_EXPONENT = 40


class Taken(Struct, frozen=True):
    """What a fact takes, before anybody has looked whether it is right.

    Attributes:
        value: A text, or what JSON can hold of texts; None of a table.
        rows: Of a table, the header and the rows; else None.
        as_of: The day that came with it, as it is written; None where none was asked for.
        source: The text that findings are about.
    """

    value: Any
    rows: tuple[tuple[str, ...], ...] | None
    as_of: str | None
    source: SourceText

    @property
    def entries(self) -> dict[str, Entry]:
        """The value and its day as a file would have written them."""
        marks = (0, 0, 0, len(self.source.text))
        found = (
            {} if self.rows is not None else {"value": Entry(marks, node_of(self.source, marks, self.value))}
        )
        if self.as_of is not None:
            found["as_of"] = Entry(marks, node_of(self.source, marks, self.as_of))
        return found

    @property
    def records(self) -> list[list[Cell]]:
        """The rows of a table with their places in the text."""
        found = []
        for number, row in enumerate(self.rows or ()):
            cells, column = [], 0
            for text in row:
                cells.append(Cell(text, (number, column, number, column + len(text))))
                column += len(text) + 1
            found.append(cells)
        return found


def take(body: Body, wanted: Wanted, mapping: Mapping) -> Taken:
    """Return what a fact takes of a body.

    Args:
        body: What the feed gave.
        wanted: What the fact asks for.
        mapping: What the files say of the fact.

    Raises:
        FeedError: It is not there, or there more than once.
    """
    if wanted.is_table:
        return _table(body, wanted, mapping)
    if isinstance(body, Document) and wanted.at:
        value = _plain(_searched(body.root, wanted.at, "at"))
        as_of = _text(_searched(body.root, wanted.as_of, "as_of")) if wanted.as_of else None
    else:
        records = body if isinstance(body, Records) else _records(body.root)
        row = _row(records, wanted)
        value = row[_column(records, wanted.column)]
        as_of = row[_column(records, wanted.as_of)] if wanted.as_of else None
    if value is None or value == "" or as_of == "":
        what = "an empty cell" if wanted.column else "nothing"
        hint = "look at the source: it may leave the value out, or have it elsewhere now"
        raise FeedError("FEED016", f"finds {what} where its {'day' if value else 'value'} should be", hint)
    text = value if isinstance(value, str) else ""
    return Taken(value, None, as_of, SourceText("feed", text))


# ---- rows


def _row(records: Records, wanted: Wanted) -> tuple[str, ...]:
    """Return the only row that has what is asked for."""
    asked = [(_column(records, name), value.strip()) for name, value in wanted.row]
    found = [
        (row, line)
        for row, line in zip(records.rows, records.lines, strict=True)
        if all(row[index] == value for index, value in asked)
    ]
    said = (
        " and ".join(f"`{name}` is `{shorten(value)}`" for name, value in wanted.row) or "there is one at all"
    )
    if not found:
        name, index = (wanted.row[0][0], asked[0][0]) if asked else ("", 0)
        near = did_you_mean(asked[0][1], [row[index] for row in records.rows[:1000]]) if asked else ""
        hint = near or f"look at the column `{name}` of the source"
        raise FeedError("FEED016", f"finds no row in which {said}", hint)
    if len(found) > 1:
        where = " and ".join(line for _, line in found[:2])
        hint = "name one more column in `row`, which tells the two apart"
        raise FeedError("FEED015", f"finds {len(found)} rows in which {said}, in {where}", hint)
    return found[0][0]


def _column(records: Records, name: str) -> int:
    count = records.header.count(name)
    if count == 1:
        return records.header.index(name)
    if count:
        raise FeedError("FEED014", f"finds the column `{name}` {count} times", "tell whoever publishes it")
    hint = (
        did_you_mean(name, records.header) or f"its columns are {listing(map(shorten, records.header[:12]))}"
    )
    raise FeedError("FEED014", f"finds no column `{shorten(name)}`", hint)


def _table(body: Body, wanted: Wanted, mapping: Mapping) -> Taken:
    root = None
    if isinstance(body, Document):
        root = body.root
        body = _records(_searched(root, wanted.at, "at") if wanted.at else root)
    declared = mapping.entries.get("columns")
    names = declared.value.entries if declared is not None and isinstance(declared.value, Mapping) else {}
    kept = []
    for index, column in enumerate(body.header):
        name, _, key = column.partition(".")
        if name not in names and name not in _HEADINGS:
            continue  # a feed may have more than the table
        if key == "formula":
            hint = "a source gives values; write the formula in `columns` of the table, in your own file"
            raise FeedError("FEED014", f"finds formulas for cells, in the column `{column}`", hint)
        kept.append(index)
    rows = tuple(tuple(" ".join(row[index].split()) for index in kept) for row in (body.header, *body.rows))
    as_of = None
    if wanted.as_of:
        if root is not None:
            as_of = _text(_searched(root, wanted.as_of, "as_of"))
        else:
            days = {row[_column(body, wanted.as_of)] for row in body.rows}
            if len(days) > 1:
                hint = "leave `as_of` out, and let each row have its period: `at`"
                raise FeedError("FEED017", f"finds more than one day in the column `{wanted.as_of}`", hint)
            as_of = next(iter(days), None)
    return Taken(None, rows, as_of, SourceText("feed", "\n".join("\t".join(row) for row in rows)))


def _records(root: Any) -> Records:
    """Return a list of objects as rows; what is nested is named with a dot, as in `label.en`."""
    if not isinstance(root, list) or not root or not all(isinstance(one, dict) for one in root):
        raise FeedError(
            "FEED016", "finds no list of objects", "let `at` lead to the list that has a row in each item"
        )
    if len(root) > MOST_ROWS:
        raise FeedError("FEED009", f"finds more than {MOST_ROWS} rows", "ask the source for less")
    rows = [dict(_flat(one)) for one in root]
    header = tuple(dict.fromkeys(name for row in rows for name in row))
    texts = tuple(tuple(row.get(name, "") for name in header) for row in rows)
    return Records(header, texts, tuple(f"item {number}" for number in range(1, len(rows) + 1)))


def _flat(record: dict[str, Any]) -> AnySequence[tuple[str, str]]:
    found = []
    for name, value in record.items():
        if isinstance(value, dict):
            inner = ((f"{name}.{key}", one) for key, one in value.items())
            found += [(key, _text(one)) for key, one in inner if not isinstance(one, dict | list)]
        elif not isinstance(value, list):
            found.append((name, _text(value)))
    return found


# ---- documents


def _searched(root: Any, expression: str, key: str) -> Any:
    """Return what an expression of JMESPath finds."""
    try:
        import jmespath
    except ImportError:
        raise missing("jmespath") from None
    try:
        return jmespath.search(expression, root)
    except (jmespath.exceptions.JMESPathError, RecursionError) as error:
        said = shorten(str(error), 120) or type(error).__name__
        hint = "https://jmespath.org tells how such expressions are written"
        raise FeedError("FEED002", f"has a `{key}` that is no expression of JMESPath: {said}", hint) from None


def _plain(value: Any) -> Any:
    """Return a value of JSON with texts in place of numbers."""
    if isinstance(value, dict):
        return {key: _plain(one) for key, one in value.items()}
    if isinstance(value, list):
        return [_plain(one) for one in value]
    return _text(value)


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Digits):
        return _without_exponent(value.written)
    if isinstance(value, float):
        hint = "let `at` lead to a figure as it is published, and compute with a `formula`, which is exact"
        raise FeedError("FEED017", "finds a number that its expression computed", hint)
    if isinstance(value, dict | list):
        raise FeedError("FEED017", "finds a list where one value should be", "let `at` lead to one value")
    return str(value).strip()


def _without_exponent(text: str) -> str:
    """Return a number as it would be printed; one with a huge exponent stays as it is, and is refused."""
    if "e" not in text.lower():
        return text
    try:
        number = Decimal(text)
    except InvalidOperation:
        return text
    exponent = number.as_tuple().exponent
    is_short = isinstance(exponent, int) and abs(exponent) <= _MOST_EXPONENT
    return format(number, "f") if is_short else text
