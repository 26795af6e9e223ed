"""What a build says of translations that are not those of their source any more."""

from __future__ import annotations

from collections.abc import Sequence

from briefpress.diagnostics import Findings
from briefpress.facts import FactBook, language_name
from briefpress.merge.brief import Brief
from briefpress.merge.places import TextPlace
from briefpress.translation.lock import Lock
from briefpress.translation.state import TO_DO, State, Translation, translations_of
from briefpress.translation.units import source_language


def check_translation(
    brief: Brief, lang: str, lock: Lock | None, book: FactBook, namespaces: Sequence[str], findings: Findings
) -> list[Translation]:
    """Report what of an edition is not, or not yet, a translation of its source.

    Args:
        brief: What is printed.
        lang: The language of the edition.
        lock: What was approved; None where nothing ever was, and then nobody minds.
        book: The facts.
        namespaces: The first segments of the fact ids.
        findings: Collects warnings, or errors where the brief says ``stale: refuse``.

    Returns:
        The blocks that are reported.
    """
    if lock is None or lang == source_language(brief):
        return []
    found = translations_of(brief, lock, book, namespaces)
    to_do = [one for one in found if one.lang == lang and one.state in TO_DO]
    report = findings.error if brief.stale.text == "refuse" else findings.warning
    for one in to_do:
        command = f"`translations approve {brief.name} --lang {lang} --block {one.group}`"
        unit = (one.changed or one.units)[0]
        leaf, source = unit.localized.get(lang), unit.localized.get(one.source)
        if leaf is None or source is None:
            continue  # reading the brief has said so
        if one.state is State.UNREVIEWED:
            report(
                "TRAN002",
                f"nobody has approved the {language_name(lang)} of `{one.group}`",
                TextPlace(leaf).line(0),
                label="not in the lock file",
                hint=f"compare it with the {language_name(one.source)}, then {command}",
            )
            continue
        assert one.approval is not None
        why = one.reasons[0] if not one.changed else f"the {language_name(one.source)} has changed since"
        report(
            "TRAN001",
            f"the {language_name(lang)} of `{one.group}` is stale: {why}",
            TextPlace(leaf).line(0),
            label=f"approved on {one.approval.date.isoformat()}, by {one.approval.by}",
            hint=f"`translations {brief.name} --diff` shows what changed; translate it, then {command}",
            related=[(TextPlace(source).line(0), "this is not what was translated")]
            if one.changed
            else [(fact.value_span, "the fact") for name in one.facts if (fact := book.get(name))],
        )
    return to_do
