"""Tables: ruled, with head rows that repeat after a break."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import Struct

from briefpress.document import nodes as n
from briefpress.layout.box import EPSILON, NodeBox, Overflow, Sink, Split, for_each_width
from briefpress.layout.text import compose
from briefpress.layout.textbox import TextBox
from briefpress.layout.theme import Theme

#: Space between the texts of neighbouring columns.
_GAP = 10.0
#: Space between numbers, which end at the right of their column, and a text that begins at its left.
_WIDE_GAP = 22.0


class CellBox(Struct, frozen=True, eq=False):
    """A cell and its place in the table.

    Attributes:
        column: Index of the first column that it takes.
        columns: How many it takes.
        rows: How many rows it takes.
        decimal: The sign before decimals, where its number stands with that below those above; else empty.
    """

    text: TextBox
    column: int
    columns: int = 1
    rows: int = 1
    decimal: str = ""

    @property
    def is_single(self) -> bool:
        """Whether it takes one column and one row."""
        return self.columns == 1 and self.rows == 1


class RowBoxes(Struct, frozen=True, eq=False):
    """The cells of a row.

    Attributes:
        index: Its place among all rows of the table.
        is_head: Whether it stands in the head.
    """

    node: n.Row
    cells: tuple[CellBox, ...]
    index: int
    is_head: bool


class Grid:
    """What all parts of a table share: its rows, the widths of columns, the heights of rows."""

    def __init__(self, table: n.Table, rows: Sequence[RowBoxes], theme: Theme) -> None:
        self.table = table
        self.rows = tuple(rows)
        self.theme = theme
        self._beside: tuple[Grid, ...] = ()
        self._decimals: dict[int, float] = {}
        self._gaps = _gaps(rows, len(table.widths))
        #: For each row, the columns whose cells go on in the next.
        self.going_on: list[set[int]] = [set() for _ in rows]
        for row in rows:
            for cell in row.cells:
                for index in range(row.index, row.index + cell.rows - 1):
                    self.going_on[index] |= set(range(cell.column, cell.column + cell.columns))

    @property
    def beside(self) -> tuple[Grid, ...]:
        """This grid and others of the same width with as many rows, whose heights it shares."""
        return self._beside or (self,)

    def level(self, grids: Sequence[Grid]) -> None:
        """Share the heights of rows with grids that stand beside this one."""
        self._beside = tuple(grids)

    @for_each_width
    def columns(self, width: float) -> list[float]:
        """Return the columns' widths with their gaps; the last one's gap hangs out of the table."""
        total = float(sum(self.table.widths)) or 1.0
        texts = width + _GAP - sum(gap - _GAP for gap in self._gaps)
        shares = [
            texts * float(share) / total + gap - _GAP
            for share, gap in zip(self.table.widths, self._gaps, strict=True)
        ]
        return self._made_wide(shares)

    def least_width(self) -> float:
        """Return the least width at which each column has room for its longest word."""
        return sum(self._least_columns()) - _GAP

    def inner_width(self, cell: CellBox, width: float) -> float:
        """Return the width of a cell's text."""
        return sum(self.columns(width)[cell.column : cell.column + cell.columns]) - self._gap(cell)

    def height(self, row: RowBoxes, width: float) -> float:
        """Return the height of a row: of the highest of those beside."""
        return max(grid._own_heights(width)[row.index] for grid in self.beside)

    def height_of(self, row: RowBoxes, cell: CellBox, width: float) -> float:
        """Return the height of the rows that a cell takes."""
        return sum(self.height(other, width) for other in self.rows[row.index : row.index + cell.rows])

    def may_break_before(self, row: RowBoxes) -> bool:
        """Tell whether no cell goes from the row before into a row."""
        return not row.index or not self.going_on[row.index - 1]

    def inset(self, cell: CellBox) -> float:
        """Return how far a number stands from the right edge, so that its decimals line up."""
        if not cell.decimal:
            return 0.0
        room = self._decimals.get(cell.column)
        if room is None:
            column = [c for row in self.rows for c in row.cells if c.column == cell.column and c.decimal]
            room = self._decimals[cell.column] = max(map(_behind, column))
        return room - _behind(cell)

    # ---- inside

    def _gap(self, cell: CellBox) -> float:
        """Return the space behind a cell."""
        return self._gaps[cell.column + cell.columns - 1]

    @for_each_width
    def _own_heights(self, width: float) -> list[float]:
        pad = 2 * self.theme.measures["table.pad"]
        heights = [pad] * len(self.rows)
        for row in self.rows:
            for cell in row.cells:
                height = cell.text.height(self.inner_width(cell, width) - self.inset(cell)) + pad
                rows = range(row.index, row.index + cell.rows)
                # What rows before do not give to a cell that goes over several, the last one gives.
                above = sum(heights[index] for index in rows[:-1])
                heights[rows[-1]] = max(heights[rows[-1]], height - above)
        return heights

    def _made_wide(self, shares: list[float]) -> list[float]:
        """Return the widths with room for the longest word of each column, taken from the others."""
        cells = [cell for row in self.rows for cell in row.cells if cell.columns == 1]
        if not any(
            _is_crowded(cell, shares[cell.column] - self._gap(cell) - self.inset(cell)) for cell in cells
        ):
            return shares
        least = self._least_columns()
        lacking = sum(max(need - share, 0.0) for need, share in zip(least, shares, strict=True))
        spare = sum(max(share - need, 0.0) for need, share in zip(least, shares, strict=True))
        if lacking > spare:
            return shares  # placing the cells says which word is too wide
        return [
            need if share < need else share - (share - need) * lacking / spare
            for need, share in zip(least, shares, strict=True)
        ]

    def _least_columns(self) -> list[float]:
        """Return for each column the width of its longest word, with the gap."""
        least = [0.0] * len(self.table.widths)
        for cell in (cell for row in self.rows for cell in row.cells if cell.columns == 1):
            needed = cell.text.least_width() + self.inset(cell) + self._gap(cell) + EPSILON
            least[cell.column] = max(least[cell.column], needed)
        return least


def _gaps(rows: Sequence[RowBoxes], count: int) -> list[float]:
    """Return the space behind each of the columns."""
    at_end = [False] * count
    at_start = [False] * count
    for cell in (cell for row in rows for cell in row.cells if not row.is_head):
        if cell.text.align == "end":
            at_end[cell.column + cell.columns - 1] = True
        else:
            at_start[cell.column] = True
    return [
        _WIDE_GAP if index + 1 < count and at_end[index] and at_start[index + 1] else _GAP
        for index in range(count)
    ]


def _is_crowded(cell: CellBox, width: float) -> bool:
    return max(cell.text.composed(width).widths, default=0.0) > width + EPSILON


def _behind(cell: CellBox) -> float:
    """Return the width of what stands behind the whole part of the last number of a cell."""
    texts = [leaf.text for leaf in cell.text.leaves]
    text = "".join(leaf.text for leaf in texts)
    sign = re.escape(cell.decimal)
    match = re.fullmatch(rf".*?\d(?P<behind>(?:{sign}\d+)?\D*)", text, re.DOTALL)
    if match is None or not texts:
        return 0.0
    behind = texts[-1]._replace(text=match["behind"].rstrip())
    return max(compose((behind,), cell.text.style, float("inf")).widths, default=0.0)


class TableBox(NodeBox):
    """A table, or its part between two breaks.

    Args:
        grid: The whole table.
        caption: Above it, in the first part; in others, the words that it goes on, which are an artifact.
        head: Rows that stand at the top of each part.
        body: This part's rows.
        repeated: True where caption and head were already said.
    """

    def __init__(
        self,
        grid: Grid,
        caption: TextBox | None,
        continued: TextBox | None,
        head: Sequence[RowBoxes],
        body: Sequence[RowBoxes],
        *,
        repeated: bool = False,
    ) -> None:
        super().__init__(grid.table)
        self.grid = grid
        self.caption = caption
        self.continued = continued
        self.head = tuple(head)
        self.body = tuple(body)
        self.theme = grid.theme
        self.repeated = repeated
        self.before = caption.before if caption else self.theme.styles["p"].leading
        self.after = self.theme.styles["p"].leading

    def is_wide(self, width: float) -> bool:
        """Keep the whole width."""
        return True

    def height(self, width: float) -> float:
        """Return the height of caption and rows."""
        rows = sum(self.grid.height(row, width) for row in (*self.head, *self.body))
        return self._caption_height(width) + rows + self.theme.measures["table.head-rule"]

    def split(self, width: float, height: float) -> Split | Overflow:
        """Cut between two body rows; the head comes again."""
        used = self._caption_height(width) + self.theme.measures["table.head-rule"]
        used += sum(self.grid.height(row, width) for row in self.head)
        for index, row in enumerate(self.body):
            used += self.grid.height(row, width)
            if used > height + EPSILON:
                while index and not self.grid.may_break_before(self.body[index]):
                    index -= 1
                if index < _LEAST_ROWS:
                    return Overflow(
                        "a row of the table is higher than the room", used - height, row.node.span
                    )
                return self._cut(index)
        return Overflow("it fits and need not be divided", 0.0, self.span)

    def place(self, x: float, y: float, width: float, sink: Sink) -> None:
        """Place caption, rules and cells."""
        m, palette = self.theme.measures, self.theme.palette
        top = y
        if self.caption is not None:
            self.caption.place(x, y, width, sink)
            y += self._caption_height(width)
        for row in self.head:
            y = self._place_row(row, x, y, width, sink)
        sink.rectangle(x, y, width, m["table.head-rule"], palette["ink"])
        y += m["table.head-rule"]
        for row in self.body:
            if row.node.role == "total":
                sink.rectangle(x, y - m["table.rule"], width, 2 * m["table.rule"], palette["ink"])
            y = self._place_row(row, x, y, width, sink)
            self._place_rule(row, x, y - m["table.rule"], width, sink)
        sink.area(x, top, width, y - top, self.node)

    # ---- inside

    def _place_row(self, row: RowBoxes, x: float, y: float, width: float, sink: Sink) -> float:
        pad = self.theme.measures["table.pad"]
        columns = self.grid.columns(width)
        target = sink.without_nodes() if row.is_head and self.repeated else sink
        for cell in row.cells:
            inset = self.grid.inset(cell)
            inner = self.grid.inner_width(cell, width) - inset
            left = x + sum(columns[: cell.column])
            height = self.grid.height_of(row, cell, width)
            # Column headers stand on the rule, data hang from it.
            drop = height - 2 * pad - cell.text.height(inner) if row.is_head else 0.0
            cell.text.place(left, y + pad + drop, inner, target)
            if row.is_head and cell.columns > 1:
                rule = self.theme.measures["table.rule"]
                sink.rectangle(left, y + height - rule, inner, rule, self.theme.palette["ink"])
        return y + self.grid.height(row, width)

    def _place_rule(self, row: RowBoxes, x: float, y: float, width: float, sink: Sink) -> None:
        """Place the rule below a body row, but for cells that go on in the next."""
        m, color = self.theme.measures, self.theme.palette["rule"]
        columns = self.grid.columns(width)
        going_on = self.grid.going_on[row.index]
        if not going_on:
            sink.rectangle(x, y, width, m["table.rule"], color)
            return
        for index, column in enumerate(columns):
            last = index == len(columns) - 1
            if index not in going_on:
                sink.rectangle(x, y, column - (_GAP if last else 0.0), m["table.rule"], color)
            x += column

    def _caption_height(self, width: float) -> float:
        return self.caption.height(width) + self.caption.after if self.caption else 0.0

    def _cut(self, index: int) -> Split:
        head = TableBox(
            self.grid, self.caption, self.continued, self.head, self.body[:index], repeated=self.repeated
        )
        tail = TableBox(
            self.grid, self.continued, self.continued, self.head, self.body[index:], repeated=True
        )
        return Split(head, tail)


#: A part of a table has at least so many rows under its head.
_LEAST_ROWS = 2
