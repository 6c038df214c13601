"""Gathers what the checks look at (a Case of plain values), and the findings of a report as its page shows them."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from itertools import combinations

from django.db.models import Q
from django.utils.translation import gettext as _

from vieta.base.periods import days_after, months_after
from vieta.base.viewer import Viewer
from vieta.documents.choices import Source
from vieta.enrolments.choices import SPECIAL_TRAITS, Arm, Asked
from vieta.enrolments.models import Enrolment, EntryTrait, GroundHeld
from vieta.enrolments.queries.entry import asked_of, facts_recorded
from vieta.enrolments.rules import explain
from vieta.indicators import queries as indicators
from vieta.indicators.access import Reach, reach
from vieta.outcomes.choices import LABOUR_KINDS, FollowUpMoment
from vieta.outcomes.models import FollowUp, Outcome
from vieta.people.models import Person
from vieta.people.rules import Known, alike, looks_the_same, phone_tail, swapped
from vieta.programmes import queries as programmes
from vieta.programmes.models import Period

from .. import conditions
from ..access import opened_by, visible_to
from ..choices import Mending, Severity, State
from ..models import Finding, Report
from ..rules import CHECKS, Breach, Case, Check, Promise, run
from .claims import unproven, without_cost
from .compose import counted_again
from .people import Face, faces, special_open
from .scope import as_prepared, how
from .twice import costs_twice

WINDOW, LATER = 28, 6
TELL_SPECIAL = ("P15", "P16")
NUMBERS = ("women", "men", "non_binary", "total")


# What the checks look at ---------------------------------------------------------------------------------------------
def case(
    viewer: Viewer, code: str, day: date, known: datetime, figures: dict, *, former: dict | None, correction: bool, money: bool = True
) -> Case:
    """Everything the checks ask of figures, just composed or frozen earlier, and of the records behind them, as known at a moment;
    without the `money`, where only the records of persons are asked about."""
    records = _Records(viewer, code, day, known)
    rows = [row for row in figures["indicators"] if row.get("people", True) and row.get("gendered", True)]
    return Case(
        numbers={row["code"]: {name: row[name] for name in NUMBERS} for row in rows},
        former={
            row["code"]: {name: row[name] for name in NUMBERS} for row in (former or {}).get("indicators", ()) if row.get("gendered", True)
        },
        correction=correction,
        caps={row["code"]: _cap(row["code"]) for row in rows},
        leavers=next((row["value"] for row in (*figures["headline"], *figures["others"]) if row["code"] == "left"), None),
        promises=[_promise(row) for row in figures["headline"]],
        part=not records.reach.whole,
        percents=[Decimal(share["percent"]) for share in figures["shares"]],
        uneven=programmes.uneven_costs(viewer, code) if money and records.reach.whole else (),
        unpaid=without_cost(records.reach) if money else (),
        unproven=unproven(records.reach, until_on=days_after(day, 1)) if money else (),
        twice=[(f"{on}:{cents}", what) for on, what, cents, _number in costs_twice(records.reach, day)] if money else (),
        odd=records.odd({row["code"] for row in rows}),
        members=records.members,
    )


def _cap(code: str) -> tuple[tuple[str, ...], bool]:
    found = how(code)
    return (found.capped_by, found.soft_cap) if found else ((), False)


def _promise(row: dict) -> Promise:
    share = Decimal(row["share"]) if row["share"] is not None else None
    return Promise(row["name"], row["value"], row["target"], share, row["code"])


class _Records:
    """The records of a programme's participants so far as the viewer's figures reach, on a day and as known at a moment."""

    def __init__(self, viewer: Viewer, code: str, day: date, known: datetime):
        self.day, self.known = day, known
        self.reach: Reach = reach(viewer, code)
        self._members: dict[str, Mapping[int, str]] = {}

    def members(self, measure: str) -> Mapping[int, str]:
        """Everybody a measure counts, asked once."""
        if measure not in self._members:
            counted = how(measure) is not None
            self._members[measure] = indicators.members(self.reach, measure, self.day, known=self.known) if counted else {}
        return self._members[measure]

    def odd(self, codes: set[str]) -> dict[str, Sequence[int]]:
        """Whose records are odd, by what is odd about them."""
        span = self._span()
        asked = conditions.of(self.day, span)
        found: dict[str, Sequence[int]] = {}
        found |= indicators.those(self.reach, (self.day, span), asked, self.day, known=self.known)
        found["late-result"] = self._late([c for c in ("EECR01", "EECR04", "CR01", "CR04") if c in codes])
        found["too-early"] = self._too_early([c for c in ("EECR05", "EECR06", "CR06", "CR07", "CR08", "CR09") if c in codes])
        for result, status, name in (("EECR06", "EECO05", "improved-not-employed"), ("CR07", "CO05", "improved-not-employed")):
            if result in codes:
                found[name] = sorted(self.members(result).keys() - self.members(status).keys())
        if "EECR05" in codes:
            found["later-work-employed"] = sorted(self.members("EECR05").keys() & self.members("EECO05").keys())
        found["follow-up-due"] = self._due()
        found["ground-disagrees"] = self._grounds()
        found["refused-without-evidence"] = self._refused()
        found["duplicate"] = sorted({person for pair in self._doubles() for person in pair})
        return found

    def _span(self) -> tuple[date, date] | None:
        days = list(Period.objects.filter(programme=self.reach.programme).values_list("from_on", "until_on"))
        return (min(first for first, _end in days), max(end for _first, end in days)) if days else None

    def _stays(self):
        return Enrolment.objects.filter(self.reach.sees(), programme=self.reach.programme, arm=Arm.SUPPORTED, entered_on__lte=self.day)

    def _of_stays(self, model, **more):
        """Facts of these stays that held by the day and stood at the moment."""
        rows = model.objects.filter(enrolment__in=self._stays().values("pk"), valid_on__lte=self.day, recorded_at__lte=self.known, **more)
        return rows.filter(Q(retracted_at__isnull=True) | Q(retracted_at__gt=self.known))

    def _late(self, codes: Sequence[str]) -> list[int]:
        left = {p: on for code in codes for p, on in indicators.left_on(self.reach, code, self.day, known=self.known).items()}
        if not left:
            return []
        told: dict[int, list[date]] = defaultdict(list)
        for person, on in self._of_stays(Outcome, kind__in=LABOUR_KINDS).values_list("enrolment__person_id", "valid_on"):
            told[person].append(on)
        answered = FollowUp.objects.filter(enrolment__in=self._stays().values("pk"), retracted_at__isnull=True).exclude(answer="")
        for person, due, asked in answered.values_list("enrolment__person_id", "due_on", "asked_on"):
            told[person].append(min(due, asked or due))
        merged = dict(Person.objects.filter(merged_into__isnull=False).values_list("pk", "merged_into_id")) if left else {}
        for person, into in merged.items():
            told[into] += told.get(person, [])
        return sorted(p for p, on in left.items() if not any(day <= days_after(on, WINDOW) for day in told.get(p, ())))

    def _too_early(self, codes: Sequence[str]) -> list[int]:
        left = {p: on for code in codes for p, on in indicators.left_on(self.reach, code, self.day, known=self.known).items()}
        return sorted(person for person, on in left.items() if months_after(on, LATER) > self.day)

    def _due(self) -> list[int]:
        open_ones = FollowUp.objects.filter(
            enrolment__in=self._stays().values("pk"), moment=FollowUpMoment.MONTHS_6, due_on__lte=self.day, retracted_at__isnull=True
        )
        unanswered = open_ones.filter(Q(answer="") | Q(recorded_at__gt=self.known))
        return sorted(set(unanswered.values_list("enrolment__person_id", flat=True)))

    def _grounds(self) -> list[int]:
        """Whose ground does not hold by its own check on what was recorded at entry."""
        held = self._of_stays(GroundHeld).exclude(ground__rule="").select_related("ground", "enrolment__person")
        rows = list(held.order_by("pk"))
        traits: dict[int, dict[str, EntryTrait]] = defaultdict(dict)
        stays = {row.enrolment_id for row in rows}
        for fact in self._of_stays(EntryTrait).filter(enrolment_id__in=stays).order_by("pk") if stays else ():
            traits[fact.enrolment_id][fact.trait] = fact
        off = []
        for row in rows:
            facts = facts_recorded(row.enrolment, traits[row.enrolment_id])
            if not explain(asked_of(row.ground), facts, row.enrolment.entered_on or row.valid_on).holds:
                off.append(row.enrolment.person_id)
        return sorted(set(off))

    def _refused(self) -> list[int]:
        """Who declined a special question without a trace of who asked: no name, no document, no register."""
        asked = {"asked": Asked.DECLINED, "trait__in": SPECIAL_TRAITS}
        rows = self._of_stays(EntryTrait, **asked, recorded_by__isnull=True, certified_by__isnull=True, document__isnull=True)
        rows = rows.exclude(source__in=(Source.DOCUMENT, Source.REGISTER))
        return sorted(set(rows.values_list("enrolment__person_id", flat=True)))

    def _doubles(self) -> Iterator[tuple[int, int]]:
        """Pairs of people counted here who look like one: compared only where a birth date, phone or whole name is shared."""
        people = Person.objects.filter(pk__in=self._stays().values("person_id"), merged_into__isnull=True, apart_reason="")
        fields = ("pk", "first_name", "last_name", "known_as", "birth_on", "phone", "sort_name")
        near: dict[object, list[tuple[int, Known]]] = defaultdict(list)
        for number, first, last, called, born, phone, name in people.order_by("pk").values_list(*fields):
            one = (number, Known(first, last, called, born, phone))
            for key in _keys(born, phone, name):
                near[key].append(one)
        seen: set[tuple[int, int]] = set()
        for group in near.values():
            for (a, mine), (b, theirs) in combinations(group[:200], 2):
                if (a, b) not in seen and looks_the_same(mine, theirs, alike(mine, theirs)):
                    seen.add((a, b))
                    yield a, b


def _keys(born: date | None, phone: str, name: str) -> set[object]:
    keys: set[object] = {("phone", tail)} if (tail := phone_tail(phone)) else set()
    if born:
        turned = swapped(born)
        keys.add(("born", min(born, turned) if turned else born))
    else:
        keys.add(("name", name))
    return keys


def former_of(row: Report) -> Report | None:
    """The last signed report of an earlier day that is of the same things: the same contract, layout and part of the programme."""
    same = {name: getattr(row, name) for name in ("programme_id", "contract_id", "layout", "part")}
    return Report.objects.filter(state=State.SIGNED, as_of__lt=row.as_of, **same).order_by("-as_of", "-number").first()


def before(viewer: Viewer, report_id: int) -> int | None:
    """The signed report before one, where the viewer may open it: the one whose numbers its own are held against."""
    row = opened_by(viewer, report_id)
    former = former_of(row)
    return former.pk if former and visible_to(viewer).filter(pk=former.pk).exists() else None


# What they found, on the page ----------------------------------------------------------------------------------------
@dataclass(frozen=True)
class FindingCard:
    """One finding with the people behind it and where it is mended."""

    id: int
    check_id: str
    name: str
    basis: str
    severity: str
    severity_label: str
    words: str
    cells: tuple[str, ...]
    number: int
    people: tuple[Face, ...]
    closed: int  # how many more would be told a special characteristic of
    mending: str
    mending_label: str
    reason: str
    noted_by: str
    noted_at: datetime | None
    taken_over: bool  # the reason was written of the report in whose place this one was prepared


@dataclass(frozen=True)
class Checked:
    """A report's checks: which held, what was found, and how many findings stand between it and a signature."""

    findings: tuple[FindingCard, ...]
    holding: tuple[tuple[str, str], ...]  # code and name of each check that found nothing
    errors: int
    unanswered: int

    @property
    def held(self) -> int:
        """How many checks found nothing."""
        return len(self.holding)


def checked(viewer: Viewer, report_id: int) -> Checked:
    """What the checks found on a report when it was prepared. A constant number of statements."""
    row = opened_by(viewer, report_id)
    found = list(row.findings.select_related("noted_by").order_by("pk"))
    behind = faces(viewer, row.programme_id, {person for one in found for person in one.people})
    telling = {person for one in found if tells_special(one) for person in one.people}
    closed = telling.difference(special_open(viewer, row.programme_id, telling)) if telling else set()
    cards = tuple(_card(one, row, behind, closed if tells_special(one) else set()) for one in found)
    errors = sum(card.severity == Severity.ERROR for card in cards)
    unanswered = sum(card.severity == Severity.WARNING and not card.reason for card in cards)
    broken = {card.check_id for card in cards}
    return Checked(cards, tuple((one.id, str(one.name)) for one in CHECKS if one.id not in broken), errors, unanswered)


def mended_since(viewer: Viewer, report_id: int, at: datetime) -> frozenset[int]:
    """Which findings of a report not signed yet the checks would not make any more on the records of this moment."""
    row = opened_by(viewer, report_id)
    found = list(row.findings.all())
    if row.state == State.SIGNED or not found:
        return frozenset()
    former = former_of(row)
    looked = case(
        as_prepared(viewer, row),
        row.programme.code,
        row.as_of,
        at,
        counted_again(viewer, row, None),
        former=former.figures if former else None,
        correction=row.corrects_id is not None,
    )
    still = run(looked)
    return frozenset(one.pk for one in found if not any(same_fault(one, *breach) for breach in still))


def same_fault(one: Finding, check: Check, breach: Breach) -> bool:
    """Whether a breach is what was found then: of the same check and numbers, with somebody of those behind it."""
    alike = (check.id, list(breach.cells), breach.severity or check.severity) == (one.check_id, one.cells, one.severity)
    return alike and (not one.people or not set(one.people).isdisjoint(breach.people))


def finding(viewer: Viewer, report_id: int, finding_id: int) -> FindingCard | None:
    """One finding of a report the viewer may open."""
    return next((one for one in checked(viewer, report_id).findings if one.id == finding_id), None)


def tells_special(one: Finding) -> bool:
    """Whether standing behind a finding tells a ground or a special characteristic, as that somebody declined to say it."""
    return one.check_id in TELL_SPECIAL or any(found.special for code in one.cells if (found := how(code)))


def _card(one: Finding, report: Report, behind: dict[int, Face], closed: set[int]) -> FindingCard:
    check = next(check for check in CHECKS if check.id == one.check_id)
    people = tuple(behind[person] for person in one.people if person in behind and person not in closed)
    return FindingCard(
        one.pk, one.check_id, str(check.name), check.basis, one.severity, _severity(one), one.words, tuple(one.cells), one.number,
        people, len(closed.intersection(one.people)), check.mending,
        str(Mending(check.mending).label), one.reason, one.noted_by.name if one.noted_by else "", one.noted_at,
        one.noted_at is not None and one.noted_at < report.prepared_at,
    )  # fmt: skip


def _severity(one: Finding) -> str:
    """What a finding does: a warning that has its reason waits for nothing any more."""
    return _("Warning: may stand") if one.severity == Severity.WARNING and one.reason else str(Severity(one.severity).label)
