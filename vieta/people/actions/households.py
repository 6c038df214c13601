"""Households: who lives as one family, with children kept without a name. The deed that calls has opened the files."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from vieta.audit.actions import record
from vieta.base.refusal import Refused
from vieta.base.viewer import Viewer

from ..choices import SchoolStage
from ..models import Household, HouseholdChild, HouseholdMember, Person
from .persons import new_reference

MOST_CHILDREN = 20
OLDEST_CHILD = 25
CARE = 300


@transaction.atomic
def form_household(*, by: Viewer, at: datetime, person: Person, care: str = "") -> Household:
    """Begins a household with its first adult. Refused when the person belongs to one, and without care for somebody in hiding."""
    household = Household.objects.create(reference="H" + new_reference()[1:], begun_on=by.today, recorded_at=at, recorded_by=by.account_id)
    record(by=by, at=at, deed="people.form_household", thing=household, person_id=person.pk)
    join_household(by=by, at=at, household=household, person=person, care=care)
    return household


@transaction.atomic
def join_household(*, by: Viewer, at: datetime, household: Household, person: Person, care: str = "") -> HouseholdMember:
    """Adds an adult to a household.

    Refused when the person belongs to one already, and for somebody whose address is hidden without saying why it is safe:
    whoever they hide from may live in it.
    """
    if HouseholdMember.objects.filter(person=person, until_on__isnull=True).exists():
        raise Refused(_("This person belongs to a household already."), field="enrolment_id")
    if person.hide_address and not care.strip():
        words = _("This person's address is hidden. Ask them alone, then write down why it is safe to name them here.")
        raise Refused(words, field="care")
    member = HouseholdMember.objects.create(
        household=household, person=person, from_on=by.today, care=care.strip()[:CARE], recorded_at=at, recorded_by=by.account_id
    )
    record(by=by, at=at, deed="people.join_household", thing=member, person_id=person.pk, with_care=bool(care.strip()))
    return member


@transaction.atomic
def leave_household(*, by: Viewer, at: datetime, member: HouseholdMember) -> HouseholdMember:
    """Ends an adult's part in a household today. Refused when it has ended."""
    if member.until_on is not None:
        raise Refused(_("This person has left the household already."))
    member.until_on = by.today
    member.save(update_fields=["until_on"])
    record(by=by, at=at, deed="people.leave_household", thing=member, person_id=member.person_id)
    return member


@transaction.atomic
def add_child(*, by: Viewer, at: datetime, household: Household, born_in: int | None = None, stage: str = "") -> HouseholdChild:
    """Adds a child to a household by its year of birth or its stage at school. Refused without either and for an impossible year."""
    _check_child(by.today, born_in, stage)
    numbers = HouseholdChild.objects.filter(household=household).order_by("-number").values_list("number", flat=True)
    number = (numbers.first() or 0) + 1
    if number > MOST_CHILDREN:
        raise Refused(_("A household holds at most %(most)s children.") % {"most": MOST_CHILDREN}, field="born_in")
    child = HouseholdChild.objects.create(household=household, number=number, born_in=born_in, stage=stage, from_on=by.today)
    record(by=by, at=at, deed="people.add_child", thing=child)
    return child


@transaction.atomic
def change_child(*, by: Viewer, at: datetime, child: HouseholdChild, born_in: int | None = None, stage: str = "") -> HouseholdChild:
    """Corrects the year of birth or the stage of a child. Refused without either and for an impossible year."""
    _check_child(by.today, born_in, stage)
    child.born_in, child.stage = born_in, stage
    child.save(update_fields=["born_in", "stage"])
    record(by=by, at=at, deed="people.change_child", thing=child, fields=["born_in", "stage"])
    return child


@transaction.atomic
def end_child(*, by: Viewer, at: datetime, child: HouseholdChild) -> HouseholdChild:
    """Says that a child no longer belongs to the household. Refused when that was said already."""
    if child.until_on is not None:
        raise Refused(_("This child was taken off already."))
    child.until_on = by.today
    child.save(update_fields=["until_on"])
    record(by=by, at=at, deed="people.end_child", thing=child)
    return child


def _check_child(today: date, born_in: int | None, stage: str) -> None:
    if born_in is None and not stage:
        raise Refused(_("Give the year of birth or the stage at school."), field="born_in")
    if born_in is not None and not today.year - OLDEST_CHILD <= born_in <= today.year:
        raise Refused(_("Give a year of birth in the last %(years)s years.") % {"years": OLDEST_CHILD}, field="born_in")
    if stage and stage not in SchoolStage.values:
        raise Refused(_("Choose one of the stages."), field="stage")
