"""Near misses: the name that was probably meant."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType

#: From 0 for nothing in common to 100 for the same: what is less alike was hardly meant.
_LIKENESS = 66
#: Of the nearest candidates, so many are looked at closely.
_LOOKED_AT = 20

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

    alike = process.extract(
        name,
        sorted(candidates),
        scorer=fuzz.ratio,
        processor=str.casefold,
        score_cutoff=_LIKENESS,
        limit=_LOOKED_AT,
    )
    # Of equals the first: they come in order.
    scores = {found: min(score, _likeness_at_the_end(name, found)) for found, score, _ in alike}
    best = max(scores, key=lambda found: scores[found], default="")
    return f"did you mean `{best}`?" if best and scores[best] >= _LIKENESS else ""


def _likeness_at_the_end(name: str, candidate: str) -> float:
    """Return how alike two ids are behind the parts that both begin with, from 0 to 100.

    Ids of one topic share a long start, which says nothing about which of them was meant.
    """
    from rapidfuzz import fuzz

    parts, others = (text.casefold().split(".") for text in (name, candidate))
    shared = 0
    while shared < min(len(parts), len(others)) and parts[shared] == others[shared]:
        shared += 1
    if shared in (len(parts), len(others)):
        return 100  # the one is all of the other's beginning: what lacks may be only forgotten
    return fuzz.ratio(".".join(parts[shared:]), ".".join(others[shared:]))
