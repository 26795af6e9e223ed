"""What texts claim: relations between facts, and words that lean on a source."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from briefpress.build.project import Edition
from briefpress.build.render import Renderer
from briefpress.diagnostics import Findings, Span
from briefpress.merge.quotations import Quoter
from briefpress.translation.agreement import is_borne_out
from briefpress.translation.readings import read
from briefpress.translation.units import units_of


class FoundClaim(Struct, frozen=True):
    """Words of a text that say more than a fact does.

    Attributes:
        edition: The brief and the language that say it.
        span: The place in the brief.
        name: The relation, as in `briefpress.facts.CLAIMS`; empty where the words lean on a source.
        words: What is printed.
        facts: Ids of the facts that bear it out.
        source: The id of the source that the words lean on, or empty.
        holds: Whether the facts bear it out now; None where only a person can tell.
    """

    edition: Edition
    span: Span
    name: str
    words: str
    facts: tuple[str, ...] = ()
    source: str = ""
    holds: bool | None = None


def claims_of(renderer: Renderer, findings: Findings) -> Iterator[FoundClaim]:
    """Yield what the briefs of a project claim, in the order of their files.

    Args:
        renderer: Of the project.
        findings: Collects what is wrong with the briefs; a text with a mistake shows no claims.
    """
    merger = renderer.merger(findings)
    for path in renderer.project.briefs:
        brief = renderer.project.brief(path, findings)
        if brief is None:
            continue
        quoters = {
            lang: Quoter(lang, merger.names_of(brief), allows_dollar=bool(brief.dollar.text))
            for lang in brief.languages
        }
        for unit in units_of(brief):
            for lang, quoter in quoters.items():
                reading = read(unit, lang, quoter)
                if reading is None:
                    continue
                edition = Edition(path, lang)
                for claim in reading.claims:
                    holds = is_borne_out(claim.name, claim.facts, merger.book)
                    span = reading.quote(claim.name)
                    yield FoundClaim(edition, span, claim.name, claim.words, claim.facts, holds=holds)
                for use in reading.sourced:
                    yield FoundClaim(edition, reading.quote(use.source), "", use.words, source=use.source)
