"""Plan, render, publish, remember."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from briefpress.build.ledger import PATH, Ledger, Record, engine_digest, read_ledger
from briefpress.build.project import Edition, Project
from briefpress.build.publication import publish, sweep
from briefpress.diagnostics import Findings, Span, did_you_mean


@dataclass(frozen=True, slots=True)
class EditionResult:
    """What became of one edition.

    Attributes:
        status: ``built``, ``fresh`` (nothing to do) or ``failed`` (the last good PDF stays).
        reason: Why it was built.
        pages: Pages of the PDF that is there now.
        size: Its bytes.
    """

    edition: Edition
    status: str
    reason: str = ""
    pages: int = 0
    size: int = 0


@dataclass(frozen=True, slots=True)
class BuildResult:
    """What became of a build; the findings are in the `Findings` that was passed in."""

    editions: tuple[EditionResult, ...]

    def count(self, status: str) -> int:
        """Return how many editions have a status."""
        return sum(1 for result in self.editions if result.status == status)


@dataclass(frozen=True, slots=True)
class Request:
    """What to build.

    Attributes:
        briefs: Names of briefs; none for all.
        languages: Languages; none for all.
        force: Whether to build what is fresh, too.
        jobs: Worker processes; 0 chooses.
    """

    briefs: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    force: bool = False
    jobs: int = 0


def build_project(
    project: Project,
    request: Request,
    findings: Findings,
    progress: Callable[[EditionResult, int], None] = lambda result, total: None,
) -> BuildResult:
    """Bring a project's outputs up to date.

    Args:
        project: What to build.
        request: Which of it, and how.
        findings: Collects the errors and warnings of what was rendered.
        progress: Called after each edition with the number of all.
    """
    ledger = read_ledger(project.workspace)
    sweep(project.workspace.root / "output")
    editions = _select(project, ledger, request, findings)
    plan = {
        edition: "forced" if request.force else ledger.stale(edition.name, edition.output, project.workspace)
        for edition in editions
    }
    stale = [edition for edition, reason in plan.items() if reason]
    results = {e: _fresh(e, ledger, project) for e, reason in plan.items() if not reason}
    if stale:
        for result in _render(project, stale, plan, ledger, request, findings):
            results[result.edition] = result
            progress(result, len(stale))
    if stale or not (project.workspace.root / PATH).exists():
        _remember(project, ledger, findings)
    return BuildResult(tuple(results[edition] for edition in editions))


def _select(project: Project, ledger: Ledger, request: Request, findings: Findings) -> list[Edition]:
    """Return the editions that are asked for; a brief that cannot be read has none and is reported."""
    all_briefs = project.briefs
    names = {path.rpartition("/")[2].removesuffix(".yaml"): path for path in all_briefs}
    for name in request.briefs:
        if name not in names:
            hint = did_you_mean(name, names) or f"briefs are {', '.join(names)}"
            findings.error("BRIEF006", f"the project has no brief `{name}`", hint=hint)
    if not all_briefs:
        findings.error(
            "BUILD001",
            f"{project.workspace.root} has no briefs",
            hint="run this in a folder with briefs/ and data/, or name one with --project",
        )
    editions = []
    for name, path in names.items():
        if request.briefs and name not in request.briefs:
            continue
        known = _languages(project, path, ledger, findings)
        for lang in request.languages:
            if lang not in known and known:
                hint = f"it has {', '.join(known)}"
                findings.error(
                    "BRIEF006", f"the brief `{name}` has no language `{lang}`", Span(path), hint=hint
                )
        editions += [
            Edition(path, lang) for lang in known if not request.languages or lang in request.languages
        ]
    return editions


def _languages(project: Project, path: str, ledger: Ledger, findings: Findings) -> tuple[str, ...]:
    digest = project.workspace.digest(path)
    if path not in ledger.briefs or ledger.briefs[path][0] != digest:
        from briefpress.merge import load_brief  # not needed where nothing changed

        brief = load_brief(project.workspace, path, findings)
        if brief is None:
            return ()
        ledger.briefs[path] = (digest, brief.languages)
    return ledger.briefs[path][1]


def _fresh(edition: Edition, ledger: Ledger, project: Project) -> EditionResult:
    size = (project.workspace.root / edition.output).stat().st_size
    return EditionResult(edition, "fresh", "", ledger.editions[edition.name].pages, size)


def _render(
    project: Project,
    stale: Sequence[Edition],
    plan: dict[Edition, str | None],
    ledger: Ledger,
    request: Request,
    findings: Findings,
) -> list[EditionResult]:
    from briefpress.build.workers import default_jobs, render_all  # a build of nothing loads no engine

    results = []
    for edition, rendering in render_all(project, stale, request.jobs or default_jobs(len(stale))):
        findings.extend(rendering.findings)
        reason = plan[edition] or ""
        pdf = rendering.pdf
        if pdf is None or not _publish(project, edition.output, pdf, findings):
            # What was there before stays, and stays stale.
            ledger.editions.pop(edition.name, None)
            results.append(EditionResult(edition, "failed", reason))
            continue
        ledger.editions[edition.name] = Record(
            engine=engine_digest(),
            inputs={path: project.workspace.digest(path) for path in sorted(rendering.reads)},
            output=hashlib.sha256(pdf).hexdigest(),
            pages=rendering.pages,
        )
        results.append(EditionResult(edition, "built", reason, rendering.pages, len(pdf)))
    return results


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


def _remember(project: Project, ledger: Ledger, findings: Findings) -> None:
    _publish(project, PATH, ledger.to_json().encode("utf-8"), findings)
