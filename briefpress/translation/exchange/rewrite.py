"""New translations -> the brief's YAML, in which nothing else changes: no comment, no quote, no line end."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping

from briefpress.diagnostics import Findings
from briefpress.facts import Mapping as YamlMapping, Scalar
from briefpress.merge import Brief, load_brief
from briefpress.translation.state import normal
from briefpress.translation.units import Unit, units_of
from briefpress.workspace import MemoryWorkspace

#: A piece of a file by lines and columns from 0, and what takes its place.
_Edit = tuple[tuple[int, int], tuple[int, int], str]


class RewriteError(Exception):
    """A brief that would not say what it should; nothing is written, and it is a bug of ours."""


def rewrite(text: str, brief: Brief, lang: str, texts: Mapping[str, str]) -> str:
    """Return the text of a brief's file with new translations.

    Args:
        text: What the file says.
        brief: What was read from it.
        lang: The language of the translations. Where the brief does not have it yet, each text is given.
        texts: Unit -> its translation.

    Raises:
        RewriteError: What comes out does not read as what went in and the translations.
    """
    newline = "\r\n" if "\r\n" in text else "\n"
    lines = text.replace("\r\n", "\n").split("\n")
    edits: list[_Edit] = []
    for unit in units_of(brief):
        if unit.id in texts:
            leaf = unit.localized.get(lang)
            edits.append(
                _replaced(leaf.scalar, texts[unit.id], lines)
                if leaf is not None
                else _inserted(unit, lang, texts[unit.id], lines)
            )
    if lang not in brief.languages:
        edits.append(_listed(brief, lang, lines))
    for start, end, new in sorted(edits, reverse=True):
        head, tail = lines[start[0]][: start[1]], lines[end[0]][end[1] :]
        lines[start[0] : end[0] + 1] = f"{head}{new}{tail}".split("\n")
    result = newline.join(lines)
    _check(result, brief, lang, texts)
    return result


def _replaced(scalar: Scalar, new: str, lines: list[str]) -> _Edit:
    """Return the edit that gives a scalar another text, in the style that it has."""
    row, column, end_row, end_column = scalar.marks
    first = lines[row][column : column + 1]
    if first not in ("|", ">"):
        return (row, column), (end_row, end_column), _scalar(new, first)
    last = min(end_row if end_column else end_row - 1, len(lines) - 1)
    while last > row and not lines[last].strip():
        last -= 1
    content = next((line for line in lines[row + 1 : last + 1] if line.strip()), "")
    indent = len(content) - len(content.lstrip(" "))
    if not _fits_block(new):
        return (row, column), (last, len(lines[last])), _scalar(new, '"')
    header = re.match(r"[|>][-+0-9]*", lines[row][column:])
    chomping = header[0][1:] if header else ""
    return (row, column), (last, len(lines[last])), f"|{chomping}\n{_block(new, indent)}"


def _inserted(unit: Unit, lang: str, new: str, lines: list[str]) -> _Edit:
    """Return the edit that adds a language behind those that a text has."""
    place = unit.localized.place
    assert isinstance(place, YamlMapping)
    entry = list(place.entries.values())[-1]
    scalar = entry.value
    assert isinstance(scalar, Scalar)
    row, column, end_row, end_column = scalar.marks
    if lines[place.marks[0]][place.marks[1] : place.marks[1] + 1] == "{":
        at = (end_row, end_column)
        return at, at, f", {lang}: {_scalar(new, chr(34))}"
    indent = entry.key_marks[1]
    if lines[row][column : column + 1] in ("|", ">"):
        end_row = end_row if end_column else end_row - 1
        while end_row > row and (end_row >= len(lines) or not lines[end_row].strip()):
            end_row -= 1
    at = (end_row, len(lines[end_row]))
    lead = f"\n{' ' * indent}{lang}: "
    if "\n" in new.strip() and _fits_block(new):
        return at, at, f"{lead}|\n{_block(new, indent + 2)}"
    return at, at, lead + _scalar(new, '"')


def _listed(brief: Brief, lang: str, lines: list[str]) -> _Edit:
    """Return the edit that adds a language to those that the brief lists."""
    languages = ", ".join((*brief.languages, lang))
    for row, line in enumerate(lines):
        if match := re.match(r"languages:[ ]*(\[[^\]]*\])", line):
            return (row, match.start(1)), (row, match.end(1)), f"[{languages}]"
    row = next(row for row, line in enumerate(lines) if re.match(r"[a-z]", line))
    return (row, 0), (row, 0), f"languages: [{languages}]\n"


def _scalar(text: str, quote: str) -> str:
    text = text.strip("\n")
    if quote == "'" and "\n" not in text:
        return "'" + text.replace("'", "''") + "'"
    return json.dumps(text, ensure_ascii=False)


def _fits_block(text: str) -> bool:
    """Tell whether a literal block can hold a text: YAML has no meaning for how its lines begin or end."""
    stripped = text.strip("\n")
    lines = stripped.split("\n")
    return (
        bool(stripped)
        and not lines[0].startswith((" ", "\t"))
        and all(line == line.rstrip() and not line.startswith("\t") for line in lines)
    )


def _block(text: str, indent: int) -> str:
    return "\n".join(f"{' ' * indent}{line}" if line else "" for line in text.strip("\n").split("\n"))


def _check(result: str, brief: Brief, lang: str, texts: Mapping[str, str]) -> None:
    """Read what would be written."""
    findings = Findings()
    again = load_brief(MemoryWorkspace({brief.path: result}), brief.path, findings)
    if again is None or findings.errors:
        raise RewriteError(f"`{brief.path}` could not be read again")
    for one, other in zip(units_of(brief), units_of(again), strict=True):
        for tag in again.languages:
            now, was = other.localized.get(tag), one.localized.get(tag)
            wanted = texts.get(one.id) if tag == lang else None
            same = wanted is not None or (was is not None and now is not None and was.text == now.text)
            if (
                one.id != other.id
                or not same
                or (wanted is not None and (now is None or normal(now.text) != normal(wanted)))
            ):
                raise RewriteError(f"`{one.id}` of `{brief.path}` would not say what it should")
