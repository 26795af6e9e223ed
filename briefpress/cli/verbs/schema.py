"""``schema``: what editors need to complete, explain and check the YAML files of a project."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable
from typing import TYPE_CHECKING

from briefpress.build.project import Project
from briefpress.cli.console import Console
from briefpress.cli.exits import STALE
from briefpress.cli.options import workspace_of
from briefpress.cli.parser import OneOf
from briefpress.diagnostics import Findings

if TYPE_CHECKING:
    from briefpress.editor.outcome import Outcome

NAME = "schema"
ABOUT = "write JSON Schemas, by which editors complete and check the YAML files"
EXAMPLES = (
    ("schema --wire", "write the schemas, and name them in every YAML file"),
    ("schema", "write them anew: editors then offer new ids"),
    ("schema --check", "end with 3 where they are not those of this version"),
    ("schema --print facts", "print one that stands alone"),
)

#: What can be printed.
PRINTED = ("brief", "facts", "ids", "mail", "theme", "words")

#: What became of a file -> its style.
_STYLES = {"written": "built", "current": "fresh", "stale": "stale", "failed": "failed", "other": "left"}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what only this verb takes."""
    parser.add_argument(
        "--wire", action="store_true", help="name its schema in the first line of each YAML file, too"
    )
    either = parser.add_mutually_exclusive_group()
    either.add_argument(
        "--check", action="store_true", help="write nothing; end with 3 where something is out of date"
    )
    names = OneOf(PRINTED)
    either.add_argument("--print", type=names, metavar=names.metavar, help="print one schema; write nothing")


def run(options: argparse.Namespace) -> int:
    """Write, compare or print schemas."""
    from briefpress.editor.outcome import write_modelines, write_schemas

    project = Project(workspace_of(options))
    console = Console(project.workspace, options)
    findings = Findings()
    if options.print:
        console.print(_alone(project, options.print))
        return console.exit_code(findings)
    schemas = list(write_schemas(project, findings, is_check=options.check))
    files = list(write_modelines(project, findings, is_check=options.check)) if options.wire else []
    if console.is_text:
        _report(console, schemas, files, findings)
    else:
        parts = {"schemas": schemas, "files": files}
        told = {name: [_as_data(outcome) for outcome in outcomes] for name, outcomes in parts.items()}
        console.print_document(findings, **told)
    is_stale = any(outcome.status == "stale" for outcome in (*schemas, *files))
    return console.exit_code(findings) or (STALE if is_stale else 0)


def _alone(project: Project, name: str) -> str:
    """Return a schema with all that it refers to, in ASCII: no terminal can spoil it on its way to a file."""
    from briefpress.editor.schemas import ids_schema, schema_of, with_ids

    ids = ids_schema(project)
    schema = ids if name == "ids" else with_ids(schema_of(name, project), ids)
    return json.dumps(schema, indent=1, sort_keys=True)


def _report(console: Console, schemas: list[Outcome], files: list[Outcome], findings: Findings) -> None:
    if not console.is_quiet:
        # Of the many YAML files of a project, those are told that are not as they were.
        told = [*schemas, *(outcome for outcome in files if outcome.status != "current")]
        width = max(len(outcome.path) for outcome in told)
        for outcome in told:
            status = console.paint(_STYLES[outcome.status], f"{outcome.status:<7}")
            reason = console.paint("dim", outcome.reason) if outcome.reason else ""
            console.print(f"{status} {outcome.path:<{width}}  {reason}".rstrip())
    console.print_findings(findings)
    if not console.is_quiet:
        parts = [f"{_count(len(schemas), 'schema')}: {_counts(schemas)}"]
        if files:
            parts.append(f"{_count(len(files), 'YAML file')}: {_counts(files)}")
        console.print("; ".join(parts))


def _counts(outcomes: Iterable[Outcome]) -> str:
    counts: dict[str, int] = {}
    for outcome in outcomes:
        counts[outcome.status] = counts.get(outcome.status, 0) + 1
    return ", ".join(f"{count} {status}" for status, count in sorted(counts.items()))


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _as_data(outcome: Outcome) -> dict[str, str]:
    return {"path": outcome.path, "status": outcome.status, "reason": outcome.reason}
