"""The grid of a table: where cells stand that go over several columns or rows (HTML, 4.9.12)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from briefpress.document import nodes as n


class Placed(NamedTuple):
    """A cell and its place.

    Attributes:
        row: Index of the first row that it takes.
        column: Index of the first column that it takes.
    """

    cell: n.Cell
    row: int
    column: int


def placed_cells(rows: Sequence[n.Row]) -> Iterator[Placed]:
    """Yield the cells of rows, each at the first free place of its row."""
    taken: set[tuple[int, int]] = set()
    for index, row in enumerate(rows):
        column = 0
        for cell in row.cells:
            while (index, column) in taken:
                column += 1
            yield Placed(cell, index, column)
            if cell.rows > 1:
                below = range(index + 1, index + cell.rows)
                taken |= {(r, c) for r in below for c in range(column, column + cell.columns)}
            column += cell.columns


def widths_of_rows(rows: Sequence[n.Row]) -> list[int]:
    """Return how many columns each row takes, those of cells that come down from above included."""
    widths = [0] * len(rows)
    for cell, row, column in placed_cells(rows):
        for index in range(row, min(row + cell.rows, len(rows))):
            widths[index] = max(widths[index], column + cell.columns)
    return widths
