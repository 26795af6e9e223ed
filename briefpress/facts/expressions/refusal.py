"""Why an expression has no value, and the place of it in a file."""

from __future__ import annotations

from msgspec import Struct

from briefpress.diagnostics import Findings, Span
from briefpress.facts.localized import Leaf


class Refusal(Struct, frozen=True):
    """What is wrong with an expression.

    Attributes:
        code: An EXPR code.
        message: A clause without a full stop; the one who reports it says first what it prevents.
        start: Offset of the first character to blame.
        end: Offset behind the last one.
        label: A few words beside the caret.
        hint: The next step.
    """

    code: str
    message: str
    start: int
    end: int
    label: str = ""
    hint: str = ""

    def report(self, leaf: Leaf, consequence: str, findings: Findings) -> None:
        """Add an error at the characters to blame.

        Args:
            leaf: The expression as the file has it.
            consequence: What it prevents, as "`a.b` cannot be computed".
            findings: Where it goes.
        """
        span = span_of(leaf, self.start, self.end)
        findings.error(self.code, f"{consequence}: {self.message}", span, label=self.label, hint=self.hint)


class Refused(Exception):
    """Carries a refusal out of the recursion of a parser or an evaluation; never leaves this package."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.message)
        self.refusal = refusal


def span_of(leaf: Leaf, start: int, end: int) -> Span:
    """Return the place of a piece of a text in its file.

    A text that is folded over lines, quoted or a block has the same characters as the file, except for
    white space: so the place of a character is found by counting those before it. Where the file writes
    some of them with escapes, the piece is searched for.

    Args:
        leaf: The text.
        start: Offset of the first character of the piece.
        end: Offset behind its last one; what stands on further lines is left out of the span.
    """
    solid = _solid(leaf)
    text = "".join(leaf.text.split())
    if "".join(char for char, _, _ in solid[: len(text)]) != text:
        return leaf.locate(leaf.text[start:end])
    first = len("".join(leaf.text[:start].split()))
    after = first + len("".join(leaf.text[start:end].split()))
    if not first < len(text):
        return leaf.span
    _, line, column = solid[first]
    last = next((solid[i] for i in range(max(after, first + 1) - 1, first, -1) if solid[i][1] == line), None)
    length = last[2] - column + 1 if last else 1
    return Span(leaf.span.path, line + 1, column + 1, length)


def _solid(leaf: Leaf) -> list[tuple[str, int, int]]:
    """Return the characters of a scalar in its file that are no white space, with line and column from 0."""
    scalar = leaf.scalar
    line, column, end_line, end_column = scalar.marks
    lines = scalar.source.lines[line : end_line + 1]
    found = []
    for row, content in enumerate(lines):
        if scalar.block and row == 0:
            continue  # `>-`, and perhaps a comment
        begin = column if row == 0 else 0
        stop = end_column if row == end_line - line else len(content)
        found += [
            (char, line + row, begin + index)
            for index, char in enumerate(content[begin:stop])
            if not char.isspace()
        ]
    is_quoted = not scalar.plain and not scalar.block
    return found[1:-1] if is_quoted else found
