"""The viewer: who looks or acts, with what permissions and where; built once per request or job and passed explicitly."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Permission(StrEnum):
    """Everything a role can allow; each room's access asks for these by name."""

    REACH_OUT = "log outreach and first contacts"
    TAKE_IN = "take enquiries in and decide on admission"
    COACH = "work with people whose case team one is on"
    COORDINATE = "see the flow of one's organisation or region and set case teams"
    READ_FILES = "open the files of the people one's organisation works with"
    READ_NAMES = "see names where an agreement between the organisations says so"
    READ_SPECIAL = "see grounds and special characteristics of the files one may open"
    FOUND = "found programmes of one's organisation"
    SET_UP = "set up programmes, partners, contracts and targets"
    MANAGE_MONEY = "record funders, shares and costs"
    SEE_FIGURES = "see every figure of a programme"
    SEE_SAFE_FIGURES = "see figures after disclosure control"
    PREPARE_REPORT = "prepare a report"
    SIGN_REPORT = "sign a report that somebody else prepared"
    MANAGE_ACCOUNTS = "give and end accounts and roles"
    READ_TRAIL = "read who looked at and changed what"
    MENTOR = "see one's own duos and log their meetings"
    OWN_FILE = "read one's own file and decide on one's own plan"


@dataclass(frozen=True)
class Scope:
    """Where a role holds; None means everywhere of that kind."""

    organisation_id: int | None = None
    programme_id: int | None = None
    region_id: int | None = None


@dataclass(frozen=True)
class Held:
    """One role held today, with what it permits and where."""

    role: str
    permissions: frozenset[Permission]
    scope: Scope = Scope()


@dataclass(frozen=True)
class Viewer:
    """Who looks or acts, today.

    `account_id` is None only for the public and for jobs; `person_id` is set only when a participant looks at their own file.
    `profession` is the accounts' profession code, which opens professional notes of the same profession. `houses` are those
    whose part of the viewer's own place is open now (decision 18); None where nothing is parted: staff and jobs.
    """

    account_id: int | None
    name: str
    today: date
    organisation_id: int | None = None
    profession: str = ""
    person_id: int | None = None
    held: tuple[Held, ...] = ()
    job: str = ""
    language: str = "en"
    houses: frozenset[int] | None = None

    def may(self, permission: Permission, *, programme_id=None, organisation_id=None, region_id=None) -> bool:
        """Whether a role allows this here; a place left out is not asked about."""
        asked = (organisation_id, programme_id, region_id)
        return any(
            all(want is None or have is None or want == have for want, have in zip(asked, _places(scope), strict=True))
            for scope in self.scopes(permission)
        )

    def scopes(self, permission: Permission) -> tuple[Scope, ...]:
        """Every place where a role allows this."""
        return tuple(held.scope for held in self.held if permission in held.permissions)

    def programme_ids(self, permission: Permission) -> set[int] | None:
        """The programmes where a role allows this; None means every programme."""
        ids = {scope.programme_id for scope in self.scopes(permission)}
        return None if None in ids else ids  # type: ignore[return-value]

    def in_open_houses(self, field: str) -> dict[str, frozenset[int]]:
        """The condition that an organisation's key lies in the houses whose part of the own place is open now."""
        return {} if self.houses is None else {f"{field}__in": self.houses}

    @property
    def signed_in(self) -> bool:
        """Whether somebody with an account looks."""
        return self.account_id is not None


def _places(scope: Scope) -> tuple[int | None, int | None, int | None]:
    return scope.organisation_id, scope.programme_id, scope.region_id


def system(job: str, today: date) -> Viewer:
    """The viewer of a command or nightly job: allowed everything everywhere, named in the trail by its job."""
    everything = Held(role="system", permissions=frozenset(Permission))
    return Viewer(account_id=None, name=job, today=today, held=(everything,), job=job)
