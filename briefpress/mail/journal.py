"""Who has got what: one file for each list, to which lines are added, and none is ever changed.

A line is written, and on the disk, before what it tells of is done: ``intent`` before a server is spoken to,
``handing`` before it gets the end of the message, with which the message becomes its own, and what came of it
after that. So a run that is killed leaves an ``intent``, and the message was surely not accepted; or a
``handing``, and nobody can tell.

The file belongs to the project, beside the list: ``output/`` is for what can be made again, and this cannot.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from msgspec import Struct, field
from msgspec.structs import asdict

from briefpress.build.lock import LockedError, take
from briefpress.build.publication import ROOM, append, is_inside
from briefpress.diagnostics import Findings, Span
from briefpress.mail.published import Published
from briefpress.workspace import ReadError, Workspace
from briefpress.workspace.workspace import read_inside

FOLDER = "mail/journal"
#: One for all lists: what one list has sent decides what another one sends. It lies where nobody cleans up: a
#: lock that was deleted while a run holds it would let another one in.
LOCK = f"{FOLDER}/.lock"
VERSION = 1
#: What a line can tell. `retry` and `settled` are a person's word.
EVENTS = frozenset(("intent", "handing", "sent", "refused", "deferred", "unknown", "settled", "retry"))
#: Event -> what is known of the message after it.
_MEANS = {"handing": "unknown", "settled": "sent", "retry": "open", "intent": "open", "deferred": "open"}
#: Of two messages with the same PDF, what counts: the later one here.
_WEIGHT = ("open", "refused", "unknown", "sent")
_MOST_BYTES = 512 * 1024 * 1024


class JournalError(Exception):
    """A journal cannot be written; ``reason`` is fit to show to a user."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Sent(Struct, frozen=True):
    """An edition in a message, as the journal keeps it.

    Attributes:
        key: `Published.key`.
        version: The number of its version; 0 where it has none.
        sha256: That of its PDF.
        words: A digest of what it says.
        memo: The name of the memo that came with it; empty for none.
    """

    key: str
    version: int
    sha256: str
    words: str
    memo: str

    @classmethod
    def of(cls, item: Published) -> Sent:
        """Return what is kept of an edition."""
        return cls(item.key, item.version, item.sha256, item.words, item.memo)

    def is_same(self, other: Sent) -> bool:
        """Tell whether who has one of both needs no other: the same version, else the same PDF."""
        if self.version and other.version:
            return self.version == other.version
        return self.sha256 == other.sha256


class Letter(Struct):
    """A message as the journal knows it.

    Attributes:
        id: Its Message-ID.
        to: The address.
        items: What was in it.
        date: The date in its head.
        status: ``sent``, ``refused``, ``unknown`` or ``open``: not accepted, and to be tried.
        event: The last line's event.
        at: When that was written.
        reply: What the server said, or why there was no answer.
    """

    id: str
    to: str
    items: tuple[Sent, ...]
    date: str
    status: str = "open"
    event: str = "intent"
    at: str = ""
    reply: str = ""


class Journal(Struct):
    """What the lines of a file come to.

    Attributes:
        letters: By recipient, in small letters, and Message-ID, in the order in which they were tried.
    """

    letters: dict[str, dict[str, Letter]] = field(default_factory=dict)

    def status(self, to: str, item: Sent) -> str:
        """Return what is known of an edition as it is now and a recipient: one of the statuses of `Letter`.

        Who has got another one since does not have this one any more: a figure that was changed and changed
        back has to go out, although its bytes are those of an earlier message.
        """
        status = "open"
        for letter, one in self._tried(to, item.key):
            if one.is_same(item):
                status = max(status, letter.status, key=_WEIGHT.index)
            elif letter.status == "sent":
                status = "open"
        return status

    def got(self, to: str, key: str, *, status: str = "sent") -> list[Sent]:
        """Return what a recipient has got of an edition, or perhaps has, in this order.

        Args:
            to: The address.
            key: `Published.key`.
            status: That of the messages that count.
        """
        return [one for letter, one in self._tried(to, key) if letter.status == status]

    def date_of(self, to: str, id_: str) -> str | None:
        """Return the date in the head of a message that was tried before, or None."""
        letter = self.letters.get(to.casefold(), {}).get(id_)
        return letter.date if letter is not None else None

    def of_status(self, status: str) -> list[Letter]:
        """Return the messages of a status."""
        every = (letter for own in self.letters.values() for letter in own.values())
        return [letter for letter in every if letter.status == status]

    def take_in(self, line: Mapping[str, Any]) -> None:
        """Add what a line tells.

        Raises:
            ValueError: The line tells nothing that there is.
            LookupError: It lacks something, or is about a message that was never tried.
        """
        event, to, id_ = line["event"], str(line["to"]), str(line["id"])
        if line["v"] != VERSION or event not in EVENTS:
            raise ValueError("written by another version")
        own = self.letters.setdefault(to.casefold(), {})
        if event == "intent":
            items = tuple(map(_sent, line["items"]))
            # What a recipient got last is told by the order of the letters.
            own.pop(id_, None)
            own[id_] = Letter(id_, to, items, str(line["date"]))
        letter = own[id_]
        letter.event, letter.status = event, _MEANS.get(event, event)
        letter.at, letter.reply = str(line["at"]), str(line.get("reply", ""))

    def _tried(self, to: str, key: str) -> Iterator[tuple[Letter, Sent]]:
        for letter in self.letters.get(to.casefold(), {}).values():
            for one in letter.items:
                if one.key == key:
                    yield letter, one


def _sent(told: Mapping[str, Any]) -> Sent:
    version = told["version"]
    if type(version) is not int:
        raise ValueError("no number")
    key, sha256, words, memo = (str(told[name]) for name in ("key", "sha256", "words", "memo"))
    return Sent(key, version, sha256, words, memo)


def place_of(name: str) -> str:
    """Return the path of a list's journal."""
    return f"{FOLDER}/{name}.jsonl"


def read_journal(workspace: Workspace, name: str, findings: Findings) -> Journal | None:
    """Return the journal of a list, or None after reporting that it cannot be trusted.

    The end of a line that a killed run did not finish is passed over: what it tells of was not done.

    Args:
        workspace: The project.
        name: The name of the list.
        findings: Collects damage.
    """
    path, journal = place_of(name), Journal()
    file = workspace.root / path
    if not file.exists() and not file.is_symlink():
        return journal
    try:
        data = read_inside(file, path, workspace.root, _MOST_BYTES)
    except ReadError as error:
        findings.error("MAIL011", f"the journal cannot be read: {error.reason}", Span(path), hint=_RESTORE)
        return None
    lines = data.split(b"\n")
    for number, line in enumerate(lines[:-1], start=1):
        try:
            journal.take_in(_parsed(line))
        except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
            message = "the journal is damaged: this line is not as it was written"
            findings.error("MAIL011", message, Span(path, number), hint=_RESTORE)
            return None
    return journal


_RESTORE = "restore the file from a backup or from the history of the project; nothing is sent before"


def _parsed(line: bytes) -> Mapping[str, Any]:
    """Return what a line tells.

    Raises:
        ValueError: It is not as it was written.
    """
    digest, _, body = line.partition(b" ")
    if digest != _digest(body):
        raise ValueError("damaged")
    told = json.loads(body)
    if not isinstance(told, dict):
        raise ValueError("not a record")
    return told


def _digest(body: bytes) -> bytes:
    return hashlib.sha256(body).hexdigest()[:12].encode()


class Writer:
    """Adds lines to a journal, each on the disk before the next thing is done.

    Attributes:
        journal: What the lines come to, those that were added among them.
    """

    def __init__(self, path: Path, journal: Journal) -> None:
        self._path = path
        self.journal = journal

    def intend(self, to: str, id_: str, items: Iterable[Sent], date: str) -> None:
        """Note that a message is about to be sent.

        Raises:
            JournalError: The line could not be written.
        """
        self._add({"event": "intent", "to": to, "id": id_, "date": date, "items": list(map(asdict, items))})

    def note(self, event: str, to: str, id_: str, reply: str = "") -> None:
        """Note what came of a message.

        Raises:
            JournalError: The line could not be written.
        """
        self._add({"event": event, "to": to, "id": id_, **({"reply": reply} if reply else {})})

    def _add(self, told: dict[str, Any]) -> None:
        at = dt.datetime.now(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        line = {"v": VERSION, "at": at, **told}
        body = json.dumps(line, ensure_ascii=True, separators=(",", ":")).encode("ascii")
        try:
            append(self._path, _digest(body) + b" " + body + b"\n")
        except OSError as error:
            raise JournalError(error.strerror or str(error)) from None
        self.journal.take_in(line)


@contextmanager
def open_journal(
    workspace: Workspace, name: str, findings: Findings, on_wait: Callable[[], None]
) -> Iterator[Writer | None]:
    """Hold the lock of all mail, and yield what adds to a list's journal, or None after reporting.

    Args:
        workspace: The project.
        name: The name of the list.
        findings: Collects what stands in the way.
        on_wait: Called once before another run is waited for.
    """
    path = workspace.root / place_of(name)
    with ExitStack() as stack:
        try:
            if not is_inside(path, workspace.root):
                raise OSError(0, "it is a link that leads outside the project folder")
            take(workspace.root / LOCK, stack, on_wait)
            _cut(path)
        except LockedError:
            message = "another run sends mail of this project and does not end"
            findings.error("MAIL011", message, hint="look at it")
            yield None
            return
        except OSError as error:
            message = f"the journal cannot be written: {error.strerror or error}"
            findings.error("MAIL011", message, Span(place_of(name)), hint=ROOM)
            yield None
            return
        journal = read_journal(workspace, name, findings)  # what the run before has added is there now
        yield None if journal is None else Writer(path, journal)


def _cut(path: Path) -> None:
    """Take the end of a line away that a killed run has not finished, lest the next one goes on in it.

    Raises:
        OSError: The file cannot be written.
    """
    if not path.exists():
        return
    with path.open("r+b") as file:
        data = file.read()
        end = data.rfind(b"\n") + 1
        if end < len(data):
            file.truncate(end)
            file.flush()
            os.fsync(file.fileno())
