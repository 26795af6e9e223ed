"""Facts that take their values from feeds -> what the files say of them, with what was accepted last."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping as AnyMapping, Sequence

from msgspec.structs import replace

from briefpress.diagnostics import Findings, Span
from briefpress.facts.feeds import NESTED, Feed, Wanted, is_fed_table, read_feed, read_wanted
from briefpress.facts.model import Draft, Fact, Table
from briefpress.facts.nodes import Mapping
from briefpress.facts.refreshed import LOCK, Kept, Lock, laid_over, read_lock, with_source
from briefpress.facts.rows import Rows
from briefpress.facts.shelf import Shelf
from briefpress.workspace import Workspace


class Fed:
    """The feeds of a project, and what was accepted of them.

    Attributes:
        feeds: Id -> feed, of those that are in order.
        wanted: Id of a fact -> what it takes, and what the files say of it without its value.
        lock: What was accepted; empty where no fact takes anything.
        findings: What is wrong with feeds, with what facts ask of them, and with what was accepted.
    """

    def __init__(self, workspace: Workspace, shelf: Shelf) -> None:
        self.findings = Findings()
        found = [read_feed(*item, shelf, self.findings) for item in shelf.of("feeds")]
        self.feeds: AnyMapping[str, Feed] = {feed.id: feed for feed in found if feed is not None}
        self.wanted: dict[str, tuple[Wanted, Mapping]] = {}
        self.lock = read_lock(workspace, self.findings) if shelf.declared["feeds"] else Lock()
        self._shelf = shelf

    def filled(self, name: str, span: Span, mapping: Mapping) -> Mapping | None:
        """Return what is said of a fact with its last value; None after reporting why it has none.

        Args:
            name: Its id.
            span: The place of its id.
            mapping: What the file says of it.
        """
        entries = mapping.entries
        if "refresh" not in entries and "max_change" not in entries and not is_fed_table(mapping):
            return mapping
        wanted = read_wanted(name, span, mapping, self._shelf, self.findings)
        feed = self.feeds.get(wanted.feed) if wanted is not None else None
        if wanted is None or feed is None:
            return None
        if wanted.at and feed.kind not in NESTED:
            hint = "write `row: {column: value}` and `column:`" if not wanted.is_table else "remove `at`"
            message = f"feed `{feed.id}` gives rows, and no JSON in which `at` could lead somewhere"
            self.findings.error("FEED002", message, wanted.span, hint=hint)
            return None
        sourced = with_source(mapping, feed, wanted, self.findings)
        if sourced is None:
            return None
        self.wanted[name] = wanted, sourced
        return laid_over(sourced, wanted, self.lock, self.findings)

    def kept(self, name: str) -> Kept | None:
        """Return what was accepted for a fact that still asks for it, or None."""
        return self.lock.facts.get(name) if name in self.wanted else None

    def _checked(self, name: str, kept: Kept) -> dt.date:
        """Return the last day on which the feed of a fact said its value."""
        seen = self.lock.feeds.get(self.wanted[name][0].feed)
        if seen is None or name in seen.unsettled:
            return kept.at.date()
        return max(kept.at, seen.checked).date()

    def dated(self, name: str, made: Sequence[Fact | Draft]) -> list[Fact | Draft]:
        """Return what a fact is made of with the days on which each value was accepted, and was said last."""
        kept = self.kept(name)
        if kept is None or not made:
            return list(made)
        checked = self._checked(name, kept)
        source = self.feeds[self.wanted[name][0].feed].source
        whole, *cells = made
        days: dict[str, dt.date | None] = {}
        if isinstance(whole, Fact) and isinstance(whole.value, Table):
            table = whole.value
            rows = [replace(row, accepted=day) for row, day in zip(table.rows, kept.days, strict=False)]
            days = {f"{name}.{row.id}": row.accepted for row in rows}
            whole = replace(whole, value=replace(table, rows=Rows.of(rows)))

        def dated(one: Fact | Draft) -> Fact | Draft:
            """Return a fact with its days; one that is computed gets those of its inputs."""
            if not isinstance(one, Fact):
                return one
            day = days.get(one.id.rpartition(".")[0], kept.at.date())
            cited = (replace(c, accepted=day) if c.source == source else c for c in one.citations)
            return replace(one, citations=tuple(cited), checked=checked)

        return [dated(one) for one in (whole, *cells)]

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
