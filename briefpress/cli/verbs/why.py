"""``why``: whether a PDF is up to date, why not, and what it is made of."""

from __future__ import annotations

import argparse
from pathlib import PurePosixPath
from typing import Any

from briefpress.build.fingerprint import ABSENT, is_listing
from briefpress.build.ledger import Ledger, Record, read_ledger
from briefpress.build.plan import Request, select
from briefpress.build.project import Edition, Project, briefs_by_name
from briefpress.build.staleness import Staleness
from briefpress.cli.console import Console
from briefpress.cli.exits import OK, STALE
from briefpress.cli.options import workspace_of
from briefpress.diagnostics import Findings, did_you_mean
from briefpress.workspace import REFRESH_LOCK
from briefpress.workspace.workspace import BUILTIN

NAME = "why"
ABOUT = "say why a PDF is out of date, and what it is made of"
EXAMPLES = (
    ("why canada-us-defence-fr", "say whether it is up to date, why not, and what it is made of"),
    ("why output/fms-handout/fms-handout-en.pdf", "the same, by its path"),
)

#: Columns for the names of what is told.
_NAMES = 10


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what only this verb takes."""
    parser.add_argument("output", metavar="OUTPUT", help="the name or the path of a PDF")


def run(options: argparse.Namespace) -> int:
    """Look at one output; end with 3 where it is out of date."""
    project = Project(workspace_of(options))
    console = Console(project.workspace, options)
    findings = Findings()
    ledger, _ = read_ledger(project.workspace)
    editions = select(project, Request(), ledger, briefs_by_name(project, findings), findings)
    by_name = {edition.name: edition for edition in editions}
    name = PurePosixPath(options.output).name.removesuffix(".pdf")
    edition = by_name.get(name)
    if edition is None:
        hint = did_you_mean(name, by_name) or "`build --check` lists those that are out of date"
        findings.error("USAGE001", f"no brief makes `{options.output}`", hint=hint)
        if console.is_text:
            console.print_findings(findings)
        else:
            console.print_document(findings)
        return console.exit_code(findings)
    staleness = Staleness(project, ledger)
    reasons = staleness.reasons(edition)
    if console.is_text:
        _show(console, edition, reasons, ledger, staleness)
        console.print_findings(findings)
    else:
        console.print_document(findings, **_as_data(edition, reasons, ledger, staleness))
    return console.exit_code(findings) or (STALE if reasons else OK)


def _show(
    console: Console, edition: Edition, reasons: list[str], ledger: Ledger, staleness: Staleness
) -> None:
    state = console.paint("stale", "out of date") if reasons else "up to date"
    console.print(f"{edition.output}  {state}")
    _tell(console, "because", reasons)
    record = ledger.editions.get(edition.output)
    if record is None:
        return
    by_kind: dict[str, list[str]] = {}
    for path in _files(record):
        by_kind.setdefault(_kind_of(path), []).append(path)
    for kind in _KINDS:
        _tell(console, kind, _told_files(by_kind.get(kind, [])))
    rows = _facts(record, ledger, staleness)
    widths = [max((len(row[column]) for row in rows), default=0) for column in range(2)]
    _tell(console, "facts", [f"{id_:<{widths[0]}}  {said:<{widths[1]}}  {at}" for id_, said, at in rows])


def _tell(console: Console, name: str, lines: list[str]) -> None:
    for index, line in enumerate(lines):
        lead = f"{name if index == 0 else '':<{_NAMES}}"
        console.print(f"  {console.paint('dim', lead)}{line}")


def _files(record: Record) -> list[str]:
    """Return the files that an edition was made of; that others were not there was of use, too."""
    return [path for path, digest in record.inputs.items() if digest != ABSENT and not is_listing(path)]


def _kind_of(path: str) -> str:
    """Return what a file is to an edition, a key of `_KINDS`."""
    folder, name = path.removeprefix(BUILTIN).split("/")[0], PurePosixPath(path).name
    if path == REFRESH_LOCK or (folder == "data" and name.endswith((".yaml", ".csv"))):
        return "data"
    if folder == "briefs" and name.endswith((".yaml", ".lock")):
        return "texts"
    if name.endswith(".xml") or name == "words.yaml":
        return "layout"
    if name.endswith(".yaml"):
        return "theme"
    return "fonts" if name.endswith(".ttf") else "pictures"


def _told_files(paths: list[str]) -> list[str]:
    """Return files one a line; those that ship with the program are one line."""
    own = [path for path in paths if not path.startswith(BUILTIN)]
    shipped = [PurePosixPath(path).name for path in paths if path.startswith(BUILTIN)]
    return own + ([f"{', '.join(shipped)} (shipped)"] if shipped else [])


def _facts(record: Record, ledger: Ledger, staleness: Staleness) -> list[tuple[str, str, str]]:
    """Return the facts that an edition printed or leans on: id, value when it was made, place."""
    said: dict[str, str] = {}
    for use, digest in record.facts.items():
        name = use.rpartition("@")[0]
        said[name] = said.get(name) or ledger.values.get(digest, "")
    found = [(staleness.book.get(name), value) for name, value in said.items()]
    return [
        (fact.id, value, f"{fact.value_span.path}:{fact.value_span.line}")
        for fact, value in found
        if fact is not None
    ]


def _as_data(edition: Edition, reasons: list[str], ledger: Ledger, staleness: Staleness) -> dict[str, Any]:
    record = ledger.editions.get(edition.output)
    return {
        "output": edition.output,
        "status": "stale" if reasons else "fresh",
        "reasons": reasons,
        "files": {path: record.inputs[path] for path in _files(record)} if record else {},
        "facts": [
            {"fact": id_, "value": value, "place": place}
            for id_, value, place in (_facts(record, ledger, staleness) if record else ())
        ],
        "sha256": record.output if record else "",
        "pages": record.pages if record else 0,
    }


#: What the files of an edition are to it, in the order in which they are told.
_KINDS = ("texts", "data", "layout", "theme", "fonts", "pictures")
