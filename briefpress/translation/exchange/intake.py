"""What came back from a translator, against the brief that it was made from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct, field

from briefpress.diagnostics import Findings, Span, did_you_mean
from briefpress.facts import Leaf, Scalar
from briefpress.facts.nodes import SourceText
from briefpress.facts.values import listing
from briefpress.merge import Brief
from briefpress.merge.quotations import Quotations, Quoter
from briefpress.translation.exchange.xliff import Returned
from briefpress.translation.state import normal
from briefpress.translation.units import Unit, source_language, units_of


class Intake(Struct):
    """What a file brings.

    Attributes:
        texts: Path of a brief -> unit -> its new translation.
        unchanged: How many translations the brief has already.
        waiting: How many the file has no finished translation for.
        refused: How many were not taken, each with a finding.
    """

    texts: dict[str, dict[str, str]] = field(default_factory=dict)
    unchanged: int = 0
    waiting: int = 0
    refused: int = 0


def take_in(
    returned: Iterable[Returned],
    lang: str,
    briefs: Mapping[str, Brief],
    namespaces: Sequence[str],
    path: str,
    findings: Findings,
) -> Intake:
    """Compare what came back with the briefs; nothing is written.

    Args:
        returned: The units of a file.
        lang: The language of its translations.
        briefs: The briefs of the project, by name.
        namespaces: The first segments of the fact ids.
        path: What messages call the file.
        findings: Collects an error for each unit that is damaged, and a warning for each that is out of date.
    """
    intake = Intake()
    known = {
        name: (brief, {unit.id: unit for unit in units_of(brief)}, _Checker(brief, lang, namespaces))
        for name, brief in briefs.items()
    }
    for one in returned:
        span = Span(path, one.line, 1, 1)
        if one.brief not in known:
            hint = did_you_mean(one.brief, known) or "export it again from this project"
            findings.warning("EXCH003", f"there is no brief `{one.brief}`", span, hint=hint)
            intake.refused += 1
            continue
        brief, units, checker = known[one.brief]
        unit = units.get(one.id)
        source = unit.localized.get(source_language(brief)) if unit else None
        if unit is None or source is None or normal(source.text) != normal(one.source):
            what = "has no such text" if unit is None else "has another text there now"
            findings.warning(
                "EXCH003",
                f"`{one.brief}` {what}: `{one.id}`",
                span,
                label="made from an older version",
                hint="export the brief again; translation memories will fill in what was not changed",
            )
            intake.refused += 1
        elif one.target is None:
            intake.waiting += 1
        elif (reason := checker.problem(unit, source, one)) is not None:
            findings.error(
                "EXCH002",
                f"unit `{one.id}` of `{one.brief}`: {reason}",
                span,
                label="not taken",
                hint="translate the words, and move what stands between {{ and }} as it is",
            )
            intake.refused += 1
        elif (now := unit.localized.get(lang)) is not None and normal(now.text) == normal(one.target):
            intake.unchanged += 1
        else:
            intake.texts.setdefault(brief.path, {})[one.id] = one.target
    return intake


class _Checker:
    """Compares what a translation quotes with what its source quotes."""

    def __init__(self, brief: Brief, lang: str, namespaces: Sequence[str]) -> None:
        dollar = bool(brief.dollar.text)
        self._source = Quoter(source_language(brief), namespaces, allows_dollar=True)
        self._target = Quoter(lang, namespaces, allows_dollar=dollar)

    def problem(self, unit: Unit, source: Leaf, one: Returned) -> str | None:
        """Return why a translation is not taken, or None."""
        assert one.target is not None
        if one.lost:
            return f"the placeholder {listing(one.lost)} has no content in the file"
        if not one.target.strip():
            return "it is empty"
        if any(ord(char) < 32 and char not in "\n\t" for char in one.target):
            return "it has control characters"
        inline = unit.text.inline
        if inline and "\n" in one.target.strip():
            return "it has several lines, where the brief has room for one"
        was = self._source.quotations_in(source, Findings(), inline=inline)
        text = SourceText("", one.target)
        leaf = Leaf(
            one.target, Scalar(text, (0, 0, one.target.count("\n"), len(text.lines[-1])), one.target, False)
        )
        findings = Findings()
        now = self._target.quotations_in(leaf, findings, inline=inline)
        for finding in findings:
            return finding.message
        lost, more = _names(was) - _names(now), _names(now) - _names(was)
        if lost:
            return f"{listing(sorted(lost))} was lost"
        return f"{listing(sorted(more))} is not in its source" if more else None


def _names(quoted: Quotations) -> set[str]:
    """Return what a text quotes, notes and claims included, as it is written."""
    return {
        *(f"{{{{ {name} }}}}" for name in quoted.facts),
        *(f'{{{{ note("{name}") }}}}' for name in quoted.notes),
        *(f'{{{{ claim("{claim.name}") }}}}' for claim in quoted.claims),
        *(f'{{{{ sourced("{use.source}") }}}}' for use in quoted.sourced),
    }
