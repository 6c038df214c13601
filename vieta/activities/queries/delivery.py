"""How much was delivered in which form, month by month, and what a restriction did to it (S3-15)."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Max, Min, Q, QuerySet
from django.utils.translation import gettext as _

from vieta.base.periods import months_after
from vieta.base.refusal import NotFound
from vieta.base.viewer import Permission, Viewer
from vieta.programmes.models import Programme, Restriction

from ..access import within
from ..choices import SUPPORT_KINDS, Mode, Presence, State
from ..models import Activity, Attendance

MONTH_DAYS = 30.44


@dataclass(frozen=True)
class Month:
    """What took place in one month, by form, and how many of those expected came."""

    first_on: date
    by_mode: dict[str, int]
    present: int
    expected: int
    restricted: bool

    @property
    def total(self) -> int:
        return sum(self.by_mode.values())

    @property
    def presence(self) -> int | None:
        """Per cent of those expected who came."""
        return round(100 * self.present / self.expected) if self.expected else None


@dataclass(frozen=True)
class Spell:
    """Activities a month before, during or after a restriction, by form."""

    label: str
    from_on: date
    until_on: date
    by_mode: dict[str, float]

    @property
    def total(self) -> float:
        return round(sum(self.by_mode.values()), 1)


@dataclass(frozen=True)
class Limit:
    """A restriction with what was delivered around it."""

    id: int
    name: str
    kind_label: str
    from_on: date
    until_on: date | None
    spells: tuple[Spell, ...]


@dataclass(frozen=True)
class Delivery:
    """The delivery of one programme by the viewer's organisation, or by all for its lead."""

    programme: str
    code: str
    months: tuple[Month, ...]
    limits: tuple[Limit, ...]


def delivery(viewer: Viewer, programme_id: int, *, until_on: date | None = None, months: int = 18) -> Delivery:
    """Support activities held in the months up to the last one before a day, by form, or NotFound for a programme the viewer does not follow."""
    programme = Programme.objects.filter(pk=programme_id).first()
    mine = _mine(viewer, programme_id)
    if programme is None or mine is None:
        raise NotFound(f"programme {programme_id}")
    held = Activity.objects.filter(mine, state=State.HELD, kind__in=SUPPORT_KINDS)
    end = until_on or viewer.today
    last = held.filter(on__lte=end).aggregate(last=Max("on"))["last"] or end
    first = months_after(last.replace(day=1), 1 - months)
    limits = list(Restriction.objects.filter(programme=programme, from_on__lte=end))
    there = Attendance.objects.filter(
        _mine(viewer, programme_id, "activity__"), activity__state=State.HELD, activity__kind__in=SUPPORT_KINDS
    )
    came = _came(there, first, end)
    modes = _by_month(held.filter(on__gte=first, on__lte=end))
    shown = [_month(months_after(first, n), modes, came, limits) for n in range(months)]
    while len(shown) > 3 and not shown[0].total:  # the months before anything was delivered say nothing
        shown.pop(0)
    return Delivery(programme.name, programme.code, tuple(shown), tuple(_limit(held, limit, end) for limit in limits[-3:]))


def _mine(viewer: Viewer, programme_id: int, through: str = "") -> Q | None:
    """What this viewer may count: the whole programme for its lead, the own organisation's for its coordinator."""
    here = Q(**{f"{through}programme_id": programme_id})
    if viewer.job or viewer.may(Permission.SET_UP, programme_id=programme_id):
        return here
    if not viewer.may(Permission.COORDINATE, programme_id=programme_id, organisation_id=viewer.organisation_id):
        return None
    names = {name: f"{through}{name}_id" for name in ("organisation", "programme", "region")}
    return here & Q(**{names["organisation"]: viewer.organisation_id}) & within(viewer, Permission.COORDINATE, **names)


def _by_month(held: QuerySet[Activity]) -> dict[date, dict[str, int]]:
    """Activities by month and form; the database counts days, which it does faster than months."""
    counted: dict[date, dict[str, int]] = {}
    for on, mode, n in held.order_by().values_list("on", "mode").annotate(n=Count("pk")):
        month = counted.setdefault(on.replace(day=1), {})
        month[mode] = month.get(mode, 0) + n
    return counted


def _came(rows: QuerySet[Attendance], first: date, end: date) -> dict[date, tuple[int, int]]:
    """How many of those expected came, by month."""
    rows = rows.filter(retracted_at__isnull=True, on__gte=first, on__lte=end).exclude(presence=Presence.EXPECTED)
    counted: dict[date, tuple[int, int]] = {}
    for on, presence, n in rows.order_by().values_list("on", "presence").annotate(n=Count("pk")):
        there, expected = counted.get(on.replace(day=1), (0, 0))
        counted[on.replace(day=1)] = (there + n * (presence == Presence.PRESENT), expected + n)
    return counted


def _month(first: date, modes: dict, came: dict, limits: list[Restriction]) -> Month:
    after = months_after(first, 1)
    restricted = any(limit.from_on < after and (limit.until_on is None or limit.until_on > first) for limit in limits)
    there, expected = came.get(first, (0, 0))
    return Month(first, {mode.value: modes.get(first, {}).get(mode.value, 0) for mode in Mode}, there, expected, restricted)


def _limit(held: QuerySet[Activity], limit: Restriction, today: date) -> Limit:
    """The restriction with as long a time before and after as it lasted (three months at least), not before delivery began."""
    here = held.filter(region_id=limit.region_id) if limit.region_id else held
    began_on = here.aggregate(first=Min("on"))["first"] or limit.from_on
    until = min(limit.until_on or today + timedelta(days=1), today + timedelta(days=1))
    length = max(until - limit.from_on, timedelta(days=91))
    spells = [(_("Before"), min(max(limit.from_on - length, began_on), limit.from_on), limit.from_on), (_("During"), limit.from_on, until)]
    if limit.until_on and limit.until_on <= today:
        spells.append((_("After"), until, min(until + length, today + timedelta(days=1))))
    counted = _in_spells(here, [(a, b) for _label, a, b in spells])
    return Limit(
        limit.pk, limit.name, str(limit.get_kind_display()), limit.from_on, limit.until_on,
        tuple(Spell(label, a, b, counted[n]) for n, (label, a, b) in enumerate(spells)),
    )  # fmt: skip


def _in_spells(held: QuerySet[Activity], spells: list[tuple[date, date]]) -> list[dict[str, float]]:
    """Activities a month in each time, by form. One statement."""
    asked = {f"spell_{n}": Count("pk", filter=Q(on__gte=a, on__lt=b)) for n, (a, b) in enumerate(spells)}
    rows = {row["mode"]: row for row in held.order_by().values("mode").annotate(**asked)}
    return [
        {mode.value: round(rows.get(mode.value, {}).get(f"spell_{n}", 0) / max((b - a).days / MONTH_DAYS, 0.1), 1) for mode in Mode}
        for n, (a, b) in enumerate(spells)
    ]
