"""Blocks with pictures, from a brief to a page: what is heard of them, and where they stand."""

from __future__ import annotations

import io
from functools import cache

import page as page_validation
import pikepdf
import pypdfium2
import pytest
import zxingcpp
from msgspec.structs import replace

from briefpress.build.project import Edition, Project
from briefpress.build.render import Renderer
from briefpress.diagnostics import Findings
from briefpress.document import nodes as n
from briefpress.layout.box import Sink
from briefpress.layout.builder import Builder
from briefpress.layout.qr import QrBox, matrix, outline
from briefpress.layout.stack import Stack
from briefpress.layout.textbox import References
from briefpress.page import Area, LinkArea, Page, Path as Shape, PlacedRun, describe
from briefpress.workspace import MemoryWorkspace
from tests.layout.documents import LANG, p, theme
from tests.support.rich_project import MARK, picture
from tests.support.tags import tag_tree

HEAD = """\
title: {en: "The orchard", fr: "Le verger"}
subject: {en: "What grows there.", fr: "Ce qui y pousse."}
author: {en: "The Orchard", fr: "Le Verger"}
"""

IMAGE = """\
  - id: tree
    type: image
    file: briefs/tree.png
    width: 60
    alt: {en: "A tree in bloom", fr: "Un arbre en fleurs"}
    caption: {en: "May in the *old* orchard", fr: "Mai dans le *vieux* verger"}
    credit:
      en: "Photo: A. Appleyard, [licence](https://example.org/licence)"
      fr: "Photo\u00a0: A. Appleyard, [licence](https://example.org/licence)"
"""

DRAWING = """\
  - id: mark
    type: image
    file: briefs/mark.svg
    width: 60
    alt: {en: "A leaf in a ring", fr: "Une feuille dans un anneau"}
    caption: {en: "The mark of the orchard", fr: "La marque du verger"}
"""

QR = """\
  - id: more
    type: qr
    heading: {en: "Read more", fr: "En savoir plus"}
    address: {en: "https://example.org/survey_of_*all*_trees?a=1&b=2", fr: "https://example.org/relevé/"}
    text:
      en: "The whole survey, with a map of **all** trees."
      fr: "Le relevé complet, avec une carte de **tous** les arbres."
"""

QR_OF = """\
  - id: more
    type: qr
    address: "{address}"
    text: {{en: "There", fr: "Là-bas"}}
"""

LOGOS = """\
  - id: partners
    type: logos
    heading: {en: "With the help of", fr: "Avec l’aide de"}
    items:
      - file: briefs/mark.svg
        alt: {en: "The mill", fr: "Le moulin"}
        address: {en: "https://example.org/mill", fr: "https://example.org/moulin"}
      - {file: briefs/long.svg, alt: {en: "The bakery", fr: "La boulangerie"}}
      - {file: briefs/high.svg, alt: {en: "The tower", fr: "La tour"}, height: 30}
      - {file: briefs/long.svg, alt: {en: "The press", fr: "Le pressoir"}, width: 40}
      - {file: briefs/tree.png, alt: {en: "The grove", fr: "Le bosquet"}}
"""


def mark(width: int, height: int) -> str:
    """Return a mark of a size that is nobody's logo."""
    shape = f'<ellipse cx="{width / 2}" cy="{height / 2}" rx="{width / 2}" ry="{height / 2}" fill="#515D69"/>'
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}">{shape}</svg>'


FILES = {
    "briefs/tree.png": picture(30, 20),
    "briefs/mark.svg": MARK,
    "briefs/long.svg": mark(600, 100),
    "briefs/high.svg": mark(50, 200),
}

#: Blocks by the names of their goldens.
BLOCKS = {"image": IMAGE, "drawing": DRAWING, "qr": QR, "logos": LOGOS}


@cache
def rendered(blocks: str, edition: str = "en", theme: str = "civic") -> tuple[bytes, tuple[Page, ...]]:
    """Return the PDF and the pages of a brief with some blocks; nothing may go wrong."""
    brief = f"template: one-pager\ntheme: {theme}\ntogether: [parallel]\n{HEAD}body:\n{blocks}"
    renderer = Renderer(Project(MemoryWorkspace({**FILES, "briefs/b.yaml": brief})))
    rendering = renderer.render(Edition("briefs/b.yaml", edition))
    assert rendering.findings == ()
    laid_out = renderer.lay_out(Edition("briefs/b.yaml", edition), Findings())
    assert rendering.pdf is not None and laid_out is not None
    return rendering.pdf, laid_out[1]


each_block = pytest.mark.parametrize("name", BLOCKS)


@each_block
@pytest.mark.parametrize("edition", ["en", "fr", "parallel"])
def test_what_is_heard(name, edition, golden):
    golden.check(f"tags/block-{name}-{edition}.txt", tag_tree(rendered(BLOCKS[name], edition)[0]))


@each_block
def test_where_it_stands(name, golden):
    golden.check(f"layout/block-{name}-en.txt", describe(rendered(BLOCKS[name])[1]))


@each_block
@pytest.mark.parametrize("profile", ["PDF_UA_1", "PDF_A_2A"])
def test_conforms(name, profile):
    report = page_validation.validate_pdf_bytes(
        rendered(BLOCKS[name])[0], profile=getattr(page_validation.ValidationProfile, profile)
    )
    assert [(f.rule_id, f.message) for f in report.failures] == []


def test_a_credit_stands_below_the_caption_and_is_heard_last():
    pdf, pages = rendered(IMAGE)
    runs = {item.run.text.strip(): item for item in pages[0].items if hasattr(item, "run")}
    caption, credit = runs["May in the"], runs["Photo: A. Appleyard,"]
    assert credit.y < caption.y and credit.run.size < caption.run.size
    heard = tag_tree(pdf)
    assert heard.index("Caption") < heard.index("Figure") < heard.index("Photo: A. Appleyard")


def test_a_credit_needs_no_caption():
    lines = [line for line in IMAGE.splitlines(keepends=True) if "caption" not in line]
    assert "  Figure Alt='A tree in bloom'\n      P\n" in tag_tree(rendered("".join(lines))[0])


def test_a_drawing_is_painted_as_vectors_in_its_figure():
    pdf, pages = rendered(DRAWING)
    paths = [item for item in pages[0].items if isinstance(item, Shape)]
    assert [type(path.node).__name__ for path in paths] == ["Image", "Image"]
    with pypdfium2.PdfDocument(pdf) as document:
        kinds = {item.type for item in document[0].get_objects()}
        area = next(item for item in pages[0].items if isinstance(item, Area))
        picture = document[0].render(scale=4).to_pil().convert("RGB")
    assert pypdfium2.raw.FPDF_PAGEOBJ_IMAGE not in kinds
    middle = (area.x + area.width / 2) * 4, (792 - area.y - area.height / 2) * 4
    assert picture.getpixel((int(middle[0]), int(middle[1]))) == (0x2A, 0x6F, 0x4E)


# ---- QR codes


def scanned(pdf: bytes, dpi: int = 150) -> list[str]:
    """Return what a phone reads on the first page."""
    with pypdfium2.PdfDocument(pdf) as document:
        image = document[0].render(scale=dpi / 72).to_pil().convert("RGB")
    return [code.text for code in zxingcpp.read_barcodes(image)]


@pytest.mark.parametrize(
    ("edition", "addresses"),
    [
        ("en", ["https://example.org/survey_of_*all*_trees?a=1&b=2"]),
        ("fr", ["https://example.org/relev%C3%A9/"]),
        (
            "parallel",
            ["https://example.org/relev%C3%A9/", "https://example.org/survey_of_*all*_trees?a=1&b=2"],
        ),
    ],
)
def test_a_phone_reads_the_code_of_its_language(edition, addresses):
    assert sorted(scanned(rendered(QR, edition)[0])) == addresses


def test_the_address_stands_beside_the_code_as_a_link():
    pdf, pages = rendered(QR)
    (link,) = {item.href for item in pages[0].items if isinstance(item, LinkArea)}
    (area,) = [item for item in pages[0].items if isinstance(item, Area)]
    assert link == "https://example.org/survey_of_*all*_trees?a=1&b=2"
    for item in pages[0].items:
        if isinstance(item, LinkArea):
            assert item.x > area.x + area.width and area.y < item.y < area.y + area.height
    heard = tag_tree(pdf)
    address = '"example.org/survey_of_*all*_trees?a=1&b=2"'
    assert heard.index(address) < heard.index("Figure Alt='QR code that leads to https://example.org/survey")


def test_a_code_is_one_outline_on_paper_and_large_enough():
    _, pages = rendered(QR)
    panel, code = (item for item in pages[0].items if isinstance(item, Shape))
    assert panel.fill == (1, 1, 1) and code.fill == (0x1C / 255, 0x27 / 255, 0x33 / 255)
    (area,) = [item for item in pages[0].items if isinstance(item, Area)]
    assert (area.width, area.height) == pytest.approx((20 * 72 / 25.4, 20 * 72 / 25.4))
    left = min(float(step[1]) for step in code.steps if len(step) > 1)
    modules = len(matrix("https://example.org/survey_of_*all*_trees?a=1&b=2")) + 8
    assert left - area.x == pytest.approx(4 * area.width / modules)


@pytest.mark.parametrize("length", [20, 100, 200, 400, 480])
def test_a_long_address_gets_the_code_that_it_needs(length):
    address = "https://example.org/" + "/".join(f"{number:03}" for number in range(length // 4))
    pdf, pages = rendered(QR_OF.format(address=address))
    (area,) = [item for item in pages[0].items if isinstance(item, Area)]
    assert area.width / (len(matrix(address)) + 8) >= 0.4 * 72 / 25.4 - 1e-6
    assert scanned(pdf, 300) == [address]


def box_of(ink: str, paper: str) -> tuple[QrBox, list[str]]:
    """Return the box of a code in two colours, and the codes of what is wrong with it."""
    findings = Findings()
    node = n.QrCode(blocks=(), href="https://example.org/a", alt="A", lang="en")
    rgb = {
        name: tuple(int(c[i : i + 2], 16) / 255 for i in (1, 3, 5))
        for name, c in (("ink", ink), ("paper", paper))
    }
    box = QrBox(node, Stack(()), replace(theme(), palette={**theme().palette, **rgb}), findings)
    return box, [finding.code for finding in findings]


@pytest.mark.parametrize(
    ("ink", "paper"), [("#000000", "#FFFFFF"), ("#FFFFFF", "#101820"), ("#5A3E00", "#FFF4D6")]
)
def test_a_code_is_dark_on_light_in_every_theme(ink, paper):
    box, found = box_of(ink, paper)
    panel, code = box.drawing.shapes
    assert sum(panel.fill) > sum(code.fill) and found == []


@pytest.mark.parametrize(("word", "is_beside"), [("example.org", True), ("onewordwithoutslash.org", False)])
def test_words_stand_below_where_the_longest_is_too_long_for_the_room_beside(word, is_beside):
    findings = Findings()
    node = n.QrCode(blocks=(p(word),), href="https://example.org/a", alt="A", lang=LANG)
    (box,) = Builder(theme(), References(), findings).qr(node)
    sink = Sink(800.0)
    box.place(0.0, 0.0, box.side + box.gap + 90.0, sink)
    (run,) = [item for item in sink.items if isinstance(item, PlacedRun)]
    assert (run.x > box.side) == is_beside
    assert list(findings) == []


def test_colours_too_much_alike_are_refused():
    assert box_of("#999999", "#FFFFFF")[1] == ["LAYOUT004"]


def test_the_outline_covers_the_dark_modules_and_no_others():
    rows = matrix("https://example.org/a")
    steps, inside = outline(rows), [[0] * len(rows) for _ in rows]
    assert steps[0][0] == "m"
    start = before = (0.0, 0.0)
    for name, *point in steps:
        here = (point[0] - 4, point[1] - 4) if point else start
        if name == "m":
            start = here
        elif here[0] == before[0]:  # an upright edge turns all that is at its right inside out
            top, bottom = sorted((int(before[1]), int(here[1])))
            for row in range(top, bottom):
                for column in range(int(here[0]), len(rows)):
                    inside[row][column] += 1 if here[1] < before[1] else -1
        before = here
    assert [[bool(count) for count in row] for row in inside] == [list(row) for row in rows]
    assert {count for row in inside for count in row} == {0, 1}


# ---- logos


def areas(blocks: str = LOGOS) -> list[Area]:
    return [item for item in rendered(blocks)[1][0].items if isinstance(item, Area)]


def test_logos_have_about_the_same_area_within_their_limits():
    square, long, high, narrow, dots = areas()
    assert (square.width, square.height) == pytest.approx((44, 44))
    assert (long.width, long.height) == pytest.approx((110, 110 / 6))
    assert (high.width, high.height) == pytest.approx((7.5, 30))
    assert (narrow.width, narrow.height) == pytest.approx((40, 40 / 6))
    assert (dots.width, dots.height) == (15, 10)  # never larger than its dots are fine


def test_logos_stand_in_even_rows_on_middle_lines():
    item = '      - {file: briefs/long.svg, alt: {en: "The bakery", fr: "La boulangerie"}}\n'
    found = areas(f"  - id: partners\n    type: logos\n    items:\n{item * 4}")
    assert len({round(area.y, 3) for area in found[:2]}) == len({round(area.y, 3) for area in found[2:]}) == 1
    assert found[2].y < found[0].y and found[2].x == found[0].x  # two and two, not three and a lonely one
    first = areas()
    assert first[0].y + first[0].height / 2 == pytest.approx(first[1].y + first[1].height / 2)


def test_a_logo_leads_to_its_address_and_says_whose_it_is():
    pdf, pages = rendered(LOGOS, "fr")
    (link,) = [item for item in pages[0].items if isinstance(item, LinkArea)]
    assert link.href == "https://example.org/moulin"
    with pikepdf.open(io.BytesIO(pdf)) as file:
        (annotation,) = file.pages[0].Annots
        assert str(annotation.Contents) == "Le moulin"
    assert "Link\n            Figure Alt='Le moulin'\n" in tag_tree(pdf)
