"""The changed regions of two PDFs -> pictures, before and after."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from briefpress.build.memo.compare import EditionChange, Passage, Side
from briefpress.build.said import Box
from briefpress.build.saying import around

if TYPE_CHECKING:
    from PIL.Image import Image

#: How a user gets what draws the pictures; the extra `briefpress[memo]` has the same.
EXTRA = "pip install pypdfium2"

#: Dots to the inch: small type is read easily, and a whole line takes some 40 kB.
DPI = 200
#: More pictures of one edition nobody looks at; the memo says how many there are.
MOST = 12

#: Points around a changed region; more would cut into the lines above and below.
_PAD = (6.0, 3.0)
#: Higher blocks are shown in part: the lines of the changed facts, and so many points around them.
_HIGHEST = 150.0
_LINES_AROUND = 16.0
#: Lines around the changed facts, the accent of the theme `civic`, and the edge of a picture.
_FRAME = (163, 38, 46)
_EDGE = (191, 199, 207)
_FRAME_PAD = 1.2
#: How much of a box lies below the digits: the line passes above what stands right below a large figure.
_BELOW = 0.12
_FRAME_WIDTH = 1.1


class View(Struct, frozen=True):
    """A region of a page, before or after.

    Attributes:
        page: Its number.
        box: What is shown.
        text: What is said there, for the alternative text.
        png: The picture; empty until it is drawn.
    """

    page: int
    box: Box
    text: str
    png: bytes = b""


class Pair(Struct, frozen=True):
    """A changed region before and after; one of them may be missing."""

    before: View | None
    after: View | None

    @property
    def width(self) -> float:
        """The width of the wider one in points."""
        return max(view.box.right - view.box.left for view in (self.before, self.after) if view is not None)


def can_draw() -> bool:
    """Tell whether what draws pages is installed."""
    return find_spec("pypdfium2") is not None


def draw(change: EditionChange) -> tuple[list[Pair], int]:
    """Return pictures of an edition's changed regions, in reading order, and how many more there would be.

    Args:
        change: What differs in it.
    """
    import pypdfium2

    regions = _regions(change.passages)
    open_pdf: Callable[[bytes], Any] = pypdfium2.PdfDocument
    with closing(open_pdf(change.of.old_pdf)) as old, closing(open_pdf(change.of.pdf)) as new:
        pairs = [Pair(_draw(old, before), _draw(new, after)) for before, after in regions[:MOST]]
    return pairs, len(regions) - len(pairs)


# ---- regions


class _Region(Struct):
    """A region that grows with what changed beside it."""

    box: Box
    texts: list[str]
    marks: list[Box]

    @classmethod
    def of(cls, side: Side) -> _Region | None:
        box = _around(side)
        return cls(box, [side.text], [m for m in side.marks if m.page == box.page]) if box else None

    def takes(self, other: _Region) -> bool:
        a, b = self.box, other.box
        meets = a.left < b.right and b.left < a.right and a.bottom < b.top and b.bottom < a.top
        return a.page == b.page and meets

    def add(self, other: _Region) -> None:
        self.box = around(self.box, other.box)
        self.texts += other.texts
        self.marks += other.marks


def _around(side: Side) -> Box | None:
    """Return the part of a page that shows a change: the block, or the changed lines of a high one."""
    if not side.boxes:
        return None
    block = side.boxes[0]
    if side.marks:
        block = next((box for box in side.boxes if box.page == side.marks[0].page), block)
    lines = [mark for mark in side.marks if mark.page == block.page]
    if lines and block.top - block.bottom > _HIGHEST:
        bottom = max(min(mark.bottom for mark in lines) - _LINES_AROUND, block.bottom)
        top = min(max(mark.top for mark in lines) + _LINES_AROUND, block.top)
        block = block._replace(bottom=bottom, top=top)
    x, y = _PAD
    return Box(block.page, block.left - x, block.bottom - y, block.right + x, block.top + y)


_Sides = tuple[_Region | None, _Region | None]


def _regions(passages: Sequence[Passage]) -> list[_Sides]:
    """Return the regions before and after; two that overlap, at either time, become one."""
    found: list[_Sides] = []
    for passage in passages:
        before = _Region.of(passage.before) if passage.before else None
        after = _Region.of(passage.after) if passage.after else None
        if before is None and after is None:
            continue
        for other in [other for other in found if _meet(other, (before, after))]:
            found.remove(other)
            before, after = _joined(other[0], before), _joined(other[1], after)
        found.append((before, after))
    return found


def _meet(one: _Sides, other: _Sides) -> bool:
    return any(a is not None and b is not None and a.takes(b) for a, b in zip(one, other, strict=True))


def _joined(one: _Region | None, other: _Region | None) -> _Region | None:
    """Return two regions as one; of two pages the first is shown."""
    if one is None or other is None:
        return one or other
    if one.box.page == other.box.page:
        one.add(other)
    return one


# ---- drawing


def _draw(document: Any, region: _Region | None) -> View | None:
    if region is None:
        return None
    page = document[region.box.page - 1]
    width, height = page.get_size()
    box = Box(
        region.box.page,
        max(region.box.left, 0.0),
        max(region.box.bottom, 0.0),
        min(region.box.right, width),
        min(region.box.top, height),
    )
    crop = (box.left, box.bottom, width - box.right, height - box.top)
    picture = page.render(scale=DPI / 72, crop=crop).to_pil().convert("RGB")
    _frame(picture, box, region.marks)
    out = io.BytesIO()
    picture.save(out, "PNG", dpi=(DPI, DPI))
    return View(box.page, box, " ".join(dict.fromkeys(region.texts)), out.getvalue())


def _frame(picture: Image, box: Box, marks: Sequence[Box]) -> None:
    """Draw the edge, and a line around each changed fact: colour alone would tell nothing on grey paper."""
    from PIL import ImageDraw

    scale, pen = DPI / 72, ImageDraw.Draw(picture)
    for left, top, right, bottom in _outlines(marks, box, scale):
        pen.rounded_rectangle(
            (left, top, right, bottom), radius=2 * scale, outline=_FRAME, width=round(_FRAME_WIDTH * scale)
        )
    pen.rectangle((0, 0, picture.width - 1, picture.height - 1), outline=_EDGE, width=2)


def _outlines(marks: Sequence[Box], box: Box, scale: float) -> Iterator[tuple[float, float, float, float]]:
    for mark in dict.fromkeys(marks):
        yield (
            (mark.left - _FRAME_PAD - box.left) * scale,
            (box.top - mark.top - _FRAME_PAD) * scale,
            (mark.right + _FRAME_PAD - box.left) * scale,
            (box.top - mark.bottom - _BELOW * (mark.top - mark.bottom) + _FRAME_PAD) * scale,
        )
