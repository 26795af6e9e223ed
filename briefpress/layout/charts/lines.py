"""How values went: lines, areas, slopes, and a small line of text height."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import NamedTuple

from briefpress.document.charts import ChartSeries
from briefpress.layout.box import EPSILON, Sink
from briefpress.layout.charts.base import GAP, NEAR, ChartBox, mixed, series_span, sparse, spread
from briefpress.layout.textbox import TextBox
from briefpress.page import Color
from briefpress.svg import Step
from briefpress.svg.outlines import ellipse

_PLOT_HEIGHT = 112.0
_LINE = 1.8
_DOT = 2.6
#: The part of the width that names at the ends of lines may take.
_MOST_NAMES = 0.34


class _End(NamedTuple):
    """What stands at the end of a line: its number, and its name where there are several lines."""

    value: TextBox
    name: TextBox | None
    series: ChartSeries

    def width(self) -> float:
        """Return the width that both want."""
        name = self.name.natural_width() + 1 + NEAR if self.name else 0.0
        return self.value.natural_width() + 1 + name

    def least_width(self) -> float:
        """Return the width that both need: that of the number or of the longest word."""
        name = self.name.least_width() if self.name else 0.0
        return max(self.value.natural_width(), name) + 1

    def height(self, room: float) -> float:
        """Return the height of both in a room; the name stands behind the number, or below it."""
        value = self.value.height(room)
        if self.name is None:
            return value
        beside = room - self.value.natural_width() - 1 - NEAR
        if self.name.natural_width() + 1 <= beside + EPSILON:
            return max(value, self.name.height(beside))
        return value + self.name.height(room)

    def place(self, x: float, y: float, room: float, sink: Sink) -> None:
        """Place both."""
        own = self.value.natural_width() + 1
        self.value.place(x, y, min(own, room), sink)
        if self.name is None:
            return
        beside = room - own - NEAR
        if self.name.natural_width() + 1 <= beside + EPSILON:
            self.name.place(x + own + NEAR, y, beside, sink)
        else:
            self.name.place(x, y + self.value.height(room), room, sink)


class Lines(ChartBox):
    """Lines with their numbers and names at their ends, and the first and last times below."""

    @property
    def _is_alone(self) -> bool:
        return len(self.chart.series) == 1

    def _tint(self, index: int) -> Color:
        return self.theme.palette["accent"] if self._is_alone else self.color(index)

    @cached_property
    def _ends(self) -> list[_End]:
        ends = []
        for index, one in enumerate(self.chart.series):
            color = self._tint(index)
            name = None
            if one.label and not self._is_alone:
                # What ends before the others says when: its number stands at the right, as theirs do.
                is_early = self._across[index][-1] < 1 - EPSILON
                name = self.label(f"{one.label} ({one.items[-1].label})" if is_early else one.label)
            ends.append(_End(self.figure(one.items[-1], color=self.legible(color)), name, one))
        return ends

    @cached_property
    def _across(self) -> list[list[float]]:
        return _across(self.chart.series)

    @cached_property
    def _starts(self) -> dict[int, TextBox]:
        """The first numbers of series that begin with the first time, by the places of the series."""
        return {
            index: self.figure(one.items[0], "end")
            for index, one in enumerate(self.chart.series)
            if self._across[index][0] < EPSILON
        }

    @cached_property
    def _times(self) -> list[tuple[float, TextBox]]:
        """The names of all times, each with where it stands."""
        named = {
            part: item.label
            for parts, one in zip(self._across, self.chart.series, strict=True)
            for part, item in zip(parts, one.items, strict=True)
        }
        return [(part, self.label(named[part])) for part in sorted(named)]

    # ---- heights

    def marks_height(self, width: float) -> float:
        """Return the height of all marks."""
        _, plot, times = self._columns(width)
        return (
            self._plot_height(width) + self.theme.measures["chart.pad"] * 2 + self._times_height(plot, times)
        )

    def _plot_height(self, width: float) -> float:
        """Return the height of the plot: enough for the labels at its sides."""
        left, _, right = self._widths(width)
        ends = sum(end.height(right) for end in self._ends)
        starts = sum(start.height(left) for start in self._starts.values()) if left else 0.0
        return max(_PLOT_HEIGHT, ends, starts)

    def _times_height(self, plot: float, labels: Sequence[tuple[TextBox, float, float]]) -> float:
        return max((text.height(room) for text, _, room in labels), default=0.0)

    # ---- columns: first numbers, plot, ends

    def _widths(self, width: float) -> tuple[float, float, float]:
        right = min(max((end.width() for end in self._ends), default=0.0), width * _MOST_NAMES)
        right = max(right, max((end.least_width() for end in self._ends), default=0.0))
        left = max((start.natural_width() + 1 for start in self._starts.values()), default=0.0)
        plot = width - left - right - 2 * (_DOT + NEAR)
        if plot < width * 0.3:  # the numbers at the left are the first to go
            left, plot = 0.0, width - right - 2 * (_DOT + NEAR)
        return left, plot, right

    def _columns(self, width: float) -> tuple[float, float, list[tuple[TextBox, float, float]]]:
        """Return where the plot begins, its width, and the labels of the times below it."""
        left, plot, _ = self._widths(width)
        start = left + _DOT + NEAR
        centres = [start + part * plot for part, _ in self._times]
        return start, plot, sparse([text for _, text in self._times], centres, width)

    # ---- marks

    def place_marks(self, x: float, y: float, width: float, sink: Sink) -> None:
        """Place the marks, (x, y) the upper left corner."""
        palette, m = self.theme.palette, self.theme.measures
        start, plot, times = self._columns(width)
        left, _, right = self._widths(width)
        height = self._plot_height(width)
        least, greatest = self._span()
        if least < 0 < greatest:
            zero = y + self._down(0.0, least, greatest, height)
            sink.rectangle(x + start, zero, plot, 0.5, palette["rule"], node=self.node)
        foot = y + height + m["chart.pad"]
        sink.rectangle(
            x + start - _DOT, foot, plot + 2 * _DOT, m["table.rule"], palette["ink"], node=self.node
        )
        places = [
            [
                (part * plot, self._down(float(item.value), least, greatest, height))
                for part, item in zip(parts, one.items, strict=True)
            ]
            for parts, one in zip(self._across, self.chart.series, strict=True)
        ]
        order = sorted(range(len(places)), key=lambda index: self.chart.series[index].is_marked)
        for index in order:
            self._place_line(places[index], x + start, y, self._tint(index), self.dash(index), sink)
        self._place_ends(places, x + start + plot + _DOT + NEAR, y, right, height, sink)
        if left:
            self._place_starts(places, x, y, left, height, sink)
        for text, at, room in times:
            text.place(x + at, foot + m["chart.pad"], room, sink)

    def _span(self) -> tuple[float, float]:
        return series_span(self.chart.series)

    @staticmethod
    def _down(value: float, least: float, greatest: float, height: float) -> float:
        part = (greatest - value) / (greatest - least) if greatest > least else 0.5
        return _DOT + part * (height - 2 * _DOT)

    def _place_line(
        self,
        places: Sequence[tuple[float, float]],
        x: float,
        y: float,
        color: Color,
        dash: tuple[float, ...],
        sink: Sink,
    ) -> None:
        steps = tuple(("l" if index else "m", *place) for index, place in enumerate(places))
        sink.outline(x, y, steps, stroke=color, line_width=_LINE, dash=dash, node=self.node)
        sink.outline(x, y, tuple(ellipse(*places[-1], _DOT, _DOT)), fill=color, node=self.node)

    def _place_ends(
        self,
        places: Sequence[Sequence[tuple[float, float]]],
        x: float,
        y: float,
        room: float,
        height: float,
        sink: Sink,
    ) -> None:
        heights = [end.height(room) for end in self._ends]
        # The number stands beside its point, and the name with it.
        centres = [
            own[-1][1] + (taken - end.value.height(room)) / 2
            for own, end, taken in zip(places, self._ends, heights, strict=True)
        ]
        for end, top in zip(self._ends, spread(centres, heights, 0.0, height), strict=True):
            end.place(x, y + top, room, sink)

    def _place_starts(
        self,
        places: Sequence[Sequence[tuple[float, float]]],
        x: float,
        y: float,
        room: float,
        height: float,
        sink: Sink,
    ) -> None:
        heights = [start.height(room) for start in self._starts.values()]
        tops = spread([places[index][0][1] for index in self._starts], heights, 0.0, height)
        for start, top in zip(self._starts.values(), tops, strict=True):
            start.place(x, y + top, room, sink)


def _across(series: Sequence[ChartSeries]) -> list[list[float]]:
    """Return where the items of each series stand, from 0 at the first time of all to 1 at the last.

    Items without a time stand in their order, at equal distances.
    """
    every = [item.position for one in series for item in one.items]
    times = [float(position) for position in every if position is not None]
    if len(times) == len(every):
        own = [[float(item.position or 0) for item in one.items] for one in series]
    else:
        own = [[float(index) for index in range(len(one.items))] for one in series]
    first = min((time for one in own for time in one), default=0.0)
    last = max((time for one in own for time in one), default=0.0)
    return [[(time - first) / (last - first) if last > first else 0.5 for time in one] for one in own]


class Areas(Lines):
    """Areas on each other, the first one at the foot; numbers and names at the right of each."""

    def _span(self) -> tuple[float, float]:
        return 0.0, max(self._sums[-1], default=0.0)

    @cached_property
    def _sums(self) -> list[list[float]]:
        """For each series the sums of its items and of those below."""
        sums: list[list[float]] = []
        below = [0.0] * max(len(one.items) for one in self.chart.series)
        for one in self.chart.series:
            below = [base + float(item.value) for base, item in zip(below, one.items, strict=True)]
            sums.append(below)
        return sums

    @cached_property
    def _starts(self) -> dict[int, TextBox]:
        return {}

    def place_marks(self, x: float, y: float, width: float, sink: Sink) -> None:
        """Place the marks, (x, y) the upper left corner."""
        palette, m = self.theme.palette, self.theme.measures
        start, plot, times = self._columns(width)
        _, _, right = self._widths(width)
        height = self._plot_height(width)
        _, greatest = self._span()
        across = [part * plot for part in self._across[0]]
        foot = y + height + m["chart.pad"]
        base = [(at, height) for at in across]
        middles = []
        for index, sums in enumerate(self._sums):
            top = [
                (at, height * (1 - value / greatest) if greatest else height)
                for at, value in zip(across, sums, strict=True)
            ]
            outline: list[Step] = [("m", *top[0]), *(("l", *place) for place in top[1:])]
            outline += [("l", *place) for place in reversed(base)]
            color = self._tint(index)
            fill = mixed(palette["paper"], color, 0.22) if self._is_alone else color
            sink.outline(x + start, y, (*outline, ("h",)), fill=fill, node=self.node)
            line = tuple(("l" if number else "m", *place) for number, place in enumerate(top))
            over = color if self._is_alone else palette["paper"]
            sink.outline(
                x + start, y, line, stroke=over, line_width=_LINE if self._is_alone else 0.8, node=self.node
            )
            middle = top[-1][1] if self._is_alone else (top[-1][1] + base[-1][1]) / 2
            middles.append([(0.0, middle)])
            base = top
        sink.rectangle(
            x + start, foot - m["chart.pad"], plot, m["table.rule"], palette["ink"], node=self.node
        )
        self._place_ends(middles, x + start + plot + _DOT + NEAR, y, right, height, sink)
        for text, at, room in times:
            text.place(x + at, foot + m["chart.pad"], room, sink)


class Slopes(ChartBox):
    """The first and the last value of each series, joined by a line; numbers at both sides."""

    @cached_property
    def _starts(self) -> list[TextBox]:
        return [self.figure(one.items[0], "end") for one in self.chart.series]

    @cached_property
    def _ends(self) -> list[_End]:
        several = len(self.chart.series) > 1
        return [
            _End(self.figure(one.items[-1]), self.label(one.label) if one.label and several else None, one)
            for one in self.chart.series
        ]

    @cached_property
    def _heads(self) -> tuple[TextBox, TextBox]:
        first = self.chart.series[0].items
        return self.label(first[0].label, "end"), self.label(first[-1].label)

    def color(self, index: int) -> Color:
        """Return the colour of a line: what fell stands back, or all but one that is marked."""
        series = self.chart.series
        if any(one.is_marked for one in series):
            return super().color(index)
        one = series[index].items
        return self.theme.palette["accent"] if one[-1].value >= one[0].value else self.quiet

    def _widths(self, width: float) -> tuple[float, float]:
        left = max((text.natural_width() + 1 for text in (*self._starts, self._heads[0])), default=0.0)
        right = min(max((end.width() for end in self._ends), default=0.0), width * 0.5)
        right = max(right, max((end.least_width() for end in self._ends), default=0.0))
        return min(left, width * 0.3), max(right, min(self._heads[1].natural_width() + 1, width * 0.3))

    def _head_height(self, width: float) -> float:
        left, right = self._widths(width)
        return (
            max(self._heads[0].height(left), self._heads[1].height(right)) + self.theme.measures["chart.pad"]
        )

    def _plot_height(self, width: float) -> float:
        left, right = self._widths(width)
        ends = sum(end.height(right) for end in self._ends)
        starts = sum(start.height(left) for start in self._starts)
        return max(_PLOT_HEIGHT, ends, starts)

    def marks_height(self, width: float) -> float:
        """Return the height of all marks."""
        return self._head_height(width) + self._plot_height(width)

    def place_marks(self, x: float, y: float, width: float, sink: Sink) -> None:
        """Place the marks, (x, y) the upper left corner."""
        palette = self.theme.palette
        left, right = self._widths(width)
        head, height = self._head_height(width), self._plot_height(width)
        self._heads[0].place(x, y, left, sink)
        start, end = left + NEAR + _DOT, width - right - NEAR - _DOT
        self._heads[1].place(x + end + _DOT + NEAR, y, right, sink)
        y += head
        for at in (start, end):
            sink.rectangle(x + at - 0.25, y, 0.5, height, palette["rule"], node=self.node)
        values = [float(item.value) for one in self.chart.series for item in (one.items[0], one.items[-1])]
        least, greatest = min(values), max(values)
        downs = []
        for index, one in enumerate(self.chart.series):
            first, last = (
                Lines._down(float(item.value), least, greatest, height)
                for item in (one.items[0], one.items[-1])
            )
            downs.append((first, last))
            color = self.color(index)
            steps = (("m", start, first), ("l", end, last))
            sink.outline(x, y, steps, stroke=color, line_width=_LINE, node=self.node)
            for at, down in ((start, first), (end, last)):
                sink.outline(x, y, tuple(ellipse(at, down, _DOT, _DOT)), fill=color, node=self.node)
        heights = [text.height(left) for text in self._starts]
        tops = spread([first for first, _ in downs], heights, 0.0, height)
        for text, top in zip(self._starts, tops, strict=True):
            text.place(x, y + top, left, sink)
        heights = [one.height(right) for one in self._ends]
        centres = [
            last + (taken - one.value.height(right)) / 2
            for (_, last), one, taken in zip(downs, self._ends, heights, strict=True)
        ]
        for label, top in zip(self._ends, spread(centres, heights, 0.0, height), strict=True):
            label.place(x + end + _DOT + NEAR, y + top, right, sink)


class Sparkline(ChartBox):
    """A line as high as two lines of text, with the last number behind it."""

    def is_wide(self, width: float) -> bool:
        """Stand where texts do, as high as two of their lines."""
        return False

    @cached_property
    def _value(self) -> TextBox:
        return self.value(self.first_items[-1])

    def marks_height(self, width: float) -> float:
        """Return the height of all marks."""
        return max(self.theme.measures["key-figures.trend"], self._value.height(width))

    def place_marks(self, x: float, y: float, width: float, sink: Sink) -> None:
        """Place the marks, (x, y) the upper left corner."""
        height = self.marks_height(width)
        natural = self._value.natural_width() + 1
        plot = max(min(width - natural - GAP - 2 * _DOT, height * 9), width * 0.1)
        least, greatest = series_span(self.chart.series)
        series = self.chart.series[0]
        (across,) = _across(self.chart.series)
        places = [
            (_DOT + part * plot, Lines._down(float(item.value), least, greatest, height))
            for part, item in zip(across, series.items, strict=True)
        ]
        color = self.theme.palette["accent"]
        steps = tuple(("l" if index else "m", *place) for index, place in enumerate(places))
        sink.outline(x, y, steps, stroke=color, line_width=_LINE * 0.8, node=self.node)
        sink.outline(x, y, tuple(ellipse(*places[-1], _DOT, _DOT)), fill=color, node=self.node)
        drop = (height - self._value.height(natural)) / 2
        self._value.place(x + plot + 2 * _DOT + GAP, y + drop, natural, sink)
