"""What a conformance profile asks of a file, as tables: a new profile is a new row, not a new branch."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct, field

#: The namespaces of standard structure types (ISO 32000-2, 14.8.6).
PDF_1_7 = "http://iso.org/pdf/ssn"
PDF_2_0 = "http://iso.org/pdf2/ssn"


class Property(Struct, frozen=True):
    """One property of an identification schema.

    Attributes:
        name: Its XMP name.
        value: What a file of the profile states.
        value_type: Its type for the schema's description.
        description: What it means, for the schema's description.
    """

    name: str
    value: str
    value_type: str = "Integer"
    description: str = ""


class Identification(Struct, frozen=True):
    """How a file says in its XMP which standard it keeps.

    Attributes:
        prefix: Usual namespace prefix.
        namespace: Namespace of the properties.
        properties: What is stated.
        schema: Name of the schema where PDF/A wants it described in an extension schema
            (ISO 19005-2, 6.6.2.3); empty for schemas that PDF/A knows.
    """

    prefix: str
    namespace: str
    properties: tuple[Property, ...]
    schema: str = ""


class Structure(Struct, frozen=True):
    """How a version of PDF writes the structure tree, whose elements have the names of PDF 1.7.

    Attributes:
        role_map: Structure types we use that it does not know, and what they amount to (ISO 32000-1, 14.7.3).
        namespaces: Structure type -> its namespace, which each element names; none where there are none.
        note: What it calls a note.
        list_numbering: Values of ListNumbering that have another name in it.
        captioned: The element that holds a picture and its caption.
        inner_aside: What an aside is that stands in another one.
        has_note_types: Whether a note says where it stands.
        has_references: Whether an element names others that it belongs with (Ref, ISO 32000-2, table 355).
        has_destinations: Whether links and bookmarks lead to elements, too (ISO 32000-2, 12.3.2.3).
    """

    role_map: Mapping[str, str] = field(default_factory=dict)
    namespaces: Mapping[str, str] = field(default_factory=dict)
    note: str = "Note"
    list_numbering: Mapping[str, str] = field(default_factory=dict)
    captioned: str = "Div"
    inner_aside: str = "Aside"
    has_note_types: bool = False
    has_references: bool = False
    has_destinations: bool = False


class Condition(Struct, frozen=True):
    """What colours are meant for: an output intent (ISO 32000-1, 14.11.5).

    Attributes:
        identifier: Its name in the registry.
        about: What it is.
    """

    identifier: str
    about: str


class Profile(Struct, frozen=True, kw_only=True):
    """A set of standards that a file keeps at once.

    Attributes:
        name: Key in `PROFILES`.
        pdf_version: Of the file header.
        identifications: What the XMP states; nothing where a file has to have others attached.
        with_files: What it states where files are attached; nothing where none may be.
        declarations: Standards that it declares to keep (PDF Declarations, PDF Association, 2019).
        structure: How the structure tree is written; None where there is none.
        intent: The kind of its output intent.
        has_info: Whether it has an Info dictionary.
    """

    name: str
    pdf_version: tuple[int, int]
    identifications: tuple[Identification, ...]
    with_files: tuple[Identification, ...]
    declarations: tuple[str, ...] = ()
    structure: Structure | None
    intent: str = "GTS_PDFA1"
    has_info: bool = True

    @property
    def is_for_press(self) -> bool:
        """Whether it is printed by a press, in its inks and on paper that is cut."""
        return self.intent == "GTS_PDFX"


def _pdf_a(*properties: Property) -> Identification:
    """ISO 19005-2, 6.6.4, and its like in parts 3 and 4."""
    return Identification("pdfaid", "http://www.aiim.org/pdfa/ns/id/", properties)


#: ISO 14289-1, clause 5.
PDF_UA_1 = Identification(
    "pdfuaid",
    "http://www.aiim.org/pdfua/ns/id/",
    (Property("part", "1", description="Indicates which part of ISO 14289 the file conforms to"),),
    schema="PDF/UA identification schema",
)

#: ISO 14289-2, clause 5. PDF/A-4 asks for no description of schemas.
PDF_UA_2 = Identification(
    "pdfuaid",
    "http://www.aiim.org/pdfua/ns/id/",
    (Property("part", "2"), Property("rev", "2024")),
)

PDF_A_2A = _pdf_a(Property("part", "2"), Property("conformance", "A"))
#: As part 2, and any file may be attached.
PDF_A_3A = _pdf_a(Property("part", "3"), Property("conformance", "A"))
#: ISO 19005-4, 6.7.3 and annex A: with files attached.
PDF_A_4F = _pdf_a(Property("part", "4"), Property("rev", "2020"), Property("conformance", "F"))

#: ISO 15930-7:2010.
PDF_X_4 = Identification(
    "pdfxid", "http://www.npes.org/pdfx/ns/id/", (Property("GTS_PDFXVersion", "PDF/X-4"),)
)

#: WTPDF 1.0, 6.1.3.
WTPDF_ACCESSIBILITY = "http://pdfa.org/declarations/wtpdf#accessibility1.0"

#: The names that PDF 2.0 made standard, for a reader of PDF 1.7.
_ROLES_OF_PDF_2 = {"Aside": "Div", "Em": "Span", "Strong": "Span"}

#: Standard structure types of PDF 2.0 (ISO 32000-2, 14.8.4).
_TYPES_OF_PDF_2 = (
    *("Document", "DocumentFragment", "Part", "Sect", "Div", "Aside", "NonStruct"),
    *("P", "H", *(f"H{level}" for level in range(1, 11)), "Title", "FENote"),
    *("Sub", "Lbl", "Span", "Em", "Strong", "Link", "Annot", "Form"),
    *("Ruby", "RB", "RT", "RP", "Warichu", "WT", "WP"),
    *("L", "LI", "LBody", "Table", "TR", "TH", "TD", "THead", "TBody", "TFoot"),
    *("Caption", "Figure", "Formula", "Artifact"),
)
#: Those that only PDF 1.7 has (ISO 32000-2, annex L); they stay what they are, in its namespace
#: (ISO/TS 32005 says what may stand in what). Its Note is not among them: UA-2 forbids it.
_TYPES_OF_PDF_1_7 = (
    *("Art", "BibEntry", "BlockQuote", "Code", "Index", "Private", "Quote", "Reference", "TOC", "TOCI"),
)

IN_PDF_1_7 = Structure(role_map=_ROLES_OF_PDF_2)

IN_PDF_2_0 = Structure(
    namespaces={**dict.fromkeys(_TYPES_OF_PDF_2, PDF_2_0), **dict.fromkeys(_TYPES_OF_PDF_1_7, PDF_1_7)},
    note="FENote",
    # It has words for what the values of PDF 1.7 say by the looks of a label (ISO 32000-2, table 382).
    # A list whose labels are no numbers and no bullets has terms for labels.
    list_numbering={"Disc": "Unordered", "Decimal": "Ordered", "None": "Description"},
    # A caption is the first or the last of what it stands with, and a Div is as if it were not there
    # (ISO 14289-2, 8.2.5.27).
    captioned="Sect",
    # ISO/TS 32005, table 5: an Aside holds no other.
    inner_aside="Div",
    has_note_types=True,
    has_references=True,
    has_destinations=True,
)

#: The presses whose ICC profiles ship (`briefpress/assets/icc/`), by the names of the registry of
#: characterizations (https://registry.color.org).
CONDITIONS: dict[str, Condition] = {
    "gracol2006": Condition("CGATS TR 006", "Offset, coated paper, GRACoL2006 (CGATS TR 006)"),
    "fogra39": Condition("FOGRA39", "Offset, coated paper, ISO 12647-2:2004 (FOGRA39L)"),
}

PROFILES: dict[str, Profile] = {
    profile.name: profile
    for profile in (
        Profile(
            name="default",
            pdf_version=(1, 7),
            identifications=(PDF_A_2A, PDF_UA_1),
            with_files=(PDF_A_3A, PDF_UA_1),
            structure=IN_PDF_1_7,
        ),
        Profile(
            name="modern",
            pdf_version=(2, 0),
            identifications=(),
            with_files=(PDF_A_4F, PDF_UA_2),
            declarations=(WTPDF_ACCESSIBILITY,),
            structure=IN_PDF_2_0,
            # ISO 19005-4, 6.1.3: none but for a PieceInfo, which we do not write.
            has_info=False,
        ),
        Profile(
            name="print",
            pdf_version=(1, 6),
            identifications=(PDF_X_4,),
            with_files=(),
            structure=None,
            intent="GTS_PDFX",
        ),
    )
}
