"""A brief that numbers its versions, and builds of it on one day or another."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

from briefpress.build.plan import Request
from briefpress.build.project import Project
from briefpress.build.run import BuildResult, Progress, build_project
from briefpress.diagnostics import Findings
from briefpress.workspace import Workspace

BRIEF = "briefs/orchard.yaml"
LEDGER = "briefs/orchard.editions.json"
#: An edit after which both editions say something else.
TREES = ("data/orchard.yaml", "value: 1240", "value: 1300")
#: What was wrong before.
SLIP = {"en": "Two digits had changed places", "fr": "Deux chiffres étaient inversés"}


def build_on(
    folder: Path, day: str, progress: Progress | None = None, **how: Any
) -> tuple[BuildResult, Findings]:
    """Build a project on a day; ``how`` are the fields of a `Request`, of which ``correction`` corrects."""
    findings = Findings()
    workspace = Workspace(folder, today=dt.date.fromisoformat(day))
    project = Project(workspace, corrects=bool(how.get("correction")))
    return build_project(project, Request(**how), findings, progress), findings
