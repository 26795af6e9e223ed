"""Findings -> text, JSON: what is wrong, where, and what to do next.

A user's mistake is a value (`Diagnostic`) that checks add to `Findings`; an exception is our bug.
"""

from briefpress.diagnostics.code_info import CodeInfo
from briefpress.diagnostics.codes import CODES, errors_markdown
from briefpress.diagnostics.model import Diagnostic, Findings, Severity, Span
from briefpress.diagnostics.render import render_json, render_text
from briefpress.diagnostics.suggest import did_you_mean

__all__ = [
    "CODES",
    "CodeInfo",
    "Diagnostic",
    "Findings",
    "Severity",
    "Span",
    "did_you_mean",
    "errors_markdown",
    "render_json",
    "render_text",
]
