"""Facts beside one another: how a figure changed from an earlier one, and the course of a series.

Nothing here is typed: a difference is computed exactly from two facts and rounded once, and a line goes
through the points of a series as they are.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from decimal import Context, Decimal
from fractions import Fraction
from itertools import pairwise
from typing import NamedTuple

from msgspec.structs import replace

from briefpress.diagnostics import Findings, Span
from briefpress.document import ChangeText
from briefpress.document.nodes import Direction, TrendPoint
from briefpress.facts import Fact, FactBook, Period, Range, Series
from briefpress.facts.expressions import measure_of, quantity_of, show
from briefpress.facts.expressions.measures import AMOUNTS, PERCENT, POINTS, Measure
from briefpress.facts.expressions.quantities import rounded
from briefpress.facts.model import SCALES
from briefpress.merge.fact_text import FactPrinter, report_unknown
from briefpress.merge.locale import Pieces
from briefpress.merge.locale.parts import plain

#: Qualifiers that leave open by how much a figure differs from another.
_OPEN = ("over", "under", "at-least", "at-most", "among-top")
#: A change as large as this, in percent, is printed without decimals.
_LARGE = 10
#: Wide enough for the difference of any two amounts.
_EXACT = Context(prec=160)
#: Decimals at the most: what is less has no place on a page.
_MOST_DECIMALS = 6


class _Refusal(NamedTuple):
    """Why two facts are not compared, or a series has no line."""

    message: str
    hint: str


class Comparisons:
    """Compares the facts of a book.

    Args:
        book: The facts.
        findings: Collects errors.
    """

    def __init__(self, book: FactBook, findings: Findings) -> None:
        self._book = book
        self._findings = findings

    def change(
        self, printer: FactPrinter, name: str, before: str, span: Span, *, dated: bool
    ) -> ChangeText | None:
        """Return how a fact differs from an earlier one, or None after reporting why it cannot be said.

        Args:
            printer: Of the language that says it.
            name: The id of the fact.
            before: The id of the earlier one.
            span: Where the earlier one is named.
            dated: Whether the text goes on with its time.
        """
        now, then = self._book.get(name), self._known(before, span)
        if now is None or then is None:
            return None  # of the figure itself the quotation says so
        found = _change(printer, now, then, dated=dated)
        if isinstance(found, _Refusal):
            self._findings.error("MERGE015", found.message, span, hint=found.hint)
            return None
        return found

    def trend(
        self, name: str, span: Span, otherwise: str = "remove `trend`"
    ) -> tuple[TrendPoint, ...] | None:
        """Return the points of a series from left to right, or None after reporting why it has no line.

        Args:
            name: The id of the series.
            span: Where it is named.
            otherwise: What can be done instead, for the hint.
        """
        fact = self._known(name, span)
        found = _trend(fact, self._book) if fact is not None else None
        if isinstance(found, _Refusal):
            self._findings.error("MERGE016", found.message, span, hint=f"{found.hint}, or {otherwise}")
            return None
        return found

    def _known(self, name: str, span: Span) -> Fact | None:
        fact = self._book.get(name)
        if fact is None:
            report_unknown(self._book, name, span, self._findings)
        return fact


class Difference(NamedTuple):
    """By how much a figure is another one than before.

    Attributes:
        amount: In the figure's own unit, with its sign: "+US$1 billion", "−4 points".
        exact: The same as a number, in the unit itself and no scale.
        percent: In percent of the earlier one, "+7.7%", without the word of a qualifier; empty where there is
            none, as for percentages.
        ratio: The same as a number, rounded as it is printed; None where there is none.
    """

    amount: str
    exact: Decimal
    percent: str = ""
    ratio: Decimal | None = None


def difference(printer: FactPrinter, now: Fact, then: Fact) -> Difference | None:
    """Return by how much a fact is another figure than it was, or None where nothing can be said.

    The rules are those of `Comparisons.change`: what is `over` a value, or measured otherwise, is not
    compared.

    Args:
        printer: Of the language that says it.
        now: The fact.
        then: The same fact as it was.
    """
    then = replace(then, id=f"{then.id} (before)")
    if now.amount is None or then.amount is None or _is_unlike(now, then):
        return None
    exact = _EXACT.subtract(now.amount, then.amount)
    value = _whole_or_not(_EXACT.divide(exact, SCALES[now.scale or "one"]))
    is_about = "about" in (now.qualifier, then.qualifier)
    measure = _measure(now)
    if measure == PERCENT:
        figure = printer.locale.signed(value, printer.locale.points(value, short=True))
    else:
        figure = printer.change_of(replace(now, value=value, qualifier=None))
    amount = _about(printer, is_about, plain(figure))
    if measure is None or measure in (PERCENT, POINTS) or measure.kind not in AMOUNTS or then.amount <= 0:
        return Difference(amount, exact)
    share = (_amount(now) - _amount(then)) / _amount(then) * 100
    ratio = _rounded(share, is_large=abs(share) >= _LARGE)
    return Difference(amount, exact, printer.locale.signed(ratio, printer.locale.percent(ratio)), ratio)


def _is_unlike(now: Fact, then: Fact) -> bool:
    """Tell whether a fact and what it was cannot be subtracted; places in an order and years can."""
    if any(fact.qualifier in _OPEN for fact in (now, then)):
        return True
    return now.type != then.type or _measure(now) != _measure(then)


def _whole_or_not(value: Decimal) -> Decimal:
    whole = value.to_integral_value()
    return whole if whole == value else _EXACT.normalize(value)


def _about(printer: FactPrinter, is_about: bool, pieces: Pieces) -> str:
    about = printer.locale.qualifier("about") if is_about else None
    if about is not None:
        pieces = printer.locale.qualified(about, pieces)
    return "".join(text for text, _ in pieces)


# ---- changes


def _change(printer: FactPrinter, now: Fact, then: Fact, *, dated: bool) -> ChangeText | _Refusal:
    reason = _why_unlike(now, then) or (_why_no_time(now, then) if dated else None)
    if reason is not None:
        return reason
    first, last = _amount(then), _amount(now)
    measure = _measure(now)
    is_in_points = measure in (PERCENT, POINTS)
    if not is_in_points and first <= 0:
        # As `growth` of a formula: of nothing, or of less, there is no percentage.
        return _Refusal(
            f"there is no percentage from `{then.id}`, which is {_shown(then)}",
            f"compute the change as a fact, `formula: {now.id} - {then.id}`, and quote that one in `change` "
            'in the form "signed"',
        )
    exact = last - first if is_in_points else (last - first) / first * 100
    value = _rounded(exact, is_large=not is_in_points and abs(exact) >= _LARGE)
    locale = printer.locale
    figure = locale.points(value, short=True) if is_in_points else locale.percent(value)
    pieces: Pieces = plain(locale.signed(value, figure))
    about = locale.qualifier("about")
    if "about" in (now.qualifier, then.qualifier) and about is not None:
        pieces = locale.qualified(about, pieces)
    time = _time(then)
    said = locale.dated(time) if dated and time is not None else ()
    return ChangeText(pieces, _direction(exact), said)


def _why_unlike(now: Fact, then: Fact) -> _Refusal | None:
    """Return why two facts cannot be compared, or None."""
    if now.id == then.id:
        return _Refusal(f"`{now.id}` is compared with itself", "name an earlier fact of the same measure")
    for fact in (then, now):
        if fact.amount is None:
            what = "a range" if isinstance(fact.value, Range) else f"of the type `{fact.type}`"
            return _Refusal(f"`{fact.id}` is {what}, and no single number", "compare facts that are numbers")
        if fact.qualifier in _OPEN:
            return _Refusal(
                f"`{fact.id}` is `{fact.qualifier}` its value, which leaves open by how much it differs",
                "say it in `change` in words; or compare facts without such a qualifier",
            )
    measures = _measure(now), _measure(then)
    for fact, measure in zip((now, then), measures, strict=True):
        if measure not in (PERCENT, POINTS) and (measure is None or measure.kind not in AMOUNTS):
            return _Refusal(
                f"a change of `{fact.id}`, whose type is `{fact.type}`, is no percentage",
                "compare percentages, numbers, money or durations; else say it in `change` in words",
            )
    if measures[0] != measures[1]:
        return _Refusal(
            f"`{now.id}` is {_shown(now)}, and `{then.id}` {_shown(then)}: they do not measure the same",
            "name an earlier fact with the same type, unit and currency",
        )
    return None


def _why_no_time(now: Fact, then: Fact) -> _Refusal | None:
    """Return why nothing can be said to have changed since an earlier fact, or None."""
    own, time = _time(now), _time(then)
    if time is None:
        return _Refusal(
            f"`{then.id}` has neither `period` nor `as_of`, so that nothing says since when",
            "add the one that its source gives; or say in `change` what the figure is compared with",
        )
    if isinstance(own, Period) and isinstance(time, Period) and own.kind != time.kind:
        return _Refusal(
            f"`{now.id}` is of a {_kind(own)}, and `{then.id}` of a {_kind(time)}",
            "name a fact of a period of the same length",
        )
    if own is not None and _last_day(own) <= _last_day(time):
        return _Refusal(
            f"`{then.id}` ({_written(time)}) is no earlier than `{now.id}` ({_written(own)})",
            "name an earlier fact; or say in `change` what the figure is compared with",
        )
    return None


def _rounded(exact: Fraction, *, is_large: bool) -> Decimal:
    """Return a change as it is printed: with one decimal, or with none where it is large.

    What would be printed as nothing, and is something, has as many decimals as it needs.
    """
    decimals = 0 if is_large else 1
    value = rounded(exact, decimals)
    while exact and not value and decimals < _MOST_DECIMALS:
        decimals += 1
        value = rounded(exact, decimals)
    whole = value.to_integral_value()
    return whole if whole == value else value.normalize()


def _direction(change: Fraction) -> Direction:
    return "up" if change > 0 else "down" if change < 0 else "flat"


# ---- series


def _trend(fact: Fact, book: FactBook) -> tuple[TrendPoint, ...] | _Refusal | None:
    if not isinstance(fact.value, Series):
        return _Refusal(f"the fact `{fact.id}` is no series", "name one of `type: series`")
    if any(book.get(id_) is None for id_ in fact.value.points):
        return None  # reported where the point is written
    points = [point for id_ in fact.value.points if (point := book.get(id_))]
    if len(points) < 2:
        hint = "give it earlier points"
        return _Refusal(f"the series `{fact.id}` has one point, which makes no line", hint)
    for point in points:
        if point.amount is None:
            hint = "give every point a single number"
            return _Refusal(f"the point `{point.id}` is no single number, so that the line has a gap", hint)
        if _measure(point) != _measure(points[0]):
            message = f"`{points[0].id}` is {_shown(points[0])}, and `{point.id}` {_shown(point)}"
            return _Refusal(message, "give all points the same unit and currency")
    times = _times(points)
    if isinstance(times, _Refusal):
        return times
    placed = zip(times, points, strict=True)
    return tuple(sorted((time, point.amount, point.id) for time, point in placed if point.amount is not None))


def _times(points: Sequence[Fact]) -> list[Decimal] | _Refusal:
    """Return where points stand from left to right: at their time, or in their order where they have none.

    Periods of a kind follow one another in equal steps, or a line would hide that one is missing; days may
    stand at any distance.
    """
    times = [_time(point) for point in points]
    given = [time for time in times if time is not None]
    if not given:
        return [Decimal(index) for index in range(len(points))]
    if len(given) < len(points):
        odd = points[times.index(None)]
        hint = "give every point its time, give none a time"
        return _Refusal(f"the point `{odd.id}` has no time, as others of its series have", hint)
    periods = [time for time in given if isinstance(time, Period)]
    if periods and (len(periods) < len(given) or len({period.kind for period in periods}) > 1):
        hint = "give all points periods of one kind, give all a day (`as_of`)"
        return _Refusal("the points of the series are of times of different kinds", hint)
    days = {_last_day(time): point.id for time, point in zip(given, points, strict=True)}
    if len(days) < len(points):
        return _Refusal("two points of the series are of the same time", "give each point a time of its own")
    if not periods:
        return [Decimal(_last_day(time).toordinal()) for time in given]
    places = [_place(period) for period in periods]
    steps = [after - before for before, after in pairwise(sorted(places))]
    for step, (before, after) in zip(steps, pairwise(sorted(periods, key=_place)), strict=True):
        if step > min(steps):
            return _Refusal(
                f"the series has a gap between {before.code} and {after.code}",
                "add the points between them, name a series without a gap",
            )
    return [Decimal(place) for place in places]


def time_kind(point: Fact) -> str:
    """Return what kind of time a point stands for, as a message says it."""
    if point.period is not None:
        return f"of a {_kind(point.period)}"
    return "of a day" if point.as_of is not None else "without times"


#: Kind of period -> how many of them a year has.
_PARTS = {"year": 1, "fiscal-year": 1, "quarter": 4, "month": 12}


def _place(period: Period) -> int:
    """Return the number of a period among those of its kind."""
    return period.year * _PARTS[period.kind] + period.part


# ---- facts


def _amount(fact: Fact) -> Fraction:
    assert fact.amount is not None
    return Fraction(*fact.amount.as_integer_ratio())


def _measure(fact: Fact) -> Measure | None:
    return measure_of(fact.type, fact.unit, fact.currency)


def _shown(fact: Fact) -> str:
    quantity = quantity_of(fact)
    return show(quantity) if quantity is not None else f"of the type `{fact.type}`"


def _time(fact: Fact) -> Period | dt.date | None:
    return fact.period or fact.as_of


def _last_day(time: Period | dt.date) -> dt.date:
    return time.last_day if isinstance(time, Period) else time


def _written(time: Period | dt.date) -> str:
    return time.code if isinstance(time, Period) else time.isoformat()


def _kind(period: Period) -> str:
    return period.kind.replace("-", " ")
