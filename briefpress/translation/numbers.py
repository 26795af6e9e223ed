"""Numbers that an author typed into a text, read as its language writes them.

Two texts that say the same thing have the same numbers, however they write them: "US$1.5 billion" and
"1,5 milliard de dollars américains", "2:30 pm" and "14 h 30", "April 8, 2024" and "8 avril 2024".
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from enum import Enum
from functools import lru_cache

from msgspec import Struct

from briefpress.merge.locale import Locale, locale_for, primary


class Kind(Enum):
    """What a number counts, as far as the characters around it tell."""

    PLAIN = "a number"
    PERCENT = "a share"
    MONEY = "an amount of money"
    DATE = "a date"
    TIME = "a time of day"
    NAME = "a number in a name"


class Typed(Struct, frozen=True):
    """A number in a text.

    Attributes:
        key: What it says, equal for equal numbers in any language: ``1500000000``, ``2024-04-08``, ``14:30``.
        kind: What it counts.
        start: Where it begins in the text.
        stop: Where it ends.
    """

    key: str
    kind: Kind
    start: int
    stop: int


def numbers_in(prose: str, lang: str) -> tuple[Typed, ...]:
    """Return the numbers of a text, in its order.

    Args:
        prose: What `briefpress.translation.prose.prose_of` returned.
        lang: BCP 47.
    """
    return tuple(_reader(primary(lang)).read(prose)) if _DIGIT.search(prose) or _CENTURY in prose else ()


def is_in_words(typed: Typed, prose: str, lang: str) -> bool:
    """Tell whether a text says a small number in words ("five", "cinquième")."""
    if typed.kind is not Kind.PLAIN or len(typed.key) > 2 or not typed.key.isdigit():
        return False
    value, locale = int(typed.key), locale_for(lang)
    ordinal = "".join(text for text, _ in locale.ordinal_in_words(value)) if value else ""
    own = _WORDS.get(primary(lang), ())
    more = (own[value - _FIRST_WORD],) if 0 <= value - _FIRST_WORD < len(own) else ()
    words = [word for word in (locale.in_words(value), ordinal, *more) if not word[:1].isdigit()]
    return any(re.search(rf"\b(?:{word})(?!\w)", prose, re.IGNORECASE) for word in words)


#: Language -> words for numbers that our own figures are never written in, but authors write.
_WORDS: Mapping[str, tuple[str, ...]] = {
    "en": (
        *("ten(?:th)?", "eleven(?:th)?", "twel(?:ve|fth)|dozen", "thirteen(?:th)?", "fourteen(?:th)?"),
        *("fifteen(?:th)?", "sixteen(?:th)?", "seventeen(?:th)?", "eighteen(?:th)?", "nineteen(?:th)?"),
        "twent(?:y|ieth)",
    ),
    "fr": (
        *("dix|dixième|dizaine", "onz(?:e|ième)", "douz(?:e|aine|ième)", "treiz(?:e|ième)"),
        *("quatorz(?:e|ième)", "quinz(?:e|aine|ième)", "seiz(?:e|ième)", "dix-sept(?:ième)?"),
        *("dix-huit(?:ième)?", "dix-neu(?:f|vième)", "vingt(?:aine|ième)?"),
    ),
}
_FIRST_WORD = 10

_DIGIT = re.compile("[0-9]")
_SPACE = "[ \u00a0\u202f\u2009]"

#: Language -> words and letters that multiply a number, the longer first where one begins another.
_SCALES: Mapping[str, Mapping[str, int]] = {
    "en": {"thousand": 3, "million": 6, "billion": 9, "trillion": 12, "k": 3, "M": 6, "B": 9, "T": 12},
    "fr": {"mille": 3, "million": 6, "milliard": 9, "billion": 12, "k": 3, "M": 6, "G": 9, "T": 12},
    "de": {"tausend": 3, "million": 6, "mio.": 6, "milliarde": 9, "mrd.": 9, "billion": 12},
    "es": {"mil": 3, "millón": 6, "million": 6, "millon": 6, "billón": 12, "billon": 12},
}
_PLURALS = "(?:s|es|en|n)?"

_SIGNS = r"(?:US|CAN?|Can|C|A|NZ|HK|S)?[$€£¥]"
#: Before a number: a sign, or letters that make it a part of a name (F-35, CF-18, G7).
_BEFORE = rf"(?P<sign>{_SIGNS}{_SPACE}?)?(?P<letters>(?<![^\W_])[^\W\d_]+-?)?"
#: Longer than what of a number can stand before its digits: a month, a sign, letters of a name.
_MOST_BEFORE = 24
#: Behind one.
_BEHIND = rf"{_SPACE}?{_SIGNS}|{_SPACE}(?:d[eu]{_SPACE})?(?:dollars?|euros?)\b"
_PERCENT = rf"{_SPACE}?(?:%|per{_SPACE}?cent\b|pour{_SPACE}cent\b|prozent\b|por{_SPACE}ciento\b)"
_ORDINAL = r"(?:st|nd|rd|th|ers?|res?|es?|º|ª)(?![^\W\d_])"
#: Of list items, at the start of a line.
_LIST_MARK = re.compile(r"^[ ]*[0-9]{1,9}[.)](?=\s)", re.MULTILINE)
#: Where French has Roman numbers.
_CENTURY = "siècle"
_ROMAN = re.compile(r"\b(?P<roman>[IVXL]+)(?:e|er|è)(?![^\W\d_])")


class _Reader:
    """Reads the numbers of one language."""

    def __init__(self, locale: Locale) -> None:
        self._months = _months(locale)
        self._scales = _SCALES.get(primary(locale.tag), _SCALES["en"])
        # What stands between the digits of 1,234,567.5
        sample = locale.number(Decimal("1234567.5"))
        group, decimal = sample[1], sample[-2]
        group = _SPACE if group.isspace() else re.escape(group)
        digits = rf"(?:[0-9]{{1,3}}(?:{group}[0-9]{{3}})+(?![0-9])|[0-9]+)(?:{re.escape(decimal)}[0-9]+)?"
        if decimal == ",":  # a slip that says the same number, and that proofreading reports
            digits += r"(?:\.[0-9]{1,2}(?![0-9.]))?"
        self._separators = {ord(c): None for c in sample[1] + " \u00a0\u202f\u2009" if c != decimal}
        self._decimal = decimal
        words = "|".join(re.escape(word) for word in sorted(self._scales, key=len, reverse=True))
        month = "|".join(map(re.escape, sorted(self._months, key=len, reverse=True)))
        self._pattern = re.compile(
            rf"""
            (?P<iso>\b[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}\b)
          | (?P<month1>\b(?:{month})\b)\.?{_SPACE}(?P<day1>[0-9]{{1,2}})\b
            (?:,?{_SPACE}(?P<year1>[0-9]{{4}})\b)?
          | \b(?P<day2>[0-9]{{1,2}})(?:er|\.)?{_SPACE}(?:de{_SPACE})?
            (?P<month2>(?:{month})\b)(?:\.(?={_SPACE}?[0-9]))?
            (?:{_SPACE}(?:de{_SPACE})?(?P<year2>[0-9]{{4}})\b)?
          | \b(?P<hour1>[0-9]{{1,2}})(?::(?P<minute1>[0-9]{{2}}))?{_SPACE}?(?P<half>[ap])\.?m\b
          | \b(?P<hour2>[0-9]{{1,2}})
            (?:{_SPACE}?h(?![^\W\d_])(?:{_SPACE}?(?P<minute2>[0-9]{{2}})\b)?|:(?P<minute3>[0-9]{{2}})\b)
          | (?<![0-9]){_BEFORE}(?P<number>{digits})
            (?P<percent>{_PERCENT})?
            (?:{_SPACE}?-?(?P<scale>{words}){_PLURALS}(?![^\W\d_]))?
            (?P<behind>{_BEHIND})?
            (?P<ordinal>{_ORDINAL})?
            """,
            re.VERBOSE | re.IGNORECASE,
        )

    def read(self, prose: str) -> Iterator[Typed]:
        marks = {match.end() for match in _LIST_MARK.finditer(prose)}
        end = 0
        while digit := _DIGIT.search(prose, end):
            # Looking at every character would take ten times as long.
            match = self._pattern.search(prose, max(end, digit.start() - _MOST_BEFORE))
            assert match is not None, "a digit is a number"
            end = match.end()
            if match["number"] and match.end("number") + 1 in marks:
                continue
            for make in _MAKERS:
                if (made := make(self, match)) is not None:
                    yield made
                    break
        for match in _ROMAN.finditer(prose) if _CENTURY in prose else ():
            yield Typed(str(_roman(match["roman"])), Kind.PLAIN, *match.span())

    def _date(self, match: re.Match[str]) -> Typed | None:
        day, month, year = (match[f"{part}1"] or match[f"{part}2"] for part in ("day", "month", "year"))
        if match["iso"]:
            return Typed(match["iso"], Kind.DATE, *match.span())
        if day is None or month is None:
            return None
        rest = f"{self._months[month.casefold()]:02}-{int(day):02}"
        return Typed(f"{year}-{rest}" if year else rest, Kind.DATE, *match.span())

    def _time(self, match: re.Match[str]) -> Typed | None:
        hour = match["hour1"] or match["hour2"]
        if hour is None:
            return None
        minute = match["minute1"] or match["minute2"] or match["minute3"] or "0"
        value = int(hour)
        if match["half"]:
            value = value % 12 + (12 if match["half"].lower() == "p" else 0)
        return Typed(f"{value}:{int(minute):02}", Kind.TIME, *match.span())

    def _number(self, match: re.Match[str]) -> Typed | None:
        text = match["number"].translate(self._separators).replace(self._decimal, ".")
        letters = match["letters"] or ""
        if letters and not match["sign"]:
            return Typed(f"{letters.casefold()}{text}", Kind.NAME, *match.span())
        value = Decimal(text)
        if match["scale"]:
            value = value.scaleb(self._power(match["scale"]))
        kind = Kind.PLAIN
        if match["percent"]:
            kind = Kind.PERCENT
        elif match["sign"] or match["behind"]:
            kind = Kind.MONEY
        key = format(value.normalize(), "f")
        return Typed(key, kind, match.start(), match.end())

    def _power(self, word: str) -> int:
        return self._scales.get(word) or next(
            power for name, power in self._scales.items() if name.casefold() == word.casefold()
        )


_MAKERS: tuple[Callable[[_Reader, re.Match[str]], Typed | None], ...] = (
    _Reader._date,
    _Reader._time,
    _Reader._number,
)


@lru_cache(maxsize=32)
def _reader(lang: str) -> _Reader:
    return _Reader(locale_for(lang))


def _months(locale: Locale) -> dict[str, int]:
    """Return the names of the months, as they stand in dates."""
    names = {}
    for month in range(1, 13):
        text = "".join(piece for piece, _ in locale.date(dt.date(2001, month, 2)))
        words = re.findall(r"[^\W\d_]+", text)
        names[max(words, key=len).casefold() if words else str(month)] = month
    return names


def _roman(text: str) -> int:
    values = [{"I": 1, "V": 5, "X": 10, "L": 50}[char] for char in text]
    following = [*values[1:], 0]
    return sum(-one if one < after else one for one, after in zip(values, following, strict=True))
