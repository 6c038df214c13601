"""What a record says of somebody at the first entry: age, how long unemployed, and whether it is complete.

Rules of the record (Reg. 2021/1057 Annex I and Art. 17; guidance in docs/reference): the data of the first entry count.
"""

from dataclasses import dataclass
from datetime import date

import ibis
from ibis import _

from vieta.enrolments.choices import Labour


@dataclass(frozen=True)
class LongTerm:
    """When unemployment counts as long-term: more than so many months, by age at entry; in force for entries from a day."""

    from_on: date
    adult_from: int
    months_young: int
    months_adult: int


# Reg. 1304/2013 Annex I guidance, carried over: below 25 more than 6 months, from 25 more than 12 months.
LONG_TERM = (LongTerm(date(2014, 1, 1), 25, 6, 12),)


def at_entry(people: ibis.Table) -> ibis.Table:
    """The rows with the answers as what they are, and `age`, `long_term` and `complete` as of the first entry."""
    people = people.mutate(
        birth_on=_.birth_on.try_cast("date"),
        unemployed_since=_.unemployed_since.try_cast("date"),
        education=_.education.try_cast("int32"),
        gender=ibis.coalesce(_.gender, ""),
    )
    return people.mutate(age=age_at(_.birth_on, _.entered_on), long_term=_long_term(), complete=_complete())


def age_at(born_on: ibis.Value, day: ibis.Value) -> ibis.Value:
    """Completed years; somebody born on 29 February turns older on 1 March."""
    before = (day.month() * 100 + day.day()) < (born_on.month() * 100 + born_on.day())
    return day.year() - born_on.year() - before.cast("int32")


def _complete():
    """Art. 17(5): participants whose data of Annex I point 1.1 are all there (the length of unemployment is one of them)."""
    answered = (_.gender != "") & _.birth_on.notnull() & _.labour.notnull() & _.education.notnull()
    known_since = (_.labour != Labour.UNEMPLOYED) | _.unemployed_since.notnull()
    return ibis.coalesce(_.entered_on.notnull() & answered & known_since, False)


def _long_term() -> ibis.Value:
    """Long-term unemployed at entry by the rule in force on the entry day (EECO03)."""
    cases = []
    for rule in sorted(LONG_TERM, key=lambda r: r.from_on, reverse=True):
        young = age_at(_.birth_on, _.entered_on) < rule.adult_from
        after_young = (_.unemployed_since + ibis.interval(months=rule.months_young)).cast("date") < _.entered_on
        after_adult = (_.unemployed_since + ibis.interval(months=rule.months_adult)).cast("date") < _.entered_on
        passed = (young & after_young) | (~young & after_adult)
        cases.append((_.entered_on >= rule.from_on, passed))
    return ibis.coalesce((_.labour == Labour.UNEMPLOYED) & ibis.cases(*cases, else_=False), False)
