"""A venture of one's own: the idea, its milestones, and that one was reached; written by the person and their case team."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from vieta.audit.actions import record
from vieta.base.refusal import NotFound, Refused, fitting
from vieta.base.viewer import Viewer
from vieta.documents.choices import Source
from vieta.enrolments.access import CAUSE, opened_by
from vieta.enrolments.models import Enrolment
from vieta.people.models import FiledDocument

from ..access import may_write
from ..choices import VentureStep
from ..models import Milestone, MilestoneReached, Venture
from .drafts import writable

MOST_MILESTONES = 20
USUAL = (VentureStep.IDEA, VentureStep.PLAN, VentureStep.REGISTRATION, VentureStep.FIRST_INCOME)


@transaction.atomic
def begin_venture(*, by: Viewer, at: datetime, enrolment_id: int, idea: str) -> Venture:
    """Begins a venture with the four usual milestones, none of them reached.

    Refused outside the person and their case team, before admission and after leaving, without words, and while one goes on.
    """
    enrolment = writable(by, enrolment_id)
    if Venture.objects.filter(enrolment=enrolment, ended_on__isnull=True).exists():
        raise Refused(_("One venture goes on already. End it first, or change its idea."), field="idea")
    venture = Venture(enrolment=enrolment, idea=_idea(idea), begun_on=by.today, recorded_at=at, recorded_by=by.account_id)
    fitting(venture, "idea")
    venture.save()
    Milestone.objects.bulk_create([Milestone(venture=venture, kind=kind, position=n) for n, kind in enumerate(USUAL, start=1)])
    _told(by, at, "begin_venture", enrolment, venture)
    return venture


@transaction.atomic
def tell_idea(*, by: Viewer, at: datetime, enrolment_id: int, idea: str) -> Venture:
    """Writes the idea anew. Refused without words and when no venture goes on."""
    venture = _running(by, enrolment_id)
    venture.idea = _idea(idea)
    fitting(venture, "idea")
    venture.save(update_fields=["idea"])
    _told(by, at, "tell_idea", venture.enrolment, venture)
    return venture


@transaction.atomic
def end_venture(*, by: Viewer, at: datetime, enrolment_id: int, because: str) -> Venture:
    """Ends a venture that is not gone on with; it stays readable. Refused without a reason."""
    venture = _running(by, enrolment_id)
    if not because.strip():
        raise Refused(_("Say in a few words why it is not gone on with."), field="because")
    venture.ended_on, venture.ended_because = by.today, because.strip()
    fitting(venture, "ended_because")
    venture.save(update_fields=["ended_on", "ended_because"])
    _told(by, at, "end_venture", venture.enrolment, venture)
    return venture


@transaction.atomic
def add_milestone(*, by: Viewer, at: datetime, enrolment_id: int, text: str, by_on: date | None = None) -> Milestone:
    """Adds a milestone in one's own words. Refused without words, for a day gone by and when there are too many."""
    venture = _running(by, enrolment_id)
    if not text.strip():
        raise Refused(_("Write it in your own words."), field="text")
    _ahead(by, by_on)
    standing = Milestone.objects.filter(venture=venture)
    if standing.filter(taken_away_at__isnull=True).count() >= MOST_MILESTONES:
        raise Refused(_("A venture holds at most %(most)s milestones.") % {"most": MOST_MILESTONES}, field="text")
    last = standing.order_by("-position").values_list("position", flat=True).first() or 0
    milestone = Milestone(venture=venture, kind=VentureStep.OWN, text=text.strip(), by_on=by_on, position=last + 1)
    fitting(milestone, "text")
    milestone.save()
    _told(by, at, "add_milestone", venture.enrolment, milestone)
    return milestone


@transaction.atomic
def plan_milestone(*, by: Viewer, at: datetime, enrolment_id: int, milestone_id: int, by_on: date | None) -> Milestone:
    """Says by when a milestone is hoped for, or no longer says so. Refused for a day gone by and once it was reached."""
    milestone = _milestone(by, enrolment_id, milestone_id)
    _ahead(by, by_on, milestone.by_on)
    if _standing(milestone):
        raise Refused(_("This milestone was reached."), field="by_on")
    milestone.by_on = by_on
    milestone.save(update_fields=["by_on"])
    _told(by, at, "plan_milestone", milestone.venture.enrolment, milestone)
    return milestone


@transaction.atomic
def take_milestone_away(*, by: Viewer, at: datetime, enrolment_id: int, milestone_id: int) -> Milestone:
    """Takes one's own milestone out. Refused for the usual four and once it was reached."""
    milestone = _milestone(by, enrolment_id, milestone_id)
    if milestone.kind != VentureStep.OWN or _standing(milestone):
        raise Refused(_("Only a milestone of one's own that was not reached is taken out."))
    milestone.taken_away_at = at
    milestone.save(update_fields=["taken_away_at"])
    _told(by, at, "take_milestone_away", milestone.venture.enrolment, milestone)
    return milestone


@transaction.atomic
def reach_milestone(
    *,
    by: Viewer,
    at: datetime,
    enrolment_id: int,
    milestone_id: int,
    on: date,
    words: str = "",
    source: str = Source.DECLARED,
    document_id: int | None = None,
) -> MilestoneReached:
    """Records that a milestone was reached, with the document of the file that shows it.

    Refused twice, for a day to come or before the admission, and for a document that does not lie in the file.
    """
    milestone = _milestone(by, enrolment_id, milestone_id)
    enrolment = milestone.venture.enrolment
    if _standing(milestone):
        raise Refused(_("This milestone was reached already. Take that back first."), field="on")
    if on > by.today:
        raise Refused(_("This day is still to come."), field="on")
    if on < (enrolment.admitted_on or enrolment.enquired_on):
        raise Refused(_("This day lies before the admission."), field="on")
    _in_file(enrolment, source, document_id)
    reached = MilestoneReached(
        milestone=milestone, words=words.strip(), source=source, document_id=document_id, valid_on=on, recorded_at=at,
        recorded_by=by.account_id, certified_by=by.account_id if document_id and by.person_id is None else None,
    )  # fmt: skip
    fitting(reached, "words", "source")
    reached.save()
    _told(by, at, "reach_milestone", enrolment, reached, milestone=milestone.kind)
    return reached


@transaction.atomic
def take_back_milestone(*, by: Viewer, at: datetime, enrolment_id: int, milestone_id: int, reason: str) -> Milestone:
    """Takes back that a milestone was reached; the former account stays readable. Refused without a reason."""
    milestone = _milestone(by, enrolment_id, milestone_id)
    standing = _standing(milestone)
    if standing is None:
        raise Refused(_("This milestone was not reached yet."), field="reason")
    if not reason.strip():
        raise Refused(_("Say why."), field="reason")
    standing.retracted_at, standing.retracted_by, standing.retraction_reason = at, by.account_id, reason.strip()
    fitting(standing, "retraction_reason")
    standing.save(update_fields=["retracted_at", "retracted_by", "retraction_reason"])
    _told(by, at, "take_back_milestone", milestone.venture.enrolment, standing, milestone=milestone.kind)
    return milestone


def _running(by: Viewer, enrolment_id: int) -> Venture:
    enrolment = writable(by, enrolment_id)
    venture = Venture.objects.select_related("enrolment").filter(enrolment=enrolment, ended_on__isnull=True).first()
    if venture is None:
        raise Refused(_("No venture goes on. Begin one first."))
    return venture


def _milestone(by: Viewer, enrolment_id: int, milestone_id: int) -> Milestone:
    """A milestone of any venture of the file: what was reached may also be told after somebody left the programme's daily work."""
    enrolment = opened_by(by, enrolment_id, lock=True)
    if not may_write(by, enrolment):
        raise Refused(_("Only the person and their case team write this."))
    rows = Milestone.objects.select_related("venture__enrolment").filter(venture__enrolment=enrolment, taken_away_at__isnull=True)
    milestone = rows.filter(pk=milestone_id).first()
    if milestone is None:
        raise NotFound(f"milestone {milestone_id}")
    return milestone


def _standing(milestone: Milestone) -> MilestoneReached | None:
    return MilestoneReached.objects.filter(milestone=milestone, retracted_at__isnull=True).first()


def _in_file(enrolment: Enrolment, source: str, document_id: int | None) -> None:
    if source not in Source.values:
        raise Refused(_("Choose where this comes from."), field="source")
    if document_id is None:
        if source == Source.DOCUMENT:
            raise Refused(_("Choose the document that shows it."), field="document_id")
        return
    filed = FiledDocument.objects.filter(document_id=document_id, cause=CAUSE, cause_id=enrolment.pk, document__withdrawn_at__isnull=True)
    if not filed.exists():
        raise Refused(_("Choose a document of this file."), field="document_id")


def _ahead(by: Viewer, by_on: date | None, former: date | None = None) -> None:
    if by_on is not None and by_on < by.today and by_on != former:
        raise Refused(_("This day has gone by. Choose today or a later day."), field="by_on")


def _idea(idea: str) -> str:
    if not idea.strip():
        raise Refused(_("Write the idea in a few sentences."), field="idea")
    return idea.strip()


def _told(by: Viewer, at: datetime, deed: str, enrolment: Enrolment, thing: Any, **details: Any) -> None:
    record(
        by=by, at=at, deed=f"plans.{deed}", thing=thing, person_id=enrolment.person_id, enrolment_id=enrolment.pk,
        programme_id=enrolment.programme_id, **details,
    )  # fmt: skip
