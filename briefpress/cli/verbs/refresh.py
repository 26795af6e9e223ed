"""``refresh``: fetch new values, and accept those that are plausible."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

from briefpress.build.project import LANGUAGES
from briefpress.cli.console import Console
from briefpress.cli.exits import CHANGED, OK, PARTLY
from briefpress.cli.options import workspace_of
from briefpress.diagnostics import Findings

if TYPE_CHECKING:
    from briefpress.refresh import Outcome, Refreshed

NAME = "refresh"
ABOUT = "fetch new values from feeds, and accept those that are plausible"
EXAMPLES = (
    ("refresh", "ask every feed, and say what changed"),
    ("refresh labour-survey", "ask one feed"),
    ("refresh --dry-run", "show what would change, and write nothing"),
    ("refresh --accept jobs.total", "take a value that was held, after looking at its source"),
)

_WORDS = {"changed": "changed", "same": "unchanged", "held": "held", "failed": "not refreshed"}
_STYLES = {"changed": "built", "same": "same", "held": "stale", "failed": "failed"}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what only this verb takes."""
    parser.add_argument("feeds", nargs="*", metavar="FEED", help="ids of feeds; all where none is given")
    parser.add_argument("--dry-run", action="store_true", help="show what would change, and write nothing")
    parser.add_argument(
        "--accept",
        action="append",
        default=[],
        metavar="FACT",
        help="take a value that is held; may be repeated",
    )
    parser.add_argument(
        "--allow-code", action="store_true", help="run functions that no installed package declares as feeds"
    )


def run(options: argparse.Namespace) -> int:
    """Refresh, and tell what became of each fact."""
    from briefpress.refresh import Wish, refresh_project

    workspace = workspace_of(options)
    console = Console(workspace, options)
    findings = Findings()
    wish = Wish(tuple(options.feeds), frozenset(options.accept), options.dry_run, options.allow_code)
    result = refresh_project(workspace, LANGUAGES, wish, findings, on_wait=_waiting)
    workspace.look_again()  # findings may point at the lock file as it is now
    _report(console, result, findings, is_dry=options.dry_run)
    return _exit_code(console, result, findings)


def _waiting() -> None:
    print("waiting for another run of this project to end (Ctrl-C to stop)", file=sys.stderr, flush=True)


def _exit_code(console: Console, result: Refreshed, findings: Findings) -> int:
    """Return the code; what is told of single facts is no mistake of the project."""
    code = console.exit_code(findings)
    if result.count("failed") or result.count("held"):
        return PARTLY if code in (OK, 1) else code
    return code or (CHANGED if result.count("changed") else OK)


def _report(console: Console, result: Refreshed, findings: Findings, *, is_dry: bool) -> None:
    if not console.is_text:
        facts = [_as_data(outcome) for outcome in result.outcomes]
        console.print_document(findings, facts=facts, written=result.is_written, dry_run=is_dry)
        return
    for outcome in result.outcomes if not console.is_quiet else ():
        if outcome.status != "same":
            console.print(_line(console, outcome))
    console.print_findings(findings)
    if not console.is_quiet and (result.outcomes or not findings.errors):
        console.print(_summary(result, is_dry))


def _line(console: Console, outcome: Outcome) -> str:
    status = console.paint(_STYLES[outcome.status], f"{outcome.status:<7}")
    if outcome.status == "failed":
        stays = f"the last good value stays: {outcome.was}" if outcome.was else "there is no last good value"
        return f"{status} {outcome.fact}  {console.paint('dim', stays)}"
    value = f"{outcome.was} -> {outcome.now}" if outcome.was else f"-> {outcome.now}"
    day = f" ({outcome.as_of})" if outcome.as_of else ""
    return f"{status} {outcome.fact}  {value}{day}"


def _summary(result: Refreshed, is_dry: bool) -> str:
    if not result.outcomes:
        return "nothing to do: no fact takes its value from a feed"
    if result.count("same") == len(result.outcomes):
        count = len(result.outcomes)
        return f"nothing new: {count} value{'' if count == 1 else 's'} up to date"
    told = [f"{count} {word}" for status, word in _WORDS.items() if (count := result.count(status))]
    is_lost = result.count("changed") > 0 and not result.is_written
    unwritten = "; nothing was written (--dry-run)" if is_dry else "; nothing was written" if is_lost else ""
    return f"{', '.join(told)}{unwritten}"


def _as_data(outcome: Outcome) -> dict[str, object]:
    return {
        "fact": outcome.fact,
        "feed": outcome.feed,
        "status": outcome.status,
        "was": outcome.was or None,
        "now": outcome.now or None,
        "as_of": outcome.as_of or None,
        "why": outcome.why or None,
    }
