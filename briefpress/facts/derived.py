"""Formulas -> the facts that they compute, each after those that it needs."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping
from fractions import Fraction

from msgspec import Struct
from msgspec.structs import replace

from briefpress.diagnostics import Findings, Span
from briefpress.facts.circles import in_order, shortest_circle
from briefpress.facts.expressions import (
    Expression,
    Known,
    Quantity,
    Refusal,
    evaluate,
    measure_of,
    parse_formula,
    quantity_of,
    resolve,
    show,
    span_of,
)
from briefpress.facts.expressions.measures import (
    AMOUNT_TYPES,
    MULTIPLE,
    PERCENT,
    PLAIN,
    POINTS,
    Kind,
    Measure,
)
from briefpress.facts.expressions.nodes import Reference
from briefpress.facts.expressions.quantities import exact_decimal, rounded
from briefpress.facts.model import SCALES, Citation, Draft, Fact, FactType, Value
from briefpress.facts.periods import YEARS
from briefpress.facts.values import MAX_DIGITS, listing

#: What an input may be called without making the result less exact.
_FIRM = (None, "exact", "record")
#: Qualifiers that say what a result is, and not how near it is: the result is the same.
_OUTLOOKS = ("projected", "target")
#: Of a longer circle, so many members are named at its beginning.
_NAMED = 10


class _Plan(Struct, frozen=True):
    """A formula that was read, and the facts it needs.

    Attributes:
        places: Ids of these facts, each with what names it first.
    """

    draft: Draft
    expression: Expression
    places: Mapping[str, Reference]

    def span(self, needed: str) -> Span:
        """Return the place where the formula names a fact that it needs."""
        place = self.places[needed]
        return span_of(self.draft.formula.expression, place.start, place.end)


def complete(
    drafts: Mapping[str, Draft],
    facts: Mapping[str, Fact],
    broken: Collection[str],
    findings: Findings,
    *,
    is_complete: bool = True,
) -> dict[str, Fact]:
    """Compute the facts that have a formula.

    Args:
        drafts: Id -> a fact without its value.
        facts: Id -> a fact with a value.
        broken: Ids of facts with mistakes that have been reported: what needs one of them is left out without
            a second message.
        findings: Where mistakes go.
        is_complete: Whether every file could be read; where not, an unknown fact may well exist.

    Returns:
        Id -> fact, in an order in which each stands after those it needs; without those that have mistakes.
    """
    known = Known(facts, drafts.keys(), frozenset(broken), is_complete)
    plans = {}
    for id_ in sorted(drafts):
        plan = _plan(drafts[id_], known, findings)
        if plan is not None:
            plans[id_] = plan
    order, groups = in_order({id_: plan.places for id_, plan in plans.items()})
    for group in groups:
        _report_circle(group, plans, findings)
    everything = dict(facts)
    made = {}
    for id_ in order:
        plan = plans[id_]
        if any(needed not in everything for needed in plan.places):
            continue
        fact = _compute(plan, everything, findings)
        if fact is not None:
            everything[id_] = made[id_] = fact
    return made


def _plan(draft: Draft, known: Known, findings: Findings) -> _Plan | None:
    leaf = draft.formula.expression
    expression = parse_formula(leaf.text)
    inputs = expression if isinstance(expression, Refusal) else resolve(expression, known)
    if isinstance(inputs, Refusal):
        _refuse(draft, inputs, findings)
        return None
    if inputs.is_broken or isinstance(expression, Refusal):
        return None
    return _Plan(draft, expression, inputs.places)


def _refuse(draft: Draft, refusal: Refusal, findings: Findings) -> None:
    refusal.report(draft.formula.expression, f"`{draft.id}` cannot be computed", findings)


# ---- circles


def _report_circle(group: tuple[str, ...], plans: Mapping[str, _Plan], findings: Findings) -> None:
    """Report the shortest circle of a group: once it is cut, the others may be, too."""
    circle = shortest_circle(group, {id_: plans[id_].places for id_ in group})
    members = set(circle)
    shown = list(circle) if len(circle) <= _NAMED + 2 else [*circle[:_NAMED], "...", circle[-1]]
    links = [
        (plans[id_].span(needed), f"`{id_}` needs `{needed}`")
        for id_, needed in list(zip(circle, (*circle[1:], circle[0]), strict=True))[: _NAMED + 1]
    ]
    (span, label), *others = links
    findings.error(
        "EXPR009",
        f"`{circle[0]}` is computed from itself: {' -> '.join([*shown, circle[0]])}",
        span,
        label=label,
        hint=_cut(circle, [id_ for id_ in group if id_ not in members]),
        related=others,
    )


def _cut(circle: tuple[str, ...], others: list[str]) -> str:
    """Return how to end a circle, and which other facts go in circles with it."""
    is_one = len(circle) == 1
    hint = f"write {'its value' if is_one else 'the value of one of them'} by hand, with its source"
    if not others:
        return hint
    named = listing(others) if len(others) <= _NAMED else f"{len(others)} more facts"
    verb = "goes" if len(others) == 1 else "go"
    return f"{hint}; {named} {verb} in circles with {'it' if is_one else 'them'}, too"


# ---- values


def _compute(plan: _Plan, facts: Mapping[str, Fact], findings: Findings) -> Fact | None:
    draft = plan.draft
    quantity = evaluate(plan.expression, facts, draft.as_of)
    value = quantity if isinstance(quantity, Refusal) else _value(draft, quantity)
    if isinstance(value, Refusal):
        _refuse(draft, value, findings)
        return None
    inputs = [facts[id_] for id_ in plan.places]
    if draft.qualifier is None and not _are_firm(plan, inputs, findings):
        return None
    return draft.complete(value, _citations(inputs), replace(draft.formula, inputs=tuple(plan.places)))


def _citations(inputs: Iterable[Fact]) -> tuple[Citation, ...]:
    """Return where the inputs were found; the same words about the same source count once, as read last."""
    found: dict[tuple[object, ...], Citation] = {}
    for fact in inputs:
        for citation in fact.citations:
            locator = citation.locator
            words = tuple((lang, leaf.text) for lang, leaf in locator.leaves.items()) if locator else ()
            first = found.setdefault((citation.source, words), citation)
            if citation.accepted is not None and (
                first.accepted is None or first.accepted < citation.accepted
            ):
                found[citation.source, words] = replace(first, accepted=citation.accepted)
    return tuple(found.values())


def _are_firm(plan: _Plan, inputs: Iterable[Fact], findings: Findings) -> bool:
    """Tell whether all inputs are exact; one that is not is reported."""
    vague = [fact for fact in inputs if fact.qualifier not in _FIRM]
    if not vague:
        return True
    qualifiers = dict.fromkeys(str(fact.qualifier) for fact in vague)
    outlook = next(iter(qualifiers)) if len(qualifiers) == 1 and vague[0].qualifier in _OUTLOOKS else "about"
    # The points of a series are all named at one place.
    span, *others = dict.fromkeys(plan.span(fact.id) for fact in vague[:_NAMED])
    findings.error(
        "EXPR012",
        f"`{plan.draft.id}` is computed from figures that are not exact ({listing(qualifiers)}), and says no "
        "qualifier",
        span,
        label="not exact",
        hint=f"add `qualifier: {outlook}`, or `qualifier: exact` if the result is exact all the same",
        related=[*((place, "not exact") for place in others), *map(_vague, vague[:_NAMED])],
    )
    return False


def _vague(fact: Fact) -> tuple[Span, str]:
    quantity = quantity_of(fact)
    value = f" {show(quantity)}" if quantity else ""
    return fact.value_span, f"`{fact.id}` is `{fact.qualifier}`{value}"


def _value(draft: Draft, quantity: Quantity) -> Value | Refusal:
    """Return a result as the value of its fact, or why it cannot be that."""
    wanted = measure_of(draft.type, draft.unit, draft.currency)
    if wanted is None or quantity.measure not in _ACCEPTED.get(wanted, (wanted,)):
        return _misfit(draft, quantity, wanted)
    scaled = quantity.value / Fraction(SCALES[draft.scale or "one"])
    if draft.type in _WHOLE:
        return _whole(draft, scaled)
    decimals = draft.formula.decimals
    value = exact_decimal(scaled) if decimals is None else rounded(scaled, decimals, draft.formula.rounding)
    if value is None:
        first_digits = show(Quantity(scaled, PLAIN))
        message = f"the result is {first_digits}, and does not end: it has to be rounded"
        return _refusal(draft, "EXPR010", message, "add `decimals:`, with how many to keep", "does not end")
    if len(value.as_tuple().digits) > MAX_DIGITS:
        message = f"the result has more than {MAX_DIGITS} digits"
        return _refusal(draft, "EXPR007", message, "keep fewer with `decimals:`, or choose a larger `scale:`")
    if value < 0 and draft.type in _NOT_NEGATIVE:
        message = f"the result is {value:f}, and a {draft.type} is not negative"
        return _refusal(draft, "EXPR011", message, "exchange the two figures, or change the type")
    return value


#: Types of facts whose values are whole numbers or days -> the least and the greatest of them.
_WHOLE: Mapping[FactType, tuple[int, int]] = {
    FactType.RANK: (1, 10**MAX_DIGITS),
    FactType.YEAR: YEARS,
    FactType.DATE: (dt.date(YEARS[0], 1, 1).toordinal(), dt.date(YEARS[1], 12, 31).toordinal()),
}
#: As the table of types has it: how long, and how many times, is 0 at least.
_NOT_NEGATIVE = (FactType.DURATION, FactType.MULTIPLE)

#: Measure of a fact -> measures of results that it takes: a multiple is a number without a unit.
_ACCEPTED: Mapping[Measure, tuple[Measure, ...]] = {PLAIN: (PLAIN, MULTIPLE), MULTIPLE: (MULTIPLE, PLAIN)}


def _whole(draft: Draft, value: Fraction) -> Value | Refusal:
    least, greatest = _WHOLE[draft.type]
    if value.denominator != 1:
        message = f"the result is {show(Quantity(value, PLAIN))}, and a {draft.type} is a whole number"
        return _refusal(draft, "EXPR011", message, "write `round(...)` around it, or change the type")
    if not least <= value <= greatest:
        message = f"the result is {show(Quantity(value, PLAIN))}, and no {draft.type} is that"
        return _refusal(draft, "EXPR011", message, "check the figures in the formula")
    return dt.date.fromordinal(int(value)) if draft.type is FactType.DATE else int(value)


def _misfit(draft: Draft, quantity: Quantity, wanted: Measure | None) -> Refusal:
    message = f"the formula gives {quantity.measure}, and the fact is {wanted or f'a {draft.type}'}"
    got = quantity.measure
    hint = _MISFITS.get((got.kind, wanted.kind), "") if wanted else ""
    return _refusal(draft, "EXPR011", message, hint or "change the type of the fact, or the formula")


#: What a formula gives, and what the fact is -> what to do.
_MISFITS: Mapping[tuple[Kind, Kind], str] = {
    **{
        (kind, PERCENT.kind): "write `share(part, whole)` or `growth(before, after)` for a percentage, or "
        f"`type: {fact_type}` for this result"
        for kind, fact_type in AMOUNT_TYPES.items()
    },
    (POINTS.kind, PERCENT.kind): "the difference of two percentages has `type: points`",
    (PERCENT.kind, POINTS.kind): "write `difference(after, before)` for percentage points",
    (PLAIN.kind, Kind.COUNT): "write `units(..., nation)` around it, with the unit of the fact",
    (Kind.COUNT, PLAIN.kind): "add `unit:` to the fact",
    (Kind.MONEY, Kind.MONEY): "change `currency:` of the fact, or name figures in its currency",
    (Kind.COUNT, Kind.COUNT): "change `unit:` of the fact, or name figures in its unit",
    (Kind.DURATION, Kind.DURATION): "change `unit:` of the fact, or name figures in its unit",
}


def _refusal(draft: Draft, code: str, message: str, hint: str, label: str = "") -> Refusal:
    """Return a refusal of the whole formula."""
    return Refusal(code, message, 0, len(draft.formula.expression.text), label, hint)
