"""What became of somebody after entry and after leaving, beside their labour status: learning, a qualification, better work."""

import ibis

from vieta.outcomes.choices import WORK_KINDS, ContractKind, FollowUpAnswer
from vieta.outcomes.choices import Kind as OutcomeKind

from .record import KEY, MOMENTS, standing

YEAR_MONTHS = 12
STABLE_MONTHS = 3  # DUO for a JOB: permanent, or a term of at least three months
YEAR_KINDS = (*WORK_KINDS, OutcomeKind.EDUCATION, OutcomeKind.QUALIFICATION)


def after(tables, asking, stays) -> ibis.Table:
    """One row per person with an outcome: what held within 28 days after leaving, six months after it, a year after entry."""
    rows = _facts(tables, asking, stays).inner_join(MOMENTS, list(KEY))
    goes_on = rows.until_on.isnull()
    heard = ibis.greatest(rows.valid_on, rows.heard_on)
    by_leaving = rows.left_on.notnull() & (rows.valid_on <= rows.window_on)
    year = (
        (rows.told == 0)
        & (rows.valid_on >= rows.entered_on)
        & (rows.valid_on <= (rows.entered_on + ibis.interval(months=YEAR_MONTHS)).cast("date"))
    )
    learning = (rows.kind == OutcomeKind.EDUCATION) & by_leaving & (goes_on | (rows.until_on > rows.left_on))
    qualified = (rows.kind == OutcomeKind.QUALIFICATION) & by_leaving & (rows.valid_on >= rows.entered_on)
    return rows.group_by(list(KEY)).agg(
        learning_on=heard.min(where=learning),
        qualified_on=heard.min(where=qualified),
        better_on=heard.min(where=_better(rows)),
        year_result_on=rows.valid_on.min(where=year & rows.kind.isin(YEAR_KINDS)),
        year_stable_on=rows.valid_on.min(where=year & (rows.kind == OutcomeKind.EMPLOYMENT) & _stable(rows)),
    )


def _facts(tables, asking, stays) -> ibis.Table:
    """Outcomes, and education that somebody told of when asked again."""
    of = stays.select("enrolment_id", *KEY).view()
    outcomes = standing(tables["outcomes"], asking).inner_join(of, "enrolment_id")
    outcomes = outcomes.select(
        *KEY, "kind", "contract_kind", "valid_on", "until_on", heard_on="valid_on", number="fact_id", told=ibis.literal(0)
    )
    answers = standing(tables["follow_ups"], asking, "asked_on")
    answers = answers.filter(answers.answer == FollowUpAnswer.IN_EDUCATION).inner_join(of, "enrolment_id")
    return outcomes.union(
        answers.select(
            *KEY,
            kind=ibis.literal(str(OutcomeKind.EDUCATION)),
            contract_kind=ibis.literal(""),
            valid_on=ibis.least(answers.due_on, answers.asked_on),
            until_on=ibis.null("date"),
            heard_on="asked_on",
            number="follow_up_id",
            told=ibis.literal(1),
        )
    )


def _better(rows) -> ibis.Value:
    """EECR06: precarious to stable, too few to full hours, higher skills, promotion; a pay rise is none of them."""
    in_time = (rows.valid_on > rows.entered_on) & (rows.valid_on <= rows.later_on)
    lasts = rows.until_on.isnull() | (rows.until_on > rows.later_on)
    stable = (rows.kind == OutcomeKind.STABLE_CONTRACT) | (
        (rows.kind == OutcomeKind.EMPLOYMENT) & (rows.contract_kind == ContractKind.PERMANENT)
    )
    was_precarious, was_short = ibis.coalesce(rows.precarious == "yes", False), ibis.coalesce(rows.underemployed == "yes", False)
    moved = (
        (stable & was_precarious)
        | ((rows.kind == OutcomeKind.FULL_HOURS) & was_short)
        | rows.kind.isin((OutcomeKind.HIGHER_SKILLS, OutcomeKind.PROMOTION))
    )
    return in_time & lasts & moved


def _stable(rows) -> ibis.Value:
    """A job that is permanent or agreed for at least three months, and did not end before."""
    long_enough = rows.until_on >= (rows.valid_on + ibis.interval(months=STABLE_MONTHS)).cast("date")
    permanent = (rows.contract_kind == ContractKind.PERMANENT) & (rows.until_on.isnull() | long_enough)
    return permanent | ((rows.contract_kind == ContractKind.FIXED_TERM) & long_enough)
