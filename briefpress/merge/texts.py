"""The texts of a brief in one language: expressions, then Markdown, then markup with places.

Nearly all expressions quote a fact or a note, which needs no compiler: they are evaluated here, as Jinja
would. A text with anything else goes to Jinja, and so do mistakes, which it explains better.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from contextlib import suppress
from functools import lru_cache
from itertools import islice
from typing import Any

from jinja2 import Template, TemplateSyntaxError, UndefinedError
from jinja2.meta import find_undeclared_variables
from markupsafe import Markup

from briefpress.diagnostics import Findings, did_you_mean
from briefpress.merge.brief import BriefText
from briefpress.merge.characters import PRIVATE_USE, UNPRINTABLE, symbol_hint
from briefpress.merge.dollars import bare_dollars
from briefpress.merge.fact_text import FORMS
from briefpress.merge.jinja_words import explain
from briefpress.merge.markdown import render_blocks, render_line
from briefpress.merge.places import TextPlace
from briefpress.merge.references import (
    TOKEN,
    ClaimUse,
    FactReference,
    Named,
    RowName,
    SourcedUse,
    Uses,
    author_context,
)
from briefpress.merge.sandbox import TextEnvironment

_environment = TextEnvironment()

#: After so many bare signs in one text the rest would be noise, and looking for each takes time.
_MOST = 20

_NAME = r"[A-Za-z][A-Za-z0-9_]*"
_STRING = r"""(?:"[^"\\{}\n]*"|'[^'\\{}\n]*')"""
_ARGUMENTS = rf"\([ ]*(?P<arguments>{_STRING}(?:,[ ]*{_STRING})?)?[ ]*\)"
#: ``{{ norad.years }}``, ``{{ norad.years("short") }}``; or the start of something that only Jinja reads.
_EXPRESSION = re.compile(
    rf"\{{\{{[ ]*(?P<name>{_NAME}(?:\.{_NAME})*)(?P<call>{_ARGUMENTS})?[ ]*\}}\}}" r"|\{[{%#]"
)
_ARGUMENT = re.compile(_STRING)


def render_texts(
    texts: Sequence[BriefText],
    lang: str,
    namespaces: Sequence[str],
    uses: Uses,
    findings: Findings,
    *,
    allows_dollar: bool = False,
) -> tuple[dict[BriefText, Markup], list[TextPlace]]:
    """Render the texts of a brief in one language.

    Args:
        texts: In reading order, in which notes are numbered.
        lang: As the brief writes it.
        namespaces: The first segments of the fact ids: the names a text may use.
        allows_dollar: Whether a bare ``$`` may stand in them.
        uses: Collects the facts and notes that the texts quote.
        findings: Collects errors.

    Returns:
        The markup of each text, and the places that ``at`` in it refers to.
    """
    context = author_context(namespaces, lang, uses)
    row = next((name.path for name in namespaces if isinstance(name, RowName)), "")
    places: list[TextPlace] = []
    markup: dict[BriefText, Markup] = {}
    for text in texts:
        leaf = text.localized.get(lang)
        if leaf is None:
            continue
        number, place = len(places), TextPlace(leaf, row)
        places.append(place)
        if not allows_dollar:
            _refuse_bare_dollars(place, lang, findings)
        source = evaluate(place, context, uses, findings)
        _place(uses, place)
        _claim_in_other_languages(text, lang, namespaces, uses)
        result = render_line(source) if text.inline else render_blocks(source)
        for line, what in result.problems:
            findings.error(
                "MERGE006",
                f"{what} has no place in this text",
                place.line(line),
                hint="texts have paragraphs, lists, emphasis and links; other things are blocks of the brief",
            )
        placed = result.markup.replace('at="+', f'at="{number}+')
        markup[text] = Markup(f'<text at="{number}">{placed}</text>' if text.inline else placed)
    return markup, places


def names_in(texts: Iterable[BriefText]) -> set[str]:
    """Return the names that texts use, in any language, without making them; faulty texts have none."""
    names: set[str] = set()
    for leaf in (leaf for text in texts for leaf in text.localized.leaves.values() if "{" in leaf.text):
        with suppress(TemplateSyntaxError, RecursionError):
            names |= find_undeclared_variables(_environment.parse_text(leaf.text))
    return names


def _refuse_bare_dollars(place: TextPlace, lang: str, findings: Findings) -> None:
    for bare in islice(bare_dollars(place.leaf.text, lang), _MOST):
        findings.error(
            "MERGE011",
            f"`{bare.text}` {bare.problem}",
            place.locate(bare.text, bare.occurrence),
            hint=bare.hint,
        )


def _place(uses: Uses, place: TextPlace) -> None:
    """Tell what a text claimed where it was."""
    used: list[ClaimUse | SourcedUse] = [*uses.claims, *uses.sourced]
    for use in used:
        use.place = use.place or place


def _claim_in_other_languages(text: BriefText, lang: str, namespaces: Sequence[str], uses: Uses) -> None:
    """Add the claims that a text makes in its other languages.

    What is no longer so in one language is no longer so in any: all editions of a brief stop together.
    """
    for other, leaf in text.localized.leaves.items():
        if other != lang and "claim" in leaf.text:
            found, place = Uses(), TextPlace(leaf)
            evaluate(place, author_context(namespaces, other, found), found, Findings())
            _place(found, place)
            uses.claims += found.claims


# ---- expressions


class _NeedsJinja(Exception):
    pass


def evaluate(place: TextPlace, context: dict[str, Named], uses: Uses, findings: Findings) -> str:
    """Return a text as Markdown, with tokens for what it quotes."""
    text = place.leaf.text
    private = PRIVATE_USE.search(text)
    if private:
        findings.error(
            "MERGE005",
            f"the private-use character U+{ord(private[0]):04X} has no meaning of its own",
            place.locate(private[0]),
            hint=symbol_hint(private[0]),
        )
        return ""
    if "{" not in text:
        return text
    _refuse_lone_braces(place, findings)
    try:
        return _EXPRESSION.sub(lambda match: _quote(match, context), text)
    except _NeedsJinja:
        return _render(place, context, uses, findings)


def _quote(match: re.Match[str], context: dict[str, Named]) -> str:
    """Return what a plain expression gives.

    Raises:
        _NeedsJinja: It is not plain, or faulty.
    """
    first, dot, rest = (match["name"] or "").partition(".")
    named = context.get(first)
    if named is None or ((dot or not match["call"]) and not isinstance(named, FactReference)):
        raise _NeedsJinja
    for name in rest.split(".") if rest else ():
        named = getattr(named, name)
    arguments = [quoted[1:-1] for quoted in _ARGUMENT.findall(match["arguments"] or "")]
    try:
        return named(*arguments)
    except (TypeError, ValueError):
        raise _NeedsJinja from None


def _render(place: TextPlace, context: dict[str, Named], uses: Uses, findings: Findings) -> str:
    """Have Jinja evaluate a text; whatever goes wrong is the author's mistake."""
    try:
        text = _compile(place.leaf.text).render(context)
        # Escapes in a string can spell any character, the ones that tokens are made of included.
        rest = TOKEN.sub(lambda match: "" if int(match[1]) in uses.tokens else match[0], text)
        bad = UNPRINTABLE.search(rest)
        if bad:
            raise ValueError(f"it gives the character U+{ord(bad[0]):04X}, which no page can show")
    except Exception as error:  # Jinja lets through whatever an expression raises
        _report(error, place, context, findings)
        return ""
    return text


#: ``{ fms.share }`` and ``{ note("x") }``: what looks like a quotation and would be printed as it stands.
_LONE_BRACE = re.compile(r"(?<![{%#])\{(?![{%#])\s*[A-Za-z_]\w*\s*[.(][^{}\n]*\}?")


def _refuse_lone_braces(place: TextPlace, findings: Findings) -> None:
    for lone in _LONE_BRACE.finditer(place.leaf.text):
        findings.error(
            "MERGE010",
            "a brace is missing, so this would be printed as it stands",
            place.locate(lone[0]),
            hint=f"write {{{{ {lone[0].strip('{} ')} }}}}",
        )


@lru_cache(maxsize=512)
def _compile(source: str) -> Template:
    return _environment.from_string(_environment.parse_text(source))


def _report(error: Exception, place: TextPlace, context: dict[str, Any], findings: Findings) -> None:
    message, hint = explain(error)
    hint = hint or "quote a fact as {{ fms.portfolio.value }}; docs/authoring.md lists what else there is"
    undefined = re.match(r"'([^']+)' is undefined", message) if isinstance(error, UndefinedError) else None
    if undefined:
        message = f"`{undefined[1]}` is no name that texts know"
        span = place.locate(undefined[1])
        if not any(isinstance(value, FactReference) for value in context.values()):
            hint = "`data/` has no facts that could be quoted"
        hint = did_you_mean(undefined[1], context) or hint
        if undefined[1] in ("brief", "words"):
            hint = f"`{undefined[1]}` is for layout templates; a text quotes facts"
        if undefined[1] in FORMS:
            hint = f'write the form in quotes: "{undefined[1]}"'
    elif isinstance(error, TemplateSyntaxError):
        faulty, start, own = _faulty(place.leaf.text)
        if own is not None:
            message, own_hint = explain(own)
            hint = own_hint or hint
        if faulty.endswith("}") and not faulty.endswith("}}"):
            message, hint = "a brace is missing at its end", f"write {faulty}}}"
        elif re.search("[“”„«»‘’]", faulty):
            hint = 'quotes inside {{ }} are straight ones: "short"'
        before = place.leaf.text.count(faulty, 0, start) if faulty else 0
        span = place.locate(faulty, before) if faulty else place.line(error.lineno - 1)
    else:
        span = place.line(_line_of(error))
    findings.error("MERGE004", f"the expression in this text cannot be evaluated: {message}", span, hint=hint)


#: An expression, or one that a single brace ends: what follows would be read as a part of it.
_QUOTATION = re.compile(r"\{\{(?:[^{}\n]*\}(?!\})|.*?\}\})")


#: The start of an expression that nothing ends, as far as it stands on its line.
_OPEN = re.compile(r"\{\{(?!.*\}\})[^\n]*", re.DOTALL)


def _faulty(text: str) -> tuple[str, int, TemplateSyntaxError | None]:
    """Return the first expression that is faulty by itself, where it begins, and what is wrong with it.

    Where none is, it is the beginning of one that nothing ends; else the text is empty.
    """
    for match in _QUOTATION.finditer(text):
        try:
            _environment.parse_text(match[0])
        except TemplateSyntaxError as error:
            return match[0], match.start(), error
        except RecursionError:
            return "", 0, None
    unended = _OPEN.search(text)
    return (unended[0].rstrip(), unended.start(), None) if unended else ("", 0, None)


def _line_of(error: Exception) -> int:
    """Return the line of a text, from 0, in which Jinja was when it failed."""
    number, trace = 1, error.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == "<template>":
            number = trace.tb_lineno
        trace = trace.tb_next
    return number - 1
