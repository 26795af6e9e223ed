"""A web address -> the bytes behind it, or why there are none.

Time, bytes and places are bounded: what comes after the last allowed second or byte is not waited for, and
nobody is connected to but the addresses that were checked.
"""

from __future__ import annotations

import datetime as dt
import random
import ssl
import time
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from briefpress.facts.feeds import Feed
from briefpress.facts.refreshed import Seen
from briefpress.network import NotConnectedError, pool_of, trusted
from briefpress.refresh.addresses import Place, place_of, redirected
from briefpress.refresh.failures import FeedError, missing

if TYPE_CHECKING:
    import httpcore

#: How often a server with trouble is asked, and what counts as trouble (RFC 9110, 15; RFC 6585, 4).
TRIES = 3
_TROUBLE = frozenset({429, 500, 502, 503, 504})
_MOVED = frozenset({301, 302, 303, 307, 308})
MOST_REDIRECTS = 5
#: The longest time between two tries, in seconds, whatever a server asks for.
LONGEST_PAUSE_S = 30.0
#: By how much the clock of a server may differ from that of this computer.
CLOCKS_DIFFER = dt.timedelta(days=1)

_PIECE = 64 * 1024


class Answer(Struct, frozen=True):
    """What a server said.

    Attributes:
        body: The bytes, unpacked; None where they are those that were seen last.
        kind: The media type in lower case, without parameters.
        address: The address that was asked first.
        etag: What the server calls the bytes; empty where it does not say.
        modified: When they were changed, in its words; empty where it does not say.
    """

    body: bytes | None
    kind: str
    address: str
    etag: str
    modified: str


class Web(Struct, frozen=True):
    """What fetching needs from the world.

    Attributes:
        version: Of this program, for servers.
        certificates: A file with certificates that are trusted besides those of the system; None for no more.
        sleep: Waits so many seconds.
        clock: Gives the time of this computer.
        chance: Gives a number from 0 to 1.
    """

    version: str
    certificates: str | None = None
    sleep: Callable[[float], None] = time.sleep
    clock: Callable[[], dt.datetime] = lambda: dt.datetime.now(dt.UTC)
    chance: Callable[[], float] = random.random


def fetch(feed: Feed, seen: Seen | None, web: Web) -> Answer:
    """Return what is behind the address of a feed.

    Args:
        feed: The feed.
        seen: What it said last, where that may be enough; None to have the bytes in any case.
        web: The world.

    Raises:
        FeedError: There is nothing that can be taken.
    """
    for number in range(1, TRIES + 1):
        try:
            return _once(feed, seen, web)
        except _Again as again:
            if number == TRIES:
                raise again.failure from None
            # Full jitter: those who all failed at once must not all come back at once.
            pause = again.after if again.after is not None else web.chance() * 0.5 * 4**number
            web.sleep(min(pause, LONGEST_PAUSE_S))
    raise AssertionError


class _Again(Exception):
    """A failure that may be over in a moment.

    Attributes:
        failure: What to say where it is not.
        after: How many seconds the server asks to wait; None where it does not say.
    """

    def __init__(self, failure: FeedError, after: float | None = None) -> None:
        super().__init__()
        self.failure = failure
        self.after = after


def _once(feed: Feed, seen: Seen | None, web: Web) -> Answer:
    """Ask once, and follow where that leads."""
    try:
        import httpx
    except ImportError:
        raise missing("httpx") from None
    place = place_of(feed.address)
    headers = {
        "Accept": "*/*",
        "Accept-Encoding": "gzip",
        "User-Agent": f"Briefpress/{web.version}",
    }
    if seen is not None and seen.address == feed.address:
        if seen.etag:
            headers["If-None-Match"] = seen.etag
        if seen.modified:
            headers["If-Modified-Since"] = seen.modified
    until = time.monotonic() + feed.timeout
    try:
        with pool_of(_trusted(web), until, feed.hosts.__contains__) as pool:
            transport = _transport(httpx, pool)
            with httpx.Client(transport=transport, trust_env=False, timeout=feed.timeout) as client:
                for _ in range(MOST_REDIRECTS + 1):
                    request = client.build_request("GET", place.url, headers=headers)
                    with closing(client.send(request, stream=True)) as response:
                        if response.status_code in _MOVED and "location" in response.headers:
                            place = redirected(place, response.headers["location"], feed)
                            continue
                        return _answer(response, feed, seen, until, web)
    except NotConnectedError as error:
        raise _not_connected(error) from None
    except httpx.TimeoutException:
        raise _too_long(feed) from None
    except (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError) as error:
        raise _unreachable(error, place) from None
    raise FeedError(
        "FEED010", f"is redirected more than {MOST_REDIRECTS} times", "name the last address itself"
    )


def _too_long(feed: Feed) -> FeedError:
    hint = "try again later; where the source is slow but right, raise `timeout` of the feed"
    return FeedError("FEED006", f"did not answer in full within {feed.timeout} s", hint)


def _unreachable(error: Exception, place: Place) -> Exception:
    """Return what a failed connection means."""
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, ssl.SSLError) or "certificate" in str(cause).lower():
            what = getattr(cause, "verify_message", "") or getattr(cause, "reason", "") or "TLS failed"
            hint = (
                "look at the address in a browser; a certificate of your own network goes into SSL_CERT_FILE"
            )
            return FeedError("FEED007", f"is not trusted: {place.host}: {str(what).lower()}", hint)
        cause = cause.__cause__ or cause.__context__
    hint = "try again later, and check the address"
    what = str(error).splitlines()[0] if str(error) else type(error).__name__
    return _Again(FeedError("FEED005", f"cannot be reached: {place.host}: {what}", hint))


# ---- the answer


def _answer(response: Any, feed: Feed, seen: Seen | None, until: float, web: Web) -> Answer:
    status, headers = response.status_code, response.headers
    if status in _TROUBLE:
        raise _Again(_error(status), _pause(headers.get("retry-after", ""), web))
    is_known = status == 304 and seen is not None
    if status != 200 and not is_known:
        raise _error(status)
    _check_clock(headers.get("date", ""), web)
    etag, modified = (headers.get(name, "") for name in ("etag", "last-modified"))
    kind = headers.get("content-type", "").partition(";")[0].strip().lower()
    body = None if is_known else _body(response, feed, until)
    return Answer(body, kind, feed.address, _plain(etag), _plain(modified))


def _error(status: int) -> FeedError:
    hint = "look at the address in a browser: it may have moved"
    if status in (401, 403):
        hint = "look at the address in a browser that is not signed in: the data has to be public"
    elif status in _TROUBLE:
        hint = "try again later"
    return FeedError("FEED008", f"answers with the error {status}", hint)


def _plain(text: str) -> str:
    """Return a header that goes into a file and comes back; one that is no plain text is as good as none."""
    return text if text.isascii() and text.isprintable() and len(text) <= 200 else ""


def _pause(text: str, web: Web) -> float | None:
    """Return how long a server asks to wait (RFC 9110, 10.2.3)."""
    if text.isascii() and text.isdigit() and len(text) < 10:
        return float(text)
    day = _day(text)
    return max((day - web.clock()).total_seconds(), 0.0) if day else None


def _check_clock(text: str, web: Web) -> None:
    day = _day(text)
    if day is not None and abs(day - web.clock()) > CLOCKS_DIFFER:
        hint = "set the clock of this computer; if it is right, tell whoever runs the server"
        raise FeedError("FEED022", f"has another clock: it is {day:%Y-%m-%d %H:%M} there", hint)


def _day(text: str) -> dt.datetime | None:
    try:
        day = parsedate_to_datetime(text)
    except (ValueError, TypeError):
        return None
    return day if day.tzinfo is not None else day.replace(tzinfo=dt.UTC)


def _body(response: Any, feed: Feed, until: float) -> bytes:
    """Return the bytes, unpacked; what is more than allowed is not read."""
    length = response.headers.get("content-length", "")
    if length.isascii() and length.isdigit() and int(length[:18]) > feed.max_bytes:
        raise too_large(feed)
    packed = response.headers.get("content-encoding", "identity").strip().lower()
    pieces = _bounded(response.iter_raw(_PIECE), feed, until)
    if packed == "gzip":
        return b"".join(_bounded(_unpacked(pieces), feed, until))
    if packed not in ("", "identity"):
        hint = "tell whoever runs the server: nobody asked for it"
        raise FeedError("FEED011", f"is packed in a way that was not asked for, `{packed[:20]}`", hint)
    return b"".join(pieces)


def _bounded(pieces: Iterable[bytes], feed: Feed, until: float) -> Iterator[bytes]:
    size = 0
    for piece in pieces:
        size += len(piece)
        if size > feed.max_bytes:
            raise too_large(feed)
        if time.monotonic() > until:
            raise _too_long(feed)
        yield piece


def _unpacked(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """Unpack piece by piece: a kilobyte may hold a megabyte, and all of it is never there at once."""
    unpacker = zlib.decompressobj(wbits=31)  # gzip only
    try:
        for piece in pieces:
            rest = piece
            while rest and not unpacker.eof:
                yield unpacker.decompress(rest, _PIECE)
                rest = unpacker.unconsumed_tail
        yield unpacker.flush()
    except zlib.error:
        raise FeedError("FEED011", "is packed, and damaged", "try again later") from None
    if not unpacker.eof:
        raise FeedError("FEED011", "is packed, and breaks off", "try again later")


def too_large(feed: Feed) -> FeedError:
    """Return that a feed has more bytes than it may have."""
    hint = "if that much is right, raise `max_bytes` of the feed"
    return FeedError("FEED009", f"has more than {feed.max_bytes:,} bytes".replace(",", " "), hint)


# ---- connections


def _trusted(web: Web) -> ssl.SSLContext:
    """Return whom to trust: the system, Mozilla's list, and what SSL_CERT_FILE names."""
    try:
        return trusted(web.certificates)
    except ValueError:
        hint = "check the path in SSL_CERT_FILE"
        raise FeedError("FEED007", "cannot be trusted: SSL_CERT_FILE names no certificates", hint) from None


def _not_connected(error: NotConnectedError) -> FeedError:
    if error.verdict == "private":
        hint = f"if it is your own, add `{error.host}` to `hosts` of the feed"
        return FeedError("FEED010", f"leads into a private network: {error.why}", hint)
    hint = "check the address, and that this computer has a network"
    return FeedError("FEED005", f"cannot be reached: {error.why}", hint)


def _transport(httpx: Any, pool: httpcore.ConnectionPool) -> Any:
    """Return a transport of httpx over a pool of ours: its own one takes no network backend."""
    import httpcore

    #: The failures of one library -> those of the other.
    same = {
        name: getattr(httpx, name)
        for name in (
            *("ConnectTimeout", "ReadTimeout", "WriteTimeout", "PoolTimeout", "ConnectError"),
            *("ReadError", "WriteError", "ProtocolError", "LocalProtocolError", "RemoteProtocolError"),
        )
    }

    def mapped(error: Exception) -> Exception:
        kinds = (same[kind.__name__] for kind in type(error).__mro__ if kind.__name__ in same)
        made: Exception = next(kinds, httpx.TransportError)(str(error))
        return made

    class Body(httpx.SyncByteStream):  # type: ignore[misc]
        def __init__(self, inner: Any) -> None:
            self._inner = inner

        def __iter__(self) -> Iterator[bytes]:
            try:
                yield from self._inner
            except (httpcore.TimeoutException, httpcore.NetworkError, httpcore.ProtocolError) as error:
                raise mapped(error) from error

        def close(self) -> None:
            self._inner.close()

    class Transport(httpx.BaseTransport):  # type: ignore[misc]
        def handle_request(self, request: Any) -> Any:
            inner = httpcore.Request(
                method=request.method,
                url=httpcore.URL(
                    scheme=request.url.raw_scheme,
                    host=request.url.raw_host,
                    port=request.url.port,
                    target=request.url.raw_path,
                ),
                headers=request.headers.raw,
                content=request.stream,
                extensions=request.extensions,
            )
            try:
                response = pool.handle_request(inner)
            except (httpcore.TimeoutException, httpcore.NetworkError, httpcore.ProtocolError) as error:
                raise mapped(error) from error
            return httpx.Response(
                status_code=response.status,
                headers=response.headers,
                stream=Body(response.stream),
                extensions=response.extensions,
            )

    return Transport()
