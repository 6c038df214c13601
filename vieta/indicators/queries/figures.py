"""Exact figures: targets and actuals on a day, their course, the funnel, the common indicators, obligations of contracts."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from vieta.activities.choices import Kind as ActivityKind
from vieta.base.periods import months_after
from vieta.base.viewer import Viewer
from vieta.programmes import queries as programmes
from vieta.programmes.choices import ObligationKind
from vieta.programmes.models import Contract, Obligation, Period

from .. import access
from ..engine import Count, engine
from ..measures import FUNNEL, MEASURES, PROGRAMME, Measure, measure, own_measures
from ..rules import is_met, percent
from .places import labels_of, part_of

HEADLINE = ("reached", "intensive", "supported", "included")
KINDS = {ObligationKind.INDIVIDUAL.value: ActivityKind.CONSULTATION.value, ObligationKind.GROUP.value: ActivityKind.GROUP.value}
FUNNEL_BY = ("place_type", "provider_id", "region_id", "municipality_id")


@dataclass(frozen=True)
class Actual:
    """A measure on a day beside what the period in force promised."""

    code: str
    name: str
    rule: str
    article: str
    value: int
    target: int | None = None
    percent: Decimal | None = None
    due_on: date | None = None
    share_of: str = ""
    share: Decimal | None = None


@dataclass(frozen=True)
class Figures:
    """A programme's figures on a day: those with a target or at the head first, then the others."""

    programme_id: int
    code: str
    name: str
    day: date
    headline: tuple[Actual, ...]
    others: tuple[Actual, ...]
    whole: bool


@dataclass(frozen=True)
class Trend:
    """The course of one measure: the number on its first day, on the first of each month and on the day, and the target line where there is one."""

    code: str
    name: str
    points: tuple[tuple[date, int], ...]
    target: tuple[tuple[date, int], ...] = ()


@dataclass(frozen=True)
class Funnel:
    """The stages from reached to working."""

    steps: tuple[Actual, ...]


@dataclass(frozen=True)
class Breakdown:
    """The stages of one part: a kind of place, a provider, a region or a municipality; `part` is it in an address."""

    label: str
    values: tuple[int, ...]
    part: str


@dataclass(frozen=True)
class ObligationCard:
    """One thing a contract asks for, the count behind it and whether it is met in full.

    `note` is what was stated with a document, or what could not be counted.
    """

    id: int
    contract: str
    provider: str
    region: str
    name: str
    kind: str
    quantity: int
    counted: int | None
    due_on: date
    met: bool
    note: str


@dataclass(frozen=True)
class QuotaCard:
    """What a contract was given to do and how far it came."""

    contract: str
    provider: str
    region: str
    persons: int
    supported: int
    included: int
    share: Decimal | None


def programmes_with_figures(viewer: Viewer) -> list[tuple[str, str]]:
    """Code and name of the programmes whose exact figures are open to the viewer."""
    return [(row.code, row.name) for row in access.programmes_with_figures(viewer)]


def figures(viewer: Viewer, code: str, day: date | None = None, *, known: datetime | None = None, every: bool = False) -> Figures:
    """Targets and actuals of a programme on a day; former days keep the targets that were in force then (S1-21, S1-22).

    Whoever sees a part sees no targets: they are promised for the whole programme.

    `every` measure, whoever asks, is for reports alone (decision 19).
    """
    return _figures(viewer, access.reach(viewer, code), day or viewer.today, known, every)


def _figures(viewer: Viewer, reach: access.Reach, day: date, known: datetime | None = None, every: bool = False) -> Figures:
    programme = reach.programme
    targets = {target.measure: target for target in programmes.targets_on(viewer, programme.code, day)}
    own = {how.code: how for how in own_measures(programme.pk, day, known)}
    hows = {how.code: how for how in PROGRAMME} | own
    first = list(dict.fromkeys([*programme.headline_measures, *targets, *(() if programme.headline_measures else HEADLINE)]))
    first = [name for name in first if name in MEASURES or name in own]
    hows |= {name: MEASURES[name] for name in first if name not in hows}  # a common indicator may carry a target of its own
    hows = {how.code: how for how in access.told(viewer, reach, hows.values(), every=every)}
    first = [name for name in first if name in hows]
    counts = engine().counts(reach.asks(day, known), hows.values())[None]
    cards = {name: _actual(hows[name], counts, targets.get(name) if reach.whole else None) for name in [*first, *hows]}
    others = tuple(card for name, card in cards.items() if name not in first and not _empty_comparison(hows[name], card))
    return Figures(programme.pk, programme.code, programme.name, day, tuple(cards[name] for name in first), others, reach.whole)


def _empty_comparison(how: Measure, card: Actual) -> bool:
    return card.value == 0 and how.arm != "supported"


def _actual(how: Measure, counts: dict[str, Count], target=None) -> Actual:
    value = counts[how.code].total
    whole = how.reference if how.reference in counts else ""
    return Actual(
        how.code, str(how.name), str(how.rule), how.article, value,
        target.value if target else None, percent(value, target.value) if target else None, target.due_on if target else None,
        str(MEASURES[whole].name) if whole else "", percent(value, counts[whole].total) if whole else None,
    )  # fmt: skip


def trends(viewer: Viewer, code: str, day: date | None = None) -> list[Trend]:
    """The course of the headline measures from the programme's first day (or an earlier one that counted) up to a day, month by month."""
    reach = access.reach(viewer, code)
    card = _figures(viewer, reach, day or viewer.today)
    asked = reach.asks(card.day)
    first = Period.objects.filter(programme_id=card.programme_id).order_by("from_on").values_list("from_on", flat=True).first()
    return [_trend(actual, engine().trend(asked, actual.code), first, card.day) for actual in card.headline if measure(actual.code).since]


def _trend(actual: Actual, grown: list[tuple[date, int]], first: date | None, day: date) -> Trend:
    begin = min([*(on for on, _n in grown[:1]), *([first] if first else []), day])
    marks, at = [], begin
    while at < day:
        marks.append(at)
        at = months_after(date(at.year, at.month, 1), 1)
    points = tuple((mark, max((n for on, n in grown if on <= mark), default=0)) for mark in [*marks, day])
    target = ((begin, 0), (actual.due_on, actual.target)) if actual.target and actual.due_on and actual.due_on > begin else ()
    return Trend(actual.code, actual.name, points, target)


def funnel(viewer: Viewer, code: str, day: date | None = None) -> Funnel:
    """How many came how far, from reached to working."""
    asked = access.reach(viewer, code).asks(day or viewer.today)
    counts = engine().counts(asked, FUNNEL)[None]
    return Funnel(tuple(_actual(MEASURES[name], counts) for name in FUNNEL))


def funnel_by(viewer: Viewer, code: str, by: str, day: date | None = None) -> list[Breakdown]:
    """The same stages for each kind of place, provider, region or municipality (S1-08), the largest first."""
    if by not in FUNNEL_BY:
        raise ValueError(by)
    asked = access.reach(viewer, code).asks(day or viewer.today)
    counts = engine().counts(asked, FUNNEL, by)
    labels = labels_of(by, counts) | ({"": _("Not through outreach")} if by == "place_type" else {})
    rows = [
        Breakdown(labels.get(key, _("Not recorded")), tuple(found[name].total for name in FUNNEL), part_of(by, key))
        for key, found in counts.items()
    ]
    return sorted(rows, key=lambda row: (-row.values[0], row.label))


def obligations(viewer: Viewer, code: str, day: date | None = None, *, known: datetime | None = None) -> list[ObligationCard]:
    """Each obligation of the contracts whose figures the viewer sees, with the count behind it (S3-22)."""
    reach, day = access.reach(viewer, code), day or viewer.today
    rows = Obligation.objects.filter(reach.sees("contract__"), contract__programme=reach.programme).select_related(
        "contract__provider", "contract__region", "document"
    )
    people = engine().counts(reach.asks(day, known), ["supported", "included"], "contract_id")
    held = _by_contract(reach.programme.pk, engine().held(reach.programme.pk, day, [ActivityKind.CONSULTATION, ActivityKind.GROUP], known))
    return [_obligation(row, people, held, day) for row in rows.order_by("contract__from_on", "contract_id", "id")]


def quotas(viewer: Viewer, code: str, day: date | None = None) -> list[QuotaCard]:
    """The number of persons each contract within the viewer's reach was given and how many it supported by the day."""
    reach, day = access.reach(viewer, code), day or viewer.today
    rows = Contract.objects.filter(reach.sees(), programme=reach.programme, from_on__lte=day).select_related("provider", "region")
    people = engine().counts(reach.asks(day), ["supported", "included"], "contract_id")
    none = {"supported": Count(), "included": Count()}
    cards = []
    for row in rows.order_by("from_on", "id"):
        found = people.get(row.pk, none)
        supported, included = found["supported"].total, found["included"].total
        cards.append(
            QuotaCard(row.number, row.provider.name, row.region.name, row.persons, supported, included, percent(included, supported))
        )
    return cards


def _by_contract(programme_id: int, held: list[dict]) -> tuple[Counter, Counter]:
    """By kind and contract: how many activities are of it, and how many may be of another one too, so that they count for none.

    An activity is of its provider's contract in force on its day, in its region where it has one.
    """
    contracts, sure, unsure = list(Contract.objects.filter(programme=programme_id)), Counter[tuple](), Counter[tuple]()
    for line in held:
        found = [
            one.pk
            for one in contracts
            if line["organisation_id"] == one.provider_id
            and line["region_id"] in (None, one.region_id)
            and one.from_on <= line["held_on"] < one.until_on
        ]
        for number in found:
            (sure if len(found) == 1 else unsure)[line["kind"], number] += line["number"]
    return sure, unsure


def _obligation(row: Obligation, people: dict, held: tuple[Counter, Counter], day: date) -> ObligationCard:
    sure, unsure = held
    counted, unplaced = _counted(row, people, sure), unsure[KINDS.get(row.kind), row.contract_id]
    stated = row.stated_on is not None and row.stated_on <= day
    met = stated if counted is None else is_met(counted, row.quantity)
    contract, words = (
        row.contract,
        ngettext(
            "%(number)s more belongs to no contract: the provider had several in force on its day.",
            "%(number)s more belong to no contract: the provider had several in force on their days.",
            unplaced,
        ),
    )
    return ObligationCard(
        row.pk, contract.number, contract.provider.name, contract.region.name, row.name, row.get_kind_display(), row.quantity, counted,
        row.due_on, met, words % {"number": unplaced} if unplaced else row.statement if stated else "",
    )  # fmt: skip


def _counted(row: Obligation, people: dict, held: Counter) -> int | None:
    """The number an obligation is judged by; None when it is stated with a document instead."""
    measures = {ObligationKind.PERSONS: "supported", ObligationKind.RESULTS: "included"}
    if row.kind in measures:
        found = people.get(row.contract_id)
        return found[measures[ObligationKind(row.kind)]].total if found else 0
    return held[KINDS[row.kind], row.contract_id] if row.kind in KINDS else None


def days_offered(viewer: Viewer, code: str) -> list[tuple[str, date]]:
    """Days worth looking at: today, one year after the start, and the end of each period that has come."""
    reach = access.reach(viewer, code)
    periods = list(Period.objects.filter(programme=reach.programme).order_by("number"))
    days = [(_("Today"), viewer.today)]
    if periods:
        days.append((_("After one year"), months_after(periods[0].from_on, 12)))
    days += [(_("End of period %(number)s") % {"number": p.number}, p.until_on) for p in periods]
    return [(label, day) for label, day in days if day <= viewer.today]
