"""PDF 2.0: what veraPDF asks of PDF/UA-2, WTPDF and PDF/A-4f, and what it does not notice."""

import io

import pikepdf
import pytest
from msgspec.structs import replace

from briefpress.document import nodes as n
from briefpress.page import LinkArea
from briefpress.pdf import PROFILES, Attachment, PdfError, structure, write_pdf
from briefpress.pdf.profiles import PDF_1_7, PDF_2_0
from briefpress.pdf.structure import Element, Tree
from tests.pdf.samples import EN, FR, document, full, h, inline, note, p, ref
from tests.pdf.typeset import FONTS, typeset
from tests.support import verapdf
from tests.support.tags import read_pages, tag_tree

MODERN = PROFILES["modern"]
FACTS = Attachment("facts-en.csv", "text/csv", "Data", "Facts", b"id\r\n")


def write(made, pages=None):
    return write_pdf(made, pages or typeset(made), FONTS, profile=MODERN, attachments=[FACTS])


def opened(data):
    return pikepdf.open(io.BytesIO(data))


@pytest.fixture(scope="module")
def whole():
    return write(full(rows=40))


@pytest.fixture
def file(whole):
    with opened(whole) as file:
        yield file


def elements(file):
    """Return all structure elements in reading order."""
    found, rest = [], [file.Root.StructTreeRoot.K]
    while rest:
        one = rest.pop()
        if isinstance(one, pikepdf.Array):
            rest += reversed(list(one))
        elif isinstance(one, pikepdf.Dictionary) and "/S" in one:
            found.append(one)
            rest.append(one.get("/K", pikepdf.Array()))
    return found


def tagged(file, tag):
    return [element for element in elements(file) if str(element.S) == f"/{tag}"]


def same(one, other):
    return one.objgen == other.objgen


# ---- namespaces and names


def test_every_element_is_in_a_namespace_that_the_tree_names(file):
    root = file.Root.StructTreeRoot
    assert [str(one.NS) for one in root.Namespaces] == [PDF_1_7, PDF_2_0]
    assert {str(one.Type) for one in root.Namespaces} == {"/Namespace"}
    found = {}
    for element in elements(file):
        found.setdefault(str(element.NS.NS), set()).add(str(element.S)[1:])
    assert found[PDF_1_7] == {"Reference"}
    assert {"Document", "Strong", "Em", "Aside", "FENote", "Caption", "H3"} <= found[PDF_2_0]
    assert "/RoleMap" not in root


def test_marks_have_the_names_of_their_elements(file):
    parents = list(file.Root.StructTreeRoot.ParentTree.Nums)[1::2]
    for page, content in zip(file.pages, read_pages(file), strict=True):
        assert [str(e.S)[1:] for e in parents[int(page.obj.StructParents)]] == list(content.tags.values())


def test_lists_say_what_their_labels_are(file):
    said = [str(element.A.ListNumbering) for element in tagged(file, "L") if "/A" in element]
    assert said == ["/Unordered", "/Ordered"]
    labels = [e for e in tagged(file, "L") if any(k.S == "/Lbl" for i in e.K for k in i.K)]
    assert len(labels) == len(said)


def test_a_picture_and_its_caption_stand_in_an_element_of_their_own(file):
    """A Div would be looked through, and the caption be one in the middle of its section (8.2.5.27)."""
    (caption,) = [e for e in tagged(file, "Caption") if e.P.S != "/Table"]
    assert caption.P.S == "/Sect"
    assert [str(kid.S) for kid in caption.P.K] == ["/Caption", "/Figure"]
    assert all("/BBox" in figure.A for figure in tagged(file, "Figure"))


def test_an_aside_in_an_aside_is_a_part_of_it():
    inner = n.Callout(lang=EN, blocks=(n.Callout(lang=EN, blocks=(p("Within."),)),))
    made = document(n.Callout(lang=EN, blocks=(p("Beside."), inner)))
    with opened(write(made)) as file:
        assert [str(e.S)[1:] for e in elements(file)] == ["Document", "Aside", "P", "Div", "Div", "P"]


# ---- notes


def test_notes_and_what_refers_to_them_name_each_other(file):
    first, second = tagged(file, "FENote")
    assert str(first.A.NoteType) == str(second.A.NoteType) == "/Endnote"
    citations = [link for link in tagged(file, "Link") if link.P.S == "/Reference"]
    assert len(citations) == 2
    assert all(same(link.Ref[0], first) and len(link.Ref) == 1 for link in citations)
    assert [one.objgen for one in first.Ref] == [link.objgen for link in citations]
    assert "/Ref" not in second
    # Its number leads back to the first place that refers to it.
    (back,) = [link for link in tagged(file, "Link") if link.P.S == "/Lbl"]
    assert same(back.Ref[0], citations[0])
    names = list(file.Root.StructTreeRoot.IDTree.Names)
    assert [str(name) for name in names[::2]] == [str(first.ID), str(second.ID)]
    assert same(names[1], first)


# ---- destinations


def outline(file):
    found, at = [], file.Root.Outlines.get("/First")
    rest = [at]
    while rest:
        at = rest.pop()
        found.append(at)
        rest += [at[key] for key in ("/Next", "/First") if key in at]
    return found


def test_links_and_bookmarks_lead_to_elements_and_to_places(file):
    targets = {}
    for entry in outline(file):
        assert "/Dest" not in entry and entry.A.S == "/GoTo"
        assert list(entry.A.SD)[1:] == list(entry.A.D)[1:]
        assert entry.A.D[0].Type == "/Page"
        targets[str(entry.Title)] = str(entry.A.SD[0].S)
    assert targets["Defence"] == "/H1" and targets["Sous-titre"] == "/H3" and targets["Sources"] == "/H2"
    inside = [a for page in file.pages for a in page.obj.get("/Annots", []) if "/URI" not in a.get("/A", {})]
    assert len(inside) == 3
    assert {str(a.A.SD[0].S) for a in inside} == {"/FENote", "/Link"}
    assert all("/Dest" not in a for a in inside)


def test_the_tags_read_the_same_as_those_of_the_usual_pdf(whole):
    def words(tree):
        names = {"FENote": "Note", "Unordered": "Disc", "Ordered": "Decimal", " NoteType=Endnote": ""}
        for new, old in names.items():
            tree = tree.replace(new, old)
        return tree

    made = full(rows=40)
    usual = tag_tree(write_pdf(made, typeset(made), FONTS))
    assert words(tag_tree(whole)) == usual.replace("    Div\n      Caption", "    Sect\n      Caption")


# ---- the file


def test_the_file_is_pdf_2_and_has_no_info(whole, file):
    assert whole.startswith(b"%PDF-2.0\n")
    assert "/Info" not in file.trailer
    assert not any(isinstance(o, pikepdf.Dictionary) and "/Producer" in o for o in file.objects)
    with file.open_metadata() as xmp:
        assert (xmp["pdfaid:part"], xmp["pdfaid:rev"], xmp["pdfaid:conformance"]) == ("4", "2020", "F")
        assert (xmp["pdfuaid:part"], xmp["pdfuaid:rev"]) == ("2", "2024")
        assert xmp["dc:title"] == "Defence & “Foreign” Affairs – Défense"
    packet = file.Root.Metadata.read_bytes().decode()
    declared = "<pdfd:conformsTo>http://pdfa.org/declarations/wtpdf#accessibility1.0</pdfd:conformsTo>"
    assert declared in packet and "pdfaExtension" not in packet
    assert [str(spec.UF) for spec in file.Root.AF] == ["facts-en.csv"]


def test_a_file_without_facts_is_refused():
    made = document(p("x"))
    with pytest.raises(PdfError, match="attached"):
        write_pdf(made, typeset(made), FONTS, profile=MODERN)


def test_a_structure_type_of_no_namespace_is_refused(monkeypatch):
    monkeypatch.setitem(structure._BUILDERS, n.Callout, structure._group("Sidebar"))
    with pytest.raises(PdfError, match="Sidebar is in no namespace"):
        write(document(n.Callout(lang=EN, blocks=(p("x"),))))


def test_every_name_of_ours_has_a_namespace():
    """What some document may hold, and what types of blocks that are to come may be."""
    coming = {"BlockQuote", "TOC", "TOCI", "Reference", "Lbl", "Caption", "Sect", "Part", "Index", "Title"}
    made = Tree(full(), MODERN.structure)
    names, rest = set(coming), [made.root]
    while rest:
        element = rest.pop()
        names.add(element.tag)
        rest += [kid for kid in element.kids if isinstance(kid, Element)]
    assert names <= set(MODERN.structure.namespaces)


# ---- the real validator


@pytest.mark.conformance
def test_everything_passes_verapdf(whole, tmp_path, monkeypatch):
    files = {"whole": whole, "contents": contents(monkeypatch)}
    verapdf.check("ua2,4f,wt1a", files, tmp_path)


def contents(monkeypatch):
    """A document with a table of contents, a quotation and terms, which types of blocks may be one day."""

    def toc(tree, node, parent):
        tree.add_all(node.items, Element("TOC", parent, node.lang))

    def entry(tree, node, parent):
        item = Element("TOCI", parent, node.lang)
        tree.hold(node.marker, Element("Lbl", item, item.lang))
        (link,) = node.blocks[0].content
        held = Element("Link", Element("Reference", item, item.lang), item.lang)
        tree.hold(link, held)
        tree.add_all(link.children, held)
        tree.add_all(node.blocks[1:], item)

    monkeypatch.setitem(structure._BUILDERS, n.ListBlock, toc)
    monkeypatch.setitem(structure._BUILDERS, n.ListItem, entry)
    monkeypatch.setitem(structure._BUILDERS, n.Callout, structure._group("BlockQuote"))

    def listed(*items):
        return n.ListBlock(lang=EN, ordered=False, items=items)

    def item(number, *more):
        link = inline(n.Link, f"Chapter {number}", href="https://example.org/")
        return n.ListItem(lang=EN, marker=n.Text(lang=EN, text=number), blocks=(p(link), *more))

    made = document(
        h(1, "Title"),
        listed(item("1", listed(item("1.1"))), item("2")),
        n.Section(
            lang=EN, blocks=(h(2, "Quoted"), n.Callout(lang=EN, blocks=(p("Words."),)), p("x", ref("1")))
        ),
        n.Section(lang=FR, blocks=(note("1", "Une note.", lang=FR),)),
    )
    heading = made.blocks[0]
    pages = [
        replace(
            page,
            items=tuple(
                item._replace(href=None, target=heading) if isinstance(item, LinkArea) and item.href else item
                for item in page.items
            ),
        )
        for page in typeset(made)
    ]
    data = write(made, pages)
    with opened(data) as file:
        (title,) = tagged(file, "H1")
        assert all(same(one.Ref[0], title) for one in tagged(file, "TOCI"))
    return data
