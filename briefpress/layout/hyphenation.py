"""Words -> where they may be divided at the end of a line.

The patterns are those of LibreOffice, read by pyphen (F. M. Liang, "Word Hy-phen-a-tion by Com-put-er",
1983). They know the words of a language, not what must stay whole: names, acronyms, figures. So what is no
plain word in small letters is left alone, and a break right behind an apostrophe is no place for a hyphen.
"""

from __future__ import annotations

import re
from functools import lru_cache
from importlib import import_module
from typing import Any

SOFT_HYPHEN = "\u00ad"

#: The fewest letters before and after a hyphen, and of a word that is divided: a reader has to guess from the
#: first part what the second will be.
LEAST_BEFORE, LEAST_AFTER, LEAST_LETTERS = 3, 3, 7

#: Canadian dictionaries divide words by their sound, as American ones do; for other than American English
#: pyphen takes British patterns, which divide by origin.
_DICTIONARIES = {"en": "en_US", "en_CA": "en_US"}

#: A word in small letters with what may stand around it. An elided article stays with the first syllable.
_WORD = re.compile(rf"[^\w]*(?:[^\W\d_]{{1,2}}’|[^\W\d_]*qu’)?(?P<word>[^\W\d_]{{{LEAST_LETTERS},}})[^\w]*")


@lru_cache(maxsize=16384)
def divisions(text: str, lang: str) -> tuple[int, ...]:
    """Return the places where the characters of a word may be divided, in order.

    Args:
        text: What stands between two spaces, with its marks.
        lang: BCP 47.
    """
    match = _WORD.fullmatch(text)
    if match is None or not match["word"].islower():
        return ()
    patterns = _patterns(lang)
    if patterns is None:
        return ()
    word, start = match["word"], match.start("word")
    return tuple(
        start + int(place)
        for place in patterns.positions(word)
        if LEAST_BEFORE <= place <= len(word) - LEAST_AFTER
    )


@lru_cache(maxsize=16)
def _patterns(lang: str) -> Any:
    """Return the patterns of a language, a ``pyphen.Pyphen``, or None where there are none."""
    pyphen: Any = import_module(
        "pyphen"
    )  # late: most documents need no hyphen, and the patterns take a twentieth of a second

    wanted = lang.replace("-", "_")
    name = _DICTIONARIES.get(wanted) or pyphen.language_fallback(wanted)
    return pyphen.Pyphen(lang=name) if name else None
