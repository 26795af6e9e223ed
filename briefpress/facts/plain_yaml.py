"""The YAML that people write every day -> nodes, several times faster than by libyaml's events.

Fact books and briefs are nearly all of one cut: a key and a value on a line, values in quotes or plain words,
short lists and mappings in brackets or braces on one line, long texts behind ``|``. That much is read here
line by line with one regular expression. Whatever else a file has (another kind of scalar, a tab, an anchor,
a text over several lines, an equal key, a word that readers disagree about, any mistake at all), this reader
says None and reports nothing: then `yaml_events` reads the file by libyaml and judges it. What it does
give is what libyaml gives, place by place; a property test holds one against the other.
"""

from __future__ import annotations

import re
import unicodedata
from itertools import product

from briefpress.facts.nodes import Entry, Mapping, Scalar, Sequence, SourceText, YamlNode
from briefpress.facts.values import NULLS, SWITCHES
from briefpress.facts.yaml_text import AMBIGUOUS, LONGEST_AMBIGUOUS, MAX_DEPTH, MAX_NODES

#: A plain scalar begins with no indicator (YAML 1.1, section 5.3); before a digit a minus is none.
_FIRST = r"""(?:[^ \-?:,\[\]{}\#&*!|>'"%@`]|-(?=[0-9]))"""
#: Outside of braces a colon before a space, or a number sign after one, ends it.
_PLAIN = _FIRST + r"(?:[^ :\#]|:(?=[^ ])|(?<=[^ ])\#|[ ]+(?=[^ \#]))*"
#: Inside, all that could end it in one version of libyaml or another sends the file to libyaml.
_PLAIN_INSIDE = _FIRST + r"""(?:[^ ,\[\]{}:\#"'?]|[ ]+(?=[^ ,\[\]{}:\#"'?]))*"""
_KEY = r"[A-Za-z][A-Za-z0-9_.-]{0,199}"
_QUOTED = r"""[^"\\]*"""

_LINE = re.compile(
    rf"""(?P<indent>[ ]*)
    (?P<dashes>(?:-[ ]+)*)
    (?:(?P<key>{_KEY}):(?:[ ]+|$))?
    (?:"(?P<double>{_QUOTED})"|'(?P<single>[^']*)'|(?P<plain>{_PLAIN})|(?P<flow>[\[{{].*)|(?P<block>\|))?
    [ ]*(?:(?<![^ ])\#.*)?""",
    re.VERBOSE,
)

#: A value inside brackets or braces, with the key before it and what comes after it.
_ITEM = re.compile(
    rf"""[ ]*(?:(?P<key>{_KEY}):[ ]+)?
    (?:"(?P<double>{_QUOTED})"|'(?P<single>[^']*)'|(?P<plain>{_PLAIN_INSIDE})|(?P<open>[\[{{]))
    [ ]*(?P<after>[],}}])?""",
    re.VERBOSE,
)
_AFTER = re.compile(r"[ ]*(?P<after>[],}])")
_EMPTY = re.compile(r"[ ]*[]}]")
_TAIL = re.compile(r"[ ]*(?:(?<![^ ])#.*)?")

#: Levels of brackets in a line; its recursion is no deeper.
_MAX_FLOW = 6

#: Words that are no keys, and those that readers disagree about, in capitals and small letters.
_NO_KEYS = frozenset(
    "".join(letters)
    for word in (*NULLS, *SWITCHES, "y", "n", "yes", "no", "on", "off")
    for letters in product(*zip(word.lower(), word.upper(), strict=True))
)


class _Other(Exception):
    """The file has something that only libyaml may judge."""


def parse_plain(source: SourceText) -> Mapping | None:
    """Read a text whose characters have been checked, or return None where it takes libyaml to read it.

    Args:
        source: The file; its marks count from 0.
    """
    text = source.text
    # Where a file cannot have too many values, nobody has to count them: each takes two characters or more.
    if len(text) > 2 * MAX_NODES or "\t" in text or not unicodedata.is_normalized("NFC", text):
        return None
    try:
        return _Reader(source).read()
    except _Other:
        return None


class _Open:
    """A mapping or a list in block style that is not closed yet.

    Attributes:
        indent: Column of its keys or dashes.
        line: Where it begins.
        entries: Of a mapping, what it has so far; None for a list.
        items: Of a list, what it has so far.
        key: Of a mapping, a key whose value is still to come.
        key_marks: The marks of that key.
    """

    __slots__ = ("entries", "indent", "items", "key", "key_marks", "line")

    def __init__(self, indent: int, line: int, *, is_mapping: bool) -> None:
        self.indent = indent
        self.line = line
        self.entries: dict[str, Entry] | None = {} if is_mapping else None
        self.items: list[YamlNode] = []
        self.key: str | None = None
        self.key_marks = (0, 0, 0, 0)

    def take(self, node: YamlNode) -> None:
        """Give a value to the key or the list that waits for it."""
        if self.entries is None:
            self.items.append(node)
        elif self.key is None:
            raise _Other
        else:
            self.entries[self.key] = Entry(self.key_marks, node)
            self.key = None


class _Reader:
    """Reads one file."""

    def __init__(self, source: SourceText) -> None:
        self._source = source
        self._lines = source.lines
        self._stack: list[_Open] = []
        self._root: YamlNode | None = None

    def read(self) -> Mapping | None:
        # One loop with everything frequent in it: it runs a hundred thousand times for 10,000 facts.
        source, stack = self._source, self._stack
        if self._lines[-1].isspace():
            raise _Other  # where blanks have no line end behind them, libyaml ends its blocks oddly
        match_line, is_ambiguous = _LINE.fullmatch, AMBIGUOUS.fullmatch
        resume = 0
        node: YamlNode
        for number, line in enumerate(self._lines):
            if number < resume:
                continue
            match = match_line(line)
            if match is None:
                raise _Other
            indent, dashes, key, double, single, plain, flow, block = match.groups()
            column = len(indent)
            if key is None and not dashes:
                if double is single is plain is flow is block is None:
                    continue  # a comment, or nothing
                raise _Other  # a text of several lines, or a root that is no mapping
            while stack and stack[-1].indent > column:
                self._close(number, column)
            if dashes:
                self._begin_items(dashes, column, number)
                column += len(dashes)
            if key is not None:
                top = stack[-1] if stack else None
                if top is not None and top.entries is None and not dashes:
                    if top.indent != column:
                        raise _Other
                    # Not indented below its key, a list ends where the next key begins.
                    self._close(number, column)
                    top = stack[-1] if stack else None
                if top is None or top.indent < column or top.entries is None:
                    top = self._open(column, number, is_mapping=True)
                elif top.key is not None:
                    self._take_nothing(top)
                entries = top.entries
                if entries is None or key in entries or key in _NO_KEYS:
                    raise _Other
                top.key = key
                top.key_marks = (number, column, number, column + len(key))
            else:
                top = stack[-1]
            if plain is not None:
                if len(plain) <= LONGEST_AMBIGUOUS and is_ambiguous(plain):
                    raise _Other
                start, stop = match.span("plain")
                node = Scalar(source, (number, start, number, stop), plain)
            elif double is not None:
                start, stop = match.span("double")
                node = Scalar(source, (number, start - 1, number, stop + 1), double, False)
            elif flow is not None:
                node, stop = self._flow(line, match.start("flow"), number, 0)
                if stop != len(line) and _TAIL.fullmatch(line, stop) is None:
                    raise _Other
            elif single is not None:
                start, stop = match.span("single")
                node = Scalar(source, (number, start - 1, number, stop + 1), single, False)
            elif block is not None:
                node, resume = self._block(number, match.start("block"))
            elif key is None:
                raise _Other  # an item without a value
            else:
                continue
            # What `take` does, without the call.
            if top.entries is None:
                top.items.append(node)
            else:
                top.entries[top.key] = Entry(top.key_marks, node)  # type: ignore[index]
                top.key = None
        while stack:
            self._close(*self._end)
        return self._root if isinstance(self._root, Mapping) else None

    @property
    def _end(self) -> tuple[int, int]:
        """The mark of the end of the file, which libyaml has on a line of its own."""
        count = len(self._lines)
        return (count, 0) if self._lines[-1] else (count - 1, 0)

    # ---- block style

    def _begin_items(self, dashes: str, column: int, number: int) -> None:
        """Begin an item at each dash of a line; the first may be one more of a list that is open."""
        first = column
        for column, char in enumerate(dashes, first):
            if char != "-":
                continue
            top = self._stack[-1] if self._stack else None
            if top is None:
                raise _Other
            if top.entries is None:
                if top.indent == column == first:
                    continue
                if column == first:
                    raise _Other
            elif top.key is None:
                raise _Other
            self._open(column, number, is_mapping=False)

    def _open(self, column: int, number: int, *, is_mapping: bool) -> _Open:
        stack = self._stack
        if stack:
            if stack[-1].entries is not None and stack[-1].key is None:
                raise _Other
            if len(stack) >= MAX_DEPTH - _MAX_FLOW:
                raise _Other
        elif column or self._root is not None:
            raise _Other
        made = _Open(column, number, is_mapping=is_mapping)
        stack.append(made)
        return made

    def _close(self, end_line: int, end_column: int) -> None:
        """End the innermost mapping or list; libyaml has its end where the next thing begins."""
        top = self._stack.pop()
        marks = (top.line, top.indent, end_line, end_column)
        if top.entries is None:
            node: YamlNode = Sequence(self._source, marks, tuple(top.items))
        else:
            if top.key is not None:
                self._take_nothing(top)
            node = Mapping(self._source, marks, top.entries)
        if self._stack:
            self._stack[-1].take(node)
        else:
            self._root = node

    def _take_nothing(self, top: _Open) -> None:
        """Give the empty scalar to a key that nothing follows; its place is behind the colon."""
        line, _, _, end = top.key_marks
        top.take(Scalar(self._source, (line, end + 1, line, end + 1), ""))

    def _block(self, number: int, start: int) -> tuple[Scalar, int]:
        """Read a literal block scalar (``|``) that ends with one line end; return it and the next line."""
        lines = self._lines
        least = self._stack[-1].indent + 1
        width = 0
        texts: list[str] = []
        at = number + 1
        while at < len(lines):
            line = lines[at]
            text = line.lstrip(" ")
            if text:
                indent = len(line) - len(text)
                width = width or indent
                if width < least:
                    raise _Other
                if indent < width:
                    break
            elif line or not width:
                raise _Other  # spaces alone may count; what comes before the first line decides the indent
            texts.append(line[width:])
            at += 1
        if not width:
            raise _Other
        is_open = at == len(lines) and texts[-1] != ""  # the file's last line has no end
        while texts[-1] == "":
            texts.pop()
        value = "\n".join(texts) + ("" if is_open else "\n")
        if at < len(lines):
            end = (at, 0)
        elif is_open:
            end = (at - 1, len(lines[-1]))
        else:
            end = self._end
        return Scalar(self._source, (number, start, *end), value, False, True), at

    # ---- flow style

    def _flow(self, line: str, start: int, number: int, depth: int) -> tuple[YamlNode, int]:
        """Read what is in brackets or braces; return it and where it ends."""
        if depth >= _MAX_FLOW:
            raise _Other
        source = self._source
        is_mapping = line[start] == "{"
        entries: dict[str, Entry] = {}
        items: list[YamlNode] = []
        at = start + 1
        after = ","
        if empty := _EMPTY.match(line, at):
            at = empty.end()
            after = line[at - 1]
        node: YamlNode
        while after == ",":
            match = _ITEM.match(line, at)
            if match is None:
                raise _Other
            key, double, single, plain, _, after = match.groups()
            at = match.end()
            if double is not None:
                first, stop = match.span("double")
                node = Scalar(source, (number, first - 1, number, stop + 1), double, False)
            elif plain is not None:
                if len(plain) <= LONGEST_AMBIGUOUS and AMBIGUOUS.fullmatch(plain):
                    raise _Other
                first, stop = match.span("plain")
                node = Scalar(source, (number, first, number, stop), plain)
            elif single is not None:
                first, stop = match.span("single")
                node = Scalar(source, (number, first - 1, number, stop + 1), single, False)
            else:
                node, at = self._flow(line, match.start("open"), number, depth + 1)
                tail = _AFTER.match(line, at)
                if tail is None:
                    raise _Other
                after, at = tail["after"], tail.end()
            if not is_mapping:
                if key is not None:
                    raise _Other
                items.append(node)
            else:
                if key is None or key in entries or key in _NO_KEYS:
                    raise _Other
                first, stop = match.span("key")
                entries[key] = Entry((number, first, number, stop), node)
        if after != ("}" if is_mapping else "]"):
            raise _Other
        marks = (number, start, number, at)
        if is_mapping:
            return Mapping(source, marks, entries), at
        return Sequence(source, marks, tuple(items)), at
