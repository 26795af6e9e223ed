"""`watch`, as somebody runs it beside an editor."""

from __future__ import annotations

import signal
import subprocess
import sys
import threading
import time

import pytest

from briefpress.build.project import LANGUAGES
from briefpress.diagnostics import Findings
from briefpress.refresh import Wish, refresh_project
from briefpress.workspace import Workspace
from tests.conftest import ROOT
from tests.support.project import TWO, edit, write_project

pytest.importorskip("watchfiles", reason="the extra `watch` is not installed")

#: What a busy machine may take for a build.
PATIENCE_S = 60


class Watching:
    """The command in a process of its own, and what it has printed."""

    def __init__(self, folder, *arguments):
        command = [sys.executable, str(ROOT / "generate.py"), "watch", "--project", str(folder), *arguments]
        self.process = subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, cwd=folder
        )
        self.lines = []
        self.reader = threading.Thread(target=self._read, daemon=True)
        self.reader.start()

    def _read(self):
        for line in self.process.stdout:
            self.lines.append(line.rstrip("\n"))

    def wait_for(self, text, times=1):
        """Wait until a text was printed so many times, and return the lines until then."""
        end = time.monotonic() + PATIENCE_S
        while time.monotonic() < end:
            lines = list(self.lines)
            if sum(text in line for line in lines) >= times:
                return lines
            assert self.process.poll() is None, lines
            time.sleep(0.02)
        raise AssertionError(self.lines)

    def stop(self):
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(PATIENCE_S)


@pytest.fixture
def project(tmp_path):
    return write_project(tmp_path, TWO)


@pytest.fixture
def watch():
    started = []

    def start(folder, *arguments):
        started.append(Watching(folder, *arguments))
        return started[-1]

    yield start
    for watching in started:
        if watching.process.poll() is None:
            watching.process.kill()
            watching.process.wait()
        watching.reader.join()
        watching.process.stdout.close()


def test_each_save_builds_what_it_puts_out_of_date(project, watch):
    watching = watch(project)
    watching.wait_for("watching briefs/, data/")
    pdf = project / "output/cellar/cellar-fr.pdf"
    first = pdf.read_bytes()
    edit(project, "data/cellar.yaml", "300", "310")
    lines = watching.wait_for("watching briefs/, data/", times=2)
    assert pdf.read_bytes() != first
    saved = next(index for index, line in enumerate(lines) if "saved data/cellar.yaml" in line)
    built = [line for line in lines[saved:] if " built " in line and ".pdf" in line]
    assert len(built) == 2 and all("cellar.jars: 300 -> 310" in line for line in built)
    assert watching.stop() == 0
    assert watching.lines[-1] == "stopped"


def test_accepted_values_are_built(project, watch):
    fed = "refresh: {feed: jars, column: jars}"
    edit(project, "data/cellar.yaml", "source: survey", fed)
    edit(project, "data/cellar.yaml", "facts:", "feeds: {jars: {csv: data/jars.csv, source: survey}}\nfacts:")
    (project / "data/jars.csv").write_text("jars\n310\n", encoding="utf-8")
    watching = watch(project, "cellar", "--lang", "en")
    watching.wait_for("watching")
    refresh_project(Workspace(project), LANGUAGES, Wish(), Findings(), on_wait=lambda: None)
    lines = watching.wait_for("watching", times=2)
    assert "saved data/refresh.lock.json" in lines
    assert any("cellar.jars: 300 -> 310, data/refresh.lock.json:4" in line for line in lines)
    assert watching.stop() == 0


def test_a_mistake_is_shown_and_the_next_save_mends_it(project, watch):
    watching = watch(project, "cellar", "--lang", "en")
    watching.wait_for("watching")
    edit(project, "briefs/cellar.yaml", "cellar.jars", "cellar.jasr")
    lines = watching.wait_for("watching", times=2)
    assert any("MERGE001" in line for line in lines)
    edit(project, "briefs/cellar.yaml", "cellar.jasr", "cellar.jars")
    lines = watching.wait_for("watching", times=3)
    assert "nothing to do" in lines[-2]
    assert watching.stop() == 0


def test_a_folder_from_which_a_brief_begins_to_read_is_watched(project, watch):
    (project / "pictures").mkdir()
    square = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><rect width="9" height="{}"/></svg>'
    (project / "pictures/a.svg").write_text(square.format(9))
    watching = watch(project)
    watching.wait_for("watching briefs/, data/ ")
    block = '  - {id: p, type: image, file: pictures/a.svg, alt: {en: "A square", fr: "Un carré"}}\n'
    path = project / "briefs/cellar.yaml"
    path.write_text(path.read_text() + block)
    # Once when it was built, and once more when the folder is watched.
    watching.wait_for("watching briefs/, data/, pictures/", times=2)
    (project / "pictures/a.svg").write_text(square.format(5))
    watching.wait_for("saved pictures/a.svg")
    watching.wait_for("watching briefs/, data/, pictures/", times=3)
    assert watching.stop() == 0


def test_without_the_extra_it_says_what_to_install(project):
    code = (
        f"import sys; sys.path.insert(0, {str(ROOT)!r}); sys.modules['watchfiles'] = None; "
        "sys.argv = ['generate.py', 'watch']; "
        "from briefpress.cli import main; sys.exit(main())"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=project, capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert "USAGE003" in done.stderr and "pip install 'briefpress[watch]'" in done.stderr
