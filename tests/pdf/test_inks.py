"""Colours as inks: greys are black alone, the rest looks on paper as near to the screen as ink can."""

import io

import pytest
from PIL import Image, ImageCms

from briefpress.pdf import icc
from briefpress.pdf.inks import Ink, ink_of, lightness_and_chroma
from briefpress.workspace import MemoryWorkspace
from tests.pdf.samples import png

PROFILES = {name: MemoryWorkspace({}).read(f"builtin:icc/{name}.icc") for name in ("gracol2006", "fogra39")}
each_press = pytest.mark.parametrize("ink", [Ink(data) for data in PROFILES.values()], ids=list(PROFILES))


def rgb(text):
    return tuple(int(text[at : at + 2], 16) / 255 for at in (0, 2, 4))


def seen(inks, profile):
    """Return the colour that inks have on the paper, as L*, a* and b* of 8 bits."""
    transform = ImageCms.buildTransform(
        ImageCms.ImageCmsProfile(io.BytesIO(profile)),
        ImageCms.createProfile("LAB"),
        "CMYK",
        "LAB",
        ImageCms.Intent.RELATIVE_COLORIMETRIC,
    )
    pixel = Image.new("CMYK", (1, 1), tuple(round(255 * part) for part in inks))
    lightness, *rest = ImageCms.applyTransform(pixel, transform).getpixel((0, 0))
    return (lightness / 2.55, *(part ^ 128 for part in rest))


@pytest.mark.parametrize(
    ("color", "lightness", "chroma"),
    [("FFFFFF", 100, 0), ("000000", 0, 0), ("808080", 53.6, 0), ("FF0000", 54.3, 106.8)],
)
def test_lightness_and_chroma_are_those_of_cie_lab(color, lightness, chroma):
    assert lightness_and_chroma(rgb(color)) == pytest.approx((lightness, chroma), abs=0.1)


@each_press
def test_text_that_is_nearly_black_is_solid_black(ink):
    for color in ("000000", "1C2733", "222222"):
        assert ink.of(rgb(color)) == (0, 0, 0, 1)
    assert ink.of(rgb("FFFFFF")) == (0, 0, 0, 0)


@each_press
def test_greys_are_tints_of_black_of_their_lightness(ink):
    for color in ("515D69", "BFC7CF", "F2F4F6", "808080"):
        *others, black = ink.of(rgb(color))
        assert others == [0, 0, 0] and 0 < black < 0.95
        lightness, *_ = seen((0, 0, 0, black), ink._profile)
        assert lightness == pytest.approx(lightness_and_chroma(rgb(color))[0], abs=1)


@each_press
def test_pale_colours_keep_their_hue(ink):
    cyan, magenta, *_ = ink.of(rgb("FFF0F0"))
    assert magenta > 2 * cyan


@each_press
def test_colours_look_on_paper_as_on_the_screen(ink):
    """Those that inks can print at all; between two copies, presses may differ by 4 (ISO 12647-2)."""
    to_lab = ImageCms.buildTransform(
        ImageCms.ImageCmsProfile(io.BytesIO(icc.srgb_profile())), ImageCms.createProfile("LAB"), "RGB", "LAB"
    )
    for color in ("A3262E", "7F9F5F", "C08040", "6070B0"):
        pixel = Image.new("RGB", (1, 1), tuple(round(255 * part) for part in rgb(color)))
        lightness, *rest = ImageCms.applyTransform(pixel, to_lab).getpixel((0, 0))
        wanted = (lightness / 2.55, *(part ^ 128 for part in rest))
        got = seen(ink.of(rgb(color)), ink._profile)
        assert sum((a - b) ** 2 for a, b in zip(wanted, got, strict=True)) ** 0.5 < 5.5


@each_press
def test_no_spot_of_the_paper_takes_more_ink_than_it_can(ink):
    levels = range(0, 256, 51)
    pixels = bytes(part for r in levels for g in levels for b in levels for part in (r, g, b))
    made = ink.picture(Image.frombytes("RGB", (len(pixels) // 3, 1), pixels))
    most = max(sum(made.getpixel((x, 0))) for x in range(made.width)) / 2.55
    assert most < 325


@each_press
def test_grey_pictures_are_black_alone(ink):
    with Image.open(io.BytesIO(png("L"))) as grey:
        made = ink.picture(grey)
    assert made.mode == "L"
    black = 1 - made.getpixel((0, 0)) / 255
    assert black == pytest.approx(ink.of((90 / 255,) * 3)[3], abs=0.01)


def test_operators():
    ink = ink_of(PROFILES["fogra39"])
    assert ink.fill((0, 0, 0)) == "0 0 0 1 k" and ink.stroke((1, 1, 1)) == "0 0 0 0 K"
    assert ink_of(PROFILES["fogra39"]) is ink


@pytest.mark.parametrize("name", PROFILES)
def test_profiles_are_of_presses_and_have_no_moment_of_making(name):
    data = PROFILES[name]
    assert data[12:24] == b"prtrCMYKLab " and data[36:40] == b"acsp"
    assert data[24:36] == bytes.fromhex("07EA 0001 0001 0000 0000 0000")
    assert len(data) < 80_000
