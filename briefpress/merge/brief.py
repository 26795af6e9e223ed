"""A brief's YAML -> `Brief`.

What each type of block may hold is a table, `BLOCK_TYPES`; a new block is a new row, and a few lines of
markup in a layout template.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum
from pathlib import PurePosixPath

from briefpress.diagnostics import Findings, Span, did_you_mean
from briefpress.facts import FieldReader, Leaf, Localized, Scalar, Sequence, read_localized, read_yaml
from briefpress.facts import Mapping as YamlMapping
from briefpress.workspace import Workspace


class Kind(Enum):
    """What a field of a block holds."""

    LINE = "a text of one line in each language"
    TEXT = "a Markdown text in each language"
    NAME = "a name or a path"
    RECORDS = "a list of records"
    GRID = "a list of rows of texts"


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a type of block.

    Attributes:
        options: For a NAME, the only ones allowed; empty allows any.
        default: For a NAME that is left out.
        record: For RECORDS, the fields of each.
    """

    kind: Kind
    required: bool = False
    options: tuple[str, ...] = ()
    default: str = ""
    record: Mapping[str, Field] = field(default_factory=dict)


_HEADING = {"heading": Field(Kind.LINE)}

BLOCK_TYPES: dict[str, Mapping[str, Field]] = {
    "lede": {"text": Field(Kind.TEXT, required=True)},
    "text": {**_HEADING, "text": Field(Kind.TEXT, required=True)},
    "callout": {**_HEADING, "text": Field(Kind.TEXT, required=True)},
    "key-figures": {
        "figures": Field(
            Kind.RECORDS,
            required=True,
            record={"value": Field(Kind.LINE, required=True), "label": Field(Kind.LINE, required=True)},
        )
    },
    "chart": {
        **_HEADING,
        "kind": Field(Kind.NAME, options=("share", "bar", "column"), default="bar"),
        "items": Field(
            Kind.RECORDS,
            required=True,
            record={
                "fact": Field(Kind.NAME, required=True),
                "label": Field(Kind.LINE, required=True),
                "form": Field(Kind.NAME, default="short"),
            },
        ),
        "alt": Field(Kind.LINE, required=True),
        "caption": Field(Kind.LINE),
    },
    "table": {
        **_HEADING,
        "caption": Field(Kind.LINE, required=True),
        "columns": Field(
            Kind.RECORDS,
            required=True,
            record={
                "label": Field(Kind.LINE, required=True),
                "width": Field(Kind.NAME, default="1"),
                "align": Field(Kind.NAME, options=("start", "end"), default="start"),
            },
        ),
        "rows": Field(Kind.GRID, required=True),
    },
    "image": {
        **_HEADING,
        "file": Field(Kind.NAME, required=True),
        "alt": Field(Kind.LINE, required=True),
        "caption": Field(Kind.LINE),
        "width": Field(Kind.NAME),
    },
}

#: The parts of a brief that hold blocks; a layout template says where each stands.
REGIONS = ("opening", "body", "closing")

#: Texts of the brief as a whole: name -> whether it must be there.
HEAD = {
    "title": True,
    "subtitle": False,
    "subject": True,
    "author": True,
    "keywords": False,
    "notice": False,
    "as_of": False,
    "footer": False,
    "imprint": False,
}


@dataclass(frozen=True, slots=True)
class Name:
    """A plain value of a field with its place."""

    text: str
    span: Span


@dataclass(frozen=True, slots=True, eq=False)
class BriefText:
    """A text of the brief in every language.

    Attributes:
        inline: True where it stands inside a line, False where it is paragraphs.
    """

    localized: Localized
    inline: bool


#: What a field holds once it is read.
Value = Name | BriefText | tuple["Record", ...] | tuple[tuple[BriefText, ...], ...]


@dataclass(frozen=True, slots=True)
class Record:
    """Named values: a block's fields, or one entry of a list in it."""

    values: Mapping[str, Value | None]
    span: Span


@dataclass(frozen=True, slots=True)
class BriefBlock:
    """One block of a brief."""

    id: str
    type: str
    fields: Record
    span: Span


@dataclass(frozen=True, slots=True)
class Brief:
    """The definition of a document in every language.

    Attributes:
        name: The file's name without its ending; names the outputs.
        path: The file.
        languages: BCP 47 tags as written, ``en``.
        head: The texts of the whole.
        regions: The blocks by region.
        notes: Note texts by id.
    """

    name: str
    path: str
    template: Name
    theme: Name
    languages: tuple[str, ...]
    head: Mapping[str, BriefText | None]
    regions: Mapping[str, tuple[BriefBlock, ...]]
    notes: Mapping[str, BriefText]

    def blocks(self) -> Iterator[BriefBlock]:
        """Yield every block in reading order."""
        for region in REGIONS:
            yield from self.regions[region]


def load_brief(workspace: Workspace, path: str, findings: Findings) -> Brief | None:
    """Read a brief, or return None after reporting why it cannot be read at all."""
    mapping = read_yaml(workspace, path, findings)
    if mapping is None:
        return None
    name = PurePosixPath(path).stem
    if not _is_slug(name):
        findings.error(
            "BRIEF001",
            f"`{name}` cannot name a brief",
            Span(path),
            hint="file names of briefs have small letters, digits and hyphens: they name the outputs",
        )
    reader = FieldReader(mapping, findings, "the brief")
    languages = _languages(reader, findings)
    loader = _Loader(languages, findings)
    brief = Brief(
        name=name,
        path=path,
        template=loader.name(reader, "template", Field(Kind.NAME, default="fact-sheet"), mapping.span),
        theme=loader.name(reader, "theme", Field(Kind.NAME, default="civic"), mapping.span),
        languages=languages,
        head={key: loader.line(reader, key, required) for key, required in HEAD.items()},
        regions={region: loader.blocks(reader, region) for region in REGIONS},
        notes=loader.notes(reader),
    )
    reader.finish()
    return brief


def _languages(reader: FieldReader, findings: Findings) -> tuple[str, ...]:
    node = reader.sequence("languages")
    if node is None:
        return ("en", "fr")
    tags = []
    for item in node.items:
        text = item.text if isinstance(item, Scalar) else ""
        if not _is_tag(text):
            findings.error(
                "BRIEF002", "this is no language tag", item.span, hint="write tags such as en or fr"
            )
        elif text in tags:
            findings.error("BRIEF002", f"the language `{text}` is listed twice", item.span)
        else:
            tags.append(text)
    return tuple(tags)


class _Loader:
    def __init__(self, languages: tuple[str, ...], findings: Findings) -> None:
        self.languages = languages
        self.findings = findings
        self._ids: dict[str, Span] = {}

    def blocks(self, reader: FieldReader, region: str) -> tuple[BriefBlock, ...]:
        node = reader.sequence(region)
        if node is None:
            return ()
        blocks = (self.block(item) for item in node.items)
        return tuple(block for block in blocks if block is not None)

    def block(self, node: object) -> BriefBlock | None:
        mapping = self.mapping(node, "a block")
        if mapping is None:
            return None
        reader = FieldReader(mapping, self.findings, "this block")
        type_ = reader.choice("type", tuple(BLOCK_TYPES), required=True)
        id_ = reader.text("id", required=True) or ""
        if id_ and not _is_slug(id_):
            hint = "ids have small letters, digits and hyphens"
            self.findings.error("BRIEF003", f"`{id_}` cannot be an id", reader.span("id"), hint=hint)
        elif id_ and id_ in self._ids:
            self.findings.error(
                "BRIEF003",
                f"the id `{id_}` is given twice",
                reader.span("id"),
                hint=f"the first one is at {self._ids[id_]}; give each block its own",
            )
        elif id_:
            self._ids[id_] = reader.span("id")
        if type_ is None:
            return None
        fields = self.record(reader, BLOCK_TYPES[type_], mapping.span)
        return BriefBlock(id_, type_, fields, mapping.span)

    def record(self, reader: FieldReader, fields: Mapping[str, Field], span: Span) -> Record:
        values = {key: self.value(reader, key, spec, span) for key, spec in fields.items()}
        reader.finish()
        return Record(values, span)

    def value(self, reader: FieldReader, key: str, spec: Field, span: Span) -> Value | None:
        if spec.kind is Kind.NAME:
            return self.name(reader, key, spec, span)
        if spec.kind is Kind.LINE:
            return self.line(reader, key, spec.required)
        if spec.kind is Kind.TEXT:
            localized = reader.localized(key, self.languages, required=spec.required)
            return BriefText(localized, inline=False) if localized else None
        node = reader.sequence(key, required=spec.required)
        if node is None:
            return ()
        if spec.kind is Kind.RECORDS:
            return tuple(self.entries(node, spec.record))
        return tuple(self.row(item) for item in node.items)

    def entries(self, node: Sequence, fields: Mapping[str, Field]) -> Iterator[Record]:
        for item in node.items:
            mapping = self.mapping(item, "an entry")
            if mapping is not None:
                reader = FieldReader(mapping, self.findings, "this entry")
                yield self.record(reader, fields, mapping.span)

    def row(self, node: object) -> tuple[BriefText, ...]:
        if not isinstance(node, Sequence):
            span = getattr(node, "span", None)
            hint = "write the cells between [ and ], separated by commas"
            self.findings.error("BRIEF004", "a row is a list of cells", span, hint=hint)
            return ()
        cells = []
        for item in node.items:
            localized = read_localized(item, self.languages, self.findings, "this cell", allow_plain=True)
            if localized:
                cells.append(BriefText(localized, inline=True))
        return tuple(cells)

    def line(self, reader: FieldReader, key: str, required: bool) -> BriefText | None:
        localized = reader.localized(key, self.languages, required=required, allow_plain=key in _PLAIN)
        return BriefText(localized, inline=True) if localized else None

    def name(self, reader: FieldReader, key: str, spec: Field, span: Span) -> Name:
        if not reader.has(key):
            if spec.required:
                reader.text(key, required=True)
            return Name(spec.default, span)
        text = reader.text(key) or ""
        if spec.options and text not in spec.options:
            hint = did_you_mean(text, spec.options) or f"it can be {', '.join(spec.options)}"
            self.findings.error("BRIEF005", f"`{key}` cannot be `{text}`", reader.span(key), hint=hint)
            text = spec.default or spec.options[0]
        return Name(text, reader.span(key))

    def notes(self, reader: FieldReader) -> dict[str, BriefText]:
        notes: dict[str, BriefText] = {}
        node = reader.sequence("notes")
        for item in node.items if node else ():
            mapping = self.mapping(item, "a note")
            if mapping is None:
                continue
            entry = FieldReader(mapping, self.findings, "this note")
            id_ = entry.text("id", required=True)
            text = self.line(entry, "text", required=True)
            entry.finish()
            if id_ in notes:
                hint = "give each note its own id"
                self.findings.error(
                    "BRIEF003", f"the note `{id_}` is given twice", entry.span("id"), hint=hint
                )
            elif id_ and text:
                notes[id_] = text
        return notes

    def mapping(self, node: object, what: str) -> YamlMapping | None:
        if isinstance(node, YamlMapping):
            return node
        hint = "write `key: value` lines under the dash"
        self.findings.error(
            "BRIEF004", f"{what} is a set of keys and values", getattr(node, "span", None), hint=hint
        )
        return None


#: A figure may read alike in every language: it is made of facts, which translate themselves.
_PLAIN = frozenset(("value",))


def texts_of(brief: Brief) -> Iterator[BriefText]:
    """Yield every text of a brief in reading order: head, blocks, notes."""
    for text in brief.head.values():
        if text is not None:
            yield text
    for block in brief.blocks():
        yield from _texts_in(block.fields)
    yield from brief.notes.values()


def _texts_in(record: Record) -> Iterator[BriefText]:
    for value in record.values.values():
        if isinstance(value, BriefText):
            yield value
        elif isinstance(value, tuple):
            for item in value:
                if isinstance(item, Record):
                    yield from _texts_in(item)
                else:
                    yield from item


def leaf_of(text: BriefText, lang: str) -> Leaf | None:
    """Return a text in one language."""
    return text.localized.get(lang)


def _is_slug(text: str) -> bool:
    return (
        0 < len(text) <= 80
        and text.isascii()
        and text.replace("-", "").isalnum()
        and text == text.lower()
        and text[0] != "-" != text[-1]
    )


def _is_tag(text: str) -> bool:
    parts = text.split("-")
    return bool(
        text.isascii() and 2 <= len(parts[0]) <= 3 and parts[0].islower() and all(p.isalnum() for p in parts)
    )
