"""Files of a schedule to their places and back, without losing what somebody wrote there."""

from __future__ import annotations

from pathlib import Path

from msgspec import Struct

from briefpress.build.publication import UNTOUCHED, cannot_write, publish
from briefpress.diagnostics import Findings
from briefpress.schedules import cron
from briefpress.schedules.formats import MAY_FAIL, Format
from briefpress.schedules.job import Job
from briefpress.schedules.marks import is_as_written
from briefpress.schedules.system import System

_MOST_BYTES = 4 * 1024 * 1024
#: What a crontab is called in messages.
TABLE = "the crontab"
#: Where the lines of a crontab that somebody edited are kept when they have to go.
_OLD_BLOCK = "output/.briefpress/crontab.old"


class Deed(Struct, frozen=True):
    """What was done, or would be.

    Attributes:
        what: ``written``, ``current``, ``removed``, ``absent``, ``ran`` or ``edited``.
        subject: A path, or a command.
    """

    what: str
    subject: str


class _Site(Struct):
    """Where something is installed.

    Attributes:
        system: The machine.
        findings: Collects what is in the way.
        is_forced: Whether what somebody edited is written over.
        is_dry: Whether nothing is done.
        deeds: What was done.
    """

    system: System
    findings: Findings
    is_forced: bool
    is_dry: bool
    deeds: list[Deed]

    def do(self, what: str, subject: str) -> None:
        """Note a deed."""
        self.deeds.append(Deed(what, subject))


def install(
    kind: Format,
    job: Job,
    files: dict[str, bytes],
    findings: Findings,
    system: System,
    *,
    is_forced: bool = False,
    is_dry: bool = False,
    folder: Path | None = None,
) -> list[Deed]:
    """Write the files of a schedule to their places and start it; once more changes nothing.

    Args:
        kind: Its format.
        job: What is run.
        files: By name.
        findings: Collects what is in the way.
        system: The machine.
        is_forced: Whether what somebody edited is written over; it is kept beside it.
        is_dry: Whether to tell only what would be done.
        folder: Where to write them instead, without starting anything.
    """
    site = _Site(system, findings, is_forced, is_dry, [])
    if kind.folder is None and folder is None:
        block = files["crontab"].decode("utf-8")
        _change_table(site, job, block)
        return site.deeds
    target = folder or kind.folder(job, system)  # type: ignore[misc]
    if any(not _may_replace(target / name, data, kind, site) for name, data in files.items()):
        return site.deeds
    for name, data in files.items():
        if not _write(target / name, data, site):
            return site.deeds
    if folder is None:
        _run(site, kind.enable(job, target, system))
    return site.deeds


def remove(
    kind: Format,
    job: Job,
    files: dict[str, bytes],
    findings: Findings,
    system: System,
    *,
    is_forced: bool = False,
    is_dry: bool = False,
) -> list[Deed]:
    """Stop a schedule and remove its files; where there is none, that is as it should be.

    Args:
        kind: Its format.
        job: What is run.
        files: As they are made now; their names count.
        findings: Collects what is in the way.
        system: The machine.
        is_forced: Whether what somebody edited is removed; it is kept beside its place.
        is_dry: Whether to tell only what would be done.
    """
    site = _Site(system, findings, is_forced, is_dry, [])
    if kind.folder is None:
        _change_table(site, job, "")
        return site.deeds
    folder = kind.folder(job, system)
    there = [folder / name for name in files if _is_there(folder / name)]
    if any(not _may_replace(path, None, kind, site) for path in there):
        return site.deeds
    if there:
        _run(site, kind.disable(job, folder, system))
    for path in there:
        if not is_dry:
            try:
                if is_forced and not _is_ours(path, kind):
                    path.replace(path.with_name(f"{path.name}.old"))
                path.unlink(missing_ok=True)
            except OSError as error:
                cannot_write(path, error, findings, UNTOUCHED)
                return site.deeds
        site.do("removed", str(path))
    if there:
        _run(site, kind.after(job, folder, system))
    else:
        site.do("absent", str(folder / next(iter(files))))
    return site.deeds


def look(kind: Format, job: Job, names: list[str], system: System) -> str:
    """Return how a schedule stands on this machine: ``installed``, ``edited``, ``absent`` or ``unknown``."""
    if kind.folder is None:
        table = _table(system)
        if table is None:
            return "unknown"
        block = _block(table, job.name)
        return "absent" if block is None else "installed" if is_as_written(block) else "edited"
    there = [path for name in names if _is_there(path := kind.folder(job, system) / name)]
    if not there:
        return "absent"
    return "installed" if all(_is_ours(path, kind) for path in there) else "edited"


# ---- files


def _is_there(path: Path) -> bool:
    return path.exists() or path.is_symlink()


def _is_ours(path: Path, kind: Format) -> bool:
    """Tell whether a file is as it was written."""
    try:
        with path.open("rb") as file:
            return is_as_written(file.read(_MOST_BYTES).decode(kind.encoding))
    except (OSError, UnicodeError):
        return False


def _may_replace(path: Path, data: bytes | None, kind: Format, site: _Site) -> bool:
    """Tell whether a file may be written over or removed: nobody has edited it, or that is asked for."""
    if not _is_there(path) or site.is_forced or _is_ours(path, kind):
        return True
    _report_edited(str(path), site)
    return False


def _report_edited(what: str, site: _Site, hint: str = "") -> None:
    site.do("edited", what)
    hint = hint or "look at it; `--force` writes over it or removes it, and keeps it as `.old`"
    site.findings.error("PLAN002", f"`{what}` was not written by this program, or edited since", hint=hint)


def _write(path: Path, data: bytes, site: _Site) -> bool:
    try:
        if _is_there(path) and path.read_bytes() == data:
            site.do("current", str(path))
            return True
    except OSError:
        pass  # it is written anew
    site.do("written", str(path))
    if site.is_dry:
        return True
    try:
        if _is_there(path) and site.is_forced:
            path.replace(path.with_name(f"{path.name}.old"))
        publish(path, data)
    except OSError as error:
        cannot_write(path, error, site.findings, UNTOUCHED)
        return False
    return True


# ---- programs


def _run(site: _Site, commands: list[list[str]]) -> None:
    """Run programs one after the other, until one refuses."""
    for command in commands:
        shown = " ".join(command)
        if site.is_dry:
            site.do("ran", shown)
            continue
        answer = site.system.run(command)
        if answer.code and not any(command[: len(start)] == start for start in MAY_FAIL):
            _report_refused(shown, answer.errors or answer.output, site)
            return
        if not answer.code:
            site.do("ran", shown)


def _report_refused(shown: str, said: str, site: _Site) -> None:
    told = " ".join("".join(c if c.isprintable() else " " for c in said).split())[:300]
    hint = "the files are there; put it right and run this again"
    site.findings.error("PLAN003", f"`{shown}` was refused: {told or 'it does not say why'}", hint=hint)


# ---- the crontab


def _table(system: System) -> str | None:
    """Return the user's crontab, empty where there is none; None where there is no cron."""
    answer = system.run(["crontab", "-l"])
    if answer.code == 0:
        return answer.output
    # POSIX says only that it fails where there is none; all that are known say it in these words.
    return "" if "no crontab for" in answer.errors else None


def _block(table: str, name: str) -> str | None:
    place = cron.block_of(table, name)
    return None if place is None else "\n".join(table.split("\n")[place[0] : place[1]]) + "\n"


def _change_table(site: _Site, job: Job, block: str) -> None:
    """Put a block into the crontab, or take it away; all other lines stay as they are."""
    table = _table(site.system)
    if table is None:
        _report_refused("crontab -l", site.system.run(["crontab", "-l"]).errors, site)
        return
    there = _block(table, job.name)
    if there is None and f"# BEGIN {job.name}" in table.split("\n"):
        # Nobody knows what in it is ours.
        hint = f"write `# END {job.name}` below it again, or remove it by hand"
        _report_edited(f"{TABLE}: {job.name}", site, hint)
        return
    if there is None and not block:
        site.do("absent", TABLE)
        return
    if there == block:
        site.do("current", TABLE)
        return
    if there is not None and not is_as_written(there) and not site.is_forced:
        _report_edited(f"{TABLE}: {job.name}", site)
        return
    changed = cron.with_block(table, job.name, block)
    site.do("written" if block else "removed", TABLE)
    if site.is_dry:
        return
    if there is not None and not is_as_written(there):
        try:
            publish(job.root / _OLD_BLOCK, there.encode("utf-8", "surrogateescape"))
        except OSError as error:
            cannot_write(_OLD_BLOCK, error, site.findings)
            return
    command = ["crontab", "-"] if changed else ["crontab", "-r"]
    answer = site.system.run(command, changed or None)
    if answer.code:
        site.deeds.pop()
        _report_refused(" ".join(command), answer.errors, site)
