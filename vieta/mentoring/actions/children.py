"""The children of a family: only their year of birth or stage, and how they take part in school, each separately."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from vieta.audit.actions import record
from vieta.base.refusal import NotFound, Refused
from vieta.base.viewer import Viewer
from vieta.documents.choices import Source
from vieta.people import actions as people
from vieta.people.models import Household, HouseholdChild

from ..access import family as access
from ..choices import Schooling
from ..models import FamilyLead, SchoolFact
from .frame import not_to_come, written


@transaction.atomic
def add_child(*, by: Viewer, at: datetime, household_id: int, born_in: int | None = None, stage: str = "") -> HouseholdChild:
    """Adds a child. Refused before somebody leads the family's plan: without one nothing is kept of a child."""
    household, _lead = _led(by, household_id)
    return people.add_child(by=by, at=at, household=household, born_in=born_in, stage=stage)


@transaction.atomic
def change_child(
    *, by: Viewer, at: datetime, household_id: int, child_id: int, born_in: int | None = None, stage: str = ""
) -> HouseholdChild:
    """Corrects the year or the stage of a child."""
    return people.change_child(by=by, at=at, child=_child(by, household_id, child_id)[0], born_in=born_in, stage=stage)


@transaction.atomic
def child_left(*, by: Viewer, at: datetime, household_id: int, child_id: int) -> HouseholdChild:
    """Says that a child no longer belongs to the family; what was recorded stays readable."""
    return people.end_child(by=by, at=at, child=_child(by, household_id, child_id)[0])


@transaction.atomic
def record_schooling(
    *, by: Viewer, at: datetime, household_id: int, child_id: int, schooling: str, on: date, source: str = Source.DECLARED
) -> SchoolFact:
    """Records how one child takes part in school, on a day: the kind of effect and nothing else (S2-13).

    Refused outside who leads the family's plan and the case teams of its adults, for a day to come or before the child's birth, and
    for what was recorded of that day already.
    """
    child, lead = _child(by, household_id, child_id)
    if schooling not in Schooling.values:
        raise Refused(_("Choose one of the answers."), field="schooling")
    if source not in Source.values:
        raise Refused(_("Choose where this comes from."), field="source")
    not_to_come(by, on)
    if child.born_in and on.year < child.born_in:
        raise Refused(_("This day lies before the child was born."), field="on")
    if SchoolFact.objects.filter(child=child, schooling=schooling, valid_on=on, retracted_at__isnull=True).exists():
        raise Refused(_("This was recorded of that day already."), field="on")
    fact = SchoolFact.objects.create(
        child=child, lead=lead, schooling=schooling, valid_on=on, source=source, recorded_at=at, recorded_by=by.account_id
    )
    _told(by, at, "record_schooling", lead, fact)
    return fact


@transaction.atomic
def take_schooling_back(*, by: Viewer, at: datetime, household_id: int, fact_id: int, reason: str) -> SchoolFact:
    """Takes back what was recorded wrongly of a child's school; it stays readable. Refused without a reason."""
    _household, lead = _led(by, household_id)
    rows = SchoolFact.objects.select_for_update(of=("self",)).filter(pk=fact_id, retracted_at__isnull=True)
    fact = rows.filter(child__household_id=household_id).first()
    if fact is None:
        raise NotFound(f"school fact {fact_id}")
    reason = written(reason, _("Say why."), most=500)
    fact.retracted_at, fact.retracted_by, fact.retraction_reason = at, by.account_id, reason
    fact.save(update_fields=["retracted_at", "retracted_by", "retraction_reason"])
    _told(by, at, "take_schooling_back", lead, fact)
    return fact


def _led(by: Viewer, household_id: int) -> tuple[Household, FamilyLead]:
    """A household and who leads it now, for the lead themself and the case teams of its adults."""
    if by.person_id is not None:
        raise NotFound(f"household {household_id}")
    household = access.opened_by(by, household_id, lock=True)
    if not (by.job or access.leads(by, household) or _supports(by, household)):
        raise Refused(_("Only who leads the family's plan and the case teams of its adults record this."))
    lead = access.in_force(by.today).filter(household=household).select_related("programme").first()
    if lead is None:
        raise Refused(_("Nobody leads this family's plan. Nothing is kept of children without one."))
    return household, lead


def _supports(by: Viewer, household: Household) -> bool:
    people_here = access.standing_members().filter(household=household).values_list("person_id", flat=True)
    return any(access.supports(by, stay) for stay in access.files_of(by, people_here).values())


def _child(by: Viewer, household_id: int, child_id: int) -> tuple[HouseholdChild, FamilyLead]:
    household, lead = _led(by, household_id)
    child = HouseholdChild.objects.filter(household=household, pk=child_id, until_on__isnull=True).first()
    if child is None:
        raise NotFound(f"child {child_id}")
    return child, lead


def _told(by: Viewer, at: datetime, deed: str, lead: FamilyLead, thing: Any) -> None:
    record(by=by, at=at, deed=f"mentoring.{deed}", thing=thing, programme_id=lead.programme_id)
