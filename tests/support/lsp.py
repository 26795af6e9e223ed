"""A small client of language servers: JSON-RPC over the standard streams of a process.

It knows what the tests ask: opening a text, the problems found in it, completions and hovers at a place.
The protocol is LSP 3.17 (base protocol, and the requests of the text document). Places are those of the
protocol: lines and characters from 0, characters counted in UTF-16 units.
"""

from __future__ import annotations

import json
import queue
import subprocess
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, BinaryIO


class LanguageServer:
    """A running server; leave the ``with`` block, and it is gone.

    Args:
        command: How to start it.
        root: The folder that it takes for the workspace.
        settings: What it gets when it asks for its configuration, by section.
        patience: How many seconds an answer may take.
    """

    def __init__(
        self, command: Sequence[str], root: Path, settings: Mapping[str, Any], patience: float = 60
    ) -> None:
        self._settings = settings
        self._patience = patience
        self._root = root
        self._last_id = 0
        self._versions: dict[str, int] = {}
        self._inbox: queue.Queue[dict[str, Any] | None] = queue.Queue()
        self._process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, cwd=root
        )
        self._reader = threading.Thread(target=self._receive_all, daemon=True)

    def __enter__(self) -> LanguageServer:
        self._reader.start()
        folder = {"uri": self._root.as_uri(), "name": self._root.name}
        markup = {"contentFormat": ["markdown", "plaintext"]}
        item = {"snippetSupport": True, "documentationFormat": ["markdown", "plaintext"]}
        self.request(
            "initialize",
            {
                "processId": None,
                "rootUri": folder["uri"],
                "workspaceFolders": [folder],
                "capabilities": {
                    "workspace": {"configuration": True, "workspaceFolders": True},
                    "textDocument": {
                        "completion": {"completionItem": item},
                        "hover": markup,
                        "publishDiagnostics": {"versionSupport": True},
                    },
                },
            },
        )
        self.notify("initialized", {})
        self.notify("workspace/didChangeConfiguration", {"settings": self._settings})
        return self

    def __exit__(self, *_: object) -> None:
        try:
            self.request("shutdown", None)
            self.notify("exit", None)
            self._process.wait(self._patience)
        finally:
            self._process.kill()
            self._process.wait()
            self._reader.join(self._patience)
            for stream in (self._process.stdin, self._process.stdout):
                if stream:
                    stream.close()

    # ---- what tests ask

    def problems(self, path: Path, text: str) -> list[dict[str, Any]]:
        """Show a text to the server as a file, and return the problems that it finds in this text."""
        uri = path.as_uri()
        version = self._versions.get(uri, 0) + 1
        if version == 1:
            document = {"uri": uri, "languageId": "yaml", "version": version, "text": text}
            self.notify("textDocument/didOpen", {"textDocument": document})
        else:
            document = {"uri": uri, "version": version}
            self.notify(
                "textDocument/didChange", {"textDocument": document, "contentChanges": [{"text": text}]}
            )
        self._versions[uri] = version
        while True:
            message = self._next()
            told = message.get("params", {})
            is_report = message.get("method") == "textDocument/publishDiagnostics" and told["uri"] == uri
            # Servers that do not number their reports publish them in the order of the texts.
            if is_report and told.get("version", version) == version:
                return told["diagnostics"]

    def completions(self, path: Path, line: int, character: int) -> dict[str, dict[str, Any]]:
        """Return what the server offers at a place of a text it was shown: label -> item."""
        found = self.request("textDocument/completion", self._place(path, line, character))
        items = found["items"] if isinstance(found, dict) else found or []
        return {item["label"]: item for item in items}

    def hover(self, path: Path, line: int, character: int) -> str:
        """Return what the server says of a place, as Markdown; empty where it says nothing."""
        found = self.request("textDocument/hover", self._place(path, line, character))
        return found["contents"]["value"] if found else ""

    @staticmethod
    def _place(path: Path, line: int, character: int) -> dict[str, Any]:
        return {
            "textDocument": {"uri": path.as_uri()},
            "position": {"line": line, "character": character},
        }

    # ---- messages

    def request(self, method: str, params: object) -> Any:
        """Return the result of a request.

        Raises:
            RuntimeError: The server answers with an error, or ends.
            TimeoutError: It does not answer in time.
        """
        self._last_id += 1
        self._send({"id": self._last_id, "method": method, "params": params})
        while True:
            message = self._next()
            if message.get("id") == self._last_id and "method" not in message:
                if "error" in message:
                    raise RuntimeError(f"{method}: {message['error']['message']}")
                return message["result"]

    def notify(self, method: str, params: object) -> None:
        """Send what is not answered."""
        self._send({"method": method, "params": params})

    def _next(self) -> dict[str, Any]:
        """Return the next message that is no question of the server; questions are answered here."""
        while True:
            try:
                message = self._inbox.get(timeout=self._patience)
            except queue.Empty:
                raise TimeoutError(f"nothing from the server for {self._patience} seconds") from None
            if message is None:
                raise RuntimeError("the server has ended")
            if "method" not in message or "id" not in message:
                return message
            self._send({"id": message["id"], "result": self._answer(message)})

    def _answer(self, message: Mapping[str, Any]) -> object:
        if message["method"] != "workspace/configuration":
            return None  # it registers capabilities, or asks for what only real editors have
        return [self._settings.get(item.get("section"), {}) for item in message["params"]["items"]]

    def _send(self, message: dict[str, Any]) -> None:
        if message.get("params", ...) is None:
            del message["params"]
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        stream = self._process.stdin
        assert stream is not None
        stream.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)
        stream.flush()

    def _receive_all(self) -> None:
        assert self._process.stdout is not None
        while (message := _receive(self._process.stdout)) is not None:
            self._inbox.put(message)
        self._inbox.put(None)


def _receive(stream: BinaryIO) -> dict[str, Any] | None:
    """Return one message, or None at the end."""
    length = 0
    while (line := stream.readline()) not in (b"\r\n", b""):
        name, _, value = line.partition(b":")
        if name.lower() == b"content-length":
            length = int(value)
    body = stream.read(length) if length else b""
    return json.loads(body) if body else None
