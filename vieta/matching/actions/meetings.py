"""Opening and ending a matching meeting."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from vieta.base.refusal import NotFound, Refused
from vieta.base.viewer import Permission, Viewer
from vieta.programmes.models import Programme, Region

from ..access import mentorships_of
from ..models import Meeting
from .frame import kept, meeting_of, told, worded

AHEAD = timedelta(days=60)


@transaction.atomic
def open_meeting(
    *, by: Viewer, at: datetime, programme_id: int, organisation_id: int, on: date, present: str, region_id: int | None = None
) -> Meeting:
    """Prepares a matching meeting of a branch and keeps the first proposal; nobody is put together by it.

    Refused to who does not coordinate the branch, without rules that people set, for a day gone by or far ahead, without naming
    who is there, and while another meeting of the branch is open.
    """
    programme = _branch(by, programme_id, organisation_id, region_id)
    if not by.today <= on <= by.today + AHEAD:
        raise Refused(_("Choose a day from today to %(days)s days ahead.") % {"days": AHEAD.days}, field="on")
    present = worded(present, _("Name who is there."), "present")
    if len(present) > 500:
        raise Refused(_("Please be shorter: at most %(most)s characters.") % {"most": 500}, field="present")
    open_ones = Meeting.objects.filter(programme=programme, organisation_id=organisation_id, region_id=region_id, closed_at__isnull=True)
    if open_ones.exists():
        raise Refused(_("A meeting of this branch is open already. End it first, or go on there."))
    meeting = Meeting.objects.create(
        programme=programme, organisation_id=organisation_id, region_id=region_id, on=on, present=present, opened_at=at,
        opened_by=by.account_id,
    )  # fmt: skip
    told(by, at, "open_meeting", meeting, meeting)
    kept(by, at, meeting)
    return meeting


def _branch(by: Viewer, programme_id: int, organisation_id: int, region_id: int | None) -> Programme:
    rows = mentorships_of(by).filter(programme_id=programme_id, organisation_id=organisation_id)
    part = rows.select_related("programme").order_by("id").first()
    if part is None or not by.may(Permission.COORDINATE, programme_id=programme_id, organisation_id=organisation_id, region_id=region_id):
        raise NotFound(f"branch {programme_id}/{organisation_id}")
    if region_id is not None and not Region.objects.filter(pk=region_id, programme_id=programme_id).exists():
        raise NotFound(f"region {region_id}")
    return part.programme


@transaction.atomic
def close(*, by: Viewer, at: datetime, meeting_id: int, note: str = "") -> Meeting:
    """Ends a meeting: what was decided stays readable, and those left go on waiting. Refused for one that is over."""
    meeting = meeting_of(by, meeting_id)
    meeting.note = worded(note, "", "note") if note.strip() else ""
    meeting.closed_at, meeting.closed_by = at, by.account_id
    meeting.save(update_fields=["note", "closed_at", "closed_by"])
    told(by, at, "close_meeting", meeting, meeting)
    return meeting
