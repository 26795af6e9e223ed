"""Styles -> how strokes are drawn, and other values that hold for an element."""

from __future__ import annotations

import re
from typing import TypeVar

from briefpress.svg.drawing import Stroke
from briefpress.svg.elements import Element
from briefpress.svg.matrix import LARGEST, NUMBER, Matrix
from briefpress.svg.refusal import Mark, large, unknown
from briefpress.svg.styles import INHERITED, OWN, Declared, Style
from briefpress.svg.viewports import Room, parse_length

_CAPS = {"butt": 0, "round": 1, "square": 2}
_JOINS = {"miter": 0, "round": 1, "bevel": 2}
#: Lengths of dashes that are taken, and the least sum of them in points.
_MOST_DASHES = 100
_SHORTEST_DASHES = 0.01
_NUMBER = re.compile(NUMBER)

_T = TypeVar("_T")


def text_of(style: Style, name: str) -> str:
    """Return the value of a property, the initial one where nothing else holds."""
    declared = style.get(name)
    return declared.text if declared else INHERITED.get(name) or OWN[name]


def choice_of(style: Style, name: str, choices: dict[str, _T]) -> _T:
    """Return what a keyword stands for."""
    text = text_of(style, name)
    if text not in choices:
        raise unknown(
            f"`{name}` cannot be `{text[:40]}`", f"it can be {', '.join(choices)}", style[name].mark
        )
    return choices[text]


def _number_of(style: Style, name: str, mark: Mark) -> float:
    declared = style.get(name, Declared(INHERITED.get(name) or OWN[name], mark))
    if not _NUMBER.fullmatch(declared.text):
        raise unknown(f"`{name}` cannot be `{declared.text[:40]}`", "write a number", declared.mark)
    return min(float(declared.text), LARGEST)


def opacity_of(style: Style, name: str, mark: Mark) -> float:
    """Return a number from 0 to 1, which may be written as a percentage."""
    declared = style.get(name, Declared("1", mark))
    text = declared.text.removesuffix("%")
    if not _NUMBER.fullmatch(text):
        raise unknown(
            f"`{name}` cannot be `{declared.text[:40]}`", "write a number from 0 to 1", declared.mark
        )
    return min(max(float(text) / (1 if text == declared.text else 100), 0.0), 1.0)


def reach_of(line: Stroke) -> float:
    """Return how far a stroke can reach beyond its outline: at corners and at ends."""
    corner = line.miter_limit if line.join == 0 else 1.0
    end = 2**0.5 if line.cap == 2 else 1.0
    return line.width / 2 * max(corner, end)


def line_of(element: Element, style: Style, room: Room, matrix: Matrix) -> Stroke | None:
    """Return how the stroke of an element is drawn; None where it has no width."""

    def length(name: str) -> float:
        declared = style.get(name, Declared(INHERITED[name], element.mark))
        return parse_length(declared.text, room.diagonal, name, declared.mark)

    width = length("stroke-width")
    if width < 0:
        raise unknown("`stroke-width` is less than 0", "make it 0 or more", element.mark)
    if not width:
        return None
    scale = matrix.scale
    if scale is None:
        hint = "convert the stroke to a path (in Inkscape: Path > Stroke to Path)"
        raise unknown("a stroke is stretched more in one direction than in another", hint, element.mark)
    limit = _number_of(style, "stroke-miterlimit", element.mark)
    if limit < 1:
        raise unknown("`stroke-miterlimit` is less than 1", "make it 1 or more", element.mark)
    dash = _dash(element, style, room, scale)
    return Stroke(
        (0.0, 0.0, 0.0),
        width * scale,
        choice_of(style, "stroke-linecap", _CAPS),
        choice_of(style, "stroke-linejoin", _JOINS),
        limit,
        dash,
        length("stroke-dashoffset") * scale if dash else 0.0,
    )


def _dash(element: Element, style: Style, room: Room, scale: float) -> tuple[float, ...]:
    declared = style.get("stroke-dasharray")
    if declared is None or declared.text == "none":
        return ()
    if "pathLength" in element.attributes:
        hint = "convert the stroke to a path"
        raise unknown("dashes are measured by `pathLength`", hint, element.mark)
    parts = [part for part in re.split(r"[\s,]+", declared.text) if part]
    if len(parts) > _MOST_DASHES:
        raise large("its dashes have too many lengths", declared.mark)
    lengths = [parse_length(part, room.diagonal, "stroke-dasharray", declared.mark) * scale for part in parts]
    if min(lengths, default=0) < 0:
        raise unknown("a dash is less than 0 long", "make it 0 or more", declared.mark)
    if sum(lengths) < _SHORTEST_DASHES:
        return ()  # a line without gaps (SVG 2, 13.5.6)
    return tuple(lengths * 2 if len(lengths) % 2 else lengths)
