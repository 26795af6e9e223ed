"""Brief + facts -> what is wrong between its languages and in each of them."""

from __future__ import annotations

from itertools import groupby

from briefpress.diagnostics import Findings
from briefpress.merge import Brief, Merger
from briefpress.translation.agreement import check_agreement
from briefpress.translation.proof import HEADINGS, Glossary, check_heading, check_typography, check_words
from briefpress.translation.typed import TypedFacts
from briefpress.translation.units import Unit, units_of

#: The text of a brief that is in the language of its other edition.
_NOTICE = "notice"


class LanguageChecks:
    """Checks the languages of briefs; what it learns about the facts of a project serves all of them.

    Args:
        merger: The project.
    """

    def __init__(self, merger: Merger) -> None:
        self._merger = merger
        self._typed = TypedFacts(merger.book)
        self._glossary = Glossary(merger.book)

    def check(self, brief: Brief, findings: Findings) -> bool:
        """Report what is wrong with the languages of a brief.

        Args:
            brief: What to look at, in all its languages.
            findings: Collects errors and warnings.

        Returns:
            Whether its editions may be printed.
        """
        check_agreement(brief, self._merger.names_of(brief), self._merger.book, self._typed, findings)
        for group, of_group in groupby(units_of(brief), key=lambda unit: unit.group):
            units = tuple(of_group)
            _proofread(group, units, brief, findings)
            if group != _NOTICE:
                self._glossary.check(units, brief.languages, findings)
        return not findings.errors


def _proofread(group: str, units: tuple[Unit, ...], brief: Brief, findings: Findings) -> None:
    for lang in brief.languages:
        for unit in units:
            if (leaf := unit.localized.get(lang)) is not None:
                check_typography(leaf, _spoken(group, lang, brief), findings)
                if unit.key in HEADINGS:
                    check_heading(leaf, lang, findings)
        if group != _NOTICE:
            check_words(units, lang, brief.languages, findings)


def _spoken(group: str, lang: str, brief: Brief) -> str:
    """Return the language that a text is in; the notice that names the other edition is in the other's."""
    others = [other for other in brief.languages if other != lang]
    return others[0] if group == _NOTICE and len(others) == 1 else lang
