"""Elements of charts -> nodes."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import zip_longest

from msgspec.structs import replace

from briefpress.diagnostics import did_you_mean
from briefpress.document.charts import CHARTS, STACKED, Chart, ChartItem, ChartRule, ChartSeries, markable
from briefpress.document.inlines import common, lang_of
from briefpress.document.key_figures import KeyFigureBuilder
from briefpress.document.markup import Element
from briefpress.document.regions import REGIONS

#: What can be done about series with different points, by the kind of chart.
_SAME_POINTS = {
    "": "name series with the same points in the same order, or a table without empty cells",
    "slope": "name series that begin and end at the same times, or choose a `line` chart",
    "line": "name series that call the same times by the same names, or draw them in charts of their own",
}
_MEASURES = "charts take numbers, percentages, money and durations"


class ChartBuilder(KeyFigureBuilder):
    """Builds charts: marks and their numbers come of the facts, so that they cannot disagree."""

    def chart(self, e: Element, lang: str) -> Chart | None:
        """Build a chart, or report why it cannot be drawn and return None."""
        named = e.attributes.get("kind", "")
        rule = CHARTS.get(named)
        if rule is None:
            if named:  # where there is none, `markup` has said so
                message = f"there is no chart of kind `{named}`"
                self.findings.error("DOC005", message, e.span, hint=f"kinds are {', '.join(CHARTS)}")
            return None
        before = self.findings.errors
        marked = e.attributes.get("highlight")
        maximum = Decimal(100) if named == "share" else self.decimal(e, "maximum")
        series = tuple(self._series(e, lang, marked))
        for item in (item for one in series for item in one.items):
            self._check_value(named, rule, item, maximum)
        if self.findings.errors == before:
            self._check(e, named, rule, series)
        if self.findings.errors > before:
            return None
        made = Chart(
            kind=named,
            series=series,
            alt="",
            maximum=maximum,
            marked=marked,
            region=e.attributes.get("region", ""),
            **common(e, lang),
        )
        made = replace(made, span=e.text_span)
        return replace(made, alt=self._said(e, made, lang))

    def _said(self, e: Element, chart: Chart, lang: str) -> str:
        """Return the alternative text: that of the brief or, without one, what the numbers say."""
        if e.find("alt") is None:
            said = self.source.describe(chart, lang)
            if not said:
                word, tag = f"chart_{chart.kind.replace('-', '_')}", lang.partition("-")[0]
                self.findings.error(
                    "DOC006",
                    f"the chart has no alternative text, and `words.yaml` has no words for one in `{tag}`",
                    chart.span,
                    hint="say in a sentence what it shows, in an `alt`; or write "
                    f"`{word}: {{{tag}: ...}}` and the other words for charts in `templates/words.yaml`",
                )
            return said
        return self.alt(e, lang)

    # ---- series and items

    def _series(self, e: Element, lang: str, marked: str | None) -> Iterator[ChartSeries]:
        own = self._items(e, lang)
        if own:
            yield ChartSeries(label="", items=own, span=e.text_span)
        for c in e.elements:
            if c.name == "series":
                fact, at = c.attributes.get("fact") or None, lang_of(c, lang)
                label = self.words(c, "label", at)
                is_marked = fact is not None and fact == marked
                yield ChartSeries(
                    label=label, items=self._items(c, at), fact=fact, is_marked=is_marked, span=c.text_span
                )

    def _items(self, e: Element, lang: str) -> tuple[ChartItem, ...]:
        made = [self._item(c, lang_of(c, lang)) for c in e.elements if c.name == "item"]
        return tuple(item for item in made if item is not None)

    def _item(self, e: Element, lang: str) -> ChartItem | None:
        name = e.attributes.get("fact", "")
        label = self.words(e, "label", lang)
        if not name:
            return None  # reported by `markup`
        found = self._number(e, name, lang)
        if found is None:
            return None
        target, goal = e.attributes.get("target", ""), None
        if target:
            other = self._number(e, target, lang)
            if other is None:
                return None
            if other[2] != found[2]:
                self.findings.error(
                    "DOC005",
                    f"the facts `{name}` and `{target}` do not measure the same",
                    e.locate(target),
                    hint="name a target of the same type, unit and currency",
                )
                return None
            goal = (other[0], other[1], target)
        return ChartItem(
            label=label,
            value=found[0],
            text=found[1],
            fact=name,
            position=_position(e.attributes.get("position", "")),
            target=goal,
            place=e.attributes.get("place", ""),
            measure=found[2],
            span=e.span,
        )

    def _number(self, e: Element, name: str, lang: str) -> tuple[Decimal, str, str] | None:
        """Return the value of a fact, its text and what it measures, or None after reporting."""
        printed = self.source.fact(name, e.attributes.get("form", "short"), lang, e.locate(name))
        if printed is None:
            return None
        if printed.number is None:
            message = f"the fact `{name}` is no number, so a chart cannot draw it"
            self.findings.error("DOC005", message, e.locate(name), hint=_MEASURES)
            return None
        return printed.number, printed.plain, printed.measure

    # ---- rules

    def _check(
        self,
        e: Element,
        kind: str,
        rule: ChartRule,
        series: tuple[ChartSeries, ...],
    ) -> None:
        """Report what a kind of chart cannot show."""
        if not series:
            hint = "give it `items`, or `series` that are facts of `type: series`"
            self.findings.error("DOC005", "the chart has nothing to show", e.text_span, hint=hint)
            return
        if len(series) > rule.series:
            most = "one series" if rule.series == 1 else f"{rule.series} series"
            hint = "show fewer, or the figures as a table"
            if rule.series > 1:
                hint += f": more than {rule.series} cannot be told apart"
            self.findings.error("DOC005", f"a `{kind}` chart takes {most} at most", e.text_span, hint=hint)
        for one in series:
            if len(one.items) < rule.points:
                self.findings.error(
                    "DOC005",
                    f"a `{kind}` chart needs two points or more in each series"
                    if rule.points > 1
                    else f"a `{kind}` chart needs a point in each series",
                    one.span,
                    hint="choose a `bar` chart, or a series with more points",
                )
        self._check_points(e, kind, rule, series)
        self._check_measures(kind, series)
        if rule.regions:
            self._check_places(e, kind, series)
        marked = e.attributes.get("highlight")
        if marked and marked not in markable(
            kind, [(one.fact, [item.fact for item in one.items]) for one in series]
        ):
            self.findings.error(
                "DOC005",
                f"the chart has no `{marked}` to set off",
                e.locate(marked),
                hint="`highlight` is the id of a fact among its items; of several series, of one of these",
            )
        if rule.is_whole:
            self._check_whole(kind, series[0].items)
        if kind in STACKED:
            self._check_sums(e, kind, series)

    def _check_points(self, e: Element, kind: str, rule: ChartRule, series: tuple[ChartSeries, ...]) -> None:
        """Report series of which points would stand under the name or the time of others."""
        if not all(one.items for one in series):
            return
        first = series[0]
        for one in series[1:]:
            if rule.paired:
                pairs = list(zip_longest(first.items, one.items))
            elif kind == "slope":
                pairs = [(first.items[0], one.items[0]), (first.items[-1], one.items[-1])]
            else:
                times = {item.position: item for item in first.items}
                pairs = [(times[item.position], item) for item in one.items if item.position in times]
            odd = next(((a, b) for a, b in pairs if a is None or b is None or a.label != b.label), None)
            if odd is not None:
                own, other = (f"`{item.label}`" if item else "nothing" for item in odd)
                self.findings.error(
                    "DOC005",
                    f"`{first.label}` has {own} where `{one.label}` has {other}",
                    one.span,
                    label=f"a `{kind}` chart would mix them up",
                    hint=_SAME_POINTS[kind if kind in _SAME_POINTS else ""],
                )

    def _check_whole(self, kind: str, items: tuple[ChartItem, ...]) -> None:
        """Report percentages that are more than a whole, beyond what rounding each of them may add."""
        total = sum((item.value for item in items), Decimal(0))
        finest = min((int(item.value.as_tuple().exponent) for item in items), default=0)
        slack = Decimal(len(items)) / 2 * Decimal(1).scaleb(min(finest, 0))
        if items and items[0].measure == "percent" and total > 100 + slack:
            self.findings.error(
                "DOC005",
                f"the parts of a `{kind}` chart are {total:f} percent together",
                items[-1].span,
                hint="parts of one whole are 100 at most; for shares of several wholes choose `share`",
            )

    def _check_sums(self, e: Element, kind: str, series: tuple[ChartSeries, ...]) -> None:
        """Report parts that are more together than the full length that a layout gives them."""
        maximum = e.attributes.get("maximum")
        sums = [
            sum((item.value for item in row), Decimal(0))
            for row in zip(*(one.items for one in series), strict=False)
        ]
        greatest = max(sums, default=Decimal(0))
        if maximum is not None and greatest > Decimal(maximum):
            message = (
                f"the parts of a bar are {greatest:f} together, and this `{kind}` chart goes to {maximum}"
            )
            self.findings.error("DOC005", message, e.text_span, hint="remove `maximum`, or make it larger")

    def _check_places(self, e: Element, kind: str, series: tuple[ChartSeries, ...]) -> None:
        """Report places that are not in the region of a map."""
        region = e.attributes.get("region", "")
        grid = REGIONS.get(region)
        if grid is None:
            message = f"a `{kind}` chart needs a `region`" if not region else f"there is no region `{region}`"
            self.findings.error("DOC005", message, e.text_span, hint=f"regions are {', '.join(REGIONS)}")
            return
        met: dict[str, ChartItem] = {}
        for item in (item for one in series for item in one.items):
            if item.place in grid and item.place in met:
                message = f"`{item.place}` is given twice: by `{met[item.place].fact}` and by `{item.fact}`"
                self.findings.error("DOC005", message, item.span, hint="name each place once")
            met[item.place] = item
            if item.place not in grid:
                hint = did_you_mean(item.place, grid) or "write its postal code, such as `ON`, as its `place`"
                self.findings.error(
                    "DOC005", f"`{item.place}` is no place of `{region}`", item.span, hint=hint
                )

    def _check_measures(self, kind: str, series: tuple[ChartSeries, ...]) -> None:
        """Report numbers that do not measure the same: lengths of them cannot be compared."""
        items = [item for one in series for item in one.items]
        odd = next((item for item in items if item.measure != items[0].measure), None)
        if odd is not None and kind != "share":
            self.findings.error(
                "DOC005",
                f"`{items[0].fact}` and `{odd.fact}` do not measure the same, so one scale cannot show both",
                odd.span,
                hint="draw them in charts of their own",
            )

    def _check_value(self, kind: str, rule: ChartRule, item: ChartItem, maximum: Decimal | None) -> None:
        """Report a number that a kind of chart cannot show."""
        if rule.percent and item.measure != "percent":
            self.findings.error(
                "DOC005",
                f"the fact `{item.fact}` is no percentage, as a `{kind}` chart takes them",
                item.span,
                hint="choose `bar` or `column` for other numbers",
            )
            return
        if item.target is not None and not rule.targets:
            message = f"a `{kind}` chart shows no targets, and `{item.fact}` has one"
            self.findings.error("DOC005", message, item.span, hint="choose `bullet`, or remove `target`")
        elif item.target is None and rule.targets:
            message = f"`{item.fact}` has no target, against which a `{kind}` chart would show it"
            hint = "add `target:` with the id of a fact, or choose `bar`"
            self.findings.error("DOC005", message, item.span, hint=hint)
        elif item.target is not None and item.target[0] < 0:
            message = f"the target `{item.target[2]}` is below zero, where a `{kind}` chart begins"
            self.findings.error("DOC005", message, item.span, hint="choose another target")
        low = item.value < 0 and not rule.negatives
        if low or (maximum is not None and item.value > maximum):
            end = f"to {maximum:f}" if maximum is not None else "upwards"
            self.findings.error(
                "DOC005",
                f"the fact `{item.fact}` is {item.value:f}, and this `{kind}` chart goes from 0 {end}",
                item.span,
                hint="choose `bar` or `column`" if rule.percent else "leave it out, or show it in a table",
            )


def _position(written: str) -> Decimal | None:
    """Return where a point stands on a line of time, which the program writes."""
    return Decimal(written) if written else None
