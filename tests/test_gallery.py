"""The gallery: every example is made and sound, every picture is what is made now, nothing is left out."""

from __future__ import annotations

import io
import re
from functools import cache
from xml.etree import ElementTree

import page as page_validation
import pytest
import yaml
from PIL import Image, ImageChops, ImageStat

from briefpress.document import VOCABULARY
from briefpress.document.vocabulary import COMMON
from briefpress.merge.block_types import BLOCK_TYPES
from briefpress.page import Page, PlacedRun, Rectangle, Run
from docs.gallery import pictures, typography, typst_page
from docs.gallery.boxes import Margins, problems
from docs.gallery.examples import HERE, Example, examples, examples_of, lay_out, pages
from docs.gallery.make import makers
from docs.gallery.typst_page import TypstMissing
from tests.pdf.typeset import make_run
from tests.test_page_pictures import MEAN, WORST, worst_field
from tests.test_samples import EDITIONS, named, renderer

EXAMPLES = [example for example in examples() if example.picture]
MARKUP = [example for example in EXAMPLES if example.is_markup]
MAKERS = makers()

each_example = pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.picture)


# ---- nothing is left out


def test_every_fence_has_a_picture_and_every_picture_a_fence():
    assert [f"{e.page}.md, {e.heading}" for e in examples() if not e.picture] == []
    assert len({example.picture for example in EXAMPLES}) == len(EXAMPLES)
    there = {path.relative_to(HERE).with_suffix("").as_posix() for path in HERE.rglob("*.png")}
    assert there - {f"briefs/{path.stem}" for path in HERE.glob("briefs/*.png")} == set(MAKERS)


@pytest.mark.parametrize("name", BLOCK_TYPES)
def test_every_type_of_block_and_each_of_its_looks_is_shown(name):
    assert f"\n## `{name}`\n" in pages()["blocks"], "docs/gallery/blocks.md shows each type of block"
    blocks = [block for example in EXAMPLES for block in _blocks(example) if block["type"] == name]
    assert blocks
    look = BLOCK_TYPES[name].get("look")
    if look is not None:
        assert {block.get("look", look.default) for block in blocks} == set(look.options)


def _blocks(example: Example) -> list[dict]:
    if example.is_markup:
        return []
    read = yaml.safe_load(example.code)
    if isinstance(read, list):
        return read
    return [block for region in ("opening", "body", "closing") for block in read.get(region, ())]


@cache
def _elements() -> list[ElementTree.Element]:
    return [
        element
        for example in MARKUP
        for element in ElementTree.fromstring(f"<all>{example.code}</all>").iter()
    ]


@pytest.mark.parametrize("name", VOCABULARY)
def test_every_element_and_each_of_its_attributes_is_shown(name):
    rule = VOCABULARY[name]
    found = [element for element in _elements() if element.tag == name]
    assert found, "docs/gallery/elements.md shows each element"
    said = {attribute for element in found for attribute in element.attrib}
    assert {*rule.required, *rule.optional} <= said | (COMMON - {"lang"})


def test_attributes_that_all_elements_may_have_are_shown():
    assert {attribute for element in _elements() for attribute in element.attrib} >= COMMON


def test_the_index_names_every_page():
    index = pages()["README"]
    for name in pages():
        assert name == "README" or f"({name}.md)" in index


def test_an_example_is_a_fence_and_the_picture_below_it():
    text = "## One\n\n```yaml\n- id: a\n```\n\nWords.\n\n![A](p/a.png)\n\n## Two\n\n```xml\n<p/>\n```\n"
    first, second = examples_of("page", text)
    assert (first.heading, first.picture, first.alt, first.is_markup) == ("One", "p/a", "A", False)
    assert (second.heading, second.picture, second.is_markup) == ("Two", "", True)


# ---- by boxes


@each_example
def test_no_text_of_an_example_touches_another_or_is_cut(example):
    for edition in example.editions:
        made = lay_out(example, edition)
        for page in made.pages:
            assert problems(page, Margins.of(made.theme)) == []


@pytest.mark.parametrize("edition", EDITIONS, ids=named)
def test_no_text_of_a_sample_touches_another_or_is_cut(edition):
    document, laid_out = _sample(edition)
    for page in laid_out:
        assert problems(page, document) == []


@cache
def _sample(edition):
    from briefpress.diagnostics import Findings
    from briefpress.layout import load_theme

    made, findings = renderer(), Findings()
    laid_out = made.lay_out(edition, findings)
    brief = made.project.brief(edition.brief, findings)
    assert laid_out is not None and brief is not None
    theme = load_theme(made.project.workspace, made.fonts, brief.theme.text, brief.theme.span, findings)
    assert theme is not None
    return Margins.of(theme), laid_out[1]


MARGINS = Margins(50.0, 50.0, 30.0)
WORDS = make_run("bedlam", size=10.0)
PANEL, RULE = (0.9, 0.9, 0.9), (0.0, 0.0, 0.0)


def run(x: float, y: float, words: Run = WORDS) -> PlacedRun:
    return PlacedRun(x, y, words, None, None)


def rule(y: float, x: float = 50.0, width: float = 300.0) -> Rectangle:
    return Rectangle(x, y, width, 0.5, RULE)


@pytest.mark.parametrize(
    ("items", "wrong"),
    [
        ([run(100, 500), run(100 + WORDS.width, 500)], ""),
        ([run(100, 500), run(100 + WORDS.width - 3, 500)], "touches"),
        ([run(100, 500), run(100, 488)], ""),
        ([run(100, 500), run(100, 494)], "touches"),
        ([run(100, 500), run(100 + WORDS.width, 500, make_run("2", size=6.0, rise=4.0))], ""),
        ([run(100, 500), run(120, 500, make_run("2", size=6.0, rise=1.0))], "touches"),
        ([run(560, 500)], "leaves the margins"),
        ([run(40, 500)], "leaves the margins"),
        ([run(100, 12)], "leaves the margins"),
        ([run(600, 500)], "leaves the paper"),
        ([Rectangle(0, 480, 612, 60, PANEL), run(20, 500)], ""),
        ([Rectangle(90, 490, 100, 30, PANEL), run(100, 500)], ""),
        ([Rectangle(90, 490, 20, 30, PANEL), run(100, 500)], "cut by the edge"),
        ([Rectangle(90, 503, 100, 30, PANEL), run(100, 500)], "cut by the edge"),
        ([run(100, 500), Rectangle(90, 490, 100, 30, PANEL)], "painted over"),
        ([rule(503), run(100, 500)], "struck through"),
        ([rule(497), run(100, 500)], ""),
        ([run(100, 500, make_run("gape")), rule(498.4, 100, 20)], ""),
        ([rule(498.4), run(100, 500, make_run("gape"))], "struck through"),
    ],
)
def test_what_is_wrong_with_a_page_is_found(items, wrong):
    found = problems(Page(1, 612.0, 792.0, tuple(items)), MARGINS)
    assert all(wrong in problem for problem in found) if wrong else found == []
    assert bool(found) == bool(wrong)


# ---- by the standard


@pytest.mark.parametrize("example", MARKUP, ids=lambda example: example.picture)
def test_what_layouts_write_keeps_the_standard(example):
    for edition in example.editions:
        report = page_validation.validate_pdf_bytes(
            lay_out(example, edition).pdf, profile=page_validation.ValidationProfile.PDF_UA_1
        )
        assert [(failure.rule_id, failure.message) for failure in report.failures] == []


# ---- by eye, and by a comparison with what somebody looked at


@pytest.mark.parametrize("name", MAKERS)
def test_the_picture_is_what_is_made_now(name):
    """As `test_page_pictures` compares: small and grey, so that only what one sees makes a difference."""
    path = HERE / f"{name}.png"
    assert path.exists(), "make it: make gallery"
    try:
        made = MAKERS[name]().convert("L")
    except TypstMissing as missing:
        pytest.skip(str(missing))
    with Image.open(path) as known:
        assert known.size == made.size, "make it again, and look at it: make gallery"
        difference = ImageChops.difference(_small(made), _small(known.convert("L")))
    assert ImageStat.Stat(difference).mean[0] <= MEAN
    assert worst_field(difference) <= WORST


def _small(picture: Image.Image) -> Image.Image:
    return picture.reduce(4)


def test_a_picture_has_the_same_bytes_each_time_and_few_of_them():
    for example in EXAMPLES[:3]:
        made = [io.BytesIO(), io.BytesIO()]
        for file in made:
            pictures.save(pictures.picture_of(example), file)
        assert made[0].getvalue() == made[1].getvalue()
    sizes = [path.stat().st_size for path in HERE.rglob("*.png")]
    assert sum(sizes) < 3_000_000
    assert max((HERE / f"{e.picture}.png").stat().st_size for e in EXAMPLES) < 40_000


def test_pictures_say_in_words_what_they_show():
    for name, text in pages().items():
        for alt in re.findall(r"!\[([^\]]*)\]", text):
            assert len(alt) > 20, f"{name}.md: {alt!r}"


# ---- the comparison of type


def _cells(row: str) -> list[str]:
    return [cell.strip() for cell in row.strip("|").split("|")]


@pytest.mark.parametrize("lang", ["en", "fr"])
@pytest.mark.parametrize("way", typography.WAYS)
def test_the_table_of_type_says_what_is_counted(way, lang):
    said = [_cells(row) for row in pages()["type"].splitlines() if row.startswith("| ")]
    name = {"en": "English", "fr": "French"}[lang]
    (row,) = [row for row in said if row[:2] == [name, typography.WAYS[way]]]
    try:
        assert row[2:] == typography.counted(way, lang), "print it: python -m docs.gallery.typography"
    except TypstMissing as missing:
        pytest.skip(str(missing))


def test_all_ways_set_the_same_words():
    document, theme = typography.text_of("fr")
    said = "".join(typst_page.words(one) for one in typography.paragraphs_of(document))
    source = typst_page.page(document, theme)
    assert len(said) > 2000
    for piece in re.findall(r"[^\W\d_]{5,}", said):
        assert piece in source
