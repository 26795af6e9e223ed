"""The command line.

Exit codes: 0 done, 1 the project has errors, 2 the command makes no sense, 70 a bug of ours (sysexits.h,
EX_SOFTWARE), 130 interrupted (128 and the number of the signal, as shells say it).
"""

from __future__ import annotations

import argparse
import gc
import os
import sys
import traceback
from collections.abc import Sequence
from contextlib import suppress

from briefpress.build.plan import Request
from briefpress.build.project import GC_THRESHOLDS, Project, briefs_by_name
from briefpress.cli.options import VERBS, parse
from briefpress.cli.report import Reporter
from briefpress.diagnostics import Findings, did_you_mean
from briefpress.workspace import Workspace

OK, ERRORS, USAGE, BUG, INTERRUPTED = 0, 1, 2, 70, 130

#: Findings that say more than that the project has errors.
_EXIT_CODES = {"BUILD003": BUG, "BRIEF006": USAGE}


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command and return its exit code.

    Args:
        argv: Arguments without the program's name; None for those of the process.
    """
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")  # a terminal without é must not stop a build
    if argv is None:
        gc.set_threshold(*GC_THRESHOLDS)
    try:
        options = parse(sys.argv[1:] if argv is None else argv)
        code = _COMMANDS[options.verb](options)
    except SystemExit as stop:  # argparse has printed help or what is wrong
        code = int(stop.code or OK)
    except KeyboardInterrupt:
        print("\ninterrupted; every published PDF is whole, run the command again to go on", file=sys.stderr)
        code = INTERRUPTED
    except Exception:
        traceback.print_exc()
        print("\nThis is a bug in Briefpress. Please report it with the lines above.", file=sys.stderr)
        code = BUG
    _leave_quietly()
    return code


# ---- commands


def _build(options: argparse.Namespace) -> int:
    from briefpress.build.run import build_project

    project = Project(Workspace(options.project))
    reporter = Reporter(project.workspace, options)
    findings = Findings()
    request = Request(tuple(options.briefs), tuple(options.lang or ()), options.force, options.jobs)
    if options.is_implied:
        _suggest_command(project, request, findings)
    result = None if len(findings) else build_project(project, request, findings, reporter)
    reporter.built(result, findings)
    return _exit_code(findings, reporter)


def _check(options: argparse.Namespace) -> int:
    from briefpress.build.render import check_project

    project = Project(Workspace(options.project))
    reporter = Reporter(project.workspace, options)
    findings = Findings()
    request = Request(tuple(options.briefs), tuple(options.lang or ()))
    count = check_project(project, findings, request)
    reporter.checked(count, findings)
    return _exit_code(findings, reporter) or (ERRORS if options.strict and findings.warnings else OK)


_COMMANDS = dict(zip(VERBS, (_build, _check), strict=True))


def _suggest_command(project: Project, request: Request, findings: Findings) -> None:
    """A first word that is no brief may be a misspelt command."""
    first = request.briefs[:1]
    if first and first[0] not in briefs_by_name(project, Findings()):
        hint = did_you_mean(first[0], VERBS)
        if hint:
            findings.error("BRIEF006", f"there is no command and no brief `{first[0]}`", hint=hint)


def _exit_code(findings: Findings, reporter: Reporter) -> int:
    if reporter.lost is not None:
        print(f"error: the report cannot be written: {reporter.lost.strerror}", file=sys.stderr)
    codes = [_EXIT_CODES.get(finding.code, OK) for finding in findings]
    return max(codes, default=OK) or (ERRORS if findings.errors or reporter.lost is not None else OK)


def _leave_quietly() -> None:
    """Write out what waits to be written, lest Python complains of a closed pipe while it ends."""
    if sys.stdout is None:
        return
    try:
        sys.stdout.flush()
    except (OSError, ValueError):
        with suppress(OSError, ValueError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
