"""The pipeline of this package."""

# mypy: allow-untyped-calls
# (ReportLab has no annotations.)

from __future__ import annotations

from collections.abc import Sequence

from briefpress.document import nodes
from briefpress.fonts import FontLibrary
from briefpress.page import Page
from briefpress.pdf.canvas import TaggedCanvas
from briefpress.pdf.document import TaggedDocument, fixed_settings
from briefpress.pdf.files import Attachment, attach
from briefpress.pdf.links import Links
from briefpress.pdf.metadata import Metadata
from briefpress.pdf.painter import Painter
from briefpress.pdf.profiles import PROFILES, Profile
from briefpress.pdf.structure import Tree
from briefpress.pdf.treewriter import TreeWriter


def write_pdf(
    document: nodes.Document,
    pages: Sequence[Page],
    fonts: FontLibrary,
    *,
    profile: Profile = PROFILES["default"],
    creator: str | None = None,
    attachments: Sequence[Attachment] = (),
) -> bytes:
    """Return the file: the same bytes for the same document, pages, fonts, profile and attachments.

    Args:
        document: The node tree; it gives reading order, structure and metadata.
        pages: Where its content stands; every item's node is of the document, or None.
        fonts: The faces that the runs were shaped with.
        profile: The standards to keep.
        creator: The program that the brief was written with.
        attachments: Files that go with the document.

    Raises:
        PdfError: The pages do not fit the document; this is a bug of layout or of this package.
    """
    with fixed_settings():
        target = TaggedDocument(profile, Metadata.of(document, creator), has_files=bool(attachments))
        canvas = TaggedCanvas(target, fonts)
        tree = Tree(document, profile.structure)
        links = Links(target, tree)
        painter = Painter(canvas, tree, links)
        painter.prepare(pages)
        painter.paint(pages)
        tree.check()
        links.refer()
        writer = TreeWriter(target, tree)
        writer.write(painter.parents, links)
        links.write_annotations(writer, first_key=len(pages))
        links.write_outline(writer)
        if attachments:
            attach(target, attachments)
        canvas.add_fonts()
        data: bytes = canvas.getpdfdata()
    return data
