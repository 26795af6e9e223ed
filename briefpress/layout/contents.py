"""The table of contents."""

from __future__ import annotations

from briefpress.diagnostics import Findings
from briefpress.document import nodes as n
from briefpress.layout.box import NodeBox, Sink
from briefpress.layout.text import Leaf, compose, leaves_of
from briefpress.layout.textbox import References, TextBox
from briefpress.layout.theme import TextStyle, Theme
from briefpress.layout.words import LeafText, Variant

#: Room for the number of a page.
_WIDEST = "000"


class ContentsBox(NodeBox):
    """An entry: the number of a section, its heading, and at the right the page; a thin rule below.

    Args:
        node: The entry.
        number: The number, or None.
        numbers: The width of the column of numbers.
        theme: Looks.
        references: Where it leads; gives the number of the page once it is known.
        findings: Collects what does not fit.
    """

    def __init__(
        self,
        node: n.ContentsEntry,
        number: TextBox | None,
        numbers: float,
        theme: Theme,
        references: References,
        findings: Findings,
    ) -> None:
        super().__init__(node)
        self.reference = node.reference
        self.number = number
        self.theme = theme
        self.references = references
        self.findings = findings
        self.numbers = numbers
        self.indent = theme.measures["list.indent"] * max(node.level - 2, 0)
        *words, _ = node.reference.content
        leaves = tuple(leaf._replace(link=node.reference) for leaf in leaves_of(words))
        self.title = TextBox(node.reference, leaves, self.style, references, findings)
        widest = (LeafText(_WIDEST, Variant.PLAIN, node.lang),)
        pages = max(compose(widest, self.style, float("inf")).widths)
        self.taken = self.indent + numbers + theme.measures["page.gutter"] + pages

    @property
    def style(self) -> TextStyle:
        """The style of the level."""
        return self.theme.styles["toc"]

    def is_wide(self, width: float) -> bool:
        """Keep the whole width."""
        return True

    def height(self, width: float) -> float:
        """Return the height of the heading, with the padding of a row."""
        return self.title.height(self._room(width)) + 2 * self.theme.measures["table.pad"]

    def place(self, x: float, y: float, width: float, sink: Sink) -> None:
        """Place number, heading, page and rule."""
        pad, rule = self.theme.measures["table.pad"], self.theme.measures["table.rule"]
        sink.rectangle(x, y + self.height(width) - rule, width, rule, self.theme.palette["rule"])
        room = self._room(width)
        x, y, width = x + self.indent, y + pad, width - self.indent
        if self.number is not None:
            self.number.place(x, y, self.numbers, sink)
        self.title.place(x + self.numbers, y, room, sink)
        last = y + self.title.height(room) - self.style.leading
        self._page().place(x, last, width, sink)

    def _room(self, width: float) -> float:
        """Return the width of the heading: what number and page leave."""
        return width - self.taken

    def _page(self) -> TextBox:
        page = self.reference.content[-1]
        assert isinstance(page, n.PageOf)
        text = str(self.references.pages.get(page.target, ""))
        leaf = Leaf(LeafText(text, Variant.PLAIN, page.lang), page, None, self.reference)
        return TextBox(page, (leaf,), self.style, self.references, self.findings, align="end")
