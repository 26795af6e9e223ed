"""Spaces, quotes and signs, as Canada.ca and the Translation Bureau want them in English and in French.

A language is a row of `RULES`; what holds everywhere is in `_EVERYWHERE`. Only what the guides are sure of is
a rule: a warning that is wrong teaches people to overlook the others.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from msgspec import Struct

from briefpress.diagnostics import Findings
from briefpress.facts import Leaf
from briefpress.merge.locale import primary
from briefpress.translation.prose import MASK, place_of, prose_of

NBSP = "\u00a0"
#: After so many in one text the rest would be noise.
_MOST = 12


class Rule(Struct, frozen=True):
    """What is written in another way.

    Attributes:
        code: Of the finding.
        pattern: What is found, in prose.
        message: What is wrong with it; ``{0}`` is what was found.
        write: What to write instead, where groups stand as `re.sub` has them.
    """

    code: str
    pattern: str
    message: str
    write: str


_EN_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_FR_MONTHS = "janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre"
_YEAR = "(?:1[5-9]|20)[0-9]{2}"
#: What a word, a number or a quotation ends with.
_END = rf"[^\W_]|[%)\]»”’*_{MASK}]"

_EVERYWHERE = (
    Rule("LANG001", r"(?<=\S)  +(?=\S)", "there are two spaces", " "),
    Rule("LANG003", r"(?<!\.)\.\.\.(?!\.)", "three full stops are one sign", "…"),
)

#: Language -> its own rules.
RULES: Mapping[str, tuple[Rule, ...]] = {
    "en": (
        Rule("LANG001", rf"({_END}) ([,;:!?.])(?=\s|\Z)", "there is a space before `{2}`", r"\1\2"),
        Rule("LANG001", r"([0-9]|" + MASK + ") %", "there is a space before `%`", r"\1%"),
        Rule(
            "LANG001",
            rf"\b({_EN_MONTHS}) ([0-9]{{1,2}})\b(?!:)",
            "a no-break space is missing between month and day",
            rf"\1{NBSP}\2",
        ),
        Rule(
            "LANG001",
            r"([0-9]) ((?:m|b|tr)illion)\b",
            "a no-break space is missing in the amount",
            rf"\1{NBSP}\2",
        ),
        Rule("LANG002", r"(?<=[^\W\d_])'(?=[^\W\d_])|(?<=s)'(?=\s)", "a straight apostrophe", "’"),
        Rule("LANG002", r'"([^"\n]*)"', "straight quotation marks", r"“\1”"),
        Rule("LANG003", rf"\b({_YEAR})-({_YEAR})\b", "years are joined by an en dash", r"\1–\2"),
        Rule("LANG003", r"(?<=\S) -{1,2} (?=\S)|(?<=\w)--(?=\w)", "a hyphen stands for a dash", "—"),
    ),
    "fr": (
        Rule(
            "LANG001",
            rf"({_END}) ?:(?=\s|\Z)",
            "a no-break space is missing before `:`",
            rf"\1{NBSP}:",
        ),
        Rule("LANG001", r"« ?(?=[^\s\u00a0\u202f])", "a no-break space is missing behind `«`", f"«{NBSP}"),
        Rule("LANG001", r"(?<=[^\s\u00a0\u202f]) ?»", "a no-break space is missing before `»`", f"{NBSP}»"),
        Rule(
            "LANG001",
            rf"([0-9{MASK}]) ?([%$€])(?![^\W\d_])",
            "a no-break space is missing before `{2}`",
            rf"\1{NBSP}\2",
        ),
        Rule(
            "LANG001",
            r"(?<![0-9\u00a0 ])([0-9]{1,3}) ([0-9]{3})(?![0-9])",
            "a no-break space is missing in the number",
            rf"\1{NBSP}\2",
        ),
        Rule(
            "LANG001",
            r"([0-9]) (mill(?:ions?|iards?)|billions?)\b",
            "a no-break space is missing in the amount",
            rf"\1{NBSP}\2",
        ),
        Rule(
            "LANG001",
            rf"\b([2-9]|[12][0-9]|3[01]|1er) ({_FR_MONTHS})\b",
            "a no-break space is missing between day and month",
            rf"\1{NBSP}\2",
        ),
        Rule("LANG001", rf"({_END}) ([;!?,.])(?=\s|\Z)", "there is a space before `{2}`", r"\1\2"),
        Rule("LANG002", r"(?<=[^\W\d_])'(?=[^\W_]|\*|" + MASK + ")", "a straight apostrophe", "’"),
        Rule("LANG002", r'"([^"\n]*)"', "straight quotation marks", rf"«{NBSP}\1{NBSP}»"),
        Rule(
            "LANG003", rf"\b1[ {NBSP}]({_FR_MONTHS})\b", "the first of a month is an ordinal", rf"1er{NBSP}\1"
        ),
        Rule(
            "LANG003",
            rf"([0-9])[ {NBSP}]pour[ {NBSP}]cent\b",
            "behind digits stands the sign",
            rf"\1{NBSP}%",
        ),
    ),
}


def check_typography(leaf: Leaf, lang: str, findings: Findings) -> None:
    """Warn of what a text writes in another way than the guides of its language.

    Args:
        leaf: The text.
        lang: Its language.
        findings: Collects warnings.
    """
    prose = prose_of(leaf.text)
    found = sorted(_slips(prose, primary(lang)), key=lambda slip: slip[0].start())
    end = 0
    for match, rule in found[:_MOST]:
        if match.start() < end:
            continue  # what two rules see is one slip
        end = match.end()
        start, stop = _words_around(prose, match)
        was = leaf.text[start:stop]
        fixed = _written(rule, match, leaf.text)
        new = leaf.text[start : match.start()] + fixed + leaf.text[match.end() : stop]
        space = ", with a no-break space (U+00A0)" if NBSP in fixed else ""
        message = rule.message.format(match[0], *match.groups()) if "{" in rule.message else rule.message
        findings.warning(
            rule.code,
            message,
            place_of(leaf, start, stop),
            label=f"in `{was}`" if was.strip() != was else "",
            hint=f"write `{new}`{space}",
        )


_GROUP = re.compile(r"\\([0-9])")


def _written(rule: Rule, match: re.Match[str], text: str) -> str:
    """Return what to write, with what groups found as the text has it: prose hides what is quoted."""
    return _GROUP.sub(lambda group: text[slice(*match.span(int(group[1])))], rule.write)


def _slips(prose: str, lang: str) -> Iterator[tuple[re.Match[str], Rule]]:
    pattern, rules = _compiled(lang)
    if not pattern.search(prose):
        return
    for rule in rules:
        for match in re.finditer(rule.pattern, prose):
            yield match, rule


@lru_cache(maxsize=32)
def _compiled(lang: str) -> tuple[re.Pattern[str], tuple[Rule, ...]]:
    """Return the rules of a language, and one pattern that finds nothing where none of them does."""
    rules = (*_EVERYWHERE, *RULES.get(lang, ()))
    return re.compile("|".join(f"(?:{_without_groups(rule.pattern)})" for rule in rules)), rules


def _without_groups(pattern: str) -> str:
    return re.sub(r"(?<!\\)\((?!\?)", "(?:", pattern)


def _words_around(prose: str, match: re.Match[str]) -> tuple[int, int]:
    """Return a slip with the words that it touches."""
    start, stop = match.span()
    while start and prose[start - 1] not in f" \n\t{NBSP}":
        start -= 1
    while stop < len(prose) and prose[stop] not in f" \n\t{NBSP}":
        stop += 1
    return start, stop
