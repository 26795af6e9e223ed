"""Addresses: a real server on this computer, good and bad."""

import datetime as dt
import gzip
import itertools
import resource
import socket
import ssl

import pytest

from tests.refresh.conftest import needs
from tests.support.certificates import make_authority
from tests.support.web import Reply, site

JSON = b'{"data": {"plants": 1290, "exact": 0.10, "when": "2026-10-01"}}'
SLOW = 1  # seconds, of feeds in tests of what takes too long


@pytest.fixture
def fed(garden, web, pauses):
    """A garden whose plants are counted by the server."""

    def make(path="/count.json", refresh="at: data.plants", more="", hosts=None, url=None, fact=""):
        allowed = f'["{web.host}"]' if hosts is None else hosts
        garden.one(f'json: "{url or web.url(path)}", hosts: {allowed}{more}', refresh, more=fact)
        return garden

    web.pages["/count.json"] = Reply(
        JSON, headers={"ETag": '"one"', "Last-Modified": "Sun, 01 Nov 2026 10:00:00 GMT"}
    )
    return make


def refused(garden, code):
    assert garden.statuses() == {"garden.plants": "failed"}
    assert garden.codes == [code]
    return garden.message


def test_a_value_is_fetched(fed, web):
    garden = fed()
    assert garden.statuses() == {"garden.plants": "changed"}
    assert garden.value() == "1290"
    entry = garden.lock["facts"]["garden.plants"]
    assert (entry["address"], entry["etag"]) == (web.url("/count.json"), '"one"')
    assert web.asked[0][1]["host"] == web.host


def test_digits_are_kept(fed):
    garden = fed(refresh="at: data.exact")
    garden.refresh()
    assert garden.value() == "0.10"


# ---- asking again


def conditional(headers):
    if headers.get("if-none-match") == '"one"':
        return Reply(status=304)
    return Reply(JSON, headers={"ETag": '"one"'})


def test_what_is_known_is_not_sent_again(fed, web):
    web.pages["/count.json"] = conditional
    garden = fed()
    garden.refresh()
    sent = web.sent
    assert garden.statuses() == {"garden.plants": "same"}
    assert web.sent == sent
    assert web.asked[1][1]["if-none-match"] == '"one"'


def test_the_day_of_a_file_is_asked_for(fed, web):
    garden = fed()
    garden.refresh()
    garden.refresh()
    assert web.asked[1][1]["if-modified-since"] == "Sun, 01 Nov 2026 10:00:00 GMT"


def test_another_question_needs_the_bytes(fed, web):
    web.pages["/count.json"] = conditional
    fed().refresh()
    garden = fed(refresh="at: data.exact")
    assert garden.statuses() == {"garden.plants": "changed"}
    assert "if-none-match" not in web.asked[1][1]


def test_a_value_that_is_held_is_asked_for_again(fed, web):
    garden = fed(fact=", value: 1, max_change: 10%")
    web.pages["/count.json"] = conditional
    assert garden.statuses() == {"garden.plants": "held"}
    assert garden.statuses(accept=("garden.plants",)) == {"garden.plants": "changed"}
    assert "if-none-match" not in web.asked[1][1]


# ---- trouble


@pytest.mark.parametrize("status", [404, 410, 401, 403, 418])
def test_an_error_is_told_at_once(fed, web, status):
    web.pages["/count.json"] = Reply(b"no", status)
    assert str(status) in refused(fed(), "FEED008")
    assert len(web.asked) == 1


@pytest.mark.parametrize("status", [429, 500, 502, 503, 504])
def test_trouble_is_tried_three_times(fed, web, status, pauses):
    web.pages["/count.json"] = Reply(b"no", status)
    assert str(status) in refused(fed(), "FEED008")
    assert len(web.asked) == 3
    assert len(pauses) == 2
    assert all(0 <= pause <= 30 for pause in pauses)


def test_trouble_that_is_over_is_no_trouble(fed, web, pauses):
    web.pages["/count.json"] = [Reply(b"no", 503, {"Retry-After": "7"}), Reply(JSON)]
    assert fed().statuses() == {"garden.plants": "changed"}
    assert pauses == [7.0]


def test_nobody_waits_for_hours(fed, web, pauses):
    web.pages["/count.json"] = [Reply(b"no", 429, {"Retry-After": "86400"}), Reply(JSON)]
    fed().refresh()
    assert pauses == [30.0]


def test_the_last_good_value_stays(fed, web):
    garden = fed()
    garden.refresh()
    web.pages["/count.json"] = Reply(b"no", 500)
    refused(garden, "FEED008")
    assert garden.value() == "1290"


def test_nobody_listens(fed, web):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
    garden = fed(url=f"http://127.0.0.1:{port}/", hosts=f'["127.0.0.1:{port}"]')
    refused(garden, "FEED005")


def test_nobody_knows_the_host(fed):
    refused(fed(url="http://nobody.invalid/", hosts="[]"), "FEED005")


def test_an_answer_that_breaks_off(fed, web, pauses):
    web.pages["/count.json"] = Reply(JSON, headers={"Content-Length": "1000"})
    refused(fed(), "FEED005")
    assert len(web.asked) == 3


# ---- time and size


def drip():
    import time

    while True:
        yield b" "
        time.sleep(0.05)


def test_a_silent_server(fed, web):
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        port = silent.getsockname()[1]
        garden = fed(
            url=f"http://127.0.0.1:{port}/", hosts=f'["127.0.0.1:{port}"]', more=f", timeout: {SLOW}"
        )
        refused(garden, "FEED006")


def test_a_byte_at_a_time(fed, web):
    web.pages["/count.json"] = Reply(drip)
    refused(fed(more=f", timeout: {SLOW}"), "FEED006")


def test_headers_that_never_end(fed, web):
    import threading
    import time

    def serve():
        connection, _ = server.accept()
        with connection:
            connection.sendall(b"HTTP/1.1 200 OK\r\n")
            try:
                while True:
                    connection.sendall(b"X: y\r\n")
                    time.sleep(0.05)
            except OSError:
                pass

    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen()
        threading.Thread(target=serve, daemon=True).start()
        port = server.getsockname()[1]
        garden = fed(
            url=f"http://127.0.0.1:{port}/", hosts=f'["127.0.0.1:{port}"]', more=f", timeout: {SLOW}"
        )
        refused(garden, "FEED006")


def test_a_body_that_says_it_is_huge_is_not_read(fed, web):
    web.pages["/count.json"] = Reply(
        lambda: itertools.repeat(b"x" * 65536), headers={"Content-Length": str(2**31)}
    )
    refused(fed(), "FEED009")
    assert web.sent < 20_000_000


def peak():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def test_an_endless_stream_is_cut_and_memory_stays(fed, web):
    web.pages["/count.json"] = Reply(lambda: itertools.repeat(b"x" * 65536))
    before = peak()
    refused(fed(more=", max_bytes: 1000000"), "FEED009")
    assert peak() - before < 60_000_000
    assert web.sent < 20_000_000


def test_a_packed_bomb_is_cut_and_memory_stays(fed, web):
    bomb = gzip.compress(b"\0" * 300_000_000, 9, mtime=0)
    web.pages["/count.json"] = Reply(bomb, headers={"Content-Encoding": "gzip"})
    before = peak()
    refused(fed(more=", max_bytes: 1000000"), "FEED009")
    assert peak() - before < 60_000_000


def test_a_packed_answer_is_unpacked(fed, web):
    web.pages["/count.json"] = Reply(gzip.compress(JSON, mtime=0), headers={"Content-Encoding": "gzip"})
    garden = fed()
    garden.refresh()
    assert garden.value() == "1290"


@pytest.mark.parametrize(
    ("body", "packed"), [(b"no gzip", "gzip"), (gzip.compress(JSON, mtime=0)[:-9], "gzip"), (b"x", "br")]
)
def test_a_packed_answer_that_is_damaged(fed, web, body, packed):
    web.pages["/count.json"] = Reply(body, headers={"Content-Encoding": packed})
    refused(fed(), "FEED011")


# ---- places


def test_this_computer_is_no_source_unless_a_project_says_so(fed):
    assert "127.0.0.1" in refused(fed(hosts="[]"), "FEED010")
    refused(fed(hosts='["127.0.0.1"]'), "FEED010")


def test_a_redirect_on_the_same_host(fed, web):
    web.pages["/old.json"] = Reply(status=302, headers={"Location": "/count.json"})
    garden = fed("/old.json")
    garden.refresh()
    assert garden.value() == "1290"


@pytest.mark.parametrize(
    "location",
    [
        "http://localhost:{port}/count.json",
        "http://127.0.0.2:{port}/count.json",
        "http://[::1]:{port}/count.json",
        "http://169.254.169.254/latest/meta-data/",
        "http://example.org/count.json",
        "http://me:secret@127.0.0.1:{port}/count.json",
        "file:///etc/passwd",
    ],
)
def test_a_redirect_to_another_place(fed, web, location):
    web.pages["/old.json"] = Reply(status=302, headers={"Location": location.format(port=web.port)})
    refused(fed("/old.json"), "FEED010")
    assert [path for path, _ in web.asked] == ["/old.json"]


def test_a_redirect_to_what_is_no_address(fed, web):
    web.pages["/old.json"] = Reply(status=302, headers={"Location": "//[::1/"})
    refused(fed("/old.json"), "FEED005")


def test_a_redirect_to_another_port_of_this_computer(fed, web):
    with site() as other:
        other.pages["/secret"] = Reply(JSON)
        web.pages["/old.json"] = Reply(status=302, headers={"Location": other.url("/secret")})
        refused(fed("/old.json"), "FEED010")
        assert other.asked == []


def test_a_host_that_is_allowed_must_still_be_public(fed, web):
    """A name that a project allows may lead anywhere on the day of the attack."""
    web.pages["/old.json"] = Reply(status=302, headers={"Location": web.url("/count.json", "localhost")})
    refused(fed("/old.json", hosts=f'["{web.host}", "localhost"]'), "FEED010")
    assert len(web.asked) == 1


def test_a_redirect_where_the_project_allows_it(fed, web):
    web.pages["/old.json"] = Reply(status=307, headers={"Location": web.url("/count.json", "localhost")})
    garden = fed("/old.json", hosts=f'["{web.host}", "localhost:{web.port}"]')
    assert garden.statuses() == {"garden.plants": "changed"}


def test_a_circle_of_redirects(fed, web):
    web.pages["/old.json"] = Reply(status=302, headers={"Location": "/old.json"})
    refused(fed("/old.json"), "FEED010")


def test_a_name_is_looked_up_once(fed, web, monkeypatch):
    """What was checked is what is connected to: a name may have another address a moment later."""
    answers = [[(2, 1, 6, "", ("127.0.0.1", web.port))]]
    look_up = socket.getaddrinfo

    def once(host, *rest, **more):
        return answers.pop(0) if host == "rebound.example.org" else look_up(host, *rest, **more)

    monkeypatch.setattr("socket.getaddrinfo", once)
    host = f"rebound.example.org:{web.port}"
    garden = fed(url=f"http://{host}/count.json", hosts=f'["{host}"]')
    assert garden.statuses() == {"garden.plants": "changed"}
    assert web.asked[0][1]["host"] == host


def test_a_name_with_one_private_address_is_refused(fed, web, monkeypatch):
    both = [(2, 1, 6, "", (address, web.port)) for address in ("93.184.215.14", "127.0.0.1")]
    monkeypatch.setattr("socket.getaddrinfo", lambda *_, **__: both)
    refused(fed(url=f"http://rebound.example.org:{web.port}/count.json", hosts="[]"), "FEED010")
    assert web.asked == []


# ---- what is there


@pytest.mark.parametrize(
    ("body", "kind", "code"),
    [
        (b"<!DOCTYPE html><title>Sign in</title>", "text/html", "FEED011"),
        (b'{"data": {"plants": 1}}', "text/html", "FEED011"),
        (b'{"data": ', "application/json", "FEED011"),
        (b"", "application/json", "FEED011"),
        (b'{"data": {"plants": 1, "plants": 2}}', "application/json", "FEED011"),
        (b"[" * 100_000, "application/json", "FEED011"),
        (b'{"data": {"plants": %s}}' % (b"1" * 5000), "application/json", "FEED011"),
        (b'{"data": {"plants": NaN}}', "application/json", "FEED019"),
        (b'{"data": {"plants": -Infinity}}', "application/json", "FEED019"),
        (b'{"data": {"plants": "NaN"}}', "application/json", "FEED019"),
        (b'{"data": {"plants": "caf\xe9"}}', "application/json", "FEED012"),
        (b'{"data": {"plants": "a\\u0000b"}}', "application/json", "FEED012"),
        (b'{"data": {"plants": "a\\ud800"}}', "application/json", "FEED012"),
        (b'{"data": {"plants": "many"}}', "application/json", "FEED017"),
        (b'{"data": {"plants": true}}', "application/json", "FEED017"),
        (b'{"data": {"plants": [1, 2]}}', "application/json", "FEED017"),
        (b'{"data": {"plants": {"a": 1}}}', "application/json", "FEED017"),
        (b'{"data": {"plants": 1e400}}', "application/json", "FEED017"),
        (b'{"data": {"plants": null}}', "application/json", "FEED016"),
        (b'{"data": {"trees": 1}}', "application/json", "FEED016"),
        (b'{"data": {"plants": "=1+1"}}', "application/json", "FEED018"),
    ],
)
def test_a_body_that_is_none(fed, web, body, kind, code):
    web.pages["/count.json"] = Reply(body, headers={"Content-Type": kind})
    refused(fed(), code)


@pytest.mark.parametrize(
    ("written", "value"), [("1.5e3", "1500"), ("12E-1", "1.2"), ('"7"', "7"), ("0.30000000000000004", None)]
)
def test_numbers_of_json(fed, web, written, value):
    web.pages["/count.json"] = Reply(f'{{"data": {{"plants": {written}}}}}'.encode())
    garden = fed()
    garden.refresh()
    assert garden.value() == (value or written)


def test_expressions_choose_and_do_not_compute(fed, web):
    web.pages["/count.json"] = Reply(b'{"beds": [{"id": "a", "n": 1.5}, {"id": "b", "n": 2.50}]}')
    garden = fed(refresh="at: \"beds[?id=='b'].n | [0]\"")
    garden.refresh()
    assert garden.value() == "2.50"
    refused(fed(refresh='at: "sum(beds[].n)"'), "FEED017")
    garden = fed(refresh='at: "max_by(beds, &n).n"')
    garden.refresh()
    assert garden.value() == "2.50"
    refused(fed(refresh='at: "beds[?"'), "FEED002")


def test_rows_of_a_list(fed, web):
    web.pages["/count.json"] = Reply(b'[{"year": 2025, "n": 1}, {"year": 2026, "n": {"total": 2.0}}]')
    garden = fed(refresh="row: {year: 2026}, column: n.total")
    garden.refresh()
    assert garden.value() == "2.0"


def test_a_clock_that_is_wrong(fed, web):
    future = (dt.datetime.now(dt.UTC) + dt.timedelta(days=3)).strftime("%a, %d %b %Y %H:%M:%S GMT")
    web.pages["/count.json"] = Reply(JSON, headers={"Date": future})
    refused(fed(), "FEED022")


# ---- TLS


@pytest.fixture(scope="session")
def authority(tmp_path_factory):
    """A certificate of our own for localhost, and one that has expired."""
    return make_authority(tmp_path_factory.mktemp("authority"))


def secure(authority, name):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(authority / f"{name}.pem", authority / f"{name}.key")
    return site(context)


@pytest.mark.parametrize(
    ("name", "host", "is_known", "fine"),
    [
        ("good", "localhost", True, True),
        ("good", "localhost", False, False),
        ("good", "127.0.0.1", True, False),
        ("old", "localhost", True, False),
    ],
)
def test_certificates(garden, authority, name, host, is_known, fine):
    needs("httpx", "jmespath")
    if is_known:
        garden.environment["SSL_CERT_FILE"] = str(authority / "ca.pem")
    with secure(authority, name) as server:
        server.pages["/count.json"] = Reply(JSON)
        where = f'json: "{server.url("/count.json", host)}", hosts: ["{host}:{server.port}"]'
        garden.one(where, "at: data.plants")
        if fine:
            assert garden.statuses() == {"garden.plants": "changed"}
        else:
            refused(garden, "FEED007")
            assert server.asked == []


def test_a_redirect_from_https_to_http(garden, web, authority):
    garden.environment["SSL_CERT_FILE"] = str(authority / "ca.pem")
    web.pages["/count.json"] = Reply(JSON)
    with secure(authority, "good") as server:
        server.pages["/count.json"] = Reply(status=301, headers={"Location": web.url("/count.json")})
        hosts = f'["localhost:{server.port}", "{web.host}"]'
        garden.one(f'json: "{server.url("/count.json", "localhost")}", hosts: {hosts}', "at: data.plants")
        refused(garden, "FEED010")
    assert web.asked == []


def test_a_server_that_speaks_no_tls(garden, web):
    garden.one(f'json: "https://{web.host}/", hosts: ["{web.host}"]', "at: data.plants")
    refused(garden, "FEED007")
