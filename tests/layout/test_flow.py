"""Notes at the foot of pages, contents, running heads, columns side by side."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st
from msgspec.structs import replace

from briefpress.diagnostics import Findings
from briefpress.document import nodes as n
from briefpress.layout import layout_document
from briefpress.page import Anchor, LinkArea, PlacedRun, Rectangle
from tests.layout.documents import (
    LANG,
    PARAGRAPHS,
    STORIES,
    document,
    group,
    h,
    p,
    placed,
    said,
    terms,
    text,
    theme,
    words,
)

RANDOM = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def mark(number):
    return n.NoteReference(content=(text(str(number)),), note=f"note-{number}", lang=LANG)


def notes(*lengths):
    made = (
        n.Note(number=text(str(i)), content=(text(words(length)),), id=f"note-{i}", lang=LANG)
        for i, length in enumerate(lengths, 1)
    )
    return n.Notes(notes=tuple(made), foot=True, lang=LANG)


def lay_out(*blocks, furniture=()):
    findings = Findings()
    made = document(*blocks)
    made = n.Document(
        blocks=made.blocks,
        lang=LANG,
        title="T",
        author="A",
        subject="S",
        keywords=(),
        furniture=tuple(furniture),
    )
    pages = layout_document(made, theme(), findings)
    assert not list(findings), list(findings)
    return pages


def pages_of(pages, node):
    return [number for number, item in placed(pages) if item.node is node]


# ---- notes


@RANDOM
@given(st.lists(st.tuples(st.integers(1, 150), st.integers(0, 60)), min_size=1, max_size=40))
def test_a_note_stands_on_the_page_of_its_first_mark_or_goes_on_from_there(lengths):
    noted = [length for _, length in lengths if length]
    paragraphs, number = [], 0
    for count, length in lengths:
        number += bool(length)
        paragraphs.append(p(words(count), mark(number)) if length else p(words(count)))
    foot = notes(*noted)
    pages = lay_out(*paragraphs, foot)
    texts = said(pages)
    marks = [
        inline for block in paragraphs for inline in block.content if isinstance(inline, n.NoteReference)
    ]
    assert len(marks) == len(foot.notes)
    for reference, note in zip(marks, foot.notes, strict=True):
        (of_mark,) = set(pages_of(pages, reference.content[0]))
        of_note = pages_of(pages, note.content[0])
        assert texts[note.content[0]].strip() == note.content[0].text
        assert min(of_note) == of_mark


@pytest.mark.parametrize("length", [10, 200, 600, 2000])
def test_a_note_that_a_page_has_no_room_for_goes_on_on_the_next(length):
    foot = notes(length, 5)
    pages = lay_out(p(words(40), mark(1), " ", words(300), mark(2)), foot)
    texts = said(pages)
    assert [texts[note.content[0]].strip() for note in foot.notes] == [words(length), words(5)]
    order = sorted(set(pages_of(pages, foot.notes[0].content[0])))
    assert order == list(range(1, order[-1] + 1))


def test_notes_stand_at_the_foot_in_the_order_of_their_numbers_and_link_back():
    pages = lay_out(p("One", mark(1), " two", mark(2)), notes(5, 6))
    runs = [item for _, item in placed(pages)]
    first, second = (run for run in runs if run.run.text.strip() in ("1", "2") and run.run.rise == 0)
    assert theme().measures["page.bottom"] < second.y < first.y < 100
    links = [item for item in pages[0].items if isinstance(item, LinkArea)]
    assert [type(link.target).__name__ for link in links] == ["Note", "Note"] + ["NoteReference"] * 2


# ---- contents and references


def entry(target, title, level=2):
    content = (text(title), text(" "), n.PageOf(target=target, lang=LANG))
    reference = n.Reference(content=content, target=target, lang=LANG)
    return n.ContentsEntry(number=None, reference=reference, level=level, lang=LANG)


def sections(count, length=400):
    return [
        n.Section(id=f"s{i}", blocks=(h(f"Section {i}"), p(words(length))), lang=LANG) for i in range(count)
    ]


def test_contents_tell_the_pages_where_sections_begin():
    parts = sections(9)
    contents = n.Contents(entries=tuple(entry(f"s{i}", f"Section {i}") for i in range(9)), lang=LANG)
    pages = lay_out(contents, *parts)
    assert len(pages) > 3
    texts = said(pages)
    for part, line in zip(parts, contents.entries, strict=True):
        assert texts[line.reference.content[-1]] == str(pages_of(pages, part.blocks[0].content[0])[0])


def test_a_reference_leads_to_the_block_and_is_counted_once():
    section = n.Section(id="there", blocks=(h("There"), p("Words.")), lang=LANG)
    link = n.Reference(content=(text("Table 2"),), target="there", lang=LANG)
    (page,) = lay_out(p("See ", link, "."), section)
    (area,) = (item for item in page.items if isinstance(item, LinkArea))
    assert area.target is section
    assert [item.node for item in page.items if isinstance(item, Anchor)].count(section) == 1


# ---- furniture


def furniture(start, *, head=False, on=""):
    return n.Furniture(start=start, head=head, on=on, lang=LANG)


def furniture_of(page):
    return [item.run.text.strip() for item in page.items if isinstance(item, PlacedRun) and item.node is None]


def test_a_running_head_tells_the_section_of_its_page():
    running = (n.RunningHeading(lang=LANG),)
    pages = lay_out(*sections(9), furniture=[furniture(running, head=True)])
    shown = [furniture_of(page) for page in pages]
    for page, (line,) in zip(pages, shown, strict=True):
        begun = [item.node for item in page.items if isinstance(item, Anchor)]
        headings = [node for node in begun if isinstance(node, n.Heading)]
        if headings:
            assert line == headings[-1].content[0].text
    assert len(pages) > 2


def test_the_heading_of_a_panel_does_not_run():
    running = (n.RunningHeading(lang=LANG),)
    panel = n.Callout(blocks=(h("Panel"), p("Words.")), lang=LANG)
    (page,) = lay_out(
        n.Section(blocks=(h("Section"), panel), lang=LANG), furniture=[furniture(running, head=True)]
    )
    assert furniture_of(page) == ["Section"]


def test_a_page_without_a_foot_has_no_rule_for_one():
    (bare,) = lay_out(p("Words."))
    (footed,) = lay_out(p("Words."), furniture=[furniture((text("Foot"),))])
    rules = [[item for item in page.items if isinstance(item, Rectangle)] for page in (bare, footed)]
    assert [len(found) for found in rules] == [0, 1]


def test_what_is_said_of_the_first_page_stands_below_a_band_too():
    band = n.Band(blocks=(n.Heading(level=1, content=(text("Title"),), lang=LANG),), lang=LANG)
    title, own = furniture((text("Title"),)), furniture((text("Own"),), on="first")
    assert furniture_of(lay_out(band, p("Words."), furniture=[title])[0]) == []
    assert furniture_of(lay_out(band, p("Words."), furniture=[title, own])[0]) == ["Own"]


def test_a_heading_that_has_no_room_beside_the_title_does_not_run():
    running = n.Furniture(start=(text(words(16)),), end=(n.RunningHeading(lang=LANG),), head=True, lang=LANG)
    long = n.Section(blocks=(h(words(20)), p(words(1600))), lang=LANG)
    short = n.Section(blocks=(h("Short"), p(words(900))), lang=LANG)
    pages = lay_out(long, short, furniture=[running])
    shown = [" ".join(furniture_of(page)) for page in pages]
    assert shown[0] == words(16) and shown[-1] == f"{words(16)} Short"


def test_first_left_and_right_pages_have_their_own():
    every = [furniture((text(name),), on=name) for name in ("first", "left", "right")]
    pages = lay_out(p(words(5000)), furniture=[*every, furniture((text("any"),), head=True)])
    assert [furniture_of(page) for page in pages[:4]] == [
        ["first", "any"],
        ["left", "any"],
        ["right", "any"],
        ["left", "any"],
    ]


# ---- columns side by side


def beside(*columns, widths=(2, 1), sidebar=True):
    made = [n.Column(blocks=tuple(blocks), lang=LANG) for blocks in columns]
    if sidebar:
        made[-1] = n.Column(blocks=made[-1].blocks, role="sidebar", lang=LANG)
    return n.Beside(columns=tuple(made), widths=widths, lang=LANG)


@RANDOM
@given(STORIES, st.lists(PARAGRAPHS, min_size=1, max_size=8))
def test_columns_side_by_side_lose_no_character(left, right):
    findings = Findings()
    pages = layout_document(document(beside(left, right)), theme(), findings)
    if findings.errors:
        return  # reported
    texts = said(pages)
    for block in (*left, *right):
        for node in block.walk():
            if isinstance(node, n.Text):
                assert texts[node] == node.text


def test_a_sidebar_goes_on_by_itself_and_its_panel_reaches_to_the_foot():
    main, side = p(words(1800)), p(words(60))
    pages = lay_out(beside([main], [side]))
    assert len(pages) > 1
    panels = [
        item
        for item in pages[0].items
        if isinstance(item, Rectangle) and item.fill == theme().palette["tint"]
    ]
    assert [round(panel.y) for panel in panels] == [round(theme().measures["page.bottom"])]
    assert set(pages_of(pages, side.content[0])) == {1}
    assert not [item for item in pages[1].items if isinstance(item, Rectangle) and item.height > 5]


def test_a_sidebar_of_the_colour_of_the_paper_has_a_line_instead():
    """White is not painted on white: an office printer and a copier would show its edge."""
    looks = replace(theme(), palette={**theme().palette, "tint": theme().palette["paper"]})
    (page,) = layout_document(document(beside([p(words(60))], [p(words(20))])), looks, Findings())
    (line,) = [item for item in page.items if isinstance(item, Rectangle) and item.height > 5]
    assert (line.width, line.fill) == (looks.measures["table.rule"], looks.palette["rule"])


def test_all_of_a_column_is_painted_before_the_next():
    main, side = [p(words(30)) for _ in range(3)], [p(words(20)) for _ in range(3)]
    last = p("Behind both.")
    (page,) = lay_out(beside(main, side), last)
    order = [item.node for item in page.items if isinstance(item, PlacedRun)]
    wanted = [block.content[0] for block in (*main, *side, last)]
    assert [node for i, node in enumerate(order) if i == 0 or order[i - 1] is not node] == wanted


@pytest.mark.parametrize("blocks", [lambda *inner: inner, lambda *inner: (group(*inner, keeps=True),)])
def test_texts_stand_in_from_the_left_and_headings_do_not(blocks):
    heading, prose = h("Heading"), p(words(80))
    made = n.Group(blocks=blocks(heading, prose), start=100.0, lang=LANG)
    (page,) = lay_out(made)
    left = {item.node: item.x for item in page.items if isinstance(item, PlacedRun)}
    margin = theme().measures["page.left"]
    assert (left[heading.content[0]], left[prose.content[0]]) == (margin, margin + 100)


def test_a_group_begins_a_page_and_stays_on_one():
    first, second = p("First."), p(words(30))
    pages = lay_out(first, group(second, breaks=True))
    assert pages_of(pages, second.content[0])[0] == 2
    long = [p(words(120)) for _ in range(4)]
    pages = lay_out(p(words(700)), group(*long, keeps=True))
    assert len({number for block in long for number in pages_of(pages, block.content[0])}) == 1


def test_lines_beside_a_group_that_stays_together_agree_with_its_own():
    left, right = (h("Heading"), p(words(5))), (h("Heading"), p(words(5)))
    columns = n.Columns(blocks=(*left, group(group(*right, keeps=True), breaks=True)), count=2, lang=LANG)
    (page,) = lay_out(columns)
    height = {item.node: item.y for item in page.items if isinstance(item, PlacedRun)}
    assert height[left[1].content[0]] == height[right[1].content[0]]


@pytest.mark.parametrize("role", ["", "timeline"])
def test_a_term_of_several_lines_does_not_reach_into_the_margin(role):
    """Where an entry is divided, its term takes the room that it takes, whatever is said of it."""
    pages = lay_out(*[p("Before.")] * 33, terms((words(150), p(words(500))), role=role))
    margin = theme().measures["page.bottom"]
    lowest = min(item.y for _, item in placed(pages) if item.node is not None)
    assert lowest >= margin - 0.02
