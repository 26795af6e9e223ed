"""Divided words in the file: what is copied, searched and read aloud is the whole word."""

from __future__ import annotations

import io

import pikepdf
import pypdfium2
import pytest

from briefpress.page import Page, PlacedRun
from briefpress.pdf import write_pdf
from tests.pdf.samples import document, p
from tests.pdf.typeset import FONTS, HEIGHT, WIDTH, make_run
from tests.support.tags import read_pages, to_unicode

SHY = "\u00ad"
#: What pdfium gives for the hyphen of a divided word: with it, it joins the lines.
JOINED = "\ufffe"


@pytest.fixture(scope="module")
def divided():
    """A word on two lines, and a word with a hyphen of its own, in one paragraph."""
    block = p("a self-made partnership")
    lines = (f"a self-made part{SHY}", "nership")
    items = [
        PlacedRun(54, 700 - 14 * at, make_run(line), block.content[0], None) for at, line in enumerate(lines)
    ]
    return write_pdf(document(block), [Page(1, WIDTH, HEIGHT, tuple(items))], FONTS)


def test_the_hyphen_is_a_soft_one(divided):
    """ISO 32000-1, 14.8.2.2.3: so a reader can tell it from that of a compound, though both look alike."""
    with pikepdf.open(io.BytesIO(divided)) as file:
        (font,) = file.pages[0].Resources.Font.values()
        assert {"-", SHY} <= set(to_unicode(font).values())
        (said,) = read_pages(file)[0].texts.values()
    assert said == f"a self-made part{SHY}nership"


def test_a_reader_joins_the_lines(divided):
    text = pypdfium2.PdfDocument(divided)[0].get_textpage().get_text_range()
    assert f"a self-made part{JOINED}nership" in text
