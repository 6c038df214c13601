"""Anybody's way, from enquiry to where they are today, by the same deeds as on the pages."""

from datetime import date, time, timedelta

from vieta.activities.actions import Mark, Meeting, Written, log_contact, plan_contact, plan_group, record_attendance
from vieta.enrolments.actions import (
    GroundGiven,
    admit,
    enquire,
    give_notice,
    record_traits,
)
from vieta.enrolments.models import Enrolment
from vieta.enrolments.rules import Answer
from vieta.outcomes.actions import Change, Said, leave_programme, record_answer, record_outcome
from vieta.outcomes.models import FollowUp
from vieta.plans.actions import (
    RatingGiven,
    add_goal,
    add_step,
    agree_for_team,
    begin_draft,
    choose_service,
    finish_step,
    hold_review,
    record_agreement,
    say_what_matters,
)
from vieta.plans.models import Step

from .. import words
from .stage import Stage


def person(stage: Stage, coach: str, number: int, name, employers: list[str], grounds: tuple[str, ...]) -> Enrolment:
    """One person from enquiry to where they are today: new, under way, silent, drifting, or left and to be asked again."""
    draw = stage.draw
    fate = ("going", "going", "silent", "going", "left", "waiting", "going", "drifting")[number % 8]
    ago = {"left": draw.randint(210, 330), "waiting": draw.randint(24, 40)}.get(fate, draw.randint(60, 190))
    stay = _enters(stage, coach, number, name, grounds, ago)
    _go_on(stage, coach, stay, ago, fate, employers, number)
    stay.refresh_from_db()
    return stay


def _enters(stage: Stage, coach: str, number: int, name, grounds: tuple[str, ...], ago: int) -> Enrolment:
    draw = stage.draw
    gender = draw.choice("WWM") if grounds[0] in ("childcare", "single-parent") else draw.choice("WM")
    first, last = name(draw, gender)
    age = draw.randint(51, 62) if "age-50" in grounds else draw.randint(20, 48)
    born = date(stage.today.year - age - 2, draw.randint(1, 12), draw.randint(1, 28))
    act, latvian = stage.by(coach, stage.day(ago)), stage.programme.country == "LV"
    stay = enquire(
        **act,
        programme_id=stage.programme.pk,
        provider_id=act["by"].organisation_id,
        on=stage.day(ago),
        apart_reason="Another birth date.",
        first_name=first,
        last_name=last,
        birth_on=born,
        gender=gender,
        phone=f"+371 2{number:03d} {ago:04d}" if latvian else f"+32 470 {number:02d} {ago:03d}",
        languages=["lv", "ru"] if latvian else ["nl", "en"],
        municipality_id=draw.choice(stage.places).pk,
        region_id=stage.region.pk,
    )
    values = {
        "labour": "unemployed",
        "education": draw.choice("1233"),
        "gender": gender,
        "birth_on": born.isoformat(),
        "minority": draw.choice(("yes", "no", "")),
        "housing": "no",
    }
    entry(stage, coach, stay, stage.day(ago), values if number % 11 else values | {"education": None})
    admit(
        **stage.by(coach, stage.day(ago - 6)),
        enrolment_id=stay.pk,
        on=stage.day(ago - 6),
        reason="Fits what we do, and wants to begin.",
        grounds=[GroundGiven(stage.grounds[draw.choice(grounds)].pk)],
        coach_id=stage.accounts[coach].pk,
    )
    return stay


def _go_on(stage: Stage, coach: str, stay: Enrolment, ago: int, fate: str, employers: list[str], number: int) -> None:
    draw = stage.draw
    last = {"silent": draw.randint(26, 40), "left": 150}.get(fate, draw.randint(3, 14))
    days = list(range(ago - 8, last, -draw.randint(11, 17))) + [last]
    meetings(stage, coach, stay, days, topics=words.TOPICS)
    review(stage, coach, stay, stage.day(ago - 10), "entry", {})
    if fate == "waiting":
        _draft(stage, coach, stay, stage.day(9), draw.choice(words.PLANS), draw.choice(words.MATTERS))
        return
    plan(stage, coach, stay, stage.day(ago - 16), draw.choice(words.PLANS), draw.choice(words.MATTERS))
    if fate in ("going", "drifting") and draw.random() < 0.8:
        soon = stage.ahead(draw.randint(0, 9))
        plan_contact(
            **stage.by(coach, stage.day(last)),
            enrolment_id=stay.pk,
            meeting=Meeting("talk", soon, time(9 + draw.randint(0, 7), 0), topic=draw.choice(words.TOPICS)),
        )
    if fate == "drifting":
        _missed(stage, coach, stay)
    if fate == "left":
        _left(stage, coach, stay, last, employers)


def _left(stage: Stage, coach: str, stay: Enrolment, ago: int, employers: list[str]) -> None:
    """Began work, left, and was asked 28 days later; the six-month question comes due these days."""
    draw = stage.draw
    on = stage.day(ago - draw.choice((-32, -8, 0)))
    act = stage.by(coach, on)
    record_outcome(
        **act,
        enrolment_id=stay.pk,
        change=Change(
            "employment",
            on,
            contract_kind=draw.choice(("permanent", "fixed-term")),
            weekly_hours=draw.choice((20, 30, 38)),
            employer=draw.choice(employers),
        ),
    )
    leave_programme(**act, enrolment_id=stay.pk, on=on, because="work", note="Knows where to find us.")
    due = FollowUp.objects.get(enrolment=stay, moment="28-days", retracted_at__isnull=True)
    asked = due.due_on + timedelta(days=3)
    record_answer(**stage.by(coach, asked), follow_up_id=due.pk, said=Said("in-work", asked, still_there=True))


def _missed(stage: Stage, coach: str, stay: Enrolment) -> None:
    for ago in (12, 5):
        day = stage.day(ago)
        planned = plan_contact(
            **stage.by(coach, stage.day(ago + 3)),
            enrolment_id=stay.pk,
            meeting=Meeting("consultation", day, time(10, 0), topic="As agreed"),
        )
        record_attendance(**stage.by(coach, day), activity_id=planned.pk, marks=[Mark(stay.pk, "absent")])


def enquiry(stage: Stage, who: str, number: int, name) -> None:
    """Somebody who waits for an answer."""
    gender = stage.draw.choice("WM")
    first, last = name(stage.draw, gender)
    day = stage.day(2 + number * 3)
    act = stage.by(who, day)
    enquire(
        **act,
        programme_id=stage.programme.pk,
        provider_id=act["by"].organisation_id,
        on=day,
        apart_reason="Asked: never here before.",
        first_name=first,
        last_name=last,
        gender=gender,
        municipality_id=stage.draw.choice(stage.places).pk,
        region_id=stage.region.pk,
    )


def entry(stage: Stage, who: str, stay: Enrolment, on: date, values: dict[str, str | None]) -> None:
    """Entry characteristics (an empty value means the person declined) and the notices."""
    common = {
        "in_education": "no",
        "third_country": "yes",
        "foreign_background": "yes",
        "disability": "no",
        "rural": "no",
        "exclusion_risk": "yes",
        "barrier": "employment",
    }
    answers = {
        trait: Answer(value=value) if value else Answer(asked="declined") for trait, value in (common | values).items() if value is not None
    }
    if values.get("labour") == "unemployed":
        answers["unemployed_since"] = Answer(value=(on - timedelta(days=stage.draw.randint(60, 900))).isoformat())
    record_traits(**stage.by(who, on), enrolment_id=stay.pk, answers=answers)
    for purpose in stage.purposes:
        give_notice(**stage.by(who, on), enrolment_id=stay.pk, purpose_id=purpose.pk, form="spoken", language="en", on=on)


def meetings(stage: Stage, who: str, stay: Enrolment, agos, topics: tuple[str, ...]) -> None:
    for n, ago in enumerate(agos):
        day = stage.day(ago)
        kind = ("consultation", "talk", "visit")[n % 3] if n else "consultation"
        note = Written(stage.draw.choice(words.NOTES)) if n % 3 == 1 else None
        mode = stage.draw.choice(("in-person", "in-person", "in-person", "phone", "video")) if n else "in-person"
        log_contact(
            **stage.by(who, day),
            enrolment_id=stay.pk,
            meeting=Meeting(kind, day, time(9 + n % 8, 0), stage.draw.choice((30, 45, 60)), mode=mode, topic=topics[n % len(topics)]),
            note=note,
        )


def review(stage: Stage, who: str, stay: Enrolment, on: date, moment: str, given: dict[str, tuple[int, int]]) -> None:
    for version in (stage.review, stage.scale):
        ratings = []
        for code, domain in stage.domains.items():
            if domain.version_id != version.pk:
                continue
            if code in ("substances", "mind") and not given:
                ratings.append(RatingGiven(code, answer="not-discussed"))
                continue
            person, worker = given.get(code) or (stage.draw.randint(1, 4), stage.draw.randint(2, 4))
            ratings.append(RatingGiven(code, by_person=person, by_worker=worker))
        hold_review(**stage.by(who, on), enrolment_id=stay.pk, version_id=version.pk, moment=moment, on=on, ratings=ratings)
    if moment == "entry" and stay.programme.code == "diversity-zk":
        choose_service(
            **stage.by(who, on),
            enrolment_id=stay.pk,
            profession="career",
            hours=6,
            reason="Knows what she is good at, not yet where it is wanted.",
            domain_id=stage.domains["work"].pk,
        )


def _draft(stage: Stage, who: str, stay: Enrolment, on: date, goals: dict, matters: str):
    act = stage.by(who, on)
    begin_draft(**act, enrolment_id=stay.pk)
    say_what_matters(**act, enrolment_id=stay.pk, words=matters)
    version = None
    for (domain, goal), steps in goals.items():
        version = add_goal(**act, enrolment_id=stay.pk, text=goal, domain_id=stage.domains[domain].pk)
        row = version.goals.order_by("-position").first()
        for text, doer, days in steps:
            version = add_step(**act, enrolment_id=stay.pk, goal_id=row.pk, text=text, doer=doer, by_on=on + timedelta(days=days))
    return version


def plan(stage: Stage, who: str, stay: Enrolment, on: date, goals: dict, matters: str) -> None:
    """A plan both agreed some days after it was written, with the first steps done."""
    version = _draft(stage, who, stay, on, goals, matters)
    agreed = on + timedelta(days=3)
    record_agreement(**stage.by(who, agreed), enrolment_id=stay.pk, text_hash=version.text_hash, how="spoken")
    active = agree_for_team(**stage.by(who, agreed), enrolment_id=stay.pk, text_hash=version.text_hash)
    due = Step.objects.filter(goal__version=active, by_on__lt=stage.today - timedelta(days=10)).order_by("by_on")
    for step in list(due)[:3]:
        finish_step(**stage.by(who, min(step.by_on, stage.today)), enrolment_id=stay.pk, step_id=step.pk)


def group(stage: Stage, who: str, topic: str, enrolment_ids: list[int]) -> None:
    """A group that met last week and meets again in a few days; next week's list waits for its marks."""
    for ago, ahead in ((15, 0), (8, 0), (0, 4)):
        day = stage.day(ago) if ago else stage.ahead(ahead)
        told = stage.day(ago + 5) if ago else stage.day(1)
        act = stage.by(who, told)
        activity = plan_group(
            **act,
            programme_id=stage.programme.pk,
            meeting=Meeting("group", day, time(13, 30), 120, topic=topic, place="The big room"),
            enrolment_ids=enrolment_ids,
            region_id=stage.region.pk,
        )
        if ago == 15:
            record_attendance(
                **stage.by(who, day),
                activity_id=activity.pk,
                marks=[Mark(e, "present" if n else "excused") for n, e in enumerate(enrolment_ids)],
            )
