"""Fonts in the file: character codes, text operators of runs, and the embedded programs.

Each face becomes one Type 0 font with the encoding Identity-H (ISO 32000-1, 9.7.5.2). The code of a glyph
is its id in the face, so that the operators of a run never depend on the document it stands in. A glyph
that stands in for another character (`briefpress.fonts.SUBSTITUTES`) gets a second code above the face's
own glyphs, because a code can mean one text only.

Scripts that join, stack or move their letters need more: see `ClusterCodes`.
"""

from __future__ import annotations

import hashlib
import struct
import unicodedata
from itertools import groupby
from typing import NamedTuple

from briefpress.fonts import SUBSTITUTES, Composite, Face, Part
from briefpress.page import Run
from briefpress.pdf.document import TaggedDocument
from briefpress.pdf.syntax import BEST_LEVEL, PdfError, number, stream, text_string, utf16

#: Runs are shared between documents; past this many the operators are made again, so that memory stays flat.
MAX_RUNS = 20_000
MAX_PROGRAMS = 64

#: What a glyph is said to mean where nothing in the font tells; the text is in an ActualText around it.
_UNKNOWN = "\ufffd"

_ALIASES = {char: index for index, char in enumerate(SUBSTITUTES)}


class Code(NamedTuple):
    """A character code in use: which glyph it shows, which text it means.

    Attributes:
        glyph: Its id in the face; below 0 it is one of the composite glyphs of `ClusterCodes`, the first -1.
    """

    code: int
    glyph: int
    text: str


class Operators(NamedTuple):
    """How a run is painted: the operators that show its glyphs, and the codes they use."""

    face: Face
    show: str
    codes: frozenset[Code]


_OPERATORS: dict[Run, Operators] = {}


def operators(run: Run, face: Face) -> Operators:
    """Return the operators of a run in a face, from earlier documents where it stood in one."""
    known = _OPERATORS.get(run)
    # Two projects may each have a font of the same name.
    if known is None or known.face is not face:
        if len(_OPERATORS) >= MAX_RUNS:
            _OPERATORS.clear()
        known = _OPERATORS[run] = _make_operators(run, face)
    return known


class _Glyph(NamedTuple):
    """A glyph as a run shows it: with the text it stands for and the way the pen goes on.

    Attributes:
        moved: Its code in hexadecimal, and behind it the pen's move where that is not its own advance.
    """

    code: Code
    digits: str
    moved: str
    is_known: bool


#: By glyph, text and advance, for each face: prose repeats its pairs of letters.
_GLYPHS: dict[Face, dict[tuple[int, str, float], _Glyph]] = {}
_MAX_GLYPHS = 50_000


def _glyph(face: Face, glyph: int, text: str, advance: float) -> _Glyph:
    if glyph == 0:
        raise PdfError(f"{face.key} has no glyph for {text!r}")
    code = _code(face, glyph, text)
    is_known = code is not None
    if code is None:
        code = Code(glyph, glyph, face.character(glyph) or _UNKNOWN)
    digits = f"{code.code:04X}"
    difference = face.advance(glyph) - advance
    # ISO 32000-1, 9.4.3: a number inside TJ moves the pen back by thousandths of the size.
    moved = f"{digits}>{number(difference)}<" if abs(difference) >= 0.0005 else digits
    return _Glyph(code, digits, moved, is_known)


def _make_operators(run: Run, face: Face) -> Operators:
    known = _GLYPHS.setdefault(face, {})
    if len(known) > _MAX_GLYPHS:
        known.clear()
    used = []
    for key in zip(run.glyphs, run.clusters, run.advances, strict=True):
        glyph = known.get(key)
        if glyph is None:
            glyph = known[key] = _glyph(face, *key)
        used.append(glyph)
    # The next run is placed by itself, so the last move needs none.
    shown = "".join([glyph.moved for glyph in used[:-1]]) + (used[-1].digits if used else "")
    show = f"[<{shown}>]TJ" if ">" in shown else f"<{shown}>Tj"
    if not all([glyph.is_known for glyph in used]):  # noqa: C419 - a list is quicker than a generator
        # ISO 32000-1, 14.9.4: what the characters of several glyphs are together.
        show = f"/Span<</ActualText{text_string(run.text)}>>BDC {show} EMC"
    return Operators(face, show, frozenset([glyph.code for glyph in used]))


def _code(face: Face, glyph: int, text: str) -> Code | None:
    """Return the code that shows a glyph and means a text; None where no code can."""
    own = face.character(glyph)
    if text == own or (text and not own):
        return Code(glyph, glyph, text)
    if text in _ALIASES:
        return Code(face.glyph_count + _ALIASES[text], glyph, text)
    if text and unicodedata.normalize("NFC", text) == own:
        return Code(glyph, glyph, own)
    return None


# ---- clusters


class ClusterCodes:
    """The codes of one document for clusters of a face: characters and glyphs that are no plain row.

    A glyph may mean a text in one place and another elsewhere, as the body of an Arabic letter without its
    dots, and a text may need several glyphs. So each pair of them gets a code, in the order of use, above all
    others; several glyphs become one composite glyph.

    Attributes:
        composites: The composite glyphs, in the order of use.
    """

    def __init__(self, face: Face) -> None:
        self.face = face
        self.composites: list[Composite] = []
        self._first = face.glyph_count + len(SUBSTITUTES)
        self._numbers: dict[Composite, int] = {}
        self._codes: dict[tuple[int, str], Code] = {}

    def operators(self, run: Run) -> Operators:
        """Return the operators of a run with clusters.

        What runs from right to left is shown in the order in which it stands, and ReversedChars says so (ISO
        32000-1, 14.8.2.3.3). Programs that extract text turn it around character by character, so that each
        character has a code: of a cluster, all but the first are blank. An ActualText would be plainer, but
        poppler and MuPDF turn around what it says, too.
        """
        shown: list[str] = []
        codes: list[Code] = []
        pen = x = 0.0
        for start, end in _cluster_bounds(run.clusters):
            text = run.clusters[start]
            first, rest = (text[:1], text[:0:-1]) if run.to_the_left else (text, "")
            glyph, left, width = self._glyph(run, start, end)
            for char in rest:
                codes.append(self._code(self._composite(()), char))
                shown.append(self._moved(codes[-1], x - pen))
                pen = x
            codes.append(self._code(glyph, first))
            shown.append(self._moved(codes[-1], x + left - pen))
            pen = x + left + width
            x += sum(run.advances[start:end])
        joined = "".join(shown)
        show = f"[<{joined}>]TJ".replace("<>", "") if ">" in joined else f"<{joined}>Tj"
        if run.to_the_left and len(codes) > 1:
            show = f"/ReversedChars BMC {show} EMC"
        return Operators(self.face, show, frozenset(codes))

    @staticmethod
    def _moved(code: Code, distance: float) -> str:
        digits = f"{code.code:04X}"
        return f">{number(-distance)}<{digits}" if abs(distance) >= 0.0005 else digits

    def _glyph(self, run: Run, start: int, end: int) -> tuple[int, float, float]:
        """Return the glyph of a cluster, its distance from the pen, and its own advance."""
        width = sum(self.face.advance(glyph) for glyph in run.glyphs[start:end])
        right, up = run.offsets[start]
        if end - start == 1 and not up:
            return run.glyphs[start], right, width
        units = self.face.units_per_em / 1000
        parts, pen = [], 0.0
        for index in range(start, end):
            right, up = run.offsets[index]
            parts.append(Part(run.glyphs[index], round((pen + right) * units), round(up * units)))
            pen += run.advances[index]
        return self._composite(tuple(parts)), 0.0, width

    def _composite(self, parts: Composite) -> int:
        if any(part.glyph == 0 for part in parts):
            raise PdfError(f"{self.face.key} lacks a glyph")
        known = self._numbers.get(parts)
        if known is None:
            self.composites.append(parts)
            known = self._numbers[parts] = -len(self.composites)
        return known

    def _code(self, glyph: int, text: str) -> Code:
        if glyph == 0:
            raise PdfError(f"{self.face.key} has no glyph for {text!r}")
        if glyph > 0 and text == self.face.character(glyph):
            return Code(glyph, glyph, text)
        known = self._codes.get((glyph, text))
        if known is None:
            code = self._first + len(self._codes)
            if code > _LAST_CODE:
                raise PdfError(f"{self.face.key} is used in too many ways in one document")
            known = self._codes[glyph, text] = Code(code, glyph, text)
        return known


_LAST_CODE = 0xFFFF


def _cluster_bounds(clusters: tuple[str, ...]) -> list[tuple[int, int]]:
    """Return where each cluster starts among the glyphs, and where it ends."""
    starts = [index for index, cluster in enumerate(clusters) if cluster]
    return list(zip(starts, [*starts[1:], len(clusters)], strict=True))


# ---- programs


class Program(NamedTuple):
    """A font ready for any file: all of it but the object numbers."""

    name: str
    widths: str
    file: bytes
    to_unicode: bytes
    cid_to_gid: bytes | None


_PROGRAMS: dict[tuple[Face, frozenset[Code], tuple[Composite, ...]], Program] = {}


def embed(
    document: TaggedDocument, face: Face, codes: frozenset[Code], composites: tuple[Composite, ...] = ()
) -> int:
    """Add a font with the glyphs that a document uses and return its object number.

    Args:
        document: The file.
        face: The font.
        codes: The character codes in use.
        composites: The composite glyphs that some of them show.
    """
    key = (face, codes, composites)
    program = _PROGRAMS.get(key)
    if program is None:
        if len(_PROGRAMS) >= MAX_PROGRAMS:
            _PROGRAMS.clear()
        program = _PROGRAMS[key] = _make_program(face, codes, composites)
    metrics = face.metrics
    file = document.add(program.file)
    # Table 123: fixed pitch, nonsymbolic, italic.
    flags = 32 + (1 if metrics.is_fixed_pitch else 0) + (64 if metrics.is_italic else 0)
    box = " ".join(map(number, metrics.bbox))
    descriptor = document.add(
        f"<</Type/FontDescriptor/FontName/{program.name}/Flags {flags}/FontBBox[{box}]"
        f"/ItalicAngle {number(metrics.italic_angle)}/Ascent {number(metrics.ascent)}"
        f"/Descent {number(metrics.descent)}/CapHeight {number(metrics.cap_height)}"
        f"/XHeight {number(metrics.x_height)}/StemV {metrics.stem_v}/FontFile2 {file} 0 R>>"
    )
    mapping = "/Identity" if program.cid_to_gid is None else f" {document.add(program.cid_to_gid)} 0 R"
    descendant = document.add(
        f"<</Type/Font/Subtype/CIDFontType2/BaseFont/{program.name}"
        "/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>"
        f"/FontDescriptor {descriptor} 0 R/W[{program.widths}]/CIDToGIDMap{mapping}>>"
    )
    to_unicode = document.add(program.to_unicode)
    return document.add(
        f"<</Type/Font/Subtype/Type0/BaseFont/{program.name}/Encoding/Identity-H"
        f"/DescendantFonts[{descendant} 0 R]/ToUnicode {to_unicode} 0 R>>"
    )


def _make_program(face: Face, codes: frozenset[Code], composites: tuple[Composite, ...]) -> Program:
    ordered = _one_text_each(face, codes)
    glyphs = frozenset(code.glyph for code in ordered if code.glyph >= 0)
    glyphs |= {part.glyph for parts in composites for part in parts}
    described = repr(ordered) + (repr(composites) if composites else "")
    digest = hashlib.sha256(described.encode("utf-8")).digest()
    # ISO 32000-1, 9.6.4: six letters name the subset.
    tag = "".join(chr(ord("A") + byte % 26) for byte in digest[:6])
    data, first = face.subset(glyphs, composites)
    placed = [code if code.glyph >= 0 else code._replace(glyph=first - 1 - code.glyph) for code in ordered]
    return Program(
        name=f"{tag}+{face.postscript_name}",
        widths=_widths(face, ordered, composites),
        file=stream(f"/Length1 {len(data)}", data, BEST_LEVEL),
        to_unicode=stream("", _to_unicode(ordered), BEST_LEVEL),
        cid_to_gid=_cid_to_gid(placed) if ordered[-1].code >= face.glyph_count else None,
    )


def _one_text_each(face: Face, codes: frozenset[Code]) -> list[Code]:
    ordered = []
    for value, group in groupby(sorted(codes), key=lambda code: code.code):
        meanings = list(group)
        known = [code for code in meanings if code.text != _UNKNOWN]
        if len(known) > 1:
            texts = ", ".join(repr(code.text) for code in known)
            raise PdfError(f"glyph {value} of {face.key} stands for {texts} in one document")
        ordered.append((known or meanings)[0])
    return ordered


def _widths(face: Face, ordered: list[Code], composites: tuple[Composite, ...]) -> str:
    """Write the array W (9.7.4.3): each row of codes that follow one another, with their widths."""
    rows: list[str] = []
    previous = -2
    for code in ordered:
        if code.code != previous + 1:
            rows.append(f"{']' if rows else ''}{code.code}[")
        else:
            rows.append(" ")
        shown = [code.glyph] if code.glyph >= 0 else [part.glyph for part in composites[-1 - code.glyph]]
        rows.append(number(sum(map(face.advance, shown))))
        previous = code.code
    return "".join(rows) + "]"


def _to_unicode(ordered: list[Code]) -> bytes:
    """Write the ToUnicode CMap (9.10.3), with at most 100 mappings in a block."""
    blocks = []
    for start in range(0, len(ordered), 100):
        lines = [f"<{code.code:04X}> <{utf16(code.text)}>" for code in ordered[start : start + 100]]
        blocks.append(f"{len(lines)} beginbfchar\n" + "\n".join(lines) + "\nendbfchar\n")
    return (
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
        "/CIDSystemInfo <</Registry(Adobe)/Ordering(UCS)/Supplement 0>> def\n"
        "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
        "1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n"
        + "".join(blocks)
        + "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n"
    ).encode("ascii")


def _cid_to_gid(ordered: list[Code]) -> bytes:
    """Write the CIDToGIDMap stream (table 117) that leads second codes to their glyphs."""
    glyphs = [0] * (ordered[-1].code + 1)
    for code in ordered:
        glyphs[code.code] = code.glyph
    return stream("", struct.pack(f">{len(glyphs)}H", *glyphs), BEST_LEVEL)
