"""Accounts and roles as administrators see them, and what their forms may offer."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from allauth.mfa.models import Authenticator
from django.db.models import Exists, OuterRef, Q, QuerySet

from vieta.base.viewer import Permission, Scope, Viewer
from vieta.organisations.models import Organisation
from vieta.programmes.models import Programme, Region

from ..access import in_force, managed_account, managed_by, may_manage
from ..choices import Profession
from ..models import Account, Assignment
from ..roles import ROLES
from .frame import by_account, holds, members_on, specialities_of


@dataclass(frozen=True)
class RoleCard:
    """One role held, where and when, in words."""

    id: int
    role: str
    label: str
    sentence: str
    place: str
    from_on: date
    until_on: date | None
    in_force: bool
    over: bool
    may_end: bool


@dataclass(frozen=True)
class AccountCard:
    """One account on the list or page of those who give accounts."""

    id: int
    username: str
    name: str
    email: str
    organisation: str
    profession: str
    profession_label: str
    specialities: tuple[str, ...]
    speciality_ids: tuple[int, ...]
    active: bool
    second_factor: bool
    needs_second_factor: bool
    last_login: datetime | None
    roles: tuple[RoleCard, ...]
    teams: tuple[str, ...]

    @property
    def role_labels(self) -> str:
        """The roles in force, in words."""
        return ", ".join(sorted({role.label for role in self.roles if role.in_force}))


def accounts(
    viewer: Viewer, *, text: str = "", role: str = "", organisation_id: int | None = None, active: bool | None = None
) -> QuerySet[Account]:
    """The accounts this viewer gives and ends, narrowed; `account_cards` turns them into cards."""
    rows = managed_by(viewer).select_related("organisation")
    if text:
        rows = rows.filter(Q(name__icontains=text) | Q(username__icontains=text))
    if organisation_id:
        rows = rows.filter(organisation_id=organisation_id)
    if active is not None:
        rows = rows.filter(is_active=active)
    if role:
        rows = rows.filter(Exists(in_force(viewer.today).filter(account=OuterRef("pk"), role=role)))
    return rows


def account_cards(viewer: Viewer, rows: Sequence[Account]) -> list[AccountCard]:
    """Cards with roles, teams, specialities and second factor. Four statements, however many rows."""
    ids = [row.pk for row in rows]
    roles = by_account(
        Assignment.objects.filter(account__in=ids).select_related("organisation", "programme", "region").order_by("-from_on", "-id")
    )
    teams = by_account(members_on(viewer.today).filter(account__in=ids).select_related("team__programme").order_by("team__name", "id"))
    skills = specialities_of(ids)
    secured = set(Authenticator.objects.filter(user__in=ids, type=Authenticator.Type.TOTP).values_list("user_id", flat=True))
    return [
        AccountCard(
            id=row.pk,
            username=row.username,
            name=row.name,
            email=row.email,
            organisation=row.organisation.name if row.organisation else "",
            profession=row.profession,
            profession_label=str(row.get_profession_display()),
            specialities=tuple(name for _key, name in skills.get(row.pk, ())),
            speciality_ids=tuple(key for key, _label in skills.get(row.pk, ())),
            active=row.is_active,
            second_factor=row.pk in secured,
            needs_second_factor=any(ROLES[a.role].sees_special for a in roles.get(row.pk, ()) if holds(a, viewer.today)),
            last_login=row.last_login,
            roles=tuple(_role_card(viewer, a) for a in roles.get(row.pk, ())),
            teams=tuple(f"{m.team.name} ({m.team.programme.name})" for m in teams.get(row.pk, ())),
        )
        for row in rows
    ]


def account(viewer: Viewer, account_id: int) -> AccountCard:
    """One account this viewer gives and ends, or NotFound."""
    managed_account(viewer, account_id)
    return account_cards(viewer, list(accounts(viewer).filter(pk=account_id)))[0]


@dataclass(frozen=True)
class Places:
    """Where this viewer may give roles and accounts: (id, name) of organisations, programmes and regions; None: anywhere too."""

    organisations: tuple[tuple[int, str], ...]
    programmes: tuple[tuple[int, str], ...]
    regions: tuple[tuple[int, str], ...]
    home_organisations: tuple[tuple[int, str], ...]


def places(viewer: Viewer) -> Places:
    """What a form for a role or an account may offer. Three statements."""
    scopes = viewer.scopes(Permission.MANAGE_ACCOUNTS)
    organisations = list(_within(Organisation.objects.filter(active=True), [s.organisation_id for s in scopes]).order_by("name", "id"))
    programmes = _within(Programme.objects.all(), [s.programme_id for s in scopes]).order_by("name", "id")
    regions = Region.objects.filter(programme__in=programmes).select_related("programme").order_by("programme__name", "name", "id")
    return Places(
        organisations=tuple((o.pk, o.name) for o in organisations),
        programmes=tuple((p.pk, p.name) for p in programmes),
        regions=tuple((r.pk, f"{r.programme.name}: {r.name}") for r in regions),
        home_organisations=tuple((o.pk, o.name) for o in organisations if may_manage(viewer, Scope(organisation_id=o.pk))),
    )


def _within(rows: QuerySet, ids: list[int | None]) -> QuerySet:
    return rows if None in ids else rows.filter(pk__in=ids)


def _role_card(viewer: Viewer, a: Assignment) -> RoleCard:
    places = [thing.name for thing in (a.organisation, a.programme, a.region) if thing]
    over = a.until_on is not None and a.until_on <= viewer.today
    may_end = not over and may_manage(viewer, Scope(a.organisation_id, a.programme_id, a.region_id))
    role = ROLES[a.role]
    return RoleCard(
        a.pk, a.role, str(role.name), str(role.sentence), ", ".join(places), a.from_on, a.until_on, holds(a, viewer.today), over, may_end
    )


def profession_choices() -> list[tuple[str, str]]:
    """Every profession with its words."""
    return [(value, str(label)) for value, label in Profession.choices]


def role_choices() -> list[tuple[str, str, str]]:
    """The roles that are given (not the participant's own place) with names and sentences."""
    return [(role.code, str(role.name), str(role.sentence)) for role in ROLES.values() if role.place != "participant"]
