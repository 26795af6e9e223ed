"""The command line.

Exit codes: 0 done, 1 the project has errors, 2 the command makes no sense, 70 a bug of ours (sysexits.h,
EX_SOFTWARE).
"""

from __future__ import annotations

import argparse
import os
import sys
import traceback
from collections.abc import Sequence
from pathlib import Path

from briefpress import __version__
from briefpress.build.project import Project
from briefpress.cli.report import Reporter
from briefpress.diagnostics import Findings
from briefpress.workspace import Workspace

OK, ERRORS, USAGE, BUG = 0, 1, 2, 70


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command and return its exit code.

    Args:
        argv: Arguments without the program's name; None for those of the process.
    """
    arguments = list(sys.argv[1:] if argv is None else argv)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")  # a terminal without é must not stop a build
    try:
        options = _parser().parse_args(_with_verb(arguments))
    except SystemExit as stop:  # argparse has printed help or what is wrong
        return int(stop.code or 0)
    try:
        return int(options.run(options))
    except BrokenPipeError:
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115, PTH123 - read by no one, at exit
        return OK
    except KeyboardInterrupt:
        print("interrupted; published files are whole, run the command again to go on", file=sys.stderr)
        return 130
    except Exception:
        traceback.print_exc()
        print("\nThis is a bug in Briefpress. Please report it with the lines above.", file=sys.stderr)
        return BUG


# ---- verbs


def _build(options: argparse.Namespace) -> int:
    from briefpress.build.run import Request, build_project

    project = _project(options)
    reporter = Reporter(project.workspace, options)
    request = Request(tuple(options.briefs), tuple(options.lang or ()), options.force, options.jobs)
    findings = Findings()
    reporter.start()
    result = build_project(project, request, findings, reporter.edition)
    reporter.built(result, findings)
    return ERRORS if findings.errors or result.count("failed") else OK


def _check(options: argparse.Namespace) -> int:
    from briefpress.build.render import check_project

    project = _project(options)
    reporter = Reporter(project.workspace, options)
    findings = Findings()
    reporter.start()
    count = check_project(project, findings)
    reporter.checked(count, findings)
    return ERRORS if findings.errors or (options.strict and findings.warnings) else OK


def _project(options: argparse.Namespace) -> Project:
    return Project(Workspace(options.project))


# ---- options

_DESCRIPTION = """\
Build the briefs of a project: facts from data/ and texts from briefs/ become PDFs in output/,
in every language, tagged for screen readers and fit for the archive.
"""

_EXAMPLES = """\
examples:
  python generate.py                              build what is out of date, and say why
  python generate.py build canada-us-defence      build one brief
  python generate.py --force --lang fr            build every French edition again
  python generate.py check                        look for mistakes without building
"""


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="generate.py" if Path(sys.argv[0]).name == "generate.py" else "briefpress",
        description=_DESCRIPTION,
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"Briefpress {__version__}")
    verbs = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)

    build = verbs.add_parser("build", help="bring output/ up to date (the default)", parents=[_shared()])
    build.add_argument("briefs", nargs="*", metavar="BRIEF", help="names of briefs; all where none is given")
    build.add_argument("--lang", action="append", metavar="LANG", help="only this language; may be repeated")
    build.add_argument("--force", action="store_true", help="build what is up to date, too")
    build.add_argument(
        "--jobs", type=_jobs, default=0, metavar="N", help="worker processes; 0 (the default) chooses"
    )
    build.set_defaults(run=_build)

    check = verbs.add_parser("check", help="look for mistakes without building", parents=[_shared()])
    check.add_argument("--strict", action="store_true", help="count warnings as errors")
    check.set_defaults(run=_check)
    return parser


def _shared() -> argparse.ArgumentParser:
    shared = argparse.ArgumentParser(add_help=False)
    shared.add_argument(
        "--project",
        type=_folder,
        default=Path(),
        metavar="DIR",
        help="folder with briefs/ and data/ (default: here)",
    )
    shared.add_argument("--format", choices=("text", "json"), default="text", help="how to report")
    shared.add_argument("--quiet", action="store_true", help="print mistakes only")
    shared.add_argument("--color", choices=("auto", "always", "never"), default="auto", help="use of colours")
    return shared


def _folder(text: str) -> Path:
    path = Path(text)
    if not path.is_dir():
        raise argparse.ArgumentTypeError(f"there is no folder {text}")
    return path


def _jobs(text: str) -> int:
    if not text.isdigit() or int(text) > 256:
        raise argparse.ArgumentTypeError("write a number of processes from 0 to 256")
    return int(text)


_VERBS = ("build", "check")


def _with_verb(arguments: list[str]) -> list[str]:
    """Let ``generate.py --force`` mean ``generate.py build --force``."""
    if any(a in ("-h", "--help", "--version") for a in arguments[:1]):
        return arguments
    words = [a for a in arguments if not a.startswith("-")]
    return arguments if words and words[0] in _VERBS else ["build", *arguments]
