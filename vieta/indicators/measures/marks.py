"""Facts of which a person has several, as marks in one column, so that a condition finds each in the same way on every engine."""

import ibis
from ibis import _

from .record import KEY, MOMENTS, standing


def ground_mark(code: str) -> str:
    """The mark of a ground held at the first entry."""
    return f"g-{code}"


def window_mark(number: int) -> str:
    """The mark of an outcome in a window that a programme's own measure asks for."""
    return f"w{number}"


def day_of_mark(marks: ibis.Value, mark: str) -> ibis.Value:
    """The first day of what a mark with a day stands for; none where it does not stand there."""
    return marks.re_extract(f",{mark}@([0-9-]+),", 1).try_cast("date")


def marks(tables, asking, stays, people) -> ibis.Table:
    """One row per person: ",mark,mark," of the grounds at the first entry and the outcomes in the windows asked for (these with
    their first day too, ",w7,w7@2021-03-31,"), and the last day of any."""
    grounds = standing(tables["grounds"], asking).inner_join(people.select("enrolment_id", *KEY).view(), "enrolment_id")
    grounds = grounds.select(*KEY, "valid_on", mark=ibis.literal("g-").concat(grounds.ground))
    every = grounds.union(_in_windows(tables, asking, stays))
    found = every.group_by([*KEY, "mark"]).agg(valid_on=every.valid_on.max(), first_on=every.valid_on.min())
    dated = found.mark.concat(",", found.mark, "@", found.first_on.cast("string"))
    found = found.mutate(mark=ibis.cases((found.mark.startswith("w"), dated), else_=found.mark))
    joined = found.group_by(list(KEY)).agg(marks=found.mark.group_concat(sep=","), marks_on=found.valid_on.max())
    return joined.mutate(marks=ibis.literal(",").concat(joined.marks, ","))


def _in_windows(tables, asking, stays) -> ibis.Table:
    windows = tables["windows"].filter(_.recorded_at <= asking.known)
    rows = standing(tables["outcomes"], asking).inner_join(stays.select("enrolment_id", *KEY).view(), "enrolment_id")
    rows = rows.inner_join(windows.select("programme_id", "kinds", "anchor", "days", window="window_id"), "programme_id")
    rows = rows.inner_join(MOMENTS, list(KEY))
    begins = ibis.cases((rows.anchor == "left_on", rows.left_on), else_=rows.entered_on)
    wanted = rows.kinds.contains(ibis.literal(",").concat(rows.kind, ","))
    in_time = (rows.valid_on >= begins) & (rows.days.isnull() | (rows.valid_on.delta(begins, unit="day") <= rows.days))
    rows = rows.filter(wanted & in_time)
    return rows.select(*KEY, "valid_on", mark=ibis.literal("w").concat(rows.window.cast("string")))
