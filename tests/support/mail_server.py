"""A server for mail on this machine, that can refuse, defer, be slow, and lose the line at each step.

It is aiosmtpd, in a thread. What a recipient's address begins with says what happens to it: ``drop-data-7@``
loses the line at the step ``data``. What it has accepted by then is in ``accepted``.
"""

from __future__ import annotations

import asyncio
import shutil
import socket
import ssl
import subprocess
import time
import warnings
from collections import Counter
from pathlib import Path

import pytest

pytest.importorskip("aiosmtpd", reason="no aiosmtpd: it comes with the developers' requirements")

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult

#: The steps of a connection at which it can be lost; `Handler.lose_at` says when.
OF_CONNECTIONS = ("connect", "ehlo", "starttls", "auth", "mail", "rset", "quit")
#: The steps at which the line can be lost for a recipient `drop-STEP-...`.
STEPS = ("rcpt", "data", "body", "unanswered", "answered", "after")


class Handler:
    """Accepts messages, and counts them."""

    def __init__(self) -> None:
        self.accepted: list[tuple[str, bytes]] = []
        self.seen: Counter[str] = Counter()
        self.delay = 0.0
        #: Steps of connections; the line is lost at the first of them that comes, and it is struck off.
        self.lose_at: list[str] = []
        #: Loses the line at each so many-th name of a sender; 0 for never.
        self.drop_each = 0
        #: Recipient -> what the server says instead of taking it; once each.
        self.answers: dict[tuple[str, str], str] = {}
        self.before_answer = lambda recipient: None

    async def handle_RCPT(self, server, session, envelope, address, options):
        answer = self.answers.pop(("rcpt", address), None)
        if answer:
            return answer
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        recipient = envelope.rcpt_tos[0]
        answer = self.answers.pop(("data", recipient), None)
        if answer:
            return answer
        if server.drops(recipient, "unanswered"):
            server.lose()
            return "250 nobody hears it"
        self.accepted.append((recipient, bytes(envelope.content)))
        self.before_answer(recipient)
        if self.delay:
            await asyncio.sleep(self.delay)
        if server.drops(recipient, "answered"):
            server.lose()
        return "250 accepted"

    def count(self) -> Counter[str]:
        """Return how often a message to each recipient was accepted."""
        return Counter(recipient for recipient, _ in self.accepted)


class Dropping(SMTP):
    """Loses the line where the recipient's address says so, once for each step and address."""

    dropped: set[tuple[str, str]]

    def drops(self, recipient: str, step: str) -> bool:
        if not recipient.startswith(f"drop-{step}-") or (recipient, step) in self.dropped:
            return False
        self.dropped.add((recipient, step))
        return True

    def lose(self) -> None:
        self.transport.abort()

    def loses(self, step: str) -> bool:
        handler = self.event_handler
        handler.seen[step] += 1
        if step not in handler.lose_at:
            return False
        handler.lose_at.remove(step)
        self.lose()
        return True

    def connection_made(self, transport):
        super().connection_made(transport)
        # aiosmtpd calls it again where TLS begins.
        if self.session.ssl is None and self.loses("connect"):
            self.event_handler.seen["lost"] += 1

    async def smtp_EHLO(self, hostname):
        if not self.loses("ehlo"):
            await super().smtp_EHLO(hostname)

    async def smtp_STARTTLS(self, arg):
        if not self.loses("starttls"):
            await super().smtp_STARTTLS(arg)

    async def smtp_AUTH(self, arg):
        if not self.loses("auth"):
            await super().smtp_AUTH(arg)

    async def smtp_RSET(self, arg):
        if not self.loses("rset"):
            await super().smtp_RSET(arg)

    async def smtp_QUIT(self, arg):
        if not self.loses("quit"):
            await super().smtp_QUIT(arg)

    async def smtp_MAIL(self, arg):
        # The client names the sender first: whom it is for nobody knows here.
        handler = self.event_handler
        if self.loses("mail"):
            return
        if handler.drop_each and handler.seen["mail"] % handler.drop_each == 0:
            self.lose()
            return
        await super().smtp_MAIL(arg)

    async def smtp_RCPT(self, arg):
        recipient = arg.partition("<")[2].partition(">")[0] if arg else ""
        if self.drops(recipient, "rcpt"):
            self.lose()
            return
        await super().smtp_RCPT(arg)

    async def smtp_DATA(self, arg):
        recipient = self.envelope.rcpt_tos[0] if self.envelope.rcpt_tos else ""
        if self.drops(recipient, "data"):
            self.lose()
            return
        if self.drops(recipient, "body"):
            await self.push("354 go on")
            await self._reader.read(1000)
            self.lose()
            return
        is_after = self.drops(recipient, "after")
        await super().smtp_DATA(arg)
        if is_after:
            self.lose()


class Server:
    """A running server.

    Args:
        tls: ``starttls``, ``tls`` or ``none``.
        context: Its certificate.
        password: What ``press`` logs in with; None where nobody needs to.
    """

    def __init__(self, tls: str, context: ssl.SSLContext | None = None, password: str | None = None) -> None:
        self.handler = Handler()
        self.logins: list[tuple[str, str]] = []
        self.echo = False
        dropped: set[tuple[str, str]] = set()

        def authenticate(server, session, envelope, mechanism, data):
            given = data.password.decode()
            self.logins.append((data.login.decode(), given))
            if given == password:
                return AuthResult(success=True)
            text = f"535 no, {given} is wrong" if self.echo else "535 no"
            return AuthResult(success=False, handled=False, message=text)

        class Own(Controller):
            def factory(self):
                with warnings.catch_warnings():
                    warnings.simplefilter(
                        "ignore"
                    )  # of AUTH without STARTTLS: the line is TLS from its start
                    own = Dropping(self.handler, **self.SMTP_kwargs)
                own.dropped = dropped
                return own

        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        more = {"tls_context": context} if tls == "starttls" else {}
        self._controller = Own(
            self.handler,
            hostname="127.0.0.1",
            port=port,
            ssl_context=context if tls == "tls" else None,
            authenticator=authenticate,
            auth_required=password is not None,
            auth_require_tls=tls != "tls",
            data_size_limit=40_000_000,
            **more,
        )
        self.port = port

    def __enter__(self) -> Server:
        self._controller.start()
        self._is_running = True
        return self

    def __exit__(self, *exception: object) -> None:
        if self._is_running:
            self._is_running = False
            self._controller.stop()


def make_authority(folder: Path) -> tuple[Path, ssl.SSLContext]:
    """Make a certificate authority and a server's certificate; skip where nothing can make them.

    Returns:
        The file with the certificate to trust, and what a server of 127.0.0.1 shows.
    """
    openssl = shutil.which("openssl")
    if openssl is None:
        pytest.skip("no openssl, which makes the certificates")
    folder.mkdir(parents=True, exist_ok=True)

    def run(*arguments: str) -> None:
        subprocess.run([openssl, *arguments], cwd=folder, check=True, capture_output=True)

    key = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes")
    (folder / "names.txt").write_text("subjectAltName=IP:127.0.0.1,DNS:localhost\n", encoding="utf-8")
    run("req", "-x509", *key, "-keyout", "ca.key", "-out", "ca.pem", "-days", "2", "-subj", "/CN=Example CA")
    run("req", *key, "-keyout", "server.key", "-out", "server.csr", "-subj", "/CN=localhost")
    signed = ("-CA", "ca.pem", "-CAkey", "ca.key", "-CAcreateserial", "-extfile", "names.txt")
    run("x509", "-req", "-in", "server.csr", *signed, "-out", "server.pem", "-days", "2")
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / "server.pem", folder / "server.key")
    return folder / "ca.pem", context


def wait_for(condition, seconds: float = 20.0) -> None:
    """Wait until something is so."""
    until = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < until, "it did not happen"
        time.sleep(0.01)
