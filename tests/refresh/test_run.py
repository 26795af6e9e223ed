"""Values of files below the project: they need nothing that is not always there."""

import datetime as dt
import multiprocessing
from decimal import Decimal

import pytest

from briefpress.diagnostics import Findings
from briefpress.facts import load_facts
from briefpress.facts.refreshed import LOCK
from tests.refresh.project import LANGUAGES, TODAY, Garden

ROWS = "year,plants,when\n2025,1200,2025-10-01\n2026,1290,2026-10-01\n"
FEED = "csv: data/count.csv"
WHERE = 'row: {year: "2026"}, column: plants'


@pytest.fixture
def counted(garden):
    garden.one(FEED, WHERE, more=", max_change: 20%, minimum: 0, maximum: 5000")
    garden.write(count__csv=ROWS)
    return garden


def test_a_value_is_fetched_and_is_there(counted):
    assert counted.statuses() == {"garden.plants": "changed"}
    fact = counted.book().facts["garden.plants"]
    assert fact.value == Decimal(1290)
    assert fact.value_span.path == LOCK
    assert fact.checked == TODAY
    assert [citation.source for citation in fact.citations] == ["survey"]


def test_what_was_fetched_is_recorded(counted):
    counted.refresh()
    entry = counted.lock["facts"]["garden.plants"]
    assert entry["value"] == "1290"
    assert entry["at"] == "2026-11-29T00:00:00Z"
    assert entry["address"] == "data/count.csv"
    assert len(entry["sha256"]) == 64


def test_nothing_new_is_no_change(counted):
    counted.refresh()
    before = (counted.root / LOCK).read_bytes()
    result = counted.refresh()
    assert [one.status for one in result.outcomes] == ["same"]
    assert not result.is_written
    assert (counted.root / LOCK).read_bytes() == before


def test_yaml_is_never_written(counted):
    before = (counted.root / "data/feeds.yaml").read_bytes()
    counted.refresh()
    assert (counted.root / "data/feeds.yaml").read_bytes() == before


def test_a_dry_run_writes_nothing(counted):
    result = counted.refresh(is_dry=True)
    assert [(one.status, one.now) for one in result.outcomes] == [("changed", "1290")]
    assert not (counted.root / LOCK).exists()


def test_a_value_by_hand_stands_until_the_first_refresh(garden):
    garden.one(FEED, WHERE, more=", value: 1100")
    assert garden.value() == "1100"
    garden.write(count__csv=ROWS)
    assert garden.statuses() == {"garden.plants": "changed"}
    assert garden.value() == "1290"


def test_the_same_as_by_hand_is_nothing_new_and_is_recorded(garden):
    garden.one(FEED, WHERE, more=", value: 1290")
    garden.write(count__csv=ROWS)
    assert garden.statuses() == {"garden.plants": "same"}
    assert garden.book().facts["garden.plants"].checked == TODAY


def test_a_source_that_fails_leaves_the_last_good_value(counted):
    counted.refresh()
    (counted.root / "data/count.csv").unlink()
    result = counted.refresh()
    assert [(one.status, one.was) for one in result.outcomes] == [("failed", "1290")]
    assert counted.codes == ["FEED005"]
    assert counted.value() == "1290"


# ---- what is not accepted


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("many", "FEED017"),
        ("1 290", "FEED017"),
        ("1290 plants", "FEED017"),
        ('"1,290"', "FEED017"),
        ("=1290", "FEED018"),
        ("+1290", "FEED018"),
        ("-1+2", "FEED018"),
        ("@SUM(A1)", "FEED018"),
        ("=cmd|'/c calc'!A0", "FEED018"),
        ("NaN", "FEED019"),
        ("-Infinity", "FEED019"),
        ("#N/A", "FEED019"),
        ("-1", "FEED020"),
        ("5001", "FEED020"),
        ("", "FEED016"),
        ("1" * 50, "FEED017"),
    ],
)
def test_a_value_that_is_none_is_refused(counted, cell, code):
    counted.refresh()
    counted.write(count__csv=f"year,plants\n2026,{cell}\n")
    assert counted.statuses() == {"garden.plants": "failed"}
    assert counted.codes == [code]
    assert counted.value() == "1290"


def test_a_formula_in_a_text_stays_a_text(garden):
    garden.one("csv: data/n.csv", "row: {id: a}, column: note", type="type: text")
    garden.write(n__csv='id,note\na,"=HYPERLINK(""x"")"\n')
    # A text is there in each language, which a bare column is not.
    assert garden.statuses() == {"garden.plants": "failed"}
    assert garden.codes == ["FEED018"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("jahr,plants\n2026,1\n", "FEED014"),
        ("year,plants,plants\n2026,1,2\n", "FEED014"),
        ("year,plants\n2026,1,2\n", "FEED014"),
        ("year,plants\n2025,1\n", "FEED016"),
        ("year,plants\n2026,1250\n2026,1260\n", "FEED015"),
        ("", "FEED011"),
        ("<!DOCTYPE html><p>Sign in</p>", "FEED011"),
        ('year,plants\n2026,"1250\n', "FEED011"),
        ("year,plants\n2026,caf\xe9\n".encode("latin-1"), "FEED012"),
        ("year,plants\n2026,12\x0050\n", "FEED012"),
        ("year,plants\n2026,1250\n".encode("utf-16"), "FEED012"),
        ("year,plants\n" + "2025,1\n" * 100_001, "FEED009"),
    ],
)
def test_a_file_that_is_none_is_refused(counted, text, code):
    counted.refresh()
    counted.write(count__csv=text)
    assert counted.statuses() == {"garden.plants": "failed"}
    assert counted.codes == [code]
    assert counted.value() == "1290"


def test_another_encoding_is_read_where_the_feed_says_so(garden):
    garden.one("csv: data/count.csv, encoding: windows-1252", 'row: {lieu: "Québec"}, column: plants')
    garden.write(count__csv="lieu,plants\nQuébec,7\n".encode("cp1252"))
    garden.refresh()
    assert garden.value() == "7"


# ---- jumps


def test_a_jump_is_held_until_a_person_accepts_it(counted):
    counted.refresh()
    counted.write(count__csv=ROWS.replace("1290", "1590"))
    assert counted.statuses() == {"garden.plants": "held"}
    assert counted.codes == ["FEED023"]
    assert counted.value() == "1290"
    assert counted.statuses(accept=("garden.plants",)) == {"garden.plants": "changed"}
    assert counted.value() == "1590"
    assert counted.statuses() == {"garden.plants": "same"}


@pytest.mark.parametrize(("now", "status"), [("1548", "changed"), ("1549", "held"), ("1032", "changed")])
def test_the_limit_itself_is_plausible(counted, now, status):
    counted.refresh()
    counted.write(count__csv=ROWS.replace("1290", now))
    assert counted.statuses() == {"garden.plants": status}


def test_anything_is_a_jump_out_of_nothing(garden):
    garden.one(FEED, WHERE, more=", value: 0, max_change: 500%")
    garden.write(count__csv=ROWS)
    assert garden.statuses() == {"garden.plants": "held"}


def test_words_for_the_last_value_hold_the_next(garden):
    garden.one(FEED, WHERE, more=", value: 12, wording: {en: a dozen, fr: une douzaine}, wording_for: 12")
    garden.write(count__csv=ROWS)
    assert garden.statuses() == {"garden.plants": "held"}
    assert garden.codes == ["FEED023"]


# ---- days

DAY = WHERE + ", as_of: when"


def test_the_day_comes_with_the_value(garden):
    garden.one(FEED, DAY)
    garden.write(count__csv=ROWS)
    garden.refresh()
    assert garden.book().facts["garden.plants"].as_of == dt.date(2026, 10, 1)


@pytest.mark.parametrize(
    ("day", "code"),
    [("2026-11-30", "FEED022"), ("2026-09-30", "FEED021"), ("2026-13-01", "FEED017"), ("", "FEED016")],
)
def test_a_day_that_cannot_be(garden, day, code):
    garden.one(FEED, DAY)
    garden.write(count__csv=ROWS)
    garden.refresh()
    garden.write(count__csv=f"year,plants,when\n2026,1300,{day}\n")
    assert garden.statuses() == {"garden.plants": "failed"}
    assert garden.codes == [code]
    assert garden.value() == "1290"


def test_a_value_that_no_brief_would_print_is_not_accepted(garden):
    garden.one(FEED, DAY, more=", error_after: 1 month")
    garden.write(count__csv=ROWS)
    assert garden.statuses() == {"garden.plants": "failed"}
    assert garden.codes == ["FEED021"]


def test_what_is_seen_again_is_young_again(garden):
    garden.one(FEED, WHERE, more=", error_after: 1 month")
    garden.write(count__csv=ROWS)
    garden.refresh()
    garden.today = TODAY + dt.timedelta(days=50)
    garden.refresh()
    book = garden.book()
    fact = book.facts["garden.plants"]
    assert fact.checked == garden.today
    # What is printed is the day on which there was something new.
    assert book.sources["survey"].last_accessed(fact.citations) == TODAY


def test_what_was_refused_is_not_young_again(garden):
    feed = "count: {csv: data/count.csv, source: survey}"
    garden.facts(
        f"garden.plants: {{type: number, LABEL, refresh: {{feed: count, {WHERE}}}}}\n"
        "garden.beds: {type: number, LABEL, refresh: {feed: count, row: {year: 2025}, column: plants}}\n",
        feed,
    )
    garden.write(count__csv=ROWS)
    garden.refresh()
    garden.write(count__csv=ROWS.replace("1290", "many"))
    garden.today = TODAY + dt.timedelta(days=50)
    assert garden.statuses() == {"garden.beds": "same", "garden.plants": "failed"}
    facts = garden.book().facts
    assert facts["garden.beds"].checked == garden.today
    assert facts["garden.plants"].checked == TODAY


def test_more_fields_than_fit_into_memory(counted):
    counted.write(count__csv="," * 2_000_001)
    assert counted.statuses() == {"garden.plants": "failed"}
    assert counted.codes == ["FEED009"]


def test_a_refresh_in_the_future_is_a_wrong_clock(counted):
    counted.refresh()
    counted.today = TODAY - dt.timedelta(days=400)
    assert counted.statuses() == {"garden.plants": "failed"}
    assert counted.codes == ["FEED022"]


# ---- tables

TABLE = """\
garden.beds:
  type: table
  LABEL
  columns:
    plants: {type: number, LABEL}
    name: {type: text, LABEL}
  rows: {feed: beds}
  max_change: 50%
"""
BEDS = "id,label.en,label.fr,plants,plants.qualifier,name.en,name.fr,remark\n"
HILL, LAKE = "hill,Hill,Colline,12,about,=A1,=A1,x\n", "lake,Lake,Lac,7,,Lake,Lac,y\n"


@pytest.fixture
def beds(garden):
    garden.facts(TABLE, "beds: {csv: data/beds.csv, source: survey}")
    garden.write(beds__csv=BEDS + HILL + LAKE)
    return garden


def test_a_table_takes_its_rows(beds):
    assert beds.statuses() == {"garden.beds": "changed"}
    facts = beds.book().facts
    assert facts["garden.beds.hill.plants"].qualifier == "about"
    assert facts["garden.beds.lake.plants"].value == Decimal(7)
    assert facts["garden.beds.hill.name"].value.in_or_first("en").text == "=A1"
    assert facts["garden.beds.lake.plants"].checked == TODAY
    assert facts["garden.beds.lake.plants"].value_span.path == LOCK
    # What the table does not declare is not kept.
    assert "remark" not in str(beds.lock)


@pytest.mark.parametrize(
    ("rows", "status", "code"),
    [
        (HILL + LAKE, "same", None),
        (HILL + LAKE.replace(",7,", ",8,"), "changed", None),
        (LAKE + HILL, "changed", None),
        (HILL + LAKE + "road,Road,Route,1,,Road,Route,z\n", "changed", None),
        (HILL + LAKE.replace(",7,", ",70,"), "held", "FEED023"),
        (HILL, "held", "FEED023"),
        (HILL + LAKE.replace(",7,", ",seven,"), "failed", "FEED017"),
        (HILL + LAKE.replace(",7,", ",=7,"), "failed", "FEED018"),
        (HILL + LAKE.replace(",7,", ",NaN,"), "failed", "FEED019"),
        (HILL + HILL, "failed", "FEED015"),
    ],
)
def test_rows_that_change(beds, rows, status, code):
    beds.refresh()
    before = beds.lock["facts"]["garden.beds"]
    beds.write(beds__csv=BEDS + rows)
    assert beds.statuses() == {"garden.beds": status}
    assert beds.codes == ([code] if code else [])
    assert (beds.lock["facts"]["garden.beds"] == before) == (status != "changed")


@pytest.mark.parametrize(
    ("old", "new"), [("plants,", "trees,"), ("remark", "plants.formula"), ("remark", "plants")]
)
def test_columns_that_change(beds, old, new):
    beds.refresh()
    beds.write(beds__csv=(BEDS + HILL + LAKE).replace(old, new))
    assert beds.statuses() == {"garden.beds": "failed"}
    assert beds.codes == ["FEED014"]


# ---- the lock file


def load(garden: Garden) -> list[tuple[str, str]]:
    findings = Findings()
    load_facts(garden.workspace(), LANGUAGES, findings)
    return [(one.code, one.span.path if one.span else "") for one in findings]


def test_a_fact_that_was_never_refreshed(counted):
    assert load(counted) == [("FEED004", "data/feeds.yaml")]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("type: number", "type: money, currency: CAD"),
        ("type: number", "type: number, scale: million"),
        ("column: plants", "column: year"),
    ],
)
def test_a_value_for_something_else_does_not_fit(counted, old, new):
    counted.refresh()
    file = counted.root / "data/feeds.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    assert load(counted) == [("FEED003", LOCK)]
    counted.refresh()
    assert load(counted) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('"value": "1290"', '"value": "many"'),
        ('"value": "1290", ', ""),
        ('"at": "2026-', '"at": "26-'),
        ('"measure": ', '"measured": '),
        ('"value": "1290"', '"value": {"from": "1"}'),
        ('{"value": "1290"', '["value", {"x": "1290"'),
        ('"version": 1', '"version": 2'),
        ('"facts"', '"fact"'),
        ("{\n", ""),
        ("\n}\n", "\n<<<<<<< mine\n}\n"),
        ('"garden.plants"', '"garden.plants": {}, "garden.plants"'),
    ],
)
def test_a_damaged_entry_is_named_with_its_file(counted, old, new):
    counted.refresh()
    text = (counted.root / LOCK).read_text(encoding="utf-8")
    assert old in text
    (counted.root / LOCK).write_text(text.replace(old, new, 1), encoding="utf-8")
    assert load(counted) == [("FEED003", LOCK)]


def test_a_fact_that_was_written_by_hand_meanwhile_has_no_last_value(counted):
    text = (counted.root / "data/feeds.yaml").read_text(encoding="utf-8")
    counted.refresh()
    counted.facts(
        "garden.plants: {type: number, value: 1, source: survey, LABEL}\n"
        "garden.paths: {type: number, value: 1, LABEL, refresh: {feed: count, column: paths}}",
        "count: {csv: data/count.csv, source: survey}",
    )
    counted.refresh()
    (counted.root / "data/feeds.yaml").write_text(text, encoding="utf-8")
    assert "garden.plants" not in load_facts(counted.workspace(), LANGUAGES, Findings()).facts


def test_a_damaged_entry_stays_until_there_is_a_new_value(garden):
    garden.facts(
        f"garden.plants: {{type: number, value: 3, LABEL, refresh: {{feed: count, {WHERE}}}}}\n"
        "garden.paths: {type: number, LABEL, refresh: {feed: paths, column: paths}}\n",
        "count: {csv: data/count.csv, source: survey}\npaths: {csv: data/paths.csv, source: survey}",
    )
    garden.write(count__csv=ROWS, paths__csv="paths\n4\n")
    garden.refresh()
    text = (garden.root / LOCK).read_text(encoding="utf-8")
    (garden.root / LOCK).write_text(text.replace('"asked": "count', '"ask": "count'), encoding="utf-8")
    garden.write(count__csv="", paths__csv="paths\n5\n")
    outcomes = {one.fact: one for one in garden.refresh().outcomes}
    assert outcomes["garden.paths"].status == "changed"
    # The value by hand may be years old, and is not said to be the last good one, nor printed as that.
    assert outcomes["garden.plants"].was == ""
    findings = Findings()
    assert "garden.plants" not in load_facts(garden.workspace(), LANGUAGES, findings).facts
    assert [finding.code for finding in findings] == ["FEED003"]
    garden.write(count__csv=ROWS)
    garden.refresh()
    assert garden.value() == "1290"


def test_a_lock_that_cannot_be_read_is_not_written_over(counted):
    counted.refresh()
    (counted.root / LOCK).write_text("{", encoding="utf-8")
    assert counted.statuses() == {}
    assert counted.codes == ["FEED003"]
    assert (counted.root / LOCK).read_text(encoding="utf-8") == "{"


def test_what_nobody_asks_for_any_more_is_left_out(counted):
    counted.refresh()
    counted.facts(
        "garden.paths: {type: number, value: 1, source: survey, LABEL}", "count: {csv: x, source: survey}"
    )
    counted.refresh()
    assert counted.lock["facts"] == {}


def test_what_a_killed_run_left_is_swept(counted):
    part = counted.root / f"data/.part-{2**22 + 1}-refresh.lock.json"
    part.write_bytes(b"{")
    counted.refresh()
    assert not part.exists()


def test_a_full_disk_leaves_the_last_file(counted, monkeypatch):
    counted.refresh()
    before = (counted.root / LOCK).read_bytes()
    counted.write(count__csv=ROWS.replace("1290", "1300"))

    def full(*_, **__):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("briefpress.refresh.run.publish", full)
    assert not counted.refresh().is_written
    assert counted.codes == ["BUILD004"]
    assert (counted.root / LOCK).read_bytes() == before


# ---- what cannot be


@pytest.mark.parametrize(
    "feed",
    [
        "csv: ../count.csv",
        "csv: /etc/passwd",
        "csv: data/a.csv, json: data/a.json",
        "json: ftp://example.org/a.json",
        "json: https://me:secret@example.org/a.json",
        "json: https://me@example.org/a.json",
        'json: "https://[::1/a.json"',
        "csv: data/a.csv, sheet: One",
        "csv: data/a.csv, hosts: ['a b']",
        "sql: sqlite:////etc/x.db, query: select 1",
        "sql: sqlite:///../x.db, query: select 1",
        "sql: 'postgresql://me:secret@example.org/x', query: select 1",
        "sql: 'postgresql://example.org/x', query: select 1, password: secret",
        "python: os.system",
    ],
)
def test_a_feed_that_cannot_be(garden, feed):
    garden.one(feed, "at: x")
    assert {code for code, _ in load(garden)} == {"FEED001"}


@pytest.mark.parametrize(
    "fact",
    [
        "{type: number, LABEL, refresh: {feed: count}}",
        "{type: number, LABEL, refresh: {feed: count, at: x, column: w}}",
        "{type: number, LABEL, refresh: {feed: cuont, column: w}}",
        "{type: number, LABEL, refresh: {feed: count, at: x}}",
        "{type: number, LABEL, formula: 1 + 1, refresh: {feed: count, column: x}}",
        "{type: number, LABEL, as_of: 2026-01-01, refresh: {feed: count, column: x}}",
        "{type: number, LABEL, period: 2026, refresh: {feed: count, column: x, as_of: w}}",
        "{type: number, LABEL, value: 1, source: survey, max_change: 20%}",
        "{type: number, LABEL, refresh: {feed: count, column: x}, max_change: 20}",
        "{type: date, LABEL, refresh: {feed: count, column: x}, max_change: 20%}",
        "{type: number, LABEL, source: other, refresh: {feed: count, column: x}}",
        "{type: list, LABEL, refresh: {feed: count, column: x}, max_change: 1%}",
    ],
)
def test_a_fact_that_cannot_be_refreshed_so(garden, fact):
    garden.facts(f"garden.plants: {fact}", "count: {csv: data/count.csv, source: survey}")
    garden.write(count__csv="x,w\n1,2026-01-01\n")
    # What else is wrong with it is said, too: there is no source `other`.
    assert [code for code, _ in load(garden) if code != "FACT002"] == ["FEED002"]


def test_a_series_has_no_value_to_fetch(garden):
    points = "points: [{at: 2024, value: 1}]"
    garden.one(FEED, "column: x", type=f"type: series, of: number, {points}")
    assert load(garden) == [("FEED002", "data/feeds.yaml")]


def test_a_feed_with_any_mistake_is_told(garden):
    garden.facts(
        f"garden.plants: {{type: number, LABEL, refresh: {{feed: count, {WHERE}}}}}",
        "count: {csv: data/count.csv, source: nobody}",
    )
    assert garden.statuses() == {}
    assert garden.codes == ["FACT002"]


def test_what_the_command_names_and_the_project_has_not(counted):
    assert counted.statuses("cuont") == {}
    assert counted.codes == ["USAGE004"]
    assert counted.statuses(accept=("garden.paths",)) == {}
    assert counted.codes == ["USAGE004"]


# ---- side by side


def _refresh_often(root, count):
    for _ in range(count):
        garden = Garden.__new__(Garden)
        garden.root, garden.environment, garden.today, garden.web = root, {}, TODAY, None
        garden.refresh()


def test_two_refreshes_at_once_leave_a_whole_file(counted):
    facts = "".join(
        f"garden.plants{n}: {{type: number, LABEL, refresh: {{feed: f{n}, {WHERE}}}}}\n" for n in range(6)
    )
    counted.facts(facts, "".join(f"f{n}: {{csv: data/c{n}.csv, source: survey}}\n" for n in range(6)))
    counted.write(**{f"c{n}__csv": ROWS.replace("1290", str(n)) for n in range(6)})
    context = multiprocessing.get_context("spawn")
    others = [context.Process(target=_refresh_often, args=(counted.root, 8)) for _ in range(3)]
    for process in others:
        process.start()
    for process in others:
        process.join()
        assert process.exitcode == 0
    assert [counted.value(f"garden.plants{n}") for n in range(6)] == [str(n) for n in range(6)]
