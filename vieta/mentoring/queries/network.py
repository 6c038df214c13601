"""The mentor network as its coordinators see it: the list, one mentor's page, and what a mentor reads of themself."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db.models import Exists, Max, OuterRef, QuerySet, TextField
from django.db.models.functions import Cast

from vieta.accounts.queries import names_of
from vieta.base.codes import ISCO, NACE
from vieta.base.names import fold
from vieta.base.periods import holds_on
from vieta.base.viewer import Permission, Viewer
from vieta.people.queries import starts_with
from vieta.programmes.choices import PartnerRole
from vieta.programmes.models import Partner

from ..access.network import mentor_opened_by, mentorships_of, network_of, own_mentor, own_mentorships
from ..choices import MentorMoment, Paper, Standing
from ..models import Clearance, Edition, Mentor, MentoringSetUp, Mentorship, MentorshipEvent, Pause
from ..rules.network import LAST_DAYS
from ..rules.profile import country_name, language_words, slot_name
from .readiness import Readiness, readiness_of


@dataclass(frozen=True)
class PartRow:
    """A mentor's part in one programme, on a list."""

    id: int
    programme: str
    branch: str
    standing: str
    standing_label: str
    ready: Readiness


@dataclass(frozen=True)
class MentorRow:
    """One mentor on the list of the network."""

    id: int
    reference: str
    name: str
    offer_label: str
    place: str
    languages: tuple[str, ...]
    fields: tuple[str, ...]
    joined_on: date | None
    left_on: date | None
    cleared_until: date | None
    parts: tuple[PartRow, ...]

    @property
    def standing(self) -> str:
        """Where they stand, programme by programme."""
        return "; ".join(f"{part.programme}: {part.standing_label}" if len(self.parts) > 1 else part.standing_label for part in self.parts)

    @property
    def waits(self) -> bool:
        """Whether somebody has a step to take."""
        return any(part.standing in (Standing.APPLIED, Standing.INFORMED, Standing.INTERVIEWED) for part in self.parts)

    @property
    def places(self) -> str:
        """How many places of theirs are taken."""
        accepted = [part.ready for part in self.parts if part.standing == Standing.ACCEPTED]
        return f"{sum(r.taken for r in accepted)} / {sum(r.capacity for r in accepted)}" if accepted else ""

    @property
    def hindrances(self) -> str:
        """What is in the way of one more duo, in words, where they were accepted."""
        return "; ".join(dict.fromkeys(why for part in self.parts if part.standing == Standing.ACCEPTED for why in part.ready.reasons))


def network(
    viewer: Viewer, *, name: str = "", programme: int | None = None, standing: str = "", offer: str = "", field: str = "", section: str = "",
    language: str = "", place: str = "", gone: bool = False, clearance: bool = False,
) -> QuerySet[Mentor]:  # fmt: skip
    """The mentors of the viewer's network, narrowed; `mentor_rows` turns them into cards. Those who left only when asked for."""
    rows = network_of(viewer).filter(left_on__isnull=not gone)
    part = mentorships_of(viewer).filter(mentor=OuterRef("pk"))
    if programme:
        part = part.filter(programme_id=programme)
    if standing:
        part = part.filter(standing=standing)
    if programme or standing:
        rows = rows.filter(Exists(part))
    if name:
        rows = rows.filter(starts_with("sort_name", fold(name)))
    if offer:
        rows = rows.filter(offer=offer)
    if place:
        rows = rows.filter(place__icontains=place)
    if clearance:
        rows = rows.filter(pk__in=_running_out(viewer.today, viewer))
    for column, wanted in (("languages", f'"{language}"'), ("isco", f'"{field}'), ("nace", f'"{section}"')):
        if wanted.strip('"'):
            rows = rows.annotate(**{f"{column}_text": Cast(column, TextField())}).filter(**{f"{column}_text__contains": wanted})
    return rows


def mentor_rows(viewer: Viewer, mentors: Sequence[Mentor]) -> list[MentorRow]:
    """Cards of one page of the list. A constant number of statements."""
    parts = _parts(viewer, [row.pk for row in mentors])
    ready = readiness_of([row for rows in parts.values() for row in rows], viewer.today)
    cleared = _cleared([row.pk for row in mentors])
    return [
        MentorRow(
            id=row.pk,
            reference=row.reference,
            name=str(row),
            offer_label=str(row.get_offer_display()),
            place=row.place,
            languages=tuple(language_words(row.languages)),
            fields=_fields(row),
            joined_on=row.joined_on,
            left_on=row.left_on,
            cleared_until=cleared.get(row.pk),
            parts=tuple(_part_row(one, ready[one.pk]) for one in parts[row.pk]),
        )
        for row in mentors
    ]


@dataclass(frozen=True)
class MomentCard:
    """One moment of a mentor in a programme."""

    moment: str
    label: str
    on: date
    reason: str
    version: int
    by: str


@dataclass(frozen=True)
class PartCard:
    """A mentor's part in one programme, on their page."""

    id: int
    programme_id: int
    code: str
    programme: str
    branch: str
    standing: str
    standing_label: str
    from_on: date
    until_on: date | None
    ready: Readiness
    moments: tuple[MomentCard, ...]
    open: bool
    conduct_number: int

    @property
    def accepted(self) -> bool:
        return self.standing == Standing.ACCEPTED

    @property
    def may_start_early(self) -> bool:
        """Whether a coordinator may still let them begin before the training."""
        return self.accepted and self.ready.trained_on is None and not self.ready.may_start_early

    @property
    def conduct_to_sign(self) -> bool:
        """Whether a newer code of conduct waits for a signature."""
        return self.accepted and 0 < self.conduct_number != self.ready.conduct


@dataclass(frozen=True)
class ClearanceCard:
    """That a certificate was seen; what it says is kept nowhere."""

    checked_on: date
    checked_by: str
    valid_until: date
    holds: bool


@dataclass(frozen=True)
class PauseCard:
    """A time in which nobody new is taken; `until_on` is exclusive."""

    id: int
    from_on: date
    until_on: date | None
    reason: str
    over: bool


@dataclass(frozen=True)
class MentorCard:
    """One mentor with everything their page shows."""

    id: int
    reference: str
    name: str
    first_name: str
    last_name: str
    offer: str
    offer_label: str
    birth_on: date | None
    gender: str
    gender_label: str
    origin: str
    origin_label: str
    phone: str
    email: str
    place: str
    remote: bool
    languages: tuple
    language_words: tuple[str, ...]
    isco: tuple[str, ...]
    nace: tuple[str, ...]
    field_words: tuple[str, ...]
    interests: tuple[str, ...]
    free: tuple[str, ...]
    free_words: tuple[str, ...]
    about: str
    organisation: str
    joined_on: date | None
    left_on: date | None
    left_because: str
    has_account: bool
    may_coordinate: bool
    parts: tuple[PartCard, ...]
    clearances: tuple[ClearanceCard, ...]
    pauses: tuple[PauseCard, ...]
    namesakes: tuple[tuple[int, str], ...] = field(default=())

    @property
    def paused(self) -> bool:
        return any(part.ready.paused for part in self.parts)


def mentor(viewer: Viewer, mentor_id: int) -> MentorCard:
    """One mentor of the viewer's network, or NotFound. A constant number of statements."""
    row = mentor_opened_by(viewer, mentor_id)
    same = network_of(viewer).filter(sort_name=row.sort_name, organisation=row.organisation_id).exclude(pk=row.pk).order_by("id")[:3]
    may = network_of(viewer, Permission.COORDINATE).filter(pk=row.pk).exists()
    return _card(viewer, row, _parts(viewer, [row.pk])[row.pk], tuple((one.pk, one.reference) for one in same), may)


def own_profile(viewer: Viewer) -> MentorCard:
    """What the network keeps about the mentor who looks, or NotFound."""
    row = own_mentor(viewer)
    parts = list(own_mentorships(viewer).filter(mentor=row).select_related("mentor", "programme", "organisation").order_by("id"))
    return _card(viewer, row, parts, (), False)


@dataclass(frozen=True)
class Branch:
    """A branch one may offer to mentor in."""

    programme_id: int
    organisation_id: int
    programme: str
    name: str
    place: str
    summary: str
    notice: int
    notice_text: str

    @property
    def key(self) -> str:
        """How a form names it."""
        return f"{self.programme_id}-{self.organisation_id}"


def branches(today: date, *, besides: Collection[int] = (), open_only: bool = True) -> list[Branch]:
    """The branches that take offers, with the notice that holds; open to everybody. Three statements."""
    set_ups = MentoringSetUp.objects.filter(open_to_offers=True) if open_only else MentoringSetUp.objects.all()
    programmes = set(set_ups.values_list("programme_id", flat=True)) - set(besides)
    notices: dict[int, Edition] = {}
    for one in Edition.objects.filter(programme__in=programmes, paper=Paper.NOTICE).order_by("number"):
        notices[one.programme_id] = one
    parts = Partner.objects.filter(programme__in=notices, role=PartnerRole.PROVIDER, from_on__lte=today).exclude(until_on__lte=today)
    return [
        Branch(
            p.programme_id, p.organisation_id, p.programme.name, p.organisation.name, p.organisation.place, p.programme.summary,
            notices[p.programme_id].number, notices[p.programme_id].text,
        )
        for p in parts.select_related("programme", "organisation").order_by("programme__name", "organisation__name", "id")
    ]  # fmt: skip


def clearances_running_out(viewer: Viewer, *, limit: int = 50) -> list[tuple[int, str, date]]:
    """Accepted mentors of the branch whose clearance ran out or does so within a month: id, name, until when. Two statements."""
    mine = mentorships_of(viewer, Permission.COORDINATE).filter(standing=Standing.ACCEPTED).values("mentor_id")
    cleared = _running_out(viewer.today, viewer, dict)
    rows = Mentor.objects.filter(pk__in=cleared, left_on__isnull=True).filter(pk__in=mine).order_by("sort_name", "id")[:limit]
    return sorted(((row.pk, str(row), cleared[row.pk]) for row in rows), key=lambda one: one[2])


def _running_out(today: date, viewer: Viewer, shape=list):
    found = Clearance.objects.filter(mentor__in=network_of(viewer).values("pk")).order_by().values_list("mentor_id")
    return shape(
        (mentor_id, until) if shape is dict else mentor_id
        for mentor_id, until in found.annotate(until=Max("valid_until"))
        if until <= today + timedelta(days=LAST_DAYS)
    )


def _cleared(ids: Collection[int]) -> dict[int, date]:
    return dict(Clearance.objects.filter(mentor__in=ids).order_by().values_list("mentor_id").annotate(until=Max("valid_until")))


def _parts(viewer: Viewer, mentor_ids: Collection[int]) -> dict[int, list[Mentorship]]:
    found: dict[int, list[Mentorship]] = defaultdict(list)
    rows = (
        mentorships_of(viewer)
        .filter(mentor__in=mentor_ids)
        .select_related("mentor", "programme", "organisation")
        .order_by("-from_on", "-id")
    )
    for row in rows:
        found[row.mentor_id].append(row)
    return found


def _part_row(row: Mentorship, ready: Readiness) -> PartRow:
    return PartRow(row.pk, row.programme.name, row.organisation.name, row.standing, str(row.get_standing_display()), ready)


def _fields(row: Mentor) -> tuple[str, ...]:
    return tuple([str(ISCO.get(code, code)) for code in row.isco] + [str(NACE.get(code, code)) for code in row.nace])


def _card(viewer: Viewer, row: Mentor, parts: list[Mentorship], namesakes: tuple, may_coordinate: bool) -> MentorCard:
    return MentorCard(
        id=row.pk, reference=row.reference, name=str(row), first_name=row.first_name, last_name=row.last_name, offer=row.offer,
        offer_label=str(row.get_offer_display()), birth_on=row.birth_on, gender=row.gender, gender_label=str(row.get_gender_display()),
        origin=row.origin, origin_label=country_name(row.origin) if row.origin else "", phone=row.phone, email=row.email, place=row.place,
        remote=row.remote, languages=tuple(tuple(one) for one in row.languages), language_words=tuple(language_words(row.languages)),
        isco=tuple(row.isco), nace=tuple(row.nace), field_words=_fields(row), interests=tuple(row.interests), free=tuple(row.free),
        free_words=tuple(slot_name(slot) for slot in row.free), about=row.about, organisation=row.organisation.name,
        joined_on=row.joined_on, left_on=row.left_on, left_because=row.left_because, has_account=row.account_id is not None,
        may_coordinate=may_coordinate, parts=_part_cards(viewer, parts), clearances=_clearances(viewer, row), pauses=_pauses(viewer, row),
        namesakes=namesakes,
    )  # fmt: skip


def _part_cards(viewer: Viewer, parts: list[Mentorship]) -> tuple[PartCard, ...]:
    ready = readiness_of(parts, viewer.today)
    events: dict[int, list[MentorshipEvent]] = defaultdict(list)
    for event in MentorshipEvent.objects.filter(mentorship__in=parts, retracted_at__isnull=True).order_by("valid_on", "id"):
        events[event.mentorship_id].append(event)
    names = names_of(event.recorded_by for rows in events.values() for event in rows)
    conduct = Edition.objects.filter(programme__in={p.programme_id for p in parts}, paper=Paper.CONDUCT).order_by()
    newest = dict(conduct.values_list("programme_id").annotate(n=Max("number")))
    return tuple(
        PartCard(
            row.pk, row.programme_id, row.programme.code, row.programme.name, row.organisation.name, row.standing, str(row.get_standing_display()),
            row.from_on, row.until_on, ready[row.pk], tuple(_moment(event, names) for event in events[row.pk]),
            row.standing in (Standing.APPLIED, Standing.INFORMED, Standing.INTERVIEWED), newest.get(row.programme_id, 0),
        )
        for row in parts
    )  # fmt: skip


def _moment(event: MentorshipEvent, names: dict[int, str]) -> MomentCard:
    by = names.get(event.recorded_by, "") if event.recorded_by else ""
    return MomentCard(event.moment, str(MentorMoment(event.moment).label), event.valid_on, event.reason, event.version, by)


def _clearances(viewer: Viewer, row: Mentor) -> tuple[ClearanceCard, ...]:
    rows = list(Clearance.objects.filter(mentor=row).order_by("-valid_until", "-id")[:5])
    names = names_of(one.checked_by for one in rows)
    return tuple(
        ClearanceCard(
            one.checked_on, names.get(one.checked_by or 0, ""), one.valid_until, holds_on(viewer.today, one.checked_on, one.valid_until)
        )
        for one in rows
    )


def _pauses(viewer: Viewer, row: Mentor) -> tuple[PauseCard, ...]:
    rows = Pause.objects.filter(mentor=row).order_by("-from_on", "-id")[:5]
    return tuple(PauseCard(p.pk, p.from_on, p.until_on, p.reason, p.until_on is not None and p.until_on <= viewer.today) for p in rows)
