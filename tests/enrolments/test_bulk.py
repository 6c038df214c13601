"""Bringing in many stays at once leaves what the pages' own deeds would have left."""

import pytest

from tests.enrolments import zieme
from vieta.audit.models import Entry
from vieta.base.refusal import Refused
from vieta.enrolments import actions, queries
from vieta.enrolments.access import visible_to
from vieta.enrolments.choices import Moment, State
from vieta.enrolments.models import CaseTeamMember, Event
from vieta.people.actions import IncomingPerson, bring_in_people
from vieta.people.models import Grant, NoticeGiven, SearchKey
from vieta.people.queries import look_alikes
from vieta.people.rules import Known


@pytest.fixture
def w(db):
    return zieme.build()


@pytest.mark.parametrize("number", [1, 3])
def test_everything_stands_afterwards(w, number):
    made = zieme.brought_in(w, number)
    assert [e.state for e in made] == [State.ACTIVE] * number
    first = made[0]
    assert set(Event.objects.filter(enrolment=first).values_list("moment", flat=True)) == {Moment.ENQUIRED, Moment.ADMITTED, Moment.ENTERED}
    assert [g.name for g in queries.entry_card(w.by(), first.pk).grounds] == ["Age", "50 or older"]
    assert [t.value for t in queries.entry_card(w.by(), first.pk).traits if t.trait == "labour"] == ["unemployed"]
    assert CaseTeamMember.objects.get(enrolment=first).responsible
    assert NoticeGiven.objects.filter(person=first.person).count() == 1
    assert set(Grant.objects.filter(cause_id=first.pk).values_list("purpose", "level")) == {("provider", 3), ("case-team", 3)}
    assert visible_to(w.by()).count() == number
    assert Entry.objects.filter(deed="enrolments.bring_in", enrolment_id=first.pk).count() == 1
    assert SearchKey.objects.filter(person=first.person).exists()
    found = look_alikes(w.by(), Known(first.person.first_name, first.person.last_name), programme_id=w.programme.pk)
    assert [hit.person_id for hit in found] == [first.person_id]


def test_only_jobs_bring_in_and_nobody_without_a_name(w):
    with pytest.raises(Refused):
        bring_in_people(by=w.by(), at=zieme.NOW, rows=[IncomingPerson(first_name="A")])
    with pytest.raises(Refused):
        actions.bring_in_enrolments(by=w.by(), at=zieme.NOW, rows=[])
