"""A family and its one plan: who belongs to it, who leads it, what each adult agreed to, which job steps stand on its page."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.core.files.base import File
from django.db import transaction
from django.utils.translation import gettext as _

from vieta.base.periods import months_after
from vieta.base.refusal import NotFound, Refused
from vieta.base.viewer import Viewer
from vieta.documents.actions import keep
from vieta.documents.models import Document
from vieta.enrolments import access as enrolments
from vieta.enrolments.access import CAUSE
from vieta.enrolments.choices import OPEN_STATES
from vieta.enrolments.models import Enrolment
from vieta.enrolments.queries import colleagues_of
from vieta.people import actions as people
from vieta.people.choices import GrantPurpose, Level
from vieta.people.models import Household, HouseholdMember
from vieta.people.queries import has_own_place
from vieta.plans import actions as plans
from vieta.plans.access import is_own
from vieta.plans.choices import AgreedHow
from vieta.plans.models import Step

from ..access import family as access
from ..choices import Offer, Standing
from ..models import FamilyAgreement, FamilyLead, FamilyStep, Mentorship
from .frame import fitting_text, told_in_file, written

MOST_MONTHS = 24


@transaction.atomic
def form_family(*, by: Viewer, at: datetime, enrolment_id: int, care: str = "") -> Household:
    """Begins a family with one adult. Refused outside the case team and the coordination, and as people.form_household says."""
    stay = _supported(by, enrolment_id)
    household = people.form_household(by=by, at=at, person=stay.person, care=fitting_text(care, "care", 300))
    told_in_file(by, at, "form_family", stay, household)
    return household


@transaction.atomic
def add_adult(*, by: Viewer, at: datetime, household_id: int, enrolment_id: int, care: str = "") -> HouseholdMember:
    """Adds another adult, whose file must open to whoever adds them. Refused as people.join_household says."""
    household = access.opened_by(by, household_id, lock=True)
    stay = _supported(by, enrolment_id)
    member = people.join_household(by=by, at=at, household=household, person=stay.person, care=fitting_text(care, "care", 300))
    told_in_file(by, at, "add_adult", stay, member)
    return member


@transaction.atomic
def adult_left(*, by: Viewer, at: datetime, household_id: int, member_id: int) -> HouseholdMember:
    """An adult no longer belongs to the family: their agreement ends with it, and with that what opened to its lead."""
    member, stay = _member(by, household_id, member_id)
    _speaks(by, stay)
    _end_agreements(by, at, FamilyAgreement.objects.filter(member=member, taken_back_at__isnull=True))
    people.leave_household(by=by, at=at, member=member)
    told_in_file(by, at, "adult_left", stay, member)
    return member


@transaction.atomic
def name_lead(
    *,
    by: Viewer,
    at: datetime,
    household_id: int,
    enrolment_id: int,
    until_on: date,
    reason: str,
    account_id: int | None = None,
    mentor_id: int | None = None,
) -> FamilyLead:
    """Names who leads the family's plan until a day: a colleague of the programme, or an accepted mentor of families.

    Nothing opens to them with it: each adult agrees for themselves. Refused without a reason, while somebody leads, for more than
    two years, for somebody who does not work in the programme, and for a mentor who leads another family.
    """
    household = access.opened_by(by, household_id, lock=True)
    stay = _supported(by, enrolment_id)
    if not access.standing_members().filter(household=household, person_id=stay.person_id).exists():
        raise NotFound(f"enrolment {enrolment_id}")
    reason = written(reason, _("Write down why this is the right one."), most=500)
    if not by.today < until_on <= months_after(by.today, MOST_MONTHS):
        raise Refused(_("Give a day to come, at most %(months)s months ahead.") % {"months": MOST_MONTHS}, field="until_on")
    _close_expired(by, at, household)
    if FamilyLead.objects.filter(household=household, ended_at__isnull=True).exists():
        raise Refused(_("Somebody leads this family's plan already. End that first."), field="who")
    row = FamilyLead.objects.create(
        household=household, programme=stay.programme, organisation=stay.provider, reason=reason, from_on=by.today, until_on=until_on,
        named_at=at, named_by=by.account_id, **_who(by, at, stay, account_id, mentor_id),
    )  # fmt: skip
    told_in_file(by, at, "name_family_lead", stay, row, mentor=mentor_id is not None)
    return row


@transaction.atomic
def end_lead(*, by: Viewer, at: datetime, household_id: int, enrolment_id: int, because: str) -> FamilyLead:
    """Ends who leads the family's plan, today; every agreement ends, and with it what opened. Refused without a reason."""
    household = access.opened_by(by, household_id, lock=True)
    stay = _supported(by, enrolment_id)
    lead = FamilyLead.objects.filter(household=household, ended_at__isnull=True).first()
    if lead is None:
        raise Refused(_("Nobody leads this family's plan."))
    _end(by, at, lead, written(because, _("Say in a few words why it ends."), field="because", most=500))
    told_in_file(by, at, "end_family_lead", stay, lead)
    return lead


@transaction.atomic
def agree(
    *, by: Viewer, at: datetime, household_id: int, member_id: int, how: str = AgreedHow.SCREEN, paper: File | None = None
) -> FamilyAgreement:
    """An adult agrees for themselves that this lead accompanies them: on their own screen, or as the case team records it.

    A colleague who leads then opens this adult's file, without special characteristics, until their time as lead is over; a mentor
    sees the first name and the job steps put on the page. Refused twice, while nobody leads, for somebody not in the programme,
    by word of mouth where the person has a place of their own, and by the lead alone.
    """
    member, stay = _member(by, household_id, member_id)
    _speaks(by, stay)
    lead = access.in_force(by.today).filter(household_id=household_id).select_related("programme", "account", "mentor").first()
    if lead is None:
        raise Refused(_("Nobody leads this family's plan yet."))
    if stay.programme_id != lead.programme_id or stay.state not in OPEN_STATES:
        raise Refused(_("This adult is not in the programme in which the family is accompanied."))
    if FamilyAgreement.objects.filter(lead=lead, member=member, taken_back_at__isnull=True).exists():
        raise Refused(_("This adult has agreed already."))
    document = _paper(by, at, stay, how, paper)
    row = FamilyAgreement.objects.create(
        lead=lead, member=member, enrolment=stay, how=how, document=document, agreed_at=at, agreed_by=by.account_id
    )
    if lead.account_id:
        people.give_access(
            by=by, at=at, person=stay.person, purpose=GrantPurpose.FAMILY, level=Level.FILE, account_id=lead.account_id,
            programme_id=lead.programme_id, cause=CAUSE, cause_id=stay.pk, until_on=lead.until_on,
        )  # fmt: skip
    told_in_file(by, at, "agree_family", stay, row, how=how)
    return row


@transaction.atomic
def take_back(*, by: Viewer, at: datetime, household_id: int, member_id: int) -> int:
    """An adult takes the agreement back, without giving a reason: what opened to the lead closes today."""
    member, stay = _member(by, household_id, member_id)
    _speaks(by, stay)
    ended = _end_agreements(by, at, FamilyAgreement.objects.filter(member=member, taken_back_at__isnull=True))
    if not ended:
        raise Refused(_("There is no agreement to take back."))
    return ended


@transaction.atomic
def show_steps(*, by: Viewer, at: datetime, household_id: int, member_id: int, lines: Iterable[UUID]) -> FamilyAgreement:
    """Says which steps of an adult's own plan stand on the family's page; those left out are taken off.

    Refused before the adult agreed. A step in a sensitive side of life is never one of them.
    """
    member, stay = _member(by, household_id, member_id)
    if not is_own(by, stay) and not access.supports(by, stay):
        raise Refused(_("Only the person and their case team choose these steps."))
    agreement = _agreement(by.today, member)
    wanted, possible = set(lines), set(access.showable(stay).values_list("line", flat=True))
    if wanted - possible:
        raise NotFound("step")
    standing = FamilyStep.objects.filter(agreement=agreement, taken_off_at__isnull=True)
    standing.exclude(line__in=wanted).update(taken_off_at=at)
    have = set(standing.values_list("line", flat=True))
    FamilyStep.objects.bulk_create(
        [FamilyStep(agreement=agreement, line=line, shown_at=at, shown_by=by.account_id) for line in sorted(wanted - have)]
    )
    told_in_file(by, at, "show_family_steps", stay, agreement, steps=len(wanted))
    return agreement


@transaction.atomic
def finish_step(*, by: Viewer, at: datetime, household_id: int, family_step_id: int) -> Step:
    """The one who leads the family's plan marks a job step on its page as done today. Refused when it is not open."""
    household = access.opened_by(by, household_id, lock=True)
    if not access.leads(by, household):
        raise NotFound(f"step {family_step_id}")
    mine = access.led_by(by).filter(household=household)
    shown = FamilyStep.objects.filter(pk=family_step_id, taken_off_at__isnull=True, agreement__taken_back_at__isnull=True)
    row = shown.filter(agreement__lead__in=mine).select_related("agreement__enrolment").first()
    if row is None or not access.showable(row.agreement.enrolment).filter(line=row.line).exists():
        raise NotFound(f"step {family_step_id}")
    return plans.mark_done(by=by, at=at, enrolment=row.agreement.enrolment, line=row.line)


def _supported(by: Viewer, enrolment_id: int) -> Enrolment:
    """The stay of an adult for those who decide on the side of the help; NotFound when the file does not open."""
    if by.person_id is not None:
        raise NotFound(f"enrolment {enrolment_id}")
    stay = enrolments.opened_by(by, enrolment_id, lock=True)
    if not by.job and not access.supports(by, stay):
        raise Refused(_("Only the case team and its coordinator decide this."))
    return stay


def _member(by: Viewer, household_id: int, member_id: int) -> tuple[HouseholdMember, Enrolment]:
    """An adult of a household with the stay that opens to whoever asks; else NotFound."""
    household = access.opened_by(by, household_id, lock=True)
    member = access.standing_members().filter(household=household, pk=member_id).select_related("person").first()
    stay = access.files_of(by, [member.person_id]).get(member.person_id) if member else None
    if member is None or stay is None:
        raise NotFound(f"member {member_id}")
    return member, stay


def _speaks(by: Viewer, stay: Enrolment) -> None:
    """An adult speaks for themselves; their case team and its coordinator record it. Who only leads the family does not."""
    on_team = enrolments.on_case_team(by).filter(enrolment=stay).exists() and access.supports(by, stay)
    if not (by.job or is_own(by, stay) or on_team or access.coordinates(by, stay)):
        raise Refused(_("Only the person, their case team and its coordinator decide this."))


def _agreement(today: date, member: HouseholdMember) -> FamilyAgreement:
    rows = FamilyAgreement.objects.filter(member=member, taken_back_at__isnull=True, lead__in=access.in_force(today))
    agreement = rows.first()
    if agreement is None:
        raise Refused(_("This adult has not agreed to be accompanied as part of the family."))
    return agreement


def _who(by: Viewer, at: datetime, stay: Enrolment, account_id: int | None, mentor_id: int | None) -> dict[str, Any]:
    if account_id is not None and mentor_id is None:
        colleague = colleagues_of(stay.programme_id, stay.provider_id, by.today).filter(pk=account_id).first()
        if colleague is None:
            raise NotFound(f"account {account_id}")
        return {"account": colleague}
    accepted = Mentorship.objects.filter(
        programme_id=stay.programme_id, organisation_id=stay.provider_id, standing=Standing.ACCEPTED, mentor__offer=Offer.FAMILY
    )
    part = accepted.filter(mentor_id=mentor_id, mentor__account__isnull=False).select_related("mentor").first() if mentor_id else None
    if part is None:
        raise Refused(_("Choose a colleague, or an accepted mentor of families who can sign in."), field="who")
    former = FamilyLead.objects.filter(mentor=part.mentor, ended_at__isnull=True)
    for row in former.filter(until_on__lte=by.today):
        _end(by, at, row, _("The agreed time was over."))
    if former.exists():
        raise Refused(_("This mentor leads another family's plan."), field="who")
    return {"mentor": part.mentor}


def _close_expired(by: Viewer, at: datetime, household: Household) -> None:
    for row in FamilyLead.objects.filter(household=household, ended_at__isnull=True, until_on__lte=by.today):
        _end(by, at, row, _("The agreed time was over."))


def _end(by: Viewer, at: datetime, lead: FamilyLead, because: str) -> None:
    _end_agreements(by, at, FamilyAgreement.objects.filter(lead=lead, taken_back_at__isnull=True))
    lead.until_on, lead.ended_at, lead.ended_because = min(lead.until_on, by.today), at, because
    lead.save(update_fields=["until_on", "ended_at", "ended_because"])


def _end_agreements(by: Viewer, at: datetime, rows: Any) -> int:
    """Takes agreements back with everything that hangs on them; the person's own file stays as it is."""
    ended = 0
    for row in rows.select_related("lead", "enrolment__person"):
        row.taken_back_at, row.taken_back_by = at, by.account_id
        row.save(update_fields=["taken_back_at", "taken_back_by"])
        row.steps.filter(taken_off_at__isnull=True).update(taken_off_at=at)
        if row.lead.account_id:
            people.end_access(
                by=by, at=at, person=row.enrolment.person, cause=CAUSE, cause_id=row.enrolment_id, account_id=row.lead.account_id,
                purpose=GrantPurpose.FAMILY,
            )  # fmt: skip
        told_in_file(by, at, "end_family_agreement", row.enrolment, row)
        ended += 1
    return ended


def _paper(by: Viewer, at: datetime, stay: Enrolment, how: str, paper: File | None) -> Document | None:
    if is_own(by, stay):
        if how != AgreedHow.SCREEN:
            raise Refused(_("You agree here on your own screen."), field="how")
        return None
    if how == AgreedHow.PAPER:
        if paper is None:
            raise Refused(_("Add a scan or a photo of the signed paper."), field="paper")
        document = keep(by=by, at=at, name=paper.name or "", file=paper, field="paper")
        people.file_document(by=by, at=at, person=stay.person, document=document, cause=CAUSE, cause_id=stay.pk)
        return document
    if how != AgreedHow.SPOKEN:
        raise Refused(_("Say how the person agreed."), field="how")
    if has_own_place(stay.person_id, stay.provider_id):
        raise Refused(_("This person has a place of their own and agrees there, or signs on paper."), field="how")
    return None
