"""Faults of facts and of what is computed from them: FACT and EXPR codes."""

from __future__ import annotations

from dataclasses import replace

from briefpress.facts.refreshed import write_lock
from briefpress.workspace import REFRESH_LOCK
from tests.support.faults.model import Fault, Files, Found, edit, file

_SOURCES, _FACTS, _CELLAR = "data/sources.yaml", "data/orchard.yaml", "data/cellar.yaml"
_COMPUTED = "data/computed.yaml"

_FACT = '{type: number, value: 1, source: survey, label: {en: "A", fr: "B"}}'


def _more(name: str, lines: str, *found: Found) -> Fault:
    """Return a file with one more fact, which no brief prints; its keys need no indent."""
    body = "".join(f"    {line}\n" for line in (*lines.splitlines(), 'label: {en: "A", fr: "B"}'))
    return file(name, f"data/{name}.yaml", f"facts:\n  more.{name.replace('-', '_')}:\n{body}", *found)


def _formula(name: str, formula: str, code: str, lines: str = "type: number") -> Fault:
    """Return a file with one more computed fact."""
    return _more(name, f"{lines}\nformula: {formula}", (code, "formula"))


def _assertion(name: str, that: str, code: str) -> Fault:
    """Return a file with one more assertion."""
    text = f'assertions:\n  {name}:\n    that: "{that}"\n'
    return file(name, f"data/{name}.yaml", text, (code, "that:"))


def _points(name: str, first: str, second: str, *found: Found) -> Fault:
    """Return a file with one more series, of two points."""
    lines = f"type: series\nof: number\nsource: survey\npoints:\n  - {first}\n  - {second}"
    return _more(name, lines, *found)


FACT: tuple[Fault, ...] = (
    _more(
        "rows-of-a-spreadsheet",
        "type: table\nsource: survey\nrows: data/no.xlsx\n"
        'columns: {a: {type: number, label: {en: "A", fr: "B"}}}',
        ("CSV001", "data/no.xlsx"),
    ),
    edit(
        "no-source",
        _FACTS,
        'source: register\n    label: {en: "Grant"',
        'label: {en: "Grant"',
        ("FACT001", "orchard.grant:"),
    ),
    edit(
        "unknown-source",
        _FACTS,
        'source: survey\n    label: {en: "Kinds"',
        'source: servey\n    label: {en: "Kinds"',
        ("FACT002", "servey"),
    ),
    file("id-twice", "data/twice.yaml", f"facts:\n  orchard.gate: {_FACT}\n", ("FACT003", "orchard.gate")),
    file(
        "unit-twice",
        "data/units.yaml",
        "units:\n  jar: {en: {one: a, other: b}, fr: {one: a, other: b}}\n",
        ("FACT003", "jar"),
    ),
    _points("point-twice", "{at: 2024, value: 1}", "{at: 2024, value: 2}", ("FACT003", "value: 2}")),
    file("hyphen-in-id", "data/hyphen.yaml", f"facts:\n  more-facts: {_FACT}\n", ("FACT004", "more-facts")),
    _points(
        "capital-in-id-of-point",
        "{at: 2024, value: 1}",
        '{id: Late, label: {en: "A", fr: "B"}, value: 1}',
        ("FACT004", "Late"),
    ),
    file("id-in-id", "data/nested.yaml", f"facts:\n  cellar.rent.old: {_FACT}\n", ("FACT005", "cellar.rent")),
    edit("sign-in-value", _FACTS, "value: 62", 'value: "62%"', ("FACT006", "62%")),
    edit("scale-in-value", _FACTS, "value: 1.5", "value: 1.5 thousand", ("FACT006", "1.5 thousand")),
    edit(
        "key-of-another-type", _FACTS, "type: rank", "type: rank\n    scale: one", ("FACT007", "scale: one")
    ),
    edit("sign-for-currency", _FACTS, "currency: USD", "currency: US$", ("FACT008", "US$")),
    edit("unknown-unit", _FACTS, "unit: tree", "unit: three", ("FACT009", "unit: three")),
    edit(
        "address-without-scheme",
        _SOURCES,
        '"https://example.org/register"',
        '"www.example.org/register"',
        ("FACT010", "www."),
    ),
    edit(
        "as-of-and-period",
        _FACTS,
        "as_of: 2026-05-01",
        "as_of: 2026-05-01\n    period: 2026 # too",
        ("FACT011", "# too"),
    ),
    edit("published-later", _SOURCES, "2026-04-30", "2026-05-30", ("FACT012", "2026-05-30")),
    edit(
        "year-among-top",
        _FACTS,
        "qualifier: record",
        "qualifier: among-top # a year",
        ("FACT013", "# a year"),
    ),
    _more(
        "bounds-downwards",
        "type: number\nvalue: 5\nminimum: 10\nmaximum: 1\nsource: survey",
        ("FACT014", "minimum: 10"),
    ),
    _more(
        "rounding-without-decimals",
        "type: number\nformula: cellar.depth / 2\nrounding: down",
        ("FACT007", "rounding: down"),
    ),
    edit("range-downwards", _FACTS, "from: 4000,", "from: 40000,", ("FACT014", "from: 40000")),
    edit(
        "refused-before-it-warns",
        _FACTS,
        "warn_after: 400 days",
        "warn_after: 900 days",
        ("FACT015", "error_after: 800 days"),
    ),
    _more(
        "computed-and-written",
        "type: number\nvalue: 6\nformula: cellar.depth / 2",
        ("FACT016", "value: 6"),
    ),
    edit("words-for-another-value", _FACTS, "wording_for: 3", "wording_for: 4", ("FACT017", "tripled")),
    _more(
        "words-for-any-value",
        'type: multiple\nvalue: 2\nwording: {en: "doubled", fr: "doublé"}\nsource: survey',
        ("FACT017", "doubled"),
    ),
    _more(
        "aging",
        "type: number\nvalue: 1\nas_of: 2024-01-01\nwarn_after: 1 year\nsource: survey",
        ("FACT018", "value: 1"),
    ),
    _more(
        "outdated-unused",
        "type: number\nvalue: 1\nas_of: 2020-01-01\nerror_after: 1 year\nsource: survey",
        ("FACT019", "value: 1"),
    ),
    # A computed fact that no brief prints is of it, too: it is named once all the same.
    edit("outdated", _FACTS, "period: 2024-2025", "period: 2018", ("FACT019", "value: 4.2")),
    edit(
        "outdated-and-stamped",
        _CELLAR,
        "value: 300",
        "value: 300\n    as_of: 2018-01-01\n    error_after: 1 year",
        ("FACT019", "value: 300"),
    ),
    file(
        "form-used-and-avoided",
        "data/glossary.yaml",
        "terms:\n  pasture:\n    en: meadow\n    fr: pré\n    avoid:\n      fr: [prairie, pré]\n",
        ("FACT020", "fr: [prairie"),
    ),
)

EXPR: tuple[Fault, ...] = (
    _formula("sign-of-a-spreadsheet", "=cellar.depth * 2", "EXPR001"),
    _formula("condition", "IF(cellar.depth > 2, 1, 0)", "EXPR002"),
    _formula("growth-from-nothing", "growth(0, cellar.depth)", "EXPR007", "type: percent"),
    _assertion("age-without-a-day", "years_since(orchard.opening) > years(5)", "EXPR008"),
    edit("comma-in-formula", _COMPUTED, "cellar.rent * 12", "cellar.rent * 1,200", ("EXPR001", "1,200")),
    _assertion("open-bracket", "(cellar.rent > 0", "EXPR001"),
    edit("unknown-function", _COMPUTED, "growth(", "grwoth(", ("EXPR002", "grwoth(")),
    edit(
        "one-argument",
        _COMPUTED,
        "difference(cellar.full, cellar.empty)",
        "difference(cellar.full)",
        ("EXPR003", "difference(cellar.full)"),
    ),
    edit(
        "unknown-fact-in-formula", _COMPUTED, "cellar.jars / 2", "cellar.jasr / 2", ("EXPR004", "cellar.jasr")
    ),
    _formula("unknown-column", "sum(column(harvest.plots, hand))", "EXPR004"),
    _assertion("unknown-fact-in-assertion", "cellar.rint > 0", "EXPR004"),
    _formula("two-dollars", "cellar.rent + money(5, USD)", "EXPR005", "type: money\ncurrency: CAD"),
    _assertion("percent-and-number", "cellar.full < 80", "EXPR005"),
    _formula("whole-table", "sum(harvest.plots)", "EXPR006"),
    _formula("by-nothing", "cellar.depth / 0", "EXPR007"),
    edit("no-day-to-count-to", _COMPUTED, "    as_of: 2026-05-02\n", "", ("EXPR008", "years_since")),
    _formula("itself", "more.itself + 1", "EXPR009"),
    file(
        "circle",
        "data/circle.yaml",
        "facts:\n"
        '  ring.a: {type: number, formula: ring.b + 1, label: {en: "A", fr: "B"}}\n'
        '  ring.b: {type: number, formula: ring.a - 1, label: {en: "A", fr: "B"}}\n',
        ("EXPR009", "ring.a:"),
    ),
    file(
        "circles-that-share-facts",
        "data/circles.yaml",
        "facts:\n"
        '  sums.all: {type: number, formula: sums.a + sums.b, label: {en: "A", fr: "B"}}\n'
        '  sums.a: {type: number, formula: sums.all - sums.b, label: {en: "A", fr: "B"}}\n'
        '  sums.b: {type: number, formula: sums.all - sums.a, label: {en: "A", fr: "B"}}\n',
        ("EXPR009", "sums.a:"),
    ),
    _formula("does-not-end", "cellar.depth / 7", "EXPR010"),
    _formula("share-for-number", "share(cellar.rent, cellar.rent * 4)", "EXPR011"),
    _formula("inexact", "harvest.tons.y2025 * 2", "EXPR012"),
    _formula("long", " + ".join(["cellar.depth"] * 300), "EXPR013"),
    edit(
        "parts-no-whole",
        _CELLAR,
        "value: 29",
        "value: 28",
        ("EXPR014", _COMPUTED, "cellar.full + cellar.empty"),
    ),
    _assertion("not-so", "cellar.depth > 20", "EXPR014"),
    _more("below-its-minimum", "type: number\nvalue: 7\nminimum: 8\nsource: survey", ("EXPR015", "value: 7")),
)

LINK: tuple[Fault, ...] = (
    edit(
        "host-without-a-port",
        _SOURCES,
        '"register.example.org:8443"',
        "register.example.org",
        ("LINK008", "hosts: [register"),
    ),
)


def _fed(name: str, feed: str, fact: str, *found: Found, more: Files | None = None) -> Fault:
    """Return a file with one more feed and a fact that takes its value from it."""
    label = f'label: {{en: "{name}", fr: "{name}"}}'
    fact_id = name.replace("-", "_")
    text = f"feeds:\n  {name}:\n    {feed}\n    source: survey\nfacts:\n  orchard.{fact_id}:\n    {label}\n"
    lines = "".join(f"    {line}\n" for line in fact.split("\n"))
    made = file(name, f"data/{name}.yaml", text + lines, *found)
    return replace(made, more=more or {})


_CSV = "csv: data/count.csv"

FEED: tuple[Fault, ...] = (
    _fed(
        "out-of-the-folder",
        "csv: ../count.csv",
        "type: number\nvalue: 1\nsource: survey",
        ("FEED001", "../count.csv"),
    ),
    _fed(
        "secret-in-a-file",
        'sql: "postgresql://me@example.org/x"\n    query: select 1\n    password: hunter2',
        "type: number\nvalue: 1\nsource: survey",
        ("FEED001", "password"),
    ),
    _fed(
        "neither-row-nor-expression",
        _CSV,
        "type: number\nvalue: 1\nrefresh: {feed: neither-row-nor-expression}",
        ("FEED002", "refresh:"),
    ),
    _fed(
        "new-value-of-an-old-day",
        _CSV,
        "type: number\nvalue: 1\nas_of: 2026-05-01\nrefresh: {feed: new-value-of-an-old-day, column: trees}",
        ("FEED002", "as_of"),
    ),
    _fed(
        "never-refreshed",
        _CSV,
        "type: number\nrefresh: {feed: never-refreshed, column: trees}",
        ("FEED004", "refresh:"),
    ),
    _fed(
        "accepted-for-another-scale",
        _CSV,
        "type: number\nscale: million\nrefresh: {feed: accepted-for-another-scale, column: trees}",
        ("FEED003", REFRESH_LOCK, '"orchard.accepted_for_another_scale"'),
        more={
            REFRESH_LOCK: write_lock(
                {
                    "orchard.accepted_for_another_scale": {
                        "value": "7",
                        "measure": "number",
                        "asked": "accepted-for-another-scale / trees",
                        "at": "2026-05-01T10:00:00Z",
                    }
                },
                {},
            )
        },
    ),
)
