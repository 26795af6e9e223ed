"""Bytes -> records or a document, of which nothing is understood yet.

A record is a list of texts, a document what JSON can hold. Numbers keep their digits.
"""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Sequence
from typing import Any, TypeAlias

from msgspec import Struct

from briefpress.diagnostics import Findings
from briefpress.facts.csv_rows import records_of
from briefpress.facts.feeds import Feed
from briefpress.facts.nodes import SourceText
from briefpress.facts.values import shorten
from briefpress.facts.yaml_text import FORBIDDEN
from briefpress.refresh.failures import FeedError

#: More rows no table of a brief needs, and each takes time.
MOST_ROWS = 100_000
#: More fields would fill the memory before anybody has looked at one.
MOST_CELLS = 2_000_000
#: More digits than this have no meaning, and Python refuses to read some thousand.
_MOST_DIGITS = 400

_MARKUP = re.compile(rb"\s*<(?:!doctype|html|\?xml)", re.IGNORECASE)


class Records(Struct, frozen=True):
    """Rows of texts.

    Attributes:
        header: The names of the columns.
        rows: Each with as many fields as the header has.
        lines: Where each row stands, for messages: ``line 7``.
    """

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    lines: tuple[str, ...]


class Document(Struct, frozen=True):
    """What JSON holds; its numbers with decimals are `Digits`."""

    root: Any


Body: TypeAlias = Records | Document


class Digits(float):
    """A number of JSON that knows how it is written: 0.10 keeps its zero, and no digit is lost.

    It is a float so that expressions can compare it; what they compute is none of these, and is refused.
    """

    written: str

    def __new__(cls, text: str) -> Digits:
        """Read a number."""
        made = super().__new__(cls, text)
        made.written = text
        return made


# JMESPath asks for the name of a type, not for its parents.
Digits.__name__ = "float"


# ---- text


def text_of(data: bytes, feed: Feed) -> str:
    """Return bytes as text.

    Raises:
        FeedError: They are in another encoding, or are no text.
    """
    encoding = {"utf-8": "utf-8-sig"}.get(feed.encoding, feed.encoding)
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        what = f"is not written in {feed.encoding}: line {line} has the byte 0x{data[error.start]:02X}"
        likely = "utf-16" if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) else "windows-1252"
        hint = f"say which encoding it is in: `encoding: {likely}`" if feed.kind == "csv" else _ASK_OWNER
        raise FeedError("FEED012", what, hint) from None
    _check_characters(text)
    return text


_ASK_OWNER = "tell whoever publishes it; JSON is UTF-8"


def _check_characters(text: str) -> None:
    match = FORBIDDEN.search(text)
    if match:
        line = text.count("\n", 0, match.start()) + 1
        what = f"has a character that is none in line {line}: U+{ord(match.group()[0]):04X}"
        raise FeedError("FEED012", what, "look whether it is in another encoding, or damaged")


def _check_no_page(data: bytes, media_type: str, feed: Feed) -> None:
    """Refuse a web page: servers send one where they mean to say that there is nothing."""
    if media_type in ("text/html", "application/xhtml+xml") or _MARKUP.match(data[:512]):
        raise _other_kind(feed, "a web page")


def _other_kind(feed: Feed, what: str) -> FeedError:
    hint = "look at the address in a browser: it may ask to sign in, or have moved"
    return FeedError("FEED011", f"gives {what}, and not {feed.kind.upper()}", hint)


# ---- CSV


def read_csv(data: bytes, media_type: str, feed: Feed) -> Records:
    """Return the rows of a CSV file (RFC 4180).

    Raises:
        FeedError: It is none.
    """
    _check_no_page(data, media_type, feed)
    text = text_of(data, feed)
    if text.count("\n") > MOST_ROWS:
        raise _too_many_rows()
    if sum(map(text.count, ",;\t")) > MOST_CELLS:
        raise FeedError("FEED009", f"has more than {MOST_CELLS} fields", "take a smaller extract")
    own = Findings()
    records = records_of(SourceText(feed.id, text), own)
    for finding in own:
        assert finding.span is not None
        raise FeedError("FEED011", f"is no CSV: line {finding.span.line}: {finding.message}", finding.hint)
    if not records:
        raise _other_kind(feed, "nothing")
    rows = [tuple(cell.text for cell in record) for record in records]
    lines = [f"line {record[0].marks[0] + 1}" for record in records]
    return records_from(rows, lines)


def records_from(rows: Sequence[Sequence[str]], lines: Sequence[str]) -> Records:
    """Return rows of which the first is the header.

    Raises:
        FeedError: There is none, or one has another number of fields.
    """
    header, rest = tuple(rows[0]), rows[1:]
    if len(rest) > MOST_ROWS:
        raise _too_many_rows()
    for row, line in zip(rest, lines[1:], strict=True):
        if len(row) != len(header):
            what = f"has {len(row)} fields in {line}, and {len(header)} in its header"
            raise FeedError("FEED014", what, "look whether a comma too many, or a line break, is in that row")
    return Records(header, tuple(tuple(row) for row in rest), tuple(lines[1:]))


def _too_many_rows() -> FeedError:
    hint = "take a smaller extract, or put the rows together where they come from"
    return FeedError("FEED009", f"has more than {MOST_ROWS} rows", hint)


# ---- JSON


class _NotANumberError(ValueError):
    """`NaN` or `Infinity` stands in a file of JSON, which has no such numbers (RFC 8259, 6)."""


def read_json(data: bytes, media_type: str, feed: Feed) -> Document:
    """Return what a JSON file holds (RFC 8259).

    Raises:
        FeedError: It is none.
    """
    _check_no_page(data, media_type, feed)
    return Document(parse_json(text_of(data, feed), feed))


def parse_json(text: str, feed: Feed) -> Any:
    """Return what a text of JSON holds; see `read_json`."""

    def refuse(name: str) -> Any:
        raise _NotANumberError(name)

    def whole(digits: str) -> int:
        if len(digits) > _MOST_DIGITS:
            raise ValueError(f"a number has {len(digits)} digits")
        return int(digits)

    def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found = dict(pairs)
        if len(found) != len(pairs):
            names = [name for name, _ in pairs]
            twice = next(name for name in names if names.count(name) > 1)
            raise ValueError(f"the key `{shorten(twice)}` is there twice")
        return found

    try:
        root = json.loads(
            text, parse_float=Digits, parse_int=whole, parse_constant=refuse, object_pairs_hook=once
        )
    except _NotANumberError as error:
        hint = "tell whoever publishes it: a sum went wrong"
        raise FeedError("FEED019", f"has `{error}` in place of a number", hint) from None
    except json.JSONDecodeError as error:
        what = f"is no JSON: line {error.lineno}: {error.msg}"
        raise FeedError("FEED011", what, "look at the address in a browser") from None
    except (ValueError, RecursionError) as error:
        reason = "it is nested too deep" if isinstance(error, RecursionError) else str(error)
        raise FeedError(
            "FEED011", f"is no JSON that can be read: {reason}", "tell whoever publishes it"
        ) from None
    _check_texts(root)
    return root


def _check_texts(root: Any) -> None:
    """Refuse characters that stand in escapes, and would reach a page."""
    rest = [root]
    while rest:
        one = rest.pop()
        if isinstance(one, str):
            _check_characters(one)
        elif isinstance(one, dict):
            rest += one.keys()
            rest += one.values()
        elif isinstance(one, list):
            rest += one
