"""Project and request -> what is stale, and why."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from briefpress.build.fingerprint import ABSENT, Fingerprints, engine_digest, is_listing
from briefpress.build.ledger import Ledger, Record
from briefpress.build.project import Edition, Project, briefs_by_name
from briefpress.diagnostics import Findings, did_you_mean

if TYPE_CHECKING:  # a build with nothing to do reads no facts
    from briefpress.build.fact_use import FactFingerprints


@dataclass(frozen=True, slots=True)
class Request:
    """What to build.

    Attributes:
        briefs: Names of briefs; none for all.
        languages: Languages; none for all.
        force: Whether to build what is fresh, too.
        jobs: Worker processes; 0 chooses.
    """

    briefs: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    force: bool = False
    jobs: int = 0


@dataclass(frozen=True, slots=True)
class Plan:
    """What is asked for.

    Attributes:
        editions: All of it, in the order of the briefs' names.
        reasons: Why each stale one must be built.
        left: PDFs of earlier builds whose brief or language is gone.
    """

    editions: tuple[Edition, ...]
    reasons: dict[Edition, str]
    left: tuple[str, ...] = ()


def make_plan(project: Project, request: Request, ledger: Ledger, findings: Findings) -> Plan:
    """Choose the editions that are asked for and find the stale ones among them.

    Args:
        project: Where to look.
        request: What is asked for; a name that means nothing is reported, and then there is nothing to do.
        ledger: What earlier runs know; what this one learns about the briefs is added.
        findings: Collects errors.
    """
    names = briefs_by_name(project, findings)
    editions = select(project, request, ledger, names, findings)
    if request.force:
        reasons = dict.fromkeys(editions, "forced")
    else:
        staleness = _Staleness(project, ledger)
        reasons = {edition: why for edition in editions if (why := staleness.reason(edition))}
    # Whose brief cannot be told now, as after a slip in its name, is nobody's to delete.
    is_known = not (request.briefs or request.languages or findings.errors)
    left = _left(project, ledger, names, editions) if is_known else ()
    return Plan(editions, reasons, left)


def select(
    project: Project, request: Request, ledger: Ledger, names: dict[str, str], findings: Findings
) -> tuple[Edition, ...]:
    """Return the editions that are asked for; a brief that was never read has none."""
    unknown = [name for name in request.briefs if name not in names]
    for name in unknown if names else ():
        hint = did_you_mean(name, names) or f"briefs are {', '.join(names)}"
        findings.error("BRIEF006", f"there is no brief `{name}`", hint=hint)
    chosen = {name: path for name, path in names.items() if not request.briefs or name in request.briefs}
    languages = {path: _languages(project, path, ledger, findings) for path in chosen.values()}
    known = set().union(*languages.values())
    for lang in request.languages:
        # Of several briefs not all need to have a language; of those that are named, each does.
        lacking = [path for path, has in languages.items() if has and lang not in has]
        if lacking and (request.briefs or lang not in known):
            which = (
                f"the brief `{PurePosixPath(lacking[0]).stem}` has" if request.briefs else "the briefs have"
            )
            hint = did_you_mean(lang, known) or f"there is {', '.join(sorted(known))}"
            findings.error("BRIEF006", f"{which} no language `{lang}`", hint=hint)
            unknown.append(lang)
    if unknown:
        return ()
    return tuple(
        Edition(path, lang)
        for path, has in languages.items()
        for lang in has
        if not request.languages or lang in request.languages
    )


def _languages(project: Project, path: str, ledger: Ledger, findings: Findings) -> tuple[str, ...]:
    """Return a brief's languages; where it cannot be read, those it had when it could."""
    seen = project.workspace.digest(path)
    known = ledger.briefs.get(path)
    if known is None or known[0] != seen:
        from briefpress.merge import load_brief  # not needed where nothing changed

        brief = load_brief(project.workspace, path, findings)
        if brief is None:
            return known[1] if known else ()
        known = ledger.briefs[path] = (seen, brief.languages)
    return known[1]


def _left(
    project: Project, ledger: Ledger, names: dict[str, str], editions: Iterable[Edition]
) -> tuple[str, ...]:
    """Return the PDFs that no brief makes any more, and forget those that somebody has deleted."""
    for path in [path for path in ledger.briefs if path not in names.values()]:
        del ledger.briefs[path]
    wanted = {edition.output for edition in editions}
    read = set(ledger.briefs)
    gone = [
        output
        for output, record in ledger.editions.items()
        if output not in wanted and (record.brief in read or record.brief not in names.values())
    ]
    for output in [output for output in gone if not (project.workspace.root / output).is_file()]:
        del ledger.editions[output]
        gone.remove(output)
    return tuple(sorted(gone))


class _Staleness:
    """Compares what the ledger knows of an edition with what there is now."""

    def __init__(self, project: Project, ledger: Ledger) -> None:
        self._project = project
        self._ledger = ledger
        self._prints = Fingerprints(project.workspace)
        self._data_reads: set[str] = set()

    def reason(self, edition: Edition) -> str | None:
        """Return why an edition must be built, or None where its PDF is what a build would give."""
        record = self._ledger.editions.get(edition.output)
        published = self._digest_of_output(edition.output)
        if record is None:
            return "new" if published is None else "nothing is known of its PDF"
        if published is None:
            return "its PDF is missing"
        if published != record.output:
            return "something else changed its PDF"
        if record.engine != engine_digest():
            return "Briefpress or a library of it changed"
        if not record.first_day <= self._project.workspace.today.isoformat() <= record.last_day:
            return "the age of a fact in it"
        changed = {path: now for path, was in record.inputs.items() if (now := self._prints.of(path)) != was}
        if not changed:
            return None
        if self._facts is not None and all(_is_data(path) for path in changed):
            used = [use for use, was in record.facts.items() if self._facts.of(use) != was]
            if not used:
                self._renew(edition, record)
                return None
            return _name_all([f"the fact {use.rpartition('@')[0]} changed" for use in used])
        return self._name_files(record, changed)

    def _renew(self, edition: Edition, record: Record) -> None:
        """Remember the files of facts as they are now: what the edition uses of them is the same."""
        others = {path: was for path, was in record.inputs.items() if not _is_data(path)}
        data = {path: self._prints.of(path) for path in sorted(self._data_reads)}
        self._ledger.editions[edition.output] = replace(record, inputs=others | data)

    def _digest_of_output(self, path: str) -> str | None:
        try:
            return hashlib.sha256((self._project.workspace.root / path).read_bytes()).hexdigest()
        except OSError:
            return None

    @cached_property
    def _facts(self) -> FactFingerprints | None:
        """The facts as they are now; None where they have errors, which building will report."""
        from briefpress.build.fact_use import FactFingerprints
        from briefpress.facts import load_facts

        findings = Findings()
        with self._project.workspace.recording() as self._data_reads:
            book = load_facts(self._project.workspace, self._project.languages, findings)
        return None if findings.errors else FactFingerprints(book)

    @staticmethod
    def _name_files(record: Record, changed: dict[str, str]) -> str:
        files = [path for path in changed if not is_listing(path)]
        if not files:
            folder = next(iter(changed)).partition(":")[2].rpartition("/")[0]
            return f"a file came or went in {folder}/"
        files.sort(key=_is_data)  # the brief and its templates say more than a file of many facts
        return _name_all([f"{path} {_verb(record.inputs[path], changed[path])}" for path in files])


def _verb(was: str, now: str) -> str:
    return "appeared" if was == ABSENT else "is gone" if now == ABSENT else "changed"


def _is_data(path: str) -> bool:
    """Tell whether a recorded path is read for its facts alone: a picture may lie in ``data/``, too."""
    return path.rpartition(":")[2].startswith("data/") and path.endswith((".yaml", ".yml"))


def _name_all(reasons: list[str]) -> str:
    more = f" (and {len(reasons) - 1} more)" if len(reasons) > 1 else ""
    return reasons[0] + more
