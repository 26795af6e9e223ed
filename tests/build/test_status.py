"""Each version that was published has a page that says what became of it."""

from __future__ import annotations

import json
import re
import shutil
from html.parser import HTMLParser

import pikepdf
import pytest

from briefpress.build import numbering, publication, run
from briefpress.build.plan import Request
from briefpress.build.project import Project
from briefpress.build.run import build_project, look_at_project
from briefpress.build.status import publish as status_publish
from briefpress.build.status.page import status_page
from briefpress.build.status.phrases import PHRASES
from briefpress.build.versions import Version
from briefpress.diagnostics import Findings
from briefpress.layout.contrast import contrast
from briefpress.workspace import Workspace
from tests.support.project import BASE, OTHER_FACTS, edit, write_project
from tests.support.versions import BRIEF, LEDGER, SLIP, TREES, build_on

ADDRESS = "https://example.org/status"


@pytest.fixture
def folder(tmp_path):
    folder = write_project(tmp_path / "orchard", BASE)
    edit(folder, BRIEF, "one-pager", f"one-pager\nversions: numbered\nstatus_address: {ADDRESS}")
    return folder


def build(folder, day="2026-10-03", *, fails=False, **how):
    result, findings = build_on(folder, day, **how)
    assert bool(findings.errors) == fails, [d.message for d in findings]
    return result


def three_versions(folder):
    build(folder)
    edit(folder, *TREES)
    build(folder, "2026-11-29")
    edit(folder, "data/orchard.yaml", "value: 1300", "value: 1310")
    return build(folder, "2026-12-02", correction=SLIP)


def pages(folder):
    return {path.name: path.read_bytes() for path in sorted((folder / "output/status").glob("*"))}


class Page(HTMLParser):
    """Reads a page, and holds it to what HTML asks for: each element is closed, in its turn."""

    VOID = ("meta",)

    def __init__(self, html):
        super().__init__()
        self.open, self.elements, self.text = [], [], ""
        assert html.startswith("<!DOCTYPE html>\n")
        self.feed(html)
        self.close()
        assert not self.open

    def handle_starttag(self, tag, attrs):
        assert len(dict(attrs)) == len(attrs)
        self.elements.append((tag, dict(attrs)))
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        if "style" not in self.open and "head" not in self.open[:-1]:
            self.text += data

    def all(self, tag):
        return [attributes for name, attributes in self.elements if name == tag]


def text(folder, name):
    return " ".join(Page((folder / "output/status" / name).read_text("utf-8")).text.split())


def links(folder, lang):
    """Return where the links of an edition lead; the code on its page has the link of the words beside it."""
    with pikepdf.open(folder / f"output/orchard/orchard-{lang}.pdf") as pdf:
        return [str(note.A.URI) for page in pdf.pages for note in page.get("/Annots", ())]


def test_each_version_has_a_page_that_says_what_became_of_it(folder):
    three_versions(folder)
    assert set(pages(folder)) == {f"orchard-{lang}-v{n}.html" for lang in ("en", "fr") for n in (1, 2, 3)}
    assert text(folder, "orchard-en-v1.html").startswith(
        "The orchard Version 1 of October 3, 2026 is no longer current: version 2 of November 29, 2026 "
        "replaced it. The current version is version 3 of December 2, 2026. All versions"
    )
    assert text(folder, "orchard-en-v2.html").startswith(
        "The orchard Version 2 of November 29, 2026 has a mistake: version 3 of December 2, 2026 corrects "
        "it. What was wrong: Two digits had changed places All versions"
    )
    assert text(folder, "orchard-en-v3.html").startswith(
        "The orchard Version 3 of December 2, 2026 is the current one. "
        "It corrects version 2 of November 29, 2026. What was wrong: Two digits had changed places"
    )
    assert text(folder, "orchard-fr-v2.html").startswith(
        "Le verger La version 2 du 29 novembre 2026 contient une erreur : la version 3 du 2 décembre 2026 "
        "la corrige. Nature de l’erreur : Deux chiffres étaient inversés Toutes les versions"
    )


def test_the_code_on_the_page_leads_to_the_page_of_its_version(folder):
    three_versions(folder)
    for lang in ("en", "fr"):
        assert f"{ADDRESS}/orchard-{lang}-v3.html" in links(folder, lang)
        assert (folder / f"output/status/orchard-{lang}-v3.html").is_file()


def test_a_page_names_one_language_and_needs_nothing_but_itself(folder):
    three_versions(folder)
    names = set(pages(folder))
    for name in names:
        html = (folder / "output/status" / name).read_text("utf-8")
        page = Page(html)
        tags = {tag for tag, _ in page.elements}
        assert not tags & {"script", "link", "img", "iframe", "object"} and "url(" not in html
        assert page.all("html")[0]["lang"] == {"en": "en-CA", "fr": "fr-CA"}[name.split("-")[1]]
        assert len(page.all("main")) == len(page.all("h1")) == len(page.all("title")) == 1
        assert {a["href"] for a in page.all("a")} <= names, "each link leads to a page that is there"
        assert [a["href"] for a in page.all("a") if a.get("aria-current")] == [name]
        assert "http:" not in html and "https:" not in html and str(folder) not in html


def test_the_title_of_a_page_begins_with_what_one_wants_to_know(folder):
    three_versions(folder)
    html = pages(folder)["orchard-fr-v2.html"].decode()
    assert "<title>Version 2 (corrigée) – Le verger</title>" in html


def test_one_version_is_current_at_most(folder):
    three_versions(folder)
    for lang in ("en", "fr"):
        current = [n for n, data in pages(folder).items() if lang in n and b'"state current"' in data]
        assert current == [f"orchard-{lang}-v3.html"]


def test_titles_and_words_are_escaped_and_keep_their_language(folder):
    edit(folder, BRIEF, 'en: "The orchard"', 'en: "Trees & <b>pears</b>"')
    build(folder)
    edit(folder, *TREES)
    build(folder, "2026-11-29", correction={"en": "<script>alert(1)</script> {day} & more"})
    html = pages(folder)["orchard-fr-v1.html"].decode()
    assert (
        '<blockquote lang="en-CA" dir="ltr"><p>&lt;script&gt;alert(1)&lt;/script&gt; {day} &amp; more' in html
    )
    assert Page(html).all("script") == []


def test_an_edition_in_all_languages_has_them_all_on_its_page(folder):
    edit(folder, BRIEF, "template: one-pager", "template: briefing-note\ntogether: [stacked]")
    three_versions(folder)
    page = Page(pages(folder)["orchard-stacked-v2.html"].decode())
    assert [section["lang"] for section in page.all("section")] == ["en-CA", "fr-CA"]
    assert "Two digits had changed places" in page.text and "Deux chiffres étaient inversés" in page.text
    assert len(page.all("h1")) == 1


def test_languages_from_right_to_left_say_so():
    first = Version(1, "2026-10-03", "first", "a", {"ar": "البستان"})
    html = status_page([first], 0, ["orchard-ar-v1.html"])
    assert Page(html).all("html")[0] == {"lang": "ar", "dir": "rtl"}


def test_a_language_without_words_here_has_an_english_page_that_says_so():
    first = Version(1, "2026-10-03", "first", "a", {"pl": "Sad"})
    page = Page(status_page([first], 0, ["orchard-pl-v1.html"]))
    assert page.all("html")[0]["lang"] == "pl"
    assert page.all("p")[0]["lang"] == "en-CA" and "is the current one" in page.text


def test_all_languages_say_the_same():
    values = {"number": "2", "day": "D", "next": "3", "next_day": "E"}
    for lang, phrases in PHRASES.items():
        assert phrases.keys() == PHRASES["en"].keys(), lang
        for key, phrase in phrases.items():
            assert set(re.findall(r"{\w+}", phrase)) == set(re.findall(r"{\w+}", PHRASES["en"][key])), key
            assert phrase.format(**values).strip() == phrase.format(**values)


def test_colours_can_be_told_apart():
    html = status_page([Version(1, "2026-10-03", "first", "a", {"en": "T"})], 0, ["x.html"])
    grounds = ("#ffffff", "#f2f4f6")
    colours = set(re.findall(r"#[0-9a-f]{6}", html)) - set(grounds)
    assert len(colours) >= 5
    assert all(contrast(rgb(colour), rgb(ground)) >= 4.5 for colour in colours for ground in grounds)


def rgb(colour):
    return tuple(int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5))


# ---- when they are written


def test_what_is_up_to_date_is_left_alone(folder):
    assert len(three_versions(folder).status) == 6
    before = {path: path.stat().st_mtime_ns for path in (folder / "output/status").iterdir()}
    assert build(folder, "2026-12-24").status == ()
    assert build(folder, "2026-12-24", force=True).status == ()
    edit(folder, BRIEF, "template:", "# a remark\ntemplate:")
    assert build(folder, "2026-12-24").status == ()
    assert {path: path.stat().st_mtime_ns for path in before} == before


@pytest.mark.parametrize("data", [None, b"", b"<p>ours</p>"])
def test_a_page_that_is_gone_or_spoilt_is_written_again(folder, data):
    three_versions(folder)
    before = pages(folder)
    path = folder / "output/status/orchard-en-v1.html"
    path.unlink() if data is None else path.write_bytes(data)
    looked = look_at_project(Project(Workspace(folder)), Request(), Findings())
    assert looked.status == ("output/status/orchard-en-v1.html",) and looked.count("stale") == 0
    assert build(folder, "2026-12-24").status == looked.status
    assert pages(folder) == before


def test_a_clean_checkout_has_the_same_pages(folder, tmp_path):
    three_versions(folder)
    clean = tmp_path / "clean"
    shutil.copytree(folder, clean, ignore=shutil.ignore_patterns("output"))
    build(clean, "2027-01-01")
    assert pages(clean) == pages(folder)


def test_a_damaged_ledger_writes_no_page_anew(folder):
    three_versions(folder)
    (folder / "output/.briefpress/ledger.json").write_text("damaged", "utf-8")
    assert build(folder, "2026-12-24").status == ()


def test_a_failed_edition_leaves_the_last_one_current(folder):
    build(folder)
    before = pages(folder)
    for language in ("trees", "arbres"):
        edit(folder, BRIEF, f"{{{{ orchard.trees }}}} {language}", f"{{{{ orchard.tree }}}} {language}")
    build(folder, "2026-11-29", fails=True)
    assert pages(folder) == before


class KilledError(BaseException):
    pass


@pytest.mark.parametrize(
    ("module", "name"), [(run, "publish"), (numbering.NewVersions, "keep"), (status_publish, "publish")]
)
def test_a_killed_run_calls_nothing_current_that_nobody_has(folder, monkeypatch, module, name):
    build(folder)
    before = pages(folder)
    edit(folder, *TREES)

    def killed(*_, **__):
        raise KilledError

    with monkeypatch.context() as patch, pytest.raises(KilledError):
        patch.setattr(module, name, killed)
        build(folder, "2026-11-29")
    assert pages(folder) == before
    build(folder, "2026-11-29")
    assert len(json.loads((folder / LEDGER).read_text("utf-8"))["en"]) == 2
    assert b'"state current"' in pages(folder)["orchard-en-v2.html"]
    assert b'"state replaced"' in pages(folder)["orchard-en-v1.html"]


def test_a_page_that_cannot_be_written_is_told_and_written_next_time(folder, monkeypatch):
    build(folder)
    edit(folder, *TREES)

    def full(path, data, **how):
        if path.name == "orchard-en-v1.html":
            raise OSError(28, "No space left on device")
        publication.publish(path, data, **how)

    with monkeypatch.context() as patch:
        patch.setattr(status_publish, "publish", full)
        build(folder, "2026-11-29", fails=True)
    assert build(folder, "2026-11-29").status == ("output/status/orchard-en-v1.html",)


def test_a_brief_without_an_address_has_no_pages(folder):
    edit(folder, BRIEF, f"\nstatus_address: {ADDRESS}", "")
    assert build(folder).status == () and pages(folder) == {}


def test_another_address_is_no_new_version(folder):
    build(folder)
    edit(folder, BRIEF, ADDRESS, "https://example.com/versions/")
    build(folder, "2026-11-29")
    assert [len(own) for own in json.loads((folder / LEDGER).read_text("utf-8")).values()] == [1, 1]
    assert "https://example.com/versions/orchard-en-v1.html" in links(folder, "en")


# ---- when they are no longer made


@pytest.mark.parametrize("how", ["brief", "address", "language"])
def test_pages_that_nothing_makes_any_more_are_named_and_pruned(folder, how):
    write_project(folder, {"data/cellar.yaml": OTHER_FACTS})
    three_versions(folder)
    (folder / "output/status/index.html").write_text("ours", "utf-8")
    if how == "brief":
        (folder / BRIEF).rename(folder / "briefs/grove.yaml")
    elif how == "address":
        edit(folder, BRIEF, f"\nstatus_address: {ADDRESS}", "")
    else:
        edit(folder, BRIEF, "one-pager", "one-pager\nlanguages: [en]")
        file = folder / BRIEF
        file.write_text(re.sub(r",? ?\n? *fr: \"[^\"]*\"", "", file.read_text("utf-8")), "utf-8")
    langs = ("fr",) if how == "language" else ("en", "fr")
    gone = {f"output/status/orchard-{lang}-v{n}.html" for lang in langs for n in (1, 2, 3)}
    left = build(folder, "2026-12-24").left
    assert set(left) >= gone and gone <= {f"output/status/{name}" for name in pages(folder)}
    assert set(build(folder, "2026-12-24").left) == set(left), "until they are deleted"
    assert set(build(folder, "2026-12-24", prune=True).pruned) == set(left)
    rest = {f"output/status/{name}" for name in pages(folder)}
    assert not rest & gone and "output/status/index.html" in rest
    assert build(folder, "2026-12-24").left == ()


def test_a_page_that_somebody_changed_is_not_deleted(folder):
    three_versions(folder)
    (folder / BRIEF).rename(folder / "briefs/grove.yaml")
    build(folder, "2026-12-24")
    path = folder / "output/status/orchard-en-v1.html"
    path.write_text("ours", "utf-8")
    findings = Findings()
    build_project(Project(Workspace(folder)), Request(prune=True), findings)
    assert [finding.code for finding in findings] == ["BUILD006"]
    assert path.read_text("utf-8") == "ours"


def test_a_build_of_one_brief_deletes_no_page_of_another(folder):
    write_project(folder, {"data/cellar.yaml": OTHER_FACTS})
    three_versions(folder)
    (folder / "briefs/grove.yaml").write_text((folder / BRIEF).read_text("utf-8"), "utf-8")
    (folder / BRIEF).unlink()
    build(folder, "2026-12-24", briefs=("grove",), prune=True)
    assert "orchard-en-v1.html" in pages(folder)


def test_an_address_that_comes_back_makes_the_pages_wanted_again(folder):
    three_versions(folder)
    before = pages(folder)
    edit(folder, BRIEF, f"\nstatus_address: {ADDRESS}", "")
    assert build(folder, "2026-12-24").left
    edit(folder, BRIEF, "versions: numbered", f"versions: numbered\nstatus_address: {ADDRESS}")
    assert build(folder, "2026-12-24", prune=True).pruned == ()
    assert pages(folder) == before
