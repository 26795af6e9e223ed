"""Nodes -> values of the kinds that keys ask for; what does not fit becomes a finding.

Every method returns None after reporting, so that one run shows all mistakes of a file.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping as AnyMapping
from decimal import Decimal
from types import MappingProxyType

from briefpress.diagnostics import Findings, Span, did_you_mean
from briefpress.facts.commas import comma_hint
from briefpress.facts.localized import Leaf, Localized
from briefpress.facts.model import Freshness
from briefpress.facts.nodes import Mapping, Scalar, Sequence, YamlNode
from briefpress.facts.periods import YEARS, Period
from briefpress.facts.values import (
    is_empty,
    kind_of,
    listing,
    read_age,
    read_date,
    read_decimal,
    read_integer,
    read_leaf,
    read_localized,
    read_mapping,
    read_period,
    shorten,
)

#: Of a mapping, more keys that nobody knows are not reported one by one: it is no mapping of ours.
_MOST_UNKNOWN = 200


class FieldReader:
    """Reads the values of one mapping by their keys.

    Args:
        mapping: What to read.
        findings: Where mistakes go.
        what: Names the thing in messages, as "fact `norad.years`"; starts without a capital letter.
        span: Where a missing key is reported; by default the mapping itself.
    """

    def __init__(self, mapping: Mapping, findings: Findings, what: str, span: Span | None = None) -> None:
        self.node = mapping
        self.findings = findings
        self.what = what
        self._span = span
        self._known: dict[str, None] = {}

    # ---- places

    @property
    def own_span(self) -> Span:
        """The place of the whole thing."""
        return self._span or self.node.span

    def has(self, key: str) -> bool:
        """Tell whether a key is there, whatever its value; it counts as known from now on."""
        self._known[key] = None
        return key in self.node.entries

    def know(self, keys: Iterable[str]) -> None:
        """Count keys as known, whether they are there or not."""
        self._known.update(dict.fromkeys(keys))

    def span(self, key: str) -> Span:
        """Return the place of a key's value, or of the whole thing where the key is missing."""
        entry = self.node.entries.get(key)
        return entry.value.span if entry else self.own_span

    def key_span(self, key: str) -> Span:
        """Return the place of a key, or of the whole thing where the key is missing."""
        entry = self.node.entries.get(key)
        return entry.key_span if entry else self.own_span

    # ---- values

    def raw(self, key: str, *, required: bool = False) -> YamlNode | None:
        """Return the node of a key; a missing or empty value counts as none."""
        self._known[key] = None
        entry = self.node.entries.get(key)
        if entry is None:
            if required:
                self.error(
                    "SHAPE002",
                    f"{self.what} has no `{key}`",
                    self.own_span,
                    label=f"no `{key}`",
                    hint=f"add `{key}:`",
                )
            return None
        node = entry.value
        if is_empty(node):
            self.error(
                "SHAPE006",
                f"`{key}` of {self.what} is empty",
                entry.key_span,
                label="no value",
                hint="write a value" if required else "write a value, or remove the key",
            )
            return None
        return node

    def scalar(self, key: str, *, required: bool = False) -> Scalar | None:
        """Return the scalar of a key, with its place."""
        node = self.raw(key, required=required)
        if node is None or isinstance(node, Scalar):
            return node
        self.error(
            "SHAPE001",
            f"`{key}` of {self.what} has to be a single value",
            node.span,
            label=kind_of(node),
            hint=f"write `{key}: ...` with one value after the colon",
        )
        return None

    def leaf(self, key: str, *, required: bool = False) -> Leaf | None:
        """Return a text that is the same in all languages, with its place."""
        node = self.scalar(key, required=required)
        return read_leaf(node, self.findings, f"`{key}` of {self.what}") if node else None

    def text(self, key: str, *, required: bool = False) -> str | None:
        """Return a text that is the same in all languages."""
        leaf = self.leaf(key, required=required)
        return leaf.text if leaf else None

    def integer(
        self, key: str, *, required: bool = False, minimum: int | None = None, maximum: int | None = None
    ) -> int | None:
        """Return a whole number."""
        node = self.scalar(key, required=required)
        return (
            read_integer(node, self.findings, f"`{key}` of {self.what}", minimum=minimum, maximum=maximum)
            if node
            else None
        )

    def decimal(
        self,
        key: str,
        *,
        required: bool = False,
        minimum: Decimal | int | None = None,
        maximum: Decimal | int | None = None,
    ) -> Decimal | None:
        """Return a number exactly as it is written: `1.10` keeps its zero."""
        node = self.scalar(key, required=required)
        return (
            read_decimal(node, self.findings, f"`{key}` of {self.what}", minimum=minimum, maximum=maximum)
            if node
            else None
        )

    def date(self, key: str, *, required: bool = False) -> dt.date | None:
        """Return a calendar date (ISO 8601)."""
        node = self.scalar(key, required=required)
        return read_date(node, self.findings, f"`{key}` of {self.what}") if node else None

    def period(self, key: str) -> Period | None:
        """Return a year, a fiscal year, a quarter or a month."""
        node = self.scalar(key)
        return read_period(node, self.findings, f"`{key}` of {self.what}") if node else None

    def freshness(self) -> Freshness | None:
        """Return the limits that ``warn_after`` and ``error_after`` set, or None where they set none."""
        found = {}
        for key in ("warn_after", "error_after"):
            node = self.scalar(key)
            found[key] = read_age(node, self.findings, f"`{key}` of {self.what}") if node else None
        warn, error = found["warn_after"], found["error_after"]
        if warn and error and warn.after(dt.date(2000, 1, 1)) >= error.after(dt.date(2000, 1, 1)):
            self.error(
                "FACT015",
                f"{self.what} is refused before it warns",
                self.span("error_after"),
                label="not later than `warn_after`",
                hint="make `error_after` the longer one, or remove `warn_after`",
                related=[(self.span("warn_after"), "`warn_after`")],
            )
            return None
        place = next((key for key in found if found[key]), None)
        return Freshness(warn, error, self.key_span(place)) if place else None

    def words(self, key: str, pattern: re.Pattern[str], hint: str) -> tuple[str, ...]:
        """Return a list of plain words, each of a pattern; what is none is reported with the hint."""
        node = self.sequence(key)
        found: dict[str, None] = {}
        for item in node.items if node else ():
            of = f"an item of `{key}` of {self.what}"
            if isinstance(item, Scalar) and pattern.fullmatch(item.text):
                # `true` and `null` have the letters of a word, and are none without quotes.
                if read_leaf(item, self.findings, of):
                    found[item.text] = None
            else:
                what = f"`{shorten(item.text)}`" if isinstance(item, Scalar) else kind_of(item)
                message = f"{of} cannot be {what}"
                self.error("SHAPE010", message, item.span, label="not such a word", hint=hint)
        return tuple(found)

    def year(self, key: str, *, required: bool = False) -> int | None:
        """Return a calendar year."""
        return self.integer(key, required=required, minimum=YEARS[0], maximum=YEARS[1])

    def choice(
        self,
        key: str,
        options: Iterable[str],
        *,
        required: bool = False,
        default: str | None = None,
        others: AnyMapping[str, str] = MappingProxyType({}),
    ) -> str | None:
        """Return one of the options, or the default where the key is missing.

        Args:
            key: The key.
            options: What its value can be.
            required: Whether it must be there.
            default: What counts where it is not.
            others: Words that people use -> the option they mean, where likeness would mislead.
        """
        node = self.scalar(key, required=required)
        if node is None:
            return default
        options = tuple(options)
        if node.text in options:
            return node.text
        self.error(
            "SHAPE010",
            f"`{key}` of {self.what} cannot be `{shorten(node.text)}`",
            node.span,
            label="unknown",
            hint=did_you_mean(node.text, options, others) or f"it is one of {listing(options)}",
        )
        return default

    def localized(
        self,
        key: str,
        languages: tuple[str, ...],
        *,
        required: bool = False,
        allow_plain: bool = False,
        is_closed: bool = False,
    ) -> Localized | None:
        """Return a text in every language; see `read_localized`."""
        node = self.raw(key, required=required)
        if node is None:
            return None
        what = f"`{key}` of {self.what}"
        return read_localized(
            node, languages, self.findings, what, allow_plain=allow_plain, is_closed=is_closed
        )

    def localized_list(
        self, key: str, languages: tuple[str, ...], *, required: bool = False, allow_plain: bool = False
    ) -> tuple[Localized, ...] | None:
        """Return a list of texts, each in every language, or None where one of them is wrong."""
        node = self.sequence(key, required=required)
        if node is None:
            return None
        what = f"an item of `{key}` of {self.what}"
        found = [
            read_localized(item, languages, self.findings, what, allow_plain=allow_plain)
            for item in node.items
        ]
        texts = tuple(text for text in found if text is not None)
        return texts if len(texts) == len(found) else None

    def mapping(self, key: str, *, required: bool = False) -> Mapping | None:
        """Return a mapping, to be read with a reader of its own."""
        node = self.raw(key, required=required)
        return read_mapping(node, self.findings, f"`{key}` of {self.what}") if node else None

    def sequence(self, key: str, *, required: bool = False) -> Sequence | None:
        """Return a list."""
        node = self.raw(key, required=required)
        if node is None or isinstance(node, Sequence):
            return node
        self.error(
            "SHAPE001",
            f"`{key}` of {self.what} has to be a list",
            node.span,
            label=kind_of(node),
            hint=f"write `{key}: [..., ...]`, or each item on a line of its own after `- `",
        )
        return None

    # ---- the rest

    def finish(self, ignore: Iterable[str] = (), order: Iterable[str] = ()) -> None:
        """Report the keys that nothing has asked for.

        Args:
            ignore: Keys that have been reported in another way.
            order: Keys in the order in which a message lists those that are known; the others follow in the
                order in which they were asked for.
        """
        if self.node.entries.keys() <= self._known.keys():
            return
        known = [*(key for key in order if key in self._known), *self._known]
        unknown = [key for key in self.node.entries if key not in self._known and key not in ignore]
        for key in unknown[:_MOST_UNKNOWN]:
            entry = self.node.entries[key]
            self.error(
                "SHAPE003",
                f"{self.what} has an unknown key `{shorten(key)}`",
                entry.key_span,
                label="unknown",
                hint=comma_hint(self.node, key)
                or did_you_mean(key, known)
                or f"the keys known here are {listing(dict.fromkeys(known))}",
            )

    def error(
        self,
        code: str,
        message: str,
        span: Span | None = None,
        *,
        label: str = "",
        hint: str = "",
        related: Iterable[tuple[Span, str]] = (),
    ) -> None:
        """Report an error, at the whole thing unless a place is given."""
        self.findings.error(code, message, span or self.own_span, label=label, hint=hint, related=related)
