"""A line in each file that says what the file had in it, so that nobody's edit is lost."""

from __future__ import annotations

import hashlib
import re

#: In a comment, whatever one looks like in the format.
_MARK = re.compile(r"briefpress schedule, digest ([0-9a-f]{16})")


def signed(text: str, at: int, comment: tuple[str, str] = ("# ", "")) -> str:
    """Return a text with its mark.

    Args:
        text: Lines, the last one ended.
        at: Before which line the mark stands, from 0.
        comment: What a comment begins and ends with.
    """
    lines = text.splitlines(keepends=True)
    mark = f"{comment[0]}briefpress schedule, digest {_digest(lines)}{comment[1]}\n"
    return "".join([*lines[:at], mark, *lines[at:]])


def is_as_written(text: str) -> bool:
    """Tell whether a text has a mark that fits it; ends of lines of another system are none of an edit."""
    lines = text.replace("\r\n", "\n").splitlines(keepends=True)
    for number, line in enumerate(lines):
        if match := _MARK.search(line):
            return match[1] == _digest(lines[:number] + lines[number + 1 :])
    return False


def _digest(lines: list[str]) -> str:
    return hashlib.sha256("".join(lines).encode("utf-8", "surrogatepass")).hexdigest()[:16]
