"""What a command prints: progress and results for people, or one JSON document for programs."""

from __future__ import annotations

import argparse
import json
import shutil
import sys
import time
from typing import TextIO

from briefpress.build.plan import Plan
from briefpress.build.run import BuildResult, EditionResult, Progress
from briefpress.diagnostics import Findings, render_json, render_text
from briefpress.workspace import ReadError, Workspace

_COLORS = {"built": "32", "fresh": "2", "failed": "1;31", "dim": "2", "left": "33"}

#: On a terminal, more editions than this are shown on one line that changes; only failures stay.
_MANY = 24


class Reporter(Progress):
    """Prints what happens.

    Results go to standard output, mistakes in text form to standard error.

    Attributes:
        lost: Why standard output could not be written; None where it could.
    """

    def __init__(self, workspace: Workspace, options: argparse.Namespace) -> None:
        self._workspace = workspace
        self._is_json = options.format == "json"
        self._is_quiet = options.quiet
        self._color = options.color
        self.lost: OSError | None = None
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
        if self._is_json or self._is_quiet:
            return
        is_live = self._total > _MANY and _is_terminal(sys.stdout)
        if is_live:
            self._print("\r\x1b[K", end="")
        if not is_live or result.status == "failed":
            self._print(self._line(result))
        if is_live and self._done < self._total:
            failed = f", {self._failed} failed" if self._failed else ""
            text = f"[{self._done}/{self._total}{failed}] {result.edition.output}"
            self._print(text[: shutil.get_terminal_size().columns - 1], end="")

    def _line(self, result: EditionResult) -> str:
        digits = len(str(self._total))
        counter = (
            self._paint("dim", f"[{self._done:>{digits}}/{self._total}]") + " " if self._total > 1 else ""
        )
        status = self._paint(result.status, f"{result.status:<6}")
        path = f"{result.edition.output:<{self._width}}"
        if result.status == "built":
            pages = f"{result.pages} page " if result.pages == 1 else f"{result.pages} pages"
            what = f"{pages:>9} {_kilobytes(result.size):>9}"
        else:
            what = "last good PDF stays" if result.size else "no PDF"
        return f"{counter}{status} {path} {what:<19}  {self._paint('dim', result.reason)}".rstrip()

    # ---- ends

    def built(self, result: BuildResult | None, findings: Findings) -> None:
        """Print what a build came to; None where it did not begin."""
        result = result or BuildResult(())
        if self._is_json:
            editions = [_as_data(edition) for edition in result.editions]
            self._print_json(findings, editions=editions, left=list(result.left))
            return
        if not self._is_quiet:
            for path in result.left:
                why = self._paint("dim", "no brief makes it any more; delete it, or bring the brief back")
                self._print(f"{self._paint('left', 'left  ')} {path}  {why}")
        self._print_findings(findings)
        if not self._is_quiet and result.editions:
            self._print(self._summary(result))

    def checked(self, count: int, findings: Findings) -> None:
        """Print what a check came to."""
        if self._is_json:
            self._print_json(findings, checked=count)
            return
        self._print_findings(findings)
        if not self._is_quiet and not len(findings):
            self._print(f"{_editions(count)} checked in {self._seconds()}, no mistakes found")

    def _summary(self, result: BuildResult) -> str:
        counts = {status: result.count(status) for status in ("built", "failed", "fresh")}
        if counts["fresh"] == len(result.editions):
            return f"nothing to do: {_editions(counts['fresh'])} up to date ({self._seconds()})"
        words = {"built": "built", "failed": "failed", "fresh": "up to date"}
        told = [
            self._paint(status, f"{count} {words[status]}") if status != "fresh" else f"{count} up to date"
            for status, count in counts.items()
            if count
        ]
        return f"{', '.join(told)} in {self._seconds()}"

    # ---- inside

    def _seconds(self) -> str:
        return f"{time.perf_counter() - self._start:.2f} s"

    def _print(self, text: str, end: str = "\n") -> None:
        """Print at once; a reader who has gone away must not stop the build."""
        try:
            print(text, end=end, flush=True)
        except BrokenPipeError:
            pass  # `generate.py | head`: nobody reads on, which is no mistake
        except OSError as error:
            self.lost = error

    def _print_findings(self, findings: Findings) -> None:
        if len(findings):
            text = render_text(findings, self._source, color=self._uses_color(sys.stderr))
            print(text.rstrip("\n"), file=sys.stderr, flush=True)

    def _print_json(self, findings: Findings, **more: object) -> None:
        data = {**more, **json.loads(render_json(findings))}
        self._print(json.dumps(data, ensure_ascii=False, indent=2))

    def _source(self, path: str) -> str | None:
        try:
            return self._workspace.read(path).decode("utf-8", "replace")
        except ReadError:
            return None

    def _paint(self, style: str, text: str) -> str:
        return f"\x1b[{_COLORS[style]}m{text}\x1b[0m" if self._uses_color(sys.stdout) else text

    def _uses_color(self, stream: TextIO) -> bool:
        """Follow ``--color``, then https://no-color.org, then whether a person watches."""
        if self._color != "auto":
            return bool(self._color == "always")
        environment = self._workspace.environment
        return not environment("NO_COLOR") and environment("TERM") != "dumb" and _is_terminal(stream)


def _is_terminal(stream: TextIO | None) -> bool:
    return stream is not None and stream.isatty()


def _kilobytes(size: int) -> str:
    return f"{size / 1000:,.0f} kB" if size < 10_000_000 else f"{size / 1_000_000:,.1f} MB"


def _editions(count: int) -> str:
    return f"{count} edition{'' if count == 1 else 's'}"


def _as_data(result: EditionResult) -> dict[str, object]:
    return {
        "brief": result.edition.brief,
        "lang": result.edition.lang,
        "output": result.edition.output,
        "status": result.status,
        "reason": result.reason,
        "pages": result.pages,
        "bytes": result.size,
    }
