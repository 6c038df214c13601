"""One family, one plan, one director: scenario 9; a venture with its milestones; asking the network for a mentor."""

from datetime import date

import pytest
from django.urls import reverse

from tests.cast import BACKEND, SECRET, TODAY
from tests.mentoring.conftest import family, house
from tests.mentoring.family_house import UNTIL
from vieta.enrolments.access import visible_to
from vieta.mentoring.models import Duo, MentorRequest, SchoolFact, Wish
from vieta.outcomes.models import Outcome
from vieta.people.choices import GrantPurpose
from vieta.people.models import Grant, Household, HouseholdChild
from vieta.plans.models import Step
from vieta.plans.queries import venture_of

__all__ = ["family", "house"]
DAY = {"on_day": "1", "on_month": "3", "on_year": "2021"}


@pytest.fixture
def pages(cast, client, as_of_the_cast):
    """Says who looks; answers and posts follow."""

    def of(name):
        client.force_login(cast.accounts[name], backend=BACKEND)
        return client

    return of


def _text(answer) -> str:
    return answer.content.decode()


@pytest.mark.mission("S2-12")
def test_scenario_9_one_family_one_plan_one_director(pages, family):
    """A consultant leads; two adults with work goals of their own; two children of whom only the school is known."""
    one, two = (
        family.plan(family.amina, "Work in a bakery", "Write to three bakeries"),
        family.plan(family.josef, "Drive", "Ask for the exam"),
    )
    base = reverse("family", args=[family.amina.pk])
    assert pages("bram").post(base, {}).status_code == 302
    pages("bram").post(f"{base}adult/", {"enrolment_id": family.josef.pk})
    until = {"until_on_day": "1", "until_on_month": "12", "until_on_year": "2021"}
    kees = f"account-{family.cast.accounts['kees'].pk}"
    assert pages("bram").post(f"{base}lead/", {"who": kees, "reason": "Speaks Romani."} | until).status_code == 302
    family.household = Household.objects.get(members__person=family.amina.person)
    for born in ("2010", "2015"):
        pages("bram").post(f"{base}child/", {"born_in": born})

    def kees_reads(day=TODAY):
        return set(visible_to(family.cast.viewer("kees", day)))

    assert kees_reads() == set(), "nothing opens to the lead before an adult has agreed"
    mine = reverse("my_family")
    pages("amina").post(f"{mine}agreement/{family.member('Amina')}/")
    assert kees_reads() == {family.amina}
    pages("bram").post(f"{base}agreement/{family.member('Josef')}/", {"how": "spoken"})
    assert kees_reads() == {family.amina, family.josef}
    pages("amina").post(f"{mine}steps/{family.member('Amina')}/", {"lines": [str(one.line)]})
    pages("bram").post(f"{base}steps/{family.member('Josef')}/", {"lines": [str(two.line)]})

    page = _text(pages("kees").get(base))
    assert all(words in page for words in ("Write to three bakeries", "Ask for the exam", "Child 1", "Child 2", "Josef Vrancken"))
    assert set(Grant.objects.filter(purpose=GrantPurpose.FAMILY).values_list("level", "until_on")) == {(2, UNTIL)}
    assert kees_reads(UNTIL) == set(), "it ends by itself"


@pytest.mark.mission("S2-12")
@pytest.mark.parametrize("name", ["chloe", "edda", "farid", "greta", "olga", "dario", "fenna"])
def test_who_does_not_help_an_adult_sees_no_family(pages, family, name):
    family.agreed()
    base = reverse("family", args=[family.amina.pk])
    for address in (base, f"{base}adult/", f"{base}agreement/{family.member('Amina')}/"):
        answer = pages(name).get(address)
        assert answer.status_code in (403, 404)
        assert "Josef" not in _text(answer)


@pytest.mark.mission("S2-13")
def test_each_adult_and_each_child_separately(pages, family):
    """The mentor of a family marks the steps of each adult; each child's school is a fact of its own, by kind and day."""
    family.agreed(by="fenna")
    one, two = (
        family.plan(family.amina, "Work in a bakery", "Write to three bakeries"),
        family.plan(family.josef, "Drive", "Ask for the exam"),
    )
    family.shown("Amina", one)
    family.shown("Josef", two)
    first, second = family.child(born_in=2010), family.child(born_in=None, stage="primary")
    base = reverse("mentor_family", args=[family.id])
    page = _text(pages("fenna").get(base))
    assert [word for word in ("Write to three bakeries", "Amina", SECRET, "Vrancken") if word in page] == [
        "Write to three bakeries",
        "Amina",
    ]

    card = next(step for adult in family.card("fenna").adults for step in adult.steps if step.text == "Ask for the exam")
    pages("fenna").post(base, {"deed": "finish", "number": card.id})
    assert set(Step.objects.values_list("text", "state")) == {("Write to three bakeries", "open"), ("Ask for the exam", "done")}
    school = {"schooling": "attends", "source": "declared"} | DAY
    assert pages("fenna").post(f"{base}school/{first.pk}/", school).status_code == 302
    assert pages("fenna").post(f"{base}school/{second.pk}/", school | {"schooling": "irregularly"}).status_code == 302
    told = list(SchoolFact.objects.order_by("id").values_list("child__number", "schooling", "valid_on"))
    assert told == [(1, "attends", date(2021, 3, 1)), (2, "irregularly", date(2021, 3, 1))]
    assert {field.name for field in HouseholdChild._meta.concrete_fields} == {
        "id", "household", "number", "born_in", "stage", "from_on", "until_on",
    }, "of a child no name is kept"  # fmt: skip


@pytest.mark.mission("S2-13")
@pytest.mark.parametrize("name", ["fenna", "kees", "dario", "edda", "chloe"])
def test_nobody_else_records_a_childs_school(pages, family, name):
    family.agreed(adults=())
    child = family.child()
    at_file = f"{reverse('family', args=[family.amina.pk])}school/{child.pk}/"
    school = {"schooling": "attends", "source": "declared"} | DAY
    assert pages(name).post(at_file, school).status_code in (403, 404)
    if name == "fenna":
        assert pages(name).post(f"{reverse('mentor_family', args=[family.id])}school/{child.pk}/", school).status_code == 404
    assert not SchoolFact.objects.exists()


# A venture -------------------------------------------------------------------------------------------------------------
@pytest.mark.mission("S4-12")
def test_a_venture_from_idea_to_first_income(pages, family):
    """Milestones are facts; the registration is told once and offers the outcome with the same day."""
    mine, file = reverse("my_venture_of", args=[family.amina.pk]), reverse("venture", args=[family.amina.pk])
    pages("amina").post(f"{mine}idea/", {"idea": "A bakery for flat bread on the market"})
    pages("amina").post(f"{mine}milestone/", {"text": "A stall at the Friday market"})
    card = venture_of(family.cast.amina, family.amina.pk)
    assert [one.kind for one in card.milestones] == ["idea", "plan", "registration", "first-income", "own"]
    registration = card.milestones[2]
    assert pages("amina").post(f"{mine}reached/{registration.id}/", {"source": "declared"} | DAY).status_code == 302
    assert not Outcome.objects.exists(), "nothing is recorded by itself"

    assert "Record self-employment" in _text(pages("bram").get(file))
    assert "Record self-employment" not in _text(pages("amina").get(mine))
    pages("bram").post(file, {"deed": "outcome"})
    outcome = Outcome.objects.get()
    assert (outcome.kind, outcome.valid_on, outcome.contract_kind, outcome.source) == (
        "self-employment", date(2021, 3, 1), "self-employed", "declared",
    )  # fmt: skip
    assert "Record self-employment" not in _text(pages("bram").get(file))


@pytest.mark.mission("S4-12")
@pytest.mark.parametrize("name", ["chloe", "dario", "edda", "farid", "greta"])
def test_a_venture_is_between_the_person_and_the_team(pages, family, name):
    pages("amina").post(reverse("my_venture_question", args=[family.amina.pk, "idea"]), {"idea": "A bakery for flat bread"})
    for address in (reverse("venture", args=[family.amina.pk]), reverse("my_venture_of", args=[family.amina.pk])):
        answer = pages(name).get(address)
        assert answer.status_code in (403, 404)
        assert "flat bread" not in _text(answer)
    assert venture_of(family.cast.bram, family.amina.pk).idea == "A bakery for flat bread"


@pytest.mark.mission("S4-11")
def test_a_woman_asks_the_network_for_a_mentor(pages, family):
    """She asks from her own place; the coordinator puts her on the list, or chooses with a reason, and she reads the answer."""
    mine = reverse("my_venture_question", args=[family.lina.pk, "mentor"])
    asked = {"about": "How to calculate a price", "languages_0_code": "fr", "languages_0_level": "B2", "place": "Gent"}
    assert pages("lina").post(mine, asked).status_code == 302
    row = MentorRequest.objects.get()
    assert "Haddou" in _text(pages("cora").get(reverse("mentor_requests")))
    for name in ("bram", "edda", "farid"):
        assert pages(name).get(reverse("mentor_request", args=[row.pk])).status_code in (403, 404)
    assert pages("olga").get(reverse("mentor_request", args=[row.pk])).status_code == 404
    answer = reverse("mentor_request", args=[row.pk])
    assert pages("cora").post(answer, {"answer": "listed", "reason": ""}).status_code == 422
    assert pages("cora").post(answer, {"answer": "listed", "reason": "Three bakers come on Tuesday."}).status_code == 302
    wish = Wish.objects.get(enrolment=family.lina)
    assert (wish.about, wish.place, wish.languages) == ("How to calculate a price", "Gent", [["fr", "B2"]])
    assert "Three bakers come on Tuesday." in _text(pages("lina").get(reverse("my_venture")))


@pytest.mark.mission("S4-11")
def test_a_mentor_is_chosen_with_a_reason_and_a_duo_formed(pages, family):
    part = family.house.mentor("Rosa")
    pages("bram").post(reverse("venture_question", args=[family.lina.pk, "mentor"]), {"about": "How to calculate a price"})
    row = MentorRequest.objects.get()
    answer = reverse("mentor_request", args=[row.pk])
    assert pages("cora").post(answer, {"answer": "chosen", "reason": "Rosa had a bakery."}).status_code == 422
    chosen = {"answer": "chosen", "reason": "Rosa had a bakery.", "mentorship_id": part.pk}
    assert pages("cora").post(answer, chosen).status_code == 302
    duo = Duo.objects.get(enrolment=family.lina)
    assert (duo.enrolment, duo.mentorship, duo.reason, duo.formed_on) == (family.lina, part, "Rosa had a bakery.", TODAY)
    row.refresh_from_db()
    assert (row.answer, row.duo) == ("chosen", duo)
