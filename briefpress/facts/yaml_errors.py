"""libyaml's errors -> diagnostics in words that cure them."""

from __future__ import annotations

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


def explain(error: Any, source: SourceText) -> Diagnostic:
    """Return the diagnostic for a ``yaml.YAMLError``."""
    problem = str(getattr(error, "problem", None) or getattr(error, "reason", None) or "not valid YAML")
    context = str(getattr(error, "context", None) or "")
    problem_mark = getattr(error, "problem_mark", None)
    context_mark = getattr(error, "context_mark", None) or problem_mark
    if "cannot start any token" in problem or "tab character" in problem or "'\\t'" in problem:
        return _bad_start(_span(source, problem_mark), source)
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
