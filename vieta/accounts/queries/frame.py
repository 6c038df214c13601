"""What several of these questions share: memberships in force, specialities and rows by account."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Q, QuerySet

from ..models import Account, Assignment, TeamMember


def members_on(today: date) -> QuerySet[TeamMember]:
    """Memberships in force on a day."""
    return TeamMember.objects.filter(from_on__lte=today).filter(Q(until_on__isnull=True) | Q(until_on__gt=today))


def specialities_of(ids: Iterable[int]) -> dict[int, list[tuple[int, str]]]:
    """The specialities of accounts as (id, name), by name. One statement."""
    found: dict[int, list[tuple[int, str]]] = {}
    links = Account.specialities.through.objects.filter(account_id__in=list(ids)).select_related("speciality").order_by("speciality__name")
    for link in links:
        found.setdefault(link.account_id, []).append((link.speciality_id, link.speciality.name))
    return found


def by_account(rows: Iterable) -> dict[int, list]:
    """Rows gathered by the account they belong to, in their order."""
    found: dict[int, list] = {}
    for row in rows:
        found.setdefault(row.account_id, []).append(row)
    return found


def holds(a: Assignment, today: date) -> bool:
    """Whether a role is in force on a day."""
    return a.from_on <= today and (a.until_on is None or a.until_on > today)
