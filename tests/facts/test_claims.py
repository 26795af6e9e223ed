"""What texts claim in words, and whether the facts bear it out."""

from functools import cache

import pytest
from hypothesis import given, strategies as st

from briefpress.facts import CLAIMS, check_claim
from briefpress.facts.claims import claims_that_hold
from tests.facts.loading import load

FACTS = """\
pay.before: {type: money, value: 10, scale: billion, currency: CAD, REST}
pay.usd: {type: money, value: 30, scale: billion, currency: USD, REST}
pay.nothing: {type: money, value: 0, currency: CAD, REST}
pay.deficit: {type: money, value: -3, scale: billion, currency: CAD, REST}
staff.whole: {type: number, value: 200, unit: loan, REST}
staff.part: {type: number, value: 102, unit: loan, REST}
sales.all:
  type: series
  of: number
  scale: million
  source: page
  label: {en: X, fr: X}
  points: [{at: 2021, value: 10}, {at: 2022, value: 14}, {at: 2023, value: 19}, {at: 2024, value: 30}]
dip.all:
  type: series
  of: number
  source: page
  label: {en: X, fr: X}
  points: [{at: 2021, value: 10}, {at: 2022, value: 8}, {at: 2023, value: 12}, {at: 2024, value: 12}]
trade.by:
  type: table
  source: page
  label: {en: X, fr: X}
  columns:
    exports: {type: number, label: {en: E, fr: E}}
    since: {type: year, label: {en: S, fr: S}}
  rows:
    - {id: east, label: {en: E, fr: E}, exports: 5, since: 1999}
    - {id: west, label: {en: W, fr: O}, exports: 9, since: 1988}
    - {id: north, label: {en: North, fr: Nord}, since: 2004}
grown.yes: {type: percent, formula: "growth(pay.before, pay.before * 3)", label: {en: X, fr: X}}
grown.no: {type: percent, formula: "growth(pay.before, pay.before / 2)", label: {en: X, fr: X}}
text.a: {type: text, value: {en: a, fr: b}, REST}
"""


@cache
def book(more=""):
    found, findings = load(FACTS + more)
    assert not len(findings), [item.message for item in findings]
    return found


def check(name, *entries):
    """Check a claim about facts that exist, by their ids, or about new ones, by their entries."""
    more, ids = "", []
    for at, entry in enumerate(entries):
        is_new = entry.startswith("type:")
        ids.append(f"new.n{at}" if is_new else entry)
        more += f"new.n{at}: {{{entry}, REST}}\n" if is_new else ""
    found = book(more)
    return check_claim(name, [found.facts[id_] for id_ in ids], found)


def multiple(value):
    return f"type: multiple, value: {value}"


def percent(value):
    return f"type: percent, value: {value}"


def money(value):
    return f"type: money, currency: CAD, scale: billion, value: {value}"


HOLDS, FAILS, CANNOT = "holds", "fails", "cannot"


def outcome(found):
    return CANNOT if found is None else FAILS if found else HOLDS


@pytest.mark.parametrize(
    ("name", "facts", "expected"),
    [
        # A factor: a multiple, a growth, before and after, a series.
        ("tripled", [multiple(3)], HOLDS),
        ("tripled", [multiple(2.94)], HOLDS),
        ("tripled", [multiple(2.93)], FAILS),
        ("tripled", [multiple(3.06)], HOLDS),
        ("tripled", [multiple(3.07)], FAILS),
        ("tripled", [multiple("3, qualifier: about")], HOLDS),
        ("tripled", [multiple("3, qualifier: over")], FAILS),
        ("more-than-tripled", [multiple("3, qualifier: over")], HOLDS),
        ("more-than-tripled", [multiple("3, qualifier: at-least")], FAILS),
        ("more-than-tripled", [multiple("3, qualifier: about")], FAILS),
        ("more-than-tripled", [multiple(3)], FAILS),
        ("more-than-tripled", [multiple(3.01)], HOLDS),
        ("nearly-tripled", [multiple(2.7)], HOLDS),
        ("nearly-tripled", [multiple(3)], FAILS),
        ("tripled", ["pay.before", money(30)], HOLDS),
        ("tripled", ["pay.before", money("30, qualifier: about")], HOLDS),
        ("tripled", [money(30), "pay.before"], FAILS),
        ("tripled", ["sales.all"], HOLDS),
        ("tripled", ["grown.yes"], HOLDS),
        ("tripled", [percent(200)], CANNOT),
        ("tripled", ["type: number, value: 3"], CANNOT),
        ("tripled", ["pay.before", "pay.usd"], CANNOT),
        ("tripled", ["pay.nothing", "pay.before"], CANNOT),
        ("tripled", ["pay.deficit", "pay.before"], CANNOT),
        ("tripled", ["text.a"], CANNOT),
        ("tripled", ["trade.by"], CANNOT),
        ("tripled", ["type: year, value: 1000", "type: year, value: 2999"], CANNOT),
        ("tripled", [multiple(3), multiple(3), multiple(3)], CANNOT),
        ("halved", ["grown.no"], HOLDS),
        ("halved", [multiple(0.49)], HOLDS),
        ("more-than-halved", [multiple(0.49)], HOLDS),
        ("more-than-halved", [money(10), money("5, qualifier: under")], HOLDS),
        ("doubled", [percent(8), percent(16)], HOLDS),
        ("stable", [money(100), money(98)], HOLDS),
        ("stable", [money(100), money(97)], FAILS),
        # A direction.
        ("rose", ["pay.before", money(10.001)], HOLDS),
        ("rose", ["pay.before", money("10.4, qualifier: about")], HOLDS),
        ("rose", [money("10.3, qualifier: about"), money("10.4, qualifier: about")], FAILS),
        ("rose", ["pay.deficit", "pay.nothing"], HOLDS),
        ("rose", ["type: points, value: 2.5"], HOLDS),
        ("rose", ["grown.no"], FAILS),
        ("fell", ["grown.no"], HOLDS),
        ("fell", ["type: points, value: -2.5"], HOLDS),
        ("fell", [multiple(0.8)], HOLDS),
        ("fell", [percent(71)], CANNOT),
        ("rose", ["sales.all"], HOLDS),
        ("rose", [money("10, qualifier: over"), money(12)], FAILS),
        ("unchanged", ["pay.before", money(10.00)], HOLDS),
        ("unchanged", ["pay.before", money(10.01)], FAILS),
        ("rose-steadily", ["sales.all"], HOLDS),
        ("rose-steadily", ["dip.all"], FAILS),
        ("rose-steadily", [money(1), money(2), money(3)], HOLDS),
        ("rose-steadily", [money(1), money(2)], CANNOT),
        ("fell-steadily", [money(3), money(2), money(1)], HOLDS),
        # A share.
        ("half", [percent(50)], HOLDS),
        ("half", [percent(49)], HOLDS),
        ("half", [percent(48.9)], FAILS),
        ("half", [percent("50, qualifier: about")], HOLDS),
        ("half", ["staff.part", "staff.whole"], HOLDS),
        ("more-than-half", ["staff.part", "staff.whole"], HOLDS),
        ("more-than-half", [percent(50)], FAILS),
        ("more-than-half", [percent("50, qualifier: over")], HOLDS),
        ("more-than-half", [percent("50, qualifier: at-least")], FAILS),
        ("more-than-half", [percent("50, qualifier: about")], FAILS),
        ("more-than-half", [percent("52, qualifier: about")], HOLDS),
        ("more-than-half", [percent("{from: 51, to: 60}")], HOLDS),
        ("more-than-half", [percent("{from: 49, to: 60}")], FAILS),
        ("less-than-half", [percent("50, qualifier: under")], HOLDS),
        ("less-than-half", [percent("50, qualifier: over")], FAILS),
        ("most", [percent(51)], HOLDS),
        ("a-third", [percent(33)], HOLDS),
        ("a-third", [percent(32)], FAILS),
        ("nearly-a-third", [percent(32)], HOLDS),
        ("two-thirds", [percent(67)], HOLDS),
        ("all", [percent(100)], HOLDS),
        ("all", [percent("100, qualifier: about")], FAILS),
        ("all", ["staff.whole", "staff.whole"], HOLDS),
        ("more-than-half", [percent(140)], CANNOT),
        ("more-than-half", ["staff.whole", "staff.part"], CANNOT),
        ("more-than-half", ["staff.part", "pay.before"], CANNOT),
        ("more-than-half", ["type: number, value: 60"], CANNOT),
        ("less-than-half", ["type: number, unit: loan, value: 90, qualifier: under", "staff.whole"], HOLDS),
        # One figure against another.
        ("more-than", [money(11), "pay.before"], HOLDS),
        ("more-than", ["pay.before", money(11)], FAILS),
        ("less-than", ["pay.before", money(11)], HOLDS),
        ("as-much-as", ["pay.before", money(10)], HOLDS),
        ("twice-as-much", [money(20), "pay.before"], HOLDS),
        ("half-as-much", ["pay.before", money(20)], HOLDS),
        ("more-than", ["pay.before"], CANNOT),
        # The first of many.
        ("largest", ["sales.all.y2024"], HOLDS),
        ("largest", ["sales.all.y2023"], FAILS),
        ("largest", ["dip.all.y2024"], FAILS),
        ("smallest", ["dip.all.y2022"], HOLDS),
        ("lowest", ["sales.all.y2021"], HOLDS),
        ("highest", ["trade.by.west.exports"], HOLDS),
        ("highest", ["trade.by.east.exports"], FAILS),
        ("earliest", ["trade.by.west.since"], HOLDS),
        ("latest", ["trade.by.north.since"], HOLDS),
        ("largest", ["trade.by.north.since"], CANNOT),
        ("largest", [money(31), "pay.before", money(30)], HOLDS),
        ("largest", [money(30), "pay.before", money(30)], FAILS),
        ("largest", [money("30, qualifier: over"), "pay.before", money(30)], HOLDS),
        ("largest", [money(31), money("30, qualifier: over")], FAILS),
        ("largest", ["type: rank, value: 1"], HOLDS),
        ("largest", ["type: rank, value: 2"], FAILS),
        ("largest", ["type: rank, value: 5, qualifier: among-top"], FAILS),
        ("smallest", ["type: rank, value: 1"], CANNOT),
        ("largest", ["pay.before"], CANNOT),
        ("largest", ["pay.before", "pay.usd"], CANNOT),
        ("record", ["type: year, value: 2023, qualifier: record"], HOLDS),
        ("record", ["sales.all.y2024"], HOLDS),
        ("record", ["dip.all.y2024"], FAILS),
        ("record", ["pay.before"], CANNOT),
        ("record-low", ["dip.all.y2022"], HOLDS),
        # A rank.
        ("first", ["type: rank, value: 1"], HOLDS),
        ("first", ["type: rank, value: 2"], FAILS),
        ("among-top-five", ["type: rank, value: 5, qualifier: among-top"], HOLDS),
        ("among-top-five", ["type: rank, value: 3"], HOLDS),
        ("among-top-five", ["type: rank, value: 20, qualifier: among-top"], FAILS),
        ("among-top-five", ["type: number, value: 3"], CANNOT),
        # A length of time.
        ("over-half-a-century", ["type: duration, unit: year, value: 50, qualifier: over"], HOLDS),
        ("over-half-a-century", ["type: duration, unit: year, value: 50"], FAILS),
        ("half-a-century", ["type: duration, unit: year, value: 50"], HOLDS),
        ("over-a-decade", ["type: duration, unit: month, value: 121"], HOLDS),
        ("over-a-decade", ["type: duration, unit: day, value: 5000"], CANNOT),
        ("decades", ["type: duration, unit: year, value: 65, qualifier: over"], HOLDS),
        # An order of magnitude.
        ("thousands", ["type: number, value: 3000, qualifier: over"], HOLDS),
        ("thousands", ["type: number, value: 1999"], FAILS),
        ("thousands", ["type: number, value: 3000, qualifier: under"], FAILS),
        ("hundreds", ["staff.whole"], HOLDS),
        ("billions", ["pay.before"], HOLDS),
        ("millions", ["pay.before"], FAILS),
        ("thousands", ["type: number, value: {from: 4000, to: 10000}"], HOLDS),
        ("billions", [percent(50)], CANNOT),
        ("deficit", ["pay.deficit"], HOLDS),
        ("surplus", ["pay.nothing"], FAILS),
    ],
)
def test_claims(name, facts, expected):
    assert outcome(check(name, *facts)) == expected


@pytest.mark.parametrize(
    ("name", "facts", "reason"),
    [
        ("tripled", [multiple(2.5)], "`new.n0` is 2.5 times"),
        (
            "tripled",
            ["pay.before", money("24.6, qualifier: about")],
            "`pay.before` is 10 billion CAD and `new.n1` about 24.6 billion CAD, 2.46 times as much",
        ),
        ("tripled", ["grown.no"], "`grown.no` is -50 percent"),
        ("more-than-half", [percent("50, qualifier: about")], "`new.n0` is about 50 percent"),
        (
            "half",
            ["type: number, unit: loan, value: 60", "staff.whole"],
            "`new.n0` is 60 `loan` and `staff.whole` 200 `loan`, 30 percent",
        ),
        ("rose-steadily", ["dip.all"], "`dip.all.y2021` is 10 and `dip.all.y2022` 8"),
        ("largest", ["sales.all.y2022"], "`sales.all.y2022` is 14 million and `sales.all.y2023` 19 million"),
        ("thousands", ["type: number, value: {from: 500, to: 800}"], "`new.n0` is 500 to 800"),
    ],
)
def test_the_reason_has_the_figures(name, facts, reason):
    assert check(name, *facts) == reason


def test_what_would_hold_can_be_asked():
    found = book(f"new.n0: {{{multiple('3, qualifier: over')}, REST}}\n")
    held = claims_that_hold([found.facts["new.n0"]], found)
    assert held == ("more-than-doubled", "more-than-tripled", "rose")


def test_every_claim_can_hold_and_is_described():
    tested = {case[0] for case in test_claims.pytestmark[0].args[1]}
    assert tested <= set(CLAIMS)
    for name, claim in CLAIMS.items():
        assert claim.about and claim.takes and set(claim.words) == {"en", "fr"}, name
        assert not (claim.about + claim.takes).endswith(".") and all(claim.words.values())


#: One set of facts for each claim that no case above holds.
SAMPLES = {
    **{
        f"{word}": [multiple(value)]
        for word, value in (("quadrupled", 4), ("quintupled", 5), ("grew-tenfold", 10))
    },
    **{f"nearly-{word}": [multiple(value)] for word, value in (("doubled", 1.9), ("quadrupled", 3.9))},
    **{f"more-than-{word}": [multiple(value)] for word, value in (("doubled", 2.5), ("quadrupled", 4.5))},
    "nearly-all": [percent(95)],
    "majority": [percent(60)],
    "minority": [percent(40)],
    "nearly-half": [percent(47)],
    "more-than-a-third": [percent(34)],
    "less-than-a-third": [percent(33)],
    "nearly-two-thirds": [percent(64)],
    "more-than-two-thirds": [percent(67)],
    "a-quarter": [percent(25)],
    "nearly-a-quarter": [percent(24)],
    "more-than-a-quarter": [percent(26)],
    "less-than-a-quarter": [percent(24)],
    "three-quarters": [percent(75)],
    "nearly-three-quarters": [percent(73)],
    "more-than-three-quarters": [percent(76)],
    "a-fifth": [percent(20)],
    "a-tenth": [percent(10)],
    "three-times-as-much": [money(30), "pay.before"],
    **{f"among-top-{word}": ["type: rank, value: 2"] for word in ("three", "ten", "twenty")},
    "nearly-half-a-century": ["type: duration, unit: year, value: 48"],
    "a-century": ["type: duration, unit: year, value: 100"],
    "over-a-century": ["type: duration, unit: year, value: 101"],
    "dozens": ["type: number, value: 32"],
    "tens-of-thousands": ["type: number, value: 40000"],
    "hundreds-of-thousands": ["type: number, value: 400000"],
    "millions": ["type: number, value: 4, scale: million"],
    "trillions": ["type: number, value: 4, scale: trillion"],
    "surplus": ["pay.before"],
}


def test_no_claim_is_left_untested():
    held = {case[0] for case in test_claims.pytestmark[0].args[1] if case[2] == HOLDS}
    assert held.isdisjoint(SAMPLES) and held | set(SAMPLES) == set(CLAIMS)


@pytest.mark.parametrize("name", SAMPLES)
def test_all_other_claims(name):
    assert check(name, *SAMPLES[name]) == ""
    assert outcome(check(name, "text.a")) == CANNOT


PAIRS = [
    ("rose", "fell"),
    ("more-than-half", "less-than-half"),
    ("more-than-a-third", "less-than-a-third"),
    ("nearly-tripled", "more-than-tripled"),
    ("nearly-half", "more-than-half"),
    ("doubled", "tripled"),
    ("surplus", "deficit"),
    ("largest", "smallest"),
]


@given(
    st.sampled_from(
        ["", ", qualifier: about", ", qualifier: over", ", qualifier: under", ", qualifier: at-least"]
    ),
    st.integers(1, 99),
    st.sampled_from(["percent", "multiple", "points"]),
)
def test_no_figure_bears_out_two_claims_that_contradict(qualifier, value, kind):
    found, _ = load(f"a.b: {{type: {kind}, value: {value}{qualifier}, REST}}\n")
    held = claims_that_hold([found.facts["a.b"]], found)
    assert not any(one in held and other in held for one, other in PAIRS)
