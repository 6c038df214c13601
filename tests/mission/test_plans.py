"""Reviews by both, services by profile, a plan that holds only when both have agreed, and when guidance is intensive."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from tests.cast import BACKEND, NOW, SECRET, TODAY
from tests.plans.conftest import MAY
from vieta.activities.choices import Kind, Presence
from vieta.activities.choices import State as Held
from vieta.activities.models import Activity, Attendance
from vieta.base.refusal import NotFound, Refused
from vieta.base.viewer import system
from vieta.plans import actions, queries
from vieta.plans.actions import RatingGiven
from vieta.plans.models import PlanVersion, ServiceChosen
from vieta.programmes.choices import IntensiveRule


@pytest.fixture
def pages(cast, client, as_of_the_cast):
    """Says who looks; answers and posts follow."""

    def of(name):
        client.force_login(cast.accounts[name], backend=BACKEND)
        return client

    return of


def _states():
    return list(PlanVersion.objects.order_by("number").values_list("number", "state"))


def _review(cast, version, on, moment, **levels):
    said = [RatingGiven(code, by_person=person, by_worker=worker) for code, (person, worker) in levels.items()]
    return actions.hold_review(
        by=cast.bram, at=NOW, enrolment_id=cast.world.enrolment.pk, version_id=version.pk, moment=moment, on=on, ratings=said
    )


# The plan --------------------------------------------------------------------------------------------------------------
@pytest.mark.mission("S1-10", "S1-12")
def test_co_decision(pages, writing):
    """Scenario 2, on the pages of both sides."""
    plan, mine = reverse("plan", args=[writing.id]), reverse("my_plan")
    pages("bram").post(plan, {"deed": "begin"})
    pages("bram").post(reverse("plan_goal_new", args=[writing.id]), {"text": "Find work in a bakery"})
    goal = writing.card().draft.goals[0]
    day = {"by_on_day": "1", "by_on_month": "5", "by_on_year": "2021"}
    pages("bram").post(reverse("plan_step_new", args=[writing.id, goal.id]), {"text": "Write to three bakeries", "doer": "person"} | day)
    pages("bram").post(plan, {"deed": "agree-team", "text_hash": writing.read()})
    assert _states() == [(1, "draft")]

    step = writing.card().draft.goals[0].steps[0]
    pages("amina").post(reverse("my_step", args=[writing.id, step.id]), {"text": "Visit one bakery", "doer": "both"} | day)
    assert writing.card().draft.waits_for == "both"
    pages("amina").post(mine, {"deed": "agree", "text_hash": writing.read()})
    assert (_states(), writing.card().draft.waits_for) == ([(1, "draft")], "team")

    pages("bram").post(plan, {"deed": "agree-team", "text_hash": writing.read()})
    assert _states() == [(1, "active")]
    pages("amina").post(mine, {"deed": "begin"})
    pages("amina").post(reverse("my_words", args=[writing.id]), {"words": "Mornings with my son"})
    pages("amina").post(mine, {"deed": "agree", "text_hash": writing.read()})
    assert _states() == [(1, "active"), (2, "draft")]
    pages("bram").post(plan, {"deed": "agree-team", "text_hash": writing.read()})
    assert _states() == [(1, "superseded"), (2, "active")]

    for name, address in (("bram", "plan_version"), ("amina", "my_plan_version")):
        first = pages(name).get(reverse(address, args=[writing.id, 1])).content.decode()
        assert ("Visit one bakery" in first, "Mornings with my son" in first) == (True, False)
        assert "Mornings with my son" in pages(name).get(reverse(address, args=[writing.id, 2])).content.decode()


@pytest.mark.mission("S1-10")
@pytest.mark.parametrize("name", ["chloe", "dario", "edda", "farid", "greta"])
def test_the_plan_is_between_two(pages, writing, name):
    writing.do("begin_draft")
    writing.do("say_what_matters", words="Nobody else's business")
    for address, args in (("plan", [writing.id]), ("plan_version", [writing.id, 1])):
        answer = pages(name).get(reverse(address, args=args))
        assert answer.status_code == 404
        assert "Nobody else" not in answer.content.decode()
    with pytest.raises(NotFound):
        writing.do("say_what_matters", name, words="Mine now")


@pytest.mark.mission("S1-11")
def test_a_plan_begins_from_an_empty_page_and_nothing_is_prescribed(pages, writing):
    assert "Start from an empty page" in pages("bram").get(reverse("plan", args=[writing.id])).content.decode()
    pages("bram").post(reverse("plan", args=[writing.id]), {"deed": "begin"})
    draft = writing.card().draft
    assert (draft.goals, draft.person_words) == ((), "")
    writing.do("add_goal", text="A goal of our own, in no side of life")
    assert [(goal.text, goal.domain) for goal in writing.card().draft.goals] == [("A goal of our own, in no side of life", "")]


@pytest.mark.mission("S1-12")
def test_the_person_sees_agrees_changes_and_withdraws(pages, writing):
    writing.agreed()
    mine = reverse("my_plan")
    assert "Write to three bakeries" in pages("amina").get(mine).content.decode()
    pages("amina").post(mine, {"deed": "begin"})
    goal = writing.card().draft.goals[0]
    pages("amina").post(reverse("my_goal", args=[writing.id, goal.id]), {"text": "Find work in a kitchen"})
    assert [waiting.waits_for for waiting in queries.plans_waiting(writing.cast.bram)] == ["both"]
    pages("amina").post(reverse("my_withdraw", args=[writing.id]), {"reason": "I want to think first"})
    card = writing.card()
    assert (card.active, _states()[0]) == (None, (1, "withdrawn"))
    assert queries.version_of(writing.cast.bram, writing.id, 1).ended_reason == "I want to think first"


@pytest.mark.mission("S1-13")
def test_needs_in_sides_of_life_and_steps_in_each(writing, cast, instruments, domain):
    version = instruments["life-domains"]
    names = {"work", "housing", "substances", "money", "mind"}
    assert names <= set(version.domains.values_list("code", flat=True))
    _review(cast, version, date(2020, 9, 10), "entry", **dict.fromkeys(names, (2, 3)))
    writing.do("begin_draft")
    for code in sorted(names):
        writing.do("add_goal", text=f"Better: {code}", domain_id=domain(code))
        goal = writing.card().draft.goals[-1]
        writing.do("add_step", goal_id=goal.id, text=f"First: {code}", doer="both", by_on=MAY)
    shown = {goal.domain: [step.text for step in goal.steps] for goal in writing.card().draft.goals}
    assert shown["Money and debts"] == ["First: money"]
    assert len(shown) == 5
    own = {
        "code": "our-own", "name": "Our own", "kind": "life-domains", "owner": "Us", "licence": "Ours", "right_stated": "We wrote it",
        "number": 1, "published_on": "2021-01-01",
        "domains": [{"code": "garden", "name": "The garden", "question": "How is it?", "levels": list("abcde")}],
    }  # fmt: skip
    actions.publish_instrument(by=system("test", TODAY), at=NOW, data=own)
    assert [d.name for d in queries.review_form(cast.bram, writing.id, "our-own").domains] == ["The garden"]


@pytest.mark.mission("S1-14")
def test_wellbeing_at_the_start_on_the_way_and_at_exit(pages, cast, instruments):
    version = instruments["life-domains"]
    _review(cast, version, date(2020, 9, 10), "entry", housing=(1, 2), mind=(2, 2))
    _review(cast, version, date(2020, 12, 10), "interim", housing=(2, 2), mind=(3, 2))
    _review(cast, version, date(2021, 3, 10), "exit", housing=(4, 3), mind=(2, 3))
    (card,) = queries.change_view(cast.bram, cast.world.enrolment.pk)
    told = {row.name: (row.values, row.for_person, row.for_worker) for row in card.rows if row.seen_by_person}
    assert told == {
        "Housing": (((1, 2), (2, 2), (4, 3)), "better", "better"),
        "Psychological wellbeing": (((2, 2), (3, 2), (2, 3)), "same", "better"),
    }
    body = pages("bram").get(reverse("reviews", args=[cast.world.enrolment.pk])).content.decode()
    assert ("<svg" in body, "At the start" in body, "On the way" in body, "At leaving" in body) == (True,) * 4
    for name in ("chloe", "edda", "farid", "greta"):
        assert pages(name).get(reverse("reviews", args=[cast.world.enrolment.pk])).status_code == 404


@pytest.mark.mission("S1-16")
@pytest.mark.parametrize(
    ("rule", "plan", "hours", "began_on"),
    [
        (IntensiveRule.EITHER, False, 8, None),
        (IntensiveRule.EITHER, False, 9, TODAY - timedelta(days=1)),
        (IntensiveRule.EITHER, True, 1, TODAY),
        (IntensiveRule.PLAN, False, 40, None),
        (IntensiveRule.PLAN, True, 0, TODAY),
        (IntensiveRule.SUPPORT, True, 8, None),
        (IntensiveRule.SUPPORT, True, 9, TODAY - timedelta(days=1)),
    ],
)
def test_intensive_guidance_is_told_from_mere_reach_by_the_programmes_rule(pages, writing, rule, plan, hours, began_on):
    w = writing.cast.world
    w.programme.intensive_rule = rule
    w.programme.save()
    for ago in range(hours, 0, -1):
        held = Activity.objects.create(
            programme=w.programme, organisation=w.provider, kind=Kind.CONSULTATION, state=Held.HELD, on=TODAY - timedelta(days=ago), minutes=60,
            recorded_at=NOW,
        )  # fmt: skip
        Attendance.objects.create(
            activity=held, person=w.amina, enrolment=w.enrolment, presence=Presence.PRESENT, minutes=60, on=held.on, recorded_at=NOW
        )
    if plan:
        writing.agreed()
    body = pages("bram").get(reverse("plan", args=[writing.id])).content.decode()
    assert ("Reached only" in body) == (began_on is None)
    if began_on:
        assert f"Intensive since {began_on:%-d %b %Y}" in body


# Motivation and profile ------------------------------------------------------------------------------------------------
@pytest.mark.mission("S3-17")
def test_the_five_dimensions_are_rated_by_both_and_followed(pages, cast, instruments):
    version = instruments["motivation"]
    dimensions = ["Ability to act", "Understanding of causes", "Own resources", "Knowing where to get help", "Wish to change"]
    assert list(version.domains.order_by("position").values_list("name", flat=True)) == dimensions
    codes = list(version.domains.order_by("position").values_list("code", flat=True))
    address = reverse("review_new", args=[cast.world.enrolment.pk, "motivation"])
    for month, moment, level in (("9", "entry", 2), ("12", "interim", 4)):
        day = {"on_day": "10", "on_month": month, "on_year": "2020", "moment": moment}
        said = {f"{code}-person": str(level) for code in codes} | {f"{code}-worker": "3" for code in codes}
        assert pages("bram").post(address, day | said).status_code == 302
    (card,) = queries.change_view(cast.amina, cast.world.enrolment.pk)
    assert [(row.name, row.for_person, row.for_worker) for row in card.rows] == [(name, "better", "same") for name in dimensions]
    differences = {rating.difference for review in card.reviews for rating in review.ratings}
    assert differences == {-1, 1}
    assert pages("edda").post(address, {}).status_code == 404


@pytest.mark.mission("S3-32")
def test_services_are_chosen_by_profile_with_a_reason(pages, cast, instruments):
    address = reverse("profile", args=[cast.world.enrolment.pk])
    chosen = {"profession": "lawyer", "reason": "Residence permit runs out"}
    assert pages("bram").post(address, chosen).status_code == 422
    review = _review(cast, instruments["life-domains"], date(2020, 9, 10), "entry", papers=(1, 2), work=(4, 4))
    (suggestion,) = queries.profile_of(cast.bram, cast.world.enrolment.pk).suggestions
    assert (suggestion.profession, suggestion.reason) == ("lawyer", "Papers and rights: the person sees it at 1 of 5, the worker at 2.")
    assert ServiceChosen.objects.count() == 0
    more = {"review_id": suggestion.review_id, "domain_id": suggestion.domain_id}
    assert pages("bram").post(address, chosen | more).status_code == 302
    kept = ServiceChosen.objects.get()
    assert (kept.profession, kept.reason, kept.review_id, kept.domain.name) == (
        "lawyer", "Residence permit runs out", review.pk, "Papers and rights",
    )  # fmt: skip
    for name in ("chloe", "edda", "farid", "greta"):
        answer = pages(name).get(address)
        assert (answer.status_code, SECRET in answer.content.decode()) == (404, False)
    with pytest.raises(Refused, match="already chosen"):
        actions.choose_service(by=cast.bram, at=NOW, enrolment_id=cast.world.enrolment.pk, **chosen)
