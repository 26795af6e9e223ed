"""Reports of runs: as text and as JSON, the last ones of them beside the ledger."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from briefpress import __version__
from briefpress.build.publication import publish
from briefpress.diagnostics import Findings, render_json, render_text
from briefpress.routine.model import Report, StepReport
from briefpress.workspace import ReadError, Workspace

FOLDER = "output/.briefpress/runs"
#: Of these there are two files each; the oldest go.
MOST_REPORTS = 100
VERSION = 1
_NAME = re.compile(r"[0-9]{8}T[0-9]{6}\.[0-9]{3}Z")
_MOST_BYTES = 16 * 1024 * 1024


def name_of(report: Report) -> str:
    """Return the name of a report's files: when the run began, to the millisecond."""
    return f"{report.began:%Y%m%dT%H%M%S}.{report.began.microsecond // 1000:03}Z"


def path_of(report: Report) -> str:
    """Return the path of a report as text, in the project."""
    return f"{FOLDER}/{name_of(report)}.txt"


def moment(time: dt.datetime | None) -> str | None:
    """Return a moment in UTC (ISO 8601)."""
    return None if time is None else f"{time.astimezone(dt.UTC):%Y-%m-%dT%H:%M:%SZ}"


def as_data(report: Report) -> dict[str, Any]:
    """Return a report for programs."""
    return {
        "version": VERSION,
        "program": __version__,
        "project": report.project,
        "began": moment(report.began),
        "ended": moment(report.ended),
        "status": report.status if report.ended is not None else "running",
        "alert": report.alert,
        "steps": [
            {
                "step": one.step,
                "status": one.outcome.status,
                "summary": one.outcome.summary,
                "seconds": round(one.seconds, 2),
                **one.outcome.details,
                "findings": _findings(one.findings),
            }
            for one in report.steps
        ],
        "run_findings": _findings(report.findings),
    }


def _findings(findings: Findings) -> list[Any]:
    return list(json.loads(render_json(findings))["findings"])


def as_text(report: Report, source: Callable[[str], str | None]) -> str:
    """Return a report for people, with all that was found.

    Args:
        report: The report.
        source: Returns what a file says, for excerpts.
    """
    ended = "it has not ended" if report.ended is None else report.status
    lines = [f"run of {report.began:%Y-%m-%d %H:%M:%S} UTC, project {report.project}: {ended}", ""]
    lines += [step_text(one) for one in report.steps]
    if len(found := report.all_findings):
        lines += ["", render_text(found, source, color=False).rstrip("\n")]
    return "\n".join(lines)


def step_text(step: StepReport, paint: Callable[[str, str], str] = lambda style, text: text) -> str:
    """Return what became of a step, for people.

    Args:
        step: The step.
        paint: Returns a text in a style.
    """
    status = step.outcome.status
    head = f"{step.step:<{_WIDTH}}  {paint(_STYLES[status], f'{status:<7}')}  {step.outcome.summary}"
    lines = [f"{'':<{_WIDTH}}    {paint('dim', line)}" for line in step.outcome.lines]
    return "\n".join([f"{head} {paint('dim', f'({step.seconds:.2f} s)')}", *lines])


#: Of the longest name of a step.
_WIDTH = 7
_STYLES = {"nothing": "fresh", "done": "built", "skipped": "left", "partly": "stale", "failed": "failed"}


def write(report: Report, workspace: Workspace) -> None:
    """Write a report as far as it goes, both files of it.

    Raises:
        OSError: It cannot be written.
    """
    folder = workspace.root / FOLDER
    name = name_of(report)
    data = json.dumps(as_data(report), ensure_ascii=False, indent=2) + "\n"
    is_passing = report.ended is None  # it is written anew in a moment, and the disk is not waited for
    publish(folder / f"{name}.json", data.encode("utf-8", "replace"), is_cache=is_passing)
    text = as_text(report, lambda path: _source(workspace, path)) + "\n"
    publish(folder / f"{name}.txt", text.encode("utf-8", "replace"), is_cache=is_passing)


def _source(workspace: Workspace, path: str) -> str | None:
    try:
        return workspace.read(path).decode("utf-8", "replace")
    except ReadError:
        return None


def last(root: Path) -> dict[str, Any] | None:
    """Return what the report of the last run says; None where there is none, or it cannot be read."""
    for name in reversed(_names(root)):
        try:
            with (root / FOLDER / f"{name}.json").open("rb") as file:
                data = json.loads(file.read(_MOST_BYTES))
        except (OSError, ValueError, RecursionError):
            return None
        return data if isinstance(data, dict) and data.get("version") == VERSION else None
    return None


def prune(root: Path) -> None:
    """Delete the oldest reports; nothing else in the folder is touched."""
    for name in _names(root)[:-MOST_REPORTS]:
        for ending in ("txt", "json"):  # the last one to go is what is listed
            with suppress(OSError):
                (root / FOLDER / f"{name}.{ending}").unlink(missing_ok=True)


def _names(root: Path) -> list[str]:
    folder = root / FOLDER
    found = (path.stem for path in folder.glob("*.json"))
    return sorted(name for name in found if _NAME.fullmatch(name))
