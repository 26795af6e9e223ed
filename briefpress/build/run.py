"""Plan, render, publish, remember."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from briefpress.build.fingerprint import Fingerprints
from briefpress.build.ledger import PATH, Ledger, is_as_read, read_ledger
from briefpress.build.lock import LockedError, build_lock, lock_if_free
from briefpress.build.memory import give_back
from briefpress.build.plan import FORCED, Plan, Request, make_plan, orphans
from briefpress.build.project import NOTED, Edition, Project
from briefpress.build.publication import cannot_write, publish, sweep
from briefpress.build.said import Republished, Said, forget_said, keep_said, parse_said, read_said
from briefpress.build.staleness import digest_of_output
from briefpress.build.status.publish import out_of_date, write_pages
from briefpress.diagnostics import Diagnostic, Findings
from briefpress.workspace import Workspace
from briefpress.workspace.workspace import BUILTIN

if TYPE_CHECKING:
    from briefpress.build.numbering import NewVersions
    from briefpress.build.rendering import Failure, Rendering

#: So often a build starts anew where files change while it runs. Where they never rest, the next one goes on.
_PASSES = 4
#: With more editions to make than this, what the plan read is let go before they are made.
_MANY = 200


class EditionResult(Struct, frozen=True):
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


class BuildResult(Struct, frozen=True):
    """What became of a build; the findings are in the `Findings` that was passed in.

    Attributes:
        left: PDFs and status pages of earlier builds that no brief makes any more.
        pruned: Those of them that were deleted.
        memo: The folder of the change memo, where one was asked for and a published edition changed.
        status: The status pages that were written or, of a look, that are out of date.
    """

    editions: tuple[EditionResult, ...]
    left: tuple[str, ...] = ()
    pruned: tuple[str, ...] = ()
    memo: str | None = None
    status: tuple[str, ...] = ()

    def count(self, status: str) -> int:
        """Return how many editions have a status."""
        return sum(1 for result in self.editions if result.status == status)


class Progress:
    """What a build tells while it runs; a subclass overrides what it wants to know."""

    def waiting(self) -> None:
        """Called once where another build of the project has to end first."""

    def planned(self, plan: Plan) -> None:
        """Called before the first edition is rendered, and once more where files change meanwhile."""

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
    plan = Plan((), {})
    try:
        has_finished = _finish_if_killed(project, findings)
        known, own = read_ledger(project.workspace), Findings()
        plan = make_plan(project, request, known[0], own)
        if not plan.reasons and not plan.doubtful and not (request.prune and plan.left):
            findings.extend(own)
            progress.planned(plan)
            _keep_news(project, *known, findings)
            _tell_uncorrected(request, findings)
            return _Build(project, request, known[0], findings, progress).result(plan, plan.left)
        with build_lock(root, progress.waiting) as has_waited:
            if was_killed := not has_finished and (root / NOTED).exists():
                _finish(project, findings)
            if has_waited or was_killed or not is_as_read(project.workspace, known[1]):
                # Another build has ended. It may have made what was to be made, and of newer files.
                project.look_again()
                known, own = read_ledger(project.workspace), Findings()
                plan = make_plan(project, request, known[0], own)
            findings.extend(own)
            build = _Build(project, request, known[0], findings, progress)
            try:
                result = build.carry_out(plan)
            finally:  # Ctrl-C, too: what was published until then need not be built again
                _remember(project, *known, findings)
            return replace(result, memo=build.write_memo())
    except LockedError:
        findings.error(
            "BUILD005",
            "another build of this project does not end",
            hint="end its process, then run the command again; every published PDF is whole",
        )
    return BuildResult(tuple(EditionResult(e, "failed", plan.reasons.get(e, "")) for e in plan.editions))


def _finish_if_killed(project: Project, findings: Findings) -> bool:
    """Keep the versions that a killed run published, and return whether that was tried.

    A run that is still on its way does so itself.
    """
    if not (project.workspace.root / NOTED).exists():
        return False
    with lock_if_free(project.workspace.root) as is_free:
        if is_free:
            _finish(project, findings)
        return is_free


def _finish(project: Project, findings: Findings) -> None:
    """Keep the versions that a killed run published, as whoever holds the lock may."""
    from briefpress.build.numbering import finish

    sweep(project.workspace.root / "briefs")
    finish(project, findings)
    project.look_again()


class _Build:
    """Renders, publishes, numbers and, where that is asked for, deletes what no brief makes any more.

    Args:
        project: What to build.
        request: Which of it, and how.
        ledger: What is known, and gets to know what becomes of it.
        findings: Collects what went wrong.
        progress: Is told what happens.
    """

    def __init__(
        self, project: Project, request: Request, ledger: Ledger, findings: Findings, progress: Progress
    ) -> None:
        self._project = project
        self._request = request
        self._ledger = ledger
        self._findings = findings
        self._progress = progress
        # What became of editions, and what was found: the last of it, where one is made more than once.
        self._results: dict[Edition, EditionResult] = {}
        self._found: dict[Edition, Sequence[Diagnostic]] = {}
        self._failures: dict[Edition, Failure] = {}
        # For the memo: what was there before this build, and what took its place.
        self._before: dict[Edition, tuple[bytes, Said | None] | None] = {}
        self._republished: dict[Edition, Republished] = {}
        # All passes give numbers that follow what was kept before the first: so an edition gets one at most.
        self._versions: NewVersions | None = None

    def carry_out(self, plan: Plan) -> BuildResult:
        """Do what is planned, and what files that change meanwhile make necessary."""
        has_versions = False
        try:
            plan = self._make(plan)
        finally:
            if self._versions is not None:
                has_versions = self._versions.keep(self._ledger, self._findings)
        pages, left = [], list(plan.left)
        if self._results or plan.doubtful:
            pages = write_pages(self._project, self._ledger, plan.briefs, self._findings)
            # A page may have gone out of use in this run, or come back into it.
            pdfs = [path for path in left if path in self._ledger.editions]
            left = sorted({*pdfs, *orphans(self._project, self._ledger)}) if plan.is_whole else pdfs
        pruned = _prune(self._project, left, self._ledger, self._findings) if self._request.prune else []
        if not has_versions:
            _tell_uncorrected(self._request, self._findings)
        return self.result(plan, left, pruned, pages)

    def _make(self, plan: Plan) -> Plan:
        """Make what is planned, again where files change meanwhile, and return the last plan."""
        for _ in range(_PASSES):
            self._progress.planned(plan)
            for result in self._render(plan) if plan.reasons else ():
                self._progress.done(result)
                before = self._results.get(result.edition)
                if before is not None and before.status == "built" and result.status == "same":
                    result = replace(result, status="built")  # since this build began, it changed
                self._results[result.edition] = result
            again = self._plan_again(plan)
            if again is None:
                break
            plan = again
        for found in self._found.values():
            self._findings.extend(found)
        if self._failures:
            from briefpress.build.workers import report_failures

            place = {edition: number for number, edition in enumerate(plan.editions)}
            in_order = sorted(self._failures.items(), key=lambda item: place.get(item[0], -1))
            report_failures(in_order, self._findings)  # the same, whoever ended first
        return plan

    def result(
        self, plan: Plan, left: Sequence[str], pruned: Sequence[str] = (), pages: Sequence[str] = ()
    ) -> BuildResult:
        """Return what became of the editions of a plan; those that were not touched are as they were."""
        results = (
            self._results.get(edition) or _as_it_is(edition, "fresh", "", self._ledger, self._project)
            for edition in plan.editions
        )
        rest = tuple(path for path in left if path not in pruned)
        return BuildResult(tuple(results), rest, tuple(pruned), status=tuple(pages))

    def write_memo(self) -> str | None:
        """Write the memo of what was carried out, and return its folder, or None where there is none."""
        republished = [each for each in self._republished.values() if each.old_pdf != each.pdf]
        if not republished:
            return None
        from briefpress.build.memo.write import write_memo  # few builds write one

        return write_memo(self._project, republished, self._request.why, self._findings)

    def _render(self, plan: Plan) -> Iterator[EditionResult]:
        from briefpress.build.rendering import Failure
        from briefpress.build.workers import default_jobs, render_all

        project, ledger = self._project, self._ledger
        jobs = self._request.jobs or default_jobs(len(plan.reasons))
        editions, scheduler = tuple(plan.reasons), self._request.scheduler
        if len(editions) > _MANY:
            project.look_again()  # workers read for themselves; facts of a long series take room
            ledger.pack()
            give_back()
        for edition, outcome in render_all(project, editions, jobs, scheduler=scheduler):
            reason = plan.reasons[edition]
            self._forget(edition)
            if isinstance(outcome, Failure):
                self._failures[edition] = outcome
                yield _as_it_is(edition, "failed", reason, ledger, project)
                continue
            own = Findings()
            own.extend(outcome.findings)
            is_there = outcome.output_digest == digest_of_output(project, edition.output)
            is_same = reason != FORCED and is_there
            if self._request.memo and not is_there and edition not in self._before:
                self._before[edition] = _published(project, edition)
            is_done = outcome.pdf is not None and self._appears(edition, outcome, own, is_there=is_same)
            self._found[edition] = tuple(own)
            if outcome.pdf is None or not is_done:
                # The last good PDF stays, and so does its record: restored files make it fresh again.
                yield _as_it_is(edition, "failed", reason, ledger, project)
                continue
            if (before := self._before.get(edition)) is not None:
                said = parse_said(outcome.said)
                self._republished[edition] = Republished(edition, *before, outcome.pdf, said)
            keep_said(project.workspace.root, edition, outcome.said)
            ledger.remember(edition.output, outcome.record(edition), outcome.values)
            status, size = "same" if is_same else "built", len(outcome.pdf)
            yield EditionResult(edition, status, reason, outcome.pages, size, outcome.remedies)

    def _appears(self, edition: Edition, made: Rendering, findings: Findings, *, is_there: bool) -> bool:
        """Publish a PDF that is not there yet, after noting which version it will be."""
        assert made.pdf is not None
        if made.version is not None:
            from briefpress.build.numbering import NewVersions  # most projects have no versions

            reason, correction = self._request.reason, self._request.correction
            self._versions = self._versions or NewVersions(self._project, reason, correction)
            try:
                self._versions.note(edition, made.version, made.output_digest)
            except OSError as error:
                cannot_write(edition.output, error, findings)
                return False
        return is_there or _publish(self._project, edition.output, made.pdf, findings)

    def _plan_again(self, plan: Plan) -> Plan | None:
        """Return what there is to do once more, since files changed after they were read.

        Else whoever builds after an edit, and is told that all is up to date, would be wrong a moment later:
        this build would publish what the files said before.
        """
        made = [edition.output for edition in plan.reasons if self._results[edition].status != "failed"]
        now = Fingerprints(Workspace(self._project.workspace.root))
        parts = (part for output in made for part in self._ledger.editions[output].inputs.parts)
        read = {file for part in parts for file in part.items()}  # two editions may have met two versions
        # The program's own files are not what somebody edits meanwhile, and they are half of all.
        if all(path.startswith(BUILTIN) or now.of(path) == was for path, was in read):
            return None
        self._project.look_again()
        own = Findings()
        again = make_plan(self._project, replace(self._request, force=False), self._ledger, own)
        self._findings.extend(own)
        failed = [edition for edition, result in self._results.items() if result.status == "failed"]
        for edition in set(failed).difference(again.reasons):
            # The mistake is gone, the last good PDF is right.
            del self._results[edition]
            self._forget(edition)
        return again if again.reasons else None

    def _forget(self, edition: Edition) -> None:
        """Forget what was found in an edition: it is made once more, or need not be."""
        self._found.pop(edition, None)
        self._failures.pop(edition, None)


def _prune(project: Project, left: Sequence[str], ledger: Ledger, findings: Findings) -> list[str]:
    """Delete what no brief makes any more; a file that somebody else has changed is not ours to delete."""
    pruned = []
    for path in left:
        record = ledger.editions.get(path)
        if digest_of_output(project, path) != (record.output if record else ledger.orphans[path]):
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
        if record is not None:
            del ledger.editions[path]
            forget_said(project.workspace.root, path)
        ledger.orphans.pop(path, None)
        pruned.append(path)
        with suppress(OSError):  # where other files lie, the folder stays
            file.parent.rmdir()
    return pruned


def _tell_uncorrected(request: Request, findings: Findings) -> None:
    """Warn whoever corrects what then says the same as before; where something failed, that says more."""
    if request.correction and not findings.errors:
        findings.warning(
            "BUILD009",
            "nothing was corrected: no edition that numbers its versions says anything else than before",
            hint="correct the brief or the fact, then build with `--correct` again; where it was built "
            "without, write `corrected` for `changed` in the last line of the brief's `.editions.json`",
        )


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
        status=tuple(out_of_date(project, ledger, plan.doubtful)),
    )


def _coming_out_the_same(project: Project, editions: Sequence[Edition], jobs: int) -> set[Edition]:
    from briefpress.build.rendering import Failure
    from briefpress.build.workers import default_jobs, render_all

    return {
        edition
        for edition, outcome in render_all(project, editions, jobs or default_jobs(len(editions)))
        if not isinstance(outcome, Failure)
        and outcome.pdf is not None
        and outcome.output_digest == digest_of_output(project, edition.output)
    }


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


def _publish(project: Project, path: str, data: bytes | Sequence[bytes], findings: Findings) -> bool:
    try:
        publish(project.workspace.root / path, data)
    except OSError as error:
        cannot_write(path, error, findings)
        return False
    return True


def _keep_news(project: Project, ledger: Ledger, before: str, findings: Findings) -> None:
    """Remember what was learned by looking alone, unless another build is about to remember more."""
    if ledger.news(before) is None:
        return
    with lock_if_free(project.workspace.root) as is_free:
        if is_free and is_as_read(project.workspace, before):
            _remember(project, ledger, before, findings)


def _remember(project: Project, ledger: Ledger, before: str, findings: Findings) -> None:
    news = ledger.news(before)
    if news is not None:
        _publish(project, PATH, news, findings)
