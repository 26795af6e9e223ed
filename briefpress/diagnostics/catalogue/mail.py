"""MAIL codes: lists of recipients, messages, and what servers say."""

from briefpress.diagnostics.code_info import CodeInfo

CODES: dict[str, CodeInfo] = {
    "MAIL001": CodeInfo(
        "Address that cannot be mailed to",
        "An address has letters, digits and a few signs before the `@`, and the name of a domain behind it, "
        "all in ASCII. An accent before the `@` would need SMTPUTF8 from each server on the way; one in a "
        "domain is written in its `xn--` form. A line break or another control character would begin a "
        "header of its own and is refused as well.",
        wrong="address: Renée Côté <renee@example.org>",
        right='name: "Renée Côté"\naddress: renee@example.org',
        see=("MAIL002",),
    ),
    "MAIL002": CodeInfo(
        "Name that no header can hold",
        "Names stand in the head of a message. Accents, quotes and commas are fine there; line breaks, NUL "
        "and other characters that nobody sees are not.",
        see=("MAIL001",),
    ),
    "MAIL003": CodeInfo(
        "Secret in a file",
        "Passwords are not written in a project: its files are copied, sent and committed. They come from "
        "the environment or from the keyring of the system. The message names the line and does not show "
        "it.",
        wrong="smtp: {host: mail.example.org, password: ...}",
        right="smtp: {host: mail.example.org, user: press}",
        see=("MAIL012",),
    ),
    "MAIL004": CodeInfo(
        "Connection that is not protected",
        "Mail is sent over TLS, or over a connection that becomes TLS (STARTTLS), to a server whose "
        "certificate is checked. `tls: none` is for a server on this machine only: `localhost`, `127.0.0.1` "
        "or `::1`.",
        wrong="smtp: {host: mail.example.org, tls: none}",
        right="smtp: {host: mail.example.org, tls: starttls}",
    ),
    "MAIL005": CodeInfo(
        "Recipient twice",
        "An address stands in a list once: what it has got is remembered by it. Capital letters make no "
        "difference.",
    ),
    "MAIL006": CodeInfo(
        "Nothing to mail",
        "The list names a brief, a row or an edition that the project has not, or a recipient reads no "
        "language that one of the briefs comes in. With `when: corrected`, each brief has to number its "
        "versions: nothing else says what is a correction.",
        see=("BRIEF006",),
    ),
    "MAIL007": CodeInfo(
        "PDF that is not up to date",
        "What is mailed is what a build published, and what it would publish now, with its version where the "
        "brief numbers them. Build first: nobody should get a figure that has been corrected in the project.",
    ),
    "MAIL008": CodeInfo(
        "Message too large",
        "Many servers refuse messages above 10 to 25 MB, and attachments grow by a third on their way. "
        "Above 7 MB there is a warning; above 18 MB, as sent, a message is not made. Mail fewer briefs in "
        "one list, or smaller pictures.",
    ),
    "MAIL009": CodeInfo(
        "Template of a message",
        "The words of a message come from `templates/mail/NAME-LANG.txt` and `.html`, or from those that "
        "ship. They are Jinja templates, as layouts are; [the page on mail](../mail.md#words) says what "
        "they may use.",
        see=("MERGE008",),
    ),
    "MAIL010": CodeInfo(
        "Address to unsubscribe",
        "`unsubscribe` is a `mailto:` or an `https://` address in ASCII, without spaces and control "
        "characters. `{address}` in it stands for the address of the recipient.",
        wrong="unsubscribe: http://example.org/stop",
        right='unsubscribe: "https://example.org/stop?who={address}"',
    ),
    "MAIL011": CodeInfo(
        "Journal that cannot be used",
        "The journal says who has got what, and without it something would be sent twice. So nothing is "
        "sent while it is damaged, cannot be written, or another run holds it. Restore the file from a "
        "backup or from the history of the project; a line that is no longer right can be deleted by hand.",
    ),
    "MAIL012": CodeInfo(
        "Server that takes no mail",
        "There is no such server, its certificate is not to be trusted, it offers no TLS, or it does not "
        "accept the sender, the user or the password. Nothing more was sent; what is left is sent by the "
        "next run.",
        see=("MAIL004",),
    ),
    "MAIL013": CodeInfo(
        "Message refused",
        "The server has said for ever no to this recipient or this message. It is not tried again: correct "
        "the address, or settle it with `--settle retry`.",
        see=("MAIL014",),
    ),
    "MAIL014": CodeInfo(
        "Message deferred",
        "The server has said not now, or the line was lost before it had the whole message. It has not "
        "accepted it. The next run sends it.",
        see=("MAIL013", "MAIL015"),
    ),
    "MAIL015": CodeInfo(
        "Message that may have arrived",
        "The line was lost, or the run ended, after the server had the whole message and before it said "
        "whether it takes it. Sending it again could send it twice. Look into the server's log or ask the "
        "recipient, then say `--settle sent` or `--settle retry`.",
        see=("MAIL014",),
    ),
}
