"""What ``facts`` prints: a table of facts, or one fact with all its forms and places."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from typing import Any

from briefpress.build.claims import FoundClaim
from briefpress.build.fact_places import PrintedFact
from briefpress.cli.claim_report import claim_data
from briefpress.cli.console import Console
from briefpress.diagnostics import Findings, Span
from briefpress.facts import Fact, Limit, Localized, language_name, limits_of
from briefpress.facts.shown import extent, shown_value
from briefpress.merge import FORMS, Merger

_NOWHERE = Span("")
#: Columns between two cells.
_GAP = "  "
#: Columns for the names of what is told of one fact.
_NAMES = 12


class FactReport:
    """Shows facts as a person, or a program, wants to see them."""

    def __init__(self, console: Console, merger: Merger, languages: tuple[str, ...]) -> None:
        self._console = console
        self._merger = merger
        self._book = merger.book
        self._languages = languages

    # ---- many

    def table(self, facts: Sequence[Fact], findings: Findings) -> None:
        """Print one line for each fact."""
        if not self._console.is_text:
            self._console.print_document(findings, facts=[self._data(fact) for fact in facts])
            return
        self._console.print_findings(findings)
        if not facts:
            if not findings.errors:
                self._console.print("no facts")
            return
        head = ["id", *(language_name(lang) for lang in self._languages), "source", "age"]
        rows = [self._row(fact) for fact in facts]
        widths = [max(len(row[index]) for row in (head, *rows)) for index in range(len(head))]
        self._fit(widths)
        lines = [
            _GAP.join(_cell(text, width) for text, width in zip(row, widths, strict=True))
            for row in (head, *rows)
        ]
        self._console.print(self._console.paint("dim", lines[0].rstrip()))
        for line in lines[1:]:
            self._console.print(line.rstrip())
        self._console.print(self._console.paint("dim", f"{len(facts)} fact{'s' if len(facts) > 1 else ''}"))

    def _row(self, fact: Fact) -> list[str]:
        values = [self._forms(fact, lang).get("long") or extent(fact) for lang in self._languages]
        return [fact.id, *values, ", ".join(dict.fromkeys(c.source for c in fact.citations)), self._age(fact)]

    def _fit(self, widths: list[int]) -> None:
        """Make the columns of values narrower, so that a line of the terminal holds a fact."""
        if not self._console.is_terminal:
            return  # what goes into a file is for `grep`, which wants it whole
        room = shutil.get_terminal_size().columns
        values = range(1, 1 + len(self._languages))
        while sum(widths) + len(_GAP) * (len(widths) - 1) > room and max(widths[i] for i in values) > _NAMES:
            widths[max(values, key=lambda i: widths[i])] -= 1

    # ---- one

    def one(
        self,
        fact: Fact,
        places: Sequence[PrintedFact],
        claims: Sequence[FoundClaim],
        hidden: Findings,
        findings: Findings,
    ) -> None:
        """Print all there is to know of a fact.

        Args:
            fact: The fact.
            places: Where it is printed.
            claims: What texts claim of it.
            hidden: What is wrong with the briefs: some places may not be known for it.
            findings: What is wrong with the facts.
        """
        if not self._console.is_text:
            told = [self._place(place) for place in places]
            needed = {"computed": [other.id for other in self._needing(fact)]}
            self._console.print_document(
                findings,
                fact=self._data(fact)
                | needed
                | {"places": told, "claims": [claim_data(claim) for claim in claims]},
            )
            return
        self._console.print_findings(findings)
        paint, show = self._console.paint, self._console.print
        where = f"{fact.type.value}, {fact.span.path}:{fact.span.line}"
        show(f"{paint('bold', fact.id)}  {paint('dim', where)}")
        for lang in self._languages:
            show(f"  {_text(fact.label, lang)}")
        self._tell("value", [shown_value(fact)])
        self._tell("formula", [fact.formula.expression.text] if fact.formula else [])
        self._tell(
            "holds for", [fact.as_of.isoformat()] if fact.as_of else [fact.period.code] if fact.period else []
        )
        for name, text in (("definition", fact.definition), ("note", fact.note)):
            self._tell(name, [_text(text, lang) for lang in self._languages] if text else [])
        self._tell("tags", [", ".join(fact.tags)] if fact.tags else [])
        self._tell_forms(fact)
        self._tell("sources", self._sources(fact))
        self._tell("age", [self._age(fact) or "no limit is set"])
        self._tell("in formulas", [other.id for other in self._needing(fact)])
        self._tell_places(places, hidden)
        self._tell("claimed in", [_claim(claim) for claim in claims])

    def _tell(self, name: str, lines: Sequence[str]) -> None:
        for index, line in enumerate(lines):
            shown = self._console.paint("dim", f"{name if index == 0 else '':<{_NAMES}}")
            self._console.print(f"\n  {shown}{line}" if index == 0 else f"  {shown}{line}")

    def _tell_forms(self, fact: Fact) -> None:
        forms = {lang: self._forms(fact, lang) for lang in self._languages}
        known = [form for form in FORMS if any(form in found for found in forms.values())]
        if not known:
            self._tell("quote", list(fact.part_ids))
            return
        columns = [
            [language_name(lang), *(forms[lang].get(form, "") for form in known)] for lang in self._languages
        ]
        widths = [max(map(len, column)) for column in columns]
        for index, name in enumerate(["", *known]):
            cells = [f"{column[index]:<{width}}" for column, width in zip(columns, widths, strict=True)]
            line = _GAP.join(cells).rstrip()
            lead = self._console.paint("dim", f"{name or 'forms':<{_NAMES}}")
            self._console.print(
                f"\n  {lead}{self._console.paint('dim', line)}" if not name else f"  {lead}{line}"
            )

    def _tell_places(self, places: Sequence[PrintedFact], hidden: Findings) -> None:
        lines = []
        for place in places:
            pages = (
                "page " + " and ".join(map(str, place.pages)) if place.pages else "not on a page of its own"
            )
            lines.append(f"{place.edition.name}, {pages}, {place.span.path}:{place.span.line}")
            sentence = place.sentence
            if place.text:  # a line prints none
                sentence = sentence.replace(place.text, self._console.paint("bold", place.text), 1)
            lines.append(f"  {sentence}")
        self._tell("printed in", lines or ["no brief"])
        if hidden.errors:
            self._tell("", ["some briefs have mistakes, so more places may print it: see `check`"])

    # ---- what is told

    def _forms(self, fact: Fact, lang: str) -> dict[str, str]:
        """Return what the forms give that the fact has."""
        printer, found = self._merger.printer(lang), {}
        for form in FORMS:
            text = printer.text(fact.id, form, _NOWHERE, Findings())
            if text is not None:
                found[form] = text.plain
        return found

    def _sources(self, fact: Fact) -> list[str]:
        lines = []
        for citation in fact.citations:
            source = self._book.sources.get(citation.source)
            if source is None:
                continue
            for lang in self._languages:
                where = f", {_text(citation.locator, lang)}" if citation.locator else ""
                lines.append(f"{_text(source.title, lang)}{where} ({_text(source.publisher, lang)})")
            lines += dict.fromkeys(_text(source.address, lang) for lang in self._languages)
            lines.append(f"{source.id}, accessed on {source.last_accessed((citation,)).isoformat()}")
        return lines

    def _age(self, fact: Fact) -> str:
        limits = list(limits_of(self._book, [fact.id]))
        return "; ".join(dict.fromkeys(self._told(limit) for limit in limits))

    def _told(self, limit: Limit) -> str:
        today = self._merger.workspace.today
        if limit.is_outdated(today):
            return f"past its date since {limit.error}"
        if limit.is_aging(today):
            return f"to be looked at again since {limit.warn}"
        return f"fresh until {min(day for day in (limit.warn, limit.error) if day)}"

    def _needing(self, fact: Fact) -> list[Fact]:
        return [
            other for other in self._book.facts.values() if other.formula and fact.id in other.formula.inputs
        ]

    # ---- for programs

    def _data(self, fact: Fact) -> dict[str, Any]:
        return {
            "id": fact.id,
            "type": fact.type.value,
            "value": None if isinstance(fact.value, Localized | tuple) else shown_value(fact),
            "unit": fact.unit,
            "currency": fact.currency,
            "scale": fact.scale,
            "qualifier": fact.qualifier,
            "as_of": fact.as_of.isoformat() if fact.as_of else None,
            "period": fact.period.code if fact.period else None,
            "formula": fact.formula.expression.text if fact.formula else None,
            "tags": list(fact.tags),
            "label": {lang: _text(fact.label, lang) for lang in self._languages},
            "forms": {lang: self._forms(fact, lang) for lang in self._languages},
            "sources": list(dict.fromkeys(citation.source for citation in fact.citations)),
            "age": self._age(fact),
            "path": fact.span.path,
            "line": fact.span.line,
        }

    @staticmethod
    def _place(place: PrintedFact) -> dict[str, Any]:
        return {
            "edition": place.edition.name,
            "brief": place.edition.brief,
            "lang": place.edition.lang,
            "pages": list(place.pages),
            "path": place.span.path,
            "line": place.span.line,
            "text": place.text,
            "sentence": place.sentence,
        }


def _claim(claim: FoundClaim) -> str:
    where = f"{claim.edition.name}, {claim.span.path}:{claim.span.line}"
    return f"{where}, {claim.name}: “{claim.words}”" + ("" if claim.holds else " (does not hold)")


def _text(text: Localized | None, lang: str) -> str:
    leaf = text.get(lang) if text else None
    return leaf.text.replace("\n", " ") if leaf else ""


def _cell(text: str, width: int) -> str:
    return f"{text:<{width}}" if len(text) <= width else f"{text[: width - 1]}…"
