"""``impact``: what another value of a fact would change, before it is made."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from briefpress.build.plan import Request, select
from briefpress.build.project import Project, briefs_by_name
from briefpress.cli.console import Console
from briefpress.cli.options import workspace_of
from briefpress.diagnostics import Findings, did_you_mean

if TYPE_CHECKING:
    from briefpress.build.fact_places import PrintedFact
    from briefpress.build.impact import ChangedEdition, Impact
    from briefpress.facts import Fact

NAME = "impact"
ABOUT = "show which files, pages and sentences another value of a fact would change"
EXAMPLES = (
    ("impact fms.portfolio.value", "show what prints the fact now"),
    ("impact fms.portfolio.value --value 14", "show what would change, without changing anything"),
    ("impact fms.portfolio.value --value 14 --format json", "the same for a program"),
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what only this verb takes."""
    parser.add_argument("fact", metavar="FACT", help="the id of a fact")
    parser.add_argument("--value", metavar="NEW", help="another value, as one would write it in the file")


def run(options: argparse.Namespace) -> int:
    """Try the value in memory, and tell what came of it."""
    from briefpress.build.impact import impact_of, with_value

    project = Project(workspace_of(options))
    console = Console(project.workspace, options)
    findings = Findings()
    book = project.book(findings)
    fact = book.get(options.fact)
    if fact is None:
        if not book.is_broken(options.fact):
            hint = did_you_mean(options.fact, book.facts) or "`facts` shows them all"
            findings.error("USAGE001", f"there is no fact `{options.fact}`", hint=hint)
        return _end(console, findings)
    if options.value is None:
        return _show_places(console, project, fact, findings)
    changed = None if findings.errors else with_value(project, fact, options.value, findings)
    if changed is None:
        return _end(console, findings)
    # What is wrong is wrong in the changed file, which is in memory only: its lines are shown from there.
    tried = Console(changed.workspace, options)
    _report(tried, impact_of(project, fact, changed, findings), findings)
    return tried.exit_code(findings)


def _end(console: Console, findings: Findings) -> int:
    if console.is_text:
        console.print_findings(findings)
    else:
        console.print_document(findings, values=[], editions=[])
    return console.exit_code(findings)


# ---- what prints it now


def _show_places(console: Console, project: Project, fact: Fact, findings: Findings) -> int:
    from briefpress.build.fact_places import places_of
    from briefpress.build.ledger import read_ledger
    from briefpress.build.render import Renderer

    ledger, _ = read_ledger(project.workspace)
    editions = select(
        project, Request(), ledger, briefs_by_name(project, findings), findings, of_each_kind=False
    )
    places = list(places_of(Renderer(project), editions, {fact.id}, findings))
    by_edition: dict[str, list[PrintedFact]] = {}
    for place in places:
        by_edition.setdefault(place.edition.output, []).append(place)
    if not console.is_text:
        told = [
            {"output": output, "pages": _pages_of(of_edition), "sentences": [p.sentence for p in of_edition]}
            for output, of_edition in by_edition.items()
        ]
        console.print_document(findings, fact=fact.id, editions=told)
        return console.exit_code(findings)
    for output, of_edition in by_edition.items():
        console.print(f"{output}  {console.paint('dim', _said_pages(_pages_of(of_edition)))}")
        for place in of_edition:
            console.print(f"    {place.sentence or place.text}")
    console.print_findings(findings)
    count = len(by_edition)
    console.print(
        f"{fact.id} is printed in {count} edition{'' if count == 1 else 's'}; add `--value NEW` to see what "
        "another value would change"
    )
    return console.exit_code(findings)


def _pages_of(places: Sequence[PrintedFact]) -> list[int]:
    return sorted({page for place in places for page in place.pages})


def _said_pages(pages: Sequence[int]) -> str:
    if not pages:
        return ""
    return f"page{'' if len(pages) == 1 else 's'} {', '.join(map(str, pages))}"


# ---- what would change


def _report(console: Console, impact: Impact, findings: Findings) -> None:
    if not console.is_text:
        console.print_document(
            findings,
            values=[{"fact": value.fact.id, "was": value.was, "now": value.now} for value in impact.values],
            editions=[_as_data(edition) for edition in impact.editions],
        )
        return
    from briefpress.facts.shown import shown_change

    for value in impact.values:
        how = "" if value.fact.formula is None else console.paint("dim", "  computed")
        place = console.paint("dim", f"  {value.fact.value_span.path}:{value.fact.value_span.line}")
        told = shown_change(value.was, value.now or "no value")
        console.print(f"{console.paint('bold', value.fact.id)}: {told}{how}{place}")
    for edition in impact.editions:
        if edition.sentences or edition is impact.editions[0]:
            console.print("")
        _print_edition(console, edition)
    console.print_findings(findings)
    if impact.values and not console.is_quiet:
        console.print(f"\n{_summary(impact)}")


def _print_edition(console: Console, edition: ChangedEdition) -> None:
    if edition.fails:
        console.print(f"{console.paint('failed', 'would fail')}  {edition.edition.output}")
        return
    pages = _said_pages(edition.pages) or "what is attached to it, and no page"
    of = f" of {edition.count}" if edition.pages else ""
    console.print(f"{edition.edition.output}  {console.paint('dim', pages + of)}")
    for sentence in edition.sentences:
        number = f"{', '.join(map(str, sentence.place.pages)) or '-':>5}"
        console.print(f"  {number}  {console.paint('failed', '-')} {sentence.place.sentence}")
        console.print(f"         {console.paint('built', '+')} {sentence.now}")


def _summary(impact: Impact) -> str:
    if not impact.editions:
        return f"none of {impact.looked} editions would change"
    changed = [edition for edition in impact.editions if not edition.fails]
    failing = len(impact.editions) - len(changed)
    pages = sum(len(edition.pages) for edition in changed)
    told = (
        f"{len(changed)} of {impact.looked} editions would change, on {pages} page{'' if pages == 1 else 's'}"
    )
    return f"{told}; {failing} would fail" if failing else told


def _as_data(edition: ChangedEdition) -> dict[str, Any]:
    return {
        "brief": edition.edition.brief,
        "lang": edition.edition.lang,
        "profile": edition.edition.profile,
        "output": edition.edition.output,
        "fails": edition.fails,
        "pages": list(edition.pages),
        "sentences": [
            {
                "fact": sentence.place.fact,
                "pages": list(sentence.place.pages),
                "file": sentence.place.span.path,
                "line": sentence.place.span.line,
                "was": sentence.place.sentence,
                "now": sentence.now,
            }
            for sentence in edition.sentences
        ],
    }
