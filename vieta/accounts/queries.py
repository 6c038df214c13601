"""Named questions about accounts: which viewer one is today, who has which role, who knows about what, who looked."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from allauth.mfa.models import Authenticator
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from vieta.audit import queries as audit
from vieta.audit.choices import Kind
from vieta.audit.models import Entry
from vieta.base.refusal import NotFound, Refused
from vieta.base.viewer import Held, Permission, Scope, Viewer
from vieta.organisations.models import Organisation, Speciality
from vieta.programmes.models import Programme, Region

from .access import WORKING, colleague_programmes, formed_by, in_force, managed_account, managed_by, may_join, may_manage
from .choices import Profession
from .models import Account, Assignment, TeamMember
from .roles import ROLES


def viewer_of(account: Account, today: date, *, person_id: int | None = None) -> Viewer:
    """The viewer an account is today: its roles in force with their places. One statement."""
    held = tuple(
        Held(a.role, ROLES[a.role].permissions, Scope(a.organisation_id, a.programme_id, a.region_id))
        for a in in_force(today).filter(account=account).order_by("id")
        if account.is_active
    )
    if person_id is not None:
        held += (Held("participant", frozenset({Permission.OWN_FILE})),)
    return Viewer(
        account_id=account.pk,
        name=account.name,
        today=today,
        organisation_id=account.organisation_id,
        profession=account.profession,
        person_id=person_id,
        held=held,
        language=account.language,
    )


def sees_special(viewer: Viewer) -> bool:
    """Whether a role in force sees special data and so needs a second factor."""
    return any(ROLES[held.role].sees_special for held in viewer.held if held.role in ROLES)


def has_second_factor(account_id: int) -> bool:
    """Whether an account has its second factor set up. One statement."""
    return Authenticator.objects.filter(user_id=account_id, type=Authenticator.Type.TOTP).exists()


def demo_account(username: str) -> Account | None:
    """The account of one of the demo's cast; the page asks only in the demo and only for its names."""
    return Account.objects.filter(username=username, is_active=True).first()


def names_of(ids: Iterable[int | None]) -> dict[int, str]:
    """The names of accounts by id, to show who recorded what; an id without an account is left out. One statement."""
    wanted = {id for id in ids if id is not None}
    return dict(Account.objects.filter(pk__in=wanted).values_list("pk", "name")) if wanted else {}


# Accounts and roles as administrators see them ---------------------------------------------------------------------------


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
    roles = _by_account(
        Assignment.objects.filter(account__in=ids).select_related("organisation", "programme", "region").order_by("-from_on", "-id")
    )
    teams = _by_account(_members_on(viewer.today).filter(account__in=ids).select_related("team__programme").order_by("team__name", "id"))
    skills = _specialities(ids)
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
            needs_second_factor=any(ROLES[a.role].sees_special for a in roles.get(row.pk, ()) if _holds(a, viewer.today)),
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
        a.pk, a.role, str(role.name), str(role.sentence), ", ".join(places), a.from_on, a.until_on, _holds(a, viewer.today), over, may_end
    )


def _holds(a: Assignment, today: date) -> bool:
    return a.from_on <= today and (a.until_on is None or a.until_on > today)


# Colleagues -------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class ColleagueCard:
    """Somebody one may work with: organisation, trade, specialities and teams."""

    account_id: int
    name: str
    organisation: str
    profession: str
    profession_label: str
    specialities: tuple[str, ...]
    teams: tuple[str, ...]
    email: str


def colleagues(
    viewer: Viewer, *, programme_id: int | None = None, speciality_id: int | None = None, profession: str = "", text: str = ""
) -> QuerySet[Account]:
    """Working staff and team members of the viewer's programmes, of any organisation (S1-04); `colleague_cards` shows them."""
    allowed = colleague_programmes(viewer)
    if programme_id is not None:
        allowed = {programme_id} if allowed is None else allowed & {programme_id}
    at_work = in_force(viewer.today).filter(account=OuterRef("pk"), role__in=WORKING)
    on_team = _members_on(viewer.today).filter(account=OuterRef("pk"))
    if allowed is not None:
        at_work = at_work.filter(Q(programme__in=allowed) | Q(programme__isnull=True))
        on_team = on_team.filter(team__programme__in=allowed)
    rows = Account.objects.filter(is_active=True, organisation__isnull=False).select_related("organisation")
    rows = rows.filter(Exists(at_work) | Exists(on_team)) if allowed is None or allowed else rows.none()
    if speciality_id:
        rows = rows.filter(pk__in=Account.specialities.through.objects.filter(speciality_id=speciality_id).values("account_id"))
    if profession:
        rows = rows.filter(profession=profession)
    if text:
        rows = rows.filter(Q(name__icontains=text) | Q(organisation__name__icontains=text))
    return rows


def colleague_cards(viewer: Viewer, rows: Sequence[Account]) -> list[ColleagueCard]:
    """Cards with specialities and teams. Two statements, however many rows."""
    ids = [row.pk for row in rows]
    members = _members_on(viewer.today).filter(account__in=ids).select_related("team").order_by("team__name", "id")
    allowed = colleague_programmes(viewer)
    teams = _by_account(members if allowed is None else members.filter(team__programme__in=allowed))
    skills = _specialities(ids)
    return [
        ColleagueCard(
            row.pk, row.name, row.organisation.name if row.organisation else "", row.profession, str(row.get_profession_display()),
            tuple(name for _key, name in skills.get(row.pk, ())), tuple(m.team.name for m in teams.get(row.pk, ())), row.email,
        )
        for row in rows
    ]  # fmt: skip


def find_colleagues(viewer: Viewer, **wanted) -> list[ColleagueCard]:
    """The cards of `colleagues(...)`, by name, at most 200. Three statements."""
    return colleague_cards(viewer, list(colleagues(viewer, **wanted).order_by("name", "id")[:200]))


def colleague_choices(viewer: Viewer) -> tuple[list[tuple[int, str]], list[tuple[int, str]]]:
    """The programmes and specialities the colleagues' page filters by. Two statements."""
    allowed = colleague_programmes(viewer)
    programmes = Programme.objects.order_by("name", "id")
    programmes = programmes if allowed is None else programmes.filter(pk__in=allowed)
    return list(programmes.values_list("pk", "name")), list(
        Speciality.objects.filter(active=True).order_by("name").values_list("pk", "name")
    )


@dataclass(frozen=True)
class MemberCard:
    """Somebody's time in a team, with the home organisation and specialities they keep."""

    id: int
    account_id: int
    name: str
    organisation: str
    profession_label: str
    specialities: tuple[str, ...]
    from_on: date
    until_on: date | None


@dataclass(frozen=True)
class TeamCard:
    """A team of a programme with everybody who is or was on it."""

    id: int
    name: str
    programme_code: str
    programme: str
    members: tuple[MemberCard, ...]


def team(viewer: Viewer, team_id: int) -> TeamCard:
    """One team for those who form it, or NotFound. Three statements."""
    row = formed_by(viewer, team_id)
    members = list(TeamMember.objects.filter(team=row).select_related("account__organisation").order_by("account__name", "from_on", "id"))
    skills = _specialities([m.account_id for m in members])
    cards = tuple(
        MemberCard(
            m.pk, m.account_id, m.account.name, m.account.organisation.name, str(m.account.get_profession_display()),
            tuple(name for _key, name in skills.get(m.account_id, ())), m.from_on, m.until_on,
        )
        for m in members
    )  # fmt: skip
    return TeamCard(row.pk, row.name, row.programme.code, row.programme.name, cards)


def who_may_join(viewer: Viewer, team_id: int) -> list[tuple[int, str]]:
    """Staff of the programme's organisations who are not on the team, as (id, name and organisation). Two statements."""
    row = formed_by(viewer, team_id)
    there = _members_on(viewer.today).filter(team=row).values("account_id")
    rows = may_join(row).exclude(pk__in=there).select_related("organisation").order_by("name", "id")
    return [(account.pk, f"{account.name} ({account.organisation.name})") for account in rows]


def _members_on(today: date) -> QuerySet[TeamMember]:
    return TeamMember.objects.filter(from_on__lte=today).filter(Q(until_on__isnull=True) | Q(until_on__gt=today))


def _specialities(ids: Iterable[int]) -> dict[int, list[tuple[int, str]]]:
    found: dict[int, list[tuple[int, str]]] = {}
    links = Account.specialities.through.objects.filter(account_id__in=list(ids)).select_related("speciality").order_by("speciality__name")
    for link in links:
        found.setdefault(link.account_id, []).append((link.speciality_id, link.speciality.name))
    return found


def _by_account(rows: Iterable) -> dict[int, list]:
    found: dict[int, list] = {}
    for row in rows:
        found.setdefault(row.account_id, []).append(row)
    return found


# The trail, as those with accounts may read it --------------------------------------------------------------------------


@dataclass(frozen=True)
class Look:
    """One time somebody opened a file: who, as what, from where, when, and what they opened (a deed: room.what)."""

    at: datetime
    name: str
    roles: tuple[str, ...]
    organisation: str
    deed: str


def reads_of(viewer: Viewer, person_id: int, *, limit: int = 200) -> list[Look]:
    """Who looked at a person's file, newest first; for the person themselves and the data-protection officer. Three statements."""
    if viewer.person_id == person_id:
        rows = list(audit.reads_of(person_id).exclude(account_id=viewer.account_id)[:limit])
    elif viewer.scopes(Permission.READ_TRAIL):
        rows = list(trail(viewer, kind=Kind.READ, person_id=person_id)[:limit])
    else:
        raise NotFound(f"person {person_id}")
    ids = {row.account_id for row in rows if row.account_id}
    who = {a.pk: a for a in Account.objects.filter(pk__in=ids).select_related("organisation")}
    held = _by_account(Assignment.objects.filter(account__in=ids).order_by("id"))
    return [_look(row, who.get(row.account_id or 0), held.get(row.account_id or 0, [])) for row in rows]


def _look(row: Entry, account: Account | None, held: list[Assignment]) -> Look:
    day = timezone.localdate(row.at)
    roles = tuple(dict.fromkeys(str(ROLES[a.role].name) for a in held if _holds(a, day)))
    organisation = account.organisation.name if account and account.organisation else ""
    return Look(row.at, account.name if account else row.by, roles, organisation, row.deed)


def trail(
    viewer: Viewer, *, kind: str = "", name: str = "", deed: str = "", person_id: int | None = None,
    from_on: date | None = None, until_on: date | None = None,
) -> QuerySet[Entry]:  # fmt: skip
    """The entries a data-protection officer reads: of their programmes, or of their organisation's accounts. Refused to others."""
    scopes = viewer.scopes(Permission.READ_TRAIL)
    if not scopes:
        raise Refused(_("Only the data-protection officer reads the trail."))
    rows = audit.entries()
    if Scope() not in scopes:
        rows = rows.filter(_reach(scopes))
    for wanted, condition in (
        (kind, Q(kind=kind)), (name, Q(by__icontains=name)), (deed, Q(deed__startswith=deed)), (person_id, Q(person_id=person_id)),
        (from_on, Q(at__date__gte=from_on)), (until_on, Q(at__date__lte=until_on)),
    ):  # fmt: skip
        if wanted:
            rows = rows.filter(condition)
    return rows


def _reach(scopes: Sequence[Scope]) -> Q:
    reach = Q(pk__in=[])
    for scope in scopes:
        here = Q(programme_id=scope.programme_id) if scope.programme_id else Q()
        if scope.organisation_id:
            here &= Q(account_id__in=Account.objects.filter(organisation_id=scope.organisation_id).values("pk"))
        reach |= here or Q(pk__isnull=False)
    return reach


def profession_choices() -> list[tuple[str, str]]:
    """Every profession with its words."""
    return [(value, str(label)) for value, label in Profession.choices]


def role_choices() -> list[tuple[str, str, str]]:
    """The roles that are given (not the participant's own place) with names and sentences."""
    return [(role.code, str(role.name), str(role.sentence)) for role in ROLES.values() if role.place != "participant"]
