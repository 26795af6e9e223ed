"""ISBN, ISSN and catalogue numbers: a slip shows, and nothing that is right is refused."""

from __future__ import annotations

import re

import pytest

from briefpress.merge.identifiers import SCHEMES, check_catalogue, check_isbn, check_issn

#: Numbers by which the standards are explained, and others of their form.
ISBNS = ("978-0-306-40615-7", "9780306406157", "0-306-40615-2", "0 8044 2957 X", "0-8044-2957-x")
ISSNS = ("0378-5955", "03785955", "2434-561X", "2434-561x", "1050-124X")
CATALOGUE = ("PS84-59/2017E-PDF", "En40-568/2001E", "H14-123/2001", "Cs1-2-2014F", "A1-2/3-2020E-PDF")


@pytest.mark.parametrize(("scheme", "numbers"), [("isbn", ISBNS), ("issn", ISSNS), ("catalogue", CATALOGUE)])
def test_numbers_that_are_given(scheme, numbers):
    for number in numbers:
        assert SCHEMES[scheme].check(number) is None, number
        assert re.fullmatch(SCHEMES[scheme].pattern, number), number


def test_a_second_range_of_isbns_is_known():
    assert check_isbn("979-0-000-00000-0").message.endswith("its check digit is wrong")


def test_hyphens_that_an_office_program_made():
    assert check_isbn("978\u20110\u2011306\u201340615\u20107") is None
    assert check_issn("0378\u20135955") is None


@pytest.mark.parametrize("number", [*ISBNS, *ISSNS])
def test_each_slip_of_one_digit_shows(number):
    check = check_isbn if number in ISBNS else check_issn
    for index, digit in enumerate(number):
        for other in set("0123456789") - {digit}:
            if digit.isdecimal():
                assert check(number[:index] + other + number[index + 1 :]) is not None


@pytest.mark.parametrize("number", ["0-306-40615-2", "0378-5955"])
def test_two_digits_that_changed_places_show(number):
    """The weights of a number of 10 or 8 digits all differ."""
    bare = number.replace("-", "")
    check = check_isbn if number.startswith("0-") else check_issn
    for index in range(len(bare) - 1):
        one, two = bare[index : index + 2]
        if one != two:
            assert check(f"{bare[:index]}{two}{one}{bare[index + 2 :]}") is not None


def test_the_digit_that_would_be_right_is_a_reason_to_look_again():
    problem = check_isbn("978-0-306-40615-8")
    assert problem.message == "`978-0-306-40615-8` is no ISBN: its check digit is wrong"
    assert problem.hint.endswith("only if all others are right is the last one 7")
    assert "write" not in problem.hint
    assert "is the last one X" in check_issn("2434-5610").hint


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("978-0-306-40615", "12 digits"),
        ("978030640615 7 1", "14 digits"),
        ("977-0-306-40615-7", "begins with 977"),
        ("ISBN 978-0-306-40615-7", "the number alone"),
        ("ISBN: 978-0-306-40615-7", "the number alone"),
        ("{{ book.isbn }}", "other characters"),
        ("٩٧٨٠٣٠٦٤٠٦١٥٧", "other characters"),
        ("X80306406157", "11 digits"),
    ],
)
def test_what_is_no_isbn(text, label):
    problem = check_isbn(text)
    assert (problem.code, problem.label, problem.is_sure) == ("BRIEF007", label, True)


@pytest.mark.parametrize("text", ["0378-595", "X378-5955", "0378-59555"])
def test_what_is_no_issn(text):
    assert check_issn(text).code == "BRIEF007"


@pytest.mark.parametrize("text", ["PS84 59 2017", "84-59/2017E", "{{ x.y }}", "n/a"])
def test_an_unusual_catalogue_number_is_not_surely_wrong(text):
    problem = check_catalogue(text)
    assert (problem.code, problem.is_sure) == ("BRIEF008", False)
