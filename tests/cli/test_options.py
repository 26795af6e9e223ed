"""Arguments: which verb is meant, and what it takes; tests/cases/usage.md tells of wrong ones."""

from __future__ import annotations

import datetime as dt
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from briefpress.cli import main
from briefpress.cli.options import parse, workspace_of
from briefpress.cli.verbs import VERBS, load_verb

ROOT = Path(__file__).resolve().parents[2]
SHARED = ["--project", ".", "--format", "json", "--color", "never", "--today", "2026-11-22", "--quiet"]


@pytest.mark.parametrize("name", VERBS)
def test_a_verb_says_what_it_does(name):
    verb = load_verb(name)
    assert name == verb.NAME
    assert verb.ABOUT[0].islower() and not verb.ABOUT.endswith(".")
    assert verb.__doc__.startswith(f"``{name}``: ")


@pytest.mark.parametrize("name", VERBS)
def test_the_examples_of_a_help_are_commands(name, capsys):
    examples = load_verb(name).EXAMPLES
    assert main([name, "--help"]) == 0
    text = capsys.readouterr().out
    for command, about in examples:
        assert parse(shlex.split(command)).verb == name
        assert command in text and about in text


def test_the_help_lists_every_verb(capsys):
    assert main(["--help"]) == 0
    text = capsys.readouterr().out
    assert re.findall(r"^    ([a-z]+) ", text, re.MULTILINE) == list(VERBS)


#: What verbs cannot do without.
NEEDS = {"why": ["orchard-en"], "impact": ["orchard.trees"]}


@pytest.mark.parametrize("name", VERBS)
def test_options_may_stand_on_either_side_of_a_verb(name):
    words = NEEDS.get(name, [])
    before, after = parse([*SHARED, name, *words]), parse([name, *SHARED, *words])
    assert vars(before) == vars(after)
    assert (before.verb, before.format, before.color, before.quiet) == (name, "json", "never", True)
    assert not before.is_implied


@pytest.mark.parametrize(
    ("arguments", "briefs"),
    [
        ([], []),
        (["orchard"], ["orchard"]),
        (["--lang", "check", "orchard"], ["orchard"]),
        (["--jobs", "2", "--lang=fr", "--", "--odd"], ["--odd"]),
    ],
)
def test_without_a_verb_it_builds(arguments, briefs):
    options = parse(arguments)
    assert (options.verb, options.is_implied, options.briefs) == ("build", True, briefs)


def test_the_day_of_the_run(monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "86400")
    assert workspace_of(parse(["check", "--today", "2026-11-22"])).today == dt.date(2026, 11, 22)
    assert workspace_of(parse(["check"])).today == dt.date(1970, 1, 2)


@pytest.mark.parametrize("text", ["2026-02-30", "20261122", "2026-W47-7", "22/11/2026", "", "٢٠٢٦-11-22"])
def test_a_day_is_written_in_one_way(text, capsys):
    assert main(["check", "--today", text]) == 2
    assert f"there is no day `{text}`" in capsys.readouterr().err


def test_no_option_may_be_shortened(capsys):
    assert main(["check", "--stric"]) == 2
    assert "did you mean `--strict`?" in capsys.readouterr().err


def test_a_verb_does_not_load_the_others():
    script = (
        "import sys; from briefpress.cli.options import parse; parse(['check']);"
        "print(sorted(n for n in sys.modules if n.startswith('briefpress.cli.verbs.')))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout == "['briefpress.cli.verbs.check']\n"
