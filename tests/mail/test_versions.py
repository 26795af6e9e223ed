"""Briefs that number their versions: what goes out, to whom, and what a message says of it."""

from __future__ import annotations

import email
from email import policy

import pytest

from tests.mail.conftest import HEAD, PEOPLE, codes, people, states
from tests.support.versions import BRIEF, LEDGER, SLIP, TREES


@pytest.fixture
def numbered(post, serve):
    post.edit(BRIEF, "template: one-pager", "template: one-pager\nversions: numbered")
    post.build("--today", "2026-10-03")
    return serve()


def also(post, name: str, when: str, recipients: str) -> None:
    """Write a second list with the server of the first."""
    text = (post.folder / "mail/press.yaml").read_text(encoding="utf-8")
    server = text[text.index("smtp:") :]
    post.write(f"{HEAD}when: {when}\n{recipients}{server}", name)


def correct(post) -> None:
    post.edit(*TREES)
    post.build("--correct", SLIP["en"], "--correct", f"fr={SLIP['fr']}")


def texts(server, to: str) -> tuple[str, str, str]:
    """Return subject, text and HTML of the last message that somebody got."""
    content = [data for recipient, data in server.handler.accepted if recipient == to][-1]
    message = email.message_from_bytes(content, policy=policy.default)
    plain, page = message.get_body(("plain",)), message.get_body(("html",))
    return str(message["Subject"]), plain.get_content(), page.get_content()


def test_a_message_says_which_version_it_brings_and_which_one_that_replaces(post, numbered):
    post.mail("press", "--send")
    assert texts(numbered, "ann@example.com")[0] == "The orchard, version 1"
    post.edit(*TREES)
    post.build()
    told = post.mail("press", "--send")
    assert [one["editions"][0]["version"] for one in told["messages"]] == [2, 2]
    subject, plain, page = texts(numbered, "ann@example.com")
    assert subject == "The orchard, version 2, replaces version 1"
    line = "Version 2, November 29, 2026; replaces version 1 of October 3, 2026"
    assert line in " ".join(plain.replace("\u00a0", " ").split())
    assert line in page.replace("\u00a0", " ")
    subject, plain, page = texts(numbered, "renee@example.com")
    assert subject == "Le verger, version 2, remplace la version 1"
    line = "Version 2, 29 novembre 2026; remplace la version 1 du 3 octobre 2026"
    assert line in plain.replace("\u00a0", " ") and line in page.replace("\u00a0", " ")


@pytest.mark.parametrize("when", ["always", "changed"])
def test_a_version_goes_out_once_however_often_its_pdf_is_made(post, numbered, when):
    post.edit("mail/press.yaml", "briefs:", f"when: {when}\nbriefs:")
    post.mail("press", "--send")
    post.edit(BRIEF, "template: one-pager", "template: one-pager\ntheme: mono")
    post.build()
    assert post.mail("press", "--send")["messages"] == []
    assert set(numbered.handler.count().values()) == {1}


def test_a_version_that_may_have_arrived_waits_for_a_person_whatever_its_pdf(post, serve):
    post.edit(BRIEF, "template: one-pager", "template: one-pager\nversions: numbered")
    post.build()
    serve(people("drop-answered-1@example.com"))
    assert set(states(post.mail("press", "--send", code=1)).values()) == {"unknown"}
    post.edit(BRIEF, "template: one-pager", "template: one-pager\ntheme: mono")
    post.build()
    assert post.mail("press", "--send", code=1)["messages"] == []
    (waiting,) = post.mail("press", "--unknown", code=1)["messages"]
    assert waiting["editions"][0] == waiting["editions"][0] | {"edition": "orchard/en", "version": 1}


def test_a_correction_goes_to_those_who_have_got_what_was_wrong(post, numbered):
    post.mail("press", "--send")
    also(post, "corrections", "corrected", PEOPLE + "  - {address: new@example.com, languages: [en]}\n")
    assert post.mail("corrections", "--send")["messages"] == []
    post.edit(BRIEF, "has {{", "counts {{")
    post.build()
    assert post.mail("corrections", "--send")["messages"] == [], "another version, and no correction"
    correct(post)
    assert set(states(post.mail("corrections", "--send")).items()) == {
        ("ann@example.com", "sent"),
        ("renee@example.com", "sent"),
    }
    subject, plain, page = texts(numbered, "ann@example.com")
    assert subject == "Correction: The orchard, version 3, corrects version 2"
    assert f"Version 3 corrects a mistake. {SLIP['en']}" in plain and SLIP["en"] in page
    subject, plain, page = texts(numbered, "renee@example.com")
    assert subject == "Rectificatif\u00a0: Le verger, version 2, corrige la version 1"
    assert f"La version 2 corrige une erreur. {SLIP['fr']}" in plain and SLIP["fr"] in page
    assert post.mail("corrections", "--send")["messages"] == []


def test_who_has_missed_a_correction_gets_it_with_the_version_after_it(post, numbered):
    post.mail("press", "--send")
    also(post, "corrections", "corrected", people("ann@example.com"))
    correct(post)
    post.edit(BRIEF, "has {{", "counts {{")
    post.build()
    assert states(post.mail("corrections", "--send")) == {"ann@example.com": "sent"}
    subject, plain, _ = texts(numbered, "ann@example.com")
    assert subject == "Correction: The orchard, version 3, replaces version 2"
    assert f"Version 2 corrects a mistake. {SLIP['en']}" in plain


def test_who_has_the_correction_from_another_list_gets_no_second_one(post, numbered):
    post.mail("press", "--send")
    also(post, "corrections", "corrected", PEOPLE)
    correct(post)
    post.mail("press", "--send")
    assert post.mail("corrections", "--send")["messages"] == []


def test_who_may_have_what_was_wrong_gets_its_correction(post, serve):
    post.edit(BRIEF, "template: one-pager", "template: one-pager\nversions: numbered")
    post.build()
    address = "drop-unanswered-1@example.com"
    serve(people(address))
    post.mail("press", "--send", code=1)
    also(post, "corrections", "corrected", people(address))
    correct(post)
    assert states(post.mail("corrections", "--send")) == {address: "sent"}


def test_a_memo_is_told_once(post, numbered):
    post.mail("press", "--send")
    post.edit(*TREES)
    post.build("--memo")
    post.mail("press", "--send")
    assert "What changed" in texts(numbered, "ann@example.com")[1]
    post.edit(BRIEF, "has {{", "counts {{")
    post.build()
    assert states(post.mail("press", "--send")) == {"ann@example.com": "sent"}
    assert "What changed" not in texts(numbered, "ann@example.com")[1]


def test_a_list_of_corrections_needs_versions(post):
    post.write(HEAD + "when: corrected\n" + PEOPLE)
    told = post.mail("press", code=1)
    assert codes(told) == ["MAIL006"] and "versions: numbered" in told["findings"][0]["hint"]


def test_nobody_gets_a_pdf_whose_number_stands_nowhere(post, numbered):
    """A killed build has published it, and the next build keeps its number."""
    noted = post.folder / "output/.briefpress/versions.jsonl"
    noted.write_text("half a line", encoding="utf-8")
    assert codes(post.mail("press", "--send", code=1)) == ["MAIL007", "MAIL007"]
    post.build("--today", "2026-10-03")
    assert set(states(post.mail("press", "--send")).values()) == {"sent"}


def test_versions_that_are_damaged_stop_what_would_name_them(post, numbered):
    (post.folder / LEDGER).write_text("{", encoding="utf-8")
    assert "MAIL007" in codes(post.mail("press", "--send", code=1))
    assert numbered.handler.accepted == []


def test_versions_stay_with_the_row_when_its_files_are_called_otherwise(tmp_path, capfd):
    from tests.build.test_series import SERIES
    from tests.mail.conftest import Post
    from tests.support.mail_server import Server
    from tests.support.project import write_project

    post = Post(write_project(tmp_path, SERIES), capfd)
    post.edit("briefs/farm.yaml", "template: one-pager", "template: one-pager\nversions: numbered")
    post.build()
    with Server("none") as server:
        post.write(
            "from: a@example.org\nbriefs: [{brief: farm, rows: [lake]}]\n"
            f"recipients: [{{address: b@example.com, languages: [en]}}]\n"
            f"smtp: {{host: 127.0.0.1, port: {server.port}, tls: none}}\n"
        )
        (first,) = post.mail("press", "--send")["messages"]
        assert first["attachments"] == ["farm-lake-en.pdf"]
        name = 'for_each:\n  name: "sheet-{row}"'
        post.edit("briefs/farm.yaml", "for_each:", name)
        post.edit("data/farms.csv", "120", "121")
        post.build()
        assert post.mail("press", "--send")["messages"] == [], "only its file has another name"
        post.edit("data/farms.csv", "45", "46")
        post.build()
        (second,) = post.mail("press", "--send")["messages"]
        assert second["attachments"] == ["sheet-lake-en.pdf"]
        assert second["subject"] == "Lake Farm, version 2, replaces version 1"
