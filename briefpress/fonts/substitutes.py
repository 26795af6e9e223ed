"""Characters that a face may lack although it can print them: the glyph of a look-alike stands in.

Only the glyph is borrowed. The text that a reader copies, searches or hears keeps the character that was
written, because `Shaped.clusters` does.
"""

from __future__ import annotations

from enum import Enum
from typing import NamedTuple


class Width(Enum):
    """How far the pen moves after a stand-in."""

    SAME = "as the stand-in does"
    NONE = "not at all"
    FIGURE = "as after the digit 0"
    THIN = "a sixth of an em, and never more than the word space"
    HAIR = "a twelfth of an em"
    HALF = "half an em"
    FULL = "an em"


class Substitute(NamedTuple):
    """One row of `SUBSTITUTES`.

    Attributes:
        stand_in: The character whose glyph is printed.
        width: The advance it gets.
        reason: Why this is safe.
        always: Also where the face has a glyph of its own, because shaping would hide it.
    """

    stand_in: str
    width: Width
    reason: str
    always: bool = False


#: The order is part of the file format of our PDFs (a row's position makes its character code in a face
#: that uses it), so new rows go to the end.
SUBSTITUTES: dict[str, Substitute] = {
    "\u00a0": Substitute(" ", Width.SAME, "a space that may not end a line looks like any space"),
    "\u00ad": Substitute("-", Width.SAME, "layout keeps a soft hyphen only where it is printed", always=True),
    "\u2010": Substitute("-", Width.SAME, "the hyphen-minus of text faces is drawn as a hyphen"),
    "\u2011": Substitute("-", Width.SAME, "Lato lacks it; only its line breaking differs"),
    "\u202f": Substitute(" ", Width.THIN, "Lato lacks the narrow space of French thousands and marks"),
    "\u2009": Substitute(" ", Width.THIN, "blank; only its width matters"),
    "\u2007": Substitute(" ", Width.FIGURE, "blank; as wide as a digit by definition"),
    "\u2008": Substitute(" ", Width.THIN, "blank; about as wide as a full stop"),
    "\u200a": Substitute(" ", Width.HAIR, "blank; only its width matters"),
    "\u2002": Substitute(" ", Width.HALF, "blank; half an em by definition"),
    "\u2003": Substitute(" ", Width.FULL, "blank; an em by definition"),
    "\u200b": Substitute(" ", Width.NONE, "a place to break; nothing is printed", always=True),
    "\u2060": Substitute(" ", Width.NONE, "a place not to break; nothing is printed", always=True),
    "\u2215": Substitute("\u2044", Width.SAME, "division slash and fraction slash are drawn alike"),
    "\u2219": Substitute("\u00b7", Width.SAME, "bullet operator and middle dot are drawn alike"),
    "\u2126": Substitute("\u03a9", Width.SAME, "the ohm sign is canonically the Greek capital"),
    "\u03bc": Substitute("\u00b5", Width.SAME, "the micro sign is compatible with the Greek letter"),
}
