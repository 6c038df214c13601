"""Claims by unit costs: charge what was counted and can be shown, each unit once; take a claim back."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from vieta.audit.actions import record
from vieta.base.periods import days_after
from vieta.base.refusal import NotFound, Refused, fitting
from vieta.base.viewer import Viewer
from vieta.programmes.actions import record_cost, withdraw_cost
from vieta.programmes.models import Cost

from ..models import Claim, ClaimedUnit
from ..queries.claims import books, price, units_of
from ..rules.units import quantity


@transaction.atomic
def claim_units(*, by: Viewer, at: datetime, code: str, unit_cost_id: int, last_on: date) -> Claim:
    """Charges every unit of a price up to a day that can be shown and is in no standing claim; the sum becomes a cost and is
    divided among the funders, on the programme's last day at the latest. Refused for days to come, when there is nothing to charge, and without shares."""
    programme = books(by, code, lock=True)
    agreed = price(programme, unit_cost_id)
    if last_on > by.today:
        raise Refused(_("The day must not lie in the future."), field="last_on")
    until_on = days_after(last_on, 1)
    units = [unit for unit in units_of(agreed, until_on) if not unit.refused and unit.cents]
    if not units:
        raise Refused(_("There is nothing new to charge up to this day."), field="last_on")
    cents = sum(unit.cents for unit in units)
    number = (Claim.objects.filter(programme=programme).aggregate(last=Max("number"))["last"] or 0) + 1
    much = quantity(agreed.kind, len(units), sum(unit.minutes for unit in units))
    words = _("Claim %(number)s: %(quantity)s, %(name)s") % {"number": number, "quantity": much, "name": agreed.name}
    _first, end = programme.days() or (last_on, last_on)
    cost = record_cost(by=by, at=at, code=code, on=min(last_on, end), what=words[:200], cents=cents, contract_id=agreed.contract_id)
    row = Claim.objects.create(
        programme=programme, unit_cost=agreed, cost=cost, number=number, from_on=units[0].on, until_on=until_on, cents=cents, claimed_at=at,
        claimed_by_id=by.account_id,
    )  # fmt: skip
    ClaimedUnit.objects.bulk_create(
        [
            ClaimedUnit(claim=row, activity_id=u.activity_id, person_id=u.person_id, on=u.on, minutes=u.minutes, cents=u.cents)
            for u in units
        ],
        batch_size=1000,
    )
    record(by=by, at=at, deed="reports.claim_units", thing=row, programme_id=programme.pk, units=len(units), cents=cents)
    return row


@transaction.atomic
def take_out_cost(*, by: Viewer, at: datetime, code: str, cost_id: int, reason: str) -> Cost:
    """Takes a cost out of the sums with a reason; refused for that of a standing claim, which is taken back as a whole."""
    programme = books(by, code, lock=True)
    if claim := Claim.objects.filter(programme=programme, cost_id=cost_id, withdrawn_at__isnull=True).first():
        raise Refused(_("This is the cost of claim %(number)s. Take the claim back instead.") % {"number": claim.number})
    return withdraw_cost(by=by, at=at, code=code, cost_id=cost_id, reason=reason)


@transaction.atomic
def withdraw_claim(*, by: Viewer, at: datetime, code: str, claim_id: int, reason: str) -> Claim:
    """Takes a claim back with a reason: its cost leaves the sums and its units can be charged again."""
    programme = books(by, code, lock=True)
    row = Claim.objects.select_for_update(of=("self",)).filter(programme=programme, pk=claim_id, withdrawn_at__isnull=True).first()
    if row is None:
        raise NotFound(f"claim {claim_id}")
    if not reason.strip():
        raise Refused(_("Say why this claim is taken back."), field="reason")
    row.withdrawn_at, row.withdrawn_reason = at, reason.strip()
    fitting(row, "withdrawn_reason")
    if row.cost.withdrawn_at is None:
        withdraw_cost(by=by, at=at, code=code, cost_id=row.cost_id, reason=row.withdrawn_reason)
    row.save(update_fields=["withdrawn_at", "withdrawn_reason"])
    record(by=by, at=at, deed="reports.withdraw_claim", thing=row, programme_id=programme.pk)
    return row
