"""``check``: look for mistakes without building."""

from __future__ import annotations

import argparse

from briefpress.build.plan import Request
from briefpress.build.project import Project
from briefpress.cli.console import Console
from briefpress.cli.options import add_jobs, add_rows, add_selection, chosen, workspace_of
from briefpress.cli.report import CheckReport
from briefpress.diagnostics import Findings

NAME = "check"
ABOUT = "look for mistakes without building"
EXAMPLES = (
    ("check", "check all facts and all briefs"),
    ("check --strict", "end with 1 where there are warnings, too"),
    ("check --format sarif", "report for a code host or an editor"),
)
FORMATS = ("text", "json", "sarif")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what only this verb takes."""
    add_selection(parser)
    add_rows(parser)
    parser.add_argument("--strict", action="store_true", help="count warnings as errors")
    parser.add_argument(
        "--force", action="store_true", help="look again at what has not changed since it was found in order"
    )
    add_jobs(parser)


def run(options: argparse.Namespace) -> int:
    """Check, and tell what was found."""
    from briefpress.build.check import check_project

    project = Project(workspace_of(options))
    console = Console(project.workspace, options)
    report = CheckReport(console)
    findings = Findings()
    request = Request(*chosen(options), options.force, options.jobs)
    count = check_project(project, findings, request)
    if project.workspace.exists("schedule.yaml"):
        from briefpress.routine.settings import check_settings  # most projects alert nobody

        check_settings(project, findings)
    report.checked(count, findings, strict=options.strict)
    return console.exit_code(findings, strict=options.strict)
