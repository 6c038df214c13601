"""The matching meeting (S0-04) and its quality by group (S0-15): who proposes, who decides, who is kept out."""

import re

import pytest
from django.urls import reverse

from tests.cast import BACKEND, TODAY, enrolment, person
from tests.matching.room import build
from vieta.base.refusal import NotFound
from vieta.matching import actions, queries
from vieta.matching.models import Decision
from vieta.mentoring.models import Duo, Wish

S0_04, S0_15 = pytest.mark.mission("S0-04"), pytest.mark.mission("S0-15")


@pytest.fixture
def room(cast):
    return build(cast)


@pytest.fixture
def pages(room, client, as_of_the_cast, settings):
    """Says who looks; answers and posts follow. The second factor is proven elsewhere."""
    settings.DEMO = True

    def of(name):
        client.force_login(room.cast.accounts[name], backend=BACKEND)
        return client

    return of


def text(answer) -> str:
    return re.sub(r"\s+", " ", answer.content.decode())


@S0_04
def test_a_coordinator_walks_in_with_the_best_set_and_decides_herself(room, pages):
    nadia, rosa = room.mentee(), room.mentor()
    omar, nils = room.mentee("Omar"), room.mentor("Nils")
    cora = pages("cora")
    room.rules()
    branch = f"{room.w.programme.pk}-{room.w.provider.pk}"
    day = {"on_day": TODAY.day, "on_month": TODAY.month, "on_year": TODAY.year}
    opened = cora.post(reverse("matching_meeting_new"), day | {"branch": branch, "present": "Cora and Bram"}, follow=True)
    assert "2 of 2 people who wait could meet a mentor." in text(opened)
    assert not Duo.objects.filter(enrolment__in=(nadia, omar)).exists()
    meeting_id = queries.meetings(room.cora)[0].id
    where = reverse("matching_decide", kwargs={"meeting_id": meeting_id, "enrolment_id": nadia.pk})
    seen = re.search(r'name="seen" value="(\w+)"', cora.get(where).content.decode())[1]
    cora.post(where, {"seen": seen, "reason": "Both cook, and both have Tuesday evenings."})
    duo = Duo.objects.get(enrolment=nadia)
    assert duo.reason == "Both cook, and both have Tuesday evenings."
    assert duo.mentorship_id in (rosa.pk, nils.pk)
    assert Decision.objects.get().duo_id == duo.pk
    assert not Duo.objects.filter(enrolment=omar).exists()


@S0_04
def test_another_houses_coordinator_sees_and_does_nothing_here(room, pages):
    nadia, rosa = room.mentee(), room.mentor()
    meeting = room.meeting()
    olga, names = pages("olga"), {"meeting_id": meeting.pk, "enrolment_id": nadia.pk}
    assert olga.get(reverse("matching_meeting", kwargs={"meeting_id": meeting.pk})).status_code == 404
    for name in ("matching_duo", "matching_decide", "matching_not_now"):
        assert olga.get(reverse(name, kwargs=names)).status_code == 404
    assert "Compaan" not in text(olga.get(reverse("matching"))).replace("Nadia", "")
    told = room.act("olga") | {"meeting_id": meeting.pk, "seen": room.bench(meeting).state}
    deeds = (
        lambda: actions.form(**told, enrolment_id=nadia.pk, mentorship_id=rosa.pk, reason="x"),
        lambda: actions.not_now(**told, enrolment_id=nadia.pk, reason="x"),
        lambda: actions.keep(**told, enrolment_id=nadia.pk, mentorship_id=rosa.pk),
        lambda: actions.close(**room.act("olga"), meeting_id=meeting.pk),
        lambda: queries.proof(room.cast.viewer("olga"), meeting.pk),
        lambda: queries.bundle(room.cast.viewer("olga"), meeting.pk, 1),
    )
    for deed in deeds:
        with pytest.raises(NotFound):
            deed()
    for name in ("amina", "bram", "dario", "edda", "farid", "greta"):
        assert pages(name).get(reverse("matching_meeting", kwargs={"meeting_id": meeting.pk})).status_code == 403


@S0_04
def test_only_people_this_coordinator_may_open_come_to_the_table(room):
    room.mentee(), room.mentor()
    closed = enrolment(room.w, person(room.w, "P-CLOSED", "Clo", "Sed"))
    Wish.objects.create(enrolment=closed, waiting_since=TODAY, written_at=room.act()["at"], languages=[["fr", "B2"]], free=["tue-evening"])
    meeting = room.meeting()
    assert closed.pk not in room.bench(meeting).by_enrolment


@S0_15
def test_waiting_and_share_by_group_without_small_groups(room, pages):
    for n in range(6):
        room.mentee(f"Woman{n}", gender="W")
    for n in range(3):
        room.mentee(f"Man{n}", gender="M", free=["sat-morning"])
    room.mentor(capacity=6)
    meeting = room.meeting()
    for n in range(6):
        bench = room.bench(meeting)
        key = next(key for key in bench.solved.pairs if bench.mentees[key].name.startswith("Woman"))
        actions.form(
            **room.seen(meeting), enrolment_id=bench.mentees[key].id, mentorship_id=bench.mentors[bench.solved.pairs[key]].id, reason=f"{n}"
        )
    found = queries.fairness(room.cora, "gent", "gender")
    assert [(s.label, s.wished, s.matched) for s in found.shares] == [("Woman", None, None), ("Man", None, None)]
    for n in range(4):
        room.mentee(f"More{n}", gender="M")
    found = queries.fairness(room.cora, "gent", "gender")
    women, men = found.shares
    assert (women.wished, women.matched, women.percent, women.days) == (6, 6, 100, 70)
    assert (men.wished, men.matched, men.percent, men.days) == (7, 0, 0, None)
    assert (found.whole.wished, found.whole.matched) == (13, 6)
    shown = text(pages("farid").get(reverse("matching_fairness", kwargs={"code": "gent"})))
    assert "Woman" in shown
    assert "Benali" not in shown
    assert pages("greta").get(reverse("matching_fairness", kwargs={"code": "gent"})).status_code == 403


@S0_15
def test_the_floor_counts_groups_and_ranks_nobody(room):
    for n in range(4):
        room.mentee(f"Woman{n}", gender="W", isco=["5223"], since=TODAY)
    for n in range(4):
        room.mentee(f"Man{n}", gender="M", isco=["9"], interests=[], since=TODAY)
    room.mentor(capacity=4, isco=["5223"])
    meeting = room.meeting()
    first = [room.bench(meeting).mentees[key].name for key in room.bench(meeting).solved.pairs]
    assert all(name.startswith("Woman") for name in first)
    room.rules(groups="gender", floor={"below": 0.05})
    bench = room.bench(meeting)
    women = sum(bench.mentees[key].name.startswith("Woman") for key in bench.solved.pairs)
    assert (women, len(bench.solved.pairs)) == (2, 4)
    actions.keep(**room.seen(meeting), **_one(bench))
    assert queries.proof(room.cora, meeting.pk).holds is True


def _one(bench) -> dict:
    key, mentor = next(iter(bench.solved.pairs.items()))
    return {"enrolment_id": bench.mentees[key].id, "mentorship_id": bench.mentors[mentor].id}


@S0_15
def test_a_branch_reads_its_own_shares_only(room):
    for n in range(6):
        room.mentee(f"Woman{n}", gender="W")
    for name, wished, everywhere in (("farid", 6, True), ("cora", 6, False), ("olga", None, False)):
        found = queries.fairness(room.cast.viewer(name), "gent", "gender")
        assert ([share.wished for share in found.shares if share.wished] or [None])[0] == wished, name
        assert found.everywhere is everywhere, name
