"""A group on one screen, a job with its contract as evidence, leaving, and asking again after 28 days."""

from datetime import UTC, date, datetime

import pytest
from playwright.sync_api import expect

from tests import cast as the_cast
from tests.cast import SECRET, enrolment, on_case_team, person
from tests.journeys.walk import PHONE, Walk
from tests.plans.test_plan import PDF
from vieta.activities.models import Attendance
from vieta.outcomes.models import FollowUp, Outcome
from vieta.people.choices import GrantPurpose, Level
from vieta.people.models import Grant


@pytest.fixture
def three(transactional_db, cast):
    """Amina, Jānis and Selam, whom Bram supports."""
    w, stays = cast.world, [cast.world.enrolment]
    for number, (first, last) in enumerate((("Jānis", "Ozols"), ("Selam", "Tesfaye"))):
        stay = enrolment(w, person(w, f"P-GROUP{number}", first, last))
        on_case_team(cast, stay, "bram", responsible=True)
        Grant.objects.create(
            person=stay.person, organisation=w.provider, programme=w.programme, level=Level.SPECIAL, purpose=GrantPurpose.PROVIDER,
            cause="enrolment", cause_id=stay.pk, from_on=stay.enquired_on, given_at=the_cast.NOW,
        )  # fmt: skip
        stays.append(stay)
    return stays


@pytest.fixture
def on(monkeypatch):
    """`on(day)`: the running product believes it is that day."""

    def set_to(day: date) -> None:
        monkeypatch.setattr("django.utils.timezone.now", lambda: datetime(day.year, day.month, day.day, 10, tzinfo=UTC))

    set_to(the_cast.TODAY)
    return set_to


def _plans_a_group(walk: Walk, stays) -> None:
    walk.open("/calendar/")
    walk.open("/activities/new/")
    walk.follow("A group session")
    walk.fill(topic="How to apply")
    walk.day("on", 15, 3, 2021)
    for stay in stays:
        walk.choose(people=str(stay.pk))
    walk.press("Plan the session")
    walk.sees("How to apply", "Expected")


def _says_who_was_there(walk: Walk, stays) -> None:
    """Everybody with one press, then the one who was not."""
    walk.follow("Say who was there")
    walk.press("Everybody was there")
    expect(walk.page.get_by_text("Were there: 3")).to_be_visible()
    walk.choose(**{f"mark-{stays[1].pk}": "absent"})
    walk.fill(**{f"minutes-{stays[2].pk}": "5000"})
    walk.press("Save the sheet")
    assert walk.page.title().startswith("Error:")
    expect(walk.page.locator(f"[name=mark-{stays[1].pk}][value=absent]")).to_be_checked()
    assert not Attendance.objects.exclude(presence="expected").exists()
    walk.fill(**{f"minutes-{stays[2].pk}": "60"})
    walk.press("Save the sheet")
    walk.sees("The sheet is saved.", "Absent")
    told = Attendance.objects.filter(retracted_at__isnull=True).values_list("enrolment_id", "presence", "minutes")
    assert {pk: (presence, minutes if presence == "present" else 0) for pk, presence, minutes in told} == {
        stays[0].pk: ("present", 120), stays[1].pk: ("absent", 0), stays[2].pk: ("present", 60),
    }  # fmt: skip


def _records_a_job_with_its_contract(walk: Walk, file: str) -> None:
    walk.open(f"{file}documents/")
    walk.page.locator("[name=file]").set_input_files({"name": "contract.pdf", "mimeType": "application/pdf", "buffer": PDF})
    walk.press("Keep it")
    walk.sees("The document is kept in this file.")
    walk.open(f"{file}outcomes/")
    walk.follow("Record a change")
    walk.choose(kind="employment")
    walk.press("Go on")
    walk.day("on", 10, 3, 2021)
    walk.choose(contract_kind="permanent", source="document")
    walk.fill(weekly_hours="30", employer="Bakery De Trog")
    walk.press("Record the change")
    assert walk.page.title().startswith("Error:")  # shown in a document: in which?
    expect(walk.page.locator("[name=employer]")).to_have_value("Bakery De Trog")
    assert not Outcome.objects.exists()
    walk.page.locator("select[name=document]").select_option(label="contract.pdf")
    walk.press("Record the change")
    walk.sees("The change is recorded.", "Bakery De Trog", "contract.pdf")
    job = Outcome.objects.get()
    assert (job.document.name, job.certified_by) == ("contract.pdf", job.recorded_by)


def _leaves(walk: Walk) -> None:
    walk.follow("Record leaving")
    walk.choose(because="work")
    walk.press("Record the leaving")
    walk.sees("28 days after leaving", "12 months after leaving")
    assert list(FollowUp.objects.order_by("due_on").values_list("due_on", flat=True)) == [
        date(2021, 4, 12),
        date(2021, 9, 15),
        date(2022, 3, 15),
    ]


def _asks_again(walk: Walk) -> None:
    walk.open("/follow-ups/")
    walk.follow(f"Amina {SECRET}")
    walk.choose(answer="in-work", still_there="yes")
    walk.press("Record the answer")
    walk.sees("The answer is recorded.")
    asked = FollowUp.objects.get(moment="28-days")
    assert (asked.answer, asked.still_there, asked.asked_on) == ("in-work", True, date(2021, 4, 14))
    walk.open("/follow-ups/")
    expect(walk.page.get_by_role("link", name=f"Amina {SECRET}")).to_have_count(0)


def test_from_a_group_to_the_question_after_28_days(page, sign_in, cast, three, on):
    walk, file = Walk(page, sign_in), f"/enrolments/{cast.world.enrolment.pk}/"
    walk.sit("bram", PHONE)
    _plans_a_group(walk, three)
    _says_who_was_there(walk, three)
    walk.sit("bram")
    _records_a_job_with_its_contract(walk, file)
    _leaves(walk)
    on(date(2021, 4, 14))
    walk.sit("bram", PHONE)
    walk.open("/today/")
    _asks_again(walk)
