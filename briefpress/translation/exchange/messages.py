"""A brief in two languages -> messages: what one unit of a file for translators holds."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from msgspec import Struct

from briefpress.diagnostics import Findings, Span
from briefpress.merge import Brief
from briefpress.merge.fact_text import FactPrinter
from briefpress.translation.state import State, Translation
from briefpress.translation.units import source_language, units_of

#: What a translator moves and does not change: a fact in a form, the mark of a note. What holds words, such
#: as ``abbr`` or ``claim`` with words of its own, is text like any other.
PLACEHOLDER = re.compile(
    r"""\{\{[ ]*(?:[A-Za-z]\w*(?:\.\w+)+(?:\([ ]*(?:"[^"\\{}\n]*"|'[^'\\{}\n]*')?[ ]*\))?"""
    r"""|note\([ ]*(?:"[^"\\{}\n]*"|'[^'\\{}\n]*')[ ]*\))[ ]*\}\}"""
)

#: The last key of a unit -> what kind of text it is.
_KINDS: Mapping[str, str] = {
    "alt": "alternative text: read aloud in place of a picture, and not seen",
    "heading": "heading",
    "title": "title",
    "subtitle": "subtitle",
    "subject": "description for catalogues; not printed",
    "keywords": "words to find it by, separated by commas; not printed",
    "caption": "caption",
    "credit": "credit of a picture: who made it",
    "copyright": "copyright line: follow the wording that is usual in the language",
    "formats": "statement that other formats can be had",
    "label": "label: there is little room",
    "rows": "cell of a table: there is little room",
}


class Message(Struct, frozen=True):
    """One text of a brief, with its translation.

    Attributes:
        id: Of the unit, as `briefpress.translation.units` names it.
        group: Its block.
        source: The text.
        target: The translation; empty where there is none.
        was: The source that was translated, where that was another one.
        state: What became of the translation.
        notes: What a translator has to know.
        span: Where the source stands.
    """

    id: str
    group: str
    source: str
    target: str
    was: str
    state: State
    notes: tuple[str, ...]
    span: Span


def messages_of(
    brief: Brief, lang: str, translations: Mapping[str, Translation], printer: FactPrinter | None
) -> Iterator[Message]:
    """Yield the texts of a brief for whoever translates it.

    Args:
        brief: What is translated.
        lang: Into which language; the brief need not have it yet.
        translations: What became of the blocks in that language, by their ids.
        printer: Tells what facts print now; None leaves it out.
    """
    source_lang = source_language(brief)
    for unit in units_of(brief):
        source, target = unit.localized.get(source_lang), unit.localized.get(lang)
        if source is None:
            continue
        known = translations.get(unit.group)
        state = known.state if known and target else State.MISSING
        was = ""
        if known and known.approval and unit.id in {changed.id for changed in known.changed}:
            name = unit.id.removeprefix(unit.group).lstrip(".") or "text"
            was = known.approval.source.get(name, "")
        elif state is State.STALE and known and not known.reasons:
            state = State.APPROVED  # another text of its block is
        notes = [_KINDS[unit.key]] if unit.key in _KINDS else []
        notes += _facts(source.text, printer)
        yield Message(
            unit.id,
            unit.group,
            source.text,
            target.text if target else "",
            was,
            state,
            tuple(notes),
            source.span,
        )


def _facts(text: str, printer: FactPrinter | None) -> Iterator[str]:
    """Yield what the facts of a text print now."""
    if printer is None:
        return
    for match in dict.fromkeys(PLACEHOLDER.findall(text)):
        name, _, rest = match.strip("{} ").partition("(")
        printed = None
        if name != "note":
            form = rest.strip("\"') ")
            printed = printer.text(name, form, Span(""), Findings())
        if printed is not None:
            yield f"{match} prints {printed.plain}"
