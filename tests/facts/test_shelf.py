"""What the shelf knows of ids."""

import pytest

from briefpress.diagnostics import Findings, Span
from briefpress.facts.shelf import Shelf
from briefpress.facts.statements import read_fact
from briefpress.facts.strict_yaml import parse_yaml

FACT = """\
type: number
value: 1
unit: {unit}
source: {source}
label: {{en: Loans, fr: Prêts}}
"""


def shelf(*, malformed=(), is_complete=True):
    """Return a shelf with the source `page` and the unit `loan`, and with these ids that are malformed."""
    made = Shelf(is_complete=is_complete)
    made.declared["sources"]["page"] = made.declared["units"]["loan"] = (Span("f.yaml"), None)
    for section in ("sources", "units"):
        made.malformed[section].update(malformed)
    return made


@pytest.mark.parametrize(
    ("name", "known", "expected"),
    [
        ("page", shelf(), True),
        ("Page One", shelf(), False),
        ("Page One", shelf(malformed=["Page One"]), True),
        ("Page Two", shelf(malformed=["Page One"]), False),
        ("Page Two", shelf(is_complete=False), True),
    ],
)
def test_an_id_that_has_been_reported_may_be_used(name, known, expected):
    assert known.may_have("sources", name) is expected


@pytest.mark.parametrize(
    ("malformed", "codes"), [((), ["FACT002", "FACT009"]), (("Page_1", "Loan"), []), (("Loan",), ["FACT002"])]
)
def test_a_malformed_id_is_not_reported_again_where_it_is_used(malformed, codes):
    findings = Findings()
    mapping = parse_yaml(FACT.format(source="Page_1", unit="Loan"), "f.yaml", findings)
    read_fact("lib.loans", Span("f.yaml"), mapping, shelf(malformed=malformed), ("en", "fr"), findings)
    assert sorted(finding.code for finding in findings) == codes
