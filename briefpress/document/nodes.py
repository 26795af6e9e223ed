"""The node tree: frozen blocks and inlines, each with its place in a file and its language.

The tree says what things *are*. Names are those of HTML and of the PDF structure types (ISO 32000-1,
14.8.4). Nodes compare by identity, so that a node can key what belongs to it: two paragraphs with the
same words are two paragraphs.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Literal, TypeAlias, TypedDict

from briefpress.diagnostics import Span
from briefpress.document.inline_nodes import (
    NOWHERE as NOWHERE,
    Abbreviation as Abbreviation,
    Emphasis as Emphasis,
    Inline as Inline,
    InlineContainer as InlineContainer,
    LineBreak as LineBreak,
    Link as Link,
    Node as Node,
    NoteReference as NoteReference,
    PageCount as PageCount,
    PageNumber as PageNumber,
    PageOf as PageOf,
    Phrase as Phrase,
    Reference as Reference,
    RunningHeading as RunningHeading,
    Strong as Strong,
    Superscript as Superscript,
    Text as Text,
)
from briefpress.svg import Drawing

if TYPE_CHECKING:
    from briefpress.document.charts import Chart

Align: TypeAlias = Literal["start", "end", "decimal"]
#: How key figures stand: side by side, on panels, or the first one very large.
Look: TypeAlias = Literal["row", "tiles", "hero"]
#: A point of a line: when, how much, and the id of the fact, or an empty string.
TrendPoint: TypeAlias = tuple[Decimal, Decimal, str]
#: Where a figure went; empty where nothing says so.
Direction: TypeAlias = Literal["", "up", "down", "flat"]
#: Pages that furniture is for: all that have none of their own, the first, those at the left or at the right.
PageKind: TypeAlias = Literal["", "first", "left", "right"]
#: How the languages of a document stand: side by side, one after the other, or back to back.
Arrangement: TypeAlias = Literal["parallel", "stacked", "tumble"]


class Common(TypedDict):
    """The keyword arguments that every block takes."""

    lang: str
    span: Span
    id: str | None
    role: str


# ---- blocks


class Block(Node, frozen=True, eq=False, kw_only=True):
    """Something that takes a rectangle of the page.

    Attributes:
        id: Unique in the document where not None; the target of references.
        role: What it is in this layout (``lede``, ``subtitle``, ...); the theme gives a role its looks.
    """

    id: str | None = None
    role: str = ""


class Paragraph(Block, frozen=True, eq=False, kw_only=True):
    """Running text."""

    content: tuple[Inline, ...]

    @property
    def children(self) -> tuple[Node, ...]:
        """The inlines."""
        return self.content


class Heading(Paragraph, frozen=True, eq=False, kw_only=True):
    """A title of level 1 to 6; it becomes a bookmark.

    Attributes:
        tag: Where its level is written: in the layout, while its words are in the brief.
    """

    level: int
    tag: Span = NOWHERE


class Container(Block, frozen=True, eq=False, kw_only=True):
    """A block with blocks in it."""

    blocks: tuple[Block, ...]

    @property
    def children(self) -> tuple[Node, ...]:
        """The blocks inside."""
        return self.blocks


class Section(Container, frozen=True, eq=False, kw_only=True):
    """A part with a heading."""


class Group(Container, frozen=True, eq=False, kw_only=True):
    """Blocks with a wish about breaks (CSS Fragmentation 3, 3.1 and 3.2); it says nothing of itself.

    Attributes:
        breaks: Whether it begins on a new page or, inside of columns, in a new column.
        keeps: Whether it stays on one page, where a page has room for it.
        start: By how many points its texts stand in from the left; headings, tables and pictures do not.
    """

    breaks: bool = False
    keeps: bool = False
    start: float = 0.0


class Band(Container, frozen=True, eq=False, kw_only=True):
    """The title band at the head of the first page, with an empty logo slot beside its text.

    Attributes:
        logo: Whether to keep the slot.
    """

    logo: bool = True


class Columns(Container, frozen=True, eq=False, kw_only=True):
    """Blocks that flow through columns.

    Attributes:
        count: How many.
        foot: Whether they stand at the foot of the last page rather than right below what is above them.
    """

    count: int = 2
    foot: bool = False


class Column(Container, frozen=True, eq=False, kw_only=True):
    """One of some columns that stand side by side; with the role ``sidebar`` it is beside the matter."""


class Beside(Block, frozen=True, eq=False, kw_only=True):
    """Columns side by side, each with its own content, which goes on over pages.

    Attributes:
        widths: The columns' shares of the width.
    """

    columns: tuple[Column, ...]
    widths: tuple[Decimal, ...]

    @property
    def children(self) -> tuple[Node, ...]:
        """The columns."""
        return self.columns


class ContentsEntry(Block, frozen=True, eq=False, kw_only=True):
    """A line of the table of contents.

    Attributes:
        number: That of the section, as printed, or None.
        reference: The words of its heading, and the number of its page.
        level: That of its heading.
    """

    number: Text | None
    reference: Reference
    level: int

    @property
    def children(self) -> tuple[Node, ...]:
        """The number, then the words that lead there."""
        return (*((self.number,) if self.number else ()), self.reference)


class Contents(Block, frozen=True, eq=False, kw_only=True):
    """The table of contents."""

    entries: tuple[ContentsEntry, ...]

    @property
    def children(self) -> tuple[Node, ...]:
        """The entries."""
        return self.entries


class Callout(Container, frozen=True, eq=False, kw_only=True):
    """A message set apart from the text around it."""


class Quotation(Container, frozen=True, eq=False, kw_only=True):
    """The words of somebody, and of whom they are."""


class Term(Container, frozen=True, eq=False, kw_only=True):
    """One entry of a list of terms: the term, and what is said of it.

    Attributes:
        term: What is explained, or when something was.
    """

    term: Paragraph

    @property
    def children(self) -> tuple[Node, ...]:
        """The term, then what is said of it."""
        return (self.term, *self.blocks)


class Terms(Block, frozen=True, eq=False, kw_only=True):
    """A list of terms with descriptions (``dl`` in HTML)."""

    items: tuple[Term, ...]

    @property
    def children(self) -> tuple[Node, ...]:
        """The entries."""
        return self.items


class ListItem(Container, frozen=True, eq=False, kw_only=True):
    """One entry of a list; ``marker`` is the bullet or number that is printed."""

    marker: Text


class ListBlock(Block, frozen=True, eq=False, kw_only=True):
    """A bulleted or numbered list."""

    items: tuple[ListItem, ...]
    ordered: bool = False

    @property
    def children(self) -> tuple[Node, ...]:
        """The entries."""
        return self.items


class Change(Paragraph, frozen=True, eq=False, kw_only=True):
    """How a key figure changed.

    Attributes:
        direction: What its mark shows; its words say the same.
    """

    direction: Direction = ""


class Trend(Block, frozen=True, eq=False, kw_only=True):
    """A small line through the points of a series, without digits; its ``alt`` says what it shows.

    Attributes:
        points: From left to right; two or more.
        fact: The id of the series.
    """

    points: tuple[TrendPoint, ...]
    alt: str
    fact: str | None = None


class KeyFigure(Block, frozen=True, eq=False, kw_only=True):
    """A figure to be seen first, the words that say what it counts, and how it came to be."""

    value: Paragraph
    label: Paragraph
    change: Change | None = None
    trend: Trend | None = None

    @property
    def children(self) -> tuple[Node, ...]:
        """Value, then label, change and trend."""
        parts = (self.value, self.label, self.change, self.trend)
        return tuple(part for part in parts if part is not None)


class KeyFigures(Block, frozen=True, eq=False, kw_only=True):
    """Key figures; read as a list."""

    figures: tuple[KeyFigure, ...]
    look: Look = "row"

    @property
    def children(self) -> tuple[Node, ...]:
        """The figures."""
        return self.figures


class Cell(Block, frozen=True, eq=False, kw_only=True):
    """A table cell.

    Attributes:
        scope: What it is the header of; set on header cells and only on them.
        align: Where its text stands; ``decimal`` puts the decimals of a column below one another.
        columns: How many columns it takes.
        rows: How many rows it takes.
    """

    content: tuple[Inline, ...]
    scope: Literal["Column", "Row"] | None = None
    align: Align = "start"
    columns: int = 1
    rows: int = 1

    @property
    def children(self) -> tuple[Node, ...]:
        """The inlines."""
        return self.content


class Row(Block, frozen=True, eq=False, kw_only=True):
    """A table row; the role ``total`` sets it off as a sum of others."""

    cells: tuple[Cell, ...]

    @property
    def children(self) -> tuple[Node, ...]:
        """The cells."""
        return self.cells


class Table(Block, frozen=True, eq=False, kw_only=True):
    """A table of head rows, which repeat on each page, and body rows.

    Attributes:
        widths: The columns' shares of the width, one for each column.
        continued: What stands behind the caption where the table goes on after a break, or nothing.
        decimal: The sign before decimals in its numbers.
    """

    caption: Paragraph | None
    head: tuple[Row, ...]
    body: tuple[Row, ...]
    widths: tuple[Decimal, ...]
    continued: tuple[Inline, ...] = ()
    decimal: str = "."

    @property
    def children(self) -> tuple[Node, ...]:
        """Caption, head rows, body rows."""
        caption = (self.caption,) if self.caption else ()
        return (*caption, *self.head, *self.body)


class Image(Block, frozen=True, eq=False, kw_only=True):
    """A picture: dots, or the outlines of a drawing.

    Attributes:
        source: Path in the project.
        data: The file's bytes (PNG, JPEG or SVG).
        width: Natural width in points.
        height: Natural height in points.
        drawing: The outlines, where it is an SVG file.
    """

    source: str
    data: bytes
    alt: str
    width: float
    height: float
    drawing: Drawing | None = None

    def __repr__(self) -> str:
        # Without the bytes, which would hide all that stands around them.
        return f"Image(id={self.id!r}, source={self.source!r}, alt={self.alt!r})"


class Figure(Block, frozen=True, eq=False, kw_only=True):
    """A picture or a chart with its caption and its credit.

    Attributes:
        credit: Who made it.
    """

    body: Chart | Image
    caption: Paragraph | None = None
    credit: Paragraph | None = None

    @property
    def children(self) -> tuple[Node, ...]:
        """The caption, then the picture: one hears what it is about first, and who made it last."""
        parts = (self.caption, self.body, self.credit)
        return tuple(part for part in parts if part is not None)


class Logo(Block, frozen=True, eq=False, kw_only=True):
    """A logo.

    Attributes:
        href: Where it leads.
        width: The most it may take, in points; None for the usual limit.
        height: The same.
    """

    image: Image
    href: str | None = None
    width: float | None = None
    height: float | None = None

    @property
    def children(self) -> tuple[Node, ...]:
        """The picture."""
        return (self.image,)


class Logos(Block, frozen=True, eq=False, kw_only=True):
    """Logos side by side; read as a list."""

    logos: tuple[Logo, ...]

    @property
    def children(self) -> tuple[Node, ...]:
        """The logos."""
        return self.logos


class QrCode(Container, frozen=True, eq=False, kw_only=True):
    """A QR code and the words beside it, which are read first: they have what the code says as a link.

    Attributes:
        href: Where it leads.
        alt: What it is, for a reader who only hears it.
        size: Its side with the margin in points; None for the usual one.
    """

    href: str
    alt: str
    size: float | None = None


class Note(Block, frozen=True, eq=False, kw_only=True):
    """A note or a source, numbered, at the end of the document.

    Attributes:
        number: As printed.
        content: Its text.
    """

    number: Text
    content: tuple[Inline, ...]

    @property
    def children(self) -> tuple[Node, ...]:
        """The number, then the text."""
        return (self.number, *self.content)


class Notes(Block, frozen=True, eq=False, kw_only=True):
    """The notes of a document, in the order of their numbers.

    Attributes:
        foot: Whether each stands at the foot of the page that refers to it first.
    """

    notes: tuple[Note, ...]
    foot: bool = False

    @property
    def children(self) -> tuple[Node, ...]:
        """The notes."""
        return self.notes


class Furniture(Node, frozen=True, eq=False, kw_only=True):
    """What is printed at the head or the foot of pages; an artifact, so not part of the tree.

    Attributes:
        start: At the left.
        end: At the right.
        head: Whether it stands at the head.
        on: The pages it is for.
    """

    start: tuple[Inline, ...] = ()
    end: tuple[Inline, ...] = ()
    head: bool = False
    on: PageKind = ""


class Part(Container, frozen=True, eq=False, kw_only=True):
    """A whole brief in one of the languages of a document.

    Attributes:
        furniture: That of pages that have this part alone.
        pages: The most pages it may take on its own; None for any number.
        named: The language as the brief writes it, for messages.
    """

    furniture: tuple[Furniture, ...]
    pages: int | None = None
    named: str = ""


class Document(Container, frozen=True, eq=False, kw_only=True):
    """A whole edition.

    Attributes:
        title: The document's title as metadata, plain text.
        author: Who is responsible for it.
        subject: One sentence.
        keywords: Plain words.
        furniture: What stands at the head and the foot of pages.
        pages: The most pages the layout may take; None for any number.
        landscape: Whether the paper lies on its long side.
        scale: Times which the theme's type is set.
        fit: What the layout tries, in its order, where more pages would be needed.
        arrangement: How its parts stand, where it has several languages and each is a `Part`.
        named: The language as the brief writes it, for messages.
    """

    title: str
    author: str
    subject: str
    keywords: tuple[str, ...]
    furniture: tuple[Furniture, ...] = ()
    pages: int | None = None
    landscape: bool = False
    scale: float = 1.0
    fit: tuple[str, ...] = ()
    arrangement: Arrangement | None = None
    named: str = ""

    @property
    def languages(self) -> tuple[str, ...]:
        """The language of the document, or those of its parts."""
        parts = [block.lang for block in self.blocks if isinstance(block, Part)]
        return tuple(dict.fromkeys(parts)) or (self.lang,)
