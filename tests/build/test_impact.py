"""What a change would do, told before it is made, is what the build then does."""

from __future__ import annotations

import shutil

import pytest

from briefpress.build.impact import impact_of, with_value
from briefpress.build.plan import Request
from briefpress.build.project import Project
from briefpress.build.run import build_project
from briefpress.diagnostics import Findings
from briefpress.facts import Fact, FactType
from briefpress.workspace import Workspace
from tests.conftest import ROOT
from tests.support.project import TWO, edit, write_project

COMPUTED = """
facts:
  orchard.double:
    type: number
    formula: orchard.trees * 2
    label: {en: "Twice the trees", fr: "Le double des arbres"}
"""


def build(folder):
    findings = Findings()
    result = build_project(Project(Workspace(folder)), Request(), findings)
    return result, findings


def impact(folder, fact_id, value):
    project, findings = Project(Workspace(folder)), Findings()
    fact = project.book(findings).facts[fact_id]
    changed = with_value(project, fact, value, findings)
    return (impact_of(project, fact, changed, findings) if changed else None), findings


def change(folder, fact: Fact, value: str):
    """Make the change as a person would, in the file."""
    path = folder / fact.value_span.path
    lines = path.read_text("utf-8").split("\n")
    line, start = lines[fact.value_span.line - 1], fact.value_span.column - 1
    old = line[start : line.index("}", start) + 1 if line[start] == "{" else start + fact.value_span.length]
    lines[fact.value_span.line - 1] = line[:start] + value + line[start + len(old) :]
    path.write_text("\n".join(lines), encoding="utf-8")


#: A plausible other value of each type of fact that has one.
def other_value(fact: Fact) -> str | None:
    match fact.type:
        case FactType.NUMBER | FactType.MONEY | FactType.DURATION | FactType.PERCENT | FactType.MULTIPLE:
            return str(fact.value + 1) if hasattr(fact.value, "as_tuple") else None
        case FactType.RANK | FactType.YEAR:
            return str(fact.value + 1) if isinstance(fact.value, int) else None
        case FactType.DATE:
            return "2025-03-09"
        case _:
            return None


SAMPLE_FACTS = [
    (fact.id, value)
    for fact in Project(Workspace(ROOT)).book(Findings()).facts.values()
    if fact.formula is None and (value := other_value(fact))
]


@pytest.fixture(scope="module")
def samples(tmp_path_factory):
    """The repository's own project, built."""
    folder = tmp_path_factory.mktemp("samples")
    for name in ("briefs", "data", "templates"):
        shutil.copytree(ROOT / name, folder / name)
    build(folder)
    return folder


@pytest.mark.parametrize(("fact_id", "value"), SAMPLE_FACTS)
def test_what_is_told_is_what_is_built(samples, tmp_path, fact_id, value):
    folder = tmp_path / "project"
    shutil.copytree(samples, folder)
    before = {path: path.read_bytes() for path in folder.rglob("*.pdf")}
    told, findings = impact(folder, fact_id, value)
    assert {path: path.read_bytes() for path in folder.rglob("*.pdf")} == before, "nothing was made"
    fact = Project(Workspace(folder)).book(Findings()).facts[fact_id]
    change(folder, fact, value)
    result, found = build(folder)
    made = {r.edition.output for r in result.editions if r.status == "built"}
    failed = {r.edition.output for r in result.editions if r.status == "failed"}
    assert {e.edition.output for e in told.editions if not e.fails} == made
    assert {e.edition.output for e in told.editions if e.fails} == failed
    assert {f.code for f in findings if f.severity.value == "error"} == {
        f.code for f in found if f.severity.value == "error"
    }
    changed = {
        path.relative_to(folder).as_posix() for path, data in before.items() if path.read_bytes() != data
    }
    assert changed == made


def test_pages_and_sentences(tmp_path):
    write_project(tmp_path, TWO)
    build(tmp_path)
    told, findings = impact(tmp_path, "orchard.trees", "1250")
    assert not len(findings)
    assert told.looked == 4
    assert [(v.fact.id, v.was, v.now) for v in told.values] == [("orchard.trees", "1240", "1250")]
    english, french = told.editions
    assert (english.edition.name, english.pages, english.count) == ("orchard-en", (1,), 1)
    (sentence,) = english.sentences
    assert sentence.place.sentence == "The orchard has 1,240 trees."
    assert sentence.now == "The orchard has 1,250 trees."
    assert [s.now for s in french.sentences] == ["Le verger compte 1\u00a0250 arbres."]


def test_a_value_that_is_printed_alike_changes_nothing(tmp_path):
    write_project(tmp_path, TWO)
    build(tmp_path)
    told, _ = impact(tmp_path, "orchard.trees", "1240")
    assert told.editions == ()


def test_what_is_computed_from_it_follows(tmp_path):
    write_project(tmp_path, {**TWO, "data/more.yaml": COMPUTED})
    brief = tmp_path / "briefs/cellar.yaml"
    brief.write_text(brief.read_text("utf-8").replace("{ cellar.jars }", "{ orchard.double }"), "utf-8")
    build(tmp_path)
    told, findings = impact(tmp_path, "orchard.trees", "1250")
    assert not findings.errors
    assert [(v.fact.id, v.was, v.now) for v in told.values] == [
        ("orchard.trees", "1240", "1250"),
        ("orchard.double", "2480", "2500"),
    ]
    assert {e.edition.name for e in told.editions} == {"cellar-en", "cellar-fr", "orchard-en", "orchard-fr"}


@pytest.mark.parametrize(("value", "code"), [("many", "FACT006"), ("", "SHAPE006"), ("[1", "YAML004")])
def test_a_value_that_the_file_could_not_have(tmp_path, value, code):
    write_project(tmp_path, TWO)
    build(tmp_path)
    told, findings = impact(tmp_path, "orchard.trees", value)
    assert code in [f.code for f in findings]
    assert {e.edition.name for e in told.editions if e.fails} >= {"orchard-en", "orchard-fr"}


def test_an_edition_that_would_fail_says_so(tmp_path):
    """The English claims a majority; the French of the other brief goes on."""
    write_project(tmp_path, TWO)
    for old, new in (
        (
            "The orchard has {{ orchard.trees }} trees.",
            "Old kinds are {{ claim('majority', orchard.share) }}.",
        ),
        ("Le verger compte {{ orchard.trees }} arbres.", "Ils sont {{ claim('majority', orchard.share) }}."),
    ):
        edit(tmp_path, "briefs/orchard.yaml", old, new)
    _, findings = build(tmp_path)
    assert not findings.errors, list(findings)
    told, findings = impact(tmp_path, "orchard.share", "40")
    assert {e.edition.name for e in told.editions if e.fails} == {"orchard-en", "orchard-fr"}
    assert "EXPR018" in [f.code for f in findings]


@pytest.mark.parametrize("fact_id", ["orchard.double", "orchard.name", "orchard.yield"])
def test_facts_without_a_value_of_one_line(tmp_path, fact_id):
    more = (
        COMPUTED
        + """
  orchard.name: {type: text, value: {en: "x", fr: "y"}, source: survey, label: {en: "n", fr: "n"}}
  orchard.yield:
    type: series
    of: number
    source: survey
    label: {en: "y", fr: "y"}
    points: [{at: 2024, value: 1}, {at: 2025, value: 2}]
"""
    )
    write_project(tmp_path, {**TWO, "data/more.yaml": more})
    told, findings = impact(tmp_path, fact_id, "3")
    assert told is None
    assert [f.code for f in findings] == ["USAGE002"]


def test_a_point_of_a_series_and_a_range(tmp_path):
    more = """
facts:
  orchard.yield:
    type: series
    of: number
    source: survey
    label: {en: "Yield", fr: "Récolte"}
    points: [{at: 2024, value: 100}, {at: 2025, value: {from: 8, to: 12}}]
"""
    write_project(tmp_path, {**TWO, "data/more.yaml": more})
    brief = tmp_path / "briefs/cellar.yaml"
    brief.write_text(brief.read_text("utf-8").replace("{ cellar.jars }", "{ orchard.yield.y2025 }"), "utf-8")
    build(tmp_path)
    told, findings = impact(tmp_path, "orchard.yield.y2025", "{from: 8, to: 13}")
    assert not findings.errors, list(findings)
    assert {e.edition.name for e in told.editions} == {"cellar-en", "cellar-fr"}
