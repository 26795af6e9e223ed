"""Series and tables: values that are facts of their own."""

import datetime as dt
from decimal import Decimal

import pytest

from briefpress.facts import Period, Range, Series
from tests.facts.loading import load, mistakes

SALES = """\
lib.loans:
  type: series
  of: number
  unit: loan
  scale: thousand
  source: page
  locator: {en: Page 3, fr: Page 3}
  label: {en: Loans, fr: Prêts}
  points:
    - {at: 2022, value: 170}
    - {at: 2023, value: 185, qualifier: about, note: {en: Rounded., fr: Arrondi.}}
    - {at: 2024-Q1, value: 48.5}
    - {id: children, label: {en: children, fr: jeunes}, value: 61, scale: one}
"""

TABLE = """\
lib.branches:
  type: table
  source: page
  label: {en: Branches, fr: Succursales}
  columns:
    budget: {type: money, currency: CAD, scale: million, label: {en: Budget, fr: Budget}}
    share: {type: percent, label: {en: Share, fr: Part}}
    opened: {type: year, label: {en: Opened, fr: Ouverture}}
  rows:
    - {id: north, label: {en: North, fr: Nord}, budget: 1.5, share: 36, opened: 1999}
    - {id: south, label: {en: South, fr: Sud}, budget: {from: 2, to: 3}, share: {value: 64, qualifier: about}}
"""


def test_each_point_of_a_series_is_a_fact():
    book, findings = load(SALES)
    assert not list(findings)
    ids = ("lib.loans.y2022", "lib.loans.y2023", "lib.loans.y2024_q1", "lib.loans.children")
    assert book.facts["lib.loans"].value == Series(ids)
    point = book.facts["lib.loans.y2023"]
    assert (point.value, point.unit, point.amount) == (Decimal(185), "loan", Decimal(185000))
    assert (point.period, point.qualifier, point.series) == (Period("year", 2023), "about", "lib.loans")
    assert (point.citations[0].source, point.citations[0].locator["fr"].text) == ("page", "Page 3")
    assert (point.label["fr"].text, point.note["en"].text) == ("Prêts, 2023", "Rounded.")
    assert (point.span.line, point.value_span.line) == (20, 20)
    assert book.facts["lib.loans.y2022"].note is None
    assert book.facts["lib.loans.children"].label["fr"].text == "Prêts, jeunes"
    assert book.facts["lib.loans.children"].amount == 61


def test_each_cell_of_a_table_is_a_fact():
    book, findings = load(TABLE)
    assert not list(findings)
    assert [name for name in book.facts if name != "lib.branches"] == [
        "lib.branches.north.budget",
        "lib.branches.north.opened",
        "lib.branches.north.share",
        "lib.branches.south.budget",
        "lib.branches.south.share",
    ]
    budget = book.facts["lib.branches.north.budget"]
    assert (budget.amount, budget.currency) == (Decimal(1500000), "CAD")
    assert budget.label["fr"].text == "Succursales, Budget, Nord"
    assert book.facts["lib.branches.south.budget"].value == Range(Decimal(2), Decimal(3))
    assert book.facts["lib.branches.south.share"].qualifier == "about"
    table = book.facts["lib.branches"].value
    assert [row.id for row in table.rows] == ["north", "south"]
    assert [column.label["en"].text for column in table.columns] == ["Budget", "Share", "Opened"]


def test_a_row_may_be_called_by_its_period():
    rows = "  rows:\n    - {at: 2024-2025, share: 36}\n    - {at: 2025-2026, share: 38}\n"
    book, findings = load(TABLE[: TABLE.index("  rows:")] + rows)
    assert not list(findings)
    assert book.facts["lib.branches.fy2024_2025.share"].period == Period("fiscal-year", 2024)
    assert book.facts["lib.branches.fy2025_2026.share"].label["fr"].text == "Succursales, Part, 2025-2026"


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("value: 170", "value: many", [("FACT006", "many")]),
        ("value: 170", "valeu: 170", [("SHAPE002", "2022"), ("SHAPE003", "valeu")]),
        ("at: 2022", "at: 22", [("SHAPE013", "22")]),
        ("at: 2022", "at: 2023", [("FACT003", "2023")]),
        ("at: 2022, ", "", [("SHAPE002", "{value: 170}")]),
        ("id: children", "id: Children", [("FACT004", "Children")]),
        (", label: {en: children, fr: jeunes}", "", [("SHAPE002", "{id: children, value: 61, scale: one}")]),
        ("fr: jeunes", "", [("SHAPE004", "{en: children, }")]),
        ("unit: loan", "unit: laon", [("FACT009", "laon")]),
        ("scale: thousand", "scale: thousands", [("SHAPE010", "thousands")]),
        ("of: number", "of: numbers", [("SHAPE010", "numbers")]),
        ("of: number", "of: text", [("SHAPE010", "text")]),
        ("of: number", "of: percent", [("FACT007", "scale"), ("FACT007", "unit"), ("FACT007", "scale")]),
        ("of: number\n  unit: loan\n  scale: thousand", "of: money", [("SHAPE002", "lib.loans")]),
        ("  source: page\n", "", [("FACT001", "lib.loans")]),
        ("  type: series", "  type: series\n  value: 4", [("SHAPE003", "value")]),
        ("qualifier: about", "qualifier: among-top", [("FACT013", "among-top")]),
        ("value: 170", "value: 170, type: percent", [("SHAPE003", "type")]),
        ("value: 170", "value: 170, of: percent", [("FACT007", "of")]),
        ("value: 170", "value: 170, decimals: 1", [("FACT007", "decimals")]),
        ("at: 2022", "at: 2022, id: early", [("SHAPE003", "id")]),
        ("unit: loan", "unit: loan\n  as_of: 2024-03-31", [("FACT011", "as_of")]),
        ("value: 170", "value: 170, as_of: 2022-12-31", [("FACT011", "at")]),
        ("value: 170", "value: 170, period: 2021", [("SHAPE003", "period")]),
        ("value: 170", "value: 170, period: 2022", [("SHAPE003", "period")]),
        ("unit: loan", "unit: loan\n  minimum: 9\n  maximum: 8", [("FACT014", "9")]),
    ],
)
def test_mistakes_in_a_series_are_said_once_and_in_their_place(old, new, expected):
    assert old in SALES
    assert sorted(mistakes(SALES.replace(old, new, 1))) == sorted(expected)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("type: percent", "type: persent", [("SHAPE010", "persent")]),
        ("currency: CAD", "currency: CDA", [("FACT008", "CDA")]),
        ("currency: CAD, ", "", [("SHAPE002", "budget")]),
        ("type: percent", "type: duration", [("SHAPE002", "share")]),
        ("share: 36", "sahre: 36", [("SHAPE003", "sahre")]),
        ("opened: 1999", "opened: 99", [("SHAPE011", "99")]),
        ("id: south", "id: north", [("FACT003", "north")]),
        ("    share:", "    label:", [("FACT004", "label"), ("SHAPE003", "share"), ("SHAPE003", "share")]),
        ("to: 3", "to: 1", [("FACT014", "1")]),
        ("value: 64", "value: 64, type: number", [("SHAPE003", "type")]),
        ("value: 64", "value: 64, label: {en: S, fr: S}", [("SHAPE003", "label")]),
        ("value: 64", "value: 64, decimals: 1", [("FACT007", "decimals")]),
        ("type: percent", "type: percent, decimals: 1", []),
        ("type: year", "type: year, decimals: 1", [("FACT007", "decimals")]),
        ("id: north", "id: north, at: 2024", [("SHAPE003", "id")]),
        ("id: north", "id: 2024", [("FACT004", "2024")]),
        ("id: north, label: {en: North, fr: Nord}", "as_of: 2024-03-31, at: 2024", [("SHAPE003", "as_of")]),
        (
            "id: north, label: {en: North, fr: Nord}, budget: 1.5",
            "at: 2024, budget: {value: 1.5, period: 2023}",
            [("SHAPE003", "period")],
        ),
        ("type: percent", "type: percent, minimum: 50, maximum: 40", [("FACT014", "50")]),
        (
            "label: {en: Share, fr: Part}",
            "lable: {en: Share}",
            [("SHAPE002", "share"), ("SHAPE003", "lable")],
        ),
    ],
)
def test_mistakes_in_a_table(old, new, expected):
    assert old in TABLE
    assert sorted(mistakes(TABLE.replace(old, new, 1))) == sorted(expected)


def test_a_number_with_a_comma_in_a_point():
    _, findings = load(SALES.replace("value: 170", "value: 1,240"))
    assert [finding.hint for finding in findings] == ["a number has no commas: write `value: 1240`"]


def test_a_faulty_point_is_broken_and_not_missing():
    book, _ = load(SALES.replace("value: 170", "value: many"))
    assert book.is_broken("lib.loans.y2022")
    assert not book.is_broken("lib.loans.y2023")
    book, _ = load(SALES.replace("of: number", "of: nubmer"))
    assert book.is_broken("lib.loans.y2023")


@pytest.mark.parametrize(("points", "code"), [("[]", "SHAPE006"), ("{}", "SHAPE001"), ("[~]", "SHAPE001")])
def test_an_empty_series(points, code):
    text = SALES[: SALES.index("  points:")] + f"  points: {points}\n"
    assert [found for found, _ in mistakes(text)] == [code]


@pytest.mark.parametrize(
    ("columns", "rows", "codes"),
    [
        ("{}", "[{at: 2024, share: 3}]", ["SHAPE006"]),
        ("[]", "[{at: 2024, share: 3}]", ["SHAPE001"]),
        ("{}", "{}", ["SHAPE001", "SHAPE006"]),
        ("{share: {type: percent, label: {en: S, fr: P}}}", "[]", ["SHAPE006"]),
        ("{share: {type: percent, label: {en: S, fr: P}}}", "{}", ["SHAPE001"]),
    ],
)
def test_an_empty_table(columns, rows, codes):
    text = f"a.b: {{type: table, REST, columns: {columns}, rows: {rows}}}"
    assert sorted(code for code, _ in mistakes(text)) == codes
    book, findings = load(text)
    assert book.is_broken("a.b") and all(finding.hint for finding in findings)


def test_a_day_for_points_with_periods_is_said_once_with_the_first_of_them():
    _, findings = load(SALES.replace("scale: thousand", "scale: thousand\n  as_of: 2024-03-31"))
    (found,) = findings
    ((place, _),) = found.related
    assert (found.span.line, place.line) == (15, 20)


@pytest.mark.parametrize("where", ["table", "column"])
def test_a_day_for_rows_with_periods_is_said_once(where):
    day = {key: ", as_of: 2024-03-31" if key == where else "" for key in ("table", "column")}
    _, findings = load(
        f"a.b: {{type: table, REST{day['table']},\n"
        f"  columns: {{share: {{type: percent, label: {{en: S, fr: P}}{day['column']}}}}},\n"
        "  rows: [{at: 2024, share: 3}, {at: 2025, share: 4}]}"
    )
    (found,) = findings
    assert found.code == "FACT011" and len(found.related) == 1


def test_the_time_of_a_point_replaces_that_of_its_series():
    book, findings = load(
        "a.b: {type: series, of: number, REST, period: 2024, points: [\n"
        "  {id: first, label: {en: F, fr: P}, value: 1},\n"
        "  {id: last, label: {en: L, fr: D}, value: 2, as_of: 2024-12-31}]}"
    )
    assert not list(findings)
    first, last = book.facts["a.b.first"], book.facts["a.b.last"]
    assert (first.as_of, first.period) == (None, Period("year", 2024))
    assert (last.as_of, last.period) == (dt.date(2024, 12, 31), None)


def test_a_period_of_a_point_with_a_period_shows_both():
    _, findings = load(SALES.replace("{at: 2022, ", "{at: 2022, period: 2021, "))
    (found,) = findings
    assert found.message == "the point `y2022` of fact `lib.loans` has an unknown key `period` beside `at`"
    ((place, label),) = found.related
    assert (found.span.column, place.column, label) == (20, 10, "its period already")


def test_what_a_column_needs_may_stand_in_every_cell():
    table = (
        "a.b: {type: table, REST, columns: {fee: {type: money, label: {en: F, fr: D}}},\n"
        "  rows: [{at: 2024, fee: {value: 3, currency: CAD}}, {at: 2025, fee: SECOND}, {at: 2026}]}"
    )
    book, findings = load(table.replace("SECOND", "{value: 4, currency: USD}"))
    assert not list(findings)
    assert book.facts["a.b.y2025.fee"].currency == "USD"
    book, findings = load(table.replace("SECOND", "4"))
    (found,) = findings
    assert found.message == "the column `fee` of fact `a.b` has no `currency`"
    assert found.hint == "add `currency:` to the column, beside `type`"
    assert book.is_broken("a.b.y2024.fee")


def test_a_column_that_lacks_something_hides_no_other_mistake():
    _, findings = load(TABLE.replace("currency: CAD, ", "").replace("36", "many"))
    assert sorted(found.code for found in findings) == ["FACT006", "SHAPE002"]


def test_a_point_that_is_there_twice_shows_both_places():
    _, findings = load(SALES.replace("at: 2023", "at: 2022"))
    (found,) = findings
    assert (found.code, found.span.line) == ("FACT003", 20)
    assert [(place.line, label) for place, label in found.related] == [(19, "first written here")]


def test_rounding_of_a_column_is_for_its_computed_cells():
    book, findings = load(
        "a.part: {type: number, value: 1, REST}\n"
        "a.whole: {type: number, value: 3, REST}\n"
        "a.b: {type: table, REST, columns: {share: {type: percent, decimals: 1, label: {en: S, fr: P}}},\n"
        '  rows: [{at: 2024, share: 33.33}, {at: 2025, share: {formula: "share(a.part, a.whole)"}}]}'
    )
    assert not list(findings)
    assert book.facts["a.b.y2024.share"].value == Decimal("33.33")
    assert book.facts["a.b.y2025.share"].value == Decimal("33.3")


def test_rounding_of_a_column_without_decimals_is_said_once():
    share = '{formula: "share(a.part, a.whole)"}'
    table = (
        "a.part: {type: number, value: 1, REST}\n"
        "a.whole: {type: number, value: 4, REST}\n"
        "a.b: {type: table, REST, columns: {share: {type: percent, rounding: up, label: {en: S, fr: P}}},\n"
        f"  rows: [{{at: 2024, share: {share}}}, {{at: 2025, share: {share}}}]}}"
    )
    assert mistakes(table) == [("FACT007", "rounding")]


@pytest.mark.parametrize(
    ("fact", "hint"),
    [
        ("type: series, of: number, REST, points: [{id: 2024, value: 1}]", "write `at: 2024` for a period"),
        (
            "type: table, REST, rows: [{at: 2024}], columns: {2024-Q3: {type: number}}",
            "write `y2024_q3`",
        ),
    ],
)
def test_an_id_that_is_a_period(fact, hint):
    _, findings = load(f"a.b: {{{fact}}}")
    assert hint in [finding.hint for finding in findings if finding.code == "FACT004"]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (
            "type: date, value: {from: 2024-03-29, to: 2024-04-04}",
            Range(dt.date(2024, 3, 29), dt.date(2024, 4, 4)),
        ),
        ("type: year, value: {from: 2016, to: 2018}", Range(2016, 2018)),
        ("type: percent, value: {from: 4, to: 10.5}", Range(Decimal(4), Decimal("10.5"))),
        ('type: time, value: "14:30"', dt.time(14, 30)),
        ("type: period, value: 2024-2025", Period("fiscal-year", 2024)),
        ("type: points, value: -3", Decimal(-3)),
    ],
)
def test_values(value, expected):
    book, findings = load(f"a.b: {{{value}, REST}}")
    assert not list(findings)
    assert book.facts["a.b"].value == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("type: date, value: {from: 2024-04-04, to: 2024-04-04}", [("FACT014", "2024-04-04")]),
        ("type: number, value: {from: 4}", [("SHAPE002", "{from: 4}")]),
        ("type: number, value: {from: 4, to: 5, by: 1}", [("SHAPE003", "by")]),
        ("type: number, value: {from: x, to: 5}", [("FACT006", "x")]),
        ("type: rank, value: {from: 4, to: 5}", [("SHAPE001", "{from: 4, to: 5}")]),
        ('type: time, value: "24:00"', [("SHAPE012", '"24:00"')]),
        ("type: time, value: 14h30", [("SHAPE012", "14h30")]),
        ("type: period, value: 2024-2026", [("SHAPE013", "2024-2026")]),
    ],
)
def test_faulty_values(value, expected):
    assert mistakes(f"a.b: {{{value}, REST}}") == expected
