"""The numbers that a publication is registered under, and what is wrong with one.

An edition has its own: that of each language, and of each kind of file, is another publication to the
agencies that give ISBNs (ISO 2108) and catalogue numbers. So they are no texts: nobody translates them, and
nothing in them quotes a fact.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from msgspec import Struct

#: What people write, or what programs make of it, between the digits: hyphens, dashes and spaces.
_BETWEEN = "[- \u00a0\u2010-\u2013]"

_GIVEN = "compare it with what its agency gave you"


class Problem(Struct, frozen=True):
    """What is wrong with a number.

    Attributes:
        code: Of the finding.
        message: One sentence without a full stop.
        label: A few words beside the caret.
        hint: The next step.
        is_sure: Whether it is a mistake, or only unusual.
    """

    code: str
    message: str
    label: str
    hint: str
    is_sure: bool = True


class Scheme(Struct, frozen=True):
    """A kind of number.

    Attributes:
        pattern: How it is written, as an editor can check it.
        told: That in a sentence.
        check: Returns what is wrong with one.
    """

    pattern: str
    told: str
    check: Callable[[str], Problem | None]


def check_isbn(text: str) -> Problem | None:
    """Check an ISBN of 13 digits (ISO 2108), or one of ten from before 2007."""
    digits = _digits(text)
    if re.fullmatch("[0-9]{9}[0-9X]", digits):
        return _checked("ISBN", text, digits, _modulo_11(digits[:-1]))
    if not re.fullmatch("[0-9]{13}", digits):
        return _misshapen("ISBN", text, digits, "an ISBN has 13 digits, or 10 where it is from before 2007")
    if digits[:3] not in ("978", "979"):
        label = f"begins with {digits[:3]}"
        message = f"`{text}` is no ISBN"
        return Problem("BRIEF007", message, label, f"an ISBN begins with 978 or 979: {_GIVEN}")
    # Weights of 1 and 3 by turns; with the check digit, the sum is a multiple of 10 (ISO 2108).
    total = sum(int(digit) * (3 if index % 2 else 1) for index, digit in enumerate(digits[:-1]))
    return _checked("ISBN", text, digits, str(-total % 10))


def check_issn(text: str) -> Problem | None:
    """Check an ISSN (ISO 3297): seven digits and a check digit, which may be an X."""
    digits = _digits(text)
    if not re.fullmatch("[0-9]{7}[0-9X]", digits):
        return _misshapen("ISSN", text, digits, "an ISSN has 8 digits, the last of which may be an X")
    return _checked("ISSN", text, digits, _modulo_11(digits[:-1]))


def check_catalogue(text: str) -> Problem | None:
    """Look at a catalogue number of the Government of Canada.

    Letters for the department, a number for its branch, a hyphen; then groups for the series, the item, the
    year, the language and the format (publications.gc.ca, "About the Government of Canada catalogue number").
    Nobody says how long they may be, so that what is unusual is only a warning.
    """
    if re.fullmatch(_CATALOGUE, text):
        return None
    return Problem(
        "BRIEF008",
        f"`{text}` does not look like a catalogue number",
        "unusual",
        f"one begins with letters for the department, a number for its branch and a hyphen: {_GIVEN}",
        is_sure=False,
    )


_CATALOGUE = "[A-Z][A-Za-z]{0,4}[0-9]{1,4}-[0-9A-Za-z]+(?:[-/][0-9A-Za-z]+)*"

#: Kinds of numbers by the name of their field, which is that of their word in ``words.yaml``, too.
SCHEMES: Mapping[str, Scheme] = {
    "isbn": Scheme(
        rf"\s*(?:[0-9]{_BETWEEN}*){{9}}(?:[0-9Xx]|(?:[0-9]{_BETWEEN}*){{3}}[0-9])\s*",
        "Write the 13 digits of the ISBN, with their hyphens or without.",
        check_isbn,
    ),
    "issn": Scheme(
        rf"\s*(?:[0-9]{_BETWEEN}*){{7}}[0-9Xx]\s*",
        "Write the 8 digits of the ISSN with their hyphen.",
        check_issn,
    ),
    "catalogue": Scheme(r"\s*\S.*", "Write the catalogue number.", check_catalogue),
}


def _digits(text: str) -> str:
    """Return a number without what people write between its digits."""
    return re.sub(_BETWEEN, "", text).upper()


def _modulo_11(digits: str) -> str:
    """Return the check digit to digits whose weights fall to 2 at the last one; 10 is written X."""
    weights = range(len(digits) + 1, 1, -1)
    total = sum(int(digit) * weight for digit, weight in zip(digits, weights, strict=True))
    return "0123456789X"[-total % 11]


def _checked(name: str, text: str, digits: str, right: str) -> Problem | None:
    if digits[-1] == right:
        return None
    # A digit that fits is no proof: any of the others may be the one that is wrong.
    hint = f"a digit is wrong or out of its place: {_GIVEN}, from the first to the last; "
    hint += f"only if all others are right is the last one {right}"
    return Problem("BRIEF007", f"`{text}` is no {name}: its check digit is wrong", "does not add up", hint)


def _misshapen(name: str, text: str, digits: str, rule: str) -> Problem:
    bare = digits.removeprefix(name).lstrip(":")
    if bare != digits and bare:
        hint = f"write the number alone: `{name}` is printed before it, as each language calls it"
        return Problem("BRIEF007", f"`{text}` is more than an {name}", "the number alone", hint)
    count = sum(digit.isdecimal() for digit in digits)
    label = (
        f"{count} digit{'' if count == 1 else 's'}" if not digits.strip("0123456789X") else "other characters"
    )
    return Problem("BRIEF007", f"`{text}` is no {name}", label, f"{rule}; {_GIVEN}")
