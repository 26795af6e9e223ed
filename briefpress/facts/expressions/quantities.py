"""Exact quantities: facts -> fractions with their measures, and back to decimals and words."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple, cast

from briefpress.facts.expressions.measures import TIME, YEAR, Kind, Measure, measure_of
from briefpress.facts.localized import Localized
from briefpress.facts.model import SCALES, Fact, Range, Series, Table
from briefpress.facts.periods import Period, PeriodKind
from briefpress.facts.values import MAX_DIGITS


class Quantity(NamedTuple):
    """An exact value with what it measures.

    Attributes:
        value: In units of one: 13 billion dollars are 13000000000. Of a date its number in the proleptic
            Gregorian calendar, of a time its minute, of a period its number among periods of its kind.
    """

    value: Fraction
    measure: Measure


def quantity_of(fact: Fact) -> Quantity | None:
    """Return what a fact says as a quantity, or None where it says no single figure."""
    measure = measure_of(fact.type, fact.unit, fact.currency)
    value = fact.value
    amount = fact.amount
    if amount is not None and measure is not None:
        return Quantity(Fraction(*amount.as_integer_ratio()), measure)
    if isinstance(value, dt.date) and measure is not None:
        return Quantity(Fraction(value.toordinal()), measure)
    if isinstance(value, dt.time):
        return Quantity(Fraction(60 * value.hour + value.minute), TIME)
    return _of_period(value) if isinstance(value, Period) else None


#: Kind of period -> how many of them a year has.
_PARTS = {"fiscal-year": 1, "quarter": 4, "month": 12}


def _of_period(period: Period) -> Quantity:
    if period.kind == "year":
        return Quantity(Fraction(period.year), YEAR)
    number = period.year * _PARTS[period.kind] + max(period.part - 1, 0)
    return Quantity(Fraction(number), Measure(Kind.PERIOD, period.kind))


def why_no_quantity(fact: Fact) -> tuple[str, str]:
    """Return why a fact is no single figure, as "is a text", and the next step."""
    if isinstance(fact.value, Range):
        return "is a range", "name a fact with a single value"
    if isinstance(fact.value, Series):
        return (
            "is a series",
            f"name one of its points, as `{fact.value.points[-1]}`, or write `sum({fact.id})`",
        )
    if isinstance(fact.value, Table):
        column = fact.value.columns[0].id
        return "is a table", f"name one of its cells, or write `sum(column({fact.id}, {column}))`"
    what = "is a text" if isinstance(fact.value, Localized) else "is a list of texts"
    return what, "name a fact that is a figure"


# ---- back to decimals


def exact_decimal(value: Fraction) -> Decimal | None:
    """Return a fraction as a decimal with the fewest digits, or None where none of `MAX_DIGITS` is exact."""
    if value.denominator == 1:
        return Decimal(value.numerator)  # most are whole
    power = 1
    for decimals in range(MAX_DIGITS + 1):
        if power % value.denominator == 0:
            return _decimal(value.numerator * (power // value.denominator), decimals)
        power *= 10
    return None


def rounded(value: Fraction, decimals: int, rounding: str = "half-up") -> Decimal:
    """Return the decimal nearest to a fraction, with so many digits behind the point; see `units_in`."""
    return _decimal(units_in(value, decimals, rounding), decimals)


def units_in(value: Fraction, decimals: int, rounding: str = "half-up") -> int:
    """Return how many units of the last place a rounded fraction has: 2.345 to one decimal has 23.

    Args:
        value: The fraction.
        decimals: How many digits stand behind the point; fewer than none round to tens, hundreds and so on.
        rounding: One of `model.ROUNDINGS`: ``half-up`` takes a half away from zero, ``half-even`` to the even
            neighbour; ``up`` takes all away from zero and ``down`` all towards it.
    """
    scaled = abs(value.numerator) * int(10 ** max(decimals, 0))
    unit = value.denominator * int(10 ** max(-decimals, 0))
    whole, rest = divmod(scaled, unit)
    whole += {
        "half-up": 2 * rest >= unit,
        "half-even": 2 * rest > unit or (2 * rest == unit and whole % 2 == 1),
        "up": rest > 0,
        "down": False,
    }[rounding]
    return whole if value.numerator >= 0 else -whole


def _decimal(units: int, decimals: int) -> Decimal:
    """Return units of the last place as a decimal; arithmetic with Decimal would round to its context."""
    return Decimal(f"{units}e-{decimals}") if decimals > 0 else Decimal(units * 10**-decimals)


# ---- words for messages

#: Behind so many digits a number that does not end is cut in a message.
_SHOWN = 6


def show_number(value: Fraction) -> str:
    """Return a number for a message: exact where it ends soon, else its first digits."""
    exact = exact_decimal(value)
    if exact is not None and -cast(int, exact.as_tuple().exponent) <= 2 * _SHOWN:
        return f"{exact:,f}" if abs(value) >= 10000 else f"{exact:f}"
    decimals = _SHOWN
    while abs(value) * 10**decimals < 10 ** (_SHOWN - 1) and decimals < MAX_DIGITS:
        decimals += 1  # 0.00000123…: digits that say something
    return f"{rounded(value, decimals, 'down'):,f}…"


def _show_amount(value: Fraction) -> str:
    """Return a large amount in the largest scale in which it is short: 13 billion."""
    for name, factor in reversed(list(SCALES.items())):
        scaled = exact_decimal(value / Fraction(factor)) if factor >= 10**6 <= abs(value) else None
        if scaled is not None and abs(scaled) >= 1 and -cast(int, scaled.as_tuple().exponent) <= 3:
            return f"{scaled:,f} {name}"
    return show_number(value)


def show(quantity: Quantity) -> str:
    """Return a quantity for a message: ``13 billion USD``, ``71 percent``, ``2024-04-08``."""
    value, kind, of = quantity.value, quantity.measure.kind, quantity.measure.of
    if kind is Kind.DATE and 1 <= value <= dt.date.max.toordinal():
        return dt.date.fromordinal(int(value)).isoformat()
    if kind is Kind.TIME:
        return f"{int(value) // 60:02}:{int(value) % 60:02}"
    if kind is Kind.PERIOD:
        year, part = divmod(int(value), _PARTS[of])
        return Period(cast(PeriodKind, of), year, part + 1 if _PARTS[of] > 1 else 0).code
    if kind in (Kind.YEAR, Kind.RANK, Kind.DATE):
        number = str(exact_decimal(value) or show_number(value))
        return number if kind is Kind.YEAR else f"{kind} {number}"
    number = _show_amount(value) if kind in (Kind.MONEY, Kind.COUNT, Kind.PLAIN) else show_number(value)
    if kind is Kind.PLAIN:
        return number
    nouns = {Kind.COUNT: f"`{of}`", Kind.MONEY: of, Kind.PERCENT: "percent"}
    if kind in nouns:
        return f"{number} {nouns[kind]}"
    noun = {Kind.POINTS: "point", Kind.MULTIPLE: "time", Kind.DURATION: of}[kind]
    return f"{number} {noun}" if abs(value) == 1 else f"{number} {noun}s"
