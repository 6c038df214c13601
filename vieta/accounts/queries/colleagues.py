"""Finding the right colleague across organisations, and the members of a team."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from vieta.base.viewer import Viewer
from vieta.organisations.models import Speciality
from vieta.programmes.models import Programme

from ..access import WORKING, colleague_programmes, formed_by, in_force, may_join, may_place
from ..models import Account, TeamMember
from .frame import by_account, members_on, specialities_of


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
    on_team = members_on(viewer.today).filter(account=OuterRef("pk"))
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
    members = members_on(viewer.today).filter(account__in=ids).select_related("team").order_by("team__name", "id")
    allowed = colleague_programmes(viewer)
    teams = by_account(members if allowed is None else members.filter(team__programme__in=allowed))
    skills = specialities_of(ids)
    return [
        ColleagueCard(
            row.pk, row.name, str(row.organisation or "") if row.organisation else "", row.profession, str(row.get_profession_display()),
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
    may_leave: bool


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
    skills = specialities_of([m.account_id for m in members])
    cards = tuple(
        MemberCard(
            m.pk, m.account_id, m.account.name, str(m.account.organisation or ""), str(m.account.get_profession_display()),
            tuple(name for _key, name in skills.get(m.account_id, ())), m.from_on, m.until_on,
            m.until_on is None and may_place(viewer, row, m.account),
        )
        for m in members
    )  # fmt: skip
    return TeamCard(row.pk, row.name, row.programme.code, row.programme.name, cards)


def who_may_join(viewer: Viewer, team_id: int) -> list[tuple[int, str]]:
    """Staff of the programme's organisations who are not on the team, as (id, name and organisation). Two statements."""
    row = formed_by(viewer, team_id)
    there = members_on(viewer.today).filter(team=row).values("account_id")
    rows = may_join(row, viewer.today).exclude(pk__in=there).select_related("organisation").order_by("name", "id")
    return [(account.pk, f"{account.name} ({account.organisation})") for account in rows if may_place(viewer, row, account)]
