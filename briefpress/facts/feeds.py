"""Entries of ``feeds``, and ``refresh`` of facts: where values come from that nobody writes by hand.

Nothing here opens an address: `briefpress.refresh` does, when a person or a schedule asks for it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from pathlib import PurePosixPath
from urllib.parse import urlsplit

from msgspec import Struct

from briefpress.diagnostics import Findings, Span, did_you_mean
from briefpress.facts.model import FactType
from briefpress.facts.nodes import Entry, Mapping as YamlMapping, Scalar
from briefpress.facts.reader import FieldReader
from briefpress.facts.shelf import Shelf
from briefpress.facts.values import SWITCHES, is_empty, listing, shorten

#: What a feed can be, and what stands behind the key.
KINDS: Mapping[str, str] = {
    "csv": "a file below the project, or a web address",
    "xlsx": "a file below the project, or a web address",
    "json": "a file below the project, or a web address",
    "sql": "a URL of SQLAlchemy without a password",
    "python": "a function of an installed package, `module:function`",
}
#: Kinds that can come from the web.
ON_THE_WEB = ("csv", "xlsx", "json")
#: Kinds whose values are found by an expression, and not by row and column alone.
NESTED = ("json", "python")

#: Keys of a feed -> what they hold, for people.
FEED_KEYS: Mapping[str, str] = {
    **{kind: f"where it is: {what}" for kind, what in KINDS.items()},
    "source": "the id of an entry of `sources`: what is refreshed is cited to it",
    "hosts": "further hosts that a redirect may go to; one with its port may be in your own network",
    "query": "of `sql`: what is asked; SQLite and PostgreSQL let it change nothing",
    "password": "of `sql`: the environment variable that holds the password, `{env: NAME}`",
    "sheet": "of `xlsx`: the name of the sheet; the first one where it is missing",
    "encoding": "of `csv`: how the file is written, where not in UTF-8",
    "timeout": "seconds after which an answer is not waited for any longer; 30 where it is missing",
    "max_bytes": "the most bytes that are read; 16777216 (16 MiB) where it is missing",
}
#: Keys of `refresh` of a fact -> what they hold, for people.
REFRESH_KEYS: Mapping[str, str] = {
    "feed": "the id of an entry of `feeds`",
    "at": "where the value is in JSON: an expression of JMESPath",
    "row": "which row has the value: columns with what stands in them",
    "column": "the column that has the value",
    "as_of": "where the day of the value is: a column, or in JSON an expression",
}

ENCODINGS = ("utf-8", "windows-1252", "iso-8859-1", "utf-16")
TIMEOUT_S, LONGEST_S = 30, 600
MAX_BYTES, MOST_BYTES = 16 * 1024 * 1024, 256 * 1024 * 1024

#: Types whose values can be compared with the last ones by a share.
MEASURED = frozenset(
    {
        *(FactType.NUMBER, FactType.PERCENT, FactType.POINTS, FactType.MONEY, FactType.DURATION),
        *(FactType.RANK, FactType.MULTIPLE, FactType.TABLE),
    }
)

_SHARE = re.compile(r"(0|[1-9][0-9]{0,3})(\.[0-9]{1,3})? ?%")
#: A name with a letter, four numbers, or an address of IPv6; 1.5 is none of these.
HOST = re.compile(
    r"(?:(?=[^:]*[A-Za-z])[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?|[0-9]{1,3}(?:\.[0-9]{1,3}){3}"
    r"|\[[0-9A-Fa-f:.]+\])(?::[0-9]{1,5})?"
)
_FUNCTION = re.compile(r"[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*:[A-Za-z_]\w*", re.ASCII)
_VARIABLE = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,99}")


class Feed(Struct, frozen=True, kw_only=True):
    """Where values can be fetched.

    Attributes:
        id: Its key under ``feeds``.
        kind: One of `KINDS`.
        address: A path, a web address, a URL of a database or the name of a function.
        source: The id of the source that its values are cited to.
        hosts: Further hosts, in lower case; one with a port may have an address of one's own network.
        query: Of a database.
        password: The name of the environment variable that has the password; None where none is needed.
        sheet: Of a workbook; None for the first.
        encoding: One of `ENCODINGS`.
        timeout: In seconds.
        max_bytes: The most bytes of a body, packed or not.
        span: The place of its id.
        address_span: The place of its address.
        source_entry: What stands behind ``source``.
    """

    id: str
    kind: str
    address: str
    source: str
    hosts: tuple[str, ...] = ()
    query: str | None = None
    password: str | None = None
    sheet: str | None = None
    encoding: str = ENCODINGS[0]
    timeout: int = TIMEOUT_S
    max_bytes: int = MAX_BYTES
    span: Span
    address_span: Span
    source_entry: Entry

    @property
    def is_web(self) -> bool:
        """Whether it is fetched from a web address."""
        return self.kind in ON_THE_WEB and "://" in self.address


class Wanted(Struct, frozen=True, kw_only=True):
    """What a fact takes from a feed.

    Attributes:
        fact: The id of the fact.
        feed: The id of the feed.
        at: An expression of JMESPath; of rows of a table it may be empty.
        row: Column -> what stands there in the row that has the value.
        column: The column that has it.
        as_of: Where the day of the value is; None where nothing says so.
        max_change: The greatest plausible change, as a share of the last value; None for any.
        is_table: Whether it is the rows of a table.
        span: The place of ``refresh``, or of ``rows``.
    """

    fact: str
    feed: str
    at: str = ""
    row: tuple[tuple[str, str], ...] = ()
    column: str = ""
    as_of: str | None = None
    max_change: Decimal | None = None
    is_table: bool = False
    span: Span

    @property
    def asked(self) -> str:
        """What is asked of the feed, as the lock file keeps it: what else was asked has another answer."""
        row = " ".join(f"{column}={value}" for column, value in self.row)
        parts = (self.feed, self.at, row, self.column, f"as_of={self.as_of}" if self.as_of else "")
        return " / ".join(part for part in parts if part)


# ---- feeds


def read_feed(name: str, span: Span, mapping: YamlMapping, shelf: Shelf, findings: Findings) -> Feed | None:
    """Return a feed, or None after reporting what is wrong with it."""
    own = Findings()
    reader = FieldReader(mapping, own, f"feed `{name}`", span)
    kinds = [kind for kind in KINDS if reader.has(kind)]
    kind = kinds[0] if kinds else ""
    if len(kinds) != 1:
        reader.error(
            "FEED001",
            f"feed `{name}` has to have one of {listing(KINDS, 'or')}",
            reader.key_span(kinds[1]) if kinds else None,
            label="one too many" if kinds else "no address",
            hint="remove one; a second feed takes the other" if kinds else "add where its data is",
        )
    address = reader.text(kind, required=True) if kind else None
    source = _source(reader, shelf)
    of = {"query": "sql", "password": "sql", "sheet": "xlsx", "encoding": "csv"}
    for key, wanted in of.items():
        if reader.has(key) and kind and kind != wanted:
            hint = f"remove it; only a feed with `{wanted}` has it"
            reader.error("FEED001", f"feed `{name}` has no use for `{key}`", reader.key_span(key), hint=hint)
    query = reader.text("query", required=kind == "sql")
    sheet = reader.text("sheet")
    encoding = reader.choice("encoding", ENCODINGS, default=ENCODINGS[0])
    password = _password(reader)
    hosts = _hosts(reader)
    timeout = reader.integer("timeout", minimum=1, maximum=LONGEST_S)
    max_bytes = reader.integer("max_bytes", minimum=1, maximum=MOST_BYTES)
    reader.finish(order=FEED_KEYS)
    if address is not None:
        _check_address(kind, address, reader)
    findings.extend(own)
    if own.errors or address is None or source is None:
        return None
    return Feed(
        id=name,
        kind=kind,
        address=address,
        source=source,
        hosts=hosts,
        query=query,
        password=password,
        sheet=sheet,
        encoding=encoding or ENCODINGS[0],
        timeout=timeout or TIMEOUT_S,
        max_bytes=max_bytes or MAX_BYTES,
        span=span,
        address_span=reader.span(kind),
        source_entry=mapping.entries["source"],
    )


def _source(reader: FieldReader, shelf: Shelf) -> str | None:
    source = reader.text("source", required=True)
    if source is not None and not shelf.may_have("sources", source):
        hint = did_you_mean(source, shelf.declared["sources"]) or "add it under `sources:`"
        message = f"{reader.what} is of a source that does not exist, `{shorten(source)}`"
        reader.error("FACT002", message, reader.span("source"), label="unknown source", hint=hint)
    return source


def _password(reader: FieldReader) -> str | None:
    entry = reader.node.entries.get("password")
    if not reader.has("password") or entry is None:
        return None
    node = entry.value
    if isinstance(node, YamlMapping):
        inner = FieldReader(node, reader.findings, f"`password` of {reader.what}")
        name = inner.text("env", required=True)
        inner.finish()
        if name is None or _VARIABLE.fullmatch(name):
            return name
    reader.error(
        "FEED001",
        f"`password` of {reader.what} has to name an environment variable",
        entry.key_span,
        label="a secret does not stand in a file",
        hint="write `password: {env: NAME}`, and set the variable where the command runs",
    )
    return None


def _hosts(reader: FieldReader) -> tuple[str, ...]:
    node = reader.sequence("hosts")
    found = []
    for item in node.items if node else ():
        if isinstance(item, Scalar) and _is_host(item):
            found.append(item.text.lower())
        else:
            message = f"an item of `hosts` of {reader.what} is no host"
            hint = "write a name alone, `data.example.org`, or with its port, `intranet.example.org:8443`"
            reader.error("FEED001", message, item.span, label="no host", hint=hint)
    return tuple(found)


def _is_host(item: Scalar) -> bool:
    is_switch = item.plain and item.text in SWITCHES
    return not is_switch and not is_empty(item) and HOST.fullmatch(item.text) is not None


def _check_address(kind: str, address: str, reader: FieldReader) -> None:
    """Report an address that cannot be one of its kind."""
    wrong = _wrong_address(kind, address)
    if wrong:
        reason, hint = wrong
        reader.error(
            "FEED001", f"`{kind}` of {reader.what} {reason}", reader.key_span(kind), label="", hint=hint
        )


def _wrong_address(kind: str, address: str) -> tuple[str, str] | None:
    """Return what is wrong with an address, and the cure; None where it can be one."""
    if kind == "python":
        hint = "write `module:function`, as the package that brings it says"
        return None if _FUNCTION.fullmatch(address) else ("names no function", hint)
    if kind in ON_THE_WEB and "://" not in address:
        path = PurePosixPath(address)
        is_outside = path.is_absolute() or ".." in path.parts or "\\" in address
        hint = f"write a path below the project, `data/figures.{kind}`, or an address with `https://`"
        return ("leads out of the project folder", hint) if is_outside else None
    try:
        parts = urlsplit(address)
        port, password = parts.port, parts.password
    except ValueError:
        return "is no address", "look for a bracket or a port that is no number"
    del port
    if password is not None:
        return "has a password in it", "remove it, and write `password: {env: NAME}`"
    if kind == "sql":
        is_file = address.startswith("sqlite:///")
        if not is_file and not parts.hostname:
            hint = "write `postgresql://user@host/name`, or `sqlite:///data/figures.db`"
            return "is no URL of a database", hint
        path = PurePosixPath(address.removeprefix("sqlite:///"))
        if is_file and (path.is_absolute() or ".." in path.parts or "\\" in address or "?" in address):
            return "leads out of the project folder", "write `sqlite:///data/figures.db`"
        return None
    if parts.scheme not in ("http", "https") or not parts.hostname or any(map(str.isspace, address)):
        return "is no web address", "start it with `https://`, and write spaces as `%20`"
    return None if parts.username is None else ("has a name in it", "remove what stands in front of the `@`")


# ---- what facts take


def is_fed_table(mapping: YamlMapping) -> bool:
    """Tell whether a table takes its rows from a feed."""
    kind, rows = mapping.entries.get("type"), mapping.entries.get("rows")
    is_table = kind is not None and isinstance(kind.value, Scalar) and kind.value.text == FactType.TABLE
    fed = rows.value if rows is not None else None
    return is_table and isinstance(fed, YamlMapping) and bool(fed.entries)


def read_wanted(
    name: str, span: Span, mapping: YamlMapping, shelf: Shelf, findings: Findings
) -> Wanted | None:
    """Return what a fact takes from a feed; None where it takes nothing, or after reporting why it cannot.

    Args:
        name: The id of the fact.
        span: The place of its id.
        mapping: What the file says of it.
        shelf: What else there is.
        findings: Where mistakes go.
    """
    own = Findings()
    reader = FieldReader(mapping, own, f"fact `{name}`", span)
    is_table = is_fed_table(mapping)
    if not is_table and not reader.has("refresh"):
        if reader.has("max_change"):
            hint = "remove it, or add `refresh:` with where new values come from"
            message = f"fact `{name}` has `max_change` and no `refresh`"
            reader.error("FEED002", message, reader.key_span("max_change"), hint=hint)
        findings.extend(own)
        return None
    key = "rows" if is_table else "refresh"
    _check_fact(reader, key, is_table)
    node = reader.mapping(key, required=True)
    wanted = None
    if node is not None:
        inner = FieldReader(node, own, f"`{key}` of fact `{name}`", reader.key_span(key))
        wanted = _wanted(name, inner, is_table, shelf, _max_change(reader), reader.key_span(key))
        inner.finish(order=REFRESH_KEYS)
    findings.extend(own)
    return None if own.errors else wanted


def _check_fact(reader: FieldReader, key: str, is_table: bool) -> None:
    """Report a fact that cannot be refreshed, or not so."""
    entries = reader.node.entries
    kind = entries["type"].value if "type" in entries else None
    of_type = kind.text if isinstance(kind, Scalar) else ""

    def refuse(message: str, place: Span, hint: str) -> None:
        reader.error("FEED002", f"{reader.what} {message}", place, hint=hint)

    if "formula" in entries:
        refuse("is computed, and not fetched", reader.key_span(key), "refresh the facts in its formula")
    if not is_table and of_type in (FactType.SERIES, FactType.TABLE):
        hint = "of a table, write `rows: {feed: ...}`; the points of a series stand in the file"
        refuse(f"is a {of_type}, and has no value to fetch", reader.key_span(key), hint)
    if is_table and "refresh" in entries:
        refuse("has `refresh`, and rows of a feed", reader.key_span("refresh"), "remove one of the two")
    asks_day = isinstance(node := entries[key].value, YamlMapping) and "as_of" in node.entries
    if "as_of" in entries and not asks_day:
        hint = f"say in `{key}` where the day stands, `as_of: ...`, or remove it here"
        refuse("would get new values under an old day", reader.key_span("as_of"), hint)
    if "period" in entries and asks_day:
        refuse("has a period, and a day from its feed", reader.key_span("period"), "remove one of the two")
    if "max_change" in entries and of_type and of_type not in {kind.value for kind in MEASURED}:
        hint = f"remove it; facts that have it are of type {listing(sorted(MEASURED))}"
        refuse(f"is a {of_type}, which does not change by a share", reader.key_span("max_change"), hint)


def _wanted(
    name: str, reader: FieldReader, is_table: bool, shelf: Shelf, max_change: Decimal | None, span: Span
) -> Wanted | None:
    feed = reader.text("feed", required=True)
    if feed is not None and not shelf.may_have("feeds", feed):
        hint = did_you_mean(feed, shelf.declared["feeds"]) or "add it under `feeds:` in a file below `data/`"
        message = f"{reader.what} names a feed that does not exist, `{shorten(feed)}`"
        reader.error("FEED002", message, reader.span("feed"), label="unknown feed", hint=hint)
    at = reader.text("at")
    row: tuple[tuple[str, str], ...] = ()
    column = None
    if not is_table:
        node = reader.mapping("row")
        if node is not None:
            inner = FieldReader(node, reader.findings, f"`row` of {reader.what}")
            row = tuple((key, inner.text(key) or "") for key in node.entries)
        column = reader.text("column", required=node is not None)
        if not (at or row or column) or (at and (row or column)):
            reader.error(
                "FEED002",
                f"{reader.what} does not say where the value is",
                label="two ways at once" if at else "nowhere",
                hint="write `at:` for JSON, or `row: {column: value}` and `column:` for rows",
            )
    as_of = reader.text("as_of")
    if feed is None:
        return None
    return Wanted(
        fact=name,
        feed=feed,
        at=at or "",
        row=row,
        column=column or "",
        as_of=as_of,
        max_change=max_change,
        is_table=is_table,
        span=span,
    )


def _max_change(reader: FieldReader) -> Decimal | None:
    """Return the greatest plausible change as a share: 0.2 for ``20%``."""
    node = reader.scalar("max_change")
    if node is None:
        return None
    if _SHARE.fullmatch(node.text.strip()):
        return Decimal(node.text.strip().removesuffix("%").strip()) / 100
    message = f"`max_change` of {reader.what} has to be a percentage"
    reader.error("FEED002", message, node.span, label="no percentage", hint="write `max_change: 20%`")
    return None
