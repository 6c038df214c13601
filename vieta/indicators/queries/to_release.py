"""What a release of a day shows: counted now, hidden against everything that was ever released, whichever day came first.

The deed freezes what is worked out here; the page shows the same before anybody decides.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.crypto import salted_hmac

from vieta.accounts.queries import houses_with
from vieta.base.refusal import NotFound
from vieta.base.viewer import Permission, Viewer
from vieta.organisations.models import Organisation
from vieta.programmes.access import opened_by
from vieta.programmes.models import Cycle, Programme, Region
from vieta.programmes.queries import targets_on

from .. import access, proofs
from ..disclosure import Answer, Protected, Told, protect_all
from ..engine import Question
from ..linked import COLUMNS, DIMENSIONS, WHOLE, cell, counted, linked, owned, part_of, places, progress_of
from ..measures import ESF_PLUS, MEASURES
from ..models import Release
from ..rules import seal
from .safe import SafeRow, days_released, half_years_left, months_due, named, progress_rows, table_rows

FOUND = 8
_found: dict[str, Protected] = {}  # what was chosen for the last questions: whoever releases has just looked at it


@dataclass(frozen=True)
class ToRelease:
    """A day's figures after disclosure control, what stands behind them, and what proves that nobody is revealed."""

    figures: dict
    counted: dict
    proofs: list
    half_year: bool


@dataclass(frozen=True)
class Preview:
    """What a release of a day would show to whom: `readers` are organisations, `parts` regions, providers and cycles with their
    names, `tables` the common indicators of each part and of the whole.

    `shown` and `hidden` count the figures of all tables that are told. Special data that are closed to the viewer are told by the
    release only, also which of them will be hidden, since looks beside each other would tell of single people (decision 19).
    `seal` is that of the figures told: whoever releases says by it what they saw.
    """

    day: date
    readers: tuple[str, ...]
    parts: tuple[tuple[str, str], ...]
    progress: tuple[SafeRow, ...]
    tables: Mapping[str, tuple[SafeRow, ...]]
    shown: int
    hidden: int
    seal: str

    @property
    def untold(self) -> bool:
        """Whether some numbers are told by the release only."""
        return any(not row.told for rows in (self.progress, *self.tables.values()) for row in rows)

    @property
    def indicators(self) -> tuple[SafeRow, ...]:
        """The common indicators of the whole programme."""
        return self.tables.get(WHOLE, ())


def release_preview(viewer: Viewer, code: str, day: date) -> Preview:
    """A day that waits to be released, is left, or was released and may be again, as it would be shown; NotFound for any other
    day, and without the right to set up."""
    programme = opened_by(viewer, code, Permission.SET_UP)
    if day not in {*months_due(viewer, code), *half_years_left(viewer, code), *(row.day for row in days_released(viewer, code))}:
        raise NotFound(f"{code} {day}")
    figures = to_release(viewer, programme, day, released(programme)).figures
    before = Release.objects.filter(programme=programme).defer("counted", "proofs")
    special = access.tells_special(viewer, access.Reach(programme))
    progress = _looked_at(progress_rows(figures, before), special)
    tables = {part: _looked_at(table_rows(figures["tables"], part), special) for part in figures["tables"]}
    values = [value for rows in (progress, *tables.values()) for row in rows if row.told for value in row.values]
    hidden = values.count(None)
    readers, parts = tuple(sorted(houses_with(Permission.SEE_SAFE_FIGURES, programme, viewer.today).values())), named(figures["parts"])
    return Preview(day, readers, parts, progress, tables, len(values) - hidden, hidden, seal_of_look(figures, special))


def _looked_at(rows: Iterable[SafeRow], special: bool) -> tuple[SafeRow, ...]:
    """Rows as they may be read before they are released."""
    return tuple(row if special or not _is_special(row.code) else _untold(row) for row in rows)


def _is_special(code: str) -> bool:
    return code not in MEASURES or MEASURES[code].special


def _untold(row: SafeRow) -> SafeRow:
    return SafeRow(row.code, row.name, (0,) * len(row.values), row.target, told=False)


def seal_of_look(figures: dict, special: bool) -> str:
    """A seal of what a look tells, with or without `special` data: nobody can try out by it what was not told, nor see that it
    changed."""
    if not special:
        progress, tables = figures["progress"], figures["tables"]
        figures = figures | {"progress": _common(progress), "tables": {part: _common(table) for part, table in tables.items()}}
    return salted_hmac("vieta.indicators.look", seal(figures)).hexdigest()


def _common(rows: Mapping) -> dict:
    return {code: values for code, values in rows.items() if not _is_special(code)}


def released(programme: Programme) -> list[Release]:
    """Everything released of a programme, by day."""
    return list(Release.objects.filter(programme=programme).order_by("day", "number"))


def to_release(viewer: Viewer, programme: Programme, day: date, others: Sequence[Release]) -> ToRelease:
    """A day's figures as they may be shown beside these other releases; at a half-year's end with the common indicators."""
    targets = {target.measure: target.value for target in targets_on(viewer, programme.code, day)}
    names = progress_of(programme.headline_measures, targets)
    half_year = day.month in (6, 12)
    told = counted(Question(programme.pk, day), names, with_indicators=half_year)
    answer, same = linked(told), [row for row in others if row.day == day]
    for row in same:
        answer.never_shown |= answer.cells.keys() - _shown(row)
    each = [_counted(row) for row in others]
    before = [Told(row.day, linked(one), frozenset(_shown(row))) for row, one in zip(others, each, strict=True)]
    answers = [one.answer for one in before]
    insiders = (
        [linked(one, insider) for one in (*each, told)] for insider in dict.fromkeys(part for one in (*each, told) for part in one["own"])
    )
    about = seal({"now": told, "day": str(day), "threshold": programme.safe_threshold, "before": [_sealed(row) for row in others]})
    found = _found.get(about) or protect_all(
        answer, programme.safe_threshold, day=day, told=before, worlds=proofs.read(others, answers), insiders=insiders
    )
    if len(_found) >= FOUND:
        _found.clear()
    _found[about] = found
    figures = _figures(answer, {str(name) for name in found.shown}, names, targets, [row for row in others if row.day <= day])
    rows = [*others, Release(day=day, number=1 + len(same))]
    return ToRelease(figures, told, proofs.written(found.worlds, rows, [*answers, answer]), half_year)


def _sealed(row: Release) -> list[str]:
    return [str(row.day), str(row.number), seal(row.figures), seal(row.counted)]


def _counted(row: Release) -> dict:
    """What was counted for a release; those of former times kept no places, and not what each part has of its own, so these are
    asked as known then."""
    told, asked = row.counted, Question(row.programme_id, row.day, row.released_at)
    if told["places"] is None:
        kinds = tuple(kind for kind in DIMENSIONS if any(part.startswith(f"{kind}:") for part in told["tables"]))
        told = told | {"places": [place for place in places(asked, kinds) if {*place} <= told["tables"].keys()]}
    return told if "own" in told else told | {"own": owned(asked, told["progress"], told["tables"])}


def _shown(row: Release) -> set[str]:
    """The cells a release shows. Another version of its day shows none beside: what was hidden for one choice of cells would be
    told by those of another."""
    progress = {cell(code) for code, told in row.figures["progress"].items() if told["value"] is not None}
    tables = row.figures["tables"].items()
    return progress | {
        cell(code, column, part)
        for part, table in tables
        for code, values in table.items()
        for column, value in zip(COLUMNS, values, strict=True)
        if value is not None
    }


def _figures(answer: Answer, shown: Collection[str], names: Iterable[str], targets: dict[str, int], before: list[Release]) -> dict:
    """The figures as they stand on the page: None where hidden, whichever reason hides it."""

    def value(name: str) -> int | None:
        return answer.cells[name] if name in shown else None

    progress = {code: {"value": value(cell(code)), "last": _last(code, before)} for code in names}
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


def _last(code: str, before: list[Release]) -> list | None:
    """What was shown of a measure last, with its day: shown again where it is hidden now, to whoever may open that release."""
    for row in reversed(before):
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
