"""From the records to the engine: who waits and which mentors are there, with only the facts these rules need, under pseudonyms."""

from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from vieta.base.periods import holds_on
from vieta.base.viewer import Viewer
from vieta.mentoring.choices import Offer, Standing
from vieta.mentoring.models import MentoringSetUp, Mentorship, Wish
from vieta.mentoring.queries.readiness import Readiness, readiness_of
from vieta.mentoring.queries.wishes import waiting

from ..access import mentorships_of
from ..choices import Asked, Groups, Verdict
from ..models import Decision, Mark, MatchingRules, Meeting
from ..rules.criteria import Conditions, needs
from ..rules.rounds import Pair, Round, Solved
from . import facts


@dataclass(frozen=True)
class Person:
    """Somebody of the round as the coordinator may see them. `id` is the enrolment's of a mentee, the mentorship's of a mentor."""

    key: str
    id: int
    person_id: int
    name: str
    place: str = ""
    since_on: date | None = None
    days: int = 0
    free: int = 0
    capacity: int = 0
    trained: bool = True
    born_on_missing: bool = False


@dataclass(frozen=True)
class Bench:
    """One meeting's people, marks and rules as they stand now, ready to be solved; nothing of it is kept until somebody says so."""

    meeting: Meeting
    rules: MatchingRules
    mentees: dict[str, Person]
    mentors: dict[str, Person]
    round: Round
    marks: dict[Pair, Mark]
    lapsed: tuple[Mark, ...]

    @cached_property
    def solved(self) -> Solved:
        return self.round.solved()

    @property
    def state(self) -> str:
        return self.round.state

    @cached_property
    def by_enrolment(self) -> dict[int, Person]:
        return {one.id: one for one in self.mentees.values()}

    @cached_property
    def by_mentorship(self) -> dict[int, Person]:
        return {one.id: one for one in self.mentors.values()}

    def name(self, key: str) -> str:
        """The name behind a pseudonym of this round."""
        found = self.mentees.get(key) or self.mentors.get(key)
        return found.name if found else key


def bench(viewer: Viewer, meeting: Meeting, rules: MatchingRules) -> Bench:
    """Everything for one meeting, for somebody who opened it already. Fourteen statements, however many people."""
    set_up = MentoringSetUp.objects.filter(programme_id=meeting.programme_id).first() or MentoringSetUp(programme_id=meeting.programme_id)
    conditions = conditions_of(set_up)
    wanted = needs(rules.tree, conditions, bool(rules.groups))
    wishes, parts = _wishes(viewer, meeting), _mentorships(viewer, meeting)
    ready = readiness_of(parts, meeting.on)
    parts = [part for part in parts if not ready[part.pk].paused]
    apart = facts.kept_apart(meeting, wishes, parts)
    stays = [wish.enrolment for wish in wishes]
    asks_background = "migrant_background" in wanted or ("group" in wanted and rules.groups == Groups.BACKGROUND)
    answers = facts.answers_of(stays) if asks_background else {}
    groups = facts.groups_of(stays, rules.groups, meeting.on, answers) if "group" in wanted else {}
    mentees = [facts.mentee(meeting, wish, wanted, groups, answers, apart) for wish in wishes]
    mentors = [facts.mentor(meeting, part, ready[part.pk], set_up, wanted, apart) for part in parts]
    round_ = Round(
        f"{meeting.programme.code} {rules.number}", meeting.on, rules.tree, conditions, tuple(mentees), tuple(mentors),
        forbidden=frozenset(apart["forbidden"]),
    )  # fmt: skip
    people = {one.key: one for one in (_mentee(meeting, wish, wanted) for wish in wishes)}
    helpers = {one.key: one for one in (_mentor(meeting, part, ready[part.pk], set_up) for part in parts)}
    return _marked(Bench(meeting, rules, people, helpers, round_, {}, ()))


def _mentee(meeting: Meeting, wish: Wish, wanted: frozenset[str]) -> Person:
    person = wish.enrolment.person
    return Person(
        facts.key(meeting, "mentee", wish.enrolment_id), wish.enrolment_id, person.pk, person.name,
        place=wish.place, since_on=wish.waiting_since, days=(meeting.on - wish.waiting_since).days,
        born_on_missing="born_on" in wanted and person.birth_on is None,
    )  # fmt: skip


def _mentor(meeting: Meeting, part: Mentorship, ready: Readiness, set_up: MentoringSetUp) -> Person:
    return Person(
        facts.key(meeting, "mentor", part.pk), part.pk, part.mentor_id, ready.name, place=part.mentor.place, free=ready.free,
        capacity=ready.capacity, trained=facts.may_begin(ready, set_up, meeting.on),
    )  # fmt: skip


def _marked(bare: Bench) -> Bench:
    """The bench with what was asked at this meeting: pairs left out, and pairs kept as far as they still can be."""
    rows = Mark.objects.filter(meeting=bare.meeting, lifted_at__isnull=True).order_by("id")
    marks, lapsed = {}, []
    for row in rows:
        one, other = bare.by_enrolment.get(row.enrolment_id), bare.by_mentorship.get(row.mentorship_id)
        if one and other:
            marks[one.key, other.key] = row
        elif row.asked == Asked.KEEP and other is None:
            lapsed.append(row)
    forbidden = bare.round.forbidden | {pair for pair, row in marks.items() if row.asked == Asked.FORBID}
    wanted = [pair for pair, row in marks.items() if row.asked == Asked.KEEP]
    round_, impossible = replace(bare.round, forbidden=forbidden).with_kept(wanted)
    lapsed += [marks.pop(pair) for pair in impossible]
    return replace(bare, round=round_, marks=marks, lapsed=tuple(lapsed))


def conditions_of(set_up: MentoringSetUp) -> Conditions:
    """What the programme asks of every duo."""
    return Conditions(
        age_gap=set_up.age_gap if set_up.intergenerational else None,
        mentor_age_from=set_up.mentor_age_from,
        mentee_age_until=set_up.mentee_age_until,
        clearance=set_up.clearance_required,
        training_first=True,
    )


def _wishes(viewer: Viewer, meeting: Meeting) -> list[Wish]:
    """Those who wait in this branch, but for whom it was said at this meeting that they wait for the next one."""
    later = Decision.objects.filter(meeting=meeting, verdict=Verdict.NOT_NOW, taken_back_at__isnull=True).values("enrolment_id")
    rows = waiting(viewer, meeting.programme_id).filter(enrolment__provider_id=meeting.organisation_id).exclude(enrolment_id__in=later)
    if meeting.region_id:
        rows = rows.filter(enrolment__region_id=meeting.region_id)
    return list(rows.select_related("enrolment__person", "enrolment__region", "enrolment__provider"))


def _mentorships(viewer: Viewer, meeting: Meeting) -> list[Mentorship]:
    """The accepted mentors of this branch who have begun and not stopped; no volunteers for other tasks."""
    rows = mentorships_of(viewer).filter(
        programme_id=meeting.programme_id, organisation_id=meeting.organisation_id, standing=Standing.ACCEPTED, mentor__left_on__isnull=True
    )
    if meeting.region_id:
        rows = rows.filter(region_id=meeting.region_id)
    rows = rows.exclude(mentor__offer=Offer.VOLUNTEER).select_related("mentor", "region", "organisation").order_by("id")
    return [row for row in rows if holds_on(meeting.on, row.from_on, row.until_on)]
