"""``mail``: published editions to the people of a list, as drafts or through a server, each once."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

from briefpress.build.project import Project
from briefpress.cli.console import Console
from briefpress.cli.exits import ERRORS, STALE
from briefpress.cli.options import workspace_of
from briefpress.cli.parser import OneOf
from briefpress.diagnostics import Findings, did_you_mean

if TYPE_CHECKING:
    from briefpress.mail.journal import Letter, Sent
    from briefpress.mail.message import Message
    from briefpress.mail.model import MailList
    from briefpress.mail.published import Published
    from briefpress.mail.run import Result

NAME = "mail"
ABOUT = "mail published PDFs to the people of a list, each once"
EXAMPLES = (
    ("mail", "show the lists"),
    ("mail press", "show what would be sent to the list mail/press.yaml"),
    ("mail press --drafts", "write it to output/mail/, to be sent from a mail program"),
    ("mail press --send", "send it, and nothing that was sent before"),
    ("mail press --unknown", "show what may have arrived, and what was refused"),
    ("mail press --settle sent", "say that what may have arrived did"),
)

#: What became of a message -> how it is shown.
_STYLES = {
    "due": "stale",
    "draft": "built",
    "sent": "built",
    "refused": "failed",
    "deferred": "stale",
    "unknown": "failed",
    "left": "left",
    "settled": "built",
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what only this verb takes."""
    parser.add_argument(
        "list",
        nargs="?",
        default="",
        metavar="LIST",
        help="name of a list; all are shown where none is given",
    )
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--dry-run", action="store_true", help="show what would be sent (the default)")
    what.add_argument("--drafts", action="store_true", help="write drafts (.eml) to output/mail/")
    what.add_argument("--send", action="store_true", help="send what is due")
    what.add_argument(
        "--unknown", action="store_true", help="show what may have arrived, and what was refused"
    )
    word = OneOf(("sent", "retry"))
    what.add_argument(
        "--settle",
        type=word,
        metavar=word.metavar,
        help="say of such messages that they did, or are to be sent again",
    )
    parser.add_argument(
        "--message", action="append", metavar="ID", help="with --settle, only this one; may be repeated"
    )


def run(options: argparse.Namespace) -> int:
    """Show, write or send what is due."""
    from briefpress.mail.lists import list_paths, read_list

    project = Project(workspace_of(options))
    console = Console(project.workspace, options)
    findings = Findings()
    paths = list_paths(project.workspace)
    if not options.list:
        return _show_lists(console, project, paths, findings)
    if options.message and not options.settle:
        findings.error(
            "USAGE001", "`--message` goes with `--settle`", hint="add `--settle sent` or `--settle retry`"
        )
    elif options.list not in paths:
        hint = did_you_mean(options.list, paths) or (
            f"lists are {', '.join(paths)}" if paths else "lists are files `mail/NAME.yaml`"
        )
        findings.error("USAGE001", f"there is no list `{options.list}`", hint=hint)
    mail_list = None if findings.errors else read_list(project.workspace, paths[options.list], findings)
    if mail_list is None:
        return _end(console, findings, messages=[])
    if options.unknown:
        return _unknown(console, project, mail_list, findings)
    if options.settle:
        return _settle(console, project, mail_list, options, findings)
    if options.send:
        return _send(console, project, mail_list, findings)
    return _look(console, project, mail_list, findings, is_draft=options.drafts)


# ---- what there is


def _show_lists(console: Console, project: Project, paths: dict[str, str], findings: Findings) -> int:
    from briefpress.mail.lists import read_list

    lists = [
        one for path in paths.values() if (one := read_list(project.workspace, path, findings)) is not None
    ]
    if console.is_text and not console.is_quiet:
        width = max((len(one.name) for one in lists), default=0)
        for one in lists:
            told = f"{_people(len(one.recipients))}, {one.when}: {', '.join(c.brief for c in one.briefs)}"
            console.print(f"{console.paint('code', f'{one.name:<{width}}')}  {told}")
        if not paths:
            console.print("no list yet: one is a file `mail/NAME.yaml`; docs/mail.md says what it has")
    told_lists = [
        {"name": one.name, "path": one.path, "when": one.when, "recipients": len(one.recipients)}
        for one in lists
    ]
    return _end(console, findings, lists=told_lists)


def _look(
    console: Console, project: Project, mail_list: MailList, findings: Findings, *, is_draft: bool
) -> int:
    from briefpress.mail.journal import read_journal
    from briefpress.mail.run import due, report_unknown, write_drafts

    journal = read_journal(project.workspace, mail_list.name, findings)
    if journal is None:
        return _end(console, findings, list=mail_list.name, messages=[])
    waiting = due(project, mail_list, journal, findings, is_draft=is_draft)
    places = write_drafts(project, mail_list, waiting.messages, findings) if is_draft else []
    told = (
        [(message, "draft", path) for message, path in places]
        if is_draft
        else [(message, "due", "") for message in waiting.messages]
    )
    for letter in journal.of_status("unknown"):
        report_unknown(letter.to, letter.id, letter.reply, findings)
    if console.is_text and not console.is_quiet:
        for message, event, reply in told:
            _print_message(console, message, event, reply)
        if not findings.errors or told:
            verb = "written" if is_draft else "to send; `--send` sends, `--drafts` writes them"
            console.print(_summary(len(told), waiting.current, verb))
    return _end(
        console,
        findings,
        list=mail_list.name,
        messages=[_as_data(*one) for one in told],
        current=waiting.current,
    )


# ---- sending


def _send(console: Console, project: Project, mail_list: MailList, findings: Findings) -> int:
    from briefpress.mail.run import Due, Result, send_due

    if mail_list.server is None:
        findings.error("MAIL012", f"`{mail_list.path}` names no server", hint="add `smtp:` with a `host:`")
        return _end(console, findings, list=mail_list.name, messages=[])

    def tell(message: Message, event: str, reply: str) -> None:
        if console.is_text and not console.is_quiet:
            _print_message(console, message, event, reply if event != "sent" else "")

    waiting, result = send_due(project, mail_list, findings, tell, _wait) or (Due(), Result())
    if console.is_text and not console.is_quiet and not (findings.errors and not result.events):
        console.print(_sent_summary(result, len(waiting.messages), waiting.current))
    told = [_as_data(*one) for one in result.events]
    code = _end(console, findings, list=mail_list.name, messages=told, current=waiting.current)
    return code or (STALE if result.count("deferred") else 0)


def _wait() -> None:
    print(
        "waiting for another run that sends mail of this project (Ctrl-C to stop)",
        file=sys.stderr,
        flush=True,
    )


# ---- what nobody knows


def _unknown(console: Console, project: Project, mail_list: MailList, findings: Findings) -> int:
    from briefpress.mail.journal import read_journal
    from briefpress.mail.run import unsettled

    journal = read_journal(project.workspace, mail_list.name, findings)
    found = [] if journal is None else list(unsettled(journal))
    if console.is_text and not console.is_quiet:
        for letter in found:
            _print_letter(console, letter, letter.status)
        if not found and journal is not None:
            console.print("nothing waits for you")
    code = _end(console, findings, list=mail_list.name, messages=[_letter_data(one) for one in found])
    return code or (ERRORS if any(letter.status == "unknown" for letter in found) else 0)


def _settle(
    console: Console, project: Project, mail_list: MailList, options: argparse.Namespace, findings: Findings
) -> int:
    from briefpress.mail.journal import open_journal
    from briefpress.mail.run import settle

    with open_journal(project.workspace, mail_list.name, findings, _wait) as writer:
        settled = [] if writer is None else settle(writer, options.message or (), options.settle, findings)
    if console.is_text and not console.is_quiet:
        for letter in settled:
            _print_letter(console, letter, "settled", f"as {options.settle}")
        if not settled and not findings.errors:
            console.print("nothing to settle")
    return _end(console, findings, list=mail_list.name, messages=[_letter_data(one) for one in settled])


# ---- how it is told


def _end(console: Console, findings: Findings, **told: object) -> int:
    if console.is_text:
        console.print_findings(findings)
    else:
        console.print_document(findings, **told)
    return console.exit_code(findings)


def _print_message(console: Console, message: Message, event: str, reply: str) -> None:
    size = f"{max(message.size // 1000, 1):,} kB"
    shown = console.paint(_STYLES[event], f"{event:<8}")
    why = f"  {console.paint('dim', reply)}" if reply else ""
    console.print(f"{shown} {message.recipient.mailbox.address}  {message.content.subject}  {size}{why}")
    for name in message.content.files:
        console.print(f"           {console.paint('dim', name)}")


def _print_letter(console: Console, letter: Letter, status: str, why: str = "") -> None:
    shown = console.paint(_STYLES[status], f"{status:<8}")
    console.print(f"{shown} {letter.to}  {letter.at}  {', '.join(item.key for item in letter.items)}")
    console.print(
        f"           {console.paint('dim', why or letter.reply or 'the run ended before the answer')}"
    )
    console.print(f"           --message {letter.id}")


def _summary(count: int, current: int, verb: str) -> str:
    if not count:
        return f"nothing to send: {_people(current)} {'has' if current == 1 else 'have'} what there is"
    more = f"; {_people(current)} {'has' if current == 1 else 'have'} what there is" if current else ""
    return f"{count} message{'' if count == 1 else 's'} {verb}{more}"


def _sent_summary(result: Result, total: int, current: int) -> str:
    if not total:
        return _summary(0, current, "")
    events = ("sent", "deferred", "refused", "unknown", "left")
    told = [f"{count} {event}" for event in events if (count := result.count(event))]
    return f"{total} message{'' if total == 1 else 's'}: {', '.join(told)}"


def _people(count: int) -> str:
    return f"{count} recipient{'' if count == 1 else 's'}"


def _as_data(message: Message, event: str, reply: str) -> dict[str, object]:
    return {
        "to": message.recipient.mailbox.address,
        "languages": list(message.recipient.languages),
        "subject": message.content.subject,
        "message_id": message.content.id,
        "status": event,
        "reply" if event != "draft" else "path": reply,
        "bytes": message.size,
        "attachments": list(message.content.files),
        "editions": [_edition_data(item) for item in message.content.items],
    }


def _letter_data(letter: Letter) -> dict[str, object]:
    return {
        "to": letter.to,
        "message_id": letter.id,
        "status": letter.status,
        "at": letter.at,
        "reply": letter.reply,
        "editions": list(map(_edition_data, letter.items)),
    }


def _edition_data(one: Published | Sent) -> dict[str, object]:
    return {"edition": one.key, "version": one.version or None, "sha256": one.sha256}
