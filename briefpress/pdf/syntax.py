"""PDF's own notation for numbers and strings (ISO 32000-1, 7.3), as ASCII text.

Objects stay `str` until they are written: everything outside streams is ASCII, and joining text is quicker
than joining bytes.
"""

from __future__ import annotations

import re
import zlib
from functools import lru_cache


class PdfError(Exception):
    """What layout placed cannot be written as an accessible PDF; always a bug of ours, never a user's."""


_SPECIAL = re.compile(r"[\\()]")
_PRINTABLE = re.compile(r"[ -~]*")

#: For what is packed for each file: level 9 saves a fortieth and takes four times as long. What is packed
#: once for many files takes it.
LEVEL, BEST_LEVEL = 5, 9


@lru_cache(maxsize=16384)
def number(value: float) -> str:
    """Write a number with at most three decimals: a thousandth of a point is finer than any printer."""
    text = f"{value:.3f}".rstrip("0").rstrip(".")
    if text == "-0":
        return "0"
    if text[-1] > "9":
        raise PdfError(f"{value} is not a number that can be written")
    return text


def numbers(*values: float) -> str:
    """Write numbers with spaces between."""
    return " ".join(map(number, values))


def literal(text: str) -> str:
    """Write an ASCII string in parentheses (7.3.4.2)."""
    return f"({_SPECIAL.sub(lambda match: chr(92) + match[0], text)})"


def text_string(text: str) -> str:
    """Write a text string (7.9.2.2): as it stands where it is ASCII, else in UTF-16."""
    if _PRINTABLE.fullmatch(text):
        return literal(text)
    return f"<FEFF{utf16(text)}>"


def utf16(text: str) -> str:
    """Return the hexadecimal UTF-16BE of a text."""
    return text.encode("utf-16-be").hex().upper()


def stream(entries: str, data: bytes, level: int = LEVEL) -> bytes:
    """Write a compressed stream object.

    Args:
        entries: Entries of its dictionary besides Filter and Length.
        data: Its content before compression.
        level: Of zlib.
    """
    packed = zlib.compress(data, level)
    head = f"<<{entries}/Filter/FlateDecode/Length {len(packed)}>>\nstream\n"
    return end_stream(head.encode("ascii") + packed)


def end_stream(body: bytes) -> bytes:
    """End a stream; an end of line stands before ``endstream`` (ISO 19005-2, 6.1.7.1).

    Data that happen to end with a carriage return get both characters, because a reader would take theirs
    and a line feed alone for one end of line.
    """
    return body + (b"\r\nendstream" if body.endswith(b"\r") else b"\nendstream")
