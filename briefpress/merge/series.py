"""Series: one brief, and an edition of it for each row of a table of facts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from msgspec.structs import replace

from briefpress.diagnostics import Findings, did_you_mean
from briefpress.facts import (
    Entry,
    Fact,
    FactBook,
    FieldReader,
    Localized,
    Mapping as YamlMapping,
    Scalar,
    Sequence,
    Table,
)
from briefpress.facts.shown import shown_value
from briefpress.facts.values import listing
from briefpress.merge.block_types import REGIONS
from briefpress.merge.brief import Brief, BriefBlock, ForEach, Name, Record, Value
from briefpress.merge.conditions import holds, of_row
from briefpress.merge.slugs import STEM, near_name

_CODE = "BRIEF010"
#: Keys of a brief that are the same for all of its rows.
_OF_ALL = ("for_each", "languages", "together", "first", "profiles")
#: Fields that hold the id of a fact, or the path of a file.
_FACT_FIELDS = frozenset(("fact", "change_from", "trend", "target", "highlight"))
_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
DEFAULT_NAME = "{brief}-{row}"


# ---- reading


def read_for_each(reader: FieldReader, findings: Findings) -> ForEach | None:
    """Return over what a brief runs, or None where it is a brief like others, or after a mistake."""
    if not reader.has("for_each"):
        return None
    node = reader.raw("for_each")
    if isinstance(node, Scalar):
        return ForEach(Name(node.text, node.span), None, Name(DEFAULT_NAME, node.span), {})
    mapping = reader.mapping("for_each")
    if mapping is None:
        return None
    own = FieldReader(mapping, findings, "`for_each`", reader.key_span("for_each"))
    table, where = own.leaf("table", required=True), own.leaf("where")
    pattern = own.leaf("name")
    overrides = own.mapping("rows")
    own.finish()
    others = {}
    for row, entry in overrides.entries.items() if overrides is not None else ():
        if isinstance(entry.value, YamlMapping):
            others[row] = entry.value
        else:
            hint = "write the keys that are other for it: `title: {...}`"
            findings.error(_CODE, f"`{row}` has to have keys", entry.value.span, hint=hint)
    if table is None:
        return None
    name = Name(pattern.text, pattern.span) if pattern else Name(DEFAULT_NAME, table.span)
    condition = Name(where.text, where.span) if where else None
    return ForEach(Name(table.text, table.span), condition, name, others)


def with_overrides(brief: YamlMapping, override: YamlMapping, row: str, findings: Findings) -> YamlMapping:
    """Return the file of a brief as it is for a row.

    Args:
        brief: The whole file.
        override: What is other: keys of the brief; under ``blocks``, keys of blocks by their ids; under
            ``omit``, the ids of blocks that the row does without.
        row: Its id.
        findings: Collects mistakes.
    """
    entries = dict(brief.entries)
    for key, entry in override.entries.items():
        if key in _OF_ALL:
            hint = "remove it here"
            findings.error(_CODE, f"`{key}` is the same for all rows", entry.key_span, hint=hint)
        elif key not in ("blocks", "omit"):
            entries[key] = entry
    reader = FieldReader(override, findings, f"the row `{row}`")
    blocks, omitted = reader.mapping("blocks"), reader.sequence("omit")
    changed = dict(blocks.entries) if blocks is not None else {}
    left_out = {item.text: item.span for item in omitted.items if isinstance(item, Scalar)} if omitted else {}
    known: list[str] = []
    for region in REGIONS:
        listed = entries.get(region)
        if listed is None or not isinstance(listed.value, Sequence):
            continue
        items = []
        for item in listed.value.items:
            id_ = _id_of(item)
            known.append(id_)
            if id_ in left_out:
                continue
            other = changed.get(id_)
            if other is not None and isinstance(item, YamlMapping) and isinstance(other.value, YamlMapping):
                items.append(replace(item, entries={**item.entries, **other.value.entries}))
            else:
                items.append(item)  # type: ignore[arg-type]
        entries[region] = Entry(listed.key_marks, replace(listed.value, items=tuple(items)))
    places = {**{id_: entry.key_span for id_, entry in changed.items()}, **left_out}
    for id_, span in places.items():
        if id_ not in known:
            hint = did_you_mean(id_, known) or f"blocks are {listing(known)}"
            findings.error(_CODE, f"the brief has no block `{id_}`", span, hint=hint)
    return replace(brief, entries=entries)


def _id_of(item: object) -> str:
    entry = item.entries.get("id") if isinstance(item, YamlMapping) else None
    return entry.value.text if entry is not None and isinstance(entry.value, Scalar) else ""


def bound(brief: Brief, table: str, row: str) -> Brief:
    """Return a brief in which ``row`` stands for a row of a table."""
    path = f"{table}.{row}"
    regions = {
        region: tuple(_bound_block(block, path, row) for block in blocks)
        for region, blocks in brief.regions.items()
    }
    return replace(brief, regions=regions, row=path)


def _bound_block(block: BriefBlock, path: str, row: str) -> BriefBlock:
    return replace(block, fields=_bound_record(block.fields, path, row))


def _bound_record(record: Record, path: str, row: str) -> Record:
    return replace(
        record, values={key: _bound_value(key, value, path, row) for key, value in record.values.items()}
    )


def _bound_value(key: str, value: Value | None, path: str, row: str) -> Value | None:
    if isinstance(value, Name):
        if key in _FACT_FIELDS:
            return replace(value, text=of_row(value.text, path))
        return replace(value, text=value.text.replace("{row}", row)) if key == "file" else value
    if isinstance(value, tuple) and value and isinstance(value[0], Record):
        return tuple(_bound_record(one, path, row) for one in value if isinstance(one, Record))
    return value


# ---- rows


def rows_of(brief: Brief, book: FactBook, findings: Findings) -> tuple[str, ...]:
    """Return the ids of the rows that a brief has editions for, in the order of the table."""
    each = brief.for_each
    assert each is not None
    table = book.get(each.table.text)
    if table is None or not isinstance(table.value, Table):
        if table is not None or not (book.is_broken(each.table.text) or not book.is_complete):
            tables = [name for name, fact in book.facts.items() if isinstance(fact.value, Table)]
            hint = did_you_mean(each.table.text, tables) or (
                f"tables are {listing(tables[:10])}" if tables else "`data/` has no table"
            )
            findings.error(_CODE, f"`{each.table.text}` is no table", each.table.span, hint=hint)
        return ()
    ids = table.value.rows.ids
    for id_, override in each.overrides.items():
        if id_ not in ids:
            hint = did_you_mean(id_, ids) or "rows are called by their `id`"
            findings.error(_CODE, f"`{table.id}` has no row `{id_}`", override.span, hint=hint)
    if each.where is None:
        return ids
    errors = findings.errors
    chosen = tuple(_chosen(each, table.id, ids, book, findings))
    if findings.errors > errors:
        return ()  # what is wrong with it in one row is so in each
    if not chosen:
        hint = "look at the condition, or at the figures of the table"
        findings.warning(_CODE, f"no row of `{table.id}` is so", each.where.span, hint=hint)
    return chosen


def first_row(brief: Brief, book: FactBook) -> str:
    """Return the id of the first row that a series has editions for; empty where nobody can tell.

    In a long table nothing else is looked at.
    """
    each = brief.for_each
    assert each is not None
    table = book.get(each.table.text)
    if table is None or not isinstance(table.value, Table):
        return ""
    return next(_chosen(each, table.id, table.value.rows.ids, book, Findings()), "")


def _chosen(
    each: ForEach, table: str, ids: Iterable[str], book: FactBook, findings: Findings
) -> Iterator[str]:
    """Yield the rows that the condition of a series holds for, until it turns out to be wrong."""
    errors = findings.errors
    for id_ in ids:
        if each.where is None or holds(each.where, f"{table}.{id_}", book, set(), findings):
            yield id_
        if findings.errors > errors:
            return


def stems_of(
    brief: Brief, rows: Iterable[str], book: FactBook, findings: Findings
) -> dict[str, tuple[str, ...]]:
    """Return what the files of each row are called, before the language, in the order of the editions.

    Args:
        brief: The series.
        rows: Ids.
        book: The facts.
        findings: Collects names that are none, and those that two rows would have.
    """
    made: dict[str, tuple[str, ...]] = {}
    taken: dict[tuple[int, str], str] = {}
    for row in rows:
        stems = tuple(_stem(brief, row, lang, book, findings) for lang in brief.editions)
        if not all(stems):
            return {}  # what one row has not, others have not either
        for key in enumerate(stems):
            if key in taken:
                assert brief.for_each is not None
                findings.error(
                    _CODE,
                    f"the rows `{taken[key]}` and `{row}` would have files of one name, `{key[1]}`",
                    brief.for_each.name.span,
                    hint="write `{row}` in it, which is another one for each",
                )
                return {}
            taken[key] = row
        made[row] = stems
    return made


def _stem(brief: Brief, row: str, lang: str, book: FactBook, findings: Findings) -> str:
    each = brief.for_each
    assert each is not None
    spoken = lang if lang in brief.languages else brief.first

    def said(match: re.Match[str]) -> str:
        name = match[1].strip()
        if name in ("brief", "row"):
            return near_name(brief.name if name == "brief" else row)
        fact = book.get(f"{each.table.text}.{row}.{name}")
        return near_name(_plain(fact, spoken)) if fact is not None else match[0]

    stem = _PLACEHOLDER.sub(said, each.name.text)
    if STEM.fullmatch(stem):
        return stem
    left = _PLACEHOLDER.search(stem)
    message = f"`{row}` has no `{left[1]}`" if left else f"`{stem}` cannot be the name of a file"
    hint = (
        "`{brief}`, `{row}` and `{label}` can stand in it, and the columns that each row has a value in"
        if left
        else "write small letters, digits and hyphens, and names of columns in braces"
    )
    findings.error(_CODE, message, each.name.span, hint=hint)
    return ""


def _plain(fact: Fact, lang: str) -> str:
    if isinstance(fact.value, Localized):
        return fact.value.in_or_first(lang).text
    return shown_value(fact, lang)


# ---- conditions of blocks


def blocks_that_hold(
    regions: Mapping[str, tuple[BriefBlock, ...]], row: str, book: FactBook, findings: Findings
) -> tuple[dict[str, tuple[BriefBlock, ...]], set[str]]:
    """Return the blocks whose ``when`` holds, and the ids of the facts that were looked at."""
    used: set[str] = set()

    def of(blocks: tuple[BriefBlock, ...]) -> Iterator[BriefBlock]:
        for block in blocks:
            when = block.fields.values.get("when")
            if not (isinstance(when, Name) and when.text) or holds(when, row, book, used, findings):
                yield block

    return {region: tuple(of(blocks)) for region, blocks in regions.items()}, used
