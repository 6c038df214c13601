"""Staff: accounts given and ended, roles, teams."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from allauth.mfa.models import Authenticator
from django.db import transaction
from django.utils.translation import gettext as _

from vieta.audit.actions import record
from vieta.base.refusal import NotFound, Refused
from vieta.base.viewer import Scope, Viewer
from vieta.organisations.actions import specialities_of
from vieta.programmes.models import Region

from ..access import formed_by, managed_account, may_join, may_manage, may_place
from ..choices import Renewed
from ..models import Account, Assignment, SignInCode, TeamMember
from ..roles import ROLES, Participant
from ..rules import Term, clash
from .codes import Given, give_code
from .frame import end_term


@transaction.atomic
def give_account(
    *, by: Viewer, at: datetime, username: str, name: str, organisation_id: int, profession: str = "", email: str = "",
    speciality_ids: Iterable[int] = (), language: str = "en",
) -> Given:  # fmt: skip
    """Opens an account for staff of an organisation, with a one-time code instead of a password.

    Refused outside the organisations where the giver gives accounts, and for a user name already taken.
    """
    if not may_manage(by, Scope(organisation_id=organisation_id)):
        raise Refused(_("You give no accounts in this organisation."), "organisation_id")
    if Account.objects.filter(username__iexact=username).exists():
        raise Refused(_("This user name is taken."), "username")
    account = Account(username=username, name=name, organisation_id=organisation_id, profession=profession, email=email, language=language)
    account.set_unusable_password()
    account.save()
    account.specialities.set(specialities_of(speciality_ids))
    record(by=by, at=at, deed="accounts.give_account", thing=account)
    return Given(account, give_code(by, at, account))


@transaction.atomic
def describe_account(
    *, by: Viewer, at: datetime, account_id: int, name: str, profession: str, email: str, speciality_ids: Iterable[int]
) -> Account:
    """Changes what an account's holder is called, is by trade and is specialised in; the home organisation stays."""
    account = managed_account(by, account_id, lock=True)
    if profession != account.profession and account_id == by.account_id:
        raise Refused(_("Nobody changes their own profession: it opens notes."), "profession")
    changed = [f for f, new in (("name", name), ("profession", profession), ("email", email)) if getattr(account, f) != new]
    account.name, account.profession, account.email = name, profession, email
    account.save(update_fields=["name", "profession", "email"])
    account.specialities.set(specialities_of(speciality_ids))
    record(by=by, at=at, deed="accounts.describe_account", thing=account, fields=changed)
    return account


@transaction.atomic
def end_account(*, by: Viewer, at: datetime, account_id: int) -> Account:
    """Closes an account at once, with its roles, memberships and codes; what its holder did stays on the trail."""
    account = managed_account(by, account_id, lock=True)
    if account.pk == by.account_id:
        raise Refused(_("Nobody ends their own account. Ask another administrator."))
    for table in (Assignment, TeamMember):
        for row in table.objects.filter(account=account).exclude(until_on__lte=by.today):
            end_term(row, by.today)
    SignInCode.objects.filter(account=account, used_at__isnull=True).update(expires_at=at)
    account.is_active = False
    account.save(update_fields=["is_active"])
    record(by=by, at=at, deed="accounts.end_account", thing=account)
    return account


@transaction.atomic
def reopen_account(*, by: Viewer, at: datetime, account_id: int) -> Given:
    """Opens an ended account again, without its former roles, by a one-time code. Refused for one that is open."""
    account = managed_account(by, account_id, lock=True)
    if account.is_active:
        raise Refused(_("This account is open. Give a new code instead."))
    account.is_active = True
    account.set_unusable_password()
    account.save(update_fields=["is_active", "password"])
    record(by=by, at=at, deed="accounts.reopen_account", thing=account)
    return Given(account, give_code(by, at, account, renewed=Renewed.PASSWORD))


@transaction.atomic
def renew_access(*, by: Viewer, at: datetime, account_id: int, second_factor: bool = False) -> Given:
    """Takes a password back and gives a one-time code instead; with `second_factor`, that is taken back too (a lost phone).

    Whoever is signed in with the account is signed out, and its holder is told of it at each sign-in for a month
    (`queries.renewals`), since whoever has the code can step in first. Refused for one's own account, for an ended one, and for an account
    with a role that reaches further than the giver's: its code would open more than they may give.
    """
    account = managed_account(by, account_id, lock=True)
    if account.pk == by.account_id:
        raise Refused(_("Change your own password and second factor in your own account."))
    if not account.is_active:
        raise Refused(_("This account was ended. Open it again first."))
    _reaches_no_further(by, account)
    account.set_unusable_password()
    account.save(update_fields=["password"])
    if second_factor:
        Authenticator.objects.filter(user=account).delete()
    record(by=by, at=at, deed="accounts.renew_access", thing=account, second_factor=second_factor)
    return Given(account, give_code(by, at, account, renewed=Renewed.BOTH if second_factor else Renewed.PASSWORD))


@transaction.atomic
def assign_role(
    *, by: Viewer, at: datetime, account_id: int, role: str, organisation_id: int | None = None, programme_id: int | None = None,
    region_id: int | None = None, from_on: date | None = None, until_on: date | None = None,
) -> Assignment:  # fmt: skip
    """Gives a role in a place for a period.

    Refused to oneself, beyond one's own reach, before today, to an ended account, for a role already held there, and for
    two roles that one person may not hold together.
    """
    account = managed_account(by, account_id, lock=True)
    from_on = from_on or by.today
    _may_assign(by, account, role, Scope(organisation_id, programme_id, region_id))
    _sound_period(by.today, from_on, until_on)
    if region_id and not Region.objects.filter(pk=region_id, programme_id=programme_id).exists():
        raise Refused(_("This region belongs to another programme."), "region_id")
    _fits_with_others(account, Term(role, programme_id, from_on, until_on), (organisation_id, region_id))
    assignment = Assignment.objects.create(
        account=account, role=role, organisation_id=organisation_id, programme_id=programme_id, region_id=region_id,
        from_on=from_on, until_on=until_on, given_by=by.account_id,
    )  # fmt: skip
    record(by=by, at=at, deed="accounts.assign_role", thing=assignment, programme_id=programme_id, role=role, account=account.pk)
    return assignment


@transaction.atomic
def end_role(*, by: Viewer, at: datetime, assignment_id: int) -> None:
    """Ends a role today; one that began today or later is taken away as if it had not been given (the trail says so)."""
    assignment = Assignment.objects.select_for_update(of=("self",)).filter(pk=assignment_id).first()
    if assignment is None:
        raise NotFound(f"assignment {assignment_id}")
    account = managed_account(by, assignment.account_id)
    place = Scope(assignment.organisation_id, assignment.programme_id, assignment.region_id)
    if not may_manage(by, place):
        raise Refused(_("This role reaches further than yours. Ask an administrator of the whole programme."))
    if assignment.until_on is not None and assignment.until_on <= by.today:
        raise Refused(_("This role has already ended."))
    details: dict[str, Any] = {"role": assignment.role, "account": account.pk}
    record(by=by, at=at, deed="accounts.end_role", thing=assignment, programme_id=assignment.programme_id, **details)
    end_term(assignment, by.today)


@transaction.atomic
def join_team(*, by: Viewer, at: datetime, team_id: int, account_id: int, from_on: date | None = None) -> TeamMember:
    """Takes staff of any organisation of the programme into a team; home organisation and specialities stay theirs (S1-01).

    Refused to those who do not set the programme up or coordinate in it, to coordinators for people of another organisation, and
    for somebody who is on the team already.
    """
    team = formed_by(by, team_id)
    from_on = from_on or by.today
    account = may_join(team, by.today).filter(pk=account_id).first()
    if account is None or not may_place(by, team, account):
        raise NotFound(f"account {account_id}")
    if TeamMember.objects.filter(team=team, account=account, until_on__isnull=True).exists():
        raise Refused(_("%(name)s is on this team already.") % {"name": account.name}, "account_id")
    member = TeamMember.objects.create(team=team, account=account, from_on=from_on)
    record(by=by, at=at, deed="accounts.join_team", thing=member, programme_id=team.programme_id, account=account.pk, team=team.pk)
    return member


@transaction.atomic
def leave_team(*, by: Viewer, at: datetime, membership_id: int) -> None:
    """Ends somebody's time in a team today; refused to coordinators for people of another organisation."""
    member = TeamMember.objects.select_for_update(of=("self",)).select_related("account").filter(pk=membership_id).first()
    if member is None:
        raise NotFound(f"membership {membership_id}")
    team = formed_by(by, member.team_id)
    if not may_place(by, team, member.account):
        raise Refused(_("Who coordinates that organisation, or sets the programme up, takes its people out of a team."))
    if member.until_on is not None:
        raise Refused(_("This membership has already ended."))
    record(by=by, at=at, deed="accounts.leave_team", thing=member, programme_id=team.programme_id, account=member.account_id, team=team.pk)
    end_term(member, by.today)


@transaction.atomic
def bring_in_staff(
    *, by: Viewer, at: datetime, username: str, name: str, organisation_id: int, profession: str = "", password: str | None = None,
    speciality_ids: Iterable[int] = (), roles: Iterable[Term] = (), team_ids: Iterable[int] = (), language: str = "en",
) -> Account:  # fmt: skip
    """Brings an account in with its roles (of its organisation where people are worked with) and teams; only a job may."""
    if not by.job:
        raise Refused(_("Only an import brings accounts in like this."))
    account = Account(username=username, name=name, organisation_id=organisation_id, profession=profession, language=language)
    account.set_password(password)
    account.save()
    account.specialities.set(specialities_of(speciality_ids))
    held: list[Term] = []
    for term in roles:
        if other := clash(term, held):
            raise Refused(_clash_words(term.role, other))
        held.append(term)
        Assignment.objects.create(
            account=account, role=term.role, programme_id=term.programme_id, from_on=term.from_on, until_on=term.until_on,
            organisation_id=organisation_id if ROLES[term.role].place in ("coach", "coordinator") else None,
        )  # fmt: skip
    for team_id in team_ids:
        TeamMember.objects.create(team_id=team_id, account=account, from_on=min((t.from_on for t in held), default=by.today))
    record(by=by, at=at, deed="accounts.bring_in_staff", thing=account)
    return account


def _may_assign(by: Viewer, account: Account, role: str, place: Scope) -> None:
    if account.pk == by.account_id:
        raise Refused(_("Nobody gives a role to themselves. Ask another administrator."))
    if role not in ROLES or role == Participant.code:
        raise Refused(_("Choose a role from the list."), "role")
    if not account.is_active:
        raise Refused(_("This account was ended. Open it again first."))
    if not may_manage(by, place):
        raise Refused(_("This reaches further than your own role: choose a place where you give roles."), "programme_id")


def _reaches_no_further(by: Viewer, account: Account) -> None:
    places = [
        Scope(a.organisation_id, a.programme_id, a.region_id) for a in account.assignments.exclude(until_on__lte=by.today).order_by("id")
    ]
    if not all(may_manage(by, place) for place in places):
        raise Refused(_("This account holds a role that reaches further than yours. Ask an administrator of the whole programme."))


def _sound_period(today: date, from_on: date, until_on: date | None) -> None:
    if from_on < today:
        raise Refused(_("A role begins today or later."), "from_on")
    if until_on is not None and until_on <= from_on:
        raise Refused(_("A role ends after it begins."), "until_on")


def _fits_with_others(account: Account, asked: Term, place: tuple[int | None, int | None]) -> None:
    held = [
        (Term(a.role, a.programme_id, a.from_on, a.until_on), (a.organisation_id, a.region_id)) for a in account.assignments.order_by("id")
    ]
    if other := clash(asked, [term for term, _place in held]):
        raise Refused(_clash_words(asked.role, other), "role")
    for term, where in held:
        same = term.role == asked.role and term.programme_id == asked.programme_id and where == place
        if same and (term.until_on is None or term.until_on > asked.from_on):
            raise Refused(_("%(name)s holds this role there already.") % {"name": account.name}, "role")


def _clash_words(role: str, other: str) -> str:
    names = {"one": ROLES[role].name, "other": ROLES[other].name}
    return _("One person may not be “%(one)s” and “%(other)s” at the same time.") % names
