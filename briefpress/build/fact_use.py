"""Which facts an edition used, and the digests by which a later run sees that one of them changed.

So an edit in ``data/`` builds again the editions that print it, and no others.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import TYPE_CHECKING

from briefpress.build.fingerprint import ABSENT, digest
from briefpress.facts import Citation, Fact, FactBook, Heading, Leaf, Localized, Rows, Source, Table, Unit
from briefpress.facts.shown import shown_value

if TYPE_CHECKING:  # an edit in data/ that no edition prints loads no Jinja
    from briefpress.merge import Uses

#: Stands among the facts for the first parts of all ids: a text may ask whether such a name is defined.
NAMESPACES = "*"
#: Before the id of a source that words lean on; no id of a fact has a colon.
SOURCE = "source:"
#: Stands for the glossary, which every check of a text looks into, and no page prints.
GLOSSARY = "glossary:terms"


def facts_used(uses: Uses, lang: str) -> list[str]:
    """Return what an edition used, sorted, as `FactFingerprints.of` takes it.

    Args:
        uses: What merging it collected.
        lang: Of the edition, in which the sources of its facts are named.
    """
    named = {f"{name}@{lang}" for name in (*uses.facts, *uses.asked)}
    printed = {f"{name}@{own}" for name, own in uses.printed}
    sources = {f"{SOURCE}{use.source}@{lang}" for use in uses.sourced}
    return sorted({f"{NAMESPACES}@", *named, *printed, *sources})


#: The day of an edition that has no source: a clock would give another one each day.
NO_DAY = dt.date(1970, 1, 1)


def last_day(book: FactBook, uses: Uses) -> dt.date:
    """Return the last day on which somebody read a source of an edition: as new as what it says can be."""
    facts = (book.get(name) for name in uses.facts)
    citations = [citation for fact in facts if fact is not None for citation in fact.citations]
    named = dict.fromkeys((*(one.source for one in citations), *(use.source for use in uses.sourced)))
    sources = (book.sources.get(name) for name in named)
    return max((source.last_accessed(citations) for source in sources if source is not None), default=NO_DAY)


class FactFingerprints:
    """Digests of facts as one language prints them, each computed once."""

    def __init__(self, book: FactBook) -> None:
        self._book = book
        self._known: dict[str, str] = {}
        self._shared: dict[tuple[str, str, str], object] = {}

    def of(self, use: str) -> str:
        """Return the digest of all that can be printed of a fact: value, unit, words, source.

        Args:
            use: A fact's id and the language that prints it, ``norad.years@fr``.
        """
        if use not in self._known:
            self._known[use] = self._compute(*use.rpartition("@")[::2])
        return self._known[use]

    def value_of(self, use: str) -> str:
        """Return what a fact says; empty for what is none."""
        fact_id, _, lang = use.rpartition("@")
        fact = self._book.get(fact_id)
        return shown_value(fact, lang) if fact is not None else ""

    def place_of(self, use: str) -> str:
        """Return the file and the line of a fact's value; empty for what is none."""
        fact = self._book.get(use.rpartition("@")[0])
        span = (fact.value_span or fact.span) if fact is not None else None
        return f"{span.path}:{span.line}" if span is not None else ""

    def _compute(self, fact_id: str, lang: str) -> str:
        if fact_id == GLOSSARY:
            terms = self._book.terms.values()
            return digest(repr([(t.id, _words(t.forms), _words(t.avoid)) for t in terms]))
        if fact_id == NAMESPACES:
            return digest(" ".join(sorted({name.split(".")[0] for name in self._book.facts})))
        if fact_id.startswith(SOURCE):
            source = self._book.sources.get(fact_id.removeprefix(SOURCE))
            return digest(repr(_plain(source, lang))) if source is not None else ABSENT
        fact = self._book.get(fact_id)
        if fact is None:
            return ABSENT
        sources = [self._book.sources.get(citation.source) for citation in fact.citations]
        unit = self._book.units.get(fact.unit) if fact.unit else None
        shared = [self._once(part, lang) for part in (*sources, unit) if part is not None]
        return digest(repr([_plain(fact, lang), *shared]))

    def _once(self, part: Source | Unit, lang: str) -> object:
        """Return the plain form of what many facts share."""
        key = (type(part).__name__, part.id, lang)
        if key not in self._shared:
            self._shared[key] = repr(_plain(part, lang))
        return self._shared[key]


def _words(forms: Mapping[str, tuple[Leaf, ...]]) -> list[tuple[str, list[str]]]:
    return [(lang, [leaf.text for leaf in leaves]) for lang, leaves in forms.items()]


#: Fields that no page shows: places in files, and what only keeps a fact in order.
_UNSEEN = frozenset(
    (
        *("span", "value_span", "tags", "minimum", "maximum", "freshness", "checked"),
        *("formula", "wording_for", "series", "hosts"),
    )
)

#: What is printed of a model, or decides how.
_NAMES: dict[type, tuple[str, ...]] = {
    model: tuple(name for name in model.__struct_fields__ if name not in _UNSEEN)
    for model in (Fact, Source, Citation, Table, Heading)
}


def _plain(value: object, lang: str) -> object:
    """Return a value without its places in files, and each of its texts in one language."""
    if value is None or type(value) is str:
        return value  # most are
    if isinstance(value, Localized):
        if (leaf := value.get(lang)) is not None:
            return leaf.text
        # What a language lacks is printed in the first that has it.
        return next(([other, leaf.text] for other, leaf in value.leaves.items()), None)
    if isinstance(value, Unit):
        return sorted(value.forms.get(lang, {}).items())
    names = _NAMES.get(type(value))
    if names is not None:
        return [_plain(getattr(value, name), lang) for name in names]
    if isinstance(value, tuple | Rows):
        return [_plain(inner, lang) for inner in value]
    return str(value)
