"""A project with some files changed, and none of them written: what would be, if."""

from __future__ import annotations

from collections.abc import Mapping

from briefpress.workspace.workspace import Workspace


class OverlayWorkspace(Workspace):
    """Reads a project as another workspace does, but for files that have other bytes here.

    Args:
        base: The project as it is.
        changes: The path of each changed file, which is there already, and its bytes.
    """

    is_stored = False

    def __init__(self, base: Workspace, changes: Mapping[str, bytes]) -> None:
        super().__init__(base.root, environment=base._environment, today=base.today)
        self._base = base
        self._changes = dict(changes)

    def _list(self, folder: str, suffix: str) -> list[str]:
        return self._base._list(folder, suffix)

    def _load(self, path: str) -> bytes:
        return self._changes[path] if path in self._changes else self._base._load(path)
