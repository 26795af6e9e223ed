"""The words that layouts print of themselves, in one language."""

from __future__ import annotations

from collections.abc import Mapping

from briefpress.diagnostics import Findings
from briefpress.facts import Localized
from briefpress.facts.localized import language_name


class PrintedWords:
    """What a template knows as ``words``: each word is an attribute.

    A word that is missing in the language is reported when a template prints it: a layout may do without.

    Args:
        words: Each in its languages.
        lang: The language.
        findings: Collects errors.
    """

    def __init__(self, words: Mapping[str, Localized], lang: str, findings: Findings) -> None:
        self._words = words
        self._lang = lang
        self._findings = findings
        self._reported: set[str] = set()

    def __dir__(self) -> list[str]:
        return list(self._words)

    def __getattr__(self, key: str) -> str:
        word = self._words.get(key)
        if word is None:
            raise AttributeError(f"'words object' has no attribute '{key}'")
        leaf = word.get(self._lang)
        if leaf is not None:
            return leaf.text
        if key not in self._reported:
            self._reported.add(key)
            self._findings.error(
                "MERGE017",
                f"the layout prints the word `{key}`, which has no {language_name(self._lang)}",
                word.span,
                label=f"no `{self._lang}`",
                hint=f"copy `words.yaml` to `templates/`, and add `{self._lang}: ...` to `{key}` there",
            )
        return ""
