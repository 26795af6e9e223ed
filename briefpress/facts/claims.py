"""What texts claim in words, as "tripled", "more than half" or "a record", and when facts bear it out.

The words are what a careful editor lets pass. A round word ("tripled", "half") is within two hundredths of
what it says; "nearly" is below it, by a tenth at most; "more than" is more by however little.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from types import MappingProxyType

from msgspec import Struct

from briefpress.facts import claim_checks as checks
from briefpress.facts.claim_checks import Check, Rule
from briefpress.facts.expressions.intervals import Interval
from briefpress.facts.expressions.measures import ADDITIVE, Kind
from briefpress.facts.model import Fact, FactBook


class Claim(Struct, frozen=True):
    """A claim that texts can make.

    Attributes:
        about: What has to be so, for people; stands behind "it has to be".
        takes: What facts it is made of, for people; stands behind "it is made of".
        check: Tells whether facts bear it out, as `check_claim` does.
        words: Language -> what is printed where the text has no words of its own.
    """

    about: str
    takes: str
    check: Check
    words: Mapping[str, str]


def check_claim(name: str, facts: Sequence[Fact], book: FactBook) -> str | None:
    """Return why a claim does not hold, with the figures.

    Args:
        name: A key of `CLAIMS`.
        facts: What it is made of, at least one.
        book: For the points of series and the cells of tables.

    Returns:
        An empty string where it holds, None where such facts cannot express it.
    """
    return CLAIMS[name].check(facts, book)


def claims_that_hold(facts: Sequence[Fact], book: FactBook) -> tuple[str, ...]:
    """Return the claims that facts bear out, for a hint; see `check_claim`."""
    return tuple(name for name, claim in CLAIMS.items() if claim.check(facts, book) == "")


# ---- rules

_ROUND = Fraction(2, 100)
_NEARLY = Fraction(10, 100)


def _more(value: Fraction | int) -> Rule:
    return Rule(Interval(Fraction(value), is_low_open=True))


def _less(value: Fraction | int) -> Rule:
    return Rule(Interval(high=Fraction(value), is_high_open=True))


def _just(value: Fraction | int, *as_written: str) -> Rule:
    return Rule(Interval(Fraction(value), Fraction(value)), as_written)


def _round(value: Fraction | int) -> Rule:
    return Rule(Interval(value * (1 - _ROUND), value * (1 + _ROUND)), ("about",))


def _nearly(value: Fraction | int) -> Rule:
    return Rule(Interval(value * (1 - _NEARLY), Fraction(value), is_high_open=True), ("about",))


def _some(least: int, below: int) -> Rule:
    """Return the rule of "thousands": what is over 3,000 is not over a million."""
    return Rule(Interval(Fraction(least), Fraction(below), is_high_open=True), ("about", "over", "at-least"))


def _reversed(check: Check) -> Check:
    """Return a check that takes what is compared first, and what it is compared with second."""
    return lambda facts, book: check(facts[::-1], book) if len(facts) == 2 else None


# ---- what claims are made of

_CHANGE = "a multiple, a `growth`, two facts (before, after), or a series (its first and last points)"
_WAY = "a multiple, a `growth`, percentage points, two facts (before, after), or a series"
_COURSE = "a series of three points or more, or three facts or more"
_SHARE = "a percentage, or two facts (part, whole)"
_PLACE = (
    "a point of a series or a cell of a table (against the others), or a fact and those it is compared with"
)
_TWO = "two facts of one measure (this, that)"

_THIRD = Fraction(100, 3)
_HALF = Fraction(1, 2)
_YEARS = {"year": Fraction(1), "month": Fraction(1, 12)}
_COUNTED = (Kind.PLAIN, Kind.COUNT, Kind.MONEY)
_DATED = (Kind.DATE, Kind.YEAR, Kind.PERIOD)


def _claims() -> Iterator[tuple[str, str, str, str, str, Check]]:
    """Yield each claim: its name, what has to be so, what it is made of, its words, its check."""
    for name, rule, about, en, fr in (
        ("doubled", _round(2), "twice as much, within 2%", "doubled", "a doublé"),
        ("tripled", _round(3), "three times as much, within 2%", "tripled", "a triplé"),
        ("quadrupled", _round(4), "four times as much, within 2%", "quadrupled", "a quadruplé"),
        ("quintupled", _round(5), "five times as much, within 2%", "quintupled", "a quintuplé"),
        ("grew-tenfold", _round(10), "ten times as much, within 2%", "grew tenfold", "a décuplé"),
        ("halved", _round(_HALF), "half as much, within 2%", "halved", "a diminué de moitié"),
        ("nearly-doubled", _nearly(2), "1.8 to 2 times as much", "nearly doubled", "a presque doublé"),
        ("nearly-tripled", _nearly(3), "2.7 to 3 times as much", "nearly tripled", "a presque triplé"),
        (
            "nearly-quadrupled",
            _nearly(4),
            "3.6 to 4 times as much",
            "nearly quadrupled",
            "a presque quadruplé",
        ),
        ("more-than-doubled", _more(2), "more than twice as much", "more than doubled", "a plus que doublé"),
        (
            "more-than-tripled",
            _more(3),
            "more than three times as much",
            "more than tripled",
            "a plus que triplé",
        ),
        (
            "more-than-quadrupled",
            _more(4),
            "more than four times as much",
            "more than quadrupled",
            "a plus que quadruplé",
        ),
        (
            "more-than-halved",
            _less(_HALF),
            "less than half as much",
            "more than halved",
            "a diminué de plus de moitié",
        ),
        ("stable", _round(1), "as much as before, within 2%", "remained stable", "est demeuré stable"),
    ):
        yield name, about, _CHANGE, en, fr, checks.factor(rule)

    for name, rule, about, en, fr in (
        ("rose", _more(0), "more than before", "rose", "a augmenté"),
        ("fell", _less(0), "less than before", "fell", "a diminué"),
        (
            "unchanged",
            _just(0, "about"),
            "exactly as much as before",
            "was unchanged",
            "est demeuré inchangé",
        ),
    ):
        yield name, about, _WAY, en, fr, checks.change(rule)
    for name, rule, about, en, fr in (
        ("rose-steadily", _more(0), "more at every step", "rose steadily", "a augmenté constamment"),
        ("fell-steadily", _less(0), "less at every step", "fell steadily", "a diminué constamment"),
    ):
        yield name, about, _COURSE, en, fr, checks.course(rule)

    for name, rule, about, en, fr in (
        ("all", _just(100), "exactly 100 percent", "all", "la totalité"),
        ("nearly-all", _nearly(100), "90 to 100 percent", "nearly all", "la quasi-totalité"),
        ("most", _more(50), "more than 50 percent", "most", "la plupart"),
        ("majority", _more(50), "more than 50 percent", "a majority", "la majorité"),
        ("minority", _less(50), "less than 50 percent", "a minority", "une minorité"),
        ("half", _round(50), "49 to 51 percent", "half", "la moitié"),
        ("nearly-half", _nearly(50), "45 to 50 percent", "nearly half", "près de la moitié"),
        ("more-than-half", _more(50), "more than 50 percent", "more than half", "plus de la moitié"),
        ("less-than-half", _less(50), "less than 50 percent", "less than half", "moins de la moitié"),
        ("a-third", _round(_THIRD), "one third, within 2% of it", "a third", "le tiers"),
        ("nearly-a-third", _nearly(_THIRD), "30 percent to one third", "nearly a third", "près du tiers"),
        ("more-than-a-third", _more(_THIRD), "more than one third", "more than a third", "plus du tiers"),
        ("less-than-a-third", _less(_THIRD), "less than one third", "less than a third", "moins du tiers"),
        ("two-thirds", _round(2 * _THIRD), "two thirds, within 2% of them", "two thirds", "les deux tiers"),
        (
            "nearly-two-thirds",
            _nearly(2 * _THIRD),
            "60 percent to two thirds",
            "nearly two thirds",
            "près des deux tiers",
        ),
        (
            "more-than-two-thirds",
            _more(2 * _THIRD),
            "more than two thirds",
            "more than two thirds",
            "plus des deux tiers",
        ),
        ("a-quarter", _round(25), "24.5 to 25.5 percent", "a quarter", "le quart"),
        ("nearly-a-quarter", _nearly(25), "22.5 to 25 percent", "nearly a quarter", "près du quart"),
        ("more-than-a-quarter", _more(25), "more than 25 percent", "more than a quarter", "plus du quart"),
        ("less-than-a-quarter", _less(25), "less than 25 percent", "less than a quarter", "moins du quart"),
        ("three-quarters", _round(75), "73.5 to 76.5 percent", "three quarters", "les trois quarts"),
        (
            "nearly-three-quarters",
            _nearly(75),
            "67.5 to 75 percent",
            "nearly three quarters",
            "près des trois quarts",
        ),
        (
            "more-than-three-quarters",
            _more(75),
            "more than 75 percent",
            "more than three quarters",
            "plus des trois quarts",
        ),
        ("a-fifth", _round(20), "19.6 to 20.4 percent", "a fifth", "le cinquième"),
        ("a-tenth", _round(10), "9.8 to 10.2 percent", "a tenth", "le dixième"),
    ):
        yield name, about, _SHARE, en, fr, checks.share(rule)

    for name, rule, about, en, fr in (
        ("more-than", _more(0), "more than that", "more than", "plus que"),
        ("less-than", _less(0), "less than that", "less than", "moins que"),
        ("as-much-as", _just(0, "about"), "exactly as much", "as much as", "autant que"),
    ):
        yield name, about, _TWO, en, fr, _reversed(checks.change(rule))
    for name, rule, about, en, fr in (
        ("twice-as-much", _round(2), "twice as much, within 2%", "twice as much as", "deux fois plus que"),
        (
            "three-times-as-much",
            _round(3),
            "three times as much, within 2%",
            "three times as much as",
            "trois fois plus que",
        ),
        ("half-as-much", _round(_HALF), "half as much, within 2%", "half as much as", "deux fois moins que"),
    ):
        yield name, about, _TWO, en, fr, _reversed(checks.factor(rule))

    for name, greatest, en, fr in (
        ("largest", True, "the largest", "le plus grand"),
        ("highest", True, "the highest", "le plus élevé"),
        ("smallest", False, "the smallest", "le plus petit"),
        ("lowest", False, "the lowest", "le plus bas"),
    ):
        about = "rank 1, or more than each of the others" if greatest else "less than each of the others"
        takes = f"a rank, {_PLACE}" if greatest else _PLACE
        yield name, about, takes, en, fr, checks.extreme(greatest=greatest, kinds=ADDITIVE, by_rank=greatest)
    for name, greatest, en, fr in (
        ("earliest", False, "the earliest", "le plus ancien"),
        ("latest", True, "the latest", "le plus récent"),
    ):
        about = f"{'later' if greatest else 'earlier'} than each of the others"
        yield (
            name,
            about,
            f"a date or a year: {_PLACE}",
            en,
            fr,
            checks.extreme(greatest=greatest, kinds=_DATED),
        )
    check = checks.extreme(greatest=True, kinds=ADDITIVE, marks=("record",))
    about = "called a record by its source (`qualifier: record`), or more than each of the others"
    yield "record", about, f"a fact with `qualifier: record`, {_PLACE}", "a record", "un record", check
    check = checks.extreme(greatest=False, kinds=ADDITIVE)
    yield "record-low", "less than each of the others", _PLACE, "a record low", "un creux historique", check

    for name, places, en, fr in (
        ("first", 1, "first", "premier"),
        ("among-top-three", 3, "among the top three", "parmi les trois premiers"),
        ("among-top-five", 5, "among the top five", "parmi les cinq premiers"),
        ("among-top-ten", 10, "among the top ten", "parmi les dix premiers"),
        ("among-top-twenty", 20, "among the top twenty", "parmi les vingt premiers"),
    ):
        about = f"rank {places} or better" if places > 1 else "rank 1"
        rule = Rule(Interval(Fraction(1), Fraction(places)))
        yield name, about, "a rank", en, fr, checks.single(rule, (Kind.RANK,))

    for name, rule, about, en, fr in (
        ("over-a-decade", _more(10), "more than 10 years", "over a decade", "plus d’une décennie"),
        ("decades", Rule(Interval(Fraction(20))), "20 years or more", "decades", "des décennies"),
        (
            "nearly-half-a-century",
            _nearly(50),
            "45 to 50 years",
            "nearly half a century",
            "près d’un demi-siècle",
        ),
        ("half-a-century", _round(50), "49 to 51 years", "half a century", "un demi-siècle"),
        (
            "over-half-a-century",
            _more(50),
            "more than 50 years",
            "over half a century",
            "plus d’un demi-siècle",
        ),
        ("a-century", _round(100), "98 to 102 years", "a century", "un siècle"),
        ("over-a-century", _more(100), "more than 100 years", "over a century", "plus d’un siècle"),
    ):
        takes = "a duration in years or months"
        yield name, about, takes, en, fr, checks.single(rule, (Kind.DURATION,), _YEARS)

    for name, least, below, en, fr in (
        ("dozens", 24, 100, "dozens", "des dizaines"),
        ("hundreds", 200, 1000, "hundreds", "des centaines"),
        ("thousands", 2000, 10**6, "thousands", "des milliers"),
        ("tens-of-thousands", 20_000, 100_000, "tens of thousands", "des dizaines de milliers"),
        ("hundreds-of-thousands", 200_000, 10**6, "hundreds of thousands", "des centaines de milliers"),
        ("millions", 2 * 10**6, 10**9, "millions", "des millions"),
        ("billions", 2 * 10**9, 10**12, "billions", "des milliards"),
        ("trillions", 2 * 10**12, 10**15, "trillions", "des billions"),
    ):
        takes = "a number or an amount of money"
        about = f"from {least:,} to less than {below:,}"
        yield name, about, takes, en, fr, checks.single(_some(least, below), _COUNTED)
    for name, rule, about, en, fr in (
        ("surplus", _more(0), "more than nothing", "a surplus", "un excédent"),
        ("deficit", _less(0), "less than nothing", "a deficit", "un déficit"),
    ):
        yield name, about, "an amount of money", en, fr, checks.single(rule, (Kind.MONEY,))


#: Name -> claim. The names are what briefs write: ``{{ claim("tripled", fms.portfolio.growth) }}``.
CLAIMS: Mapping[str, Claim] = MappingProxyType(
    {
        name: Claim(about, takes, check, MappingProxyType({"en": en, "fr": fr}))
        for name, about, takes, en, fr, check in _claims()
    }
)
