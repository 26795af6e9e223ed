"""Signs that do not say whose dollar they are; ``_`` is a no-break space."""

import pytest

from briefpress.merge.dollars import bare_dollars


def found(text, lang="en"):
    signs = list(bare_dollars(text.replace("_", "\u00a0"), lang))
    for sign in signs:
        before = text.replace("_", "\u00a0")[: sign.start]
        assert text.replace("_", "\u00a0")[sign.start :].startswith(sign.text)
        assert sign.occurrence == before.count(sign.text)
    return signs


def shown(text):
    return text.replace("\u00a0", "_")


BARE = [
    # language, text, the signs found
    ("en", "no sign at all", []),
    ("en", "worth $13 billion.", ["$13 billion"]),
    ("en", "worth $13_billion.", ["$13_billion"]),
    ("en", "$4,000 to $10,000, then $1.5 million", ["$4,000", "$10,000", "$1.5 million"]),
    ("en", "$5M, $7k, $8 kilts", ["$5M", "$7k", "$8"]),
    ("en", "a dollar ($) is a dollar", ["$"]),
    ("en", "PLUS$5, A $5 fee, HK$7", ["$5", "$5"]),
    ("en", "$5 here, US$6 there, $5 again", ["$5", "$5"]),
    ("en", "{{ fms.value }} $, ${{ fms.value('bare') }}", ["$", "$"]),
    ("fr", "une valeur de 13_$", ["13_$"]),
    ("fr", "une valeur de 4_000_$.", ["4_000_$"]),
    ("fr", "de 4 000,50 $ en 2023", ["4 000,50 $"]),
    ("fr", "en 2023 400 $ de plus", ["400 $"]),
    ("fr", "13_G$ en tout, 13_milliards $", ["13_G$", "13_milliards $"]),
    ("fr", "13_$ USine, 85 millions de $", ["13_$", "$"]),
    ("de", "13 $ und mehr", ["13 $"]),
]


@pytest.mark.parametrize(("lang", "text", "signs"), BARE)
def test_signs_that_say_nothing(lang, text, signs):
    assert [shown(sign.text) for sign in found(text, lang)] == signs
    assert {sign.problem for sign in found(text, lang)} <= {"does not say whose dollar it is"}


SOUND = [
    ("en", "US$13 billion, Can$4, CA$4, C$5, A$6, AU$6, NZ$3, HK$7, S$8, NT$9, Mex$1"),
    ("en", "(US$13), from US$4_billion to US$10_billion, **US$5**"),
    ("fr", "13_$_US, 13 $ US, 4_000_$_CA, 4_M$_CA, 13_G$_US, 2_k$_NZ, 100_$_HK"),
    ("fr", "de 4_$_US à 10_$_US, **5_$_CA**"),
    ("de", "13 US$, US$ 13, 4 $ CA"),
]


@pytest.mark.parametrize(("lang", "text"), SOUND)
def test_signs_that_say_whose_they_are(lang, text):
    assert found(text, lang) == []


@pytest.mark.parametrize(
    "text",
    [
        "{{ fms.value }} and {{ note('$5') }}",
        "{% set x = '$5' %}{# it was $5 #}",
        "[words](https://example.org/?a=$5)",
        "see https://example.org/$6 and <https://example.org/$7>",
        "www.example.org/$8 or mailto:a$b@example.org",
    ],
)
def test_what_is_no_prose_is_passed_over(text):
    assert found(text) == found(text, "fr") == []
    assert [sign.text for sign in found(f"{text} $9")] == ["$9"]
    assert [sign.text for sign in found("[for $3](https://example.org)")] == ["$3"], "link words are prose"


HINTS = [
    ("en", "worth $13 billion", "`US$13_billion` or `Can$13_billion`; better, quote a fact"),
    ("en", "worth $5M", "`US$5_million` or `Can$5_million`; better"),
    ("en", "the $ sign", "`US$` or `Can$`; better"),
    ("fr", "4_000_$", "`4_000_$_US` or `4_000_$_CA`; better"),
    ("fr", "13_G$", "`13_G$_US` or `13_G$_CA`; better"),
    ("fr", "13 milliards $", "`13_milliards de dollars américains` or `13_milliards de dollars canadiens`"),
    ("fr", "1,5 million $", "`1,5_million de dollars américains` or `1,5_million de dollars canadiens`"),
    ("fr", "le signe $", "`$_US` or `$_CA`; better"),
    ("de", "13 $", "`13_USD` or `13_CAD`; better"),
]


@pytest.mark.parametrize(("lang", "text", "hint"), HINTS)
def test_hints_say_how_to_write_it(lang, text, hint):
    (sign,) = found(text, lang)
    assert shown(sign.hint).startswith(f"write {hint}")


MISPLACED = [
    # language, text, what is found, how it is written
    ("en", "about $13 billion USD", "$13 billion USD", "US$13_billion"),
    ("en", "about US $4", "US $4", "US$4"),
    ("en", "about U.S.$5", "U.S.$5", "US$5"),
    ("en", "about CAD$6", "CAD$6", "Can$6"),
    ("en", "about 13 M$ US", "13 M$ US", "US$13_million"),
    ("fr", "environ 13_$US.", "13_$US", "13_$_US"),
    ("fr", "environ 4_M$CA.", "4_M$CA", "4_M$_CA"),
    ("fr", "environ 5_$_CAN.", "5_$_CAN", "5_$_CA"),
    ("fr", "environ US$13.", "US$13", "13_$_US"),
    ("fr", "environ US$13 billion.", "US$13 billion", "13_milliards de dollars américains"),
]


@pytest.mark.parametrize(("lang", "text", "sign", "written"), MISPLACED)
def test_countries_that_stand_where_the_guides_do_not_have_them(lang, text, sign, written):
    (wrong,) = found(text, lang)
    assert (shown(wrong.text), wrong.problem) == (sign, "names its country as this language does not")
    assert shown(wrong.hint).startswith(f"write `{written}`")
    assert found(wrong.hint.split("`")[1], lang) == [], "what the hint says is sound"


def test_a_long_text_takes_no_longer_than_its_length():
    text = "1 111 111 " * 20_000
    assert found(text) == found(text, "fr") == []
    assert len(found("$1 " * 20_000)) == 20_000
