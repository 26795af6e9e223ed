"""The command as a process: streams, terminals, signals. What it prints is told in tests/cases/."""

from __future__ import annotations

import json
import os
import pty
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from briefpress.cli import main
from tests.build.test_workers import ENDLESS
from tests.support.project import BASE, CELLAR, ORCHARD, TWO, write_project

ROOT = Path(__file__).resolve().parents[2]
GENERATE = [sys.executable, str(ROOT / "generate.py")]


@pytest.fixture
def project(tmp_path):
    return write_project(tmp_path / "orchard", TWO)


def generate(*arguments, **options):
    return subprocess.run([*GENERATE, *arguments], capture_output=True, text=True, **options)


def test_from_any_folder(project, tmp_path):
    done = generate("--project", str(project), cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert "[4/4] built  output/orchard/orchard-fr.pdf" in done.stdout
    done = generate(cwd=project)
    assert done.stdout.startswith("nothing to do: 4 editions up to date")


def test_what_to_do_next_with_a_new_brief_names_its_folder(project, tmp_path):
    there = "'my orchard'"
    project.rename(tmp_path / "my orchard")
    done = generate("new", "leaflet", "--project", "my orchard", cwd=tmp_path)
    assert f"`generate.py build leaflet --project {there}` makes the PDFs" in done.stdout
    assert "--project" not in generate("new", "poster", cwd=tmp_path / "my orchard").stdout


def test_as_a_module(project):
    command = [sys.executable, "-m", "briefpress", "--project", str(project), "--version"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (2, "")
    done = subprocess.run([*command[:-1], "check"], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0
    assert done.stdout.startswith("4 editions checked")


def test_any_python_goes_on_in_the_environment(project):
    """``python3 generate.py`` is what people type; the environment of ``make`` stands beside the script."""
    if not (ROOT / ".venv/bin/python").exists():
        pytest.skip("the environment is not the one of make")
    other = Path(sys.base_prefix) / "bin" / "python3"
    done = subprocess.run(
        [str(other), str(ROOT / "generate.py"), "check"], cwd=project, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr


IMPORTED = """
import sys
from briefpress.cli import main
code = main(sys.argv[1:])
heavy = {"reportlab", "jinja2", "uharfbuzz", "yaml", "PIL", "babel", "pebble", "rapidfuzz"}
print(sorted(heavy & {name.split(".")[0] for name in sys.modules}))
sys.exit(code)
"""


@pytest.mark.parametrize("arguments", [["build"], ["build", "--check"], ["explain", "FACT001"], ["--help"]])
def test_what_needs_little_loads_little(project, arguments):
    generate("--quiet", cwd=project)
    command = [sys.executable, "-c", IMPORTED, *arguments]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, cwd=project, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[-1] == "[]"


def test_a_look_writes_nothing(project):
    generate("--quiet", cwd=project)
    (project / "briefs/cellar.yaml").write_text(CELLAR.replace("holds", "has"), encoding="utf-8")
    before = {path: path.stat().st_mtime_ns for path in project.rglob("*")}
    done = generate("build", "--check", cwd=project)
    assert done.returncode == 3
    assert done.stdout.startswith("stale  output/cellar/cellar-en.pdf  briefs/cellar.yaml changed\n")
    assert {path: path.stat().st_mtime_ns for path in project.rglob("*")} == before


@pytest.mark.parametrize("verb", ["check", "build"])
def test_sarif_is_all_that_is_printed(project, verb):
    (project / "briefs/cellar.yaml").write_text(CELLAR.replace("cellar.jars", "cellar.jarres"), "utf-8")
    done = generate(verb, "--format", "sarif", cwd=project)
    assert (done.returncode, done.stderr) == (1, "")
    (run,) = json.loads(done.stdout)["runs"]
    assert {result["ruleId"] for result in run["results"]} == {"MERGE001"}
    assert run["originalUriBaseIds"]["%SRCROOT%"]["uri"] == f"{project.resolve().as_uri()}/"


# ---- streams


@pytest.mark.parametrize("jobs", ["1", "2"])
@pytest.mark.parametrize("closed", [">&-", "2>&-", ">&- 2>&-", "<&- >&- 2>&-"])
def test_closed_streams_do_not_stop_a_build(project, jobs, closed):
    command = f'"{sys.executable}" "{ROOT}/generate.py" --force --jobs {jobs} {closed}'
    done = subprocess.run(["sh", "-c", command], cwd=project, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")
    assert len(list(project.rglob("*.pdf"))) == 4
    assert all(path.read_bytes().startswith(b"%PDF-") for path in project.rglob("*.pdf"))


def test_a_reader_who_leaves_does_not_stop_a_build(project):
    command = f'"{sys.executable}" "{ROOT}/generate.py" | head -n 1; echo "${{PIPESTATUS[0]}}"'
    done = subprocess.run(["bash", "-c", command], cwd=project, capture_output=True, text=True)
    first, code = done.stdout.splitlines()
    assert first.startswith("[1/4] built")
    assert (code, done.stderr) == ("0", "")
    assert len(list(project.rglob("*.pdf"))) == 4


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full")
def test_a_report_that_cannot_be_written_is_an_error(project):
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(GENERATE, cwd=project, stdout=full, stderr=subprocess.PIPE, text=True)
    assert done.returncode == 1
    assert done.stderr == "error: the report cannot be written: No space left on device\n"
    assert len(list(project.rglob("*.pdf"))) == 4


def test_a_terminal_without_accents(project):
    (project / "briefs/cellar.yaml").write_text(
        CELLAR.replace("cellar.jars", "cellar.jarres_é"), encoding="utf-8"
    )
    environment = {**os.environ, "PYTHONIOENCODING": "ascii", "LC_ALL": "C"}
    done = generate("check", cwd=project, env=environment)
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert r"\xe9" in done.stderr


# ---- colours and terminals


def test_no_colours_where_nobody_watches(project):
    assert "\x1b" not in generate(cwd=project).stdout
    done = generate("--force", "--color", "always", cwd=project)
    assert "\x1b[32mbuilt \x1b[0m output/cellar/cellar-en.pdf" in done.stdout


def on_terminal(arguments, folder, environment):
    """Run on a terminal of 80 columns and return what it was sent."""
    screen, slave = pty.openpty()
    environment = {**os.environ, "TERM": "xterm", "COLUMNS": "80", **environment}
    process = subprocess.Popen(
        [*GENERATE, *arguments], cwd=folder, stdout=slave, stderr=slave, env=environment
    )
    os.close(slave)
    sent = b""
    while True:
        try:
            data = os.read(screen, 65536)
        except OSError:  # Linux says the end of a terminal with an error
            break
        if not data:
            break
        sent += data
    os.close(screen)
    return sent.decode(), process.wait()


@pytest.mark.parametrize(
    ("environment", "colours"), [({}, True), ({"NO_COLOR": "1"}, False), ({"TERM": "dumb"}, False)]
)
def test_colours_on_a_terminal(project, environment, colours):
    os.environ.pop("NO_COLOR", None)
    sent, code = on_terminal([], project, environment)
    assert code == 0
    assert ("\x1b[32m" in sent) is colours


def test_many_editions_share_a_line_of_a_terminal(tmp_path):
    briefs = {f"briefs/orchard-{n}.yaml": ORCHARD for n in range(13)}
    briefs["briefs/orchard-7.yaml"] = ORCHARD.replace("orchard.trees", "orchard.treez")
    write_project(tmp_path, {**BASE, **briefs})
    sent, code = on_terminal(["--jobs", "1"], tmp_path, {"NO_COLOR": "1"})
    assert code == 1
    rows = [re.sub(r"\x1b\[[?0-9;]*[A-Za-z]", "", part) for part in re.split(r"[\r\n]+", sent)]
    assert any(row.startswith("[21/28] failed output/orchard-7/orchard-7-en.pdf") for row in rows)
    assert any(row.startswith("[22/28] failed") for row in rows)
    assert not any(row.startswith("[1/28]") for row in rows), "what is built has no line of its own"
    assert any(re.match(r"[^\[]*\b\d+/28\b.*orchard-\d+-(en|fr)", row) for row in rows), "the bar goes on"
    assert any(row.startswith("26 built, 2 failed in") for row in rows)
    assert sent.count("\x1b[?25l") == sent.count("\x1b[?25h"), "the cursor is there again"


# ---- ends


def test_a_bug_is_told_as_one(project, monkeypatch, capsys):
    def explode(*arguments):
        raise RuntimeError("poison")

    monkeypatch.setattr("briefpress.build.run.make_plan", explode)
    assert main(["--project", str(project)]) == 70
    assert "This is a bug in Briefpress." in capsys.readouterr().err


def test_a_bug_in_an_edition_ends_with_70(project, monkeypatch, capsys):
    def explode(*arguments):
        raise RuntimeError("poison")

    monkeypatch.setattr("briefpress.build.render.merge_edition", explode)
    assert main(["--project", str(project), "--jobs", "1"]) == 70
    captured = capsys.readouterr()
    assert "4 failed" in captured.out
    assert captured.err.count("error[BUILD003]") == 1


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_ctrl_c_ends_at_once_and_forgets_nothing(tmp_path, jobs):
    briefs = {"briefs/orchard.yaml": ORCHARD, "briefs/slow.yaml": CELLAR.replace("one-pager", "endless")}
    project = write_project(tmp_path, {**TWO, **briefs, "templates/endless.xml": ENDLESS})
    process = subprocess.Popen(
        [*GENERATE, "--jobs", jobs],
        cwd=project,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    lines = [process.stdout.readline() for _ in range(4)]
    assert all("built" in line for line in lines)
    time.sleep(0.3)
    os.killpg(process.pid, signal.SIGINT)
    _, errors = process.communicate(timeout=20)
    assert process.returncode == 130
    assert errors == "\ninterrupted; every published PDF is whole, run the command again to go on\n"
    with pytest.raises(ProcessLookupError):
        for _ in range(50):
            os.killpg(process.pid, 0)
            time.sleep(0.1)
    done = generate("build", "orchard", "cellar", cwd=project)
    assert done.stdout.startswith("nothing to do: 4 editions up to date")
