"""Out to a translator and back, through the toolkit that Weblate and Pootle stand on."""

from __future__ import annotations

import datetime as dt
import re
from io import BytesIO

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st
from translate.storage import pypo, xliff2

from briefpress.build.approvals import translated
from briefpress.build.check import check_project
from briefpress.build.project import Project
from briefpress.cli import main
from briefpress.diagnostics import Findings
from briefpress.translation.exchange import rewrite
from briefpress.translation.units import units_of
from briefpress.workspace import Workspace
from tests.support.project import edit, write_project
from tests.translation.test_state import BRIEF, FILES


@pytest.fixture
def project(tmp_path):
    return write_project(tmp_path / "project", FILES)


def run(project, *arguments) -> int:
    return main(["translations", *arguments, "--project", str(project), "--today", "2026-11-23"])


def texts(project, lang="fr") -> dict[str, str]:
    findings = Findings()
    brief = Project(Workspace(project, today=dt.date(2026, 11, 23))).brief(BRIEF, findings)
    assert brief is not None and not findings.errors, list(findings)
    return {unit.id: leaf.text for unit in units_of(brief) if (leaf := unit.localized.get(lang))}


def check(project) -> Findings:
    findings = Findings()
    check_project(Project(Workspace(project, today=dt.date(2026, 11, 23))), findings)
    return findings


def changed(path, change) -> None:
    """Load a file with the toolkit, change its units, and save it."""
    store = (pypo.pofile if path.suffix == ".po" else xliff2.Xliff2File).parsestring(path.read_bytes())
    for unit in store.units:
        if unit.istranslatable():
            change(unit)
    out = BytesIO()
    store.serialize(out)
    path.write_bytes(out.getvalue())


KINDS = [".xlf", ".po"]


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_is_lost(kind, project, tmp_path, capsys):
    before = (project / BRIEF).read_bytes()
    file = tmp_path / f"fr{kind}"
    assert run(project, "export", "--lang", "fr", "--to", str(file)) == 0
    changed(file, lambda unit: None)
    assert run(project, "import", str(file)) == 0
    assert (project / BRIEF).read_bytes() == before
    assert capsys.readouterr().out.endswith(f"{len(texts(project))} unchanged\n")


@pytest.mark.parametrize("kind", KINDS)
def test_what_a_translator_changed_comes_back(kind, project, tmp_path):
    before = texts(project)
    file = tmp_path / f"fr{kind}"
    run(project, "export", "--lang", "fr", "--to", str(file))
    text = file.read_text(encoding="utf-8")
    text = text.replace("portent des pommes", "donnent « des » pommes & d'autres").replace(
        "&", "&amp;" if kind == ".xlf" else "&"
    )
    file.write_text(text.replace("Le verger en chiffres.", "Le verger : faits."), encoding="utf-8")
    changed(file, lambda unit: None)
    assert run(project, "import", str(file)) == 0
    after = texts(project)
    assert {name for name in after if after[name] != before[name]} == {"lede.text", "subject"}
    assert "donnent « des » pommes & d'autres" in after["lede.text"]
    assert "{{ orchard.trees }}" in after["lede.text"]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("Il y a ", "Il y a plus de ", None),
        ("ORCHARD", "", "`{{ orchard.trees }}` was lost"),
        ("ORCHARD", "{{ orchard.cost }}", "`{{ orchard.trees }}` was lost"),
        ("Ils sont vieux", "Ils sont {{ orchard.age }} vieux", "is not in its source"),
        ("Ils sont vieux", "Ils sont {{ orchard.age", "cannot be evaluated"),
    ],
)
def test_broken_placeholders_are_refused(kind, old, new, reason, project, tmp_path, capsys):
    before = texts(project)
    file = tmp_path / f"fr{kind}"
    run(project, "export", "--lang", "fr", "--to", str(file))
    text = file.read_text(encoding="utf-8")
    if old == "ORCHARD":
        start = text.index("Il y a ")
        end = text.index(". Ils sont vieux")
        text = f"{text[:start]}Il y a {new}{text[end:]}"
    text = text.replace(old, new)
    file.write_text(text.replace("Le verger en chiffres.", "Le verger, en chiffres."), encoding="utf-8")
    code = run(project, "import", str(file))
    after, output = texts(project), capsys.readouterr()
    assert after["subject"] == "Le verger, en chiffres.", "one broken unit does not stop the others"
    if reason is None:
        assert code == 0
        assert after["lede.text"].startswith("Il y a plus de")
    else:
        assert code == 1
        assert after["lede.text"] == before["lede.text"]
        assert "error[EXCH002]: unit `lede.text` of `orchard`:" in output.err
        assert reason in output.err


@pytest.mark.parametrize("kind", KINDS)
def test_a_translation_of_an_older_text_is_left_out(kind, project, tmp_path, capsys):
    file = tmp_path / f"fr{kind}"
    run(project, "export", "--lang", "fr", "--to", str(file))
    edit(project, BRIEF, 'en: "The orchard in figures."', 'en: "The orchard."')
    file.write_text(file.read_text("utf-8").replace("Le verger en chiffres.", "Chiffres."), "utf-8")
    assert run(project, "import", str(file)) == 0
    assert "warning[EXCH003]" in capsys.readouterr().err
    assert texts(project)["subject"] == "Le verger en chiffres."


@pytest.mark.parametrize("kind", KINDS)
def test_a_language_that_is_new(kind, project, tmp_path, capsys):
    file = tmp_path / f"de{kind}"
    edit(
        project,
        "data/facts.yaml",
        "fr: {one: arbre, other: arbres}}",
        "fr: {one: arbre, other: arbres}, de: {one: Baum, other: Bäume}}",
    )
    assert run(project, "export", "--lang", "de", "--to", str(file)) == 0

    if kind == ".po":
        changed(file, lambda unit: setattr(unit, "target", unit.source))
    else:
        text = file.read_text("utf-8").replace('state="initial"', 'state="translated"')
        text = re.sub(
            r"<source>(.*?)</source>", r"<source>\1</source><target>\1</target>", text, flags=re.DOTALL
        )
        file.write_text(text, "utf-8")
        changed(file, lambda unit: None)
    english, french = texts(project, "en"), texts(project)
    code = run(project, "import", str(file))
    assert code == 0, capsys.readouterr().err
    assert texts(project, "de").keys() == english.keys()
    assert texts(project, "de") == english
    assert texts(project, "en") == english
    assert texts(project) == french
    assert {one.code for one in check(project)} == {"LANG004"}, "it is a language in name only"


def test_a_new_language_that_is_not_complete_waits(project, tmp_path, capsys):
    file = tmp_path / "de.po"
    before = (project / BRIEF).read_bytes()
    run(project, "export", "--lang", "de", "--to", str(file))
    file.write_text(
        file.read_text("utf-8").replace('msgstr ""\n\n#. desc', 'msgstr "Der Obstgarten"\n\n#. desc'), "utf-8"
    )
    assert run(project, "import", str(file)) == 1
    assert "error[EXCH004]" in capsys.readouterr().err
    assert (project / BRIEF).read_bytes() == before


def test_states_are_those_of_the_lock(project, tmp_path):
    run(project, "approve", "--by", "A")
    edit(project, BRIEF, "and bear apples", "and bear good apples")
    for kind in KINDS:
        run(project, "export", "--lang", "fr", "--to", str(tmp_path / f"fr{kind}"))
    xliff, po = ((tmp_path / f"fr{kind}").read_text("utf-8") for kind in KINDS)
    assert xliff.count('state="translated" subState="briefpress:stale"') == 1
    assert xliff.count('state="final"') == len(texts(project)) - 1
    assert po.count("#, fuzzy") == 1
    assert '#| "There are {{ orchard.trees }}. They are old, and bear apples.\\n"' in po


def test_exports_are_the_same_bytes(project, tmp_path):
    for kind in KINDS:
        files = [tmp_path / f"{n}{kind}" for n in range(2)]
        for file in files:
            run(project, "export", "--lang", "fr", "--to", str(file))
        assert files[0].read_bytes() == files[1].read_bytes()


BAD = [
    ("x.xlf", b"<xliff", "it is no XML"),
    ("x.xlf", b"<html/>", "it is no XLIFF 2 file"),
    ("x.xlf", b'<xliff version="1.2"/>', "but version 1.2"),
    ("x.xlf", b'<!DOCTYPE x [<!ENTITY a "b">]><xliff version="2.1"/>', "declares a document type"),
    ("x.xlf", b'<xliff version="2.1">' + b"<a>" * 60 + b"</a>" * 60 + b"</xliff>", "nested too deeply"),
    ("x.xlf", b"", "no element found"),
    ("x.xlf", b'<xliff version="2.1" srcLang="en" trgLang="en"/>', "the language of the source"),
    ("x.po", b"\xff\xfe\x00", "not in UTF-8"),
    ("x.po", b'msgid "a', "PO"),
    ("x.po", b"", "no language"),
    ("x.txt", b"", "neither XLIFF nor PO"),
]


@pytest.mark.parametrize(("name", "data", "reason"), BAD)
def test_other_files_are_refused(name, data, reason, project, tmp_path, capsys):
    before = (project / BRIEF).read_bytes()
    (tmp_path / name).write_bytes(data)
    assert run(project, "import", str(tmp_path / name)) == 1
    error = capsys.readouterr().err
    assert "error[EXCH001]" in error
    assert reason in error
    assert (project / BRIEF).read_bytes() == before


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_rewriting_changes_what_it_should(project, data):
    """Any sound texts, in the styles that the brief has: flow, block, quoted."""
    words = st.text("aé ’«»:#-{}[],'\"\\&*!|>%@`\n\u00a0🙂", min_size=1, max_size=40)
    findings = Findings()
    (found,) = translated(Project(Workspace(project)), [BRIEF], (), findings)
    units = list(units_of(found.brief))
    chosen = data.draw(st.lists(st.sampled_from(units), min_size=1, unique=True))
    new = {}
    for unit in chosen:
        # What is blank is no translation: `intake` leaves it out.
        text = data.draw(words.filter(lambda text: text.strip(" \n\t") == text and text.strip()))
        new[unit.id] = text if not unit.text.inline else text.replace("\n", " ")
    raw = (project / BRIEF).read_text(encoding="utf-8")
    out = rewrite(raw, found.brief, "fr", new)  # which reads what it wrote
    english = [line for line in raw.split("\n") if " en: " in line and " fr: " not in line]
    assert [line for line in out.split("\n") if " en: " in line and " fr: " not in line][
        : len(english)
    ] == english
