"""One edition -> bytes and findings; a pure function of the project's files."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from briefpress.build.project import Edition, Project
from briefpress.diagnostics import Diagnostic, Findings
from briefpress.document.nodes import Document
from briefpress.facts import load_facts
from briefpress.fonts import FontLibrary
from briefpress.layout import Theme, layout_document, load_theme
from briefpress.merge import Brief, Merger, load_brief, merge_edition
from briefpress.page import Page

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Rendering:
    """What rendering an edition gave.

    Attributes:
        pdf: The file's bytes; None where there are errors.
        pages: Number of pages.
        findings: Errors and warnings.
        reads: Paths of the files that were read; a change of one makes the edition stale.
    """

    pdf: bytes | None
    pages: int
    findings: tuple[Diagnostic, ...]
    reads: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Loaded(Generic[T]):
    """Something that several editions share, with what it took to load it."""

    value: T
    findings: tuple[Diagnostic, ...]
    reads: frozenset[str]


class Renderer:
    """Renders the editions of one project and keeps what they share: facts, briefs, themes, templates."""

    def __init__(self, project: Project) -> None:
        self.project = project
        self.fonts = FontLibrary(project.workspace)
        self._loaded: dict[str, _Loaded[object]] = {}

    def render(self, edition: Edition) -> Rendering:
        """Merge, lay out and write an edition."""
        findings = Findings()
        with self.project.workspace.recording() as reads:
            laid_out = self._lay_out(edition, findings, reads)
            pdf = None
            if laid_out is not None and not findings.errors:
                from briefpress.pdf import write_pdf  # checking never loads ReportLab

                pdf = write_pdf(*laid_out, self.fonts)
        pages = len(laid_out[1]) if laid_out else 0
        return Rendering(pdf, pages, tuple(findings), frozenset(reads))

    def check(self, edition: Edition, findings: Findings) -> None:
        """Do everything but writing."""
        self._lay_out(edition, findings, set())

    def brief(self, path: str, findings: Findings, reads: set[str]) -> Brief | None:
        """Return a brief, read once."""
        return self._share(
            f"brief {path}", lambda found: load_brief(self.project.workspace, path, found), findings, reads
        )

    def merger(self, findings: Findings, reads: set[str]) -> Merger:
        """Return what merging needs of the project, loaded once."""
        return self._share("merger", self._load_merger, findings, reads)

    # ---- inside

    def _lay_out(
        self, edition: Edition, findings: Findings, reads: set[str]
    ) -> tuple[Document, Sequence[Page]] | None:
        merger = self.merger(findings, reads)
        brief = self.brief(edition.brief, findings, reads)
        theme = self._theme(brief, findings, reads) if brief else None
        if brief is None or theme is None or findings.errors:
            if brief is not None:
                merge_edition(merger, brief, edition.lang, findings)  # all mistakes of a run show together
            return None
        document = merge_edition(merger, brief, edition.lang, findings)
        if document is None or findings.errors:
            return None
        return document, layout_document(document, theme, findings)

    def _load_merger(self, findings: Findings) -> Merger:
        book = load_facts(self.project.workspace, self.project.languages, findings)
        merger = Merger(self.project.workspace, book)
        merger.words(self.project.languages, findings)
        return merger

    def _theme(self, brief: Brief, findings: Findings, reads: set[str]) -> Theme | None:
        name, span = brief.theme.text, brief.theme.span
        return self._share(
            f"theme {name}",
            lambda found: load_theme(self.project.workspace, self.fonts, name, span, found),
            findings,
            reads,
        )

    def _share(self, key: str, load: Callable[[Findings], T], findings: Findings, reads: set[str]) -> T:
        """Load once; report what was found, and count what was read, for every edition that uses it."""
        loaded = self._loaded.get(key)
        if loaded is None:
            found = Findings()
            with self.project.workspace.recording() as own:
                value = load(found)
            loaded = self._loaded[key] = _Loaded(value, tuple(found), frozenset(own))
        findings.extend(loaded.findings)
        reads |= loaded.reads
        return loaded.value  # type: ignore[return-value]


def check_project(project: Project, findings: Findings) -> int:
    """Check every edition of a project without writing; return how many there are."""
    renderer = Renderer(project)
    renderer.merger(findings, set())
    count = 0
    for path in project.briefs:
        brief = renderer.brief(path, findings, set())
        for lang in brief.languages if brief else ():
            renderer.check(Edition(path, lang), findings)
            count += 1
    return count
