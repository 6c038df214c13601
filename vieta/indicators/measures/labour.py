"""Labour status over time: every labour event of a person, the latest ones side by side, and which of them said last."""

from datetime import date
from typing import NamedTuple

import ibis

from vieta.outcomes.choices import LABOUR_KINDS, WORK_KINDS, FollowUpAnswer
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

# Labour status on the day, in the 28 days after leaving (of what went on beyond leaving), and six months after leaving.
LABOUR_AT = (("now", "day", None), ("leaving", "window_on", "left_on"), ("later", "later_on", None))


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
    return _in_order(outcomes.union(answers))


def _in_order(rows: ibis.Table) -> ibis.Table:
    """Each person's events numbered from the last on, each with whether it only confirms the one before it, and whether it was
    told after a later one had happened: until then that one follows on another."""
    latest = ibis.window(group_by=list(KEY), order_by=[rows.happened_on.desc(), rows.asked.desc(), rows.number.desc()])
    rows = rows.mutate(
        rank=ibis.row_number().over(latest), before=rows.kind.lead().over(latest), before_until=rows.until_on.lead().over(latest),
        told_late=ibis.coalesce(rows.heard_on > rows.happened_on.lag().over(latest), False),
    )  # fmt: skip
    same = (rows.before == rows.kind) | (rows.before.isin(WORK_KINDS) & rows.kind.isin(WORK_KINDS))
    lasted = rows.before_until.isnull() | (rows.before_until >= rows.happened_on)
    return rows.mutate(confirms=ibis.coalesce(same & lasted, False)).drop("before")


def side_by_side(rows: ibis.Table) -> ibis.Table:
    """One row per person: the latest labour events in columns (kind_0 the last), how many there are, the last day of any."""
    values = {"kind": rows.kind, "on": rows.happened_on, "until": rows.until_on, "heard": rows.heard_on}
    return rows.group_by(list(KEY)).agg(
        **{f"{part}_{n}": values[part].max(where=rows["rank"] == n) for n in range(SLOTS) for part in PARTS},
        **{f"confirms_{n}": rows.confirms.any(where=rows["rank"] == n) for n in range(SLOTS)},
        labour_events=rows.number.count(),
        told_late=rows.told_late.any(),
        labour_on=ibis.greatest(rows.happened_on.max(), rows.heard_on.max()),
    )


def looked_up(events: ibis.Table, counted: ibis.Table) -> list[tuple[str, ibis.Table]]:
    """For whoever has more events than stand side by side: the last one at each of the moments, as columns."""
    many = counted.filter(counted.labour_events > SLOTS).select(*KEY).view()
    events = events.inner_join(many, list(KEY)).inner_join(MOMENTS, list(KEY))
    return [(name, _last_of(events, name, by, beyond)) for name, by, beyond in LABOUR_AT]


def _last_of(rows: ibis.Table, name: str, by: str, beyond: str | None) -> ibis.Table:
    """Each person's last labour event by a day (and, where asked, beyond another day), with since when and since it was told."""
    rows = rows.filter(rows.happened_on <= rows[by])
    if beyond:  # what ended by the day of leaving says nothing about the time after it
        rows = rows.filter(rows.until_on.isnull() | (rows.until_on > rows[beyond]))
    whole = ibis.window(group_by=list(KEY))
    in_turn = ibis.window(group_by=list(KEY), order_by=rows["rank"])
    rows = rows.mutate(confirms=rows.confirms & ibis.coalesce(rows["rank"].lead().over(in_turn) == rows["rank"] + 1, False))
    rows = rows.mutate(told=rows.confirms & _all_along(rows.before_until, rows.heard_on, rows[by]), last=rows["rank"].min().over(whole))
    rows = rows.mutate(**{f"{one}_from": rows["rank"].min(where=~rows[one]).over(whole) for one in ("confirms", "told")})
    last, first = rows["rank"] == rows["last"], rows["rank"] == rows.confirms_from
    return rows.group_by(list(KEY)).agg(
        **{f"many_{name}_kind": rows.kind.max(where=last), f"many_{name}_until": rows.until_on.max(where=last)},
        **{f"many_{name}_known": ibis.literal(True), f"many_{name}_since": rows.happened_on.max(where=first)},
        **{f"many_{name}_heard": rows.heard_on.min(where=rows["rank"] <= rows.told_from)},
    )


def _all_along(until: ibis.Value, heard: ibis.Value, by: ibis.Value) -> ibis.Value:
    """Whether what lasted until a day was so on every day up to the one on which it was confirmed, or up to `by`."""
    return until.isnull() | (until >= heard) | (until > by)


class Status(NamedTuple):
    """A labour status: what it was if it still held, whether there was an event at all, since when without a break, and the
    first day on which that was told."""

    kind: ibis.Value
    known: ibis.Value
    since: ibis.Value
    heard: ibis.Value


class Event(NamedTuple):
    """A labour event side by side with others: whether it counts, what it was and until when; since when that was so, and told."""

    counts: ibis.Value
    kind: ibis.Value
    until: ibis.Value
    since: ibis.Value
    heard: ibis.Value


def status(rows, asked: ibis.Value, by: ibis.Value, beyond: ibis.Value | None = None, *, name: str) -> Status:
    """The last labour event by a day as heard of by the row's `day`, of those alone for whom it is `asked`.

    `name` says which of LABOUR_AT it is: there whoever has more events than stand side by side was looked up.
    """
    events: list[Event] = []
    for n in reversed(range(SLOTS)):
        events.insert(0, _event(rows, n, by, beyond, events[0] if events else None))
    nothing = ~ibis.coalesce(asked & rows.labour_events.notnull(), False)  # said first: most rows are done with it
    many, looked = rows.labour_events > SLOTS, {part: rows[f"many_{name}_{part}"] for part in ("kind", "until", "known", "since", "heard")}

    def last(of_many: ibis.Value, of_each: list, none: ibis.Value) -> ibis.Value:
        counted = ((event.counts, value) for event, value in zip(events, of_each, strict=True))
        return ibis.cases((nothing, none), (many, of_many), *counted, else_=none)

    def held(kind: ibis.Value, until: ibis.Value) -> ibis.Value:
        return ibis.cases((until.isnull() | (until > by), kind), else_=ibis.null("string"))

    return Status(
        last(held(looked["kind"], looked["until"]), [held(event.kind, event.until) for event in events], ibis.null("string")),
        last(ibis.coalesce(looked["known"], False), [True] * SLOTS, ibis.literal(False)),
        last(looked["since"], [event.since for event in events], ibis.null("date")),
        last(looked["heard"], [event.heard for event in events], ibis.null("date")),
    )


def _event(rows, n: int, by: ibis.Value, beyond: ibis.Value | None, before: Event | None) -> Event:
    """One of the events side by side; what only confirms the one before it began with that one."""
    kind, on, until, heard = (rows[f"{part}_{n}"] for part in PARTS)
    counts = (on <= by) & (heard <= rows.day)
    counts = counts if beyond is None else counts & (until.isnull() | (until > beyond))
    if before is None:
        return Event(counts, kind, until, on, heard)
    goes_on = before.counts & rows[f"confirms_{n}"]
    told = goes_on & _all_along(before.until, heard, by)
    since = ibis.cases((goes_on, before.since), else_=on)
    return Event(counts, kind, until, since, ibis.cases((told, ibis.least(before.heard, heard)), else_=heard))
