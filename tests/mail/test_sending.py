"""Sending through a real server: what it accepts goes out once, and what nobody knows is not tried again."""

from __future__ import annotations

import base64
import email
import os
import random
import re
import signal
import socket
import subprocess
import sys
import threading
import time
import zlib
from contextlib import suppress
from email import policy
from pathlib import Path

import pytest

from briefpress.cli import main
from briefpress.mail import journal, smtp
from tests.mail.conftest import HEAD, PEOPLE, ROOT, TODAY, AnyOf, codes, people, states
from tests.support.mail_server import OF_CONNECTIONS, STEPS, wait_for

SECRET = "canary-Zw7-secret"
OTHER_SECRET = "canary-9Kq-other"


def everything(folder: Path) -> bytes:
    """Return all that stands in files, also what is compressed in PDFs and encoded in messages."""
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return b"\n".join(opened(path.read_bytes()) for path in files)


def opened(data: bytes) -> bytes:
    found = [data]
    for match in re.finditer(rb"stream\r?\n", data) if data.startswith(b"%PDF") else ():
        with suppress(zlib.error):
            found.append(zlib.decompressobj().decompress(data[match.end() :]))
    if data.startswith(b"Date: "):
        parts = email.message_from_bytes(data).walk()
        found += [opened(part.get_payload(decode=True) or b"") for part in parts if not part.is_multipart()]
    return b"\n".join(found)


# ---- what goes well


@pytest.mark.parametrize("tls", ["starttls", "tls"])
def test_each_gets_their_language_once(post, serve, tls):
    server = serve(tls=tls)
    told = post.mail("press", "--send")
    assert states(told) == {"ann@example.com": "sent", "renee@example.com": "sent"}
    assert server.handler.count() == {"ann@example.com": 1, "renee@example.com": 1}
    content = dict(server.handler.accepted)["renee@example.com"]
    message = email.message_from_bytes(content, policy=policy.default)
    assert [part.get_filename() for part in message.iter_attachments()] == ["orchard-fr.pdf"]
    assert "X-Unsent" not in message
    again = post.mail("press", "--send")
    assert (again["messages"], again["current"]) == ([], 2)
    assert len(server.handler.accepted) == 2


def test_a_new_figure_goes_out_and_a_new_look_does_not(post, serve):
    server = serve()
    post.mail("press", "--send")
    post.edit("briefs/orchard.yaml", "template: one-pager", "template: one-pager\ntheme: mono")
    post.build()
    assert post.mail("press", "--send")["messages"] == []
    post.edit("data/orchard.yaml", "1240", "1310")
    post.build()
    told = post.mail("press", "--send")
    assert [message["subject"] for message in told["messages"]] == [
        "New version: The orchard",
        "Nouvelle version\u00a0: Le verger",
    ]
    assert set(server.handler.count().values()) == {2}


def test_always_sends_what_only_looks_different_too(post, serve):
    server = serve("when: always\n" + PEOPLE)
    post.mail("press", "--send")
    post.edit("briefs/orchard.yaml", "template: one-pager", "template: one-pager\ntheme: mono")
    post.build()
    post.mail("press", "--send")
    assert set(server.handler.count().values()) == {2}
    assert post.mail("press", "--send")["messages"] == []


@pytest.mark.parametrize("when", ["always", "changed"])
def test_a_change_that_is_taken_back_goes_out_again(post, serve, when):
    server = serve(people("ann@example.com"))
    post.mail("press", "--send")
    text = (post.folder / "mail/press.yaml").read_text(encoding="utf-8")
    post.write(text.replace("recipients:", f"when: {when}\nrecipients:"))
    for old, new in (("1240", "1310"), ("1310", "1240"), ("1240", "1310")):
        post.edit("data/orchard.yaml", old, new)
        post.build()
        assert states(post.mail("press", "--send")) == {"ann@example.com": "sent"}
        assert post.mail("press", "--send")["messages"] == []
    ids = [email.message_from_bytes(content)["Message-ID"] for _, content in server.handler.accepted]
    assert len(set(ids)) == 4, "a mail program would not show a copy"


def test_clean_and_rebuild_sends_nothing_again(post, serve):
    import shutil

    server = serve()
    post.mail("press", "--send")
    shutil.rmtree(post.folder / "output")
    post.build()
    assert post.mail("press", "--send")["messages"] == []
    assert len(server.handler.accepted) == 2


# ---- what does not


def test_a_refusal_is_for_ever_and_a_deferral_until_the_next_run(post, serve):
    server = serve()
    server.handler.answers = {
        ("rcpt", "ann@example.com"): "550 no such person",
        ("data", "renee@example.com"): "451 later",
    }
    told = post.mail("press", "--send", code=1)
    assert states(told) == {"ann@example.com": "refused", "renee@example.com": "deferred"}
    assert codes(told) == ["MAIL013", "MAIL014"]
    first = (post.folder / "mail/press.yaml").read_text().splitlines()
    assert "ann@example.com" in first[told["findings"][0]["line"] - 1]
    assert states(post.mail("press", "--send", "--today", "2026-11-30")) == {"renee@example.com": "sent"}
    sent = email.message_from_bytes(server.handler.accepted[0][1], policy=policy.default)
    assert sent["Date"].startswith("Sun, 29 Nov"), "the message is the one that was deferred"
    assert post.mail("press", "--settle", "retry")["messages"] == []
    id_ = post.mail("press", "--unknown")["messages"][0]["message_id"]
    post.mail("press", "--settle", "retry", "--message", id_[:10])
    assert states(post.mail("press", "--send")) == {"ann@example.com": "sent"}


def test_a_deferral_alone_ends_with_three(post, serve):
    server = serve(people("ann@example.com"))
    server.handler.answers = {("data", "ann@example.com"): "451 later"}
    post.mail("press", "--send", code=3)
    post.mail("press", "--send")


@pytest.mark.parametrize("step", STEPS)
def test_a_line_lost_at_a_step(post, serve, step):
    address = f"drop-{step}-1@example.com"
    server = serve(people(address, "ann@example.com"))
    told = post.mail("press", "--send", code=AnyOf(0, 1, 3))
    fate = states(told)[address]
    assert states(told)["ann@example.com"] == "sent"
    assert fate in _FATES.get(step, {"deferred"})
    again = post.mail("press", "--send", code=1 if fate == "unknown" else 0)
    assert states(again) == ({address: "sent"} if fate == "deferred" else {})
    counts = server.handler.count()
    assert counts["ann@example.com"] == 1
    if fate == "unknown":
        assert "MAIL015" in codes(again)
        assert states(post.mail("press", "--unknown", code=1)) == {address: "unknown"}
        # A person looks into the log of the server, and says what they have seen.
        post.mail("press", "--settle", "sent" if counts[address] else "retry")
        assert post.mail("press", "--unknown")["messages"] == []
        post.mail("press", "--send")
    assert server.handler.count()[address] == 1


#: Where the line is lost within the message, its end may be in the system's buffers by then.
_FATES = {
    "body": {"deferred", "unknown"},
    "unanswered": {"unknown"},
    "answered": {"unknown"},
    "after": {"sent"},
}


@pytest.mark.parametrize("step", OF_CONNECTIONS)
def test_a_connection_lost_at_a_step(post, serve, monkeypatch, step):
    addresses = ("a@example.com", "b@example.com", "c@example.com")
    server = serve(people(*addresses), password=SECRET, more=", user: press")
    monkeypatch.setenv("BRIEFPRESS_SMTP_PASSWORD", SECRET)
    server.handler.answers = {("rcpt", "a@example.com"): "451 later"}  # after which comes RSET
    server.handler.lose_at = [step]
    told = post.mail("press", "--send", code=AnyOf(0, 1, 3))
    assert server.handler.lose_at == [], "the line was lost there"
    assert "unknown" not in states(told).values()
    assert set(states(told)) == set(addresses)
    for _ in range(2):
        post.mail("press", "--send", code=AnyOf(0, 1, 3))
    assert server.handler.count() == dict.fromkeys(addresses, 1)


def test_a_slow_server_that_says_nothing_in_time_leaves_it_unknown(post, serve, monkeypatch):
    server = serve(people("ann@example.com"))
    server.handler.delay = 2.0
    monkeypatch.setattr(smtp, "LAST_ANSWER_S", 0.3)
    told = post.mail("press", "--send", code=1)
    assert states(told) == {"ann@example.com": "unknown"}
    assert "timed out" in told["messages"][0]["reply"]
    assert server.handler.count() == {"ann@example.com": 1}  # a second try would have been a second copy
    assert post.mail("press", "--send", code=1)["messages"] == []


def test_a_slow_server_is_waited_for(post, serve):
    server = serve(people("ann@example.com"))
    server.handler.delay = 0.5
    assert states(post.mail("press", "--send")) == {"ann@example.com": "sent"}


# ---- who may be spoken to


def test_a_server_without_tls_gets_nothing(post, serve):
    server = serve(tls="none", says="starttls")
    told = post.mail("press", "--send", code=1)
    assert codes(told) == ["MAIL012"] and "no TLS" in told["findings"][0]["message"]
    assert states(told) == {"ann@example.com": "left", "renee@example.com": "left"}
    assert server.handler.accepted == [] and server.handler.seen["mail"] == 0


@pytest.mark.parametrize("tls", ["starttls", "tls"])
def test_a_certificate_that_nobody_vouches_for_is_refused(post, serve, tls):
    server = serve(tls=tls, password=SECRET)
    text = (post.folder / "mail/press.yaml").read_text()
    post.write(text.replace(", ca: mail/ca.pem", ""))
    told = post.mail("press", "--send", code=1)
    assert codes(told) == ["MAIL012"] and "certificate" in told["findings"][0]["message"]
    assert server.handler.seen["mail"] == 0 and server.logins == []


def test_a_certificate_of_another_name_is_refused(post, serve):
    server = serve()
    text = (post.folder / "mail/press.yaml").read_text()
    post.write(text.replace("host: 127.0.0.1", "host: 127.0.0.2"))
    told = post.mail("press", "--send", code=1)
    assert codes(told) == ["MAIL012"]
    assert server.handler.seen["mail"] == 0


def test_plain_is_for_this_machine_only(post, serve):
    serve(tls="none")
    assert set(states(post.mail("press", "--send")).values()) == {"sent"}
    post.write(HEAD + PEOPLE + "smtp: {host: mail.example.org, tls: none}\n")
    assert codes(post.mail("press", "--send", code=1)) == ["MAIL004"]


def test_nobody_there(post, serve):
    server = serve()
    server.__exit__()
    told = post.mail("press", "--send", code=1)
    assert codes(told) == ["MAIL012"]
    assert states(post.mail("press")) == {"ann@example.com": "due", "renee@example.com": "due"}


# ---- secrets


def test_the_password_stands_nowhere(post, serve, monkeypatch):
    server = serve(password=SECRET, more=", user: press")
    server.echo = True
    monkeypatch.setenv("EXAMPLE_TOKEN", OTHER_SECRET)
    monkeypatch.setenv("BRIEFPRESS_SMTP_PASSWORD", SECRET + "x")
    told = post.mail("press", "--send", code=1)
    assert codes(told) == ["MAIL012"] and "***" in told["findings"][0]["message"]
    monkeypatch.setenv("BRIEFPRESS_SMTP_PASSWORD", SECRET)
    post.edit("data/orchard.yaml", "1240", "1310")
    post.build("--memo")
    post.mail("press", "--drafts")
    server.handler.answers = {("rcpt", "ann@example.com"): "451 later"}
    assert states(post.mail("press", "--send", code=3)) == {
        "ann@example.com": "deferred",
        "renee@example.com": "sent",
    }
    assert server.logins[-1] == ("press", SECRET)
    post.mail("press", "--unknown")
    post.mail()
    kept = everything(post.folder) + post.said.encode()
    kept += b"".join(opened(data) for _, data in server.handler.accepted)
    for secret in (SECRET, OTHER_SECRET):
        for form in (secret.encode(), base64.b64encode(secret.encode()), secret[::-1].encode()):
            assert form not in kept
    assert base64.b64encode(f"\0press\0{SECRET}".encode()) not in kept


@pytest.mark.parametrize("place", ["_log_in", "_envelope", "_hand_over", "_context"])
def test_a_bug_of_ours_tells_no_password(post, serve, monkeypatch, capfd, place):
    serve(password=SECRET, more=", user: press")
    monkeypatch.setenv("BRIEFPRESS_SMTP_PASSWORD", SECRET)

    def break_down(self, *arguments):
        raise RuntimeError(f"{self!r} {self._credentials!r} {arguments!r}")

    monkeypatch.setattr(smtp.Session, place, break_down)
    assert main(["mail", "press", "--send", "--project", str(post.folder), "--today", TODAY]) == 70
    output, errors = capfd.readouterr()
    assert "Traceback" in errors
    assert SECRET not in output + errors and SECRET.encode() not in everything(post.folder)


def test_the_keyring_knows_the_password(post, serve, monkeypatch):
    server = serve(password=SECRET, more=", user: press")
    told = post.mail("press", "--send", code=1)
    assert codes(told) == ["MAIL012"] and "BRIEFPRESS_SMTP_PASSWORD" in told["findings"][0]["hint"]

    class Ring:
        @staticmethod
        def get_password(service, user):
            return SECRET if (service, user) == ("briefpress:127.0.0.1", "press") else None

    monkeypatch.setitem(sys.modules, "keyring", Ring)
    assert set(states(post.mail("press", "--send")).values()) == {"sent"}
    assert server.logins == [("press", SECRET)]


def test_a_password_that_the_server_cannot_take_is_not_told(post, serve, monkeypatch):
    serve(password=SECRET, more=", user: press")
    monkeypatch.setenv("BRIEFPRESS_SMTP_PASSWORD", "clé-canary")
    told = post.mail("press", "--send", code=1)
    assert codes(told) == ["MAIL012"]
    assert "canary" not in post.said


# ---- runs that are killed, and runs at once


def start(folder: Path, *, program: str = "", arguments: tuple[str, ...] = ()) -> subprocess.Popen:
    command = [sys.executable, *(["-c", program] if program else [str(ROOT / "generate.py")]), *arguments]
    command += ["mail", "press", "--send", "--project", str(folder), "--today", TODAY]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def test_a_run_that_is_killed_while_the_server_holds_the_answer(post, serve):
    server = serve(people("a@example.com", "b@example.com", "c@example.com"))
    killed = threading.Event()
    process = None

    def kill(recipient):
        if recipient == "b@example.com" and not killed.is_set():
            os.kill(process.pid, signal.SIGKILL)
            process.wait()
            killed.set()

    server.handler.before_answer = kill
    process = start(post.folder)
    wait_for(killed.is_set)
    told = post.mail("press", "--send", code=1)
    assert states(told) == {"c@example.com": "sent"}
    assert states(post.mail("press", "--unknown", code=1)) == {"b@example.com": "unknown"}
    assert server.handler.count() == {"a@example.com": 1, "b@example.com": 1, "c@example.com": 1}


#: A run that kills itself at a step of writing its journal: before it, after half of a line, or after it.
KILLED = """
import os, signal, sys
from briefpress.mail import journal
number, when = int(sys.argv[1]), sys.argv[2]
count = 0
append = journal.append
def appending(path, line):
    global count
    count += 1
    if count == number and when != "after":
        if when == "half":
            append(path, line[: len(line) // 2])
        os.kill(os.getpid(), signal.SIGKILL)
    append(path, line)
    if count == number:
        os.kill(os.getpid(), signal.SIGKILL)
journal.append = appending
from briefpress.cli import main
sys.exit(main(sys.argv[3:]))
"""


@pytest.mark.parametrize("when", ["before", "half", "after"])
@pytest.mark.parametrize("number", [1, 2, 3, 5])
def test_a_run_that_is_killed_at_a_step_of_its_journal(post, serve, number, when):
    addresses = ("a@example.com", "b@example.com")
    server = serve(people(*addresses))
    process = start(post.folder, program=KILLED, arguments=(str(number), when))
    assert process.wait(60) == -signal.SIGKILL
    post.mail("press", "--send", code=1 if _may_be_unknown(number, when) else 0)
    counts = server.handler.count()
    unknown = states(post.mail("press", "--unknown", code=1 if _may_be_unknown(number, when) else 0))
    assert all(counts[address] <= 1 for address in addresses)
    # What was not accepted and is not told as unknown would be lost.
    assert all(counts[address] == 1 or address in unknown for address in addresses)


def _may_be_unknown(number: int, when: str) -> bool:
    """Three lines a message: intent, handing, what came of it. Between the last two nobody knows."""
    step = (number - 1) % 3
    return (step == 1 and when == "after") or (step == 2 and when != "after")


def test_two_runs_at_once_send_each_message_once(post, serve):
    addresses = tuple(f"p{number}@example.com" for number in range(20))
    server = serve(people(*addresses))
    runs = [start(post.folder) for _ in range(3)]
    assert [run.wait(120) for run in runs] == [0, 0, 0]
    assert server.handler.count() == dict.fromkeys(addresses, 1)


# ---- the journal


def test_a_damaged_journal_sends_nothing(post, serve):
    server = serve()
    post.mail("press", "--send")
    data = post.journal.read_bytes()
    post.journal.write_bytes(data.replace(b'"event":"sent"', b'"event":"sunk"', 1))
    told = post.mail("press", "--send", code=1)
    assert codes(told) == ["MAIL011"] and told["findings"][0]["path"] == "mail/journal/press.jsonl"
    assert len(server.handler.accepted) == 2
    post.journal.write_bytes(data)
    assert post.mail("press", "--send")["messages"] == []


def test_a_journal_that_cannot_be_written_sends_nothing(post, serve):
    server = serve()
    post.journal.parent.parent.joinpath("journal").write_text("no folder")
    told = post.mail("press", "--send", code=1)
    assert codes(told) == ["MAIL011"]
    assert server.handler.accepted == []


def test_a_disk_that_is_full_stops_before_the_message(post, serve, monkeypatch):
    server = serve()
    real = journal.append

    def full(path, line):
        if b'"handing"' in line:
            real(path, line[:20])
            raise OSError(28, "No space left on device")
        real(path, line)

    monkeypatch.setattr(journal, "append", full)
    told = post.mail("press", "--send", code=1)
    assert codes(told) == ["MAIL011"]
    monkeypatch.undo()
    assert server.handler.accepted == []
    assert set(states(post.mail("press", "--send")).values()) == {"sent"}


# ---- a thousand


@pytest.mark.conformance
def test_a_thousand_sends_with_the_line_lost_at_every_step(post, serve):
    addresses = [f"p{number}@example.com" for number in range(700)]
    for number in range(50):
        addresses += [f"drop-{step}-{number}@example.com" for step in STEPS]
    addresses = sorted(addresses, key=lambda one: (sum(map(ord, one)) * 7919) % 1009)
    assert len(addresses) == 1000
    server = serve(people(*addresses))
    server.handler.drop_each = 97
    server.handler.lose_at = [step for step in OF_CONNECTIONS if step != "auth"] * 3
    runs = 0
    while True:
        runs += 1
        assert runs < 90
        told = post.mail("press", "--send", code=AnyOf(0, 1, 3))
        if not told["messages"]:
            break
    counts = server.handler.count()
    assert max(counts.values()) == 1
    unknown = set(states(post.mail("press", "--unknown", code=1)))
    assert unknown >= {one for one in addresses if one.startswith(("drop-unanswered-", "drop-answered-"))}
    # Where the line was lost within the message, its end may have gone into the system's buffers.
    assert {one.split("-")[1] for one in unknown} <= {"unanswered", "answered", "body"}
    assert {one for one in addresses if not counts[one]} <= unknown


@pytest.mark.conformance
def test_runs_that_are_killed_at_random_moments(post, serve):
    """Until all is sent: a run is killed some messages, and up to a fiftieth of a second, after it began."""
    chance = random.Random(7)
    addresses = [f"p{number}@example.com" for number in range(250)]
    server = serve(people(*addresses))
    kills = 0
    while True:
        process = start(post.folder)
        seen = server.handler.seen["mail"] + chance.randrange(1, 25)
        while process.poll() is None and server.handler.seen["mail"] < seen:
            time.sleep(0.001)
        time.sleep(chance.random() / 50)
        if process.poll() is not None:
            break
        process.kill()
        process.wait()
        kills += 1
    assert kills > 10
    counts = server.handler.count()
    assert max(counts.values()) == 1
    waiting = set(states(post.mail("press", "--unknown", code=AnyOf(0, 1))))
    assert len(waiting) <= kills
    assert {one for one in addresses if not counts[one]} <= waiting


def test_a_server_whose_answer_does_not_end_is_left(post):
    """Each line comes in time; so no time limit of a line would ever be met."""
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def talk():
            connection, _ = listening.accept()
            with connection, suppress(OSError):
                while True:
                    connection.sendall(b"220-and so on\r\n" * 100)

        thread = threading.Thread(target=talk)
        thread.start()
        port = listening.getsockname()[1]
        post.write(HEAD + PEOPLE + f"smtp: {{host: 127.0.0.1, port: {port}, tls: none}}\n")
        assert codes(post.mail("press", "--send", code=1)) == ["MAIL012"]
        thread.join(20)
        assert not thread.is_alive()
