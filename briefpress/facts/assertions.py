"""Entries of ``assertions``, and the bounds of facts: what has to be so, and is looked at in every run."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from decimal import Decimal

from msgspec import Struct
from msgspec.structs import replace

from briefpress.diagnostics import Findings, Span
from briefpress.facts.expressions import (
    Comparison,
    Expression,
    Inputs,
    Known,
    Outcome,
    Quantity,
    Refusal,
    compare,
    evaluate,
    parse_comparison,
    parse_formula,
    quantity_of,
    resolve,
    show,
    span_of,
)
from briefpress.facts.expressions.nodes import Link, Number
from briefpress.facts.localized import Leaf, Localized
from briefpress.facts.model import Fact, Range
from briefpress.facts.nodes import Mapping as YamlMapping
from briefpress.facts.reader import FieldReader
from briefpress.facts.values import shorten

#: Of many figures in a comparison, so many are shown with their places.
_SHOWN = 10

#: Code of a refusal -> the next step, where an assertion takes another one than a formula.
_HINTS = {
    "EXPR008": "write `years_between(a, date(2026, 5, 4))`, or `years_between(a, year(2026))`: an assertion "
    "has no day of its own",
}

#: Relation -> how a message denies it: "`a + b` is 99 and not 100".
_NOT = {
    "=": " and not",
    "!=": ", the same as",
    "<": " and not less than",
    "<=": " and not at most",
    ">": " and not more than",
    ">=": " and not at least",
}


class Assertion(Struct, frozen=True, kw_only=True):
    """What has to be so between facts.

    Attributes:
        id: Its key under ``assertions``.
        that: The comparison as it is written.
        comparison: What it says.
        within: By how much a link of it may be missed, as it is written; None for not at all.
        tolerance: What ``within`` says.
        because: Why it has to be so.
        span: The place of its id.
    """

    id: str
    that: Leaf
    comparison: Comparison
    within: Leaf | None = None
    tolerance: Expression | None = None
    because: Localized | None = None
    span: Span


def read_assertion(
    name: str, span: Span, mapping: YamlMapping, languages: tuple[str, ...], findings: Findings
) -> Assertion | None:
    """Return an assertion, or None after reporting what is wrong with it."""
    reader = FieldReader(mapping, findings, f"assertion `{name}`", span)
    that = reader.leaf("that", required=True)
    within = reader.leaf("within")
    because = reader.localized("because", languages)
    reader.finish()
    comparison = parse_comparison(that.text) if that else None
    tolerance = parse_formula(within.text) if within else None
    for leaf, read in ((that, comparison), (within, tolerance)):
        if leaf is not None and isinstance(read, Refusal):
            _refuse(name, leaf, read, findings)
    if that is None or not isinstance(comparison, Comparison) or isinstance(tolerance, Refusal):
        return None
    return Assertion(
        id=name,
        that=that,
        comparison=comparison,
        within=within,
        tolerance=tolerance,
        because=because,
        span=span,
    )


def check_assertions(
    assertions: Iterable[Assertion],
    facts: Mapping[str, Fact],
    broken: Collection[str],
    findings: Findings,
    *,
    is_complete: bool = True,
) -> None:
    """Report the assertions that do not hold; each link of a chain that fails is a finding of its own.

    Args:
        assertions: What has to be so.
        facts: Id -> fact, with those that were computed.
        broken: Ids of facts with mistakes that have been reported: what names one of them is left alone.
        findings: Where mistakes go.
        is_complete: Whether every file could be read; where not, an unknown fact may well exist.
    """
    known = Known(facts, (), frozenset(broken), is_complete)
    for assertion in assertions:
        _check(assertion, known, findings)


def _check(assertion: Assertion, known: Known, findings: Findings) -> None:
    resolved = [(assertion.that, resolve(assertion.comparison, known))]
    if assertion.within and assertion.tolerance:
        resolved.append((assertion.within, resolve(assertion.tolerance, known)))
    for leaf, inputs in resolved:
        if isinstance(inputs, Refusal):
            _refuse(assertion.id, leaf, inputs, findings)
    if any(isinstance(inputs, Refusal) or inputs.is_broken for _, inputs in resolved):
        return
    within = _within(assertion, known.facts, findings)
    if isinstance(within, Refusal):
        return
    inputs = resolved[0][1]
    assert isinstance(inputs, Inputs)
    for link in assertion.comparison.links:
        outcome = compare(link, known.facts, within)
        if isinstance(outcome, Refusal):
            _refuse(assertion.id, assertion.that, outcome, findings)
        elif not outcome.holds:
            figures = [
                known.facts[id_]
                for id_, place in inputs.places.items()
                if link.start <= place.start < link.end
            ]
            _report(assertion, link, outcome, within, figures, findings)


def _within(assertion: Assertion, facts: Mapping[str, Fact], findings: Findings) -> Quantity | Refusal | None:
    """Return by how much links may be missed; a refusal has been reported."""
    if assertion.tolerance is None or assertion.within is None:
        return None
    within = evaluate(assertion.tolerance, facts)
    if isinstance(within, Quantity) and within.value < 0:
        end = len(assertion.within.text)
        message = "`within` is how far the sides may be apart, and cannot be negative"
        within = Refusal("EXPR003", message, 0, end, "negative", "remove the minus")
    if isinstance(within, Refusal):
        _refuse(assertion.id, assertion.within, within, findings)
    return within


def _report(
    assertion: Assertion,
    link: Link,
    outcome: Outcome,
    within: Quantity | None,
    figures: Iterable[Fact],
    findings: Findings,
) -> None:
    text = assertion.that.text
    left, right = (text[side.start : side.end] for side in (link.left, link.right))
    # A number that is written there needs no second mention.
    named = "" if isinstance(link.right, Number) else f" (`{shorten(right)}`)"
    slack = f" within {show(within)}" if within is not None and within.value else ""
    denied = f"{_NOT[link.relation]} {show(outcome.right)}{named}{slack}"
    hint = "correct a figure, or the assertion"
    if assertion.because:
        reason = next(iter(assertion.because.leaves.values())).text
        hint = f"{reason.rstrip('. ')}: {hint}"
    findings.error(
        "EXPR014",
        f"`{shorten(left)}` is {show(outcome.left)}{denied}: `{assertion.id}` does not hold",
        span_of(assertion.that, link.start, link.end),
        label=f"off by {show(outcome.gap)}" if outcome.gap and outcome.gap.value else "not so",
        hint=hint,
        related=[(fact.value_span, _figure(fact)) for fact in list(figures)[:_SHOWN]],
    )


def _figure(fact: Fact) -> str:
    quantity = quantity_of(fact)
    return f"`{fact.id}` is {show(quantity)}" if quantity else f"`{fact.id}`"


def _refuse(name: str, leaf: Leaf, refusal: Refusal, findings: Findings) -> None:
    hinted = replace(refusal, hint=_HINTS.get(refusal.code, refusal.hint))
    hinted.report(leaf, f"assertion `{name}` cannot be checked", findings)


# ---- bounds


def check_bounds(facts: Iterable[Fact], findings: Findings) -> None:
    """Report the facts whose value is less than their ``minimum`` or more than their ``maximum``.

    Bounds are in the fact's own scale, as its value is; of a range, both ends have to keep them.
    """
    for fact in facts:
        if fact.minimum is None and fact.maximum is None:
            continue
        value = fact.value
        first, last = (value.first, value.last) if isinstance(value, Range) else (value, value)
        if not isinstance(first, Decimal | int) or not isinstance(last, Decimal | int):
            continue
        if fact.minimum is not None and first < fact.minimum:
            _report_bound(fact, "minimum", fact.minimum, first, "too small", findings)
        if fact.maximum is not None and last > fact.maximum:
            _report_bound(fact, "maximum", fact.maximum, last, "too large", findings)


def _report_bound(
    fact: Fact, key: str, bound: Decimal, value: Decimal | int, label: str, findings: Findings
) -> None:
    findings.error(
        "EXPR015",
        f"`{fact.id}` is {Decimal(value):f}, and its `{key}` is {bound:f}",
        fact.value_span,
        label=label,
        hint=f"correct the value or its scale; if it is right, correct `{key}`",
    )
