"""What a conformance profile asks of a file, as tables: a new profile is a new row, not a new branch."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Property:
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


@dataclass(frozen=True, slots=True)
class Identification:
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


@dataclass(frozen=True, slots=True)
class Profile:
    """A set of standards that a file keeps at once.

    Attributes:
        name: Key in `PROFILES`.
        pdf_version: Of the file header.
        identifications: What the XMP states.
        with_files: What it states where files are attached.
        role_map: Structure types we use that this version of PDF does not know, and what they amount to
            (ISO 32000-1, 14.7.3).
    """

    name: str
    pdf_version: tuple[int, int]
    identifications: tuple[Identification, ...]
    with_files: tuple[Identification, ...]
    role_map: Mapping[str, str]


#: ISO 14289-1, clause 5.
PDF_UA_1 = Identification(
    "pdfuaid",
    "http://www.aiim.org/pdfua/ns/id/",
    (Property("part", "1", description="Indicates which part of ISO 14289 the file conforms to"),),
    schema="PDF/UA identification schema",
)

#: ISO 19005-2, 6.6.4.
PDF_A_2A = Identification(
    "pdfaid",
    "http://www.aiim.org/pdfa/ns/id/",
    (Property("part", "2"), Property("conformance", "A")),
)

#: ISO 19005-3, 6.6.4: as part 2, and any file may be attached.
PDF_A_3A = Identification(
    "pdfaid",
    "http://www.aiim.org/pdfa/ns/id/",
    (Property("part", "3"), Property("conformance", "A")),
)

#: The names that PDF 2.0 made standard, for a reader of PDF 1.7.
_ROLES_OF_PDF_2 = {"Aside": "Div", "Em": "Span", "Strong": "Span"}

PROFILES: dict[str, Profile] = {
    profile.name: profile
    for profile in (Profile("default", (1, 7), (PDF_A_2A, PDF_UA_1), (PDF_A_3A, PDF_UA_1), _ROLES_OF_PDF_2),)
}
