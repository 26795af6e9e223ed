"""The themes that ship: whole, sound, and what their names promise."""

from __future__ import annotations

import re
from functools import cache

import pytest

from briefpress.build.project import Edition, Project
from briefpress.build.render import Renderer
from briefpress.diagnostics import Findings, Span
from briefpress.fonts import FontLibrary
from briefpress.layout import load_theme
from briefpress.layout.contrast import MARKS, MIN_MARK_CONTRAST, contrast
from briefpress.layout.theme import MEASURES, PAGE_SIZES, PALETTE, SERIES, STYLES, Theme
from briefpress.page import Page, Path, PlacedRun, Rectangle
from briefpress.workspace import MemoryWorkspace, Workspace
from tests.conftest import ROOT

THEMES = ("civic", "classic", "mono")
#: The sample briefs -> the pages that their layouts allow, or the most they take where a layout allows any
#: number, and their editions.
SAMPLES = {
    "canada-us-defence": (2, ("en", "fr")),
    "defence-briefing-note": (7, ("en", "fr")),
    "defence-figures": (3, ("en", "fr")),
    "fms-handout": (1, ("en", "fr")),
    "foreign-military-sales": (1, ("en", "fr", "parallel")),
    "us-defence-partner": (2, ("en", "fr")),
}
#: Those whose layouts allow any number of pages.
UNLIMITED = ("defence-briefing-note", "defence-figures")
#: What a brief may quote beyond plain letters: spaces, hyphens, signs and letters of English and French.
SIGNS = "\u00a0\u202f\u2009\u2010\u2011–—−×±½·•…«»‹›“”‘’°€£$%†‡§àâæçéèêëîïôœùûüÿÀÂÆÇÉÈÊËÎÏÔŒÙÛÜŸ"


@cache
def load(name: str) -> Theme:
    findings = Findings()
    workspace = MemoryWorkspace({})
    theme = load_theme(workspace, FontLibrary(workspace), name, Span("briefs/x.yaml"), findings)
    assert list(findings) == []
    assert theme is not None
    return theme


@cache
def renderer(theme: str, paper: str) -> Renderer:
    """Return what renders the sample briefs in a theme, on paper."""
    own = Workspace(ROOT)
    files = {path: own.read(path) for folder in ("briefs", "data") for path in own.glob(folder, ".yaml")}
    looks = f"theme: {theme}\npaper: {paper}".encode()
    for name in SAMPLES:
        path = f"briefs/{name}.yaml"
        files[path], found = re.subn(rb"^theme: \w+$", looks, files[path], flags=re.MULTILINE)
        assert found == 1
    return Renderer(Project(MemoryWorkspace(files, today=own.today)))


def pages_of(theme: str, paper: str, brief: str, lang: str) -> tuple[Page, ...]:
    findings = Findings()
    laid_out = renderer(theme, paper).lay_out(Edition(f"briefs/{brief}.yaml", lang), findings)
    assert list(findings) == []
    assert laid_out is not None
    return tuple(laid_out[1])


def test_no_theme_is_forgotten():
    assert tuple(MemoryWorkspace({}).names("themes", ".yaml")) == THEMES


def test_no_sample_is_forgotten_and_each_theme_has_one():
    paths = Workspace(ROOT).glob("briefs", ".yaml")
    assert [path.removeprefix("briefs/").removesuffix(".yaml") for path in paths] == list(SAMPLES)
    looks = {
        re.search(r"^theme: (\w+)$", (ROOT / path).read_text("utf-8"), re.MULTILINE)[1] for path in paths
    }
    assert looks == set(THEMES)


@pytest.mark.parametrize("name", THEMES)
def test_is_whole(name):
    theme = load(name)
    assert set(theme.styles) == set(STYLES)
    assert set(theme.palette) == {*PALETTE, *SERIES}
    assert set(theme.measures) == {f"{group}.{key}" for group, keys in MEASURES.items() for key in keys}


@pytest.mark.parametrize("name", THEMES)
def test_prints_every_sign_of_both_languages(name):
    for style in load(name).styles.values():
        for face in (style.regular, style.strong, style.emphasis, style.strong_emphasis):
            assert face.missing(SIGNS) == "", face.key


@pytest.mark.parametrize("name", THEMES)
def test_emphasis_is_seen(name):
    """What is emphasized in a text is set in another face, or a sighted reader would never know."""
    for style in load(name).styles.values():
        assert style.emphasis is not style.regular
        assert style.strong_emphasis is not style.strong


@pytest.mark.parametrize("name", THEMES)
def test_lines_agree_with_the_grid(name):
    """Blocks start on the grid: where lines do not, those of columns side by side stand at odd heights."""
    theme = load(name)
    lines = theme.styles["p"].leading / theme.grid
    assert lines == pytest.approx(round(lines))


@pytest.mark.parametrize("name", THEMES)
@pytest.mark.parametrize(("mark", "beside", "what"), MARKS)
def test_bars_are_seen(name, mark, beside, what):
    palette = load(name).palette
    assert contrast(palette[mark], palette[beside]) >= MIN_MARK_CONTRAST


@pytest.mark.parametrize("paper", PAGE_SIZES)
@pytest.mark.parametrize("brief", SAMPLES)
@pytest.mark.parametrize("name", THEMES)
def test_samples_keep_within_their_pages(name, brief, paper):
    allowed, languages = SAMPLES[brief]
    for lang in languages:
        pages = pages_of(name, paper, brief, lang)
        most = 2 * allowed if lang == "parallel" else allowed
        assert most - (brief in UNLIMITED) <= len(pages) <= most
        assert {tuple(sorted((page.width, page.height))) for page in pages} == {PAGE_SIZES[paper]}


@pytest.mark.parametrize("name", [name for name in THEMES if name != "civic"])
def test_lines_are_neither_short_nor_long(name):
    """Of prose in columns, 45 to 75 characters to a line are read with ease."""
    theme = load(name)
    size = theme.styles["p"].size
    lines: dict[tuple[int, float, float], str] = {}
    for page in pages_of(name, "letter", "canada-us-defence", "en"):
        middle = page.width / 2
        for item in page.items:
            if isinstance(item, PlacedRun) and item.run.size == size and item.node is not None:
                side = 0.0 if item.x < middle else 1.0
                key = (page.number, side, round(item.y - item.run.rise, 1))
                lines[key] = lines.get(key, "") + item.run.text
    lengths = sorted(map(len, lines.values()))
    median = lengths[len(lengths) // 2]
    assert len(lengths) > 60
    assert 50 <= median <= 75
    assert lengths[-1] <= 75


def test_mono_paints_nothing_but_greys():
    """Read of what is placed: a picture apart, which is the author's."""
    colors = set()
    for brief, (_, languages) in SAMPLES.items():
        for lang in languages:
            for page in pages_of("mono", "letter", brief, lang):
                for item in page.items:
                    if isinstance(item, PlacedRun):
                        colors.add(item.run.color)
                    elif isinstance(item, Rectangle):
                        colors.add(item.fill)
                    elif isinstance(item, Path):
                        colors |= {color for color in (item.fill, item.stroke) if color is not None}
    assert len(colors) > 3
    assert [color for color in colors if len(set(color)) > 1] == []
    assert all(len(set(color)) == 1 for color in load("mono").palette.values())


def test_mono_fills_no_large_area():
    """An office printer streaks and curls where it fills much of a page."""
    for brief in SAMPLES:
        for page in pages_of("mono", "letter", brief, "en"):
            areas = [item.width * item.height for item in page.items if isinstance(item, Rectangle)]
            assert max(areas) < page.width * page.height / 60


def heard(tree: str) -> str:
    """Return a tag tree without what depends on where lines and pages end.

    These are the pages that links inside a document lead to, the numbers of them in a table of contents, how
    many areas a link has, and the soft hyphens of divided words.
    """
    tree = tree.replace("\\u00ad", "")
    tree = re.sub(r"( *-> )page \d+", r"\1page", tree)
    tree = re.sub(r"^( *-> .*)(?:\n\1)+$", r"\1", tree, flags=re.MULTILINE)
    return re.sub(r'(\n +TOCI\n.*\n.*\n.*\n.*) \d+"', r'\1 #"', tree)


@pytest.mark.parametrize("name", THEMES)
def test_looks_do_not_change_what_is_heard(name):
    from tests.support.tags import tag_tree

    for brief, (_, languages) in SAMPLES.items():
        for lang in languages:
            edition = Edition(f"briefs/{brief}.yaml", lang)
            rendering = renderer(name, "letter").render(edition)
            assert rendering.pdf is not None
            golden = ROOT / "tests" / "golden" / "tags" / f"{edition.name}.txt"
            assert heard(tag_tree(rendering.pdf)) == heard(golden.read_text("utf-8"))


@pytest.mark.parametrize("profile", ["PDF_UA_1", "PDF_A_2A"])
@pytest.mark.parametrize("name", [name for name in THEMES if name != "civic"])
def test_conforms(name, profile):
    import page as page_validation

    rendering = renderer(name, "a4").render(Edition("briefs/canada-us-defence.yaml", "fr"))
    assert rendering.pdf is not None
    report = page_validation.validate_pdf_bytes(
        rendering.pdf, profile=getattr(page_validation.ValidationProfile, profile)
    )
    assert [(failure.rule_id, failure.message) for failure in report.failures] == []
