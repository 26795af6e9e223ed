"""The same project gives the same bytes: anywhere, at any time, in any order, beside anything.

`tests/pdf/test_same_bytes.py` asks the same of the writer alone.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from briefpress.build.project import Edition, Project
from briefpress.build.render import Renderer
from briefpress.diagnostics import Findings
from briefpress.workspace import Workspace
from tests.support.project import TWO, write_project

ROOT = Path(__file__).resolve().parent.parent
GENERATE = [sys.executable, str(ROOT / "generate.py"), "--force", "--quiet"]

#: ReportLab reads these, and would let each of them change its output.
RL_SETTINGS = {
    "RL_pageCompression": "0",
    "RL_useA85": "1",
    "RL_invariant": "0",
    "RL_pdfMultiLine": "1",
    "RL_pdfComments": "1",
    "RL_documentLang": "de",
    "RL_defaultPageSize": "A5",
    "RL_canvas_basefontname": "Times-Roman",
    "RL_shapeChecking": "0",
    "RL_rtlSupport": "1",
}

PLACES = {
    "east": (["--jobs", "1"], {"TZ": "Pacific/Auckland", "LC_ALL": "C", "PYTHONHASHSEED": "1"}),
    "west": (["--jobs", "2"], {"TZ": "America/St_Johns", "LC_ALL": "tr_TR.UTF-8", "PYTHONHASHSEED": "2"}),
    "three workers": (["--jobs", "3"], {"PYTHONHASHSEED": "3", "PYTHONOPTIMIZE": "1"}),
    "dated": (["--jobs", "1"], {"SOURCE_DATE_EPOCH": "1234567890", "LANG": "fr_CA.UTF-8", "LANGUAGE": "fr"}),
    "ReportLab's settings": (["--jobs", "1"], RL_SETTINGS),
}


def sample_project(folder):
    for name in ("briefs", "data"):
        shutil.copytree(ROOT / name, folder / name)
    for path in (ROOT / "templates").iterdir():
        if path.is_file():
            write_project(folder, {f"templates/{path.name}": path.read_bytes()})
    return folder


def outputs(folder):
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*.pdf"))}


def built(folder, arguments=(), environment=None):
    environment = {"PATH": os.environ["PATH"], "HOME": str(folder), **(environment or {})}
    command = [*GENERATE, "--project", str(folder), *arguments]
    done = subprocess.run(command, cwd=folder.parent, env=environment, capture_output=True, text=True)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    return outputs(folder)


@pytest.fixture(scope="module")
def expected(tmp_path_factory):
    """The samples as one process builds them, in the order of their names."""
    folder = sample_project(tmp_path_factory.mktemp("here"))
    made = built(folder, ["--jobs", "1"])
    assert len(made) >= 4
    return made


@pytest.mark.parametrize("place", PLACES)
def test_everywhere(place, expected, tmp_path):
    arguments, environment = PLACES[place]
    folder = sample_project(tmp_path / "a folder with é, spaces and 'quotes'")
    assert built(folder, arguments, environment) == expected


def test_settings_in_the_home_folder(expected, tmp_path):
    folder = sample_project(tmp_path / "home")
    settings = "pageCompression = 0\ninvariant = 0\ndocumentLang = 'de'\n"
    write_project(folder, {".reportlab_settings": settings, "reportlab_settings.py": settings})
    assert built(folder) == expected


def test_any_order_in_one_process(expected):
    """What an edition leaves behind in the process (caches, counters, fonts) reaches no other."""
    project = Project(Workspace(ROOT))
    editions = [
        Edition(path, lang)
        for path in project.briefs
        if (brief := project.brief(path, Findings()))
        for lang in brief.editions
    ]
    for order in (editions, editions[::-1], editions[1:] + editions[:1]):
        renderer = Renderer(Project(Workspace(ROOT)))
        assert {edition.output: renderer.render(edition).pdf for edition in order} == expected


def test_after_other_documents_in_one_process(expected, tmp_path):
    other = Renderer(Project(Workspace(write_project(tmp_path, TWO))))
    name, lang = "briefs/canada-us-defence.yaml", "fr"
    for lang_of_other in ("en", "fr"):
        assert other.render(Edition("briefs/cellar.yaml", lang_of_other)).pdf
    made = Renderer(Project(Workspace(ROOT))).render(Edition(name, lang)).pdf
    assert made == expected[Edition(name, lang).output]
    assert (
        other.render(Edition("briefs/orchard.yaml", "fr")).pdf
        == Renderer(other.project).render(Edition("briefs/orchard.yaml", "fr")).pdf
    )


def test_order_of_files_in_folders(expected, tmp_path):
    """Files made in another order come back from the file system in another order."""
    folder = tmp_path / "reversed"
    for path in sorted((ROOT / "briefs").iterdir(), reverse=True):
        write_project(folder, {f"briefs/{path.name}": path.read_bytes()})
    for path in sorted((ROOT / "data").rglob("*.yaml"), reverse=True):
        write_project(folder, {path.relative_to(ROOT).as_posix(): path.read_bytes()})
    assert built(folder) == expected


def test_where_facts_stand_does_not_matter(expected, tmp_path):
    folder = sample_project(tmp_path / "moved")
    for number, path in enumerate(sorted((folder / "data").rglob("*.yaml"), reverse=True)):
        path.rename(path.with_name(f"{number}.yaml"))
    assert built(folder) == expected
