"""Documents -> pages: nothing is lost, nothing stands outside, breaks are where they may be."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st
from msgspec.structs import replace

from briefpress.build.project import Edition, Project
from briefpress.build.render import Renderer
from briefpress.diagnostics import Findings
from briefpress.document import nodes as n
from briefpress.document.charts import Chart
from briefpress.layout.text import compose
from briefpress.layout.words import LeafText
from briefpress.page import Anchor, Area, LinkArea, Path, PlacedRun, Rectangle, describe
from briefpress.workspace import Workspace
from tests.conftest import ROOT
from tests.layout.documents import (
    COLUMNS,
    LANG,
    STORIES,
    baselines,
    bullets,
    callout,
    chart,
    columns,
    h,
    key_figures,
    lay_out,
    p,
    placed,
    said,
    table,
    text,
    theme,
    try_to_lay_out,
    words,
)

RANDOM = settings(deadline=None, max_examples=60, suppress_health_check=list(HealthCheck))


def squeezed(characters):
    """Return characters without the spaces at which lines may end."""
    return characters.replace(" ", "")


# ---- random documents


@RANDOM
@given(STORIES)
def test_no_character_is_lost_and_none_is_added(blocks):
    pages, findings = try_to_lay_out(*blocks)
    if findings.errors and not pages:
        return  # higher than a page, which is reported
    texts = said(pages)
    for block in blocks:
        for node in block.walk():
            if isinstance(node, n.Text):
                assert texts.pop(node) == node.text
            elif isinstance(node, Chart):
                shown = [squeezed(part) for item in node.items for part in (item.label, item.text)]
                # A column has its number on top, so the order is the kind's; all of it is behind one `alt`.
                drawn, whole = Counter(squeezed(texts.pop(node))), Counter("".join(shown))
                # Of columns that are too narrow some texts are left out.
                assert drawn <= whole if node.kind == "column" else drawn == whole
    assert {squeezed(rest) for rest in texts.values()} <= {"•", *"12345"}


@RANDOM
@given(STORIES)
def test_nothing_stands_outside_of_the_page(blocks):
    pages, findings = try_to_lay_out(*blocks)
    if findings.errors:
        return  # reported, so not printed
    for page in pages:
        for item in page.items:
            left, bottom, right, top = extent(item)
            assert -0.01 <= left <= right + 0.01 <= page.width + 0.02, item
            assert -0.01 <= bottom <= top + 0.01 <= page.height + 0.02, item


def extent(item):
    """Return the rectangle of an item; of a run without the space at its end, which nobody sees."""
    if isinstance(item, PlacedRun):
        run = item.run
        unseen = sum(a for a, c in zip(run.advances, run.clusters, strict=True) if c == " ") * run.size / 1000
        return (
            item.x,
            item.y + run.rise - run.size * 0.3,
            item.x + run.width - unseen,
            item.y + run.rise + run.size,
        )
    if isinstance(item, Anchor):
        return item.x, item.y, item.x, item.y
    if isinstance(item, Path):
        xs = [v for step in item.steps for i, v in enumerate(step) if i % 2 == 1]
        ys = [v for step in item.steps for i, v in enumerate(step) if i and i % 2 == 0]
        return min(xs), min(ys), max(xs), max(ys)
    return item.x, item.y, item.x + item.width, item.y + item.height


@RANDOM
@given(STORIES)
def test_text_stays_between_the_margins(blocks):
    pages, findings = try_to_lay_out(*blocks)
    if findings.errors:
        return
    m = theme().measures
    for page in pages:
        for item in page.items:
            if isinstance(item, PlacedRun) and item.node is not None:
                left, _, right, _ = extent(item)
                assert left >= m["page.left"] - 0.02
                assert right <= page.width - m["page.right"] + 0.02
                assert item.y >= m["page.bottom"] - 0.02


@RANDOM
@given(STORIES)
def test_paragraphs_leave_no_line_alone(blocks):
    pages, findings = try_to_lay_out(*blocks)
    if findings.errors:
        return
    for block in blocks:
        for node in block.walk():
            if type(node) is n.Paragraph:
                groups = by_page(pages, node)
                assert len(groups) == 1 or min(groups.values()) >= 2, groups


def by_page(pages, node):
    """Return how many lines of a paragraph stand on each page."""
    found = {}
    for (number, _), ys in baselines(pages, node).items():
        found.setdefault(number, set()).update(ys)
    return {number: len(ys) for number, ys in found.items()}


@RANDOM
@given(STORIES)
def test_layout_is_a_function_of_its_document(blocks):
    assert describe(try_to_lay_out(*blocks)[0]) == describe(try_to_lay_out(*blocks)[0])


@RANDOM
@given(st.one_of(COLUMNS))
def test_every_link_area_and_anchor_belongs_to_a_node(block):
    for page in try_to_lay_out(block)[0]:
        for item in page.items:
            if isinstance(item, LinkArea | Anchor | Area):
                assert item.node is not None


# ---- headings, columns


@pytest.mark.parametrize("lines", range(1, 120, 7))
@pytest.mark.parametrize("wrap", [lambda *blocks: blocks, lambda *blocks: (columns(*blocks),)])
def test_a_heading_never_ends_a_column(lines, wrap):
    """Whatever stands above it, what it announces follows below it."""
    filler = [p(words(11)) for _ in range(lines)]
    heading, following = h("A heading"), p(words(60))
    pages = lay_out(*wrap(*filler, heading, following))
    ((place, (*_, last)),) = baselines(pages, heading).items()
    below = baselines(pages, following)
    assert place in below
    assert max(below[place]) < last


def test_two_headings_move_together():
    for lines in range(40, 70):
        filler = [p(words(11)) for _ in range(lines)]
        first, second, following = h("One"), h("Two", 3), p(words(60))
        pages = lay_out(*filler, first, second, following)
        places = [set(baselines(pages, node)) for node in (first, second, following)]
        assert places[0] == places[1]
        assert places[0] <= places[2]


def test_lines_of_columns_stand_on_one_grid():
    story = []
    for number in range(9):
        story += [h(f"Heading {number}"), p(words(30 + 11 * number)), p(words(17 + 5 * number))]
    block = columns(*story)
    pages = lay_out(block)
    grid = theme().grid
    tops = {
        round((first - y) % grid, 3) % grid
        for node in block.blocks
        if type(node) is n.Paragraph
        for ys in baselines(pages, node).values()
        for y in ys
        for first in [next(iter(baselines(pages, story[1]).values()))[0]]
    }
    assert tops == {0.0}


@pytest.mark.parametrize("count", [2, 3])
@pytest.mark.parametrize("paragraphs", [2, 5, 9, 16])
def test_columns_are_about_equally_long(count, paragraphs):
    block = columns(*[p(words(25 + 9 * (i % 4))) for i in range(paragraphs)], count=count)
    pages = lay_out(block)
    assert len(pages) == 1
    feet = {}
    for node in block.blocks:
        for (_, left), ys in baselines(pages, node).items():
            feet[left] = min(feet.get(left, 1e9), *ys)
    style = theme().styles["p"]
    assert len(feet) == min(count, paragraphs)
    assert max(feet.values()) - min(feet.values()) <= 4 * style.leading + style.after


def test_columns_stand_beside_each_other():
    block = columns(*[p(words(30)) for _ in range(8)])
    lefts = sorted({left for node in block.blocks for _, left in baselines(lay_out(block), node)})
    m = theme().measures
    room = theme().width - m["page.left"] - m["page.right"]
    assert lefts == [round(m["page.left"]), round(m["page.left"] + (room + m["page.gutter"]) / 2)]


def test_columns_go_on_over_pages():
    story = [p(words(70)) for _ in range(60)]
    pages = lay_out(columns(*story))
    assert len(pages) > 2
    order = [place for node in story for place in baselines(pages, node)]
    assert order == sorted(order), "page after page, and on each from left to right"


def test_columns_at_the_foot_stand_there():
    block = columns(*[p(words(20)) for _ in range(4)], foot=True)
    pages = lay_out(p(words(30)), block)
    lowest = min(y for node in block.blocks for ys in baselines(pages, node).values() for y in ys)
    style = theme().styles["p"]
    assert lowest - theme().measures["page.bottom"] < style.leading


# ---- tables


def test_the_head_of_a_table_is_repeated_as_decoration():
    block = table(("Tree", "Fruit"), *((f"Tree {i}", f"Fruit {i}") for i in range(100)))
    pages = lay_out(block)
    assert len(pages) == 3
    heads = [
        [(item.run.text.strip(), item.node is None) for item in page.items if isinstance(item, PlacedRun)]
        for page in pages
    ]
    assert [(text_, decoration) for text_, decoration in heads[0] if text_ in ("Tree", "Fruit")] == [
        ("Tree", False),
        ("Fruit", False),
    ]
    for head in heads[1:]:
        assert head[:2] == [("Tree", True), ("Fruit", True)]
    assert sum(text_ == "Caption" for head in heads for text_, _ in head) == 1


def test_each_part_of_a_table_has_a_caption_area_and_rows():
    block = table(("Tree", "Fruit"), *((f"Tree {i}", f"Fruit {i}") for i in range(100)))
    pages = lay_out(block)
    assert [sum(isinstance(item, Area) and item.node is block for item in page.items) for page in pages] == [
        1
    ] * 3


def test_no_row_is_divided_and_two_follow_the_head():
    for lines in range(30, 60, 3):
        rows = [(f"Tree {i}", words(40)) for i in range(6)]
        block = table(("Tree", "Fruit"), *rows)
        pages = lay_out(*[p(words(11)) for _ in range(lines)], block)
        places = [
            {number for number, _ in baselines(pages, cell)} for row in block.body for cell in row.cells
        ]
        assert all(len(place) == 1 for place in places)
        first = [next(iter(place)) for place in places]
        if len(set(first)) > 1:
            assert first.count(min(first)) >= 4, "two rows of two cells"


def test_columns_of_a_table_have_the_widths_they_ask_for():
    block = table(("A", "B", "C"), ("a", "b", "c"), ("d", "e", "f"), widths=(1, 2, 1))
    pages = lay_out(block)
    xs = sorted({round(item.x, 1) for _, item in placed(pages) if item.run.text.strip() in "ABC"})
    assert (xs[2] - xs[1]) == pytest.approx(2 * (xs[1] - xs[0]), abs=0.2)


def aligned(made, *aligns):
    """Return a table whose columns stand as they are told."""

    def row(one):
        cells = (replace(cell, align=align) for cell, align in zip(one.cells, aligns, strict=True))
        return replace(one, cells=tuple(cells))

    return replace(made, head=tuple(map(row, made.head)), body=tuple(map(row, made.body)))


def test_a_text_keeps_clear_of_the_number_before_it():
    block = table(("Tree", "Fruit", "Colour"), ("Apple", "12", "Red"), ("Pear", "13", "Green"))
    places = {}
    for aligns in (("start", "end", "start"), ("start", "end", "end"), ("end", "start", "start")):
        pages = lay_out(aligned(block, *aligns))
        runs = {item.run.text.strip(): item for _, item in placed(pages)}
        end = runs["12"].x + runs["12"].run.width
        places[aligns] = (runs["Red"].x - end, runs["Tree"].x, theme().measures["page.left"])
    beside = places["start", "end", "start"][0]
    assert beside >= 20
    # The first column begins, and the last one ends, where they do in any table.
    assert places["start", "end", "start"][1] == places["start", "end", "start"][2]


# ---- what stands in from the left


def test_narrow_pictures_and_charts_stand_in_with_the_text():
    def figure(width):
        image = n.Image(source="a.png", data=b"", width=width, height=20, alt="Alternative", lang=LANG)
        return n.Figure(body=image, caption=p("Caption"), lang=LANG)

    narrow, wide, ring, bars = (
        figure(90),
        figure(460),
        chart(("A", 3), kind="donut"),
        chart(("A", 3), kind="bar"),
    )
    made = n.Group(blocks=(p("Text"), narrow, wide, ring, bars), start=118, lang=LANG)
    pages = lay_out(made)
    left = theme().measures["page.left"]
    areas = {item.node: item.x for page in pages for item in page.items if isinstance(item, Area)}
    assert [round(areas[one.body] - left) for one in (narrow, wide, ring, bars)] == [118, 0, 118, 0]


# ---- panels


@pytest.mark.parametrize("lines", range(30, 62, 4))
def test_a_callout_is_never_divided(lines):
    block = callout(h("Heading"), p(words(60)), p(words(60)))
    pages = lay_out(*[p(words(11)) for _ in range(lines)], block)
    assert len({number for node in block.blocks for number, _ in baselines(pages, node)}) == 1
    # Its panel stands behind its text, on the same page.
    (number,) = {number for node in block.blocks for number, _ in baselines(pages, node)}
    tint = theme().palette["tint"]
    panels = [i for i in pages[number - 1].items if isinstance(i, Rectangle) and i.fill == tint]
    assert len(panels) == 1
    for _, item in placed(pages):
        if item.node in set(block.walk()):
            assert panels[0].x < item.x
            assert panels[0].y < item.y < panels[0].y + panels[0].height


def test_a_callout_higher_than_a_page_is_an_error():
    pages, findings = try_to_lay_out(callout(*[p(words(300)) for _ in range(9)]))
    assert [f.code for f in findings] == ["LAYOUT005"]
    assert pages == ()


def test_key_figures_stand_side_by_side():
    block = key_figures(("65+", "years"), ("US$13B", "value of all"), ("71%", "of spending"))
    pages = lay_out(block)
    spans = []
    for figure in block.figures:
        (run,) = [item for _, item in placed(pages) if item.node in set(figure.value.walk())]
        spans.append((run.x, run.x + run.run.width, run.y))
    assert len({round(y, 3) for _, _, y in spans}) == 1
    assert all(right < left for (_, right, _), (left, _, _) in pairwise(spans))


def test_a_wide_key_figure_gets_the_room_it_needs():
    block = key_figures(("US$13,000,000,000", "value"), ("4", "hives"), ("7", "jars"), ("9", "trees"))
    pages = lay_out(block)
    xs = [item.x for _, item in placed(pages) if item.node and item.run.text.strip() in ("4", "7", "9")]
    assert len(xs) == 3


def test_key_figures_that_fit_beside_each_other_are_set():
    figures = [("8" * length, "label") for length in (23, 12, 1)]
    m, style = theme().measures, theme().styles["key-value"]
    needed = sum(compose((LeafText(value, 0, LANG),), style, 1e9).widths[0] for value, _ in figures)
    room = theme().width - m["page.left"] - m["page.right"] - m["key-figures.gap"] * 2
    assert needed < room - 5
    assert not list(try_to_lay_out(key_figures(*figures))[1])


def test_a_key_figure_that_is_too_wide_is_the_one_that_is_blamed():
    wide = "\u00a0".join(["hundreds"] * 9)
    _, findings = try_to_lay_out(key_figures((wide, "value"), ("1,200", "a"), ("1,300", "b")))
    assert [f.code for f in findings] == ["TEXT002"]
    assert wide in next(iter(findings)).message


@pytest.mark.parametrize("kind", ["share", "bar", "column"])
def test_the_marks_of_a_chart_are_as_long_as_their_values(kind):
    block = chart(("A", 40), ("B", 80), ("C", 0), kind=kind)
    pages = lay_out(block)
    accent = theme().palette["accent"]
    marks = [
        i for i in pages[0].items if isinstance(i, Rectangle) and i.fill == accent and i.node is block.body
    ]
    lengths = [mark.height if kind == "column" else mark.width for mark in marks]
    assert lengths[1] == pytest.approx(2 * lengths[0])
    assert len(lengths) == 2 or lengths[2] == 0


# ---- pages


def test_the_footer_counts_the_pages():
    start, end = (
        (text("The orchard"),),
        (text("Page "), n.PageNumber(lang=LANG), text(" of "), n.PageCount(lang=LANG)),
    )
    pages = lay_out(*[p(words(80)) for _ in range(60)], start=start, end=end)
    assert len(pages) > 2
    for number, page in enumerate(pages, 1):
        decoration = [i.run.text for i in page.items if isinstance(i, PlacedRun) and i.node is None]
        assert "".join(decoration) == f"The orchardPage {number} of {len(pages)}"
        assert page.number == number


def test_a_page_budget():
    story = [p(words(80)) for _ in range(30)]
    count = len(lay_out(*story))
    assert count > 1
    assert len(lay_out(*story, pages=count)) == count
    _, findings = try_to_lay_out(*story, pages=count - 1)
    (finding,) = findings
    assert finding.code == "LAYOUT006"
    assert f"takes {count} pages" in finding.message


def test_an_empty_document_has_a_page():
    assert len(lay_out()) == 1


def test_a_word_wider_than_its_column_is_an_error():
    _, findings = try_to_lay_out(columns(p("a" * 200), p(words(5))))
    assert {f.code for f in findings} == {"TEXT002"}


def test_a_character_without_a_glyph_is_an_error():
    _, findings = try_to_lay_out(p("木 and 木"), bullets(p("🌳")))
    assert [f.code for f in findings] == ["TEXT001", "TEXT001"]


def test_the_short_sheet_as_it_stands(golden):
    """One readable picture of a whole page: where each word stands, in which face, printing which fact."""
    renderer = Renderer(Project(Workspace(ROOT)))
    laid_out = renderer.lay_out(Edition("briefs/foreign-military-sales.yaml", "en"), Findings())
    assert laid_out is not None
    golden.check("layout/foreign-military-sales-en.txt", describe(laid_out[1]))
