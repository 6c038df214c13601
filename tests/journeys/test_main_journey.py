"""From a nameless contact in the street to a plan both agreed, and changed once more; on a phone, and the same without a script."""

import re
from datetime import date

import pytest
from playwright.sync_api import expect

from tests.cast import NOW, TODAY
from tests.journeys.walk import PHONE, Walk
from tests.plans.conftest import instruments  # noqa: F401  a fixture
from vieta.enrolments.actions import enquire
from vieta.enrolments.models import Enrolment, GroundHeld
from vieta.people.models import Person
from vieta.plans.models import PlanVersion


def hers() -> Enrolment:
    """The enrolment of the woman this is about."""
    return Enrolment.objects.get(person__known_as="woman with the yellow coat")


def _meets_somebody_without_a_name(walk: Walk) -> None:
    walk.sit("bram", PHONE)
    walk.open("/outreach/")
    walk.follow("Log outreach")
    walk.fill(place="Van Beverenplein")
    walk.press("Log it")
    walk.fill(known_as="woman with the yellow coat")
    walk.press("Add to the list")
    walk.sees("1 person met", "woman with the yellow coat is on the list.")
    walk.follow("woman with the yellow coat")
    walk.sees("Met 1 time, counted once.")


def _takes_the_enquiry_down(walk: Walk) -> None:
    """She gives a name now, and somebody of that name and birthday is known already."""
    walk.follow("Take an enquiry down")
    people, enquiries = Person.objects.count(), Enrolment.objects.count()
    walk.fill(first_name="Leyla", last_name="Haddad")
    walk.day("birth_on", 18, 6, 1995)
    walk.press("Take the enquiry down")
    walk.sees("Leila Haddad", "In common:")
    expect(walk.page.get_by_role("link", name="It is this person: keep one file")).to_be_visible()
    expect(walk.page.locator("[name=last_name]")).to_have_value("Haddad")
    assert Enrolment.objects.count() == enquiries
    walk.fill(apart_reason="Her cousin of the same name; both were here.")
    walk.press("Take the enquiry down")
    walk.sees("It waits for a decision.")
    assert (Person.objects.count(), hers().person.apart_reason) == (people, "Her cousin of the same name; both were here.")


def _decides(walk: Walk) -> None:
    """Told what is kept, asked, one ground refused, another held, admitted, and support begins."""
    walk.follow("Tell the person now")
    walk.press("Save")
    walk.follow("Answer or correct")
    walk.choose(answer_gender="W", answer_labour="inactive", answer_education="2", answer_minority="declined")
    walk.press("Save")
    walk.follow("Decide")
    walk.page.get_by_label("50 or older", exact=True).check(force=True)
    walk.fill(reason="Wants to work near home.")
    walk.press("Admit")
    walk.sees("25 years old")
    assert walk.page.title().startswith("Error:")
    expect(walk.page.locator("[name=reason]")).to_have_value("Wants to work near home.")
    assert not GroundHeld.objects.exists()
    walk.page.get_by_label("50 or older", exact=True).uncheck(force=True)
    walk.page.get_by_label("Roma", exact=True).check(force=True)
    walk.press("Admit")
    walk.sees("The person is admitted.")
    assert set(GroundHeld.objects.values_list("ground__code", flat=True)) == {"ethnicity", "roma"}
    walk.day("on", 15, 3, 2021)
    walk.press("Support began")
    assert hers().state == "active"


def _writes(walk: Walk, goal: str, step: str) -> None:
    walk.follow("Add a goal")
    walk.fill(text=goal)
    walk.press("Save")
    walk.follow("Add a step")
    walk.fill(text=step)
    walk.choose(doer="person")
    walk.day("by_on", 1, 5, 2021)
    walk.press("Save")


def _gives_her_a_place(walk: Walk) -> str:
    walk.follow("Give them their own place")
    walk.press("Give them their own place")
    return walk.main.locator(".v-number").inner_text()


def _comes_in_with(walk: Walk, code: str) -> None:
    walk.leave()
    walk.page.set_viewport_size({"width": PHONE, "height": 640})
    walk.open("/code/")
    walk.fill(code=code.lower())
    walk.press("Go in")
    walk.sees("Your plan waits for you")


def _agrees_for_the_team(walk: Walk, plan: str) -> None:
    walk.sit("bram")
    walk.open(plan)
    walk.press("Agree for the team")


def _journey(walk: Walk) -> None:
    _meets_somebody_without_a_name(walk)
    _takes_the_enquiry_down(walk)
    _decides(walk)
    walk.follow("Plan", within=walk.page.get_by_role("navigation", name="Pages of this file"))
    plan = re.sub(r"^https?://[^/]+", "", walk.page.url)
    walk.press("Start from an empty page")
    _writes(walk, "Find work in a bakery", "Write to three bakeries")
    walk.press("Agree for the team")
    walk.sees("Waits for the person")
    assert PlanVersion.objects.get().state == "draft"
    _comes_in_with(walk, _gives_her_a_place(walk))
    session = walk.page.context.cookies()
    walk.follow("Open my plan")
    walk.press("I agree to this plan")
    walk.sees("What we agreed")
    assert PlanVersion.objects.get().state == "active"
    _changes(walk, plan, session)


def _changes(walk: Walk, plan: str, session: list) -> None:
    """She changes a step; both agree again; version 2 holds and version 1 stays readable to both."""
    walk.press("Change my plan")
    walk.follow("Change Write to three bakeries")
    walk.fill(text="Visit one bakery")
    walk.press("Save")
    walk.press("I agree to this plan")
    assert list(PlanVersion.objects.order_by("number").values_list("state", flat=True)) == ["active", "draft"]
    _agrees_for_the_team(walk, plan)
    walk.sees("In force: version 2", "Visit one bakery")
    assert list(PlanVersion.objects.order_by("number").values_list("state", flat=True)) == ["superseded", "active"]
    walk.follow("Version 1")
    walk.sees("Write to three bakeries")
    walk.leave()
    walk.page.context.add_cookies(session)
    walk.open("/me/plan/")
    walk.follow("Version 1")
    walk.sees("Write to three bakeries")


@pytest.fixture(autouse=True)
def _world(transactional_db, cast, instruments, as_of_the_cast):  # noqa: F811
    """The cast on its day, with the shipped instruments, and somebody Bram knows already."""
    w = cast.world
    known = {"first_name": "Leila", "last_name": "Haddad", "birth_on": date(1995, 6, 18)}
    enquire(by=cast.bram, at=NOW, programme_id=w.programme.pk, provider_id=w.provider.pk, on=TODAY, **known)


def test_from_the_street_to_a_plan_of_both(page, sign_in):
    _journey(Walk(page, sign_in))


def test_the_same_without_a_script(page_without_script, sign_in):
    _journey(Walk(page_without_script, sign_in, script=False))
