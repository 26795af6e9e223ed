"""What several editions are made of, read once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

from msgspec import Struct

from briefpress.diagnostics import Diagnostic, Findings
from briefpress.workspace import Workspace

T = TypeVar("T")


class _Loaded(Struct, Generic[T], frozen=True):
    """Something that was read, with what was found and what it took to read it."""

    value: T
    findings: tuple[Diagnostic, ...]
    reads: frozenset[str]


class Shared:
    """Keeps what was read of a workspace, by a name for it."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._loaded: dict[str, _Loaded[object]] = {}

    def forget(self) -> None:
        """Read all of it again when it is asked for."""
        self._loaded.clear()

    def get(self, key: str, load: Callable[[Findings], T], findings: Findings) -> T:
        """Return something, read at the first call; those who record reads see them at each.

        Args:
            key: What it is.
            load: Reads it, and reports what is wrong with it.
            findings: Collects what was found, at each call.
        """
        loaded = self._loaded.get(key)
        if loaded is None:
            found = Findings()
            with self._workspace.recording() as own:
                value = load(found)
            loaded = _Loaded(value, tuple(found), frozenset(own))
            if value is not None:  # what could not be read is reported at each place that asks for it
                self._loaded[key] = loaded
        else:
            self._workspace.record(loaded.reads)
        findings.extend(loaded.findings)
        return loaded.value  # type: ignore[return-value]
