"""Links and bookmarks: where they stand, where they lead."""

# mypy: allow-untyped-calls
# (ReportLab has no annotations.)

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple, Protocol

from reportlab.pdfbase import pdfdoc

from briefpress.document import nodes as n
from briefpress.document.addresses import encoded
from briefpress.document.inlines import characters
from briefpress.page import Anchor, LinkArea, Origin
from briefpress.pdf.document import TaggedDocument
from briefpress.pdf.structure import Element, Tree
from briefpress.pdf.syntax import PdfError, literal, number, numbers, text_string


class Numbers(Protocol):
    """Knows the object number of each structure element."""

    def number(self, element: Element) -> int:
        """Return it."""


class _Annotation(NamedTuple):
    number: int
    page: int
    area: LinkArea
    element: Element


class Links:
    """Collects anchors and link areas, then writes annotations and bookmarks.

    Attributes:
        annotations: The annotations in the order of their keys in the parent tree.
    """

    def __init__(self, document: TaggedDocument, tree: Tree) -> None:
        self._document = document
        self._tree = tree
        self._anchors: dict[Origin, tuple[int, Anchor]] = {}
        self._by_page: dict[int, list[int]] = {}
        self.annotations: list[_Annotation] = []

    def add_anchor(self, page: int, anchor: Anchor) -> None:
        """Note where a node begins; the first place counts."""
        self._anchors.setdefault(anchor.node, (page, anchor))

    def add_area(self, page: int, area: LinkArea) -> None:
        """Make an annotation of an area, inside the Link element of its node (ISO 14289-1, 7.18.5)."""
        element = self._tree.link(area.node)
        annotation = _Annotation(self._document.allocate(), page, area, element)
        element.annotations.append((annotation.number, page))
        element.wake()
        self._by_page.setdefault(page, []).append(annotation.number)
        self.annotations.append(annotation)

    def numbers(self, page: int) -> list[int]:
        """Return the object numbers of a page's annotations."""
        return self._by_page.get(page, [])

    # ---- after painting

    def refer(self) -> None:
        """Let elements name those that they lead to; an entry of a contents does so for the link in it.

        ISO 14289-2, 8.2.5.8 and 8.2.5.14.
        """
        for _, _, area, link in self.annotations:
            if area.target is None:
                continue
            above = (element for element in _lineage(link) if element.tag == "TOCI")
            element, target = next(above, link), self._tree.element(area.target)
            if target not in element.refs:
                element.refs.append(target)

    def write_annotations(self, numbers_of: Numbers, first_key: int) -> None:
        """Write the annotations.

        Args:
            numbers_of: Knows the object number of each element.
            first_key: The key of the first one in the parent tree; pages have the keys before it.
        """
        for key, (object_number, page, area, _) in enumerate(self.annotations, first_key):
            right, top = area.x + area.width, area.y + area.height
            # F 4: it is printed, and neither hidden nor invisible (ISO 19005-2, 6.3.2).
            self._document.fill(
                object_number,
                f"<</Type/Annot/Subtype/Link/F 4/Border[0 0 0]/Rect[{numbers(area.x, area.y, right, top)}]"
                f"/Contents{text_string(self._contents(area))}/StructParent {key}"
                f"/P {self._document.page_number(page)} 0 R{self._action(area, numbers_of)}>>",
            )

    def _contents(self, area: LinkArea) -> str:
        """Return the words that say where a link leads (ISO 14289-1, 7.18.5): its own."""
        said = area.node.alt if isinstance(area.node, n.Image) else plain_text(area.node)
        contents = said or area.href
        if not contents:
            raise PdfError(f"the link from {area.node.span} has no text")
        return contents

    def _action(self, area: LinkArea, numbers_of: Numbers) -> str:
        if area.href is not None:
            return f"/A<</S/URI/URI{literal(encoded(area.href))}>>"
        if area.target is None:
            raise PdfError(f"the link from {area.node.span} leads nowhere")
        return "".join(f"/{key}{value}" for key, value in self._destination(area.target, numbers_of).items())

    def _destination(self, target: Origin, numbers_of: Numbers) -> dict[str, str]:
        """Write the place of a node, without a change of zoom (ISO 32000-1, 12.3.2.2).

        Returns:
            The entry that leads there: Dest, or in PDF 2.0 the action A, which names the element, too
            (ISO 32000-2, 12.6.4.2; ISO 14289-2, 8.8).
        """
        if target not in self._anchors:
            raise PdfError(f"{type(target).__name__} from {target.span} is linked to and has no anchor")
        page, anchor = self._anchors[target]
        view = f"0 R/XYZ {number(anchor.x)} {number(anchor.y)} null]"
        place = f"[{self._document.page_number(page)} {view}"
        if not self._tree.structure.has_destinations:
            return {"Dest": place}
        element = numbers_of.number(self._tree.element(target))
        return {"A": f"<</S/GoTo/D{place}/SD[{element} {view}>>"}

    def write_outline(self, numbers_of: Numbers) -> None:
        """Give the document its bookmarks: the headings that have an anchor, nested by their levels.

        Args:
            numbers_of: Knows the object number of each element.
        """
        outline = Outline(self._document)
        for heading in self._tree.headings:
            if heading in self._anchors:
                outline.add(heading.level, plain_text(heading), self._destination(heading, numbers_of))
        self._document.outline = self._document.Outlines = self._document.Catalog.Outlines = outline
        self._document.Catalog.setPageMode("UseOutlines" if outline.entries else "UseNone")


class _Entry(pdfdoc.OutlineEntryObject):
    """A bookmark; ReportLab's entry, with what it needs to be nested, and to lead where it may."""

    Title: Any
    Parent: Any
    Prev: Any
    Next: Any
    First: Any
    Last: Any
    Count: Any

    def __init__(self, level: int, title: str, destination: dict[str, str]) -> None:
        self.level = level
        self.Title = title
        self.destination = destination
        self.below: list[_Entry] = []

    def format(self, document: Any) -> bytes:
        """Write the dictionary (ISO 32000-1, table 153)."""
        neighbours = {name: getattr(self, name) for name in ("Prev", "Next", "First", "Last", "Count")}
        entries = {"Title": pdfdoc.PDFString(self.Title), "Parent": self.Parent, **self.destination}
        entries |= {name: value for name, value in neighbours.items() if value is not None}
        written: bytes = pdfdoc.PDFDictionary(entries).format(document)
        return written


class Outline(pdfdoc.PDFOutlines):
    """ReportLab's outline for levels that may skip one (ISO 32000-1, 12.3.3)."""

    def __init__(self, document: TaggedDocument) -> None:
        super().__init__()
        self._document = document
        self.entries: list[_Entry] = []
        self._path: list[_Entry] = []

    def add(self, level: int, title: str, destination: dict[str, str]) -> None:
        """Add an entry below the last one of a lower level."""
        entry = _Entry(level, title, destination)
        while self._path and self._path[-1].level >= level:
            self._path.pop()
        (self._path[-1].below if self._path else self.entries).append(entry)
        self._path.append(entry)

    def prepare(self, document: Any, canvas: Any) -> None:
        """Tie the entries to one another; called by ReportLab before it writes."""
        self.ready = 1 if self.entries else -1
        if self.entries:
            me = document.Reference(self)
            self.count, self.first, self.last = self._tie(self.entries, me)

    def _tie(self, entries: list[_Entry], parent: object) -> tuple[int, Any, Any]:
        """Set parents, neighbours and counts; return the number of entries, the first and the last."""
        references = [self._document.Reference(entry) for entry in entries]
        total = len(entries)
        for index, entry in enumerate(entries):
            entry.Parent = parent
            entry.Prev = references[index - 1] if index else None
            entry.Next = references[index + 1] if index + 1 < len(entries) else None
            if entry.below:
                entry.Count, entry.First, entry.Last = self._tie(entry.below, references[index])
                total += entry.Count
        return total, references[0], references[-1]


def _lineage(element: Element) -> Iterator[Element]:
    at: Element | None = element
    while at is not None:
        yield at
        at = at.parent


def plain_text(node: Origin) -> str:
    """Return the words of a node on one line, without the numbers of notes inside it."""
    return "".join(characters(node.children or (node,))) if isinstance(node, n.Node) else ""
