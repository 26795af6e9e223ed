"""A fact and a form -> the characters of a language.

A form is the author's choice: ``{{ fms.portfolio.value("short") }}``.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from decimal import Decimal
from functools import partial
from typing import NamedTuple, cast

from briefpress.diagnostics import Findings, Span, did_you_mean
from briefpress.document import FactText
from briefpress.facts import Fact, FactBook, FactType, Localized, Period, Range, Table
from briefpress.merge.characters import PRIVATE_USE, symbol_hint
from briefpress.merge.locale import Pieces, locale_for
from briefpress.merge.locale.parts import Quantity, plain

#: What an author may ask for, and what it gives. ``docs/authoring.md`` lists them.
FORMS = {
    "long": "for sentences: 13 milliards de dollars américains; the default",
    "short": "for tiles and charts: 13 G$ US, 65+, 3×",
    "qualified": "long, with its qualifier in words: over 65 years",
    "bare": "the number alone: 65, 4,000 to 10,000",
    "words": "as the fact's `wording` says it, or a number below ten in words",
    "signed": "for changes, with a plus or a minus: +3.2%, −4 points, +US$1.2 billion",
    "compact": "rounded to one decimal of its largest scale: US$2 billion for 1,960,000,000",
}

#: The form of a fact that is quoted without one.
DEFAULT_FORM = "long"

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


class _Unfit(NamedTuple):
    """Why a fact has no characters in a form, and what to do about it."""

    message: str
    hint: str = "choose another form, or say it in the sentence"


class _UntranslatedError(Exception):
    """A fact, or the noun of its unit, has no words in a language."""


def report_unknown(book: FactBook, name: str, span: Span, findings: Findings) -> None:
    """Report that a book has no fact of a name, unless the mistake was reported where the fact stands."""
    if book.is_broken(name) or not book.is_complete:
        return
    row, _, column = name.rpartition(".")
    table = book.get(row.rpartition(".")[0])
    if table is not None and isinstance(table.value, Table):
        columns = [heading.id for heading in table.value.columns]
        if row.rpartition(".")[2] in table.value.rows.ids and column in columns:
            hint = f"fill it in; or ask whether it is there: `when: row.{column}`, {{% if row.{column} %}}"
            message = f"the cell `{name}` is empty"
            findings.error("MERGE001", message, span, hint=hint)
            return
    hint = book.nearest(name) or "`data/` has no fact of a similar name"
    findings.error("MERGE001", f"there is no fact `{name}`", span, hint=hint)


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
        key = (name, form or DEFAULT_FORM)
        known = self._known.get(key)
        if known is None:
            fact = self.book.get(name)
            if fact is None:
                report_unknown(self.book, name, span, findings)
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

    def change_of(self, fact: Fact) -> str:
        """Return the characters of a difference with its sign: "+3 places" is "+3".

        Args:
            fact: What two values of a fact differ by, in its own unit; it need not be in the book.
        """
        value = cast(Decimal, fact.value)
        form = _SIGNED.get(fact.type, "long")
        if fact.type in (FactType.RANK, FactType.YEAR):  # a difference of places is none itself
            figure = self.locale.number(value)
        else:
            figure = "".join(text for text, _ in _PRINTERS[fact.type](self, fact, form))
        return self.locale.signed(value, figure)

    def _print(self, fact: Fact, form: str) -> FactText | _Refusal:
        is_many = fact.type in _POINTS
        if is_many and (form != "words" or fact.wording is None):
            return self._no_one_value(fact)
        try:
            pieces = _SPECIAL_FORMS.get(form, FactPrinter._plainly)(self, fact, form)
        except _UntranslatedError:
            hint = (
                f"add `{self.lang}:` to its words in `data/`, or to the noun of its unit; "
                f"or leave `{self.lang}` out of the brief's `languages`"
            )
            return _Refusal("MERGE003", f"the fact `{fact.id}` has no text in `{self.lang}`", hint)
        if isinstance(pieces, _Unfit):
            return _Refusal("MERGE003", pieces.message, pieces.hint)
        private = PRIVATE_USE.search("".join(text for text, _ in pieces))
        if private:
            return _Refusal(
                "MERGE005",
                f"the private-use character U+{ord(private[0]):04X} has no meaning of its own",
                symbol_hint(private[0]),
                fact.value_span,
            )
        measure = " ".join(filter(None, (fact.type, fact.currency, fact.unit)))
        return FactText(pieces, fact.amount, measure)

    def _no_one_value(self, fact: Fact) -> _Refusal:
        whole, part = _POINTS[fact.type]
        points = [name for name in fact.part_ids if name in self.book.facts]
        # The last point of a series is the newest.
        hint = f"quote one of its {part}s: `{points[-1]}`" if points else f"give it {part}s, and quote one"
        return _Refusal("MERGE003", f"the fact `{fact.id}` is a {whole}, which has no one value", hint)

    # ---- by form: characters, or why there are none

    def _plainly(self, fact: Fact, form: str) -> Pieces | _Unfit:
        return _PRINTERS[fact.type](self, fact, form)

    def _bare(self, fact: Fact, form: str) -> Pieces | _Unfit:
        if fact.type in _COUNTED:
            # Words of the sentence stand around it, so that a range has none of its own before it.
            return plain(self.locale.digits(cast(Quantity, fact.value), short=True))
        return self._plainly(fact, form)

    def _compact(self, fact: Fact, form: str) -> Pieces | _Unfit:
        value, scale = cast(Quantity, fact.value), fact.scale or "one"
        if fact.type is FactType.MONEY:
            return plain(self.locale.compact_money(value, scale, fact.currency or ""))
        if fact.type is FactType.NUMBER:
            return plain(self.locale.compact(value, scale, self._noun(fact)))
        return _Unfit(f"the fact `{fact.id}` is no amount that could be rounded to millions")

    def _signed(self, fact: Fact, form: str) -> Pieces | _Unfit:
        own_form = _SIGNED.get(fact.type)
        if own_form is None:
            return _Unfit(f"a sign says nothing before the fact `{fact.id}`, whose type is `{fact.type}`")
        if isinstance(fact.value, Range):
            return _Unfit(f"the fact `{fact.id}` is a range, which has no sign")
        ((figure, _), *_) = _PRINTERS[fact.type](self, fact, own_form)
        return plain(self.locale.signed(cast(Decimal, fact.value), figure))

    def _qualified(self, fact: Fact, form: str) -> Pieces | _Unfit:
        if fact.qualifier is None:
            can = fact.type not in (FactType.TEXT, FactType.LIST)
            hint = "quote it without a form" + (
                "; or add the `qualifier:` that its source gives" if can else ""
            )
            return _Unfit(f"the fact `{fact.id}` has no qualifier", hint)
        pieces = _PRINTERS[fact.type](self, fact, "long")
        if fact.qualifier in _SILENT:
            return pieces
        word = self.locale.qualifier(fact.qualifier)
        if word is None:
            return _Unfit(
                f"no word for the qualifier `{fact.qualifier}` of `{fact.id}` stands before a figure"
            )
        return self.locale.qualified(word, pieces)

    def _words(self, fact: Fact, form: str) -> Pieces | _Unfit:
        if fact.wording is not None:
            return plain(self._localized(fact.wording))
        if fact.type is FactType.RANK and fact.qualifier != "among-top":
            return self.locale.ordinal_in_words(cast(int, fact.value))
        if fact.type is FactType.NUMBER and fact.amount is not None and fact.amount == int(fact.amount):
            value, scale = cast(Decimal, fact.value), fact.scale or "one"
            return plain(
                self.locale.in_words(int(value)) if scale == "one" else self.locale.counted(value, scale)
            )
        hint = "add `wording:` to the fact, or choose another form"
        return _Unfit(f"the fact `{fact.id}` has no `wording`", hint)

    # ---- by type

    def _noun(self, fact: Fact) -> Callable[[str], str] | None:
        """Return what gives a number's noun in a plural form, or None where it counts no things."""
        unit = self.book.units.get(fact.unit) if fact.unit else None
        if unit is not None and self.lang not in unit.forms:
            raise _UntranslatedError
        return partial(unit.form, self.lang) if unit else None

    def _number(self, fact: Fact, form: str) -> Pieces:
        value, scale = cast(Quantity, fact.value), fact.scale or "one"
        return plain(self.locale.counted(value, scale, self._noun(fact), short=form == "short"))

    def _percent(self, fact: Fact, form: str) -> Pieces:
        return plain(self.locale.percent(cast(Quantity, fact.value), short=form == "short"))

    def _points(self, fact: Fact, form: str) -> Pieces:
        return plain(self.locale.points(cast(Quantity, fact.value), short=form == "short"))

    def _money(self, fact: Fact, form: str) -> Pieces:
        value, scale, currency = cast(Quantity, fact.value), fact.scale or "one", fact.currency or ""
        return plain(self.locale.money(value, scale, currency, short=form == "short"))

    def _duration(self, fact: Fact, form: str) -> Pieces:
        value, is_short = cast(Quantity, fact.value), form == "short"
        if is_short and fact.qualifier in ("over", "at-least") and not isinstance(value, Range):
            return plain(f"{self.locale.number(value)}+")
        return plain(self.locale.duration(value, fact.unit or "year", short=is_short))

    def _multiple(self, fact: Fact, form: str) -> Pieces:
        return plain(self.locale.multiple(cast(Decimal, fact.value), short=form == "short"))

    def _rank(self, fact: Fact, form: str) -> Pieces:
        value = cast(int, fact.value)
        return plain(self.locale.top(value)) if fact.qualifier == "among-top" else self.locale.ordinal(value)

    def _date(self, fact: Fact, form: str) -> Pieces:
        return self.locale.date(cast("dt.date | Range", fact.value), short=form == "short")

    def _time(self, fact: Fact, form: str) -> Pieces:
        return plain(self.locale.time(cast(dt.time, fact.value), short=form == "short"))

    def _year(self, fact: Fact, form: str) -> Pieces:
        return plain(self.locale.year(cast("int | Range", fact.value), short=form == "short"))

    def _period(self, fact: Fact, form: str) -> Pieces:
        return plain(self.locale.period(cast(Period, fact.value), short=form == "short"))

    def _text(self, fact: Fact, form: str) -> Pieces:
        return plain(self._localized(cast(Localized, fact.value)))

    def _list(self, fact: Fact, form: str) -> Pieces:
        items = cast("tuple[Localized, ...]", fact.value)
        return plain(self.locale.listed([self._localized(item) for item in items]))

    def _localized(self, value: Localized) -> str:
        """Return a text as it is written, on one line: a fact stands inside a sentence."""
        leaf = value.get(self.lang)
        if leaf is None:
            raise _UntranslatedError
        return _LINE_ENDS.sub(" ", leaf.text)


#: Types whose number can stand alone; a year is no number, and is never grouped.
_COUNTED = frozenset(
    (
        *(FactType.NUMBER, FactType.PERCENT, FactType.POINTS, FactType.MONEY),
        *(FactType.DURATION, FactType.MULTIPLE, FactType.RANK),
    )
)
#: Types that can be a change, and the form that stands behind the sign: it is for tiles and tables.
_SIGNED = {
    FactType.NUMBER: "long",
    FactType.PERCENT: "long",
    FactType.POINTS: "short",
    FactType.MONEY: "short",
}
#: Types that have no value of their own: what they are, and what they are made of.
_POINTS = {FactType.SERIES: ("series", "point"), FactType.TABLE: ("table", "cell")}
#: Qualifiers that the figure itself says.
_SILENT = ("among-top", "exact")

_Print = Callable[[FactPrinter, Fact, str], Pieces]

_SPECIAL_FORMS: dict[str, Callable[[FactPrinter, Fact, str], Pieces | _Unfit]] = {
    "bare": FactPrinter._bare,
    "compact": FactPrinter._compact,
    "qualified": FactPrinter._qualified,
    "signed": FactPrinter._signed,
    "words": FactPrinter._words,
}

_PRINTERS: dict[FactType, _Print] = {
    FactType.NUMBER: FactPrinter._number,
    FactType.PERCENT: FactPrinter._percent,
    FactType.POINTS: FactPrinter._points,
    FactType.MONEY: FactPrinter._money,
    FactType.DURATION: FactPrinter._duration,
    FactType.MULTIPLE: FactPrinter._multiple,
    FactType.RANK: FactPrinter._rank,
    FactType.DATE: FactPrinter._date,
    FactType.TIME: FactPrinter._time,
    FactType.YEAR: FactPrinter._year,
    FactType.PERIOD: FactPrinter._period,
    FactType.TEXT: FactPrinter._text,
    FactType.LIST: FactPrinter._list,
}
