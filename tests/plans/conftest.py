"""Amina's plan at its stages, for every test of the room."""

from datetime import date

import pytest

from tests.cast import NOW, TODAY
from vieta.base.viewer import system
from vieta.plans import actions, queries

MAY = date(2021, 5, 1)


@pytest.fixture
def instruments(db):
    """The shipped instruments by code."""
    return {v.instrument.code: v for v in actions.publish_shipped(by=system("test", TODAY), at=NOW)}


@pytest.fixture
def domain(instruments):
    """The primary key of a side of life, by its code."""
    return lambda code, instrument="life-domains": instruments[instrument].domains.get(code=code).pk


class Writing:
    """Deeds on Amina's plan, said shortly."""

    def __init__(self, cast):
        self.cast = cast
        self.id = cast.world.enrolment.pk

    def do(self, deed, name="bram", **values):
        return getattr(actions, deed)(by=self.cast.viewer(name), at=NOW, enrolment_id=self.id, **values)

    def card(self, name="bram"):
        return queries.plan_of(self.cast.viewer(name), self.id)

    def draft(self, goal="Find work in a bakery", step="Write to three bakeries", domain_id=None):
        """A draft with one goal and one step."""
        self.do("begin_draft")
        self.do("add_goal", text=goal, domain_id=domain_id)
        goal_id = self.card().draft.goals[-1].id
        return self.do("add_step", goal_id=goal_id, text=step, doer="person", by_on=MAY)

    def read(self):
        """The fingerprint of the draft as it stands."""
        return queries.plan_of(self.cast.viewer("bram"), self.id).draft.text_hash

    def agreed(self):
        """A version both have agreed to."""
        self.draft()
        self.do("agree", "amina", text_hash=self.read())
        return self.do("agree_for_team", text_hash=self.read())


@pytest.fixture
def writing(cast, instruments):
    return Writing(cast)
