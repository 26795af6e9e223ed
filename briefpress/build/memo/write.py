"""What a build published again -> its memo, in a folder of its own and in every language of the project."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from pathlib import Path

from briefpress.build.memo.compare import EditionChange, changed_facts, compare
from briefpress.build.memo.figures import figures_of
from briefpress.build.memo.names import FOLDER
from briefpress.build.memo.pictures import can_draw, draw
from briefpress.build.memo.reasons import reasons_of
from briefpress.build.memo.sheet import write_sheet
from briefpress.build.memo.texts import as_json, markdown
from briefpress.build.memo.view import Memo, memo_of
from briefpress.build.project import DEFAULT_PROFILE, Project
from briefpress.build.publication import publish
from briefpress.build.said import Republished
from briefpress.diagnostics import Findings
from briefpress.merge import FactPrinter


def write_memo(
    project: Project, republished: Sequence[Republished], reason: str, findings: Findings
) -> str | None:
    """Write the memo of a build.

    Args:
        project: What was built.
        republished: The editions whose PDF it replaced by another one.
        reason: What was said with the build; may be empty.
        findings: Collects what went wrong.

    Returns:
        The memo's folder in the project, or None where nothing was replaced or it could not be written.
    """
    if not republished:
        return None
    own = Findings()
    book = project.book(own)
    if own.errors:
        return None  # then nothing could be published either
    facts = changed_facts(republished)
    ids = {fact.id for fact in facts}
    changes = [compare(each, ids) for each in republished]
    draws = can_draw()
    pairs = {change.of.edition.output: draw(change) for change in _drawn(changes)} if draws else {}
    known = [fact for each in facts if (fact := book.get(each.id)) is not None]
    noted = {each.id for each in facts if each.before and each.after and each.before.note != each.after.note}
    reasons = reasons_of(known, book.sources, noted, reason, project.workspace, project.languages)
    day = project.workspace.today
    folder, number = _free(project.workspace.root, day)
    memos = []
    for lang in project.languages:
        printer = FactPrinter(book, lang)
        figures = figures_of(facts, changes, book, printer, reasons.get(lang, {}))
        memos.append(
            memo_of(
                printer,
                project.languages,
                day,
                number,
                figures,
                _detailed(changes),
                pairs,
                reason,
                draws=draws,
            )
        )
    files = [file for memo in memos for file in _files(project, memo, findings)]
    return folder if _publish(project.workspace.root / folder, files, findings) else None


def _drawn(changes: Iterable[EditionChange]) -> list[EditionChange]:
    """Return the editions whose regions are pictured; a PDF for a press has its pages on larger paper."""
    return [change for change in _detailed(changes) if change.of.edition.profile != "print"]


def _detailed(changes: Iterable[EditionChange]) -> list[EditionChange]:
    """Return one change for each brief, row and language: its other kinds of PDF say the same.

    The usual kind goes before others.
    """
    found: dict[tuple[str, str, str], EditionChange] = {}
    for change in changes:
        edition = change.of.edition
        known = found.get((edition.brief, edition.row, edition.lang))
        if known is None or (edition.profile == DEFAULT_PROFILE != known.of.edition.profile):
            found[edition.brief, edition.row, edition.lang] = change
    return list(found.values())


def _free(root: Path, day: dt.date) -> tuple[str, int]:
    """Return the folder of the next memo of a day, and its number."""
    number = 1
    while (root / f"{FOLDER}/{day.isoformat()}-{number}").exists():
        number += 1
    return f"{FOLDER}/{day.isoformat()}-{number}", number


def _files(project: Project, memo: Memo, findings: Findings) -> Iterable[tuple[str, bytes]]:
    """Yield the files of a memo; what the others are, its JSON file, comes last."""
    for edition in memo.editions:
        for shot in (shot for pair in edition.shots for shot in pair if shot is not None):
            # An edition of both languages is in both memos, each of which says of its pictures what it says.
            yield shot.file, shot.png
    pdf = write_sheet(project, project.book(Findings()), memo, findings)
    if pdf is not None:
        yield f"memo-{memo.lang}.pdf", pdf
    yield f"memo-{memo.lang}.md", markdown(memo).encode("utf-8")
    yield f"memo-{memo.lang}.json", as_json(memo).encode("utf-8")


def _publish(folder: Path, files: Sequence[tuple[str, bytes]], findings: Findings) -> bool:
    try:
        for name, data in dict(files).items():
            publish(folder / name, data)
    except OSError as error:
        findings.error(
            "BUILD007",
            f"the change memo cannot be written: {error.strerror or error}",
            hint="the PDFs are published; look at the disk's room and the permissions of `output/changes/`",
        )
        return False
    return True
