"""A PDF's structure tree as readable text, from the bytes that a reader would get.

For goldens (`tests/golden/tags/*.txt`): one line for each structure element with what assistive technology
is told, and below it what it reads, in reading order.
"""

from __future__ import annotations

import io
import re
from dataclasses import dataclass, field

import pikepdf

_SHOWING = {"Tj", "TJ"}
_PAINTING = {*_SHOWING, "f", "F", "f*", "B", "B*", "b", "b*", "S", "s", "sh", "Do", "EI", "'", '"'}
_LOOK_ALIKES = "\u00ad\u2010\u2011"
_MAPPING = re.compile(r"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>")


@dataclass
class PageContent:
    """What a page paints.

    Attributes:
        tags: For each mark, in painting order, its tag.
        texts: For each mark, its text.
        artifacts: Type and text of each artifact.
        loose: Painting operators outside of any mark.
    """

    tags: dict[int, str] = field(default_factory=dict)
    texts: dict[int, str] = field(default_factory=dict)
    artifacts: list[tuple[str, str]] = field(default_factory=list)
    loose: list[str] = field(default_factory=list)


def tag_tree(pdf: bytes) -> str:
    """Return the structure tree of a PDF as indented text."""
    with pikepdf.open(io.BytesIO(pdf)) as file:
        writer = _Writer(file)
        writer.element(file.Root.StructTreeRoot.K, 0)
        return "\n".join(writer.lines) + "\n"


def read_pages(file: pikepdf.Pdf) -> list[PageContent]:
    """Return what each page of a file paints."""
    return [_read_page(page) for page in file.pages]


def to_unicode(font: pikepdf.Object) -> dict[int, str]:
    """Return the text of each code of a font, from its ToUnicode CMap."""
    cmap = font.ToUnicode.read_bytes().decode("ascii")
    blocks = re.findall(r"beginbfchar(.*?)endbfchar", cmap, re.DOTALL)
    return {
        int(code, 16): bytes.fromhex(text).decode("utf-16-be")
        for block in blocks
        for code, text in _MAPPING.findall(block)
    }


def _read_page(page: pikepdf.Page) -> PageContent:
    maps = {name: to_unicode(font) for name, font in page.Resources.get("/Font", {}).items()}
    content = PageContent()
    stack: list[list] = []
    current: dict[int, str] = {}
    for operands, operator in pikepdf.parse_content_stream(page):
        name = str(operator)
        if name in ("BDC", "BMC"):
            properties = operands[1] if name == "BDC" else {}
            tag = str(operands[0])[1:]
            stack.append([tag, properties.get("/MCID"), properties.get("/ActualText"), ""])
            if "/MCID" in properties:
                content.tags[int(properties["/MCID"])] = tag
                content.texts[int(properties["/MCID"])] = ""
            if tag == "Artifact":
                content.artifacts.append((str(properties.get("/Type", ""))[1:], ""))
            if "/ActualText" in properties:
                _say(content, stack, str(properties["/ActualText"]))
        elif name == "EMC":
            stack.pop()
        elif name == "Tf":
            current = maps[str(operands[0])]
        elif name in _PAINTING and not any(tag == "Artifact" or mcid is not None for tag, mcid, *_ in stack):
            content.loose.append(name)
        elif name in _SHOWING and not any(actual is not None for _, _, actual, _ in stack):
            # ISO 32000-1, 14.8.2.3.3: such strings are read from the last character to the first.
            is_reversed = stack[-1][0] == "ReversedChars"
            _say(content, stack, _text(operands[-1], current, is_reversed=is_reversed))
    return content


def _visible(text: str) -> str:
    """Write blanks and hyphens that look like others, and control characters, as escapes."""
    return "".join(
        char if char == " " or (char.isprintable() and char not in _LOOK_ALIKES) else f"\\u{ord(char):04x}"
        for char in text
    )


def _say(content: PageContent, stack: list[list], text: str) -> None:
    for tag, mcid, *_ in reversed(stack):
        if mcid is not None:
            content.texts[int(mcid)] += text
            return
        if tag == "Artifact":
            kind, before = content.artifacts[-1]
            content.artifacts[-1] = (kind, before + text)
            return


def _text(shown: pikepdf.Object, codes: dict[int, str], *, is_reversed: bool) -> str:
    parts = shown if isinstance(shown, pikepdf.Array) else [shown]
    data = b"".join(bytes(part) for part in parts if isinstance(part, pikepdf.String))
    said = [codes[data[i] << 8 | data[i + 1]] for i in range(0, len(data), 2)]
    return "".join(reversed(said) if is_reversed else said)


class _Writer:
    def __init__(self, file: pikepdf.Pdf) -> None:
        self.lines: list[str] = []
        self._pages = {page.obj.objgen: index for index, page in enumerate(file.pages)}
        self._contents = read_pages(file)

    def element(self, element: pikepdf.Object, depth: int) -> None:
        kids = element.get("/K")
        kids = [] if kids is None else list(kids) if isinstance(kids, pikepdf.Array) else [kids]
        page = element.get("/Pg")
        line = "  " * depth + str(element.S)[1:] + self._attributes(element)
        said: list[str | pikepdf.Object] = []
        for kid in kids:
            if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
                said.append(kid)
            elif isinstance(kid, pikepdf.Dictionary) and kid.Type == "/OBJR":
                said.append(self._link(kid.Obj))
            else:
                text = self._content(kid, page)
                # The marks of one stretch of text, over lines and pages, read as one.
                text = _visible(text)
                if said and isinstance(said[-1], str) and said[-1].startswith('"') and text:
                    said[-1] = said[-1][:-1] + text + '"'
                elif text:
                    said.append(f'"{text}"')
        if len(said) == 1 and isinstance(said[0], str):
            self.lines.append(f"{line} {said[0]}")
            return
        self.lines.append(line)
        for part in said:
            if isinstance(part, str):
                self.lines.append("  " * (depth + 1) + part)
            else:
                self.element(part, depth + 1)

    def _content(self, kid: pikepdf.Object, page: pikepdf.Object) -> str:
        if isinstance(kid, pikepdf.Dictionary):
            page, kid = kid.Pg, kid.MCID
        return self._contents[self._pages[page.objgen]].texts[int(kid)]

    def _link(self, annotation: pikepdf.Object) -> str:
        action = annotation.get("/A", {})
        if "/URI" in action:
            return f"-> {action.URI}"
        place = action.D if "/D" in action else annotation.Dest
        return f"-> page {self._pages[place[0].objgen] + 1}"

    @staticmethod
    def _attributes(element: pikepdf.Object) -> str:
        shown = "".join(
            f" {name}={str(element[f'/{name}'])!r}"
            for name in ("ID", "Lang", "Alt", "ActualText", "E")
            if f"/{name}" in element
        )
        attributes = element.get("/A")
        if attributes is None:
            return shown
        for owner in attributes if isinstance(attributes, pikepdf.Array) else [attributes]:
            for name in sorted(owner.keys()):
                if name in ("/Scope", "/ListNumbering", "/ColSpan", "/RowSpan", "/NoteType"):
                    shown += f" {name[1:]}={str(owner[name]).removeprefix('/')}"
        return shown
