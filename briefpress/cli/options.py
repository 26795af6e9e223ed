"""Arguments -> options: which verb is meant, and what it takes."""

from __future__ import annotations

import argparse
import datetime as dt
import re
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

from briefpress import __version__
from briefpress.cli.parser import OneOf, Parser, examples
from briefpress.cli.verbs import VERBS, Verb, load_verb
from briefpress.diagnostics import did_you_mean
from briefpress.workspace import Workspace

_ABOUT = """\
Build the briefs of a project: facts from data/ and texts from briefs/ become PDFs in output/,
in every language, tagged for screen readers and fit for the archive.
"""

_EXAMPLES = (
    ("", "build what is out of date, and say why"),
    ("build canada-us-defence", "build one brief"),
    ("--force --lang fr", "build every French edition again"),
    ("check", "look for mistakes without building"),
    ("explain FACT001", "say what a message means"),
)

_EXITS = """\
exit codes:
  0 done, 1 the project has mistakes, 2 the command makes no sense, 3 something is out of date
  (--check) or was deferred (mail), 4 values have changed (refresh), 5 a part was not done (refresh,
  run), 70 a bug in Briefpress, 75 another run is going on (run)
"""

#: Options that are followed by a value and may stand before the verb.
_VALUED = (
    *("--project", "--format", "--color", "--today"),
    *("--lang", "--row", "--jobs", "--reason", "--correct", "--scheduler", "--accept"),
)

#: How most verbs report; the first is the default.
_FORMATS = ("text", "json")

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def parse(arguments: Sequence[str]) -> argparse.Namespace:
    """Return the options; ``verb`` names the command, ``is_implied`` tells that none was written.

    Raises:
        SystemExit: Help was asked for and printed (0), or the arguments make no sense (2).
    """
    if arguments[:1] in (["-h"], ["--help"], ["--version"]):
        _top().parse_args(arguments[:1])
    name, rest, is_implied = _find_verb(list(arguments))
    parser = _parser_of(load_verb(name))
    options, extra = parser.parse_known_args(rest)
    if extra:
        words = rest if is_implied else []
        _refuse(parser, name, extra, next((word for word in words if not word.startswith("-")), ""))
    options.verb, options.is_implied = name, is_implied
    return options


def add_selection(parser: argparse.ArgumentParser) -> None:
    """Add what chooses editions: the names of briefs, and ``--lang``."""
    parser.add_argument("briefs", nargs="*", metavar="BRIEF", help="names of briefs; all where none is given")
    parser.add_argument("--lang", action="append", metavar="LANG", help="only this language; may be repeated")


def add_rows(parser: argparse.ArgumentParser) -> None:
    """Add ``--row``, which chooses editions of series."""
    parser.add_argument(
        "--row", action="append", metavar="ROW", help="of a series, only this row; may be repeated"
    )


def chosen(options: argparse.Namespace) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    """Return the briefs, languages and rows that were named, as a `briefpress.build.plan.Request` begins."""
    return tuple(options.briefs), tuple(options.lang or ()), tuple(options.row or ())


def add_jobs(parser: argparse._ActionsContainer) -> None:
    """Add ``--jobs``."""
    parser.add_argument(
        "--jobs", type=_jobs, default=0, metavar="N", help="worker processes; 0 (the default) chooses"
    )


def workspace_of(options: argparse.Namespace) -> Workspace:
    """Return the project folder that ``--project`` names, on the day that ``--today`` says."""
    return Workspace(options.project, today=options.today)


def program() -> str:
    """Return the name under which the program was called."""
    return "generate.py" if Path(sys.argv[0]).name == "generate.py" else "briefpress"


# ---- parsers


def _find_verb(arguments: list[str]) -> tuple[str, list[str], bool]:
    """Let options stand before the command, and the command be left out."""
    index = 0
    while index < len(arguments) and arguments[index].startswith("-") and arguments[index] != "--":
        index += 2 if arguments[index] in _VALUED else 1
    if index < len(arguments) and arguments[index] in VERBS:
        return arguments[index], [*arguments[:index], *arguments[index + 1 :]], False
    return VERBS[0], arguments, True


def _top() -> Parser:
    prog = _command()
    parser = Parser(
        program(), _ABOUT, f"{examples(_EXAMPLES, prog)}\n\n{_EXITS}", usage="%(prog)s [COMMAND] [OPTION ...]"
    )
    parser.add_argument("--version", action="version", version=f"Briefpress {__version__}")
    verbs = parser.add_subparsers(
        title="commands", metavar="COMMAND", description=f"`{prog} COMMAND --help` tells more of each"
    )
    for name in VERBS:
        verbs.add_parser(name, help=load_verb(name).ABOUT, prog=program(), about="")
    return parser


def _parser_of(verb: Verb) -> Parser:
    about = f"{verb.ABOUT[0].upper()}{verb.ABOUT[1:].removesuffix(' (the default)')}."
    parser = Parser(f"{program()} {verb.NAME}", about, examples(verb.EXAMPLES, _command()))
    verb.add_arguments(parser)
    _add_shared(parser, getattr(verb, "FORMATS", _FORMATS))
    return parser


def _command() -> str:
    """Return what is typed before a command, in examples."""
    return "python generate.py" if program() == "generate.py" else program()


def _add_shared(parser: argparse.ArgumentParser, formats: Sequence[str]) -> None:
    group = parser.add_argument_group("options of every command")
    group.add_argument(
        "--project",
        type=_folder,
        default=Path(),
        metavar="DIR",
        help="folder with briefs/ and data/ (default: here)",
    )
    form = OneOf(formats)
    group.add_argument(
        "--format", type=form, default=formats[0], metavar=form.metavar, help="how to report (default: text)"
    )
    group.add_argument("--quiet", action="store_true", help="print mistakes only")
    color = OneOf(("auto", "always", "never"))
    group.add_argument("--color", type=color, default="auto", metavar=color.metavar, help="use of colours")
    group.add_argument(
        "--today",
        type=_date,
        metavar="DATE",
        help="the date of this run, for what is fresh; default SOURCE_DATE_EPOCH or the machine's",
    )


# ---- values


def _folder(text: str) -> Path:
    path = Path(text)
    if not text or not path.is_dir():
        hint = (
            "name the folder that has `briefs/` and `data/`, or run the command inside it without `--project`"
        )
        raise argparse.ArgumentTypeError(f"there is no folder `{text}`\n{hint}")
    return path


def _jobs(text: str) -> int:
    if not (text.isascii() and text.isdigit() and int(text) <= 256):
        raise argparse.ArgumentTypeError("write a number of processes from 0 to 256")
    return int(text)


def _date(text: str) -> dt.date:
    try:
        if _DAY.fullmatch(text):
            return dt.date.fromisoformat(text)
    except ValueError:
        pass
    raise argparse.ArgumentTypeError(f"there is no day `{text}`; write one as 2026-11-22")


# ---- what nobody takes


def _refuse(parser: Parser, name: str, extra: list[str], first: str) -> NoReturn:
    """Say what an argument that a verb does not take may have been meant for.

    Args:
        parser: That of the verb.
        name: The verb.
        extra: The arguments that nothing takes.
        first: The first word where no command was written: it may be a misspelt one.
    """
    if first and (hint := did_you_mean(first, VERBS)):
        parser.refuse(f"there is no command `{first}`", hint)
    unknown = next((text.partition("=")[0] for text in extra if text.startswith("-")), "")
    if not unknown:
        parser.refuse(f"`{extra[0]}` is one argument too many")
    others = [verb for verb in VERBS if verb != name and unknown in _option_strings(verb)]
    hint = f"`{unknown}` is an option of {' and '.join(f'`{verb}`' for verb in others)}" if others else ""
    parser.refuse(f"`{name}` has no option `{unknown}`", hint or did_you_mean(unknown, _option_strings(name)))


def _option_strings(name: str) -> list[str]:
    """Return the options of a verb, from its help: argparse keeps no public list of them."""
    return sorted(set(re.findall(r"(?<![\w-])--[a-z-]+", _parser_of(load_verb(name)).format_usage())))
