"""Two builds of a project at once: one waits for the other, and a killed one holds nobody up."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time

import pytest

from briefpress.build import lock as lock_module, run as run_module
from briefpress.build.ledger import PATH as LEDGER
from briefpress.build.lock import PATH, LockedError, build_lock
from briefpress.build.plan import Request
from briefpress.build.project import Project
from briefpress.build.run import Progress, build_project
from briefpress.diagnostics import Findings
from briefpress.workspace import Workspace
from tests.conftest import ROOT
from tests.support.kills import clean_outputs, outputs_of
from tests.support.project import TWO, edit, write_project

#: A process that takes the lock of a folder, says so, and keeps it.
HOLDER = """
import sys, time
from pathlib import Path
from briefpress.build.lock import build_lock
with build_lock(Path(sys.argv[1]), lambda: None):
    print("held", flush=True)
    time.sleep(60)
"""


class Ear(Progress):
    def __init__(self):
        self.waited = 0

    def waiting(self):
        self.waited += 1


@pytest.fixture
def project(tmp_path):
    return write_project(tmp_path, TWO)


@pytest.fixture
def holder(project):
    process = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(project)], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout.readline() == "held\n"
    yield process
    process.kill()
    process.wait()
    process.stdout.close()


def build(folder, ear=None, **request):
    findings = Findings()
    result = build_project(Project(Workspace(folder)), Request(**request), findings, ear)
    return result, [finding.code for finding in findings]


def test_a_build_waits_for_the_other_and_then_does_its_work(project, holder):
    ear = Ear()
    threading.Timer(0.4, holder.terminate).start()
    result, codes = build(project, ear)
    assert (ear.waited, codes, result.count("built")) == (1, [], 4)


def test_what_the_other_build_made_is_not_made_again(project, monkeypatch):
    """The other one ends while this one waits, having built all."""
    ear = Ear()
    first = threading.Event()

    def other():
        with build_lock(project, lambda: None):
            first.set()
            time.sleep(0.3)
            lockless(project)

    def lockless(folder):
        from contextlib import contextmanager

        @contextmanager
        def held(root, on_wait):
            yield False

        import briefpress.build.run as run

        with monkeypatch.context() as patch:
            patch.setattr(run, "build_lock", held)
            build(folder)

    thread = threading.Thread(target=other)
    thread.start()
    first.wait()
    result, codes = build(project, ear)
    thread.join()
    assert (ear.waited, codes) == (1, [])
    assert result.count("fresh") == 4


def test_a_killed_build_holds_nobody_up(project, holder):
    os.kill(holder.pid, signal.SIGKILL)
    holder.wait()
    ear = Ear()
    result, codes = build(project, ear)
    assert (ear.waited, codes, result.count("built")) == (0, [], 4)


def test_a_build_that_does_not_end_is_given_up(project, holder, monkeypatch):
    monkeypatch.setattr(lock_module, "LONGEST_WAIT_S", 0.1)
    result, codes = build(project)
    assert codes == ["BUILD005"]
    assert {r.status for r in result.editions} == {"failed"}
    with pytest.raises(LockedError), build_lock(project, lambda: None):
        pass


def test_a_build_with_nothing_to_do_does_not_wait(project, holder):
    """And a look never does."""
    holder.terminate()
    holder.wait()
    build(project)
    with build_lock(project, lambda: None):
        ear = Ear()
        result, codes = build(project, ear)
    assert (ear.waited, codes, result.count("fresh")) == (0, [], 4)


def test_where_the_lock_cannot_be_written_publishing_says_what_is_wrong(project):
    (project / "output").mkdir(exist_ok=True)
    (project / PATH).parent.write_text("a file in the place of the folder")
    _, codes = build(project)
    assert "BUILD004" in codes


# ---- files that change meanwhile


def test_a_build_that_waited_builds_the_files_as_they_are_then(project):
    """Not as they were when it came: the other build may have made newer ones."""
    build(project)
    edit(project, "data/cellar.yaml", "300", "310")

    class Edits(Ear):
        def waiting(self):
            super().waiting()
            edit(project, "data/cellar.yaml", "310", "320")
            threading.Timer(0.3, lambda: held.__exit__(None, None, None)).start()

    held = build_lock(project, lambda: None)
    held.__enter__()
    ear = Edits()
    result, codes = build(project, ear)
    assert (ear.waited, codes, result.count("built")) == (1, [], 2)
    assert {r.reason for r in result.editions if r.status == "built"} == {
        "cellar.jars: 300 -> 320, data/cellar.yaml:4"
    }


class Saves(Progress):
    """Saves a file once the first edition is made."""

    def __init__(self, save):
        self.save = save
        self.plans = []

    def planned(self, plan):
        self.plans.append(sorted(edition.name for edition in plan.reasons))

    def done(self, result):
        if len(self.plans) == 1 and self.save:
            self.save()
            self.save = None


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_file_that_is_saved_while_a_build_runs_is_built_too(project, jobs):
    ear = Saves(lambda: edit(project, "data/cellar.yaml", "300", "310"))
    result, codes = build(project, ear, jobs=jobs)
    assert (codes, {r.status for r in result.editions}) == ([], {"built"})
    assert ear.plans[0] == ["cellar-en", "cellar-fr", "orchard-en", "orchard-fr"]
    assert set(ear.plans[1]) <= {"cellar-en", "cellar-fr"}
    changed = {**TWO, "data/cellar.yaml": TWO["data/cellar.yaml"].replace("300", "310")}
    assert outputs_of(project) == clean_outputs(changed)
    assert build(project)[0].count("fresh") == 4


def test_a_mistake_that_is_mended_while_a_build_runs_is_not_told(project):
    build(project)
    edit(project, "briefs/cellar.yaml", "cellar.jars", "cellar.jazz")
    edit(project, "briefs/orchard.yaml", "The orchard has", "Our orchard has")

    class Mends(Saves):
        def done(self, result):
            if result.status == "built":
                super().done(result)

    def mend():
        edit(project, "briefs/cellar.yaml", "cellar.jazz", "cellar.jars")
        edit(project, "briefs/orchard.yaml", "Our orchard has", "The orchard has")

    result, codes = build(project, Mends(mend))
    assert (codes, result.count("failed")) == ([], 0)
    assert outputs_of(project) == clean_outputs(TWO)


def test_a_file_that_is_saved_all_the_time_does_not_keep_a_build_for_ever(project):
    class Restless(Progress):
        plans = saved = 0

        def planned(self, plan):
            self.plans += 1

        def done(self, result):
            self.saved += 1
            text = TWO["data/cellar.yaml"].replace("300", str(1000 + self.saved))
            (project / "data/cellar.yaml").write_text(text)

    ear = Restless()
    _, codes = build(project, ear)
    assert (codes, ear.plans) == ([], run_module._PASSES)
    build(project)
    assert build(project)[0].count("fresh") == 4


def test_what_a_look_learned_is_not_written_over_what_another_build_knows(project):
    build(project)
    edit(project, "data/cellar.yaml", "facts:", "# a remark\nfacts:")
    ledger = (project / LEDGER).read_bytes()
    with build_lock(project, lambda: None):
        assert build(project)[0].count("fresh") == 4
        assert (project / LEDGER).read_bytes() == ledger
    assert build(project)[0].count("fresh") == 4
    assert (project / LEDGER).read_bytes() != ledger


# ---- the lock itself


@pytest.fixture(params=["flock", "filelock"])
def either(request, monkeypatch):
    """With the lock of the system, and as on one that has none."""
    if request.param == "filelock":
        monkeypatch.setattr(lock_module, "fcntl", None)
    monkeypatch.setattr(lock_module, "LONGEST_WAIT_S", 0.1)


def test_one_holds_it_and_then_the_other(tmp_path, either):
    waited = []
    with build_lock(tmp_path, lambda: waited.append(1)) as has_waited:
        assert not has_waited
        with pytest.raises(LockedError), build_lock(tmp_path, lambda: waited.append(2)):
            pass
    with build_lock(tmp_path, lambda: waited.append(3)) as has_waited:
        assert not has_waited
    assert waited == [2]


def test_who_waited_has_it_afterwards(tmp_path, either, monkeypatch):
    monkeypatch.setattr(lock_module, "LONGEST_WAIT_S", 20)
    first = build_lock(tmp_path, lambda: None)
    first.__enter__()
    with build_lock(tmp_path, lambda: first.__exit__(None, None, None)) as has_waited:
        assert has_waited
        monkeypatch.setattr(lock_module, "LONGEST_WAIT_S", 0.1)
        with pytest.raises(LockedError), build_lock(tmp_path, lambda: None):
            pass


def test_a_lock_whose_file_is_deleted_keeps_nobody_out_and_is_no_mistake(tmp_path):
    with build_lock(tmp_path, lambda: None):
        (tmp_path / PATH).unlink()
        with build_lock(tmp_path, lambda: None) as has_waited:
            assert not has_waited
            assert (tmp_path / PATH).exists()
