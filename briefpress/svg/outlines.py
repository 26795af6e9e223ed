"""Basic shapes (SVG 2, 10) -> steps of paths."""

from __future__ import annotations

from collections.abc import Sequence

from briefpress.svg.drawing import Box, Step

#: Distance of a Bézier's control points that make a quarter of a circle, in radii.
_ARC = 0.5522847498


def ellipse(cx: float, cy: float, rx: float, ry: float) -> list[Step]:
    """Return an ellipse, from its rightmost point on (10.4)."""
    bx, by = rx * _ARC, ry * _ARC
    return [
        ("m", cx + rx, cy),
        ("c", cx + rx, cy + by, cx + bx, cy + ry, cx, cy + ry),
        ("c", cx - bx, cy + ry, cx - rx, cy + by, cx - rx, cy),
        ("c", cx - rx, cy - by, cx - bx, cy - ry, cx, cy - ry),
        ("c", cx + bx, cy - ry, cx + rx, cy - by, cx + rx, cy),
        ("h",),
    ]


def rectangle(x: float, y: float, width: float, height: float, rx: float, ry: float) -> list[Step]:
    """Return a rectangle; its corners are quarters of ellipses, at most half a side wide (10.2)."""
    rx, ry = min(rx, width / 2), min(ry, height / 2)
    right, bottom = x + width, y + height
    if not rx or not ry:
        return [("m", x, y), ("l", right, y), ("l", right, bottom), ("l", x, bottom), ("h",)]
    bx, by = rx * (1 - _ARC), ry * (1 - _ARC)
    return [
        ("m", x + rx, y),
        ("l", right - rx, y),
        ("c", right - bx, y, right, y + by, right, y + ry),
        ("l", right, bottom - ry),
        ("c", right, bottom - by, right - bx, bottom, right - rx, bottom),
        ("l", x + rx, bottom),
        ("c", x + bx, bottom, x, bottom - by, x, bottom - ry),
        ("l", x, y + ry),
        ("c", x, y + by, x + bx, y, x + rx, y),
        ("h",),
    ]


def polygon(points: list[tuple[float, float]], *, closed: bool) -> list[Step]:
    """Return lines from point to point."""
    steps: list[Step] = [("l" if index else "m", x, y) for index, (x, y) in enumerate(points)]
    return [*steps, ("h",)] if closed and steps else steps


def has_area(steps: Sequence[Step]) -> bool:
    """Tell whether a path can have an inside: with a curve, or with three points in a row of lines."""
    points = 0
    for step in steps:
        points = 1 if step[0] == "m" else points + (step[0] == "l")
        if step[0] == "c" or points > 2:
            return True
    return False


def upright(steps: tuple[Step, ...]) -> Box | None:
    """Return the rectangle that a path is, where it is one with upright sides."""
    points: list[tuple[float, float]] = []
    for step in steps:
        if step[0] == "h":
            break
        if step[0] == "c":
            return None
        points.append((float(step[1]), float(step[2])))
    if len(points) == 5 and _near(points[0], points[4]):
        points.pop()
    if len(points) != 4 or [step[0] for step in steps].count("m") != 1:
        return None
    xs, ys = [x for x, _ in points], [y for _, y in points]
    box = Box(min(xs), min(ys), max(xs), max(ys))
    corners = [(box.left, box.top), (box.right, box.top), (box.right, box.bottom), (box.left, box.bottom)]
    for turned in (corners, corners[::-1]):
        for first in range(4):
            if all(map(_near, points, (*turned[first:], *turned[:first]))):
                return box
    return None


def _near(one: tuple[float, float], other: tuple[float, float]) -> bool:
    """Tell whether two points are one: a thousandth of a point is finer than any printer."""
    return abs(one[0] - other[0]) < 1e-3 and abs(one[1] - other[1]) < 1e-3
