"""Near misses: the name that was probably meant."""

from __future__ import annotations

from collections.abc import Iterable


def did_you_mean(name: str, candidates: Iterable[str]) -> str:
    """Return "did you mean `x`?" for the nearest candidate, or an empty string when none is near."""
    from rapidfuzz import fuzz, process  # a run without mistakes does not pay for the import

    best = process.extractOne(
        name, sorted(candidates), scorer=fuzz.ratio, processor=str.casefold, score_cutoff=66
    )
    return f"did you mean `{best[0]}`?" if best else ""
