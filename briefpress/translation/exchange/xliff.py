"""XLIFF 2.1 (OASIS, 2018): one ``file`` for each brief, one ``unit`` for each text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from xml.parsers import expat
from xml.sax.saxutils import escape, quoteattr

from msgspec import Struct, field

from briefpress.translation.exchange.messages import PLACEHOLDER, Message
from briefpress.translation.state import State

NAMESPACE = "urn:oasis:names:tc:xliff:document:2.0"
#: A file with more is not ours.
MAX_BYTES = 32 * 1024 * 1024
MAX_DEPTH = 40

#: What became of a translation -> the state of its segment (XLIFF 2.1, 4.2.2.23), and a finer one of ours.
_STATES: Mapping[State, tuple[str, str]] = {
    State.MISSING: ("initial", ""),
    State.UNREVIEWED: ("translated", ""),
    State.STALE: ("translated", "briefpress:stale"),
    State.EDITED: ("translated", "briefpress:edited"),
    State.APPROVED: ("final", ""),
}
#: States in which a segment has a translation that somebody wants to be used.
_DONE = ("translated", "reviewed", "final")


class UnreadableError(Exception):
    """A file that is no XLIFF, or not a safe one.

    Attributes:
        line: Where, from 1.
    """

    def __init__(self, reason: str, line: int = 1) -> None:
        super().__init__(reason)
        self.line = line


class Returned(Struct, frozen=True):
    """A unit that came back.

    Attributes:
        brief: The name of the brief.
        id: Of the unit.
        source: The text that was translated.
        target: The translation, or None where the file says that there is none yet.
        line: Where in the file.
        lost: Placeholders that the file has no words for.
    """

    brief: str
    id: str
    source: str
    target: str | None
    line: int
    lost: tuple[str, ...] = ()


# ---- out


def write_xliff(briefs: Iterable[tuple[str, str, Sequence[Message]]], source: str, target: str) -> bytes:
    """Return an XLIFF file.

    Args:
        briefs: The name, the path and the messages of each.
        source: The language of the sources (BCP 47).
        target: The language to translate into.
    """
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<xliff xmlns="{NAMESPACE}" version="2.1" srcLang={quoteattr(source)} trgLang={quoteattr(target)}>',
    ]
    for name, path, messages in briefs:
        lines.append(f' <file id={quoteattr(name)} original={quoteattr(path)} xml:space="preserve">')
        for group, own in groupby(messages, key=lambda message: message.group):
            lines.append(f"  <group id={quoteattr(f'block-{group}')} name={quoteattr(group)}>")
            for message in own:
                lines += _unit(message)
            lines.append("  </group>")
        lines.append(" </file>")
    lines.append("</xliff>")
    return ("\n".join(lines) + "\n").encode("utf-8")


def _unit(message: Message) -> list[str]:
    places = dict.fromkeys((*PLACEHOLDER.findall(message.source), *PLACEHOLDER.findall(message.target)))
    data = {text: f"d{number}" for number, text in enumerate(places, 1)}
    state, own = _STATES[message.state]
    more = f" subState={quoteattr(own)}" if own else ""
    lines = [f"   <unit id={quoteattr(message.id)} name={quoteattr(message.id)}>"]
    notes = [*message.notes, *([f"was translated from: {message.was}"] if message.was else [])]
    if notes:
        shown = "".join(f"<note>{_escaped(note)}</note>" for note in notes)
        lines.append(f"    <notes>{shown}</notes>")
    if data:
        kept = "".join(f'<data id="{id_}">{_escaped(text)}</data>' for text, id_ in data.items())
        lines.append(f"    <originalData>{kept}</originalData>")
    lines.append(f'    <segment state="{state}"{more}>')
    ids: dict[str, list[str]] = {}
    count = [0]
    lines.append(f"     <source>{_inline(message.source, data, ids, count, True)}</source>")
    if message.target:
        lines.append(f"     <target>{_inline(message.target, data, ids, count, False)}</target>")
    lines += ["    </segment>", "   </unit>"]
    return lines


def _inline(
    text: str, data: Mapping[str, str], ids: dict[str, list[str]], count: list[int], is_source: bool
) -> str:
    """Return a text whose placeholders are elements; the same one has the same id in source and target."""
    left = {name: list(numbers) for name, numbers in ids.items()}
    parts, at = [], 0
    for match in PLACEHOLDER.finditer(text):
        if not is_source and left.get(match[0]):
            number = left[match[0]].pop(0)
        else:
            count[0] += 1
            number = f"p{count[0]}"
            if is_source:
                ids.setdefault(match[0], []).append(number)
        name = match[0].strip("{} ")
        parts.append(_escaped(text[at : match.start()]))
        parts.append(
            f'<ph id="{number}" dataRef="{data[match[0]]}" equiv={quoteattr(name)} '
            f'disp={quoteattr(match[0])} canCopy="no" canDelete="no"/>'
        )
        at = match.end()
    return "".join(parts) + _escaped(text[at:])


def _escaped(text: str) -> str:
    return escape(text).replace("\r", "&#13;")


# ---- in


class _Element(Struct):
    name: str
    attributes: dict[str, str]
    line: int
    content: list[_Element | str] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "".join(one if isinstance(one, str) else one.text for one in self.content)

    def all(self, name: str) -> list[_Element]:
        return [one for one in self.content if isinstance(one, _Element) and one.name == name]

    def walk(self, name: str) -> list[_Element]:
        found = []
        for one in self.content:
            if isinstance(one, _Element):
                found += [one] if one.name == name else one.walk(name)
        return found


def read_xliff(data: bytes) -> tuple[str, str, list[Returned]]:
    """Return the source language, the target language and the units of an XLIFF 2 file.

    Raises:
        UnreadableError: It is none, is damaged, too large or too deep, or declares entities.
    """
    root = _parse(data)
    version = root.attributes.get("version", "")
    if root.name != "xliff" or not version.startswith("2."):
        raise UnreadableError(
            f"it is no XLIFF 2 file{f', but version {version}' if version else ''}", root.line
        )
    found = []
    for file in root.all("file"):
        for unit in file.walk("unit"):
            found.append(_returned(file.attributes.get("id", ""), unit))
    return root.attributes.get("srcLang", ""), root.attributes.get("trgLang", ""), found


def _returned(brief: str, unit: _Element) -> Returned:
    data = {
        one.attributes.get("id", ""): one.text
        for original in unit.all("originalData")
        for one in original.all("data")
    }
    source, target, is_done = [], [], True
    lost: list[str] = []
    for segment in unit.content:
        if not isinstance(segment, _Element) or segment.name not in ("segment", "ignorable"):
            continue
        for one in segment.all("source"):
            source.append(_text_of(one, data, []))
        targets = segment.all("target")
        state = segment.attributes.get("state", "translated" if targets else "initial")
        if segment.name == "segment" and (not targets or state not in _DONE):
            is_done = False
        target += [_text_of(one, data, lost) for one in targets]
        if segment.name == "ignorable" and not targets:
            target.append(source[-1] if source else "")
    text = "".join(target) if is_done and target else None
    return Returned(brief, unit.attributes.get("id", ""), "".join(source), text, unit.line, tuple(lost))


def _text_of(element: _Element, data: Mapping[str, str], lost: list[str]) -> str:
    parts = []
    for one in element.content:
        if isinstance(one, str):
            parts.append(one)
        elif one.name in ("ph", "sc", "ec", "sm", "em"):
            ref = one.attributes.get("dataRef", "")
            if one.name == "ph" and ref in data:
                parts.append(data[ref])
            elif one.name == "ph":
                lost.append(one.attributes.get("id", "?"))
        elif one.name == "cp":
            parts.append(_character(one))
        else:  # `pc` and `mrk` stand around text
            parts.append(_text_of(one, data, lost))
    return "".join(parts)


def _character(element: _Element) -> str:
    try:
        return chr(int(element.attributes.get("hex", ""), 16))
    except (ValueError, OverflowError):
        return ""


def _parse(data: bytes) -> _Element:
    if len(data) > MAX_BYTES:
        raise UnreadableError("it is larger than 32 MiB")
    top = _Element("", {}, 1)
    open_ = [top]
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True

    def start(name: str, attributes: dict[str, str]) -> None:
        if len(open_) > MAX_DEPTH:
            raise UnreadableError("its elements are nested too deeply", parser.CurrentLineNumber)
        space, _, own = name.rpartition(" ")
        made = _Element(own if space in ("", NAMESPACE) else name, attributes, parser.CurrentLineNumber)
        open_[-1].content.append(made)
        open_.append(made)

    def refuse(*_: object) -> None:
        raise UnreadableError(
            "it declares a document type, which no XLIFF 2 file needs", parser.CurrentLineNumber
        )

    parser.StartElementHandler = start
    parser.EndElementHandler = lambda _name: open_.pop()
    parser.CharacterDataHandler = lambda text: open_[-1].content.append(text)
    parser.StartDoctypeDeclHandler = refuse
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        raise UnreadableError(f"it is no XML: {expat.ErrorString(error.code)}", error.lineno) from None
    except (ValueError, LookupError):
        raise UnreadableError("it is in an encoding that XML does not have") from None
    found = [one for one in top.content if isinstance(one, _Element)]
    if not found:
        raise UnreadableError("it is empty")
    return found[0]
