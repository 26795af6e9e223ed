"""``schedule``: hand `run` to the scheduler of a system."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from briefpress.cli.console import Console
from briefpress.cli.durations import duration
from briefpress.cli.options import program, workspace_of
from briefpress.cli.parser import OneOf
from briefpress.diagnostics import Findings

if TYPE_CHECKING:
    from briefpress.schedules import Deed, Format, Job, Timing
    from briefpress.schedules.system import System

NAME = "schedule"
ABOUT = "have a scheduler run the project: systemd, cron, GitHub Actions, launchd, Windows"
EXAMPLES = (
    ("schedule", "show the formats, and what is installed for this project"),
    ("schedule systemd --at 07:30 --days mon-fri", "print a service and a timer"),
    ("schedule cron --every 1h --to /tmp/try", "write the lines for a crontab into a folder"),
    ("schedule systemd --at 07:30 --install", "install it; --dry-run shows what that would do"),
    ("schedule systemd --remove", "remove it"),
)

#: The names of `briefpress.schedules.FORMATS`, which only a run of the verb loads.
KINDS = ("systemd", "cron", "actions", "launchd", "windows")

_STYLES = {
    "written": "built",
    "current": "fresh",
    "removed": "pruned",
    "absent": "fresh",
    "ran": "built",
    "edited": "failed",
    "installed": "built",
    "unknown": "left",
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what only this verb takes."""
    parser.add_argument(
        "kind",
        nargs="?",
        type=OneOf(KINDS),
        metavar="SCHEDULER",
        help=f"one of {', '.join(KINDS)}; all are shown where none is given",
    )
    when = parser.add_mutually_exclusive_group()
    when.add_argument(
        "--at", action="append", type=_clock, metavar="TIME", help="a time of the day; may be repeated"
    )
    when.add_argument("--every", type=_every, metavar="TIME", help="how often, as 15m or 2h")
    parser.add_argument("--days", type=_days, metavar="DAYS", help="days of the week, as mon-fri or mon,thu")
    parser.add_argument(
        "--limit", type=duration, default=60, metavar="TIME", help="end a run after this time (default: 1h)"
    )
    parser.add_argument("--no-mail", action="store_true", help="send nothing")
    parser.add_argument(
        "--strict", action="store_true", help="count warnings as errors: they hold up the mail"
    )
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--to", metavar="DIR", help="write the files into this folder")
    what.add_argument("--install", action="store_true", help="put them where the scheduler reads them")
    what.add_argument("--remove", action="store_true", help="take them away again")
    parser.add_argument("--dry-run", action="store_true", help="show what that would do, and do nothing")
    parser.add_argument(
        "--force", action="store_true", help="write over what somebody edited, and keep it as .old"
    )


def run(options: argparse.Namespace) -> int:
    """Print, write, install or remove the files of a schedule."""
    from briefpress.schedules import FORMATS, Timing, make_job

    workspace = workspace_of(options)
    console = Console(workspace, options)
    findings = Findings()
    job = make_job(workspace.root, _program(), _passed_on(options), _system().home)
    if not options.kind:
        return _show(console, job, findings) if _is_plain(job, findings) else _end(console, findings, [])
    kind = FORMATS[options.kind]
    timing = Timing(
        tuple(sorted(set(options.at or ()))),
        options.every or 0,
        options.days or Timing().days,
        options.limit,
    )
    if not (timing.at or timing.every) and not options.remove:
        hint = "add `--at 07:30`, or `--every 1h`"
        findings.error("PLAN004", f"`schedule {options.kind}` does not say when", hint=hint)
        return _end(console, findings, [])
    if not _can_hold(kind, job, timing, findings):
        return _end(console, findings, [])
    return _do(options, console, kind, job, timing, findings)


def _do(
    options: argparse.Namespace,
    console: Console,
    kind: Format,
    job: Job,
    timing: Timing,
    findings: Findings,
) -> int:
    from briefpress.schedules import install, remove

    files, system = kind.write(job, timing), _system()
    if options.remove:
        deeds = remove(kind, job, files, findings, system, is_forced=options.force, is_dry=options.dry_run)
    elif options.install or options.to:
        folder = Path(options.to).absolute() if options.to else None
        deeds = install(
            kind,
            job,
            files,
            findings,
            system,
            is_forced=options.force,
            is_dry=options.dry_run,
            folder=folder,
        )
    else:
        return _print(console, kind, job, files, findings)
    return _end(console, findings, deeds, is_dry=options.dry_run)


def _passed_on(options: argparse.Namespace) -> tuple[str, ...]:
    """Return what `run` is to be given."""
    switches = [word for word in ("--no-mail", "--strict") if getattr(options, word[2:].replace("-", "_"))]
    return (*switches, "--limit", f"{options.limit}m")


def _program() -> tuple[str, ...]:
    """Return how the program is called from any folder: with the same Python, by the same way as now."""
    # A link of a virtual environment says which one it is: it is not followed.
    python = str(Path(sys.executable).absolute())
    if program() == "generate.py":
        return python, str(Path(sys.argv[0]).absolute())
    return python, "-m", "briefpress"


def _system() -> System:
    from briefpress.schedules.system import System

    return System()


def _can_hold(kind: Format, job: Job, timing: Timing, findings: Findings) -> bool:
    if not _is_plain(job, findings):
        return False
    if fault := kind.fault(job, timing):
        hint = "change that, or take another scheduler"
        findings.error("PLAN001", f"this scheduler cannot hold the command: {fault}", hint=hint)
    return not fault


def _is_plain(job: Job, findings: Findings) -> bool:
    from briefpress.schedules.job import unwritable

    if fault := unwritable((*job.command, str(job.root))):
        message = f"no scheduler can hold the path of the project or of Python: {fault}"
        findings.error("PLAN001", message, hint="rename the folder")
    return not fault


# ---- how it is told


def _show(console: Console, job: Job, findings: Findings) -> int:
    from briefpress.schedules import FORMATS, Timing, look

    system, told = _system(), []
    for name, kind in FORMATS.items():
        names = list(kind.write(job, Timing(((0, 0),))))
        told.append({"scheduler": name, "about": kind.about, "status": look(kind, job, names, system)})
    if console.is_text and not console.is_quiet:
        for one in told:
            status = console.paint(_STYLES[one["status"]], f"{one['status']:<9}")
            name = console.paint("code", f"{one['scheduler']:<8}")
            console.print(f"{name} {status}  {one['about']}")
    if not console.is_text:
        console.print_document(findings, name=job.name, schedulers=told)
    return console.exit_code(findings)


def _print(console: Console, kind: Format, job: Job, files: dict[str, bytes], findings: Findings) -> int:
    texts = {name: data.decode(kind.encoding) for name, data in files.items()}
    if not console.is_text:
        console.print_document(findings, name=job.name, command=list(job.command), files=texts)
        return console.exit_code(findings)
    for name, text in texts.items():
        if len(texts) > 1:
            console.print(console.paint("bold", f"# ---- {name}"))
        console.print(text, end="")
    return console.exit_code(findings)


def _end(console: Console, findings: Findings, deeds: list[Deed], *, is_dry: bool = False) -> int:
    if not console.is_text:
        told = [{"status": deed.what, "subject": deed.subject} for deed in deeds]
        console.print_document(findings, deeds=told, dry_run=is_dry)
        return console.exit_code(findings)
    for deed in deeds if not console.is_quiet else ():
        console.print(f"{console.paint(_STYLES[deed.what], f'{deed.what:<8}')} {deed.subject}")
    if is_dry and deeds and not console.is_quiet:
        console.print("nothing was done (--dry-run)")
    console.print_findings(findings)
    return console.exit_code(findings)


# ---- values


def _clock(text: str) -> tuple[int, int]:
    from briefpress.schedules.timing import TimingError, read_clock

    try:
        return read_clock(text)
    except TimingError as error:
        raise argparse.ArgumentTypeError(str(error)) from None


def _every(text: str) -> int:
    from briefpress.schedules.timing import TimingError, read_every

    try:
        return read_every(text)
    except TimingError as error:
        raise argparse.ArgumentTypeError(str(error)) from None


def _days(text: str) -> tuple[int, ...]:
    from briefpress.schedules.timing import TimingError, read_days

    try:
        return read_days(text)
    except TimingError as error:
        raise argparse.ArgumentTypeError(str(error)) from None
