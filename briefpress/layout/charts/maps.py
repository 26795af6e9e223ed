"""A map of equal tiles, each with its code and, where there is room, its number."""

from __future__ import annotations

from functools import cached_property

from briefpress.document.charts import ChartItem
from briefpress.document.regions import REGIONS
from briefpress.layout.box import Sink
from briefpress.layout.charts.base import GAP, NEAR, ChartBox, mixed, place_centred, series_span
from briefpress.layout.textbox import TextBox
from briefpress.page import Color

#: The largest side of a tile and the gap between two; the steps of the scale of colours.
_LARGEST, _BETWEEN, _STEPS = 36.0, 2.0, 5
#: The height of the scale of colours, and the part of the width that it may take.
_SCALE, _SCALE_PART = 7.0, 0.3
#: The line around the tile that is set off from the others.
_MARK = 2.0


class TileMap(ChartBox):
    """Tiles in steps of a colour from the least to the greatest value; those without one are empty frames."""

    def is_wide(self, width: float) -> bool:
        """Tell whether its tiles would be smaller in a width."""
        return self._pitch(width) < _LARGEST + _BETWEEN

    @property
    def _grid(self) -> dict[str, tuple[int, int]]:
        return REGIONS[self.chart.region]

    @cached_property
    def _items(self) -> dict[str, ChartItem]:
        return {item.place: item for item in self.first_items}

    def _pitch(self, width: float) -> float:
        columns = 1 + max(column for _, column in self._grid.values())
        return min(_LARGEST + _BETWEEN, width / columns)

    def _map_height(self, width: float) -> float:
        rows = 1 + max(row for row, _ in self._grid.values())
        return rows * self._pitch(width) - _BETWEEN

    @cached_property
    def _bounds(self) -> tuple[TextBox, TextBox] | None:
        if not self.first_items:
            return None
        low = min(self.first_items, key=lambda item: item.value)
        high = max(self.first_items, key=lambda item: item.value)
        return self.figure(low), self.figure(high)

    def _bounds_height(self, width: float) -> float:
        if self._bounds is None:
            return 0.0
        return max(_SCALE, *(text.height(width) for text in self._bounds)) + GAP

    def marks_height(self, width: float) -> float:
        """Return the height of all marks."""
        return self._bounds_height(width) + self._map_height(width)

    def place_marks(self, x: float, y: float, width: float, sink: Sink) -> None:
        """Place the marks, (x, y) the upper left corner."""
        palette = self.theme.palette
        self._place_bounds(x, y, width, sink)
        y += self._bounds_height(width)
        pitch = self._pitch(width)
        side = pitch - _BETWEEN
        for code, (row, column) in self._grid.items():
            left, top = x + column * pitch, y + row * pitch
            item = self._items.get(code)
            if item is None:
                self._place_empty(code, left, top, side, sink)
                continue
            color = self._shade(item)
            sink.rectangle(left, top, side, side, color, node=self.node)
            if item.fact is not None and item.fact == self.chart.marked:
                self._place_frame(left, top, side, palette["ink"], _MARK, sink)
            text = self.label(code, color=self.on(color))
            number = self.figure(item, color=self.on(color))
            natural = number.natural_width() + 1
            lines = text.height(side) + number.height(natural)
            if natural <= side - 2 and lines <= side - 1:
                place_centred(text, left, top + (side - lines) / 2, side, sink)
                place_centred(number, left, top + (side - lines) / 2 + text.height(side), side, sink)
            elif text.natural_width() + 1 <= side and text.height(side) <= side:
                place_centred(text, left, top + (side - text.height(side)) / 2, side, sink)

    def _place_empty(self, code: str, x: float, y: float, side: float, sink: Sink) -> None:
        palette = self.theme.palette
        self._place_frame(x, y, side, palette["rule"], 0.8, sink)
        text = self.label(code, color=palette["muted"])
        if text.natural_width() + 1 <= side and text.height(side) <= side:
            place_centred(text, x, y + (side - text.height(side)) / 2, side, sink)

    def _place_frame(self, x: float, y: float, side: float, color: Color, thick: float, sink: Sink) -> None:
        """Place a line inside of the edges of a tile."""
        a, b = thick / 2, side - thick / 2
        frame = (("m", a, a), ("l", b, a), ("l", b, b), ("l", a, b), ("h",))
        sink.outline(x, y, frame, stroke=color, line_width=thick, node=self.node)

    def _place_bounds(self, x: float, y: float, width: float, sink: Sink) -> None:
        """Place the scale: its steps between the least and the greatest number."""
        if self._bounds is None:
            return
        low, high = self._bounds
        rooms = [text.natural_width() + 1 for text in (low, high)]
        scale = min(width * _SCALE_PART, 90.0)
        if sum(rooms) + scale + 2 * NEAR > width:
            return
        row = self._bounds_height(width) - GAP
        low.place(x, y + (row - low.height(rooms[0])) / 2, rooms[0], sink)
        left, step = x + rooms[0] + NEAR, scale / _STEPS
        for number in range(_STEPS):
            color = self._step(number)
            sink.rectangle(left + number * step, y + (row - _SCALE) / 2, step, _SCALE, color, node=self.node)
        high.place(left + scale + NEAR, y + (row - high.height(rooms[1])) / 2, rooms[1], sink)

    def _shade(self, item: ChartItem) -> Color:
        least, greatest = series_span(self.chart.series)
        part = (float(item.value) - least) / (greatest - least) if greatest > least else 1.0
        return self._step(min(int(part * _STEPS), _STEPS - 1))

    def _step(self, number: int) -> Color:
        palette = self.theme.palette
        return mixed(palette["paper"], palette["accent"], 0.16 + 0.84 * number / (_STEPS - 1))
