"""Installed and removed, once or twice, and nobody's edit lost."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, strategies as st

from briefpress.cli import main
from briefpress.cli.verbs import schedule as verb
from briefpress.diagnostics import Findings
from briefpress.schedules import FORMATS, Timing, install, make_job, remove
from tests.support.project import BASE, write_project
from tests.support.schedulers import Machine

KINDS = list(FORMATS)


class Desk:
    """A person at a machine, who types ``schedule``."""

    def __init__(self, folder, capfd, machine):
        self.machine, self._capfd = machine, capfd
        self.root = write_project(folder / "été", BASE)
        (self.root / ".git").mkdir()

    def __call__(self, *arguments, code=0):
        command = ["schedule", *arguments, "--project", str(self.root), "--format", "json"]
        got = main(command)
        output, errors = self._capfd.readouterr()
        assert got == code, output + errors
        told = json.loads(output)
        self.codes = [finding["code"] for finding in told["findings"]]
        return told

    def deeds(self, *arguments, code=0):
        return [deed["status"] for deed in self(*arguments, code=code)["deeds"]]

    def status(self, kind):
        return {one["scheduler"]: one["status"] for one in self()["schedulers"]}[kind]

    def files(self):
        """Return all files of the user and of the repository that are none of the project."""
        folders = (self.machine.home, self.root / ".github")
        return {path: path.read_bytes() for top in folders for path in top.rglob("*") if path.is_file()}


@pytest.fixture
def desk(tmp_path, capfd, monkeypatch):
    machine = Machine(tmp_path / "home")
    monkeypatch.setattr(verb, "_system", lambda: machine)
    return Desk(tmp_path, capfd, machine)


@pytest.mark.parametrize("kind", KINDS)
def test_there_and_back(kind, desk):
    desk.machine.table = "# mine\n5 4 * * * mine\n"
    before = desk.files(), desk.machine.table
    assert desk.status(kind) == "absent"
    assert set(desk.deeds(kind, "--at", "07:30", "--install")) <= {"written", "ran"}
    assert desk.status(kind) == "installed"
    there = desk.files(), desk.machine.table
    assert there != before
    assert "written" not in desk.deeds(kind, "--at", "07:30", "--install")
    assert (desk.files(), desk.machine.table) == there
    assert "written" in desk.deeds(kind, "--every", "1h", "--install")  # other times take their place
    assert "removed" in desk.deeds(kind, "--remove")
    assert (desk.files(), desk.machine.table) == before
    assert desk.deeds(kind, "--remove") == ["absent"]


@pytest.mark.parametrize("kind", KINDS)
def test_a_dry_run_does_nothing(kind, desk):
    assert "written" in desk.deeds(kind, "--at", "07:30", "--install", "--dry-run")
    assert desk.files() == {} and desk.machine.table is None and desk.machine.ran == []
    desk(kind, "--at", "07:30", "--install")
    before, ran = (desk.files(), desk.machine.table), list(desk.machine.ran)
    assert "removed" in desk.deeds(kind, "--remove", "--dry-run")
    assert (desk.files(), desk.machine.table) == before and desk.machine.ran == ran


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "cron"])
def test_a_file_that_somebody_edited_stays(kind, desk):
    desk(kind, "--at", "07:30", "--install")
    path = sorted(desk.files())[-1]
    encoding = FORMATS[kind].encoding
    path.write_bytes((path.read_bytes().decode(encoding).replace("07:30", "08:45") + "\n").encode(encoding))
    before = desk.files()
    assert desk.status(kind) == "edited"
    assert desk.deeds(kind, "--at", "09:00", "--install", code=1) == ["edited"]
    assert desk.codes == ["PLAN002"]
    assert desk.deeds(kind, "--remove", code=1) == ["edited"]
    assert desk.files() == before
    assert "written" in desk.deeds(kind, "--at", "09:00", "--install", "--force")
    assert path.with_name(f"{path.name}.old").read_bytes() == before[path]
    assert desk.status(kind) == "installed"


def test_a_file_that_was_there_before_stays(desk):
    path = desk.root / ".github/workflows/briefpress-ete.yml"
    path.parent.mkdir(parents=True)
    path.write_text("name: mine\n")
    assert desk.deeds("actions", "--at", "07:30", "--install", code=1) == ["edited"]
    assert path.read_text() == "name: mine\n"


def test_line_ends_of_another_system_are_no_edit(desk):
    desk("actions", "--at", "07:30", "--install")
    (path,) = desk.files()
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert desk.status("actions") == "installed"


def test_lines_of_a_crontab_that_somebody_edited_stay(desk):
    desk("cron", "--at", "07:30", "--install")
    desk.machine.table = edited = desk.machine.table.replace("30 7", "45 8")
    assert desk.status("cron") == "edited"
    assert desk.deeds("cron", "--at", "09:00", "--install", code=1) == ["edited"]
    assert desk.deeds("cron", "--remove", code=1) == ["edited"]
    assert desk.machine.table == edited
    desk("cron", "--at", "09:00", "--install", "--force")
    assert "\n0 9 * * *" in desk.machine.table
    assert (desk.root / "output/.briefpress/crontab.old").read_text() == edited


def test_a_block_without_its_end_is_left_to_a_person(desk):
    desk("cron", "--at", "07:30", "--install")
    desk.machine.table = desk.machine.table.split("# END")[0] + "5 4 * * * mine\n"
    before = desk.machine.table
    for force in ((), ("--force",)):
        desk("cron", "--at", "09:00", "--install", *force, code=1)
        desk("cron", "--remove", *force, code=1)
    assert desk.machine.table == before


@given(st.text(st.sampled_from("ab #%=*\t\u00e9\udcff\n"), max_size=60), st.booleans())
def test_all_other_lines_of_a_crontab_stay(table, is_repeated):
    from pathlib import Path

    machine = Machine(Path("/home/ann"))
    machine.table = table or None
    job = make_job(Path("/srv/project"), ("/usr/bin/python3",), (), machine.home)
    files, findings = FORMATS["cron"].write(job, Timing(((7, 30),))), Findings()
    for _ in range(1 + is_repeated):
        install(FORMATS["cron"], job, files, findings, machine)
    assert machine.table.startswith(table)
    remove(FORMATS["cron"], job, files, findings, machine)
    assert not len(findings)
    assert (machine.table or "") in (table, f"{table}\n")  # a last line that did not end ends now


def test_what_a_scheduler_says_is_told(desk):
    desk.machine.refuses["systemctl --user enable"] = "Failed to connect to bus: No medium found"
    told = desk("systemd", "--at", "07:30", "--install", code=1)
    assert desk.codes == ["PLAN003"] and "No medium found" in told["findings"][0]["message"]
    assert desk.status("systemd") == "installed"  # its files are there, to be tried by hand


def test_without_cron_nothing_is_written(desk):
    desk.machine.missing.add("crontab")
    assert desk.status("cron") == "unknown"
    desk("cron", "--at", "07:30", "--install", code=1)
    assert desk.codes == ["PLAN003"]


def test_a_timer_is_reloaded_enabled_and_started(desk):
    desk("systemd", "--at", "07:30", "--install")
    words = [command.rpartition("briefpress-")[0].strip() for command in desk.machine.ran]
    assert words[:-1] == ["", "systemctl --user enable"] or words[-1].startswith("systemctl --user restart")
    assert any("daemon-reload" in command for command in desk.machine.ran)


def test_files_go_into_a_folder(desk, tmp_path):
    deeds = desk.deeds("systemd", "--at", "07:30", "--to", str(tmp_path / "out"))
    assert deeds == ["written", "written"] and desk.machine.ran == []
    assert {path.suffix for path in (tmp_path / "out").iterdir()} == {".service", ".timer"}
    assert desk.deeds("systemd", "--at", "07:30", "--to", str(tmp_path / "out")) == ["current", "current"]
    assert desk.deeds("cron", "--every", "1h", "--to", str(tmp_path / "out")) == ["written"]


def test_a_folder_that_cannot_be_written(desk, tmp_path):
    (tmp_path / "out").write_text("")
    desk("systemd", "--at", "07:30", "--to", str(tmp_path / "out"), code=1)
    assert desk.codes == ["BUILD004"]


@pytest.mark.parametrize("name", ["a\nb", "a\udcffb"])
def test_a_folder_whose_name_no_scheduler_can_hold(name, desk, tmp_path):
    try:
        (tmp_path / name).mkdir()
    except (OSError, UnicodeError):
        pytest.skip("this disk knows no such names")
    desk.root = tmp_path / name
    for arguments in ((), ("cron", "--at", "07:30", "--install"), ("launchd", "--every", "1h")):
        desk(*arguments, code=1)
        assert desk.codes == ["PLAN001"]
    assert desk.machine.table is None


def test_what_runs_is_what_was_typed(desk):
    told = desk("cron", "--at", "07:30", "--no-mail", "--strict", "--limit", "90m")
    assert told["command"][-7:] == [
        *("run", "--project", str(desk.root), "--no-mail", "--strict", "--limit", "90m")
    ]
