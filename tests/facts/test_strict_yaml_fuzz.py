"""What the strict reader gives is what PyYAML's composers give: texts, structure and places.

The strict reader may refuse a text, and it has two ways to read one; so nothing here asks how it reads.
"""

import unicodedata
from collections import Counter

import pytest
import yaml
from hypothesis import given

from briefpress.diagnostics import Findings
from briefpress.facts import Mapping, Scalar, Sequence
from briefpress.facts.nodes import SourceText
from briefpress.facts.plain_yaml import parse_plain
from briefpress.facts.strict_yaml import parse_yaml
from tests.support.fuzz import examples
from tests.support.yaml_texts import yaml_texts

BLOCK = ("|", ">")


def composed(node):
    """Return a tree of PyYAML as plain values, each with its marks."""
    start, end = node.start_mark, node.end_mark
    marks = (start.line, start.column, end.line, end.column)
    if isinstance(node, yaml.MappingNode):
        return "mapping", marks, [(composed(key)[:3], composed(value)) for key, value in node.value]
    if isinstance(node, yaml.SequenceNode):
        return "list", marks, [composed(item) for item in node.value]
    return "text", marks, unicodedata.normalize("NFC", node.value), not node.style, node.style in BLOCK


def read(node):
    """Return a tree of the strict reader as `composed` does one of PyYAML."""
    if isinstance(node, Mapping):
        entries = [(("text", e.key_marks, key), read(e.value)) for key, e in node.entries.items()]
        return "mapping", node.marks, entries
    if isinstance(node, Sequence):
        return "list", node.marks, [read(item) for item in node.items]
    assert isinstance(node, Scalar)
    return "text", node.marks, node.text, node.plain, node.block


def without_marks(tree):
    kind, _, content, *more = tree
    if kind == "mapping":
        return {key: without_marks(value) for (_, _, key), value in content}
    return [without_marks(item) for item in content] if kind == "list" else (content, *more)


def strict(text):
    """Return the tree that the strict reader gives, or None after seeing that it says why there is none."""
    findings = Findings()
    root = parse_yaml(text, "f.yaml", findings)
    assert (root is None) == (len(findings) > 0)
    return root if root is None else read(root)


@pytest.mark.skipif(not hasattr(yaml, "CSafeLoader"), reason="PyYAML has no libyaml, whose places count")
def test_what_is_read_is_what_libyaml_composes():
    seen = Counter()

    @examples(400)
    @given(yaml_texts())
    def compare(text):
        tree = strict(text)
        if tree is None:
            seen["refused"] += 1
            return
        text = text.removeprefix("\ufeff")
        node = yaml.compose(text, Loader=yaml.CSafeLoader)
        if node is None:
            assert tree == ("mapping", (0, 0, 0, 0), [])
            return
        assert tree == composed(node)
        seen["plain" if parse_plain(SourceText("f.yaml", text)) else "other"] += 1

    compare()
    # What is refused is not compared: a generator of nothing else would prove nothing.
    assert seen["plain"] > seen.total() / 4
    assert seen["other"] > seen.total() / 10
    assert seen["refused"] < seen.total() / 2


@examples(100)
@given(yaml_texts())
def test_what_is_read_is_what_the_composer_in_python_composes(text):
    tree = strict(text)
    if tree is None:
        return
    try:
        node = yaml.compose(text.removeprefix("\ufeff"), Loader=yaml.SafeLoader)
    except yaml.YAMLError:
        return  # it refuses more than libyaml: a tab before a remark, for one
    if node is not None:
        # It counts the end of a file, and of a block, in another way.
        assert without_marks(tree) == without_marks(composed(node))
    else:
        assert tree[2] == []


@pytest.mark.parametrize(
    "text",
    [
        "",
        "a:\n- b\n- c\nd:\n  - e\n\n  # remark\n  - f: 1\n    g:\nh:\n",
        "a: |\n  one\n\n    two\n  # no remark\n\n\nb: x\n",
        "a: |\n  one",
        "a: |\n  one\n\n",
        "a: |\r\n  one\r\n\r\nb: {c: [1, 'd', \"e\"], f: {}}  # remark\r\n",
        "- \n" * 2 + "a:\n",
        "a:\n  b:\n    c:\n  # remark\nd: http://x#y #z\n",
        "a: [b, c: d]\ne: {f, g: h}\n",
        "a: first\n  second\n\n  third\nb: 'x\n\n  y'\nc: \"x\\\n  y\"\n",
        "cle\u0301: caf\u00e9 e\u0301\nb: 1\n",
        "a: b-c: d\n",
        "a: b #c\nd: e#f\n",
        "---\na: b\n...\n",
        "a:   \n  b: 10 %  \n",
        "? a\n: b\n",
        "a: - b\n",
        "a: {{ b }}\n",
        "a:\n   - b\n  - c\n",
        "a:\n  - b: 1\n  c: 2\n",
        "a: 'x' y\n",
        "a:\n  - b\n ",
        "a:\n  - b\n\n   ",
        "a: {b: c}\n  ",
        "a: b  ",
        " ",
    ],
)
def test_texts_worth_a_look(text):
    tree = strict(text)
    try:
        node = yaml.compose(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    except yaml.YAMLError:
        assert tree is None
        return
    if tree is not None and node is not None:
        assert tree == composed(node)


def test_a_letter_that_an_escape_puts_together_is_one_letter():
    _, _, ((_, (_, _, text, *_)),) = strict('a: "e\\u0301"\n')
    assert text == "\u00e9"
