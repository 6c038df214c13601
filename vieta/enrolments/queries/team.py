"""The case team, colleagues one may add to it, and who may read a file and why."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from vieta.accounts.access import WORKING, in_force
from vieta.accounts.choices import Profession
from vieta.accounts.models import Account
from vieta.base.viewer import Viewer
from vieta.people.access import live_grants
from vieta.people.models import Grant

from ..access import CAUSE, opened_by
from ..models import CaseTeamMember


@dataclass(frozen=True)
class Member:
    """One of the case team."""

    account_id: int
    name: str
    organisation: str
    profession: str
    profession_label: str
    responsible: bool
    from_on: date
    until_on: date | None
    is_me: bool


@dataclass(frozen=True)
class Colleague:
    """Somebody of the programme who could join a case team."""

    account_id: int
    name: str
    organisation: str
    profession: str
    profession_label: str
    specialities: tuple[str, ...]


@dataclass(frozen=True)
class Reader:
    """Who may read a file: an account or an organisation's staff; how far, why, until when."""

    name: str
    organisation: str
    level: str
    why: str
    from_on: date
    until_on: date | None


def case_team(viewer: Viewer, enrolment_id: int, *, former: bool = False) -> list[Member]:
    """The case team, the responsible one first; with `former`, those before as well. Two statements."""
    row = opened_by(viewer, enrolment_id)
    team = CaseTeamMember.objects.filter(enrolment=row).select_related("account__organisation")
    if not former:
        team = team.filter(until_on__isnull=True)
    return [_member(m, viewer) for m in team.order_by("until_on", "-responsible", "id")]


def _member(m: CaseTeamMember, viewer: Viewer) -> Member:
    home = m.account.organisation
    return Member(
        m.account_id, m.account.name, home.name if home else "", m.profession, str(Profession(m.profession).label), m.responsible,
        m.from_on, m.until_on, m.account_id == viewer.account_id,
    )  # fmt: skip


def colleagues_of(programme_id: int, provider_id: int, today: date) -> QuerySet[Account]:
    """The accounts that work with people in a programme: a role in it, of whatever organisation, in force today."""
    roles = in_force(today).filter(account=OuterRef("pk"), role__in=WORKING)
    here = roles.filter(Q(programme_id=programme_id) | Q(programme__isnull=True, organisation_id=provider_id))
    return Account.objects.filter(Exists(here), is_active=True, organisation__isnull=False)


def colleagues_for(
    viewer: Viewer, enrolment_id: int, *, speciality_id: int | None = None, profession: str = "", name: str = "", limit: int = 50
) -> list[Colleague]:
    """Colleagues of every organisation of the programme who are not on the case team yet, by speciality and profession (S1-04)."""
    row = opened_by(viewer, enrolment_id)
    team = CaseTeamMember.objects.filter(enrolment=row, until_on__isnull=True).values("account_id")
    found = colleagues_of(row.programme_id, row.provider_id, viewer.today).exclude(pk__in=team)
    if speciality_id:
        found = found.filter(Q(specialities=speciality_id) | Q(organisation__specialities=speciality_id)).distinct()
    if profession:
        found = found.filter(profession=profession)
    if name:
        found = found.filter(name__icontains=name)
    found = found.select_related("organisation").prefetch_related("specialities", "organisation__specialities")
    return [_colleague(account) for account in found.order_by("name", "id")[:limit]]


def _colleague(account: Account) -> Colleague:
    home = account.organisation
    own = {s.name for s in account.specialities.all()} | ({s.name for s in home.specialities.all()} if home else set())
    label = str(Profession(account.profession).label) if account.profession else ""
    return Colleague(account.pk, account.name, home.name if home else "", account.profession, label, tuple(sorted(own)))


def who_may_read(viewer: Viewer, enrolment_id: int) -> list[Reader]:
    """Everybody to whom this file opens today, why and until when; shown to staff and to the person alike. Two statements."""
    row = opened_by(viewer, enrolment_id)
    grants = live_grants(viewer.today).filter(cause=CAUSE, cause_id=row.pk)
    grants = grants.select_related("account__organisation", "organisation").order_by("-level", "id")
    return [_reader(grant) for grant in grants]


def _reader(grant: Grant) -> Reader:
    if grant.account:
        home = grant.account.organisation
        name, organisation = grant.account.name, home.name if home else ""
    else:
        name, organisation = _("Staff whose role reads the organisation's files"), grant.organisation.name if grant.organisation else ""
    why = str(grant.get_purpose_display()) + (f": {grant.reason}" if grant.reason else "")
    return Reader(name, organisation, str(grant.get_level_display()), why, grant.from_on, grant.until_on)
