"""Near misses: the name that was probably meant."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType

_NONE: Mapping[str, str] = MappingProxyType({})


def did_you_mean(name: str, candidates: Iterable[str], others: Mapping[str, str] = _NONE) -> str:
    """Return "did you mean `x`?" for the nearest candidate, or an empty string when none is near.

    Args:
        name: What was written.
        candidates: What could have been.
        others: Other words, in small letters -> the candidate they mean, where likeness would mislead.
    """
    meant = others.get(name.casefold())
    if meant is not None and meant in candidates:
        return f"write `{meant}`"
    from rapidfuzz import fuzz, process  # a run without mistakes does not pay for the import

    best = process.extractOne(
        name, sorted(candidates), scorer=fuzz.ratio, processor=str.casefold, score_cutoff=66
    )
    return f"did you mean `{best[0]}`?" if best else ""
