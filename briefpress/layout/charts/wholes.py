"""Parts of a whole: a ring, and squares that can be counted."""

from __future__ import annotations

import math
from abc import abstractmethod
from functools import cached_property

from briefpress.layout.box import Sink
from briefpress.layout.charts.base import GAP, NEAR, ChartBox, place_number
from briefpress.layout.textbox import TextBox
from briefpress.page import Color

#: The outer radius of a ring and the part of it that is hollow; the gap between its parts, in points.
_RADIUS, _HOLLOW, _PART = 52.0, 0.58, 1.4
#: The side of a square of a waffle, and the gap between two.
_SQUARE, _BETWEEN = 8.6, 1.6
#: The least width of names beside a drawing; where there is less, they stand below it.
_LEAST_NAMES = 70.0
#: The least width of a name beside its number; where there is less, it stands below.
_LEAST_NAME = 40.0


class _Whole(ChartBox):
    """A drawing with its parts told beside it, or below where there is no room beside.

    A subclass gives the side of its drawing and places it.
    """

    side = 0.0

    def is_wide(self, width: float) -> bool:
        """Tell whether its parts are told below in a width."""
        return not self._is_beside(width)

    @cached_property
    def _rows(self) -> list[tuple[TextBox, TextBox, Color]]:
        return [
            (self.value(item, color=self.theme.palette["ink"]), self.label(item.label), self._color_at(index))
            for index, item in enumerate(self.first_items)
        ]

    def _color_at(self, index: int) -> Color:
        if self.has_marked_item or len(self.first_items) == 1:
            return self.color_of(self.first_items[index])
        return self.theme.series[index % len(self.theme.series)]

    @cached_property
    def _least_name(self) -> float:
        """The width that names need beside their numbers: that of the longest word."""
        return max((label.least_width() + 1 for _, label, _ in self._rows), default=0.0)

    def _is_beside(self, width: float) -> bool:
        needed = self._values_width() + NEAR + max(_LEAST_NAME, self._least_name)
        return width - self.side - 2 * GAP >= max(_LEAST_NAMES, needed)

    def _values_width(self) -> float:
        return self._lead + max((value.natural_width() + 1 for value, _, _ in self._rows), default=0.0)

    @property
    def _lead(self) -> float:
        """The room of the square before a number."""
        return self.theme.styles["chart-label"].size + NEAR

    def _room(self, width: float) -> float:
        return width - self.side - 2 * GAP if self._is_beside(width) else width

    def _is_stacked(self, width: float) -> bool:
        """Tell whether numbers leave no room for names beside them."""
        return self._room(width) - self._values_width() - NEAR < max(_LEAST_NAME, self._least_name)

    def _names_width(self, width: float) -> float:
        start = self._lead if self._is_stacked(width) else self._values_width() + NEAR
        return self._room(width) - start

    def _row(self, value: TextBox, label: TextBox, width: float) -> float:
        heights = value.height(width), label.height(self._names_width(width))
        return sum(heights) if self._is_stacked(width) else max(heights)

    def _names_height(self, width: float) -> float:
        gap = self.theme.measures["chart.pad"]
        heights = [self._row(value, label, width) + gap for value, label, _ in self._rows]
        return sum(heights) - gap if heights else 0.0

    def marks_height(self, width: float) -> float:
        """Return the height of all marks."""
        names = self._names_height(width)
        return max(self.side, names) if self._is_beside(width) else self.side + GAP + names

    def place_marks(self, x: float, y: float, width: float, sink: Sink) -> None:
        """Place the marks, (x, y) the upper left corner."""
        if self._is_beside(width):
            height = self.marks_height(width)
            self.place_drawing(x, y + (height - self.side) / 2, sink)
            left, top = x + self.side + 2 * GAP, y + (height - self._names_height(width)) / 2
        else:
            self.place_drawing(x, y, sink)
            left, top = x, y + self.side + GAP
        size = self._lead - NEAR
        room, names = self._room(width), self._names_width(width)
        for value, label, color in self._rows:
            row, first = self._row(value, label, width), value.height(width)
            middle = top + (first if self._is_stacked(width) else row) / 2
            sink.rectangle(left, middle - size / 2, size, size, color, node=self.node)
            place_number(value, self._lead, left, middle - first / 2, room, sink)
            taken = label.height(names)
            down = first if self._is_stacked(width) else (row - taken) / 2
            label.place(left + room - names, top + down, names, sink)
            top += row + self.theme.measures["chart.pad"]

    @abstractmethod
    def place_drawing(self, x: float, y: float, sink: Sink) -> None:
        """Place the drawing, (x, y) its upper left corner."""


class Donut(_Whole):
    """A ring of a few parts, beginning at the top; percentages leave open what they do not make up."""

    side = 2 * _RADIUS

    def place_drawing(self, x: float, y: float, sink: Sink) -> None:
        """Place the drawing, (x, y) its upper left corner."""
        values = [float(item.value) for item in self.first_items]
        total = sum(values)
        if self.first_items and self.first_items[0].measure == "percent":
            total = max(total, 100.0)
        if total <= 0:
            self._ring(x, y, 0.0, 1.0, self.theme.palette["track"], sink)
            return
        start = 0.0
        for index, value in enumerate(values):
            end = start + value / total
            if end > start:
                self._ring(x, y, start, end, self._color_at(index), sink)
            start = end
        if start < 1 - 1e-9:
            self._ring(x, y, start, 1.0, self.theme.palette["track"], sink)

    def _ring(self, x: float, y: float, start: float, end: float, color: Color, sink: Sink) -> None:
        """Place the part of the ring between two turns, from 0 at the top to 1, clockwise."""
        inner = _RADIUS * _HOLLOW
        whole = end - start > 1 - 1e-9
        # The gap between two parts is as wide inside as outside.
        gaps = [0.0 if whole else _PART / 2 / (2 * math.pi * radius) for radius in (_RADIUS, inner)]
        outer = _arc(_RADIUS, start + gaps[0], max(end - gaps[0], start + gaps[0]))
        back = _arc(inner, max(end - gaps[1], start + gaps[1]), start + gaps[1])
        steps: list[tuple[str | float, ...]] = [("m", *outer[0]), *_curves(outer)]
        if whole:
            steps += [("h",), ("m", *back[0]), *_curves(back), ("h",)]
        else:
            steps += [("l", *back[0]), *_curves(back), ("h",)]
        sink.outline(x, y, tuple(steps), fill=color, node=self.node)


def _curves(arc: list[tuple[float, ...]]) -> list[tuple[str | float, ...]]:
    return [("c", *curve) for curve in arc[1:]]


def _arc(radius: float, start: float, end: float) -> list[tuple[float, ...]]:
    """Return the first point of an arc about the middle of a ring, then curves of a quarter turn at most."""

    def point(turn: float) -> tuple[float, float]:
        angle = 2 * math.pi * turn
        return _RADIUS + radius * math.sin(angle), _RADIUS - radius * math.cos(angle)

    count = max(1, math.ceil(abs(end - start) * 4 - 1e-9))
    step = (end - start) / count
    # The usual length of handles, which keeps a quarter of a circle true to three ten-thousandths.
    handle = 4 / 3 * math.tan(2 * math.pi * step / 4) * radius
    curves: list[tuple[float, ...]] = [point(start)]
    for number in range(count):
        one, other = start + number * step, start + (number + 1) * step
        (x1, y1), (x2, y2) = point(one), point(other)
        a, b = 2 * math.pi * one, 2 * math.pi * other
        curves.append(
            (
                x1 + handle * math.cos(a),
                y1 + handle * math.sin(a),
                x2 - handle * math.cos(b),
                y2 - handle * math.sin(b),
                x2,
                y2,
            )
        )
    return curves


class Waffle(_Whole):
    """A hundred squares, one for each percent, filled row by row from the foot."""

    side = 10 * _SQUARE + 9 * _BETWEEN

    def place_drawing(self, x: float, y: float, sink: Sink) -> None:
        """Place the drawing, (x, y) its upper left corner."""
        colors: list[Color] = []
        for index, count in enumerate(self._counts()):
            colors += [self._color_at(index)] * count
        colors += [self.theme.palette["track"]] * (100 - len(colors))
        pitch = _SQUARE + _BETWEEN
        for number, color in enumerate(colors):
            row, column = divmod(number, 10)
            sink.rectangle(x + column * pitch, y + (9 - row) * pitch, _SQUARE, _SQUARE, color, node=self.node)

    def _counts(self) -> list[int]:
        """Return how many squares each part has; their sum is that of the parts (largest remainders).

        Parts that are a little over a hundred together, as each was rounded, share the hundred.
        """
        values = [float(item.value) for item in self.first_items]
        scale = 100 / max(sum(values), 100.0)
        values = [value * scale for value in values]
        counts = [math.floor(value) for value in values]
        missing = min(round(sum(values)), 100) - sum(counts)
        order = sorted(range(len(values)), key=lambda index: counts[index] - values[index])
        for index in order[: max(missing, 0)]:
            counts[index] += 1
        return counts
