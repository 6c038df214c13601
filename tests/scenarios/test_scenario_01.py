"""Ghent snapshot. Programme 2020-2021, targets 1 500/920: 798 and 532 after one year, 1 217 and 728 by January 2022; extending to
2023 changes no earlier snapshot; a person met three times in the street counts once in "reached"."""

from datetime import date

from tests.scenarios.conftest import moment
from vieta.activities import actions as activities
from vieta.indicators import queries
from vieta.jobs.demo import gent
from vieta.jobs.demo.load import SEED
from vieta.programmes import actions as programmes
from vieta.programmes import queries as agreed
from vieta.programmes.models import Programme

ONE_YEAR, JANUARY, TODAY = date(2021, 2, 1), date(2022, 1, 31), date(2026, 1, 5)


def MADE():  # noqa: N802  the module's data, named for the fixture that brings it in
    return gent.lines(SEED)


def headline(viewer, code, day) -> dict:
    return {row.code: (row.value, row.target, str(row.percent)) for row in queries.figures(viewer, code, day).headline if row.target}


def test_the_numbers_as_published(published):
    farid = published.viewer("farid", TODAY)
    assert headline(farid, published.code, ONE_YEAR) == {"reached": (798, 1500, "53.2"), "intensive": (532, 920, "57.8")}
    at_the_end = headline(farid, published.code, JANUARY)
    assert {code: (value, target) for code, (value, target, _percent) in at_the_end.items()} == {
        "reached": (1217, 1500),
        "intensive": (728, 920),
    }
    assert dict(queries.trends(farid, published.code, JANUARY)[0].points)[ONE_YEAR] == 798


def test_extending_changes_no_earlier_snapshot(published):
    """The programme was extended to 2023 when it was brought in; extending it once more changes nothing either."""
    farid = published.viewer("farid", TODAY)
    first, second = agreed.periods(farid, published.code)
    assert (first.from_on, first.last_on, second.last_on) == (date(2020, 2, 1), date(2022, 1, 31), date(2023, 12, 31))
    assert {t.measure: t.value for t in first.targets} == {"reached": 1500, "intensive": 920}
    days = (ONE_YEAR, JANUARY, date(2023, 6, 30))
    before = [(queries.figures(farid, published.code, day), queries.trends(farid, published.code, day)) for day in days]
    programmes.extend(
        by=farid,
        at=moment(TODAY),
        code=published.code,
        until_on=date(2026, 1, 1),
        decided_on=date(2023, 11, 1),
        reason="It works.",
        targets={"reached": 2500},
    )
    assert [(queries.figures(farid, published.code, day), queries.trends(farid, published.code, day)) for day in days] == before
    assert headline(farid, published.code, date(2024, 6, 30))["reached"][1] == 2500


def test_met_three_times_counts_once(published):
    code = published.code
    programme = Programme.objects.get(code=code)
    days = (date(2021, 1, 25), date(2021, 1, 26), date(2021, 1, 27))
    person_id = None
    for day in days:
        act = {"by": published.viewer("bram", day), "at": moment(day)}
        visit = activities.log_outreach(**act, programme_id=programme.pk, place_type="neighbourhood", place="Van Beverenplein", on=day)
        who = {"person_id": person_id} if person_id else {"known_as": "woman with the violin case"}
        person_id = activities.meet(**act, activity_id=visit.pk, **who).person_id
    farid = published.viewer("farid", TODAY)
    assert headline(farid, code, ONE_YEAR)["reached"][0] == 799
    assert headline(farid, code, JANUARY)["reached"][0] == 1218
    why = queries.why(farid, code, "reached", person_id, ONE_YEAR)
    assert [fact.valid_on for fact in why.facts] == list(days)
