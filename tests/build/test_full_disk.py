"""A disk that is full, broken or read-only: the last good PDFs stay, and the next run does its work."""

from __future__ import annotations

import errno
import os
import random
import shutil
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

import pytest

from briefpress.cli.exits import CHANGED, ERRORS
from briefpress.workspace import REFRESH_LOCK
from tests.build.test_kills import Farm, at_each_step
from tests.support.kills import ROOT, build, clean_outputs, outputs_of
from tests.support.project import TWO, edit, write_project

# ---- errors of the system, one by one


@pytest.mark.parametrize("error", [errno.ENOSPC, -errno.ENOSPC], ids=["once", "from then on"])
def test_no_room_at_steps_of_writing(tmp_path, error):
    at_each_step(tmp_path, "1", stride=13, error=error)


@pytest.mark.conformance
@pytest.mark.parametrize(
    ("error", "jobs"), [(errno.ENOSPC, "2"), (-errno.ENOSPC, "1"), (errno.EIO, "1"), (-errno.EROFS, "2")]
)
def test_errors_at_every_step_of_writing(tmp_path, error, jobs):
    at_each_step(tmp_path, jobs, stride=1, error=error)


# ---- a disk that is really full


@pytest.fixture
def disk(tmp_path):
    """A small disk of its own."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(folder)]
    if shutil.which("mount") is None or subprocess.run(mount, capture_output=True).returncode:
        pytest.skip("no disk can be mounted here: that takes root, and a system that lets it")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)


def fill(folder: Path) -> Path:
    """Fill a disk to the last byte."""
    filler = folder / "filler"
    with filler.open("wb", buffering=0) as file:
        for size in (64 * 1024, 4096, 1):
            try:
                while True:
                    file.write(b"x" * size)
            except OSError as error:
                assert error.errno == errno.ENOSPC
    return filler


def run(folder: Path, *arguments: str, **keywords: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(ROOT / "generate.py"), "--project", str(folder), *arguments]
    keywords = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **keywords}
    return subprocess.run(command, cwd=ROOT, text=True, **keywords)


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_full_disk(disk, jobs):
    """Temporary files of workers belong on it, too, and the report is written to a file there."""
    farm = Farm(disk, random.Random(1))
    build(disk)
    before = outputs_of(disk)
    edit(disk, "data/cellar.yaml", "300", "310")
    filler = fill(disk)
    environment = {**os.environ, "TMPDIR": str(disk)}
    done = run(disk, "--jobs", jobs, env=environment)
    assert done.returncode == 1
    assert "error[BUILD004]: `output/cellar/cellar-en.pdf` cannot be written: No space left" in done.stderr
    assert "Traceback" not in done.stderr
    assert outputs_of(disk) == before
    assert not list(disk.rglob(".part-*"))
    with (disk / "report").open("w") as report:
        done = run(disk, "--jobs", jobs, env=environment, stdout=report)
    assert "Traceback" not in done.stderr
    assert done.returncode == 1
    filler.unlink()
    (disk / "report").unlink()
    farm.files["data/cellar.yaml"] = TWO["data/cellar.yaml"].replace("300", "310")
    build(disk, "--jobs", jobs)
    assert outputs_of(disk) == clean_outputs(farm.files)


def test_a_refresh_without_room_accepts_nothing(disk):
    write_project(disk, TWO)
    edit(disk, "data/cellar.yaml", "source: survey", "refresh: {feed: jars, column: jars}")
    edit(disk, "data/cellar.yaml", "facts:", "feeds: {jars: {csv: data/jars.csv, source: survey}}\nfacts:")
    write_project(disk, {"data/jars.csv": "jars\n310\n"})
    assert run(disk, "refresh").returncode == CHANGED
    before = (disk / REFRESH_LOCK).read_bytes()
    write_project(disk, {"data/jars.csv": "jars\n320\n"})
    filler = fill(disk)
    done = run(disk, "refresh")
    assert done.returncode == ERRORS
    assert f"error[BUILD004]: `{REFRESH_LOCK}` cannot be written: No space left" in done.stderr
    assert done.stdout.endswith("1 changed; nothing was written\n")
    assert (disk / REFRESH_LOCK).read_bytes() == before
    assert not list(disk.rglob(".part-*"))
    filler.unlink()
    assert run(disk, "refresh").returncode == CHANGED


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="the system has no device that is always full")
@pytest.mark.parametrize("arguments", [(), ("--format", "json"), ("check",)])
def test_a_report_that_cannot_be_written_is_said_and_stops_nothing(tmp_path, arguments):
    write_project(tmp_path, TWO)
    with Path("/dev/full").open("w") as full:
        done = run(tmp_path, *arguments, stdout=full)
    assert "Traceback" not in done.stderr
    assert "the report cannot be written: No space left on device" in done.stderr
    assert done.returncode == 1
    if arguments != ("check",):
        assert outputs_of(tmp_path) == clean_outputs(TWO)


# ---- what cannot be written


@contextmanager
def unwritable(folder: Path):
    """Make a folder read-only, for root, too."""
    if os.geteuid():
        folder.chmod(0o555)
    elif shutil.which("chattr") is None or subprocess.run(["chattr", "+i", folder]).returncode:
        pytest.skip("root can write everywhere, and this disk knows no files that cannot be changed")
    try:
        yield
    finally:
        if os.geteuid():
            folder.chmod(0o755)
        else:
            subprocess.run(["chattr", "-i", folder], check=True)


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_folder_that_cannot_be_written(tmp_path, jobs):
    files = dict(TWO)
    write_project(tmp_path, files)
    build(tmp_path)
    before = outputs_of(tmp_path)
    for name in ("cellar", "orchard"):
        files[f"briefs/{name}.yaml"] = TWO[f"briefs/{name}.yaml"].replace("The ", "Our ", 1)
    write_project(tmp_path, files)
    with unwritable(tmp_path / "output/cellar"):
        done = run(tmp_path, "--jobs", jobs)
        assert done.returncode == 1
        assert "error[BUILD004]: `output/cellar/cellar-en.pdf` cannot be written: " in done.stderr
        assert "Traceback" not in done.stderr
        now, clean = outputs_of(tmp_path), clean_outputs(files)
        for path in now:
            assert now[path] == (before if "cellar" in path else clean)[path]
    build(tmp_path)
    assert outputs_of(tmp_path) == clean


def test_a_memory_that_cannot_be_written(tmp_path):
    """PDFs are made; that nothing can be remembered of them is said."""
    write_project(tmp_path, TWO)
    build(tmp_path)
    edit(tmp_path, "data/cellar.yaml", "300", "310")
    with unwritable(tmp_path / "output/.briefpress"):
        done = run(tmp_path)
        assert done.returncode == 1
        assert "error[BUILD004]: `output/.briefpress/ledger.json` cannot be written: " in done.stderr
        assert "Traceback" not in done.stderr
    files = {**TWO, "data/cellar.yaml": TWO["data/cellar.yaml"].replace("300", "310")}
    assert outputs_of(tmp_path) == clean_outputs(files)
    assert "2 unchanged" in build(tmp_path)


def test_a_disk_that_cannot_be_written(disk):
    files = dict(TWO)
    write_project(disk, files)
    build(disk)
    before = outputs_of(disk)

    def mount(how: str) -> None:
        subprocess.run(["mount", "-o", f"remount,{how}", str(disk)], check=True)

    mount("ro")
    assert "nothing to do" in build(disk)
    mount("rw")
    edit(disk, "data/cellar.yaml", "300", "310")
    mount("ro")
    done = run(disk)
    assert done.returncode == 1
    assert "cannot be written: Read-only file system" in done.stderr
    assert "Traceback" not in done.stderr
    assert run(disk, "check").returncode == 0
    assert outputs_of(disk) == before
    mount("rw")
    build(disk)
    files["data/cellar.yaml"] = TWO["data/cellar.yaml"].replace("300", "310")
    assert outputs_of(disk) == clean_outputs(files)


# ---- where workers cannot be had


def test_without_a_place_for_temporary_files_all_is_made_in_one_process(disk):
    """Workers meet at a socket in the folder of temporary files."""
    write_project(disk, {"project/" + path: text for path, text in TWO.items()})
    (disk / "tmp").mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=4k,nr_inodes=1", "tmpfs", disk / "tmp"], check=True)
    try:
        code = (
            "import sys, tempfile; tempfile.tempdir = sys.argv[1]\n"
            "from briefpress.cli import main; sys.exit(main(sys.argv[2:]))"
        )
        command = [sys.executable, "-c", code, disk / "tmp", "--project", disk / "project", "--jobs", "2"]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    finally:
        subprocess.run(["umount", "--lazy", disk / "tmp"], check=True)
    assert (done.returncode, done.stderr) == (0, "")
    assert outputs_of(disk / "project") == clean_outputs(TWO)
