"""Rows of a table that stand in a CSV file (RFC 4180) -> nodes, as if the YAML file had them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from msgspec import Struct
from msgspec.structs import replace

from briefpress.diagnostics import Findings, Span, did_you_mean
from briefpress.facts.nodes import Entry, Mapping, Scalar, Sequence, SourceText, YamlNode
from briefpress.facts.types import FACT_KEYS
from briefpress.facts.values import listing, shorten
from briefpress.facts.yaml_text import check_characters, decode
from briefpress.workspace import Workspace

SUFFIX = ".csv"
#: Columns that each table may have besides those that it declares.
_HEADINGS = ("id", "at", "label")
#: What stands behind the dot of a column that has the values of cells; the languages do, too.
_VALUES = ("", "value", "formula")
_DELIMITERS = (",", ";", "\t")


def with_rows(workspace: Workspace, mapping: Mapping, findings: Findings) -> Mapping | None:
    """Return what a file says of a fact, with the rows that a CSV file has for it.

    Args:
        workspace: The project.
        mapping: An entry of ``facts``; where its ``rows`` is the path of a CSV file, that is read.
        findings: Where mistakes go.

    Returns:
        The entry as it is where it names no such file; None after reporting what is wrong with the file.
    """
    entry = mapping.entries.get("rows")
    if entry is None or not isinstance(entry.value, Scalar) or not entry.value.text:
        return mapping
    path = entry.value
    if not path.text.startswith("data/") or not path.text.endswith(SUFFIX):
        message = f"`rows` cannot be `{shorten(path.text)}`"
        hint = f"write a list of rows, or the path of a file `data/...{SUFFIX}`"
        findings.error("CSV001", message, path.span, hint=hint)
        return None
    own = Findings()
    text = decode(workspace, path.text, own)
    if text is None:
        findings.extend(replace(found, related=((path.span, "named here"),)) for found in own)
        return None
    source = SourceText(path.text, text.removeprefix("\ufeff"))
    check_characters(source, own)
    records = [] if len(own) else records_of(source, own)
    listed = None if len(own) else rows_of(source, path.marks, records, mapping, path.span, own)
    findings.extend(own)
    if listed is None:
        return None
    listed = Sequence(path.source, path.marks, listed.items)
    return Mapping(mapping.source, mapping.marks, {**mapping.entries, "rows": Entry(entry.key_marks, listed)})


def rows_of(
    source: SourceText,
    marks: tuple[int, int, int, int],
    records: list[list[Cell]],
    mapping: Mapping,
    table: Span,
    findings: Findings,
) -> Sequence | None:
    """Return records as rows of YAML, or None after reporting why they are none.

    Args:
        source: Where the records stand.
        marks: The place of the list.
        records: The header first.
        mapping: What the file says of the table.
        table: The place where it names its rows.
        findings: Where mistakes go.
    """
    own = Findings()
    declared = mapping.entries.get("columns")
    names = list(declared.value.entries) if declared and isinstance(declared.value, Mapping) else []
    fields = _fields(source.path, records, names, table, own)
    rows = [] if len(own) else [_row(source, record, fields) for record in records[1:]]
    findings.extend(own)
    return None if own.errors else Sequence(source, marks, tuple(rows))


# ---- text -> records


class Cell(Struct):
    """A field of a record; its marks count from 0, as those of YAML nodes."""

    text: str
    marks: tuple[int, int, int, int]


def records_of(source: SourceText, findings: Findings) -> list[list[Cell]]:
    """Return the records of a file that are not blank, the header first."""
    text = source.text
    begin = _header(text)
    delimiter = _delimiter(text[begin:])
    stops = re.compile(rf"{re.escape(delimiter)}|\r?\n")
    starts = [0, *(index + 1 for index, char in enumerate(text) if char == "\n")]

    def marks(start: int, stop: int) -> tuple[int, int, int, int]:
        first, last = bisect_right(starts, start) - 1, bisect_right(starts, stop) - 1
        return (first, start - starts[first], last, stop - starts[last])

    records: list[list[Cell]] = []
    record: list[Cell] = []
    position, size = begin, len(text)
    while position < size:
        start = position
        if text[position] == '"':
            value, position = _quoted(text, position)
            if position < 0 or (position < size and text[position] not in f"{delimiter}\r\n"):
                line, column, _, _ = marks(start, start)
                findings.error(
                    "CSV001",
                    "a quotation mark is not closed" if position < 0 else "a field goes on behind its quotes",
                    Span(source.path, line + 1, column + 1),
                    hint='put the whole field into `"`, and write `""` for a quotation mark inside',
                )
                return []
        else:
            stop = stops.search(text, position)
            position = stop.start() if stop else size
            value = text[start:position]
        record.append(Cell(value.strip(), marks(start, max(position, start))))
        if position < size and text[position] == delimiter:
            position += 1
            if position < size:
                continue
            record.append(Cell("", marks(position, position)))
        position += 2 if text.startswith("\r\n", position) else 1
        if any(cell.text for cell in record):
            records.append(record)
        record = []
    return records


def _header(text: str) -> int:
    """Return where the header begins: behind remarks, which some offices write above it."""
    position = 0
    while text.startswith("#", position):
        stop = text.find("\n", position)
        if stop < 0:
            break
        position = stop + 1
    return position


def _quoted(text: str, start: int) -> tuple[str, int]:
    """Return a field in quotes and where it ends; a negative place where nothing closes it."""
    position, value = start + 1, ""
    while True:
        stop = text.find('"', position)
        if stop < 0:
            return value, -1
        value += text[position:stop]
        if not text.startswith('""', stop):
            return value, stop + 1
        value += '"'
        position = stop + 2


def _delimiter(text: str) -> str:
    """Return what parts the fields: what the header has most of."""
    header = text.partition("\n")[0]
    return max(_DELIMITERS, key=header.count)


# ---- records -> rows


class _Field(Struct):
    """Where a column of the file goes: ``capital.fr`` is the French of the cell ``capital``.

    Attributes:
        index: Its place in each record.
        cell: A heading, or a column of the table.
        key: A key inside of the cell; empty where the field is the whole of it.
    """

    index: int
    cell: str
    key: str
    marks: tuple[int, int, int, int]


def _fields(
    path: str, records: list[list[Cell]], names: list[str], table: Span, findings: Findings
) -> list[_Field]:
    """Return the columns of the file that the table has; others are nobody's."""
    if len(records) < 2:
        message = f"`{path}` has no rows" if records else f"`{path}` is empty"
        hint = f"write a header, {listing([*_HEADINGS[::2], *names[:2]])}, and a row on each line below it"
        findings.error("CSV001", message, table, hint=hint)
        return []
    header = records[0]
    found: dict[str, _Field] = {}
    for index, cell in enumerate(header):
        name, _, key = cell.text.partition(".")
        if name not in _HEADINGS and name not in names:
            continue
        span = _span(path, cell)
        if cell.text in found:
            hint = "remove one of the two, or rename it"
            findings.error("CSV001", f"the column `{cell.text}` is there twice", span, hint=hint)
        found[cell.text] = _Field(index, name, key, cell.marks)
    # What is said of a cell makes none.
    known = {field.cell for field in found.values() if field.key in _VALUES or field.key not in FACT_KEYS}
    for name in names:
        if name not in known:
            near = did_you_mean(name, [cell.text.partition(".")[0] for cell in header])
            findings.error(
                "CSV001",
                f"`{path}` has no column `{name}`",
                _span(path, header[0]),
                hint=near or f"add it to the header, or take `{name}` from the `columns` of the table",
                related=[(table, "the table")],
            )
    for record in records[1:]:
        if len(record) != len(header):
            count = f"{len(record)} field{'' if len(record) == 1 else 's'}"
            findings.error(
                "CSV001",
                f"this row has {count}, and the header has {len(header)}",
                _span(path, record[0]),
                hint="look for a comma too many or too few; a field with a comma stands in quotes",
            )
            break  # a mistake of the program that wrote the file is in each row
    return list(found.values())


def _span(path: str, cell: Cell) -> Span:
    line, column, last, end = cell.marks
    return Span(path, line + 1, column + 1, max(end - column, 1) if line == last else 1)


def _row(source: SourceText, record: list[Cell], fields: list[_Field]) -> Mapping:
    """Return a record as a row of YAML; an empty field is no cell."""
    start, stop = record[0].marks, record[-1].marks
    row = Mapping(source, (*start[:2], *stop[2:]))
    for field in fields:
        cell = record[field.index]
        if not cell.text:
            continue
        value = Scalar(source, cell.marks, cell.text, plain=False)
        for entries, key in _ways(row, field, value):
            entries[key] = Entry(field.marks, value)
    return row


def _ways(row: Mapping, field: _Field, value: Scalar) -> Iterator[tuple[dict[str, Entry], str]]:
    """Yield the keys under which a field stands: with ``qualifier``, a plain value is its ``value``."""
    known: YamlNode | None = row.entries[field.cell].value if field.cell in row.entries else None
    if not field.key and known is None:
        yield row.entries, field.cell
        return
    inner = known if isinstance(known, Mapping) else Mapping(value.source, value.marks)
    if isinstance(known, Scalar):
        inner.entries["value"] = row.entries[field.cell]
    row.entries[field.cell] = Entry(field.marks, inner)
    yield inner.entries, field.key or "value"
