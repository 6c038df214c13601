"""Adds people to the cast's world through the rooms' own ways of bringing in, so the trail tells of every one."""

from datetime import date, datetime

from tests import cast as the_cast
from vieta.activities.actions import bring_in_activities
from vieta.activities.actions.bring_in import ActivityRow, AttendanceRow
from vieta.base.viewer import system
from vieta.enrolments.actions.bulk import IncomingEnrolment, IncomingEvent, IncomingTrait, bring_in_enrolments
from vieta.enrolments.actions.supported import IncomingSupport, bring_in_supported
from vieta.organisations.actions import register
from vieta.outcomes.actions.bring_in import OutcomeRow, bring_in_outcomes
from vieta.people.actions.bulk import IncomingPerson, bring_in_people
from vieta.plans.actions.bring_in import PlanIn, bring_in_plans
from vieta.programmes.models import Partner, Period, Programme

JOB = system("world", the_cast.TODAY)


class World:
    """The cast's programme with more people in it."""

    WHOLE = {"gender": "W", "birth_on": "1990-06-15", "labour": "unemployed", "unemployed_since": "2019-01-01", "education": "2"}

    def __init__(self, cast):
        self.w = cast.world
        self.number = 0

    def person(self):
        self.number += 1
        return bring_in_people(by=JOB, at=the_cast.NOW, rows=[IncomingPerson(known_as=f"Somebody {self.number}")])[0]

    def met(self, person=None, *, day: date, place="neighbourhood"):
        """Somebody met in outreach."""
        person = person or self.person()
        self._activity("outreach", day, [AttendanceRow(person.pk, minutes=15)], place_type=place, municipality_id=self.w.municipality.pk)
        return person

    def support(self, stay, *, day: date, minutes: int) -> None:
        self._activity("consultation", day, [AttendanceRow(stay.person_id, stay.pk, minutes=minutes)], minutes=max(minutes, 1))

    def group(self, *, day: date, people) -> None:
        self._activity("group", day, [AttendanceRow(stay.person_id, stay.pk, minutes=60) for stay in people], region_id=self.w.region.pk)

    def _activity(self, kind: str, day: date, people, **more) -> None:
        row = ActivityRow(self.w.programme.pk, self.w.provider.pk, kind, day, people=tuple(people), **more)
        bring_in_activities(by=JOB, at=the_cast.NOW, rows=[row])

    def enrol(
        self,
        person=None,
        *,
        entered: date,
        left: date | None = None,
        plan: date | None = None,
        traits=None,
        programme=None,
        region=None,
        at: datetime = the_cast.NOW,
    ):
        """An enrolment with support begun; a trait of None was declined."""
        self.number += 1
        person, here = person or self.person(), programme is None
        days = [(moment, entered) for moment in ("enquired", "admitted", "entered")] + ([("left", left)] if left else [])
        row = IncomingEnrolment(
            person=person, number=f"W-{self.number}", programme_id=(programme or self.w.programme).pk, provider_id=self.w.provider.pk,
            events=[IncomingEvent(moment, on, at) for moment, on in days], region_id=(region or self.w.region).pk if here else None,
            municipality_id=self.w.municipality.pk if here else None, contract_id=self.w.contract.pk if here else None,
            traits=[IncomingTrait(t, v or "", "given" if v else "declined") for t, v in (traits or {}).items()], left_because="completed" if left else "",
        )  # fmt: skip
        stay = bring_in_enrolments(by=JOB, at=at, rows=[row])[0]
        if plan:
            bring_in_plans(by=JOB, at=at, rows=[PlanIn(stay.pk, plan, plan, words="Work.")])
        return stay

    def outcome(self, stay, kind: str, on: date) -> None:
        bring_in_outcomes(by=JOB, at=the_cast.NOW, rows=[OutcomeRow(stay.pk, kind, on)])

    def supported(self, kind: str, on: date, *, owner=None):
        """An organisation that the programme supported itself."""
        self.number += 1
        sort = {"public": "public-service", "enterprise": "company"}[kind]
        made = register(by=JOB, at=the_cast.NOW, name=f"Organisation {self.number}", kind=sort, country="BE", place="Gent")
        row = IncomingSupport(self.w.programme.pk, made.pk, kind, on, "Advice", owner_id=owner and owner.pk)
        return bring_in_supported(by=JOB, at=the_cast.NOW, rows=[row])[0]

    def another_programme(self) -> Programme:
        programme = Programme.objects.create(code="next", name="Next stage", country="BE", lead=self.w.lead, result_kinds=["employment"])
        Period.objects.create(
            programme=programme, number=1, from_on=date(2020, 2, 1), until_on=date(2022, 2, 1), decided_on=date(2020, 1, 1)
        )
        Partner.objects.create(programme=programme, organisation=self.w.provider, role="provider", from_on=date(2020, 2, 1))
        return programme
