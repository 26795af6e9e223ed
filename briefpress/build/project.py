"""A project: its briefs, its facts, and the editions they make."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import NamedTuple

from briefpress.workspace import Workspace

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
