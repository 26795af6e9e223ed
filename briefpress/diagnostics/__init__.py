"""Findings -> text, JSON, SARIF: what is wrong, where, and what to do next.

A user's mistake is a value (`Diagnostic`) that checks add to `Findings`; an exception is our bug.
"""

from briefpress.diagnostics.code_info import CodeInfo, Family
from briefpress.diagnostics.codes import CODES, FAMILIES, family_of
from briefpress.diagnostics.json_document import render_json
from briefpress.diagnostics.model import Diagnostic, Findings, Severity, Span
from briefpress.diagnostics.render import render_text
from briefpress.diagnostics.suggest import did_you_mean

__all__ = [
    "CODES",
    "FAMILIES",
    "CodeInfo",
    "Diagnostic",
    "Family",
    "Findings",
    "Severity",
    "Span",
    "did_you_mean",
    "family_of",
    "render_json",
    "render_text",
]
