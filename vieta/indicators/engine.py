"""The one counting engine: participants of a programme on a day, kept and mended as records change, and counts over them."""

import threading
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from functools import cache
from typing import NamedTuple

import ibis
from django.db import DatabaseError, connection

from vieta.enrolments.choices import Arm

from . import kept, ledger
from .counts import Count, by_gender, counting_of
from .kept import Kept, Question
from .ledger.tables import unbound
from .measures import Asking, Measure, duos, measure, organisations
from .measures.declare import MENTORING, Unit

COMPOSED = 512
_counting: dict[tuple, str] = {}  # what is asked of the view of participants, composed once for the same conditions


class Persons(NamedTuple):
    """The persons of several programmes together: how many there are, how many in more than one, and how many in each."""

    total: int
    several: int
    each: tuple[int, ...]


class Engine:
    """Counts on one ledger. Every public method is safe to call from several threads."""

    def __init__(self, book: ledger.Ledger):
        self.ledger = book
        self.kept = Kept(book)

    # Counting --------------------------------------------------------------------------------------------------------
    def counts(self, asked: Question, codes: Iterable[str | Measure], by: str = "") -> dict[object, dict[str, Count]]:
        """Every measure by gender, for each value of a column (`by`; the one key None when it is empty).

        What counts no people has a total only, and no value by any column; what is counted on duos and mentors has one by provider.
        """
        wanted = {how.code: how for how in map(measure, codes)}
        people = [how for how in wanted.values() if how.unit == Unit.PEOPLE]
        answer: dict[object, dict[str, Count]] = {} if by else {None: {}}
        for arm in {how.arm for how in people}:
            of_arm = tuple(how for how in people if how.arm == arm)
            about = ("counts", tuple(how.code for how in of_arm), by)
            for key, counted in self._answered(asked, arm, about, lambda p, c=of_arm: self._count(p, c, by)).items():
                answer.setdefault(key, {}).update(counted)
        if not by and any(how.unit in (Unit.ORGANISATIONS, Unit.PROJECTS) for how in wanted.values()):
            answer[None].update({code: count for code, count in self._organisations(asked).items() if code in wanted})
        if any(how.unit in MENTORING for how in wanted.values()):
            for key, counted in self._mentoring(asked, by).items():
                answer.setdefault(key, {}).update({code: count for code, count in counted.items() if code in wanted})
        return {key: {code: counted.get(code, Count()) for code in wanted} for key, counted in answer.items()}

    def _organisations(self, asked: Question) -> dict[str, Count]:
        """Every measure of organisations and projects; a part of a programme has none of its own."""

        def ask(people):
            row = self._run(asked, ledger.statement(organisations.counted(unbound(), Asking(), people)))[0]
            return {code: Count(unknown=int(number or 0)) for code, number in row.items()}

        if asked.providers is not None or asked.regions is not None:
            return {}
        return self._answered(asked, Arm.SUPPORTED, ("organisations",), ask)

    def _mentoring(self, asked: Question, by: str) -> dict[object, dict[str, Count]]:
        """Every measure of duos and mentors for the branches asked about; by provider, or all together."""
        found: dict[object, dict[str, Count]] = {}
        if by not in ("", "provider_id"):
            return found
        with self.ledger.lock:
            self.ledger.refresh()
            rows = self._run(asked, _mentoring())
        for row in rows:
            here = asked.providers is None or row["organisation_id"] in asked.providers
            if here and (asked.regions is None or row["region_id"] in asked.regions):
                counts = found.setdefault(row["organisation_id"] if by else None, {})
                before = counts.get(row["code"], Count()).unknown
                counts[row["code"]] = Count(unknown=before + int(row["number"]))
        return found

    def total(self, asked: Question, code: str | Measure) -> int:
        """How many people a measure counts."""
        how = measure(code)
        return self.counts(asked, (how,))[None][how.code].total

    def _count(self, people: ibis.Table, hows: Sequence[Measure], by: str) -> dict:
        key = (by, *((how.since, repr(how.when)) for how in hows))
        if key not in _counting:
            if len(_counting) >= COMPOSED:
                _counting.clear()
            _counting[key] = ledger.statement(counting_of(people, hows, by))
        return by_gender(self.ledger.connection.execute(_counting[key]).to_arrow_table().to_pylist(), hows, by)

    def trend(self, asked: Question, code: str | Measure) -> list[tuple[date, int]]:
        """For a measure that begins on a day and stays: each day on which it grew, with the number reached by then."""
        how = measure(code)
        since = how.since
        if not since:
            return []

        def grow(people):
            days = people.filter(people[since].notnull()).group_by(day=people[since]).agg(more=ibis._.count())
            return sorted((row["day"], row["more"]) for row in self._rows(days))

        reached, line = 0, []
        for day, more in self._answered(asked, how.arm, ("trend", how.code), grow):
            reached += more
            line.append((day, reached))
        return line

    def members(
        self,
        asked: Question,
        code: str | Measure,
        *,
        first: int = 0,
        limit: int | None = None,
        order: str = "since",
        only: tuple[tuple[str, object], ...] = (),
    ) -> list[dict]:
        """The participants a measure counts, earliest first, as rows of their ids, place and the day from which they count;
        `only` those with these values of some columns."""
        how = measure(code)
        if how.unit != Unit.PEOPLE:
            return []

        def choose(people):
            kept = [people[name].isnull() if value is None else people[name] == value for name, value in only]
            rows = people.filter(how.counts(people), *kept).select(
                "person",
                "enrolment_id",
                "provider_id",
                "region_id",
                "municipality_id",
                "place_type",
                "gender",
                "entered_on",
                "left_on",
                "soon_on",
                "later_on",
                **how.days(people),
            )
            ways = {"since": [rows.since_on.asc(), rows.person.asc()], "-since": [rows.since_on.desc(), rows.person.asc()]}
            return [_in_days(row) for row in self._rows(rows.order_by(ways[order]).limit(limit, offset=first))]

        return self._answered(asked, how.arm, ("members", how.code, first, limit, order, only), choose, dated=True)

    def participant(self, asked: Question, code: str | Measure, person: int) -> dict | None:
        """The whole row of one participant if a measure counts them, with the day from which they do."""
        how = measure(code)
        if how.unit != Unit.PEOPLE:
            return None

        def find(people):
            rows = self._rows(people.mutate(**how.days(people)).filter(how.counts(people) & (people.person == person)))
            return _in_days(rows[0]) if rows else None

        return self._answered(asked, how.arm, ("participant", how.code, person), find, dated=True)

    def incomplete(self, asked: Question, limit: int = 200) -> list[dict]:
        """Supported people whose record lacks a characteristic of point 1.1: in no common indicator, to be mended."""

        def choose(people):
            rows = people.filter(people.entered_on.notnull() & ~people.complete)
            return self._rows(rows.order_by([rows.entered_on, rows.person]).limit(limit))

        return self._answered(asked, Arm.SUPPORTED, ("incomplete", limit), choose)

    def places(self, asked: Question, columns: tuple[str, ...]) -> set[tuple]:
        """The ways in which values of some columns come together in those who count for the common indicators."""

        def ask(people):
            return {tuple(row.values()) for row in self._rows(people.filter(people.complete).select(*columns).distinct())}

        return self._answered(asked, Arm.SUPPORTED, ("places", columns), ask)

    def persons_across(self, asked: Sequence[Question], code: str | Measure) -> Persons:
        """The different persons a measure counts in several programmes together, each once (S3-26)."""
        how, run = measure(code), self.ledger.connection.execute
        with self.ledger.lock:
            self.ledger.refresh()
            run("CREATE OR REPLACE TEMP TABLE across (person BIGINT, number INTEGER)")
            for number, question in enumerate(asked):
                people = self.kept.seen(self.kept.on(question, how.arm), question)
                rows = ledger.statement(people.filter(how.counts(people)).select("person").distinct())
                run(f"INSERT INTO across SELECT person, {number} FROM ({rows})")
            once = "SELECT count(*) AS n FROM across GROUP BY person"
            found = run(f"SELECT count(*), count(*) FILTER (n > 1) FROM ({once})").fetchone() or (0, 0)
            each = dict(run("SELECT number, count(*) FROM across GROUP BY number").fetchall())
            run("DROP TABLE across")
        return Persons(found[0], found[1], tuple(each.get(number, 0) for number in range(len(asked))))

    def ask(self, asked: Question, arm: str, about: tuple, how):
        """What `how` makes of the participants of an arm, as a table of the ledger's engine; kept under `about` until records change."""
        return self._answered(asked, arm, about, how)

    def held(self, programme_id: int, day: date, kinds: Sequence[str], known: datetime | None = None) -> list[dict]:
        """Activities that took place by the day: how many of each kind by organisation, region and day."""
        rows = unbound()["activities"]
        moment = ibis.literal(kept.plain(known), "timestamp")
        rows = rows.filter(
            rows.programme_id == programme_id,
            rows.state == "held",
            rows.kind.isin(list(kinds)),
            rows.held_on <= ibis.literal(day),
            rows.recorded_at <= moment,
            rows.retracted_at.isnull() | (rows.retracted_at > moment),
        )
        with self.ledger.lock:
            self.ledger.refresh()
            return self._rows(rows.group_by(["organisation_id", "region_id", "kind", "held_on"]).agg(number=ibis._.count()))

    # -----------------------------------------------------------------------------------------------------------------
    def _answered(self, asked: Question, arm: str, about: tuple, ask, *, dated: bool = False):
        """An answer given before on the same records, or the one `ask` gives now (`dated`: of those with since when things are so)."""
        with self.ledger.lock:
            self.ledger.refresh()
            day = self.kept.on(asked, arm)
            key = (*about, asked.providers, asked.regions)
            if key not in day.answers:
                day.answers[key] = ask(self.kept.seen(day, asked, dated=dated))
            return day.answers[key]

    def _rows(self, expression: ibis.Expr) -> list[dict]:
        return self.ledger.run(expression).to_pylist()

    def _run(self, asked: Question, statement: str) -> list[dict]:
        """What a statement that looks at the question itself gives."""
        begins = kept.asked_of(asked.programme_id, Arm.SUPPORTED, asked.day, asked.known)
        return self.ledger.connection.execute(f"WITH {begins} SELECT * FROM ({statement})").to_arrow_table().to_pylist()


def _in_days(row: dict) -> dict:
    """A row with its days as days: a day some days later comes back from the ledger's engine as a moment."""
    return {name: value.date() if isinstance(value, datetime) else value for name, value in row.items()}


@cache
def _mentoring() -> str:
    """The stages to what is counted on duos and mentors, as a statement."""
    return f"WITH {kept.staged(duos.counted(unbound(), Asking()))}"


_engine: Engine | None = None
_opening = threading.Lock()


def engine() -> Engine:
    """The engine of this process; each question first brings the ledger up to the trail's end."""
    global _engine
    with _opening:
        book = ledger.current()
        if _engine is None or _engine.ledger is not book:
            _engine = Engine(book)
        return _engine


def warm() -> None:
    """Reads the ledger and composes the counting ahead of the first question; for a thread of its own when a server starts."""
    try:
        counter = engine()
        with counter.ledger.lock:
            kept.compose()
            _mentoring()
            counter.ledger.refresh()
    except DatabaseError:  # the tables are not there yet; the first question will read them
        pass
    finally:
        connection.close()
