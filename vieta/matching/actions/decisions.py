"""What people decide at a meeting: this duo is formed, this person waits for the next meeting. Nothing is formed otherwise."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from vieta.base.refusal import NotFound, Refused
from vieta.base.viewer import Viewer
from vieta.enrolments.models import Enrolment
from vieta.mentoring.actions.duos import form as form_duo
from vieta.mentoring.choices import ALIVE

from ..choices import Verdict
from ..models import Decision, Mark, Meeting
from .frame import bench_as_seen, kept, meeting_of, mentee_of, mentor_of, told, worded


@transaction.atomic
def form(
    *, by: Viewer, at: datetime, meeting_id: int, enrolment_id: int, mentorship_id: int, reason: str, seen: str, override_reason: str = ""
) -> Decision:
    """Forms a duo that is proposed, or was chosen with a reason, because people at the meeting decided so; keeps their reason.

    Refused without a reason, before the day of the meeting, when what was on the screen has changed, for two who are neither
    proposed nor chosen, and for all that forming a duo refuses: a training that is not finished asks for its own reason.
    """
    meeting = meeting_of(by, meeting_id)
    if by.today < meeting.on:
        raise Refused(_("The meeting is still to come: duos are formed on its day."))
    found = bench_as_seen(by, meeting, seen)
    mentee, mentor = mentee_of(found, enrolment_id), mentor_of(found, mentorship_id)
    if found.solved.pairs.get(mentee.key) != mentor.key:
        raise Refused(_("These two are not proposed. To choose them, write down why first."))
    reason = worded(reason, _("Write down why these two."))
    proposal = kept(by, at, meeting, found)
    mark = found.marks.get((mentee.key, mentor.key))
    duo = form_duo(by=by, at=at, enrolment_id=enrolment_id, mentorship_id=mentorship_id, reason=reason, override_reason=override_reason)
    _former_is_over(meeting, enrolment_id, at)
    row = Decision.objects.create(
        meeting=meeting, proposal=proposal, enrolment_id=enrolment_id, mentorship_id=mentorship_id, duo=duo, verdict=Verdict.FORMED,
        outside=bool(mark and mark.outside), reason=reason, decided_at=at, decided_by=by.account_id,
    )  # fmt: skip
    return _decided(by, at, meeting, row)


@transaction.atomic
def not_now(*, by: Viewer, at: datetime, meeting_id: int, enrolment_id: int, reason: str, seen: str) -> Decision:
    """Says that somebody waits for the next meeting: they leave this one's proposals, and their waiting time goes on.

    Refused without a reason, and when what was on the screen has changed.
    """
    meeting = meeting_of(by, meeting_id)
    found = bench_as_seen(by, meeting, seen)
    mentee = mentee_of(found, enrolment_id)
    reason = worded(reason, _("Write down why not now."))
    proposed = found.solved.pairs.get(mentee.key)
    _former_is_over(meeting, enrolment_id, at)
    row = Decision.objects.create(
        meeting=meeting, proposal=kept(by, at, meeting, found), enrolment_id=enrolment_id,
        mentorship_id=found.mentors[proposed].id if proposed else None, verdict=Verdict.NOT_NOW, reason=reason, decided_at=at,
        decided_by=by.account_id,
    )  # fmt: skip
    return _decided(by, at, meeting, row)


@transaction.atomic
def take_back(*, by: Viewer, at: datetime, meeting_id: int, decision_id: int) -> Decision:
    """Brings somebody who was to wait back to this meeting's proposals. A duo is taken back in its own file."""
    meeting = meeting_of(by, meeting_id)
    rows = Decision.objects.select_for_update(of=("self",)).select_related("enrolment")
    row = rows.filter(pk=decision_id, meeting=meeting, verdict=Verdict.NOT_NOW).first()
    if row is None:
        raise NotFound(f"decision {decision_id}")
    if row.taken_back_at is None:
        row.taken_back_at = at
        row.save(update_fields=["taken_back_at"])
        told(by, at, "take_back", meeting, row, row.enrolment)
        kept(by, at, meeting)
    return row


def _former_is_over(meeting: Meeting, enrolment_id: int, at: datetime) -> None:
    """A duo formed at this very meeting that no longer lives makes way for another decision."""
    rows = Decision.objects.filter(meeting=meeting, enrolment_id=enrolment_id, taken_back_at__isnull=True)
    rows.exclude(duo__state__in=ALIVE).update(taken_back_at=at)


def _decided(by: Viewer, at: datetime, meeting: Meeting, row: Decision) -> Decision:
    """The pair's mark has served; the proposal that follows is kept."""
    Mark.objects.filter(meeting=meeting, enrolment_id=row.enrolment_id, lifted_at__isnull=True).update(
        lifted_at=at, lifted_by=by.account_id
    )
    told(
        by, at, "decide", meeting, row, Enrolment.objects.get(pk=row.enrolment_id), verdict=row.verdict, mentorship=row.mentorship_id,
        duo=row.duo_id, proposal=row.proposal.number, outside=row.outside,
    )  # fmt: skip
    kept(by, at, meeting)
    return row
