"""The SARIF log: what the standard asks of it, and what code hosts and editors need."""

from __future__ import annotations

import json
import re
from urllib.parse import unquote, urljoin

import pytest

from briefpress.diagnostics import CODES, Findings, Span
from briefpress.diagnostics.sarif import render_sarif

ROOT = "file:///home/%C3%A9mile/orchard"


def run_of(findings: Findings) -> dict:
    log = json.loads(render_sarif(findings, ROOT))
    assert set(log) == {"$schema", "version", "runs"}
    assert log["version"] == "2.1.0" and log["$schema"].endswith("/sarif-schema-2.1.0.json")
    (run,) = log["runs"]
    return run


def one(*arguments, **more) -> dict:
    """Return the only result, or the only notification."""
    findings = Findings()
    findings.error(*arguments, **more)
    run = run_of(findings)
    return (run["results"] or run["invocations"][0]["toolExecutionNotifications"])[0]


@pytest.fixture
def orchard():
    """Findings of all kinds."""
    findings = Findings()
    first = (Span("data/a.yaml", 3, 5, 5), "first written here")
    findings.error("YAML011", "`value` twice", Span("data/a.yaml", 4, 5, 5), label="again", related=[first])
    findings.warning("FACT018", "`a.b` is old", Span("data/b.yaml", 9, 3, 3), hint="look at it")
    findings.warning("FACT018", "`a.c` is old", Span("data/b.yaml", 12, 3, 3))
    findings.error("DOC002", "unknown element", Span("builtin:templates/base.xml", 2, 1, 4))
    findings.error("BUILD004", "`output/a.pdf` cannot be written")
    return findings


def test_results_name_their_rules(orchard):
    run = run_of(orchard)
    rules = run["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == ["DOC002", "FACT018", "YAML011"]
    told = [(result["ruleId"], result["level"], result["message"]["text"]) for result in run["results"]]
    assert told == [
        ("DOC002", "error", "unknown element."),
        ("YAML011", "error", "`value` twice."),
        ("FACT018", "warning", "`a.b` is old.\nHint: look at it"),
        ("FACT018", "warning", "`a.c` is old."),
    ]
    assert all(rules[result["ruleIndex"]]["id"] == result["ruleId"] for result in run["results"])


def test_rules_say_what_their_pages_say():
    findings = Findings()
    for code in CODES:
        findings.error(code, "m", Span("f"))
    rules = run_of(findings)["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == sorted(CODES)
    for rule in rules:
        info = CODES[rule["id"]]
        assert rule["shortDescription"] == {"text": f"{info.title}."}
        assert rule["fullDescription"] == {"text": info.explanation}
        for form in ("text", "markdown"):
            assert rule["help"][form].startswith(info.explanation)
            assert all(line in rule["help"][form] for line in info.right.splitlines())
        assert "helpUri" not in rule  # 3.49.12: absolute, and there is no such place


def test_places_count_from_one_and_end_behind_the_last_character():
    result = one("YAML011", "m", Span("data/a.yaml", 4, 5, 3), label="again")
    (location,) = result["locations"]
    assert location["physicalLocation"]["region"] == {"startLine": 4, "startColumn": 5, "endColumn": 8}
    assert location["message"] == {"text": "again"}


@pytest.mark.parametrize("place", [(0, 0, 0), (-1, -5, -2), (1, 1, 1)])
def test_no_place_lies_before_the_first(place):
    region = one("YAML001", "m", Span("f", *place))["locations"][0]["physicalLocation"]["region"]
    assert region == {"startLine": 1, "startColumn": 1, "endColumn": 2}


def test_columns_are_characters(orchard):
    assert run_of(orchard)["columnKind"] == "unicodeCodePoints"


@pytest.mark.parametrize(
    ("path", "uri"),
    [
        ("data/fms.yaml", "data/fms.yaml"),
        ("data/Été à Québec.yaml", "data/%C3%89t%C3%A9%20%C3%A0%20Qu%C3%A9bec.yaml"),
        ("data/100%.yaml", "data/100%25.yaml"),
        ("a:b?c#d.yaml", "a%3Ab%3Fc%23d.yaml"),
        ("data/\udcff.yaml", "data/%FF.yaml"),
    ],
)
def test_names_of_files_are_encoded(path, uri):
    artifact = one("YAML001", "m", Span(path))["locations"][0]["physicalLocation"]["artifactLocation"]
    assert artifact == {"uri": uri, "uriBaseId": "%SRCROOT%"}
    assert unquote(uri, errors="surrogateescape") == path


def test_addresses_lead_to_the_files(orchard):
    run = run_of(orchard)
    base = run["originalUriBaseIds"]["%SRCROOT%"]["uri"]
    artifact = run["results"][1]["locations"][0]["physicalLocation"]["artifactLocation"]
    assert urljoin(base, artifact["uri"]) == f"{ROOT}/data/a.yaml"


def test_what_ships_has_a_base_of_its_own_without_an_address(orchard):
    run = run_of(orchard)
    artifact = run["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]
    assert artifact == {"uri": "templates/base.xml", "uriBaseId": "BRIEFPRESS"}
    assert set(run["originalUriBaseIds"]["BRIEFPRESS"]) == {"description"}


def test_related_places_have_numbers():
    result = one("YAML011", "m", Span("f"), related=[(Span("g", 2, 3, 4), "first"), (Span("h", 7), "")])
    assert [place["id"] for place in result["relatedLocations"]] == [1, 2]
    assert result["relatedLocations"][0]["message"] == {"text": "first"}
    assert "message" not in result["relatedLocations"][1]


def test_a_finding_without_a_place_is_about_the_run(orchard):
    run = run_of(orchard)
    (invocation,) = run["invocations"]
    (notice,) = invocation["toolExecutionNotifications"]
    assert invocation["executionSuccessful"] is False
    assert run["tool"]["driver"]["notifications"][notice["descriptor"]["index"]]["id"] == "BUILD004"
    assert notice["level"] == "error"
    assert all(result["locations"] for result in run["results"])


def test_mistakes_of_the_project_are_no_failure_of_the_run():
    findings = Findings()
    findings.error("YAML011", "m", Span("f"))
    run = run_of(findings)
    assert run["invocations"] == [{"executionSuccessful": True}]
    assert "notifications" not in run["tool"]["driver"]


def test_nothing_found_is_a_run_without_results():
    run = run_of(Findings())
    assert (run["results"], run["tool"]["driver"]["rules"]) == ([], [])


def test_braces_are_not_taken_for_arguments():
    result = one("SHAPE004", "write {en: x}, {{ a.b }} or {0}", Span("f"), label="{12}")
    assert result["message"]["text"] == "write {en: x}, {{ a.b }} or {{0}}."
    assert result["locations"][0]["message"]["text"] == "{{12}}"


# ---- the shape that the standard's schema asks for

#: Object -> required members, and further ones we write; each with the kind of its value.
_SHAPES = {
    "run": ({"tool": "tool"}, {"invocations": ["invocation"], "results": ["result"], "columnKind": str,
                               "originalUriBaseIds": {"": "artifactLocation"}}),
    "tool": ({"driver": "toolComponent"}, {}),
    "toolComponent": ({"name": str}, {"version": str, "semanticVersion": str,
                                      "rules": ["reportingDescriptor"],
                                      "notifications": ["reportingDescriptor"]}),
    "reportingDescriptor": ({"id": str}, {"shortDescription": "multiformatMessageString",
                                          "fullDescription": "multiformatMessageString",
                                          "help": "multiformatMessageString"}),
    "multiformatMessageString": ({"text": str}, {"markdown": str}),
    "invocation": ({"executionSuccessful": bool}, {"toolExecutionNotifications": ["notification"]}),
    "notification": ({"message": "message"}, {"descriptor": "descriptorReference", "level": str,
                                              "locations": ["location"]}),
    "descriptorReference": ({}, {"id": str, "index": int}),
    "result": ({"message": "message"}, {"ruleId": str, "ruleIndex": int, "level": str,
                                        "locations": ["location"], "relatedLocations": ["location"]}),
    "message": ({"text": str}, {}),
    "location": ({}, {"id": int, "physicalLocation": "physicalLocation", "message": "message"}),
    "physicalLocation": ({"artifactLocation": "artifactLocation"}, {"region": "region"}),
    "artifactLocation": ({}, {"uri": str, "uriBaseId": str, "description": "message"}),
    "region": ({"startLine": int}, {"startColumn": int, "endColumn": int}),
}  # fmt: skip

_WORDS = {"level": ("error", "warning"), "columnKind": ("unicodeCodePoints", "utf16CodeUnits")}


def check(value, shape, name=""):
    if isinstance(shape, list):
        for item in value:
            check(item, shape[0], name)
        assert name not in ("relatedLocations", "rules", "notifications") or len(value) == len(
            {json.dumps(item) for item in value}
        )
    elif isinstance(shape, dict):
        for item in value.values():
            check(item, shape[""], name)
    elif isinstance(shape, str):
        required, more = _SHAPES[shape]
        assert set(required) <= set(value) <= {*required, *more}, shape
        for key, inner in value.items():
            check(inner, {**required, **more}[key], key)
    else:
        assert type(value) is shape, name
        assert value in _WORDS.get(name, (value,))
        assert name not in ("startLine", "startColumn", "endColumn") or value >= 1
        assert name != "uri" or re.fullmatch(r"(?:[\w.~!$&'()*+,;=:@/-]|%[0-9A-F]{2})+", value, re.ASCII)


def test_the_log_has_the_shape_of_the_standard(orchard):
    orchard.error("MERGE007", "nowhere, but near", related=[(Span("data/a.yaml", 1), "here")])
    check(run_of(orchard), "run")
    check(run_of(Findings()), "run")
