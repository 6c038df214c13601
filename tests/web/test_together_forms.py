"""Bad answers on the questions of a family, a venture and a request for a mentor: said beside the field, kept, nothing written."""

import pytest
from django.urls import reverse

from tests.cast import BACKEND, NOW
from tests.mentoring.conftest import family, house
from vieta.mentoring.actions import requests
from vieta.mentoring.models import FamilyLead, MentorRequest, SchoolFact
from vieta.people.models import HouseholdChild
from vieta.plans import actions as plans
from vieta.plans.models import Milestone, MilestoneReached

__all__ = ["family", "house"]
LONG = "x" * 10_000
NUL = "a\x00b"
DAY = {"on_day": "1", "on_month": "3", "on_year": "2021"}
WRONG_DAY = {"on_day": "31", "on_month": "2", "on_year": "2021"}
UNTIL = {"until_on_day": "1", "until_on_month": "12", "until_on_year": "2021"}


@pytest.fixture
def post(cast, client, as_of_the_cast):
    """Answers a question as somebody; gives the status."""

    def of(name, address, **data):
        client.force_login(cast.accounts[name], backend=BACKEND)
        return client.post(address, {"csrfmiddlewaretoken": "x"} | data)

    return of


@pytest.mark.parametrize("data", [
    {}, {"who": "account-1"}, {"who": "account-999999", "reason": "Fits."} | UNTIL, {"who": "mentor-x", "reason": "Fits."} | UNTIL,
    {"who": "", "reason": NUL} | UNTIL, {"who": "", "reason": LONG} | UNTIL,
    {"who": "", "reason": "Fits."} | {"until_on_day": "31", "until_on_month": "2", "until_on_year": "2021"},
])  # fmt: skip
def test_naming_a_lead(post, family, data):
    family.begun()
    assert post("bram", f"{reverse('family', args=[family.amina.pk])}lead/", **data).status_code == 422
    assert not FamilyLead.objects.exists()


@pytest.mark.parametrize(
    "data", [{}, {"born_in": "yesterday"}, {"born_in": "1950"}, {"born_in": "99999999999999999999"}, {"stage": "=1+1"}]
)
def test_adding_a_child(post, family, data):
    family.led()
    answer = post("bram", f"{reverse('family', args=[family.amina.pk])}child/", **data)
    assert answer.status_code == 422
    assert str(data.get("born_in", "")) in answer.content.decode()
    assert not HouseholdChild.objects.exists()


@pytest.mark.parametrize(
    "data", [{}, {"schooling": "expelled"} | DAY, {"schooling": "attends"} | WRONG_DAY, {"schooling": "attends", "source": "x"} | DAY]
)
def test_recording_school(post, family, data):
    family.led()
    child = family.child()
    assert post("bram", f"{reverse('family', args=[family.amina.pk])}school/{child.pk}/", **data).status_code == 422
    assert not SchoolFact.objects.exists()


@pytest.mark.parametrize("tail", ["nonsense/", "school/4711/", "agreement/4711/", "steps/4711/", "child/4711/", "school-back/4711/"])
def test_questions_that_are_not_there(post, family, tail):
    family.led()
    assert post("bram", reverse("family", args=[family.amina.pk]) + tail).status_code == 404
    assert post("amina", reverse("my_family") + tail).status_code == 404


@pytest.mark.parametrize("deed", [{"deed": "x"}, {"deed": "take-back", "number": "4711"}, {"deed": "finish", "number": "1' OR 1"}, {}])
def test_deeds_that_are_not_there(post, family, deed):
    family.led()
    assert post("bram", reverse("family", args=[family.amina.pk]), **deed).status_code == 404


@pytest.mark.parametrize("idea", ["", " ", NUL, LONG])
def test_an_idea(post, family, idea):
    address = reverse("my_venture_question", args=[family.amina.pk, "idea"])
    answer = post("amina", address, idea=idea)
    assert answer.status_code == 422
    assert not Milestone.objects.exists()


@pytest.mark.parametrize("idea", ["=1+1", "مخبز صغير", "e\u0301tude 🥖", "<b>bold</b>"])
def test_every_script_is_kept_as_it_is(post, family, client, idea):
    post("amina", reverse("my_venture_question", args=[family.amina.pk, "idea"]), idea=idea)
    page = client.get(reverse("my_venture")).content.decode()
    assert idea.replace("<b>", "&lt;b&gt;").replace("</b>", "&lt;/b&gt;") in page


@pytest.mark.parametrize(
    "data", [{}, {"source": "declared"} | WRONG_DAY, {"source": "declared", "document_id": "4711"} | DAY, {"source": "x"} | DAY]
)
def test_reaching_a_milestone(post, family, data):
    plans.begin_venture(by=family.cast.amina, at=NOW, enrolment_id=family.amina.pk, idea="A bakery")
    milestone = Milestone.objects.get(kind="plan")
    assert post("amina", reverse("my_venture_part", args=[family.amina.pk, "reached", milestone.pk]), **data).status_code == 422
    assert not MilestoneReached.objects.exists()


@pytest.mark.parametrize(
    "data", [{}, {"about": LONG}, {"about": NUL}, {"about": "Help", "languages_0_code": "fr"}, {"about": "Help", "nace_0_code": "ZZ"}]
)
def test_asking_for_a_mentor(post, family, data):
    assert post("lina", reverse("my_venture_question", args=[family.lina.pk, "mentor"]), **data).status_code == 422
    assert not MentorRequest.objects.exists()


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"answer": "perhaps", "reason": "x"},
        {"answer": "chosen", "reason": "x", "mentorship_id": "4711"},
        {"answer": "not-now", "reason": NUL},
    ],
)
def test_answering_a_request(post, family, data):
    row = requests.ask_for_mentor(by=family.cast.viewer("lina"), at=NOW, enrolment_id=family.lina.pk, asked=requests.Asked("Help"))
    assert post("cora", reverse("mentor_request", args=[row.pk]), **data).status_code == 422
    row.refresh_from_db()
    assert row.answer == ""
