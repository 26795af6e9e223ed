"""Writing schemas and the lines that name them, into a project on disk."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from jsonschema import Draft7Validator

from briefpress.build.project import Edition, Project
from briefpress.build.render import Renderer
from briefpress.diagnostics import Findings
from briefpress.editor.outcome import STATUSES, write_modelines, write_schemas
from briefpress.editor.schemas import FOLDER, KINDS
from briefpress.workspace import Workspace
from tests.support.project import TWO, edit, write_project

ROOT = Path(__file__).resolve().parent.parent.parent
NAMES = {"brief", "facts", "ids", "mail", "theme", "words"}


@pytest.fixture
def folder(tmp_path):
    return write_project(tmp_path / "orchard", TWO)


def schemas(folder: Path, *, is_check: bool = False) -> tuple[dict[str, str], list[str]]:
    """Return what became of each schema, and the codes of what was reported."""
    findings = Findings()
    outcomes = list(write_schemas(Project(Workspace(folder)), findings, is_check=is_check))
    assert {outcome.status for outcome in outcomes} <= set(STATUSES)
    told = {outcome.path.removeprefix(f"{FOLDER}/").split(".")[0]: outcome.status for outcome in outcomes}
    return told, [finding.code for finding in findings]


def modelines(folder: Path, *, is_check: bool = False) -> tuple[dict[str, str], list[str]]:
    findings = Findings()
    outcomes = list(write_modelines(Project(Workspace(folder)), findings, is_check=is_check))
    return {outcome.path: outcome.status for outcome in outcomes}, [finding.code for finding in findings]


def every(status: str) -> dict[str, str]:
    return dict.fromkeys(sorted(NAMES), status)


# ---- schemas


def test_schemas_are_written_once(folder):
    assert schemas(folder, is_check=True) == (every("stale"), [])
    assert not (folder / FOLDER).exists()
    assert schemas(folder) == (every("written"), [])
    assert schemas(folder) == (every("current"), [])
    assert schemas(folder, is_check=True) == (every("current"), [])
    assert {path.name for path in (folder / FOLDER).iterdir()} == {f"{name}.schema.json" for name in NAMES}


def test_files_are_steady(folder):
    schemas(folder)
    for path in (folder / FOLDER).iterdir():
        data = path.read_bytes()
        assert data.endswith(b"}\n") and b"\r" not in data and data.decode().isprintable() is False
        Draft7Validator.check_schema(json.loads(data))
        assert list(json.loads(data)) == sorted(json.loads(data))


def test_a_new_fact_changes_the_ids_alone(folder):
    schemas(folder)
    edit(folder, "data/cellar.yaml", "cellar.jars", "cellar.glasses")
    assert schemas(folder, is_check=True) == (every("current"), [])
    assert schemas(folder) == ({**every("current"), "ids": "written"}, [])
    assert "cellar.glasses" in (folder / FOLDER / "ids.schema.json").read_text()


def test_what_was_changed_by_hand_is_stale(folder):
    schemas(folder)
    edit(folder, f"{FOLDER}/facts.schema.json", '"title": "Facts"', '"title": "Fiction"')
    (folder / FOLDER / "ids.schema.json").unlink()
    assert schemas(folder, is_check=True) == ({**every("current"), "facts": "stale", "ids": "stale"}, [])


def test_facts_with_mistakes_do_not_stop_it(folder):
    edit(folder, "data/orchard.yaml", "value: 1240", "value: many")
    edit(folder, "data/cellar.yaml", "facts:", "facts: {")
    assert schemas(folder) == (every("written"), [])
    assert "orchard.share" in (folder / FOLDER / "ids.schema.json").read_text()


def test_a_folder_that_cannot_be_written(folder):
    (folder / ".briefpress").write_text("a file")
    assert schemas(folder) == (every("failed"), ["BUILD004"] * 6)


def test_a_link_out_of_the_project_is_not_followed(folder, tmp_path):
    (tmp_path / "outside").mkdir()
    (folder / ".briefpress").symlink_to(tmp_path / "outside")
    assert schemas(folder) == (every("failed"), ["BUILD004"] * 6)
    assert list((tmp_path / "outside").iterdir()) == []


# ---- modelines


def test_every_file_is_wired_once(folder):
    write_project(
        folder,
        {
            "data/more/facts.yaml": "facts: {}\n",
            "data/notes.txt": "no facts\n",
            "data/old.yml": "facts: {}\n",
            "data/.hidden.yaml": "facts: {}\n",
            "templates/own.yaml": "page: {}\n",
            "templates/words.yaml": "page: {en: Page, fr: Page}\n",
            "templates/sub/none.yaml": "a: 1\n",
            "output/made.yaml": "a: 1\n",
        },
    )
    kinds = {
        "briefs/cellar.yaml": "brief",
        "briefs/orchard.yaml": "brief",
        "data/cellar.yaml": "facts",
        "data/more/facts.yaml": "facts",
        "data/orchard.yaml": "facts",
        "data/sources.yaml": "facts",
        "templates/own.yaml": "theme",
        "templates/words.yaml": "words",
    }
    assert modelines(folder, is_check=True) == (dict.fromkeys(kinds, "stale"), [])
    before = {path: (folder / path).read_text() for path in kinds}
    assert modelines(folder) == (dict.fromkeys(kinds, "written"), [])
    assert modelines(folder) == (dict.fromkeys(kinds, "current"), [])
    for path, kind in kinds.items():
        line, _, rest = (folder / path).read_text().partition("\n")
        assert rest == before[path]
        target = (folder / path).parent / line.partition("$schema=")[2]
        assert target.resolve() == (folder / FOLDER / f"{kind}.schema.json").resolve()


def test_the_files_of_the_program_are_wired_in_its_repository(folder):
    themes = {
        "briefpress/assets/themes/civic.yaml": "a: 1\n",
        "briefpress/assets/templates/words.yaml": "a: 1\n",
    }
    write_project(folder, themes)
    told, _ = modelines(folder)
    assert set(themes) <= set(told)
    assert "theme.schema.json" in (folder / "briefpress/assets/themes/civic.yaml").read_text()


def test_what_was_built_is_built_the_same(folder):
    """A comment is read by editors alone."""
    edition = Edition("briefs/orchard.yaml", "fr")
    before = Renderer(Project(Workspace(folder))).render(edition).pdf
    modelines(folder)
    assert Renderer(Project(Workspace(folder))).render(edition).pdf == before


def test_a_link_stays_a_link(folder):
    (folder / "data/cellar.yaml").rename(folder / "shared.yaml")
    (folder / "data/cellar.yaml").symlink_to(folder / "shared.yaml")
    told, _ = modelines(folder)
    assert told["data/cellar.yaml"] == "written"
    assert (folder / "data/cellar.yaml").is_symlink()
    assert (folder / "shared.yaml").read_text().startswith("# yaml-language-server:")


def test_a_link_to_elsewhere_is_reported(folder, tmp_path):
    (tmp_path / "other.yaml").write_text("facts: {}\n")
    (folder / "data/other.yaml").symlink_to(tmp_path / "other.yaml")
    told, codes = modelines(folder)
    assert (told["data/other.yaml"], codes) == ("failed", ["YAML001"])
    assert (tmp_path / "other.yaml").read_text() == "facts: {}\n"


@pytest.mark.skipif(not (ROOT / FOLDER).is_dir(), reason="this repository has no schemas of its own yet")
def test_this_repository_is_wired_and_current():
    """If not: ``python generate.py schema --wire``."""
    told = {**schemas(ROOT, is_check=True)[0], **modelines(ROOT, is_check=True)[0]}
    assert {name: status for name, status in told.items() if status != "current"} == {}


def test_kinds_have_files():
    assert set(KINDS) == NAMES - {"ids"}
