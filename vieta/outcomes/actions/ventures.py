"""A milestone of a venture becomes an outcome: what was told once is not asked again."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from vieta.base.refusal import Refused
from vieta.base.viewer import Viewer

from ..choices import ContractKind, Kind
from ..models import Outcome
from ..queries.ventures import work_begun
from .changes import Change, record_outcome


@transaction.atomic
def record_self_employment(*, by: Viewer, at: datetime, enrolment_id: int) -> Outcome:
    """Records self-employment from the day the business was registered or first earned, with the milestone's own evidence (S4-12).

    Refused when no such milestone was reached, and when self-employment stands among the outcomes already.
    """
    begun = work_begun(by, enrolment_id)
    if begun is None:
        raise Refused(_("No registration or first income is recorded that is not an outcome already."))
    change = Change(
        kind=Kind.SELF_EMPLOYMENT,
        on=begun.on,
        what=begun.label,
        contract_kind=ContractKind.SELF_EMPLOYED,
        source=begun.source,
        document_id=begun.document_id,
    )
    return record_outcome(by=by, at=at, enrolment_id=enrolment_id, change=change)
