"""YAML text -> nodes with their places.

Most files are plain: `plain_yaml` reads those, line by line. The others `yaml_events` reads of libyaml's
events; it alone loads yaml, and tells what is wrong with a file.
"""

from __future__ import annotations

from briefpress.diagnostics import Findings
from briefpress.facts.nodes import Mapping, Scalar, SourceText, YamlNode
from briefpress.facts.plain_yaml import parse_plain
from briefpress.facts.yaml_text import MAX_DEPTH, MAX_NODES, check_characters, decode
from briefpress.workspace import Workspace

__all__ = ["MAX_DEPTH", "MAX_NODES", "parse_yaml", "read_yaml"]


def read_yaml(workspace: Workspace, path: str, findings: Findings) -> Mapping | None:
    """Read a YAML file whose root is a mapping.

    An empty file, or one with comments only, is an empty mapping.

    Returns:
        The root, or None after reporting what is wrong: a file with an error gives no values.
    """
    text = decode(workspace, path, findings)
    return None if text is None else parse_yaml(text, path, findings)


def parse_yaml(text: str, path: str, findings: Findings) -> Mapping | None:
    """Read YAML text as `read_yaml` does; ``path`` is what messages call it."""
    source = SourceText(path, text.removeprefix("\ufeff"))
    # Counted on its own: a file that is read twice reports nothing new the second time.
    own = Findings()
    check_characters(source, own)
    root: YamlNode | None = None if len(own) else parse_plain(source)
    if root is None and not len(own):
        from briefpress.facts.yaml_events import build  # late: most runs meet plain files only

        root = build(source, own)
    findings.extend(own)
    if len(own):
        return None
    if root is None or (isinstance(root, Scalar) and root.plain and not root.text):
        return Mapping(source, (0, 0, 0, 0))
    if not isinstance(root, Mapping):
        findings.error(
            "SHAPE001",
            "the file has to be a list of keys with values",
            root.span,
            label="not a `key: value`",
            hint="start with a key, such as `title: ...`",
        )
        return None
    return root
