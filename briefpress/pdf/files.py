"""Files inside the file: what a reader can take out of it and compute with (ISO 32000-1, 7.11.4)."""

# mypy: allow-untyped-calls
# (ReportLab has no annotations.)

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from msgspec import Struct

from briefpress.pdf.document import TaggedDocument
from briefpress.pdf.syntax import PdfError, stream, text_string


class Attachment(Struct, frozen=True):
    """A file that goes with a document.

    Attributes:
        name: Of the file, as somebody saves it.
        media_type: As IANA registers it: ``application/json``.
        relationship: What it is to the document (ISO 19005-3, 6.8): ``Data``, ``Source``, ``Supplement``.
        description: What it is to a reader, in the document's language.
        data: Its content.
    """

    name: str
    media_type: str
    relationship: str
    description: str
    data: bytes


def attach(document: TaggedDocument, attachments: Sequence[Attachment]) -> None:
    """Embed files and associate them with the document as a whole.

    They carry no date: that of a file would be the one thing in it that differs from day to day.

    Raises:
        PdfError: Two of them have one name.
    """
    named = {attachment.name: attachment for attachment in attachments}
    if len(named) < len(attachments):
        raise PdfError("two files of one name are attached")
    specifications = {name: _specification(document, file) for name, file in named.items()}
    # ISO 32000-1, 7.9.6: the keys of a name tree are sorted by their bytes.
    keys = sorted((text_string(name), number) for name, number in specifications.items())
    names = "".join(f"{key}{number} 0 R" for key, number in keys)
    document.Catalog.Names = f"<</EmbeddedFiles<</Names[{names}]>>>>"
    document.Catalog.AF = f"[{' '.join(f'{number} 0 R' for number in specifications.values())}]"


def _specification(document: TaggedDocument, file: Attachment) -> int:
    """Add a file and its specification (tables 44 and 45); return the object number of the latter."""
    # A name of PDF escapes its solidus (7.3.5).
    subtype = file.media_type.replace("/", "#2F")
    checksum = hashlib.md5(file.data, usedforsecurity=False).hexdigest().upper()
    params = f"/Params<</Size {len(file.data)}/CheckSum<{checksum}>>>"
    number = document.add(stream(f"/Type/EmbeddedFile/Subtype/{subtype}{params}", file.data))
    name = text_string(file.name)
    return document.add(
        f"<</Type/Filespec/F{name}/UF{name}/Desc{text_string(file.description)}"
        f"/AFRelationship/{file.relationship}/EF<</F {number} 0 R/UF {number} 0 R>>>>"
    )
