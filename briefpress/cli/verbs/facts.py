"""``facts``: the book of facts as a table, or all there is to know of one."""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from typing import TYPE_CHECKING

from briefpress.build.plan import Request, select
from briefpress.build.project import Project, briefs_by_name
from briefpress.cli.console import Console
from briefpress.cli.options import workspace_of
from briefpress.diagnostics import Findings, did_you_mean

if TYPE_CHECKING:
    from briefpress.build.render import Renderer

NAME = "facts"
ABOUT = "show the facts: values, sources, ages, and each sentence that prints them"
EXAMPLES = (
    ("facts", "show all facts"),
    ("facts fms", "show those whose ids begin with `fms`"),
    ("facts fms.portfolio.value", "show one in every form, and where it is printed"),
    ("facts --unused", "show those that no brief prints"),
    ("facts --claims", "show the words that lean on facts and sources, and whether they hold"),
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what only this verb takes."""
    parser.add_argument(
        "id",
        nargs="?",
        metavar="ID",
        default="",
        help="a fact, or the beginning of ids; all where none is given",
    )
    parser.add_argument("--tag", metavar="TAG", default="", help="only facts with this tag")
    more = parser.add_mutually_exclusive_group()
    more.add_argument("--unused", action="store_true", help="only facts that no brief prints")
    more.add_argument("--claims", action="store_true", help="in place of facts, what texts claim of them")


def run(options: argparse.Namespace) -> int:
    """Look the facts up, and show them."""
    from briefpress.build.claims import claims_of
    from briefpress.build.fact_places import places_of
    from briefpress.build.ledger import Ledger
    from briefpress.build.render import Renderer
    from briefpress.cli.fact_report import FactReport

    project = Project(workspace_of(options))
    console = Console(project.workspace, options)
    findings, elsewhere = Findings(), Findings()
    renderer = Renderer(project)
    merger = renderer.merger(findings)
    chosen = [
        fact
        for fact in merger.book.facts.values()
        if (not options.id or f"{fact.id}.".startswith(f"{options.id}."))
        and (not options.tag or options.tag in fact.tags)
    ]
    is_broken = bool(options.id) and merger.book.is_broken(options.id)  # its own finding is enough
    if not chosen and (options.id or options.tag) and not is_broken:
        hint = did_you_mean(options.id, _beginnings(merger.book.facts)) if options.id else ""
        what = f"`{options.id}`" if options.id else f"with the tag `{options.tag}`"
        findings.error("USAGE001", f"there is no fact {what}", hint=hint or "`facts` alone shows them all")
    if options.claims:
        _show_claims(
            console, renderer, {fact.id for fact in chosen} if _is_choice(options) else None, findings
        )
        return console.exit_code(findings)
    report = FactReport(console, merger, project.languages)
    is_one = len(chosen) == 1 and chosen[0].id == options.id
    places = []
    if chosen and (is_one or options.unused):
        # What is wrong with a brief is for `check` to say; here it only hides a place.
        names = briefs_by_name(project, elsewhere)
        editions = select(project, Request(), Ledger(), names, elsewhere, of_each_kind=False)
        places = list(places_of(renderer, editions, {fact.id for fact in chosen}, elsewhere))
    if options.unused:
        printed = {place.fact for place in places}
        chosen = [fact for fact in chosen if fact.id not in printed]
    if is_one and not options.unused:
        claims = [claim for claim in claims_of(renderer, elsewhere) if chosen[0].id in claim.facts]
        report.one(chosen[0], places, claims, elsewhere, findings)
    else:
        report.table(chosen, findings)
    return console.exit_code(findings)


def _is_choice(options: argparse.Namespace) -> bool:
    return bool(options.id or options.tag)


def _show_claims(console: Console, renderer: Renderer, ids: set[str] | None, findings: Findings) -> None:
    """Show what texts claim; of some facts only, where ids are given."""
    from briefpress.build.claims import claims_of
    from briefpress.cli.claim_report import report_claims

    elsewhere = Findings()  # what is wrong with a brief is for `check` to say
    found = [c for c in claims_of(renderer, elsewhere) if ids is None or not ids.isdisjoint(c.facts)]
    report_claims(console, found, findings)


def _beginnings(ids: Iterable[str]) -> set[str]:
    """Return all ids, and what they begin with up to a dot."""
    split = [id_.split(".") for id_ in ids]
    return {".".join(parts[:end]) for parts in split for end in range(1, len(parts) + 1)}
