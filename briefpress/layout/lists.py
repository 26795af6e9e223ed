"""Lists: entries with a marker in the margin, terms with what is said of them, the dates of a timeline."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from briefpress.diagnostics import Findings
from briefpress.document import nodes as n
from briefpress.layout.box import EPSILON, Box, NodeBox, Overflow, Sink, Split
from briefpress.layout.text import Leaf
from briefpress.layout.textbox import References, TextBox
from briefpress.layout.theme import TextStyle, Theme
from briefpress.layout.words import LeafText, Variant
from briefpress.page import Color


class Disc(NamedTuple):
    """What a marker stands on.

    Attributes:
        size: Its diameter.
    """

    size: float
    fill: Color


class MarkedBox(NodeBox):
    """A marker in the margin and content beside it: a list entry, a step, a note.

    Args:
        node: The entry.
        marker: The bullet or number; None in a part that goes on after a break.
        content: What it marks.
        indent: Width of the margin.
        target: Where the marker's link leads, or None.
        anchored: Whether links lead to this entry.
        disc: What the marker stands on; the first line of the content stands beside its middle.
    """

    def __init__(
        self,
        node: n.Block,
        marker: TextBox | None,
        content: Box,
        indent: float,
        *,
        target: n.Node | None = None,
        anchored: bool = False,
        disc: Disc | None = None,
    ) -> None:
        super().__init__(node)
        self.marker = marker
        self.content = content
        self.indent = indent
        self.target = target
        self.anchored = anchored
        self.disc = disc
        self.before, self.after = content.before, content.after
        if disc is not None and marker is not None:
            self.before = max(self.before, disc.size / 4)

    def height(self, width: float) -> float:
        """Return the content's height beside the margin."""
        content = self._drop + self.content.height(width - self.indent)
        return max(content, self.disc.size) if self.disc and self.marker else content

    def place(self, x: float, y: float, width: float, sink: Sink) -> None:
        """Place the marker on the first line, then the content."""
        if self.anchored:
            sink.anchor(x, y, self.node)
        if self.marker is not None:
            self._place_marker(self.marker, x, y, sink)
        self.content.place(x + self.indent, y + self._drop, width - self.indent, sink)

    def split(self, width: float, height: float) -> Split | Overflow:
        """Cut the content; the marker stays with its first part."""
        part = self.content.split(width - self.indent, height - self._drop)
        if isinstance(part, Overflow):
            return part
        head = MarkedBox(
            self.node,
            self.marker,
            part.head,
            self.indent,
            target=self.target,
            anchored=self.anchored,
            disc=self.disc,
        )
        return Split(head, MarkedBox(self.node, None, part.tail, self.indent))

    @property
    def _drop(self) -> float:
        """How far the content stands below the top of a disc that is higher than its first line."""
        if self.disc is None or self.marker is None:
            return 0.0
        return max(self.disc.size - self.marker.style.leading, 0.0) / 2

    def _place_marker(self, marker: TextBox, x: float, y: float, sink: Sink) -> None:
        width = marker.natural_width()
        if self.disc is not None:
            size, fill = self.disc
            sink.rectangle(x, y, size, size, fill, radius=size / 2)
            marker.place(x + (size - width) / 2, y + (size - marker.style.leading) / 2, width + EPSILON, sink)
        else:
            marker.place(x, y, self.indent, sink)
        if self.target is not None:
            sink.link(x, y, width, marker.style.leading, marker.leaves[0].node, target=self.target)


def marker_box(
    marker: n.Text, style: TextStyle, references: References, findings: Findings, *, strong: bool = False
) -> TextBox:
    """Return the box of a bullet or a number."""
    variant = Variant.STRONG if strong else Variant.PLAIN
    leaf = Leaf(LeafText(marker.text, variant, marker.lang), marker, None, None)
    return TextBox(marker, (leaf,), style, references, findings)


class Entry(NamedTuple):
    """A term, None where its entry goes on after a break, and what is said of it."""

    term: TextBox | None
    content: Box


class TermsBox(NodeBox):
    """Terms at the left, what is said of them at the right, a thin rule between entries.

    Args:
        node: The list.
        entries: Those of this part.
        theme: Looks.
        all_entries: Those of the whole list, by which terms are as wide in each part.
        ends: Whether the list ends with this part.
    """

    def __init__(
        self,
        node: n.Terms,
        entries: Sequence[Entry],
        theme: Theme,
        *,
        all_entries: Sequence[Entry] = (),
        ends: bool = True,
    ) -> None:
        super().__init__(node)
        self.terms = node
        self.entries = tuple(entries)
        self.theme = theme
        self.ends = ends
        self._all = tuple(all_entries) or self.entries
        self.before = self.after = theme.styles["p"].leading / 2

    def height(self, width: float) -> float:
        """Return the height of the entries and of what parts them."""
        heights = sum(self._entry_height(entry, width) for entry in self.entries)
        return heights + self._gap * max(len(self.entries) - 1, 0)

    def place(self, x: float, y: float, width: float, sink: Sink) -> None:
        """Place the entries from top to bottom."""
        for index, entry in enumerate(self.entries):
            if index:
                y += self._gap
                self._place_between(x, y - self._gap / 2, width, sink)
            self._place_entry(entry, x, y, width, sink)
            y += self._entry_height(entry, width)

    def split(self, width: float, height: float) -> Split | Overflow:
        """Cut between two entries or, where the first is too high, inside it."""
        used = 0.0
        for index, entry in enumerate(self.entries):
            needed = self._entry_height(entry, width)
            if used + needed <= height + EPSILON:
                used += needed + self._gap
                continue
            if index:
                return self._cut(self.entries[:index], self.entries[index:])
            beside, above = self._term_height(entry, width), self._above(entry, width)
            if beside > height + EPSILON:
                return Overflow("a term must stay together", beside - height, self.span)
            part = entry.content.split(width - self._left(width), height - above)
            if isinstance(part, Overflow):
                return part
            head, tail = entry._replace(content=part.head), Entry(None, part.tail)
            return self._cut((head,), (tail, *self.entries[1:]))
        return Overflow("it fits and need not be divided", 0.0, self.span)

    # ---- looks

    @property
    def _gap(self) -> float:
        """The space between two entries."""
        return 2 * self.theme.measures["term.pad"]

    def _left(self, width: float) -> float:
        """Return how far what is said stands from the left."""
        natural = max((entry.term.natural_width() for entry in self._all if entry.term), default=0.0)
        return min(natural, width * _MOST_TERM) + self.theme.measures["term.gap"]

    def _term_height(self, entry: Entry, width: float) -> float:
        """Return the height of the term of an entry."""
        return entry.term.height(self._left(width) - self.theme.measures["term.gap"]) if entry.term else 0.0

    def _above(self, entry: Entry, width: float) -> float:
        """Return how far what is said stands below the top of its entry."""
        return 0.0

    def _entry_height(self, entry: Entry, width: float) -> float:
        content = entry.content.height(width - self._left(width))
        return max(self._term_height(entry, width), content)

    def _place_entry(self, entry: Entry, x: float, y: float, width: float, sink: Sink) -> None:
        left = self._left(width)
        if entry.term is not None:
            entry.term.place(x, y, left - self.theme.measures["term.gap"] + EPSILON, sink)
        entry.content.place(x + left, y, width - left, sink)

    def _place_between(self, x: float, y: float, width: float, sink: Sink) -> None:
        sink.rectangle(x, y, width, self.theme.measures["table.rule"], self.theme.palette["rule"])

    def _cut(self, head: Sequence[Entry], tail: Sequence[Entry]) -> Split:
        return Split(
            type(self)(self.terms, head, self.theme, all_entries=self._all, ends=False),
            type(self)(self.terms, tail, self.theme, all_entries=self._all, ends=self.ends),
        )


class TimelineBox(TermsBox):
    """Dates on a line, each over what happened."""

    def place(self, x: float, y: float, width: float, sink: Sink) -> None:
        """Place the line, from the first dot to the last or to the break, then the entries."""
        m, rule = self.theme.measures, self.theme.palette["rule"]
        first = self._middle if self.entries[0].term else 0.0
        last = self.height(width)
        if self.ends:
            *_, top = self._tops(width)
            last = top + self._middle if self.entries[-1].term else 0.0
        if last > first:
            left = x + (m["timeline.dot"] - m["timeline.line"]) / 2
            sink.rectangle(left, y + first, m["timeline.line"], last - first, rule)
        super().place(x, y, width, sink)

    @property
    def _gap(self) -> float:
        return self.theme.styles["p"].leading * 0.6

    @property
    def _middle(self) -> float:
        """How far the middle of a dot stands below the top of its entry."""
        return self.theme.styles["date"].leading / 2

    def _tops(self, width: float) -> Iterator[float]:
        y = 0.0
        for entry in self.entries:
            yield y
            y += self._entry_height(entry, width) + self._gap

    def _left(self, width: float) -> float:
        return self.theme.measures["timeline.dot"] + self.theme.measures["timeline.gap"]

    def _term_height(self, entry: Entry, width: float) -> float:
        return entry.term.height(width - self._left(width)) if entry.term else 0.0

    def _above(self, entry: Entry, width: float) -> float:
        return self._term_height(entry, width)

    def _entry_height(self, entry: Entry, width: float) -> float:
        return self._term_height(entry, width) + entry.content.height(width - self._left(width))

    def _place_entry(self, entry: Entry, x: float, y: float, width: float, sink: Sink) -> None:
        left, dot = self._left(width), self.theme.measures["timeline.dot"]
        if entry.term is not None:
            sink.rectangle(
                x, y + self._middle - dot / 2, dot, dot, self.theme.palette["accent"], radius=dot / 2
            )
            entry.term.place(x + left, y, width - left, sink)
            y += entry.term.height(width - left)
        entry.content.place(x + left, y, width - left, sink)

    def _place_between(self, x: float, y: float, width: float, sink: Sink) -> None:
        """Nothing: the line goes on."""


#: The most that terms take of the width.
_MOST_TERM = 0.38
