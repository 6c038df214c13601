"""Who may give accounts and roles, and which accounts they see; participants' accounts are nobody's list."""

from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from vieta.base.refusal import NotFound
from vieta.base.viewer import Permission, Scope, Viewer
from vieta.programmes import access as programmes
from vieta.programmes.models import Team

from .models import Account, Assignment
from .rules import covers

# Roles of those who work with people in a programme; its staff find each other (S1-04).
WORKING = ("outreach", "intake", "coach", "specialist", "coordinator")
_FINDS = (Permission.REACH_OUT, Permission.COACH, Permission.TAKE_IN, Permission.COORDINATE, Permission.SET_UP)


def in_force(today: date) -> QuerySet[Assignment]:
    """Roles in force on a day."""
    return Assignment.objects.filter(from_on__lte=today).filter(Q(until_on__isnull=True) | Q(until_on__gt=today))


def may_manage(viewer: Viewer, place: Scope) -> bool:
    """Whether this viewer may give a role that reaches so far: nobody gives more than their own reach."""
    return any(covers(mine, place) for mine in viewer.scopes(Permission.MANAGE_ACCOUNTS))


def managed_by(viewer: Viewer) -> QuerySet[Account]:
    """The staff accounts this viewer gives and ends."""
    staff = Account.objects.filter(organisation__isnull=False)
    reach = Q(pk__in=[])
    for scope in viewer.scopes(Permission.MANAGE_ACCOUNTS):
        here = Q(organisation_id=scope.organisation_id) if scope.organisation_id else Q()
        if scope.programme_id:
            held = Assignment.objects.filter(account=OuterRef("pk"), programme_id=scope.programme_id)
            here &= Q(Exists(held))
        if not here:
            return staff
        reach |= here
    return staff.filter(reach)


def managed_account(viewer: Viewer, account_id: int, *, lock: bool = False) -> Account:
    """One account this viewer gives and ends, or NotFound."""
    rows = managed_by(viewer)
    row = (rows.select_for_update(of=("self",)) if lock else rows).filter(pk=account_id).first()
    if row is None:
        raise NotFound(f"account {account_id}")
    return row


def colleague_programmes(viewer: Viewer) -> set[int] | None:
    """The programmes in whose staff this viewer may look for colleagues; None means every programme."""
    found: set[int] = set()
    for permission in _FINDS:
        ids = viewer.programme_ids(permission)
        if ids is None:
            return None
        found |= ids
    return found


def formed_by(viewer: Viewer, team_id: int) -> Team:
    """A team this viewer forms, setting its programme up or coordinating in it; else NotFound."""
    team = Team.objects.select_related("programme").filter(pk=team_id).first()
    if team is None or not any(viewer.may(p, programme_id=team.programme_id) for p in (Permission.SET_UP, Permission.COORDINATE)):
        raise NotFound(f"team {team_id}")
    return team


def may_place(viewer: Viewer, team: Team, account: Account) -> bool:
    """Whether this viewer takes somebody into a team or out: who sets the programme up anybody, a coordinator their own house's people."""
    here = {"programme_id": team.programme_id}
    return viewer.may(Permission.SET_UP, **here) or viewer.may(Permission.COORDINATE, **here, organisation_id=account.organisation_id)


def may_join(team: Team, today: date) -> QuerySet[Account]:
    """Staff of every organisation that has a part in the team's programme today (S1-01)."""
    organisations = programmes.in_force(today).filter(programme=team.programme_id).values("organisation_id")
    return Account.objects.filter(is_active=True, organisation__in=organisations)
