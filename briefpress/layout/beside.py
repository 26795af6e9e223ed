"""Columns side by side, each with content of its own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from briefpress.diagnostics import Span
from briefpress.document.nodes import NOWHERE
from briefpress.layout.box import EPSILON, Box, Overflow, Sink, Split
from briefpress.layout.stack import Stack
from briefpress.layout.theme import Theme


class Side(NamedTuple):
    """One of the columns.

    Attributes:
        share: Of the width.
        panel: Whether it stands on a tinted panel, which reaches as far down as the highest column.
    """

    content: Box
    share: float
    panel: bool


class BesideBox(Box):
    """Columns side by side; each goes on after a break by itself.

    Args:
        sides: The columns, from left to right.
        theme: Looks.
        least: The height that it takes at the least: all that a page has, where it goes on on the next.
    """

    def __init__(self, sides: Sequence[Side], theme: Theme, least: float = 0.0) -> None:
        self.sides = tuple(sides)
        self.theme = theme
        self.least = least
        self.after = theme.styles["p"].leading

    @property
    def span(self) -> Span:
        """The place of the first column that has something."""
        return next((side.content.span for side in self.sides if side.content.span.line), NOWHERE)

    def walk(self) -> Iterator[Box]:
        """Yield the boxes of the columns."""
        for side in self.sides:
            yield from side.content.walk()

    def is_wide(self, width: float) -> bool:
        """Keep the whole width."""
        return True

    def height(self, width: float) -> float:
        """Return the height of the highest column."""
        pairs = zip(self.sides, self._widths(width), strict=True)
        return max(self.least, *(self._side_height(side, inner) for side, inner in pairs))

    def split(self, width: float, height: float) -> Split | Overflow:
        """Cut each column that is too high; one that cannot be cut goes on behind the break as a whole."""
        heads: list[Side] = []
        tails: list[Side] = []
        reason: Overflow | None = None
        moved = 0
        for side, inner in zip(self.sides, self._widths(width), strict=True):
            head, tail = side, side._replace(content=Stack(()))
            if self._side_height(side, inner) > height + EPSILON:
                part = side.content.split(inner, height - 2 * self._pad(side))
                if isinstance(part, Split):
                    head, tail = side._replace(content=part.head), side._replace(content=part.tail)
                else:
                    head, tail, reason = tail, side, part
                    moved += 1
            heads.append(head)
            tails.append(tail)
        if reason is not None and moved == sum(map(_has_content, self.sides)):
            return reason
        return Split(BesideBox(heads, self.theme, height), BesideBox(tails, self.theme))

    def place(self, x: float, y: float, width: float, sink: Sink) -> None:
        """Place the panels, then all of one column before the next: so they are read."""
        height = self.height(width)
        for side, inner in zip(self.sides, self._widths(width), strict=True):
            pad = self._pad(side)
            if side.panel and _has_content(side):
                self._place_panel(x, y, inner + 2 * pad, height, sink)
            side.content.place(x + pad, y + pad, inner, sink)
            x += inner + 2 * pad + self.theme.measures["page.gutter"]

    # ---- inside

    def _place_panel(self, x: float, y: float, width: float, height: float, sink: Sink) -> None:
        """Paint the panel; where nothing is painted because it has the paper's colour, a line at its left."""
        if self.theme.tint is not None:
            sink.rectangle(x, y, width, height, self.theme.tint)
        else:
            sink.rectangle(x, y, self.theme.measures["table.rule"], height, self.theme.palette["rule"])

    def _pad(self, side: Side) -> float:
        return self.theme.measures["callout.pad"] if side.panel else 0.0

    def _widths(self, width: float) -> list[float]:
        """Return the widths of the columns without the padding of panels."""
        room = width - self.theme.measures["page.gutter"] * (len(self.sides) - 1)
        total = sum(side.share for side in self.sides)
        return [room * side.share / total - 2 * self._pad(side) for side in self.sides]

    def _side_height(self, side: Side, inner: float) -> float:
        return side.content.height(inner) + 2 * self._pad(side) if _has_content(side) else 0.0


def _has_content(side: Side) -> bool:
    return next(side.content.walk(), None) is not None
