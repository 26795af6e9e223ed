"""Faults of lists of recipients: MAIL codes."""

from __future__ import annotations

from tests.support.faults.model import NOWHERE, Fault, Found, file

_RECIPIENTS = "recipients: [{address: ann@example.com, languages: [en]}]\n"


def _list(name: str, lines: str, *found: Found) -> Fault:
    """Return a list of recipients of its own."""
    start = "" if lines.startswith("from:") else "from: press@example.org\n"
    briefs = "" if "briefs:" in lines else "briefs: [orchard]\n"
    people = "" if "recipients:" in lines else _RECIPIENTS
    return file(f"mail-{name}", f"mail/{name}.yaml", f"{start}{lines}{briefs}{people}", *found)


def _person(name: str, person: str, *found: Found) -> Fault:
    return _list(name, f"recipients:\n  - {{{person}}}\n", *found)


MAIL: tuple[Fault, ...] = (
    _person("accent-in-address", "address: renée@example.com, languages: [fr]", ("MAIL001", "renée@")),
    _person("two-lines-in-address", 'address: "a@b.org\\nBcc: c@d.org", languages: [fr]', ("MAIL001", "Bcc")),
    _list("no-domain", "reply_to: desk\n", ("MAIL001", "desk")),
    _list("line-in-name", 'from: {name: "A\\nB", address: a@example.org}\n', ("MAIL002", "from:")),
    _list("secret", "smtp: {host: mail.example.org, password: pear}\n", ("MAIL003", NOWHERE)),
    _list("plain", "smtp: {host: mail.example.org, tls: none}\n", ("MAIL004", "tls: none")),
    _list(
        "recipient-twice",
        "recipients:\n  - {address: a@example.org, languages: [en]}\n"
        "  - {address: A@example.org, languages: [fr]}\n",
        ("MAIL005", "A@example"),
    ),
    _list("no-such-brief", "briefs: [orchrad]\n", ("MAIL006", "orchrad")),
    _list("no-versions", "when: corrected\nbriefs: [orchard]\n", ("MAIL006", "orchard")),
    _list("no-such-edition", "briefs: [{brief: orchard, together: tumble}]\n", ("MAIL006", "orchard")),
    _list("no-such-way", "briefs: [{brief: orchard, together: beside}]\n", ("SHAPE010", "beside")),
    _list("no-way-out", "unsubscribe: http://example.org/stop\n", ("MAIL010", "unsubscribe")),
    _list("no-such-time", "when: often\n", ("SHAPE010", "often")),
    _list("unknown-key-of-a-list", "recipient: ann\n", ("SHAPE003", "recipient: ann")),
)
