"""Another value of a fact -> the files, pages and sentences that would change, before anything is made.

The changed project is built in memory (`briefpress.workspace.OverlayWorkspace`), and its files are compared
with those of the project as it is. So all that follows from a figure counts: computed facts, claims that no
longer hold, bars of charts, ends of lines and pages.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from briefpress.build.fact_places import PrintedFact, places_of
from briefpress.build.ledger import read_ledger
from briefpress.build.plan import Request, select
from briefpress.build.project import Edition, Project, briefs_by_name
from briefpress.build.render import Renderer
from briefpress.build.staleness import Staleness
from briefpress.diagnostics import Findings, Span
from briefpress.document.nodes import Document
from briefpress.facts import Fact, FactBook, Localized, Series, Table
from briefpress.facts.shown import shown_value
from briefpress.page import Page, describe
from briefpress.workspace import OverlayWorkspace

#: Signs that open a value of several parts, and those that close it.
_BRACKETS = {"{": "}", "[": "]"}


class ChangedValue(Struct, frozen=True):
    """A fact that would say something else: the one that is changed, or one that is computed from it.

    Attributes:
        was: Its value as the file has it.
        now: Its value afterwards; empty where it would be none.
    """

    fact: Fact
    was: str
    now: str


class ChangedSentence(Struct, frozen=True):
    """A sentence, a cell or a label that would read otherwise.

    Attributes:
        place: Where it is printed now.
        now: What it would say; empty where it would be gone.
    """

    place: PrintedFact
    now: str


class ChangedEdition(Struct, frozen=True):
    """An edition whose file would have other bytes.

    Attributes:
        pages: The numbers of the pages that would look otherwise; empty where only what is attached, or said
            of the file, would change, and where the edition would fail.
        count: How many pages it would have.
        sentences: What would read otherwise.
        fails: Whether the change would be a mistake in it.
    """

    edition: Edition
    pages: tuple[int, ...]
    count: int
    sentences: tuple[ChangedSentence, ...]
    fails: bool = False


class Impact(Struct, frozen=True):
    """What a change would do.

    Attributes:
        values: The fact, then those that are computed from it.
        editions: What would be built.
        looked: How many editions there are.
    """

    values: tuple[ChangedValue, ...]
    editions: tuple[ChangedEdition, ...]
    looked: int


def with_value(project: Project, fact: Fact, value: str, findings: Findings) -> Project | None:
    """Return the project in which a fact has another value, or None after reporting why there is none.

    Args:
        project: The project as it is.
        fact: A fact of it.
        value: As one would write it in the file: ``14``, ``2026-01-31``, ``{from: 8, to: 12}``.
        findings: Collects errors.
    """
    if fact.formula is not None:
        findings.error(
            "USAGE002",
            f"the fact `{fact.id}` is computed: {fact.formula.expression.text}",
            fact.value_span,
            hint="change a fact that it is computed from",
        )
        return None
    if isinstance(fact.value, Localized | tuple | Series | Table):
        part = (
            "points" if isinstance(fact.value, Series) else "cells" if isinstance(fact.value, Table) else None
        )
        hint = f"change one of its {part}" if part else "edit the file, and see `build --check`"
        findings.error(
            "USAGE002", f"the fact `{fact.id}` has no value of one line", fact.value_span, hint=hint
        )
        return None
    path = fact.value_span.path
    lines = project.workspace.read(path).decode("utf-8-sig").split("\n")
    line, start = lines[fact.value_span.line - 1], fact.value_span.column - 1
    lines[fact.value_span.line - 1] = line[:start] + value + line[_end_of_value(line, fact) :]
    changed = OverlayWorkspace(project.workspace, {path: "\n".join(lines).encode("utf-8")})
    return Project(changed, project.languages)


def _end_of_value(line: str, fact: Fact) -> int:
    """Return where a value ends on its line; one of several parts ends with its bracket."""
    start = fact.value_span.column - 1
    closing = _BRACKETS.get(line[start : start + 1])
    if closing is None:
        return start + fact.value_span.length
    return line.index(closing, start) + 1


def impact_of(project: Project, fact: Fact, changed: Project, findings: Findings) -> Impact:
    """Return what a change of a fact would do to the outputs of a project.

    Args:
        project: As it is.
        fact: Of the project as it is.
        changed: As it would be.
        findings: Collects what would be wrong then, and what is wrong now.
    """
    before, after = Renderer(project), Renderer(changed)
    book, new_book = before.merger(findings).book, after.merger(findings).book
    values = tuple(_changed_values(fact, book, new_book))
    ledger, _ = read_ledger(project.workspace)
    names = briefs_by_name(project, findings)
    editions = select(project, Request(), ledger, names, findings)
    is_now, would_be = Staleness(project, ledger), Staleness(changed, ledger)
    found = []
    for edition in editions:
        if is_now.of_inputs(edition) is None and would_be.of_inputs(edition) is None:
            continue  # what it was made of stays as it is
        other = _compare(before, after, edition, {value.fact.id for value in values}, findings)
        if other is not None:
            found.append(other)
    return Impact(values, tuple(found), len(editions))


def _changed_values(fact: Fact, book: FactBook, new_book: FactBook) -> list[ChangedValue]:
    """Return the fact and those that follow from it, in the order of their ids."""
    others = sorted(name for name, other in book.facts.items() if other.formula is not None)
    pairs = [(book.facts[name], new_book.facts.get(name)) for name in (fact.id, *others)]
    return [
        ChangedValue(old, shown_value(old), shown_value(new) if new is not None else "")
        for old, new in pairs
        if old.id == fact.id or new is None or old.value != new.value
    ]


def _compare(
    before: Renderer, after: Renderer, edition: Edition, ids: set[str], findings: Findings
) -> ChangedEdition | None:
    """Return how an edition would change, or None where its file would have the same bytes."""
    old, new = before.render(edition), after.render(edition)
    if new.pdf is None:
        if old.pdf is not None:
            findings.extend(new.findings)
        return ChangedEdition(edition, (), old.pages, (), fails=True) if old.pdf is not None else None
    if old.pdf == new.pdf:
        return None
    was, now = _laid_out(before, edition), _laid_out(after, edition)
    if was is None or now is None:
        return ChangedEdition(edition, tuple(range(1, new.pages + 1)), new.pages, ())
    pages = tuple(
        number
        for number in range(1, max(len(was[1]), len(now[1])) + 1)
        if _page(was[1], number) != _page(now[1], number)
    )
    return ChangedEdition(edition, pages, new.pages, tuple(_sentences(before, after, edition, ids)))


def _laid_out(renderer: Renderer, edition: Edition) -> tuple[Document, Sequence[Page]] | None:
    return renderer.lay_out(edition, Findings())


def _page(pages: Sequence[Page], number: int) -> str:
    return describe(pages[number - 1 : number])


def _sentences(before: Renderer, after: Renderer, edition: Edition, ids: set[str]) -> list[ChangedSentence]:
    """Return what would read otherwise; places are those of the brief, which stays as it is."""
    new: dict[tuple[str, Span], list[str]] = {}
    for place in places_of(after, (edition,), ids, Findings()):
        new.setdefault((place.fact, place.span), []).append(place.sentence)
    found: dict[tuple[str, str], ChangedSentence] = {}
    for place in places_of(before, (edition,), ids, Findings()):
        others = new.get((place.fact, place.span), [])
        now = others.pop(0) if others else ""
        if now != place.sentence:
            # A sentence with two of the figures changes once.
            found.setdefault((place.sentence, now), ChangedSentence(place, now))
    return list(found.values())
