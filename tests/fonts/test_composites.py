import uharfbuzz as hb

from briefpress.fonts import FontLibrary, Part
from briefpress.workspace import MemoryWorkspace

NOTO = FontLibrary(MemoryWorkspace({})).face("Noto Sans")


def glyph(char: str) -> int:
    return NOTO.shape(char, lang="en").glyphs[0]


def test_a_composite_glyph_is_as_large_as_its_parts_together() -> None:
    o, macron = glyph("o"), glyph("x")
    parts = (Part(o, 0, 0), Part(macron, 50, 700))
    program, first = NOTO.subset(frozenset((o, macron)), (parts,))
    font = hb.Font(hb.Face(program))
    low, high = font.get_glyph_extents(o), font.get_glyph_extents(macron)
    whole = font.get_glyph_extents(first)
    assert whole.y_bearing == high.y_bearing + 700
    assert whole.y_bearing + whole.height == low.y_bearing + low.height
    assert font.get_glyph_h_advance(first) == sum(map(font.get_glyph_h_advance, (o, macron)))


def test_the_other_glyphs_stay_as_they_are() -> None:
    o = glyph("o")
    plain = hb.Font(hb.Face(NOTO.subset(frozenset((o,))).program))
    program, _ = NOTO.subset(frozenset((o,)), ((Part(o, 10, 10),), ()))
    font = hb.Font(hb.Face(program))
    assert font.get_glyph_extents(o) == plain.get_glyph_extents(o)
    assert font.get_glyph_h_advance(o) == plain.get_glyph_h_advance(o)


def test_a_glyph_without_parts_is_blank_and_does_not_advance() -> None:
    o = glyph("o")
    program, first = NOTO.subset(frozenset((o,)), ((),))
    font = hb.Font(hb.Face(program))
    assert font.get_glyph_h_advance(first) == 0
    assert font.get_glyph_extents(first).height == 0


def test_composites_of_composites_count_the_points_of_all_parts() -> None:
    accented = glyph("é")  # made of a letter and an accent in the font itself
    program, first = NOTO.subset(frozenset((accented,)), ((Part(accented, 0, 0), Part(accented, 600, 0)),))
    font = hb.Font(hb.Face(program))
    assert font.get_glyph_extents(first).width > font.get_glyph_extents(accented).width
