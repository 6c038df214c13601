"""Every write about what a funder or the public may see: a release is made once and never changes."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from vieta.audit.actions import record
from vieta.base.refusal import NotFound, Refused
from vieta.base.viewer import Permission, Viewer
from vieta.organisations.models import Organisation
from vieta.programmes.access import opened_by
from vieta.programmes.models import Cycle, Programme, Region
from vieta.programmes.queries import targets_on

from ..disclosure import Answer, Protected, Range, protect
from ..engine import Question
from ..linked import COLUMNS, DIMENSIONS, WHOLE, cell, linked, part_of, progress_of
from ..measures import ESF_PLUS
from ..models import Release
from ..queries.safe import months_due, span
from ..rules import month_end_before, seal


@transaction.atomic
def release(*, by: Viewer, at: datetime, code: str, day: date, reason: str = "") -> Release:
    """Freezes a programme's figures of a month's end, after disclosure control against everything released before; at a
    half-year's end with the common indicators and their parts. From then on the funder sees them.

    Refused without the right to set the programme up, for a day that is no month's end that has come or lies before the
    programme, and for a day that was released already unless a reason is given and some figure shown would be another.
    """
    programme = _locked(by, code)
    first, _end = span(programme)
    if day > by.today or day != month_end_before(day) or first is None or day < first:
        raise Refused(_("Choose the end of a month that has come and in which the programme ran."), field="day")
    earlier = list(Release.objects.filter(programme=programme).order_by("day", "number"))
    same = [row for row in earlier if row.day == day]
    if same and not reason.strip():
        raise Refused(_("The figures of this day were released. Say why they are released again."), field="reason")
    targets = {target.measure: target.value for target in targets_on(by, code, day)}
    names = progress_of(programme.headline_measures, targets)
    half_year = day.month in (6, 12)
    answer = linked(Question(programme.pk, day), names, with_indicators=half_year)
    answer.earlier = [_told(row) for row in earlier]
    found = protect(answer, programme.safe_threshold)
    figures = _figures(answer, found, names, targets, earlier)
    if same and _values(same[-1].figures) == _values(figures):
        raise Refused(_("No figure that is shown has changed since the last release of this day."), field="day")
    row = Release.objects.create(
        programme=programme, day=day, number=len(same) + 1, half_year=half_year, threshold=programme.safe_threshold, figures=figures,
        counted={str(name): list(told) for name, told in found.ranges.items()}, checksum=seal(figures), reason=reason.strip(), released_at=at,
        released_by=by.account_id,
    )  # fmt: skip
    record(by=by, at=at, deed="indicators.release", thing=row, programme_id=programme.pk, checksum=row.checksum)
    return row


def release_due(*, by: Viewer, at: datetime, code: str) -> list[Release]:
    """Releases every month's end that has come since the last one; refused where none has, or without the right to set up."""
    days = months_due(by, code)
    if not days:
        raise Refused(_("Every month that has come was released."))
    return [release(by=by, at=at, code=code, day=day) for day in days]


@transaction.atomic
def make_public(*, by: Viewer, at: datetime, release_id: int) -> Release:
    """Shows a release to everybody, without signing in: the very figures the funder sees.

    NotFound without the right to set the programme up; refused where it is public already.
    """
    row = _row(by, release_id)
    if row.public_from:
        raise Refused(_("Everybody can see these figures already."))
    row.public_from, row.made_public_by = at, by.account_id
    row.save(update_fields=["public_from", "made_public_by"])
    record(by=by, at=at, deed="indicators.make_public", thing=row, programme_id=row.programme_id)
    return row


@transaction.atomic
def take_back(*, by: Viewer, at: datetime, release_id: int) -> Release:
    """Shows a release to the funder only; what somebody has read meanwhile they have read. Refused where it is not public."""
    row = _row(by, release_id)
    if row.public_from is None:
        raise Refused(_("These figures are not public."))
    row.public_from, row.made_public_by = None, None
    row.save(update_fields=["public_from", "made_public_by"])
    record(by=by, at=at, deed="indicators.take_back", thing=row, programme_id=row.programme_id)
    return row


def _row(by: Viewer, release_id: int) -> Release:
    row = Release.objects.select_for_update(of=("self",)).select_related("programme").filter(pk=release_id).first()
    if row is None:
        raise NotFound(f"release {release_id}")
    opened_by(by, row.programme.code, Permission.SET_UP)
    return row


def _locked(by: Viewer, code: str) -> Programme:
    return Programme.objects.select_for_update().get(pk=opened_by(by, code, Permission.SET_UP).pk)


def _told(row: Release) -> dict[str, Range]:
    return {name: Range(*told) for name, told in row.counted.items()}


# What is shown --------------------------------------------------------------------------------------------------------
def _figures(answer: Answer, found: Protected, names: Iterable[str], targets: dict[str, int], earlier: list[Release]) -> dict:
    """The figures as they stand on the page: None where hidden, whichever reason hides it."""

    def value(name: str) -> int | None:
        return answer.cells[name] if name in found.shown else None

    progress = {code: {"value": value(cell(code)), "last": _last(code, earlier)} for code in names}
    parts = [
        part
        for part in dict.fromkeys(name.split("|")[2] for name in map(str, answer.cells))
        if cell("EECO01", "total", part) in answer.cells
    ]
    tables = {part: {m.code: [value(cell(m.code, column, part)) for column in COLUMNS] for m in ESF_PLUS} for part in parts}
    labels = _labels(parts)
    return {
        "progress": progress,
        "targets": targets,
        "tables": tables,
        "parts": [[part, labels.get(part, "")] for part in parts if part != WHOLE],
    }


def _values(figures: dict) -> tuple:
    return {code: told["value"] for code, told in figures["progress"].items()}, figures["targets"], figures["tables"]


def _last(code: str, earlier: list[Release]) -> list | None:
    """What was shown of a measure last, with its day: shown again where it is hidden now, for everybody knows it."""
    for row in reversed(earlier):
        value = row.figures["progress"].get(code, {}).get("value")
        if value is not None:
            return [value, row.day.isoformat()]
    return None


def _labels(parts: Iterable[str]) -> dict[str, str]:
    """The names of parts as they are on the day of the release; those without a number have none."""
    numbers: dict[str, list[int]] = {dimension: [] for dimension in DIMENSIONS}
    for part in filter(None, parts):
        dimension, _colon, number = part.partition(":")
        numbers[dimension] += [int(number)] if number else []
    rows = {"region_id": Region.objects, "provider_id": Organisation.objects, "cycle_id": Cycle.objects}
    found = {d: manager.filter(pk__in=numbers[d]).values_list("pk", "name") for d, manager in rows.items()}
    return {part_of(dimension, pk): name for dimension, some in found.items() for pk, name in some}
