"""What is asked of a run, and what is told of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from msgspec import Struct, field

from briefpress.build.project import Project
from briefpress.diagnostics import Findings
from briefpress.workspace import Workspace

#: What becomes of a step -> how bad that is.
STATUSES = {"nothing": 0, "done": 0, "skipped": 0, "partly": 1, "failed": 2}


class Ask(Struct, frozen=True):
    """What is asked of a run.

    Attributes:
        root: The project's folder.
        today: The date of the run; None for the machine's.
        is_strict: Whether a warning of the check counts as an error.
        sends: Whether mail is sent.
        reason: Why figures changed, for the memo and for new versions.
        jobs: Worker processes; 0 chooses.
        on_wait: Called before something else that uses the project is waited for.
    """

    root: Path
    today: dt.date | None = None
    is_strict: bool = False
    sends: bool = True
    reason: str = ""
    jobs: int = 0
    on_wait: Callable[[], None] = lambda: None

    def project(self) -> Project:
        """Return the project as it is now: the step before may have changed its files."""
        return Project(Workspace(self.root, today=self.today))


class Outcome(Struct, frozen=True):
    """What a step came to.

    Attributes:
        status: One of `STATUSES`.
        summary: A line for people.
        details: The same for programs.
        lines: What changed, one thing each, for people.
    """

    status: str
    summary: str
    details: Mapping[str, Any] = field(default_factory=dict)
    lines: tuple[str, ...] = ()


class Step(Struct, frozen=True):
    """A step of a run.

    Attributes:
        name: The verb that does it by hand.
        is_present: Tells whether the project has something for it.
        do: Does it.
        needs: Steps after whose failure it is not done.
    """

    name: str
    is_present: Callable[[Ask], bool]
    do: Callable[[Ask, Findings], Outcome]
    needs: tuple[str, ...] = ()


class StepReport(Struct):
    """A step in a report.

    Attributes:
        step: Its name.
        outcome: What it came to.
        findings: What was found meanwhile.
        seconds: How long it took.
    """

    step: str
    outcome: Outcome
    findings: Findings
    seconds: float = 0.0


class Report(Struct):
    """A run as it is told: written anew after each step.

    Attributes:
        project: The name of its folder.
        began: When, in UTC.
        ended: When; None while it goes on, and for ever where it was killed.
        steps: What was done, in order.
        findings: Of the run as a whole.
        alert: What was told to somebody by mail: a digest of it, and when.
    """

    project: str
    began: dt.datetime
    ended: dt.datetime | None = None
    steps: list[StepReport] = field(default_factory=list)
    findings: Findings = field(default_factory=Findings)
    alert: dict[str, str] = field(default_factory=dict)

    @property
    def status(self) -> str:
        """The worst that became of a step; ``nothing`` where nothing had to be done."""
        found = [one.outcome.status for one in self.steps]
        worst = max(found, key=STATUSES.__getitem__, default="nothing")
        if self.findings.errors or STATUSES[worst] == STATUSES["failed"]:
            return "failed"
        if worst == "partly":
            return worst
        # A check looks at everything and changes nothing.
        changed = any(one.outcome.status == "done" for one in self.steps if one.step != "check")
        return "done" if changed else "nothing"

    @property
    def all_findings(self) -> Findings:
        """What was found in all steps, each thing once."""
        every = Findings()
        for part in (self.findings, *(one.findings for one in self.steps)):
            every.extend(part)
        return every
