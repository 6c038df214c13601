"""What a measure is: its wording, its source, its rule in words, and one expression over the participants of a programme."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import ibis
from django.utils.functional import Promise

from vieta.enrolments.choices import Arm

Expression = Callable[[ibis.Table], ibis.Value]


@dataclass(frozen=True)
class Measure:
    """A declared way of counting people.

    `holds` says of a participant row whether it counts. A measure that begins on a day and stays has `since`, the column
    with that day, and needs no `holds`. `reference` names the measure it can never exceed (the cap); `rests_on` names the
    kinds of facts shown as its evidence (see queries.evidence). `special` measures tell a special category of data.
    """

    code: str
    name: str | Promise
    rule: str | Promise
    article: str = ""
    since: str = ""
    holds: Expression | None = None
    reference: str = ""
    from_on: date = date(2014, 1, 1)
    rests_on: tuple[str, ...] = ()
    special: bool = False
    complete_only: bool = False
    arm: str = Arm.SUPPORTED

    def counts(self, people: ibis.Table) -> ibis.Value:
        """The condition under which a row of the participants counts; never null."""
        condition = people[self.since].notnull() if self.holds is None else self.holds(people)
        return ibis.coalesce(condition, False)
