"""A line of a file as a terminal shows it: clipped, and with nothing in it that could steer the terminal."""

from __future__ import annotations

import unicodedata
from typing import NamedTuple

from briefpress.diagnostics.model import Span

#: Columns of source text shown at most; a longer line is clipped around what is underlined.
_MAX_WIDTH = 96
#: Columns kept to the left of the underlined part when a line is clipped.
_CONTEXT = 24
#: Characters on either side that can ever be shown.
_FAR = 4 * _MAX_WIDTH
_TAB = "    "


class Excerpt(NamedTuple):
    """What is shown of a line.

    Attributes:
        text: The line, clipped where it is long.
        start: Terminal columns before what is underlined.
        width: Terminal columns that are underlined, at least one.
    """

    text: str
    start: int
    width: int


def excerpt(line: str, span: Span) -> Excerpt:
    """Return a line as it is shown around a span."""
    first = min(max(span.column - 1, 0), len(line))
    last = max(first, min(first + max(span.length, 1), len(line)))
    # A line can have millions of characters; what is far from the carets is clipped in any case.
    before, marked, after = (
        _display(line[max(0, first - _FAR) : first]),
        _display(line[first : min(last, first + _FAR)]),
        _display(line[last : last + _FAR]),
    )
    if _width(before) + _width(marked) + _width(after) > _MAX_WIDTH:
        if _width(before) > _CONTEXT:
            before = "…" + _last_columns(before, _CONTEXT - 1)
        room = _MAX_WIDTH - _width(before)
        if _width(marked) > room:
            marked, after = _first_columns(marked, room - 1), "…"
        elif _width(marked) + _width(after) > room:
            after = _first_columns(after, room - _width(marked) - 1) + "…"
    return Excerpt(before + marked + after, _width(before), max(_width(marked), 1))


def visible(text: str, keep: str = "") -> str:
    """Return text with control characters written as escapes, fit for a terminal.

    A file that somebody sent must not be able to move the cursor of who reads its errors.
    """
    return "".join(
        f"\\u{ord(c):04x}"
        if c in _BIDI or (c not in keep and unicodedata.category(c) in ("Cc", "Zl", "Zp", "Cs"))
        else c
        for c in text
    )


#: Characters that reorder what a terminal shows (Unicode Technical Standard 55).
_BIDI = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def _display(text: str) -> str:
    return visible(text.replace("\t", _TAB))


def _width(text: str) -> int:
    """Return the number of terminal columns a text takes."""
    if text.isascii():
        return len(text)
    return sum(_char_width(c) for c in text)


def _char_width(char: str) -> int:
    if unicodedata.category(char) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(char) in ("W", "F") else 1


def _first_columns(text: str, columns: int) -> str:
    taken = 0
    for index, char in enumerate(text):
        taken += _char_width(char)
        if taken > columns:
            return text[:index]
    return text


def _last_columns(text: str, columns: int) -> str:
    taken = 0
    for index in range(len(text) - 1, -1, -1):
        taken += _char_width(text[index])
        if taken > columns:
            return text[index + 1 :]
    return text
