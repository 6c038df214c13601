"""What a coordinator asks of the proposal of one meeting: these two stay together, these two never, another than proposed."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from vieta.base.refusal import NotFound, Refused
from vieta.base.viewer import Viewer
from vieta.enrolments.models import Enrolment

from ..choices import Asked
from ..models import Mark, Meeting
from ..queries.bridge import Bench
from ..queries.what_if import effect
from ..rules import words
from .frame import bench_as_seen, kept, meeting_of, mentee_of, mentor_of, told, worded


@transaction.atomic
def keep(*, by: Viewer, at: datetime, meeting_id: int, enrolment_id: int, mentorship_id: int, seen: str) -> Mark:
    """Keeps a proposed pair together, whatever else changes at this meeting.

    Refused when what was on the screen has changed, and for a pair that is not proposed: choosing another needs its reason.
    """
    meeting, found = _as_seen(by, meeting_id, seen)
    mentee, mentor = mentee_of(found, enrolment_id), mentor_of(found, mentorship_id)
    if found.solved.pairs.get(mentee.key) != mentor.key:
        raise Refused(_("These two are not proposed. To choose them, write down why."))
    if (mark := found.marks.get((mentee.key, mentor.key))) is not None:
        return mark
    return _marked(by, at, meeting, found, Asked.KEEP, enrolment_id, mentorship_id)


@transaction.atomic
def choose(*, by: Viewer, at: datetime, meeting_id: int, enrolment_id: int, mentorship_id: int, reason: str, seen: str) -> Mark:
    """Puts a mentor beside a mentee who is proposed with another, or with nobody; the rest is solved anew around it.

    Refused without a reason, when what was on the screen has changed, and where a limit stands between them that nobody can set
    aside here: a veto, a refusal, a conflict of interest, a missing clearance, no free place, the mentee's own wish.
    """
    meeting, found = _as_seen(by, meeting_id, seen)
    mentee, mentor = mentee_of(found, enrolment_id), mentor_of(found, mentorship_id)
    tried = effect(found, mentee.key, mentor.key)
    if tried.never:
        raise Refused(_("These two cannot be put together: %(limits)s.") % {"limits": words.joined(tried.never)}, field="mentorship_id")
    reason = worded(reason, _("Write down why these two rather than what is proposed."))
    before = Mark.objects.filter(meeting=meeting, enrolment_id=enrolment_id, asked=Asked.KEEP, lifted_at__isnull=True)
    before.update(lifted_at=at, lifted_by=by.account_id)
    return _marked(
        by, at, meeting, found, Asked.KEEP, enrolment_id, mentorship_id, reason=reason, outside=not tried.proposed,
        broken=words.codes(tried.broken),
    )  # fmt: skip


@transaction.atomic
def forbid(*, by: Viewer, at: datetime, meeting_id: int, enrolment_id: int, mentorship_id: int, reason: str, seen: str) -> Mark:
    """Leaves a pair out of the proposals of this meeting. Refused without a reason, and when the screen is out of date.

    For good it is said in the mentee's wishes, as a veto or a conflict of interest.
    """
    meeting, found = _as_seen(by, meeting_id, seen)
    mentee, mentor = mentee_of(found, enrolment_id), mentor_of(found, mentorship_id)
    reason = worded(reason, _("Write down why not these two."))
    mark = found.marks.get((mentee.key, mentor.key))
    if mark is not None and mark.asked == Asked.FORBID:
        return mark
    if mark is not None:
        Mark.objects.filter(pk=mark.pk).update(lifted_at=at, lifted_by=by.account_id)
    return _marked(by, at, meeting, found, Asked.FORBID, enrolment_id, mentorship_id, reason=reason)


@transaction.atomic
def lift(*, by: Viewer, at: datetime, meeting_id: int, mark_id: int) -> Mark:
    """Takes back that a pair is kept or left out; what was said stays readable. Refused once the meeting is over."""
    meeting = meeting_of(by, meeting_id)
    mark = Mark.objects.select_for_update(of=("self",)).select_related("enrolment").filter(pk=mark_id, meeting=meeting).first()
    if mark is None:
        raise NotFound(f"mark {mark_id}")
    if mark.lifted_at is None:
        mark.lifted_at, mark.lifted_by = at, by.account_id
        mark.save(update_fields=["lifted_at", "lifted_by"])
        told(by, at, "lift", meeting, mark, mark.enrolment, asked=mark.asked)
        kept(by, at, meeting)
    return mark


def _as_seen(by: Viewer, meeting_id: int, seen: str) -> tuple[Meeting, Bench]:
    meeting = meeting_of(by, meeting_id)
    return meeting, bench_as_seen(by, meeting, seen)


def _marked(by: Viewer, at: datetime, meeting: Meeting, found: Bench, asked: Asked, enrolment_id: int, mentorship_id: int, **more) -> Mark:
    """Writes what is asked, and keeps the proposal before it and the one that follows from it."""
    kept(by, at, meeting, found)
    mark = Mark.objects.create(
        meeting=meeting, enrolment_id=enrolment_id, mentorship_id=mentorship_id, asked=asked, made_at=at, made_by=by.account_id, **more
    )
    stay = Enrolment.objects.get(pk=enrolment_id)
    told(by, at, asked, meeting, mark, stay, mentorship=mentorship_id, outside=mark.outside)
    kept(by, at, meeting)
    return mark
