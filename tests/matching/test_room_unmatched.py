"""What is said to help somebody left over is true when tried: put into the records and solved again through the room."""

from datetime import timedelta
from random import Random

import pytest
from django.db import transaction

from tests.cast import NOW, TODAY
from vieta.matching.engine.people import slot_names
from vieta.matching.engine.rules import LEVELS
from vieta.matching.queries.words import left_of
from vieta.mentoring.models import Clearance, MentoringSetUp, Mentorship, MentorshipEvent, Wish
from vieta.programmes.models import Region

SLOTS = ("mon-morning", "tue-evening", "thu-evening")
LANGUAGES = ("fr", "nl", "en")


def drawn(room, seed: int):
    """Some people who wait and some mentors, with every kind of limit among them."""
    r = Random(seed)
    MentoringSetUp.objects.create(programme=room.w.programme)
    south = Region.objects.create(programme=room.w.programme, code="south", name="South")
    for n in range(6):
        row = room.mentee(f"Nadia{n}", since=TODAY - timedelta(days=n), **_facts(r), mentor_gender=r.choice(["", "", "W"]))
        if r.random() < 0.3:
            row.region = south
            row.save()
    for n in range(3):
        part = room.mentor(
            f"Rosa{n}", **_facts(r), gender=r.choice("WM"), trained=r.random() < 0.7, cleared=r.random() < 0.8, capacity=r.randint(1, 2)
        )
        if r.random() < 0.3:
            part.region = south
            part.save()
    return room.meeting()


def _facts(r: Random) -> dict:
    return {
        "languages": [[code, r.choice(LEVELS)] for code in r.sample(LANGUAGES, r.randint(1, 2))],
        "free": r.sample(SLOTS, r.randint(1, 2)),
        "remote": r.random() < 0.3,
    }


def put_into_the_records(room, bench, change) -> None:
    """The change as people would write it down."""
    mentor = bench.mentors.get(change.mentor)
    wish = Wish.objects.filter(enrolment_id=bench.mentees[change.mentee].id) if change.mentee in bench.mentees else None
    if change.kind == "place":
        row = Mentorship.objects.get(pk=mentor.id)
        row.capacity += 1
        row.save()
    elif change.kind == "training":
        MentorshipEvent.objects.create(mentorship_id=mentor.id, moment="trained", valid_on=TODAY, recorded_at=NOW)
    elif change.kind == "clearance":
        Clearance.objects.create(mentor_id=mentor.person_id, checked_on=TODAY, valid_until=TODAY + timedelta(days=500), recorded_at=NOW)
    elif change.kind == "slot":
        wish.update(free=[*wish.get().free, change.fact])
    elif change.kind == "remote":
        wish.update(remote=True)
    elif change.kind == "language":
        code, level = change.fact
        wish.update(languages=[*wish.get().languages, [code, LEVELS[level]]])
    else:
        _newcomer(room, change.profile)


def _newcomer(room, profile) -> None:
    part = room.mentor(
        "New", languages=[[code, LEVELS[level]] for code, level in profile.languages], free=list(slot_names(profile.free)),
        gender=profile.gender, capacity=profile.capacity,
    )  # fmt: skip
    part.region = Region.objects.get(programme=room.w.programme, name=profile.branch)
    part.save()


@pytest.mark.parametrize("seed", range(14))
def test_every_change_helps_as_many_as_said(room, seed):
    meeting = drawn(room, seed)
    bench = room.bench(meeting)
    before = len(bench.solved.pairs)
    left = bench.solved.left()
    assert len(left) == len(bench.mentees) - before
    for one in left:
        if one.change is None:
            continue
        tried = transaction.savepoint()
        put_into_the_records(room, bench, one.change)
        after = len(room.bench(meeting).solved.pairs)
        assert after >= before + one.change.matches, one
        if one.change.kind not in ("training", "clearance"):
            assert after == before + one.change.matches, one
        transaction.savepoint_rollback(tried)


def test_the_sentence_says_how_many_one_more_mentor_would_match(room):
    for n in range(3):
        room.mentee(f"Nadia{n}")
    room.mentor(languages=[["nl", "C1"]])
    meeting = room.meeting()
    bench = room.bench(meeting)
    told = {card.help for card in left_of(bench, sorted(bench.mentees))}
    assert told == {"One more mentor in North who speaks French at B1 and is free on Tuesday evening, with room for 3, would match 3 more"}


def test_every_kind_of_change_is_met_by_these_draws(room):
    kinds = set()
    for seed in range(14):
        drawing = transaction.savepoint()
        bench = room.bench(drawn(room, seed))
        kinds |= {one.change.kind for one in bench.solved.left() if one.change}
        transaction.savepoint_rollback(drawing)
    assert {"place", "training", "clearance", "slot", "new_mentor"} <= kinds
