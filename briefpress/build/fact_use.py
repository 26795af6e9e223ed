"""Which facts an edition used, and the digests by which a later run sees that one of them changed.

So an edit in ``data/`` builds again the editions that print it, and no others.
"""

from __future__ import annotations

from dataclasses import fields

from briefpress.build.fingerprint import ABSENT, digest
from briefpress.diagnostics import Findings, Span
from briefpress.document import FactText
from briefpress.facts import Citation, Fact, FactBook, Localized, Source, Unit
from briefpress.merge import Merger
from briefpress.merge.fact_text import FactPrinter
from briefpress.workspace import Workspace

#: Stands among the facts for the first parts of all ids: a text may ask whether such a name is defined.
NAMESPACES = "*"


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

    def _compute(self, fact_id: str, lang: str) -> str:
        if fact_id == NAMESPACES:
            return digest(" ".join(sorted({name.split(".")[0] for name in self._book.facts})))
        fact = self._book.facts.get(fact_id)
        if fact is None:
            return ABSENT
        source = self._book.sources.get(fact.citation.source)
        unit = self._book.units.get(fact.unit) if fact.unit else None
        shared = [self._once(part, lang) for part in (source, unit) if part is not None]
        return digest(repr([_plain(fact, lang), *shared]))

    def _once(self, part: Source | Unit, lang: str) -> object:
        """Return the plain form of what many facts share."""
        key = (type(part).__name__, part.id, lang)
        if key not in self._shared:
            self._shared[key] = repr(_plain(part, lang))
        return self._shared[key]


#: What is printed of a model, or decides how: everything but its places in files.
_NAMES: dict[type, tuple[str, ...]] = {
    model: tuple(field.name for field in fields(model) if field.name not in ("span", "value_span"))
    for model in (Fact, Source, Citation)
}


def _plain(value: object, lang: str) -> object:
    """Return a value without its places in files, and of its texts only those of one language."""
    if isinstance(value, Localized):
        leaf = value.get(lang)
        return leaf.text if leaf else None
    if isinstance(value, Unit):
        return sorted(value.forms.get(lang, {}).items())
    names = _NAMES.get(type(value))
    if names is not None:
        return [_plain(getattr(value, name), lang) for name in names]
    if isinstance(value, tuple):
        return [_plain(inner, lang) for inner in value]
    return None if value is None else str(value)


class TracingMerger(Merger):
    """A merger that notes which facts an edition looks up.

    What was printed before is remembered and not looked up again, so both the printer and the book trace.

    Attributes:
        lang: The language of the edition that is being merged.
        uses: What it used so far, as `FactFingerprints.of` takes it.
    """

    def __init__(self, workspace: Workspace, book: FactBook) -> None:
        super().__init__(workspace, _TracingBook(book, self))
        self.lang = ""
        self.uses: set[str] = set()
        self._tracing: dict[str, FactPrinter] = {}

    def start(self, lang: str) -> None:
        """Begin with another edition."""
        self.lang = lang
        self.uses = {f"{NAMESPACES}@"}

    def printer(self, lang: str) -> FactPrinter:
        """Return the printer of facts for a language."""
        if lang not in self._tracing:
            self._tracing[lang] = _TracingPrinter(self, lang)
        return self._tracing[lang]


class _TracingPrinter(FactPrinter):
    def __init__(self, merger: TracingMerger, lang: str) -> None:
        super().__init__(merger.book, lang)
        self._merger = merger

    def text(self, name: str, form: str, span: Span, findings: Findings) -> FactText | None:
        self._merger.uses.add(f"{name}@{self.lang}")
        return super().text(name, form, span, findings)


class _TracingBook(FactBook):
    """Looking up a fact by its id is what the list of sources does with every fact that a text names."""

    __slots__ = ("_merger",)

    def __init__(self, book: FactBook, merger: TracingMerger) -> None:
        super().__init__(book.facts, book.sources, book.units, book.broken, book.is_complete)
        object.__setattr__(self, "_merger", merger)

    def get(self, fact_id: str) -> Fact | None:
        merger: TracingMerger = object.__getattribute__(self, "_merger")
        merger.uses.add(f"{fact_id}@{merger.lang}")
        return FactBook.get(self, fact_id)
