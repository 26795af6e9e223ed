"""One edition -> bytes and findings; a pure function of the project's files."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from briefpress.build.project import Edition, Project
from briefpress.diagnostics import Diagnostic, Findings
from briefpress.document.nodes import Document
from briefpress.fonts import FontLibrary
from briefpress.layout import Theme, layout_document, load_theme
from briefpress.merge import Brief, Merger, load_brief, merge_edition
from briefpress.page import Page


@dataclass(frozen=True, slots=True)
class Rendering:
    """What rendering an edition gave.

    Attributes:
        pdf: The file's bytes; None where there are errors.
        pages: Number of pages.
        findings: Errors and warnings.
        reads: Paths of the files that were read, and whose change makes the edition stale.
    """

    pdf: bytes | None
    pages: int
    findings: tuple[Diagnostic, ...]
    reads: tuple[str, ...]


class Renderer:
    """Renders editions of one project and keeps what they share: facts, faces, themes, templates."""

    def __init__(self, project: Project) -> None:
        self.project = project
        self.fonts = FontLibrary(project.workspace)
        self._briefs: dict[str, tuple[Brief | None, tuple[Diagnostic, ...], set[str]]] = {}
        self._themes: dict[str, tuple[Theme | None, set[str]]] = {}
        self._shared: set[str] = set()
        self._merger: Merger | None = None

    def brief(self, path: str, findings: Findings) -> Brief | None:
        """Return a brief, read once."""
        if path not in self._briefs:
            own = Findings()
            with self.project.workspace.recording() as reads:
                brief = load_brief(self.project.workspace, path, own)
            self._briefs[path] = (brief, tuple(own), reads)
        brief, found, _ = self._briefs[path]
        findings.extend(found)
        return brief

    def render(self, edition: Edition) -> Rendering:
        """Merge, lay out and write an edition."""
        findings = Findings()
        with self.project.workspace.recording() as reads:
            laid_out = self._lay_out(edition, findings)
            pdf = None
            if laid_out is not None and not findings.errors:
                from briefpress.pdf import write_pdf  # a check and a build of nothing never load ReportLab

                document, pages = laid_out
                pdf = write_pdf(document, pages, self.fonts)
        reads |= self._shared | self._briefs[edition.brief][2]
        for _, theme_reads in self._themes.values():
            reads |= theme_reads
        count = len(laid_out[1]) if laid_out else 0
        return Rendering(pdf, count, tuple(findings), tuple(sorted(reads)))

    def check(self, edition: Edition, findings: Findings) -> None:
        """Do everything but writing."""
        self._lay_out(edition, findings)

    # ---- inside

    def _lay_out(self, edition: Edition, findings: Findings) -> tuple[Document, Sequence[Page]] | None:
        merger = self._shared_merger(findings)
        brief = self.brief(edition.brief, findings)
        if brief is None:
            return None
        theme = self._theme(brief, findings)
        before = findings.errors
        document = merge_edition(merger, brief, edition.lang, findings)
        if document is None or theme is None or findings.errors > before:
            return None
        return document, layout_document(document, theme, findings)

    def _shared_merger(self, findings: Findings) -> Merger:
        if self._merger is None:
            with self.project.workspace.recording() as reads:
                self._merger = Merger(self.project.workspace, self.project.facts(Findings()))
                self._merger.words(self.project.languages, Findings())
            self._shared = reads
        self.project.facts(findings)
        return self._merger

    def _theme(self, brief: Brief, findings: Findings) -> Theme | None:
        name = brief.theme.text
        if name not in self._themes:
            with self.project.workspace.recording() as reads:
                theme = load_theme(self.project.workspace, self.fonts, name, brief.theme.span, findings)
            if theme is None:
                return None
            self._themes[name] = (theme, reads)
        return self._themes[name][0]


def render_edition(project: Project, edition: Edition) -> Rendering:
    """Render one edition of a project that is used for nothing else."""
    return Renderer(project).render(edition)


def check_project(project: Project, findings: Findings) -> int:
    """Check every edition of a project without writing; return how many there are."""
    renderer = Renderer(project)
    project.facts(findings)
    count = 0
    for path in project.briefs:
        brief = renderer.brief(path, findings)
        for lang in brief.languages if brief else ():
            renderer.check(Edition(path, lang), findings)
            count += 1
    return count
