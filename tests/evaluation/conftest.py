"""A programme with enough people to ask about effect, through the rooms' own ways of bringing in."""

from datetime import date, timedelta

import pytest

from tests import cast as the_cast
from tests.indicators.world import JOB, World
from tests.plans.conftest import instruments
from vieta.base.viewer import Viewer
from vieta.enrolments.actions.bulk import IncomingEnrolment, IncomingEvent, IncomingTrait, bring_in_enrolments
from vieta.outcomes.actions.bring_in import OutcomeRow, bring_in_outcomes
from vieta.people.actions.bulk import IncomingPerson, bring_in_people

ENTERED = date(2020, 3, 2)
DAY = date(2021, 12, 31)


class Crowd(World):
    """The cast's world with many alike."""

    def many(self, number: int, *, traits=None, entered=ENTERED, left=None, provider=None, arm="supported") -> list:
        """So many people who entered on one day."""
        start = self.number
        self.number += number
        people = bring_in_people(by=JOB, at=the_cast.NOW, rows=[IncomingPerson(known_as=f"Somebody {start + n}") for n in range(number)])
        days = [(moment, entered) for moment in ("enquired", "admitted", "entered")] + ([("left", left)] if left else [])
        rows = [
            IncomingEnrolment(
                person=person, number=f"C-{start + n}", programme_id=self.w.programme.pk, provider_id=(provider or self.w.provider).pk,
                events=[IncomingEvent(moment, on, the_cast.NOW) for moment, on in days], region_id=self.w.region.pk, arm=arm,
                traits=[IncomingTrait(t, v, "given") for t, v in (traits or {}).items()], left_because="completed" if left else "",
            )
            for n, person in enumerate(people)
        ]  # fmt: skip
        return bring_in_enrolments(by=JOB, at=the_cast.NOW, rows=rows)

    def begin_work(self, stays, after: int, *, lasts: int | None = None, earnings: int | None = None) -> None:
        """Work that begins so many days after entry, and ends after so many days."""
        begins = ENTERED + timedelta(days=after)
        ends = begins + timedelta(days=lasts) if lasts else None
        rows = [OutcomeRow(stay.pk, "employment", begins, until_on=ends, earnings_cents=earnings) for stay in stays]
        bring_in_outcomes(by=JOB, at=the_cast.NOW, rows=rows)


@pytest.fixture
def crowd(cast, settings) -> Crowd:
    settings.DEMO = True  # pages ask for no second factor here
    return Crowd(cast)


@pytest.fixture
def farid(cast) -> Viewer:
    """The lead, at the end of 2021."""
    return cast.viewer("farid", DAY)


__all__ = ["instruments"]
