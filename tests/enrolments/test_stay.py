"""The days of a stay: beginning, leaving, mistakes taken back, and how long access lasts."""

from datetime import UTC, date, datetime

import pytest

from tests.enrolments import zieme
from vieta.base.refusal import Refused
from vieta.enrolments import actions, queries
from vieta.enrolments.access import visible_to
from vieta.enrolments.choices import Moment, State
from vieta.enrolments.models import Enrolment, Event
from vieta.people.models import Grant

pytestmark = pytest.mark.django_db
BEGAN, LEFT = date(2020, 10, 1), date(2021, 2, 1)


@pytest.fixture
def w():
    return zieme.build()


@pytest.fixture
def active(w):
    enrolment = zieme.let_in(w, zieme.ask(w))
    return actions.begin_support(by=w.by(), at=zieme.NOW, enrolment_id=enrolment.pk, on=BEGAN)


def _leave(w, enrolment, on=LEFT, **more):
    return actions.leave(by=w.by(), at=zieme.NOW, enrolment_id=enrolment.pk, on=on, because="work", **more)


def _standing(enrolment):
    return dict(Event.objects.filter(enrolment=enrolment, retracted_at__isnull=True).values_list("moment", "valid_on"))


def test_support_begins_once_after_the_admission(w):
    enrolment = zieme.let_in(w, zieme.ask(w), on=date(2020, 10, 5))
    with pytest.raises(Refused, match="before the admission"):
        actions.begin_support(by=w.by(), at=zieme.NOW, enrolment_id=enrolment.pk, on=date(2020, 10, 4))
    actions.begin_support(by=w.by(), at=zieme.NOW, enrolment_id=enrolment.pk, on=date(2020, 10, 5))
    with pytest.raises(Refused, match="Active"):
        actions.begin_support(by=w.by(), at=zieme.NOW, enrolment_id=enrolment.pk, on=date(2020, 10, 6))


def test_leaving_is_an_event_and_access_goes_on_for_thirteen_months(w, active):
    left = _leave(w, active, note="A bakery in Kuldīga.")
    assert (left.state, left.left_on, left.left_because, left.left_note) == (State.LEFT, LEFT, "work", "A bakery in Kuldīga.")
    assert _standing(active)[Moment.LEFT] == LEFT
    assert set(Grant.objects.filter(cause_id=active.pk, ended_at__isnull=True).values_list("until_on", flat=True)) == {date(2022, 3, 1)}
    assert visible_to(w.by(date(2022, 2, 28))).filter(pk=active.pk).exists()
    assert not visible_to(w.by(date(2022, 3, 1))).filter(pk=active.pk).exists()


@pytest.mark.parametrize(("on", "field"), [(date(2020, 9, 30), "on"), (date(2021, 8, 21), "on")])
def test_days_on_which_nobody_leaves(w, active, on, field):
    with pytest.raises(Refused) as refused:
        _leave(w, active, on)
    assert refused.value.field == field
    assert Enrolment.objects.get(pk=active.pk).state == State.ACTIVE


def test_leaving_by_mistake_is_taken_back_and_stays_readable(w, active):
    _leave(w, active)
    with pytest.raises(Refused):
        actions.reopen(by=w.by(), at=zieme.NOW, enrolment_id=active.pk, reason=" ")
    actions.reopen(by=w.by(), at=zieme.NOW, enrolment_id=active.pk, reason="It was her sister.")
    again = Enrolment.objects.get(pk=active.pk)
    assert (again.state, again.left_on, again.left_because) == (State.ACTIVE, None, "")
    assert Moment.LEFT not in _standing(active)
    assert Event.objects.get(enrolment=active, moment=Moment.LEFT).retraction_reason == "It was her sister."
    assert set(Grant.objects.filter(cause_id=active.pk, ended_at__isnull=True).values_list("until_on", flat=True)) == {None}


def test_a_corrected_day_keeps_the_former_one(w, active):
    later = datetime(2021, 8, 20, 10, 0, tzinfo=UTC)
    actions.correct_day(
        by=w.by(), at=later, enrolment_id=active.pk, moment=Moment.ENTERED, on=date(2020, 10, 8), reason="The first talk was called off."
    )
    assert _standing(active)[Moment.ENTERED] == date(2020, 10, 8)
    assert Enrolment.objects.get(pk=active.pk).entered_on == date(2020, 10, 8)
    former = Event.objects.get(enrolment=active, moment=Moment.ENTERED, retracted_at__isnull=False)
    assert (former.valid_on, former.retracted_at, former.retracted_by) == (BEGAN, later, w.intake.pk)
    words = [event.words for event in queries.events(w.by(), active.pk) if event.moment == Moment.ENTERED]
    assert words == ["Corrected; it said 1 Oct 2020 before. The first talk was called off."]


@pytest.mark.parametrize(
    ("moment", "on"),
    [(Moment.ENTERED, date(2021, 7, 31)), (Moment.ENTERED, date(2020, 9, 28)), (Moment.LEFT, LEFT), (Moment.ADMITTED, date(2020, 10, 2))],
)
def test_corrections_are_judged_as_the_first_day_was(w, active, moment, on):
    before = _standing(active)
    with pytest.raises(Refused):
        actions.correct_day(by=w.by(), at=zieme.NOW, enrolment_id=active.pk, moment=moment, on=on, reason="x")
    assert _standing(active) == before


def test_a_stay_is_not_reopened_when_the_person_is_back_already(w, active):
    _leave(w, active)
    actions.enquire(
        by=w.by(), at=zieme.NOW, programme_id=w.programme.pk, provider_id=w.provider.pk, on=date(2021, 3, 1), person_id=active.person_id
    )
    with pytest.raises(Refused, match="came back"):
        actions.reopen(by=w.by(), at=zieme.NOW, enrolment_id=active.pk, reason="Mistake.")
