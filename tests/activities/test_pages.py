"""The pages of work: the same number of statements for one person and for many, and what each line leads to."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.activities.test_signals import crowd
from tests.cast import BACKEND, NOW, TODAY
from vieta.activities import actions
from vieta.activities.actions import Meeting, Written
from vieta.activities.models import Activity
from vieta.outcomes import actions as outcomes
from vieta.outcomes.models import FollowUp


@pytest.fixture
def get(house, client, as_of_the_cast, settings):
    """A page as somebody sees it."""
    settings.DEMO = True

    def got(name, address):
        client.force_login(house.accounts[name], backend=BACKEND)
        return client.get(address)

    return got


def statements(get, name, address) -> int:
    get(name, address)
    with CaptureQueriesContext(connection) as asked:
        assert get(name, address).status_code == 200
    return len(asked)


@pytest.mark.parametrize(
    ("name", "address"),
    [("bram", "today"), ("cora", "flow"), ("cora", "engagement"), ("bram", "calendar"), ("bram", "activity_new"), ("bram", "follow_ups")],
)
def test_statements_do_not_grow_with_the_people(house, get, name, address):
    crowd(house, 1)
    met(house, 1)
    few = statements(get, name, reverse(address))
    crowd(house, 3, more="B")
    met(house, 3)
    assert statements(get, name, reverse(address)) == few


def met(house, count):
    """Contacts today and yesterday's planned ones nobody said anything about."""
    stay, yesterday = house.world.enrolment.pk, TODAY - timedelta(days=1)
    for _n in range(count):
        actions.plan_contact(by=house.viewer("bram", yesterday), at=NOW, enrolment_id=stay, meeting=Meeting("talk", yesterday))
        actions.plan_contact(by=house.bram, at=NOW, enrolment_id=stay, meeting=Meeting("talk", TODAY))


def test_the_page_of_work_asks_the_same_number_of_questions(house, get):
    stay, asked = house.world.enrolment.pk, set()
    for days_ago in range(3):
        meeting = Meeting("consultation", TODAY - timedelta(days=days_ago))
        actions.log_contact(by=house.paula, at=NOW, enrolment_id=stay, meeting=meeting, note=Written("A note"))
        asked.add(statements(get, "bram", reverse("work", args=[stay])))
    assert len(asked) == 1


def test_what_waits_leads_to_its_deed(house, get):
    stay = house.world.enrolment.pk
    met(house, 1)
    outcomes.leave_programme(by=house.bram, at=NOW, enrolment_id=stay, on=TODAY - timedelta(days=40), because="work")
    page = get("bram", reverse("today")).content.decode()
    waiting = Activity.objects.get(on=TODAY - timedelta(days=1))
    row = FollowUp.objects.get(moment="28-days")
    assert reverse("follow_up", args=[row.pk]) in page
    assert "12 days late" in page
    assert reverse("attendance", args=[waiting.pk]) in page


def test_what_is_only_planned_is_said_among_what_happened(house, get):
    planned = Meeting("consultation", TODAY + timedelta(days=7), topic="How things are")
    actions.plan_contact(by=house.bram, at=NOW, enrolment_id=house.world.enrolment.pk, meeting=planned)
    page = get("bram", reverse("enrolment", args=[house.world.enrolment.pk])).content.decode()
    line = page[page.index("How things are") :]
    assert "Planned" in line[: line.index("</li>")]


def test_a_closed_activity_in_the_organisations_calendar_keeps_its_words(house, get):
    meeting = Meeting("consultation", TODAY + timedelta(days=1), topic="Violence at home", place="Shelter")
    actions.plan_contact(by=house.paula, at=NOW, enrolment_id=house.world.enrolment.pk, meeting=meeting)
    for view in ("week", "day"):
        address = f"{reverse('calendar')}?whose=organisation&view={view}&day={meeting.on.isoformat()}"
        page = get("cora", address).content.decode()
        assert ("Violence" in page, "Shelter" in page, "Paula" in page, house.world.amina.name in page) == (False, False, False, True)
        assert house.world.amina.name not in get("bram", address).content.decode()  # not his calendar
