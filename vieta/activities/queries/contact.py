"""The log of contact with one person: what was, what comes next, and how long it took together."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Max, Min, OuterRef, QuerySet, Subquery, Sum

from vieta.base.refusal import NotFound
from vieta.base.viewer import Viewer
from vieta.enrolments import access as enrolments_access

from ..access import standing
from ..choices import SUPPORT_KINDS, Presence, State
from ..models import Activity
from .calendar import ActivityCard, cards


def contact_log(viewer: Viewer, enrolment_id: int, *, limit: int = 50, until_on: date | None = None) -> list[ActivityCard]:
    """Everything planned or held with one person in one enrolment (until a day), newest first, or NotFound."""
    row = enrolments_access.opened_by(viewer, enrolment_id)
    met = standing().filter(enrolment=row)
    if until_on is not None:
        met = met.filter(on__lte=until_on)
    ids = list(met.order_by("-on", "-id").values_list("activity_id", flat=True)[:limit])
    activities = (
        Activity.objects.filter(pk__in=ids).select_related("led_by", "programme", "organisation").order_by("-on", "-starts_at", "-id")
    )
    return cards(viewer, list(activities))


def next_contact(viewer: Viewer, enrolment_id: int) -> ActivityCard | None:
    """The next planned activity with one person, or NotFound when the file does not open."""
    row = enrolments_access.opened_by(viewer, enrolment_id)
    planned = standing().filter(enrolment=row, presence=Presence.EXPECTED, on__gte=viewer.today, activity__state=State.PLANNED)
    first = planned.select_related("activity__led_by", "activity__programme").order_by("on", "activity__starts_at", "id").first()
    return cards(viewer, [first.activity])[0] if first else None


def upcoming_for_person(viewer: Viewer, *, limit: int = 20) -> list[ActivityCard]:
    """The appointments of the person whose own place it is."""
    if viewer.person_id is None:
        raise NotFound("own place")
    met = standing().filter(enrolments_access.through(viewer), presence=Presence.EXPECTED, on__gte=viewer.today)
    activities = Activity.objects.filter(pk__in=met.values("activity_id"), state=State.PLANNED)
    return cards(viewer, list(activities.select_related("led_by", "programme", "organisation")[:limit]))


def support_minutes(enrolment_ids: Iterable[int]) -> dict[int, int]:
    """How many minutes of support each of these enrolments has had; outreach and information events do not count."""
    met = standing().filter(enrolment_id__in=list(enrolment_ids), presence=Presence.PRESENT, activity__kind__in=SUPPORT_KINDS)
    return dict(met.order_by().values("enrolment_id").annotate(total=Sum("minutes")).values_list("enrolment_id", "total"))


def support_days(viewer: Viewer, enrolment_id: int) -> list[tuple[date, int]]:
    """The days and minutes of support one person has had in one enrolment, or NotFound. Two statements."""
    row = enrolments_access.opened_by(viewer, enrolment_id)
    met = standing().filter(enrolment=row, presence=Presence.PRESENT, activity__kind__in=SUPPORT_KINDS)
    return list(met.order_by("on", "id").values_list("on", "minutes"))


def last_contacts(enrolment_ids: Iterable[int]) -> dict[int, date]:
    """The day each of these enrolments was last met or reached."""
    met = standing().filter(enrolment_id__in=list(enrolment_ids), presence=Presence.PRESENT)
    return dict(met.order_by().values("enrolment_id").annotate(last=Max("on")).values_list("enrolment_id", "last"))


def next_contacts(enrolment_ids: Iterable[int], today: date) -> dict[int, date]:
    """The day of the next planned activity with each of these enrolments."""
    planned = standing().filter(enrolment_id__in=list(enrolment_ids), presence=Presence.EXPECTED, on__gte=today)
    planned = planned.filter(activity__state=State.PLANNED)
    return dict(planned.order_by().values("enrolment_id").annotate(first=Min("on")).values_list("enrolment_id", "first"))


def with_last_contact(enrolments: QuerySet) -> QuerySet:
    """Enrolments with `last_contact_on` beside them, read from the index per row."""
    met = standing().filter(enrolment=OuterRef("pk"), presence=Presence.PRESENT).order_by("-on")
    return enrolments.annotate(last_contact_on=Subquery(met.values("on")[:1]))
