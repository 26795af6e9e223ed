"""A project held in memory: for tests, previews and programs that make their briefs."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from pathlib import Path

from briefpress.workspace.workspace import BUILTIN, MissingError, Workspace


class MemoryWorkspace(Workspace):
    """A workspace whose project files are a mapping from path to text or bytes.

    Shipped resources are read from the package as usual.
    """

    is_stored = False

    def __init__(
        self,
        files: Mapping[str, str | bytes],
        *,
        environment: Mapping[str, str] | None = None,
        today: dt.date | None = None,
    ) -> None:
        super().__init__(Path("/nonexistent"), environment=environment or {}, today=today)
        self._files = {
            path: content.encode("utf-8") if isinstance(content, str) else content
            for path, content in files.items()
        }

    def _list(self, folder: str, suffix: str) -> list[str]:
        return sorted(
            path
            for path in self._files
            if path.startswith(f"{folder}/") and path.endswith(suffix) and "/." not in f"/{path}"
        )

    def _load(self, path: str) -> bytes:
        if path in self._files:
            return self._files[path]
        if path.startswith(BUILTIN):
            return super()._load(path)
        raise MissingError(path, "there is no such file")
