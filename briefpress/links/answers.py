"""What servers said, kept in `output/.briefpress/` so that nobody is asked twice a day."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from contextlib import suppress

from msgspec import Struct, ValidationError, convert, to_builtins

from briefpress.build.publication import is_inside, publish
from briefpress.workspace import ReadError, Workspace

PATH = "output/.briefpress/links.json"

#: How long an answer counts, and how long it does that there is none, which may be over soon.
KEPT, KEPT_SHORT = dt.timedelta(days=1), dt.timedelta(hours=1)
_SHORT = ("unreachable", "certificate", "unjudged")

#: What an answer may say, in the order in which a summary does.
VERDICTS = ("fine", "moved", "gone", "unreachable", "certificate", "astray", "private", "unjudged")

_VERSION = 1


class Answer(Struct, frozen=True):
    """What came of asking an address.

    Attributes:
        verdict: One of `VERDICTS`.
        why: A clause for people; empty where all is well.
        to: Where it has moved; of one in a private network, the host with its port.
    """

    verdict: str
    why: str = ""
    to: str = ""


class Kept(Struct, frozen=True):
    """An answer, and when it was given."""

    at: dt.datetime
    answer: Answer

    def counts(self, now: dt.datetime) -> bool:
        """Tell whether nobody has to be asked again; an answer of the future was given by another clock."""
        age = now - self.at
        longest = KEPT_SHORT if self.answer.verdict in _SHORT else KEPT
        return dt.timedelta() <= age < longest and self.answer.verdict in VERDICTS


class _File(Struct, frozen=True):
    version: int
    answers: dict[str, Kept]


def read_answers(workspace: Workspace) -> dict[str, Kept]:
    """Return what is kept and still counts; a file that is damaged has nothing."""
    try:
        file = convert(json.loads(workspace.read(PATH)), _File)
        now = workspace.now
        known = file.answers if file.version == _VERSION else {}
        return {address: kept for address, kept in known.items() if kept.counts(now)}
    except (ReadError, ValueError, ValidationError, RecursionError, TypeError):
        return {}


def write_answers(workspace: Workspace, kept: Mapping[str, Kept]) -> None:
    """Keep answers; where nothing can be written, the next run asks again."""
    if not workspace.is_stored:
        return
    # Whether a host may be asked is said by the project, and may be said otherwise at once.
    lasting = {key: one for key, one in sorted(kept.items()) if one.answer.verdict != "private"}
    data = json.dumps(to_builtins(_File(_VERSION, lasting)), ensure_ascii=False, indent=1)
    path = workspace.root / PATH
    with suppress(OSError):
        if is_inside(path, workspace.root):
            publish(path, f"{data}\n".encode(), is_cache=True)
