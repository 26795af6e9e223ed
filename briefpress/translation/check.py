"""Brief + facts -> what is wrong between its languages and in each of them."""

from __future__ import annotations

from briefpress.diagnostics import Findings
from briefpress.merge import Brief, Merger
from briefpress.translation.agreement import check_agreement
from briefpress.translation.typed import TypedFacts


class LanguageChecks:
    """Checks the languages of briefs; what it learns about the facts of a project serves all of them.

    Args:
        merger: The project.
    """

    def __init__(self, merger: Merger) -> None:
        self._merger = merger
        self._typed = TypedFacts(merger.book)

    def check(self, brief: Brief, findings: Findings) -> bool:
        """Report what is wrong with the languages of a brief.

        Args:
            brief: What to look at, in all its languages.
            findings: Collects errors and warnings.

        Returns:
            Whether its editions may be printed.
        """
        check_agreement(brief, self._merger.namespaces, self._merger.book, self._typed, findings)
        return not findings.errors
