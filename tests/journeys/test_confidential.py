"""A psychologist's note: hers on her screen, closed to all others, opened once by the coordinator, with both names on the trail."""

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import encrypt
from playwright.sync_api import expect

from tests.activities.house import FROM, staff
from tests.cast import FACTOR
from tests.journeys.walk import Walk
from vieta.accounts.models import Assignment

NIGHTS = "Sleeps three hours a night since the spring."
WHY = "She rang in distress and Paula is on leave."


@pytest.fixture
def house(transactional_db, cast, as_of_the_cast):
    """The specialists, each with a second factor, and Dario who reads the trail."""
    staff(cast)
    for name in ("paula", "pia", "leon", "carl", "cora", "olga"):
        Authenticator.objects.create(user=cast.accounts[name], type=Authenticator.Type.TOTP, data={"secret": encrypt(FACTOR)})
    Assignment.objects.create(account=cast.accounts["dario"], role="protection", from_on=FROM)
    return cast


def _writes(walk: Walk, file: str) -> None:
    walk.sit("paula")
    walk.open(f"{file}work/")
    walk.follow("Log or plan a contact")
    expect(walk.page.locator("[name=confidentiality][value=profession]")).to_be_checked()
    walk.choose(kind="consultation")
    walk.fill(minutes="50", note=NIGHTS)
    walk.press("Save")
    walk.sees("The contact is logged.", NIGHTS)


def _is_closed_to(walk: Walk, name: str, file: str) -> None:
    """That it took place, its kind, day and length, and not a word more."""
    walk.sit(name)
    walk.open(f"{file}work/")
    walk.sees("Closed note", "Psychologist, Individual consultation, 50 minutes")
    for page in ("work/", ""):
        walk.open(file + page)
        assert NIGHTS not in walk.page.content()


def _breaks_the_glass(walk: Walk, file: str) -> str:
    walk.sit("cora")
    for address in ("/flow/", "/engagement/", f"{file}work/"):
        walk.open(address)
    assert NIGHTS not in walk.page.content()
    walk.follow("Open for a reason")
    address = walk.page.url
    walk.press("Open it, this once")
    assert walk.page.title().startswith("Error:")
    assert NIGHTS not in walk.page.content()
    walk.fill(reason=WHY)
    walk.press("Open it, this once")
    walk.sees(NIGHTS)
    walk.follow("Back to the work")
    assert NIGHTS not in walk.page.content()
    return address


def test_a_closed_note(page, sign_in, house):
    walk, file = Walk(page, sign_in), f"/enrolments/{house.world.enrolment.pk}/"
    _writes(walk, file)
    for name in ("carl", "leon", "bram"):
        _is_closed_to(walk, name, file)
    address = _breaks_the_glass(walk, file)
    for name in ("carl", "olga", "edda", "farid"):  # not on this file, or without the right to break the glass
        walk.sit(name)
        walk.open(address, status=404)
    walk.sit("paula")
    walk.open(f"{file}work/")
    walk.sees("Opened by Cora Dekker", WHY)
    walk.sit("dario")
    walk.open("/trail/")
    opened = page.get_by_role("row").filter(has_text="activities.open_closed_note")
    expect(opened).to_have_count(1)
    for words in ("Cora Dekker", "writer: Paula Ruiz", WHY):
        expect(opened).to_contain_text(words)
    expect(page.get_by_role("row").filter(has_text="activities.write_note")).to_contain_text("Paula Ruiz")
    assert NIGHTS not in page.content()
