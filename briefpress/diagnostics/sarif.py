"""Findings -> a SARIF 2.1.0 log, which code hosts and editors show beside the lines it is about.

The clauses are those of the OASIS Standard "Static Analysis Results Interchange Format (SARIF) Version 2.1.0
Plus Errata 01".
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from urllib.parse import quote

import briefpress
from briefpress.diagnostics.codes import CODES
from briefpress.diagnostics.json_document import printable
from briefpress.diagnostics.model import Diagnostic, Severity, Span
from briefpress.diagnostics.pages import body_markdown, body_text
from briefpress.workspace import BUILTIN

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"

#: Names of the folders that addresses start from; the first is what code hosts expect.
_ROOT, _SHIPPED = "%SRCROOT%", "BRIEFPRESS"

#: What a viewer would replace by an argument of the message (3.11.5).
_PLACEHOLDER = re.compile(r"\{([0-9]+)\}")


def render_sarif(findings: Iterable[Diagnostic], root: str) -> str:
    """Return the findings as one SARIF log of one run.

    A finding without a place is about the run and not about a file, so it becomes a notification of the run:
    code hosts refuse a result without a place.

    Args:
        findings: What was found, in the order in which it is to be shown.
        root: Address of the project's folder, ``file:///...``.
    """
    items = list(findings)
    placed = [(item, item.span) for item in items if item.span]
    others = [item for item in items if not item.span]
    rules, notices = _codes(item for item, _ in placed), _codes(others)
    driver: dict[str, object] = {
        "name": "Briefpress",
        "version": briefpress.__version__,
        "semanticVersion": briefpress.__version__,
        "rules": [_descriptor(code) for code in rules],
    }
    if notices:
        driver["notifications"] = [_descriptor(code) for code in notices]
    invocation: dict[str, object] = {
        "executionSuccessful": not any(item.severity is Severity.ERROR for item in others)
    }
    if others:
        invocation["toolExecutionNotifications"] = [_notification(item, notices) for item in others]
    run = {
        "tool": {"driver": driver},
        "invocations": [invocation],
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {
            _ROOT: {"uri": f"{root.rstrip('/')}/", "description": {"text": "The folder of the project."}},
            _SHIPPED: {"description": {"text": "What ships with Briefpress."}},
        },
        "results": [_result(item, span, rules) for item, span in placed],
    }
    log = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}
    return printable(json.dumps(log, ensure_ascii=False, indent=2)) + "\n"


def _codes(items: Iterable[Diagnostic]) -> list[str]:
    return sorted({item.code for item in items})


def _descriptor(code: str) -> dict[str, object]:
    """Return what is known of a code (3.49). It has no ``helpUri``: that is absolute, and we have no site."""
    info = CODES[code]
    return {
        "id": code,
        "shortDescription": {"text": f"{info.title}."},
        "fullDescription": {"text": info.explanation},
        "help": {"text": body_text(info), "markdown": body_markdown(code)},
    }


def _result(item: Diagnostic, span: Span, rules: list[str]) -> dict[str, object]:
    result: dict[str, object] = {
        "ruleId": item.code,
        "ruleIndex": rules.index(item.code),
        "level": item.severity.value,
        "message": _sentences(item),
        "locations": [_location(span, item.label)],
    }
    if item.related:
        result["relatedLocations"] = _related(item)
    return result


def _notification(item: Diagnostic, codes: list[str]) -> dict[str, object]:
    notification: dict[str, object] = {
        "descriptor": {"id": item.code, "index": codes.index(item.code)},
        "level": item.severity.value,
        "message": _sentences(item),
    }
    if item.related:
        notification["locations"] = _related(item)
    return notification


def _related(item: Diagnostic) -> list[dict[str, object]]:
    return [{"id": number, **_location(*place)} for number, place in enumerate(item.related, 1)]


def _sentences(item: Diagnostic) -> dict[str, str]:
    """Return the message as a sentence, and the next step below it."""
    return _message(f"{item.message}.\nHint: {item.hint}" if item.hint else f"{item.message}.")


def _message(text: str) -> dict[str, str]:
    """Return a message (3.11) whose braces are shown as they are.

    The standard doubles every brace, but viewers undo that only where a message has arguments. So braces are
    doubled only where they would be taken for a placeholder.
    """
    return {"text": _PLACEHOLDER.sub(r"{{\1}}", text)}


def _location(span: Span, label: str) -> dict[str, object]:
    """Return a place (3.28): lines and columns count from 1, the end is the column after the last (3.30)."""
    start = max(span.column, 1)
    region = {
        "startLine": max(span.line, 1),
        "startColumn": start,
        "endColumn": start + max(span.length, 1),
    }
    location: dict[str, object] = {
        "physicalLocation": {"artifactLocation": _artifact(span.path), "region": region}
    }
    if label:
        location["message"] = _message(label)
    return location


def _artifact(path: str) -> dict[str, str]:
    base = _SHIPPED if path.startswith(BUILTIN) else _ROOT
    # Bytes that are no characters come as lone surrogates, as Python reads the names of files.
    name = path.removeprefix(BUILTIN).encode("utf-8", "surrogateescape")
    return {"uri": quote(name), "uriBaseId": base}
