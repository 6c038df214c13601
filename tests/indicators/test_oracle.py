"""The engine agrees with the naive counter on random ledgers, and breakdowns add up."""

from datetime import date, datetime, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.indicators.book import NOON, Book
from tests.indicators.naive import WORK, Naive
from vieta.indicators.engine import Question
from vieta.indicators.measures import MEASURES, PACKS, PROGRAMME
from vieta.indicators.measures.language import expression
from vieta.indicators.measures.participants import COLUMNS

FAR = datetime.fromisoformat("9999-01-01")
LEFT_OUT = {"trajectory", "positive", "earning", "comparison", "comparison-earning"}
PERSONS = [m for name in ("esf-plus", "esf-2014") for m in PACKS[name].people]
CODES = [m.code for m in (*PROGRAMME, *PERSONS) if m.code not in LEFT_OUT] + ["lv-result", "duo-positive-exit", "duo-stable-job"]
DAYS = st.dates(date(2020, 6, 1), date(2022, 6, 1))
MAYBE = st.one_of(st.none(), DAYS)
MOMENTS = st.sampled_from([NOON, NOON + timedelta(days=300), NOON + timedelta(days=600)])
TAKEN_BACK = st.one_of(st.none(), st.just(NOON + timedelta(days=500)))
TRAITS = {
    "gender": st.sampled_from(["W", "M", "N", None]),
    "birth_on": st.sampled_from(["1990-06-15", "2004-02-29", "1996-01-04", "1966-01-03", None]),
    "labour": st.sampled_from(["unemployed", "inactive", "employed", None]),
    "unemployed_since": st.sampled_from(["2019-07-01", "2020-09-30", "2021-01-31", None]),
    "education": st.sampled_from(["0", "2", "3", "5", "8"]),
    "rural": st.sampled_from(["yes", "no"]),
} | dict.fromkeys(
    ("in_education", "disability", "minority", "exclusion_risk", "precarious", "underemployed", "household_jobless", "household_children",
     "household_one_adult"),
    st.sampled_from(["yes", "no", None]),
)  # fmt: skip
KINDS = (
    "employment",
    "job-search",
    "education",
    "self-employment",
    "confidence",
    "qualification",
    "promotion",
    "pay-rise",
    "stable-contract",
    "full-hours",
)
CONTRACTS = ("", "permanent", "fixed-term")


def _later(draw, book, stays):
    """What became of the people: outcomes, answers, plans."""
    busy = [stays[0]] * 6  # somebody with more labour events than an engine keeps side by side
    for _ in range(draw(st.integers(0, 10))):
        on = draw(DAYS)
        until = on + timedelta(days=draw(st.integers(1, 200))) if draw(st.booleans()) else None
        kind, contract = draw(st.sampled_from(KINDS)), draw(st.sampled_from(CONTRACTS))
        book.outcome(
            draw(st.sampled_from([*stays, *busy])),
            kind,
            on,
            until=until,
            contract_kind=contract,
            recorded_at=draw(MOMENTS),
            retracted_at=draw(TAKEN_BACK),
        )
    for _ in range(draw(st.integers(0, 2))):
        due = draw(DAYS)
        book.asked(
            draw(st.sampled_from(stays)),
            "6-months",
            draw(st.sampled_from(["in-work", "seeking", "inactive", "in-education", "not-reached"])),
            due,
            due + timedelta(days=5),
        )
    if draw(st.booleans()):
        book.plan(draw(st.sampled_from(stays)), draw(DAYS))


@st.composite
def books(draw):
    book = Book()
    book.rows["programmes"][0]["intensive_rule"] = draw(st.sampled_from(["plan", "support", "either"]))
    stays = []
    for _ in range(draw(st.integers(0, 6))):
        entered = draw(MAYBE)
        left = entered + timedelta(days=draw(st.integers(0, 400))) if entered and draw(st.booleans()) else None
        traits = {name: draw(values) for name, values in TRAITS.items()}
        stays.append(book.enrol(draw(st.integers(1, 4)), entered=entered, left=left, **traits))
        if draw(st.booleans()):
            book.event(stays[-1], "enquired", draw(DAYS))
    for _ in range(draw(st.integers(0, 5))):
        book.met(draw(st.integers(1, 6)), draw(DAYS), kind=draw(st.sampled_from(["outreach", "consultation"])), minutes=draw(st.sampled_from([30, 240, 480])),
                 presence=draw(st.sampled_from(["present", "absent"])), recorded_at=draw(MOMENTS), retracted_at=draw(TAKEN_BACK))  # fmt: skip
    if stays:
        _later(draw, book, stays)
    if draw(st.booleans()):
        book.merge(4, 2, retracted_at=draw(TAKEN_BACK))
    return book


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(book=books(), day=DAYS, told=DAYS, window=st.sampled_from(["left_on", "entered_on"]))
def test_what_is_seen_through_kept_pathways_is_what_is_laid_as_of_the_day(book, day, told, window):
    stay = next((row["enrolment_id"] for row in book.rows["enrolments"]), None) or book.enrol(1)
    book.trait(stay, "disability", "yes", on=told)
    book.ground(stay, "roma", told)
    book.window(("employment", "education"), window, 200)
    engine = book.engine()
    asked, columns = Question(1, day), sorted(COLUMNS)

    def rows(there):
        found = engine._rows(engine.kept.seen(there, asked, dated=True).select(*columns).order_by("person"))
        return [row | {"marks": sorted(row["marks"].split(","))} for row in found]

    assert rows(engine.kept.on(asked, "supported")) == rows(engine.kept._lay_then(1, "supported", day, FAR))


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(book=books(), day=DAYS)
def test_whom_a_measure_counts_is_laid_down_as_its_conditions_say(book, day):
    engine, asked = book.engine(), Question(1, day)
    conditional = [how for how in MEASURES.values() if how.when]
    people = engine.kept.seen(engine.kept.on(asked, "supported"), asked)
    assert {how.column for how in conditional} < set(people.columns)
    said = {f"{how.code}?": expression(how.when, people) for how in conditional}
    for row in engine._rows(people.mutate(**said)):
        assert [how.code for how in conditional if row[how.column] != row[f"{how.code}?"]] == []


def _in_work_since(events: list[tuple], by: date) -> date:
    """The start of the unbroken run of work that the last event belongs to: one after the other, each lasting into the next."""
    *before, last = sorted(event for event in events if event[0] <= by)
    while before and before[-1][3] in WORK and (before[-1][4] is None or before[-1][4] >= last[0]):
        last = before.pop()
    return last[0]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(book=books(), days=st.lists(DAYS, min_size=2, max_size=2, unique=True))
def test_work_began_on_the_same_day_from_whichever_day_one_looks(book, days):
    engine = book.engine()
    for day in days:
        people = [p for p in Naive(book, 1, day, FAR).people if p["working"]]
        rows = engine.members(Question(1, day), "working")
        assert sorted(row["since_0"] for row in rows) == sorted(_in_work_since(p["labour_events"], day) for p in people)
        stays = [row["person_id"] for row in book.rows["enrolments"]]
        for row in rows:
            assert row["since_0"] <= row["since_on"] <= day
            if stays.count(row["person"]) == 1:  # an outcome in a stay that had not begun is known only with that stay
                assert engine.participant(Question(1, row["since_on"]), "working", row["person"])


def _agrees(engine, book, day, known=None):
    naive = Naive(book, 1, day, known or FAR)
    counts = engine.counts(Question(1, day, known), CODES)[None]
    got = {code: (c.women, c.men, c.non_binary, c.unknown) for code, c in counts.items()}
    assert got == {code: tuple(naive.count(code, gender) for gender in ("W", "M", "N", "")) for code in CODES}


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(book=books(), days=st.lists(DAYS, min_size=1, max_size=2), known=MOMENTS)
def test_the_engine_agrees_with_the_naive_counter(book, days, known):
    engine = book.engine()
    for day in days:
        _agrees(engine, book, day)
    _agrees(engine, book, days[0], known)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(book=books(), day=DAYS, draws=st.data())
def test_what_is_kept_is_mended_by_whom_it_changed_for(book, day, draws):
    engine = book.engine()
    engine.counts(Question(1, day), CODES)
    stays = [row["enrolment_id"] for row in book.rows["enrolments"]] or [book.enrol(1)]
    _later(draws.draw, book, stays)
    stay = draws.draw(st.sampled_from(stays))
    book.event(stay, "left", draws.draw(DAYS))
    person = {row["enrolment_id"]: row["person_id"] for row in book.rows["enrolments"]}
    changed = {person[row["enrolment_id"]] for name in ("events", "outcomes", "follow_ups", "plans") for row in book.newer(name)}
    book.bring(engine)
    engine.kept.changed(engine.ledger.merged(changed))
    _agrees(engine, book, day)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(book=books(), day=DAYS)
def test_parts_make_the_whole_and_no_result_exceeds_its_reference(book, day):
    counts = book.engine().counts(Question(1, day), list(MEASURES))[None]
    for g in ("women", "men", "non_binary", "unknown", "total"):
        n = {code: getattr(count, g) for code, count in counts.items()}
        assert n["EECO01"] == n["EECO02"] + n["EECO04"] + n["EECO05"] == n["EECO09"] + n["EECO10"] + n["EECO11"]
        assert n["CO01"] + n["CO03"] + n["CO05"] == n["EECO01"] == n["EECO06"] + n["EECO07"] + n["30-54"] + n["EECO08"]
        for how in PERSONS:
            assert n[how.code] <= sum(n[whole] for whole in how.capped_by), how.code
        assert n["EECR04"] + n["EECR01"] <= n["left"]
        assert n["reached"] >= n["enquired"] >= n["admitted"] >= n["supported"] >= n["EECO01"]
