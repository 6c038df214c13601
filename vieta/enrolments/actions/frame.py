"""What the deeds on an enrolment share: opening it, its days, its events, its grants, its line in the trail."""

from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from vieta.audit.actions import record
from vieta.base.refusal import NotFound, Refused
from vieta.base.viewer import Permission, Viewer
from vieta.people.choices import Level
from vieta.programmes.access import in_force
from vieta.programmes.choices import PartnerRole
from vieta.programmes.models import Contract, Period

from ..access import opened_by
from ..choices import Moment, State
from ..models import CaseTeamMember, Enrolment, Event
from ..rules import Days, outside, reads_special

REASON = 1000


def opened(by: Viewer, enrolment_id: int, *states: State, level: Level = Level.FILE) -> Enrolment:
    """The enrolment locked for a deed by staff, in one of the states; NotFound for those who may not open it."""
    if by.person_id is not None:
        raise NotFound(f"enrolment {enrolment_id}")
    enrolment = opened_by(by, enrolment_id, level, lock=True)
    if states and enrolment.state not in states:
        words = _("This cannot be done: the enrolment is “%(state)s”.")
        raise Refused(words % {"state": enrolment.get_state_display()})
    return enrolment


def require(by: Viewer, enrolment: Enrolment, *permissions: Permission) -> None:
    """At least one of the permissions holds at this enrolment's programme and provider."""
    place = {"programme_id": enrolment.programme_id, "organisation_id": enrolment.provider_id}
    on_team = CaseTeamMember.objects.filter(enrolment=enrolment, account_id=by.account_id, until_on__isnull=True)
    if any(by.may(one, **place) for one in permissions):
        return
    if Permission.COACH in permissions and by.may(Permission.COACH, programme_id=enrolment.programme_id) and on_team.exists():
        return
    raise Refused(_("Your role does not decide this here."))


def written(reason: str, sentence: str, field: str = "reason") -> str:
    """The reason as it is kept; refused when nothing was written."""
    if not reason.strip():
        raise Refused(sentence, field=field)
    return reason.strip()[:REASON]


def not_to_come(on: date, by: Viewer, field: str = "on") -> None:
    """Nothing is recorded for a day to come."""
    if on > by.today:
        raise Refused(_("This day is still to come."), field=field)


def provides(programme_id: int, provider_id: int, on: date, field: str = "on") -> None:
    """Refused for an organisation that has no part as a provider on that day: not yet, or no longer."""
    parts = in_force(on).filter(programme_id=programme_id, organisation_id=provider_id)
    if not parts.filter(role__in=(PartnerRole.PROVIDER, PartnerRole.LEAD)).exists():
        raise Refused(_("This organisation does not provide support in the programme on that day."), field=field)


def contracts_of(enrolment: Enrolment) -> list[Contract]:
    """The contracts that commission this enrolment's provider, in its region where one is known."""
    rows = Contract.objects.filter(programme_id=enrolment.programme_id, provider_id=enrolment.provider_id)
    if enrolment.region_id:
        rows = rows.filter(region_id=enrolment.region_id)
    return list(rows.order_by("from_on", "id"))


def inside_the_days(enrolment: Enrolment, on: date, contracts: list[Contract], field: str = "on") -> None:
    """Refused when the day lies outside the programme's periods or the provider's contracts."""
    periods = Period.objects.filter(programme_id=enrolment.programme_id).order_by("number")
    spans = [Days(enrolment.programme.name, p.from_on, p.until_on) for p in periods]
    if words := outside(on, [Days(c.number, c.from_on, c.until_on) for c in contracts], spans):
        raise Refused(words, field=field)


def happened(by: Viewer, at: datetime, enrolment: Enrolment, moment: Moment, on: date) -> Event:
    """Records an event with the day it held and the moment it was recorded."""
    return Event.objects.create(
        enrolment=enrolment, moment=moment, valid_on=on, recorded_at=at, recorded_by=by.account_id, certified_by=by.account_id
    )


def retract(by: Viewer, at: datetime, rows: Any, reason: str) -> int:
    """Takes standing facts back; they stay readable."""
    return rows.filter(retracted_at__isnull=True).update(retracted_at=at, retracted_by=by.account_id, retraction_reason=reason[:500])


def told(by: Viewer, at: datetime, deed: str, enrolment: Enrolment, thing: Any = None, **details: Any) -> None:
    """One line in the trail about this enrolment."""
    record(
        by=by, at=at, deed=f"enrolments.{deed}", thing=enrolment if thing is None else thing, person_id=enrolment.person_id,
        enrolment_id=enrolment.pk, programme_id=enrolment.programme_id, **details,
    )  # fmt: skip


def level_for(profession: str) -> Level:
    """How far a colleague of this profession reads on a case team."""
    return Level.SPECIAL if reads_special(profession) else Level.FILE
