"""The sample briefs as each kind of PDF, with their facts inside."""

from __future__ import annotations

import io
import shutil
from functools import cache

import page as page_validation
import pikepdf
import pypdfium2
import pytest

from briefpress.build.plan import Request
from briefpress.build.project import Project
from briefpress.build.render import Renderer
from briefpress.build.run import build_project
from briefpress.diagnostics import Findings
from briefpress.workspace import Workspace
from tests.conftest import ROOT
from tests.support import verapdf
from tests.support.project import BASE, write_project
from tests.support.tags import tag_tree
from tests.test_samples import EDITIONS, named

each_edition = pytest.mark.parametrize("edition", EDITIONS, ids=named)


@pytest.fixture(scope="module")
def pdf(tmp_path_factory):
    """What makes an edition of the samples, in a project where each brief attaches its facts."""
    folder = tmp_path_factory.mktemp("samples")
    for name in ("briefs", "data", "templates"):
        shutil.copytree(ROOT / name, folder / name)
    for brief in (folder / "briefs").glob("*.yaml"):
        brief.write_text(f"attach: facts\n{brief.read_text(encoding='utf-8')}", encoding="utf-8")
    renderer = Renderer(Project(Workspace(folder)))

    @cache
    def make(edition):
        rendering = renderer.render(edition)
        assert rendering.findings == () and rendering.pdf is not None
        return rendering.pdf

    return make


@each_edition
def test_files_in_it_change_nothing_that_is_read(pdf, edition, golden):
    golden.check(f"tags/{edition.name}.txt", tag_tree(pdf(edition)))


@each_edition
@pytest.mark.parametrize("standard", ["PDF_UA_1", "PDF_A_3A"])
def test_the_usual_kind_conforms_with_its_facts(pdf, edition, standard):
    profile = getattr(page_validation.ValidationProfile, standard)
    report = page_validation.validate_pdf_bytes(pdf(edition), profile=profile)
    assert [(f.rule_id, f.message) for f in report.failures] == []


@each_edition
def test_the_modern_kind_is_read_in_the_same_order(pdf, edition):
    def words(data):
        lines = (line.strip() for line in tag_tree(data).splitlines())
        return [line[line.index('"') :] for line in lines if '"' in line]

    assert words(pdf(edition)) == words(pdf(edition._replace(profile="modern")))


def test_every_fact_on_the_page_is_in_the_file(pdf):
    edition = next(e for e in EDITIONS if e.name == "canada-us-defence-en")
    for profile in ("default", "modern"):
        with pikepdf.open(io.BytesIO(pdf(edition._replace(profile=profile)))) as file:
            rows = file.attachments["facts-en.csv"].get_file().read_bytes().decode("utf-8-sig")
        ids = {row.partition(",")[0] for row in rows.splitlines()}
        assert {"fms.portfolio.value", "norad.years", "efp.nations"} <= ids


@each_edition
def test_the_kind_for_a_press_shows_the_same_words_in_inks(pdf, edition):
    def words(data):
        with pypdfium2.PdfDocument(data) as file:
            return [page.get_textpage().get_text_range().split() for page in file]

    press = pdf(edition._replace(profile="print"))
    assert words(press) == words(pdf(edition))
    with pikepdf.open(io.BytesIO(press)) as file:
        for page in file.pages:
            names = {str(operator) for _, operator in pikepdf.parse_content_stream(page)}
            assert "k" in names and not names & {"rg", "RG", "g", "G", "cs", "CS", "gs", "sh"}
            assert "/TrimBox" in page.obj and "/Annots" not in page.obj


def test_the_band_reaches_into_the_bleed(pdf):
    edition = next(e for e in EDITIONS if e.name == "canada-us-defence-en")
    with pypdfium2.PdfDocument(pdf(edition._replace(profile="print"))) as file:
        page = file[0].render(scale=2).to_pil().convert("L")
        left, _, _, top = file[0].get_bleedbox()
        down = round(2 * (file[0].get_height() - top))
    across = round(2 * left)
    assert page.getpixel((across + 3, down + 3)) < 80
    assert page.getpixel((across - 3, down + 60)) > 250


#: A layout and a brief with each kind of structure element that there is.
LONG = """\
{% extends "base.xml" %}
{% block budget %}{% endblock %}
{% block content %}
{{ blocks.region(brief.opening) }}
{{ blocks.contents(brief.numbered.closing) }}
{{ blocks.region(brief.body) }}
{{ blocks.region(brief.numbered.closing) }}
<section>
  <h2>Notes</h2>
  <notes place="foot">
    {% for note in brief.notes %}
    <note id="note-{{ note.id }}" number="{{ note.number }}">{{ note.text }}</note>
    {% endfor %}
  </notes>
</section>
{% endblock %}
"""
EVERYTHING = """\
template: long
attach: facts
profiles: [default, modern, print]
together: [parallel, stacked, tumble]
title: {en: "The orchard", fr: "Le verger"}
subject: {en: "The orchard in figures.", fr: "Le verger en chiffres."}
author: {en: "The Orchard", fr: "Le Verger"}
body:
  - id: a
    type: text
    heading: {en: "Trees", fr: "Arbres"}
    text:
      en: "The orchard has {{ orchard.trees }} trees (see {{ ref('branches') }}).{{ note('nn') }}"
      fr: "Le verger compte {{ orchard.trees }} arbres (voir {{ ref('branches') }}){{ note('nn') }}."
  - {id: q, type: quote, text: {en: "A line of our own.", fr: "Une phrase à nous."}}
  - id: te
    type: terms
    items: [{term: {en: "Term", fr: "Terme"}, text: {en: "Its meaning.", fr: "Son sens."}}]
  - {id: ti, type: timeline, items: [{date: "1958", text: {en: "It began.", fr: "Elle commence."}}]}
  - {id: s, type: steps, items: [{text: {en: "Pick.", fr: "Cueillir."}}]}
  - id: co
    type: contact
    text: {en: "The Orchard", fr: "Le Verger"}
    lines: [{label: {en: "Phone", fr: "Téléphone"}, text: "555"}]
closing:
  - id: branches
    type: table
    heading: {en: "Places", fr: "Lieux"}
    caption: {en: "Branches", fr: "Succursales"}
    columns:
      - label: {en: "Branch", fr: "Succursale"}
      - label: {en: "Place", fr: "Lieu"}
    rows:
      - [{en: "North", fr: "Nord"}, {en: "Hill", fr: "Colline"}]
  - id: chart
    type: chart
    heading: {en: "Share", fr: "Part"}
    kind: share
    items: [{fact: orchard.share, label: {en: "Old kinds", fr: "Anciennes"}}]
    alt: {en: "Most are old kinds.", fr: "La plupart sont anciennes."}
    caption: {en: "Shares", fr: "Parts"}
notes:
  - {id: nn, text: {en: "Counted in spring.", fr: "Comptés au printemps."}}
"""


@pytest.fixture(scope="module")
def everything(tmp_path_factory):
    """All PDFs of a brief with one of everything, by name."""
    files = {**BASE, "templates/long.xml": LONG, "briefs/all.yaml": EVERYTHING}
    folder = write_project(tmp_path_factory.mktemp("everything"), files)
    findings = Findings()
    build_project(Project(Workspace(folder)), Request(("all",)), findings)
    assert not list(findings)
    return {path.stem: path.read_bytes() for path in folder.glob("output/all/*.pdf")}


def test_notes_at_the_foot_say_so(everything):
    assert "FENote ID='note-0001' NoteType=Footnote" in tag_tree(everything["all-en-modern"])


def test_entries_of_the_contents_name_their_headings(everything):
    with pikepdf.open(io.BytesIO(everything["all-en-modern"])) as file:
        kinds = {}
        for one in file.objects:
            if isinstance(one, pikepdf.Dictionary) and "/Ref" in one and "/S" in one:
                kinds.setdefault(str(one.S), set()).update(str(other.S) for other in one.Ref)
    assert kinds == {"/TOCI": {"/H2"}, "/Link": {"/FENote", "/H2", "/Link"}, "/FENote": {"/Link"}}


def words_of(data):
    """Return the words of each page."""
    with pypdfium2.PdfDocument(data) as file:
        return [page.get_textpage().get_text_range().split() for page in file]


def test_back_to_back_each_language_has_the_pages_of_its_own_pdf(everything):
    en, fr, tumble = (words_of(everything[f"all-{name}"]) for name in ("en", "fr", "tumble"))
    assert [page for page in tumble if page] == en + fr
    assert words_of(everything["all-tumble-modern"]) == tumble


def test_on_paper_the_second_language_begins_on_the_last_page(everything):
    def letters(name):
        # What is upside down comes out in another order of its lines.
        return [sorted("".join(words)) for words in words_of(everything[name])]

    en, fr, printed = letters("all-en"), letters("all-fr"), letters("all-tumble-print")
    assert len(printed) % 2 == 0
    assert printed[: len(en)] == en
    assert printed[::-1][: len(fr)] == fr


@pytest.mark.parametrize("kind", ["", "-modern"])
def test_readers_show_the_numbers_that_the_pages_bear(everything, kind):
    with pypdfium2.PdfDocument(everything[f"all-tumble{kind}"]) as file:
        labels = [file.get_page_label(index) for index in range(len(file))]
    half = [str(number) for number in range(1, len(labels) // 2 + 1)]
    assert labels == half + half


@pytest.mark.parametrize("standard", ["PDF_UA_1", "PDF_A_3A"])
def test_back_to_back_it_conforms(everything, standard):
    profile = getattr(page_validation.ValidationProfile, standard)
    report = page_validation.validate_pdf_bytes(everything["all-tumble"], profile=profile)
    assert [(f.rule_id, f.message) for f in report.failures] == []


# ---- the real validator


@pytest.mark.conformance
@pytest.mark.parametrize(("profile", "flavours"), [("default", "ua1,3a"), ("modern", "ua2,4f,wt1a")])
def test_verapdf_passes_the_samples(pdf, profile, flavours, tmp_path):
    files = {e.name: pdf(e) for edition in EDITIONS for e in [edition._replace(profile=profile)]}
    verapdf.check(flavours, files, tmp_path)


@pytest.mark.conformance
@pytest.mark.parametrize(("kind", "flavours"), [("", "ua1,3a"), ("-modern", "ua2,4f,wt1a")])
def test_verapdf_passes_everything(everything, kind, flavours, tmp_path):
    names = [f"all-{lang}{kind}" for lang in ("en", "fr", "parallel", "stacked", "tumble")]
    verapdf.check(flavours, {name: everything[name] for name in names}, tmp_path)
