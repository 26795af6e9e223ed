"""Tables: ruled, with head rows that repeat after a break."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from briefpress.document import nodes as n
from briefpress.layout.box import EPSILON, NodeBox, Overflow, Sink, Split
from briefpress.layout.textbox import TextBox
from briefpress.layout.theme import Theme

#: Space between the texts of neighbouring columns.
_GAP = 10.0


@dataclass(frozen=True, slots=True, eq=False)
class RowBoxes:
    """The cells of a row."""

    node: n.Row
    cells: tuple[TextBox, ...]


class TableBox(NodeBox):
    """A table, or its part between two breaks.

    Args:
        node: The table.
        caption: Above it, in the first part.
        head: Rows that stand at the top of each part.
        body: This part's rows.
        widths: The columns' shares.
        repeated: True where the head was already printed, so that it is an artifact here.
        rows: Those of the whole table, by which columns are as wide in each part; None for those given.

    Attributes:
        beside: This table and others of the same width with as many rows, whose heights it shares.
    """

    def __init__(
        self,
        node: n.Table,
        caption: TextBox | None,
        head: Sequence[RowBoxes],
        body: Sequence[RowBoxes],
        theme: Theme,
        *,
        repeated: bool = False,
        rows: Sequence[RowBoxes] | None = None,
    ) -> None:
        super().__init__(node)
        self.table = node
        self.caption = caption
        self.head = tuple(head)
        self.body = tuple(body)
        self.theme = theme
        self.repeated = repeated
        self.rows = (*self.head, *self.body) if rows is None else rows
        self.beside: tuple[TableBox, ...] = ()
        self._widths: dict[float, list[float]] = {}
        self.before = caption.before if caption else theme.styles["p"].leading
        self.after = theme.styles["p"].leading

    def height(self, width: float) -> float:
        """Return the height of caption and rows."""
        rows = sum(self._row_height(row, width) for row in (*self.head, *self.body))
        return self._caption_height(width) + rows + self.theme.measures["table.head-rule"]

    def split(self, width: float, height: float) -> Split | Overflow:
        """Cut between two body rows; the head comes again."""
        used = self._caption_height(width) + self.theme.measures["table.head-rule"]
        used += sum(self._row_height(row, width) for row in self.head)
        for index, row in enumerate(self.body):
            used += self._row_height(row, width)
            if used > height + EPSILON:
                if index < _LEAST_ROWS:
                    return Overflow(
                        "a row of the table is higher than the room", used - height, row.node.span
                    )
                return Split(
                    self._part(self.body[:index], first=True), self._part(self.body[index:], first=False)
                )
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
            y = self._place_row(row, x, y, width, sink)
            sink.rectangle(x, y - m["table.rule"], width, m["table.rule"], palette["rule"])
        sink.area(x, top, width, y - top, self.node)

    # ---- inside

    def _place_row(self, row: RowBoxes, x: float, y: float, width: float, sink: Sink) -> float:
        pad = self.theme.measures["table.pad"]
        is_head = row in self.head
        height = self._row_height(row, width)
        for cell, column in zip(row.cells, self._columns(width), strict=True):
            inner = column - _GAP
            # Column headers stand on the rule, data hang from it.
            drop = height - 2 * pad - cell.height(inner) if is_head else 0.0
            cell.place(x, y + pad + drop, inner, sink.without_nodes() if is_head and self.repeated else sink)
            x += column
        return y + height

    def _columns(self, width: float) -> list[float]:
        """Return the columns' widths with their gaps; the last one's gap hangs out of the table."""
        known = self._widths.get(width)
        if known is None:
            total = float(sum(self.table.widths)) or 1.0
            shares = [(width + _GAP) * float(share) / total for share in self.table.widths]
            known = self._widths[width] = self._made_wide(shares)
        return known

    def _made_wide(self, shares: list[float]) -> list[float]:
        """Return the widths with room for the longest word of each column, taken from the others."""
        columns = list(zip(*(row.cells for row in self.rows), strict=True))
        if not any(
            max(cell.composed(share - _GAP).widths, default=0.0) > share - _GAP + EPSILON
            for share, cells in zip(shares, columns, strict=True)
            for cell in cells
        ):
            return shares
        least = [max(cell.least_width() for cell in cells) + _GAP + EPSILON for cells in columns]
        lacking = sum(max(need - share, 0.0) for need, share in zip(least, shares, strict=True))
        spare = sum(max(share - need, 0.0) for need, share in zip(least, shares, strict=True))
        if lacking > spare:
            return shares  # placing the cells says which word is too wide
        return [
            need if share < need else share - (share - need) * lacking / spare
            for need, share in zip(least, shares, strict=True)
        ]

    def _row_height(self, row: RowBoxes, width: float) -> float:
        if self.beside:
            index = self._places[row]
            return max(box._own_height(box.rows[index], width) for box in self.beside)
        return self._own_height(row, width)

    @cached_property
    def _places(self) -> dict[RowBoxes, int]:
        return {row: index for index, row in enumerate(self.rows)}

    def _own_height(self, row: RowBoxes, width: float) -> float:
        pairs = zip(row.cells, self._columns(width), strict=True)
        highest = max((cell.height(column - _GAP) for cell, column in pairs), default=0.0)
        return highest + 2 * self.theme.measures["table.pad"]

    def _caption_height(self, width: float) -> float:
        return self.caption.height(width) + self.caption.after if self.caption else 0.0

    def _part(self, body: Sequence[RowBoxes], *, first: bool) -> TableBox:
        part = TableBox(
            self.table,
            self.caption if first else None,
            self.head,
            body,
            self.theme,
            repeated=self.repeated or not first,
            rows=self.rows,
        )
        part.beside = self.beside
        part._widths = self._widths  # of the same rows: not to be found again for each part
        return part


#: A part of a table has at least so many rows under its head.
_LEAST_ROWS = 2
