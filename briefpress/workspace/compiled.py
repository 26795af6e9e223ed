"""What is made of the program's own files, kept beside them as Python keeps compiled modules.

It lies in ``__pycache__`` (or below ``PYTHONPYCACHEPREFIX``), which only those can write who could change the
program as well; never in a project, which somebody may have sent. Nothing depends on it: what is torn, stale
or foreign is made anew, and where nothing can be written nothing is kept.
"""

from __future__ import annotations

import hashlib
import os
import sys
from contextlib import suppress
from importlib.util import MAGIC_NUMBER, cache_from_source
from pathlib import Path

from briefpress.workspace.workspace import ASSETS, BUILTIN


def recall(path: str, kind: str, key: str) -> bytes | None:
    """Return what was kept of a shipped file, or None.

    Args:
        path: Of the file: ``builtin:templates/base.xml``.
        kind: Which of the things that are made of it; a part of a file name.
        key: All that it depends on, besides Python.
    """
    place = _place(path, kind)
    try:
        data = place.read_bytes() if place is not None else b""
    except OSError:
        return None
    head, made = data[:_HEAD], data[_HEAD:]
    return made if head == _head(key, made) else None


def keep(path: str, kind: str, key: str, made: bytes) -> None:
    """Keep what was made of a shipped file, where Python would keep a compiled module.

    Args:
        path: Of the file.
        kind: Which of the things that are made of it; the last one stays.
        key: All that it depends on, besides Python.
        made: What was made.
    """
    place = _place(path, kind)
    if place is None or sys.dont_write_bytecode:
        return
    part = place.with_name(f"{place.name}.{os.getpid()}")
    with suppress(OSError):
        place.parent.mkdir(parents=True, exist_ok=True)
        try:
            part.write_bytes(_head(key, made) + made)
            part.replace(place)
        except BaseException:
            part.unlink(missing_ok=True)
            raise


def source_of(module: str) -> bytes:
    """Return the source of a module of the program, to be a part of a key.

    Args:
        module: Its full name.

    Raises:
        OSError: The program comes without it.
    """
    return (ASSETS.parent / "/".join(module.split(".")[1:])).with_suffix(".py").read_bytes()


_HEAD = hashlib.sha256().digest_size


def _head(key: str, made: bytes) -> bytes:
    return hashlib.sha256(MAGIC_NUMBER + key.encode("utf-8", "surrogatepass") + b"\0" + made).digest()


def _place(path: str, kind: str) -> Path | None:
    try:
        beside = cache_from_source(str(ASSETS / path.removeprefix(BUILTIN)))
    except NotImplementedError:  # this Python keeps nothing
        return None
    return Path(beside).with_suffix(f".{kind}")
