"""The table of fact types: which keys each has, and how its value is read."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from briefpress.facts.model import QUALIFIERS, FactType, Value
from briefpress.facts.reader import FieldReader
from briefpress.facts.values import plain_number, read_decimal, read_integer

#: "13 billion", as people write it in a value.
_WITH_SCALE = re.compile(
    r"[^0-9]{0,9}([0-9][0-9.,]{0,20})\s*(thousand|million|billion|trillion|milliard)s?\b.*", re.IGNORECASE
)

_EXACT_QUALIFIERS = tuple(q for q in QUALIFIERS if q != "among-top")


@dataclass(frozen=True, slots=True)
class TypeRule:
    """What a type of fact has besides the keys that all facts have.

    Attributes:
        read_value: Reads the value for the languages given; reports and returns None.
        needs: Keys that must be there.
        accepts: Keys that may be there.
        qualifiers: The qualifiers that make sense.
    """

    read_value: Callable[[FieldReader, tuple[str, ...]], Value | None]
    needs: tuple[str, ...] = ()
    accepts: tuple[str, ...] = ()
    qualifiers: tuple[str, ...] = _EXACT_QUALIFIERS


def _decimal(
    minimum: Decimal | int | None = None,
) -> Callable[[FieldReader, tuple[str, ...]], Decimal | None]:
    def read(reader: FieldReader, languages: tuple[str, ...]) -> Decimal | None:
        node = reader.scalar("value", required=True)
        if node is None:
            return None
        what = f"`value` of {reader.what}"
        hint = _scale_hint(node.text, "scale" in reader.node.entries)
        return read_decimal(node, reader.findings, what, minimum=minimum, code="FACT006", hint=hint)

    return read


def _integer(
    minimum: int | None = None, maximum: int | None = None
) -> Callable[[FieldReader, tuple[str, ...]], int | None]:
    def read(reader: FieldReader, languages: tuple[str, ...]) -> int | None:
        node = reader.scalar("value", required=True)
        if node is None:
            return None
        what = f"`value` of {reader.what}"
        return read_integer(node, reader.findings, what, minimum=minimum, maximum=maximum, code="FACT006")

    return read


def _scale_hint(text: str, has_scale: bool) -> str:
    match = _WITH_SCALE.fullmatch(text)
    if not match:
        return ""
    number, scale = plain_number(match[1]) or "...", match[2].lower().replace("milliard", "billion")
    if has_scale:
        return f"write `value: {number}`; the scale has its own key"
    return f"write `value: {number}` and, for an amount of money, `scale: {scale}`; else write out all digits"


TYPES: dict[FactType, TypeRule] = {
    FactType.NUMBER: TypeRule(_decimal(), accepts=("unit",)),
    FactType.PERCENT: TypeRule(_decimal()),
    FactType.MONEY: TypeRule(_decimal(), needs=("currency",), accepts=("scale",)),
    FactType.DATE: TypeRule(lambda reader, _: reader.date("value", required=True)),
    FactType.YEAR: TypeRule(lambda reader, _: reader.year("value", required=True)),
    FactType.DURATION: TypeRule(_decimal(0), needs=("unit",)),
    FactType.RANK: TypeRule(_integer(1), qualifiers=QUALIFIERS),
    FactType.MULTIPLE: TypeRule(_decimal(0)),
    FactType.TEXT: TypeRule(
        lambda reader, languages: reader.localized("value", languages, required=True), qualifiers=()
    ),
    FactType.LIST: TypeRule(
        lambda reader, languages: reader.localized_list("value", languages, required=True), qualifiers=()
    ),
}

#: Keys that only some types have -> the types that have them, for messages.
SPECIAL_KEYS: dict[str, tuple[str, ...]] = {
    key: tuple(
        t.value
        for t, rule in TYPES.items()
        if key in rule.needs or key in rule.accepts or (key == "qualifier" and rule.qualifiers)
    )
    for key in ("unit", "currency", "scale", "qualifier")
}
