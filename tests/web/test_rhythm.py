"""The picture of a rhythm: every meeting stands in it and in its table, silences are said in days, nothing leaves the picture."""

import re
from datetime import date, timedelta

import pytest

from vieta.web.parts.rhythm import BASE, WIDE, Beat, rhythm

START, TODAY = date(2021, 2, 12), date(2021, 5, 10)


def draw(*beats, until=date(2021, 8, 12), **more):
    return rhythm(title="Meetings", beats=beats, from_on=START, until_on=until, today=TODAY, silent_after_days=21, **more)


def week(n, kind="held", minutes=120):
    return Beat(START + timedelta(days=7 * n), minutes, kind, "We <met>" if kind == "held" else kind)


def test_held_missed_and_planned_are_told_apart_and_counted():
    figure = draw(week(1), week(2, "missed"), week(3), week(14, "planned"))
    assert 'aria-label="Meetings: 2 meetings held"' in figure.picture
    assert [figure.picture.count(mark) for mark in ("<g><title>", "<path d=", 'fill="#fff"')] == [2, 1, 1]
    assert "We &lt;met&gt;" in figure.picture
    assert figure.table.count("<tr>") == 5
    assert '<td class="v-cell--number">120</td>' in figure.table


@pytest.mark.parametrize(
    ("weeks", "words"), [((1, 2, 3), ["66 days"]), (range(13), []), ((), ["87 days"]), ((1, 5), ["28 days", "52 days"])]
)
def test_silences_are_shaded_with_their_days(weeks, words):
    figure = draw(*(week(n) for n in weeks))
    assert re.findall(r">(\d+ days?)</text>", figure.picture) == words


@pytest.mark.parametrize("minutes", [1, 120, 1440])
def test_nothing_leaves_the_picture(minutes):
    figure = draw(week(0, minutes=minutes), week(60, minutes=minutes), until=START)
    for x in re.findall(r'c?x\d?="([\d.-]+)"', figure.picture):
        assert 0 <= float(x) <= WIDE
    for y in re.findall(r'cy="([\d.-]+)"', figure.picture):
        assert 0 <= float(y) <= BASE


def test_one_day_alone_can_be_drawn():
    assert "<svg" in rhythm(title="Meetings", beats=[], from_on=TODAY, until_on=TODAY, today=TODAY, silent_after_days=21).picture
