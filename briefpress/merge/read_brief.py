"""A brief's YAML -> `Brief`, by the tables of `block_types`."""

from __future__ import annotations

import re
from collections import abc
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import TypeAlias

from msgspec.structs import replace

from briefpress.diagnostics import Findings, Span, did_you_mean
from briefpress.document import ARRANGEMENTS, MOST_LANGUAGES
from briefpress.document.addresses import problem
from briefpress.document.build import counted
from briefpress.facts import (
    FieldReader,
    Localized,
    Mapping,
    Scalar,
    Sequence,
    YamlNode,
    read_localized,
    read_yaml,
)
from briefpress.facts.values import listing
from briefpress.merge.block_types import (
    BLOCK_TYPES,
    DEFAULT_PROFILE,
    HEAD,
    PROFILES,
    REGIONS,
    SETTINGS,
    Field,
    Kind,
    content_of,
)
from briefpress.merge.brief import Address, Brief, BriefBlock, BriefText, Identifier, Name, Record, Row, Value
from briefpress.merge.identifiers import SCHEMES
from briefpress.merge.series import read_for_each, with_overrides
from briefpress.merge.slugs import SLUG, near_name
from briefpress.workspace import Workspace

Fields: TypeAlias = abc.Mapping[str, Field]

_LANGUAGES = ("en", "fr")
_TAG = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{1,8})*")

#: Names that people give languages -> their tags.
_TAGS = {
    **dict.fromkeys(("english", "eng", "anglais"), "en"),
    **dict.fromkeys(("french", "fra", "fre", "français", "francais"), "fr"),
}
#: What other programs call the sides of a column.
_ALIASES = {"left": "start", "gauche": "start", "right": "end", "droite": "end"}


def load_brief(workspace: Workspace, path: str, findings: Findings, row: str = "") -> Brief | None:
    """Read a brief, or return None after reporting why it cannot be read at all.

    Args:
        workspace: The project.
        path: The file.
        findings: Collects mistakes.
        row: Of a series, the id of a row that has things of its own.
    """
    mapping = read_yaml(workspace, path, findings)
    if mapping is None:
        return None
    if row:
        each = read_for_each(FieldReader(mapping, Findings(), "the brief"), Findings())
        if each is not None and row in each.overrides:
            mapping = with_overrides(mapping, each.overrides[row], row, findings)
    name = PurePosixPath(path).stem
    if not SLUG.fullmatch(name):
        findings.error(
            "BRIEF001",
            f"`{name}` cannot name a brief",
            Span(path),
            hint=f"rename it to `{near_name(name) or 'brief'}.yaml`: it names the outputs",
        )
    reader = FieldReader(mapping, findings, "the brief")
    errors = findings.errors
    languages = _languages(reader, findings)
    # After a mistake nobody knows how many there are.
    together = _together(reader, languages, findings, are_sure=findings.errors == errors)
    loader = _Loader(languages, findings)
    brief = Brief(
        name=name,
        path=path,
        **{key: loader.setting(reader, key, spec, mapping.span) for key, spec in SETTINGS.items()},
        languages=languages,
        together=together,
        first=_first(reader, languages, findings),
        profiles=_profiles(reader, findings),
        head={key: loader.text(reader, key, spec) for key, spec in HEAD.items()},
        regions={region: loader.blocks(reader, region) for region in REGIONS},
        notes=loader.notes(reader),
        for_each=read_for_each(reader, findings),
        row="",
    )
    reader.finish()
    loader.check_reserved(brief)
    _check_status(brief, findings)
    return brief


def _check_status(brief: Brief, findings: Findings) -> None:
    """Report an address of status pages that leads nowhere, or has no versions to tell of."""
    address, span = brief.status_address.text, brief.status_address.span
    if not address:
        return
    hint = problem(address)
    if not hint and any(mark in address for mark in "?#"):
        hint = "leave out what begins with `?` or `#`: the names of the pages are put behind the address"
    if hint:
        findings.error("BRIEF011", f"no status page can be at `{address[:80]}`", span, hint=hint)
    if not brief.versions.text:
        message, hint = "this brief numbers no versions that a status page could tell of", "add a line"
        findings.error("BRIEF011", message, span, hint=f"{hint} `versions: numbered`, or remove this one")


def _languages(reader: FieldReader, findings: Findings) -> tuple[str, ...]:
    node = reader.sequence("languages")
    if node is None:
        return _LANGUAGES
    hint = "write tags such as `en` or `fr`"
    errors = findings.errors
    if not node.items:
        findings.error("BRIEF002", "the list of languages is empty", node.span, hint=hint)
    tags: list[str] = []
    for item in node.items:
        text = item.text if isinstance(item, Scalar) else ""
        if not _TAG.fullmatch(text):
            near = near_tag(text)
            meant = f"write `{near}`" if near else hint
            findings.error("BRIEF002", "this is no language tag", item.span, hint=meant)
        elif text in tags:
            message = f"the language `{text}` is listed twice"
            findings.error("BRIEF002", message, item.span, hint="remove one of the two")
        else:
            tags.append(text)
    # After a mistake the usual languages count, too: else each of their texts would be one more.
    return tuple(dict.fromkeys((*tags, *_LANGUAGES))) if findings.errors > errors else tuple(tags)


def near_tag(text: str) -> str:
    """Return the language tag that a text is, or is near to; empty where it is near to none."""
    first, dash, rest = text.replace("_", "-").partition("-")
    near = _TAGS.get(text.casefold()) or f"{first.lower()}{dash}{rest}"
    return near if _TAG.fullmatch(near) else ""


def _together(
    reader: FieldReader, languages: tuple[str, ...], findings: Findings, *, are_sure: bool
) -> tuple[str, ...]:
    node = reader.sequence("together")
    found: dict[str, None] = {}
    for item in node.items if node is not None else ():
        text = item.text if isinstance(item, Scalar) else ""
        if text not in ARRANGEMENTS:
            hint = did_you_mean(text, ARRANGEMENTS) or f"it can be {listing(ARRANGEMENTS, 'or')}"
            findings.error("BRIEF005", "there is no such edition of several languages", item.span, hint=hint)
        elif len(languages) < 2:
            hint = "remove it, or add a language"
            findings.error("BRIEF005", "the brief has one language only", item.span, hint=hint)
        elif are_sure and len(languages) > (most := MOST_LANGUAGES.get(text, len(languages))):
            message = f"`{text}` has room for {most} languages, and the brief has {len(languages)}"
            hint = f"write `stacked`, or give {most} of the languages a brief of their own"
            findings.error("BRIEF005", message, item.span, hint=hint)
        else:
            found[text] = None
    return tuple(found)


def _first(reader: FieldReader, languages: tuple[str, ...], findings: Findings) -> str:
    text = reader.text("first")
    if text is not None and text not in languages:
        hint = did_you_mean(text, languages) or f"write {listing(languages, 'or')}"
        message = f"the brief has no language `{text}`"
        findings.error("BRIEF005", message, reader.span("first"), hint=hint)
        text = None
    return text or languages[0]


def _profiles(reader: FieldReader, findings: Findings) -> tuple[str, ...]:
    node = reader.sequence("profiles")
    found: dict[str, None] = {}
    for item in node.items if node is not None else ():
        text = item.text if isinstance(item, Scalar) else ""
        if text in PROFILES:
            found[text] = None
            continue
        hint = did_you_mean(text, PROFILES) or f"it can be {listing(PROFILES, 'or')}"
        findings.error("BRIEF005", "there is no such kind of PDF", item.span, hint=hint)
    if node is not None and not node.items:
        hint = f"write {listing(PROFILES, 'or')} in it, or remove the line"
        findings.error("BRIEF005", "the list of profiles is empty", node.span, hint=hint)
    return tuple(found) or (DEFAULT_PROFILE,)


class _Loader:
    """Reads the parts of one brief."""

    def __init__(self, languages: tuple[str, ...], findings: Findings) -> None:
        self.languages = languages
        self.findings = findings
        self._block_ids: dict[str, Span] = {}
        self._note_ids: dict[str, Span] = {}

    # ---- blocks and notes

    def blocks(self, reader: FieldReader, region: str) -> tuple[BriefBlock, ...]:
        node = reader.sequence(region)
        blocks = (self.block(item) for item in node.items) if node else ()
        return tuple(block for block in blocks if block is not None)

    def block(self, node: YamlNode) -> BriefBlock | None:
        mapping = self.mapping(node, "a block")
        if mapping is None:
            return None
        reader = FieldReader(mapping, self.findings, "this block")
        type_ = reader.choice("type", tuple(BLOCK_TYPES), required=True)
        id_ = self.id(reader, self._block_ids)
        if type_ is None:
            return None
        fields = self.record(reader, BLOCK_TYPES[type_], mapping.span)
        self.check_content(type_, mapping)
        if type_ == "table":
            fields = self.even_rows(fields)
        return BriefBlock(id_, type_, fields, mapping.span)

    def check_content(self, type_: str, mapping: Mapping) -> None:
        """Report a block that has none of the fields that it could be made of."""
        fields = BLOCK_TYPES[type_]
        content = content_of(fields)
        is_told = any(fields[key].required for key in content)  # one that must be there is missed by itself
        if not is_told and not any(key in mapping.entries for key in content):
            hint = f"write {listing(content, 'or')}, or remove the block"
            self.findings.error("BRIEF009", f"this `{type_}` has nothing to print", mapping.span, hint=hint)

    def notes(self, reader: FieldReader) -> dict[str, BriefText]:
        notes: dict[str, BriefText] = {}
        node = reader.sequence("notes")
        for item in node.items if node else ():
            mapping = self.mapping(item, "a note")
            if mapping is None:
                continue
            entry = FieldReader(mapping, self.findings, "this note")
            id_ = self.id(entry, self._note_ids)
            text = self.text(entry, "text", Field(Kind.LINE, required=True))
            entry.finish()
            if id_ and text:
                notes.setdefault(id_, text)
        return notes

    def id(self, reader: FieldReader, known: dict[str, Span]) -> str:
        """Read an id; report one that is not well formed, or known already."""
        id_ = reader.text("id", required=True) or ""
        span = reader.span("id")
        if id_ and not SLUG.fullmatch(id_):
            near = near_name(id_)
            hint = "ids have small letters, digits and hyphens" + (f": write `{near}`" if near else "")
            self.findings.error("BRIEF003", f"`{id_}` cannot be an id", span, hint=hint)
        elif id_ in known:
            hint = f"the first one is at {known[id_]}; give each its own"
            self.findings.error("BRIEF003", f"the id `{id_}` is given twice", span, hint=hint)
        elif id_:
            known[id_] = span
        return id_

    def check_reserved(self, brief: Brief) -> None:
        """Report ids of blocks that the shipped layouts use themselves, for what they put at the end."""
        reserved = {"end-matter", *(f"note-{name}" for name in brief.notes)}
        for id_, span in self._block_ids.items():
            if id_ in reserved:
                message, hint = f"the id `{id_}` is one of the layout's own", f"write `{id_}-2`, for instance"
                self.findings.error("BRIEF003", message, span, hint=hint)

    # ---- fields

    def record(self, reader: FieldReader, fields: Fields, span: Span) -> Record:
        values = {key: self.value(reader, key, spec, span) for key, spec in fields.items()}
        reader.finish()
        return Record(values, span)

    def value(self, reader: FieldReader, key: str, spec: Field, span: Span) -> Value | None:
        if spec.kind is Kind.NAME:
            return self.name(reader, key, spec, span)
        if spec.kind is Kind.NUMBER:
            return self.number(reader, key, spec, span)
        if spec.kind in (Kind.LINE, Kind.TEXT):
            return self.text(reader, key, spec)
        if spec.kind is Kind.ADDRESS:
            return self.address(reader, key, spec)
        if spec.kind is Kind.IDENTIFIER:
            return self.identifier(reader, key, spec)
        node = reader.sequence(key, required=spec.required)
        if node is None:
            return ()
        if not node.items:
            message = f"`{key}` of {reader.what} is an empty list"
            self.findings.error("SHAPE006", message, node.span, hint="write an entry on a line after `- `")
        if spec.kind is Kind.RECORDS:
            return tuple(self.entries(node, spec.record))
        return tuple(self.rows(node))

    def text(self, reader: FieldReader, key: str, spec: Field) -> BriefText | None:
        localized = self.localized(reader, key, spec, is_plain=spec.plain)
        return BriefText(localized, inline=spec.kind is Kind.LINE) if localized else None

    def localized(self, reader: FieldReader, key: str, spec: Field, *, is_plain: bool) -> Localized | None:
        """Read what each language has; with ``is_plain``, one text may stand for all."""
        return reader.localized(
            key, self.languages, required=spec.required, allow_plain=is_plain, is_closed=True
        )

    def address(self, reader: FieldReader, key: str, spec: Field) -> Address | None:
        localized = self.localized(reader, key, spec, is_plain=True)
        return Address(localized) if localized else None

    def identifier(self, reader: FieldReader, key: str, spec: Field) -> Identifier | None:
        """Read the number of a publication; one text that serves all languages is looked at once."""
        localized = self.localized(reader, key, spec, is_plain=True)
        for leaf in dict.fromkeys(localized.leaves.values()) if localized else ():
            if problem := SCHEMES[spec.scheme].check(leaf.text.strip()):
                report = self.findings.error if problem.is_sure else self.findings.warning
                report(problem.code, problem.message, leaf.span, label=problem.label, hint=problem.hint)
        return Identifier(localized) if localized else None

    def name(self, reader: FieldReader, key: str, spec: Field, span: Span) -> Name:
        text = reader.text(key, required=spec.required)
        if text is None:
            return Name(spec.default, span)
        if spec.options and text not in spec.options:
            hint = did_you_mean(text, spec.options, _ALIASES)
            hint = hint or f"it can be {listing(spec.options, 'or')}"
            self.findings.error("BRIEF005", f"`{key}` cannot be `{text}`", reader.span(key), hint=hint)
            text = spec.default
        return Name(text, reader.span(key))

    def setting(self, reader: FieldReader, key: str, spec: Field, span: Span) -> Name:
        """Read a choice for the brief as a whole; each has a default, be it that there is none."""
        if spec.kind is Kind.NUMBER:
            return self.number(reader, key, spec, span) or Name(spec.default, span)
        return self.name(reader, key, spec, span)

    def number(self, reader: FieldReader, key: str, spec: Field, span: Span) -> Name | None:
        value = reader.decimal(key, required=spec.required, minimum=0, maximum=spec.maximum)
        if value is not None and not value:
            message, hint = f"`{key}` of {reader.what} is out of range", "write a number greater than 0"
            self.findings.error("SHAPE011", message, reader.span(key), hint=hint)
            value = None
        if value is None:
            return Name(spec.default, span) if spec.default else None
        return Name(str(value), reader.span(key))

    def entries(self, node: Sequence, fields: Fields) -> Iterator[Record]:
        for item in node.items:
            mapping = self.mapping(item, "an entry")
            if mapping is not None:
                reader = FieldReader(mapping, self.findings, "this entry")
                yield self.record(reader, fields, mapping.span)

    def rows(self, node: Sequence) -> Iterator[Row]:
        for item in node.items:
            if not isinstance(item, Sequence):
                hint = "write the cells between [ and ], separated by commas"
                self.findings.error("BRIEF004", "a row is a list of cells", item.span, hint=hint)
                continue
            cells = [
                read_localized(
                    cell, self.languages, self.findings, "this cell", allow_plain=True, is_closed=True
                )
                or Localized({}, cell.span)
                for cell in item.items
            ]
            yield Row(tuple(BriefText(cell, inline=True) for cell in cells), item.span)

    def even_rows(self, fields: Record) -> Record:
        """Report rows that are longer or shorter than the table has columns, and make them even."""
        columns, rows = fields.values["columns"], fields.values["rows"]
        if not isinstance(columns, tuple) or not isinstance(rows, tuple) or not columns:
            return fields
        even = []
        for row in rows:
            assert isinstance(row, Row)
            if len(row.cells) != len(columns):
                self.findings.error(
                    "DOC007",
                    f"this row has {counted(len(row.cells), 'cell')} where the table has "
                    f"{counted(len(columns), 'column')}",
                    row.span,
                    hint="give every row a cell for each column",
                )
            missing = len(columns) - len(row.cells)
            blanks = [BriefText(Localized({}, row.span), inline=True) for _ in range(missing)]
            even.append(Row((*row.cells, *blanks)[: len(columns)], row.span))
        return replace(fields, values={**fields.values, "rows": tuple(even)})

    def mapping(self, node: YamlNode, what: str) -> Mapping | None:
        if isinstance(node, Mapping):
            return node
        hint = "write `key: value` lines under the dash"
        self.findings.error("BRIEF004", f"{what} is a set of keys and values", node.span, hint=hint)
        return None
