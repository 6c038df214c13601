"""One's own place: the plan to read, change, agree to and withdraw from; who may read and who did; rights."""

from datetime import date

import pytest
from django.urls import reverse

from tests.cast import BACKEND, NOW, SECRET, TODAY, enrolment, on_case_team, person
from vieta.base.viewer import system
from vieta.enrolments.models import UnequalTreatment
from vieta.people.actions import give_notice
from vieta.people.models import Grant
from vieta.plans import actions, queries
from vieta.plans.models import Goal

OWN = ("me", "my_plan", "my_access", "my_rights")


@pytest.fixture
def amina(client, cast, as_of_the_cast):
    client.force_login(cast.accounts["amina"], backend=BACKEND)
    return client


def mine(name, writing, **more):
    return reverse(name, kwargs={"enrolment_id": writing.id, **more})


def test_the_first_page_says_what_waits_and_whom_one_meets(amina, writing):
    assert "Your plan waits for you" not in amina.get(reverse("me")).content.decode()
    writing.draft()
    body = amina.get(reverse("me")).content.decode()
    assert "Your plan waits for you" in body
    assert "Bram Peeters" in body
    writing.do("agree", "amina", text_hash=writing.read())
    writing.do("agree_for_team", text_hash=writing.read())
    body = amina.get(reverse("me")).content.decode()
    assert ("Your plan waits for you" in body, "Write to three bakeries" in body) == (False, True)


def test_the_person_changes_a_step_agrees_and_withdraws(amina, writing):
    writing.draft()
    step = writing.card().draft.goals[0].steps[0]
    said = {"text": "Visit one bakery", "doer": "both", "by_on_day": "2", "by_on_month": "5", "by_on_year": "2021"}
    assert amina.post(mine("my_step", writing, step_id=step.id), said).status_code == 302
    plan = f"{reverse('my_plan')}?stay={writing.id}"
    assert "Visit one bakery" in amina.get(plan).content.decode()
    assert amina.post(plan, {"deed": "agree", "text_hash": writing.read()}).status_code == 302
    writing.do("agree_for_team", text_hash=writing.read())
    body = amina.get(plan).content.decode()
    assert ("What we agreed" in body, "We do this together" in body) == (True, True)
    done = writing.card().active.goals[0].steps[0]
    assert amina.post(plan, {"deed": "finish", "step_id": done.id}).status_code == 302
    assert amina.post(mine("my_withdraw", writing), {"reason": ""}).status_code == 422
    assert amina.post(mine("my_withdraw", writing), {"reason": "Too much at once"}).status_code == 302
    assert writing.card().active is None
    assert "Too much at once" in amina.get(mine("my_plan_version", writing, number=1)).content.decode()


def test_agreeing_to_a_text_that_changed_is_refused_in_words(amina, writing):
    writing.draft()
    read = writing.read()
    writing.do("add_goal", text="Learn Dutch")
    answer = amina.post(reverse("my_plan"), {"deed": "agree", "text_hash": read})
    assert (answer.status_code, writing.card().draft.waits_for) == (422, "both")
    assert "Please read it again, then agree." in answer.content.decode()


def test_the_team_agreement_is_not_to_be_had_from_here(amina, writing):
    writing.draft()
    answer = amina.post(reverse("my_plan"), {"deed": "agree-team", "text_hash": writing.read()})
    assert (answer.status_code, writing.card().draft.waits_for) == (422, "both")


def test_a_stay_that_is_not_mine_is_not_there(amina, writing, cast):
    w = cast.world
    other = enrolment(w, person(w, "P-2", "Other", "One"))
    on_case_team(cast, other, "bram")
    steps = [actions.StepIn("Secret step", "person", date(2021, 5, 1))]
    row = actions.PlanIn(other.pk, date(2021, 2, 1), date(2021, 2, 2), goals=[actions.GoalIn("Secret goal", steps)])
    actions.bring_in_plans(by=system("test", TODAY), at=NOW, rows=[row])
    addresses = [
        f"{reverse('my_plan')}?stay={other.pk}",
        f"{reverse('my_plan')}?stay=x",
        reverse("my_plan_version", kwargs={"enrolment_id": other.pk, "number": 1}),
        reverse("my_withdraw", kwargs={"enrolment_id": other.pk}),
        reverse("my_goal_new", kwargs={"enrolment_id": other.pk}),
        reverse("my_unequal", kwargs={"enrolment_id": other.pk}),
    ]
    for address in addresses:
        assert amina.get(address).status_code == 404
        assert amina.post(address, {"text": "x", "reason": "x", "story": "x", "deed": "begin"}).status_code == 404
    assert queries.plan_of(cast.bram, other.pk).active.number == 1
    assert (Goal.objects.count(), UnequalTreatment.objects.count()) == (1, 0)


@pytest.mark.parametrize("who", ["bram", "chloe", "edda", "farid", "greta"])
def test_the_place_is_for_the_person_alone(client, writing, cast, as_of_the_cast, who):
    writing.agreed()
    client.force_login(cast.accounts[who], backend=BACKEND)
    for name in OWN:
        answer = client.get(reverse(name))
        assert answer.status_code == 403
        assert SECRET not in answer.content.decode()
    assert client.post(reverse("my_plan"), {"deed": "begin"}).status_code == 403


def test_who_may_read_and_why_and_who_looked(amina, writing, cast, client):
    Grant.objects.filter(account=cast.accounts["bram"]).update(reason="Asked by Amina")
    body = amina.get(reverse("my_access")).content.decode()
    assert all(words in body for words in ("Bram Peeters", "is on the case team: Asked by Amina", "Nobody has opened your file yet"))
    client.force_login(cast.accounts["bram"], backend=BACKEND)
    client.get(reverse("plan", kwargs={"enrolment_id": writing.id}))
    client.force_login(cast.accounts["amina"], backend=BACKEND)
    body = client.get(reverse("my_access")).content.decode()
    assert body.count("your plan") == 1
    assert "Nobody has opened your file yet" not in body


def test_rights_and_what_one_was_told(amina, cast):
    w = cast.world
    give_notice(by=cast.bram, at=NOW, person=w.amina, purpose=w.purpose, form="spoken", language="en", on=date(2020, 9, 1))
    body = amina.get(reverse("my_rights")).content.decode()
    assert all(
        words in body for words in ("Support towards work", "We keep what we need to support you.", "To have corrected what is wrong.")
    )


@pytest.mark.parametrize(
    ("change", "kept"),
    [
        ({}, True),
        ({"story": ""}, False),
        ({"story": "x" * 6001}, False),
        ({"story": "a\x00b"}, False),
        ({"happened_on_day": "1", "happened_on_month": "4", "happened_on_year": "2021"}, False),
        ({"family": "wizardry"}, False),
        ({"place": "x" * 201}, False),
        ({"story": "=1+1 قصتي 🥐", "place": "", "family": ""}, True),
    ],
)
def test_unequal_treatment_is_lodged_by_the_person(amina, writing, change, kept):
    good = {"story": "They said my name was a problem", "place": "A shop", "family": "ethnicity"}
    answer = amina.post(mine("my_unequal", writing), good | change)
    assert (answer.status_code, UnequalTreatment.objects.count()) == ((302, 1) if kept else (422, 0))
    if kept:
        assert UnequalTreatment.objects.get().story in amina.get(reverse("my_rights")).content.decode().replace("&#x27;", "'")
