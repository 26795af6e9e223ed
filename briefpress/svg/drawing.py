"""A drawing as plain data: outlines with flat colours, in points from its upper left corner, y downwards."""

from __future__ import annotations

from typing import NamedTuple, TypeAlias

from msgspec import Struct

#: ``("m", x, y)``, ``("l", x, y)``, ``("c", x1, y1, x2, y2, x3, y3)`` or ``("h",)``, as `page.Path` has them.
Step: TypeAlias = tuple[str | float, ...]
#: Red, green, blue from 0 to 1 (sRGB).
Color: TypeAlias = tuple[float, float, float]


class Box(NamedTuple):
    """A rectangle with upright sides."""

    left: float
    top: float
    right: float
    bottom: float

    def holds(self, other: Box) -> bool:
        """Tell whether another rectangle lies inside."""
        return (
            self.left <= other.left
            and self.top <= other.top
            and other.right <= self.right
            and other.bottom <= self.bottom
        )

    def meets(self, other: Box) -> bool:
        """Tell whether the two have an area in common."""
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )

    def within(self, other: Box | None) -> Box:
        """Return what the two have in common."""
        if other is None:
            return self
        return Box(
            max(self.left, other.left),
            max(self.top, other.top),
            min(self.right, other.right),
            min(self.bottom, other.bottom),
        )

    def grown(self, by: float) -> Box:
        """Return it with a margin on all sides."""
        return Box(self.left - by, self.top - by, self.right + by, self.bottom + by)


class Stroke(NamedTuple):
    """A line along an outline; ``cap`` and ``join`` are PDF's numbers (ISO 32000-1, tables 54 and 55)."""

    color: Color
    width: float
    cap: int = 0
    join: int = 0
    miter_limit: float = 4.0
    dash: tuple[float, ...] = ()
    dash_phase: float = 0.0


class Shape(NamedTuple):
    """An outline with its colours; the fill is painted below the stroke.

    Attributes:
        even_odd: Whether what is inside is found by the even-odd rule, not by the winding number.
        clip: Nothing outside of it is painted; None where nothing of the shape is outside.
    """

    steps: tuple[Step, ...]
    fill: Color | None
    stroke: Stroke | None
    even_odd: bool = False
    clip: Box | None = None


class Drawing(Struct, frozen=True):
    """A whole drawing.

    Attributes:
        width: Points.
        height: Points.
        shapes: In the order in which they are painted.
    """

    width: float
    height: float
    shapes: tuple[Shape, ...]
