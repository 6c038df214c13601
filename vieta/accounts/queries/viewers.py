"""Which viewer an account is today, whether it needs and has a second factor, and names by id."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from allauth.mfa.models import Authenticator
from django.db.models import Q

from vieta.base.viewer import Held, Permission, Scope, Viewer
from vieta.programmes.access import opened_by_parts
from vieta.programmes.models import Partner, Programme

from ..access import in_force
from ..models import Account, Assignment, SignInCode
from ..roles import ROLES
from ..rules import TOLD_DAYS

# What a role of an organisation allows there whatever programmes it has a part in.
OF_AN_ORGANISATION = frozenset({Permission.FOUND, Permission.MANAGE_ACCOUNTS, Permission.READ_TRAIL})


def viewer_of(account: Account, today: date, *, person_id: int | None = None, houses: frozenset[int] | None = None) -> Viewer:
    """The viewer an account is today: its roles in force with their places, as far as `houses` open.

    One statement, and two more for each role of a whole organisation.
    """
    held = tuple(
        one
        for a in in_force(today).filter(account=account).order_by("id")
        if account.is_active and (houses is None or a.organisation_id in houses)
        for one in _held(a, today)
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
        houses=houses,
    )


def _held(row: Assignment, today: date) -> Iterator[Held]:
    """A role where it holds: one of a whole organisation in each programme in which that organisation has a part fit for it."""
    permissions, place = ROLES[row.role].permissions, Scope(row.organisation_id, row.programme_id, row.region_id)
    if place.programme_id:
        yield Held(row.role, permissions - {Permission.FOUND}, place)
    elif place.organisation_id is None:
        yield Held(row.role, permissions, place)
    else:
        if own := permissions & OF_AN_ORGANISATION:
            yield Held(row.role, own, place)
        if rest := permissions - OF_AN_ORGANISATION:
            for programme_id, allowed in opened_by_parts(place.organisation_id, rest, today).items():
                yield Held(row.role, allowed, Scope(place.organisation_id, programme_id))


def houses_with(permission: Permission, programme: Programme, today: date) -> dict[int, str]:
    """The organisations whose people a permission is open to in a programme today, with their names: by their roles as a viewer
    holds them.

    One statement, and two more for each role of a whole organisation that has or had a part there.
    """
    parts = [programme.lead_id, *Partner.objects.filter(programme=programme).order_by().values_list("organisation_id", flat=True)]
    everywhere = Q(programme__isnull=True) & (Q(organisation__isnull=True) | Q(organisation__in=parts))
    roles = [code for code, role in ROLES.items() if permission in role.permissions]
    rows = in_force(today).filter(Q(programme=programme) | everywhere, role__in=roles, account__is_active=True).order_by()
    return {
        row.account.organisation.pk: row.account.organisation.name
        for row in rows.select_related("account__organisation")
        for held in _held(row, today)
        if row.account.organisation
        and permission in held.permissions
        and (held.scope == Scope() or held.scope.programme_id == programme.pk)
    }


def sees_special(viewer: Viewer) -> bool:
    """Whether a role in force sees special data and so needs a second factor."""
    return any(ROLES[held.role].sees_special for held in viewer.held if held.role in ROLES)


def has_second_factor(account_id: int) -> bool:
    """Whether an account has its second factor set up. One statement."""
    return Authenticator.objects.filter(user_id=account_id, type=Authenticator.Type.TOTP).exists()


@dataclass(frozen=True)
class Renewal:
    """One time somebody took an account's password back, or its second factor too, and gave a code instead; and when that was used."""

    at: datetime
    by: str
    what: str
    used_at: datetime | None


def renewals(account_id: int, at: datetime) -> list[Renewal]:
    """What others took back from an account within the last month, the earliest first: told to its holder. Two statements."""
    rows = SignInCode.objects.filter(account=account_id, given_at__gt=at - timedelta(days=TOLD_DAYS)).exclude(renewed="")
    found = list(rows.order_by("given_at", "pk"))
    names = names_of(row.given_by for row in found)
    return [Renewal(row.given_at, names.get(row.given_by or 0, ""), str(row.get_renewed_display()), row.used_at) for row in found]


def demo_account(username: str) -> Account | None:
    """The account of one of the demo's cast; the page asks only in the demo and only for its names."""
    return Account.objects.filter(username=username, is_active=True).first()


def names_of(ids: Iterable[int | None]) -> dict[int, str]:
    """The names of accounts by id, to show who recorded what; an id without an account is left out. One statement."""
    wanted = {id for id in ids if id is not None}
    return dict(Account.objects.filter(pk__in=wanted).values_list("pk", "name")) if wanted else {}


@dataclass(frozen=True)
class Signature:
    """Who put their name to something: the name, what they are by trade and where they are at home."""

    name: str
    profession: str
    profession_label: str
    organisation: str


def signatures_of(ids: Iterable[int | None]) -> dict[int, Signature]:
    """The signatures of accounts by id, as they are today; an id without an account is left out. One statement."""
    wanted = {id for id in ids if id is not None}
    rows = Account.objects.filter(pk__in=wanted).select_related("organisation") if wanted else ()
    return {
        row.pk: Signature(row.name, row.profession, str(row.get_profession_display()), row.organisation.name if row.organisation else "")
        for row in rows
    }
