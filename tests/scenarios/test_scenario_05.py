"""DUO. A mentor without finished training cannot be matched (override needs a reason); the mentee refuses after the first meeting
and is back on the list without penalty; the agreement and code of conduct signed at the second meeting start the 6-month clock;
weekly meetings; a duo silent for three weeks is flagged; two intervisions per mentee are due; evaluation closes it; a stable job is
permanent or fixed term of at least three months."""

from datetime import date, timedelta

import pytest

from tests.mentoring.conftest import house  # noqa: F401  fixture
from vieta.base.refusal import Refused
from vieta.mentoring.actions import duos, endings, meetings, talks
from vieta.mentoring.models import MentoringSetUp
from vieta.mentoring.queries import duos as queries
from vieta.mentoring.queries.wishes import waiting
from vieta.outcomes.actions import Change, record_outcome
from vieta.outcomes.queries import outcomes_of

FEB = date(2021, 2, 1)
WEEK = timedelta(days=7)


def waits(house, day):  # noqa: F811
    return [(wish.enrolment.person.name, wish.waiting_since) for wish in waiting(house.cast.viewer("cora", day))]


def test_duo(house):  # noqa: F811
    MentoringSetUp.objects.create(programme=house.w.programme, silent_after_days=21)
    nadia, untrained, rosa = house.mentee(), house.mentor("Ugo", trained=False), house.mentor("Rosa")
    house.waits(nadia, since=date(2021, 1, 11))
    given = {"enrolment_id": nadia.pk, "reason": "Both know retail."}

    with pytest.raises(Refused, match="training") as refused:
        duos.form(**house.act(day=FEB), **given, mentorship_id=untrained.pk)
    assert refused.value.field == "override_reason"
    first = duos.form(**house.act(day=FEB), **given, mentorship_id=untrained.pk, override_reason="The last day is on Friday.")
    assert first.events.get().reason == "The last day is on Friday."
    assert waits(house, FEB) == []

    duos.first_meeting_held(**house.act(day=FEB + WEEK), duo_id=first.pk, on=FEB + WEEK)
    duos.answer(**house.act("bram", FEB + WEEK), duo_id=first.pk, side="mentee", goes_on=False)
    assert waits(house, FEB + WEEK) == [("Nadia Benali", date(2021, 1, 11))]
    with pytest.raises(Refused, match="kept apart"):
        duos.form(**house.act(day=FEB + WEEK), **given, mentorship_id=untrained.pk, override_reason="Again.")

    day = FEB + 2 * WEEK
    duo = duos.form(**house.act(day=day), **given, mentorship_id=rosa.pk)
    assert duo.after == first
    duos.first_meeting_held(**house.act(day=day), duo_id=duo.pk, on=day)
    for side in ("mentor", "mentee"):
        duos.answer(**house.act(day=day), duo_id=duo.pk, side=side, goes_on=True)
    signed = day + WEEK
    agreement = duos.agree(**house.act(day=signed), duo_id=duo.pk, on=signed)
    duo.refresh_from_db()
    assert (duo.state, duo.agreed_on, duo.due_on, agreement.conduct) == ("running", signed, date(2021, 8, 22), 1)

    last = signed
    for _n in range(4):
        last += WEEK
        meetings.log_meeting(**house.act(day=last), duo_id=duo.pk, on=last)
    assert codes(house, duo, last + timedelta(days=20)) == []
    assert codes(house, duo, last + timedelta(days=21)) == ["silent"]

    assert codes(house, duo, date(2021, 8, 22), but="silent") == ["due", "intervision"]
    end(house, duo, date(2021, 8, 22))
    works(house, nadia)


def codes(house, duo, day, *, but=""):  # noqa: F811
    card = queries.duo_page(house.cast.viewer("cora", day), duo.pk)
    return sorted(sign.code for sign in card.signs if sign.code != but)


def end(house, duo, day):  # noqa: F811
    endings.complete(**house.act(day=day), duo_id=duo.pk, on=day)
    with pytest.raises(Refused, match="evaluation is missing"):
        endings.close(**house.act(day=day), duo_id=duo.pk, on=day)
    for side in ("mentee", "mentor"):
        talks.evaluate(**house.act(day=day), duo_id=duo.pk, side=side, said=talks.Evaluated(plan=True, again=True, satisfied="well"))
    assert endings.close(**house.act(day=day), duo_id=duo.pk, on=day).state == "closed"
    assert waits(house, day) == []


def works(house, stay):  # noqa: F811
    day, found = date(2021, 9, 1), []
    jobs = (("fixed-term", date(2021, 11, 1)), ("fixed-term", date(2021, 12, 1)), ("permanent", None))
    for kind, until_on in jobs:
        record_outcome(
            **house.act("bram", day), enrolment_id=stay.pk, change=Change("employment", day, contract_kind=kind, until_on=until_on)
        )
        found.append(outcomes_of(house.cast.viewer("bram", day), stay.pk))
    assert sorted(card.stable.holds for card in found[-1]) == [False, True, True]
