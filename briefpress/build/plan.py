"""Project and request -> what is stale, and why."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import PurePosixPath

from msgspec import Struct, field

from briefpress.build.fingerprint import digest
from briefpress.build.ledger import ComesAs, Ledger
from briefpress.build.project import DEFAULT_PROFILE, LANGUAGES, Edition, Project, briefs_by_name
from briefpress.build.staleness import Staleness, digest_of_output
from briefpress.build.status.publish import doubtful, forget
from briefpress.diagnostics import Findings, did_you_mean
from briefpress.workspace import REFRESH_LOCK, ReadError

#: The reason of what is built because somebody wants it.
FORCED = "forced"


class Request(Struct, frozen=True):
    """What to build, or to check.

    Attributes:
        briefs: Names of briefs; none for all.
        languages: Languages; none for all.
        rows: Ids of rows of series; none for all.
        force: Whether to build what is fresh, too.
        jobs: Worker processes; 0 chooses.
        prune: Whether PDFs that no brief makes any more are deleted.
        memo: Whether a memo tells what changed in published editions.
        reason: Why they changed, for that memo and for new versions.
        correction: What was wrong, by language, where new versions correct a mistake of the last.
        scheduler: The address of the scheduler of a Dask cluster that renders; empty for none.
    """

    briefs: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    rows: tuple[str, ...] = ()
    force: bool = False
    jobs: int = 0
    prune: bool = False
    memo: bool = False
    reason: str = ""
    correction: Mapping[str, str] = field(default_factory=dict)
    scheduler: str = ""

    @property
    def why(self) -> str:
        """What the memo gives as the reason of all: what was said, else what was wrong."""
        return self.reason or next(iter(self.correction.values()), "")


class Plan(Struct, frozen=True):
    """What is asked for.

    Attributes:
        editions: All of it, in the order of the briefs' names.
        reasons: Why each stale one must be built.
        left: PDFs and status pages of earlier builds whose brief or language is gone.
        briefs: The paths of the briefs, also of those that cannot be read.
        doubtful: Those of them whose status pages may be out of date.
        is_whole: Whether the whole project is asked for, and all its briefs are known.
    """

    editions: tuple[Edition, ...]
    reasons: dict[Edition, str]
    left: tuple[str, ...] = ()
    briefs: tuple[str, ...] = ()
    doubtful: tuple[str, ...] = ()
    is_whole: bool = False


def make_plan(project: Project, request: Request, ledger: Ledger, findings: Findings) -> Plan:
    """Choose the editions that are asked for and find the stale ones among them.

    Args:
        project: Where to look.
        request: What is asked for; a name that means nothing is reported, and then there is nothing to do.
        ledger: What earlier runs know; what this one learns about the briefs is added.
        findings: Collects errors.
    """
    names = briefs_by_name(project, findings)
    expect_work(project, request, ledger, names)
    editions = select(project, request, ledger, names, findings)
    if request.force:
        reasons = dict.fromkeys(editions, FORCED)
    else:
        staleness = Staleness(project, ledger)
        reasons = {edition: why for edition in editions if (why := staleness.of_output(edition))}
    # Whose brief cannot be told now, as after a slip in its name, is nobody's to delete.
    is_known = not (request.briefs or request.languages or request.rows or findings.errors)
    left = _left(project, ledger, names, editions) if is_known else ()
    briefs = tuple(path for name, path in names.items() if not request.briefs or name in request.briefs)
    doubted = tuple(doubtful(project, ledger, briefs))
    return Plan(editions, reasons, left, briefs, doubted, is_known)


def expect_work(
    project: Project, request: Request, ledger: Ledger, names: dict[str, str], *, write: bool = True
) -> None:
    """Have workers made ready beside what this process does, where editions were never made before."""
    asked = len(request.briefs or names) * len(request.languages or project.languages)
    unknown = asked if request.force else asked - len(ledger.editions)
    if unknown > 1 and not request.scheduler:
        from briefpress.build.workers import expect

        expect(unknown, request.jobs, write=write)


def select(
    project: Project,
    request: Request,
    ledger: Ledger,
    names: dict[str, str],
    findings: Findings,
    *,
    of_each_kind: bool = True,
) -> tuple[Edition, ...]:
    """Return the editions that are asked for; a brief that was never read has none.

    Args:
        project: Where to look.
        request: What is asked for.
        ledger: What earlier runs know; what this one learns about the briefs is added.
        names: The path of each brief by its name.
        findings: Collects errors.
        of_each_kind: Whether each kind of PDF counts: not for who looks at texts, which are the same in all.
    """
    unknown = [name for name in request.briefs if name not in names]
    for name in unknown if names else ():
        hint = did_you_mean(name, names) or f"briefs are {', '.join(names)}"
        findings.error("BRIEF006", f"there is no brief `{name}`", hint=hint)
    chosen = {name: path for name, path in names.items() if not request.briefs or name in request.briefs}
    comes_as = {path: _comes_as(project, path, ledger, findings) for path in chosen.values()}
    languages = {path: one.languages for path, one in comes_as.items()}
    known = set().union(*languages.values())
    for lang in request.languages:
        # Of several briefs not all need to have a language; of those that are named, each does.
        lacking = [path for path, has in languages.items() if has and lang not in has]
        if lacking and (request.briefs or lang not in known):
            which = (
                f"the brief `{PurePosixPath(lacking[0]).stem}` has" if request.briefs else "the briefs have"
            )
            hint = did_you_mean(lang, known) or f"there is {', '.join(sorted(known))}"
            findings.error("BRIEF006", f"{which} no language `{lang}`", hint=hint)
            unknown.append(lang)
    unknown += _unknown_rows(request, comes_as.values(), findings)
    if unknown:
        return ()
    return tuple(
        Edition(path, lang, profile, row, stem)
        for path, one in comes_as.items()
        for row, stems in one.rows or (() if one.facts else (("", ("",) * len(one.languages)),))
        if not request.rows or row in request.rows
        for lang, stem in zip(one.languages, stems, strict=True)
        if not request.languages or lang in request.languages
        for profile in (one.profiles if of_each_kind else (DEFAULT_PROFILE,))
    )


def _unknown_rows(request: Request, comes_as: Iterable[ComesAs], findings: Findings) -> list[str]:
    """Report rows that no series has, and return them."""
    known = {row for one in comes_as for row, _ in one.rows}
    unknown = [row for row in request.rows if row not in known]
    for row in unknown:
        hint = did_you_mean(row, known) or (
            f"there is {', '.join(sorted(known)[:20])}" if known else "only a brief with `for_each` has rows"
        )
        findings.error("BRIEF006", f"the briefs have no row `{row}`", hint=hint)
    return unknown


def _comes_as(project: Project, path: str, ledger: Ledger, findings: Findings) -> ComesAs:
    """Return what a brief comes as; where it cannot be read, what it came as when it could."""
    seen = project.workspace.digest(path)
    known = ledger.briefs.get(path)
    if known is None and _is_usual(project, path):
        known = ledger.briefs[path] = ComesAs(seen, LANGUAGES, (DEFAULT_PROFILE,))
    elif known is None or known.seen != seen or (known.facts and known.facts != _facts_digest(project)):
        brief = project.brief(path, findings)
        if brief is None:
            return known or ComesAs(seen, (), ())
        rows: tuple[tuple[str, tuple[str, ...]], ...] = ()
        facts = ""
        if brief.for_each is not None:
            book, own = project.book(findings), Findings()
            rows, facts = tuple(project.rows(path, own).items()), _facts_digest(project)
            findings.extend(own)
            if not book.is_complete or book.is_broken(brief.for_each.table.text):
                # Whoever has lost a table for a moment loses none of its PDFs.
                return ComesAs(seen, brief.editions, brief.profiles, facts, known.rows if known else rows)
            if own.errors:
                return ComesAs(seen, brief.editions, brief.profiles, facts)
        known = ledger.briefs[path] = ComesAs(seen, brief.editions, brief.profiles, facts, rows)
    return known


def _facts_digest(project: Project) -> str:
    """Return a digest of the files that facts are read from."""
    workspace = project.workspace
    paths = [path for suffix in (".yaml", ".csv") for path in workspace.glob("data", suffix)]
    paths.append(REFRESH_LOCK)
    return digest(json.dumps([(path, workspace.digest(path)) for path in paths]))


def _is_usual(project: Project, path: str) -> bool:
    """Tell whether a brief surely comes as the most do, without reading the YAML, as its makers will."""
    try:
        data = project.workspace.read(path)
    except ReadError:
        return False
    # An escape could spell the keys.
    return not any(part in data for part in (b"languages", b"together", b"profiles", b"for_each", b"\\"))


def _left(
    project: Project, ledger: Ledger, names: dict[str, str], editions: Iterable[Edition]
) -> tuple[str, ...]:
    """Return the PDFs that no brief makes any more, and forget those that somebody has deleted."""
    for path in [path for path in ledger.briefs if path not in names.values()]:
        del ledger.briefs[path]
    wanted = {edition.output for edition in editions}
    read = set(ledger.briefs)
    gone = [
        output
        for output, record in ledger.editions.items()
        if output not in wanted and (record.brief in read or record.brief not in names.values())
    ]
    for output in [output for output in gone if not (project.workspace.root / output).is_file()]:
        del ledger.editions[output]
        gone.remove(output)
    for brief in [brief for brief in ledger.status if brief not in names.values()]:
        forget(ledger, brief)
    return tuple(sorted((*gone, *orphans(project, ledger))))


def orphans(project: Project, ledger: Ledger) -> list[str]:
    """Return the status pages that nothing makes any more, and forget those that somebody has deleted."""
    for path in [path for path in ledger.orphans if digest_of_output(project, path) is None]:
        del ledger.orphans[path]
    return sorted(ledger.orphans)
