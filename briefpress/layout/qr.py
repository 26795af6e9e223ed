"""QR codes (ISO/IEC 18004) as outlines, beside the words that say where they lead."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import lru_cache

from briefpress.diagnostics import Findings
from briefpress.document import nodes as n
from briefpress.document.addresses import encoded
from briefpress.layout.box import EPSILON, NodeBox, Sink
from briefpress.layout.contrast import MIN_CONTRAST, contrast
from briefpress.layout.stack import Stack
from briefpress.layout.textbox import TextBox
from briefpress.layout.theme import Theme
from briefpress.svg import Drawing, Shape, Step

_MM = 72 / 25.4
#: The side of a code that does not say how large it is, with the margin around it.
SIDE = 20 * _MM
#: The least side of a module: phones lose smaller ones.
LEAST_MODULE = 0.4 * _MM
#: Light modules that have to be around a code (ISO/IEC 18004, 6.3.8).
QUIET = 4
#: Words in a narrower column than an inch, or than the longest of them, stand below the code.
_LEAST_WORDS = 72.0


class QrBox(NodeBox):
    """A code at the left and words beside it; they stay together."""

    def __init__(self, node: n.QrCode, content: Stack, theme: Theme, findings: Findings) -> None:
        super().__init__(node)
        self.code = node
        self.content = content
        self.gap = theme.measures["chart.gap"]
        longest = (box.least_width() for box in content.walk() if isinstance(box, TextBox))
        self.least_words = max((_LEAST_WORDS, *longest))
        self.findings = findings
        self.before, self.after = theme.styles["p"].after, theme.styles["p"].leading
        self.modules = len(matrix(node.href)) + 2 * QUIET
        least = self.modules * LEAST_MODULE
        self.side = node.size or max(SIDE, least)
        self.drawing = self._draw(theme)
        if self.side < least - EPSILON:
            findings.error(
                "LAYOUT009",
                f"a QR code for this address has {self.modules} modules in a row, which are "
                f"{self.side / self.modules / _MM:.2f} mm wide in {self.side:g} points",
                self.span,
                label="too small",
                hint=f"leave `size` out, make it {math.ceil(least)} or more, or shorten the address",
            )

    def height(self, width: float) -> float:
        """Return the height of the code or of the words beside it."""
        words = self.content.height(self._words(width))
        return max(self.side, words) if self._is_beside(width) else self.side + self.gap + words

    def place(self, x: float, y: float, width: float, sink: Sink) -> None:
        """Place the words, which are read first, then the code."""
        words = self._words(width)
        if self._is_beside(width):
            free = max(0.0, self.side - self.content.height(words)) / 2
            self.content.place(x + self.side + self.gap, y + free, words, sink)
        else:
            self.content.place(x, y + self.side + self.gap, words, sink)
        if self.side > width + EPSILON:
            self.findings.error(
                "LAYOUT009",
                f"the QR code is {self.side - width:.1f} points wider than its column",
                self.span,
                label="too large",
                hint="make it smaller, or shorten the address",
            )
        sink.area(x, y, self.side, self.side, self.node)
        sink.drawing(x, y, self.side / self.modules, self.drawing, self.node)

    def _is_beside(self, width: float) -> bool:
        return width - self.side - self.gap >= self.least_words - EPSILON

    def _words(self, width: float) -> float:
        return width - self.side - self.gap if self._is_beside(width) else width

    def _draw(self, theme: Theme) -> Drawing:
        """Return the code in modules: dark on light whatever the theme, as most readers want it."""
        colors = sorted(
            (theme.palette["ink"], theme.palette["paper"]), key=lambda color: contrast(color, (0, 0, 0))
        )
        dark, light = colors
        if contrast(dark, light) < MIN_CONTRAST:
            self.findings.error(
                "LAYOUT004",
                f"`ink` on `paper` has a contrast of {contrast(dark, light):.1f}:1",
                self.span,
                hint=f"a QR code needs {MIN_CONTRAST}:1 or more: choose a darker ink in the theme",
            )
        whole = float(self.modules)
        panel: tuple[Step, ...] = (("m", 0, 0), ("l", whole, 0), ("l", whole, whole), ("l", 0, whole), ("h",))
        code = tuple(outline(matrix(self.code.href)))
        return Drawing(whole, whole, (Shape(panel, light, None), Shape(code, dark, None)))


@lru_cache(maxsize=256)
def matrix(address: str) -> tuple[tuple[bool, ...], ...]:
    """Return the modules of the code for an address, row by row, the dark ones true.

    The level of error correction is M (15%), or a better one where that makes the code no larger.
    """
    import segno  # late: it loads much of the standard library, and few briefs have a code

    code = segno.make(encoded(address), error="m", micro=False)
    return tuple(tuple(bool(module) for module in row) for row in code.matrix)


def outline(rows: Sequence[Sequence[bool]]) -> list[Step]:
    """Return the edges of all dark modules as one path, moved by the margin.

    One path has no seams: modules that are painted one by one show hairlines between them on screens.
    Dark is always at the right hand, so that holes turn the other way round and stay light.
    """
    size = len(rows)

    def is_dark(row: int, column: int) -> bool:
        return 0 <= row < size and 0 <= column < size and rows[row][column]

    edges: dict[tuple[int, int], list[tuple[int, int]]] = {}
    for row in range(size):
        for column in range(size):
            if not is_dark(row, column):
                continue
            corners = ((column, row), (column + 1, row), (column + 1, row + 1), (column, row + 1))
            neighbours = ((row - 1, column), (row, column + 1), (row + 1, column), (row, column - 1))
            for index, (r, c) in enumerate(neighbours):
                if not is_dark(r, c):
                    edges.setdefault(corners[index], []).append(corners[(index + 1) % 4])
    steps: list[Step] = []
    for start in sorted(edges):
        while edges[start]:
            steps += _loop(start, edges)
    return steps


def _loop(start: tuple[int, int], edges: dict[tuple[int, int], list[tuple[int, int]]]) -> list[Step]:
    """Take the edges of one outline and return it, with a point at each turn."""
    points = [start]
    heading = (0, 0)
    at = start
    while True:
        ahead = edges[at].pop()
        turned = (ahead[0] - at[0], ahead[1] - at[1])
        if turned == heading:
            points[-1] = ahead
        else:
            points.append(ahead)
        heading, at = turned, ahead
        if at == start:
            break
    return [
        *(
            ("l" if index else "m", float(x + QUIET), float(y + QUIET))
            for index, (x, y) in enumerate(points[:-1])
        ),
        ("h",),
    ]
