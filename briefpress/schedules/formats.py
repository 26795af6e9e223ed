"""The formats: what writes each, what it cannot hold, and where it is at home."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from msgspec import Struct

from briefpress.schedules import actions, cron, launchd, systemd, windows
from briefpress.schedules.job import Job
from briefpress.schedules.system import System
from briefpress.schedules.timing import Timing

Commands = Callable[[Job, Path, System], list[list[str]]]


class Format(Struct, frozen=True):
    """A scheduler and its files.

    Attributes:
        about: What it is, for a list.
        write: Makes the files by their names.
        fault: Tells what of a job it cannot hold.
        folder: Returns where its files belong; None for a table that a program keeps.
        enable: Commands after they were written, given the folder.
        disable: Commands before they are removed.
        after: Commands after they were removed.
        encoding: Of the files.
    """

    about: str
    write: Callable[[Job, Timing], dict[str, bytes]]
    fault: Callable[[Job, Timing], str]
    folder: Callable[[Job, System], Path] | None
    enable: Commands = lambda job, folder, system: []
    disable: Commands = lambda job, folder, system: []
    after: Commands = lambda job, folder, system: []
    encoding: str = "utf-8"


def _systemd_folder(job: Job, system: System) -> Path:
    base = system.environment("XDG_CONFIG_HOME")
    return (Path(base) if base else system.home / ".config") / "systemd/user"


def _domain(system: System) -> str:
    return f"gui/{system.user_id}"


def _plist(job: Job, folder: Path) -> Path:
    return folder / f"{launchd.label(job)}.plist"


def _windows_folder(job: Job, system: System) -> Path:
    base = system.environment("LOCALAPPDATA")
    return (Path(base) if base else system.home / "AppData/Local") / "Briefpress"


_RELOAD = ["systemctl", "--user", "daemon-reload"]

FORMATS: dict[str, Format] = {
    "systemd": Format(
        "a service and a timer of systemd, for a user (Linux)",
        systemd.write,
        systemd.fault,
        _systemd_folder,
        lambda job, folder, system: [
            _RELOAD,
            ["systemctl", "--user", "enable", f"{job.name}.timer"],
            ["systemctl", "--user", "restart", f"{job.name}.timer"],
        ],
        lambda job, folder, system: [["systemctl", "--user", "disable", "--now", f"{job.name}.timer"]],
        lambda job, folder, system: [_RELOAD],
    ),
    "cron": Format("a block in the crontab of a user", cron.write, cron.fault, None),
    "actions": Format(
        "a workflow of GitHub Actions, in the repository of the project",
        actions.write,
        actions.fault,
        lambda job, system: actions.place(job.root)[0] / ".github/workflows",
    ),
    "launchd": Format(
        "an agent of launchd (macOS)",
        launchd.write,
        launchd.fault,
        lambda job, system: system.home / "Library/LaunchAgents",
        lambda job, folder, system: [
            ["launchctl", "bootout", f"{_domain(system)}/{launchd.label(job)}"],
            ["launchctl", "bootstrap", _domain(system), str(_plist(job, folder))],
        ],
        lambda job, folder, system: [["launchctl", "bootout", f"{_domain(system)}/{launchd.label(job)}"]],
    ),
    "windows": Format(
        "a task of the Windows Task Scheduler",
        windows.write,
        windows.fault,
        _windows_folder,
        lambda job, folder, system: [
            [
                "schtasks",
                "/Create",
                "/F",
                "/TN",
                windows.task_name(job),
                "/XML",
                str(folder / f"{job.name}.xml"),
            ]
        ],
        lambda job, folder, system: [["schtasks", "/Delete", "/F", "/TN", windows.task_name(job)]],
        encoding="utf-16",
    ),
}

#: Commands whose failure says that there is nothing to stop.
MAY_FAIL = (["launchctl", "bootout"], ["systemctl", "--user", "disable"], ["schtasks", "/Delete"])
