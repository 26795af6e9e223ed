"""What of a text is an author's words: not expressions, addresses or raw markup.

Offsets stay those of the text, so that what a check finds in the prose has a place in the file.
"""

from __future__ import annotations

import re
from functools import lru_cache

from briefpress.diagnostics import Span
from briefpress.facts import Leaf

#: Stands for each character that is not prose: neither a letter nor a digit nor a space.
MASK = "\N{OBJECT REPLACEMENT CHARACTER}"

# Each alternative stops where it could begin again, so that no text takes longer than its length.
_NOT_PROSE = re.compile(
    r"""
    \{\{(?:(?!\{\{).)*?\}\} | \{%(?:(?!\{%).)*?%\} | \{\#(?:(?!\{\#).)*?\#\}  # what a text quotes
  | \{[^{}\n]*\}                                        # or would, with another brace
  | (?<=\])\([^()\s]*(?:\s+"[^"]*")?\)                    # where a link leads
  | <(?:https?://|mailto:)[^<>\s]*>                      # an address that is a link
  | \b(?:https?://|www\.)[^\s<>()]*[^\s<>().,;:!?»”’]     # an address in words
  | (?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+
  | `[^`\n]*`
    """,
    re.VERBOSE | re.DOTALL,
)


@lru_cache(maxsize=4096)
def prose_of(text: str) -> str:
    """Return a text of the same length in which `MASK` stands for what is no prose."""
    return _NOT_PROSE.sub(lambda match: MASK * len(match[0]), text)


def place_of(leaf: Leaf, start: int, stop: int) -> Span:
    """Return the place in its file of a piece of a text.

    Args:
        leaf: The text.
        start: Where the piece begins in ``leaf.text``.
        stop: Where it ends.
    """
    token = leaf.text[start:stop]
    if not token.strip():  # spaces alone are told by the word before them
        before = re.search(r"\S+\s*\Z", leaf.text[:start])
        start = before.start() if before else 0
        token = leaf.text[start:stop]
    pattern = r"\s+".join(re.escape(word) for word in token.split())
    earlier = sum(1 for match in re.finditer(pattern, leaf.text) if match.start() < start)
    return leaf.locate(token, earlier)
