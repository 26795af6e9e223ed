"""Findings -> text as the Rust compiler writes it, or one JSON document."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Callable, Iterable

from briefpress.diagnostics.model import Diagnostic, Severity, Span

#: Columns of source text shown at most; a longer line is clipped around what is underlined.
_MAX_WIDTH = 96
#: Columns kept to the left of the underlined part when a line is clipped.
_CONTEXT = 24
#: Characters on either side that can ever be shown.
_FAR = 4 * _MAX_WIDTH
_TAB = "    "

_RED, _YELLOW, _BLUE, _CYAN, _BOLD, _RESET = (
    "\x1b[1;31m",
    "\x1b[1;33m",
    "\x1b[1;34m",
    "\x1b[36m",
    "\x1b[1m",
    "\x1b[0m",
)
_SEVERITY_COLOR = {Severity.ERROR: _RED, Severity.WARNING: _YELLOW}


def render_text(findings: Iterable[Diagnostic], source: Callable[[str], str | None], *, color: bool) -> str:
    """Return the findings as text for people, with the lines they point at and a summary.

    Args:
        findings: What was found, in the order in which it is to be shown.
        source: Gives the text of a file, or None when it cannot be shown.
        color: Whether to add ANSI colours.

    Returns:
        Lines that end with a line feed; an empty string where there are no findings.
    """
    items = list(findings)
    if not items:
        return ""
    lines_of: dict[str, list[str]] = {}
    blocks = [_block(item, _line(item.span, source, lines_of), color) for item in items]
    return "\n".join([*blocks, _summary(items, color)])


def render_json(findings: Iterable[Diagnostic]) -> str:
    """Return the findings as one JSON document for programs."""
    items = list(findings)
    document = {
        "errors": _count(items, Severity.ERROR),
        "warnings": _count(items, Severity.WARNING),
        "findings": [
            {
                "code": item.code,
                "severity": item.severity.value,
                "message": item.message,
                "path": item.span.path if item.span else None,
                "line": item.span.line if item.span else None,
                "column": item.span.column if item.span else None,
                "length": item.span.length if item.span else None,
                "label": item.label,
                "hint": item.hint,
            }
            for item in items
        ],
    }
    text = json.dumps(document, ensure_ascii=False, indent=2) + "\n"
    # The name of a file may have bytes that are no characters; they must not stop the report.
    return text.encode("utf-8", "replace").decode("utf-8")


# ---- one finding


def _block(item: Diagnostic, line: str | None, color: bool) -> str:
    def paint(code: str, text: str) -> str:
        return f"{code}{text}{_RESET}" if color and text else text

    strong = _SEVERITY_COLOR[item.severity]
    out = [paint(strong, f"{item.severity.value}[{item.code}]") + paint(_BOLD, f": {visible(item.message)}")]
    span = item.span
    margin = " " * len(str(span.line)) if span and line is not None else " "
    bar = paint(_BLUE, f"{margin} |")
    if span is not None:
        out.append(paint(_BLUE, f"{margin}-->") + f" {visible(str(span))}")
        if line is not None:
            shown, start, width = _excerpt(line, span)
            carets = paint(strong, f"{'^' * width} {visible(item.label)}".rstrip())
            out += [
                bar,
                paint(_BLUE, f"{span.line} |") + f" {shown}".rstrip(),
                f"{bar} {' ' * start}{carets}",
            ]
    if item.hint:
        if span is not None and line is not None:
            out.append(bar)
        first, *rest = visible(item.hint, keep="\n").split("\n")
        out.append(paint(_BLUE, f"{margin} =") + f" {paint(_CYAN, 'hint')}: {first}")
        out += [f"{margin}         {more}" for more in rest]
    return "\n".join(out) + "\n"


def _summary(items: list[Diagnostic], color: bool) -> str:
    errors, warnings = _count(items, Severity.ERROR), _count(items, Severity.WARNING)
    counts = ((errors, "error"), (warnings, "warning"))
    text = ", ".join(f"{n} {word}{'' if n == 1 else 's'}" for n, word in counts if n)
    strong = _RED if errors else _YELLOW
    return f"{strong}{text}{_RESET}\n" if color else f"{text}\n"


def _count(items: list[Diagnostic], severity: Severity) -> int:
    return sum(1 for item in items if item.severity is severity)


# ---- the source line


def _line(span: Span | None, source: Callable[[str], str | None], cache: dict[str, list[str]]) -> str | None:
    """Return the text of the line a span points at, or None when it cannot be shown."""
    if span is None or span.line < 1:
        return None
    if span.path not in cache:
        text = source(span.path) or ""
        # Not splitlines(): it also breaks at characters that the YAML reader does not count as line ends.
        cache[span.path] = text.removeprefix("\ufeff").split("\n") if text else []
    lines = cache[span.path]
    return lines[span.line - 1].rstrip("\r") if span.line <= len(lines) else None


def _excerpt(line: str, span: Span) -> tuple[str, int, int]:
    """Return a line as it is shown, the terminal column where the carets start, and their number."""
    first = min(max(span.column - 1, 0), len(line))
    last = max(first, min(first + max(span.length, 1), len(line)))
    # A line can have millions of characters; what is far from the carets is clipped in any case.
    before, marked, after = (
        _display(line[max(0, first - _FAR) : first]),
        _display(line[first : min(last, first + _FAR)]),
        _display(line[last : last + _FAR]),
    )
    if _width(before) + _width(marked) + _width(after) > _MAX_WIDTH:
        if _width(before) > _CONTEXT:
            before = "…" + _last_columns(before, _CONTEXT - 1)
        room = _MAX_WIDTH - _width(before)
        if _width(marked) > room:
            marked, after = _first_columns(marked, room - 1), "…"
        elif _width(marked) + _width(after) > room:
            after = _first_columns(after, room - _width(marked) - 1) + "…"
    return before + marked + after, _width(before), max(_width(marked), 1)


def visible(text: str, keep: str = "") -> str:
    """Return text with control characters written as escapes, fit for a terminal.

    A file that somebody sent must not be able to move the cursor of who reads its errors.
    """
    return "".join(
        f"\\u{ord(c):04x}"
        if c in _BIDI or (c not in keep and unicodedata.category(c) in ("Cc", "Zl", "Zp", "Cs"))
        else c
        for c in text
    )


#: Characters that reorder what a terminal shows (Unicode Technical Standard 55).
_BIDI = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def _display(text: str) -> str:
    return visible(text.replace("\t", _TAB))


def _width(text: str) -> int:
    """Return the number of terminal columns a text takes."""
    if text.isascii():
        return len(text)
    return sum(_char_width(c) for c in text)


def _char_width(char: str) -> int:
    if unicodedata.category(char) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(char) in ("W", "F") else 1


def _first_columns(text: str, columns: int) -> str:
    taken = 0
    for index, char in enumerate(text):
        taken += _char_width(char)
        if taken > columns:
            return text[:index]
    return text


def _last_columns(text: str, columns: int) -> str:
    taken = 0
    for index in range(len(text) - 1, -1, -1):
        taken += _char_width(text[index])
        if taken > columns:
            return text[index + 1 :]
    return text
