"""The elements of an SVG file -> its drawing."""

from __future__ import annotations

import re
from collections.abc import Callable

from msgspec import Struct
from msgspec.structs import replace

from briefpress.svg import outlines
from briefpress.svg.colors import Paint, parse_color
from briefpress.svg.drawing import Box, Drawing
from briefpress.svg.elements import Element, read_elements
from briefpress.svg.geometry import OUTLINES, number_of
from briefpress.svg.layers import Coat, Group, Layers
from briefpress.svg.matrix import LARGEST, Matrix, box_of, parse_transform
from briefpress.svg.paints import choice_of, line_of, opacity_of, reach_of, text_of
from briefpress.svg.path_data import MAX_STEPS
from briefpress.svg.refusal import Mark, Reason, SvgError, large, unknown
from briefpress.svg.styles import INHERITED, Declared, Style, StyleSheet
from briefpress.svg.viewports import Room, parse_length, placed, read_view_box

#: A page of vectors has some hundreds; printers choke on more than this.
MAX_SHAPES = 10_000
#: Elements that are looked at, those that `use` repeats each time.
MAX_VISITS = 20_000
MAX_NESTING = 100
#: A drawing that is so many times longer than wide is a line.
MAX_RATIO = 1_000

#: What sums of floats may be off.
_INEXACT = 1e-6
#: Points in a pixel.
_POINTS = 0.75
_RULES = {"nonzero": False, "evenodd": True}
_REFERENCE = re.compile(r"url\(\s*+['\"]?([^'\")]*+)['\"]?\s*+\)")

#: Never drawn where they stand: they are there to be used, or say something about the file.
_UNSEEN = frozenset(
    (
        *("defs", "symbol", "clipPath", "mask", "marker", "pattern", "filter"),
        *("linearGradient", "radialGradient", "title", "desc", "metadata", "style", "view"),
        *("font", "font-face", "color-profile"),
    )
)
_LETTERS = (
    "letters cannot be drawn without their font",
    "convert the text to paths (in Inkscape: Path > Object to Path; in Illustrator: Type > Create Outlines)",
)
_SAVE = "save the picture as a PNG"
#: Elements that are not drawn -> why, and what to do.
_REFUSED = {
    **dict.fromkeys(("text", "tspan", "textPath", "tref"), _LETTERS),
    "foreignObject": ("it holds something else than a drawing", f"draw it with shapes, or {_SAVE}"),
    "image": (
        "a drawing has no pictures in it",
        "place the picture as a block of its own, or trace it (in Inkscape: Path > Trace Bitmap)",
    ),
}
#: What `url(#...)` may lead to in place of a colour -> what to do.
_PAINT_SERVERS = {
    "linearGradient": "gradient",
    "radialGradient": "gradient",
    "meshgradient": "gradient",
    "pattern": "pattern",
}


def read_svg(data: bytes) -> Drawing:
    """Return the drawing of an SVG file.

    Raises:
        SvgError: It cannot be drawn exactly as it is meant.
    """
    root = read_elements(data)
    return _Reader(root).drawing()


class _Place(Struct, frozen=True):
    """Where an element is drawn.

    Attributes:
        matrix: From its coordinates to points of the drawing.
        style: What holds for the element around it.
        room: The viewport around it.
        clip: What may be painted on, in points.
        group: The innermost group that shines through.
        used: The elements that `use` is repeating.
        depth: How many elements are around it.
    """

    matrix: Matrix
    style: Style
    room: Room
    clip: Box
    group: Group | None = None
    used: tuple[Element, ...] = ()
    depth: int = 0


class _Reader:
    def __init__(self, root: Element) -> None:
        self.root = root
        self.sheet = StyleSheet(root)
        self.layers = Layers()
        self.ids: dict[str, Element] = {}
        for element in root.walk():
            if id_ := element.attributes.get("id"):
                self.ids.setdefault(id_, element)
        self._steps = self._visits = 0

    # ---- the whole

    def drawing(self) -> Drawing:
        style = self.sheet.style(self.root, {}, is_root=True)
        box = read_view_box(self.root)
        width, height = (self._side(name, style) for name in ("width", "height"))
        if box is not None:
            if width is None:
                width = box.width if height is None else height * box.width / box.height
            if height is None:
                height = width * box.height / box.width
        if width is None or height is None:
            hint = "export the picture again, or give its `svg` a `viewBox`"
            raise SvgError(Reason.BROKEN, "it does not say how large it is", hint, self.root.mark)
        if min(width, height) <= 0 or max(width, height) / min(width, height) > MAX_RATIO:
            raise large(f"it is {width:g} wide and {height:g} high", self.root.mark)
        matrix = Matrix(_POINTS, 0, 0, _POINTS, 0, 0)
        room = Room(width, height)
        sheet = Box(0, 0, width * _POINTS, height * _POINTS)
        place = _Place(matrix, {}, room, sheet)
        self._background(style, place)
        if box is not None:
            matrix = matrix.then(placed(self.root, box, width, height))
            room = Room(box.width, box.height)
        self._container(self.root, style, replace(place, matrix=matrix, room=room))
        return Drawing(width * _POINTS, height * _POINTS, tuple(self.layers.shapes))

    def _side(self, name: str, style: Style) -> float | None:
        """Return a side of the drawing in pixels; None where it follows from others."""
        text = self.root.attributes.get(name, "")
        declared = style.get(name, Declared(text, self.root.mark))
        if declared.text in ("", "auto") or declared.text.endswith("%"):
            return None
        return parse_length(declared.text, None, name, declared.mark)

    def _background(self, style: Style, place: _Place) -> None:
        for name in ("background", "background-color"):
            declared = style.get(name)
            if declared is None or declared.text == "none":
                continue
            paint = parse_color(declared.text)
            if paint is None:
                hint = "draw the background as a shape"
                raise unknown(f"`{name}: {declared.text[:40]}` cannot be drawn", hint, declared.mark)
            if paint.alpha:
                steps = outlines.rectangle(0, 0, place.room.width, place.room.height, 0, 0)
                coat = Coat(place.clip, paint, None, declared.mark)
                self.layers.add(place.matrix.steps(steps), None, coat, None, None, even_odd=False)

    # ---- elements

    def visit(self, element: Element, place: _Place) -> None:
        """Draw an element with all inside it."""
        self._visits += 1
        if self._visits > MAX_VISITS:
            raise large("`use` repeats its elements too often", element.mark)
        if place.depth > MAX_NESTING:
            raise large("its elements are nested too deeply", element.mark)
        name = element.name
        if name in _UNSEEN or not self._is_meant(element):
            return
        if name in _REFUSED:
            why, hint = _REFUSED[name]
            raise unknown(f"`{name}` is not drawn: {why}", hint, element.mark)
        style = self.sheet.style(element, place.style)
        if text_of(style, "display") == "none":
            return
        draw = _CONTAINERS.get(name)
        if draw is None and name not in OUTLINES:
            raise unknown(f"`{name}` is no element that is drawn", f"take it out, or {_SAVE}", element.mark)
        inner = self._inside(element, style, place)
        if inner is None:
            return
        if draw is not None:
            draw(self, element, style, inner)
        else:
            self._shape(element, style, inner)

    def _is_meant(self, element: Element) -> bool:
        """Tell whether an element is for readers such as we are (SVG 2, 5.9)."""
        if "systemLanguage" in element.attributes:
            hint = "keep one language in the picture, or make one picture for each"
            raise unknown("it differs by the reader's language", hint, element.mark)
        return not element.attributes.get("requiredExtensions", "").strip()

    def _inside(self, element: Element, style: Style, place: _Place) -> _Place | None:
        """Return the place for what an element draws; None where nothing of it can be seen."""
        matrix = place.matrix
        if "transform" in element.attributes:
            own = parse_transform(element.attributes["transform"])
            if own is None:
                text = element.attributes["transform"][:40]
                hint = "write `translate(10 20)`, for instance"
                raise unknown(f"`transform` cannot be `{text}`", hint, element.mark)
            matrix = matrix.then(own)
        if not all(abs(number) <= LARGEST**2 for number in matrix):
            raise unknown("its `transform` is larger than a drawing can be", "make it smaller", element.mark)
        if not matrix.area:
            return None  # flattened to a line: nothing is drawn (SVG 2, 8.5)
        group = place.group
        opacity = opacity_of(style, "opacity", element.mark)
        if not opacity:
            return None
        if opacity < 1:
            group = Group(opacity, group, group.depth + 1 if group else 0)
        place = replace(place, matrix=matrix, group=group, depth=place.depth + 1)
        clip = self._clip(element, style, place)
        if clip is not None:
            place = replace(place, clip=place.clip.within(clip))
            if place.clip.left >= place.clip.right or place.clip.top >= place.clip.bottom:
                return None
        return place

    def _container(self, element: Element, style: Style, place: _Place) -> None:
        for child in element.children:
            self.visit(child, replace(place, style=style))

    def _switch(self, element: Element, style: Style, place: _Place) -> None:
        for child in element.children:
            if child.name not in _UNSEEN and self._is_meant(child):
                self.visit(child, replace(place, style=style))
                return

    def _use(self, element: Element, style: Style, place: _Place) -> None:
        target = self._target(element.attributes.get("href", ""), element.mark)
        if target in place.used:
            raise unknown("`use` leads back to itself", "let it lead to something else", element.mark)
        x, y = (number_of(element, name, room) for name, room in zip("xy", place.room, strict=True))
        inner = replace(
            place,
            matrix=place.matrix.then(Matrix(e=x, f=y)),
            style=style,
            used=(*place.used, target),
        )
        if target.name not in ("symbol", "svg"):
            self.visit(target, inner)
            return
        own = self.sheet.style(target, style)
        if text_of(own, "display") == "none":
            return
        nested = self._inside(target, own, inner)
        if nested is not None:
            self._viewport(target, own, nested, element)

    def _svg(self, element: Element, style: Style, place: _Place) -> None:
        x, y = (number_of(element, name, room) for name, room in zip("xy", place.room, strict=True))
        self._viewport(element, style, replace(place, matrix=place.matrix.then(Matrix(e=x, f=y))), element)

    def _viewport(self, element: Element, style: Style, place: _Place, sized: Element) -> None:
        """Draw an ``svg`` or a ``symbol`` into its viewport.

        Args:
            element: The one whose content is drawn.
            style: What holds for it.
            place: Where its coordinates begin.
            sized: Says how large it is: the element itself, or the `use` that repeats it.
        """
        sides = []
        for name, room in zip(("width", "height"), place.room, strict=True):
            one = sized if name in sized.attributes else element
            text = one.attributes.get(name, "auto").strip()
            side = room if text in ("", "auto") else parse_length(text, room, name, one.mark)
            sides.append(side)
        width, height = sides
        if min(sides) < 0:
            raise unknown("a viewport is less than nothing wide", "make it larger", sized.mark)
        if not min(sides):
            return  # nothing is drawn (SVG 2, 8.6)
        viewport, first = place.matrix, len(self.layers.shapes)
        clips = text_of(style, "overflow") != "visible"
        edge = outlines.upright(viewport.steps(outlines.rectangle(0, 0, width, height, 0, 0)))
        if clips and edge is not None:
            place = replace(place, clip=place.clip.within(edge))
        box = read_view_box(element)
        if box is not None:
            matrix = place.matrix.then(placed(element, box, width, height))
            place = replace(place, matrix=matrix, room=Room(box.width, box.height))
        else:
            place = replace(place, room=Room(width, height))
        self._container(element, style, place)
        if clips and edge is None:
            # Nothing clips at an angle; where all that is drawn lies inside, nothing has to.
            back, inside = viewport.inverse, Box(0, 0, width, height).grown(_INEXACT)
            for shape in self.layers.shapes[first:]:
                around = box_of(back.steps(list(shape.steps)))
                reach = reach_of(shape.stroke) * back.area**0.5 if shape.stroke else 0.0
                if not inside.holds(around.grown(reach)):
                    hint = "let nothing reach beyond it, or turn what is in it"
                    raise unknown("a viewport that clips stands at an angle", hint, sized.mark)

    # ---- references

    def _target(self, href: str, mark: Mark) -> Element:
        href = href.strip()
        if not href.startswith("#"):
            hint = "put what it shows into the file itself"
            raise unknown(f"it shows something of another file: `{href[:40]}`", hint, mark)
        target = self.ids.get(href[1:])
        if target is None:
            hint = "export the picture again, or take the reference out"
            raise unknown(f"it refers to `{href[:40]}`, which it does not have", hint, mark)
        return target

    def _clip(self, element: Element, style: Style, place: _Place) -> Box | None:
        """Return the rectangle that an element is clipped to, in points."""
        declared = style.get("clip-path")
        if declared is None or declared.text == "none":
            return None
        reference = _REFERENCE.fullmatch(declared.text)
        target = self._target(reference[1], declared.mark) if reference else None
        hint = "clip with an upright rectangle, or cut the shapes themselves"
        refusal = unknown("it is clipped by something else than a rectangle", hint, declared.mark)
        if target is None or target.name != "clipPath" or "clip-path" in target.attributes:
            raise refusal
        if target.attributes.get("clipPathUnits", "userSpaceOnUse") != "userSpaceOnUse":
            raise refusal
        matrix = place.matrix.then(self._transform(target))
        drawn = [child for child in target.children if child.name not in _UNSEEN]
        if len(drawn) != 1:
            raise refusal
        (child,) = drawn
        if child.name == "use":
            x, y = (number_of(child, name, room) for name, room in zip("xy", place.room, strict=True))
            matrix = matrix.then(self._transform(child)).then(Matrix(e=x, f=y))
            child = self._target(child.attributes.get("href", ""), child.mark)
        outline = OUTLINES.get(child.name)
        if outline is None or "clip-path" in child.attributes:
            raise refusal
        matrix = matrix.then(self._transform(child))
        box = outlines.upright(matrix.steps(outline(child, place.room)))
        if box is None:
            raise refusal
        return box

    def _transform(self, element: Element) -> Matrix:
        own = parse_transform(element.attributes.get("transform", ""))
        if own is None:
            hint = "write `translate(10 20)`, for instance"
            raise unknown("its `transform` is not one", hint, element.mark)
        return own

    # ---- shapes

    def _shape(self, element: Element, style: Style, place: _Place) -> None:
        for marker in ("marker-start", "marker-mid", "marker-end"):
            if text_of(style, marker) != "none":
                hint = "convert the stroke to a path (in Inkscape: Path > Stroke to Path)"
                raise unknown("arrowheads and other markers are not drawn", hint, style[marker].mark)
        if text_of(style, "visibility") in ("hidden", "collapse"):
            return
        local = OUTLINES[element.name](element, place.room)
        if not any(step[0] != "m" for step in local):
            return
        self._steps += len(local)
        if self._steps > MAX_STEPS or len(self.layers.shapes) >= MAX_SHAPES:
            raise large(f"it has more than {MAX_SHAPES:,} shapes or {MAX_STEPS:,} segments", element.mark)
        steps = place.matrix.steps(local)
        inside = box_of(steps)
        if not all(abs(number) <= LARGEST for number in inside):
            raise unknown("a shape is larger than a drawing can be", "make it smaller", element.mark)
        # What has no area has no inside; a PDF reader would paint a dot (ISO 32000-1, 8.5.3.3.1).
        is_flat = inside.left == inside.right or inside.top == inside.bottom
        fill = None if is_flat or not outlines.has_area(local) else self._paint(style, "fill", element.mark)
        stroke = self._paint(style, "stroke", element.mark)
        line = line_of(element, style, place.room, place.matrix) if stroke is not None else None
        if line is None:
            stroke = None
        around = inside.grown(reach_of(line)) if line is not None else inside
        if not around.meets(place.clip):
            return
        clip = None if place.clip.holds(around) else place.clip
        even_odd = choice_of(style, "fill-rule", _RULES)
        fill_coat = Coat(inside.within(place.clip), fill, place.group, element.mark) if fill else None
        stroke_coat = Coat(around.within(place.clip), stroke, place.group, element.mark) if stroke else None
        if self._is_stroke_first(style) and fill_coat and stroke_coat:
            self.layers.add(steps, clip, None, stroke_coat, line, even_odd=False)
            self.layers.add(steps, clip, fill_coat, None, None, even_odd=even_odd)
        else:
            self.layers.add(steps, clip, fill_coat, stroke_coat, line, even_odd=even_odd)

    @staticmethod
    def _is_stroke_first(style: Style) -> bool:
        order = text_of(style, "paint-order").split()
        names = [name for name in order if name in ("fill", "stroke")]
        return names[:1] == ["stroke"]

    def _paint(self, style: Style, name: str, mark: Mark) -> Paint | None:
        """Return the colour of a fill or a stroke; None where there is none."""
        declared = style.get(name, Declared(INHERITED[name], mark))
        text = declared.text
        if text == "none":
            return None
        reference = _REFERENCE.match(text)
        if reference is not None:
            target = self._target(reference[1], declared.mark)
            what = _PAINT_SERVERS.get(target.name, target.name)
            hint = f"give it one colour, or {_SAVE}"
            raise unknown(f"a {what} cannot be drawn", hint, declared.mark)
        if text.lower() == "currentcolor":
            declared = style.get("color", Declared(INHERITED["color"], mark))
        paint = parse_color(declared.text)
        if paint is None:
            hint = "write six hexadecimal digits, `#1C2733`, or the name of a colour"
            raise unknown(f"`{declared.text[:40]}` is no colour that is drawn", hint, declared.mark)
        alpha = paint.alpha * opacity_of(style, f"{name}-opacity", mark)
        return paint._replace(alpha=alpha) if alpha else None


#: Elements with others inside -> what draws them.
_CONTAINERS: dict[str, Callable[[_Reader, Element, Style, _Place], None]] = {
    "g": _Reader._container,
    "a": _Reader._container,
    "switch": _Reader._switch,
    "use": _Reader._use,
    "svg": _Reader._svg,
}
