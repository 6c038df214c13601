"""The identity bar on top of every page of a file."""

from dataclasses import dataclass
from datetime import date

from vieta.accounts.models import Account
from vieta.base.viewer import Viewer
from vieta.people.choices import Level

from ..access import opened_by
from ..models import CaseTeamMember


@dataclass(frozen=True)
class Bar:
    """The identity bar on top of every page of a file."""

    enrolment_id: int
    person_id: int
    name: str
    reference: str
    number: str
    state: str
    state_label: str
    programme: str
    programme_code: str
    provider: str
    entered_on: date | None
    left_on: date | None
    responsible: str


def bar(viewer: Viewer, enrolment_id: int, level: Level = Level.FILE) -> Bar:
    """The identity bar of one enrolment, or NotFound. Two statements."""
    row = opened_by(viewer, enrolment_id, level)
    team = CaseTeamMember.objects.filter(enrolment=row, responsible=True, until_on__isnull=True)
    responsible = Account.objects.filter(pk__in=team.values("account_id")).values_list("name", flat=True).first()
    return Bar(
        enrolment_id=row.pk,
        person_id=row.person_id,
        name=row.person.name,
        reference=row.person.reference,
        number=row.number,
        state=row.state,
        state_label=row.get_state_display(),
        programme=row.programme.name,
        programme_code=row.programme.code,
        provider=row.provider.name,
        entered_on=row.entered_on,
        left_on=row.left_on,
        responsible=responsible or "",
    )
