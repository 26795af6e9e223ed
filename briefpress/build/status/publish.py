"""Writes the status pages of briefs that have an address for them, and knows which ones are out of date.

A page is made of the file of versions alone, in which stands only what was published: so no page calls a
version current that nobody can have, and a clean checkout has the pages that the last build had.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from briefpress.build.fingerprint import digest, engine_digest
from briefpress.build.ledger import Ledger, StatusRecord
from briefpress.build.project import EDITIONS, Edition, Project, editions_path
from briefpress.build.publication import cannot_write, publish
from briefpress.build.staleness import digest_of_output
from briefpress.build.status.names import FOLDER, page_name
from briefpress.diagnostics import Findings
from briefpress.workspace import Workspace

if TYPE_CHECKING:
    from briefpress.build.versions import Version
    from briefpress.merge import Brief


def doubtful(
    project: Project, ledger: Ledger, briefs: Iterable[str], now: Workspace | None = None
) -> list[str]:
    """Return the briefs whose status pages may be out of date; it takes next to nothing where none are.

    Args:
        project: Where to look.
        ledger: What earlier runs know.
        briefs: The paths of briefs.
        now: Reads the files of versions; the project's own workspace where it is missing.
    """
    workspace = now or project.workspace
    have = set(workspace.glob("briefs", EDITIONS))
    found = []
    for brief in briefs:
        if editions_path(brief) not in have and brief not in ledger.status:
            continue
        known = ledger.status.get(brief)
        if (
            known is None
            or known.key != _key(project, ledger, workspace, brief)
            or not _are_there(project, known)
        ):
            found.append(brief)
    return found


def out_of_date(project: Project, ledger: Ledger, briefs: Iterable[str]) -> list[str]:
    """Return the paths of the status pages that a build would write."""
    made = [_pages(project, ledger, project.workspace, brief) or {} for brief in briefs]
    pages = [page for of_brief in made for page in of_brief.items()]
    return [path for path, data in pages if digest_of_output(project, path) != _digest(data)]


def write_pages(project: Project, ledger: Ledger, briefs: Iterable[str], findings: Findings) -> list[str]:
    """Write the status pages of briefs as their files of versions are now.

    Args:
        project: The project.
        ledger: Remembers what was written, and which pages nothing makes any more.
        briefs: The paths of briefs; only those whose pages may be out of date are read.
        findings: Collects errors.

    Returns:
        The pages that were written; those that were so before are left alone.
    """
    written: list[str] = []
    now = Workspace(project.workspace.root)  # without what was read before this run kept its versions
    for brief in doubtful(project, ledger, briefs, now):
        pages = _pages(project, ledger, now, brief)
        if pages is None:
            continue
        # The newest first: a page that leads to another one never leads nowhere.
        are_there = [_write(project, path, pages[path], written, findings) for path in reversed(pages)]
        if all(are_there):
            _remember(ledger, brief, _key(project, ledger, now, brief), pages)
    return written


def forget(ledger: Ledger, brief: str) -> None:
    """Note that nothing makes the pages of a brief any more."""
    ledger.orphans.update(ledger.status.pop(brief).pages)


# ---- inside


def _key(project: Project, ledger: Ledger, workspace: Workspace, brief: str) -> str:
    """Return a digest of what pages are made of: the brief's file as read, its rows, its versions as kept."""
    kept = workspace.digest(editions_path(brief))
    comes_as = ledger.briefs.get(brief)
    rows = " ".join(row for row, _ in comes_as.rows) if comes_as is not None else ""
    return digest(f"{engine_digest()} {project.workspace.digest(brief)} {kept} {rows}")


def _are_there(project: Project, known: StatusRecord) -> bool:
    return all(digest_of_output(project, path) == was for path, was in known.pages.items())


def _pages(project: Project, ledger: Ledger, workspace: Workspace, brief: str) -> dict[str, bytes] | None:
    """Return the pages of a brief, or None where nobody can tell; whoever builds it says why."""
    from briefpress.build.versions import read_history  # most projects have no versions

    own = Findings()
    definition = project.brief(brief, own)
    history = read_history(workspace, brief, own)
    if definition is None or history is None or own.errors or brief not in ledger.briefs:
        return None
    editions: list[tuple[tuple[Version, ...], list[str]]] = []
    for row in _rows(ledger, brief, definition):
        has_pages = _has_pages(project, definition, row)
        for lang in definition.editions:
            edition = Edition(brief, lang, row=row)
            versions = history.get(edition.key, ())
            paths = [f"{FOLDER}/{page_name(edition, version.number)}" for version in versions]
            if _had_pages(ledger, brief, paths) if has_pages is None else has_pages:
                editions.append((versions, paths))
    if not editions:
        return {}
    from briefpress.build.status.page import status_page  # a build with nothing to do loads no Babel

    pages = {}
    for versions, paths in editions:
        names = [PurePosixPath(path).name for path in paths]
        for index, path in enumerate(paths):
            pages[path] = status_page(versions, index, names).encode("utf-8")
    return pages


def _rows(ledger: Ledger, brief: str, definition: Brief) -> list[str]:
    """Return the rows of a series as they were last understood; of another brief, one that is none."""
    return [""] if definition.for_each is None else [row for row, _ in ledger.briefs[brief].rows]


def _has_pages(project: Project, definition: Brief, row: str) -> bool | None:
    """Tell whether a row has pages, or None where it has things of its own, and they have mistakes."""
    if definition.for_each is not None and row in definition.for_each.overrides:
        own = Findings()
        of_row = project.brief(definition.path, own, row)
        if of_row is None or own.errors:
            return None
        definition = of_row
    return bool(definition.versions.text and definition.status_address.text)


def _had_pages(ledger: Ledger, brief: str, paths: Iterable[str]) -> bool:
    """Tell whether pages are there that earlier runs wrote."""
    known = ledger.status.get(brief)
    return known is not None and not known.pages.keys().isdisjoint(paths)


def _write(project: Project, path: str, data: bytes, written: list[str], findings: Findings) -> bool:
    if digest_of_output(project, path) == _digest(data):
        return True
    try:
        # Each build compares the pages with their digests, and they can be made anew: they need no flush.
        publish(project.workspace.root / path, data, is_cache=True)
    except OSError as error:
        cannot_write(path, error, findings)
        return False
    written.append(path)
    return True


def _remember(ledger: Ledger, brief: str, key: str, pages: dict[str, bytes]) -> None:
    digests = {path: _digest(data) for path, data in pages.items()}
    known = ledger.status.get(brief)
    if known is not None:
        ledger.orphans.update({path: was for path, was in known.pages.items() if path not in digests})
    for path in digests:
        ledger.orphans.pop(path, None)
    ledger.status[brief] = StatusRecord(key, digests)


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
