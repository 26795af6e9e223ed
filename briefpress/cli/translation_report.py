"""What ``translations`` prints: counts by language, and what there is to do."""

from __future__ import annotations

import difflib
import re
import shutil
import textwrap
from collections.abc import Collection, Iterator, Sequence
from typing import Any

from briefpress.build.approvals import Translated
from briefpress.cli.console import Console
from briefpress.diagnostics import Findings
from briefpress.translation.state import TO_DO, State, Translation, normal
from briefpress.translation.units import Unit

_STYLES = {
    State.APPROVED: "fresh",
    State.EDITED: "left",
    State.STALE: "failed",
    State.UNREVIEWED: "stale",
    State.MISSING: "failed",
}
#: Columns between two texts side by side, and the least that either needs.
_GAP, _LEAST = 3, 34
#: Stands for a space that no line may end at; no text has it.
_HELD = "\x00"


def report_translations(
    console: Console,
    found: Sequence[Translated],
    blocks: Collection[str],
    findings: Findings,
    *,
    with_diff: bool,
) -> None:
    """Print a line for each language of each brief, then what there is to do.

    Args:
        console: Where to.
        found: The briefs.
        blocks: Only these; all where none is given.
        findings: What is wrong with them.
        with_diff: Whether old and new source are shown, and the translation.
    """
    if not console.is_text:
        told = [_data(brief, one) for brief in found for one in brief.translations if _is_wanted(one, blocks)]
        console.print_document(findings, translations=told)
        return
    console.print_findings(findings)
    if not any(brief.translations for brief in found):
        if not findings.errors:
            console.print("no translations")
        return
    _print_table(console, found)
    for brief in found:
        shown = [
            one
            for one in brief.translations
            if _is_wanted(one, blocks) and (one.state in TO_DO or one.group in blocks)
        ]
        if not brief.is_tracked and not blocks:
            continue
        for one in shown:
            _print_one(console, brief, one, with_diff=with_diff)
    if any(not brief.is_tracked for brief in found):
        console.print(
            console.paint("dim", "not tracked: `translations approve BRIEF` begins to keep what was approved")
        )


def _is_wanted(one: Translation, blocks: Collection[str]) -> bool:
    return not blocks or one.group in blocks


def _print_table(console: Console, found: Sequence[Translated]) -> None:
    head = ["brief", "lang", *(state.value for state in State), "words", "to do"]
    rows = [row for brief in found for row in _rows(brief)]
    widths = [max(len(row[index]) for row in (head, *rows)) for index in range(len(head))]
    for number, row in enumerate((head, *rows)):
        cells = [
            f"{cell:<{width}}" if index < 2 else f"{cell:>{width}}"
            for index, (cell, width) in enumerate(zip(row, widths, strict=True))
        ]
        line = "  ".join(cells).rstrip()
        console.print(console.paint("dim", line) if number == 0 else line)


def _rows(brief: Translated) -> Iterator[list[str]]:
    for lang in dict.fromkeys(one.lang for one in brief.translations):
        own = [one for one in brief.translations if one.lang == lang]
        if not brief.is_tracked:
            counts = ["-"] * len(State)
        else:
            counts = [str(sum(1 for one in own if one.state is state) or "-") for state in State]
        words = sum(one.words for one in own)
        to_do = sum(one.words for one in own if one.state in TO_DO)
        yield [brief.brief.name, lang, *counts, str(words), str(to_do or "-") if brief.is_tracked else "?"]


def _print_one(console: Console, brief: Translated, one: Translation, *, with_diff: bool) -> None:
    unit = (one.changed or one.units)[0]
    leaf = unit.localized.get(one.lang) or unit.localized.get(one.source)
    where = f"{leaf.span.path}:{leaf.span.line}" if leaf else brief.brief.path
    state = console.paint(_STYLES[one.state], one.state.value)
    console.print(f"\n{state} {one.lang}  {console.paint('bold', one.group)}  {console.paint('dim', where)}")
    if one.approval is not None:
        when = f"approved on {one.approval.date.isoformat()} by {one.approval.by}"
        console.print(f"  {console.paint('dim', when)}")
    for reason in one.reasons:
        console.print(f"  {reason}")
    if with_diff:
        for changed in one.changed or one.units:
            _print_diff(console, one, changed)


def _print_diff(console: Console, one: Translation, unit: Unit) -> None:
    """Print the old and the new source side by side, and the translation under them."""
    source, target = unit.localized.get(one.source), unit.localized.get(one.lang)
    now = normal(source.text) if source else ""
    was = _nearest(one, now)
    width = (shutil.get_terminal_size().columns - 4 - _GAP) // 2
    console.print(f"  {console.paint('dim', unit.id)}")
    if was and was != now:
        old, new = _marked(was, now)
        if width >= _LEAST:
            _print_columns(console, old, new, width)
        else:
            _print_text(console, "was", old)
            _print_text(console, "is", new)
    else:
        _print_text(console, one.source, now)
    if target:
        _print_text(console, one.lang, normal(target.text))


def _nearest(one: Translation, now: str) -> str:
    """Return the approved text that a text was most likely made from."""
    known = [normal(text) for text in one.approval.source.values()] if one.approval else []
    found = difflib.get_close_matches(now, known, n=1, cutoff=0.3)
    return found[0] if found else ""


def _marked(was: str, now: str) -> tuple[str, str]:
    """Return two texts in which the words that differ are marked, as ``[-old-]`` and ``{+new+}``."""
    old, new = was.split(" "), now.split(" ")
    shown: tuple[list[str], list[str]] = ([], [])
    for kind, a, b, c, d in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            shown[0].extend(old[a:b])
            shown[1].extend(new[c:d])
            continue
        if b > a:
            shown[0].append(f"[-{' '.join(old[a:b])}-]")
        if d > c:
            shown[1].append(f"{{+{' '.join(new[c:d])}+}}")
    return " ".join(shown[0]), " ".join(shown[1])


def _print_columns(console: Console, old: str, new: str, width: int) -> None:
    left, right = (_wrapped(text, width) for text in (old, new))
    for index in range(max(len(left), len(right))):
        one = left[index] if index < len(left) else ""
        other = right[index] if index < len(right) else ""
        console.print(f"    {one:<{width}}{' ' * _GAP}{other}".rstrip())


def _print_text(console: Console, name: str, text: str) -> None:
    for index, line in enumerate(_wrapped(text, 88)):
        lead = f"{name if index == 0 else '':<4}"
        console.print(f"    {console.paint('dim', lead)}{line}")


def _wrapped(text: str, width: int) -> list[str]:
    """Return lines, at whose ends no expression is torn."""
    whole = re.sub(r"\{\{.*?\}\}", lambda match: match[0].replace(" ", _HELD), text)
    lines = [textwrap.wrap(line, width, break_on_hyphens=False) or [""] for line in whole.split("\n")]
    return [line.replace(_HELD, " ") for wrapped in lines for line in wrapped]


def _data(brief: Translated, one: Translation) -> dict[str, Any]:
    leaves = {unit.id: (unit.localized.get(one.source), unit.localized.get(one.lang)) for unit in one.units}
    return {
        "brief": brief.brief.name,
        "lang": one.lang,
        "source": one.source,
        "block": one.group,
        "state": one.state.value if brief.is_tracked else None,
        "words": one.words,
        "approved_by": one.approval.by if one.approval else None,
        "approved_on": one.approval.date.isoformat() if one.approval else None,
        "approved_source": dict(one.approval.source) if one.approval else None,
        "changed": [unit.id for unit in one.changed],
        "reasons": list(one.reasons),
        "texts": {
            name: {"source": source.text if source else None, "translation": target.text if target else None}
            for name, (source, target) in leaves.items()
        },
    }
