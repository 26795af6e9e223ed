"""Dots on a common line."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from briefpress.layout.box import Sink
from briefpress.layout.charts.base import GAP, LEAST_ROOM, NEAR, ChartBox, Scale, place_number
from briefpress.layout.textbox import TextBox
from briefpress.page import Color
from briefpress.svg.outlines import ellipse

#: The part of the width that names at the left may take.
_MOST_NAMES = 0.38
#: The part of the width that is left for the scale at least; where there is less, names stand above it.
_LEAST_SCALE = 0.3
#: The thickness of a ring, as a part of its radius.
_RING = 0.5


class Dots(ChartBox):
    """Dots on a thin line beside each label, or below it where there is too little room beside.

    Of one series each dot has its number; of several the outer ones have theirs.
    """

    @property
    def has_legend(self) -> bool:  # type: ignore[override]
        """Whether there is more than one series."""
        return len(self.chart.series) > 1

    @cached_property
    def _values(self) -> list[list[TextBox]]:
        return [[self.figure(item) for item in one.items] for one in self.chart.series]

    @property
    def _radius(self) -> float:
        return self.theme.styles["chart-label"].size * 0.42

    @cached_property
    def _beside(self) -> float:
        """The room of a number at a side of the dots."""
        return max((v.natural_width() + 1 + NEAR for row in self._values for v in row), default=0.0)

    def _sides_width(self) -> float:
        """Return the width of what is no scale, beside the names."""
        return self._beside * min(len(self.chart.series), 2) + 2 * self._radius

    def _is_below(self, width: float) -> bool:
        """Tell whether the dots stand below the names."""
        return width - self._names_width(width) - GAP - self._sides_width() < width * _LEAST_SCALE

    def _names_width(self, width: float) -> float:
        natural = max((label.natural_width() + 1 for label in self.labels), default=0.0)
        return min(natural, width * _MOST_NAMES)

    def _names(self, width: float) -> float:
        return width if self._is_below(width) else self._names_width(width)

    def _row(self, label: TextBox, width: float) -> float:
        leading = self.theme.styles["chart-label"].leading
        name = label.height(self._names(width))
        return (name + leading if self._is_below(width) else max(name, leading)) + self._gap

    @property
    def _gap(self) -> float:
        return self.theme.measures["chart.gap"] * 0.6

    def marks_height(self, width: float) -> float:
        """Return the height of all marks."""
        return sum(self._row(label, width) for label in self.labels)

    def place_marks(self, x: float, y: float, width: float, sink: Sink) -> None:
        """Place the marks, (x, y) the upper left corner."""
        palette, radius = self.theme.palette, self._radius
        names, is_below = self._names(width), self._is_below(width)
        start = (0.0 if is_below else names + GAP) + radius
        start += self._beside if len(self.chart.series) > 1 else 0.0
        room = max(width - start - radius - self._beside, LEAST_ROOM)
        unit = self.unit_of(room)
        scale = Scale(start - self.bounds()[0] * unit, unit)
        leading = self.theme.styles["chart-label"].leading
        for number, label in enumerate(self.labels):
            row = self._row(label, width)
            taken = label.height(names)
            label.place(x, y if is_below else y + (row - taken) / 2, names, sink)
            middle = y + taken + leading / 2 if is_below else y + row / 2
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
                self._place_dot(x + at, middle, radius, color, self.is_hatched(index), sink)
            for at, index, side in self._sides(found):
                value = self._values[index][number]
                natural = value.natural_width() + 1
                left = at - radius - NEAR - natural if side < 0 else at + radius + NEAR
                place_number(value, left, x, middle - value.height(natural) / 2, width, sink)
            y += row

    def place_key(self, x: float, y: float, size: float, index: int, sink: Sink) -> None:
        """Place the dot of a series before its name in the legend, in a square."""
        middle = x + size / 2, y + size / 2
        self._place_dot(*middle, size / 2, self.color(index), self.is_hatched(index), sink)

    def _place_dot(self, x: float, y: float, radius: float, color: Color, is_ring: bool, sink: Sink) -> None:
        """Place a dot around (x, y); where hatching would be too fine to see, a ring stands for it."""
        line = radius * _RING if is_ring else 0.0
        outline = tuple(ellipse(0.0, 0.0, radius - line / 2, radius - line / 2))
        if is_ring:
            paper = self.theme.palette["paper"]
            sink.outline(x, y, outline, fill=paper, stroke=color, line_width=line, node=self.node)
        else:
            sink.outline(x, y, outline, fill=color, node=self.node)

    @staticmethod
    def _sides(found: list[tuple[float, int]]) -> Iterator[tuple[float, int, int]]:
        """Yield the dots that have their number, and at which side: of several, the outer ones."""
        if len(found) == 1:
            yield (*found[0], 1)
        elif found:
            ordered = sorted(found)
            yield (*ordered[0], -1)
            yield (*ordered[-1], 1)
