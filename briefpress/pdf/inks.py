"""Colours of a screen -> inks of a press, by the ICC profile of the press.

* A colour becomes the inks that look like it on the paper: relative colorimetric.
* A picture does, too, with its shadows drawn into what ink can do, so that they keep their detail: black
  point compensation. One in grey becomes black alone.
* A colour that is nearly grey becomes a tint of black alone, of the lightness that is nearest, and solid
  black where it is as dark as that: four inks that do not quite meet would give small type coloured edges.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, TypeAlias

from PIL import Image

from briefpress.page import Color
from briefpress.pdf import icc
from briefpress.pdf.syntax import numbers

if TYPE_CHECKING:  # few documents are for a press, and only those load what converts colours
    from PIL import ImageCms

#: Cyan, magenta, yellow, black from 0 to 1.
Inks: TypeAlias = tuple[float, float, float, float]

#: Below such a chroma a colour counts as grey: lightness -> chroma (CIE 1976 L*a*b*), and between them in
#: proportion. The lighter a colour is, the less of a hue is seen.
GREY_OF_DARK, GREY_OF_LIGHT = (40.0, 12.0), (95.0, 3.0)
#: A tint as dark as this is solid black: its dots have run together.
SOLID = 0.95


class Ink:
    """Writes colours and pictures for one press."""

    def __init__(self, profile: bytes) -> None:
        self._profile = profile
        self._known: dict[Color, Inks] = {}

    def fill(self, color: Color) -> str:
        """Write the operator that sets the colour of areas and text (ISO 32000-1, table 74)."""
        return f"{numbers(*self.of(color))} k"

    def stroke(self, color: Color) -> str:
        """Write the operator that sets the colour of lines."""
        return f"{numbers(*self.of(color))} K"

    def of(self, color: Color) -> Inks:
        """Return the inks of a colour."""
        if color not in self._known:
            self._known[color] = self._make(color)
        return self._known[color]

    def _make(self, color: Color) -> Inks:
        lightness, chroma = lightness_and_chroma(color)
        if chroma < _grey(lightness):
            black = self.black(lightness)
            return (0.0, 0.0, 0.0, 1.0 if black >= SOLID else black)
        pixel = Image.new("RGB", (1, 1), tuple(round(255 * part) for part in color))
        inks: Sequence[int] = _applied(self._exactly, pixel).getpixel((0, 0))  # type: ignore[assignment]
        cyan, magenta, yellow, black = (round(part / 255, 3) for part in inks)
        return (cyan, magenta, yellow, black)

    def black(self, lightness: float) -> float:
        """Return how much of black alone has a lightness on this paper, from 0 to 1."""
        nearest = min(range(256), key=lambda tint: (abs(self._tints[tint] - lightness), tint))
        return round(nearest / 255, 3)

    def picture(self, image: Image.Image) -> Image.Image:
        """Return a picture in RGB as one in inks; one in grey as one whose black is right on this paper."""
        if image.mode == "L":
            return image.point(self._greys)
        return _applied(self._gently, image)

    # ---- of the profile

    @cached_property
    def _exactly(self) -> ImageCms.ImageCmsTransform:
        from PIL import ImageCms

        return self._to_inks(ImageCms.Flags.NONE)

    @cached_property
    def _gently(self) -> ImageCms.ImageCmsTransform:
        from PIL import ImageCms

        return self._to_inks(ImageCms.Flags.BLACKPOINTCOMPENSATION)

    def _to_inks(self, flags: ImageCms.Flags) -> ImageCms.ImageCmsTransform:
        from PIL import ImageCms

        return ImageCms.buildTransform(
            ImageCms.ImageCmsProfile(io.BytesIO(icc.srgb_profile())),
            ImageCms.ImageCmsProfile(io.BytesIO(self._profile)),
            "RGB",
            "CMYK",
            ImageCms.Intent.RELATIVE_COLORIMETRIC,
            flags,
        )

    @cached_property
    def _tints(self) -> tuple[float, ...]:
        """The lightness of each tint of black, from none to solid, where that of the paper is 100."""
        from PIL import ImageCms

        to_lab = ImageCms.buildTransform(
            ImageCms.ImageCmsProfile(io.BytesIO(self._profile)),
            ImageCms.createProfile("LAB"),
            "CMYK",
            "LAB",
            ImageCms.Intent.RELATIVE_COLORIMETRIC,
        )
        ramp = Image.frombytes("CMYK", (256, 1), bytes(b for tint in range(256) for b in (0, 0, 0, tint)))
        return tuple(lightness / 2.55 for lightness in _applied(to_lab, ramp).getchannel(0).tobytes())

    @cached_property
    def _greys(self) -> list[int]:
        """Grey of sRGB -> DeviceGray, of which a press prints the rest as black (10.3.2)."""
        lightness = (lightness_and_chroma((grey / 255,) * 3)[0] for grey in range(256))
        return [round(255 * (1 - self.black(value))) for value in lightness]


def _applied(transform: ImageCms.ImageCmsTransform, image: Image.Image) -> Image.Image:
    from PIL import ImageCms

    made = ImageCms.applyTransform(image, transform)
    assert made is not None  # it is where a picture is changed in place
    return made


@lru_cache(maxsize=8)
def ink_of(profile: bytes) -> Ink:
    """Return what writes for a press, from earlier documents where there were some for it."""
    return Ink(profile)


def lightness_and_chroma(color: Color) -> tuple[float, float]:
    """Return L* and C*ab of an sRGB colour (CIE 15, 8.2.1), seen beside white."""
    x, y, z = (_cube_root(part) for part in icc.relative_xyz(color))
    return 116 * y - 16, ((500 * (x - y)) ** 2 + (200 * (y - z)) ** 2) ** 0.5


def _grey(lightness: float) -> float:
    """Return the chroma below which a colour of a lightness counts as grey."""
    (dark, most), (light, least) = GREY_OF_DARK, GREY_OF_LIGHT
    share = min(max((lightness - dark) / (light - dark), 0.0), 1.0)
    return most + share * (least - most)


def _cube_root(value: float) -> float:
    return float(value ** (1 / 3)) if value > (6 / 29) ** 3 else value / (3 * (6 / 29) ** 2) + 4 / 29
