"""Presentation attributes, ``style`` attributes and style sheets -> what holds for an element (SVG 2, 6)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from briefpress.svg.elements import Element
from briefpress.svg.refusal import Mark, large, unknown

#: Of all style sheets of a file: each element is compared with each.
MAX_RULES = 1_000

#: Properties that a child has from its parent -> their initial values.
INHERITED: Mapping[str, str] = {
    "fill": "black",
    "fill-opacity": "1",
    "fill-rule": "nonzero",
    "stroke": "none",
    "stroke-width": "1",
    "stroke-opacity": "1",
    "stroke-linecap": "butt",
    "stroke-linejoin": "miter",
    "stroke-miterlimit": "4",
    "stroke-dasharray": "none",
    "stroke-dashoffset": "0",
    "color": "black",
    "visibility": "visible",
    "paint-order": "normal",
    "marker-start": "none",
    "marker-mid": "none",
    "marker-end": "none",
}
#: Properties of one element alone -> their initial values.
OWN: Mapping[str, str] = {
    "opacity": "1",
    "display": "inline",
    "clip-path": "none",
    "overflow": "hidden",
    "background": "none",
    "background-color": "transparent",
}
_ELSEWHERE = "apply it in the program that drew the picture, and export it again"
#: Properties that change what is to be seen in ways that are not drawn -> the values that change nothing.
_REFUSED: Mapping[str, tuple[tuple[str, ...], str]] = {
    "filter": (("none",), "take the filter out, or save the picture as a PNG"),
    "mask": (("none",), "take the mask out, or save the picture as a PNG"),
    "mask-image": (("none",), "take the mask out, or save the picture as a PNG"),
    "mix-blend-mode": (("normal",), "let it blend in the normal way, or save the picture as a PNG"),
    "backdrop-filter": (("none",), "take the filter out, or save the picture as a PNG"),
    "background-image": (("none",), "draw the background as a shape"),
    "vector-effect": (("none",), "convert the stroke to a path"),
    "clip": (("auto",), "clip with a rectangle (`clip-path`)"),
    "transform": (("none",), 'write it as an attribute: transform="..."'),
    "transform-origin": ((), _ELSEWHERE),
    **dict.fromkeys(("rotate", "scale", "translate", "offset-path"), (("none",), _ELSEWHERE)),
    **dict.fromkeys(("animation", "animation-name"), (("none",), "take the animation out")),
    "d": (("none",), "write the path as an attribute"),
    "zoom": (("1", "normal"), _ELSEWHERE),
}
#: Attributes of shapes that style sheets may set too (SVG 2, 7.3); only the root has a use for two of them.
_GEOMETRY = ("x", "y", "cx", "cy", "r", "rx", "ry", "width", "height")
ROOT_GEOMETRY = ("width", "height")
_MARKERS = ("marker-start", "marker-mid", "marker-end")

#: One that is not closed goes on to the end (CSS Syntax 3, 4.3.2).
_COMMENT = re.compile(r"/\*(?:.*?\*/|.*\Z)", re.DOTALL)
_RULE = re.compile(r"([^{}]*)\{([^{}]*)\}")
_SELECTOR = re.compile(r"(\*|[A-Za-z][\w-]*)?((?:[.#][\w-]+)*)")
_PARTS = re.compile(r"([.#])([\w-]+)")


class Declared(NamedTuple):
    """The value of a property, and where it was written."""

    text: str
    mark: Mark


Style = dict[str, Declared]


class _Rule(NamedTuple):
    name: str
    classes: frozenset[str]
    ids: frozenset[str]
    declarations: tuple[tuple[str, str, bool], ...]
    mark: Mark

    def fits(self, element: Element, classes: frozenset[str]) -> bool:
        return (
            self.name in ("", element.name)
            and self.classes <= classes
            and self.ids <= {element.attributes.get("id", "")}
        )

    @property
    def weight(self) -> tuple[int, int, int]:
        return len(self.ids), len(self.classes), 1 if self.name else 0


class StyleSheet:
    """The rules of the ``style`` elements of a file."""

    def __init__(self, root: Element) -> None:
        self._rules: list[_Rule] = []
        for element in root.walk():
            if element.name == "style":
                for rule in _read_sheet(element):
                    self._rules.append(rule)
                    if len(self._rules) > MAX_RULES:
                        raise large(f"its style sheet has more than {MAX_RULES:,} rules", element.mark)

    def style(self, element: Element, parent: Style, *, is_root: bool = False) -> Style:
        """Return what holds for an element.

        Args:
            element: The element.
            parent: What holds for the one around it.
            is_root: Whether it is the outermost ``svg``, which may have its size in a style.
        """
        style = {name: parent[name] for name in INHERITED if name in parent}
        for name, declared in self._cascade(element):
            text = declared.text
            if name in _GEOMETRY and not (is_root and name in ROOT_GEOMETRY):
                hint = f'write it as an attribute: {name}="..."'
                raise unknown(f"`{name}` stands in a style", hint, declared.mark)
            if name in _REFUSED:
                harmless, hint = _REFUSED[name]
                if text not in harmless:
                    raise unknown(f"`{name}: {text[:40]}` cannot be drawn", hint, declared.mark)
            elif text == "inherit":
                if name in parent:
                    style[name] = parent[name]
            elif text in ("initial", "unset"):
                style.pop(name, None)
            elif name == "marker":
                style |= dict.fromkeys(_MARKERS, declared)
            else:
                style[name] = declared
        return style

    def _cascade(self, element: Element) -> Iterator[tuple[str, Declared]]:
        """Yield what is declared for an element, what counts more behind the rest (CSS Cascade 4, 6)."""
        found: list[tuple[bool, tuple[int, int, int, int], int, str, Declared]] = []

        def add(name: str, text: str, important: bool, weight: tuple[int, int, int, int], mark: Mark) -> None:
            if text and (name in INHERITED or name in OWN or name in _REFUSED or name in _MORE):
                found.append((important, weight, len(found), name, Declared(text, mark)))

        for name, value in element.attributes.items():
            # Attributes such as `width` are no presentation; `transform` and `d` are read where they count.
            if name not in _GEOMETRY and name not in ("transform", "d", *_NO_PRESENTATION):
                add(name, value.strip(), False, (-1, 0, 0, 0), element.mark)
        classes = frozenset(element.attributes.get("class", "").split())
        for rule in self._rules:
            if rule.fits(element, classes):
                for name, value, important in rule.declarations:
                    add(name, value, important, (0, *rule.weight), rule.mark)
        for name, value, important in _declarations(element.attributes.get("style", "")):
            add(name, value, important, (1, 0, 0, 0), element.mark)
        for _, _, _, name, declared in sorted(found, key=lambda entry: entry[:3]):
            yield name, declared


#: Properties that are known by another name, or counted only where they stand in a style.
_MORE = ("marker", *_GEOMETRY)
#: Names of attributes that are properties, too, and mean something else where they are attributes.
_NO_PRESENTATION = (
    "marker",
    "rotate",
    "scale",
    "translate",
    "zoom",
    "background",
    "background-color",
    "animation",
    "clip",
)


def _read_sheet(element: Element) -> Iterator[_Rule]:
    kind = element.attributes.get("type", "text/css").strip().lower()
    if kind not in ("", "text/css"):
        raise unknown(f"it has a style sheet of the type `{kind[:40]}`", "write it in CSS", element.mark)
    if element.attributes.get("media", "all").strip() not in ("", "all", "print", "screen"):
        raise unknown("its style sheet is for some media only", "keep what holds for paper", element.mark)
    # Comments keep their lines, so that what is below them does, too.
    text = _COMMENT.sub(lambda match: "\n" * match[0].count("\n"), element.text)
    text = text.replace("<!--", "").replace("-->", "")
    position, line = 0, element.mark.line
    while (rule := _RULE.match(text, position)) is not None:
        selectors = rule[1].strip()
        mark = Mark(line + rule[1][: len(rule[1]) - len(rule[1].lstrip())].count("\n"))
        line += rule[0].count("\n")
        position = rule.end()
        if selectors.startswith("@font-face"):
            continue  # for letters, of which there are none
        if selectors.startswith("@"):
            name = re.split(r"[\s(]", selectors, maxsplit=1)[0]
            raise unknown(f"its style sheet has `{name[:40]}`", "keep what holds for paper", mark)
        declarations = tuple(_declarations(rule[2]))
        for selector in selectors.split(","):
            yield _read_rule(selector.strip(), declarations, mark)
    rest = text[position:]
    if rest.strip():
        mark = Mark(line + rest[: len(rest) - len(rest.lstrip())].count("\n"))
        hint = "keep rules for all media, such as `.name {fill: #1C2733}`"
        raise unknown(f"its style sheet has `{rest.split()[0][:40]}`", hint, mark)


def _read_rule(selector: str, declarations: tuple[tuple[str, str, bool], ...], mark: Mark) -> _Rule:
    match = _SELECTOR.fullmatch(selector)
    if match is None or not selector:
        hint = "select by a class, an id or the name of an element"
        raise unknown(f"its style sheet has the selector `{selector[:40]}`", hint, mark)
    parts = _PARTS.findall(match[2])
    classes = frozenset(name for sign, name in parts if sign == ".")
    ids = frozenset(name for sign, name in parts if sign == "#")
    name = "" if match[1] in (None, "*") else match[1]
    return _Rule(name, classes, ids, declarations, mark)


def _declarations(text: str) -> Iterator[tuple[str, str, bool]]:
    """Yield names, values and whether they are important."""
    for part in _split(_COMMENT.sub(" ", text)):
        name, colon, value = part.partition(":")
        if colon:
            bare, _, end = value.rpartition("!")
            is_important = end.strip().lower() == "important"
            yield name.strip().lower(), (bare if is_important else value).strip(), is_important


def _split(text: str) -> Iterator[str]:
    """Split at semicolons that stand outside of parentheses and quotes."""
    depth, quote, start = 0, "", 0
    for index, char in enumerate(text):
        if quote:
            quote = "" if char == quote else quote
        elif char in "\"'":
            quote = char
        elif char == "(":
            depth += 1
        elif char == ")":
            depth -= 1
        elif char == ";" and depth <= 0:
            yield text[start:index]
            start = index + 1
    yield text[start:]
