"""How many places are contracted and taken, for the one who coordinates them."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q

from vieta.base.viewer import Permission, Viewer
from vieta.enrolments.choices import OPEN_STATES, TAKEN_STATES, Arm
from vieta.enrolments.models import Enrolment
from vieta.programmes.models import Contract

from ..access import within


@dataclass(frozen=True)
class Capacity:
    """One contract in force: the persons contracted, how many were taken in, and how many are there now."""

    number: str
    programme: str
    programme_code: str
    region: str
    last_on: date
    persons: int
    taken: int
    present: int

    @property
    def free(self) -> int:
        return max(self.persons - self.taken, 0)


def capacity(viewer: Viewer) -> list[Capacity]:
    """The contracts in force of the coordinator's organisation with their places. Two statements."""
    here = within(viewer, Permission.COORDINATE, organisation="provider_id")
    own = {} if viewer.job else {"provider_id": viewer.organisation_id}
    rows = Contract.objects.filter(here, from_on__lte=viewer.today, until_on__gt=viewer.today, **own).select_related("programme", "region")
    contracts = list(rows[:50])
    taken = Enrolment.objects.filter(contract__in=contracts, state__in=TAKEN_STATES, arm=Arm.SUPPORTED).order_by().values("contract_id")
    counts = {row["contract_id"]: row for row in taken.annotate(taken=Count("pk"), present=Count("pk", filter=Q(state__in=OPEN_STATES)))}
    return [
        Capacity(
            c.number, c.programme.name, c.programme.code, c.region.name, c.last_on, c.persons,
            counts.get(c.pk, {}).get("taken", 0), counts.get(c.pk, {}).get("present", 0),
        )
        for c in contracts
    ]  # fmt: skip
