"""A block of lines in a user's crontab (crontab(5))."""

from __future__ import annotations

import re
import shlex

from briefpress.schedules.job import Job
from briefpress.schedules.marks import signed
from briefpress.schedules.timing import Timing, cron_fields

#: Of the cron that Debian has; a longer command would be cut.
_LONGEST_COMMAND = 998


def write(job: Job, timing: Timing) -> dict[str, bytes]:
    """Return the block: it stands between two lines by which it is found again."""
    command = command_line((*job.command, "--quiet"))
    lines = [
        f"# BEGIN {job.name}",
        f"# {timing.words}, by the clock of this machine. What is missed while it sleeps",
        "# comes with the next run. Mistakes are printed, and cron mails what is printed.",
        *(f"{fields} {command}" for fields in cron_fields(timing)),
        f"# END {job.name}",
    ]
    return {"crontab": signed("".join(f"{line}\n" for line in lines), 1).encode("utf-8")}


def fault(job: Job, timing: Timing) -> str:
    """Return why this cannot be written; empty where it can."""
    length = len(command_line((*job.command, "--quiet")).encode("utf-8", "replace"))
    return (
        ""
        if length <= _LONGEST_COMMAND
        else f"the command has {length} bytes, and cron reads {_LONGEST_COMMAND}"
    )


def command_line(command: tuple[str, ...]) -> str:
    r"""Return a command as a crontab has it: for the shell, and for cron before it.

    To cron an unescaped ``%`` ends the command, and ``\%`` is one. It passes by what stands behind any
    backslash: so a quotation ends and begins between a backslash of a path and a ``%``.
    """
    line = shlex.join(command)
    return re.sub(r"\\(?=%)", r"\\''", line).replace("%", r"\%")


def block_of(table: str, name: str) -> tuple[int, int] | None:
    """Return where in a crontab a block begins and ends, as numbers of lines, or None where it is not.

    A beginning without an end is no block: what stands below it may be somebody's.
    """
    lines = table.split("\n")
    begin, end = f"# BEGIN {name}", f"# END {name}"
    if begin not in lines:
        return None
    start = lines.index(begin)
    return (start, lines.index(end, start) + 1) if end in lines[start:] else None


def with_block(table: str, name: str, block: str) -> str:
    """Return a crontab with a block in the place of the one of the same name, or at its end.

    Args:
        table: The crontab; all its other lines stay as they are.
        name: Of the job.
        block: The lines; empty to take them away.
    """
    place = block_of(table, name)
    if place is None:
        if not block:
            return table
        return (table if not table or table.endswith("\n") else f"{table}\n") + block
    lines = table.split("\n")
    own = block.removesuffix("\n").split("\n") if block else []
    return "\n".join([*lines[: place[0]], *own, *lines[place[1] :]])
