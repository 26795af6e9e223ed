"""What ``build`` and ``check`` print: progress and results."""

from __future__ import annotations

import shutil
import time

from briefpress.build.plan import Plan
from briefpress.build.run import BuildResult, EditionResult, Progress
from briefpress.cli.console import Console
from briefpress.diagnostics import Findings

#: On a terminal, more editions than this are shown on one line that changes; only failures stay.
_MANY = 24


class BuildReport(Progress):
    """Prints what happens while a build runs, and what it came to."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._start = time.perf_counter()
        self._total = self._done = self._failed = self._width = 0

    # ---- progress

    def planned(self, plan: Plan) -> None:
        """Note how much there is to do, for counters and columns."""
        self._total = len(plan.reasons)
        self._width = max((len(edition.output) for edition in plan.reasons), default=0)

    def done(self, result: EditionResult) -> None:
        """Print one edition."""
        self._done += 1
        self._failed += result.status == "failed"
        if not self._console.is_text or self._console.is_quiet:
            return
        is_live = self._total > _MANY and self._console.is_terminal
        if is_live:
            self._console.print("\r\x1b[K", end="")
        if not is_live or result.status == "failed":
            self._console.print(self._line(result))
        if is_live and self._done < self._total:
            failed = f", {self._failed} failed" if self._failed else ""
            text = f"[{self._done}/{self._total}{failed}] {result.edition.output}"
            self._console.print(text[: shutil.get_terminal_size().columns - 1], end="")

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
        return f"{counter}{status} {path} {what:<19}  {paint('dim', result.reason)}".rstrip()

    # ---- end

    def built(self, result: BuildResult, findings: Findings) -> None:
        """Print what a build came to."""
        console = self._console
        if not console.is_text:
            editions = [_as_data(edition) for edition in result.editions]
            console.print_document(findings, editions=editions, left=list(result.left))
            return
        self._print_left(result)
        console.print_findings(findings)
        if not console.is_quiet and result.editions:
            console.print(self._summary(result))

    def looked(self, result: BuildResult, findings: Findings) -> None:
        """Print what a build would do."""
        console = self._console
        if not console.is_text:
            keys = ("brief", "lang", "profile", "output", "status", "reason")
            editions = [{key: _as_data(edition)[key] for key in keys} for edition in result.editions]
            console.print_document(findings, editions=editions, left=list(result.left))
            return
        stale = [edition for edition in result.editions if edition.status == "stale"]
        width = max((len(edition.edition.output) for edition in stale), default=0)
        for edition in stale if not console.is_quiet else ():
            status, why = console.paint("stale", "stale "), console.paint("dim", edition.reason)
            console.print(f"{status} {edition.edition.output:<{width}}  {why}")
        self._print_left(result)
        console.print_findings(findings)
        if not console.is_quiet and result.editions:
            console.print(self._summary(result))

    def _print_left(self, result: BuildResult) -> None:
        if self._console.is_quiet:
            return
        for path in result.left:
            why = self._console.paint("dim", "no brief makes it any more; delete it, or bring the brief back")
            self._console.print(f"{self._console.paint('left', 'left  ')} {path}  {why}")

    def _summary(self, result: BuildResult) -> str:
        words = {
            "built": "built",
            "same": "unchanged",
            "failed": "failed",
            "stale": "out of date",
            "fresh": "up to date",
        }
        counts = {status: result.count(status) for status in words}
        seconds = _seconds(self._start)
        if counts["fresh"] == len(result.editions):
            return f"nothing to do: {_editions(counts['fresh'])} up to date ({seconds})"
        told = [
            self._console.paint(status, f"{count} {words[status]}")
            if status != "fresh"
            else f"{count} up to date"
            for status, count in counts.items()
            if count
        ]
        return f"{', '.join(told)} ({seconds})" if counts["stale"] else f"{', '.join(told)} in {seconds}"


class CheckReport:
    """Prints what a check came to."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._start = time.perf_counter()

    def checked(self, count: int, findings: Findings, *, strict: bool) -> None:
        """Print the findings, and how many editions were looked at.

        Args:
            count: Number of editions.
            findings: What was found.
            strict: Whether warnings count as errors.
        """
        console = self._console
        if not console.is_text:
            console.print_document(findings, checked=count)
            return
        console.print_findings(findings, strict=strict)
        if console.is_quiet or findings.errors or (strict and findings.warnings):
            return
        what = "no mistakes found" if not len(findings) else "no errors"
        console.print(f"{_editions(count)} checked in {_seconds(self._start)}, {what}")


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
    }
