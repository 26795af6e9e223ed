"""Path data (SVG 2, 9.3) -> lines and cubic Bézier curves."""

from __future__ import annotations

import math
import re
from collections.abc import Callable

from briefpress.svg.drawing import Step
from briefpress.svg.matrix import APART, FIRST_NUMBER, LARGEST, NEXT_NUMBER

#: More segments than this make a page that printers choke on.
MAX_STEPS = 100_000

_COMMAND = re.compile(r"\s*+([MmZzLlHhVvCcSsQqTtAa])")
_FLAG = re.compile(rf"{APART}([01])")

#: Command -> how many numbers it takes.
_ARGUMENTS = {"M": 2, "L": 2, "H": 1, "V": 1, "C": 6, "S": 4, "Q": 4, "T": 2, "A": 7, "Z": 0}
#: Which numbers of an arc are flags, one digit that need not be parted from the next number.
_FLAGS = (3, 4)
#: An arc of a smaller radius is a line.
_FLAT = 1e-6


class PathError(ValueError):
    """Path data that are not well formed; its text says what is wrong."""


class TooLong(Exception):
    """A path of far more segments than a page can show."""


def parse_path(data: str) -> list[Step]:
    """Return the steps of path data.

    Raises:
        PathError: They are not well formed.
        TooLong: They have more than `MAX_STEPS` segments.
    """
    pen = _Pen()
    position = 0
    while command := _COMMAND.match(data, position):
        name = command[1]
        if not pen.steps and name not in "Mm":
            raise PathError("it does not begin with `M`")
        position = command.end()
        count = _ARGUMENTS[name.upper()]
        start = FIRST_NUMBER
        while True:
            numbers, position = _read(data, position, count, name, start)
            pen.draw(name, numbers)
            if len(pen.steps) > MAX_STEPS:
                raise TooLong
            start = NEXT_NUMBER
            if not count or NEXT_NUMBER.match(data, position) is None:
                break
            # Points that follow a move are lines (9.3.3).
            name = {"M": "L", "m": "l"}.get(name, name)
    rest = data[position:].strip()
    if rest:
        raise PathError(f"`{rest[:12]}` is out of place")
    return pen.steps


def _read(data: str, position: int, count: int, name: str, start: re.Pattern[str]) -> tuple[list[float], int]:
    numbers: list[float] = []
    for index in range(count):
        is_flag = name in "Aa" and index in _FLAGS
        pattern = _FLAG if is_flag else NEXT_NUMBER if index else start
        found = pattern.match(data, position)
        if found is None:
            raise PathError(f"`{name}` lacks a number")
        number = float(found[1])
        if not abs(number) <= LARGEST:
            raise PathError(f"`{found[1][:12]}` is larger than a drawing can be")
        numbers.append(number)
        position = found.end()
    return numbers, position


class _Pen:
    """Draws commands and knows what the next one goes on from."""

    def __init__(self) -> None:
        self.steps: list[Step] = []
        self.x = self.y = 0.0
        self._start = (0.0, 0.0)
        self._closed = False
        # The last control point of a curve, which S and T mirror, by the kind of the curve.
        self._control: tuple[str, float, float] = ("", 0.0, 0.0)

    def draw(self, name: str, numbers: list[float]) -> None:
        """Draw a command."""
        upper = name.upper()
        if name != upper:
            numbers = self._absolute(upper, numbers)
        if self._closed and upper not in "MZ":
            self.steps.append(("m", *self._start))
        if upper not in "CSQT":
            self._control = ("", 0.0, 0.0)
        self._closed = upper == "Z"
        _COMMANDS[upper](self, *numbers)

    def _absolute(self, name: str, numbers: list[float]) -> list[float]:
        if name == "H":
            return [numbers[0] + self.x]
        if name == "V":
            return [numbers[0] + self.y]
        if name == "A":
            return [*numbers[:5], numbers[5] + self.x, numbers[6] + self.y]
        return [number + (self.y if index % 2 else self.x) for index, number in enumerate(numbers)]

    def move(self, x: float, y: float) -> None:
        self.x, self.y = self._start = (x, y)
        self.steps.append(("m", x, y))

    def line(self, x: float, y: float) -> None:
        self.x, self.y = x, y
        self.steps.append(("l", x, y))

    def across(self, x: float) -> None:
        self.line(x, self.y)

    def down(self, y: float) -> None:
        self.line(self.x, y)

    def curve(self, x1: float, y1: float, x2: float, y2: float, x: float, y: float) -> None:
        self.steps.append(("c", x1, y1, x2, y2, x, y))
        self.x, self.y = x, y
        self._control = ("C", x2, y2)

    def smooth(self, x2: float, y2: float, x: float, y: float) -> None:
        self.curve(*self._mirrored("C"), x2, y2, x, y)

    def quadratic(self, x1: float, y1: float, x: float, y: float) -> None:
        before = (self.x + (x1 - self.x) * 2 / 3, self.y + (y1 - self.y) * 2 / 3)
        self.curve(*before, x + (x1 - x) * 2 / 3, y + (y1 - y) * 2 / 3, x, y)
        self._control = ("Q", x1, y1)

    def smooth_quadratic(self, x: float, y: float) -> None:
        self.quadratic(*self._mirrored("Q"), x, y)

    def _mirrored(self, kind: str) -> tuple[float, float]:
        last, x, y = self._control
        return (2 * self.x - x, 2 * self.y - y) if last == kind else (self.x, self.y)

    def arc(
        self, rx: float, ry: float, turn: float, is_large: float, sweeps: float, x: float, y: float
    ) -> None:
        if (x, y) == (self.x, self.y):
            return
        rx, ry = abs(rx), abs(ry)
        if min(rx, ry) < _FLAT:
            self.line(x, y)
            return
        arc = _arc((self.x, self.y), (x, y), (rx, ry), math.radians(turn % 360), bool(is_large), bool(sweeps))
        self.steps += arc
        self.x, self.y = x, y

    def close(self) -> None:
        self.x, self.y = self._start
        self.steps.append(("h",))


_COMMANDS: dict[str, Callable[..., None]] = {
    "M": _Pen.move,
    "L": _Pen.line,
    "H": _Pen.across,
    "V": _Pen.down,
    "C": _Pen.curve,
    "S": _Pen.smooth,
    "Q": _Pen.quadratic,
    "T": _Pen.smooth_quadratic,
    "A": _Pen.arc,
    "Z": _Pen.close,
}


def _arc(
    start: tuple[float, float],
    end: tuple[float, float],
    radii: tuple[float, float],
    turn: float,
    is_large: bool,
    sweeps: bool,
) -> list[Step]:
    """Return an elliptical arc as curves (SVG 2, B.2.4: from endpoints to centre)."""
    (x1, y1), (x2, y2), (rx, ry) = start, end, radii
    cos, sin = math.cos(turn), math.sin(turn)
    dx, dy = (x1 - x2) / 2, (y1 - y2) / 2
    px, py = cos * dx + sin * dy, cos * dy - sin * dx
    # Radii that do not reach are made larger (B.2.5).
    size = math.hypot(px / rx, py / ry)
    if size > 1:
        rx, ry = rx * size, ry * size
    ux, uy = px / rx, py / ry
    length = ux * ux + uy * uy
    off = math.sqrt(max(0.0, 1 / length - 1)) * (-1 if is_large == sweeps else 1) if length else 0.0
    cx, cy = off * uy, -off * ux  # the centre, in the circle of radius 1 that the ellipse was
    first = math.atan2(uy - cy, ux - cx)
    sweep = math.atan2(-uy - cy, -ux - cx) - first
    if sweeps and sweep < 0:
        sweep += 2 * math.pi
    elif not sweeps and sweep > 0:
        sweep -= 2 * math.pi
    mx, my = (x1 + x2) / 2, (y1 + y2) / 2

    def point(x: float, y: float) -> tuple[float, float]:
        x, y = (x + cx) * rx, (y + cy) * ry
        return cos * x - sin * y + mx, sin * x + cos * y + my

    count = max(1, math.ceil(abs(sweep) / (math.pi / 2) - 1e-9))
    part = sweep / count
    bend = 4 / 3 * math.tan(part / 4)
    steps: list[Step] = []
    for index in range(count):
        a, b = first + index * part, first + (index + 1) * part
        one = point(math.cos(a) - bend * math.sin(a), math.sin(a) + bend * math.cos(a))
        two = point(math.cos(b) + bend * math.sin(b), math.sin(b) - bend * math.cos(b))
        last = end if index == count - 1 else point(math.cos(b), math.sin(b))
        steps.append(("c", *one, *two, *last))
    return steps
