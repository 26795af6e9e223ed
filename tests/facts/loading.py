"""Facts from a few lines of YAML, for tests."""

from textwrap import dedent, indent

from briefpress.diagnostics import Findings
from briefpress.facts import FactBook, load_facts
from briefpress.workspace import MemoryWorkspace

SOURCE = """\
sources:
  page:
    title: {en: Report, fr: Rapport}
    publisher: Example Library
    address: "https://example.org"
    accessed: 2026-11-22
units:
  loan: {en: {one: loan, other: loans}, fr: {one: prêt, other: prêts}}
"""

#: What every fact needs, to stand in braces.
REST = "source: page, label: {en: X, fr: X}"


def load(facts: str, more: str = "", files: dict[str, str] | None = None) -> tuple[FactBook, Findings]:
    """Load facts, in front of which stand a source `page` and a unit `loan`.

    Args:
        facts: Entries of `facts`; ``REST`` in them stands for a source and a label.
        more: Other sections of the file.
        files: Other files.
    """
    findings = Findings()
    text = SOURCE + more + "facts:\n" + indent(dedent(facts).replace("REST", REST), "  ")
    return load_facts(
        MemoryWorkspace({"data/f.yaml": text, **(files or {})}), ("en", "fr"), findings
    ), findings


def mistakes(facts: str, more: str = "") -> list[tuple[str, str]]:
    """Return the code of each finding and the characters it points at."""
    _, findings = load(facts, more)
    text = SOURCE + more + "facts:\n" + indent(dedent(facts).replace("REST", REST), "  ")
    lines = text.split("\n")
    return [
        (f.code, lines[f.span.line - 1][f.span.column - 1 :][: f.span.length] if f.span else "")
        for f in findings
    ]
