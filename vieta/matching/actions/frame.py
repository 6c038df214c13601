"""What every deed of a meeting shares: the bench as the person saw it, the proposal that is kept, the entry in the trail."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from vieta.audit.actions import record
from vieta.base.refusal import NotFound, Refused
from vieta.base.text import has_forbidden
from vieta.base.viewer import Viewer
from vieta.enrolments.models import Enrolment

from ..access import opened_by
from ..models import Meeting, Proposal
from ..queries.bridge import Bench, Person, bench
from ..queries.criteria import in_force
from ..queries.proof import latest, sealed, since

MOST_WORDS = 1000


class Stale(Refused):
    """What was on the screen is no longer so; the changes are told one by one."""

    def __init__(self, changes: list[str]):
        told = "; ".join(changes) or _("somebody else decided at the same time")
        super().__init__(_("Since you opened this page things have changed: %(changes)s. Please look again.") % {"changes": told})
        self.changes = tuple(changes)


def meeting_of(by: Viewer, meeting_id: int) -> Meeting:
    """The meeting, locked, while it lasts."""
    meeting = opened_by(by, meeting_id, lock=True)
    if meeting.closed_at is not None:
        raise Refused(_("This meeting is over. Open a new one."))
    return meeting


def bench_of(by: Viewer, meeting: Meeting) -> Bench:
    """The bench as it stands now; refused where nobody has set rules."""
    rules = in_force(meeting.programme)
    if rules is None:
        raise Refused(_("Set the rules of matching for this programme first."))
    return bench(by, meeting, rules)


def bench_as_seen(by: Viewer, meeting: Meeting, seen: str) -> Bench:
    """The bench, refused when it is not the one that was on the screen."""
    found = bench_of(by, meeting)
    if found.state != seen:
        raise Stale(since(by, found))
    return found


def mentee_of(found: Bench, enrolment_id: int) -> Person:
    """Somebody who waits on this bench, or NotFound."""
    if enrolment_id not in found.by_enrolment:
        raise NotFound(f"enrolment {enrolment_id} at the meeting")
    return found.by_enrolment[enrolment_id]


def mentor_of(found: Bench, mentorship_id: int) -> Person:
    """A mentor of this bench, or NotFound."""
    if mentorship_id not in found.by_mentorship:
        raise NotFound(f"mentorship {mentorship_id} at the meeting")
    return found.by_mentorship[mentorship_id]


def kept(by: Viewer, at: datetime, meeting: Meeting, found: Bench | None = None) -> Proposal:
    """Keeps the proposal for the state of now with its certificate, unless the one kept last is for the same state."""
    found = found or bench_of(by, meeting)
    last = latest(meeting.pk)
    if last is not None and last.state == found.state:
        return last
    row = Proposal.objects.create(
        meeting=meeting, rules=found.rules, number=(last.number if last else 0) + 1, state=found.state, waiting=len(found.mentees),
        matched=len(found.solved.pairs), files=sealed(found), made_at=at, made_by=by.account_id,
    )  # fmt: skip
    told(by, at, "propose", meeting, row, waiting=row.waiting, matched=row.matched)
    return row


def worded(text: str, ask: str, field: str = "reason") -> str:
    """A reason as it is kept; refused when it is missing, too long or holds what no field keeps."""
    text = text.strip()
    if not text:
        raise Refused(ask, field=field)
    if len(text) > MOST_WORDS:
        raise Refused(_("Please be shorter: at most %(most)s characters.") % {"most": MOST_WORDS}, field=field)
    if has_forbidden(text, multiline=True):
        raise Refused(_("This contains characters that cannot be kept. Please type it anew."), field=field)
    return text


def told(by: Viewer, at: datetime, deed: str, meeting: Meeting, thing, stay: Enrolment | None = None, **details: Any) -> None:
    """One entry in the trail; about one person where one is concerned."""
    record(
        by=by, at=at, deed=f"matching.{deed}", thing=thing, person_id=stay.person_id if stay else None,
        enrolment_id=stay.pk if stay else None, programme_id=meeting.programme_id, meeting=meeting.pk, **details,
    )  # fmt: skip
