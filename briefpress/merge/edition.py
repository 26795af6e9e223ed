"""One brief in one language -> its document."""

from __future__ import annotations

from functools import cached_property
from types import SimpleNamespace

from msgspec.structs import replace

from briefpress.diagnostics import Findings, Span, did_you_mean
from briefpress.document import ChangeText, FactText, parse_markup
from briefpress.document.charts import Chart
from briefpress.document.inlines import PictureFile
from briefpress.document.nodes import Document, TrendPoint
from briefpress.facts import (
    CLAIMS,
    Fact,
    FactBook,
    Localized,
    Series,
    check_claim,
    check_freshness,
    claims_that_hold,
    limits_of,
    same_until,
)
from briefpress.facts.values import listing
from briefpress.merge.block_types import DOLLARS
from briefpress.merge.brief import Brief, texts_of
from briefpress.merge.chart_words import describe_chart
from briefpress.merge.charts import ChartViews
from briefpress.merge.comparisons import Comparisons
from briefpress.merge.conditions import ROW
from briefpress.merge.fact_text import DEFAULT_FORM, FactPrinter, report_unknown
from briefpress.merge.labels import Label, labels_of
from briefpress.merge.locale import full_tag, primary
from briefpress.merge.pictures import Pictures
from briefpress.merge.printed_words import PrintedWords, read_words, words_in
from briefpress.merge.references import RowName, Uses
from briefpress.merge.series import blocks_that_hold
from briefpress.merge.tables import TableViews
from briefpress.merge.templates import Finder, LayoutTemplates
from briefpress.merge.texts import names_in, render_texts
from briefpress.merge.view import (
    Published,
    block_views,
    brief_view,
    count_chart_facts,
    label_views,
    note_views,
    numbered_view,
    outdated_view,
    source_views,
    version_view,
)
from briefpress.workspace import BUILTIN, Workspace

#: Of many figures that a claim is made of, so many are shown with their places.
_SHOWN = 10


class Merger:
    """What the editions of one project share: facts, printers, compiled templates, pictures, words."""

    def __init__(self, workspace: Workspace, book: FactBook) -> None:
        self.workspace = workspace
        self.book = book
        self._finder = Finder(workspace)
        self.templates = LayoutTemplates(workspace, self._finder)
        self.pictures = Pictures(workspace)
        self._printers: dict[str, FactPrinter] = {}
        self._words: dict[tuple[str, ...], dict[str, Localized]] = {}

    @cached_property
    def namespaces(self) -> tuple[str, ...]:
        """The first segments of the fact ids: the names that texts may use."""
        return tuple(
            dict.fromkeys(name.split(".", 1)[0] for name in (*self.book.facts, *sorted(self.book.broken)))
        )

    def names_of(self, brief: Brief) -> tuple[str, ...]:
        """Return the names that the texts of a brief may use: in a series, that of the row, too.

        Of a brief as its file has it the row is none in particular: its facts are called `row.capital`, which
        reads alike in every language and in every row.
        """
        if brief.for_each is None:
            return self.namespaces
        return (*self.namespaces, RowName(brief.row or ROW, lambda name: self.book.get(name) is not None))

    def printer(self, lang: str) -> FactPrinter:
        """Return the printer of facts for a language."""
        if lang not in self._printers:
            self._printers[lang] = FactPrinter(self.book, lang)
        return self._printers[lang]

    def words(self, languages: tuple[str, ...], findings: Findings) -> dict[str, Localized]:
        """Return the words that templates print of themselves ("Page", "Sources and notes").

        Args:
            languages: In these, as far as they are English or French, a project's own word must be. Of others
                a layout may need no more than a few, which `PrintedWords` looks at.
            findings: Collects errors, the first time a set of languages is asked for.
        """
        languages = tuple(lang for lang in languages if primary(lang) in _EVERYWHERE)
        # Each time: every edition has read both files.
        path, _ = self._finder.find("words.yaml"), self._finder.find(f"{BUILTIN}words.yaml")
        if languages not in self._words:
            self._words[languages] = read_words(self.workspace, path, languages, findings)
        return self._words[languages]


#: The languages that a project's own words have in any case.
_EVERYWHERE = ("en", "fr")


def merge_edition(
    merger: Merger,
    brief: Brief,
    lang: str,
    findings: Findings,
    uses: Uses | None = None,
    *,
    is_draft: bool = False,
    is_alone: bool = True,
    published: Published | None = None,
) -> Document | None:
    """Merge a brief with the facts in one language.

    Args:
        merger: The project.
        brief: What to merge.
        lang: One of the brief's languages, as it writes it.
        findings: Collects errors; where it has any afterwards, the document must not be printed.
        uses: Collects what was quoted, for whoever must know on which facts the edition depends.
        is_draft: Whether it says on the page that it is one.
        published: Which version it is, where that is known and to be printed.
        is_alone: Whether the other languages have editions of their own, which its notice may name.

    Returns:
        The checked node tree, or None where there is nothing to build one from.
    """
    uses = uses or Uses()
    regions, asked = blocks_that_hold(brief.regions, brief.row, merger.book, findings)
    uses.asked |= dict.fromkeys(sorted(asked))
    brief = replace(brief, regions=regions)
    own_texts = tuple(texts_of(brief))
    namespaces = merger.names_of(brief)
    if not merger.book.is_complete:
        # The facts of a file that could not be read have a name, too: its own finding is enough.
        namespaces = tuple(dict.fromkeys((*namespaces, *sorted(names_in(own_texts)))))
    texts, places = render_texts(
        own_texts,
        lang,
        namespaces,
        uses,
        findings,
        allows_dollar=bool(brief.dollar.text),
    )
    all_words = merger.words(brief.languages, findings)
    words = words_in(all_words, lang)
    labels = labels_of(brief)
    view = brief_view(brief, texts, lang)
    printed = PrintedWords(all_words, lang, findings)
    # The macro of a block sees the block alone, also one that a project's own `blocks.xml` calls.
    for block in block_views(view):
        block.words = printed
    label_views(view, labels, words, uses.refs)
    tables = TableViews(merger.book, merger.printer(lang).locale, lang, words, uses, findings)
    tables.complete(brief, block_views(view))
    ChartViews(merger.book, merger.printer(lang), lang, uses, findings).complete(brief, block_views(view))
    view.numbered = numbered_view(view, labels, words)
    view.notes = note_views(brief, texts, lang, uses, findings)
    count_chart_facts(brief, merger.book, uses)
    _check_claims(merger, uses, findings)
    _check_sourced(merger.book, uses, findings)
    _check_dollars(merger, brief, uses, findings)
    view.comma, view.semicolon = merger.printer(lang).locale.comma, merger.printer(lang).locale.semicolon
    view.draft = is_draft
    if not is_alone:
        view.notice = None
    view.version = version_view(published, merger.printer(lang).locale)
    view.outdated = _outdated(merger, brief, lang, uses, findings)
    view.sources = source_views(merger.book, merger.printer(lang).locale, lang, uses)
    context = {"brief": view, "words": printed, "lang": full_tag(lang)}
    rendered = merger.templates.render(brief.template.text, brief.template.span, context, findings)
    if rendered is None:
        return None
    markup, path = rendered
    document = parse_markup(
        markup,
        lang=full_tag(lang),
        template=path,
        places=places,
        source=_Source(merger, brief, lang, labels, all_words, uses, findings),
        findings=findings,
        notes=brief.notes,
    )
    row = brief.row.rpartition(".")[2]
    return replace(document, named=f"{row}-{lang}" if row else lang) if document is not None else None


def _check_claims(merger: Merger, uses: Uses, findings: Findings) -> None:
    """Report what texts claim and the facts do not bear out."""
    book = merger.book
    # What a text claims twice is looked at once; the place of both is that of the first.
    for claim in {(claim.name, claim.facts, claim.place): claim for claim in uses.claims}.values():
        assert claim.place is not None
        span = claim.place.locate(claim.name)
        if claim.name not in CLAIMS:
            facts = [fact for name in claim.facts if (fact := book.get(name))]
            others = claims_that_hold(facts, book)[:3] if facts else []
            known = "docs/authoring.md lists what can be claimed"
            known += f"; of these figures, {listing(others)}, for instance" if others else ""
            hint = did_you_mean(claim.name, CLAIMS) or known
            findings.error("EXPR016", f"there is no rule for the claim `{claim.name}`", span, hint=hint)
            continue
        facts = [fact for name in claim.facts if (fact := book.get(name))]
        for name in claim.facts:
            if book.get(name) is None:
                report_unknown(book, name, claim.place.locate(name), findings)
        if len(facts) < len(claim.facts):
            continue
        reason = check_claim(claim.name, facts, book)
        if reason is None:
            takes = CLAIMS[claim.name].takes
            message = f"these facts cannot bear out `{claim.name}`"
            findings.error("EXPR017", message, span, hint=f"it is made of {takes}")
        elif reason:
            others = claims_that_hold(facts, book)[:3]
            findings.error(
                "EXPR018",
                f"`{claim.name}` is not so: {reason}",
                span,
                label="not borne out",
                hint=f"it has to be {CLAIMS[claim.name].about}: say what the figures say now"
                + (f", such as {', '.join(f'`{other}`' for other in others)}" if others else ""),
                related=[(fact.value_span, f"`{fact.id}`") for fact in _points(facts, book)],
            )


def _check_sourced(book: FactBook, uses: Uses, findings: Findings) -> None:
    """Report words that lean on a source which does not exist."""
    for use in uses.sourced:
        if use.source in book.sources or not book.is_complete:
            continue
        assert use.place is not None
        hint = did_you_mean(use.source, book.sources) or "add it under `sources:` in a file below `data/`"
        message = f"there is no source `{use.source}`"
        findings.error("MERGE012", message, use.place.locate(use.source), hint=hint)


def _points(facts: list[Fact], book: FactBook) -> list[Fact]:
    """Return facts, and in place of a series its points: as many as a message has room for."""
    found = []
    for fact in facts:
        ids = fact.value.points if isinstance(fact.value, Series) else ()
        found += [point for id_ in ids if (point := book.get(id_))] or [fact]
    return found[:_SHOWN]


def _check_dollars(merger: Merger, brief: Brief, uses: Uses, findings: Findings) -> None:
    """Report a brief whose bare ``$`` could be that of a fact in other dollars."""
    own = brief.dollar.text
    for name in uses.facts if own else ():
        fact = merger.book.get(name)
        if fact is not None and fact.currency in DOLLARS and fact.currency != own:
            findings.error(
                "MERGE011",
                f"a bare `$` is `{own}` in this brief, which quotes `{name}` in `{fact.currency}`",
                brief.dollar.span,
                label="and not the only dollar",
                hint="remove `dollar:`, and write US$ or Can$ (in French $ US, $ CA) in the texts",
            )
            return


def _outdated(
    merger: Merger, brief: Brief, lang: str, uses: Uses, findings: Findings
) -> list[SimpleNamespace]:
    """Report facts that are too old today; return those that the edition has to own up to."""
    today, stamps = merger.workspace.today, brief.outdated.text == "stamp"
    limits = list(limits_of(merger.book, (name for name in uses.facts if name not in uses.past)))
    check_freshness(limits, today, findings, stamps=stamps)
    uses.same_until = same_until(limits, today)
    locale = merger.printer(lang).locale
    return [outdated_view(limit, lang, locale) for limit in limits if stamps and limit.is_outdated(today)]


class _Source:
    """Answers what building the document asks: the characters of facts, the bytes of pictures."""

    def __init__(
        self,
        merger: Merger,
        brief: Brief,
        lang: str,
        labels: dict[str, Label],
        words: dict[str, Localized],
        uses: Uses,
        findings: Findings,
    ) -> None:
        self._merger = merger
        self._labels = labels
        self._words = words
        self._lang = lang
        self._uses = uses
        self._findings = findings
        self._comparisons = Comparisons(merger.book, findings)
        # A fact inside words of another language is printed in that language, if the brief has it.
        self._printed_in = {primary(other): other for other in (*brief.languages, lang)}

    def fact(self, name: str, form: str, lang: str, span: Span) -> FactText | None:
        own = self._printed_in.get(primary(lang), self._lang)
        self._uses.printed.add((name, own))
        printed = self._merger.printer(own).text(name, form, span, self._findings)
        if printed is not None:
            characters = "".join(text for text, _ in printed.pieces)
            self._uses.as_printed.setdefault(name, {})[form or DEFAULT_FORM, own] = characters
        return printed

    def change(self, name: str, before: str, lang: str, span: Span, *, dated: bool) -> ChangeText | None:
        own = self._printed_in.get(primary(lang), self._lang)
        found = self._comparisons.change(self._merger.printer(own), name, before, span, dated=dated)
        if found is not None:
            # It is the doing of both: an edit of either is seen here.
            self._uses.printed.update(((name, own), (before, own)))
            characters = "".join(text for text, _ in found.pieces)
            for id_ in (before, name):
                self._uses.as_printed.setdefault(id_, {})[f"change from {before}", own] = characters
        return found

    def describe(self, chart: Chart, lang: str) -> str:
        own = self._printed_in.get(primary(lang), self._lang)
        printer, silent = self._merger.printer(own), Comparisons(self._merger.book, Findings())

        def change(name: str, before: str) -> str:
            found = silent.change(printer, name, before, chart.span, dated=False)
            return "".join(text for text, _ in found.pieces) if found is not None else ""

        return describe_chart(chart, words_in(self._words, own), change)

    def trend(self, name: str, span: Span) -> tuple[TrendPoint, ...] | None:
        return self._comparisons.trend(name, span)

    def label(self, target: str, lang: str, span: Span) -> str | None:
        label = self._labels.get(target)
        if label is None:
            return None  # that there is no such block is seen in the document
        said = label.said(words_in(self._words, self._lang), "_inline")
        if not said:
            hint = f'say what it is: {{{{ ref("{target}", "...") }}}}'
            message = f"the block `{target}` is no table and no figure, and has no number"
            self._findings.error("MERGE013", message, span, hint=hint)
        return said or None

    def image(self, path: str, span: Span) -> PictureFile | None:
        return self._merger.pictures.load(path, span, self._findings)
