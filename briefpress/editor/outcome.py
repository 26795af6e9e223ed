"""Writing what an editor needs: the schemas, and the lines that name them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Literal, TypeAlias

from msgspec import Struct

from briefpress.build.project import Project
from briefpress.build.publication import UNTOUCHED, publish
from briefpress.diagnostics import Findings, Span
from briefpress.editor.modelines import modeline
from briefpress.editor.schemas import FOLDER, KINDS, file_name, ids_schema, kinds_of_files, schema_of, text_of
from briefpress.facts import shapes
from briefpress.workspace import ReadError

Status: TypeAlias = Literal["written", "current", "stale", "failed", "other"]

#: What can become of a file -> what that means.
STATUSES: Mapping[Status, str] = {
    "written": "it was not as it should be, and now is",
    "current": "it was as it should be",
    "stale": "it is not as it should be, and nothing was to be written",
    "failed": "it cannot be read or written, which is reported",
    "other": "it names a schema that its author chose",
}


class Outcome(Struct, frozen=True):
    """What became of a file.

    Attributes:
        path: Relative to the project.
        status: One of `STATUSES`.
        reason: Why it was, or is to be, written, or why not; empty where it is current.
    """

    path: str
    status: Status
    reason: str = ""


def write_schemas(project: Project, findings: Findings, *, is_check: bool = False) -> Iterator[Outcome]:
    """Bring the schemas of a project up to date.

    Args:
        project: Where to.
        findings: Collects what cannot be written.
        is_check: Whether to look only. Ids that are not of today are fine then, as long as there are some.

    Yields:
        What became of each, by name.
    """
    made = {file_name(kind): text_of(schema_of(kind, project)) for kind in KINDS}
    made[shapes.IDS] = text_of(ids_schema(project))
    for name, data in sorted(made.items()):
        path = f"{FOLDER}/{name}"
        old = _read(project, path)
        if old == data or (is_check and old is not None and name == shapes.IDS):
            yield Outcome(path, "current")
            continue
        differs = "other ids" if name == shapes.IDS else "not of this version"
        reason = "new" if old is None else differs
        yield _write(project, path, data, reason, findings, is_check=is_check)


def write_modelines(project: Project, findings: Findings, *, is_check: bool = False) -> Iterator[Outcome]:
    """Name its schema in every YAML file of a project, unless its author has chosen one.

    Args:
        project: Where to.
        findings: Collects what cannot be read or written.
        is_check: Whether to look only.

    Yields:
        What became of each file, by path.
    """
    for path, kind in kinds_of_files(project.workspace).items():
        try:
            old = project.workspace.read(path)
        except ReadError as error:
            findings.error(
                "YAML001",
                f"`{path}` cannot be read: {error.reason}",
                Span(path),
                hint="check the name of the file, and that it is an ordinary file inside the project",
            )
            yield Outcome(path, "failed")
            continue
        line = modeline(path, old, file_name(kind))
        if line.state == "present":
            yield Outcome(path, "current")
            continue
        if line.state == "other":
            yield Outcome(path, "other", "names a schema that is not ours")
            continue
        reason = "names no schema" if line.state == "missing" else "names a schema that is elsewhere"
        yield _write(project, path, line.data, reason, findings, is_check=is_check)


def _read(project: Project, path: str) -> bytes | None:
    try:
        return project.workspace.read(path)
    except ReadError:
        return None


def _write(
    project: Project, path: str, data: bytes, reason: str, findings: Findings, *, is_check: bool
) -> Outcome:
    if is_check:
        return Outcome(path, "stale", reason)
    # Not the link but the file that it leads to is to change, if it is the project's.
    root = project.workspace.root
    file = (root / path).resolve()
    problem = "" if file.is_relative_to(root) else "a link leads outside the project folder"
    hint = "replace the link by a folder"
    try:
        if not problem:
            publish(file, data)
    except OSError as error:
        problem = error.strerror or str(error)
        hint = UNTOUCHED
    if problem:
        findings.error("BUILD004", f"`{path}` cannot be written: {problem}", hint=hint)
    return Outcome(path, "failed" if problem else "written", reason)
