"""What the first page lists is on the worklist too, and a question left without an answer says so."""

from datetime import date

import pytest
from django.urls import reverse

from tests import cast as the_cast
from tests.cast import NOW, SECRET
from vieta.base.refusal import Refused
from vieta.outcomes import actions
from vieta.outcomes.actions import Said
from vieta.outcomes.models import FollowUp


@pytest.fixture
def page(house, client, as_of_the_cast):
    client.force_login(house.accounts["bram"], backend=the_cast.BACKEND)
    return client


@pytest.mark.parametrize(
    ("left", "listed", "due"),
    [
        (date(2021, 2, 10), True, True),  # due five days ago
        (date(2021, 2, 22), True, False),  # due in seven days
        (date(2021, 2, 23), False, False),  # due in eight
    ],
)
def test_the_first_page_and_the_worklist_name_the_same(house, page, left, listed, due):
    actions.leave_programme(by=house.bram, at=NOW, enrolment_id=house.world.enrolment.pk, on=left, because="work")
    row = FollowUp.objects.get(moment="28-days")
    line = reverse("follow_up", args=[row.pk])
    today, worklist = (page.get(reverse(name)).content.decode() for name in ("today", "follow_ups"))
    assert (line in today, line in worklist) == (listed, listed)
    assert ("Nobody to ask" in worklist) == (not listed)
    assert (line in page.get(reverse("follow_ups"), {"which": "due"}).content.decode()) == due
    assert SECRET in page.get(reverse("follow_ups"), {"which": "open"}).content.decode()


def test_what_is_due_later_is_told_from_when_and_asks_nothing_yet(house, page):
    actions.leave_programme(by=house.bram, at=NOW, enrolment_id=house.world.enrolment.pk, on=date(2021, 2, 22), because="work")
    row = FollowUp.objects.get(moment="28-days")
    today = page.get(reverse("today")).content.decode()
    assert "from 22 Mar 2021" in today
    shown = page.get(reverse("follow_up", args=[row.pk])).content.decode()
    assert "This is due on 22 Mar 2021 and cannot be answered before." in shown
    assert "Record the answer" not in shown
    said = Said(answer="in-work", asked_on=date(2021, 3, 15))
    with pytest.raises(Refused, match="This is due on 22 Mar 2021; it cannot be asked before"):
        actions.record_answer(by=house.bram, at=NOW, follow_up_id=row.pk, said=said)


def test_going_on_without_a_choice_says_what_is_missing(house, page):
    address = reverse("outcome_new", args=[house.world.enrolment.pk])
    asked = page.get(address)
    assert asked.status_code == 200
    assert '<button class="v-button" name="go" value="on">' in asked.content.decode()  # what the button sends without a choice
    assert "Please answer this." not in asked.content.decode()
    for nothing in ({"go": "on"}, {"go": "on", "kind": ""}):
        answer = page.get(address, nothing)
        assert answer.status_code == 422
        assert "Please answer this." in answer.content.decode()
    assert page.get(address, {"go": "on", "kind": "employment"}).status_code == 200
