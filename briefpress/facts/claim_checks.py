"""How facts bear a claim out: one check for each thing that can be claimed.

A check returns an empty string where the claim holds, the figures where it does not, and None where such
facts cannot express it. It holds when everything that the figures leave open bears it out, so that no reading
of the source makes the words wrong: "over 50 percent" is more than half. Words that are round themselves, as
"tripled" and "half", take a figure that is `about` so much as it is written.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from fractions import Fraction
from itertools import pairwise
from typing import TypeAlias

from msgspec import Struct

from briefpress.facts.expressions import parse_formula
from briefpress.facts.expressions.intervals import Figure, Interval, figure_of
from briefpress.facts.expressions.measures import ADDITIVE, PERCENT, Kind
from briefpress.facts.expressions.nodes import Call, Expression
from briefpress.facts.expressions.quantities import exact_decimal, rounded
from briefpress.facts.model import Fact, FactBook, FactType, Series, Table

Check: TypeAlias = Callable[[Sequence[Fact], FactBook], str | None]

_HUNDRED = Fraction(100)
_SHARE = Interval(Fraction(0), _HUNDRED)


class Rule(Struct, frozen=True):
    """What a claim says of one value.

    Attributes:
        values: What the value may be.
        as_written: Qualifiers that the words take in: "tripled" is as round as a figure that is `about`.
    """

    values: Interval
    as_written: tuple[str, ...] = ()

    def of(self, figure: Figure) -> Interval:
        """Return the values of a figure that have to keep the rule."""
        return figure.written if figure.fact.qualifier in self.as_written else figure.open


# ---- from facts to figures


def _points(facts: Sequence[Fact], book: FactBook) -> list[Fact]:
    """Return facts, a single series as its points; without those that have mistakes."""
    if len(facts) == 1 and isinstance(facts[0].value, Series):
        return [fact for id_ in facts[0].value.points if (fact := book.get(id_))]
    return list(facts)


def _figures(facts: Sequence[Fact]) -> list[Figure] | None:
    """Return the figures of facts, or None where one is none or they do not measure the same."""
    found = [figure for fact in facts if (figure := figure_of(fact))]
    is_one = len({figure.measure for figure in found}) == 1
    return found if is_one and len(found) == len(facts) else None


def _pair(facts: Sequence[Fact], book: FactBook) -> tuple[Figure, Figure] | None:
    """Return what was before and what was after: two facts, or the first and the last point of a series."""
    points = _points(facts, book)
    is_pair = len(points) == 2 or (len(facts) == 1 and len(points) > 2)
    figures = _figures([points[0], points[-1]]) if is_pair else None
    if not figures or figures[0].measure.kind not in ADDITIVE:
        return None
    return figures[0], figures[1]


def _grown(fact: Fact) -> bool:
    """Tell whether a percentage is a change, because `growth` computed it."""
    expression = parse_formula(fact.formula.expression.text) if fact.formula else None
    root = expression.root if isinstance(expression, Expression) else None
    return isinstance(root, Call) and root.function == "growth"


def _named(*figures: Figure) -> str:
    first, *others = (f"`{figure.fact.id}` is {figure}" for figure in figures)
    return " and ".join([first, *(other.replace(" is ", " ", 1) for other in others)])


def _shown(value: Fraction) -> str:
    exact = exact_decimal(value)
    return (
        f"{exact:f}" if exact is not None and len(exact.as_tuple().digits) < 6 else f"{rounded(value, 2):f}"
    )


# ---- checks


def factor(rule: Rule) -> Check:
    """Check how many times as much it is: a multiple, a growth, before and after, or a series."""

    def check(facts: Sequence[Fact], book: FactBook) -> str | None:
        if len(facts) == 1 and facts[0].type in (FactType.MULTIPLE, FactType.PERCENT):
            figure = figure_of(facts[0])
            if figure is None or (facts[0].type is FactType.PERCENT and not _grown(facts[0])):
                return None
            values = rule.of(figure)
            if facts[0].type is FactType.PERCENT:
                values = (values - Interval(-_HUNDRED, -_HUNDRED)).times(1 / _HUNDRED)
            return "" if values in rule.values else _named(figure)
        pair = _pair(facts, book)
        quotient = rule.of(pair[1]).over(rule.of(pair[0])) if pair else None
        if pair is None or quotient is None:
            return None
        return "" if quotient in rule.values else f"{_named(*pair)}, {_times(*pair)} as much"

    return check


def _times(before: Figure, after: Figure) -> str:
    written = after.written.over(before.written)
    assert written is not None and written.low is not None  # both are above zero
    return f"{_shown(written.low)} times"


def change(rule: Rule) -> Check:
    """Check in which way it went: a multiple, a growth, points, before and after, or a series."""

    def check(facts: Sequence[Fact], book: FactBook) -> str | None:
        single = facts[0] if len(facts) == 1 else None
        if single is None or isinstance(single.value, Series):
            pair = _pair(facts, book)
            if pair is None:
                return None
            return "" if rule.of(pair[1]) - rule.of(pair[0]) in rule.values else _named(*pair)
        figure = figure_of(single)
        base = _BASES.get(single.type)
        if figure is None or base is None or (single.type is FactType.PERCENT and not _grown(single)):
            return None
        return "" if rule.of(figure) - Interval(base, base) in rule.values else _named(figure)

    return check


#: Type of a fact that says a change by itself -> its value where nothing changed.
_BASES = {FactType.MULTIPLE: Fraction(1), FactType.POINTS: Fraction(0), FactType.PERCENT: Fraction(0)}


def course(rule: Rule) -> Check:
    """Check every step of a series, or of three facts or more."""

    def check(facts: Sequence[Fact], book: FactBook) -> str | None:
        points = _points(facts, book)
        figures = _figures(points) if len(points) > 2 else None
        if figures is None or figures[0].measure.kind not in ADDITIVE:
            return None
        for before, after in pairwise(figures):
            if rule.of(after) - rule.of(before) not in rule.values:
                return _named(before, after)
        return ""

    return check


def share(rule: Rule) -> Check:
    """Check a share of a whole: a percentage, or the part and the whole."""

    def check(facts: Sequence[Fact], book: FactBook) -> str | None:
        figures = _figures(facts) if len(facts) <= 2 else None
        if not figures or (len(figures) == 1 and figures[0].measure != PERCENT):
            return None
        if len(figures) == 1:
            values: Interval | None = rule.of(figures[0])
            written: Interval | None = figures[0].written
        else:
            part, whole = figures
            quotients = rule.of(part).over(rule.of(whole)), part.written.over(whole.written)
            values, written = (quotient and quotient.times(_HUNDRED) for quotient in quotients)
        if _is_odd(written, figures) or values is None or written is None:
            return None
        if _cut(values) in rule.values:
            return ""
        assert written.low is not None
        percent = f", {_shown(written.low)} percent" if len(figures) == 2 else ""
        return f"{_named(*figures)}{percent}"

    return check


def _is_odd(written: Interval | None, figures: Sequence[Figure]) -> bool:
    """Tell whether a share is none: a part greater than its whole, or less than nothing."""
    is_amount = all(figure.measure.kind in ADDITIVE for figure in figures)
    return not is_amount or written is None or written not in _SHARE


def _cut(values: Interval) -> Interval:
    """Return a share without what no share can be: over 50 percent is up to all of it."""
    low, high = values.low, values.high
    is_low, is_high = low is None or low < 0, high is None or high > _HUNDRED
    return Interval(
        Fraction(0) if is_low else low,
        _HUNDRED if is_high else high,
        values.is_low_open and not is_low,
        values.is_high_open and not is_high,
    )


def single(rule: Rule, kinds: Collection[Kind], factors: Mapping[str, Fraction] | None = None) -> Check:
    """Check one figure.

    Args:
        rule: What it may be.
        kinds: What it may measure.
        factors: What its value is multiplied with, by its unit; None for nothing.
    """

    def check(facts: Sequence[Fact], book: FactBook) -> str | None:
        figure = figure_of(facts[0]) if len(facts) == 1 else None
        if figure is None or figure.measure.kind not in kinds:
            return None
        by = Fraction(1) if factors is None else factors.get(figure.measure.of)
        if by is None:
            return None
        return "" if rule.of(figure).times(by) in rule.values else _named(figure)

    return check


def extreme(
    *, greatest: bool, kinds: Collection[Kind], by_rank: bool = False, marks: Collection[str] = ()
) -> Check:
    """Check that a figure is past all others: those given, those of its series, or those of its column.

    Args:
        greatest: Whether it is past them upwards.
        kinds: What it may measure.
        by_rank: Whether the first rank says so, too.
        marks: Qualifiers by which the source says so itself.
    """

    def check(facts: Sequence[Fact], book: FactBook) -> str | None:
        own, *rest = facts
        if not rest and own.qualifier in marks:
            return ""
        figure = figure_of(own)
        if figure is None:
            return None
        if by_rank and not rest and figure.measure.kind is Kind.RANK:
            return "" if figure.open in Interval(Fraction(1), Fraction(1)) else _named(figure)
        rivals = rest or _beside(own, book)
        if rivals is None or figure.measure.kind not in kinds:
            return None
        figures = _figures([own, *rivals]) if rivals else None
        if figures is None:
            return None
        above = Interval(Fraction(0), is_low_open=True)
        for other in figures[1:]:
            gap = figure.open - other.open if greatest else other.open - figure.open
            if gap not in above:
                return _named(figure, other)
        return ""

    return check


def _beside(fact: Fact, book: FactBook) -> list[Fact]:
    """Return the other points of a fact's series, or the other cells of its column of a table."""
    whole = book.get(fact.series) if fact.series else None
    ids: Sequence[str] = ()
    if whole and isinstance(whole.value, Series):
        ids = whole.value.points
    elif whole and isinstance(whole.value, Table):
        column = fact.id.rpartition(".")[2]
        ids = [f"{whole.id}.{row}.{column}" for row in whole.value.rows.ids]
    return [other for id_ in ids if id_ != fact.id and (other := book.get(id_))]
