"""Faults of files and of shapes: YAML and SHAPE codes."""

from __future__ import annotations

from tests.support.faults.model import TOP, Fault, Found, apart, edit, file

_SOURCES, _FACTS, _HARVEST = "data/sources.yaml", "data/orchard.yaml", "data/harvest.yaml"
_COMPUTED, _BRIEF = "data/computed.yaml", "briefs/orchard.yaml"
_THEME, _WORDS = "templates/grove.yaml", "templates/words.yaml"

_UNKNOWN = "while a file of data/ is not read, nobody can say what does not exist"
_HIDES = "a file that is not read hides the other faults in it"

#: A brief without a mistake, to which lines are added.
_PLAIN = """\
title: {en: "T", fr: "T"}
subject: {en: "S", fr: "S"}
author: {en: "A", fr: "A"}
"""


def _broken(name: str, lines: str | bytes, *found: Found) -> Fault:
    """Return a brief that is not read to its end; no other file knows of it."""
    content = _PLAIN.encode() + lines if isinstance(lines, bytes) else _PLAIN + lines
    return file(name, f"briefs/{name}.yaml", content, *found)


YAML: tuple[Fault, ...] = (
    _broken("latin-1", b'imprint: "caf\xe9"\n', ("YAML002", "imprint")),
    _broken("lost-letter", 'imprint: "caf\ufffd"\n', ("YAML003", "imprint")),
    _broken("character-that-reorders", 'imprint: "a\u202eb"\n', ("YAML003", "imprint")),
    _broken("escape-of-a-control-character", 'imprint: "a\\x07"\n', ("YAML003", "imprint")),
    _broken("open-quote", "imprint: {en: 'A, fr: B}\n", ("YAML004", "imprint")),
    _broken("colon-in-a-text", "imprint: Canada: a partner\n", ("YAML004", "imprint")),
    _broken("tab", "imprint:\n\ten: A\n", ("YAML004", "\ten: A")),
    _broken("indented-otherwise", "body:\n  - id: a\n    type: text\n   text: b\n", ("YAML004", " text: b")),
    _broken("two-documents", "---\nimprint: A\n", ("YAML005", "---")),
    _broken("anchor", 'imprint: &maple "A"\n', ("YAML006", "imprint")),
    _broken("alias", "imprint: *maple\n", ("YAML006", "imprint")),
    _broken("merge-key", "imprint:\n  <<: {en: A}\n  fr: B\n", ("YAML006", "<<")),
    _broken("tag", "imprint: !!str A\n", ("YAML007", "imprint")),
    _broken("too-deep", f"imprint: {'[' * 40}{']' * 40}\n", ("YAML008", "imprint")),
    _broken("too-large", f"# {'x' * 4 * 1024 * 1024}\n", ("YAML009", TOP)),
    _broken("list-as-key", "? [en, fr]\n: A\n", ("YAML010", "? [en")),
    _broken("empty-key", '"": A\n', ("YAML010", '"": A')),
    _broken("key-twice", "imprint: A\nimprint: B\n", ("YAML011", "imprint: B")),
    _broken("no-without-quotes", "imprint: no\n", ("YAML012", "imprint")),
    _broken("leading-zero", "imprint: 012\n", ("YAML012", "imprint")),
    file("short-ending", "briefs/short.yml", _PLAIN, ("YAML013", TOP)),
    *apart(
        _UNKNOWN,
        file("short-ending-of-facts", "data/more.yml", "facts: {}\n", ("YAML013", TOP)),
        edit("facts-not-read", _FACTS, "value: 1240", "value: 1_240", ("YAML012", "value: 1_240")),
        edit("sources-not-read", _SOURCES, "survey:", "survey: &s", ("YAML006", "survey: &s")),
    ),
    *apart(
        _HIDES,
        edit("brief-not-read", _BRIEF, "template: sheet", "template: [sheet", ("YAML004", "[sheet")),
        edit("theme-not-read", _THEME, "grid: 6", "grid: [6", ("YAML004", "grid: [6")),
        edit("words-not-read", _WORDS, "of: {en: of", "of: {en: off", ("YAML012", "of: {en: off")),
    ),
)

SHAPE: tuple[Fault, ...] = (
    _broken("text-for-list-of-blocks", "body: words\n", ("SHAPE001", "body: words")),
    file("only-a-list", "briefs/listed.yaml", "- title\n", ("SHAPE001", "- title")),
    edit("text-for-list", _FACTS, "[history, trees-old]", "history", ("SHAPE001", "tags: history")),
    file(
        "no-type",
        "data/typeless.yaml",
        'facts:\n  more.typeless: {value: 1, source: survey, label: {en: "A", fr: "B"}}\n',
        ("SHAPE002", "more.typeless"),
    ),
    edit(
        "no-title-of-source",
        _SOURCES,
        '    title: {en: "Land register", fr: "Registre foncier"}\n',
        "",
        ("SHAPE002", "  register:"),
    ),
    edit(
        "no-alternative-text",
        _BRIEF,
        '    alt: {en: "A tree.", fr: "Un arbre."}\n',
        "",
        ("SHAPE002", "  - id: picture"),
    ),
    file(
        "column-without-currency",
        "data/fees.yaml",
        'facts:\n  more.fees:\n    type: table\n    source: survey\n    label: {en: "A", fr: "B"}\n'
        '    columns:\n      fee: {type: money, label: {en: "A", fr: "B"}}\n'
        "    rows:\n      - {at: 2024, fee: 1}\n      - {at: 2025, fee: 2}\n",
        ("SHAPE002", "fee: {type"),
    ),
    file(
        "period-beside-at",
        "data/periods.yaml",
        "facts:\n  more.periods:\n    type: series\n    of: number\n    source: survey\n"
        '    label: {en: "A", fr: "B"}\n    points:\n      - {at: 2024, period: 2023, value: 1}\n',
        ("SHAPE003", "period: 2023"),
    ),
    edit("unknown-key", _FACTS, "    locator: {", "    loactor: {", ("SHAPE003", "loactor")),
    edit("unknown-key-of-brief", _BRIEF, "keywords:", "keyword:", ("SHAPE003", "keyword:")),
    edit("unknown-part-of-file", _HARVEST, "facts:\n", "fact: {}\nfacts:\n", ("SHAPE003", "fact: {}")),
    edit("unknown-key-of-theme", _THEME, "grid: 6", "grid: 6\ngird: 7", ("SHAPE003", "gird")),
    edit("no-french-label", _FACTS, ', fr: "Prochaine plantation"', "", ("SHAPE004", '"Next planting"')),
    edit("no-french-heading", _BRIEF, ', fr: "Les parcelles"', "", ("SHAPE004", '"The plots"')),
    edit("no-english-unit", _SOURCES, '    en: {one: "jar", other: "jars"}\n', "", ("SHAPE004", "  jar:")),
    edit(
        "unknown-language",
        _FACTS,
        'label: {en: "Best year"',
        'label: {fr-CA: "Année", en: "Best year"',
        ("SHAPE005", '"Best year"'),
    ),
    edit(
        "unknown-language-in-brief",
        _BRIEF,
        'caption: {en: "Costs by plot"',
        'caption: {de: "Kosten", en: "Costs by plot"',
        ("SHAPE005", '"Costs by plot"'),
    ),
    file(
        "french-in-an-english-brief",
        "briefs/english.yaml",
        'languages: [en]\ntitle: {en: "T"}\nsubject: {en: "S"}\nauthor: {en: "A", fr: "A"}\n',
        ("SHAPE005", "author"),
    ),
    edit(
        "nothing-behind-key",
        _SOURCES,
        '    note: {en: "In French only.", fr: "En français seulement."}',
        "    note:",
        ("SHAPE006", "    note:"),
    ),
    edit("words-in-number", _FACTS, "minimum: 100", "minimum: 100 trees", ("SHAPE007", "minimum: 100")),
    edit("year-with-words", _FACTS, "value: 2023", "value: AD 2023", ("SHAPE007", "AD 2023")),
    edit("day-first", _SOURCES, "accessed: 2026-05-05", "accessed: 05/05/2026", ("SHAPE009", "05/05/2026")),
    edit("no-such-day", _SOURCES, "2026-01-31", "2026-01-32", ("SHAPE009", "2026-01-32")),
    edit("misspelt-type", _FACTS, "type: duration", "type: duraton", ("SHAPE010", "duraton")),
    file(
        "misspelt-rounding",
        "data/rounding.yaml",
        "facts:\n  more.rounded:\n    type: number\n    formula: cellar.depth / 5\n"
        '    rounding: half-evan\n    label: {en: "A", fr: "B"}\n',
        ("SHAPE010", "half-evan"),
    ),
    edit("misspelt-wrap", _THEME, "before: 7}", "before: 7, wrap: fil}", ("SHAPE010", "wrap: fil}")),
    edit("rank-below-one", _FACTS, "value: 20\n", "value: 0\n", ("SHAPE011", "value: 0\n")),
    edit("too-many-decimals", _COMPUTED, "decimals: 1", "decimals: 13", ("SHAPE011", "decimals: 13")),
    edit("width-of-nothing", _BRIEF, "width: 60", "width: 0", ("SHAPE011", "width: 0")),
    edit("time-of-twelve-hours", _FACTS, '"14:30"', '"2:30 pm"', ("SHAPE012", "2:30 pm")),
    edit("period-with-stroke", _FACTS, "2026-Q1", "2026/Q1", ("SHAPE013", "2026/Q1")),
    edit("fifth-quarter", _FACTS, "2027-Q3", "2027-Q5", ("SHAPE013", "2027-Q5")),
    edit("age-with-decimals", _SOURCES, "18 months", "1.5 years", ("SHAPE014", "1.5 years")),
    edit(
        "no-french-word",
        _WORDS,
        "season: {en: Season, fr: Saison}",
        "season: {en: Season}",
        ("SHAPE004", "season: {en"),
    ),
)
