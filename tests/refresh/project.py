"""A project whose facts come from feeds, and a way to refresh it."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from pathlib import Path
from textwrap import dedent, indent

from briefpress.diagnostics import Findings
from briefpress.facts import FactBook, load_facts
from briefpress.refresh import Refreshed, Wish, refresh_project
from briefpress.workspace import Workspace
from tests.support.project import ORCHARD, SOURCES, write_project

LANGUAGES = ("en", "fr")
TODAY = dt.date(2026, 11, 29)
LABEL = "label: {en: X, fr: X}"


class Garden:
    """A project on the disk.

    Attributes:
        root: Its folder.
        environment: What the program finds in its environment.
        findings: Of the last refresh.
    """

    def __init__(self, root: Path) -> None:
        self.root = write_project(root, {"data/sources.yaml": SOURCES, "briefs/orchard.yaml": ORCHARD})
        self.environment: dict[str, str] = {}
        self.today: dt.date | None = TODAY
        self.findings = Findings()
        self.web: object = None

    def write(self, **files: str | bytes) -> None:
        """Write files below `data/`; `__` in a name stands for a dot."""
        write_project(self.root, {f"data/{name.replace('__', '.')}": body for name, body in files.items()})

    def facts(self, text: str, feeds: str) -> None:
        """Write feeds and facts; LABEL stands for a label."""
        body = indent(dedent(text).replace("LABEL", LABEL), "  ")
        self.write(feeds__yaml="feeds:\n" + indent(dedent(feeds), "  ") + "\nfacts:\n" + body)

    def one(self, feed: str, refresh: str, *, type: str = "type: number", more: str = "") -> None:
        """Write one feed and one fact, `garden.plants`."""
        self.facts(
            f"garden.plants: {{{type}, LABEL, refresh: {{feed: count, {refresh}}}{more}}}",
            f"count: {{{feed}, source: survey}}",
        )

    def workspace(self) -> Workspace:
        return Workspace(self.root, environment=self.environment, today=self.today)

    def refresh(self, *feeds: str, accept: tuple[str, ...] = (), **more: bool) -> Refreshed:
        """Refresh; nobody waits for anybody."""
        self.findings = Findings()
        wish = Wish(feeds, frozenset(accept), **more)
        return refresh_project(
            self.workspace(), LANGUAGES, wish, self.findings, on_wait=lambda: None, web=self.web
        )

    def statuses(self, *feeds: str, **more: object) -> dict[str, str]:
        return {one.fact: one.status for one in self.refresh(*feeds, **more).outcomes}  # type: ignore[arg-type]

    @property
    def codes(self) -> list[str]:
        return [finding.code for finding in self.findings]

    @property
    def message(self) -> str:
        """The message of the only finding."""
        (finding,) = self.findings
        return finding.message

    def book(self) -> FactBook:
        findings = Findings()
        book = load_facts(self.workspace(), LANGUAGES, findings)
        assert [finding.message for finding in findings] == []
        return book

    def value(self, name: str = "garden.plants") -> str:
        return str(self.book().facts[name].value)

    @property
    def lock(self) -> dict[str, dict[str, dict[str, object]]]:
        return json.loads((self.root / "data/refresh.lock.json").read_text(encoding="utf-8"))


Make = Callable[[], Garden]
