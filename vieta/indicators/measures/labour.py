"""Labour status over time: every labour event of a person, the latest ones side by side, and which of them said last."""

from datetime import date
from typing import NamedTuple

import ibis

from vieta.outcomes.choices import LABOUR_KINDS, FollowUpAnswer
from vieta.outcomes.choices import Kind as OutcomeKind

from .record import KEY, MOMENTS, standing

ENDLESS = date(9999, 12, 31)  # a day after all others
SLOTS = 4  # so many of the latest labour events stand side by side; whoever has more is looked up by the day
PARTS = ("kind", "on", "until", "heard")  # of each: what it was, since when, until when, and the day it was told

_ANSWERED = {
    FollowUpAnswer.IN_WORK: OutcomeKind.EMPLOYMENT,
    FollowUpAnswer.SELF_EMPLOYED: OutcomeKind.SELF_EMPLOYMENT,
    FollowUpAnswer.SEEKING: OutcomeKind.JOB_SEARCH,
    FollowUpAnswer.IN_EDUCATION: "none",
    FollowUpAnswer.INACTIVE: "none",
}

# Labour status in the 28 days after leaving (of what went on beyond leaving), and six months after leaving.
LABOUR_AT = (("leaving", "window_on", "left_on"), ("later", "later_on", None))


def labour_events(tables, asking, stays) -> ibis.Table:
    """Every labour event of a person: outcomes and answers to follow-ups, an answer holding for the day it was due."""
    of = stays.select("enrolment_id", *KEY).view()
    outcomes = standing(tables["outcomes"], asking)
    outcomes = outcomes.filter(outcomes.kind.isin(LABOUR_KINDS)).inner_join(of, "enrolment_id")
    outcomes = outcomes.select(
        *KEY, "kind", happened_on="valid_on", until_on="until_on", heard_on="valid_on", asked=ibis.literal(0), number="fact_id"
    )
    answers = standing(tables["follow_ups"], asking, "asked_on")
    answers = answers.filter(answers.answer.isin(list(_ANSWERED))).inner_join(of, "enrolment_id")
    answers = answers.select(
        *KEY,
        kind=answers.answer.cases(*((str(k), str(v)) for k, v in _ANSWERED.items()), else_="none"),
        happened_on=ibis.least(answers.due_on, answers.asked_on),
        until_on=ibis.null("date"),
        heard_on="asked_on",
        asked=ibis.literal(1),
        number="follow_up_id",
    )
    return outcomes.union(answers)


def _latest(rows) -> list:
    return [rows.happened_on.desc(), rows.asked.desc(), rows.number.desc()]


def side_by_side(events: ibis.Table) -> ibis.Table:
    """One row per person: the latest labour events in columns (kind_0 the last), how many there are, the last day of any."""
    rows = events.mutate(rank=ibis.row_number().over(ibis.window(group_by=list(KEY), order_by=_latest(events))))
    values = {"kind": rows.kind, "on": rows.happened_on, "until": rows.until_on, "heard": rows.heard_on}
    return rows.group_by(list(KEY)).agg(
        **{f"{part}_{n}": values[part].max(where=rows["rank"] == n) for n in range(SLOTS) for part in PARTS},
        labour_events=rows.number.count(),
        labour_on=ibis.greatest(rows.happened_on.max(), rows.heard_on.max()),
    )


def looked_up(events: ibis.Table, counted: ibis.Table) -> list[tuple[str, ibis.Table]]:
    """For whoever has more events than stand side by side: the last one at each of the moments, as columns."""
    many = counted.filter(counted.labour_events > SLOTS).select(*KEY).view()
    events = events.inner_join(many, list(KEY)).inner_join(MOMENTS, list(KEY))
    return [(name, _last_of(events, name, by, beyond)) for name, by, beyond in LABOUR_AT]


def _last_of(rows: ibis.Table, name: str, by: str, beyond: str | None) -> ibis.Table:
    """Each person's last labour event by a day, if it still held then (and, where asked, beyond another day)."""
    rows = rows.filter(rows.happened_on <= rows[by])
    if beyond:  # what ended by the day of leaving says nothing about the time after it
        rows = rows.filter(rows.until_on.isnull() | (rows.until_on > rows[beyond]))
    ranked = rows.mutate(rank=ibis.row_number().over(ibis.window(group_by=list(KEY), order_by=_latest(rows))))
    last = ranked.filter(ranked["rank"] == 0)
    still = last.until_on.isnull() | (last.until_on > last[by])
    return last.select(
        *KEY,
        **{f"many_{name}_kind": ibis.cases((still, last.kind), else_=ibis.null("string")), f"many_{name}_known": ibis.literal(True)},
        **{f"many_{name}_on": last.happened_on, f"many_{name}_heard": last.heard_on},
    )


class Status(NamedTuple):
    """A labour status: what it was if it still held, whether there was an event at all, since when, and the day it was told."""

    kind: ibis.Value
    known: ibis.Value
    since: ibis.Value
    heard: ibis.Value


def status(rows, asked: ibis.Value, by: ibis.Value, beyond: ibis.Value | None = None, name: str = "") -> Status:
    """The last labour event by a day as heard of by the row's `day`, of those alone for whom it is `asked`.

    `name` says which of LABOUR_AT it is: there whoever has more events than stand side by side was looked up.
    """
    none, never = ibis.null("string"), ibis.null("date")
    nothing = ~ibis.coalesce(asked & rows.labour_events.notnull(), False)  # said first: most rows are done with it
    kinds, known = [(nothing, none)], [(nothing, False)]
    days: list[list] = [[(nothing, never)], [(nothing, never)]]
    if name:
        many = rows.labour_events > SLOTS
        kinds.append((many, rows[f"many_{name}_kind"]))
        known.append((many, ibis.coalesce(rows[f"many_{name}_known"], False)))
        for cases, part in zip(days, ("on", "heard"), strict=True):
            cases.append((many, rows[f"many_{name}_{part}"]))
    for n in range(SLOTS):
        kind, on, until, heard = (rows[f"{part}_{n}"] for part in PARTS)
        counts = (on <= by) & (heard <= rows.day)
        counts = counts if beyond is None else counts & (until.isnull() | (until > beyond))
        kinds.append((counts, ibis.cases((until.isnull() | (until > by), kind), else_=none)))
        known.append((counts, True))
        for cases, when in zip(days, (on, heard), strict=True):
            cases.append((counts, when))
    since, told = (ibis.cases(*cases, else_=never) for cases in days)
    return Status(ibis.cases(*kinds, else_=none), ibis.cases(*known, else_=False), since, told)
