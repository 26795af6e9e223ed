"""The table of fact types: which keys each has, and how its value is read."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable
from decimal import Decimal
from functools import cached_property
from typing import TypeAlias

from msgspec import Struct

from briefpress.diagnostics import Findings
from briefpress.facts.model import QUALIFIERS, FactType, Range, Value
from briefpress.facts.nodes import Mapping, Scalar, Sequence, YamlNode
from briefpress.facts.periods import YEARS, Period
from briefpress.facts.reader import FieldReader
from briefpress.facts.values import (
    kind_of,
    plain_number,
    read_date,
    read_decimal,
    read_integer,
    read_period,
    read_time,
)

#: "13 billion", as people write it in a value.
_WITH_SCALE = re.compile(
    r"[^0-9]{0,9}([0-9][0-9.,]{0,20})\s*(thousand|million|billion|trillion|milliard)s?\b.*", re.IGNORECASE
)

#: "4-10", "from 4 to 10", « de 4 à 10 », as people write a range in a value.
_FROM_TO = re.compile(
    r"(?:(?:from|between|de|entre) )?(.{1,40}?)"
    r"(?: (?:to|and|à|et|-) | ?[–—] ?|(?<=[0-9%])-(?=[^-]+$))(.{1,40})",
    re.IGNORECASE,
)

_EXACT_QUALIFIERS = tuple(q for q in QUALIFIERS if q != "among-top")
_BOUNDS = ("minimum", "maximum")
_COMPUTED = ("formula", "decimals", "rounding")

Single: TypeAlias = Decimal | int | dt.date | dt.time | Period
ReadSingle: TypeAlias = Callable[[Scalar, FieldReader, Findings, str], Single | None]
ReadValue: TypeAlias = Callable[[FieldReader, tuple[str, ...]], Value | None]


class TypeRule(Struct, frozen=True, dict=True):
    """What a type of fact has besides the keys that all facts have.

    Attributes:
        about: What such a fact says, for people.
        value: What its value is, for people.
        read_value: Reads the value for the languages given; reports and returns None. None where the
            fact has other keys in place of a value.
        needs: Keys that must be there.
        accepts: Keys that may be there.
        qualifiers: The qualifiers that make sense.
        is_range: Whether the value can be ``{from: ..., to: ...}``.
    """

    about: str
    value: str
    read_value: ReadValue | None
    needs: tuple[str, ...] = ()
    accepts: tuple[str, ...] = ()
    qualifiers: tuple[str, ...] = _EXACT_QUALIFIERS
    is_range: bool = False

    @cached_property
    def keys(self) -> frozenset[str]:
        """The keys that it has besides those of all facts and its value."""
        return frozenset((*self.needs, *self.accepts, *(("qualifier",) if self.qualifiers else ())))

    @property
    def is_computable(self) -> bool:
        """Whether a formula can stand in place of the value."""
        return "formula" in self.accepts


# ---- single values


def _decimal(minimum: Decimal | int | None = None) -> ReadSingle:
    def read(node: Scalar, reader: FieldReader, findings: Findings, what: str) -> Decimal | None:
        hint = _scale_hint(node.text, "scale" in reader.node.entries)
        return read_decimal(node, findings, what, minimum=minimum, code="FACT006", hint=hint)

    return read


def _integer(minimum: int, maximum: int | None = None, code: str = "FACT006") -> ReadSingle:
    def read(node: Scalar, reader: FieldReader, findings: Findings, what: str) -> int | None:
        return read_integer(node, findings, what, minimum=minimum, maximum=maximum, code=code)

    return read


def _scale_hint(text: str, has_scale: bool) -> str:
    match = _WITH_SCALE.fullmatch(text)
    if not match:
        return ""
    number = plain_number(match[1]) or "..."
    if has_scale:
        return f"write `value: {number}`; the scale has its own key"
    return f"write `value: {number}` and `scale: {_scale(match)}`"


def _scale(match: re.Match[str]) -> str:
    """Return the scale that a match of `_WITH_SCALE` names."""
    return match[2].lower().replace("milliard", "billion")


# ---- values


def _single(read: ReadSingle) -> ReadValue:
    def read_value(reader: FieldReader, languages: tuple[str, ...]) -> Value | None:
        node = reader.scalar("value", required=True)
        return read(node, reader, reader.findings, f"`value` of {reader.what}") if node else None

    return read_value


def _single_or_range(read: ReadSingle) -> ReadValue:
    single = _single(read)

    def read_value(reader: FieldReader, languages: tuple[str, ...]) -> Value | None:
        entry = reader.node.entries.get("value")
        node = entry.value if entry else None
        if isinstance(node, Mapping) and {"from", "to"} & node.entries.keys():
            reader.has("value")
            return _range(FieldReader(node, reader.findings, f"`value` of {reader.what}"), reader, read)
        if node is None or not _is_meant_as_range(node, reader, read):
            return single(reader, languages)
        return None

    return read_value


def _is_meant_as_range(node: YamlNode, reader: FieldReader, read: ReadSingle) -> bool:
    """Report a value that is no single one, or two in one text; tell whether it was."""
    if isinstance(node, Scalar):
        match = _FROM_TO.fullmatch(" ".join(node.text.split()))
        ends = match and _ends(match.groups(), node, reader, read)
        if not ends:
            return False
        code, message, label = "FACT006", "looks like a range", "two values in one"
    else:
        items = node.items if isinstance(node, Sequence) and len(node.items) == 2 else ()
        ends = _ends([item.text for item in items if isinstance(item, Scalar)], node, reader, read)
        code, message, label = "SHAPE001", "has to be a single value or a range", kind_of(node)
    hint = f"write {ends or 'one value, or `{from: ..., to: ...}`'} for a range"
    reader.has("value")
    reader.error(code, f"`value` of {reader.what} {message}", node.span, label=label, hint=hint)
    return True


def _ends(texts: Iterable[str], node: YamlNode, reader: FieldReader, read: ReadSingle) -> str:
    """Return the range between two texts as it should have been written; empty where they make none."""
    bare, scales = [], []
    for text in texts:
        match = _WITH_SCALE.fullmatch(text)
        scales += [_scale(match)] if match else []
        bare.append(plain_number(match[1] if match else text) or text.strip())
    nothing = Findings()
    found = [read(Scalar(node.source, node.marks, text), reader, nothing, "") for text in bare]
    if len(found) != 2 or None in found or len(set(scales)) > 1:
        return ""
    if not found[0] < found[1]:  # type: ignore[operator]  # both were read by the same reader
        return ""
    scale = f" and `scale: {scales[-1]}`" if scales and "scale" not in reader.node.entries else ""
    return f"`{{from: {bare[0]}, to: {bare[1]}}}`{scale}"


def _range(ends: FieldReader, fact: FieldReader, read: ReadSingle) -> Range | None:
    nodes = [(key, ends.scalar(key, required=True)) for key in ("from", "to")]
    ends.finish()
    found = [read(node, fact, ends.findings, f"`{key}` of {ends.what}") for key, node in nodes if node]
    first, last = found if len(found) == 2 else (None, None)
    if first is None or last is None:
        return None
    assert not isinstance(first, (dt.time, Period)) and not isinstance(last, (dt.time, Period))
    if not first < last:  # type: ignore[operator]  # both were read by the same reader
        ends.error(
            "FACT014",
            f"the range of {fact.what} does not end after it begins",
            ends.span("to"),
            label="not greater than `from`",
            hint="exchange the two, or write a single value",
        )
        return None
    return Range(first, last)


def _localized(reader: FieldReader, languages: tuple[str, ...]) -> Value | None:
    return reader.localized("value", languages, required=True)


def _localized_list(reader: FieldReader, languages: tuple[str, ...]) -> Value | None:
    return reader.localized_list("value", languages, required=True)


_DATE = _single_or_range(lambda node, _, findings, what: read_date(node, findings, what))
_TIME = _single(lambda node, _, findings, what: read_time(node, findings, what))
_PERIOD = _single(lambda node, _, findings, what: read_period(node, findings, what))
_YEAR = _single_or_range(_integer(*YEARS, code="SHAPE007"))

TYPES: dict[FactType, TypeRule] = {
    FactType.NUMBER: TypeRule(
        "a number, of things that a unit names, or of none",
        "a number",
        _single_or_range(_decimal()),
        accepts=("unit", "scale", *_BOUNDS, *_COMPUTED),
        is_range=True,
    ),
    FactType.PERCENT: TypeRule(
        "a share of a hundred",
        "a number, without the sign",
        _single_or_range(_decimal()),
        accepts=(*_BOUNDS, *_COMPUTED),
        is_range=True,
    ),
    FactType.POINTS: TypeRule(
        "a difference of two percentages",
        "a number",
        _single(_decimal()),
        accepts=(*_BOUNDS, *_COMPUTED),
    ),
    FactType.MONEY: TypeRule(
        "an amount of money",
        "a number",
        _single_or_range(_decimal()),
        needs=("currency",),
        accepts=("scale", *_BOUNDS, *_COMPUTED),
        is_range=True,
    ),
    FactType.DATE: TypeRule("a day", "a day: `2024-04-08`", _DATE, is_range=True),
    FactType.TIME: TypeRule("a time of day", 'hours and minutes in quotes: `"14:30"`', _TIME),
    FactType.YEAR: TypeRule(
        "a calendar year", "a year from 1000 to 2999", _YEAR, accepts=(*_BOUNDS, "formula"), is_range=True
    ),
    FactType.PERIOD: TypeRule(
        "a year, a fiscal year, a quarter or a month",
        "`2024`, `2024-2025`, `2024-Q3` or `2024-04`",
        _PERIOD,
    ),
    FactType.DURATION: TypeRule(
        "a length of time",
        "a number from 0",
        _single_or_range(_decimal(0)),
        needs=("unit",),
        accepts=(*_BOUNDS, *_COMPUTED),
        is_range=True,
    ),
    FactType.RANK: TypeRule(
        "a place in an order",
        "a whole number from 1",
        _single(_integer(1)),
        accepts=(*_BOUNDS, "formula"),
        qualifiers=QUALIFIERS,
    ),
    FactType.MULTIPLE: TypeRule(
        "how many times as much",
        'a number from 0: `3` for "three times"',
        _single(_decimal(0)),
        accepts=(*_BOUNDS, *_COMPUTED),
    ),
    FactType.TEXT: TypeRule("a name or a phrase", "a text in each language", _localized, qualifiers=()),
    FactType.LIST: TypeRule(
        "several names or phrases",
        "a list of texts, each in each language",
        _localized_list,
        qualifiers=(),
    ),
    FactType.SERIES: TypeRule(
        "values in an order, each a fact of its own",
        "none: it has `points`",
        None,
        needs=("of", "points"),
        accepts=("unit", "currency", "scale", *_BOUNDS),
    ),
    FactType.TABLE: TypeRule(
        "values by row and column, each a fact of its own",
        "none: it has `columns` and `rows`",
        None,
        needs=("columns", "rows"),
        qualifiers=(),
    ),
}

#: Types that a point of a series, or a cell of a table, can have.
POINT_TYPES = tuple(
    kind for kind, rule in TYPES.items() if rule.read_value and kind not in (FactType.TEXT, FactType.LIST)
)

#: What the cells of a column can be: points, or texts, which no chart draws.
COLUMN_TYPES = (*POINT_TYPES, FactType.TEXT)

#: Keys that only some types have -> the types that have them, for messages.
SPECIAL_KEYS: dict[str, tuple[str, ...]] = {
    key: tuple(
        t.value
        for t, rule in TYPES.items()
        if key in rule.needs or key in rule.accepts or (key == "qualifier" and rule.qualifiers)
    )
    for key in (
        *("unit", "currency", "scale", "qualifier", *_BOUNDS, *_COMPUTED),
        *("of", "points", "columns", "rows"),
    )
}

#: The keys of all facts, and those of some -> what they hold, for people.
FACT_KEYS: dict[str, str] = {
    "type": "what kind of value it has",
    "value": "what the type asks for",
    "source": "the id of an entry of `sources`",
    "label": "what the fact measures, in each language",
    "locator": "where in the source it stands: a page, a heading, a paragraph",
    "note": "what a reader has to know, in each language",
    "definition": "what exactly is counted, and how, in each language",
    "wording": 'the value in words, in each language: "tripled", "over half a century"',
    "wording_for": "the value that the wording puts in words; once the value is another, that is an error",
    "as_of": "the day the value stands for; only where the source gives one",
    "period": "the time it stands for: `2024`, `2024-2025`, `2024-Q3` or `2024-04`; not beside `as_of`",
    "tags": "words to find it by: small letters, digits and hyphens",
    "warn_after": "the age from which a warning asks to look again: `90 days`, `18 months`, `1 year`",
    "error_after": "the age from which no brief prints it",
    "refresh": "where new values come from: a feed, and where in it",
    "max_change": "the greatest plausible change of a refreshed value: `20%`; more is held for a person",
    "unit": "of a duration `year`, `month` or `day`; of a number the id of an entry of `units`",
    "currency": "a code of ISO 4217: `CAD`, `USD`",
    "scale": "what the value is multiplied by; a billion is a thousand millions",
    "qualifier": "what the source says about how exact the figure is",
    "minimum": "the least value that can be right",
    "maximum": "the greatest value that can be right",
    "formula": "in place of `value` and `source`: how the value is computed from other facts",
    "decimals": "to how many decimals the computed value is rounded",
    "rounding": "how it is rounded",
    "of": "the type of each point of a series",
    "points": "a list; each point has `at` (a period) or `id` and `label`, and a `value`",
    "columns": "the columns of a table: an id, and the keys of its facts",
    "rows": "a list; each row has `at` or `id` and `label`, and a value for each column; "
    "or the path of a CSV file, `data/....csv`; or a feed, `{feed: ID}`",
}
