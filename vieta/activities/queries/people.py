"""Whom one may meet: the people and colleagues a form about an activity offers."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q

from vieta.base.viewer import Permission, Viewer
from vieta.enrolments.access import on_case_team
from vieta.enrolments.access import visible_to as enrolments_visible_to
from vieta.enrolments.choices import OPEN_STATES
from vieta.enrolments.models import CaseTeamMember
from vieta.people.choices import Level
from vieta.programmes.models import Region

MOST = 300


@dataclass(frozen=True)
class Choosable:
    """Somebody a form offers, named as this viewer may name them."""

    id: int
    label: str
    person_id: int = 0
    mine: bool = False


def choosable_people(viewer: Viewer, programme_id: int | None = None, *, words: str = "", keep: tuple[int, ...] = ()) -> list[Choosable]:
    """The open enrolments one may expect at a group session: one's own case teams first, then the office's, by name.

    `words` narrows to names holding them; `keep` are ids already chosen that stay on offer.
    """
    rows = enrolments_visible_to(viewer, Level.IDENTITY).filter(state__in=OPEN_STATES).select_related("person")
    if programme_id is not None:
        rows = rows.filter(programme_id=programme_id)
    mine = on_case_team(viewer).filter(enrolment=OuterRef("pk"))
    wanted = rows.filter(sort_name__icontains=words.lower()) if words else rows
    rows = (rows.filter(pk__in=keep) | wanted) if keep else wanted
    rows = rows.annotate(mine=Exists(mine)).order_by("-mine", "sort_name", "pk")[:MOST]
    return [Choosable(row.pk, f"{row.person.name} ({row.number})", row.person_id, row.mine) for row in rows]


def choosable_leaders(viewer: Viewer, enrolment_id: int) -> list[Choosable]:
    """Who may lead a talk with one person: the viewer, and for the provider's coordinator everybody on the case team."""
    row = enrolments_visible_to(viewer).filter(pk=enrolment_id).first()
    if row is None or viewer.account_id is None:
        return []
    found = [Choosable(viewer.account_id, viewer.name)]
    if row.provider_id == viewer.organisation_id and viewer.may(
        Permission.COORDINATE, programme_id=row.programme_id, organisation_id=row.provider_id
    ):
        team = _team(viewer, row.pk).exclude(account_id=viewer.account_id).select_related("account")
        found += [Choosable(m.account_id, f"{m.account.name} – {m.get_profession_display()}") for m in team]
    return found


def professions_of(viewer: Viewer, enrolment_id: int) -> list[str]:
    """The professions on one case team today, by label; empty where the file does not open (S3-11)."""
    if not enrolments_visible_to(viewer).filter(pk=enrolment_id).exists():
        return []
    return [str(member.get_profession_display()) for member in _team(viewer, enrolment_id)]


def regions_of(programme_id: int) -> list[Choosable]:
    """The regions of a programme, for a group session that belongs to one."""
    return [Choosable(row.pk, row.name) for row in Region.objects.filter(programme_id=programme_id)]


def _team(viewer: Viewer, enrolment_id: int):
    members = CaseTeamMember.objects.filter(enrolment_id=enrolment_id, from_on__lte=viewer.today)
    return members.filter(Q(until_on__isnull=True) | Q(until_on__gt=viewer.today))
