"""Single nodes -> values; what does not fit becomes a finding. `FieldReader` adds the keys."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from decimal import Decimal

from briefpress.diagnostics import Findings, did_you_mean
from briefpress.facts.commas import comma_hint
from briefpress.facts.localized import Leaf, Localized, is_language, language_name
from briefpress.facts.nodes import Mapping, Scalar, Sequence, YamlNode
from briefpress.facts.periods import YEARS, Age, Period, parse_period

#: More digits than this have no meaning in a figure, and could cost time in every sum.
MAX_DIGITS = 40
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_TIME = re.compile(r"([01]?[0-9]|2[0-3]):([0-5][0-9])")
_AGE = re.compile(r"([1-9][0-9]{0,3}) (day|month|year)s?")
#: Signs and codes that people write around a number.
_SIGNS = re.compile(r"[%€£+]|(?:US|CA|C)?\$(?:\s*(?:US|CA))?|\b(?:CAD|USD|EUR|GBP)\b")
#: 1,234,567.8 and 1 234 567: separators between groups of three digits.
_GROUPED = re.compile(r"-?[0-9]{1,3}(?:[\s,'’][0-9]{3})+(?:\.[0-9]+)?")
#: 1 234,5 and 13,5: a decimal comma, which three digits behind it would make a doubtful one.
_FRENCH = re.compile(r"-?(?:[0-9]{1,3}(?:[\s.][0-9]{3})+,[0-9]+|[0-9]+,(?:[0-9]{1,2}|[0-9]{4,}))")
#: Plain texts that mean "nothing".
NULLS = frozenset({"", "~", "null", "Null", "NULL"})
#: Plain texts that are switches.
SWITCHES = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}


def is_empty(node: YamlNode) -> bool:
    """Tell whether nothing stands behind a key, or only a word for nothing."""
    return isinstance(node, Scalar) and node.plain and node.text in NULLS


def read_leaf(node: Scalar, findings: Findings, what: str) -> Leaf | None:
    """Return the text of a scalar; an empty one, or a switch, is reported."""
    text = node.text
    if not text.strip() or is_empty(node):
        findings.error("SHAPE006", f"{what} is empty", node.span, label="no text", hint="write the text")
        return None
    if node.plain and text in SWITCHES:
        findings.error(
            "SHAPE001",
            f"{what} has to be a text",
            node.span,
            label="a switch",
            hint=f'if the text is meant, write `"{text}"`',
        )
        return None
    # A block ends with the line feed of its last line, which is no part of what it says; nor are
    # spaces inside quotes at either end.
    return Leaf(text.rstrip("\n") if node.block else text.strip(" \t\n"), node)


def read_decimal(
    node: Scalar,
    findings: Findings,
    what: str,
    *,
    minimum: Decimal | int | None = None,
    maximum: Decimal | int | None = None,
    code: str = "SHAPE007",
    hint: str = "",
) -> Decimal | None:
    """Return the number a scalar says, digit for digit; no float is ever made of it.

    Args:
        node: The scalar; quotes around the number do not matter.
        findings: Where mistakes go.
        what: Names the value in messages.
        minimum: The least number accepted.
        maximum: The greatest number accepted.
        code: The code for what is no number.
        hint: The cure for what is no number; by default one is made from the text.
    """
    text = node.text.strip()
    if not _NUMBER.fullmatch(text):
        findings.error(
            code,
            f"{what} has to be a number",
            node.span,
            label="not a number",
            hint=hint or _number_hint(text),
        )
        return None
    if sum(map(str.isdigit, text)) > MAX_DIGITS:
        message = f"{what} has more than {MAX_DIGITS} digits"
        findings.error("SHAPE011", message, node.span, label="too many digits", hint="round it")
        return None
    number = Decimal(text)
    if (minimum is not None and number < minimum) or (maximum is not None and number > maximum):
        message = f"{what} is out of range"
        findings.error(
            "SHAPE011", message, node.span, label="out of range", hint=_range_hint(minimum, maximum)
        )
        return None
    return number if number else number.copy_abs()  # nobody means to print "-0"


def read_integer(
    node: Scalar,
    findings: Findings,
    what: str,
    *,
    minimum: int | None = None,
    maximum: int | None = None,
    code: str = "SHAPE007",
    hint: str = "",
) -> int | None:
    """Return the whole number a scalar says; the arguments are those of `read_decimal`."""
    number = read_decimal(node, findings, what, minimum=minimum, maximum=maximum, code=code, hint=hint)
    if number is None:
        return None
    if "." in node.text:
        findings.error(
            code,
            f"{what} has to be a whole number",
            node.span,
            label="has decimals",
            hint="write a number without decimals",
        )
        return None
    return int(number)


def read_date(node: Scalar, findings: Findings, what: str, *, code: str = "SHAPE009") -> dt.date | None:
    """Return the calendar date a scalar says."""
    text = node.text.strip()
    reason = "not written as a date"
    hint = "write year-month-day, as `2026-11-22`"
    if _DATE.fullmatch(text):
        try:
            date = dt.date.fromisoformat(text)
        except ValueError:
            reason, hint = "no such day", "check the month and the day; the order is year-month-day"
        else:
            if YEARS[0] <= date.year <= YEARS[1]:
                return date
            reason, hint = "year out of range", f"years are {YEARS[0]} to {YEARS[1]}"
    findings.error(code, f"{what} has to be a date", node.span, label=reason, hint=hint)
    return None


def read_time(node: Scalar, findings: Findings, what: str) -> dt.time | None:
    """Return the time of day a scalar says."""
    match = _TIME.fullmatch(node.text.strip())
    if match:
        return dt.time(int(match[1]), int(match[2]))
    findings.error(
        "SHAPE012",
        f"{what} has to be a time of day",
        node.span,
        label="not a time",
        hint='write hours from 0 to 23 and minutes, in quotes: "14:30"',
    )
    return None


def read_period(node: Scalar, findings: Findings, what: str) -> Period | None:
    """Return the year, fiscal year, quarter or month a scalar says."""
    period = parse_period(node.text.strip())
    if period is None:
        findings.error(
            "SHAPE013",
            f"{what} has to be a period",
            node.span,
            label="not a period",
            hint="write a year `2024`, a fiscal year `2024-2025`, a quarter `2024-Q3` or a month `2024-04`",
        )
    return period


def read_age(node: Scalar, findings: Findings, what: str) -> Age | None:
    """Return the age a scalar says, as ``18 months``."""
    match = _AGE.fullmatch(node.text.strip())
    if match:
        return Age(int(match[1]), match[2])
    findings.error(
        "SHAPE014",
        f"{what} has to be an age",
        node.span,
        label="not an age",
        hint="write a number and `days`, `months` or `years`: `18 months`",
    )
    return None


def read_mapping(node: YamlNode, findings: Findings, what: str) -> Mapping | None:
    """Return a node as a mapping, or report that it is none."""
    if isinstance(node, Mapping):
        return node
    findings.error(
        "SHAPE001",
        f"{what} has to be a list of keys with values",
        node.span,
        label=kind_of(node),
        hint="write `key: value` on indented lines below, or `{key: value, ...}`",
    )
    return None


def read_localized(
    node: YamlNode,
    languages: tuple[str, ...],
    findings: Findings,
    what: str,
    *,
    allow_plain: bool = False,
    is_closed: bool = False,
) -> Localized | None:
    """Return a text in every language, written as ``{en: ..., fr: ...}``.

    Args:
        node: What the file says.
        languages: The languages that have to be there.
        findings: Where mistakes go.
        what: Names the text in messages.
        allow_plain: Whether a single text may stand for all languages, as for names and addresses.
        is_closed: Whether no other language may be there: a brief lists its own, and a fact may be quoted by
            briefs in any.

    Returns:
        The text with all its languages, or None after reporting what is missing or wrong.
    """
    if isinstance(node, Scalar) and allow_plain:
        leaf = read_leaf(node, findings, what)
        return Localized(dict.fromkeys(languages, leaf), node) if leaf else None
    if not isinstance(node, Mapping):
        example = ", ".join(f"{lang}: ..." for lang in languages)
        findings.error(
            "SHAPE001",
            f"{what} has to be given in each language",
            node.span,
            label=kind_of(node),
            hint=f"write `{{{example}}}`",
        )
        return None
    if (leaves := _plain_leaves(node, languages)) is not None:
        return Localized(leaves, node)
    more = []
    for key, entry in node.entries.items():
        if key not in languages and not is_closed and is_language(key, languages):
            more.append(key)
        elif key not in languages:
            findings.error(
                "SHAPE005",
                f"{what} has an unknown language `{shorten(key)}`",
                entry.key_span,
                label="unknown language",
                hint=comma_hint(node, key) or did_you_mean(key, languages) or _languages_hint(key, languages),
            )
    leaves = {}
    for lang in (*languages, *more):
        lang_entry = node.entries.get(lang)
        if lang_entry is None:
            _report_missing(node, lang, languages, findings, what)
        elif is_empty(lang_entry.value):
            message = f"the {language_name(lang)} of {what} is empty"
            findings.error("SHAPE006", message, lang_entry.key_span, label="no text", hint="write the text")
        elif not isinstance(lang_entry.value, Scalar):
            span = lang_entry.value.span
            findings.error(
                "SHAPE001",
                f"the {language_name(lang)} of {what} has to be a text",
                span,
                label=kind_of(lang_entry.value),
                hint="put quotes around a text that starts with a bracket or a brace",
            )
        elif leaf := read_leaf(lang_entry.value, findings, f"the {language_name(lang)} of {what}"):
            leaves[lang] = leaf
    return Localized(leaves, node) if len(leaves) == len(languages) + len(more) else None


def _plain_leaves(node: YamlNode, languages: tuple[str, ...]) -> dict[str, Leaf] | None:
    """Return the texts of a mapping that has one in each language and nothing else, as nearly all do.

    None where `read_localized` has to look closer.
    """
    if type(node) is not Mapping or len(node.entries) != len(languages):
        return None
    entries = node.entries
    leaves = {}
    for lang in languages:
        if lang not in entries:
            return None
        scalar = entries[lang].value
        if type(scalar) is not Scalar or scalar.block:
            return None
        text = scalar.text.strip(" \t\n")
        if not text or (scalar.plain and (text in NULLS or text in SWITCHES)):
            return None
        leaves[lang] = Leaf(text, scalar)
    return leaves


def _languages_hint(key: str, languages: tuple[str, ...]) -> str:
    if len(languages) > 1:
        return f"the languages are {listing(languages)}"
    # The project has more: only the list of a brief can be as short.
    return f"remove it, or add it to `languages` of the brief, which has only {listing(languages)}"


def _report_missing(
    node: Mapping, lang: str, languages: tuple[str, ...], findings: Findings, what: str
) -> None:
    beside = next((other for other in languages if other in node.entries), None)
    hint = f"add `{lang}:` beside `{beside}:`" if beside else f"add `{lang}:`"
    message = f"{what} is missing in {language_name(lang)}"
    findings.error("SHAPE004", message, node.span, label=f"no `{lang}`", hint=hint)


# ---- words for messages


def _range_hint(minimum: Decimal | int | None, maximum: Decimal | int | None) -> str:
    if maximum is None:
        return f"write a number from {minimum} up"
    if minimum is None:
        return f"write a number up to {maximum}"
    return f"write a number from {minimum} to {maximum}"


def _number_hint(text: str) -> str:
    """Return the cure for a text that is no number."""
    bare = plain_number(text)
    if not bare:
        return "write digits only, with a point before decimals"
    if re.fullmatch(r"-?[0-9]{1,3},[0-9]{3}", text):
        return f"write `{bare}`, or `{text.replace(',', '.')}` if decimals follow the comma"
    return f"write the bare number: `{bare}`"


def plain_number(text: str) -> str:
    """Return a number as it should have been written, or an empty string where that is not certain.

    Takes away percent and currency signs and the separators of thousands, and sets a decimal point.
    """
    if len(text) > 2 * MAX_DIGITS:
        return ""
    text = _SIGNS.sub("", text.replace("\u2212", "-")).strip()
    if _FRENCH.fullmatch(text):
        text = re.sub(r"[\s.]", "", text).replace(",", ".")
    elif _GROUPED.fullmatch(text):
        text = re.sub(r"[\s,'’]", "", text)
    elif re.fullmatch(r"-?\.[0-9]+", text):
        text = text.replace(".", "0.")
    return text if _NUMBER.fullmatch(text) else ""


def kind_of(node: YamlNode) -> str:
    """Return what a node is, as the label of a finding."""
    if isinstance(node, Mapping):
        return "keys with values"
    return "a list" if isinstance(node, Sequence) else "a single value"


def listing(names: Iterable[str], last: str = "and") -> str:
    """Return names for a message: `a`, `b` and `c`."""
    quoted = [f"`{name}`" for name in names]
    if len(quoted) < 2:
        return "".join(quoted)
    return f"{', '.join(quoted[:-1])} {last} {quoted[-1]}"


def shorten(text: str, limit: int = 60) -> str:
    """Return a user's text for a message: on one line, and not longer than a line."""
    text = " ".join(text.split())
    return text if len(text) <= limit else f"{text[: limit - 1]}…"
