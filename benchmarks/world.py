"""A world of any size for the benchmarks: one programme, ten providers, coaches with forty people each.

Up to four thousand people come in through the public bulk actions; a larger world repeats them within the database.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from random import Random

from benchmarks.repeat import repeat
from vieta.accounts.actions import bring_in_staff
from vieta.accounts.models import Account
from vieta.accounts.rules import Term
from vieta.activities.actions import ActivityRow, AttendanceRow, bring_in_activities
from vieta.base.viewer import Viewer, system
from vieta.enrolments.actions import IncomingEnrolment, IncomingEvent, IncomingTrait, bring_in_enrolments
from vieta.enrolments.models import Enrolment
from vieta.jobs.transfer.frame import ProgrammeIn, found_programme
from vieta.organisations.models import Organisation
from vieta.outcomes.actions import FollowUpRow, OutcomeRow, bring_in_follow_ups, bring_in_outcomes
from vieta.people.actions import IncomingPerson, bring_in_people
from vieta.people.models import Person
from vieta.plans.actions import GoalIn, PlanIn, StepIn, bring_in_plans
from vieta.programmes.models import Contract, Municipality, Programme, Region

TODAY = date(2026, 3, 4)  # a Wednesday: pages believe it is this day
NOW = datetime.combine(TODAY, time(10), UTC)
CODE = "bench"
FIRST_DAY = date(2024, 1, 1)
CASES = 40  # people of one coach
PROVIDERS = 10
LETTERS = "ABCDEFGHIJ"
CHUNK = 4000  # people brought in through the actions; a larger world repeats them
SYLLABLES = ("ba", "ko", "li", "ma", "ne", "ru", "sa", "ti", "vo", "ze", "an", "el", "or", "is", "du", "ga")
# How far each of a coach's forty people has come.
STAGES = ("enquiry",) * 3 + ("admitted",) * 2 + ("active",) * 25 + ("left",) * 8 + ("refused",) + ("withdrew",)


def days(count: int) -> timedelta:
    """So many days."""
    return timedelta(days=count)


def name_of(number: int, syllables: int) -> str:
    """A made-up name, the same for the same number."""
    letters = []
    for _turn in range(syllables):
        number, rest = divmod(number, len(SYLLABLES))
        letters.append(SYLLABLES[rest])
    return "".join(letters).capitalize()


def frame() -> ProgrammeIn:
    """The programme: ten providers in five regions, half of whom show names to the lead, a contract each."""
    providers = [
        {
            "code": f"provider-{c.lower()}",
            "name": f"Provider {c}",
            "kind": "civil-society",
            "country": "BE",
            "part": "provider",
            "names_to_lead": c in "ACEGI",
        }
        for c in LETTERS
    ]
    lead = {"code": "lead", "name": "Lead", "kind": "municipal", "country": "BE", "part": "lead"}
    fund = {"code": "fund", "name": "Fund", "kind": "fund", "country": "BE", "part": "funder"}
    regions = [{"code": f"region-{n}", "name": f"Region {n}", "nuts": f"BE23{n}", "municipalities": _places(n)} for n in range(5)]
    contracts = [
        {
            "number": f"C-{n}", "provider": f"provider-{LETTERS[n].lower()}", "region": f"region-{n % 5}", "signed_on": FIRST_DAY, "from_on": FIRST_DAY,
            "until_on": "2028-01-01", "persons": 12_000, "obligations": [],
        }
        for n in range(PROVIDERS)
    ]  # fmt: skip
    period = {
        "from_on": FIRST_DAY, "until_on": "2028-01-01", "decided_on": "2023-11-01",
        "targets": [{"measure": "reached", "value": 120_000, "due_on": "2027-12-31"}, {"measure": "intensive", "value": 80_000, "due_on": "2027-12-31"}],
    }  # fmt: skip
    return ProgrammeIn.model_validate(
        {
            "code": CODE, "name": "Support towards work", "country": "BE", "lead": "lead", "organisations": [lead, *providers, fund],
            "rules": {"intensive_rule": "either", "silent_after_days": 21, "headline_measures": ["reached", "intensive"]},
            "periods": [period], "regions": regions, "contracts": contracts, "teams": [{"name": "Everybody"}],
        }
    )  # fmt: skip


def _places(region: int) -> list[dict]:
    return [{"code": f"place-{region}-{n}", "name": f"Place {region} {n}"} for n in range(3)]


@dataclass(frozen=True)
class Case:
    """One person as the world imagines them: whose case, how far, and the days that mattered."""

    number: int
    stage: str
    enquired_on: date
    entered_on: date
    left_on: date | None
    coach: int  # its number, from 0
    coach_id: int

    @property
    def provider(self) -> int:
        return self.coach % PROVIDERS

    @property
    def taken(self) -> bool:
        return self.stage in ("admitted", "active", "left")

    @property
    def supported(self) -> bool:
        return self.stage in ("active", "left")


class World:
    """Builds the world in the current database; the same seed gives the same people."""

    def __init__(self, size: int):
        self.size, self.draw = size, Random(size)
        self.by: Viewer = system("bench", TODAY)
        self.programme: Programme

    def build(self, say=print) -> None:
        """Everything; `size` beyond CHUNK is a multiple of it."""
        self.programme = found_programme(frame(), by=self.by, at=NOW)
        self.organisations = dict(Organisation.objects.values_list("name", "pk"))
        self.regions = list(Region.objects.order_by("code").values_list("pk", flat=True))
        self.places = {pk: list(Municipality.objects.filter(region=pk).values_list("pk", flat=True)) for pk in self.regions}
        self.contracts = dict(Contract.objects.values_list("number", "pk"))
        coaches = self._staff()
        first = min(CHUNK, self.size)
        self._bring_in([self._case(n, coaches) for n in range(first)])
        say(f"{first} people brought in")
        if self.size > first:
            repeat(self.size // first, [coach.pk for coach in coaches], first // CASES)
            say(f"repeated up to {self.size}")

    def _staff(self) -> list[Account]:
        def hire(username: str, home: str, role: str, profession: str) -> Account:
            return bring_in_staff(
                by=self.by, at=NOW, username=username, name=f"{username.title()} {name_of(len(username), 3)}", organisation_id=self.organisations[home],
                profession=profession, roles=[Term(role, self.programme.pk, FIRST_DAY)],
            )  # fmt: skip

        hire("lead", "Lead", "lead", "office")
        hire("coordinator", "Provider A", "coordinator", "office")
        return [hire(f"coach{n}", f"Provider {LETTERS[n % PROVIDERS]}", "coach", "coach") for n in range(-(-self.size // CASES))]

    # One person ------------------------------------------------------------------------------------------------------
    def _case(self, number: int, coaches: list[Account]) -> Case:
        stage = STAGES[number % CASES]
        enquired_on = TODAY - days(self.draw.randrange(1, 30) if stage == "enquiry" else self.draw.randrange(250, 700))
        entered_on = enquired_on + days(self.draw.randrange(10, 40))
        left_on = entered_on + days(self.draw.randrange(30, 210)) if stage == "left" else None
        coach = number // CASES
        return Case(number, stage, enquired_on, entered_on, left_on, coach, coaches[coach].pk)

    def _bring_in(self, cases: list[Case]) -> None:
        at, by = NOW, self.by
        people = bring_in_people(by=by, at=at, rows=[self._person(case) for case in cases])
        made = bring_in_enrolments(by=by, at=at, rows=[self._stay(c, p) for c, p in zip(cases, people, strict=True)])
        pairs = list(zip(cases, made, strict=True))
        bring_in_plans(by=by, at=at, rows=[row for case, e in pairs for row in self._plan(case, e)])
        bring_in_activities(
            by=by, at=at, rows=[row for start in range(0, len(pairs), CASES) for row in self._activities(pairs[start : start + CASES])]
        )
        bring_in_outcomes(by=by, at=at, rows=[row for case, e in pairs for row in self._outcomes(case, e)])
        bring_in_follow_ups(by=by, at=at, rows=[row for case, e in pairs for row in self._follow_ups(case, e)])

    def _person(self, case: Case) -> IncomingPerson:
        first, last = name_of(self.draw.randrange(600), 3), name_of(self.draw.randrange(20_000), 4)
        birth_on = date(1950, 1, 1) + days(self.draw.randrange(20_000))
        phone = f"+32470{case.number:07d}"
        return IncomingPerson(
            first_name=first, last_name=last, birth_on=birth_on, gender=self.draw.choice("WM"), phone=phone, languages=["nl"]
        )

    def _stay(self, case: Case, person: Person) -> IncomingEnrolment:
        happened = [("enquired", case.enquired_on)]
        if case.taken:
            happened.append(("admitted", case.entered_on - days(5)))
        if case.supported:
            happened.append(("entered", case.entered_on))
        if case.left_on:
            happened.append(("left", case.left_on))
        if case.stage in ("refused", "withdrew"):
            happened.append((case.stage, case.enquired_on + days(9)))
        region = self.regions[case.provider % len(self.regions)]
        return IncomingEnrolment(
            person=person, number=f"B-{case.number:06d}", programme_id=self.programme.pk, provider_id=self.organisations[f"Provider {LETTERS[case.provider]}"],
            events=[IncomingEvent(moment, on) for moment, on in happened], region_id=region, municipality_id=self.draw.choice(self.places[region]),
            contract_id=self.contracts[f"C-{case.provider}"] if case.taken else None, traits=list(self._traits(person)),
            team=[(case.coach_id, "coach")] if case.taken else [], left_because="work" if case.left_on else "",
        )  # fmt: skip

    def _traits(self, person: Person) -> Iterator[IncomingTrait]:
        yield IncomingTrait("gender", person.gender)
        yield IncomingTrait("birth_on", str(person.birth_on))
        yield IncomingTrait("labour", self.draw.choice(("unemployed", "inactive", "employed")))
        yield IncomingTrait("education", self.draw.choice(("0", "1", "2", "3", "4", "5")))
        yield IncomingTrait("minority", self.draw.choice(("yes", "no")))

    # What is done with them ------------------------------------------------------------------------------------------
    def _plan(self, case: Case, enrolment: Enrolment) -> Iterator[PlanIn]:
        if not case.taken:
            return
        due = TODAY + days(self.draw.randrange(-20, 90))
        steps = [StepIn("Write a letter to an employer", "person", due), StepIn("Look for a place to learn", "coach", due + days(14))]
        agreed = case.entered_on + days(4) if case.supported and case.number % 20 else None
        yield PlanIn(
            enrolment_id=enrolment.pk, written_on=case.entered_on, agreed_on=agreed, worker_id=case.coach_id, words="I want work that lasts.",
            goals=[GoalIn("Find work nearby", steps)],
        )  # fmt: skip

    def _activities(self, pairs: list[tuple[Case, Enrolment]]) -> Iterator[ActivityRow]:
        """What one coach did with the forty: two talks with each, four rounds of groups, and this week's calendar."""
        here = [(case, e) for case, e in pairs if case.taken]
        for case, e in here:
            for n in range(2):
                yield self._held(case, "consultation", case.entered_on + days(10 + 9 * n), [(case, e)])
        active = [(case, e) for case, e in here if case.stage == "active"]
        for start in range(0, len(active), 10):
            for ago in (100, 70, 40, 12):
                yield self._held(active[0][0], "group", TODAY - days(ago + start), active[start : start + 10])
        for n, (case, e) in enumerate(active[:14]):
            yield self._planned(case, e, TODAY + days(n % 5 - 2), time(9 + n // 2))

    def _common(self, case: Case) -> dict:
        return {
            "programme_id": self.programme.pk, "organisation_id": self.organisations[f"Provider {LETTERS[case.provider]}"], "led_by_id": case.coach_id,
            "region_id": self.regions[case.provider % len(self.regions)], "profession": "coach",
        }  # fmt: skip

    def _held(self, case: Case, kind: str, on: date, there: list[tuple[Case, Enrolment]]) -> ActivityRow:
        people = []
        for _case, e in there:
            presence = "present" if self.draw.random() < 0.8 else "absent"
            people.append(AttendanceRow(e.person_id, e.pk, presence, 90 if kind == "group" else 60))
        return ActivityRow(kind=kind, on=on, people=tuple(people), **self._common(case))

    def _planned(self, case: Case, e: Enrolment, on: date, at: time) -> ActivityRow:
        there = (AttendanceRow(e.person_id, e.pk, "expected"),)
        return ActivityRow(kind="talk", on=on, starts_at=at, state="planned", people=there, **self._common(case))

    def _outcomes(self, case: Case, e: Enrolment) -> Iterator[OutcomeRow]:
        if case.left_on:
            yield OutcomeRow(e.pk, "employment", case.left_on, contract_kind="permanent", employer="A workshop")
        elif case.stage == "active" and case.number % 3 == 0:
            yield OutcomeRow(e.pk, "confidence", case.entered_on + days(60))

    def _follow_ups(self, case: Case, e: Enrolment) -> Iterator[FollowUpRow]:
        if case.left_on is None:
            return
        for moment, after in (("28-days", 28), ("6-months", 182)):
            due = case.left_on + days(after)
            if due < TODAY - days(20):
                yield FollowUpRow(e.pk, moment, due, "in-work", due + days(3), True, "declared")
            else:
                yield FollowUpRow(e.pk, moment, due)
