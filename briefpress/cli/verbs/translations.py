"""``translations``: what is translated, what is stale, and what somebody has approved."""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from briefpress.build.plan import Request, select
from briefpress.build.project import Project, briefs_by_name
from briefpress.cli.console import Console
from briefpress.cli.exits import STALE
from briefpress.cli.options import workspace_of
from briefpress.diagnostics import Findings, did_you_mean

if TYPE_CHECKING:
    from briefpress.build.approvals import Translated

NAME = "translations"
ABOUT = "show which translations are up to date, and approve them"
EXAMPLES = (
    ("translations", "show what there is to do"),
    ("translations --diff", "show what changed, side by side"),
    ("translations approve canada-us-defence", "approve all translations of a brief"),
    ("translations approve canada-us-defence --lang fr --block fms", "approve one block in one language"),
    ("translations --check", "end with 3 where there is something to do"),
    ("translations export --lang fr --to fr.xlf", "write an XLIFF file for a translator (`fr.po` for PO)"),
    ("translations import fr.xlf", "take in what came back"),
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what only this verb takes."""
    parser.add_argument(
        "words",
        nargs="*",
        metavar="[ACTION] BRIEF",
        help="approve, export or import, where it is not to show; names of briefs, all where none is given; "
        "the file to import",
    )
    parser.add_argument("--lang", action="append", metavar="LANG", help="only this language; may be repeated")
    parser.add_argument(
        "--block", action="append", metavar="ID", help="only this block, note or text; may be repeated"
    )
    parser.add_argument(
        "--by", metavar="NAME", default="", help="who approves; default GIT_AUTHOR_NAME, USER"
    )
    parser.add_argument("--to", type=Path, metavar="FILE", help="the file to export to: `.xlf` or `.po`")
    parser.add_argument("--diff", action="store_true", help="show what was approved, and what there is now")
    parser.add_argument(
        "--check", action="store_true", help="end with 3 where a tracked translation is not up to date"
    )


def run(options: argparse.Namespace) -> int:
    """Do what the first word says, or show."""
    from briefpress.build.approvals import translated

    project = Project(workspace_of(options))
    console = Console(project.workspace, options)
    findings = Findings()
    words = list(options.words)
    if words[:1] == ["import"]:
        from briefpress.cli.translation_files import import_files

        return import_files(console, project, [Path(word) for word in words[1:]], findings)
    act = _ACTIONS[words.pop(0)] if words and words[0] in _ACTIONS else _show
    names = briefs_by_name(project, findings)
    if words and words[0] not in names and (hint := did_you_mean(words[0], (*_ACTIONS, "import"))):
        findings.error("USAGE001", f"`{words[0]}` is neither a brief nor something to do", hint=hint)
        names = {}
    from briefpress.build.ledger import Ledger

    # A language that no brief has yet can be exported: a translator begins with it.
    languages = () if act is _export else tuple(options.lang or ())
    select(project, Request(tuple(words), languages), Ledger(), names, findings)
    chosen = [path for name, path in names.items() if not words or name in words]
    found = list(translated(project, chosen, tuple(options.lang or ()), findings)) if chosen else []
    wanted = options.block or []
    known = {one.group for brief in found for one in brief.translations}
    for block in wanted:
        if block not in known and chosen:
            hint = did_you_mean(block, known) or "`translations` alone shows them all"
            findings.error("USAGE001", f"there is no block `{block}`", hint=hint)
    return act(console, project, found, options, findings)


def _show(
    console: Console,
    project: Project,
    found: list[Translated],
    options: argparse.Namespace,
    findings: Findings,
) -> int:
    from briefpress.cli.translation_report import report_translations

    report_translations(console, found, options.block or (), findings, with_diff=options.diff)
    is_to_do = any(brief.is_tracked and brief.to_do for brief in found)
    return console.exit_code(findings) or (STALE if options.check and is_to_do else 0)


def _approve(
    console: Console,
    project: Project,
    found: list[Translated],
    options: argparse.Namespace,
    findings: Findings,
) -> int:
    from briefpress.build.approvals import approve_all

    workspace = project.workspace
    by = options.by or workspace.environment("GIT_AUTHOR_NAME") or workspace.environment("USER") or ""
    if not re.search(r"\w", by):
        findings.error("USAGE001", "nobody is named who approves", hint='add `--by "A. Name"`')
    if findings.errors:
        console.print_findings(findings)
        return console.exit_code(findings)
    changes = approve_all(project, found, options.block or (), by, findings)
    if console.is_text:
        console.print_findings(findings)
        for path, groups in changes.items():
            for lang, group in groups:
                console.print(f"{console.paint('built', 'approved')} {lang}  {group}")
            console.print(f"{len(groups)} in {path}")
        if not changes:
            console.print("nothing new to approve")
    else:
        told = [{"path": p, "lang": lang, "block": g} for p, groups in changes.items() for lang, g in groups]
        console.print_document(findings, approved=told)
    return console.exit_code(findings)


def _export(
    console: Console,
    project: Project,
    found: list[Translated],
    options: argparse.Namespace,
    findings: Findings,
) -> int:
    from briefpress.cli.translation_files import export_file

    return export_file(console, found, options.lang or (), options.to, findings)


#: The first word -> what is done.
_ACTIONS: dict[str, Callable[[Console, Project, list[Translated], argparse.Namespace, Findings], int]] = {
    "show": _show,
    "approve": _approve,
    "export": _export,
}
