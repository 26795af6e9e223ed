"""Characters that no text of an author may have, and those that XML writes in another way."""

from __future__ import annotations

import re
from html import escape

_PRIVATE = "\ue000-\uf8ff\U000f0000-\U000ffffd\U00100000-\U0010fffd"

#: Code points that Unicode gives no meaning; `references` uses a few of them for its own ends.
PRIVATE_USE = re.compile(f"[{_PRIVATE}]")

#: What an expression could still make of escapes although no file may hold it: private-use characters,
#: and those that XML does not know (https://www.w3.org/TR/xml/#charsets).
UNPRINTABLE = re.compile(f"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff{_PRIVATE}]")


#: Bullets of the symbol fonts of office programs.
_BULLETS = "\uf0b7\uf0a7\uf0d8\uf076\uf0fc"


def symbol_hint(char: str) -> str:
    """Return what to do about a private-use character."""
    if char in _BULLETS:
        return "write `- ` in its place: it was the bullet of a list in an office program"
    return "delete it; it often comes from a symbol font"


def xml_text(text: str) -> str:
    """Write characters as XML, quotes too, so that no text looks like an attribute of the markup.

    `xml.sax.saxutils` would load half of the standard library's network code.
    """
    return escape(text)


def xml_attribute(text: str) -> str:
    """Write an attribute's value with its quotes."""
    return f'"{xml_text(text)}"'
