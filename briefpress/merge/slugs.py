"""Names that files, blocks and notes can have: small letters, digits and hyphens."""

from __future__ import annotations

import re
import unicodedata

#: The name of a brief, or the id of a block or a note.
SLUG = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,78}[a-z0-9])?")
#: What a file of a series is called before its language.
STEM = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,118}[a-z0-9])?")


def near_name(text: str) -> str:
    """Return the id, or the name of a brief, that a text is or is near to; empty where it is near to none."""
    letters = unicodedata.normalize("NFKD", text.replace("œ", "oe").replace("æ", "ae")).casefold()
    plain = "".join(char for char in letters if not unicodedata.combining(char))
    return re.sub("[^a-z0-9]+", "-", plain).strip("-")[:80].strip("-")
