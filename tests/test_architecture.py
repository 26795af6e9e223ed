"""Rules of the house that no linter knows: sizes, docstrings, who may touch the world outside.

import-linter (``.importlinter``) checks which layer imports which.
"""

from __future__ import annotations

import ast
import re
from fnmatch import fnmatch
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "briefpress"
MODULES = sorted(PACKAGE.rglob("*.py"))
PACKAGES = sorted(path.parent for path in MODULES if path.name == "__init__.py" and path.parent != PACKAGE)

MOST_LINES = 600

#: What reads or writes files, or asks the machine what time it is, who runs it and where; by the full name of
#: what is called, or by the name of a method where the object is not known.
OUTSIDE = {
    "open",
    "io.open",
    "os.environ",
    "os.getenv",
    "os.open",
    "os.listdir",
    "os.scandir",
    "os.walk",
    "glob.glob",
    "getpass.getuser",
    "socket.socket",
    "socket.gethostname",
    "platform.node",
    "tempfile.mkstemp",
    "datetime.now",
    "datetime.utcnow",
    "datetime.today",
    "date.today",
    "time.time",
    "time.time_ns",
    "time.localtime",
    "time.strftime",
    "locale.setlocale",
    "locale.getlocale",
    ".read_bytes",
    ".read_text",
    ".write_bytes",
    ".write_text",
    ".iterdir",
    ".rglob",
    ".open",
    ".glob",
    ".stat",
    ".unlink",
    ".is_dir",
    ".is_file",
}

#: Who may, and why.
ALLOWED = {
    "workspace/workspace.py": "it is the door to the outside",
    "workspace/compiled.py": "keeps what is made of the program's own files beside them",
    "build/publication.py": "writes outputs, and sweeps what killed runs left",
    "build/ledger.py": "reads the ledger, which is an output",
    "build/plan.py": "asks whether PDFs of earlier builds are still there",
    "build/staleness.py": "reads PDFs that were published, to see whether they are as they were",
    "build/lock.py": "takes the lock of a project",
    "build/run.py": "asks for the size of published PDFs",
    "build/fingerprint.py": "reads the program's own files",
    "build/parcel.py": "packs a project for other machines, and unpacks it there",
    "build/pool.py": "sets a variable for the workers it starts",
    "build/numbering.py": "reads and deletes the notes of what a run was about to publish",
    "build/said.py": "reads and deletes what earlier builds said of their PDFs",
    "build/memo/history.py": "looks which memos earlier builds wrote",
    "build/memo/reasons.py": "hands its surroundings to git, without what could make it ask or fetch",
    "mail/journal.py": "keeps who has got what, and when, which no build reads",
    "mail/run.py": "deletes the drafts of an earlier run",
    "refresh/database.py": "asks whether the file of a database is there",
    "refresh/http.py": "compares the clocks of servers with that of this computer",
    "routine/pipeline.py": "says when a run began and ended, which nothing that is published has",
    "routine/reports.py": "reads, writes and deletes reports of runs, which no build reads",
    "schedules/actions.py": "asks where the repository of a project begins",
    "schedules/install.py": "puts files where a scheduler reads them, outside the project",
    "schedules/system.py": "runs the programs that keep schedules",
    "layout/hyphenation.py": "reads the patterns that a library brings",
    "cli/options.py": "asks whether --project names a folder",
    "cli/main.py": "opens the null device when standard output is gone",
}

#: What must not decide a byte of an output.
CHANCE = {
    "id",
    "hash",
    "uuid.uuid1",
    "uuid.uuid4",
    "random.random",
    "os.urandom",
    "os.getpid",
    "time.perf_counter",
}
CHANCE_MODULES = {"uuid", "random", "secrets", "tempfile", "socket", "getpass", "platform"}
BYTE_PATH = ("facts", "document", "page", "fonts", "merge", "layout", "pdf", "svg", "diagnostics")


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def name_of(path: Path) -> str:
    return path.relative_to(PACKAGE).as_posix()


def touched(path: Path) -> set[str]:
    """Return the names of `OUTSIDE` that a module uses."""
    found = set()
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Attribute):
            full = ast.unparse(node)
            last_two = ".".join(full.split(".")[-2:])
            if full in OUTSIDE or last_two in OUTSIDE:
                found.add(last_two)
        if isinstance(node, ast.Call):
            function = node.func
            if isinstance(function, ast.Name) and function.id in OUTSIDE:
                found.add(function.id)
            elif isinstance(function, ast.Attribute) and f".{function.attr}" in OUTSIDE:
                found.add(ast.unparse(function))
    return found


#: Methods of our own objects, and of Pillow's and pikepdf's, that share a name with those of `Path`.
HARMLESS = re.compile(r"(workspace|Image)\.(glob|open|read)$")


def test_the_allow_list_is_no_longer_than_it_must_be():
    users = {name_of(path) for path in MODULES if {u for u in touched(path) if not HARMLESS.search(u)}}
    assert set(ALLOWED) == users & set(ALLOWED), "somebody on the list no longer needs it"


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_only_the_workspace_touches_the_world(path):
    if name_of(path) not in ALLOWED:
        assert {use for use in touched(path) if not HARMLESS.search(use)} == set()


@pytest.mark.parametrize("path", [p for p in MODULES if name_of(p).split("/")[0] in BYTE_PATH], ids=name_of)
def test_no_chance_on_the_way_to_bytes(path):
    used = set()
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            used |= {alias.name for alias in node.names} & CHANCE_MODULES
        elif isinstance(node, ast.ImportFrom) and node.module in CHANCE_MODULES:
            used.add(node.module)
        elif isinstance(node, ast.Call):
            called = ast.unparse(node.func)
            used |= {called} & CHANCE
    assert used == set()


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_no_loop_over_a_set(path):
    """The order of a set of texts differs from process to process."""
    loops = [node.iter for node in ast.walk(tree(path)) if isinstance(node, ast.For | ast.comprehension)]
    calls = [loop for loop in loops if isinstance(loop, ast.Call) and isinstance(loop.func, ast.Name)]
    bad = [loop for loop in loops if isinstance(loop, ast.Set | ast.SetComp)]
    bad += [call for call in calls if call.func.id in ("set", "frozenset")]
    assert [ast.unparse(node) for node in bad] == []


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_modules_are_small(path):
    lines = len(path.read_text(encoding="utf-8").splitlines())
    assert lines <= MOST_LINES, f"{lines} lines: split it"


@pytest.mark.parametrize("package", PACKAGES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_a_package_says_what_goes_in_and_what_comes_out(package):
    docstring = ast.get_docstring(tree(package / "__init__.py")) or ""
    is_phase = package.parent == PACKAGE and package.name not in ("page", "assets")
    assert docstring
    if is_phase:
        assert re.match(r"[^\n]+ -> [^\n]+", docstring), f"its first line is {docstring.splitlines()[0]!r}"


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_modules_begin_with_a_docstring(path):
    assert ast.get_docstring(tree(path))


def test_top_level():
    folders = {"briefs", "briefpress", "benchmarks", "data", "docs", "output", "templates", "tests"}
    files = {"generate.py", "Makefile", "pyproject.toml", "requirements.lock", "requirements-dev.lock"}
    assert {name for name in folders if not (ROOT / name).is_dir()} == set()
    assert {name for name in files if not (ROOT / name).is_file()} == set()
    strangers = [p.name for p in ROOT.iterdir() if p.suffix == ".py" and p.name not in files]
    assert strangers == []


def test_tests_mirror_the_package():
    phases = {package.name for package in PACKAGES if package.parent == PACKAGE}
    folders = {path.parent.name for path in (ROOT / "tests").glob("*/test_*.py")}
    assert folders <= phases, "a folder of tests that tests no package"


def test_shipped_files_have_plain_names():
    for path in (PACKAGE / "assets").rglob("*"):
        assert re.fullmatch(r"[A-Za-z0-9._-]+", path.name), path


def test_no_folder_with_tests_is_passed_by(pytestconfig):
    """Left to itself, pytest goes past folders named ``build``, and ours has tests in it."""
    folders = {
        part for path in (ROOT / "tests").rglob("test_*.py") for part in path.relative_to(ROOT).parts[:-1]
    }
    skipped = pytestconfig.getini("norecursedirs")
    assert "build" in folders
    assert not [name for name in folders for pattern in skipped if fnmatch(name, pattern)]
