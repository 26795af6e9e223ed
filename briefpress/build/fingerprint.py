"""Files and the program -> digests: where all are equal, a build would give the same bytes.

Content counts and nothing else: times of files lie after a restore, a checkout or a change of clock.
"""

from __future__ import annotations

import hashlib
import os
import sys
import zlib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import briefpress
from briefpress.workspace import Workspace
from briefpress.workspace.workspace import LISTING

#: What a file that is not there has for a digest; that a template was *not* found is an input, too.
ABSENT = "absent"

#: Libraries whose release decides what bytes come out.
_LIBRARIES = frozenset(
    (
        *("babel", "jinja2", "markdown_it_py", "markupsafe", "mdurl", "pillow", "pyphen", "pyyaml"),
        *("reportlab", "segno", "uharfbuzz"),
    )
)


class Fingerprints:
    """Digests of what a workspace's files say, each computed once."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._listings: dict[str, str] = {}

    def of(self, path: str) -> str:
        """Return the digest of something that was read: a file, or the listing of a folder."""
        if is_listing(path):
            if path not in self._listings:
                folder, _, suffix = path.removeprefix(LISTING).rpartition("/*")
                self._listings[path] = digest("\n".join(self._workspace.glob(folder, suffix)))
            return self._listings[path]
        try:
            return self._workspace.digest(path)
        except ValueError:  # characters that no path has: a damaged ledger
            return ABSENT


def is_listing(path: str) -> bool:
    """Tell whether a recorded path is the listing of a folder: it changes when a file comes or goes."""
    return path.startswith(LISTING)


def digest(text: str) -> str:
    """Return the SHA-256 of a text in hexadecimal."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


@cache
def engine_digest() -> str:
    """Return a digest of the program, its libraries and Python, so that a new release builds all again."""
    package = str(Path(briefpress.__file__).parent)
    sha = hashlib.sha256(f"{briefpress.__version__} {sys.version} {zlib.ZLIB_RUNTIME_VERSION}".encode())
    # The lists of words reach no page, but decide what a check finds.
    for path in sorted(_files(package, (".py", ".xz"))):
        with open(path, "rb") as file:  # noqa: PTH123  (pathlib takes several times as long)
            sha.update(f"{path[len(package) + 1 :]}\0".replace(os.sep, "/").encode() + file.read() + b"\0")
    sha.update(" ".join(_releases()).encode())
    return sha.hexdigest()


def _files(folder: str, endings: tuple[str, ...]) -> Iterator[str]:
    for inner, _, names in os.walk(folder):
        for name in names:
            if name.endswith(endings):
                yield f"{inner}{os.sep}{name}"


def _releases() -> list[str]:
    """Return ``reportlab-5.1.0`` and so on, from names of folders: importlib.metadata takes far longer."""
    folders = (Path(entry) for entry in sys.path if entry and Path(entry).is_dir())
    names = (found.name.lower() for folder in folders for found in folder.glob("*-*.dist-info"))
    return sorted({name for name in names if name.partition("-")[0] in _LIBRARIES})
