"""Addresses and names, as far as a header can hold them.

Of RFC 5321 and RFC 5322 what is in use: ``dot-atom@domain`` in ASCII. A quoted local part, a domain literal
and SMTPUTF8 (RFC 6531) are refused; see decision 0027.
"""

from __future__ import annotations

import re
import unicodedata

#: RFC 5322, 3.2.3; that of a list is the schema's, too.
LOCAL = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*"
DOMAIN = r"(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
ADDRESS = re.compile(f"{LOCAL}@{DOMAIN}")
_DOMAIN = re.compile(DOMAIN)
#: RFC 5321, 4.5.3.1.
_LONGEST_LOCAL, _LONGEST = 64, 254
_LONGEST_NAME = 120
#: Controls, formats (which reorder or hide), line and paragraph separators, and halves of pairs.
_UNSEEN = frozenset(("Cc", "Cf", "Zl", "Zp", "Cs", "Cn"))
#: Those that join letters or keep them apart: names in Persian and Indic scripts are spelt with them.
_JOINERS = "\u200c\u200d"

#: RFC 3986 in ASCII, without what would end the address in a header (RFC 2369, 2): spaces, `<`, `>`, `,`.
UNSUBSCRIBE = re.compile(
    r"(?:https://[A-Za-z0-9.-]+(?::[0-9]{1,5})?(?:[/?][A-Za-z0-9._~:/?\[\]@!$&'()*+;={}%-]*)?"
    rf"|mailto:{LOCAL}@{DOMAIN}(?:\?[A-Za-z0-9._~!$'()*+;:@/?=&{{}}%-]*)?)"
)
LONGEST_UNSUBSCRIBE = 400


def address_fault(text: str) -> tuple[str, str] | None:
    """Return why a text is no address that can be mailed to, and a hint, or None where it is one."""
    if ADDRESS.fullmatch(text):
        local = text.rpartition("@")[0]
        if len(local) <= _LONGEST_LOCAL and len(text) <= _LONGEST:
            return None
        return (
            "it is too long",
            f"{_LONGEST_LOCAL} characters may stand before the `@`, and {_LONGEST} in all",
        )
    if unseen(text):
        return "it has a character that nobody sees", "write the address alone, on one line"
    if "<" in text or " " in text or text.count("@") != 1:
        return "it is not one address", "write the address alone, and the name under `name:`"
    local, _, domain = text.partition("@")
    if not domain.isascii():
        ascii_domain = _in_ascii(domain)
        return (
            "its domain is not in ASCII",
            f"write `{ascii_domain}`" if ascii_domain else "ask for its `xn--` form",
        )
    if not local.isascii():
        return "there are accents before the `@`", "ask for an address in ASCII: few servers take others"
    if not _DOMAIN.fullmatch(domain):
        return "there is no domain behind the `@`", "write one as `example.org`"
    return (
        "the part before the `@` cannot be sent to",
        "it has letters, digits, and signs such as `.`, `-`, `+`",
    )


def name_fault(text: str) -> tuple[str, str] | None:
    """Return why a text is no name for a header, and a hint, or None where it is one."""
    if unseen(text):
        return "it has a line break or a character that nobody sees", "write it on one line, without it"
    if len(text) > _LONGEST_NAME:
        return "it is too long", f"a name has up to {_LONGEST_NAME} characters"
    return None


def unseen(text: str) -> bool:
    """Tell whether a text has a character that breaks lines, hides or reorders."""
    return any(unicodedata.category(character) in _UNSEEN and character not in _JOINERS for character in text)


def _in_ascii(domain: str) -> str:
    """Return the ``xn--`` form of a domain; empty where Python's older rules, IDNA 2003, make another one."""
    try:
        found = domain.encode("idna").decode("ascii")
        is_same = found.encode("ascii").decode("idna") == domain.lower()
    except UnicodeError:
        return ""
    return found if is_same and _DOMAIN.fullmatch(found) else ""
