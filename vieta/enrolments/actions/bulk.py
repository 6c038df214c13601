"""Bringing in many enrolments at once, with their events, traits, grounds, case team and access."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from vieta.audit.actions import record_many
from vieta.base.periods import months_after
from vieta.base.refusal import Refused
from vieta.base.rows import lay_down
from vieta.base.viewer import Viewer
from vieta.people.choices import GrantPurpose, Level, NoticeForm
from vieta.people.models import Grant, NoticeGiven, Person
from vieta.programmes.access import in_force
from vieta.programmes.models import Programme

from ..access import CAUSE
from ..choices import TAKEN_STATES, Arm, Asked, Moment, State
from ..models import CaseTeamMember, Enrolment, EntryTrait, Event, GroundHeld
from ..rules import FOLLOW_UP_MONTHS
from .frame import level_for

BATCH = 5000


@dataclass(frozen=True)
class IncomingTrait:
    """One answer about entry."""

    trait: str
    value: str = ""
    asked: str = Asked.GIVEN
    source: str = "declared"


@dataclass(frozen=True)
class IncomingEvent:
    """One event and the moment it was recorded (now, when None)."""

    moment: str
    on: date
    recorded_at: datetime | None = None


@dataclass(frozen=True)
class IncomingEnrolment:
    """One stay as an import or the demo brings it; the caller has judged the values by the same rules as the pages.

    `person` has been entered. The events say how far the stay has come; `team` names accounts with their profession, the first one
    responsible; `ground_ids` holds every ground, with those they lie under; `notice_ids` the purposes told about at enquiry.
    """

    person: Person
    number: str
    programme_id: int
    provider_id: int
    events: Sequence[IncomingEvent]
    region_id: int | None = None
    municipality_id: int | None = None
    cycle_id: int | None = None
    contract_id: int | None = None
    arm: str = Arm.SUPPORTED
    traits: Sequence[IncomingTrait] = ()
    ground_ids: Sequence[int] = ()
    team: Sequence[tuple[int, str]] = ()
    notice_ids: Sequence[int] = ()
    left_because: str = ""
    decision_reason: str = ""
    over_quota_reason: str = ""
    language: str = "en"


@transaction.atomic
def bring_in_enrolments(*, by: Viewer, at: datetime, rows: Sequence[IncomingEnrolment]) -> list[Enrolment]:
    """Brings many stays in, in the order given: one trail entry each, written in batches.

    Refused as a whole for anybody but a job, and when a row has no enquiry.
    """
    if not by.job:
        raise Refused("only a job brings enrolments in")
    brought: list[Enrolment] = []
    for start in range(0, len(rows), BATCH):
        brought += _batch(by, at, rows[start : start + BATCH])
    return brought


def _batch(by: Viewer, at: datetime, rows: Sequence[IncomingEnrolment]) -> list[Enrolment]:
    made = Enrolment.objects.bulk_create([_enrolment(row) for row in rows], batch_size=1000)
    pairs = list(zip(rows, made, strict=True))
    lay_down(Event, _events(pairs, by, at))
    lay_down(EntryTrait, _traits(pairs, by, at))
    lay_down(GroundHeld, _grounds(pairs, by, at))
    lay_down(CaseTeamMember, _teams(pairs))
    lay_down(NoticeGiven, _notices(pairs, by, at))
    lay_down(Grant, _grants(pairs, by, at))
    record_many(
        by=by, at=at, deed="enrolments.bring_in",
        rows=[
            {"table": "enrolments.enrolment", "row_id": str(e.pk), "person_id": e.person_id, "enrolment_id": e.pk, "programme_id": e.programme_id}
            for e in made
        ],
    )  # fmt: skip
    return made


_STATES = {
    Moment.ENQUIRED: State.ENQUIRY,
    Moment.ADMITTED: State.ADMITTED,
    Moment.REFUSED: State.REFUSED,
    Moment.WITHDREW: State.WITHDRAWN,
    Moment.ENTERED: State.ACTIVE,
    Moment.LEFT: State.LEFT,
}
_RANK = list(_STATES)


def _enrolment(row: IncomingEnrolment) -> Enrolment:
    days = {event.moment: event.on for event in row.events}
    if Moment.ENQUIRED not in days:
        raise Refused(f"{row.number} has no enquiry")
    state = _STATES[max((Moment(m) for m in days), key=_RANK.index)]
    return Enrolment(
        number=row.number, person=row.person, programme_id=row.programme_id, provider_id=row.provider_id, region_id=row.region_id,
        municipality_id=row.municipality_id, cycle_id=row.cycle_id, contract_id=row.contract_id, arm=row.arm, state=state,
        sort_name=row.person.sort_name, enquired_on=days[Moment.ENQUIRED], admitted_on=days.get(Moment.ADMITTED),
        entered_on=days.get(Moment.ENTERED), left_on=days.get(Moment.LEFT), left_because=row.left_because,
        decision_reason=row.decision_reason, over_quota_reason=row.over_quota_reason,
    )  # fmt: skip


Pairs = Sequence[tuple[IncomingEnrolment, Enrolment]]


def _events(pairs: Pairs, by: Viewer, at: datetime) -> Iterator[dict]:
    return (
        {
            "enrolment_id": e.pk,
            "moment": event.moment,
            "valid_on": event.on,
            "recorded_at": event.recorded_at or at,
            "recorded_by": by.account_id,
        }
        for row, e in pairs
        for event in row.events
    )


def _traits(pairs: Pairs, by: Viewer, at: datetime) -> Iterator[dict]:
    return (
        {
            "enrolment_id": e.pk, "trait": t.trait, "asked": t.asked, "value": t.value, "source": t.source, "valid_on": _entry_day(e),
            "recorded_at": _recorded(row, at), "recorded_by": by.account_id,
        }
        for row, e in pairs
        for t in row.traits
    )  # fmt: skip


def _grounds(pairs: Pairs, by: Viewer, at: datetime) -> Iterator[dict]:
    return (
        {
            "enrolment_id": e.pk,
            "ground_id": ground_id,
            "valid_on": _entry_day(e),
            "recorded_at": _recorded(row, at),
            "recorded_by": by.account_id,
        }
        for row, e in pairs
        for ground_id in row.ground_ids
    )


def _teams(pairs: Pairs) -> Iterator[dict]:
    return (
        {
            "enrolment_id": e.pk,
            "account_id": account_id,
            "profession": profession,
            "responsible": i == 0,
            "from_on": e.admitted_on or e.enquired_on,
        }
        for row, e in pairs
        for i, (account_id, profession) in enumerate(row.team)
    )


def _notices(pairs: Pairs, by: Viewer, at: datetime) -> Iterator[dict]:
    return (
        {
            "person_id": e.person_id, "purpose_id": purpose_id, "form": NoticeForm.PAPER, "language": row.language, "given_on": e.enquired_on,
            "recorded_at": _recorded(row, at), "recorded_by": by.account_id,
        }
        for row, e in pairs
        for purpose_id in row.notice_ids
    )  # fmt: skip


def _grants(pairs: Pairs, by: Viewer, at: datetime) -> Iterator[dict]:
    leads = _leads_who_see_names({e.programme_id for _row, e in pairs}, by.today)
    for row, e in pairs:
        common = {
            "person_id": e.person_id, "programme_id": e.programme_id, "cause": CAUSE, "cause_id": e.pk, "from_on": e.enquired_on,
            "given_at": at, "given_by": by.account_id, "until_on": e.left_on and months_after(e.left_on, FOLLOW_UP_MONTHS),
        }  # fmt: skip
        taken = e.state in TAKEN_STATES
        purpose = GrantPurpose.PROVIDER if taken else GrantPurpose.INTAKE
        yield dict(organisation_id=e.provider_id, purpose=purpose, level=Level.SPECIAL, **common)
        for account_id, profession in row.team:
            yield dict(account_id=account_id, purpose=GrantPurpose.CASE_TEAM, level=level_for(profession), **common)
        lead_id = leads.get((e.programme_id, e.provider_id))
        if taken and lead_id:
            yield dict(organisation_id=lead_id, purpose=GrantPurpose.AGREEMENT, level=Level.IDENTITY, **common)


def _leads_who_see_names(programme_ids: set[int], today: date) -> dict[tuple[int, int], int]:
    leads = dict(Programme.objects.filter(pk__in=programme_ids).order_by().values_list("pk", "lead_id"))
    agreed = in_force(today).filter(programme_id__in=programme_ids, names_to_lead=True)
    parts = agreed.order_by().values_list("programme_id", "organisation_id")
    return {
        (programme_id, organisation_id): leads[programme_id]
        for programme_id, organisation_id in parts
        if leads[programme_id] != organisation_id
    }


def _entry_day(e: Enrolment) -> date:
    return e.entered_on or e.admitted_on or e.enquired_on


def _recorded(row: IncomingEnrolment, at: datetime) -> datetime:
    """Facts about entry were recorded with the last event up to the entry."""
    upto = [ev.recorded_at or at for ev in row.events if ev.moment in (Moment.ENQUIRED, Moment.ADMITTED, Moment.ENTERED)]
    return max(upto) if upto else at
