"""The answers to the questions about effect, on people brought in; small parts stay hidden and nobody is named."""

from datetime import date, timedelta

import numpy as np
import pytest
from django.urls import reverse

from tests import cast as the_cast
from tests.evaluation.conftest import DAY, ENTERED
from tests.indicators.world import JOB
from vieta.accounts.models import Assignment
from vieta.base.refusal import NotFound
from vieta.evaluation import queries
from vieta.evaluation.queries.frame import months_later
from vieta.outcomes.actions.bring_in import FollowUpRow, bring_in_follow_ups
from vieta.plans.actions.bring_in import ReviewIn, bring_in_reviews
from vieta.plans.actions.reviews import RatingGiven

YES, NO = {"foreign_background": "yes", "labour": "unemployed"}, {"foreign_background": "no", "labour": "unemployed"}


def test_time_to_work_follows_those_still_looking_and_those_who_left(crowd, farid):
    crowd.begin_work(crowd.many(30, traits=NO), 80)
    crowd.many(20, traits=NO, left=ENTERED + timedelta(days=80))
    crowd.begin_work(crowd.many(10, traits=NO, left=ENTERED + timedelta(days=85)), 200)  # work too long after leaving
    crowd.begin_work(crowd.many(10, traits={"labour": "employed"}), 10)  # were in work already
    crowd.many(39, traits=NO)
    card = queries.time_to_work(farid, "gent", DAY)
    assert card.people == 100  # with Amina
    mark = next(mark for mark in card.course.marks if mark.day == 91)
    assert (round(mark.job.value, 2), round(mark.gone.value, 2), round(mark.still.value, 2)) == (0.30, 0.30, 0.40)
    assert mark.job.low < 0.30 < mark.job.high
    assert "about 30 began work within" in card.words[0]
    assert queries.time_to_work(farid, "gent", ENTERED).refused  # nobody had entered but one


def test_staying_in_work_joins_short_gaps_and_believes_only_what_was_heard(crowd, farid):
    stays = crowd.many(40, traits=NO, left=ENTERED + timedelta(days=200))
    crowd.begin_work(stays[:10], 10, lasts=20)  # ends after 20 days
    crowd.begin_work(stays[10:20], 10, lasts=20)
    crowd.begin_work(stays[10:20], 45)  # goes on within 28 days: one stay in work
    crowd.begin_work(stays[20:], 10)  # nothing is known after leaving
    out = [FollowUpRow(s.pk, "28-days", ENTERED + timedelta(days=228), "seeking", ENTERED + timedelta(days=230)) for s in stays[20:30]]
    bring_in_follow_ups(by=JOB, at=the_cast.NOW, rows=out)
    card = queries.staying_in_work(farid, "gent", DAY)
    assert (card.people, card.course.happened) == (40, 20)
    marks = {mark.day: mark for mark in card.course.marks}
    assert marks[30].still.value == pytest.approx(0.75)
    assert marks[30].followed == 30


def test_missing_answers_are_never_guessed(crowd, farid):
    stays = crowd.many(60, left=date(2020, 12, 1))
    crowd.many(30)  # still here: nothing is due
    due = date(2021, 6, 1)
    answers = [FollowUpRow(s.pk, "6-months", due, "in-work", due) for s in stays[:20]]
    answers += [FollowUpRow(s.pk, "6-months", due, "seeking", due) for s in stays[20:40]]
    answers += [FollowUpRow(s.pk, "6-months", due, "not-reached", due) for s in stays[40:50]]
    bring_in_follow_ups(by=JOB, at=the_cast.NOW, rows=answers)
    rows = {row.name: row for row in queries.in_work_afterwards(farid, "gent", DAY).rows}
    found = rows["6 months after leaving"].found
    assert (found.asked, found.answered, found.yes) == (60, 40, 20)
    assert (found.least, found.observed.value, found.most) == (20 / 60, 0.5, 40 / 60)
    assert rows["28 days after leaving"].words == "Of 60 people nobody has answered, so nothing is known."
    before = {row.name: row for row in queries.in_work_afterwards(farid, "gent", date(2021, 5, 31)).rows}
    assert before["6 months after leaving"].found is None  # it was not due yet


def test_the_gap_between_people_of_migrant_background_and_others(crowd, farid):
    crowd.begin_work(crowd.many(60, traits=YES)[:15], 100)
    crowd.begin_work(crowd.many(60, traits=NO)[:33], 100)
    crowd.begin_work(crowd.many(20)[:10], 100)  # did not say
    rows = {row.code: row for row in queries.gaps(farid, "gent", DAY).rows}
    one = rows["foreign_background"]
    assert (one.people, one.others, round(one.gap.value, 2)) == (60, 60, -0.30)
    assert one.gap.high < 0
    assert one.words.startswith("Foreign background: 30 of 100 fewer than “No foreign background” (between −45 and")
    assert rows["disability"].gap is None
    assert "recognised" in rows["disability"].words
    within = {row.code: row for row in queries.gaps(farid, "gent", ENTERED + timedelta(days=200), months=6).rows}
    assert within["foreign_background"].gap == one.gap
    assert queries.gaps(farid, "gent", ENTERED + timedelta(days=200), months=12).rows[0].gap is None  # nobody had twelve months


def test_a_gap_with_a_small_part_stays_hidden(crowd, farid):
    crowd.begin_work(crowd.many(60, traits=YES)[:3], 100)
    crowd.begin_work(crowd.many(60, traits=NO)[:33], 100)
    assert queries.gaps(farid, "gent", DAY).rows[0].gap is None


def test_no_choice_of_day_and_months_tells_of_a_day_between_two_half_years(crowd, farid):
    crowd.begin_work(crowd.many(40, traits=NO, entered=date(2020, 6, 30))[:20], 100)
    crowd.begin_work(crowd.many(40, traits=NO | {"disability": "yes"}, entered=date(2020, 6, 30))[:15], 100)
    cuts = ((date(2021, 6, 30), 12), (date(2020, 12, 31), 6), (date(2021, 12, 31), 18), (date(2021, 3, 10), 6))

    def asked(question):
        return [question(farid, "gent", day, months=months, outcome="result") for day, months in cuts]

    def people(card):
        [row] = [row for row in card.rows if row.code == "disability"]
        return row.people, row.others

    before = [people(card) for card in asked(queries.gaps)], [row.found.people for card in asked(queries.places) for row in card.rows]
    crowd.many(1, traits=NO | {"disability": "yes"}, entered=date(2020, 7, 1))
    after = [people(card) for card in asked(queries.gaps)], [row.found.people for card in asked(queries.places) for row in card.rows]
    assert after == before


def test_months_lead_to_the_same_day_or_the_last_of_a_shorter_month():
    days = np.array(["2020-01-31", "2020-08-31", "2020-12-31", "2021-02-28"], dtype="datetime64[D]")
    assert months_later(days, 6).astype(str).tolist() == ["2020-07-31", "2021-02-28", "2021-06-30", "2021-08-28"]


def test_places_are_told_by_name_and_put_in_no_order_they_do_not_bear(crowd, farid, cast):
    w = cast.world
    for provider, works in ((w.provider, 40), (w.other, 36)):
        crowd.begin_work(crowd.many(80, traits=NO, provider=provider)[:works], 100)
    card = queries.places(farid, "gent", DAY)
    assert [row.name for row in card.rows] == ["Compaan", "Groep"]
    assert card.order == ()
    assert "overlap" in card.verdict
    assert sum(row.found.expected for row in card.rows) == pytest.approx(76)
    crowd.many(60, traits=NO, provider=w.lead)
    crowd.begin_work(crowd.many(60, traits=NO, provider=w.lead), 100)
    crowd.begin_work(crowd.many(3, traits=NO, provider=w.funder)[:1], 100)
    card = queries.places(farid, "gent", DAY)
    assert card.hidden == 2  # the small one takes the smallest other with it
    assert "ESF Flanders" not in [row.name for row in card.rows]
    assert card.order == ()
    only = queries.places(farid, "gent", DAY, by="region_id")
    assert "one place only" in only.verdict


def test_without_a_comparison_group_no_effect_is_claimed(crowd, farid):
    crowd.begin_work(crowd.many(30)[:15], 100, earnings=100_000)
    assert queries.effect(farid, "gent", DAY).refused.startswith("This programme observes nobody for comparison.")
    crowd.begin_work(crowd.many(30, arm="comparison")[:10], 100, earnings=50_000)
    card = queries.effect(farid, "gent", DAY)
    assert card.year == 2020
    assert (card.earned.people, card.earned.others) == (31, 30)  # with Amina, who earned nothing
    assert card.earned.difference.value == pytest.approx(1000 * 15 / 31 - 500 * 10 / 30)
    assert queries.effect(farid, "gent", DAY, year=1999).year == 2020


def test_what_the_groups_were_at_the_start_tells_nothing_of_a_few(crowd, farid):
    crowd.begin_work(crowd.many(30, traits=NO | {"disability": "no"})[:15], 100, earnings=100_000)
    crowd.begin_work(crowd.many(30, arm="comparison", traits=NO)[:10], 100, earnings=50_000)
    crowd.many(2, arm="comparison", traits={"disability": "no", "minority": "yes"})
    names = [row.name for row in queries.effect(farid, "gent", DAY).balance]
    assert "Foreign background" in names
    assert "With a disability" not in names  # two were asked: their answers are theirs
    assert "Of a minority" not in names


def _reviews(crowd, stays, version, first: int, last: int, moment="exit") -> None:
    rows = [
        ReviewIn(stay.pk, version.pk, at, on, ratings=[RatingGiven("housing", by_person=level, by_worker=2)])
        for stay in stays
        for at, on, level in (("entry", ENTERED, first), (moment, ENTERED + timedelta(days=90), last))
    ]
    bring_in_reviews(by=JOB, at=the_cast.NOW, rows=rows)


def test_distance_travelled_counts_moves_of_the_same_people(crowd, farid, instruments):
    version = instruments["life-domains"]
    stays = crowd.many(40)
    _reviews(crowd, stays[:20], version, 2, 4)
    _reviews(crowd, stays[20:30], version, 3, 3, "interim")
    _reviews(crowd, stays[30:36], version, 4, 2)
    rows = {row.name: row for row in queries.distance_travelled(farid, "gent", DAY).rows}
    moved = rows["Housing"].moved
    assert (moved.pairs, moved.better, moved.same, moved.worse) == (36, 20, 10, 6)
    assert rows["Housing"].words.startswith("More moved up than down: by +39 of 100 people")
    at_exit = queries.distance_travelled(farid, "gent", DAY, until="exit").rows[0].moved
    assert (at_exit.pairs, at_exit.better, at_exit.worse) == (26, 20, 6)
    worker = queries.distance_travelled(farid, "gent", DAY, view="by_worker").rows[0].moved
    assert (worker.same, worker.pairs) == (36, 36)
    _reviews(crowd, stays[36:38], version, 5, 1)
    before = queries.distance_travelled(farid, "gent", ENTERED + timedelta(days=80))
    assert before.rows[0].moved is None


def test_a_talk_held_later_counts_at_once(crowd, farid, instruments):
    stays = crowd.many(20)
    _reviews(crowd, stays[:10], instruments["life-domains"], 2, 4)
    assert queries.distance_travelled(farid, "gent", DAY).rows[0].moved.pairs == 10
    _reviews(crowd, stays[10:], instruments["life-domains"], 2, 4)
    assert queries.distance_travelled(farid, "gent", DAY).rows[0].moved.pairs == 20


def test_a_coordinator_asks_about_their_own_house_only(crowd, cast, client):
    world = cast.world
    Assignment.objects.create(
        account=cast.accounts["chloe"], role="coordinator", organisation=world.provider, programme=world.programme, from_on=date(2020, 2, 1)
    )
    for provider in (world.provider, world.other):
        crowd.begin_work(crowd.many(40, traits=NO, provider=provider)[:20], 100)
    chloe = cast.viewer("chloe", DAY)
    card = queries.places(chloe, "gent", DAY)
    assert [row.name for row in card.rows] == ["Compaan"]
    assert "one place only" in card.verdict
    assert queries.time_to_work(chloe, "gent", DAY).people == 41  # with Amina
    client.force_login(cast.accounts["chloe"], backend=the_cast.BACKEND)
    assert client.get(reverse("evaluation", kwargs={"code": "gent"})).status_code == 200
    assert client.get(reverse("commission_new", kwargs={"code": "gent"})).status_code == 404


def test_a_side_of_life_with_a_small_part_stays_hidden(crowd, farid, instruments):
    stays = crowd.many(24)
    _reviews(crowd, stays[:20], instruments["life-domains"], 2, 4)
    _reviews(crowd, stays[20:24], instruments["life-domains"], 4, 2)
    card = queries.distance_travelled(farid, "gent", DAY)
    assert card.rows[0].moved is None
    assert "recognised" in card.rows[0].words


@pytest.mark.parametrize("name", ["bram", "edda", "greta", "amina"])
def test_who_sees_no_exact_figures_gets_no_answer(crowd, cast, name):
    for ask in (queries.time_to_work, queries.staying_in_work, queries.gaps, queries.places, queries.effect, queries.distance_travelled,
                queries.in_work_afterwards, queries.commissions):  # fmt: skip
        if ask is queries.commissions and name != "amina":
            assert ask(cast.viewer(name), "gent") == []
            continue
        with pytest.raises(NotFound):
            ask(cast.viewer(name), "gent")


def test_how_alike_two_groups_were_tells_of_nobody_who_entered_since_the_half_year(crowd, cast):
    lead = cast.viewer("farid", date(2021, 12, 30))
    for arm in ("supported", "comparison"):
        for answer, number in (("yes", 10), ("no", 20)):
            stays = crowd.many(number, traits=NO | {"minority": answer}, arm=arm)
            crowd.begin_work(stays[: number // 2], 30, earnings=90_000)

    def of_a_minority(day):
        return [(one.mean, one.mean_others) for one in queries.effect(lead, "gent", day).balance if "minority" in one.name]

    before = of_a_minority(date(2021, 7, 9))
    assert before
    crowd.many(1, traits=NO | {"minority": "yes"}, entered=date(2021, 7, 10))
    assert of_a_minority(date(2021, 7, 10)) == before
    assert of_a_minority(date(2021, 12, 31)) == before  # the viewer's today is the day before that half-year's end
