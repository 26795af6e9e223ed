"""Where a feed may go: which hosts, and which addresses of them."""

from __future__ import annotations

import ipaddress
import socket
from urllib.parse import SplitResult, urljoin, urlsplit

from msgspec import Struct

from briefpress.facts.feeds import Feed
from briefpress.refresh.failures import FeedError

_PORTS = {"http": 80, "https": 443}
#: Networks whose addresses carry one of IPv4 in their last 32 bits (RFC 6052).
_TRANSLATED = ipaddress.ip_network("64:ff9b::/96")
#: All others of IPv6 are not given to anybody (RFC 4291, 2.4), as those of sites (fec0::/10) no longer are.
_GIVEN = ipaddress.ip_network("2000::/3")
#: What some versions of Python take for public (RFC 6890; RFC 7526; RFC 9637).
_SPECIAL = tuple(map(ipaddress.ip_network, ("192.0.0.0/24", "192.88.99.0/24", "3fff::/20")))


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


def may_be_private(host: str, port: int, feed: Feed) -> bool:
    """Tell whether a project has said that a host is in its own network: by its name with its port."""
    return f"{_bracketed(host)}:{port}" in feed.hosts


def addresses_of(host: str, port: int, *, private: bool) -> list[str]:
    """Return the addresses of a host that may be connected to; these are connected to, and no others.

    Args:
        host: A name, or an address.
        port: The port.
        private: Whether it may be in one's own network.

    Raises:
        FeedError: There is none, or one of them is private.
    """
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        hint = "check the address, and that this computer has a network"
        raise FeedError("FEED005", f"cannot be reached: nobody knows the host {host}", hint) from None
    addresses = list(dict.fromkeys(str(entry[4][0]) for entry in found))
    if not private:
        # All of them, not only the one that is tried first: a name with one public address and one of this
        # computer is a trick.
        for address in addresses:
            if not is_public(address):
                hint = f"if it is your own, add `{_bracketed(host)}:{port}` to `hosts` of the feed"
                raise FeedError("FEED010", f"leads into a private network: {host} is {address}", hint)
    return addresses


def is_public(address: str) -> bool:
    """Tell whether an address is one of the public internet."""
    try:
        ip = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour
        if inner is None and ip in _TRANSLATED:
            inner = ipaddress.IPv4Address(int(ip) & 0xFFFF_FFFF)
        if ip.teredo is not None:
            return False
        if inner is not None:
            return is_public(str(inner))
        if ip not in _GIVEN:
            return False
    if any(ip in network for network in _SPECIAL):
        return False
    return ip.is_global and not (ip.is_multicast or ip.is_reserved or ip.is_unspecified)


def _bracketed(host: str) -> str:
    return f"[{host}]" if ":" in host else host


def _refused(message: str) -> FeedError:
    return FeedError(
        "FEED010", message, "look at the address in a browser, and name the one where the data is"
    )
