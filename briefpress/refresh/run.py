"""The way of a refresh: feeds are fetched, values taken and judged, and what is accepted is written."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Callable, Collection, Iterator, Mapping
from typing import Any

from msgspec import Struct, field
from msgspec.structs import replace

from briefpress import __version__
from briefpress.build.lock import LockedError, build_lock
from briefpress.build.publication import ROOM, cannot_write, is_inside, publish, sweep
from briefpress.diagnostics import Findings, did_you_mean
from briefpress.facts.book import Refreshable, load_refreshable
from briefpress.facts.feeds import Feed, Wanted
from briefpress.facts.refreshed import LOCK, Seen, plain_of, write_lock
from briefpress.refresh.accept import judge
from briefpress.refresh.bodies import Body, read_csv, read_json
from briefpress.refresh.entries import as_they_are, count_new_rows, entry_of, is_same, is_settled, line_of
from briefpress.refresh.failures import FeedError
from briefpress.refresh.select import Taken, take
from briefpress.workspace import ReadError, Workspace

#: One refresh of a project at a time; builds go on meanwhile.
_ONE_AT_A_TIME = "output/.briefpress/refresh.lock"


class Wish(Struct, frozen=True):
    """What is asked of a refresh.

    Attributes:
        feeds: Only these; all where none is given.
        accepted: Facts whose values a person has looked at: they are not held.
        is_dry: Whether nothing is written.
        allow_code: Whether functions may be run that no installed package declares.
    """

    feeds: tuple[str, ...] = ()
    accepted: frozenset[str] = frozenset()
    is_dry: bool = False
    allow_code: bool = False


class Outcome(Struct, frozen=True):
    """What became of a fact.

    Attributes:
        fact: Its id.
        feed: The id of its feed.
        status: ``same``, ``changed``, ``held`` or ``failed``.
        was: The value before, for people; empty where there was none.
        now: The value that was fetched; empty where there is none.
        why: Why it is held, or has failed.
        as_of: The day that came with the value; empty where none did.
    """

    fact: str
    feed: str
    status: str
    was: str = ""
    now: str = ""
    why: str = ""
    as_of: str = ""


class Refreshed(Struct, frozen=True):
    """What a refresh came to.

    Attributes:
        outcomes: Of each fact that takes something from the feeds, by id.
        is_written: Whether the lock file has changed.
    """

    outcomes: tuple[Outcome, ...] = ()
    is_written: bool = False

    def count(self, status: str) -> int:
        """Return how many facts had an outcome."""
        return sum(outcome.status == status for outcome in self.outcomes)


class _Fetched(Struct, frozen=True):
    """What a feed gave.

    Attributes:
        body: None where it is what was seen last.
        seen: What to remember of it.
    """

    body: Body | None
    seen: Seen


class _Run(Struct):
    """A refresh while it goes on.

    Attributes:
        facts: Id -> the entry of the lock file, as it will be.
        feeds: Id -> the same of feeds.
    """

    workspace: Workspace
    state: Refreshable
    wish: Wish
    findings: Findings
    now: dt.datetime
    web: Any
    facts: dict[str, object] = field(default_factory=dict)
    feeds: dict[str, object] = field(default_factory=dict)


def refresh_project(
    workspace: Workspace,
    languages: tuple[str, ...],
    wish: Wish,
    findings: Findings,
    *,
    on_wait: Callable[[], None],
    web: Any = None,
) -> Refreshed:
    """Fetch what the feeds of a project say now, and write down what of it is accepted.

    Args:
        workspace: The project.
        languages: Those that every text has to be in.
        wish: What is asked.
        findings: Collects what is wrong with the project, and why something is not taken.
        on_wait: Called before another refresh, or a build, is waited for.
        web: The world that `briefpress.refresh.http` fetches from; by default the real one.
    """
    if wish.is_dry:
        return _refresh(workspace, languages, wish, findings, on_wait, web)
    try:
        with build_lock(workspace.root, on_wait, _ONE_AT_A_TIME) as has_waited:
            if has_waited:
                workspace.look_again()
            return _refresh(workspace, languages, wish, findings, on_wait, web)
    except LockedError:
        hint = "end its process, then run the command again; the last good values are there"
        findings.error("BUILD005", "another run in this project does not end", hint=hint)
        return Refreshed()


def _refresh(
    workspace: Workspace,
    languages: tuple[str, ...],
    wish: Wish,
    findings: Findings,
    on_wait: Callable[[], None],
    web: Any,
) -> Refreshed:
    said = Findings()
    state = load_refreshable(workspace, languages, said)
    # What does not fit, or was never there, is what a refresh is for.
    cured = ("FEED003", "FEED004") if state.lock.is_readable else ("FEED004",)
    is_whole = state.lock.is_readable and state.book.is_complete
    findings.extend(one for one in (state.findings if is_whole else said) if one.code not in cured)
    if not is_whole:
        return Refreshed()
    chosen = _chosen(state, wish, findings)
    if chosen is None:
        return Refreshed()
    run = _Run(workspace, state, wish, findings, workspace.now, web)
    run.facts, run.feeds = as_they_are(state)
    outcomes = [outcome for feed in chosen for outcome in _of_feed(run, feed)]
    outcomes.sort(key=lambda outcome: outcome.fact)
    is_written = not wish.is_dry and _write(run, on_wait)
    return Refreshed(tuple(outcomes), is_written)


def _chosen(state: Refreshable, wish: Wish, findings: Findings) -> list[Feed] | None:
    """Return the feeds that are meant, and that facts take something from."""
    errors = findings.errors
    declared = state.shelf.declared["feeds"]
    for name in wish.feeds:
        if name not in declared:
            hint = did_you_mean(name, declared) or "leave the name out to refresh all"
            findings.error("USAGE004", f"there is no feed `{name}`", hint=hint)
    for name in sorted(wish.accepted):
        if name not in state.wanted:
            hint = (
                did_you_mean(name, state.wanted) or "name a fact that has `refresh`, or a table with a feed"
            )
            findings.error("USAGE004", f"no fact `{name}` takes its value from a feed", hint=hint)
    if findings.errors > errors:
        return None
    used = {wanted.feed for wanted in state.wanted.values()}
    names = [name for name in sorted(used) if not wish.feeds or name in wish.feeds]
    return [state.feeds[name] for name in names if name in state.feeds]


# ---- one feed


def _of_feed(run: _Run, feed: Feed) -> Iterator[Outcome]:
    wanted = [one for _, one in sorted(run.state.wanted.items()) if one.feed == feed.id]
    try:
        fetched = _fetch(run, feed, wanted)
    except FeedError as error:
        message = f"the feed `{feed.id}` {error.message}"
        run.findings.error(error.code, message, feed.address_span, label="not refreshed", hint=error.hint)
        for one in wanted:
            yield Outcome(one.fact, feed.id, "failed", _was(run, one), why=error.message)
        return
    if fetched.body is None:
        for one in wanted:
            yield Outcome(one.fact, feed.id, "same", _was(run, one), _was(run, one))
        _remember(run, feed, fetched.seen)
        return
    outcomes = [_of_fact(run, feed, one, fetched) for one in wanted]
    unsettled = tuple(one.fact for one in outcomes if one.status not in ("same", "changed"))
    _remember(run, feed, replace(fetched.seen, unsettled=unsettled))
    yield from outcomes


def _fetch(run: _Run, feed: Feed, wanted: Collection[Wanted]) -> _Fetched:
    """Return what a feed gives.

    Raises:
        FeedError: It gives nothing that can be read.
    """
    last = run.state.lock.feeds.get(feed.id)
    if last is not None and last.checked - run.now > dt.timedelta(days=1):
        hint = f"set the clock; if it is right, delete the line of the feed in `{LOCK}`"
        when = f"{last.checked:%Y-%m-%d %H:%M}"
        raise FeedError("FEED022", f"was refreshed in the future: on {when}, by the clock of then", hint)
    if feed.kind == "sql":
        from briefpress.refresh.database import read_sql

        body = read_sql(feed, run.workspace)
        return _Fetched(body, _seen(run, feed, repr((body.header, body.rows)).encode()))
    if feed.kind == "python":
        from briefpress.refresh.function import read_function

        document = read_function(feed, run.workspace, allow_code=run.wish.allow_code)
        return _Fetched(document, _seen(run, feed, repr(document.root).encode("utf-8", "replace")))
    media_type = etag = modified = ""
    if feed.is_web:
        from briefpress.refresh.http import Web, fetch

        web = run.web or Web(__version__, run.workspace.environment("SSL_CERT_FILE"))
        # What was held or refused has to come once more, and be judged once more.
        is_enough = (
            last is not None and not last.unsettled and all(is_settled(run.state, one) for one in wanted)
        )
        answer = fetch(feed, last if is_enough else None, web)
        if answer.body is None:
            assert last is not None
            seen = Seen(run.now, last.address, last.sha256, last.etag, last.modified)
            return _Fetched(None, seen)
        data, media_type, etag, modified = answer.body, answer.kind, answer.etag, answer.modified
    else:
        data = _file(run.workspace, feed)
    return _Fetched(_READERS[feed.kind](data, media_type, feed), _seen(run, feed, data, etag, modified))


def _seen(run: _Run, feed: Feed, data: bytes, etag: str = "", modified: str = "") -> Seen:
    return Seen(run.now, feed.address, hashlib.sha256(data).hexdigest(), etag, modified)


def _file(workspace: Workspace, feed: Feed) -> bytes:
    from briefpress.refresh.http import too_large

    try:
        data = workspace.read(feed.address)
    except ReadError as error:
        hint = "check the name of the file"
        raise FeedError("FEED005", f"cannot be read: {error.reason}", hint) from None
    if len(data) > feed.max_bytes:
        raise too_large(feed)
    return data


def _read_xlsx(data: bytes, media_type: str, feed: Feed) -> Body:
    from briefpress.refresh.workbook import read_xlsx

    return read_xlsx(data, media_type, feed)


_READERS: Mapping[str, Callable[[bytes, str, Feed], Body]] = {
    "csv": read_csv,
    "json": read_json,
    "xlsx": _read_xlsx,
}


# ---- one fact


def _of_fact(run: _Run, feed: Feed, wanted: Wanted, fetched: _Fetched) -> Outcome:
    was = _was(run, wanted)
    assert fetched.body is not None
    mapping = run.state.mappings[wanted.fact]
    try:
        taken = take(fetched.body, wanted, mapping)
        verdict = judge(taken, wanted, run.state, run.workspace)
    except FeedError as error:
        message = f"fact `{wanted.fact}` {error.message}"
        run.findings.error(error.code, message, wanted.span, label="not refreshed", hint=error.hint)
        return Outcome(wanted.fact, feed.id, "failed", was, why=error.message)
    now, as_of = _shown(run, wanted, taken), taken.as_of or ""
    is_known = is_same(run.state, wanted, taken)
    if verdict.held and not is_known and wanted.fact not in run.wish.accepted:
        run.findings.warning(
            "FEED023",
            f"fact `{wanted.fact}` is held: {verdict.held}",
            wanted.span,
            label=f"{was} -> {now}" if was and not wanted.is_table else "held",
            hint=f"look at the source; if it is right, run `refresh {feed.id} --accept {wanted.fact}`",
        )
        return Outcome(wanted.fact, feed.id, "held", was, now, verdict.held, as_of)
    if not is_known or not is_settled(run.state, wanted):
        run.facts[wanted.fact] = entry_of(run.state, wanted, taken, fetched.seen)
    return Outcome(wanted.fact, feed.id, "same" if is_known else "changed", was, now, as_of=as_of)


def _was(run: _Run, wanted: Wanted) -> str:
    """Return the last good value for people; empty where there is none, or it is damaged."""
    if wanted.fact in run.state.lock.damaged:
        return ""
    kept = run.state.lock.facts.get(wanted.fact)
    if kept is not None and kept.rows is not None:
        return _rows(len(kept.rows.items) - 1)
    entry = kept.value if kept is not None else run.state.mappings[wanted.fact].entries.get("value")
    return _told(plain_of(entry.value)) if entry is not None else ""


def _shown(run: _Run, wanted: Wanted, taken: Taken) -> str:
    """Return a new value for people; of a table, how many rows."""
    if taken.rows is None:
        return _told(taken.value)
    new = count_new_rows(run.state, wanted, taken.rows)
    count = _rows(len(taken.rows) - 1)
    return f"{count}, {new} new or changed" if new else count


def _told(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _rows(count: int) -> str:
    return f"{count} row{'' if count == 1 else 's'}"


# ---- the lock file


def _remember(run: _Run, feed: Feed, seen: Seen) -> None:
    run.feeds[feed.id] = line_of(seen)


def _write(run: _Run, on_wait: Callable[[], None]) -> bool:
    """Write the lock file where it says something new, while no build reads it."""
    data = write_lock(run.facts, run.feeds).encode("utf-8")
    workspace = run.workspace
    if workspace.exists(LOCK) and workspace.read(LOCK) == data:
        return False
    if not run.facts and not run.feeds and not workspace.exists(LOCK):
        return False
    path = workspace.root / LOCK
    try:
        with build_lock(workspace.root, on_wait):
            if not is_inside(path, workspace.root):
                raise OSError(0, "it leads out of the project folder")
            sweep(path.parent)
            publish(path, data)
    except OSError as error:
        cannot_write(LOCK, error, run.findings, f"nothing was accepted; {ROOM}")
        return False
    return True
