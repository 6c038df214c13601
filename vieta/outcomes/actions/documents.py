"""What falls with a document: the changes and answers that rest on it."""

from datetime import datetime

from django.db import transaction

from vieta.audit.actions import record
from vieta.base.refusal import NotFound
from vieta.base.viewer import Viewer
from vieta.enrolments.access import opened_by

from ..models import FollowUp, Outcome


@transaction.atomic
def lose_document(*, by: Viewer, at: datetime, enrolment_id: int, document_id: int, reason: str) -> int:
    """Takes back the changes and answers of a stay that rest on a document which proves nothing any more; how many they were.

    A question so answered is open again. NotFound where the file is closed. The room above has checked that the giver may.
    """
    if by.person_id is not None:
        raise NotFound(f"enrolment {enrolment_id}")
    stay = opened_by(by, enrolment_id, lock=True)
    resting = {"enrolment": stay, "document_id": document_id, "retracted_at__isnull": True}
    gone = Outcome.objects.filter(**resting).update(retracted_at=at, retracted_by=by.account_id, retraction_reason=reason[:500])
    answered = list(FollowUp.objects.filter(**resting).exclude(answer="").order_by("pk"))
    FollowUp.objects.filter(pk__in=[row.pk for row in answered]).update(retracted_at=at)
    FollowUp.objects.bulk_create([FollowUp(enrolment=stay, moment=row.moment, due_on=row.due_on) for row in answered])
    gone += len(answered)
    if gone:
        record(
            by=by, at=at, deed="outcomes.lose_document", thing=stay, person_id=stay.person_id, enrolment_id=stay.pk, programme_id=stay.programme_id,
            document=document_id, facts=gone,
        )  # fmt: skip
    return gone
