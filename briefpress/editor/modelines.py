"""The line in a YAML file by which an editor finds its schema.

It is a comment, ``# yaml-language-server: $schema=PATH``, before all else; the path is relative to the file.
The YAML language server reads it, and so do editors that use another one.
"""

from __future__ import annotations

import posixpath
import re
from typing import Literal, TypeAlias

from msgspec import Struct

from briefpress.editor.schemas import FOLDER

_MARK = b"\xef\xbb\xbf"
#: Both ways to write it: with the name of the server, and ``# $schema: PATH``.
_MODELINE = re.compile(
    rb"[ \t]*#[ \t]+(?:yaml-language-server[ \t]*:.*?)?\$schema(?:=|:[ \t]*)(?P<path>[^\s]+)"
)
#: Lines that can stand before the first value: nothing, comments, directives, the start of the document.
_HEAD = re.compile(rb"[ \t]*(?:#.*|%.*|---[ \t]*(?:#.*)?)?\r?")

State: TypeAlias = Literal["present", "missing", "moved", "other"]


class Modeline(Struct, frozen=True):
    """What a file says of its schema, and what it should say.

    Attributes:
        state: ``present``; ``missing``; ``moved``: it names a schema of ours at a place where there is none;
            ``other``: it names a schema that is not ours, which is its author's choice.
        data: The bytes of the file as they should be.
    """

    state: State
    data: bytes


def modeline(path: str, data: bytes, schema: str) -> Modeline:
    """Return what a file says of its schema.

    Args:
        path: The file, relative to the project.
        data: Its bytes.
        schema: The name of the file with its schema.
    """
    wanted = posixpath.relpath(f"{FOLDER}/{schema}", posixpath.dirname(path)).encode()
    start = len(_MARK) if data.startswith(_MARK) else 0
    found = _find(data, start)
    if found is None:
        end = b"\r\n" if data[start:].partition(b"\n")[0].endswith(b"\r") else b"\n"
        line = b"# yaml-language-server: $schema=" + wanted + end
        return Modeline("missing", data[:start] + line + data[start:])
    if found["path"] == wanted:
        return Modeline("present", data)
    if not found["path"].endswith(f"{FOLDER}/".encode() + posixpath.basename(found["path"])):
        return Modeline("other", data)
    return Modeline("moved", data[: found.start("path")] + wanted + data[found.end("path") :])


def _find(data: bytes, start: int) -> re.Match[bytes] | None:
    """Return the modeline among the comments at the head of a file."""
    while start < len(data):
        end = data.find(b"\n", start)
        end = len(data) if end < 0 else end
        found = _MODELINE.match(data, start, end)
        if found or not _HEAD.fullmatch(data, start, end):
            return found
        start = end + 1
    return None
