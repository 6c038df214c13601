"""Units that can be claimed by a unit cost, each with its proof; what was claimed, and how far it is still proven."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Q, Sum
from django.utils.translation import gettext as _

from vieta.accounts.queries import names_of
from vieta.activities.choices import Kind, Presence
from vieta.activities.choices import State as ActivityState
from vieta.activities.models import Attendance
from vieta.base.periods import days_after
from vieta.base.refusal import NotFound
from vieta.base.viewer import Permission, Viewer
from vieta.enrolments.choices import Arm, Moment
from vieta.enrolments.models import Enrolment, Event
from vieta.indicators.access import Reach
from vieta.people.models import Person
from vieta.programmes.access import opened_by
from vieta.programmes.choices import UnitKind
from vieta.programmes.models import Programme, UnitCost

from ..models import Claim, ClaimedUnit
from ..rules.units import BY_HOUR, price_of, quantity

ONCE_AN_ACTIVITY = (UnitKind.GROUP_SESSION, UnitKind.DUO_MEETING)
ACTIVITIES = {
    UnitKind.CONSULTATION_HOUR: Kind.CONSULTATION,
    UnitKind.CONSULTATION: Kind.CONSULTATION,
    UnitKind.GROUP_SESSION: Kind.GROUP,
    UnitKind.GROUP_HOUR: Kind.GROUP,
    UnitKind.DUO_MEETING: Kind.DUO,
}


@dataclass(frozen=True)
class Unit:
    """One unit with its proof: the record it rests on, who made it and when. `refused` says why it cannot be claimed."""

    on: date
    what: str
    reference: str
    minutes: int
    cents: int
    recorded_by: str
    recorded_at: datetime
    activity_id: int | None
    person_id: int | None
    refused: str = ""
    less: str = ""  # where the record says fewer minutes now than were charged by the hour


@dataclass(frozen=True)
class ClaimCard:
    """One claim with how much it charges, in words, and its sum."""

    id: int
    number: int
    unit_cost: str
    price_cents: int
    from_on: date
    until_on: date
    units: int
    quantity: str
    by_hour: bool
    cents: int
    claimed_by: str
    claimed_at: datetime
    withdrawn: bool
    withdrawn_reason: str
    fallen: int  # units whose record was taken back since, unless the claim itself was
    less: str  # how many minutes are proven of those units whose record says less since, in words
    unproven_cents: int  # what the claim charges beyond what is proven now

    @property
    def last_on(self) -> date:
        """The last day, as people say it."""
        return days_after(self.until_on, -1)


def books(viewer: Viewer, code: str, *, lock: bool = False) -> Programme:
    """A programme whose money the viewer sees to, or NotFound."""
    return opened_by(viewer, code, Permission.MANAGE_MONEY, lock=lock)


def price(programme: Programme, unit_cost_id: int) -> UnitCost:
    """One agreed price of a programme, or NotFound."""
    row = UnitCost.objects.filter(programme=programme, pk=unit_cost_id).select_related("contract").first()
    if row is None:
        raise NotFound(f"unit cost {unit_cost_id}")
    return row


def claimable(viewer: Viewer, code: str, unit_cost_id: int, until_on: date) -> list[Unit]:
    """The units of a price up to a day (exclusive) that no standing claim holds, each with its proof, the earliest first."""
    agreed = price(books(viewer, code), unit_cost_id)
    return units_of(agreed, until_on)


def units_of(agreed: UnitCost, until_on: date) -> list[Unit]:
    """As claimable, for a price already opened."""
    end = min(until_on, agreed.until_on) if agreed.until_on else until_on
    rows = _persons(agreed, end) if agreed.kind == UnitKind.PERSON else _attended(agreed, end)
    names = names_of(by for by, _unit in rows)
    return [Unit(**unit, recorded_by=names.get(by or 0, "")) for by, unit in rows]


def _attended(agreed: UnitCost, end: date) -> list[tuple[int | None, dict]]:
    rows = Attendance.objects.filter(
        activity__programme=agreed.programme_id, activity__kind=ACTIVITIES[UnitKind(agreed.kind)], activity__state=ActivityState.HELD,
        presence=Presence.PRESENT, retracted_at__isnull=True, on__gte=agreed.from_on, on__lt=end,
    )  # fmt: skip
    if agreed.contract:
        rows = rows.filter(
            activity__organisation_id=agreed.contract.provider_id, on__gte=agreed.contract.from_on, on__lt=agreed.contract.until_on
        )
        rows = rows.filter(Q(activity__region_id=agreed.contract.region_id) | Q(activity__region_id__isnull=True))
    once, joined, found, seen = agreed.kind in ONCE_AN_ACTIVITY, joined_files(), [], set()
    taken = _taken(agreed, once, joined)
    for row in rows.select_related("activity", "person").order_by("on", "activity_id", "pk"):
        key = (row.activity_id, None if once else joined.get(row.person_id, row.person_id))
        if key in seen or key in taken:
            continue
        seen.add(key)
        found.append((row.recorded_by, _unit(agreed, row, once)))
    return found


def _unit(agreed: UnitCost, row: Attendance, once: bool) -> dict:
    minutes = row.activity.minutes if once else row.minutes or row.activity.minutes
    refused = _("Nobody is on record as having recorded it.") if row.recorded_by is None else ""
    return {
        "on": row.on, "what": str(row.activity.get_kind_display()), "reference": "" if once else row.person.reference, "minutes": minutes,
        "cents": price_of(agreed.cents, minutes, by_hour=agreed.kind in BY_HOUR), "recorded_at": row.recorded_at,
        "activity_id": row.activity_id, "person_id": None if once else row.person_id, "refused": refused,
    }  # fmt: skip


def joined_files() -> dict[int, int]:
    """The file that each file joined with another one belongs to."""
    return dict(Person.objects.filter(merged_into__isnull=False).values_list("pk", "merged_into_id"))


def _taken(agreed: UnitCost, once: bool, joined: dict[int, int]) -> set[tuple[int | None, int | None]]:
    """What standing claims hold already of this programme's activities: the same hour is not charged twice, by whichever price or file."""
    rows = ClaimedUnit.objects.filter(claim__withdrawn_at__isnull=True, activity__programme=agreed.programme_id)
    pairs = set(rows.values_list("activity_id", "person_id"))
    whole = {activity for activity, person in pairs if person is None}
    if once:
        return {(activity, None) for activity, _person in pairs}
    present = Attendance.objects.filter(activity_id__in=whole).values_list("activity_id", "person_id")
    return {(activity, joined.get(person, person)) for activity, person in pairs | set(present)}


def _persons(agreed: UnitCost, end: date) -> list[tuple[int | None, dict]]:
    """People whose first support began in these days; each once in a programme, joined files taken as one."""
    stays = Enrolment.objects.filter(programme=agreed.programme_id, arm=Arm.SUPPORTED, entered_on__isnull=False)
    charged = ClaimedUnit.objects.filter(
        claim__withdrawn_at__isnull=True, claim__programme=agreed.programme_id, claim__unit_cost__kind=UnitKind.PERSON
    )
    joined = joined_files()
    claimed = {joined.get(person, person) for person in charged.values_list("person_id", flat=True)}
    entries = Event.objects.filter(enrolment__in=stays, moment=Moment.ENTERED, retracted_at__isnull=True)
    found, seen = [], set()
    for row in entries.select_related("enrolment__person").order_by("valid_on", "pk"):
        person = joined.get(row.enrolment.person_id, row.enrolment.person_id)
        if person in seen:
            continue
        seen.add(person)
        ours = agreed.contract_id is None or row.enrolment.contract_id == agreed.contract_id
        if person in claimed or not ours or not agreed.from_on <= row.valid_on < end:
            continue
        refused = _("Nobody is on record as having recorded it.") if row.recorded_by is None else ""
        unit = {
            "on": row.valid_on, "what": str(row.get_moment_display()), "reference": row.enrolment.person.reference, "minutes": 0,
            "cents": agreed.cents, "recorded_at": row.recorded_at, "activity_id": None, "person_id": person, "refused": refused,
        }  # fmt: skip
        found.append((row.recorded_by, unit))
    return found


def claims(viewer: Viewer, code: str) -> list[ClaimCard]:
    """A programme's claims, the latest first. Four statements."""
    found = Claim.objects.filter(programme=books(viewer, code)).select_related("unit_cost", "claimed_by").prefetch_related("units")
    rows = list(found.order_by("-number"))
    proofs = _proofs([unit for row in rows for unit in row.units.all()])
    return [_card(row, proofs) for row in rows]


@dataclass(frozen=True)
class ClaimTold:
    """One standing claim as a report tells it."""

    number: int
    name: str
    units: int
    price_cents: int
    cents: int
    minutes: int = 0  # of all units, where the price is of an hour


def claims_told(reach: Reach, *, until_on: date, known: datetime | None = None) -> list[ClaimTold]:
    """The standing claims of a programme up to a day (exclusive), as known at a moment; none to whoever sees only a part of it."""
    if not reach.whole:
        return []
    rows = Claim.objects.filter(programme=reach.programme, until_on__lte=until_on)
    standing = Q(withdrawn_at__isnull=True)
    if known is not None:
        rows, standing = rows.filter(claimed_at__lte=known), standing | Q(withdrawn_at__gt=known)
    rows = (
        rows.filter(standing)
        .select_related("unit_cost")
        .annotate(number_of_units=Count("units"), minutes=Sum("units__minutes"))
        .order_by("number")
    )
    return [
        ClaimTold(
            r.number, r.unit_cost.name, r.number_of_units, r.unit_cost.cents, r.cents, r.minutes if r.unit_cost.kind in BY_HOUR else 0
        )
        for r in rows
    ]


def claims_of_costs(viewer: Viewer, code: str) -> dict[int, int]:
    """The standing claim that each cost of a claim belongs to, for whoever sees to the money: cost to claim."""
    rows = Claim.objects.filter(programme=books(viewer, code), withdrawn_at__isnull=True)
    return dict(rows.order_by().values_list("cost_id", "pk"))


def without_cost(reach: Reach) -> list[int]:
    """The numbers of standing claims whose cost was taken out; none to whoever sees only a part of the programme (P21)."""
    rows = Claim.objects.filter(programme=reach.programme, withdrawn_at__isnull=True, cost__withdrawn_at__isnull=False)
    return list(rows.order_by("number").values_list("number", flat=True)) if reach.whole else []


def claim(viewer: Viewer, code: str, claim_id: int) -> tuple[ClaimCard, list[Unit]]:
    """One claim with each unit and its proof, or NotFound."""
    row = Claim.objects.filter(programme=books(viewer, code), pk=claim_id).select_related("unit_cost", "claimed_by").first()
    if row is None:
        raise NotFound(f"claim {claim_id}")
    units = list(row.units.select_related("activity", "person").order_by("on", "pk"))
    proofs = _proofs(units)
    names = names_of(proof.by for proof in proofs.values())
    return _card(row, proofs), [_claimed(one, row, proofs, names) for one in units]


def unproven(reach: Reach, *, until_on: date) -> list[tuple[int, int]]:
    """The standing claims up to a day (exclusive) that are not proven in full any more: number and the cents that are not; none to
    whoever sees only a part of the programme (P21)."""
    if not reach.whole:
        return []
    found = Claim.objects.filter(programme=reach.programme, withdrawn_at__isnull=True, until_on__lte=until_on)
    rows = list(found.select_related("unit_cost").prefetch_related("units").order_by("number"))
    proofs = _proofs([unit for row in rows for unit in row.units.all()])
    off = [(row, sum(_lacking(row, one, proofs) for one in row.units.all())) for row in rows]
    return [(row.number, cents) for row, cents in off if cents]


@dataclass(frozen=True)
class Proof:
    """The record behind a unit as it stands: who made it, when, and how long it says the work took."""

    by: int | None
    at: datetime
    minutes: int


Proofs = Mapping[tuple[int | None, int | None], Proof]


def _proofs(units: Iterable[ClaimedUnit]) -> Proofs:
    """What proves activities that were charged, by activity and person; nobody stands for a unit of the whole activity."""
    held = {"activity_id__in": {u.activity_id for u in units if u.activity_id}, "activity__state": ActivityState.HELD}
    rows = Attendance.objects.filter(**held, presence=Presence.PRESENT, retracted_at__isnull=True).order_by("-pk")
    found = list(rows.values_list("activity_id", "person_id", "recorded_by", "recorded_at", "minutes", "activity__minutes"))
    whole: dict[tuple[int | None, int | None], Proof] = {(a, None): Proof(by, at, length) for a, _p, by, at, _own, length in found}
    return whole | {(a, p): Proof(by, at, own or length) for a, p, by, at, own, length in found}


def _claimed(one: ClaimedUnit, row: Claim, proofs: Proofs, names: dict[int, str]) -> Unit:
    proof = proofs.get((one.activity_id, one.person_id))
    by, when = (proof.by, proof.at) if proof else (None, row.claimed_at)
    return Unit(
        one.on, str(one.activity.get_kind_display()) if one.activity else _("Support began"), one.person.reference if one.person else "",
        one.minutes, one.cents, names.get(by, "") if by else "", when, one.activity_id, one.person_id,
        _("The record behind this unit has been taken back.") if _gone(one, proofs) else "", _less([one], row, proofs),
    )  # fmt: skip


def _gone(one: ClaimedUnit, proofs: Proofs) -> bool:
    """Whether the record behind a unit was taken back."""
    return one.activity_id is not None and (one.activity_id, one.person_id) not in proofs


def _lacking(row: Claim, one: ClaimedUnit, proofs: Proofs) -> int:
    """The cents of a unit that its record does not prove any more: all of them, or those of the minutes it says less since."""
    if _gone(one, proofs):
        return one.cents
    proof = proofs.get((one.activity_id, one.person_id))
    if proof is None or row.unit_cost.kind not in BY_HOUR or proof.minutes >= one.minutes:
        return 0
    return one.cents - price_of(row.unit_cost.cents, proof.minutes, by_hour=True)


def _less(units: Iterable[ClaimedUnit], row: Claim, proofs: Proofs) -> str:
    """How many minutes are proven now of the units whose record says less since, in words; empty where there is none."""
    less = [one for one in units if not _gone(one, proofs) and _lacking(row, one, proofs)]
    now = sum(proofs[one.activity_id, one.person_id].minutes for one in less)
    words = _("Proves less now: %(now)s minutes of %(charged)s")
    return words % {"now": now, "charged": sum(one.minutes for one in less)} if less else ""


def _card(row: Claim, proofs: Proofs) -> ClaimCard:
    units = list(row.units.all())
    asked = [] if row.withdrawn_at else units
    return ClaimCard(
        row.pk, row.number, row.unit_cost.name, row.unit_cost.cents, row.from_on, row.until_on, len(units),
        quantity(row.unit_cost.kind, len(units), sum(u.minutes for u in units)), row.unit_cost.kind in BY_HOUR, row.cents,
        row.claimed_by.name, row.claimed_at, row.withdrawn_at is not None, row.withdrawn_reason,
        sum(_gone(one, proofs) for one in asked), _less(asked, row, proofs), sum(_lacking(row, one, proofs) for one in asked),
    )  # fmt: skip
