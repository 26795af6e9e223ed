"""What a ledger remembers of an edition, against what there is now."""

from __future__ import annotations

import hashlib
import os
import stat
from functools import cached_property
from typing import TYPE_CHECKING

from msgspec.structs import replace

from briefpress.build.fingerprint import ABSENT, Fingerprints, engine_digest, is_listing
from briefpress.build.ledger import Inputs, Ledger, Record
from briefpress.build.project import Edition, Project
from briefpress.diagnostics import Findings
from briefpress.workspace import REFRESH_LOCK

if TYPE_CHECKING:  # a build with nothing to do reads no facts
    from briefpress.build.fact_use import FactFingerprints
    from briefpress.facts import FactBook


class Staleness:
    """Tells which editions have to be made again, and why.

    Attributes:
        findings: What is wrong with the facts, once `book` has been asked for.
    """

    def __init__(self, project: Project, ledger: Ledger) -> None:
        self.findings = Findings()
        self._project = project
        self._ledger = ledger
        self._prints = Fingerprints(project.workspace)
        self._data_reads: set[str] = set()
        # By identity; what lives as long as this keeps its own.
        self._looked_at: dict[int, tuple[dict[str, str], dict[str, str]]] = {}
        self._kept: dict[int, tuple[dict[str, str], dict[str, str]]] = {}

    @cached_property
    def book(self) -> FactBook:
        """The facts as they are now."""
        with self._project.workspace.recording() as self._data_reads:
            return self._project.book(self.findings)

    def of_output(self, edition: Edition) -> str | None:
        """Return why an edition must be built, or None where its PDF is what a build would give."""
        return _name_all(self.reasons(edition))

    def of_inputs(self, edition: Edition) -> str | None:
        """Return why what is remembered of an edition no longer holds, or None where it does."""
        return _name_all(self._reasons_of_inputs(edition))

    def reasons(self, edition: Edition) -> list[str]:
        """Return all reasons why an edition must be built; none where its PDF is what a build would give."""
        record = self._ledger.editions.get(edition.output)
        published = digest_of_output(self._project, edition.output)
        if record is None:
            return ["new" if published is None else "nothing is known of its PDF"]
        if published is None:
            return ["its PDF is missing"]
        if published != record.output:
            return ["something else changed its PDF"]
        return self._reasons_of_inputs(edition)

    def _reasons_of_inputs(self, edition: Edition) -> list[str]:
        record = self._ledger.editions.get(edition.output)
        if record is None:
            return ["new"]
        if record.engine != engine_digest():
            return ["Briefpress or a library of it changed"]
        if not record.first_day <= self._project.workspace.today.isoformat() <= record.last_day:
            return ["the age of a fact in it"]
        changed = {path: now for part in record.inputs.parts for path, now in self._changed(part).items()}
        if not changed:
            return []
        if (facts := self._facts) is not None and all(_is_data(path) for path in changed):
            used = [use for use, was in record.facts.items() if facts.of(use) != was]
            if not used:
                self._renew(edition, record)
                return []
            # A new value says most, and is named first.
            values = self._ledger.values
            used.sort(key=lambda use: values.get(record.facts[use]) in (None, facts.value_of(use)))
            # What an edition prints in two languages is one change.
            return list(dict.fromkeys(self._change_of(use, record) for use in used))
        return self._name_files(record, changed)

    def _changed(self, part: dict[str, str]) -> dict[str, str]:
        """Return the digests, as they are now, of inputs that changed; each part is looked at once."""
        if id(part) not in self._looked_at:
            changed = {path: now for path, was in part.items() if (now := self._prints.of(path)) != was}
            self._looked_at[id(part)] = (part, changed)
        return self._looked_at[id(part)][1]

    def _change_of(self, use: str, record: Record) -> str:
        """Return how a fact or a source changed: both values where they are known, and where it stands."""
        from briefpress.build.fact_use import NAMESPACES
        from briefpress.facts.shown import shown_change

        assert self._facts is not None
        name, place = _named(use), self._facts.place_of(use)
        if use.startswith(f"{NAMESPACES}@"):
            return "the first parts of the ids of facts changed"
        if record.facts[use] == ABSENT or not place:
            return f"the {name} {_verb(record.facts[use], self._facts.of(use))}"
        was, now = self._ledger.values.get(record.facts[use]), self._facts.value_of(use)
        if was is None:
            return f"the {name} changed, {place}"
        if was == now:
            return f"what is said of the {name} changed, {place}"
        return f"{use.rpartition('@')[0]}: {shown_change(was, now)}, {place}"

    def _renew(self, edition: Edition, record: Record) -> None:
        """Remember the files of facts as they are now: what the edition uses of them is the same."""
        parts = [rest for part in record.inputs.parts if (rest := self._without_data(part))]
        self._ledger.editions[edition.output] = replace(
            record, inputs=Inputs((*parts, *self._data_now.parts))
        )

    def _without_data(self, part: dict[str, str]) -> dict[str, str]:
        """Return a part without what was read for its facts: one for all editions that have the part."""
        if id(part) not in self._kept:
            self._kept[id(part)] = (part, {path: was for path, was in part.items() if not _is_data(path)})
        return self._kept[id(part)][1]

    @cached_property
    def _data_now(self) -> Inputs:
        return Inputs.of({path: self._prints.of(path) for path in sorted(self._data_reads)})

    @cached_property
    def _facts(self) -> FactFingerprints | None:
        """The facts as they are now; None where they have errors, which building will report."""
        from briefpress.build.fact_use import FactFingerprints

        book = self.book
        return None if self.findings.errors else FactFingerprints(book)

    @staticmethod
    def _name_files(record: Record, changed: dict[str, str]) -> list[str]:
        files = [path for path in changed if not is_listing(path)]
        if not files:
            folder = next(iter(changed)).partition(":")[2].rpartition("/")[0]
            return [f"a file came or went in {folder}/"]
        files.sort(key=_is_data)  # the brief and its templates say more than a file of many facts
        return [f"{path} {_verb(record.inputs[path], changed[path])}" for path in files]


def digest_of_output(project: Project, path: str) -> str | None:
    """Return the SHA-256 of a published file in hexadecimal, or None where there is none."""
    # Without waiting: a pipe in the place of a PDF would never end.
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    try:
        handle = os.open(f"{project.workspace.root}{os.sep}{path}", flags)
    except OSError:
        return None
    try:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            return None
        with open(handle, "rb", buffering=0, closefd=False) as file:
            return hashlib.sha256(file.read()).hexdigest()
    except OSError:
        return None
    finally:
        os.close(handle)


def _named(use: str) -> str:
    kind, colon, name = use.rpartition("@")[0].partition(":")
    return f"{kind} {name}" if colon else f"fact {kind}"


def _verb(was: str, now: str) -> str:
    return "appeared" if was == ABSENT else "is gone" if now == ABSENT else "changed"


def _is_data(path: str) -> bool:
    """Tell whether a recorded path is read for its facts alone: a picture may lie in ``data/``, too."""
    is_inside = path.rpartition(":")[2].startswith("data/")
    return is_inside and (path.endswith((".yaml", ".yml", ".csv")) or path == REFRESH_LOCK)


def _name_all(reasons: list[str]) -> str | None:
    if not reasons:
        return None
    more = f" (and {len(reasons) - 1} more)" if len(reasons) > 1 else ""
    return reasons[0] + more
