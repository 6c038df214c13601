"""Which mentors are ready for one more duo on a day, and what is in the way; read by matching and by the duos."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Max

from vieta.base.viewer import Viewer

from ..access.network import mentorships_of
from ..choices import ALIVE, MentorMoment, TrainingRule
from ..models import Clearance, Duo, MentoringSetUp, Mentorship, MentorshipEvent, Pause
from ..rules.network import Offering, TrainingAsked, is_paused, reasons_not_ready, training_due_by, training_reasons


@dataclass(frozen=True)
class Readiness:
    """One mentorship on a day: training, clearance, pause and places, and in words everything that stands in the way.

    `training_due_by` is known only where the programme allows training after the first duo began; `may_start_early` says why
    somebody lets a mentor begin before the training.
    """

    mentorship_id: int
    mentor_id: int
    name: str
    trained_on: date | None
    training_due_by: date | None
    may_start_early: str
    cleared_until: date | None
    paused: bool
    capacity: int
    taken: int
    conduct: int
    reasons: tuple[str, ...]
    training: tuple[str, ...] = ()  # those of the reasons that are about the training, which alone yield to a written reason

    @property
    def free(self) -> int:
        """How many more duos there is a place for."""
        return max(self.capacity - self.taken, 0)

    @property
    def is_ready(self) -> bool:
        """Whether nothing stands in the way of one more duo."""
        return not self.reasons


def readiness(viewer: Viewer, mentorship_ids: Iterable[int], on: date) -> dict[int, Readiness]:
    """The readiness of those of these mentorships that open to the viewer, by id. Six statements, however many."""
    return readiness_of(list(mentorships_of(viewer).filter(pk__in=set(mentorship_ids)).select_related("mentor").order_by("id")), on)


def readiness_of(rows: list[Mentorship], on: date) -> dict[int, Readiness]:
    """As `readiness`, for mentorships that the caller has opened already (fetched with their mentor)."""
    ids, mentors = [row.pk for row in rows], {row.mentor_id for row in rows}
    set_ups = {s.programme_id: s for s in MentoringSetUp.objects.filter(programme_id__in={row.programme_id for row in rows})}
    events: dict[int, dict[str, MentorshipEvent]] = defaultdict(dict)
    for event in MentorshipEvent.objects.filter(mentorship__in=ids, retracted_at__isnull=True).order_by("version", "id"):
        events[event.mentorship_id][event.moment] = event
    cleared = dict(Clearance.objects.filter(mentor__in=mentors).order_by().values_list("mentor_id").annotate(until=Max("valid_until")))
    pauses: dict[int, list] = defaultdict(list)
    for mentor_id, start, end in Pause.objects.filter(mentor__in=mentors).order_by("id").values_list("mentor_id", "from_on", "until_on"):
        pauses[mentor_id].append((start, end))
    taken: dict[int, int] = defaultdict(int)
    first: dict[int, date | None] = {}
    for mentorship_id, state, agreed in _duos(ids):
        taken[mentorship_id] += state in ALIVE
        first[mentorship_id] = min(filter(None, (first.get(mentorship_id), agreed)), default=None)
    return {
        row.pk: _ready(
            row,
            set_ups.get(row.programme_id),
            events[row.pk],
            (cleared.get(row.mentor_id), pauses[row.mentor_id], taken[row.pk], first.get(row.pk)),
            on,
        )
        for row in rows
    }


def _duos(ids: list[int]) -> Iterable[tuple[int, str, date | None]]:
    return Duo.objects.filter(mentorship__in=ids).order_by("id").values_list("mentorship_id", "state", "agreed_on")


def _ready(row: Mentorship, set_up: MentoringSetUp | None, events: dict[str, MentorshipEvent], found: tuple, on: date) -> Readiness:
    cleared_until, pauses, taken, first_agreed_on = found
    trained, early, signed = (events.get(m) for m in (MentorMoment.TRAINED, MentorMoment.EARLY_START, MentorMoment.CONDUCT))
    one = Offering(
        standing=row.standing, from_on=row.from_on, offer=row.mentor.offer, until_on=row.until_on, left_on=row.mentor.left_on,
        trained_on=trained.valid_on if trained else None, early_start_on=early.valid_on if early else None, first_agreed_on=first_agreed_on,
        cleared_until=cleared_until, pauses=pauses, capacity=row.capacity, taken=taken,
    )  # fmt: skip
    asked = TrainingAsked(set_up.training_rule, set_up.training_days) if set_up else TrainingAsked(TrainingRule.BEFORE)
    return Readiness(
        mentorship_id=row.pk,
        mentor_id=row.mentor_id,
        name=str(row.mentor),
        trained_on=one.trained_on,
        training_due_by=training_due_by(one, asked),
        may_start_early=early.reason if early else "",
        cleared_until=cleared_until,
        paused=is_paused(one, on),
        capacity=row.capacity,
        taken=taken,
        conduct=signed.version if signed else 0,
        reasons=tuple(reasons_not_ready(one, asked, clearance_required=set_up is None or set_up.clearance_required, on=on)),
        training=tuple(training_reasons(one, asked, on)),
    )
