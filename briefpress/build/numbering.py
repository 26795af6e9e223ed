"""The new versions of a build: noted before a PDF appears, kept beside the briefs when all have.

A number has to mean a PDF that was published, and a published PDF has to keep its number. Between both stands
the moment in which a run can be killed. So what is about to appear is noted first, in ``output/.briefpress``,
with the digest of the PDF; the next run keeps the number of each PDF that did appear, and forgets the others.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from contextlib import suppress
from typing import NamedTuple

from msgspec.structs import replace

from briefpress.build.fingerprint import digest as digest_of_text
from briefpress.build.ledger import Ledger
from briefpress.build.project import NOTED, Edition, Project, editions_path
from briefpress.build.publication import ROOM, append, cannot_write, is_inside, publish
from briefpress.build.staleness import digest_of_output
from briefpress.build.versions import (
    Version,
    as_data,
    parse_history,
    told,
    version_of,
    with_versions,
)
from briefpress.diagnostics import Findings
from briefpress.workspace import ReadError, Workspace


class NewVersions:
    """Collects the new versions of a build.

    Args:
        project: What is built.
        reason: Why there are new ones; may be empty.
        correction: What was wrong in those before, by language, where the build corrects them.
    """

    def __init__(self, project: Project, reason: str, correction: Mapping[str, str]) -> None:
        self._project = project
        self._reason = reason
        self._correction = correction
        self._has_noted = False

    def note(self, edition: Edition, version: Version, digest: str) -> None:
        """Note that a PDF is about to appear.

        Args:
            edition: Of which edition.
            version: Which version it will be.
            digest: The SHA-256 of its bytes.

        Raises:
            OSError: It cannot be noted; then the PDF must not appear.
        """
        new = told(version, self._reason, self._correction)
        noted = _Noted(edition.brief, edition.key, edition.output, digest, new)
        append(self._project.workspace.root / NOTED, noted.to_line())
        self._has_noted = True

    def keep(self, ledger: Ledger, findings: Findings) -> bool:
        """Write the versions that were published beside their briefs, and return whether there are any."""
        return self._has_noted and _keep_noted(self._project, ledger, findings)


def finish(project: Project, findings: Findings) -> None:
    """Keep the numbers of those PDFs of a killed run that did appear.

    Args:
        project: What was built; nothing of it may have been read yet.
        findings: Collects what went wrong.
    """
    _keep_noted(project, Ledger(), findings)


# ---- inside


class _Noted(NamedTuple):
    brief: str
    key: str
    output: str
    digest: str
    version: Version

    def to_line(self) -> bytes:
        body = json.dumps(self._asdict() | {"version": as_data(self.version)})
        return f"{digest_of_text(body)} {body}\n".encode()

    @classmethod
    def of_line(cls, line: str) -> _Noted | None:
        """Return what a line notes; None where it was cut off, or something else changed it."""
        head, _, body = line.partition(" ")
        if head != digest_of_text(body):
            return None
        entry = json.loads(body)
        return cls(**entry | {"version": version_of(entry["version"])})


def _keep_noted(project: Project, ledger: Ledger, findings: Findings) -> bool:
    """Keep the numbers of what is there as it was noted, and return whether there is any."""
    new: dict[str, dict[str, Version]] = {}
    for each in _read_noted(project.workspace):
        # An edition that a build made more than once has the number that its last PDF prints.
        if digest_of_output(project, each.output) == each.digest:
            new.setdefault(each.brief, {})[each.key] = each.version
    are_kept = [_keep(project, brief, own, ledger, findings) for brief, own in new.items()]
    if all(are_kept):
        with suppress(OSError):  # what was kept and is still noted is not kept twice
            (project.workspace.root / NOTED).unlink()
    return bool(new)


def _read_noted(workspace: Workspace) -> list[_Noted]:
    """Return what was noted, in its order; a line that was being written notes a PDF that never appeared."""
    try:
        lines = (workspace.root / NOTED).read_text("utf-8", "replace").splitlines()
    except OSError:
        return []
    return [noted for line in lines if (noted := _Noted.of_line(line)) is not None]


def _keep(
    project: Project, brief: str, new: Mapping[str, Version], ledger: Ledger, findings: Findings
) -> bool:
    """Write new versions of a brief's editions; what they were before is read anew.

    What the other editions of the brief read of that file, their own versions, is as it was: so they stay up
    to date.
    """
    path, root = editions_path(brief), project.workspace.root
    now = Workspace(root)  # without what was read in this run
    try:
        text = now.read(path)
    except ReadError:  # what is there and cannot be read cannot be written, either, and that says why
        text = b"{}"
    history = parse_history(text, path, findings)
    if history is None:
        return False
    after, before = with_versions(history, new), now.digest(path)
    if after == text:
        return True
    try:
        if not is_inside(root / path, root):
            raise OSError(0, "it leads out of the project folder")
        publish(root / path, after)
    except OSError as error:
        again = "then build again: the next build keeps the numbers of the PDFs that were published"
        cannot_write(path, error, findings, f"{ROOM}, {again}")
        return False
    digest = hashlib.sha256(after).hexdigest()
    for output, record in ledger.editions.items():
        if record.brief == brief and record.inputs.get(path) == before:
            ledger.editions[output] = replace(record, inputs=record.inputs.with_digest(path, digest))
    return True
