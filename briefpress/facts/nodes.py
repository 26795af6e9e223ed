"""What a YAML file says, with the place of every piece of it.

These classes alone are not frozen: a frozen one takes three times as long to make, and a book of 10,000
facts has half a million of them. Nothing changes one after it is made.
"""

from __future__ import annotations

import re
import unicodedata

from msgspec import Struct, field

from briefpress.diagnostics import Span


class SourceText(Struct, eq=False):
    """The text of a file, split into lines when somebody asks.

    Attributes:
        path: Path relative to the project.
        text: Its characters, without a byte order mark.
    """

    path: str
    text: str
    _lines: list[str] | None = None

    @property
    def lines(self) -> list[str]:
        """The lines without their ends."""
        if self._lines is None:
            # CRLF and LF only: the strict reader has refused all other line ends.
            self._lines = self.text.replace("\r\n", "\n").split("\n")
        return self._lines

    def span(self, line: int, column: int, end_line: int, end_column: int) -> Span:
        """Return the span of a piece given by marks that count from 0, cut at the end of its first line."""
        if end_line == line:
            length = end_column - column
        else:
            length = len(self.lines[line].rstrip()) - column if line < len(self.lines) else 1
        return Span(self.path, line + 1, column + 1, max(length, 1))


class YamlNode(Struct, eq=False):
    """A value in a YAML file.

    The place is kept as marks that count from 0, and made a `Span` only when a message needs one: a
    book of 10,000 facts has a quarter of a million values.
    """

    source: SourceText
    marks: tuple[int, int, int, int]

    @property
    def span(self) -> Span:
        """The place of the value; of one that has several lines, its first line."""
        return self.source.span(*self.marks)


class Scalar(YamlNode, eq=False):
    """A text, as all values without structure are until a key gives them a kind.

    Attributes:
        text: The characters, normalized to NFC.
        plain: Whether it was written without quotes.
        block: Whether it was written as a block (``|`` or ``>``).
    """

    text: str
    plain: bool = True
    block: bool = False

    def locate(self, token: str, occurrence: int = 0) -> Span:
        """Return the place of a piece of the text in the file.

        Args:
            token: The piece; line breaks and spaces in it match any white space.
            occurrence: Which of several equal pieces, from 0.

        Returns:
            Its span, or the span of the whole text where it cannot be found, as when the file
            writes it with escapes.
        """
        if not token.strip():
            return self.span
        line, column, end_line, end_column = self.marks
        lines = self.source.lines[line : end_line + 1]
        if not lines:
            return self.span
        if end_line - line < len(lines):
            lines[-1] = lines[end_line - line][:end_column]
        lines[0] = " " * column + lines[0][column:]
        raw = "\n".join(lines)
        for form in dict.fromkeys((token, unicodedata.normalize("NFD", token))):
            # A long text is folded over lines in the file, so a space of it may be a line end there.
            pattern = r"\s+".join(re.escape(word) for word in form.split())
            for index, match in enumerate(re.finditer(pattern, raw)):
                if index == occurrence:
                    before = raw[: match.start()]
                    row = before.count("\n")
                    start = len(before) - (before.rfind("\n") + 1)
                    length = len(match.group().split("\n", 1)[0].rstrip())
                    return Span(self.source.path, line + row + 1, start + 1, max(length, 1))
        return self.span


class Sequence(YamlNode, eq=False):
    """A list.

    Attributes:
        items: Its values in order.
    """

    items: tuple[YamlNode, ...] = ()


class Entry(Struct, eq=False):
    """A key's place and its value.

    Attributes:
        key_marks: The marks of the key.
    """

    key_marks: tuple[int, int, int, int]
    value: YamlNode

    @property
    def key_span(self) -> Span:
        """The place of the key."""
        return self.value.source.span(*self.key_marks)


class Mapping(YamlNode, eq=False):
    """Keys with their values, in the order of the file.

    Attributes:
        entries: Key -> where it is and what it says.
    """

    entries: dict[str, Entry] = field(default_factory=dict)
