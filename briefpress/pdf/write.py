"""The pipeline of this package."""

# mypy: allow-untyped-calls
# (ReportLab has no annotations.)

from __future__ import annotations

from collections.abc import Sequence

from briefpress.document import nodes
from briefpress.fonts import FontLibrary
from briefpress.page import Page, on_paper
from briefpress.pdf.canvas import TaggedCanvas
from briefpress.pdf.document import Intent, TaggedDocument, fixed_settings
from briefpress.pdf.files import Attachment, attach
from briefpress.pdf.links import Links
from briefpress.pdf.metadata import Metadata
from briefpress.pdf.painter import Painter
from briefpress.pdf.press import Press, PressCanvas, bled
from briefpress.pdf.profiles import PROFILES, Profile
from briefpress.pdf.structure import Tree
from briefpress.pdf.syntax import PdfError
from briefpress.pdf.treewriter import TreeWriter


def write_pdf(
    document: nodes.Document,
    pages: Sequence[Page],
    fonts: FontLibrary,
    *,
    profile: Profile = PROFILES["default"],
    creator: str | None = None,
    attachments: Sequence[Attachment] = (),
    press: Press | None = None,
) -> bytes:
    """Return the file: the same bytes for the same document, pages, fonts, profile, attachments and press.

    Args:
        document: The node tree; it gives reading order, structure and metadata.
        pages: Where its content stands; every item's node is of the document, or None.
        fonts: The faces that the runs were shaped with.
        profile: The standards to keep.
        creator: The program that the brief was written with.
        attachments: Files that go with the document.
        press: What prints it, for a profile that is for a press.

    Raises:
        PdfError: The pages do not fit the document; this is a bug of layout or of this package.
    """
    with fixed_settings():
        metadata = Metadata.of(document, creator, press.day if press is not None else None)
        if profile.is_for_press:
            if press is None or attachments:
                raise PdfError("a file for a press needs one, and takes no files")
            return _write_for_press(document, pages, fonts, profile, metadata, press)
        if profile.structure is None or press is not None:
            raise PdfError("only a file for a press has a press, and no structure")
        target = TaggedDocument(profile, metadata, has_files=bool(attachments))
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
        target.label(pages)
        links.write_annotations(writer, first_key=len(pages))
        links.write_outline(writer)
        if attachments:
            attach(target, attachments)
        canvas.add_fonts()
        data: bytes = canvas.getpdfdata()
        _let_go(tree, target, canvas)
    return data


def _write_for_press(
    document: nodes.Document,
    pages: Sequence[Page],
    fonts: FontLibrary,
    profile: Profile,
    metadata: Metadata,
    press: Press,
) -> bytes:
    """Return the file without what paper cannot show: links, bookmarks and tags."""
    target = TaggedDocument(profile, metadata, intent=Intent(press.condition, press.profile, 4))
    canvas = PressCanvas(target, fonts, press)
    tree = Tree(document)
    # Without labels: to a press a page is what stands at its place, and of each label there may be two.
    Painter(canvas, tree, Links(target, tree)).paint(bled(on_paper(pages), press.bleed))
    canvas.add_fonts()
    data: bytes = canvas.getpdfdata()
    _let_go(tree, target, canvas)
    return data


def _let_go(tree: Tree, target: TaggedDocument, canvas: TaggedCanvas) -> None:
    """Part what knows each other, once the file is written.

    Else all of it would wait for the garbage collector, which took 7% of the time of a series.
    """
    tree.dissolve()
    for done in (target, canvas):
        vars(done).clear()
