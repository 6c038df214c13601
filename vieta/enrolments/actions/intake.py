"""From an enquiry to the decision: asking, admitting, not admitting, withdrawing."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from vieta.base.periods import holds_on, months_after
from vieta.base.refusal import NotFound, Refused
from vieta.base.viewer import Permission, Viewer
from vieta.people.access import visible_to as people_visible_to
from vieta.people.actions import correct, end_access, enter, give_access, limit_access
from vieta.people.choices import GrantPurpose, Level
from vieta.people.models import NoticeGiven, Person
from vieta.people.queries import LookAlike, look_alikes
from vieta.people.rules import Known
from vieta.programmes.access import in_force
from vieta.programmes.models import Contract, Municipality, Programme, Purpose, Region

from ..access import CAUSE, works_in
from ..choices import TAKEN_STATES, Moment, State
from ..models import CaseTeamMember, Enrolment
from ..rules import REFUSED_MONTHS, quota_words
from .entry import GroundGiven, carry_over, hold, judge
from .frame import contracts_of, happened, inside_the_days, not_to_come, opened, provides, require, told, written
from .team import join


class LikelyDuplicate(Refused):
    """Somebody looks like the same person; `hits` says who, as far as the one who asked may see."""

    def __init__(self, hits: Sequence[LookAlike]):
        super().__init__(
            _("Somebody like this is known already. Look before you make a second file, or say why it is another person."), "apart_reason"
        )
        self.hits = list(hits)


class QuotaReached(Refused):
    """The contract's places are taken; a reason lets one more person in."""


# Enquiry ----------------------------------------------------------------------------------------------------------------
@transaction.atomic
def enquire(
    *,
    by: Viewer,
    at: datetime,
    programme_id: int,
    provider_id: int,
    on: date,
    person_id: int | None = None,
    apart_reason: str = "",
    region_id: int | None = None,
    municipality_id: int | None = None,
    **identity: Any,
) -> Enrolment:
    """Takes an enquiry down: for a person or contact known already (`person_id`, with their history), or for somebody new.

    A likely duplicate raises LikelyDuplicate, unless `apart_reason` says why this is another person. Refused where one may
    neither reach out nor take in, for a provider that takes no part that day, for a day to come, and while the person
    has an open enrolment in the programme.
    """
    programme = _programme(by, programme_id)
    provides(programme.pk, provider_id, on, "provider")
    not_to_come(on, by)
    region_id = _place(programme, region_id, municipality_id)
    if person_id is None:
        person = _new_person(by, at, programme, apart_reason, identity)
    else:
        person = _known_person(by, at, programme, person_id, apart_reason, identity)
    enrolment = Enrolment.objects.create(
        number=next_number(programme), person=person, programme=programme, provider_id=provider_id, region_id=region_id,
        municipality_id=municipality_id, state=State.ENQUIRY, sort_name=person.sort_name, enquired_on=on,
    )  # fmt: skip
    happened(by, at, enrolment, Moment.ENQUIRED, on)
    carry_over(by, at, enrolment)
    _open_for_intake(by, at, enrolment)
    told(by, at, "enquire", enrolment, again=person_id is not None)
    return enrolment


def next_number(programme: Programme) -> str:
    """The next free number of a programme, such as GENT-00042."""
    stem = f"{programme.code.upper()[:40]}-"
    last = Enrolment.objects.filter(programme=programme, number__startswith=stem).order_by("-id").values_list("number", flat=True).first()
    tail = last.removeprefix(stem) if last else ""
    number = int(tail) + 1 if tail.isdecimal() else Enrolment.objects.filter(programme=programme).count() + 1
    while Enrolment.objects.filter(programme=programme, number=f"{stem}{number:05d}").exists():
        number += 1
    return f"{stem}{number:05d}"


def _programme(by: Viewer, programme_id: int) -> Programme:
    reaches = by.may(Permission.REACH_OUT, programme_id=programme_id) or by.may(Permission.TAKE_IN, programme_id=programme_id)
    reaches = reaches and works_in(by, programme_id)
    programme = Programme.objects.select_for_update().filter(pk=programme_id).first() if reaches else None
    if programme is None or by.person_id is not None:
        raise NotFound(f"programme {programme_id}")
    return programme


def _place(programme: Programme, region_id: int | None, municipality_id: int | None) -> int | None:
    if municipality_id is not None:
        home = Municipality.objects.filter(pk=municipality_id, region__programme=programme).first()
        if home is None or region_id not in (None, home.region_id):
            raise Refused(_("This place does not lie in the programme's regions."), field="municipality")
        return home.region_id
    if region_id is not None and not Region.objects.filter(pk=region_id, programme=programme).exists():
        raise Refused(_("This region does not belong to the programme."), field="region")
    return region_id


def _new_person(by: Viewer, at: datetime, programme: Programme, apart_reason: str, identity: dict[str, Any]) -> Person:
    _ask_first(by, programme, apart_reason, identity)
    return enter(by=by, at=at, programme_id=programme.pk, apart_reason=apart_reason.strip()[:300], **identity)


def _known_person(by, at, programme, person_id, apart_reason, identity) -> Person:
    person = people_visible_to(by).select_for_update(of=("self",)).filter(pk=person_id).first()
    if person is None:
        raise NotFound(f"person {person_id}")
    if Enrolment.objects.filter(person=person, programme=programme, state__in=(State.ENQUIRY, State.ADMITTED, State.ACTIVE)).exists():
        raise Refused(_("This person takes part already, or has an enquiry that waits for a decision."), field="person")
    if any(identity.get(name) for name in ("first_name", "last_name")) and not person.last_name:
        merged = {name: getattr(person, name) for name in ("known_as", "birth_on", "phone")} | identity
        _ask_first(by, programme, apart_reason, merged, besides=(person.pk,))
    said = {name: value for name, value in (identity | {"apart_reason": apart_reason.strip()[:300]}).items() if value not in ("", None, [])}
    return correct(by=by, at=at, person_id=person.pk, **said) if said else person


def _ask_first(by: Viewer, programme: Programme, apart_reason: str, identity: dict[str, Any], besides: Sequence[int] = ()) -> None:
    words = {name: identity.get(name) or "" for name in ("first_name", "last_name", "known_as", "phone")}
    hits = look_alikes(by, Known(birth_on=identity.get("birth_on"), **words), programme_id=programme.pk, besides=besides)
    if hits and not apart_reason.strip():
        raise LikelyDuplicate(hits)


def _open_for_intake(by: Viewer, at: datetime, enrolment: Enrolment) -> None:
    common: dict[str, Any] = {
        "by": by,
        "at": at,
        "person": enrolment.person,
        "programme_id": enrolment.programme_id,
        "cause": CAUSE,
        "cause_id": enrolment.pk,
    }
    give_access(purpose=GrantPurpose.INTAKE, level=Level.SPECIAL, organisation_id=enrolment.provider_id, **common)
    if by.account_id is not None:
        special = by.may(Permission.READ_SPECIAL, programme_id=enrolment.programme_id)
        give_access(purpose=GrantPurpose.INTAKE, level=Level.SPECIAL if special else Level.FILE, account_id=by.account_id, **common)


# Decision ---------------------------------------------------------------------------------------------------------------
@transaction.atomic
def admit(
    *,
    by: Viewer,
    at: datetime,
    enrolment_id: int,
    on: date,
    reason: str,
    grounds: Sequence[GroundGiven] = (),
    coach_id: int | None = None,
    contract_id: int | None = None,
    over_quota_reason: str = "",
) -> Enrolment:
    """Admits somebody on grounds whose checks hold on that day, by a person who writes down why, with a responsible coach.

    Refused without a reason, without a ground where the programme has grounds, when a ground's check does not hold (each in
    words), while a required notice was not given, outside the programme, the provider's part and its contract, and
    (QuotaReached) beyond the contract's persons without `over_quota_reason`.
    """
    enrolment = opened(by, enrolment_id, State.ENQUIRY)
    require(by, enrolment, Permission.TAKE_IN)
    _decidable(by, enrolment, on)
    reason = written(reason, _("Write down why this person is admitted."))
    provides(enrolment.programme_id, enrolment.provider_id, on)
    contract = _contract(enrolment, on, contract_id)
    _within_quota(enrolment, contract, over_quota_reason)
    _told_about_purposes(enrolment, on)
    held = judge(enrolment, [given.ground_id for given in grounds], on)
    evidence = {given.ground_id: given for given in grounds}
    for ground in held:
        hold(by, at, enrolment, ground.id, on, evidence.get(ground.id) or GroundGiven(ground.id))
    enrolment.state, enrolment.admitted_on, enrolment.contract = State.ADMITTED, on, contract
    enrolment.cycle_id = contract.cycle_id if contract else enrolment.cycle_id
    enrolment.decision_reason, enrolment.decided_by = reason, by.account_id
    enrolment.over_quota_reason = over_quota_reason.strip()[:500]
    enrolment.save()
    happened(by, at, enrolment, Moment.ADMITTED, on)
    _open_for_provider(by, at, enrolment, coach_id)
    told(by, at, "admit", enrolment, over_quota=bool(enrolment.over_quota_reason), grounds=len(held))
    return enrolment


@transaction.atomic
def refuse(*, by: Viewer, at: datetime, enrolment_id: int, on: date, reason: str) -> Enrolment:
    """Decides that somebody is not admitted, with the reason in words; those who took the enquiry in read on for half a year."""
    enrolment = opened(by, enrolment_id, State.ENQUIRY)
    require(by, enrolment, Permission.TAKE_IN)
    return _end_enquiry(by, at, enrolment, State.REFUSED, on, reason)


@transaction.atomic
def withdraw(*, by: Viewer, at: datetime, enrolment_id: int, on: date, reason: str) -> Enrolment:
    """Records that the person withdrew the enquiry, with what they said; refused once it was decided."""
    enrolment = opened(by, enrolment_id, State.ENQUIRY)
    require(by, enrolment, Permission.TAKE_IN, Permission.REACH_OUT)
    return _end_enquiry(by, at, enrolment, State.WITHDRAWN, on, reason)


def _end_enquiry(by: Viewer, at: datetime, enrolment: Enrolment, state: State, on: date, reason: str) -> Enrolment:
    _decidable(by, enrolment, on)
    enrolment.decision_reason = written(reason, _("Write down the reason."))
    enrolment.state, enrolment.decided_by = state, by.account_id
    enrolment.save(update_fields=["state", "decision_reason", "decided_by"])
    happened(by, at, enrolment, Moment.REFUSED if state == State.REFUSED else Moment.WITHDREW, on)
    limit_access(by=by, at=at, person=enrolment.person, cause=CAUSE, cause_id=enrolment.pk, until_on=months_after(by.today, REFUSED_MONTHS))
    told(by, at, "refuse" if state == State.REFUSED else "withdraw", enrolment)
    return enrolment


def _decidable(by: Viewer, enrolment: Enrolment, on: date) -> None:
    not_to_come(on, by)
    if on < enrolment.enquired_on:
        raise Refused(_("The decision cannot lie before the enquiry."), field="on")


def _contract(enrolment: Enrolment, on: date, contract_id: int | None) -> Contract | None:
    contracts = contracts_of(enrolment)
    inside_the_days(enrolment, on, contracts)
    if contract_id is not None:
        contracts = [c for c in contracts if c.pk == contract_id]
        if not contracts:
            raise Refused(_("This contract does not commission this provider."), field="contract")
        inside_the_days(enrolment, on, contracts)
    return next((c for c in contracts if holds_on(on, c.from_on, c.until_on)), None)


def _within_quota(enrolment: Enrolment, contract: Contract | None, over_quota_reason: str) -> None:
    if contract is None or over_quota_reason.strip():
        return
    Contract.objects.select_for_update().filter(pk=contract.pk).first()
    taken = Enrolment.objects.filter(contract=contract, state__in=TAKEN_STATES).exclude(pk=enrolment.pk).values("person").distinct().count()
    if words := quota_words(taken, contract.persons):
        raise QuotaReached(words, field="over_quota_reason")


def _told_about_purposes(enrolment: Enrolment, on: date) -> None:
    purposes = [
        p for p in Purpose.objects.filter(programme_id=enrolment.programme_id, required=True) if holds_on(on, p.from_on, p.until_on)
    ]
    standing = NoticeGiven.objects.filter(person_id=enrolment.person_id, withdrawn_on__isnull=True).values_list("purpose__code", flat=True)
    lacking = sorted({p.name for p in purposes} - {p.name for p in purposes if p.code in set(standing)})
    if lacking:
        words = _("Tell the person first about: %(purposes)s.")
        raise Refused(words % {"purposes": ", ".join(lacking)}, field="notices")


def _open_for_provider(by: Viewer, at: datetime, enrolment: Enrolment, coach_id: int | None) -> None:
    common: dict[str, Any] = {
        "by": by,
        "at": at,
        "person": enrolment.person,
        "programme_id": enrolment.programme_id,
        "cause": CAUSE,
        "cause_id": enrolment.pk,
    }
    give_access(purpose=GrantPurpose.PROVIDER, level=Level.SPECIAL, organisation_id=enrolment.provider_id, **common)
    parts = in_force(by.today).filter(programme_id=enrolment.programme_id, organisation_id=enrolment.provider_id)
    if parts.filter(names_to_lead=True).exists() and enrolment.programme.lead_id != enrolment.provider_id:
        give_access(purpose=GrantPurpose.AGREEMENT, level=Level.IDENTITY, organisation_id=enrolment.programme.lead_id, **common)
    coach_id = coach_id or by.account_id
    if coach_id and not CaseTeamMember.objects.filter(enrolment=enrolment, until_on__isnull=True).exists():
        join(by, at, enrolment, coach_id, responsible=True)
    end_access(by=by, at=at, person=enrolment.person, cause=CAUSE, cause_id=enrolment.pk, purpose=GrantPurpose.INTAKE)
