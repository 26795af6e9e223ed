"""Values as JSON Schema, for editors: what `values` reads, as a program sees it that knows YAML only.

The schemas are of draft-07, the one that editors know best. A shape accepts whatever its reader accepts:
an editor that marks what is right is soon switched off. It refuses what can be seen without knowing the
calendar, other keys or other files. Words that only editors understand (``markdownDescription``,
``errorMessage``, ``defaultSnippets``, ...) are those of the YAML language server.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeAlias

from briefpress.facts.localized import language_name, other_languages
from briefpress.facts.periods import _WRITTEN as PERIOD, YEARS
from briefpress.facts.values import _AGE as AGE, _DATE as DATE, _NUMBER as NUMBER, _TIME as TIME

#: A JSON Schema, or a part of one.
Schema: TypeAlias = dict[str, Any]

DRAFT = "http://json-schema.org/draft-07/schema#"

#: The file beside the others that holds the ids of the project: the only one that changes with its facts.
IDS = "ids.schema.json"

_NATURAL = re.compile(r"-?0|[1-9][0-9]*")


def told(about: str, shape: Schema) -> Schema:
    """Return a shape with its description, in which backquotes set words apart."""
    plain = about.replace("`", "")
    described: Schema = {"description": _sentence(plain)}
    if plain != about:
        described["markdownDescription"] = _sentence(about)
    return {**described, **shape}


def whole(pattern: re.Pattern[str], around: str = "") -> str:
    """Return a pattern that has to match from end to end, as JSON Schema writes it.

    Args:
        pattern: Of Python; the names of its groups are dropped, which JavaScript writes in another way.
        around: What may stand before and behind it.
    """
    bare = re.sub(r"\(\?P<\w+>", "(?:", pattern.pattern)
    return f"^{around}(?:{bare}){around}$"


# ---- single values


def text() -> Schema:
    """Return the shape of a text. A number without quotes is one, too: ``en: 2023``."""
    return {
        "type": ["string", "number"],
        "pattern": r"\S",
        "errorMessage": "Write a text; one that begins with a bracket or a brace needs quotes.",
    }


def number(minimum: int | None = None, *, above: int | None = None, maximum: int | None = None) -> Schema:
    """Return the shape of a number, with or without quotes.

    Args:
        minimum: The least number; 0 or none.
        above: What it has to be greater than; 0 or none.
        maximum: The greatest number, up to 99, or none.
    """
    assert minimum in (0, None) and above in (0, None)
    pattern = whole(NUMBER, r"\s*")
    shape: Schema = {"type": ["number", "string"]}
    if minimum is not None:
        shape["minimum"] = minimum
        pattern = pattern.replace("-?", "(?:-(?=[0.]*\\s*$))?")
    if above is not None:
        shape["exclusiveMinimum"] = above
        pattern = pattern.replace("-?", "(?=[0.]*[1-9])")
    if maximum is not None:
        # A number in quotes is a text to a schema, which has to tell by its digits how large it is.
        shape["maximum"] = maximum
        below = "|".join(str(number) for number in reversed(range(maximum)))
        pattern = (
            f"^(?=\\s*-?(?:(?:{below})(?:\\.|\\s*$)|{maximum}(?:\\.0+)?\\s*$)){pattern.removeprefix('^')}"
        )
    return {
        **shape,
        "pattern": pattern,
        "errorMessage": "Write a number: digits only, with a point before decimals.",
    }


def integer(minimum: int = 0, maximum: int | None = None) -> Schema:
    """Return the shape of a whole number from 0 or more, with or without quotes."""
    ends = {"minimum": minimum} if maximum is None else {"minimum": minimum, "maximum": maximum}
    return {
        "type": ["integer", "string"],
        **ends,
        "pattern": whole(_NATURAL, r"\s*"),
        "errorMessage": "Write a whole number, in digits.",
    }


def year() -> Schema:
    """Return the shape of a calendar year."""
    return {**integer(*YEARS), "errorMessage": f"Write a year from {YEARS[0]} to {YEARS[1]}."}


def date() -> Schema:
    """Return the shape of a day. YAML 1.2 has no dates: it is a text, with or without quotes."""
    return {
        **_written(DATE, "Write a day as year-month-day: `2026-11-22`."),
        "examples": ["2026-11-22"],
    }


def time() -> Schema:
    """Return the shape of a time of day."""
    return {**_written(TIME, 'Write hours and minutes, in quotes: `"14:30"`.'), "examples": ["14:30"]}


def period() -> Schema:
    """Return the shape of a period: a bare year is a number for YAML, the others are texts."""
    hint = "Write a year `2024`, a fiscal year `2024-2025`, a quarter `2024-Q3` or a month `2024-04`."
    return {
        **_written(PERIOD, hint),
        "type": ["integer", "string"],
        "minimum": YEARS[0],
        "maximum": YEARS[1],
        "examples": [2024, "2024-2025", "2024-Q3", "2024-04"],
    }


def age() -> Schema:
    """Return the shape of an age."""
    return {
        **_written(AGE, "Write a number and `days`, `months` or `years`: `18 months`."),
        "examples": ["90 days", "18 months", "1 year"],
    }


def name(pattern: re.Pattern[str], error: str) -> Schema:
    """Return the shape of a name or an id; one that can be made of digits only is a number for YAML."""
    shape: Schema = {"type": "string", "pattern": whole(pattern), "errorMessage": error}
    return {**shape, "type": ["string", "integer"], "minimum": 0} if pattern.fullmatch("0") else shape


def choice(options: Mapping[str, str] | Iterable[str], default: str | None = None) -> Schema:
    """Return the shape of one of several words, or numbers.

    Args:
        options: The words, with what each means where that is known.
        default: The one that is meant where the key is missing.
    """
    words = list(options)
    told = list(options.values()) if isinstance(options, Mapping) else []
    shape: Schema = {"type": "string", "enum": words}
    if all(word.isdecimal() for word in words):
        # YAML reads them as numbers where they have no quotes, as people write them.
        shape = {"type": ["integer", "string"], "enum": [*map(int, words), *words]}
        told *= 2
    if told:
        shape["markdownEnumDescriptions"] = [_sentence(about) for about in told]
        shape["enumDescriptions"] = [_sentence(about).replace("`", "") for about in told]
    if default is not None:
        shape["default"] = int(default) if shape["type"] != "string" else default
    return shape


def reference(kind: str, what: str) -> Schema:
    """Return the shape of the id of something in the project: those that there are, or a new one.

    Args:
        kind: An entry of ``definitions`` in the file of ids.
        what: For people.
    """
    return {
        "type": ["string", "integer"],
        "allOf": [{"$ref": f"{IDS}#/definitions/{kind}"}],
        "errorMessage": f"Write the id of {what}.",
    }


def _written(pattern: re.Pattern[str], error: str) -> Schema:
    return {"type": "string", "pattern": whole(pattern, r"\s*"), "errorMessage": error}


# ---- values with parts


def localized(languages: tuple[str, ...], *, plain: bool = False, is_closed: bool = False) -> Schema:
    """Return the shape of a text in every language.

    Args:
        languages: Those that have to be there.
        plain: Whether a single text may stand for all.
        is_closed: Whether no other language may be there.
    """
    shape = by_language(languages, text(), language_name)
    if is_closed:
        del shape["patternProperties"]
    return or_plain(shape) if plain else shape


def by_language(languages: tuple[str, ...], value: Schema, about: Callable[[str], str]) -> Schema:
    """Return the shape of a record that has a value for each language, and may have it for others.

    Args:
        languages: Those that have to be there.
        value: The shape of each.
        about: What it is, by language.
    """
    shape = record({lang: told(about(lang), value) for lang in languages}, languages)
    return {**shape, "patternProperties": {other_languages(languages): value}}


def or_plain(localized: Schema) -> Schema:
    """Return the shape of a text in languages, or of one for all of them."""
    return {**localized, "type": ["object", "string", "number"], "pattern": text()["pattern"]}


def range_or(single: Schema) -> Schema:
    """Return the shape of a single value, or of two with what lies between them."""
    return either(single, from_to(single))


def from_to(single: Schema) -> Schema:
    """Return the shape of two values with what lies between them."""
    first, last = told("the first value", single), told("the last value: a greater one", single)
    return record({"from": first, "to": last}, ("from", "to"))


def either(single: Schema, parts: Schema) -> Schema:
    """Return the shape of a single value or of a record; an editor judges the one that it sees."""
    kinds = [single["type"]] if isinstance(single["type"], str) else list(single["type"])
    shape = {"type": [*kinds, "object"], "if": {"type": "object"}, "then": parts}
    # Examples are offered where the whole is, whatever it will become.
    inner = {key: value for key, value in single.items() if key != "examples"}
    return {**shape, "else": inner, **{key: single[key] for key in ("examples",) if key in single}}


def any_of(shapes: Iterable[Schema]) -> Schema:
    """Return the shape of a single value of one of several kinds of texts and numbers."""
    patterns = dict.fromkeys(shape["pattern"] for shape in shapes)
    return {"type": ["number", "string"], "pattern": "|".join(patterns)}


def record(keys: Mapping[str, Schema | bool], required: Iterable[str] = ()) -> Schema:
    """Return the shape of keys with values; a key that is not among them is refused."""
    shape: Schema = {"type": "object", "properties": dict(keys), "additionalProperties": False}
    needed = list(required)
    return {**shape, "required": needed} if needed else shape


def listed(items: Schema) -> Schema:
    """Return the shape of a list that is not empty."""
    return {"type": "array", "minItems": 1, "items": items}


def one_or_more(single: Schema) -> Schema:
    """Return the shape of a single value or of a list of such values."""
    kinds = [single["type"]] if isinstance(single["type"], str) else list(single["type"])
    return {**single, "type": [*kinds, "array"], "minItems": 1, "items": single}


def variants(key: str, kinds: Mapping[str, Schema], fallback: Schema, about: Schema) -> Schema:
    """Return the shape of a record whose other keys depend on one of them; see `branches`.

    Args:
        key: The key that says the kind, as ``type``.
        kinds: Kind -> the whole shape, or a reference to it.
        fallback: The shape for all other kinds.
        about: The shape of the key.
    """
    either = branches(key, kinds, fallback)
    return {"type": "object", "required": [key], "properties": {key: about}, "allOf": either}


def branches(key: str, kinds: Mapping[str, Schema], fallback: Schema) -> list[Schema]:
    """Return what is to be joined by ``allOf`` where a shape depends on a key.

    Each kind is asked for by name, so that an editor shows the mistakes of that kind alone. Where the kind is
    missing or misspelt, the fallback still finds keys that nothing knows.
    """
    known = [{"if": _has(key, {"const": kind}), "then": shape} for kind, shape in kinds.items()]
    return [*known, {"if": {"type": "object", "not": _has(key, {"enum": list(kinds)})}, "then": fallback}]


def _has(key: str, shape: Schema) -> Schema:
    return {"type": "object", "required": [key], "properties": {key: shape}}


# ---- snippets


def snippet(label: str, about: str, body: object) -> Schema:
    """Return what an editor offers to type.

    Args:
        label: What it is called.
        about: What it is, for people.
        body: What is typed; ``?guess?`` in it is a place to fill in, and so is ``??``. What stands in double
            quotes keeps them, lest a colon in a text breaks the line.
    """
    return {"label": label, "description": _sentence(about.replace("`", "")), "body": _Tabs().body(body)}


_GAP = re.compile(r"\?([^?]*)\?")


class _Tabs:
    """Numbers the places to fill in, in the order in which they are typed."""

    def __init__(self) -> None:
        self.last = 0

    def body(self, value: object) -> object:
        if isinstance(value, dict):
            return {self.body(key): self.body(inner) for key, inner in value.items()}
        if isinstance(value, list):
            return [self.body(inner) for inner in value]
        if not isinstance(value, str):
            return value
        # A caret keeps the text as it is, quotes included.
        return ("^" if value.startswith('"') else "") + _GAP.sub(self._mark, value)

    def _mark(self, gap: re.Match[str]) -> str:
        self.last += 1
        guess = gap[1].replace("}", r"\}")
        return f"${{{self.last}:{guess}}}" if guess else f"${self.last}"


def _sentence(text: str) -> str:
    return f"{text[0].upper()}{text[1:]}" if text else text
