"""The measures of duos and mentors agree with plain counting on random ledgers, branch by branch."""

from datetime import date, datetime, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.indicators.book import NOON, Book
from tests.indicators.naive import months, stands
from vieta.indicators.engine import Question
from vieta.indicators.measures.duos import CODES

DAYS = st.dates(date(2020, 6, 1), date(2021, 6, 1))
MOMENTS = st.sampled_from([NOON, NOON + timedelta(days=300)])
RETRACTED = st.one_of(st.none(), st.none(), st.just(NOON + timedelta(days=500)))
PEOPLE = ("duo-wished", "duo-matched", "duo-mentee", "duo-mentee-stable")
OVER = ("completed", "broken-off", "no-mentee", "no-mentor")


@st.composite
def books(draw):
    book = Book()
    book.rows["programmes"][0]["stable_months"] = draw(st.sampled_from([3, 6, None]))
    stays = [book.enrol(draw(st.integers(1, 4)), provider=draw(st.integers(1, 2))) for _ in range(draw(st.integers(1, 4)))]
    for stay in stays:
        if draw(st.booleans()):
            withdrawn = draw(st.one_of(st.none(), DAYS))
            book._add("wishes", wish_id=book.next(), enrolment_id=stay, waiting_since=draw(DAYS), withdrawn_on=withdrawn)
        if draw(st.booleans()):
            on, kind = draw(DAYS), draw(st.sampled_from(["permanent", "fixed-term", "agency"]))
            until = draw(st.one_of(st.none(), st.dates(on + timedelta(days=1), on + timedelta(days=250))))
            book.outcome(stay, "employment", on, until=until, contract_kind=kind, recorded_at=draw(MOMENTS))
    parts = [book.next() for _ in range(draw(st.integers(1, 3)))]
    for part in parts:
        book._add("mentorships", mentorship_id=part, programme_id=1, organisation_id=draw(st.integers(1, 2)), region_id=1)
        for moment in draw(st.lists(st.sampled_from(["applied", "accepted", "trained", "ended"]), max_size=3, unique=True)):
            _fact(book, draw, "mentor_moments", mentorship_id=part, moment=moment)
        if draw(st.booleans()):
            _fact(book, draw, "mentor_tasks", mentorship_id=part, minutes=draw(st.integers(10, 90)))
    for _ in range(draw(st.integers(0, 4))):
        _duo(book, draw, draw(st.sampled_from(stays)), draw(st.sampled_from(parts)))
    if draw(st.booleans()):
        book.merge(4, 2)
    return book


def _fact(book, draw, table, **values):
    retracted = draw(RETRACTED)
    book._add(table, fact_id=book.next(), programme_id=1, valid_on=draw(DAYS), recorded_at=draw(MOMENTS), retracted_at=retracted, **values)


def _duo(book, draw, stay, part):
    number, of = book.next(), next(e for e in book.rows["enrolments"] if e["enrolment_id"] == stay)
    book._add(
        "duos", duo_id=number, enrolment_id=stay, mentorship_id=part, programme_id=1, organisation_id=of["provider_id"], region_id=1,
        due_on=draw(st.one_of(st.none(), DAYS)),
    )  # fmt: skip
    kinds = ["formed", "met", "yes-mentee", "no-mentor", "agreed", "completed", "broken-off"]
    for moment in draw(st.lists(st.sampled_from(kinds), max_size=5, unique=True)) + (["formed"] if draw(st.booleans()) else []):
        _fact(book, draw, "duo_moments", duo_id=number, enrolment_id=stay, moment=moment)
    for _ in range(draw(st.integers(0, 2))):
        book._add(
            "duo_meetings", meeting_id=book.next(), duo_id=number, enrolment_id=stay, activity_id=book.next(), programme_id=1,
            state=draw(st.sampled_from(["held", "cancelled", "planned"])), held_on=draw(DAYS), minutes=draw(st.sampled_from([60, 120])),
            recorded_at=draw(MOMENTS), retracted_at=draw(RETRACTED),
        )  # fmt: skip
    for side in draw(st.sampled_from([(), ("mentee",), ("mentee", "mentor")])):
        said = draw(st.sampled_from(["very-well", "well", "badly", ""]))
        book._add(
            "duo_words",
            words_id=book.next(),
            duo_id=number,
            enrolment_id=stay,
            programme_id=1,
            side=side,
            satisfied=said,
            said_on=draw(DAYS),
        )


class Plain:
    """Counts in plain Python."""

    def __init__(self, book: Book, day: date, known: datetime):
        self.rows, self.day, self.known = book.rows, day, known
        self.merged = {m["person_id"]: m["into_id"] for m in self.rows["merges"] if stands(m, known)}
        self.stays = {e["enrolment_id"]: e for e in self.rows["enrolments"]}
        self.duos = [d for d in map(self._duo, self.rows["duos"]) if d["formed"]]

    def facts(self, table, on="valid_on", **where):
        rows = self.rows[table]
        return [r for r in rows if r[on] <= self.day and stands(r, self.known) and all(r[k] == v for k, v in where.items())]

    def first(self, duo, *kinds):
        found = [f["valid_on"] for f in self.facts("duo_moments", duo_id=duo) if f["moment"] in kinds]
        return min(found, default=None)

    def _duo(self, row):
        number = row["duo_id"]
        agreed = self.first(number, "agreed")
        return row | {
            "formed": self.first(number, "formed"), "agreed": agreed, "completed": self.first(number, "completed"),
            "ended": self.first(number, *OVER), "due": bool(agreed and row["due_on"] and row["due_on"] <= self.day),
        }  # fmt: skip

    def waited(self):
        for stay in self.stays:
            duos = sorted((d for d in self.duos if d["enrolment_id"] == stay), key=lambda d: (d["formed"], d["duo_id"]))
            wishes = self.facts("wishes", "waiting_since", enrolment_id=stay)
            if duos and wishes and wishes[0]["waiting_since"] <= duos[0]["formed"]:
                yield duos[0]["organisation_id"], (duos[0]["formed"] - wishes[0]["waiting_since"]).days

    def wishes(self):
        for wish in self.facts("wishes", "waiting_since"):
            had = any(d["enrolment_id"] == wish["enrolment_id"] for d in self.duos)
            gone = wish["withdrawn_on"] is not None and wish["withdrawn_on"] <= self.day
            if had or not gone:
                yield self.stays[wish["enrolment_id"]]["provider_id"], had

    def count(self, code: str, branch: int) -> int:
        duos = [d for d in self.duos if d["organisation_id"] == branch]
        numbers = {d["duo_id"] for d in duos}
        if code.startswith("mentor") or code == "volunteer-minutes":
            return sum(self._mentor(code, m["mentorship_id"]) for m in self.rows["mentorships"] if m["organisation_id"] == branch)
        if "said" in code or "glad" in code:
            words = [w for w in self.facts("duo_words", "said_on", side=code.rsplit("-", 1)[1]) if w["duo_id"] in numbers]
            return sum(w["satisfied"] in ("very-well", "well") if "glad" in code else w["satisfied"] != "" for w in words)
        if code in ("duo-meetings", "duo-minutes"):
            held = [m for m in self.facts("duo_meetings", "held_on", state="held") if m["duo_id"] in numbers]
            return len(held) if code == "duo-meetings" else sum(m["minutes"] for m in held)
        return {
            "duo-formed": lambda: len(duos),
            "duo-running": lambda: sum(bool(d["agreed"] and not d["ended"]) for d in duos),
            "duo-due": lambda: sum(d["due"] for d in duos),
            "duo-completed": lambda: sum(d["due"] and d["completed"] is not None for d in duos),
            "duo-waited": lambda: sum(here == branch for here, _days in self.waited()),
            "duo-waiting-days": lambda: sum(days for here, days in self.waited() if here == branch),
            "wish-made": lambda: sum(here == branch for here, _had in self.wishes()),
            "wish-matched": lambda: sum(here == branch and had for here, had in self.wishes()),
        }[code]()

    def _mentor(self, code: str, part: int) -> int:
        if code == "volunteer-minutes":
            return sum(t["minutes"] for t in self.facts("mentor_tasks", mentorship_id=part))
        if code == "mentor-active":
            moments = {f["moment"] for f in self.facts("mentor_moments", mentorship_id=part)}
            return "accepted" in moments and not moments & {"ended", "declined"}
        mine = [d for d in self.duos if d["mentorship_id"] == part]
        ended = min((d["ended"] for d in mine if d["agreed"] and d["ended"]), default=None)
        return ended is not None and (code == "mentor-ended-duo" or max(d["formed"] for d in mine) >= ended)

    def people(self, code: str) -> int:
        of: dict[int, dict] = {}
        for number, stay in self.stays.items():
            if not self.facts("events", enrolment_id=number):
                continue  # nobody had asked for support by the day
            person = of.setdefault(self.merged.get(stay["person_id"], stay["person_id"]), {"wish": False, "duo": False, "job": False})
            person["wish"] |= bool(self.facts("wishes", "waiting_since", enrolment_id=number))
            person["duo"] |= bool(self.facts("duo_moments", enrolment_id=number, moment="formed"))
            person["job"] |= any(self._stable(o) for o in self.facts("outcomes", enrolment_id=number))
        needs = {"duo-wished": ("wish",), "duo-matched": ("wish", "duo"), "duo-mentee": ("duo",), "duo-mentee-stable": ("duo", "job")}[code]
        return sum(all(one[need] for need in needs) for one in of.values())

    def _stable(self, job) -> bool:
        least = months(job["valid_on"], self.rows["programmes"][0]["stable_months"] or 3)
        if job["contract_kind"] == "permanent":
            return job["until_on"] is None or job["until_on"] >= least
        return job["contract_kind"] == "fixed-term" and job["until_on"] is not None and job["until_on"] >= least


KNOWN = st.one_of(MOMENTS, st.just(datetime.fromisoformat("9999-01-01")))


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(book=books(), day=DAYS, known=KNOWN)
def test_duos_and_mentors_are_counted_as_one_would_by_hand(book, day, known):
    engine, plain = book.engine(), Plain(book, day, known)
    by = engine.counts(Question(1, day, known), CODES, "provider_id")
    got = {branch: {code: by[branch][code].total if branch in by else 0 for code in CODES} for branch in (1, 2)}
    assert got == {branch: {code: int(plain.count(code, branch)) for code in CODES} for branch in (1, 2)}
    together = engine.counts(Question(1, day, known), (*CODES, *PEOPLE))[None]
    assert {code: together[code].total for code in CODES} == {code: got[1][code] + got[2][code] for code in CODES}
    assert {code: together[code].total for code in PEOPLE} == {code: plain.people(code) for code in PEOPLE}
    own = engine.counts(Question(1, day, known, providers=frozenset({1})), CODES)[None]
    assert {code: own[code].total for code in CODES} == got[1]
