"""Heights from zero: columns, groups and stacks of them, which lie down as bars where labels have no room."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import NamedTuple

from briefpress.document.charts import ChartItem
from briefpress.layout.box import Sink, for_each_width
from briefpress.layout.charts.bars import Bars, GroupedBars, StackedBars
from briefpress.layout.charts.base import NEAR, ChartBox, place_centred, sparse
from briefpress.layout.textbox import TextBox

_HEIGHT = 92.0
#: The parts of their rooms that a column, a group of columns, and a column of a group fill.
_FULL, _GROUP, _EACH = 0.68, 0.8, 0.94
#: The narrowest column of a group, and the widest of all columns, in points.
_NARROWEST, _WIDEST = 3.0, 60.0
#: What numbers keep clear of above and below other columns, in points: signs reach out of their lines.
_CLEAR = 1.5
#: Names of columns have so many lines at the most.
_MOST_LINES = 3


class _Column(NamedTuple):
    """A column, in points: to the right of the chart's corner, and upwards from zero."""

    item: ChartItem
    series: int
    left: float
    width: float
    low: float
    high: float

    @property
    def middle(self) -> float:
        """Where its number has its middle."""
        return self.left + self.width / 2


class _Number(NamedTuple):
    """A number that has room: its text, its series, and its left side, width, lower and upper end."""

    text: TextBox
    series: int
    left: float
    width: float
    low: float
    high: float

    def meets(self, left: float, right: float, low: float, high: float) -> bool:
        """Tell whether it covers a part of a rectangle."""
        return self.left < right and left < self.left + self.width and self.low < high and low < self.high


class _Standing(ChartBox):
    """Columns on a base line with labels below; a subclass says which columns, and which numbers."""

    #: What draws the same chart as bars.
    lying: type[ChartBox]

    @cached_property
    def _bars(self) -> ChartBox:
        return self.lying(self.chart, self.theme, self._texts)

    @property
    def _is_timed(self) -> bool:
        """Whether labels are times, which a reader can count on from one to the next."""
        return all(item.position is not None for item in self.first_items)

    def step(self, width: float) -> float:
        """Return the room of a column, or of a group of them."""
        return width / max(len(self.labels), 1)

    @for_each_width
    def lies_down(self, width: float) -> bool:
        """Tell whether labels or numbers have no room at columns, and none of them can be left out."""
        if self._is_timed:
            return False
        step = self.step(width) - 1
        most = _MOST_LINES * self.theme.styles["chart-label"].leading + 0.1
        is_tight = any(label.least_width() > step or label.height(step) > most for label in self.labels)
        return is_tight or not self.has_all_numbers(width)

    # ---- for subclasses

    @abstractmethod
    def columns(self, width: float) -> list[_Column]:
        """Return the columns from left to right."""

    @abstractmethod
    def numbers(self, width: float) -> list[_Number]:
        """Return the numbers that there is room for."""

    @abstractmethod
    def has_all_numbers(self, width: float) -> bool:
        """Tell whether no number is missing that bars would have."""

    @cached_property
    def unit(self) -> float:
        """The height of a value of 1."""
        return self.unit_of(_HEIGHT)

    def at(self, column: _Column, text: TextBox, width: float) -> _Number:
        """Return where a number stands beyond the end of its column."""
        room = min(text.natural_width() + 1, width)
        left = min(max(column.middle - room / 2, 0.0), width - room)
        pad, height = self.theme.measures["chart.pad"], text.height(room)
        low = column.high + pad if column.item.value >= 0 else column.low - pad - height
        return _Number(text, column.series, left, room, low, low + height)

    def place_column(self, column: _Column, x: float, y: float, sink: Sink) -> None:
        """Place a column, (x, y) its upper left corner."""
        self.place_area(x, y, column.width, column.high - column.low, column.series, sink)

    def place_figure(self, number: _Number, x: float, y: float, sink: Sink) -> None:
        """Place a number, (x, y) its upper left corner."""
        place_centred(number.text, x, y, number.width, sink)

    # ---- the box

    def marks_height(self, width: float) -> float:
        """Return the height of all marks."""
        if not self.labels:
            return 0.0
        if self.lies_down(width):
            return self._bars.marks_height(width)
        low, high = self._extent(width)
        return high - low + self.theme.measures["chart.pad"] + self._labels_height(width)

    def place_marks(self, x: float, y: float, width: float, sink: Sink) -> None:
        """Place the marks, (x, y) the upper left corner."""
        if not self.labels:
            return
        if self.lies_down(width):
            self._bars.place_marks(x, y, width, sink)
            return
        low, high = self._extent(width)
        zero = y + high
        for column in self.columns(width):
            self.place_column(column, x + column.left, zero - column.high, sink)
        for number in self.numbers(width):
            self.place_figure(number, x + number.left, zero - number.high, sink)
        foot = zero - low + self.theme.measures["chart.pad"]
        for text, left, room in self._places(width):
            place_centred(text, x + left, foot, room, sink)
        rule, ink = self.theme.measures["table.rule"], self.theme.palette["ink"]
        sink.rectangle(x, zero, width, rule, ink, node=self.node)

    @for_each_width
    def _extent(self, width: float) -> tuple[float, float]:
        """Return how far columns and numbers reach below zero and above it."""
        least, greatest = self.bounds()
        numbers = self.numbers(width)
        low = min((number.low for number in numbers), default=0.0)
        high = max((number.high for number in numbers), default=0.0)
        return min(low, least * self.unit), max(high, greatest * self.unit)

    @for_each_width
    def _places(self, width: float) -> list[tuple[TextBox, float, float]]:
        """Return the labels that there is room for, and their rooms."""
        step = self.step(width)
        if all(label.least_width() <= step - 1 for label in self.labels):
            return [(label, index * step + 0.5, step - 1) for index, label in enumerate(self.labels)]
        return sparse(self.labels, [(index + 0.5) * step for index in range(len(self.labels))], width)

    def _labels_height(self, width: float) -> float:
        return max((text.height(room) for text, _, room in self._places(width)), default=0.0)

    def _fitting(
        self, columns: Sequence[_Column], texts: Sequence[TextBox], order: Sequence[int], width: float
    ) -> Iterator[_Number]:
        """Yield the numbers, in an order, that cover neither a column nor a number before them."""
        found: list[_Number] = []
        for index in order:
            number = self.at(columns[index], texts[index], width)
            low, high = number.left - NEAR, number.left + number.width + NEAR
            if any(other.meets(low, high, number.low, number.high) for other in found):
                continue
            if any(
                number.meets(one.left - 1, one.left + one.width + 1, one.low - _CLEAR, one.high + _CLEAR)
                for one in columns
                if one is not columns[index]
            ):
                continue
            found.append(number)
        yield from found


class Columns(_Standing):
    """Columns of one series, with their numbers.

    Where large numbers have no room side by side, small ones may; else only those that matter stay: the
    highest, the lowest, the last, and a marked one.
    """

    lying = Bars

    @cached_property
    def _large(self) -> list[TextBox]:
        return [self.value(item, color=self.color_of_value(item)) for item in self.first_items]

    @cached_property
    def _small(self) -> list[TextBox]:
        return [self.figure(item) for item in self.first_items]

    @for_each_width
    def columns(self, width: float) -> list[_Column]:
        """Return the columns from left to right."""
        step, made = self.step(width), []
        wide = min(step * _FULL, _WIDEST)
        for index, item in enumerate(self.first_items):
            low, high = sorted((0.0, float(item.value) * self.unit))
            left = index * step + (step - wide) / 2
            made.append(_Column(item, 0, left, wide, low, high))
        return made

    @for_each_width
    def numbers(self, width: float) -> list[_Number]:
        """Return the numbers that there is room for."""
        columns, step = self.columns(width), self.step(width)
        for texts in (self._large, self._small):
            if all(text.natural_width() + 1 + NEAR / 2 <= step for text in texts):
                return [self.at(column, text, width) for column, text in zip(columns, texts, strict=True)]
        return list(self._fitting(columns, self._large, self._by_weight(), width))

    def has_all_numbers(self, width: float) -> bool:
        """Tell whether each column has its number."""
        return len(self.numbers(width)) == len(self.first_items)

    def place_column(self, column: _Column, x: float, y: float, sink: Sink) -> None:
        """Place a column, (x, y) its upper left corner."""
        color, height = self.color_of(column.item), column.high - column.low
        sink.rectangle(x, y, column.width, height, color, node=self.node)

    def _by_weight(self) -> list[int]:
        values = [item.value for item in self.first_items]
        marked = [i for i, item in enumerate(self.first_items) if item.fact == self.chart.marked]
        wanted = [*marked, values.index(max(values)), values.index(min(values)), len(values) - 1]
        return list(dict.fromkeys(wanted))


class GroupedColumns(_Standing):
    """For each label a column of each series, side by side, with all numbers or those of the last group."""

    has_legend = True
    lying = GroupedBars

    @cached_property
    def _figures(self) -> list[TextBox]:
        count = len(self.labels)
        return [self.figure(one.items[index]) for index in range(count) for one in self.chart.series]

    @for_each_width
    def lies_down(self, width: float) -> bool:
        """Tell whether labels have no room, or columns are too thin."""
        each = self.step(width) * _GROUP / max(len(self.chart.series), 1)
        return each < _NARROWEST or super().lies_down(width)

    @for_each_width
    def columns(self, width: float) -> list[_Column]:
        """Return the columns from left to right."""
        step, made = self.step(width), []
        each = min(step * _GROUP / len(self.chart.series), _WIDEST)
        for number in range(len(self.labels)):
            left = number * step + (step - each * len(self.chart.series)) / 2
            for index, one in enumerate(self.chart.series):
                item = one.items[number]
                low, high = sorted((0.0, float(item.value) * self.unit))
                made.append(_Column(item, index, left + index * each, each * _EACH, low, high))
        return made

    @for_each_width
    def numbers(self, width: float) -> list[_Number]:
        """Return the numbers that there is room for: all, or those of the last group."""
        columns = self.columns(width)
        every = list(self._fitting(columns, self._figures, range(len(columns)), width))
        if len(every) == len(columns):
            return every
        last = range(len(columns) - len(self.chart.series), len(columns))
        return list(self._fitting(columns, self._figures, last, width))

    def has_all_numbers(self, width: float) -> bool:
        """Tell whether each column has its number."""
        return len(self.numbers(width)) == len(self.chart.items)


class StackedColumns(_Standing):
    """For each label one column of all series; numbers stand in the parts that have room for them."""

    has_legend = True
    lying = StackedBars

    def bounds(self) -> tuple[float, float]:
        """Return zero and the greatest sum, or the height that a layout gives."""
        return 0.0, self.longest_sum()

    @for_each_width
    def columns(self, width: float) -> list[_Column]:
        """Return the parts of columns from left to right, and upwards."""
        step, made = self.step(width), []
        wide = min(step * _FULL, _WIDEST)
        for number in range(len(self.labels)):
            low = 0.0
            for index, one in enumerate(self.chart.series):
                item = one.items[number]
                high = low + float(item.value) * self.unit
                # Paper parts neighbours, which differ in grey alone on a bad print.
                start = low + 0.8 if low and high - low > 1 else low
                left = number * step + (step - wide) / 2
                made.append(_Column(item, index, left, wide, start, high))
                low = high
        return made

    @for_each_width
    def numbers(self, width: float) -> list[_Number]:
        """Return the numbers of the parts that are high enough; none where columns are too narrow for one."""
        columns, found = self.columns(width), []
        texts = [self.figure(one.item, color=self.on(self.color(one.series))) for one in columns]
        if any(text.natural_width() + 3 > one.width for text, one in zip(texts, columns, strict=True)):
            return []
        for text, column in zip(texts, columns, strict=True):
            room = text.natural_width() + 1
            height = text.height(room)
            if height <= column.high - column.low:
                low = (column.high + column.low - height) / 2
                left = column.middle - room / 2
                found.append(_Number(text, column.series, left, room, low, low + height))
        return found

    def has_all_numbers(self, width: float) -> bool:
        """Tell whether high parts have theirs: bars, too, leave out the numbers of narrow ones."""
        return bool(self.numbers(width)) or not any(item.value for item in self.chart.items)

    def place_figure(self, number: _Number, x: float, y: float, sink: Sink) -> None:
        """Place a number, (x, y) its upper left corner."""
        self.place_inside(number.text, x, y, number.width, number.series, sink)
