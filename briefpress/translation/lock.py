"""What translations were made from: ``briefs/NAME.lock``, beside the brief.

For each block and language it keeps the source's texts as they were when somebody approved the translation,
who that was and when, the digest of the translation, and what the grammar of the facts in it was. It is
written by the program, in the order of the brief and with a text on lines of its own, so that an approval is
one readable hunk in a comparison of versions.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath

from msgspec import Struct, field

from briefpress.diagnostics import Findings, Span
from briefpress.facts import FieldReader, Mapping as YamlMapping, read_yaml
from briefpress.workspace import Workspace

#: A reader of another version starts afresh.
VERSION = 1

_HEAD = """\
# What translations were made from, and who approved them. Change the brief, not this file: it is written by
# `python generate.py translations approve`.
"""


class Approval(Struct, frozen=True):
    """That the translation of a block says what its source says.

    Attributes:
        by: Who approved it.
        date: On which day.
        translation: The digest of its texts.
        source: The source's texts then, by their names inside the block.
        facts: Of each fact that the source quotes, its grammar (`briefpress.translation.grammar`).
        span: Where the file has it; None before it is written.
    """

    by: str
    date: dt.date
    translation: str
    source: Mapping[str, str]
    facts: Mapping[str, str] = field(default_factory=dict)
    span: Span | None = None


#: Block -> language -> what was approved.
Lock = dict[str, dict[str, Approval]]


def lock_path(brief: str) -> str:
    """Return the path of the lock file of a brief, as ``briefs/NAME.lock``."""
    return str(PurePosixPath(brief).with_suffix(".lock"))


def read_lock(workspace: Workspace, brief: str, findings: Findings) -> Lock | None:
    """Read what was approved of a brief.

    Args:
        workspace: The project; that there is no file is recorded as a read, too.
        brief: The path of the brief.
        findings: Collects what is wrong with the file.

    Returns:
        None where nobody ever approved anything, or the file cannot be understood.
    """
    path = lock_path(brief)
    if not workspace.exists(path):
        return None
    text = workspace.read(path)
    if re.search(rb"^(?:<{7}|={7}|>{7})", text, re.MULTILINE):
        line = text[: re.search(rb"^(?:<{7}|={7}|>{7})", text, re.MULTILINE).start()].count(b"\n")  # type: ignore[union-attr]
        findings.error(
            "TRAN003",
            f"two versions of `{path}` were joined, and differ",
            Span(path, line + 1, 1, 7),
            label="marks of a conflict",
            hint="keep one of the two versions of each place, then see what `translations` says",
        )
        return None
    root = read_yaml(workspace, path, findings)
    if root is None:
        return None
    reader = FieldReader(root, findings, f"the file `{path}`")
    version = reader.integer("version", required=True)
    if version is not None and version != VERSION:
        findings.error(
            "TRAN003",
            f"`{path}` is of version {version}",
            reader.span("version"),
            label=f"not {VERSION}",
            hint="use the Briefpress that wrote it, or delete the file and approve again",
        )
        return None
    blocks = reader.mapping("approved", required=True)
    reader.finish()
    return _read_blocks(blocks, findings) if blocks is not None else None


def _read_blocks(blocks: YamlMapping, findings: Findings) -> Lock:
    lock: Lock = {}
    for group, entry in blocks.entries.items():
        if not isinstance(entry.value, YamlMapping):
            _refuse(group, entry.key_span, findings)
            continue
        for lang, inner in entry.value.entries.items():
            approval = None
            if isinstance(inner.value, YamlMapping):
                approval = _read_approval(inner.value, inner.key_span, f"`{lang}` of `{group}`", findings)
            else:
                _refuse(f"{group}.{lang}", inner.key_span, findings)
            if approval is not None:
                lock.setdefault(group, {})[lang] = approval
    return lock


def _refuse(name: str, span: Span, findings: Findings) -> None:
    findings.error(
        "TRAN003",
        f"`{name}` is no approval",
        span,
        label="not as it was written",
        hint="take the file back from the version before, or delete these lines and approve again",
    )


def _read_approval(node: YamlMapping, span: Span, what: str, findings: Findings) -> Approval | None:
    reader = FieldReader(node, findings, what, span)
    by = reader.text("by", required=True)
    date = reader.date("date", required=True)
    translation = reader.text("translation", required=True)
    source, facts = (_texts(reader, key, required=key == "source") for key in ("source", "facts"))
    reader.finish()
    if by is None or date is None or translation is None or source is None or facts is None:
        return None
    return Approval(by, date, translation, source, facts, span)


def _texts(reader: FieldReader, key: str, *, required: bool) -> dict[str, str] | None:
    node = reader.mapping(key, required=required)
    if node is None:
        return None if required or reader.has(key) else {}
    inner = FieldReader(node, reader.findings, f"`{key}` of {reader.what}")
    found = {name: inner.text(name) for name in node.entries}
    texts = {name: text for name, text in found.items() if text is not None}
    return texts if len(texts) == len(found) else None


# ---- writing


def write_lock(lock: Lock) -> str:
    """Return the lock file's text: what was approved, in the order that it is given in."""
    return _HEAD + "\n".join(_lines(lock)) + "\n"


def _lines(lock: Lock) -> Iterator[str]:
    yield f"version: {VERSION}"
    yield "approved:" if lock else "approved: {}"
    for group, languages in lock.items():
        yield f"  {_key(group)}:"
        for lang, approval in languages.items():
            yield f"    {_key(lang)}:"
            if approval.facts:
                yield "      facts:"
                for name, grammar in approval.facts.items():
                    yield f"        {_key(name)}: {_quoted(grammar)}"
            yield "      source:"
            for name, text in approval.source.items():
                yield from _text(name, text)
            # Close to the text: so a text that was approved again is one hunk with who approved it.
            yield f"      by: {_quoted(approval.by)}"
            yield f"      date: {approval.date.isoformat()}"
            yield f"      translation: {_quoted(approval.translation)}"


#: What a literal block cannot hold as it is: spaces at an end or at the beginning, other than line feeds.
_NO_BLOCK = re.compile(r"\A[\s]|[^\S\n]\n|[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff]|\s\Z|\n\n\n")


def _text(name: str, text: str) -> Iterator[str]:
    if "\n" not in text or _NO_BLOCK.search(text):
        yield f"        {_key(name)}: {_quoted(text)}"
        return
    yield f"        {_key(name)}: |-"
    yield from (f"          {line}" if line else "" for line in text.split("\n"))


def _key(text: str) -> str:
    """Return a key; letters and points alone need no quotes, unless YAML has a meaning for them."""
    is_plain = re.fullmatch(r"[a-z][a-z0-9_.-]*", text) and not re.fullmatch(
        r"y|n|yes|no|on|off|true|false|null", text
    )
    return text if is_plain else _quoted(text)


def _quoted(text: str) -> str:
    """Return a double-quoted scalar; its escapes are those of JSON, which YAML 1.2 has, too."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\x7f").replace("\ufeff", "\\ufeff")
