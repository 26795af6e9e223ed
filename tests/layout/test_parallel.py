"""Languages side by side."""

from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from briefpress.diagnostics import Findings, Span
from briefpress.document import nodes as n, put_together
from briefpress.layout import layout_document
from briefpress.page import PlacedRun
from tests.layout.documents import STORIES, bullets, columns, document, h, key_figures, p, said, table, theme
from tests.layout.test_pages import RANDOM

SHORT, LONG = "A line.", "Une phrase bien plus longue, qui prend plusieurs lignes. " * 6


def lay_out(*languages, arrangement="parallel", pages=None):
    """Lay out blocks of each language; nothing may go wrong."""
    findings = Findings()
    made = put_together([document(*blocks, pages=pages) for blocks in languages], arrangement)
    pages = layout_document(made, theme(), findings)
    assert not list(findings), list(findings)
    return made, pages


def test_tables_with_too_many_columns_stand_one_above_the_other():
    wide = [
        table([f"Longwordofcolumn{i}" for i in range(6)], [f"Entry{i}" for i in range(6)]) for _ in range(2)
    ]
    made, pages = lay_out([h("A"), wide[0], p(SHORT)], [h("B"), wide[1], p(LONG)])
    (page,) = pages
    runs = [item for item in page.items if isinstance(item, PlacedRun) and item.node is not None]
    first, second = ({leaf for leaf in one.walk() if isinstance(leaf, n.Text)} for one in wide)
    assert min(run.y for run in runs if run.node in first) > max(run.y for run in runs if run.node in second)
    order = [run.node in set(made.blocks[0].walk()) for run in runs]
    assert order == sorted(order, reverse=True)  # all of one language is painted before the other


def tops(made, pages):
    """Return for each language the page and the height of the first line of each block with words."""
    found = []
    for part in made.blocks:
        own = {}
        for page in pages:
            for item in page.items:
                for index, block in enumerate(part.blocks):
                    if isinstance(item, PlacedRun) and item.node in set(block.walk()):
                        own.setdefault(index, (page.number, round(item.y, 2)))
        found.append([own[index] for index in sorted(own)])
    return found


def test_what_says_the_same_stands_at_the_same_height():
    made, pages = lay_out(
        (h("One"), p(SHORT), p(SHORT)),
        (h("Une"), p(LONG), p(SHORT)),
    )
    first, second = tops(made, pages)
    assert first == second


def test_the_languages_have_the_same_width_and_do_not_touch():
    made, pages = lay_out((p(LONG),), (p(LONG),))
    runs = [item for item in pages[0].items if isinstance(item, PlacedRun)]
    left = [item for item in runs if item.node in set(made.blocks[0].walk())]
    right = [item for item in runs if item.node in set(made.blocks[1].walk())]
    assert [item.run.text for item in left] == [item.run.text for item in right]
    assert max(item.x + item.run.width for item in left) < min(item.x for item in right)
    assert {round(b.x - a.x, 2) for a, b in zip(left, right, strict=True)} == {
        round(right[0].x - left[0].x, 2)
    }


def test_rows_of_tables_share_their_heights():
    one = table(("A", "B"), ("a", SHORT), ("b", SHORT))
    other = table(("A", "B"), ("a", LONG), ("b", SHORT))
    made, pages = lay_out((one,), (other,))

    def last(part):
        own = set(part.blocks[0].body[-1].walk())
        runs = (item for page in pages for item in page.items if isinstance(item, PlacedRun))
        return next(round(item.y, 2) for item in runs if item.node in own)

    assert last(made.blocks[0]) == last(made.blocks[1])


def test_rows_of_figures_share_their_number_and_heights():
    one = key_figures(("1", SHORT), ("2", SHORT), ("3", SHORT), ("4", SHORT))
    other = key_figures(("US$13 billion", LONG), ("US$14 billion", SHORT), ("3", SHORT), ("4", SHORT))
    made, pages = lay_out((one,), (other,))

    def heights(part):
        return [
            round(item.y, 2)
            for figure in part.blocks[0].figures
            for page in pages
            for item in page.items
            if isinstance(item, PlacedRun) and item.node in set(figure.value.walk())
        ]

    assert heights(made.blocks[0]) == heights(made.blocks[1])


def test_each_language_is_painted_after_the_other():
    made, pages = lay_out((bullets(p("a")), p(SHORT), h("One")), (bullets(p("b")), p(LONG), h("Une")))
    entries = [node for node in made.blocks[1].walk() if isinstance(node, n.ListItem)]
    second = {*made.blocks[1].walk(), *(entry.marker for entry in entries)}
    order = [item.node in second for item in pages[0].items if isinstance(item, PlacedRun) and item.node]
    assert order == sorted(order) and True in order and False in order


def test_columns_become_those_of_the_languages():
    _, pages = lay_out((columns(h(SHORT), p(LONG)),), (columns(h(SHORT), p(LONG)),))
    left = {round(item.x) for item in pages[0].items if isinstance(item, PlacedRun)}
    assert len(left) >= 2 and len(pages) == 1


def test_where_a_layout_says_more_in_one_language_the_whole_stands_beside():
    _, pages = lay_out((h("One"), p(SHORT)), (p(LONG),))
    words = "".join(i.run.text for i in pages[0].items if isinstance(i, PlacedRun) and i.node)
    assert "One" in words and "Une phrase" in words


def test_stacked_languages_begin_on_pages_of_their_own():
    made, pages = lay_out((p(SHORT),), (p(SHORT),), arrangement="stacked")
    assert [len(pages), *(page for part in tops(made, pages) for page, _ in part)] == [2, 1, 2]


@pytest.mark.parametrize(
    ("arrangement", "found"), [("parallel", "parallel"), ("stacked", "`en-CA`"), ("tumble", "`en-CA`")]
)
def test_a_budget_is_that_of_all_together_or_of_each(arrangement, found):
    findings = Findings()
    blocks = tuple(p(LONG) for _ in range(40))
    made = put_together([document(*blocks, pages=1), document(p(SHORT), pages=1)], arrangement)
    layout_document(made, theme(), findings)
    assert [one.code for one in findings] == ["LAYOUT006"]
    assert found in next(iter(findings)).message


@pytest.mark.parametrize("arrangement", ["stacked", "tumble"])
def test_a_budget_names_the_block_as_the_brief_does(arrangement):
    place = Span("briefs/x.yaml", 7, 1)
    block = n.Section(
        id="trees", blocks=tuple(p(LONG, span=place) for _ in range(40)), lang="fr-CA", span=place
    )
    findings = Findings()
    made = put_together([document(p(SHORT), pages=1), document(block, pages=1)], arrangement)
    layout_document(made, theme(), findings)
    assert [one.message.endswith("in the block `trees`") for one in findings] == [True]


@RANDOM
@given(STORIES, STORIES, st.sampled_from(("parallel", "stacked", "tumble")))
def test_no_character_is_lost_and_none_is_added(one, other, arrangement):
    findings = Findings()
    made = put_together([document(*one), document(*other)], arrangement)
    pages = layout_document(made, theme(), findings)
    if findings.errors:
        return  # reported, so not printed
    texts = said(pages)
    for node in made.walk():
        if isinstance(node, n.Text):
            assert "".join(texts.get(node, "").split()) == "".join(node.text.split())
