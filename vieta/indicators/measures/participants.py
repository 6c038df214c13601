"""From the ledger's facts to one row per person and programme: the participants every measure is counted on.

Rules of the record (Reg. 2021/1057 Annex I and Art. 17; guidance in docs/reference): a person counts once per operation,
with the data of the first entry and the last exit; what held by the day counts, as it was known at the moment asked for.
"""

from dataclasses import dataclass
from datetime import date

import ibis
from ibis import _

from vieta.activities.choices import SUPPORT_KINDS, Presence
from vieta.activities.choices import Kind as ActivityKind
from vieta.activities.choices import State as ActivityState
from vieta.enrolments.choices import Asked, Labour, Moment, Trait
from vieta.outcomes.choices import FAMILY_KINDS, LABOUR_KINDS, SOCIAL_KINDS, SOFT_KINDS, WORK_KINDS, FollowUpAnswer
from vieta.outcomes.choices import Kind as OutcomeKind
from vieta.programmes.choices import IntensiveRule

from ..choices import CountsFrom
from .after import after
from .duos import mentees
from .marks import marks
from .record import KEY, MOMENTS, Asking, counting, standing

WINDOW_DAYS = 28  # an immediate result is told within four weeks of leaving
LATER_MONTHS = 6
POSITIVE_KINDS = (*SOFT_KINDS, *SOCIAL_KINDS, *FAMILY_KINDS, OutcomeKind.COMMUNITY)
MET = (
    "programme_id", "attendance_id", "organisation_id", "region_id", "municipality_id", "place_type", "kind", "held_on", "minutes",
)  # fmt: skip
PLACE = ("provider_id", "region_id", "region_category", "municipality_id", "cycle_id", "contract_id")


@dataclass(frozen=True)
class LongTerm:
    """When unemployment counts as long-term: more than so many months, by age at entry; in force for entries from a day."""

    from_on: date
    adult_from: int
    months_young: int
    months_adult: int


# Reg. 1304/2013 Annex I guidance, carried over: below 25 more than 6 months, from 25 more than 12 months.
LONG_TERM = (LongTerm(date(2014, 1, 1), 25, 6, 12),)


def stages(tables: dict[str, ibis.Table], asking: Asking) -> list[tuple[str, ibis.Table]]:
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
    lay("stage_moments", _moments(_beside(people, traits), asking))
    labour = lay("stage_labour", _labour(tables, asking, stays))
    facts = {
        "plans": _plans(tables, asking, stays),
        "support": _support(met, tables),
        "outcomes": _outcomes(tables, asking, stays),
        "after": after(tables, asking, stays),
        "marks": marks(tables, asking, stays, people),
        "mentees": mentees(tables, asking, stays),
        **{name: _last_event(labour, name, by, beyond) for name, by, beyond in LABOUR_AT},
    }
    whole = _beside(people, traits, *(lay(f"stage_{name}", rows) for name, rows in facts.items()))
    lay("participants", _judged(whole, tables, asking))
    return laid


def _people_ever(stays: ibis.Table, met: ibis.Table) -> ibis.Table:
    """Everybody with a stay or met in outreach, where they were first."""
    people = _people(stays).outer_join(_reached(met), list(KEY), rname="met_{name}")
    return people.select(
        programme_id=ibis.coalesce(_.programme_id, _.met_programme_id),
        person=ibis.coalesce(_.person, _.met_person),
        provider_id=ibis.coalesce(_.provider_id, _.organisation_id),
        region_id=ibis.coalesce(_.region_id, _.met_region_id),
        municipality_id=ibis.coalesce(_.municipality_id, _.met_municipality_id),
        place_type=ibis.coalesce(_.place_type, ""),
        region_category=ibis.coalesce(_.region_category, ""),
        **{n: _[n] for n in ("cycle_id", "contract_id", "enrolment_id", "enquired_on", "admitted_on", "entered_on", "left_on", "met_on")},
    )


def _beside(left: ibis.Table, *rights: ibis.Table, by: tuple[str, ...] = KEY) -> ibis.Table:
    """The left rows, each with what every right has for it, in one join."""
    joined, names = left, list(left.columns)
    for number, right in enumerate(one.view() for one in rights):
        joined = joined.left_join(right, [left[name] == right[name] for name in by], rname=f"{{name}}_beside_{number}")
        names += [name for name in right.columns if name not in names]
    return joined.select(*names)


# Facts that stand -----------------------------------------------------------------------------------------------------
def _as_one(rows: ibis.Table, tables: dict[str, ibis.Table], asking: Asking) -> ibis.Table:
    """Rows with `person`: merged duplicates are one person (a merge into somebody merged later is followed twice)."""
    merges = tables["merges"].filter(_.merged_at <= asking.known)
    onward = merges.select(into_id="person_id", into_two="into_id")
    into = _beside(merges.select("person_id", "into_id"), onward, by=("into_id",))
    rows = _beside(rows, into.select("person_id", into_one=ibis.coalesce(_.into_two, _.into_id)), by=("person_id",))
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
        **{
            f"{name}_on": events.valid_on.min(where=events.moment == moment)
            for name, moment in (
                ("enquired", Moment.ENQUIRED),
                ("admitted", Moment.ADMITTED),
                ("entered", Moment.ENTERED),
                ("left", Moment.LEFT),
            )
        }
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
    )
    joined = place.inner_join(days, list(KEY))
    return joined.mutate(left_on=ibis.cases((_.open_stays == 0, _.last_left_on), else_=ibis.null("date"))).drop(
        "last_left_on", "open_stays"
    )


# Meetings -------------------------------------------------------------------------------------------------------------
def _met(tables, asking) -> ibis.Table:
    """Everybody's presence in outreach and at support that was not called off."""
    rows = standing(_kept_to(tables["attendances"], asking), asking, "held_on")
    rows = rows.filter((rows.presence == Presence.PRESENT) & (rows.state != ActivityState.CANCELLED))
    rows = rows.filter(rows.kind.isin((ActivityKind.OUTREACH, *SUPPORT_KINDS)))
    return _as_one(rows.select("person_id", *MET), tables, asking).drop("person_id")


def _reached(met: ibis.Table) -> ibis.Table:
    """Each person's first meeting in outreach, with its kind of place."""
    outreach = met.filter(met.kind == ActivityKind.OUTREACH)
    first = ibis.window(group_by=list(KEY), order_by=[outreach.held_on, outreach.attendance_id])
    ranked = outreach.mutate(rank=ibis.row_number().over(first))
    return ranked.filter(ranked["rank"] == 0).select(
        *KEY, "organisation_id", "region_id", "municipality_id", "place_type", met_on="held_on"
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


# Labour status over time ----------------------------------------------------------------------------------------------
_ANSWERED = {
    FollowUpAnswer.IN_WORK: OutcomeKind.EMPLOYMENT,
    FollowUpAnswer.SELF_EMPLOYED: OutcomeKind.SELF_EMPLOYMENT,
    FollowUpAnswer.SEEKING: OutcomeKind.JOB_SEARCH,
    FollowUpAnswer.IN_EDUCATION: "none",
    FollowUpAnswer.INACTIVE: "none",
}


def _labour(tables, asking, stays) -> ibis.Table:
    """Every labour event of a person: outcomes and answers to follow-ups, an answer holding for the day it was due."""
    of = stays.select("enrolment_id", *KEY).view()
    outcomes = standing(tables["outcomes"], asking)
    outcomes = outcomes.filter(outcomes.kind.isin(LABOUR_KINDS)).inner_join(of, "enrolment_id")
    outcomes = outcomes.select(*KEY, "kind", happened_on="valid_on", until_on="until_on", asked=ibis.literal(0), number="fact_id")
    answers = standing(tables["follow_ups"], asking, "asked_on")
    answers = answers.filter(answers.answer.isin(list(_ANSWERED))).inner_join(of, "enrolment_id")
    answers = answers.select(
        *KEY,
        kind=answers.answer.cases(*((str(k), str(v)) for k, v in _ANSWERED.items()), else_="none"),
        happened_on=ibis.least(answers.due_on, answers.asked_on),
        until_on=ibis.null("date"),
        asked=ibis.literal(1),
        number="follow_up_id",
    )
    return outcomes.union(answers)


# Labour status on the day, in the 28 days after leaving (of what went on beyond leaving), and six months after leaving.
LABOUR_AT = (("now", "day", None), ("leaving", "window_on", "left_on"), ("later", "later_on", None))


def _moments(people, asking) -> ibis.Table:
    """The days at which each person's labour status is asked (see record.MOMENTS)."""
    people = people.cross_join(asking.asked.select("day")).mutate(
        window_on=ibis.least((_.left_on + ibis.interval(days=WINDOW_DAYS)).cast("date"), _.day),
        later_on=(_.left_on + ibis.interval(months=LATER_MONTHS)).cast("date"),
    )
    return people.mutate(later_on=ibis.cases((_.later_on <= _.day, _.later_on), else_=ibis.null("date"))).select(*MOMENTS.columns)


def _last_event(labour, name: str, by: str, beyond: str | None) -> ibis.Table:
    """Each person's last labour event by a day, if it still held then (and, where asked, beyond another day)."""
    rows = labour.inner_join(MOMENTS, list(KEY))
    rows = rows.filter(rows.happened_on <= rows[by])
    if beyond:  # what ended by the day of leaving says nothing about the time after it
        rows = rows.filter(rows.until_on.isnull() | (rows.until_on > rows[beyond]))
    latest = ibis.window(group_by=list(KEY), order_by=[rows.happened_on.desc(), rows.asked.desc(), rows.number.desc()])
    ranked = rows.mutate(rank=ibis.row_number().over(latest))
    last = ranked.filter(ranked["rank"] == 0)
    still = last.until_on.isnull() | (last.until_on > last[by])
    return last.select(
        *KEY, **{f"{name}_kind": ibis.cases((still, last.kind), else_=ibis.null("string")), f"{name}_known": ibis.literal(1)}
    )


# Traits at the first entry --------------------------------------------------------------------------------------------
def _traits(tables, asking, people) -> ibis.Table:
    """The answers given at the first entry, one column per trait; whatever was declined or not asked is null."""
    rows = standing(tables["traits"], asking)
    rows = rows.filter(rows.asked == Asked.GIVEN).inner_join(people.select("enrolment_id", *KEY).view(), "enrolment_id")
    return rows.group_by(list(KEY)).agg(**{trait.value: rows.value.max(where=rows.trait == trait) for trait in Trait})


def age_at(born_on: ibis.Value, day: ibis.Value) -> ibis.Value:
    """Completed years; somebody born on 29 February turns older on 1 March."""
    before = (day.month() * 100 + day.day()) < (born_on.month() * 100 + born_on.day())
    return day.year() - born_on.year() - before.cast("int32")


def _judged(people, tables, asking) -> ibis.Table:
    """Adds what follows from the facts by rule: reached, intensive, age, completeness, long-term unemployment."""
    rules = _beside(tables["programmes"].select("programme_id", "intensive_rule"), counting(tables, asking), by=("programme_id",))
    people = people.inner_join(rules, "programme_id")
    taking_part = (ibis.coalesce(_.counts_from, "") != CountsFrom.THRESHOLD) | _.support_on.notnull()
    people = people.mutate(entered_on=ibis.cases((taking_part, _.entered_on), else_=ibis.null("date")))
    by_plan, by_support = _.intensive_rule != IntensiveRule.SUPPORT, _.intensive_rule != IntensiveRule.PLAN
    people = people.mutate(
        reached_on=ibis.least(_.met_on, _.enquired_on),
        intensive_on=ibis.least(
            ibis.cases((by_plan, _.plan_on), else_=ibis.null("date")), ibis.cases((by_support, _.support_on), else_=ibis.null("date"))
        ),
        working=ibis.coalesce(_.now_kind.isin(WORK_KINDS), False),
        marks=ibis.coalesce(_.marks, ""),
        **{name: ibis.coalesce(_[name], False) for name in ("leaving_learning", "leaving_qualified")},
        later_better=ibis.coalesce(_.better, False) & (_.later_known.isnull() | ibis.coalesce(_.later_kind.isin(WORK_KINDS), False)),
        birth_on=_.birth_on.try_cast("date"),
        unemployed_since=_.unemployed_since.try_cast("date"),
        education=_.education.try_cast("int32"),
        gender=ibis.coalesce(_.gender, ""),
    ).drop("intensive_rule", "now_kind", "counts_from", "audience", "better", "now_known", "leaving_known", "later_known")
    people = people.mutate(age=age_at(_.birth_on, _.entered_on), long_term=_long_term(people))
    return people.mutate(
        complete=_complete(),
        included_on=_later_of(_.entered_on, _.result_on),
        changed_on=_later_of(_.entered_on, _.positive_on),
    )


def _later_of(one, other):
    """The later of two days, when both are there."""
    return ibis.cases((one.notnull() & other.notnull(), ibis.greatest(one, other)), else_=ibis.null("date"))


def _complete():
    """Art. 17(5): participants whose data of Annex I point 1.1 are all there (the length of unemployment is one of them)."""
    answered = (_.gender != "") & _.birth_on.notnull() & _.labour.notnull() & _.education.notnull()
    known_since = (_.labour != Labour.UNEMPLOYED) | _.unemployed_since.notnull()
    return ibis.coalesce(_.entered_on.notnull() & answered & known_since, False)


def _long_term(people) -> ibis.Value:
    """Long-term unemployed at entry by the rule in force on the entry day (EECO03)."""
    cases = []
    for rule in sorted(LONG_TERM, key=lambda r: r.from_on, reverse=True):
        young = age_at(_.birth_on, _.entered_on) < rule.adult_from
        after_young = (_.unemployed_since + ibis.interval(months=rule.months_young)).cast("date") < _.entered_on
        after_adult = (_.unemployed_since + ibis.interval(months=rule.months_adult)).cast("date") < _.entered_on
        passed = (young & after_young) | (~young & after_adult)
        cases.append((_.entered_on >= rule.from_on, passed))
    return ibis.coalesce((_.labour == Labour.UNEMPLOYED) & ibis.cases(*cases, else_=False), False)
