"""What a text says in one language, apart from its words: facts, claims, notes, links, structure, numbers."""

from __future__ import annotations

import re
from html import unescape

from msgspec import Struct

from briefpress.diagnostics import Findings, Span
from briefpress.facts import Leaf
from briefpress.merge.places import TextPlace
from briefpress.merge.quotations import Quoter
from briefpress.merge.references import ClaimUse, SourcedUse
from briefpress.translation.numbers import Typed, numbers_in
from briefpress.translation.prose import place_of, prose_of
from briefpress.translation.units import Unit


class Reading(Struct, frozen=True, eq=False):
    """A text in one language.

    Attributes:
        unit: Which.
        lang: As the brief writes it.
        leaf: The characters.
        prose: Those that are an author's words.
        facts: Ids that it quotes, each once, in order.
        claims: What it claims of facts.
        sourced: Words that lean on a source.
        notes: Ids of the notes it refers to, each once, in order.
        refs: Ids of the blocks it refers to, each once, in order.
        links: Addresses, in order.
        paragraphs: How many it has.
        items: How many items its lists have.
        numbers: Numbers that were typed.
    """

    unit: Unit
    lang: str
    leaf: Leaf
    prose: str
    facts: tuple[str, ...]
    claims: tuple[ClaimUse, ...]
    sourced: tuple[SourcedUse, ...]
    notes: tuple[str, ...]
    refs: tuple[str, ...]
    links: tuple[str, ...]
    paragraphs: int
    items: int
    numbers: tuple[Typed, ...]

    @property
    def top(self) -> Span:
        """The place of its first line."""
        return TextPlace(self.leaf).line(0)

    def place(self, typed: Typed) -> Span:
        """Return the place of a number."""
        return place_of(self.leaf, typed.start, typed.stop)

    def words(self, typed: Typed) -> str:
        """Return a number as it was typed."""
        return self.leaf.text[typed.start : typed.stop]

    def quote(self, name: str) -> Span:
        """Return the place where a fact, a note, a claim or an address is named."""
        return self.leaf.locate(name)


_LINK = re.compile(r'<a href="([^"]*)"')


def read(unit: Unit, lang: str, quoter: Quoter) -> Reading | None:
    """Read a text in one language.

    Args:
        unit: The text.
        lang: As the brief writes it.
        quoter: Evaluates texts of that language.

    Returns:
        What it says; None where it is missing or has a mistake, which merging reports.
    """
    leaf = unit.localized.get(lang)
    if leaf is None:
        return None
    findings = Findings()
    quoted = quoter.quotations_in(leaf, findings, inline=unit.text.inline)
    if len(findings) or not quoted.is_sound:
        return None
    prose = prose_of(leaf.text)
    markup = quoted.markup
    return Reading(
        unit=unit,
        lang=lang,
        leaf=leaf,
        prose=prose,
        facts=quoted.facts,
        claims=quoted.claims,
        sourced=quoted.sourced,
        notes=quoted.notes,
        refs=quoted.refs,
        links=tuple(map(unescape, _LINK.findall(markup))) if "<a " in markup else (),
        paragraphs=markup.count("<p"),
        items=markup.count("<li"),
        numbers=numbers_in(prose, lang),
    )
