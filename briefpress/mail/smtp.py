"""One server, and messages handed to it one by one (RFC 5321, 3207, 4954).

The fate of a message is decided by one step, the dot on a line of its own: before it the server has not the
whole message and must not deliver it (RFC 5321, 4.1.1.4); after its answer 250 the message is the server's.
In between nobody knows.
"""

from __future__ import annotations

import base64
import re
import smtplib
import socket
import ssl
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import IO

from msgspec import Struct

from briefpress.mail.model import Server

#: How long a server may take to answer; RFC 5321, 4.5.3.2 gives ten minutes for the last answer.
ANSWER_S, LAST_ANSWER_S, FAREWELL_S = 120.0, 600.0, 10.0
_LONGEST_REPLY = 300
#: The longest greeting that is known has some thirty.
_MOST_LINES = 200


class ServerError(Exception):
    """The server takes no mail at all; ``reason`` is fit to show to a user, ``hint`` says what to do."""

    def __init__(self, reason: str, hint: str = "") -> None:
        super().__init__(reason)
        self.reason = reason
        self.hint = hint


class Credentials(Struct, frozen=True):
    """Who logs in. The password stands in no text that this can become."""

    user: str
    password: str

    def __repr__(self) -> str:
        return f"Credentials(user={self.user!r})"


class Outcome(Struct, frozen=True):
    """What came of a message.

    Attributes:
        event: ``sent``, ``refused``, ``deferred`` or ``unknown``.
        reply: What the server said, or why there was no answer.
        is_lost: Whether the connection ended, or nothing came in time.
    """

    event: str
    reply: str
    is_lost: bool = False


class _Lines:
    """The answers of a server, of which none has lines without end."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self.left = _MOST_LINES

    def readline(self, limit: int) -> bytes:
        """Return a line; nothing, as at the end of the connection, where an answer has too many."""
        self.left -= 1
        return self._file.readline(limit) if self.left >= 0 else b""

    def close(self) -> None:
        """Close it."""
        self._file.close()


class _Bounded(smtplib.SMTP):
    """A client that reads answers of up to `_MOST_LINES` lines; longer ones count as a lost line."""

    def getreply(self) -> tuple[int, bytes]:
        """Return the next answer."""
        if self.file is None and self.sock is not None:
            self.file = _Lines(self.sock.makefile("rb"))
        if isinstance(self.file, _Lines):
            self.file.left = _MOST_LINES
        return super().getreply()


class _BoundedOverTls(_Bounded, smtplib.SMTP_SSL):
    """The same where TLS is there from the first byte."""


class Session:
    """A connection to a server, made when the first message needs it and again where it was lost.

    Args:
        server: The server.
        credentials: Who logs in, or None for nobody.
        authority: A file with the certificates to trust; None for those of the system.
    """

    def __init__(self, server: Server, credentials: Credentials | None, authority: Path | None) -> None:
        self._server = server
        self._credentials = credentials
        self._authority = authority
        self._connection: smtplib.SMTP | None = None

    def __enter__(self) -> Session:
        return self

    def __exit__(self, kind: type[BaseException] | None, *exception: object) -> None:
        # Whoever stops us may have done so within a message, of which a farewell would become a part.
        if kind is None and self._connection is not None:
            with suppress(smtplib.SMTPException, OSError):
                if self._connection.sock is not None:
                    self._connection.sock.settimeout(FAREWELL_S)  # all that was accepted is noted
                self._connection.quit()
        self._drop()

    def send(self, sender: str, recipient: str, data: bytes, before_last: Callable[[], None]) -> Outcome:
        """Hand a message over.

        Args:
            sender: The address that it comes from.
            recipient: The address that it goes to.
            data: Its bytes, in ASCII, with CRLF.
            before_last: Called before the step after which the server may accept it.

        Raises:
            ServerError: The server takes no mail; this message was not accepted.
        """
        for is_again in (False, True):
            connection, is_fresh = self._connection, False
            if connection is None:
                connection, is_fresh = self._connect(), True
            try:
                refusal = self._envelope(connection, sender, recipient, len(data))
            except (smtplib.SMTPException, OSError) as error:
                lost = self._lost("deferred", "the line was lost before the message", error)
                # A server that closed a connection between two messages is asked once more.
                if is_fresh or is_again:
                    return lost
                continue
            if refusal is not None:
                return refusal
            return self._hand_over(connection, data, before_last)
        raise AssertionError("a fresh connection either answers or fails")

    # ---- the steps

    def _envelope(self, connection: smtplib.SMTP, sender: str, recipient: str, size: int) -> Outcome | None:
        """Name sender and recipient and ask to begin; return what stands in the way, or None."""
        limit = connection.esmtp_features.get("size", "")
        if limit.isdecimal() and 0 < int(limit) < size:
            return Outcome("refused", f"the server takes up to {limit} bytes, and this has {size}")
        options = [f"SIZE={size}"] if connection.has_extn("size") else []
        code, text = connection.mail(sender, options)
        if code != 250:
            if 500 <= code < 600 and code != 552:  # 552 is about this message, the others about the sender
                reply = self._reply(code, text)
                self._drop()
                raise ServerError(
                    f"the sender `{sender}` is refused: {reply}", "look at `from`, `smtp` and the password"
                )
            return self._refusal(connection, code, text)
        code, text = connection.rcpt(recipient)
        if code not in (250, 251):
            return self._refusal(connection, code, text)
        code, text = connection.docmd("DATA")
        if code != 354:
            return self._refusal(connection, code, text)
        return None

    def _hand_over(self, connection: smtplib.SMTP, data: bytes, before_last: Callable[[], None]) -> Outcome:
        stuffed = re.sub(rb"(?m)^\.", b"..", data)
        try:
            connection.send(stuffed if stuffed.endswith(b"\r\n") else stuffed + b"\r\n")
        except (smtplib.SMTPException, OSError) as error:
            return self._lost("deferred", "the line was lost within the message", error)
        try:
            before_last()
        except BaseException:
            self._drop()  # without the dot the server must forget it
            raise
        try:
            if connection.sock is not None:
                connection.sock.settimeout(LAST_ANSWER_S)
            try:
                connection.send(b".\r\n")
            except (smtplib.SMTPException, OSError) as error:
                # The system took none of it: the line was lost before.
                return self._lost("deferred", "the line was lost within the message", error)
            code, text = connection.getreply()
            if connection.sock is not None:
                connection.sock.settimeout(ANSWER_S)
        except (smtplib.SMTPException, OSError) as error:
            return self._lost("unknown", "no answer to the whole message", error)
        if 200 <= code < 300:
            return Outcome("sent", self._reply(code, text))
        if 400 <= code < 600:
            return self._refusal(connection, code, text)
        self._drop()
        return Outcome("unknown", f"no answer that means anything: {self._reply(code, text)}")

    def _lost(self, event: str, what: str, error: Exception) -> Outcome:
        self._drop()
        return Outcome(event, f"{what}: {self._told(error)}", is_lost=True)

    def _refusal(self, connection: smtplib.SMTP, code: int, text: bytes) -> Outcome:
        event = "refused" if 500 <= code < 600 else "deferred"
        reply = self._reply(code, text)
        if code == 421 or not 400 <= code < 600:  # RFC 5321, 3.8: it closes the connection
            self._drop()
        else:
            try:
                connection.rset()
            except (smtplib.SMTPException, OSError):
                self._drop()
        return Outcome(event, reply)

    # ---- the connection

    def _connect(self) -> smtplib.SMTP:
        server = self._server
        where = f"{server.host}:{server.port}"
        connection: smtplib.SMTP | None = None
        try:
            context = self._context()
            if server.tls == "tls":
                connection = _BoundedOverTls(server.host, server.port, timeout=ANSWER_S, context=context)
            else:
                connection = _Bounded(server.host, server.port, timeout=ANSWER_S)
            connection.ehlo_or_helo_if_needed()
            if server.tls == "starttls":
                if not connection.has_extn("starttls"):
                    raise ServerError(
                        f"`{where}` offers no TLS",
                        "nothing was sent: somebody may be in between; or write `tls: tls` and its port",
                    )
                code, text = connection.starttls(context=context)
                if code != 220:
                    raise ServerError(f"`{where}` does not begin TLS: {self._reply(code, text)}")
                connection.ehlo_or_helo_if_needed()
            self._log_in(connection)
        except ssl.SSLCertVerificationError as error:
            self._close(connection)
            raise ServerError(
                f"the certificate of `{where}` is not to be trusted: {error.verify_message}",
                "look at `smtp.host`; a server with an authority of its own needs `ca: FILE`",
            ) from None
        except (smtplib.SMTPException, OSError, UnicodeError) as error:
            self._close(connection)
            raise ServerError(f"`{where}` takes no mail: {self._told(error)}", "look at `smtp`") from None
        except BaseException:
            self._close(connection)
            raise
        self._connection = connection
        return connection

    def _context(self) -> ssl.SSLContext:
        """Return what checks the certificate and the name in it; without it `starttls` accepts any."""
        if self._authority is None:
            return ssl.create_default_context()
        return ssl.create_default_context(cafile=str(self._authority))

    def _log_in(self, connection: smtplib.SMTP) -> None:
        """Log in, where the connection is protected and somebody is to.

        Raises:
            ServerError: The server knows no way to, or not this user.
        """
        if self._credentials is None or self._server.tls == "none":
            return
        try:
            connection.login(self._credentials.user, self._credentials.password)
        except smtplib.SMTPAuthenticationError as error:
            reply = self._reply(error.smtp_code, error.smtp_error)
            raise ServerError(f"the server does not accept user or password: {reply}", _HINT) from None
        except smtplib.SMTPNotSupportedError:
            raise ServerError("the server knows no way to log in", "remove `smtp.user`") from None
        except ValueError:  # its text quotes what could not be encoded
            raise ServerError("user and password have to be in ASCII for this server", _HINT) from None

    def _drop(self) -> None:
        self._close(self._connection)
        self._connection = None

    @staticmethod
    def _close(connection: smtplib.SMTP | None) -> None:
        if connection is not None:
            with suppress(OSError):
                connection.close()

    # ---- texts of others

    def _reply(self, code: int, text: bytes | str) -> str:
        said = text.decode("utf-8", "replace") if isinstance(text, bytes) else text
        return self._clean(f"{code} {said}")

    def _told(self, error: Exception) -> str:
        if isinstance(error, smtplib.SMTPResponseException):
            return self._reply(error.smtp_code, error.smtp_error)
        if isinstance(error, TimeoutError | socket.timeout):
            return "it took too long"
        if isinstance(error, OSError) and error.strerror:
            return self._clean(error.strerror)
        return self._clean(str(error)) or "the line was lost"

    def _clean(self, text: str) -> str:
        """Return what a server said on one short line, and without what it may have repeated of a secret."""
        for secret in self._secrets():
            text = text.replace(secret, "***")
        text = "".join(character if character.isprintable() else " " for character in text)
        return " ".join(text.split())[:_LONGEST_REPLY]

    def _secrets(self) -> list[str]:
        if self._credentials is None or not self._credentials.password:
            return []
        user, password = self._credentials.user, self._credentials.password
        plain = (f"\0{user}\0{password}", password)
        encoded = (base64.b64encode(one.encode("utf-8")).decode("ascii") for one in plain)
        return sorted({password, *encoded}, key=len, reverse=True)


_HINT = "look at BRIEFPRESS_SMTP_USER and BRIEFPRESS_SMTP_PASSWORD, or at the keyring"
