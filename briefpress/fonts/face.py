"""One font file: what it covers, how text is shaped with it, and the part of it that a PDF embeds."""

from __future__ import annotations

import struct
import unicodedata
from functools import cached_property
from itertools import pairwise
from typing import Any, NamedTuple

import uharfbuzz
from msgspec import Struct

from briefpress.fonts.composites import Composite, add_composites
from briefpress.fonts.metrics import Metrics, read_metrics
from briefpress.fonts.scripts import CONTROLS, needs_shaping
from briefpress.fonts.substitutes import SUBSTITUTES, Width

# A compiled module, which tells type checkers nothing.
hb: Any = uharfbuzz

#: More shaped texts than a book of briefs holds; past it the cache starts again, so that memory stays flat.
MAX_SHAPED = 50_000
MAX_SUBSETS = 64

#: What a CIDFontType2 needs (ISO 32000-1, 9.9, table 126); without hinting there is no cvt, fpgm or prep.
_EMBEDDED_TABLES = frozenset({"glyf", "head", "hhea", "hmtx", "loca", "maxp"})

#: Ligatures are off: Lato's tt, ct, ti and tf have private-use code points only, and text must be found,
#: copied and heard as it was written.
_DEFAULT_FEATURES = {"kern": True, "liga": False, "clig": False, "dlig": False}


class Shaped(Struct, frozen=True, eq=False):
    """Glyphs for a piece of text.

    Attributes:
        glyphs: Glyph ids.
        advances: For each glyph, how far the pen moves after it, kerning included, in 1/1000 em.
        clusters: For each glyph, the characters it stands for; they join to the text. A glyph that shares
            its cluster with the one before has an empty string. Glyphs always stand from left to right: of
            text that runs from right to left the clusters join from the last to the first.
        width: Sum of the advances.
        offsets: For each glyph, how far it stands to the right of the pen and above the baseline, in 1/1000
            em; empty where characters and glyphs are a plain row.
    """

    glyphs: tuple[int, ...]
    advances: tuple[float, ...]
    clusters: tuple[str, ...]
    width: float
    offsets: tuple[tuple[float, float], ...] = ()


class Subset(NamedTuple):
    """A part of a font.

    Attributes:
        program: A TrueType program.
        first_composite: The id of the first glyph that was added to those of the face.
    """

    program: bytes
    first_composite: int


class FontFileError(ValueError):
    """A font file cannot be used; the message says why, fit to show to a user."""


class Face:
    """A parsed font file; made once per process for each file (see `FontLibrary`).

    Attributes:
        key: The file's stem (``Lato-Bold``).
        data: The file.
        digest: SHA-256 of the file in hexadecimal.
        metrics: Its measures; also reachable as attributes of their own where they are used most.
        postscript_name: Its name for the PDF.
        glyph_count: Number of glyphs.
    """

    def __init__(self, key: str, data: bytes, digest: str) -> None:
        """Parse a file.

        Raises:
            FontFileError: It is no TrueType font, or is cut short.
        """
        self.key = key
        self.data = data
        self.digest = digest
        try:
            self._face = hb.Face(self.data)
            tables = set(self._face.table_tags)
            if _EMBEDDED_TABLES - tables:
                raise FontFileError(
                    "it has no TrueType outlines (a `.ttf` file with a `glyf` table is needed)"
                )
            if not all(len(self._face.reference_table(tag).data) for tag in _EMBEDDED_TABLES):
                raise FontFileError("it is cut short")
            self.metrics: Metrics = read_metrics(lambda tag: bytes(self._face.reference_table(tag).data))
        except (hb.HarfBuzzError, struct.error, ZeroDivisionError) as error:
            raise FontFileError("it is not a font file") from error
        self._font = hb.Font(self._face)
        self._scale = 1000 / self.metrics.units_per_em
        self.glyph_count = self._face.glyph_count
        self.postscript_name = self._face.get_name(hb.OTNameIdPredefined.POSTSCRIPT_NAME) or self.key
        self._shaped: dict[tuple[str, str, tuple[str, ...], bool], Shaped] = {}
        self._subsets: dict[tuple[frozenset[int], tuple[Composite, ...]], Subset] = {}
        self._own = frozenset(
            char for char in map(chr, self._face.unicodes) if unicodedata.category(char) not in ("Cc", "Cs")
        )
        self._stand_ins = {
            ord(char): row.stand_in
            for char, row in SUBSTITUTES.items()
            if row.stand_in in self._own and (row.always or char not in self._own)
        }
        self._printable = self._own.union(map(chr, self._stand_ins), CONTROLS if " " in self._own else ())
        self._stand_in_advances = {
            char: self._stand_in_advance(SUBSTITUTES[char].width) for char in map(chr, self._stand_ins)
        }

    # ---- measures

    @property
    def units_per_em(self) -> int:
        """Design units."""
        return self.metrics.units_per_em

    @property
    def ascent(self) -> float:
        """Above the baseline, in 1/1000 em."""
        return self.metrics.ascent

    @property
    def descent(self) -> float:
        """Below the baseline, in 1/1000 em, negative."""
        return self.metrics.descent

    @property
    def cap_height(self) -> float:
        """Height of an H, in 1/1000 em."""
        return self.metrics.cap_height

    @property
    def x_height(self) -> float:
        """Height of an x, in 1/1000 em."""
        return self.metrics.x_height

    def advance(self, glyph: int) -> float:
        """Return a glyph's own advance (table hmtx) in 1/1000 em."""
        advance = self._advances.get(glyph)
        if advance is None:
            advance = self._advances[glyph] = self._font.get_glyph_h_advance(glyph) * self._scale
        return advance

    @cached_property
    def _advances(self) -> dict[int, float]:
        return {}

    # ---- coverage

    def covers(self, char: str) -> bool:
        """Tell whether a character can be printed, by its own glyph or by a declared stand-in."""
        return char in self._printable

    def missing(self, text: str) -> str:
        """Return the characters of a text that cannot be printed, each once, in the order they come."""
        if self._printable.issuperset(text):
            return ""
        return "".join(char for char in dict.fromkeys(text) if not self.covers(char))

    def character(self, glyph: int) -> str:
        """Return the first character mapped to a glyph; empty where only features reach it."""
        return self._characters.get(glyph, "")

    @cached_property
    def _characters(self) -> dict[int, str]:
        nominal = self._font.get_nominal_glyph
        return {nominal(ord(char)): char for char in sorted(self._own, reverse=True)}

    # ---- shaping

    def shape(
        self, text: str, *, lang: str, features: tuple[str, ...] = (), to_the_left: bool = False
    ) -> Shaped:
        """Turn text into glyphs with kerning.

        Args:
            text: Text of one script and direction, whose characters the face covers (ask `missing` first);
                glyph 0 stands where it does not.
            lang: BCP 47.
            features: OpenType features to switch on (``tnum``) or, with a minus sign, off (``-kern``).
            to_the_left: Whether it runs from right to left.
        """
        key = (text, lang, features, to_the_left)
        shaped = self._shaped.get(key)
        if shaped is None:
            if len(self._shaped) >= MAX_SHAPED:
                self._shaped.clear()
            shaped = self._shaped[key] = self._shape(text, lang, features, to_the_left)
        return shaped

    def _shape(self, text: str, lang: str, features: tuple[str, ...], to_the_left: bool) -> Shaped:
        printed = text.translate(self._stand_ins)
        buffer = hb.Buffer()
        buffer.add_str(printed)
        buffer.guess_segment_properties()
        buffer.direction = "rtl" if to_the_left else "ltr"
        buffer.language = lang
        # Scripts that need ligatures get them; what each cluster means, the PDF can say.
        is_complex = to_the_left or needs_shaping(text)
        switches = {} if is_complex else _DEFAULT_FEATURES
        if features:
            switches = switches | {name.removeprefix("-"): not name.startswith("-") for name in features}
        hb.shape(self._font, buffer, switches)
        infos, positions = buffer.glyph_infos, buffer.glyph_positions
        if infos is None or positions is None:
            return Shaped((), (), (), 0.0)
        scale = self._scale
        advances = [position.x_advance * scale for position in positions]
        offsets: tuple[tuple[float, float], ...] = ()
        if is_complex or any([position.y_offset for position in positions]):  # noqa: C419 - quicker
            offsets = tuple([(place.x_offset * scale, place.y_offset * scale) for place in positions])
        for index, offset in enumerate([position.x_offset for position in positions] if not offsets else ()):
            if offset and index:
                # A run has advances only: a shifted mark moves the pen before it, and back after it.
                advances[index - 1] += offset * scale
                advances[index] -= offset * scale
        clusters = _clusters(text, [info.cluster for info in infos])
        if printed != text:
            for index, cluster in enumerate(clusters):
                advance = self._stand_in_advances.get(cluster)
                if advance is not None:
                    advances[index] = advance
        glyphs = tuple([info.codepoint for info in infos])
        return Shaped(glyphs, tuple(advances), tuple(clusters), sum(advances), offsets)

    def _stand_in_advance(self, width: Width) -> float | None:
        """Return what a stand-in advances; None leaves it to shaping."""
        space = self.advance(self._font.get_nominal_glyph(0x20) or 0)
        figure = self.advance(self._font.get_nominal_glyph(0x30) or 0)
        advances = {
            Width.SAME: None,
            Width.NONE: 0.0,
            Width.FIGURE: figure,
            Width.THIN: min(1000 / 6, space),
            Width.HAIR: 1000 / 12,
            Width.HALF: 500.0,
            Width.FULL: 1000.0,
        }
        return advances[width]

    # ---- embedding

    def subset(self, glyphs: frozenset[int], composites: tuple[Composite, ...] = ()) -> Subset:
        """Return a TrueType program with the outlines of these glyphs, which keep their ids.

        The parts of composite glyphs and glyph 0 come along. Without hinting: it serves no printer or
        screen of today and takes a third of the file.

        Args:
            glyphs: Those to keep.
            composites: Glyphs to add, made of those.
        """
        subset = self._subsets.get((glyphs, composites))
        if subset is None:
            if len(self._subsets) >= MAX_SUBSETS:
                self._subsets.clear()
            wanted = hb.SubsetInput()
            wanted.glyph_set.update(glyphs)
            wanted.flags = (
                hb.SubsetFlags.RETAIN_GIDS
                | hb.SubsetFlags.NO_HINTING
                | hb.SubsetFlags.NOTDEF_OUTLINE
                | hb.SubsetFlags.NO_LAYOUT_CLOSURE
            )
            unwanted = sorted(set(self._face.table_tags) - _EMBEDDED_TABLES)
            wanted.drop_table_tag_set.update(int.from_bytes(tag.encode("ascii")) for tag in unwanted)
            program = bytes(hb.subset(self._face, wanted).blob.data)
            subset = Subset(*add_composites(program, composites)) if composites else Subset(program, 0)
            self._subsets[glyphs, composites] = subset
        return subset


def _clusters(text: str, starts: list[int]) -> list[str]:
    """Cut the text where clusters start; a glyph that continues a cluster gets an empty string."""
    if starts == list(range(len(text))):
        return list(text)  # as nearly always in Latin script: each character has a glyph of its own
    bounds = sorted({*starts, len(text)})
    following = dict(pairwise(bounds))
    clusters, seen = [], -1
    for start in starts:
        clusters.append(text[start : following[start]] if start != seen else "")
        seen = start
    return clusters
