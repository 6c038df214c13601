"""The trail as those with accounts may read it: who looked at a person's file, and the officer's whole view."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from vieta.audit import queries as audit
from vieta.audit.choices import Kind
from vieta.audit.models import Entry
from vieta.base.refusal import NotFound, Refused
from vieta.base.viewer import Permission, Scope, Viewer

from ..models import Account, Assignment
from ..roles import ROLES
from .frame import by_account, holds


@dataclass(frozen=True)
class Look:
    """One time somebody opened a file: who, as what, from where, when, and what they opened (a deed: room.what)."""

    at: datetime
    name: str
    roles: tuple[str, ...]
    organisation: str
    deed: str


def reads_of(viewer: Viewer, person_id: int, *, limit: int = 200, stays: Collection[int] = ()) -> list[Look]:
    """Who looked at a person's file, newest first; for the person themselves and the data-protection officer. Three statements.

    Where only some houses' part of their own place is open, the looks at `stays` and by these houses' staff.
    """
    if viewer.person_id == person_id:
        looked = audit.reads_of(person_id).exclude(account_id=viewer.account_id)
        rows = list((looked if viewer.houses is None else looked.filter(_in_open_part(viewer, stays)))[:limit])
    elif viewer.scopes(Permission.READ_TRAIL):
        rows = list(trail(viewer, kind=Kind.READ, person_id=person_id)[:limit])
    else:
        raise NotFound(f"person {person_id}")
    ids = {row.account_id for row in rows if row.account_id}
    who = {a.pk: a for a in Account.objects.filter(pk__in=ids).select_related("organisation")}
    held = by_account(Assignment.objects.filter(account__in=ids).order_by("id"))
    return [_look(row, who.get(row.account_id or 0), held.get(row.account_id or 0, [])) for row in rows]


def _in_open_part(viewer: Viewer, stays: Collection[int]) -> Q:
    staff = Account.objects.filter(**viewer.in_open_houses("organisation")).order_by().values("pk")
    return Q(enrolment_id__in=stays) | Q(enrolment_id__isnull=True, account_id__in=staff)


def _look(row: Entry, account: Account | None, held: list[Assignment]) -> Look:
    day = timezone.localdate(row.at)
    roles = tuple(dict.fromkeys(str(ROLES[a.role].name) for a in held if holds(a, day)))
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
