"""A service and a timer of systemd, for the manager of a user (systemd.service(5), systemd.timer(5))."""

from __future__ import annotations

from briefpress.schedules.job import Job
from briefpress.schedules.marks import signed
from briefpress.schedules.timing import Timing

_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")

#: What a user's manager can enforce without namespaces of its own, which many systems deny it: nothing here
#: keeps the service from starting. 75 says that another run was going on.
_SERVICE = """\
[Unit]
Description=Briefpress: refresh, build, check and mail the project {title}

[Service]
Type=oneshot
ExecStart={command}
SuccessExitStatus=75
TimeoutStartSec={limit}min
Nice=10
IOSchedulingPriority=7
UMask=0022

# It reads and writes files, asks servers, and starts processes; all else is denied.
NoNewPrivileges=yes
LockPersonality=yes
RestrictNamespaces=yes
RestrictRealtime=yes
RestrictSUIDSGID=yes
RestrictAddressFamilies=AF_INET AF_INET6 AF_UNIX
SystemCallArchitectures=native
SystemCallFilter=@system-service
SystemCallErrorNumber=EPERM
"""

#: `Persistent`: what was missed while the machine was off or asleep is made up for, once.
_TIMER = """\
[Unit]
Description=Briefpress: {title}, {words}, by the clock of this machine

[Timer]
{calendar}
Persistent=true
AccuracySec=1min

[Install]
WantedBy=timers.target
"""


def write(job: Job, timing: Timing) -> dict[str, bytes]:
    """Return the two units by their names."""
    service = _SERVICE.format(title=job.title, command=command_line(job.command), limit=timing.outer_limit)
    calendar = "\n".join(f"OnCalendar={text}" for text in calendars(timing))
    timer = _TIMER.format(title=job.title, words=timing.words, calendar=calendar)
    return {
        f"{job.name}.service": signed(service, 0).encode("utf-8"),
        f"{job.name}.timer": signed(timer, 0).encode("utf-8"),
    }


def fault(job: Job, timing: Timing) -> str:
    """Return why this cannot be written; empty where it can."""
    return "" if job.command[0].startswith("/") else f"`{job.command[0]}` is no full path"


def command_line(command: tuple[str, ...]) -> str:
    """Return the value of ``ExecStart``: the colon keeps ``$`` from standing for a variable.

    systemd starts no program whose path has quotes or backslashes, however it is written; a shell does.
    """
    if set(command[0]) & set("\"'\\"):
        command = ("/bin/sh", "-c", 'exec "$0" "$@"', *command)
    first, *rest = command
    return " ".join(quoted(text) for text in (f":{first}", *rest))


def quoted(text: str) -> str:
    """Return a word in quotes, in which C escapes and specifiers (`%`) are read (systemd.syntax(7))."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("%", "%%") + '"'


def calendars(timing: Timing) -> list[str]:
    """Return calendar events (systemd.time(7))."""
    days = "" if timing.is_daily else ",".join(_DAYS[day - 1] for day in timing.days) + " "
    if timing.every == 24 * 60:
        return [f"{days}*-*-* 00:00:00"]
    if timing.every and timing.every % 60 == 0:
        return [f"{days}*-*-* 00/{timing.every // 60}:00:00"]
    if timing.every:
        return [f"{days}*-*-* *:00/{timing.every}:00"]
    return [f"{days}*-*-* {hour:02}:{minute:02}:00" for hour, minute in timing.at]
