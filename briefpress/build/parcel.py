"""A project's files -> one archive that travels to other machines, and back to files there."""

from __future__ import annotations

import io
import os
import tarfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from briefpress.build.book_cache import PATH as BOOK
from briefpress.workspace import ReadError, Workspace

#: More than so many bytes of files do not travel.
MOST_BYTES = 256 * 1024 * 1024


class TooLargeError(Exception):
    """The files of a project have more than `MOST_BYTES`."""


def travels(path: str) -> bool:
    """Tell whether a file of a project goes to the workers: not what is hidden, nor what was built."""
    parts = path.split("/")
    return parts[0] != "output" and not any(part.startswith(".") for part in parts)


class SentWorkspace(Workspace):
    """The copy of a project that a worker of a cluster has."""

    def _load(self, path: str) -> bytes:
        if not travels(path):
            raise ReadError(path, "it is hidden or below output/, and such files are not sent to a cluster")
        return super()._load(path)


def unpack(files: bytes, folder: Path) -> None:
    """Write the files of a project, and the links among them, below an empty folder."""
    with tarfile.open(fileobj=io.BytesIO(files)) as archive:
        for member in archive:
            path = folder / member.name
            path.parent.mkdir(parents=True, exist_ok=True)
            if member.issym():
                path.symlink_to(member.linkname)
            elif (stream := archive.extractfile(member)) is not None:
                path.write_bytes(stream.read())


def pack(root: Path) -> bytes:
    """Return the files of a project, and the links among them, as a compressed archive.

    Raises:
        TooLargeError: They are too many.
    """
    kept, total = io.BytesIO(), 0
    with tarfile.open(fileobj=kept, mode="w:gz", compresslevel=1) as archive:
        for path in _paths(root):
            file = root / path
            try:
                info = archive.gettarinfo(file, arcname=path)
                if info.issym():
                    _relink(info, file, root)
                    archive.addfile(info)
                elif info.isreg():
                    total += info.size
                    if total > MOST_BYTES:
                        raise TooLargeError(path)
                    info.type = tarfile.REGTYPE  # two names of one file, too
                    with file.open("rb") as stream:
                        archive.addfile(info, stream)
            except OSError:
                continue  # it went meanwhile, or may not be read: whoever reads it says so
    return kept.getvalue()


def _paths(root: Path) -> Iterator[str]:
    for inner, folders, names in os.walk(root):
        base = os.path.relpath(inner, root).replace(os.sep, "/")
        paths = {name: name if base == "." else f"{base}/{name}" for name in (*folders, *names)}
        folders[:] = sorted(name for name in folders if travels(paths[name]))
        links = [name for name in folders if Path(inner, name).is_symlink()]
        yield from sorted(paths[name] for name in (*names, *links) if travels(paths[name]))
    if (root / BOOK).is_file():  # facts that were read already; the workers would each read them again
        yield BOOK


def _relink(info: tarfile.TarInfo, file: Path, root: Path) -> None:
    """Have a link lead to the same file of the project wherever the project is."""
    with suppress(OSError, RuntimeError):
        real = file.resolve(strict=True)
        if real.is_relative_to(root):
            info.linkname = os.path.relpath(real, file.parent.resolve())
