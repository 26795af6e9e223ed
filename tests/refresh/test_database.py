"""Databases: SQLite in a file, and PostgreSQL, which is started for the tests."""

import json
import os
import pwd
import shutil
import socket
import sqlite3
import subprocess
import tempfile
from pathlib import Path

import pytest

from tests.refresh.conftest import needs

QUERY = "query: 'select plants, day from counts where year = 2026'"
WHERE = "column: plants, as_of: day"
ENDLESS = "with recursive n(i) as (select 1 union all select i + 1 from n)"
SECRET = "canary-7f3a91c2"
SCHEMA = """\
create table counts (year integer, plants numeric(10, 2), day date);
insert into counts values (2025, 1200, '2025-10-01'), (2026, 1290.10, '2026-10-01');
"""


def refused(garden, code):
    assert garden.statuses() == {"garden.plants": "failed"}
    assert garden.codes == [code]
    return garden.message


# ---- SQLite


@pytest.fixture
def lite(garden):
    needs("sqlalchemy")
    file = garden.root / "data/counts.db"
    with sqlite3.connect(file) as connection:
        connection.executescript(SCHEMA)
    connection.close()

    def make(query=QUERY, where=WHERE, more="", url="sqlite:///data/counts.db"):
        garden.one(f"sql: '{url}', {query}{more}", where)
        return garden

    return make


def test_a_value_of_sqlite(lite):
    garden = lite()
    assert garden.statuses() == {"garden.plants": "changed"}
    assert garden.value() == "1290.1"  # SQLite keeps binary numbers, without the last zero
    assert str(garden.book().facts["garden.plants"].as_of) == "2026-10-01"
    assert garden.statuses() == {"garden.plants": "same"}


def test_a_row_is_found_in_many(lite):
    garden = lite("query: select * from counts", "row: {year: 2025}, column: plants")
    garden.refresh()
    assert garden.value() == "1200"


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("query: selec", "FEED024"),
        ("query: select 1 from nothing", "FEED024"),
        ("query: 'delete from counts'", "FEED024"),
        ("query: 'drop table counts'", "FEED024"),
        ("query: 'attach database ''/tmp/x.db'' as x'", "FEED024"),
        ("query: select plants from counts", "FEED015"),
        ("query: select plants from counts where year = 1", "FEED016"),
        ("query: select year from counts where year = 2026", "FEED014"),
        ("query: 'select x''ff'' as plants'", "FEED011"),
        ("query: 'select 1e999 as plants'", "FEED019"),
        (f"query: '{ENDLESS} select i as plants from n'", "FEED009"),
    ],
)
def test_queries_that_give_nothing(lite, query, code):
    refused(lite(query, "column: plants"), code)


def test_a_query_that_never_ends(lite):
    refused(
        lite(f"query: '{ENDLESS} select max(i) as plants from n'", "column: plants", ", timeout: 1"),
        "FEED024",
    )


def test_nothing_is_changed(lite):
    garden = lite("query: 'delete from counts returning plants'", "column: plants")
    before = (garden.root / "data/counts.db").read_bytes()
    refused(garden, "FEED024")
    assert (garden.root / "data/counts.db").read_bytes() == before


def test_a_database_that_is_not_there(lite):
    garden = lite(url="sqlite:///data/other.db")
    refused(garden, "FEED005")
    assert not (garden.root / "data/other.db").exists()


def test_a_link_out_of_the_project(lite, tmp_path):
    garden = lite(url="sqlite:///data/linked.db")
    shutil.move(garden.root / "data/counts.db", tmp_path / "outside.db")
    (garden.root / "data/linked.db").symlink_to(tmp_path / "outside.db")
    refused(garden, "FEED024")


# ---- PostgreSQL


def _bin():
    """Return the folder with the programs of PostgreSQL; Debian keeps them apart from others."""
    found = shutil.which("initdb")
    folders = [
        *sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True),
        *([Path(found).parent] if found else []),
    ]
    needed = ("initdb", "pg_ctl", "psql")
    return next((folder for folder in folders if all((folder / name).exists() for name in needed)), None)


@pytest.fixture(scope="session")
def postgres():
    """A cluster of our own on this computer; its port."""
    needs("sqlalchemy", "psycopg")
    programs = _bin()
    if programs is None:
        pytest.skip("PostgreSQL is not installed: apt-get install postgresql")
    more = {}
    # A folder of its own: other users cannot enter those of pytest.
    folder = Path(tempfile.mkdtemp(prefix="briefpress-postgres-"))
    if os.getuid() == 0:  # the server refuses to run as root
        try:
            user = pwd.getpwnam("postgres")
        except KeyError:
            pytest.skip("PostgreSQL does not run as root, and there is no user `postgres`")
        more = {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}
        os.chown(folder, user.pw_uid, user.pw_gid)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]

    def run(program, *arguments, **options):
        command = [str(programs / program), *arguments]
        ended = subprocess.run(command, check=False, capture_output=True, cwd=folder, **more, **options)
        assert ended.returncode == 0, ended.stderr.decode()

    (folder / "password").write_text(SECRET)
    data = folder / "data"
    run(
        "initdb",
        "-D",
        str(data),
        "-U",
        "boss",
        "--pwfile",
        str(folder / "password"),
        "--auth",
        "scram-sha-256",
        "-N",
    )
    options = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={folder} -c fsync=off"
    # Its log goes to a file: a pipe that the server keeps open would never end.
    run("pg_ctl", "-D", str(data), "-l", str(folder / "log"), "-o", options, "-w", "start")
    try:
        environment = {**os.environ, "PGPASSWORD": SECRET}
        psql = ["-h", "127.0.0.1", "-p", str(port), "-U", "boss", "-d", "postgres", "-v", "ON_ERROR_STOP=1"]
        run("psql", *psql, "-c", SCHEMA, env=environment)
        yield port
    finally:
        run("pg_ctl", "-D", str(data), "-m", "fast", "-w", "stop")
        shutil.rmtree(folder)


@pytest.fixture
def elephant(garden, postgres):
    garden.environment["COUNTS_PASSWORD"] = SECRET

    def make(query=QUERY, where=WHERE, more="", user="boss"):
        url = f"postgresql://{user}@127.0.0.1:{postgres}/postgres"
        garden.one(f"sql: '{url}', password: {{env: COUNTS_PASSWORD}}, {query}{more}", where)
        return garden

    return make


def test_a_value_of_postgresql(elephant):
    garden = elephant()
    assert garden.statuses() == {"garden.plants": "changed"}
    assert garden.value() == "1290.10"
    assert str(garden.book().facts["garden.plants"].as_of) == "2026-10-01"


@pytest.mark.parametrize(
    "query",
    [
        "selec",
        "delete from counts returning plants",
        "drop table counts",
        "select nothing",
        "select 1; commit",
        "select 1; commit; begin read write; delete from counts; commit",
        "set transaction read write; delete from counts returning plants",
        "commit; begin read write; delete from counts; commit; select 1",
        "select set_config($$transaction_read_only$$, $$off$$, false); delete from counts returning plants",
        "with gone as (delete from counts returning plants) select * from gone",
        "select 1 as plants, current_date as day; commit; begin read write; delete from counts; commit",
    ],
)
def test_queries_that_postgresql_refuses(elephant, query):
    refused(elephant(f"query: '{query}'"), "FEED024")
    garden = elephant()
    assert garden.statuses() == {"garden.plants": "changed"}


def test_a_query_that_postgresql_cuts_off(elephant):
    refused(elephant("query: 'select pg_sleep(60)'", more=", timeout: 1"), "FEED024")


def test_numbers_that_are_none_in_postgresql(elephant):
    refused(elephant("query: 'select $$NaN$$::numeric as plants, current_date as day'"), "FEED019")


@pytest.mark.parametrize("secret", ["wrong-7f3a91c2", None])
def test_a_secret_is_said_nowhere(elephant, secret, postgres):
    garden = elephant()
    if secret is None:
        del garden.environment["COUNTS_PASSWORD"]
    else:
        garden.environment["COUNTS_PASSWORD"] = secret
    refused(garden, "FEED024")
    said = json.dumps([(one.message, one.hint, one.label) for one in garden.findings])
    assert "7f3a91c2" not in said
    garden.environment["COUNTS_PASSWORD"] = SECRET
    garden.refresh()
    written = [file.read_bytes() for file in garden.root.rglob("*") if file.is_file()]
    assert not any(b"7f3a91c2" in data for data in written)


def test_nobody_listens(garden):
    needs("sqlalchemy", "psycopg")
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
    garden.one(f"sql: 'postgresql://boss@127.0.0.1:{port}/x', {QUERY}", WHERE)
    refused(garden, "FEED024")
