"""The ends of a run: feeds at its beginning, and mail at its end.

Both are packages of their own, and all that the routine knows of them is here.
"""

from __future__ import annotations

import re

from briefpress.build.project import LANGUAGES, Project
from briefpress.diagnostics import Findings, Severity
from briefpress.mail.lists import list_paths, read_list
from briefpress.routine.model import Ask, Outcome
from briefpress.routine.settings import Alert, MailFault
from briefpress.workspace import ReadError

# ---- refresh


def has_feeds(ask: Ask) -> bool:
    """Tell whether a file of facts may declare feeds: the word stands in it somewhere."""
    workspace = ask.project().workspace
    for path in workspace.glob("data", ".yaml"):
        try:
            if b"feeds" in workspace.read(path):
                return True
        except ReadError:
            continue  # whoever reads the facts says so
    return False


def refresh(ask: Ask, findings: Findings) -> Outcome:
    """Fetch new values, and accept those that are plausible."""
    from briefpress.refresh import Wish, refresh_project

    workspace = ask.project().workspace
    result = refresh_project(workspace, LANGUAGES, Wish(), findings, on_wait=ask.on_wait)
    words = {"changed": "changed", "same": "unchanged", "held": "held", "failed": "not refreshed"}
    told = [f"{count} {word}" for status, word in words.items() if (count := result.count(status))]
    news = [one for one in result.outcomes if one.status != "same"]
    lines = []
    for one in news:
        stays = "the last good value stays" if one.was else "there is no value yet"
        became = stays if one.status == "failed" else f"{one.was or '-'} -> {one.now or '-'}"
        lines.append(f"{one.status:<7} {one.fact}  {became}")
    details = {
        "facts": [
            {"fact": one.fact, "feed": one.feed, "status": one.status, "was": one.was, "now": one.now}
            for one in news
        ],
        "unchanged": result.count("same"),
        "written": result.is_written,
    }
    if result.count("failed") or result.count("held"):
        status = "partly"  # the last good values stay, and the others are there
    elif findings.errors:
        status = "failed"
    else:
        status = "done" if result.count("changed") else "nothing"
    return Outcome(status, ", ".join(told) or "no fact takes its value from a feed", details, tuple(lines))


# ---- mail

#: What is told of single messages: refused, deferred, or perhaps arrived.
_OF_MESSAGES = frozenset(("MAIL013", "MAIL014", "MAIL015"))


def has_lists(ask: Ask) -> bool:
    """Tell whether the project mails something."""
    return bool(list_paths(ask.project().workspace))


def mail(ask: Ask, findings: Findings) -> Outcome:
    """Send to each list what is due, which its journal tells.

    That something changed in this run is not what counts: what the server did not take yesterday is due, and
    what was mailed by hand is not.
    """
    if not ask.sends:
        return Outcome("skipped", "nothing is sent (--no-mail)")
    project = ask.project()
    told: list[str] = []
    lines: list[str] = []
    lists: list[dict[str, object]] = []
    sent = 0
    for name, path in sorted(list_paths(project.workspace).items()):
        own = Findings()  # what is wrong with one list does not hold up another
        events = _mail_list(project, path, ask, own)
        findings.extend(own)
        if events is None:
            continue
        counts: dict[str, int] = {}
        for address, event, _ in events:
            counts[event] = counts.get(event, 0) + 1
            lines.append(f"{event:<8} {address}  {name}")
        sent += counts.get("sent", 0)
        parts = ", ".join(f"{count} {event}" for event, count in counts.items())
        told.append(f"{name}: {parts or 'nothing is due'}")
        messages = [{"to": to, "status": event, "message_id": id_} for to, event, id_ in events]
        lists.append({"list": name, "messages": messages})
    bad = [one.code for one in findings if one.severity is Severity.ERROR or one.code in _OF_MESSAGES]
    if bad:
        status = "partly" if sent or all(code in _OF_MESSAGES for code in bad) else "failed"
    else:
        status = "done" if sent else "nothing"
    return Outcome(status, "; ".join(told) or "nothing was sent", {"lists": lists}, tuple(lines))


def _mail_list(
    project: Project, path: str, ask: Ask, findings: Findings
) -> list[tuple[str, str, str]] | None:
    """Send what is due to a list: recipient, what became of it, and Message-ID; None where nothing could be.

    A list without a server has drafts only, which a person sends; a run makes none.
    """
    from briefpress.mail.run import send_due

    mail_list = read_list(project.workspace, path, findings)
    if mail_list is None:
        return None
    if mail_list.server is None:
        return []
    sent = send_due(project, mail_list, findings, lambda message, event, reply: None, ask.on_wait)
    if sent is None:
        return None
    return [
        (message.recipient.mailbox.address, event, message.content.id) for message, event, _ in sent[1].events
    ]


# ---- alerts


def alert_fault(project: Project, alert: Alert) -> str:
    """Return why an alert could not be sent, as a clause; empty where nothing is known to be in the way.

    What is wrong with the list itself is told by whoever looks at lists.
    """
    paths = list_paths(project.workspace)
    if alert.list_name not in paths:
        return f"there is no list `{alert.list_name}`"
    from briefpress.mail.addresses import address_fault

    for address in alert.to:
        if fault := address_fault(address):
            return f"`{address}` cannot be mailed to: {fault[0]}"
    mail_list = read_list(project.workspace, paths[alert.list_name], Findings())
    if mail_list is not None and mail_list.server is None:
        return f"`{mail_list.path}` names no server"
    return ""


def send_alert(project: Project, alert: Alert, subject: str, text: str, date: str) -> None:
    """Send a message to those who look after the runs.

    Args:
        project: The project.
        alert: To whom, and by which list's sender and server.
        subject: One line.
        text: What happened.
        date: The date of its head (RFC 5322).

    Raises:
        MailFault: It was not sent to all.
    """
    from briefpress.mail.credentials import credentials_for
    from briefpress.mail.smtp import ServerError, Session

    if fault := alert_fault(project, alert):
        raise MailFault(fault)
    mail_list = read_list(project.workspace, list_paths(project.workspace)[alert.list_name], Findings())
    if mail_list is None or mail_list.server is None:
        raise MailFault(f"the list `{alert.list_name}` has mistakes")
    server = mail_list.server
    authority = project.workspace.root / server.authority if server.authority else None
    try:
        with Session(server, credentials_for(project.workspace, server), authority) as session:
            for address in alert.to:
                data = _message(mail_list.sender, address, subject, text, date)
                outcome = session.send(mail_list.sender.address, address, data, lambda: None)
                if outcome.event != "sent":
                    raise MailFault(f"`{address}` was {outcome.event}: {outcome.reply}")
    except ServerError as error:
        raise MailFault(error.reason) from None


def _message(sender: object, address: str, subject: str, text: str, date: str) -> bytes:
    """Return the bytes of an alert; the same text on the same date has the same bytes."""
    import hashlib
    from email.message import EmailMessage
    from email.policy import SMTP

    from briefpress.mail.headers import mailbox, unstructured
    from briefpress.mail.model import Mailbox

    assert isinstance(sender, Mailbox)
    made = EmailMessage(SMTP.clone(refold_source="none", cte_type="7bit"))
    line = " ".join("".join(c if c.isprintable() else " " for c in subject).split())[:200]
    digest = hashlib.sha256(f"{date}\n{address}\n{line}\n{text}".encode("utf-8", "replace")).hexdigest()[:40]
    for name, value in (
        ("Date", date),
        ("From", mailbox("From", sender)),
        ("To", address),
        ("Subject", unstructured("Subject", line)),
        ("Message-ID", f"<{digest}@{sender.address.rpartition('@')[2]}>"),
        ("Auto-Submitted", "auto-generated"),
    ):
        made.set_raw(name, value)
    plain = re.sub(r"[\x00-\x08\x0b-\x1f\x7f]", " ", text.encode("utf-8", "replace").decode("utf-8"))
    made.set_content(plain, subtype="plain", charset="utf-8", cte="quoted-printable")
    return made.as_bytes()
