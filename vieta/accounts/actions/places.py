"""Places without an organisation, of people and mentors: opened, let in by a house's code, closed."""

import secrets
from datetime import datetime

from django.db import transaction

from vieta.audit.actions import record
from vieta.base.refusal import NotFound
from vieta.base.viewer import Viewer

from ..models import Account, Assignment, SignInCode
from ..roles import Mentor
from .codes import Given, give_code
from .frame import end_term


@transaction.atomic
def open_participant_account(*, by: Viewer, at: datetime, name: str, language: str = "en") -> Account:
    """Opens an account without an organisation, for a person's own place; whose place it is, the people room records."""
    account = Account(username=f"p-{secrets.token_hex(8)}", name=name, language=language)
    account.set_unusable_password()
    account.save()
    record(by=by, at=at, deed="accounts.open_participant_account", thing=account)
    return account


@transaction.atomic
def give_participant_code(*, by: Viewer, at: datetime, account_id: int, organisation_id: int) -> Given:
    """A fresh one-time code that opens one house's part of somebody's own place; ends that house's former codes only.

    The room above has checked that the giver may hand out what this house keeps. Never for staff.
    """
    account = Account.objects.select_for_update(of=("self",)).filter(pk=account_id, organisation__isnull=True, is_active=True).first()
    if account is None:
        raise NotFound(f"account {account_id}")
    return Given(account, give_code(by, at, account, organisation_id))


@transaction.atomic
def let_mentor_in(*, by: Viewer, at: datetime, account_id: int, programme_id: int, organisation_id: int) -> None:
    """Gives a mentor's own place its role in a programme and branch; the room above has checked that the giver may. Never for staff."""
    account = _own_place(account_id)
    account.is_active = True
    account.save(update_fields=["is_active"])
    place = {"role": Mentor.code, "programme_id": programme_id, "organisation_id": organisation_id}
    if not account.assignments.filter(**place).exclude(until_on__lte=by.today).exists():
        row = Assignment.objects.create(account=account, from_on=by.today, given_by=by.account_id, **place)
        record(by=by, at=at, deed="accounts.let_mentor_in", thing=row, programme_id=programme_id, account=account.pk)


@transaction.atomic
def let_mentor_out(*, by: Viewer, at: datetime, account_id: int, programme_id: int, organisation_id: int) -> None:
    """Ends a mentor's role in a programme and branch today."""
    account = _own_place(account_id)
    for row in account.assignments.filter(role=Mentor.code, programme_id=programme_id, organisation_id=organisation_id):
        if row.until_on is None or row.until_on > by.today:
            record(by=by, at=at, deed="accounts.let_mentor_out", thing=row, programme_id=programme_id, account=account.pk)
            end_term(row, by.today)


@transaction.atomic
def close_own_place(*, by: Viewer, at: datetime, account_id: int) -> None:
    """Closes a place without an organisation at once, with its roles and codes. Never for staff."""
    account = _own_place(account_id)
    for row in account.assignments.exclude(until_on__lte=by.today):
        end_term(row, by.today)
    SignInCode.objects.filter(account=account, used_at__isnull=True).update(expires_at=at)
    account.is_active = False
    account.save(update_fields=["is_active"])
    record(by=by, at=at, deed="accounts.close_own_place", thing=account)


def _own_place(account_id: int) -> Account:
    account = Account.objects.select_for_update(of=("self",)).filter(pk=account_id, organisation__isnull=True).first()
    if account is None:
        raise NotFound(f"account {account_id}")
    return account
