"""Findings -> one JSON document for programs."""

from __future__ import annotations

import json
from collections.abc import Iterable

from briefpress.diagnostics.model import Diagnostic, Severity, Span


def render_json(findings: Iterable[Diagnostic]) -> str:
    """Return the findings as one JSON document for programs."""
    items = list(findings)
    counts = {one: sum(1 for item in items if item.severity is one) for one in Severity}
    document = {
        "errors": counts[Severity.ERROR],
        "warnings": counts[Severity.WARNING],
        "notes": counts[Severity.NOTE],
        "findings": [
            {
                "code": item.code,
                "severity": item.severity.value,
                "message": item.message,
                **_place(item.span),
                "label": item.label,
                "hint": item.hint,
                "related": [{**_place(span), "label": label} for span, label in item.related],
            }
            for item in items
        ],
    }
    return printable(json.dumps(document, ensure_ascii=False, indent=2)) + "\n"


def printable(text: str) -> str:
    """Replace what UTF-8 has no bytes for: the name of a file may have some, and must not stop the report."""
    return text.encode("utf-8", "replace").decode("utf-8")


def _place(span: Span | None) -> dict[str, object]:
    if span is None:
        return {"path": None, "line": None, "column": None, "length": None}
    return {"path": span.path, "line": span.line, "column": span.column, "length": span.length}
