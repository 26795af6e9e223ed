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


#: Packages -> the extras that bring them.
_EXTRAS = {
    **dict.fromkeys(("httpx", "jmespath", "openpyxl", "sqlalchemy"), "refresh"),
    "psycopg": "refresh,postgresql",
}


def missing(package: str) -> FeedError:
    """Return that a library is not there."""
    extra = _EXTRAS.get(package)
    hint = "install the driver of that database for Python, or name another one in the URL"
    if extra is not None:
        hint = f"install it: pip install 'briefpress[{extra}]'"
    return FeedError("FEED026", f"needs `{package}`, which is not installed", hint)
