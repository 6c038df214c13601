"""From the ledger's facts to one row per person and programme: a pathway, the days of everything that happened to somebody.

Nearly all of it is a first day, which holds for any later day as well: a participant is a pathway as it stood on a day
(see participants). What changes its meaning with the day has `settled_on`, from which on the row says what is so; on days
before it, that person's pathway is laid as of the day itself. From `ends_on` on, nothing of a pathway changes any more.
"""

import ibis
from ibis import _

from vieta.activities.choices import SUPPORT_KINDS, Presence
from vieta.activities.choices import Kind as ActivityKind
from vieta.enrolments.choices import Asked, Moment, Trait
from vieta.outcomes.choices import FAMILY_KINDS, SOCIAL_KINDS, SOFT_KINDS, WORK_KINDS
from vieta.outcomes.choices import Kind as OutcomeKind

from .after import after
from .duos import mentees
from .entry import at_entry
from .labour import SLOTS, labour_events, looked_up, side_by_side
from .marks import marks
from .record import KEY, MOMENTS, Asking, beside, standing

WINDOW_DAYS = 28  # an immediate result is told within four weeks of leaving
LATER_MONTHS = 6
POSITIVE_KINDS = (*SOFT_KINDS, *SOCIAL_KINDS, *FAMILY_KINDS, OutcomeKind.COMMUNITY)
MET = (
    "programme_id", "attendance_id", "organisation_id", "region_id", "municipality_id", "place_type", "kind", "held_on", "minutes",
)  # fmt: skip
PLACE = ("provider_id", "region_id", "region_category", "municipality_id", "cycle_id", "contract_id")
STAY_DAYS = {"enquired_on": Moment.ENQUIRED, "admitted_on": Moment.ADMITTED, "entered_on": Moment.ENTERED, "left_on": Moment.LEFT}


def pathways(tables: dict[str, ibis.Table], asking: Asking) -> list[tuple[str, ibis.Table]]:
    """The way to one row per person ever met or enrolled by the day: each stage rests on tables of the ledger and on the
    stages before it, laid down under their names, so that no engine works anything out twice. The last one is the answer."""
    laid: list[tuple[str, ibis.Table]] = []

    def lay(name: str, rows: ibis.Table) -> ibis.Table:
        laid.append((name, rows))
        return ibis.table(rows.schema(), name=name)

    stays = lay("stage_stays", _stays(tables, asking))
    met = lay("stage_met", _met(tables, asking))
    people = lay("stage_people", _people_ever(stays, met))
    traits = lay("stage_traits", _traits(tables, asking, people))
    lay("stage_moments", _moments(beside(people, traits), asking))
    events = lay("stage_events", labour_events(tables, asking, stays))
    labour = lay("stage_labour", side_by_side(events))
    facts = {
        "plans": _plans(tables, asking, stays),
        "support": _support(met, tables),
        "outcomes": _outcomes(tables, asking, stays),
        "after": after(tables, asking, stays),
        "marks": marks(tables, asking, stays, people),
        "mentees": mentees(tables, asking, stays),
        **dict(looked_up(events, labour)),
    }
    whole = beside(people, traits, labour, *(lay(f"stage_{name}", rows) for name, rows in facts.items()))
    lay("pathways", _settled(whole))
    return laid


def _settled(rows: ibis.Table) -> ibis.Table:
    """Adds the days that follow from leaving, from which day on a row holds for every later day (the last of what a single
    stay with few labour events, told in their turn, has not), and the day on which the last thing of it happens."""
    rows = at_entry(rows).mutate(soon_on=days_after(_.left_on, WINDOW_DAYS), later_on=months_after(_.left_on, LATER_MONTHS))
    unsettled = (_.labour_events > SLOTS) | _.told_late
    many = ibis.cases((unsettled, ibis.greatest(_.labour_on, _.later_on)), else_=ibis.null("date"))
    rows = rows.mutate(settled_on=ibis.greatest(_.traits_on, _.marks_on, _.stays_on, many))
    days = [rows[name] for name, kind in rows.schema().items() if kind.is_date()]
    return rows.mutate(ends_on=ibis.greatest(*days)).drop("traits_on", "marks_on", "stays_on", "labour_on", "told_late")


def _people_ever(stays: ibis.Table, met: ibis.Table) -> ibis.Table:
    """Everybody with a stay or met in outreach: the place of the first stay, and where they were first met."""
    people = _people(stays).outer_join(_reached(met), list(KEY), rname="other_{name}")
    whose = {name: ibis.coalesce(_[name], _[f"other_{name}"]) for name in KEY}
    return people.select(**whose, **{name: _[name] for name in people.columns if name.removeprefix("other_") not in KEY})


# Facts that stand -----------------------------------------------------------------------------------------------------
def _as_one(rows: ibis.Table, tables: dict[str, ibis.Table], asking: Asking) -> ibis.Table:
    """Rows with `person`: merged duplicates are one person (a merge into somebody merged later is followed twice)."""
    merges = tables["merges"].filter(_.recorded_at <= asking.known, _.retracted_at.isnull() | (_.retracted_at > asking.known))
    onward = merges.select(into_id="person_id", into_two="into_id")
    into = beside(merges.select("person_id", "into_id"), onward, by=("into_id",))
    rows = beside(rows, into.select("person_id", into_one=ibis.coalesce(_.into_two, _.into_id)), by=("person_id",))
    return rows.mutate(person=ibis.coalesce(_.into_one, _.person_id)).drop("into_one")


def _kept_to(rows: ibis.Table, asking: Asking) -> ibis.Table:
    """The rows of the programme asked about, and of the people asked about."""
    rows = rows.filter(rows.programme_id == asking.programme_id)
    return rows if asking.people is None else rows.semi_join(asking.people, "person_id")


# Stays ----------------------------------------------------------------------------------------------------------------
def _stays(tables, asking) -> ibis.Table:
    """One row per enrolment of the arm, with the days of its standing events."""
    rows = _kept_to(tables["enrolments"], asking)
    rows = rows.filter(rows.arm == asking.arm)
    events = standing(tables["events"], asking).semi_join(rows, "enrolment_id")
    days = events.group_by("enrolment_id").agg(
        **{name: events.valid_on.min(where=events.moment == moment) for name, moment in STAY_DAYS.items()},
        begins_on=events.valid_on.min(),
        last_on=events.valid_on.max(),
    )
    rows = _as_one(rows, tables, asking).view().inner_join(days, "enrolment_id")
    # whoever entered was admitted, and whoever was admitted had asked, also where only the later day was recorded
    rows = rows.mutate(admitted_on=ibis.least(_.admitted_on, _.entered_on))
    return rows.mutate(enquired_on=ibis.least(_.enquired_on, _.admitted_on))


def _people(stays: ibis.Table) -> ibis.Table:
    """One row per person: place of the first stay, first days, and the last exit (none while any stay is open)."""
    first = ibis.window(
        group_by=list(KEY), order_by=[stays.entered_on.asc(nulls_first=False), stays.enquired_on.asc(nulls_first=False), stays.enrolment_id]
    )
    ranked = stays.mutate(rank=ibis.row_number().over(first))
    place = ranked.filter(ranked["rank"] == 0).select(*KEY, "enrolment_id", *PLACE)
    days = stays.group_by(list(KEY)).agg(
        enquired_on=stays.enquired_on.min(),
        admitted_on=stays.admitted_on.min(),
        entered_on=stays.entered_on.min(),
        last_left_on=stays.left_on.max(),
        open_stays=(stays.entered_on.notnull() & stays.left_on.isnull()).sum(),
        begins_on=stays.begins_on.min(),
        last_on=stays.last_on.max(),
        stays=stays.enrolment_id.count(),
    )
    none = ibis.null("date")
    joined = place.inner_join(days, list(KEY)).mutate(
        left_on=ibis.cases((_.open_stays == 0, _.last_left_on), else_=none), stays_on=ibis.cases((_.stays > 1, _.last_on), else_=none)
    )
    return joined.drop("last_left_on", "open_stays", "last_on", "stays")


# Meetings -------------------------------------------------------------------------------------------------------------
def _met(tables, asking) -> ibis.Table:
    """Everybody's presence in outreach and at support."""
    rows = standing(_kept_to(tables["attendances"], asking), asking, "held_on")
    rows = rows.filter(rows.presence == Presence.PRESENT)
    rows = rows.filter(rows.kind.isin((ActivityKind.OUTREACH, *SUPPORT_KINDS)))
    return _as_one(rows.select("person_id", *MET), tables, asking).drop("person_id")


def _reached(met: ibis.Table) -> ibis.Table:
    """Each person's first meeting in outreach, with its kind of place."""
    outreach = met.filter(met.kind == ActivityKind.OUTREACH)
    first = ibis.window(group_by=list(KEY), order_by=[outreach.held_on, outreach.attendance_id])
    ranked = outreach.mutate(rank=ibis.row_number().over(first))
    return ranked.filter(ranked["rank"] == 0).select(
        *KEY,
        "place_type",
        met_on="held_on",
        **{f"met_{name}": ranked[name] for name in ("organisation_id", "region_id", "municipality_id")},
    )


def _support(met: ibis.Table, tables) -> ibis.Table:
    """The day a person's support first passed the programme's threshold for short support."""
    programmes = tables["programmes"].select("programme_id", threshold="short_support_minutes")
    given = met.filter(met.kind.isin(SUPPORT_KINDS))
    enough = given.group_by(list(KEY)).agg(total=given.minutes.sum()).inner_join(programmes, "programme_id")
    enough = enough.filter(enough.total > enough.threshold).select(*KEY, "threshold")
    given = given.inner_join(enough, list(KEY)).select(*KEY, "threshold", "held_on", "minutes", "attendance_id")
    upto = ibis.window(group_by=list(KEY), order_by=[given.held_on, given.attendance_id], preceding=None, following=0)
    days = given.mutate(sum=given.minutes.sum().over(upto))
    days = days.filter(days["sum"] > days.threshold)
    return days.group_by(list(KEY)).agg(support_on=days.held_on.min())


# Plans and outcomes ---------------------------------------------------------------------------------------------------
def _plans(tables, asking, stays) -> ibis.Table:
    """The day both first agreed a plan."""
    plans = standing(tables["plans"], asking, "active_on").inner_join(stays.select("enrolment_id", *KEY).view(), "enrolment_id")
    return plans.group_by(list(KEY)).agg(plan_on=plans.active_on.min())


def _outcomes(tables, asking, stays) -> ibis.Table:
    """The first day of each kind of change."""
    rows = standing(tables["outcomes"], asking).inner_join(stays.select("enrolment_id", *KEY).view(), "enrolment_id")
    rows = rows.inner_join(tables["programmes"].select("programme_id", "result_kinds"), "programme_id")
    in_work = rows.kind.isin(WORK_KINDS)
    which = {
        "result_on": rows.result_kinds.contains(ibis.literal(",").concat(rows.kind, ",")),
        "job_on": in_work,
        "earned_on": in_work & (rows.earnings_cents > 0),
        "trajectory_on": (rows.kind == OutcomeKind.EDUCATION) | (rows.learning != ""),
        "positive_on": rows.kind.isin(POSITIVE_KINDS),
    }
    return rows.group_by(list(KEY)).agg(**{name: rows.valid_on.min(where=condition) for name, condition in which.items()})


# Traits at the first entry --------------------------------------------------------------------------------------------
def _traits(tables, asking, people) -> ibis.Table:
    """The answers given at the first entry, one column per trait; whatever was declined or not asked is null."""
    rows = standing(tables["traits"], asking)
    rows = rows.filter(rows.asked == Asked.GIVEN).inner_join(people.select("enrolment_id", *KEY).view(), "enrolment_id")
    return rows.group_by(list(KEY)).agg(
        **{trait.value: rows.value.max(where=rows.trait == trait) for trait in Trait}, traits_on=rows.valid_on.max()
    )


# The days at which a status is asked ----------------------------------------------------------------------------------
def _moments(people, asking) -> ibis.Table:
    """The days at which each person's labour status is asked (see record.MOMENTS)."""
    people = people.cross_join(asking.asked.select("day"))
    window_on = ibis.least(days_after(_.left_on, WINDOW_DAYS), _.day)
    return people.mutate(window_on=window_on, later_on=months_after(_.left_on, LATER_MONTHS)).select(*MOMENTS.columns)


def days_after(day, number: int) -> ibis.Value:
    """So many days later."""
    return (day + ibis.interval(days=number)).cast("date")


def months_after(day, number: int) -> ibis.Value:
    """So many months later; the last day of a shorter month."""
    return (day + ibis.interval(months=number)).cast("date")
