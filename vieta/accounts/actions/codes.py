"""One-time codes, given and used, digits spent, and what the trail says of signing in and passwords."""

import hmac
import secrets
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from allauth.mfa.models import Authenticator
from django.db import transaction
from django.utils.crypto import salted_hmac

from vieta.audit.actions import record
from vieta.audit.choices import Kind
from vieta.base.viewer import Viewer

from ..models import Account, SignInCode
from ..rules import CODE_HOURS, CODE_LENGTH, FACTOR_SECONDS, SIGNS, read_code, spoken_code


@dataclass(frozen=True)
class Given:
    """An account together with the code that opens it once; the code is shown now and never again."""

    account: Account
    code: str


@dataclass(frozen=True)
class Entered:
    """The account a typed code opens and, of somebody's own place, the house whose part it opens."""

    account: Account
    organisation_id: int | None


@transaction.atomic
def use_code(*, at: datetime, typed: str) -> Entered | None:
    """What a one-time code opens, once and within its time; None for anything else. Nothing is told apart."""
    code = read_code(typed)
    wanted = _hash(code or "-" * CODE_LENGTH)
    row = SignInCode.objects.select_for_update(of=("self",)).select_related("account").filter(code_hash=wanted).first()
    if row is None or not hmac.compare_digest(row.code_hash, wanted):
        return None
    if row.used_at is not None or row.expires_at <= at or not row.account.is_active:
        return None
    row.used_at = at
    row.save(update_fields=["used_at"])
    return Entered(row.account, row.organisation_id)


@transaction.atomic
def spend_digits(*, at: datetime, account_id: int, digits: str) -> bool:
    """Marks the digits an authenticator app showed as used; False when they were used before, by whichever process."""
    row = Authenticator.objects.select_for_update().filter(user_id=account_id, type=Authenticator.Type.TOTP).first()
    if row is None:
        return True
    spent = {key: until for key, until in row.data.get("spent", {}).items() if until > at.timestamp()}
    key = _hash(digits)
    first = key not in spent
    row.data["spent"] = spent | {key: at.timestamp() + FACTOR_SECONDS}
    row.save(update_fields=["data"])
    return first


def note_sign_in(*, by: Viewer, at: datetime, way: str) -> None:
    """Writes on the trail that somebody signed in, and by which way."""
    record(by=by, at=at, deed="accounts.signed_in", kind=Kind.SIGN_IN, way=way)


def note_sign_out(*, by: Viewer, at: datetime) -> None:
    """Writes on the trail that somebody signed out."""
    record(by=by, at=at, deed="accounts.signed_out", kind=Kind.SIGN_IN)


@transaction.atomic
def note_password(*, by: Viewer, at: datetime, account_id: int, opens: Collection[int] = ()) -> None:
    """Writes on the trail that somebody chose a new password; of their own place, which houses' parts it opens from now on."""
    Account.objects.filter(pk=account_id, organisation__isnull=True).update(opens=sorted(opens))
    record(by=by, at=at, deed="accounts.chose_password", account=account_id)


def give_code(by: Viewer, at: datetime, account: Account, organisation_id: int | None = None, renewed: str = "") -> str:
    """Makes a code, keeps its hash only, and ends the account's former codes for the same part."""
    former = SignInCode.objects.filter(account=account, organisation=organisation_id, used_at__isnull=True, expires_at__gt=at)
    former.update(expires_at=at)
    code = "".join(secrets.choice(SIGNS) for _n in range(CODE_LENGTH))
    row = SignInCode.objects.create(
        account=account, organisation_id=organisation_id, code_hash=_hash(code), given_at=at, given_by=by.account_id,
        expires_at=at + timedelta(hours=CODE_HOURS), renewed=renewed,
    )  # fmt: skip
    record(by=by, at=at, deed="accounts.give_code", thing=row, account=account.pk, organisation=organisation_id)
    return spoken_code(code)


def _hash(code: str) -> str:
    """A keyed hash, so that the table alone lets nobody try codes."""
    return salted_hmac("vieta.accounts.code", code, algorithm="sha256").hexdigest()
