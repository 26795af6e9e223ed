"""The fact book as it was read last, for as long as no file of it changes.

Reading a large book takes seconds, and nearly every run reads the one that the last run read. What the files
said is kept beside the ledger, under a digest of their bytes, the program and the languages. Losing it costs
time only; a book with findings is never kept, because they are made while it is read.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Any, BinaryIO

from briefpress.build.fingerprint import ABSENT, digest, engine_digest
from briefpress.build.publication import is_inside, publish
from briefpress.diagnostics import Findings
from briefpress.facts.codec import decode_book, encode_book
from briefpress.facts.csv_rows import SUFFIX
from briefpress.facts.model import Fact, FactBook
from briefpress.workspace import REFRESH_LOCK, ReadError, Workspace, open_inside, read_whole

#: Where it lies in a project: a line about it, then those of `encode_book`.
PATH = "output/.briefpress/facts.jsonl"
#: A reader of another version starts afresh.
VERSION = 2

#: Fewer bytes of YAML and CSV are read in some 30 ms, which is not worth a file.
LEAST_BYTES = 64 * 1024
#: Of a kept book with more bytes, lines are read from the file when they are asked for: each of many workers
#: needs the few facts that its editions print.
MOST_HELD = 1024 * 1024
#: How many times larger than the files of facts it can become. A file that is larger still is not ours.
MOST_TIMES = 8
#: How many bytes more, where files of facts name tables that stand elsewhere.
_FOR_TABLES = 64 * 1024 * 1024

_FOLDER = "data"


def load_book(workspace: Workspace, languages: tuple[str, ...], findings: Findings) -> FactBook:
    """Return the facts of a project as `briefpress.facts.load_facts` does, and with the same reads recorded.

    Args:
        workspace: The project.
        languages: The languages every text has to be in.
        findings: Where mistakes go.
    """
    files = _files(workspace)
    size = sum(map(len, files.values())) if files else 0
    is_small = size < LEAST_BYTES and not _has_tables(files or {})
    if files is None or is_small or not workspace.is_stored:
        return _read(workspace, languages, findings)
    key = _key(workspace, languages, files)
    book = _recall(workspace, languages, files, key)
    if book is None:
        own = Findings()
        with workspace.recording() as reads:
            book = _read(workspace, languages, own)
        findings.extend(own)
        tables = {path: workspace.digest(path) for path in sorted(reads) if path.endswith(SUFFIX)}
        size += sum(len(workspace.read(path)) for path, was in tables.items() if was != ABSENT)
        if not len(own) and size >= LEAST_BYTES:
            size = _remember(workspace, book, _head_of(key, tables), _most(files))
            if size > MOST_HELD:  # what was read whole takes ten times the room
                book = _recall(workspace, languages, files, key) or book
    return book


def _files(workspace: Workspace) -> dict[str, bytes] | None:
    """Return the bytes of the files with facts; None where one cannot be read, which is a finding."""
    unread = workspace.glob(_FOLDER, ".yml")
    paths = workspace.glob(_FOLDER, ".yaml")
    try:
        files = {path: workspace.read(path) for path in paths}
        # An escape could spell the key.
        may_be_fed = any(part in data for data in files.values() for part in (b"feeds", b"\\"))
        if may_be_fed and workspace.exists(REFRESH_LOCK):
            files[REFRESH_LOCK] = workspace.read(REFRESH_LOCK)
    except ReadError:
        return None
    return None if unread else files


def _key(workspace: Workspace, languages: tuple[str, ...], files: Mapping[str, bytes]) -> str:
    digests = [(path, workspace.digest(path)) for path in files]
    return digest(json.dumps([VERSION, engine_digest(), languages, digests]))


def _read(workspace: Workspace, languages: tuple[str, ...], findings: Findings) -> FactBook:
    from briefpress.facts import load_facts  # what understands YAML is not loaded for a book that is kept

    return load_facts(workspace, languages, findings)


def _most(files: Mapping[str, bytes]) -> int:
    """Return how many bytes a book that is kept can have; how large its tables are, nobody knows yet."""
    return MOST_TIMES * sum(map(len, files.values())) + (_FOR_TABLES if _has_tables(files) else 0)


def _has_tables(files: Mapping[str, bytes]) -> bool:
    return any(SUFFIX.encode() in data for data in files.values())


# ---- the file


def _recall(
    workspace: Workspace, languages: tuple[str, ...], files: Mapping[str, bytes], key: str
) -> FactBook | None:
    """Return the book that was kept under a key, or None."""
    most = _most(files)
    try:
        with open_inside(workspace.root / PATH, PATH, workspace.root, most) as stream:
            head, _, lines = read_whole(stream, PATH, most).partition(b"\n")
            tables = _tables_of(head)
            if head != _head(_head_of(key, tables), lines):
                return None
            is_held = len(lines) <= MOST_HELD or not hasattr(os, "pread")
            part_of = None if is_held else _OnDisk(stream, len(head) + 1)
        texts = {**files, **{path: workspace.read(path) for path in tables}}
    except (ReadError, OSError, RuntimeError):
        return None
    if any(workspace.digest(path) != was for path, was in tables.items()):
        return None

    def text_of(path: str) -> str:
        return texts[path].decode("utf-8-sig").removeprefix("\ufeff")

    def once_more() -> Mapping[str, Fact]:
        return _read(workspace, languages, Findings()).facts

    with suppress(ValueError):
        return decode_book(lines, text_of, once_more, part_of)
    return None


class _OnDisk:
    """Reads parts of an open file, which stays as it is when another book takes its name.

    Args:
        stream: The file; it may be closed.
        start: The place in it that others are counted from.
    """

    def __init__(self, stream: BinaryIO, start: int) -> None:
        self._file = os.dup(stream.fileno())
        self._start = start

    def __call__(self, start: int, end: int) -> bytes:
        return os.pread(self._file, end - start, self._start + start)

    def __del__(self, close: Callable[[int], None] = os.close) -> None:
        close(self._file)


def _remember(workspace: Workspace, book: FactBook, told: Mapping[str, Any], most: int) -> int:
    """Keep a book, and return how many bytes it has; 0 where nothing was written.

    Then the next run takes as long as this one.
    """
    processes = sys.modules.get("multiprocessing")  # which every worker has loaded
    is_worker = processes is not None and processes.parent_process() is not None
    path = workspace.root / PATH
    if is_worker or not is_inside(path.parent, workspace.root):
        return 0  # workers write nothing, nor is anything written outside the project
    lines = encode_book(book)
    head = _head(told, lines)
    if len(head) + 1 + len(lines) <= most:
        with suppress(OSError):
            publish(path, (head, b"\n", lines), is_cache=True)
            return len(lines)
    return 0


def _head_of(key: str, tables: Mapping[str, str]) -> dict[str, Any]:
    """Return under what a book is kept: the key of its YAML, the digests of the CSV files that it names."""
    return {"version": VERSION, "key": key, "tables": tables}


def _head(told: Mapping[str, Any], lines: bytes) -> bytes:
    """Return the first line: under what the others were written, and what their digest is."""
    return json.dumps({**told, "sha256": hashlib.sha256(lines).hexdigest()}).encode("ascii")


def _tables_of(head: bytes) -> dict[str, str]:
    """Return the CSV files of a first line, whoever wrote it."""
    try:
        tables = json.loads(head)["tables"]
        return {str(path): str(was) for path, was in tables.items() if str(path).endswith(SUFFIX)}
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
        return {}
