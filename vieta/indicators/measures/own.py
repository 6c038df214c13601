"""A programme's own measures, composed by its lead without code: each version a measure like those of the packs."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from django.db.models import Q

from vieta.enrolments.choices import REQUIRED_TRAITS, Trait

from ..models import OwnVersion, Window
from .columns import AFTER_LEAVING, LATER
from .declare import Measure
from .language import Condition, parts_of
from .marks import ground_mark, window_mark

PREFIX = "own-"
RESTS_ON = {
    "age": (f"trait:{Trait.BIRTH_ON}",),
    "long_term": tuple(f"trait:{trait}" for trait in (Trait.LABOUR, Trait.UNEMPLOYED_SINCE, Trait.BIRTH_ON)),
    "complete": tuple(f"trait:{trait}" for trait in (*REQUIRED_TRAITS, Trait.UNEMPLOYED_SINCE)),
    "ground": ("ground",),
    "plan_on": ("plan",),
    "intensive_on": ("plan", "support"),
    "reached_on": ("meeting",),
    "place_type": ("meeting",),
    "working": ("outcome", "follow-up"),
    **dict.fromkeys(("outcome", "job_on", "year_result_on", "year_stable_on", "stable_on", "trajectory_on"), ("outcome",)),
}


def own_measures(programme_id: int, day: date, known: datetime | None = None) -> tuple[Measure, ...]:
    """The own measures of a programme in force on a day, as known at a moment: of each the version that held then."""
    rows = OwnVersion.objects.filter(measure__programme_id=programme_id, from_on__lte=day)
    rows = rows.filter(Q(measure__ended_on__isnull=True) | Q(measure__ended_on__gt=day))
    if known is not None:
        rows = rows.filter(recorded_at__lte=known)
    latest: dict[int, OwnVersion] = {}
    for row in rows.select_related("measure").prefetch_related("windows").order_by("measure__code", "from_on", "number"):
        latest[row.measure_id] = row
    return tuple(_measure(row) for row in latest.values())


def own_version(code: str) -> Measure | None:
    """One version as a measure, by its code; None where there is none."""
    number = code.removeprefix(PREFIX)
    if not code.startswith(PREFIX) or not number.isdecimal() or len(number) > 18:
        return None
    row = OwnVersion.objects.filter(pk=int(number)).select_related("measure").prefetch_related("windows").first()
    return _measure(row) if row else None


def _measure(row: OwnVersion) -> Measure:
    when = tuple(marked(row.conditions, list(row.windows.all())))
    rests_on = tuple(dict.fromkeys(("event", *(kind for part in parts_of(when) for kind in _rests_on(part["column"])))))
    return Measure(
        f"{PREFIX}{row.pk}", row.name, row.rule, when=when, from_on=row.from_on, rests_on=rests_on,
        label=f"{row.measure.code} ({row.number})", own_of=row.measure.programme_id,
    )  # fmt: skip


def _rests_on(name: str) -> tuple[str, ...]:
    """The kinds of facts behind a column."""
    if name in Trait:
        return (f"trait:{name}",)
    return RESTS_ON.get(name) or (("outcome", "follow-up") if name in AFTER_LEAVING + LATER else ())


def marked(conditions: Sequence[Condition], windows: Iterable[Window]) -> list[Condition]:
    """The conditions with the marks by which facts are found; windows stand in the order of the conditions on outcomes."""
    order = iter(sorted(windows, key=lambda window: window.pk))

    def go(condition: Condition) -> Condition:
        if "not" in condition:
            return {"not": go(condition["not"])}
        for many in ("any", "all"):
            if many in condition:
                return {many: [go(one) for one in condition[many]]}
        if condition["column"] == "ground":
            return condition | {"marks": [ground_mark(word) for word in condition["is"]]}
        if condition["column"] == "outcome":
            return condition | {"marks": [window_mark(next(order).pk)]}
        return condition

    return [go(condition) for condition in conditions]
