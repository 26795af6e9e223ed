"""Where status pages lie, and what leads to them."""

from __future__ import annotations

from pathlib import PurePosixPath

from briefpress.build.project import Edition

#: The folder to put on the web, at the brief's ``status_address``.
FOLDER = "output/status"


def page_name(edition: Edition, number: int) -> str:
    """Return the path of the page of a version, in that folder.

    Those of a series have a folder of their own: else the page of its row ``towns`` could be that of another
    brief. They are called by the row's id, which stays where what its PDF is called does not.

    Args:
        edition: Of which edition.
        number: The version.
    """
    brief = PurePosixPath(edition.brief).stem
    return f"{brief}{'/' if edition.row else '-'}{edition.key}-v{number}.html"


def page_address(prefix: str, edition: Edition, number: int) -> str:
    """Return the address of that page below a brief's ``status_address``."""
    return f"{prefix.rstrip('/')}/{page_name(edition, number)}"
