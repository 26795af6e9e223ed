"""What a list of recipients says, as values."""

from __future__ import annotations

from msgspec import Struct

from briefpress.diagnostics import Span
from briefpress.facts import Localized

#: When an edition goes to a recipient -> what it is, for editors.
WHEN = {
    "always": "each PDF that a build publishes",
    "changed": "each PDF whose words or figures are others than in the one that went out last",
    "corrected": "only what corrects a version that the recipient has got",
}
#: What becomes of the memo of changes.
MEMO = {
    "summary": "its figures stand in the message",
    "attach": "they do, and the memo is attached as a PDF, too",
    "none": "it is left out",
}
#: How a connection is protected -> its usual port.
TLS = {"starttls": 587, "tls": 465, "none": 25}


class Mailbox(Struct, frozen=True):
    """A name and an address."""

    name: str
    address: str

    @property
    def key(self) -> str:
        """What tells two addresses apart."""
        return self.address.casefold()


class Choice(Struct, frozen=True):
    """A brief, or rows of a series.

    Attributes:
        brief: Its name.
        rows: Ids of rows; none for all.
        together: How the languages stand together in the edition that has all; empty for one in each.
        span: Where it is named.
    """

    brief: str
    rows: tuple[str, ...]
    together: str
    span: Span


class Recipient(Struct, frozen=True):
    """Somebody who gets messages.

    Attributes:
        mailbox: Name, which may be empty, and address.
        languages: BCP 47, in the order in which they stand in a message.
        briefs: What goes out; that of the list where it is empty.
        span: Where the address stands.
    """

    mailbox: Mailbox
    languages: tuple[str, ...]
    briefs: tuple[Choice, ...]
    span: Span


class Server(Struct, frozen=True):
    """A server that takes mail.

    Attributes:
        host: Its name or address.
        port: Its port.
        tls: One of `TLS`.
        user: Who logs in; empty where the environment says it, or nobody does.
        authority: A file of the project with the certificates to trust; empty for those of the system.
        span: Where it is described.
    """

    host: str
    port: int
    tls: str
    user: str
    authority: str
    span: Span


class MailList(Struct, frozen=True):
    """Who gets what, when, and in which words.

    Attributes:
        name: The name of its file without the ending.
        path: The file.
        sender: Who it is from.
        reply_to: Where answers go, or None for the sender.
        briefs: What goes out.
        when: One of `WHEN`.
        memo: One of `MEMO`.
        recipients: To whom.
        subject: Templates of the subject by language, or None for those that ship.
        body: The name of the templates of the body.
        unsubscribe: An address; empty where there is none.
        server: Where messages are sent; None where only drafts are made.
    """

    name: str
    path: str
    sender: Mailbox
    reply_to: Mailbox | None
    briefs: tuple[Choice, ...]
    when: str
    memo: str
    recipients: tuple[Recipient, ...]
    subject: Localized | None
    body: str
    unsubscribe: str
    server: Server | None

    @property
    def choices(self) -> tuple[Choice, ...]:
        """What goes out to all, or to somebody."""
        return (*self.briefs, *(choice for one in self.recipients for choice in one.briefs))

    @property
    def domain(self) -> str:
        """The domain of the sender, which names messages."""
        return self.sender.address.rpartition("@")[2]
