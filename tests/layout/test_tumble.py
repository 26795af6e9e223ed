"""Two languages back to back: each half has pages, numbers and running heads of its own."""

from __future__ import annotations

import pytest
from hypothesis import given
from msgspec.structs import replace

from briefpress.diagnostics import Findings
from briefpress.document import nodes as n, put_together
from briefpress.layout import layout_document
from tests.layout.documents import LANG, STORIES, document, h, p, placed, said, text, theme, words
from tests.layout.test_flow import entry, furniture, furniture_of, sections
from tests.layout.test_pages import RANDOM

FOOT = n.Furniture(
    end=(text("Page "), n.PageNumber(lang=LANG), text(" of "), n.PageCount(lang=LANG)), lang=LANG
)


def tumbled(*halves, furniture=(FOOT,)):
    """Lay out the blocks of each half, with whatever comes of it."""
    findings = Findings()
    languages = [replace(document(*blocks), furniture=tuple(furniture)) for blocks in halves]
    made = put_together(languages, "tumble")
    return made, layout_document(made, theme(), findings), findings


def lay_out(*halves, furniture=(FOOT,)):
    made, pages, findings = tumbled(*halves, furniture=furniture)
    assert not list(findings), list(findings)
    return made, pages


def story(paragraphs):
    return [p(words(80)) for _ in range(paragraphs)]


@pytest.mark.parametrize(("first", "second"), [(1, 1), (1, 20), (20, 1), (20, 20), (40, 20)])
def test_each_half_counts_its_own_pages(first, second):
    _, pages = lay_out(story(first), story(second))
    for turned in (False, True):
        shown = [furniture_of(page) for page in pages if page.turned == turned and page.items]
        numbers = ["".join(line) for line in shown]
        count = len(shown)
        assert [line.replace(" ", "") for line in numbers] == [
            f"Page{number}of{count}" for number in range(1, count + 1)
        ]


def test_each_half_begins_on_a_right_page_after_what_is_blank():
    _, pages = lay_out(story(1), story(1))
    assert [(page.number, page.label, page.turned, bool(page.items)) for page in pages] == [
        (1, 1, False, True),
        (2, 2, False, False),
        (3, 1, True, True),
        (4, 2, True, False),
    ]


def test_a_running_head_is_of_its_half():
    running = furniture((n.RunningHeading(lang=LANG),), head=True)
    _, pages = lay_out((h("The one"), p("x")), (p("y"),), furniture=[running])
    assert [furniture_of(page) for page in pages if page.items] == [["The one"], []]


def test_the_sides_of_pages_are_those_of_the_half():
    every = [furniture((text(name),), on=name) for name in ("first", "left", "right")]
    _, pages = lay_out(story(20), story(30), furniture=every)
    for turned in (False, True):
        shown = [furniture_of(page)[0] for page in pages if page.turned == turned and page.items]
        assert shown == ["first", "left", "right", "left"][: len(shown)] and len(shown) > 1


def test_a_contents_tells_the_numbers_that_the_pages_bear():
    contents = n.Contents(entries=tuple(entry(f"s{i}", f"Section {i}") for i in range(9)), lang=LANG)
    made, pages = lay_out((p("x"),), (contents, *sections(9)))
    texts, label = said(pages), {page.number: page.label for page in pages}
    of_second = made.blocks[1].blocks
    begins = {}
    for number, item in placed(pages):
        begins.setdefault(item.node, number)
    for line, section in zip(of_second[0].entries, of_second[1:], strict=True):
        heading = section.blocks[0].content[0]
        assert texts[line.reference.content[-1]] == str(label[begins[heading]])


@RANDOM
@given(STORIES, STORIES)
def test_whatever_the_languages_say(one, other):
    made, pages, findings = tumbled(one, other)
    if findings.errors:
        return  # reported, so not printed
    assert [page.number for page in pages] == list(range(1, len(pages) + 1))
    for turned, part in zip((False, True), made.blocks, strict=True):
        half = [page for page in pages if page.turned == turned]
        assert len(half) % 2 == 0 and half[0].number % 2 == 1
        assert [page.label for page in half] == list(range(1, len(half) + 1))
        assert all(page.items for page in half[:-1])
        own = set(part.walk())
        own |= {node.marker for node in own if isinstance(node, n.ListItem)}
        assert {item.node for _, item in placed(half)} <= {*own, None}
    texts = said(pages)
    for node in made.walk():
        if isinstance(node, n.Text):
            assert "".join(texts.get(node, "").split()) == "".join(node.text.split())
