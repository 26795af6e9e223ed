"""The file as a whole: marks, fonts, pictures, links, metadata, conformance."""

import io
import re

import page as validator
import pikepdf
import pypdfium2
import pytest

from briefpress.document import nodes as n
from briefpress.page import Page, Path, Picture, PlacedRun, Rectangle
from briefpress.pdf import PdfError, write_pdf
from briefpress.pdf.canvas import TaggedCanvas
from briefpress.pdf.document import TaggedDocument, fixed_settings
from briefpress.pdf.metadata import Metadata
from briefpress.pdf.profiles import PROFILES
from briefpress.pdf.syntax import end_stream
from tests.pdf.samples import EN, FR, document, full, h, image, inline, jpeg, note, p, png, ref
from tests.pdf.typeset import FONTS, HEIGHT, INK, WIDTH, make_run, tumbled, typeset
from tests.support.tags import read_pages, to_unicode


def write(*blocks, face="Lato-Regular", lang=EN, **more):
    made = document(*blocks, lang=lang, **more)
    return write_pdf(made, typeset(made, face=face), FONTS)


def opened(data):
    return pikepdf.open(io.BytesIO(data))


def place(*items, block=None):
    return write_pdf(document(*([block] if block else [])), [Page(1, WIDTH, HEIGHT, items)], FONTS)


@pytest.fixture(scope="module")
def whole():
    made = full(rows=40)
    return write_pdf(made, typeset(made), FONTS)


@pytest.fixture
def file(whole):
    with opened(whole) as file:
        yield file


# ---- marked content


def test_everything_painted_is_tagged_or_an_artifact(file):
    contents = read_pages(file)
    assert len(contents) > 2
    for number, content in enumerate(contents, 1):
        assert content.loose == []
        assert ("Pagination", f"Page {number} of {len(contents)}") in content.artifacts
        assert ("Layout", "") in content.artifacts


def test_marks_are_numbered_in_painting_order_and_named_as_their_elements(file):
    parents = parent_tree(file)
    for page, content in zip(file.pages, read_pages(file), strict=True):
        elements = parents[int(page.obj.StructParents)]
        assert list(content.tags) == list(range(len(elements)))
        assert [str(element.S)[1:] for element in elements] == list(content.tags.values())


def test_marks_and_text_objects_do_not_straddle(file):
    for page in file.pages:
        stack = []
        for _, operator in pikepdf.parse_content_stream(page):
            match str(operator):
                case "BT" | "q" | "BDC" as opening:
                    stack.append(opening)
                case "ET" | "Q" | "EMC" as closing:
                    assert stack.pop() == {"ET": "BT", "Q": "q", "EMC": "BDC"}[closing]
        assert stack == []


def test_consecutive_items_of_one_element_share_a_mark():
    with opened(write(p("one two three four"))) as file:
        assert list(read_pages(file)[0].texts.values()) == ["one two three four"]


def test_reportlabs_own_painting_methods_are_refused():
    with fixed_settings():
        target = TaggedDocument(PROFILES["default"], Metadata.of(document(), None))
        canvas = TaggedCanvas(target, FONTS)
        with pytest.raises(PdfError, match="neither tagged nor an artifact"):
            canvas.rectangle(Rectangle(0, 0, 1, 1, INK))
        canvas.rect(0, 0, 10, 10)
        with pytest.raises(PdfError, match="outside of any mark"):
            canvas.showPage()
        with pytest.raises(PdfError, match="Helvetica is not embedded"):
            canvas.setFont("Helvetica", 10)


def parent_tree(file):
    nums = list(file.Root.StructTreeRoot.ParentTree.Nums)
    return {int(nums[i]): nums[i + 1] for i in range(0, len(nums), 2)}


def elements(file, tag):
    return [
        item for item in file.objects if isinstance(item, pikepdf.Dictionary) and item.get("/S") == f"/{tag}"
    ]


# ---- text


SENTENCES = [
    (EN, "fitti office affluent action fjord"),
    (FR, "«\u202fÀ l’œuvre\u202f», 12\u202f345\u00a0$, co\u2011opération, déjà\u00a0!"),
    (EN, "a-b c\u2011d e\u00a0f − 5 % – and — more … “quoted”"),
    (EN, "\u2007\u20091 AVAV To"),
]


@pytest.mark.parametrize("face", ["Lato-Regular", "NotoSans-Regular"])
@pytest.mark.parametrize(("lang", "text"), SENTENCES)
def test_text_is_read_back_as_it_was_written(face, lang, text):
    data = write(p(text, lang=lang), face=face, lang=lang)
    with opened(data) as file:
        assert "".join(read_pages(file)[0].texts.values()) == text
    lines = pypdfium2.PdfDocument(data)[0].get_textpage().get_text_bounded().splitlines()
    assert re.sub(r"\s+", " ", lines[0]).strip() == re.sub(r"\s+", " ", text).strip()


def test_letters_without_a_code_of_their_own_are_said_by_actual_text():
    text = p("m\u0304n")
    run = make_run("m\u0304n", "NotoSans-Regular")
    with opened(place(PlacedRun(50, 700, run, text, None), block=text)) as file:
        assert read_pages(file)[0].texts == {0: "m\u0304n"}


def test_fonts_are_embedded_subsets_and_nothing_is_helvetica(file):
    fonts = {font.objgen: font for page in file.pages for font in page.Resources.Font.values()}
    assert len(fonts) >= 3
    for font in fonts.values():
        descendant = font.DescendantFonts[0]
        assert re.fullmatch(r"/[A-Z]{6}\+Lato-\w+", str(font.BaseFont))
        assert len(descendant.FontDescriptor.FontFile2.read_bytes()) < 40_000
        assert "\0" not in "".join(to_unicode(font).values())


def test_a_tabular_feature_reaches_the_page():
    text = p("0123")
    run = make_run("0123", "NotoSans-Regular", features=("tnum",))
    with opened(place(PlacedRun(50, 700, run, text, None), block=text)) as file:
        assert read_pages(file)[0].texts == {0: "0123"}


# ---- shapes and pictures


def test_paths_and_round_rectangles_are_painted_where_they_are_placed():
    data = place(
        Rectangle(100, 100, 200, 50, (1, 0, 0), radius=8),
        Path((("m", 300, 400), ("l", 400, 400), ("c", 400, 450, 350, 450, 300, 450), ("h",)), (0, 0, 1)),
        Path((("m", 50, 600), ("l", 90, 600)), None, (0, 1, 0), 4.0),
    )
    pixels = pypdfium2.PdfDocument(data)[0].render(scale=1).to_pil().convert("RGB")
    assert pixels.getpixel((200, int(HEIGHT) - 125)) == (255, 0, 0)
    assert pixels.getpixel((100, int(HEIGHT) - 101)) != (255, 0, 0)
    assert pixels.getpixel((320, int(HEIGHT) - 420)) == (0, 0, 255)
    assert pixels.getpixel((70, int(HEIGHT) - 600)) == (0, 255, 0)


def test_what_a_path_changes_is_as_before_afterwards():
    """Rule, clip, caps, joins and dashes are of one path, and the next is painted as if it were the first."""
    square = (("m", 300, 400), ("l", 400, 400), ("l", 400, 500), ("l", 300, 500), ("h",))
    inner = (("m", 320, 420), ("l", 380, 420), ("l", 380, 480), ("l", 320, 480), ("h",))
    line = (("m", 50, 600), ("l", 90, 600))
    changed = Path(line, None, (0, 1, 0), 8.0, cap=2, join=1, dash=(4, 12), dash_phase=2)
    plain = Path((("m", 50, 640), ("l", 90, 640)), None, (0, 1, 0), 8.0)
    data = place(
        Path(square + inner, (0, 0, 1), even_odd=True),
        plain,
        changed,
        Path(square, (1, 0, 0), clip=(300, 400, 10, 10)),
        plain,
    )
    pixels = pypdfium2.PdfDocument(data)[0].render(scale=1).to_pil().convert("RGB")

    def at(x, y):
        return pixels.getpixel((x, int(HEIGHT) - y))

    assert (at(350, 450), at(315, 450), at(395, 495)) == ((255, 255, 255), (0, 0, 255), (0, 0, 255))
    assert (at(305, 405), at(315, 405)) == ((255, 0, 0), (0, 0, 255))
    assert at(58, 600) == (255, 255, 255) and at(65, 600) == (0, 255, 0)
    with opened(data) as file:
        content = file.pages[0].Contents.read_bytes().decode()
    own = "0 1 0 RG 8 w 50 640 m 90 640 l S "
    assert " ".join(content.split()).count("50 640 m 90 640 l S") == 2
    assert own in " ".join(content.split()) and content.split().count("q") == content.split().count("Q") == 2
    assert "2 J 1 j [4 12] 2 d 50 600 m" in " ".join(content.split())


@pytest.mark.parametrize(
    ("data", "space", "mask"),
    [
        (png("RGBA"), "/DeviceRGB", True),
        (png("LA"), "/DeviceRGB", True),
        (png("RGB"), "/DeviceRGB", False),
        (png("P"), "/DeviceRGB", False),
        (png("L"), "/DeviceGray", False),
        (png("1"), "/DeviceGray", False),
        (jpeg("RGB"), "/DeviceRGB", False),
        (jpeg("L"), "/DeviceGray", False),
    ],
    ids=["rgba", "grey and alpha", "rgb", "palette", "grey", "bilevel", "rgb jpeg", "grey jpeg"],
)
def test_pictures_are_rgb_or_grey(data, space, mask):
    figure = image(data)
    pdf = write(figure)
    with opened(pdf) as file:
        (picture,) = file.pages[0].Resources.XObject.values()
        assert (picture.ColorSpace, "/SMask" in picture) == (space, mask)
    assert validate(pdf)


def test_a_jpeg_goes_in_as_it_is():
    data = jpeg()
    with opened(write(image(data))) as file:
        (picture,) = file.pages[0].Resources.XObject.values()
        assert picture.read_raw_bytes() == data


def test_a_jpeg_in_cmyk_is_refused():
    with pytest.raises(PdfError, match="CMYK"):
        place(Picture(0, 0, 10, 10, jpeg("CMYK")))


def test_a_picture_shown_twice_is_embedded_once():
    data = png("RGB")
    with opened(place(Picture(0, 0, 10, 10, data), Picture(20, 0, 10, 10, data))) as file:
        pictures = [item for item in file.objects if isinstance(item, pikepdf.Stream) and "/Width" in item]
        assert len(pictures) == 1


def test_numbers_have_three_decimals_at_most():
    data = place(Rectangle(1 / 3, -0.0001, 1e-7, 1e5, (1 / 3, 0, 1)))
    with opened(data) as file:
        assert b"0.333 0 0 100000 re f" in file.pages[0].Contents.read_bytes()
    with pytest.raises(PdfError, match="not a number"):
        place(Rectangle(float("nan"), 0, 1, 1, INK))


# ---- links and bookmarks


def test_links_say_where_they_lead(file):
    annotations = [item for page in file.pages for item in page.obj.get("/Annots", [])]
    assert len(annotations) >= 5
    parents = parent_tree(file)
    for annotation in annotations:
        assert annotation.Subtype == "/Link"
        assert int(annotation.F) == 4
        assert str(annotation.Contents).strip()
        link = parents[int(annotation.StructParent)]
        assert link.S == "/Link"
        assert any(kid.get("/Obj") == annotation for kid in link.K if isinstance(kid, pikepdf.Dictionary))
    assert [str(item.A.URI) for item in annotations if "/A" in item] == [
        "https://www.norad.mil/%C3%A9?a=(b)",
        "https://example.org/a",
    ]


def test_a_link_over_two_lines_has_an_area_on_each():
    words = "words of a link that is long " * 8
    with opened(write(p(inline(n.Link, words, href="https://example.org")))) as file:
        (link,) = elements(file, "Link")
        assert len(file.pages[0].Annots) == 2
        assert len(link.K) == 1 + 2


def test_a_note_is_linked_to_where_it_begins():
    with opened(write(p("x", ref("1")), n.Notes(lang=EN, notes=(note("1", "N."),)))) as file:
        there, back = file.pages[0].Annots
        assert there.Dest[1] == "/XYZ"
        assert float(there.Dest[3]) < float(there.Rect[1]) < float(back.Dest[3])


def test_pages_are_tabbed_through_in_the_order_of_the_tree(file):
    assert {str(page.obj.Tabs) for page in file.pages} == {"/S"}


def test_headings_are_bookmarks_nested_by_level(file):
    with file.open_outline() as outline:
        (top,) = outline.root
        assert top.title == "Defence"
        assert [item.title for item in top.children] == [
            "Spending",
            "Ventes «\u202fmilitaires\u202f»",
            "Sources",
        ]
        assert [item.title for item in top.children[1].children] == ["Sous-titre"]
    assert file.Root.PageMode == "/UseOutlines"


def test_bookmarks_may_skip_a_level_and_leave_out_the_numbers_of_notes():
    heading = n.Heading(lang=EN, level=3, content=(*h(3, "Deep").content, ref("1")))
    data = write(h(1, "Top"), heading, n.Notes(lang=EN, notes=(note("1", "N."),)))
    with opened(data) as file, file.open_outline() as outline:
        assert [item.title for item in outline.root[0].children] == ["Deep"]


def test_a_document_without_headings_has_no_bookmarks():
    with opened(write(p("x"))) as file:
        assert "/Outlines" not in file.Root
        assert file.Root.PageMode == "/UseNone"


# ---- figures, notes, roles


def test_figures_have_the_box_of_their_area(file):
    for figure in elements(file, "Figure"):
        left, bottom, right, top = map(float, figure.A.BBox)
        assert left < right and bottom < top
        assert figure.A.O == "/Layout"


def test_notes_are_found_by_their_ids(file):
    names = list(file.Root.StructTreeRoot.IDTree.Names)
    assert [str(name) for name in names[::2]] == ["note-0001", "note-0002"]
    assert all(str(element.ID) == str(name) for name, element in zip(names[::2], names[1::2], strict=True))


def test_types_that_pdf_1_7_does_not_know_are_mapped_where_they_are_used(file):
    roles = {key: str(value) for key, value in file.Root.StructTreeRoot.RoleMap.items()}
    assert roles == {"/Aside": "/Div", "/Em": "/Span", "/Strong": "/Span"}
    with opened(write(p("x"))) as plain:
        assert "/RoleMap" not in plain.Root.StructTreeRoot


# ---- metadata and conformance


def test_info_and_xmp_say_the_same(file):
    info = {key: str(value) for key, value in file.docinfo.items()}
    assert set(info) == {"/Title", "/Author", "/Subject", "/Keywords", "/Creator", "/Producer"}
    with file.open_metadata() as xmp:
        assert xmp["dc:title"] == info["/Title"] == "Defence & “Foreign” Affairs – Défense"
        assert xmp["dc:creator"] == [info["/Author"]]
        assert xmp["dc:description"] == info["/Subject"] == "Canada–US <defence> partnership"
        assert xmp["pdf:Keywords"] == info["/Keywords"] == "defence, NORAD"
        assert xmp["xmp:CreatorTool"] == info["/Creator"]
        assert xmp["pdf:Producer"] == info["/Producer"]
        assert xmp["pdfuaid:part"] == "1"
        assert (xmp["pdfaid:part"], xmp["pdfaid:conformance"]) == ("2", "A")
        assert xmp["dc:language"] == {EN}


def test_empty_and_odd_metadata():
    data = write(h(1, "x"), title="A\ntitle\x07]]>", author="", subject="", keywords=())
    with opened(data) as file, file.open_metadata() as xmp:
        assert str(file.docinfo["/Title"]) == xmp["dc:title"] == "A title ]]>"
        assert "/Author" not in file.docinfo
        assert "dc:creator" not in xmp
    assert validate(data)


def test_the_catalog_tells_the_language_and_shows_the_title(file):
    assert str(file.Root.Lang) == EN
    assert bool(file.Root.MarkInfo.Marked)
    assert bool(file.Root.ViewerPreferences.DisplayDocTitle)


def test_the_creator_can_be_named():
    made = document(p("x"))
    with opened(write_pdf(made, typeset(made), FONTS, creator="Quill 3")) as file:
        assert str(file.docinfo["/Creator"]) == "Quill 3"


def validate(data):
    """Ask a validator that runs in this process; the real veraPDF is for by hand and for CI."""
    profiles = (validator.ValidationProfile.PDF_A_2A, validator.ValidationProfile.PDF_UA_1)
    return all(validator.validate_pdf_bytes(data, profile=profile).is_compliant for profile in profiles)


@pytest.mark.conformance
def test_the_file_keeps_pdf_a_2a_and_pdf_ua_1(whole):
    assert validate(whole)


@pytest.mark.conformance
@pytest.mark.parametrize("breakage", ["/Alt", "/Contents", "/Tabs", "/OutputIntents", "/Metadata"])
def test_the_validator_notices_what_is_taken_away(whole, breakage):
    with opened(whole) as file:
        for item in file.objects:
            # A page's Contents are its operators; an annotation's are its words.
            dictionary = isinstance(item, pikepdf.Dictionary)
            if dictionary and breakage in item and (breakage != "/Contents" or "/Subtype" in item):
                del item[breakage]
        broken = io.BytesIO()
        file.save(broken)
    assert not validate(broken.getvalue())


def test_data_that_end_with_a_carriage_return_keep_it():
    """A line feed alone would make one end of line of the two, and the stream a byte too short."""
    assert end_stream(b"data\r") == b"data\r\r\nendstream"
    assert end_stream(b"data") == b"data\nendstream"


# ---- labels of pages


def labels(data):
    with pypdfium2.PdfDocument(data) as file:
        return [file.get_page_label(index) for index in range(len(file))]


def test_pages_that_are_counted_through_have_no_labels(whole):
    with opened(whole) as file:
        assert "/PageLabels" not in file.Root and len(file.pages) > 1


@pytest.mark.parametrize("front", [1, 2])
def test_each_half_has_labels_of_its_own(front):
    made = full(rows=160)
    pages = tumbled(typeset(made), front)
    data = write_pdf(made, pages, FONTS)
    assert labels(data) == [str(page.label) for page in pages]
    assert labels(data).count("1") == 2
    with opened(data) as file:
        assert [page.label for page in file.pages] == labels(data)


@pytest.mark.parametrize("standard", ["PDF_UA_1", "PDF_A_2A"])
def test_blank_pages_and_labels_conform(standard):
    made = full(rows=160)
    pages = tumbled(typeset(made), 1)
    assert not pages[1].items
    data = write_pdf(made, pages, FONTS)
    report = validator.validate_pdf_bytes(data, profile=getattr(validator.ValidationProfile, standard))
    assert [(f.rule_id, f.message) for f in report.failures] == []
    with opened(data) as file:
        assert not file.pages[1].Contents.read_bytes().strip() and "/Annots" not in file.pages[1]
