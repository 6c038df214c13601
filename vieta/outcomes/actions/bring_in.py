"""The way in for many outcomes and follow-ups at once, for imports and the demo: in batches, one entry on the trail per file."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction

from vieta.audit.actions import record_many
from vieta.base.refusal import Refused
from vieta.base.viewer import Viewer
from vieta.documents.choices import Source
from vieta.enrolments.models import Enrolment

from ..choices import ContractKind, FollowUpAnswer, FollowUpMoment, Kind, Learning
from ..models import FollowUp, Outcome

BATCH = 2000


@dataclass(frozen=True)
class OutcomeRow:
    """One change as it is brought in; `on` is the day it began, `recorded_at` when it became known, if not now."""

    enrolment_id: int
    kind: str
    on: date
    what: str = ""
    until_on: date | None = None
    contract_kind: str = ""
    weekly_hours: Decimal | None = None
    employer: str = ""
    learning: str = ""
    earnings_cents: int | None = None
    kept_on: date | None = None
    source: str = Source.DECLARED
    document_id: int | None = None
    certified_by: int | None = None
    recorded_at: datetime | None = None


@dataclass(frozen=True)
class FollowUpRow:
    """One question due after leaving, answered or not; an answer needs `asked_on`."""

    enrolment_id: int
    moment: str
    due_on: date
    answer: str = ""
    asked_on: date | None = None
    still_there: bool | None = None
    source: str = ""
    document_id: int | None = None
    remark: str = ""
    recorded_at: datetime | None = None


@transaction.atomic
def bring_in_outcomes(*, by: Viewer, at: datetime, rows: Sequence[OutcomeRow]) -> list[int]:
    """Adds changes, all or nothing; returns their ids in the order given. Only for jobs; refused for a word that is none of ours."""
    _only_jobs(by)
    for row in rows:
        _known(row.kind, Kind.values)
        _known(row.contract_kind, ["", *ContractKind.values])
        _known(row.learning, ["", *Learning.values])
        _known(row.source, Source.values)
    ids: list[int] = []
    for start in range(0, len(rows), BATCH):
        batch = rows[start : start + BATCH]
        ids += [row.pk for row in Outcome.objects.bulk_create([_outcome(by, at, row) for row in batch])]
        _tell(by, at, "outcomes.bring_in_outcomes", [row.enrolment_id for row in batch])
    return ids


@transaction.atomic
def bring_in_follow_ups(*, by: Viewer, at: datetime, rows: Sequence[FollowUpRow]) -> list[int]:
    """Adds follow-ups, all or nothing; returns their ids in the order given. Only for jobs; refused for an answer without its day."""
    _only_jobs(by)
    for row in rows:
        _known(row.moment, FollowUpMoment.values)
        _known(row.answer, ["", *FollowUpAnswer.values])
        if row.answer and (row.asked_on is None or row.asked_on < row.due_on):
            raise Refused(f"{row.enrolment_id}: {row.asked_on} < {row.due_on}", field="asked_on")
    ids: list[int] = []
    for start in range(0, len(rows), BATCH):
        batch = rows[start : start + BATCH]
        ids += [row.pk for row in FollowUp.objects.bulk_create([_follow_up(by, at, row) for row in batch])]
        _tell(by, at, "outcomes.bring_in_follow_ups", [row.enrolment_id for row in batch])
    return ids


def _only_jobs(by: Viewer) -> None:
    if not by.job:
        raise Refused("Only a job brings rows in.")


def _known(value: str, words: Sequence[str]) -> None:
    if value not in words:
        raise Refused(value)


def _outcome(by: Viewer, at: datetime, row: OutcomeRow) -> Outcome:
    names = [name for name in OutcomeRow.__dataclass_fields__ if name not in ("on", "recorded_at")]
    values = {name: getattr(row, name) for name in names}
    return Outcome(valid_on=row.on, recorded_at=row.recorded_at or at, recorded_by=by.account_id, **values)


def _follow_up(by: Viewer, at: datetime, row: FollowUpRow) -> FollowUp:
    values = {name: getattr(row, name) for name in FollowUpRow.__dataclass_fields__ if name != "recorded_at"}
    answered = row.answer != ""
    return FollowUp(recorded_at=(row.recorded_at or at) if answered else None, recorded_by=by.account_id if answered else None, **values)


def _tell(by: Viewer, at: datetime, deed: str, enrolment_ids: Sequence[int]) -> None:
    """One entry per file and batch."""
    counts: dict[int, int] = {}
    for pk in enrolment_ids:
        counts[pk] = counts.get(pk, 0) + 1
    rows = Enrolment.objects.filter(pk__in=list(counts)).order_by("pk").values_list("pk", "person_id", "programme_id")
    record_many(
        by=by, at=at, deed=deed,
        rows=[{"enrolment_id": pk, "person_id": person, "programme_id": programme, "details": {"rows": counts[pk]}} for pk, person, programme in rows],
    )  # fmt: skip
