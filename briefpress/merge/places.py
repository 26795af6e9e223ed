"""Where the lines and words of a text stand in its file."""

from __future__ import annotations

import re

from briefpress.diagnostics import Span
from briefpress.facts import Leaf

_EXPRESSION = re.compile(r"\{[{%].*?[%}]\}")
_WORD = re.compile(r"[^\W\d](?:[\w.-]*\w)?")


class TextPlace:
    """A text in one language; what a `document.Place` is."""

    __slots__ = ("_quoted", "_row", "leaf")

    def __init__(self, leaf: Leaf, row: str = "") -> None:
        """Take a text.

        Args:
            leaf: In one language.
            row: Of a series, the id of the table and the row that the text calls `row`.
        """
        self.leaf = leaf
        self._row = row
        self._quoted: dict[str, list[tuple[int, int]]] | None = None

    def line(self, number: int) -> Span:
        """Return the place of line ``number`` of the text, from 0."""
        scalar = self.leaf.scalar
        if not scalar.block:
            return scalar.span
        row, column, _, _ = scalar.marks
        lines = scalar.source.lines
        if lines[row][column] == "|":
            # The text starts on the line below the sign, and has the line ends of the file.
            row += 1 + number
            raw = lines[row] if row < len(lines) else ""
            start = len(raw) - len(raw.lstrip(" "))
            return Span(scalar.source.path, row + 1, start + 1, max(1, len(raw.strip())))
        folded = self.leaf.text.split("\n")
        words = folded[number].split()[:4] if number < len(folded) else []
        return self.leaf.locate(" ".join(words)) if words else scalar.span

    def locate(self, token: str, occurrence: int = 0) -> Span:
        """Return the place of a word of the text, preferably between ``{{`` and ``}}``.

        Args:
            token: The id of a fact or its first part, the name of a note, an address, an expression.
            occurrence: Which of several, from 0; a text may print one of them in a loop, so that there
                are fewer.
        """
        if self._row and token.startswith(f"{self._row}."):
            token = f"row{token[len(self._row) :]}"
        if self._quoted is None:
            only = self._find_only(token)
            if only is not None:
                return only
            self._quoted = self._find_quoted()
        marks = self._quoted.get(token) or self._marks_of_first_part(token)
        if not marks:
            return self.leaf.locate(token, occurrence)
        row, column = marks[min(occurrence, len(marks) - 1)]
        return Span(self.leaf.scalar.source.path, row + 1, column + 1, len(token))

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

    def _find_quoted(self) -> dict[str, list[tuple[int, int]]]:
        """Find all words of expressions in one pass, as a text quotes many facts: row and column from 0."""
        first, column, last, end_column = self.leaf.scalar.marks
        found: dict[str, list[tuple[int, int]]] = {}
        lines = self.leaf.scalar.source.lines
        for row in range(first, min(last + 1, len(lines))):
            line = lines[row]
            start = column if row == first else 0
            end = end_column if row == last else len(line)
            for expression in _EXPRESSION.finditer(line, start, end):
                for word in _WORD.finditer(line, *expression.span()):
                    found.setdefault(word[0], []).append((row, word.start()))
        return found

    def _marks_of_first_part(self, part: str) -> list[tuple[int, int]]:
        """Return where the ids of facts stand that begin with a part."""
        words = self._quoted or {}
        return sorted(mark for word in words if word.partition(".")[0] == part for mark in words[word])
