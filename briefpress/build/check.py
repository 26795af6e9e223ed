"""Project -> findings, without writing a PDF.

An edition that was found without fault is not looked at again until something that it is made of changes:
the ledger of checks remembers it as that of builds does.
"""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress

from briefpress.build.ledger import CHECKED, Ledger, read_ledger
from briefpress.build.plan import Request, expect_work, select
from briefpress.build.project import Edition, Project, briefs_by_name
from briefpress.build.publication import publish
from briefpress.build.staleness import Staleness
from briefpress.diagnostics import Findings


def check_project(project: Project, findings: Findings, request: Request | None = None) -> int:
    """Check the facts, and the editions that are asked for (all where nothing is).

    Args:
        project: What to check.
        findings: Collects the errors and warnings.
        request: Which of it, and how; ``force`` forgets what earlier checks found.

    Returns:
        The number of those editions.
    """
    request = request or Request()
    ledger, text = (Ledger(), "") if request.force else read_ledger(project.workspace, CHECKED)
    names = briefs_by_name(project, findings)
    expect_work(project, request, ledger, names, write=False)
    editions = select(project, request, ledger, names, findings, of_each_kind=False)
    staleness = Staleness(project, ledger)
    unused = dict.fromkeys(staleness.book.facts)  # facts that no brief uses are checked, too
    findings.extend(staleness.findings)
    stale = [edition for edition in editions if staleness.of_inputs(edition)]
    for edition in set(editions).difference(stale):
        _tick(unused, ledger.editions[edition.output].facts)
    _look(project, stale, request.jobs, ledger, unused, findings)
    from briefpress.facts import check_freshness, limits_of
    from briefpress.facts.codec import may_age

    # What nobody prints cannot mislead a reader: its age is worth a warning, and no more.
    limits = limits_of(staleness.book, may_age(staleness.book, unused))
    check_freshness(limits, project.workspace.today, findings, stamps=True)
    _remember(project, ledger, text)
    return len(editions)


def _look(
    project: Project,
    stale: list[Edition],
    jobs: int,
    ledger: Ledger,
    unused: dict[str, None],
    findings: Findings,
) -> None:
    """Check editions, and remember those that have no fault."""
    if not stale:
        return
    from briefpress.build.rendering import Failure
    from briefpress.build.workers import default_jobs, render_all, report_failures

    failures = {}
    for edition, outcome in render_all(project, stale, jobs or default_jobs(len(stale)), write=False):
        ledger.editions.pop(edition.output, None)
        if isinstance(outcome, Failure):
            failures[edition] = outcome
            continue
        findings.extend(outcome.findings)
        _tick(unused, outcome.facts)
        if not outcome.findings:
            ledger.editions[edition.output] = outcome.record(edition)
    in_order = [(each, failures[each]) for each in stale if each in failures]  # whoever ended first
    report_failures(in_order, findings)


def _remember(project: Project, ledger: Ledger, before: str) -> None:
    if not project.workspace.is_stored:
        return
    news = ledger.news(before)
    if news is not None:
        with suppress(OSError):  # where nothing can be written, the next check takes as long as this one
            publish(project.workspace.root / CHECKED, news)


def _tick(unused: dict[str, None], uses: Iterable[str]) -> None:
    """Take from the facts that no brief uses those that one does."""
    for use in uses:
        unused.pop(use.rpartition("@")[0], None)
