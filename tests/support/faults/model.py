"""A fault: one slip of the pen in the rich project, and what `check` has to say of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TypeAlias

#: The files of a project.
Files: TypeAlias = Mapping[str, str | bytes]

#: Code, and the words at whose line it is found; with a path between where that is another file.
Found: TypeAlias = tuple[str, str] | tuple[str, str, str]

#: Code, path and line of a finding.
Place: TypeAlias = tuple[str, str | None, int | None]

#: In place of words: the finding is about a file as a whole; about no file at all.
TOP, NOWHERE = "<top>", "<nowhere>"


@dataclass(frozen=True)
class Fault:
    """One slip of the pen.

    Attributes:
        name: Of the test.
        path: The file with the slip.
        old: What the file says; None where there is no such file.
        new: What it says then.
        found: The findings it has to give.
        apart: Why it cannot stand in one project with all the others; empty where it can.
        more: Files that are new, too, and have no mistake.
    """

    name: str
    path: str
    old: str | None
    new: str | bytes
    found: tuple[Found, ...]
    apart: str = ""
    more: Files = field(default_factory=dict)

    def seed(self, files: Files) -> dict[str, str | bytes]:
        """Return the files with the slip in them."""
        if self.old is None:
            assert self.path not in files, f"{self.name}: there is a file {self.path} already"
            return {**files, **self.more, self.path: self.new}
        text = files[self.path]
        assert isinstance(text, str) and isinstance(self.new, str)
        assert text.count(self.old) == 1, f"{self.name}: the old text stands {text.count(self.old)} times"
        return {**files, **self.more, self.path: text.replace(self.old, self.new)}

    def places(self, files: Files) -> list[Place]:
        """Return where its findings are in the seeded files."""
        return [_place(one, self.path, files) for one in self.found]


def _place(found: Found, own: str, files: Files) -> Place:
    """Return the line of the words that a finding is known by."""
    code, words = found[0], found[-1]
    path = found[1] if len(found) == 3 else own
    if words == NOWHERE:
        return code, None, None
    if words == TOP:
        return code, path, 1
    content = files[path]
    text = content.decode("utf-8", "replace") if isinstance(content, bytes) else content
    assert text.count(words) == 1, f"{code}: `{words}` stands {text.count(words)} times in {path}"
    return code, path, text[: text.index(words)].count("\n") + 1


def edit(name: str, path: str, old: str, new: str, *found: Found) -> Fault:
    """Return the fault of a file that says something else."""
    return Fault(name, path, old, new, found)


def file(name: str, path: str, content: str | bytes, *found: Found) -> Fault:
    """Return the fault of a file that is new."""
    return Fault(name, path, None, content, found)


def apart(why: str, *faults: Fault) -> tuple[Fault, ...]:
    """Return faults that cannot stand in one project with all the others."""
    return tuple(replace(fault, apart=why) for fault in faults)
