"""From the records to the proposal: each hard limit, veto and condition alone makes the difference; only what is needed is told."""

import json
from datetime import date, timedelta

import pytest

from tests.cast import NOW, TODAY, enrolment, person
from vieta.base.refusal import Refused
from vieta.enrolments.models import EntryTrait
from vieta.matching import actions
from vieta.matching.models import Proposal
from vieta.mentoring.actions import duos as duo_deeds
from vieta.mentoring.models import Apart, MentoringSetUp, MentorshipEvent, Pause, Wish
from vieta.programmes.models import Region


def proposes(room) -> bool:
    """Whether the one mentee is proposed with the one mentor, at a meeting that says so in its kept proposal too."""
    meeting = room.meeting()
    found = bool(room.proposed(meeting))
    assert Proposal.objects.get(meeting=meeting).matched == found
    actions.close(**room.act(), meeting_id=meeting.pk)
    return found


def set_up(room, **values) -> None:
    MentoringSetUp.objects.update_or_create(programme=room.w.programme, defaults=values)


def lives_elsewhere(room, row, part):
    row.region = Region.objects.create(programme=room.w.programme, code="south", name="South")
    row.save()


def apart(kind, said_by=""):
    def lay(room, row, part):
        Apart.objects.create(enrolment=row, mentor=part.mentor, kind=kind, said_by=said_by, recorded_at=NOW)

    return lay


def wish(**values):
    return lambda room, row, part: Wish.objects.filter(enrolment=row).update(**values)


def mentor(**values):
    def change(room, row, part):
        for name, value in values.items():
            setattr(part.mentor, name, value)
        part.mentor.save()

    return change


def part_of(**values):
    def change(room, row, part):
        for name, value in values.items():
            setattr(part, name, value)
        part.save()

    return change


def paused(room, row, part):
    Pause.objects.create(mentor=part.mentor, from_on=TODAY, until_on=TODAY + timedelta(days=5))


def full(room, row, part):
    other = room.house.mentee("Zoe", n=9)
    duo_deeds.form(**room.act(), enrolment_id=other.pk, mentorship_id=part.pk, reason="x")


def in_a_duo(room, row, part):
    other = room.house.mentor("Other")
    duo_deeds.form(**room.act(), enrolment_id=row.pk, mentorship_id=other.pk, reason="x")


def uncleared(room, row, part):
    part.mentor.clearances.update(valid_until=TODAY)


def untrained(room, row, part):
    MentorshipEvent.objects.filter(mentorship=part, moment="trained").update(retracted_at=NOW)


def left_programme(room, row, part):
    row.state, row.left_on = "left", TODAY
    row.save()


ALONE = {
    "another language": wish(languages=[["nl", "C1"]]),
    "a lower level": wish(languages=[["fr", "A2"]]),
    "another time": wish(free=["sat-morning"]),
    "another place": lives_elsewhere,
    "mentee's veto": apart("veto", "mentee"),
    "mentor's veto": apart("veto", "mentor"),
    "coordinator's veto": apart("veto"),
    "earlier refusal": apart("refused", "mentor"),
    "conflict of interest": apart("conflict"),
    "mentor's gender": lambda room, row, part: (wish(mentor_gender="W")(room, row, part), mentor(gender="M")(room, row, part)),
    "clearance run out": uncleared,
    "training not finished": untrained,
    "pause": paused,
    "no place free": full,
    "mentee in a duo": in_a_duo,
    "wish withdrawn": wish(withdrawn_on=TODAY),
    "left the programme": left_programme,
    "not accepted": part_of(standing="interviewed"),
    "not begun": part_of(from_on=TODAY + timedelta(days=1)),
    "stopped": part_of(until_on=TODAY),
    "left the network": mentor(left_on=TODAY),
    "other tasks only": mentor(offer="volunteer"),
}


@pytest.mark.parametrize("name", ALONE)
def test_each_alone_makes_the_difference(room, name):
    row, part = room.mentee(), room.mentor()
    assert proposes(room)
    ALONE[name](room, row, part)
    assert not proposes(room)


LIFTED = {
    "both at a distance": lambda room, row, part: (
        lives_elsewhere(room, row, part),
        wish(remote=True)(room, row, part),
        mentor(remote=True)(room, row, part),
    ),
    "the veto lifted": lambda room, row, part: (
        apart("veto", "mentee")(room, row, part),
        Apart.objects.update(lifted_at=NOW),
    ),
    "the training early": lambda room, row, part: (
        untrained(room, row, part),
        MentorshipEvent.objects.create(mentorship=part, moment="early-start", valid_on=TODAY, recorded_at=NOW, reason="Knows it."),
    ),
    "the training within a time": lambda room, row, part: (
        untrained(room, row, part),
        set_up(room, training_rule="within", training_days=60),
    ),
    "no clearance asked": lambda room, row, part: (uncleared(room, row, part), set_up(room, clearance_required=False)),
}


@pytest.mark.parametrize("name", LIFTED)
def test_what_lifts_a_limit(room, name):
    row, part = room.mentee(), room.mentor()
    LIFTED[name](room, row, part)
    assert proposes(room)


def born(age: int) -> date:
    return date(TODAY.year - age, 1, 1)


@pytest.mark.parametrize(
    ("mentee_age", "mentor_age", "proposed"),
    [(25, 60, True), (34, 60, False), (25, 49, False), (33, 52, False), (None, 60, False), (25, None, False)],
)
def test_ages_are_conditions_of_the_programme(room, mentee_age, mentor_age, proposed):
    set_up(room, intergenerational=True, age_gap=20, mentor_age_from=50, mentee_age_until=33)
    room.mentee(birth_on=born(mentee_age) if mentee_age else None)
    room.mentor(birth_on=born(mentor_age) if mentor_age else None)
    assert proposes(room) is proposed


@pytest.mark.parametrize(("value", "proposed"), [("yes", True), ("no", False), (None, False)])
def test_background_is_a_condition_only_where_the_rules_say_so(room, value, proposed):
    row = room.mentee()
    room.mentor()
    if value:
        EntryTrait.objects.create(enrolment=row, trait="foreign_background", value=value, valid_on=TODAY, recorded_at=NOW)
    assert proposes(room)
    room.rules(eligibility={"migrant_background": True})
    assert proposes(room) is proposed


def test_weeks_and_kilometres_when_the_rules_ask(room):
    row, part = room.mentee(latitude=51.05, longitude=3.72), room.mentor(latitude=51.30, longitude=3.72)
    part.until_on = TODAY + timedelta(days=60)
    part.save()
    assert proposes(room)
    room.rules(limits={"distance_km": 20})
    assert not proposes(room)
    room.rules(limits={"weeks_together": 12})
    assert not proposes(room)
    assert row.pk


def files(room, **tree) -> dict[str, str]:
    room.rules(**tree)
    meeting = room.meeting()
    return json.loads(Proposal.objects.get(meeting=meeting).files)


def test_the_engine_is_told_only_what_these_rules_need(room):
    row = room.mentee(birth_on=born(25), gender="W", latitude=51.0, longitude=3.7)
    room.mentor(birth_on=born(60), latitude=51.0, longitude=3.7)
    EntryTrait.objects.create(enrolment=row, trait="foreign_background", value="yes", valid_on=TODAY, recorded_at=NOW)
    nothing = {"sector": 0, "languages": 0, "interests": 0, "availability": 0, "distance": 0, "waiting": 0}
    told = files(room, limits={"language": False, "free_together": 0}, weights=nothing)
    rows = [line.split(",") for line in told["mentees"].splitlines()]
    facts = {name: value for name, value in zip(*rows, strict=True) if value}
    assert set(facts) == {"mentee", "branch", "remote", "migrant_background"}
    assert facts["migrant_background"] == "no"  # not asked, so not told
    assert str(row.pk) not in told["mentees"].replace(facts["mentee"], "")


@pytest.mark.parametrize("secret", ["Nadia", "Benali", "Rosa", "Claes", "P-NADIA"])
def test_nobody_is_named_in_what_is_kept(room, secret):
    room.mentee(), room.mentor()
    meeting = room.meeting()
    assert secret not in Proposal.objects.get(meeting=meeting).files


def test_pseudonyms_differ_from_meeting_to_meeting(room):
    room.mentee(), room.mentor()
    first = room.meeting()
    one = set(room.bench(first).mentees)
    actions.close(**room.act(), meeting_id=first.pk)
    assert one.isdisjoint(room.bench(room.meeting()).mentees)


@pytest.mark.parametrize(
    "word", ["ethnicity", "religion", "disability", "orientation", "health", "motivation", "age", "gender", "criminal"]
)
def test_what_the_law_forbids_cannot_be_a_rule(room, word):
    with pytest.raises(Refused):
        room.rules(weights={word: 3})
    with pytest.raises(Refused):
        room.rules(limits={word: True})


def test_another_houses_people_never_come_to_the_table(room):
    room.mentor()
    stranger = person(room.w, "P-STRANGE", "Stra", "Nger")
    row = enrolment(room.w, stranger, provider=room.w.other)
    Wish.objects.create(enrolment=row, waiting_since=TODAY, written_at=NOW, languages=[["fr", "B2"]], free=["tue-evening"])
    meeting = room.meeting()
    assert room.bench(meeting).mentees == {}
