"""Boxes one below another, and columns of them."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from briefpress.diagnostics import Span
from briefpress.document.nodes import NOWHERE
from briefpress.layout.box import EPSILON, Box, Fit, Overflow, Sink, Split, for_each_width


class Stack(Box):
    """Boxes one below another.

    Args:
        boxes: From top to bottom.
        grid: Tops of boxes fall on multiples of it, so that lines of columns that stand side by side
            agree; 0 for none.
    """

    def __init__(self, boxes: Sequence[Box], grid: float = 0.0) -> None:
        self.boxes = tuple(boxes)
        self.grid = grid
        if self.boxes:
            self.before = self.boxes[0].before
            self.after = self.boxes[-1].after

    @property
    def span(self) -> Span:
        """The first box's place."""
        return self.boxes[0].span if self.boxes else NOWHERE

    def walk(self) -> Iterator[Box]:
        """Yield the boxes."""
        for box in self.boxes:
            yield from box.walk()

    def fit(self, width: float, height: float) -> Fit | Overflow:
        """Say whether it fits; a box that begins a new page does not fit behind another."""
        bottom = 0.0
        for index, (box, top, own) in enumerate(self._steps(width)):
            if index and box.breaks:
                return Overflow("a new page begins here", 0.0, box.span)
            bottom = top + own
            if bottom > height + EPSILON:
                # The rest is not looked at: a long document would be measured anew for each of its pages.
                return Overflow("there is no room for it", bottom - height, self.span)
        return Fit(bottom)

    def height(self, width: float) -> float:
        """Return the sum of the boxes and the spaces between them."""
        return self._arrange(width)[1]

    def place(self, x: float, y: float, width: float, sink: Sink) -> None:
        """Place the boxes."""
        for box, top in zip(self.boxes, self._arrange(width)[0], strict=True):
            box.place(x, y + top, width, sink)

    def split(self, width: float, height: float) -> Split | Overflow:
        """Cut between two boxes or inside one; a box that keeps with the next moves with it."""
        for index, (box, top, own) in enumerate(self._steps(width)):
            if index and box.breaks:
                return self._cut(self.boxes[:index], self.boxes[index:])
            if top + own <= height + EPSILON:
                continue
            part = box.split(width, height - top) if top < height else None
            if isinstance(part, Split):
                return self._cut((*self.boxes[:index], part.head), (part.tail, *self.boxes[index + 1 :]))
            cut = index
            while cut > 0 and self.boxes[cut - 1].keep_with_next:
                cut -= 1
            if cut == 0:
                return part or Overflow("there is no room for it", top + own - height, box.span)
            return self._cut(self.boxes[:cut], self.boxes[cut:])
        return Overflow("it fits and need not be divided", 0.0, self.span)

    def _cut(self, head: Sequence[Box], tail: Sequence[Box]) -> Split:
        return Split(Stack(head, self.grid), Stack(tail, self.grid))

    @for_each_width
    def _arrange(self, width: float) -> tuple[list[float], float]:
        """Return the tops of the boxes and the whole height."""
        tops: list[float] = []
        bottom = 0.0
        for _, top, height in self._steps(width):
            tops.append(top)
            bottom = top + height
        return tops, bottom

    def _steps(self, width: float) -> Iterator[tuple[Box, float, float]]:
        """Yield the boxes with their tops and heights."""
        y = 0.0
        previous: Box | None = None
        for box in self.boxes:
            height = box.height(width)
            if previous is not None:
                y += max(previous.after, box.before)
                # A heading belongs to what follows: the odd points go above it.
                below = height + box.after if box.keep_with_next else 0.0
                y = self._snap(y + below) - below
            yield box, y, height
            y += height
            previous = box

    def _snap(self, y: float) -> float:
        return math.ceil((y - EPSILON) / self.grid) * self.grid if self.grid and y < math.inf else y


class KeptBox(Stack):
    """Boxes that stay on one page, where any page has room for them.

    Args:
        boxes: From top to bottom.
        room: The height of a page's text.
        grid: As that of a `Stack`; the grid of the columns that it stands in.
    """

    def __init__(self, boxes: Sequence[Box], room: float, grid: float = 0.0) -> None:
        super().__init__(boxes, grid)
        self.room = room

    def split(self, width: float, height: float) -> Split | Overflow:
        """Refuse, unless no page has room for all."""
        needed = self.height(width)
        if needed <= self.room + EPSILON:
            return Overflow("it is kept together", needed - height, self.span)
        return super().split(width, height)


def column_width(width: float, count: int, gutter: float) -> float:
    """Return the width of each of some columns of equal width."""
    return (width - gutter * (count - 1)) / count


def place_columns(
    columns: Sequence[Box], x: float, y: float, column: float, gutter: float, sinks: Sequence[Sink]
) -> None:
    """Place boxes side by side, each into its sink, (x, y) the upper left corner of the first."""
    for index, (box, sink) in enumerate(zip(columns, sinks, strict=True)):
        box.place(x + index * (column + gutter), y, column, sink)


class ColumnBox(Box):
    """A stack that flows through columns of equal width and, where it ends, equal height.

    Args:
        content: What flows.
        count: Columns.
        gutter: Between them.
    """

    def __init__(self, content: Stack, count: int, gutter: float) -> None:
        self.content = content
        self.count = count
        self.gutter = gutter
        self.before = content.before
        self.after = content.after

    @property
    def span(self) -> Span:
        """The content's place."""
        return self.content.span

    def walk(self) -> Iterator[Box]:
        """Yield the boxes of the content."""
        return self.content.walk()

    def is_wide(self, width: float) -> bool:
        """Keep the whole width."""
        return True

    def height(self, width: float) -> float:
        """Return the least height at which everything fits into the columns."""
        return self._balance(width)[1]

    def place(self, x: float, y: float, width: float, sink: Sink) -> None:
        """Place the balanced columns."""
        self._place(self._balance(width)[0], x, y, width, sink)

    def split(self, width: float, height: float) -> Split | Overflow:
        """Fill the columns to a height; the rest goes on elsewhere."""
        columns, rest = self._fill(width, height)
        if isinstance(rest, Overflow):
            return rest
        if rest is None:
            return Overflow("it fits and need not be divided", 0.0, self.span)
        return Split(FilledColumns(columns, height, self), ColumnBox(rest, self.count, self.gutter))

    def column_width(self, width: float) -> float:
        """Return the width of one column."""
        return column_width(width, self.count, self.gutter)

    def _place(self, columns: Sequence[Box], x: float, y: float, width: float, sink: Sink) -> None:
        place_columns(columns, x, y, self.column_width(width), self.gutter, [sink] * len(columns))

    def _fill(self, width: float, height: float) -> tuple[list[Box], Stack | Overflow | None]:
        """Return the columns at a height, and what did not fit into them."""
        column = self.column_width(width)
        columns: list[Box] = []
        rest: Stack = self.content
        for _ in range(self.count):
            if isinstance(rest.fit(column, height), Fit):
                return [*columns, rest], None
            part = rest.split(column, height)
            if isinstance(part, Overflow):
                # Nothing of the rest fits into this column.
                return columns, part if not columns else rest
            assert isinstance(part.tail, Stack)
            columns.append(part.head)
            rest = part.tail
        return columns, rest

    @for_each_width
    def _balance(self, width: float) -> tuple[list[Box], float]:
        column = self.column_width(width)
        total = self.content.height(column)
        step = self.content.grid or 4.0
        height = math.ceil(total / self.count / step) * step
        columns, rest = self._fill(width, height)
        while rest is not None and height < total:
            height += step
            columns, rest = self._fill(width, height)
        used = max((box.height(column) for box in columns), default=0.0)
        if rest is not None:
            # More columns begin than there are: the rest stands on another page.
            columns, used = [self.content], math.inf
        return columns, used


class FilledColumns(Box):
    """Columns that take all the height there was; the rest of their content stands on the next page."""

    def __init__(self, columns: Sequence[Box], height: float, origin: ColumnBox) -> None:
        self._columns = columns
        self._height = height
        self._origin = origin
        self.before = origin.before

    def walk(self) -> Iterator[Box]:
        """Yield the boxes in the columns."""
        for column in self._columns:
            yield from column.walk()

    def height(self, width: float) -> float:
        """Return the height they were filled to."""
        return self._height

    def place(self, x: float, y: float, width: float, sink: Sink) -> None:
        """Place the columns."""
        self._origin._place(self._columns, x, y, width, sink)
