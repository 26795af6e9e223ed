"""An id that no fact has -> the facts that were probably meant."""

from __future__ import annotations

from collections.abc import Iterable

from briefpress.diagnostics import did_you_mean
from briefpress.facts.values import listing

#: Of the facts that begin as the id does, so many are named.
_NAMED = 5


def nearest_facts(id_: str, ids: Iterable[str]) -> str:
    """Return a hint: the fact that was meant, or those that begin alike; empty where there are none.

    Args:
        id_: What was written.
        ids: The facts there are.
    """
    known = sorted(ids)
    if meant := did_you_mean(id_, known):
        return meant
    topic = id_.rpartition(".")[0]
    beside = [other for other in known if topic and other.startswith(f"{topic}.")]
    if not beside:
        return ""
    others = f", and {len(beside) - _NAMED} more" if len(beside) > _NAMED else ""
    verb = "is" if len(beside) == 1 else "are"
    return f"under `{topic}` there {verb} {listing(beside[:_NAMED])}{others}"
