"""A project: its briefs, its facts, and the editions they make."""

from __future__ import annotations

from functools import lru_cache
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, NamedTuple

from briefpress.build.shared import Shared
from briefpress.diagnostics import Findings, Span
from briefpress.workspace import Workspace

if TYPE_CHECKING:
    from briefpress.facts import FactBook
    from briefpress.merge import Brief

#: For processes that do nothing but build; see `workers.settle`.
GC_THRESHOLDS = (300_000, 20, 50)

#: The languages of a project's facts and texts.
LANGUAGES = ("en", "fr")

#: The kind of PDF that a brief comes as where it says nothing: here, too, so that a build with nothing to do
#: loads nothing of `merge`.
DEFAULT_PROFILE = "default"


class Edition(NamedTuple):
    """A brief in one language, or in all of them together, as one kind of PDF.

    Attributes:
        brief: Path of the brief's file.
        lang: The language as the brief writes it, or how its languages stand together: ``parallel``.
        profile: The kind of PDF, a key of `briefpress.pdf.PROFILES`.
        row: Of a series, the id of the row that it is for.
        stem: Of a series, what its file is called before the language.
    """

    brief: str
    lang: str
    profile: str = DEFAULT_PROFILE
    row: str = ""
    stem: str = ""

    @property
    def name(self) -> str:
        """``canada-us-defence-en``: what people see among a mail's attachments."""
        kind = "" if self.profile == DEFAULT_PROFILE else f"-{self.profile}"
        return f"{self.stem or _stem(self.brief)}-{self.lang}{kind}"

    @property
    def key(self) -> str:
        """What its versions are counted by, in all kinds of PDF: its language, in a series behind the row."""
        return f"{self.row}-{self.lang}" if self.row else self.lang

    @property
    def output(self) -> str:
        """Path of the PDF in the project."""
        return f"output/{_stem(self.brief)}/{self.name}.pdf"


#: What the name of the file with the versions of a brief's editions ends with (`briefpress.build.versions`).
EDITIONS = ".editions.json"
#: Where `briefpress.build.numbering` notes what is about to be published; there while a build runs, and after
#: a killed one.
NOTED = "output/.briefpress/versions.jsonl"


def editions_path(brief: str) -> str:
    """Return the path of a brief's file of versions."""
    return f"{brief.removesuffix('.yaml')}{EDITIONS}"


@lru_cache(4096)
def _stem(path: str) -> str:
    return PurePosixPath(path).stem


class Project:
    """The files of a workspace read as a project; each is read once.

    Attributes:
        workspace: Where to read.
        languages: The languages that every fact and text must have.
        corrects: Whether the next versions of its editions correct a mistake of the last.
    """

    def __init__(
        self, workspace: Workspace, languages: tuple[str, ...] = LANGUAGES, *, corrects: bool = False
    ) -> None:
        self.workspace = workspace
        self.languages = languages
        self.corrects = corrects
        self._shared = Shared(workspace)

    def book(self, findings: Findings) -> FactBook:
        """Return all facts, after reporting what is wrong with them."""
        from briefpress.build.book_cache import load_book  # a build with nothing to do reads none

        return self._shared.get(
            "facts", lambda found: load_book(self.workspace, self.languages, found), findings
        )

    def brief(self, path: str, findings: Findings, row: str = "") -> Brief | None:
        """Return a brief, or None where its file cannot be understood.

        Args:
            path: The file.
            findings: Collects what is wrong with it.
            row: Of a series, the id of the row for which `row` stands in its texts.
        """
        from briefpress.merge import load_brief
        from briefpress.merge.series import bound

        def load(found: Findings) -> Brief | None:
            return load_brief(self.workspace, path, found)

        brief = self._shared.get(f"brief {path}", load, findings)
        if brief is None or brief.for_each is None or not row:
            return brief
        if row in brief.for_each.overrides:

            def load_own(found: Findings) -> Brief | None:
                return load_brief(self.workspace, path, found, row)

            own = self._shared.get(f"brief {path} of {row}", load_own, findings)
            return bound(own, brief.for_each.table.text, row) if own is not None else None
        return bound(brief, brief.for_each.table.text, row)

    def rows(self, path: str, findings: Findings) -> dict[str, tuple[str, ...]]:
        """Return the rows of a series, each with what its files are called in each language."""
        from briefpress.merge.series import rows_of, stems_of

        brief = self.brief(path, findings)
        if brief is None or brief.for_each is None:
            return {}

        def load(found: Findings) -> dict[str, tuple[str, ...]]:
            book = self.book(Findings())
            return stems_of(brief, rows_of(brief, book, found), book, found)

        return self._shared.get(f"rows of {path}", load, findings)

    def look_again(self) -> None:
        """Forget what was read: the files may have changed since."""
        self.workspace.look_again()
        self._shared.forget()

    @property
    def briefs(self) -> list[str]:
        """The paths of all briefs, sorted."""
        return self.workspace.glob("briefs", ".yaml")


def briefs_by_name(project: Project, findings: Findings) -> dict[str, str]:
    """Return the path of each brief by its name, after reporting files that cannot be one.

    Two files of one name would make the same PDF; the first of them counts.
    """
    for path in project.workspace.glob("briefs", ".yml"):
        findings.error(
            "YAML013",
            f"`{path}` is not read: its name ends with `.yml`",
            Span(path),
            hint=f"rename it to `{path.removesuffix('.yml')}.yaml`",
        )
    names: dict[str, str] = {}
    for path in project.briefs:
        name = PurePosixPath(path).stem
        if name in names:
            findings.error(
                "BRIEF001",
                f"there is a brief `{name}` already",
                Span(path),
                hint=f"rename this file or `{names[name]}`: the name of a brief names its PDF",
            )
        else:
            names[name] = path
    if not names and not len(findings):
        findings.error(
            "BUILD001",
            f"the folder {project.workspace.root} has no briefs",
            hint="run this in a folder with briefs/ and data/, or name one with --project",
        )
    return names
