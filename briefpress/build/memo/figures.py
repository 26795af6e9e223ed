"""Facts before and after -> the figures of a memo in one language: values, difference, percentage, reason."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal

from msgspec import Struct
from msgspec.structs import replace

from briefpress.build.memo.compare import ChangedFact, EditionChange
from briefpress.build.said import SaidFact
from briefpress.facts import Fact, FactBook
from briefpress.merge import FactPrinter
from briefpress.merge.comparisons import Difference, difference


class Reason(Struct, frozen=True):
    """Why a figure changed, as far as somebody said so.

    Attributes:
        text: Their words; empty where there are none.
        kind: ``given`` (with the build), ``note`` (of the fact), ``refresh`` (the source that it was fetched
            from), ``commit`` (its first line), or empty.
    """

    text: str = ""
    kind: str = ""


class Figure(Struct, frozen=True):
    """A changed figure, as one language says it.

    Attributes:
        id: That of the fact.
        label: What it measures.
        before: Its value with its qualifier.
        now: The same.
        difference: By how much it differs; None where that cannot be said.
        exact: The exact numbers before and now, with scale and unit; None for words and dates.
        follows: The ids of changed facts that it is computed from; empty for a value that was written.
        is_computed: Whether it is computed.
        reason: Why.
        places: Path of each PDF that prints it -> the numbers of the pages.
        file: Where the fact is.
        line: The line of its value.
    """

    id: str
    label: str
    before: str
    now: str
    difference: Difference | None
    exact: tuple[Mapping[str, str | None], Mapping[str, str | None]] | None
    follows: tuple[str, ...]
    is_computed: bool
    reason: Reason
    places: Mapping[str, tuple[int, ...]]
    file: str
    line: int


def figures_of(
    changed: Iterable[ChangedFact],
    editions: Iterable[EditionChange],
    book: FactBook,
    printer: FactPrinter,
    reasons: Mapping[str, Reason],
) -> list[Figure]:
    """Return the figures that a memo shows.

    Args:
        changed: Those facts that say something else.
        editions: What was published again.
        book: The facts as they are now.
        printer: Of the memo's language.
        reasons: Why each fact changed, by its id.
    """
    facts, printed = list(changed), list(editions)
    ids = {fact.id for fact in facts}
    return [_figure(each, ids, printed, book, printer, reasons) for each in facts]


def _figure(
    changed: ChangedFact,
    ids: set[str],
    editions: Iterable[EditionChange],
    book: FactBook,
    printer: FactPrinter,
    reasons: Mapping[str, Reason],
) -> Figure:
    before, after = changed.before, changed.after
    assert before is not None and after is not None
    fact = book.get(changed.id)
    return Figure(
        id=changed.id,
        label=_in(after.label, printer.lang) or changed.id,
        before=_in(before.shown, printer.lang),
        now=_in(after.shown, printer.lang),
        difference=_difference(printer, fact, before) if fact is not None else None,
        exact=(_exact(before), _exact(after)) if before.value or after.value else None,
        follows=tuple(name for name in after.inputs if name in ids),
        is_computed=bool(after.inputs),
        reason=reasons.get(changed.id, Reason()),
        places=_places(changed.id, editions),
        file=fact.value_span.path if fact is not None else "",
        line=fact.value_span.line if fact is not None else 0,
    )


def _difference(printer: FactPrinter, fact: Fact, before: SaidFact) -> Difference | None:
    if before.value is None or before.type != fact.type or not isinstance(fact.value, Decimal | int):
        return None
    value: Decimal | int = Decimal(before.value)
    if isinstance(fact.value, int):
        value = int(value)
    then = replace(
        fact,
        value=value,
        unit=before.unit,
        currency=before.currency,
        scale=before.scale,
        qualifier=before.qualifier,
    )
    return difference(printer, fact, then)


def _exact(fact: SaidFact) -> dict[str, str | None]:
    names = ("value", "scale", "unit", "currency", "qualifier")
    return {name: getattr(fact, name) for name in names}


def _places(name: str, editions: Iterable[EditionChange]) -> dict[str, tuple[int, ...]]:
    found = {}
    for change in editions:
        pages = {
            box.page
            for block in change.of.said.blocks
            for quoted in block.facts
            if quoted.fact == name
            for box in quoted.boxes
        }
        if pages:
            found[change.of.edition.output] = tuple(sorted(pages))
    return found


def _in(texts: Mapping[str, str], lang: str) -> str:
    """Return a text in a language, or in the first that has it."""
    return texts.get(lang) or next((text for text in texts.values() if text), "")
