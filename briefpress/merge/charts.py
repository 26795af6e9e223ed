"""What charts need besides their texts: the points of series, and the table of what is drawn."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from types import SimpleNamespace

from briefpress.diagnostics import Findings, did_you_mean
from briefpress.document.charts import CHARTS, markable
from briefpress.facts import Fact, FactBook, Series, Table
from briefpress.facts.values import listing
from briefpress.merge.brief import Brief, BriefBlock, Name, Record
from briefpress.merge.comparisons import Comparisons, time_kind
from briefpress.merge.fact_text import FactPrinter, report_unknown
from briefpress.merge.references import Uses
from briefpress.merge.tables import column_view, label_view, point_name
from briefpress.merge.view import Placed

#: Of what a chart can set off, so many are named in a hint.
_SHOWN = 6


class ChartViews:
    """Completes the views of the charts of one edition.

    Args:
        book: The facts.
        printer: Of the edition.
        lang: As the brief writes it.
        uses: Collects what charts draw.
        findings: Collects errors.
    """

    def __init__(
        self, book: FactBook, printer: FactPrinter, lang: str, uses: Uses, findings: Findings
    ) -> None:
        self._book = book
        self._locale = printer.locale
        self._lang = lang
        self._uses = uses
        self._findings = findings
        self._comparisons = Comparisons(book, findings)
        self._timed: list[tuple[Name, str]] = []

    def complete(self, brief: Brief, views: Iterable[SimpleNamespace]) -> None:
        """Give the views of charts their series, and the table of what they show."""
        blocks = {block.id: block for block in brief.blocks()}
        for view in views:
            if view.type == "chart":
                self._timed, before = [], self._findings.errors
                view.drawn = list(self._drawn(view, blocks[view.id]))
                self._check_times()
                if self._findings.errors == before:
                    self._check_highlight(view, blocks[view.id])
                # What is wrong with the whole is told at the first that it draws.
                view.at = next((one.at for one in view.drawn), None)
                view.decimal = self._locale.decimal
                view.columns, view.rows = self._table(view) if view.data else ([], [])

    def _drawn(self, view: SimpleNamespace, block: BriefBlock) -> Iterator[SimpleNamespace]:
        items = view.items or ()
        if items:
            self._uses.facts.update(dict.fromkeys(str(item.target) for item in items if item.target))
            own = [
                SimpleNamespace(
                    fact=item.fact,
                    form=item.form,
                    label=item.label,
                    at=item.fact.at,
                    target=item.target,
                    place=str(item.place or ""),
                    position=None,
                )
                for item in items
            ]
            yield SimpleNamespace(fact="", label="", items=own, at=own[0].at)
        written = block.fields.values.get("series")
        records = (
            [record for record in written if isinstance(record, Record)] if isinstance(written, tuple) else []
        )
        for record, one in zip(records, view.series or (), strict=True):
            name = record.values["fact"]
            assert isinstance(name, Name)
            yield from self._of_fact(name, one, str(view.kind))

    def _of_fact(self, name: Name, view: SimpleNamespace, kind: str) -> Iterator[SimpleNamespace]:
        """Yield the series that a fact gives: the points of one, or the columns of a table."""
        fact = self._book.get(name.text) if name.text else None
        if fact is None:
            if name.text:
                report_unknown(self._book, name.text, name.span, self._findings)
            return
        if isinstance(fact.value, Series):
            points = [point for id_ in fact.value.points if (point := self._book.get(id_))]
            label = view.label or label_view(fact.label, self._lang)
            items = self._points(points, view, name, fact, kind)
            yield SimpleNamespace(fact=fact.id, label=label, items=items, at=_at(view))
        elif isinstance(fact.value, Table):
            for column in fact.value.columns:
                rows = [(row, self._book.get(f"{fact.id}.{row.id}.{column.id}")) for row in fact.value.rows]
                items = [
                    self._item(cell, label_view(row.label, self._lang), view, row.id)
                    for row, cell in rows
                    if cell is not None
                ]
                label = label_view(column.label, self._lang)
                yield SimpleNamespace(fact=f"{fact.id}.{column.id}", label=label, items=items, at=_at(view))
        else:
            self._findings.error(
                "MERGE014",
                f"the fact `{fact.id}` is no table and no series",
                name.span,
                hint="name single facts in `items`",
            )

    def _points(
        self, points: Sequence[Fact], view: SimpleNamespace, name: Name, fact: Fact, kind: str
    ) -> list[SimpleNamespace]:
        self._uses.facts[fact.id] = None
        items = [
            self._item(point, self._name(point, fact), view, point.id.rpartition(".")[2]) for point in points
        ]
        times = CHARTS[kind].times if kind in CHARTS else ""
        are_periods = all(point.period is not None for point in points)
        if len(points) > 1 and (times == "must" or (times == "may" and are_periods)):
            if times == "must":
                self._timed.append((name, time_kind(points[0])))
            comparisons = self._comparisons if times == "must" else Comparisons(self._book, Findings())
            placed = comparisons.trend(fact.id, name.span, "choose a `bar` chart")
            positions = {id_: position for position, _, id_ in placed or ()}
            if positions:
                for item in items:
                    item.position = positions[item.fact]
                items.sort(key=lambda item: item.position)
        # The newest point of a series is of today, as the series is; the others are of the past.
        self._uses.past.update(
            dict.fromkeys(point.id for point in points[:-1] if point.id not in self._uses.facts)
        )
        return items

    def _check_times(self) -> None:
        """Report series of a chart whose times cannot stand on one line: years and quarters."""
        for name, kind in self._timed:
            first, usual = self._timed[0]
            if kind != usual:
                self._findings.error(
                    "MERGE016",
                    f"`{first.text}` has points {usual}, and `{name.text}` {kind}: no line of time has both",
                    name.span,
                    hint="draw them in charts of their own, or give their points times of one kind",
                )

    def _check_highlight(self, view: SimpleNamespace, block: BriefBlock) -> None:
        """Report what a chart has not, and is to set off."""
        name = block.fields.values.get("highlight")
        drawn = [(one.fact, [str(item.fact) for item in one.items]) for one in view.drawn]
        if not isinstance(name, Name) or not name.text or not drawn:
            return
        known = markable(str(view.kind), drawn)
        if name.text not in known:
            message = f"the chart has no `{name.text}` to set off"
            hint = did_you_mean(name.text, known) or f"it can be {listing(sorted(known)[:_SHOWN])}"
            self._findings.error("DOC005", message, name.span, hint=hint)
            view.highlight = None

    def _name(self, point: Fact, series: Fact) -> str:
        """Return what a point is called inside of its series: without the name of that before it."""
        name = point_name(point, self._locale, self._lang)
        before = f"{label_view(series.label, self._lang)}, "
        return name.removeprefix(before)

    def _item(self, fact: Fact, label: str, view: SimpleNamespace, part: str) -> SimpleNamespace:
        self._uses.facts.setdefault(fact.id, None)
        form = str(view.form)
        place = part.upper().replace("_", "-")
        return SimpleNamespace(
            fact=fact.id, form=form, label=label, at=_at(view), target=None, place=place, position=None
        )

    # ---- the table of what is drawn

    def _table(self, view: SimpleNamespace) -> tuple[list[SimpleNamespace], list[SimpleNamespace]]:
        """Return the columns and the rows of the figures of a chart; rows are by what items are called."""
        series = view.drawn
        # Items of one name are rows of their own: a brief may have two that are called "Other".
        cells: list[dict[tuple[str, int], SimpleNamespace]] = []
        for one in series:
            own: dict[tuple[str, int], SimpleNamespace] = {}
            met: Counter[str] = Counter()
            for item in one.items:
                own[str(item.label), met[str(item.label)]] = item
                met[str(item.label)] += 1
            cells.append(own)
        first = {key: item for own in reversed(cells) for key, item in own.items()}
        keys = list(dict.fromkeys(key for own in cells for key in own))
        if all(item.position is not None for item in first.values()):
            keys.sort(key=lambda key: first[key].position)
        columns = [column_view(view.header or "", "2", "start")]
        alone = view.caption or view.heading or ""
        columns += [column_view(one.label or alone, "1", "decimal") for one in series]
        rows = [
            SimpleNamespace(label=first[key].label, cells=[own.get(key) for own in cells]) for key in keys
        ]
        return columns, rows


def _at(view: SimpleNamespace) -> str:
    """Return the place of the fact that a series names."""
    return view.fact.at if isinstance(view.fact, Placed) else ""
