"""What was built from what: the memory between two runs.

The ledger is a cache: a damaged, missing or foreign one costs a rebuild and nothing else.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass, field
from functools import cache
from pathlib import Path

import briefpress
from briefpress.workspace import Workspace

#: Where it lies in a project; a reader of another version starts afresh.
PATH = "output/.briefpress/ledger.json"
VERSION = 1


@dataclass(frozen=True, slots=True)
class Record:
    """One edition as it was built.

    Attributes:
        engine: Digest of the program.
        inputs: SHA-256 of each file that was read, by path.
        output: SHA-256 of the PDF.
        pages: Its number of pages.
    """

    engine: str
    inputs: dict[str, str]
    output: str
    pages: int


@dataclass(slots=True)
class Ledger:
    """Records by edition name, and the languages of each brief as of a digest of its file."""

    editions: dict[str, Record] = field(default_factory=dict)
    briefs: dict[str, tuple[str, tuple[str, ...]]] = field(default_factory=dict)

    def stale(self, name: str, output: str, workspace: Workspace) -> str | None:
        """Return why an edition must be built, or None where its PDF is what a build would give."""
        record = self.editions.get(name)
        if record is None:
            return "new"
        published = workspace.root / output
        if not published.is_file():
            return "its PDF is missing"
        if hashlib.sha256(published.read_bytes()).hexdigest() != record.output:
            return "its PDF was changed by something else"
        if record.engine != engine_digest():
            return "Briefpress itself changed"
        changed = [path for path, digest in record.inputs.items() if workspace.digest(path) != digest]
        if changed:
            more = f" and {len(changed) - 1} more" if len(changed) > 1 else ""
            return f"{changed[0]} changed{more}"
        return None

    def to_json(self) -> str:
        """Return the file's text."""
        data = {
            "version": VERSION,
            "editions": {name: asdict(record) for name, record in sorted(self.editions.items())},
            "briefs": {path: list(entry) for path, entry in sorted(self.briefs.items())},
        }
        return json.dumps(data, indent=1, ensure_ascii=False, sort_keys=True) + "\n"


def read_ledger(workspace: Workspace) -> Ledger:
    """Read a project's ledger; whatever is wrong with it gives an empty one."""
    try:
        data = json.loads((workspace.root / PATH).read_bytes())
        if data["version"] != VERSION:
            return Ledger()
        editions = {name: Record(**record) for name, record in data["editions"].items()}
        briefs = {path: (str(digest), tuple(langs)) for path, (digest, langs) in data["briefs"].items()}
        return Ledger(editions, briefs)
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return Ledger()


@cache
def engine_digest() -> str:
    """Return a digest of the program's own files, so that its change rebuilds everything."""
    package = Path(briefpress.__file__).parent
    digest = hashlib.sha256(briefpress.__version__.encode())
    for path in sorted(package.rglob("*.py")):
        digest.update(path.relative_to(package).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()
