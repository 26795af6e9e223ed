"""Where a verb prints: text for people, or one document for programs."""

from __future__ import annotations

import argparse
import json
import sys
from typing import TextIO

from briefpress.cli.exits import ERRORS, exit_code
from briefpress.diagnostics import Findings, render_json, render_text
from briefpress.workspace import ReadError, Workspace

#: The names of styles -> what ANSI calls them.
_COLORS = {
    "bold": "1",
    "code": "36",
    "dim": "2",
    "built": "32",
    "same": "2",
    "fresh": "2",
    "failed": "1;31",
    "stale": "33",
    "left": "33",
    "pruned": "33",
}


class Console:
    """Prints what a verb has to say.

    Results go to standard output, mistakes in text form to standard error.

    Attributes:
        is_text: Whether to write for people; else one document for programs is all that is printed.
        is_quiet: Whether mistakes alone are asked for.
        lost: Why standard output could not be written; None where it could.
    """

    def __init__(self, workspace: Workspace, options: argparse.Namespace) -> None:
        self._workspace = workspace
        self._color = options.color
        self._format = options.format
        self.is_text = options.format == "text"
        self.is_quiet = options.quiet
        self.lost: OSError | None = None

    def print(self, text: str, end: str = "\n") -> None:
        """Print at once; a reader who has gone away must not stop the work."""
        try:
            print(text, end=end, flush=True)
        except BrokenPipeError:
            pass  # `generate.py | head`: nobody reads on, which is no mistake
        except OSError as error:
            self.lost = error

    def print_findings(self, findings: Findings, *, strict: bool = False) -> None:
        """Print mistakes to standard error; `strict` makes the summary say that warnings count as errors."""
        if len(findings):
            text = render_text(findings, self._source, color=self._uses_color(sys.stderr), strict=strict)
            print(text.rstrip("\n"), file=sys.stderr, flush=True)

    def print_document(self, findings: Findings, **more: object) -> None:
        """Print one document for programs: what a verb has to say, then the findings.

        SARIF has room for the findings alone.
        """
        if self._format == "sarif":
            from briefpress.diagnostics.sarif import render_sarif  # nothing else needs it

            self.print(render_sarif(findings, self._workspace.root.as_uri()), end="")
            return
        data = {**more, **json.loads(render_json(findings))}
        self.print(json.dumps(data, ensure_ascii=False, indent=2))

    def paint(self, style: str, text: str) -> str:
        """Return text in a style of `_COLORS`, where standard output shows colours."""
        return f"\x1b[{_COLORS[style]}m{text}\x1b[0m" if self._uses_color(sys.stdout) else text

    def exit_code(self, findings: Findings, *, strict: bool = False) -> int:
        """Return what the verb ends with, after saying on standard error that a report was lost."""
        if self.lost is not None:
            print(f"error: the report cannot be written: {self.lost.strerror}", file=sys.stderr)
        return exit_code(findings, strict=strict) or (ERRORS if self.lost is not None else 0)

    @property
    def is_terminal(self) -> bool:
        """Whether a person watches standard output."""
        return _is_terminal(sys.stdout)

    # ---- inside

    def _source(self, path: str) -> str | None:
        try:
            return self._workspace.read(path).decode("utf-8", "replace")
        except ReadError:
            return None

    def _uses_color(self, stream: TextIO) -> bool:
        """Follow ``--color``, then https://no-color.org, then whether a person watches."""
        if self._color != "auto":
            return bool(self._color == "always")
        environment = self._workspace.environment
        return not environment("NO_COLOR") and environment("TERM") != "dumb" and _is_terminal(stream)


def _is_terminal(stream: TextIO | None) -> bool:
    return stream is not None and stream.isatty()
