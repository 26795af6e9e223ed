"""What an SVG file becomes, and what is refused with which line."""

import time

import pytest
from hypothesis import given, strategies as st

from briefpress.svg import Reason, SvgError, read_svg
from briefpress.svg.elements import MAX_BYTES
from tests.support.fuzz import examples

NAMESPACES = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'


def svg(content, size='width="100" height="80"', before=""):
    return f"{before}<svg {NAMESPACES} {size}>{content}</svg>".encode()


def shapes(content, **more):
    return read_svg(svg(content, **more)).shapes


def only(content, **more):
    (shape,) = shapes(content, **more)
    return shape


def points(shape):
    """Return the steps of a shape in pixels, as words."""
    words = []
    for name, *numbers in shape.steps:
        words += [name, *(f"{number / 0.75:.4g}" for number in numbers)]
    return " ".join(words)


def refused(content, **more):
    with pytest.raises(SvgError) as caught:
        read_svg(content if isinstance(content, bytes) else svg(content, **more))
    return caught.value


# ---- size


@pytest.mark.parametrize(
    ("size", "width", "height"),
    [
        ('width="100" height="80"', 75, 60),
        ('width="1in" height="2.54cm"', 72, 72),
        ('width="25.4mm" height="6pc"', 72, 72),
        ('width="30pt" height="40px"', 30, 30),
        ('viewBox="0 0 40 20"', 30, 15),
        ('viewBox="0,0,40,20" width="80"', 60, 30),
        ('viewBox="0 0 40 20" height="40"', 60, 30),
        ('viewBox="0 0 40 20" width="100%" height="100%"', 30, 15),
        ('viewBox="0 0 40 20" style="width:2in;height:1in"', 144, 72),
    ],
)
def test_size(size, width, height):
    drawing = read_svg(svg("", size=size))
    assert (drawing.width, drawing.height) == (pytest.approx(width), pytest.approx(height))


@pytest.mark.parametrize(
    ("aspect", "expected"),
    [
        ("", "m 40 0 l 60 0 l 60 20 l 40 20 h"),
        ('preserveAspectRatio="xMinYMid"', "m 0 0 l 20 0 l 20 20 l 0 20 h"),
        ('preserveAspectRatio="xMaxYMax meet"', "m 80 0 l 100 0 l 100 20 l 80 20 h"),
        ('preserveAspectRatio="none"', "m 0 0 l 100 0 l 100 20 l 0 20 h"),
        ('preserveAspectRatio="xMidYMin slice"', "m 0 0 l 100 0 l 100 100 l 0 100 h"),
    ],
)
def test_a_view_box_is_placed_as_the_file_says(aspect, expected):
    shape = only(
        '<rect x="5" y="5" width="10" height="10"/>',
        size=f'width="100" height="20" viewBox="5 5 10 10" {aspect}',
    )
    assert points(shape) == expected
    assert (shape.clip is not None) == ("slice" in aspect)


# ---- shapes


@pytest.mark.parametrize(
    ("element", "expected"),
    [
        ('<rect x="1" y="2" width="3" height="4"/>', "m 1 2 l 4 2 l 4 6 l 1 6 h"),
        ('<rect width="10%" height="50%"/>', "m 0 0 l 10 0 l 10 40 l 0 40 h"),
        ('<polygon points="1,2 3-4 5 6"/>', "m 1 2 l 3 -4 l 5 6 h"),
        ('<polyline points=" 1 2,3 4 5,6 "/>', "m 1 2 l 3 4 l 5 6"),
        ('<line x1="1" x2="2" y2="3" stroke="red"/>', "m 1 0 l 2 3"),
        ('<path d="M1 2 3 4H5V6z"/>', "m 1 2 l 3 4 l 5 4 l 5 6 h"),
        ('<path d="m1 2 3 4h5v6zl1 1"/>', "m 1 2 l 4 6 l 9 6 l 9 12 h m 1 2 l 2 3"),
        ('<path d="M0 0c1 2 3 4 5 6s3 4 5 6"/>', "m 0 0 c 1 2 3 4 5 6 c 7 8 8 10 10 12"),
        ('<path d="M0 0s3 4 5 6"/>', "m 0 0 c 0 0 3 4 5 6"),
        ('<path d="M0 0q3 3 6 0t6 3"/>', "m 0 0 c 2 2 4 2 6 0 c 8 -2 10 -1 12 3"),
        ('<path d="M.5.5-1-1e0,0 35e-1z"/>', "m 0.5 0.5 l -1 -1 l 0 3.5 h"),
        ('<path d="M0 0L1 2 2 1" transform="translate(3)"/>', "m 3 0 l 4 2 l 5 1"),
        (
            '<path d="M0 0L1 2 4 4" transform="translate(3,1) scale(2) matrix(0 1 1 0 0 0)"/>',
            "m 3 1 l 7 3 l 11 9",
        ),
        ('<path d="M0 0L1 2 2 1" transform="translate(9) rotate(90)"/>', "m 9 0 l 7 1 l 8 2"),
        ('<path d="M0 0L1 2 2 1" transform="rotate(180 1 1)"/>', "m 2 2 l 1 0 l 0 1"),
        ('<path d="M0 0L1 2 2 1" transform="skewX(45)"/>', "m 0 0 l 3 2 l 3 1"),
    ],
)
def test_shapes(element, expected):
    assert points(only(element)) == expected


@pytest.mark.parametrize("flags", ["0 0", "0 1", "1 0", "1 1"])
@pytest.mark.parametrize("turn", [0, 30, -75])
def test_an_arc_lies_on_its_ellipse(flags, turn):
    """Every point that a curve begins or ends at has the distance of the ellipse from its centre."""
    import math

    shape = only(f'<path d="M40 40A20 10 {turn} {flags} 50 45"/>')
    ends = [(float(step[-2]) / 0.75, float(step[-1]) / 0.75) for step in shape.steps]
    assert ends[0] == (40, 40) and ends[-1] == pytest.approx((50, 45))
    cos, sin = math.cos(math.radians(turn)), math.sin(math.radians(turn))
    # In the coordinates of the ellipse as a circle of radius 1, the middle of each curve is as far away.
    flat = [((cos * x + sin * y) / 20, (cos * y - sin * x) / 10) for x, y in ends]
    middles = []
    for before, step in zip(ends, shape.steps[1:], strict=False):
        (x1, y1), numbers = before, [float(number) / 0.75 for number in step[1:]]
        x = (x1 + 3 * numbers[0] + 3 * numbers[2] + numbers[4]) / 8
        y = (y1 + 3 * numbers[1] + 3 * numbers[3] + numbers[5]) / 8
        middles.append(((cos * x + sin * y) / 20, (cos * y - sin * x) / 10))
    (ax, ay), (bx, by), (mx, my) = flat[0], flat[1], middles[0]
    # The circle through the three points of the first curve has the radius 1.
    a, b, c = math.dist(flat[0], flat[1]), math.dist(flat[1], middles[0]), math.dist(flat[0], middles[0])
    area = abs((bx - ax) * (my - ay) - (mx - ax) * (by - ay)) / 2
    assert a * b * c / (4 * area) == pytest.approx(1, rel=2e-3)
    length = sum(math.dist(one, other) for one, other in zip(flat, [*middles, flat[-1]], strict=False))
    assert (length > 2) == (flags[0] == "1")


def test_an_arc_that_does_not_reach_is_made_larger_and_one_without_a_radius_is_a_line():
    assert points(only('<path d="M0 20A1 1 0 0 1 10 20"/>')) == (
        "m 0 20 c 0 17.24 2.239 15 5 15 c 7.761 15 10 17.24 10 20"
    )
    assert points(only('<path d="M0 0A0 1 0 0 1 10 5L0 5"/>')) == "m 0 0 l 10 5 l 0 5"
    assert points(only('<path d="M0 20a5 5 0 1110 0"/>')) == points(only('<path d="M0 20a5 5 0 1 1 10 0"/>'))


def test_round_corners_and_circles_are_curves():
    assert [step[0] for step in only('<rect width="9" height="9" rx="2"/>').steps] == list("mlclclclch")
    assert only('<rect width="9" height="9" ry="2"/>') == only('<rect width="9" height="9" rx="2" ry="2"/>')
    circle, ellipse = only('<circle cx="9" cy="9" r="4"/>'), only('<ellipse cx="9" cy="9" rx="4" ry="4"/>')
    assert circle.steps == ellipse.steps and [step[0] for step in circle.steps] == list("mcccch")


@pytest.mark.parametrize(
    "element",
    [
        '<rect width="0" height="4"/>',
        '<circle r="0"/>',
        '<path d=""/>',
        '<path d="M1 1"/>',
        '<path d="M1 1L5 1"/>',  # without a stroke a line has no area
        '<polygon points=""/>',
        '<rect width="4" height="4" fill="none"/>',
        '<rect width="4" height="4" opacity="0"/>',
        '<rect width="4" height="4" visibility="hidden"/>',
        '<g display="none"><rect width="4" height="4"/></g>',
        '<rect width="4" height="4" transform="scale(0)"/>',
        '<rect x="200" width="4" height="4"/>',
        '<defs><rect width="4" height="4"/></defs>',
        '<symbol><rect width="4" height="4"/></symbol>',
        '<metadata><rect width="4" height="4"/></metadata>',
        '<x xmlns="urn:other"><rect xmlns="http://www.w3.org/2000/svg" width="4" height="4"/></x>',
        '<g requiredExtensions="urn:x"><rect width="4" height="4"/></g>',
        "<title>T</title><desc>D</desc>",
    ],
)
def test_what_nobody_would_see_is_not_drawn(element):
    assert shapes(element) == ()


# ---- looks


@pytest.mark.parametrize(
    ("paint", "expected"),
    [
        ("#f00", "ff0000"),
        ("#1C2733", "1c2733"),
        ("#1c2733ff", "1c2733"),
        ("red", "ff0000"),
        ("RebeccaPurple", "663399"),
        ("rgb(255, 0, 51)", "ff0033"),
        ("rgb(100% 0% 20%)", "ff0033"),
        ("rgba(0,0,0,.5)", "808080"),
        ("#0008", "777777"),
        ("hsl(120, 100%, 25%)", "008000"),
        ("currentColor", "008000"),
        ("light-dark(#ffffff, var(--dark, #121212))", "ffffff"),
        ("light-dark(rgb(1, 2, 3), rgb(255, 255, 255))", "010203"),
    ],
)
def test_colours(paint, expected):
    fill = only(f'<rect width="4" height="4" style="fill:{paint}" color="green"/>').fill
    assert "".join(f"{round(channel * 255):02x}" for channel in fill) == expected


def test_styles_inherit_and_what_is_nearer_or_more_special_counts_more():
    sheet = "<style>/* a */ rect{fill:#111} .a , #z {fill:#222}\n.a.b{fill:#333} *{stroke:none}</style>"
    fills = [
        shape.fill[0] * 255 / 17
        for shape in shapes(
            f'{sheet}<g fill="#666"><circle r="4"/><rect width="4" height="4" fill="#777"/>'
            '<rect class="a" width="4" height="4"/><rect class="b a" width="4" height="4"/>'
            '<rect id="z" class="a b" width="4" height="4"/>'
            '<rect class="a" width="4" height="4" style="fill:#444"/>'
            '<rect width="4" height="4" style="fill:inherit"/></g>'
        )
    ]
    assert [round(fill) for fill in fills] == [6, 1, 2, 3, 2, 4, 6]


def test_an_important_rule_goes_before_a_style():
    sheet = "<style>.a{fill:#111 ! important; stroke-width:2}</style>"
    assert only(f'{sheet}<rect class="a" width="4" height="4" style="fill:#222"/>').fill[0] == pytest.approx(
        1 / 15
    )


def test_strokes():
    line = only(
        '<g transform="scale(2)"><path d="M0 0L9 9" fill="none" stroke="red" stroke-width="1mm"'
        ' stroke-linecap="round" stroke-linejoin="bevel" stroke-miterlimit="7" stroke-dasharray="1 2 3"'
        ' stroke-dashoffset="4"/></g>'
    )
    stroke = line.stroke
    assert (line.fill, stroke.color, stroke.cap, stroke.join, stroke.miter_limit) == (
        None,
        (1, 0, 0),
        1,
        2,
        7,
    )
    assert stroke.width == pytest.approx(2 * 72 / 25.4)
    assert stroke.dash == pytest.approx((1.5, 3, 4.5, 1.5, 3, 4.5)) and stroke.dash_phase == pytest.approx(6)
    assert only('<path d="M0 0L9 9" stroke="red" stroke-dasharray="0"/>').stroke.dash == ()
    assert shapes('<path d="M0 0L9 9" stroke="red" stroke-width="0"/>') == ()


def test_a_stroke_may_be_painted_before_the_fill():
    first, second = shapes('<circle r="4" stroke="red" style="paint-order:stroke"/>')
    assert (first.fill, second.stroke) == (None, None)


def test_the_even_odd_rule():
    assert only('<path d="M0 0h9v9z" fill-rule="evenodd"/>').even_odd
    assert not only('<path d="M0 0h9v9z"/>').even_odd


def test_a_background_of_the_whole():
    assert shapes("", size='width="9" height="9" style="background: transparent"') == ()
    assert only("", size='width="9" height="9" style="background-color: #000"').fill == (0, 0, 0)


# ---- use, symbols, switches, clips


def test_use_repeats_what_it_leads_to():
    assert points(
        only('<defs><rect id="r" width="2" height="2"/></defs><use xlink:href="#r" x="3" y="4"/>')
    ) == ("m 3 4 l 5 4 l 5 6 l 3 6 h")
    symbol = '<symbol id="s" viewBox="0 0 1 1"><rect width="1" height="1"/></symbol>'
    assert points(only(f'{symbol}<use href="#s" width="8" height="8"/>')) == "m 0 0 l 8 0 l 8 8 l 0 8 h"
    assert only(f'{symbol}<use href="#s" width="8" height="8" fill="red"/>').fill == (1, 0, 0)
    turned = '<use href="#s" width="8" height="8" transform="translate(20 20) rotate(45)"/>'
    assert only(f"{symbol}{turned}").clip is None


def test_a_viewport_hides_what_is_outside():
    inner = '<svg x="10" y="10" width="20" height="20"><circle cx="20" cy="10" r="10"/></svg>'
    assert only(inner).clip == pytest.approx((7.5, 7.5, 22.5, 22.5))
    assert only(inner.replace("width=", 'overflow="visible" width=')).clip is None


def test_a_rectangle_clips():
    clip = '<clipPath id="c"><path d="M10 10h20v20h-20z"/></clipPath>'
    assert only(f'{clip}<circle cx="20" cy="20" r="15" clip-path="url(#c)"/>').clip == pytest.approx(
        (7.5, 7.5, 22.5, 22.5)
    )
    assert only(f'{clip}<circle cx="20" cy="20" r="5" clip-path="url(#c)"/>').clip is None
    assert shapes(f'{clip}<circle cx="90" cy="20" r="5" clip-path="url(#c)"/>') == ()
    used = (
        '<defs><rect id="r" width="4" height="4"/></defs><clipPath id="c"><use xlink:href="#r"/></clipPath>'
    )
    assert only(f'{used}<g style="clip-path:url(#c)"><circle r="15"/></g>').clip == (0, 0, 3, 3)


def test_a_switch_shows_the_first_that_fits():
    content = '<foreignObject requiredExtensions="urn:x"/><rect width="4" height="4"/><text>x</text>'
    assert only(f"<switch>{content}</switch>").fill == (0, 0, 0)
    drawio = '<g requiredFeatures="http://x#Extensibility"/><a xlink:href="https://x.org"><text>x</text></a>'
    assert shapes(f"<switch>{drawio}</switch>") == ()


# ---- what shines through


@pytest.mark.parametrize(
    ("content", "fills"),
    [
        ('<rect width="4" height="4" opacity=".5"/>', [0.5]),
        ('<rect width="4" height="4" fill-opacity="25%"/>', [0.75]),
        # Side by side, on white, or below what hides it.
        ('<rect width="4" height="4"/><rect x="5" width="4" height="4" opacity=".5"/>', [0, 0.5]),
        ('<rect width="9" height="9" fill="#fff"/><rect width="4" height="4" opacity=".5"/>', [1, 0.5]),
        ('<rect width="4" height="4" opacity=".5"/><rect width="4" height="4" fill="red"/>', [0.5, 1]),
        # A group shines through as a whole: inside it, one hides the other.
        ('<g opacity=".5"><rect width="9" height="9"/><circle r="4" fill="red"/></g>', [0.5, 1]),
        ('<circle r="4" stroke="red" opacity=".5"/>', [0.5]),
    ],
)
def test_what_shines_through_to_white_is_mixed_with_it(content, fills):
    assert [shape.fill[0] for shape in shapes(content)] == pytest.approx(fills)


@pytest.mark.parametrize(
    "content",
    [
        '<rect width="4" height="4"/><rect width="4" height="4" opacity=".5"/>',
        '<rect width="4" height="4"/><g opacity=".5"><rect width="4" height="4"/></g>',
        '<g opacity=".5"><rect width="9" height="9"/><circle r="4" opacity=".5"/></g>',
        '<circle r="4" stroke="red" stroke-opacity=".5"/>',
    ],
)
def test_what_shines_through_to_something_else_is_refused(content):
    assert "shines through" in refused(content).message


# ---- what is not drawn


@pytest.mark.parametrize(
    ("content", "what", "hint"),
    [
        ("<text>A</text>", "letters", "Object to Path"),
        ("<g><text><tspan>A</tspan></text></g>", "letters", "Object to Path"),
        ("<foreignObject/>", "foreignObject", "shapes"),
        ('<image href="a.png"/>', "pictures", "block of its own"),
        ("<script/>", "program", "script"),
        ('<rect onclick="x()"/>', "program", "take it out"),
        ("<animate/>", "moves", "animation"),
        ("<defs><set/></defs>", "moves", "animation"),
        ("<flowRoot/>", "no element that is drawn", "take it out"),
        ('<linearGradient id="g"/>\n<rect width="4" height="4" fill="url(#g)"/>', "gradient", "one colour"),
        ('<pattern id="g"/><path d="M0 0L9 9" stroke="url(#g) red"/>', "pattern", "one colour"),
        ('<rect width="4" height="4" fill="url(#gone)"/>', "does not have", "export"),
        ('<rect width="4" height="4" fill="url(b.svg#g)"/>', "another file", "itself"),
        ('<use xlink:href="https://x.org/a.svg#b"/>', "another file", "itself"),
        ('<use id="a" href="#b"/><use id="b" href="#a"/>', "leads back", "something else"),
        ('<rect width="4" height="4" filter="url(#f)"/>', "filter", "filter"),
        ('<rect width="4" height="4" style="mask:url(#m)"/>', "mask", "mask"),
        ('<rect width="4" height="4" style="mix-blend-mode:multiply"/>', "mix-blend-mode", "PNG"),
        ('<path d="M0 0L9 9" stroke="red" marker-end="url(#m)"/>', "markers", "Stroke to Path"),
        ('<g marker="url(#m)"><path d="M0 0L9 9"/></g>', None, ""),
        ('<g style="marker:url(#m)"><path d="M0 0L9 9"/></g>', "markers", "Stroke to Path"),
        ('<path d="M0 0L9 9" stroke="red" vector-effect="non-scaling-stroke"/>', "vector-effect", "stroke"),
        ('<path d="M0 0L9 9" stroke="red" transform="scale(1 2)"/>', "stretched", "Stroke to Path"),
        ('<path d="M0 0L9 9" stroke="red" stroke-linejoin="arcs"/>', "stroke-linejoin", "bevel"),
        ('<path d="M0 0L9 9" stroke="red" stroke-dasharray="1" pathLength="9"/>', "pathLength", "path"),
        ('<path d="M0 0L9 9" stroke="red" stroke-width="1em"/>', "stroke-width", "px"),
        ('<path d="M0 0L9 9" stroke="red" stroke-width="-1"/>', "less than 0", "0 or more"),
        ('<rect width="-4" height="4"/>', "less than 0", "0 or more"),
        ('<rect width="4" height="4" fill="blurple"/>', "no colour", "hexadecimal"),
        ('<rect width="4" height="4" fill="icc-color(x)"/>', "no colour", "hexadecimal"),
        ('<rect width="4" height="4" style="transform:scale(2)"/>', "transform", "attribute"),
        ('<rect style="width:4px" height="4"/>', "stands in a style", "attribute"),
        ('<rect width="4" height="4" transform="turn(3)"/>', "transform", "translate"),
        ('<path d="L9 9"/>', "begin with `M`", "export"),
        ('<path d="M0 0L9"/>', "lacks a number", "export"),
        ('<path d="M0 0L9 9 x"/>', "out of place", "export"),
        ('<path d="M0 0A1 1 0 2 0 9 9"/>', "lacks a number", "export"),
        ('<polygon points="1 2 3"/>', "pairs", "pairs"),
        (
            '<clipPath id="c"><circle r="4"/></clipPath><rect width="4" height="4" clip-path="url(#c)"/>',
            "rectangle",
            "clip",
        ),
        (
            '<clipPath id="c"><rect width="4" height="4" transform="rotate(9)"/></clipPath>'
            '<rect width="4" height="4" clip-path="url(#c)"/>',
            "rectangle",
            "clip",
        ),
        ('<rect width="4" height="4" style="clip-path:circle(4px)"/>', "rectangle", "clip"),
        ('<switch><g systemLanguage="fr"/></switch>', "language", "language"),
        ("<style>@import url(x.css);</style>", "@import", ""),
        ("<style>@media print {.a{fill:red}}</style>", "@media", "all media"),
        ("<style>g .a{fill:red}</style>", "selector", "class"),
        ("<style>\n.a:hover{fill:red}</style>", "selector", "class"),
        ('<style type="text/less">.a{}</style>', "text/less", "CSS"),
    ],
)
def test_what_cannot_be_drawn_is_refused_with_its_line_and_a_way_out(content, what, hint):
    if what is None:
        assert shapes(content.replace("marker=", "markers=")) == ()
        return
    error = refused(content)
    assert error.reason is Reason.UNKNOWN
    assert what in error.message and hint in error.hint
    assert error.mark.line == (2 if "\n" in content else 1)


@pytest.mark.parametrize(
    ("data", "reason", "what"),
    [
        (b"", Reason.BROKEN, "no element found"),
        (b"\xff\xff<svg/>", Reason.BROKEN, "UTF-8"),
        (b"<svg/>", Reason.BROKEN, "xmlns"),
        (b"<html/>", Reason.BROKEN, "xmlns"),
        (svg("<g>"), Reason.BROKEN, "mismatched tag"),
        (svg("", size=""), Reason.BROKEN, "how large"),
        (svg("", size='width="0" height="9"'), Reason.LARGE, "0 wide"),
        (svg("", size='width="1" height="9000"'), Reason.LARGE, "9000 high"),
        (svg("", size='width="1e9" height="9"'), Reason.UNKNOWN, "larger"),
        (svg("", size='viewBox="0 0 0 9"'), Reason.UNKNOWN, "viewBox"),
        (svg("", before='<!DOCTYPE svg [<!ENTITY a "b">]>'), Reason.UNKNOWN, "document type"),
        (svg("&a;", before='<!DOCTYPE svg PUBLIC "x" "x.dtd">'), Reason.UNKNOWN, "entity"),
        (svg("", before='<?xml-stylesheet href="a.css"?>'), Reason.UNKNOWN, "another file"),
    ],
)
def test_files_that_are_no_drawings(data, reason, what):
    error = refused(data)
    assert error.reason is reason and what in error.message and error.hint


def test_the_usual_declaration_and_other_encodings_are_fine():
    usual = '<?xml version="1.0"?><!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://x.org/svg11.dtd">'
    assert only('<rect width="4" height="4"/>', before=usual)
    assert len(read_svg(svg('<rect width="4" height="4"/>').decode().encode("utf-16")).shapes) == 1
    assert refused(svg("\r\n\r<text/>")).mark.line == 2


# ---- what is meant to harm


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"<" + b" " * MAX_BYTES, Reason.LARGE),
        (svg("<g>" * 500 + "</g>" * 500), Reason.LARGE),
        (svg("<g/>" * 60_000), Reason.LARGE),
        (svg('<rect width="4" height="4"/>' * 10_001), Reason.LARGE),
        (svg(f'<path d="M0 0{"l1 1" * 200_000}"/>'), Reason.LARGE),
        (svg(f'<path d="M0 0{" " * 1_000_000}x"/>'), Reason.UNKNOWN),
        (svg(f'<path d="M0 {"1" * 1_000_000}"/>'), Reason.UNKNOWN),
        (svg('<path d="M0 0L1e999 1"/>'), Reason.UNKNOWN),
        (svg('<rect width="4" height="4" transform="scale(1e6) scale(1e6)"/>'), Reason.UNKNOWN),
        (svg(f'<polygon points="{"1 " * 1_000_000}x"/>'), Reason.UNKNOWN),
        (svg(f'<rect width="4" height="4" fill="rgb({" " * 1_000_000}"/>'), Reason.UNKNOWN),
        (svg(f'<rect width="4" height="4" style="fill:a{" " * 1_000_000}!b"/>'), Reason.UNKNOWN),
        (svg(f"<style>{'/*' * 500_000}</style><text/>"), Reason.UNKNOWN),
        (svg(f"<style>{'.a{}' * 2_000}</style>"), Reason.LARGE),
        (svg(f'<rect width="4" height="4" transform="{"scale(1)" * 100_000}"/>'), Reason.UNKNOWN),
        (
            svg("".join(f'<rect x="{n / 100}" width=".005" height="1" opacity=".5"/>' for n in range(5_000))),
            Reason.LARGE,
        ),
        (
            svg(
                '<g id="a0"/>'
                + "".join(f'<g id="a{n}">{f"""<use href="#a{n - 1}"/>""" * 10}</g>' for n in range(1, 10))
            ),
            Reason.LARGE,
        ),
        (
            svg("".join(f'<g id="a{n}"><use href="#a{n + 1}"/></g>' for n in range(200)) + '<g id="a200"/>'),
            Reason.LARGE,
        ),
        (
            svg(
                "",
                before="<!DOCTYPE svg [<!ENTITY a0 'ha'>"
                + "".join(f"<!ENTITY a{n} '{f'&a{n - 1};' * 10}'>" for n in range(1, 10))
                + "]>",
            ),
            Reason.UNKNOWN,
        ),
    ],
    ids=lambda value: None if isinstance(value, Reason) else value[:16].decode() + str(len(value)),
)
def test_what_is_meant_to_harm_is_refused_soon(data, reason):
    start = time.process_time()
    assert refused(data).reason is reason
    assert time.process_time() - start < 3


PIECES = st.sampled_from(
    [
        *(
            "<g>",
            "</g>",
            '<g opacity=".5">',
            '<use href="#a"/>',
            '<g id="a">',
            "<style>",
            "</style>",
            "<defs>",
        ),
        *(
            ".a{fill:red}",
            '<rect class="a" width="9" height="9"/>',
            '<path d="',
            '"/>',
            "M0 0",
            "l1 1",
            "z",
            "a5 5 0 1",
        ),
        *(
            "<svg viewBox='0 0 9 9'>",
            "</svg>",
            "<text>",
            "&amp;",
            "]]>",
            "<!--",
            "-->",
            "é",
            "\x00",
            '<circle r="5"',
        ),
        *(
            ' transform="rotate(',
            ')"',
            "1e99",
            "-",
            ".",
            "%",
            ' clip-path="url(#a)"',
            "<clipPath id='a'>",
            "</clipPath>",
        ),
    ]
)


@examples(40)
@given(st.lists(PIECES, max_size=30).map("".join))
def test_any_content_is_drawn_or_refused(content):
    try:
        read_svg(svg(content))
    except SvgError as error:
        assert error.message and error.hint


@examples(20)
@given(st.binary(max_size=200))
def test_any_bytes_are_drawn_or_refused(data):
    try:
        read_svg(data)
    except SvgError as error:
        assert error.message and error.hint
