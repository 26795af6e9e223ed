"""Pictures, and figures: a picture or a chart with its caption and its credit."""

from __future__ import annotations

from briefpress.document import nodes as n
from briefpress.layout.box import EPSILON, Box, NodeBox, Sink
from briefpress.layout.textbox import TextBox
from briefpress.layout.theme import Theme


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

    def is_wide(self, width: float) -> bool:
        """Tell whether it would be smaller in a width."""
        return self.image.width > width + EPSILON

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

    def is_wide(self, width: float) -> bool:
        """Tell whether the picture or the chart is."""
        return self.body.is_wide(width)

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
