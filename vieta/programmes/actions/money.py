"""Funders' shares and costs, divided to the cent; prices of units; prizes and grants with what was spent from them."""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.db.models import Sum
from django.utils.translation import gettext as _

from vieta.base.refusal import NotFound, Refused, fitting
from vieta.base.text import day_in_words
from vieta.base.viewer import Permission, Viewer
from vieta.organisations.models import Organisation

from ..access import opened_by
from ..choices import AwardKind, AwardPurpose, PartnerRole, UnitKind
from ..models import Award, Contract, Cost, CostPart, FundingShare, Partner, Programme, Spending, UnitCost
from ..rules import missing_to_hundred, parts_of
from .frame import inside, told


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
    """Records a cost and what each funder carries of it, to the cent; refused without shares, for days to come or outside the
    programme's days, and for amounts below a cent."""
    programme = _books(by, code)
    _spent_on(by, on, cents, "on")
    first, last = programme.days() or (on, on)
    if not first <= on <= last:
        words = _("The programme runs from %(first)s to %(last)s; the day must lie within.")
        raise Refused(words % {"first": day_in_words(first), "last": day_in_words(last)}, "on")
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
    """Takes a cost out of the sums; it stays readable. Refused without a reason."""
    programme = _books(by, code)
    cost = Cost.objects.select_for_update().filter(programme=programme, pk=cost_id, withdrawn_at__isnull=True).first()
    if cost is None:
        raise NotFound(f"cost {cost_id}")
    cost.withdrawn_at, cost.withdrawn_reason = at, _said(reason)
    fitting(cost, "withdrawn_reason")
    cost.save(update_fields=["withdrawn_at", "withdrawn_reason"])
    told(by, at, "withdraw_cost", cost, programme)
    return cost


@transaction.atomic
def agree_unit_cost(
    *, by: Viewer, at: datetime, code: str, kind: str, name: str, cents: int, from_on: date, until_on: date | None = None,
    contract_id: int | None = None, basis: str = "",
) -> UnitCost:  # fmt: skip
    """Agrees the price of a unit of work from a day on; refused below a cent, for days that do not add up, for somebody else's
    contract, and while another price of the same kind and contract holds on one of the days."""
    programme = _books(by, code)
    if kind not in UnitKind.values:
        raise Refused(_("Choose a kind from the list."), "kind")
    if cents < 1:
        raise Refused(_("An amount is at least one cent."), "cents")
    inside(from_on, until_on)
    if contract_id is not None and not Contract.objects.filter(programme=programme, pk=contract_id).exists():
        raise Refused(_("Choose a contract from the list."), "contract_id")
    same = UnitCost.objects.filter(programme=programme, kind=kind, contract_id=contract_id)
    if any((until_on is None or one.from_on < until_on) and (one.until_on is None or from_on < one.until_on) for one in same):
        raise Refused(_("Another price of this kind holds in these days; end it first."), "from_on")
    row = UnitCost.objects.create(
        programme=programme, contract_id=contract_id, kind=kind, name=name, cents=cents, from_on=from_on, until_on=until_on, basis=basis
    )
    told(by, at, "agree_unit_cost", row, programme, cents=cents)
    return row


@transaction.atomic
def end_unit_cost(*, by: Viewer, at: datetime, code: str, unit_cost_id: int, until_on: date) -> UnitCost:
    """Ends a price on a day, so that another may follow; refused before it began."""
    programme = _books(by, code)
    row = UnitCost.objects.select_for_update().filter(programme=programme, pk=unit_cost_id).first()
    if row is None:
        raise NotFound(f"unit cost {unit_cost_id}")
    inside(row.from_on, until_on)
    row.until_on = until_on
    row.save(update_fields=["until_on"])
    told(by, at, "end_unit_cost", row, programme)
    return row


@transaction.atomic
def receive_award(
    *, by: Viewer, at: datetime, code: str, kind: str, name: str, giver: str, cents: int, received_on: date, purpose: str, words: str = "",
    branch_id: int | None = None,
) -> Award:  # fmt: skip
    """Records a prize, grant or donation and ties it to a purpose; refused for days to come, below a cent, and for a branch
    that takes no part in the programme or is missing where the purpose is a branch (S0-14)."""
    programme = _books(by, code)
    if kind not in AwardKind.values:
        raise Refused(_("Choose a kind from the list."), "kind")
    if purpose not in AwardPurpose.values:
        raise Refused(_("Choose what it is for."), "purpose")
    _spent_on(by, received_on, cents, "received_on")
    if purpose == AwardPurpose.BRANCH and branch_id is None:
        raise Refused(_("Say which branch it is for."), "branch_id")
    takes_part = Partner.objects.filter(programme=programme, organisation_id=branch_id).exclude(role=PartnerRole.FUNDER)
    if branch_id is not None and branch_id != programme.lead_id and not takes_part.exists():
        raise Refused(_("Choose one of the programme's organisations."), "branch_id")
    award = Award.objects.create(
        programme=programme, kind=kind, name=name, giver=giver, cents=cents, received_on=received_on, purpose=purpose, words=words,
        branch_id=branch_id, recorded_at=at, recorded_by=by.account_id,
    )  # fmt: skip
    told(by, at, "receive_award", award, programme, cents=cents, purpose=purpose)
    return award


@transaction.atomic
def spend_award(*, by: Viewer, at: datetime, code: str, award_id: int, on: date, what: str, cents: int) -> Spending:
    """Records what was paid from a prize or grant; refused beyond what it holds, before it was received and for days to come."""
    programme = _books(by, code)
    award = Award.objects.select_for_update().filter(programme=programme, pk=award_id, withdrawn_at__isnull=True).first()
    if award is None:
        raise NotFound(f"award {award_id}")
    _spent_on(by, on, cents, "on")
    if on < award.received_on:
        raise Refused(_("It had not been received on that day."), "on")
    left = award.cents - (award.spendings.filter(withdrawn_at__isnull=True).aggregate(sum=Sum("cents"))["sum"] or 0)
    if cents > left:
        raise Refused(_("Only € %(left)s of it is left.") % {"left": f"{left / 100:.2f}"}, "cents")
    spending = Spending.objects.create(award=award, on=on, what=what, cents=cents, recorded_at=at, recorded_by=by.account_id)
    told(by, at, "spend_award", spending, programme, cents=cents)
    return spending


@transaction.atomic
def withdraw_award(*, by: Viewer, at: datetime, code: str, award_id: int, reason: str) -> Award:
    """Takes a prize or grant out of the sums; it stays readable. Refused without a reason, and while a payment from it stands."""
    programme = _books(by, code)
    award = Award.objects.select_for_update().filter(programme=programme, pk=award_id, withdrawn_at__isnull=True).first()
    if award is None:
        raise NotFound(f"award {award_id}")
    if award.spendings.filter(withdrawn_at__isnull=True).exists():
        raise Refused(_("Something was paid from it. Take the payments back first."))
    award.withdrawn_at, award.withdrawn_reason = at, _said(reason)
    fitting(award, "withdrawn_reason")
    award.save(update_fields=["withdrawn_at", "withdrawn_reason"])
    told(by, at, "withdraw_award", award, programme)
    return award


@transaction.atomic
def withdraw_spending(*, by: Viewer, at: datetime, code: str, spending_id: int, reason: str) -> Spending:
    """Takes a payment from a prize or grant back with a reason; the money can be spent again."""
    programme = _books(by, code)
    row = Spending.objects.select_for_update(of=("self",)).filter(award__programme=programme, pk=spending_id, withdrawn_at__isnull=True)
    spending = row.first()
    if spending is None:
        raise NotFound(f"spending {spending_id}")
    spending.withdrawn_at, spending.withdrawn_reason = at, _said(reason)
    fitting(spending, "withdrawn_reason")
    spending.save(update_fields=["withdrawn_at", "withdrawn_reason"])
    told(by, at, "withdraw_spending", spending, programme)
    return spending


def _said(reason: str) -> str:
    if not reason.strip():
        raise Refused(_("Say why."), "reason")
    return reason.strip()


def _spent_on(by: Viewer, on: date, cents: int, field: str) -> None:
    if on > by.today:
        raise Refused(_("The day must not lie in the future."), field)
    if cents < 1:
        raise Refused(_("An amount is at least one cent."), "cents")
