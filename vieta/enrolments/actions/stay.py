"""The days of a stay: support begins, the person leaves, a day was written down wrongly."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from vieta.base.periods import months_after
from vieta.base.refusal import Refused
from vieta.base.viewer import Permission, Viewer
from vieta.people.actions import end_access, limit_access
from vieta.people.choices import GrantPurpose

from ..access import CAUSE
from ..choices import LeftBecause, Moment, State
from ..models import Enrolment, Event, GroundHeld
from ..rules import FOLLOW_UP_MONTHS
from .entry import judge
from .frame import contracts_of, happened, inside_the_days, not_to_come, opened, provides, require, retract, told, written

DAYS = {Moment.ENQUIRED: "enquired_on", Moment.ADMITTED: "admitted_on", Moment.ENTERED: "entered_on", Moment.LEFT: "left_on"}


@transaction.atomic
def begin_support(*, by: Viewer, at: datetime, enrolment_id: int, on: date) -> Enrolment:
    """Records the first form of support: the day of entry in every figure.

    Refused before the admission, for a day to come, outside the programme, the provider's part and its contract, and when
    a ground's check no longer holds on that day.
    """
    enrolment = opened(by, enrolment_id, State.ADMITTED)
    require(by, enrolment, Permission.COACH, Permission.TAKE_IN)
    _may_enter(by, enrolment, on)
    enrolment.state, enrolment.entered_on = State.ACTIVE, on
    enrolment.save(update_fields=["state", "entered_on"])
    happened(by, at, enrolment, Moment.ENTERED, on)
    told(by, at, "begin_support", enrolment)
    return enrolment


@transaction.atomic
def leave(*, by: Viewer, at: datetime, enrolment_id: int, on: date, because: LeftBecause, note: str = "") -> Enrolment:
    """Records that the person left, when and why; the case team reads on for thirteen months, for the follow-ups.

    Who leads the family's plan reads no further: that agreement was about the support that ended.

    Refused before support began, for a day to come, and without one of the reasons.
    """
    enrolment = opened(by, enrolment_id, State.ACTIVE)
    require(by, enrolment, Permission.COACH, Permission.TAKE_IN)
    _may_leave(by, enrolment, on)
    if because not in LeftBecause.values:
        raise Refused(_("Choose why the person left."), field="because")
    enrolment.state, enrolment.left_on, enrolment.left_because, enrolment.left_note = State.LEFT, on, because, note.strip()[:1000]
    enrolment.save(update_fields=["state", "left_on", "left_because", "left_note"])
    happened(by, at, enrolment, Moment.LEFT, on)
    _limit_team(by, at, enrolment, months_after(on, FOLLOW_UP_MONTHS))
    end_access(by=by, at=at, person=enrolment.person, cause=CAUSE, cause_id=enrolment.pk, purpose=GrantPurpose.FAMILY)
    told(by, at, "leave", enrolment, because=because)
    return enrolment


@transaction.atomic
def reopen(*, by: Viewer, at: datetime, enrolment_id: int, reason: str) -> Enrolment:
    """Takes a leaving back that was recorded by mistake: the person is active again and the case team reads on.

    Refused without a reason, and while the person has a newer stay in the programme.
    """
    enrolment = opened(by, enrolment_id, State.LEFT)
    require(by, enrolment, Permission.COACH, Permission.TAKE_IN)
    reason = written(reason, _("Write down why this was a mistake."))
    newer = Enrolment.objects.filter(person_id=enrolment.person_id, programme_id=enrolment.programme_id, pk__gt=enrolment.pk)
    if newer.filter(state__in=(State.ENQUIRY, State.ADMITTED, State.ACTIVE)).exists():
        raise Refused(_("The person came back in the meantime; the newer stay goes on."))
    retract(by, at, Event.objects.filter(enrolment=enrolment, moment=Moment.LEFT), reason)
    enrolment.state, enrolment.left_on, enrolment.left_because, enrolment.left_note = State.ACTIVE, None, "", ""
    enrolment.save(update_fields=["state", "left_on", "left_because", "left_note"])
    _limit_team(by, at, enrolment, None)
    told(by, at, "reopen", enrolment)
    return enrolment


@transaction.atomic
def correct_day(*, by: Viewer, at: datetime, enrolment_id: int, moment: Moment, on: date, reason: str) -> Enrolment:
    """Corrects the day of an event: the former is taken back with a reason and stays readable, the right one is recorded.

    The new day is judged as the first one was: in order, inside the contract, with grounds that hold.
    """
    enrolment = opened(by, enrolment_id, State.ENQUIRY, State.ADMITTED, State.ACTIVE, State.LEFT)
    require(by, enrolment, Permission.COACH, Permission.TAKE_IN)
    reason = written(reason, _("Write down why the day is corrected."))
    standing = Event.objects.filter(enrolment=enrolment, moment=moment, retracted_at__isnull=True)
    if moment not in DAYS or not standing.exists():
        raise Refused(_("This has not happened yet."), field="moment")
    not_to_come(on, by)
    setattr(enrolment, DAYS[moment], on)
    _in_order(enrolment)
    if moment in (Moment.ADMITTED, Moment.ENTERED):
        _may_be_in(enrolment, on)
    retract(by, at, standing, reason)
    enrolment.save(update_fields=[DAYS[moment]])
    happened(by, at, enrolment, moment, on)
    if moment == Moment.LEFT:
        _limit_team(by, at, enrolment, months_after(on, FOLLOW_UP_MONTHS))
    told(by, at, "correct_day", enrolment, moment=moment)
    return enrolment


def _may_enter(by: Viewer, enrolment: Enrolment, on: date) -> None:
    not_to_come(on, by)
    if enrolment.admitted_on and on < enrolment.admitted_on:
        raise Refused(_("Support cannot begin before the admission."), field="on")
    _may_be_in(enrolment, on)


def _may_be_in(enrolment: Enrolment, on: date) -> None:
    provides(enrolment.programme_id, enrolment.provider_id, on)
    contracts = [c for c in contracts_of(enrolment) if enrolment.contract_id in (None, c.pk)]
    inside_the_days(enrolment, on, contracts)
    chosen = list(
        GroundHeld.objects.filter(enrolment=enrolment, retracted_at__isnull=True, ground__active=True).values_list("ground_id", flat=True)
    )
    if chosen:
        try:
            judge(enrolment, chosen, on)
        except Refused as refusal:
            raise Refused(refusal.reason, field="on") from refusal


def _may_leave(by: Viewer, enrolment: Enrolment, on: date) -> None:
    not_to_come(on, by)
    if enrolment.entered_on is None or on < enrolment.entered_on:
        raise Refused(_("Nobody leaves before support began."), field="on")


def _in_order(enrolment: Enrolment) -> None:
    days = [day for day in (enrolment.enquired_on, enrolment.admitted_on, enrolment.entered_on, enrolment.left_on) if day]
    if days != sorted(days):
        raise Refused(_("The days must follow each other: enquiry, admission, support, leaving."), field="on")


def _limit_team(by: Viewer, at: datetime, enrolment: Enrolment, until_on: date | None) -> None:
    for purpose in (GrantPurpose.CASE_TEAM, GrantPurpose.PROVIDER, GrantPurpose.AGREEMENT):
        limit_access(by=by, at=at, person=enrolment.person, cause=CAUSE, cause_id=enrolment.pk, until_on=until_on, purpose=purpose)
