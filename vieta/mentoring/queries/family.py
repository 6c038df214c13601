"""One family, one plan: who belongs to it as far as the viewer may see, who leads it, its job steps, its children's school."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from vieta.base.viewer import Viewer
from vieta.enrolments import access as enrolments
from vieta.enrolments.choices import OPEN_STATES, State
from vieta.enrolments.models import Enrolment
from vieta.enrolments.queries import colleagues_of
from vieta.people.models import Household, HouseholdChild, HouseholdMember
from vieta.people.queries import found_by_name, with_own_place
from vieta.plans.access import works_with
from vieta.plans.choices import StepState
from vieta.plans.models import Step

from ..access import family as access
from ..access.duos import coordinates
from ..choices import Offer, Standing
from ..models import FamilyAgreement, FamilyLead, FamilyStep, Mentorship, SchoolFact

MOST_CHOICES = 200


@dataclass(frozen=True)
class FamilyStepCard:
    """A job step on the family's page, with the goal it leads to."""

    id: int
    who: str
    goal: str
    text: str
    doer: str
    by_on: date
    state: str
    state_label: str
    late: bool

    @property
    def is_open(self) -> bool:
        return self.state == StepState.OPEN


@dataclass(frozen=True)
class AdultCard:
    """An adult of the family as far as the viewer may see; `enrolment_id` only where their file opens."""

    member_id: int
    person_id: int
    enrolment_id: int | None
    name: str
    me: bool
    address_hidden: bool
    in_programme: bool
    agreed_on: date | None
    agreed_how: str
    steps: tuple[FamilyStepCard, ...]
    may_decide: bool
    person_has_place: bool


@dataclass(frozen=True)
class SchoolCard:
    """How a child took part in school, on a day."""

    id: int
    on: date
    schooling: str
    label: str
    source_label: str


@dataclass(frozen=True)
class ChildCard:
    """A child: a number in the family, the year of birth or the stage, and what was recorded."""

    id: int
    number: int
    born_in: int | None
    stage: str
    stage_label: str
    facts: tuple[SchoolCard, ...]

    @property
    def latest(self) -> SchoolCard | None:
        return self.facts[0] if self.facts else None


@dataclass(frozen=True)
class LeadCard:
    """Who leads the family's plan, for how long and why."""

    id: int
    name: str
    organisation: str
    mentor: bool
    from_on: date
    until_on: date
    reason: str


@dataclass(frozen=True)
class FamilyCard:
    """The one plan page of a family: who, goals and steps, what comes next; and what the viewer may do."""

    household_id: int
    reference: str
    title: str
    lead: LeadCard | None
    adults: tuple[AdultCard, ...]
    children: tuple[ChildCard, ...]
    children_shown: bool
    next: tuple[FamilyStepCard, ...]
    may_name: bool
    may_record: bool
    leads: bool

    @property
    def waiting(self) -> tuple[AdultCard, ...]:
        """The adults who have not agreed yet."""
        return tuple(one for one in self.adults if self.lead and not one.agreed_on)


def household_of(viewer: Viewer, enrolment_id: int) -> int | None:
    """The family to which the person of a file belongs now, or NotFound for those to whom the file does not open."""
    stay = enrolments.opened_by(viewer, enrolment_id)
    return access.standing_members().filter(person_id=stay.person_id).values_list("household_id", flat=True).first()


def own_household(viewer: Viewer) -> int | None:
    """The family of the person who looks, where it opens to them now."""
    return access.visible_to(viewer).order_by("id").values_list("pk", flat=True).first() if viewer.person_id is not None else None


def may_begin(viewer: Viewer, enrolment_id: int) -> bool:
    """Whether the viewer may begin a family with the person of this file."""
    return access.supports(viewer, enrolments.opened_by(viewer, enrolment_id))


def leads_families(viewer: Viewer) -> bool:
    """Whether the viewer leads a family's plan today. One statement."""
    return access.led_by(viewer).exists()


def families_led(viewer: Viewer) -> list[FamilyCard]:
    """The families whose plan the viewer leads today."""
    ids = access.led_by(viewer).order_by("until_on", "id").values_list("household_id", flat=True)
    return [family_of(viewer, household_id) for household_id in ids]


def family_of(viewer: Viewer, household_id: int) -> FamilyCard:
    """One family as far as the viewer may see it, or NotFound; a constant number of statements however many belong to it."""
    household = access.opened_by(viewer, household_id)
    lead = access.in_force(viewer.today).filter(household=household).select_related("account", "mentor", "organisation").first()
    leads = access.leads(viewer, household)
    members = list(access.standing_members().filter(household=household).select_related("person").order_by("id"))
    agreements = {one.member_id: one for one in _agreements(lead)}
    files = access.files_of(viewer, [member.person_id for member in members])
    mine = access.worked_with(viewer, files.values())
    seen = [m for m in members if _seen(viewer, m, agreements.get(m.pk), files, leads)]
    steps = _steps(viewer, [agreements[m.pk] for m in seen if m.pk in agreements], {m.pk: _name(viewer, m, files) for m in seen})
    places = with_own_place((stay.person_id, stay.provider_id) for stay in files.values())
    adults = tuple(_adult(viewer, m, agreements.get(m.pk), files, mine, steps, places) for m in seen)
    shown = access.sees_children(viewer, household)
    coordinating = any(coordinates(viewer, stay) for stay in files.values())
    return FamilyCard(
        household_id=household.pk,
        reference=household.reference,
        title=_title(adults),
        lead=_lead(lead) if lead else None,
        adults=adults,
        children=_children(household) if shown else (),
        children_shown=shown,
        next=_next(adults),
        may_name=viewer.person_id is None and bool(mine or coordinating),
        may_record=viewer.person_id is None and bool(mine or coordinating or leads),
        leads=leads,
    )


def _agreements(lead: FamilyLead | None) -> list[FamilyAgreement]:
    if lead is None:
        return []
    return list(FamilyAgreement.objects.filter(lead=lead, taken_back_at__isnull=True).select_related("enrolment"))


def _seen(viewer: Viewer, member: HouseholdMember, agreement: FamilyAgreement | None, files: dict[int, Enrolment], leads: bool) -> bool:
    """Whether an adult is shown: their own file opens, they agreed to this lead, or, among adults, they agreed and are not in hiding."""
    if member.person_id in files:
        return True
    if agreement is None:
        return False
    return leads or (viewer.person_id is not None and not member.person.hide_address)


def _name(viewer: Viewer, member: HouseholdMember, files: dict[int, Enrolment]) -> str:
    """The full name where the file opens, else the first name that the adult agreed to show."""
    if member.person_id in files:
        return member.person.name
    return member.person.first_name or member.person.known_as


def _adult(
    viewer: Viewer,
    member: HouseholdMember,
    agreement: FamilyAgreement | None,
    files: dict[int, Enrolment],
    mine: set[int],
    steps: dict[int, list[FamilyStepCard]],
    places: set[int],
) -> AdultCard:
    stay = files.get(member.person_id)
    me = viewer.person_id == member.person_id
    goes_on = agreement.enrolment if agreement else stay
    return AdultCard(
        member_id=member.pk,
        person_id=member.person_id,
        enrolment_id=stay.pk if stay else None,
        name=_name(viewer, member, files),
        me=me,
        address_hidden=member.person.hide_address and (me or stay is not None),
        in_programme=State(goes_on.state) in OPEN_STATES if goes_on else False,
        agreed_on=agreement.agreed_at.date() if agreement else None,
        agreed_how=str(agreement.get_how_display()) if agreement else "",
        steps=tuple(steps.get(agreement.pk, ())) if agreement else (),
        may_decide=me or bool(stay and (stay.pk in mine or coordinates(viewer, stay))),
        person_has_place=member.person_id in places,
    )


def _steps(viewer: Viewer, agreements: list[FamilyAgreement], names: dict[int, str]) -> dict[int, list[FamilyStepCard]]:
    """The steps put on the page, as they stand in each adult's plan in force. Two statements."""
    by_id = {one.pk: one for one in agreements if one.enrolment.state in OPEN_STATES}
    shown = list(FamilyStep.objects.filter(agreement__in=by_id, taken_off_at__isnull=True))
    lines = [one.line for one in shown]
    rows = Step.objects.filter(line__in=lines, goal__version__state="active").exclude(goal__domain__sensitive=True)
    found = {(r.goal.version.plan.enrolment_id, r.line): r for r in rows.select_related("goal__version__plan").order_by("id")}
    cards: dict[int, list[FamilyStepCard]] = {}
    for one in shown:
        agreement = by_id[one.agreement_id]
        if row := found.get((agreement.enrolment_id, one.line)):
            cards.setdefault(agreement.pk, []).append(_step(one, row, names.get(agreement.member_id, ""), viewer.today))
    return {key: sorted(value, key=lambda card: (not card.is_open, card.by_on, card.id)) for key, value in cards.items()}


def _step(shown: FamilyStep, row: Step, who: str, today: date) -> FamilyStepCard:
    late = row.state == StepState.OPEN and row.by_on < today
    doer = row.other or str(row.get_doer_display())
    return FamilyStepCard(shown.pk, who, row.goal.text, row.text, doer, row.by_on, row.state, str(row.get_state_display()), late)


def _next(adults: Iterable[AdultCard], most: int = 8) -> tuple[FamilyStepCard, ...]:
    steps = [step for adult in adults for step in adult.steps if step.is_open]
    return tuple(sorted(steps, key=lambda card: (card.by_on, card.id))[:most])


def _title(adults: tuple[AdultCard, ...]) -> str:
    names = [one.name for one in adults]
    if len(names) < 2:
        return _("The family of %(name)s") % {"name": names[0]} if names else _("A family")
    return _("The family of %(names)s and %(last)s") % {"names": ", ".join(names[:-1]), "last": names[-1]}


def _lead(row: FamilyLead) -> LeadCard:
    name = row.account.name if row.account else f"{row.mentor.first_name} {row.mentor.last_name}"  # type: ignore[union-attr]
    return LeadCard(row.pk, name, row.organisation.name, row.mentor_id is not None, row.from_on, row.until_on, row.reason)


def _children(household: Household) -> tuple[ChildCard, ...]:
    rows = list(HouseholdChild.objects.filter(household=household, until_on__isnull=True).order_by("number"))
    facts: dict[int, list[SchoolCard]] = {}
    for fact in SchoolFact.objects.filter(child__in=rows, retracted_at__isnull=True).order_by("-valid_on", "-id"):
        label, source = str(fact.get_schooling_display()), str(fact.get_source_display())
        facts.setdefault(fact.child_id, []).append(SchoolCard(fact.pk, fact.valid_on, fact.schooling, label, source))
    return tuple(
        ChildCard(row.pk, row.number, row.born_in, row.stage, str(row.get_stage_display()), tuple(facts.get(row.pk, ()))) for row in rows
    )


# Choices of the forms ------------------------------------------------------------------------------------------------------
def adults_to_add(viewer: Viewer, enrolment_id: int, name: str = "") -> list[tuple[int, str]]:
    """The people of the same programme whose file opens to the viewer and who belong to no family yet."""
    stay = enrolments.opened_by(viewer, enrolment_id)
    taken = access.standing_members().values("person_id")
    rows = enrolments.visible_to(viewer).filter(programme_id=stay.programme_id, state__in=OPEN_STATES).exclude(person__in=taken)
    rows = rows.filter(found_by_name(name)) if name else rows
    rows = rows.exclude(person_id=stay.person_id).select_related("person").order_by("sort_name", "id")
    return [(row.pk, f"{row.person.name} ({row.number})") for row in rows[:MOST_CHOICES]]


def leads_to_choose(viewer: Viewer, enrolment_id: int) -> list[tuple[str, str]]:
    """Who could lead the family's plan: colleagues of the programme, and the branch's accepted mentors of families who can sign in."""
    stay = enrolments.opened_by(viewer, enrolment_id)
    colleagues = colleagues_of(stay.programme_id, stay.provider_id, viewer.today).select_related("organisation").order_by("name", "id")
    found = [(f"account-{one.pk}", f"{one.name}, {one.organisation}") for one in colleagues[:MOST_CHOICES]]
    busy = access.in_force(viewer.today).filter(mentor__isnull=False).values("mentor_id")
    parts = Mentorship.objects.filter(
        programme_id=stay.programme_id, organisation_id=stay.provider_id, standing=Standing.ACCEPTED, mentor__offer=Offer.FAMILY
    )
    parts = (
        parts.filter(mentor__account__isnull=False).exclude(mentor__in=busy).select_related("mentor").order_by("mentor__sort_name", "id")
    )
    words = _("%(name)s, mentor of families")
    return found + [(f"mentor-{one.mentor_id}", words % {"name": str(one.mentor)}) for one in parts[:MOST_CHOICES]]


def steps_to_show(viewer: Viewer, household_id: int, member_id: int) -> tuple[list[tuple[UUID, str]], list[UUID]]:
    """The steps of an adult's own plan that may stand on the family's page, and those that do."""
    household = access.opened_by(viewer, household_id)
    member = access.standing_members().filter(household=household, pk=member_id).first()
    stay = access.files_of(viewer, [member.person_id]).get(member.person_id) if member else None
    if stay is None or not (viewer.person_id == stay.person_id or works_with(viewer, stay) or coordinates(viewer, stay)):
        return [], []
    rows = access.showable(stay).select_related("goal").order_by("goal__position", "position", "id")
    shown = FamilyStep.objects.filter(agreement__member=member, agreement__taken_back_at__isnull=True, taken_off_at__isnull=True)
    return [(row.line, f"{row.goal.text}: {row.text}") for row in rows], list(shown.values_list("line", flat=True))
