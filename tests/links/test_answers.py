"""What each answer of a server means, with a real server."""

from __future__ import annotations

import ssl

import pytest

from briefpress.diagnostics import Severity
from briefpress.links import Limits
from tests.support.answering import answering, closed_port, moved, reply
from tests.support.certificates import make_authority

SHORT = Limits(each_s=0.3, all_s=60, pause_s=0.01)


def at(place, web, path="/a"):
    place.source(web.url(path))
    return web.url(path)


@pytest.mark.parametrize("status", [200, 203, 204, 206])
def test_a_page_that_is_there(place, web, status):
    at(place, web)
    web.pages["/a"] = reply(status)
    assert place.look().counts == {"fine": 1}
    assert not len(place.findings)
    assert web.asked == ["HEAD /a"]


@pytest.mark.parametrize("status", [404, 410])
def test_a_page_that_is_gone_is_an_error_at_its_line(place, web, status):
    address = at(place, web)
    web.pages["/a"] = reply(status)
    assert place.codes() == ["LINK001"]
    finding = place.found
    assert finding.severity is Severity.ERROR
    assert finding.message == f"`{address}` is gone: its server answers {status}"
    assert (finding.span.path, finding.span.line) == ("data/sources.yaml", 5)
    assert web.asked == ["HEAD /a", "GET /a"], "one word of a server is not believed"


@pytest.mark.parametrize("status", [400, 403, 404, 405, 500, 501])
def test_who_refuses_head_is_asked_with_get(place, web, status):
    at(place, web)
    web.pages |= {"HEAD /a": reply(status), "GET /a": reply(200, body=b"text")}
    assert place.codes() == []
    assert web.asked == ["HEAD /a", "GET /a"]


@pytest.mark.parametrize("answer", [b"", b"what?\r\n\r\n"])
def test_who_breaks_off_at_head_is_asked_with_get(place, web, answer):
    at(place, web)
    web.pages |= {"HEAD /a": answer, "GET /a": reply(200)}
    assert place.codes() == []


@pytest.mark.parametrize("status", [401, 403, 405, 406, 418, 451, 999])
def test_what_says_nothing_of_the_page_is_a_note(place, web, status):
    at(place, web)
    web.pages["/a"] = reply(status)
    assert place.codes() == ["LINK007"]
    assert place.found.severity is Severity.NOTE
    assert f"{status}" in place.found.message
    assert (place.findings.errors, place.findings.warnings, place.findings.notes) == (0, 0, 1)


@pytest.mark.parametrize("status", [500, 502, 503, 504, 505, 408])
def test_trouble_of_the_server_is_a_warning(place, web, status):
    at(place, web)
    web.pages["/a"] = reply(status)
    assert place.codes() == ["LINK003"]
    assert place.found.severity is Severity.WARNING
    assert f"trouble ({status})" in place.found.message


def test_trouble_that_is_over_at_once_is_none(place, web):
    at(place, web)
    web.pages["/a"] = [reply(503), reply(503), reply(200)]
    assert place.codes() == []


# ---- redirects


@pytest.mark.parametrize("statuses", [(301,), (308,), (301, 308, 301)])
def test_a_page_that_moved_for_good_says_where(place, web, statuses):
    at(place, web, "/0")
    for number, status in enumerate(statuses):
        web.pages[f"/{number}"] = moved(status, f"/{number + 1}")
    web.pages[f"/{len(statuses)}"] = reply(200)
    assert place.codes() == ["LINK002"]
    assert place.found.severity is Severity.WARNING
    assert place.found.hint == f"write `{web.url(f'/{len(statuses)}')}`"


@pytest.mark.parametrize("status", [302, 303, 307])
def test_a_page_that_is_elsewhere_for_now_is_fine(place, web, status):
    at(place, web)
    web.pages |= {"/a": moved(status, "/b"), "/b": reply(200)}
    assert place.codes() == []


def test_only_what_moved_for_good_is_to_be_written(place, web):
    at(place, web)
    web.pages |= {"/a": moved(301, "/b"), "/b": moved(302, "/c"), "/c": moved(301, "/d"), "/d": reply(200)}
    assert place.codes() == ["LINK002"]
    assert place.found.hint == f"write `{web.url('/b')}`"


def test_a_page_that_moved_to_where_nothing_is_is_gone(place, web):
    at(place, web)
    web.pages |= {"/a": moved(301, "/b"), "/b": reply(404)}
    assert place.codes() == ["LINK001"]


def test_a_page_that_moved_behind_a_door_has_moved(place, web):
    at(place, web)
    web.pages |= {"/a": moved(301, "/b"), "/b": reply(403)}
    assert place.codes() == ["LINK002"]


def test_the_fragment_goes_along(place, web):
    place.source(web.url("/a#part"))
    web.pages |= {"/a": moved(301, "/b"), "/b": reply(200)}
    assert place.codes() == ["LINK002"]
    assert place.found.hint == f"write `{web.url('/b#part')}`"


def test_a_circle(place, web):
    at(place, web)
    web.pages |= {"/a": moved(302, "/b"), "/b": moved(302, "/a")}
    assert place.codes() == ["LINK005"]
    assert place.found.severity is Severity.WARNING
    assert "circle" in place.found.message


def test_a_way_without_end(place, web):
    at(place, web, "/0")
    web.pages |= {f"/{number}": moved(302, f"/{number + 1}") for number in range(60)}
    assert place.codes() == ["LINK005"]
    assert len(web.asked) < 15


@pytest.mark.parametrize(
    "to", ["mailto:a@example.org", "ftp://example.org/", "https://", "http://[", "//a:b/"]
)
def test_a_redirect_to_what_is_no_web_address(place, web, to):
    at(place, web)
    web.pages["/a"] = moved(301, to)
    assert place.codes() == ["LINK005"]
    assert to in place.found.message


def test_a_redirect_without_an_address(place, web):
    at(place, web)
    web.pages["/a"] = reply(302)
    assert place.codes() == ["LINK007"]


def test_a_redirect_to_a_host_that_is_allowed(place, web):
    with answering() as other:
        place.hosts.append(other.host)
        at(place, web)
        web.pages["/a"] = moved(302, other.url("/b"))
        other.pages["/b"] = reply(200)
        assert place.codes() == []
        assert other.asked == ["HEAD /b"]


def test_a_redirect_into_a_private_network_is_not_followed(place, web):
    with answering() as other:
        at(place, web)
        web.pages["/a"] = moved(302, other.url("/b"))
        other.pages["/b"] = reply(200)
        assert place.codes() == ["LINK006"]
        assert other.asked == []
        assert f'"{other.host}"' in place.found.hint


def test_a_redirect_with_letters_of_any_kind(place, web):
    at(place, web)
    web.pages |= {
        "/a": b"HTTP/1.1 301 M\r\nLocation: /\xc3\xa9t\xc3\xa9\r\n\r\n",
        "/%C3%A9t%C3%A9": reply(200),
    }
    assert place.codes() == ["LINK002"]
    assert place.found.hint == f"write `{web.url('/%C3%A9t%C3%A9')}`"


# ---- who may be asked


@pytest.mark.parametrize(
    "address",
    [
        *("http://127.0.0.1/", "http://localhost/", "http://[::1]/", "http://127.1/", "http://2130706433/"),
        *("http://0.0.0.0/", "http://10.0.0.1/", "http://169.254.169.254/latest", "http://[::ffff:7f00:1]/"),
        *("http://192.168.0.1/", "http://100.64.0.1/", "http://[fe80::1]/", "http://[64:ff9b::a00:1]/"),
    ],
)
def test_nobody_in_a_private_network_is_asked(place, address, monkeypatch):
    def connect(*_args, **_more):
        raise AssertionError("somebody was asked")

    monkeypatch.setattr("socket.create_connection", connect)
    place.source(address)
    assert place.codes() == ["LINK006"]
    assert place.found.severity is Severity.WARNING


def test_a_host_is_allowed_with_its_port_only(place, web):
    with answering() as other:
        place.source(other.url("/"))
        assert place.codes() == ["LINK006"]
        assert other.asked == []
        place.hosts.append(other.host)
        other.pages["/"] = reply(200)
        assert place.codes() == [], "what was refused is not remembered"


def test_an_item_of_hosts_without_a_port_is_no_such_thing(place):
    from briefpress.diagnostics import Findings
    from briefpress.facts import load_facts
    from briefpress.workspace import Workspace

    place.hosts.append("localhost")
    place.look()
    findings = Findings()
    load_facts(Workspace(place.root), ("en", "fr"), findings)
    assert [finding.code for finding in findings] == ["LINK008"]


# ---- those who do not answer


def test_a_closed_port(place):
    port = closed_port()
    place.hosts.append(f"127.0.0.1:{port}")
    place.source(f"http://127.0.0.1:{port}/")
    assert place.codes() == ["LINK003"]
    assert place.found.severity is Severity.WARNING
    assert "takes no connection" in place.found.message


def test_a_name_that_nobody_has(place):
    place.source("https://nobody.invalid/")
    assert place.codes() == ["LINK003"]
    assert "nobody knows the host nobody.invalid" in place.found.message


def test_a_name_that_cannot_be_one(place):
    place.source("https://☃.example/")
    assert place.codes() == ["LINK003"]
    assert "cannot be one" in place.found.message


def test_a_server_that_says_nothing(place, web):
    at(place, web)
    web.pages["/a"] = lambda _send, over: over.wait()
    assert place.codes(limits=SHORT) == ["LINK003"]
    assert "nobody answered within 0.3 s" in place.found.message


def test_a_server_that_says_a_letter_now_and_then(place, web):
    def talk(send, over):
        send(b"HTTP/1.1 200 OK\r\n")
        while not over.wait(0.02):
            send(b"X-A: b\r\n")

    at(place, web)
    web.pages["/a"] = talk
    assert place.codes(limits=SHORT) == ["LINK003"]


def test_a_body_without_end_is_not_waited_for(place, web):
    sent = []

    def talk(send, over):
        send(b"HTTP/1.1 200 OK\r\n\r\n")
        while not over.is_set():
            send(b"a" * 65536)
            sent.append(65536)

    at(place, web)
    web.pages |= {"HEAD /a": reply(405), "GET /a": talk}
    assert place.codes() == []
    assert sum(sent) < 64 * 1024 * 1024


def test_headers_without_end(place, web):
    def talk(send, over):
        send(b"HTTP/1.1 200 OK\r\n")
        while not over.is_set():
            send(b"X-A: " + b"b" * 8000 + b"\r\n")

    at(place, web)
    web.pages["/a"] = talk
    assert place.codes() == ["LINK003"]


@pytest.mark.parametrize(
    "answer", [b"", b"hello\r\n\r\n", b"HTTP/1.1 abc\r\n\r\n", b"\x00\xff" * 200, b"HTTP/1.1 200"]
)
def test_an_answer_that_is_none(place, web, answer):
    at(place, web)
    web.pages["/a"] = answer
    assert place.codes() == ["LINK003"]
    assert "what came back is no answer" in place.found.message or "broke" in place.found.message


def test_a_server_that_has_had_enough_is_left_alone_for_a_while(place, web):
    at(place, web)
    web.pages["/a"] = [reply(429, "Retry-After: 0"), reply(200)]
    assert place.codes() == []
    assert web.asked == ["HEAD /a", "HEAD /a"]


def test_a_server_that_wants_a_long_pause_is_not_asked_again(place, web):
    at(place, web)
    web.pages["/a"] = reply(429, "Retry-After: 100000")
    assert place.codes() == ["LINK007"]
    assert web.asked == ["HEAD /a"]


def test_a_pause_until_a_day_is_told_by_the_clock_of_the_server(place, web):
    at(place, web)
    day = "Mon, 01 Jan 2001 00:00:0{} GMT"
    pause = reply(503, f"Date: {day.format(1)}", f"Retry-After: {day.format(1)}")
    web.pages |= {"/a": [pause, pause, reply(200)]}
    assert place.codes() == []


# ---- TLS


@pytest.fixture(scope="module")
def authority(tmp_path_factory):
    """A folder with an authority, and certificates of ``localhost`` that it signed."""
    return make_authority(tmp_path_factory.mktemp("authority"))


@pytest.mark.parametrize(
    ("name", "host", "is_known", "why"),
    [
        ("good", "localhost", True, None),
        ("good", "localhost", False, "unable to get local issuer"),
        ("good", "127.0.0.1", True, "127.0.0.1"),
        ("old", "localhost", True, "expired"),
    ],
)
def test_certificates(place, authority, name, host, is_known, why):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(authority / f"{name}.pem", authority / f"{name}.key")
    with answering(context) as web:
        place.hosts.append(f"{host}:{web.port}")
        place.source(f"https://{host}:{web.port}/")
        web.pages["/"] = reply(200)
        environment = {"SSL_CERT_FILE": str(authority / "ca.pem")} if is_known else {}
        assert place.codes(environment=environment) == ([] if why is None else ["LINK004"])
        if why is not None:
            assert why in place.found.message
            assert place.found.severity is Severity.WARNING


def test_a_server_that_speaks_no_tls(place, web):
    place.source(f"https://{web.host}/")
    assert place.codes() == ["LINK004"]


def test_certificates_that_are_none(place, tmp_path):
    place.source("https://example.invalid/")
    (tmp_path / "none.pem").write_text("nothing")
    assert place.codes(environment={"SSL_CERT_FILE": str(tmp_path / "none.pem")}) == ["LINK004"]
    assert "SSL_CERT_FILE" in place.found.message
