"""A fact and a form -> the characters of a language.

A form is the author's choice: ``{{ fms.portfolio.value("short") }}``.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from typing import cast

from briefpress.diagnostics import Findings, Span, did_you_mean
from briefpress.document import FactText
from briefpress.facts import Fact, FactBook, Localized
from briefpress.merge.locale import Pieces, locale_for

#: What an author may ask for, and what it gives. ``docs/authoring.md`` lists them.
FORMS = {
    "long": "for sentences: 13 milliards de dollars américains; the default",
    "short": "for tiles and charts: 13 G$ US, 65+, 3×",
    "qualified": "long, with its qualifier in words: over 65 years",
    "bare": "the number alone: 65",
    "words": "as the fact's `wording` says it, or a number below ten in words",
}


class FactPrinter:
    """Prints the facts of a book in one language; remembers what it printed."""

    def __init__(self, book: FactBook, lang: str) -> None:
        self.book = book
        self.lang = lang
        self.locale = locale_for(lang)
        self._known: dict[tuple[str, str], FactText | str] = {}

    def text(self, name: str, form: str, span: Span, findings: Findings) -> FactText | None:
        """Return a fact's characters, or None after reporting why it has none.

        Args:
            name: The fact's id.
            form: A key of `FORMS`, or empty for ``long``.
            span: Where it is quoted.
            findings: Collects errors.
        """
        key = (name, form or "long")
        if key not in self._known:
            fact = self.book.get(name)
            if fact is None:
                if name in self.book.broken or not self.book.is_complete:
                    return None  # its own mistake was reported where it stands
                hint = self.book.nearest(name) or "`data/` has no fact of a similar name"
                findings.error("MERGE001", f"there is no fact `{name}`", span, hint=hint)
                return None
            if key[1] not in FORMS:
                hint = did_you_mean(form, FORMS) or f"forms are {', '.join(FORMS)}"
                findings.error("MERGE002", f"`{form}` is not a form of a fact", span, hint=hint)
                return None
            self._known[key] = self._print(fact, key[1])
        known = self._known[key]
        if isinstance(known, str):
            findings.error("MERGE003", known, span, hint="choose another form, or say it in the sentence")
            return None
        return known

    def _print(self, fact: Fact, form: str) -> FactText | str:
        """Return the characters, or a sentence that says why this form is not to be had."""
        number = fact.amount
        if form == "words":
            return self._words(fact, number)
        if form == "qualified":
            return self._qualified(fact, number)
        pieces = _PRINTERS[fact.type](self, fact, form)
        return FactText(pieces, number)

    def _qualified(self, fact: Fact, number: Decimal | None) -> FactText | str:
        pieces = _PRINTERS[fact.type](self, fact, "long")
        if fact.qualifier is None:
            return f"the fact `{fact.id}` has no qualifier"
        if fact.qualifier == "among-top":
            return FactText(pieces, number)
        text = self.locale.qualified(fact.qualifier, "".join(text for text, _ in pieces))
        if text is None:
            return f"no word for the qualifier `{fact.qualifier}` of `{fact.id}` stands before a figure"
        return FactText(((text, False),), number)

    def _words(self, fact: Fact, number: Decimal | None) -> FactText | str:
        wording = fact.wording.get(self.lang) if fact.wording else None
        if wording is not None:
            return FactText(((wording.text, False),), number)
        if number is not None and number == int(number) and fact.type == "number":
            return FactText(((self.locale.in_words(int(number)), False),), number)
        return f"the fact `{fact.id}` has no `wording` for `{self.lang}`"

    # ---- by type

    def _number(self, fact: Fact, form: str) -> Pieces:
        value = cast(Decimal, fact.value)
        unit = self.book.units.get(fact.unit) if fact.unit else None
        if unit is None or form == "bare":
            return ((self.locale.number(value), False),)
        return ((self.locale.counted(value, dict(unit.forms[self.lang])), False),)

    def _percent(self, fact: Fact, form: str) -> Pieces:
        value = cast(Decimal, fact.value)
        return ((self.locale.number(value) if form == "bare" else self.locale.percent(value), False),)

    def _money(self, fact: Fact, form: str) -> Pieces:
        value = cast(Decimal, fact.value)
        if form == "bare":
            return ((self.locale.number(value), False),)
        text = self.locale.money(value, fact.scale or "one", fact.currency or "", short=form == "short")
        return ((text, False),)

    def _duration(self, fact: Fact, form: str) -> Pieces:
        value = cast(Decimal, fact.value)
        if form == "bare":
            return ((self.locale.number(value), False),)
        if form == "short" and fact.qualifier in ("over", "at-least"):
            return ((f"{self.locale.number(value)}+", False),)
        return ((self.locale.duration(value, fact.unit or "year"), False),)

    def _multiple(self, fact: Fact, form: str) -> Pieces:
        value = cast(Decimal, fact.value)
        if form == "bare":
            return ((self.locale.number(value), False),)
        return ((self.locale.multiple(value, short=form == "short"), False),)

    def _rank(self, fact: Fact, form: str) -> Pieces:
        value = int(cast(Decimal, fact.value))
        if form == "bare":
            return ((self.locale.number(value), False),)
        if fact.qualifier == "among-top":
            return ((self.locale.top(value), False),)
        return self.locale.ordinal(value)

    def _date(self, fact: Fact, form: str) -> Pieces:
        value = cast(dt.date, fact.value)
        return ((value.isoformat(), False),) if form == "short" else self.locale.date(value)

    def _year(self, fact: Fact, form: str) -> Pieces:
        return ((str(fact.value), False),)

    def _text(self, fact: Fact, form: str) -> Pieces:
        return ((self._localized(cast(Localized, fact.value)), False),)

    def _list(self, fact: Fact, form: str) -> Pieces:
        items = cast("tuple[Localized, ...]", fact.value)
        return ((self.locale.listed([self._localized(item) for item in items]), False),)

    def _localized(self, value: Localized) -> str:
        leaf = value.get(self.lang)
        return leaf.text if leaf else ""


_PRINTERS: dict[str, Callable[[FactPrinter, Fact, str], Pieces]] = {
    "number": FactPrinter._number,
    "percent": FactPrinter._percent,
    "money": FactPrinter._money,
    "duration": FactPrinter._duration,
    "multiple": FactPrinter._multiple,
    "rank": FactPrinter._rank,
    "date": FactPrinter._date,
    "year": FactPrinter._year,
    "text": FactPrinter._text,
    "list": FactPrinter._list,
}
