"""Agreeing and withdrawing: nothing is active until both have agreed to the very same text."""

from datetime import datetime

from django.core.files.base import File
from django.db import transaction
from django.utils.translation import gettext as _

from vieta.base.refusal import Refused
from vieta.base.viewer import Viewer
from vieta.documents.actions import keep
from vieta.documents.models import Document
from vieta.enrolments.access import opened_by
from vieta.people.actions import file_document
from vieta.people.choices import Level
from vieta.people.queries import has_own_place

from ..access import is_own, may_agree_for_team, may_write, open_domains, refuse_unless_working_with
from ..choices import AgreedHow, VersionState
from ..models import Domain, Goal, PlanVersion
from .drafts import draft_of, note


@transaction.atomic
def agree(*, by: Viewer, at: datetime, enrolment_id: int, text_hash: str) -> PlanVersion:
    """The person agrees from their own place; if the team has agreed too, the version becomes active.

    Refused to everybody else, for an unfinished plan, and when the text is not the one that was read.
    """
    version = draft_of(by, enrolment_id)
    if not is_own(by, version.plan.enrolment):
        raise Refused(_("Only the person themself agrees here."))
    _check_text(version, text_hash)
    version.person_agreed_at, version.person_agreed_how = at, AgreedHow.SCREEN
    return _agreed(by, at, version, "plans.agree")


@transaction.atomic
def agree_for_team(*, by: Viewer, at: datetime, enrolment_id: int, text_hash: str) -> PlanVersion:
    """Whoever is responsible, or a coach of the case team, agrees; if the person has agreed too, the version becomes active.

    Refused to others, to whom a part of the plan is closed, for an unfinished plan, and when the text has changed meanwhile.
    """
    version = draft_of(by, enrolment_id)
    if not may_agree_for_team(by, version.plan.enrolment):
        raise Refused(_("Only the responsible coach, or another coach of the case team, agrees for the team."))
    if _has_closed_part(by, version):
        raise Refused(_("A part of this plan is closed to you. Ask a coach who can read all of it to agree."))
    _check_text(version, text_hash)
    version.worker_agreed_at, version.worker_id = at, by.account_id
    return _agreed(by, at, version, "plans.agree_for_team")


@transaction.atomic
def record_agreement(*, by: Viewer, at: datetime, enrolment_id: int, text_hash: str, how: str, paper: File | None = None) -> PlanVersion:
    """Records that the person agreed by word of mouth or on paper, with the signed paper as a scan.

    Refused outside the coaches of the case team, without the scan of a paper, and by word of mouth where the person has a
    place of their own to agree in.
    """
    version = draft_of(by, enrolment_id)
    enrolment = version.plan.enrolment
    if not may_agree_for_team(by, enrolment):
        raise Refused(_("Only the responsible coach, or another coach of the case team, records the person's agreement."))
    _check_text(version, text_hash)
    version.person_paper = _paper(by, at, version, how, paper)
    version.person_agreed_at, version.person_agreed_how = at, how
    return _agreed(by, at, version, "plans.record_agreement", how=how)


@transaction.atomic
def withdraw(*, by: Viewer, at: datetime, enrolment_id: int, reason: str) -> PlanVersion:
    """Either side takes back its agreement: from today no version is active. Refused without a reason."""
    enrolment = opened_by(by, enrolment_id, lock=True)
    if not may_write(by, enrolment):
        refuse_unless_working_with(by, enrolment, _("Only the person and their case team withdraw from this plan."))
    version = PlanVersion.objects.filter(plan__enrolment=enrolment, state=VersionState.ACTIVE).first()
    if version is None:
        raise Refused(_("No plan is in force at the moment."))
    if not reason.strip():
        raise Refused(_("Say in a few words why. It helps to find something better together."), field="reason")
    version.state, version.ended_on, version.ended_reason = VersionState.WITHDRAWN, by.today, reason.strip()
    version.save(update_fields=["state", "ended_on", "ended_reason"])
    note(by, at, "plans.withdraw", version, enrolment, side="person" if is_own(by, enrolment) else "team")
    return version


def _agreed(by: Viewer, at: datetime, version: PlanVersion, deed: str, **details) -> PlanVersion:
    """Keeps one agreement; with the second one the version becomes active and the former one is followed."""
    both = bool(version.person_agreed_at and version.worker_agreed_at)
    if both:
        former = PlanVersion.objects.filter(plan=version.plan, state=VersionState.ACTIVE)
        former.update(state=VersionState.SUPERSEDED, ended_on=by.today)
        version.state, version.active_on, version.recorded_at = VersionState.ACTIVE, by.today, at
    version.save()
    note(by, at, deed, version, version.plan.enrolment, active=both, **details)
    return version


def _check_text(version: PlanVersion, text_hash: str) -> None:
    if version.text_hash != text_hash:
        raise Refused(_("The plan was changed while you were reading it. Please read it again, then agree."))
    goals = list(version.goals.prefetch_related("steps"))
    if not goals or not any(goal.steps.all() for goal in goals):
        raise Refused(_("Write at least one goal and one step before you agree."))


def _has_closed_part(by: Viewer, version: PlanVersion) -> bool:
    open_ones = Domain.objects.filter(open_domains(by, version.plan.enrolment))
    return Goal.objects.filter(version=version, domain__isnull=False).exclude(domain__in=open_ones).exists()


def _paper(by: Viewer, at: datetime, version: PlanVersion, how: str, paper: File | None) -> Document | None:
    enrolment = version.plan.enrolment
    if how == AgreedHow.PAPER:
        if paper is None:
            raise Refused(_("Add a scan or a photo of the signed paper."), field="paper")
        document = keep(by=by, at=at, name=paper.name or "", file=paper, field="paper")
        level = Level.SPECIAL if version.goals.filter(domain__sensitive=True).exists() else Level.FILE
        file_document(by=by, at=at, person=enrolment.person, document=document, level=level, cause="enrolment", cause_id=enrolment.pk)
        return document
    if how != AgreedHow.SPOKEN:
        raise Refused(_("Say how the person agreed."), field="how")
    if has_own_place(enrolment.person_id, enrolment.provider_id):
        raise Refused(_("This person has a place of their own and agrees there, or signs on paper."), field="how")
    return None
