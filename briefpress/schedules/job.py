"""What is run: a command line, and what it is called among a system's other jobs."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from pathlib import Path

from msgspec import Struct


class Job(Struct, frozen=True):
    """What a scheduler runs.

    Attributes:
        command: The program and its arguments, each as it is to arrive.
        root: The project's folder.
        name: What it is called: small letters, digits and hyphens; no two folders have the same.
        title: The same for people, in ASCII.
        home: The folder of the user.
        options: Those of the arguments that say how to run, for a machine whose folders are others.
    """

    command: tuple[str, ...]
    root: Path
    name: str
    title: str
    home: Path
    options: tuple[str, ...] = ()


def make_job(root: Path, program: tuple[str, ...], options: tuple[str, ...], home: Path) -> Job:
    """Return the job of a project.

    Args:
        root: Its folder.
        program: How the program is called, with full paths.
        options: What `run` is to be given.
        home: The folder of the user.
    """
    title = slug(root.name)
    digest = hashlib.sha256(str(root).encode("utf-8", "surrogateescape")).hexdigest()[:8]
    command = (*program, "run", "--project", str(root), *options)
    return Job(command, root, f"briefpress-{title}-{digest}", title, home, options)


def slug(text: str) -> str:
    """Return a text in small letters, digits and hyphens."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode("ascii").lower()
    return re.sub("[^a-z0-9]+", "-", plain).strip("-")[:40].strip("-") or "project"


def unwritable(texts: tuple[str, ...]) -> str:
    """Return why no format can hold one of some texts, as a clause; empty where all are plain."""
    for text in texts:
        if any(unicodedata.category(character) in ("Cc", "Zl", "Zp") for character in text):
            return "it has a line break or another control character"
        if any(unicodedata.category(character) == "Cs" for character in text):
            return "it has bytes that are no characters"
    return ""
