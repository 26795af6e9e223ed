"""Raster pictures: PNG and JPEG in RGB or grey -> image XObjects (ISO 32000-1, 8.9.5)."""

# mypy: allow-untyped-calls
# (ReportLab has no annotations.)

from __future__ import annotations

import io
import zlib
from functools import lru_cache
from typing import NamedTuple

from PIL import Image
from reportlab.pdfbase.pdfdoc import PDFImageXObject

from briefpress.pdf.inks import Ink
from briefpress.pdf.syntax import PdfError

_COLOR_SPACES = {"L": "DeviceGray", "RGB": "DeviceRGB", "CMYK": "DeviceCMYK"}


class Pixels(NamedTuple):
    """A picture's samples as a PDF takes them."""

    width: int
    height: int
    color_space: str
    filter: str
    data: bytes


@lru_cache(maxsize=32)
def decode(data: bytes, ink: Ink | None = None) -> tuple[Pixels, Pixels | None]:
    """Return the samples of a picture and, where parts of it are transparent, those of its soft mask.

    A JPEG in RGB or grey goes in as it is; everything else becomes 8 bits a sample. CMYK is refused:
    the output intent of the file is an RGB one (ISO 19005-2, 6.2.4.3).

    Args:
        data: A PNG or a JPEG.
        ink: Makes inks of its colours for a press; then a JPEG goes in as samples, too.
    """
    with Image.open(io.BytesIO(data), formats=("PNG", "JPEG")) as image:
        if image.mode == "CMYK":
            raise PdfError("a picture in CMYK reached the page")
        if image.format == "JPEG" and ink is None:
            return Pixels(*image.size, _COLOR_SPACES[image.mode], "DCTDecode", data), None
        if image.has_transparency_data:
            full = image.convert("RGBA")
            return _pack(full.convert("RGB"), ink), _pack(full.getchannel("A"))
        if image.mode.startswith("I"):
            # 16 bits of grey; Pillow's own conversion would clip them instead of scaling.
            return _pack(image.convert("I").point(lambda value: value / 257).convert("L"), ink), None
        return _pack(image.convert("L" if image.mode in ("1", "L") else "RGB"), ink), None


def _pack(image: Image.Image, ink: Ink | None = None) -> Pixels:
    image = ink.picture(image) if ink is not None else image
    packed = zlib.compress(image.tobytes(), 9)
    return Pixels(*image.size, _COLOR_SPACES[image.mode], "FlateDecode", packed)


class RasterImage(PDFImageXObject):
    """ReportLab's image XObject, made from decoded samples.

    Attributes:
        smask: Reference to the soft mask, where there is one.
    """

    def __init__(self, name: str, pixels: Pixels, smask: object = None) -> None:
        super().__init__(name)
        self.width = pixels.width
        self.height = pixels.height
        self.bitsPerComponent = 8
        self.colorSpace = pixels.color_space
        self._filters = (pixels.filter,)
        self.streamContent: bytes = pixels.data  # type: ignore[assignment]
        self.smask = smask
