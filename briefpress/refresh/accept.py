"""What was taken from a feed -> whether a fact may have it, and why not."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping as AnyMapping
from decimal import Decimal

from msgspec import Struct

from briefpress.diagnostics import Diagnostic, Findings
from briefpress.facts.book import Refreshable
from briefpress.facts.csv_rows import rows_of
from briefpress.facts.feeds import Wanted
from briefpress.facts.model import Fact, Range
from briefpress.facts.nodes import Entry, SourceText
from briefpress.facts.values import shorten
from briefpress.refresh.failures import FeedError
from briefpress.refresh.select import Taken
from briefpress.workspace import Workspace

#: How a text begins that a spreadsheet takes for a formula (CWE-1236).
_FORMULA = ("=", "+", "-", "@")
_NO_NUMBER = re.compile(r"[-+]?(?:nan|inf(?:inity)?|#?n/?a)", re.IGNORECASE)

#: Codes of the reader of facts -> those of what it says of a fetched value.
_CODES = {"EXPR015": "FEED020", "FACT003": "FEED015", "FACT017": "FEED023", "CSV001": "FEED014"}


class Verdict(Struct, frozen=True):
    """What becomes of a value that is in order.

    Attributes:
        held: Why a person has to look at it; empty where nobody has to.
    """

    held: str = ""


def judge(taken: Taken, wanted: Wanted, state: Refreshable, workspace: Workspace) -> Verdict:
    """Return whether a fact may have a value: its type, unit, bounds, age, and how far it is from the last.

    Raises:
        FeedError: It may not.
    """
    made, held = _made(taken, wanted, state)
    fact = next((one for one in made if one.id == wanted.fact), None)
    if fact is None:
        hint = "correct what `check` says of it, then run this again"
        raise FeedError("FEED017", "has mistakes of its own in its file", hint)
    _check_day(fact, state, workspace)
    return Verdict(held or _jump(made, wanted, state))


def _made(taken: Taken, wanted: Wanted, state: Refreshable) -> tuple[list[Fact], str]:
    """Return the facts that a value makes, and what they were held for by the reader."""
    entries = taken.entries
    own = Findings()
    if taken.rows is not None:
        mapping = state.mappings[wanted.fact]
        rows = rows_of(taken.source, (0, 0, 0, 0), taken.records, mapping, wanted.span, own)
        if rows is not None:
            entries["rows"] = Entry(mapping.entries["rows"].key_marks, rows)
    made = state.read(wanted.fact, entries, own) if not own.errors else []
    held = ""
    for finding in own:
        code = _CODES.get(finding.code)
        if code == "FEED023":
            held = f"its words are for another value: {finding.hint}"
            continue
        raise _failure(wanted.fact, finding, code, taken.source)
    return made, held


def _failure(name: str, finding: Diagnostic, code: str | None, source: SourceText) -> FeedError:
    text = _pointed_at(finding, source)
    if code is None:
        code = "FEED017"
        if _NO_NUMBER.fullmatch(text):
            code = "FEED019"
        elif text.startswith(_FORMULA):
            code = "FEED018"
    shown = f"; it is `{shorten(text)}`" if text and code not in ("FEED014", "FEED015", "FEED020") else ""
    hint = finding.hint
    if code == "FEED014" and hint.startswith("add it to the header"):
        hint = "look whether the source has renamed it; then rename it in `columns` of the table"
    hint = {
        "FEED017": "look at the source; if it is right, take another column or row, or change the type",
        "FEED015": "look at the source: it has to say which of the two is right",
        "FEED020": "look at the source: its unit may have changed; if it is right, correct the bound",
        "FEED018": "look at the source: a figure is a bare number there, or it is another cell",
        "FEED019": "look at the source: a sum went wrong there",
    }.get(code, hint)
    what = finding.message.replace("`feed`", "it").replace(f"`value` of fact `{name}`", "it")
    return FeedError(code, f"gets no value: {what}{shown}", hint)


def _pointed_at(finding: Diagnostic, source: SourceText) -> str:
    """Return what a finding is about, where that is in what was fetched."""
    span = finding.span
    if span is None or span.path != source.path or span.line > len(source.lines):
        return ""
    return source.lines[span.line - 1][span.column - 1 :][: span.length].strip()


def _check_day(fact: Fact, state: Refreshable, workspace: Workspace) -> None:
    """Refuse a day that cannot be, is before the last one, or would be too old at once."""
    if fact.as_of is None:
        return
    if fact.as_of > workspace.today:
        hint = "look at the source, and at the clock of this computer"
        raise FeedError("FEED022", f"gets a value of {fact.as_of}, which is in the future", hint)
    last = state.book.facts.get(fact.id)
    if last is not None and last.as_of is not None and fact.as_of < last.as_of:
        hint = "look at the source: it may show an older edition"
        raise FeedError("FEED021", f"gets a value of {fact.as_of}, and has one of {last.as_of} already", hint)
    sources = (state.book.sources.get(citation.source) for citation in fact.citations)
    limits = (fact.freshness, *(source.freshness for source in sources if source is not None))
    limit = next((one for one in limits if one is not None), None)
    if limit is not None and limit.error_after is not None:
        end = limit.error_after.after(fact.as_of)
        if workspace.today >= end:
            hint = "look for a newer edition of the source"
            raise FeedError(
                "FEED021", f"gets a value of {fact.as_of}, which no brief prints since {end}", hint
            )


# ---- jumps


def _jump(made: Iterable[Fact], wanted: Wanted, state: Refreshable) -> str:
    """Return what is implausible about new values; empty where nothing is."""
    new = {fact.id: fact for fact in made}
    old = _last(wanted, state)
    if wanted.is_table:
        rows = {_row_of(name, wanted) for name in new if name != wanted.fact}
        gone = sorted({_row_of(name, wanted) for name in old if name != wanted.fact} - rows)
        if gone:
            more = f" and {len(gone) - 3} more" if len(gone) > 3 else ""
            return f"rows are gone: {', '.join(f'`{name}`' for name in gone[:3])}{more}"
    if wanted.max_change is None:
        return ""
    for name, fact in new.items():
        if name in old and (change := _change(old[name], fact)) > wanted.max_change:
            share = "out of nothing" if change == Decimal("Infinity") else f"by {_percent(round(change, 3))}"
            what = f"`{name}` " if name != wanted.fact else "it "
            return f"{what}changes {share}, and `max_change` is {_percent(wanted.max_change)}"
    return ""


def _percent(share: Decimal) -> str:
    return f"{(share * 100).normalize():f}%"


def _last(wanted: Wanted, state: Refreshable) -> AnyMapping[str, Fact]:
    """Return the facts as they are; where none is left, as the file says by hand."""
    names = [wanted.fact]
    if wanted.is_table:
        names = [name for name in state.book.facts if name.startswith(f"{wanted.fact}.")]
    found = {name: state.book.facts[name] for name in names if name in state.book.facts}
    if not found and not wanted.is_table and "value" in state.mappings[wanted.fact].entries:
        found = {fact.id: fact for fact in state.read(wanted.fact, {}, Findings())}
    return found


def _row_of(name: str, wanted: Wanted) -> str:
    return name.removeprefix(f"{wanted.fact}.").rpartition(".")[0]


def _change(old: Fact, new: Fact) -> Decimal:
    """Return by which share of the old value the new one differs; of ranges, the greater of both ends."""
    pairs = list(zip(_numbers(old), _numbers(new), strict=False))
    return max((_share(was, now) for was, now in pairs), default=Decimal(0))


def _share(was: Decimal, now: Decimal) -> Decimal:
    if was == now:
        return Decimal(0)
    return abs(now - was) / abs(was) if was else Decimal("Infinity")


def _numbers(fact: Fact) -> list[Decimal]:
    value = fact.value
    ends = (value.first, value.last) if isinstance(value, Range) else (value,)
    numbers = [Decimal(end) for end in ends if isinstance(end, Decimal | int)]
    # A range and a single value are compared at both ends of the range.
    return numbers * 2 if len(numbers) == 1 else numbers
