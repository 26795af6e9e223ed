"""A project whose addresses lead to servers on this computer."""

from __future__ import annotations

import datetime as dt

import pytest

from briefpress.build.plan import Request
from briefpress.build.project import Project
from briefpress.diagnostics import Findings
from briefpress.links import Limits, check_links
from briefpress.workspace import Workspace
from tests.support.answering import answering
from tests.support.project import BASE, write_project

DAY = dt.date(2026, 6, 1)
QUICK = Limits(each_s=5, all_s=60, pause_s=0.01)


class Silent:
    """Notes what is told."""

    def __init__(self):
        self.told = []

    def asking(self, total):
        self.told.append(total)

    def answered(self, address):
        self.told.append(address)

    def stop(self):
        self.told.append("end")


class Place:
    """A project, and what its addresses come to."""

    def __init__(self, folder):
        self.root = write_project(folder, BASE)
        self.hosts = []
        self.note = "x"
        self.source("https://[::1]:9/")
        self.findings = Findings()
        self.progress = Silent()

    def source(self, english, french=None):
        """Let the source stand at an address, or one for each language."""
        address = f'"{english}"' if french is None else f'{{en: "{english}", fr: "{french}"}}'
        self.address = address

    def text(self, english, french="Rien."):
        """Let the brief say something else."""
        told = BASE["briefs/orchard.yaml"]
        for lang, old, new in (
            ("en", "The orchard has {{ orchard.trees }} trees.", english),
            ("fr", "Le verger compte {{ orchard.trees }} arbres.", french),
        ):
            assert f'{lang}: "{old}"' in told
            told = told.replace(f'{lang}: "{old}"', f"{lang}: '{new}'")
        self.write("briefs/orchard.yaml", told)

    def write(self, path, text):
        write_project(self.root, {path: text})

    def add(self, block):
        """Put a block behind what the brief has."""
        told = (self.root / "briefs/orchard.yaml").read_text(encoding="utf-8")
        self.write("briefs/orchard.yaml", f"{told}{block}")

    def settle(self):
        """Write the sources."""
        hosts = "[" + ", ".join(f'"{host}"' for host in self.hosts) + "]"
        self.write(
            "data/sources.yaml",
            'sources:\n  survey:\n    title: {en: "S", fr: "R"}\n    publisher: "P"\n'
            f"    address: {self.address}\n    accessed: 2026-05-04\n    hosts: {hosts}\n"
            f'    note: {{en: "See {self.note}.", fr: "Voir {self.note}."}}\n',
        )

    def look(self, *, limits=QUICK, environment=None, today=DAY, **request):
        """Ask, and return what came of it."""
        self.settle()
        self.findings = Findings()
        workspace = Workspace(self.root, today=today, environment=environment or {})
        return check_links(Project(workspace), Request(**request), self.findings, self.progress, limits)

    def codes(self, **more):
        """Ask, and return the code of each finding."""
        self.look(**more)
        return [finding.code for finding in self.findings]

    @property
    def found(self):
        (finding,) = self.findings
        return finding


@pytest.fixture
def place(tmp_path):
    pytest.importorskip("httpx")
    return Place(tmp_path / "orchard")


@pytest.fixture
def web(place):
    """A server that the project may ask."""
    with answering() as made:
        place.hosts.append(made.host)
        yield made
