"""The words of ``words.yaml``: what layouts print of themselves, and how charts are told."""

from __future__ import annotations

from collections.abc import Mapping

from briefpress.diagnostics import Findings
from briefpress.facts import FieldReader, Localized, Mapping as YamlMapping, read_yaml
from briefpress.facts.localized import language_name
from briefpress.facts.values import listing
from briefpress.merge.chart_words import CHART_WORDS, SENTENCES, odd_names
from briefpress.workspace import BUILTIN, Workspace

#: The file that ships.
SHIPPED_WORDS = f"{BUILTIN}templates/words.yaml"


def read_words(
    workspace: Workspace, path: str | None, languages: tuple[str, ...], findings: Findings
) -> dict[str, Localized]:
    """Return the words of a project: those that ship, with its own in place of them, language by language.

    Args:
        workspace: The project.
        path: Of its ``words.yaml``, or that of the shipped file; None where there is neither.
        languages: A word that does not ship has to be in these.
        findings: Collects errors.
    """
    shipped = _read(workspace, SHIPPED_WORDS, {}, (), findings)
    if path is None or path == SHIPPED_WORDS:
        return shipped
    words = dict(shipped)
    for key, word in _read(workspace, path, shipped, languages, findings).items():
        _check_names(key, word, findings)
        leaves = {**shipped[key].leaves, **word.leaves} if key in shipped else word.leaves
        words[key] = Localized(leaves, word.place)
    return words


def _read(
    workspace: Workspace,
    path: str,
    known: Mapping[str, Localized],
    languages: tuple[str, ...],
    findings: Findings,
) -> dict[str, Localized]:
    """Return the words of one file; those that are known have to be in the languages that the file gives."""
    mapping = read_yaml(workspace, path, findings)
    if mapping is None:
        return {}
    reader = FieldReader(mapping, findings, "the words")
    found = {}
    for key, entry in mapping.entries.items():
        needed = languages
        if key in known and isinstance(entry.value, YamlMapping) and entry.value.entries:
            needed = tuple(lang for lang in languages if lang in entry.value.entries)
        word = reader.localized(key, needed, required=True)
        if word is not None:
            found[key] = word
    return found


def _check_names(key: str, word: Localized, findings: Findings) -> None:
    """Report names in braces that a sentence should not have, or lacks."""
    for leaf in word.leaves.values():
        odd = odd_names(key, leaf.text)
        if odd:
            names = listing([f"{{{name}}}" for name in SENTENCES[key][1]], "and")
            findings.error(
                "MERGE018",
                f"the sentence `{key}` has to have {names} in it, and nothing else in braces",
                leaf.locate(f"{{{odd[0]}}}") if f"{{{odd[0]}}}" in leaf.text else leaf.span,
                hint=f"see what `{key}` is in the `words.yaml` that ships",
            )


def words_in(words: Mapping[str, Localized], lang: str) -> dict[str, str]:
    """Return the words that there are in a language."""
    return {key: leaf.text for key, word in words.items() if (leaf := word.get(lang))}


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
        return [key for key in self._words if key not in CHART_WORDS]

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
                hint=f"write `{key}: {{{self._lang}: ...}}` in `templates/words.yaml`",
            )
        return key  # stands in: what is empty would be a mistake of its own
