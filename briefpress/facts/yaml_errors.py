"""libyaml's errors -> diagnostics in words that cure them."""

from __future__ import annotations

import re
from typing import Any

from briefpress.diagnostics import Diagnostic, Severity, Span
from briefpress.facts.nodes import SourceText

#: (piece of libyaml's problem, whether the place is where the construct began, message, label, hint);
#: the first that fits counts. libyaml has no codes for its errors, so its English is the key.
_PROBLEMS: tuple[tuple[str, bool, str, str, str], ...] = (
    (
        "mapping values are not allowed",
        False,
        "there is a colon where no value can start",
        "this colon",
        "put quotes around a text that has a colon in it; indent a key as its neighbours are",
    ),
    (
        "unexpected end of stream",
        True,
        "a quote that opens here is never closed",
        "opens here",
        "close it; write a quote inside single quotes twice: 'l''été'",
    ),
    (
        "unexpected document indicator",
        True,
        "a quote that opens here is never closed",
        "opens here",
        "close it; write a quote inside single quotes twice: 'l''été'",
    ),
    (
        "expected ',' or ']'",
        True,
        "a list that opens here is not closed, or a comma is missing in it",
        "opens here",
        "close it with `]`; put quotes around texts with commas, brackets or colons",
    ),
    (
        "expected ',' or '}'",
        True,
        "a brace that opens here is not closed, or a comma is missing after it",
        "opens here",
        "close it with `}`; put quotes around texts with commas, braces or colons",
    ),
    (
        "unknown escape character",
        False,
        "this backslash is not followed by an escape that YAML knows",
        "unknown escape",
        "write the backslash twice, or use single quotes",
    ),
    (
        "expected '-' indicator",
        False,
        "this line stands among the items of a list but does not start with `- `",
        "no `- `",
        "start it with `- `, or indent it as the keys above the list are",
    ),
    (
        "did not find expected key",
        False,
        "this line does not fit in with the lines above it",
        "unexpected",
        "indent it exactly as its neighbours are; a text that starts with a quote has to end with it",
    ),
    (
        "expected ':'",
        True,
        "this line has no `key: value`",
        "no colon after this",
        "write `key: value`, or `- ` before an item; indent a text that goes on from the line above",
    ),
    (
        "block sequence entries are not allowed",
        False,
        "a list cannot start here",
        "this `-`",
        "start the list on a line of its own",
    ),
    (
        "expected <document start>",
        False,
        "the file goes on where it should have ended",
        "unexpected",
        "indent this line as its neighbours are, and remove lines with `...`",
    ),
    (
        "did not find expected node content",
        False,
        "a value is missing here",
        "no value",
        "write the value, or remove the comma or bracket",
    ),
    (
        "incompatible YAML document",
        False,
        "this version of YAML is not read",
        "",
        "remove the line that starts with `%YAML`",
    ),
    (
        "undefined tag handle",
        False,
        "a word that starts with `!` is a tag, which is not read",
        "a tag",
        "put quotes around a text that starts with `!`",
    ),
    (
        "anchor",
        True,
        "a word that starts with `&` or `*` is an anchor or an alias, which are not read",
        "starts here",
        "put quotes around a text that starts with `&` or `*`",
    ),
    (
        "alias",
        True,
        "a word that starts with `&` or `*` is an anchor or an alias, which are not read",
        "starts here",
        "put quotes around a text that starts with `&` or `*`",
    ),
)

#: A quote with letters before it and behind, as in `'l'armée'`: it was meant as an apostrophe.
_APOSTROPHE = re.compile(r"(?:^|[\s\[{,:-])(?P<quote>')(?:[^']|'')*\w(?P<end>')(?=\w)")


def explain(error: Any, source: SourceText) -> Diagnostic:
    """Return the diagnostic for a ``yaml.YAMLError``."""
    problem = str(getattr(error, "problem", None) or getattr(error, "reason", None) or "not valid YAML")
    context = str(getattr(error, "context", None) or "")
    problem_mark = getattr(error, "problem_mark", None)
    context_mark = getattr(error, "context_mark", None) or problem_mark
    if "cannot start any token" in problem or "tab character" in problem or "'\\t'" in problem:
        return _bad_start(_span(source, problem_mark), source)
    found = _apostrophe(source, problem_mark) or _comma(source, problem, context_mark, problem_mark)
    if found is not None:
        return found
    for piece, at_start, message, label, hint in _PROBLEMS:
        if piece in problem or piece in context:
            span = _span(source, context_mark if at_start else problem_mark)
            return Diagnostic("YAML004", Severity.ERROR, message, span, label, hint)
    return Diagnostic(
        "YAML004",
        Severity.ERROR,
        f"the file is not valid YAML: {problem}",
        _span(source, problem_mark),
        hint="put quotes around texts with special characters, and check the indentation",
    )


def _apostrophe(source: SourceText, mark: Any) -> Diagnostic | None:
    """Return the diagnostic for an apostrophe that has ended a text, where that is what happened."""
    line = source.lines[mark.line] if mark and mark.line < len(source.lines) else ""
    for match in _APOSTROPHE.finditer(line):
        if match.end() != mark.column:
            continue
        opening, end = (Span(source.path, mark.line + 1, match.start(name) + 1) for name in ("quote", "end"))
        return Diagnostic(
            "YAML004",
            Severity.ERROR,
            "an apostrophe ends the text before its end",
            end,
            "the text ends here",
            "put double quotes around the text, or write the apostrophe as `’`",
            ((opening, "and begins here"),),
        )
    return None


def _comma(source: SourceText, problem: str, opening: Any, mark: Any) -> Diagnostic | None:
    """Return the diagnostic for a missing comma: what opens goes on in its own line after a value."""
    if "expected ',' or '" not in problem or mark is None or opening.line != mark.line:
        return None
    line = source.lines[mark.line] if mark.line < len(source.lines) else ""
    if mark.column >= len(line.rstrip()):
        return None
    close, found = problem.rstrip("'")[-1], line[mark.column]
    message, hint = "a comma is missing here", "write a comma; put quotes around the whole of a text"
    if found == ":":
        message = "there is a colon where a comma or a quote is missing"
        hint = "write a comma before each key; put quotes around a text that has a colon in it"
    elif found in "]}":
        message, hint = f"`{found}` cannot close what `{line[opening.column]}` opens", f"write `{close}`"
    elif line[mark.column - 1] == '"':
        hint = 'write a comma; a double quote inside a text is written `\\"`'
    return Diagnostic(
        "YAML004",
        Severity.ERROR,
        message,
        _span(source, mark),
        f"neither `,` nor `{close}`",
        hint,
        ((_span(source, opening), "opens here"),),
    )


def _bad_start(span: Span, source: SourceText) -> Diagnostic:
    """Return the diagnostic for a character that no value can start with."""
    line = source.lines[span.line - 1] if span.line <= len(source.lines) else ""
    char = line[span.column - 1 : span.column]
    if char == "\t" or line[: span.column].strip(" ").startswith("\t"):
        message, label = "a tab is used as indentation", "a tab"
        hint = "indent with spaces: two for each level"
    else:
        message, label = f"a text without quotes cannot start with `{char}`", "needs quotes"
        hint = "put quotes around the text"
    return Diagnostic("YAML004", Severity.ERROR, message, span, label, hint)


def _span(source: SourceText, mark: Any) -> Span:
    if mark is None:
        return Span(source.path)
    line, column = mark.line, mark.column
    if line >= len(source.lines) or (line == len(source.lines) - 1 and not source.lines[line].strip()):
        # libyaml reports the end of the file; the last line with something in it says more.
        line = max((i for i, text in enumerate(source.lines) if text.strip()), default=0)
        column = len(source.lines[line].rstrip())
    return Span(source.path, line + 1, column + 1)
