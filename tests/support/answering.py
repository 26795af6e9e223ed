"""A real server on this computer, which answers each path with the bytes that a test gives it."""

from __future__ import annotations

import socket
import socketserver
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from ssl import SSLContext

#: What writes an answer itself: it gets what sends bytes, and what is set once the test is over.
Talk = Callable[[Callable[[bytes], None], threading.Event], None]


def reply(status: int, *headers: str, body: bytes = b"") -> bytes:
    """Return an answer of HTTP/1.1."""
    lines = (f"HTTP/1.1 {status} Told", *headers, f"Content-Length: {len(body)}", "Connection: close")
    return "\r\n".join((*lines, "", "")).encode() + body


def moved(status: int, to: str) -> bytes:
    """Return an answer that leads elsewhere."""
    return reply(status, f"Location: {to}")


@dataclass
class Answering:
    """A server.

    Attributes:
        port: Where it listens.
        scheme: ``http`` or ``https``.
        pages: Method and path, or a path for all methods -> the answer; of several, one after the other.
        asked: Method and path of each request, in order.
    """

    port: int
    scheme: str
    pages: dict[str, bytes | Talk | Sequence[bytes]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    headers: list[str] = field(default_factory=list)

    @property
    def host(self) -> str:
        """As a source names it."""
        return f"localhost:{self.port}"

    def url(self, path: str) -> str:
        """Return the address of a path."""
        return f"{self.scheme}://{self.host}{path}"


@contextmanager
def answering(tls: SSLContext | None = None) -> Iterator[Answering]:
    """Answer on a free port until the block is left."""
    over = threading.Event()
    lock = threading.Lock()

    class Handler(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            if self.rfile.peek(1)[:1] == b"\x16":
                self.wfile.write(reply(400))  # somebody speaks TLS to a server that knows none
                return
            line = self.rfile.readline().decode("latin-1").split()
            if len(line) < 2:
                return
            headers = []
            while (header := self.rfile.readline().strip()) != b"":
                headers.append(header.decode("latin-1"))
            key = " ".join(line[:2])
            with lock:
                made.asked.append(key)
                made.headers += headers
            answer = made.pages.get(key, made.pages.get(line[1], reply(404)))
            if isinstance(answer, list):
                answer = answer.pop(0) if len(answer) > 1 else answer[0]
            with suppress(OSError):  # whoever asked may have gone away
                if callable(answer):
                    answer(self.wfile.write, over)
                else:
                    self.wfile.write(answer)

    class Server(socketserver.ThreadingTCPServer):
        daemon_threads = True
        allow_reuse_address = True

        def handle_error(self, request: object, client_address: object) -> None:
            pass  # a client that refuses a certificate is no mistake of the server

    server = Server(("127.0.0.1", 0), Handler)
    made = Answering(server.server_address[1], "http" if tls is None else "https")
    if tls is not None:
        server.socket = tls.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield made
    finally:
        over.set()
        server.shutdown()
        server.server_close()
        thread.join()


def closed_port() -> int:
    """Return a port where nobody listens."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])
