"""What functions make of days and years: the time between them."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction

from briefpress.facts.expressions.calls import Given, wants, wants_same
from briefpress.facts.expressions.measures import YEAR, YEARS, Kind
from briefpress.facts.expressions.quantities import Quantity, show

_USE_TIMES = "use a date or a calendar year"


def completed_years(first: dt.date, last: dt.date) -> int:
    """Return whole years from a day to a later one, as ages are counted.

    Who was born on February 29 is a year older on March 1 of a year without that day.
    """
    return last.year - first.year - ((last.month, last.day) < (first.month, first.day))


def _elapsed(given: Given, first: Quantity, last: Quantity) -> Quantity:
    if last.value < first.value:
        message = f"{show(last)} is before {show(first)}"
        given.refuse("EXPR007", message, "write the earlier one first")
    if first.measure == YEAR:
        return Quantity(last.value - first.value, YEARS)
    days = [dt.date.fromordinal(int(quantity.value)) for quantity in (first, last)]
    return Quantity(Fraction(completed_years(*days)), YEARS)


def years_between(given: Given) -> Quantity:
    """Return the completed years from the first to the second."""
    first, last = given.values
    wants(given, first, (Kind.DATE, Kind.YEAR), _USE_TIMES)
    wants_same(given)
    return _elapsed(given, first.quantity, last.quantity)


def years_since(given: Given) -> Quantity:
    """Return the completed years to the day that the computed fact stands for."""
    (first,) = given.values
    wants(given, first, (Kind.DATE, Kind.YEAR), _USE_TIMES)
    if given.as_of is None:
        message = "`years_since` counts to the `as_of` of a computed fact, and there is none"
        given.refuse(
            "EXPR008", message, "add `as_of:`, or write `years_between(a, b)`: the clock is not asked"
        )
    until = given.as_of.year if first.quantity.measure == YEAR else given.as_of.toordinal()
    return _elapsed(given, first.quantity, Quantity(Fraction(until), first.quantity.measure))
