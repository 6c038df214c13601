"""Every write about persons and about who may read their file."""

from datetime import date, datetime

from django.db import transaction

from vieta.audit.actions import record
from vieta.base.viewer import Viewer

from .choices import GrantPurpose, Level
from .models import Grant, Person


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

    Asked for again for the same holder, purpose and cause, the grant in force is returned unchanged.
    """
    holder = {"account_id": account_id, "organisation_id": organisation_id, "programme_id": programme_id}
    holder |= {"cause": cause, "cause_id": cause_id}
    same = Grant.objects.filter(person=person, purpose=purpose, ended_at__isnull=True, level=level, **holder)
    if standing := same.first():
        return standing
    grant = Grant.objects.create(
        person=person, purpose=purpose, level=level, reason=reason,
        from_on=by.today, until_on=until_on, given_by=by.account_id, given_at=at, **holder,
    )  # fmt: skip
    record(by=by, at=at, deed="people.give_access", thing=grant, person_id=person.pk, programme_id=programme_id, purpose=purpose, level=level)
    return grant


@transaction.atomic
def end_access(*, by: Viewer, at: datetime, person: Person, cause: str, cause_id: int, account_id: int | None = None) -> int:
    """Closes the grants that hang on one cause (all, or one account's), today; returns how many were closed."""
    open_ones = Grant.objects.select_for_update().filter(person=person, cause=cause, cause_id=cause_id, ended_at__isnull=True)
    if account_id is not None:
        open_ones = open_ones.filter(account_id=account_id)
    ended = 0
    for grant in open_ones:
        grant.until_on, grant.ended_at, grant.ended_by = by.today, at, by.account_id
        grant.save(update_fields=["until_on", "ended_at", "ended_by"])
        record(by=by, at=at, deed="people.end_access", thing=grant, person_id=person.pk, programme_id=grant.programme_id)
        ended += 1
    return ended
