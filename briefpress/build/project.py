"""A project: its briefs, its facts, and the editions they make."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import NamedTuple

from briefpress.diagnostics import Findings, Span
from briefpress.workspace import Workspace

#: For processes that do nothing but build; see `workers.settle`.
GC_THRESHOLDS = (50_000, 20, 50)

#: The languages of a project's facts and texts.
LANGUAGES = ("en", "fr")


class Edition(NamedTuple):
    """A brief in one language.

    Attributes:
        brief: Path of the brief's file.
        lang: As the brief writes it.
    """

    brief: str
    lang: str

    @property
    def name(self) -> str:
        """``canada-us-defence-en``: what people see among a mail's attachments."""
        return f"{PurePosixPath(self.brief).stem}-{self.lang}"

    @property
    def output(self) -> str:
        """Path of the PDF in the project."""
        return f"output/{PurePosixPath(self.brief).stem}/{self.name}.pdf"


class Project(NamedTuple):
    """The files of a workspace read as a project.

    Attributes:
        workspace: Where to read.
        languages: The languages that every fact and text must have.
    """

    workspace: Workspace
    languages: tuple[str, ...] = LANGUAGES

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
