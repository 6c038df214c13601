"""The service profile: what the latest reviews suggest, in words, and which services were chosen for which reason."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from vieta.accounts.choices import Profession
from vieta.accounts.queries import names_of
from vieta.base.viewer import Viewer
from vieta.enrolments.access import opened_by
from vieta.enrolments.choices import OPEN_STATES
from vieta.enrolments.models import Enrolment

from ..access import open_domains, works_with
from ..choices import Suggested
from ..models import Domain, ServiceChosen
from .reviews import RatingCard, ReviewCard, reviews_of


@dataclass(frozen=True)
class Suggestion:
    """A profession a review suggests to talk about, with the reason in words; somebody decides whether it follows."""

    profession: str
    profession_label: str
    domain: str
    domain_id: int
    review_id: int
    reason: str
    urgent: bool
    already: bool


@dataclass(frozen=True)
class ServiceCard:
    """A service chosen for a person, why, by whom and since when."""

    id: int
    profession: str
    profession_label: str
    hours: int
    reason: str
    domain: str
    chosen_on: date
    chosen_by: str
    ended_on: date | None


@dataclass(frozen=True)
class ProfileCard:
    """The profile of one enrolment and whether this viewer may choose now."""

    enrolment_id: int
    person: str
    reviewed: bool
    suggestions: tuple[Suggestion, ...]
    services: tuple[ServiceCard, ...]
    may_choose: bool

    @property
    def running(self) -> tuple[ServiceCard, ...]:
        return tuple(service for service in self.services if service.ended_on is None)


def profile_of(viewer: Viewer, enrolment_id: int) -> ProfileCard:
    """The profile of a file: suggestions out of the latest review of each instrument, and the services chosen."""
    enrolment = opened_by(viewer, enrolment_id)
    reviews = reviews_of(viewer, enrolment_id)
    services = _services(viewer, enrolment)
    running = {service.profession for service in services if service.ended_on is None}
    return ProfileCard(
        enrolment_id=enrolment.pk,
        person=enrolment.person.name,
        reviewed=bool(reviews),
        suggestions=tuple(_suggestions(_latest(reviews), running)),
        services=tuple(services),
        may_choose=enrolment.state in OPEN_STATES and works_with(viewer, enrolment),
    )


def _latest(reviews: list[ReviewCard]) -> list[ReviewCard]:
    latest: dict[str, ReviewCard] = {}
    for review in reviews:
        latest.setdefault(review.code, review)
    return list(latest.values())


def _suggestions(reviews: list[ReviewCard], running: set[str]) -> list[Suggestion]:
    ids = {rating.domain_id for review in reviews for rating in review.ratings if rating.suggested}
    suggests = dict(Domain.objects.filter(pk__in=ids).exclude(suggests="").values_list("pk", "suggests"))
    found = [
        Suggestion(
            profession=suggests[rating.domain_id],
            profession_label=str(Profession(suggests[rating.domain_id]).label),
            domain=rating.name,
            domain_id=rating.domain_id,
            review_id=review.id,
            reason=_reason(rating),
            urgent=rating.suggested == Suggested.STEP,
            already=suggests[rating.domain_id] in running,
        )
        for review in reviews
        for rating in review.ratings
        if rating.domain_id in suggests
    ]
    return sorted(found, key=lambda one: (one.already, not one.urgent))


def _reason(rating: RatingCard) -> str:
    values = {"domain": rating.name, "person": rating.by_person, "worker": rating.by_worker}
    if rating.by_worker is None:
        return _("%(domain)s: the person sees it at %(person)s of 5.") % values
    if rating.by_person is None:
        return _("%(domain)s: the worker sees it at %(worker)s of 5.") % values
    return _("%(domain)s: the person sees it at %(person)s of 5, the worker at %(worker)s.") % values


def _services(viewer: Viewer, enrolment: Enrolment) -> list[ServiceCard]:
    rows = list(ServiceChosen.objects.filter(enrolment=enrolment).order_by("id"))
    open_ones = Domain.objects.filter(open_domains(viewer, enrolment), pk__in=[row.domain_id for row in rows if row.domain_id])
    domains = dict(open_ones.values_list("pk", "name"))
    names = names_of(row.chosen_by for row in rows)
    return [
        ServiceCard(
            id=row.pk,
            profession=row.profession,
            profession_label=row.get_profession_display(),
            hours=row.hours,
            reason=_("The reason lies in a side of life that is closed to you.")
            if row.domain_id and row.domain_id not in domains
            else row.reason,
            domain=domains.get(row.domain_id or 0, ""),
            chosen_on=row.chosen_on,
            chosen_by=names.get(row.chosen_by or 0, ""),
            ended_on=row.ended_on,
        )
        for row in sorted(rows, key=lambda row: (row.ended_on is not None, row.pk))
    ]
