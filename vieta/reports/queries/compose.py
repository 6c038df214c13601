"""The composing of the figures that a report freezes, and counting them again as they were known."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date, datetime

from vieta.base.periods import days_after
from vieta.base.viewer import Viewer
from vieta.indicators import queries as indicators
from vieta.indicators.access import reach, reach_into, tells_special
from vieta.programmes import queries as programmes

from ..layouts import DEFAULT, layout
from ..models import Report
from ..rules import part_of, period_code
from .claims import claims_told
from .scope import as_prepared, names_of, scope_of

IDENTITY = ("code", "name", "lead", "fund", "operation", "specific_objective", "project_number", "visibility_text")


def composed(
    viewer: Viewer, code: str, day: date, *, known: datetime | None = None, contract: str = "", laid_out: Mapping | None = None, every: bool = True
) -> dict:  # fmt: skip
    """Everything a report says, as plain values: whose programme, targets and actuals, common indicators, obligations, money.

    `laid_out` is the layout as it is frozen. A report of a part names the part, and says nothing of targets and money, which are
    the whole programme's. Not `every` measure is counted for a look that freezes nothing (decision 19).
    """
    scope = reach(viewer, code)
    frozen = scope_of(viewer, scope.programme)
    card, programme = indicators.figures(viewer, code, day, known=known, every=every), programmes.programme(viewer, code)
    chosen, span = laid_out or layout(DEFAULT).plain(), days_after(day, 1)
    obliged = [row for row in indicators.obligations(viewer, code, day, known=known) if contract in ("", row.contract)]
    money = programmes.money(viewer, code, until_on=span, known=known)
    return {
        "programme": {name: getattr(programme, name) for name in IDENTITY},
        "scope": frozen,
        "part": names_of(part_of(frozen, scope.programme.lead_id)),
        "as_of": day.isoformat(),
        "period": period_code(day),
        "known_at": known.isoformat() if known else "",
        "contract": contract,
        "layout": chosen,
        "rules": rules_of(viewer, code),
        "headline": [_plain(row) for row in card.headline],
        "others": [_plain(row) for row in card.others],
        "indicators": [_indicator(row) for row in indicators.indicators(viewer, code, day, known=known, pack=chosen.get("pack", ""), every=every)],
        "obligations": [_plain(row) for row in obliged],
        "shares": [{"funder": s.funder, "percent": str(s.percent), "cents": s.cents} for s in money.shares if scope.whole],
        "cost_cents": money.cents if scope.whole else 0,
        "claims": [_plain(one) for one in claims_told(scope, until_on=span, known=known)],
        "awards": [
            {"name": a.name, "giver": a.giver, "purpose": a.purpose_label, "cents": a.cents, "spent_cents": a.spent_cents}
            for a in programmes.awards(viewer, code, until_on=span, known=known)
            if scope.whole
        ],
    }  # fmt: skip


def rules_of(viewer: Viewer, code: str) -> dict:
    """The programme's rules that figures are counted by, as a report freezes them."""
    return {name: _simple(value) for name, value in programmes.rules_in_force(viewer, code).items()}


def counted_again(viewer: Viewer, row: Report, known: datetime | None) -> dict:
    """A report's figures counted again in the part of the programme that it is of: as known at a moment, or now without the
    special data that are closed to the viewer."""
    number, counting = row.contract.number if row.contract else "", as_prepared(viewer, row)
    every = known is not None or tells_special(viewer, reach_into(counting, row.programme))
    return composed(counting, row.programme.code, row.as_of, known=known, contract=number, laid_out=layout_of(row), every=every)


def layout_of(row: Report) -> dict:
    """The layout a report was frozen with: its file may have changed since, or be gone."""
    return row.figures.get("layout") or layout(row.layout).plain()


def unlike(then: dict, now: dict) -> list[str]:
    """The counts that differ between two sets of figures, by code; what was agreed (targets, words, prices) is not asked."""
    found = []
    for part, names in (("headline", ("value",)), ("others", ("value",)), ("indicators", ("women", "men", "non_binary", "total"))):
        fresh = {row["code"]: row for row in now[part]}
        for row in then[part]:
            if row["code"] not in fresh or any(fresh[row["code"]][name] != row[name] for name in names):
                found.append(row["code"])
    return found


def _plain(row) -> dict:
    return {name: _simple(value) for name, value in asdict(row).items()}


def _simple(value):
    if isinstance(value, list | tuple):
        return [_simple(one) for one in value]
    return value if value is None or isinstance(value, int | str) else str(value)


def _indicator(row) -> dict:
    count = row.count
    return {
        "code": row.code,
        "name": row.name,
        "article": row.article,
        "shown_code": row.shown_code,
        "definition": row.definition,
        "gendered": row.gendered and row.complete_only,
        "people": row.people,
        "women": count.women,
        "men": count.men,
        "non_binary": count.non_binary,
        "total": count.total,
    }
