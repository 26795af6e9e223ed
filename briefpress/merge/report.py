"""What the program itself has to say, and a layout -> its document, as a brief's is made."""

from __future__ import annotations

from collections.abc import Mapping
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from briefpress.diagnostics import Findings, Span
from briefpress.document import ChangeText, FactText, parse_markup
from briefpress.document.charts import Chart
from briefpress.document.inlines import PictureFile
from briefpress.document.nodes import Document, TrendPoint
from briefpress.merge.comparisons import Comparisons
from briefpress.merge.locale import full_tag
from briefpress.merge.printed_words import words_in

if TYPE_CHECKING:
    from briefpress.merge.edition import Merger


def merge_report(
    merger: Merger,
    template: str,
    head: Mapping[str, str],
    report: Any,
    lang: str,
    languages: tuple[str, ...],
    findings: Findings,
) -> Document | None:
    """Return the document of something that no brief says: its words come from the program.

    Args:
        merger: The project, with the pictures that the layout names.
        template: Name of the layout.
        head: ``title``, ``subtitle``, ``subject``, ``author`` and ``as_of``.
        report: What the layout finds as ``report``: plain objects with plain texts.
        lang: The language.
        languages: Those that the words of layouts must have.
        findings: Collects errors; where it has any afterwards, the document must not be printed.
    """
    words = words_in(merger.words(languages, findings), lang)
    missing = dict.fromkeys(("keywords", "footer", "imprint", "notice", "outdated", "version"))
    brief = SimpleNamespace(**missing, draft=False, notes=[], sources=[], **head)
    context = {"brief": brief, "report": report, "words": SimpleNamespace(**words), "lang": full_tag(lang)}
    rendered = merger.templates.render(template, Span(f"templates/{template}.xml"), context, findings)
    if rendered is None:
        return None
    markup, path = rendered
    source = _Source(merger, lang, findings)
    return parse_markup(
        markup, lang=full_tag(lang), template=path, places=(), source=source, findings=findings
    )


class _Source:
    """Answers what building the document asks."""

    def __init__(self, merger: Merger, lang: str, findings: Findings) -> None:
        self._merger = merger
        self._printer = merger.printer(lang)
        self._comparisons = Comparisons(merger.book, findings)
        self._findings = findings

    def fact(self, name: str, form: str, lang: str, span: Span) -> FactText | None:
        return self._printer.text(name, form, span, self._findings)

    def change(self, name: str, before: str, lang: str, span: Span, *, dated: bool) -> ChangeText | None:
        return self._comparisons.change(self._printer, name, before, span, dated=dated)

    def trend(self, name: str, span: Span) -> tuple[TrendPoint, ...] | None:
        return self._comparisons.trend(name, span)

    def describe(self, chart: Chart, lang: str) -> str:
        return ""

    def label(self, target: str, lang: str, span: Span) -> str | None:
        return None  # nothing in it has a number

    def image(self, path: str, span: Span) -> PictureFile | None:
        return self._merger.pictures.load(path, span, self._findings)
