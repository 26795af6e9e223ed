"""How old a fact is, and what that means on a given day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator

from msgspec import Struct

from briefpress.diagnostics import Findings, Span
from briefpress.facts.model import Fact, FactBook, Freshness


class Limit(Struct, frozen=True):
    """What the age of one fact sets.

    Attributes:
        fact: The fact.
        since: The day from which its age counts.
        warn: The first day on which it warns, or None.
        error: The first day on which it is refused, or None.
        place: Where that is set: at the fact, or at its source.
    """

    fact: Fact
    since: dt.date
    warn: dt.date | None
    error: dt.date | None
    place: Span

    def is_outdated(self, today: dt.date) -> bool:
        """Tell whether the fact is refused on a day."""
        return self.error is not None and today >= self.error

    def is_aging(self, today: dt.date) -> bool:
        """Tell whether the fact warns on a day, or is refused."""
        return self.is_outdated(today) or (self.warn is not None and today >= self.warn)


def limits_of(book: FactBook, ids: Iterable[str]) -> Iterator[Limit]:
    """Yield the limits of facts, and of those that they are computed from, each once.

    A computed fact is as old as the oldest of its inputs; it can have limits of its own where it has a date.
    """
    seen: set[str] = set()
    rest = list(ids)[::-1]
    while rest:
        fact = book.facts.get(rest.pop())
        if fact is None or fact.id in seen:
            continue
        seen.add(fact.id)
        limit = _limit(fact, book)
        if limit is not None:
            yield limit
        if fact.formula is not None:
            rest.extend(reversed(fact.formula.inputs))


def _limit(fact: Fact, book: FactBook) -> Limit | None:
    sources = [source for c in fact.citations if (source := book.sources.get(c.source))]
    found: list[Freshness | None] = [fact.freshness]
    if fact.formula is None:
        found += [source.freshness for source in sources]
    freshness = next((limits for limits in found if limits), None)
    if freshness is None:
        return None
    since = fact.as_of or (fact.period.last_day if fact.period else None)
    if since is None:
        since = fact.checked
    if since is None:
        since = min((source.accessed for source in sources), default=None)
    if since is None:
        return None
    return Limit(
        fact,
        since,
        freshness.warn_after.after(since) if freshness.warn_after else None,
        freshness.error_after.after(since) if freshness.error_after else None,
        freshness.span,
    )


def check_freshness(limits: Iterable[Limit], today: dt.date, findings: Findings, *, stamps: bool) -> None:
    """Report the facts that are too old on a day.

    Args:
        limits: Of the facts that are printed.
        today: The day.
        findings: Collects FACT018 as warnings, and FACT019 as errors.
        stamps: Whether the page says which facts are past their date: then that is a warning, too.

    A fact of which the findings say so already is left alone: as an input of others it is met more than once.
    """
    said = {finding.span for finding in findings if finding.code in ("FACT018", "FACT019")}
    for limit in limits:
        fact = limit.fact
        if fact.value_span in said:
            continue
        counted = f"its age counts from {limit.since.isoformat()}"
        if limit.is_outdated(today):
            report = findings.warning if stamps else findings.error
            report(
                "FACT019",
                f"the fact `{fact.id}` has been past its date since {limit.error}",
                fact.value_span,
                label=counted,
                hint="look at its source again; then change its value or date, or the source's `accessed`",
                related=[(limit.place, "its limits")],
            )
        elif limit.is_aging(today):
            findings.warning(
                "FACT018",
                f"the fact `{fact.id}` has been due for a second look since {limit.warn}",
                fact.value_span,
                label=counted,
                hint="look at its source again; then change its value or date, or the source's `accessed`",
                related=[(limit.place, "its limits")],
            )


def same_until(limits: Iterable[Limit], today: dt.date) -> tuple[dt.date, dt.date]:
    """Return the first and the last day on which the limits mean what they mean on a day."""
    days = sorted(day for limit in limits for day in (limit.warn, limit.error) if day is not None)
    first = max((day for day in days if day <= today), default=dt.date.min)
    after = min((day for day in days if day > today), default=None)
    return first, after - dt.timedelta(days=1) if after else dt.date.max
