"""The contract of everything that takes place on a page."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from functools import wraps
from typing import Any, NamedTuple, TypeVar

from msgspec import Struct, field

from briefpress.diagnostics import Span
from briefpress.document.nodes import NOWHERE, Block, Node
from briefpress.page import Anchor, Area, Color, Item, LinkArea, Path, Picture, PlacedRun, Rectangle, Run
from briefpress.svg import Drawing, Step
from briefpress.workspace import BUILTIN

#: Lengths are sums of floats; less than this is no overflow.
EPSILON = 0.01


Given = TypeVar("Given")


def for_each_width(method: Callable[[Any, float], Given]) -> Callable[[Any, float], Given]:
    """Have a method of a box answer once for each width: a layout asks again and again how high it is.

    What it gives is never changed.
    """

    @wraps(method)
    def kept(box: Any, width: float) -> Given:
        known: dict[Any, Given] = box.__dict__.setdefault("_by_width", {})
        key = method, width
        if key not in known:
            known[key] = method(box, width)
        return known[key]

    return kept


class Fit(NamedTuple):
    """The box fits and takes this height."""

    height: float


class Overflow(NamedTuple):
    """The box does not fit.

    Attributes:
        reason: Why, as a clause.
        excess: By how many points.
        span: The place in a file of what does not fit.
    """

    reason: str
    excess: float
    span: Span = NOWHERE


class Split(NamedTuple):
    """A box in two: what stands before a break and what comes after it."""

    head: Box
    tail: Box


class Box(ABC):
    """A rectangle of content that fits, splits and places itself.

    A subclass must override `height` and `place`. It may override `split` where its content can go on in
    another column or page, and `fit` where fitting is more than its height being small enough. All three
    are pure: they change nothing in the box, so that a layout may try.

    Attributes:
        before: Least space to the box above; the larger of it and that box's ``after`` counts.
        after: Least space to the box below.
        keep_with_next: Whether a break between it and the next box is forbidden (headings).
        breaks: Whether it begins a new page or, inside of columns, a new column.
        at_foot: Whether it stands at the foot of the room it is placed in, where it is the last box.
    """

    before: float = 0.0
    after: float = 0.0
    keep_with_next: bool = False
    breaks: bool = False
    at_foot: bool = False

    @abstractmethod
    def height(self, width: float) -> float:
        """Return the height it takes when set to a width."""

    @abstractmethod
    def place(self, x: float, y: float, width: float, sink: Sink) -> None:
        """Put its items into the sink, its upper left corner at (x, y), y counted downwards."""

    def fit(self, width: float, height: float) -> Fit | Overflow:
        """Say whether it fits into a rectangle."""
        needed = self.height(width)
        if needed <= height + EPSILON:
            return Fit(needed)
        return Overflow(f"it is {needed:.0f} points high", needed - height, self.span)

    def split(self, width: float, height: float) -> Split | Overflow:
        """Cut it so that the head fits into a rectangle, or say why it cannot be cut there."""
        excess = self.height(width) - height
        return Overflow("it cannot be divided", excess, self.span)

    def is_wide(self, width: float) -> bool:
        """Tell whether it keeps the whole width of a group whose texts stand in at a width."""
        return False

    @property
    def span(self) -> Span:
        """The place in a file to blame when it does not fit."""
        return NOWHERE

    def walk(self) -> Iterator[Box]:
        """Yield this box, or the boxes that it arranges; override in a box that arranges others."""
        yield self


class NodeBox(Box):
    """A box that shows one block.

    Attributes:
        node: The block.
    """

    def __init__(self, node: Block) -> None:
        self.node = node

    @property
    def span(self) -> Span:
        """The block's place; where a shipped template wrote it, that of the brief's first words in it."""
        span = self.node.span
        if not span.path.startswith(BUILTIN):
            return span
        inner = (node.span for node in self.node.walk())
        return next((place for place in inner if place.line and not place.path.startswith(BUILTIN)), span)


class Sink(Struct):
    """Takes placed items; turns y from downwards to upwards, as pages have it.

    Boxes count x from where lines start. Where that is the right side, the sink mirrors the places of all
    items, and with them the forms that layout draws. Text, pictures and drawings keep their form.

    Attributes:
        artifact: True where what is placed was said before (a repeated table head): items lose their nodes,
            and links and anchors are dropped.
        later: Sinks of the same page whose items are painted after those of this one, in their order.
        edges: The sum of the left and the right edge between which places are mirrored; None where lines
            start at the left.
    """

    page_height: float
    items: list[Item] = field(default_factory=list)
    artifact: bool = False
    later: list[Sink] = field(default_factory=list)
    edges: float | None = None

    @property
    def to_the_left(self) -> bool:
        """Whether lines start at the right."""
        return self.edges is not None

    def facing(self, x: float, width: float, *, to_the_left: bool) -> tuple[Sink, float]:
        """Return a sink for a part of the page in which lines start at a given side.

        Args:
            x: Where the part starts, as this sink counts.
            width: Its width.
            to_the_left: Whether its lines start at the right.

        Returns:
            A sink with the same items, and where the part starts as that one counts.
        """
        if self.to_the_left == to_the_left:
            return self, x
        left = self._left(x, width)
        return self._view(2 * left + width if to_the_left else None), left

    def layer(self, index: int) -> Sink:
        """Return the sink for what is painted in the turn of an index: 0 is this one's."""
        while len(self.later) < index:
            self.later.append(Sink(self.page_height))
        layer = self.later[index - 1] if index else self
        return layer if layer.edges == self.edges else layer._view(self.edges)

    def _view(self, edges: float | None) -> Sink:
        return Sink(self.page_height, self.items, self.artifact, self.later, edges)

    def _left(self, x: float, width: float = 0.0) -> float:
        """Return the left edge of what starts at x and has a width."""
        return x if self.edges is None else self.edges - x - width

    def painted(self) -> Iterator[Item]:
        """Yield all items in the order in which they are painted."""
        yield from self.items
        for sink in self.later:
            yield from sink.painted()

    def without_nodes(self) -> Sink:
        """Return a sink for the same page whose items are artifacts."""
        return Sink(self.page_height, self.items, artifact=True, edges=self.edges)

    def text(self, x: float, baseline: float, run: Run, node: Node | None, fact: str | None = None) -> None:
        """Place a run with its pen on the baseline; x is where it starts."""
        y = self.page_height - baseline
        if self.edges is not None:
            x = self.edges - x - run.width
        self.items.append(
            PlacedRun(x, y, run, None, None) if self.artifact else PlacedRun(x, y, run, node, fact)
        )

    def rectangle(
        self,
        x: float,
        y: float,
        width: float,
        height: float,
        fill: Color,
        *,
        node: Node | None = None,
        radius: float = 0.0,
    ) -> None:
        """Place a filled rectangle, (x, y) its upper corner where lines start."""
        x = self._left(x, width)
        self.items.append(Rectangle(x, self.page_height - y - height, width, height, fill, node, radius))

    def outline(
        self,
        x: float,
        y: float,
        steps: tuple[Step, ...],
        *,
        fill: Color | None = None,
        stroke: Color | None = None,
        line_width: float = 0.0,
        dash: tuple[float, ...] = (),
        node: Node | None = None,
    ) -> None:
        """Place an outline with steps from (x, y), y downwards; its line has round ends and corners.

        Dashes and gaps are in points; round ends make each dash longer by the thickness of the line.
        """
        path = Path(
            self._turned(steps, x, y, 1.0),
            fill=fill,
            stroke=stroke,
            line_width=line_width,
            dash=dash,
            node=None if self.artifact else node,
        )
        self.items.append(path._replace(cap=1, join=1) if stroke is not None else path)

    def drawing(self, x: float, y: float, scale: float, drawing: Drawing, node: Node) -> None:
        """Place the outlines of a drawing, (x, y) its upper corner where lines start."""
        if self.edges is not None:
            self._view(None).drawing(self._left(x, drawing.width * scale), y, scale, drawing, node)
            return
        for shape in drawing.shapes:
            line, clip = shape.stroke, shape.clip
            path = Path(
                self._turned(shape.steps, x, y, scale),
                fill=shape.fill,
                stroke=line.color if line else None,
                line_width=line.width * scale if line else 0.0,
                node=None if self.artifact else node,
                even_odd=shape.even_odd,
            )
            if line is not None:
                path = path._replace(
                    cap=line.cap,
                    join=line.join,
                    miter_limit=line.miter_limit,
                    dash=tuple(length * scale for length in line.dash),
                    dash_phase=line.dash_phase * scale,
                )
            if clip is not None:
                width, height = (clip.right - clip.left) * scale, (clip.bottom - clip.top) * scale
                bottom = self.page_height - y - clip.bottom * scale
                path = path._replace(clip=(x + clip.left * scale, bottom, width, height))
            self.items.append(path)

    def _turned(self, steps: tuple[Step, ...], x: float, y: float, scale: float) -> tuple[Step, ...]:
        """Return steps that count from a corner, y downwards, as a page has them."""
        top = self.page_height - y
        if self.edges is not None:
            x, scale_x = self.edges - x, -scale
        else:
            scale_x = scale
        return tuple(
            (
                step[0],
                *(
                    x + float(value) * scale_x if index % 2 == 0 else top - float(value) * scale
                    for index, value in enumerate(step[1:])
                ),
            )
            for step in steps
        )

    def picture(self, x: float, y: float, width: float, height: float, data: bytes, node: Node) -> None:
        """Place a raster picture."""
        x = self._left(x, width)
        self.items.append(Picture(x, self.page_height - y - height, width, height, data, node))

    def link(
        self,
        x: float,
        y: float,
        width: float,
        height: float,
        node: Node,
        *,
        href: str | None = None,
        target: Node | None = None,
    ) -> None:
        """Place a link's rectangle."""
        if self.artifact:
            return
        x = self._left(x, width)
        self.items.append(LinkArea(x, self.page_height - y - height, width, height, node, href, target))

    def anchor(self, x: float, y: float, node: Node) -> None:
        """Mark the place where a node begins."""
        if self.artifact:
            return
        self.items.append(Anchor(self._left(x), self.page_height - y, node))

    def area(self, x: float, y: float, width: float, height: float, node: Node) -> None:
        """Note the rectangle that a figure or a table takes."""
        x = self._left(x, width)
        self.items.append(Area(x, self.page_height - y - height, width, height, node))
