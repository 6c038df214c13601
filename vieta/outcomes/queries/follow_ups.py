"""Whom to ask again, when, and what they said."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import QuerySet

from vieta.base.viewer import Viewer
from vieta.enrolments import access as enrolments_access
from vieta.enrolments.models import CaseTeamMember

from ..access import follow_up_opened_by, follow_ups_visible_to, open_follow_ups
from ..models import FollowUp

SOON_DAYS = 14
WEEK_DAYS = 7


@dataclass(frozen=True)
class FollowUpCard:
    """One question due after leaving, and its answer."""

    id: int
    enrolment_id: int
    person_id: int
    name: str
    number: str
    programme: str
    moment: str
    moment_label: str
    left_on: date | None
    due_on: date
    days_late: int
    asked_on: date | None
    answer: str
    answer_label: str
    still_there: bool | None
    source: str
    document_id: int | None
    remark: str
    recorded_at: datetime | None


def follow_ups_due(viewer: Viewer, *, mine: bool = True, soon_days: int = 0, limit: int = 20) -> list[FollowUpCard]:
    """Follow-ups to ask by now (or within some days), oldest first: of one's own case teams, or of every file that opens."""
    rows = open_follow_ups(viewer).filter(due_on__lte=viewer.today + timedelta(days=soon_days))
    if mine:
        rows = rows.filter(enrolment_id__in=CaseTeamMember.objects.filter(account_id=viewer.account_id).values("enrolment_id"))
    return [_card(viewer, row) for row in rows.order_by("due_on", "pk")[:limit]]


def worklist(viewer: Viewer, *, which: str = "due", moment: str = "") -> QuerySet[FollowUp]:
    """The follow-ups for a list page: due, those of the week (due, or within seven days), coming (the next two weeks), all still
    open, or answered."""
    if which == "answered":
        rows = follow_ups_visible_to(viewer).exclude(answer="")
    else:
        rows = open_follow_ups(viewer)
        if which == "due":
            rows = rows.filter(due_on__lte=viewer.today)
        elif which == "week":
            rows = rows.filter(due_on__lte=viewer.today + timedelta(days=WEEK_DAYS))
        elif which == "coming":
            rows = rows.filter(due_on__gt=viewer.today, due_on__lte=viewer.today + timedelta(days=SOON_DAYS))
    return rows.filter(moment=moment) if moment else rows


def cards(viewer: Viewer, rows: Sequence[FollowUp]) -> list[FollowUpCard]:
    """Follow-ups already found for this viewer, as the pages read them."""
    return [_card(viewer, row) for row in rows]


def follow_up_card(viewer: Viewer, follow_up_id: int) -> FollowUpCard:
    """One standing follow-up, or NotFound."""
    return _card(viewer, follow_up_opened_by(viewer, follow_up_id))


def follow_ups_of(viewer: Viewer, enrolment_id: int) -> list[FollowUpCard]:
    """The standing follow-ups of one enrolment in the order they fall due, or NotFound."""
    row = enrolments_access.opened_by(viewer, enrolment_id)
    return [_card(viewer, one) for one in follow_ups_visible_to(viewer).filter(enrolment=row).order_by("due_on", "pk")]


def _card(viewer: Viewer, row: FollowUp) -> FollowUpCard:
    return FollowUpCard(
        id=row.pk,
        enrolment_id=row.enrolment_id,
        person_id=row.enrolment.person_id,
        name=row.enrolment.person.name,
        number=row.enrolment.number,
        programme=row.enrolment.programme.name,
        moment=row.moment,
        moment_label=str(row.get_moment_display()),
        left_on=row.enrolment.left_on,
        due_on=row.due_on,
        days_late=max((viewer.today - row.due_on).days, 0) if not row.answer else 0,
        asked_on=row.asked_on,
        answer=row.answer,
        answer_label=str(row.get_answer_display()),
        still_there=row.still_there,
        source=row.source,
        document_id=row.document_id,
        remark=row.remark,
        recorded_at=row.recorded_at,
    )
