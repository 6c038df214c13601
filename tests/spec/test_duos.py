"""The rules of a duo as tables: where it stands, what warns, whether it bridges generations and cultures."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from vieta.mentoring.choices import DuoMoment as M
from vieta.mentoring.choices import DuoState as S
from vieta.mentoring.rules.duos import Watch, Watched, bridges_cultures, bridges_generations, may_be_taken_back, signs, state_of
from vieta.mentoring.rules.steps import eight

TODAY = date(2021, 6, 1)
YES = {M.FORMED, M.MET, M.YES_MENTEE, M.YES_MENTOR}
RULES = Watch(silent_after_days=21, intervisions_due=2, clearance_required=True)
# Under way, met last week, everything in order: the row that warns of nothing.
FINE = Watched(
    state=S.RUNNING, since_on=date(2021, 3, 1), agreed_on=date(2021, 3, 1), due_on=date(2021, 9, 1), last_met_on=date(2021, 5, 25),
    came=("both", "both"), said=(("mentee", "well", False), ("mentor", "very-well", False)), intervisions=1,
    clearance_until=date(2022, 3, 1),
)  # fmt: skip


@pytest.mark.parametrize(("moments", "state"), [
    (set(), S.UNDONE),
    ({M.FORMED}, S.FORMED),
    ({M.FORMED, M.MET}, S.MET),
    ({M.FORMED, M.MET, M.YES_MENTEE}, S.MET),
    ({M.FORMED, M.MET, M.YES_MENTOR}, S.MET),
    ({M.FORMED, M.MET, M.NO_MENTEE}, S.REFUSED),
    ({M.FORMED, M.MET, M.YES_MENTEE, M.NO_MENTOR}, S.REFUSED),
    (YES, S.ACCEPTED),
    (YES | {M.AGREED}, S.RUNNING),
    (YES | {M.AGREED, M.EXTENDED}, S.RUNNING),
    (YES | {M.AGREED, M.COMPLETED}, S.ENDED),
    ({M.FORMED, M.BROKEN_OFF}, S.ENDED),
    (YES | {M.AGREED, M.BROKEN_OFF, M.CLOSED}, S.CLOSED),
])  # fmt: skip
def test_where_a_duo_stands(moments, state):
    assert state_of(moments) == state


@pytest.mark.parametrize(("moment", "moments", "may"), [
    (M.AGREED, YES | {M.AGREED}, True),
    (M.MET, YES | {M.AGREED}, False),
    (M.YES_MENTEE, YES, True),
    (M.AGREED, YES | {M.AGREED, M.COMPLETED}, False),
    (M.FORMED, {M.FORMED}, True),
])  # fmt: skip
def test_the_last_step_is_taken_back_first(moment, moments, may):
    assert may_be_taken_back(moment, moments) is may


def days(n):
    return TODAY - timedelta(days=n)


@pytest.mark.parametrize(("change", "expected"), [
    ({}, []),
    ({"last_met_on": days(20)}, []),
    ({"last_met_on": days(21)}, ["No meeting for 21 days"]),
    ({"last_met_on": None, "since_on": days(20)}, []),
    ({"last_met_on": None, "since_on": days(30)}, ["No meeting for 30 days"]),
    ({"state": S.FORMED, "last_met_on": None, "since_on": days(22)}, ["No first meeting for 22 days"]),
    ({"state": S.MET, "since_on": days(25), "last_met_on": days(25)}, ["No answer for 25 days after the first meeting"]),
    ({"state": S.ACCEPTED, "since_on": days(23), "last_met_on": days(30)}, ["Agreement not signed for 23 days"]),
    ({"came": ("absent", "both")}, []),
    ({"came": ("absent", "excused", "both")}, ["The last 2 meetings did not take place"]),
    ({"came": ("mentor", "mentor", "absent")}, ["The last 3 meetings did not take place"]),
    ({"came": ("both", "absent", "absent")}, []),
    ({"said": (("mentee", "so-so", False),)}, ["Mentee says: So-so"]),
    ({"said": (("mentor", "badly", False),)}, ["Mentor says: Badly"]),
    ({"said": (("mentee", "well", True),)}, ["Mentee asks for a call"]),
    ({"due_on": TODAY, "intervisions": 2}, ["The agreed time ends today"]),
    ({"due_on": days(3), "intervisions": 2}, ["The agreed time ended 3 days ago"]),
    ({"intervisions": 0}, ["Intervisions of the mentor: 0 held, 1 due by now"]),
    ({"intervisions": 0, "agreed_on": days(80)}, []),
    ({"clearance_until": None}, ["No clearance of the mentor is on record"]),
    ({"clearance_until": TODAY}, ["The mentor's clearance has run out"]),
    ({"clearance_until": TODAY + timedelta(days=30)}, ["The mentor's clearance runs out in 30 days"]),
    ({"clearance_until": TODAY + timedelta(days=31)}, []),
    ({"state": S.ENDED, "evaluated": ()}, ["Evaluation missing: Mentee, Mentor"]),
    ({"state": S.ENDED, "evaluated": ("mentee",)}, ["Evaluation missing: Mentor"]),
    ({"state": S.ENDED, "evaluated": ("mentee", "mentor")}, []),
    ({"state": S.CLOSED, "last_met_on": None}, []),
    ({"state": S.REFUSED, "last_met_on": None}, []),
])  # fmt: skip
def test_what_warns(change, expected):
    if change.get("agreed_on"):
        change = change | {"due_on": change["agreed_on"] + timedelta(days=184)}
    assert [sign.why for sign in signs(replace(FINE, **change), RULES, TODAY)] == expected


def test_a_programme_that_asks_for_no_clearance_or_intervision_warns_of_none():
    rules = Watch(silent_after_days=21, intervisions_due=0, clearance_required=False)
    assert signs(replace(FINE, clearance_until=None, intervisions=0), rules, TODAY) == []


@pytest.mark.parametrize(("mentee", "mentor", "holds"), [
    (date(1996, 6, 2), date(1966, 6, 1), True),
    (date(1996, 6, 1), date(1976, 6, 2), False),  # 25 and 44: nineteen years
    (date(1996, 6, 1), date(1976, 6, 1), True),  # 25 and 45: twenty years to the day
    (date(1996, 6, 1), None, None),
    (None, date(1960, 1, 1), None),
    (date(1960, 1, 1), date(1990, 1, 1), False),
])  # fmt: skip
def test_intergenerational(mentee, mentor, holds):
    found = bridges_generations(mentee, mentor, age_gap=20, on=TODAY)
    assert found.holds is holds
    assert found.why


@pytest.mark.parametrize(("migrant", "origin", "holds"), [
    (True, "BE", True), (True, "MA", None), (False, "MA", True), (False, "BE", False), (None, "BE", None), (True, "", None),
])  # fmt: skip
def test_intercultural(migrant, origin, holds):
    assert bridges_cultures(migrant, origin, "BE").holds is holds


@pytest.mark.parametrize(("state", "current"), [
    (S.FORMED, 4), (S.MET, 4), (S.ACCEPTED, 5), (S.RUNNING, 6), (S.ENDED, 7), (S.CLOSED, None), (S.REFUSED, None), (S.UNDONE, None),
])  # fmt: skip
def test_the_eight_steps(state, current):
    rows = eight({}, {}, state, None)
    assert len(rows) == 8
    assert [n for n, row in enumerate(rows) if row[2]] == ([] if current is None else [current])
