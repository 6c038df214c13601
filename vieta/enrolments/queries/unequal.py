"""Experiences of unequal treatment: to the lawyer and the person in full, to others only that there is one."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet

from vieta.base.viewer import Viewer
from vieta.programmes.choices import GroundFamily

from ..access import handles_unequal, opened_by
from ..choices import UnequalState
from ..models import UnequalTreatment


@dataclass(frozen=True)
class UnequalCard:
    """One experience; `open` False leaves only its state and days."""

    id: int
    lodged_at: datetime
    state: str
    state_label: str
    lawyer: str
    open: bool
    mine: bool
    happened_on: date | None = None
    place: str = ""
    family: str = ""
    story: str = ""
    advice: str = ""


def unequal_cards(viewer: Viewer, enrolment_id: int) -> list[UnequalCard]:
    """The experiences lodged in a file, the newest first. The texts are fetched only for those who may read them."""
    row = opened_by(viewer, enrolment_id)
    opens = handles_unequal(viewer, row) or viewer.person_id is not None
    found: QuerySet[UnequalTreatment] = (
        UnequalTreatment.objects.filter(enrolment=row).select_related("lawyer").order_by("-lodged_at", "-id")
    )
    if not opens:
        found = found.defer("story", "advice", "place", "family", "happened_on")
    return [_card(one, viewer, opens) for one in found]


def may_handle_unequal(viewer: Viewer, enrolment_id: int) -> bool:
    """Whether this viewer is the lawyer who handles what is lodged in this file."""
    return handles_unequal(viewer, opened_by(viewer, enrolment_id))


def _card(one: UnequalTreatment, viewer: Viewer, opens: bool) -> UnequalCard:
    lawyer = one.lawyer.name if one.lawyer else ""
    mine = one.lawyer_id is not None and one.lawyer_id == viewer.account_id
    card = (one.pk, one.lodged_at, one.state, str(UnequalState(one.state).label), lawyer, opens, mine)
    if not opens:
        return UnequalCard(*card)
    family = str(GroundFamily(one.family).label) if one.family else ""
    return UnequalCard(*card, one.happened_on, one.place, family, one.story, one.advice)
