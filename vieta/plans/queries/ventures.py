"""A venture of one's own with its milestones, as the person and their case team see it."""

from dataclasses import dataclass
from datetime import date

from vieta.base.viewer import Viewer
from vieta.enrolments.access import opened_by
from vieta.enrolments.choices import OPEN_STATES
from vieta.enrolments.models import Enrolment

from ..access import is_own, may_write
from ..choices import VentureStep
from ..models import Milestone, MilestoneReached, Venture


@dataclass(frozen=True)
class MilestoneCard:
    """A milestone: hoped for by when, and when it was reached with which evidence."""

    id: int
    kind: str
    label: str
    by_on: date | None
    late: bool
    reached_on: date | None
    words: str
    source_label: str
    on_paper: bool

    @property
    def own(self) -> bool:
        """Whether it was added in one's own words."""
        return self.kind == VentureStep.OWN


@dataclass(frozen=True)
class VentureCard:
    """The venture of one enrolment and what this viewer may do with it; `idea` is empty where none was begun."""

    enrolment_id: int
    person: str
    idea: str
    begun_on: date | None
    ended_on: date | None
    ended_because: str
    milestones: tuple[MilestoneCard, ...]
    own: bool
    may_write: bool

    @property
    def running(self) -> bool:
        return self.begun_on is not None and self.ended_on is None

    @property
    def next(self) -> MilestoneCard | None:
        """The first milestone that was not reached."""
        return next((one for one in self.milestones if one.reached_on is None), None) if self.running else None


def venture_of(viewer: Viewer, enrolment_id: int) -> VentureCard:
    """The newest venture of a file, or NotFound for those who may not open it; an empty card where none was begun."""
    enrolment = opened_by(viewer, enrolment_id)
    venture = Venture.objects.filter(enrolment=enrolment).order_by("-id").first()
    milestones = _milestones(viewer, enrolment, venture) if venture else ()
    return VentureCard(
        enrolment_id=enrolment.pk,
        person=enrolment.person.name,
        idea=venture.idea if venture else "",
        begun_on=venture.begun_on if venture else None,
        ended_on=venture.ended_on if venture else None,
        ended_because=venture.ended_because if venture else "",
        milestones=milestones,
        own=is_own(viewer, enrolment),
        may_write=enrolment.state in OPEN_STATES and may_write(viewer, enrolment),
    )


def _milestones(viewer: Viewer, enrolment: Enrolment, venture: Venture) -> tuple[MilestoneCard, ...]:
    rows = list(Milestone.objects.filter(venture=venture, taken_away_at__isnull=True).order_by("position", "id"))
    facts = {fact.milestone_id: fact for fact in MilestoneReached.objects.filter(milestone__in=rows, retracted_at__isnull=True)}
    return tuple(_card(row, facts.get(row.pk), viewer.today) for row in rows)


def _card(row: Milestone, fact: MilestoneReached | None, today: date) -> MilestoneCard:
    return MilestoneCard(
        id=row.pk,
        kind=row.kind,
        label=row.text or str(row.get_kind_display()),
        by_on=row.by_on,
        late=fact is None and row.by_on is not None and row.by_on < today,
        reached_on=fact.valid_on if fact else None,
        words=fact.words if fact else "",
        source_label=str(fact.get_source_display()) if fact else "",
        on_paper=bool(fact and fact.document_id),
    )
