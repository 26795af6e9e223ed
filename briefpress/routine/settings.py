"""``schedule.yaml`` -> who is told when a run fails."""

from __future__ import annotations

import re

from msgspec import Struct

from briefpress.build.project import Project
from briefpress.diagnostics import Findings, Span, did_you_mean
from briefpress.facts import FieldReader, Scalar, Sequence, read_leaf, read_yaml
from briefpress.facts.values import shorten

PATH = "schedule.yaml"
_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,59}")


class MailFault(Exception):
    """A message was not sent; ``reason`` is fit to show to a user."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Alert(Struct, frozen=True):
    """Who is told when a run fails.

    Attributes:
        to: Their addresses.
        list_name: The list of recipients whose sender and server are used.
        span: Where that is said.
    """

    to: tuple[str, ...]
    list_name: str
    span: Span


def read_alert(project: Project, findings: Findings) -> Alert | None:
    """Return who is told when a run fails, or None where nobody is, or after reporting a mistake.

    Args:
        project: The project.
        findings: Collects mistakes of the file.
    """
    workspace = project.workspace
    if not workspace.exists(PATH):
        return None
    root = read_yaml(workspace, PATH, findings)
    if root is None:
        return None
    reader = FieldReader(root, findings, f"`{PATH}`")
    mapping = reader.mapping("alert")
    reader.finish()
    if mapping is None:
        return None
    own = FieldReader(mapping, findings, "`alert`", reader.key_span("alert"))
    to = _addresses(own, findings)
    name = own.leaf("list", required=True)
    own.finish()
    if not to or name is None:
        return None
    return Alert(to, name.text, name.span)


def _addresses(reader: FieldReader, findings: Findings) -> tuple[str, ...]:
    """Return one address, or those of a list."""
    node = reader.raw("to", required=True)
    items = node.items if isinstance(node, Sequence) else () if node is None else (node,)
    found: dict[str, None] = {}
    for item in items:
        if not isinstance(item, Scalar):
            findings.error(
                "SHAPE001", "`to` of `alert` has to be an address", item.span, hint="write addresses"
            )
            continue
        leaf = read_leaf(item, findings, "`to` of `alert`")
        if leaf is None:
            continue
        # What else is wrong with it is known to whoever sends it; this keeps out what could begin a header.
        if not re.fullmatch(r"[^\s<>,;@]+@[^\s<>,;@]+", leaf.text) or not leaf.text.isprintable():
            message = f"`{shorten(leaf.text)}` is no address"
            findings.error("RUN005", message, leaf.span, hint="write one as `operator@example.org`")
            continue
        found[leaf.text] = None
    if isinstance(node, Sequence) and not node.items:
        findings.error("SHAPE006", "`to` of `alert` is empty", node.span, hint="write an address")
    return tuple(found)


def check_settings(project: Project, findings: Findings) -> None:
    """Look at ``schedule.yaml``, and whether an alert could be sent as it says."""
    from briefpress.mail.lists import list_paths
    from briefpress.routine.delivery import alert_fault

    alert = read_alert(project, findings)
    if alert is not None and (fault := alert_fault(project, alert)):
        hint = did_you_mean(alert.list_name, list_paths(project.workspace)) or (
            "name a list of `mail/` that has `smtp`, and addresses as `operator@example.org`"
        )
        findings.error("RUN005", f"an alert cannot be sent: {fault}", alert.span, hint=hint)
