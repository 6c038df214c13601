"""Reviews of a file: both views side by side, and what changed from the first to the latest, side of life by side of life."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Max
from django.utils.translation import gettext as _

from vieta.accounts.choices import Profession
from vieta.accounts.queries import names_of
from vieta.base.refusal import NotFound
from vieta.base.viewer import Viewer
from vieta.enrolments.access import opened_by
from vieta.enrolments.choices import TAKEN_STATES

from ..access import open_domains, works_with
from ..choices import Answer, Change
from ..models import Domain, InstrumentVersion, Rating, Review
from ..rules import change, difference, suggested


@dataclass(frozen=True)
class LevelCard:
    """A level and what it looks like in life."""

    value: int
    anchor: str


@dataclass(frozen=True)
class DomainCard:
    """A side of life as a form asks about it."""

    id: int
    code: str
    name: str
    question: str
    sensitive: bool
    suggests: str
    levels: tuple[LevelCard, ...]


@dataclass(frozen=True)
class InstrumentCard:
    """An instrument that may be used here, in its newest version, with the sides of life this viewer may ask about."""

    code: str
    name: str
    kind: str
    licence: str
    number: int
    version_id: int
    domains: tuple[DomainCard, ...] = ()


@dataclass(frozen=True)
class RatingCard:
    """Both views on one side of life; `difference` is how many levels better the person sees it."""

    domain_id: int
    code: str
    name: str
    answer: str
    answer_label: str
    by_person: int | None
    by_worker: int | None
    difference: int | None
    remark: str
    suggested: str

    @property
    def rated(self) -> bool:
        return self.answer == Answer.RATED


@dataclass(frozen=True)
class ReviewCard:
    """One review with what this viewer may see of it."""

    id: int
    code: str
    name: str
    version_id: int
    number: int
    moment: str
    moment_label: str
    on: date
    by: str
    ratings: tuple[RatingCard, ...]

    @property
    def rated(self) -> tuple[RatingCard, ...]:
        return tuple(rating for rating in self.ratings if rating.rated)


@dataclass(frozen=True)
class ChangeRow:
    """One side of life over all reviews of one version: (person, worker) each time, and what became of it for both."""

    name: str
    values: tuple[tuple[int | None, int | None], ...]
    for_person: Change | None
    for_worker: Change | None

    @property
    def seen_by_person(self) -> bool:
        """Whether the person rated this side of life at least once."""
        return any(person is not None for person, _worker in self.values)

    @property
    def first_by_person(self) -> int | None:
        """The level at the first review."""
        return self.values[0][0]

    @property
    def last_by_person(self) -> int | None:
        """The level last named; a side of life not spoken of again keeps it."""
        return next((person for person, _worker in reversed(self.values) if person is not None), None)


@dataclass(frozen=True)
class ChangeCard:
    """Wellbeing at the start, on the way and at leaving. There is no sum: levels are an order, side of life by side of life."""

    code: str
    name: str
    reviews: tuple[ReviewCard, ...]
    rows: tuple[ChangeRow, ...]
    not_compared: str = ""

    @property
    def moves(self) -> bool:
        """Whether there is a then and a now."""
        return len(self.reviews) > 1


def instruments(viewer: Viewer) -> list[InstrumentCard]:
    """The instruments whose right of use is stated, each in its newest published version; without their questions."""
    published = InstrumentVersion.objects.filter(published_on__lte=viewer.today).exclude(instrument__right_stated="")
    newest = published.values("instrument").annotate(newest=Max("number")).values_list("instrument", "newest")
    wanted = set(newest)
    rows = published.select_related("instrument").order_by("instrument__name", "number")
    return [_instrument(row) for row in rows if (row.instrument_id, row.number) in wanted]


def review_form(viewer: Viewer, enrolment_id: int, code: str) -> InstrumentCard:
    """The newest version of an instrument with the sides of life this viewer may ask about in this file, or NotFound."""
    enrolment = opened_by(viewer, enrolment_id)
    found = next((card for card in instruments(viewer) if card.code == code), None)
    if found is None:
        raise NotFound(f"instrument {code}")
    domains = Domain.objects.filter(open_domains(viewer, enrolment), version_id=found.version_id)
    cards = tuple(_domain(domain) for domain in domains.order_by("position").prefetch_related("levels"))
    return InstrumentCard(found.code, found.name, found.kind, found.licence, found.number, found.version_id, cards)


def may_hold_reviews(viewer: Viewer, enrolment_id: int) -> bool:
    """Whether this viewer may hold a review in this file now, or NotFound."""
    enrolment = opened_by(viewer, enrolment_id)
    return enrolment.state in TAKEN_STATES and works_with(viewer, enrolment)


def reviews_of(viewer: Viewer, enrolment_id: int) -> list[ReviewCard]:
    """The standing reviews of a file, the latest first. Five statements at any number."""
    enrolment = opened_by(viewer, enrolment_id)
    rows = Review.objects.filter(enrolment=enrolment, retracted_at__isnull=True).select_related("version__instrument")
    reviews = list(rows.order_by("-on", "-id"))
    open_ones = Domain.objects.filter(open_domains(viewer, enrolment), version__in={r.version_id for r in reviews})
    ratings: dict[int, list[Rating]] = {}
    wanted = Rating.objects.filter(review__in=reviews, domain__in=open_ones).select_related("domain")
    for rating in wanted.order_by("domain__position", "id"):
        ratings.setdefault(rating.review_id, []).append(rating)
    names = names_of(review.recorded_by for review in reviews)
    return [_review(review, ratings.get(review.pk, []), names.get(review.recorded_by or 0, "")) for review in reviews]


def change_view(viewer: Viewer, enrolment_id: int) -> list[ChangeCard]:
    """For each instrument used in a file: the reviews of the version used last, in order, and the change per side of life.

    Reviews of an earlier version are left out and this is said: its levels may mean something else.
    """
    by_code: dict[str, list[ReviewCard]] = {}
    for review in reversed(reviews_of(viewer, enrolment_id)):
        by_code.setdefault(review.code, []).append(review)
    return [_change(by_code[code]) for code in sorted(by_code)]


def _change(reviews: list[ReviewCard]) -> ChangeCard:
    latest = reviews[-1]
    same = tuple(review for review in reviews if review.version_id == latest.version_id)
    note = ""
    if len(same) < len(reviews):
        note = _("%(number)s earlier reviews asked other questions (another version) and are not compared with these.") % {
            "number": len(reviews) - len(same)
        }
    rows = tuple(_row(index, same) for index in range(len(latest.ratings)))
    return ChangeCard(latest.code, latest.name, same, rows, note)


def _row(index: int, reviews: tuple[ReviewCard, ...]) -> ChangeRow:
    ratings = [review.ratings[index] for review in reviews]
    values = tuple((rating.by_person, rating.by_worker) for rating in ratings)
    person, worker = ([value for value in side if value is not None] for side in zip(*values, strict=True))
    return ChangeRow(ratings[-1].name, values, _moved(person), _moved(worker))


def _moved(levels: list[int]) -> Change | None:
    return change(levels[0], levels[-1]) if len(levels) > 1 else None


def _instrument(row: InstrumentVersion) -> InstrumentCard:
    kept = row.instrument
    return InstrumentCard(kept.code, kept.name, kept.kind, kept.licence, row.number, row.pk)


def _domain(domain: Domain) -> DomainCard:
    levels = sorted(domain.levels.all(), key=lambda level: level.value)
    return DomainCard(
        id=domain.pk,
        code=domain.code,
        name=domain.name,
        question=domain.question,
        sensitive=domain.sensitive,
        suggests=str(Profession(domain.suggests).label) if domain.suggests else "",
        levels=tuple(LevelCard(level.value, level.anchor) for level in levels),
    )


def _review(review: Review, ratings: list[Rating], by: str) -> ReviewCard:
    version = review.version
    return ReviewCard(
        id=review.pk,
        code=version.instrument.code,
        name=version.instrument.name,
        version_id=version.pk,
        number=version.number,
        moment=review.moment,
        moment_label=review.get_moment_display(),
        on=review.on,
        by=by,
        ratings=tuple(_rating(rating) for rating in ratings),
    )


def _rating(rating: Rating) -> RatingCard:
    return RatingCard(
        domain_id=rating.domain_id,
        code=rating.domain.code,
        name=rating.domain.name,
        answer=rating.answer,
        answer_label=rating.get_answer_display(),
        by_person=rating.by_person,
        by_worker=rating.by_worker,
        difference=difference(rating.by_person, rating.by_worker),
        remark=rating.remark,
        suggested=suggested(rating.by_person, rating.by_worker) or "",
    )
