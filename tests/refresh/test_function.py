"""Functions of packages, and of nobody."""

import os
import sys
from importlib.metadata import EntryPoint

import pytest

from tests.refresh.conftest import needs

CODE = """\
import os, sys, time

def count():
    print("noise")
    return {"plants": 1290, "secret": os.environ.get("NOTHING")}

def rows():
    return [{"year": 2025, "plants": 1}, {"year": 2026, "plants": "1.50"}]

def fails():
    raise RuntimeError("the gate is closed")

def hangs():
    time.sleep(60)

def talks():
    while True:
        sys.stderr.write("x" * 65536)

def nan():
    return {"plants": float("nan")}

def leaves():
    os._exit(3)
"""


@pytest.fixture
def function(garden):
    needs("jmespath")
    (garden.root / "counting.py").write_text(CODE, encoding="utf-8")

    def make(name="count", where="at: plants", more=""):
        garden.one(f"python: 'counting:{name}'{more}", where)
        return garden

    return make


def refused(garden, code, **more):
    assert garden.statuses(**more) == {"garden.plants": "failed"}
    assert garden.codes == [code]
    return garden.message


def test_code_of_the_project_does_not_run(function, tmp_path, monkeypatch):
    garden = function()
    marker = tmp_path / "ran"
    (garden.root / "counting.py").write_text(f"open({str(marker)!r}, 'w')", encoding="utf-8")
    monkeypatch.chdir(garden.root)
    monkeypatch.syspath_prepend(str(garden.root))
    refused(garden, "FEED025")
    assert not marker.exists()


def test_a_person_may_allow_it(function):
    garden = function()
    assert garden.statuses(allow_code=True) == {"garden.plants": "changed"}
    assert garden.value() == "1290"


def test_what_a_package_declares_runs(garden, monkeypatch, tmp_path):
    needs("jmespath")
    package = tmp_path / "package"
    package.mkdir()
    (package / "counting_elsewhere.py").write_text(CODE, encoding="utf-8")
    declared = [EntryPoint("rows", "counting_elsewhere:rows", "briefpress.feeds")]
    monkeypatch.setattr("briefpress.refresh.function.entry_points", lambda group: declared)
    monkeypatch.setenv(
        "PYTHONPATH", os.pathsep.join([str(package), *filter(None, [os.environ.get("PYTHONPATH")])])
    )
    garden.one("python: 'counting_elsewhere:rows'", "row: {year: 2026}, column: plants")
    garden.refresh()
    assert garden.value() == "1.50"
    assert "counting_elsewhere" not in sys.modules


@pytest.mark.parametrize(
    ("name", "code", "said"),
    [
        ("fails", "FEED025", "the gate is closed"),
        ("nothing", "FEED025", "nothing"),
        ("leaves", "FEED025", "3"),
        ("hangs", "FEED006", "1 s"),
        ("talks", "FEED009", "bytes"),
        ("nan", "FEED019", "NaN"),
    ],
)
def test_functions_that_fail(function, name, code, said):
    garden = function(name, more=", timeout: 1" if name == "hangs" else ", max_bytes: 100000")
    assert said in refused(garden, code, allow_code=True)
