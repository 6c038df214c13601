"""The motivation programme in Ziemeļkurzeme as published: 29 September 2020 to 30 July 2021, 60 persons in three counties,
26 of them included in employment or education. Who they were, and all else, is made up."""

from dataclasses import dataclass
from datetime import date, timedelta

from .frames import frame, places
from .lines import Lines, after, between, signed_refusals, spread
from .names import LATVIAN_EMPLOYERS, latvian_name

FIRST, LAST = date(2020, 9, 29), date(2021, 7, 30)
COUNTIES = places("motivation-zk")
PERSONS, RESULTS = 60, 26
DISTANCE = (date(2020, 11, 9), date(2021, 4, 6))
# sub-ground, what must be true of somebody admitted on it
GROUNDS = (
    ("childcare", 9), ("single-parent", 8), ("carer", 6), ("violence", 3), ("age-50", 16), ("disability-unemployed", 7),
    ("disability-education", 4), ("roma", 5), ("minority", 2),
)  # fmt: skip
TEAM = (("change-agent", "marta", 4), ("psychologist", "dace", 2), ("career", "karina", 2), ("lawyer", "juris", 1))
GROUPS = (
    "Speaking up for myself",
    "Money in one month",
    "A letter to an employer",
    "My rights at work",
    "Getting up and going",
    "What I am good at",
)


@dataclass
class Somebody:
    """One of the sixty."""

    key: str
    stay: str
    gender: str
    ground: str
    place: str
    entered: date
    left: date


def lines(seed: int) -> Lines:
    """The whole programme as files."""
    made = Lines(frame("motivation-zk"), seed)
    grounds = [ground for ground, count in GROUNDS for _n in range(count)]
    made.draw.shuffle(grounds)
    people = [_enter(made, n + 1, ground) for n, ground in enumerate(grounds)]
    for one in people:
        _consulted(made, one)
    _groups(made, people)
    for n, one in enumerate(people):
        _changed(made, one, result=n < RESULTS)
    return made


def _enter(made: Lines, number: int, ground: str) -> Somebody:
    draw = made.draw
    gender = "W" if ground in ("childcare", "single-parent", "violence", "carer") or draw.random() < 0.5 else "M"
    first, last = latvian_name(draw, gender)
    entered = between(draw, FIRST, date(2021, 1, 29))
    left = between(draw, max(entered + timedelta(days=120), date(2021, 6, 1)), LAST)
    one = Somebody(f"ZK{number:02d}", f"MZK-{number:03d}", gender, ground, draw.choice(COUNTIES), entered, left)
    age = draw.randint(50, 63) if ground == "age-50" else draw.randint(21, 49)
    born = date(2020 - age, draw.randint(1, 9), draw.randint(1, 28))
    made.add(
        "people.csv", person=one.key, first_name=first, last_name=last, birth_on=born, gender=gender, languages=["lv", "ru"],
        phone=f"+371 2000 {number:04d}", municipality=one.place, hide_address="yes" if ground == "violence" else "",
    )  # fmt: skip
    asked = between(draw, FIRST, entered)
    made.add(
        "participations.csv", participation=one.stay, person=one.key, provider="mini-sd", region="ziemelkurzeme", municipality=one.place,
        cycle="2020/21", contract="SIF 2020/ZK-1", coach="marta", enquired_on=asked, admitted_on=min(after(asked, draw, 0, 5), entered),
        entered_on=entered, left_on=left, left_because="work" if number <= RESULTS - 8 else "completed", grounds=[ground],
        reason="The ground was found to hold; wants to change something.", **_traits(made, one, born),
    )  # fmt: skip
    made.add(
        "plans.csv",
        participation=one.stay,
        agreed_on=min(after(entered, draw, 7, 25), left),
        words="To get up in the morning for something.",
    )
    return one


def _traits(made: Lines, one: Somebody, born: date) -> dict:
    draw = made.draw
    needs_no_work = one.ground in ("disability-unemployed", "age-50")
    labour = "unemployed" if needs_no_work else spread(draw, {"unemployed": 52, "inactive": 48})
    low = one.ground == "disability-education"
    disabled = one.ground.startswith("disability")
    return signed_refusals({
        "gender": one.gender,
        "birth_on": born,
        "birth_on_source": "document",
        "labour": labour,
        "labour_source": "register" if labour == "unemployed" else "declared",
        "unemployed_since": between(draw, date(2018, 1, 1), date(2020, 8, 1)) if labour == "unemployed" else "",
        "education": spread(draw, {"1": 30, "2": 70}) if low else spread(draw, {"2": 30, "3": 48, "4": 12, "6": 10}),
        "in_education": "no",
        "disability": "yes" if disabled else spread(draw, {"no": 92, "declined": 8}),
        "disability_source": "document" if disabled else "declared",
        "third_country": "no",
        "foreign_background": spread(draw, {"no": 85, "yes": 10, "unknown": 5}),
        "minority": "yes" if one.ground in ("roma", "minority") else spread(draw, {"no": 85, "declined": 15}),
        "housing": spread(draw, {"no": 94, "yes": 6}),
        "rural": "yes",
        "rural_source": "register",
        "barrier": spread(draw, {"employment": 50, "education": 10, "both": 40}),
        "exclusion_risk": "yes",
        "former_support": spread(draw, {"none": 25, "not-adequate": 30, "disappointed": 20, "not-informed": 20, "good": 5}),
    })  # fmt: skip


def _consulted(made: Lines, one: Somebody) -> None:
    """Individual consultations by four professions; at a distance while the state of emergency lasted."""
    draw = made.draw
    day = one.entered
    turns = [profession for profession, _name, count in TEAM for _n in range(count)]
    draw.shuffle(turns)
    turns.remove("change-agent")
    for profession in ("change-agent", *turns):
        if day > one.left:
            day = one.left
        apart = DISTANCE[0] <= day <= DISTANCE[1]
        mode = spread(draw, {"video": 55, "phone": 45}) if apart else "in-person"
        trouble = apart and draw.random() < 0.2
        made.activity(
            [(one.key, one.stay, "present")], kind="consultation", on=day, minutes=draw.choice((45, 60, 60, 90)), organisation="mini-sd", mode=mode,
            profession=profession, region="ziemelkurzeme", municipality=one.place, topic=TOPICS[profession],
            obstacle=("technology" if mode == "video" else "transport") if trouble else "",
            fix=("Lent a tablet and went through it by phone." if mode == "video" else "The volunteer driver brought her home.") if trouble else "",
        )  # fmt: skip
        day = after(day, draw, 8, 24)


TOPICS = {"change-agent": "How things are and what next", "psychologist": "A talk", "career": "What fits me", "lawyer": "Rights and papers"}


def _groups(made: Lines, people: list[Somebody]) -> None:
    draw = made.draw
    for n in range(30):
        day = FIRST + timedelta(days=21 + n * 9)
        there = [one for one in people if one.entered <= day <= one.left]
        if len(there) < 4:
            continue
        chosen = draw.sample(there, min(len(there), draw.randint(6, 10)))
        apart = DISTANCE[0] <= day <= DISTANCE[1]
        made.activity(
            [(one.key, one.stay, spread(draw, {"present": 82, "excused": 10, "absent": 8})) for one in chosen], kind="group", on=day, minutes=120,
            organisation="mini-sd", mode="video" if apart else "in-person", profession=("psychologist", "career", "lawyer")[n % 3],
            region="ziemelkurzeme", topic=GROUPS[n % len(GROUPS)], place="" if apart else "Day centre, Alsunga",
        )  # fmt: skip


def _changed(made: Lines, one: Somebody, result: bool) -> None:
    draw = made.draw
    soft = draw.sample(("new-contacts", "daily-routine", "rights-awareness", "confidence"), draw.randint(1, 2))
    for kind in soft:
        made.add(
            "outcomes.csv", participation=one.stay, kind=kind, on=between(draw, one.entered + timedelta(days=20), one.left), what=SOFT[kind]
        )
    if draw.random() < 0.3:
        kind = draw.choice(("home-climate", "child-education", "after-school"))
        made.add("outcomes.csv", participation=one.stay, kind=kind, on=between(draw, one.entered + timedelta(days=40), one.left))
    on = between(draw, max(one.left - timedelta(days=60), one.entered + timedelta(days=30)), one.left)
    if result:
        _result(made, one, on)
    elif draw.random() < 0.35:
        made.add("outcomes.csv", participation=one.stay, kind="job-search", on=on)
    _asked_again(made, one, result)


SOFT = {
    "new-contacts": "Meets two women from the group on Fridays.",
    "daily-routine": "Gets up and comes, also in winter.",
    "rights-awareness": "Wrote the complaint herself.",
    "confidence": "Spoke in front of the group.",
}


def _result(made: Lines, one: Somebody, on: date) -> None:
    draw = made.draw
    kind = spread(draw, {"employment": 62, "education": 23, "self-employment": 10, "qualification": 5})
    work = {
        "contract_kind": spread(draw, {"permanent": 60, "fixed-term": 40}), "weekly_hours": draw.choice((20, 30, 40)),
        "employer": draw.choice(LATVIAN_EMPLOYERS),
    }  # fmt: skip
    more = (
        work
        if kind == "employment"
        else {"contract_kind": "self-employed"}
        if kind == "self-employment"
        else {"employer": "Kuldīga adult education"}
    )
    learning = {"learning": "vocational"} if kind == "education" else {}
    title = {"employment": "Contract of employment", "self-employment": "Entry in the register", "education": "Confirmation of enrolment"}
    paper = made.evidence(one.stay, title.get(kind, "Certificate"), on, str(more["employer"]) if "employer" in more else "Own business")
    made.add(
        "outcomes.csv",
        participation=one.stay,
        kind=kind,
        on=on,
        source="document",
        document=paper,
        certified_by="marta",
        **more,
        **learning,
    )


def _asked_again(made: Lines, one: Somebody, result: bool) -> None:
    draw = made.draw
    months = {"28-days": one.left + timedelta(days=28), "6-months": _months(one.left, 6), "12-months": _months(one.left, 12)}
    for moment, due in months.items():
        answer = spread(
            draw,
            {"in-work": 70, "seeking": 15, "not-reached": 15}
            if result
            else {"inactive": 30, "seeking": 40, "in-work": 10, "not-reached": 20},
        )
        made.add(
            "follow-ups.csv", participation=one.stay, moment=moment, due_on=due, asked_on=due + timedelta(days=draw.randint(0, 12)), answer=answer,
            still_there="yes" if result and answer == "in-work" else "", source="declared",
        )  # fmt: skip


def _months(day: date, months: int) -> date:
    index = day.year * 12 + day.month - 1 + months
    return date(index // 12, index % 12 + 1, min(day.day, 28))
