"""ESF+ results. Inactive at entry, job search on day 5, job on day 20: EECR04 only; job search on day 5 and job only on day 30:
EECR01, not EECR04, and EECR05 if in work at 6 months; missing education: absent from all figures and on the repair list."""

from datetime import date, timedelta

import pytest

from tests.scenarios.conftest import Stays, answers
from vieta.enrolments.actions import record_traits
from vieta.indicators import queries
from vieta.outcomes.actions import Said, record_answer
from vieta.outcomes.models import FollowUp

ENTERED, LEFT = date(2020, 3, 2), date(2020, 9, 1)
RESULTS = ("EECR01", "EECR04", "EECR05")


def day(number: int) -> date:
    return LEFT + timedelta(days=number)


def counted(cast, on: date, codes=RESULTS) -> set[str]:
    rows = {row.code: row.count.total for row in queries.indicators(cast.viewer("farid", on), "gent", on)}
    return {code for code in codes if rows[code]}


@pytest.fixture
def left(stays: Stays):
    """Somebody inactive at entry who left on 1 September 2020 and was looking for work on day 5."""
    stay = stays.enter(ENTERED)
    stays.leave(stay, LEFT)
    stays.changed(stay, "job-search", day(5))
    return stay


@pytest.mark.mission("S3-20")
def test_a_job_on_day_20_is_employment_only(cast, stays, left):
    assert counted(cast, day(19)) == {"EECR01"}
    stays.changed(left, "employment", day(20))
    assert counted(cast, day(28)) == {"EECR04"}
    assert counted(cast, day(19)) == {"EECR01"}  # a day before is as it was


@pytest.mark.mission("S3-20")
def test_a_job_on_day_30_is_job_search_and_in_work_only_after_six_months(cast, stays, left):
    stays.changed(left, "employment", day(30))
    assert counted(cast, day(60)) == {"EECR01"}
    due = FollowUp.objects.get(enrolment=left, moment="6-months")
    record_answer(**stays.act(due.due_on), follow_up_id=due.pk, said=Said("in-work", due.due_on, still_there=True))
    assert due.due_on == date(2021, 3, 1)
    assert counted(cast, date(2021, 2, 28)) == {"EECR01"}
    assert counted(cast, date(2021, 3, 1)) == {"EECR01", "EECR05"}


def test_out_of_work_at_six_months_is_no_eecr05(cast, stays, left):
    stays.changed(left, "employment", day(30))
    due = FollowUp.objects.get(enrolment=left, moment="6-months")
    record_answer(**stays.act(due.due_on), follow_up_id=due.pk, said=Said("seeking", due.due_on))
    assert counted(cast, date(2021, 3, 2)) == {"EECR01"}


def test_a_pay_rise_alone_is_none_of_the_results(cast, stays):
    stay = stays.enter(ENTERED, traits={"labour": "employed"})
    stays.leave(stay, LEFT)
    stays.changed(stay, "employment", day(3), earnings_cents=250_000, what="The same job, better paid.")
    assert counted(cast, date(2021, 3, 2), ("EECO05", *RESULTS)) == {"EECO05"}


def test_missing_education_is_in_no_figure_and_on_the_repair_list(cast, stays):
    stay = stays.enter(ENTERED, traits={"education": None})
    stays.leave(stay, LEFT)
    stays.changed(stay, "employment", day(5))
    lead = cast.viewer("farid", date(2021, 3, 2))
    rows = {row.code: row.count.total for row in queries.indicators(lead, "gent", lead.today) if row.people}
    assert set(rows.values()) == {0}
    assert {"EECO01", "EECO17", *RESULTS} <= set(rows)
    missing = {one.person_id for one in queries.incomplete(lead, "gent", lead.today)}
    assert missing == {stay.person_id, cast.world.amina.pk}  # nobody asked Amina anything yet
    record_traits(**stays.act(lead.today), enrolment_id=stay.pk, answers=answers({"education": "2"}), reason="Asked by phone.")
    assert counted(cast, lead.today, ("EECO01", "EECO09", *RESULTS)) == {"EECO01", "EECO09", "EECR04", "EECR05"}
    assert stay.person_id not in {one.person_id for one in queries.incomplete(lead, "gent", lead.today)}
