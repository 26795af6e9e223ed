"""Files as their schedulers want them: syntax, order, limits, rights, no overlap, what was missed made up."""

from __future__ import annotations

import plistlib
import re
import shutil
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest
import yaml

from briefpress.schedules import FORMATS, Timing, make_job
from briefpress.schedules.cron import with_block
from briefpress.schedules.windows import NAMESPACE
from tests.support.schedulers import cron_entries

JOB = make_job(
    Path("/srv/été"), ("/usr/bin/python3", "/srv/été/generate.py"), ("--limit", "45m"), Path("/home/ann")
)
TIMINGS = [
    Timing(((7, 30),), 0, (1, 2, 3, 4, 5), 45),
    Timing(((7, 30), (18, 0)), limit=45),
    Timing((), 15, (1, 7), 45),
    Timing((), 120, limit=45),
    Timing((), 24 * 60, limit=45),
]
ALL = pytest.mark.parametrize("timing", TIMINGS, ids=lambda timing: timing.words)


def only(kind: str, timing: Timing) -> bytes:
    (data,) = FORMATS[kind].write(JOB, timing).values()
    return data


@ALL
@pytest.mark.parametrize("kind", FORMATS)
def test_the_same_is_written_each_time(kind, timing):
    assert FORMATS[kind].write(JOB, timing) == FORMATS[kind].write(JOB, timing)


# ---- systemd


@ALL
def test_a_timer_makes_up_for_what_was_missed_and_a_service_ends(timing):
    service, timer = (data.decode() for data in FORMATS["systemd"].write(JOB, timing).values())
    assert "Persistent=true" in timer and "WantedBy=timers.target" in timer
    assert "Type=oneshot" in service and "TimeoutStartSec=50min" in service
    assert "SuccessExitStatus=75" in service  # another run that is going on is no failure
    for rule in ("NoNewPrivileges=yes", "SystemCallFilter=@system-service", "RestrictNamespaces=yes"):
        assert rule in service


# ---- cron


@ALL
def test_the_lines_are_lines_of_a_crontab(timing):
    entries = cron_entries(only("cron", timing).decode())
    assert {command.endswith("--limit 45m --quiet") for _, command in entries} == {True}
    assert len(entries) == (len(timing.at) or 1)


@ALL
def test_cron_takes_the_table(timing, tmp_path):
    program = shutil.which("crontab")
    if program is None:
        pytest.skip("no crontab on this machine")
    table = tmp_path / "table"
    table.write_bytes(b"MAILTO=ann\n5 4 * * * true\n" + only("cron", timing))
    done = subprocess.run([program, "-n", str(table)], capture_output=True, text=True, check=False)
    if "invalid option" in done.stderr:
        pytest.skip("this crontab cannot try a table without installing it")
    assert done.returncode == 0, done.stderr
    table.write_bytes(b"61 7 * * * true\n")
    assert subprocess.run([program, "-n", str(table)], capture_output=True, check=False).returncode


def test_a_command_that_cron_would_cut_is_refused():
    long = make_job(Path("/srv") / ("a" * 900), ("/usr/bin/python3", "/x" * 60), (), Path("/home/ann"))
    assert FORMATS["cron"].fault(long, TIMINGS[0]) and not FORMATS["cron"].fault(JOB, TIMINGS[0])


def test_a_block_takes_the_place_of_the_old_one_and_nothing_else_moves():
    before = "# mine\nMAILTO=ann\n\n1 2 * * * mine  \n# BEGIN x\n3 4 * * * old\n# END x\n5 6 * * * also mine"
    after = with_block(before, "x", "# BEGIN x\n7 8 * * * new\n# END x\n")
    assert after == before.replace("3 4 * * * old", "7 8 * * * new")
    assert with_block(before, "x", "") == before.replace("# BEGIN x\n3 4 * * * old\n# END x\n", "")


# ---- launchd


@ALL
def test_an_agent_is_a_property_list(timing, tmp_path):
    data = only("launchd", timing)
    told = plistlib.loads(data)
    assert told["Label"].startswith("briefpress.") and told["RunAtLoad"] is False
    assert "KeepAlive" not in told
    if shutil.which("plutil") is None:
        pytest.skip("read by plistlib; no plutil on this machine")
    (tmp_path / "a.plist").write_bytes(data)
    subprocess.run(["plutil", "-lint", str(tmp_path / "a.plist")], check=True, capture_output=True)


# ---- Windows

#: Of [MS-TSCH] 2.4: what may stand in an element, and whether in this order ("sequence") or in any ("all").
SCHEMA = {
    "Task": ("all", ["RegistrationInfo", "Triggers", "Settings", "Data", "Principals", "Actions"]),
    "RegistrationInfo": (
        "all",
        ["URI", "SecurityDescriptor", "Source", "Date", "Author", "Version", "Description", "Documentation"],
    ),
    "Triggers": ("many", ["CalendarTrigger", "TimeTrigger", "BootTrigger", "LogonTrigger"]),
    "CalendarTrigger": (
        "sequence",
        [
            *("Enabled", "StartBoundary", "EndBoundary", "Repetition", "ExecutionTimeLimit", "RandomDelay"),
            *("ScheduleByDay", "ScheduleByWeek", "ScheduleByMonth", "ScheduleByMonthDayOfWeek"),
        ],
    ),
    "Repetition": ("all", ["Interval", "Duration", "StopAtDurationEnd"]),
    "ScheduleByDay": ("all", ["DaysInterval"]),
    "ScheduleByWeek": ("all", ["WeeksInterval", "DaysOfWeek"]),
    "DaysOfWeek": ("all", ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]),
    "Principals": ("many", ["Principal"]),
    "Principal": ("all", ["UserId", "LogonType", "GroupId", "DisplayName", "RunLevel"]),
    "Settings": (
        "all",
        [
            *(
                "AllowStartOnDemand",
                "RestartOnFailure",
                "MultipleInstancesPolicy",
                "DisallowStartIfOnBatteries",
            ),
            *("StopIfGoingOnBatteries", "AllowHardTerminate", "StartWhenAvailable", "NetworkProfileName"),
            *("RunOnlyIfNetworkAvailable", "WakeToRun", "Enabled", "Hidden", "DeleteExpiredTaskAfter"),
            *("IdleSettings", "NetworkSettings", "ExecutionTimeLimit", "Priority", "RunOnlyIfIdle"),
        ],
    ),
    "Actions": ("many", ["Exec"]),
    "Exec": ("all", ["Command", "Arguments", "WorkingDirectory"]),
}
VALUES = {
    "StartBoundary": r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d",
    "Interval": r"PT\d+[HM]",
    "Duration": "P1D",
    "ExecutionTimeLimit": r"PT\d+H\d+M",
    "Priority": "[0-9]|10",
    "MultipleInstancesPolicy": "IgnoreNew",
    "StartWhenAvailable": "true",
    "DisallowStartIfOnBatteries": "false",
    "LogonType": "InteractiveToken",
    "RunLevel": "LeastPrivilege",
    "DaysInterval": r"\d+",
    "WeeksInterval": r"\d+",
}


@ALL
def test_a_task_keeps_the_schema(timing):
    data = only("windows", timing)
    assert data.startswith(b"\xff\xfe") and '<?xml version="1.0" encoding="UTF-16"?>' in data.decode("utf-16")
    root = ElementTree.fromstring(data)
    assert root.get("version") == "1.2" and root.tag == f"{{{NAMESPACE}}}Task"
    for element in root.iter():
        name = element.tag.removeprefix(f"{{{NAMESPACE}}}")
        children = [child.tag.removeprefix(f"{{{NAMESPACE}}}") for child in element]
        kind, allowed = SCHEMA.get(name, ("all", []))
        assert set(children) <= set(allowed), name
        if kind == "sequence":
            assert children == sorted(children, key=allowed.index), name
        if kind != "many":
            assert len(children) == len(set(children)), name
        if name in VALUES:
            assert re.fullmatch(VALUES[name], element.text or ""), name


# ---- GitHub Actions


@ALL
def test_a_workflow_has_few_rights_and_no_secrets(timing):
    text = only("actions", timing).decode()
    told = yaml.safe_load(text)
    assert set(told) == {"name", True, "permissions", "concurrency", "jobs"}  # `on` is true in YAML 1.1
    assert set(told[True]) == {"schedule", "workflow_dispatch"}
    assert told["permissions"] == {"contents": "read"}
    assert told["concurrency"]["cancel-in-progress"] is False
    (job,) = told["jobs"].values()
    assert job["timeout-minutes"] == 50 and "permissions" not in job
    for step in job["steps"]:
        assert re.fullmatch(r"actions/[a-z-]+@[0-9a-f]{40}", step.get("uses", f"actions/x@{'0' * 40}"))
        assert set(step) <= {"name", "uses", "with", "run", "if"}
    assert job["steps"][0]["with"] == {"persist-credentials": False}
    without_remarks = "\n".join(line for line in text.splitlines() if not line.startswith("#"))
    assert "${{" not in without_remarks and "--no-mail" in without_remarks


def test_a_workflow_runs_the_project_of_a_repository_with_its_own_program(tmp_path):
    (tmp_path / ".git").mkdir()
    (tmp_path / "generate.py").write_text("")
    (tmp_path / "requirements.lock").write_text("")
    made = make_job(tmp_path, ("/usr/bin/python3", "generate.py"), ("--no-mail", "--strict"), tmp_path)
    (data,) = FORMATS["actions"].write(made, TIMINGS[0]).values()
    runs = [step.get("run") for step in yaml.safe_load(data)["jobs"]["run"]["steps"]]
    assert "python -m pip install -r requirements.lock" in runs
    assert "python generate.py run --no-mail --strict" in runs


def test_github_runs_nothing_each_minute():
    assert FORMATS["actions"].fault(JOB, Timing((), 1)) and not FORMATS["actions"].fault(JOB, Timing((), 5))


@ALL
def test_actionlint_finds_nothing(timing, tmp_path):
    program = shutil.which("actionlint")
    if program is None:
        pytest.skip("no actionlint on this machine; the tests above read the workflow")
    (tmp_path / "workflow.yml").write_bytes(only("actions", timing))
    done = subprocess.run(
        [program, str(tmp_path / "workflow.yml")], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


@ALL
def test_a_workflow_keeps_its_schema(timing, tmp_path):
    program = Path(sys.executable).with_name("check-jsonschema")
    (tmp_path / "workflow.yml").write_bytes(only("actions", timing))
    schema = ["--builtin-schema", "vendor.github-workflows"]
    command = [program, *schema, str(tmp_path / "workflow.yml")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
