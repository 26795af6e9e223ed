"""Boxes around other boxes: the band, panels, quotations."""

from __future__ import annotations

from msgspec import Struct

from briefpress.document import nodes as n
from briefpress.layout.box import NodeBox, Sink
from briefpress.layout.stack import Stack
from briefpress.layout.theme import Theme
from briefpress.page import Color


class BandBox(NodeBox):
    """The title band: full-bleed colour, its text at the left margin, the empty logo slot at the right.

    Its width is the page's. A band of the paper's colour is open: it has no edges, so that its text keeps the
    margin of the page and stands on the strip, which is a rule as wide as the text.
    """

    def __init__(self, node: n.Band, content: Stack, theme: Theme) -> None:
        super().__init__(node)
        self.band = node
        self.logo = node.logo
        self.content = content
        self.theme = theme
        self.after = theme.measures["band.after"]
        self.is_open = theme.palette["band"] == theme.palette["paper"]

    def height(self, width: float) -> float:
        """Return the band's height with its strip; long titles, or a high slot, make it higher."""
        m = self.theme.measures
        above, below = self._padding
        slot = m["band.logo-height"] if self.logo else 0.0
        needed = above + max(self.content.height(self._text_width(width)), slot) + below
        return max(m["band.height"], needed) + m["band.strip"]

    def place(self, x: float, y: float, width: float, sink: Sink) -> None:
        """Place the colour, the strip, the text, and the slot beside the middle of the text."""
        m, palette = self.theme.measures, self.theme.palette
        height = self.height(width) - m["band.strip"]
        left, right = (m["page.left"], m["page.right"]) if self.is_open else (0.0, 0.0)
        if not self.is_open:
            sink.rectangle(x, y, width, height, palette["band"])
        sink.rectangle(x + left, y + height, width - left - right, m["band.strip"], palette["accent"])
        text_width = self._text_width(width)
        text_height = self.content.height(text_width)
        free = height - text_height
        top = y + (free - self._padding[1] if self.is_open else free / 2)
        if self.logo:
            lowest = y + height - self._padding[1] - m["band.logo-height"] / 2
            middle = min(top + text_height / 2, lowest)
            self._place_slot(x + width - m["page.right"] - m["band.logo-width"], middle, sink)
        self.content.place(x + m["page.left"], top, text_width, sink)

    def _place_slot(self, x: float, middle: float, sink: Sink) -> None:
        """Mark the slot's corners only: something to put a logo on, nothing that looks like one."""
        m, color = self.theme.measures, self.theme.palette["on-band-muted"]
        w, h = m["band.logo-width"], m["band.logo-height"]
        top = middle - h / 2
        arm, line = 8.0, 0.7
        for corner_x, toward_x in ((x, 0.0), (x + w, -1.0)):
            for corner_y, toward_y in ((top, 0.0), (top + h, -1.0)):
                sink.rectangle(corner_x + toward_x * arm, corner_y + toward_y * line, arm, line, color)
                sink.rectangle(corner_x + toward_x * line, corner_y + toward_y * arm, line, arm, color)

    @property
    def _padding(self) -> tuple[float, float]:
        """The least space above and below the text."""
        return (self.theme.measures["page.top"], _OPEN_PADDING) if self.is_open else (_PADDING, _PADDING)

    def _text_width(self, width: float) -> float:
        m = self.theme.measures
        slot = m["band.logo-width"] + m["page.gutter"] if self.logo else 0.0
        return width - m["page.left"] - m["page.right"] - slot


_PADDING = 16.0
_OPEN_PADDING = 12.0


class Panel(Struct, frozen=True):
    """What the content of a panel stands on.

    Attributes:
        is_tinted: Whether it has the theme's tint.
        bar: Whether a bar of the accent colour stands at the left.
        frame: Whether a thin rule goes around it.
    """

    is_tinted: bool = False
    bar: bool = False
    frame: bool = False


#: Panels by the role of their callout.
PANELS = {"": Panel(is_tinted=True, bar=True), "contact": Panel(frame=True)}


class CalloutBox(NodeBox):
    """A panel; it is never divided."""

    def __init__(self, node: n.Callout, content: Stack, theme: Theme) -> None:
        super().__init__(node)
        self.content = content
        self.theme = theme
        self.panel = PANELS.get(node.role, PANELS[""])
        self.bar = theme.measures["callout.bar"] if self.panel.bar else 0.0
        self.before = self.after = theme.styles["p"].leading

    def height(self, width: float) -> float:
        """Return the content's height with the panel's padding."""
        return self.content.height(self._inner(width)) + 2 * self.theme.measures["callout.pad"]

    def place(self, x: float, y: float, width: float, sink: Sink) -> None:
        """Place the panel, then what stands on it."""
        m, palette = self.theme.measures, self.theme.palette
        height = self.height(width)
        if self.panel.is_tinted and self.theme.tint is not None:
            sink.rectangle(x, y, width, height, self.theme.tint)
        if self.panel.frame:
            place_frame(x, y, width, height, m["table.rule"], palette["rule"], sink)
        if self.panel.bar:
            sink.rectangle(x, y, self.bar, height, palette["accent"])
        pad = m["callout.pad"]
        self.content.place(x + self.bar + pad, y + pad, self._inner(width), sink)

    def _inner(self, width: float) -> float:
        return width - self.bar - 2 * self.theme.measures["callout.pad"]


def place_frame(
    x: float, y: float, width: float, height: float, rule: float, color: Color, sink: Sink
) -> None:
    """Place the four sides of a frame, inside of a rectangle."""
    for top in (y, y + height - rule):
        sink.rectangle(x, top, width, rule, color)
    for left in (x, x + width - rule):
        sink.rectangle(left, y + rule, rule, height - 2 * rule, color)


class QuotationBox(NodeBox):
    """The words of somebody beside a bar of the accent colour; they are never divided."""

    def __init__(self, node: n.Quotation, content: Stack, theme: Theme) -> None:
        super().__init__(node)
        self.content = content
        self.theme = theme
        self.before = self.after = theme.styles["p"].leading

    def height(self, width: float) -> float:
        """Return the height of the words."""
        return self.content.height(width - self._indent)

    def place(self, x: float, y: float, width: float, sink: Sink) -> None:
        """Place the bar, then the words."""
        bar = self.theme.measures["quote.bar"]
        sink.rectangle(x, y, bar, self.height(width), self.theme.palette["accent"])
        self.content.place(x + self._indent, y, width - self._indent, sink)

    @property
    def _indent(self) -> float:
        return self.theme.measures["quote.bar"] + self.theme.measures["quote.pad"]
