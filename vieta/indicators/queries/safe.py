"""Figures for funders and the public: never a person, only what was released after disclosure control."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from itertools import groupby

from django.db.models import QuerySet
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from vieta.base.refusal import NotFound
from vieta.base.viewer import Permission, Viewer
from vieta.programmes.access import opened_by
from vieta.programmes.models import Period, Programme

from .. import access
from ..linked import WHOLE
from ..measures import ESF_PLUS, FUNNEL, MEASURES
from ..models import Release
from ..rules import older_half_years, percent, release_days, seal


@dataclass(frozen=True)
class SafeRow:
    """A measure as a funder may see it: values by column, None where hidden, whichever reason hides it.

    `last` is the value shown last before, and `last_on` its day, where the present one is hidden. What is not `told` before it is
    released says nothing: its values are 0.
    """

    code: str
    name: str
    values: tuple[int | None, ...]
    target: int | None = None
    percent: Decimal | None = None
    last: int | None = None
    last_on: date | None = None
    told: bool = True

    @property
    def stage(self) -> bool:
        """Whether it is one of the stages from reached to working."""
        return self.code in FUNNEL


@dataclass(frozen=True)
class ReleaseCard:
    """One release: of which day, which version, since when, and whether everybody can see it."""

    id: int
    day: date
    number: int
    half_year: bool
    released_at: datetime
    reason: str
    public_from: datetime | None


@dataclass(frozen=True)
class DayReleased:
    """A day whose figures were released, with every version, the newest first."""

    day: date
    versions: tuple[ReleaseCard, ...]

    @property
    def newest(self) -> ReleaseCard:
        """The version the funder reads."""
        return self.versions[0]

    @property
    def public(self) -> ReleaseCard | None:
        """The version everybody reads; None where nobody but the funder reads any."""
        return next((one for one in self.versions if one.public_from), None)

    @property
    def behind(self) -> bool:
        """Whether everybody still reads a former version."""
        return self.public is not None and self.public != self.newest


@dataclass(frozen=True)
class SafeFigures:
    """What a funder may read of a programme: progress on a month's end, the common indicators on the last half-year's end.

    `parts` are the regions, providers and cycles the indicators can be read for, `part` the one they are of ("" is the whole).
    """

    code: str
    name: str
    threshold: int
    release: ReleaseCard
    day: date
    progress: tuple[SafeRow, ...]
    indicators_on: date | None
    indicators: tuple[SafeRow, ...]
    parts: tuple[tuple[str, str], ...]
    part: str
    intact: bool


def safe_programmes(viewer: Viewer) -> list[tuple[str, str]]:
    """Code and name of the programmes a funder follows."""
    return [(row.code, row.name) for row in access.programmes_with_figures(viewer, Permission.SEE_SAFE_FIGURES)]


def releases(viewer: Viewer, code: str) -> list[ReleaseCard]:
    """Everything released of a programme, the latest day first, for its lead and its funder."""
    programme = opened_by(viewer, code, Permission.SET_UP, Permission.SEE_SAFE_FIGURES)
    return _cards(Release.objects.filter(programme=programme))


def days_released(viewer: Viewer, code: str) -> list[DayReleased]:
    """The days released of a programme, the latest first, for its lead and its funder."""
    return [DayReleased(day, tuple(versions)) for day, versions in groupby(releases(viewer, code), lambda one: one.day)]


def months_due(viewer: Viewer, code: str) -> list[date]:
    """The months' ends that wait to be released, the earliest first; for who sets the programme up."""
    programme = opened_by(viewer, code, Permission.SET_UP)
    first, end = span(programme)
    return release_days(first, end, _released(programme), viewer.today) if first and end else []


def half_years_left(viewer: Viewer, code: str) -> list[date]:
    """The half-years' ends that were never released and do not wait to be, the latest first; for who sets the programme up."""
    programme = opened_by(viewer, code, Permission.SET_UP)
    first, end = span(programme)
    return older_half_years(first, end, _released(programme), viewer.today) if first and end else []


def _released(programme: Programme) -> list[tuple[date, date]]:
    """The days released, each with the day on which that was done."""
    rows = Release.objects.filter(programme=programme).order_by().values_list("day", "released_at")
    return [(day, localdate(at)) for day, at in rows]


def span(programme: Programme) -> tuple[date | None, date | None]:
    """A programme's first day and the end of its last period."""
    periods = list(Period.objects.filter(programme=programme).order_by("from_on").values_list("from_on", "until_on"))
    return (periods[0][0], max(until for _from, until in periods)) if periods else (None, None)


def safe_figures(viewer: Viewer, code: str, release_id: int | None = None, part: str = WHOLE) -> SafeFigures | None:
    """A release as the funder sees it, the latest if none is named; None before the first one."""
    programme = access.safe_reach(viewer, code)
    return _read(programme, Release.objects.filter(programme=programme), release_id, part)


def public_programmes(viewer: Viewer) -> list[tuple[str, str, date]]:
    """Code, name and last day of the programmes whose figures anybody may see, by name."""
    del viewer  # anybody may ask, and gets the same
    found: dict[str, tuple[str, str, date]] = {}
    rows = Release.objects.filter(public_from__isnull=False).order_by("programme__name", "programme_id", "-day")
    for code, name, day in rows.values_list("programme__code", "programme__name", "day"):
        found.setdefault(code, (code, name, day))
    return list(found.values())


def public_releases(viewer: Viewer, code: str) -> list[ReleaseCard]:
    """What was made public of a programme, the latest day first."""
    del viewer
    return _cards(_public(code))


def public_figures(viewer: Viewer, code: str, release_id: int | None = None, part: str = WHOLE) -> SafeFigures:
    """A release as everybody may see it, the latest if none is named; NotFound where nothing was made public."""
    del viewer
    programme = Programme.objects.filter(code=code).first()
    found = _read(programme, _public(code), release_id, part) if programme else None
    if found is None:
        raise NotFound(code)
    return found


def _public(code: str) -> QuerySet[Release]:
    return Release.objects.filter(programme__code=code, public_from__isnull=False)


def _cards(rows: QuerySet[Release]) -> list[ReleaseCard]:
    return [_card(row) for row in rows.defer("figures", "counted", "proofs").order_by("-day", "-number")]


def _card(row: Release) -> ReleaseCard:
    return ReleaseCard(row.pk, row.day, row.number, row.half_year, row.released_at, row.reason, row.public_from)


def _read(programme: Programme, rows: QuerySet[Release], release_id: int | None, part: str) -> SafeFigures | None:
    """One release out of those that may be read, with the half-year's indicators that were out by then."""
    rows = rows.defer("counted", "proofs").order_by("-day", "-number")
    row = (rows if release_id is None else rows.filter(pk=release_id)).first()
    if row is None:
        if release_id is not None:
            raise NotFound(f"release {release_id}")
        return None
    half = row if row.half_year else rows.filter(half_year=True, day__lt=row.day).first()
    tables = half.figures["tables"] if half else {}
    if part != WHOLE and part not in tables:
        raise NotFound(f"part {part} of release {row.pk}")
    return SafeFigures(
        programme.code, programme.name, row.threshold, _card(row), row.day, progress_rows(row.figures, rows), half.day if half else None,
        table_rows(tables, part), named(half.figures["parts"]) if half else (), part, all(seal(one.figures) == one.checksum for one in (row, half) if one),
    )  # fmt: skip


def table_rows(tables: Mapping[str, Mapping], part: str) -> tuple[SafeRow, ...]:
    """The common indicators of a part as they are shown."""
    table = tables.get(part, {})
    return tuple(SafeRow(m.code, str(m.name), tuple(table[m.code])) for m in ESF_PLUS if m.code in table)


def progress_rows(figures: Mapping[str, Mapping], rows: QuerySet[Release]) -> tuple[SafeRow, ...]:
    """The measures of progress as they are shown to whoever may read these releases, the stages first; a database may keep
    them in another order."""
    hidden = {told["last"][1] for told in figures["progress"].values() if told["value"] is None and told["last"]}
    readable = list(rows.filter(day__in=hidden)) if hidden else []
    found, order = [], {code: n for n, code in enumerate(dict.fromkeys([*FUNNEL, *MEASURES]))}
    for code, told in sorted(figures["progress"].items(), key=lambda item: (order.get(item[0], len(order)), item[0])):
        target, value = figures["targets"].get(code), told["value"]
        last, last_on = _last(code, told, readable) if value is None else (None, None)
        share = percent(value, target) if target and value is not None else None
        found.append(SafeRow(code, str(MEASURES[code].name) if code in MEASURES else code, (value,), target, share, last, last_on))
    return tuple(found)


def _last(code: str, told: dict, readable: Sequence[Release]) -> tuple[int | None, date | None]:
    """What was shown of a measure last, with its day; only where it stands in a release that may be read here."""
    value, day = told["last"] or (None, "")
    stands = (row.figures["progress"].get(code, {}).get("value") == value for row in readable if row.day.isoformat() == day)
    return (value, date.fromisoformat(day)) if value is not None and any(stands) else (None, None)


def named(parts: Sequence[Sequence[str]]) -> tuple[tuple[str, str], ...]:
    """The parts by their names; those of whom the place is not recorded come under words of their own."""
    without = {"region_id:": _("Region not recorded"), "provider_id:": _("Provider not recorded"), "cycle_id:": _("Cycle not recorded")}
    return tuple((part, name or without.get(part, part)) for part, name in parts)
