"""A query -> records, in a transaction that can only read."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import quote

from briefpress.facts.feeds import Feed
from briefpress.facts.values import shorten
from briefpress.refresh.bodies import MOST_ROWS, Records, records_from
from briefpress.refresh.failures import FeedError, missing
from briefpress.workspace import Workspace

_SQLITE = "sqlite:///"
#: SQLite asks after so many steps of its machine whether to go on.
_STEPS = 10_000


def read_sql(feed: Feed, workspace: Workspace) -> Records:
    """Return what a query gives.

    Raises:
        FeedError: The database or the query gives nothing.
    """
    try:
        import sqlalchemy as sql
    except ImportError:
        raise missing("sqlalchemy") from None
    secret = _secret(feed, workspace)
    try:
        engine = _engine(sql, feed, secret, workspace)
        try:
            with engine.connect() as connection, connection.begin() as transaction:
                _limit(sql, connection, feed)
                result = connection.execution_options(stream_results=True).execute(sql.text(feed.query or ""))
                if not result.returns_rows:
                    raise FeedError("FEED024", "has a query that gives no rows", "write a `SELECT`")
                header = [str(name) for name in result.keys()]  # noqa: SIM118  # it is no mapping
                rows = _rows(result, feed)
                transaction.rollback()
        finally:
            engine.dispose()
    except FeedError:
        raise
    except ImportError as error:
        raise missing(str(error.name or "a driver of the database")) from None
    except Exception as error:  # drivers raise what they like
        raise FeedError("FEED024", f"gives nothing: {_said(error, secret)}", _HINT) from None
    return records_from([header, *rows], ["the header", *(f"row {n}" for n in range(1, len(rows) + 1))])


_HINT = "try the query in a client of the database, with the same name"


def _secret(feed: Feed, workspace: Workspace) -> str | None:
    if feed.password is None:
        return None
    secret = workspace.environment(feed.password)
    if not secret:
        what = f"needs a password, and `{feed.password}` is not set"
        raise FeedError(
            "FEED024", what, f"set the environment variable `{feed.password}`, then run this again"
        )
    return secret


def _said(error: Exception, secret: str | None) -> str:
    """Return what a driver says, without what nobody may read."""
    inner = getattr(error, "orig", None) or error
    text = str(inner).strip().splitlines()[0] if str(inner).strip() else type(inner).__name__
    return shorten(text.replace(secret, "***") if secret else text, 160)


def _engine(sql: Any, feed: Feed, secret: str | None, workspace: Workspace) -> Any:
    if feed.address.startswith(_SQLITE):
        path = feed.address.removeprefix(_SQLITE)
        file = (workspace.root / PurePosixPath(path)).resolve()
        if not file.is_relative_to(workspace.root):
            what = "lies outside the project folder"
            raise FeedError("FEED024", what, "put the database below the project")
        if not file.is_file():
            raise FeedError("FEED005", "cannot be read: there is no such file", "check the name of the file")
        url = f"{_SQLITE}file:{quote(str(file))}?mode=ro&uri=true"
        return sql.create_engine(url, connect_args={"timeout": feed.timeout})
    url = sql.make_url(feed.address)
    if secret is not None:
        url = url.set(password=secret)
    more: dict[str, Any] = {}
    if url.get_backend_name() == "postgresql":
        if url.drivername == "postgresql":
            url = url.set(drivername="postgresql+psycopg")
        options = f"-c statement_timeout={feed.timeout * 1000} -c default_transaction_read_only=on"
        more = {"connect_timeout": feed.timeout, "options": options}
    return sql.create_engine(url, connect_args=more, pool_pre_ping=False)


def _limit(sql: Any, connection: Any, feed: Feed) -> None:
    """Let a query of SQLite end; servers have been told when they connected."""
    if connection.dialect.name != "sqlite":
        return
    import time

    until = time.monotonic() + feed.timeout
    raw = connection.connection.driver_connection
    raw.execute("PRAGMA query_only = on")
    raw.set_progress_handler(lambda: int(time.monotonic() > until), _STEPS)


def _rows(result: Any, feed: Feed) -> list[list[str]]:
    rows: list[list[str]] = []
    size = 0
    for row in result:
        texts = [_text(value) for value in row]
        size += sum(map(len, texts))
        if size > feed.max_bytes or len(rows) >= MOST_ROWS:
            what = f"gives more than {MOST_ROWS} rows, or than {feed.max_bytes} bytes"
            raise FeedError("FEED009", what, "ask for less, or put the rows together in the query")
        rows.append(texts)
    return rows


def _text(value: object) -> str:
    """Return a value as it would be written: a decimal with its digits, a day of ISO 8601."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        return format(value, "f") if value.is_finite() else str(value)
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, dt.datetime):
        return value.date().isoformat() if value.time() == dt.time() else value.isoformat(sep=" ")
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, bytes | bytearray | memoryview):
        raise FeedError("FEED011", "gives bytes, and no text", "let the query turn them into a text")
    return str(value).strip()
