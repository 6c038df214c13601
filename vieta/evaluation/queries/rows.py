"""The rows an evaluator is given: what may point to somebody from fine to coarse, what became of them as it is, no names, no ids."""

from datetime import date
from random import Random

import numpy as np
from django.utils.translation import gettext as _

from ..rules.anonymity import ANY, Anonymous
from . import frame
from .frame import Asked, days_between, known


def columns() -> list[dict[str, str]]:
    """What each column says, in the order they stand in."""
    told = (
        (
            "row",
            _(
                "A number drawn for this file only; it joins with nothing. In other columns “any” stands where telling more could "
                "point to somebody; one row may tell a column finer than another."
            ),
        ),
        ("gender", _("W woman, M man, N non-binary, empty not said.")),
        ("age", _("Age when support began, in bands of 5 years, or in four, three or two parts.")),
        (
            "education",
            _("Highest education completed: ISCED level, or low (0 to 2), middle (3, 4), high (5 to 8), or middle and high together."),
        ),
        ("labour", _("Labour status when support began.")),
        ("background", _("Whether of foreign background: yes, no, or not said.")),
        ("place", _("The region's number in this file; numbers mean nothing elsewhere.")),
        ("entered", _("The quarter, half-year, year or two years in which support began.")),
        (
            "months_seen",
            _(
                "For how many months after entry the person could be followed: below 6, 6 to 11, 12 to 23, 24 or more; or below 12, 12 or more."
            ),
        ),
        ("work_after", _("Months from entry to the first work: up to 3, 6, 12 or 24, later, or none by then.")),
        ("result", _("Whether a result of the programme was reached by then: yes or no.")),
        ("left", _("Whether the person had left by then: yes or no.")),
        ("work_6_months_later", _("In work six months after leaving: yes, no or not known; empty where that day has not come.")),
    )
    return [{"name": name, "says": says} for name, says in told]


def rows(of: Asked, from_on: date, until_on: date, seed: int) -> tuple[list[dict], dict[str, int]]:
    """A row for everybody whose support began in the period, and the columns that could point to somebody with the number of their
    steps. Places get numbers in an order drawn from the seed."""
    people = frame.people(of)
    entered = people["entered_on"].astype("datetime64[D]")
    chosen = (entered >= np.datetime64(from_on, "D")) & (entered < np.datetime64(until_on, "D"))
    people = {name: column[chosen] for name, column in people.items()}
    keys = sorted({_key(one) for one in people["region_id"].tolist()})
    Random(seed).shuffle(keys)  # noqa: S311  as for the order of the rows
    regions = {key: f"place {n}" for n, key in enumerate(keys, start=1)}
    made = [_row(one, of, regions) for one in _each(people)]
    return made, {name: len(made[0][name]) for name in _TELLING} if made else {}


def described(made: Anonymous) -> list[dict]:
    """What each column says, with the values it tells and the percentage of rows of which it tells nothing."""
    return [
        column
        | ({} if column["name"] == "row" else {"values": made.values(column["name"]), "untold": round(100 * made.untold(column["name"]))})
        for column in columns()
    ]


_TELLING = ("gender", "age", "education", "labour", "background", "place", "entered", "months_seen")


def _each(people: frame.Frame):
    names = list(people)
    for values in zip(*(people[name] for name in names), strict=True):
        yield dict(zip(names, values, strict=True))


def _key(value) -> int:
    return 0 if value is None or value != value else int(value)


def _row(one: dict, of: Asked, regions: dict[int, str]) -> dict:
    entered, left, job, result = (np.datetime64(one[name], "D") for name in ("entered_on", "left_on", "job_on", "result_on"))
    return {
        "gender": (str(one["gender"] or ""), ANY),
        "age": _ages(one["age"]),
        "education": _levels(one["education"]),
        "labour": (f"{one['labour'] or ''}{' long-term' if one['long_term'] else ''}", str(one["labour"] or ""), ANY),
        "background": (str(one["foreign_background"] or "not said"), ANY),
        "place": (regions[_key(one["region_id"])], ANY),
        "entered": _times(entered.astype(date)),
        "months_seen": _seen(int((of.today - entered).astype(int))),
        "work_after": _after(entered, job),
        "result": "yes" if not np.isnat(result) and result >= entered else "no",
        "left": "no" if np.isnat(left) else "yes",
        "work_6_months_later": _later(one, left, of),
    }


def _ages(age) -> tuple[str, ...]:
    if age is None or age != age:
        return "", "", "", "", ANY
    five, young = int(age) // 5 * 5, "below 30" if age < 30 else ""
    three = young or ("30-54" if age < 55 else "55 and older")
    four = "30-44" if 30 <= age < 45 else "45-54" if 45 <= age < 55 else three
    return f"{five}-{five + 4}", four, three, young or "30 and older", ANY


def _levels(level) -> tuple[str, ...]:
    if level is None or level != level:
        return "", "", "", ANY
    part = "low" if level <= 2 else "middle" if level <= 4 else "high"
    return str(int(level)), part, "low" if part == "low" else "middle or high", ANY


def _times(day: date) -> tuple[str, ...]:
    pair = day.year // 2 * 2
    return f"{day.year} Q{(day.month + 2) // 3}", f"{day.year} H{1 if day.month < 7 else 2}", str(day.year), f"{pair}-{pair + 1}", ANY


def _seen(days: int) -> tuple[str, ...]:
    months = days / 30.4375
    fine = "below 6" if months < 6 else "6-11" if months < 12 else "12-23" if months < 24 else "24 or more"
    return fine, "below 12" if months < 12 else "12 or more", ANY


def _after(entered, job) -> str:
    if np.isnat(job):
        return "none by then"
    months = days_between(np.asarray([entered]), np.asarray([job]))[0] / 30.4375
    return next((f"up to {limit}" for limit in (3, 6, 12, 24) if months <= limit), "later")


def _later(one: dict, left, of: Asked) -> str:
    if not known(np.asarray([left]))[0] or left + np.timedelta64(183, "D") > of.today:
        return ""
    kind = one["later_kind"]
    return "yes" if kind in ("employment", "self-employment") else "not known" if kind is None else "no"
