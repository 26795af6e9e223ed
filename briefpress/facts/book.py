"""``data/**/*.yaml`` -> `FactBook`."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Mapping as AnyMapping
from contextlib import contextmanager

from msgspec import Struct

from briefpress.diagnostics import Findings, Span
from briefpress.facts.assertions import check_assertions, check_bounds, read_assertion
from briefpress.facts.csv_rows import with_rows
from briefpress.facts.derived import complete
from briefpress.facts.fed import Fed
from briefpress.facts.feeds import Feed, Wanted
from briefpress.facts.ids import check_fact_id, check_plain_id
from briefpress.facts.model import Draft, Fact, FactBook, FactType
from briefpress.facts.nodes import Entry, Mapping, Scalar
from briefpress.facts.reader import FieldReader
from briefpress.facts.refreshed import Lock
from briefpress.facts.shelf import Shelf
from briefpress.facts.sources import read_source, read_unit
from briefpress.facts.statements import check_wording, read_fact
from briefpress.facts.strict_yaml import read_yaml
from briefpress.facts.terms import read_term
from briefpress.facts.values import read_mapping, shorten
from briefpress.workspace import Workspace

_FOLDER = "data"
#: What a book has that takes long to search: some thousand facts.
_MANY_OBJECTS = 100_000


def load_facts(workspace: Workspace, languages: tuple[str, ...], findings: Findings) -> FactBook:
    """Read all facts of a project.

    Args:
        workspace: The project.
        languages: The languages every text has to be in.
        findings: Where mistakes go.

    Returns:
        What could be understood; empty where there is no ``data/``.
    """
    with _without_garbage_collection():
        shelf = _read_files(workspace, findings)
        return _load(workspace, shelf, Fed(workspace, shelf), languages, findings)


class Refreshable(Struct, frozen=True):
    """A book of facts, and what it takes to give some of them other values.

    Attributes:
        book: The facts as they are.
        feeds: Id -> feed, of those that are in order.
        wanted: Id of a fact -> what it takes from a feed.
        lock: What was accepted.
        mappings: Id of such a fact -> what the files say of it, with its source and a value by hand.
        shelf: What the files declare.
        languages: The languages every text has to be in.
        findings: What is wrong with feeds, with what facts ask of them, and with what was accepted.
    """

    book: FactBook
    feeds: AnyMapping[str, Feed]
    wanted: AnyMapping[str, Wanted]
    lock: Lock
    mappings: AnyMapping[str, Mapping]
    shelf: Shelf
    languages: tuple[str, ...]
    findings: Findings

    def read(self, name: str, entries: AnyMapping[str, Entry], findings: Findings) -> list[Fact]:
        """Return a fact, and what it is made of, with other entries; nothing after reporting why not.

        Bounds and words for a value are checked, too.
        """
        mapping = self.mappings[name]
        span = self.shelf.declared["facts"][name][0]
        changed = Mapping(mapping.source, mapping.marks, {**mapping.entries, **entries})
        own = Findings()
        made = read_fact(name, span, changed, self.shelf, self.languages, own)
        facts = [one for one in made if isinstance(one, Fact)]
        check_bounds(facts, own)
        for fact in facts:
            check_wording(fact, own)
        findings.extend(own)
        return facts


def load_refreshable(workspace: Workspace, languages: tuple[str, ...], findings: Findings) -> Refreshable:
    """Read all facts of a project as `load_facts` does, and keep what new values are tried with."""
    shelf = _read_files(workspace, findings)
    fed = Fed(workspace, shelf)
    book = _load(workspace, shelf, fed, languages, findings)
    wanted = {name: one for name, (one, _) in fed.wanted.items()}
    mappings = {name: mapping for name, (_, mapping) in fed.wanted.items()}
    return Refreshable(book, fed.feeds, wanted, fed.lock, mappings, shelf, languages, fed.findings)


def _load(
    workspace: Workspace, shelf: Shelf, fed: Fed, languages: tuple[str, ...], findings: Findings
) -> FactBook:
    sources = [read_source(*item, languages, findings) for item in shelf.of("sources")]
    units = [read_unit(*item, languages, findings) for item in shelf.of("units")]
    terms = [read_term(*item, languages, findings) for item in shelf.of("terms")]
    read = [
        made
        for name, span, mapping in _with_values(workspace, shelf, fed, languages, findings)
        for made in _read(name, span, mapping, shelf, fed, languages, findings)
    ]
    findings.extend(fed.findings)
    _check_nesting(shelf, findings)
    facts = {made.id: made for made in read if isinstance(made, Fact)}
    drafts = {made.id: made for made in read if isinstance(made, Draft)}
    broken = (shelf.declared["facts"].keys() | shelf.broken) - facts.keys() - drafts.keys()
    if drafts:
        facts |= complete(drafts, facts, broken, findings, is_complete=shelf.is_complete)
        broken |= drafts.keys() - facts.keys()
    facts = dict(sorted(facts.items()))
    check_bounds(facts.values(), findings)
    for fact in facts.values():
        check_wording(fact, findings)
    assertions = [read_assertion(*item, languages, findings) for item in shelf.of("assertions")]
    check_assertions(filter(None, assertions), facts, broken, findings, is_complete=shelf.is_complete)
    return FactBook(
        facts=facts,
        sources={source.id: source for source in sources if source},
        units={unit.id: unit for unit in units if unit},
        terms={term.id: term for term in terms if term},
        broken=frozenset(broken),
        is_complete=shelf.is_complete,
    )


@contextmanager
def _without_garbage_collection() -> Iterator[None]:
    """Hold Python's collector off: all that is made here is kept, and searching it doubles the time."""
    was_on = gc.isenabled()
    gc.disable()
    before = gc.get_count()[0]
    try:
        yield
    finally:
        if was_on:
            if gc.get_count()[0] - before > _MANY_OBJECTS and not gc.get_freeze_count():
                # Counts all that there is among the oldest objects: else the next one to be made has the
                # collector search a new book from end to end. It begins to count anew then; so after a small
                # book, as a process may read one after another, that would keep it from ever searching all.
                gc.freeze()
                gc.unfreeze()
            gc.enable()


# ---- files


def _read_files(workspace: Workspace, findings: Findings) -> Shelf:
    shelf = Shelf()
    for path in workspace.glob(_FOLDER, ".yml"):
        findings.error(
            "YAML013",
            f"`{path}` is not read: its name ends with `.yml`",
            Span(path),
            hint=f"rename it to `{path.removesuffix('.yml')}.yaml`",
        )
        shelf.is_complete = False
    for path in workspace.glob(_FOLDER, ".yaml"):
        root = read_yaml(workspace, path, findings)
        if root is None:
            shelf.is_complete = False
            continue
        reader = FieldReader(root, findings, f"the file `{path}`")
        for section in shelf.declared:
            _shelve(section, reader, shelf, findings)
        reader.finish()
    return shelf


def _with_values(
    workspace: Workspace, shelf: Shelf, fed: Fed, languages: tuple[str, ...], findings: Findings
) -> Iterator[tuple[str, Span, Mapping]]:
    """Yield what the files say of facts, with the rows of CSV files and the values of feeds."""
    for name, span, mapping in shelf.of("facts"):
        kind = mapping.entries.get("type")
        is_table = kind is not None and isinstance(kind.value, Scalar) and kind.value.text == FactType.TABLE
        whole = with_rows(workspace, mapping, findings) if is_table else mapping
        filled = fed.filled(name, span, whole) if whole is not None else None
        if filled is not None:
            yield name, span, filled
        elif whole is not None:
            # What else is wrong with it is said now, too; that it has no value was said.
            own = Findings()
            read_fact(name, span, whole, shelf, languages, own)
            rows = whole.entries.get("rows")
            known = (None, rows.value.span) if rows is not None else (None,)
            findings.extend(
                finding
                for finding in own
                if finding.code != "FACT001" and finding.label != "no `value`" and finding.span not in known
            )


def _read(
    name: str,
    span: Span,
    mapping: Mapping,
    shelf: Shelf,
    fed: Fed,
    languages: tuple[str, ...],
    findings: Findings,
) -> list[Fact | Draft]:
    """Return a fact and what it is made of; one from a feed with its days."""
    if fed.kept(name) is None:
        return read_fact(name, span, mapping, shelf, languages, findings)
    own = Findings()
    made = read_fact(name, span, mapping, shelf, languages, own)
    findings.extend(fed.told(name, own))
    return fed.dated(name, made)


def _shelve(section: str, reader: FieldReader, shelf: Shelf, findings: Findings) -> None:
    """Put the ids of one section of a file on the shelf; an id that is there already is reported."""
    if not reader.has(section):
        return
    things = reader.mapping(section)
    if things is None:
        shelf.is_complete = False
        return
    kind = section.removesuffix("s")
    declared = shelf.declared[section]
    for name, entry in things.entries.items():
        span = entry.key_span
        if section == "facts":
            fine = check_fact_id(name, span, findings)
        else:
            fine = check_plain_id(name, kind, span, findings)
        mapping = read_mapping(entry.value, findings, f"{kind} `{shorten(name)}`")
        if name in declared:
            findings.error(
                "FACT003",
                f"there is a {kind} `{name}` already",
                span,
                label="again",
                hint="remove one of the two, or give it another id",
                related=[(declared[name][0], "first written here")],
            )
        elif fine:
            declared[name] = (span, mapping)
        else:
            shelf.malformed[section].add(name)


def _check_nesting(shelf: Shelf, findings: Findings) -> None:
    """Report ids that are the start of another one: a brief could not tell them apart."""
    facts = shelf.declared["facts"]
    for name, (span, _) in facts.items():
        parts = name.split(".")
        for end in range(2, len(parts)):
            shorter = ".".join(parts[:end])
            if shorter in facts:
                findings.error(
                    "FACT005",
                    f"`{name}` begins with the id of another fact",
                    span,
                    label=f"begins with `{shorter}`",
                    hint=f"rename one of them, for instance `{shorter}` to `{shorter}.total`",
                    related=[(facts[shorter][0], "a fact, too")],
                )
