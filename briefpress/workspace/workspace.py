"""A project folder together with what the package itself ships."""

from __future__ import annotations

import datetime as dt
import errno
import hashlib
import os
import re
import stat
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from pathlib import Path, PurePosixPath
from typing import BinaryIO

#: Larger files are refused before they are read: no fact book or picture of a brief needs more.
MAX_FILE_BYTES = 32 * 1024 * 1024

#: Paths of shipped resources start so, which no project path can (a project path is relative and plain).
BUILTIN = "builtin:"

#: The end of the year 9999, in seconds since 1970.
_LAST_SECOND = 253_402_300_799

#: What a recorder calls the listing of a folder.
LISTING = "listing:"

#: Where a project keeps the values that `refresh` accepted (`briefpress.facts.refreshed`).
REFRESH_LOCK = "data/refresh.lock.json"

ASSETS = Path(__file__).resolve().parent.parent / "assets"


class ReadError(Exception):
    """A file cannot be read; ``reason`` is fit to show to a user.

    Attributes:
        path: The path that was asked for.
        reason: Why it cannot be read, as a clause without a full stop.
    """

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(f"{path}: {reason}")
        self.path = path
        self.reason = reason


class MissingError(ReadError):
    """There is no such file; others are there, and cannot be read."""


class Workspace:
    """Reads a project's files by their path relative to its root, written with ``/``.

    A file outside the root, a link that leads outside, and anything that is no regular file are
    refused: a brief that somebody sent must not be able to print ``/etc/passwd``.

    Attributes:
        is_stored: Whether it says what the project's folder says; else nothing is kept there for a next run.
    """

    is_stored = True

    def __init__(
        self,
        root: Path,
        *,
        environment: Mapping[str, str] | None = None,
        today: dt.date | None = None,
    ) -> None:
        self.root = root.resolve()
        self._environment = os.environ if environment is None else environment
        self._today = today
        self._is_given = today is not None
        self._bytes: dict[str, bytes] = {}
        self._hashes: dict[str, str] = {}
        self._recorders: list[set[str]] = []
        self._folders: dict[str, str | None] = {}

    # ---- reading

    def read(self, path: str) -> bytes:
        """Return the bytes of a project file, or of a shipped one (``builtin:themes/civic.yaml``).

        Raises:
            ReadError: It does not exist, lies outside the project, is no regular file or is too large.
        """
        self._record(path)
        if path not in self._bytes:
            self._bytes[path] = self._load(path)
        return self._bytes[path]

    def exists(self, path: str) -> bool:
        """Tell whether ``read`` would find a file there; the question is recorded as a read."""
        try:
            self.read(path)
        except ReadError:
            return False
        return True

    def has_folder(self, path: str) -> bool:
        """Tell whether the project has a folder now; the question is not recorded."""
        return (self.root / path).is_dir()

    def digest(self, path: str) -> str:
        """Return the SHA-256 of a file's bytes in hexadecimal, or ``absent``; it is recorded as a read."""
        self._record(path)
        if path not in self._hashes:
            try:
                self._hashes[path] = hashlib.sha256(self.read(path)).hexdigest()
            except ReadError:
                self._hashes[path] = "absent"
        return self._hashes[path]

    def find(self, folder: str, name: str) -> str | None:
        """Return the path of a template, theme or font: the project's own before the shipped one.

        Args:
            folder: ``templates``, ``themes`` or ``fonts``; a project keeps its own of each kind in
                ``templates/``.
            name: File name with its ending.
        """
        for path in (f"templates/{name}", f"{BUILTIN}{folder}/{name}"):
            if self.exists(path):
                return path
        return None

    def glob(self, folder: str, suffix: str) -> list[str]:
        """Return the project's files in a folder and below, sorted, hidden ones left out.

        The listing is recorded as a read of its own: a new file can change what is made of a folder.
        """
        for recorder in self._recorders:
            recorder.add(f"{LISTING}{folder}/*{suffix}")
        return self._list(folder, suffix)

    def _list(self, folder: str, suffix: str) -> list[str]:
        base = f"{self.root}{os.sep}{folder}"
        found = []
        for inner, folders, names in os.walk(base):
            folders[:] = [name for name in folders if not name.startswith(".")]
            start = inner[len(base) - len(folder) :].replace(os.sep, "/")
            for name in (*folders, *names):
                if name.endswith(suffix) and not name.startswith("."):
                    # A link that leads nowhere, or to a folder, is listed, too: whoever reads it says so.
                    mode = os.lstat(f"{inner}{os.sep}{name}").st_mode
                    if stat.S_ISREG(mode) or stat.S_ISLNK(mode):
                        found.append(f"{start}/{name}")
        return sorted(found)

    def names(self, folder: str, suffix: str) -> list[str]:
        """Return the stems ``find`` can find, for "did you mean" and for listings."""
        own = (PurePosixPath(p) for p in self.glob("templates", suffix))
        found = {p.name.removesuffix(suffix) for p in own if len(p.parts) == 2}
        return sorted(found | self.shipped(folder, suffix))

    @staticmethod
    def shipped(folder: str, suffix: str) -> frozenset[str]:
        """Return the stems of the files of a kind that ship."""
        return _shipped(folder, suffix)

    @contextmanager
    def recording(self) -> Iterator[set[str]]:
        """Collect the paths that are read inside the ``with`` block."""
        reads: set[str] = set()
        self._recorders.append(reads)
        try:
            yield reads
        finally:
            # By identity: two recorders that have seen the same reads are equal, but not the same.
            self._recorders = [recorder for recorder in self._recorders if recorder is not reads]

    def record(self, paths: Iterable[str]) -> None:
        """Count as read now what was read before, and is kept by somebody."""
        for recorder in self._recorders:
            recorder.update(paths)

    def look_again(self) -> None:
        """Forget what files said: the next reads say what is there now. The date stays."""
        self._bytes.clear()
        self._hashes.clear()
        self._folders.clear()

    # ---- the world besides files

    def environment(self, name: str) -> str | None:
        """Return an environment variable, or None."""
        return self._environment.get(name)

    @property
    def today(self) -> dt.date:
        """The date of this run: as given, else ``SOURCE_DATE_EPOCH`` (UTC), else the machine's.

        It may decide what is fresh; it reaches the bytes of an output only as the day of a new version.
        """
        if self._today is None:
            epoch = self._environment.get("SOURCE_DATE_EPOCH", "")
            # Twelve digits reach the year 9999 and beyond; what the calendar cannot hold is ignored.
            seconds = int(epoch) if re.fullmatch("[0-9]{1,12}", epoch) else _LAST_SECOND + 1
            if seconds <= _LAST_SECOND:
                self._today = (dt.datetime(1970, 1, 1) + dt.timedelta(seconds=seconds)).date()
            else:
                self._today = dt.date.today()
        return self._today

    @property
    def now(self) -> dt.datetime:
        """The time of this run in UTC, to the second; the beginning of the day where that was given.

        It is written down where values are accepted; it never reaches the bytes of an output.
        """
        if self._is_given:
            return dt.datetime.combine(self.today, dt.time(), dt.UTC)
        epoch = self._environment.get("SOURCE_DATE_EPOCH", "")
        if re.fullmatch("[0-9]{1,12}", epoch) and int(epoch) <= _LAST_SECOND:
            return dt.datetime(1970, 1, 1, tzinfo=dt.UTC) + dt.timedelta(seconds=int(epoch))
        return dt.datetime.now(dt.UTC).replace(microsecond=0)

    # ---- inside

    def _record(self, path: str) -> None:
        for recorder in self._recorders:
            recorder.add(path)

    def _load(self, path: str) -> bytes:
        if path.startswith(BUILTIN):
            return self._read_plain(path.removeprefix(BUILTIN), path, ASSETS)
        pure = PurePosixPath(path)
        if pure.is_absolute() or ".." in pure.parts or "\\" in path or "\0" in path:
            raise ReadError(path, "it lies outside the project folder")
        return self._read_plain(path, path, self.root)

    def _read_plain(self, inner: str, path: str, root: Path) -> bytes:
        """Read a file below a folder; one to which no link leads, as to most, takes half the time."""
        place = f"{root}{os.sep}{inner}"
        folder, name = os.path.split(place)
        if folder not in self._folders:
            real = os.path.realpath(folder)
            is_inside = real == str(root) or real.startswith(f"{root}{os.sep}")
            self._folders[folder] = real if is_inside and hasattr(os, "O_NOFOLLOW") else None
        if (real_folder := self._folders[folder]) is not None:
            data = _read_unlinked(f"{real_folder}{os.sep}{name}", path)
            if data is not None:
                return data
        return read_inside(Path(place), path, root)


def _read_unlinked(place: str, path: str) -> bytes | None:
    """Return the bytes of a regular file; None where it is something else, or has to be looked at closely.

    Raises:
        ReadError: It does not exist.
    """
    try:
        handle = os.open(place, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    except FileNotFoundError:
        raise MissingError(path, "there is no such file") from None
    except OSError:
        return None
    try:
        info = os.fstat(handle)
        if not stat.S_ISREG(info.st_mode) or info.st_size > MAX_FILE_BYTES:
            return None
        data = os.read(handle, info.st_size + 1)
        return data if len(data) == info.st_size else None
    except OSError:
        return None
    finally:
        os.close(handle)


@cache
def _shipped(folder: str, suffix: str) -> frozenset[str]:
    return frozenset(path.name.removesuffix(suffix) for path in (ASSETS / folder).glob(f"*{suffix}"))


def read_shipped(path: str) -> bytes:
    """Return the bytes of a file that is shipped with the program and is not an input of any output.

    Args:
        path: Below the folder of the program's assets: ``words/en.xz``.
    """
    return read_inside(ASSETS / path, f"{BUILTIN}{path}", ASSETS)


def read_named(file: Path, most: int = MAX_FILE_BYTES) -> bytes:
    """Return the bytes of a file that a person named on the command line, wherever it is.

    Args:
        file: The file.
        most: A file of more bytes is refused before it is read.

    Raises:
        ReadError: It does not exist, is no regular file or is too large.
    """
    return read_inside(file, str(file), Path(file.anchor or Path.cwd().anchor), most)


def read_inside(file: Path, path: str, root: Path, most: int = MAX_FILE_BYTES) -> bytes:
    """Return the bytes of a regular file that lies below a folder, whatever links lead to it.

    Args:
        file: The file.
        path: What messages call it.
        root: The folder, without links itself.
        most: A file of more bytes is refused before it is read.

    Raises:
        ReadError: It does not exist, lies outside the folder, is no regular file or is too large.
    """
    try:
        with open_inside(file, path, root, most) as stream:
            return read_whole(stream, path, most)
    except FileNotFoundError:
        if file.is_symlink():
            raise ReadError(path, "it is a link to a file that is not there") from None
        raise MissingError(path, "there is no such file") from None
    except (OSError, RuntimeError) as error:
        if isinstance(error, RuntimeError) or error.errno == errno.ELOOP:
            raise ReadError(path, "it is a link that leads to itself") from None
        raise ReadError(path, f"it cannot be read ({error.strerror or error})") from None


def open_inside(file: Path, path: str, root: Path, most: int = MAX_FILE_BYTES) -> BinaryIO:
    """Open a file for reading on the terms of `read_inside`, and return it.

    Raises:
        ReadError: It lies outside the folder, is no regular file or is too large.
        OSError: The system refuses it, or
        RuntimeError: it is a link that leads to itself.
    """
    real = file.resolve(strict=True)
    if not real.is_relative_to(root):
        raise ReadError(path, "it is a link that leads outside the project folder")
    info = real.stat()
    if not stat.S_ISREG(info.st_mode):
        raise ReadError(path, "it is not a regular file")
    if info.st_size > most:
        raise _too_large(path, most)
    return real.open("rb")


def read_whole(stream: BinaryIO, path: str, most: int) -> bytes:
    """Return all bytes of a file that was opened by `open_inside`.

    Raises:
        ReadError: It has grown too large since.
        OSError: The system refuses it.
    """
    size = os.fstat(stream.fileno()).st_size
    data = stream.read(size + 1)
    if len(data) > size:  # it has grown since
        data += stream.read(max(most + 1 - len(data), 0))
    if len(data) > most:
        raise _too_large(path, most)
    return data


def _too_large(path: str, most: int) -> ReadError:
    return ReadError(path, f"it is larger than {most // 1024 // 1024} MiB")
