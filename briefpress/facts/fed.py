"""Facts that take their values from feeds -> what the files say of them, with what was accepted last."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping as AnyMapping
from dataclasses import replace

from briefpress.diagnostics import Findings, Span
from briefpress.facts.feeds import NESTED, Feed, Wanted, is_fed_table, read_feed, read_wanted
from briefpress.facts.model import Source
from briefpress.facts.nodes import Mapping
from briefpress.facts.refreshed import LOCK, Kept, Lock, laid_over, read_lock, with_source
from briefpress.facts.shelf import Shelf
from briefpress.workspace import Workspace


class Fed:
    """The feeds of a project, and what was accepted of them.

    Attributes:
        feeds: Id -> feed, of those that are in order.
        wanted: Id of a fact -> what it takes, and what the files say of it without its value.
        lock: What was accepted; empty where no fact takes anything.
    """

    def __init__(self, workspace: Workspace, shelf: Shelf, findings: Findings) -> None:
        found = [read_feed(*item, shelf, findings) for item in shelf.of("feeds")]
        self.feeds: AnyMapping[str, Feed] = {feed.id: feed for feed in found if feed is not None}
        self.wanted: dict[str, tuple[Wanted, Mapping]] = {}
        self.lock = read_lock(workspace, findings) if shelf.declared["feeds"] else Lock()
        self._shelf = shelf

    def filled(self, name: str, span: Span, mapping: Mapping, findings: Findings) -> Mapping | None:
        """Return what is said of a fact with its last value; None after reporting why it has none.

        Args:
            name: Its id.
            span: The place of its id.
            mapping: What the file says of it.
            findings: Where mistakes go.
        """
        entries = mapping.entries
        if "refresh" not in entries and "max_change" not in entries and not is_fed_table(mapping):
            return mapping
        wanted = read_wanted(name, span, mapping, self._shelf, findings)
        feed = self.feeds.get(wanted.feed) if wanted is not None else None
        if wanted is None or feed is None:
            return None
        if wanted.at and feed.kind not in NESTED:
            hint = "write `row: {column: value}` and `column:`" if not wanted.is_table else "remove `at`"
            message = f"feed `{feed.id}` gives rows, and no JSON in which `at` could lead somewhere"
            findings.error("FEED002", message, wanted.span, hint=hint)
            return None
        sourced = with_source(mapping, feed, wanted, findings)
        if sourced is None:
            return None
        self.wanted[name] = wanted, sourced
        return laid_over(sourced, wanted, self.lock, findings)

    def kept(self, name: str) -> Kept | None:
        """Return what was accepted for a fact that still asks for it, or None."""
        return self.lock.facts.get(name) if name in self.wanted else None

    def checked(self, name: str) -> dt.date | None:
        """Return the last day on which the feed of a fact said its value; None where it never did."""
        kept = self.kept(name)
        if kept is None:
            return None
        seen = self.lock.feeds.get(self.wanted[name][0].feed)
        if seen is None or name in seen.unsettled:
            return kept.at.date()
        return max(kept.at, seen.checked).date()

    def dated(self, source: Source) -> Source:
        """Return a source with the last day on which a new value of it was accepted."""
        days = [
            kept.at.date()
            for name, (wanted, _) in self.wanted.items()
            if self.feeds[wanted.feed].source == source.id and (kept := self.kept(name)) is not None
        ]
        return replace(source, refreshed=max(days)) if days else source

    def told(self, name: str, read: Findings) -> Findings:
        """Return what is wrong with a fact; of a value in the lock, that it does not fit any more."""
        told = Findings()
        for finding in read:
            if finding.span is None or finding.span.path != LOCK:
                told.extend([finding])
                continue
            told.error(
                "FEED003",
                f"the last value of fact `{name}` does not fit: {finding.message}",
                finding.span,
                label=finding.label,
                hint=f"run `generate.py refresh {self.wanted[name][0].feed}`, which takes a new one",
                related=[(self.wanted[name][0].span, "what asks for it")],
            )
        return told
