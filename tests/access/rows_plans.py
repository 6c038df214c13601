"""Who gets what at the addresses of plans, reviews, the profile and one's own place."""

from datetime import date

from tests.access.row import Row
from tests.cast import NOW, TODAY
from vieta.base.viewer import system
from vieta.plans import actions

JOB = system("test", TODAY)


def _file(world):
    return {"enrolment_id": world.enrolment.pk}


def _goal(world):
    actions.begin_draft(by=JOB, at=NOW, enrolment_id=world.enrolment.pk)
    version = actions.add_goal(by=JOB, at=NOW, enrolment_id=world.enrolment.pk, text="Find work")
    return _file(world) | {"goal_id": version.goals.get().pk}


def _step(world):
    ids = _goal(world)
    version = actions.add_step(by=JOB, at=NOW, **ids, text="Write", doer="person", by_on=date(2021, 5, 1))
    return _file(world) | {"step_id": version.goals.get().steps.get().pk}


def _drafted(world):
    _step(world)
    return _file(world)


def _version(world):
    _step(world)
    return _file(world) | {"number": 1}


def _agreed(world):
    steps = [actions.StepIn("Write", "person", date(2021, 5, 1))]
    row = actions.PlanIn(world.enrolment.pk, date(2021, 2, 1), date(2021, 2, 2), goals=[actions.GoalIn("Find work", steps)])
    actions.bring_in_plans(by=JOB, at=NOW, rows=[row])
    return _file(world)


def _instrument(world):
    actions.publish_shipped(by=JOB, at=NOW)
    return _file(world) | {"code": "life-domains"}


def _review(world):
    versions = {v.instrument.code: v for v in actions.publish_shipped(by=JOB, at=NOW)}
    said = [actions.RatingGiven("housing", by_person=2, by_worker=3)]
    review = actions.hold_review(
        by=JOB, at=NOW, enrolment_id=world.enrolment.pk, version_id=versions["life-domains"].pk, moment="entry", on=TODAY, ratings=said
    )
    return _file(world) | {"review_id": review.pk}


def _reviewed(world):
    _review(world)
    return _file(world)


def _at_work(name, needs):
    """A page of a file: open to whoever works with the person; the person themself has another place."""
    return Row(name, needs, amina=403, bram=200, shows=frozenset({"bram"}))


def _own(name, needs=lambda world: {}):
    """A page of the person's own place; the names on it are those of the people who work with them."""
    return Row(name, needs, amina=200, **dict.fromkeys(("bram", "chloe", "dario", "edda", "farid", "greta"), 403))


ROWS = [
    _at_work("plan", _drafted),
    _at_work("plan_words", _drafted),
    _at_work("plan_goal_new", _drafted),
    _at_work("plan_goal", _goal),
    _at_work("plan_step_new", _goal),
    _at_work("plan_step", _step),
    _at_work("plan_agreement", _drafted),
    _at_work("plan_withdraw", _agreed),
    _at_work("plan_version", _version),
    _at_work("reviews", _reviewed),
    _at_work("review_new", _instrument),
    _at_work("review_take_back", _review),
    _at_work("profile", _reviewed),
    _at_work("own_place", _file),
    _own("me"),
    _own("my_plan"),
    _own("my_words", _drafted),
    _own("my_goal_new", _drafted),
    _own("my_goal", _goal),
    _own("my_step_new", _goal),
    _own("my_step", _step),
    _own("my_withdraw", _agreed),
    _own("my_plan_version", _version),
    _own("my_access"),
    _own("my_rights"),
    _own("my_unequal", _file),
]
