"""Plan, render, publish, remember."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass

from briefpress.build.ledger import PATH, Ledger, read_ledger
from briefpress.build.lock import LockedError, build_lock
from briefpress.build.plan import FORCED, Plan, Request, make_plan
from briefpress.build.project import Edition, Project
from briefpress.build.publication import publish, sweep
from briefpress.build.said import Republished, Said, forget_said, keep_said, parse_said, read_said
from briefpress.build.staleness import digest_of_output
from briefpress.diagnostics import Findings


@dataclass(frozen=True, slots=True)
class EditionResult:
    """What became of one edition.

    Attributes:
        status: ``built``; ``same`` (made again, and it came out as it was); ``fresh`` (nothing to do);
            ``failed``; of a look, ``stale``.
        reason: Why it had to be built.
        pages: Pages of the PDF that is there now, where we made it.
        size: Its bytes; 0 where there is none. After a failure it is the last good one.
        remedies: What was done so that it keeps its number of pages (`briefpress.layout.fit`).
    """

    edition: Edition
    status: str
    reason: str = ""
    pages: int = 0
    size: int = 0
    remedies: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class BuildResult:
    """What became of a build; the findings are in the `Findings` that was passed in.

    Attributes:
        left: PDFs of earlier builds that no brief makes any more.
        pruned: Those of them that were deleted.
        memo: The folder of the change memo, where one was asked for and a published edition changed.
    """

    editions: tuple[EditionResult, ...]
    left: tuple[str, ...] = ()
    pruned: tuple[str, ...] = ()
    memo: str | None = None

    def count(self, status: str) -> int:
        """Return how many editions have a status."""
        return sum(1 for result in self.editions if result.status == status)


class Progress:
    """What a build tells while it runs; a subclass overrides what it wants to know."""

    def waiting(self) -> None:
        """Called once where another build of the project has to end first."""

    def planned(self, plan: Plan) -> None:
        """Called once, before the first edition is rendered."""

    def done(self, result: EditionResult) -> None:
        """Called after each edition that was stale."""


def build_project(
    project: Project, request: Request, findings: Findings, progress: Progress | None = None
) -> BuildResult:
    """Bring a project's outputs up to date.

    Args:
        project: What to build.
        request: Which of it, and how.
        findings: Collects the errors and warnings of what was rendered.
        progress: Is told what happens.
    """
    progress = progress or Progress()
    root = project.workspace.root
    sweep(root / "output")
    known, own = read_ledger(project.workspace), Findings()
    plan = make_plan(project, request, known[0], own)
    if not plan.reasons and not (request.prune and plan.left):
        findings.extend(own)
        progress.planned(plan)
        return _carry_out(project, plan, request, known, findings, progress)
    try:
        with build_lock(root, progress.waiting) as has_waited:
            if has_waited:  # the other build may have made what was to be made
                known, own = read_ledger(project.workspace), Findings()
                plan = make_plan(project, request, known[0], own)
            findings.extend(own)
            progress.planned(plan)
            return _carry_out(project, plan, request, known, findings, progress)
    except LockedError:
        findings.error(
            "BUILD005",
            "another build of this project does not end",
            hint="end its process, then run the command again; every published PDF is whole",
        )
    return BuildResult(tuple(EditionResult(e, "failed", plan.reasons.get(e, "")) for e in plan.editions))


def _carry_out(
    project: Project,
    plan: Plan,
    request: Request,
    known: tuple[Ledger, str],
    findings: Findings,
    progress: Progress,
) -> BuildResult:
    """Render, publish, remember and, where that is asked for, delete what no brief makes any more.

    Args:
        project: What to build.
        plan: What of it.
        request: How.
        known: The ledger, and its text as it was read.
        findings: Collects what went wrong.
        progress: Is told what happens.
    """
    ledger, text = known
    results = {e: _as_it_is(e, "fresh", "", ledger, project) for e in plan.editions if e not in plan.reasons}
    pruned: list[str] = []
    republished: list[Republished] = []
    memo = None
    try:
        for result in _render(project, plan, request, ledger, findings, republished) if plan.reasons else ():
            results[result.edition] = result
            progress.done(result)
        if request.prune:
            pruned = _prune(project, plan.left, ledger, findings)
    finally:  # Ctrl-C, too: what was published until then need not be built again
        _remember(project, ledger, text, findings)
    if republished:
        from briefpress.build.memo.write import write_memo  # few builds write one

        memo = write_memo(project, republished, request.reason, findings)
    left = tuple(path for path in plan.left if path not in pruned)
    return BuildResult(tuple(results[edition] for edition in plan.editions), left, tuple(pruned), memo)


def _prune(project: Project, left: Sequence[str], ledger: Ledger, findings: Findings) -> list[str]:
    """Delete PDFs that no brief makes any more; one that somebody else has changed is not ours to delete."""
    pruned = []
    for path in left:
        if digest_of_output(project, path) != ledger.editions[path].output:
            findings.warning(
                "BUILD006",
                f"`{path}` is not deleted: something else changed it",
                hint="look at it, and delete it by hand",
            )
            continue
        file = project.workspace.root / path
        try:
            file.unlink()
        except OSError as error:
            findings.error(
                "BUILD004",
                f"`{path}` cannot be deleted: {error.strerror or error}",
                hint="look at the folder's permissions",
            )
            continue
        del ledger.editions[path]
        forget_said(project.workspace.root, path)
        pruned.append(path)
        with suppress(OSError):  # where other files lie, the folder stays
            file.parent.rmdir()
    return pruned


def look_at_project(project: Project, request: Request, findings: Findings) -> BuildResult:
    """Return what a build would do; nothing is written, not even what the plan learned.

    What may be out of date is made in memory: where it comes out as it is, it is not.

    Args:
        project: What to look at.
        request: Which of it.
        findings: Collects errors.
    """
    ledger, _ = read_ledger(project.workspace)
    plan = make_plan(project, request, ledger, findings)
    doubtful = [edition for edition in plan.reasons if digest_of_output(project, edition.output)]
    same = _coming_out_the_same(project, doubtful, request.jobs) if doubtful else set()
    return BuildResult(
        tuple(
            EditionResult(edition, "stale", plan.reasons[edition])
            if edition in plan.reasons and edition not in same
            else EditionResult(edition, "fresh")
            for edition in plan.editions
        ),
        plan.left,
    )


def _coming_out_the_same(project: Project, editions: Sequence[Edition], jobs: int) -> set[Edition]:
    from briefpress.build.workers import Failure, default_jobs, render_all

    return {
        edition
        for edition, outcome in render_all(project, editions, jobs or default_jobs(len(editions)))
        if not isinstance(outcome, Failure)
        and outcome.pdf is not None
        and outcome.output_digest == digest_of_output(project, edition.output)
    }


def _render(
    project: Project,
    plan: Plan,
    request: Request,
    ledger: Ledger,
    findings: Findings,
    republished: list[Republished],
) -> Iterator[EditionResult]:
    from briefpress.build.workers import Failure, default_jobs, render_all, report_failures

    failures, jobs = [], request.jobs
    for edition, outcome in render_all(project, tuple(plan.reasons), jobs or default_jobs(len(plan.reasons))):
        reason = plan.reasons[edition]
        if isinstance(outcome, Failure):
            failures.append((edition, outcome))
            yield _as_it_is(edition, "failed", reason, ledger, project)
            continue
        findings.extend(outcome.findings)
        is_there = outcome.output_digest == digest_of_output(project, edition.output)
        is_same = reason != FORCED and is_there
        before = _published(project, edition) if request.memo and not is_there else None
        if outcome.pdf is None or not (is_same or _publish(project, edition.output, outcome.pdf, findings)):
            # The last good PDF stays, and so does its record: restored files make it fresh again.
            yield _as_it_is(edition, "failed", reason, ledger, project)
            continue
        if before is not None:
            republished.append(Republished(edition, *before, outcome.pdf, parse_said(outcome.said)))
        keep_said(project.workspace.root, edition, outcome.said)
        ledger.editions[edition.output] = outcome.record(edition)
        ledger.values.update(outcome.values)
        status, size = "same" if is_same else "built", len(outcome.pdf)
        yield EditionResult(edition, status, reason, outcome.pages, size, outcome.remedies)
    report_failures(failures, findings)


def _published(project: Project, edition: Edition) -> tuple[bytes, Said | None] | None:
    """Return the PDF of an edition that is about to be replaced, and what it says, or None."""
    try:
        pdf = (project.workspace.root / edition.output).read_bytes()
    except OSError:
        return None
    return pdf, read_said(project.workspace, edition, pdf)


def _as_it_is(edition: Edition, status: str, reason: str, ledger: Ledger, project: Project) -> EditionResult:
    """Return the result of an edition whose PDF, if there is one, was not touched."""
    record = ledger.editions.get(edition.output)
    try:
        info = os.stat(f"{project.workspace.root}{os.sep}{edition.output}")  # noqa: PTH116
        size = info.st_size if stat.S_ISREG(info.st_mode) else 0
    except OSError:
        size = 0
    return EditionResult(edition, status, reason, record.pages if record and size else 0, size)


def _publish(project: Project, path: str, data: bytes, findings: Findings) -> bool:
    try:
        publish(project.workspace.root / path, data)
    except OSError as error:
        findings.error(
            "BUILD004",
            f"`{path}` cannot be written: {error.strerror or error}",
            hint="the last good file is untouched; look at the disk's room and the folder's permissions",
        )
        return False
    return True


def _remember(project: Project, ledger: Ledger, before: str, findings: Findings) -> None:
    news = ledger.news(before)
    if news is not None:
        _publish(project, PATH, news, findings)
