"""Why a feed, or a value of one, is not taken."""

from __future__ import annotations


class FeedError(Exception):
    """A feed gives nothing that can be taken; the run makes a finding of it and goes on.

    Attributes:
        code: A code of the family FEED.
        message: What is wrong, as a clause that follows the name of the feed or the fact.
        hint: The next step.
    """

    def __init__(self, code: str, message: str, hint: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.hint = hint


def missing(package: str) -> FeedError:
    """Return that a library of the extra is not there."""
    return FeedError(
        "FEED026", f"needs `{package}`, which is not installed", "pip install 'briefpress[refresh]'"
    )
