"""The texts of a brief in one language: Jinja, then Markdown, then markup with places.

All texts of a brief are rendered as one Jinja template with a separator between them, because compiling one
template of sixty texts costs a fraction of compiling sixty. Where that fails, each text is rendered by
itself, so that every faulty one is named at its line.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from jinja2 import StrictUndefined, Template, TemplateError
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from briefpress.diagnostics import Findings, Span, did_you_mean
from briefpress.facts import FactBook, Leaf
from briefpress.merge.brief import BriefText
from briefpress.merge.markdown import render_blocks, render_line
from briefpress.merge.references import CLOSE, OPEN, Uses, author_context

_SEPARATOR = "\ue002"
_RESERVED = (OPEN, CLOSE, _SEPARATOR)

_environment = ImmutableSandboxedEnvironment(
    autoescape=True, undefined=StrictUndefined, keep_trailing_newline=True, auto_reload=False
)
# A text quotes facts and may choose between words; what a layout needs besides is the template's business.
_environment.globals.clear()


@dataclass(frozen=True, slots=True)
class TextPlace:
    """A text's lines and words in its file; what a `document.Place` is."""

    leaf: Leaf

    def line(self, number: int) -> Span:
        """Return the place of line ``number`` of the text, from 0."""
        span = self.leaf.span
        if not self.leaf.scalar.block:
            return span
        return Span(span.path, span.line + 1 + number, span.column)

    def locate(self, token: str) -> Span:
        """Return the place of a word in the text."""
        return self.leaf.locate(token)


def render_texts(
    texts: Sequence[BriefText], lang: str, book: FactBook, uses: Uses, findings: Findings
) -> tuple[dict[BriefText, Markup], list[TextPlace]]:
    """Render the texts of a brief in one language.

    Args:
        texts: In reading order, in which notes are numbered.
        lang: As the brief writes it.
        book: Its fact ids are the names a text may use.
        uses: Collects the facts and notes that the texts quote.
        findings: Collects errors.

    Returns:
        The markup of each text, and the places that ``at`` in it refers to.
    """
    present = [(text, leaf) for text in texts if (leaf := text.localized.get(lang)) is not None]
    for _, leaf in present:
        _refuse_reserved(leaf, findings)
    context = author_context(dict.fromkeys(name.split(".")[0] for name in book.facts), uses)
    sources = [leaf.text for _, leaf in present]
    try:
        rendered = _compile(_SEPARATOR.join(sources)).render(context).split(_SEPARATOR)
        if len(rendered) != len(sources):
            raise TemplateError("a text changed the number of texts")
    except Exception:  # whatever a text did, the slow way says which text and what
        rendered = [_render_one(leaf, context, findings) for _, leaf in present]
    places = [TextPlace(leaf) for _, leaf in present]
    markup: dict[BriefText, Markup] = {}
    for number, ((text, _), source) in enumerate(zip(present, rendered, strict=True)):
        result = render_line(source) if text.inline else render_blocks(source)
        for line, what in result.problems:
            findings.error(
                "MERGE006",
                f"{what} has no place in this text",
                places[number].line(line),
                hint="texts have paragraphs, lists, emphasis and links; other things are blocks of the brief",
            )
        placed = result.markup.replace('at="+', f'at="{number}+')
        markup[text] = Markup(f'<text at="{number}">{placed}</text>' if text.inline else placed)
    return markup, places


@lru_cache(maxsize=512)
def _compile(source: str) -> Template:
    return _environment.from_string(source)


def _render_one(leaf: Leaf, context: dict[str, Any], findings: Findings) -> str:
    try:
        return _environment.from_string(leaf.text).render(context)
    except Exception as error:  # Jinja lets through whatever an expression raises
        message = str(error).split("\n")[0]
        quoted = re.findall(r"'([^']+)'", message)
        span = leaf.locate(quoted[0]) if quoted else leaf.span
        lineno = getattr(error, "lineno", None)
        if not quoted and isinstance(lineno, int):
            span = TextPlace(leaf).line(lineno - 1)
        hint = did_you_mean(quoted[0], context) if quoted else ""
        findings.error(
            "MERGE004",
            f"the expression in this text cannot be evaluated: {message}",
            span,
            hint=hint
            or "quote a fact as {{ fms.portfolio.value }}; docs/authoring.md lists what else there is",
        )
        return ""


def _refuse_reserved(leaf: Leaf, findings: Findings) -> None:
    for char in _RESERVED:
        if char in leaf.text:
            findings.error(
                "MERGE005",
                f"the private-use character U+{ord(char):04X} has no meaning of its own",
                leaf.locate(char),
                hint="delete it; it often comes from a symbol font",
            )
