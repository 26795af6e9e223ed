"""Builds that end before their time: killed at any moment, or at a chosen step of writing."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from briefpress.build.project import Edition, Project, briefs_by_name
from briefpress.build.render import Renderer
from briefpress.diagnostics import Findings
from briefpress.workspace import MemoryWorkspace

ROOT = Path(__file__).resolve().parents[2]

#: A build that counts its steps of writing, and at one of them is killed or meets an error of the system.
#: ``python -c STEPS NUMBER ERRNO ARGUMENTS``: 0 kills; a negative error is met at every step from there on.
STEPS = """
import os, pathlib, signal, sys

number, error = int(sys.argv[1]), int(sys.argv[2])
parent, count = os.getpid(), 0

def is_ours(path):
    return "output" in pathlib.PurePath(os.fsdecode(path)).parts if not isinstance(path, int) else False

def step(name):
    global count
    if os.getpid() != parent:  # workers write nothing
        return
    count += 1
    if count == number or (error < 0 and count > number):
        if error == 0:
            os.kill(parent, signal.SIGKILL)
        raise OSError(abs(error), os.strerror(abs(error)))

class Halved:
    '''A file that dies, if it must, with half of what it should hold.'''
    def __init__(self, file):
        self.file = file
    def write(self, data):
        self.file.write(data[: len(data) // 2])
        self.file.flush()
        step("write")
        return self.file.write(data[len(data) // 2 :])
    def flush(self):
        self.file.flush()
        step("flush")
    def __enter__(self):
        return self
    def __exit__(self, *arguments):
        self.file.close()
    def __getattr__(self, name):
        return getattr(self.file, name)

def stepping(module, name, position=0):
    real = getattr(module, name)
    def call(*arguments, **keywords):
        if name == "fsync" or is_ours(arguments[position]):
            step(name)
        return real(*arguments, **keywords)
    setattr(module, name, call)

real_open = pathlib.Path.open
def opened(path, mode="r", *arguments, **keywords):
    if "w" not in mode or not is_ours(path):
        return real_open(path, mode, *arguments, **keywords)
    step("open")
    return Halved(real_open(path, mode, *arguments, **keywords))
pathlib.Path.open = opened
for name in ("fsync", "replace", "unlink", "mkdir", "rmdir", "chmod"):
    stepping(os, name)

from briefpress.cli import main
code = main(sys.argv[3:])
print("steps", count)
sys.exit(code)
"""


def clean_outputs(files: Mapping[str, str | bytes]) -> dict[str, bytes]:
    """Return what each edition of a project without mistakes is, made without memory of earlier builds."""
    project = Project(MemoryWorkspace(files))
    renderer = Renderer(project)
    made = {}
    for path in briefs_by_name(project, Findings()).values():
        brief = project.brief(path, Findings())
        for lang in brief.editions:
            edition = Edition(path, lang)
            made[edition.output] = renderer.render(edition).pdf
            assert made[edition.output], edition
    return made


def outputs_of(folder: Path) -> dict[str, bytes]:
    """Return the published PDFs, by their path in the project."""
    published = (path for path in sorted(folder.rglob("*.pdf")) if not path.name.startswith("."))
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in published}


def start(folder: Path, *arguments: str) -> subprocess.Popen[bytes]:
    """Start ``generate.py`` in a session of its own."""
    command = [sys.executable, str(ROOT / "generate.py"), "--project", str(folder), *arguments]
    return subprocess.Popen(
        command,
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )


def build(folder: Path, *arguments: str) -> str:
    """Run ``generate.py`` to its good end, and return what it says."""
    command = [sys.executable, str(ROOT / "generate.py"), "--project", str(folder), *arguments]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    assert not done.stderr
    return done.stdout


def build_in_steps(
    folder: Path, number: int, error: int, *arguments: str
) -> subprocess.CompletedProcess[str]:
    """Run a build that ends, or meets an error, at a step of writing; see `STEPS`."""
    command = [sys.executable, "-c", STEPS, str(number), str(error), "--project", str(folder), *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True)


def session_of(process: subprocess.Popen[bytes]) -> list[int]:
    """Return the processes of a session that still live, where the system has a folder of processes."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdecimal():
            try:
                if (
                    os.getsid(int(entry.name)) == process.pid
                    and "State:\tZ" not in (entry / "status").read_text()
                ):
                    found.append(int(entry.name))
            except OSError:
                continue
    return found
