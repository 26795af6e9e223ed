"""Node tree -> structure tree, before anything is painted.

Reading order is the order of the nodes (ISO 32000-1, 14.8.2.3), wherever layout puts them: a structure
element holds *slots* for its own text between its children, and painting only fills them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

from briefpress.document import nodes as n
from briefpress.document.charts import Chart
from briefpress.document.direction import Direction, direction_of
from briefpress.page import Origin
from briefpress.pdf.profiles import IN_PDF_1_7, Structure
from briefpress.pdf.syntax import PdfError, text_string

_WRITING_MODES: dict[Direction, str] = {"ltr": "LrTb", "rtl": "RlTb"}


class Mark(NamedTuple):
    """A marked-content sequence on a page.

    Attributes:
        ordinal: Place in reading order of the node it begins with.
        page: Index of the page.
        mcid: Its number on that page.
    """

    ordinal: int
    page: int
    mcid: int


class Slot(list[Mark]):
    """A stretch of an element's own content without another element in it."""

    __slots__ = ("element",)

    def __init__(self, element: Element) -> None:
        super().__init__()
        self.element = element


class Place(NamedTuple):
    """Where a node's content belongs: a slot, and the node's rank in reading order."""

    slot: Slot
    ordinal: int


class Element:
    """A structure element (14.7.2).

    Attributes:
        tag: Structure type.
        parent: None for the root.
        kids: Slots and elements in reading order.
        lang: Language in effect.
        entries: More entries of its dictionary, as PDF text.
        keep: Whether it stays in the tree without content, as an empty cell does.
        alive: Whether it or one below it has content.
        annotations: Object number and page index of each of its annotations.
        refs: Elements that it belongs with.
    """

    __slots__ = ("alive", "annotations", "entries", "keep", "kids", "lang", "parent", "refs", "tag")

    def __init__(self, tag: str, parent: Element | None, lang: str, *, entries: str = "", keep: bool = False):
        self.tag = tag
        self.parent = parent
        self.kids: list[Slot | Element] = []
        self.lang = lang
        self.entries = entries
        self.keep = keep
        self.alive = False
        self.annotations: list[tuple[int, int]] = []
        self.refs: list[Element] = []
        if parent is not None:
            parent.kids.append(self)
            if lang != parent.lang:
                self.entries += f"/Lang{text_string(lang)}"
                self._note_direction(direction_of(parent.lang))
        else:
            self._note_direction("ltr")

    def _note_direction(self, around: Direction) -> None:
        """Say how lines run where it is another way than around it (14.8.5.4.3, table 344, WritingMode)."""
        own = direction_of(self.lang)
        if own != around and "/A<<" not in self.entries:
            self.entries += f"/A<</O/Layout/WritingMode/{_WRITING_MODES[own]}>>"

    def slot(self) -> Slot:
        """Return the slot at the end of the kids."""
        if self.kids and type(self.kids[-1]) is Slot:
            return self.kids[-1]
        slot = Slot(self)
        self.kids.append(slot)
        return slot

    def wake(self) -> None:
        """Note that there is content here."""
        element: Element | None = self
        while element is not None and not element.alive:
            element.alive = True
            element = element.parent


class Tree:
    """The structure tree of a document.

    Attributes:
        structure: How the version of PDF writes it.
        root: The Document element.
        places: Where the content of a node belongs, for the nodes that have content of their own.
        headings: The headings in their order.
        ids: Elements with an ID, by it.
        notes: The elements of notes, by the notes' own ids.
        citations: The elements that refer to notes, by the same ids.
    """

    def __init__(self, document: n.Document, structure: Structure = IN_PDF_1_7) -> None:
        self.structure = structure
        self.places: dict[Origin, Place] = {}
        self.headings: list[n.Heading] = []
        self.ids: dict[str, Element] = {}
        self.notes: dict[str, Element] = {}
        self.citations: dict[str, list[Element]] = {}
        self.root = Element("Document", None, document.lang)
        self._boxed: dict[Origin, Element] = {}
        self._boxes: dict[Element, list[str]] = {}
        self.add_all(document.blocks, self.root)
        for name, note in self.notes.items():
            # ISO 14289-2, 8.2.5.14: a note names what refers to it; `Links` names what leads somewhere.
            note.refs += self.citations.get(name, ())

    def dissolve(self) -> None:
        """Part the elements once the file is written.

        Each knows its parent, and the parent its kids: nothing of a tree would go before the garbage
        collector comes, and of a series there are thousands of elements until then.
        """
        rest = [self.root]
        while rest:
            element = rest.pop()
            rest += [kid for kid in element.kids if isinstance(kid, Element)]
            element.kids = []
            element.refs = []

    # ---- building

    def add(self, node: n.Node, parent: Element) -> None:
        """Add the elements of a node and of all below it."""
        build = _BUILDERS.get(type(node))
        if build is None:
            raise PdfError(f"there is no structure type for {type(node).__name__}")
        build(self, node, parent)

    def add_all(self, children: Iterable[n.Node], parent: Element) -> None:
        """Add several nodes in their order."""
        for child in children:
            self.add(child, parent)

    def hold(self, node: Origin, element: Element) -> None:
        """Let the content of a node go to where the element's kids end now."""
        self.places[node] = Place(element.slot(), len(self.places))

    def identify(self, element: Element, name: str) -> None:
        """Give an element an ID, unique in the document (14.7.2, table 323)."""
        self.ids[name] = element
        element.entries += f"/ID{text_string(name)}"

    def numbering(self, kind: str) -> str:
        """Return the attribute of a list that says what its labels are (14.8.5.5), by its name in PDF 1.7."""
        return f"/A<</O/List/ListNumbering/{self.structure.list_numbering.get(kind, kind)}>>"

    def box(self, element: Element, *owners: Origin) -> None:
        """Let `add_box` find an element by its nodes."""
        for owner in owners:
            self._boxed[owner] = element

    # ---- for painting

    def place(self, node: Origin) -> Place:
        """Return where the content of a node belongs."""
        place = self.places.get(node)
        if place is None:
            raise PdfError(
                f"{type(node).__name__} from {node.span} has no content of its own in this document:"
                " decoration has no node, and text has the node that says it"
            )
        return place

    def element(self, node: Origin) -> Element:
        """Return the element of a node, or of the first in it that has content of its own.

        Of a note this is the note, not its number: it is what a link to it leads to.
        """
        if isinstance(node, n.Note) and node.id in self.notes:
            return self.notes[node.id]
        inner = (node, *node.walk()) if isinstance(node, n.Node) else (node,)
        held = next((one for one in inner if one in self.places), node)
        return self.place(held).slot.element

    def link(self, node: Origin) -> Element:
        """Return the Link element around the content of a node; the label of a note gets one in it."""
        slot = self.place(node).slot
        element: Element | None = slot.element
        while element is not None and element.tag != "Link":
            element = element.parent
        if element is not None:
            return element
        label = slot.element
        if label.tag != "Lbl":
            raise PdfError(f"{type(node).__name__} from {node.span} is no link, and cannot become one")
        kids, label.kids = label.kids, []
        link = Element("Link", label, label.lang)
        link.kids = kids
        for kid in kids:
            if isinstance(kid, Slot):
                kid.element = link
            else:
                kid.parent = link
        return link

    def add_box(self, node: Origin, box: str) -> None:
        """Note the rectangle that a figure or a table takes.

        Args:
            node: A Table, a Figure, or the Chart or Image in it.
            box: Left, bottom, right and top in points.
        """
        element = self._boxed.get(node)
        if element is None:
            raise PdfError(f"{type(node).__name__} from {node.span} takes no area")
        self._boxes.setdefault(element, []).append(box)

    def check(self) -> None:
        """Give figures and tables their BBox (14.8.5.4.3), and make sure that each figure has one.

        A table that goes on over pages has no single rectangle, and stays without.
        """
        for element, boxes in self._boxes.items():
            if len(boxes) == 1:
                element.entries += f"/A<</O/Layout/Placement/Block/BBox[{boxes[0]}]>>"
        for node, element in self._boxed.items():
            if element.tag == "Figure" and element.alive and len(self._boxes.get(element, ())) != 1:
                raise PdfError(f"{type(node).__name__} from {node.span} needs exactly one area")


_Builder = Callable[[Tree, "n.Node", Element], None]


def _transparent(tree: Tree, node: n.Node, parent: Element) -> None:
    """Put what is inside into the parent: the node is a matter of looks."""
    if isinstance(node, n.Inline):
        tree.hold(node, parent)
    tree.add_all(node.children, parent)


def _text(tree: Tree, node: n.Node, parent: Element) -> None:
    """Put text into the parent's slot, or into a Span where its language is another."""
    tree.hold(node, parent if node.lang == parent.lang else Element("Span", parent, node.lang))


def _group(tag: str, *, keep: bool = False) -> _Builder:
    """Make an element that holds elements only."""

    def build(tree: Tree, node: n.Node, parent: Element) -> None:
        tree.add_all(node.children, Element(tag, parent, node.lang, keep=keep))

    return build


def _content(tag: str) -> _Builder:
    """Make an element that holds text."""

    def build(tree: Tree, node: n.Node, parent: Element) -> None:
        element = Element(tag, parent, node.lang)
        tree.hold(node, element)
        tree.add_all(node.children, element)

    return build


def _aside(tree: Tree, node: n.Node, parent: Element) -> None:
    outer = parent
    while outer.tag == "Div" and outer.parent is not None:
        outer = outer.parent  # a Div is as if it were not there
    _group(tree.structure.inner_aside if outer.tag == "Aside" else "Aside")(tree, node, parent)


def _heading(tree: Tree, node: n.Heading, parent: Element) -> None:
    tree.headings.append(node)
    _content(f"H{node.level}")(tree, node, parent)


def _abbreviation(tree: Tree, node: n.Abbreviation, parent: Element) -> None:
    element = Element("Span", parent, node.lang, entries=f"/E{text_string(node.expansion)}")
    tree.hold(node, element)
    tree.add_all(node.children, element)


def _reference(tree: Tree, node: n.Reference | n.NoteReference, parent: Element) -> None:
    link = Element("Link", Element("Reference", parent, node.lang), node.lang)
    if isinstance(node, n.NoteReference):
        tree.citations.setdefault(node.note, []).append(link)
    tree.hold(node, link)
    tree.add_all(node.children, link)


def _contents_entry(tree: Tree, node: n.ContentsEntry, parent: Element) -> None:
    entry = Element("TOCI", parent, node.lang)
    if node.number is not None:
        tree.hold(node.number, Element("Lbl", entry, entry.lang))
    _reference(tree, node.reference, entry)


def _column(tree: Tree, node: n.Column, parent: Element) -> None:
    """A sidebar is an aside; another column is a matter of looks."""
    build = _aside if node.role == "sidebar" else _transparent
    build(tree, node, parent)


def _list(tree: Tree, node: n.ListBlock, parent: Element) -> None:
    numbering = "Decimal" if node.ordered else "Disc"
    tree.add_all(node.items, Element("L", parent, node.lang, entries=tree.numbering(numbering)))


def _list_item(tree: Tree, node: n.ListItem, parent: Element) -> None:
    item = Element("LI", parent, node.lang)
    tree.hold(node.marker, Element("Lbl", item, item.lang))
    tree.add_all(node.blocks, Element("LBody", item, item.lang))


def _terms(tree: Tree, node: n.Terms, parent: Element) -> None:
    # The terms are the labels, and no numbering of any kind (ISO 32000-1, table 347).
    tree.add_all(node.items, Element("L", parent, node.lang, entries=tree.numbering("None")))


def _term(tree: Tree, node: n.Term, parent: Element) -> None:
    item = Element("LI", parent, node.lang)
    _content("Lbl")(tree, node.term, item)
    tree.add_all(node.blocks, Element("LBody", item, item.lang))


def _key_figure(tree: Tree, node: n.KeyFigure, parent: Element) -> None:
    item = Element("LI", parent, node.lang)
    tree.add_all(node.children, Element("LBody", item, item.lang))


def _table(tree: Tree, node: n.Table, parent: Element) -> None:
    table = Element("Table", parent, node.lang)
    tree.box(table, node)
    if node.caption is not None:
        _content("Caption")(tree, node.caption, table)
    for tag, rows in (("THead", node.head), ("TBody", node.body)):
        if rows:
            tree.add_all(rows, Element(tag, table, node.lang, keep=True))


def _cell(tree: Tree, node: n.Cell, parent: Element) -> None:
    # ISO 14289-1, 7.5: header cells say what they are the header of.
    attributes = f"/Scope/{node.scope}" if node.scope else ""
    attributes += f"/ColSpan {node.columns}" if node.columns > 1 else ""
    attributes += f"/RowSpan {node.rows}" if node.rows > 1 else ""
    entries = f"/A<</O/Table{attributes}>>" if attributes else ""
    element = Element("TH" if node.scope else "TD", parent, node.lang, entries=entries, keep=True)
    tree.hold(node, element)
    tree.add_all(node.children, element)


def _figure(tree: Tree, node: n.Figure, parent: Element) -> None:
    """Put caption, picture and credit side by side.

    Inside the Figure the caption would be hidden: its alternate description stands for all that it holds
    (ISO 32000-1, 14.9.3), and the links of a caption would be lost with it. The credit is a P: who made a
    picture does not say what is in it, as a Caption does (14.8.4.3.3), and is heard behind it.
    """
    if node.caption is not None or node.credit is not None:
        parent = Element(tree.structure.captioned, parent, node.lang)
    if node.caption is not None:
        _content("Caption")(tree, node.caption, parent)
    _picture(tree, node.body, parent)
    tree.box(tree.place(node.body).slot.element, node)
    if node.credit is not None:
        _content("P")(tree, node.credit, parent)


def _picture(tree: Tree, node: Chart | n.Image | n.QrCode | n.Trend, parent: Element) -> None:
    if not node.alt:
        raise PdfError(f"the picture from {node.span} has no alternative text")
    element = Element("Figure", parent, node.lang, entries=f"/Alt{text_string(node.alt)}")
    tree.hold(node, element)
    tree.box(element, node)


def _logo(tree: Tree, node: n.Logo, parent: Element) -> None:
    """Make it an entry of a list, so that one hears how many there are; a link holds its Figure."""
    item = Element("LBody", Element("LI", parent, node.lang), node.lang)
    _picture(tree, node.image, Element("Link", item, node.lang) if node.href is not None else item)


def _qr(tree: Tree, node: n.QrCode, parent: Element) -> None:
    """Put the words before the code: who cannot see it has its link by then."""
    block = Element(tree.structure.captioned, parent, node.lang)
    tree.add_all(node.blocks, block)
    _picture(tree, node, block)


def _notes(tree: Tree, node: n.Notes, parent: Element) -> None:
    for note in node.notes:
        _note(tree, note, parent, "Footnote" if node.foot else "Endnote")


def _note(tree: Tree, node: n.Note, parent: Element, kind: str = "Endnote") -> None:
    entries = f"/A<</O/FENote/NoteType/{kind}>>" if tree.structure.has_note_types else ""
    note = Element(tree.structure.note, parent, node.lang, entries=entries)
    tree.notes[node.id or ""] = note
    # ISO 14289-1, 7.9: notes have an ID.
    tree.identify(note, f"note-{len(tree.ids) + 1:04}")
    tree.hold(node.number, Element("Lbl", note, note.lang))
    text = Element("P", note, note.lang)
    tree.hold(node, text)
    tree.add_all(node.content, text)


#: What each node is in the structure tree. Everything the tree may hold has a row.
_BUILDERS: dict[type, Callable[..., None]] = {
    n.Text: _text,
    n.LineBreak: _transparent,
    n.Superscript: _transparent,
    n.Strong: _content("Strong"),
    n.Emphasis: _content("Em"),
    n.Phrase: _content("Span"),
    n.Abbreviation: _abbreviation,
    n.Link: _content("Link"),
    n.NoteReference: _reference,
    n.Reference: _reference,
    n.PageOf: _text,
    n.Paragraph: _content("P"),
    n.Heading: _heading,
    n.Part: _group("Part"),
    n.Section: _group("Sect"),
    n.Band: _transparent,
    n.Group: _transparent,
    n.Columns: _transparent,
    n.Beside: _transparent,
    n.Column: _column,
    n.Contents: _group("TOC"),
    n.ContentsEntry: _contents_entry,
    n.Quotation: _group("BlockQuote"),
    n.Callout: _aside,
    n.ListBlock: _list,
    n.ListItem: _list_item,
    n.Terms: _terms,
    n.Term: _term,
    n.KeyFigures: _group("L"),
    n.KeyFigure: _key_figure,
    n.Change: _content("P"),
    n.Trend: _picture,
    n.Table: _table,
    n.Row: _group("TR", keep=True),
    n.Cell: _cell,
    n.Figure: _figure,
    Chart: _picture,
    n.Image: _picture,
    n.Logos: _group("L"),
    n.Logo: _logo,
    n.QrCode: _qr,
    n.Notes: _notes,
    n.Note: _note,
}
