"""Blocks with pictures, from a brief to a page: what is heard of them, and where they stand."""

from __future__ import annotations

from functools import cache

import page as page_validation
import pypdfium2
import pytest

from briefpress.build.project import Edition, Project
from briefpress.build.render import Renderer
from briefpress.diagnostics import Findings
from briefpress.page import Area, Page, Path as Shape, describe
from briefpress.workspace import MemoryWorkspace
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

FILES = {"briefs/tree.png": picture(30, 20), "briefs/mark.svg": MARK}

#: Blocks by the names of their goldens.
BLOCKS = {"image": IMAGE, "drawing": DRAWING}


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
