"""Files appear whole or not at all, whatever happens to the process that writes them."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from briefpress.build.publication import create, publish, sweep
from tests.support.project import TWO, edit, write_project

ROOT = Path(__file__).resolve().parents[2]

LOOP = """
import sys
from pathlib import Path
from briefpress.build.publication import publish
path, size = Path(sys.argv[1]), 3_000_000
print("ready", flush=True)
while True:
    publish(path, b"a" * size)
    publish(path, b"b" * size)
"""


def test_a_killed_process_leaves_the_old_bytes_or_the_new(tmp_path):
    path = tmp_path / "brief.pdf"
    publish(path, b"a" * 3_000_000)
    dice = random.Random(5)
    left = 0
    for _ in range(20):
        process = subprocess.Popen([sys.executable, "-c", LOOP, str(path)], cwd=ROOT, stdout=subprocess.PIPE)
        with process:
            assert process.stdout.readline() == b"ready\n"
            time.sleep(dice.uniform(0, 0.04))
            process.kill()
        data = path.read_bytes()
        assert len(data) == 3_000_000
        assert set(data) in ({ord("a")}, {ord("b")})
        left += len(list(tmp_path.glob(".part-*")))
        sweep(tmp_path)
        assert list(tmp_path.iterdir()) == [path]
    assert left, "no kill hit a write: the test tests nothing"


def test_parts_of_processes_that_live_stay(tmp_path):
    mine = tmp_path / "brief" / f".part-{os.getpid()}-brief.pdf"
    dead = [tmp_path / "brief" / name for name in (".part-999999999-a.pdf", f".part-{10**30}-a.json")]
    foreign = [tmp_path / "brief" / name for name in (".part-x-a.pdf", ".part-", ".part-999999999-notes")]
    files = [mine, *dead, *foreign]
    write_project(tmp_path, {p.relative_to(tmp_path).as_posix(): b"" for p in files})
    sweep(tmp_path)
    assert sorted((tmp_path / "brief").iterdir()) == sorted([mine, *foreign])


def test_a_failed_write_leaves_no_part(tmp_path, monkeypatch):
    path = tmp_path / "brief.pdf"
    publish(path, b"old")

    def full(handle):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(OSError, match="No space"):
        publish(path, b"new")
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("step", ["open", "writelines", "flush", "fsync", "replace"])
def test_an_interruption_at_every_step(tmp_path, monkeypatch, step):
    path = tmp_path / "brief.pdf"
    publish(path, b"old")

    def stop(*arguments, **keywords):
        raise KeyboardInterrupt

    if step in ("open", "replace"):
        monkeypatch.setattr(Path, step, stop)
    elif step == "fsync":
        monkeypatch.setattr("os.fsync", stop)
    else:
        real = Path.open

        class File:
            def __init__(self, file):
                self.file = file

            def __enter__(self):
                return self

            def __exit__(self, *arguments):
                self.file.close()

            def __getattr__(self, name):
                return stop if name == step else getattr(self.file, name)

        monkeypatch.setattr(Path, "open", lambda self, *arguments: File(real(self, *arguments)))
    with pytest.raises(KeyboardInterrupt):
        publish(path, b"new")
    monkeypatch.undo()
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


SMALL_DISK = """
import resource, sys
from briefpress.cli import main
limit = int(sys.argv[1])
resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
sys.exit(main(sys.argv[2:]))
"""


def run(folder, limit, *arguments):
    command = [sys.executable, "-c", SMALL_DISK, str(limit), "--project", str(folder), *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True)


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_full_disk_leaves_the_last_good_edition(tmp_path, jobs):
    write_project(tmp_path, TWO)
    assert run(tmp_path, 10**9).returncode == 0
    before = {p: p.read_bytes() for p in (tmp_path / "output").rglob("*.pdf")}
    edit(tmp_path, "briefs/cellar.yaml", "holds", "keeps")
    done = run(tmp_path, 8000, "--jobs", jobs)
    assert done.returncode == 1
    assert "error[BUILD004]: `output/cellar/cellar-en.pdf` cannot be written: File too large" in done.stderr
    assert "Traceback" not in done.stderr
    assert (
        "/2] failed output/cellar/cellar-en.pdf last good PDF stays" in done.stdout
    )  # of two jobs, either ends first
    assert {p: p.read_bytes() for p in (tmp_path / "output").rglob("*.pdf")} == before
    assert not list(tmp_path.rglob(".part-*"))
    done = run(tmp_path, 10**9)
    assert done.returncode == 0
    assert "1 built, 3 up to date" in done.stdout  # what came out as it was is known to


def test_builds_beside_each_other(tmp_path):
    """Several builders of one project at once: every PDF is whole, and afterwards nothing is stale."""
    write_project(tmp_path, TWO)
    command = [sys.executable, "generate.py", "--project", str(tmp_path), "--force", "--quiet"]
    processes = [subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True) for _ in range(4)]
    waiting = "waiting for another build of this project to end (Ctrl-C to stop)\n"
    ended = [(process.communicate()[1].removeprefix(waiting), process.returncode) for process in processes]
    assert ended == [("", 0)] * 4
    done = run(tmp_path, 10**9)
    assert "nothing to do: 4 editions up to date" in done.stdout
    assert not list(tmp_path.rglob(".part-*"))


def test_a_new_file_is_never_written_over_one_that_is_there(tmp_path):
    create(tmp_path / "briefs/new.yaml", b"first")
    with pytest.raises(FileExistsError):
        create(tmp_path / "briefs/new.yaml", b"second")
    (tmp_path / "briefs/link.yaml").symlink_to("nowhere.yaml")
    with pytest.raises(FileExistsError):
        create(tmp_path / "briefs/link.yaml", b"second")
    assert (tmp_path / "briefs/new.yaml").read_bytes() == b"first"
