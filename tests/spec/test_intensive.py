"""When guidance is intensive and no longer mere reach (S1-16): drawn from a person with an agreed plan and nine hours."""

from datetime import date

import pytest

from vieta.plans.rules import is_intensive
from vieta.programmes.choices import IntensiveRule

PLAN, SUPPORT, EITHER = IntensiveRule.PLAN, IntensiveRule.SUPPORT, IntensiveRule.EITHER
AGREED = date(2020, 6, 10)
NINE_HOURS = [(date(2020, 6, 1), 240), (date(2020, 6, 5), 240), (date(2020, 6, 8), 60)]
FULL = {"rule": EITHER, "plan_agreed_on": AGREED, "support": NINE_HOURS, "short_support_minutes": 480, "until": date(2020, 12, 31)}

TABLE = [
    ("either: support came first", {}, date(2020, 6, 8)),
    ("either: the plan came first", {"plan_agreed_on": date(2020, 6, 2)}, date(2020, 6, 2)),
    ("either: exactly eight hours are not more than eight hours", {"support": NINE_HOURS[:2]}, AGREED),
    ("either: neither", {"support": NINE_HOURS[:2], "plan_agreed_on": None}, None),
    ("plan: support is not asked", {"rule": PLAN}, AGREED),
    ("plan: without one, however much support", {"rule": PLAN, "plan_agreed_on": None}, None),
    ("support: the plan is not asked", {"rule": SUPPORT}, date(2020, 6, 8)),
    ("support: eight hours and no more", {"rule": SUPPORT, "support": NINE_HOURS[:2]}, None),
    ("support: told in any order", {"rule": SUPPORT, "support": NINE_HOURS[::-1]}, date(2020, 6, 8)),
    ("support: a lower threshold", {"rule": SUPPORT, "short_support_minutes": 239}, date(2020, 6, 1)),
    ("asked before either", {"until": date(2020, 6, 7)}, None),
    ("asked on the day support passed", {"until": date(2020, 6, 8)}, date(2020, 6, 8)),
    ("plan: asked the day before it was agreed", {"rule": PLAN, "until": date(2020, 6, 9)}, None),
]


@pytest.mark.parametrize(("change", "began_on"), [row[1:] for row in TABLE], ids=[row[0] for row in TABLE])
def test_when_guidance_is_intensive(change, began_on):
    found = is_intensive(**(FULL | change))
    assert (found.began_on, found.holds) == (began_on, began_on is not None)


def test_every_answer_says_why():
    whys = {
        rule: is_intensive(**(FULL | {"rule": rule, "plan_agreed_on": None, "support": NINE_HOURS[:1]})).reason for rule in IntensiveRule
    }
    assert whys == {
        PLAN: "Reached only: no plan has been agreed by both.",
        SUPPORT: "Reached only: 240 minutes of support so far, more than 480 are needed.",
        EITHER: "Reached only: no plan has been agreed by both, and 240 minutes of support are not more than 480.",
    }
    assert is_intensive(**FULL).reason == "Support passed 480 minutes on this day."
    assert is_intensive(**(FULL | {"rule": PLAN})).reason == "Both agreed a plan on this day."
