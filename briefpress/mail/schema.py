"""``mail/LIST.yaml`` as JSON Schema, made of the tables and patterns by which it is read."""

from __future__ import annotations

import re

from briefpress.facts import shapes
from briefpress.facts.shapes import Schema, told
from briefpress.mail.addresses import ADDRESS, UNSUBSCRIBE
from briefpress.mail.lists import HOST, NAME, ROW, TAG
from briefpress.mail.model import MEMO, TLS, WHEN
from briefpress.merge.told import TOGETHER_TOLD

_TLS_TOLD = {
    "starttls": "a connection that becomes TLS before anything is said",
    "tls": "TLS from the first byte",
    "none": "neither; for a server on this machine only",
}
#: What the keys are, for editors; `docs/mail.md` says more.
TOLD = {
    "from": "who the messages are from",
    "reply_to": "where answers go, where that is not the sender",
    "briefs": "what goes out: names of briefs, or a brief with rows or the edition in all languages",
    "when": "when an edition goes to a recipient",
    "memo": "what becomes of the memo of changes",
    "subject": "a template of the subject, in each language",
    "body": "the name of the templates of the body in `templates/mail/`",
    "unsubscribe": "where recipients say that they want no more; `{address}` stands for theirs",
    "recipients": "who gets the messages",
    "smtp": "the server that sends them; user and password come from elsewhere",
}


def mail_schema(languages: tuple[str, ...]) -> Schema:
    """Return the schema of a list.

    Args:
        languages: Those of the project, which an editor offers.
    """
    address = shapes.name(ADDRESS, "Write an address in ASCII: `name@example.org`.")
    person = shapes.text()
    box = shapes.record({"name": told("a name", person), "address": told("an address", address)}, ["address"])
    mailbox = shapes.either(address, box)
    brief = shapes.name(re.compile(r"\S(?:.*\S)?"), "Write the name of a brief.")
    rows = shapes.listed(shapes.name(ROW, "Write the id of a row."))
    choice = {
        "brief": told("its name", brief),
        "rows": told("of a series, the rows; all where it is missing", rows),
        "together": told("the edition that has all languages", shapes.choice(TOGETHER_TOLD)),
    }
    chosen = shapes.record(choice, ["brief"])
    briefs = shapes.listed(shapes.either(brief, chosen))
    tag = {**shapes.name(TAG, "Write a language: `en`, `fr`."), "examples": list(languages)}
    recipient = {
        "name": told("a name", person),
        "address": told("an address", address),
        "languages": told("the languages, in the order in which they stand in a message", shapes.listed(tag)),
        "briefs": told("what goes to this one instead of the briefs of the list", briefs),
    }
    server = {
        "host": told("its name", shapes.name(HOST, "Write the name of a server: `mail.example.org`.")),
        "port": told("its port; the usual one where it is missing", shapes.integer(1, 65535)),
        "tls": told("how the connection is protected", shapes.choice(_TLS_TOLD, "starttls")),
        "user": told("who logs in; the password is not written here", shapes.text()),
        "ca": told("a file of the project with the certificates to trust", shapes.text()),
    }
    subject = {
        "type": "object",
        "minProperties": 1,
        "properties": {lang: shapes.text() for lang in languages},
        "additionalProperties": shapes.text(),
    }
    keys = {
        "from": mailbox,
        "reply_to": mailbox,
        "briefs": briefs,
        "when": shapes.choice(WHEN, "changed"),
        "memo": shapes.choice(MEMO, "summary"),
        "subject": subject,
        "body": shapes.name(NAME, "Use small letters, digits and hyphens."),
        "unsubscribe": shapes.name(UNSUBSCRIBE, "Write a `mailto:` or an `https://` address."),
        "recipients": shapes.listed(shapes.record(recipient, ["address", "languages"])),
        "smtp": shapes.record(server, ["host"]),
    }
    assert set(_TLS_TOLD) == set(TLS)
    record = shapes.record({key: told(TOLD[key], shape) for key, shape in keys.items()}, _REQUIRED)
    return {"$schema": shapes.DRAFT, "title": "List of recipients", **record}


_REQUIRED = ("from", "briefs", "recipients")
