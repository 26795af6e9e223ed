"""Lists of recipients: hostile names and addresses, and who gets which editions."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, strategies as st

from briefpress.cli import main
from briefpress.diagnostics import Findings
from briefpress.mail.addresses import address_fault, name_fault
from briefpress.mail.lists import is_loopback, read_list
from briefpress.workspace import MemoryWorkspace
from tests.build.test_series import SERIES as FARMS
from tests.mail.conftest import HEAD, PEOPLE, Post, codes, states
from tests.support.project import CELLAR, OTHER_FACTS, write_project

BAD = [
    *(
        "a@example.org\r\nBcc: b@example.org",
        "a@example.org\0",
        "a@b",
        "@example.org",
        "a@@example.org",
        "a@-x.org",
    ),
    *('"a b"@example.org', "a@[127.0.0.1]", "a@example.org, b@example.org", "A <a@example.org>"),
    *("é@example.org", "a@exämple.org", "a..b@example.org", ".a@example.org", "a@example.123", " "),
    *(f"{'a' * 65}@example.org", "a\u202e@example.org", "a@example.org\u200b", "a@exam\u0440le.org"),
    f"a@{'b' * 63}.{'c.' * 100}org",
]
RIGHT = ["a@example.org", "o'brien+x@mail.example.co.uk", "A.B-c@xn--exmple-cua.org"]
ELSEWHERE = ["localhost.example.org", "127.0.0.1.example.org", "0.0.0.0", "1127.0.0.1", "::2"]


def found(text: str) -> Findings:
    findings = Findings()
    read_list(MemoryWorkspace({"mail/press.yaml": text}), "mail/press.yaml", findings)
    return findings


@pytest.mark.parametrize("address", BAD)
def test_addresses_that_are_refused(address):
    assert address_fault(address) is not None


@pytest.mark.parametrize(
    "address", ["a@example.org", "o'brien+x@mail.example.co.uk", "A.B-c@xn--exmple-cua.org"]
)
def test_addresses_that_are_taken(address):
    assert address_fault(address) is None


@given(st.text(max_size=40))
def test_an_address_that_is_taken_cannot_leave_its_place(text):
    for address in (text, f"{text}@example.org", f"a@{text}.org"):
        if address_fault(address) is None:
            assert address.isascii() and address.isprintable()
            assert not set(' <>,;:"()[]\\\r\n\0') & set(address)


@given(st.text(max_size=40))
def test_no_name_and_no_address_makes_a_list_fall(text):
    quoted = json.dumps(text, ensure_ascii=True)
    findings = found(
        f"from: {{name: {quoted}, address: a@example.org}}\nbriefs: [orchard]\n"
        f"recipients:\n  - {{name: {quoted}, address: {quoted}, languages: [en]}}\n"
    )
    assert findings.errors  # at least the address is none
    assert all("\n" not in one.message and "\0" not in one.message for one in findings)
    assert name_fault('Zoë "Z" O\'Hara, Québec') is None


@pytest.mark.parametrize("key", ["password", "smtp_pass", "PASSWORD", "api_key", "token", "client-secret"])
def test_a_secret_is_named_and_not_shown(key, post, capfd):
    post.write(HEAD + PEOPLE + f"smtp: {{host: mail.example.org, {key}: canary-9}}\n")
    told = post.mail("press", code=1)
    assert codes(told) == ["MAIL003"]
    assert "canary-9" not in post.said
    assert main(["mail", "press", "--project", str(post.folder)]) == 1
    assert "canary-9" not in "".join(capfd.readouterr())


@pytest.mark.parametrize(
    "line",
    [
        'smtp: {host: mail.example.org, password: "canary-9',
        "smtp: {host: mail.example.org, password: canary-8, password: canary-9}",
        'smtp: {host: mail.example.org, "Smtp-Password" : canary-9',
        "smtp: {host: mail.example.org, token: &canary-9 x}",
    ],
)
def test_a_secret_in_a_file_that_cannot_be_read_is_not_shown(post, capfd, line):
    post.write(f"{HEAD}{PEOPLE}{line}\n")
    assert set(codes(post.mail("press", code=1))) == {"MAIL003"}
    assert main(["check", "--project", str(post.folder)]) == 1
    assert "canary" not in post.said + "".join(capfd.readouterr())


def test_a_secret_in_the_name_of_a_host_is_not_shown(post):
    post.write(HEAD + PEOPLE + "smtp: {host: 'press:canary-9@mail.example.org'}\n")
    assert codes(post.mail("press", code=1)) == ["MAIL003"]
    assert "canary-9" not in post.said


@pytest.mark.parametrize(
    "host", ["localhost.example.org", "127.0.0.1.example.org", "0.0.0.0", "1127.0.0.1", "::2"]
)
def test_what_is_not_this_machine(host):
    assert not is_loopback(host)


def test_recipients_may_have_briefs_of_their_own(post):
    write_project(post.folder, {"briefs/cellar.yaml": CELLAR, "data/cellar.yaml": OTHER_FACTS})
    post.build()
    post.write(
        HEAD + "recipients:\n"
        "  - {address: a@example.com, languages: [en]}\n"
        "  - {address: b@example.com, languages: [en, de], briefs: [cellar, orchard]}\n"
    )
    told = post.mail("press")
    assert [[item["edition"] for item in message["editions"]] for message in told["messages"]] == [
        ["orchard/en"],
        ["cellar/en", "orchard/en"],
    ]
    assert set(states(told).values()) == {"due"}


def test_rows_of_a_series(tmp_path, capfd):
    post = Post(write_project(tmp_path, FARMS), capfd)
    post.build()
    post.write(
        "from: a@example.org\nbriefs: [farm]\nrecipients:\n"
        "  - {address: all@example.com, languages: [en]}\n"
        "  - {address: one@example.com, languages: [fr], briefs: [{brief: farm, rows: [lake]}]}\n"
    )
    every, one = (
        [item["edition"] for item in message["editions"]] for message in post.mail("press")["messages"]
    )
    assert every == ["farm/hill-en", "farm/lake-en", "farm/moor-en"]
    assert one == ["farm/lake-fr"]


def test_check_looks_at_lists(post):
    post.write(HEAD.replace("[orchard]", "[orchad]") + PEOPLE)
    assert main(["check", "--project", str(post.folder)]) == 1
