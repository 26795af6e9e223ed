"""Texts -> lines of a message's head, folded and in ASCII (RFC 5322, RFC 2047).

The standard library folds on its own terms: it puts a long address to unsubscribe into an encoded word, where
no program finds it. What is here is less, and a text cannot leave its header.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Iterable

from briefpress.mail.addresses import unseen
from briefpress.mail.model import Mailbox

#: RFC 2047, 2: an encoded word has up to 75 characters; what is around the base64 takes 12 of them.
_BYTES_OF_A_WORD = (75 - 12) // 4 * 3
#: RFC 5322, 2.1.1.
_LINE = 78
_ATOMS = re.compile(r"[A-Za-z0-9!#$%&'*+/?^_`{|}~-]+(?: [A-Za-z0-9!#$%&'*+/?^_`{|}~-]+)*")
_FOLD = "\r\n "


def unstructured(name: str, text: str) -> str:
    """Return the value of a header with words, such as the subject.

    Args:
        name: The header's name: its first line is as much shorter.
        text: One line.
    """
    _refuse_lines(text)
    if text.isascii() and "=?" not in text and len(name) + 2 + len(text) <= _LINE:
        return text
    return _encoded(text, len(name) + 2)


def mailbox(name: str, box: Mailbox) -> str:
    """Return the value of a header with one mailbox."""
    _refuse_lines(box.name)
    _refuse_lines(box.address)
    if not box.name:
        return box.address
    if _ATOMS.fullmatch(box.name) and "=?" not in box.name:
        phrase = box.name
    elif box.name.isascii() and "=?" not in box.name:
        phrase = '"' + re.sub(r'(["\\])', r"\\\1", box.name) + '"'
    else:
        phrase = _encoded(box.name, len(name) + 2)
    last = len(phrase.rpartition("\r\n")[2]) + (0 if "\r\n" in phrase else len(name) + 2)
    fits = last + len(box.address) + 3 <= _LINE
    return f"{phrase}{' ' if fits else _FOLD}<{box.address}>"


def folded(parts: Iterable[str]) -> str:
    """Return a value of parts in ASCII, each on a line of its own: addresses are not to be divided."""
    parts = list(parts)
    for part in parts:
        _refuse_lines(part)
        if not part.isascii():
            raise ValueError("not in ASCII")
    return _FOLD.join(parts)


def _encoded(text: str, start: int) -> str:
    """Return encoded words, of whole characters each (RFC 2047, 5)."""
    words: list[bytes] = []
    room = (75 - 12 - start) // 4 * 3
    current = b""
    for character in text:
        data = character.encode("utf-8")
        if len(current) + len(data) > (room if not words else _BYTES_OF_A_WORD):
            words.append(current)
            current = b""
        current += data
    words.append(current)
    return _FOLD.join(f"=?utf-8?B?{base64.b64encode(word).decode('ascii')}?=" for word in words)


def _refuse_lines(text: str) -> None:
    """Stop before a text can begin a header of its own: readers report it, and this is the last door.

    Raises:
        ValueError: It has a line break, NUL or another character that nobody sees.
    """
    if unseen(text):
        raise ValueError("a text with unseen characters would leave its header")
