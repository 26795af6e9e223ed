"""Where the lines and words of a text stand in its file."""

from __future__ import annotations

import re

from briefpress.diagnostics import Span
from briefpress.facts import Leaf

_EXPRESSION = re.compile(r"\{[{%].*?[%}]\}")
_WORD = re.compile(r"[^\W\d](?:[\w.-]*\w)?")


class TextPlace:
    """A text in one language; what a `document.Place` is."""

    __slots__ = ("_quoted", "leaf")

    def __init__(self, leaf: Leaf) -> None:
        self.leaf = leaf
        self._quoted: dict[str, list[Span]] | None = None

    def line(self, number: int) -> Span:
        """Return the place of line ``number`` of the text, from 0."""
        text, scalar, span = self.leaf.text, self.leaf.scalar, self.leaf.span
        if not scalar.block:
            return span
        lines = scalar.source.lines
        if lines[span.line - 1][span.column - 1] == "|":
            # The text starts on the line below the sign, and has the line ends of the file.
            raw = lines[span.line + number] if span.line + number < len(lines) else ""
            start = len(raw) - len(raw.lstrip(" "))
            return Span(span.path, span.line + 1 + number, start + 1, max(1, len(raw.strip())))
        folded = text.split("\n")
        words = folded[number].split()[:4] if number < len(folded) else []
        return self.leaf.locate(" ".join(words)) if words else span

    def locate(self, token: str, occurrence: int = 0) -> Span:
        """Return the place of a word of the text, preferably between ``{{`` and ``}}``.

        Args:
            token: The id of a fact or its first part, the name of a note, an address, an expression.
            occurrence: Which of several, from 0; a text may print one of them in a loop, so that there
                are fewer.
        """
        if self._quoted is None:
            only = self._find_only(token)
            if only is not None:
                return only
            self._quoted = self._find_quoted()
        spans = self._quoted.get(token) or self._quoted.get(f"{token}.")
        return spans[min(occurrence, len(spans) - 1)] if spans else self.leaf.locate(token, occurrence)

    def _find_only(self, token: str) -> Span | None:
        """Find a word that stands once in a text of one line, as most cells and labels are."""
        row, start, last, end = self.leaf.scalar.marks
        if row != last or not token:
            return None
        line = self.leaf.scalar.source.lines[row]
        at = line.find(token, start, end)
        if at < 0 or line.find(token, at + 1, end) >= 0:
            return None
        before, behind = line[at - 1 : at], line[at + len(token) : at + len(token) + 1]
        if before.isalnum() or behind.isalnum() or before in ("_", ".") or behind in ("_", "."):
            return None  # a part of a longer name
        return Span(self.leaf.scalar.source.path, row + 1, at + 1, len(token))

    def _find_quoted(self) -> dict[str, list[Span]]:
        """Find all words of expressions in one pass, as a text quotes a dozen facts.

        Of the ids of facts the first part is found, too, with a dot behind it.
        """
        first, column, last, end_column = self.leaf.scalar.marks
        found: dict[str, list[Span]] = {}
        lines = self.leaf.scalar.source.lines
        for row in range(first, min(last + 1, len(lines))):
            start = column if row == first else 0
            end = end_column if row == last else len(lines[row])
            for expression in _EXPRESSION.finditer(lines[row], start, end):
                for word in _WORD.finditer(lines[row], *expression.span()):
                    for name in (word[0], word[0].partition(".")[0] + "."):
                        span = Span(self.leaf.span.path, row + 1, word.start() + 1, len(name.rstrip(".")))
                        found.setdefault(name, []).append(span)
        return found
