"""Brief + lock -> which translations are still those of their source."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum
from itertools import groupby

from msgspec import Struct

from briefpress.facts import FactBook
from briefpress.merge.brief import Brief
from briefpress.merge.quotations import Quoter
from briefpress.translation.grammar import grammar_of
from briefpress.translation.lock import Approval, Lock
from briefpress.translation.readings import read
from briefpress.translation.units import Unit, source_language, units_of


class State(StrEnum):
    """What became of a translation."""

    APPROVED = "approved"
    EDITED = "edited"
    STALE = "stale"
    UNREVIEWED = "unreviewed"
    MISSING = "missing"


#: What a translator has to look at.
TO_DO = (State.STALE, State.UNREVIEWED, State.MISSING)


class Translation(Struct, frozen=True, eq=False):
    """A block in a language that it was translated into.

    Attributes:
        group: The block, note or text of the brief as a whole.
        lang: The language.
        source: The language that it was translated from.
        units: Its texts.
        state: What became of it.
        approval: What was approved, if anything.
        changed: Those of its texts whose source is another one than was approved.
        reasons: Why it is stale, apart from changed texts.
        facts: Ids of the facts that those are about.
    """

    group: str
    lang: str
    source: str
    units: tuple[Unit, ...]
    state: State
    approval: Approval | None = None
    changed: tuple[Unit, ...] = ()
    reasons: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()

    @property
    def words(self) -> int:
        """How many words its source has."""
        leaves = (unit.localized.get(self.source) for unit in self.units)
        return sum(len(leaf.text.split()) for leaf in leaves if leaf is not None)


def translations_of(
    brief: Brief, lock: Lock | None, book: FactBook, namespaces: Sequence[str]
) -> Iterator[Translation]:
    """Yield the translations of a brief, block by block in its order.

    Args:
        brief: What is translated.
        lock: What was approved, or None.
        book: The facts, whose grammar counts.
        namespaces: The first segments of the fact ids.
    """
    source = source_language(brief)
    quoter = Quoter(source, namespaces, allows_dollar=bool(brief.dollar.text))
    groups = {group: tuple(units) for group, units in groupby(units_of(brief), key=lambda unit: unit.group)}
    left = {group: approvals for group, approvals in (lock or {}).items() if group not in groups}
    for group, units in groups.items():
        grammar = None
        for lang in brief.languages:
            if lang == source:
                continue
            if grammar is None:
                grammar = _facts_of(units, source, quoter)
            approval = (lock or {}).get(group, {}).get(lang) or _renamed(units, source, lang, left)
            yield _compare(group, units, source, lang, approval, grammar, book)


def approve(translation: Translation, by: str, date: dt.date, book: FactBook, quoter: Quoter) -> Approval:
    """Return the approval of a translation as it is now.

    Args:
        translation: What somebody has looked at.
        by: Who.
        date: When.
        book: The facts.
        quoter: Evaluates texts of the source.
    """
    source, lang = translation.source, translation.lang
    facts = _facts_of(translation.units, source, quoter)
    return Approval(
        by=by,
        date=date,
        translation=digest_of(translation.units, lang),
        source={
            _name(unit): normal(leaf.text)
            for unit in translation.units
            if (leaf := unit.localized.get(source))
        },
        facts={
            name: grammar_of(fact, (source, lang)) for name in facts if (fact := book.get(name)) is not None
        },
    )


def normal(text: str) -> str:
    """Return a text without what makes no difference to its readers: how the file breaks it into lines."""
    paragraphs = re.split(r"\n[ \t]*\n", unicodedata.normalize("NFC", text).strip())
    return "\n\n".join("\n".join(_joined(paragraph)) for paragraph in paragraphs if paragraph.strip())


#: A line that begins an item of a list.
_ITEM = re.compile(r"[ \t]*(?:[-*+]|\d+[.)])[ \t]")


def _joined(paragraph: str) -> Iterator[str]:
    """Yield the lines of a paragraph: items of lists keep theirs, and all else is one."""
    line = ""
    for raw in paragraph.split("\n"):
        if line and _ITEM.match(raw):
            yield line
            line = ""
        words = re.sub("[ \t]+", " ", raw).strip(" \t")  # no-break spaces are the author's
        line = f"{line} {words}".lstrip(" ")
    if line:
        yield line


def digest_of(units: Sequence[Unit], lang: str) -> str:
    """Return the digest of what a block says in a language."""
    texts = [[_name(unit), normal(leaf.text)] for unit in units if (leaf := unit.localized.get(lang))]
    return hashlib.sha256(repr(sorted(text for _, text in texts)).encode()).hexdigest()[:16]


# ---- inside


def _name(unit: Unit) -> str:
    """Return what a text is called inside its block."""
    return unit.id.removeprefix(unit.group).lstrip(".") or "text"


def _facts_of(units: Sequence[Unit], source: str, quoter: Quoter) -> tuple[str, ...]:
    readings = (read(unit, source, quoter) for unit in units)
    return tuple(dict.fromkeys(name for reading in readings if reading for name in reading.facts))


def _sources(units: Sequence[Unit], source: str) -> dict[str, str]:
    return {unit.id: normal(leaf.text) for unit in units if (leaf := unit.localized.get(source))}


def _renamed(
    units: Sequence[Unit], source: str, lang: str, left: Mapping[str, Mapping[str, Approval]]
) -> Approval | None:
    """Return what was approved under a name that the brief no longer has, if it is the same words."""
    texts, digest = Counter(_sources(units, source).values()), digest_of(units, lang)
    for approvals in left.values():
        approval = approvals.get(lang)
        if approval and Counter(approval.source.values()) == texts and approval.translation == digest:
            return approval
    return None


def _compare(
    group: str,
    units: tuple[Unit, ...],
    source: str,
    lang: str,
    approval: Approval | None,
    facts: Sequence[str],
    book: FactBook,
) -> Translation:
    """Return the state of a block in a language."""
    if any(unit.localized.get(lang) is None for unit in units):
        return Translation(group, lang, source, units, State.MISSING, approval)
    if approval is None:
        return Translation(group, lang, source, units, State.UNREVIEWED)
    known = Counter(approval.source.values())
    changed = []
    for unit in units:  # a row that moved, or a new name of a key, is the same text
        text = normal(leaf.text) if (leaf := unit.localized.get(source)) else ""
        if known[text]:
            known[text] -= 1
        else:
            changed.append(unit)
    others = dict(_other_grammar(facts, approval, (source, lang), book))
    state = State.APPROVED
    if changed or others:
        state = State.STALE
    elif approval.translation != digest_of(units, lang):
        state = State.EDITED
    reasons = tuple(others.values())
    return Translation(group, lang, source, units, state, approval, tuple(changed), reasons, tuple(others))


def _other_grammar(
    facts: Sequence[str], approval: Approval, languages: tuple[str, ...], book: FactBook
) -> Iterator[tuple[str, str]]:
    """Yield the facts whose grammar is another than that which was approved, and what it was and is."""
    for name in facts:
        fact = book.get(name)
        was = approval.facts.get(name)
        if fact is not None and was is not None and (now := grammar_of(fact, languages)) != was:
            yield name, f"`{name}` was `{was}`, and is `{now}`"
