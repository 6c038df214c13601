"""The pages of the matching meeting: what they show, how a deed answers, what a tab that is out of date is told."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse

from tests.cast import BACKEND, TODAY
from vieta.audit.models import Entry
from vieta.matching import actions
from vieta.matching.models import Decision, Mark, MatchingRules, Meeting
from vieta.mentoring.models import Duo, Pause


def text(answer) -> str:
    return re.sub(r"\s+", " ", answer.content.decode())


@pytest.fixture
def pages(room, client, as_of_the_cast, settings):
    """Cora looks; answers and posts follow. The second factor is proven elsewhere."""
    settings.DEMO = True
    client.force_login(room.cast.accounts["cora"], backend=BACKEND)
    return client


def at(name, meeting, row=None, part=None) -> str:
    args = {"meeting_id": meeting.pk} | ({"enrolment_id": row.pk} if row else {}) | ({"mentorship_id": part.pk} if part else {})
    return reverse(name, kwargs=args)


def test_the_meeting_shows_duos_with_reasons_and_those_left_with_what_would_help(room, pages):
    nadia, _rosa = room.mentee(), room.mentor()
    room.mentee("Omar", free=["sat-morning"], since=TODAY)
    meeting = room.meeting()
    shown = text(pages.get(at("matching_meeting", meeting)))
    assert "1 of 2 people who wait could meet a mentor." in shown
    assert "both speak French, at B2 or better" in shown
    assert "One mentor would fit, but they are not free at the same time." in shown
    assert "Omar Benali" in shown
    read = Entry.objects.filter(deed="matching.meeting_listed").get()
    assert nadia.person_id in read.details["people"]


def test_a_meeting_is_prepared_on_a_page(room, pages):
    room.mentor(), room.rules()
    answer = pages.post(
        reverse("matching_meeting_new"),
        {
            "branch": f"{room.w.programme.pk}-{room.w.provider.pk}",
            "on_day": TODAY.day,
            "on_month": TODAY.month,
            "on_year": TODAY.year,
            "present": "Cora",
        },
    )
    assert answer.status_code == 302
    assert Meeting.objects.get().present == "Cora"


def test_deciding_keeps_the_words_and_forms_the_duo(room, pages):
    nadia, rosa = room.mentee(), room.mentor()
    meeting = room.meeting()
    where = at("matching_decide", meeting, nadia)
    assert "Both speak French, at B2 or better" in text(pages.get(where))
    answer = pages.post(where, {"seen": room.bench(meeting).state, "reason": "They cook alike."}, follow=True)
    assert "Nadia Benali and Rosa Claes are a duo now." in text(answer)
    assert Duo.objects.get(enrolment=nadia).mentorship_id == rosa.pk


def test_an_old_tab_is_told_what_has_changed_keeps_its_words_and_can_go_on(room, pages):
    nadia, _rosa = room.mentee(), room.mentor()
    nils = room.mentor("Nils", free=["tue-evening", "wed-evening"])
    meeting = room.meeting()
    seen = room.bench(meeting).state
    Pause.objects.create(mentor=nils.mentor, from_on=TODAY)
    where = at("matching_decide", meeting, nadia)
    answer = pages.post(where, {"seen": seen, "reason": "They cook alike."})
    assert answer.status_code == 422
    assert "Nils Claes is no longer there to be matched" in text(answer)
    assert "They cook alike." in text(answer)
    assert not Decision.objects.exists()
    fresh = re.search(r'name="seen" value="([0-9a-f]{64})"', answer.content.decode())[1]
    assert pages.post(where, {"seen": fresh, "reason": "They cook alike."}).status_code == 302


def test_comparing_shows_what_another_choice_would_cost_the_others(room, pages):
    nadia, _rosa = room.mentee(), room.mentor()
    room.mentee("Omar", since=TODAY, languages=[["nl", "C1"]])
    nils = room.mentor("Nils", languages=[["fr", "B1"], ["nl", "native"]])
    meeting = room.meeting()
    shown = text(pages.get(f"{at('matching_duo', meeting, nadia)}?mentor={nils.pk}"))
    assert "1 person fewer would meet a mentor." in shown
    assert "Omar Benali would wait on, without Nils Claes" in shown
    assert not Mark.objects.exists()


def test_a_limit_nobody_can_set_aside_is_said_and_offers_no_button(room, pages):
    nadia, rosa = room.mentee(mentor_gender="W"), room.mentor(gender="M")
    meeting = room.meeting()
    shown = text(pages.get(f"{at('matching_duo', meeting, nadia)}?mentor={rosa.pk}"))
    assert "the mentor is not as the mentee asked" in shown
    assert "Choose Rosa Claes" not in shown
    answer = pages.post(at("matching_choose", meeting, nadia, rosa), {"seen": room.bench(meeting).state, "reason": "All the same."})
    assert answer.status_code == 422
    assert not Mark.objects.exists()


def test_weights_are_tried_without_being_kept_and_set_with_a_reason(room, pages):
    room.mentee(interests=["chess"], isco=["5223"]), room.mentor("Rosa", isco=["52"], interests=["chess"])
    room.mentor("Nils", isco=["5223"], interests=[])
    meeting = room.meeting()
    weights = {"sector": 0, "languages": 0, "interests": 9, "availability": 0, "distance": 0, "waiting": 0}
    shown = text(pages.get(at("matching_what_if", meeting), weights))
    assert "Nadia Benali would meet Rosa Claes instead of Nils Claes" in shown
    assert MatchingRules.objects.count() == 1
    form = pages.get(reverse("matching_rules_set", kwargs={"code": "gent"}), weights)
    assert re.search(r'name="interests"[^>]*value="9"|value="9"[^>]*name="interests"', form.content.decode())
    told = weights | {
        "language": "B1", "place": "yes", "free_together": 1, "weeks_together": 0, "distance_km": "", "migrant_background": "no",
        "groups": "none", "below": "", "reason": "The team decided on Monday.", "seen": 1,
    }  # fmt: skip
    assert pages.post(reverse("matching_rules_set", kwargs={"code": "gent"}), told).status_code == 302
    assert MatchingRules.objects.order_by("-number").first().tree["weights"]["interests"] == 9
    assert pages.post(reverse("matching_rules_set", kwargs={"code": "gent"}), told).status_code == 422


def test_every_deed_of_the_table(room, pages):
    nadia, rosa = room.mentee(), room.mentor()
    meeting = room.meeting()
    pages.post(at("matching_keep", meeting, nadia, rosa), {"seen": room.bench(meeting).state})
    mark = Mark.objects.get(asked="keep")
    assert "Kept together" in text(pages.get(at("matching_meeting", meeting)))
    pages.post(reverse("matching_lift", kwargs={"meeting_id": meeting.pk, "mark_id": mark.pk}))
    pages.post(at("matching_forbid", meeting, nadia, rosa), {"seen": room.bench(meeting).state, "reason": "Neighbours."})
    assert "Not Nadia Benali and Rosa Claes" in text(pages.get(at("matching_meeting", meeting)))
    pages.post(at("matching_not_now", meeting, nadia), {"seen": room.bench(meeting).state, "reason": "Her exam."})
    assert "Her exam." in text(pages.get(at("matching_meeting", meeting)))
    decision = Decision.objects.get()
    pages.post(reverse("matching_take_back", kwargs={"meeting_id": meeting.pk, "decision_id": decision.pk}))
    assert room.bench(meeting).by_enrolment[nadia.pk]
    assert pages.post(at("matching_meeting_close", meeting), {"note": "Until next week."}).status_code == 302
    assert "The meeting is over." in text(pages.get(at("matching_meeting", meeting)))
    assert pages.get(at("matching_duo", meeting, nadia)).status_code == 404


BAD = ["", "x" * 10_000, "a\0b", "‮evil"]


@pytest.mark.parametrize("reason", BAD, ids=["empty", "long", "nul", "override"])
@pytest.mark.parametrize("name", ["matching_decide", "matching_not_now", "matching_forbid", "matching_choose"])
def test_bad_reasons_are_refused_beside_the_field_and_kept_on_the_page(room, pages, name, reason):
    nadia, rosa = room.mentee(), room.mentor()
    meeting = room.meeting()
    where = at(name, meeting, nadia, rosa if name in ("matching_forbid", "matching_choose") else None)
    answer = pages.post(where, {"seen": room.bench(meeting).state, "reason": reason})
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == ["reason"]
    if reason == "x" * 10_000:
        assert reason in answer.content.decode()
    assert not Mark.objects.exists()
    assert not Decision.objects.exists()


@pytest.mark.parametrize("reason", ["=1+1", "שלום é́́", "🙂 fine"])
def test_unusual_words_are_kept_as_they_are(room, pages, reason):
    nadia, rosa = room.mentee(), room.mentor()
    meeting = room.meeting()
    assert pages.post(at("matching_decide", meeting, nadia), {"seen": room.bench(meeting).state, "reason": reason}).status_code == 302
    assert Decision.objects.get().reason == reason
    assert reason in Duo.objects.get(enrolment=nadia).reason
    assert rosa.pk == Decision.objects.get().mentorship_id


def test_bad_numbers_and_foreign_ids(room, pages):
    nadia, _rosa = room.mentee(), room.mentor()
    meeting = room.meeting()
    assert pages.get(at("matching_what_if", meeting), {"sector": "x"}).status_code == 422
    for mentor in ("999999", "x", "9" * 30, "-1"):
        assert pages.get(f"{at('matching_duo', meeting, nadia)}?mentor={mentor}").status_code == 404
    assert pages.get(at("matching_meeting", meeting), {"page": "x"}).status_code == 200
    assert pages.get(f"{at('matching_proof', meeting)}?number=99").status_code == 404
    assert pages.get(f"{at('matching_proof', meeting)}?number=x").status_code == 404
    assert pages.get(reverse("matching_fairness", kwargs={"code": "gent"}), {"by": "shoe"}).status_code == 422
    answer = pages.post(reverse("matching_meeting_new"), {"branch": "1-99999", "present": ""})
    assert answer.status_code == 422


def test_a_meeting_far_ahead_or_gone_by_is_refused(room, pages):
    room.mentor(), room.rules()
    for day in (TODAY - timedelta(days=1), TODAY + timedelta(days=61)):
        told = {"branch": f"{room.w.programme.pk}-{room.w.provider.pk}", "present": "Cora"}
        told |= {"on_day": day.day, "on_month": day.month, "on_year": day.year}
        answer = pages.post(reverse("matching_meeting_new"), told)
        assert answer.status_code == 422
        assert "Choose a day from today" in text(answer)
    assert not Meeting.objects.exists()


def test_the_proof_is_checked_anew_and_its_files_name_nobody(room, pages):
    import io
    import zipfile

    nadia, rosa = room.mentee(), room.mentor()
    meeting = room.meeting()
    actions.keep(**room.pair(meeting, nadia, rosa))
    shown = text(pages.get(at("matching_proof", meeting)))
    assert "Checked just now: no other set of duos would match more people" in shown
    answer = pages.get(reverse("matching_proof_files", kwargs={"meeting_id": meeting.pk, "number": 2}))
    packed = zipfile.ZipFile(io.BytesIO(answer.content))
    whole = "".join(packed.read(name).decode() for name in packed.namelist())
    assert {"mentees.csv", "mentors.csv", "rules.toml", "kept.csv", "pairs.csv", "certificate.json", "check.txt"} == set(packed.namelist())
    for word in ("Nadia", "Benali", "Rosa", "Claes", str(nadia.person.reference)):
        assert word not in whole
