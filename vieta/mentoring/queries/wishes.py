"""Who waits for a mentor, and what one person wishes."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from vieta.activities.access import within
from vieta.base.codes import ISCO, NACE, Gender
from vieta.base.viewer import Permission, Viewer
from vieta.enrolments import access as enrolments
from vieta.enrolments.choices import OPEN_STATES

from ..access.duos import coordinates
from ..access.network import mentorships_of
from ..choices import ALIVE, Standing
from ..models import Apart, Duo, MentoringSetUp, Wish
from ..rules.profile import language_words, slot_name


def waiting(viewer: Viewer, programme_id: int | None = None) -> QuerySet[Wish]:
    """The wishes of those who wait in the coordinator's organisation, the longest first: in the programme, in no living duo."""
    living = Duo.objects.filter(enrolment=OuterRef("enrolment"), state__in=ALIVE)
    rows = Wish.objects.filter(withdrawn_on__isnull=True, enrolment__state__in=OPEN_STATES).filter(~Exists(living))
    if not viewer.job:
        here = within(viewer, Permission.COORDINATE, organisation="enrolment__provider_id", programme="enrolment__programme_id",
                      region="enrolment__region_id")  # fmt: skip
        rows = rows.filter(here, enrolment__provider_id=viewer.organisation_id).filter(enrolments.through(viewer))
        if viewer.person_id is not None or viewer.organisation_id is None:
            rows = rows.none()
    if programme_id is not None:
        rows = rows.filter(enrolment__programme_id=programme_id)
    return rows.select_related("enrolment__person").order_by("waiting_since", "id")


@dataclass(frozen=True)
class WishCard:
    """What one person wishes, in their words and codes."""

    languages: tuple[tuple[str, str], ...]
    isco: tuple[str, ...]
    nace: tuple[str, ...]
    interests: tuple[str, ...]
    free: tuple[str, ...]
    remote: bool
    place: str
    latitude: float | None
    longitude: float | None
    mentor_gender: str
    about: str
    from_on: date | None
    waiting_since: date
    withdrawn: bool


def wish_of(viewer: Viewer, enrolment_id: int) -> WishCard | None:
    """What one person wishes, for who may open the file and for the person; None where nothing was written yet."""
    row = Wish.objects.filter(enrolment=enrolments.opened_by(viewer, enrolment_id)).first()
    return card(row) if row else None


def card(row: Wish) -> WishCard:
    return WishCard(
        tuple((code, level) for code, level in row.languages), tuple(row.isco), tuple(row.nace), tuple(row.interests), tuple(row.free),
        row.remote, row.place, row.latitude, row.longitude, row.mentor_gender, row.about, row.from_on, row.waiting_since, row.withdrawn_on is not None,
    )  # fmt: skip


@dataclass(frozen=True)
class ApartCard:
    """That one mentor is not to be proposed to a person."""

    id: int
    mentor: str
    kind: str
    kind_label: str
    said_by: str
    reason: str


def kept_apart(viewer: Viewer, enrolment_id: int) -> list[ApartCard]:
    """The mentors kept apart from one person, for those who may open the file; reasons and who said it are the coordinator's."""
    stay = enrolments.opened_by(viewer, enrolment_id)
    if not coordinates(viewer, stay):
        return []
    rows = Apart.objects.filter(Q(enrolment=stay), lifted_at__isnull=True).select_related("mentor").order_by("id")
    return [ApartCard(r.pk, str(r.mentor), r.kind, str(r.get_kind_display()), str(r.get_said_by_display()), r.reason) for r in rows]


def may_wish(viewer: Viewer) -> set[int]:
    """The stays of the person who looks in which they may ask for a mentor: running, in a programme that mentors."""
    if viewer.person_id is None:
        return set()
    mentoring = MentoringSetUp.objects.filter(programme_id=OuterRef("programme_id"))
    rows = enrolments.visible_to(viewer).filter(Exists(mentoring), state__in=OPEN_STATES)
    return set(rows.values_list("pk", flat=True))


def wish_words(card: WishCard) -> list[tuple[str, str]]:
    """A wish in words, by what it is about; what was not said is left out. The words about oneself stand apart."""
    fields = [str(ISCO.get(code, code)) for code in card.isco] + [str(NACE.get(code, code)) for code in card.nace]
    gender = str(Gender(card.mentor_gender).label) if card.mentor_gender else ""
    rows = (
        (_("Languages"), ", ".join(language_words(card.languages))),
        (_("Fields of work"), ", ".join(fields)),
        (_("Interests"), ", ".join(card.interests)),
        (_("Has time"), ", ".join(slot_name(slot) for slot in card.free)),
        (_("Town"), card.place),
        (_("At a distance"), _("possible") if card.remote else ""),
        (_("Only a mentor who is"), gender),
    )
    return [(label, words) for label, words in rows if words]


def mentors_to_keep_apart(viewer: Viewer, enrolment_id: int) -> list[tuple[int, str]]:
    """The mentors of the branch a coordinator may keep apart from one person, by name; nothing for others who open the file."""
    stay = enrolments.opened_by(viewer, enrolment_id)
    if not coordinates(viewer, stay):
        return []
    rows = mentorships_of(viewer).filter(programme_id=stay.programme_id).exclude(standing__in=(Standing.DECLINED, Standing.ENDED))
    return [(row.pk, str(row.mentor)) for row in rows.select_related("mentor").order_by("mentor__sort_name", "id")]
