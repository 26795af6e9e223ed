"""PO, the format of gettext, which Weblate, Poedit and Lokalize edit; read by Babel."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from io import BytesIO

from briefpress.translation.exchange.messages import Message
from briefpress.translation.exchange.xliff import MAX_BYTES, Returned, UnreadableError
from briefpress.translation.state import State


def write_po(briefs: Iterable[tuple[str, str, Sequence[Message]]], source: str, target: str) -> bytes:
    """Return a PO file; an entry's context is the name of the brief and that of the text.

    Args:
        briefs: The name, the path and the messages of each.
        source: The language of the sources (BCP 47).
        target: The language to translate into.
    """
    head = (
        "Project-Id-Version: Briefpress\n"
        f"Language: {target.replace('-', '_')}\n"
        f"X-Source-Language: {source.replace('-', '_')}\n"
        "MIME-Version: 1.0\nContent-Type: text/plain; charset=UTF-8\nContent-Transfer-Encoding: 8bit\n"
    )
    lines = ['msgid ""', *_entry("msgstr", head)]
    for name, _, messages in briefs:
        for message in messages:
            lines.append("")
            lines += [f"#. {line}" for note in message.notes for line in note.split("\n")]
            lines.append(f"#: {message.span.path.replace(' ', '%20')}:{message.span.line}")
            if message.state is State.STALE:
                lines.append("#, fuzzy")
                lines += [f"#| {line}" for line in _entry("msgid", message.was)] if message.was else []
            lines += _entry("msgctxt", f"{name}:{message.id}")
            lines += _entry("msgid", message.source)
            lines += _entry("msgstr", message.target)
    return ("\n".join(lines) + "\n").encode("utf-8")


def _entry(keyword: str, text: str) -> list[str]:
    lines = text.split("\n")
    parts = [f"{line}\n" for line in lines[:-1]] + ([lines[-1]] if lines[-1] else [])
    if len(parts) < 2:
        return [f"{keyword} {_quoted(text)}"]
    return [f'{keyword} ""', *map(_quoted, parts)]


def _quoted(text: str) -> str:
    escapes = (("\\", "\\\\"), ('"', '\\"'), ("\n", "\\n"), ("\t", "\\t"), ("\r", "\\r"))
    for char, escape in escapes:
        text = text.replace(char, escape)
    return f'"{text}"'


def read_po(data: bytes) -> tuple[str, str, list[Returned]]:
    """Return the source language, the target language and the entries of a PO file.

    Raises:
        UnreadableError: It is none, or too large.
    """
    from babel.messages.pofile import PoFileError, read_po as read

    if len(data) > MAX_BYTES:
        raise UnreadableError("it is larger than 32 MiB")
    try:
        catalog = read(BytesIO(data), charset="utf-8", abort_invalid=True)
    except PoFileError as error:
        raise UnreadableError(f"it is no PO file: {error.args[0]}", max(error.lineno, 1)) from None
    except UnicodeDecodeError:
        raise UnreadableError("it is not in UTF-8") from None
    except Exception as error:  # Babel lets through what its parser stumbles over
        raise UnreadableError(f"it is no PO file: {error}") from None
    headers = {name.lower(): value for name, value in catalog.mime_headers}
    found = []
    for message in catalog:
        if not message.id:
            continue
        brief, _, unit = (message.context or "").partition(":")
        text = message.string if isinstance(message.string, str) else ""
        source = message.id if isinstance(message.id, str) else message.id[0]
        target = text if text and not message.fuzzy else None
        found.append(Returned(brief, unit, source, target, message.lineno or 1))
    own = (headers.get("x-source-language", ""), headers.get("language", ""))
    return own[0].replace("_", "-"), own[1].replace("_", "-"), found
