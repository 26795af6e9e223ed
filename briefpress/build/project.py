"""A project: its briefs, its facts, and the editions they make."""

from __future__ import annotations

from functools import cached_property
from pathlib import PurePosixPath
from typing import NamedTuple

from briefpress.diagnostics import Findings
from briefpress.facts import FactBook, load_facts
from briefpress.workspace import Workspace


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
        """``canada-us-defence-en``: what people see in a mail's attachments."""
        return f"{PurePosixPath(self.brief).stem}-{self.lang}"

    @property
    def output(self) -> str:
        """Path of the PDF below the project's ``output/``."""
        return f"{PurePosixPath(self.brief).stem}/{self.name}.pdf"


class Project:
    """The files of a workspace read as a project.

    Facts must have their texts in every language that any brief has.

    Args:
        workspace: Where to read.
        languages: The project's languages.
    """

    def __init__(self, workspace: Workspace, languages: tuple[str, ...] = ("en", "fr")) -> None:
        self.workspace = workspace
        self.languages = languages

    @property
    def briefs(self) -> list[str]:
        """The paths of all briefs, sorted."""
        return self.workspace.glob("briefs", ".yaml")

    @cached_property
    def _facts(self) -> tuple[FactBook, Findings]:
        findings = Findings()
        return load_facts(self.workspace, self.languages, findings), findings

    def facts(self, findings: Findings) -> FactBook:
        """Return the fact book; what is wrong with it goes to ``findings`` each time."""
        book, found = self._facts
        findings.extend(found)
        return book
