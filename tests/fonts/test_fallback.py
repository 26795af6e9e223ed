import pytest

from briefpress.diagnostics import Findings, Span
from briefpress.fonts import FontError, FontLibrary, make_fallback
from briefpress.layout import load_theme
from briefpress.workspace import MemoryWorkspace, Workspace
from tests.conftest import ROOT

SHIPPED = FontLibrary(MemoryWorkspace({}))
LATO, BLACK = SHIPPED.face("Lato"), SHIPPED.face("Lato", weight="black")
SUBSET = (ROOT / "tests/support/fonts/NotoSansSC-Regular.ttf").read_bytes()


@pytest.mark.parametrize(
    ("char", "key"),
    [
        ("ع", "NotoSansArabic-Regular"),
        ("ש", "NotoSansHebrew-Regular"),
        ("ह", "NotoSans-Regular"),
        ("ᐃ", "NotoSansCanadianAboriginal-Regular"),
    ],
)
def test_the_first_family_that_has_a_character_is_taken(char, key):
    fallback = make_fallback(SHIPPED)
    number = fallback.find(char, LATO)
    assert number is not None and fallback.face(number, LATO).key == key
    assert fallback.face(number, BLACK).key == key.replace("Regular", "Bold")


def test_there_is_none_for_what_no_family_has():
    assert make_fallback(SHIPPED).find("自", LATO) is None


def test_families_of_the_project_go_first():
    fonts = FontLibrary(MemoryWorkspace({"templates/NotoSansSC-Regular.ttf": SUBSET}))
    fallback = make_fallback(fonts, ["Noto Sans SC"])
    assert fallback.find("自", LATO) == 0
    # It has no bold face: the regular one serves bold text, too.
    assert fallback.face(0, BLACK).key == "NotoSansSC-Regular"


def test_equal_files_give_the_same_object():
    """So that styles of equal looks stay one, and with them what was composed."""
    assert make_fallback(SHIPPED) is make_fallback(FontLibrary(MemoryWorkspace({})))


def test_an_unknown_family_is_refused():
    with pytest.raises(FontError, match="Noto Sans XX"):
        make_fallback(SHIPPED, ["Noto Sans XX"])


def test_a_theme_that_names_a_family_which_is_not_there_is_told():
    files = {"templates/own.yaml": "extends: civic\nfallback: [Lato, Noto Sanz Hebrew]\n"}
    workspace, findings = MemoryWorkspace(files), Findings()
    load_theme(workspace, FontLibrary(workspace), "own", Span("briefs/x.yaml"), findings)
    (finding,) = findings
    assert (finding.code, finding.span.line) == ("TEXT003", 2)
    assert finding.hint == "did you mean `Noto Sans Hebrew`?"


def test_a_font_of_the_project_that_appears_is_noticed(tmp_path):
    """That there was none is recorded, so that its edition is built again."""
    workspace = Workspace(tmp_path)
    with workspace.recording() as reads:
        load_theme(workspace, FontLibrary(workspace), "civic", Span("briefs/x.yaml"), Findings())
    assert "templates/NotoSansArabic-Regular.ttf" in reads
