"""The structure tree as objects of the file (ISO 32000-1, 14.7)."""

from __future__ import annotations

from briefpress.pdf.document import TaggedDocument
from briefpress.pdf.links import Links
from briefpress.pdf.structure import Element, Slot, Tree
from briefpress.pdf.syntax import PdfError, text_string


class TreeWriter:
    """Writes elements as ready text: a dictionary object for each would take half of a file's time."""

    def __init__(self, document: TaggedDocument, tree: Tree) -> None:
        self._document = document
        self._tree = tree
        self._structure = tree.structure
        self._numbers: dict[Element, int] = {}
        self._namespaces: dict[str, int] = {}
        self._referring: list[tuple[int, str, Element]] = []

    def write(self, parents: list[list[Slot]], links: Links) -> None:
        """Write the tree and hang it into the catalog.

        Args:
            parents: For each page, the slots of its marks by their number.
            links: The annotations, whose keys in the parent tree follow those of the pages.
        """
        document = self._document
        self._pages = [document.page_number(index) for index in range(len(parents))]
        root = document.allocate()
        # ISO 32000-2, table 356: namespaces are objects that elements refer to.
        for namespace in sorted(set(self._structure.namespaces.values())):
            text = f"<</Type/Namespace/NS{text_string(namespace)}>>"
            self._namespaces[namespace] = document.add(text)
        kid = self._element(self._tree.root, root)
        numbers = self._numbers
        for number, text, element in self._referring:
            document.fill(number, f"{text}{self._references(element)}>>")
        keys = []
        for key, slots in enumerate(parents):
            references = " ".join(f"{numbers[slot.element]} 0 R" for slot in slots)
            keys.append(f"{key} {document.add(f'[{references}]')} 0 R")
        for key, annotation in enumerate(links.annotations, len(parents)):
            keys.append(f"{key} {numbers[annotation.element]} 0 R")
        parent_tree = document.add(f"<</Nums[{' '.join(keys)}]>>")
        document.fill(
            root,
            f"<</Type/StructTreeRoot/K {kid} 0 R/ParentTree {parent_tree} 0 R"
            f"/ParentTreeNextKey {len(keys)}{self._ids()}{self._roles()}{self._spaces()}>>",
        )
        document.Catalog.StructTreeRoot = f"{root} 0 R"

    def _element(self, element: Element, parent: int) -> int:
        """Write an element and all below it; return its object number."""
        number = self._document.allocate()
        self._numbers[element] = number
        page: int | None = None
        kids: list[str] = []
        for kid in element.kids:
            if isinstance(kid, Slot):
                kid.sort()
                for mark in kid:
                    if page is None:
                        page = mark.page
                    if mark.page == page:
                        kids.append(str(mark.mcid))
                    else:
                        kids.append(f"<</Type/MCR/Pg {self._pages[mark.page]} 0 R/MCID {mark.mcid}>>")
            elif kid.alive or kid.keep:
                kids.append(f"{self._element(kid, number)} 0 R")
        if element.tag == "Link" and not element.annotations:
            raise PdfError("a link is printed and has no area, so that it cannot be followed")
        for annotation, at in element.annotations:
            kids.append(f"<</Type/OBJR/Pg {self._pages[at]} 0 R/Obj {annotation} 0 R>>")
        shown = f"/Pg {self._pages[page]} 0 R" if page is not None else ""
        content = f"/K[{' '.join(kids)}]" if kids else ""
        text = f"<</S/{element.tag}/P {parent} 0 R{self._space(element)}{element.entries}{shown}{content}"
        if element.refs and self._structure.has_references:
            self._referring.append((number, text, element))  # to elements that may have no number yet
        else:
            self._document.fill(number, f"{text}>>")
        return number

    def number(self, element: Element) -> int:
        """Return the object number of an element that was written."""
        return self._numbers[element]

    def _space(self, element: Element) -> str:
        """Write the namespace of an element, where there are any."""
        if not self._namespaces:
            return ""
        namespace = self._structure.namespaces.get(element.tag)
        if namespace is None:
            raise PdfError(f"the structure type {element.tag} is in no namespace of this profile")
        return f"/NS {self._namespaces[namespace]} 0 R"

    def _spaces(self) -> str:
        numbers = " ".join(f"{number} 0 R" for number in self._namespaces.values())
        return f"/Namespaces[{numbers}]" if numbers else ""

    def _references(self, element: Element) -> str:
        alive = [f"{self._numbers[other]} 0 R" for other in element.refs if other in self._numbers]
        return f"/Ref[{' '.join(alive)}]" if alive else ""

    def _ids(self) -> str:
        """Write the IDTree (table 322), sorted by ID as name trees are (7.9.6)."""
        alive = sorted((name, element) for name, element in self._tree.ids.items() if element.alive)
        if not alive:
            return ""
        names = " ".join(f"{text_string(name)}{self._numbers[element]} 0 R" for name, element in alive)
        return f"/IDTree<</Names[{names}]>>"

    def _roles(self) -> str:
        """Write the RoleMap with the types that occur."""
        used = {element.tag for element in self._numbers}
        rows = "".join(
            f"/{tag}/{role}" for tag, role in sorted(self._structure.role_map.items()) if tag in used
        )
        return f"/RoleMap<<{rows}>>" if rows else ""
