"""What a figure measures, and what becomes of it in a sum, a product or a comparison: one table of rules.

A figure is never only a number: Canadian and American dollars do not add up, and a difference of two
percentages is no percentage. So every operation asks this table first, and what the table does not have is
refused.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import StrEnum
from functools import cache
from types import MappingProxyType
from typing import NamedTuple, TypeAlias

from briefpress.facts.model import FactType


class Kind(StrEnum):
    """What sort of thing is measured."""

    PLAIN = "plain"
    COUNT = "count"
    MONEY = "money"
    PERCENT = "percent"
    POINTS = "points"
    MULTIPLE = "multiple"
    DURATION = "duration"
    RANK = "rank"
    DATE = "date"
    YEAR = "year"
    PERIOD = "period"
    TIME = "time"


class Measure(NamedTuple):
    """A kind, with what tells two figures of the kind apart.

    Attributes:
        kind: What sort of thing is measured.
        of: Of money the currency, of a count the id of the unit, of a duration ``year``, ``month`` or
            ``day``, of a period its kind.
    """

    kind: Kind
    of: str = ""

    def __str__(self) -> str:
        return _NAMES[self.kind].format(self.of)


#: Kind -> how a message names it.
_NAMES: Mapping[Kind, str] = MappingProxyType(
    {
        Kind.PLAIN: "a plain number",
        Kind.COUNT: "a count of `{}`",
        Kind.MONEY: "{}",
        Kind.PERCENT: "a percentage",
        Kind.POINTS: "percentage points",
        Kind.MULTIPLE: "a multiple",
        Kind.DURATION: "{}s",
        Kind.RANK: "a rank",
        Kind.DATE: "a date",
        Kind.YEAR: "a year",
        Kind.PERIOD: "a {}",
        Kind.TIME: "a time of day",
    }
)

PLAIN = Measure(Kind.PLAIN)
PERCENT = Measure(Kind.PERCENT)
POINTS = Measure(Kind.POINTS)
MULTIPLE = Measure(Kind.MULTIPLE)
RANK = Measure(Kind.RANK)
DATE = Measure(Kind.DATE)
YEAR = Measure(Kind.YEAR)
TIME = Measure(Kind.TIME)
YEARS = Measure(Kind.DURATION, "year")
DAYS = Measure(Kind.DURATION, "day")

#: Amounts that a number can be made of: so many, so much, so long.
AMOUNTS = (Kind.PLAIN, Kind.COUNT, Kind.MONEY, Kind.DURATION)
#: What can be added to its like, and has a nothing.
ADDITIVE = (*AMOUNTS, Kind.PERCENT, Kind.POINTS, Kind.MULTIPLE)


@cache
def measure_of(fact_type: FactType, unit: str | None, currency: str | None) -> Measure | None:
    """Return what a fact of a type measures, or None where nothing is computed with such facts."""
    if fact_type is FactType.MONEY:
        return Measure(Kind.MONEY, currency or "")
    if fact_type is FactType.DURATION:
        return Measure(Kind.DURATION, unit or "")
    if fact_type is FactType.NUMBER and unit:
        return Measure(Kind.COUNT, unit)
    return _SIMPLE.get(fact_type)


_SIMPLE: Mapping[FactType, Measure] = MappingProxyType(
    {
        FactType.NUMBER: PLAIN,
        FactType.PERCENT: PERCENT,
        FactType.POINTS: POINTS,
        FactType.MULTIPLE: MULTIPLE,
        FactType.RANK: RANK,
        FactType.DATE: DATE,
        FactType.YEAR: YEAR,
        FactType.TIME: TIME,
    }
)

#: Kind of what can be so much -> the type of facts that say it.
AMOUNT_TYPES: Mapping[Kind, FactType] = MappingProxyType(
    {
        Kind.PLAIN: FactType.NUMBER,
        Kind.COUNT: FactType.NUMBER,
        Kind.MONEY: FactType.MONEY,
        Kind.DURATION: FactType.DURATION,
        Kind.MULTIPLE: FactType.MULTIPLE,
    }
)


# ---- the rules

#: Of two measures of the kinds of a rule: that of the result, or None where they do not go together.
_Rule: TypeAlias = Callable[[Measure, Measure], Measure | None]


def _same(left: Measure, right: Measure) -> Measure | None:
    return left if left == right else None


def _left(left: Measure, right: Measure) -> Measure:
    return left


def _right(left: Measure, right: Measure) -> Measure:
    return right


def _always(measure: Measure) -> _Rule:
    return lambda left, right: measure


def _if_same(measure: Measure) -> _Rule:
    return lambda left, right: measure if left == right else None


def _left_if_right_is(unit: Measure) -> _Rule:
    return lambda left, right: left if right == unit else None


#: What an amount is multiplied with or divided by. A percentage is none of these: half of a hundred is
#: `part(percent(50), 100)`, and 50 times 100 would be a quiet mistake.
_FACTORS = (Kind.PLAIN, Kind.MULTIPLE)
_SCALABLE = (Kind.COUNT, Kind.MONEY, Kind.DURATION, Kind.POINTS)

#: Operator, kind of the left side, kind of the right side -> the rule. ``<`` stands for all comparisons.
RULES: Mapping[tuple[str, Kind, Kind], _Rule] = MappingProxyType(
    {
        **{("+", kind, kind): _same for kind in ADDITIVE},
        ("+", Kind.PERCENT, Kind.POINTS): _left,
        ("+", Kind.POINTS, Kind.PERCENT): _right,
        ("+", Kind.YEAR, Kind.DURATION): _left_if_right_is(YEARS),
        ("+", Kind.DATE, Kind.DURATION): _left_if_right_is(DAYS),
        # Differences.
        **{("-", kind, kind): _same for kind in ADDITIVE},
        ("-", Kind.PERCENT, Kind.PERCENT): _always(POINTS),
        ("-", Kind.PERCENT, Kind.POINTS): _left,
        ("-", Kind.DATE, Kind.DATE): _always(DAYS),
        ("-", Kind.DATE, Kind.DURATION): _left_if_right_is(DAYS),
        ("-", Kind.YEAR, Kind.YEAR): _always(YEARS),
        ("-", Kind.YEAR, Kind.DURATION): _left_if_right_is(YEARS),
        ("-", Kind.RANK, Kind.RANK): _always(PLAIN),
        # Products.
        **{("*", factor, kind): _right for factor in _FACTORS for kind in _SCALABLE},
        **{("*", kind, factor): _left for factor in _FACTORS for kind in _SCALABLE},
        ("*", Kind.PLAIN, Kind.PLAIN): _always(PLAIN),
        ("*", Kind.PLAIN, Kind.MULTIPLE): _always(MULTIPLE),
        ("*", Kind.MULTIPLE, Kind.PLAIN): _always(MULTIPLE),
        ("*", Kind.MULTIPLE, Kind.MULTIPLE): _always(MULTIPLE),
        # Quotients.
        **{("/", kind, factor): _left for factor in _FACTORS for kind in ADDITIVE},
        **{("/", kind, kind): _if_same(PLAIN) for kind in ADDITIVE},
        ("/", Kind.PLAIN, Kind.MULTIPLE): _always(PLAIN),
        # Comparisons.
        **{("<", kind, kind): _same for kind in Kind},
        ("<", Kind.PLAIN, Kind.MULTIPLE): _right,
        ("<", Kind.MULTIPLE, Kind.PLAIN): _left,
    }
)

#: Operator -> what cannot be done, for a message.
_VERBS = MappingProxyType(
    {"+": "added", "-": "subtracted", "*": "multiplied", "/": "divided", "<": "compared"}
)

#: Kind -> a figure of it as an expression writes it.
_WRITTEN: Mapping[Kind, str] = MappingProxyType(
    {
        Kind.COUNT: "write `units(32, nation)` for a count",
        Kind.MONEY: "write `money(13, CAD)` for an amount of money",
        Kind.PERCENT: "write `percent(50)` for fifty per cent",
        Kind.POINTS: "write `points(2)` for two percentage points",
        Kind.DURATION: "write `years(5)`, `months(5)` or `days(5)` for a duration",
        Kind.DATE: "write `date(2024, 4, 8)` for a date, `days(5)` for a number of days",
        Kind.YEAR: "write `year(2024)` for a year, `years(5)` for a number of years",
    }
)

#: Operator and kinds, whichever comes first -> what to write instead.
_HINTS: Mapping[tuple[str, frozenset[Kind]], str] = MappingProxyType(
    {
        **{
            ("*", frozenset((Kind.PERCENT, kind))): "write `part(percent, whole)` for a part of a whole"
            for kind in Kind
        },
        **{
            ("/", frozenset((amount, divisor))): "write `per(amount, count)`"
            for amount in (Kind.COUNT, Kind.MONEY)
            for divisor in (Kind.COUNT, Kind.DURATION)
        },
        **{
            (operator, frozenset((Kind.PLAIN, kind))): hint
            for operator in "+-<"
            for kind, hint in _WRITTEN.items()
        },
        ("+", frozenset((Kind.DATE, Kind.DURATION))): "a date moves by days only",
        ("-", frozenset((Kind.DATE, Kind.DURATION))): "a date moves by days only",
        ("+", frozenset((Kind.YEAR, Kind.DURATION))): "a year moves by years only",
        ("-", frozenset((Kind.YEAR, Kind.DURATION))): "a year moves by years only",
        ("<", frozenset((Kind.PERCENT, Kind.POINTS))): "a share is not a difference of two shares",
        ("<", frozenset((Kind.DATE, Kind.YEAR))): "compare two dates, or two years",
    }
)


@cache
def combine(operator: str, left: Measure, right: Measure) -> Measure | None:
    """Return what the result of an operation measures, or None where the two do not go together.

    Args:
        operator: ``+``, ``-``, ``*`` or ``/``; ``<`` for any comparison.
        left: Of the left side.
        right: Of the right side.
    """
    rule = RULES.get((operator, left.kind, right.kind))
    return rule(left, right) if rule else None


def conflict(operator: str, left: Measure, right: Measure) -> tuple[str, str]:
    """Return why two measures do not go together, and what to do about it."""
    hint = _HINTS.get((operator, frozenset((left.kind, right.kind))))
    if hint is None:
        hint = (
            "use figures that measure the same" if operator in "+-<" else "use a function that joins the two"
        )
    return f"{left} and {right} cannot be {_VERBS[operator]}", hint
