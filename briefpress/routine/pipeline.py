"""The way of a run: step by step under one lock, with a report that is true after each of them."""

from __future__ import annotations

import datetime as dt
import sys
import time
import traceback
from collections.abc import Callable
from typing import Any

from briefpress.build.lock import lock_at_once
from briefpress.build.publication import ROOM, cannot_write
from briefpress.diagnostics import Findings
from briefpress.routine import reports
from briefpress.routine.alert import tell_failure
from briefpress.routine.model import Ask, Outcome, Report, Step, StepReport
from briefpress.routine.steps import STEPS

LOCK = "output/.briefpress/run.lock"


class OverrunError(KeyboardInterrupt):
    """The run takes longer than it may; whoever waits for something else stops as for Ctrl-C."""


def carry_out(ask: Ask, findings: Findings, on_step: Callable[[StepReport], None]) -> Report | None:
    """Refresh, build, check and mail, and write a report.

    Args:
        ask: What is asked.
        findings: Collects why there was no run.
        on_step: Called after each step.

    Returns:
        The report; None where another run is going on, or there could be none.
    """
    try:
        with lock_at_once(ask.root / LOCK) as is_free:
            if is_free:
                return _run(ask, on_step)
    except OSError as error:
        cannot_write(LOCK, error, findings, ROOM)
        return None
    hint = "nothing was done here; look at its report in `output/.briefpress/runs/` when it has ended"
    findings.error("RUN001", "another run of this project is going on", hint=hint)
    return None


def _run(ask: Ask, on_step: Callable[[StepReport], None]) -> Report:
    last = reports.last(ask.root)
    report = Report(ask.root.name, _now())
    if last is not None and last.get("ended") is None:
        hint = f"its report is in `{reports.FOLDER}/`; what it published is whole"
        when = str(last.get("began"))
        report.findings.warning("RUN002", f"the run that began at {when} did not end", hint=hint)
    is_stopped = False
    try:
        _write(report, ask)
        for step in STEPS:
            if step.is_present(ask):
                try:
                    _take(step, ask, report)
                finally:
                    on_step(report.steps[-1])
                _write(report, ask)
    except OverrunError:
        hint = "look where it waits, or give it more time: `--limit 2h`"
        report.findings.error("RUN003", "the run took longer than it may, and was ended", hint=hint)
    except KeyboardInterrupt:
        is_stopped = True
        raise
    finally:
        _end(ask, report, last, is_stopped=is_stopped)
    return report


def _take(step: Step, ask: Ask, report: Report) -> None:
    """Do a step, and add to the report what became of it, whatever that is."""
    failed = [one.step for one in report.steps if one.outcome.status == "failed"]
    if missing := [name for name in step.needs if name in failed]:
        summary = f"not done, because of {' and '.join(missing)}"
        report.steps.append(StepReport(step.name, Outcome("skipped", summary), Findings()))
        return
    own, start = Findings(), time.perf_counter()
    outcome = Outcome("failed", "it was stopped")
    try:
        outcome = step.do(ask, own)
    except Exception as error:
        outcome = Outcome("failed", "a bug in Briefpress")
        _report_bug(step.name, error, own)
    finally:
        report.steps.append(StepReport(step.name, outcome, own, time.perf_counter() - start))


def _report_bug(what: str, error: Exception, findings: Findings) -> None:
    """Report a bug by its place; what the error says could quote what nobody else should read."""
    frames = traceback.extract_tb(error.__traceback__)
    place = f"{frames[-1].name}, line {frames[-1].lineno}" if frames else "nowhere"
    message = f"`{what}` failed in a way that no project may cause: {type(error).__name__} in {place}"
    findings.error("BUILD003", message, hint="please report it with the lines above")
    print("".join(traceback.format_tb(error.__traceback__)).rstrip(), file=sys.stderr)


def _end(ask: Ask, report: Report, last: dict[str, Any] | None, *, is_stopped: bool) -> None:
    """Complete a report; whoever has stopped the run knows it, and gets no alert."""
    report.ended = _now()
    if not is_stopped:
        try:
            tell_failure(ask.project(), report, last, report.ended)
        except Exception as error:  # it must not cost the report
            _report_bug("alert", error, report.findings)
    _write(report, ask)
    reports.prune(ask.root)


def _write(report: Report, ask: Ask) -> None:
    try:
        reports.write(report, ask.project().workspace)
    except OSError as error:
        cannot_write(reports.path_of(report), error, report.findings, ROOM)


def _now() -> dt.datetime:
    """Return the time: of a report, and of nothing that is published."""
    return dt.datetime.now(dt.UTC)
