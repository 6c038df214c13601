"""Measures of mentoring: when somebody wished for and had a mentor, and what is counted on duos and mentors of each branch.

A duo stands by its moments, a mentor by theirs; what was recorded by mistake has no first moment and counts nowhere. Rates are
two counts, so that the parts of every rate add up over branches.
"""

from collections.abc import Iterable

import ibis
from ibis import _

from vieta.activities.choices import State as ActivityState
from vieta.mentoring.choices import DuoMoment, Going, MentorMoment, Side
from vieta.outcomes.choices import ContractKind
from vieta.outcomes.choices import Kind as OutcomeKind

from .record import KEY, Asking, standing

CODES = (
    "wish-made", "wish-matched", "duo-formed", "duo-running", "duo-due", "duo-completed", "duo-waited", "duo-waiting-days",
    "mentor-active", "mentor-ended-duo", "mentor-again", "duo-said-mentee", "duo-glad-mentee", "duo-said-mentor", "duo-glad-mentor",
    "duo-meetings", "duo-minutes", "volunteer-minutes",
)  # fmt: skip
GLAD = (Going.VERY_WELL, Going.WELL)
STABLE_MONTHS = 3  # where a ledger was filled from files that say nothing else
BRANCH = ("organisation_id", "region_id")


# One row per person ---------------------------------------------------------------------------------------------------
def mentees(tables, asking: Asking, stays) -> ibis.Table:
    """One row per person who waited for a mentor, had one, or found a stable job: the first day of each."""
    of = stays.select("enrolment_id", *KEY).view()
    wishes = standing(tables["wishes"], asking, "waiting_since").inner_join(of, "enrolment_id")
    duos = standing(tables["duo_moments"], asking).filter(_.moment == DuoMoment.FORMED).drop("programme_id").inner_join(of, "enrolment_id")
    jobs = _stable_jobs(tables, asking).inner_join(of, "enrolment_id")
    none = ibis.null("date")
    rows = ibis.union(
        wishes.select(*KEY, wish_on="waiting_since", duo_on=none, stable_on=none),
        duos.select(*KEY, wish_on=none, duo_on="valid_on", stable_on=none),
        jobs.inner_join(tables["programmes"].select("programme_id", "stable_months"), "programme_id")
        .filter(_stable)
        .select(*KEY, wish_on=none, duo_on=none, stable_on="valid_on"),
    )
    return rows.group_by(list(KEY)).agg(**{name: rows[name].min() for name in ("wish_on", "duo_on", "stable_on")})


def _stable_jobs(tables, asking: Asking) -> ibis.Table:
    """The jobs that might be stable by the kind of their contract."""
    rows = standing(tables["outcomes"], asking)
    return rows.filter((rows.kind == OutcomeKind.EMPLOYMENT) & rows.contract_kind.isin((ContractKind.PERMANENT, ContractKind.FIXED_TERM)))


def _stable(rows) -> ibis.Value:
    """Permanent, or of at least the programme's months; and not ended before (see outcomes.rules.is_stable)."""
    months = ibis.coalesce(rows.stable_months, STABLE_MONTHS)
    long_enough = rows.until_on >= (rows.valid_on + months.as_interval("M")).cast("date")
    return ibis.coalesce(long_enough | ((rows.contract_kind == ContractKind.PERMANENT) & rows.until_on.isnull()), False)


# Duos and mentors of each branch --------------------------------------------------------------------------------------
def counted(tables, asking: Asking) -> list[tuple[str, ibis.Table]]:
    """The way to one row per branch and measure of CODES with its number, for the programme asked about: each stage rests on the
    ledger and on the stages before it, laid down under their names (as pathways.pathways does); the last one is the answer."""
    laid: list[tuple[str, ibis.Table]] = []

    def lay(name: str, rows: ibis.Table) -> ibis.Table:
        laid.append((name, rows))
        return ibis.table(rows.schema(), name=name)

    days = lay("mentoring_days", _days(tables, asking))
    wishes = lay("mentoring_wishes", standing(tables["wishes"], asking, "waiting_since"))
    duos = lay("mentoring_duos", _duos(tables, asking, days, wishes))
    parts = lay("mentoring_parts", _parts(tables, asking))
    waiting = lay("mentoring_waiting", _waiting(tables, asking, wishes, duos))
    words = lay("mentoring_words", _beside(_own(tables["duo_words"], asking, "said_on"), duos, "duo_id"))
    held = lay(
        "mentoring_held", _beside(_own(tables["duo_meetings"], asking, "held_on"), duos, "duo_id").filter(_.state == ActivityState.HELD)
    )
    tasks = lay("mentoring_tasks", _beside(_own(tables["mentor_tasks"], asking), parts, "mentorship_id"))
    lay("mentoring_counted", _together(duos, parts, waiting, words, held, tasks))
    return laid


def _together(duos, parts, waiting, words, held, tasks) -> ibis.Table:
    """What counts, as ones and amounts, added up for each branch and code."""
    due = _.agreed_on.notnull() & (_.due_on <= _.day)
    rows = [
        *_of(duos, {
            "duo-formed": _.formed_on.notnull(), "duo-running": _.agreed_on.notnull() & _.ended_on.isnull(), "duo-due": due,
            "duo-completed": due & _.completed_on.notnull(), "duo-waited": _.waited.notnull(),
        }),
        *_of(waiting, {"wish-made": _.made, "wish-matched": _.matched}),
        *_of(parts, {"mentor-active": _.active}),
        *_of(_again(duos, parts), {"mentor-ended-duo": _.ended_on.notnull(), "mentor-again": _.again_on >= _.ended_on}),
        *_of(words, {f"duo-said-{side}": (_.side == side) & (_.satisfied != "") for side in Side.values}),
        *_of(words, {f"duo-glad-{side}": (_.side == side) & _.satisfied.isin([str(one) for one in GLAD]) for side in Side.values}),
        *_of(held, {"duo-meetings": _.meeting_id.notnull()}),
        _sum(duos, "duo-waiting-days", "waited"),
        _sum(held, "duo-minutes", "minutes"),
        _sum(tasks, "volunteer-minutes", "minutes"),
    ]  # fmt: skip
    every = ibis.union(*rows)
    return every.group_by([*BRANCH, "code"]).agg(number=every.number.sum())


def _of(rows: ibis.Table, conditions: dict[str, ibis.Value]) -> Iterable[ibis.Table]:
    """For each code the rows of whom its condition holds, as ones."""
    for code, holds in conditions.items():
        yield rows.filter(ibis.coalesce(holds, False)).select(*BRANCH, code=ibis.literal(code), number=ibis.literal(1, "int64"))


def _sum(rows: ibis.Table, code: str, column: str) -> ibis.Table:
    """What a column adds up to."""
    rows = rows.filter(rows[column].notnull())
    return rows.select(*BRANCH, code=ibis.literal(code), number=rows[column].cast("int64"))


def _own(rows: ibis.Table, asking: Asking, on: str = "valid_on") -> ibis.Table:
    """The standing facts of the programme asked about."""
    rows = standing(rows, asking, on)
    return rows.filter(rows.programme_id == asking.programme_id)


def _beside(left: ibis.Table, right: ibis.Table, by: str) -> ibis.Table:
    """The left rows with the branch of what they hang on."""
    return left.inner_join(right.select(by, *BRANCH).view(), by)


def _days(tables, asking: Asking) -> ibis.Table:
    """One row per duo that was formed by the day, with the day of what happened to it."""
    moments = _own(tables["duo_moments"], asking)
    m, over = DuoMoment, (DuoMoment.COMPLETED, DuoMoment.BROKEN_OFF, DuoMoment.NO_MENTEE, DuoMoment.NO_MENTOR)
    first = {"formed_on": (m.FORMED,), "agreed_on": (m.AGREED,), "completed_on": (m.COMPLETED,), "ended_on": over}
    days = moments.group_by("duo_id").agg(
        **{name: moments.valid_on.min(where=moments.moment.isin([str(one) for one in which])) for name, which in first.items()}
    )
    return days.filter(days.formed_on.notnull())


def _duos(tables, asking: Asking, days: ibis.Table, wishes: ibis.Table) -> ibis.Table:
    """One row per duo: its branch, its days, and how many days the mentee of a first duo had waited for it."""
    rows = tables["duos"].inner_join(days, "duo_id").cross_join(asking.asked.select("day"))
    ranked = rows.mutate(rank=ibis.row_number().over(ibis.window(group_by="enrolment_id", order_by=[rows.formed_on, rows.duo_id])))
    joined = ranked.left_join(wishes.select("enrolment_id", "waiting_since"), "enrolment_id", rname="{name}_wish")
    waits = (joined["rank"] == 0) & (joined.waiting_since <= joined.formed_on)
    waited = joined.formed_on.delta(joined.waiting_since, unit="day").cast("int64")
    names = ("duo_id", "enrolment_id", "mentorship_id", *BRANCH, "day", "due_on", "formed_on", "agreed_on", "completed_on", "ended_on")
    return joined.select(*names, waited=ibis.cases((waits, waited), else_=ibis.null("int64")))


def _waiting(tables, asking: Asking, wishes: ibis.Table, duos: ibis.Table) -> ibis.Table:
    """Those who waited for a mentor by the day, with their branch; who took the wish back before there was one does not count."""
    stays = tables["enrolments"].filter(tables["enrolments"].programme_id == asking.programme_id)
    rows = wishes.inner_join(stays.select("enrolment_id", "region_id", organisation_id="provider_id"), "enrolment_id")
    had = duos.select("enrolment_id").distinct().mutate(had=ibis.literal(1))
    rows = rows.left_join(had, "enrolment_id", rname="{name}_duo").cross_join(asking.asked.select("day"))
    gone = ibis.coalesce(rows.withdrawn_on <= rows.day, False)
    return rows.select(*BRANCH, matched=rows.had.notnull(), made=rows.had.notnull() | ~gone)


def _parts(tables, asking: Asking) -> ibis.Table:
    """One row per mentor's part in the programme: accepted and not stopped by the day, or not."""
    moments = _own(tables["mentor_moments"], asking)
    days = moments.group_by("mentorship_id").agg(
        accepted=moments.moment.isin([str(MentorMoment.ACCEPTED)]).cast("int64").sum(),
        stopped=moments.moment.isin([str(MentorMoment.ENDED), str(MentorMoment.DECLINED)]).cast("int64").sum(),
    )
    rows = tables["mentorships"].filter(_.programme_id == asking.programme_id).left_join(days, "mentorship_id", rname="{name}_days")
    return rows.select("mentorship_id", *BRANCH, active=ibis.coalesce((rows.accepted > 0) & (rows.stopped == 0), False))


def _again(duos: ibis.Table, parts: ibis.Table) -> ibis.Table:
    """Mentors' parts with the day their first duo ended, of those that had begun to run, and the day they last began one."""
    ran = duos.filter(duos.agreed_on.notnull() & duos.ended_on.notnull())
    ended = ran.group_by("mentorship_id").agg(ended_on=ran.ended_on.min())
    begun = duos.group_by("mentorship_id").agg(again_on=duos.formed_on.max())
    return _beside(ended.inner_join(begun.view(), "mentorship_id"), parts, "mentorship_id")
