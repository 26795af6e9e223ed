"""Markup parsed without templates or facts of a project: each fact prints what the test says."""

from __future__ import annotations

from decimal import Decimal

from briefpress.diagnostics import Findings, Span
from briefpress.document import FactText, nodes, parse_markup
from briefpress.document.inlines import PictureFile

FACTS = {
    "a.share": FactText((("71%", False),), Decimal(71), "percent"),
    "a.more": FactText((("101%", False),), Decimal(101), "percent"),
    "a.less": FactText((("−5", False),), Decimal(-5), "number"),
    "a.name": FactText((("  the  <b>Act</b> ", False),)),
    "a.first": FactText((("1", False), ("er", True), (" avril", False))),
}


class Words:
    """A place whose lines and words can be told from each other."""

    def line(self, number: int) -> Span:
        return Span("briefs/b.yaml", 100 + number, 7)

    def locate(self, token: str, occurrence: int = 0) -> Span:
        return Span("briefs/b.yaml", 100, 50 + occurrence, max(1, len(token)))


class Parsed:
    """Markup and what came of it.

    Attributes:
        asked: Facts that were asked for, with form, language and place.
    """

    def __init__(self, markup: str, lang: str = "en-CA") -> None:
        self.findings = Findings()
        self.asked: list[tuple[str, str, str, Span]] = []
        self.document = parse_markup(
            markup,
            lang=lang,
            template="templates/t.xml",
            places=[Words()],
            source=self,
            findings=self.findings,
        )

    def fact(self, name: str, form: str, lang: str, span: Span) -> FactText | None:
        self.asked.append((name, form, lang, span))
        if name not in FACTS:
            self.findings.error("MERGE001", f"there is no fact `{name}`", span, hint="x")
        return FACTS.get(name)

    def describe(self, chart, lang):
        return ""

    def image(self, path: str, span: Span) -> PictureFile | None:
        if path == "gone.png":
            self.findings.error("IMAGE001", "gone", span, hint="x")
            return None
        return PictureFile(b"png", 100.0, 50.0)

    @property
    def found(self) -> list[tuple[str, str, int, int]]:
        return [(d.code, d.span.path, d.span.line, d.span.column) for d in self.findings]

    @property
    def codes(self) -> list[str]:
        return [d.code for d in self.findings]

    @property
    def only(self):
        (found,) = self.findings
        return found

    def all(self, kind: type) -> list:
        assert self.document is not None
        return [node for node in self.document.walk() if isinstance(node, kind)]


def inside(blocks: str, lang: str = "en-CA") -> Parsed:
    """Parse blocks on line 3 and below of a document that is fine otherwise."""
    return Parsed(
        f'<document><title>T</title>\n<h1 at="templates/t.xml:2">A</h1>\n{_at(blocks)}</document>', lang
    )


def _at(blocks: str) -> str:
    """Give the elements of each line the place that a template would give them."""
    lines = []
    for number, line in enumerate(blocks.split("\n"), 3):
        out, rest = "", line
        while "<" in rest:
            before, _, rest = rest.partition("<")
            out += before + "<"
            name = rest.replace("/", " ").replace(">", " ").split(" ", 1)[0] if rest[0].isalpha() else ""
            if name:
                out += f'{name} at="templates/t.xml:{number}"'
                rest = rest[len(name) :]
        lines.append(out + rest)
    return "\n".join(lines)


def told(node: nodes.Node) -> str:
    """Return the characters of a node, with the kinds of the inlines around them."""
    if isinstance(node, nodes.Text):
        return node.text
    if isinstance(node, nodes.LineBreak):
        return "|"
    words = "".join(told(child) for child in node.children)
    return f"{type(node).__name__}({words})" if isinstance(node, nodes.InlineContainer) else words
