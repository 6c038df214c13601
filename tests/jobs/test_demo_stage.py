"""The stories of the demo happen in order."""

from datetime import UTC, date, datetime
from itertools import pairwise
from random import Random

from vieta.jobs.demo.stories.stage import Stage

DAY = date(2021, 3, 1)


def test_what_is_done_on_a_day_is_done_in_turn(cast):
    stage = object.__new__(Stage)  # without the instruments and grounds of the demo
    stage.accounts, stage.viewers, stage.clocks, stage.draw = cast.accounts, {}, {}, Random(1)
    moments = [stage.by(name, DAY)["at"] for name in ("farid", "bram") * 20]
    assert all(one < two for one, two in pairwise(moments))
    assert {moment.date() for moment in moments} == {DAY}


def test_nothing_of_today_lies_ahead_of_now(cast, monkeypatch):
    stage = object.__new__(Stage)
    stage.accounts, stage.viewers, stage.clocks, stage.draw = cast.accounts, {}, {}, Random(1)
    night = datetime(2021, 3, 1, 2, 30, tzinfo=UTC)
    monkeypatch.setattr("django.utils.timezone.now", lambda: night)
    assert {stage.by("farid", DAY)["at"] for _n in range(5)} == {night}
