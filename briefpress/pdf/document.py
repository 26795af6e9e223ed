"""ReportLab's document, extended: more catalog entries, objects as ready text, and its own compact writer."""

# mypy: allow-untyped-calls
# (ReportLab has no annotations.)

from __future__ import annotations

import hashlib
import struct
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from typing import Any, NamedTuple

from reportlab import rl_config
from reportlab.pdfbase import pdfdoc

from briefpress.document.direction import direction_of
from briefpress.page import Page
from briefpress.pdf import icc
from briefpress.pdf.metadata import UNKNOWN_ID, Info, Metadata, identifier, xmp
from briefpress.pdf.profiles import Condition, Profile
from briefpress.pdf.syntax import BEST_LEVEL, PdfError, end_stream, literal, stream

#: ReportLab lets environment variables and a file in the home folder set these; our bytes may depend on
#: neither.
_SETTINGS = {"invariant": 1, "pageCompression": 1, "pdfComments": 0, "pdfMultiLine": 0, "useA85": 0}

#: Readers unpack a whole object stream to get at one object, so it should stay small.
_OBJECTS_PER_STREAM = 250


@contextmanager
def fixed_settings() -> Iterator[None]:
    """Let ReportLab format objects with our settings, and put back what it had."""
    before = {name: getattr(rl_config, name) for name in _SETTINGS}
    vars(rl_config).update(_SETTINGS)
    try:
        yield
    finally:
        vars(rl_config).update(before)


class Intent(NamedTuple):
    """What the colours of a file are meant for.

    Attributes:
        condition: Its name.
        profile: Its ICC profile.
        components: Number of its colorants.
    """

    condition: Condition
    profile: bytes
    components: int


#: Screens, and printers in offices.
SRGB = Intent(Condition(icc.CONDITION, icc.CONDITION), icc.srgb_profile(), 3)


class Catalog(pdfdoc.PDFCatalog):
    """ReportLab's catalog silently drops entries it does not know; this one knows more."""

    AF: str
    Lang: Any
    MarkInfo: str
    Metadata: Any
    Names: str
    Outlines: Any
    OutputIntents: str
    PageLabels: str
    Pages: Any
    StructTreeRoot: str
    ViewerPreferences: str

    def __init__(self) -> None:
        self.__NoDefault__ = [*self.__NoDefault__, "OutputIntents", "AF"]


class ReadyStream(pdfdoc.PDFObject):
    """A stream as ready bytes, which ReportLab's objects can refer to."""

    __RefOnly__ = 1

    def __init__(self, body: bytes) -> None:
        self.body = body


class TaggedDocument(pdfdoc.PDFDocument):
    """A document whose objects are ReportLab's, or ready text where there are many of a kind."""

    def __init__(
        self,
        profile: Profile,
        metadata: Metadata,
        *,
        has_files: bool = False,
        intent: Intent | None = None,
    ) -> None:
        super().__init__(compression=1, invariant=1, pdfVersion=profile.pdf_version, lang=metadata.lang)
        self._ready: dict[int, str | bytes] = {}
        catalog = Catalog()
        catalog.Pages = self.Pages
        catalog.Lang = literal(metadata.lang)
        if profile.structure is not None:
            catalog.MarkInfo = "<</Marked true>>"
        # ISO 14289-1, 7.1: the window shows the title, not the file name.
        # Table 150: of two pages side by side, the first stands where lines start.
        way = "/Direction/R2L" if direction_of(metadata.lang) == "rtl" else ""
        catalog.ViewerPreferences = f"<</DisplayDocTitle true{way}>>"
        self.Catalog: Catalog = catalog
        self.info = Info(metadata)
        self._has_info = profile.has_info
        self._has_identity = metadata.day is not None
        stated = profile.with_files if has_files else profile.identifications
        if not stated:
            raise PdfError(f"the profile {profile.name} asks for files that are attached, or allows none")
        packet = pdfdoc.PDFDictionary({"Type": "/Metadata", "Subtype": "/XML"})
        catalog.Metadata = pdfdoc.PDFStream(packet, xmp(metadata, stated, profile.declarations))
        intent = intent or SRGB
        profile_number = self.add(_color_profile(intent))
        catalog.OutputIntents = (
            f"[<</Type/OutputIntent/S/{profile.intent}"
            f"/OutputConditionIdentifier{literal(intent.condition.identifier)}"
            f"/Info{literal(intent.condition.about)}"
            f"/RegistryName{literal(icc.REGISTRY)}/DestOutputProfile {profile_number} 0 R>>]"
        )

    # ---- objects

    def allocate(self) -> int:
        """Return the number of a new object, to be given its text with `fill`."""
        self.objectcounter += 1
        return int(self.objectcounter)

    def fill(self, number: int, text: str | bytes) -> None:
        """Set the text of an allocated object."""
        self._ready[number] = text

    def add(self, text: str | bytes) -> int:
        """Add an object as ready text and return its number."""
        number = self.allocate()
        self._ready[number] = text
        return number

    def page_number(self, index: int) -> int:
        """Return the object number of a page, from 0, that has been closed."""
        return int(self.idToObjectNumberAndVersion[f"Page{index + 1}"][0])

    def label(self, pages: Sequence[Page]) -> None:
        """Let readers name pages by the numbers that they bear, where those are not their places.

        A range ends where the count begins anew (ISO 32000-1, 12.4.2, table 159).

        Args:
            pages: All of them; one without a label bears its place.
        """
        labels = [page.number if page.label is None else page.label for page in pages]
        starts = [
            f"{index}<</S/D/St {label}>>"
            for index, label in enumerate(labels)
            if not index or label != labels[index - 1] + 1
        ]
        if labels != list(range(1, len(pages) + 1)):
            self.Catalog.PageLabels = f"<</Nums[{' '.join(starts)}]>>"

    def add_font(self, name: str, number: int) -> None:
        """Add a font to the resources that all pages share."""
        self.idToObject[pdfdoc.BasicFonts].dict[name] = f"{number} 0 R"

    def getInternalFontName(self, psfontname: str) -> str:
        """Refuse ReportLab's own fonts: it does not embed them (ISO 19005-2, 6.2.11.4.1)."""
        raise PdfError(f"the font {psfontname} is not embedded")

    # ---- writing

    def GetPDFData(self, canvas: Any) -> bytes:
        """Return the file; ReportLab's own method would add an Info dictionary to every one."""
        self.Reference(self.Catalog)
        if self._has_info:
            self.Reference(self.info)
        outlines: Any = self.Outlines
        outlines.prepare(self, canvas)
        if outlines.ready < 0:
            self.Catalog.Outlines = None
        return self.format()

    def format(self) -> bytes:
        """Write the file with object streams and a cross-reference stream (ISO 32000-1, 7.5.7 and 7.5.8)."""
        root = self.Reference(self.Catalog).format(self).decode("ascii")
        info = f"/Info {self.Reference(self.info).format(self).decode('ascii')}" if self._has_info else ""
        bodies = list(self._bodies())
        # ISO 32000-1, 14.4: an identifier of this content, not of the moment of writing.
        digest = hashlib.sha256(b"\0".join(bodies)).hexdigest()[:32].upper()
        trailer = f"/Root {root}{info}/ID[<{digest}><{digest}>]"
        # PDF/X asks for an identifier in the metadata, too; it is as long as what stands for it there.
        if self._has_identity:
            bodies = [body.replace(UNKNOWN_ID, identifier(digest)) for body in bodies]
        major, minor = self._pdfVersion
        return _write(f"%PDF-{major}.{minor}\n".encode("ascii"), bodies, trailer)

    def _bodies(self) -> Iterator[bytes]:
        """Yield the objects from number 1 on; formatting may add more at the end."""
        number = 0
        while number < self.objectcounter:
            number += 1
            if number in self._ready:
                text = self._ready[number]
                yield text if isinstance(text, bytes) else text.encode("ascii")
            else:
                yield self._formatted(self.idToObject[self.numberToId[number]])

    def _formatted(self, content: Any) -> bytes:
        if isinstance(content, ReadyStream):
            return content.body
        text: bytes = pdfdoc.format(content, self, toplevel=1).rstrip(b"\n")
        if text.endswith(b"endstream"):
            return end_stream(text.removesuffix(b"endstream"))  # ReportLab sets no end of line before it
        return text


@cache
def _color_profile(intent: Intent) -> bytes:
    return stream(f"/N {intent.components}", intent.profile, BEST_LEVEL)


def _write(header: bytes, bodies: list[bytes], trailer: str) -> bytes:
    # ISO 19005-2, 6.1.2: a comment of bytes above 127 tells that the file is binary.
    out = bytearray(header + b"%\xe2\xe3\xcf\xd3\n")
    places: dict[int, tuple[int, int, int]] = {}
    small: list[tuple[int, bytes]] = []
    for number, body in enumerate(bodies, 1):
        if body.endswith(b"\nendstream"):
            places[number] = (1, len(out), 0)
            out += b"%d 0 obj\n%b\nendobj\n" % (number, body)
        else:
            small.append((number, body))
    count = len(bodies)
    for start in range(0, len(small), _OBJECTS_PER_STREAM):
        chunk = small[start : start + _OBJECTS_PER_STREAM]
        count += 1
        places[count] = (1, len(out), 0)
        places |= {number: (2, count, index) for index, (number, _) in enumerate(chunk)}
        out += b"%d 0 obj\n%b\nendobj\n" % (count, _object_stream(chunk))
    count += 1
    start = len(out)
    places[count] = (1, start, 0)
    rows = b"".join(struct.pack(">BIH", *places[number]) for number in range(1, count + 1))
    table = stream(f"/Type/XRef/Size {count + 1}/W[1 4 2]{trailer}", struct.pack(">BIH", 0, 0, 65535) + rows)
    return bytes(out + b"%d 0 obj\n%b\nendobj\nstartxref\n%d\n%%%%EOF\n" % (count, table, start))


def _object_stream(chunk: list[tuple[int, bytes]]) -> bytes:
    index, offset = [], 0
    for number, body in chunk:
        index.append(b"%d %d" % (number, offset))
        offset += len(body) + 1
    head = b" ".join(index) + b"\n"
    return stream(
        f"/Type/ObjStm/N {len(chunk)}/First {len(head)}", head + b"\n".join(body for _, body in chunk)
    )
