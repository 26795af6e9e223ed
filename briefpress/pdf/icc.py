"""The sRGB colour space as an ICC profile of version 2, computed from the numbers of IEC 61966-2-1.

Made here rather than shipped: a profile of a few kilobytes without a date, the same bytes everywhere.
"""

from __future__ import annotations

import struct
from functools import cache

#: Name and address for the output intent (ISO 32000-1, 14.11.5).
CONDITION = "sRGB IEC61966-2.1"
REGISTRY = "http://www.color.org"

# Colorants of IEC 61966-2-1, adapted from D65 to the D50 of the profile connection space (Bradford).
_WHITE = (0.9642, 1.0, 0.8249)
_RED = (0.43607, 0.22249, 0.01392)
_GREEN = (0.38515, 0.71687, 0.09708)
_BLUE = (0.14307, 0.06061, 0.71410)

_CURVE_POINTS = 1024


@cache
def srgb_profile() -> bytes:
    """Return the profile (ICC.1:2001-04)."""
    curve = _curve()
    elements = (
        (b"desc", _description(CONDITION)),
        (b"cprt", b"text\0\0\0\0" + b"No copyright, use freely\0"),
        (b"wtpt", _xyz(_WHITE)),
        (b"rXYZ", _xyz(_RED)),
        (b"gXYZ", _xyz(_GREEN)),
        (b"bXYZ", _xyz(_BLUE)),
        (b"rTRC", curve),
        (b"gTRC", curve),
        (b"bTRC", curve),
    )
    start = 128 + 4 + 12 * len(elements)
    table, body = struct.pack(">I", len(elements)), b""
    places: dict[bytes, int] = {}
    for signature, data in elements:
        if data not in places:
            body += b"\0" * (-len(body) % 4)
            places[data] = start + len(body)
            body += data
        table += signature + struct.pack(">II", places[data], len(data))
    return _header(start + len(body)) + table + body


def relative_xyz(color: tuple[float, float, float]) -> tuple[float, float, float]:
    """Return X, Y and Z of a colour, each in parts of that of white."""
    light = [_linear(part) for part in color]
    x, y, z = (
        sum(part * colorant[axis] for part, colorant in zip(light, (_RED, _GREEN, _BLUE), strict=True))
        for axis in range(3)
    )
    return x / _WHITE[0], y / _WHITE[1], z / _WHITE[2]


def _header(size: int) -> bytes:
    created = struct.pack(">6H", 2000, 1, 1, 0, 0, 0)
    classes = b"\0\0\0\0" + struct.pack(">I", 0x02100000) + b"mntrRGB XYZ "
    head = struct.pack(">I", size) + classes + created + b"acsp"
    return head.ljust(68, b"\0") + b"".join(map(_fixed, _WHITE)).ljust(60, b"\0")


def _curve() -> bytes:
    points = (_linear(index / (_CURVE_POINTS - 1)) for index in range(_CURVE_POINTS))
    values = [round(point * 65535) for point in points]
    return b"curv\0\0\0\0" + struct.pack(f">I{_CURVE_POINTS}H", _CURVE_POINTS, *values)


def _linear(value: float) -> float:
    """IEC 61966-2-1, 5.2: from an encoded value to light."""
    if value <= 0.04045:
        return value / 12.92
    return float(((value + 0.055) / 1.055) ** 2.4)


def _description(text: str) -> bytes:
    name = text.encode("ascii") + b"\0"
    return b"desc\0\0\0\0" + struct.pack(">I", len(name)) + name + b"\0" * 78


def _xyz(values: tuple[float, float, float]) -> bytes:
    return b"XYZ \0\0\0\0" + b"".join(map(_fixed, values))


def _fixed(value: float) -> bytes:
    return struct.pack(">i", round(value * 65536))
