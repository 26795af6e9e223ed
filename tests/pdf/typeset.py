"""The smallest layout there is: everything in one column, so that the tests need no other package's."""

from __future__ import annotations

from msgspec.structs import replace

from briefpress.document import nodes as n
from briefpress.fonts import FontLibrary
from briefpress.page import Anchor, Area, LinkArea, Page, Path, Picture, PlacedRun, Rectangle, Run
from briefpress.workspace import MemoryWorkspace

WIDTH, HEIGHT, MARGIN, LEADING = 612.0, 792.0, 54.0, 14.0
INK = (0.1, 0.1, 0.1)

FONTS = FontLibrary(MemoryWorkspace({}))
_RUNS: dict[tuple, Run] = {}


def make_run(text, face="Lato-Regular", size=10.0, lang="en-CA", features=(), color=INK, rise=0.0):
    key = (text, face, size, lang, features, color, rise)
    if key not in _RUNS:
        shaped = FONTS.by_key(face).shape(text, lang=lang, features=features)
        width = shaped.width * size / 1000
        _RUNS[key] = Run(
            face, size, color, shaped.glyphs, shaped.advances, text, shaped.clusters, width, rise
        )
    return _RUNS[key]


class Typesetter:
    """Places a document; `face` may be another for all text."""

    def __init__(self, face="Lato-Regular", lines=45):
        self.face = face
        self.bottom = HEIGHT - MARGIN - lines * LEADING
        self.pages: list[list] = [[]]
        self.x, self.y = MARGIN, HEIGHT - MARGIN
        self.notes: dict[str, n.Note] = {}
        self.references: dict[str, n.NoteReference] = {}

    @property
    def items(self):
        return self.pages[-1]

    def document(self, document):
        for node in document.walk():
            if isinstance(node, n.Note):
                self.notes[node.id] = node
        for block in document.blocks:
            self.block(block)
        return self.finish(document)

    def finish(self, document):
        pages = []
        for number, items in enumerate(self.pages, 1):
            run = make_run(f"Page {number} of {len(self.pages)}", size=8)
            foot = PlacedRun(MARGIN, 30, run, None, None)
            rule = Rectangle(MARGIN, 42, WIDTH - 2 * MARGIN, 0.5, (0.6, 0.6, 0.6))
            pages.append(Page(number, WIDTH, HEIGHT, (*items, rule, foot)))
        return pages

    def newline(self):
        self.x = MARGIN
        self.y -= LEADING
        if self.y < self.bottom:
            self.pages.append([])
            self.y = HEIGHT - MARGIN

    def text(self, text, node, face=None, fact=None, rise=0.0):
        """Set words, and put a link area over those that have one around."""
        placed = []
        for word in text.replace(" ", " \0").split("\0"):
            if not word:
                continue
            run = make_run(word, face or self.face, lang=node.lang, rise=rise)
            if self.x + run.width > WIDTH - MARGIN:
                self.newline()
            self.items.append(PlacedRun(self.x, self.y, run, node, fact))
            placed.append((len(self.pages) - 1, self.x, self.y, run.width))
            self.x += run.width
        return placed

    def inline(self, node, face=None, rise=0.0):
        placed = []
        if isinstance(node, n.Text):
            return self.text(node.text, node, face, node.fact, rise)
        if isinstance(node, n.LineBreak):
            self.newline()
        if isinstance(node, n.NoteReference):
            self.references.setdefault(node.note, node)
            self.items.append(Anchor(self.x, self.y + 8, node))
            rise = 3.0
        bold = "Lato-Bold" if isinstance(node, n.Strong) else face
        for child in node.children:
            placed += self.inline(child, bold, rise)
        lines = {}
        for page, x, y, width in placed:
            first = lines.setdefault((page, y), [x, x])
            first[1] = x + width
        for (page, y), (left, right) in lines.items():
            area = (left, y - 2, right - left, 11)
            if isinstance(node, n.Link):
                self.pages[page].append(LinkArea(*area, node, href=node.href))
            if isinstance(node, n.NoteReference):
                self.pages[page].append(LinkArea(*area, node, target=self.notes[node.note]))
        return placed

    def line(self, node, inlines, face=None):
        self.items.append(Anchor(MARGIN, self.y + 10, node))
        for inline in inlines:
            self.inline(inline, face)
        self.newline()

    def block(self, block):
        if isinstance(block, n.Heading):
            self.line(block, block.content, "Lato-Black")
        elif isinstance(block, n.Paragraph | n.Cell):
            self.line(block, block.content)
        elif isinstance(block, n.ListBlock):
            for item in block.items:
                self.text(item.marker.text + " ", item.marker)
                for child in item.blocks:
                    self.block(child)
        elif isinstance(block, n.Figure):
            self.figure(block)
        elif isinstance(block, n.Note):
            self.items.append(Anchor(MARGIN, self.y + 10, block))
            left = self.x
            self.text(block.number.text, block.number)
            back = self.references.get(block.id)
            if back is not None:
                area = (left, self.y - 2, self.x - left, 11)
                self.items.append(LinkArea(*area, block.number, target=back))
            self.text(" ", block)
            self.line(block, block.content)
        elif isinstance(block, n.Callout):
            self.items.append(Rectangle(MARGIN - 6, self.y - 4, 3, 14, (0.7, 0, 0), radius=1.5))
            for child in block.blocks:
                self.block(child)
        else:
            for child in block.children:
                self.block(child)

    def figure(self, figure):
        if figure.caption:
            self.block(figure.caption)
        body = figure.body
        self.y -= 40
        if isinstance(body, n.Image):
            self.items.append(Picture(MARGIN, self.y, body.width, body.height, body.data, body))
            self.items.append(Area(MARGIN, self.y, body.width, body.height, body))
        else:
            for index, item in enumerate(body.items):
                top = self.y + 36 - 12 * index
                self.items.append(Rectangle(MARGIN, top, float(item.value), 8, (0.7, 0, 0), body))
                steps = (("m", MARGIN, top), ("l", MARGIN + 100, top), ("l", MARGIN, top + 1), ("h",))
                self.items.append(Path(steps, None, (0, 0, 0), 0.25, body))
                run = make_run(f"{item.label} {item.text}", size=7, lang=body.lang)
                self.items.append(PlacedRun(MARGIN + 110, top, run, body, item.fact))
            self.items.append(Area(MARGIN, self.y, 200, 44, body))
        self.newline()


def typeset(document, **options):
    return Typesetter(**options).document(document)


def tumbled(pages, front=1):
    """Return pages as the halves of a tumble, a blank one behind each that has an odd number."""
    made = []
    for half, turned in ((pages[:front], False), (pages[front:], True)):
        blank = [Page(0, WIDTH, HEIGHT, ())] * (len(half) % 2)
        for label, page in enumerate([*half, *blank], 1):
            made.append(replace(page, number=len(made) + 1, label=label, turned=turned))
    return made
