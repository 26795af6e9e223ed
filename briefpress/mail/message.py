"""A recipient and editions -> the bytes of a message, which are the same for the same content.

RFC 5322 (the head), 2045 to 2047 (MIME), 8058 and 2369 (unsubscribing), 3834 (automatic messages).
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from email.message import EmailMessage, MIMEPart
from email.policy import SMTP
from types import SimpleNamespace
from typing import Any
from urllib.parse import quote

from msgspec import Struct
from msgspec.structs import replace

from briefpress.build.versions import Version
from briefpress.diagnostics import Findings, Span
from briefpress.document.direction import direction_of
from briefpress.mail.addresses import unseen
from briefpress.mail.headers import folded, mailbox, unstructured
from briefpress.mail.journal import Sent
from briefpress.mail.model import MailList, Recipient
from briefpress.mail.published import Memo, Published
from briefpress.merge.letters import LetterTemplates
from briefpress.merge.locale import Locale, locale_for, nearest

#: As sent: the first is told, the second is not made.
LARGE_BYTES, LARGEST_BYTES = 7_000_000, 18_000_000
#: A subject is a line; longer ones are cut by those who show them.
_LONGEST_SUBJECT = 250
#: Heads are ours, folded already; bodies are in ASCII, so that no server has to change them.
_POLICY = SMTP.clone(refold_source="none", cte_type="7bit")


class Enclosed(Struct, frozen=True):
    """An edition on its way to a recipient.

    Attributes:
        item: The edition.
        held: The newest version of it that the recipient has, or perhaps has; 0 for one without a number,
            None for none.
        before: What the list has sent there of it, the last one last.
    """

    item: Published
    held: int | None
    before: Sequence[Sent]

    @property
    def memos(self) -> Mapping[str, Memo]:
        """The memo of changes by language, unless the recipient has it."""
        return {} if any(one.memo == self.item.memo for one in self.before) else self.item.memos


class Content(Struct, frozen=True):
    """What a message says and brings, before it has a date.

    Attributes:
        mail_list: The list.
        recipient: To whom.
        items: The editions in it.
        languages: Those in which it speaks.
        subject: Its subject.
        text: Its words as plain text.
        html: The same as HTML.
        files: What is attached, by name.
        id: Its Message-ID without the angle brackets: another content has another one, another day has not.
    """

    mail_list: MailList
    recipient: Recipient
    items: tuple[Published, ...]
    languages: tuple[str, ...]
    subject: str
    text: str
    html: str
    files: Mapping[str, bytes]
    id: str


class Message(Struct, frozen=True):
    """A message that can be sent.

    Attributes:
        content: What it says and brings.
        date: Its date, in UTC.
        is_draft: Whether a person will send it, from a program that opens it to be written.
        size: Its length in bytes.
    """

    content: Content
    date: dt.datetime
    is_draft: bool
    size: int = 0

    @property
    def recipient(self) -> Recipient:
        """To whom it goes."""
        return self.content.recipient

    def data(self) -> bytes:
        """Return its bytes, with CRLF; they are not kept, since a list may have thousands of messages."""
        return _head(self) + _body(self.content)


def write_content(
    mail_list: MailList,
    recipient: Recipient,
    enclosed: Sequence[Enclosed],
    templates: LetterTemplates,
    findings: Findings,
) -> Content | None:
    """Return what a message says in each language of its editions, or None after reporting.

    Args:
        mail_list: The list.
        recipient: To whom.
        enclosed: What it brings.
        templates: Those of the project.
        findings: Collects mistakes of templates.
    """
    items = [one.item for one in enclosed]
    names = _names(items)
    files = {name: item.pdf for name, item in zip(names, items, strict=True)}
    subjects, texts, parts = [], [], []
    for lang in recipient.languages:
        own = [(name, one) for name, one in zip(names, enclosed, strict=True) if lang in one.item.languages]
        if not own:
            continue
        context = _context(mail_list, recipient, lang, own, files)
        subject = _subject(mail_list, lang, context, templates, findings)
        text = templates.render_file(f"{mail_list.body}-{lang}.txt", context, findings)
        page = templates.render_file(f"{mail_list.body}-{lang}.html", context, findings)
        if subject is None or text is None or page is None:
            return None
        subjects.append(subject)
        texts.append(_tidy(text))
        parts.append(SimpleNamespace(lang=lang, dir=direction_of(lang), html=page))
    subject = " / ".join(dict.fromkeys(subjects))[:_LONGEST_SUBJECT].rstrip()
    framed = templates.frame(subject, parts, findings)
    if framed is None:
        return None
    text = f"\n{'-' * 40}\n\n".join(texts)
    told = [
        *(mail_list.name, mail_list.sender.name, mail_list.sender.address),
        *(recipient.mailbox.name, recipient.mailbox.address, mail_list.unsubscribe),
        # What was changed and changed back is no copy of an earlier message: mail programs show none.
        [[one.item.key, len(one.before)] for one in enclosed],
        *(subject, text, framed),
        [[name, hashlib.sha256(data).hexdigest()] for name, data in files.items()],
    ]
    id_ = f"{hashlib.sha256(json.dumps(told).encode()).hexdigest()[:40]}@{mail_list.domain}"
    languages = tuple(part.lang for part in parts)
    return Content(mail_list, recipient, tuple(items), languages, subject, text, framed, files, id_)


def make_message(
    content: Content, date: dt.datetime, findings: Findings, *, is_draft: bool = False
) -> Message | None:
    """Return a message, or None after reporting that it is too large.

    Args:
        content: What it says and brings.
        date: Its date, in UTC.
        findings: Collects messages that are large.
        is_draft: Whether a person will send it.
    """
    message = Message(content, date, is_draft)
    size = len(message.data())
    if size > LARGE_BYTES:
        report = findings.error if size > LARGEST_BYTES else findings.warning
        report(
            "MAIL008",
            f"the message to `{message.recipient.mailbox.address}` has {size / 1_000_000:.1f} MB",
            message.recipient.span,
            hint="mail fewer briefs together, or make their pictures smaller",
        )
    return replace(message, size=size) if size <= LARGEST_BYTES else None


# ---- what it says


def _names(items: Sequence[Published]) -> list[str]:
    """Return what the attachments are called; a brief and a row of a series may make files of one name."""
    counts = Counter(item.file for item in items)
    return [
        item.file if counts[item.file] == 1 else f"{item.key.partition('/')[0]}-{item.file}" for item in items
    ]


def unsubscribe_address(mail_list: MailList, recipient: Recipient) -> str:
    """Return where a recipient unsubscribes; empty where nowhere."""
    return mail_list.unsubscribe.replace("{address}", quote(recipient.mailbox.address, safe=""))


def _subject(
    mail_list: MailList, lang: str, context: dict[str, Any], templates: LetterTemplates, findings: Findings
) -> str | None:
    leaf = mail_list.subject.get(lang) if mail_list.subject is not None else None
    if leaf is not None:
        text, span = templates.render_text(leaf.text, leaf.span, context, findings), leaf.span
    else:
        text, span = templates.render_file(f"subject-{lang}.txt", context, findings), Span(mail_list.path)
    if text is None:
        return None
    subject = one_line(text)
    if not subject:
        hint = "a subject is one line of text"
        findings.error("MAIL009", f"the subject in {lang} is empty", span, hint=hint)
        return None
    return subject


def one_line(text: str) -> str:
    """Return a text as a header has it: titles may have lines, soft hyphens and isolates."""
    seen = "".join(character for character in text if character.isspace() or not unseen(character))
    return re.sub(r"[ \t\r\n\v\f\x1c-\x1f\x85\u2028\u2029]+", " ", seen).strip()


def _context(
    mail_list: MailList,
    recipient: Recipient,
    lang: str,
    own: Sequence[tuple[str, Enclosed]],
    files: dict[str, bytes],
) -> dict[str, Any]:
    """Return what templates may use: plain data only, and nothing of the machine."""
    return {
        "recipient": SimpleNamespace(name=recipient.mailbox.name, address=recipient.mailbox.address),
        "sender": SimpleNamespace(name=mail_list.sender.name, address=mail_list.sender.address),
        "list": mail_list.name,
        "lang": lang,
        "documents": [_document(name, one, lang) for name, one in own],
        "changes": _changes(mail_list, lang, [one.memos for _, one in own], files),
        "unsubscribe": unsubscribe_address(mail_list, recipient),
    }


def _document(name: str, one: Enclosed, lang: str) -> object:
    item, locale = one.item, locale_for(lang)
    version = None
    if item.versions:
        *earlier, last = item.versions
        version = SimpleNamespace(
            **_numbered(last, locale),
            corrects=last.kind == "corrected",
            before=SimpleNamespace(**_numbered(earlier[-1], locale)) if earlier else None,
        )
    corrections = [] if one.held is None else item.corrections_since(one.held)
    return SimpleNamespace(
        title=item.title,
        file=name,
        brief=item.key.partition("/")[0],
        row=item.edition.row,
        replaces=one.held is not None,
        version=version,
        corrections=[_correction(version, lang, locale) for version in corrections],
    )


def _correction(version: Version, lang: str, locale: Locale) -> object:
    words = version.correction
    spoken = nearest(words, lang) if words else lang
    return SimpleNamespace(**_numbered(version, locale), text=words.get(spoken, ""), lang=spoken)


def _numbered(version: Version, locale: Locale) -> dict[str, str]:
    date = "".join(text for text, _ in locale.date(version.day))
    return {"number": locale.number(version.number), "date": date}


def _changes(
    mail_list: MailList, lang: str, memos: Sequence[Mapping[str, Memo]], files: dict[str, bytes]
) -> object | None:
    """Return what memos say together, or None; those to attach join the files."""
    figures: dict[str, SimpleNamespace] = {}
    summaries, attached = [], []
    for memo in (by_language[lang] for by_language in memos if lang in by_language):
        summaries.append(str(memo.told.get("summary", "")))
        for figure in memo.told["figures"]:
            named = ("label", "before", "now", "difference", "percent")
            figures[figure["fact"]] = SimpleNamespace(**{name: figure.get(name) or "" for name in named})
        if mail_list.memo == "attach" and memo.pdf:
            name = f"changes-{memo.name}-{memo.lang}.pdf"
            files[name] = memo.pdf
            attached.append(name)
    if not summaries:
        return None
    return SimpleNamespace(
        figures=list(figures.values()),
        summary=" ".join(dict.fromkeys(summaries)),
        file=", ".join(dict.fromkeys(attached)),
    )


def _tidy(text: str) -> str:
    """Return a text without spaces at the ends of lines and without holes."""
    lines = re.sub(r"[ \t]+\n", "\n", text.replace("\r\n", "\n").strip() + "\n")
    return re.sub(r"\n{3,}", "\n\n", lines)


# ---- bytes


def _head(message: Message) -> bytes:
    content, date = message.content, message.date
    mail_list, recipient = content.mail_list, content.recipient
    day = f"{_DAYS[date.weekday()]}, {date.day:02} {_MONTHS[date.month - 1]} {date.year:04}"
    heads = [
        ("Date", f"{day} {date:%H:%M:%S} +0000"),
        ("From", mailbox("From", mail_list.sender)),
        ("To", mailbox("To", recipient.mailbox)),
    ]
    if mail_list.reply_to is not None:
        heads.append(("Reply-To", mailbox("Reply-To", mail_list.reply_to)))
    heads += [
        ("Subject", unstructured("Subject", content.subject)),
        ("Message-ID", folded([f"<{content.id}>"])),
        ("Content-Language", folded([", ".join(content.languages)])),
        ("Auto-Submitted", "auto-generated"),
        ("List-Id", folded([f"<{mail_list.name}.{mail_list.domain}>"])),
    ]
    if address := unsubscribe_address(mail_list, recipient):
        lines = ["", f"<{address}>"] if len(address) > _ROOM_TO_UNSUBSCRIBE else [f"<{address}>"]
        heads.append(("List-Unsubscribe", folded(lines)))
        if address.startswith("https:"):
            heads.append(("List-Unsubscribe-Post", "List-Unsubscribe=One-Click"))
    if message.is_draft:
        heads.append(("X-Unsent", "1"))
    return "".join(f"{name}: {value}\r\n" for name, value in heads).encode("ascii")


#: In English whatever the machine's language (RFC 5322, 3.3).
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
#: What `List-Unsubscribe: <>` leaves of a line of 78 characters.
_ROOM_TO_UNSUBSCRIBE = 58


def _body(content: Content) -> bytes:
    made = EmailMessage(_POLICY)
    made.set_content(content.text, subtype="plain", charset="utf-8", cte="quoted-printable")
    made.add_alternative(content.html, subtype="html", charset="utf-8", cte="quoted-printable")
    for data in content.files.values():
        made.add_attachment(data, maintype="application", subtype="pdf")
    for name, part in zip(content.files, made.iter_attachments(), strict=True):
        # As it is: the standard library would divide a long name by RFC 2231, and Outlook show none.
        del part["Content-Disposition"]
        part.set_raw("Content-Disposition", folded(["attachment;", f'filename="{name}"']))
    _set_boundaries(made, content.id)
    return made.as_bytes()


def _set_boundaries(part: MIMEPart, seed: str, way: str = "0") -> None:
    """Give each part that has parts a boundary: chance would make other bytes of the same message."""
    if not part.is_multipart():
        return
    digest = hashlib.sha256(f"{seed} {way}".encode()).hexdigest()[:24]
    part.set_boundary(f"=_briefpress_{digest}")  # `=_` stands in no quoted-printable, and `_` in no base64
    for number, inner in enumerate(part.iter_parts()):
        _set_boundaries(inner, seed, f"{way}.{number}")
