"""The memos that earlier builds wrote, read back."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Any

from briefpress.build.memo.names import FOLDER, NAME
from briefpress.workspace import ReadError, Workspace


def memos(workspace: Workspace, lang: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the memos of a project, the newest first: the folder, and what its JSON file says.

    A memo that cannot be read is passed over: somebody may have deleted a part of it.

    Args:
        workspace: The project.
        lang: The language of the memos.
    """
    for folder in _folders(workspace):
        try:
            data = json.loads(workspace.read(f"{folder}/memo-{lang}.json"))
        except (ReadError, ValueError, RecursionError):
            continue
        if isinstance(data, dict) and {"figures", "editions", "date", "number"} <= data.keys():
            yield folder, data


def about(memo: dict[str, Any], name: str) -> dict[str, Any] | None:
    """Return what a memo says of an edition, with the figures that it prints, or None where that is nothing.

    Args:
        memo: As `memos` yields it.
        name: The name of the edition: that of its PDF without the ending.
    """
    for edition in memo["editions"]:
        if PurePosixPath(edition["output"]).stem == name:
            facts = {fact for passage in edition["passages"] for fact in passage["facts"]}
            figures = [figure for figure in memo["figures"] if figure["fact"] in facts]
            return {**memo, "figures": figures, "editions": [edition]}
    return None


def _folders(workspace: Workspace) -> list[str]:
    folder = workspace.root / FOLDER
    if not folder.is_dir():
        return []
    found = [match for path in folder.iterdir() if (match := NAME.fullmatch(path.name))]
    newest = sorted(found, key=lambda match: (match[1], int(match[2])), reverse=True)
    return [f"{FOLDER}/{match[0]}" for match in newest]
