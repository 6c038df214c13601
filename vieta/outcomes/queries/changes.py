"""What changed for one person, with its evidence and what the programme makes of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from vieta.accounts.queries import names_of
from vieta.base.periods import days_after
from vieta.base.viewer import Viewer
from vieta.enrolments import access as enrolments_access
from vieta.enrolments.queries import documents

from ..access import outcome_opened_by
from ..choices import BETTER_KINDS, FAMILY_KINDS, HARD_KINDS, SOCIAL_KINDS, SOFT_KINDS, WORK_KINDS, Kind
from ..models import Outcome
from ..rules import Judgement, is_stable

GROUPS = (
    ("hard", HARD_KINDS),
    ("better", BETTER_KINDS),
    ("soft", SOFT_KINDS),
    ("social", SOCIAL_KINDS),
    ("family", FAMILY_KINDS),
    ("community", (Kind.COMMUNITY,)),
)


@dataclass(frozen=True)
class OutcomeCard:
    """One change with its evidence; `stable` is the judgement on a job and None for everything else.

    `on_paper` says that a document shows it; its name and address only where the document opens to this viewer.
    """

    id: int
    enrolment_id: int
    kind: str
    kind_label: str
    group: str
    on: date
    until_on: date | None
    what: str
    contract_kind: str
    contract_label: str
    weekly_hours: Decimal | None
    employer: str
    learning: str
    learning_label: str
    kept_on: date | None
    counts: bool
    stable: Judgement | None
    source: str
    source_label: str
    document_id: int | None
    document: str
    on_paper: bool
    certified_by: str
    recorded_by: str
    recorded_at: datetime
    retracted_at: datetime | None
    retraction_reason: str

    @property
    def is_work(self) -> bool:
        return self.kind in WORK_KINDS

    @property
    def last_on(self) -> date | None:
        """The last day, where an end is known."""
        return days_after(self.until_on, -1) if self.until_on else None

    @property
    def standing(self) -> bool:
        return self.retracted_at is None


def outcomes_of(viewer: Viewer, enrolment_id: int, *, history: bool = False) -> list[OutcomeCard]:
    """The standing changes of one enrolment, newest first; with `history` those corrected or withdrawn too. Or NotFound."""
    row = enrolments_access.opened_by(viewer, enrolment_id)
    found = Outcome.objects.filter(enrolment=row).select_related("enrolment__programme", "document").order_by("-valid_on", "-id")
    return _cards(viewer, enrolment_id, list(found if history else found.filter(retracted_at__isnull=True)))


def outcome_card(viewer: Viewer, outcome_id: int) -> OutcomeCard:
    """One change, or NotFound."""
    row = outcome_opened_by(viewer, outcome_id)
    return _cards(viewer, row.enrolment_id, [row])[0]


def _cards(viewer: Viewer, enrolment_id: int, rows: Sequence[Outcome]) -> list[OutcomeCard]:
    names = names_of(pk for row in rows for pk in (row.certified_by, row.recorded_by))
    papers = {one.document_id: one.name for one in documents(viewer, enrolment_id) if one.may_open}
    return [_card(row, names, papers) for row in rows]


def _card(row: Outcome, names: dict[int, str], papers: dict[int, str]) -> OutcomeCard:
    programme = row.enrolment.programme
    stable = is_stable(row.contract_kind, row.valid_on, row.until_on, programme.stable_months) if row.kind == Kind.EMPLOYMENT else None
    return OutcomeCard(
        id=row.pk,
        enrolment_id=row.enrolment_id,
        kind=row.kind,
        kind_label=str(row.get_kind_display()),
        group=next(group for group, kinds in GROUPS if row.kind in kinds),
        on=row.valid_on,
        until_on=row.until_on,
        what=row.what,
        contract_kind=row.contract_kind,
        contract_label=str(row.get_contract_kind_display()),
        weekly_hours=row.weekly_hours,
        employer=row.employer,
        learning=row.learning,
        learning_label=str(row.get_learning_display()),
        kept_on=row.kept_on,
        counts=row.kind in programme.result_kinds,
        stable=stable,
        source=row.source,
        source_label=str(row.get_source_display()),
        document_id=row.document_id if row.document_id in papers else None,
        document=papers.get(row.document_id or 0, ""),
        on_paper=row.document_id is not None,
        certified_by=names.get(row.certified_by or 0, ""),
        recorded_by=names.get(row.recorded_by or 0, ""),
        recorded_at=row.recorded_at,
        retracted_at=row.retracted_at,
        retraction_reason=row.retraction_reason,
    )
