"""Entries of ``facts`` -> `Fact`, as the table of types asks for."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import partial
from typing import Any

from briefpress.diagnostics import Diagnostic, Findings, Span, did_you_mean
from briefpress.facts.currencies import COMMON, CURRENCIES
from briefpress.facts.model import (
    DURATION_UNITS,
    QUALIFIERS,
    ROUNDINGS,
    SCALE_NAMES,
    SCALES,
    Citation,
    Draft,
    Fact,
    FactType,
    Formula,
)
from briefpress.facts.nodes import Mapping
from briefpress.facts.reader import FieldReader
from briefpress.facts.series import ROUNDED, SHARED, Parts, read_series, read_table
from briefpress.facts.shelf import Shelf
from briefpress.facts.types import FACT_KEYS, SPECIAL_KEYS, TYPES, TypeRule
from briefpress.facts.values import listing, shorten

#: Keys that every fact may have, and that `_common` reads.
_COMMON_KEYS = (
    *("label", "note", "definition", "wording", "wording_for"),
    *("as_of", "period", "tags", "warn_after", "error_after"),
)
#: Keys that only whole facts have, and no points or cells.
_FED_KEYS = ("refresh", "max_change")
_BOUNDS = ("minimum", "maximum")
#: Keys of some types that `_special_keys` reads.
_READ_HERE = ("unit", "currency", "scale", "qualifier", *_BOUNDS)
_TYPE_NAMES = tuple(t.value for t in FactType)
_TAG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
#: More decimals than this are noise in any brief.
_MAX_DECIMALS = 12


def read_fact(
    name: str,
    span: Span,
    mapping: Mapping,
    shelf: Shelf,
    languages: tuple[str, ...],
    findings: Findings,
    series: str | None = None,
) -> list[Fact | Draft]:
    """Return a fact; of a series or a table, that and the facts it is made of.

    Args:
        name: Its id.
        span: The place of its id.
        mapping: What the file says of it.
        shelf: What else there is; learns which points of a series have mistakes.
        languages: The languages every text has to be in.
        findings: Where mistakes go.
        series: The id of the series or table that it is a part of.

    Returns:
        Nothing where it has a mistake, which is reported.
    """
    own = Findings()
    reader = FieldReader(mapping, own, f"fact `{name}`", span)
    fact_type = _type(reader)
    is_computed = reader.has("formula")
    common = _common(reader, languages)
    cited = () if is_computed else _cited(reader, shelf, languages)
    if series is None:
        reader.know(_FED_KEYS)  # which the loader has read: they say where the value comes from
    rule = TYPES[fact_type] if fact_type else None
    special = _special_keys(reader, fact_type, rule, shelf) if fact_type and rule else {}
    made: Fact | Draft | None = None
    parts: Parts | None = None
    if fact_type is None or rule is None:
        for key in ("value", *SPECIAL_KEYS):
            reader.has(key)  # some type has it
    else:
        make = partial(Fact, id=name, type=fact_type, series=series, span=span, **common, **special)
        if is_computed:
            made = _draft(reader, make) if rule.is_computable else None
        elif rule.read_value is not None:
            _check_rounding(reader, fact_type, rule)
            value = rule.read_value(reader, languages)
            if value is not None and cited:
                made = make(value=value, citations=cited, value_span=reader.span("value"))
        else:
            read_parts = read_series if fact_type is FactType.SERIES else read_table
            parts = read_parts(name, reader, languages)
            if parts is not None and cited:
                made = make(value=parts.value, citations=cited, value_span=parts.span)
    reader.finish(ignore=SPECIAL_KEYS, order=FACT_KEYS)
    if len(own):
        findings.extend(own)
    read = _read_parts(name, parts, shelf, languages, findings, own) if parts else []
    return [] if made is None or len(own) else [made, *read]


def _read_parts(
    name: str, parts: Parts, shelf: Shelf, languages: tuple[str, ...], findings: Findings, above: Findings
) -> list[Fact | Draft]:
    """Return the facts that a series or a table is made of; ``above`` has what is wrong with it itself."""
    made: list[Fact | Draft] = []
    reported = {_identity(finding) for finding in above}
    for part in parts.parts:
        own = Findings()
        found = read_fact(part.id, part.span, part.mapping, shelf, languages, own, series=name)
        # What is wrong with a key that all parts share is said once.
        findings.extend(finding for finding in own if _identity(finding) not in reported)
        reported.update(map(_identity, own))
        if not found:
            shelf.broken.add(part.id)
        made += found
    return made


#: How findings call a key that is missing, of those that parts share.
_SHARED_MISSES = frozenset(f"no `{key}`" for key in SHARED)


def _identity(finding: Diagnostic) -> object:
    return finding.label if finding.label in _SHARED_MISSES else (finding.code, finding.span)


# ---- what all facts have


def _type(reader: FieldReader) -> FactType | None:
    name = reader.choice("type", _TYPE_NAMES, required=True)
    return FactType(name) if name else None


def _common(reader: FieldReader, languages: tuple[str, ...]) -> dict[str, Any]:
    """Return the fields that every type of fact has, by their names."""
    # Most facts have few of these: what is not there is not asked for.
    reader.know(_COMMON_KEYS)
    entries = reader.node.entries
    as_of = reader.date("as_of") if "as_of" in entries else None
    period = reader.period("period") if "period" in entries else None
    if as_of is not None and period is not None:
        reader.error(
            "FACT011",
            f"{reader.what} has both `as_of` and `period`",
            reader.key_span("period"),
            label="a period",
            hint="keep the one that the source gives",
            related=[(reader.key_span("as_of"), "a day")],
        )
    found: dict[str, Any] = {
        key: reader.localized(key, languages) for key in ("note", "definition", "wording") if key in entries
    }
    found["label"] = reader.localized("label", languages, required=True)
    found["as_of"] = as_of
    found["period"] = period
    if "wording_for" in entries:
        found["wording_for"] = reader.decimal("wording_for")
    if "tags" in entries:
        found["tags"] = reader.words("tags", _TAG, "a tag has small letters, digits and hyphens")
    if "warn_after" in entries or "error_after" in entries:
        found["freshness"] = reader.freshness()
    return found


def _cited(reader: FieldReader, shelf: Shelf, languages: tuple[str, ...]) -> tuple[Citation, ...]:
    locator = reader.localized("locator", languages)
    if not reader.has("source"):
        reader.error(
            "FACT001",
            f"{reader.what} has no source",
            label="no `source`",
            hint="add `source:` with the id of an entry of `sources`",
        )
        return ()
    source = reader.text("source")
    if source is None:
        return ()
    if not shelf.may_have("sources", source):
        hint = (
            did_you_mean(source, shelf.declared["sources"])
            or "add it under `sources:` in a file below `data/`"
        )
        message = f"{reader.what} cites a source that does not exist, `{shorten(source)}`"
        reader.error("FACT002", message, reader.span("source"), label="unknown source", hint=hint)
    return (Citation(source, locator),)


# ---- what only some have


def _special_keys(reader: FieldReader, fact_type: FactType, rule: TypeRule, shelf: Shelf) -> dict[str, Any]:
    """Return the fields that only some types have; a key that is not of the type is reported."""
    allowed, entries = rule.keys, reader.node.entries
    for key in entries:
        if key in SPECIAL_KEYS and key not in allowed:
            reader.error(
                "FACT007",
                f"a fact of type `{fact_type}` has no `{key}`",
                reader.key_span(key),
                label=f"not for `{fact_type}`",
                hint=f"remove it; facts that have it are of type {listing(SPECIAL_KEYS[key])}",
            )
    reader.know(key for key in _READ_HERE if key in allowed)
    found: dict[str, Any] = {}
    if "unit" in allowed and ("unit" in entries or "unit" in rule.needs):
        found["unit"] = _unit_of(reader, fact_type, shelf)
    if "currency" in allowed and ("currency" in entries or "currency" in rule.needs):
        found["currency"] = _currency(reader, required="currency" in rule.needs)
    if "scale" in allowed:
        found["scale"] = (
            reader.choice("scale", SCALES, default="one", others=SCALE_NAMES) if "scale" in entries else "one"
        )
    if "qualifier" in allowed and "qualifier" in entries:
        found["qualifier"] = _qualifier(reader, fact_type, rule)
    for key in _BOUNDS:
        if key in allowed and key in entries:
            found[key] = reader.decimal(key)
    if "minimum" in found and "maximum" in found:
        _check_bounds(reader, found["minimum"], found["maximum"])
    return found


def _check_bounds(reader: FieldReader, minimum: Decimal | None, maximum: Decimal | None) -> None:
    """Report bounds that no value keeps."""
    if minimum is not None and maximum is not None and minimum > maximum:
        reader.error(
            "FACT014",
            f"`minimum` of {reader.what} is greater than its `maximum`",
            reader.span("minimum"),
            label=f"greater than {maximum:f}",
            hint="exchange the two",
            related=[(reader.span("maximum"), "less")],
        )


def _unit_of(reader: FieldReader, fact_type: FactType, shelf: Shelf) -> str | None:
    if fact_type is FactType.DURATION:
        return reader.choice("unit", DURATION_UNITS, required=True)
    unit = reader.text("unit")
    if unit is None or (fact_type is FactType.SERIES and unit in DURATION_UNITS):
        return unit
    if not shelf.may_have("units", unit):
        hint = did_you_mean(unit, shelf.declared["units"]) or "add it under `units:` in a file below `data/`"
        message = f"{reader.what} counts in a unit that does not exist, `{shorten(unit)}`"
        reader.error("FACT009", message, reader.span("unit"), label="unknown unit", hint=hint)
    return unit


def _currency(reader: FieldReader, *, required: bool) -> str | None:
    code = reader.text("currency", required=required)
    if code is None or code in CURRENCIES:
        return code
    if code.upper() in CURRENCIES:
        hint = f"write `{code.upper()}`"
    elif "$" in code:
        hint = "write `CAD` for Canadian dollars, `USD` for those of the United States"
    else:
        hint = did_you_mean(code, COMMON) or "write the three letters of ISO 4217, such as `CAD` or `USD`"
    message = f"`{shorten(code)}` is not the code of a currency"
    reader.error("FACT008", message, reader.span("currency"), label="unknown currency", hint=hint)
    return None


def _qualifier(reader: FieldReader, fact_type: FactType, rule: TypeRule) -> str | None:
    qualifier = reader.choice("qualifier", QUALIFIERS)
    if qualifier is not None and qualifier not in rule.qualifiers:
        reader.error(
            "FACT013",
            f"a fact of type `{fact_type}` cannot be `{qualifier}`",
            reader.span("qualifier"),
            label=f"not for `{fact_type}`",
            hint=f"use one of {listing(rule.qualifiers)}, or change the type",
        )
    return qualifier


def _check_rounding(reader: FieldReader, fact_type: FactType, rule: TypeRule) -> None:
    """Report keys that say how a result is rounded, beside a value that is written by hand."""
    for key in ROUNDED:
        if key in reader.node.entries and key in rule.accepts:
            reader.error(
                "FACT007",
                f"a fact of type `{fact_type}` has no `{key}` where its value is written by hand",
                reader.key_span(key),
                label="without `formula`",
                hint="remove it: only what a `formula` computes is rounded",
            )


# ---- computed facts


def _draft(reader: FieldReader, make: partial[Fact]) -> Draft | None:
    """Return a fact without its value, which book computes once all facts are read."""
    for key in ("value", "source", "locator"):
        if reader.has(key):
            reader.error(
                "FACT016",
                f"{reader.what} is computed and has `{key}`, too",
                reader.key_span(key),
                label="written by hand",
                hint=f"remove `{key}`: a computed fact has the sources of the facts in its formula"
                if key != "value"
                else "remove one of the two",
                related=[(reader.key_span("formula"), "computed")],
            )
    expression = reader.leaf("formula", required=True)
    decimals = reader.integer("decimals", minimum=0, maximum=_MAX_DECIMALS)
    rounding = reader.choice("rounding", ROUNDINGS)
    if rounding and not reader.has("decimals"):
        reader.error(
            "FACT007",
            f"{reader.what} says how it is rounded, and not to how many decimals",
            reader.key_span("rounding"),
            label="without `decimals`",
            hint="add `decimals:`, with how many to keep, or remove `rounding`",
        )
    if expression is None:
        return None
    known = make.keywords
    return Draft(
        id=known["id"],
        type=known["type"],
        unit=known.get("unit"),
        currency=known.get("currency"),
        scale=known.get("scale"),
        as_of=known["as_of"],
        qualifier=known.get("qualifier"),
        formula=Formula(expression=expression, decimals=decimals, rounding=rounding or ROUNDINGS[0]),
        span=known["span"],
        complete=lambda value, citations, formula: make(
            value=value, citations=citations, formula=formula, value_span=expression.span
        ),
    )


# ---- once all values are known


def check_wording(fact: Fact, findings: Findings) -> None:
    """Report words that say another number than the fact: nobody changed them with the value."""
    wording, amount = fact.wording, fact.value
    if wording is None or not isinstance(amount, int | Decimal):
        return
    value = format(Decimal(amount), "f")
    if fact.wording_for is None:
        findings.error(
            "FACT017",
            f"the wording of fact `{fact.id}` does not say which value it is for",
            wording.span,
            label="words for a value",
            hint=f"add `wording_for: {value}`, so that a new value cannot keep the old words",
            related=[(fact.value_span, f"the value is {value}")],
        )
    elif fact.wording_for != amount:
        findings.error(
            "FACT017",
            f"the wording of fact `{fact.id}` is for {fact.wording_for}, and its value is {value}",
            wording.span,
            label=f"words for {fact.wording_for}",
            hint=f"put the new value in words, then write `wording_for: {value}`",
            related=[(fact.value_span, f"the value is {value}")],
        )
