"""What was built, or checked, from what: the memory between two runs.

A ledger is a cache: a damaged, missing or foreign one costs a rebuild and nothing else.
"""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass, field, fields
from typing import Any

from briefpress.workspace import Workspace

#: Where the ledger of what was built lies in a project, and that of what was checked and is without fault.
PATH = "output/.briefpress/ledger.json"
CHECKED = "output/.briefpress/checked.json"
#: A reader of another version starts afresh.
VERSION = 5

#: First and last day of what no age of a fact will ever change (ISO 8601).
EVER = ("0001-01-01", "9999-12-31")

_NAME = re.compile("[A-Za-z0-9-]{2,35}")


@dataclass(frozen=True, slots=True)
class Record:
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
    inputs: dict[str, str]
    facts: dict[str, str]
    output: str
    pages: int
    first_day: str = EVER[0]
    last_day: str = EVER[1]


@dataclass(slots=True)
class Ledger:
    """Records by the path of the PDF, and what each brief comes as, as of a digest of its file.

    Attributes:
        editions: The records.
        briefs: Path of a brief -> the digest, its languages and its kinds of PDF.
        values: What facts said, by their digest: so a change can be told with both figures.
    """

    editions: dict[str, Record] = field(default_factory=dict)
    briefs: dict[str, tuple[str, tuple[str, ...], tuple[str, ...]]] = field(default_factory=dict)
    values: dict[str, str] = field(default_factory=dict)

    def to_json(self) -> str:
        """Return the file's text: the digest of what follows it, then that."""
        data = {
            "version": VERSION,
            "editions": {output: _plain(record) for output, record in self.editions.items()},
            "briefs": {path: list(entry) for path, entry in self.briefs.items()},
            "values": self._values_in_use(),
        }
        body = json.dumps(data, indent=1, sort_keys=True) + "\n"
        return f"{head_of(body)}\n{body}"

    def _values_in_use(self) -> dict[str, str]:
        known = self.values
        used = {digest for record in self.editions.values() for digest in record.facts.values()}
        return {digest: known[digest] for digest in sorted(used) if digest in known}

    def news(self, before: str) -> bytes | None:
        """Return what the file has to become, or None where it can stay (or stay away) as it was read."""
        text = self.to_json()
        return text.encode("utf-8") if text != before and (before or self.editions) else None


def head_of(body: str) -> str:
    """Return the first line of a ledger: the digest of the others."""
    return json.dumps({"sha256": hashlib.sha256(body.encode("utf-8")).hexdigest()})


def _plain(record: Record) -> dict[str, Any]:
    """Return the fields of a record; `asdict` would copy every digest in them."""
    return {name: getattr(record, name) for name in _FIELDS}


_FIELDS = tuple(each.name for each in fields(Record))


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
        return _parse(json.loads(body)), text
    except (OSError, ValueError, LookupError, TypeError, AttributeError, RecursionError):
        return Ledger(), ""


def _parse(data: Any) -> Ledger:
    if data["version"] != VERSION:
        raise ValueError("written by another version")
    editions = {_text(output): _record(**record) for output, record in data["editions"].items()}
    briefs = {
        _text(path): (_text(seen), _names(tags), _names(profiles))
        for path, (seen, tags, profiles) in data["briefs"].items()
    }
    return Ledger(editions, briefs, _digests(data["values"]))


def _record(**values: object) -> Record:
    inputs, facts, pages = values.pop("inputs"), values.pop("facts"), values.pop("pages")
    if type(pages) is not int:
        raise ValueError("a number of pages is a number")
    texts = {key: _text(value) for key, value in values.items()}
    return Record(**texts, inputs=_digests(inputs), facts=_digests(facts), pages=pages)


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
