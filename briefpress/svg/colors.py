"""Colours of CSS -> red, green, blue and opacity."""

from __future__ import annotations

import colorsys
import re
from typing import NamedTuple

from briefpress.svg.drawing import Color

WHITE: Color = (1.0, 1.0, 1.0)

#: Colours are short; what is tried in several ways must be.
_LONGEST = 200
_HEX = re.compile(r"#(?:[0-9a-f]{3,4}|[0-9a-f]{6}|[0-9a-f]{8})")
_FUNCTION = re.compile(r"(rgba?|hsla?)\(([^()]*)\)")
_PART = re.compile(r"([-+]?(?:[0-9]+\.?[0-9]*|\.[0-9]+))(%|deg)?")
#: What draw.io writes for pages that are light or dark: paper is light.
_LIGHT_DARK = re.compile(r"light-dark\(\s*((?:[^(),]|\([^()]*\))*),.*\)", re.DOTALL)


class Paint(NamedTuple):
    """A colour and how much it covers what is below, from 0 to 1."""

    color: Color
    alpha: float


def parse_color(text: str) -> Paint | None:
    """Return a colour, or None where a text is none."""
    if len(text) > _LONGEST:
        return None
    text = text.strip().lower()
    light = _LIGHT_DARK.fullmatch(text)
    if light is not None:
        text = light[1].strip()
    if text == "transparent":
        return Paint((0.0, 0.0, 0.0), 0.0)
    if _HEX.fullmatch(text):
        return _from_hex(text[1:])
    function = _FUNCTION.fullmatch(text)
    if function is not None:
        return _from_function(function[1], function[2])
    from PIL.ImageColor import (
        colormap,
    )  # the names of CSS; most drawings have few, and most briefs no drawing

    named = colormap.get(text)
    return _from_hex(named[1:]) if isinstance(named, str) else None


def _from_hex(digits: str) -> Paint:
    if len(digits) < 6:
        digits = "".join(digit * 2 for digit in digits)
    red, green, blue, alpha = (int((digits + "ff")[i : i + 2], 16) / 255 for i in (0, 2, 4, 6))
    return Paint((red, green, blue), alpha)


def _from_function(name: str, arguments: str) -> Paint | None:
    parts = [_PART.fullmatch(part) for part in re.split(r"\s*[,/]\s*|\s+", arguments.strip())]
    if len(parts) not in (3, 4) or None in parts:
        return None
    values = [(float(part[1]), part[2] or "") for part in parts if part is not None]
    alpha = _unit(*values[3], 1.0) if len(values) == 4 else 1.0
    if alpha is None:
        return None
    if name.startswith("rgb"):
        channels = [_unit(value, unit, 255.0) for value, unit in values[:3]]
        if None in channels:
            return None
        red, green, blue = (channel or 0.0 for channel in channels)
        return Paint((red, green, blue), alpha)
    (hue, degrees), (saturation, one), (lightness, other) = values[:3]
    if degrees == "%" or (one, other) != ("%", "%"):
        return None
    light, full = min(max(lightness / 100, 0.0), 1.0), min(max(saturation / 100, 0.0), 1.0)
    return Paint(colorsys.hls_to_rgb(hue / 360 % 1, light, full), alpha)


def _unit(value: float, unit: str, whole: float) -> float | None:
    """Return a number or a percentage as a part of 1; what is beyond is cut (CSS Color 4, 5.1)."""
    if unit not in ("", "%"):
        return None
    return min(max(value / (100 if unit == "%" else whole), 0.0), 1.0)
