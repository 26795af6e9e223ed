"""A run that failed -> a message to whoever looks after it, and not one each quarter of an hour."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Mapping
from typing import Any

from briefpress.build.project import Project
from briefpress.diagnostics import Findings, Severity
from briefpress.routine.delivery import send_alert
from briefpress.routine.model import STATUSES, Report
from briefpress.routine.reports import as_text, moment
from briefpress.routine.settings import MailFault, read_alert

#: The same failure is told again after a day.
_AGAIN_AFTER = dt.timedelta(days=1)
#: RFC 5322, 3.3: in English whatever the machine's language.
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def tell_failure(project: Project, report: Report, last: Mapping[str, Any] | None, now: dt.datetime) -> None:
    """Send an alert where one is due, and note in the report that it was.

    Args:
        project: The project.
        report: The run, with all its steps; gets what goes wrong here as a warning.
        last: The report of the run before.
        now: The time.
    """
    trouble = _trouble(report)
    if not trouble or any(finding.code == "RUN005" for finding in report.all_findings):
        return  # who is to be told is not known; that is told here
    alert = read_alert(project, Findings())  # mistakes of the file are told by the check
    if alert is None:
        return
    key = hashlib.sha256(json.dumps(trouble).encode()).hexdigest()[:16]
    told = _told(last)
    if told is not None and told["key"] == key and not _is_old(told["sent"], now):
        report.alert = told
        return
    failed = [one.step for one in report.steps if STATUSES[one.outcome.status] > 0]
    what = " and ".join(failed) or next(iter(report.findings)).message
    subject = f"Briefpress: {report.project}: {report.status}: {what}"
    text = as_text(report, lambda path: None)
    try:
        send_alert(project, alert, subject, text, _date(now))
    except MailFault as fault:
        hint = "look at `alert` in `schedule.yaml`, and at the server"
        report.findings.warning("RUN004", f"the alert was not sent: {fault.reason}", alert.span, hint=hint)
        return
    report.alert = {"key": key, "sent": moment(now) or "", "to": ", ".join(alert.to)}


def _trouble(report: Report) -> list[list[str]]:
    """Return what went wrong, without what differs from run to run; nothing where nothing did."""
    found = [
        [one.step, one.outcome.status, item.code, item.span.path if item.span else "", item.message]
        for one in report.steps
        if STATUSES[one.outcome.status] > 0
        for item in one.findings
        if item.severity is Severity.ERROR or one.outcome.status == "partly"
    ]
    bad = [[one.step, one.outcome.status] for one in report.steps if STATUSES[one.outcome.status] > 0]
    return [*bad, *found, *([item.code] for item in report.findings)]


def _told(last: Mapping[str, Any] | None) -> dict[str, str] | None:
    alert = (last or {}).get("alert")
    if isinstance(alert, dict) and all(isinstance(alert.get(name), str) for name in ("key", "sent", "to")):
        return {name: alert[name] for name in ("key", "sent", "to")}
    return None


def _is_old(sent: str, now: dt.datetime) -> bool:
    try:
        then = dt.datetime.fromisoformat(sent)
    except ValueError:
        return True
    return then.tzinfo is None or not dt.timedelta() <= now - then < _AGAIN_AFTER


def _date(now: dt.datetime) -> str:
    now = now.astimezone(dt.UTC)
    day = f"{_DAYS[now.weekday()]}, {now.day:02} {_MONTHS[now.month - 1]} {now.year:04}"
    return f"{day} {now:%H:%M:%S} +0000"
