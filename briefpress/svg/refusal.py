"""Why a file is not drawn."""

from __future__ import annotations

from enum import Enum
from typing import NamedTuple


class Reason(Enum):
    """What kind of thing stands in the way."""

    BROKEN = "it is no well-formed SVG file"
    LARGE = "it is larger than a page can show"
    UNKNOWN = "it has something that cannot be drawn"


class Mark(NamedTuple):
    """A line and a column of the file, both from 1, and how many characters to show of it."""

    line: int
    column: int = 1
    length: int = 1


class SvgError(Exception):
    """A file that is not drawn, with the place of the first thing that stands in the way.

    Attributes:
        reason: Of which kind it is.
        message: What it is, as a clause about the file.
        hint: What to do next.
        mark: Where it is; None for the file as a whole.
    """

    def __init__(self, reason: Reason, message: str, hint: str, mark: Mark | None = None) -> None:
        super().__init__(message)
        self.reason = reason
        self.message = message
        self.hint = hint
        self.mark = mark


def unknown(message: str, hint: str, mark: Mark) -> SvgError:
    """Return the refusal of something that cannot be drawn."""
    return SvgError(Reason.UNKNOWN, message, hint, mark)


def large(message: str, mark: Mark | None = None) -> SvgError:
    """Return the refusal of what is too much."""
    return SvgError(Reason.LARGE, message, "simplify the drawing, or save it as a PNG", mark)
