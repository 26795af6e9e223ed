"""Findings as programs see them."""

import json

from briefpress.diagnostics import Findings, Span, render_json


def test_json():
    findings = Findings()
    first = (Span("g", 2, 3, 4), "first written here")
    findings.error("SHAPE004", "é", Span("f", 4, 12, 20), label="no `fr`", hint="add", related=[first])
    findings.warning("YAML009", "m")
    document = json.loads(render_json(findings))
    assert (document["errors"], document["warnings"]) == (1, 1)
    assert document["findings"] == [
        {
            "code": "YAML009",
            "severity": "warning",
            "message": "m",
            "path": None,
            "line": None,
            "column": None,
            "length": None,
            "label": "",
            "hint": "",
            "related": [],
        },
        {
            "code": "SHAPE004",
            "severity": "error",
            "message": "é",
            "path": "f",
            "line": 4,
            "column": 12,
            "length": 20,
            "label": "no `fr`",
            "hint": "add",
            "related": [{"path": "g", "line": 2, "column": 3, "length": 4, "label": "first written here"}],
        },
    ]


def test_bytes_that_are_no_characters_do_not_stop_the_report():
    findings = Findings()
    findings.error("YAML001", "\udcff")
    assert json.loads(render_json(findings).encode("utf-8"))["findings"][0]["message"] == "?"
