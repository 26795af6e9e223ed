"""A fact and a form -> the characters of a language.

A form is the author's choice: ``{{ fms.portfolio.value("short") }}``.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from decimal import Decimal
from typing import NamedTuple, cast

from briefpress.diagnostics import Findings, Span, did_you_mean
from briefpress.document import FactText
from briefpress.facts import Fact, FactBook, FactType, Localized
from briefpress.merge.characters import PRIVATE_USE
from briefpress.merge.locale import Pieces, locale_for

#: What an author may ask for, and what it gives. ``docs/authoring.md`` lists them.
FORMS = {
    "long": "for sentences: 13 milliards de dollars américains; the default",
    "short": "for tiles and charts: 13 G$ US, 65+, 3×",
    "qualified": "long, with its qualifier in words: over 65 years",
    "bare": "the number alone: 65",
    "words": "as the fact's `wording` says it, or a number below ten in words",
}

_LINE_ENDS = re.compile(r"[ \t]*\n[ \t\n]*")


class _Refusal(NamedTuple):
    """Why a fact is not printed in a form.

    Attributes:
        span: What is to blame; None blames the place that quotes the fact.
    """

    code: str
    message: str
    hint: str
    span: Span | None = None


class FactPrinter:
    """Prints the facts of a book in one language; remembers what it printed."""

    def __init__(self, book: FactBook, lang: str) -> None:
        self.book = book
        self.lang = lang
        self.locale = locale_for(lang)
        self._known: dict[tuple[str, str], FactText | _Refusal] = {}

    def text(self, name: str, form: str, span: Span, findings: Findings) -> FactText | None:
        """Return a fact's characters, or None after reporting why it has none.

        Args:
            name: The fact's id.
            form: A key of `FORMS`, or empty for ``long``.
            span: Where it is quoted.
            findings: Collects errors.
        """
        key = (name, form or "long")
        known = self._known.get(key)
        if known is None:
            fact = self.book.get(name)
            if fact is None:
                self._report_unknown(name, span, findings)
                return None
            if key[1] not in FORMS:
                hint = did_you_mean(form, FORMS) or f"forms are {', '.join(FORMS)}"
                findings.error("MERGE002", f"`{form}` is not a form of a fact", span, hint=hint)
                return None
            known = self._known[key] = self._print(fact, key[1])
        if isinstance(known, _Refusal):
            findings.error(known.code, known.message, known.span or span, hint=known.hint)
            return None
        return known

    def _report_unknown(self, name: str, span: Span, findings: Findings) -> None:
        if name in self.book.broken or not self.book.is_complete:
            return  # its own mistake was reported where it stands
        hint = self.book.nearest(name) or "`data/` has no fact of a similar name"
        findings.error("MERGE001", f"there is no fact `{name}`", span, hint=hint)

    def _print(self, fact: Fact, form: str) -> FactText | _Refusal:
        try:
            pieces = _SPECIAL_FORMS.get(form, FactPrinter._plainly)(self, fact, form)
        except KeyError:  # texts and nouns are kept by language
            hint = f"leave `{self.lang}` out of the brief's `languages`, or give the project's facts in it"
            return _Refusal("MERGE003", f"the fact `{fact.id}` has no text in `{self.lang}`", hint)
        if isinstance(pieces, str):
            return _Refusal("MERGE003", pieces, "choose another form, or say it in the sentence")
        private = PRIVATE_USE.search("".join(text for text, _ in pieces))
        if private:
            return _Refusal(
                "MERGE005",
                f"the private-use character U+{ord(private[0]):04X} has no meaning of its own",
                "delete it; it often comes from a symbol font",
                fact.value_span,
            )
        measure = " ".join(filter(None, (fact.type, fact.currency, fact.unit)))
        return FactText(pieces, fact.amount, measure)

    # ---- by form: characters, or a sentence that says why there are none

    def _plainly(self, fact: Fact, form: str) -> Pieces | str:
        return _PRINTERS[fact.type](self, fact, form)

    def _bare(self, fact: Fact, form: str) -> Pieces | str:
        if fact.type in _COUNTED:
            return ((self.locale.number(cast("Decimal | int", fact.value)), False),)
        return self._plainly(fact, form)

    def _qualified(self, fact: Fact, form: str) -> Pieces | str:
        if fact.qualifier is None:
            return f"the fact `{fact.id}` has no qualifier"
        pieces = _PRINTERS[fact.type](self, fact, "long")
        if fact.qualifier == "among-top":
            return pieces
        word = self.locale.qualifier(fact.qualifier)
        if word is None:
            return f"no word for the qualifier `{fact.qualifier}` of `{fact.id}` stands before a figure"
        first, *rest = pieces
        return ((f"{word} {first[0]}", first[1]), *rest)

    def _words(self, fact: Fact, form: str) -> Pieces | str:
        if fact.wording is not None:
            return ((self._localized(fact.wording), False),)
        if fact.type is FactType.NUMBER and fact.value == int(cast(Decimal, fact.value)):
            return ((self.locale.in_words(int(cast(Decimal, fact.value))), False),)
        return f"the fact `{fact.id}` has no `wording`"

    # ---- by type

    def _number(self, fact: Fact, form: str) -> Pieces:
        value = cast(Decimal, fact.value)
        unit = self.book.units.get(fact.unit) if fact.unit else None
        if unit is None:
            return ((self.locale.number(value), False),)
        noun = unit.form(self.lang, self.locale.plural(value))
        return ((self.locale.counted(value, noun), False),)

    def _percent(self, fact: Fact, form: str) -> Pieces:
        return ((self.locale.percent(cast(Decimal, fact.value)), False),)

    def _money(self, fact: Fact, form: str) -> Pieces:
        value, scale, currency = cast(Decimal, fact.value), fact.scale or "one", fact.currency or ""
        return ((self.locale.money(value, scale, currency, short=form == "short"), False),)

    def _duration(self, fact: Fact, form: str) -> Pieces:
        value = cast(Decimal, fact.value)
        if form == "short" and fact.qualifier in ("over", "at-least"):
            return ((f"{self.locale.number(value)}+", False),)
        return ((self.locale.duration(value, fact.unit or "year"), False),)

    def _multiple(self, fact: Fact, form: str) -> Pieces:
        return ((self.locale.multiple(cast(Decimal, fact.value), short=form == "short"), False),)

    def _rank(self, fact: Fact, form: str) -> Pieces:
        value = cast(int, fact.value)
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
        """Return a text as it is written, on one line: a fact stands inside a sentence."""
        return _LINE_ENDS.sub(" ", value[self.lang].text)


#: Types whose number can stand alone; a year is no number, and is never grouped.
_COUNTED = frozenset(
    (
        FactType.NUMBER,
        FactType.PERCENT,
        FactType.MONEY,
        FactType.DURATION,
        FactType.MULTIPLE,
        FactType.RANK,
    )
)

_SPECIAL_FORMS: dict[str, Callable[[FactPrinter, Fact, str], Pieces | str]] = {
    "bare": FactPrinter._bare,
    "qualified": FactPrinter._qualified,
    "words": FactPrinter._words,
}

_PRINTERS: dict[FactType, Callable[[FactPrinter, Fact, str], Pieces]] = {
    FactType.NUMBER: FactPrinter._number,
    FactType.PERCENT: FactPrinter._percent,
    FactType.MONEY: FactPrinter._money,
    FactType.DURATION: FactPrinter._duration,
    FactType.MULTIPLE: FactPrinter._multiple,
    FactType.RANK: FactPrinter._rank,
    FactType.DATE: FactPrinter._date,
    FactType.YEAR: FactPrinter._year,
    FactType.TEXT: FactPrinter._text,
    FactType.LIST: FactPrinter._list,
}
