import pytest
import uharfbuzz as hb

from briefpress.fonts import SUBSTITUTES, FontLibrary
from briefpress.workspace import MemoryWorkspace

LIBRARY = FontLibrary(MemoryWorkspace({}))
LATO = LIBRARY.face("Lato")
NOTO = LIBRARY.face("Noto Sans")


def test_measures_are_in_thousandths_of_an_em():
    assert LATO.units_per_em == 2000
    assert (LATO.ascent, LATO.descent) == (987.0, -213.0)
    assert 700 < LATO.cap_height < 740
    assert 480 < LATO.x_height < 520
    assert LIBRARY.face("Lato", italic=True).metrics.italic_angle < 0
    assert LIBRARY.face("Lato", bold=True).metrics.stem_v > LATO.metrics.stem_v


def test_kerning_pulls_letters_together():
    kerned = LATO.shape("AV", lang="en-CA")
    loose = LATO.shape("AV", lang="en-CA", features=("-kern",))
    assert kerned.width < loose.width
    assert loose.advances == tuple(map(LATO.advance, loose.glyphs))


@pytest.mark.parametrize("face", [LATO, NOTO], ids=["Lato", "NotoSans"])
@pytest.mark.parametrize(
    "text", ["office", "fitti", "affluent", "action", "Été «\u202fœuvre\u202f»", "12\u00a0345"]
)
def test_clusters_join_to_the_text_with_one_glyph_for_each_letter(face, text):
    shaped = face.shape(text, lang="fr-CA")
    assert "".join(shaped.clusters) == text
    assert len(shaped.glyphs) == len(text)
    assert shaped.width == pytest.approx(sum(shaped.advances))


def test_a_mark_without_a_letter_of_its_own_shares_its_letters_cluster():
    assert NOTO.shape("m\u0304n", lang="en").clusters == ("m\u0304", "", "n")


def test_features_can_be_switched_on():
    figures = {NOTO.shape(digit, lang="en", features=("tnum",)).width for digit in "0123456789"}
    assert len(figures) == 1


def test_shaping_the_same_text_again_gives_the_same_object():
    assert LATO.shape("word", lang="en-CA") is LATO.shape("word", lang="en-CA")


def test_lato_prints_a_no_break_hyphen_with_its_hyphen_and_keeps_the_character():
    shaped = LATO.shape("co\u2011op", lang="en-CA")
    assert shaped.glyphs == LATO.shape("co-op", lang="en-CA").glyphs
    assert "".join(shaped.clusters) == "co\u2011op"


@pytest.mark.parametrize("char", ["\u202f", "\u2009"])
def test_a_narrow_space_is_narrower_than_a_space(char):
    assert 0 < LATO.shape(char, lang="fr").width < LATO.shape(" ", lang="fr").width


def test_a_figure_space_is_as_wide_as_a_digit():
    assert LATO.shape("\u2007", lang="fr").width == LATO.shape("0", lang="fr").width


def test_a_soft_hyphen_is_printed():
    assert LATO.shape("ab\u00ad", lang="en").glyphs == LATO.shape("ab-", lang="en").glyphs


def test_a_word_joiner_takes_no_room():
    assert LATO.shape("\u2060", lang="en").width == 0


@pytest.mark.parametrize("face", [LATO, NOTO], ids=["Lato", "NotoSans"])
def test_every_stand_in_can_be_printed(face):
    for char, row in SUBSTITUTES.items():
        if face.covers(row.stand_in):
            assert face.missing(char) == ""
            assert 0 not in face.shape(char, lang="en").glyphs


def test_missing_names_each_character_once():
    assert LATO.missing("日本 and 日\n") == "日本\n"
    assert LATO.missing("Élan, 5\u00a0000\u202f$ − co\u2011op") == ""


def test_a_subset_keeps_glyph_ids_and_only_what_a_pdf_needs():
    glyphs = frozenset(LATO.shape("Été", lang="fr").glyphs)
    program = LATO.subset(glyphs).program
    face = hb.Face(program)
    font = hb.Font(face)
    assert set(face.table_tags) == {"glyf", "head", "hhea", "hmtx", "loca", "maxp"}
    assert len(program) < len(LATO.data) / 10
    for glyph in glyphs:
        assert font.get_glyph_h_advance(glyph) == LATO.advance(glyph) * 2
        assert font.get_glyph_extents(glyph).height != 0


def test_a_subset_is_the_same_every_time():
    glyphs = frozenset(LATO.shape("abc", lang="fr").glyphs)
    LATO.subset(frozenset({5}))
    first = LATO.subset(glyphs)
    LATO._subsets.clear()
    assert LATO.subset(glyphs) == first
