"""What a user sees: case files in tests/cases/ hold a project's files, a command, its output and exit code.

A case file is Markdown that tells a story from top to bottom. It begins with the orchard
(`tests.support.project.BASE`), so that it shows only what differs:

- a fenced block with a path after its language, such as ``yaml data/more.yaml``, writes that file;
- a ``bytes`` block writes what Markdown cannot hold: ``\\xE9`` is that byte, ``\\{[}*40000`` is 40,000
  times ``[``;
- a ``console`` block runs each line after a ``$`` in the project's folder and shows what comes of it:
  standard output, then standard error below ``--- stderr``, then ``[exit 1]`` where the code is not 0.

``generate.py`` is the program; the other commands are those of `_COMMANDS`, which the functions below
explain. Times and sizes of files are written as dots. ``pytest --update`` rewrites the output of all
cases.
"""

from __future__ import annotations

import re
import shlex
import shutil
import sys
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image

from briefpress.build import workers
from briefpress.cli import main
from briefpress.diagnostics import CODES
from briefpress.workspace import Workspace
from briefpress.workspace.workspace import BUILTIN
from tests.support.project import BASE, edit, write_project

CASES = sorted(Path(__file__).with_name("cases").glob("*.md"))
BLOCK = re.compile(r"^```([^\n`]*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
REPEATED = re.compile(rb"\\\{([^\n]*?)\}\*([0-9]+)")
ESCAPED = re.compile(rb"\\x([0-9A-F]{2})")
#: The code of a finding, as text, in JSON and in SARIF.
SHOWN = re.compile(
    r'^(?:error|warning|note)\[(?P<text>[A-Z]+[0-9]+)\]: |"code": "(?P<json>[A-Z]+[0-9]+)",\s+"severity"'
    r'|"ruleId": "(?P<sarif>[A-Z]+[0-9]+)"',
    re.MULTILINE,
)

#: Codes that no project can bring about, with the reason: all others are shown by a case.
UNTOLD: dict[str, str] = {
    "MAIL008": "it takes seven megabytes; tests/mail/test_messages.py lowers the limits",
    **dict.fromkeys(
        ("MAIL013", "MAIL014", "MAIL015"), "it takes a server, which tests/mail/test_sending.py has"
    ),
    "BUILD005": "it takes ten minutes; tests/build/test_lock.py does not wait so long",
    "USAGE003": "the developers' environment has all extras; tests/cli/test_watch.py takes one away",
    **dict.fromkeys(
        ("LINK001", "LINK002", "LINK004", "LINK005"), "it takes a server: tests/links/test_answers.py"
    ),
    "BUILD010": "what is said depends on whether Dask is installed; tests/build/test_cluster.py meets it",
    **dict.fromkeys(
        ("FEED006", "FEED007", "FEED008", "FEED010"), "it takes a server: tests/refresh/test_http.py"
    ),
    "FEED013": "it takes a library that not everyone has: tests/refresh/test_workbook.py",
    "FEED024": "it takes a library that not everyone has: tests/refresh/test_database.py",
    "FEED026": "it takes a library to be missing: tests/refresh/test_extra.py",
    "RUN001": "it takes two runs at once; tests/routine/test_run.py has them",
    "RUN002": "it takes a run that is killed; tests/routine/test_run.py kills one",
    "RUN003": "it takes a minute; tests/routine/test_run.py does not wait so long",
    "RUN004": "it takes a server that takes no mail; tests/routine/test_run.py plays one",
    "PLAN003": "no case touches the schedules of the machine; tests/schedules/test_install.py plays one",
    "BUILD003": "it is a bug of ours by its meaning; tests/build/test_workers.py plays one",
}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_case(case, tmp_path, monkeypatch, capfd, request):
    project = write_project(tmp_path / "orchard", BASE)
    monkeypatch.chdir(project)
    monkeypatch.setattr(sys, "argv", ["generate.py"])
    for name in ("NO_COLOR", "FORCE_COLOR", "PYTHONSAFEPATH", "GIT_AUTHOR_NAME", "USER"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("COLUMNS", "96")
    monkeypatch.setattr(workers, "TIME_LIMIT_S", workers.TIME_LIMIT_S)  # a case may lower it

    def replay(block: re.Match[str]) -> str:
        info, body = block.groups()
        language, _, path = info.partition(" ")
        if path:
            write_project(project, {path: spelt_out(body) if language == "bytes" else body})
        elif language == "console":
            commands = [line[2:] for line in body.splitlines() if line.startswith("$ ")]
            body = "".join(run(command, project, capfd) for command in commands)
        return f"```{info}\n{body}```"

    told = case.read_text(encoding="utf-8")
    happened = BLOCK.sub(replay, told)
    if request.config.getoption("--update"):
        case.write_text(happened, encoding="utf-8")
    else:
        assert happened == told


def spelt_out(body: str) -> bytes:
    """Return the bytes that a ``bytes`` block stands for."""
    repeated = REPEATED.sub(lambda match: match[1] * int(match[2]), body.encode("utf-8"))
    return ESCAPED.sub(lambda match: bytes.fromhex(match[1].decode()), repeated)


def run(command: str, project: Path, capfd) -> str:
    """Return a command, what it prints, and its exit code where it is not 0."""
    name, *arguments = shlex.split(command)
    code = main(arguments) if name == "generate.py" else _COMMANDS[name](*arguments)
    output, errors = (steady(text, project) for text in capfd.readouterr())
    told = f"$ {command}\n{output}"
    if errors:
        told += f"--- stderr\n{errors}"
    if code:
        told += f"[exit {code}]\n"
    return told


def steady(text: str, project: Path) -> str:
    """Replace what differs from run to run, or with every change of type, by dots."""
    text = text.replace(str(project.resolve()), "/orchard")
    text = text.replace(str(Path(sys.executable).absolute()), "/python")
    text = re.sub(r"\b\d{8}T\d{6}\.\d{3}Z", "...", text)
    text = re.sub(r"(orchard-|digest )[0-9a-f]{8,16}\b", r"\1...", text)
    text = re.sub(r"\d+\.\d\d s\b", "... s", text)
    text = re.sub(r" +\d+ kB +", " ... kB  ", text)
    text = re.sub(r" +\d+ kB(?=  |$)", " ... kB", text, flags=re.MULTILINE)
    text = re.sub(r"-[0-9a-f]{12}\.eml\b", "-....eml", text)
    return re.sub(r'"bytes": [1-9]\d*', '"bytes": ...', text)


# ---- the other commands


def pdftext(path: str) -> None:
    """Print what a reader can copy out of a PDF, without its lines, which are the theme's."""
    with pypdfium2.PdfDocument(path) as document:
        pages = [page.get_textpage().get_text_bounded() for page in document]
    print(" ".join(" ".join(pages).split()))


def pagesize(path: str) -> None:
    """Print the size of the first page in points."""
    with pypdfium2.PdfDocument(path) as document:
        print("{:.0f} x {:.0f}".format(*document[0].get_size()))


def cmp(one: str, other: str) -> None:
    print("same bytes" if Path(one).read_bytes() == Path(other).read_bytes() else "different bytes")


def rm(path: str) -> None:
    target = Path(path)
    shutil.rmtree(target) if target.is_dir() else target.unlink()


def ls(folder: str) -> None:
    for path in sorted(Path(folder).rglob("*")):
        if path.is_file():
            print(path.as_posix())


def shipped(name: str, path: str) -> None:
    """Copy a layout or a theme that ships, as ``themes/civic.yaml``, to begin one's own with it."""
    Path(path).parent.mkdir(parents=True, exist_ok=True)
    Path(path).write_bytes(Workspace(Path()).read(f"{BUILTIN}{name}"))


def replace(path: str, old: str, new: str) -> None:
    """Replace what stands once in a file; ``\\n`` ends a line."""
    edit(Path(), path, old.replace(r"\n", "\n"), new.replace(r"\n", "\n"))


def picture(path: str, width: str, height: str, *orientation: str) -> None:
    """Make a white picture of so many pixels, perhaps with EXIF's number for how the camera was held."""
    Path(path).parent.mkdir(parents=True, exist_ok=True)
    exif = Image.Exif()
    if orientation:
        exif[0x0112] = int(orientation[0])
    Image.new("L", (int(width), int(height)), 255).save(path, exif=exif)


def time_limit(seconds: str) -> None:
    """Lower the time that an edition may take: nobody wants to wait for the real one."""
    workers.TIME_LIMIT_S = int(seconds)


_COMMANDS = {
    "pdftext": pdftext,
    "pagesize": pagesize,
    "cmp": cmp,
    "rm": rm,
    "ls": ls,
    "cp": lambda one, other: shutil.copy(one, other) and None,
    "mkdir": lambda path: Path(path).mkdir(parents=True),
    "touch": lambda path: Path(path).touch(),
    "shipped": shipped,
    "replace": replace,
    "show": lambda path: print(Path(path).read_text(encoding="utf-8"), end=""),
    "picture": picture,
    "time-limit": time_limit,
    "ln": lambda target, path: Path(path).symlink_to(target),
}


@pytest.fixture(scope="module")
def shown():
    texts = [case.read_text(encoding="utf-8") for case in CASES]
    return {match[match.lastgroup or 0] for text in texts for match in SHOWN.finditer(text)}


@pytest.mark.parametrize("code", CODES)
def test_every_code_is_shown_by_a_case(code, shown):
    assert (code in shown) != (code in UNTOLD)


def test_every_case_runs_something():
    assert CASES
    for case in CASES:
        assert "\n$ generate.py" in case.read_text(encoding="utf-8"), case.name
