"""Every refusal of the YAML reader, with its code and place."""

import pytest
from hypothesis import given, settings, strategies as st

from briefpress.diagnostics import Findings, render_json, render_text
from briefpress.facts import Mapping, Scalar, Sequence, read_yaml
from briefpress.facts.strict_yaml import parse_yaml
from briefpress.facts.yaml_text import MAX_BYTES, MAX_DEPTH, MAX_ERRORS, MAX_NODES
from briefpress.workspace import MemoryWorkspace


def read(content):
    findings = Findings()
    root = read_yaml(MemoryWorkspace({"f.yaml": content}), "f.yaml", findings)
    assert (root is None) == (len(findings) > 0)
    return root, [(d.code, d.span.line, d.span.column) for d in findings], findings


def places(content):
    return read(content)[1]


def only(content):
    _, _, findings = read(content)
    (found,) = findings
    assert found.hint
    return found


# ---- what is read


def test_nodes():
    root, _, _ = read("a: text\nb: [1, \"x y\"]\nc:\n  d: |\n    block\n  e: 'it''s'\nf:\n")
    a, b, c, f = (root.entries[key].value for key in "abcf")
    assert isinstance(root, Mapping) and isinstance(a, Scalar) and isinstance(b, Sequence)
    assert (a.text, a.plain, a.block) == ("text", True, False)
    assert [(i.text, i.plain) for i in b.items] == [("1", True), ("x y", False)]
    assert (c.entries["d"].value.text, c.entries["d"].value.block) == ("block\n", True)
    assert c.entries["e"].value.text == "it's"
    assert (f.text, f.plain) == ("", True)


def test_spans():
    root, _, _ = read('é: "abc"\nlist: [1, 2]\nm:\n  k: two\n    lines  \n  z: |\n    block\n')
    spans = {key: entry.value.span for key, entry in root.entries.items()}
    assert (spans["é"].line, spans["é"].column, spans["é"].length) == (1, 4, 5)
    assert (spans["list"].line, spans["list"].column, spans["list"].length) == (2, 7, 6)
    inner = root.entries["m"].value
    two, block = inner.entries["k"].value.span, inner.entries["z"].value.span
    assert (two.line, two.column, two.length) == (4, 6, 3)
    assert (block.line, block.column, block.length) == (6, 6, 1)
    key = root.entries["list"].key_span
    assert (key.path, key.line, key.column, key.length) == ("f.yaml", 2, 1, 4)
    assert (inner.span.line, inner.span.column) == (4, 3)


def test_locate():
    content = 'a: "le café noir, le\n  café noir"\nb: |\n  one {{ x }}\n\n  two {{ x }}\nc: "caf\\u00e9"\n'
    root, _, _ = read(content)
    a, b, c = (root.entries[key].value for key in "abc")

    def at(scalar, *args):
        span = scalar.locate(*args)
        return span.line, span.column, span.length

    assert at(a, "café") == (1, 8, 4)
    assert at(a, "café", 1) == (2, 3, 4)
    assert at(a, "le café", 1) == (1, 19, 2)
    assert at(b, "{{ x }}") == (4, 7, 7)
    assert at(b, "{{ x }}", 1) == (6, 7, 7)
    for missing in (at(b, "{{ x }}", 2), at(b, "nothing"), at(b, ""), at(b, " ")):
        assert missing == (3, 4, 1)
    assert at(c, "café") == (7, 4, 11)
    assert at(a, "a", 0)[:2] == (1, 9)  # the key before it is not part of the text


def test_text_is_normalized_and_still_found():
    root, _, _ = read("cle\u0301: cafe\u0301 noir\n")
    value = root.entries["cl\u00e9"].value
    assert value.text == "caf\u00e9 noir"
    assert (value.locate("caf\u00e9").column, value.locate("noir").column) == (7, 13)


@pytest.mark.parametrize("content", ["", "\n\n", "# only a comment\n", "---\n", "\ufeff"])
def test_a_file_without_values_is_an_empty_mapping(content):
    root, found, _ = read(content)
    assert not found and root.entries == {} and root.span.line == 1


def test_crlf_and_byte_order_mark_are_accepted():
    root, _, _ = read(b"\xef\xbb\xbfa: 1\r\nb: |\r\n  x\r\n  y\r\nc: z\r\n")
    assert root.entries["b"].value.text == "x\ny\n"
    assert (root.entries["c"].value.span.line, root.entries["c"].value.span.column) == (5, 4)
    assert root.entries["a"].key_span.column == 1
    assert root.entries["b"].value.locate("y").line == 4


# ---- what is refused


@pytest.mark.parametrize(
    ("content", "code", "line", "column"),
    [
        (b"a: 1\nb: caf\xe9\n", "YAML002", 2, 7),
        (b"\xef\xbb\xbfa: \xe9", "YAML002", 1, 4),
        (b"\xff\xfea\x00:\x00", "YAML002", 1, 1),
        ("a: b\x07c", "YAML003", 1, 5),
        ("a: 1\nb: x\u2028y", "YAML003", 2, 5),
        ("a: 1\nvaleur\u00a0: 2", "YAML003", 2, 7),
        ("{a: 1, b\u202fc: 2}", "YAML003", 1, 9),
        ("a: x\u202ey", "YAML003", 1, 5),
        ("a: x\ufffdy", "YAML003", 1, 5),
        ("a: 1\rb: 2", "YAML003", 1, 5),
        ("a: x\ufeff", "YAML003", 1, 5),
        ('a: "\\0"', "YAML003", 1, 4),
        ('a: "\\u202e"', "YAML003", 1, 4),
        ("a:\n\tb: 1\n", "YAML004", 2, 1),
        ("a: b: c", "YAML004", 1, 5),
        ("a: 1\nb: 'x\nc: 2", "YAML004", 2, 4),
        ("a: [1, 2\nb: 3", "YAML004", 1, 4),
        ("a: {b: 1\nc: 3", "YAML004", 1, 4),
        ("a: @x", "YAML004", 1, 4),
        ("a: `x`", "YAML004", 1, 4),
        ("a: 1\nb\nc: 2", "YAML004", 2, 1),
        ('a: "b" c', "YAML004", 1, 8),
        ('a: "\\q"', "YAML004", 1, 5),
        ("a:\n  b: 1\n c: 2", "YAML004", 3, 2),
        ("- a\nb: c", "YAML004", 2, 1),
        ("%YAML 1.3\n---\na: 1", "YAML004", 1, 1),
        ("a: 1\n---\nb: 2", "YAML005", 2, 1),
        ("a: &x 1", "YAML006", 1, 4),
        ("a: *x", "YAML006", 1, 4),
        ("*x : a", "YAML006", 1, 1),
        ("a: &x [1]", "YAML006", 1, 4),
        ("a:\n  <<: {b: 1}", "YAML006", 2, 3),
        ("a: !!str x", "YAML007", 1, 4),
        ("a: !x {b: 1}", "YAML007", 1, 4),
        ("%TAG ! x\n---\na: 1", "YAML007", 1, 1),
        ("a: " + "[" * MAX_DEPTH + "]" * MAX_DEPTH, "YAML008", 1, 3 + MAX_DEPTH),
        ("a" * (MAX_BYTES + 1), "YAML009", 1, 1),
        ("? [a]\n: b", "YAML010", 1, 3),
        ("? {a: 1}\n: b", "YAML010", 1, 3),
        ('"": 1', "YAML010", 1, 1),
        ('" ": 1', "YAML010", 1, 1),
        ("null: 1", "YAML010", 1, 1),
        ("true: 1", "YAML010", 1, 1),
        ("a: 1\nb: 2\na: 3", "YAML011", 3, 1),
        ('a: {x: 1, "x": 2}', "YAML011", 1, 11),
        ("cl\u00e9: 1\ncle\u0301: 2", "YAML011", 2, 1),
        ("no: 1", "YAML012", 1, 1),
        ("on: 1", "YAML012", 1, 1),
        ("- a", "SHAPE001", 1, 1),
        ("text", "SHAPE001", 1, 1),
    ],
)
def test_refusals(content, code, line, column):
    assert places(content) == [(code, line, column)]
    assert only(content).hint


@pytest.mark.parametrize(
    "value",
    (
        *("y", "Y", "n", "N", "yes", "Yes", "YES", "no", "No", "NO", "on", "On", "off", "OFF"),
        *("012", "-07", "0x1f", "0XFF", "0o7", "0b1", "1_000", "1_000.5", "1e3", "1.5E+10", "2e-3", ".5e1"),
        *(".inf", "-.INF", ".nan", ".NaN", "12:30", "12:30:45", "190:20:30.15", "="),
    ),
)
def test_values_that_readers_disagree_about(value):
    assert places(f"a: {value}") == [("YAML012", 1, 4)]
    assert places(f"a: [x, {value}]") == [("YAML012", 1, 8)]
    assert places(f'a: "{value}"') == []
    assert f'`"{value}"`' in only(f"a: {value}").hint


@pytest.mark.parametrize(
    "value",
    (
        *("0", "-1", "1.10", "0.5", ".5", "1.", "true", "False", "null", "~", "2026-11-22", "10 %", "1,000"),
        *("nota", "online", "e3", "x1f", "v1_0", "08-15", "12:75", "https://x.org:80/", "00-1", "yes and no"),
    ),
)
def test_values_that_are_clear(value):
    root, found, _ = read(f"a: {value}")
    assert not found and root.entries["a"].value.text == value


def test_messages_name_what_is_wrong():
    assert "line 2 has the byte 0xE9, perhaps `é`" in only(b"a: 1\nb: caf\xe9").message
    assert "UTF-16" in only("a: 1".encode("utf-16")).message
    assert "U+2028 (line separator)" in only("a: x\u2028").message
    ((first, told),) = only("a: 1\nb: 2\na: 3").related
    assert (first.line, told) == (1, "first written here")
    assert "tab" in only("a:\n\tb: 1").message
    assert "`@`" in only("a: @x").message


def test_missing_file():
    findings = Findings()
    assert read_yaml(MemoryWorkspace({}), "data/x.yaml", findings) is None
    (found,) = findings
    assert (found.code, found.message) == ("YAML001", "`data/x.yaml` cannot be read: there is no such file")


def test_all_errors_of_a_file_show_together():
    assert places("a: no\nb: 012\na: &x 1\nc: *x\n") == [
        ("YAML012", 1, 4),
        ("YAML012", 2, 4),
        ("YAML011", 3, 1),
        ("YAML006", 3, 4),
        ("YAML006", 4, 4),
    ]


def test_errors_are_not_endless():
    assert len(places("- no\n" * 1000)) == MAX_ERRORS
    assert len(places("# \x07\n" * 1000)) == MAX_ERRORS


def test_a_broken_file_read_twice_stays_broken():
    findings = Findings()
    workspace = MemoryWorkspace({"f.yaml": "a: no"})
    assert read_yaml(workspace, "f.yaml", findings) is None
    assert read_yaml(workspace, "f.yaml", findings) is None
    assert len(findings) == 1


# ---- hostile files


@pytest.mark.parametrize("content", ["[" * 40_000, "{a: " * 40_000, "- " * 40_000, "? " * 40_000])
def test_deep_files_do_not_crash(content):
    assert [code for code, _, _ in places(content)] == ["YAML008"]


def test_alias_bombs_are_refused_where_they_start():
    bomb = "a: &a [x, x]\n" + "".join(
        f"{b}: &{b} [{', '.join(['*' + a] * 9)}]\n" for a, b in zip("abcdefgh", "bcdefghi", strict=True)
    )
    found = places(bomb)
    assert found[0] == ("YAML006", 1, 4)
    assert {code for code, _, _ in found} == {"YAML006"}


def test_too_many_values():
    assert [code for code, _, _ in places("[" + "a," * (MAX_NODES + 1) + "]")] == ["YAML009"]


def test_long_numbers_and_long_lines_take_no_time():
    root, found, _ = read(f"a: {'1' * 1_000_000}\nb: {'1_' * 10}x{'0' * 1_000_000}")
    assert not found and len(root.entries["a"].value.text) == 1_000_000
    assert places(f"a: {'1:' * 1_000_000}1\nb: no") == [("YAML012", 2, 4)]


def test_messages_stay_short():
    for content in (f"{'k' * 900}: 1\n{'k' * 900}: 2", f"a: &{'x' * 9000} b", f"a: *{'x' * 9000}"):
        _, _, findings = read(content)
        assert len(findings) == 1 and all(len(d.message + d.label + d.hint) < 300 for d in findings)


_PIECES = st.sampled_from(
    (
        *(": ", "\n", "  ", "- ", "? ", "[", "]", "{", "}", ",", '"', "'", "|", "|+2\n", ">", "#", "@", "%"),
        *("&a ", "*a", "!t ", "<<: ", "---\n", "...\n", "a", "é", "no", "012", "\\"),
        *("\t", "\r\n", "\r", "\x00", "\ufeff", "\u2028"),
    )
)


@settings(max_examples=400, deadline=None)
@given(st.one_of(st.binary(), st.lists(_PIECES).map("".join).map(str.encode), st.text().map(str.encode)))
def test_no_file_raises_and_every_error_can_be_shown(content):
    root, found, findings = read(content)
    lines = content.decode("utf-8-sig", "replace").split("\n")
    for _, line, column in found:
        assert 1 <= line <= len(lines)
        assert column >= 1
    render_text(findings, lambda path: content.decode("utf-8", "replace"), color=True).encode("utf-8")
    render_json(findings)
    if root is not None:
        for entry in root.entries.values():
            assert entry.key_span.line <= len(lines)
            entry.value.span  # noqa: B018


@settings(max_examples=200, deadline=None)
@given(
    st.recursive(
        st.text(
            st.characters(
                blacklist_categories=["Cs", "Cc", "Zl", "Zp", "Co", "Cn"], blacklist_characters="\ufeff\ufffd"
            )
        ),
        lambda inner: (
            st.lists(inner, max_size=4)
            | st.dictionaries(st.from_regex("[a-z]{3,6}", fullmatch=True), inner, max_size=4)
        ),
        max_leaves=20,
    )
)
def test_what_is_written_is_read(value):
    import json
    import unicodedata

    def plain(node):
        if isinstance(node, Mapping):
            return {key: plain(entry.value) for key, entry in node.entries.items()}
        return [plain(item) for item in node.items] if isinstance(node, Sequence) else node.text

    def expected(value):
        if isinstance(value, dict):
            return {key: expected(item) for key, item in value.items()}
        return (
            [expected(i) for i in value] if isinstance(value, list) else unicodedata.normalize("NFC", value)
        )

    findings = Findings()
    root = parse_yaml(json.dumps({"value": value}, ensure_ascii=False), "f.yaml", findings)
    if not len(findings):
        assert plain(root) == {"value": expected(value)}
    else:
        assert {d.code for d in findings} <= {"YAML003"}
