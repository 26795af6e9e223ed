"""Entries of ``facts`` -> `Fact`, as the table of types asks for."""

from __future__ import annotations

import datetime as dt

from briefpress.diagnostics import Findings, Span, did_you_mean
from briefpress.facts.currencies import CURRENCIES
from briefpress.facts.model import DURATION_UNITS, QUALIFIERS, SCALES, Citation, Fact, FactType
from briefpress.facts.nodes import Mapping
from briefpress.facts.reader import FieldReader
from briefpress.facts.shelf import Shelf
from briefpress.facts.types import SPECIAL_KEYS, TYPES, TypeRule
from briefpress.facts.values import listing, shorten

_TYPE_NAMES = tuple(t.value for t in FactType)


def read_fact(
    name: str, span: Span, mapping: Mapping, shelf: Shelf, languages: tuple[str, ...], findings: Findings
) -> Fact | None:
    """Return a fact, or None after reporting what is wrong with it."""
    own = Findings()
    reader = FieldReader(mapping, own, f"fact `{name}`", span)
    fact_type = _type(reader)
    source = _cited(reader, shelf)
    locator = reader.localized("locator", languages)
    label = reader.localized("label", languages, required=True)
    note = reader.localized("note", languages)
    wording = reader.localized("wording", languages)
    as_of, period = _time(reader)
    if fact_type is None:
        for key in ("value", *SPECIAL_KEYS):
            reader.has(key)  # some type has it
        reader.finish()
        findings.extend(own)
        return None
    rule = TYPES[fact_type]
    value = rule.read_value(reader, languages)
    unit, currency, scale, qualifier = _special_keys(reader, fact_type, rule, shelf)
    reader.finish(ignore=SPECIAL_KEYS)
    findings.extend(own)
    if value is None or source is None or label is None or len(own):
        return None
    return Fact(
        id=name,
        type=fact_type,
        value=value,
        unit=unit,
        currency=currency,
        scale=scale,
        qualifier=qualifier,
        citation=Citation(source, locator),
        label=label,
        note=note,
        wording=wording,
        as_of=as_of,
        period=period,
        span=span,
        value_span=reader.span("value"),
    )


def _type(reader: FieldReader) -> FactType | None:
    name = reader.choice("type", _TYPE_NAMES, required=True)
    return FactType(name) if name else None


def _cited(reader: FieldReader, shelf: Shelf) -> str | None:
    if not reader.has("source"):
        reader.error(
            "FACT001",
            f"{reader.what} has no source",
            label="no `source`",
            hint="add `source:` with the id of an entry of `sources`",
        )
        return None
    source = reader.text("source")
    sources = shelf.declared["sources"]
    # Where a file could not be read, the source may stand in it: that file's own error is enough.
    if source is not None and source not in sources and shelf.is_complete:
        hint = did_you_mean(source, sources) or "add it under `sources:` in a file below `data/`"
        message = f"{reader.what} cites a source that does not exist, `{shorten(source)}`"
        reader.error("FACT002", message, reader.span("source"), label="unknown source", hint=hint)
    return source


def _time(reader: FieldReader) -> tuple[dt.date | None, int | None]:
    as_of = reader.date("as_of")
    period = reader.year("period")
    if as_of is not None and period is not None:
        reader.error(
            "FACT011",
            f"{reader.what} has both `as_of` and `period`",
            reader.key_span("period"),
            label="and `as_of`",
            hint="keep the one that the source gives",
        )
    return as_of, period


def _special_keys(
    reader: FieldReader, fact_type: FactType, rule: TypeRule, shelf: Shelf
) -> tuple[str | None, str | None, str | None, str | None]:
    """Return unit, currency, scale and qualifier; a key that is not of the type is reported."""
    allowed = (*rule.needs, *rule.accepts, *(("qualifier",) if rule.qualifiers else ()))
    for key, owners in SPECIAL_KEYS.items():
        if key not in allowed and key in reader.node.entries:
            reader.error(
                "FACT007",
                f"a fact of type `{fact_type}` has no `{key}`",
                reader.key_span(key),
                label=f"not for `{fact_type}`",
                hint=f"remove it; facts that have it are of type {listing(owners)}",
            )
    return (
        _unit_of(reader, fact_type, shelf) if "unit" in allowed else None,
        _currency(reader) if "currency" in allowed else None,
        reader.choice("scale", SCALES, default="one") if "scale" in allowed else None,
        _qualifier(reader, fact_type, rule) if "qualifier" in allowed else None,
    )


def _unit_of(reader: FieldReader, fact_type: FactType, shelf: Shelf) -> str | None:
    if fact_type is FactType.DURATION:
        return reader.choice("unit", DURATION_UNITS, required=True)
    unit = reader.text("unit")
    units = shelf.declared["units"]
    if unit is not None and unit not in units and shelf.is_complete:
        hint = did_you_mean(unit, units) or "add it under `units:` in a file below `data/`"
        message = f"{reader.what} counts in a unit that does not exist, `{shorten(unit)}`"
        reader.error("FACT009", message, reader.span("unit"), label="unknown unit", hint=hint)
    return unit


def _currency(reader: FieldReader) -> str | None:
    code = reader.text("currency", required=True)
    if code is None or code in CURRENCIES:
        return code
    if code.upper() in CURRENCIES:
        hint = f"write `{code.upper()}`"
    elif "$" in code:
        hint = "write `CAD` for Canadian dollars, `USD` for those of the United States"
    else:
        hint = did_you_mean(code, CURRENCIES) or "write the three letters of ISO 4217, such as `CAD` or `USD`"
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
