"""Opening and closing a file to an account or an organisation."""

from datetime import date, datetime
from typing import Any

from django.db import transaction

from vieta.audit.actions import record
from vieta.base.viewer import Viewer

from ..access import live_grants
from ..choices import GrantPurpose, Level
from ..models import Grant, Person


@transaction.atomic
def give_access(
    *,
    by: Viewer,
    at: datetime,
    person: Person,
    purpose: GrantPurpose,
    level: Level,
    account_id: int | None = None,
    organisation_id: int | None = None,
    programme_id: int | None = None,
    reason: str = "",
    cause: str = "",
    cause_id: int | None = None,
    until_on: date | None = None,
) -> Grant:
    """Opens a file to an account or an organisation's staff; `cause` and `cause_id` name what it hangs on.

    Asked for again for the same holder, purpose and cause, the grant in force stays and the later end of the two holds.
    """
    holder: dict[str, Any] = {"account_id": account_id, "organisation_id": organisation_id, "programme_id": programme_id}
    holder |= {"cause": cause, "cause_id": cause_id}
    same = live_grants(by.today).filter(person=person, purpose=purpose, ended_at__isnull=True, level=level, **holder)
    if standing := same.order_by("id").first():
        return _lengthened(standing, by, at, until_on)
    grant = Grant.objects.create(
        person=person, purpose=purpose, level=level, reason=reason,
        from_on=by.today, until_on=until_on, given_by=by.account_id, given_at=at, **holder,
    )  # fmt: skip
    record(
        by=by, at=at, deed="people.give_access", thing=grant, person_id=person.pk, programme_id=programme_id, purpose=purpose, level=level
    )
    return grant


def _lengthened(grant: Grant, by: Viewer, at: datetime, until_on: date | None) -> Grant:
    if grant.until_on is None or (until_on is not None and until_on <= grant.until_on):
        return grant
    grant.until_on = until_on
    grant.save(update_fields=["until_on"])
    record(by=by, at=at, deed="people.lengthen_access", thing=grant, person_id=grant.person_id, programme_id=grant.programme_id)
    return grant


@transaction.atomic
def end_access(
    *,
    by: Viewer,
    at: datetime,
    person: Person,
    cause: str,
    cause_id: int,
    account_id: int | None = None,
    purpose: GrantPurpose | None = None,
) -> int:
    """Closes the grants that hang on one cause (all, one account's, one purpose's), today; returns how many were closed."""
    open_ones = _standing(person, cause, cause_id, account_id, purpose)
    ended = 0
    for grant in open_ones:
        grant.until_on, grant.ended_at, grant.ended_by = by.today, at, by.account_id
        grant.save(update_fields=["until_on", "ended_at", "ended_by"])
        record(by=by, at=at, deed="people.end_access", thing=grant, person_id=person.pk, programme_id=grant.programme_id)
        ended += 1
    return ended


@transaction.atomic
def limit_access(
    *, by: Viewer, at: datetime, person: Person, cause: str, cause_id: int, until_on: date | None, purpose: GrantPurpose | None = None
) -> int:
    """Sets the day on which the standing grants of one cause end by themselves; None opens their end again."""
    changed = 0
    for grant in _standing(person, cause, cause_id, None, purpose):
        grant.until_on = until_on
        grant.save(update_fields=["until_on"])
        record(by=by, at=at, deed="people.limit_access", thing=grant, person_id=person.pk, programme_id=grant.programme_id)
        changed += 1
    return changed


def _standing(person, cause, cause_id, account_id, purpose):
    rows = Grant.objects.select_for_update().filter(person=person, cause=cause, cause_id=cause_id, ended_at__isnull=True).order_by("id")
    if account_id is not None:
        rows = rows.filter(account_id=account_id)
    return rows.filter(purpose=purpose) if purpose else rows
