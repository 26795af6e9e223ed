"""``data/refresh.lock.json``: the values that `refresh` accepted, laid over the facts that ask for them.

The file is JSON, and read as the YAML that it also is: so each value knows its line, a key that is there
twice is refused, and a file of any size or depth does no harm.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Callable

from msgspec import Struct, field

from briefpress.diagnostics import Findings, Span
from briefpress.facts.csv_rows import Cell, rows_of
from briefpress.facts.feeds import Feed, Wanted
from briefpress.facts.nodes import Entry, Mapping, Scalar, Sequence, SourceText, YamlNode
from briefpress.facts.reader import FieldReader
from briefpress.facts.strict_yaml import read_yaml
from briefpress.facts.values import read_mapping
from briefpress.workspace import REFRESH_LOCK, Workspace

#: Where it lies in a project.
LOCK = REFRESH_LOCK
#: A reader of another version starts afresh.
VERSION = 1

#: Heads the column of the days on which rows of a table were accepted; no column of a table is called so.
ACCEPTED = "@accepted"

_MOMENT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z")
_CONFLICT = re.compile(rb"^(?:<{7}|={7}|>{7})", re.MULTILINE)


class Kept(Struct, frozen=True):
    """What was accepted for a fact.

    Attributes:
        at: When.
        node: The whole entry, as it is written.
        value: The value; None of a table.
        rows: Of a table, the header and the rows; else None.
        days: Of a table, the day on which each row was accepted.
        as_of: The day of the value; None where the feed says none.
        measure: What was measured then: its type, unit and scale.
        asked: What was asked of the feed then.
        span: The place of its id in the lock.
    """

    at: dt.datetime
    node: Mapping
    value: Entry | None
    rows: Sequence | None
    days: tuple[dt.date, ...]
    as_of: Entry | None
    measure: str
    asked: str
    span: Span


class Seen(Struct, frozen=True):
    """What a feed said last.

    Attributes:
        checked: When.
        address: Where.
        sha256: The digest of its bytes.
        etag: What the server called them; empty where it did not say.
        modified: When they were changed, in the words of the server; empty where it did not say.
        unsettled: Facts whose values were held or refused: of them it did not say what they have.
    """

    checked: dt.datetime
    address: str
    sha256: str
    etag: str = ""
    modified: str = ""
    unsettled: tuple[str, ...] = ()


class Lock(Struct, frozen=True):
    """What is in the lock file.

    Attributes:
        facts: Id of a fact -> what was accepted.
        feeds: Id of a feed -> what it said last.
        damaged: Id of a fact -> its entry, where that cannot be understood, which has been reported.
        is_readable: Whether it could be read as a whole.
    """

    facts: dict[str, Kept] = field(default_factory=dict)
    feeds: dict[str, Seen] = field(default_factory=dict)
    damaged: dict[str, YamlNode] = field(default_factory=dict)
    is_readable: bool = True


# ---- reading


def read_lock(workspace: Workspace, findings: Findings) -> Lock:
    """Return what was accepted; what cannot be understood is reported, and missing in it."""
    if not workspace.exists(LOCK):
        return Lock()
    if match := _CONFLICT.search(data := workspace.read(LOCK)):
        line = data[: match.start()].count(b"\n") + 1
        _refuse(f"two versions of `{LOCK}` were joined, and differ", Span(LOCK, line, 1, 7), findings)
        return Lock(is_readable=False)
    own = Findings()
    root = read_yaml(workspace, LOCK, own)
    if root is None:
        first = next(iter(own), None)
        what = f": {first.message}" if first else ""
        _refuse(f"`{LOCK}` cannot be read{what}", first.span if first else None, findings)
        return Lock(is_readable=False)
    reader = FieldReader(root, own, f"`{LOCK}`")
    version = reader.integer("version", required=True)
    facts, feeds = (reader.mapping(key, required=True) for key in ("facts", "feeds"))
    reader.finish()
    if own.errors or facts is None or feeds is None or version != VERSION:
        first = next(iter(own), None)
        what = first.message if first else f"it is of version {version}, not {VERSION}"
        _refuse(f"`{LOCK}` is not as it was written: {what}", first.span if first else None, findings)
        return Lock(is_readable=False)
    kept: dict[str, Kept] = {}
    damaged: dict[str, YamlNode] = {}
    for name, entry in facts.entries.items():
        one = _kept(name, entry)
        if isinstance(one, Kept):
            kept[name] = one
        else:
            damaged[name] = entry.value
            _refuse(f"the entry of `{name}` in `{LOCK}` is damaged: {one}", entry.key_span, findings)
    seen = {name: last for name, entry in feeds.entries.items() if (last := _seen(entry))}
    return Lock(kept, seen, damaged)


def _refuse(message: str, span: Span | None, findings: Findings) -> None:
    hint = (
        "take the file back from the version before, or delete what is damaged and run `generate.py refresh`"
    )
    findings.error("FEED003", message, span or Span(LOCK), label="not as it was written", hint=hint)


def _kept(name: str, entry: Entry) -> Kept | str:
    """Return an entry, or what is wrong with it."""
    own = Findings()
    node = read_mapping(entry.value, own, f"`{name}`")
    if node is None:
        return "it is no list of keys with values"
    reader = FieldReader(node, own, f"`{name}`", entry.key_span)
    measure, asked = reader.text("measure", required=True), reader.text("asked", required=True)
    at = _moment(reader, "at")
    rows = reader.sequence("rows")
    reader.know(("value", "as_of", "address", "sha256", "etag"))
    reader.finish()
    if own.errors:
        return next(iter(own)).message
    if (rows is None) == ("value" not in node.entries) or at is None or measure is None or asked is None:
        return "it has to have a time and a value" if rows is None else "it has rows and a value"
    value, as_of = node.entries.get("value"), node.entries.get("as_of")
    days: tuple[dt.date, ...] = ()
    if rows is not None:
        found = _without_days(rows)
        if found is None:
            return f"its rows have no days under `{ACCEPTED}`"
        rows, days = found
    return Kept(at, node, value, rows, days, as_of, measure, asked, entry.key_span)


def _without_days(rows: Sequence) -> tuple[Sequence, tuple[dt.date, ...]] | None:
    """Return the rows of a table, and the day that stands at the end of each; None where one is missing."""
    bare, last = [], []
    for record in rows.items:
        items = record.items if isinstance(record, Sequence) else ()
        if not items or not isinstance(items[-1], Scalar):
            return None
        bare.append(Sequence(record.source, record.marks, items[:-1]))
        last.append(items[-1].text)
    try:
        days = tuple(map(dt.date.fromisoformat, last[1:]))
    except ValueError:
        return None
    return (Sequence(rows.source, rows.marks, tuple(bare)), days) if last[:1] == [ACCEPTED] else None


def _moment(reader: FieldReader, key: str) -> dt.datetime | None:
    text = reader.text(key, required=True)
    if text is None or not _MOMENT.fullmatch(text):
        return None
    try:
        return dt.datetime.fromisoformat(text)
    except ValueError:
        return None


def _seen(entry: Entry) -> Seen | None:
    """Return what a feed said last; where that is damaged, it is asked again as if for the first time."""
    own = Findings()
    node = read_mapping(entry.value, own, "a feed")
    if node is None:
        return None
    reader = FieldReader(node, own, "a feed")
    checked = _moment(reader, "checked")
    texts = [reader.text(key, required=key != "etag" and key != "modified") for key in _SEEN_KEYS]
    address, sha256, etag, modified = texts
    unsettled = reader.sequence("unsettled")
    if checked is None or address is None or sha256 is None:
        return None
    names = tuple(item.text for item in unsettled.items if isinstance(item, Scalar)) if unsettled else ()
    return Seen(checked, address, sha256, etag or "", modified or "", names)


_SEEN_KEYS = ("address", "sha256", "etag", "modified")


# ---- laying over


def measure_of(mapping: Mapping) -> str:
    """Return what a fact measures, in words that change when a value would mean something else."""
    words = [_word(mapping, key) for key in ("type", "unit", "currency", "scale")]
    columns = mapping.entries.get("columns")
    if columns is not None and isinstance(columns.value, Mapping):
        for name, entry in columns.value.entries.items():
            if isinstance(entry.value, Mapping):
                words.append(f"{name}={measure_of(entry.value).replace(' ', '+')}")
    return " ".join(word for word in words if word)


def _word(mapping: Mapping, key: str) -> str:
    entry = mapping.entries.get(key)
    return entry.value.text if entry is not None and isinstance(entry.value, Scalar) else ""


def with_source(mapping: Mapping, feed: Feed, wanted: Wanted, findings: Findings) -> Mapping | None:
    """Return a fact with the source of its feed; None after reporting that it names another one."""
    entry = mapping.entries.get("source")
    if entry is None:
        entries = {**mapping.entries, "source": feed.source_entry}
        return Mapping(mapping.source, mapping.marks, entries)
    if isinstance(entry.value, Scalar) and entry.value.text == feed.source:
        return mapping
    findings.error(
        "FEED002",
        f"fact `{wanted.fact}` names another source than its feed `{feed.id}`",
        entry.value.span,
        label=f"not `{feed.source}`",
        hint="remove `source` here: what is refreshed is cited to the source of its feed",
        related=[(feed.source_entry.value.span, "the source of the feed")],
    )
    return None


def laid_over(mapping: Mapping, wanted: Wanted, lock: Lock, findings: Findings) -> Mapping | None:
    """Return a fact with the value that was accepted last, or with the one that is written by hand.

    Args:
        mapping: What the file says of it, with its source.
        wanted: What it takes from a feed.
        lock: What was accepted.
        findings: Where it goes that there is no value, or one that does not fit any more.
    """
    kept = lock.facts.get(wanted.fact)
    if wanted.fact in lock.damaged or not lock.is_readable:
        return None  # which has been reported; the value by hand may be years older than the last good one
    if kept is None:
        return _by_hand(mapping, wanted, findings)
    now = measure_of(mapping)
    if kept.measure != now or kept.asked != wanted.asked or (kept.rows is None) == wanted.is_table:
        was = f"for `{kept.measure}`, and is now for `{now}`" if kept.measure != now else "from another place"
        findings.error(
            "FEED003",
            f"the last value of fact `{wanted.fact}` was taken {was}",
            kept.span,
            label="does not fit any more",
            hint=f"run `generate.py refresh {wanted.feed}`, which takes a new one",
            related=[(wanted.span, "what is asked now")],
        )
        return None
    if kept.rows is not None:
        rows = _rows(kept.rows, mapping, wanted, findings)
        if rows is None:
            return None
        more = {"rows": Entry(mapping.entries["rows"].key_marks, rows)}
    else:
        assert kept.value is not None
        more = {"value": kept.value}
    if kept.as_of is not None:
        more["as_of"] = kept.as_of
    return Mapping(mapping.source, mapping.marks, {**mapping.entries, **more})


def _by_hand(mapping: Mapping, wanted: Wanted, findings: Findings) -> Mapping | None:
    if not wanted.is_table and "value" in mapping.entries:
        return mapping
    findings.error(
        "FEED004",
        f"fact `{wanted.fact}` was never refreshed, and has no {'rows' if wanted.is_table else 'value'}",
        wanted.span,
        label="nothing was fetched yet",
        hint=f"run `generate.py refresh {wanted.feed}`"
        + ("" if wanted.is_table else ", or write a `value` to begin with"),
    )
    return None


def _rows(rows: Sequence, mapping: Mapping, wanted: Wanted, findings: Findings) -> YamlNode | None:
    """Return the rows of a table as YAML would have them."""
    records = []
    for record in rows.items:
        items = record.items if isinstance(record, Sequence) else ()
        cells = [Cell(item.text, item.marks) for item in items if isinstance(item, Scalar)]
        if not cells or len(cells) != len(items):
            message = f"the rows of `{wanted.fact}` in `{LOCK}` are damaged"
            _refuse(message, record.span, findings)
            return None
        records.append(cells)
    own = Findings()
    found = rows_of(rows.source, rows.marks, records, mapping, wanted.span, own)
    if found is None:
        first = next(iter(own))
        _refuse(f"the rows of `{wanted.fact}` in `{LOCK}` do not fit: {first.message}", first.span, findings)
    return found


# ---- values that were fetched -> nodes


def node_of(source: SourceText, marks: tuple[int, int, int, int], value: object) -> YamlNode:
    """Return a value of JSON as a node; texts and exact numbers are scalars in quotes."""
    if isinstance(value, dict):
        inner: Callable[[object], Entry] = lambda one: Entry(marks, node_of(source, marks, one))  # noqa: E731
        return Mapping(source, marks, {str(key): inner(one) for key, one in value.items()})
    if isinstance(value, list):
        return Sequence(source, marks, tuple(node_of(source, marks, one) for one in value))
    return Scalar(source, marks, str(value), plain=False)


def plain_of(node: YamlNode) -> object:
    """Return a node as a value of JSON, in which each scalar is a text."""
    if isinstance(node, Mapping):
        return {key: plain_of(entry.value) for key, entry in node.entries.items()}
    if isinstance(node, Sequence):
        return [plain_of(item) for item in node.items]
    return node.text if isinstance(node, Scalar) else ""


# ---- writing


def write_lock(facts: dict[str, object], feeds: dict[str, object]) -> str:
    """Return the text of a lock file: a line for each fact and feed, and one for each row of a table."""

    def dump(value: object) -> str:
        return json.dumps(value, ensure_ascii=False)

    def one(entry: object) -> str:
        rows = entry.get("rows") if isinstance(entry, dict) else None
        if not isinstance(entry, dict) or not isinstance(rows, list):
            return dump(entry)
        rest = dump({key: value for key, value in entry.items() if key != "rows"})
        return f'{rest[:-1]}, "rows": [\n' + ",\n".join(map(dump, rows)) + "]}"

    def section(entries: dict[str, object]) -> str:
        lines = [f"{dump(name)}: {one(entries[name])}" for name in sorted(entries)]
        return "{\n" + ",\n".join(lines) + "\n}" if lines else "{}"

    return f'{{\n"version": {VERSION},\n"facts": {section(facts)},\n"feeds": {section(feeds)}\n}}\n'
