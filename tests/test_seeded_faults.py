"""One seeded fault of each kind: `check` names each at its line, and nothing else."""

import json
from collections import Counter

import pytest

from briefpress.cli import main
from briefpress.diagnostics import CODES
from tests.support.faults import FAULTS
from tests.support.project import write_project
from tests.support.rich_project import RICH, TODAY

#: Codes that no fault of a file can provoke through `check` -> why.
ELSEWHERE = {
    "YAML001": "a file that is there and cannot be read is no text: see the test below",
    "BRIEF006": "it is about the words of the command: see the test below",
    "BUILD001": "it takes a project without briefs: see the test below",
    "BUILD002": "it takes a minute, or all memory",
    "BUILD003": "it would be our own fault",
    "BUILD004": "`check` writes nothing that anybody asked for",
    "BUILD005": "`check` waits for nobody",
    "BUILD006": "`check` deletes nothing",
    "BUILD007": "`check` writes no memo",
    "BUILD008": "the file is written by the program; tests/build/test_versions.py spoils it",
    "BUILD009": "`check` corrects nothing",
    "BUILD010": "`check` uses no cluster",
    **{f"LINK{number:03}": "`check` asks the web only with --links" for number in range(1, 8)},
    **{f"FEED{number:03}": "`check` fetches nothing" for number in range(5, 27)},
    **dict.fromkeys(("RUN001", "RUN002", "RUN003", "RUN004"), "`check` is one step of a run"),
    **dict.fromkeys(("PLAN001", "PLAN002", "PLAN003", "PLAN004"), "`check` looks at no scheduler"),
    "USAGE001": "`check` takes names of briefs only",
    "USAGE003": "`check` needs an extra only with --links: see tests/links/test_links.py",
    "USAGE002": "`check` takes no value of a fact",
    "USAGE004": "`check` takes no names of feeds",
    **dict.fromkeys(
        [f"MAIL{number:03}" for number in (7, 8, 9, *range(11, 16))],
        "`check` makes no message and asks no server",
    ),
    **dict.fromkeys(
        ("EXCH001", "EXCH002", "EXCH003", "EXCH004"), "it is about a file that a translator sent"
    ),
}


@pytest.fixture
def check(tmp_path, capfd):
    """Return what checks files and gives the code, path and line of each finding."""

    def run(files, *arguments):
        folder = write_project(tmp_path / "project", files)
        command = ["check", *arguments, "--project", str(folder), "--today", TODAY]
        code = main([*command, "--jobs", "1", "--format", "json"])
        output, errors = capfd.readouterr()
        assert not errors
        findings = json.loads(output)["findings"]
        assert code == any(finding["severity"] == "error" for finding in findings) or arguments
        return [(finding["code"], finding["path"], finding["line"]) for finding in findings]

    return run


def test_the_project_is_clean_before(check):
    assert check(RICH, "--strict") == []


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_a_fault_is_named_at_its_line_and_nothing_else(fault, check):
    files = fault.seed(RICH)
    assert Counter(check(files)) == Counter(fault.places(files))


def test_many_faults_are_named_together_and_nothing_else(check):
    together = [fault for fault in FAULTS if not fault.apart]
    files = RICH
    for fault in together:
        files = fault.seed(files)
    expected = Counter(place for fault in together for place in fault.places(files))
    assert Counter(check(files)) == expected
    # Enough of them, of nearly every family, and most faults can stand beside others.
    assert len(together) > max(100, len(FAULTS) * 3 / 4)


def test_names_are_told_apart():
    assert len({fault.name for fault in FAULTS}) == len(FAULTS)


@pytest.mark.parametrize("code", CODES)
def test_every_code_is_seeded_or_excused(code):
    seeded = {one[0] for fault in FAULTS for one in fault.found}
    assert (code in seeded) != (code in ELSEWHERE)


# ---- what is no fault of a file


def test_a_folder_without_briefs(check):
    files = {path: text for path, text in RICH.items() if not path.startswith("briefs/")}
    assert check(files) == [("BUILD001", None, None)]


@pytest.mark.parametrize("arguments", [("orchrad",), ("--lang", "de"), ("orchard", "--lang", "de")])
def test_what_the_command_names_and_the_project_has_not(arguments, check):
    assert check(RICH, *arguments) == [("BRIEF006", None, None)]


def test_a_link_that_leads_out_of_the_folder(check, tmp_path):
    write_project(tmp_path, {"secret.yaml": "title: A\n", "project/briefs/readme.txt": ""})
    (tmp_path / "project/briefs/secret.yaml").symlink_to(tmp_path / "secret.yaml")
    assert check(RICH) == [("YAML001", "briefs/secret.yaml", 1)]
