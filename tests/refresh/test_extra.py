"""Without the extra: what it is needed for says so, and the rest goes on."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.refresh.conftest import needs

ROOT = Path(__file__).resolve().parents[2]
LIBRARIES = ("httpx", "httpcore", "jmespath", "openpyxl", "sqlalchemy")


@pytest.fixture
def without(monkeypatch):
    """Let nobody have what the extra brings."""
    for name in LIBRARIES:
        monkeypatch.setitem(sys.modules, name, None)


@pytest.mark.parametrize(
    ("feed", "needed"),
    [
        ('json: "https://example.org/a.json"', "httpx"),
        ("json: data/a.json", "jmespath"),
        ("xlsx: data/a.xlsx", "openpyxl"),
        ('sql: "sqlite:///data/a.db", query: select 1', "sqlalchemy"),
    ],
)
def test_what_is_missing_is_named_with_its_command(without, garden, feed, needed):
    garden.one(feed, "at: a" if feed.startswith("json") else "column: a", more=", value: 1")
    garden.write(a__json='{"a": 2}', a__xlsx=b"PK")
    assert garden.statuses() == {"garden.plants": "failed"}
    (finding,) = garden.findings
    assert finding.code == "FEED026"
    assert needed in finding.message
    assert finding.hint == "install it: pip install 'briefpress[refresh]'"
    assert garden.value() == "1"


@pytest.mark.parametrize(
    ("url", "needed", "hint"),
    [
        ("postgresql://a@db.example.org/a", "psycopg", "pip install 'briefpress[refresh,postgresql]'"),
        ("mysql://a@db.example.org/a", "MySQLdb", "install the driver of that database"),
    ],
)
def test_a_driver_that_is_missing_is_named(garden, monkeypatch, url, needed, hint):
    needs("sqlalchemy")
    monkeypatch.setitem(sys.modules, needed, None)
    garden.one(f"sql: '{url}', query: select 1", "column: a")
    assert garden.statuses() == {"garden.plants": "failed"}
    (finding,) = garden.findings
    assert finding.code == "FEED026" and f"`{needed}`" in finding.message
    assert hint in (finding.hint or "")


def test_a_file_of_the_project_needs_nothing(without, garden):
    garden.one("csv: data/a.csv", "column: a")
    garden.write(a__csv="a\n2\n")
    assert garden.statuses() == {"garden.plants": "changed"}


@pytest.mark.parametrize("verb", ["check", "refresh"])
def test_nothing_of_it_is_loaded_without_need(verb, garden):
    garden.one("csv: data/a.csv", "column: a", more=", value: 1")
    garden.write(a__csv="a\n2\n")
    program = (
        "import sys; from briefpress.cli import main; "
        f"main([{verb!r}, '--project', {str(garden.root)!r}]); "
        f"print([name for name in {LIBRARIES!r} if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.splitlines()[-1] == "[]"
