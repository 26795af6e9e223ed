"""What tables need besides their texts: the table of a fact, headers over several columns."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from types import SimpleNamespace

from markupsafe import Markup

from briefpress.diagnostics import Findings
from briefpress.facts import Fact, FactBook, Localized, Series, Table
from briefpress.merge.brief import Brief, BriefBlock, Name
from briefpress.merge.characters import xml_attribute, xml_text
from briefpress.merge.fact_text import report_unknown
from briefpress.merge.locale import Locale
from briefpress.merge.references import Uses
from briefpress.merge.view import Placed, day_view, text_or_other

#: The share of the column of rows' names; others have 1.
_NAMES_WIDTH = "2"


class TableViews:
    """Completes the views of the tables of one edition.

    Args:
        book: The facts.
        locale: Of the edition.
        lang: As the brief writes it.
        words: Those of ``words.yaml`` in it.
        uses: Collects what tables of facts print.
        findings: Collects errors.
    """

    def __init__(
        self,
        book: FactBook,
        locale: Locale,
        lang: str,
        words: Mapping[str, str],
        uses: Uses,
        findings: Findings,
    ) -> None:
        self._book = book
        self._locale = locale
        self._lang = lang
        self._words = words
        self._uses = uses
        self._findings = findings

    def complete(self, brief: Brief, views: Iterable[SimpleNamespace]) -> None:
        """Give the views of tables what their blocks do not say themselves.

        Args:
            brief: The brief.
            views: Those of its blocks.
        """
        blocks = {block.id: block for block in brief.blocks()}
        for view in views:
            if view.type == "data":
                self._fill(view, blocks[view.id])
            if view.type in ("table", "data"):
                view.continued = self._words.get("continued", "")
                view.decimal = self._locale.decimal
                view.groups = list(_groups(view.columns))

    # ---- the table of a fact

    def _fill(self, view: SimpleNamespace, block: BriefBlock) -> None:
        name = block.fields.values["fact"]
        assert isinstance(name, Name)
        view.columns, view.rows = [], []
        fact = self._book.get(name.text) if name.text else None
        if fact is None:
            if name.text:
                report_unknown(self._book, name.text, name.span, self._findings)
            return
        if not isinstance(fact.value, Table | Series):
            self._findings.error(
                "MERGE014",
                f"the fact `{fact.id}` is no table and no series",
                name.span,
                hint="quote it in a text: {{ " + fact.id + " }}",
            )
            return
        self._uses.facts[fact.id] = None
        # Without a caption of its own, a table is called what its fact is.
        view.caption = view.caption or self._label(fact.label)
        form, place = str(view.form), view.fact
        names = column_view(view.header or "", _NAMES_WIDTH, "start")
        if isinstance(fact.value, Table):
            columns = [
                column_view(self._label(column.label), "1", "decimal") for column in fact.value.columns
            ]
            view.columns = [names, *columns]
            view.rows = [
                [
                    self._label(row.label),
                    *(self._cell(f"{fact.id}.{row.id}.{c.id}", form, place) for c in fact.value.columns),
                ]
                for row in fact.value.rows
            ]
        else:
            view.columns = [names, column_view(self._label(fact.label), "1", "decimal")]
            points = [point for id_ in fact.value.points if (point := self._book.get(id_))]
            view.rows = [
                [point_name(point, self._locale, self._lang), self._cell(point.id, form, place)]
                for point in points
            ]

    def _cell(self, id_: str, form: str, place: Placed) -> Markup:
        """Return a cell: its fact, or nothing where the source leaves it empty."""
        if self._book.get(id_) is None:
            return Markup("")
        self._uses.facts[id_] = None
        attributes = f"name={xml_attribute(id_)} form={xml_attribute(form)} origin={xml_attribute(place.at)}"
        return Markup(f"<fact {attributes}/>")

    def _label(self, text: Localized) -> str:
        return label_view(text, self._lang)


def label_view(text: Localized, lang: str) -> str:
    """Return what a fact, a row or a column is called."""
    return text_or_other(text, lang)


def point_name(point: Fact, locale: Locale, lang: str) -> str:
    """Return what a point of a series is called: the time it stands for, or its label."""
    if point.period is not None:
        return Markup(xml_text(locale.period(point.period)))
    if point.as_of is not None:
        return day_view(point.as_of, locale)
    return label_view(point.label, lang)


def column_view(label: str, width: str, align: str) -> SimpleNamespace:
    """Return a column of a table, as layouts see it."""
    return SimpleNamespace(label=label, width=width, align=align, group=None)


def _groups(columns: list[SimpleNamespace]) -> Iterator[SimpleNamespace]:
    """Yield the cells of a row of headers above those of columns; none where no column has one."""
    if not any(column.group for column in columns):
        return
    last: SimpleNamespace | None = None
    for column in columns:
        if not column.group:
            last = None
            yield SimpleNamespace(label=column.label, count=1, rows=2, align=column.align)
        elif last is not None and _PLACES.sub("", last.label) == _PLACES.sub("", column.group):
            last.count += 1
            last.align = last.align if column.align != "start" else ""
        else:
            # Above numbers, which stand at the right, it stands there, too.
            align = "end" if column.align != "start" else ""
            last = SimpleNamespace(label=column.group, count=1, rows=1, align=align)
            yield last


#: Where a text stands in its file, which tells apart two that say the same.
_PLACES = re.compile(r' at="[^"]*"')
