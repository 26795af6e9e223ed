"""Lengths from zero, to the right: bars, groups and stacks of them, bars with targets."""

from __future__ import annotations

from functools import cached_property
from typing import Literal, NamedTuple

from briefpress.document.charts import ChartItem
from briefpress.layout.box import EPSILON, Sink
from briefpress.layout.charts.base import (
    GAP,
    LEAST_ROOM,
    NEAR,
    ChartBox,
    Scale,
    place_number,
)
from briefpress.layout.textbox import TextBox


class _Mark(NamedTuple):
    item: ChartItem
    label: TextBox
    value: TextBox


class _Lying(ChartBox):
    """Bars to the right of zero and, below it, to its left."""

    def scale(self, width: float, beside: float) -> tuple[Scale, float]:
        """Return how values become lengths, and the room of all bars.

        Args:
            width: Of the chart.
            beside: The room of a number at a side of the bars; those below zero stand at the left.
        """
        least, _ = self.bounds()
        room = max(width - beside * (2 if least < 0 else 1), LEAST_ROOM)
        unit = self.unit_of(room)
        return Scale(beside - least * unit if least < 0 else 0.0, unit), room


class Bars(_Lying):
    """Each bar under its label, its number at its end; a share lies on the track of the whole."""

    @cached_property
    def _marks(self) -> list[_Mark]:
        align: Literal["start", "end"] = "end" if self._is_share else "start"
        return [self._mark(item, align) for item in self.first_items]

    def _mark(self, item: ChartItem, align: Literal["start", "end"]) -> _Mark:
        return _Mark(item, self.label(item.label), self.value(item, align, self.color_of_value(item)))

    @property
    def _is_share(self) -> bool:
        return self.chart.kind == "share"

    def marks_height(self, width: float) -> float:
        """Return the height of all marks."""
        gaps = self.theme.measures["chart.gap"] * max(0, len(self._marks) - 1)
        return sum(self._bar_height(mark, width) for mark in self._marks) + gaps

    def place_marks(self, x: float, y: float, width: float, sink: Sink) -> None:
        """Place the marks, (x, y) the upper left corner."""
        m, palette = self.theme.measures, self.theme.palette
        widest = max((mark.value.natural_width() for mark in self._marks), default=0.0)
        has_left = self.bounds()[0] < 0
        scale, room = self.scale(width, widest + GAP + (1 if has_left else 0))
        for mark in self._marks:
            mark.label.place(x, y, width, sink)
            y += mark.label.height(width) + m["chart.pad"]
            if self._is_share:
                sink.rectangle(x, y, room, m["chart.bar"], palette["track"], node=self.node)
            start, end = sorted((scale.zero, scale.at(float(mark.item.value))))
            color = self.color_of(mark.item)
            sink.rectangle(x + start, y, end - start, m["chart.bar"], color, node=self.node)
            drop = (m["chart.bar"] - mark.value.height(width)) / 2
            if self._is_share:
                mark.value.place(x, y + drop, width, sink)
            else:
                natural = mark.value.natural_width() + 1
                left = start - GAP - natural if mark.item.value < 0 else end + GAP
                place_number(mark.value, left, x, y + drop, width, sink)
            if scale.zero:  # a piece for each bar: a whole line would run through the labels
                self.place_zero(x + scale.zero, y, m["chart.bar"], sink)
            y += m["chart.bar"] + m["chart.gap"]

    def _bar_height(self, mark: _Mark, width: float) -> float:
        m = self.theme.measures
        return mark.label.height(width) + m["chart.pad"] + m["chart.bar"]


class GroupedBars(_Lying):
    """Under each label a thin bar for each series, its number at its end."""

    has_legend = True

    @property
    def _bar(self) -> float:
        return max(self.theme.styles["chart-label"].leading, self.theme.measures["chart.bar"] * 0.6)

    @cached_property
    def _values(self) -> list[list[TextBox]]:
        return [[self.figure(item) for item in one.items] for one in self.chart.series]

    def marks_height(self, width: float) -> float:
        """Return the height of all marks."""
        m = self.theme.measures
        group = m["chart.pad"] + self._bar * len(self.chart.series)
        gaps = m["chart.gap"] * max(0, len(self.labels) - 1)
        return sum(label.height(width) + group for label in self.labels) + gaps

    def place_marks(self, x: float, y: float, width: float, sink: Sink) -> None:
        """Place the marks, (x, y) the upper left corner."""
        m = self.theme.measures
        widest = max((value.natural_width() for row in self._values for value in row), default=0.0)
        scale, _ = self.scale(width, widest + 1 + NEAR)
        for number, label in enumerate(self.labels):
            label.place(x, y, width, sink)
            y += label.height(width) + m["chart.pad"]
            for index, one in enumerate(self.chart.series):
                item, value = one.items[number], self._values[index][number]
                start, end = sorted((scale.zero, scale.at(float(item.value))))
                thick = self._bar * 0.82
                self.place_area(x + start, y, end - start, thick, index, sink)
                natural = value.natural_width() + 1
                left = start - NEAR - natural if item.value < 0 else end + NEAR
                place_number(value, left, x, y + (thick - value.height(natural)) / 2, width, sink)
                if scale.zero:
                    self.place_zero(x + scale.zero, y, self._bar, sink)
                y += self._bar
            y += m["chart.gap"]


class StackedBars(ChartBox):
    """Under each label one bar of all series; numbers stand in the segments that have room for them."""

    has_legend = True

    @property
    def _bar(self) -> float:
        return max(self.theme.measures["chart.bar"] * 1.3, self.theme.styles["chart-label"].leading + 4)

    def marks_height(self, width: float) -> float:
        """Return the height of all marks."""
        m = self.theme.measures
        gaps = m["chart.gap"] * max(0, len(self.labels) - 1)
        return sum(label.height(width) + m["chart.pad"] + self._bar for label in self.labels) + gaps

    def place_marks(self, x: float, y: float, width: float, sink: Sink) -> None:
        """Place the marks, (x, y) the upper left corner."""
        m, paper = self.theme.measures, self.theme.palette["paper"]
        rows = [[one.items[number] for one in self.chart.series] for number in range(len(self.labels))]
        longest = self.longest_sum()
        for label, row in zip(self.labels, rows, strict=True):
            label.place(x, y, width, sink)
            y += label.height(width) + m["chart.pad"]
            left = x
            for index, item in enumerate(row):
                length = width * float(item.value) / longest if longest else 0.0
                color = self.color(index)
                self.place_area(left, y, length, self._bar, index, sink)
                if index and length > 1:  # a thin line of paper parts neighbours, in greys, too
                    sink.rectangle(left, y, 0.8, self._bar, paper, node=self.node)
                text = self.figure(item, color=self.on(color))
                natural = text.natural_width() + 1
                if natural + 2 * NEAR <= length:
                    drop = (self._bar - text.height(natural)) / 2
                    self.place_inside(text, left, y + drop, length, index, sink)
                left += length
            y += self._bar + m["chart.gap"]


class Bullets(ChartBox):
    """A bar on a track for each value, and a stroke for what it is to reach."""

    @cached_property
    def _marks(self) -> list[_Mark]:
        return [
            _Mark(item, self.label(item.label), self.value(item, "end", self.color_of_value(item)))
            for item in self.first_items
        ]

    @property
    def _track(self) -> float:
        return self.theme.measures["chart.bar"] * 1.2

    def _goal(self, item: ChartItem) -> TextBox | None:
        if item.target is None:
            return None
        _, text, fact = item.target
        return self._texts(self.chart, text, fact, "chart-label", "start", None)

    def _row(self, mark: _Mark, width: float) -> float:
        goal = self._goal(mark.item)
        below = goal.height(width) + self.theme.measures["chart.pad"] if goal else 0.0
        return mark.label.height(width) + self.theme.measures["chart.pad"] + self._track + below

    def marks_height(self, width: float) -> float:
        """Return the height of all marks."""
        gaps = self.theme.measures["chart.gap"] * max(0, len(self._marks) - 1)
        return sum(self._row(mark, width) for mark in self._marks) + gaps

    def place_marks(self, x: float, y: float, width: float, sink: Sink) -> None:
        """Place the marks, (x, y) the upper left corner."""
        m, palette = self.theme.measures, self.theme.palette
        natural = max((mark.value.natural_width() + 1 for mark in self._marks), default=0.0)
        room = max(width - natural - GAP, width * 0.2)
        values = [mark.item.value for mark in self._marks]
        values += [mark.item.target[0] for mark in self._marks if mark.item.target]
        longest = float(self.chart.maximum or max(values, default=0))
        unit = room / longest if longest else 0.0
        for mark in self._marks:
            item, track = mark.item, self._track
            mark.label.place(x, y, width, sink)
            top = y + mark.label.height(width) + m["chart.pad"]
            sink.rectangle(x, top, room, track, palette["track"], node=self.node)
            inset = track * 0.26
            length = float(item.value) * unit
            sink.rectangle(x, top + inset, length, track - 2 * inset, self.color_of(item), node=self.node)
            mark.value.place(x, top + (track - mark.value.height(width)) / 2, width, sink)
            goal = self._goal(item)
            if goal is not None and item.target is not None:
                at = float(item.target[0]) * unit
                sink.rectangle(x + min(at, room) - 1, top - 2, 2, track + 4, palette["ink"], node=self.node)
                taken = goal.natural_width() + 1
                left = min(max(at - taken / 2, 0.0), room - taken + EPSILON) if taken < room else 0.0
                goal.place(x + left, top + track + m["chart.pad"], min(taken, width), sink)
            y += self._row(mark, width) + m["chart.gap"]
