"""A brief: plain frozen values, each with its place in the file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TypeAlias

from msgspec import Struct

from briefpress.diagnostics import Span
from briefpress.facts import Localized, Mapping as YamlMapping
from briefpress.merge.block_types import BEHIND, REGIONS


class Name(Struct, frozen=True):
    """A plain value of a field with its place."""

    text: str
    span: Span


class Address(Struct, frozen=True, eq=False):
    """A web address in every language: no text, so that nothing in it is Markdown or quotes a fact."""

    localized: Localized


class Identifier(Struct, frozen=True, eq=False):
    """A number that a publication is registered under, in each language; as an `Address`, it is no text."""

    localized: Localized


class BriefText(Struct, frozen=True, eq=False):
    """A text of the brief in every language.

    Attributes:
        inline: True where it stands inside a line, False where it is paragraphs.
    """

    localized: Localized
    inline: bool


class Record(Struct, frozen=True):
    """Named values: a block's fields, or one entry of a list in it."""

    values: Mapping[str, Value | None]
    span: Span


class Row(Struct, frozen=True):
    """The cells of a row of a table."""

    cells: tuple[BriefText, ...]
    span: Span


#: What a field holds once it is read.
Value: TypeAlias = Name | Address | Identifier | BriefText | tuple[Record, ...] | tuple[Row, ...]


class BriefBlock(Struct, frozen=True):
    """One block of a brief."""

    id: str
    type: str
    fields: Record
    span: Span


class ForEach(Struct, frozen=True):
    """Over what a brief runs, which is a series.

    Attributes:
        table: The id of the table; each of its rows has editions.
        where: What has to be so of a row, or None.
        name: What files are called, with names of columns in braces.
        overrides: What is other for single rows, as the file says it, by their ids.
    """

    table: Name
    where: Name | None
    name: Name
    overrides: Mapping[str, YamlMapping]


class Brief(Struct, frozen=True):
    """The definition of a document in every language.

    Attributes:
        name: The file's name without its ending; names the outputs.
        path: The file.
        paper: ``letter`` or ``a4``; empty where the theme decides.
        outdated: ``refuse``, or ``stamp``: whether facts past their date stop it, or a notice names them.
        stale: ``warn``, ``draft`` or ``refuse``: what a translation does that is not up to date.
        dollar: Whose dollar a bare ``$`` in its texts is; empty where none may stand there.
        attach: ``facts`` where the facts it prints go with it as files; else empty.
        versions: ``numbered`` where its editions print which version they are; else empty.
        status_address: Where its status pages are, to whom a code on each page leads; else empty.
        press: What press its PDF of the kind ``print`` is for.
        bleed_mm: How far colour runs over the edge of the page there.
        languages: BCP 47 tags as written, ``en``.
        together: Editions that have all languages, besides one for each: ``parallel``, ``stacked``,
            ``tumble``.
        first: The language that comes first in them.
        profiles: The kinds of PDF that each edition comes as: ``default``, ``modern``, ``print``.
        head: The texts of the whole.
        regions: The blocks by region.
        notes: Note texts by id.
        for_each: Over what it runs; None where it makes one edition in each language.
        row: The id of a table and a row, for which `row` stands in its texts; empty where for none.
    """

    name: str
    path: str
    template: Name
    theme: Name
    paper: Name
    outdated: Name
    stale: Name
    dollar: Name
    attach: Name
    versions: Name
    status_address: Name
    press: Name
    bleed_mm: Name
    languages: tuple[str, ...]
    together: tuple[str, ...]
    first: str
    profiles: tuple[str, ...]
    head: Mapping[str, BriefText | None]
    regions: Mapping[str, tuple[BriefBlock, ...]]
    notes: Mapping[str, BriefText]
    for_each: ForEach | None = None
    row: str = ""

    @property
    def editions(self) -> tuple[str, ...]:
        """What it comes as: each language, then those that have all of them."""
        return (*self.languages, *self.together)

    def languages_of(self, edition: str) -> tuple[str, ...]:
        """Return the languages of an edition in their order."""
        if edition not in self.together:
            return (edition,)
        return (self.first, *(lang for lang in self.languages if lang != self.first))

    def blocks(self) -> Iterator[BriefBlock]:
        """Yield every block in reading order."""
        for region in REGIONS:
            yield from self.regions[region]


def texts_of(brief: Brief) -> Iterator[BriefText]:
    """Yield every text of a brief in reading order: head, blocks, notes, and what stands behind them."""
    last = [text for name in BEHIND if (text := brief.head.get(name)) is not None]
    yield from (text for text in brief.head.values() if text is not None and text not in last)
    for block in brief.blocks():
        yield from _texts_in(block.fields)
    yield from brief.notes.values()
    yield from last


def _texts_in(record: Record) -> Iterator[BriefText]:
    for value in record.values.values():
        if isinstance(value, BriefText):
            yield value
        elif isinstance(value, tuple):
            for item in value:
                if isinstance(item, Record):
                    yield from _texts_in(item)
                else:
                    yield from item.cells
