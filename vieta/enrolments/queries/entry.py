"""Facts at entry as a page shows them: answers, grounds with their explanations, notices, what is missing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _

from vieta.accounts.queries import names_of
from vieta.base.periods import holds_on
from vieta.base.viewer import Viewer
from vieta.documents.choices import Source
from vieta.people.choices import Level
from vieta.people.models import NoticeGiven
from vieta.programmes.models import Contract, Ground, Purpose

from ..access import may_see_special, opened_by
from ..choices import REQUIRED_TRAITS, SPECIAL_TRAITS, TAKEN_STATES, Asked, Trait
from ..models import Enrolment, EntryTrait, GroundHeld
from ..rules import EntryFacts, Explanation, GroundAsked, explain_all, facts_of, in_words, missing, quota_words, with_their_grounds


@dataclass(frozen=True)
class TraitCard:
    """One question about entry and its answer; `closed` hides answer and source from this viewer."""

    trait: str
    label: str
    asked: str
    asked_label: str
    value: str
    words: str
    source: str
    source_label: str
    document_id: int | None
    recorded_at: datetime | None
    recorded_by: str
    required: bool
    special: bool
    closed: bool


@dataclass(frozen=True)
class GroundCard:
    """One ground held, why it holds and on what evidence."""

    ground_id: int
    name: str
    under_id: int | None
    check: str
    value: str
    words: str
    source: str
    document_id: int | None
    certified_by: str
    valid_on: date


@dataclass(frozen=True)
class MissingCard:
    """A question that must be answered before the person counts."""

    trait: str
    label: str
    why: str


@dataclass(frozen=True)
class NoticeCard:
    """A purpose of the programme, and whether the person was told about it, or consented."""

    purpose_id: int
    notice_id: int | None
    name: str
    version: int
    legal_basis: str
    special_basis: str
    required: bool
    form: str
    language: str
    given_on: date | None
    withdrawn_on: date | None
    consent: bool


@dataclass(frozen=True)
class EntryCard:
    """Everything about the moment of entry that this viewer may see."""

    enrolment_id: int
    state: str
    on: date
    traits: tuple[TraitCard, ...]
    grounds: tuple[GroundCard, ...]
    grounds_closed: bool
    grounds_recorded: bool
    notices: tuple[NoticeCard, ...]
    missing: tuple[MissingCard, ...]
    may_see_special: bool
    programme_id: int


def entry_card(viewer: Viewer, enrolment_id: int) -> EntryCard:
    """The facts at entry; special ones only with the level for them, else as "recorded, closed to your role"."""
    row = opened_by(viewer, enrolment_id)
    special = may_see_special(viewer, row)
    standing = {t.trait: t for t in EntryTrait.objects.filter(enrolment=row, retracted_at__isnull=True).order_by("id")}
    held = list(
        GroundHeld.objects.filter(enrolment=row, retracted_at__isnull=True).select_related("ground").order_by("ground__position", "id")
    )
    names = names_of({t.recorded_by for t in standing.values()} | {h.certified_by for h in held})
    asked = {trait: fact.asked for trait, fact in standing.items()}
    on = row.entered_on or row.admitted_on or row.enquired_on
    open_held = [h for h in held if special or not h.ground.special]
    return EntryCard(
        row.pk, row.state, on,
        tuple(_trait(trait, standing.get(trait), special, names) for trait in Trait),
        tuple(_grounds(open_held, facts_recorded(row, standing), on, names)),
        len(open_held) < len(held), bool(held), tuple(_notices(row, viewer.today)),
        tuple(MissingCard(t, str(t.label), _why(asked.get(t))) for t in missing(asked)), special, row.programme_id,
    )  # fmt: skip


def admission_explained(viewer: Viewer, enrolment_id: int, ground_ids: Sequence[int], on: date) -> list[Explanation]:
    """Why each chosen ground (with those they lie under) holds on a day or does not; shown before anybody decides."""
    row = opened_by(viewer, enrolment_id, Level.SPECIAL)
    grounds = [asked_of(g) for g in Ground.objects.filter(programme_id=row.programme_id, active=True).order_by("position", "id")]
    standing = {t.trait: t for t in EntryTrait.objects.filter(enrolment=row, retracted_at__isnull=True).order_by("id")}
    return explain_all(with_their_grounds(ground_ids, grounds), facts_recorded(row, standing), on)


def quota_warning(viewer: Viewer, enrolment_id: int, on: date) -> str:
    """The warning that the contract's places are taken on a day; empty while there is one."""
    row = opened_by(viewer, enrolment_id)
    contracts = Contract.objects.filter(programme_id=row.programme_id, provider_id=row.provider_id)
    if row.region_id:
        contracts = contracts.filter(region_id=row.region_id)
    contract = next((c for c in contracts.order_by("from_on", "id") if holds_on(on, c.from_on, c.until_on)), None)
    if contract is None:
        return ""
    taken = Enrolment.objects.filter(contract=contract, state__in=TAKEN_STATES).exclude(pk=row.pk).values("person").distinct().count()
    return quota_words(taken, contract.persons)


def asked_of(ground: Ground) -> GroundAsked:
    """A configured ground as the rules read it."""
    return GroundAsked(ground.pk, ground.name, ground.rule, ground.limit, ground.under_id)


def facts_recorded(row: Enrolment, standing: dict[str, EntryTrait]) -> EntryFacts:
    """What grounds are checked against, as recorded; the person's date of birth where it was not asked again."""
    values = {trait: fact.value for trait, fact in standing.items() if fact.asked == Asked.GIVEN}
    if Trait.BIRTH_ON not in values and row.person.birth_on:
        values[Trait.BIRTH_ON] = row.person.birth_on.isoformat()
    return facts_of(values)


def _trait(trait: Trait, fact: EntryTrait | None, special: bool, names: dict) -> TraitCard:
    closed = trait in SPECIAL_TRAITS and not special
    base = (trait.value, str(trait.label))
    ends = (trait in REQUIRED_TRAITS, trait in SPECIAL_TRAITS, closed)
    if fact is None:
        label = str(Asked.NOT_ASKED.label)
        return TraitCard(*base, Asked.NOT_ASKED.value, label, "", label, "", "", None, None, "", *ends)
    if closed:
        words = _("Recorded, closed to your role")
        return TraitCard(*base, "", words, "", words, "", "", None, None, "", *ends)
    words = in_words(trait, fact.value) if fact.asked == Asked.GIVEN else str(fact.get_asked_display())
    return TraitCard(
        *base, fact.asked, str(fact.get_asked_display()), fact.value, words, fact.source, str(Source(fact.source).label), fact.document_id,
        fact.recorded_at, names.get(fact.recorded_by, ""), *ends,
    )  # fmt: skip


def _grounds(held: Sequence[GroundHeld], facts: EntryFacts, on: date, names: dict) -> list[GroundCard]:
    explained = {e.ground_id: e for e in explain_all([asked_of(h.ground) for h in held], facts, on)}
    return [
        GroundCard(
            h.ground_id, h.ground.name, h.ground.under_id, explained[h.ground_id].check, explained[h.ground_id].value, explained[h.ground_id].words,
            str(Source(h.source).label), h.document_id, names.get(h.certified_by, ""), h.valid_on,
        )
        for h in held
    ]  # fmt: skip


def _notices(row: Enrolment, today: date) -> list[NoticeCard]:
    given = {
        n.purpose_id: n for n in NoticeGiven.objects.filter(person_id=row.person_id, purpose__programme_id=row.programme_id).order_by("id")
    }
    purposes = Purpose.objects.filter(programme_id=row.programme_id).order_by("code", "-version")
    return [_notice(p, given.get(p.pk)) for p in purposes if p.pk in given or holds_on(today, p.from_on, p.until_on)]


def _notice(purpose: Purpose, given: NoticeGiven | None) -> NoticeCard:
    special = str(purpose.get_special_basis_display()) if purpose.special_basis else ""
    return NoticeCard(
        purpose.pk, given.pk if given else None, purpose.name, purpose.version, str(purpose.get_legal_basis_display()), special, purpose.required,
        str(given.get_form_display()) if given else "", given.language if given else "", given.given_on if given else None,
        given.withdrawn_on if given else None, "a" in (purpose.legal_basis, purpose.special_basis),
    )  # fmt: skip


def _why(asked: str | None) -> str:
    if asked == Asked.UNKNOWN:
        return _("The person did not know. Ask for a document or a register.")
    return _("Not asked yet. Ask the person, or look into a document.")
