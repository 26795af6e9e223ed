"""XML text -> SVG elements with their places.

Everything that could reach outside of the file, run, move or grow without end is refused here, wherever it
stands: entities, scripts, animations, links to style sheets.
"""

from __future__ import annotations

from collections.abc import Iterator
from xml.parsers import expat

from msgspec import Struct, field

from briefpress.svg.refusal import Mark, Reason, SvgError, large, unknown

#: Of a file: a page of vectors has a hundredth of it.
MAX_BYTES = 4_000_000
MAX_ELEMENTS = 50_000
#: Deeper ones are no drawing; reading them would meet Python's own limit.
MAX_DEPTH = 80

SVG = "http://www.w3.org/2000/svg"
_XLINK = "http://www.w3.org/1999/xlink"
_PLAIN = "save it as plain SVG (in Inkscape: Save As > Plain SVG)"

_MOVES = ("it moves, and paper does not", "take the animation out")
#: Elements that may stand nowhere -> why, and what to do.
_REFUSED = {
    "script": ("it is a program", "take the script out: a picture on paper cannot run"),
    **dict.fromkeys(
        ("animate", "animateColor", "animateMotion", "animateTransform", "discard", "set"), _MOVES
    ),
    **dict.fromkeys(
        ("audio", "canvas", "iframe", "video"),
        ("it plays or loads something", "take it out, and draw what is to be seen"),
    ),
}


class Element(Struct, eq=False):
    """An element of the namespace of SVG.

    Attributes:
        name: Without its namespace.
        attributes: Those without a namespace, and ``href`` of XLink as ``href``.
        mark: Where its tag begins.
        children: Elements of SVG; those of other namespaces are not drawn (SVG 2, 5.11).
        text: Its own characters.
    """

    name: str
    attributes: dict[str, str]
    mark: Mark
    children: list[Element] = field(default_factory=list)
    text: str = ""

    def walk(self) -> Iterator[Element]:
        """Yield this element and all below it, in the order of the file."""
        rest = [self]
        while rest:
            element = rest.pop()
            yield element
            rest += element.children[::-1]


def read_elements(data: bytes) -> Element:
    """Return the root of a file.

    Raises:
        SvgError: It is no SVG file, or has what is refused wherever it stands.
    """
    if len(data) > MAX_BYTES:
        raise large(f"it has more than {MAX_BYTES // 1_000_000} million bytes")
    builder = _Builder()
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    builder.parser = parser
    parser.StartElementHandler = builder.start
    parser.EndElementHandler = builder.end
    parser.CharacterDataHandler = builder.text
    parser.StartDoctypeDeclHandler = builder.doctype
    parser.EntityDeclHandler = builder.entity
    parser.SkippedEntityHandler = builder.entity
    parser.ProcessingInstructionHandler = builder.instruction
    try:
        parser.Parse(_decoded(data), True)
    except expat.ExpatError as error:
        mark = Mark(error.lineno, error.offset + 1)
        message = f"the XML is not well formed: {expat.errors.messages[error.code]}"
        raise SvgError(Reason.BROKEN, message, "export the picture again", mark) from None
    except UnicodeEncodeError:
        raise SvgError(Reason.BROKEN, "it has half a character", "export the picture again") from None
    assert builder.root is not None
    return builder.root


def _decoded(data: bytes) -> str:
    """Return the text of a file with line ends that everybody counts alike."""
    encoding = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise SvgError(Reason.BROKEN, "it is not saved as UTF-8", "save it as UTF-8", Mark(line)) from None
    return text.replace("\r\n", "\n").replace("\r", " ")


class _Builder:
    """Takes the events of the XML parser."""

    parser: expat.XMLParserType

    def __init__(self) -> None:
        self.root: Element | None = None
        self._open: list[Element | None] = []  # None for one of another namespace, and all inside it
        self._count = 0

    @property
    def mark(self) -> Mark:
        return Mark(self.parser.CurrentLineNumber, self.parser.CurrentColumnNumber + 1)

    def start(self, full: str, given: dict[str, str]) -> None:
        namespace, _, name = full.rpartition(" ")
        mark = self.mark._replace(length=len(name) + 1)
        self._count += 1
        if len(self._open) >= MAX_DEPTH:
            raise large(f"its elements are nested more than {MAX_DEPTH} levels deep", mark)
        if self._count > MAX_ELEMENTS:
            raise large(f"it has more than {MAX_ELEMENTS:,} elements", mark)
        if not self._open and (namespace != SVG or name != "svg"):
            message, hint = f'its root is no `svg` with `xmlns="{SVG}"`', "export the picture again as SVG"
            raise SvgError(Reason.BROKEN, message, hint, mark)
        is_drawn = namespace == SVG and (not self._open or self._open[-1] is not None)
        if namespace == SVG and name in _REFUSED:
            why, hint = _REFUSED[name]
            raise unknown(f"`{name}` cannot be printed: {why}", hint, mark)
        element = Element(name, _attributes(given, mark), mark) if is_drawn else None
        if element is not None:
            if not self._open:
                self.root = element
            elif (parent := self._open[-1]) is not None:
                parent.children.append(element)
        self._open.append(element)

    def end(self, _name: str) -> None:
        self._open.pop()

    def text(self, data: str) -> None:
        if self._open and (element := self._open[-1]) is not None and element.name == "style":
            element.text += data

    def doctype(self, _name: str, _system: str | None, _public: str | None, has_subset: int) -> None:
        # The address of the usual declaration is never asked for: without entities it says nothing.
        if has_subset:
            raise unknown("it declares a document type of its own", _PLAIN, self.mark)

    def entity(self, name: str, *_: object) -> None:
        raise unknown(f"it has the entity `{name}`", _PLAIN, self.mark)

    def instruction(self, target: str, _data: str) -> None:
        if target == "xml-stylesheet":
            hint = "put the style sheet into a `style` element"
            raise unknown("its style sheet is another file", hint, self.mark)


def _attributes(given: dict[str, str], mark: Mark) -> dict[str, str]:
    found: dict[str, str] = {}
    for full, value in given.items():
        namespace, _, name = full.rpartition(" ")
        if not namespace:
            if name.startswith("on"):
                raise unknown(f"`{name}` is a program", "take it out: a picture on paper cannot run", mark)
            found[name] = value
        elif namespace == _XLINK and name == "href":
            found.setdefault("href", value)
    return found
