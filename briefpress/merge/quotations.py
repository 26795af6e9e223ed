"""What one text of a brief quotes, without a document around it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import Struct

from briefpress.diagnostics import Findings
from briefpress.facts import Leaf
from briefpress.merge.dollars import bare_dollars
from briefpress.merge.markdown import render_blocks, render_line
from briefpress.merge.places import TextPlace
from briefpress.merge.references import ClaimUse, SourcedUse, Uses, author_context
from briefpress.merge.texts import evaluate


class Quotations(Struct, frozen=True):
    """What a text in one language quotes.

    Attributes:
        facts: Ids that it prints, each once, in order.
        claims: What it claims of facts.
        sourced: Words that lean on a source.
        notes: Ids of the notes it refers to, each once, in order.
        refs: Ids of the blocks it refers to, each once, in order.
        markup: Its markup, in which facts are elements.
        is_sound: Whether all of it has a place in a text, and no dollar is anybody's.
    """

    facts: tuple[str, ...]
    claims: tuple[ClaimUse, ...]
    sourced: tuple[SourcedUse, ...]
    notes: tuple[str, ...]
    refs: tuple[str, ...]
    markup: str
    is_sound: bool


_FACT = re.compile(r'<fact name="([^"]*)"')


class Quoter:
    """Tells what texts in one language quote.

    Args:
        lang: As the brief writes it.
        namespaces: The first segments of the fact ids: the names a text may use.
        allows_dollar: Whether a bare ``$`` may stand in them.
    """

    def __init__(self, lang: str, namespaces: Sequence[str], *, allows_dollar: bool = False) -> None:
        self._lang = lang
        self._allows_dollar = allows_dollar
        self._uses = Uses()
        self._context = author_context(namespaces, lang, self._uses)

    def quotations_in(self, leaf: Leaf, findings: Findings, *, inline: bool) -> Quotations:
        """Return what a text quotes.

        Args:
            leaf: The text.
            findings: Collects what is wrong with its expressions.
            inline: Whether it stands inside a line.
        """
        uses = self._uses
        uses.clear()
        source = evaluate(TextPlace(leaf), self._context, uses, findings)
        rendered = render_line(source) if inline else render_blocks(source)
        markup = rendered.markup
        return Quotations(
            facts=tuple(dict.fromkeys(_FACT.findall(markup))) if uses.facts else (),
            claims=tuple(uses.claims),
            sourced=tuple(uses.sourced),
            notes=tuple(uses.notes),
            refs=tuple(uses.refs),
            markup=markup,
            is_sound=not rendered.problems and not self._has_bare_dollar(leaf.text),
        )

    def _has_bare_dollar(self, text: str) -> bool:
        return "$" in text and not self._allows_dollar and any(bare_dollars(text, self._lang))
