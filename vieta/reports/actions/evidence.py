"""Withdrawing a document as evidence: the facts that rest on it are taken back, so the numbers they carried fall."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from vieta.audit.actions import record
from vieta.base.refusal import Refused
from vieta.base.viewer import Viewer
from vieta.documents.actions import withdraw
from vieta.documents.models import Document
from vieta.enrolments import actions as enrolments
from vieta.enrolments.access import may_see_special
from vieta.outcomes import actions as outcomes

from ..queries.documents import is_special, mendable, standing_facts


@transaction.atomic
def withdraw_document(*, by: Viewer, at: datetime, enrolment_id: int, document_id: int, reason: str) -> Document:
    """Takes a document out of use and takes back every fact of this stay that names it, with the reason.

    Refused without a reason, and where a special fact rests on it, to those who may not read that; not found for those who
    may not open the document or do not work with the people of this programme.
    """
    document, stay = mendable(by, enrolment_id, document_id)
    facts = standing_facts(document_id, enrolment_id)
    if any(is_special(row) for rows in facts.values() for row in rows) and not may_see_special(by, stay):
        raise Refused(_("A special fact that is closed to you rests on this document. Ask somebody who reads special data in this file."))
    if not reason.strip():
        raise Refused(_("Say why this document proves nothing any more."), field="reason")
    words = (_("Document withdrawn: %(reason)s") % {"reason": reason.strip()})[:500]
    for room in (enrolments, outcomes):
        room.lose_document(by=by, at=at, enrolment_id=enrolment_id, document_id=document_id, reason=words)
    withdraw(by=by, at=at, document_id=document_id)
    record(
        by=by, at=at, deed="reports.withdraw_document", thing=document, person_id=stay.person_id, enrolment_id=stay.pk,
        programme_id=stay.programme_id,
    )  # fmt: skip
    return document
