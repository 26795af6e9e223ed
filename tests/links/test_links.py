"""Which addresses are asked, how often, and where what comes of it is told."""

from __future__ import annotations

import json
import signal
import socket
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from hypothesis import given, settings, strategies as st

from briefpress.cli import main
from briefpress.cli.exits import INTERRUPTED
from briefpress.links import Limits
from briefpress.links.answers import PATH, Answer
from briefpress.links.asking import AgainError, page_of, url_of
from briefpress.links.rounds import ask_all
from tests.links.conftest import DAY, QUICK
from tests.support.answering import reply

ROOT = Path(__file__).resolve().parents[2]

QR = """\
  - {{id: code, type: qr, address: "{address}", text: {{en: "More", fr: "Plus"}}}}
"""
CONTACT = """\
  - id: desk
    type: contact
    text: {{en: "The desk", fr: "Le bureau"}}
    lines: [{{label: {{en: "Web", fr: "Web"}}, text: "{text}"}}]
"""


def lines(place):
    return [(one.code, one.span.path, one.span.line) for one in place.findings]


# ---- where addresses stand


def test_addresses_of_sources_in_each_language(place, web):
    place.source(web.url("/en"), web.url("/fr"))
    place.look()
    assert sorted(set(web.asked)) == ["GET /en", "GET /fr", "HEAD /en", "HEAD /fr"]
    assert lines(place) == [("LINK001", "data/sources.yaml", 5)] * 2


def test_links_of_a_text_in_each_language(place, web):
    place.source(web.url("/source"))
    web.pages["/source"] = reply(200)
    place.text(f"See [this]({web.url('/en')}).", f"Voir [ceci]({web.url('/fr')}).")
    place.look()
    assert lines(place) == [("LINK001", "briefs/orchard.yaml", 11), ("LINK001", "briefs/orchard.yaml", 12)]
    line = (place.root / "briefs/orchard.yaml").read_text(encoding="utf-8").split("\n")[10]
    span = next(iter(place.findings)).span
    assert line[span.column - 1 :][: span.length] == web.url("/en")


@pytest.mark.parametrize(
    "text",
    [
        "See <{}>.",
        "See {}.",
        "See ({}).",
        "See **[this]({})** of {{{{ orchard.trees }}}}.",
        "{{% if orchard.trees > 1 %}}[this]({}){{% endif %}}",
    ],
)
def test_each_way_to_write_an_address(place, web, text):
    place.source(web.url("/source"))
    web.pages["/source"] = reply(200)
    place.text(text.format(web.url("/a_(b)-c")))
    place.look()
    assert lines(place) == [("LINK001", "briefs/orchard.yaml", 11)]
    assert "HEAD /a_(b)-c" in web.asked or "HEAD /a_(b" in web.asked


def test_an_address_with_letters_of_any_kind(place, web):
    place.source(web.url("/été?q=œuf%20"))
    web.pages["/%C3%A9t%C3%A9?q=%C5%93uf%20"] = reply(200)
    place.text(f"See [this]({web.url('/été?q=œuf%20')}).")
    assert place.codes() == []
    assert web.asked == ["HEAD /%C3%A9t%C3%A9?q=%C5%93uf%20"], "they are one address"


def test_a_name_with_letters_of_any_kind_is_looked_up_by_idna(place, monkeypatch):
    names = []

    def look_up(host, *_args, **_more):
        names.append(host)
        raise socket.gaierror

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    place.source("https://exämple.invalid/", "https://STRASSE.straße.invalid./")
    assert place.codes() == ["LINK003", "LINK003"]
    names = [name.decode() if isinstance(name, bytes) else name for name in names]
    assert set(names) == {"xn--exmple-cua.invalid", "strasse.xn--strae-oqa.invalid."}


def test_codes_contacts_notes_and_layouts(place, web):
    place.source(web.url("/source"))
    web.pages["/source"] = reply(200)
    # A code leads to `https` alone, where this server has no certificate.
    place.add(QR.format(address=f"https://{web.host}/qr"))
    place.add(CONTACT.format(text=f"[desk]({web.url('/desk')})"))
    place.add(f'notes: [{{id: one, text: {{en: "In {web.url("/note")}", fr: "Dans"}}}}]\n')
    place.note = web.url("/source-note")
    place.write("templates/own.xml", f'<p>\n  <a href="{web.url("/layout")}?a&amp;b">x</a></p>\n')
    place.look()
    found = {(code, path) for code, path, _ in lines(place)}
    assert found == {
        ("LINK001", "briefs/orchard.yaml"),
        ("LINK004", "briefs/orchard.yaml"),
        ("LINK001", "data/sources.yaml"),
        ("LINK001", "templates/own.xml"),
    }
    assert {"HEAD /desk", "HEAD /note", "HEAD /source-note", "HEAD /layout?a&b"} <= set(web.asked)


@pytest.mark.parametrize(
    "address", ["mailto:a@localhost", "tel:+1", "#part", "page.html", "ftp://localhost/"]
)
def test_other_schemes_are_left_alone(place, web, address):
    place.source(web.url("/a"))
    web.pages["/a"] = reply(200)
    place.text(f"See [this]({address}).")
    assert place.look().counts == {"fine": 1}


def test_a_name_and_a_password_are_sent_to_nobody(place, web):
    place.source(web.url("/a"))
    web.pages |= {"/a": reply(200), "/b": reply(200)}
    place.text(f"See [this](http://me:secret@{web.host}/b).")
    assert place.codes() == ["LINK007"]
    assert web.asked == ["HEAD /a"]


def test_only_what_is_chosen(place, web):
    place.source(web.url("/s-en"), web.url("/s-fr"))
    place.text(f"See [this]({web.url('/en')}).", f"Voir [ceci]({web.url('/fr')}).")
    place.look(languages=("fr",))
    assert {line.split()[1] for line in web.asked} == {"/s-fr", "/fr"}
    web.asked.clear()
    place.look(briefs=("other",), force=True)
    assert {line.split()[1] for line in web.asked} == {"/s-en", "/s-fr"}


# ---- how often


def test_an_address_is_asked_once_whoever_names_it(place, web):
    web.pages["/a"] = reply(200)
    place.source(web.url("/a"), web.url("/a#part"))
    place.text(f"[a]({web.url('/a')}) and [b]({web.url('/a#x')})", f"[a](HTTP://LOCALHOST:{web.port}/a)")
    asked = place.look()
    assert web.asked == ["HEAD /a"]
    assert asked.counts == {"fine": 1}


def test_each_place_of_an_address_is_told(place, web):
    place.source(web.url("/a"))
    place.text(f"[a]({web.url('/a')}) and [b]({web.url('/a')})")
    place.look()
    assert len({(one.span.path, one.span.line, one.span.column) for one in place.findings}) == 3
    assert web.asked == ["HEAD /a", "GET /a"]


def test_an_answer_counts_for_a_day(place, web):
    place.source(web.url("/a"))
    first, again = place.look(), place.look()
    assert (first.asked, first.kept, again.asked, again.kept) == (1, 0, 0, 1)
    assert web.asked == ["HEAD /a", "GET /a"]
    assert lines(place) == [("LINK001", "data/sources.yaml", 5)], "it is told each time"
    assert place.look(force=True).asked == 1
    assert place.look(today=DAY.replace(day=2)).asked == 1
    assert place.look(today=DAY).asked == 1, "an answer of the future is none"


@pytest.mark.parametrize(
    "text", ["", "{", "[]", '{"version": 1, "answers": {"a": 1}}', '{"version": 0, "answers": {}}']
)
def test_a_damaged_file_of_answers_is_none(place, web, text):
    place.source(web.url("/a"))
    place.write(PATH, text)
    assert place.look().asked == 1
    assert place.look().asked == 0


def test_few_of_a_host_at_a_time(place, web):
    waiting, most = [], []

    def slow(send, over):
        waiting.append(1)
        most.append(len(waiting))
        over.wait(0.05)
        waiting.pop()  # before the answer, after which the next may come
        send(reply(200))

    paths = [f"/{number}" for number in range(12)]
    web.pages |= dict.fromkeys(paths, slow)
    place.source(web.url("/0"))
    place.text(" ".join(f"[{path}]({web.url(path)})" for path in paths))
    assert place.look().counts == {"fine": 12}
    assert max(most) == 2


def test_a_host_that_wants_a_long_pause_is_asked_for_nothing_more(place, web):
    paths = [f"/{number}" for number in range(12)]
    web.pages |= dict.fromkeys(paths, reply(429, "Retry-After: 86400"))
    place.source(web.url("/0"))
    place.text(" ".join(f"[{path}]({web.url(path)})" for path in paths))
    assert place.look().counts == {"unjudged": 12}
    assert len(web.asked) <= 2


def test_when_the_time_is_up_the_rest_is_told_and_the_answers_are_kept(place, web):
    web.pages |= {"/a": reply(200), "/b": lambda _send, over: over.wait()}
    place.source(web.url("/a"), web.url("/b"))
    asked = place.look(limits=Limits(each_s=30, all_s=1))
    assert (asked.counts, asked.late) == ({"fine": 1}, 1)
    assert "before its turn" in place.found.message
    web.pages["/b"] = reply(200)
    again = place.look()
    assert (again.counts, again.asked, again.kept) == ({"fine": 2}, 1, 1)


@pytest.mark.parametrize(
    ("address", "host", "page"),
    [
        ("https://example.org", "example.org:443", "https://example.org/"),
        ("HTTPS://Example.ORG:443/#a", "example.org:443", "https://example.org/"),
        ("http://example.org:80?b", "example.org:80", "http://example.org/?b"),
        ("http://example.org:443/é", "example.org:443", "http://example.org:443/%C3%A9"),
        ("https://[::1]/a%2Fb", "[::1]:443", "https://[::1]/a%2Fb"),
        ("https://exämple.org/", "xn--exmple-cua.org:443", "https://xn--exmple-cua.org/"),
    ],
)
def test_each_way_to_write_an_address_is_one_page(address, host, page):
    pytest.importorskip("httpx")
    url = url_of(address)
    assert page_of(url) == (host, page)
    assert page_of(url_of(page)) == (host, page), "and that is written in one way"


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_every_address_gets_its_answer_and_no_host_is_crowded(data):
    hosts = data.draw(st.lists(st.sampled_from("abcd"), max_size=25))
    addresses = [(host, f"{host}{number}") for number, host in enumerate(hosts)]
    fails = data.draw(st.dictionaries(st.sampled_from([a for _, a in addresses] or [""]), st.integers(1, 4)))
    limits = Limits(at_a_time=data.draw(st.integers(1, 6)), per_host=data.draw(st.integers(1, 3)), pause_s=0)
    running, tries = dict.fromkeys("abcd", 0), dict.fromkeys((address for _, address in addresses), 0)
    lock = threading.Lock()
    crowded = []

    def ask(address):
        with lock:
            running[address[0]] += 1
            tries[address] += 1
            number = tries[address]
            crowded.append(running[address[0]] > limits.per_host)
        with lock:
            running[address[0]] -= 1
        if number <= fails.get(address, 0):
            raise AgainError(Answer("unreachable", address))
        return Answer("fine", address)

    answers = dict(ask_all(addresses, ask, limits))
    assert {address: answer.why for address, answer in answers.items()} == {a: a for _, a in addresses}
    assert not any(crowded)
    for address, number in tries.items():
        assert number == min(fails.get(address, 0) + 1, limits.tries)
        assert (answers[address].verdict == "fine") == (fails.get(address, 0) < limits.tries)


def test_a_bug_while_asking_is_not_hidden():
    def ask(_address):
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        list(ask_all([("a", "a")], ask, QUICK))


# ---- the command


@pytest.fixture
def command(place, capfd):
    def run(*arguments):
        place.settle()
        (place.root / PATH).unlink(missing_ok=True)
        code = main(["check", *arguments, "--project", str(place.root), "--jobs", "1"])
        output, errors = capfd.readouterr()
        return code, output, errors

    return run


#: Runs a command and tells, last, what it did with the network, and what it loaded for that.
WATCHED = """
import sys
from briefpress.cli import main
used = []
sys.addaudithook(lambda name, _: used.append(name) if name.startswith("socket.") else None)
code = main(sys.argv[1:])
print([code, used != [], "httpx" in sys.modules])
"""


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["check"], "[0, False, False]"),
        (["check", "--strict", "--force"], "[0, False, False]"),
        (["build"], "[0, False, False]"),
        (["facts"], "[0, False, False]"),
        (["check", "--links"], "[1, True, True]"),
    ],
)
def test_without_the_option_nothing_is_asked(place, web, arguments, told):
    place.source(web.url("/a"))
    place.settle()
    shared = ["--project", str(place.root), *(["--jobs", "1"] if arguments[0] != "facts" else [])]
    done = subprocess.run(
        [sys.executable, "-c", WATCHED, *arguments, *shared],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.splitlines()[-1] == told
    assert bool(web.asked) == ("--links" in arguments)
    assert (place.root / PATH).exists() == ("--links" in arguments)


def test_the_command_tells_and_counts(place, web, command):
    place.source(web.url("/a"), web.url("/b"))
    web.pages["/b"] = reply(403)
    code, output, errors = command("--links")
    assert code == 1
    assert "error[LINK001]" in errors and "note[LINK007]" in errors
    assert errors.rstrip().endswith("1 error, 1 note")
    assert "2 addresses: 1 gone, 1 not judged" in output
    web.pages["/a"] = reply(200)
    code, output, errors = command("--links")
    assert code == 0
    assert "2 addresses: 1 in order, 1 not judged" in output
    assert "no mistakes found" in output


def test_a_note_is_no_error_where_warnings_are(place, web, command):
    place.source(web.url("/a"))
    web.pages["/a"] = reply(403)
    assert command("--links", "--strict")[0] == 0
    web.pages["/a"] = reply(500)
    assert command("--links", "--strict")[0] == 1


def test_reports_for_programs(place, web, command):
    place.source(web.url("/a"), web.url("/b"))
    web.pages["/b"] = reply(403)
    code, output, _ = command("--links", "--format", "json")
    told = json.loads(output)
    assert code == 1
    assert told["links"] == {"asked": 2, "kept": 0, "late": 0, "answers": {"gone": 1, "unjudged": 1}}
    assert (told["errors"], told["warnings"], told["notes"]) == (1, 0, 1)
    assert [one["severity"] for one in told["findings"]] == ["error", "note"]
    _, output, _ = command("--links", "--format", "sarif")
    results = json.loads(output)["runs"][0]["results"]
    assert [(one["ruleId"], one["level"]) for one in results] == [("LINK001", "error"), ("LINK007", "note")]


def test_without_the_package_it_says_how_to_get_it(place, command, monkeypatch):
    place.source("https://localhost/")
    monkeypatch.setitem(sys.modules, "httpx", None)
    code, _, errors = command("--links")
    assert code == 1
    assert "USAGE003" in errors and "pip install 'briefpress[links]'" in errors


def test_ctrl_c_ends_it_and_keeps_what_came(place, web, command, monkeypatch):
    from briefpress.cli.report import CheckReport

    def press(_report, _address):
        raise KeyboardInterrupt

    monkeypatch.setattr(CheckReport, "answered", press)
    web.pages |= {"/a": reply(200), "/b": lambda _send, over: over.wait()}
    place.source(web.url("/a"), web.url("/b"))
    code, _, errors = command("--links")
    assert code == INTERRUPTED and "interrupted" in errors
    assert list(json.loads((place.root / PATH).read_text(encoding="utf-8"))["answers"]) == [web.url("/a")]


def test_ctrl_c_does_not_wait_for_servers(place, web):
    asked = threading.Event()

    def hang(_send, over):
        asked.set()
        over.wait()

    web.pages["/a"] = hang
    place.source(web.url("/a"), web.url("/a?again"))
    place.settle()
    running = subprocess.Popen(
        [sys.executable, "generate.py", "check", "--links", "--project", str(place.root), "--jobs", "1"],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert asked.wait(60)
    running.send_signal(signal.SIGINT)
    _, errors = running.communicate(timeout=60)
    assert running.returncode == INTERRUPTED, errors
    assert "interrupted" in errors and "LINK" not in errors, "it did not wait for the end of their time"


def test_progress_is_told(place, web):
    place.source(web.url("/a"), web.url("/b"))
    place.look()
    assert place.progress.told[0] == 2
    assert sorted(place.progress.told[1:-1]) == [web.url("/a"), web.url("/b")]
    assert place.progress.told[-1] == "end"
