"""Who may see a family's page: whoever may open an adult's file, who leads its plan today, and the adults themselves."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from vieta.base.refusal import NotFound
from vieta.base.viewer import Permission, Viewer
from vieta.enrolments import access as enrolments
from vieta.enrolments.models import Enrolment
from vieta.people.access import grants_of
from vieta.people.choices import GrantPurpose, Level
from vieta.people.models import Household, HouseholdMember
from vieta.plans.access import works_with
from vieta.plans.choices import StepState, VersionState
from vieta.plans.models import Step

from ..models import FamilyAgreement, FamilyLead
from .duos import coordinates


def in_force(today: date) -> QuerySet[FamilyLead]:
    """Who leads a family's plan on a day; a lead whose time is over leads no longer, whether or not somebody said so."""
    return FamilyLead.objects.filter(ended_at__isnull=True, from_on__lte=today, until_on__gt=today)


def led_by(viewer: Viewer) -> QuerySet[FamilyLead]:
    """The families whose plan the viewer leads today, as a colleague or as a mentor of families, while a role there lasts."""
    if viewer.account_id is None or viewer.person_id is not None:
        return FamilyLead.objects.none()
    colleague = Q(account_id=viewer.account_id) & _where(viewer, Permission.COACH)
    mentor = Q(mentor__account_id=viewer.account_id, **viewer.in_open_houses("organisation")) & _where(viewer, Permission.MENTOR)
    return in_force(viewer.today).filter(colleague | mentor)


def _where(viewer: Viewer, permission: Permission) -> Q:
    ids = viewer.programme_ids(permission)
    return Q() if ids is None else Q(programme_id__in=ids)


def standing_members() -> QuerySet[HouseholdMember]:
    """The adults who belong to a household now."""
    return HouseholdMember.objects.filter(until_on__isnull=True)


def visible_to(viewer: Viewer) -> QuerySet[Household]:
    """The households of which this viewer may see at least one adult."""
    if viewer.job:
        return Household.objects.all()
    members = standing_members().filter(household_id=OuterRef("pk"))
    if viewer.person_id is not None:
        return _of_person(viewer, members)
    files = enrolments.visible_to(viewer).filter(person_id=OuterRef("person_id"))
    leads = led_by(viewer).order_by().values("household_id")
    return Household.objects.filter(Q(pk__in=leads) | Exists(members.filter(Exists(files))))


def _of_person(viewer: Viewer, members: QuerySet[HouseholdMember]) -> QuerySet[Household]:
    """The family of the person who looks. A family belongs to no house: where they agreed, it opens with the part they agreed in."""
    own = Household.objects.filter(Exists(members.filter(person_id=viewer.person_id)))
    if viewer.houses is None:
        return own
    agreed = FamilyAgreement.objects.filter(
        member__household_id=OuterRef("pk"), member__person_id=viewer.person_id, taken_back_at__isnull=True, lead__in=in_force(viewer.today)
    )
    elsewhere = agreed.exclude(enrolment__provider__in=viewer.houses)
    return own.filter(Exists(enrolments.visible_to(viewer))).exclude(Exists(elsewhere))


def opened_by(viewer: Viewer, household_id: int, *, lock: bool = False) -> Household:
    """One household, or NotFound; `lock` for deeds that change it."""
    rows = visible_to(viewer).filter(pk=household_id)
    household = (rows.select_for_update(of=("self",)) if lock else rows).first()
    if household is None:
        raise NotFound(f"household {household_id}")
    return household


def files_of(viewer: Viewer, person_ids: Iterable[int]) -> dict[int, Enrolment]:
    """For each adult whose file opens to the viewer their newest stay, one that goes on before one that ended. One statement."""
    rows = enrolments.visible_to(viewer).filter(person_id__in=list(person_ids)).select_related("person", "programme")
    found: dict[int, Enrolment] = {}
    for row in sorted(rows.order_by("-enquired_on", "-id"), key=lambda one: one.left_on is not None):
        found.setdefault(row.person_id, row)
    return found


def worked_with(viewer: Viewer, stays: Iterable[Enrolment]) -> set[int]:
    """Of these stays those whose person the viewer works with, as plans.access.works_with says of one. Two statements."""
    ids = [stay.pk for stay in stays if viewer.job or viewer.may(Permission.COACH, programme_id=stay.programme_id)]
    if viewer.job or viewer.person_id is not None:
        return set(ids) if viewer.job else set()
    team = enrolments.on_case_team(viewer).filter(enrolment_id__in=ids).values_list("enrolment_id", flat=True)
    led = grants_of(viewer, Level.FILE).filter(
        account_id=viewer.account_id, purpose=GrantPurpose.FAMILY, cause=enrolments.CAUSE, cause_id__in=ids
    )
    return set(team) | {number for number in led.order_by().values_list("cause_id", flat=True) if number is not None}


def supports(viewer: Viewer, stay: Enrolment) -> bool:
    """Whether the viewer decides for an adult on the side of those who help: the case team, or who coordinates it."""
    return viewer.person_id is None and (works_with(viewer, stay) or coordinates(viewer, stay))


def leads(viewer: Viewer, household: Household) -> bool:
    """Whether the viewer leads this family's plan today."""
    return led_by(viewer).filter(household=household).exists()


def sees_children(viewer: Viewer, household: Household) -> bool:
    """Whether an adult sees the family's children on their own page: not while another adult of it hides their address."""
    if viewer.person_id is None:
        return True
    hidden = standing_members().filter(household=household, person__hide_address=True)
    return not hidden.exclude(person_id=viewer.person_id).exists()


def showable(stay: Enrolment) -> QuerySet[Step]:
    """The steps of the plan in force that may stand on a family's page: none in a sensitive side of life."""
    steps = Step.objects.filter(goal__version__plan__enrolment=stay, goal__version__state=VersionState.ACTIVE)
    return steps.exclude(goal__domain__sensitive=True).exclude(state=StepState.DROPPED)
