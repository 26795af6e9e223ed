"""An agent of launchd (launchd.plist(5)): it starts no second one beside a first, and makes up for sleep."""

from __future__ import annotations

import plistlib
from itertools import product

from briefpress.schedules.job import Job
from briefpress.schedules.marks import signed
from briefpress.schedules.timing import Timing


def label(job: Job) -> str:
    """Return what launchd calls it."""
    return job.name.replace("-", ".", 1)


def write(job: Job, timing: Timing) -> dict[str, bytes]:
    """Return the property list; arguments stand in it one by one, and nothing reads them but the program."""
    log = str(job.home / f"Library/Logs/{job.name}.log")
    told = {
        "Label": label(job),
        "ProgramArguments": [*job.command, "--quiet"],
        "WorkingDirectory": str(job.root),
        "StartCalendarInterval": intervals(timing),
        "RunAtLoad": False,
        "ProcessType": "Background",
        "LowPriorityIO": True,
        "Nice": 10,
        "ExitTimeOut": 60,
        "Umask": 0o022,
        "StandardOutPath": log,
        "StandardErrorPath": log,
    }
    text = plistlib.dumps(told, sort_keys=False).decode("utf-8")
    # The declaration and the type of the document stand first.
    return {f"{label(job)}.plist": signed(text, 2, ("<!-- ", " -->")).encode("utf-8")}


def fault(job: Job, timing: Timing) -> str:
    """Return why this cannot be written; empty where it can."""
    return "" if job.command[0].startswith("/") else f"`{job.command[0]}` is no full path"


def intervals(timing: Timing) -> list[dict[str, int]]:
    """Return the times; what is missing in one means any."""
    if timing.every == 24 * 60:
        times: list[dict[str, int]] = [{"Hour": 0, "Minute": 0}]
    elif timing.every and timing.every % 60 == 0:
        step = timing.every // 60
        times = [{"Minute": 0}] if step == 1 else [{"Hour": hour, "Minute": 0} for hour in range(0, 24, step)]
    elif timing.every:
        times = [{"Minute": minute} for minute in range(0, 60, timing.every)]
    else:
        times = [{"Hour": hour, "Minute": minute} for hour, minute in timing.at]
    if timing.is_daily:
        return times
    return [{**time, "Weekday": day % 7} for day, time in product(timing.days, times)]
