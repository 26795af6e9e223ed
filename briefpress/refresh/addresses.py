"""Where a feed may go: which hosts, and which addresses of them."""

from __future__ import annotations

from urllib.parse import SplitResult, urljoin, urlsplit

from msgspec import Struct

from briefpress.facts.feeds import Feed
from briefpress.refresh.failures import FeedError

_PORTS = {"http": 80, "https": 443}


class Place(Struct, frozen=True):
    """A web address, taken apart.

    Attributes:
        url: As it is asked for.
        scheme: ``http`` or ``https``.
        host: In lower case.
        port: Written or implied.
    """

    url: str
    scheme: str
    host: str
    port: int


def place_of(url: str) -> Place:
    """Return a web address taken apart.

    Raises:
        FeedError: It is none, or has a name or a password in it.
    """
    try:
        parts: SplitResult = urlsplit(url)
        port = parts.port
    except ValueError:
        raise _refused("leads to what is no address") from None
    if parts.scheme not in _PORTS or not parts.hostname:
        raise _refused("leads to what is no web address")
    if parts.username is not None or parts.password is not None:
        raise _refused("leads to an address with a name in it")
    bare = parts._replace(fragment="").geturl()
    return Place(bare, parts.scheme, parts.hostname.lower(), port or _PORTS[parts.scheme])


def redirected(place: Place, location: str, feed: Feed) -> Place:
    """Return where a redirect leads, if the feed may go there.

    Raises:
        FeedError: It may not.
    """
    try:
        new = place_of(urljoin(place.url, location))
    except ValueError:
        raise _refused("is redirected to what is no address") from None
    if place.scheme == "https" and new.scheme == "http":
        raise _refused(f"is redirected from `https` to `http`, to {new.host}")
    is_same = new.host == place_of(feed.address).host and (new.port == place.port or new.scheme == "https")
    host = _bracketed(new.host)
    if not is_same and not {host, f"{host}:{new.port}"} & {*feed.hosts}:
        hint = f"if that host is right, add `{host}` to `hosts` of the feed, or name its address"
        raise FeedError("FEED010", f"is redirected to another host, {host}", hint)
    return new


def _bracketed(host: str) -> str:
    return f"[{host}]" if ":" in host else host


def _refused(message: str) -> FeedError:
    return FeedError(
        "FEED010", message, "look at the address in a browser, and name the one where the data is"
    )
