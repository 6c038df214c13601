"""People of two houses: each code opens its own house's part, a password what was open when it was chosen; on a phone."""

from datetime import date

import pytest
from django.utils import timezone

from tests.cast import duo, enrolment
from tests.journeys.walk import PHONE, Walk
from tests.mentoring.duo_house import build
from vieta.accounts.models import Account, Assignment
from vieta.mentoring.actions import open_sign_in
from vieta.mentoring.choices import Standing
from vieta.mentoring.models import Mentorship
from vieta.people.actions import give_own_place
from vieta.programmes.models import Programme

CHOSEN = "stone lake carrot nine"


@pytest.fixture
def walk(page, sign_in):
    walk = Walk(page, sign_in)
    page.set_viewport_size({"width": PHONE, "height": 640})
    return walk


def _types(walk: Walk, code: str) -> None:
    walk.fill(code=code)
    walk.press("Go in")


def test_a_person_of_two_houses_comes_to_see_everything(cast, walk):
    w, act = cast.world, {"by": cast.bram, "at": timezone.now()}
    second = enrolment(w, w.amina, provider=w.other, number="E-SECOND")
    Account.objects.filter(pk=cast.accounts["amina"].pk).update(opens=[], password="!")
    codes = [
        give_own_place(**act, person=w.amina, organisation_id=row.provider_id, enrolment_id=row.pk).code for row in (second, w.enrolment)
    ]
    walk.open("/code/")
    _types(walk, codes[0])
    walk.sees("Groep")
    assert "Compaan" not in walk.main.inner_text()
    walk.follow("Another organisation gave me a code")
    _types(walk, codes[1])
    walk.sees("This part is open now, too.", "Groep", "Compaan")
    walk.open("/account/")
    walk.fill(password1=CHOSEN, password2=CHOSEN)
    walk.main.get_by_role("button").first.click()
    walk.leave()
    walk.open("/account/login/")
    walk.fill(login=cast.accounts["amina"].username, password=CHOSEN)
    walk.main.get_by_role("button", name="Sign in").first.click()
    walk.sees("Groep", "Compaan")


def test_a_mentor_of_two_branches_follows_a_link_of_each(cast, walk):
    house = build(cast)
    pair = duo(house.w, house.mentee("Nadia"), house.mentor("Rosa"))
    elsewhere = Programme.objects.create(code="elsewhere", name="Elsewhere", country="BE", lead=house.w.lead)
    role = {"role": "coordinator", "organisation": house.w.other, "programme": elsewhere, "from_on": date(2020, 2, 1)}
    Assignment.objects.create(account=cast.accounts["olga"], **role)
    there = {"programme": elsewhere, "organisation": house.w.other, "standing": Standing.ACCEPTED, "from_on": date(2020, 3, 1)}
    Mentorship.objects.create(mentor=pair.mentorship.mentor, **there)
    given = [open_sign_in(by=cast.viewer(name), at=timezone.now(), mentor_id=pair.mentorship.mentor_id).code for name in ("olga", "cora")]
    walk.open(f"/code/?code={given[0]}")
    walk.press("Go in")
    walk.sees("No duo yet")
    walk.open(f"/mentor/duos/{pair.pk}/", status=404)
    walk.open(f"/code/?code={given[1]}")
    walk.press("Go in")
    walk.sees("This part is open now, too.")
    walk.open(f"/mentor/duos/{pair.pk}/")
