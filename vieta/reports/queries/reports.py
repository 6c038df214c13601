"""Named questions about reports: the list, one of them, what may be prepared, and whether it counts again the same."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _

from vieta.base.periods import days_after
from vieta.base.viewer import Permission, Viewer
from vieta.indicators.access import reach
from vieta.indicators.rules import half_years, seal
from vieta.programmes import queries as programmes
from vieta.programmes.models import Contract, Programme

from ..access import SAME, in_programme, may_prepare, may_renew, may_sign, may_withdraw, opened_by, successor, visible_to
from ..choices import GONE, State
from ..layouts import layouts
from ..models import Report
from ..rules import differences, period_code
from .compose import counted_again, unlike
from .scope import names_of
from .signing import errors, of_errors, vouched


@dataclass(frozen=True)
class ReportCard:
    """A report as a page shows it; `figures` are as frozen when it was prepared."""

    id: int
    number: int
    programme_code: str
    programme: str
    contract: str
    as_of: date
    period: str
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
    part: tuple[str, ...]  # the organisations and regions it is of, by name; empty for the whole programme
    figures: dict
    may_sign: bool
    may_correct: bool
    may_withdraw: bool
    may_renew: bool
    corrects: int | None
    corrects_number: int | None
    correction_reason: str
    corrected_by: tuple[tuple[int, int], ...]  # corrections that were signed: id and number
    correcting: tuple[tuple[int, int], ...]  # corrections that wait for a signature

    @property
    def told(self) -> dict:
        """The figures as files for people tell them: those of a part name it, also where it was not frozen with them."""
        return self.figures | {"part": self.part}

    @property
    def filed(self) -> dict:
        """The same with which report it is and who stands for it, for files that are passed on alone."""
        standing = [(_("Number"), str(self.number)), (_("State"), self.state_label), (_("Prepared by"), self.prepared_by)]
        signed = [(_("Signed by"), self.signed_by), (_("Checksum"), self.checksum)] if self.signed_at else []
        return self.told | {"standing": [*standing, *signed]}

    @property
    def is_draft(self) -> bool:
        """Whether nobody has signed it."""
        return self.signed_at is None


@dataclass(frozen=True)
class CountedAgain:
    """A report's figures counted again as they were known when it was prepared, and as they are known now."""

    identical: bool
    unlike: tuple[str, ...]
    mended: tuple[tuple[str, int, int], ...]
    rules_changed: tuple[str, ...]


def reports(viewer: Viewer, code: str) -> list[ReportCard]:
    """A programme's reports, the latest first. A constant number of statements."""
    rows = in_programme(viewer, code).select_related("programme", "contract", "prepared_by", "signed_by", "corrects")
    return [_card(viewer, row) for row in rows.prefetch_related("corrections").order_by("-number")]


def report(viewer: Viewer, report_id: int) -> ReportCard:
    """One report, or NotFound."""
    return _card(viewer, opened_by(viewer, report_id))


def replaced_by(viewer: Viewer, report_id: int) -> tuple[int, int] | None:
    """The later report that took the place of one sent back or withdrawn: its id, where the viewer may open it, and number."""
    found = successor(opened_by(viewer, report_id))
    return (found.pk, found.number) if found and visible_to(viewer).filter(pk=found.pk).exists() else None


def _card(viewer: Viewer, row: Report) -> ReportCard:
    signed, waiting = (
        tuple((one.pk, one.number) for one in sorted(row.corrections.all(), key=lambda one: one.number) if one.state == state)
        for state in (State.SIGNED, State.PREPARED)
    )
    corrects = row.corrects.number if row.corrects else None
    part = tuple(row.figures.get("part") or names_of(row.part))
    return ReportCard(
        row.pk, row.number, row.programme.code, row.programme.name, row.contract.number if row.contract else "", row.as_of,
        period_code(row.as_of), row.state, row.get_state_display(), row.note, row.prepared_by.name, row.prepared_at,
        row.signed_by.name if row.signed_by else "", row.signed_at, row.returned_reason, row.checksum,
        seal(row.figures) == row.checksum, part, row.figures, row.state == State.PREPARED and may_sign(viewer, row),
        row.state == State.SIGNED and not (signed or waiting) and may_prepare(viewer, row.programme), may_withdraw(viewer, row),
        may_renew(viewer, row), row.corrects_id, corrects, row.correction_reason, signed, waiting,
    )  # fmt: skip


@dataclass(frozen=True)
class WaitingCard:
    """A report that waits for a signature; `barred` says what has to be mended before anybody signs it."""

    id: int
    number: int
    programme: str
    as_of: date
    prepared_by: str
    barred: str = ""


def to_sign(viewer: Viewer) -> list[WaitingCard]:
    """The reports of all programmes that wait for this viewer's signature, or to be sent back by them, the longest waiting first;
    none on facts they vouched for. Eight statements beside finding what the viewer sees, however many wait."""
    if not viewer.may(Permission.SIGN_REPORT):
        return []
    waiting = visible_to(viewer).filter(state=State.PREPARED).select_related("programme", "prepared_by").defer("figures")
    rows = [row for row in waiting.order_by("prepared_at") if may_sign(viewer, row)]
    closed = vouched(viewer, {row.programme_id for row in rows}) if rows else set()
    off, rows = errors(rows), [row for row in rows if row.programme_id not in closed]
    return [WaitingCard(r.pk, r.number, r.programme.name, r.as_of, r.prepared_by.name, of_errors(off.get(r.pk, ()))) for r in rows]


def sent_back(viewer: Viewer) -> list[WaitingCard]:
    """The reports this viewer prepared that were sent back and have no other in their place yet, the latest first. Two statements
    beside finding what the viewer sees, however many were sent back."""
    mine = visible_to(viewer).filter(state=State.RETURNED, prepared_by_id=viewer.account_id)
    rows = list(mine.select_related("programme", "prepared_by").defer("figures").order_by("-prepared_at"))
    later = Report.objects.filter(programme__in={row.programme_id for row in rows}).exclude(state__in=GONE).defer("figures") if rows else ()
    taken = [([getattr(one, name) for name in SAME], one.number) for one in later]
    waiting = [r for r in rows if not any(same == [getattr(r, name) for name in SAME] and r.number < number for same, number in taken)]
    return [WaitingCard(r.pk, r.number, r.programme.name, r.as_of, r.prepared_by.name) for r in waiting]


def may_prepare_in(viewer: Viewer, code: str) -> bool:
    """Whether the viewer may prepare a report of this programme."""
    return may_prepare(viewer, reach(viewer, code).programme)


def contracts(viewer: Viewer, code: str) -> list[tuple[int, str]]:
    """The contracts a report may be limited to."""
    scope = reach(viewer, code)
    rows = Contract.objects.filter(scope.sees(), programme=scope.programme).select_related("provider").order_by("from_on", "pk")
    return [(row.pk, f"{row.number}, {row.provider.name}") for row in rows]


def periods_offered(viewer: Viewer, code: str) -> list[tuple[str, date]]:
    """The cumulative periods that have ended: their code and last day, the latest first; one more after the programme's end."""
    card = programmes.programme(viewer, code)
    if card.from_on is None or card.until_on is None:
        return []
    ends = half_years(card.from_on, min(viewer.today, days_after(card.until_on, 183)))
    return [(period_code(day), day) for day in reversed(ends)]


def layouts_offered(viewer: Viewer, code: str) -> list[tuple[str, str]]:
    """The layouts a report may have: code and name, those for the programme's country first."""
    programme: Programme = reach(viewer, code).programme
    found = [one for one in layouts(viewer.today).values() if one.country in ("", programme.country)]
    return [(one.code, one.name) for one in sorted(found, key=lambda one: (one.code != "esf-plus", one.country == "", one.name))]


def counting_again(viewer: Viewer, report_id: int) -> CountedAgain:
    """Whether a report counted again today, as known when it was prepared, says the same to the last digit; and what it says now."""
    row = opened_by(viewer, report_id)
    then, now = counted_again(viewer, row, row.prepared_at), counted_again(viewer, row, None)
    off = unlike(row.figures, then)
    rules = row.figures.get("rules", {})
    changed = tuple(name for name, value in now["rules"].items() if name in rules and rules[name] != value)
    return CountedAgain(not off, tuple(off), tuple(differences(row.figures, now)), changed)


def changed_since(viewer: Viewer, report_id: int) -> list[tuple[str, int, int]]:
    """What the same day's figures would say now, where records were mended after the report: name, then, now."""
    row = opened_by(viewer, report_id)
    return list(differences(row.figures, counted_again(viewer, row, None)))
