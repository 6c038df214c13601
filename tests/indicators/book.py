"""A ledger filled by hand: plain rows that both the engine and the naive counter read, without a database."""

from datetime import UTC, date, datetime

from vieta.indicators.engine import Engine, Question
from vieta.indicators.ledger.store import Ledger
from vieta.indicators.ledger.tables import TABLES
from vieta.indicators.measures import Measure

NOON = datetime.fromisoformat("2020-01-01T12:00")
DAY = date(2021, 12, 31)


class Book:
    """Rows by table; every fact recorded at noon of New Year 2020 unless said otherwise."""

    def __init__(self) -> None:
        self.rows: dict[str, list[dict]] = {name: [] for name in TABLES}
        self._brought = dict.fromkeys(TABLES, 0)
        self._number = 0
        self.programme(1)

    def programme(
        self, number: int, *, rule="either", minutes=480, results=("employment", "self-employment", "education", "qualification")
    ) -> None:
        kinds = f",{','.join(results)},"
        self._add(
            "programmes", programme_id=number, code=f"p{number}", intensive_rule=rule, short_support_minutes=minutes, result_kinds=kinds
        )

    def next(self) -> int:
        self._number += 1
        return self._number

    def _add(self, table: str, **values) -> dict:
        row = dict.fromkeys(TABLES[table]) | values
        if "recorded_at" in row and row["recorded_at"] is None:
            row["recorded_at"] = NOON
        self.rows[table].append(row)
        return row

    def enrol(
        self,
        person: int,
        *,
        entered: date | None = date(2021, 1, 4),
        left: date | None = None,
        programme=1,
        provider=1,
        arm="supported",
        **traits,
    ) -> int:
        """An enrolment with its events, and traits by name (None: left out)."""
        number = self.next()
        place = {"provider_id": provider, "region_id": 1, "municipality_id": 1, "contract_id": 1}
        self._add("enrolments", enrolment_id=number, person_id=person, programme_id=programme, arm=arm, **place)
        if entered:
            self.event(number, "entered", entered)
        if left:
            self.event(number, "left", left)
        for trait, value in traits.items():
            if value is not None:
                self.trait(number, trait, value, on=entered or date(2021, 1, 1))
        return number

    def event(self, enrolment: int, moment: str, on: date, **more) -> dict:
        return self._add("events", fact_id=self.next(), enrolment_id=enrolment, moment=moment, valid_on=on, **more)

    def trait(self, enrolment: int, trait: str, value: str, *, on: date, asked="given", **more) -> dict:
        return self._add("traits", fact_id=self.next(), enrolment_id=enrolment, trait=trait, asked=asked, value=value, valid_on=on, **more)

    def outcome(
        self, enrolment: int, kind: str, on: date, *, until: date | None = None, learning="", earnings: int | None = None, **more
    ) -> dict:
        return self._add(
            "outcomes",
            fact_id=self.next(),
            enrolment_id=enrolment,
            kind=kind,
            valid_on=on,
            until_on=until,
            learning=learning,
            earnings_cents=earnings,
            **more,
        )

    def plan(self, enrolment: int, on: date) -> dict:
        return self._add("plans", version_id=self.next(), enrolment_id=enrolment, active_on=on)

    def asked(self, enrolment: int, moment: str, answer: str, due: date, on: date) -> dict:
        return self._add(
            "follow_ups", follow_up_id=self.next(), enrolment_id=enrolment, moment=moment, answer=answer, due_on=due, asked_on=on
        )

    def met(
        self,
        person: int,
        on: date,
        *,
        kind="outreach",
        place="neighbourhood",
        minutes=30,
        presence="present",
        programme=1,
        **more,
    ) -> dict:
        return self._add(
            "attendances", attendance_id=self.next(), activity_id=self.next(), programme_id=programme, organisation_id=1, region_id=1, municipality_id=1,
            person_id=person, kind=kind, place_type=place if kind == "outreach" else "", presence=presence, held_on=on, minutes=minutes, **more,
        )  # fmt: skip

    def ground(self, enrolment: int, code: str, on: date, **more) -> dict:
        return self._add("grounds", fact_id=self.next(), enrolment_id=enrolment, ground=code, valid_on=on, **more)

    def supported(self, organisation: int, kind: str, on: date, *, owner: int | None = None, programme=1, **more) -> dict:
        return self._add(
            "supported", fact_id=self.next(), programme_id=programme, organisation_id=organisation, kind=kind, owner_id=owner, valid_on=on, **more
        )  # fmt: skip

    def partner(self, kind: str, role: str, on: date, *, programme=1) -> dict:
        return self._add("partners", partner_id=self.next(), programme_id=programme, kind=kind, role=role, from_on=on)

    def counted(self, *, counts_from="entry", audience="all", programme=1, **more) -> dict:
        return self._add("counting", counting_id=self.next(), programme_id=programme, counts_from=counts_from, audience=audience, **more)

    def window(self, kinds: tuple[str, ...], anchor: str, days: int | None, programme=1, **more) -> int:
        number = self.next()
        self._add("windows", window_id=number, programme_id=programme, kinds=f",{','.join(kinds)},", anchor=anchor, days=days, **more)
        return number

    def merge(self, person: int, into: int, **more) -> dict:
        return self._add("merges", person_id=person, into_id=into, **more)

    def engine(self) -> Engine:
        """The engine over these rows."""
        book = Ledger()
        book.refresh = lambda: None  # nothing stands behind this ledger
        self._brought = dict.fromkeys(TABLES, 0)
        engine = Engine(book)
        self.bring(engine)
        return engine

    def newer(self, name: str) -> list[dict]:
        """The rows of a table that the last engine was not given yet."""
        return self.rows[name][self._brought[name] :]

    def bring(self, engine: Engine) -> None:
        """Gives an engine's ledger the rows it has not yet."""
        for name in TABLES:
            marks = ", ".join("?" * len(TABLES[name]))
            if rows := self.newer(name):
                engine.ledger.connection.executemany(f"INSERT INTO {name} VALUES ({marks})", [list(row.values()) for row in rows])
            self._brought[name] = len(self.rows[name])
        engine.ledger.version += 1

    def count(self, code: str | Measure, day: date = DAY, programme: int = 1) -> int:
        return self.engine().total(Question(programme, day), code)


# Somebody who fully qualifies for EECO01: unemployed for a year and a half, ISCED 2, a woman of 30.
WHOLE = {"gender": "W", "birth_on": "1990-06-15", "labour": "unemployed", "unemployed_since": "2019-07-01", "education": "2"}


def utc(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
