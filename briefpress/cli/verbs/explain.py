"""``explain``: say what a message means, in the terminal."""

from __future__ import annotations

import argparse
import re
import shutil
import textwrap

from briefpress.cli.console import Console
from briefpress.cli.options import program, workspace_of
from briefpress.diagnostics import CODES, FAMILIES, Findings, did_you_mean, family_of

NAME = "explain"
ABOUT = "say what a message means and how it is put right"
EXAMPLES = (
    ("explain FACT001", "explain one code"),
    ("explain", "list all codes"),
)

#: A code as a message shows it: ``error[FACT001]``.
_BRACKETS = re.compile(r"^[A-Z]*\[(.*)\]$")

#: Lines longer than this are hard to read, however wide the terminal is.
_WIDEST = 88


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what only this verb takes."""
    parser.add_argument(
        "code",
        nargs="?",
        default="",
        metavar="CODE",
        help="what stands in brackets in a message; all where none is given",
    )


def run(options: argparse.Namespace) -> int:
    """Print what is known of a code, or all codes."""
    console = Console(workspace_of(options), options)
    findings = Findings()
    code = _BRACKETS.sub(r"\1", options.code.upper())
    if code and code not in CODES:
        hint = did_you_mean(code, CODES) or f"`{program()} explain` lists all codes"
        findings.error("USAGE001", f"there is no code `{options.code}`", hint=hint)
    if not console.is_text:
        codes = [code] if code in CODES else [] if code else list(CODES)
        console.print_document(findings, codes=[_as_data(code) for code in codes])
    elif len(findings):
        console.print_findings(findings)
    elif code:
        console.print(_page(console, code))
    else:
        console.print(_index(console))
    return console.exit_code(findings)


def _page(console: Console, code: str) -> str:
    info, family = CODES[code], family_of(code)
    width = min(shutil.get_terminal_size().columns, _WIDEST)
    parts = [
        console.paint("bold", f"{code}: {info.title}"),
        textwrap.fill(info.explanation, width, break_long_words=False, break_on_hyphens=False),
    ]
    for word, example, style in (("Wrong:", info.wrong, "failed"), ("Right:", info.right, "built")):
        if example:
            parts += [console.paint(style, word), textwrap.indent(example, "    ")]
    file, title = family.guide[0].partition("#")[0], family.guide[1]
    others = [f"{other} ({CODES[other].title})" for other in info.see]
    parts.append(f"{console.paint('bold', 'See also:')} {', '.join([*others, f'docs/{file} ({title})'])}")
    return "\n\n".join(parts)


def _index(console: Console) -> str:
    parts = []
    for family in FAMILIES:
        rows = [
            f"  {console.paint('code', code)}  {info.title}" for code, info in sorted(family.codes.items())
        ]
        parts.append("\n".join([console.paint("bold", family.heading), *rows]))
    return "\n\n".join(parts)


def _as_data(code: str) -> dict[str, object]:
    info = CODES[code]
    return {
        "code": code,
        "family": family_of(code).heading,
        "title": info.title,
        "explanation": info.explanation,
        "wrong": info.wrong,
        "right": info.right,
        "see": list(info.see),
    }
