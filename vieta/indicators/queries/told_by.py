"""Which events and outcomes can make somebody count under a measure: what happened on the same day by chance does not."""

from collections.abc import Iterable

from vieta.enrolments.choices import Moment
from vieta.outcomes.choices import BETTER_KINDS, WORK_KINDS, Kind

from ..measures import Measure
from ..measures.columns import counts_from
from ..measures.language import parts_of

_BEGUN = (Moment.ENQUIRED, Moment.ADMITTED, Moment.ENTERED)  # whoever entered was admitted, and whoever was admitted had asked
_TOLD: dict[str, tuple[str, ...]] = {
    "reached_on": _BEGUN, "enquired_on": _BEGUN, "admitted_on": _BEGUN[1:], "entered_on": (Moment.ENTERED,), "left_on": (Moment.LEFT,),
    "included_on": (Moment.ENTERED,), "changed_on": (Moment.ENTERED,), "working": WORK_KINDS, "job_on": WORK_KINDS, "earned_on": WORK_KINDS,
    "leaving_kind": (Moment.LEFT,), "leaving_learning": (Moment.LEFT, Kind.EDUCATION), "leaving_qualified": (Moment.LEFT, Kind.QUALIFICATION),
    "later_better": (*BETTER_KINDS, Kind.EMPLOYMENT),
}  # fmt: skip
_NAMED = ("outcome", "leaving_kind", "later_kind")  # conditions that name the kinds they ask for


def told_by(how: Measure, result_kinds: Iterable[str]) -> frozenset[str]:
    """The moments and kinds of outcome a measure looks at; every kind where it names none."""
    parts = list(parts_of(how.when))
    columns = {how.since, *(part["column"] for part in parts), *(part.get("of", "") for part in parts)}
    columns |= {counts_from(name) for name in columns if name}
    told = {str(word) for name in columns for word in _TOLD.get(name, ())}
    told |= {word for part in parts if part["column"] in _NAMED for word in part.get("is", ())}
    told |= set(result_kinds) if how.since == "included_on" else set()
    return frozenset(told if told & set(Kind.values) else {*told, *Kind.values})
