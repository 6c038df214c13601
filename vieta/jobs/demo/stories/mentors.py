"""The mentors of the duos: how the programme mentors, and twenty-five people of the network from their offer to where they stand."""

import json
from dataclasses import dataclass
from datetime import date, time
from pathlib import Path
from typing import Any

from vieta.accounts.models import Account
from vieta.activities.actions import Meeting
from vieta.base.viewer import Viewer
from vieta.mentoring import actions
from vieta.mentoring.actions import Mark, Profile, SeatMark
from vieta.mentoring.models import Gathering, Mentor, Mentorship, Standard
from vieta.organisations.models import Organisation
from vieta.training.actions import ModuleIn, plan_run, publish_curriculum
from vieta.training.models import Module

from .stage import Stage

SAID = json.loads((Path(__file__).parent.parent / "programmes" / "duo-mentoring.json").read_text("utf-8"))
HOUSES = {"G": ("zaz-gent", "saar"), "A": ("zaz-antwerp", "jef")}
TRAINED = ("ready", "paused", "expiring", "expired", "ended", "left")
ACCEPTED = (*TRAINED, "training", "early", "volunteer")
COURSE = 146  # days ago on which the first course ended; the second is under way
ACCOUNTS = {"Dario Rossi": "dario", "Rita De Clercq": "rita"}


@dataclass
class One:
    """One mentor of the demo."""

    house: str
    ago: int
    fate: str
    row: Mentorship


def play_mentors(stage: Stage) -> None:
    """Plays the network up to today."""
    _set_up(stage)
    network = [_offered(stage, *line) for line in SAID["mentors"]]
    for one in network:
        _taken_in(stage, one)
    for house in HOUSES:
        _course(stage, house, [one for one in network if one.house == house])
    for one in network:
        _since(stage, one)
    _gatherings(stage, network)
    _own_places(stage)


def _set_up(stage: Stage) -> None:
    lead: dict[str, Any] = stage.by("lotte", stage.day(300)) | {"code": "duo"}
    for paper, (title, changes, text) in SAID["papers"].items():
        actions.publish(**lead, paper=paper, title=title, changes=changes, text=text)
    name, modules = SAID["curriculum"]
    made = publish_curriculum(**lead, name=name, modules=[ModuleIn(m[0], m[1], m[2] if len(m) > 2 else True) for m in modules])
    actions.set_up_mentoring(**lead, curriculum_id=made.pk, **SAID["rules"])
    for side, what, how, required in SAID["standards"]:
        actions.add_standard(**lead, side=side, name=what, help=how, required=required)
    for kind, title, about, address in SAID["resources"]:
        actions.add_resource(**lead, kind=kind, name=title, about=about, address=address)


def _offered(stage: Stage, *said: Any) -> One:
    first, last, house, town, born, gender, origin, languages, isco, nace, interests, free, ago, fate = said
    day = stage.day(ago)
    profile = Profile(
        first, last, "volunteer" if fate == "volunteer" else "mentor", date(born, 1 + ago % 12, 1 + ago % 28), gender, origin,
        f"+32 470 00 {ago // 100:02d} {ago % 100:02d}", place=town, remote=ago % 3 == 0,
        languages=tuple(tuple(word.split(":")) for word in languages.split()), isco=tuple(isco.split()), nace=tuple(nace.split()),
        interests=tuple(interests.split(", ")), free=tuple(free.split()),
    )  # fmt: skip
    by = Viewer(account_id=None, name="", today=day)  # on the public page, as anybody
    branch = Organisation.objects.get(code=HOUSES[house][0])
    at = stage.by("lotte", day)["at"]
    row = actions.offer(by=by, at=at, programme_id=stage.programme.pk, organisation_id=branch.pk, profile=profile, notice=1)
    return One(house, ago, fate, row)


def _taken_in(stage: Stage, one: One) -> None:
    who = HOUSES[one.house][1]
    if one.fate == "applied":
        return

    def acts(after: int) -> dict[str, Any]:
        return stage.by(who, stage.day(max(one.ago - after, 0))) | {"mentorship_id": one.row.pk}

    def on(after: int) -> date:
        return stage.day(max(one.ago - after, 0))

    actions.inform(**acts(7), on=on(7))
    if one.fate == "informed":
        return
    actions.interview(**acts(12), on=on(12), words="Calm, curious, has time. Told of a neighbour helped with letters.")
    side = Standard.objects.filter(programme=stage.programme, side="mentor")
    missed = one.fate in ("declined", "interviewed")
    actions.mark_standards(**acts(12), marks={s.pk: Mark(not (missed and s.position == 1), "") for s in side})
    if one.fate == "interviewed":
        return
    if one.fate == "declined":
        actions.decline(**acts(16), on=on(16), reason="Works abroad every other month; asked to offer again next year.")
        return
    actions.accept(
        **acts(16), on=on(16), reason="Meets the standards; suits people who want to try things out.", capacity=2 if one.ago % 5 == 0 else 1
    )
    _papers(stage, one, acts(18), on(18))


def _papers(stage: Stage, one: One, act: dict[str, Any], day: date) -> None:
    """The certificate seen and the code signed."""
    by = {"by": act["by"], "at": act["at"]}
    ends = {"expiring": stage.ahead(12), "expired": stage.day(9)}.get(one.fate, date(stage.today.year + 1, 6, 1 + one.ago % 28))
    if one.fate != "volunteer":
        actions.record_clearance(**by, mentor_id=one.row.mentor_id, checked_on=day, valid_until=ends)
    actions.sign_conduct(**act, on=day, version=1)


def _course(stage: Stage, house: str, network: list[One]) -> None:
    """A whole course in winter, and the first half of the one under way."""
    who = HOUSES[house][1]
    modules = list(Module.objects.filter(curriculum__programme=stage.programme, required=True).order_by("position"))
    early = [one.row.pk for one in network if one.fate in TRAINED]
    late = [one.row.pk for one in network if one.fate == "training"]
    for number, module in enumerate(modules):
        _taught(stage, who, module, stage.day(COURSE + 2 * (7 - number)), early)
    for number, module in enumerate(modules if late else ()):
        day = stage.day(26 - 7 * number) if number < 4 else stage.ahead(7 * (number - 3))
        _taught(stage, who, module, day, late)


def _taught(stage: Stage, who: str, module: Module, day: date, rows: list[int]) -> None:
    act = stage.by(who, min(day, stage.today))
    run = plan_run(**act, module_id=module.pk, on=day, starts_at=time(18, 0), place="House of the association", trainer="Katrien Vos")
    if day < stage.today:
        actions.record_run(**act, run_id=run.pk, mentorship_ids=rows)


def _since(stage: Stage, one: One) -> None:
    """What happened after they were accepted."""
    who = HOUSES[one.house][1]
    act = stage.by(who, stage.day(20))
    if one.fate == "paused":
        actions.pause(**act, mentor_id=one.row.mentor_id, from_on=stage.day(20), until_on=stage.ahead(40), reason="A grandchild.")
    if one.fate == "early":
        actions.let_start_early(**act, mentorship_id=one.row.pk, reason="Was a mentor elsewhere for two years; joins the course under way.")
    if one.fate == "ended":
        actions.end_mentorship(**act, mentorship_id=one.row.pk, on=stage.day(20), reason="Stays in the network for another programme.")
    if one.fate == "left":
        actions.leave_network(**act, mentor_id=one.row.mentor_id, on=stage.day(20), reason="Moved to the coast.")
    if one.fate == "volunteer":
        for ago, minutes, what in (
            (110, 180, "Made lunch for the course"),
            (75, 120, "Practised telephone calls"),
            (19, 150, "Opened the house for the evening with duos"),
        ):
            act = stage.by(who, stage.day(ago))
            actions.log_task(**act, mentorship_id=one.row.pk, on=stage.day(ago), minutes=minutes, what=what)


def _gatherings(stage: Stage, network: list[One]) -> None:
    """Intervision and supervision of both branches, an information session with applicants, and an event ahead."""
    for house, held in (("G", (128, 67, 16)), ("A", (118, 95))):
        rows = [one.row.pk for one in network if one.house == house and one.fate in ("ready", "paused", "expiring", "expired")]
        for number, ago in enumerate(held):
            kind = "supervision" if number == 1 else "intervision"
            made = _gathering(
                stage, house, kind, "Beginning a duo" if number == 0 else "Silence between two meetings", stage.day(ago), rows
            )
            _recorded(stage, house, made, stage.day(ago), rows)
        _gathering(stage, house, "intervision", "Ending well", stage.ahead(10), rows)
    new = [one.row.pk for one in network if one.house == "G" and one.fate in ("applied", "informed", "interviewed")]
    _gathering(stage, "G", "information", "Information evening for new mentors", stage.ahead(5), new)
    everybody = [one.row.pk for one in network if one.house == "G" and one.fate in (*ACCEPTED[:4], "volunteer")]
    _gathering(stage, "G", "information", "Walk with all duos", stage.ahead(24), everybody)


def _gathering(stage: Stage, house: str, kind: str, topic: str, day: date, rows: list[int]) -> Gathering:
    act = stage.by(HOUSES[house][1], min(day, stage.today))
    meeting = Meeting(kind, day, time(19, 0), 120, topic=topic, place="House of the association")
    return actions.plan_gathering(**act, programme_id=stage.programme.pk, meeting=meeting, mentorship_ids=rows)


def _recorded(stage: Stage, house: str, made: Gathering, day: date, rows: list[int]) -> None:
    marks = {pk: SeatMark("excused" if n % 5 == 4 else "present") for n, pk in enumerate(rows)}
    act = stage.by(HOUSES[house][1], day)
    actions.record_gathering(
        **act, activity_id=made.activity_id, minutes=120, marks=marks, themes="How to wait; what belongs to the other."
    )


def _own_places(stage: Stage) -> None:
    """Two mentors sign in; one has read the newest handbook."""
    act = stage.by("saar", stage.day(130))
    for name, username in ACCOUNTS.items():
        first, last = name.split(" ", 1)
        mentor = Mentor.objects.get(first_name=first, last_name=last)
        account = actions.open_sign_in(**act, mentor_id=mentor.pk).account
        account.username = username  # so that the demo can sign them in by name
        account.opens = [act["by"].organisation_id]
        account.password = stage.accounts["saar"].password  # one hash for the one password of the demo
        account.save()
    stage.accounts |= {a.username: a for a in Account.objects.filter(username__in=ACCOUNTS.values())}
    title, changes, text = SAID["handbook_2"]
    actions.publish(**stage.by("saar", stage.day(40)), code="duo", paper="handbook", title=title, changes=changes, text=text)
    actions.confirm_reading(**stage.by("rita", stage.day(30)), programme_id=stage.programme.pk, number=2)
    actions.confirm_reading(**stage.by("mira", stage.day(35)), programme_id=stage.programme.pk, number=2)
