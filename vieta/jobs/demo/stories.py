"""What goes on today: people met, taken in, planned with and followed, by the same deeds as on the pages, on the days they happened."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from random import Random

from django.core.files.base import ContentFile

from vieta.accounts.models import Account
from vieta.activities.actions import Mark, Meeting, Written, log_contact, log_outreach, meet, plan_contact, plan_group, record_attendance
from vieta.base.viewer import Viewer
from vieta.enrolments.actions import GroundGiven, add_to_team, admit, enquire, file_document, give_notice, lodge_unequal, record_traits, take_up_unequal
from vieta.enrolments.models import Enrolment
from vieta.enrolments.rules import Answer
from vieta.outcomes.actions import Change, Said, leave_programme, record_answer, record_outcome
from vieta.outcomes.models import FollowUp
from vieta.people.actions import give_own_place
from vieta.people.models import OwnPlace
from vieta.people.queries import viewer_with_own_place
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
from vieta.plans.models import Domain, InstrumentVersion, Step
from vieta.programmes.models import Ground, Municipality, Programme, Purpose, Region

from . import words
from .names import EMPLOYERS, LATVIAN_EMPLOYERS, gent_name, latvian_name
from .papers import pdf
from .staff import PASSWORD


@dataclass
class Stage:
    """The programme a story plays in, and who acts on which day."""

    code: str
    today: date
    draw: Random
    viewers: dict[tuple[str, date], Viewer] = field(default_factory=dict)

    def __post_init__(self):
        self.programme = Programme.objects.get(code=self.code)
        self.region = Region.objects.get(programme=self.programme)
        self.places = list(Municipality.objects.filter(region=self.region).order_by("id"))
        self.grounds = {g.code: g for g in Ground.objects.filter(programme=self.programme)}
        self.purposes = list(Purpose.objects.filter(programme=self.programme, until_on__isnull=True))
        self.review = InstrumentVersion.objects.get(instrument__code="life-domains")
        self.scale = InstrumentVersion.objects.get(instrument__code="motivation")
        self.domains = {d.code: d for d in Domain.objects.filter(version__in=(self.review, self.scale))}
        self.accounts = {a.username: a for a in Account.objects.select_related("organisation")}

    def by(self, name: str, day: date) -> dict:
        """Who acts and when, as every deed asks; on working hours of that day."""
        if (name, day) not in self.viewers:
            self.viewers[name, day] = viewer_with_own_place(self.accounts[name], day)
        at = datetime.combine(day, time(8 + self.draw.randint(0, 8), self.draw.choice((0, 10, 25, 40))), UTC)
        return {"by": self.viewers[name, day], "at": at}

    def day(self, ago: int) -> date:
        """So many days ago, on a working day."""
        day = self.today - timedelta(days=ago)
        return day - timedelta(days=max(day.weekday() - 4, 0)) if ago > 0 else day

    def ahead(self, days: int) -> date:
        """So many days ahead, on a working day."""
        day = self.today + timedelta(days=days)
        return day + timedelta(days=(7 - day.weekday()) % 7 if day.weekday() > 4 else 0)


def play(today: date, draw: Random) -> None:
    """Plays both programmes up to today."""
    _gent(Stage("jobteam-2", today, draw))
    _kurzeme(Stage("diversity-zk", today, draw))


# Gent --------------------------------------------------------------------------------------------------------------------
def _gent(stage: Stage) -> None:
    contacts = _outreach(stage)
    amina = _amina(stage)
    for number in range(1, 27):
        coach = ("bram", "chloe", "edda")[number % 3]
        _person(stage, coach, number, contacts, gent_name, EMPLOYERS, ("no-income", "living-wage", "debts"))
    for number in range(4):
        _enquiry(stage, ("bram", "chloe", "edda", "bram")[number], number, gent_name)
    _group(stage, "bram", "Dutch at the workplace", [amina])


def _outreach(stage: Stage) -> list[int]:
    """Talks in the street over half a year; the last one yesterday."""
    met: list[int] = []
    for n, ago in enumerate((170, 150, 133, 120, 98, 80, 61, 47, 33, 20, 9, 1)):
        who = ("bram", "chloe", "edda")[n % 3]
        kind, place = words.STREET[n % len(words.STREET)]
        act = stage.by(who, stage.day(ago))
        visit = log_outreach(
            **act, programme_id=stage.programme.pk, place_type=kind, place=place, on=stage.day(ago), minutes=120,
            municipality_id=stage.draw.choice(stage.places).pk,
        )  # fmt: skip
        for _m in range(stage.draw.randint(2, 4)):
            gender = stage.draw.choice("WM")
            first, last = gent_name(stage.draw, gender)
            identity = {"known_as": words.REMEMBERED.pop(0)} if stage.draw.random() < 0.4 and words.REMEMBERED else {"first_name": first, "last_name": last, "gender": gender}
            met.append(meet(**act, activity_id=visit.pk, somebody_else=True, **identity).person_id)
    return met


def _amina(stage: Stage) -> int:
    """Amina's story, in full: the file everybody opens first."""
    start = stage.day(112)
    act = stage.by("bram", start)
    stay = enquire(
        **act, programme_id=stage.programme.pk, provider_id=act["by"].organisation_id, on=start, first_name="Amina", last_name="Okafor",
        birth_on=date(1994, 5, 17), gender="W", phone="+32 470 00 00 01", address="Zephyrstraat 12", postcode="9000", languages=["en", "fr", "nl"],
        municipality_id=stage.places[0].pk, region_id=stage.region.pk,
    )  # fmt: skip
    _entry(stage, "bram", stay, start, {"labour": "unemployed", "education": "3", "gender": "W", "birth_on": "1994-05-17", "minority": "", "housing": "no"})
    admit(
        **stage.by("bram", stage.day(107)), enrolment_id=stay.pk, on=stage.day(107), reason="Wants to work in care and has nobody here who opens doors.",
        grounds=[GroundGiven(stage.grounds["living-wage"].pk)], coach_id=stage.accounts["bram"].pk,
    )  # fmt: skip
    _meetings(stage, "bram", stay, (105, 98, 91, 80, 70, 56, 42, 30, 17, 8), topics=words.AMINA)
    _review(stage, "bram", stay, stage.day(104), "entry", words.AMINA_BEFORE)
    _review(stage, "bram", stay, stage.day(8), "interim", words.AMINA_NOW)
    _plan(stage, "bram", stay, stage.day(95), words.AMINA_PLAN, "A job in a care home, and Dutch that is good enough for the night shift.")
    record_outcome(
        **stage.by("bram", stage.day(60)), enrolment_id=stay.pk,
        change=Change("education", stage.day(64), learning="language", employer="Adult school Leerhuis", source="document", document_id=_paper(stage, "bram", stay)),
    )  # fmt: skip
    record_outcome(**stage.by("bram", stage.day(8)), enrolment_id=stay.pk, change=Change("confidence", stage.day(10), what="Called the care home herself."))
    plan_contact(**stage.by("bram", stage.day(8)), enrolment_id=stay.pk, meeting=Meeting("talk", stage.today, time(14, 0), topic="Before the interview", place="Compaan, Rabot"))
    place = give_own_place(**stage.by("bram", stage.day(90)), person_id=stay.person_id, enrolment_id=stay.pk)
    assert place  # noqa: S101  the code is not needed: the demo signs her in by name
    account = OwnPlace.objects.get(person_id=stay.person_id).account
    account.username = "amina"
    account.set_password(PASSWORD)
    account.save()
    return stay.pk


def _paper(stage: Stage, who: str, stay: Enrolment) -> int:
    content = ContentFile(pdf("Confirmation of enrolment", "Adult school Leerhuis", f"Participant {stay.number}", "Made up for the demo."), "confirmation.pdf")
    return file_document(**stage.by(who, stage.day(61)), enrolment_id=stay.pk, name="confirmation.pdf", file=content).document_id


# Kurzeme -----------------------------------------------------------------------------------------------------------------
def _kurzeme(stage: Stage) -> None:
    grounds = ("childcare", "single-parent", "age-50", "carer", "disability-unemployed", "roma")
    people = [_person(stage, "marta", number, [], latvian_name, LATVIAN_EMPLOYERS, (grounds[number % 6],)) for number in range(1, 17)]
    for stay in [p for p in people if p.state == "active" and p.enquired_on <= stage.day(60)][:8]:
        _specialists(stage, stay)
    for number in range(3):
        _enquiry(stage, "marta", number, latvian_name)
    _group(stage, "karina", "What I am good at", [p.pk for p in people[:8] if p.state == "active"])


def _specialists(stage: Stage, stay: Enrolment) -> None:
    """A psychologist, a lawyer and a career consultant join; the first two write what only they read."""
    for name in ("dace", "juris", "karina"):
        add_to_team(**stage.by("ilze", stage.day(40)), enrolment_id=stay.pk, account_id=stage.accounts[name].pk)
    for name, ago, topic, note in (
        ("dace", 34, "A talk", words.PSYCHOLOGIST), ("juris", 28, "Rights and papers", words.LAWYER), ("karina", 22, "What fits me", words.CAREER),
    ):  # fmt: skip
        day = stage.day(ago)
        log_contact(
            **stage.by(name, day), enrolment_id=stay.pk, meeting=Meeting("consultation", day, time(11, 0), 60, topic=topic, mode=stage.draw.choice(("in-person", "video"))),
            note=Written(stage.draw.choice(note)),
        )  # fmt: skip
    if stay.pk % 4 == 0:
        lodged = lodge_unequal(
            **stage.by("marta", stage.day(25)), enrolment_id=stay.pk, story="The shop said they take nobody with children under three.",
            happened_on=stage.day(33), place="A shop in Kuldīga", family="sex",
        )  # fmt: skip
        take_up_unequal(**stage.by("juris", stage.day(20)), enrolment_id=stay.pk, unequal_id=lodged.pk)


# Anybody -----------------------------------------------------------------------------------------------------------------
def _person(stage: Stage, coach: str, number: int, contacts: list[int], name, employers: list[str], grounds: tuple[str, ...]) -> Enrolment:
    """One person from enquiry to where they are today: new, under way, silent, drifting, or left and to be asked again."""
    draw = stage.draw
    fate = ("going", "going", "silent", "going", "left", "waiting", "going", "drifting")[number % 8]
    ago = {"left": draw.randint(210, 330), "waiting": draw.randint(24, 40)}.get(fate, draw.randint(60, 190))
    gender = draw.choice("WWM") if grounds[0] in ("childcare", "single-parent") else draw.choice("WM")
    first, last = name(draw, gender)
    age = draw.randint(51, 62) if "age-50" in grounds else draw.randint(20, 48)
    born = date(stage.today.year - age - 2, draw.randint(1, 12), draw.randint(1, 28))
    act = stage.by(coach, stage.day(ago))
    stay = enquire(
        **act, programme_id=stage.programme.pk, provider_id=act["by"].organisation_id, on=stage.day(ago), apart_reason="Another birth date.",
        first_name=first, last_name=last, birth_on=born, gender=gender, phone=f"+32 470 {number:02d} {ago:03d}", languages=["nl", "en"],
        municipality_id=draw.choice(stage.places).pk, region_id=stage.region.pk,
    )  # fmt: skip
    values = {"labour": "unemployed", "education": draw.choice("1233"), "gender": gender, "birth_on": born.isoformat(), "minority": draw.choice(("yes", "no", "")), "housing": "no"}
    _entry(stage, coach, stay, stage.day(ago), values if number % 11 else values | {"education": None})
    chosen = [stage.grounds[draw.choice(grounds)]]
    admit(
        **stage.by(coach, stage.day(ago - 6)), enrolment_id=stay.pk, on=stage.day(ago - 6), reason="Fits what we do, and wants to begin.",
        grounds=[GroundGiven(g.pk) for g in chosen], coach_id=stage.accounts[coach].pk,
    )  # fmt: skip
    _go_on(stage, coach, stay, ago, fate, employers, number)
    stay.refresh_from_db()
    return stay


def _go_on(stage: Stage, coach: str, stay: Enrolment, ago: int, fate: str, employers: list[str], number: int) -> None:
    draw = stage.draw
    last = {"silent": draw.randint(26, 40), "left": 150}.get(fate, draw.randint(3, 14))
    days = [d for d in range(ago - 8, last, -draw.randint(11, 17))] + [last]
    _meetings(stage, coach, stay, days, topics=words.TOPICS)
    _review(stage, coach, stay, stage.day(ago - 10), "entry", {})
    if fate == "waiting":
        _draft(stage, coach, stay, stage.day(9), draw.choice(words.PLANS), draw.choice(words.MATTERS))
        return
    _plan(stage, coach, stay, stage.day(ago - 16), draw.choice(words.PLANS), draw.choice(words.MATTERS))
    if fate in ("going", "drifting") and draw.random() < 0.8:
        soon = stage.ahead(draw.randint(0, 9))
        plan_contact(**stage.by(coach, stage.day(last)), enrolment_id=stay.pk, meeting=Meeting("talk", soon, time(9 + draw.randint(0, 7), 0), topic=draw.choice(words.TOPICS)))
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
        **act, enrolment_id=stay.pk,
        change=Change("employment", on, contract_kind=draw.choice(("permanent", "fixed-term")), weekly_hours=draw.choice((20, 30, 38)), employer=draw.choice(employers)),
    )  # fmt: skip
    leave_programme(**act, enrolment_id=stay.pk, on=on, because="work", note="Knows where to find us.")
    due = FollowUp.objects.get(enrolment=stay, moment="28-days", retracted_at__isnull=True)
    asked = due.due_on + timedelta(days=3)
    record_answer(**stage.by(coach, asked), follow_up_id=due.pk, said=Said("in-work", asked, still_there=True))


def _missed(stage: Stage, coach: str, stay: Enrolment) -> None:
    for ago in (12, 5):
        day = stage.day(ago)
        planned = plan_contact(**stage.by(coach, stage.day(ago + 3)), enrolment_id=stay.pk, meeting=Meeting("consultation", day, time(10, 0), topic="As agreed"))
        record_attendance(**stage.by(coach, day), activity_id=planned.pk, marks=[Mark(stay.pk, "absent")])


def _enquiry(stage: Stage, who: str, number: int, name) -> None:
    """Somebody who waits for an answer."""
    gender = stage.draw.choice("WM")
    first, last = name(stage.draw, gender)
    day = stage.day(2 + number * 3)
    act = stage.by(who, day)
    enquire(
        **act, programme_id=stage.programme.pk, provider_id=act["by"].organisation_id, on=day, apart_reason="Asked: never here before.", first_name=first,
        last_name=last, gender=gender, municipality_id=stage.draw.choice(stage.places).pk, region_id=stage.region.pk,
    )  # fmt: skip


def _entry(stage: Stage, who: str, stay: Enrolment, on: date, values: dict[str, str | None]) -> None:
    """Entry characteristics (an empty value means the person declined) and the notices."""
    common = {"in_education": "no", "third_country": "yes", "foreign_background": "yes", "disability": "no", "rural": "no", "exclusion_risk": "yes", "barrier": "employment"}
    answers = {
        trait: Answer(value=value) if value else Answer(asked="declined") for trait, value in (common | values).items() if value is not None
    }
    if values.get("labour") == "unemployed":
        answers["unemployed_since"] = Answer(value=(on - timedelta(days=stage.draw.randint(60, 900))).isoformat())
    record_traits(**stage.by(who, on), enrolment_id=stay.pk, answers=answers)
    for purpose in stage.purposes:
        give_notice(**stage.by(who, on), enrolment_id=stay.pk, purpose_id=purpose.pk, form="spoken", language="en", on=on)


def _meetings(stage: Stage, who: str, stay: Enrolment, agos, topics: tuple[str, ...]) -> None:
    for n, ago in enumerate(agos):
        day = stage.day(ago)
        kind = ("consultation", "talk", "visit")[n % 3] if n else "consultation"
        note = Written(stage.draw.choice(words.NOTES)) if n % 3 == 1 else None
        mode = stage.draw.choice(("in-person", "in-person", "in-person", "phone", "video")) if n else "in-person"
        log_contact(
            **stage.by(who, day), enrolment_id=stay.pk, meeting=Meeting(kind, day, time(9 + n % 8, 0), stage.draw.choice((30, 45, 60)), mode=mode, topic=topics[n % len(topics)]),
            note=note,
        )  # fmt: skip


def _review(stage: Stage, who: str, stay: Enrolment, on: date, moment: str, given: dict[str, tuple[int, int]]) -> None:
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
        choose_service(**stage.by(who, on), enrolment_id=stay.pk, profession="career", hours=6, reason="Knows what she is good at, not yet where it is wanted.", domain_id=stage.domains["work"].pk)


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


def _plan(stage: Stage, who: str, stay: Enrolment, on: date, goals: dict, matters: str) -> None:
    """A plan both agreed some days after it was written, with the first steps done."""
    version = _draft(stage, who, stay, on, goals, matters)
    agreed = on + timedelta(days=3)
    record_agreement(**stage.by(who, agreed), enrolment_id=stay.pk, text_hash=version.text_hash, how="spoken")
    active = agree_for_team(**stage.by(who, agreed), enrolment_id=stay.pk, text_hash=version.text_hash)
    due = Step.objects.filter(goal__version=active, by_on__lt=stage.today - timedelta(days=10)).order_by("by_on")
    for step in list(due)[:3]:
        finish_step(**stage.by(who, min(step.by_on, stage.today)), enrolment_id=stay.pk, step_id=step.pk)


def _group(stage: Stage, who: str, topic: str, enrolment_ids: list[int]) -> None:
    """A group that met last week and meets again in a few days; next week's list waits for its marks."""
    for ago, ahead in ((15, 0), (8, 0), (0, 4)):
        day = stage.day(ago) if ago else stage.ahead(ahead)
        told = stage.day(ago + 5) if ago else stage.day(1)
        act = stage.by(who, told)
        activity = plan_group(
            **act, programme_id=stage.programme.pk, meeting=Meeting("group", day, time(13, 30), 120, topic=topic, place="The big room"), enrolment_ids=enrolment_ids,
            region_id=stage.region.pk,
        )  # fmt: skip
        if ago == 15:
            record_attendance(**stage.by(who, day), activity_id=activity.pk, marks=[Mark(e, "present" if n else "excused") for n, e in enumerate(enrolment_ids)])
