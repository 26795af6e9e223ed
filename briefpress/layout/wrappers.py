"""Boxes that add one thing to another box, and are else like it."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import field

from briefpress.diagnostics import Span
from briefpress.document import nodes as n
from briefpress.layout.box import Box, Fit, Overflow, Sink, Split


class InsetBox(Box):
    """A box that stands in from the left.

    Args:
        content: The box.
        start: By how many points.
    """

    def __init__(self, content: Box, start: float) -> None:
        self.content = content
        self.start = start
        self.before, self.after = content.before, content.after
        self.keep_with_next, self.breaks = content.keep_with_next, content.breaks
        self.at_foot = content.at_foot

    @property
    def span(self) -> Span:
        """The content's place."""
        return self.content.span

    def walk(self) -> Iterator[Box]:
        """Yield the box."""
        return self.content.walk()

    def height(self, width: float) -> float:
        """Return the height in what the margin leaves."""
        return self.content.height(width - self.start)

    def fit(self, width: float, height: float) -> Fit | Overflow:
        """Say whether it fits."""
        return self.content.fit(width - self.start, height)

    def split(self, width: float, height: float) -> Split | Overflow:
        """Cut the content."""
        part = self.content.split(width - self.start, height)
        if isinstance(part, Overflow):
            return part
        return Split(self._with(part.head, first=True), self._with(part.tail, first=False))

    def place(self, x: float, y: float, width: float, sink: Sink) -> None:
        """Place the content beside the margin."""
        self.content.place(x + self.start, y, width - self.start, sink)

    def _with(self, content: Box, *, first: bool) -> Box:
        """Return the box of a part of the content."""
        return InsetBox(content, self.start)


class LayerBox(InsetBox):
    """A box that is painted in the turn of a language.

    Args:
        content: The box.
        index: The turn, from 0.
        to_the_left: Whether the language runs from right to left.
    """

    def __init__(self, content: Box, index: int, *, to_the_left: bool = False) -> None:
        super().__init__(content, 0.0)
        self.index = index
        self.to_the_left = to_the_left

    def place(self, x: float, y: float, width: float, sink: Sink) -> None:
        """Place the content into its layer."""
        layer, x = sink.layer(self.index).facing(x, width, to_the_left=self.to_the_left)
        super().place(x, y, width, layer)

    def _with(self, content: Box, *, first: bool) -> Box:
        return LayerBox(content, self.index, to_the_left=self.to_the_left)


class AnchorBox(InsetBox):
    """A box that something in the document leads to."""

    def __init__(self, content: Box, node: n.Block) -> None:
        super().__init__(content, 0.0)
        self.node = node

    def place(self, x: float, y: float, width: float, sink: Sink) -> None:
        """Mark the place, then place the content."""
        sink.anchor(x, y, self.node)
        super().place(x, y, width, sink)

    def _with(self, content: Box, *, first: bool) -> Box:
        return AnchorBox(content, self.node) if first else content


def bare(box: Box) -> Box:
    """Return the box inside of wrappers."""
    while isinstance(box, InsetBox):
        box = box.content
    return box


class AnchorFinder(Sink):
    """Takes nothing but the nodes that begin on a page: what is placed into it is not painted."""

    page_height: float = 0.0
    nodes: list[n.Node] = field(default_factory=list)

    def layer(self, index: int) -> Sink:
        """Return itself: nothing has a turn."""
        return self

    def facing(self, x: float, width: float, *, to_the_left: bool) -> tuple[Sink, float]:
        """Return itself: nothing has a place."""
        return self, x

    def without_nodes(self) -> Sink:
        """Return a finder whose finds do not count."""
        return AnchorFinder()

    def anchor(self, x: float, y: float, node: n.Node) -> None:
        """Note the node."""
        self.nodes.append(node)

    def text(self, *_: object) -> None:
        """Take no text."""

    def rectangle(self, *_: object, **__: object) -> None:
        """Take no rectangle."""

    def path(self, *_: object, **__: object) -> None:
        """Take no path."""

    def picture(self, *_: object) -> None:
        """Take no picture."""

    def link(self, *_: object, **__: object) -> None:
        """Take no link."""

    def area(self, *_: object) -> None:
        """Take no area."""
