"""What all charts have: texts, colours, a legend, and labels that make way for each other."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from functools import cached_property
from itertools import pairwise
from typing import Literal, NamedTuple, Protocol

from msgspec import Struct

from briefpress.document.charts import Chart, ChartItem, ChartSeries
from briefpress.layout.box import EPSILON, NodeBox, Sink, for_each_width
from briefpress.layout.contrast import MIN_CONTRAST, contrast
from briefpress.layout.textbox import TextBox
from briefpress.layout.theme import Theme
from briefpress.page import Color
from briefpress.svg import Step

#: Between a mark and its number, and between two labels, in points.
GAP = 8.0
NEAR = 4.0
#: The least room of bars, in points: where numbers leave less, they stick out, which is an error.
LEAST_ROOM = 4.0
#: How lines of the theme's greys are dashed, one series after the other: dashes and gaps in points.
_DASHES: tuple[tuple[float, ...], ...] = ((), (5.0, 4.0), (0.1, 3.4), (8.0, 4.0, 0.1, 4.0), (2.4, 3.6))
#: The distance and the thickness of the lines of hatching.
_APART, _THIN = 2.6, 0.7


class Scale(NamedTuple):
    """Values -> lengths from the end of a room.

    Attributes:
        zero: How far zero stands from that end, in points.
        unit: Points to one.
    """

    zero: float
    unit: float

    def at(self, value: float) -> float:
        """Return where a value stands."""
        return self.zero + value * self.unit


class ChartTexts(Protocol):
    """Makes the box of a text inside of a chart; all of them belong to the chart's node."""

    def __call__(
        self,
        node: Chart,
        text: str,
        fact: str | None,
        style: str,
        align: Literal["start", "end"] = "start",
        color: Color | None = None,
    ) -> TextBox:
        """Return the box.

        Args:
            node: The chart.
            text: The characters.
            fact: The id of the fact that they print, or None.
            style: A name of `briefpress.layout.theme.STYLES`.
            align: At which side lines are flush.
            color: In place of the style's own, on a coloured ground.
        """


class ChartBox(NodeBox):
    """A chart; a subclass says how high it is and places its marks.

    Args:
        node: What it shows.
        theme: Looks.
        texts: Makes the boxes of its texts.
    """

    def __init__(self, node: Chart, theme: Theme, texts: ChartTexts) -> None:
        super().__init__(node)
        self.chart = node
        self.theme = theme
        self._texts = texts

    def is_wide(self, width: float) -> bool:
        """Keep the whole width."""
        return True

    @for_each_width
    def height(self, width: float) -> float:
        """Return the height of the legend, if there is one, and of the marks."""
        return self.legend_height(width) + self.marks_height(width)

    def place(self, x: float, y: float, width: float, sink: Sink) -> None:
        """Place the legend and the marks."""
        sink.area(x, y, width, self.height(width), self.node)
        if self.has_legend:
            self._legend.place(x, y, width, sink)
        self.place_marks(x, y + self.legend_height(width), width, sink)

    @cached_property
    def _legend(self) -> Legend:
        return Legend(self)

    # ---- for subclasses

    #: Whether the names of the series stand above the marks.
    has_legend = False

    @abstractmethod
    def marks_height(self, width: float) -> float:
        """Return the height of all marks."""

    @abstractmethod
    def place_marks(self, x: float, y: float, width: float, sink: Sink) -> None:
        """Place the marks, (x, y) the upper left corner."""

    def legend_height(self, width: float) -> float:
        """Return the height of the legend with the space below it."""
        height = self._legend.height(width) if self.has_legend else 0.0
        return height + GAP if height else 0.0

    def label(
        self, text: str, align: Literal["start", "end"] = "start", color: Color | None = None
    ) -> TextBox:
        """Return the box of a name."""
        return self._texts(self.chart, text, None, "chart-label", align, color)

    def value(
        self, item: ChartItem, align: Literal["start", "end"] = "start", color: Color | None = None
    ) -> TextBox:
        """Return the box of a number in the large type of numbers."""
        return self._texts(self.chart, item.text, item.fact, "chart-value", align, color)

    def figure(
        self, item: ChartItem, align: Literal["start", "end"] = "start", color: Color | None = None
    ) -> TextBox:
        """Return the box of a number in the small type of names."""
        return self._texts(self.chart, item.text, item.fact, "chart-label", align, color)

    @property
    def first_items(self) -> tuple[ChartItem, ...]:
        """The items of the first series; where there are others, theirs have the same names."""
        return self.chart.series[0].items if self.chart.series else ()

    @cached_property
    def labels(self) -> list[TextBox]:
        """The names of those items."""
        return [self.label(item.label) for item in self.first_items]

    @cached_property
    def quiet(self) -> Color:
        """The colour of marks that stand back behind a marked one."""
        return self.theme.palette["series-5"]

    def color(self, index: int) -> Color:
        """Return the colour of a series: where one is marked, the others stand back."""
        if self._has_marked:
            return self.theme.palette["accent"] if self.chart.series[index].is_marked else self.quiet
        return self.theme.series[index % len(self.theme.series)]

    @cached_property
    def has_marked_item(self) -> bool:
        """Whether an item of a chart with one series is marked."""
        marked = self.chart.marked
        return marked is not None and any(item.fact == marked for item in self.first_items)

    def color_of(self, item: ChartItem) -> Color:
        """Return the colour of an item of a chart with one series: where one is marked, others stand back."""
        is_quiet = self.has_marked_item and item.fact != self.chart.marked
        return self.quiet if is_quiet else self.theme.palette["accent"]

    def color_of_value(self, item: ChartItem) -> Color | None:
        """Return the colour of the number of an item: the style's own, or a quiet one beside a quiet mark."""
        return self.theme.palette["muted"] if self.color_of(item) == self.quiet else None

    def bounds(self) -> tuple[float, float]:
        """Return the least and the greatest value that lengths have room for; zero is one of them."""
        least, greatest = series_span(self.chart.series)
        if self.chart.maximum is not None:
            greatest = float(self.chart.maximum)
        return min(least, 0.0), max(greatest, 0.0)

    def unit_of(self, length: float) -> float:
        """Return the length of a value of 1 where all values between the bounds take a length."""
        least, greatest = self.bounds()
        return length / (greatest - least) if greatest > least else 0.0

    def longest_sum(self) -> float:
        """Return the greatest sum of the items of all series, or the length that a layout gives."""
        if self.chart.maximum is not None:
            return float(self.chart.maximum)
        rows = zip(*(one.items for one in self.chart.series), strict=True)
        return max((sum(float(item.value) for item in row) for row in rows), default=0.0)

    def place_zero(self, x: float, y: float, height: float, sink: Sink) -> None:
        """Place a piece of the line that bars begin at."""
        m, ink = self.theme.measures, self.theme.palette["ink"]
        sink.rectangle(
            x, y - m["chart.pad"] / 2, m["table.rule"], height + m["chart.pad"], ink, node=self.node
        )

    # ---- where the theme has greys only

    @property
    def is_patterned(self) -> bool:
        """Whether series are told apart by more than their greys."""
        return self.theme.has_grey_series and len(self.chart.series) > 1 and not self._has_marked

    @property
    def _has_marked(self) -> bool:
        return any(one.is_marked for one in self.chart.series)

    def dash(self, index: int) -> tuple[float, ...]:
        """Return the dashes of the line of a series."""
        return _DASHES[index % len(_DASHES)] if self.is_patterned else ()

    def is_hatched(self, index: int) -> bool:
        """Tell whether the areas of a series are hatched: every other one is."""
        return self.is_patterned and index % 2 == 1

    def place_area(self, x: float, y: float, width: float, height: float, index: int, sink: Sink) -> None:
        """Place a rectangle in the colour of a series, hatched where that is needed."""
        sink.rectangle(x, y, width, height, self.color(index), node=self.node)
        if not self.is_hatched(index):
            return
        steps: list[Step] = []
        inset, down = _THIN / 2, index % 4 == 3
        wide, high = width - 2 * inset, height - 2 * inset
        for number in range(1, int((wide + high) / _APART) + 1):
            total = number * _APART
            left, right = max(0.0, total - high), min(wide, total)
            ends = ((left, total - left), (right, total - right))
            if right - left > inset:
                (x1, y1), (x2, y2) = ((inset + a, inset + (high - b if down else b)) for a, b in ends)
                steps += [("m", x1, y1), ("l", x2, y2)]
        if steps:
            paper = self.theme.palette["paper"]
            sink.outline(x, y, tuple(steps), stroke=paper, line_width=_THIN, node=self.node)

    def place_inside(self, text: TextBox, x: float, y: float, width: float, index: int, sink: Sink) -> None:
        """Place a number in the middle of the width of an area of a series, clear of hatching."""
        natural = text.natural_width() + 1
        if self.is_hatched(index):
            left, height = x + (width - natural) / 2 - 1.5, text.height(natural)
            sink.rectangle(left, y, natural + 3, height, self.color(index), node=self.node)
        place_centred(text, x, y, width, sink)

    def place_key(self, x: float, y: float, size: float, index: int, sink: Sink) -> None:
        """Place what a series looks like before its name in the legend, in a square."""
        self.place_area(x, y, size, size, index, sink)

    # ---- legible texts

    def legible(self, color: Color) -> Color:
        """Return the colour of a mark for text beside it; that of the ink where it is too faint for text."""
        is_clear = contrast(color, self.theme.palette["paper"]) >= MIN_CONTRAST
        return color if is_clear else self.theme.palette["ink"]

    def on(self, ground: Color) -> Color:
        """Return the colour of text on a ground: that of the paper or of the ink, which stands out more."""
        paper, ink = self.theme.palette["paper"], self.theme.palette["ink"]
        return max((paper, ink), key=lambda color: contrast(color, ground))


class _Entry(Struct, frozen=True):
    text: TextBox
    index: int


class Legend:
    """Names of series with what these look like, in lines that they fill.

    Args:
        chart: What it is the legend of.
    """

    def __init__(self, chart: ChartBox) -> None:
        self._chart = chart
        named = [(index, one.label) for index, one in enumerate(chart.chart.series) if one.label]
        self._entries = [_Entry(chart.label(name), index) for index, name in named]
        self._leading = chart.theme.styles["chart-label"].leading
        self._size = chart.theme.styles["chart-label"].size * 0.8

    def height(self, width: float) -> float:
        """Return the height of its lines."""
        return max((y + entry.text.height(room) for entry, _, y, room in self._places(width)), default=0.0)

    def place(self, x: float, y: float, width: float, sink: Sink) -> None:
        """Place the names, each behind its key."""
        for entry, left, top, room in self._places(width):
            drop = (self._leading - self._size) / 2
            self._chart.place_key(x + left, y + top + drop, self._size, entry.index, sink)
            entry.text.place(x + left + self._size + NEAR, y + top, room, sink)

    def _places(self, width: float) -> list[tuple[_Entry, float, float, float]]:
        """Return each entry with its place and the width that its name has."""
        places = []
        x = y = row = 0.0
        for entry in self._entries:
            lead = self._size + NEAR
            room = min(entry.text.natural_width() + EPSILON, width - lead)
            if x and x + lead + room > width:
                x, y, row = 0.0, y + row, 0.0
            places.append((entry, x, y, room))
            x += lead + room + 2 * GAP
            row = max(row, entry.text.height(room))
        return places


def spread(centres: Sequence[float], heights: Sequence[float], low: float, high: float) -> list[float]:
    """Return the tops of labels near their centres that do not overlap and stay in a range.

    Labels that would overlap are set in a row around their common middle (as pooling adjacent violators does
    for isotonic regression: Barlow et al., "Statistical Inference under Order Restrictions", 1972). Where the
    range is too small for all, they reach beyond its end: whoever asks gives a range that is large enough.
    """
    order = sorted(range(len(centres)), key=lambda index: centres[index])
    # Rows of labels: how many, their height, and the sum of what would be the top of the row for each.
    rows: list[list[float]] = []
    members: list[list[int]] = []
    for index in order:
        rows.append([heights[index], centres[index] - heights[index] / 2])
        members.append([index])
        while len(rows) > 1 and _top(rows[-2], members[-2], low, high) + rows[-2][0] > _top(
            rows[-1], members[-1], low, high
        ):
            height, total = rows.pop()
            joined = members.pop()
            # The tops that the lower labels ask of the row's top are higher by what stands above them.
            rows[-1][1] += total - rows[-1][0] * len(joined)
            rows[-1][0] += height
            members[-1] += joined
    tops = [0.0] * len(centres)
    for row, joined in zip(rows, members, strict=True):
        top = _top(row, joined, low, high)
        for index in joined:
            tops[index] = top
            top += heights[index]
    return tops


def _top(row: list[float], members: Sequence[int], low: float, high: float) -> float:
    return max(low, min(row[1] / len(members), high - row[0]))


def series_span(series: Sequence[ChartSeries]) -> tuple[float, float]:
    """Return the least and the greatest value of all items."""
    values = [float(item.value) for one in series for item in one.items]
    return min(values, default=0.0), max(values, default=0.0)


def mixed(one: Color, other: Color, part: float) -> Color:
    """Return a colour between two; a part of 1 is the other."""
    red, green, blue = (a + (b - a) * part for a, b in zip(one, other, strict=True))
    return red, green, blue


def place_centred(text: TextBox, x: float, y: float, width: float, sink: Sink) -> None:
    """Place a text in the middle of a width; of several lines, the block that they make."""
    taken = min(text.natural_width(), width)
    if taken == width:
        # The narrowest width with as many lines, to a point: its lines are about the same.
        height, least = text.height(width), min(text.least_width(), width)
        while taken - least > 1:
            middle = (least + taken) / 2
            least, taken = (least, middle) if text.height(middle) <= height else (middle, taken)
    free = (width - taken) / 2
    text.place(x + free, y, width - free if taken == text.natural_width() else taken, sink)


def place_number(text: TextBox, left: float, x: float, y: float, width: float, sink: Sink) -> None:
    """Place a number from ``left`` on in a chart that begins at ``x``; to stick out would be an error."""
    start = min(max(left, 0.0), width)
    text.place(x + start, y, min(text.natural_width() + 1, max(width - start, 0.0)), sink)


def sparse(
    labels: Sequence[TextBox], centres: Sequence[float], width: float
) -> list[tuple[TextBox, float, float]]:
    """Return the first and the last of some labels, and of those between as many as there is room for.

    Args:
        labels: From left to right.
        centres: What each stands below.
        width: Of the chart, which none leaves.

    Returns:
        Labels, each with its left side and its room.
    """
    count = len(labels)
    if not count:
        return []
    rooms = [min(label.natural_width() + 1, width) for label in labels]
    lefts = [
        min(max(centre - room / 2, 0.0), width - room) for centre, room in zip(centres, rooms, strict=True)
    ]
    for every in range(1, count + 1):
        kept = list(range(0, count, every))
        if kept[-1] != count - 1:
            kept = [*(index for index in kept if count - 1 - index >= every), count - 1]
        if all(lefts[one] + rooms[one] + NEAR <= lefts[other] for one, other in pairwise(kept)):
            return [(labels[index], lefts[index], rooms[index]) for index in kept]
    return [(labels[0], lefts[0], rooms[0])]
