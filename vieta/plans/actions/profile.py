"""The service profile: which professions work with a person, each with the reason it was chosen for (S3-32)."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from vieta.accounts.choices import Profession
from vieta.audit.actions import record
from vieta.base.refusal import NotFound, Refused
from vieta.base.viewer import Viewer
from vieta.enrolments.access import opened_by
from vieta.enrolments.choices import OPEN_STATES
from vieta.enrolments.models import Enrolment

from ..access import refuse_unless_working_with, reviews_visible_to, sees
from ..models import Rating, Review, ServiceChosen


@transaction.atomic
def choose_service(
    *,
    by: Viewer,
    at: datetime,
    enrolment_id: int,
    profession: str,
    reason: str,
    hours: int = 0,
    review_id: int | None = None,
    domain_id: int | None = None,
) -> ServiceChosen:
    """Chooses a service for a person, with the reason in words and, where one led to it, the side of life and the review
    that showed it (the latest one that did, when none is named).

    Refused outside the case team, before the first review, without a reason, or when this service already runs.
    """
    enrolment = opened_by(by, enrolment_id, lock=True)
    _check(by, enrolment, profession, reason)
    rating = _rating(by, enrolment, review_id, domain_id)
    chosen = ServiceChosen.objects.create(
        enrolment=enrolment,
        review_id=rating.review_id if rating else None,
        domain_id=rating.domain_id if rating else None,
        profession=profession,
        hours=hours,
        reason=reason.strip(),
        chosen_on=by.today,
        chosen_by=by.account_id,
    )
    record(by=by, at=at, deed="plans.choose_service", thing=chosen, profession=profession, **_about(enrolment))
    return chosen


@transaction.atomic
def end_service(*, by: Viewer, at: datetime, enrolment_id: int, service_id: int) -> ServiceChosen:
    """Ends a chosen service today. Refused outside the case team."""
    enrolment = opened_by(by, enrolment_id, lock=True)
    chosen = ServiceChosen.objects.filter(enrolment=enrolment, pk=service_id, ended_on__isnull=True).first()
    if chosen is None:
        raise NotFound(f"service {service_id}")
    refuse_unless_working_with(by, enrolment, _("Only the case team ends a service."))
    chosen.ended_on = by.today
    chosen.save(update_fields=["ended_on"])
    record(by=by, at=at, deed="plans.end_service", thing=chosen, profession=chosen.profession, **_about(enrolment))
    return chosen


def _about(enrolment: Enrolment) -> dict[str, Any]:
    return {"person_id": enrolment.person_id, "enrolment_id": enrolment.pk, "programme_id": enrolment.programme_id}


def _check(by: Viewer, enrolment: Enrolment, profession: str, reason: str) -> None:
    refuse_unless_working_with(by, enrolment, _("Only the case team chooses services."))
    if enrolment.state not in OPEN_STATES:
        raise Refused(_("Services are chosen while the person takes part."))
    if not Review.objects.filter(enrolment=enrolment, retracted_at__isnull=True).exists():
        raise Refused(_("Services are chosen by profile: hold a review first."))
    if profession not in Profession.values:
        raise Refused(_("Choose a profession."), field="profession")
    if not reason.strip():
        raise Refused(_("Say what this service is for."), field="reason")
    if ServiceChosen.objects.filter(enrolment=enrolment, profession=profession, ended_on__isnull=True).exists():
        raise Refused(_("This service is already chosen and running."), field="profession")


def _rating(by: Viewer, enrolment: Enrolment, review_id: int | None, domain_id: int | None) -> Rating | None:
    if domain_id is None:
        return None
    standing = reviews_visible_to(by).filter(enrolment=enrolment)
    ratings = Rating.objects.select_related("domain").filter(review__in=standing, domain_id=domain_id)
    if review_id is not None:
        ratings = ratings.filter(review_id=review_id)
    found = ratings.order_by("-review__on", "-review_id").first()
    if found is None or not sees(by, enrolment, found.domain):
        raise NotFound("rating")
    return found
