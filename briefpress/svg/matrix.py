"""Affine transformations (SVG 2, 8.5), and what becomes of lines under them."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from typing import NamedTuple

from briefpress.svg.drawing import Box, Step

#: Coordinates beyond this are a mistake, or meant to harm: a page has a few hundred points.
LARGEST = 1e6

# Nothing of these is tried in many ways: no text takes much longer than its length.
NUMBER = r"[-+]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][-+]?[0-9]+)?"
#: What may stand between two numbers.
APART = r"\s*+(?:,\s*+)?"
NEXT_NUMBER = re.compile(rf"{APART}({NUMBER})")
FIRST_NUMBER = re.compile(rf"\s*+({NUMBER})")
_CALL = re.compile(rf"{APART}([A-Za-z]++)\s*+\(([^()]*+)\)")
#: Longer than any list of transformations that a program writes.
_LONGEST = 10_000

#: A stroke stays as wide in all directions where shapes stay what they are; this much is no matter.
_EVEN = 0.01


class Matrix(NamedTuple):
    """``x' = a x + c y + e``, ``y' = b x + d y + f``."""

    a: float = 1.0
    b: float = 0.0
    c: float = 0.0
    d: float = 1.0
    e: float = 0.0
    f: float = 0.0

    def then(self, inner: Matrix) -> Matrix:
        """Return what first does ``inner``, then this: the matrix of an element inside another one."""
        return Matrix(
            self.a * inner.a + self.c * inner.b,
            self.b * inner.a + self.d * inner.b,
            self.a * inner.c + self.c * inner.d,
            self.b * inner.c + self.d * inner.d,
            self.a * inner.e + self.c * inner.f + self.e,
            self.b * inner.e + self.d * inner.f + self.f,
        )

    @property
    def inverse(self) -> Matrix:
        """The matrix that undoes this one, which flattens nothing."""
        a, b, c, d, e, f = self
        whole = a * d - b * c
        return Matrix(
            d / whole, -b / whole, -c / whole, a / whole, (c * f - d * e) / whole, (b * e - a * f) / whole
        )

    @property
    def area(self) -> float:
        """By how much areas grow."""
        return abs(self.a * self.d - self.b * self.c)

    @property
    def scale(self) -> float | None:
        """By how much lengths grow, or None where that depends on their direction."""
        size = math.sqrt(self.area)
        turned = math.hypot(self.a - self.d, self.b + self.c)
        mirrored = math.hypot(self.a + self.d, self.b - self.c)
        return size if min(turned, mirrored) <= _EVEN * size else None

    def steps(self, steps: list[Step]) -> tuple[Step, ...]:
        """Return the steps of a path, moved."""
        a, b, c, d, e, f = self
        moved: list[Step] = []
        for name, *numbers in steps:
            points: list[float] = []
            for x, y in zip(numbers[::2], numbers[1::2], strict=True):
                assert not isinstance(x, str) and not isinstance(y, str)
                points += (a * x + c * y + e, b * x + d * y + f)
            moved.append((name, *points))
        return tuple(moved)


def _rotate(angle: float, x: float = 0.0, y: float = 0.0) -> Matrix:
    turn = math.radians(angle)
    cos, sin = math.cos(turn), math.sin(turn)
    return Matrix(cos, sin, -sin, cos, x - cos * x + sin * y, y - sin * x - cos * y)


#: Function -> the numbers of arguments it may have, and what it makes of them.
_FUNCTIONS: dict[str, tuple[tuple[int, ...], Callable[..., Matrix]]] = {
    "matrix": ((6,), Matrix),
    "translate": ((1, 2), lambda x, y=0.0: Matrix(e=x, f=y)),
    "scale": ((1, 2), lambda x, y=None: Matrix(a=x, d=x if y is None else y)),
    "rotate": ((1, 3), _rotate),
    "skewX": ((1,), lambda angle: Matrix(c=math.tan(math.radians(angle)))),
    "skewY": ((1,), lambda angle: Matrix(b=math.tan(math.radians(angle)))),
}


def parse_numbers(text: str) -> list[float] | None:
    """Return the numbers of a list, or None where it is not one, or one is beyond `LARGEST`."""
    numbers: list[float] = []
    position = 0
    while match := NEXT_NUMBER.match(text, position) if numbers else FIRST_NUMBER.match(text):
        numbers.append(float(match[1]))
        position = match.end()
    if text[position:].strip() or not all(abs(number) <= LARGEST for number in numbers):
        return None
    return numbers


def parse_transform(text: str) -> Matrix | None:
    """Return the matrix of a ``transform`` attribute, or None where it is not one."""
    made, position = Matrix(), 0
    if len(text) > _LONGEST:
        return None
    while text[position:].strip():
        call = _CALL.match(text, position)
        if call is None:
            return None
        counts, make = _FUNCTIONS.get(call[1], ((), Matrix))
        arguments = parse_numbers(call[2])
        if arguments is None or len(arguments) not in counts:
            return None
        made = made.then(make(*arguments))
        position = call.end()
    return made


def box_of(steps: tuple[Step, ...]) -> Box:
    """Return a rectangle around a path: that of its points and control points, which hold its curves."""
    xs = [float(x) for step in steps for x in step[1::2]]
    ys = [float(y) for step in steps for y in step[2::2]]
    return Box(min(xs), min(ys), max(xs), max(ys))
