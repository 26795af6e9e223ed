"""What is painted on a page as boxes, and what must not be true of them.

A page is sound where no text leaves its margins, touches other text, is cut by the edge of a panel, struck
through by a rule or painted over.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import Any, NamedTuple

import uharfbuzz

from briefpress.fonts import FontLibrary
from briefpress.layout import Theme
from briefpress.page import Page, Path, Picture, PlacedRun, Rectangle
from briefpress.page.items import Item
from briefpress.workspace import MemoryWorkspace

hb: Any = uharfbuzz

#: Points that boxes may share: outlines are rounded, and letters of one line reach over their advances.
TOUCH = 0.25
#: A rectangle thinner than this is a rule.
RULE = 3.2


class Box(NamedTuple):
    """A rectangle in points from the page's lower left corner."""

    left: float
    bottom: float
    right: float
    top: float

    def touches(self, other: Box, by: float = TOUCH) -> bool:
        """Tell whether both share more than a little."""
        return (
            min(self.right, other.right) - max(self.left, other.left) > by
            and min(self.top, other.top) - max(self.bottom, other.bottom) > by
        )

    def holds(self, other: Box, by: float = TOUCH) -> bool:
        """Tell whether all of another one is inside."""
        return (
            other.left >= self.left - by
            and other.right <= self.right + by
            and other.bottom >= self.bottom - by
            and other.top <= self.top + by
        )


class Margins(NamedTuple):
    """The distances of the text from the edges of the paper; what may stand above it is a band's."""

    left: float
    right: float
    foot: float

    @classmethod
    def of(cls, theme: Theme) -> Margins:
        """Return those of a theme; its footer is the lowest text."""
        measures = theme.measures
        return cls(measures["page.left"], measures["page.right"], measures["page.footer"])


def around(boxes: Iterable[Box]) -> Box:
    """Return the smallest box that holds them all; there is at least one."""
    lefts, bottoms, rights, tops = zip(*boxes, strict=True)
    return Box(min(lefts), min(bottoms), max(rights), max(tops))


# ---- text


@cache
def _font(key: str) -> tuple[Any, float]:
    face = FontLibrary(MemoryWorkspace({})).by_key(key)
    return hb.Font(hb.Face(face.data)), 1 / face.units_per_em


@cache
def _outline(key: str, glyph: int) -> Box | None:
    """Return the box of a glyph's outline in ems; None for a space."""
    font, scale = _font(key)
    extents = font.get_glyph_extents(glyph)
    if extents is None or not extents.width or not extents.height:
        return None
    left, top = extents.x_bearing * scale, extents.y_bearing * scale
    return Box(left, top + extents.height * scale, left + extents.width * scale, top)


def letters(placed: PlacedRun) -> list[Box]:
    """Return the boxes of the letters of a run."""
    run = placed.run
    pen, base, boxes = placed.x, placed.y + run.rise, []
    for glyph, advance in zip(run.glyphs, run.advances, strict=True):
        outline = _outline(run.face, glyph)
        if outline is not None:
            left, bottom, right, top = (length * run.size for length in outline)
            boxes.append(Box(pen + left, base + bottom, pen + right, base + top))
        pen += advance * run.size / 1000
    return boxes


class _Text(NamedTuple):
    placed: PlacedRun
    letters: list[Box]
    box: Box
    order: int

    def __str__(self) -> str:
        return repr(self.placed.run.text.strip())


def _texts(page: Page) -> list[_Text]:
    found = []
    for order, item in enumerate(page.items):
        if isinstance(item, PlacedRun) and (boxes := letters(item)):
            found.append(_Text(item, boxes, around(boxes), order))
    return found


# ---- everything


def box_of(item: Item) -> Box | None:
    """Return the box of what an item paints; None where it paints nothing."""
    if isinstance(item, PlacedRun):
        boxes = letters(item)
        return around(boxes) if boxes else None
    if isinstance(item, Rectangle | Picture):
        return Box(item.x, item.y, item.x + item.width, item.y + item.height)
    if isinstance(item, Path):
        numbers = [[float(number) for number in step[1:]] for step in item.steps]
        points = [(step[at], step[at + 1]) for step in numbers for at in range(0, len(step), 2)]
        half = item.line_width / 2 if item.stroke is not None else 0.0
        box = around(Box(x - half, y - half, x + half, y + half) for x, y in points)
        if item.clip is None:
            return box
        left, bottom, width, height = item.clip
        return Box(
            max(box.left, left),
            max(box.bottom, bottom),
            min(box.right, left + width),
            min(box.top, bottom + height),
        )
    return None


def painted(page: Page) -> Iterator[Box]:
    """Yield the boxes of all that is painted."""
    for item in page.items:
        box = box_of(item)
        if box is not None:
            yield box


def problems(page: Page, margins: Margins) -> list[str]:
    """Return what is wrong with a page; nothing where it is sound."""
    texts = _texts(page)
    fills = [
        (order, box)
        for order, item in enumerate(page.items)
        if isinstance(item, Rectangle | Path | Picture)
        and (isinstance(item, Picture) or item.fill is not None)
        and (box := box_of(item)) is not None
    ]
    return [
        *_outside(page, texts, fills, margins),
        *_on_one_another(texts),
        *_cut(texts, fills),
    ]


def _outside(
    page: Page, texts: Sequence[_Text], fills: Sequence[tuple[int, Box]], margins: Margins
) -> Iterator[str]:
    """Yield texts that leave the paper or its margins; a panel, as a band is one, may reach over those."""
    paper = Box(0.0, 0.0, page.width, page.height)
    # Letters may reach a little over the pen: round ones do at the left, italic ones at the right.
    room = Box(margins.left - 1, margins.foot - 4, page.width - margins.right + 1, page.height)
    for text in texts:
        if not paper.holds(text.box, 0.0):
            yield f"{text} leaves the paper"
        elif not room.holds(text.box) and not any(_is_panel(box) and box.holds(text.box) for _, box in fills):
            yield f"{text} leaves the margins"


def _on_one_another(texts: Sequence[_Text]) -> Iterator[str]:
    """Yield texts that touch.

    On one line letters reach over their advances, and what counts are the advances; a raised figure is on
    the line of its word. Between lines what counts are the letters.
    """
    ordered = sorted(texts, key=lambda text: text.box.left)
    for number, text in enumerate(ordered):
        for other in ordered[number + 1 :]:
            if other.box.left >= text.box.right:
                break
            if not text.box.touches(other.box):
                continue
            if abs(text.placed.y - other.placed.y) < TOUCH:
                is_wrong = _pens(text).touches(_pens(other))
            else:
                is_wrong = any(one.touches(two) for one in text.letters for two in other.letters)
            if is_wrong:
                yield f"{text} touches {other}"


def _pens(text: _Text) -> Box:
    """Return the box from the pen's start to its end, without a space there."""
    run, box = text.placed.run, text.box
    trailing = run.advances[-1] if run.clusters[-1] == " " else 0.0
    end = text.placed.x + run.width - trailing * run.size / 1000
    return Box(text.placed.x, box.bottom, end, box.top)


def _is_panel(box: Box) -> bool:
    return min(box.right - box.left, box.top - box.bottom) >= RULE


def _underlines(box: Box, text: _Text) -> bool:
    """Tell whether a rule is that of a link: below the line, and no longer than the words on it."""
    pens = _pens(text)
    is_below = box.top <= text.placed.y + TOUCH
    return is_below and not _is_panel(box) and box.left >= pens.left - 1 and box.right <= pens.right + 1


def _cut(texts: Sequence[_Text], fills: Sequence[tuple[int, Box]]) -> Iterator[str]:
    """Yield texts that stand half on a panel, on a rule, or below what was painted later."""
    for text in texts:
        for order, box in fills:
            if not text.box.touches(box):
                continue
            if not any(letter.touches(box) for letter in text.letters) or _underlines(box, text):
                continue
            if order > text.order:
                yield f"{text} is painted over"
            elif not _is_panel(box):
                yield f"{text} is struck through by a rule"
            elif not box.holds(text.box, TOUCH * 2):
                yield f"{text} is cut by the edge of its panel"
