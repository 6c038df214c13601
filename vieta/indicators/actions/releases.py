"""Every write about what a funder or the public may see: a release is made once and never changes."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from vieta.audit.actions import record
from vieta.base.refusal import NotFound, Refused
from vieta.base.viewer import Permission, Viewer
from vieta.programmes.access import opened_by
from vieta.programmes.models import Programme

from ..access import Reach, tells_special
from ..models import Release
from ..queries.safe import months_due, span
from ..queries.to_release import ToRelease, released, seal_of_look, to_release
from ..rules import month_end_before, seal


def release(*, by: Viewer, at: datetime, code: str, day: date, reason: str = "", seen: str = "") -> Release:
    """Freezes a programme's figures of a month's end, after disclosure control against everything released before, of earlier
    and of later days; at a half-year's end with the common indicators and their parts. From then on the funder sees them.

    Refused without the right to set the programme up, for a day that is no month's end that has come or lies before the
    programme, for a day that was released already unless a reason is given and some figure shown would be another, and where
    `seen`, the seal of the figures that were looked at, is given and they have changed since.
    """
    _made(by, opened_by(by, code, Permission.SET_UP), day, reason, seen)  # the search may take long: nobody else waits, and it is kept
    with transaction.atomic():
        programme = _locked(by, code)
        made, number = _made(by, programme, day, reason, seen)
        row = Release.objects.create(
            programme=programme, day=day, number=number, half_year=made.half_year, threshold=programme.safe_threshold, figures=made.figures,
            counted=made.counted, proofs=made.proofs, checksum=seal(made.figures), reason=reason.strip(), released_at=at,
            released_by=by.account_id,
        )  # fmt: skip
        Release.objects.filter(programme=programme, proofs__isnull=False).exclude(pk=row.pk).update(proofs=None)
        record(by=by, at=at, deed="indicators.release", thing=row, programme_id=programme.pk, checksum=row.checksum)
    return row


def _made(by: Viewer, programme: Programme, day: date, reason: str, seen: str) -> tuple[ToRelease, int]:
    """What would be frozen of a day and as which of its versions, or why nothing may be."""
    first, _end = span(programme)
    if day > by.today or day != month_end_before(day) or first is None or day < first:
        raise Refused(_("Choose the end of a month that has come and in which the programme ran."), field="day")
    others = released(programme)
    same = [row for row in others if row.day == day]
    if same and not reason.strip():
        raise Refused(_("The figures of this day were released. Say why they are released again."), field="reason")
    made = to_release(by, programme, day, others)
    if seen and seen != seal_of_look(made.figures, tells_special(by, Reach(programme))):
        raise Refused(_("Records have changed since you looked: other figures would be shown now. Look at them below."), field="day")
    if same and _values(same[-1].figures) == _values(made.figures):
        raise Refused(_("No figure that is shown has changed since the last release of this day."), field="day")
    return made, len(same) + 1


def release_due(*, by: Viewer, at: datetime, code: str) -> list[Release]:
    """Releases every month's end that has come since the last one; refused where none has, or without the right to set up."""
    days = months_due(by, code)
    if not days:
        raise Refused(_("Every month that has come was released."))
    return [release(by=by, at=at, code=code, day=day) for day in days]


@transaction.atomic
def make_public(*, by: Viewer, at: datetime, release_id: int) -> Release:
    """Shows a release to everybody, without signing in: the very figures the funder sees.

    NotFound without the right to set the programme up; refused where it is public already.
    """
    row = _row(by, release_id)
    if row.public_from:
        raise Refused(_("Everybody can see these figures already."))
    row.public_from, row.made_public_by = at, by.account_id
    row.save(update_fields=["public_from", "made_public_by"])
    record(by=by, at=at, deed="indicators.make_public", thing=row, programme_id=row.programme_id)
    return row


@transaction.atomic
def take_back(*, by: Viewer, at: datetime, release_id: int) -> Release:
    """Shows a release to the funder only; what somebody has read meanwhile they have read. Refused where it is not public."""
    row = _row(by, release_id)
    if row.public_from is None:
        raise Refused(_("These figures are not public."))
    row.public_from, row.made_public_by = None, None
    row.save(update_fields=["public_from", "made_public_by"])
    record(by=by, at=at, deed="indicators.take_back", thing=row, programme_id=row.programme_id)
    return row


def _row(by: Viewer, release_id: int) -> Release:
    row = Release.objects.select_for_update(of=("self",)).select_related("programme").filter(pk=release_id).first()
    if row is None:
        raise NotFound(f"release {release_id}")
    opened_by(by, row.programme.code, Permission.SET_UP)
    return row


def _locked(by: Viewer, code: str) -> Programme:
    return Programme.objects.select_for_update().get(pk=opened_by(by, code, Permission.SET_UP).pk)


def _values(figures: dict) -> tuple:
    return {code: told["value"] for code, told in figures["progress"].items()}, figures["targets"], figures["tables"]
