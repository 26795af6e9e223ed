"""What a command prints."""

from __future__ import annotations

import argparse
import json
import os
import sys
import time

from briefpress import __version__
from briefpress.build.run import BuildResult, EditionResult
from briefpress.diagnostics import Findings, render_json, render_text
from briefpress.workspace import ReadError, Workspace

_COLORS = {"built": "32", "fresh": "2", "failed": "31;1", "dim": "2", "bold": "1"}


class Reporter:
    """Prints progress and results: text for people, one JSON document for programs.

    Results go to standard output, mistakes in text form to standard error.
    """

    def __init__(self, workspace: Workspace, options: argparse.Namespace) -> None:
        self._workspace = workspace
        self._json = options.format == "json"
        self._quiet = options.quiet
        self._color = options.color
        self._start = time.perf_counter()
        self._done = 0

    def start(self) -> None:
        """Begin to count the time."""
        self._start = time.perf_counter()

    def edition(self, result: EditionResult, total: int) -> None:
        """Print one edition as it is done."""
        self._done += 1
        if self._json or self._quiet:
            return
        counter = self._paint("dim", f"[{self._done}/{total}] ", sys.stdout) if total > 1 else ""
        status = self._paint(result.status, f"{result.status:<7}", sys.stdout)
        size = (
            f"{result.pages} p., {result.size / 1000:.0f} kB"
            if result.status == "built"
            else "kept as it was"
        )
        reason = self._paint("dim", f"({result.reason})", sys.stdout)
        print(f"{counter}{status} {result.edition.output}  {size}  {reason}", flush=True)

    def built(self, result: BuildResult, findings: Findings) -> None:
        """Print what a build came to."""
        if self._json:
            self._print_json(findings, editions=[_as_data(edition) for edition in result.editions])
            return
        self._print_findings(findings)
        if self._quiet or not result.editions:
            return
        counts = [f"{result.count(s)} {s}" for s in ("built", "fresh", "failed") if result.count(s)]
        print(f"Briefpress {__version__}: {', '.join(counts)} in {self._seconds()}")

    def checked(self, count: int, findings: Findings) -> None:
        """Print what a check came to."""
        if self._json:
            self._print_json(findings, checked=count)
            return
        self._print_findings(findings)
        if not self._quiet and not len(findings):
            print(
                f"Briefpress {__version__}: {count} editions checked in {self._seconds()}, no mistakes found"
            )

    # ---- inside

    def _seconds(self) -> str:
        return f"{time.perf_counter() - self._start:.2f} s"

    def _print_findings(self, findings: Findings) -> None:
        if len(findings):
            text = render_text(findings, self._source, color=self._uses_color(sys.stderr))
            print(text.rstrip("\n"), file=sys.stderr)

    def _print_json(self, findings: Findings, **more: object) -> None:
        data = {**more, **json.loads(render_json(findings))}
        print(json.dumps(data, ensure_ascii=False, indent=2))

    def _source(self, path: str) -> str | None:
        try:
            return self._workspace.read(path).decode("utf-8", "replace")
        except ReadError:
            return None

    def _paint(self, style: str, text: str, stream: object) -> str:
        return f"\033[{_COLORS[style]}m{text}\033[0m" if self._uses_color(stream) else text

    def _uses_color(self, stream: object) -> bool:
        """Follow ``--color``, then https://no-color.org, then whether a person watches."""
        if self._color != "auto":
            return bool(self._color == "always")
        if os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
            return False
        isatty = getattr(stream, "isatty", None)
        return bool(isatty and isatty())


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
