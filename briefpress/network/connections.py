"""Connections to the public internet, and to nothing else; bounded in time.

Nobody is connected to but the addresses that were checked: a name is looked up once, and a server that is
redirected to is looked up like any other.
"""

from __future__ import annotations

import ipaddress
import socket
import ssl
import time
from collections.abc import Callable
from contextlib import suppress
from functools import lru_cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import httpcore

#: Networks whose addresses carry one of IPv4 in their last 32 bits (RFC 6052).
_TRANSLATED = ipaddress.ip_network("64:ff9b::/96")
#: All others of IPv6 are not given to anybody (RFC 4291, 2.4), as those of sites (fec0::/10) no longer are.
_GIVEN = ipaddress.ip_network("2000::/3")
#: What some versions of Python take for public (RFC 6890; RFC 7526; RFC 9637).
_SPECIAL = tuple(map(ipaddress.ip_network, ("192.0.0.0/24", "192.88.99.0/24", "3fff::/20")))


class NotConnectedError(Exception):
    """There is no connection, for a reason that is fit to show.

    Attributes:
        verdict: What that makes of the address: ``unreachable`` or ``private``.
        why: A clause without a full stop.
        host: With its port.
    """

    def __init__(self, verdict: str, why: str, host: str = "") -> None:
        super().__init__(why)
        self.verdict = verdict
        self.why = why
        self.host = host


def pool_of(
    context: ssl.SSLContext, until: float, may_be_private: Callable[[str], bool]
) -> httpcore.ConnectionPool:
    """Return what connects to public addresses, and not after the last second.

    Args:
        context: Whom to trust.
        until: The last second, as `time.monotonic` counts.
        may_be_private: Tells whether a host with its port may be in one's own network.
    """
    import httpcore

    return httpcore.ConnectionPool(
        ssl_context=context, network_backend=_backend(until, may_be_private), max_connections=2, retries=0
    )


@lru_cache(maxsize=4)
def trusted(certificates: str | None) -> ssl.SSLContext:
    """Return whom to trust: the system, Mozilla's list, and what a file names.

    To read the lists takes 40 ms, so each is read once in a process, whatever it connects to.

    Args:
        certificates: The file; None for no more.

    Raises:
        ValueError: It has no certificates.
    """
    context = ssl.create_default_context()
    with suppress(ImportError, OSError):  # the system's own list is enough where it has one
        import certifi

        context.load_verify_locations(certifi.where())
    if certificates:
        try:
            context.load_verify_locations(certificates)
        except (OSError, ssl.SSLError):
            raise ValueError(certificates) from None
    return context


def addresses_of(host: str, port: int, *, private: bool) -> list[str]:
    """Return the addresses of a host that may be connected to; these are connected to, and no others.

    Args:
        host: A name, or an address.
        port: The port.
        private: Whether it may be in one's own network.

    Raises:
        NotConnectedError: There is none, or one of them is private.
    """
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise NotConnectedError("unreachable", f"nobody knows the host {host}") from None
    addresses = list(dict.fromkeys(str(entry[4][0]) for entry in found))
    # All of them, not only the one that is tried first: a name with one public address and one of this
    # computer is a trick.
    hidden = next((one for one in addresses if not is_public(one)), None)
    if hidden is not None and not private:
        why = hidden if hidden == host else f"{host} is {hidden}"
        raise NotConnectedError("private", why, with_port(host, port))
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


def with_port(host: str, port: int) -> str:
    """Return a host with its port as projects name it under ``hosts``."""
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"


def _backend(until: float, may_be_private: Callable[[str], bool]) -> Any:
    import httpcore

    def left(timeout: float | None) -> float:
        rest = until - time.monotonic()
        if rest <= 0:
            raise httpcore.ReadTimeout
        return rest if timeout is None else min(rest, timeout)

    class Stream(httpcore.NetworkStream):
        """A connection whose every step ends at the last second: a drop now and then does not prolong it."""

        def __init__(self, inner: httpcore.NetworkStream) -> None:
            self._inner = inner

        def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
            return self._inner.read(max_bytes, left(timeout))

        def write(self, buffer: bytes, timeout: float | None = None) -> None:
            self._inner.write(buffer, left(timeout))

        def close(self) -> None:
            self._inner.close()

        def start_tls(
            self,
            ssl_context: ssl.SSLContext,
            server_hostname: str | None = None,
            timeout: float | None = None,
        ) -> httpcore.NetworkStream:
            return Stream(self._inner.start_tls(ssl_context, server_hostname, left(timeout)))

        def get_extra_info(self, info: str) -> Any:
            return self._inner.get_extra_info(info)

    class Pinned(httpcore.NetworkBackend):
        """Looks a host up once, checks what it is told, and connects to that."""

        def __init__(self) -> None:
            self._inner = httpcore.SyncBackend()

        def connect_tcp(
            self,
            host: str,
            port: int,
            timeout: float | None = None,
            local_address: str | None = None,
            socket_options: Any = None,
        ) -> httpcore.NetworkStream:
            addresses = addresses_of(host, port, private=may_be_private(with_port(host, port)))
            for address in addresses[:-1]:
                with suppress(httpcore.ConnectError):
                    return Stream(self._inner.connect_tcp(address, port, left(timeout)))
            return Stream(self._inner.connect_tcp(addresses[-1], port, left(timeout)))

    return Pinned()
