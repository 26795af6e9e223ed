"""What a layout template sees of a brief: names and texts, and nothing that leads back to the program."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Container, Mapping
from copy import copy
from types import SimpleNamespace
from typing import Any, NamedTuple

from markupsafe import Markup

from briefpress.diagnostics import Findings, Span
from briefpress.facts import FactBook, Limit, Localized, Series
from briefpress.merge.block_types import REGIONS
from briefpress.merge.brief import (
    Address,
    Brief,
    BriefBlock,
    BriefText,
    Identifier,
    Name,
    Record,
    Row,
    Value,
    texts_of,
)
from briefpress.merge.characters import xml_text
from briefpress.merge.labels import Label
from briefpress.merge.locale import Locale, full_tag
from briefpress.merge.references import Uses

Texts = Mapping[BriefText, Markup]


class Placed(str):
    """A plain value that knows its place, which a template passes on as ``origin``.

    Attributes:
        at: As `document.markup` reads it.
    """

    at: str


def brief_view(brief: Brief, texts: Texts, lang: str) -> SimpleNamespace:
    """Return the head and the blocks of a brief; notes and sources come later, once all uses are known."""
    view = SimpleNamespace(name=brief.name, languages=list(brief.languages))
    for key, text in brief.head.items():
        setattr(view, key, texts.get(text) if text is not None else None)
    for region, blocks in brief.regions.items():
        setattr(view, region, [_block_view(block, texts, lang) for block in blocks])
    # Of two editions one names the other in the other's language; of more, in its own.
    others = [other for other in brief.languages if other != lang]
    view.other = full_tag(others[0] if len(others) == 1 else lang)
    return view


def block_views(view: SimpleNamespace) -> list[SimpleNamespace]:
    """Return the blocks of a brief's view in reading order."""
    return [block for region in REGIONS for block in getattr(view, region)]


def label_views(
    view: SimpleNamespace, labels: Mapping[str, Label], words: Mapping[str, str], refs: Container[str]
) -> None:
    """Let tables and figures that texts refer to show what they are called."""
    for block in block_views(view):
        block.label, block.number = labels[block.id].said(words) if block.id in refs else "", ""


def numbered_view(
    view: SimpleNamespace, labels: Mapping[str, Label], words: Mapping[str, str]
) -> SimpleNamespace:
    """Return the regions of a brief with all tables, figures and sections numbered."""
    regions = {}
    for region in REGIONS:
        blocks = [copy(block) for block in getattr(view, region)]
        for block in blocks:
            block.label, block.number = labels[block.id].said(words), labels[block.id].section
        regions[region] = blocks
    return SimpleNamespace(**regions)


def _block_view(block: BriefBlock, texts: Texts, lang: str) -> SimpleNamespace:
    view = _record(block.fields, texts, lang)
    view.id, view.type = block.id, block.type
    return view


def _record(record: Record, texts: Texts, lang: str) -> SimpleNamespace:
    return SimpleNamespace(**{key: _value(value, texts, lang) for key, value in record.values.items()})


def _value(value: Value | None, texts: Texts, lang: str) -> Any:
    if value is None:
        return None
    if isinstance(value, Name):
        return _placed(value.text, value.span)
    if isinstance(value, Address | Identifier):
        leaf = value.localized.get(lang)
        return _placed(leaf.text, leaf.span) if leaf else None
    if isinstance(value, BriefText):
        return texts.get(value, Markup(""))
    return [
        [texts.get(cell, Markup("")) for cell in item.cells]
        if isinstance(item, Row)
        else _record(item, texts, lang)
        for item in value
    ]


def _placed(text: str, span: Span) -> Placed:
    placed = Placed(text)
    placed.at = f"{span.path}:{span.line}:{span.column}+{span.length}"
    return placed


def note_views(
    brief: Brief, texts: Texts, lang: str, uses: Uses, findings: Findings
) -> list[SimpleNamespace]:
    """Return the notes in the order of their numbers; one that nothing refers to is a mistake."""
    # A text that could not be evaluated, or that misspells a name, may be the one that refers to it.
    is_certain = not findings.errors and brief.notes.keys() >= uses.notes.keys()
    for name, text in brief.notes.items():
        leaf = text.localized.get(lang)
        if is_certain and name not in uses.notes and leaf is not None and not _is_marked(brief, name):
            findings.error(
                "MERGE009",
                f"no text refers to the note `{name}`",
                text.localized.span,  # of all languages: it is one mistake
                hint=f'write {{{{ note("{name}") }}}} where it belongs, or remove the note',
            )
    return [
        SimpleNamespace(id=name, number=number, text=texts[brief.notes[name]])
        for name, number in uses.notes.items()
        if name in brief.notes and brief.notes[name] in texts
    ]


def _is_marked(brief: Brief, name: str) -> bool:
    """Tell whether a text refers to a note in any language; who compares languages tells of the others."""
    mark = re.compile(rf"""\bnote\(\s*["']{re.escape(name)}["']""")
    leaves = (leaf for text in texts_of(brief) for leaf in text.localized.leaves.values())
    return any("note" in leaf.text and mark.search(leaf.text) for leaf in leaves)


#: Fields of key figures that name facts: what a figure is compared with, and the series of its line.
_COMPARED = ("change_from", "trend")


def count_chart_facts(brief: Brief, book: FactBook, uses: Uses) -> None:
    """Add the facts that charts and key figures draw, or are compared with, to those that texts quote."""
    for block in brief.blocks():
        items = block.fields.values.get("items")
        for item in items if isinstance(items, tuple) else ():
            name = item.values.get("fact") if isinstance(item, Record) else None
            if isinstance(name, Name):
                uses.facts[name.text] = None
    for block in brief.blocks():
        figures = block.fields.values.get("figures")
        for figure in figures if isinstance(figures, tuple) else ():
            names = [figure.values.get(key) for key in _COMPARED] if isinstance(figure, Record) else []
            for name in names:
                if isinstance(name, Name) and name.text:
                    _count_drawn(name.text, book, uses)


def _count_drawn(name: str, book: FactBook, uses: Uses) -> None:
    """Add a fact, and the points of a series, each of which has sources of its own."""
    fact = book.get(name)
    points = fact.value.points if fact is not None and isinstance(fact.value, Series) else ()
    # The newest point of a series is of today, as the series is; a figure is compared with the past.
    uses.past.update(dict.fromkeys(id_ for id_ in (points[:-1] or (name,)) if id_ not in uses.facts))
    for id_ in (name, *points):
        uses.facts[id_] = None
        uses.drawn[id_] = None


def source_views(book: FactBook, locale: Locale, lang: str, uses: Uses) -> list[SimpleNamespace]:
    """Return the sources of the facts that are quoted, in the order of first use, then those of words."""
    facts = (book.get(name) for name in uses.facts)
    citations = [citation for fact in facts if fact is not None for citation in fact.citations]
    named = dict.fromkeys((*(one.source for one in citations), *(use.source for use in uses.sourced)))
    found = [source for name in named if (source := book.sources.get(name)) is not None]
    return [
        SimpleNamespace(
            id=source.id,
            title=text_or_other(source.title, lang),
            publisher=text_or_other(source.publisher, lang),
            address=source.address.in_or_first(lang).text,
            note=text_or_other(source.note, lang),
            accessed=day_view(source.last_accessed(citations), locale),
            published=day_view(source.published, locale),
        )
        for source in found
    ]


def outdated_view(limit: Limit, lang: str, locale: Locale) -> SimpleNamespace:
    """Return a fact past its date: what it measures, and the day from which its age counts."""
    return SimpleNamespace(label=text_or_other(limit.fact.label, lang), since=day_view(limit.since, locale))


def text_or_other(value: Localized | None, lang: str) -> str:
    """Return a text; one that a book has not in a language is said in its first, and marked as that."""
    if value is None or (leaf := value.get(lang)) is not None:
        return leaf.text if value is not None and leaf is not None else ""
    other, leaf = next(iter(value.leaves.items()))
    return Markup(f'<span lang="{full_tag(other)}">{xml_text(leaf.text)}</span>')


class Published(NamedTuple):
    """A version, as layouts print it.

    Attributes:
        number: From 1.
        date: When it was built.
        corrects: Whether it corrects the one before.
        before: The number and the day of that one; None for the first.
        status: Where its status page will be; None where it has none.
    """

    number: int
    date: dt.date
    corrects: bool = False
    before: tuple[int, dt.date] | None = None
    status: Name | None = None


def version_view(published: Published | None, locale: Locale) -> SimpleNamespace | None:
    """Return a version with its days as the language writes them."""
    if published is None:
        return None
    before, status = published.before, published.status
    return SimpleNamespace(
        number=locale.number(published.number),
        date=day_view(published.date, locale),
        corrects=published.corrects,
        before=SimpleNamespace(number=locale.number(before[0]), date=day_view(before[1], locale))
        if before
        else None,
        status=_placed(status.text, status.span) if status else None,
    )


def day_view(value: dt.date | None, locale: Locale) -> Markup:
    """Return a day as the language writes it; nothing where there is none."""
    pieces = locale.date(value) if value else ()
    return Markup("".join(f"<sup>{xml_text(t)}</sup>" if raised else xml_text(t) for t, raised in pieces))
