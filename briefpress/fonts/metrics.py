"""The numbers of a TrueType file that layout and embedding need, read from its tables.

Field offsets are those of the OpenType specification, chapters head, hhea, OS/2 and post.
"""

from __future__ import annotations

import struct
from collections.abc import Callable

from msgspec import Struct

_USE_TYPO_METRICS = 1 << 7
_HEAD_ITALIC = 1 << 1


class Metrics(Struct, frozen=True):
    """Measures of a face; lengths are in 1/1000 em.

    Attributes:
        units_per_em: Design units.
        ascent: Above the baseline.
        descent: Below the baseline, negative.
        cap_height: Of an H.
        x_height: Of an x.
        underline_position: Centre of the underline, negative below the baseline.
        underline_thickness: Of the underline.
        italic_angle: Degrees counter-clockwise from the vertical, so negative for italics.
        bbox: The box around all glyphs (left, bottom, right, top).
        weight: 100 to 900.
        stem_v: Estimated width of vertical stems.
        is_fixed_pitch: Whether all glyphs are equally wide.
        is_italic: Whether the face is an italic.
    """

    units_per_em: int
    ascent: float
    descent: float
    cap_height: float
    x_height: float
    underline_position: float
    underline_thickness: float
    italic_angle: float
    bbox: tuple[float, float, float, float]
    weight: int
    stem_v: int
    is_fixed_pitch: bool
    is_italic: bool


def read_metrics(table: Callable[[str], bytes]) -> Metrics:
    """Read the metrics of a face.

    Args:
        table: Gives a table's bytes by its tag.

    Raises:
        struct.error: A table is absent or too short.
    """
    head, hhea, os2, post = (table(tag) for tag in ("head", "hhea", "OS/2", "post"))
    (units_per_em,) = struct.unpack_from(">H", head, 18)
    left, bottom, right, top = struct.unpack_from(">4h", head, 36)
    (mac_style,) = struct.unpack_from(">H", head, 44)
    ascender, descender = struct.unpack_from(">2h", hhea, 4)
    version, _, weight = struct.unpack_from(">HhH", os2, 0)
    selection, _, _, typo_ascender, typo_descender = struct.unpack_from(">3H2h", os2, 62)
    angle, underline_position, underline_thickness, fixed_pitch = struct.unpack_from(">i2hI", post, 4)
    if selection & _USE_TYPO_METRICS:
        ascender, descender = typo_ascender, typo_descender
    # sxHeight and sCapHeight came with version 2; before it, half and seven tenths of the em are usual.
    x_height, cap_height = units_per_em * 0.5, units_per_em * 0.7
    if version >= 2:
        x_height, cap_height = struct.unpack_from(">2h", os2, 86)
    scale = 1000 / units_per_em
    return Metrics(
        units_per_em=units_per_em,
        ascent=ascender * scale,
        descent=descender * scale,
        cap_height=cap_height * scale,
        x_height=x_height * scale,
        underline_position=underline_position * scale,
        underline_thickness=underline_thickness * scale,
        italic_angle=angle / 65536,
        bbox=(left * scale, bottom * scale, right * scale, top * scale),
        weight=weight,
        # TrueType has no such number; this is the estimate that PDF producers share.
        stem_v=50 + int((weight / 65) ** 2),
        is_fixed_pitch=fixed_pitch != 0,
        is_italic=bool(mac_style & _HEAD_ITALIC),
    )
