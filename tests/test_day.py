"""A day: a figure changes, and what prints it is in the inbox of whoever reads it; then nothing happens."""

from __future__ import annotations

import email
import email.policy
import json
from collections.abc import Iterator

import pytest

from briefpress.cli import main
from tests.support.mail_server import Server
from tests.support.project import TWO, edit, write_project

TODAY = "2026-11-29"
CANARY = "canary-7f3a91"

FED_FACTS = """\
feeds:
  count: {csv: data/count.csv, source: survey}
facts:
  cellar.jars:
    type: number
    source: survey
    label: {en: "Jars", fr: "Bocaux"}
    refresh: {feed: count, row: {kind: jars}, column: number}
    max_change: 50%
"""
COUNT = "kind,number\njars,300\nbottles,40\n"
LIST = """\
from: {{name: "The Orchard / Le Verger", address: press@example.org}}
briefs: [orchard, cellar]
recipients:
  - {{name: "Ann Example", address: ann@example.com, languages: [en]}}
  - {{name: "Renée Côté", address: renee@example.com, languages: [fr]}}
smtp: {{host: 127.0.0.1, port: {port}, tls: none}}
"""


class Day:
    """A project through a day, and what each run of it said."""

    def __init__(self, folder, files, capfd):
        self.root, self._capfd = write_project(folder / "orchard", files), capfd
        self.said = ""

    def run(self, *arguments, code=0):
        command = ["run", *arguments, "--project", str(self.root), "--format", "json", "--today", TODAY]
        got = main(command)
        output, errors = self._capfd.readouterr()
        self.said += output + errors
        assert got == code, output + errors
        told = json.loads(output)
        return {one["step"]: one for one in told["steps"]}

    def pdfs(self):
        return {path.name: path.read_bytes() for path in sorted(self.root.glob("output/*/*.pdf"))}


def test_a_figure_that_is_edited_by_hand(tmp_path, capfd):
    day = Day(tmp_path, TWO, capfd)
    day.run()
    before = day.pdfs()
    edit(day.root, "data/cellar.yaml", "300", "310")
    steps = day.run("--reason", "The shelves were counted again")
    assert {step: one["status"] for step, one in steps.items()} == {"build": "done", "check": "done"}
    after = day.pdfs()
    assert {name for name in after if after[name] != before[name]} == {"cellar-en.pdf", "cellar-fr.pdf"}
    memo = day.root / steps["build"]["memo"]
    assert any("310" in path.read_text("utf-8") for path in memo.glob("*.md"))

    steps = day.run()
    assert {step: one["status"] for step, one in steps.items()} == {"build": "nothing", "check": "done"}
    assert day.pdfs() == after and steps["build"]["memo"] is None


# ---- from the source to the inbox


@pytest.fixture
def server() -> Iterator:
    with Server("none") as running:
        yield running


@pytest.fixture
def day(tmp_path, capfd, monkeypatch, server):
    monkeypatch.setenv("BRIEFPRESS_SMTP_PASSWORD", CANARY)
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    files = {**TWO, "data/cellar.yaml": FED_FACTS, "data/count.csv": COUNT}
    return Day(tmp_path, {**files, "mail/press.yaml": LIST.format(port=server.port)}, capfd)


def messages(server, since=0):
    """Return what was accepted, by recipient."""
    read = email.policy.default
    return {to: email.message_from_bytes(data, policy=read) for to, data in server.handler.accepted[since:]}


def attached(message):
    return [part.get_filename() for part in message.iter_attachments()]


def statuses(steps):
    return {step: one["status"] for step, one in steps.items()}


def test_a_figure_on_its_way_to_the_inbox(day, server):
    # In the morning there is nothing yet: all is built, and both get what is theirs.
    steps = day.run()
    assert statuses(steps) == {"refresh": "done", "build": "done", "check": "done", "mail": "done"}
    first = messages(server)
    assert attached(first["ann@example.com"]) == ["orchard-en.pdf", "cellar-en.pdf"]
    assert attached(first["renee@example.com"]) == ["orchard-fr.pdf", "cellar-fr.pdf"]
    before = day.pdfs()

    # At noon somebody publishes another figure.
    edit(day.root, "data/count.csv", "jars,300", "jars,310")
    steps = day.run("--reason", "The shelves were counted again")
    assert [(one["fact"], one["was"], one["now"]) for one in steps["refresh"]["facts"]] == [
        ("cellar.jars", "300", "310")
    ]
    assert [one["output"] for one in steps["build"]["editions"]] == [
        "output/cellar/cellar-en.pdf",
        "output/cellar/cellar-fr.pdf",
    ]
    assert steps["check"]["status"] == "done"
    after = day.pdfs()
    assert {name for name in after if after[name] != before[name]} == {"cellar-en.pdf", "cellar-fr.pdf"}
    second = messages(server, since=2)
    assert set(second) == {"ann@example.com", "renee@example.com"} and len(server.handler.accepted) == 4
    for to, lang in (("ann@example.com", "en"), ("renee@example.com", "fr")):
        (part,) = second[to].iter_attachments()
        name = f"cellar-{lang}.pdf"
        assert (part.get_filename(), part.get_content()) == (name, after[name])
        body = second[to].get_body(("plain",)).get_content()
        assert "300" in body and "310" in body  # what the memo says stands in the message
        assert second[to]["Content-Language"] == lang

    # Later nothing is new: nothing is built, nothing is sent.
    steps = day.run()
    assert statuses(steps) == {"refresh": "nothing", "build": "nothing", "check": "done", "mail": "nothing"}
    assert day.pdfs() == after and len(server.handler.accepted) == 4


def test_a_source_that_is_gone_leaves_the_last_figure(day, server):
    day.run()
    before = day.pdfs()
    (day.root / "data/count.csv").unlink()
    steps = day.run(code=5)
    assert statuses(steps) == {"refresh": "partly", "build": "nothing", "check": "done", "mail": "nothing"}
    assert day.pdfs() == before and len(server.handler.accepted) == 2


def test_an_implausible_figure_reaches_nobody(day, server):
    day.run()
    edit(day.root, "data/count.csv", "jars,300", "jars,3000")
    steps = day.run(code=5)
    assert statuses(steps)["refresh"] == "partly" and steps["refresh"]["facts"][0]["status"] == "held"
    assert len(server.handler.accepted) == 2


def test_a_mistake_is_mailed_to_nobody_but_the_operator(day, server):
    write_project(day.root, {"schedule.yaml": "alert: {to: operator@example.org, list: press}\n"})
    day.run()
    edit(day.root, "data/orchard.yaml", "1240", "many")
    steps = day.run(code=1)
    assert statuses(steps)["mail"] == "skipped"
    alerts = messages(server, since=2)
    assert list(alerts) == ["operator@example.org"]
    assert "failed" in alerts["operator@example.org"]["Subject"]
    assert "data/orchard.yaml" in alerts["operator@example.org"].get_content()
    assert alerts["operator@example.org"]["Auto-Submitted"] == "auto-generated"
    day.run(code=1)
    assert len(server.handler.accepted) == 3  # the same is told once a day


def test_what_a_server_does_not_take_goes_out_with_the_next_run(day, server):
    server.handler.answers[("rcpt", "ann@example.com")] = "451 later"
    steps = day.run(code=5)
    assert statuses(steps)["mail"] == "partly"
    assert list(messages(server)) == ["renee@example.com"]
    steps = day.run()
    assert statuses(steps) == {"refresh": "nothing", "build": "nothing", "check": "done", "mail": "done"}
    assert sorted(to for to, _ in server.handler.accepted) == ["ann@example.com", "renee@example.com"]


def test_a_run_without_mail_sends_nothing(day, server):
    assert statuses(day.run("--no-mail"))["mail"] == "skipped"
    assert server.handler.accepted == []


def test_a_secret_of_the_environment_stands_nowhere(day, server):
    day.run()
    edit(day.root, "data/orchard.yaml", "1240", "many")
    day.run(code=1)
    whole = [path.read_bytes() for path in day.root.rglob("*") if path.is_file()]
    whole += [day.said.encode(), *(data for _, data in server.handler.accepted)]
    assert not any(CANARY.encode() in data for data in whole)
