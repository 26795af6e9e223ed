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
    ("check --links", "ask the web, too, whether the addresses in sources and briefs still work"),
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
    parser.add_argument(
        "--links",
        action="store_true",
        help="ask the web for the addresses that the project names; with --force, also for those of today",
    )
    add_jobs(parser)


def run(options: argparse.Namespace) -> int:
    """Check, and tell what was found."""
    from briefpress.routine.checking import check_whole

    project = Project(workspace_of(options))
    console = Console(project.workspace, options)
    report = CheckReport(console)
    findings = Findings()
    request = Request(*chosen(options), options.force, options.jobs)
    count = check_whole(project, request, findings)
    asked = None
    if options.links:
        from briefpress.links import check_links

        asked = check_links(project, request, findings, report)
    report.checked(count, findings, strict=options.strict, asked=asked)
    return console.exit_code(findings, strict=options.strict)
