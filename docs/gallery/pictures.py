"""Pictures of examples: pages cropped to what they show, on cards that stand on a mat."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import IO, NamedTuple

import pypdfium2
from PIL import Image

from briefpress.page import Page, PlacedRun
from docs.gallery.boxes import Box, around, box_of, painted
from docs.gallery.examples import Example, LaidOut, lay_out

#: The width of every picture in pixels, so that all are shown equally large.
WIDTH = 1280
#: Pixels between cards, and of the line around one.
GAP, EDGE = 20, 2
MAT, LINE, PAPER = (233, 236, 239), (180, 186, 193), (255, 255, 255)
#: Points around what a card shows.
_PAD = 14.0
#: A page that shows nothing over more points than this is cut there, and so many are left at each side.
_EMPTY, _LEFT_OVER = 84.0, 20.0
#: Colours of a picture: text is grey on white, with few others.
_COLORS = 40


class Piece(NamedTuple):
    """A part of a page that is shown."""

    page: int
    box: Box


def picture_of(example: Example) -> Image.Image:
    """Return the picture of an example: its editions side by side, or one above the other."""
    made = [lay_out(example, edition) for edition in example.editions]
    cut = [pieces(example, one) for one in made]
    if not example.is_whole_page:
        cut = _level(made, cut)
    width = WIDTH - 2 * GAP if example.is_across else (WIDTH - 3 * GAP) // 2
    cards = [_card(one.pdf, parts, width) for one, parts in zip(made, cut, strict=True)]
    return _below(cards) if example.is_across else _beside(cards)


def _level(made: Sequence[LaidOut], cut: Sequence[list[Piece]]) -> list[list[Piece]]:
    """Let what is shown begin equally far from the head of all pages, though one may begin with an accent."""
    heads = [one.pages[0].height - one.theme.measures["page.top"] for one in made]
    above = max(parts[0].box.top - head for parts, head in zip(cut, heads, strict=True))
    return [
        [parts[0]._replace(box=parts[0].box._replace(top=head + above)), *parts[1:]]
        for parts, head in zip(cut, heads, strict=True)
    ]


# ---- what is shown


def pieces(example: Example, made: LaidOut) -> list[Piece]:
    """Return the parts of pages that show an example, from above."""
    if example.is_whole_page:
        return [Piece(number, box) for number, page in enumerate(made.pages) for box in _uncut(page)]
    found = []
    left = made.theme.measures["page.left"]
    foot = made.theme.measures["page.footer"] + 2 * made.theme.styles["footer"].leading
    for number, page in enumerate(made.pages[1:], 1):
        # The rule above a footer is there even without one.
        ink = around(box for box in painted(page) if box.bottom > foot)
        box = Box(left - _PAD, ink.bottom - _PAD, left + example.width + _PAD, ink.top + _PAD)
        found.append(Piece(number, box))
    return found


def _uncut(page: Page) -> list[Box]:
    """Return the parts of a page that show something, with the page's edges."""
    spans = sorted(((box.bottom, box.top) for box in painted(page)), reverse=True, key=lambda span: span[1])
    lowest = min(
        (box.bottom for item in page.items if isinstance(item, PlacedRun) and (box := box_of(item))),
        default=0.0,
    )
    parts, upper, lower = [], page.height, page.height
    for bottom, top in spans:
        if top < lowest:
            break  # the rule of a footer that says nothing
        if lower - top > _EMPTY:
            parts.append(Box(0.0, lower - _LEFT_OVER, page.width, upper))
            upper = top + _LEFT_OVER
        lower = min(lower, bottom)
    end = lower - _LEFT_OVER if lower > _EMPTY else 0.0
    return [*parts, Box(0.0, end, page.width, upper)]


# ---- pixels


def _card(pdf: bytes, parts: Sequence[Piece], width: int) -> Image.Image:
    """Return parts of pages one above the other, on a thin line each."""
    inner = width - 2 * EDGE
    cards = []
    with pypdfium2.PdfDocument(pdf) as document:
        for part in parts:
            page = document[part.page]
            scale = inner / (part.box.right - part.box.left)
            height = round((part.box.top - part.box.bottom) * scale)
            # A margin that is cut off may be no part of a pixel: what is too much is cut off here.
            crop = (
                part.box.left,
                max(0.0, part.box.bottom),
                max(0.0, page.get_width() - part.box.right),
                max(0.0, page.get_height() - part.box.top),
            )
            shown = page.render(scale=scale, crop=crop).to_pil().convert("RGB")
            card = Image.new("RGB", (inner, height), PAPER)
            card.paste(shown, (0, 0))
            cards.append(framed(card))
    return _column(cards, GAP // 2)


def framed(card: Image.Image) -> Image.Image:
    """Return a picture on a thin line."""
    framed = Image.new("RGB", (card.width + 2 * EDGE, card.height + 2 * EDGE), LINE)
    framed.paste(card, (EDGE, EDGE))
    return framed


def _column(cards: Sequence[Image.Image], gap: int) -> Image.Image:
    whole = Image.new("RGB", (cards[0].width, sum(card.height + gap for card in cards) - gap), MAT)
    top = 0
    for card in cards:
        whole.paste(card, (0, top))
        top += card.height + gap
    return whole


def _below(cards: Sequence[Image.Image]) -> Image.Image:
    column = _column(cards, GAP)
    whole = Image.new("RGB", (WIDTH, column.height + 2 * GAP), MAT)
    whole.paste(column, (GAP, GAP))
    return whole


def _beside(cards: Sequence[Image.Image]) -> Image.Image:
    """Return cards side by side; the lower ones get paper below, so that all end on a line."""
    height = max(card.height for card in cards)
    whole = Image.new("RGB", (WIDTH, height + 2 * GAP), MAT)
    left = GAP
    for card in cards:
        whole.paste(_as_high(card, height), (left, GAP))
        left += card.width + GAP
    return whole


def _as_high(card: Image.Image, height: int) -> Image.Image:
    if card.height == height:
        return card
    higher = Image.new("RGB", (card.width, height), LINE)
    higher.paste(PAPER, (EDGE, card.height - EDGE, card.width - EDGE, height - EDGE))
    higher.paste(card.crop((0, 0, card.width, card.height - EDGE)), (0, 0))
    return higher


def save(picture: Image.Image, file: Path | IO[bytes]) -> None:
    """Write a picture with few colours; the same picture gives the same bytes."""
    if isinstance(file, Path):
        file.parent.mkdir(parents=True, exist_ok=True)
    picture.quantize(_COLORS, kmeans=2, dither=Image.Dither.NONE).save(file, "png", optimize=True)
