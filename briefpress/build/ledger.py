"""What was built, or checked, from what: the memory between two runs.

A ledger is a cache: a damaged, missing or foreign one costs a rebuild and nothing else.
"""

from __future__ import annotations

import hashlib
import json
import re
import zlib
from collections.abc import ItemsView, Iterator, Mapping
from functools import partial
from itertools import chain
from sys import intern
from types import MappingProxyType
from typing import Any, NamedTuple

from msgspec import Struct, field
from msgspec.structs import replace

from briefpress.workspace import Workspace
from briefpress.workspace.workspace import BUILTIN, LISTING

#: Where the ledger of what was built lies in a project, and that of what was checked and is without fault.
PATH = "output/.briefpress/ledger.json"
CHECKED = "output/.briefpress/checked.json"
#: A reader of another version starts afresh.
VERSION = 8

#: First and last day of what no age of a fact will ever change (ISO 8601).
EVER = ("0001-01-01", "9999-12-31")

_NAME = re.compile("[A-Za-z0-9-]{2,35}")
_ROW = re.compile("[a-z][a-z0-9_]{0,59}")
_STEM = re.compile("[a-z0-9](?:[a-z0-9-]{0,118}[a-z0-9])?")

#: Folders whose files most editions of a project read alike.
_SHARED = (BUILTIN, "data/", "templates/", f"{LISTING}data/", f"{LISTING}templates/")


class Inputs(Mapping[str, str]):
    """Digest of each file that was read, and of each folder that was listed, by path; it is never changed.

    Hundreds of editions read the same hundreds of files. In parts that they share, a ledger grows with the
    editions and the files, and not with their product; and a part is compared once for all of them.

    Attributes:
        parts: The digests; no path is in two of them.
    """

    __slots__ = ("parts",)

    def __init__(self, parts: tuple[dict[str, str], ...]) -> None:
        self.parts = parts

    @classmethod
    def of(cls, digests: Mapping[str, str]) -> Inputs:
        """Divide digests into what other editions read, too, and the rest."""
        parts: dict[str, dict[str, str]] = {}
        for path, digest in digests.items():
            parts.setdefault(_share_of(path), {})[path] = digest
        return cls(tuple(parts.values()))

    def with_digest(self, path: str, digest: str) -> Inputs:
        """Return the same with another digest of one path; parts without it stay shared."""
        return Inputs(tuple({**part, path: digest} if path in part else part for part in self.parts))

    def __getitem__(self, path: str) -> str:
        for part in self.parts:
            if path in part:
                return part[path]
        raise KeyError(path)

    def __iter__(self) -> Iterator[str]:
        return chain.from_iterable(self.parts)

    def __len__(self) -> int:
        return sum(map(len, self.parts))


class Digests(Mapping[str, str]):
    """Digest of each fact that an edition used, by id and language; it is never changed.

    A ledger holds those of each edition of a series, and few of them are looked at. As one text they take a
    third of the room of a dict.
    """

    __slots__ = ("_text",)

    def __init__(self, digests: Mapping[str, str]) -> None:
        """Take digests.

        Raises:
            ValueError: A name or a digest has the character that divides them here.
        """
        words = [word for pair in digests.items() for word in pair]
        text = "\0".join(words)
        if words and text.count("\0") != len(words) - 1:
            raise ValueError("no name and no digest has a NUL")
        self._text: str | bytes = text

    def pack(self) -> Digests:
        """Keep them in less room, from which they take longer to get, and return them."""
        if isinstance(self._text, str):
            self._text = zlib.compress(self._text.encode("utf-8", "surrogatepass"))
        return self

    def _whole(self) -> str:
        text = self._text
        return text if isinstance(text, str) else zlib.decompress(text).decode("utf-8", "surrogatepass")

    def _all(self) -> dict[str, str]:
        text = self._whole()
        words = text.split("\0") if text else []
        return dict(zip(words[::2], words[1::2], strict=True))

    def __getitem__(self, name: str) -> str:
        return self._all()[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._all())

    def __len__(self) -> int:
        return len(self._all())

    def items(self) -> ItemsView[str, str]:
        """Return names and digests, divided once."""
        return self._all().items()

    def __eq__(self, other: object) -> bool:
        return self._whole() == other._whole() if isinstance(other, Digests) else NotImplemented


class Values(Mapping[str, str]):
    """What facts said, by their digest; in packets while nobody asks, once there are many."""

    #: So many more make a packet.
    EACH = 4096

    __slots__ = ("_all", "_packed")

    def __init__(self, values: Mapping[str, str] = MappingProxyType({})) -> None:
        self._all = dict(values)
        self._packed: list[bytes] | None = None

    def update(self, values: Mapping[str, str]) -> None:
        """Take in more; what a digest says is always the same."""
        self._all.update(values)
        if self._packed is not None and len(self._all) >= self.EACH:
            self.pack()

    def pack(self) -> None:
        """Keep all in less room, and what comes, until somebody asks for one."""
        packed = self._packed = self._packed or []
        if self._all:
            packed.append(zlib.compress(json.dumps(self._all).encode("ascii")))
            self._all = {}

    def _open(self) -> dict[str, str]:
        for packet in self._packed or ():
            self._all.update(json.loads(zlib.decompress(packet)))
        self._packed = None
        return self._all

    def __getitem__(self, digest: str) -> str:
        return self._open()[digest]

    def __iter__(self) -> Iterator[str]:
        return iter(self._open())

    def __len__(self) -> int:
        return len(self._open())


def _share_of(path: str) -> str:
    return next((start for start in _SHARED if path.startswith(start)), "")


class Record(Struct, frozen=True):
    """One edition as it was built or checked.

    Attributes:
        brief: Path of its brief.
        lang: Its language.
        profile: What kind of PDF it is.
        engine: Digest of the program.
        inputs: Digest of each file that was read, and of each folder that was listed, by path.
        facts: Digest of each fact that was used, by id and language.
        output: SHA-256 of the PDF; empty where none was made.
        pages: Its number of pages.
        first_day: The first day on which the ages of its facts mean what they meant when it was built.
        last_day: The last such day; on the next, a fact asks to be looked at again, or is past its date.
    """

    brief: str
    lang: str
    profile: str
    engine: str
    inputs: Inputs
    facts: Digests
    output: str
    pages: int
    first_day: str = EVER[0]
    last_day: str = EVER[1]


class ComesAs(NamedTuple):
    """What a brief comes as, as of a digest of its file.

    Attributes:
        seen: The digest.
        languages: Its languages, and how they stand together.
        profiles: Its kinds of PDF.
        facts: Of a series, the digest of the files of facts that its rows were taken from; else empty.
        rows: Of a series, the id of each row and what its files are called, by language.
    """

    seen: str
    languages: tuple[str, ...]
    profiles: tuple[str, ...]
    facts: str = ""
    rows: tuple[tuple[str, tuple[str, ...]], ...] = ()


class StatusRecord(Struct, frozen=True):
    """The status pages of a brief as they were written.

    Attributes:
        key: Digest of what they were made of.
        pages: SHA-256 of each, by path.
    """

    key: str
    pages: dict[str, str]


class Ledger(Struct, eq=False):
    """Records by the path of the PDF, and what each brief comes as, as of a digest of its file.

    Attributes:
        editions: The records.
        briefs: Path of a brief -> what it comes as.
        values: What facts said, by their digest: so a change can be told with both figures.
        status: The status pages of each brief that has versions, by its path.
        orphans: SHA-256 of each status page that nothing makes any more, by path.
    """

    editions: dict[str, Record] = field(default_factory=dict)
    briefs: dict[str, ComesAs] = field(default_factory=dict)
    values: Values = field(default_factory=Values)
    status: dict[str, StatusRecord] = field(default_factory=dict)
    orphans: dict[str, str] = field(default_factory=dict)
    _shared: dict[tuple[tuple[str, str], ...], dict[str, str]] = field(default_factory=dict)
    _inputs: dict[tuple[int, ...], Inputs] = field(default_factory=dict)
    _as_read: tuple[dict[str, Any], ...] = ()
    _is_packed: bool = False

    def remember(self, output: str, record: Record, values: Mapping[str, str]) -> None:
        """Take in what became of an edition; what it read in common with others is kept once.

        Args:
            output: The path of its PDF.
            record: What was made, and of what.
            values: What its facts say, by their digest.
        """
        parts = tuple(self._shared.setdefault(tuple(part.items()), part) for part in record.inputs.parts)
        # Parts stay as long as the ledger does, so that no other object gets the number of one.
        inputs = self._inputs.setdefault(tuple(map(id, parts)), Inputs(parts))
        facts = record.facts.pack() if self._is_packed else record.facts
        self.editions[output] = replace(record, inputs=inputs, facts=facts)
        self.values.update(values)

    def pack(self) -> None:
        """Keep what is known, and what comes, in less room: who makes a long series asks for little of it."""
        self._is_packed = True
        self._as_read = ()  # `news` then looks at the text
        self.values.pack()
        for record in self.editions.values():
            record.facts.pack()

    def to_json(self) -> str:
        """Return the file's text: the digest of what follows it, then that."""
        body = "".join(self._pieces())
        return f"{head_of(body)}\n{body}"

    def _pieces(self) -> Iterator[str]:
        """Yield what `json.dumps` with sorted keys gives, an edition at a time: all at once are large."""
        parts, dump = _Parts(), partial(json.dumps, sort_keys=True)
        briefs = {path: list(entry) for path, entry in self.briefs.items()}
        status = {path: [record.key, record.pages] for path, record in self.status.items()}
        yield f'{{"briefs": {dump(briefs)}, "editions": {{'
        for number, output in enumerate(sorted(self.editions)):
            comma = ", " if number else ""
            yield f"{comma}{dump(output)}: {dump(_plain(self.editions[output], parts))}"
        yield f'}}, "orphans": {dump(self.orphans)}, "parts": {dump(parts.all)}, "status": {dump(status)}, '
        yield f'"values": {dump(self._values_in_use())}, "version": {VERSION}}}\n'

    def _values_in_use(self) -> dict[str, str]:
        known = self.values
        used = {digest for record in self.editions.values() for _, digest in record.facts.items()}
        return {digest: known[digest] for digest in sorted(used) if digest in known}

    def news(self, before: str) -> list[bytes] | None:
        """Return the pieces of what the file has to become.

        Args:
            before: Its text as it was read; empty where there was none.

        Returns:
            None where the file can stay (or stay away) as it was read.
        """
        if before and self._as_read == tuple(map(dict, self._all())):
            return None
        # The whole of a long series would take as much room as all that made it.
        pieces = [piece.encode("utf-8") for piece in self._pieces()]
        sha = hashlib.sha256()
        for piece in pieces:
            sha.update(piece)
        head = _head(sha.hexdigest())
        is_new = head != before.partition("\n")[0]  # which is the digest of the rest
        return [f"{head}\n".encode("ascii"), *pieces] if is_new and (before or self.editions) else None

    def _all(self) -> tuple[Mapping[str, Any], ...]:
        return (self.editions, self.briefs, self.values, self.status, self.orphans)

    def settle(self) -> Ledger:
        """Take what is there now for what was read, and return the ledger."""
        self._as_read = tuple(map(dict, self._all()))
        return self


class _Parts:
    """Numbers the parts of inputs, equal ones alike."""

    def __init__(self) -> None:
        self.all: list[dict[str, str]] = []
        self._by_identity: dict[int, int] = {}
        self._by_text: dict[str, int] = {}

    def number(self, part: dict[str, str]) -> int:
        """Return the number of a part, which has to live as long as this."""
        if id(part) not in self._by_identity:
            number = self._by_text.setdefault(json.dumps(part, sort_keys=True), len(self.all))
            if number == len(self.all):
                self.all.append(part)
            self._by_identity[id(part)] = number
        return self._by_identity[id(part)]


def head_of(body: str) -> str:
    """Return the first line of a ledger: the digest of the others."""
    return _head(hashlib.sha256(body.encode("utf-8")).hexdigest())


def _head(digest: str) -> str:
    return json.dumps({"sha256": digest})


def _plain(record: Record, parts: _Parts) -> dict[str, Any]:
    """Return the fields of a record; `asdict` would copy every digest in them."""
    plain = {name: getattr(record, name) for name in Record.__struct_fields__}
    inputs = [parts.number(part) for part in record.inputs.parts]
    return plain | {"inputs": inputs, "facts": dict(record.facts.items())}


def read_ledger(workspace: Workspace, place: str = PATH) -> tuple[Ledger, str]:
    """Return a ledger of a project and its text; whatever is wrong with it gives an empty one."""
    try:
        path = workspace.root / place
        if not path.is_file():  # nor a pipe, which would never end
            return Ledger(), ""
        text = path.read_text("utf-8")
        head, _, body = text.partition("\n")
        if head != head_of(body):
            return Ledger(), ""  # one wrong character could make a PDF look fresh that is not
        return _parse(json.loads(body)).settle(), text
    except (OSError, ValueError, LookupError, TypeError, AttributeError, RecursionError):
        return Ledger(), ""


def is_as_read(workspace: Workspace, text: str, place: str = PATH) -> bool:
    """Tell whether the file of a ledger still has the text that `read_ledger` returned."""
    try:
        path = workspace.root / place
        return path.read_text("utf-8") == text if path.is_file() else not text
    except (OSError, ValueError):
        return not text


def _parse(data: Any) -> Ledger:
    if data["version"] != VERSION:
        raise ValueError("written by another version")
    parts = [_digests(part) for part in data["parts"]]
    editions = {_text(output): _record(parts, **record) for output, record in data["editions"].items()}
    briefs = {_text(path): _comes_as(*entry) for path, entry in data["briefs"].items()}
    status = {
        _text(path): StatusRecord(_text(key), _digests(pages))
        for path, (key, pages) in data["status"].items()
    }
    return Ledger(editions, briefs, Values(_digests(data["values"])), status, _digests(data["orphans"]))


def _comes_as(seen: object, tags: object, profiles: object, facts: object, rows: object) -> ComesAs:
    languages = _names(tags)
    if not isinstance(rows, list):
        raise TypeError("rows are a list")
    named = tuple((_row(row), _stems(stems, len(languages))) for row, stems in rows)
    return ComesAs(_text(seen), languages, _names(profiles), _text(facts), named)


def _row(value: object) -> str:
    if not _ROW.fullmatch(_text(value)):
        raise ValueError("not the id of a row")
    return _text(value)


def _stems(value: object, count: int) -> tuple[str, ...]:
    """Read what files are called, one for each language; they become parts of paths."""
    if not isinstance(value, list) or len(value) != count:
        raise ValueError("not a name for each language")
    if not all(_STEM.fullmatch(_text(stem)) for stem in value):
        raise ValueError("not names of files")
    return tuple(value)


def _record(parts: list[dict[str, str]], **values: Any) -> Record:
    numbers, facts, pages = values.pop("inputs"), values.pop("facts"), values.pop("pages")
    if type(pages) is not int or not all(type(n) is int and 0 <= n < len(parts) for n in numbers):
        raise ValueError("a number of pages, or of a part, is a number")
    # What thousands of records have in common is one text for all of them.
    texts = {key: intern(_text(value)) for key, value in values.items() if key != "output"}
    texts["output"] = _text(values["output"])
    inputs = Inputs(tuple(parts[number] for number in numbers))
    return Record(**texts, inputs=inputs, facts=Digests(_digests(facts)), pages=pages)


def _digests(value: object) -> dict[str, str]:
    if not isinstance(value, dict):
        raise TypeError("digests have names")
    return {_text(key): _text(inner) for key, inner in value.items()}


def _names(value: object) -> tuple[str, ...]:
    """Read languages or kinds of PDF, which become parts of file names: nothing else may pass for one."""
    if not isinstance(value, list) or not all(_NAME.fullmatch(_text(name)) for name in value):
        raise ValueError("not a list of names")
    return tuple(value)


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError("not a text")
    return value
