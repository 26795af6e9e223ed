"""A file for a press: what ISO 15930-7 (PDF/X-4) asks, read back from the bytes."""

import ctypes
import datetime as dt
import hashlib
import io
import math
import re

import pikepdf
import pypdfium2
import pytest
from pypdfium2 import raw

from briefpress.page import Page, Path, Picture, PlacedRun, Rectangle, on_paper
from briefpress.pdf import CONDITIONS, PROFILES, Attachment, PdfError, Press, write_pdf
from briefpress.workspace import MemoryWorkspace
from tests.pdf.samples import document, full, h, image, jpeg, p, png
from tests.pdf.typeset import FONTS, HEIGHT, WIDTH, tumbled, typeset

ICC = MemoryWorkspace({}).read("builtin:icc/fogra39.icc")
PRESS = Press(CONDITIONS["fogra39"], ICC, 3, dt.date(2026, 5, 4))
BLEED, MARGIN = 8.504, 8.504 + 14.173
RED, NAVY = (0.7, 0.1, 0.1), (0.05, 0.1, 0.3)


def write(made, pages=None, press=PRESS):
    return write_pdf(made, pages or typeset(made), FONTS, profile=PROFILES["print"], press=press)


def place(*items, press=PRESS):
    return write(document(), [Page(1, WIDTH, HEIGHT, items)], press)


def opened(data):
    return pikepdf.open(io.BytesIO(data))


@pytest.fixture(scope="module")
def whole():
    return write(full(rows=40))


@pytest.fixture
def file(whole):
    with opened(whole) as file:
        yield file


def box(page, name):
    return [float(at) for at in page.obj[f"/{name}"]]


def operators(file, *names):
    for page in file.pages:
        for operands, operator in pikepdf.parse_content_stream(page):
            if str(operator) in names:
                yield (
                    str(operator),
                    [float(o) if not isinstance(o, pikepdf.Name) else str(o) for o in operands],
                )


# ---- the sheet of paper


def test_boxes_stand_inside_each_other(file):
    for page in file.pages:
        media, bleed, trim = (box(page, name) for name in ("MediaBox", "BleedBox", "TrimBox"))
        assert trim[2] - trim[0] == pytest.approx(WIDTH) and trim[3] - trim[1] == pytest.approx(HEIGHT)
        for side in range(4):
            outwards = -1 if side < 2 else 1
            assert bleed[side] - trim[side] == pytest.approx(outwards * BLEED, abs=0.002)
            assert media[side] - trim[side] == pytest.approx(outwards * MARGIN, abs=0.002)
        assert "/CropBox" not in page.obj and "/ArtBox" not in page.obj


def test_the_bleed_can_be_another():
    with opened(place(press=Press(CONDITIONS["fogra39"], ICC, 5.5, PRESS.day))) as file:
        (page,) = file.pages
        assert box(page, "TrimBox")[0] - box(page, "BleedBox")[0] == pytest.approx(5.5 * 72 / 25.4, abs=0.002)


def rectangles(file):
    """Return the rectangles of the first page as left, bottom, right and top from the corner of the page."""
    return [
        (x, y, round(x + width, 3), round(y + height, 3))
        for _, (x, y, width, height) in operators(file, "re")
    ]


def test_what_touches_the_edge_runs_over_it_and_nothing_else_moves():
    band = Rectangle(0, HEIGHT - 100, WIDTH, 100, NAVY)
    side = Rectangle(WIDTH - 20, 300, 20, 50, RED)
    inner = Rectangle(40, 40, 100, 50, RED)
    foot = Picture(100, 0, 50, 50, png("RGB"))
    with opened(place(band, side, inner, foot)) as file:
        assert rectangles(file) == [
            pytest.approx((-BLEED, HEIGHT - 100, WIDTH + BLEED, HEIGHT + BLEED)),
            pytest.approx((WIDTH - 20, 300, WIDTH + BLEED, 350)),
            pytest.approx((40, 40, 140, 90)),
        ]
        moves = [numbers for _, numbers in operators(file, "cm")]
        assert moves[0] == pytest.approx([1, 0, 0, 1, MARGIN, MARGIN], abs=0.002)
        assert moves[1] == pytest.approx([50, 0, 0, 50 + BLEED, 100, -BLEED], abs=0.002)


def test_filled_paths_run_over_the_edge_and_lines_do_not():
    corner = (("m", 0.0, 0.0), ("l", 90.0, 0.0), ("c", 80.0, 40.0, 40.0, 80.0, 0.0, 90.0), ("h",))
    with opened(place(Path(corner, RED), Path((("m", 0.0, 50.0), ("l", 9.0, 50.0)), None, RED, 1))) as file:
        points = [numbers for _, numbers in operators(file, "m", "l", "c")]
    assert points[:3] == [
        pytest.approx([-BLEED, -BLEED]),
        pytest.approx([90, -BLEED]),
        pytest.approx([80, 40, 40, 80, -BLEED, 90]),
    ]
    assert points[3:5] == [[0, 50], [9, 50]]


def test_colour_reaches_the_bleed_and_marks_stand_outside_of_it():
    data = place(Rectangle(0, 0, WIDTH, HEIGHT, NAVY))
    scale = 4
    with pypdfium2.PdfDocument(data) as file:
        page = file[0].render(scale=scale).to_pil().convert("L")
    width, height = page.size
    edge = round((MARGIN - BLEED) * scale)
    assert page.getpixel((edge + 4, height // 2)) < 100 and page.getpixel((edge - 4, height // 2)) == 255
    trim = round(MARGIN * scale)
    for x, y in ((trim, 8), (8, trim), (width - trim, height - 8), (width - 8, height - trim)):
        around = [
            page.getpixel((min(max(x + dx, 0), width - 1), y + dy)) for dx in (-1, 0, 1) for dy in (-1, 0, 1)
        ]
        assert min(around) < 160
    # Eight marks and none of them in the bleed.
    with opened(data) as opened_file:
        ends = [numbers for _, numbers in operators(opened_file, "m", "l")][-16:]
    assert len(ends) == 16
    assert all(min(x, y, width / scale - x, height / scale - y) <= MARGIN - BLEED + 0.3 for x, y in ends)


# ---- colours


def test_there_are_inks_and_nothing_else(file):
    assert list(operators(file, "rg", "RG", "g", "G", "cs", "CS", "sc", "scn", "sh", "gs")) == []
    assert {"k", "K"} == {name for name, _ in operators(file, "k", "K")}
    spaces = {str(o.ColorSpace) for o in file.objects if isinstance(o, pikepdf.Stream) and "/ColorSpace" in o}
    assert spaces <= {"/DeviceCMYK", "/DeviceGray"}


def test_small_type_is_black_alone(file):
    used = {tuple(inks) for _, inks in operators(file, "k")}
    assert (0, 0, 0, 1) in used


@pytest.mark.parametrize(
    ("data", "space"),
    [
        (png("RGB"), "/DeviceCMYK"),
        (jpeg(), "/DeviceCMYK"),
        (png("L"), "/DeviceGray"),
        (jpeg("L"), "/DeviceGray"),
    ],
)
def test_pictures_are_converted(data, space):
    made = document(image(data))
    with opened(write(made)) as file:
        (picture,) = file.pages[0].get_images().values()
        assert picture.ColorSpace == space
        channels = 4 if space == "/DeviceCMYK" else 1
        assert len(picture.read_bytes()) == picture.Width * picture.Height * channels
        assert "/Group" not in file.pages[0].obj


def test_a_picture_looks_as_it_did():
    made = document(image(png("RGB")))
    pages = []
    for data in (write(made), write_pdf(made, typeset(made), FONTS)):
        with pypdfium2.PdfDocument(data) as file:
            bounds = next(file[0].get_objects(filter=(3,))).get_bounds()
            shown = file[0].render(scale=2).to_pil().convert("RGB")
            x, y = (bounds[0] + bounds[2]) / 2, file[0].get_height() - (bounds[1] + bounds[3]) / 2
            pages.append(shown.getpixel((round(2 * x), round(2 * y))))
    red, green, blue = pages[0]
    assert red > 150 and green < 80 and blue < 110, pages


def test_a_transparent_picture_blends_in_inks():
    with opened(write(document(image(png("RGBA"))))) as file:
        page = file.pages[0]
        (picture,) = page.get_images().values()
        assert picture.SMask.ColorSpace == "/DeviceGray"
        assert (page.obj.Group.S, page.obj.Group.CS) == ("/Transparency", "/DeviceCMYK")


def test_the_output_intent_names_the_press_and_has_its_profile(file):
    (intent,) = file.Root.OutputIntents
    assert (intent.S, str(intent.OutputConditionIdentifier)) == ("/GTS_PDFX", "FOGRA39")
    assert str(intent.RegistryName) == "http://www.color.org" and "coated" in str(intent.Info)
    assert intent.DestOutputProfile.N == 4
    assert intent.DestOutputProfile.read_bytes() == ICC


# ---- what is not for paper


def test_there_is_nothing_to_click_and_nothing_to_run(file):
    assert not {
        "/Outlines",
        "/StructTreeRoot",
        "/MarkInfo",
        "/Names",
        "/AF",
        "/AcroForm",
        "/OpenAction",
        "/AA",
    } & set(file.Root.keys())
    for page in file.pages:
        assert not {"/Annots", "/AA", "/StructParents", "/Tabs"} & set(page.obj.keys())
    assert not list(operators(file, "MP", "DP"))
    assert b"/MCID" not in b"".join(page.Contents.read_bytes() for page in file.pages)


def test_all_fonts_are_embedded(file):
    fonts = [
        o for o in file.objects if isinstance(o, pikepdf.Dictionary) and o.get("/Type") == "/FontDescriptor"
    ]
    assert fonts and all("/FontFile2" in font for font in fonts)


def test_text_can_still_be_found(whole):
    with pypdfium2.PdfDocument(whole) as file:
        assert "The two countries watch" in re.sub(r"\s+", " ", file[0].get_textpage().get_text_range())


# ---- what it says of itself


def test_metadata(whole, file):
    assert whole.startswith(b"%PDF-1.6\n")
    packet = file.Root.Metadata.read_bytes().decode()
    for said in (
        "<pdfxid:GTS_PDFXVersion>PDF/X-4</pdfxid:GTS_PDFXVersion>",
        "<pdf:Trapped>False</pdf:Trapped>",
        "<xmpMM:VersionID>1</xmpMM:VersionID>",
        "<xmpMM:RenditionClass>default</xmpMM:RenditionClass>",
        *(
            f"<xmp:{name}Date>2026-05-04T00:00:00Z</xmp:{name}Date>"
            for name in ("Create", "Modify", "Metadata")
        ),
    ):
        assert said in packet
    assert 'xmlns:pdfxid="http://www.npes.org/pdfx/ns/id/"' in packet
    assert "pdfaid" not in packet and "pdfuaid" not in packet
    info = file.docinfo
    assert info["/Trapped"] == "/False"
    assert str(info["/CreationDate"]) == str(info["/ModDate"]) == "D:20260504000000Z"
    with file.open_metadata() as xmp:
        assert xmp["dc:title"] == str(info["/Title"])
    assert len(bytes(file.trailer.ID[0])) == 16 and "/Encrypt" not in file.trailer


def identifier(data):
    return re.search(rb"<xmpMM:DocumentID>uuid:([0-9a-f-]{36})<", data)[1]


def test_the_identifier_is_that_of_the_content():
    one, same, other = (place(Rectangle(9, 9, width, 9, RED)) for width in (9, 9, 10))
    assert hashlib.sha256(one).digest() == hashlib.sha256(same).digest()
    assert identifier(one) == identifier(same) != identifier(other)
    assert identifier(one) != b"00000000-0000-0000-0000-000000000000"


def test_a_press_and_its_profile_belong_together():
    made = document(h(1, "x"), p("y"))
    pages = typeset(made)
    with pytest.raises(PdfError, match="press"):
        write_pdf(made, pages, FONTS, profile=PROFILES["print"])
    with pytest.raises(PdfError, match="press"):
        write_pdf(made, pages, FONTS, press=PRESS)
    with pytest.raises(PdfError, match="files"):
        attached = [Attachment("a.csv", "text/csv", "Data", "x", b"")]
        write_pdf(made, pages, FONTS, profile=PROFILES["print"], press=PRESS, attachments=attached)


# ---- back to back


def read_runs(data):
    """Return for each page where its words begin, which way up they are, and their characters."""
    x, y = ctypes.c_double(), ctypes.c_double()
    with pypdfium2.PdfDocument(data) as file:
        for page in file:
            words = page.get_textpage()
            found = []
            for index in range(words.count_chars()):
                raw.FPDFText_GetCharOrigin(words, index, x, y)
                angle = raw.FPDFText_GetCharAngle(words, index)
                char = chr(raw.FPDFText_GetUnicode(words, index))
                if char.strip():
                    found.append((char, round(x.value, 2), round(y.value, 2), round(angle, 2)))
            yield found


def placed_runs(page):
    """Return the same of a page as it was laid out, for runs without a space; one character of each."""
    for item in page.items:
        if isinstance(item, PlacedRun) and item.run.text.strip():
            yield item.run.text[0], item.x, item.y + item.run.rise


def test_the_half_from_the_back_is_upside_down_at_the_mirrored_places():
    made = full(rows=120)
    pages = tumbled(typeset(made), front=1)
    printed = list(read_runs(write(made, pages)))
    leaves = on_paper(pages)
    assert len(printed) == len(leaves) >= 4 and len(leaves) % 2 == 0
    turned = [page.turned for page in leaves]
    assert turned == sorted(turned) and set(turned) == {False, True}
    for page, found in zip(leaves, printed, strict=True):
        up = {angle for *_, angle in found}
        assert up <= ({round(math.pi, 2)} if page.turned else {0.0})
        places = {(char, round(x), round(y)) for char, x, y, _ in found}
        for char, x, y in placed_runs(page):
            if page.turned:
                x, y = WIDTH - x, HEIGHT - y
            around = ((char, round(MARGIN + x + dx), round(MARGIN + y + dy)) for dx in _NEAR for dy in _NEAR)
            assert places & set(around), (char, x, y)
    # Nothing more is there, and nothing less.
    assert [len(found) for found in printed] == [
        sum(len("".join(item.run.text.split())) for item in page.items if isinstance(item, PlacedRun))
        for page in leaves
    ]


#: Places are compared to the point, and what is on its edge may round either way.
_NEAR = (-1, 0, 1)


def test_bleed_and_marks_stay_where_they_are_when_a_page_is_turned():
    band = Rectangle(0, HEIGHT - 100, WIDTH, 100, NAVY)
    front, back = (Page(1, WIDTH, HEIGHT, (band, Rectangle(0, 0, 40, 30, RED))) for _ in range(2))
    data = write(document(), tumbled([front, back]))
    with opened(data) as file:
        upright, turned = file.pages
        for name in ("MediaBox", "BleedBox", "TrimBox"):
            assert box(upright, name) == box(turned, name)
        # A program that imposes pages may pass over the entry (ISO 32000-1, table 30).
        assert upright.obj.get("/Rotate", 0) == turned.obj.get("/Rotate", 0) == 0
        code, turned_code = (page.Contents.read_bytes().decode("ascii") for page in file.pages)
    assert code.split(" cm", 1)[1] == turned_code.split(" cm", 1)[1] != ""
    scale = 4
    with pypdfium2.PdfDocument(data) as file:
        images = [page.render(scale=scale).to_pil().convert("L") for page in file]
    width, height = images[0].size
    cut, bleed = MARGIN * scale, (MARGIN - BLEED) * scale
    # Left and right of the middle at the head: in the bleed, and just outside of it.
    for x, y, is_dark in (
        (width / 2, bleed + 4, True),
        (width / 2, bleed - 4, False),
        (bleed + 4, cut + 200, True),
        (width - bleed - 4, cut + 200, True),
        (width - bleed + 4, cut + 200, False),
        (bleed + 4, height - bleed - 4, True),
        (width - bleed - 4, height - bleed - 4, False),
    ):
        turned_to = (round(width - x), round(height - y))
        assert (images[0].getpixel((round(x), round(y))) < 150) is is_dark
        assert (images[1].getpixel(turned_to) < 150) is is_dark


def test_paper_has_no_labels_for_its_pages():
    made = full(rows=120)
    with opened(write(made, tumbled(typeset(made)))) as file:
        assert "/PageLabels" not in file.Root
