"""Blocks -> boxes, by a table of node classes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, Literal

from briefpress.diagnostics import Findings
from briefpress.document import nodes as n
from briefpress.document.charts import Chart
from briefpress.document.grid import placed_cells
from briefpress.layout.beside import BesideBox, Side
from briefpress.layout.box import Box
from briefpress.layout.charts import chart_box
from briefpress.layout.contents import ContentsBox
from briefpress.layout.keyfigures import ChangeBox, Figure, Hero, HeroBox, KeyFiguresBox, TilesBox, TrendBox
from briefpress.layout.lists import Disc, Entry, MarkedBox, TermsBox, TimelineBox, marker_box
from briefpress.layout.logos import LogosBox
from briefpress.layout.panels import BandBox, CalloutBox, QuotationBox
from briefpress.layout.parallel import pair
from briefpress.layout.pictures import FigureBox, ImageBox
from briefpress.layout.qr import QrBox
from briefpress.layout.stack import ColumnBox, KeptBox, Stack
from briefpress.layout.table import CellBox, Grid, RowBoxes, TableBox
from briefpress.layout.text import Leaf, leaves_of
from briefpress.layout.textbox import References, TextBox
from briefpress.layout.theme import TextStyle, Theme
from briefpress.layout.words import LeafText, Variant
from briefpress.layout.wrappers import AnchorBox, InsetBox, bare
from briefpress.page import Color


class Builder:
    """Makes the boxes of a document.

    Args:
        theme: Looks.
        references: Where note marks lead.
        findings: Collects what does not fit.
        more_columns: How many columns there are more than a layout says.
    """

    def __init__(
        self, theme: Theme, references: References, findings: Findings, *, more_columns: int = 0
    ) -> None:
        self.theme = theme
        self.more_columns = more_columns
        self.is_parallel = False
        self.grid = 0.0  # that of the columns around what is made
        self.references = references
        self.findings = findings

    def boxes(self, blocks: Iterable[n.Block]) -> list[Box]:
        """Return the boxes of blocks in order; a section's stand among its neighbours."""
        made: list[Box] = []
        for block in blocks:
            first = len(made)
            made += _MAKERS[type(block)](self, block)
            if block.id in self.references.targets and len(made) > first:
                made[first] = AnchorBox(made[first], block)
        return made

    def parallel(self, parts: Sequence[n.Part]) -> list[Box]:
        """Return the boxes of languages that stand side by side."""
        self.is_parallel = True
        return list(pair(parts, self.boxes, self.theme))

    # ---- texts

    def style(self, node: n.Paragraph, fallback: str) -> TextStyle:
        """Return the style of a paragraph's role, or the fallback's."""
        return self.theme.styles.get(node.role) or self.theme.styles[fallback]

    def text(
        self, node: n.Paragraph | n.Cell, style: TextStyle, align: Literal["start", "end"] = "start"
    ) -> TextBox:
        """Return the box of a paragraph."""
        return TextBox.of(node, style, self.references, self.findings, align=align)

    # ---- containers

    def band(self, node: n.Band) -> Iterable[Box]:
        """The title band."""
        yield BandBox(node, Stack(self.boxes(node.blocks)), self.theme)

    def section(self, node: n.Section) -> Iterable[Box]:
        """A part; its paragraphs have the style of its role unless they have one of their own."""
        for block in node.blocks:
            if type(block) is n.Paragraph and not block.role and node.role in self.theme.styles:
                yield self.text(block, self.theme.styles[node.role])
            else:
                yield from self.boxes((block,))

    def group(self, node: n.Group) -> Iterable[Box]:
        """Blocks that begin a page, or that a break may not part."""
        # Beside another language there is no width to give away.
        start = 0.0 if self.is_parallel else node.start
        boxes = [self.inset(box, start) for box in self.boxes(node.blocks)]
        if node.keeps and boxes:
            boxes = [KeptBox(boxes, self.theme.room, self.grid)]
        if node.breaks and boxes:
            boxes[0].breaks = True
        yield from boxes

    def inset(self, box: Box, start: float) -> Box:
        """A text that stands in from the left; what needs the whole width keeps it."""
        inner = bare(box)
        if isinstance(box, KeptBox) and start:
            kept = KeptBox([self.inset(one, start) for one in box.boxes], box.room, box.grid)
            kept.breaks = box.breaks
            return kept
        is_heading = isinstance(inner, TextBox) and isinstance(inner.node, n.Heading)
        is_wide = inner.is_wide(self.theme.text_width - start)
        return box if not start or is_heading or is_wide else InsetBox(box, start)

    def beside(self, node: n.Beside) -> Iterable[Box]:
        """Columns side by side."""
        sides = [
            Side(Stack(self.boxes(column.blocks)), float(share), column.role == "sidebar")
            for column, share in zip(node.columns, node.widths, strict=True)
        ]
        yield BesideBox(sides, self.theme)

    def contents(self, node: n.Contents) -> Iterable[Box]:
        """The entries of the table of contents."""
        style = self.theme.styles["toc"]
        numbers = [
            marker_box(entry.number, style, self.references, self.findings) if entry.number else None
            for entry in node.entries
        ]
        widest = max((number.natural_width() for number in numbers if number), default=0.0)
        column = widest + style.size * 0.8 if widest else 0.0
        for entry, number in zip(node.entries, numbers, strict=True):
            yield ContentsBox(entry, number, column, self.theme, self.references, self.findings)

    def columns(self, node: n.Columns) -> Iterable[Box]:
        """Blocks in columns on the grid; at the foot of a page there are no lines beside to agree with."""
        around, self.grid = self.grid, 0.0 if node.foot else self.theme.grid
        content = Stack(self.boxes(node.blocks), self.grid)
        self.grid = around
        if content.boxes:  # else there would be a rule at the foot of the page with nothing under it
            box = ColumnBox(content, node.count + self.more_columns, self.theme.measures["page.gutter"])
            box.at_foot = node.foot
            yield box

    def callout(self, node: n.Callout) -> Iterable[Box]:
        """A panel; its paragraphs have the callout's style unless they have a role."""
        boxes: list[Box] = []
        for block in node.blocks:
            if isinstance(block, n.Heading):
                boxes.append(self.text(block, self.style(block, "callout-heading")))
            elif isinstance(block, n.Paragraph):
                boxes.append(self.text(block, self.style(block, "callout")))
            else:
                boxes.extend(self.boxes((block,)))
        yield CalloutBox(node, Stack(boxes), self.theme)

    def quotation(self, node: n.Quotation) -> Iterable[Box]:
        """The words of somebody, in larger type."""
        texts = [block for block in node.blocks if isinstance(block, n.Paragraph)]
        boxes = [self.text(text, self.style(text, "quote")) for text in texts]
        yield QuotationBox(node, Stack(boxes), self.theme)

    def terms(self, node: n.Terms) -> Iterable[Box]:
        """Terms and what is said of them, or the dates of a timeline."""
        style, box = ("date", TimelineBox) if node.role == "timeline" else ("term", TermsBox)
        looks = self.theme.styles[style]
        entries = [Entry(self.text(item.term, looks), Stack(self.boxes(item.blocks))) for item in node.items]
        yield box(node, entries, self.theme)

    def steps(self, node: n.ListBlock) -> Iterable[Box]:
        """The steps of a list, each with its number on a disc."""
        style, size = self.theme.styles["step"], self.theme.measures["step.disc"]
        disc = Disc(size, self.theme.palette["accent"])
        for item in node.items:
            marker = marker_box(item.marker, style, self.references, self.findings)
            indent = size + self.theme.measures["step.gap"]
            yield MarkedBox(item, marker, Stack(self.boxes(item.blocks)), indent, disc=disc)

    def list_entries(self, node: n.ListBlock) -> Iterable[Box]:
        """The entries of a list, each a box, so that a list can go on in another column."""
        if node.role == "steps":
            yield from self.steps(node)
            return
        style = self.theme.styles["p"]
        markers = [marker_box(item.marker, style, self.references, self.findings) for item in node.items]
        widest = max((marker.natural_width() for marker in markers), default=0.0)
        indent = max(self.theme.measures["list.indent"], widest + style.size * 0.35)
        for item, marker in zip(node.items, markers, strict=True):
            yield MarkedBox(item, marker, Stack(self.boxes(item.blocks)), indent)

    # ---- figures

    def key_figures(self, node: n.KeyFigures) -> Iterable[Box]:
        """Key figures by their look."""
        if node.look == "hero" and node.figures:
            first, *others = node.figures
            large = self.theme.styles["hero-value"]
            hero = Hero(
                lambda part: self.text(first.value, large.scaled(part)), self.key_figure(first, "hero")
            )
            yield HeroBox(node, hero, [self.key_figure(figure) for figure in others], self.theme)
            return
        box = TilesBox if node.look == "tiles" else KeyFiguresBox
        yield box(node, [self.key_figure(figure) for figure in node.figures], self.theme)

    def key_figure(self, node: n.KeyFigure, kind: str = "key") -> Figure:
        """The parts of a key figure, in the styles of a kind."""
        styles = self.theme.styles
        change = ChangeBox(node.change, self.text(node.change, styles["key-change"])) if node.change else None
        return Figure(
            self.text(node.value, styles[f"{kind}-value"]),
            self.text(node.label, styles[f"{kind}-label"]),
            change,
            TrendBox(node.trend, self.theme) if node.trend else None,
        )

    def figure(self, node: n.Figure) -> Iterable[Box]:
        """A chart or a picture."""
        body = self.chart(node.body) if isinstance(node.body, Chart) else ImageBox(node.body)
        caption, credit = (
            self.text(line, self.style(line, style)) if line else None
            for line, style in ((node.caption, "caption"), (node.credit, "credit"))
        )
        yield FigureBox(node, body, caption, credit, self.theme)

    def qr(self, node: n.QrCode) -> Iterable[Box]:
        """A QR code with the words beside it."""
        yield QrBox(node, Stack(self.boxes(node.blocks)), self.theme, self.findings)

    def chart(self, node: Chart) -> Box:
        """A chart with its texts set; they all belong to the chart's node."""
        return chart_box(node, self.theme, self.chart_text)

    def chart_text(
        self,
        node: Chart,
        text: str,
        fact: str | None,
        style: str,
        align: Literal["start", "end"] = "start",
        color: Color | None = None,
    ) -> TextBox:
        """A text inside a chart."""
        looks = self.theme.styles[style]
        leaf = Leaf(LeafText(text, Variant.PLAIN, node.lang), node, fact, None)
        return TextBox(
            node,
            (leaf,),
            looks.colored(color) if color is not None else looks,
            self.references,
            self.findings,
            align=align,
            spaced=True,
        )

    # ---- tables and notes

    def table(self, node: n.Table) -> Iterable[Box]:
        """A table."""
        caption, continued = None, None
        if node.caption is not None:
            style = self.style(node.caption, "table-caption")
            caption = self.text(node.caption, style)
            if node.continued:
                leaves = leaves_of((*node.caption.content, *node.continued))
                continued = TextBox(
                    node.caption, leaves, style, self.references, self.findings, artifact=True
                )
        rows = self.rows(node)
        grid = Grid(node, rows, self.theme)
        yield TableBox(grid, caption, continued, rows[: len(node.head)], rows[len(node.head) :])

    def rows(self, node: n.Table) -> list[RowBoxes]:
        """The cells of the rows of a table, head first."""
        th, td = self.theme.styles["th"], self.theme.styles["td"]
        all_rows = (*node.head, *node.body)
        cells: list[list[CellBox]] = [[] for _ in all_rows]
        for part, first in ((node.head, 0), (node.body, len(node.head))):
            for cell, row, column in placed_cells(part):
                style = th if cell.scope or part[row].role == "total" else td
                text = self.text(cell, style, "start" if cell.align == "start" else "end")
                decimal = node.decimal if cell.align == "decimal" and not cell.scope else ""
                rows = min(cell.rows, len(part) - row)
                cells[first + row].append(CellBox(text, column, cell.columns, rows, decimal))
        return [
            RowBoxes(row, tuple(cells[index]), index, index < len(node.head))
            for index, row in enumerate(all_rows)
        ]

    def notes(self, node: n.Notes) -> Iterable[Box]:
        """Notes, each a box; those at the foot of pages stand where their marks are."""
        return () if node.foot else map(self.note, node.notes)

    def note(self, note: n.Note) -> MarkedBox:
        """A note; its number leads back to its mark in the text."""
        style = self.theme.styles["note"]
        marker = marker_box(note.number, style, self.references, self.findings, strong=True)
        paragraph = n.Paragraph(content=note.content, lang=note.lang, span=note.span)
        return MarkedBox(
            note,
            marker,
            self.text(paragraph, style),
            max(self.theme.measures["note.indent"], marker.natural_width() + style.size * 0.4),
            target=self.references.marks.get(note.id or ""),
            anchored=True,
        )


#: What makes the boxes of a kind of block.
_MAKERS: dict[type[n.Block], Callable[[Builder, Any], Iterable[Box]]] = {
    n.Paragraph: lambda make, node: (make.text(node, make.style(node, "p")),),
    n.Heading: lambda make, node: (make.text(node, make.style(node, f"h{min(node.level, 3)}")),),
    n.Section: Builder.section,
    n.Group: Builder.group,
    n.Band: Builder.band,
    n.Columns: Builder.columns,
    n.Beside: Builder.beside,
    n.Contents: Builder.contents,
    n.Callout: Builder.callout,
    n.Quotation: Builder.quotation,
    n.ListBlock: Builder.list_entries,
    n.Terms: Builder.terms,
    n.KeyFigures: Builder.key_figures,
    n.Figure: Builder.figure,
    n.Logos: lambda make, node: (LogosBox(node, make.theme),) if node.logos else (),
    n.QrCode: Builder.qr,
    n.Table: Builder.table,
    n.Notes: Builder.notes,
}
