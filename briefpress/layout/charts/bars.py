"""Lengths from zero: bars, columns, groups and stacks of them, dots on lines, bars with targets."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import Literal, NamedTuple

from briefpress.document.charts import ChartItem
from briefpress.layout.box import EPSILON, Sink
from briefpress.layout.charts.base import (
    GAP,
    NEAR,
    ChartBox,
    place_centred,
    place_number,
    series_span,
    sparse,
)
from briefpress.layout.textbox import TextBox
from briefpress.svg.outlines import ellipse

_COLUMN_HEIGHT = 92.0
#: The part of the width that names at the left may take.
_MOST_NAMES = 0.38
#: The least room of bars, in points: where numbers leave less, they stick out, which is an error.
_LEAST_ROOM = 4.0
#: The part of its room that a column fills.
_FULL = 0.68


class _Scale(NamedTuple):
    """Values -> lengths from the left end of a room.

    Attributes:
        zero: How far zero stands from the left.
        unit: Points to one.
    """

    zero: float
    unit: float

    def at(self, value: float) -> float:
        """Return where a value stands."""
        return self.zero + value * self.unit


class _Mark(NamedTuple):
    item: ChartItem
    label: TextBox
    value: TextBox


class Bars(ChartBox):
    """Each bar under its label, its number at its end; a share lies on the track of the whole."""

    @cached_property
    def _marks(self) -> list[_Mark]:
        align: Literal["start", "end"] = "end" if self._is_share else "start"
        return [_Mark(item, self.label(item.label), self.value(item, align)) for item in self.node_items]

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
        scale, room = self._scale(width)
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

    def _scale(self, width: float) -> tuple[_Scale, float]:
        """Return how values become lengths, and the room of all bars."""
        natural = max((mark.value.natural_width() for mark in self._marks), default=0.0)
        least, greatest = series_span(self.chart.series)
        least, greatest = min(least, 0.0), max(greatest, 0.0)
        if self._is_share:
            least, greatest = 0.0, 100.0
        elif self.chart.maximum is not None:
            greatest = float(self.chart.maximum)
        # A number below zero stands at the left of its bar.
        sides = 1 + (least < 0)
        room = max(width - sides * (natural + GAP + (1 if least < 0 else 0)), _LEAST_ROOM)
        unit = room / (greatest - least) if greatest > least else 0.0
        zero = natural + 1 + GAP - least * unit if least < 0 else 0.0
        return _Scale(zero, unit), room


class Columns(ChartBox):
    """Columns side by side on a base line, their numbers on top, their labels below.

    Where columns are too narrow for all texts, some labels are left out between the first and the last, and
    only the numbers that matter stay: the highest, the lowest, the last, and a marked one.
    """

    @cached_property
    def _marks(self) -> list[_Mark]:
        return [_Mark(item, self.label(item.label), self.value(item)) for item in self.node_items]

    def marks_height(self, width: float) -> float:
        """Return the height of all marks."""
        if not self._marks:
            return 0.0
        step = width / len(self._marks)
        above = max((value.height(room) for _, value, _, room in self._values(step, width)), default=0.0)
        below = self._below(step, width)
        label = max((text.height(room) for text, _, room in self._labels(step, width)), default=0.0)
        return above + _COLUMN_HEIGHT + below + label + 2 * self.theme.measures["chart.pad"]

    def place_marks(self, x: float, y: float, width: float, sink: Sink) -> None:
        """Place the marks, (x, y) the upper left corner."""
        m, palette = self.theme.measures, self.theme.palette
        if not self._marks:
            return
        step = width / len(self._marks)
        values = self._values(step, width)
        tallest = max((value.height(room) for _, value, _, room in values), default=0.0)
        scale = self._scale()
        base = y + tallest + m["chart.pad"] + _COLUMN_HEIGHT - scale.zero
        for index, mark in enumerate(self._marks):
            height = float(mark.item.value) * scale.unit
            left = x + index * step + step * (1 - _FULL) / 2
            color = self.color_of(mark.item)
            sink.rectangle(left, base - max(height, 0.0), step * _FULL, abs(height), color, node=self.node)
        for index, value, left, room in values:
            height = float(self._marks[index].item.value) * scale.unit
            taken = value.height(room)
            top = base - height - m["chart.pad"] - taken if height >= 0 else base - height + m["chart.pad"]
            place_centred(value, x + left, top, room, sink)
        foot = base + scale.zero + self._below(step, width) + m["chart.pad"]
        for text, left, room in self._labels(step, width):
            place_centred(text, x + left, foot, room, sink)
        sink.rectangle(x, base, width, m["table.rule"], palette["ink"], node=self.node)

    def _scale(self) -> _Scale:
        """Return how values become heights above the lowest one."""
        least, greatest = series_span(self.chart.series)
        least, greatest = min(least, 0.0), max(greatest, 0.0)
        if self.chart.maximum is not None:
            greatest = float(self.chart.maximum)
        unit = _COLUMN_HEIGHT / (greatest - least) if greatest > least else 0.0
        return _Scale(-least * unit, unit)

    def _below(self, step: float, width: float) -> float:
        """Return the height of numbers below columns that go down."""
        return max(
            (
                value.height(room) + self.theme.measures["chart.pad"]
                for index, value, _, room in self._values(step, width)
                if self._marks[index].item.value < 0
            ),
            default=0.0,
        )

    def _values(self, step: float, width: float) -> list[tuple[int, TextBox, float, float]]:
        """Return the numbers that there is room for: index, text, and its room."""
        if all(mark.value.natural_width() <= step for mark in self._marks):
            return [(index, mark.value, index * step, step) for index, mark in enumerate(self._marks)]
        placed: list[tuple[int, TextBox, float, float]] = []
        for index in self._by_weight():
            value = self._marks[index].value
            room = min(value.natural_width() + 1, width)
            left = min(max((index + 0.5) * step - room / 2, 0.0), width - room)
            if all(left + room + NEAR <= at or at + own + NEAR <= left for _, _, at, own in placed):
                placed.append((index, value, left, room))
        return sorted(placed, key=lambda one: one[0])

    def _by_weight(self) -> list[int]:
        values = [mark.item.value for mark in self._marks]
        marked = [i for i, mark in enumerate(self._marks) if mark.item.fact == self.chart.marked]
        wanted = [*marked, values.index(max(values)), values.index(min(values)), len(values) - 1]
        return list(dict.fromkeys(wanted))

    def _labels(self, step: float, width: float) -> list[tuple[TextBox, float, float]]:
        """Return the labels that there is room for, and their rooms."""
        if all(mark.label.least_width() <= step for mark in self._marks):
            return [(mark.label, index * step, step) for index, mark in enumerate(self._marks)]
        centres = [(index + 0.5) * step for index in range(len(self._marks))]
        return sparse([mark.label for mark in self._marks], centres, width)


class GroupedBars(ChartBox):
    """Under each label a thin bar for each series, its number at its end."""

    has_legend = True

    @property
    def _bar(self) -> float:
        return max(self.theme.styles["chart-label"].leading, self.theme.measures["chart.bar"] * 0.6)

    @cached_property
    def _labels(self) -> list[TextBox]:
        return [self.label(item.label) for item in self.node_items]

    @cached_property
    def _values(self) -> list[list[TextBox]]:
        return [[self.figure(item) for item in one.items] for one in self.chart.series]

    def marks_height(self, width: float) -> float:
        """Return the height of all marks."""
        m = self.theme.measures
        group = m["chart.pad"] + self._bar * len(self.chart.series)
        gaps = m["chart.gap"] * max(0, len(self._labels) - 1)
        return sum(label.height(width) + group for label in self._labels) + gaps

    def place_marks(self, x: float, y: float, width: float, sink: Sink) -> None:
        """Place the marks, (x, y) the upper left corner."""
        m = self.theme.measures
        scale = self._scale(width)
        for number, label in enumerate(self._labels):
            label.place(x, y, width, sink)
            y += label.height(width) + m["chart.pad"]
            for index, one in enumerate(self.chart.series):
                item, value = one.items[number], self._values[index][number]
                start, end = sorted((scale.zero, scale.at(float(item.value))))
                thick = self._bar * 0.82
                sink.rectangle(x + start, y, end - start, thick, self.color(index), node=self.node)
                natural = value.natural_width() + 1
                left = start - NEAR - natural if item.value < 0 else end + NEAR
                place_number(value, left, x, y + (thick - value.height(natural)) / 2, width, sink)
                if scale.zero:
                    self.place_zero(x + scale.zero, y, self._bar, sink)
                y += self._bar
            y += m["chart.gap"]

    def _scale(self, width: float) -> _Scale:
        natural = max((v.natural_width() + 1 + NEAR for row in self._values for v in row), default=0.0)
        least, greatest = series_span(self.chart.series)
        least, greatest = min(least, 0.0), max(greatest, 0.0)
        sides = 1 + (least < 0)
        room = max(width - sides * natural, _LEAST_ROOM)
        unit = room / (greatest - least) if greatest > least else 0.0
        return _Scale(natural - least * unit if least < 0 else 0.0, unit)


class StackedBars(ChartBox):
    """Under each label one bar of all series; numbers stand in the segments that have room for them."""

    has_legend = True

    @cached_property
    def _labels(self) -> list[TextBox]:
        return [self.label(item.label) for item in self.node_items]

    @property
    def _bar(self) -> float:
        return max(self.theme.measures["chart.bar"] * 1.3, self.theme.styles["chart-label"].leading + 4)

    def marks_height(self, width: float) -> float:
        """Return the height of all marks."""
        m = self.theme.measures
        gaps = m["chart.gap"] * max(0, len(self._labels) - 1)
        return sum(label.height(width) + m["chart.pad"] + self._bar for label in self._labels) + gaps

    def place_marks(self, x: float, y: float, width: float, sink: Sink) -> None:
        """Place the marks, (x, y) the upper left corner."""
        m, paper = self.theme.measures, self.theme.palette["paper"]
        rows = [[one.items[number] for one in self.chart.series] for number in range(len(self._labels))]
        longest = max((sum(float(item.value) for item in row) for row in rows), default=0.0)
        if self.chart.maximum is not None:
            longest = float(self.chart.maximum)
        for label, row in zip(self._labels, rows, strict=True):
            label.place(x, y, width, sink)
            y += label.height(width) + m["chart.pad"]
            left = x
            for index, item in enumerate(row):
                length = width * float(item.value) / longest if longest else 0.0
                color = self.color(index)
                sink.rectangle(left, y, length, self._bar, color, node=self.node)
                if index and length > 1:  # a thin line of paper parts neighbours, in greys, too
                    sink.rectangle(left, y, 0.8, self._bar, paper, node=self.node)
                text = self.figure(item, color=self.on(color))
                natural = text.natural_width() + 1
                if natural + 2 * NEAR <= length:
                    drop = (self._bar - text.height(natural)) / 2
                    place_centred(text, left, y + drop, length, sink)
                left += length
            y += self._bar + m["chart.gap"]


class Dots(ChartBox):
    """Dots on a thin line beside each label; one series has its numbers beside the dots."""

    @property
    def has_legend(self) -> bool:  # type: ignore[override]
        """Whether there is more than one series."""
        return len(self.chart.series) > 1

    @cached_property
    def _labels(self) -> list[TextBox]:
        return [self.label(item.label) for item in self.node_items]

    @cached_property
    def _values(self) -> list[list[TextBox]]:
        return [[self.figure(item) for item in one.items] for one in self.chart.series]

    def _names(self, width: float) -> float:
        natural = max((label.natural_width() + 1 for label in self._labels), default=0.0)
        return min(natural, width * _MOST_NAMES)

    def _row(self, label: TextBox, width: float) -> float:
        leading = self.theme.styles["chart-label"].leading
        return max(label.height(self._names(width)), leading) + self.theme.measures["chart.gap"] * 0.6

    def marks_height(self, width: float) -> float:
        """Return the height of all marks."""
        return sum(self._row(label, width) for label in self._labels)

    def place_marks(self, x: float, y: float, width: float, sink: Sink) -> None:
        """Place the marks, (x, y) the upper left corner."""
        palette = self.theme.palette
        radius = self.theme.styles["chart-label"].size * 0.42
        names = self._names(width)
        beside = max((v.natural_width() + 1 + NEAR for row in self._values for v in row), default=0.0)
        beside = beside if len(self.chart.series) <= 2 else 0.0
        start = names + GAP + radius + (beside if len(self.chart.series) == 2 else 0.0)
        room = max(width - start - radius - beside, _LEAST_ROOM)
        least, greatest = series_span(self.chart.series)
        least, greatest = min(least, 0.0), max(greatest, 0.0)
        unit = room / (greatest - least) if greatest > least else 0.0
        scale = _Scale(start - least * unit, unit)
        for number, label in enumerate(self._labels):
            row = self._row(label, width)
            taken = label.height(names)
            label.place(x, y + (row - taken) / 2, names, sink)
            middle = y + row / 2
            found = [
                (scale.at(float(one.items[number].value)), index)
                for index, one in enumerate(self.chart.series)
            ]
            # A line from zero to one dot, or between several; none runs through a number.
            ends = sorted([at for at, _ in found] + ([scale.zero] if len(found) == 1 else []))
            sink.rectangle(
                x + ends[0], middle - 0.8, ends[-1] - ends[0], 1.6, palette["track"], node=self.node
            )
            for at, index in found:
                item = self.chart.series[index].items[number]
                color = self.color(index) if len(found) > 1 else self.color_of(item)
                outline = tuple(ellipse(at, 0.0, radius, radius))
                sink.outline(x, middle, outline, fill=color, node=self.node)
            for at, index, side in self._sides(found):
                value = self._values[index][number]
                natural = value.natural_width() + 1
                left = at - radius - NEAR - natural if side < 0 else at + radius + NEAR
                place_number(value, left, x, middle - value.height(natural) / 2, width, sink)
            y += row

    @staticmethod
    def _sides(found: list[tuple[float, int]]) -> Iterator[tuple[float, int, int]]:
        """Yield the dots that have their number, and at which side: of two, each at its outer one."""
        if len(found) == 1:
            yield (*found[0], 1)
        elif len(found) == 2:
            low, high = sorted(found)
            yield (*low, -1)
            yield (*high, 1)


class Bullets(ChartBox):
    """A bar on a track for each value, and a stroke for what it is to reach."""

    @cached_property
    def _marks(self) -> list[_Mark]:
        return [_Mark(item, self.label(item.label), self.value(item, "end")) for item in self.node_items]

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
