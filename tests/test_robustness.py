"""Whatever is in a project's files, `check` ends soon, says what is wrong and where, and never breaks down.

Run longer with ``BRIEFPRESS_FUZZ=20``: see `tests.support.fuzz`.
"""

import contextlib
import io
import json
import shutil

import pytest
from hypothesis import given, strategies as st

from briefpress.cli import main
from briefpress.cli.exits import ERRORS, OK, USAGE
from briefpress.diagnostics import CODES
from briefpress.workspace import MemoryWorkspace
from tests.support.fuzz import examples
from tests.support.project import write_project
from tests.support.project_edits import BRIEFS, DATA, LAYOUT, TEXTS, THEME, WORDS, nested, projects
from tests.support.rich_project import RICH, TODAY

#: More than this is a hang, on a machine that does other things, too.
DEADLINE_MS = 2000

SHIPPED = "builtin:"


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("robust") / "project"


@pytest.fixture(scope="module", autouse=True)
def warm(folder):
    """Load what a first run loads, so that no example pays for it."""
    check(folder, {})


def check(folder, changes, form="json"):
    """Check the rich project with changed files; return exit code, standard output and standard error."""
    shutil.rmtree(folder, ignore_errors=True)
    write_project(folder, {**RICH, **changes})
    output, errors = io.StringIO(), io.StringIO()
    command = ["check", "--force", "--jobs", "1", "--format", form, "--today", TODAY]
    with contextlib.redirect_stdout(output), contextlib.redirect_stderr(errors):
        code = main([*command, "--project", str(folder)])
    return code, output.getvalue(), errors.getvalue()


def expect_good_manners(folder, changes):
    code, output, errors = check(folder, changes)
    assert code in (OK, ERRORS, USAGE), errors
    assert errors == ""
    found = json.loads(output)["findings"]
    assert (code == OK) == (not any(finding["severity"] == "error" for finding in found))
    files = MemoryWorkspace({**RICH, **changes})
    for finding in found:
        assert finding["code"] in CODES
        assert finding["code"] not in ("BUILD002", "BUILD003"), finding["message"]
        assert finding["message"] and len(finding["message"]) < 2000
        for place in (finding, *finding["related"]):
            expect_place(place, finding, files)


def expect_readable(folder, changes):
    """What people read is written as well, with pieces of files that may hold anything."""
    code, _, errors = check(folder, changes, "text")
    assert code in (OK, ERRORS, USAGE), errors
    assert "Traceback" not in errors
    assert (code == OK) or "error" in errors
    errors.encode("utf-8")


def expect_place(place, finding, files):
    """The place is in a file, on a line that it has."""
    path, line, column, length = (place[key] for key in ("path", "line", "column", "length"))
    if path is None:
        assert finding["code"] in ("BUILD001", "LAYOUT005"), finding
        return
    text = files.read(path).decode("utf-8-sig", "replace")
    assert 1 <= line <= text.count("\n") + 1, finding
    assert column >= 1 and length >= 1, finding


# ---- bytes

ANYTHING = st.one_of(
    st.binary(max_size=300),
    st.text(max_size=200).map(lambda text: text.encode("utf-8", "surrogatepass")),
    st.sampled_from(
        [b"", b"\n", b"\xef\xbb\xbf", b"\xff\xfea\x00", b"{", b"[" * 40_000, b"a: " * 9, b"\x00" * 99]
    ),
)


@pytest.mark.parametrize(
    "path",
    ["data/orchard.yaml", "briefs/orchard.yaml", THEME, LAYOUT, WORDS, "briefs/tree.png", "briefs/mark.svg"],
)
def test_any_bytes(path, folder):
    @examples(3, deadline=DEADLINE_MS)
    @given(ANYTHING)
    def look(content):
        expect_good_manners(folder, {path: content})
        expect_readable(folder, {path: content})

    look()


# ---- edits of what was right


@pytest.mark.parametrize(
    ("paths", "count"), [(DATA, 10), (BRIEFS, 10), ((THEME, WORDS), 5), ((LAYOUT,), 7), (TEXTS, 5)]
)
def test_any_edit(paths, count, folder):
    @examples(count, deadline=DEADLINE_MS)
    @given(projects(*paths))
    def look(changes):
        expect_good_manners(folder, changes)

    look()


# ---- the right keys in any order


@pytest.mark.parametrize("path", ["data/more.yaml", "briefs/more.yaml", THEME, WORDS])
def test_any_tree_of_known_keys(path, folder):
    @examples(4, deadline=DEADLINE_MS)
    @given(nested())
    def look(tree):
        expect_good_manners(folder, {path: json.dumps(tree, ensure_ascii=False)})

    look()


@st.composite
def facts(draw):
    """Draw a file of facts whose keys are those of facts, with any values."""
    from briefpress.facts.model import FactType
    from briefpress.facts.types import FACT_KEYS

    made = {}
    for number in range(draw(st.integers(1, 3))):
        fact = {"type": draw(st.sampled_from([kind.value for kind in FactType])), "source": "survey"}
        fact |= {"label": {"en": "A", "fr": "B"}, "value": draw(nested())}
        fact |= draw(st.dictionaries(st.sampled_from(list(FACT_KEYS)), nested(), max_size=3))
        made[f"more.f{number}"] = fact
    assertions = draw(st.dictionaries(st.sampled_from(["one", "two"]), nested(), max_size=1))
    return json.dumps({"facts": made, "assertions": assertions}, ensure_ascii=False)


@examples(8, deadline=DEADLINE_MS)
@given(facts())
def test_any_values_of_facts(folder, content):
    expect_good_manners(folder, {"data/more.yaml": content})


@st.composite
def briefs(draw):
    """Draw a brief whose blocks have the keys of their types, with any values."""
    from briefpress.merge.block_types import BLOCK_TYPES

    blocks = []
    for number in range(draw(st.integers(1, 3))):
        kind = draw(st.sampled_from(list(BLOCK_TYPES)))
        fields = {
            key: draw(st.one_of(localized(), nested())) for key in BLOCK_TYPES[kind] if draw(st.booleans())
        }
        blocks.append({"id": f"b{number}", "type": kind, **fields})
    head = {key: {"en": "A", "fr": "B"} for key in ("title", "subject", "author")}
    return json.dumps({**head, "body": blocks, "notes": draw(nested())}, ensure_ascii=False)


def localized():
    from tests.support.project_edits import pieces

    line = st.lists(pieces(), min_size=1, max_size=4).map(" ".join)
    return st.fixed_dictionaries({"en": line, "fr": line})


@examples(10, deadline=DEADLINE_MS)
@given(briefs())
def test_any_fields_of_blocks(folder, content):
    expect_good_manners(folder, {"briefs/more.yaml": content})


# ---- what is known to be hard


@pytest.mark.parametrize(
    ("path", "content"),
    [
        ("data/more.yaml", "facts: {x.y: {type: number, value: 1" + "0" * 100_000 + "}}"),
        ("data/more.yaml", "".join(f"k{number}: {{}}\n" for number in range(3_000))),
        ("data/more.yaml", "a: " + "{b: " * 31 + "c" + "}" * 31),
        ("data/more.yaml", "assertions: {a: {that: '" + "(" * 100_000 + "'}}"),
        ("data/more.yaml", "assertions: {a: {that: '" + "1+" * 50_000 + "1 > 2'}}"),
        ("briefs/more.yaml", "title: {en: '" + "{{ " * 20_000 + "', fr: '" + "{" * 60_000 + "'}"),
        ("briefs/more.yaml", "title: {en: '" + "*" * 20_000 + "', fr: '" + "[" * 20_000 + "'}"),
        ("briefs/more.yaml", "title: {en: '" + "$1 " * 20_000 + "', fr: '" + "1 $ " * 20_000 + "'}"),
        ("briefs/more.yaml", "title: {en: '" + "1 " * 30_000 + "$', fr: '" + "1 000 " * 20_000 + "$'}"),
        (LAYOUT, "{% for a in range(10 ** 9) %}<p>a</p>{% endfor %}"),
        (LAYOUT, '{% include "sheet.xml" %}'),
        (LAYOUT, "<p>" * 5000),
        (LAYOUT, "{{ " + "(" * 5000),
        (LAYOUT, "{{ 'a' * 10 ** 10 }}"),
        (LAYOUT, "{{ 9 ** 9 ** 9 }}"),
    ],
    ids=lambda value: None if value.startswith(("data/", "briefs/", "templates/")) else value[:24],
)
def test_what_is_meant_to_harm(path, content, folder):
    expect_good_manners(folder, {path: content})
