"""The pages of plans, reviews and services as the case team uses them, with good and with bad input."""

import re
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tests.cast import BACKEND, NOW, enrolment, on_case_team, person
from vieta.accounts.models import SignInCode
from vieta.audit.models import Entry
from vieta.people.models import OwnPlace
from vieta.plans import queries
from vieta.plans.models import Goal, PlanVersion, Review, ServiceChosen, Step

LONG = "x" * 5000
PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"
# What people and machines type into a line: (typed, whether it is kept).
TYPED = [
    ("", False),
    ("   ", False),
    (LONG, False),
    ("a\x00b", False),
    ("safe\u202egnp.exe", False),
    ("=HYPERLINK(1)", True),
    ("+32 470", True),
    ("أريد العمل في مخبز", True),
    ("Zoe\u0308 🥐 Šķūnis", True),
]


@pytest.fixture
def bram(client, cast, as_of_the_cast):
    client.force_login(cast.accounts["bram"], backend=BACKEND)
    return client


def at(name, writing, **more):
    return reverse(name, kwargs={"enrolment_id": writing.id, **more})


def errors(answer) -> str:
    return " ".join(re.findall(r"govuk-error-message.*?</p>|govuk-error-summary__list.*?</ul>", answer.content.decode(), re.S))


def post(client, address, **data):
    return client.post(address, data)


def test_the_way_from_the_empty_page_to_the_plan_in_force(bram, writing):
    plan = at("plan", writing)
    assert "Start from an empty page" in bram.get(plan).content.decode()
    assert post(bram, plan, deed="begin").status_code == 302
    assert post(bram, at("plan_words", writing), words="Mornings with my son").status_code == 302
    assert post(bram, at("plan_goal_new", writing), text="Find work").status_code == 302
    goal = writing.card().draft.goals[0]
    said = {"text": "Write to a bakery", "doer": "person", "by_on_day": "1", "by_on_month": "5", "by_on_year": "2021"}
    assert post(bram, at("plan_step_new", writing, goal_id=goal.id), **said).status_code == 302
    assert post(bram, plan, deed="agree-team", text_hash=writing.read()).status_code == 302
    writing.do("agree", "amina", text_hash=writing.read())
    body = bram.get(plan).content.decode()
    assert all(words in body for words in ("In force: version 1", "Mornings with my son", "Find work", "Write to a bakery", "1 May 2021"))


@pytest.mark.parametrize(("typed", "kept"), TYPED)
def test_a_goal_as_it_may_be_typed(bram, writing, typed, kept):
    writing.do("begin_draft")
    answer = post(bram, at("plan_goal_new", writing), text=typed)
    assert answer.status_code == (302 if kept else 422)
    assert list(Goal.objects.values_list("text", flat=True)) == ([typed] if kept else [])
    if not kept:
        assert "What is the goal?" in errors(answer)


@pytest.mark.parametrize(
    ("change", "beside"),
    [
        ({"text": ""}, "What is the step?"),
        ({"text": LONG}, "What is the step?"),
        ({"doer": ""}, "Who does it?"),
        ({"doer": "wizard"}, "Who does it?"),
        ({"doer": "other"}, "Who else?"),
        ({"by_on_day": "31", "by_on_month": "2"}, "By when?"),
        ({"by_on_year": "21"}, "By when?"),
        ({"by_on_day": "14", "by_on_month": "3"}, "By when?"),
        ({"by_on_day": "", "by_on_month": "", "by_on_year": ""}, "By when?"),
        ({"other": "\u202ex", "doer": "other"}, "Who else?"),
    ],
)
def test_a_step_with_something_wrong_keeps_what_was_typed_and_writes_nothing(bram, writing, change, beside):
    writing.do("begin_draft")
    writing.do("add_goal", text="Find work")
    goal = writing.card().draft.goals[0]
    good = {"text": "Write to a bakery", "doer": "person", "other": "", "by_on_day": "1", "by_on_month": "5", "by_on_year": "2021"}
    answer = post(bram, at("plan_step_new", writing, goal_id=goal.id), **(good | change))
    assert (answer.status_code, Step.objects.count()) == (422, 0)
    assert beside in errors(answer)
    if "text" not in change:
        assert 'value="Write to a bakery"' in answer.content.decode()


def test_ids_of_somebody_elses_plan_are_not_there(bram, writing, cast, domain):
    w = cast.world
    other = enrolment(w, person(w, "P-2", "Other", "One"))
    on_case_team(cast, other, "edda")
    writing.draft()
    goal = writing.card().draft.goals[0]
    for name, more in (("plan_goal", {"goal_id": goal.id}), ("plan_step", {"step_id": goal.steps[0].id})):
        assert bram.get(reverse(name, kwargs={"enrolment_id": other.pk, **more})).status_code == 404
    theirs = PlanVersion.objects.create(
        plan_id=writing.do("begin_draft").plan_id, number=9, state="withdrawn", written_on=date(2021, 1, 1), recorded_at=NOW
    )
    foreign = Goal.objects.create(version=theirs, text="x", position=1)
    assert bram.get(at("plan_goal", writing, goal_id=foreign.pk)).status_code == 404
    assert post(bram, at("plan_goal", writing, goal_id=foreign.pk), text="y").status_code == 404
    assert post(bram, at("plan", writing), deed="remove-goal", goal_id=foreign.pk).status_code == 404
    assert post(bram, at("plan", writing), deed="finish", step_id="1e9").status_code == 404
    assert post(bram, at("plan", writing), deed="nothing-like-it").status_code == 404
    assert post(bram, at("plan_goal_new", writing), text="x", domain_id="999999").status_code == 422
    assert post(bram, at("plan_goal_new", writing), text="x", domain_id=str(domain("wish", "motivation"))).status_code == 422


def test_two_windows_agreeing_to_a_changed_text_is_refused_in_words(bram, writing):
    writing.draft()
    read = writing.read()
    writing.do("say_what_matters", "amina", words="Mornings only")
    answer = post(bram, at("plan", writing), deed="agree-team", text_hash=read)
    assert answer.status_code == 422
    assert "The plan was changed while you were reading it" in answer.content.decode()
    assert writing.card().draft.waits_for == "both"


def test_two_windows_writing_in_what_was_agreed_meanwhile_leads_back_to_the_plan(bram, writing):
    writing.agreed()
    answer = bram.post(at("plan_goal_new", writing), {"text": "Too late"}, follow=True)
    assert answer.redirect_chain[-1][0] == at("plan", writing)
    assert "No plan is being written any more" in answer.content.decode()
    assert not Goal.objects.filter(text="Too late").exists()


@pytest.mark.parametrize(
    ("paper", "words"),
    [
        (None, "Add a scan or a photo"),
        (("plan.exe", b"MZ\x90\x00"), "Only PDF"),
        (("plan.pdf", b"<html>"), "Only PDF"),
        (("empty.pdf", b""), "empty"),
    ],
)
def test_a_signed_paper_that_is_none_is_refused_beside_its_field(bram, writing, settings, tmp_path, paper, words):
    settings.MEDIA_ROOT = tmp_path
    writing.draft()
    data = {"how": "paper", "text_hash": writing.read()} | ({"paper": SimpleUploadedFile(*paper)} if paper else {})
    answer = bram.post(at("plan_agreement", writing), data)
    assert (answer.status_code, writing.card().draft.waits_for) == (422, "both")
    assert words in errors(answer)


def test_a_signed_paper_is_the_persons_agreement(bram, writing, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    writing.draft()
    data = {"how": "paper", "text_hash": writing.read(), "paper": SimpleUploadedFile("plan.pdf", PDF)}
    assert bram.post(at("plan_agreement", writing), data).status_code == 302
    assert writing.card().draft.waits_for == "team"


@pytest.mark.parametrize("reason", ["", "  ", LONG, "a\x00b"])
def test_withdrawing_needs_a_reason_that_can_be_kept(bram, writing, reason):
    writing.agreed()
    answer = post(bram, at("plan_withdraw", writing), reason=reason)
    assert (answer.status_code, writing.card().active.number) == (422, 1)
    assert "Why?" in errors(answer)


def sheet(**levels):
    today = {"on_day": "12", "on_month": "3", "on_year": "2021", "moment": "entry"}
    return today | {name.replace("__", "-"): value for name, value in levels.items()}


def test_a_review_on_the_page(bram, writing, cast):
    said = sheet(housing__person="2", housing__worker="4", money__answer="on", housing__remark="Letters from the landlord")
    assert post(bram, at("review_new", writing, code="life-domains"), **said).status_code == 302
    (review,) = queries.reviews_of(cast.bram, writing.id)
    assert [(r.code, r.by_person, r.by_worker) for r in review.rated] == [("housing", 2, 4)]
    assert {r.code for r in review.ratings if r.answer == "not-relevant"} == {"money"}
    body = bram.get(at("reviews", writing)).content.decode()
    assert "The worker sees it 2 levels better" in body
    assert "Letters from the landlord" in body


@pytest.mark.parametrize(
    ("change", "beside"),
    [
        ({"housing-person": "6"}, "Housing"),
        ({"housing-person": "x"}, "Housing"),
        ({"housing-answer": "on"}, "Not relevant"),
        ({"housing-remark": LONG}, "Remark"),
        ({"housing-remark": "a\x00b"}, "Remark"),
        ({"on_year": "2022"}, "When did you talk?"),
        ({"on_year": "2019"}, "When did you talk?"),
        ({"on_day": "31", "on_month": "2"}, "When did you talk?"),
        ({"moment": "never"}, "At which moment"),
    ],
)
def test_a_review_with_something_wrong_is_not_kept(bram, writing, change, beside):
    answer = post(
        bram,
        at("review_new", writing, code="life-domains"),
        **(sheet(housing__person="2", housing__worker="3", money__person="4") | change),
    )
    assert (answer.status_code, Review.objects.count()) == (422, 0)
    assert beside in errors(answer)
    assert re.search(r'name="money-person"[^>]*value="4" checked', answer.content.decode())


def test_a_sheet_on_which_nothing_is_rated_is_no_review(bram, writing):
    answer = post(bram, at("review_new", writing, code="life-domains"), **sheet())
    assert (answer.status_code, Review.objects.count()) == (422, 0)
    assert "Nothing is rated yet" in errors(answer)


def test_an_unknown_instrument_and_a_foreign_review_are_not_there(bram, writing, cast):
    assert bram.get(at("review_new", writing, code="zrm")).status_code == 404
    post(bram, at("review_new", writing, code="motivation"), **sheet(wish__person="2"))
    review = Review.objects.get()
    w = cast.world
    other = enrolment(w, person(w, "P-2", "Other", "One"))
    on_case_team(cast, other, "bram")
    assert bram.get(reverse("review_take_back", kwargs={"enrolment_id": other.pk, "review_id": review.pk})).status_code == 404
    assert post(bram, at("review_take_back", writing, review_id=review.pk), reason="").status_code == 422
    assert post(bram, at("review_take_back", writing, review_id=review.pk), reason="Wrong day").status_code == 302
    assert queries.reviews_of(cast.bram, writing.id) == []


def test_a_suggestion_fills_the_form_and_somebody_decides(bram, writing, cast):
    post(bram, at("review_new", writing, code="life-domains"), **sheet(papers__person="1", papers__worker="2"))
    (suggestion,) = queries.profile_of(cast.bram, writing.id).suggestions
    followed = bram.get(f"{at('profile', writing)}?suggestion={suggestion.review_id}-{suggestion.domain_id}").content.decode()
    assert 'value="lawyer" selected' in followed
    assert ServiceChosen.objects.count() == 0
    data = {"profession": "lawyer", "reason": "Permit", "hours": "4", "review_id": suggestion.review_id, "domain_id": suggestion.domain_id}
    assert post(bram, at("profile", writing), **data).status_code == 302
    chosen = ServiceChosen.objects.get()
    assert (chosen.profession, chosen.hours, chosen.domain_id) == ("lawyer", 4, suggestion.domain_id)
    assert post(bram, at("profile", writing), end="999").status_code == 404
    assert post(bram, at("profile", writing), end=str(chosen.pk)).status_code == 302


@pytest.mark.parametrize(
    "change", [{"profession": "wizard"}, {"reason": ""}, {"reason": LONG}, {"hours": "-1"}, {"hours": "many"}, {"hours": "99999"}]
)
def test_a_service_with_something_wrong_is_not_chosen(bram, writing, change):
    post(bram, at("review_new", writing, code="motivation"), **sheet(wish__person="2"))
    answer = post(bram, at("profile", writing), **({"profession": "lawyer", "reason": "Permit", "hours": ""} | change))
    assert (answer.status_code, ServiceChosen.objects.count()) == (422, 0)
    foreign = post(bram, at("profile", writing), profession="lawyer", reason="Permit", review_id="999", domain_id="999")
    assert (foreign.status_code, ServiceChosen.objects.count()) == (404, 0)


def test_a_code_for_the_persons_own_place_is_shown_once_and_leads_in(bram, writing, cast, client):
    OwnPlace.objects.all().delete()
    answer = bram.post(at("own_place", writing))
    code = re.search(r"\b[2-9A-HJ-NP-TW-Z]{5}-[2-9A-HJ-NP-TW-Z]{5}\b", answer.content.decode()).group()
    assert "no-store" in answer["Cache-Control"]
    assert code not in bram.get(at("own_place", writing)).content.decode()
    place = OwnPlace.objects.get(person=cast.world.amina)
    assert SignInCode.objects.get(account=place.account).given_by == cast.accounts["bram"].pk
    assert Entry.objects.filter(deed="people.give_own_place", person_id=cast.world.amina.pk).count() == 1
    assert code not in str(list(Entry.objects.values()))


@pytest.mark.parametrize("who", ["amina", "chloe", "edda", "farid", "greta"])
def test_nobody_else_gets_a_code(client, writing, cast, as_of_the_cast, who):
    client.force_login(cast.accounts[who], backend=BACKEND)
    assert client.post(at("own_place", writing)).status_code in (403, 404)
    assert SignInCode.objects.count() == 0


def seen(page) -> str:
    return re.search(r'name="seen"[^>]*value="([0-9a-f]{64})"', page.content.decode()).group(1)


def test_words_changed_meanwhile_are_shown_before_they_are_replaced(bram, writing):
    writing.do("begin_draft")
    words = at("plan_words", writing)
    first, second = seen(bram.get(words)), seen(bram.get(words))
    assert post(bram, words, words="Mornings with my son", seen=first).status_code == 302
    answer = post(bram, words, words="A job by the sea", seen=second)
    assert answer.status_code == 422
    assert "Mornings with my son" in answer.content.decode()
    assert "A job by the sea" in answer.content.decode()
    assert writing.card().draft.person_words == "Mornings with my son"
    assert post(bram, words, words="A job by the sea", seen=seen(answer)).status_code == 302
    assert writing.card().draft.person_words == "A job by the sea"
