"""Facts at entry: the traits with their answers and sources, and the grounds with their evidence."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from vieta.base.refusal import Refused
from vieta.base.viewer import Permission, Viewer
from vieta.documents.choices import Source
from vieta.people.actions import correct
from vieta.people.choices import Level
from vieta.people.models import FiledDocument
from vieta.programmes.models import Ground

from ..access import CAUSE, may_see_special
from ..choices import OPEN_STATES, SPECIAL_TRAITS, Asked, State, Trait
from ..models import Enrolment, EntryTrait, GroundHeld
from ..queries.entry import asked_of, facts_recorded
from ..rules import Answer, GroundAsked, answer_refused, explain_all, with_their_grounds
from .frame import opened, require, retract, told, written

MENDABLE = (State.ENQUIRY, State.ADMITTED, State.ACTIVE, State.LEFT)


@dataclass(frozen=True)
class GroundGiven:
    """A ground somebody is admitted on, with its evidence."""

    ground_id: int
    source: str = Source.DECLARED
    document_id: int | None = None


@transaction.atomic
def record_traits(*, by: Viewer, at: datetime, enrolment_id: int, answers: Mapping[Trait, Answer], reason: str = "") -> Enrolment:
    """Records answers about the moment of entry; a changed answer takes the former one back and is recorded anew.

    Refused (field = the trait) when a trait that is not special is declined, when a value does not answer the question,
    when a document does not lie in this file, and for special traits where one may not read them. Date of birth and
    gender are corrected on the person as well.
    """
    enrolment = opened(by, enrolment_id, *MENDABLE)
    require(by, enrolment, Permission.TAKE_IN, Permission.COACH)
    standing = {t.trait: t for t in EntryTrait.objects.filter(enrolment=enrolment, retracted_at__isnull=True)}
    changed = [trait for trait, answer in answers.items() if _differs(standing.get(trait), answer)]
    _check_traits(by, enrolment, {trait: answers[trait] for trait in changed})
    for trait in changed:
        retract(by, at, EntryTrait.objects.filter(enrolment=enrolment, trait=trait), reason or _("answered anew"))
        _record(by, at, enrolment, trait, answers[trait])
    _onto_person(by, at, enrolment, {trait: answers[trait] for trait in changed})
    if changed:
        told(by, at, "record_traits", enrolment, traits=sorted(changed))
    return enrolment


@transaction.atomic
def hold_ground(*, by: Viewer, at: datetime, enrolment_id: int, given: GroundGiven) -> Enrolment:
    """Adds a ground (and the one it lies under) found to hold on the entry date after admission.

    Refused when its check does not hold, and where one may not read grounds.
    """
    enrolment = opened(by, enrolment_id, *OPEN_STATES, State.LEFT, level=Level.SPECIAL)
    require(by, enrolment, Permission.TAKE_IN)
    on = entry_day(enrolment)
    standing = set(GroundHeld.objects.filter(enrolment=enrolment, retracted_at__isnull=True).values_list("ground_id", flat=True))
    for ground in judge(enrolment, [given.ground_id], on):
        if ground.id not in standing:
            hold(by, at, enrolment, ground.id, on, given)
    told(by, at, "hold_ground", enrolment)
    return enrolment


@transaction.atomic
def drop_ground(*, by: Viewer, at: datetime, enrolment_id: int, ground_id: int, reason: str) -> Enrolment:
    """Takes a ground back with a reason; its sub-grounds go with it. Refused for the last one, and where one may not read grounds."""
    enrolment = opened(by, enrolment_id, *OPEN_STATES, State.LEFT, level=Level.SPECIAL)
    require(by, enrolment, Permission.TAKE_IN)
    reason = written(reason, _("Write down why this ground is taken back."))
    standing = GroundHeld.objects.filter(enrolment=enrolment, retracted_at__isnull=True)
    gone = [held.pk for held in standing.select_related("ground") if ground_id in (held.ground_id, held.ground.under_id)]
    if not gone:
        raise Refused(_("This ground is not recorded."), field="ground")
    if len(gone) == standing.count():
        raise Refused(_("Nobody takes part without a ground. Add the right one first."), field="ground")
    retract(by, at, standing.filter(pk__in=gone), reason)
    told(by, at, "drop_ground", enrolment)
    return enrolment


@transaction.atomic
def lose_document(*, by: Viewer, at: datetime, enrolment_id: int, document_id: int, reason: str) -> int:
    """Takes back the answers and grounds of a stay that rest on a document which proves nothing any more; how many they were.

    NotFound where the file is closed. The room above has checked that the giver may, and reads what is special among them.
    """
    enrolment = opened(by, enrolment_id)
    resting = {"enrolment": enrolment, "document_id": document_id}
    gone = sum(retract(by, at, model.objects.filter(**resting), reason) for model in (EntryTrait, GroundHeld))
    if gone:
        told(by, at, "lose_document", enrolment, document=document_id, facts=gone)
    return gone


def judge(enrolment: Enrolment, chosen: Sequence[int], on: date) -> list[GroundAsked]:
    """The grounds that hold: the chosen ones with those they lie under; Refused in words when a check does not hold."""
    rows = list(Ground.objects.filter(programme_id=enrolment.programme_id, active=True).order_by("position", "id"))
    asked = [asked_of(row) for row in rows]
    if set(chosen) - {ground.id for ground in asked}:
        raise Refused(_("This ground does not belong to the programme."), field="grounds")
    if rows and not chosen:
        raise Refused(_("Choose at least one ground."), field="grounds")
    held = with_their_grounds(chosen, asked)
    standing = {t.trait: t for t in EntryTrait.objects.filter(enrolment=enrolment, retracted_at__isnull=True).order_by("id")}
    explained = explain_all(held, facts_recorded(enrolment, standing), on)
    if failed := [f"{e.ground}: {e.words} ({e.check})" for e in explained if not e.holds]:
        raise Refused(" ".join(failed), field="grounds")
    return held


def hold(by: Viewer, at: datetime, enrolment: Enrolment, ground_id: int, on: date, given: GroundGiven) -> GroundHeld:
    """Records that a ground holds on a day, with its evidence and who found it."""
    source = Source.DOCUMENT if given.document_id and given.source == Source.DECLARED else given.source
    return GroundHeld.objects.create(
        enrolment=enrolment, ground_id=ground_id, source=source, document_id=_in_file(enrolment, given.document_id, "grounds"),
        certified_by=by.account_id, valid_on=on, recorded_at=at, recorded_by=by.account_id,
    )  # fmt: skip


def carry_over(by: Viewer, at: datetime, enrolment: Enrolment) -> None:
    """What is known of the person already becomes an answer about entry, so that it is asked once."""
    known = {Trait.GENDER: enrolment.person.gender, Trait.BIRTH_ON: enrolment.person.birth_on and enrolment.person.birth_on.isoformat()}
    for trait, value in known.items():
        if value and not EntryTrait.objects.filter(enrolment=enrolment, trait=trait, retracted_at__isnull=True).exists():
            _record(by, at, enrolment, trait, Answer(value))


def entry_day(enrolment: Enrolment) -> date:
    """The day facts about entry describe: when support began, else the admission, else the enquiry."""
    return enrolment.entered_on or enrolment.admitted_on or enrolment.enquired_on


def _differs(standing: EntryTrait | None, answer: Answer) -> bool:
    if standing is None:
        return answer.asked != Asked.NOT_ASKED
    mine = (standing.asked, standing.value, standing.source, standing.document_id)
    return mine != (answer.asked, answer.value, answer.source, answer.document_id)


def _check_traits(by: Viewer, enrolment: Enrolment, answers: Mapping[Trait, Answer]) -> None:
    special = None
    for trait, answer in answers.items():
        if words := answer_refused(trait, answer, by.today):
            raise Refused(words, field=trait)
        if trait in SPECIAL_TRAITS:
            special = may_see_special(by, enrolment) if special is None else special
            if not special:
                raise Refused(_("This is closed to your role."), field=trait)


def _record(by: Viewer, at: datetime, enrolment: Enrolment, trait: Trait, answer: Answer) -> None:
    EntryTrait.objects.create(
        enrolment=enrolment, trait=trait, asked=answer.asked, value=answer.value, source=answer.source,
        document_id=_in_file(enrolment, answer.document_id, trait), certified_by=by.account_id, valid_on=entry_day(enrolment),
        recorded_at=at, recorded_by=by.account_id,
    )  # fmt: skip


def _in_file(enrolment: Enrolment, document_id: int | None, field: str) -> int | None:
    """Evidence lies in the file it proves something in."""
    if document_id is None:
        return None
    if not FiledDocument.objects.filter(document_id=document_id, cause=CAUSE, cause_id=enrolment.pk).exists():
        raise Refused(_("This document does not lie in this file."), field=field)
    return document_id


def _onto_person(by: Viewer, at: datetime, enrolment: Enrolment, answers: Mapping[Trait, Answer]) -> None:
    values: dict[str, object] = {}
    if (gender := answers.get(Trait.GENDER)) and gender.value:
        values["gender"] = gender.value
    if (birth := answers.get(Trait.BIRTH_ON)) and birth.value:
        values["birth_on"] = date.fromisoformat(birth.value)
    if values:
        correct(by=by, at=at, person_id=enrolment.person_id, **values)
