"""The translations of a project, and who approved them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from msgspec import Struct

from briefpress.build.project import Project
from briefpress.build.publication import ROOM, cannot_write, is_inside, publish
from briefpress.build.render import Renderer
from briefpress.diagnostics import Findings
from briefpress.facts import FactBook
from briefpress.merge import Brief
from briefpress.merge.quotations import Quoter
from briefpress.translation.lock import Approval, Lock, lock_path, read_lock, write_lock
from briefpress.translation.state import TO_DO, State, Translation, approve, translations_of
from briefpress.translation.units import source_language


class Translated(Struct, frozen=True):
    """A brief with its translations.

    Attributes:
        brief: The brief.
        lock: What was approved; None where nothing ever was.
        translations: Its blocks in each language that was asked for.
        book: The facts.
        namespaces: The first segments of the fact ids.
    """

    brief: Brief
    lock: Lock | None
    translations: tuple[Translation, ...]
    book: FactBook
    namespaces: tuple[str, ...]

    @property
    def is_tracked(self) -> bool:
        """Whether anything of it was ever approved."""
        return self.lock is not None

    @property
    def to_do(self) -> list[Translation]:
        """What a translator, or a reviewer, has to look at."""
        return [one for one in self.translations if one.state in TO_DO]


def translated(
    project: Project, paths: Sequence[str], languages: tuple[str, ...], findings: Findings
) -> Iterator[Translated]:
    """Yield briefs with their translations.

    Args:
        project: Where to look.
        paths: Of the briefs.
        languages: Only these; all where none is given.
        findings: Collects what is wrong with the facts, the briefs and the lock files.
    """
    merger = Renderer(project).merger(findings)
    for path in paths:
        brief = project.brief(path, findings)
        if brief is None:
            continue
        errors = findings.errors
        lock = read_lock(project.workspace, path, findings)
        if findings.errors > errors:
            continue  # what cannot be read must not be written over
        found = translations_of(brief, lock, merger.book, merger.names_of(brief))
        chosen = tuple(one for one in found if not languages or one.lang in languages)
        yield Translated(brief, lock, chosen, merger.book, merger.names_of(brief))


def approve_all(
    project: Project, found: Sequence[Translated], blocks: Collection[str], by: str, findings: Findings
) -> dict[str, list[tuple[str, str]]]:
    """Approve translations, and write what was approved.

    Args:
        project: Whose briefs they are.
        found: The translations.
        blocks: Only these; all where none is given.
        by: Who approves them.
        findings: Collects errors.

    Returns:
        The languages and blocks that are newly approved, by the path of the lock file; what says the same as
        before is not approved again.
    """
    changes: dict[str, list[tuple[str, str]]] = {}
    for one in found:
        path = lock_path(one.brief.path)
        new = {
            (t.group, t.lang)
            for t in one.translations
            if t.state not in (State.APPROVED, State.MISSING) and (not blocks or t.group in blocks)
        }
        text = write_lock(_merged(one, new, by, project))
        if not new or not _write(project, path, text, findings):
            continue
        changes[path] = [(t.lang, t.group) for t in one.translations if (t.group, t.lang) in new]
    return changes


def _merged(one: Translated, new: Collection[tuple[str, str]], by: str, project: Project) -> Lock:
    """Return a lock with new approvals, in the order of the brief and without blocks that are gone."""
    quoter = Quoter(source_language(one.brief), one.namespaces, allows_dollar=bool(one.brief.dollar.text))
    lock: Lock = {}
    for found in translations_of(one.brief, one.lock, one.book, one.namespaces):
        approval: Approval | None = found.approval
        if (found.group, found.lang) in new:
            approval = approve(found, by, project.workspace.today, one.book, quoter)
        if approval is not None:
            lock.setdefault(found.group, {})[found.lang] = approval
    return lock


def _write(project: Project, path: str, text: str, findings: Findings) -> bool:
    target = project.workspace.root / path
    try:
        if not is_inside(target, project.workspace.root):
            raise OSError(0, "it leads out of the project folder")
        publish(target, text.encode("utf-8"))
    except OSError as error:
        cannot_write(path, error, findings, f"{ROOM}; nothing was approved")
        return False
    return True
