"""What is known of a long series takes little room, and says the same."""

from __future__ import annotations

import sys

import pytest

from briefpress.build import run
from briefpress.build.ledger import PATH, Digests, Inputs, Ledger, Record, Values, read_ledger
from briefpress.build.plan import Request
from briefpress.build.project import Project
from briefpress.build.run import build_project, look_at_project
from briefpress.diagnostics import Findings
from briefpress.workspace import Workspace
from tests.build.test_series import SERIES
from tests.support.project import edit, write_project

DIGESTS = {f"town.t{n}.people@fr": f"{n:064x}" for n in range(50)}


def ledger_of(many: int, *, packed: bool) -> Ledger:
    ledger = Ledger()
    if packed:
        ledger.pack()
    for n in range(many):
        facts = {**DIGESTS, f"own.x{n}@en": f"{n:064d}"}
        record = Record(f"briefs/b{n}.yaml", "en", "default", "e", Inputs.of({}), Digests(facts), "o", 1)
        ledger.remember(f"output/b{n}.pdf", record, {f"{n:064d}": f"valeur «\u202f{n}\u202f»"})
    return ledger


def test_packed_digests_are_the_same():
    plain, packed = Digests(DIGESTS), Digests(DIGESTS).pack()
    assert packed == plain == packed.pack()
    assert packed != Digests({**DIGESTS, "a@en": "0"}).pack()
    assert (dict(packed), len(packed), packed["town.t7.people@fr"]) == (DIGESTS, 50, f"{7:064x}")
    assert Digests({}).pack() == Digests({})
    assert dict(Digests({"caf\udce9@en": "1"}).pack()) == {"caf\udce9@en": "1"}


def test_packed_values_are_the_same(monkeypatch):
    monkeypatch.setattr(Values, "EACH", 3)
    values = Values({"a": "1"})
    values.pack()
    for n in range(20):
        values.update({f"b{n}": f"\u00e9{n}"})
    assert values["b7"] == "é7"
    assert values.get("b20") is None
    values.pack()
    values.update({"c": "\udce9"})
    assert dict(values) == {"a": "1", **{f"b{n}": f"é{n}" for n in range(20)}, "c": "\udce9"}


def test_a_packed_ledger_becomes_the_same_file():
    packed, plain = ledger_of(200, packed=True), ledger_of(200, packed=False)
    assert packed.to_json() == plain.to_json()
    packed.pack()
    assert b"".join(packed.news("")) == plain.to_json().encode()


def test_it_takes_less_room():
    record = {packed: ledger_of(1, packed=packed).editions["output/b0.pdf"] for packed in (True, False)}
    room = {packed: sys.getsizeof(one.facts._text) for packed, one in record.items()}
    assert room[True] < room[False] / 2


@pytest.fixture
def series(tmp_path, monkeypatch):
    """A project whose every build takes its series for a long one."""
    monkeypatch.setattr(run, "_MANY", 0)
    write_project(tmp_path, SERIES)
    return tmp_path


def build(folder):
    findings = Findings()
    result = build_project(Project(Workspace(folder)), Request(), findings)
    assert list(findings) == []
    return {each.edition.name: each.reason for each in result.editions if each.status == "built"}


def test_a_long_series_tells_what_changed_and_then_rests(series):
    assert len(build(series)) == 6
    assert build(series) == {}
    edit(series, "data/farms.csv", "Lake Farm,Ferme du Lac,45", "Lake Farm,Ferme du Lac,46")
    reasons = build(series)
    assert set(reasons) == {"farm-lake-en", "farm-lake-fr"}
    assert all("45 -> 46" in reason for reason in reasons.values())
    assert build(series) == {}
    assert look_at_project(Project(Workspace(series)), Request(), Findings()).count("stale") == 0


def test_it_leaves_the_ledger_that_a_short_one_does(series, tmp_path_factory, monkeypatch):
    build(series)
    monkeypatch.undo()
    other = tmp_path_factory.mktemp("short")
    write_project(other, SERIES)
    build(other)
    assert (series / PATH).read_bytes() == (other / PATH).read_bytes()
    assert read_ledger(Workspace(series))[0].values == read_ledger(Workspace(other))[0].values
