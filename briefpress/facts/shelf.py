"""What the files of ``data/`` declare, before any of it is understood."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from msgspec import Struct, field

from briefpress.diagnostics import Span
from briefpress.facts.nodes import Mapping


class Shelf(Struct):
    """Ids with what stands behind them, from all files.

    Attributes:
        declared: Section -> id -> the place of the id and the mapping behind it, or None where
            something else stands there, which has been reported.
        malformed: Section -> ids that are not well-formed, which has been reported.
        broken: Ids of points and cells that have mistakes, which have been reported.
        is_complete: Whether every file could be read.
    """

    declared: dict[str, dict[str, tuple[Span, Mapping | None]]] = field(
        default_factory=lambda: {
            "sources": {},
            "units": {},
            "feeds": {},
            "facts": {},
            "assertions": {},
            "terms": {},
        }
    )
    malformed: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    broken: set[str] = field(default_factory=set)
    is_complete: bool = True

    def of(self, section: str) -> Iterator[tuple[str, Span, Mapping]]:
        """Yield the things of a section, sorted by id."""
        for name, (span, mapping) in sorted(self.declared[section].items()):
            if mapping is not None:
                yield name, span, mapping

    def may_have(self, section: str, name: str) -> bool:
        """Tell whether an id stands in a section, or may: what is wrong with it has been reported there."""
        return (
            name in self.declared[section] or name in self.malformed.get(section, ()) or not self.is_complete
        )
