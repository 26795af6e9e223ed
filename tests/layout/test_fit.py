"""What is tried before a document is too long, and the attributes that change the looks of all of it."""

from __future__ import annotations

import re

import pytest
from msgspec.structs import replace

from briefpress.diagnostics import Findings, Span
from briefpress.document import nodes as n
from briefpress.document.vocabulary import FIT
from briefpress.layout import layout_document
from briefpress.layout.fit import REMEDIES
from briefpress.page import PlacedRun
from tests.layout.documents import columns, document, p, text, theme, words


def lay_out(*blocks, **changes):
    return laid_out(replace(document(*blocks), **changes))


def laid_out(made):
    findings = Findings()
    pages = layout_document(made, theme(), findings)
    return pages, [(finding.code, finding.message, finding.label) for finding in findings]


def sizes(pages):
    return {item.run.size for page in pages for item in page.items if isinstance(item, PlacedRun)}


def test_every_remedy_that_a_layout_may_name_is_there():
    assert tuple(REMEDIES) == FIT


#: As many paragraphs as take a little more than a page.
PARAGRAPHS = [p(words(12)) for _ in range(40)]


def test_less_space_keeps_a_page_and_the_size_of_the_type():
    _, found = lay_out(*PARAGRAPHS, pages=1)
    assert [code for code, _, _ in found] == ["LAYOUT006"]
    pages, found = lay_out(*PARAGRAPHS, pages=1, fit=("space",))
    assert (len(pages), found) == (1, [])
    assert sizes(pages) == sizes(lay_out(*PARAGRAPHS)[0])


def test_what_fits_is_set_as_it_is():
    few = PARAGRAPHS[:5]
    loose, tight = lay_out(*few, pages=1), lay_out(*few, pages=1, fit=("space", "columns"))
    assert loose == tight


def test_more_columns_are_tried_after_less_space():
    items = [p(words(3)) for _ in range(110)]
    _, found = lay_out(columns(*items), pages=1, fit=("space",))
    assert [code for code, _, _ in found] == ["LAYOUT006"]
    pages, found = lay_out(columns(*items), pages=1, fit=("space", "columns"))
    assert (len(pages), found) == (1, [])
    assert len({round(item.x) for item in pages[0].items if isinstance(item, PlacedRun)}) == 3


@pytest.mark.parametrize("fit", [(), ("space",)])
def test_a_line_too_many_is_named_with_its_block_and_page(fit):
    def line(number):
        place = Span("briefs/x.yaml", number + 1, 1)
        words = n.Text(text=f"Line {number}.", lang="fr-CA", span=place)
        return n.Section(id=f"b{number}", blocks=(p(words, span=place),), lang="fr-CA", span=place)

    def blocks(count):
        return [line(number) for number in range(count)]

    fits = next(count for count in range(30, 90) if lay_out(*blocks(count), pages=1, fit=fit)[1]) - 1
    assert lay_out(*blocks(fits), pages=1, fit=fit)[1] == []
    _, ((code, message, label),) = lay_out(*blocks(fits + 1), pages=1, fit=fit)
    assert code == "LAYOUT006"
    assert message.endswith(f"takes 2 pages, its template allows 1; page 2 begins in the block `b{fits}`")
    assert label == f"{theme().styles['p'].leading:.0f} points over, from here on"


def test_a_line_in_the_midst_of_a_text_is_shown():
    """A place in a file is where a long text begins; the words say how far it fits."""
    said = " ".join(f"word{number}" for number in range(1000))
    span = Span("briefs/x.yaml", 7, 1)
    paragraph = p(n.Text(text=said, lang="fr-CA", span=span), span=span)
    made = replace(document(paragraph), pages=1, named="fr")
    pages, ((_, message, label),) = laid_out(made)
    second = min(
        int(word.removeprefix("word"))
        for item in pages[1].items
        if isinstance(item, PlacedRun) and item.node is not None
        for word in item.run.text.split()
    )
    assert message == "the `fr` edition takes 2 pages, its template allows 1"
    assert re.fullmatch(rf"[0-9]+ points over, from `word{second} (word[0-9]+ )*word[0-9]+…` on", label)


def test_remedies_that_were_needed_are_told():
    for fit, needed in (((), []), (("space", "columns"), ["space"])):
        remedies = []
        layout_document(replace(document(*PARAGRAPHS), pages=1, fit=fit), theme(), Findings(), remedies)
        assert remedies == needed
    remedies = []
    layout_document(replace(document(p("One.")), pages=1, fit=("space",)), theme(), Findings(), remedies)
    assert remedies == []


def test_paper_lies_on_its_long_side_and_type_is_larger():
    (page,) = lay_out(p("One."), landscape=True)[0]
    assert (page.width, page.height) == (theme().height, theme().width)
    plain, large = lay_out(p(text("One.")))[0], lay_out(p(text("One.")), scale=1.5)[0]
    assert max(sizes(large)) == pytest.approx(1.5 * max(sizes(plain)))
