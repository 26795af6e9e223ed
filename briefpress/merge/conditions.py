"""Whether something is so of the facts: ``when`` of a block, ``where`` of a series."""

from __future__ import annotations

import re
from collections.abc import Iterable

from briefpress.diagnostics import Findings
from briefpress.facts import FactBook, FactType, Localized
from briefpress.facts.expressions import Known, Refusal, compare, parse_comparison, resolve
from briefpress.facts.ids import _FACT_ID as FACT_ID
from briefpress.merge.brief import Name

#: What joins the parts of a condition; each has to hold.
_AND = re.compile(r"\s+and\s+")
_ID = FACT_ID.pattern
#: ``row.statehood``, ``not row.statehood``: whether there is such a fact.
_IS_THERE = re.compile(rf"(?P<no>not\s+)?(?P<id>{_ID})")
#: ``row.kind = "state"``: whether a fact that is a text reads so, in any of its languages.
_READS = re.compile(rf"(?P<id>{_ID})\s*(?P<no>!)?=\s*\"(?P<text>[^\"]*)\"")

#: The name of the row of a series.
ROW = "row"
_ROW = re.compile(rf"(?<![\w.]){ROW}(?=\.)")


def of_row(text: str, row: str) -> str:
    """Return a text in which ``row`` is called by its name in the table, if there is a row."""
    return _ROW.sub(row, text) if row else text


def holds(condition: Name, row: str, book: FactBook, used: set[str], findings: Findings) -> bool:
    """Tell whether a condition holds; one that cannot be told is reported, and does not.

    Args:
        condition: As it is written: parts with ``and`` between them.
        row: The id of a table and a row, for which ``row`` stands; or empty.
        book: The facts.
        used: Collects the ids of the facts that were looked at, whether there are such facts or not.
        findings: Collects mistakes.
    """
    said = [_part(text, condition, book, used, findings) for text in _parts(condition, row)]
    return all(said)


def _parts(condition: Name, row: str) -> Iterable[str]:
    return [part.strip() for part in _AND.split(of_row(condition.text, row))]


def _part(text: str, condition: Name, book: FactBook, used: set[str], findings: Findings) -> bool:
    if match := _IS_THERE.fullmatch(text):
        used.add(match["id"])
        return (book.get(match["id"]) is None) == bool(match["no"])
    if match := _READS.fullmatch(text):
        return _reads(match, condition, book, used, findings)
    return _compares(text, condition, book, used, findings)


def _reads(match: re.Match[str], condition: Name, book: FactBook, used: set[str], findings: Findings) -> bool:
    used.add(match["id"])
    fact = book.get(match["id"])
    if fact is None:
        return bool(match["no"])
    if fact.type is not FactType.TEXT or not isinstance(fact.value, Localized):
        message = f"`{fact.id}` is no text, and cannot be compared with one"
        hint = "write the number without quotes"
        findings.error("EXPR005", f"a condition cannot be checked: {message}", condition.span, hint=hint)
        return False
    is_so = any(leaf.text == match["text"] for leaf in fact.value.leaves.values())
    return is_so != bool(match["no"])


def _compares(text: str, condition: Name, book: FactBook, used: set[str], findings: Findings) -> bool:
    known = Known(book.facts, (), book.broken, book.is_complete)
    comparison = parse_comparison(text)
    if isinstance(comparison, Refusal):
        _refuse(comparison, condition, findings)
        return False
    inputs = resolve(comparison, known)
    if isinstance(inputs, Refusal):
        _refuse(inputs, condition, findings)
        return False
    used.update(inputs.places)
    if inputs.is_broken:
        return False
    for link in comparison.links:
        outcome = compare(link, book.facts)
        if isinstance(outcome, Refusal):
            _refuse(outcome, condition, findings)
            return False
        if not outcome.holds:
            return False
    return True


def _refuse(refusal: Refusal, condition: Name, findings: Findings) -> None:
    hint = (
        refusal.hint
        or 'write a fact that has to be there, or a comparison: `row.days > 10`, `row.kind = "a"`'
    )
    message = f"a condition cannot be checked: {refusal.message}"
    findings.error(refusal.code, message, condition.span, hint=hint)
