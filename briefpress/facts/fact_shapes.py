"""Facts, points and cells as JSON Schema, made of the table of types."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from functools import cached_property

from briefpress.facts import shapes
from briefpress.facts.currencies import CURRENCIES
from briefpress.facts.expressions import FUNCTIONS
from briefpress.facts.expressions.functions import Function
from briefpress.facts.feeds import _SHARE as SHARE, REFRESH_KEYS
from briefpress.facts.ids import _PLAIN_ID as FEED_ID
from briefpress.facts.model import DURATION_UNITS, QUALIFIERS, ROUNDINGS, SCALES, FactType
from briefpress.facts.series import _ID as PART_ID, ROUNDED, SHARED
from briefpress.facts.shapes import Schema, told
from briefpress.facts.statements import _MAX_DECIMALS as MAX_DECIMALS, _TAG as TAG
from briefpress.facts.types import COLUMN_TYPES, FACT_KEYS, POINT_TYPES, SPECIAL_KEYS, TYPES, TypeRule

QUALIFIERS_TOLD: Mapping[str, str] = {
    "exact": "no more and no less",
    "about": "approximately",
    "over": "more than the value",
    "under": "less than the value",
    "at-least": "the value or more",
    "at-most": "the value or less",
    "among-top": "among the first so many of a ranking",
    "record": "never reached before",
    "projected": "expected, and not measured yet",
    "target": "aimed at",
}

SCALES_TOLD: Mapping[str, str] = {
    "one": "the value as it stands",
    "thousand": "times 1 000",
    "million": "times 1 000 000",
    "billion": "times 1 000 000 000; French: milliard",
    "trillion": "times 1 000 000 000 000; French: billion",
}

ROUNDINGS_TOLD: Mapping[str, str] = {
    "half-up": "to the nearest; a half goes away from zero",
    "half-even": "to the nearest; a half goes to the even digit",
    "up": "away from zero",
    "down": "toward zero",
}

#: Keys of points and rows that are no keys of facts, or mean something else there -> what they hold.
POINT_TOLD: Mapping[str, str] = {
    "at": "the period it stands for: `2024`, `2024-2025`, `2024-Q3` or `2024-04`",
    "id": "what its id ends with, where it stands for no period",
    "label": "what it is called, in each language; a period has a name already",
}

#: Keys that all facts have.
COMMON = tuple(key for key in FACT_KEYS if key not in SPECIAL_KEYS)
#: What a computed fact has of its inputs, and cannot have of its own.
_CITED = ("value", "source", "locator")
#: Where the rows of a table may stand.
_CSV_PATH = re.compile(r"data/[^\\]+\.csv")

#: What a point or a cell has from its series or table alone.
_GIVEN = ("type", "label", "of", "points", "columns", "rows", "refresh", "max_change")


def value_shapes(languages: tuple[str, ...]) -> dict[FactType, Schema]:
    """Return the shape of the value of each type that has one; ranges are added by the table of types."""
    return {
        FactType.NUMBER: shapes.number(),
        FactType.PERCENT: shapes.number(),
        FactType.POINTS: shapes.number(),
        FactType.MONEY: shapes.number(),
        FactType.DATE: shapes.date(),
        FactType.TIME: shapes.time(),
        FactType.YEAR: shapes.year(),
        FactType.PERIOD: shapes.period(),
        FactType.DURATION: shapes.number(0),
        FactType.RANK: shapes.integer(1),
        FactType.MULTIPLE: shapes.number(0),
        FactType.TEXT: shapes.localized(languages),
        FactType.LIST: {"type": "array", "items": shapes.localized(languages)},
    }


class FactShapes:
    """The shapes of facts in a project.

    Args:
        languages: The languages that every text has to be in.
    """

    def __init__(self, languages: tuple[str, ...]) -> None:
        self._languages = languages
        self._values = value_shapes(languages)

    def definitions(self) -> dict[str, Schema]:
        """Return the definitions that ``#/definitions/fact`` stands on, itself among them."""
        facts = {f"fact-{kind}": self._fact(kind, rule) for kind, rule in TYPES.items()}
        points = {f"point-{kind}": self._point(kind) for kind in POINT_TYPES}
        columns = {f"column-{kind}": self._column(kind) for kind in COLUMN_TYPES}
        return {
            "fact": _by_type("fact", TYPES, required=("label",)),
            "fact-of-no-type": shapes.record({"type": True, **self._loose(FACT_KEYS)}),
            "column": _by_type("column", COLUMN_TYPES, required=("label",)),
            "column-of-no-type": shapes.record({"type": True, **self._loose(("label", *SHARED))}),
            "point-of-no-type": shapes.record(
                {**self._headings, **self._loose(key for key in FACT_KEYS if key not in _GIVEN)}
            ),
            "row": self._row(),
            "cell": self._cell(),
            **facts,
            **points,
            **columns,
            **{f"key-{key}": told(FACT_KEYS[key], shape) for key, shape in self._fixed.items()},
        }

    # ---- keys

    @cached_property
    def _fixed(self) -> dict[str, Schema]:
        """The keys that hold the same in every type that has them."""
        localized = shapes.localized(self._languages)
        texts = ("label", "locator", "note", "definition", "wording")
        tag = shapes.name(TAG, "A tag has small letters, digits and hyphens.")
        currency: Schema = {
            "type": "string",
            "enum": sorted(CURRENCIES),
            "errorMessage": "Write the three letters of ISO 4217, such as `CAD` or `USD`.",
        }
        return {
            "source": shapes.reference("source", "an entry of `sources`"),
            **dict.fromkeys(texts, localized),
            "wording_for": shapes.number(),
            "as_of": shapes.date(),
            "period": shapes.period(),
            "tags": {"type": "array", "items": tag},
            "warn_after": shapes.age(),
            "error_after": shapes.age(),
            "currency": currency,
            "scale": shapes.choice({scale: SCALES_TOLD[scale] for scale in SCALES}, default="one"),
            "minimum": shapes.number(),
            "maximum": shapes.number(),
            "refresh": {
                **self._wanted(("feed", "at", "row", "column", "as_of")),
                "dependencies": {"row": ["column"]},
                "anyOf": [{"required": ["at"]}, {"required": ["column"]}],
            },
            "max_change": shapes.name(SHARE, "Write a percentage: `20%`."),
            "formula": {**shapes.text(), "defaultSnippets": _calls()},
            "decimals": shapes.integer(0, MAX_DECIMALS),
            "rounding": shapes.choice(
                {rounding: ROUNDINGS_TOLD[rounding] for rounding in ROUNDINGS}, default=ROUNDINGS[0]
            ),
        }

    def _keys(self, names: Iterable[str], kind: FactType, rule: TypeRule) -> dict[str, Schema | bool]:
        """Return the keys of a type with what they hold."""
        return {name: self._key(name, kind, rule) for name in names}

    def _key(self, name: str, kind: FactType, rule: TypeRule) -> Schema:
        if name in self._fixed:
            return {"$ref": f"#/definitions/key-{name}"}
        return told(rule.value if name == "value" else FACT_KEYS[name], _BY_TYPE[name](self, kind, rule))

    def _loose(self, names: Iterable[str]) -> dict[str, Schema | bool]:
        """Return keys as they are where the type is not known."""
        anything: dict[str, Schema] = {
            "value": shapes.range_or(self._any_single),
            "unit": _any_unit(),
            "qualifier": shapes.choice({name: QUALIFIERS_TOLD[name] for name in QUALIFIERS}),
            "of": shapes.choice({kind.value: TYPES[kind].about for kind in POINT_TYPES}),
            "columns": {"type": "object"},
            "points": {"type": "array"},
            "rows": {"type": ["array", "string", "object"]},
        }
        return {
            name: {"$ref": f"#/definitions/key-{name}"}
            if name in self._fixed
            else told(FACT_KEYS[name], anything[name])
            for name in names
            if name != "type"
        }

    @cached_property
    def _any_single(self) -> Schema:
        """A single value of a point or a cell, whatever its type."""
        return shapes.any_of(self._values[kind] for kind in POINT_TYPES)

    def value(self, kind: FactType, rule: TypeRule) -> Schema:
        """Return the shape of ``value``."""
        return shapes.range_or(self._values[kind]) if rule.is_range else self._values[kind]

    def unit(self, kind: FactType, rule: TypeRule) -> Schema:
        """Return the shape of ``unit``: of time, or of things that the project counts."""
        if kind is FactType.DURATION:
            return shapes.choice(DURATION_UNITS)
        return _any_unit() if kind is FactType.SERIES else _counted()

    def qualifier(self, kind: FactType, rule: TypeRule) -> Schema:
        """Return the shape of ``qualifier``."""
        return shapes.choice({name: QUALIFIERS_TOLD[name] for name in rule.qualifiers})

    def of(self, kind: FactType, rule: TypeRule) -> Schema:
        """Return the shape of ``of``."""
        return shapes.choice({point.value: TYPES[point].about for point in POINT_TYPES})

    def points(self, kind: FactType, rule: TypeRule) -> Schema:
        """Return the shape of ``points``; what each has depends on ``of``."""
        return shapes.listed({"type": "object"})

    def columns(self, kind: FactType, rule: TypeRule) -> Schema:
        """Return the shape of ``columns``."""
        names = {
            "doNotSuggest": True,
            "pattern": f"^(?!(?:id|at|label)$)(?:{PART_ID.pattern})$",
            "errorMessage": "Use lower-case letters, digits and underscores; not `id`, `at` or `label`.",
        }
        column = {"$ref": "#/definitions/column"}
        return {"type": "object", "minProperties": 1, "propertyNames": names, "additionalProperties": column}

    def rows(self, kind: FactType, rule: TypeRule) -> Schema:
        """Return the shape of ``rows``: a list, or the file or the feed that has them."""
        file = shapes.name(_CSV_PATH, "Write a list of rows, or the path of a file `data/....csv`.")
        listed = shapes.listed({"$ref": "#/definitions/row"})
        fed = {"if": {"type": "object"}, "then": self._wanted(("feed", "at", "as_of")), "else": file}
        return {
            "type": ["array", "string", "object"],
            "if": {"type": "array"},
            "then": listed,
            "else": fed,
        }

    def _wanted(self, names: Iterable[str]) -> Schema:
        """Return the shape of what is taken from a feed."""
        feed = shapes.name(FEED_ID, "Write the id of an entry of `feeds`.")
        of = {"feed": feed, "row": {"type": "object", "additionalProperties": shapes.text()}}
        keys: dict[str, Schema | bool] = {
            name: told(REFRESH_KEYS[name], of.get(name) or shapes.text()) for name in names
        }
        return shapes.record(keys, ("feed",))

    # ---- records

    def _fact(self, kind: FactType, rule: TypeRule) -> Schema:
        """Return the shape of a fact of a type: with a value, or with a formula in place of it."""
        names = [name for name in _names_of(rule) if name != "type"]
        if rule.read_value is None:
            names.remove("value")
        # The key of the type is told once, where types are told apart.
        shape = shapes.record({"type": True, **self._keys(names, kind, rule)}, rule.needs)
        written = ("value", "source") if rule.read_value else ("source",)
        fed: Schema = {"required": ["refresh"]}
        if kind is FactType.TABLE:
            fed = {"properties": {"rows": {"type": "object"}}, "required": ["rows"]}
        # What is fetched has a value once it was, and the source of its feed.
        shape["allOf"] = [{"if": fed, "then": _computed((), rule), "else": _computed(written, rule)}]
        if kind is FactType.SERIES:
            loose = {"properties": {"points": {"items": {"$ref": "#/definitions/point-of-no-type"}}}}
            points = {point.value: self._points_of(point) for point in POINT_TYPES}
            shape["allOf"] += shapes.branches("of", points, loose)
        return shape

    def _points_of(self, point: FactType) -> Schema:
        """Return what a series has where its points are of a type."""
        rule = TYPES[point]
        shared = (*TYPES[FactType.SERIES].accepts, "qualifier")
        keys: dict[str, Schema | bool] = dict.fromkeys(shared, False)
        keys |= self._keys((name for name in shared if name in _names_of(rule)), point, rule)
        keys["points"] = {"items": {"$ref": f"#/definitions/point-{point}"}}
        needed: Schema = {"required": list(rule.needs)}
        # What a type needs stands in the series, or in every point.
        given = {"anyOf": [needed, {"properties": {"points": {"items": needed}}}]} if rule.needs else {}
        return {"properties": keys, **given}

    @cached_property
    def _headings(self) -> dict[str, Schema | bool]:
        part = shapes.name(PART_ID, "Use lower-case letters, digits and underscores.")
        made = {"at": shapes.period(), "id": part, "label": shapes.localized(self._languages)}
        return {key: told(POINT_TOLD[key], shape) for key, shape in made.items()}

    def _point(self, kind: FactType) -> Schema:
        """Return the shape of a point of a series: what it is called, and what a fact of the type has."""
        rule = TYPES[kind]
        names = [name for name in _names_of(rule) if name not in _GIVEN]
        shape = shapes.record({**self._headings, **self._keys(names, kind, rule)})
        return {**shape, "allOf": [_headed("id", "period"), _computed(("value",), rule)]}

    def _column(self, kind: FactType) -> Schema:
        rule = TYPES[kind]
        names = [name for name in ("label", *SHARED) if name in _names_of(rule)]
        return shapes.record({"type": True, **self._keys(names, kind, rule)})

    def _row(self) -> Schema:
        cell = {"$ref": "#/definitions/cell"}
        return {"type": "object", "properties": self._headings, "additionalProperties": cell, **_headed("id")}

    def _cell(self) -> Schema:
        """Return the shape of a cell: a value, a range, or a value with what else is to be said of it."""
        names = (name for name in FACT_KEYS if name not in _GIVEN)
        more = {"anyOf": [{"required": ["value"]}, {"required": ["formula"]}]}
        ends = shapes.from_to(self._any_single)
        texts = {
            "if": {"anyOf": [{"required": ["from"]}, {"required": ["to"]}]},
            "then": ends,
            "else": shapes.localized(self._languages),
        }
        parts = {"if": more, "then": shapes.record(self._loose(names)), "else": texts}
        about = "the value of this column, or `{value: ..., note: ...}`"
        return told(about, shapes.either(self._any_single, parts))


#: Keys that hold something else in each type -> what makes their shape.
_BY_TYPE: Mapping[str, Callable[[FactShapes, FactType, TypeRule], Schema]] = {
    "value": FactShapes.value,
    "unit": FactShapes.unit,
    "qualifier": FactShapes.qualifier,
    "of": FactShapes.of,
    "points": FactShapes.points,
    "columns": FactShapes.columns,
    "rows": FactShapes.rows,
}


def _without(*keys: str) -> Schema:
    return {"properties": dict.fromkeys(keys, False)}


def _headed(*keys: str) -> Schema:
    """Return what a point or a row is called by: a period, without some other keys, or an id and a label."""
    return {"if": {"required": ["at"]}, "then": _without(*keys), "else": {"required": ["id", "label"]}}


def _calls() -> list[Schema]:
    """Return what an editor offers to type in a formula: a call of each function."""
    return [
        shapes.snippet(function.signature, function.about, f'"{_call(name, function)}"')
        for name, function in FUNCTIONS.items()
    ]


def _call(name: str, function: Function) -> str:
    return f"{name}({', '.join(f'?{parameter}?' for parameter in function.parameters)})"


def _counted() -> Schema:
    return shapes.reference("unit", "an entry of `units`")


def _any_unit() -> Schema:
    counted = _counted()
    return {"type": counted["type"], "anyOf": [shapes.choice(DURATION_UNITS), counted]}


def _names_of(rule: TypeRule) -> tuple[str, ...]:
    """Return the keys of a type."""
    return (*COMMON, *rule.needs, *rule.accepts, *(("qualifier",) if rule.qualifiers else ()))


def _computed(written: Iterable[str], rule: TypeRule) -> Schema:
    """Return what must be written by hand, unless a formula stands in its place."""
    needed: Schema = {"required": [*written]}
    if not rule.is_computable:
        return needed
    cited, rounded = (_without(*keys) for keys in (_CITED, ROUNDED))
    cited["dependencies"] = {"rounding": ["decimals"]}
    return {"if": {"required": ["formula"]}, "then": cited, "else": {**needed, **rounded}}


def _by_type(name: str, kinds: Iterable[FactType], required: Iterable[str]) -> Schema:
    known = list(kinds)
    shape = shapes.variants(
        "type",
        {kind.value: {"$ref": f"#/definitions/{name}-{kind}"} for kind in known},
        {"$ref": f"#/definitions/{name}-of-no-type"},
        told(FACT_KEYS["type"], shapes.choice({kind.value: TYPES[kind].about for kind in known})),
    )
    return {**shape, "required": ["type", *required]}
