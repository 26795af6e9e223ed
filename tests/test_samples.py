"""The sample briefs as their readers meet them: seen, heard, searched and validated."""

from __future__ import annotations

import io
import re
import subprocess
import sys
from functools import cache
from pathlib import Path

import page as page_validation
import pikepdf
import pypdfium2
import pytest

from briefpress.build.check import check_project
from briefpress.build.project import Edition, Project
from briefpress.build.render import Renderer
from briefpress.diagnostics import Findings
from briefpress.workspace import Workspace
from tests.conftest import ROOT
from tests.support.tags import tag_tree

#: The sample briefs, and the pages that each takes in any of its languages.
PAGES = {
    "canada-us-defence": 2,
    "defence-briefing-note": 6,
    "defence-figures": 2,
    "fms-handout": 1,
    "foreign-military-sales": 1,
    "us-defence-partner": 2,
}
EDITIONS = [Edition(f"briefs/{name}.yaml", lang) for name in PAGES for lang in ("en", "fr")]
EDITIONS.append(Edition("briefs/foreign-military-sales.yaml", "parallel"))
README = (ROOT / "README.md").read_text(encoding="utf-8")


@cache
def renderer() -> Renderer:
    return Renderer(Project(Workspace(ROOT)))


@cache
def pdf(edition: Edition) -> bytes:
    rendering = renderer().render(edition)
    assert rendering.findings == ()
    assert rendering.pdf is not None
    return rendering.pdf


def text_of(edition: Edition) -> str:
    with pypdfium2.PdfDocument(pdf(edition)) as document:
        raw = "\n".join(p.get_textpage().get_text_range() for p in document)
    raw = re.sub("\ufffe\\s*", "-", raw)  # how pdfium shows a hyphen at a line end
    return re.sub(r"\s+", " ", raw.replace("\u00a0", " "))


def named(edition: Edition) -> str:
    return edition.name


each_edition = pytest.mark.parametrize("edition", EDITIONS, ids=named)


def test_every_brief_is_tried_here():
    assert sorted({e.brief for e in EDITIONS}) == Project(Workspace(ROOT)).briefs


def test_the_readme_lists_every_brief_with_its_looks_and_pages():
    listed = {}
    for row in re.findall(
        r"^\| `([a-z-]+)` \| `([a-z-]+)`: .* \| `([a-z]+)` \| (\d+) \|$", README, re.MULTILINE
    ):
        listed[row[0]] = (row[1], row[2], int(row[3]))
    there = {}
    for name, pages in PAGES.items():
        brief = renderer().project.brief(f"briefs/{name}.yaml", Findings())
        assert brief is not None
        there[name] = (brief.template.text, brief.theme.text, pages)
    assert listed == there


def test_the_project_has_no_mistakes_and_no_warnings():
    findings = Findings()
    assert check_project(Project(Workspace(ROOT)), findings) == len(EDITIONS)
    assert list(findings) == []


@each_edition
def test_reads_aloud_as_a_person_would_tell_it(edition, golden):
    golden.check(f"tags/{edition.name}.txt", tag_tree(pdf(edition)))


@each_edition
def test_both_languages_take_the_same_pages(edition):
    with pypdfium2.PdfDocument(pdf(edition)) as document:
        times = 2 if edition.lang == "parallel" else 1
        assert len(document) == times * PAGES[edition.name.rpartition("-")[0]]


def test_a_parallel_edition_is_read_in_one_language_and_then_in_the_other():
    """By the tags, and by the order in which a page is painted, which is that of copied text."""
    edition = Edition("briefs/foreign-military-sales.yaml", "parallel")
    first, _, second = tag_tree(pdf(edition)).partition("  Part Lang='fr-CA'\n")
    assert first.startswith("Document\n  Part\n") and "Canada as a Foreign" in first
    assert "Le Canada, acheteur" in second and "Canada as a Foreign" not in second
    with pypdfium2.PdfDocument(pdf(edition)) as document:
        for page in document:
            lines = page.get_textpage().get_text_range().split("\n")
            french = [number for number, line in enumerate(lines) if "programme" in line]
            english = [number for number, line in enumerate(lines) if re.search(r"\bthe\b", line)]
            assert english and french and max(english) < min(french)


def test_both_languages_are_set_in_the_same_type():
    """The French is longer; nothing may make it smaller. Raised letters (1er) are in French alone."""
    for name in PAGES:
        sizes = []
        for lang in ("en", "fr"):
            laid_out = renderer().lay_out(Edition(f"briefs/{name}.yaml", lang), Findings())
            assert laid_out is not None
            runs = [i.run for p in laid_out[1] for i in p.items if hasattr(i, "run")]
            sizes.append({(run.face, run.size) for run in runs if not run.rise})
        assert sizes[0] == sizes[1]


FORMS = {
    "en": "71% | 8% | US$13 billion | approximately US$13 billion | April 8, 2024 | over 65 years"
    " | over 75 years | 65+ | 10 nations | top 20 | top five | largest | since 2017 | by 2026 | 2023"
    " | over half a century | tripled | more than doubled | past five years",
    "fr": "71 % | 8 % | 13 G$ US | environ 13 milliards de dollars américains | 8 avril 2024"
    " | plus de 65 ans | plus de 75 ans | 65+ | 10 pays | 20 premiers | cinq premiers | premier client"
    " | depuis 2017 | d’ici 2026 | 2023 | plus d’un demi-siècle | triplé | plus que doublé"
    " | cinq dernières années",
}


@pytest.mark.parametrize("lang", FORMS)
def test_prints_every_figure_in_the_form_of_its_language(lang):
    text = text_of(Edition("briefs/canada-us-defence.yaml", lang))
    assert [form for form in FORMS[lang].split(" | ") if form not in text] == []


def test_the_sheet_quotes_every_fact_in_both_languages():
    book = renderer().merger(Findings()).book
    for lang in ("en", "fr"):
        laid_out = renderer().lay_out(Edition("briefs/canada-us-defence.yaml", lang), Findings())
        assert laid_out is not None
        printed = {i.fact for p in laid_out[1] for i in p.items if hasattr(i, "fact")}
        assert set(book.facts) - printed == set()


def test_french_keeps_figures_together():
    """No figure may be parted from its unit at a line end, so the space between them does not break."""
    text = tag_tree(pdf(Edition("briefs/canada-us-defence.yaml", "fr")))
    assert not re.findall(r"\d (?:%|milliards?|ans|pays|G\$|avril|premiers)", text)
    assert not re.findall(r"« | »| :", text)


@each_edition
@pytest.mark.parametrize("profile", ["PDF_UA_1", "PDF_A_2A"])
def test_conforms(edition, profile):
    report = page_validation.validate_pdf_bytes(
        pdf(edition), profile=getattr(page_validation.ValidationProfile, profile)
    )
    assert [(f.rule_id, f.message) for f in report.failures] == []
    assert report.is_compliant


@each_edition
def test_says_its_title_and_its_language(edition):
    with pikepdf.open(io.BytesIO(pdf(edition))) as file:
        assert str(file.Root.Lang) == f"{'en' if edition.lang == 'parallel' else edition.lang}-CA"
        assert file.Root.ViewerPreferences.DisplayDocTitle
        title = str(file.docinfo["/Title"])
    brief = renderer().project.brief(edition.brief, Findings())
    assert brief is not None
    titles = [brief.head["title"].localized[lang].text for lang in brief.languages_of(edition.lang)]
    assert title == " / ".join(titles)


#: Rules of `outloud` that are mistaken -> how the names of the editions begin about which they are; a test
#: beside each says what is so.
FALSE_ALARMS = {
    # It counts what an element says itself before what its children say, so that each link or phrase in a
    # sentence is out of order, and a page in two languages, or one with many notes, has too many. See
    # `test_pages_are_painted_in_the_order_of_the_tags`.
    "ORD-001": ("foreign-military-sales-parallel", "defence-briefing-note"),
    # It takes a running title with the number of a page, or with a running heading, for prose where both
    # have eight words or more. See `test_only_what_is_read_elsewhere_is_not_read`.
    "TAG-002": (
        "foreign-military-sales-parallel",
        "defence-briefing-note",
        "defence-figures",
        "us-defence-partner",
    ),
    # It forgets a cell that comes down from the row above (RowSpan) at the end of a row. See
    # `test_the_grid_of_each_table_closes`.
    "TBL-004": ("defence-figures",),
    # It takes a table of two columns for one with shredded headers: the header of each column and of each
    # row are more cells than the rest. See `test_each_row_of_a_table_has_one_header`.
    "TBL-010": ("defence-briefing-note", "us-defence-partner"),
}


@each_edition
def test_only_what_is_read_elsewhere_is_not_read(edition):
    """Furniture repeats the title and headings, which are read where they stand, and counts pages."""
    laid_out = renderer().lay_out(edition, Findings())
    assert laid_out is not None
    read = re.findall(r'^ *H[12](?: .*?)? "(.*)"$', tag_tree(pdf(edition)), re.MULTILINE)
    titles = sorted((heading.replace("\\u00a0", " ") for heading in read), key=len, reverse=True)
    for page in laid_out[1]:
        unread = "".join(i.run.text for i in page.items if hasattr(i, "run") and i.node is None)
        rest = re.sub(r"Page \d+ (?:of|de) \d+", "", unread.replace("\u00a0", " "))
        for title in titles:
            rest = rest.replace(title, "")
        assert rest.replace(" / ", "") == ""


def test_only_the_footer_of_a_parallel_edition_is_not_read():
    laid_out = renderer().lay_out(Edition("briefs/foreign-military-sales.yaml", "parallel"), Findings())
    assert laid_out is not None
    unread = [
        "".join(i.run.text for i in page.items if hasattr(i, "run") and i.node is None)
        for page in laid_out[1]
    ]
    titles = (
        "Canada as a Foreign Military Sales customer / Le Canada, acheteur de matériel militaire américain"
    )
    assert unread == ["Page 1 of 2 / Page 1 de 2", f"{titles}Page 2 of 2 / Page 2 de 2"]


@each_edition
def test_pages_are_painted_in_the_order_of_the_tags(edition):
    """Marked content that is painted later, and has a greater number, is read later (ISO 14289-1, 7.1)."""
    with pikepdf.open(io.BytesIO(pdf(edition))) as file:
        numbers: dict[object, list[int]] = {}
        _collect_marks(file.Root.StructTreeRoot, None, numbers)
        assert len(numbers) == len(file.pages)
        for of_page in numbers.values():
            assert of_page == sorted(of_page)


def _collect_marks(kid, page, numbers):
    """Add the numbers of marked content below a structure element to those of their pages, in its order."""
    if not isinstance(kid, pikepdf.Object):
        numbers.setdefault(page, []).append(int(kid))
        return
    page = kid.Pg.objgen if "/Pg" in kid else page
    if kid.get("/Type") == "/MCR":
        numbers.setdefault(page, []).append(int(kid.MCID))
    elif kid.get("/Type") != "/OBJR":
        inner = kid.get("/K", [])
        for one in inner if isinstance(inner, pikepdf.Array) else [inner]:
            _collect_marks(one, page, numbers)


def rows_of(table, part=""):
    """Yield the rows of a table's structure element with the part of it where they stand."""
    for kid in kids_of(table):
        if kid.S == "/TR":
            yield part, kids_of(kid)
        elif kid.S in ("/THead", "/TBody"):
            yield from rows_of(kid, str(kid.S))


def kids_of(element):
    """Return the structure elements inside of one."""
    inner = element.get("/K", [])
    kids = inner if isinstance(inner, pikepdf.Array) else [inner]
    return [kid for kid in kids if isinstance(kid, pikepdf.Dictionary) and "/S" in kid]


def tables_of(element):
    """Yield the tables below a structure element."""
    for kid in kids_of(element):
        if kid.S == "/Table":
            yield kid
        else:
            yield from tables_of(kid)


def of_table(cell, key):
    """Return an attribute of a cell, or nothing."""
    given = cell.get("/A", [])
    owners = given if isinstance(given, pikepdf.Array) else [given]
    return next((owner[key] for owner in owners if key in owner), None)


@each_edition
def test_the_grid_of_each_table_closes(edition):
    """Every place of a table is taken once, cells that go over several counted (ISO 14289-1, 7.5)."""
    with pikepdf.open(io.BytesIO(pdf(edition))) as file:
        for table in tables_of(file.Root.StructTreeRoot):
            taken: set[tuple[int, int]] = set()
            rows = list(rows_of(table))
            for row, (_, cells) in enumerate(rows):
                for cell in cells:
                    column = next(c for c in range(99) if (row, c) not in taken)
                    down, across = (int(of_table(cell, f"/{key}Span") or 1) for key in ("Row", "Col"))
                    places = {(row + r, column + c) for r in range(down) for c in range(across)}
                    assert not taken & places
                    taken |= places
            width = 1 + max(column for _, column in taken)
            assert taken == {(row, column) for row in range(len(rows)) for column in range(width)}


@each_edition
def test_each_row_of_a_table_has_one_header(edition):
    """The head has headers of columns alone; in each other row, the first cell alone is that of the row."""
    with pikepdf.open(io.BytesIO(pdf(edition))) as file:
        for table in tables_of(file.Root.StructTreeRoot):
            rows = list(rows_of(table))
            assert [part for part, _ in rows] == sorted((part for part, _ in rows), reverse=True)
            for part, cells in rows:
                kinds = [(str(cell.S), str(of_table(cell, "/Scope"))) for cell in cells]
                if part == "/THead":
                    assert set(kinds) == {("/TH", "/Column")}
                else:
                    assert kinds == [("/TH", "/Row")] + [("/TD", "None")] * (len(kinds) - 1)


@pytest.mark.conformance
@each_edition
def test_a_reader_for_the_blind_finds_nothing_wrong(edition, tmp_path):
    """`outloud` looks for what validators cannot see; each rule that is left out has its reason above."""
    file = tmp_path / f"{edition.name}.pdf"
    file.write_bytes(pdf(edition))
    command = [str(Path(sys.executable).with_name("outloud")), "--fail-on", "warning", str(file)]
    for rule, names in FALSE_ALARMS.items():
        if edition.name.startswith(names):
            command[1:1] = ["--skip", rule]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout + run.stderr
