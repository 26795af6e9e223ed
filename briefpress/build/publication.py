"""Files appear whole or not at all."""

from __future__ import annotations

import os
import stat
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from briefpress.diagnostics import Findings

#: What helps whoever reads that a file cannot be written.
ROOM = "look at the disk's room and the folder's permissions"
#: The same where `publish` was tried.
UNTOUCHED = f"the last good file is untouched; {ROOM}"

#: Names of files that are being written; a killed run leaves them, and the next one sweeps them.
PART = ".part-"
_SUFFIXES = (".pdf", ".json", ".jsonl", ".html", ".eml", ".txt")


def publish(path: Path, data: bytes | Sequence[bytes], *, is_cache: bool = False) -> None:
    """Write a file beside its place, flush it, and rename it over the old one.

    Whatever happens in between, ``path`` holds the old bytes or the new ones.

    Args:
        path: The file.
        data: Its bytes, or pieces of them.
        is_cache: Whether it is one that knows when it is damaged: after a power cut it may be.

    Raises:
        OSError: The disk is full, or the folder cannot be written; the old file is untouched.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f"{PART}{os.getpid()}-{path.name}")
    try:
        with part.open("wb") as file:
            file.writelines((data,) if isinstance(data, bytes) else data)
            file.flush()
            if not is_cache:
                os.fsync(file.fileno())
        with suppress(FileNotFoundError):
            part.chmod(stat.S_IMODE(path.stat().st_mode))  # a file that was there keeps its permissions
        part.replace(path)
    except BaseException:
        part.unlink(missing_ok=True)
        raise
    if not is_cache:
        _sync_folder(path.parent)


def create(path: Path, data: bytes) -> None:
    """Write a file that must not be there yet; the folder is made where it is missing.

    Raises:
        OSError: There is a file, or it cannot be written; then there is none of it.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("xb") as file:  # in one step with the question whether it is there
        try:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        except BaseException:
            path.unlink(missing_ok=True)
            raise
    _sync_folder(path.parent)


def append(path: Path, line: bytes) -> None:
    """Write a line at the end of a file, which is made where it is missing, and flush it.

    Raises:
        OSError: It cannot be written; a part of it may be.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    is_new = not path.exists()
    with path.open("ab") as file:
        file.write(line)
        file.flush()
        os.fsync(file.fileno())
    if is_new:
        _sync_folder(path.parent)


def cannot_write(path: str | Path, error: OSError, findings: Findings, hint: str = UNTOUCHED) -> None:
    """Report that a file cannot be written.

    Args:
        path: As people know it.
        error: Why.
        findings: Collects the error.
        hint: What to do.
    """
    findings.error("BUILD004", f"`{path}` cannot be written: {error.strerror or error}", hint=hint)


def is_inside(path: Path, root: Path) -> bool:
    """Tell whether no link leads out of a folder on the way to a path."""
    try:
        return path.resolve().is_relative_to(root)
    except (OSError, RuntimeError):
        return False


def sweep(folder: Path) -> None:
    """Remove what killed runs left behind; the parts of runs that still live stay."""
    for part in _parts(folder):
        pid = part.name.removeprefix(PART).split("-")[0]
        if pid.isdecimal() and part.suffix in _SUFFIXES and not _is_alive(int(pid)):
            with suppress(OSError):  # what cannot be removed does no harm
                part.unlink(missing_ok=True)


def _parts(folder: Path) -> list[Path]:
    found = []
    for inner, _, names in os.walk(folder):
        found += [Path(inner, name) for name in names if name.startswith(PART)]
    return sorted(found)


def _is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except OSError:
        return True
    return True


def _sync_folder(folder: Path) -> None:
    """Make a rename last through a power cut, where the system lets a folder be opened."""
    try:
        handle = os.open(folder, os.O_RDONLY)
    except OSError:
        return
    try:
        with suppress(OSError):
            os.fsync(handle)
    finally:
        os.close(handle)
