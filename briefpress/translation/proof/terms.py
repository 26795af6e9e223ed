"""The glossary of a project, against what its briefs write.

A form is found as whole words, whatever the kind of its spaces and apostrophes, and with the ending of a
plural. Capitals count where the form has one behind its first letter: `NORAD` is no name in small letters,
and "Canadian Armed Forces" is not any armed forces.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

from msgspec import Struct

from briefpress.diagnostics import Findings
from briefpress.facts import FactBook, Leaf, Localized, Term, language_name
from briefpress.facts.ids import _FACT_ID as FACT_ID
from briefpress.facts.values import listing
from briefpress.merge.locale import primary
from briefpress.merge.places import TextPlace
from briefpress.translation.prose import place_of, prose_of
from briefpress.translation.units import Unit

_SPACES = "[ \u00a0\u202f\n]+"
_TOKEN = re.compile(r"[^\W_]+")
#: A word of a form, or what stands between two.
_PIECE = re.compile(r"(?P<word>[^\W_]+)|(?P<space>\s+)|(?P<apostrophe>['’])|(?P<other>.)")
#: Words of fewer letters ("du", "of") have no plural.
_LEAST_PLURAL = 3


class _Form(Struct, frozen=True, eq=False):
    """A form of a term in one language.

    Attributes:
        term: The term.
        leaf: The form as the glossary has it.
        is_avoided: Whether it is one that is not to be used.
        pattern: Finds it.
    """

    term: Term
    leaf: Leaf
    is_avoided: bool
    pattern: re.Pattern[str]


class _Met(Struct, frozen=True, eq=False):
    """A place in a text where forms stand: of several terms, where they are called the same."""

    start: int
    stop: int
    forms: tuple[_Form, ...]


class Glossary:
    """The terms of a project, made ready for finding.

    Args:
        book: The facts.
    """

    def __init__(self, book: FactBook) -> None:
        self._book = book
        self._vocabularies: dict[str, _Vocabulary] = {}

    def check(self, units: Sequence[Unit], languages: Sequence[str], findings: Findings) -> None:
        """Warn where a block does not use the words of the glossary.

        Args:
            units: Its texts.
            languages: Those of the brief, the one that others are translated from first.
            findings: Collects warnings.
        """
        if not self._book.terms:
            return
        source, *others = languages
        named = []
        for lang in languages:
            for unit in units:
                if (leaf := unit.localized.get(lang)) is None:
                    continue
                for met in self._vocabulary(lang).find(prose_of(leaf.text)):
                    if met.forms[0].is_avoided:
                        self._report_avoided(leaf, met, lang, findings)
                    elif lang == source:
                        named.append((unit, leaf, met))
        for lang in others:
            self._check_translation(units, named, lang, findings)

    def _check_translation(
        self, units: Sequence[Unit], named: Sequence[tuple[Unit, Leaf, _Met]], lang: str, findings: Findings
    ) -> None:
        """Warn of terms that a block names in its source and not in a translation."""
        said = "\n".join(self._said(unit.localized.get(lang), lang) for unit in units) if named else ""
        told: set[str] = set()
        for unit, leaf, met in named:
            forms = [form for one in met.forms for form in self._vocabulary(lang).of(one.term)]
            translation = unit.localized.get(lang)
            is_said = not forms or any(form.pattern.search(said) for form in forms)
            if translation is None or translation is leaf or is_said or met.forms[0].term.id in told:
                continue
            told.add(met.forms[0].term.id)
            findings.warning(
                "LANG007",
                f"the {language_name(lang)} does not call `{leaf.text[met.start : met.stop]}` what the "
                "glossary calls it",
                TextPlace(translation).line(0),
                hint=f"write {listing((form.leaf.text for form in forms), 'or')}",
                related=[
                    (place_of(leaf, met.start, met.stop), "named here"),
                    (forms[0].leaf.span, "the glossary"),
                ],
            )

    def _report_avoided(self, leaf: Leaf, met: _Met, lang: str, findings: Findings) -> None:
        form = met.forms[0]
        used = self._vocabulary(lang).of(form.term)
        findings.warning(
            "LANG008",
            f"the glossary avoids `{leaf.text[met.start : met.stop]}`",
            place_of(leaf, met.start, met.stop),
            hint=f"write `{used[0].leaf.text}`" if used else "write another word",
            related=[(form.leaf.span, "the glossary")],
        )

    def _vocabulary(self, lang: str) -> _Vocabulary:
        made = self._vocabularies.get(lang)
        if made is None:
            made = self._vocabularies[lang] = _Vocabulary(self._book.terms, lang)
        return made

    def _said(self, leaf: Leaf | None, lang: str) -> str:
        """Return a text as it is written, with the words of the facts that it quotes."""
        if leaf is None:
            return ""
        facts = (self._book.get(name) for name in FACT_ID.findall(leaf.text))
        quoted = (text for fact in facts if fact for text in (fact.value, fact.wording, fact.label))
        return "\n".join((leaf.text, *(word for text in quoted for word in _words_of(text, lang))))


def _words_of(value: object, lang: str) -> Iterator[str]:
    """Yield the words of a fact's text, or of each text in a list."""
    for text in value if isinstance(value, tuple) else (value,):
        if isinstance(text, Localized) and (leaf := text.get(lang)):
            yield leaf.text


class _Vocabulary:
    """What the glossary has for one language, by the first words of its forms."""

    def __init__(self, terms: Mapping[str, Term], lang: str) -> None:
        self._terms = terms
        self._langs = (lang, primary(lang))

    def of(self, term: Term) -> list[_Form]:
        """Return the forms of a term that are to be used."""
        return [form for form in self._by_term.get(term.id, ()) if not form.is_avoided]

    def find(self, prose: str) -> Iterator[_Met]:
        """Yield where forms stand in a text, of several at one place the longest."""
        end = 0
        for token in _TOKEN.finditer(prose):
            if token.start() < end:
                continue
            candidates = self._by_first.get(_stem(token[0]), ())
            matches = [
                (match.end(), form)
                for form in candidates
                if (match := form.pattern.match(prose, token.start()))
            ]
            if matches:
                end = max(stop for stop, _ in matches)
                forms = [form for stop, form in matches if stop == end]
                # What one term avoids may be the very word for another.
                used = tuple(form for form in forms if not form.is_avoided) or tuple(forms)
                yield _Met(token.start(), end, used)

    @cached_property
    def _by_term(self) -> dict[str, list[_Form]]:
        return {term.id: list(self._forms(term)) for term in self._terms.values()}

    @cached_property
    def _by_first(self) -> dict[str, list[_Form]]:
        found: dict[str, list[_Form]] = {}
        for forms in self._by_term.values():
            for form in forms:
                first = _TOKEN.search(form.leaf.text)
                assert first is not None, "a form has a letter"
                found.setdefault(_stem(first[0]), []).append(form)
        return found

    def _forms(self, term: Term) -> Iterator[_Form]:
        for by_lang, is_avoided in ((term.forms, False), (term.avoid, True)):
            leaves = next((by_lang[lang] for lang in self._langs if lang in by_lang), ())
            for leaf in leaves:
                yield _Form(term, leaf, is_avoided, _pattern(leaf.text))


def _stem(word: str) -> str:
    """Return what a word has in common with its plural, in small letters: "ba" of "base" and "bases"."""
    word = word.casefold()
    least = _LEAST_PLURAL - 1
    return word[:least] + word[least:].rstrip("esx")


def _pattern(form: str) -> re.Pattern[str]:
    """Return what finds a form."""
    pieces = []
    for piece in _PIECE.finditer(form):
        if word := piece["word"]:
            plural = "(?:e?s|x)?" if len(word) >= _LEAST_PLURAL and not word.isupper() else ""
            pieces.append(re.escape(word) + plural)
        elif piece["space"]:
            pieces.append(_SPACES)
        else:
            pieces.append("['’]" if piece["apostrophe"] else re.escape(piece["other"]))
    first, rest = form[:1], form[1:]
    if rest == rest.lower():
        return re.compile(rf"(?<!\w){''.join(pieces)}(?!\w)", re.IGNORECASE)
    start = re.escape(first)
    if rest[:1].islower():  # a sentence may begin with it
        start = f"[{first.lower()}{first.upper()}]"
    return re.compile(rf"(?<!\w){start}{''.join(pieces)[len(re.escape(first)) :]}(?!\w)")
