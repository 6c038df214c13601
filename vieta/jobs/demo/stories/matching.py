"""A matching meeting in Ghent: thirteen people who wait, six more mentors, last week's meeting and the one of today."""

from datetime import date, timedelta

from vieta.enrolments.actions import GroundGiven, admit, enquire
from vieta.enrolments.models import Enrolment
from vieta.matching import actions as table
from vieta.matching import queries
from vieta.matching.models import Meeting
from vieta.mentoring.actions import intake, network, wishes
from vieta.mentoring.actions.training import recognise_training
from vieta.mentoring.models import Edition, Mentorship

from .people import entry
from .stage import Stage

COORDINATOR, COACH = "saar", "mira"
ABOUT = "Would like to know how work goes here."
# Name, woman or man, age, waiting for so many weeks, town; languages; fields of work; interests; free; a wish about the mentor.
WAIT = (
    ("Selam Tesfay", "W", 26, 15, "Gent", "nl:B1 ti:native en:B1", "53 Q", "cooking choir", "tue-evening thu-evening", ""),
    ("Idris Haji", "M", 31, 13, "Gent", "nl:B1 so:native en:B2", "83 H", "football", "wed-evening sat-morning", ""),
    ("Mariam Safi", "W", 24, 12, "Gent", "nl:B2 fa:native", "24 K", "chess reading", "mon-afternoon tue-evening", ""),
    ("Yousef Darwish", "M", 29, 11, "Merelbeke", "nl:B1 ar:native fr:B1", "71 F", "football bicycles", "tue-evening sat-morning", ""),
    ("Olena Kovalchuk", "W", 33, 10, "Gent", "en:C1 uk:native nl:A2", "25 J", "running chess", "wed-evening thu-evening", ""),
    ("Hamid Rezai", "M", 22, 9, "Lokeren", "nl:B1 fa:native", "74 F", "music", "thu-evening sat-morning", ""),
    ("Blessing Eze", "W", 28, 8, "Gent", "en:C2 nl:A2", "32 Q", "choir reading", "tue-evening fri-morning", "W"),
    ("Tenzin Dolma", "W", 30, 7, "Gent", "nl:B1 en:B2", "94 I", "cooking", "mon-morning wed-morning", ""),
    ("Bilal Aydin", "M", 25, 6, "Gent", "nl:B2 tr:native", "52 G", "football cooking", "tue-evening wed-evening", ""),
    ("Rahwa Kidane", "W", 23, 5, "Gent", "nl:A2 ti:native", "91 N", "choir", "sun-afternoon", ""),
    ("Samuel Mensah", "M", 32, 4, "Gent", "en:C1 fr:B2", "33 M", "running music", "sun-afternoon sun-evening", ""),
    ("Zahra Noori", "W", 27, 3, "Merelbeke", "nl:B1 fa:native", "53 Q", "reading gardens", "sun-afternoon", "W"),
    ("Farah Nasser", "W", 21, 2, "Gent", "nl:B1 ar:native", "42 O", "music", "sun-afternoon sun-evening", ""),
)
# Name, woman or man, age, places, town; languages; fields known; interests; free; "course" where the training goes on.
MENTORS = (
    ("Annemie Stevens", "W", 58, 1, "Gent", "nl:native en:C1", "24 K", "chess reading", "tue-evening mon-afternoon", ""),
    ("Marc Lippens", "M", 69, 1, "Merelbeke", "nl:native en:B1", "83 H", "football", "wed-evening sat-morning", ""),
    ("Rita Goossens", "W", 61, 1, "Gent", "nl:native en:C1 fr:B2", "25 J", "running", "wed-evening thu-evening", ""),
    ("Hilde Verstraete", "W", 59, 1, "Gent", "nl:native en:C1", "32 22 Q", "choir", "tue-evening", ""),
    ("Dirk Moens", "M", 67, 1, "Gent", "nl:native tr:B1", "52 14 G", "cooking", "tue-evening wed-evening", ""),
    ("Els Baeten", "W", 56, 1, "Gent", "nl:native en:B2", "94 51 I", "cooking gardens", "wed-morning", "course"),
)
RULES = {
    "limits": {"language": "B1", "place": True, "free_together": 1, "weeks_together": 0, "distance_km": None},
    "weights": {"sector": 4, "languages": 2, "interests": 2, "availability": 2, "distance": 1, "waiting": 3},
}


def play_matching(stage: Stage) -> None:
    """Rules, those who wait, mentors who are ready, a meeting last week, and the table laid for today."""
    table.set_rules(
        **stage.by(COORDINATOR, stage.day(40)), code=stage.code, tree=RULES,
        reason="Agreed with the coaches: whoever has waited long counts more, and the field of work most.",
    )  # fmt: skip
    stays = [_waits(stage, number, *line) for number, line in enumerate(WAIT)]
    for line in MENTORS:
        _mentor(stage, *line)
    _last_week(stage, stays)
    meeting = _open(stage, stage.today, "Saar, Mira and Lotte")
    _kept(stage, meeting, stays)


def _pairs(text: str) -> tuple[tuple[str, str], ...]:
    return tuple((code, level) for code, _colon, level in (word.partition(":") for word in text.split()))


def _codes(text: str, letters: bool) -> tuple[str, ...]:
    return tuple(code for code in text.split() if code.isalpha() == letters)


def _born(stage: Stage, age: int) -> date:
    return date(stage.today.year - age - 1, stage.draw.randint(1, 12), stage.draw.randint(1, 28))


def _waits(
    stage: Stage, number: int, name: str, gender: str, age: int, weeks: int, town: str, spoken: str, fields: str, likes: str, free: str,
    asked: str,
) -> Enrolment:  # fmt: skip
    """Somebody from enquiry to the list of those who wait, with what they wish."""
    first, last = name.split(" ", 1)
    on, since = stage.day(7 * weeks + 12), stage.day(7 * weeks)
    born = _born(stage, age)
    stay = enquire(
        **stage.by(COACH, on), programme_id=stage.programme.pk, provider_id=stage.accounts[COACH].organisation_id, on=on,
        apart_reason="Another birth date.", first_name=first, last_name=last, birth_on=born, gender=gender,
        phone=f"+32 471 {number:02d} {age:03d}", languages=[code for code, _level in _pairs(spoken)], region_id=stage.region.pk,
        municipality_id=stage.draw.choice(stage.places).pk,
    )  # fmt: skip
    entry(
        stage, COACH, stay, on, {"labour": "unemployed", "education": "3", "gender": gender, "birth_on": born.isoformat(), "housing": "no"}
    )
    admit(
        **stage.by(COACH, since), enrolment_id=stay.pk, on=since, reason="Wants a mentor on the way to work.",
        grounds=[GroundGiven(stage.grounds["born-abroad"].pk)], coach_id=stage.accounts[COACH].pk,
    )  # fmt: skip
    wished = wishes.Wished(
        languages=_pairs(spoken), isco=_codes(fields, False), nace=_codes(fields, True), interests=tuple(likes.split()),
        free=tuple(free.split()), place=town, mentor_gender=asked, about=ABOUT, waiting_since=since,
    )  # fmt: skip
    wishes.write(**stage.by(COACH, since), enrolment_id=stay.pk, wished=wished)
    return stay


def _mentor(
    stage: Stage, name: str, gender: str, age: int, places: int, town: str, spoken: str, fields: str, likes: str, free: str, training: str
) -> Mentorship:
    """A mentor from the offer to the network; one is still in the training."""
    first, last = name.split(" ", 1)
    on = stage.day(80)
    notice = Edition.objects.filter(programme=stage.programme, paper="notice").order_by("-number")[0].number
    profile = network.Profile(
        first_name=first, last_name=last, birth_on=_born(stage, age), gender=gender, origin="BE", place=town, languages=_pairs(spoken),
        isco=_codes(fields, False), nace=_codes(fields, True), interests=tuple(likes.split()), free=tuple(free.split()),
        phone=f"+32 472 {age:02d} {len(last):03d}", about="Worked for many years and likes to pass it on.",
    )  # fmt: skip
    branch = stage.accounts[COORDINATOR].organisation_id
    row = network.offer(
        **stage.by(COORDINATOR, on), programme_id=stage.programme.pk, organisation_id=branch, profile=profile, notice=notice
    )
    where = {"mentorship_id": row.pk}
    intake.inform(**stage.by(COORDINATOR, stage.day(75)), **where, on=stage.day(75))
    intake.interview(**stage.by(COORDINATOR, stage.day(70)), **where, on=stage.day(70), words="Listens well and has time.")
    intake.accept(
        **stage.by(COORDINATOR, stage.day(66)), **where, on=stage.day(66), reason="Listens well and has time.", capacity=places,
        despite="Checked at the interview.",
    )  # fmt: skip
    checked = stage.day(66)
    network.record_clearance(
        **stage.by(COORDINATOR, checked), mentor_id=row.mentor_id, checked_on=checked, valid_until=checked + timedelta(days=700)
    )
    if training != "course":
        day = stage.day(50)
        recognise_training(**stage.by(COORDINATOR, day), **where, on=day, reason="Two days of training for mentors in Ghent.")
    return row


def _open(stage: Stage, on: date, present: str) -> Meeting:
    branch = stage.accounts[COORDINATOR].organisation_id
    return table.open_meeting(**stage.by(COORDINATOR, on), programme_id=stage.programme.pk, organisation_id=branch, on=on, present=present)


def _seen(stage: Stage, meeting: Meeting, on: date) -> tuple[dict, queries.Bench]:
    act = stage.by(COORDINATOR, on)
    found = queries.laid_out(act["by"], meeting.pk)
    assert found is not None  # noqa: S101  the rules were set above
    return act | {"meeting_id": meeting.pk, "seen": found.state}, found


def _last_week(stage: Stage, stays: list[Enrolment]) -> None:
    """One duo formed, one person who asked to wait a week."""
    on = stage.day(7)
    meeting = _open(stage, on, "Saar and Mira")
    act, found = _seen(stage, meeting, on)
    first = found.by_enrolment[stays[2].pk]
    mentor = found.mentors[found.solved.pairs[first.key]]
    table.form(
        **act, enrolment_id=first.id, mentorship_id=mentor.id, reason="Both know figures, both play chess, and Tuesday evenings suit them."
    )
    act, found = _seen(stage, meeting, on)
    table.not_now(**act, enrolment_id=stays[3].pk, reason="Has an exam this week and asked to begin after it.")
    table.close(**stage.by(COORDINATOR, on), meeting_id=meeting.pk, note="Mira asks in the choir for somebody who is free on Sundays.")


def _kept(stage: Stage, meeting: Meeting, stays: list[Enrolment]) -> None:
    """One pair is kept together already, as it was said on the telephone."""
    act, found = _seen(stage, meeting, stage.today)
    mentee = found.by_enrolment[stays[4].pk]
    mentor = found.solved.pairs.get(mentee.key)
    if mentor:
        table.keep(**act, enrolment_id=mentee.id, mentorship_id=found.mentors[mentor].id)
