"""Paths -> bytes: the only door to files, fonts, environment variables and the date.

Every read is recorded, so that what an output depends on is known exactly.
"""

from briefpress.workspace.memory import MemoryWorkspace
from briefpress.workspace.overlay import OverlayWorkspace
from briefpress.workspace.workspace import (
    BUILTIN,
    MAX_FILE_BYTES,
    REFRESH_LOCK,
    MissingError,
    ReadError,
    Workspace,
    open_inside,
    read_inside,
    read_named,
    read_shipped,
    read_whole,
)

__all__ = [
    "BUILTIN",
    "MAX_FILE_BYTES",
    "REFRESH_LOCK",
    "MemoryWorkspace",
    "MissingError",
    "OverlayWorkspace",
    "ReadError",
    "Workspace",
    "open_inside",
    "read_inside",
    "read_named",
    "read_shipped",
    "read_whole",
]
