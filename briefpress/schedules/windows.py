"""A task of the Windows Task Scheduler ([MS-TSCH] 2.4), of the user who is logged on."""

from __future__ import annotations

import re
import subprocess
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from briefpress.schedules.job import Job
from briefpress.schedules.marks import signed
from briefpress.schedules.timing import Timing

NAMESPACE = "http://schemas.microsoft.com/windows/2004/02/mit/task"
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
#: A day that is past: from then on. The day of writing would make other bytes of the same schedule.
_FIRST_DAY = "2020-01-01"

#: Names and values in the order in which the scheduler itself writes them.
_SETTINGS = (
    ("MultipleInstancesPolicy", "IgnoreNew"),
    ("DisallowStartIfOnBatteries", "false"),
    ("StopIfGoingOnBatteries", "false"),
    ("AllowHardTerminate", "true"),
    ("StartWhenAvailable", "true"),
    ("RunOnlyIfNetworkAvailable", "false"),
    ("AllowStartOnDemand", "true"),
    ("Enabled", "true"),
    ("Hidden", "false"),
    ("RunOnlyIfIdle", "false"),
    ("WakeToRun", "false"),
)


def task_name(job: Job) -> str:
    """Return the name of the task, with its folder."""
    return f"\\Briefpress\\{job.name}"


def write(job: Job, timing: Timing) -> dict[str, bytes]:
    """Return the task, in UTF-16 as ``schtasks`` reads it."""
    root = Element("Task", {"version": "1.2", "xmlns": NAMESPACE})
    about = SubElement(root, "RegistrationInfo")
    _add(about, "Description", f"Briefpress: {job.title}, {timing.words}, by the clock of this machine")
    _add(about, "URI", task_name(job))
    triggers = SubElement(root, "Triggers")
    for start in [(0, 0)] if timing.every else timing.at:
        _add_trigger(triggers, start, timing)
    principal = SubElement(SubElement(root, "Principals"), "Principal", {"id": "Author"})
    _add(principal, "LogonType", "InteractiveToken")
    _add(principal, "RunLevel", "LeastPrivilege")
    settings = SubElement(root, "Settings")
    limit = f"PT{timing.outer_limit // 60}H{timing.outer_limit % 60}M"
    for name, value in (*_SETTINGS, ("ExecutionTimeLimit", limit), ("Priority", "7")):
        _add(settings, name, value)
    exec_ = SubElement(SubElement(root, "Actions", {"Context": "Author"}), "Exec")
    _add(exec_, "Command", job.command[0])
    _add(exec_, "Arguments", arguments(job.command[1:]))
    _add(exec_, "WorkingDirectory", str(job.root))
    indent(root)
    text = f'<?xml version="1.0" encoding="UTF-16"?>\n{tostring(root, encoding="unicode")}\n'
    return {f"{job.name}.xml": signed(text, 1, ("<!-- ", " -->")).encode("utf-16")}


def fault(job: Job, timing: Timing) -> str:
    """Return why this cannot be written; empty where it can.

    The scheduler puts values in the place of `%NAME%` and of ``$(...)``, and knows no way to write these
    themselves.
    """
    for text in (*job.command, str(job.root)):
        if re.search("%[^%]+%", text):
            return f"Windows reads a part of `{text}` between two `%` as the name of a variable"
        if "$(" in text:
            return f"the scheduler reads `$(` in `{text}` as the beginning of a variable"
        if '"' in job.command[0]:
            return "no path has a quotation mark there"
    return ""


def arguments(words: tuple[str, ...]) -> str:
    """Return a command line that programs take apart by the rules of Microsoft's C runtime."""
    return subprocess.list2cmdline(words)


def _add_trigger(parent: Element, start: tuple[int, int], timing: Timing) -> None:
    """Add a trigger; its elements have an order: that of `triggerBaseType`, then of `calendarTriggerType`."""
    trigger = SubElement(parent, "CalendarTrigger")
    _add(trigger, "Enabled", "true")
    _add(trigger, "StartBoundary", f"{_FIRST_DAY}T{start[0]:02}:{start[1]:02}:00")
    if timing.every and timing.every < 24 * 60:
        repetition = SubElement(trigger, "Repetition")
        hours, minutes = divmod(timing.every, 60)
        _add(repetition, "Interval", f"PT{hours}H" if hours else f"PT{minutes}M")
        _add(repetition, "Duration", "P1D")
        _add(repetition, "StopAtDurationEnd", "false")
    if timing.is_daily:
        _add(SubElement(trigger, "ScheduleByDay"), "DaysInterval", "1")
        return
    weekly = SubElement(trigger, "ScheduleByWeek")
    _add(weekly, "WeeksInterval", "1")
    days = SubElement(weekly, "DaysOfWeek")
    for day in timing.days:
        SubElement(days, _DAYS[day - 1])


def _add(parent: Element, name: str, text: str) -> None:
    SubElement(parent, name).text = text
