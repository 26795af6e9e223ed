"""One text set in three ways: line by line, as whole paragraphs, and by Typst.

``python -m docs.gallery.typography`` prints the table of `type.md`.
"""

from __future__ import annotations

import statistics
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

import pypdfium2
from msgspec.structs import replace
from PIL import Image, ImageDraw

from briefpress.build.project import Edition
from briefpress.diagnostics import Findings
from briefpress.document import nodes as n
from briefpress.layout import Theme, layout_document, load_theme
from briefpress.layout.hyphenation import SOFT_HYPHEN
from briefpress.layout.linebreak import Box, Glue, Item, Penalty, demerits
from briefpress.layout.text import compose, leaves_of
from briefpress.layout.theme import TextStyle
from briefpress.page import Page
from briefpress.pdf import write_pdf
from docs.gallery import typst_page
from docs.gallery.pictures import EDGE, framed
from docs.gallery.samples import renderer

BRIEF = "briefs/canada-us-defence.yaml"
#: The language whose page is shown: long words in narrow columns.
SHOWN = "fr"
#: Ways to set a text -> what they are called.
WAYS = {
    "first-fit": "Briefpress, first-fit",
    "total-fit": "Briefpress, total-fit",
    "typst-undivided": "Typst, no hyphens",
    "typst": "Typst",
}
#: Those that have pictures.
SHOWN_WAYS = ("first-fit", "total-fit", "typst")
#: Pictures: pixels; the colour of what a line lacks.
_WIDTH, _SHORT = 620, (214, 122, 43)
_PAD = 14.0
#: How much of a column is shown, in points.
_HEIGHT = 484.0
#: A line that falls short by more ems than this looks like a hole.
HOLE = 3.0
#: What a divided word costs in ragged text; see `layout.words`.
_HYPHEN_COST = 300.0


# ---- the text


@cache
def text_of(lang: str) -> tuple[n.Document, Theme]:
    """Return the document of the brief, and its theme."""
    made, findings = renderer(), Findings()
    laid_out = made.lay_out(Edition(BRIEF, lang), findings)
    brief = made.project.brief(BRIEF, findings)
    assert laid_out is not None and brief is not None
    theme = load_theme(made.project.workspace, made.fonts, brief.theme.text, brief.theme.span, findings)
    assert theme is not None
    return laid_out[0], theme


def paragraphs_of(document: n.Document) -> list[n.Paragraph]:
    """Return the paragraphs of the running text, those in its columns."""
    columns = next(block for block in document.blocks if isinstance(block, n.Columns))
    return [
        block
        for section in columns.blocks
        if isinstance(section, n.Section)
        for block in section.blocks
        if type(block) is n.Paragraph and not block.role
    ]


def column_width(theme: Theme) -> float:
    """Return the width of one of two columns."""
    return (theme.text_width - theme.measures["page.gutter"]) / 2


def _filled(style: TextStyle) -> TextStyle:
    return replace(style, wrap="fill", hyphens=False) if style.wrap == "pretty" else style


@cache
def looks(way: str, lang: str) -> Theme:
    """Return the theme for a way of Briefpress."""
    _, theme = text_of(lang)
    if way == "total-fit":
        return theme
    return replace(theme, styles={name: _filled(style) for name, style in theme.styles.items()})


@cache
def page_of(way: str) -> tuple[bytes, Sequence[Page]]:
    """Return the file of a way, and for Briefpress its pages.

    Raises:
        TypstMissing: Typst sets it, and is not installed.
    """
    document, theme = text_of(SHOWN)
    if way == "typst":
        return typst_page.compiled(typst_page.page(document, theme)), ()
    pages = layout_document(document, looks(way, SHOWN), Findings())
    return write_pdf(document, pages, renderer().fonts), pages


# ---- what is counted


@dataclass(frozen=True)
class Line:
    """A line of a paragraph.

    Attributes:
        width: Points.
        is_divided: Whether it ends inside of a word.
    """

    width: float
    is_divided: bool = False


def lines_of(way: str, lang: str) -> list[list[Line]]:
    """Return the lines of all paragraphs.

    Raises:
        TypstMissing: Typst sets them, and is not installed.
    """
    document, theme = text_of(lang)
    paragraphs, width = paragraphs_of(document), column_width(theme)
    if way.startswith("typst"):
        return list(_typst_lines(paragraphs, theme, width, hyphenate=way == "typst"))
    style = looks(way, lang).styles["p"]
    return [list(_own_lines(paragraph, style, width)) for paragraph in paragraphs]


def _own_lines(paragraph: n.Paragraph, style: TextStyle, width: float) -> Iterator[Line]:
    leaves = tuple(leaf.text for leaf in leaves_of(paragraph.content))
    composed = compose(leaves, style, width)
    for pieces, length in zip(composed.lines, composed.widths, strict=True):
        yield Line(length, pieces[-1].run.text.endswith(SOFT_HYPHEN))


def _typst_lines(
    paragraphs: Sequence[n.Paragraph], theme: Theme, width: float, *, hyphenate: bool
) -> Iterator[list[Line]]:
    pdf = typst_page.compiled(typst_page.each_alone(paragraphs, theme, width, hyphenate=hyphenate))
    with pypdfium2.PdfDocument(pdf) as document:
        for paragraph, page in zip(paragraphs, document, strict=True):
            said = typst_page.words(paragraph)
            made = _rows(page)
            after = [row.text for row in made[1:]] + [""]
            yield [
                Line(row.right - row.left, _is_divided(row.text, following, said))
                for row, following in zip(made, after, strict=True)
            ]


def _is_divided(text: str, following: str, said: str) -> bool:
    """Tell whether the hyphen at the end of a line is none of the text's own."""
    end = text.rstrip()
    if not end or end[-1] not in "-\u2010\u00ad\ufffe\x02":
        return False
    return f"{end[:-1].split()[-1]}-{following.split()[0]}" not in said


@dataclass(frozen=True)
class _Row:
    """A line of a page: where its words begin and end, its middle, and what it says."""

    left: float
    right: float
    middle: float
    text: str


def _rows(page: pypdfium2.PdfPage, left: float = 0.0, right: float = 1e6) -> list[_Row]:
    """Return the lines of a page between two verticals, from above."""
    text = page.get_textpage()
    found: list[tuple[float, float, float, str]] = []
    for index in range(text.count_chars()):
        char = text.get_text_range(index, 1)
        x0, y0, x1, y1 = text.get_charbox(index, loose=True)
        if char.strip() and left - 1 <= x0 and x1 <= right + 20:
            found.append(((y0 + y1) / 2, x0, x1, char))
        elif char.isspace() and found:
            found.append((found[-1][0], found[-1][2], found[-1][2], " "))
    rows: list[list[tuple[float, float, float, str]]] = []
    for item in sorted(found, key=lambda item: -item[0]):
        if rows and rows[-1][0][0] - item[0] < _SAME_LINE:
            rows[-1].append(item)
        else:
            rows.append([item])
    made = []
    for row in rows:
        ordered = sorted(row, key=lambda item: item[1])
        inked = [item for item in ordered if item[3] != " "]
        largest = max(inked, key=lambda item: item[2] - item[1])
        made.append(_Row(inked[0][1], inked[-1][2], largest[0], "".join(item[3] for item in ordered)))
    return made


#: Points: raised figures are of the line that they stand in.
_SAME_LINE = 6.0


def counted(way: str, lang: str) -> list[str]:
    """Return the cells of a row of the table."""
    _, theme = text_of(lang)
    style, width = theme.styles["p"], column_width(theme)
    made = lines_of(way, lang)
    inner = [width - line.width for lines in made for line in lines[:-1]]
    holes = sum(short > HOLE * style.size for short in inner)
    divided = sum(line.is_divided for lines in made for line in lines)
    total = sum(_demerits(lines, width, max(3 * style.size, width / 10)) for lines in made)
    return [
        str(sum(map(len, made))),
        str(holes),
        f"{max(inner):.0f}",
        f"{statistics.pstdev(inner):.1f}",
        str(divided),
        f"{total / 1e6:.2f}",
    ]


def _demerits(lines: Sequence[Line], width: float, rag: float) -> float:
    """Return the demerits of lines as they stand, whoever broke them."""
    items: list[Item] = []
    breaks = []
    for line in lines:
        items.append(Box(min(line.width, width)))
        breaks.append(len(items))
        items.append(Penalty(0.0, _HYPHEN_COST, flagged=True) if line.is_divided else Glue(0.0))
    return demerits(items[:-1], breaks, width, rag)


def table() -> str:
    """Return the table of the page.

    Raises:
        TypstMissing: It is not installed.
    """
    head = (
        "lines",
        "short by over 3 ems",
        "most, in points",
        "spread, in points",
        "divided words",
        "demerits, millions",
    )
    made = [f"| text | set by | {' | '.join(head)} |", f"| --- | --- |{' --- |' * len(head)}"]
    for lang, name in (("en", "English"), ("fr", "French")):
        for way, label in WAYS.items():
            made.append(f"| {name} | {label} | {' | '.join(counted(way, lang))} |")
    return "\n".join(made)


# ---- pictures


def whole(way: str) -> Image.Image:
    """Return a picture of the page.

    Raises:
        TypstMissing: Typst sets it, and is not installed.
    """
    with pypdfium2.PdfDocument(page_of(way)[0]) as document:
        page = document[0]
        shown = page.render(scale=(_WIDTH - 2 * EDGE) / page.get_width()).to_pil().convert("RGB")
    return framed(shown)


def column(way: str) -> Image.Image:
    """Return a picture of the left column, with a bar for what each of its lines lacks.

    Raises:
        TypstMissing: Typst sets it, and is not installed.
    """
    _, theme = text_of(SHOWN)
    left, width = theme.measures["page.left"], column_width(theme)
    style = theme.styles["p"]
    with pypdfium2.PdfDocument(page_of(way)[0]) as document:
        page = document[0]
        rows = [row for row in _rows(page, left, left + width) if row.left < left + width / 2]
        rows = [row for row in rows if row.right <= left + width + 2]
        inner = [row for row, below in pairwise(rows) if abs(row.middle - below.middle - style.leading) < 0.8]
        top = inner[0].middle + 3 * style.leading
        foot = top - _HEIGHT
        scale = (_WIDTH - 2 * EDGE) / (width + 2 * _PAD)
        crop = (left - _PAD, foot, page.get_width() - left - width - _PAD, page.get_height() - top)
        shown = page.render(scale=scale, crop=crop).to_pil().convert("RGB")
    draw = ImageDraw.Draw(shown)
    for row in inner:
        short = left + width - row.right
        if short > HOLE * style.size:
            x, y = (row.right + 2 - left + _PAD) * scale, (top - row.middle) * scale
            draw.rectangle((round(x), round(y) - 2, round((width + _PAD) * scale), round(y) + 2), _SHORT)
    return framed(shown)


if __name__ == "__main__":
    print(table())
