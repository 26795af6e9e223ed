"""Which way a language is written.

CLDR says it through Babel, which this layer does not know; `tests/document/test_direction.py` compares both.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Literal, TypeAlias

Direction: TypeAlias = Literal["ltr", "rtl"]

#: Scripts that run from right to left (ISO 15924).
_SCRIPTS = frozenset(("Adlm", "Arab", "Aran", "Hebr", "Mand", "Mend", "Nkoo", "Rohg", "Samr", "Syrc", "Thaa"))
#: Languages that are written in one of them where their tag names no script.
_LANGUAGES = frozenset(
    (
        *("apc", "ar", "arb", "ary", "arz", "azb", "bal", "bgn", "ckb", "dv", "fa", "glk", "he", "ks", "lrc"),
        *("mzn", "nqo", "pnb", "prs", "ps", "rhg", "sd", "sdh", "skr", "syr", "trw", "ug", "ur", "yi"),
    )
)


@lru_cache(maxsize=256)
def direction_of(lang: str) -> Direction:
    """Return the direction of a language: ``rtl`` for ``ar``, ``he-IL``, ``pa-Arab``.

    Args:
        lang: BCP 47.
    """
    primary, *rest = lang.split("-")
    script = next((part.title() for part in rest if len(part) == 4 and part.isalpha()), "")
    is_right = script in _SCRIPTS if script else primary.lower() in _LANGUAGES
    return "rtl" if is_right else "ltr"
