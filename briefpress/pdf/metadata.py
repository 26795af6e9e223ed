"""What a file says about itself: the Info dictionary and the XMP packet, from the same values.

Neither carries a date. PDF/A and PDF/UA ask for none, a brief's date stands in its text with its sources,
and the moment of making would be the one thing that differs between two equal files. PDF/X-4 does ask, and
gets a day of the content.
"""

# mypy: allow-untyped-calls
# (ReportLab has no annotations.)

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from html import escape

from msgspec import Struct
from reportlab.pdfbase.pdfdoc import PDFInfo

from briefpress import __version__
from briefpress.document.nodes import Document
from briefpress.pdf.profiles import Identification
from briefpress.pdf.syntax import literal, text_string

PRODUCER = f"Briefpress {__version__}"

# XML knows no control characters, and a title is one line.
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\ufffe\uffff\ud800-\udfff]+")


#: Stands for the identifier of a document until its content is known.
UNKNOWN_ID = b"uuid:00000000-0000-0000-0000-000000000000"


class Metadata(Struct, frozen=True):
    """The values that Info and XMP share; an empty one is left out of both (ISO 19005-2, 6.6.3)."""

    title: str
    author: str
    subject: str
    keywords: tuple[str, ...]
    creator: str
    producer: str
    lang: str
    languages: tuple[str, ...]
    day: dt.date | None = None

    @classmethod
    def of(cls, document: Document, creator: str | None, day: dt.date | None = None) -> Metadata:
        """Collect the metadata of a document.

        Args:
            document: The node tree.
            creator: The program that the brief was written with; None names Briefpress itself.
            day: The day it is to say that it was made on; None for none.
        """
        return cls(
            title=_line(document.title),
            author=_line(document.author),
            subject=_line(document.subject),
            keywords=tuple(filter(None, map(_line, document.keywords))),
            creator=_line(creator or PRODUCER),
            producer=PRODUCER,
            lang=document.lang,
            languages=document.languages,
            day=day,
        )

    @property
    def joined_keywords(self) -> str:
        """The keywords as one string, as Info and pdf:Keywords want them."""
        return ", ".join(self.keywords)


class Info(PDFInfo):
    """ReportLab's Info dictionary without its dates, and with what is known only."""

    def __init__(self, metadata: Metadata) -> None:
        super().__init__()
        self.title = metadata.title
        self.author = metadata.author
        self.subject = metadata.subject
        self.keywords = metadata.joined_keywords
        self.creator = metadata.creator
        self.producer = metadata.producer
        self._day = metadata.day

    def format(self, document: object) -> bytes:
        """Write the dictionary (ISO 32000-1, 14.3.3)."""
        entries = {
            "Title": self.title,
            "Author": self.author,
            "Subject": self.subject,
            "Keywords": self.keywords,
            "Creator": self.creator,
            "Producer": self.producer,
        }
        written = "".join(f"/{name}{text_string(value)}" for name, value in entries.items() if value)
        if self._day is not None:
            date = literal(f"D:{self._day:%Y%m%d}000000Z")
            written += f"/CreationDate{date}/ModDate{date}/Trapped/False"
        return f"<<{written}>>".encode("ascii")


def identifier(digest: str) -> bytes:
    """Return the identifier of a document by the digest of its content, in hexadecimal (RFC 9562, 5.8)."""
    text = digest.lower()
    return f"uuid:{text[:8]}-{text[8:12]}-8{text[13:16]}-8{text[17:20]}-{text[20:32]}".encode("ascii")


def xmp(
    metadata: Metadata, identifications: Sequence[Identification], declarations: Sequence[str] = ()
) -> bytes:
    """Return the XMP packet (ISO 16684-1) that says the same as `Info`, and which standards are kept."""
    parts = [_identification(item) for item in identifications]
    parts += [_extension(item) for item in identifications if item.schema]
    parts.append(
        _description(
            "dc",
            "http://purl.org/dc/elements/1.1/",
            _element("dc:format", "application/pdf"),
            _alternatives("dc:title", metadata.title),
            _list("dc:creator", "Seq", (metadata.author,)),
            _alternatives("dc:description", metadata.subject),
            _list("dc:subject", "Bag", metadata.keywords),
            _list("dc:language", "Bag", metadata.languages),
        )
    )
    parts.append(
        _description(
            "pdf",
            "http://ns.adobe.com/pdf/1.3/",
            _element("pdf:Producer", metadata.producer),
            _element("pdf:Keywords", metadata.joined_keywords),
            _element("pdf:Trapped", "False" if metadata.day else ""),
        )
    )
    parts.append(
        _description("xmp", "http://ns.adobe.com/xap/1.0/", _element("xmp:CreatorTool", metadata.creator))
    )
    if metadata.day is not None:
        parts += _for_press(metadata.day)
    if declarations:
        parts.append(_declarations(declarations))
    body = "\n".join(parts)
    return (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\n'
        '<x:xmpmeta xmlns:x="adobe:ns:meta/">'
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">\n'
        f"{body}\n"
        '</rdf:RDF></x:xmpmeta>\n<?xpacket end="r"?>'
    ).encode()


def _line(text: str) -> str:
    return _CONTROL.sub(" ", text).strip(" ")


def _description(prefix: str, namespace: str, *content: str) -> str:
    return f'<rdf:Description rdf:about="" xmlns:{prefix}="{namespace}">{"".join(content)}</rdf:Description>'


def _element(name: str, value: str) -> str:
    return f"<{name}>{escape(value, quote=False)}</{name}>" if value else ""


def _alternatives(name: str, value: str) -> str:
    if not value:
        return ""
    text = escape(value, quote=False)
    return f'<{name}><rdf:Alt><rdf:li xml:lang="x-default">{text}</rdf:li></rdf:Alt></{name}>'


def _list(name: str, kind: str, values: tuple[str, ...]) -> str:
    items = "".join(_element("rdf:li", value) for value in values)
    return f"<{name}><rdf:{kind}>{items}</rdf:{kind}></{name}>" if items else ""


def _identification(item: Identification) -> str:
    values = (_element(f"{item.prefix}:{prop.name}", prop.value) for prop in item.properties)
    return _description(item.prefix, item.namespace, *values)


def _for_press(day: dt.date) -> tuple[str, ...]:
    """Say when the file was made, and which version of which document it is (ISO 15930-7 asks for both)."""
    moment = f"{day.isoformat()}T00:00:00Z"
    dates = (_element(f"xmp:{name}Date", moment) for name in ("Create", "Modify", "Metadata"))
    identity = {"DocumentID": UNKNOWN_ID.decode(), "VersionID": "1", "RenditionClass": "default"}
    said = (_element(f"xmpMM:{name}", value) for name, value in identity.items())
    return (
        _description("xmp", "http://ns.adobe.com/xap/1.0/", *dates),
        _description("xmpMM", "http://ns.adobe.com/xap/1.0/mm/", *said),
    )


def _declarations(standards: Sequence[str]) -> str:
    """Declare to keep standards that have no properties of their own (PDF Declarations)."""
    items = "".join(
        f'<rdf:li rdf:parseType="Resource">{_element("pdfd:conformsTo", standard)}</rdf:li>'
        for standard in standards
    )
    content = f"<pdfd:declarations><rdf:Bag>{items}</rdf:Bag></pdfd:declarations>"
    return _description("pdfd", "http://pdfa.org/declarations/", content)


def _extension(item: Identification) -> str:
    """Describe a schema that PDF/A does not know (ISO 19005-2, 6.6.2.3.3)."""
    properties = "".join(
        '<rdf:li rdf:parseType="Resource">'
        + _element("pdfaProperty:name", prop.name)
        + _element("pdfaProperty:valueType", prop.value_type)
        + _element("pdfaProperty:category", "internal")
        + _element("pdfaProperty:description", prop.description)
        + "</rdf:li>"
        for prop in item.properties
    )
    return (
        '<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"'
        ' xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"'
        ' xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">'
        '<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">'
        + _element("pdfaSchema:schema", item.schema)
        + _element("pdfaSchema:namespaceURI", item.namespace)
        + _element("pdfaSchema:prefix", item.prefix)
        + f"<pdfaSchema:property><rdf:Seq>{properties}</rdf:Seq></pdfaSchema:property>"
        + "</rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>"
    )
