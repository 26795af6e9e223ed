"""Bytes -> text that is fit for the YAML reader."""

from __future__ import annotations

import re
import unicodedata

from briefpress.diagnostics import Findings, Span
from briefpress.facts.nodes import SourceText
from briefpress.workspace import ReadError, Workspace

#: Limits of a file: its size, how deep it is nested, how many values it has.
MAX_BYTES = 4 * 1024 * 1024
MAX_DEPTH = 32
MAX_NODES = 500_000
#: After so many errors a file is not read on: the rest would be noise.
MAX_ERRORS = 50

#: Plain scalars that YAML 1.1, YAML 1.2 and the common readers take for different things.
AMBIGUOUS = re.compile(
    r"""(?P<switch>y|n|yes|no|on|off)
    |(?P<zero>[-+]?0[0-9]+)
    |(?P<base>[-+]?0[xob][0-9a-f_]+)
    |(?P<underscore>[-+]?[0-9][0-9,]*_[0-9_,]*(?:\.[0-9_]*)?)
    |(?P<exponent>[-+]?(?:[0-9][0-9_]*(?:\.[0-9_]*)?|\.[0-9_]+)e[-+]?[0-9]+)
    |(?P<special>[-+]?\.(?:inf|nan))
    |(?P<sixty>[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?)
    |(?P<equals>=)""",
    re.IGNORECASE | re.VERBOSE,
)

#: What is longer is no figure that anybody wrote, and only costs time.
LONGEST_AMBIGUOUS = 100

#: Not allowed anywhere: control characters, line ends that only YAML readers see, characters that
#: reorder text on the screen, halves of surrogate pairs, and the sign for a letter that was lost.
FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufeff\ufffd-\uffff]"
    "|\r(?!\n)"
)


def decode(workspace: Workspace, path: str, findings: Findings) -> str | None:
    """Return the text of a file, or None after reporting why it has none."""
    try:
        data = workspace.read(path)
    except ReadError as error:
        findings.error(
            "YAML001",
            f"`{path}` cannot be read: {error.reason}",
            Span(path),
            hint="check the name of the file, and that it is an ordinary file inside the project",
        )
        return None
    if len(data) > MAX_BYTES:
        findings.error(
            "YAML009",
            f"the file is larger than {MAX_BYTES // 1024 // 1024} MiB",
            Span(path),
            hint="split it: every file below `data/` is read",
        )
        return None
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        _report_encoding(data, path, error.start, findings)
        return None


def _report_encoding(data: bytes, path: str, start: int, findings: Findings) -> None:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        message, span = "the file is saved as UTF-16", Span(path)
    else:
        # utf-8-sig counts from behind the mark.
        offset = start + (3 if data.startswith(b"\xef\xbb\xbf") else 0)
        begin = data.rfind(b"\n", 0, offset) + 1
        line = data.count(b"\n", 0, offset) + 1
        column = len(data[begin:offset].decode("utf-8-sig", "replace")) + 1
        span = Span(path, line, column)
        guess = bytes([data[offset]]).decode("cp1252", "replace")
        letter = f", perhaps `{guess}` of Windows-1252" if guess.isalpha() or guess in "’‘“”–—…€«»°" else ""
        message = f"the file is not saved as UTF-8: line {line} has the byte 0x{data[offset]:02X}{letter}"
    findings.error("YAML002", message, span, hint="save the file again with the encoding UTF-8")


def check_characters(source: SourceText, findings: Findings) -> None:
    """Report characters that nobody can see, or that damage what others see."""
    for count, match in enumerate(FORBIDDEN.finditer(source.text)):
        if count == MAX_ERRORS:
            break
        char = match.group()
        line = source.text.count("\n", 0, match.start())
        column = match.start() - (source.text.rfind("\n", 0, match.start()) + 1)
        _report_character(char, Span(source.path, line + 1, column + 1), findings)


def _report_character(char: str, span: Span, findings: Findings) -> None:
    if char == "\ufffd":
        message = "a letter was lost here when the file was converted: `�` stands in its place"
        hint = "write the letter that belongs here"
    elif char == "\r":
        message = "this line ends as on very old Macintosh computers"
        hint = "save the file with the line ends of Unix or Windows"
    else:
        name = unicodedata.name(char, "control character")
        message = f"there is an invisible character here: U+{ord(char):04X} ({name.lower()})"
        hint = "delete it: in most editors the Delete key takes it although nothing is seen"
    findings.error("YAML003", message, span, hint=hint)
