"""Funders' shares and costs, divided to the cent."""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from vieta.base.refusal import NotFound, Refused
from vieta.base.viewer import Permission, Viewer
from vieta.organisations.models import Organisation

from ..access import opened_by
from ..models import Contract, Cost, CostPart, FundingShare, Programme
from ..rules import missing_to_hundred, parts_of
from .frame import told


def _books(by: Viewer, code: str) -> Programme:
    return opened_by(by, code, Permission.MANAGE_MONEY, lock=True)


@transaction.atomic
def set_shares(*, by: Viewer, at: datetime, code: str, shares: Sequence[tuple[int, Decimal]]) -> list[FundingShare]:
    """Sets who carries what part, as (organisation id, percent) in order; refused unless they sum to 100 %, an organisation
    comes twice, or costs were already divided by other shares (P21, S3-28)."""
    programme = _books(by, code)
    percents = [percent for _id, percent in shares]
    if any(p <= 0 or p.as_tuple().exponent < -2 for p in percents):  # type: ignore[operator]
        raise Refused(_("Each share is more than 0 % and has at most two decimals."), "shares")
    if (missing := missing_to_hundred(percents)) != 0:
        words = (
            _("The shares must sum to 100 %%; %(missing)s %% is missing.")
            if missing > 0
            else _("The shares exceed 100 %% by %(missing)s %%.")
        )
        raise Refused(words % {"missing": abs(missing)}, "shares")
    ids = [organisation_id for organisation_id, _percent in shares]
    if len(set(ids)) != len(ids) or Organisation.objects.filter(pk__in=ids).count() != len(ids):
        raise Refused(_("Choose each funder once, from the list."), "shares")
    if Cost.objects.filter(programme=programme).exists():
        raise Refused(
            _("Costs have already been divided by the present shares; found a new programme or period of funding instead."), "shares"
        )
    FundingShare.objects.filter(programme=programme).delete()
    rows = [FundingShare.objects.create(programme=programme, funder_id=i, percent=p, position=n) for n, (i, p) in enumerate(shares)]
    told(by, at, "set_shares", programme, programme, shares=[str(p) for p in percents])
    return rows


@transaction.atomic
def record_cost(*, by: Viewer, at: datetime, code: str, on: date, what: str, cents: int, contract_id: int | None = None) -> Cost:
    """Records a cost and what each funder carries of it, to the cent; refused without shares, for future days and amounts below a cent."""
    programme = _books(by, code)
    if on > by.today:
        raise Refused(_("The day must not lie in the future."), "on")
    if cents < 1:
        raise Refused(_("An amount is at least one cent."), "cents")
    if contract_id is not None and not Contract.objects.filter(programme=programme, pk=contract_id).exists():
        raise Refused(_("Choose a contract from the list."), "contract_id")
    shares = list(FundingShare.objects.filter(programme=programme).order_by("position", "id"))
    if not shares:
        raise Refused(_("Say first which funder carries what share."))
    cost = Cost.objects.create(
        programme=programme, contract_id=contract_id, on=on, what=what, cents=cents, recorded_at=at, recorded_by=by.account_id
    )
    parts = zip(shares, parts_of(cents, [s.percent for s in shares]), strict=True)
    CostPart.objects.bulk_create(CostPart(cost=cost, share=share, cents=part) for share, part in parts)
    told(by, at, "record_cost", cost, programme, cents=cents)
    return cost


@transaction.atomic
def withdraw_cost(*, by: Viewer, at: datetime, code: str, cost_id: int, reason: str) -> Cost:
    """Takes a cost out of the sums with a reason; it stays readable."""
    programme = _books(by, code)
    cost = Cost.objects.select_for_update().filter(programme=programme, pk=cost_id, withdrawn_at__isnull=True).first()
    if cost is None:
        raise NotFound(f"cost {cost_id}")
    cost.withdrawn_at, cost.withdrawn_reason = at, reason
    cost.save(update_fields=["withdrawn_at", "withdrawn_reason"])
    told(by, at, "withdraw_cost", cost, programme)
    return cost
