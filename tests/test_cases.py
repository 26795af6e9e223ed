"""What a user sees: case files in tests/cases/ hold a project's files, a command, its output and exit code.

A case file is Markdown that tells a story from top to bottom. It begins with the orchard
(`tests.support.project.BASE`), so that it shows only what differs:

- a fenced block with a path after its language, such as ``yaml data/more.yaml``, writes that file;
- a ``console`` block runs each line after a ``$`` in the project's folder and shows what comes of it:
  standard output, then standard error below ``--- stderr``, then ``[exit 1]`` where the code is not 0.

``generate.py`` is the program; the other commands are those of `_COMMANDS`. Times and sizes of files are
written as dots. ``pytest --update`` rewrites the output of all cases.
"""

from __future__ import annotations

import re
import shlex
import shutil
import sys
from pathlib import Path

import pypdfium2
import pytest

from briefpress.cli import main
from tests.support.project import BASE, write_project

CASES = sorted(Path(__file__).with_name("cases").glob("*.md"))
BLOCK = re.compile(r"^```([^\n`]*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_case(case, tmp_path, monkeypatch, capfd, request):
    project = write_project(tmp_path / "orchard", BASE)
    monkeypatch.chdir(project)
    monkeypatch.setattr(sys, "argv", ["generate.py"])
    for name in ("NO_COLOR", "FORCE_COLOR", "PYTHONSAFEPATH"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("COLUMNS", "96")

    def replay(block: re.Match[str]) -> str:
        info, body = block.groups()
        language, _, path = info.partition(" ")
        if path:
            write_project(project, {path: body})
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
    text = re.sub(r"\d+\.\d\d s\b", "... s", text)
    text = re.sub(r" +\d+ kB +", " ... kB  ", text)
    return re.sub(r'"bytes": [1-9]\d*', '"bytes": ...', text)


# ---- the other commands


def pdftext(path: str) -> None:
    """Print what a reader can copy out of a PDF, without its lines, which are the theme's."""
    with pypdfium2.PdfDocument(path) as document:
        pages = [page.get_textpage().get_text_bounded() for page in document]
    print(" ".join(" ".join(pages).split()))


def cmp(one: str, other: str) -> None:
    print("same bytes" if Path(one).read_bytes() == Path(other).read_bytes() else "different bytes")


def rm(path: str) -> None:
    target = Path(path)
    shutil.rmtree(target) if target.is_dir() else target.unlink()


def ls(folder: str) -> None:
    for path in sorted(Path(folder).rglob("*")):
        if path.is_file():
            print(path.as_posix())


_COMMANDS = {
    "pdftext": pdftext,
    "cmp": cmp,
    "rm": rm,
    "ls": ls,
    "cp": lambda one, other: shutil.copy(one, other) and None,
    "mkdir": lambda path: Path(path).mkdir(parents=True),
    "touch": lambda path: Path(path).touch(),
}


def test_every_case_runs_something():
    assert CASES
    for case in CASES:
        assert "```console\n$ generate.py" in case.read_text(encoding="utf-8"), case.name
