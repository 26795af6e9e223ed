"""Scripts of characters, and which of them need more than a glyph for each character."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

import uharfbuzz

# A compiled module, which tells type checkers nothing.
hb: Any = uharfbuzz

#: Scripts whose letters join, move or stack, and those that run from right to left: Hebrew to Arabic
#: Extended-A, India to Myanmar, Khmer and Mongolian, Limbu to Vedic marks, Syloti Nagri to Meetei Mayek, the
#: presentation forms of Hebrew and Arabic, and what the supplementary plane has of both kinds.
_COMPLEX = re.compile(
    "[\u0590-\u109f\u1700-\u18af\u1900-\u1cff\ua800-\uabff\ufb1d-\ufdff\ufe70-\ufefc"
    "\U00010800-\U00011fff\U0001e800-\U0001efff]"
)
#: Invisible characters that only tell how their neighbours stand: they need no glyph in any font.
_CONTROLS = "\u061c\u200c\u200d\u200e\u200f\u2066\u2067\u2068\u2069"
CONTROLS = frozenset(_CONTROLS)


def needs_shaping(text: str) -> bool:
    """Tell whether a text has characters of scripts that are more than a row of glyphs."""
    return not text.isascii() and _COMPLEX.search(text) is not None


@lru_cache(maxsize=16384)
def script_of(char: str) -> str:
    """Return the script of a character (ISO 15924); empty for what many scripts share."""
    buffer = hb.Buffer()
    buffer.add_str(char)
    buffer.guess_segment_properties()
    return buffer.script or ""
