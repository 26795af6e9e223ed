"""The facts that an edition prints -> the files that go with its PDF: JSON for programs, CSV for tables.

Both hold the exact values behind the figures. All that stands in them is of the fact, its unit and its
sources, so that the digests of `fact_use` tell when they change.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from briefpress.facts import Citation, Fact, FactBook, Localized, Period, Range, Series, Source, Table
from briefpress.merge.locale import full_tag
from briefpress.merge.references import Uses

if TYPE_CHECKING:  # whoever only checks never loads ReportLab
    from briefpress.pdf import Attachment

#: What JSON has for a thing with properties.
Record: TypeAlias = dict[str, object]

#: The columns of the CSV file; those of sources have one entry for each, joined.
COLUMNS = (
    *("id", "label", "type", "value", "to", "unit", "currency", "scale", "amount", "qualifier"),
    *("as_of", "period", "printed", "source", "publisher", "address", "published", "accessed"),
)
_OF_SOURCES = {"source": "title", **{name: name for name in COLUMNS[-4:]}}
_JOINT = " | "


class Used(NamedTuple):
    """What an edition used in one of its languages.

    Attributes:
        lang: As the brief writes it.
        uses: What merging collected.
        description: What the files are to a reader of that language.
    """

    lang: str
    uses: Uses
    description: str


def attachments_of(book: FactBook, document: Mapping[str, str], used: list[Used]) -> tuple[Attachment, ...]:
    """Return the files with the facts of an edition, two for each of its languages.

    Args:
        book: The facts.
        document: What the edition is called: its name and its title.
        used: What it used.
    """
    from briefpress.pdf import Attachment

    made = []
    for lang, uses, description in used:
        records = [_record(book, fact, lang, uses) for fact in _facts(book, uses)]
        whole: Record = {"document": {**document, "language": full_tag(lang)}, "facts": records}
        files = (("json", "application/json", _json(whole)), ("csv", "text/csv", _csv(records)))
        for ending, media_type, data in files:
            name = f"facts-{lang}.{ending}"
            told = f"{description} ({ending.upper()})"
            made.append(Attachment(name, media_type, "Data", told, data))
    return tuple(made)


def _facts(book: FactBook, uses: Uses) -> Iterator[Fact]:
    """Yield the facts that are printed, in reading order, then those that words or lines rest on.

    Words are such as "tripled"; lines are those of key figures, which print no digits.
    """
    resting = {*uses.drawn, *(name for claim in uses.claims for name in claim.facts)}
    names = dict.fromkeys((*uses.as_printed, *(name for name in uses.facts if name in resting)))
    yield from (fact for name in names if (fact := book.get(name)) is not None)


def _record(book: FactBook, fact: Fact, lang: str, uses: Uses) -> Record:
    """Return what a reader may know of a fact; what it lacks is None.

    Its note, definition and locator are for those who keep the data: what no page prints stays with them.
    """
    printed = [
        {"form": form, "language": full_tag(own), "text": text}
        for (form, own), text in uses.as_printed.get(fact.id, {}).items()
    ]
    return {
        "id": fact.id,
        "label": _text(fact.label, lang),
        "type": str(fact.type),
        "value": _exact(fact.value, lang),
        "unit": fact.unit,
        "currency": fact.currency,
        "scale": fact.scale,
        "amount": _exact(fact.amount, lang),
        "qualifier": fact.qualifier,
        "as_of": _exact(fact.as_of, lang),
        "period": _exact(fact.period, lang),
        "printed": printed,
        "sources": [_source(book.sources[citation.source], citation, lang) for citation in fact.citations],
    }


def _source(source: Source, citation: Citation, lang: str) -> Record:
    return {
        "id": source.id,
        "title": _text(source.title, lang),
        "publisher": _text(source.publisher, lang),
        "address": _text(source.address, lang),
        "published": _exact(source.published, lang),
        "accessed": _exact(source.last_accessed((citation,)), lang),
    }


def _text(value: Localized, lang: str) -> str:
    """Return a text in a language, or in the first that it has, as the list of sources prints it."""
    return value.in_or_first(lang).text


def _exact(value: object, lang: str) -> object:
    """Return a value as text: a number of JSON would lose digits in most programs that read it."""
    match value:
        case None:
            return None
        case Decimal():
            return format(value, "f")
        case dt.date() | dt.time():
            return value.isoformat()
        case Period():
            return value.code
        case Range():
            return {"from": _exact(value.first, lang), "to": _exact(value.last, lang)}
        case Localized():
            return _text(value, lang)
        case tuple():
            return [_exact(inner, lang) for inner in value]
        case Series():
            return list(value.points)
        case Table():
            return {
                "rows": list(value.rows.ids),
                "columns": [heading.id for heading in value.columns],
            }
    return str(value)


def _json(whole: Record) -> bytes:
    return (json.dumps(whole, ensure_ascii=False, indent=1) + "\n").encode("utf-8")


def _csv(records: list[Record]) -> bytes:
    """Write the records as RFC 4180 has it; spreadsheets know by the mark at the start that it is UTF-8."""
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, COLUMNS, extrasaction="ignore", lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(map(_row, records))
    return out.getvalue().encode("utf-8-sig")


def _row(record: Record) -> Record:
    row = {**record, "printed": _joined(record["printed"], "text")}
    value = record["value"]
    if isinstance(value, dict):
        # A range has two ends; of a table each cell is a fact of its own.
        row |= {"value": value.get("from"), "to": value.get("to")}
    if isinstance(value, list):
        row["value"] = _JOINT.join(map(str, value))
    return row | {column: _joined(record["sources"], key) for column, key in _OF_SOURCES.items()}


def _joined(records: object, key: str) -> str:
    """Return a field of several records as one text; the sources keep their places in it."""
    assert isinstance(records, list)
    texts = [str(record[key] or "") for record in records]
    return _JOINT.join(texts) if any(texts) else ""
