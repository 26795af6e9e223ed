"""``changes``: what a build changed in published PDFs, as its memo tells it."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import PurePosixPath
from typing import Any

from briefpress.build.memo.history import about, memos
from briefpress.build.project import LANGUAGES
from briefpress.cli.console import Console
from briefpress.cli.options import workspace_of
from briefpress.cli.parser import OneOf
from briefpress.diagnostics import Findings, did_you_mean

NAME = "changes"
ABOUT = "show what the last memo says, or how a PDF changed over time"
EXAMPLES = (
    ("changes", "show the last memo"),
    ("changes canada-us-defence-fr", "show how a PDF changed, the newest change first"),
    ("changes --lang fr", "show the last memo in French"),
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what only this verb takes."""
    parser.add_argument(
        "output", nargs="?", metavar="OUTPUT", help="the name or the path of a PDF; the last memo without it"
    )
    lang = OneOf(LANGUAGES)
    parser.add_argument(
        "--lang", type=lang, default=LANGUAGES[0], metavar="LANG", help="the language of the memo"
    )


def run(options: argparse.Namespace) -> int:
    """Read memos, and print what they say."""
    workspace = workspace_of(options)
    console, findings = Console(workspace, options), Findings()
    found = list(memos(workspace, options.lang))
    if options.output is None:
        found = found[:1]
    elif found:
        name = PurePosixPath(options.output).name.removesuffix(".pdf")
        known = {PurePosixPath(e["output"]).stem for _, memo in found for e in memo["editions"]}
        found = [(folder, own) for folder, memo in found if (own := about(memo, name)) is not None]
        if not found:
            hint = did_you_mean(name, known) or "`changes` shows the last memo"
            findings.error("USAGE001", f"no memo tells of `{options.output}`", hint=hint)
    if not console.is_text:
        console.print_document(findings, memos=[{"folder": folder, **memo} for folder, memo in found])
        return console.exit_code(findings)
    if not found and not findings.errors and not console.is_quiet:
        console.print("no change memo yet: `build --memo` writes one where a published PDF changes")
    for index, (folder, memo) in enumerate(found):
        if index:
            console.print("")
        _show(console, folder, memo)
    console.print_findings(findings)
    return console.exit_code(findings)


def _show(console: Console, folder: str, memo: dict[str, Any]) -> None:
    console.print(f"{console.paint('bold', memo['date'])}  {console.paint('dim', folder)}")
    for figure in memo["figures"]:
        apart = figure["difference"] or ""
        apart += f", {figure['percent']}" if figure["percent"] else ""
        console.print(
            f"  {console.paint('bold', figure['fact'])}: {figure['before']} -> {figure['now']}"
            + (f" ({apart})" if apart else "")
        )
        why = figure["reason"]["text"] or (
            f"computed from {', '.join(figure['follows'])}" if figure["follows"] else ""
        )
        if why:
            console.print(f"      {console.paint('dim', why)}")
    for edition in memo["editions"]:
        console.print(f"  {edition['output']}  {console.paint('dim', _pages(edition))}")
        for passage in edition["passages"]:
            _passage(console, passage)


def _passage(console: Console, passage: dict[str, Any]) -> None:
    for side, sign, style in (("before", "-", "failed"), ("now", "+", "built")):
        if passage[side] is not None:
            pages = ", ".join(map(str, passage[side]["pages"])) if side == "before" else ""
            console.print(f"  {pages:>5}  {console.paint(style, sign)} {passage[side]['text']}")


def _pages(edition: dict[str, Any]) -> str:
    numbers: Sequence[int] = edition["pages"]
    if not edition["known"]:
        return "nothing says what it said before"
    if not numbers:
        return "no page looks different"
    plural = "" if len(numbers) == 1 else "s"
    return f"page{plural} {', '.join(map(str, numbers))} of {edition['page_count']}"
