"""A real web server on this computer, which answers as a test says, well or badly."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ssl import SSLContext


@dataclass
class Reply:
    """What a path answers.

    Attributes:
        body: The bytes, or what yields them without an end in sight.
        status: The status.
        headers: Further headers; a `Content-Length` for bytes is added unless one is given.
    """

    body: bytes | Callable[[], Iterator[bytes]] = b""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass
class Site:
    """A server and what it was asked.

    Attributes:
        port: Where it listens.
        pages: Path -> what it answers: a reply, one after another, or what makes it of the headers.
        asked: The path and the headers of each request.
        sent: How many bytes of bodies were sent.
    """

    port: int
    pages: dict[str, Reply | list[Reply] | Callable[[Mapping[str, str]], Reply]] = field(default_factory=dict)
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    sent: int = 0
    scheme: str = "http"

    @property
    def host(self) -> str:
        return f"127.0.0.1:{self.port}"

    def url(self, path: str, host: str = "127.0.0.1") -> str:
        return f"{self.scheme}://{host}:{self.port}{path}"


@contextmanager
def site(tls: SSLContext | None = None) -> Iterator[Site]:
    """Serve pages on a free port until the block is left."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            made.asked.append((self.path, {key.lower(): value for key, value in self.headers.items()}))
            page = made.pages.get(self.path, Reply(b"nothing here", 404))
            if isinstance(page, list):
                page = page.pop(0) if len(page) > 1 else page[0]
            reply = page if isinstance(page, Reply) else page(made.asked[-1][1])
            self.close_connection = True
            self.send_response(reply.status)
            headers = dict(reply.headers)
            if isinstance(reply.body, bytes):
                headers.setdefault("Content-Length", str(len(reply.body)))
            for key, value in headers.items():
                self.send_header(key, value)
            self.end_headers()
            try:
                for piece in [reply.body] if isinstance(reply.body, bytes) else reply.body():
                    self.wfile.write(piece)
                    made.sent += len(piece)
            except OSError:
                pass  # whoever asked has gone away, which is what some tests want to see

        def send_response(self, code: int, message: str | None = None) -> None:
            self.send_response_only(code, message)
            page = made.pages.get(self.path)
            if not (isinstance(page, Reply) and "Date" in page.headers):
                self.send_header("Date", self.date_time_string())

        def log_message(self, format: str, *args: object) -> None:
            pass

    class Server(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, request: object, client_address: object) -> None:
            pass  # a client that refuses a certificate is no mistake of the server

    server = Server(("127.0.0.1", 0), Handler)
    made = Site(server.server_address[1])
    if tls is not None:
        made.scheme = "https"
        server.socket = tls.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield made
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
