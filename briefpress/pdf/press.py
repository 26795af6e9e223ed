"""Pages for a press: more paper than the page, colour that runs over its edge, marks where it is cut."""

# mypy: allow-untyped-calls
# (ReportLab has no annotations.)

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from briefpress.fonts import FontLibrary
from briefpress.page import Page, Path, Picture, Rectangle
from briefpress.page.items import Item
from briefpress.pdf.canvas import TaggedCanvas
from briefpress.pdf.document import TaggedDocument
from briefpress.pdf.inks import ink_of
from briefpress.pdf.profiles import Condition
from briefpress.pdf.syntax import numbers

_MM = 72 / 25.4

#: Length of the marks, and of the paper around the bleed.
MARK = 5 * _MM
_MARK_WIDTH = 0.25
#: How near to the edge of the page something counts as touching it.
_NEAR = 0.01
#: What shows on the plate of each ink.
_ALL_INKS = "1 1 1 1 K"


class Press(Struct, frozen=True):
    """What a file for a press needs to know of it.

    Attributes:
        condition: What it prints on, and how.
        profile: The ICC profile of that.
        bleed_mm: How far colour runs over the edge of the page.
        day: The day that the file says it was made on: a press wants one, and no clock is asked.
    """

    condition: Condition
    profile: bytes
    bleed_mm: float
    day: dt.date

    @property
    def bleed(self) -> float:
        """The bleed in points."""
        return round(self.bleed_mm * _MM, 3)


class PressCanvas(TaggedCanvas):
    """Paints pages in inks, without tags, on paper with room for bleed and marks."""

    def __init__(self, document: TaggedDocument, fonts: FontLibrary, press: Press) -> None:
        self._bleed = press.bleed
        self._trim = (0.0, 0.0)
        self._is_turned = False
        super().__init__(document, fonts, ink_of(press.profile))

    @property
    def _margin(self) -> float:
        return round(self._bleed + MARK, 3)

    def begin(self, page: Page) -> None:
        """Begin a page, upside down where it stands so on paper."""
        self._is_turned = page.turned
        super().begin(page)

    def setPageSize(self, size: tuple[float, float]) -> None:
        """Begin a page of a size; the paper is larger."""
        self._trim = size
        super().setPageSize(tuple(side + 2 * self._margin for side in size))

    # ---- no marks: a press reads no tags, and what has none is no artifact either

    def open_tag(self, tag: str, mcid: int) -> None:
        """Allow painting."""
        self._open = True

    def open_artifact(self, kind: str) -> None:
        """Allow painting."""
        self._open = True

    def close_mark(self) -> None:
        """End text."""
        self._end_text()
        self._open = False

    # ---- pages

    def showPage(self) -> None:
        """Close the page, with its marks."""
        self.close_mark()
        self._marked = [
            *("q", f"{self._place()} cm", *self._marked, "Q"),
            *("q", _ALL_INKS, f"{numbers(_MARK_WIDTH)} w", *self._crop_marks(), "Q"),
        ]
        super().showPage()

    def _place(self) -> str:
        """Return the matrix that puts a page on its paper.

        A page is turned by half around its middle here, not by Rotate. That entry belongs to the page
        object (ISO 32000-1, table 30), and a program that imposes pages takes their content as form
        XObjects, which have no such entry (table 95): it would have to turn them itself. Around the middle
        bleed, boxes and marks are the same on opposite sides, so that nothing but the content turns.
        """
        margin, (width, height) = self._margin, self._trim
        if self._is_turned:
            return f"-1 0 0 -1 {numbers(margin + width, margin + height)}"
        return f"1 0 0 1 {numbers(margin, margin)}"

    def _crop_marks(self) -> Iterator[str]:
        """Draw two lines at each corner that point at where the paper is cut, outside of the bleed."""
        far, margin = self._margin - self._bleed, self._margin
        width, height = self._trim
        for x in (margin, margin + width):
            for start, end in ((0.0, far), (height + 2 * margin - far, height + 2 * margin)):
                yield f"{numbers(x, start)} m {numbers(x, end)} l S"
        for y in (margin, margin + height):
            for start, end in ((0.0, far), (width + 2 * margin - far, width + 2 * margin)):
                yield f"{numbers(start, y)} m {numbers(end, y)} l S"

    def _describe(self, page: Any) -> None:
        """Say where the page is on the paper (ISO 32000-1, 14.11.2)."""
        width, height = self._trim
        for name, around in (("TrimBox", 0.0), ("BleedBox", self._bleed)):
            start = self._margin - around
            box = numbers(start, start, self._margin + width + around, self._margin + height + around)
            setattr(page, name, f"[{box}]")
        if self._has_masks:
            # Soft masks blend in the colours of the press (ISO 32000-1, 11.6.6).
            page.__NoDefault__ = (*page.__NoDefault__, "Group")
            page.Group = "<</S/Transparency/CS/DeviceCMYK/I true>>"


def bled(pages: Sequence[Page], bleed: float) -> list[Page]:
    """Return pages on which what touches their edge runs over it: knives are not that exact."""
    return [replace(page, items=tuple(_bled(item, page, bleed) for item in page.items)) for page in pages]


def _bled(item: Item, page: Page, bleed: float) -> Item:
    """Move the sides of a shape that stand on the edge of the page; a picture is stretched by it."""
    if isinstance(item, Rectangle | Picture):
        left, bottom = _out(item.x, page.width, bleed), _out(item.y, page.height, bleed)
        right = _out(item.x + item.width, page.width, bleed)
        top = _out(item.y + item.height, page.height, bleed)
        return item._replace(x=left, y=bottom, width=right - left, height=top - bottom)
    if isinstance(item, Path) and item.fill is not None:
        return item._replace(steps=tuple(_step(step, page, bleed) for step in item.steps))
    return item


def _step(step: tuple[str | float, ...], page: Page, bleed: float) -> tuple[str | float, ...]:
    operator, *coordinates = step
    sides = (page.width, page.height) * 3
    moved = (_out(float(at), side, bleed) for at, side in zip(coordinates, sides, strict=False))
    return (operator, *moved)


def _out(at: float, side: float, bleed: float) -> float:
    if at <= _NEAR:
        return at - bleed
    return at + bleed if at >= side - _NEAR else at
