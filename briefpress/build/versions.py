"""Which version of an edition was published when: ``briefs/NAME.editions.json``, beside the brief.

A brief that says ``versions: numbered`` has one. It belongs to the project as the brief does, so that a clean
checkout gives the same bytes: an edition gets the next number, and the date of the build, where what it says
changed; else both stay. Each version is a line, which a comparison of two commits shows as one.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from typing import Any, NamedTuple

from msgspec import Struct, field
from msgspec.structs import replace

from briefpress.build.project import editions_path
from briefpress.diagnostics import Findings, Span
from briefpress.workspace import MissingError, ReadError, Workspace

#: What a version is to the one before it.
KINDS = ("first", "changed", "corrected")


class Version(Struct, frozen=True):
    """A version of an edition.

    Attributes:
        number: From 1, or from where a person began.
        date: When it was built (ISO 8601).
        kind: One of `KINDS`.
        says: SHA-256 of what it says, but for the line that names the version.
        title: Its title, by the language of the edition, or by each where it has several.
        reason: Why there is one; may be empty. It is for those who make the brief.
        correction: What was wrong in the one before, for readers, by language.
    """

    number: int
    date: str
    kind: str
    says: str
    title: Mapping[str, str] = field(default_factory=dict)
    reason: str = ""
    correction: Mapping[str, str] = field(default_factory=dict)

    @property
    def day(self) -> dt.date:
        """Its date."""
        return dt.date.fromisoformat(self.date)


class Numbered(NamedTuple):
    """The version of an edition, that which it replaces (None for the first), and whether it is new."""

    version: Version
    before: Version | None
    is_new: bool


#: `Edition.key` (``fr``, ``parallel``; in a series ``hill-fr``) -> its versions, the first one first.
History = Mapping[str, tuple[Version, ...]]


def read_history(workspace: Workspace, brief: str, findings: Findings) -> History | None:
    """Return the versions of a brief's editions, or None after reporting that the file cannot be understood.

    Args:
        workspace: The project; that there is no file is recorded as a read, too.
        brief: The path of the brief.
        findings: Collects errors: to number again from 1 would say what is not so.
    """
    path = editions_path(brief)
    try:
        text = workspace.read(path)
    except MissingError:
        return {}
    except ReadError as error:
        _refuse(path, 1, error.reason, findings)
        return None
    return parse_history(text, path, findings)


def parse_history(text: bytes, path: str, findings: Findings) -> History | None:
    """Return the versions that a file holds, or None after reporting what is wrong with it."""
    try:
        return _parse(json.loads(text, object_pairs_hook=_each_once))
    except _NoVersionError as error:
        _refuse(path, _line_of(text, error.number), error.reason, findings)
    except json.JSONDecodeError as error:
        _refuse(path, error.lineno, "it is no JSON there", findings)
    except (ValueError, RecursionError):
        _refuse(path, 1, "it is no JSON", findings)
    return None


def number(
    history: tuple[Version, ...], says: str, title: Mapping[str, str], today: str, *, corrects: bool
) -> Numbered:
    """Return the version of an edition: the last one where it says the same, else the next.

    Args:
        history: Its versions.
        says: The digest of what it says.
        title: Its title, by language.
        today: The day of the build. Where a clock was set back, the next version has the day of the last:
            it cannot be older.
        corrects: Whether a next version corrects a mistake of the last.
    """
    last = history[-1] if history else None
    if last is None:
        return Numbered(Version(1, today, "first", says, title), None, is_new=True)
    if last.says == says:
        return Numbered(last, history[-2] if len(history) > 1 else None, is_new=False)
    kind = "corrected" if corrects else "changed"
    new = Version(last.number + 1, max(today, last.date), kind, says, title)
    return Numbered(new, last, is_new=True)


def with_versions(history: History, new: Mapping[str, Version]) -> bytes:
    """Return what the file of a brief has to become.

    Args:
        history: What it holds.
        new: The version of each edition that was published; those that are known are left alone.
    """
    after = dict(history)
    for edition, version in new.items():
        known = after.get(edition, ())
        if not known or known[-1].number < version.number:
            after[edition] = (*known, version)
    return _write(after).encode("utf-8")


def told(version: Version, reason: str, correction: Mapping[str, str]) -> Version:
    """Return a new version with why there is one."""
    words = dict(correction) if version.kind == "corrected" else {}
    return replace(version, reason=reason, correction=words)


def as_data(version: Version) -> dict[str, Any]:
    """Return a version as its line has it."""
    return {
        "version": version.number,
        "date": version.date,
        "kind": version.kind,
        "title": dict(version.title),
        "reason": version.reason,
        "correction": dict(version.correction),
        "says": version.says,
    }


def version_of(entry: Any) -> Version:
    """Return the version that a line holds.

    Raises:
        ValueError: It holds none.
    """
    try:
        return _version(entry)
    except (TypeError, LookupError, AttributeError) as error:
        raise ValueError("no version") from error


# ---- the file


class _NoVersionError(ValueError):
    """A line that is none; ``number`` counts the lines before it."""

    def __init__(self, number: int, reason: str) -> None:
        super().__init__(reason)
        self.number = number
        self.reason = reason


def _refuse(path: str, line: int, reason: str, findings: Findings) -> None:
    findings.error(
        "BUILD008",
        f"`{path}` cannot be used, so that nobody knows which version comes next: {reason}",
        Span(path, line),
        hint="restore it from version control; where two versions of it were joined, keep one of them",
    )


def _line_of(text: bytes, number: int) -> int:
    """Return the line that holds a version, as far as the file is as the program wrote it."""
    lines = [line for line, words in enumerate(text.splitlines(), 1) if b'"version"' in words]
    return lines[number] if number < len(lines) else 1


def _each_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    if len(pairs) > len(dict(pairs)):
        raise _NoVersionError(0, "something stands in it twice")
    return dict(pairs)


def _write(history: History) -> str:
    blocks = []
    for edition, versions in sorted(history.items()):
        lines = [json.dumps(as_data(version), ensure_ascii=False) for version in versions]
        blocks.append(f"  {json.dumps(edition)}: [\n    " + ",\n    ".join(lines) + "\n  ]")
    return "{\n" + ",\n".join(blocks) + "\n}\n"


def _parse(data: Any) -> dict[str, tuple[Version, ...]]:
    if not isinstance(data, dict) or not all(isinstance(entries, list) for entries in data.values()):
        raise _NoVersionError(0, "it is no list of versions for each edition")
    history: dict[str, tuple[Version, ...]] = {}
    count = 0
    for edition, entries in data.items():
        versions: list[Version] = []
        for entry in entries:
            try:
                version = version_of(entry)
            except ValueError as error:
                raise _NoVersionError(count, "a version in it is not one") from error
            last = versions[-1] if versions else None
            if last is not None and version.number != last.number + 1:
                raise _NoVersionError(count, f"version {version.number} follows version {last.number}")
            if last is not None and version.date < last.date:
                raise _NoVersionError(count, f"version {version.number} is older than version {last.number}")
            versions.append(version)
            count += 1
        if versions:
            history[edition] = tuple(versions)
    return history


def _version(entry: Any) -> Version:
    number_, kind = entry["version"], entry["kind"]
    date, says, reason = (_text(entry[key]) for key in ("date", "says", "reason"))
    title, correction = (_texts(entry[key]) for key in ("title", "correction"))
    if type(number_) is not int or number_ < 1 or kind not in KINDS:
        raise ValueError("no version")
    # It is printed: so it has to be a day.
    return Version(number_, dt.date.fromisoformat(date).isoformat(), kind, says, title, reason, correction)


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError("not a text")
    value.encode("utf-8")  # half a character can be written in JSON, and in no page
    return value


def _texts(value: Any) -> dict[str, str]:
    return {_text(lang): _text(text) for lang, text in value.items()}
