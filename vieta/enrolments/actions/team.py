"""The case team: colleagues of several professions and organisations around one enrolment."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from vieta.accounts.choices import CLOSED_PROFESSIONS, Profession
from vieta.accounts.models import Account
from vieta.base.refusal import NotFound, Refused
from vieta.base.viewer import Permission, Viewer
from vieta.people.actions import end_access, give_access
from vieta.people.choices import GrantPurpose

from ..access import CAUSE
from ..choices import OPEN_STATES, State
from ..models import CaseTeamMember, Enrolment
from ..queries.team import colleagues_of
from .frame import level_for, opened, require, told

PLACES = (State.ENQUIRY, *OPEN_STATES)


@transaction.atomic
def add_to_team(*, by: Viewer, at: datetime, enrolment_id: int, account_id: int, profession: str = "") -> CaseTeamMember:
    """Adds a colleague of any organisation of the programme to the case team; the file opens to them with it.

    Refused for somebody who holds no role in the programme, twice, and outside the team by those who do not set teams.
    """
    enrolment = opened(by, enrolment_id, *PLACES)
    require(by, enrolment, Permission.COACH, Permission.COORDINATE, Permission.TAKE_IN)
    return join(by, at, enrolment, account_id, profession=profession)


@transaction.atomic
def end_on_team(*, by: Viewer, at: datetime, enrolment_id: int, account_id: int) -> CaseTeamMember:
    """Ends a colleague's part; their access ends today. Refused for the responsible one: name another one first."""
    enrolment = opened(by, enrolment_id, *PLACES)
    require(by, enrolment, Permission.COACH, Permission.COORDINATE, Permission.TAKE_IN)
    member = _member(enrolment, account_id)
    if member.responsible:
        raise Refused(_("Somebody is always responsible. Name another one first."), field="account")
    member.until_on = by.today
    member.save(update_fields=["until_on"])
    end_access(by=by, at=at, person=enrolment.person, cause=CAUSE, cause_id=enrolment.pk, account_id=account_id)
    told(by, at, "end_on_team", enrolment, member, account=account_id)
    return member


@transaction.atomic
def make_responsible(*, by: Viewer, at: datetime, enrolment_id: int, account_id: int) -> CaseTeamMember:
    """Makes one member of the case team the responsible one in place of the former, who stays on the team."""
    enrolment = opened(by, enrolment_id, *PLACES)
    require(by, enrolment, Permission.COACH, Permission.COORDINATE, Permission.TAKE_IN)
    member = _member(enrolment, account_id)
    if not member.responsible:
        CaseTeamMember.objects.filter(enrolment=enrolment, until_on__isnull=True, responsible=True).update(responsible=False)
        member.responsible = True
        member.save(update_fields=["responsible"])
        told(by, at, "make_responsible", enrolment, member, account=account_id)
    return member


def join(
    by: Viewer, at: datetime, enrolment: Enrolment, account_id: int, *, profession: str = "", responsible: bool = False
) -> CaseTeamMember:
    """Puts a colleague on the case team with the access that goes with the profession."""
    account = colleagues_of(enrolment.programme_id, enrolment.provider_id, by.today).filter(pk=account_id).first()
    if account is None:
        raise NotFound(f"account {account_id}")
    if CaseTeamMember.objects.filter(enrolment=enrolment, account=account, until_on__isnull=True).exists():
        raise Refused(_("This colleague is on the case team already."), field="account")
    profession = profession or account.profession or Profession.COACH
    if profession in CLOSED_PROFESSIONS and profession != account.profession:
        raise Refused(_("Only a psychologist or lawyer joins as one: their papers are closed to the others."), field="profession")
    if profession not in Profession.values:
        raise Refused(_("Choose one of the professions."), field="profession")
    alone = not CaseTeamMember.objects.filter(enrolment=enrolment, until_on__isnull=True, responsible=True).exists()
    member = CaseTeamMember.objects.create(
        enrolment=enrolment, account=account, profession=profession, responsible=responsible or alone, from_on=by.today
    )
    _open(by, at, enrolment, account, profession)
    told(by, at, "add_to_team", enrolment, member, account=account_id, profession=profession)
    return member


def _open(by: Viewer, at: datetime, enrolment: Enrolment, account: Account, profession: str) -> None:
    give_access(
        by=by, at=at, person=enrolment.person, purpose=GrantPurpose.CASE_TEAM, level=level_for(profession), account_id=account.pk,
        programme_id=enrolment.programme_id, cause=CAUSE, cause_id=enrolment.pk,
    )  # fmt: skip


def _member(enrolment: Enrolment, account_id: int) -> CaseTeamMember:
    member = CaseTeamMember.objects.filter(enrolment=enrolment, account_id=account_id, until_on__isnull=True).first()
    if member is None:
        raise NotFound(f"account {account_id}")
    return member
