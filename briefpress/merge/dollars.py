"""A ``$`` in a text that does not say whose dollar it is.

In a text about two countries that have dollars, a bare sign is a guess for the reader. The Translation Bureau
wants the country with it, before the sign in English (US$13 billion, Can$4) and behind it, after a space, in
French (13 G$ US, 4 $ CA).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from typing import NamedTuple

from briefpress.merge.locale import primary
from briefpress.merge.locale.parts import NBSP

#: What is no prose: expressions, the addresses of links, addresses alone.
_NO_PROSE = re.compile(
    r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}|\]\([^)\s]*|(?:https?://|mailto:|tel:|www\.)[^\s)>\]]*", re.DOTALL
)

#: Code of a country (ISO 3166-1) -> how people write it at its dollar, on either side ...
_NAMES = {
    "US": ("US", "USA", "USD", "U.S.", "É.-U."),
    "CA": ("CA", "CAN", "CAD", "Cdn", "CDN"),
    "AU": ("AU", "AUD"),
    "NZ": ("NZ", "NZD"),
    "HK": ("HK", "HKD"),
    "SG": ("SG", "SGD"),
    "MX": ("MX", "MXN"),
    **{code: (code,) for code in ("BB", "BS", "BZ", "FJ", "JM", "TT", "TW")},
}
#: ... and glued to it, where it cannot be a word or a letter of the sentence.
_LETTERS = {"CA": ("Can", "C"), "AU": ("A",), "SG": ("S",), "MX": ("Mex",), "TW": ("NT",), "JM": ("J",)}
_APART = {name: code for code, names in _NAMES.items() for name in names}
_GLUED = {**_APART, **{name: code for code, names in _LETTERS.items() for name in names}}
#: Codes of ISO 4217 leave no room for a sign.
_CURRENCIES = frozenset(("USD", "CAD", "AUD", "NZD", "HKD", "SGD", "MXN"))

#: Scales as French has them before the sign, and English behind it.
_SCALES_BEFORE = {
    "k": "thousand",
    "M": "million",
    "G": "billion",
    **dict.fromkeys(("million", "millions"), "million"),
    **dict.fromkeys(("milliard", "milliards"), "billion"),
    **dict.fromkeys(("billion", "billions"), "trillion"),
}
_SCALES_BEHIND = {
    "k": "thousand",
    "K": "thousand",
    "M": "million",
    "B": "billion",
    **{name: name for name in ("thousand", "million", "billion", "trillion")},
}


def _any_of(names: Mapping[str, str]) -> str:
    return "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))


_SPACE = f"[ {NBSP}\u202f]"
_NUMBER = rf"(?P<number>[0-9]{{1,3}}(?:{_SPACE}[0-9]{{3}})+(?:,[0-9]+)?|[0-9]+(?:[.,][0-9]+)*)"
#: More characters than the longest amount that anybody types.
_NEAR = 60


class BareDollar(NamedTuple):
    """A sign that could be that of any country, or whose country is not written as the guides have it.

    Attributes:
        start: Offset in the text of the sign, or of what stands before it.
        text: The sign with its amount and its country.
        problem: What is wrong with it, to go behind it in a message.
        hint: How to write it.
        occurrence: How many equal texts stand before it.
    """

    start: int
    text: str
    problem: str
    hint: str
    occurrence: int


def bare_dollars(text: str, lang: str) -> Iterator[BareDollar]:
    """Yield the signs in a text that do not say whose dollar they are.

    Args:
        text: As the brief has it; expressions and addresses are passed over.
        lang: Decides on which side the country stands, and how the hint writes the amount.
    """
    if "$" not in text:
        return
    style = _STYLES.get(primary(lang), _OTHER)
    # An expression is no digit, letter or space that a sign could be read with.
    masked = _NO_PROSE.sub(lambda match: "\0" * len(match[0]), text)
    end = 0
    while (sign := masked.find("$", end)) >= 0:
        found = _read(masked, sign, end)
        end = found.end
        if not style.is_sound(found):
            shown = text[found.start : end]
            problem, hint = _explain(found, style)
            yield BareDollar(found.start, shown, problem, hint, text.count(shown, 0, found.start))


# ---- what is written


class _Sign(NamedTuple):
    """A sign, and what was written at it.

    Attributes:
        number: Its amount, or an empty text.
        scale: The scale of the amount in English, or an empty text.
        in_words: Whether the scale is a word.
        before: The country before the sign, or an empty text.
        behind: The country behind it.
        gap: What stands between the sign, or its amount, and the country.
        is_leading: Whether the amount stands behind the sign.
    """

    start: int
    end: int
    number: str = ""
    scale: str = ""
    in_words: bool = False
    before: str = ""
    behind: str = ""
    gap: str = ""
    is_leading: bool = False

    @property
    def country(self) -> str:
        """The code of the country, or an empty text."""
        return _GLUED.get(self.before or self.behind, "")


class _Patterns(NamedTuple):
    """What may stand at a sign, by its side of the sign."""

    amount_before: re.Pattern[str]
    amount_behind: re.Pattern[str]
    before: re.Pattern[str]
    behind: re.Pattern[str]


@cache
def _patterns() -> _Patterns:
    scales_before, scales_behind = _any_of(_SCALES_BEFORE), _any_of(_SCALES_BEHIND)
    glued, apart = _any_of(_GLUED), _any_of(_APART)
    return _Patterns(
        re.compile(rf"(?<![0-9.,]){_NUMBER}(?:{_SPACE}?(?P<scale>{scales_before}))?{_SPACE}?\Z"),
        re.compile(rf"{_SPACE}?{_NUMBER}(?:{_SPACE}?(?P<scale>{scales_behind})(?!\w))?"),
        re.compile(rf"(?<!\w)(?:(?P<name>{glued})|(?P<apart>{apart}){_SPACE})\Z"),
        re.compile(rf"(?P<gap>{_SPACE}?)(?P<name>{apart})(?![\w$])"),
    )


def _read(text: str, sign: int, earliest: int) -> _Sign:
    patterns = _patterns()
    nearest = text[max(earliest, sign - _NEAR) : sign]
    before, amount = patterns.before.search(nearest), patterns.amount_before.search(nearest)
    scales, is_leading, end = _SCALES_BEFORE, False, sign + 1
    if amount is None and (amount := patterns.amount_behind.match(text, end)):
        scales, is_leading, end = _SCALES_BEHIND, True, amount.end()
    behind = None if before else patterns.behind.match(text, end)
    starts = [match[0] for match in (before, amount if not is_leading else None) if match]
    scale = (amount["scale"] or "") if amount else ""
    return _Sign(
        start=sign - max(map(len, starts), default=0),
        end=behind.end() if behind else end,
        number=amount["number"] if amount else "",
        scale=scales.get(scale, ""),
        in_words=len(scale) > 1,
        before=(before["name"] or before["apart"]) if before else "",
        behind=behind["name"] if behind else "",
        gap=" " if before and before["apart"] else behind["gap"] if behind else "",
        is_leading=is_leading,
    )


# ---- how the languages write it


class _Style(NamedTuple):
    """What a language makes of a sign.

    Attributes:
        is_sound: Tells whether it is written as the guides have it.
        write: Writes it, for the code of a country.
        place: Where the country stands, for people.
    """

    is_sound: Callable[[_Sign], bool]
    write: Callable[[_Sign, str], str]
    place: str


def _is_sound_in_english(sign: _Sign) -> bool:
    return bool(sign.before) and not sign.gap and sign.before not in _CURRENCIES and sign.before != "U.S."


def _english(sign: _Sign, country: str) -> str:
    dollar = {"CA": "Can$", "AU": "A$"}.get(country, f"{country}$")
    return f"{dollar}{sign.number}{f'{NBSP}{sign.scale}' if sign.scale else ''}"


def _is_sound_in_french(sign: _Sign) -> bool:
    return bool(sign.gap) and not sign.is_leading and sign.behind == sign.country != ""


_FRENCH_SYMBOLS = {"thousand": "k", "million": "M", "billion": "G"}
_FRENCH_WORDS = {"million": "million", "billion": "milliard", "trillion": "billion"}
_FRENCH_DOLLARS = {"US": "dollars américains", "CA": "dollars canadiens"}


def _french(sign: _Sign, country: str) -> str:
    dollars = _FRENCH_DOLLARS.get(country)
    if dollars and sign.scale in _FRENCH_WORDS and (sign.in_words or sign.scale not in _FRENCH_SYMBOLS):
        is_plural = not re.fullmatch("[01](?:[.,][0-9]+)?", sign.number)
        return f"{sign.number}{NBSP}{_FRENCH_WORDS[sign.scale]}{'s' if is_plural else ''} de {dollars}"
    return f"{sign.number}{NBSP}{_FRENCH_SYMBOLS.get(sign.scale, '')}${NBSP}{country}".strip(NBSP)


def _is_sound_elsewhere(sign: _Sign) -> bool:
    return bool(sign.country)


def _elsewhere(sign: _Sign, country: str) -> str:
    currency = {"MX": "MXN"}.get(country, f"{country}D")
    return NBSP.join(filter(None, (sign.number, sign.scale, currency)))


_STYLES = {
    "en": _Style(_is_sound_in_english, _english, "stands before the sign, without a space"),
    "fr": _Style(_is_sound_in_french, _french, "stands behind the sign, after a space, as `US` or `CA`"),
}
#: The codes of ISO 4217 are right in every language.
_OTHER = _Style(_is_sound_elsewhere, _elsewhere, "stands at the sign")


def _explain(sign: _Sign, style: _Style) -> tuple[str, str]:
    """Return what is wrong with a sign, and how to write it."""
    quote = "better, quote a fact"
    if sign.country:
        written = style.write(sign, sign.country)
        place = f": the country {style.place}" if "$" in written else ""
        return "names its country as this language does not", f"write `{written}`{place}; {quote}"
    examples = " or ".join(f"`{style.write(sign, country)}`" for country in ("US", "CA"))
    hint = f"write {examples}; {quote}; or say whose it is for the whole brief: `dollar: CAD`"
    return "does not say whose dollar it is", hint
