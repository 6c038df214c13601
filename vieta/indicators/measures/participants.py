"""Participants on a day: what somebody's pathway was by then, and what follows from it by the programme's rules.

A person counts once per operation, with the data of the first entry and the last exit; what held by the day counts.
"""

import ibis
from ibis import _

from vieta.enrolments.choices import Trait
from vieta.outcomes.choices import WORK_KINDS
from vieta.programmes.choices import IntensiveRule

from ..choices import CountsFrom
from .labour import Status, status
from .pathways import PLACE, STAY_DAYS
from .record import KEY, Asking, beside, counting

FIRST_DAYS = (
    *STAY_DAYS, "met_on", "plan_on", "support_on", "result_on", "job_on", "earned_on", "trajectory_on", "positive_on",
    "year_result_on", "year_stable_on", "wish_on", "duo_on", "stable_on",
)  # fmt: skip
ENTRY = (*(trait.value for trait in Trait), "marks")
WHERE_MET = {"provider_id": "met_organisation_id", "region_id": "met_region_id", "municipality_id": "met_municipality_id"}
WORDS = ("gender", "region_category", "place_type", "marks")  # never null
LATER = ("leaving_kind", "later_kind", "leaving_learning", "leaving_qualified", "later_better")
SINCE = (
    "work_since_on", "work_told_on", "leaving_since_on", "leaving_told_on", "later_since_on", "later_told_on", "learning_since_on",
    "learning_told_on", "qualified_since_on", "qualified_told_on", "better_since_on", "better_told_on", "soon_on", "later_on",
)  # fmt: skip
AT_ENTRY = ("age", "long_term", "complete")
KNOWN = (*KEY, "enrolment_id", *PLACE, "place_type", *FIRST_DAYS, *ENTRY, *LATER, *SINCE, *AT_ENTRY, "working")
COLUMNS = (*KNOWN, "reached_on", "intensive_on", "included_on", "changed_on")


def unsettled(pathways: ibis.Table, asking: Asking) -> ibis.Table:
    """The persons whose pathway does not yet say what was so on the day."""
    rows = pathways.cross_join(asking.asked.select("day"))
    return rows.filter(rows.begins_on <= rows.day, rows.settled_on > rows.day).select("person")


def ended(pathways: ibis.Table, tables: dict[str, ibis.Table], asking: Asking) -> ibis.Table:
    """Participants of a day after all days, with the day from which on they are the same on every day (see pathways.ends_on)."""
    return beside(participants(pathways, tables, asking), pathways.select(*KEY, "ends_on"))


def participants(pathways: ibis.Table, tables: dict[str, ibis.Table], asking: Asking) -> ibis.Table:
    """One row per person ever met or enrolled by the day, from pathways that are settled or laid as of that day."""
    rules = beside(tables["programmes"].select("programme_id", "intensive_rule"), counting(tables, asking), by=("programme_id",))
    rules = rules.filter(rules.programme_id == asking.programme_id).select("intensive_rule", "counts_from")
    rows, others = (some.cross_join(asking.asked.view().select("day")) for some in (pathways, pathways.view()))
    begun = _by_the_day(rows.filter(rows.begins_on <= rows.day)).select(*KNOWN)
    everybody = begun.union(_only_met(others, begun.schema()))
    return _by_rule(everybody.cross_join(rules)).select(*COLUMNS)


def _by(rows: ibis.Table, *names: str) -> dict[str, ibis.Value]:
    """What had first happened by the day."""
    return {name: ibis.cases((rows[name] <= rows.day, rows[name]), else_=ibis.null("date")) for name in names}


def _by_the_day(rows: ibis.Table) -> ibis.Table:
    """Whoever had begun, as they stood on the day."""
    has_met = rows.met_on <= rows.day
    places = {
        name: ibis.coalesce(rows[name], ibis.cases((has_met, rows[met]), else_=ibis.null("int64"))) for name, met in WHERE_MET.items()
    }
    had_left = _by(rows, "left_on", "later_on")
    now = status(rows, rows.labour_events.notnull(), rows.day, name="now")
    soon = ibis.least(rows.soon_on, rows.day)
    leaving = status(rows, had_left["left_on"].notnull(), soon, rows.left_on, name="leaving")
    later = status(rows, had_left["later_on"].notnull(), rows.later_on, name="later")
    return rows.mutate(
        **_by(rows, *FIRST_DAYS),
        **places,
        region_category=ibis.coalesce(rows.region_category, ""),
        place_type=ibis.cases((has_met, rows.place_type), else_=""),
        marks=ibis.coalesce(rows.marks, ""),
        working=_in_work(now.kind),
        leaving_kind=leaving.kind,
        later_kind=later.kind,
        leaving_learning=ibis.coalesce((rows.left_on <= rows.day) & (rows.learning_on <= rows.day), False),
        leaving_qualified=ibis.coalesce((rows.left_on <= rows.day) & (rows.qualified_on <= rows.day), False),
        later_better=ibis.coalesce(rows.better_on.notnull() & (rows.later_on <= rows.day), False) & (~later.known | _in_work(later.kind)),
        **_since(rows, now, leaving, later),
        soon_on=_where(had_left["left_on"].notnull(), rows.soon_on),
        later_on=had_left["later_on"],
    )


def _since(rows: ibis.Table, now: Status, leaving: Status, later: Status) -> dict[str, ibis.Value]:
    """Since when each of those is so, and from which day on it counts: once it was told, and its window had come."""
    left, later_come = rows.left_on <= rows.day, rows.later_on <= rows.day
    by_leaving = {"learning": rows.learning_on, "qualified": rows.qualified_on}
    told = {name: _where(left & (day <= rows.day), day) for name, day in by_leaving.items()}
    better = _where(later_come, rows.better_on)
    return {
        "work_since_on": _where(_in_work(now.kind), now.since),
        "work_told_on": _where(_in_work(now.kind), now.heard),
        "leaving_since_on": _where(leaving.kind.notnull(), leaving.since),
        "leaving_told_on": _where(leaving.kind.notnull(), ibis.greatest(rows.left_on, leaving.heard)),
        "later_since_on": _where(later.kind.notnull(), later.since),
        "later_told_on": _where(later.kind.notnull(), ibis.greatest(rows.later_on, later.heard)),
        **{f"{name}_since_on": day for name, day in told.items()},
        **{f"{name}_told_on": _where(day.notnull(), ibis.greatest(rows.left_on, day)) for name, day in told.items()},
        "better_since_on": better,
        "better_told_on": _where(better.notnull(), ibis.greatest(rows.later_on, later.heard)),
    }


def _where(condition: ibis.Value, day: ibis.Value) -> ibis.Value:
    """A day where something is so, none elsewhere."""
    return ibis.cases((condition, day), else_=ibis.null("date"))


def _by_rule(people: ibis.Table) -> ibis.Table:
    """Adds what follows from the programme's rules: who takes part, is reached, in intensive guidance, included."""
    none = ibis.null("date")
    taking_part = (ibis.coalesce(_.counts_from, "") != CountsFrom.THRESHOLD) | _.support_on.notnull()
    people = people.mutate(entered_on=ibis.cases((taking_part, _.entered_on), else_=none))
    by_plan, by_support = _.intensive_rule != IntensiveRule.SUPPORT, _.intensive_rule != IntensiveRule.PLAN
    takes_part = _.entered_on.notnull()
    return people.mutate(
        reached_on=ibis.least(_.met_on, _.enquired_on),
        intensive_on=ibis.least(ibis.cases((by_plan, _.plan_on), else_=none), ibis.cases((by_support, _.support_on), else_=none)),
        age=ibis.cases((takes_part, _.age), else_=ibis.null("int64")),
        long_term=takes_part & _.long_term,
        complete=takes_part & _.complete,
        included_on=_later_of(_.entered_on, _.result_on),
        changed_on=_later_of(_.entered_on, _.positive_on),
    )


def _only_met(rows: ibis.Table, schema: ibis.Schema) -> ibis.Table:
    """Whoever had been met in outreach by the day and had not asked for anything yet."""
    rows = rows.filter((rows.begins_on.isnull() | (rows.begins_on > rows.day)) & (rows.met_on <= rows.day))
    known = {name: rows[name] for name in (*KEY, "place_type", "met_on")} | {name: rows[met] for name, met in WHERE_MET.items()}
    known |= _by(rows, "support_on")
    known |= {name: ibis.literal("") for name in WORDS if name not in known}
    never = {name: ibis.literal(False) if kind.is_boolean() else ibis.null(kind) for name, kind in schema.items()}
    return rows.select(**(never | known))


def _in_work(kind):
    return ibis.coalesce(kind.isin(WORK_KINDS), False)


def _later_of(one, other):
    """The later of two days, when both are there."""
    return ibis.cases((one.notnull() & other.notnull(), ibis.greatest(one, other)), else_=ibis.null("date"))
