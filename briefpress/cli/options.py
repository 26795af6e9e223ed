"""Arguments -> options, by argparse."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from briefpress import __version__

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

exit codes:
  0 done, 1 the project has mistakes, 2 the command makes no sense, 70 a bug in Briefpress
"""

#: Commands in the order of the help; the first one is meant where none is written.
VERBS = ("build", "check")

#: Options that are followed by a value.
_VALUED = ("--project", "--format", "--color", "--lang", "--jobs")


def parse(arguments: Sequence[str]) -> argparse.Namespace:
    """Return the options; ``verb`` names the command, ``is_implied`` tells that none was written.

    Raises:
        SystemExit: Help was asked for and printed (0), or the arguments make no sense (2).
    """
    ordered, is_implied = _verb_first(list(arguments))
    options = _parser().parse_args(ordered)
    options.is_implied = is_implied
    return options


def program() -> str:
    """Return the name under which the program was called."""
    return "generate.py" if Path(sys.argv[0]).name == "generate.py" else "briefpress"


def _verb_first(arguments: list[str]) -> tuple[list[str], bool]:
    """Let options stand before the command, and the command be left out."""
    if arguments[:1] in (["-h"], ["--help"], ["--version"]):
        return arguments, False
    index = 0
    while index < len(arguments) and arguments[index].startswith("-") and arguments[index] != "--":
        index += 2 if arguments[index] in _VALUED else 1
    if index < len(arguments) and arguments[index] in VERBS:
        return [arguments[index], *arguments[:index], *arguments[index + 1 :]], False
    return [VERBS[0], *arguments], True


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog=program(),
        description=_DESCRIPTION,
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="version", version=f"Briefpress {__version__}")
    verbs = parser.add_subparsers(title="commands", metavar="COMMAND", dest="verb", required=True)
    shared = _shared()

    build = _add(verbs, "build", "bring output/ up to date (the default)", shared)
    build.add_argument("--force", action="store_true", help="build what is up to date, too")
    build.add_argument(
        "--jobs", type=_jobs, default=0, metavar="N", help="worker processes; 0 (the default) chooses"
    )

    check = _add(verbs, "check", "look for mistakes without building", shared)
    check.add_argument("--strict", action="store_true", help="count warnings as errors")
    return parser


def _add(
    verbs: argparse._SubParsersAction[argparse.ArgumentParser],
    name: str,
    about: str,
    shared: argparse.ArgumentParser,
) -> argparse.ArgumentParser:
    described = f"{about[0].upper()}{about[1:].removesuffix(' (the default)')}."
    return verbs.add_parser(name, help=about, description=described, parents=[shared], allow_abbrev=False)


def _shared() -> argparse.ArgumentParser:
    shared = argparse.ArgumentParser(add_help=False, allow_abbrev=False)
    shared.add_argument("briefs", nargs="*", metavar="BRIEF", help="names of briefs; all where none is given")
    shared.add_argument("--lang", action="append", metavar="LANG", help="only this language; may be repeated")
    group = shared.add_argument_group("options of every command")
    group.add_argument(
        "--project",
        type=_folder,
        default=Path(),
        metavar="DIR",
        help="folder with briefs/ and data/ (default: here)",
    )
    group.add_argument("--format", choices=("text", "json"), default="text", help="how to report")
    group.add_argument("--quiet", action="store_true", help="print mistakes only")
    group.add_argument("--color", choices=("auto", "always", "never"), default="auto", help="use of colours")
    return shared


def _folder(text: str) -> Path:
    path = Path(text)
    if not text or not path.is_dir():
        raise argparse.ArgumentTypeError(f"there is no folder `{text}`")
    return path


def _jobs(text: str) -> int:
    if not (text.isascii() and text.isdigit() and int(text) <= 256):
        raise argparse.ArgumentTypeError("write a number of processes from 0 to 256")
    return int(text)
