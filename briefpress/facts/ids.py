"""How ids are written."""

from __future__ import annotations

import re
import unicodedata

from briefpress.diagnostics import Findings, Span
from briefpress.facts.periods import parse_period
from briefpress.facts.values import shorten

#: Two or more parts joined by dots; briefs write them as attributes: ``{{ fms.portfolio.value }}``.
_FACT_ID = re.compile(r"[a-z][a-z0-9_]*(?:\.[a-z][a-z0-9_]*)+")
_PLAIN_ID = re.compile(r"[a-z][a-z0-9]*(?:[-_.][a-z0-9]+)*")

#: Words that mean something else at the start of an expression: those of Jinja, and our functions.
_RESERVED = frozenset(
    {"abbr", "claim", "lang", "note", "sup"}
    | {"and", "caller", "cycler", "dict", "else", "false", "if", "in", "is", "joiner", "kwargs", "lipsum"}
    | {"loop", "namespace", "none", "not", "or", "range", "self", "super", "true", "varargs"}
)

MAX_ID_LENGTH = 100


def check_fact_id(name: str, span: Span, findings: Findings) -> bool:
    """Report an id that no brief could write; tell whether it is fine."""
    first = name.split(".", 1)[0]
    if len(name) > MAX_ID_LENGTH:
        label, hint = "too long", f"use at most {MAX_ID_LENGTH} characters"
    elif first in _RESERVED:
        label, hint = "reserved", f"`{first}` is a word of the template language: start with another word"
    elif _FACT_ID.fullmatch(name):
        return True
    else:
        label, hint = "not an id", _cure(name)
    findings.error("FACT004", f"`{shorten(name)}` cannot be the id of a fact", span, label=label, hint=hint)
    return False


def check_plain_id(name: str, kind: str, span: Span, findings: Findings) -> bool:
    """Report an id of a source or a unit that is not well-formed; tell whether it is fine."""
    if _PLAIN_ID.fullmatch(name) and len(name) <= MAX_ID_LENGTH:
        return True
    better = re.sub(r"[^a-z0-9]+", "-", _ascii(name)).strip("-")
    hint = (
        f"write `{better}`" if _PLAIN_ID.fullmatch(better) else "use lower-case letters, digits and hyphens"
    )
    findings.error(
        "FACT004", f"`{shorten(name)}` cannot be the id of a {kind}", span, label="not an id", hint=hint
    )
    return False


def _cure(name: str) -> str:
    parts = [_part_cure(part) for part in _ascii(name).split(".")]
    better = ".".join(part for part in parts if part)
    if _FACT_ID.fullmatch(better):
        has_minus = "-" in name and not any(parse_period(part) for part in name.split("."))
        reason = "; a hyphen would be a minus in a brief" if has_minus else ""
        return f"write `{better}`{reason}"
    if re.fullmatch(r"[a-z][a-z0-9_]*", better):
        return f"an id has two parts or more: write `topic.{better}`, with a word for the topic"
    return "join parts of lower-case letters, digits and underscores with dots: `norad.years`"


def _part_cure(part: str) -> str:
    """Return a part of an id as it could be; a period as the points of series are called."""
    period = parse_period(part)
    return period.id if period else re.sub(r"[^a-z0-9]+", "_", part).strip("_")


def _ascii(name: str) -> str:
    """Return a name in lower case and without accents."""
    return unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
