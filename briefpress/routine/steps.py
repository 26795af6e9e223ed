"""The steps of a run, in their order."""

from __future__ import annotations

from briefpress.build.plan import Request
from briefpress.diagnostics import Findings
from briefpress.routine import delivery
from briefpress.routine.checking import check_whole
from briefpress.routine.model import Ask, Outcome, Step


def _build(ask: Ask, findings: Findings) -> Outcome:
    """Build what is stale, with a memo of what changed."""
    from briefpress.build.run import Progress, build_project

    class Waiting(Progress):
        def waiting(self) -> None:
            ask.on_wait()

    request = Request(jobs=ask.jobs, memo=True, reason=ask.reason)
    result = build_project(ask.project(), request, findings, Waiting())
    words = {"built": "built", "same": "unchanged", "failed": "failed", "fresh": "up to date"}
    told = [f"{count} {word}" for status, word in words.items() if (count := result.count(status))]
    if result.status:
        told.append(f"{len(result.status)} status page{'' if len(result.status) == 1 else 's'} written")
    made = [one for one in result.editions if one.status != "fresh"]
    lines = [f"{one.status:<6} {one.edition.output}  {one.reason}".rstrip() for one in made]
    if result.memo:
        lines.append(f"{'memo':<6} {result.memo}")
    details = {
        "editions": [
            {"output": one.edition.output, "status": one.status, "reason": one.reason} for one in made
        ],
        "fresh": result.count("fresh"),
        "memo": result.memo,
        "status_pages": list(result.status),
        "left": list(result.left),
    }
    is_failed = findings.errors or result.count("failed")
    is_changed = result.count("built") or result.status
    status = "failed" if is_failed else "done" if is_changed else "nothing"
    return Outcome(status, ", ".join(told) or "nothing was built", details, tuple(lines))


def _check(ask: Ask, findings: Findings) -> Outcome:
    """Look at all facts, all briefs, and what mail and alerts need."""
    count = check_whole(ask.project(), Request(jobs=ask.jobs), findings)
    details = {"checked": count, "errors": findings.errors, "warnings": findings.warnings}
    found = [
        f"{number} {word}{'' if number == 1 else 's'}"
        for word, number in (("error", findings.errors), ("warning", findings.warnings))
        if number
    ]
    editions = f"{count} edition{'' if count == 1 else 's'}"
    is_failed = findings.errors or (ask.is_strict and findings.warnings)
    summary = f"{editions}, {' and '.join(found) or 'no mistakes found'}"
    return Outcome("failed" if is_failed else "done", summary, details)


#: Nothing is mailed that was not built and checked. Where a source fails the last good values stay, and the
#: rest goes on.
STEPS: tuple[Step, ...] = (
    Step("refresh", delivery.has_feeds, delivery.refresh),
    Step("build", lambda ask: True, _build),
    Step("check", lambda ask: True, _check),
    Step("mail", delivery.has_lists, delivery.mail, needs=("build", "check")),
)
