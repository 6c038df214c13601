"""The list of people one works with, and the enquiries that wait."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, QuerySet

from vieta.accounts.models import Account
from vieta.base.viewer import Viewer
from vieta.organisations.models import Organisation
from vieta.people.models import Person
from vieta.people.queries import found_by_name
from vieta.programmes.models import Programme

from ..access import visible_to
from ..choices import State
from ..models import CaseTeamMember, Enrolment


@dataclass(frozen=True)
class PersonRow:
    """A line of the list: one stay of one person."""

    enrolment_id: int
    person_id: int
    name: str
    reference: str
    number: str
    state: str
    state_label: str
    programme: str
    provider: str
    coach: str
    enquired_on: date
    entered_on: date | None
    left_on: date | None


def people_list(
    viewer: Viewer,
    *,
    name: str = "",
    state: str = "",
    programme_id: int | None = None,
    provider_id: int | None = None,
    coach_id: int | None = None,
) -> QuerySet[Enrolment]:
    """The stays this viewer may open, narrowed; `coach_id` is anybody on the case team. Two statements with a name, one without."""
    rows = visible_to(viewer)
    if state:
        rows = rows.filter(state=state)
    if programme_id:
        rows = rows.filter(programme_id=programme_id)
    if provider_id:
        rows = rows.filter(provider_id=provider_id)
    if coach_id:
        rows = rows.filter(
            pk__in=CaseTeamMember.objects.filter(account_id=coach_id, until_on__isnull=True).order_by().values("enrolment_id")
        )
    return rows.filter(found_by_name(name)) if name.strip() else rows


def people_cards(viewer: Viewer, rows: Sequence[Enrolment]) -> list[PersonRow]:
    """The lines of one page, each name fetched once: four statements for any number of rows."""
    people = Person.objects.in_bulk({row.person_id for row in rows})
    programmes = dict(Programme.objects.filter(pk__in={row.programme_id for row in rows}).order_by().values_list("pk", "name"))
    providers = dict(Organisation.objects.filter(pk__in={row.provider_id for row in rows}).order_by().values_list("pk", "name"))
    coaches = _coaches(rows)
    return [
        PersonRow(
            row.pk, row.person_id, people[row.person_id].name, people[row.person_id].reference, row.number, row.state, str(State(row.state).label),
            programmes[row.programme_id], providers[row.provider_id], coaches.get(row.pk, ""), row.enquired_on, row.entered_on, row.left_on,
        )
        for row in rows
    ]  # fmt: skip


def _coaches(rows: Sequence[Enrolment]) -> dict[int, str]:
    team = CaseTeamMember.objects.filter(enrolment__in=[row.pk for row in rows], responsible=True, until_on__isnull=True)
    return dict(team.order_by().values_list("enrolment_id", "account__name"))


def waiting_enquiries(viewer: Viewer) -> QuerySet[Enrolment]:
    """The enquiries without a decision, the longest waiting first."""
    return visible_to(viewer).filter(state=State.ENQUIRY)


def colleagues_with_cases(viewer: Viewer) -> list[tuple[int, str]]:
    """Those who are on case teams of files this viewer may open within the same organisation, for the list's filter."""
    if not viewer.organisation_id:
        return []
    on_a_team = CaseTeamMember.objects.filter(account=OuterRef("pk"), until_on__isnull=True)
    rows = Account.objects.filter(Exists(on_a_team), organisation_id=viewer.organisation_id).order_by("name", "id")
    return [(account.pk, account.name) for account in rows]
