"""``build``: bring ``output/`` up to date."""

from __future__ import annotations

import argparse
import re

from briefpress.build.plan import Request
from briefpress.build.project import LANGUAGES, Project, briefs_by_name
from briefpress.build.run import BuildResult, build_project, look_at_project
from briefpress.cli.console import Console
from briefpress.cli.exits import OK, STALE
from briefpress.cli.options import add_jobs, add_rows, add_selection, chosen, workspace_of
from briefpress.cli.report import BuildReport
from briefpress.cli.verbs import VERBS
from briefpress.diagnostics import Findings, did_you_mean

NAME = "build"
ABOUT = "bring output/ up to date (the default)"
EXAMPLES = (
    ("build", "build what is out of date, and say why"),
    ("build canada-us-defence", "build one brief"),
    ("build --force --lang fr", "build every French edition again"),
    ("build --check", "say what is out of date, and build nothing"),
    ("build --memo --reason 'Annual update'", "build, and write a memo of what changed"),
    ("build --scheduler tcp://10.0.0.1:8786", "build on a cluster"),
    ("build --prune", "build, and delete the PDFs of briefs that are gone"),
)
FORMATS = ("text", "json", "sarif")

#: Words in a language, as `fr=La part était celle de 2024`.
_IN_LANGUAGE = re.compile("([a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*)=(.*)", re.DOTALL)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what only this verb takes."""
    add_selection(parser)
    add_rows(parser)
    how = parser.add_mutually_exclusive_group()
    how.add_argument("--force", action="store_true", help="build what is up to date, too")
    how.add_argument(
        "--check",
        action="store_true",
        help=f"build nothing; end with {STALE} where something is out of date",
    )
    parser.add_argument("--prune", action="store_true", help="delete PDFs that no brief makes any more")
    parser.add_argument(
        "--memo", action="store_true", help="write a memo of what changed, to output/changes/"
    )
    parser.add_argument(
        "--reason", default="", metavar="TEXT", help="why figures changed, for the memo and for new versions"
    )
    parser.add_argument(
        "--correct",
        action="append",
        type=_correction,
        default=[],
        metavar="TEXT",
        help="what was wrong, where new versions correct the last; fr=TEXT in French",
    )
    where = parser.add_mutually_exclusive_group()
    add_jobs(where)
    where.add_argument(
        "--scheduler",
        type=_address,
        metavar="ADDRESS",
        help="render on the Dask cluster whose scheduler is at tcp://HOST:PORT",
    )


def _address(text: str) -> str:
    if not re.fullmatch(r"(tcp|tls)://[^\s/]+:[0-9]{1,5}", text):
        raise argparse.ArgumentTypeError(f"`{text}` is no address like tcp://HOST:PORT")
    return text


def run(options: argparse.Namespace) -> int:
    """Build, and tell what became of each edition; or tell what would be built."""
    correction = {lang or LANGUAGES[0]: text for lang, text in options.correct}
    project = Project(workspace_of(options), corrects=bool(correction))
    console = Console(project.workspace, options)
    report = BuildReport(console)
    findings = Findings()
    request = Request(
        *chosen(options),
        force=options.force,
        jobs=options.jobs,
        prune=options.prune,
        memo=options.memo,
        reason=_words(options.reason),
        correction=correction,
        scheduler=options.scheduler or "",
    )
    if options.is_implied:
        _suggest_command(project, request.briefs[:1], findings)
    if options.check:
        result = BuildResult(()) if len(findings) else look_at_project(project, request, findings)
        report.looked(result, findings)
        return console.exit_code(findings) or (STALE if result.count("stale") or result.status else OK)
    try:
        result = BuildResult(()) if len(findings) else build_project(project, request, findings, report)
    finally:
        report.stop()
    report.built(result, findings)
    return console.exit_code(findings)


def _correction(argument: str) -> tuple[str, str]:
    """Read what was wrong, and in which language that is said; an empty one is the first of the project."""
    lang, text = match.groups() if (match := _IN_LANGUAGE.fullmatch(argument)) else ("", argument)
    if not (words := _words(text)):
        raise argparse.ArgumentTypeError("say in a few words what was wrong")
    return lang, words


def _words(argument: str) -> str:
    """Return what was said on one line; bytes that are no characters go into no file."""
    return " ".join(argument.encode("utf-8", "replace").decode("utf-8").split())


def _suggest_command(project: Project, first: tuple[str, ...], findings: Findings) -> None:
    """A first word that is no brief may be a misspelt command."""
    if first and first[0] not in briefs_by_name(project, Findings()):
        hint = did_you_mean(first[0], VERBS)
        if hint:
            findings.error("BRIEF006", f"there is no command and no brief `{first[0]}`", hint=hint)
