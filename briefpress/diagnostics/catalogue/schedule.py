"""PLAN codes: handing runs to the scheduler of a system."""

from briefpress.diagnostics.code_info import CodeInfo

CODES: dict[str, CodeInfo] = {
    "PLAN001": CodeInfo(
        "Command that a scheduler cannot hold",
        "Each scheduler reads a command line by rules of its own, and some paths cannot be written so that "
        "they come back as they are: a line break in a crontab, `%NAME%` on Windows, `${{` in a workflow. "
        "Or the scheduler knows no such times. Nothing is written rather than something that would run "
        "another command.",
    ),
    "PLAN002": CodeInfo(
        "Schedule that somebody else wrote",
        "A file that `schedule` writes says in a line what it had in it. This one says something else: "
        "somebody has edited it, or it was there before. It is neither written over nor removed. With "
        "`--force` it is, and is kept beside it as `.old`.",
        wrong="generate.py schedule cron --install --at 07:30",
        right="generate.py schedule cron --install --at 07:30 --force",
    ),
    "PLAN003": CodeInfo(
        "Scheduler that does not take it",
        "The program that keeps the schedule is not on this machine, or it has refused. What it said is "
        "told. Files that were written stay, so that it can be tried by hand.",
        see=("PLAN002",),
    ),
    "PLAN004": CodeInfo(
        "Schedule without a time",
        "`schedule` has to know when to run: at times of the day (`--at`), or every so often (`--every`).",
        wrong="generate.py schedule cron --install",
        right="generate.py schedule cron --install --at 07:30 --days mon-fri",
    ),
}
