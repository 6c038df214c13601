"""What every stage of the participants rests on: the question as a table, the facts that stand, the moments of a person."""

import ibis

from vieta.enrolments.choices import Trait

KEY = ("programme_id", "person")
ASKED = {
    "asked": {"day": "date", "known": "timestamp", "arm": "string", "programme_id": "int64"},
    "asked_people": {"person_id": "int64"},
}
# Each person's entry, leaving and the days at which their status is asked: the stage laid down under this name.
MOMENTS = ibis.table(
    {
        "programme_id": "int64", "person": "int64", "entered_on": "date", "left_on": "date", "window_on": "date", "later_on": "date", "day": "date",
        Trait.PRECARIOUS.value: "string", Trait.UNDEREMPLOYED.value: "string",
    },
    name="stage_moments",
)  # fmt: skip


class Asking:
    """What a question is about, itself a table of one row: so the expressions are compiled once and asked with any day.

    `day`, `known` (a far moment means "all that is known now"), `arm` and `programme_id` are scalars; `people` is a table of
    ids to keep to, those of merged files included, or None where everybody is counted.
    """

    def __init__(self, *, some_people: bool = False) -> None:
        self.asked, people = (ibis.table(columns, name=name) for name, columns in ASKED.items())
        self.day, self.known, self.arm, self.programme_id = (self.asked[name].as_scalar() for name in ASKED["asked"])
        self.people = people if some_people else None


def standing(rows: ibis.Table, asking: Asking, on: str = "valid_on") -> ibis.Table:
    """The facts that held by the day and stood at the moment of knowledge."""
    rows = rows.filter(rows[on] <= asking.day, rows.recorded_at <= asking.known)
    return rows.filter(rows.retracted_at.isnull() | (rows.retracted_at > asking.known)) if "retracted_at" in rows.columns else rows


def counting(tables, asking: Asking) -> ibis.Table:
    """How each programme is counted, as last decided by the moment of knowledge."""
    rows = tables["counting"].filter(tables["counting"].recorded_at <= asking.known)
    latest = ibis.window(group_by="programme_id", order_by=rows.counting_id.desc())
    ranked = rows.mutate(rank=ibis.row_number().over(latest))
    return ranked.filter(ranked["rank"] == 0).select("programme_id", "counts_from", "audience")


def beside(left: ibis.Table, *rights: ibis.Table, by: tuple[str, ...] = KEY) -> ibis.Table:
    """The left rows, each with what every right has for it, in one join."""
    joined, names = left, list(left.columns)
    for number, right in enumerate(one.view() for one in rights):
        joined = joined.left_join(right, [left[name] == right[name] for name in by], rname=f"{{name}}_beside_{number}")
        names += [name for name in right.columns if name not in names]
    return joined.select(*names)
