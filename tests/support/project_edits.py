"""Edits of a project's files for property tests: from arbitrary bytes to slips that nearly make sense."""

from __future__ import annotations

from collections.abc import Callable

from hypothesis import strategies as st

from tests.support.rich_project import RICH

#: The text files of the rich project, each with what it is.
DATA = tuple(path for path in RICH if path.startswith("data/"))
BRIEFS = ("briefs/orchard.yaml", "briefs/cellar.yaml")
THEME, LAYOUT, WORDS = "templates/grove.yaml", "templates/sheet.xml", "templates/words.yaml"
TEXTS = (*DATA, *BRIEFS, THEME, LAYOUT, WORDS)

_NUMBERS = (
    *(
        "0",
        "-1",
        "-0",
        "1e9",
        "NaN",
        ".nan",
        ".inf",
        "-.inf",
        "1_000",
        "012",
        "0x1f",
        "1:30",
        "1.",
        ".5",
        "10 %",
    ),
    *(
        "9" * 39,
        "9" * 400,
        "0." + "0" * 60 + "1",
        "1,5",
        "٣",
        "１２",
        "1/3",
        "999999999999999999999.5",
        "2e999999999",
    ),
)
_DATES = (
    *(
        "2026-02-30",
        "0000-00-00",
        "9999-12-31",
        "0999-01-01",
        "2999-12-31",
        "2024-2025",
        "2024-Q5",
        "2024-13",
    ),
    *("2023-02-29", "1000", "2999-Q4", "2026-05-04T10:00:00Z", '"24:00"', "12:30:45", "9999 years", "0 days"),
)
_UNICODE = (
    *(
        "\u202e",
        "\u200b",
        "\u00ad",
        "e\u0301",
        "\ufb01",
        "\U0001f600",
        "\U0010ffff",
        "\ue000",
        "\u2028",
        "\ufeff",
    ),
    *(
        "\u0130",
        "ß",
        "\u0600",
        "שלום",
        "漢字",
        "\u00a0",
        "\u202f",
        "\ud7ff",
        "\ufffd",
        "\x85",
        "\x00",
        "\u0345",
    ),
)
_JINJA = (
    *("{{", "}}", "{%", "{#", "{{ }}", "{{ orchard }}", "{{ orchard.trees.x }}", "{{ orchard.trees(1) }}"),
    *(
        '{{ orchard.trees("words") }}',
        "{{ orchard.__class__ }}",
        "{{ 9 ** 9 ** 9 }}",
        "{{ [1] * 999999999 }}",
    ),
    *(
        "{% for a in orchard %}{{ a }}{% endfor %}",
        "{% set a = a %}",
        "{{ note() }}",
        '{{ note("no-such") }}',
    ),
    *(
        '{{ lang("fr", note("budget")) }}',
        '{{ claim("rose") }}',
        '{{ claim("rose", harvest.tons) }}',
        "{{ sup(sup) }}",
    ),
    *(
        '{{ "x" * 99999999 }}',
        '{{ abbr("", "") }}',
        "{% if 1 %}",
        "{% raw %}",
        '{{ "\\x07" }}',
        "{{ note.x }}",
    ),
    *(
        '{{ lang("x-y", orchard.name) }}',
        "{{ harvest.plots }}",
        '{{ "a" ~ "b" }}',
        "{{ loop }}",
        "{{ self }}",
    ),
)
_MARKUP = (
    *(
        "<p>",
        "</p>",
        "<",
        "&",
        "&amp;",
        "&#0;",
        "&#x110000;",
        "]]>",
        "<!-- -->",
        "<?xml?>",
        "<!DOCTYPE a>",
        "<p",
    ),
    *(
        "<document/>",
        '<p lang="xx-">',
        "<td/>",
        '<image src="../x"/>',
        '<columns count="999999"><p>a</p></columns>',
    ),
    *('<fact name="orchard.trees"/>', '<noteref note="x">1</noteref>', "<section>" * 90, "<p at='9+9'>x</p>"),
    *(
        '<table widths="0"><tbody><tr><td>a</td></tr></tbody></table>',
        "<ul/>",
        "<ol start='x'><li/></ol>",
        "<h6/>",
    ),
    *('<figure><image src="briefs/tree.png" width="1e300"><alt>a</alt></image></figure>', '<p id="">a</p>'),
    *('<p origin="a:1">x</p>', "<key-figures/>", '<p role="x">a</p>', "<band/>", "<footer/>", "<notes/>"),
    *(
        '<figure><chart kind="bar" maximum="1e-300"><alt>a</alt>'
        '<item fact="cellar.full"><label>b</label></item></chart></figure>',
    ),
)
_MARKDOWN = (
    *(
        "*" * 200,
        "[" * 200,
        "- " * 60,
        "> > >",
        "1. a\n",
        "999999999. a",
        "[a](b)",
        "[a](https://x y)",
        "# a",
        "---",
    ),
    *(
        "![a](b)",
        "`a`",
        "\\",
        "**a*",
        "_a_" * 50,
        "[a](javascript:b)",
        "<https://x.org>",
        "[](https://x.org)",
        "&nbsp;",
    ),
)
_FORMULAS = (
    *(
        "((((" * 50,
        "a.b",
        "1/0",
        "sum()",
        "sum(harvest.tons)",
        "orchard.trees * orchard.budget",
        "- - - 1",
        "1 +",
    ),
    *(
        "years_since(9999-12-31)",
        "growth(0, 0)",
        "part(percent(1e9), 1)",
        "round(1, 999999)",
        "min(" * 40,
        "1 < 2 < 3",
    ),
    *(
        "date(9999, 99, 99)",
        "money(1, XXX)",
        "units(1, x)",
        "column(a, b)",
        "year(0)",
        "days(999999999999999)",
    ),
    *(
        "9" * 200 + " * " + "9" * 200,
        "cellar.depth / 7",
        "ratio(1, 0)",
        "sum.costs",
        "within",
        "count(sum.costs)",
    ),
)
_YAML = (
    *(
        "{",
        "}",
        "[",
        "]",
        "- ",
        ": ",
        ":",
        "'",
        '"',
        "|",
        ">",
        "&a ",
        "*a",
        "!t ",
        "#",
        "\t",
        "---\n",
        "<<: ",
        "? ",
    ),
    *(
        "null",
        "~",
        "true",
        "no",
        "{}",
        "[]",
        "[[]]",
        "{a: {b: {c: d}}}",
        "\n",
        "\n\n",
        "  ",
        "{en: a}",
        "{fr: b}",
    ),
    *(
        "{from: 1}",
        "{from: 2, to: 1}",
        "{value: 1}",
        "{en: {one: a}}",
        "- - - a",
        "[{}]",
        "[" * 40 + "]" * 40,
    ),
)
#: What is typed into a file by mistake, or to do harm.
PIECES = (*_NUMBERS, *_DATES, *_UNICODE, *_JINJA, *_MARKUP, *_MARKDOWN, *_FORMULAS, *_YAML)

#: Keys that files of a project have, so that they come to stand at wrong places.
KEYS = tuple(
    dict.fromkeys(
        word
        for path in TEXTS
        if path.endswith(".yaml")
        for line in str(RICH[path]).splitlines()
        for word in [line.strip().removeprefix("- ").partition(":")[0]]
        if word.replace("_", "").replace("-", "").replace(".", "").isalnum() and word.isascii()
    )
)


def pieces() -> st.SearchStrategy[str]:
    """Draw something short to put into a file."""
    return st.one_of(
        st.sampled_from(PIECES), st.sampled_from(KEYS), st.text(st.characters(codec="utf-8"), max_size=12)
    )


@st.composite
def edited(draw: st.DrawFn, text: str) -> str:
    """Draw a text to which one to four things have happened."""
    for _ in range(draw(st.sampled_from((1, 1, 1, 2, 2, 4)))):
        text = draw(st.sampled_from(_EDITS))(draw, text)
    return text


def _insert(draw: st.DrawFn, text: str) -> str:
    at = draw(st.integers(0, len(text)))
    return text[:at] + draw(pieces()) + text[at:]


def _delete(draw: st.DrawFn, text: str) -> str:
    at = draw(st.integers(0, len(text)))
    return text[:at] + text[at + draw(st.integers(1, 30)) :]


def _value(draw: st.DrawFn, text: str) -> str:
    """Write another value behind a key."""
    lines = text.split("\n")
    keyed = [number for number, line in enumerate(lines) if ":" in line]
    if not keyed:
        return _insert(draw, text)
    number = draw(st.sampled_from(keyed))
    head = lines[number].partition(":")[0]
    piece = draw(pieces())
    quoted = draw(st.sampled_from(("{}", "{}", '"{}"', "'{}'", "{{en: '{0}', fr: '{0}'}}")))
    lines[number] = f"{head}: {quoted.format(piece)}"
    return "\n".join(lines)


def _inside_quotes(draw: st.DrawFn, text: str) -> str:
    """Put something into a text in quotes, where it breaks no YAML."""
    marks = [at for at, char in enumerate(text) if char == '"']
    if not marks:
        return _insert(draw, text)
    at = draw(st.sampled_from(marks)) + 1
    piece = draw(pieces()).replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ")
    return text[:at] + piece + text[at:]


def _word(draw: st.DrawFn, text: str) -> str:
    """Write one word of the file in place of another."""
    words = sorted({word for word in text.replace(",", " ").split() if len(word) > 1})
    if len(words) < 2:
        return _insert(draw, text)
    return text.replace(draw(st.sampled_from(words)), draw(st.sampled_from(words)), 1)


def _lines(change: Callable[[st.DrawFn, list[str]], list[str]]) -> Callable[[st.DrawFn, str], str]:
    return lambda draw, text: "\n".join(change(draw, text.split("\n")))


def _line(draw: st.DrawFn, lines: list[str]) -> int:
    return draw(st.integers(0, len(lines) - 1))


def _drop(draw: st.DrawFn, lines: list[str]) -> list[str]:
    at = _line(draw, lines)
    return lines[:at] + lines[at + draw(st.integers(1, 5)) :]


def _double(draw: st.DrawFn, lines: list[str]) -> list[str]:
    at, count = _line(draw, lines), draw(st.sampled_from((1, 1, 3, 12)))
    return lines[: at + count] + lines[at:]


def _swap(draw: st.DrawFn, lines: list[str]) -> list[str]:
    one, other = _line(draw, lines), _line(draw, lines)
    lines[one], lines[other] = lines[other], lines[one]
    return lines


def _indent(draw: st.DrawFn, lines: list[str]) -> list[str]:
    at = _line(draw, lines)
    lines[at] = draw(st.sampled_from(("  ", " ", "    ", "\t", "- "))) + lines[at]
    return lines


def _outdent(draw: st.DrawFn, lines: list[str]) -> list[str]:
    at = _line(draw, lines)
    lines[at] = lines[at][draw(st.integers(1, 4)) :]
    return lines


_EDITS = (
    *(_insert, _delete, _value, _value, _value, _inside_quotes, _inside_quotes, _word, _word),
    *map(_lines, (_drop, _double, _swap, _indent, _outdent)),
)


def projects(*paths: str) -> st.SearchStrategy[dict[str, str]]:
    """Draw files of the rich project, of which one or two are edited."""
    return st.lists(st.sampled_from(paths), min_size=1, max_size=2, unique=True).flatmap(
        lambda chosen: st.fixed_dictionaries({path: edited(str(RICH[path])) for path in chosen})
    )


def _scalars() -> st.SearchStrategy[str]:
    return st.one_of(
        st.sampled_from((*PIECES, *KEYS)), st.sampled_from(("number", "money", "series", "table", "chart"))
    )


def nested() -> st.SearchStrategy[object]:
    """Draw mappings and lists made of the project's own keys, and values that need not suit them."""
    return st.recursive(
        _scalars(),
        lambda inner: st.one_of(
            st.lists(inner, max_size=4), st.dictionaries(st.sampled_from(KEYS), inner, max_size=5)
        ),
        max_leaves=12,
    )
