"""A Dask cluster renders what a serial run does, whatever becomes of its workers."""

from __future__ import annotations

import importlib.util
import re
import sys
import threading
import time

import pytest

from briefpress.build import workers
from briefpress.build.parcel import SentWorkspace, pack, unpack
from briefpress.cli import main
from briefpress.workspace import ReadError, Workspace
from tests.build.test_workers import build, farms
from tests.support import poison
from tests.support.clusters import cluster
from tests.support.kills import outputs_of, session_of
from tests.support.project import TWO, write_project

needs_dask = pytest.mark.skipif(
    importlib.util.find_spec("distributed") is None,
    reason="Dask is not installed: pip install -r requirements-dask.lock",
)
pytestmark = [pytest.mark.filterwarnings("ignore::Warning:(distributed|dask|tornado|msgpack)")]


def run(folder, address, *arguments):
    return main(["--project", str(folder), "--scheduler", address, "--color", "never", *arguments])


def names(rows):
    return {f"output/farm/farm-{row.replace('_', '-')}-{lang}.pdf" for row in rows for lang in ("en", "fr")}


def left_of(process):
    """Return the processes that a killed one has left; they get some seconds to notice."""
    deadline = time.monotonic() + 20
    while (left := session_of(process)) and time.monotonic() < deadline:
        time.sleep(0.1)
    return left


@needs_dask
@pytest.mark.conformance
def test_a_cluster_makes_what_a_serial_run_makes(tmp_path, capfd):
    write_project(tmp_path / "serial", {**TWO, **farms([f"farm_{n}" for n in range(20)])})
    build(tmp_path / "serial", jobs=1)
    folder = write_project(tmp_path / "project", {**TWO, **farms([f"farm_{n}" for n in range(20)])})
    with cluster(tmp_path / "cluster", 2) as there:
        assert run(folder, there.address) == 0
        out, err = capfd.readouterr()
        assert err == ""
        assert "44 built in " in out
        assert run(folder, there.address) == 0
        assert "nothing to do: 44 editions up to date" in capfd.readouterr().out
        assert not list((tmp_path / "cluster").glob("worker-*/**/briefpress-*")), "a copy was left"
    assert outputs_of(folder) == outputs_of(tmp_path / "serial")


@needs_dask
@pytest.mark.conformance
def test_a_worker_that_is_killed_costs_nothing(tmp_path, capfd):
    rows = [f"farm_{n}" for n in range(150)]
    build(write_project(tmp_path / "serial", farms(rows)), jobs=1)
    folder = write_project(tmp_path / "project", farms(rows))
    with cluster(tmp_path / "cluster", 2) as there:
        seen = {}

        def kill_in_the_middle():
            deadline = time.monotonic() + 120
            while len(outputs_of(folder)) < 60 and time.monotonic() < deadline:
                time.sleep(0.02)
            there.workers[0].kill()
            seen["made"] = len(outputs_of(folder))
            there.workers[0].wait()
            there.add_worker()

        killer = threading.Thread(target=kill_in_the_middle)
        killer.start()
        assert run(folder, there.address) == 0
        killer.join()
        out, err = capfd.readouterr()
        assert not left_of(there.workers[0]), "processes of the killed worker live on"
        assert 60 <= seen["made"] < 300, "it was not killed in the middle"
        assert err == ""
        made = re.findall(r"built +(output/\S+\.pdf)", out)
        assert sorted(made) == sorted(names(rows)), "each is made once"
    assert outputs_of(folder) == outputs_of(tmp_path / "serial")


@needs_dask
@pytest.mark.conformance
def test_poisoned_rows_harm_no_other_on_a_cluster(tmp_path, monkeypatch, capfd):
    monkeypatch.setattr(workers, "TIME_LIMIT_S", 8)
    monkeypatch.setattr(workers, "MEMORY_LIMIT_BYTES", 1024**3)
    good = [f"farm_{n}" for n in range(24)]
    rows = [*good[:5], "crashes", "raises", *good[5:12], "hangs", *good[12:20], "starves", *good[20:]]
    build(write_project(tmp_path / "serial", farms(good)), jobs=1)
    monkeypatch.setattr(workers, "_render", poison.render_row)
    folder = write_project(tmp_path / "project", farms(rows))
    with cluster(tmp_path / "cluster", 2) as there:
        assert run(folder, there.address) == 70  # of the row that raises; the others alone would be 1
        assert all(worker.poll() is None for worker in there.workers), "a worker of the cluster died of it"
    err = capfd.readouterr().err
    for kind, reason in {
        "crashes": "ended its process with exit code -11",
        "hangs": "took more than 8 seconds",
        "raises": "hit a bug in Briefpress: RuntimeError: poison",
        "starves": "ran out of memory",
    }.items():
        assert f"the editions `farm-{kind}-en`, `farm-{kind}-fr` {reason}" in err
    assert outputs_of(folder) == outputs_of(tmp_path / "serial")


@needs_dask
@pytest.mark.conformance
def test_a_scheduler_that_goes_costs_what_was_not_made(tmp_path, capfd):
    rows = [f"farm_{n}" for n in range(150)]
    folder = write_project(tmp_path / "project", farms(rows))
    with cluster(tmp_path / "cluster", 1) as there:

        def kill_in_the_middle():
            deadline = time.monotonic() + 120
            while len(outputs_of(folder)) < 40 and time.monotonic() < deadline:
                time.sleep(0.02)
            there.scheduler.kill()

        killer = threading.Thread(target=kill_in_the_middle)
        killer.start()
        assert run(folder, there.address, "--quiet") == 1
        killer.join()
    err = capfd.readouterr().err
    assert "error[BUILD010]: the editions " in err
    assert "were not made: the cluster is gone, or has no workers any more" in err
    assert "Traceback" not in err
    made = len(outputs_of(folder))
    assert 40 <= made < 300
    statuses, _ = build(folder, jobs=2)  # here: what is left
    assert sum(status == "built" for status in statuses.values()) == 300 - made


@needs_dask
@pytest.mark.conformance
def test_a_cluster_that_cannot_be_used_is_named_with_the_next_step(tmp_path, monkeypatch, capfd):
    from briefpress.build import cluster as parent

    monkeypatch.setattr(parent, "ANSWER_S", 4)
    folder = write_project(tmp_path / "project", TWO)

    def refused(address):
        assert run(folder, address) == 1
        out, err = capfd.readouterr()
        assert out.count("failed output/") == 4
        assert "Traceback" not in err
        assert not outputs_of(folder)
        return err

    assert "the scheduler at `tcp://127.0.0.1:9` cannot be reached" in refused("tcp://127.0.0.1:9")
    with cluster(tmp_path / "cluster", 0) as there:
        err = refused(there.address)
        assert f"the cluster at `{there.address}` has no workers" in err
        assert f"`dask worker {there.address} --nthreads 1`" in err
        monkeypatch.setattr(parent, "ANSWER_S", 60)
        there.add_worker("--nanny")
        err = refused(there.address)
        assert "may not start the guarded processes" in err
        assert "DASK_DISTRIBUTED__WORKER__DAEMON=False" in err
        with monkeypatch.context() as other:
            other.setattr(parent, "engine_digest", lambda: "of another release")
            assert "would make other bytes" in refused(there.address)
    with cluster(tmp_path / "with a nanny", 0) as there:
        there.add_worker("--nanny", environment={"DASK_DISTRIBUTED__WORKER__DAEMON": "False"})
        assert run(folder, there.address) == 0
    assert len(outputs_of(folder)) == 4


def test_files_travel_as_they_are(tmp_path):
    home = write_project(
        tmp_path / "home",
        {**TWO, "pictures/leaf.png": b"leaf", ".git/secret": "s", "output/a/b.pdf": "p", "x/.hidden": "h"},
    )
    (home / "data/leaf.png").symlink_to("../pictures/leaf.png")
    (home / "data/far.png").symlink_to(home / "pictures/leaf.png")
    (home / "data/pictures").symlink_to("../pictures")
    (home / "data/passwd.png").symlink_to("/etc/passwd")
    there = tmp_path / "there"
    there.mkdir()
    unpack(pack(home), there)
    workspace = SentWorkspace(there)
    for path in ("data/leaf.png", "data/far.png", "data/pictures/leaf.png", "pictures/leaf.png"):
        assert workspace.read(path) == b"leaf"
    assert {path.as_posix() for path in there.glob("*")} == {
        f"{there.as_posix()}/{name}" for name in ("briefs", "data", "pictures")
    }
    assert workspace.glob("data", ".png") == Workspace(home).glob("data", ".png")
    for path, reason in {
        ".git/secret": "hidden",
        "x/.hidden": "hidden",
        "output/a/b.pdf": "output/",
        "data/passwd.png": "a link that leads outside",
    }.items():
        with pytest.raises(ReadError, match=reason):
            workspace.read(path)


def test_without_dask_the_command_that_installs_it_is_named(tmp_path, monkeypatch, capfd):
    for name in ("briefpress.build.cluster", "briefpress.build.remote"):
        monkeypatch.delitem(sys.modules, name, raising=False)
    monkeypatch.setitem(sys.modules, "distributed", None)
    folder = write_project(tmp_path, TWO)
    assert run(folder, "tcp://127.0.0.1:8786") == 1
    out, err = capfd.readouterr()
    assert "were not made: Dask is not installed here" in err
    assert "hint: run `pip install distributed`" in err
    assert out.count("failed output/") == 4


@pytest.mark.parametrize("address", ["10.0.0.1:8786", "http://10.0.0.1:8786", "tcp://10.0.0.1", "tcp://:1"])
def test_an_address_that_is_none_makes_no_sense(tmp_path, capfd, address):
    assert run(write_project(tmp_path, TWO), address) == 2
    assert f"`{address}` is no address like tcp://HOST:PORT" in capfd.readouterr().err
