"""The attributes of shapes -> their outlines, in the coordinates that they are written in."""

from __future__ import annotations

from collections.abc import Callable

from briefpress.svg import outlines
from briefpress.svg.drawing import Step
from briefpress.svg.elements import Element
from briefpress.svg.matrix import parse_numbers
from briefpress.svg.path_data import MAX_STEPS, PathError, TooLong, parse_path
from briefpress.svg.refusal import large, unknown
from briefpress.svg.viewports import Room, parse_length


def number_of(element: Element, name: str, whole: float) -> float:
    """Return the length in an attribute, 0 where it is missing; ``whole`` is what 100% are."""
    return parse_length(element.attributes.get(name, "0"), whole, name, element.mark)


def _size(element: Element, name: str, whole: float) -> float:
    size = number_of(element, name, whole)
    if size < 0:
        raise unknown(f"`{name}` is less than 0", "make it 0 or more", element.mark)
    return size


def _path(element: Element, _room: Room) -> list[Step]:
    try:
        return parse_path(element.attributes.get("d", ""))
    except PathError as error:
        hint = "export the picture again"
        raise unknown(f"the data of a path are faulty: {error}", hint, element.mark) from None
    except TooLong:
        raise large(f"a path has more than {MAX_STEPS:,} segments", element.mark) from None


def _rect(element: Element, room: Room) -> list[Step]:
    x, y = number_of(element, "x", room.width), number_of(element, "y", room.height)
    width = _size(element, "width", room.width)
    height = _size(element, "height", room.height)
    if not width or not height:
        return []
    rx, ry = _radii(element, room)
    return outlines.rectangle(x, y, width, height, rx, ry)


def _radii(element: Element, room: Room) -> tuple[float, float]:
    """Return the two radii; one that is missing is like the other (SVG 2, 7.4)."""
    given = [
        _size(element, name, whole) if element.attributes.get(name, "auto").strip() != "auto" else None
        for name, whole in zip(("rx", "ry"), room, strict=True)
    ]
    rx, ry = given
    return (ry or 0.0) if rx is None else rx, (rx or 0.0) if ry is None else ry


def _circle(element: Element, room: Room) -> list[Step]:
    cx, cy = number_of(element, "cx", room.width), number_of(element, "cy", room.height)
    r = _size(element, "r", room.diagonal)
    return outlines.ellipse(cx, cy, r, r) if r else []


def _ellipse(element: Element, room: Room) -> list[Step]:
    cx, cy = number_of(element, "cx", room.width), number_of(element, "cy", room.height)
    rx, ry = _radii(element, room)
    return outlines.ellipse(cx, cy, rx, ry) if rx and ry else []


def _straight(element: Element, room: Room) -> list[Step]:
    x1, x2 = (number_of(element, name, room.width) for name in ("x1", "x2"))
    y1, y2 = (number_of(element, name, room.height) for name in ("y1", "y2"))
    return outlines.polygon([(x1, y1), (x2, y2)], closed=False)


def _lines(element: Element, _room: Room) -> list[Step]:
    numbers = parse_numbers(element.attributes.get("points", ""))
    if numbers is None or len(numbers) % 2:
        hint = "write pairs of numbers: `0,0 10,0 10,10`"
        raise unknown("its points are not pairs of numbers", hint, element.mark)
    if len(numbers) > 2 * MAX_STEPS:
        raise large(f"a path has more than {MAX_STEPS:,} segments", element.mark)
    points = list(zip(numbers[::2], numbers[1::2], strict=True))
    return outlines.polygon(points, closed=element.name == "polygon")


#: Elements that are shapes -> what makes their outlines.
OUTLINES: dict[str, Callable[[Element, Room], list[Step]]] = {
    "path": _path,
    "rect": _rect,
    "circle": _circle,
    "ellipse": _ellipse,
    "line": _straight,
    "polyline": _lines,
    "polygon": _lines,
}
