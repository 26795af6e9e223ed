"""``new``: a brief to start from, with a placeholder for each text."""

from __future__ import annotations

import argparse
import shlex
from pathlib import Path
from typing import TYPE_CHECKING

from briefpress.build.project import Project
from briefpress.cli.console import Console
from briefpress.cli.exits import USAGE
from briefpress.cli.options import program, workspace_of
from briefpress.diagnostics import Findings

if TYPE_CHECKING:
    from briefpress.editor.starters import Layout, Wanted

NAME = "new"
ABOUT = "start a brief: a file with placeholders for its texts"
EXAMPLES = (
    ("new town-library", "start briefs/town-library.yaml, a fact sheet"),
    ("new town-library --template one-pager", "start it in another layout"),
    ("new town-library --languages en", "start it in English alone"),
    ("new --list", "show the layouts"),
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what only this verb takes."""
    parser.add_argument(
        "name",
        nargs="?",
        default="",
        metavar="NAME",
        help="name of the brief: small letters, digits, hyphens; the layouts are shown where none is given",
    )
    parser.add_argument(
        "--template", default="fact-sheet", metavar="LAYOUT", help="its layout (default: fact-sheet)"
    )
    parser.add_argument(
        "--languages",
        default="",
        metavar="LANGS",
        help="its languages, as en,fr; default: those of facts",
    )
    parser.add_argument("--theme", default="civic", metavar="THEME", help="its theme (default: civic)")
    parser.add_argument("--list", action="store_true", help="show the layouts, and write nothing")


def run(options: argparse.Namespace) -> int:
    """Write the file, and say what comes next; or show the layouts."""
    from briefpress.editor.starters import Wanted, check_wanted, layouts_of, words_lacking, write_starter

    project = Project(workspace_of(options))
    console = Console(project.workspace, options)
    findings = Findings()
    if options.list or not options.name:
        _show(console, layouts_of(project), findings)
        return console.exit_code(findings)
    languages = tuple(part.strip() for part in options.languages.split(",") if part.strip())
    wanted = Wanted(options.name, options.template, languages or project.languages, options.theme)
    check_wanted(project, wanted, findings)
    is_refused = bool(findings.errors)
    if not is_refused:
        write_starter(project, wanted, findings)
    lacking = () if findings.errors else words_lacking(project, wanted)
    if console.is_text:
        console.print_findings(findings)
        if not findings.errors and not console.is_quiet:
            _tell(console, wanted, lacking, options.project)
    else:
        console.print_document(findings, written=[] if findings.errors else [_as_data(wanted, lacking)])
    return USAGE if is_refused else console.exit_code(findings)


def _show(console: Console, layouts: list[Layout], findings: Findings) -> None:
    if not console.is_text:
        told = [{"name": layout.name, "about": layout.about} for layout in layouts]
        console.print_document(findings, layouts=told)
        return
    width = max(len(layout.name) for layout in layouts)
    for layout in layouts:
        console.print(f"{console.paint('code', f'{layout.name:<{width}}')}  {layout.about}")


def _tell(console: Console, wanted: Wanted, lacking: tuple[str, ...], folder: Path) -> None:
    from briefpress.facts import language_name
    from briefpress.facts.values import listing

    languages = ", ".join(wanted.languages)
    told = f"{wanted.layout}, {languages}, {wanted.theme}"
    console.print(f"{console.paint('built', 'written')} {wanted.path}  {console.paint('dim', told)}")
    if wanted.untranslated:
        names, source = listing(wanted.untranslated), language_name(wanted.source)
        console.print(f"        texts in {names} are in {source}, and marked as to be translated")
    if lacking:
        names = listing(lacking)
        console.print(f"        `templates/words.yaml` must have what layouts print themselves in {names}")
    there = "" if folder == Path() else f" --project {shlex.quote(str(folder))}"
    console.print(
        f"        replace the placeholders; `{program()} build {wanted.name}{there}` makes the PDFs"
    )


def _as_data(wanted: Wanted, lacking: tuple[str, ...]) -> dict[str, object]:
    return {
        "path": wanted.path,
        "template": wanted.layout,
        "theme": wanted.theme,
        "languages": list(wanted.languages),
        "untranslated": list(wanted.untranslated),
        "without_words": list(lacking),
    }
