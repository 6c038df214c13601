"""Jobteam Gent as published: 798 reached and 532 in intensive guidance after one year, 1 217 and 728 by January 2022,
then the extension to 2023, whose numbers are made up."""

from dataclasses import dataclass
from datetime import date, timedelta

from .frames import frame, places
from .lines import Lines, after, between, signed_refusals, spread
from .names import EMPLOYERS, PLACES, REMEMBERED, gent_name

# first day, last day (inclusive), reached and intensive at the end; the days between two windows stay free of events, so that
# "after one year" and "January 2022" hold on any day near the turn
WINDOWS = (
    (date(2020, 2, 3), date(2021, 1, 22), 798, 532),
    (date(2021, 2, 8), date(2022, 1, 21), 1217, 728),
    (date(2022, 2, 14), date(2023, 12, 15), 1612, 981),
)
AREAS = places("jobteam-gent")
HOMES = {"compaan": 30, "ocmw-gent": 20, "straathoek": 14, "de-loods": 14, "onthaal-noord": 10, "vrouwenhuis": 8, "de-kaai": 4}
COACHES = {"compaan": ("bram", "chloe")}
KINDS = {"neighbourhood": 38, "social-service": 22, "household": 14, "youth": 14, "workplace": 6, "other": 6}


@dataclass
class Somebody:
    """One person of the demo on the way from the street to work."""

    key: str
    number: int
    gender: str
    reached_on: date
    last_on: date
    place: str
    home: str


def lines(seed: int) -> Lines:
    """The whole programme as files."""
    made = Lines(frame("jobteam-gent"), seed)
    outreach: dict[tuple, list[str]] = {}
    number = intensive_before = 0
    waiting: list[Somebody] = []
    for first, last, reached, intensive in WINDOWS:
        fresh = []
        for _n in range(reached - number):
            number += 1
            fresh.append(_somebody(made, number, first, last))
        for one in fresh:
            _met(made, one, outreach, last)
        begun = intensive - intensive_before
        chosen = [w for w in waiting if made.draw.random() < 0.22][: begun // 8]
        early = [one for one in fresh if (last - one.reached_on).days >= 60]
        chosen += early[: begun - len(chosen)]
        for one in chosen:
            _guided(made, one, max(one.reached_on, first), last)
        waiting = [one for one in (*waiting, *fresh) if one not in chosen]
        waiting = [one for one in waiting if not _only_asked(made, one, first, last)]
        intensive_before = intensive
    for (on, kind, place, home, area), keys in outreach.items():
        made.activity(
            [(key, None, "present") for key in keys],
            kind="outreach",
            on=on,
            minutes=120,
            organisation=home,
            region="gent",
            municipality=area,
            place_type=kind,
            place=place,
            profession="outreach",
        )
    return made


def _somebody(made: Lines, number: int, first: date, last: date) -> Somebody:
    draw = made.draw
    gender = "W" if draw.random() < 0.46 else "M"
    # most are met early enough in their window to go on within it
    reached_on = between(draw, first, last - timedelta(days=70 if number % 10 else 0))
    one = Somebody(f"P{number:04d}", number, gender, reached_on, last, draw.choice(AREAS), spread(draw, HOMES))
    nameless = number % 9 == 0
    first_name, last_name = ("", "") if nameless else gent_name(draw, gender)
    made.add(
        "people.csv",
        person=one.key,
        first_name=first_name,
        last_name=last_name,
        known_as=f"{draw.choice(REMEMBERED)} ({number})" if nameless else "",
        gender="" if nameless else gender,
        birth_on="" if nameless else date(2020 - draw.randint(18, 58), draw.randint(1, 12), draw.randint(1, 28)),
        languages="" if nameless else [draw.choice(["tr", "bg", "ar", "nl", "fr", "en", "sk"]), "nl"],
        municipality=one.place,
    )
    return one


def _met(made: Lines, one: Somebody, outreach: dict, last: date) -> None:
    """One to three meetings in the street; the later ones change nothing in who was reached."""
    draw = made.draw
    kind = spread(draw, KINDS)
    place = draw.choice(PLACES[kind])
    day = one.reached_on
    for _n in range(draw.choices((1, 2, 3), weights=(70, 22, 8))[0]):
        if day <= last:
            outreach.setdefault((day, kind, place, one.home, one.place), []).append(one.key)
        day = after(day, draw, 7, 30)


def _only_asked(made: Lines, one: Somebody, first: date, last: date) -> bool:
    """Some ask and go no further: not admitted, withdrew, or came for a short while."""
    draw = made.draw
    if one.number % 9 == 0 or not first <= one.reached_on <= last or draw.random() > 0.2:
        return False
    asked = min(after(one.reached_on, draw, 1, 20), last)
    end = min(after(asked, draw, 2, 14), last)
    moment = spread(draw, {"withdrew_on": 55, "refused_on": 45})
    reason = "Went to the public employment service." if moment == "withdrew_on" else "Lives outside Gent; passed on with their consent."
    made.add(
        "participations.csv",
        participation=f"JT-{one.number:04d}",
        person=one.key,
        provider=one.home,
        region="gent",
        municipality=one.place,
        enquired_on=asked,
        reason=reason,
        gender=one.gender,
        **{moment: end},
    )
    return True


def _guided(made: Lines, one: Somebody, first: date, last: date) -> None:
    """From enquiry to a plan both agreed, with the work that follows and what changed."""
    draw = made.draw
    person = next(p for p in made.files["people.csv"] if p["person"] == one.key)
    if one.number % 9 == 0:  # by now the name is known
        person["first_name"], person["last_name"] = gent_name(draw, one.gender)
        person |= {"gender": one.gender, "birth_on": date(2020 - draw.randint(19, 55), draw.randint(1, 12), draw.randint(1, 28))}
    start = max(one.reached_on, first)
    asked = min(after(start, draw, 1, 12), last - timedelta(days=40))
    admitted = after(asked, draw, 2, 9)
    entered = after(admitted, draw, 0, 6)
    agreed = between(draw, entered + timedelta(days=3), min(entered + timedelta(days=30), last))
    stays = draw.random() < 0.2 and last > date(2022, 6, 1)
    left = date(2023, 12, 20) if stays else _clear_of_turns(min(after(agreed, draw, 150, 420), date(2023, 12, 15)))
    stay = f"JT-{one.number:04d}"
    works = draw.random() < 0.44
    why = "work" if works else spread(draw, {"completed": 60, "lost-contact": 20, "moved": 10, "education": 10})
    coach = draw.choice(COACHES[one.home]) if one.home in COACHES else ""
    made.add(
        "participations.csv",
        participation=stay,
        person=one.key,
        provider=one.home,
        region="gent",
        municipality=one.place,
        contract="JT-2020" if one.home == "compaan" else "",
        coach=coach,
        enquired_on=asked,
        admitted_on=admitted,
        entered_on=entered,
        left_on=left,
        left_because="programme-end" if stays else why,
        reason="Wants to work and needs somebody to go along.",
        grounds=_grounds(made, one),
        **_traits(made, one, person),
    )
    made.add("plans.csv", participation=stay, agreed_on=agreed, words=draw.choice(WISHES))
    _work(made, one, stay, entered, agreed, left)
    _changed(made, stay, coach, agreed, min(left, last), works)


WISHES = (
    "Work with my hands, close to home.",
    "A job I can keep while the children are at school.",
    "First a place to sleep, then work.",
    "To learn Dutch well enough to talk to customers.",
    "My own bicycle shop one day.",
    "Not to be afraid of the letters any more.",
)


def _clear_of_turns(day: date) -> date:
    """Keeps the days around the published dates free."""
    for (_f, last, _r, _i), (following, *_rest) in zip(WINDOWS, WINDOWS[1:], strict=False):
        if last < day < following:
            return last
    return day


def _grounds(made: Lines, one: Somebody) -> list[str]:
    draw = made.draw
    grounds = [("no-income", "living-wage", "debts")[one.number % 3]]
    if draw.random() < 0.25:
        grounds.append("roma")
    if draw.random() < 0.18:
        grounds.append("housing")
    return grounds


def _traits(made: Lines, one: Somebody, person: dict) -> dict:
    """Entry characteristics, with some declined, unknown or not asked; about one record in fifteen is not complete."""
    draw = made.draw
    labour = spread(draw, {"unemployed": 66, "inactive": 28, "employed": 6})
    complete = one.number % 15 != 0
    return signed_refusals({
        "gender": one.gender,
        "birth_on": person.get("birth_on"),
        "labour": labour,
        "unemployed_since": date(2017 + one.number % 3, 1 + one.number % 12, 1) if labour == "unemployed" else "",
        "education": spread(draw, {"1": 22, "2": 40, "3": 26, "4": 4, "5": 3, "6": 5}) if complete else "",
        "in_education": "no",
        "disability": spread(draw, {"no": 84, "yes": 11, "declined": 5}),
        "third_country": spread(draw, {"yes": 47, "no": 53}),
        "foreign_background": spread(draw, {"yes": 82, "no": 15, "unknown": 3}),
        "minority": spread(draw, {"yes": 25, "no": 63, "declined": 12}),
        "housing": spread(draw, {"yes": 19, "no": 81}),
        "rural": "no",
        "rural_source": "register",
        "barrier": spread(draw, {"employment": 55, "education": 8, "both": 37}),
        "exclusion_risk": "yes",
        "income": ("none", "living-wage", "benefit")[one.number % 3],
    })  # fmt: skip


def _work(made: Lines, one: Somebody, stay: str, entered: date, agreed: date, until: date) -> None:
    """Consultations and visits; before the plan is agreed never as much as would make guidance intensive by itself."""
    draw = made.draw
    day, kind = entered, "consultation"
    for n in range(draw.randint(4, 9)):
        if day > until:
            return
        if not any(last < day < following[0] for (_f, last, _r, _i), following in zip(WINDOWS, WINDOWS[1:], strict=False)):
            presence = "present" if n == 0 else spread(draw, {"present": 86, "excused": 8, "absent": 6})
            made.activity(
                [(one.key, stay, presence)],
                kind=kind,
                on=day,
                minutes=draw.choice((45, 60, 60, 90)),
                organisation=one.home,
                mode=spread(draw, {"in-person": 74, "phone": 18, "video": 8}),
                profession="coach",
                region="gent",
                municipality=one.place,
                topic=draw.choice(("What next", "Letters and papers", "CV together", "A visit to the employer", "Child care", "Debts")),
            )
        day = after(day, draw, 12, 40)
        kind = spread(draw, {"consultation": 60, "talk": 25, "visit": 15})


def _changed(made: Lines, stay: str, coach: str, agreed: date, until: date, works: bool) -> None:
    draw = made.draw
    begun = min(after(agreed, draw, 0, 20), until)
    enrolled = made.evidence(stay, "Confirmation of enrolment", begun, "Adult school Leerhuis") if int(stay[-4:]) % 6 == 0 else ""
    made.add(
        "outcomes.csv",
        participation=stay,
        kind="education",
        on=begun,
        source="document" if enrolled else "declared",
        document=enrolled,
        certified_by=coach if enrolled else "",
        learning=spread(draw, {"vocational": 48, "language": 30, "work-trial": 14, "general": 8}),
        employer="Adult school Leerhuis",
    )
    if draw.random() < 0.4:
        kind = spread(draw, {"daily-routine": 30, "new-contacts": 30, "confidence": 25, "rights-awareness": 15})
        made.add("outcomes.csv", participation=stay, kind=kind, on=min(after(agreed, draw, 20, 90), until), what="Said so in the review.")
    if works:
        permanent = draw.random() < 0.4
        on = max(begun, until - timedelta(days=draw.randint(0, 20)))
        employer = draw.choice(EMPLOYERS)
        paper = made.evidence(stay, "Contract of employment", on, employer) if draw.random() < 0.15 else ""
        made.add(
            "outcomes.csv",
            participation=stay,
            kind="employment",
            on=on,
            contract_kind="permanent" if permanent else "fixed-term",
            until_on="" if permanent else on + timedelta(days=draw.choice((92, 183, 365))),
            weekly_hours=draw.choice((19, 24, 30.4, 38)),
            employer=employer,
            source="document" if paper else "declared",
            document=paper,
            certified_by=coach if paper else "",
        )
