"""Whatever stands in a path arrives at the program: each format is read by its own rules."""

from __future__ import annotations

import json
import plistlib
import shlex
import shutil
import subprocess
from pathlib import Path
from xml.etree import ElementTree

import pytest
import yaml
from hypothesis import assume, example, given, settings, strategies as st

from briefpress.schedules import FORMATS, Timing
from briefpress.schedules.actions import place
from briefpress.schedules.cron import command_line
from briefpress.schedules.job import Job, make_job, unwritable
from briefpress.schedules.systemd import command_line as command_of_systemd, quoted
from briefpress.schedules.windows import NAMESPACE
from tests.support.schedulers import cron_command, cron_entries, systemd_words, windows_words

AT = Timing(((7, 30),))
HOME = Path("/home/ann")
HOSTILE = (
    "/srv/Élèves du Québec/projet",
    "/srv/50% off/a%b%%c",
    "/srv/back\\slash\\%percent\\",
    '/srv/it\'s "quoted"',
    "/srv/$HOME/${PATH}/$(id)/`id`",
    "/srv/a;b&c|d>e<f*g?h[i]j{k}l~m!n#o",
    "/srv/%h/%i/\\x41/\\n",
    "/srv/ two  spaces ",
    "/srv/${{ secrets.TOKEN }}",
    "/srv/\\'%'\\",
    "/srv/ok/-rf",
)
#: Letters that mean something to one of the formats, and some that mean nothing to any.
TEXTS = st.text(
    st.sampled_from("ab é\"'\\%$`;#&|*?(){}[]<>~!=:@-^,.\u00a0ß漢") | st.characters(codec="utf-8")
)
NAMES = (TEXTS | st.sampled_from(HOSTILE)).map(lambda text: text.strip("/").replace("/", "_"))
PATHS = NAMES.map(lambda name: f"/srv/{name}").filter(lambda path: not unwritable((path,)))


def job_of(*words: str, root: str = "/srv/project") -> Job:
    return make_job(Path(root), ("/usr/bin/python3", *words), ("--limit", "60m"), HOME)


@given(st.lists(PATHS, min_size=1, max_size=3))
@example(list(HOSTILE))
def test_systemd(words):
    made = job_of(*words)
    text = FORMATS["systemd"].write(made, AT)[f"{made.name}.service"].decode()
    (line,) = [line for line in text.split("\n") if line.startswith("ExecStart=")]
    first, *rest = systemd_words(line.removeprefix("ExecStart="))
    assert [first.removeprefix(":"), *rest] == list(made.command) and first.startswith(":")
    assert not line.endswith("\\")  # it would go on in the next line


@given(st.lists(PATHS, min_size=1, max_size=3))
@example(list(HOSTILE))
def test_cron(words):
    made = job_of(*words)
    text = FORMATS["cron"].write(made, AT)["crontab"].decode()
    ((times, command),) = cron_entries(text)
    assert times == "30 7 * * *"
    assert shlex.split(cron_command(command)) == [*made.command, "--quiet"]


@pytest.mark.skipif(shutil.which("sh") is None, reason="no shell on this machine")
@given(st.lists(PATHS, min_size=1, max_size=3))
@example(list(HOSTILE))
@settings(max_examples=40)
def test_a_shell_reads_the_command_of_a_crontab_as_it_was(words):
    command = cron_command(command_line(("printf", r"%s\0", *words)))
    done = subprocess.run(["sh", "-c", command], capture_output=True, check=True)
    assert done.stdout.decode().split("\0")[:-1] == words


@given(st.lists(PATHS, min_size=1, max_size=3), PATHS)
@example(list(HOSTILE), HOSTILE[0])
def test_launchd(words, root):
    made = job_of(*words, root=root)
    (data,) = FORMATS["launchd"].write(made, AT).values()
    told = plistlib.loads(data)
    assert told["ProgramArguments"] == [*made.command, "--quiet"]
    assert told["WorkingDirectory"] == str(made.root)


@given(st.lists(PATHS, min_size=1, max_size=3), PATHS)
@example(["C:\\Program Files\\Élèves\\", 'say "hi"', "\\\\server\\share dir\\"], "/srv/a")
def test_windows(words, root):
    made = job_of(*words, root=root)
    assume(not FORMATS["windows"].fault(made, AT))
    (data,) = FORMATS["windows"].write(made, AT).values()
    task = ElementTree.fromstring(data)
    exec_ = task.find(f".//{{{NAMESPACE}}}Exec")
    told = {element.tag.rpartition("}")[2]: element.text or "" for element in exec_}
    assert [told["Command"], *windows_words(told["Arguments"])] == list(made.command)
    assert told["WorkingDirectory"] == str(made.root)


@pytest.mark.parametrize("path", ["/srv/%PATH%/x", "/srv/$(Arg0)"])
def test_what_windows_would_replace_is_refused(path):
    assert FORMATS["windows"].fault(job_of(root=path), AT)


@given(PATHS)
@example("/srv/it's $HOME é\\")
def test_actions(inner):
    folder = inner.removeprefix("/srv/").strip()
    assume(folder not in ("", ".", ".."))
    made = job_of(root=f"/nowhere/{folder}")
    assume(place(made.root) == (made.root, ""))
    (data,) = FORMATS["actions"].write(made, AT).values()
    steps = yaml.safe_load(data)["jobs"]["run"]["steps"]
    command = next(step["run"] for step in steps if step.get("name") == "Run")
    assert shlex.split(command) == ["python", "-m", "briefpress", "run", "--no-mail", "--limit", "60m"]


@pytest.mark.parametrize("folder", ["été/mes briefs", "it's $HOME", 'a"b\\c', "50% off"])
def test_a_workflow_names_the_folder_inside_its_repository(folder, tmp_path):
    (tmp_path / ".git").mkdir()
    root = tmp_path / folder
    root.mkdir(parents=True)
    made = make_job(root, ("/usr/bin/python3", "-m", "briefpress"), (), HOME)
    (data,) = FORMATS["actions"].write(made, AT).values()
    steps = yaml.safe_load(data)["jobs"]["run"]["steps"]
    command = next(step["run"] for step in steps if step.get("name") == "Run")
    assert shlex.split(command)[-2:] == ["--project", folder]
    assert f"{folder}/output/**/*.pdf" in steps[-1]["with"]["path"].split("\n")


def test_what_github_would_replace_is_refused(tmp_path):
    (tmp_path / ".git").mkdir()
    root = tmp_path / "${{ secrets.TOKEN }}"
    root.mkdir()
    assert FORMATS["actions"].fault(make_job(root, ("python",), (), HOME), AT)


@pytest.mark.parametrize(
    "text", ["/srv/a\nb", "/srv/a\rb", "/srv/a\0b", "/srv/a\u2028b", "/srv/\udcff", "/a\tb"]
)
def test_what_breaks_lines_is_refused(text):
    assert unwritable((text,))


def test_names_are_plain_and_differ_by_folder():
    one, other = (make_job(Path(path), (), (), HOME) for path in ("/a/Été à Montréal", "/b/Été à Montréal"))
    assert one.title == other.title == "ete-a-montreal" and one.name != other.name
    assert make_job(Path("/漢字"), (), (), HOME).title == "project"


# ---- systemd itself

NEEDS_SYSTEMD = pytest.mark.skipif(
    shutil.which("systemd-analyze") is None, reason="no systemd-analyze on this machine"
)


def verify(folder: Path, *units: str) -> str:
    done = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", *(str(folder / unit) for unit in units)],
        capture_output=True,
        text=True,
        check=False,
    )
    if "Failed to initialize manager" in done.stderr:
        pytest.skip("systemd-analyze cannot play a manager here")
    return done.stderr + (f"[exit {done.returncode}]" if done.returncode else "")


@NEEDS_SYSTEMD
@pytest.mark.parametrize(
    "timing", [AT, Timing(every=15, days=(1, 3, 7)), Timing(every=120), Timing(((0, 0),))]
)
def test_systemd_takes_the_units(timing, tmp_path):
    made = make_job(tmp_path, ("/bin/true",), (), HOME)
    files = FORMATS["systemd"].write(made, timing)
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)
    assert verify(tmp_path, *files) == ""


@NEEDS_SYSTEMD
@pytest.mark.parametrize("name", [path.removeprefix("/srv/").replace("/", "_").strip() for path in HOSTILE])
def test_systemd_finds_a_program_under_a_hostile_name(name, tmp_path):
    """It says so where a program is not there: so it reads the path as it was.

    With quotes or backslashes in its path a shell starts it: see `test_a_shell_starts_what_systemd_will_not`.
    """
    program = tmp_path / "bin" / name
    program.parent.mkdir()
    program.symlink_to("/bin/true")
    made = make_job(tmp_path, (str(program), *HOSTILE), (), HOME)
    files = FORMATS["systemd"].write(made, AT)
    for unit, data in files.items():
        (tmp_path / unit).write_bytes(data)
    assert verify(tmp_path, *files) == ""
    program.unlink()
    if not set(name) & set("\"'\\"):
        assert "not executable" in verify(tmp_path, *files)


@pytest.mark.skipif(shutil.which("sh") is None, reason="no shell on this machine")
def test_a_shell_starts_what_systemd_will_not(tmp_path):
    program = tmp_path / 'it\'s "a" \\ program'
    program.symlink_to(shutil.which("printf"))
    words = systemd_words(command_of_systemd((str(program), r"%s\0", *HOSTILE)))
    done = subprocess.run([words[0].removeprefix(":"), *words[1:]], capture_output=True, check=True)
    assert done.stdout.decode().split("\0")[:-1] == list(HOSTILE)


@NEEDS_SYSTEMD
def test_the_service_has_fewer_rights_than_one_without_rules(tmp_path):
    def exposure(text: str) -> float:
        (tmp_path / "x.service").write_text(text)
        done = subprocess.run(
            ["systemd-analyze", "security", "--offline=true", "--json=short", str(tmp_path / "x.service")],
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode or not done.stdout.startswith("["):
            pytest.skip("this systemd-analyze judges no unit that is not loaded")
        return sum(float(one.get("exposure") or 0) for one in json.loads(done.stdout))

    made = make_job(tmp_path, ("/bin/true",), (), HOME)
    text = FORMATS["systemd"].write(made, AT)[f"{made.name}.service"].decode()
    assert exposure(text) < exposure("[Service]\nType=oneshot\nExecStart=/bin/true\n")


def test_quoted_words_of_systemd_are_told():
    assert quoted('a "b" \\ 5%') == '"a \\"b\\" \\\\ 5%%"'
