"""Make ``briefpress/assets/words/``: words that English has and French has not, and the other way round.

python docs/data/word_lists.py SCOWL_FOLDER FRENCH_FOLDER

SCOWL_FOLDER is ``/usr/share/dict/scowl`` of the Debian package ``scowl``. FRENCH_FOLDER has ``index.dic``
and ``index.aff`` of the npm package ``dictionary-fr`` (Grammalecte, MPL 2.0). The lists in the repository
were made of scowl 2020.12.07-2 and dictionary-fr 3.0.0. `briefpress.translation.proof.lexicon` reads them.

A list is UTF-8 compressed with xz. A line of it has the words that begin with one letter, sorted, with a
space between two; of each, only what differs from the word before is written, behind a letter that says how
many characters are the same: ``A`` for none, ``B`` for one.
"""

from __future__ import annotations

import lzma
import re
import sys
from collections import defaultdict
from collections.abc import Iterable
from itertools import groupby
from pathlib import Path

WORDS = Path(__file__).resolve().parents[2] / "briefpress" / "assets" / "words"

#: Shorter words are too often those of several languages.
LEAST = 4
#: SCOWL has the most frequent words in its small sizes.
SIZES = (10, 20, 35, 40, 50)
#: Up to here a word counts as English, so that it is none of French alone.
ALL_SIZES = (*SIZES, 55, 60, 70)
KINDS = (
    "english-words",
    "american-words",
    "british-words",
    "british_z-words",
    "british_variant_1-words",
    "canadian-words",
    "canadian_variant_1-words",
    "variant_1-words",
)

_RULE = re.compile(r"SFX (?P<flag>\S\S) (?P<strip>\S+) (?P<add>[^\s/]+)(?:/\S*)? (?P<when>\S+)")
_HEAD = re.compile(r"SFX \S\S [YN] \d+")
_WORD = re.compile(rf"[^\W\d_]{{{LEAST},}}")


def main(scowl: Path, french: Path) -> None:
    """Write both lists."""
    fr = plain_words(french_forms(french))
    english, every = plain_words(english_words(scowl, SIZES)), plain_words(english_words(scowl, ALL_SIZES))
    # Words with an accent are French in all but origin.
    write(WORDS / "en.xz", {word for word in english - fr if word.isascii()})
    write(WORDS / "fr.xz", fr - every)


def plain_words(words: Iterable[str]) -> set[str]:
    """Return the words in small letters that are long enough."""
    return {word for word in words if _WORD.fullmatch(word) and word.islower()}


def english_words(folder: Path, sizes: Iterable[int]) -> set[str]:
    """Return the words of SCOWL's lists of some sizes."""
    files = [folder / f"{kind}.{size}" for kind in KINDS for size in sizes]
    return {word for file in files if file.exists() for word in file.read_text("latin-1").split()}


def french_forms(folder: Path) -> set[str]:
    """Return the words of a Hunspell dictionary with their endings (its flags are two characters long)."""
    rules = defaultdict(list)
    for line in (folder / "index.aff").read_text("utf-8").splitlines():
        if (match := _RULE.match(line)) and not _HEAD.fullmatch(line):
            strip, add = ("" if match[part] == "0" else match[part] for part in ("strip", "add"))
            rules[match["flag"]].append((strip, add, re.compile(rf"(?:{match['when']})\Z")))
    found = set()
    for line in (folder / "index.dic").read_text("utf-8").splitlines()[1:]:
        word, _, flags = line.split("\t")[0].split(" ")[0].partition("/")
        of_word = {flags[start : start + 2] for start in range(0, len(flags), 2)}
        if "()" not in of_word:  # NEEDAFFIX
            found.add(word)
        for strip, add, when in (rule for flag in of_word for rule in rules.get(flag, ())):
            if word.endswith(strip) and when.search(word):
                found.add(word.removesuffix(strip) + add)
    return found


def write(path: Path, words: set[str]) -> None:
    """Write a list."""
    lines = [" ".join(_shortened(of_letter)) for _, of_letter in groupby(sorted(words), lambda word: word[0])]
    data = lzma.compress("\n".join(lines).encode(), preset=9 | lzma.PRESET_EXTREME)
    path.write_bytes(data)
    print(f"{path.name}: {len(words):,} words, {len(data):,} bytes")


def _shortened(words: Iterable[str]) -> Iterable[str]:
    before = ""
    for word in words:
        same = 0
        while same < min(len(before), len(word), 25) and before[same] == word[same]:
            same += 1
        yield chr(ord("A") + same) + word[same:]
        before = word


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
