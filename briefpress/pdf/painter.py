"""Placed pages -> page content, each item in the mark of the structure element that says it."""

# mypy: allow-untyped-calls
# (ReportLab has no annotations.)

from __future__ import annotations

from collections.abc import Callable, Sequence

from briefpress.page import Anchor, Area, LinkArea, Page, Path, Picture, PlacedRun, Rectangle
from briefpress.page.items import Item
from briefpress.pdf.canvas import TaggedCanvas
from briefpress.pdf.links import Links
from briefpress.pdf.structure import Mark, Slot, Tree
from briefpress.pdf.syntax import PdfError, numbers

#: What an item without a node is (ISO 32000-1, 14.8.2.2.2): text is furniture, the rest is decoration.
_ARTIFACTS: dict[type[Item], str] = {
    PlacedRun: "Pagination",
    Rectangle: "Layout",
    Path: "Layout",
    Picture: "Layout",
}


class Painter:
    """Paints pages and notes in the structure tree which marks belong to which element.

    Attributes:
        parents: For each page, the slots of its marks by their number (ISO 32000-1, 14.7.4.4).
    """

    def __init__(self, canvas: TaggedCanvas, tree: Tree, links: Links) -> None:
        self._canvas = canvas
        self._tree = tree
        self._links = links
        self.parents: list[list[Slot]] = []
        self._paint: dict[type[Item], Callable[..., None]] = {
            PlacedRun: canvas.run,
            Rectangle: canvas.rectangle,
            Path: canvas.path,
            Picture: canvas.picture,
        }
        self._slot: Slot | None = None
        self._artifact = ""
        self._ordinal = 0

    def prepare(self, pages: Sequence[Page]) -> None:
        """Collect what is not painted: where nodes begin, the areas of figures, where links lead."""
        for index, page in enumerate(pages):
            for item in page.items:
                kind = type(item)
                if kind in self._paint:
                    continue
                if isinstance(item, Anchor):
                    self._links.add_anchor(index, item)
                elif isinstance(item, Area):
                    box = numbers(item.x, item.y, item.x + item.width, item.y + item.height)
                    self._tree.add_box(item.node, box)
                elif isinstance(item, LinkArea):
                    self._links.add_area(index, item)
                else:
                    raise PdfError(f"a page holds a {kind.__name__}, which is nothing that can be painted")

    def paint(self, pages: Sequence[Page]) -> None:
        """Paint all pages."""
        for index, page in enumerate(pages):
            self.parents.append([])
            self._canvas.begin(page)
            for item in page.items:
                paint = self._paint.get(type(item))
                if paint is not None:
                    self._mark(item)  # type: ignore[arg-type]
                    paint(item)
            for number in self._links.numbers(index):
                self._canvas.annotate(number)
            self._canvas.showPage()
            self._slot, self._artifact = None, ""

    def _mark(self, item: PlacedRun | Rectangle | Path | Picture) -> None:
        """Open the mark that an item belongs in, unless it is open."""
        if item.node is None:
            kind = _ARTIFACTS[type(item)]
            if kind != self._artifact:
                self._canvas.open_artifact(kind)
                self._slot, self._artifact = None, kind
            return
        slot, ordinal = self._tree.place(item.node)
        # One mark holds what follows one another in reading order; what was placed earlier than it reads
        # begins a mark of its own, which the tree puts where it belongs.
        if slot is not self._slot or ordinal < self._ordinal:
            parents = self.parents[-1]
            self._canvas.open_tag(slot.element.tag, len(parents))
            slot.append(Mark(ordinal, len(self.parents) - 1, len(parents)))
            slot.element.wake()
            parents.append(slot)
            self._slot, self._artifact = slot, ""
        self._ordinal = ordinal
