"""A project in memory with one brief, and what merging it gave."""

from __future__ import annotations

from functools import cache

from briefpress.diagnostics import Findings
from briefpress.document import nodes as n
from briefpress.facts import load_facts
from briefpress.merge import Merger, load_brief, merge_edition
from briefpress.workspace import MemoryWorkspace

LANGUAGES = ("en", "fr")

SOURCES = """\
sources:
  page:
    title: {en: Defence, fr: Défense}
    publisher: {en: Embassy, fr: Ambassade}
    address: {en: "https://x.org/en?a=1&b=2", fr: "https://x.org/fr"}
    accessed: 2026-05-01
units:
  nation: {en: {one: nation, other: nations}, fr: {one: pays, other: pays}}
  loan: {en: {one: loan, other: loans}, fr: {one: prêt, other: prêts}}
"""

#: One fact of each type, and some with qualifiers.
FACTS = {
    "a.number": "{type: number, value: 1234.50}",
    "a.small": "{type: number, value: 5}",
    "a.nations": "{type: number, value: 10, unit: nation}",
    "a.nation": "{type: number, value: 1, unit: nation}",
    "a.percent": "{type: percent, value: 71, qualifier: projected}",
    "a.money": "{type: money, value: 13, scale: billion, currency: USD, qualifier: about}",
    "a.years": "{type: duration, value: 65, unit: year, qualifier: over,"
    " wording: {en: over sixty-five years, fr: plus de soixante-cinq ans}, wording_for: 65}",
    "a.days": "{type: duration, value: 1, unit: day}",
    "a.times": "{type: multiple, value: 3}",
    "a.top": "{type: rank, value: 20, qualifier: among-top}",
    "a.rank": "{type: rank, value: 1}",
    "a.date": "{type: date, value: 2024-04-01, qualifier: about}",
    "a.year": "{type: year, value: 2023, qualifier: record}",
    "a.name": '{type: text, value: {en: "the <b>Act</b> & {{ x }}", fr: "la *Loi*"}}',
    "a.list": "{type: list,"
    " value: [{en: ships, fr: navires}, {en: planes, fr: avions}, {en: tents, fr: tentes}]}",
    "b.points": "{type: points, value: 3.5}",
    "b.drop": "{type: points, value: -0.5}",
    "b.time": '{type: time, value: "14:30"}',
    "b.fiscal": "{type: period, value: 2024-2025}",
    "b.quarter": "{type: period, value: 2024-Q3}",
    "b.month": "{type: period, value: 2024-04}",
    "b.range": "{type: number, value: {from: 4000, to: 10000}, unit: loan, qualifier: about}",
    "b.costs": "{type: money, value: {from: 4, to: 10}, scale: billion, currency: USD}",
    "b.days": "{type: date, value: {from: 2024-03-29, to: 2024-04-04}}",
    "b.years": "{type: year, value: {from: 2016, to: 2018}}",
    "b.shares": "{type: percent, value: {from: 4, to: 10.5}}",
    "b.people": "{type: number, value: 2, scale: million, unit: loan}",
    "b.large": "{type: number, value: 999999999}",
    "b.exact": "{type: percent, value: 38, qualifier: exact}",
}

HEAD = """\
title: {en: Title, fr: Titre}
subject: {en: Subject, fr: Sujet}
author: {en: Author, fr: Auteur}
"""

#: The column at which the texts of `body_text` begin, and the line of the English one.
TEXT_LINE, TEXT_COLUMN = 9, 9


def facts_yaml(facts: dict[str, str]) -> str:
    lines = ["facts:"]
    for name, fact in facts.items():
        lines.append(f"  {name}: {fact[:-1]}, source: page, label: {{en: L, fr: L}}}}")
    return "\n".join(lines)


def block(text: str, indent: int) -> str:
    return "".join(f"{' ' * indent}{line}\n" if line else "\n" for line in text.split("\n"))


def body_text(en: str, fr: str = "Texte.") -> str:
    """Return a brief with one text block; the English begins at line 9, column 9."""
    head = f"{HEAD}body:\n  - id: t\n    type: text\n    text:\n"
    return f"{head}      en: |\n{block(en, 8)}      fr: |\n{block(fr, 8)}"


def merger_of(facts: dict[str, str], files: dict[str, str | bytes]) -> Merger:
    workspace = MemoryWorkspace(
        {"data/facts.yaml": facts_yaml(facts), "data/sources.yaml": SOURCES, **files},
    )
    findings = Findings()
    book = load_facts(workspace, LANGUAGES, findings)
    assert not len(findings), list(findings)
    return Merger(workspace, book)


@cache
def usual() -> Merger:
    """Return what briefs without facts and files of their own share, as in a build."""
    return merger_of(FACTS, {})


class Merged:
    """A brief, merged in one language.

    Attributes:
        found: Code, line and column of every finding in the brief's own file, others with their path.
    """

    def __init__(
        self,
        brief: str,
        lang: str = "en",
        *,
        facts: dict[str, str] | None = None,
        files: dict[str, str | bytes] | None = None,
    ) -> None:
        self.findings = Findings()
        self.merger = merger_of(FACTS if facts is None else facts, files or {}) if facts or files else usual()
        self.workspace = self.merger.workspace
        self.brief = load_brief(MemoryWorkspace({"briefs/b.yaml": brief}), "briefs/b.yaml", self.findings)
        self.document: n.Document | None = None
        if self.brief is not None:
            self.document = merge_edition(self.merger, self.brief, lang, self.findings)

    @property
    def found(self) -> list[tuple[object, ...]]:
        return [
            (d.code, d.span.line, d.span.column)
            if d.span.path == "briefs/b.yaml"
            else (d.code, d.span.path, d.span.line, d.span.column)
            for d in self.findings
        ]

    @property
    def only(self):
        (found,) = self.findings
        return found

    def nodes(self, kind: type) -> list:
        assert self.document is not None
        return [node for node in self.document.walk() if isinstance(node, kind)]

    @property
    def block(self) -> n.Section:
        return next(node for node in self.nodes(n.Section) if node.id == "t")

    @property
    def paragraphs(self) -> list[str]:
        return [told(p) for p in self.block.walk() if isinstance(p, n.Paragraph)]


def told(node: n.Node) -> str:
    """Return what a node prints, with the kind of each container around it: ``an <Emphasis|act>``."""
    if isinstance(node, n.Text):
        return node.text
    if isinstance(node, n.LineBreak):
        return "<br>"
    inner = "".join(told(child) for child in node.children)
    if isinstance(node, n.InlineContainer):
        about = {n.Link: "href", n.Abbreviation: "expansion", n.NoteReference: "note"}.get(type(node))
        extra = f" {getattr(node, about)}" if about else f" {node.lang}" if isinstance(node, n.Phrase) else ""
        return f"<{type(node).__name__}{extra}|{inner}>"
    return inner


def merge_text(en: str, lang: str = "en", **options) -> Merged:
    """Merge a brief with one text block; in French the text stands second."""
    return Merged(body_text(en) if lang == "en" else body_text("Text.", en), lang, **options)
