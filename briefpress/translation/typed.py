"""Numbers that were typed although a fact says them."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from functools import cached_property

from briefpress.diagnostics import Findings
from briefpress.facts import Fact, FactBook, FactType, Period
from briefpress.translation.numbers import Kind, Typed
from briefpress.translation.readings import Reading

#: What a fact counts -> the kinds of numbers that can say it; of types that are not here, plain ones.
_KINDS: Mapping[FactType, tuple[Kind, ...]] = {
    FactType.PERCENT: (Kind.PERCENT,),
    FactType.POINTS: (Kind.PLAIN, Kind.PERCENT),
    FactType.MONEY: (Kind.MONEY, Kind.PLAIN),
    FactType.DATE: (Kind.DATE,),
    FactType.TIME: (Kind.TIME,),
    FactType.TEXT: (),
    FactType.LIST: (),
    FactType.SERIES: (),
    FactType.TABLE: (),
}

#: Of a count below this, equal numbers are likely to be of other things ("two pages", "12 months").
_LEAST_COUNT = 13
#: So many facts are named, where several say a number.
_SHOWN = 3


def can_say(number: Typed, fact: Fact) -> bool:
    """Tell whether a number is of the kind that a fact has, whatever its value."""
    return number.kind in _KINDS.get(fact.type, (Kind.PLAIN,))


class TypedFacts:
    """Finds the facts that say a number that was typed.

    Args:
        book: The facts.
    """

    def __init__(self, book: FactBook) -> None:
        self._book = book

    def report(self, reading: Reading, numbers: Iterable[Typed], findings: Findings) -> None:
        """Warn of numbers of a text that a fact says, too: they will stay when the fact changes."""
        for number in numbers:
            facts = self._that_say(number)
            if not facts or _is_of_a_name(number, reading.prose):
                continue
            shown = [f"{{{{ {fact.id} }}}}" for fact in facts[:_SHOWN]]
            words = reading.words(number)
            findings.warning(
                "PAR004",
                f"`{words}` was typed, and `{facts[0].id}` says it",
                reading.place(number),
                label="will not follow the fact",
                hint=f"did you mean {' or '.join(shown)}? Where it is another figure, write "
                f'{{{{ "{words}" }}}}',
                related=[(facts[0].value_span, "the fact")],
            )

    def _that_say(self, number: Typed) -> list[Fact]:
        if number.kind is Kind.PLAIN and len(number.key) <= 2 and int(float(number.key)) < _LEAST_COUNT:
            return []
        return [fact for fact in self._by_key.get(number.key, ()) if can_say(number, fact)]

    @cached_property
    def _by_key(self) -> dict[str, list[Fact]]:
        found: dict[str, list[Fact]] = {}
        for fact in self._book.facts.values():
            if (key := _key(fact)) is not None:
                found.setdefault(key, []).append(fact)
        return found


#: A word with a capital that begins no sentence, and no more than a space behind it.
_NAME_BEFORE = re.compile(r"[^\s.!?:«“\"(][ \u00a0]\(?[A-ZÀ-Þ]\w*[ \u00a0]$")


def _is_of_a_name(number: Typed, prose: str) -> bool:
    """Tell whether a number belongs to the name before it: Branch 31, Article 5, Resolution 1325."""
    if number.kind is not Kind.PLAIN or not prose[number.start : number.stop].isdigit():
        return False
    return _NAME_BEFORE.search(prose, max(number.start - 40, 0), number.start) is not None


def _key(fact: Fact) -> str | None:
    """Return what a number that says a fact has for its key; None where no number can."""
    value = fact.value
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, dt.time):
        return f"{value.hour}:{value.minute:02}"
    if isinstance(value, Period):
        return str(value.year) if value.kind == "year" else None
    amount = fact.amount
    return None if amount is None else format(amount.copy_abs().normalize(), "f")
