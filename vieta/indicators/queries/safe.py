"""Figures for funders and the public: never a person, only counts after disclosure control, on few days."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from weakref import WeakKeyDictionary

from vieta.base.viewer import Permission, Viewer
from vieta.programmes import queries as programmes
from vieta.programmes.models import Period, Programme

from .. import access
from ..disclosure import Answer, shown, told
from ..engine import Count, Engine, Question, engine
from ..measures import ESF_PLUS, FUNNEL, MEASURES
from ..rules import half_year_before, half_years, month_end_before, month_ends, percent

COLUMNS = ("women", "men", "non_binary", "total")
_PARTITIONS = (("EECO02", "EECO04", "EECO05"), ("EECO09", "EECO10", "EECO11"), ("EECO06", "EECO07", "30-54", "EECO08"))


@dataclass(frozen=True)
class SafeRow:
    """A measure as a funder may see it: values by column, None where hidden, whichever reason hides it."""

    code: str
    name: str
    values: tuple[int | None, ...]
    target: int | None = None
    percent: Decimal | None = None

    @property
    def stage(self) -> bool:
        """Whether it is one of the stages from reached to working."""
        return self.code in FUNNEL


@dataclass(frozen=True)
class SafeFigures:
    """What a funder may read of a programme: progress on a month's end, the common indicators on the last half-year's end."""

    code: str
    name: str
    threshold: int
    day: date
    progress: tuple[SafeRow, ...]
    indicators_on: date
    indicators: tuple[SafeRow, ...]


def safe_programmes(viewer: Viewer) -> list[tuple[str, str]]:
    """Code and name of the programmes a funder follows."""
    return [(row.code, row.name) for row in access.programmes_with_figures(viewer, Permission.SEE_SAFE_FIGURES)]


def safe_days(viewer: Viewer, code: str) -> list[date]:
    """The days a funder may ask for: ends of months that have come, so that single days cannot be subtracted."""
    programme = access.safe_reach(viewer, code)
    first = Period.objects.filter(programme=programme).order_by("from_on").values_list("from_on", flat=True).first()
    return month_ends(first, viewer.today) if first else []


def safe_figures(viewer: Viewer, code: str, day: date | None = None) -> SafeFigures:
    """Progress and common indicators after disclosure control; a day in between gives the month's end before it."""
    programme = access.safe_reach(viewer, code)
    day = month_end_before(min(day or viewer.today, viewer.today))
    half = half_year_before(day)
    targets = {target.measure: target.value for target in programmes.targets_on(viewer, code, day)}
    names = _progress_of(programme, targets)
    full = _half_yearly(programme, half, names, viewer.today)
    progress = full if half == day else _release(programme, day, names, with_indicators=False)
    return SafeFigures(
        code, programme.name, programme.safe_threshold, day,
        tuple(_row(progress, name, ("total",), targets.get(name)) for name in names),
        half, tuple(_row(full, m.code, COLUMNS) for m in ESF_PLUS),
    )  # fmt: skip


def _progress_of(programme: Programme, targets: dict[str, int]) -> tuple[str, ...]:
    wanted = dict.fromkeys([*FUNNEL, *programme.headline_measures, *targets])
    return tuple(name for name in wanted if name in MEASURES and MEASURES[name] not in ESF_PLUS)


@dataclass(frozen=True)
class _Release:
    """Counts of one day with the cells of them that may be shown."""

    answer: Answer
    visible: frozenset

    @property
    def remembered(self) -> dict:
        """The indicators a reader knows once this is out, from here or from before."""
        return self.answer.known | {cell: value for cell, value in told(self.answer, self.visible).items() if _of_indicators(cell)}


def _half_yearly(programme: Programme, last: date, names: tuple[str, ...], today: date) -> _Release:
    """The release of a half-year's end, guarded against subtraction of every release before it.

    What readers know from before is worked out once a day: it is what was out when the day began.
    """
    kept = _KNOWN.setdefault(engine(), {})
    key = (programme.pk, programme.safe_threshold, last, names, today)
    if key not in kept:
        if len(kept) > 100:
            kept.clear()
        kept[key] = _known_before(programme, last, names)
    return _release(programme, last, names, known=kept[key])


def _known_before(programme: Programme, last: date, names: tuple[str, ...]) -> dict:
    known: dict = {}
    first = Period.objects.filter(programme=programme).order_by("from_on").values_list("from_on", flat=True).first()
    for day in half_years(first, last)[:-1] if first else ():
        known = _release(programme, day, names, known=known).remembered
    return known


_KNOWN: WeakKeyDictionary[Engine, dict[tuple, dict]] = WeakKeyDictionary()


def _of_indicators(cell: Any) -> bool:
    return len(cell) == 3 or cell[0] == "30-54" or MEASURES.get(cell[0]) in ESF_PLUS


def _release(
    programme: Programme, day: date, names: tuple[str, ...], *, with_indicators: bool = True, known: dict | None = None
) -> _Release:
    """One day's answer after disclosure control; worked out once as long as the counts stay the same."""
    codes = [*names, *([m.code for m in ESF_PLUS] if with_indicators else [])]
    counts = engine().counts(Question(programme.pk, day), codes)[None]
    answer = linked(counts)
    answer.known = known or {}
    key = (programme.safe_threshold, tuple(sorted(answer.cells.items(), key=str)), tuple(sorted(answer.known.items(), key=str)))
    if key not in _RELEASED:
        if len(_RELEASED) > 200:
            _RELEASED.clear()
        _RELEASED[key] = shown(answer, programme.safe_threshold)
    return _Release(answer, _RELEASED[key])


_RELEASED: dict[tuple, frozenset] = {}


def linked(counts: dict[str, Count]) -> Answer:
    """The counts as cells with everything that follows from one by another: sums over gender, partitions, parts of a whole."""
    answer = Answer()
    for code, count in counts.items():
        by_gender = MEASURES[code] in ESF_PLUS
        answer.cells |= {(code, column): getattr(count, column) for column in (COLUMNS if by_gender else ("total",))}
        if by_gender:
            answer.sum_of((code, "total"), [(code, column) for column in COLUMNS[:-1]])
    if "EECO01" in counts:
        for column in COLUMNS:
            _link_indicators(answer, column)
    for code in counts:
        whole = MEASURES[code].reference
        if MEASURES[code] not in ESF_PLUS and whole in counts:
            answer.remainder(("not", code), [(whole, "total")], (code, "total"))
    if "EECO01" in counts and "supported" in counts:
        answer.remainder(("not", "EECO01"), [("supported", "total")], ("EECO01", "total"))
    return answer


def _link_indicators(answer: Answer, column: str) -> None:
    middle = answer.cells["EECO01", column] - sum(answer.cells[code, column] for code in ("EECO06", "EECO07", "EECO08"))
    answer.cells["30-54", column] = middle
    answer.never_shown.add(("30-54", column))
    for parts in _PARTITIONS:
        answer.sum_of(("EECO01", column), [(code, column) for code in parts])
    within = {m.code: m.reference.split("+") for m in ESF_PLUS if m.code not in {"EECO01", *(code for p in _PARTITIONS for code in p)}}
    for code, wholes in within.items():
        answer.remainder(("not", code, column), [(whole, column) for whole in wholes], (code, column))


def _row(release: _Release, code: str, columns: tuple[str, ...], target: int | None = None) -> SafeRow:
    cells = release.answer.cells
    values = tuple(cells[code, column] if (code, column) in release.visible else None for column in columns)
    total = values[-1]
    return SafeRow(code, str(MEASURES[code].name), values, target, percent(total, target) if target and total is not None else None)
