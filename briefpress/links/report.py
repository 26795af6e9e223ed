"""Answers -> findings at the places of addresses."""

from __future__ import annotations

from msgspec import Struct

from briefpress.diagnostics import Findings
from briefpress.links.answers import Answer
from briefpress.links.named import Named

#: How much of an address a message shows.
_SHOWN = 120


class _Told(Struct, frozen=True):
    """How an answer is told.

    Attributes:
        code: Of the finding.
        kind: The method of `Findings` that takes it.
        message: What follows the address; ``{why}`` is that of the answer.
        label: A few words beside the caret.
        hint: The next step; ``{to}`` is where the address leads now.
    """

    code: str
    kind: str
    message: str
    label: str
    hint: str


_BROWSER = "look at it in a browser"

#: Verdict -> how it is told; what is fine is not.
_TOLD = {
    "gone": _Told(
        *("LINK001", "error", "is gone: {why}", "gone"),
        "find where the page is now, or name another one that says the same",
    ),
    "moved": _Told("LINK002", "warning", "has moved for good", "moved", "write `{to}`"),
    "unreachable": _Told(
        *("LINK003", "warning", "could not be reached: {why}", "not reached"),
        "check the address, and that this computer has a network, or try again later",
    ),
    "certificate": _Told(
        *("LINK004", "warning", "could not be reached: its server is not trusted ({why})", "not trusted"),
        f"{_BROWSER}; a certificate of your own network goes into SSL_CERT_FILE",
    ),
    "astray": _Told(
        *("LINK005", "warning", "leads nowhere: {why}", "leads nowhere"),
        f"{_BROWSER}, and name the address where the page is",
    ),
    "private": _Told(
        *("LINK006", "warning", "was not asked: it leads into a private network ({why})", "not asked"),
        'if it is your own, name it under `hosts` of a source: `hosts: ["{to}"]`',
    ),
    "unjudged": _Told("LINK007", "note", "could not be judged: {why}", "not judged", f"{_BROWSER}"),
}


def report(named: Named, answer: Answer, findings: Findings) -> None:
    """Report what the web says of an address, at its place."""
    told = _TOLD.get(answer.verdict)
    if told is None:
        return
    to = answer.to
    fragment = named.address.partition("#")[2]
    if answer.verdict == "moved" and fragment and "#" not in to:
        to = f"{to}#{fragment}"  # RFC 9110, 10.2.2
    shown = named.address if len(named.address) <= _SHOWN else f"{named.address[:_SHOWN]}..."
    add = getattr(findings, told.kind)
    add(
        told.code,
        f"`{shown}` {told.message.format(why=answer.why)}",
        named.span,
        label=told.label,
        hint=told.hint.format(to=to),
    )
