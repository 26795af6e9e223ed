"""``watch``: build on every save."""

from __future__ import annotations

import argparse
import gc
from collections.abc import Iterator
from pathlib import Path

from briefpress.build.ledger import read_ledger
from briefpress.build.plan import Request
from briefpress.build.project import Project
from briefpress.build.publication import PART
from briefpress.build.run import build_project
from briefpress.cli.console import Console
from briefpress.cli.exits import OK
from briefpress.cli.options import add_jobs, add_rows, add_selection, chosen, workspace_of
from briefpress.cli.report import BuildReport
from briefpress.diagnostics import Findings
from briefpress.workspace import Workspace
from briefpress.workspace.workspace import BUILTIN, LISTING

NAME = "watch"
ABOUT = "build whenever a file is saved, until Ctrl-C"
EXAMPLES = (
    ("watch", "build what each save puts out of date"),
    ("watch canada-us-defence --lang fr", "one edition only"),
)

#: Where the files of a project are; others that an edition has read are watched, too.
_FOLDERS = ("briefs", "data", "templates")
#: Programs save in steps: a file is gone for a moment, or there twice. Milliseconds without a change that end
#: a save, and the most that are waited for it.
_QUIET_MS, _LONGEST_MS = 40, 400
#: Clears a terminal and puts the cursor in its corner (ECMA-48).
_CLEAR = "\x1b[2J\x1b[H"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what only this verb takes."""
    add_selection(parser)
    add_rows(parser)
    add_jobs(parser)


def run(options: argparse.Namespace) -> int:
    """Build, wait for a change, and so on."""
    console = Console(workspace_of(options), options)
    request = Request(*chosen(options), jobs=options.jobs)
    try:
        for saved in _saves(workspace_of(options)):
            _tell_saved(saved, console)
            _build(options, request, console)
    except ModuleNotFoundError as error:
        if error.name != "watchfiles":
            raise
        findings = Findings()
        findings.error(
            "USAGE003",
            "`watch` needs the package `watchfiles`, which is not installed",
            hint="install it: pip install 'briefpress[watch]'",
        )
        console.print_findings(findings)
        return console.exit_code(findings)
    except KeyboardInterrupt:
        pass
    if _talks(console):
        console.print("stopped")
    return OK


def _saves(workspace: Workspace) -> Iterator[list[str]]:
    """Yield an empty list once everything is watched, then the paths of each save.

    Whoever asks for the next has built. Where that has read from another folder, that is watched, too, and an
    empty list comes again: a save may have fallen between.
    """
    from watchfiles import watch  # an extra; its threads are started by nobody else

    while True:
        yield_empty = True
        folders = _watched(workspace)
        roots = [workspace.root / folder for folder in folders] or [workspace.root]
        for changes in watch(
            *roots,
            step=_QUIET_MS,
            debounce=_LONGEST_MS,
            rust_timeout=_LONGEST_MS,
            yield_on_timeout=True,
            raise_interrupt=True,
        ):
            files = {Path(path).relative_to(workspace.root) for _, path in changes}
            paths = sorted(file.as_posix() for file in files if not file.name.startswith(PART))
            if paths or yield_empty:
                yield_empty = False
                yield paths
                if _watched(workspace) != folders:
                    break


def _build(options: argparse.Namespace, request: Request, console: Console) -> None:
    """Build once; a mistake is printed, and the next save may mend it."""
    # Of the project everything is looked at anew; fonts, words and patterns stay in this process.
    project = Project(workspace_of(options))
    if console.is_terminal and _talks(console):
        console.print(_CLEAR, end="")
    findings, report = Findings(), BuildReport(console)
    try:
        result = build_project(project, request, findings, report)
    finally:
        report.stop()
    report.built(result, findings)
    gc.collect()  # now nobody waits for it, and the process may live for days
    if _talks(console):
        folders = ", ".join(f"{folder}/" for folder in _watched(project.workspace))
        console.print(console.paint("dim", f"watching {folders} - Ctrl-C stops"))


def _talks(console: Console) -> bool:
    """Tell whether a person reads along; a program gets one document for each build."""
    return console.is_text and not console.is_quiet


def _tell_saved(paths: list[str], console: Console) -> None:
    if not paths or not _talks(console) or console.is_terminal:
        return  # a terminal shows the last build alone
    more = f" and {len(paths) - 1} more" if len(paths) > 1 else ""
    console.print(f"saved {paths[0]}{more}")


def _watched(workspace: Workspace) -> list[str]:
    """Return the folders of a project that are there, and those that its editions have read from."""
    ledger, _ = read_ledger(workspace)
    read = {
        path.partition("/")[0]
        for record in ledger.editions.values()
        for path in record.inputs
        if "/" in path and not path.startswith((BUILTIN, LISTING, "output/"))
    }
    return [folder for folder in dict.fromkeys((*_FOLDERS, *sorted(read))) if workspace.has_folder(folder)]
