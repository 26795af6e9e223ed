"""Languages side by side: what says the same stands at the same height."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from briefpress.diagnostics import Span
from briefpress.document import nodes as n
from briefpress.document.direction import direction_of
from briefpress.layout.box import EPSILON, Box, Overflow, Sink, Split
from briefpress.layout.keyfigures import KeyFiguresBox
from briefpress.layout.panels import BandBox
from briefpress.layout.stack import Stack, column_width
from briefpress.layout.table import TableBox
from briefpress.layout.theme import Theme
from briefpress.layout.wrappers import LayerBox, bare


class ParallelBox(Box):
    """Boxes side by side in columns of equal width; where one goes on after a break, all do.

    Args:
        boxes: One of each language.
        gutter: Between the columns.
        to_the_left: For each, whether its language runs from right to left.
    """

    def __init__(self, boxes: Sequence[Box], gutter: float, to_the_left: Sequence[bool]) -> None:
        self.boxes = tuple(boxes)
        self.gutter = gutter
        self.to_the_left = tuple(to_the_left)
        self.before = max(box.before for box in boxes)
        self.after = max(box.after for box in boxes)
        self.keep_with_next = any(box.keep_with_next for box in boxes)
        self.breaks = any(box.breaks for box in boxes)

    @property
    def span(self) -> Span:
        """The place of the first language."""
        return self.boxes[0].span

    def walk(self) -> Iterator[Box]:
        """Yield the boxes."""
        for box in self.boxes:
            yield from box.walk()

    def height(self, width: float) -> float:
        """Return the height of the highest."""
        column = self.column_width(width)
        return max(box.height(column) for box in self.boxes)

    def split(self, width: float, height: float) -> Split | Overflow:
        """Cut each that does not fit; what fits ends before the break."""
        column = self.column_width(width)
        heads: list[Box] = []
        tails: list[Box] = []
        for box in self.boxes:
            if box.height(column) <= height + EPSILON:
                heads.append(box)
                tails.append(Stack(()))
                continue
            part = box.split(column, height)
            if isinstance(part, Overflow):
                return part
            heads.append(part.head)
            tails.append(part.tail)
        return Split(
            ParallelBox(heads, self.gutter, self.to_the_left),
            ParallelBox(tails, self.gutter, self.to_the_left),
        )

    def place(self, x: float, y: float, width: float, sink: Sink) -> None:
        """Place the boxes, their tops at one height.

        All of one language is painted before the next, the order in which a page gives its text to be copied.
        """
        column = self.column_width(width)
        for index, (box, to_the_left) in enumerate(zip(self.boxes, self.to_the_left, strict=True)):
            layer = sink.layer(index)
            own, start = layer.facing(x + index * (column + self.gutter), column, to_the_left=to_the_left)
            box.place(start, y, column, own)

    def column_width(self, width: float) -> float:
        """Return the width of one column."""
        return column_width(width, len(self.boxes), self.gutter)


def pair(
    parts: Sequence[n.Part], make: Callable[[Iterable[n.Block]], list[Box]], theme: Theme
) -> Iterator[Box]:
    """Yield rows of boxes, each with what the parts say at one place.

    Args:
        parts: The languages.
        make: Makes the boxes of blocks.
        theme: Looks.
    """
    gutter = theme.measures["page.gutter"]
    ways = [direction_of(part.lang) == "rtl" for part in parts]
    pieces = [list(_pieces(part.blocks)) for part in parts]
    if len({tuple(map(type, blocks)) for blocks in pieces}) > 1:
        # A layout that says more in one language than in another: nothing tells what belongs together.
        yield ParallelBox([Stack(make(blocks)) for blocks in pieces], gutter, ways)
        return
    for blocks in zip(*pieces, strict=True):
        made = [make((block,)) for block in blocks]
        if all(len(boxes) == 1 and isinstance(boxes[0], BandBox) for boxes in made):
            yield _band([boxes[0] for boxes in made], theme, ways)
        elif len({len(boxes) for boxes in made}) == 1:
            for row in zip(*made, strict=True):
                if _is_too_wide(row, theme):
                    # A table that has no room beside its like stands above it, at the full width.
                    yield from (
                        LayerBox(box, index, to_the_left=ways[index]) for index, box in enumerate(row)
                    )
                    continue
                _level(row)
                yield ParallelBox(row, gutter, ways)
        else:
            yield ParallelBox([Stack(boxes) for boxes in made], gutter, ways)


def _pieces(blocks: Iterable[n.Block]) -> Iterator[n.Block]:
    """Yield blocks; those in columns one by one, as the columns are those of the languages now.

    Notes at the foot of pages have no place of their own.
    """
    for block in blocks:
        if isinstance(block, n.Columns):
            yield from _pieces(block.blocks)
        elif isinstance(block, n.Beside):
            for column in block.columns:
                yield from _pieces(column.blocks)
        elif isinstance(block, n.Notes) and block.foot:
            continue
        else:
            yield block


def _is_too_wide(boxes: Sequence[Box], theme: Theme) -> bool:
    """Tell whether boxes that were to stand side by side are tables with too many columns for that."""
    room = column_width(theme.text_width, len(boxes), theme.measures["page.gutter"])
    tables = [inner for box in boxes if isinstance(inner := bare(box), TableBox)]
    return any(table.grid.least_width() > room + EPSILON for table in tables)


def _level(boxes: Sequence[Box]) -> None:
    """Let rows of figures or of tables that stand side by side have the same heights."""
    boxes = [bare(box) for box in boxes]
    figures = tuple(box for box in boxes if isinstance(box, KeyFiguresBox))
    if len(figures) == len(boxes) and len({len(box.figures) for box in figures}) == 1:
        for one in figures:
            one.level(figures)
    tables = tuple(box for box in boxes if isinstance(box, TableBox))
    if len(tables) == len(boxes) and len({(len(box.head), len(box.body)) for box in tables}) == 1:
        grids = tuple(table.grid for table in tables)
        for grid in grids:
            grid.level(grids)


def _band(bands: Sequence[Box], theme: Theme, ways: Sequence[bool]) -> BandBox:
    """Return one band with the titles side by side; there is no room for a logo."""
    titles = [band for band in bands if isinstance(band, BandBox)]
    contents = [band.content for band in titles]
    columns = ParallelBox(contents, theme.measures["page.gutter"], ways)
    box = BandBox(titles[0].band, Stack((columns,)), theme)
    box.logo = False
    return box
