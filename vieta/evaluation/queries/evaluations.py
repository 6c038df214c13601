"""Commissioned evaluations: what was asked, the data given and to whom, findings and what followed."""

from dataclasses import dataclass
from datetime import date, datetime

from vieta.audit.queries import entries
from vieta.base.refusal import NotFound
from vieta.base.viewer import Permission, Viewer
from vieta.organisations.models import Organisation
from vieta.programmes.access import opened_by as programme_opened_by
from vieta.programmes.choices import PartnerRole
from vieta.programmes.models import Partner, Programme

from .. import access
from ..choices import SETTLED, Standing
from ..models import Commission, Finding
from ..rules.findings import is_late, standing
from .datasets import ColumnCard, column_cards, few

RECEIVED = "evaluation.receive"


@dataclass(frozen=True)
class Received:
    """One time somebody took the data away."""

    by: str
    at: datetime
    what: str


@dataclass(frozen=True)
class Step:
    """One word on how far a promise has come."""

    state: str
    note: str
    on: date
    by: str


@dataclass(frozen=True)
class FindingCard:
    """A finding with the recommendation, the response and what was done."""

    id: int
    number: int
    commission_id: int
    text: str
    recommendation: str
    addressee: str
    by: str
    at: datetime
    standing: str
    standing_label: str
    settled: bool
    late: bool
    stance: str
    response: str
    by_on: date | None
    responded_by: str
    steps: tuple[Step, ...]
    may_respond: bool
    may_report: bool
    may_reword: bool
    addressee_id: int


@dataclass(frozen=True)
class DatasetCard:
    """The data given: how many rows, how many alike at the least, what each column says."""

    as_of: date
    alike: int
    people: int
    left_out: str
    columns: tuple[ColumnCard, ...]
    checksum: str
    made_at: datetime
    made_by: str


@dataclass(frozen=True)
class CommissionCard:
    """An evaluation with what this viewer may do in it; `received` is told to whoever commissioned it."""

    id: int
    number: int
    title: str
    programme_code: str
    programme: str
    questions: tuple[str, ...]
    evaluator: str
    from_on: date
    until_on: date
    due_on: date
    commissioned_by: str
    closed_on: date | None
    findings: int
    open_findings: int
    late: bool
    dataset: DatasetCard | None
    found: tuple[FindingCard, ...]
    received: tuple[Received, ...]
    may_commission: bool
    may_call_off: bool
    may_receive: bool
    asked_of_you: bool
    may_find: bool

    @property
    def called_off(self) -> bool:
        """Whether it ended before anything was given or found."""
        return self.closed_on is not None and self.dataset is None and not self.findings


def commissions(viewer: Viewer, code: str) -> list[CommissionCard]:
    """The evaluations of a programme this viewer may read, the latest first."""
    programme = programme_opened_by(viewer, code)
    rows = _read(access.visible_to(viewer).filter(programme=programme))
    return [_card(viewer, row) for row in rows.order_by("-number")]


def followed_evaluations(viewer: Viewer) -> list[CommissionCard]:
    """Every evaluation a funder or evaluator may read, those asked of their own organisation first."""
    if not viewer.scopes(Permission.SEE_SAFE_FIGURES):
        return []
    cards = [_card(viewer, row) for row in _read(access.visible_to(viewer)).order_by("programme__name", "-number")]
    return sorted(cards, key=lambda card: not card.asked_of_you)


def commission(viewer: Viewer, commission_id: int) -> CommissionCard:
    """One evaluation, or NotFound."""
    row = _read(access.visible_to(viewer)).filter(pk=commission_id).first()
    if row is None:
        raise NotFound(f"evaluation {commission_id}")
    return _card(viewer, row, whole=True)


def finding(viewer: Viewer, finding_id: int) -> FindingCard:
    """One finding of an evaluation this viewer may read, or NotFound."""
    row = Finding.objects.filter(pk=finding_id, commission__in=access.visible_to(viewer)).values_list("commission_id", flat=True).first()
    if row is None:
        raise NotFound(f"finding {finding_id}")
    return next(one for one in commission(viewer, row).found if one.id == finding_id)


def findings_waiting(viewer: Viewer) -> list[FindingCard]:
    """The findings that wait for a response of the viewer's own organisation, or for what it promised and is late with."""
    mine = Finding.objects.filter(addressee_id=viewer.organisation_id)
    if not mine.exists():
        return []
    rows = mine.filter(commission__in=access.visible_to(viewer)).select_related(
        "commission__programme", "addressee", "recorded_by", "response__given_by"
    )
    rows = rows.prefetch_related("progress__recorded_by").order_by("commission_id", "number")
    cards = [_finding(viewer, row.commission, row) for row in rows]
    return [card for card in cards if card.may_respond or card.late]


def dataset_content(viewer: Viewer, commission_id: int) -> tuple[Commission, str]:
    """The data as they were given, for the evaluator and whoever gave them, or NotFound."""
    row = access.opened_by(viewer, commission_id)
    if not access.may_receive(viewer, row) or not hasattr(row, "dataset"):
        raise NotFound(f"data of evaluation {commission_id}")
    return row, row.dataset.content


def may_commission_in(viewer: Viewer, code: str) -> bool:
    """Whether this viewer commissions evaluations of a programme."""
    return access.may_commission(viewer, programme_opened_by(viewer, code))


def evaluators(viewer: Viewer, code: str) -> list[tuple[int, str]]:
    """Who may be asked to evaluate: organisations that neither lead nor deliver this programme."""
    programme = programme_opened_by(viewer, code, Permission.SET_UP)
    rows = Organisation.objects.filter(active=True).exclude(pk__in=at_work(programme)).order_by("name", "pk")
    return list(rows.values_list("pk", "name"))


def at_work(programme: Programme) -> set[int]:
    """The organisations that lead or deliver a programme."""
    parts = Partner.objects.filter(programme=programme).exclude(role=PartnerRole.FUNDER).values_list("organisation_id", flat=True)
    return {programme.lead_id, *parts}


def addressees(viewer: Viewer, commission_id: int) -> list[tuple[int, str]]:
    """Whom a recommendation may be addressed to: the lead and those who take part."""
    programme = access.opened_by(viewer, commission_id).programme
    parts = Partner.objects.filter(programme=programme).values_list("organisation_id", flat=True)
    rows = Organisation.objects.filter(pk__in={programme.lead_id, *parts}).order_by("name", "pk")
    return list(rows.values_list("pk", "name"))


def _read(rows):
    found = ("findings__addressee", "findings__recorded_by", "findings__response__given_by", "findings__progress__recorded_by")
    return rows.select_related("programme__lead", "evaluator", "commissioned_by", "dataset__made_by").prefetch_related(*found)


def _card(viewer: Viewer, row: Commission, *, whole: bool = False) -> CommissionCard:
    commissions_it = access.may_commission(viewer, row.programme)
    found = tuple(_finding(viewer, row, one) for one in row.findings.all())
    dataset, asked = getattr(row, "dataset", None), row.closed_on is None and access.is_evaluator(viewer, row)
    waits = row.closed_on is None and dataset is None and not found
    return CommissionCard(
        row.pk, row.number, row.title, row.programme.code, row.programme.name, tuple(q.strip() for q in row.questions.splitlines() if q.strip()),
        row.evaluator.name, row.from_on, row.until_on, row.due_on, row.commissioned_by.name, row.closed_on, len(found),
        sum(not one.settled for one in found), any(one.late for one in found), _dataset(dataset) if dataset else None, found if whole else (),
        _received(row) if whole and commissions_it else (), commissions_it, commissions_it and waits,
        dataset is not None and access.may_receive(viewer, row), asked, asked and dataset is not None,
    )  # fmt: skip


def _dataset(row) -> DatasetCard:
    left_out, columns = few(row.left_out, row.alike), column_cards(row.columns)
    return DatasetCard(row.as_of, row.alike, row.people, left_out, columns, row.checksum, row.made_at, row.made_by.name)


def _received(row: Commission) -> tuple[Received, ...]:
    """Who took the data away and when, as the trail tells."""
    rows = entries().filter(deed=RECEIVED, table=row._meta.label_lower, row_id=str(row.pk))
    return tuple(Received(one.by, one.at, str(one.details.get("what", ""))) for one in rows[:100])


def _finding(viewer: Viewer, commission: Commission, row: Finding) -> FindingCard:
    row.commission = commission
    response = getattr(row, "response", None)
    steps = tuple(Step(str(one.get_state_display()), one.note, one.on, one.recorded_by.name) for one in row.progress.all())
    last = next((one.state for one in reversed(row.progress.all())), None)
    where = standing(response.stance if response else None, last)
    by_on = response.by_on if response else None
    answers = access.may_answer(viewer, row)
    return FindingCard(
        row.pk, row.number, commission.pk, row.text, row.recommendation, row.addressee.name, row.recorded_by.name, row.recorded_at, where,
        str(where.label), where in SETTLED, is_late(where, by_on, viewer.today), str(response.get_stance_display()) if response else "",
        response.text if response else "", by_on, response.given_by.name if response else "", steps, answers and where == Standing.WAITING,
        answers and where in (Standing.PROMISED, Standing.BEGUN),
        commission.closed_on is None and where == Standing.WAITING and access.is_evaluator(viewer, commission), row.addressee_id,
    )  # fmt: skip
