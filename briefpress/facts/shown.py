"""A fact -> its value on one line, as its file has it, for whoever works with the figures."""

from __future__ import annotations

from briefpress.facts.localized import Localized
from briefpress.facts.model import Fact, Range, Series, Table
from briefpress.facts.periods import Period

#: Longer texts are cut: a reason has one line.
MAX_LENGTH = 60


def shown_value(fact: Fact, lang: str = "") -> str:
    """Return a value with its scale, unit and qualifier: ``13 billion USD, about``.

    Args:
        fact: The fact.
        lang: Of the words of a text or a list; where it is missing, nothing is said of those.
    """
    value = fact.value
    if isinstance(value, Series | Table):
        return extent(fact)
    if isinstance(value, Localized):
        return _cut(_words(value, lang)) if lang else "a text in each language"
    if isinstance(value, tuple):
        return _cut("; ".join(_words(item, lang) for item in value)) if lang else "a text in each language"
    if isinstance(value, Range):
        shown = f"from {value.first} to {value.last}"
    else:
        shown = value.code if isinstance(value, Period) else str(value)
    scale = fact.scale if fact.scale != "one" else None
    unit = fact.currency or fact.unit or ("percent" if fact.type == "percent" else None)
    return " ".join(filter(None, (shown, scale, unit))) + (f", {fact.qualifier}" if fact.qualifier else "")


def shown_change(was: str, now: str) -> str:
    """Return how a value changed, what both end with once: ``13 -> 14 billion USD``."""
    old, new = was.split(" "), now.split(" ")
    while len(old) > 1 and len(new) > 1 and old[-1] == new[-1]:
        old.pop()
        new.pop()
    return f"{' '.join(old)} -> {now}"


def extent(fact: Fact) -> str:
    """Return how large a series or a table is; empty for other facts."""
    if isinstance(fact.value, Series):
        return f"{len(fact.value.points)} points"
    if isinstance(fact.value, Table):
        return f"{len(fact.value.rows)} rows, {len(fact.value.columns)} columns"
    return ""


def _words(value: Localized, lang: str) -> str:
    return " ".join(value.in_or_first(lang).text.split())


def _cut(text: str) -> str:
    return text if len(text) <= MAX_LENGTH else f"{text[: MAX_LENGTH - 1]}…"
