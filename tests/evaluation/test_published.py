"""The statistics beside results that others published, and beside a second way of working them out."""

from fractions import Fraction
from math import log, sqrt

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vieta.evaluation.rules.casemix import compare, expected
from vieta.evaluation.rules.courses import GONE, JOB, OPEN, course
from vieta.evaluation.rules.effect import means
from vieta.evaluation.rules.shares import bounds, gap, net, share

# Freireich and others 1963: weeks in remission on 6-MP; + censored. The table of every course in survival analysis.
WEEKS = (6, 6, 6, 7, 10, 13, 16, 22, 23, 6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35)
RELAPSED = (1,) * 9 + (0,) * 12


def test_the_survival_curve_of_freireich_and_its_greenwood_errors():
    found = course(WEEKS, [JOB if r else OPEN for r in RELAPSED], range(1, 35), least=1)
    still = {mark.day: mark.still for mark in found.marks}
    published = {
        6: (0.857, 0.0764), 7: (0.807, 0.0869), 10: (0.753, 0.0963), 13: (0.690, 0.1068), 16: (0.627, 0.1141), 22: (0.538, 0.1282),
        23: (0.448, 0.1346),
    }  # fmt: skip
    assert {week: round(still[week].value, 3) for week in published} == {week: value for week, (value, _e) in published.items()}
    for week, (value, error) in published.items():
        spread = 1.96 * error / (value * abs(log(value)))
        assert still[week].low == pytest.approx(value ** np.exp(spread), abs=0.002)
        assert still[week].high == pytest.approx(value ** np.exp(-spread), abs=0.002)
    assert found.median == 23  # the published median remission


def test_competing_exits_as_lifelines_works_them_out():
    """AalenJohansenFitter of lifelines 0.30.3 on the same weeks (tenths keep ties apart), causes 1, 2, 1, 1, 2, 1, 2, 1, 1."""
    weeks = [60, 61, 62, 70, 100, 130, 160, 220, 230, 65, 90, 105, 110, 170, 190, 200, 250, 320, 325, 340, 350]
    causes = [JOB, GONE, JOB, JOB, GONE, JOB, GONE, JOB, JOB] + [OPEN] * 12
    found = {mark.day: mark.job for mark in course(weeks, causes, range(1, 349), least=1).marks}
    published = {
        60: (0.047619, 0.003324, 0.197045), 70: (0.145658, 0.036224, 0.326755), 130: (0.208403, 0.063535, 0.409685),
        230: (0.387675, 0.147687, 0.625338),
    }  # fmt: skip
    for day, (value, low, high) in published.items():
        assert (found[day].value, found[day].low, found[day].high) == pytest.approx((value, low, high), abs=1e-6)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 40), st.sampled_from((OPEN, JOB, GONE))), min_size=3, max_size=60))
def test_the_course_beside_a_naive_one(people):
    days, ends = zip(*people, strict=True)
    for mark in course(days, ends, range(1, 40), least=1).marks[1:]:
        waiting, worked, left = Fraction(1), Fraction(0), Fraction(0)
        for day in sorted(set(days)):
            if day <= mark.day:
                followed = sum(d >= day for d in days)
                jobs = sum(d == day and e == JOB for d, e in people)
                gone = sum(d == day and e == GONE for d, e in people)
                worked += waiting * Fraction(jobs, followed)
                left += waiting * Fraction(gone, followed)
                waiting *= 1 - Fraction(jobs + gone, followed)
        assert (mark.job.value, mark.gone.value, mark.still.value) == pytest.approx((float(worked), float(left), float(waiting)), abs=1e-9)
        assert all(one.low - 1e-9 <= one.value <= one.high + 1e-9 for one in (mark.job, mark.gone, mark.still))


@pytest.mark.parametrize(
    ("yes", "of", "low", "high"),
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0000, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_a_share_as_newcombe_prints_wilsons_interval(yes, of, low, high):
    """Newcombe, Statistics in Medicine 17 (1998) 857, table I, method 3."""
    found = share(yes, of)
    assert (round(found.low, 4), round(found.high, 4)) == (low, high)


@pytest.mark.parametrize(
    ("first", "second", "low", "high"),
    [((56, 70), (48, 80), 0.0524, 0.3339), ((9, 10), (3, 10), 0.1705, 0.8090), ((6, 7), (2, 7), 0.0582, 0.8062), ((5, 56), (0, 29), -0.0381, 0.1926)],
)  # fmt: skip
def test_a_difference_as_newcombe_prints_it(first, second, low, high):
    """Newcombe, Statistics in Medicine 17 (1998) 873, table II, method 10."""
    found = gap(*first, *second)
    assert (round(found.low, 4), round(found.high, 4)) == (low, high)


def test_moves_of_the_same_people_as_agresti_prints_them():
    """Agresti, Categorical Data Analysis (2002), table 10.1: approval fell by 0.04, between 0.02 and 0.06."""
    found = net(better=86, same=794 + 570, worse=150)
    assert (round(found.value, 2), round(found.low, 2), round(found.high, 2)) == (-0.04, -0.06, -0.02)


def test_bounds_need_no_assumption():
    found = bounds(yes=30, answered=50, asked=80)
    assert (found.least, found.most, found.observed.value) == (30 / 80, 60 / 80, 0.6)
    assert found.low == share(30, 80).low
    assert found.high == share(60, 80).high
    everybody = bounds(yes=30, answered=50, asked=50)
    assert everybody.least == everybody.most == everybody.observed.value


# Bickel, Hammel and O'Connell, Science 187 (1975): six departments of Berkeley; applied and admitted, men then women.
BERKELEY = {
    "A": (825, 512, 108, 89), "B": (560, 353, 25, 17), "C": (325, 120, 593, 202), "D": (417, 138, 375, 131), "E": (191, 53, 393, 94),
    "F": (373, 22, 341, 24),
}  # fmt: skip


def test_standardising_undoes_the_berkeley_paradox():
    """Raw, 30 % of women and 45 % of men were admitted; beside what their departments admit, women stand a little above 1."""
    places, admitted, departments = [], [], []
    for department, (men, men_in, women, women_in) in BERKELEY.items():
        for key, people, yes in ((1, men, men_in), (2, women, women_in)):
            places += [key] * people
            admitted += [True] * yes + [False] * (people - yes)
            departments += [department] * people
    found = {place.key: place for place in compare(places, admitted, {"department": departments}).places}
    awaited = sum(Fraction(women * (men_in + women_in), men + women) for men, men_in, women, women_in in BERKELEY.values())
    assert found[2].expected == pytest.approx(float(awaited), abs=1e-6)
    assert round(found[2].happened / found[2].people, 3) == 0.304
    assert found[2].ratio.value == pytest.approx(557 / float(awaited))
    assert found[2].ratio.value > 1 > found[1].ratio.value
    crude = compare(places, admitted, {})
    assert {place.key: place.standing for place in crude.places} == {1: "far-above", 2: "far-below"}


def test_chances_are_those_of_a_logistic_regression_on_everybody():
    """People alike are fitted together for speed; statsmodels' Logit on one row a person gives the same chances."""
    from statsmodels.discrete.discrete_model import Logit

    rng = np.random.default_rng(3)
    factors = {name: rng.choice(list("abc"), 2000) for name in ("one", "two", "three")}
    yes = rng.random(2000) < np.where(factors["one"] == "a", 0.6, 0.3)
    chances, used = expected(yes, {name: values.tolist() for name, values in factors.items()})
    design = np.column_stack([np.ones(2000), *(values == word for values in factors.values() for word in "bc")])
    assert used == ("one", "two", "three")
    assert chances == pytest.approx(Logit(yes.astype(float), design).fit(disp=0).predict(design), abs=1e-9)


def test_the_effect_of_supported_work_as_dehejia_and_wahba_print_it():
    """Dehejia and Wahba, JASA 94 (1999), table 2: 1 794 dollars with a standard error of 633, 671 where groups may spread differently."""
    from causaldata import nsw_mixtape
    from statsmodels.api import OLS, add_constant

    data = nsw_mixtape.load_pandas().data
    paid = {arm: data.re78[data.treat == arm].to_numpy(float) for arm in (1, 0)}
    found = means(paid[1], paid[0])
    assert round(found.difference.value) == 1794
    assert round(found.error) == 671
    conventional = OLS(data.re78, add_constant(data.treat)).fit()
    assert round(float(conventional.bse["treat"])) == 633
    assert found.difference.value == pytest.approx(float(conventional.params["treat"]))
    welch = sqrt(sum(one.var(ddof=1) / len(one) for one in paid.values()))
    assert found.error == pytest.approx(welch)
    assert found.difference.low > 0
    employed = gap(int((paid[1] > 0).sum()), 185, int((paid[0] > 0).sum()), 260)
    assert (round(employed.value, 4), round(employed.low, 4), round(employed.high, 4)) == (0.1106, 0.0238, 0.1927)
