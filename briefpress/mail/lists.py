"""``mail/LIST.yaml`` -> `MailList`, with the place of each mistake."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePosixPath

from briefpress.diagnostics import Findings, Span
from briefpress.document import ARRANGEMENTS
from briefpress.facts import (
    FieldReader,
    Mapping,
    Scalar,
    Sequence,
    YamlNode,
    read_leaf,
    read_mapping,
    read_yaml,
)
from briefpress.facts.values import kind_of, shorten
from briefpress.mail.addresses import LONGEST_UNSUBSCRIBE, UNSUBSCRIBE, address_fault, name_fault
from briefpress.mail.model import MEMO, TLS, WHEN, Choice, Mailbox, MailList, Recipient, Server
from briefpress.workspace import ReadError, Workspace

FOLDER = "mail"
#: The name of a list, and of templates of messages.
NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,59}")
TAG = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
HOST = re.compile(r"(?=.{1,253}$)[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?|::1")
ROW = re.compile(r"[a-z][a-z0-9_]{0,59}")
#: Keys behind which people write what nobody else should read.
_WORDS = "(?:pass(?:w(?:or)?d|phrase)?|secret|token|api[_-]?key|credentials?)"
_SECRET = re.compile(f".*{_WORDS}", re.IGNORECASE)
_KEY = re.compile(rf"""([\w-]{{0,30}}{_WORDS})["']?[ \t]*:""", re.IGNORECASE)
_LOOPBACK = re.compile(r"localhost|127(?:\.[0-9]{1,3}){3}|::1")


def is_loopback(host: str) -> bool:
    """Tell whether a host is this machine, by its name alone: what a name server says can be forged."""
    return _LOOPBACK.fullmatch(host) is not None


def list_paths(workspace: Workspace) -> dict[str, str]:
    """Return the path of each list of a project by its name."""
    paths = (PurePosixPath(path) for path in workspace.glob(FOLDER, ".yaml"))
    return {path.stem: str(path) for path in paths if len(path.parts) == 2}


def read_list(workspace: Workspace, path: str, findings: Findings) -> MailList | None:
    """Return a list, or None after reporting what is wrong with it.

    Args:
        workspace: The project.
        path: The file.
        findings: Collects mistakes.
    """
    own = Findings()
    root = read_yaml(workspace, path, own)
    secrets = list(_secrets(root)) if root is not None else _secrets_in_text(workspace, path)
    if secrets:
        # An excerpt of the file would show them: so these have no span, and nothing else is told.
        for key, line in secrets:
            findings.error(
                "MAIL003",
                f"`{key}` does not belong in a file ({path}, line {line})",
                hint="remove it, change it at the server, and set BRIEFPRESS_SMTP_PASSWORD",
            )
        return None
    made = None if root is None else _Reader(path, own).read(root)
    findings.extend(own)
    return None if own.errors else made


def _secrets(node: YamlNode) -> Iterator[tuple[str, int]]:
    if isinstance(node, Mapping):
        for key, entry in node.entries.items():
            if _SECRET.fullmatch(key):
                yield shorten(key), entry.key_span.line
            else:
                yield from _secrets(entry.value)
                if key == "host" and isinstance(entry.value, Scalar) and "@" in entry.value.text:
                    yield key, entry.key_span.line
    elif isinstance(node, Sequence):
        for item in node.items:
            yield from _secrets(item)


def _secrets_in_text(workspace: Workspace, path: str) -> list[tuple[str, int]]:
    """Return what looks like the key of a secret in a file that is no YAML."""
    try:
        lines = workspace.read(path).decode("utf-8", "replace").splitlines()
    except ReadError:
        return []
    return [(match[1], number) for number, line in enumerate(lines, 1) for match in _KEY.finditer(line)]


class _Reader:
    """Reads one list.

    Args:
        path: Its file.
        findings: Collects mistakes.
    """

    def __init__(self, path: str, findings: Findings) -> None:
        self._path = path
        self._findings = findings

    def read(self, root: Mapping) -> MailList | None:
        """Return what the file says; where there were mistakes, it is of no use."""
        name = PurePosixPath(self._path).stem
        if not NAME.fullmatch(name):
            hint = "use small letters, digits and hyphens"
            self._findings.error(
                "SHAPE010", f"`{shorten(name)}` is no name of a list", Span(self._path), hint=hint
            )
        reader = FieldReader(root, self._findings, "the list")
        sender = self._mailbox(reader, "from", required=True)
        reply_to = self._mailbox(reader, "reply_to")
        briefs = self._choices(reader, required=True)
        when = reader.choice("when", WHEN, default="changed")
        memo = reader.choice("memo", MEMO, default="summary")
        recipients = self._recipients(reader)
        languages = tuple(dict.fromkeys(lang for one in recipients for lang in one.languages))
        subject = reader.localized("subject", languages) if reader.has("subject") and languages else None
        body = self._name(reader, "body", NAME, "small letters, digits and hyphens") or "message"
        unsubscribe = self._unsubscribe(reader)
        server = self._server(reader)
        reader.finish()
        if sender is None or when is None or memo is None:
            return None
        return MailList(
            name,
            self._path,
            sender,
            reply_to,
            briefs,
            when,
            memo,
            recipients,
            subject,
            body,
            unsubscribe,
            server,
        )

    # ---- people

    def _mailbox(self, reader: FieldReader, key: str, *, required: bool = False) -> Mailbox | None:
        node = reader.raw(key, required=required)
        if node is None:
            return None
        if isinstance(node, Scalar):
            leaf = read_leaf(node, self._findings, f"`{key}` of {reader.what}")
            return Mailbox("", leaf.text) if leaf and self._is_address(leaf.text, leaf.span) else None
        mapping = read_mapping(node, self._findings, f"`{key}` of {reader.what}")
        if mapping is None:
            return None
        own = FieldReader(mapping, self._findings, f"`{key}`", reader.key_span(key))
        box = self._named(own)
        own.finish()
        return box

    def _named(self, reader: FieldReader) -> Mailbox | None:
        name, address = reader.leaf("name"), reader.leaf("address", required=True)
        is_right = address is not None and self._is_address(address.text, address.span)
        if name is not None and (fault := name_fault(name.text)):
            message = f"`{shorten(_shown(name.text))}` cannot stand in the head of a message: {fault[0]}"
            self._findings.error("MAIL002", message, name.span, hint=fault[1])
            is_right = False
        return Mailbox(name.text if name else "", address.text) if address and is_right else None

    def _is_address(self, text: str, span: Span) -> bool:
        fault = address_fault(text)
        if fault is not None:
            message = f"`{shorten(_shown(text))}` cannot be mailed to: {fault[0]}"
            self._findings.error("MAIL001", message, span, hint=fault[1])
        return fault is None

    def _recipients(self, reader: FieldReader) -> tuple[Recipient, ...]:
        listed = reader.sequence("recipients", required=True)
        found: dict[str, Recipient] = {}
        for item in listed.items if listed else ():
            mapping = read_mapping(item, self._findings, "a recipient")
            if mapping is None:
                continue
            own = FieldReader(mapping, self._findings, "the recipient")
            box = self._named(own)
            languages = own.words("languages", TAG, "write languages as `[en]`, `[fr]` or `[en, fr]`")
            if not own.has("languages"):
                own.raw("languages", required=True)
            briefs = self._choices(own) if own.has("briefs") else ()
            own.finish()
            if box is None or not languages:
                continue
            span = own.span("address")
            if box.key in found:
                self._findings.error(
                    "MAIL005",
                    f"`{box.address}` is in the list already",
                    span,
                    hint="give it all its languages and briefs in one place",
                    related=[(found[box.key].span, "here it was first")],
                )
                continue
            found[box.key] = Recipient(box, languages, briefs, span)
        return tuple(found.values())

    # ---- what goes out

    def _choices(self, reader: FieldReader, *, required: bool = False) -> tuple[Choice, ...]:
        listed = reader.sequence("briefs", required=required)
        found = []
        for item in listed.items if listed else ():
            if isinstance(item, Scalar):
                leaf = read_leaf(item, self._findings, "a brief of the list")
                if leaf is not None:
                    found.append(Choice(leaf.text, (), "", leaf.span))
            elif isinstance(item, Mapping):
                own = FieldReader(item, self._findings, "a brief of the list")
                name = own.leaf("brief", required=True)
                rows = (
                    own.words("rows", ROW, "rows of a series are called by their ids")
                    if own.has("rows")
                    else ()
                )
                together = own.choice("together", ARRANGEMENTS)
                own.finish()
                if name is not None:
                    found.append(Choice(name.text, rows, together or "", name.span))
            else:
                hint = "write the name of a brief, or `{brief: NAME, rows: [...]}`"
                message = "a brief of the list has to be a name"
                self._findings.error("SHAPE001", message, item.span, label=kind_of(item), hint=hint)
        return tuple(found)

    def _unsubscribe(self, reader: FieldReader) -> str:
        leaf = reader.leaf("unsubscribe")
        if leaf is None:
            return ""
        rest = leaf.text.replace("{address}", "")
        if (
            not UNSUBSCRIBE.fullmatch(leaf.text)
            or len(leaf.text) > LONGEST_UNSUBSCRIBE
            or set("{}") & set(rest)
        ):
            message = f"`{shorten(_shown(leaf.text))}` is no address to unsubscribe"
            hint = "write `mailto:stop@example.org` or `https://example.org/stop?who={address}`"
            self._findings.error("MAIL010", message, leaf.span, hint=hint)
            return ""
        return leaf.text

    # ---- the server

    def _server(self, reader: FieldReader) -> Server | None:
        mapping = reader.mapping("smtp") if reader.has("smtp") else None
        if mapping is None:
            return None
        own = FieldReader(mapping, self._findings, "`smtp`", reader.key_span("smtp"))
        host = self._name(own, "host", HOST, "write the name of a server: `mail.example.org`", required=True)
        tls = own.choice("tls", TLS, default="starttls", others={"ssl": "tls", "smtps": "tls"}) or ""
        port = own.integer("port", minimum=1, maximum=65535) if own.has("port") else TLS.get(tls)
        user, authority = own.leaf("user"), own.leaf("ca")
        own.finish()
        if host and tls == "none" and not is_loopback(host):
            hint = "write `tls: starttls` or `tls: tls`; without either only a server on this machine is used"
            self._findings.error(
                "MAIL004", f"mail to `{host}` would go unprotected", own.span("tls"), hint=hint
            )
            return None
        if not host or port is None:
            return None
        return Server(
            host, port, tls, user.text if user else "", authority.text if authority else "", own.own_span
        )

    def _name(
        self, reader: FieldReader, key: str, pattern: re.Pattern[str], hint: str, *, required: bool = False
    ) -> str:
        leaf = reader.leaf(key, required=required)
        if leaf is None or pattern.fullmatch(leaf.text):
            return leaf.text if leaf else ""
        message = f"`{key}` of {reader.what} cannot be `{shorten(_shown(leaf.text))}`"
        self._findings.error("SHAPE010", message, leaf.span, label="not such a name", hint=hint)
        return ""


def _shown(text: str) -> str:
    """Return a text with what nobody sees spelt out."""
    return "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in text)
