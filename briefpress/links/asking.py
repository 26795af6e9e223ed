"""A web address -> what its server says of it, without what is behind it.

`HEAD` is asked first, and `GET` where that gives anything but a good answer: many servers refuse the one, and
some say 404 to it of pages that they have. Of a page only the headers are read.
"""

from __future__ import annotations

import re
import ssl
import time
from collections.abc import Collection
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING

from msgspec import Struct

from briefpress.links.answers import Answer
from briefpress.links.limits import Limits
from briefpress.network import NotConnectedError, pool_of, with_port

if TYPE_CHECKING:
    import httpcore
    import httpx

#: RFC 9110, 15.4.
_MOVED, _FOR_GOOD = (301, 302, 303, 307, 308), (301, 308)
_GONE = (404, 410)
#: What may be over in a moment (RFC 9110, 15; RFC 6585, 4).
_TROUBLE = (408, 429, 500, 502, 503, 504)
MOST_REDIRECTS = 10

#: Why an answer tells nothing of the page.
_UNJUDGED = {
    401: "its server wants a name and a password (401)",
    403: "its server lets no program look (403)",
    429: "its server has had enough questions (429)",
}


_IMPLIED = {"http": ":80", "https": ":443"}

#: What a host is made of where it is written in ASCII, be it a name or an address of IPv6.
_HOST = re.compile(rb"[a-z0-9._-]+|[0-9a-f:.]+")


def url_of(text: str, base: httpx.URL | None = None) -> httpx.URL | None:
    """Return a web address as servers get it: its name by IDNA, the rest with percent signs (RFC 3987).

    Args:
        text: As it is written.
        base: What it starts from where it is no whole address.

    Returns:
        The address; None where it is none.
    """
    import httpx

    try:
        url = httpx.URL(text) if base is None else base.join(text)
    except (httpx.InvalidURL, ValueError):
        return None
    is_web = url.scheme in ("http", "https") and url.port != 0
    return url if is_web and _HOST.fullmatch(url.raw_host) else None


def page_of(url: httpx.URL) -> tuple[str, str]:
    """Return the host of an address with its port, and the page: equal for all ways to write the address."""
    port = url.port or int(_IMPLIED[url.scheme][1:])
    host = with_port(url.raw_host.decode("ascii"), port)
    return host, f"{url.scheme}://{host.removesuffix(_IMPLIED[url.scheme])}{url.raw_path.decode('ascii')}"


class AgainError(Exception):
    """An answer that may be another one in a moment.

    Attributes:
        answer: What to say where it is not.
        after: How many seconds the server asks to wait; None where it does not say.
    """

    def __init__(self, answer: Answer, after: float | None = None) -> None:
        super().__init__()
        self.answer = answer
        self.after = after


class Asker(Struct, frozen=True):
    """Asks servers.

    Attributes:
        version: Of this program, for servers.
        context: Whom to trust.
        hosts: Hosts with their ports that may be in one's own network.
        limits: How long it may take.
    """

    version: str
    context: ssl.SSLContext
    hosts: Collection[str]
    limits: Limits

    def ask(self, address: str) -> Answer:
        """Return what the server of an address says.

        Raises:
            AgainError: It is worth another try.
        """
        import httpcore

        until = time.monotonic() + self.limits.each_s
        try:
            with pool_of(self.context, until, self.hosts.__contains__) as pool:
                return _Chain(pool, self.version).follow(address)
        except NotConnectedError as error:
            answer = Answer(error.verdict, error.why, error.host)
            if error.verdict == "unreachable":
                raise AgainError(answer) from None
            return answer
        except httpcore.TimeoutException:
            return Answer("unreachable", f"nobody answered within {self.limits.each_s:g} s")
        except (httpcore.NetworkError, httpcore.ProtocolError) as error:
            answer = _failed(error)
            if answer.verdict == "unreachable":
                raise AgainError(answer) from None
            return answer


def _failed(error: Exception) -> Answer:
    """Return what a failed connection means."""
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, ssl.SSLCertVerificationError):
            return Answer("certificate", cause.verify_message or "the certificate does not fit")
        if isinstance(cause, ssl.SSLError):
            return Answer("certificate", f"no secure connection ({cause.reason or 'TLS failed'})")
        if isinstance(cause, ConnectionRefusedError):
            return Answer("unreachable", "its server takes no connection")
        cause = cause.__cause__ or cause.__context__
    if "Protocol" in type(error).__name__:
        return Answer("unreachable", "what came back is no answer")
    return Answer("unreachable", "the connection broke")


class _Reply(Struct, frozen=True):
    """What matters of an answer.

    Attributes:
        status: Its number.
        location: Where it leads; empty where it does not.
        after: How many seconds the server asks to wait; None where it does not say.
    """

    status: int
    location: str
    after: float | None


class _Chain:
    """An address, and where it leads from there."""

    def __init__(self, pool: httpcore.ConnectionPool, version: str) -> None:
        self._pool = pool
        self._version = version
        self._method = "HEAD"

    def follow(self, address: str) -> Answer:
        """Return what is at the end.

        Raises:
            AgainError: It is worth another try.
        """
        import httpx

        url, moved, is_for_good = httpx.URL(address), "", True
        seen = {str(url)}
        while True:
            reply = self._reply(url)
            if not (reply.status in _MOVED and reply.location):
                return _judged(reply, moved)
            is_for_good = is_for_good and reply.status in _FOR_GOOD
            new = url_of(reply.location, url)
            if new is None or new.userinfo:
                return Answer("astray", f"it is redirected to `{reply.location[:80]}`")
            url = new.copy_with(fragment=None)
            if str(url) in seen:
                return Answer("astray", "it is redirected in a circle")
            if len(seen) > MOST_REDIRECTS:
                return Answer("astray", f"it is redirected more than {MOST_REDIRECTS} times")
            seen.add(str(url))
            if is_for_good:
                moved = str(new)

    def _reply(self, url: httpx.URL) -> _Reply:
        """Ask for a page; after one bad answer to `HEAD`, `GET` is what is asked, here and further on."""
        import httpcore

        if self._method == "HEAD":
            try:
                reply = self._once(url)
            except (httpcore.ProtocolError, httpcore.ReadError):
                reply = None  # there are servers that break off where they do not know a word
            if reply is not None and (reply.status < 400 or reply.status == 429):
                return reply
            self._method = "GET"
        return self._once(url)

    def _once(self, url: httpx.URL) -> _Reply:
        import httpcore

        headers = [
            (b"Host", url.netloc),
            (b"User-Agent", f"Briefpress/{self._version} (looks whether links work)".encode("ascii")),
            (b"Accept", b"*/*"),
        ]
        target = httpcore.URL(
            scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path or b"/"
        )
        with self._pool.stream(self._method, target, headers=headers) as response:
            if self._method == "HEAD":
                response.read()  # of nothing: the connection can be used again
            found = {name.lower(): value.decode("latin-1").strip() for name, value in response.headers}
            status = response.status
        return _Reply(status, _address(found.get(b"location", "")), _after(found))


def _address(text: str) -> str:
    """Return an address of a header, in which some servers write UTF-8 as it is."""
    try:
        return text.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return text


def _after(headers: dict[bytes, str]) -> float | None:
    """Return how long a server asks to wait (RFC 9110, 10.2.3), by its own clock."""
    text = headers.get(b"retry-after", "")
    if text.isascii() and text.isdigit():
        return float(text[:9])
    try:
        until, now = (parsedate_to_datetime(one) for one in (text, headers.get(b"date", "")))
        return max((until - now).total_seconds(), 0.0)
    except (ValueError, TypeError):
        return None


def _judged(reply: _Reply, moved: str) -> Answer:
    """Return what the last answer of a chain means.

    Raises:
        AgainError: It is worth another try.
    """
    status = reply.status
    if status in _GONE:
        return Answer("gone", f"its server answers {status}")
    if status in _TROUBLE:
        verdict = "unjudged" if status == 429 else "unreachable"
        why = _UNJUDGED.get(status, f"its server has trouble ({status})")
        raise AgainError(Answer(verdict, why), reply.after)
    if 500 <= status < 600:
        return Answer("unreachable", f"its server has trouble ({status})")
    if moved:
        return Answer("moved", "its server says so", moved)
    if 200 <= status < 300 or status == 304:
        return Answer("fine")
    return Answer("unjudged", _UNJUDGED.get(status, f"its server answers {status}"))
