"""Types of the model -> how their values become what JSON has, and come back.

What a class has is looked up, not listed: a new field is written and read with no change here.
"""

from __future__ import annotations

import datetime as dt
import json
import re
import types
from collections.abc import Callable, Mapping
from decimal import Decimal
from enum import Enum
from functools import cache
from typing import Any, Literal, NamedTuple, Union, cast, get_args, get_origin, get_type_hints

from msgspec import NODEFAULT, Struct

from briefpress.diagnostics import Span
from briefpress.facts.localized import Leaf, Localized
from briefpress.facts.nodes import Scalar, SourceText
from briefpress.facts.rows import Heading, Rows

#: What a `Coder` raises where no coder wrote what it reads.
MALFORMED = (ValueError, TypeError, LookupError, AttributeError, ArithmeticError, RecursionError)

#: JSON without spaces; what is written has no circles.
dump = json.JSONEncoder(ensure_ascii=False, check_circular=False, separators=(",", ":")).encode

#: More characters no file has, so no mark is greater; nor is a whole number of a fact.
_MOST_CHARACTERS = 32 * 1024 * 1024
_MOST = 10**40
#: Whole and with few digits: what has an exponent of millions would fill the memory where it is printed.
_DECIMAL = re.compile(r"-?[0-9]{1,120}(?:\.[0-9]{1,120})?(?:E[-+][0-9]{1,2})?")


# ---- places


#: Path of a file -> its number in the first line.
Files = dict[str, int]


class Places:
    """The files of a book, and what has been made of them so far.

    Attributes:
        paths: Their paths, by their numbers.
        once_more: Gives a fact by its id, from the files, where what was kept of it turns out to be damaged.
        fact: The id of the fact that is being made.
    """

    def __init__(
        self, paths: list[str], text_of: Callable[[str], str], once_more: Callable[[str], Any]
    ) -> None:
        self.paths = paths
        self.once_more = once_more
        self.fact = ""
        self._text_of = text_of
        self._sources: dict[int, SourceText] = {}
        self._scalars: dict[tuple[Any, ...], Scalar] = {}

    def scalar(self, raw: tuple[Any, ...]) -> Scalar:
        """Return a scalar; equal ones are one, by which texts that facts share stay equal."""
        scalar = self._scalars.get(raw)
        if scalar is None:
            number, line, column, end_line, end_column, text, is_plain, is_block = raw
            if not 0 <= number | line | column | end_line | end_column <= _MOST_CHARACTERS:
                raise ValueError("no place in a file")
            marks = (line, column, end_line, end_column)
            scalar = Scalar(
                self._source(number), marks, _text(text, None), is_plain is True, is_block is True
            )
            self._scalars[raw] = scalar
        return scalar

    def _source(self, number: int) -> SourceText:
        source = self._sources.get(number)
        if source is None:
            path = self.paths[number]
            source = self._sources[number] = SourceText(path, self._text_of(path))
        return source


#: How many values a scalar is written with.
_LENGTH_OF_SCALAR = 8


# ---- types -> coders


class Coder(NamedTuple):
    """How values of one type become what JSON has, and come back.

    What comes back is checked: it was read from a file that anybody can have written.
    """

    encode: Callable[[Any, Files], Any]
    decode: Callable[[Any, Any], Any]


@cache
def coder_of(hint: Any) -> Coder:
    """Return the coder of a type, as annotations of the model write it."""
    make = _SPECIAL.get(hint) or _BY_ORIGIN.get(get_origin(hint))
    if make is not None:
        return make(hint)
    if hint in _PLAIN:
        return _PLAIN[hint]
    if isinstance(hint, type) and issubclass(hint, Struct):
        return _model(hint)
    if isinstance(hint, type) and issubclass(hint, Enum):
        return Coder(lambda value, _: value.value, lambda raw, _: hint(raw))
    raise TypeError(f"nothing says how {hint} is written")


def _as_it_is(value: Any, _: object) -> Any:
    return value


def _text(raw: Any, _: object) -> str:
    if type(raw) is not str:
        raise TypeError("not a text")
    return raw


def _whole(raw: Any, _: object) -> int:
    if type(raw) is not int or not 0 <= raw <= _MOST:
        raise ValueError("not a whole number")
    return raw


def _switch(raw: Any, _: object) -> bool:
    if type(raw) is not bool:
        raise TypeError("not a switch")
    return raw


def _decimal(raw: Any, _: object) -> Decimal:
    if not _DECIMAL.fullmatch(raw):
        raise ValueError("not a number")
    return Decimal(raw)


def _checked(raw: Any, kind: Any, length: int | None = None) -> Any:
    if type(raw) is not kind or (length is not None and len(raw) != length):
        raise ValueError("another number of values")
    return raw


_PLAIN: Mapping[type, Coder] = {
    str: Coder(_as_it_is, _text),
    int: Coder(_as_it_is, _whole),
    bool: Coder(_as_it_is, _switch),
    Decimal: Coder(lambda value, _: str(value), _decimal),
    dt.date: Coder(lambda value, _: value.isoformat(), lambda raw, _: dt.date.fromisoformat(raw)),
    dt.time: Coder(lambda value, _: value.isoformat(), lambda raw, _: dt.time.fromisoformat(raw)),
}


def _model(model: type[Struct]) -> Coder:
    """Return the coder of a struct: its fields by name, without those that have their default."""
    hints = get_type_hints(model)
    coders = {name: coder_of(hints[name]) for name in model.__struct_fields__}
    defaults = dict(zip(reversed(coders), reversed(model.__struct_defaults__), strict=False))
    encoders = [(name, defaults.get(name, NODEFAULT), coder.encode) for name, coder in coders.items()]
    decoders = {name: coder.decode for name, coder in coders.items()}

    def encode(value: Any, files: Files) -> dict[str, Any]:
        return {
            name: enc(one, files)
            for name, default, enc in encoders
            if (one := getattr(value, name)) is not default
        }

    def decode(raw: Any, places: Places) -> Any:
        return model(**{name: decoders[name](one, places) for name, one in raw.items()})

    return Coder(encode, decode)


# ---- types of several values


def _union(hint: Any) -> Coder:
    """Return the coder of "one of several types": the name of the type is written, except for None."""
    members = [member for member in get_args(hint) if member is not type(None)]
    is_optional = len(members) < len(get_args(hint))
    if len(members) == 1:
        only = coder_of(members[0])
        return _optional(only)
    kinds = {get_origin(member) or member: coder_of(member) for member in members}
    by_name = {kind.__name__: coder for kind, coder in kinds.items()}

    def encode(value: Any, files: Files) -> list[Any]:
        return [type(value).__name__, kinds[type(value)].encode(value, files)]

    def decode(raw: Any, places: Places) -> Any:
        name, inner = _checked(raw, list, 2)
        return by_name[name].decode(inner, places)

    coder = Coder(encode, decode)
    return _optional(coder) if is_optional else coder


def _optional(coder: Coder) -> Coder:
    encode, decode = coder
    return Coder(
        lambda value, files: None if value is None else encode(value, files),
        lambda raw, places: None if raw is None else decode(raw, places),
    )


def _tuple(hint: Any) -> Coder:
    kind, *rest = get_args(hint)
    if rest != [Ellipsis]:
        raise TypeError(f"nothing says how {hint} is written")
    encode, decode = coder_of(kind)
    return Coder(
        lambda value, files: [encode(one, files) for one in value],
        lambda raw, places: tuple([decode(one, places) for one in _checked(raw, list)]),
    )


def _set(hint: Any) -> Coder:
    encode, decode = _tuple(tuple[get_args(hint)[0], ...])  # type: ignore[misc]
    return Coder(
        lambda value, files: encode(sorted(value), files), lambda raw, places: frozenset(decode(raw, places))
    )


def _mapping(hint: Any) -> Coder:
    encode, decode = coder_of(get_args(hint)[1])  # keys are texts
    return Coder(
        lambda value, files: {key: encode(one, files) for key, one in value.items()},
        lambda raw, places: {key: decode(one, places) for key, one in _checked(raw, dict).items()},
    )


def _choice(hint: Any) -> Coder:
    choices = {choice: choice for choice in get_args(hint)}
    return Coder(_as_it_is, lambda raw, _: choices[raw])


# ---- types that say where something is, by hand: nearly all of a book is made of them


def _span(_: Any) -> Coder:
    def encode(span: Span, files: Files) -> list[int]:
        return [files.setdefault(span.path, len(files)), span.line, span.column, span.length]

    def decode(raw: Any, places: Places) -> Span:
        number, line, column, length = raw
        # Only whole numbers can be joined so; a negative one makes the result negative.
        if not 0 <= number | line | column | length <= _MOST_CHARACTERS:
            raise ValueError("no place in a file")
        return Span(places.paths[number], line, column, length)

    return Coder(encode, decode)


def _leaf(_: Any) -> Coder:
    """Return the coder of texts: the scalar, and behind it the text where the two are not the same."""

    def encode(leaf: Leaf, files: Files) -> list[Any]:
        scalar = leaf.scalar
        number = files.setdefault(scalar.source.path, len(files))
        raw = [number, *scalar.marks, scalar.text, scalar.plain, scalar.block]
        return raw if leaf.text == scalar.text else [*raw, leaf.text]

    def decode(raw: Any, places: Places) -> Leaf:
        own = raw.pop() if len(raw) > _LENGTH_OF_SCALAR else None
        scalar = places.scalar(tuple(raw))
        return Leaf(scalar.text if own is None else _text(own, None), scalar)

    return Coder(encode, decode)


def _localized(_: Any) -> Coder:
    """Return the coder of texts in several languages; of the node behind them, only the span is kept."""
    encode_span, decode_span = coder_of(Span)
    encode_leaf, decode_leaf = coder_of(Leaf)

    def encode(value: Localized, files: Files) -> list[Any]:
        leaves = {lang: encode_leaf(leaf, files) for lang, leaf in value.leaves.items()}
        return [leaves, encode_span(value.span, files)]

    def decode(raw: Any, places: Places) -> Localized:
        leaves, place = raw
        return Localized(
            {lang: decode_leaf(leaf, places) for lang, leaf in leaves.items()}, decode_span(place, places)
        )

    return Coder(encode, decode)


def _rows(_: Any) -> Coder:
    """Return the coder of rows: their ids, and a text of JSON for each, read when somebody asks for it."""
    encode_row, decode_row = coder_of(Heading)

    def encode(rows: Rows, files: Files) -> list[list[str]]:
        return [list(rows.ids), [dump(encode_row(row, files)) for row in rows]]

    def decode(raw: Any, places: Places) -> Rows:
        ids, texts = _checked(raw, list, 2)
        if len(ids) != len(texts):
            raise ValueError("each row has a text")
        fact = places.fact

        def heading_at(number: int) -> Heading:
            try:
                row: Heading = decode_row(json.loads(texts[number]), places)
                if row.id == ids[number]:
                    return row
            except MALFORMED:
                pass
            return cast(Heading, places.once_more(fact).value.rows[number])

        return Rows([_text(id_, None) for id_ in ids], heading_at)

    return Coder(encode, decode)


_SPECIAL: Mapping[Any, Callable[[Any], Coder]] = {
    Span: _span,
    Leaf: _leaf,
    Localized: _localized,
    Rows: _rows,
}

_BY_ORIGIN: Mapping[Any, Callable[[Any], Coder]] = {
    Union: _union,
    types.UnionType: _union,
    tuple: _tuple,
    frozenset: _set,
    dict: _mapping,
    Mapping: _mapping,
    Literal: _choice,
}
