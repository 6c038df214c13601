"""A duo from the matching meeting to the first weeks: the coordinator at a desk, mentee and mentor on a phone; and without a script."""

from time import monotonic

import pytest
from playwright.sync_api import expect

from tests.cast import TODAY, own_place
from tests.journeys.axe import assert_accessible
from tests.matching.room import Room, build
from vieta.accounts.models import Account, Assignment
from vieta.mentoring.models import Duo, DuoMeeting

PHONE, DESK = {"width": 320, "height": 640}, {"width": 1280, "height": 900}


@pytest.fixture
def room(transactional_db, cast) -> Room:
    return build(cast)


@pytest.fixture
def to(sign_in):
    """`to(page, "nadia")`: somebody else sits down at this browser."""

    def switch(page, name, size=PHONE):
        page.context.clear_cookies()
        sign_in(page, name)
        page.set_viewport_size(size)

    return switch


def _accounts(room, stay, *mentors):
    """Nadia has her own place; the mentors sign in."""
    nadia = room.cast.accounts["nadia"] = Account.objects.create(username="nadia", name="Nadia Benali", opens=[room.w.provider.pk])
    own_place(stay.person, nadia, stay.provider)
    for part in mentors:
        name = part.mentor.first_name.lower()
        account = room.cast.accounts[name] = Account.objects.create(username=name, name=str(part.mentor), opens=[part.organisation_id])
        Assignment.objects.create(
            account=account, role="mentor", programme=room.w.programme, organisation=room.w.provider, from_on=part.from_on
        )
        part.mentor.account = account
        part.mentor.save()


def _decide(page, meeting, stay):
    """The coordinator forms the duo that is proposed, for the reason on the page."""
    page.goto(f"/matching/{meeting.pk}/for/{stay.pk}/decide/")
    expect(page.get_by_label("Why these two?")).not_to_be_empty()
    page.get_by_role("button", name="Form this duo").click()
    return Duo.objects.order_by("-id")[0]


def _first_meeting(page, duo, check):
    page.goto(f"/duos/{duo.pk}/")
    check(page)
    page.get_by_role("link", name="Record the first meeting").click()
    check(page)
    page.get_by_role("button", name="Record it").click()
    expect(page.get_by_text("each side may answer now")).to_be_visible()


def _answer(page, to, name, address, goes_on, check):
    to(page, name)
    page.goto(address)
    check(page)
    page.get_by_role("link", name="Give your answer" if "mentor" in address else "Give my answer").click()
    page.get_by_label("Yes" if goes_on else "No", exact=True).check()
    check(page)
    page.get_by_role("button", name="Give the answer").click()


def _log(page, address, minutes):
    """Everything usual stands there: two taps, and what was talked about."""
    begun = monotonic()
    page.goto(address)
    page.get_by_role("link", name="Write down a meeting").first.click()
    page.get_by_label("How long?").fill(str(minutes))
    page.get_by_label("What was it about?").fill("A letter")
    page.get_by_role("button", name="Write it down").click()
    expect(page.get_by_role("status").or_(page.get_by_text("written down")).first).to_be_visible()
    assert monotonic() - begun < 60


def _walk(page, room, to, check):
    stay = room.mentee()
    rosa, ugo = room.mentor("Rosa"), room.mentor("Ugo")
    _accounts(room, stay, rosa, ugo)
    meeting = room.meeting()
    to(page, "cora", DESK)
    first = _decide(page, meeting, stay)
    _first_meeting(page, first, check)
    _answer(page, to, "nadia", "/me/duo/", False, check)
    first.refresh_from_db()
    assert first.state == "refused"

    to(page, "cora", DESK)
    duo = _decide(page, meeting, stay)
    assert duo.mentorship != first.mentorship
    _first_meeting(page, duo, check)
    _answer(page, to, "nadia", "/me/duo/", True, check)
    page.get_by_role("link", name="Change You share").click()
    check(page)
    page.get_by_label("First name").check()
    page.get_by_role("button", name="Share exactly this").click()
    expect(page.get_by_text("your mentor sees exactly this")).to_be_visible()

    mentor = duo.mentorship.mentor.first_name.lower()
    place = f"/mentor/duos/{duo.pk}/"
    _answer(page, to, mentor, place, True, check)
    page.goto(place)
    expect(page.get_by_role("heading", level=1, name="Nadia")).to_be_visible()
    assert "Benali" not in page.content()

    to(page, "cora", DESK)
    page.goto(f"/duos/{duo.pk}/")
    page.get_by_role("link", name="Record the signed agreement").click()
    check(page)
    page.get_by_role("button", name="Record it").click()
    expect(page.get_by_text("the agreed time runs")).to_be_visible()
    check(page)
    _together(page, room, to, duo, mentor, check)


def _together(page, room, to, duo, mentor, check):
    """Amina and Dario met today: both write it down, and it counts once. Silent until then, they stood in the flow."""
    page.goto("/flow/")
    expect(page.get_by_text("No meeting for 31 days")).to_be_visible()
    check(page)
    for name, address, minutes in (("dario", f"/mentor/duos/{room.w.duo.pk}/", 90), ("amina", "/me/duo/", 100)):
        to(page, name)
        _log(page, address, minutes)
        check(page)
    expect(page.get_by_text("it counts once")).to_be_visible()
    row = DuoMeeting.objects.get(duo=room.w.duo)
    assert (row.activity.minutes, row.activity.on, row.also_by) == (90, TODAY, "mentee")
    to(page, "cora", DESK)
    page.goto("/flow/")
    assert "No meeting for" not in page.content()


def test_a_duo_begins(page, room, to, as_of_the_cast, settings):
    settings.DEMO = True  # the second factor is proven elsewhere
    _walk(page, room, to, assert_accessible)


def test_a_duo_begins_without_a_script(page_without_script, room, to, as_of_the_cast, settings):
    settings.DEMO = True
    _walk(page_without_script, room, to, lambda page: None)
