"""Addresses that a reader gets to by hand or by camera, and what is wrong with others."""

from __future__ import annotations

from urllib.parse import quote, urlsplit

#: Characters that an address keeps (RFC 3986, 2.2 and 2.3, and the percent sign of what is escaped already).
KEPT = "%:/?#[]@!$&'()*+,;=-._~"
#: A QR code of more characters is a carpet that few phones read.
LONGEST = 500


def encoded(address: str) -> str:
    """Return an address as links and codes carry it, in ASCII."""
    return quote(address, safe=KEPT)


def shown(address: str) -> str:
    """Return an address as one would type it: without what browsers add by themselves."""
    return address.removeprefix("https://").removesuffix("/")


def problem(address: str) -> str:
    """Return what to do about an address that no code can lead to, or nothing where it is fine."""
    try:
        parts = urlsplit(address)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return "look at its name: it cannot be one"
    if "{" in address or "}" in address:
        return "write the address itself: it can quote no facts"
    if any(char.isspace() or not char.isprintable() for char in address):
        return "write spaces in an address as `%20`"
    if parts.scheme != "https":
        bare = address.removeprefix("http://")
        return f"write `https://{bare}`" if ":" not in bare.split("/")[0] else "start it with `https://`"
    if "@" in parts.netloc:
        return "remove the name and the password in front of the `@`"
    if not host.isascii():
        return f"write its name as `{_in_ascii(host)}`"
    if "." not in host.strip(".") or port == 0:
        return "write the whole name, such as `https://example.org/page`"
    if len(encoded(address)) > LONGEST:
        return f"choose one of at most {LONGEST} characters"
    return ""


def _in_ascii(host: str) -> str:
    try:
        return host.encode("idna").decode("ascii")
    except UnicodeError:
        return "example.org"
