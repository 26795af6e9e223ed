"""Charts as vectors: bars on their tracks, bars from zero, columns."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from briefpress.document import nodes as n
from briefpress.layout.box import Box, NodeBox, Sink
from briefpress.layout.textbox import TextBox
from briefpress.layout.theme import Theme


@dataclass(frozen=True, slots=True, eq=False)
class Mark:
    """One item of a chart with its texts set."""

    item: n.ChartItem
    label: TextBox
    value: TextBox


class ChartBox(NodeBox):
    """A chart; everything in it belongs to one figure, whose alternative text says what it shows."""

    def __init__(self, node: n.Chart, marks: Sequence[Mark], theme: Theme) -> None:
        super().__init__(node)
        self.chart = node
        self.marks = tuple(marks)
        self.theme = theme

    def height(self, width: float) -> float:
        """Return the height of all marks."""
        if self.chart.kind == "column":
            return self._columns_height(width)
        gaps = self.theme.measures["chart.gap"] * max(0, len(self.marks) - 1)
        return sum(self._bar_height(mark, width) for mark in self.marks) + gaps

    def place(self, x: float, y: float, width: float, sink: Sink) -> None:
        """Place the marks by kind."""
        sink.area(x, y, width, self.height(width), self.node)
        _PLACERS[self.chart.kind](self, x, y, width, sink)

    # ---- bars

    def _place_bars(self, x: float, y: float, width: float, sink: Sink) -> None:
        """Each bar under its label, its number at the right; a share lies on the track of the whole."""
        m, palette = self.theme.measures, self.theme.palette
        room = width - self._value_width() - _VALUE_GAP
        for mark in self.marks:
            mark.label.place(x, y, width, sink)
            y += mark.label.height(width) + m["chart.pad"]
            length = room * self._part(mark)
            if self.chart.kind == "share":
                sink.rectangle(x, y, room, m["chart.bar"], palette["track"], node=self.node)
            sink.rectangle(x, y, length, m["chart.bar"], palette["accent"], node=self.node)
            drop = (m["chart.bar"] - mark.value.height(width)) / 2
            if self.chart.kind == "share":
                mark.value.place(x, y + drop, width, sink)
            else:
                mark.value.place(x + length + _VALUE_GAP, y + drop, mark.value.natural_width() + 1, sink)
            y += m["chart.bar"] + m["chart.gap"]

    def _bar_height(self, mark: Mark, width: float) -> float:
        m = self.theme.measures
        return mark.label.height(width) + m["chart.pad"] + m["chart.bar"]

    def _value_width(self) -> float:
        return max((mark.value.natural_width() for mark in self.marks), default=0.0)

    # ---- columns

    def _place_columns(self, x: float, y: float, width: float, sink: Sink) -> None:
        """Columns side by side on a base line, their numbers on top, their labels below."""
        m, palette = self.theme.measures, self.theme.palette
        if not self.marks:
            return
        step = width / len(self.marks)
        tallest = max(mark.value.height(step) for mark in self.marks)
        base = y + tallest + m["chart.pad"] + _COLUMN_HEIGHT
        for index, mark in enumerate(self.marks):
            left = x + index * step
            height = _COLUMN_HEIGHT * self._part(mark)
            sink.rectangle(
                left + step * 0.16, base - height, step * 0.68, height, palette["accent"], node=self.node
            )
            self._place_centred(
                mark.value, left, base - height - m["chart.pad"] - mark.value.height(step), step, sink
            )
            self._place_centred(mark.label, left, base + m["chart.pad"], step, sink)
        sink.rectangle(x, base, width, m["table.rule"], palette["ink"], node=self.node)

    @staticmethod
    def _place_centred(text: TextBox, x: float, y: float, width: float, sink: Sink) -> None:
        free = max(0.0, width - text.natural_width()) / 2
        text.place(x + free, y, width - free, sink)

    def _columns_height(self, width: float) -> float:
        if not self.marks:
            return 0.0
        step = width / len(self.marks)
        value = max(mark.value.height(step) for mark in self.marks)
        label = max(mark.label.height(step) for mark in self.marks)
        return value + _COLUMN_HEIGHT + label + 2 * self.theme.measures["chart.pad"]

    def _part(self, mark: Mark) -> float:
        """Return how much of the full length a mark takes, from 0 to 1."""
        if self.chart.kind == "share":
            return float(mark.item.value) / 100
        maximum = self.chart.maximum or max((m.item.value for m in self.marks), default=None)
        return float(mark.item.value / maximum) if maximum else 0.0


_VALUE_GAP = 8.0
_COLUMN_HEIGHT = 92.0

_PLACERS: dict[str, Callable[[ChartBox, float, float, float, Sink], None]] = {
    "share": ChartBox._place_bars,
    "bar": ChartBox._place_bars,
    "column": ChartBox._place_columns,
}


def place_image(image: n.Image, x: float, y: float, width: float, height: float, sink: Sink) -> None:
    """Place the dots or the outlines of a picture over a rectangle, (x, y) its upper left corner."""
    if image.drawing is None:
        sink.picture(x, y, width, height, image.data, image)
    else:
        sink.drawing(x, y, width / image.drawing.width, image.drawing, image)


class ImageBox(NodeBox):
    """A picture at its size, or smaller where the column is narrower."""

    def __init__(self, node: n.Image) -> None:
        super().__init__(node)
        self.image = node

    def height(self, width: float) -> float:
        """Return the picture's height at its scale."""
        return self.image.height * self._scale(width)

    def place(self, x: float, y: float, width: float, sink: Sink) -> None:
        """Place the picture at the left of its room."""
        scale = self._scale(width)
        w, h = self.image.width * scale, self.image.height * scale
        sink.area(x, y, w, h, self.node)
        place_image(self.image, x, y, w, h, sink)

    def _scale(self, width: float) -> float:
        return min(1.0, width / self.image.width) if self.image.width else 1.0


class FigureBox(NodeBox):
    """A chart or picture with its caption and its credit below; they stay together."""

    def __init__(
        self, node: n.Figure, body: Box, caption: TextBox | None, credit: TextBox | None, theme: Theme
    ) -> None:
        super().__init__(node)
        self.body = body
        self.caption = caption
        self.credit = credit
        self.gap = theme.measures["chart.gap"]
        self.before, self.after = theme.styles["p"].after, theme.styles["p"].leading

    def height(self, width: float) -> float:
        """Return the height of picture, caption and credit."""
        _, below = self._tops(width)
        return below + (self.credit.height(width) if self.credit else 0.0)

    def place(self, x: float, y: float, width: float, sink: Sink) -> None:
        """Place the caption, which stands below, before the picture: so it is read, and so it is painted."""
        caption, credit = self._tops(width)
        if self.caption is not None:
            self.caption.place(x, y + caption, width, sink)
        self.body.place(x, y, width, sink)
        if self.credit is not None:
            self.credit.place(x, y + credit, width, sink)

    def _tops(self, width: float) -> tuple[float, float]:
        """Return how far below the top of the picture the caption and the credit begin."""
        caption = below = self.body.height(width)
        if self.caption is not None:
            caption += self.gap
            below = caption + self.caption.height(width)
        return caption, below + (self.credit.before if self.credit else 0.0)
