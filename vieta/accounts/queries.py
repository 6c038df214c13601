"""Named questions about accounts: above all, which viewer an account is today."""

from datetime import date

from django.db.models import Q

from vieta.base.viewer import Held, Permission, Scope, Viewer

from .models import Account, Assignment
from .roles import ROLES


def viewer_of(account: Account, today: date, *, person_id: int | None = None) -> Viewer:
    """The viewer an account is today: its roles in force with their places. One statement."""
    in_force = Assignment.objects.filter(account=account, from_on__lte=today).filter(Q(until_on__isnull=True) | Q(until_on__gt=today))
    held = tuple(
        Held(a.role, ROLES[a.role].permissions, Scope(a.organisation_id, a.programme_id, a.region_id))
        for a in in_force.order_by("id")
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
