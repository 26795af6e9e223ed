"""A list -> what is due, drafts of it, or a server that has it."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from msgspec import Struct, field

from briefpress.build.project import Project
from briefpress.build.publication import ROOM, cannot_write, is_inside, publish
from briefpress.diagnostics import Findings, Span
from briefpress.mail.credentials import credentials_for
from briefpress.mail.journal import Journal, JournalError, Letter, Sent, Writer, open_journal, read_journal
from briefpress.mail.lists import list_paths, read_list
from briefpress.mail.message import Enclosed, Message, make_message, write_content
from briefpress.mail.model import MailList
from briefpress.mail.published import Published, editions_of, load_published
from briefpress.mail.smtp import Outcome, ServerError, Session
from briefpress.merge.letters import LetterTemplates
from briefpress.workspace import ReadError

DRAFTS = "output/mail"
#: What drafts are called; not those that a person or another program has put there.
_DRAFT = re.compile(r"[a-z0-9].*-[0-9a-f]{12}\.eml")
#: More of these, one after the other, and the server is left alone until the next run.
_MOST_LOST = 5


class Due(Struct, frozen=True):
    """What there is to send.

    Attributes:
        messages: One for each recipient who is to get something.
        current: How many recipients have what there is.
    """

    messages: tuple[Message, ...] = ()
    current: int = 0


class Result(Struct):
    """What became of the messages of a run.

    Attributes:
        events: The message and what came of it: an event of the journal, or ``left`` where it was not tried.
    """

    events: list[tuple[Message, str, str]] = field(default_factory=list)

    def count(self, event: str) -> int:
        """Return the number of messages with a fate."""
        return sum(1 for _, one, _ in self.events if one == event)


def check_lists(project: Project, findings: Findings) -> None:
    """Look at each list of a project: what it says, and whether there is what it names."""
    for path in list_paths(project.workspace).values():
        own = Findings()
        mail_list = read_list(project.workspace, path, own)
        if mail_list is not None:
            editions_of(project, mail_list, own)
        # What is wrong with a brief is told by whoever looks at the briefs.
        findings.extend(one for one in own if one.span is None or one.span.path == path)


def due(
    project: Project,
    mail_list: MailList,
    journal: Journal,
    findings: Findings,
    *,
    is_draft: bool = False,
) -> Due:
    """Return the messages that a list asks for now, and nothing that its journal says was accepted.

    Args:
        project: What was published.
        mail_list: The list.
        journal: That of the list.
        findings: Collects what stands in the way: after an error there are no messages, but where one is too
            large there are the others.
        is_draft: Whether a person will send them.
    """
    chosen = editions_of(project, mail_list, findings)
    if findings.errors:
        return Due()
    every = dict.fromkeys(edition for editions in chosen.values() for edition in editions)
    published = load_published(project, every, findings, with_memo=mail_list.memo != "none")
    if findings.errors:
        return Due()
    histories = _histories(project, mail_list, journal, findings)
    if findings.errors:
        return Due()
    templates = LetterTemplates(project.workspace)
    messages, current = [], 0
    for recipient, editions in chosen.items():
        to = recipient.mailbox.key
        items = [
            Enclosed(item, _held(histories, to, item.key), journal.got(to, item.key))
            for item in map(published.__getitem__, editions)
            # Nothing that was accepted, refused, or may have arrived.
            if journal.status(to, Sent.of(item)) == "open" and _asks(mail_list, to, item, journal, histories)
        ]
        if not items:
            current += 1
            continue
        content = write_content(mail_list, recipient, items, templates, findings)
        if content is None:
            return Due()  # what is wrong with a template is wrong for all
        date = _date(project, journal.date_of(to, content.id))
        message = make_message(content, date, findings, is_draft=is_draft)
        if message is not None:
            messages.append(message)
    return Due(tuple(messages), current)


def _histories(
    project: Project, mail_list: MailList, own: Journal, findings: Findings
) -> Mapping[str, Journal]:
    """Return the journals by list: what a correction corrects may have gone out through another one."""
    found = {mail_list.name: own}
    for name in list_paths(project.workspace):
        if name not in found and (journal := read_journal(project.workspace, name, findings)) is not None:
            found[name] = journal
    return found


def _held(histories: Mapping[str, Journal], to: str, key: str) -> int | None:
    """Return the newest version of an edition that a recipient has got from any list, or perhaps has.

    Returns:
        Its number; 0 for a PDF without one, None for nothing.
    """
    for status in ("sent", "unknown"):
        got = [one for journal in histories.values() for one in journal.got(to, key, status=status)]
        if got:
            return max(one.version for one in got)
    return None


def _asks(
    mail_list: MailList, to: str, item: Published, journal: Journal, histories: Mapping[str, Journal]
) -> bool:
    """Tell whether an edition is to go out by what `MailList.when` says; where nothing tells, it is."""
    if mail_list.when == "corrected":
        held = _held(histories, to, item.key)
        return held is not None and bool(item.corrections_since(held))
    got = journal.got(to, item.key)
    if mail_list.when == "always" or not got:
        return True
    if got[-1].version and item.version:
        return got[-1].version != item.version
    return not got[-1].words or got[-1].words != item.words


def _date(project: Project, known: str | None) -> dt.datetime:
    """Return the date of a message: that of its first try, else the moment or the day of the run."""
    if known is not None:
        return dt.datetime.fromisoformat(known)
    epoch = project.workspace.environment("SOURCE_DATE_EPOCH") or ""
    day = dt.datetime.combine(project.workspace.today, dt.time(), dt.UTC)
    if re.fullmatch("[0-9]{1,12}", epoch) and int(epoch) // 86400 == (day - _FIRST).days:
        return _FIRST + dt.timedelta(seconds=int(epoch))
    return day


_FIRST = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)


# ---- drafts


def write_drafts(
    project: Project, mail_list: MailList, messages: Sequence[Message], findings: Findings
) -> list[tuple[Message, str]]:
    """Write a file for each message, to be opened in a mail program; those of an earlier run are replaced.

    Returns:
        The messages that were written, with their paths.
    """
    root = project.workspace.root
    written: list[tuple[Message, str]] = []
    for message in messages:
        stem = re.sub(r"[^a-z0-9]+", "-", message.recipient.mailbox.key).strip("-")[:60]
        path = f"{DRAFTS}/{mail_list.name}/{stem}-{message.content.id[:12]}.eml"
        try:
            if not is_inside(root / path, root):
                raise OSError(0, "it is a link that leads outside the project folder")
            publish(root / path, message.data())
        except OSError as error:
            cannot_write(path, error, findings, ROOM)
            return written
        written.append((message, path))
    _sweep(root / DRAFTS / mail_list.name, {Path(path).name for _, path in written})
    return written


def _sweep(folder: Path, wanted: set[str]) -> None:
    """Delete drafts of an earlier run: somebody would send them beside those that are right now."""
    for path in sorted(folder.glob("*.eml")) if folder.is_dir() else ():
        if path.name not in wanted and path.is_file() and _DRAFT.fullmatch(path.name):
            path.unlink(missing_ok=True)


# ---- sending


def send(
    project: Project,
    mail_list: MailList,
    writer: Writer,
    messages: Sequence[Message],
    findings: Findings,
    on_event: Callable[[Message, str, str], None],
) -> Result:
    """Hand messages to the server of a list, and note each step before it is taken.

    Args:
        project: The project.
        mail_list: The list.
        writer: Its journal, whose lock is held.
        messages: What is due.
        findings: Collects what went wrong.
        on_event: Called with each message, what came of it and why.
    """
    result, server = Result(), mail_list.server
    assert server is not None
    waiting = list(messages)
    try:
        authority = _authority(project, mail_list)
        credentials = credentials_for(project.workspace, server)
        with Session(server, credentials, authority) as session:
            lost = 0
            while waiting:
                message = waiting[0]
                outcome = _send_one(session, mail_list, writer, message)
                waiting.pop(0)
                result.events.append((message, outcome.event, outcome.reply))
                on_event(message, outcome.event, outcome.reply)
                lost = lost + 1 if outcome.is_lost else 0
                if lost >= _MOST_LOST and waiting:
                    raise ServerError(
                        "the line was lost again and again", "look at the server, and run this again"
                    )
    except ServerError as error:
        findings.error("MAIL012", error.reason, server.span, hint=error.hint or "run this again later")
    except JournalError as error:
        message_ = f"the journal cannot be written: {error.reason}"
        hint = "nothing more was sent; look at the disk's room, then at `--unknown`"
        findings.error("MAIL011", message_, hint=hint)
    result.events += [(message, "left", "") for message in waiting]
    _report(result, findings)
    return result


def send_due(
    project: Project,
    mail_list: MailList,
    findings: Findings,
    tell: Callable[[Message, str, str], None],
    on_wait: Callable[[], None],
) -> tuple[Due, Result] | None:
    """Send what a list asks for now, and report what nobody knew before.

    Args:
        project: What was published.
        mail_list: The list; it names a server.
        findings: Collects what stands in the way.
        tell: Called with each message and what came of it.
        on_wait: Called where another run sends.

    Returns:
        What there was to send, and what became of it; None where the journal cannot be used.
    """
    with open_journal(project.workspace, mail_list.name, findings, on_wait) as writer:
        if writer is None:
            return None
        before = writer.journal.of_status("unknown")
        waiting, result = due(project, mail_list, writer.journal, findings), Result()
        if waiting.messages:
            result = send(project, mail_list, writer, waiting.messages, findings, tell)
        for letter in before:
            report_unknown(letter.to, letter.id, letter.reply, findings)
        return waiting, result


def _send_one(session: Session, mail_list: MailList, writer: Writer, message: Message) -> Outcome:
    to, id_ = message.recipient.mailbox.address, message.content.id
    writer.intend(to, id_, map(Sent.of, message.content.items), message.date.isoformat())
    outcome = session.send(
        mail_list.sender.address, to, message.data(), lambda: writer.note("handing", to, id_)
    )
    writer.note(outcome.event, to, id_, outcome.reply)
    return outcome


def _authority(project: Project, mail_list: MailList) -> Path | None:
    server = mail_list.server
    assert server is not None
    if not server.authority:
        return None
    try:
        project.workspace.read(server.authority)
    except ReadError as error:
        raise ServerError(f"`{server.authority}` cannot be read: {error.reason}", "look at `ca`") from None
    return project.workspace.root / server.authority


def _report(result: Result, findings: Findings) -> None:
    for message, event, reply in result.events:
        span = message.recipient.span
        address = message.recipient.mailbox.address
        if event == "refused":
            hint = "correct the address, or say `--settle retry`"
            findings.error("MAIL013", f"`{address}` was refused: {reply}", span, hint=hint)
        elif event == "deferred":
            hint = "the next run sends it"
            findings.warning("MAIL014", f"`{address}` was deferred: {reply}", span, hint=hint)
        elif event == "unknown":
            report_unknown(address, message.content.id, reply, findings, span)


def report_unknown(address: str, id_: str, reply: str, findings: Findings, span: Span | None = None) -> None:
    """Report a message of which nobody knows whether it arrived."""
    findings.error(
        "MAIL015",
        f"`{address}` may have got {id_}: {reply or 'the run ended before the server answered'}",
        span,
        hint="look into the server's log or ask, then say `--settle sent` or `--settle retry`",
    )


# ---- what a person settles


def settle(writer: Writer, ids: Sequence[str], word: str, findings: Findings) -> list[Letter]:
    """Note a person's word on messages that may have arrived, or were refused.

    Args:
        writer: The journal, whose lock is held.
        ids: Message-IDs, or their beginnings; none for all that may have arrived.
        word: ``sent`` or ``retry``.
        findings: Collects what names nothing, or several messages.
    """
    unsettled = [*writer.journal.of_status("unknown"), *writer.journal.of_status("refused")]
    chosen: list[Letter] = []
    for id_ in ids:
        found = [letter for letter in unsettled if letter.id.startswith(id_)]
        if len(found) != 1:
            what = "several messages begin" if found else "no message that is to be settled begins"
            findings.error("USAGE001", f"{what} with `{id_}`", hint="`--unknown` shows them")
        chosen += found
    if findings.errors:
        return []
    settled = chosen if ids else writer.journal.of_status("unknown")
    for letter in settled:
        try:
            writer.note("settled" if word == "sent" else "retry", letter.to, letter.id)
        except JournalError as error:
            findings.error(
                "MAIL011", f"the journal cannot be written: {error.reason}", hint="look at the disk's room"
            )
            break
    return settled


def unsettled(journal: Journal) -> Iterator[Letter]:
    """Yield the messages that wait for a person."""
    yield from journal.of_status("unknown")
    yield from journal.of_status("refused")
