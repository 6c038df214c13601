"""A crowd in the cast's world: people Bram coaches, each with everything that puts lines on the working pages."""

from datetime import timedelta

from tests.activities.house import hire
from tests.cast import FACTOR, NOW, TODAY, Cast
from vieta.activities.actions import ActivityRow, AttendanceRow, bring_in_activities
from vieta.base.viewer import system
from vieta.enrolments.actions import IncomingEnrolment, IncomingEvent, bring_in_enrolments
from vieta.outcomes.actions import FollowUpRow, bring_in_follow_ups
from vieta.people.actions import IncomingPerson, bring_in_people
from vieta.plans.actions import GoalIn, PlanIn, StepIn, bring_in_plans

JOB = system("crowd", TODAY)


def ago(days: int):
    """So many days before the cast's day."""
    return TODAY - timedelta(days=days)


def coordinator(cast: Cast) -> None:
    """Cora, who coordinates Amina's provider and has a second factor."""
    from allauth.mfa.models import Authenticator
    from allauth.mfa.utils import encrypt

    account = hire(cast, "cora", "Cora Dekker", cast.world.provider, "office", "coordinator")
    account.set_password("four words nobody guesses")
    account.save()
    Authenticator.objects.create(user=account, type=Authenticator.Type.TOTP, data={"secret": encrypt(FACTOR)})


def gather(cast: Cast, count: int, mark: str) -> None:
    """As many people once more at each stage: silent, drifting away, expected today, left and to be asked again, waiting for an answer."""
    for stage in ("silent", "drifting", "left", "enquiry"):
        stays = _stays(cast, stage, count, f"{mark}{stage}")
        if stage == "enquiry":
            continue
        _meet(cast, stage, stays)
        if stage == "left":
            bring_in_follow_ups(by=JOB, at=NOW, rows=[FollowUpRow(e.pk, "28-days", ago(12)) for e in stays])
        else:
            bring_in_plans(by=JOB, at=NOW, rows=[_plan(cast, n, e) for n, e in enumerate(stays)])


def _stays(cast: Cast, stage: str, count: int, mark: str):
    w, bram = cast.world, cast.accounts["bram"]
    people = bring_in_people(
        by=JOB, at=NOW, rows=[IncomingPerson(first_name="Kim", last_name=f"{mark} {chr(97 + n)}") for n in range(count)]
    )
    days = [("enquired", ago(200)), ("admitted", ago(190)), ("entered", ago(180)), ("left", ago(40))]
    upto = {"enquiry": 1, "left": 4}.get(stage, 3)
    return bring_in_enrolments(
        by=JOB, at=NOW,
        rows=[
            IncomingEnrolment(
                person=person, number=f"{mark}{n}", programme_id=w.programme.pk, provider_id=w.provider.pk, region_id=w.region.pk,
                events=[IncomingEvent(moment, on) for moment, on in days[:upto]], contract_id=w.contract.pk if upto > 1 else None,
                team=[(bram.pk, "coach")] if stage != "silent" or n % 2 else [], left_because="work" if upto == 4 else "",
            )
            for n, person in enumerate(people)
        ],
    )  # fmt: skip


def _meet(cast: Cast, stage: str, stays) -> None:
    rows = []
    for e in stays:
        on = [(ago(60), "present")] if stage == "silent" else [(ago(30), "present"), (ago(9), "absent"), (ago(5), "absent")]
        rows += [_activity(cast, e, day, "held", presence) for day, presence in on]
        if stage != "left":
            rows += [_activity(cast, e, TODAY, "planned", "expected"), _activity(cast, e, ago(2), "planned", "expected")]
    bring_in_activities(by=JOB, at=NOW, rows=rows)


def _activity(cast: Cast, e, on, state: str, presence: str) -> ActivityRow:
    w = cast.world
    there = (AttendanceRow(e.person_id, e.pk, presence, 60),)
    return ActivityRow(
        programme_id=w.programme.pk, organisation_id=w.provider.pk, kind="talk", on=on, state=state, profession="coach",
        led_by_id=cast.accounts["bram"].pk, people=there,
    )  # fmt: skip


def _plan(cast: Cast, n: int, e) -> PlanIn:
    steps = [StepIn("Write a letter", "person", TODAY)]
    return PlanIn(
        enrolment_id=e.pk, written_on=ago(150), agreed_on=ago(149) if n % 3 else None, worker_id=cast.accounts["bram"].pk,
        goals=[GoalIn("Find work", steps)],
    )  # fmt: skip
