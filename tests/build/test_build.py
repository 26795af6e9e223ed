"""What is built again, and why; what is left alone."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from briefpress.build import ledger as ledger_module
from briefpress.build.fingerprint import engine_digest
from briefpress.build.ledger import PATH, Ledger, head_of, read_ledger
from briefpress.build.plan import Request
from briefpress.build.project import Project
from briefpress.build.run import Progress, build_project
from briefpress.diagnostics import Findings
from briefpress.workspace import Workspace
from tests.support.project import BASE, OTHER_FACTS, TWO, edit, write_project

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def project(tmp_path):
    """Two briefs in two languages, all four editions built."""
    write_project(tmp_path, TWO)
    assert len(trace(tmp_path)) == 4
    return tmp_path


def build(folder, **request):
    findings = Findings()
    result = build_project(Project(Workspace(folder)), Request(**request), findings)
    return result, findings


def trace(folder, **request):
    """Build, and return why each edition that was built had to be; nothing may be wrong."""
    result, findings = build(folder, **request)
    assert not list(findings)
    return {r.edition.name: r.reason for r in result.editions if r.status in ("built", "same")}


def outputs(folder):
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*.pdf"))}


def clean_copy(folder, elsewhere):
    """Build the same files in another folder from nothing."""
    files = {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and "output" not in path.parts
    }
    write_project(elsewhere, files)
    build(elsewhere)
    return outputs(elsewhere)


# ---- staleness


def test_nothing_to_do(project):
    before = {path: path.stat().st_mtime_ns for path in project.rglob("*")}
    assert trace(project) == {}
    assert {path: path.stat().st_mtime_ns for path in project.rglob("*")} == before


def test_a_fact_builds_what_prints_it_and_no_more(project):
    edit(project, "data/cellar.yaml", "300", "310")
    assert trace(project) == dict.fromkeys(
        ("cellar-en", "cellar-fr"), "cellar.jars: 300 -> 310, data/cellar.yaml:4"
    )
    assert trace(project) == {}


def test_a_text_of_one_language_builds_that_language(project):
    edit(project, "data/sources.yaml", "Relevé du verger", "Relevé des vergers")
    built = trace(project)
    assert set(built) == {"cellar-fr", "orchard-fr"}


@pytest.mark.parametrize(
    ("old", "new"),
    [("facts:", "# a comment\nfacts:"), ("cellar.jars:", '"cellar.jars":'), ('"Jars"', "'Jars'")],
)
def test_ways_of_writing_the_same_fact(project, old, new):
    edit(project, "data/cellar.yaml", old, new)
    assert trace(project) == {}
    assert trace(project) == {}


def test_words_of_another_language_inside_an_edition(project):
    motto = """\
facts:
  cellar.motto:
    type: text
    value: {en: "Drink up", fr: "Buvons"}
    source: survey
    label: {en: "Motto", fr: "Devise"}
"""
    write_project(project, {"data/motto.yaml": motto})
    edit(project, "briefs/cellar.yaml", "} jars.", "} jars. {{ lang('fr', cellar.motto) }}!")
    edit(project, "briefs/cellar.yaml", "} bocaux.", "} bocaux. {{ lang('en', cellar.motto) }}!")
    assert set(trace(project)) == {"cellar-en", "cellar-fr"}
    edit(project, "data/motto.yaml", "Buvons", "Trinquons")
    assert trace(project)["cellar-en"] == "cellar.motto: Buvons -> Trinquons, data/motto.yaml:4"
    edit(project, "data/motto.yaml", "Drink up", "Cheers")
    assert trace(project)["cellar-fr"] == "cellar.motto: Drink up -> Cheers, data/motto.yaml:4"


def test_a_new_file_of_unprinted_facts(project):
    write_project(project, {"data/more.yaml": OTHER_FACTS.replace("cellar.jars", "cellar.casks")})
    assert trace(project) == {}
    edit(project, "data/more.yaml", "300", "310")
    assert trace(project) == {}
    (project / "data/more.yaml").unlink()
    assert trace(project) == {}


def test_a_fact_moves_to_a_file_that_was_not_there(project):
    (project / "data/cellar.yaml").rename(project / "data/below.yaml")
    assert trace(project) == {}
    edit(project, "data/below.yaml", "300", "310")
    assert set(trace(project)) == {"cellar-en", "cellar-fr"}


def test_the_last_fact_of_a_kind_goes(project):
    (project / "data/cellar.yaml").unlink()
    result, findings = build(project)
    assert {r.edition.name for r in result.editions if r.status == "failed"} == {"cellar-en", "cellar-fr"}
    assert findings.errors == 2


@pytest.mark.parametrize(
    ("name", "shipped"),
    [
        ("words.yaml", "templates"),
        ("civic.yaml", "themes"),
        ("base.xml", "templates"),
        ("blocks.xml", "templates"),
    ],
)
def test_an_override_appears_changes_and_goes(project, name, shipped):
    text = (ROOT / "briefpress/assets" / shipped / name).read_text(encoding="utf-8")
    everything = {"orchard-en", "orchard-fr", "cellar-en", "cellar-fr"}
    write_project(project, {f"templates/{name}": text})
    assert trace(project) == dict.fromkeys(everything, f"templates/{name} appeared")
    write_project(project, {f"templates/{name}": text + "\n"})
    assert trace(project) == dict.fromkeys(everything, f"templates/{name} changed")
    (project / "templates" / name).unlink()
    assert trace(project) == dict.fromkeys(everything, f"templates/{name} is gone")


def test_a_theme_that_others_extend_changes(project):
    own = {"templates/ville.yaml": "extends: civic\n", "templates/parcs.yaml": "extends: ville\n"}
    write_project(project, own)
    edit(project, "briefs/orchard.yaml", "template: one-pager", "template: one-pager\ntheme: parcs")
    assert set(trace(project)) == {"orchard-en", "orchard-fr"}
    edit(project, "templates/ville.yaml", "extends: civic", "extends: civic\ngrid: 7")
    assert trace(project) == dict.fromkeys(("orchard-en", "orchard-fr"), "templates/ville.yaml changed")
    edit(project, "briefs/cellar.yaml", "template: one-pager", "template: one-pager\ntheme: ville")
    assert set(trace(project)) == {"cellar-en", "cellar-fr"}
    edit(project, "templates/parcs.yaml", "extends: ville", "extends: ville\ngrid: 8")
    assert set(trace(project)) == {"orchard-en", "orchard-fr"}
    shipped = (ROOT / "briefpress/assets/themes/civic.yaml").read_text(encoding="utf-8")
    write_project(project, {"templates/civic.yaml": shipped})
    assert set(trace(project).values()) == {"templates/civic.yaml appeared"}
    assert trace(project) == {}


def test_a_picture_in_data_is_no_fact(project):
    from PIL import Image

    edit(project, "briefs/cellar.yaml", "opening:", PICTURE)
    (project / "data").mkdir(exist_ok=True)
    Image.new("RGB", (40, 30), "red").save(project / "data/jar.png")
    trace(project)
    Image.new("RGB", (40, 30), "blue").save(project / "data/jar.png")
    assert trace(project) == dict.fromkeys(("cellar-en", "cellar-fr"), "data/jar.png changed")


PICTURE = """\
body:
  - {id: jar, type: image, file: data/jar.png, alt: {en: "A jar", fr: "Un bocal"}}

opening:"""


def test_deleted_and_tampered_outputs(project):
    before = outputs(project)
    (project / "output/orchard/orchard-en.pdf").unlink()
    tampered = project / "output/cellar/cellar-fr.pdf"
    tampered.write_bytes(tampered.read_bytes()[:-1] + b" ")
    assert trace(project) == {
        "orchard-en": "its PDF is missing",
        "cellar-fr": "something else changed its PDF",
    }
    assert outputs(project) == before


def test_a_pipe_in_the_place_of_a_pdf_is_replaced(project):
    """Reading it would never end."""
    before = outputs(project)
    path = project / "output/cellar/cellar-fr.pdf"
    path.unlink()
    os.mkfifo(path)
    assert trace(project) == {"cellar-fr": "its PDF is missing"}
    assert outputs(project) == before


def test_restored_content_is_built_again(project):
    before = outputs(project)
    edit(project, "data/cellar.yaml", "300", "310")
    trace(project)
    edit(project, "data/cellar.yaml", "310", "300")
    assert set(trace(project)) == {"cellar-en", "cellar-fr"}
    assert outputs(project) == before


def test_restored_after_a_failure_there_is_nothing_to_do(project):
    edit(project, "briefs/cellar.yaml", "cellar.jars", "cellar.jazz")
    result, _ = build(project)
    assert result.count("failed") == 2
    edit(project, "briefs/cellar.yaml", "cellar.jazz", "cellar.jars")
    assert trace(project) == {}


def test_the_program_changed(project, monkeypatch):
    monkeypatch.setattr("briefpress.build.staleness.engine_digest", lambda: "another")
    assert set(trace(project).values()) == {"Briefpress or a library of it changed"}


def test_the_digest_of_the_program_is_of_its_content(project):
    assert engine_digest() == engine_digest.__wrapped__()


def test_force_and_choice(project):
    assert trace(project, force=True, briefs=("cellar",), languages=("fr",)) == {"cellar-fr": "forced"}
    assert len(trace(project, force=True)) == 4
    assert trace(project, briefs=("orchard",)) == {}


def test_a_choice_forgets_nothing_of_the_others(project):
    edit(project, "briefs/cellar.yaml", "holds", "keeps")
    assert trace(project, briefs=("orchard",)) == {}
    assert set(trace(project, languages=("en",))) == {"cellar-en"}
    assert set(trace(project)) == {"cellar-fr"}


def test_unknown_names_build_nothing(project):
    edit(project, "briefs/cellar.yaml", "holds", "keeps")
    result, findings = build(project, briefs=("cellar", "nothing"))
    assert not result.editions
    assert [f.code for f in findings] == ["BRIEF006"]


def test_a_removed_brief_leaves_its_pdf_until_somebody_deletes_it(project):
    (project / "briefs/cellar.yaml").unlink()
    left = ("output/cellar/cellar-en.pdf", "output/cellar/cellar-fr.pdf")
    assert build(project)[0].left == left
    assert build(project, briefs=("orchard",))[0].left == ()
    (project / left[0]).unlink()
    assert build(project)[0].left == left[1:]
    (project / left[1]).unlink()
    assert build(project)[0].left == ()
    assert "briefs/cellar.yaml" not in (project / PATH).read_text()


def test_a_language_that_is_dropped(project):
    edit(project, "briefs/cellar.yaml", "template:", "languages: [en]\ntemplate:")
    text = (project / "briefs/cellar.yaml").read_text()
    for piece in ('fr: "La cave"', 'fr: "La cave en chiffres."', 'fr: "Le Verger"'):
        text = text.replace(f", {piece}", "")
    text = text.replace('\n      fr: "La cave contient {{ cellar.jars }} bocaux."', "")
    (project / "briefs/cellar.yaml").write_text(text)
    result, findings = build(project)
    assert not list(findings)
    assert result.left == ("output/cellar/cellar-fr.pdf",)


def test_an_unreadable_brief_keeps_its_editions(project):
    write_project(project, {"briefs/cellar.yaml": "title: ["})
    before = outputs(project)
    result, findings = build(project)
    assert {r.edition.name: r.status for r in result.editions} == {
        "cellar-en": "failed",
        "cellar-fr": "failed",
        "orchard-en": "fresh",
        "orchard-fr": "fresh",
    }
    assert not result.left
    assert [f.code for f in findings] == ["YAML004"]
    assert outputs(project) == before


def test_one_bad_brief_does_not_stop_the_others(project):
    edit(project, "briefs/cellar.yaml", "cellar.jars", "cellar.jazz")
    edit(project, "briefs/orchard.yaml", "The orchard has", "Our orchard has")
    result, _ = build(project)
    assert {r.edition.name: r.status for r in result.editions} == {
        "cellar-en": "failed",
        "cellar-fr": "failed",
        "orchard-en": "built",
        "orchard-fr": "same",  # the edit was of the English words
    }


def test_progress_hears_of_all(project):
    heard = []

    class Ear(Progress):
        def planned(self, plan):
            heard.append(sorted(edition.name for edition in plan.reasons))

        def done(self, result):
            heard.append(result.edition.name)

    edit(project, "briefs/cellar.yaml", "holds", "keeps")
    build_project(Project(Workspace(project)), Request(), Findings(), Ear())
    assert heard == [["cellar-en", "cellar-fr"], "cellar-en", "cellar-fr"]


# ---- the ledger is a cache


def damaged(text):
    data = json.loads(text)
    name = next(iter(data["editions"]))

    def changed(**values):
        return json.dumps({**data, "editions": {name: {**data["editions"][name], **values}}})

    return {
        "empty": "",
        "truncated": text[: len(text) // 2],
        "no JSON": "ledger",
        "binary": "\ud800",
        "another thing": "[1, 2, 3]",
        "null": "null",
        "another version": json.dumps({**data, "version": 99}),
        "deep": "[" * 100_000,
        "no editions": json.dumps({"version": data["version"]}),
        "editions as list": json.dumps({**data, "editions": []}),
        "records as texts": json.dumps({**data, "editions": {name: "?"}}),
        "unknown key": changed(colour="red"),
        "inputs as list": changed(inputs=["data"]),
        "inputs beyond": changed(inputs=[99]),
        "inputs before": changed(inputs=[-1]),
        "inputs as truth": changed(inputs=[True]),
        "digest as number": json.dumps({**data, "parts": [{"data/cellar.yaml": 3}] * len(data["parts"])}),
        "facts as text": changed(facts="all"),
        "pages as text": changed(pages="two"),
        "output as null": changed(output=None),
        "paths outside": json.dumps(
            {
                **data,
                "parts": [{"../../etc/passwd": "0", "/etc/passwd": "0", "a\0b": "0", "\ud800": "0"}]
                * len(data["parts"]),
            }
        ),
        "languages as text": json.dumps(
            {**data, "briefs": {p: [v[0], "en"] for p, v in data["briefs"].items()}}
        ),
        "languages outside": json.dumps(
            {**data, "briefs": {p: [v[0], ["/../../../evil"]] for p, v in data["briefs"].items()}}
        ),
    }


def test_a_damaged_ledger_costs_a_rebuild_and_nothing_else(project):
    before = outputs(project)
    ledger = project / PATH
    good = ledger.read_text()
    for kind, text in damaged(good.partition("\n")[2]).items():
        head = head_of(text) if kind != "binary" else ""
        ledger.write_bytes(f"{head}\n{text}".encode("utf-8", "surrogatepass"))
        assert trace(project), kind
        assert outputs(project) == before, kind
        assert ledger.read_text() == good, kind


def test_bit_flips_in_the_ledger_give_no_wrong_pdf(project):
    before = outputs(project)
    ledger = project / PATH
    good = ledger.read_bytes()
    for index in range(0, len(good), len(good) // 25):
        ledger.write_bytes(good[:index] + bytes([good[index] ^ 0x04]) + good[index + 1 :])
        build(project)
        assert outputs(project) == before


def test_a_folder_in_place_of_the_ledger(project):
    (project / PATH).unlink()
    (project / PATH).mkdir()
    result, findings = build(project)
    assert result.count("same") == 4
    assert [f.code for f in findings] == ["BUILD004"]


def test_ledger_round_trip(project):
    ledger, text = read_ledger(Workspace(project))
    assert len(ledger.editions) == 4
    assert ledger.to_json() == text
    none, nothing = read_ledger(Workspace(project / "data"))
    assert (none.to_json(), nothing) == (Ledger().to_json(), "")
    head, _, body = text.partition("\n")
    assert head == head_of(body)
    assert json.loads(body)["version"] == ledger_module.VERSION


def test_what_editions_read_alike_is_remembered_once(project):
    """A ledger grows with editions and files, and not with their product."""
    parts = json.loads((project / PATH).read_text().partition("\n")[2])["parts"]
    holders = [part for part in parts if "data/cellar.yaml" in part]
    assert len(holders) == 1
    assert {"data/orchard.yaml", "data/sources.yaml"} <= set(holders[0])
    edit(project, "data/cellar.yaml", "facts:", "# a remark\nfacts:")
    assert trace(project) == {}
    again = json.loads((project / PATH).read_text().partition("\n")[2])["parts"]
    assert len(again) == len(parts)
    ledger, _ = read_ledger(Workspace(project))
    shared = {id(part) for record in ledger.editions.values() for part in record.inputs.parts}
    assert len(shared) == len(parts)


def test_a_folder_without_briefs_gets_no_ledger(tmp_path):
    build(tmp_path)
    assert list(tmp_path.iterdir()) == []


# ---- an incremental build and a clean one agree


def test_random_edits_end_as_a_clean_build_does(tmp_path):
    import random

    dice = random.Random(20260504)
    folder = write_project(tmp_path / "edited", TWO)
    numbers = {"data/cellar.yaml": 300, "data/orchard.yaml": 1240}
    words = (ROOT / "briefpress/assets/templates/words.yaml").read_text(encoding="utf-8")

    def step():
        kind = dice.randrange(6)
        if kind == 0:
            path = dice.choice(sorted(numbers))
            edit(folder, path, f"value: {numbers[path]}", f"value: {numbers[path] + 1}")
            numbers[path] += 1
        elif kind == 1:
            path = dice.choice(["briefs/cellar.yaml", "briefs/orchard.yaml"])
            edit(folder, path, "subject: {en: ", f"# {dice.random()}\nsubject: {{en: ")
        elif kind == 2:
            write_project(
                folder, {"templates/words.yaml": words.replace("Page", dice.choice(["Page", "Sheet"]))}
            )
        elif kind == 3:
            (folder / "templates/words.yaml").unlink(missing_ok=True)
        elif kind == 4:
            for pdf in sorted(folder.rglob("*.pdf"))[: dice.randrange(3)]:
                pdf.write_bytes(pdf.read_bytes()[: dice.randrange(2000)])
        else:
            for path in sorted(folder.rglob("*.yaml")):
                os.utime(path, (dice.randrange(10**9), dice.randrange(10**9)))

    for number in range(25):
        step()
        trace(folder)
        if number % 5 == 4:
            assert outputs(folder) == clean_copy(folder, tmp_path / f"clean-{number}")


# ---- imports

NO_OP = """
import sys
from briefpress.cli import main
code = main(sys.argv[1:])
heavy = {"reportlab", "jinja2", "uharfbuzz", "yaml", "PIL", "babel", "markdown_it", "pebble", "rapidfuzz"}
print(sorted(heavy & {name.split(".")[0] for name in sys.modules}))
sys.exit(code)
"""


def imports_of(folder, *arguments):
    command = [sys.executable, "-c", NO_OP, *arguments, "--project", str(folder)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    return done.stdout.splitlines()


def test_a_build_of_nothing_loads_nothing(project):
    lines = imports_of(project, "build")
    assert lines[0].startswith("nothing to do: 4 editions up to date")
    assert lines[-1] == "[]"


def test_a_check_loads_no_reportlab(project):
    assert "reportlab" not in imports_of(project, "check")[-1]


def test_the_base_project_is_the_smaller_one(tmp_path):
    assert set(trace(write_project(tmp_path, BASE))) == {"orchard-en", "orchard-fr"}
