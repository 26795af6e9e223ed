"""Findings -> text as the Rust compiler writes it: the message, the lines it is about, the next step."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import groupby
from typing import NamedTuple

from briefpress.diagnostics.excerpt import Excerpt, excerpt, visible
from briefpress.diagnostics.model import Diagnostic, Severity, Span

_RED, _YELLOW, _BLUE, _CYAN, _BOLD, _RESET = (
    "\x1b[1;31m",
    "\x1b[1;33m",
    "\x1b[1;34m",
    "\x1b[36m",
    "\x1b[1m",
    "\x1b[0m",
)
_SEVERITY_COLOR = {Severity.ERROR: _RED, Severity.WARNING: _YELLOW, Severity.NOTE: _CYAN}


def render_text(
    findings: Iterable[Diagnostic], source: Callable[[str], str | None], *, color: bool, strict: bool = False
) -> str:
    """Return the findings as text for people, with the lines they point at and a summary.

    Args:
        findings: What was found, in the order in which it is to be shown.
        source: Gives the text of a file, or None when it cannot be shown.
        color: Whether to add ANSI colours.
        strict: Whether warnings count as errors, which the summary then says.

    Returns:
        Lines that end with a line feed; an empty string where there are no findings.
    """
    items = list(findings)
    if not items:
        return ""
    files = _Files(source)
    blocks = ["\n".join(_Block(item, files, color).lines()) + "\n" for item in items]
    return "\n".join([*blocks, _summary(items, color, strict)])


def _summary(items: list[Diagnostic], color: bool, strict: bool) -> str:
    counts = {one: sum(1 for item in items if item.severity is one) for one in Severity}
    text = ", ".join(f"{n} {one.value}{'' if n == 1 else 's'}" for one, n in counts.items() if n)
    worst = next(one for one, n in counts.items() if n)
    if strict and counts[Severity.WARNING]:
        text += "; with --strict, a warning is an error"
        worst = Severity.ERROR
    return f"{_SEVERITY_COLOR[worst]}{text}{_RESET}\n" if color else f"{text}\n"


# ---- files


class _Files:
    """The lines of files, each read once."""

    def __init__(self, source: Callable[[str], str | None]) -> None:
        self._source = source
        self._lines: dict[str, list[str]] = {}

    def line(self, path: str, number: int) -> str | None:
        """Return a line from 1, or None when it cannot be shown."""
        if path not in self._lines:
            text = self._source(path) or ""
            # Not splitlines(): it also breaks at characters that the YAML reader does not count as line ends.
            self._lines[path] = text.removeprefix("\ufeff").split("\n") if text else []
        lines = self._lines[path]
        return lines[number - 1].rstrip("\r") if 1 <= number <= len(lines) else None


# ---- one finding


class _Mark(NamedTuple):
    """What is underlined in a line.

    Attributes:
        excerpt: The line as it is shown; None where it cannot be.
        is_main: Whether it is the place of the finding, and not a related one.
    """

    span: Span
    label: str
    excerpt: Excerpt | None
    is_main: bool


class _Block:
    """Writes one finding."""

    def __init__(self, item: Diagnostic, files: _Files, color: bool) -> None:
        self._item = item
        self._files = files
        self._color = color
        main = [_mark(item.span, item.label, files, is_main=True)] if item.span else []
        self._marks = [*main, *(_mark(span, label, files, is_main=False) for span, label in item.related)]
        widest = max((mark.span.line for mark in self._marks if mark.excerpt), default=1)
        self._margin = " " * len(str(widest))
        self._bar = self._paint(_BLUE, f"{self._margin} |")

    def lines(self) -> list[str]:
        """Return the lines of the finding."""
        item = self._item
        head = self._paint(_SEVERITY_COLOR[item.severity], f"{item.severity.value}[{item.code}]")
        out = [head + self._paint(_BOLD, f": {visible(item.message)}")]
        was_excerpt = False
        for marks in self._by_file():
            if was_excerpt:
                out.append(self._bar)
            out.append(self._place(marks[0], is_first=len(out) == 1))
            shown = sorted((mark for mark in marks if mark.excerpt), key=_order)
            was_excerpt = bool(shown)
            out += [self._bar, *self._excerpts(shown)] if shown else []
        if item.hint:
            if was_excerpt:
                out.append(self._bar)
            first, *rest = visible(item.hint, keep="\n").split("\n")
            out.append(self._paint(_BLUE, f"{self._margin} =") + f" {self._paint(_CYAN, 'hint')}: {first}")
            out += [f"{self._margin}         {more}" for more in rest]
        return out

    def _by_file(self) -> list[list[_Mark]]:
        """Return the marks of each file together; one whose line cannot be shown stands alone."""
        groups: dict[object, list[_Mark]] = {}
        for index, mark in enumerate(self._marks):
            groups.setdefault(mark.span.path if mark.excerpt else index, []).append(mark)
        return list(groups.values())

    def _place(self, mark: _Mark, is_first: bool) -> str:
        """Return the line that says where; a label finds its place here where no line can be shown."""
        arrow = f"{self._margin}-->" if is_first else f"{self._margin} :::"
        label = f": {mark.label}" if mark.label and not mark.excerpt and not mark.is_main else ""
        return self._paint(_BLUE, arrow) + f" {visible(str(mark.span) + label)}"

    def _excerpts(self, marks: list[_Mark]) -> list[str]:
        """Return lines of one file with what is underlined in them."""
        out: list[str] = []
        before = 0
        for number, group in groupby(marks, key=lambda mark: mark.span.line):
            if before and number == before + 2:
                between = Span(marks[0].span.path, before + 1)
                out.append(self._numbered(before + 1, _mark(between, "", self._files, is_main=False)))
            elif before and number > before + 2:
                out.append(self._paint(_BLUE, "..."))
            shown = ""
            for mark in group:
                if mark.excerpt and (mark.excerpt.text != shown or not shown):  # a long line is clipped anew
                    out.append(self._numbered(number, mark))
                    shown = mark.excerpt.text
                out.append(self._underlined(mark))
            before = number
        return out

    def _numbered(self, number: int, mark: _Mark) -> str:
        text = mark.excerpt.text if mark.excerpt else ""
        return self._paint(_BLUE, f"{number:>{len(self._margin)}} |") + f" {text}".rstrip()

    def _underlined(self, mark: _Mark) -> str:
        _, start, width = mark.excerpt or Excerpt("", 0, 1)
        style, sign = (_SEVERITY_COLOR[self._item.severity], "^") if mark.is_main else (_BLUE, "-")
        words = f"{sign * width} {visible(mark.label)}".rstrip()
        return f"{self._bar} {' ' * start}{self._paint(style, words)}"

    def _paint(self, code: str, text: str) -> str:
        return f"{code}{text}{_RESET}" if self._color and text else text


def _mark(span: Span, label: str, files: _Files, *, is_main: bool) -> _Mark:
    line = files.line(span.path, span.line)
    return _Mark(span, label, None if line is None else excerpt(line, span), is_main)


def _order(mark: _Mark) -> tuple[int, bool, int]:
    return mark.span.line, not mark.is_main, mark.span.column
