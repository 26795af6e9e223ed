"""`run`, as a scheduler calls it: in order, one at a time, and never silent about what became of it."""

from __future__ import annotations

import datetime as dt
import json
import os
import signal
import subprocess
import sys
import time

import pytest

from briefpress.build.lock import lock_at_once
from briefpress.build.project import Project
from briefpress.cli import main
from briefpress.cli.verbs import run as verb
from briefpress.diagnostics import Findings
from briefpress.routine import alert, pipeline, reports
from briefpress.routine.model import Ask, Outcome, Report, Step, StepReport
from briefpress.routine.pipeline import LOCK, carry_out
from briefpress.routine.settings import Alert, MailFault, read_alert
from briefpress.workspace import MemoryWorkspace, Workspace
from tests.conftest import ROOT
from tests.support.project import TWO, edit, write_project

PATIENCE_S = 60


class Office:
    """A project, and what `run` says of it."""

    def __init__(self, folder, capfd):
        self.root, self._capfd = write_project(folder / "orchard", TWO), capfd

    def __call__(self, *arguments, code=0):
        got = main(["run", *arguments, "--project", str(self.root), "--format", "json"])
        output, self.errors = self._capfd.readouterr()
        assert got == code, output + self.errors
        return json.loads(output)

    def reports(self, ending="json"):
        return sorted((self.root / reports.FOLDER).glob(f"*.{ending}"))


@pytest.fixture
def office(tmp_path, capfd):
    return Office(tmp_path, capfd)


def steps(told):
    return {one["step"]: one["status"] for one in told["steps"]}


def codes(told):
    return [finding["code"] for finding in told["findings"]]


def playing(monkeypatch, *made):
    """Put other steps in the place of the real ones."""
    monkeypatch.setattr(pipeline, "STEPS", made)


def step(name, status="done", needs=(), do=None, is_present=True):
    return Step(name, lambda ask: is_present, do or (lambda ask, findings: Outcome(status, "")), needs)


# ---- what is done


def test_a_figure_changes(office):
    assert steps(office()) == {"build": "done", "check": "done"}
    told = office()
    assert told["status"] == "nothing" and steps(told) == {"build": "nothing", "check": "done"}
    edit(office.root, "data/cellar.yaml", "300", "310")
    told = office()
    build = told["steps"][0]
    assert [one["output"] for one in build["editions"]] == [
        "output/cellar/cellar-en.pdf",
        "output/cellar/cellar-fr.pdf",
    ]
    assert (office.root / build["memo"]).is_dir() and build["fresh"] == 2


def test_what_the_project_has_nothing_for_is_no_step(office, monkeypatch):
    playing(monkeypatch, step("one"), step("two", is_present=False))
    assert steps(office()) == {"one": "done"}


def test_a_mistake_fails_the_run_and_leaves_the_last_pdf(office):
    office()
    before = (office.root / "output/cellar/cellar-en.pdf").read_bytes()
    edit(office.root, "data/cellar.yaml", "300", "many")
    told = office(code=1)
    assert told["status"] == "failed" and steps(told) == {"build": "failed", "check": "failed"}
    assert "FACT006" in codes(told)
    assert (office.root / "output/cellar/cellar-en.pdf").read_bytes() == before


@pytest.mark.parametrize("bad", ["build", "check"])
def test_nothing_is_mailed_that_is_not_in_order(bad, office, monkeypatch):
    mailed = []

    def mail(ask, findings):
        mailed.append(ask)
        return Outcome("done", "")

    real = {one.name: one for one in pipeline.STEPS}
    playing(
        monkeypatch,
        step("build", "failed" if bad == "build" else "done"),
        step("check", "failed" if bad == "check" else "done"),
        step("mail", needs=real["mail"].needs, do=mail),
    )
    told = office(code=1)
    assert steps(told)["mail"] == "skipped" and bad in told["steps"][-1]["summary"] and not mailed


def test_a_source_that_fails_holds_up_nothing(office, monkeypatch):
    mail = step("mail", needs=("build", "check"))
    playing(monkeypatch, step("refresh", "partly"), *pipeline.STEPS[1:3], mail)
    told = office(code=5)
    assert told["status"] == "partly"
    assert steps(told) == {"refresh": "partly", "build": "done", "check": "done", "mail": "done"}


def test_warnings_hold_up_where_that_is_asked_for(office):
    edit(office.root, "data/cellar.yaml", "source: survey", "source: survey\n    warn_after: 1 day")
    edit(office.root, "data/sources.yaml", "2026-05-04", "2020-05-04")
    assert steps(office("--today", "2026-11-29"))["check"] == "done"
    assert steps(office("--strict", "--today", "2026-11-29", code=1))["check"] == "failed"


def test_a_bug_in_one_step_does_not_lose_the_others(office, monkeypatch):
    secret = "".join(reversed("2retnuh"))

    def fail(ask, findings):
        raise RuntimeError(secret)

    playing(monkeypatch, step("one"), step("two", do=fail), step("three"))
    told = office(code=70)
    assert steps(told) == {"one": "done", "two": "failed", "three": "done"} and codes(told) == ["BUILD003"]
    # What an error says may quote a password; its place does not.
    whole = json.dumps(told) + office.errors + "".join(path.read_text() for path in office.reports("*"))
    assert secret not in whole and "in fail" in office.errors


def test_why_figures_changed_stands_in_the_memo(office):
    office()
    edit(office.root, "data/cellar.yaml", "300", "310")
    memo = office("--reason", "New count")["steps"][0]["memo"]
    assert any("New count" in path.read_text("utf-8") for path in (office.root / memo).glob("*.md"))


# ---- one at a time


def test_a_second_run_leaves_at_once(office):
    with lock_at_once(office.root / LOCK) as is_free:
        assert is_free
        told = office(code=75)
        assert codes(told) == ["RUN001"] and not office.reports()
    assert "RUN001" not in codes(office())


def test_a_folder_that_cannot_be_written(office):
    (office.root / "output").write_text("")
    assert codes(office(code=1)) == ["BUILD004"]


#: A run whose second step waits for ever.
WAITING = """
import sys, time
from briefpress.routine import pipeline
from briefpress.routine.model import Outcome, Step
def wait(ask, findings):
    print("waiting", flush=True)
    time.sleep(600)
here = lambda ask: True
pipeline.STEPS = (
    Step("one", here, lambda ask, findings: Outcome("done", "")),
    Step("two", here, wait),
    Step("three", here, lambda ask, findings: Outcome("done", "")),
)
from briefpress.cli import main
sys.exit(main(sys.argv[1:]))
"""


def interrupted(office, number):
    """End a run in its second step, and return its exit code."""
    command = [sys.executable, "-c", WAITING, "run", "--project", str(office.root)]
    quiet = {"stdout": subprocess.PIPE, "stderr": subprocess.DEVNULL}
    process = subprocess.Popen(command, text=True, cwd=ROOT, **quiet)
    try:
        while "waiting" not in process.stdout.readline():
            assert process.poll() is None
        process.send_signal(number)
        return process.wait(PATIENCE_S)
    finally:
        process.kill()
        process.communicate()


def test_a_run_that_was_killed_is_told_by_the_next(office):
    interrupted(office, signal.SIGKILL)
    (path,) = office.reports()
    told = json.loads(path.read_text())
    assert told["ended"] is None and told["status"] == "running" and steps(told) == {"one": "done"}
    assert "it has not ended" in office.reports("txt")[0].read_text()
    assert codes(office()) == ["RUN002"]
    assert codes(office()) == []


@pytest.mark.skipif(os.name == "nt", reason="Windows ends processes without asking")
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_run_that_is_stopped_says_how_far_it_came(number, office):
    assert interrupted(office, number) == 130
    told = json.loads(office.reports()[0].read_text())
    assert told["ended"] and steps(told) == {"one": "done", "two": "failed"}


def test_a_run_that_takes_too_long_is_ended(office, monkeypatch):
    two = step("two", do=lambda ask, findings: time.sleep(PATIENCE_S))
    playing(monkeypatch, step("one"), two, step("three"))
    with verb._ends(0.001):
        report = carry_out(Ask(office.root), Findings(), lambda one: None)
    assert [finding.code for finding in report.findings] == ["RUN003"] and report.status == "failed"
    assert [one.step for one in report.steps] == ["one", "two"]


# ---- reports


def test_a_report_says_the_same_in_both_forms_and_on_the_screen(office, capfd):
    printed = office()
    (path,) = office.reports()
    kept = json.loads(path.read_text())
    assert printed == {**kept, "errors": 0, "warnings": 0, "notes": 0, "findings": []}
    text = office.reports("txt")[0].read_text()
    assert "output/cellar/cellar-en.pdf" in text and text.startswith("run of ") and "orchard: done" in text


def test_a_quiet_run_that_has_done_its_work_says_nothing(office, capfd, monkeypatch):
    command = ["run", "--project", str(office.root), "--quiet"]

    def warns(status):
        def warn(ask, findings):
            findings.warning("FACT001", "a warning")
            return Outcome(status, "")

        return step("check", do=warn)

    for status, is_told in (("done", False), ("partly", True), ("failed", True)):
        playing(monkeypatch, warns(status))
        main(command)
        output, errors = capfd.readouterr()
        assert output == "" and ("a warning" in errors) == is_told


def test_findings_stand_in_the_text(office):
    edit(office.root, "data/cellar.yaml", "300", "many")
    office(code=1)
    text = office.reports("txt")[0].read_text()
    assert "error[FACT006]" in text and " --> data/cellar.yaml:4" in text


def test_old_reports_go_and_nothing_else(office, monkeypatch):
    monkeypatch.setattr(reports, "MOST_REPORTS", 3)
    playing(monkeypatch, step("one"))
    office()
    stranger = office.root / reports.FOLDER / "notes.json"
    stranger.write_text("{}")
    for _ in range(5):
        office()
    assert len(office.reports()) == 4 and len(office.reports("txt")) == 3 and stranger.exists()


def test_a_report_that_cannot_be_kept_costs_no_pdf(office):
    write_project(office.root, {reports.FOLDER: ""})
    told = office(code=1)
    assert codes(told) == ["BUILD004"]
    assert (office.root / "output/cellar/cellar-en.pdf").exists()


@pytest.mark.parametrize("text", ["", "[]", "{", '{"version": 99}', "[" * 100_000])
def test_a_damaged_report_is_none(text, tmp_path):
    write_project(tmp_path, {f"{reports.FOLDER}/20261129T073000.000Z.json": text})
    assert reports.last(tmp_path) is None


# ---- alerts

SETTINGS = "alert: {to: [operator@example.org, desk@example.org], list: press}\n"
NOW = dt.datetime(2026, 11, 29, 7, 30, tzinfo=dt.UTC)


def test_who_is_told():
    project = Project(MemoryWorkspace({"schedule.yaml": SETTINGS}))
    found = read_alert(project, Findings())
    assert (found.to, found.list_name) == (("operator@example.org", "desk@example.org"), "press")
    assert read_alert(Project(MemoryWorkspace({})), Findings()) is None


@pytest.mark.parametrize(
    "text",
    [
        "alert: {to: a@example.org}\n",
        "alert: {list: press}\n",
        "alert: yes\n",
        "alert: {to: [], list: press}\n",
        'alert: {to: "a@example.org, b@example.org", list: press}\n',
        'alert: {to: "a@example.org\\nBcc: b@example.org", list: press}\n',
        "alert: {to: [{a: b}], list: press}\n",
        "alarm: {to: a@example.org, list: press}\n",
    ],
)
def test_what_tells_nobody(text):
    findings = Findings()
    assert read_alert(Project(MemoryWorkspace({"schedule.yaml": text})), findings) is None
    assert findings.errors


def failed(*codes, status="failed"):
    findings = Findings()
    for code in codes:
        findings.error(code, f"this is {code}")
    made = Report("orchard", NOW, NOW)
    made.steps.append(StepReport("check", Outcome(status, "1 error"), findings))
    return made


@pytest.fixture
def alerts(monkeypatch):
    """Return what tells of a report, and the subjects that were sent."""
    sent = []
    project = Project(MemoryWorkspace({"schedule.yaml": SETTINGS}))

    def send(project, settings, subject, text, date):
        assert isinstance(settings, Alert) and date == "Sun, 29 Nov 2026 07:30:00 +0000"
        sent.append((subject, text))

    monkeypatch.setattr(alert, "send_alert", send)

    def tell(report, last=None, now=NOW):
        before = len(sent)
        monkeypatch.setattr(alert, "_date", lambda now: "Sun, 29 Nov 2026 07:30:00 +0000")
        alert.tell_failure(project, report, last and json.loads(json.dumps(reports.as_data(last))), now)
        return len(sent) - before

    tell.sent = sent
    return tell


def test_a_failure_is_told_once_a_day(alerts):
    first, second, third, fourth = (failed("FACT006") for _ in range(4))
    assert alerts(first) == 1
    subject, text = alerts.sent[0]
    assert subject == "Briefpress: orchard: failed: check" and "this is FACT006" in text
    assert alerts(second, first, NOW + dt.timedelta(minutes=15)) == 0
    assert alerts(third, second, NOW + dt.timedelta(hours=25)) == 1  # the second has kept when that was
    assert alerts(fourth, third, NOW + dt.timedelta(hours=26)) == 0


def test_another_failure_is_told_at_once(alerts):
    first = failed("FACT006")
    assert alerts(first) == 1
    assert alerts(failed("FACT006", "FACT001"), first) == 1
    assert alerts(failed("FACT006", status="done"), first) == 0  # it is no failure
    assert alerts(failed("FACT006", status="partly"), first) == 1


def test_a_failure_that_comes_back_is_told_again(alerts):
    first = failed("FACT006")
    assert alerts(first) == 1
    between = failed(status="done")
    assert alerts(between, first) == 0
    assert alerts(failed("FACT006"), between) == 1


def test_an_alert_that_is_not_sent_is_told_and_tried_again(alerts, monkeypatch):
    def send(project, settings, subject, text, date):
        raise MailFault("the server is away")

    good = alert.send_alert
    monkeypatch.setattr(alert, "send_alert", send)
    first = failed("FACT006")
    assert alerts(first) == 0
    assert [finding.code for finding in first.findings] == ["RUN004"] and first.alert == {}
    monkeypatch.setattr(alert, "send_alert", good)
    assert alerts(failed("FACT006"), first) == 1


def test_a_run_that_did_not_end_is_told(alerts):
    made = failed(status="done")
    made.findings.warning("RUN002", "the run that began at noon did not end")
    assert alerts(made) == 1
    assert "did not end" in alerts.sent[0][0]


def test_a_bug_in_an_alert_costs_no_report(office, monkeypatch):
    def fail(*arguments):
        raise RuntimeError

    monkeypatch.setattr(pipeline, "tell_failure", fail)
    told = office(code=70)
    assert codes(told) == ["BUILD003"] and json.loads(office.reports()[0].read_text())["ended"]


def test_the_date_of_an_alert_is_in_english():
    assert alert._date(dt.datetime(2026, 3, 1, 5, 6, 7, tzinfo=dt.UTC)) == "Sun, 01 Mar 2026 05:06:07 +0000"


def test_settings_are_looked_at_by_the_check(office, capfd):
    write_project(office.root, {"schedule.yaml": SETTINGS})
    told = office(code=1)
    assert codes(told) == ["RUN005"] and "no list `press`" in told["findings"][0]["message"]
    assert main(["check", "--project", str(office.root)]) == 1
    assert "RUN005" in capfd.readouterr().err
    assert Workspace(office.root).exists("schedule.yaml")
