"""What ``facts --claims`` prints: which words lean on which facts and sources."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import Any

from briefpress.build.claims import FoundClaim
from briefpress.cli.console import Console
from briefpress.diagnostics import Findings

_GAP = "  "
_STATES = {True: "holds", False: "does not hold", None: "for a person to check"}
_STYLES = {True: "dim", False: "failed", None: "stale"}


def report_claims(console: Console, claims: Sequence[FoundClaim], findings: Findings) -> None:
    """Print claims brief by brief, or as one document for a program.

    Args:
        console: Where to.
        claims: In the order of the briefs.
        findings: What is wrong with the facts.
    """
    if not console.is_text:
        console.print_document(findings, claims=[claim_data(claim) for claim in claims])
        return
    console.print_findings(findings)
    if not claims:
        console.print("no claims")
        return
    rows = {id(claim): _row(claim) for claim in claims}
    widths = [max(map(len, column)) for column in zip(*rows.values(), strict=True)]
    for path, of_brief in groupby(claims, key=lambda claim: claim.edition.brief):
        console.print(console.paint("bold", path))
        for claim in of_brief:
            cells = zip(rows[id(claim)], widths, strict=True)
            line = _GAP.join(f"{cell:<{width}}" for cell, width in cells)
            state = console.paint(_STYLES[claim.holds], _STATES[claim.holds])
            console.print(f"  {line}{_GAP}{state}")
    console.print(console.paint("dim", _summary(claims)))


def _row(claim: FoundClaim) -> tuple[str, ...]:
    rests_on = ", ".join(claim.facts) if claim.facts else f"source {claim.source}"
    return (
        f"{claim.span.line:>4}",
        claim.edition.lang,
        claim.name or "sourced",
        f"“{claim.words}”",
        rests_on,
    )


def _summary(claims: Sequence[FoundClaim]) -> str:
    counts = {state: sum(1 for claim in claims if claim.holds is state) for state in _STATES}
    told = [f"{counts[True]} hold" if counts[True] != 1 else "1 holds"]
    if counts[False]:
        told.append(f"{counts[False]} {'does' if counts[False] == 1 else 'do'} not")
    if counts[None]:
        told.append(f"{counts[None]} {'leans' if counts[None] == 1 else 'lean'} on a source alone")
    return ", ".join(told)


def claim_data(claim: FoundClaim) -> dict[str, Any]:
    """Return a claim as programs read it."""
    return {
        "brief": claim.edition.brief,
        "lang": claim.edition.lang,
        "path": claim.span.path,
        "line": claim.span.line,
        "claim": claim.name or None,
        "words": claim.words,
        "facts": list(claim.facts),
        "source": claim.source or None,
        "holds": claim.holds,
    }
