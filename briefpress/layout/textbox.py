"""Paragraphs and headings."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Literal

from msgspec import Struct, field

from briefpress.diagnostics import Findings, Span
from briefpress.document import nodes as n
from briefpress.document.direction import direction_of
from briefpress.layout.box import EPSILON, Box, Overflow, Sink, Split
from briefpress.layout.itemize import itemize
from briefpress.layout.text import AnyLink, Composed, Leaf, Piece, compose, leaves_of
from briefpress.layout.theme import TextStyle
from briefpress.layout.words import face_for

#: The fewest lines of a paragraph that stay before a break (orphans), and that come after it (widows).
ORPHANS = WIDOWS = 2


class References(Struct):
    """What links inside a document lead to.

    Attributes:
        notes: Notes by id.
        marks: Each note's first reference, by the note's id.
        targets: The blocks that references lead to, by their id.
        pages: The page on which each of those begins, once that is known.
    """

    notes: Mapping[str, n.Note] = field(default_factory=dict)
    marks: Mapping[str, n.NoteReference] = field(default_factory=dict)
    targets: Mapping[str, n.Block] = field(default_factory=dict)
    pages: dict[str, int] = field(default_factory=dict)


class TextBox(Box):
    """A paragraph, or the lines of one between two breaks.

    Args:
        node: What says it; runs of plain leaves belong to their own text nodes.
        leaves: Its text.
        style: Its looks.
        references: Where note marks lead.
        findings: Collects words that are wider than the measure.
        align: At which side lines are flush.
        artifact: True for page furniture: its runs have no node.
        spaced: True where other text of the same node follows, from which a space must part its characters
            when they are extracted.
        lines: Which of its lines this box has; None for all.
        cut_at: The width at which lines before these were cut off; None where the box begins the text.
    """

    def __init__(
        self,
        node: n.Node,
        leaves: tuple[Leaf, ...],
        style: TextStyle,
        references: References,
        findings: Findings,
        *,
        align: Literal["start", "end"] = "start",
        artifact: bool = False,
        spaced: bool = False,
        lines: tuple[int, int | None] = (0, None),
        cut_at: float | None = None,
    ) -> None:
        self.node = node
        self.leaves = leaves
        self.style = style
        self.references = references
        self.findings = findings
        self.align = align
        self.artifact = artifact
        self.spaced = spaced
        self.lines = lines
        self.cut_at = cut_at
        self.before = style.before if lines[0] == 0 else 0.0
        self.after = style.after if lines[1] is None else 0.0
        self.keep_with_next = isinstance(node, n.Heading)
        self.to_the_left = direction_of(node.lang) == "rtl"
        self._key = tuple([leaf.text for leaf in leaves])
        self._composed: dict[float, Composed] = {}
        self._heights: dict[float, float] = {}
        self._check_glyphs()

    @classmethod
    def of(
        cls,
        paragraph: n.Paragraph | n.Cell,
        style: TextStyle,
        references: References,
        findings: Findings,
        *,
        align: Literal["start", "end"] = "start",
    ) -> TextBox:
        """Make the box of a whole paragraph or cell."""
        return cls(paragraph, leaves_of(paragraph.content), style, references, findings, align=align)

    @property
    def span(self) -> Span:
        """The paragraph's place."""
        return self.node.span

    def composed(self, width: float) -> Composed:
        """Return the whole paragraph set to a width."""
        known = self._composed.get(width)
        if known is None:
            known = self._one_line(width)
            if known is None:
                known = compose(self._key, self.style, width, to_the_left=self.to_the_left)
            self._composed[width] = known
        return known

    def _one_line(self, width: float) -> Composed | None:
        """Return the text on one line where that is known, and no wider than a measure: it stays as it is."""
        free = self._composed.get(math.inf)
        if free is None or len(free.lines) != 1:
            return None
        return free if sum([piece.run.width for piece in free.lines[0]]) <= width else None

    def natural_width(self) -> float:
        """Return the width of its longest line when nothing limits it."""
        return max(self.composed(math.inf).widths, default=0.0)

    def least_width(self) -> float:
        """Return the width of its longest word."""
        return max(self.composed(0.0).widths, default=0.0)

    def height(self, width: float) -> float:
        """Return the height of its lines."""
        known = self._heights.get(width)
        if known is None:
            start, end = self._range(self.composed(width))
            known = self._heights[width] = (end - start) * self.style.leading
        return known

    def split(self, width: float, height: float) -> Split | Overflow:
        """Cut between lines, leaving no widow and no orphan."""
        composed = self.composed(width)
        start, end = self._range(composed)
        room = int((height + EPSILON) / self.style.leading)
        cut = min(start + room, end - WIDOWS)
        if cut - start < ORPHANS or self.keep_with_next:
            needed = min(end - start, ORPHANS + WIDOWS) * self.style.leading
            return Overflow("its lines must stay together", needed - height, self.span)
        rest = (cut, None if self.lines[1] is None else end)
        return Split(self._part((start, cut), self.cut_at), self._part(rest, width))

    def beginning(self) -> tuple[str, Span]:
        """Return the line that a part of a text begins with, and the place that it is written at.

        The line is empty where the box begins the text: whoever is shown the place finds it.
        """
        if self.cut_at is None:
            return "", self.span
        line = self.composed(self.cut_at).lines[self.lines[0]]
        return "".join(piece.run.text for piece in line).strip(), self.leaves[line[0].leaf].node.span

    def place(self, x: float, y: float, width: float, sink: Sink) -> None:
        """Place its lines."""
        composed = self.composed(width)
        start, end = self._range(composed)
        if isinstance(self.node, n.Heading) and start == 0:
            sink.anchor(x, y, self.node)
        sink, x = sink.facing(x, width, to_the_left=self.to_the_left)
        baseline = y + composed.first_baseline
        for index in range(start, end):
            line_width = composed.widths[index]
            if line_width > width + EPSILON:
                self._report_wide(composed.lines[index], line_width - width)
            left = x + (width - line_width if self.align == "end" else 0.0)
            self._place_line(composed.lines[index], left, baseline, sink)
            if self.spaced and index == len(composed.lines) - 1:
                blank = (self._key[-1]._replace(text=" "),)
                space = compose(blank, self.style, width, to_the_left=self.to_the_left).lines[0][0]
                last = self.leaves[-1]
                sink.text(left + line_width, baseline, space.run, last.node, last.fact)
            baseline += composed.leading

    # ---- inside

    def _range(self, composed: Composed) -> tuple[int, int]:
        start, end = self.lines
        return start, len(composed.lines) if end is None else end

    def _part(self, lines: tuple[int, int | None], cut_at: float | None) -> TextBox:
        return TextBox(
            self.node,
            self.leaves,
            self.style,
            self.references,
            self.findings,
            align=self.align,
            artifact=self.artifact,
            spaced=self.spaced,
            lines=lines,
            cut_at=cut_at,
        )

    def _place_line(self, pieces: tuple[Piece, ...], left: float, baseline: float, sink: Sink) -> None:
        for piece in pieces:
            leaf = self.leaves[piece.leaf]
            if self.artifact:
                sink.text(left + piece.x, baseline, piece.run, None)
                continue
            sink.text(left + piece.x, baseline, piece.run, leaf.node, leaf.fact)
            is_space = piece.run.to_the_left and piece.run.text.isspace()
            if leaf.link is not None and not is_space:
                self._place_link(leaf.link, left + piece.x, baseline, piece, sink)

    def _place_link(self, link: AnyLink, x: float, baseline: float, piece: Piece, sink: Sink) -> None:
        run = piece.run
        top = baseline - run.rise - run.size * 0.9
        # A mark of one digit is hard to hit; its rectangle gets a little room around.
        pad = 1.0 if isinstance(link, n.NoteReference) else 0.0
        width = run.width - (self._space_width(piece) if run.text.endswith(" ") else 0.0)
        box = (x - pad, top - pad, width + 2 * pad, run.size * 1.15 + 2 * pad)
        if isinstance(link, n.Link):
            sink.link(*box, link, href=link.href)
            # Colour alone would not tell a link from the text around it (WCAG 2.2, 1.4.1).
            metrics = face_for(self.style, self.leaves[piece.leaf].text.variant).metrics
            thickness = max(metrics.underline_thickness * run.size / 1000 / 2, 0.3)
            drop = -metrics.underline_position * run.size / 1000
            sink.rectangle(x, baseline + drop, width, thickness, run.color)
        elif isinstance(link, n.Reference):
            # It says itself that it leads elsewhere ("see Table 2"), where the page is.
            sink.link(*box, link, target=self.references.targets[link.target])
        elif link.note in self.references.notes:
            sink.anchor(x, top, link)
            sink.link(*box, link, target=self.references.notes[link.note])

    @staticmethod
    def _space_width(piece: Piece) -> float:
        return piece.run.advances[-1] * piece.run.size / 1000

    def _check_glyphs(self) -> None:
        for chars, number, face in itemize(self._key, self.style, to_the_left=self.to_the_left).missing:
            span = self.leaves[number].node.span
            names = ", ".join(f"`{char}` (U+{ord(char):04X})" for char in chars)
            self.findings.error(
                "TEXT001",
                f"the font {face} has no glyph for {names}, nor has any that stands in for it",
                span,
                label=self._key[number].text.strip()[:40],
                hint="write it another way, or name a font that has it under `fallback` in the theme",
            )

    def _report_wide(self, pieces: tuple[Piece, ...], excess: float) -> None:
        text = "".join(piece.run.text for piece in pieces).strip()
        self.findings.error(
            "TEXT002",
            f"`{text}` is {excess:.1f} points wider than its box",
            self.span,
            hint="shorten it, choose a shorter form of the fact, or make the column wider",
        )
