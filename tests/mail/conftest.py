from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from briefpress.cli import main
from tests.support.mail_server import Server, make_authority
from tests.support.project import BASE, edit, write_project

HEAD = """\
from: {name: "Le Verger", address: press@example.org}
briefs: [orchard]
unsubscribe: "https://example.org/stop?who={address}"
"""
PEOPLE = """\
recipients:
  - {name: "Ann Example", address: ann@example.com, languages: [en]}
  - {name: "Renée Côté", address: renee@example.com, languages: [fr]}
"""
TODAY = "2026-11-29"
ROOT = Path(__file__).resolve().parents[2]


class Post:
    """A project with a list, ``press``, and what the command says of it."""

    def __init__(self, folder: Path, capfd) -> None:
        self.folder = folder
        self._capfd = capfd
        self.said = ""

    def write(self, text: str, name: str = "press") -> None:
        write_project(self.folder, {f"mail/{name}.yaml": text})

    def edit(self, path: str, old: str, new: str) -> None:
        edit(self.folder, path, old, new)

    def build(self, *arguments: str) -> None:
        assert main(["build", "--quiet", "--project", str(self.folder), "--today", TODAY, *arguments]) == 0
        self._capfd.readouterr()

    def mail(self, *arguments: str, code: int = 0) -> dict:
        command = ["mail", *arguments, "--project", str(self.folder), "--format", "json"]
        if "--today" not in arguments:
            command += ["--today", TODAY]
        got = main(command)
        output, errors = self._capfd.readouterr()
        self.said += output + errors
        assert got == code, output + errors
        return json.loads(output)

    def drafts(self) -> dict[str, bytes]:
        self.mail("press", "--drafts")
        return self.written()

    def written(self) -> dict[str, bytes]:
        return {path.name: path.read_bytes() for path in sorted(self.folder.glob("output/mail/press/*.eml"))}

    @property
    def journal(self) -> Path:
        return self.folder / "mail/journal/press.jsonl"


@pytest.fixture(scope="session")
def built(tmp_path_factory):
    folder = write_project(tmp_path_factory.mktemp("post") / "orchard", BASE)
    assert main(["build", "--quiet", "--project", str(folder), "--today", TODAY]) == 0
    return folder


@pytest.fixture
def post(built, tmp_path, capfd, monkeypatch):
    for name in ("BRIEFPRESS_SMTP_USER", "BRIEFPRESS_SMTP_PASSWORD", "SOURCE_DATE_EPOCH"):
        monkeypatch.delenv(name, raising=False)
    folder = tmp_path / "orchard"
    shutil.copytree(built, folder)
    made = Post(folder, capfd)
    made.write(HEAD + PEOPLE)
    return made


@pytest.fixture(scope="session")
def authority(tmp_path_factory):
    return make_authority(tmp_path_factory.mktemp("authority"))


@pytest.fixture
def serve(post, authority):
    """Return what starts a server and names it in the list."""
    running = []

    def start(
        people: str = PEOPLE, *, tls: str = "starttls", says: str | None = None, more: str = "", **options
    ):
        pem, context = authority
        server = Server(tls, context if tls != "none" else None, **options)
        server.__enter__()
        running.append(server)
        (post.folder / "mail/ca.pem").write_bytes(pem.read_bytes())
        own = f"smtp: {{host: 127.0.0.1, port: {server.port}, tls: {says or tls}, ca: mail/ca.pem{more}}}\n"
        post.write(HEAD + people + own)
        return server

    yield start
    for server in running:
        server.__exit__()


def people(*addresses: str) -> str:
    lines = [f"  - {{address: {address}, languages: [en]}}\n" for address in addresses]
    return "recipients:\n" + "".join(lines)


class AnyOf(int):
    """Any of some exit codes."""

    def __new__(cls, *codes):
        made = super().__new__(cls, codes[0])
        made.codes = codes
        return made

    def __eq__(self, other):
        return other in self.codes

    __hash__ = int.__hash__


def codes(told: dict) -> list[str]:
    return [finding["code"] for finding in told["findings"]]


def states(told: dict) -> dict[str, str]:
    return {message["to"]: message["status"] for message in told["messages"]}
