"""The line by which an editor finds the schema of a file."""

from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from briefpress.diagnostics import Findings
from briefpress.editor.modelines import modeline
from briefpress.facts.strict_yaml import parse_yaml
from tests.support.schemas import plain

OURS = "# yaml-language-server: $schema=../.briefpress/schemas/facts.schema.json"

OTHER = "# yaml-language-server: $schema=x"


def wired(text: str, path: str = "data/a.yaml") -> tuple[str, str]:
    found = modeline(path, text.encode(), "facts.schema.json")
    return found.state, found.data.decode()


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("a: 1\n", f"{OURS}\na: 1\n"),
        ("a: 1", f"{OURS}\na: 1"),
        ("", f"{OURS}\n"),
        ("a: 1\r\nb: 2\r\n", f"{OURS}\r\na: 1\r\nb: 2\r\n"),
        ("\r\na: 1\n", f"{OURS}\r\n\r\na: 1\n"),
        ("\ufeffa: 1\n", f"\ufeff{OURS}\na: 1\n"),
        ("\ufeffa: 1\r\n", f"\ufeff{OURS}\r\na: 1\r\n"),
        ("%YAML 1.2\n---\na: 1\n", f"{OURS}\n%YAML 1.2\n---\na: 1\n"),
        ("# About.\na: 1\n", f"{OURS}\n# About.\na: 1\n"),
        (
            "a: |\n  # yaml-language-server: $schema=x\n",
            f"{OURS}\na: |\n  # yaml-language-server: $schema=x\n",
        ),
        ("a: 1 # yaml-language-server: $schema=x\n", f"{OURS}\na: 1 # yaml-language-server: $schema=x\n"),
        ("#yaml-language-server: $schema=x\n", f"{OURS}\n#yaml-language-server: $schema=x\n"),
    ],
)
def test_it_is_added(text, after):
    assert wired(text) == ("missing", after)
    assert wired(after) == ("present", after)


@pytest.mark.parametrize(
    "text",
    [
        f"{OURS}\na: 1\n",
        f"\ufeff{OURS}\r\na: 1\r\n",
        f"# About.\n\n{OURS}\na: 1\n",
        f"%YAML 1.2\n{OURS}\n---\na: 1\n",
        OURS,
        OURS.replace("server: ", "server :  "),
        "# $schema: ../.briefpress/schemas/facts.schema.json\n",
    ],
)
def test_it_is_there(text):
    assert wired(text) == ("present", text)


@pytest.mark.parametrize(
    ("path", "way"),
    [
        ("data/a.yaml", ".."),
        ("data/sub folder/b/a.yaml", "../../.."),
        ("a.yaml", "."),
        ("briefpress/assets/themes/civic.yaml", "../../.."),
    ],
)
def test_its_way_begins_at_the_file(path, way):
    _, after = wired("a: 1\n", path)
    first = after.splitlines()[0]
    assert first.partition("=")[2] == f"{way}/.briefpress/schemas/facts.schema.json".removeprefix("./")


@pytest.mark.parametrize(
    "old",
    [
        "../../../.briefpress/schemas/facts.schema.json",
        "../.briefpress/schemas/theme.schema.json",
        ".briefpress/schemas/facts.schema.json",
    ],
)
def test_it_follows_a_file_that_was_moved(old):
    text = f"\ufeff# About.\r\n# yaml-language-server: $schema={old} \r\na: 1\r\n"
    state, after = wired(text)
    assert state == "moved"
    assert after == text.replace(old, "../.briefpress/schemas/facts.schema.json")
    assert wired(after) == ("present", after)


@pytest.mark.parametrize(
    "line",
    [
        "# yaml-language-server: $schema=https://example.org/own.json",
        "# yaml-language-server: $schema=own.schema.json",
        "# $schema: own.json",
    ],
)
def test_another_schema_is_its_authors_choice(line):
    assert wired(f"{line}\na: 1\n") == ("other", f"{line}\na: 1\n")


@given(
    st.lists(st.sampled_from(["a: 1", "# b", "", "%YAML 1.2", "---", "é: x", OURS, "  # c"])),
    st.sampled_from(["\n", "\r\n"]),
    st.booleans(),
)
def test_a_file_says_what_it_said(lines, end, has_mark):
    text = ("\ufeff" if has_mark else "") + end.join(lines)
    state, after = wired(text)
    assert wired(after)[0] == "present" and wired(after)[1] == after
    assert (state == "present") == (after == text)
    assert said(after) == said(text)


def said(text: str) -> tuple[object, list[str]]:
    findings = Findings()
    root = parse_yaml(text, "a", findings)
    return root and plain(root), [finding.code for finding in findings]
