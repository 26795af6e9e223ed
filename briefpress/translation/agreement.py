"""Whether the languages of a brief say the same: equal facts, claims, notes, links and numbers in each block.

A block is compared as a whole, because a translation may move a figure from one sentence, or from the
heading, to another. What differs is reported at the text in which it is missing or too much.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from itertools import groupby

from msgspec import Struct, field

from briefpress.diagnostics import Findings
from briefpress.document.inlines import SCHEMES
from briefpress.facts import CLAIMS, FactBook, FactType, check_claim, language_name
from briefpress.facts.values import listing
from briefpress.merge.brief import Brief
from briefpress.merge.quotations import Quoter
from briefpress.translation.links import is_same_page
from briefpress.translation.numbers import Typed, is_in_words
from briefpress.translation.prose import MASK
from briefpress.translation.readings import Reading, read
from briefpress.translation.typed import TypedFacts, can_say
from briefpress.translation.units import Unit, source_language, units_of

#: Types whose facts no text can quote whole.
_NOT_PRINTED = (FactType.SERIES, FactType.TABLE)

#: A translation of so many characters or more has a length that can be told from its source's.
_LEAST_LENGTH = 200
#: Times the length of its source, from English to French; the other way round, the inverse.
_LENGTHS = (0.9, 1.6)
#: Between other languages, whose ratio nobody measured for us.
_OTHER_LENGTHS = (0.5, 2.0)


def check_agreement(
    brief: Brief, namespaces: Sequence[str], book: FactBook, typed_facts: TypedFacts, findings: Findings
) -> None:
    """Report where the languages of a brief say different things.

    Args:
        brief: What to look at, in all its languages.
        namespaces: The first segments of the fact ids.
        book: The facts.
        typed_facts: Knows which facts say a number.
        findings: Collects errors, and warnings about what only looks odd.
    """
    source = source_language(brief)
    dollar = bool(brief.dollar.text)
    quoters = {lang: Quoter(lang, namespaces, allows_dollar=dollar) for lang in brief.languages}
    orders: dict[str, dict[str, None]] = {lang: {} for lang in brief.languages}
    for _, units in groupby(units_of(brief), key=lambda unit: unit.group):
        texts = _Block(list(units), quoters, book, brief.notes)
        told: set[int] = set()
        for lang, readings in texts.readings.items():
            orders[lang].update(dict.fromkeys(note for reading in readings for note in reading.notes))
            if lang != source and source in texts.readings:
                pair = _Pair(texts.readings[source], readings, book)
                pair.check(findings)
                told |= pair.told
        for reading in (reading for readings in texts.readings.values() for reading in readings):
            left = (number for number in reading.numbers if id(number) not in told)
            typed_facts.report(reading, left, findings)
    _check_order_of_notes(brief, source, orders, findings)


class _Block:
    """The texts of a block in each language; a language with a mistake in one of them is left out."""

    def __init__(
        self, units: list[Unit], quoters: Mapping[str, Quoter], book: FactBook, notes: Container[str]
    ) -> None:
        self.readings: dict[str, list[Reading]] = {}
        for lang, quoter in quoters.items():
            found = [read(unit, lang, quoter) for unit in units]
            sound = [one for one in found if one is not None and _is_sound(one, book, notes)]
            if len(sound) == len(units):
                self.readings[lang] = sound


def _is_sound(reading: Reading, book: FactBook, notes: Container[str]) -> bool:
    """Tell whether merging has nothing to report of a text: what it says else would be said twice."""
    facts = [book.get(name) for name in reading.facts]
    if not all(fact is not None and fact.type not in _NOT_PRINTED for fact in facts):
        return False
    if not all(use.source in book.sources for use in reading.sourced):
        return False
    if not all(note in notes for note in reading.notes) or not all(
        address.startswith(SCHEMES) for address in reading.links
    ):
        return False
    return all(is_borne_out(claim.name, claim.facts, book) for claim in reading.claims)


def is_borne_out(name: str, ids: Sequence[str], book: FactBook) -> bool:
    """Tell whether facts bear out a claim now."""
    facts = [fact for id_ in ids if (fact := book.get(id_)) is not None]
    return name in CLAIMS and len(facts) == len(ids) and check_claim(name, facts, book) == ""


class _Pair(Struct, frozen=True):
    """A block in the language it was written in, and in another one.

    Attributes:
        source: Its texts as they were written.
        target: Their translations, in the same order.
        book: The facts.
        told: Which numbers a finding is about, by `id`.
    """

    source: list[Reading]
    target: list[Reading]
    book: FactBook
    told: set[int] = field(default_factory=set)

    def check(self, findings: Findings) -> None:
        said = [self._numbers(one, other) for one, other in self._both()]
        for (one, other), (lost, more) in zip(self._both(), said, strict=True):
            self._check_facts(one, other, more, findings)
            self._check_facts(other, one, lost, findings)
            self._check_numbers(one, other, lost, more, findings)
            self._check_structure(one, other, findings)
            self._check_links(one, other, findings)
        for kind in _NAMED:
            self._check_named(kind, self.source, self.target, findings)
            self._check_named(kind, self.target, self.source, findings)
        self._check_length(findings)

    def _both(self) -> Iterable[tuple[Reading, Reading]]:
        return zip(self.source, self.target, strict=True)

    # ---- facts and numbers

    def _numbers(self, one: Reading, other: Reading) -> tuple[list[Typed], list[Typed]]:
        """Return the numbers that only one text of a pair has, and those that only the other has."""
        return (
            _without(one.numbers, self.target),
            _without(other.numbers, self.source),
        )

    def _check_facts(self, one: Reading, other: Reading, typed: list[Typed], findings: Findings) -> None:
        """Report facts that only one side quotes; a number in the place of one is taken out of ``typed``."""
        quoted = {name for reading in self._side(other) for name in reading.facts}
        claimed = {name for reading in self._side(other) for claim in reading.claims for name in claim.facts}
        missing = [name for name in one.facts if name not in quoted | claimed]
        for name in list(missing):
            fact = self.book.get(name)
            number = next((n for n in typed if fact is not None and can_say(n, fact)), None)
            if number is None:
                continue
            typed.remove(number)
            self.told.add(id(number))
            missing.remove(name)
            findings.error(
                "PAR001",
                f"`{other.words(number)}` was typed where the {language_name(one.lang)} quotes `{name}`",
                other.place(number),
                label="typed by hand",
                hint=f"did you mean {{{{ {name} }}}}?",
                related=[(one.quote(name), "quoted here")],
            )
        if missing:
            names = listing(tuple(missing))
            findings.error(
                "PAR002",
                f"the {language_name(other.lang)} does not quote {names}, which the "
                f"{language_name(one.lang)} does",
                other.top,
                label="not quoted here",
                hint=f"quote it, such as {{{{ {missing[0]} }}}}, or take it out of the other language",
                related=[(one.quote(name), f"`{name}`") for name in missing],
            )

    def _check_numbers(
        self, one: Reading, other: Reading, lost: list[Typed], more: list[Typed], findings: Findings
    ) -> None:
        """Report numbers that were typed in one language and not in the other."""
        here, there = language_name(other.lang), language_name(one.lang)
        self.told.update(map(id, (*lost, *more)))
        while lost and more:
            was, now = lost.pop(0), more.pop(0)
            findings.error(
                "PAR003",
                f"the {here} has `{other.words(now)}` where the {there} has `{one.words(was)}`",
                other.place(now),
                label="another number",
                hint="correct one of them; a fact that both texts quote could not differ",
                related=[(one.place(was), "here")],
            )
        for mine, yours, numbers in ((one, other, lost), (other, one, more)):
            for number in numbers:
                findings.error(
                    "PAR003",
                    f"the {language_name(yours.lang)} has no `{mine.words(number)}`, "
                    f"as the {language_name(mine.lang)} has",
                    mine.place(number),
                    label="in one language only",
                    hint=f"write it in both; what is right in one alone is written {{{{ "
                    f'"{mine.words(number)}" }}}}',
                    related=[(yours.top, "the other text")],
                )

    def _side(self, reading: Reading) -> list[Reading]:
        return self.source if reading.lang == self.source[0].lang else self.target

    # ---- what is named: notes and claims

    def _check_named(
        self, kind: _Named, side: list[Reading], other_side: list[Reading], findings: Findings
    ) -> None:
        others = {name for reading in other_side for name in kind.of(reading)}
        for reading, twin in zip(side, other_side, strict=True):
            for name in kind.of(reading):
                if name in others:
                    continue
                findings.error(
                    kind.code,
                    f"the {language_name(twin.lang)} {kind.verb} `{name}`, as the "
                    f"{language_name(reading.lang)} does",
                    twin.top,
                    label=kind.label,
                    hint=kind.hint.format(name=name),
                    related=[(reading.quote(name), "here")],
                )

    # ---- links and structure

    def _check_links(self, one: Reading, other: Reading, findings: Findings) -> None:
        left = list(one.links)
        more = []
        for address in other.links:
            same = next((a for a in left if self._is_same(a, one, address, other)), None)
            if same is None:
                more.append(address)
            else:
                left.remove(same)
        hint = "if they are one page in two languages, give both as the `address` of a source in data/"
        for address in more:
            was = left.pop(0) if left else ""
            findings.error(
                "PAR006",
                f"a link leads elsewhere in the {language_name(other.lang)}"
                if was
                else f"the {language_name(one.lang)} does not have this link",
                other.quote(address),
                label="another page" if was else "in one language only",
                hint=hint if was else "link the same words in both languages",
                related=[(one.quote(was), "here it leads") if was else (one.top, "the other text")],
            )
        for address in left:
            findings.error(
                "PAR006",
                f"the {language_name(other.lang)} does not have this link",
                one.quote(address),
                label="in one language only",
                hint="link the same words in both languages",
                related=[(other.top, "the other text")],
            )

    def _is_same(self, address: str, one: Reading, other_address: str, other: Reading) -> bool:
        return is_same_page(address, one.lang, other_address, other.lang, self.book.sources.values())

    def _check_structure(self, one: Reading, other: Reading, findings: Findings) -> None:
        for was, now, noun in (
            (one.items, other.items, "list item"),
            (one.paragraphs, other.paragraphs, "paragraph"),
        ):
            if was != now:
                findings.error(
                    "PAR007",
                    f"the {language_name(other.lang)} has {_counted(now, noun)}, "
                    f"and the {language_name(one.lang)} {_counted(was, noun)}",
                    other.top,
                    label="built in another way",
                    hint="give both the same paragraphs and list items: a reader may have them side by side",
                    related=[(one.top, "the other text")],
                )
                return

    def _check_length(self, findings: Findings) -> None:
        one, other = self.source[0], self.target[0]
        was, now = (sum(_length(reading) for reading in side) for side in (self.source, self.target))
        if min(was, now) < _LEAST_LENGTH:
            return
        least, most = _ratio(one.lang, other.lang)
        ratio = now / was
        if not least <= ratio <= most:
            findings.warning(
                "PAR009",
                f"the {language_name(other.lang)} is {ratio:.1f} times as long as the "
                f"{language_name(one.lang)}",
                other.top,
                label="much longer" if ratio > most else "much shorter",
                hint=f"look whether it says the same: {least:.1f} to {most:.1f} times is usual",
                related=[(one.top, "the other text")],
            )


class _Named(Struct, frozen=True):
    """Things that texts name, and that both languages must name.

    Attributes:
        code: Of the finding.
        of: Their names in a text.
        verb: What the other language does not do.
        label: What is missing.
        hint: The next step.
    """

    code: str
    of: Callable[[Reading], Iterable[str]]
    verb: str
    label: str
    hint: str


_NAMED = (
    _Named(
        "PAR005",
        lambda reading: reading.notes,
        "has no mark of the note",
        "a mark is missing",
        'add {{{{ note("{name}") }}}} where the sentence ends that it belongs to',
    ),
    _Named(
        "PAR012",
        lambda reading: reading.refs,
        "does not refer to",
        "no reference",
        'add {{{{ ref("{name}") }}}} where the sentence speaks of it',
    ),
    _Named(
        "PAR008",
        lambda reading: [claim.name for claim in reading.claims],
        "does not claim",
        "not claimed here",
        'mark the words that say it: {{{{ claim("{name}", ..., say="...") }}}}',
    ),
    _Named(
        "PAR011",
        lambda reading: [use.source for use in reading.sourced],
        "has no words that lean on",
        "none of it here",
        'mark the words that say it: {{{{ sourced("{name}", "...") }}}}',
    ),
)


def _without(numbers: Iterable[Typed], others: list[Reading]) -> list[Typed]:
    """Return the numbers that no text of the other language has, in digits or in words."""
    keys = Counter(number.key for reading in others for number in reading.numbers)
    left = []
    for number in {number.key: number for number in numbers}.values():
        if keys[number.key] or any(is_in_words(number, other.prose, other.lang) for other in others):
            continue
        left.append(number)
    return left


def _length(reading: Reading) -> int:
    """Return the number of characters that an author wrote: facts are as long as their values."""
    return len(reading.prose) - reading.prose.count(MASK)


def _ratio(lang: str, other: str) -> tuple[float, float]:
    least, most = _LENGTHS
    if lang.startswith("en") and other.startswith("fr"):
        return least, most
    if lang.startswith("fr") and other.startswith("en"):
        return 1 / most, 1 / least
    return _OTHER_LENGTHS


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _check_order_of_notes(
    brief: Brief, source: str, orders: dict[str, dict[str, None]], findings: Findings
) -> None:
    """Report notes whose numbers differ between languages: "see note 2" would mean another one."""
    for lang, notes in orders.items():
        first = list(orders[source])
        if lang == source or set(first) != set(notes) or first == list(notes):
            continue
        was, now = next((a, b) for a, b in zip(first, notes, strict=True) if a != b)
        text = brief.notes.get(now)
        findings.warning(
            "PAR010",
            f"note `{now}` is number {list(notes).index(now) + 1} in the {language_name(lang)} "
            f"and number {first.index(now) + 1} in the {language_name(source)}",
            text.localized.span if text else None,
            label="numbered differently",
            hint=f"notes are numbered as they are met: move the mark of `{was}` or of `{now}`",
        )
