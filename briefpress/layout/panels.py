"""Boxes around other boxes: the band, the callout, key figures, list entries, notes."""

from __future__ import annotations

from collections.abc import Sequence

from briefpress.diagnostics import Findings
from briefpress.document import nodes as n
from briefpress.layout.box import EPSILON, Box, NodeBox, Overflow, Sink, Split
from briefpress.layout.stack import Stack
from briefpress.layout.text import Leaf
from briefpress.layout.textbox import References, TextBox
from briefpress.layout.theme import TextStyle, Theme
from briefpress.layout.words import LeafText, Variant


class BandBox(NodeBox):
    """The title band: full-bleed colour, its text at the left margin, the empty logo slot at the right.

    Its width is the page's.
    """

    def __init__(self, node: n.Band, content: Stack, theme: Theme) -> None:
        super().__init__(node)
        self.logo = node.logo
        self.content = content
        self.theme = theme
        self.after = theme.measures["band.after"]

    def height(self, width: float) -> float:
        """Return the band's height with its strip; long titles make it higher."""
        m = self.theme.measures
        padding = 2 * _BAND_PADDING
        needed = self.content.height(self._text_width(width)) + padding
        return max(m["band.height"], needed) + m["band.strip"]

    def place(self, x: float, y: float, width: float, sink: Sink) -> None:
        """Place the colour, the slot and the text, which is centred between the edges."""
        m, palette = self.theme.measures, self.theme.palette
        height = self.height(width) - m["band.strip"]
        sink.rectangle(x, y, width, height, palette["band"])
        sink.rectangle(x, y + height, width, m["band.strip"], palette["accent"])
        if self.logo:
            self._place_slot(x + width - m["page.right"] - m["band.logo-width"], y, height, sink)
        text_width = self._text_width(width)
        top = y + (height - self.content.height(text_width)) / 2
        self.content.place(x + m["page.left"], top, text_width, sink)

    def _place_slot(self, x: float, y: float, height: float, sink: Sink) -> None:
        """Mark the slot's corners only: something to put a logo on, nothing that looks like one."""
        m, color = self.theme.measures, self.theme.palette["on-band-muted"]
        w, h = m["band.logo-width"], m["band.logo-height"]
        top = y + (height - h) / 2
        arm, line = 8.0, 0.7
        for corner_x, toward_x in ((x, 0.0), (x + w, -1.0)):
            for corner_y, toward_y in ((top, 0.0), (top + h, -1.0)):
                sink.rectangle(corner_x + toward_x * arm, corner_y + toward_y * line, arm, line, color)
                sink.rectangle(corner_x + toward_x * line, corner_y + toward_y * arm, line, arm, color)

    def _text_width(self, width: float) -> float:
        m = self.theme.measures
        slot = m["band.logo-width"] + m["page.gutter"] if self.logo else 0.0
        return width - m["page.left"] - m["page.right"] - slot


_BAND_PADDING = 16.0


class CalloutBox(NodeBox):
    """A tinted panel with a bar of the accent colour; it is never divided."""

    def __init__(self, node: n.Callout, content: Stack, theme: Theme) -> None:
        super().__init__(node)
        self.content = content
        self.theme = theme
        self.before = self.after = theme.styles["p"].leading

    def height(self, width: float) -> float:
        """Return the content's height with the panel's padding."""
        return self.content.height(self._inner(width)) + 2 * self.theme.measures["callout.pad"]

    def place(self, x: float, y: float, width: float, sink: Sink) -> None:
        """Place the panel, then what stands on it."""
        m, palette = self.theme.measures, self.theme.palette
        height = self.height(width)
        sink.rectangle(x, y, width, height, palette["tint"])
        sink.rectangle(x, y, m["callout.bar"], height, palette["accent"])
        pad = m["callout.pad"]
        self.content.place(x + m["callout.bar"] + pad, y + pad, self._inner(width), sink)

    def _inner(self, width: float) -> float:
        m = self.theme.measures
        return width - m["callout.bar"] - 2 * m["callout.pad"]


class KeyFiguresBox(NodeBox):
    """Figures side by side, each under a rule, each as wide as its number needs and a fair share more."""

    def __init__(self, node: n.KeyFigures, figures: Sequence[tuple[TextBox, TextBox]], theme: Theme) -> None:
        super().__init__(node)
        self.figures = figures
        self.theme = theme
        self.after = theme.measures["key-figures.after"]

    def height(self, width: float) -> float:
        """Return the height of the highest figure."""
        heights = (
            value.height(w) + label.height(w)
            for (value, label), w in zip(self.figures, self._widths(width), strict=True)
        )
        return max(heights, default=0.0) + self._top

    def place(self, x: float, y: float, width: float, sink: Sink) -> None:
        """Place each figure's rule, value and label."""
        m = self.theme.measures
        for (value, label), w in zip(self.figures, self._widths(width), strict=True):
            sink.rectangle(x, y, w, m["key-figures.rule"], self.theme.palette["accent"])
            value.place(x, y + self._top, w, sink)
            label.place(x, y + self._top + value.height(w), w, sink)
            x += w + m["key-figures.gap"]

    @property
    def _top(self) -> float:
        return self.theme.measures["key-figures.rule"] + self.theme.measures["key-figures.pad"]

    def _widths(self, width: float) -> list[float]:
        count = len(self.figures)
        if not count:
            return []
        room = width - self.theme.measures["key-figures.gap"] * (count - 1)
        natural = [value.natural_width() + EPSILON for value, _ in self.figures]
        # The numbers that need more than an equal share get what they need, and the others share the rest,
        # of which now some others may need more.
        wide: set[int] = set()
        share = room / count
        while True:
            wider = {index for index, w in enumerate(natural) if w > share} | wide
            if wider == wide or len(wider) == count:
                break
            wide = wider
            share = (room - sum(natural[index] for index in wide)) / (count - len(wide))
        if share <= 0 or any(w > share for index, w in enumerate(natural) if index not in wide):
            return [room / count] * count  # they do not fit, and placing them says so
        return [w if index in wide else share for index, w in enumerate(natural)]


class MarkedBox(NodeBox):
    """A marker in the margin and content beside it: a list entry, a note.

    Args:
        node: The entry.
        marker: The bullet or number; None in a part that goes on after a break.
        content: What it marks.
        indent: Width of the margin.
        target: Where the marker's link leads, or None.
        anchored: Whether links lead to this entry.
    """

    def __init__(
        self,
        node: n.Block,
        marker: TextBox | None,
        content: Box,
        indent: float,
        *,
        target: n.Node | None = None,
        anchored: bool = False,
    ) -> None:
        super().__init__(node)
        self.marker = marker
        self.content = content
        self.indent = indent
        self.target = target
        self.anchored = anchored
        self.before, self.after = content.before, content.after

    def height(self, width: float) -> float:
        """Return the content's height beside the margin."""
        return self.content.height(width - self.indent)

    def place(self, x: float, y: float, width: float, sink: Sink) -> None:
        """Place the marker on the first line, then the content."""
        if self.anchored:
            sink.anchor(x, y, self.node)
        if self.marker is not None:
            self._place_marker(self.marker, x, y, sink)
        self.content.place(x + self.indent, y, width - self.indent, sink)

    def split(self, width: float, height: float) -> Split | Overflow:
        """Cut the content; the marker stays with its first part."""
        part = self.content.split(width - self.indent, height)
        if isinstance(part, Overflow):
            return part
        head = MarkedBox(
            self.node, self.marker, part.head, self.indent, target=self.target, anchored=self.anchored
        )
        return Split(head, MarkedBox(self.node, None, part.tail, self.indent))

    def _place_marker(self, marker: TextBox, x: float, y: float, sink: Sink) -> None:
        marker.place(x, y, self.indent, sink)
        if self.target is not None:
            marker_width = marker.natural_width()
            height = marker.style.leading
            sink.link(x, y, marker_width, height, marker.leaves[0].node, target=self.target)


def marker_box(
    marker: n.Text, style: TextStyle, references: References, findings: Findings, *, strong: bool = False
) -> TextBox:
    """Return the box of a bullet or a number."""
    variant = Variant.STRONG if strong else Variant.PLAIN
    leaf = Leaf(LeafText(marker.text, variant, marker.lang), marker, None, None)
    return TextBox(marker, (leaf,), style, references, findings)
