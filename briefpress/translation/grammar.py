"""What of a fact a sentence agrees with: its kind, unit, scale, qualifier and plural form; not its value."""

from __future__ import annotations

from decimal import Decimal

from briefpress.facts import Fact, Range
from briefpress.merge.locale import locale_for


def grammar_of(fact: Fact, languages: tuple[str, ...]) -> str:
    """Return what the words around a fact agree with, as ``money billion USD about, other, other``.

    A new value of the same grammar fits into the same sentence: "13 milliards de dollars américains" becomes
    14. From 2 to 1, or from millions to billions, "des" may have to become "du".

    Args:
        fact: A fact that a text quotes.
        languages: Those in which its plural form counts.
    """
    parts = [fact.type, fact.scale if fact.scale != "one" else None, fact.currency, fact.unit, fact.qualifier]
    kind = " ".join(str(part) for part in parts if part)
    value = fact.value.last if isinstance(fact.value, Range) else fact.value
    if not isinstance(value, Decimal | int):
        return kind
    return ", ".join([kind, *(locale_for(lang).plural(value) for lang in languages)])
