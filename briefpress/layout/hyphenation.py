"""Words -> where they may be divided at the end of a line.

The patterns are those of LibreOffice, which pyphen brings (F. M. Liang, "Word Hy-phen-a-tion by Com-put-er",
1983). They know the words of a language, not what must stay whole: names, acronyms, figures. So what is no
plain word in small letters is left alone, and a break right behind an apostrophe is no place for a hyphen.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

SOFT_HYPHEN = "\u00ad"

#: The fewest letters before and after a hyphen, and of a word that is divided: a reader has to guess from the
#: first part what the second will be.
LEAST_BEFORE, LEAST_AFTER, LEAST_LETTERS = 3, 3, 7

#: Canadian dictionaries divide words by their sound, as American ones do; else British patterns would be
#: taken, which divide by origin.
_DICTIONARIES = {"en": "en_us", "en_ca": "en_us"}

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
        start + place
        for place in patterns.positions(word)
        if LEAST_BEFORE <= place <= len(word) - LEAST_AFTER
    )


class Patterns:
    """The patterns of a language, each of them parsed when a word first asks for it.

    A language has ten thousand and more, and the words of a brief meet a few hundred. To parse all of them,
    as pyphen does, takes as long as setting some sheets.

    Args:
        data: A file of patterns: the encoding, then one in each line (``hyphen.tex`` with digits between
            letters; LibreOffice's README_hyphen tells of the rest).
    """

    def __init__(self, data: bytes) -> None:
        encoding, _, rest = data.partition(b"\n")
        name = encoding.decode("ascii").strip().lower()
        text = rest.decode("cp1251" if name == "microsoft-cp1251" else name)
        if "^^" in text:
            text = _HEX.sub(lambda match: chr(int(match[1], 16)), text)
        lines = list(map(str.strip, text.splitlines()))
        letters = "\n".join(lines)
        for digit in "0123456789":  # of all lines in one go: it takes a tenth of the time
            letters = letters.replace(digit, "")
        # Remarks are among them; they are no letters of a word, and do no harm.
        pairs: Iterable[tuple[str, str]] = zip(letters.split("\n"), lines, strict=True)
        if "0" in text or "/" in text:
            pairs = _without_oddities(pairs)
        self._raw = {key: line for key, line in pairs if key != line}
        self._longest = max(map(len, self._raw))
        self._parsed: dict[str, tuple[int, ...]] = {}

    def positions(self, word: str) -> list[int]:
        """Return before which letters of a word in small letters a hyphen may stand.

        Where a divided word is spelt otherwise (Hungarian *meggyet*: *megy-gyet*), it is not divided.
        """
        pointed = f".{word}."
        weights = [0] * (len(pointed) + 1)
        changing: set[int] = set()
        for start in range(len(pointed) - 1):
            for end in range(start + 1, min(start + self._longest, len(pointed)) + 1):
                key = pointed[start:end]
                if (raw := self._raw.get(key)) is None:
                    continue
                if (values := self._parsed.get(key)) is None:
                    values = self._parsed[key] = _values(raw)
                changes = "/" in raw
                for place, value in enumerate(values, start):
                    if value >= weights[place]:
                        weights[place] = value
                        if changes:
                            changing.add(place)
                        else:
                            changing.discard(place)
        return [place - 1 for place, weight in enumerate(weights) if weight % 2 and place not in changing]


_HEX = re.compile(r"\^\^([0-9a-f]{2})")
_BEFORE = re.compile(r"(\d?)(\D?)")


def _values(pattern: str) -> tuple[int, ...]:
    """Return how much a pattern is for (odd) or against (even) a hyphen before each letter and at its end."""
    return tuple(int(digit or "0") for digit, _ in _BEFORE.findall(pattern.partition("/")[0]))


def _without_oddities(pairs: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Yield letters and patterns that say something; behind a slash stands how letters change."""
    for letters, pattern in pairs:
        if "/" in pattern and "=" in pattern:
            yield letters.partition("/")[0], pattern
        elif "0" not in pattern or any(_values(pattern)):
            yield letters, pattern


@lru_cache(maxsize=16)
def _patterns(lang: str) -> Patterns | None:
    """Return the patterns of a language, or of the next wider one that has some, or None."""
    names = _dictionaries()
    wanted = lang.replace("-", "_").lower()
    wanted = _DICTIONARIES.get(wanted, wanted)
    while wanted not in names and "_" in wanted:
        wanted = wanted.rpartition("_")[0]
    return Patterns(names[wanted].read_bytes()) if wanted in names else None


@lru_cache(maxsize=1)
def _dictionaries() -> dict[str, Path]:
    """Return the file of each language that pyphen has. To load pyphen itself takes longer than the rest."""
    spec = find_spec("pyphen")
    assert spec is not None and spec.origin is not None
    names: dict[str, Path] = {}
    for path in sorted((Path(spec.origin).parent / "dictionaries").glob("hyph_*.dic")):
        name = path.stem.removeprefix("hyph_").lower()
        names[name] = path
        names.setdefault(name.partition("_")[0], path)
    return names
