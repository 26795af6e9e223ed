"""Incremental equals clean: after any edits the outputs are those that the files alone would give.

A machine of random edits: figures, labels, texts, layouts, themes, pictures, briefs that come, go and get
other names, mistakes and their repair, undo, PDFs and ledgers that something else spoils. After each, a
build; then each PDF has the bytes that a renderer without any memory gives for the same files, or, where they
have a mistake, those that it had before.
"""

from __future__ import annotations

import datetime as dt
import os
import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, settings, strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from briefpress.build.ledger import PATH
from briefpress.build.plan import Request
from briefpress.build.project import LANGUAGES, Edition, Project, briefs_by_name
from briefpress.build.render import Renderer
from briefpress.build.run import build_project, look_at_project
from briefpress.diagnostics import Findings
from briefpress.refresh import Wish, refresh_project
from briefpress.workspace import REFRESH_LOCK, MemoryWorkspace, Workspace
from tests.conftest import ROOT
from tests.support.project import CELLAR, OTHER_FACTS, SOURCES
from tests.support.rich_project import picture

TODAY = dt.date(2026, 6, 1)

GROVE = """\
template: {layout}
theme: {theme}
title: {{en: "{title}", fr: "Le bosquet"}}
subject: {{en: "The grove in figures.", fr: "Le bosquet en chiffres."}}
author: {{en: "The Orchard", fr: "Le Verger"}}
opening:
  - id: lede
    type: lede
    text:
      en: "{text} {{{{ grove.trees }}}} trees, and {{{{ grove.birds }}}} birds."
      fr: "Le bosquet compte {{{{ grove.trees }}}} arbres et {{{{ grove.birds }}}} oiseaux."
  - id: leaf
    type: image
    file: data/leaf.png
    width: 40
    alt: {{en: "A leaf", fr: "Une feuille"}}
"""

FACTS = """\
feeds:
  birds: {{csv: data/birds.csv, source: survey}}
facts:
  grove.birds:
    type: number
    value: 2
    label: {{en: "Birds", fr: "Oiseaux"}}
    refresh: {{feed: birds, column: birds}}
  grove.trees:
    type: number
    value: {trees}
    source: survey
    label: {{en: "{label}", fr: "Arbres"}}
  grove.twice:
    type: number
    formula: grove.trees * 2
    label: {{en: "Twice", fr: "Le double"}}
  grove.unused:
    type: number
    value: {unused}
    source: survey
    label: {{en: "Unused", fr: "Inutilisé"}}
"""

BASE_XML = (ROOT / "briefpress/assets/templates/base.xml").read_text("utf-8")
ONE_PAGER = (ROOT / "briefpress/assets/templates/one-pager.xml").read_text("utf-8")
CIVIC = (ROOT / "briefpress/assets/themes/civic.yaml").read_text("utf-8")

#: What a person or a program may write into a file -> paths.
NUMBERS = st.integers(1, 9)
LAYOUTS = st.sampled_from(["one-pager", "fact-sheet"])
THEMES = st.sampled_from(["civic", "classic"])
WORDS = st.sampled_from(["The grove has", "There are", "Here stand"])
OVERRIDES = {
    "templates/one-pager.xml": [
        ONE_PAGER,
        "{# ours #}\n" + ONE_PAGER,
        ONE_PAGER.replace("brief.body", "brief.opening", 1),
    ],
    "templates/base.xml": [BASE_XML, BASE_XML.replace("</h1>", "!</h1>")],
    "templates/civic.yaml": [
        CIVIC,
        CIVIC.replace("#A3262E", "#1D6A4B"),
        "extends: civic\n",
        CIVIC + "# ours\n",
    ],
}
MISTAKES = {
    "data/grove.yaml": "facts: [",
    "briefs/grove.yaml": 'template: one-pager\ntitle: {en: "x"',
    "data/leaf.png": b"no picture",
}


class Edits(RuleBasedStateMachine):
    def __init__(self):
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="briefpress-"))
        self.files: dict[str, bytes] = {}
        self.history: list[dict[str, bytes]] = []
        self.grove = {"layout": "one-pager", "theme": "civic", "title": "The grove", "text": "The grove has"}
        self.facts = {"trees": 4, "label": "Trees", "unused": 1}

    def teardown(self):
        shutil.rmtree(self.folder, ignore_errors=True)

    # ---- files

    def write(self, path: str, content: str | bytes) -> None:
        data = content.encode("utf-8") if isinstance(content, str) else content
        self.files[path] = data
        file = self.folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)

    def remove(self, path: str) -> None:
        self.files.pop(path, None)
        (self.folder / path).unlink(missing_ok=True)

    @initialize()
    def begin(self):
        self.write("data/sources.yaml", SOURCES)
        self.write("data/cellar.yaml", OTHER_FACTS)
        self.write("briefs/cellar.yaml", CELLAR)
        self.write("data/leaf.png", picture(3, 2))
        self.write_grove()

    def write_grove(self):
        self.write("data/grove.yaml", FACTS.format(**self.facts))
        self.write("briefs/grove.yaml", GROVE.format(**self.grove))

    # ---- edits of people

    @rule(trees=NUMBERS)
    def figure(self, trees):
        self.facts["trees"] = trees
        self.write("data/grove.yaml", FACTS.format(**self.facts))

    @rule(unused=NUMBERS)
    def figure_that_nobody_prints(self, unused):
        self.facts["unused"] = unused
        self.write("data/grove.yaml", FACTS.format(**self.facts))

    @rule(birds=NUMBERS, days_ago=st.integers(0, 2))
    def figure_that_is_fetched(self, birds, days_ago):
        self.write("data/birds.csv", f"birds\n{birds}\n")
        workspace = Workspace(self.folder, today=TODAY - dt.timedelta(days=days_ago))
        refresh_project(workspace, LANGUAGES, Wish(), Findings(), on_wait=lambda: None)
        lock = self.folder / REFRESH_LOCK
        if lock.exists():
            self.files[REFRESH_LOCK] = lock.read_bytes()

    @rule(label=st.sampled_from(["Trees", "Old trees"]))
    def label_that_nobody_prints(self, label):
        self.facts["label"] = label
        self.write("data/grove.yaml", FACTS.format(**self.facts))

    @rule(text=WORDS, title=st.sampled_from(["The grove", "Grove"]))
    def words(self, text, title):
        self.grove |= {"text": text, "title": title}
        self.write("briefs/grove.yaml", GROVE.format(**self.grove))

    @rule(layout=LAYOUTS, theme=THEMES)
    def looks(self, layout, theme):
        self.grove |= {"layout": layout, "theme": theme}
        self.write("briefs/grove.yaml", GROVE.format(**self.grove))

    @rule(path=st.sampled_from(sorted(OVERRIDES)), data=st.data())
    def override(self, path, data):
        content = data.draw(st.sampled_from([*OVERRIDES[path], None]))
        if content is None:
            self.remove(path)
        else:
            self.write(path, content)

    @rule(width=st.integers(2, 4))
    def other_picture(self, width):
        self.write("data/leaf.png", picture(width, 2))

    @rule(path=st.sampled_from(["data/cellar.yaml", "briefs/cellar.yaml", "briefs/grove.yaml"]))
    def comment(self, path):
        if path in self.files:
            self.write(path, self.files[path] + b"# a remark\n")

    @rule(path=st.sampled_from(sorted(MISTAKES)))
    def mistake(self, path):
        self.write(path, MISTAKES[path])

    @rule()
    def repair(self):
        self.write("data/leaf.png", picture(3, 2))
        self.write_grove()

    @rule()
    def copy_of_a_brief(self):
        self.write("briefs/copse.yaml", GROVE.format(**self.grove))

    @rule(path=st.sampled_from(["briefs/copse.yaml", "briefs/cellar.yaml"]))
    def brief_is_gone(self, path):
        self.remove(path)

    @rule()
    def brief_gets_another_name(self):
        if "briefs/cellar.yaml" in self.files:
            self.write("briefs/vault.yaml", self.files["briefs/cellar.yaml"])
            self.remove("briefs/cellar.yaml")
        elif "briefs/vault.yaml" in self.files:
            self.write("briefs/cellar.yaml", self.files["briefs/vault.yaml"])
            self.remove("briefs/vault.yaml")

    @rule()
    def data_gets_another_name(self):
        for one, other in (("data/cellar.yaml", "data/below.yaml"), ("data/below.yaml", "data/cellar.yaml")):
            if one in self.files:
                self.write(other, self.files[one])
                self.remove(one)
                return

    @precondition(lambda self: len(self.history) > 1)
    @rule(data=st.data())
    def undo(self, data):
        before = data.draw(st.sampled_from(self.history[-6:]))
        for path in [path for path in self.files if path not in before]:
            self.remove(path)
        for path, content in before.items():
            self.write(path, content)
            os.utime(self.folder / path, (1, 1))  # as an archive would restore it

    @rule(trees=NUMBERS)
    def edit_of_the_same_size_and_time(self, trees):
        file = self.folder / "data/grove.yaml"
        info = file.stat()
        self.facts["trees"] = trees
        self.write("data/grove.yaml", FACTS.format(**self.facts))
        os.utime(file, ns=(info.st_atime_ns, info.st_mtime_ns))

    @rule(path=st.sampled_from(["briefs/grove.yaml", "data/grove.yaml", "data/leaf.png"]))
    def touch(self, path):
        os.utime(self.folder / path)

    # ---- what else can happen

    @rule(data=st.data(), content=st.sampled_from([None, b"", b"%PDF-1.7 spoilt"]))
    def spoil_an_output(self, data, content):
        pdfs = sorted(self.folder.rglob("output/**/*.pdf"))
        if pdfs:
            path = data.draw(st.sampled_from(pdfs))
            path.unlink() if content is None else path.write_bytes(content)

    @rule(cut=st.integers(0, 4000), byte=st.sampled_from([None, 0, 48, 123]))
    def damage_the_ledger(self, cut, byte):
        path = self.folder / PATH
        if path.is_file():
            data = bytearray(path.read_bytes())
            if byte is None:
                data = data[:cut]
            elif data:
                data[cut % len(data)] = byte
            path.write_bytes(data)

    # ---- what has to hold

    @invariant()
    def outputs_are_those_of_the_files(self):
        if not self.files:
            return
        self.history.append(dict(self.files))
        expected = self.clean()
        project = Project(Workspace(self.folder, today=TODAY))
        looked = look_at_project(project, Request(), Findings())
        before = {path: path.read_bytes() for path in self.folder.rglob("output/**/*.pdf")}
        result = build_project(Project(Workspace(self.folder, today=TODAY)), Request(prune=True), Findings())
        built = {r.edition.output: r.status for r in result.editions}
        for output, pdf in expected.items():
            if pdf is None:
                assert built[output] == "failed", output
                continue
            assert (self.folder / output).read_bytes() == pdf, output
        stale = {r.edition.output for r in looked.editions if r.status == "stale"}
        made = {output for output, status in built.items() if status in ("built", "failed")}
        assert stale == made, "a look says what a build makes"
        for path, data in before.items():
            output = path.relative_to(self.folder).as_posix()
            if built.get(output) == "failed":
                assert path.read_bytes() == data, "the last PDF stays"

    def clean(self) -> dict[str, bytes | None]:
        """Return what each edition is, made of the files alone; None where they have a mistake."""
        project = Project(MemoryWorkspace(self.files, today=TODAY))
        renderer = Renderer(project)
        expected: dict[str, bytes | None] = {}
        for path in briefs_by_name(project, Findings()).values():
            brief = project.brief(path, Findings())
            for lang in brief.editions if brief else ():
                edition = Edition(path, lang)
                expected[edition.output] = renderer.render(edition).pdf
        return expected


QUICK = settings(
    max_examples=6,
    stateful_step_count=25,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    print_blob=True,
)
#: As many as CI has time for; `--hypothesis-seed` and this number by hand for more.
LONG = settings(
    QUICK,
    phases=(Phase.reuse, Phase.generate),
    max_examples=int(os.environ.get("BRIEFPRESS_EDITS", "50")),
    stateful_step_count=50,
)


class TestEdits(Edits.TestCase):
    settings = QUICK


@pytest.mark.conformance
class TestThousandsOfEdits(Edits.TestCase):
    settings = LONG
