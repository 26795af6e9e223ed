"""What headings do not have: a full stop, and in French the capitals of an English title."""

from __future__ import annotations

import re
from collections.abc import Mapping

from briefpress.diagnostics import Findings
from briefpress.facts import Leaf
from briefpress.merge.locale import primary
from briefpress.translation.prose import place_of, prose_of

#: Keys of texts that are headings.
HEADINGS = frozenset(("title", "subtitle", "heading"))

#: Of one sentence, and no abbreviation at its end: that keeps its full stop.
_FULL_STOP = re.compile(r"\A[^.!?…]*[^\W\d_]{4,}(?P<slip>\.)\Z")

#: Language -> words that no name has with a capital inside of it, where a heading of the language has none.
_SMALL: Mapping[str, re.Pattern[str]] = {
    "fr": re.compile(
        r"(?<=[^\W\d_][ \u00a0])(?P<slip>Et|Aux?|Pour|Dans|Par|Sur|Avec|En|Une|Ou|À)(?=[ \u00a0])"
    ),
}


def check_heading(leaf: Leaf, lang: str, findings: Findings) -> None:
    """Warn of what a heading does not have.

    Args:
        leaf: The text.
        lang: Its language.
        findings: Collects warnings.
    """
    prose = prose_of(leaf.text)
    if match := _FULL_STOP.search(prose):
        start = prose.rfind(" ", 0, match.start("slip")) + 1
        findings.warning(
            "LANG009",
            "a heading has no full stop",
            place_of(leaf, start, match.end("slip")),
            hint=f"write `{leaf.text[start : match.start('slip')]}`",
        )
    small = _SMALL.get(primary(lang))
    if small and (match := small.search(prose)):
        findings.warning(
            "LANG009",
            f"`{match['slip']}` has the capital of an English heading",
            place_of(leaf, *match.span("slip")),
            hint=f"write `{match['slip'].lower()}`: only the first word and names have one",
        )
