"""Logos in rows, none of them louder than the others."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

from briefpress.document import nodes as n
from briefpress.layout.box import EPSILON, NodeBox, Sink
from briefpress.layout.pictures import place_image
from briefpress.layout.theme import Theme

#: Marks of one area look equally large, whatever their shapes: a square of 49 points, or a strip of 98 by 24.
AREA = 2400.0
#: A very long or a very high mark stops here.
MOST_WIDTH, MOST_HEIGHT = 110.0, 44.0


class _Placed(NamedTuple):
    logo: n.Logo
    width: float
    height: float


class LogosBox(NodeBox):
    """Logos of about the same area in as few rows as can be, the rows of about the same length."""

    def __init__(self, node: n.Logos, theme: Theme) -> None:
        super().__init__(node)
        self.logos = node.logos
        self.gap = theme.measures["key-figures.gap"]
        self.before, self.after = theme.styles["p"].after, theme.styles["p"].leading
        self._known: dict[float, list[list[_Placed]]] = {}

    def height(self, width: float) -> float:
        """Return the height of the rows."""
        rows = self._rows(width)
        return sum(map(_height, rows)) + self.gap * max(len(rows) - 1, 0)

    def place(self, x: float, y: float, width: float, sink: Sink) -> None:
        """Place the logos, those of a row on one middle line."""
        for row in self._rows(width):
            left, height = x, _height(row)
            for logo, w, h in row:
                top = y + (height - h) / 2
                sink.area(left, top, w, h, logo.image)
                place_image(logo.image, left, top, w, h, sink)
                if logo.href is not None:
                    sink.link(left, top, w, h, logo.image, href=logo.href)
                left += w + self.gap
            y += height + self.gap

    def _rows(self, width: float) -> list[list[_Placed]]:
        if width not in self._known:
            placed = [_Placed(logo, *_size(logo, width)) for logo in self.logos]
            fewest = self._filled(placed, width)
            # The narrowest measure that takes no more rows leaves none of them with a lonely logo.
            rights = [0.0]
            for one in placed:
                rights.append(rights[-1] + one.width + self.gap)
            lengths = (b - a - self.gap for i, a in enumerate(rights) for b in rights[i + 1 :])
            for length in sorted({length for length in lengths if length <= width}):
                rows = self._filled(placed, length)
                if len(rows) == len(fewest) and all(self._length(row) <= length + EPSILON for row in rows):
                    fewest = rows
                    break
            self._known[width] = fewest
        return self._known[width]

    def _filled(self, placed: Sequence[_Placed], width: float) -> list[list[_Placed]]:
        """Return rows, each with as many logos as fit."""
        rows: list[list[_Placed]] = []
        for one in placed:
            if rows and self._length([*rows[-1], one]) <= width + EPSILON:
                rows[-1].append(one)
            else:
                rows.append([one])
        return rows

    def _length(self, row: Sequence[_Placed]) -> float:
        return sum(one.width for one in row) + self.gap * (len(row) - 1)


def _height(row: Sequence[_Placed]) -> float:
    return max(one.height for one in row)


def _size(logo: n.Logo, column: float) -> tuple[float, float]:
    """Return the size at which a logo has its area, as far as its limits let it."""
    image = logo.image
    scales = [
        math.sqrt(AREA / (image.width * image.height)),
        min(logo.width or MOST_WIDTH, column) / image.width,
        (logo.height or MOST_HEIGHT) / image.height,
    ]
    if image.drawing is None:
        scales.append(1.0)  # dots that are made larger are seen as dots
    scale = min(scales)
    return image.width * scale, image.height * scale
