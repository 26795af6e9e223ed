"""Lengths and viewports: which part of a drawing is seen, and how large (SVG 2, 8)."""

from __future__ import annotations

import math
import re
from typing import NamedTuple

from briefpress.svg.elements import Element
from briefpress.svg.matrix import LARGEST, NUMBER, Matrix, parse_numbers
from briefpress.svg.refusal import Mark, unknown

#: Unit -> pixels, of which an inch has 96 (CSS Values 4, 6.2).
_UNITS = {
    "": 1.0,
    "px": 1.0,
    "pt": 96 / 72,
    "pc": 16.0,
    "in": 96.0,
    "mm": 96 / 25.4,
    "cm": 96 / 2.54,
    "q": 96 / 101.6,
}
_LENGTH = re.compile(rf"({NUMBER})(%|[A-Za-z]*)")
_ALIGNED = re.compile(r"x(Min|Mid|Max)Y(Min|Mid|Max)(?:\s+(meet|slice))?")
_PARTS = {"Min": 0.0, "Mid": 0.5, "Max": 1.0}


class Room(NamedTuple):
    """The size of a viewport in its own coordinates, of which percentages are parts."""

    width: float
    height: float

    @property
    def diagonal(self) -> float:
        """The length of which lengths without a direction are parts."""
        return math.hypot(self.width, self.height) / math.sqrt(2)


class ViewBox(NamedTuple):
    """The part of a drawing that a viewport shows."""

    x: float
    y: float
    width: float
    height: float


def parse_length(text: str, whole: float | None, what: str, mark: Mark) -> float:
    """Return a length in pixels.

    Args:
        text: A number, perhaps with a unit.
        whole: What 100% are; None where percentages mean nothing.
        what: Whose length it is, for the message.
        mark: Where it was written.
    """
    match = _LENGTH.fullmatch(text.strip())
    unit = match[2].lower() if match else ""
    factor = _UNITS.get(unit) if unit != "%" else None if whole is None else whole / 100
    if match is None or factor is None:
        hint = "write a number, perhaps with one of the units px, pt, pc, mm, cm and in"
        raise unknown(f"`{what}` cannot be `{text[:40]}`", hint, mark)
    length = float(match[1]) * factor
    if not abs(length) <= LARGEST:
        raise unknown(f"`{what}` is larger than a drawing can be", "make it smaller", mark)
    return length


def read_view_box(element: Element) -> ViewBox | None:
    """Return the ``viewBox`` of an element, where it has one."""
    text = element.attributes.get("viewBox")
    if text is None:
        return None
    numbers = parse_numbers(text)
    if numbers is None or len(numbers) != 4 or min(numbers[2:]) <= 0:
        hint = "write four numbers, the last two greater than 0: left, top, width, height"
        raise unknown(f"`viewBox` cannot be `{text[:40]}`", hint, element.mark)
    return ViewBox(*numbers)


def placed(element: Element, box: ViewBox, width: float, height: float) -> Matrix:
    """Return the matrix that brings a view box into a viewport, as ``preserveAspectRatio`` says."""
    across, down = width / box.width, height / box.height
    text = element.attributes.get("preserveAspectRatio", "xMidYMid").strip()
    if text.split()[:1] == ["none"]:
        return Matrix(across, 0, 0, down, -box.x * across, -box.y * down)
    match = _ALIGNED.fullmatch(text)
    if match is None:
        hint = "write `xMidYMid meet`, for instance"
        raise unknown(f"`preserveAspectRatio` cannot be `{text[:40]}`", hint, element.mark)
    scale = max(across, down) if match[3] == "slice" else min(across, down)
    x = (width - box.width * scale) * _PARTS[match[1]] - box.x * scale
    y = (height - box.height * scale) * _PARTS[match[2]] - box.y * scale
    return Matrix(scale, 0, 0, scale, x, y)
