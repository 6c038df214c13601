"""The ledger's participants as columns for statistics: one row each, without names; kept by the engine until records change."""

from dataclasses import dataclass
from datetime import date

import ibis
import numpy as np

from vieta.base.periods import half_year_end
from vieta.base.viewer import Viewer
from vieta.enrolments.choices import Arm
from vieta.indicators.access import Reach, reach, tells_special
from vieta.indicators.engine import Engine, Question, engine
from vieta.outcomes.choices import WORK_KINDS

Frame = dict[str, np.ndarray]
PEOPLE = (
    "person", "provider_id", "region_id", "municipality_id", "gender", "age", "education", "labour", "long_term", "foreign_background",
    "third_country", "minority", "disability", "housing", "earnings_before", "enquired_on", "entered_on", "left_on", "result_on", "later_kind",
)  # fmt: skip
NEVER = np.datetime64("NaT")


@dataclass(frozen=True)
class Asked:
    """Whose figures on which day, for one viewer; everything below is read through it."""

    reach: Reach
    day: date

    @property
    def question(self) -> Question:
        """The question as the engine takes it."""
        return self.reach.asks(self.day)

    @property
    def least(self) -> int:
        """Fewer people than this are never told of."""
        return max(self.reach.programme.safe_threshold, 3)

    @property
    def today(self) -> np.datetime64:
        """The day as the columns hold days."""
        return np.datetime64(self.day, "D")


def asked(viewer: Viewer, code: str, day: date | None) -> Asked:
    """What a viewer may ask of a programme, or NotFound; a day to come becomes today."""
    return Asked(reach(viewer, code), min(day or viewer.today, viewer.today))


def settled(viewer: Viewer, of: Asked) -> Asked:
    """The same as of the last half-year's end, unless special data of any day are open to the viewer (decision 19)."""
    return of if tells_special(viewer, of.reach) else Asked(of.reach, half_year_end(of.day))


def people(of: Asked, arm: str = Arm.SUPPORTED) -> Frame:
    """Everybody of an arm who took part by the day (in comparison: who was observed), with the first work begun since."""

    def lay(counter: Engine, rows: ibis.Table) -> ibis.Table:
        begun = rows.entered_on if arm == Arm.SUPPORTED else ibis.coalesce(rows.entered_on, rows.enquired_on)
        rows = rows.mutate(entered_on=begun).filter(begun.notnull())
        jobs = _jobs(counter, of, arm).inner_join(rows.select("person", since="entered_on"), "person")
        jobs = jobs.filter(jobs.valid_on >= jobs.since)
        first = jobs.group_by("person").agg(job_on=jobs.valid_on.min())
        return rows.select(*PEOPLE).left_join(first, "person").select(*PEOPLE, "job_on").order_by("person")

    return _laid(of, arm, "people", lay)


def jobs(of: Asked) -> Frame:
    """Every piece of work begun since entry, with when it ended if it did, person by person."""

    def lay(counter: Engine, rows: ibis.Table) -> ibis.Table:
        found = _jobs(counter, of, Arm.SUPPORTED).inner_join(rows.select("person", "entered_on", "left_on"), "person")
        return found.filter(found.valid_on >= found.entered_on).order_by("person", "valid_on", "fact_id")

    return _laid(of, Arm.SUPPORTED, "jobs", lay)


def answers(of: Asked) -> Frame:
    """Every answer to a follow-up, the last one for each moment last."""

    def lay(counter: Engine, rows: ibis.Table) -> ibis.Table:
        given = counter.ledger.tables["follow_ups"]
        given = given.filter(given.asked_on <= ibis.literal(of.day), given.retracted_at.isnull())
        given = given.inner_join(_stays(counter, of, Arm.SUPPORTED), "enrolment_id").semi_join(rows, "person")
        return given.select("person", "moment", "due_on", "asked_on", "answer", "follow_up_id").order_by(
            "person", "asked_on", "follow_up_id"
        )

    return _laid(of, Arm.SUPPORTED, "answers", lay)


def ratings(of: Asked) -> Frame:
    """Every level named in a review, earliest first; a side of life keeps its number within one version of its instrument."""

    def lay(counter: Engine, rows: ibis.Table) -> ibis.Table:
        named = counter.ledger.tables["ratings"]
        named = named.filter(named.valid_on <= ibis.literal(of.day), named.retracted_at.isnull())
        named = named.inner_join(_stays(counter, of, Arm.SUPPORTED), "enrolment_id").semi_join(rows, "person")
        chosen = named.select("person", "domain_id", "moment", "valid_on", "by_person", "by_worker", "rating_id")
        return chosen.order_by("domain_id", "person", "valid_on", "rating_id")

    return _laid(of, Arm.SUPPORTED, "ratings", lay)


def earnings(of: Asked, arm: str) -> Frame:
    """What work brought each person, by the year it began in, in cents."""

    def lay(counter: Engine, rows: ibis.Table) -> ibis.Table:
        found = _jobs(counter, of, arm).semi_join(rows, "person")
        found = found.filter(found.earnings_cents.notnull()).mutate(year=found.valid_on.year())
        return found.group_by(["person", "year"]).agg(cents=found.earnings_cents.sum()).order_by("person", "year")

    return _laid(of, arm, "earnings", lay)


def _laid(of: Asked, arm: str, name: str, lay) -> Frame:
    counter = engine()

    def read(rows: ibis.Table) -> Frame:
        found = counter.ledger.run(lay(counter, rows))
        return {column: found.column(column).to_numpy(zero_copy_only=False) for column in found.column_names}

    return counter.ask(of.question, arm, ("evaluation", name), read)


def _jobs(counter: Engine, of: Asked, arm: str) -> ibis.Table:
    """Work that began by the day, by person; an end that lies ahead is not known yet."""
    work = counter.ledger.tables["outcomes"]
    work = work.filter(
        work.kind.isin([str(kind) for kind in WORK_KINDS]), work.valid_on <= ibis.literal(of.day), work.retracted_at.isnull()
    )
    stays = _stays(counter, of, arm)
    return work.inner_join(stays, "enrolment_id").select("person", "fact_id", "valid_on", "until_on", "earnings_cents")


def _stays(counter: Engine, of: Asked, arm: str) -> ibis.Table:
    """Each enrolment of the arm with the person it belongs to, merged files followed."""
    rows, merges = counter.ledger.tables["enrolments"], counter.ledger.tables["merges"]
    merges = merges.filter(merges.retracted_at.isnull())
    rows = rows.filter(rows.programme_id == of.reach.programme.pk, rows.arm == arm).select("enrolment_id", "person_id")
    rows = rows.left_join(merges.select("person_id", one="into_id"), "person_id")
    rows = rows.select("enrolment_id", "person_id", "one").left_join(merges.select(one="person_id", two="into_id").view(), "one")
    return rows.select("enrolment_id", person=ibis.coalesce(rows.two, rows.one, rows.person_id))


def days_between(first: np.ndarray, last: np.ndarray) -> np.ndarray:
    """Whole days from one column of days to another."""
    return (last.astype("datetime64[D]") - first.astype("datetime64[D]")).astype(int)


def months_later(days: np.ndarray, months: int) -> np.ndarray:
    """A column of days so many months later; the last day of a shorter month."""
    days = days.astype("datetime64[D]")
    first = days.astype("datetime64[M]")
    month = first + np.timedelta64(months, "M")
    last = (month + np.timedelta64(1, "M")).astype("datetime64[D]") - np.timedelta64(1, "D")
    return np.minimum(month.astype("datetime64[D]") + (days - first.astype("datetime64[D]")), last)


def known(column: np.ndarray) -> np.ndarray:
    """Where a column of days holds a day."""
    return ~np.isnat(column)
