"""Named questions about reports, and the composing of the figures that a report freezes."""

from dataclasses import asdict, dataclass
from datetime import date, datetime

from vieta.base.periods import days_after
from vieta.base.viewer import Viewer
from vieta.indicators import queries as indicators
from vieta.indicators.access import reach
from vieta.programmes import queries as programmes

from .access import in_programme, may_prepare, may_sign, opened_by
from .choices import State
from .models import Report
from .rules import checksum, differences

IDENTITY = ("code", "name", "lead", "fund", "operation", "specific_objective", "project_number", "visibility_text")


@dataclass(frozen=True)
class ReportCard:
    """A report as a page shows it; `figures` are as frozen when it was prepared."""

    id: int
    number: int
    programme_code: str
    programme: str
    contract: str
    as_of: date
    state: str
    state_label: str
    note: str
    prepared_by: str
    prepared_at: datetime
    signed_by: str
    signed_at: datetime | None
    returned_reason: str
    checksum: str
    intact: bool
    figures: dict
    may_sign: bool


def reports(viewer: Viewer, code: str) -> list[ReportCard]:
    """A programme's reports, the latest first. A constant number of statements."""
    rows = in_programme(viewer, code).select_related("programme", "contract", "prepared_by", "signed_by").order_by("-number")
    return [_card(viewer, row) for row in rows]


def report(viewer: Viewer, report_id: int) -> ReportCard:
    """One report, or NotFound."""
    return _card(viewer, opened_by(viewer, report_id))


def _card(viewer: Viewer, row: Report) -> ReportCard:
    return ReportCard(
        row.pk, row.number, row.programme.code, row.programme.name, row.contract.number if row.contract else "", row.as_of, row.state,
        row.get_state_display(), row.note, row.prepared_by.name, row.prepared_at, row.signed_by.name if row.signed_by else "", row.signed_at,
        row.returned_reason, row.checksum, checksum(row.figures) == row.checksum, row.figures,
        row.state == State.PREPARED and may_sign(viewer, row),
    )  # fmt: skip


def may_prepare_in(viewer: Viewer, code: str) -> bool:
    """Whether the viewer may prepare a report of this programme."""
    return may_prepare(viewer, reach(viewer, code).programme)


def contracts(viewer: Viewer, code: str) -> list[tuple[int, str]]:
    """The contracts a report may be limited to."""
    scope = reach(viewer, code)
    rows = programmes.contracts(viewer, code)
    return [(row.pk, f"{row.number}, {row.provider.name}") for row in rows if scope.providers is None or row.provider_id in scope.providers]


def changed_since(viewer: Viewer, report_id: int) -> list[tuple[str, int, int]]:
    """What the same day's figures would say now, where records were mended after the report: name, then, now."""
    row = opened_by(viewer, report_id)
    number = row.contract.number if row.contract else ""
    return list(differences(row.figures, composed(viewer, row.programme.code, row.as_of, contract=number)))


def composed(viewer: Viewer, code: str, day: date, *, known: datetime | None = None, contract: str = "") -> dict:
    """Everything a report says, as plain values: whose programme, targets and actuals, common indicators, obligations, money."""
    card, programme = indicators.figures(viewer, code, day, known=known), programmes.programme(viewer, code)
    obliged = [row for row in indicators.obligations(viewer, code, day, known=known) if contract in ("", row.contract)]
    money = programmes.money(viewer, code, until_on=days_after(day, 1))
    return {
        "programme": {name: getattr(programme, name) for name in IDENTITY},
        "as_of": day.isoformat(),
        "contract": contract,
        "headline": [_plain(row) for row in card.headline],
        "others": [_plain(row) for row in card.others],
        "indicators": [_indicator(row) for row in indicators.indicators(viewer, code, day, known=known)],
        "obligations": [_plain(row) for row in obliged],
        "shares": [{"funder": s.funder, "percent": str(s.percent), "cents": s.cents} for s in money.shares],
        "cost_cents": money.cents,
    }  # fmt: skip


def _plain(row) -> dict:
    return {name: value if value is None or isinstance(value, int | str) else str(value) for name, value in asdict(row).items()}


def _indicator(row) -> dict:
    count = row.count
    return {
        "code": row.code,
        "name": row.name,
        "article": row.article,
        "women": count.women,
        "men": count.men,
        "non_binary": count.non_binary,
        "total": count.total,
    }
