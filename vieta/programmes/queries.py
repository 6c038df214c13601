"""Named questions about programmes."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db.models import Count, F, Prefetch, Q, QuerySet, Sum, prefetch_related_objects

from vieta.base.periods import days_after
from vieta.base.refusal import NotFound
from vieta.base.viewer import Permission, Viewer

from .access import SEES_MONEY, is_lead, may_set_up, opened_by, sees_whole, visible_to
from .choices import Headline
from .models import (
    RULES,
    Award,
    Contract,
    Cost,
    CostPart,
    FundingShare,
    Ground,
    Obligation,
    Partner,
    Period,
    Programme,
    Purpose,
    Region,
    Restriction,
    Spending,
    Target,
    Team,
    UnitCost,
)
from .rules import Span, period_on


@dataclass(frozen=True)
class ProgrammeCard:
    """One programme on a list or at the head of its pages."""

    id: int
    code: str
    name: str
    summary: str
    country: str
    lead: str
    fund: str
    operation: str
    specific_objective: str
    project_number: str
    visibility_text: str
    from_on: date | None
    until_on: date | None
    may_set_up: bool
    may_spend: bool

    @property
    def last_on(self) -> date | None:
        """The last day, as people say it."""
        return self.until_on and days_after(self.until_on, -1)


@dataclass(frozen=True)
class TargetCard:
    """What one period promised for one measure."""

    period: int
    measure: str
    value: int
    due_on: date

    @property
    def label(self) -> str:
        """The measure in words."""
        return str(dict(Headline.choices).get(self.measure, self.measure))


@dataclass(frozen=True)
class PeriodCard:
    """A decided period with its targets; `until_on` is exclusive."""

    number: int
    from_on: date
    until_on: date
    decided_on: date
    reason: str
    targets: tuple[TargetCard, ...]

    @property
    def last_on(self) -> date:
        """The last day, as people say it."""
        return days_after(self.until_on, -1)


@dataclass(frozen=True)
class ShareCard:
    """A funder's share and what it carries so far, in cents."""

    funder: str
    percent: Decimal
    cents: int


@dataclass(frozen=True)
class CostCard:
    """A cost and its parts by funder, in cents."""

    id: int
    on: date
    what: str
    cents: int
    parts: tuple[tuple[str, int], ...]
    withdrawn: bool
    withdrawn_reason: str


@dataclass(frozen=True)
class MoneyCard:
    """Shares and the sums of the costs; the single costs are open only where all of the programme's money is (`whole`)."""

    shares: tuple[ShareCard, ...]
    cents: int
    whole: bool

    @property
    def percent(self) -> Decimal:
        """What the shares come to together: 100.00 once they are set."""
        return sum((one.percent for one in self.shares), Decimal("0.00"))


def programmes(viewer: Viewer) -> list[ProgrammeCard]:
    """The viewer's programmes by name. Three statements, however many there are."""
    rows = list(visible_to(viewer).select_related("lead").prefetch_related("periods").order_by("name", "id"))
    sets_up = {row.pk for row in rows if may_set_up(viewer, row)} if viewer.scopes(Permission.SET_UP) else set()
    return [_card(row, row.pk in sets_up, viewer) for row in rows]


def programme(viewer: Viewer, code: str, *permissions: Permission) -> ProgrammeCard:
    """One programme, or NotFound."""
    row = opened_by(viewer, code, *permissions)
    return _card(row, may_set_up(viewer, row), viewer)


def _card(row: Programme, sets_up: bool, viewer: Viewer) -> ProgrammeCard:
    spans = list(row.periods.all())
    return ProgrammeCard(
        row.pk, row.code, row.name, row.summary, row.country, row.lead.name, row.fund, row.operation, row.specific_objective,
        row.project_number, row.visibility_text, min((p.from_on for p in spans), default=None), max((p.until_on for p in spans), default=None),
        sets_up, viewer.may(Permission.MANAGE_MONEY, programme_id=row.pk),
    )  # fmt: skip


def periods(viewer: Viewer, code: str) -> list[PeriodCard]:
    """Every period of a programme with its targets, the first one first."""
    row = opened_by(viewer, code)
    found = Period.objects.filter(programme=row).prefetch_related("targets").order_by("number")
    return [
        PeriodCard(p.number, p.from_on, p.until_on, p.decided_on, p.reason, tuple(_target(t, p.number) for t in p.targets.all()))
        for p in found
    ]


def targets_on(viewer: Viewer, code: str, day: date) -> list[TargetCard]:
    """The targets of the period in force on a day; a later extension changes none of them (S1-21, S1-22)."""
    row = opened_by(viewer, code)
    spans = [Span(p.number, p.from_on, p.until_on) for p in Period.objects.filter(programme=row)]
    span = period_on(spans, day)
    if span is None:
        return []
    return [_target(t, span.number) for t in Target.objects.filter(period__programme=row, period__number=span.number).order_by("id")]


def _target(row: Target, number: int) -> TargetCard:
    return TargetCard(number, row.measure, row.value, row.due_on)


def partners(viewer: Viewer, code: str) -> list[Partner]:
    """The parts organisations have in a programme, by name."""
    return _partners(opened_by(viewer, code))


def _partners(row: Programme) -> list[Partner]:
    return list(Partner.objects.filter(programme=row).select_related("organisation").order_by("organisation__name", "role"))


def parts_to_end(viewer: Viewer, code: str) -> list[Partner]:
    """The parts whose last day may be set: of each organisation and role the latest, over or not, but for the lead's."""
    row = opened_by(viewer, code, Permission.SET_UP)
    parts = _partners(row)
    latest = {(p.organisation_id, p.role): p for p in sorted(parts, key=lambda p: p.from_on)}
    return [p for p in parts if p in latest.values() and not is_lead(row, p)]


def regions(viewer: Viewer, code: str) -> list[Region]:
    """Regions with their municipalities, by name."""
    row = opened_by(viewer, code)
    return list(Region.objects.filter(programme=row).prefetch_related("municipalities").order_by("name"))


def contracts(viewer: Viewer, code: str) -> list[Contract]:
    """Contracts with provider, region and obligations, the earliest first."""
    row = opened_by(viewer, code)
    found = Contract.objects.filter(programme=row).select_related("provider", "region", "cycle")
    return list(found.prefetch_related("obligations", "region__municipalities").order_by("from_on", "id"))


def obligations(viewer: Viewer, code: str) -> list[Obligation]:
    """What the contracts of a programme ask for."""
    row = opened_by(viewer, code)
    return list(Obligation.objects.filter(contract__programme=row).select_related("contract__provider", "contract__region").order_by("id"))


def grounds(viewer: Viewer, code: str, *, active_only: bool = False) -> list[Ground]:
    """The grounds a programme admits on, each sub-ground after its ground."""
    row = opened_by(viewer, code)
    found = list(Ground.objects.filter(programme=row).select_related("under").order_by("position", "id"))
    if active_only:
        found = [g for g in found if g.active]
    return [g for top in found if not top.under_id for g in (top, *(s for s in found if s.under_id == top.pk))]


def purposes(viewer: Viewer, code: str) -> list[Purpose]:
    """Every version of every notice, the newest of each purpose first."""
    row = opened_by(viewer, code)
    return list(Purpose.objects.filter(programme=row).order_by("code", "-version"))


def restrictions(viewer: Viewer, code: str) -> list[Restriction]:
    """Times of restricted delivery, the latest first."""
    row = opened_by(viewer, code)
    return list(Restriction.objects.filter(programme=row).select_related("region").order_by("-from_on", "id"))


def teams(viewer: Viewer, code: str) -> list[Team]:
    """The teams of a programme."""
    row = opened_by(viewer, code)
    return list(Team.objects.filter(programme=row).select_related("region").order_by("name"))


def money(viewer: Viewer, code: str, *, until_on: date | None = None, known: datetime | None = None) -> MoneyCard:
    """Shares and what each funder carries, to the cent; up to a day (exclusive) and as known at a moment when given."""
    row = opened_by(viewer, code, *SEES_MONEY)
    costs = Cost.objects.filter(programme=row)
    if until_on:
        costs = costs.filter(on__lt=until_on)
    standing = _standing(costs, known)
    carried = dict(CostPart.objects.filter(cost__in=standing.values("pk")).order_by().values_list("share_id").annotate(sum=Sum("cents")))
    shares = FundingShare.objects.filter(programme=row).select_related("funder").order_by("position", "id")
    return MoneyCard(
        tuple(ShareCard(s.funder.name, s.percent, carried.get(s.pk, 0)) for s in shares),
        sum(carried.values()),
        sees_whole(viewer, row, *SEES_MONEY),
    )


def costs(viewer: Viewer, code: str) -> QuerySet[Cost]:
    """A programme's costs, those taken out too, to be shown by `cost_cards`; none to whoever sees only their sums."""
    row = opened_by(viewer, code, *SEES_MONEY)
    return Cost.objects.filter(programme=row) if sees_whole(viewer, row, *SEES_MONEY) else Cost.objects.none()


def cost_cards(rows: Iterable[Cost]) -> list[CostCard]:
    """Some costs with what each funder carries of them. Three statements, however many there are."""
    found = list(rows)
    prefetch_related_objects(found, "parts__share__funder")
    return [_cost(row) for row in found]


def cost(viewer: Viewer, code: str, cost_id: int) -> CostCard:
    """One cost, however old, or NotFound."""
    row = costs(viewer, code).filter(pk=cost_id).first()
    if row is None:
        raise NotFound(f"cost {cost_id}")
    return _cost(row)


def _standing(rows, known: datetime | None):
    """The rows not taken out, as known at a moment or now."""
    if known is None:
        return rows.filter(withdrawn_at__isnull=True)
    return rows.filter(recorded_at__lte=known).filter(Q(withdrawn_at__isnull=True) | Q(withdrawn_at__gt=known))


def uneven_costs(viewer: Viewer, code: str) -> list[str]:
    """The standing costs whose parts do not sum to them, by name: none, unless rows were changed beside the deeds (P21)."""
    row = opened_by(viewer, code, *SEES_MONEY)
    costs = Cost.objects.filter(programme=row, withdrawn_at__isnull=True).annotate(sum=Sum("parts__cents"))
    return list(costs.exclude(sum=F("cents")).order_by("pk").values_list("what", flat=True))


def _cost(row: Cost) -> CostCard:
    parts = tuple((p.share.funder.name, p.cents) for p in row.parts.all())
    return CostCard(row.pk, row.on, row.what, row.cents, parts, row.withdrawn_at is not None, row.withdrawn_reason)


@dataclass(frozen=True)
class AwardCard:
    """A prize or grant with its purpose, what was spent from it and what is left, in cents."""

    id: int
    kind: str
    name: str
    giver: str
    cents: int
    received_on: date
    purpose: str
    purpose_label: str
    words: str
    branch: str
    spent_cents: int
    spendings: tuple[tuple[int, date, str, int], ...]
    withdrawn: bool
    withdrawn_reason: str

    @property
    def left_cents(self) -> int:
        """What has not been spent."""
        return self.cents - self.spent_cents


def awards(viewer: Viewer, code: str, *, until_on: date | None = None, known: datetime | None = None) -> list[AwardCard]:
    """Prizes and grants with what was spent from them, the latest first; up to a day (exclusive) and as known when given."""
    row = opened_by(viewer, code, *SEES_MONEY)
    found, spent = Award.objects.filter(programme=row).select_related("branch").order_by("-received_on", "-id"), Spending.objects.all()
    if until_on:
        found, spent = _standing(found.filter(received_on__lt=until_on), known), spent.filter(on__lt=until_on)
    spent = _standing(spent, known).order_by("on", "id")
    return [_award(one) for one in found.prefetch_related(Prefetch("spendings", queryset=spent))]


def _award(row: Award) -> AwardCard:
    spendings = tuple((s.pk, s.on, s.what, s.cents) for s in row.spendings.all())
    return AwardCard(
        row.pk, str(row.get_kind_display()), row.name, row.giver, row.cents, row.received_on, row.purpose, str(row.get_purpose_display()),
        row.words, row.branch.name if row.branch else "", sum(cents for *_rest, cents in spendings), spendings,
        row.withdrawn_at is not None, row.withdrawn_reason,
    )  # fmt: skip


def unit_costs(viewer: Viewer, code: str) -> list[UnitCost]:
    """The prices agreed for units of work, the earliest first."""
    row = opened_by(viewer, code, Permission.MANAGE_MONEY)
    return list(UnitCost.objects.filter(programme=row).select_related("contract__provider").order_by("from_on", "id"))


def partner_counts(viewer: Viewer) -> dict[str, int]:
    """How many organisations take part in each of the viewer's programmes, by code."""
    rows = visible_to(viewer).annotate(count=Count("partners__organisation", distinct=True)).order_by()
    return dict(rows.values_list("code", "count"))


def rules_in_force(viewer: Viewer, code: str) -> dict[str, object]:
    """The rules figures of a programme are counted by, by name."""
    row = opened_by(viewer, code)
    return {name: getattr(row, name) for name in RULES} | {"intensive_words": str(row.get_intensive_rule_display())}
