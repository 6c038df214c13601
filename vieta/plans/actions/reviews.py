"""Holding a review: both views on each side of life, side by side."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from vieta.audit.actions import record
from vieta.base.refusal import NotFound, Refused
from vieta.base.viewer import Viewer
from vieta.enrolments.access import opened_by
from vieta.enrolments.choices import TAKEN_STATES
from vieta.enrolments.models import Enrolment

from ..access import open_domains, refuse_unless_working_with, reviews_visible_to
from ..choices import Answer, At
from ..models import Domain, InstrumentVersion, Rating, Review


@dataclass(frozen=True)
class RatingGiven:
    """What was said about one side of life; `not discussed` and `not relevant` have no levels."""

    domain: str
    answer: str = Answer.RATED
    by_person: int | None = None
    by_worker: int | None = None
    remark: str = ""


@transaction.atomic
def hold_review(
    *, by: Viewer, at: datetime, enrolment_id: int, version_id: int, moment: str, on: date, ratings: Iterable[RatingGiven]
) -> Review:
    """Records one review. Domains nobody spoke of are kept as not discussed.

    Refused outside the case team, before admission, for a day to come or before the enquiry, twice on a day, when nothing
    was rated, or when a rating names a domain that is closed to whoever writes.
    """
    enrolment = opened_by(by, enrolment_id, lock=True)
    refuse_unless_working_with(by, enrolment, _("Only the case team holds reviews."))
    version = _usable(version_id)
    _check_day(by, enrolment, version, moment, on)
    given = {rating.domain: rating for rating in ratings}
    domains = {domain.code: domain for domain in version.domains.all()}
    _check_ratings(by, enrolment, version, given, domains)
    review = Review.objects.create(enrolment=enrolment, version=version, moment=moment, on=on, recorded_at=at, recorded_by=by.account_id)
    Rating.objects.bulk_create(_rating(review, domain, given.get(code)) for code, domain in domains.items())
    about: dict[str, Any] = {"person_id": enrolment.person_id, "enrolment_id": enrolment.pk, "programme_id": enrolment.programme_id}
    record(by=by, at=at, deed="plans.hold_review", thing=review, moment=moment, **about)
    return review


@transaction.atomic
def take_back_review(*, by: Viewer, at: datetime, review_id: int, reason: str) -> Review:
    """Takes a mistaken review out of every view, with the reason; its row is kept. Refused outside the case team."""
    review = reviews_visible_to(by).select_for_update(of=("self",)).filter(pk=review_id).first()
    if review is None:
        raise NotFound(f"review {review_id}")
    enrolment = opened_by(by, review.enrolment_id, lock=True)
    refuse_unless_working_with(by, enrolment, _("Only the case team takes a review back."))
    if not reason.strip():
        raise Refused(_("Say why this review is taken back."), field="reason")
    review.retracted_at, review.retracted_by, review.retraction_reason = at, by.account_id, reason.strip()
    review.save(update_fields=["retracted_at", "retracted_by", "retraction_reason"])
    about: dict[str, Any] = {"person_id": enrolment.person_id, "enrolment_id": enrolment.pk, "programme_id": enrolment.programme_id}
    record(by=by, at=at, deed="plans.take_back_review", thing=review, **about)
    return review


def _usable(version_id: int) -> InstrumentVersion:
    version = InstrumentVersion.objects.select_related("instrument").exclude(instrument__right_stated="").filter(pk=version_id).first()
    if version is None:
        raise NotFound(f"instrument version {version_id}")
    return version


def _check_day(by: Viewer, enrolment: Enrolment, version: InstrumentVersion, moment: str, on: date) -> None:
    if enrolment.state not in TAKEN_STATES:
        raise Refused(_("A review is held once the person is admitted."))
    if moment not in At.values:
        raise Refused(_("Choose when in the stay this review was held."), field="moment")
    if on > by.today:
        raise Refused(_("This day has not come yet."), field="on")
    if on < enrolment.enquired_on:
        raise Refused(_("This day lies before the enquiry."), field="on")
    if Review.objects.filter(enrolment=enrolment, version=version, on=on, retracted_at__isnull=True).exists():
        raise Refused(_("A review of this day is already recorded. Take it back first if it was a mistake."), field="on")


def _check_ratings(by: Viewer, enrolment: Enrolment, version: InstrumentVersion, given: dict[str, RatingGiven], domains) -> None:
    open_codes = set(Domain.objects.filter(open_domains(by, enrolment), version=version).values_list("code", flat=True))
    if set(given) - open_codes:
        raise NotFound("domain")
    for rating in given.values():
        _check_rating(rating, domains[rating.domain].name)
    if not any(rating.by_person or rating.by_worker for rating in given.values()):
        raise Refused(_("Nothing is rated yet. Rate at least one side of life, or come back when you have talked."))


def _check_rating(rating: RatingGiven, name: str) -> None:
    levels = [level for level in (rating.by_person, rating.by_worker) if level is not None]
    field = f"{rating.domain}-answer"
    if rating.answer not in Answer.values:
        raise Refused(_("%(domain)s: this answer is not known.") % {"domain": name}, field=field)
    if any(level not in range(1, 6) for level in levels):
        raise Refused(_("%(domain)s: a level lies between 1 and 5.") % {"domain": name}, field=field)
    if rating.answer == Answer.RATED and not levels:
        raise Refused(_("%(domain)s: choose a level, or say that it was not discussed.") % {"domain": name}, field=field)
    if rating.answer != Answer.RATED and levels:
        raise Refused(_("%(domain)s: it is either rated or not discussed.") % {"domain": name}, field=field)


def _rating(review: Review, domain: Domain, given: RatingGiven | None) -> Rating:
    given = given or RatingGiven(domain.code, Answer.NOT_DISCUSSED)
    return Rating(
        review=review,
        domain=domain,
        answer=given.answer,
        by_person=given.by_person,
        by_worker=given.by_worker,
        remark=given.remark.strip()[:500],
    )
