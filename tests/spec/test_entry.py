"""The rules of entry as drawn tables: completeness (Reg. 2021/1057, Art. 17(5)), days inside contract and programme, answers."""

from datetime import date

import pytest

from vieta.enrolments.choices import Asked, Trait
from vieta.enrolments.rules import Answer, Days, answer_refused, missing, outside, quota_words

COMPLETE = dict.fromkeys((Trait.GENDER, Trait.BIRTH_ON, Trait.LABOUR, Trait.EDUCATION), Asked.GIVEN)

MISSING = [
    ({}, []),
    ({Trait.EDUCATION: Asked.UNKNOWN}, [Trait.EDUCATION]),
    ({Trait.EDUCATION: Asked.NOT_ASKED}, [Trait.EDUCATION]),
    ({Trait.GENDER: Asked.NOT_ASKED, Trait.LABOUR: Asked.UNKNOWN}, [Trait.GENDER, Trait.LABOUR]),
    ({Trait.MINORITY: Asked.DECLINED}, []),
    ({Trait.DISABILITY: Asked.DECLINED, Trait.HOUSING: Asked.NOT_ASKED}, []),
]


@pytest.mark.parametrize(("changed", "lacking"), MISSING)
def test_what_is_missing(changed, lacking):
    assert missing(COMPLETE | changed) == lacking


def test_of_somebody_never_asked_all_four_are_missing():
    assert missing({}) == [Trait.GENDER, Trait.BIRTH_ON, Trait.LABOUR, Trait.EDUCATION]


CONTRACT = [Days("ZK-1", date(2020, 9, 29), date(2021, 7, 31))]
PROGRAMME = [Days("Motivation", date(2018, 1, 1), date(2020, 1, 1)), Days("Motivation", date(2020, 1, 1), date(2023, 1, 1))]

DAYS = [
    (date(2020, 9, 28), CONTRACT, PROGRAMME, "contract"),
    (date(2020, 9, 29), CONTRACT, PROGRAMME, ""),
    (date(2021, 7, 30), CONTRACT, PROGRAMME, ""),
    (date(2021, 7, 31), CONTRACT, PROGRAMME, "contract"),
    (date(2017, 12, 31), [], PROGRAMME, "programme"),
    (date(2019, 12, 31), [], PROGRAMME, ""),
    (date(2023, 1, 1), [], PROGRAMME, "programme"),
    (date(1999, 1, 1), [], [], ""),
]


@pytest.mark.parametrize(("on", "contracts", "periods", "what"), DAYS)
def test_days_on_which_nobody_enters(on, contracts, periods, what):
    words = outside(on, contracts, periods)
    assert bool(words) == bool(what)
    assert f"outside the {what}" in words if what else words == ""


@pytest.mark.parametrize(("taken", "warned"), [(0, False), (59, False), (60, True), (61, True)])
def test_the_sixty_first_is_warned(taken, warned):
    assert bool(quota_words(taken, 60)) == warned


TODAY = date(2021, 3, 15)
ANSWERS = [
    (Trait.LABOUR, Answer("unemployed"), True),
    (Trait.LABOUR, Answer("moon"), False),
    (Trait.LABOUR, Answer(""), False),
    (Trait.LABOUR, Answer("", Asked.DECLINED), False),
    (Trait.LABOUR, Answer("", Asked.UNKNOWN), True),
    (Trait.LABOUR, Answer("unemployed", Asked.UNKNOWN), False),
    (Trait.EDUCATION, Answer("8"), True),
    (Trait.EDUCATION, Answer("9"), False),
    (Trait.MINORITY, Answer("", Asked.DECLINED), True),
    (Trait.DISABILITY, Answer("", Asked.DECLINED), True),
    (Trait.HOUSING, Answer("", Asked.DECLINED), False),
    (Trait.MINORITY, Answer("yes", Asked.DECLINED), False),
    (Trait.RURAL, Answer("perhaps"), False),
    (Trait.BIRTH_ON, Answer("1994-05-17"), True),
    (Trait.BIRTH_ON, Answer("2021-03-16"), False),
    (Trait.BIRTH_ON, Answer("1899-12-31"), False),
    (Trait.BIRTH_ON, Answer("17.5.1994"), False),
    (Trait.EARNINGS_BEFORE, Answer("123456"), True),
    (Trait.EARNINGS_BEFORE, Answer("-1"), False),
]


@pytest.mark.parametrize(("trait", "answer", "allowed"), ANSWERS)
def test_answers_that_can_be_recorded(trait, answer, allowed):
    assert (answer_refused(trait, answer, TODAY) == "") == allowed
