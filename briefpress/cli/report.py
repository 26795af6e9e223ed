"""What ``build`` and ``check`` print: progress and results."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING

from briefpress.build.plan import Plan
from briefpress.build.run import BuildResult, EditionResult, Progress
from briefpress.cli.console import Console
from briefpress.diagnostics import Findings

if TYPE_CHECKING:
    from briefpress.cli.progress import ProgressBar
    from briefpress.links import Asked

#: What is told of an edition that would else have too many pages.
_REMEDIES = {"space": "set with less space to fit", "columns": "set in one more column to fit"}

#: On a terminal, more editions than this are shown as a bar; only failures get a line.
_MANY = 24


class BuildReport(Progress):
    """Prints what happens while a build runs, and what it came to."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._start = time.perf_counter()
        self._total = self._done = self._width = 0
        self._bar: ProgressBar | None = None

    # ---- progress

    def waiting(self) -> None:
        """Say what is waited for; a person may want to know where a program reads the report, too."""
        print(
            "waiting for another build of this project to end (Ctrl-C to stop)", file=sys.stderr, flush=True
        )

    def planned(self, plan: Plan) -> None:
        """Note how much there is to do, for counters and columns."""
        self.stop()  # of an earlier plan: files changed while it was carried out
        self._total, self._done = len(plan.reasons), 0
        self._width = max((len(edition.output) for edition in plan.reasons), default=0)
        console = self._console
        if self._total > _MANY and console.is_text and console.is_terminal and not console.is_quiet:
            from briefpress.cli.progress import ProgressBar  # few see it, and rich is not loaded for nothing

            self._bar = ProgressBar(self._total)

    def done(self, result: EditionResult) -> None:
        """Print one edition, or move the bar on; a failure is printed in any case."""
        self._done += 1
        if not self._console.is_text or self._console.is_quiet:
            return
        if self._bar is None:
            self._console.print(self._line(result))
            return
        self._bar.move(result.edition.name)
        if result.status == "failed":
            self._bar.print(self._line(result))

    def stop(self) -> None:
        """Take the bar away; also after Ctrl-C, which would else leave the cursor hidden."""
        if self._bar is not None:
            self._bar.stop()
            self._bar = None

    def _line(self, result: EditionResult) -> str:
        paint = self._console.paint
        digits = len(str(self._total))
        counter = paint("dim", f"[{self._done:>{digits}}/{self._total}]") + " " if self._total > 1 else ""
        status = paint(result.status, f"{result.status:<6}")
        path = f"{result.edition.output:<{self._width}}"
        if result.status in ("built", "same"):
            pages = f"{result.pages} page " if result.pages == 1 else f"{result.pages} pages"
            what = f"{pages:>9} {_kilobytes(result.size):>9}"
        else:
            what = "last good PDF stays" if result.size else "no PDF"
        why = "; ".join([result.reason, *(_REMEDIES[name] for name in result.remedies)])
        return f"{counter}{status} {path} {what:<19}  {paint('dim', why)}".rstrip()

    # ---- end

    def built(self, result: BuildResult, findings: Findings) -> None:
        """Print what a build came to."""
        self.stop()
        console = self._console
        if not console.is_text:
            editions = [_as_data(edition) for edition in result.editions]
            left, pruned = list(result.left), list(result.pruned)
            console.print_document(
                findings,
                editions=editions,
                left=left,
                pruned=pruned,
                memo=result.memo,
                status_pages=list(result.status),
            )
            return
        self._print_status(result, "built")
        self._print_left(result)
        if result.memo and not console.is_quiet:
            console.print(f"{console.paint('built', 'memo  ')} {result.memo}")
        console.print_findings(findings)
        if not console.is_quiet and result.editions:
            console.print(self._summary(result, "written"))

    def looked(self, result: BuildResult, findings: Findings) -> None:
        """Print what a build would do."""
        console = self._console
        if not console.is_text:
            keys = ("brief", "lang", "profile", "output", "status", "reason")
            editions = [{key: _as_data(edition)[key] for key in keys} for edition in result.editions]
            left, pages = list(result.left), list(result.status)
            console.print_document(findings, editions=editions, left=left, status_pages=pages)
            return
        stale = [edition for edition in result.editions if edition.status == "stale"]
        width = max((len(edition.edition.output) for edition in stale), default=0)
        for edition in stale if not console.is_quiet else ():
            status, why = console.paint("stale", "stale "), console.paint("dim", edition.reason)
            console.print(f"{status} {edition.edition.output:<{width}}  {why}")
        self._print_status(result, "stale")
        self._print_left(result)
        console.print_findings(findings)
        if not console.is_quiet and result.editions:
            console.print(self._summary(result, "out of date"))

    def _print_status(self, result: BuildResult, status: str) -> None:
        """Print the status pages that were written, or are out of date; of many their number will do."""
        if self._console.is_quiet or not result.status:
            return
        shown = self._console.paint(status, f"{status:<6}")
        if len(result.status) > _MANY:
            self._console.print(f"{shown} {len(result.status)} status pages")
            return
        for path in result.status:
            self._console.print(f"{shown} {path}")

    def _print_left(self, result: BuildResult) -> None:
        if self._console.is_quiet:
            return
        for status, paths, why in (
            ("left", result.left, "no brief makes it any more; `--prune` deletes it"),
            ("pruned", result.pruned, "no brief makes it any more"),
        ):
            for path in paths:
                shown = self._console.paint(status, f"{status:<6}")
                self._console.print(f"{shown} {path}  {self._console.paint('dim', why)}")

    def _summary(self, result: BuildResult, of_pages: str) -> str:
        words = {
            "built": "built",
            "same": "unchanged",
            "failed": "failed",
            "stale": "out of date",
            "fresh": "up to date",
        }
        counts = {status: result.count(status) for status in words}
        seconds = _seconds(self._start)
        pages = len(result.status)
        if counts["fresh"] == len(result.editions) and not pages:
            return f"nothing to do: {_editions(counts['fresh'])} up to date ({seconds})"
        told = [
            self._console.paint(status, f"{count} {words[status]}")
            if status != "fresh"
            else f"{count} up to date"
            for status, count in counts.items()
            if count
        ]
        if pages:
            told.append(f"{pages} status page{'' if pages == 1 else 's'} {of_pages}")
        return (
            f"{', '.join(told)} ({seconds})"
            if of_pages == "out of date"
            else f"{', '.join(told)} in {seconds}"
        )


#: What is told of addresses with an answer of a kind.
_LINKS = {
    "fine": "in order",
    "moved": "moved",
    "gone": "gone",
    "unreachable": "not reached",
    "certificate": "not trusted",
    "astray": "leading nowhere",
    "private": "private",
    "unjudged": "not judged",
}


class CheckReport:
    """Prints what a check came to; it is a `briefpress.links.LinkProgress`."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._start = time.perf_counter()
        self._bar: ProgressBar | None = None

    def asking(self, total: int) -> None:
        """Show a bar to a person who watches: servers take their time."""
        console = self._console
        if console.is_text and console.is_terminal and not console.is_quiet:
            from briefpress.cli.progress import ProgressBar

            self._bar = ProgressBar(total)

    def answered(self, address: str) -> None:
        """Move the bar on."""
        if self._bar is not None:
            self._bar.move(address)

    def stop(self) -> None:
        """Take the bar away; also after Ctrl-C, which would else leave the cursor hidden."""
        if self._bar is not None:
            self._bar.stop()
            self._bar = None

    def checked(self, count: int, findings: Findings, *, strict: bool, asked: Asked | None = None) -> None:
        """Print the findings, and how many editions were looked at.

        Args:
            count: Number of editions.
            findings: What was found.
            strict: Whether warnings count as errors.
            asked: What the web said of addresses; None where it was not asked.
        """
        console = self._console
        if not console.is_text:
            links = {} if asked is None else {"links": _links_as_data(asked)}
            console.print_document(findings, checked=count, **links)
            return
        console.print_findings(findings, strict=strict)
        if asked is not None and not console.is_quiet:
            console.print(_links_in_words(asked))
        if console.is_quiet or findings.errors or (strict and findings.warnings):
            return
        what = "no mistakes found" if not findings.errors + findings.warnings else "no errors"
        console.print(f"{_editions(count)} checked in {_seconds(self._start)}, {what}")


def _links_in_words(asked: Asked) -> str:
    """Return what came of asking, in a line."""
    total = sum(asked.counts.values()) + asked.late
    told = [f"{number} {_LINKS[verdict]}" for verdict, number in asked.counts.items()]
    if asked.late:
        told.append(f"{asked.late} not asked in time")
    kept = f" ({asked.kept} of them asked earlier)" if asked.kept else ""
    return f"{total} address{'' if total == 1 else 'es'}{kept}: {', '.join(told) or 'none to ask'}"


def _links_as_data(asked: Asked) -> dict[str, object]:
    return {"asked": asked.asked, "kept": asked.kept, "late": asked.late, "answers": dict(asked.counts)}


def _seconds(start: float) -> str:
    return f"{time.perf_counter() - start:.2f} s"


def _kilobytes(size: int) -> str:
    return f"{size / 1000:,.0f} kB" if size < 10_000_000 else f"{size / 1_000_000:,.1f} MB"


def _editions(count: int) -> str:
    return f"{count} edition{'' if count == 1 else 's'}"


def _as_data(result: EditionResult) -> dict[str, object]:
    return {
        "brief": result.edition.brief,
        "lang": result.edition.lang,
        "profile": result.edition.profile,
        "output": result.edition.output,
        "status": result.status,
        "reason": result.reason,
        "pages": result.pages,
        "bytes": result.size,
        "fit": list(result.remedies),
    }
