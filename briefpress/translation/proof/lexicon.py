"""Words of one language that another one has not, for telling what was left untranslated.

`docs/data/word_lists.py` makes the lists and says how they are written. One is opened when a text has a word
that may be in it, and of that, the words with the same first letter are read.
"""

from __future__ import annotations

import lzma
from functools import cache

from briefpress.workspace import read_shipped

#: Language -> the one whose words are not in its list.
LISTS = {"en": "fr", "fr": "en"}


def is_foreign(word: str, lang: str, text_lang: str) -> bool:
    """Tell whether a word is one of a language, and none of the language of the text it stands in.

    Args:
        word: In small letters.
        lang: The language it may be of; a primary tag, as ``text_lang`` is.
        text_lang: The language of the text.
    """
    return LISTS.get(lang) == text_lang and word in _words(lang, word[:1])


@cache
def _words(lang: str, letter: str) -> frozenset[str]:
    """Return the words of a list that begin with a letter."""
    line = _lines(lang).get(letter, "")
    words, word = [], ""
    for piece in line.split():
        word = word[: ord(piece[0]) - ord("A")] + piece[1:]
        words.append(word)
    return frozenset(words)


@cache
def _lines(lang: str) -> dict[str, str]:
    text = lzma.decompress(read_shipped(f"words/{lang}.xz")).decode("utf-8")
    return {line[1]: line for line in text.split("\n")}
