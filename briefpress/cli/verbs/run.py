"""``run``: what a schedule does: refresh, build, check, mail."""

from __future__ import annotations

import _thread
import argparse
import os
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from briefpress.cli.console import Console
from briefpress.cli.durations import duration
from briefpress.cli.exits import ERRORS, OK, PARTLY
from briefpress.cli.options import add_jobs, workspace_of
from briefpress.diagnostics import Findings

NAME = "run"
ABOUT = "refresh, build, check and mail in one go, as a schedule does"
EXAMPLES = (
    ("run", "fetch new values, build and check what they change, mail what is due"),
    ("run --no-mail", "the same, and send nothing"),
    ("run --limit 1h --quiet", "end it after an hour, and print mistakes only"),
)

#: So long a run that was told to end may take to say how far it came. Seconds.
_LAST_WORDS_S = 60.0


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what only this verb takes."""
    parser.add_argument("--no-mail", action="store_true", help="send nothing")
    parser.add_argument(
        "--strict", action="store_true", help="count warnings as errors: they hold up the mail"
    )
    parser.add_argument(
        "--reason", default="", metavar="TEXT", help="why figures changed, for the memo and for new versions"
    )
    parser.add_argument(
        "--limit", type=duration, metavar="TIME", help="end the run after this time, as 45m or 2h"
    )
    add_jobs(parser)


def run(options: argparse.Namespace) -> int:
    """Do all steps, and tell what became of each."""
    from briefpress.routine.model import Ask, StepReport
    from briefpress.routine.pipeline import carry_out
    from briefpress.routine.reports import as_data, path_of, step_text

    workspace = workspace_of(options)
    console = Console(workspace, options)
    findings = Findings()
    talks = console.is_text and not console.is_quiet

    def on_step(step: StepReport) -> None:
        if talks:
            console.print(step_text(step, console.paint))

    ask = Ask(
        workspace.root,
        options.today,
        options.strict,
        not options.no_mail,
        " ".join(options.reason.encode("utf-8", "replace").decode("utf-8").split()),
        options.jobs,
        _waiting,
    )
    with _ends(options.limit):
        report = carry_out(ask, findings, on_step)
    if report is not None:
        findings.extend(report.all_findings)
    workspace.look_again()  # findings may point at files that the run has written
    if not console.is_text:
        console.print_document(findings, **({} if report is None else as_data(report)))
    else:
        # A quiet run that has done its work says nothing: whoever gets mail of each word would read none.
        if not console.is_quiet or report is None or report.status in ("failed", "partly"):
            console.print_findings(findings)
        if talks and report is not None:
            console.print(console.paint("dim", f"report {path_of(report)}"))
    code = console.exit_code(findings)
    if report is None or code not in (OK, ERRORS):
        return code
    return {"failed": ERRORS, "partly": PARTLY}.get(report.status, OK)


def _waiting() -> None:
    print("waiting for something else to end that uses this project", file=sys.stderr, flush=True)


@contextmanager
def _ends(minutes: int | None) -> Iterator[None]:
    """End what is inside after a time, or when the system asks for it, so that it can say how far it came."""
    from briefpress.routine.pipeline import OverrunError

    if threading.current_thread() is not threading.main_thread():
        yield
        return
    is_over = threading.Event()

    def interrupt(number: int, frame: FrameType | None) -> None:
        raise OverrunError if is_over.is_set() else KeyboardInterrupt

    def over() -> None:
        is_over.set()
        if hasattr(signal, "pthread_kill"):  # wakes what waits for a server, too
            signal.pthread_kill(threading.main_thread().ident or 0, signal.SIGINT)
        else:
            _thread.interrupt_main()
        killer.start()

    killer = threading.Timer(_LAST_WORDS_S, os._exit, [ERRORS])
    timer = threading.Timer((minutes or 0) * 60, over)
    killer.daemon = timer.daemon = True
    before = [(number, signal.signal(number, interrupt)) for number in (signal.SIGTERM, signal.SIGINT)]
    if minutes:
        timer.start()
    try:
        yield
    finally:
        timer.cancel()
        killer.cancel()
        for number, handler in before:
            signal.signal(number, handler or signal.SIG_DFL)
