"""Entries of ``sources`` and ``units`` -> `Source`, `Unit`."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from briefpress.diagnostics import Findings, Span
from briefpress.facts.localized import Leaf, other_languages_in
from briefpress.facts.model import PLURAL_FORMS, Source, Unit
from briefpress.facts.nodes import Mapping, Scalar
from briefpress.facts.reader import FieldReader

#: A host with its port: a name, or an address in brackets where it is one of IPv6.
HOST_AND_PORT = re.compile(r"(?:[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?|\[[0-9A-Fa-f:.]+\]):[0-9]{1,5}")


def read_source(
    name: str, span: Span, mapping: Mapping, languages: tuple[str, ...], findings: Findings
) -> Source | None:
    """Return a source, or None after reporting what is wrong with it."""
    reader = FieldReader(mapping, findings, f"source `{name}`", span)
    title = reader.localized("title", languages, required=True)
    publisher = reader.localized("publisher", languages, required=True, allow_plain=True)
    address = reader.localized("address", languages, required=True, allow_plain=True)
    accessed = reader.date("accessed", required=True)
    published = reader.date("published")
    hosts = _hosts(reader)
    note = reader.localized("note", languages)
    freshness = reader.freshness()
    reader.finish()
    if address is not None:
        for leaf in dict.fromkeys(address.leaves.values()):
            _check_address(leaf, reader)
    if accessed and published and published > accessed:
        reader.error(
            "FACT012",
            f"source `{name}` was published after it was accessed",
            reader.span("published"),
            label="published",
            hint="correct one of the two dates",
            related=[(reader.span("accessed"), "accessed")],
        )
    if title is None or publisher is None or address is None or accessed is None:
        return None
    return Source(
        id=name,
        title=title,
        publisher=publisher,
        address=address,
        accessed=accessed,
        published=published,
        hosts=hosts,
        note=note,
        freshness=freshness,
        span=span,
    )


def _hosts(reader: FieldReader) -> tuple[str, ...]:
    """Return the hosts of one's own network, in lower case, after reporting what is none."""
    node = reader.sequence("hosts")
    found = []
    for item in node.items if node else ():
        if isinstance(item, Scalar) and HOST_AND_PORT.fullmatch(item.text):
            found.append(item.text.lower())
        else:
            reader.error(
                "LINK008",
                f"an item of `hosts` of {reader.what} is no host with its port",
                item.span,
                label="no host with a port",
                hint='write a name with its port, `"intranet.example.org:443"`',
            )
    return tuple(found)


def _check_address(leaf: Leaf, reader: FieldReader) -> None:
    text = leaf.text
    try:
        parts = urlsplit(text)
        fine = parts.scheme in ("http", "https") and bool(parts.hostname) and "@" not in parts.netloc
    except ValueError:
        fine = False
    if not fine or any(c.isspace() for c in text):
        hint = "start it with `https://`"
        if text.startswith("www."):
            hint = f"write `https://{text}`"
        elif any(c.isspace() for c in text):
            hint = "write spaces in an address as `%20`"
        elif "@" in text and text.startswith(("http://", "https://")):
            hint = "remove the name and the password in front of the `@`"
        reader.error(
            "FACT010",
            f"the address of {reader.what} is not a web address",
            leaf.span,
            label="not a web address",
            hint=hint,
        )


def read_unit(
    name: str, span: Span, mapping: Mapping, languages: tuple[str, ...], findings: Findings
) -> Unit | None:
    """Return a unit, or None after reporting what is wrong with it."""
    reader = FieldReader(mapping, findings, f"unit `{name}`", span)
    forms: dict[str, dict[str, str]] = {}
    more = other_languages_in(reader.node.entries, languages)
    for lang in (*languages, *more):
        entry = reader.node.entries.get(lang)
        if not reader.has(lang) or entry is None:
            hint = f"add `{lang}: {{one: ..., other: ...}}`"
            message = f"unit `{name}` is missing in `{lang}`"
            reader.error("SHAPE004", message, label=f"no `{lang}`", hint=hint)
            continue
        words = reader.mapping(lang)
        found = words and _plural_forms(FieldReader(words, findings, f"`{lang}` of unit `{name}`"))
        if found:
            forms[lang] = found
    reader.finish()
    return Unit(id=name, forms=forms, span=span) if len(forms) == len(languages) + len(more) else None


def _plural_forms(reader: FieldReader) -> dict[str, str] | None:
    forms = {
        category: reader.text(category, required=category in ("one", "other")) for category in PLURAL_FORMS
    }
    reader.finish()
    if forms["one"] is None or forms["other"] is None:
        return None
    return {category: text for category, text in forms.items() if text}
