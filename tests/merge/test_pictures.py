"""Pictures of a brief: which are taken, and why others are not."""

import io
import struct
import zlib

import pytest
from PIL import Image

from briefpress.diagnostics import Findings, Span
from briefpress.document import nodes as n
from briefpress.merge import merge_edition
from briefpress.merge.pictures import Pictures
from briefpress.workspace import Workspace
from tests.merge.project import HEAD, Merged


def picture(format_="PNG", mode="RGB", size=(30, 20), **options):
    stream = io.BytesIO()
    Image.new(mode, size).save(stream, format_, **options)
    return stream.getvalue()


def png_header(width, height):
    """Return a PNG that claims a size, with hardly any data."""

    def chunk(name, data):
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND", b"")
    )


SVG = b"""\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20">
  <rect width="20" height="20"/>
</svg>
"""


def with_picture(data, path="photos/tree.png", extra=""):
    block = f"  - id: t\n    type: image\n    file: {path}\n    alt: {{en: A tree, fr: Un arbre}}\n{extra}"
    return Merged(f"{HEAD}body:\n{block}", files={path: data} if data is not None else {})


@pytest.mark.parametrize(
    ("data", "width", "height"),
    [
        (picture(), 15, 10),  # 144 dots to the inch where the file says nothing
        (picture(dpi=(300, 300)), 7.2, 4.8),
        (picture(dpi=(72, 72)), 30, 20),
        (picture("JPEG", dpi=(300, 300)), 7.2, 4.8),
        (picture("JPEG", dpi=(1, 1)), 15, 10),  # a way to say "unknown"
        (picture("JPEG", "L"), 15, 10),
        (picture("PNG", "RGBA"), 15, 10),
        (picture("PNG", "P"), 15, 10),
        (picture("PNG", "1"), 15, 10),
        (picture("PNG", "I;16"), 15, 10),
    ],
)
def test_pictures(data, width, height):
    merged = with_picture(data)
    assert merged.found == []
    (image,) = merged.nodes(n.Image)
    assert (round(image.width, 1), round(image.height, 1)) == (width, height)
    assert (image.data, image.alt, image.source) == (data, "A tree", "photos/tree.png")


def test_the_author_can_give_the_width():
    (image,) = with_picture(picture(), extra="    width: 60\n").nodes(n.Image)
    assert (image.width, image.height) == (60, 40)


@pytest.mark.parametrize(
    ("data", "path", "code", "message"),
    [
        (None, "photos/tree.png", "IMAGE001", "cannot be read: there is no such file"),
        (b"", "a.png", "IMAGE001", "is broken, or no PNG or JPEG picture"),
        (b"text", "a.png", "IMAGE001", "is broken, or no PNG or JPEG picture"),
        (picture()[:45], "a.png", "IMAGE001", "is broken, or no PNG or JPEG picture"),
        (picture("JPEG", size=(300, 200))[:700], "a.jpg", "IMAGE001", "is broken, or no PNG or JPEG picture"),
        (picture("GIF", "P"), "a.gif", "IMAGE001", "is broken, or no PNG or JPEG picture"),
        (SVG, "a.png", "IMAGE001", "is broken, or no PNG or JPEG picture"),
        (b"x", "a.svgz", "IMAGE001", "is packed"),
        (
            b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><g/></svg>',
            "a.svg",
            "IMAGE001",
            "draws nothing",
        ),
        (picture("JPEG", "CMYK"), "a.jpg", "IMAGE001", "has the colours of a press (CMYK)"),
        (png_header(8000, 5001), "a.png", "IMAGE002", "has 8000 x 5001 pixels"),
        (png_header(11000, 9000), "a.png", "IMAGE002", "has far more than 40 million pixels"),
        (png_header(40000, 40000), "a.png", "IMAGE002", "has far more than 40 million pixels"),
        (png_header(8000, 5000), "a.png", "IMAGE001", "is broken, or no PNG or JPEG picture"),
    ],
)
def test_pictures_that_no_page_takes(data, path, code, message):
    merged = with_picture(data, path)
    assert merged.found == [(code, 7, 11)]
    assert merged.only.message == f"`{path}` {message}" and merged.only.hint


def test_a_picture_outside_of_the_project_is_not_read(tmp_path):
    (tmp_path / "project").mkdir()
    (tmp_path / "tree.png").write_bytes(picture())
    pictures = Pictures(Workspace(tmp_path / "project"))
    for path in ("../tree.png", str(tmp_path / "tree.png")):
        findings = Findings()
        assert pictures.load(path, Span("briefs/b.yaml"), findings) is None
        (found,) = findings
        assert found.code == "IMAGE001"
        assert found.message == f"`{path}` cannot be read: it lies outside the project folder"


def test_drawings_are_outlines():
    (image,) = with_picture(SVG, "a.SVG").nodes(n.Image)
    assert (image.width, image.height, len(image.drawing.shapes)) == (30, 15, 1)
    assert with_picture(picture()).nodes(n.Image)[0].drawing is None


@pytest.mark.parametrize(
    ("data", "code", "line"),
    [
        (SVG.replace(b"rect", b"text"), "IMAGE003", 2),
        (SVG.replace(b"</svg>", b"</g>"), "IMAGE001", 3),
        (SVG.replace(b"<rect", b"<rect/>" * 60_000 + b"<rect"), "IMAGE002", 2),
    ],
)
def test_drawings_that_are_refused_name_their_own_line_and_who_shows_them(data, code, line):
    found = with_picture(data, "a.svg").only
    assert (found.code, found.span.path, found.span.line) == (code, "a.svg", line)
    assert [(span.path, span.line) for span, _ in found.related] == [("briefs/b.yaml", 7)]
    assert found.message.startswith("`a.svg` cannot be drawn: ") and found.hint


def test_a_damaged_picture_never_makes_the_program_fail():
    data = bytearray(picture("PNG", "P", (16, 16)))
    for position in range(8, len(data)):
        damaged = bytes(data[:position]) + bytes([data[position] ^ 0xFF]) + bytes(data[position + 1 :])
        assert {code for code, *_ in with_picture(damaged).found} <= {"IMAGE001", "IMAGE002"}


def test_every_edition_that_shows_a_picture_has_read_it():
    merged = with_picture(picture())
    with merged.workspace.recording() as reads:
        merge_edition(merged.merger, merged.brief, "fr", Findings())
    assert "photos/tree.png" in reads
