"""An older half-year released after newer ones: guarded both ways, looked at before it is released, and only once."""

from copy import deepcopy
from datetime import date

import pytest
from django.urls import reverse

from tests import cast as the_cast
from tests.indicators.attacker import Attacker, Book
from tests.indicators.looks import as_looked_at
from tests.indicators.released import confirmed, truth_of
from vieta.accounts.models import Assignment
from vieta.indicators import actions, queries
from vieta.indicators.models import Release
from vieta.indicators.queries.to_release import to_release
from vieta.indicators.rules import older_half_years, release_days
from vieta.programmes.models import Region

JUNE, DECEMBER = date(2020, 6, 30), date(2020, 12, 31)


def release(cast, day, **more):
    return actions.release(by=cast.farid, at=the_cast.NOW, code="gent", day=day, **more)


def total(row, part="") -> int | None:
    return row.figures["tables"][part]["EECO01"][-1]


# The engine -----------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("days", [(JUNE, DECEMBER), (DECEMBER, JUNE)])
def test_two_half_years_cannot_be_subtracted_whichever_is_released_first(cast, world, days):
    for n in range(2):
        world.enrol(entered=date(2020, 8, 1 + n), traits=world.WHOLE)
    first, second = (release(cast, day) for day in days)
    assert (total(first), total(second)) == ({JUNE: 12, DECEMBER: 14}[days[0]], None)
    rows = list(Release.objects.order_by("day"))
    assert Attacker([Book(row.figures, day=row.day) for row in rows]).narrow([truth_of(row) for row in rows], 5) == []


def test_another_version_of_a_day_shows_nothing_that_a_former_one_hid(cast, world):
    """Two choices of what to hide, of the same numbers, would be told together."""
    first = release(cast, JUNE)
    programme, figures = cast.world.programme, deepcopy(first.figures)
    assert figures["tables"][""]["EECO02"][-1] == 12
    figures["tables"][""]["EECO02"][-1] = figures["progress"]["supported"]["value"] = None
    former = Release(programme=programme, day=JUNE, number=1, figures=figures, counted=first.counted)
    again = to_release(cast.farid, programme, JUNE, [former]).figures
    assert again["tables"][""] == figures["tables"][""]
    assert again["progress"]["supported"]["value"] is None
    other = to_release(cast.farid, programme, DECEMBER, [former]).figures
    assert other["tables"][""]["EECO02"][-1] == 12


@pytest.mark.parametrize("days", [(JUNE, DECEMBER), (DECEMBER, JUNE)])
def test_the_only_region_of_an_older_day_is_compared_with_itself_beside_another(cast, world, days):
    south = Region.objects.create(programme=cast.world.programme, code="south", name="South", nuts="BE235")
    for n in range(2):
        world.enrol(entered=date(2020, 8, 1 + n), traits=world.WHOLE)
    for n in range(20):
        world.enrol(entered=date(2020, 9, 1 + n), traits=world.WHOLE | {"gender": "WM"[n % 2]}, region=south)
    found = {day: release(cast, day) for day in days}
    north = f"region_id:{cast.world.region.pk}"
    assert list(found[JUNE].figures["tables"]) == [""]
    assert None in (total(found[JUNE]), total(found[DECEMBER], north))  # two more in the north
    assert total(found[days[0]]) is not None


def test_an_older_day_tells_of_no_later_one_what_was_shown_last(cast, world):
    for n in range(10):  # two in work by June, ten by December
        world.outcome(
            world.enrol(entered=date(2020, 6, 1), traits=world.WHOLE), "employment", date(2020, 6, 15) if n < 2 else date(2020, 8, 1)
        )
    later = release(cast, DECEMBER).figures["progress"]["included"]
    assert later["value"] == 10
    assert release(cast, JUNE).figures["progress"]["included"] == {"value": None, "last": None}


def test_an_older_half_year_changes_nothing_of_what_is_out_and_makes_no_month_due(cast, world):
    assert queries.half_years_left(cast.farid, "gent") == [JUNE]
    due = queries.months_due(cast.farid, "gent")
    release(cast, JUNE)
    assert queries.months_due(cast.farid, "gent") == due == [DECEMBER, date(2021, 1, 31), date(2021, 2, 28)]
    assert queries.half_years_left(cast.farid, "gent") == []
    actions.release_due(by=cast.farid, at=the_cast.NOW, code="gent")
    assert queries.months_due(cast.farid, "gent") == []
    card = queries.safe_figures(cast.greta, "gent")
    assert (card.day, card.indicators_on) == (date(2021, 2, 28), DECEMBER)


BEGAN, ENDED, TODAY = date(2019, 2, 1), date(2021, 2, 1), date(2021, 3, 15)
HALVES = [date(2020, 12, 31), date(2020, 6, 30), date(2019, 12, 31), date(2019, 6, 30)]
MONTHS = [date(2020, 12, 31), date(2021, 1, 31), date(2021, 2, 28)]
LATE = date(2020, 8, 31)


@pytest.mark.parametrize(
    ("released", "due", "older"),
    [
        ([], MONTHS, HALVES[1:]),
        ([(HALVES[2], TODAY)], MONTHS, [HALVES[1], HALVES[3]]),
        ([(MONTHS[0], TODAY)], MONTHS[1:], HALVES[1:]),
        ([(MONTHS[0], TODAY), (HALVES[2], TODAY)], MONTHS[1:], [HALVES[1], HALVES[3]]),
        ([(day, TODAY) for day in MONTHS], [], HALVES[1:]),
        # the last one was released in its time: every month since waits
        ([(HALVES[1], date(2020, 9, 1)), (LATE, date(2020, 9, 1))], [date(2020, n, d) for n, d in ((9, 30), (10, 31), (11, 30))] + MONTHS, HALVES[2:]),
    ],
)  # fmt: skip
def test_which_days_are_due_and_which_half_years_are_left(released, due, older):
    assert release_days(BEGAN, ENDED, released, TODAY) == due
    assert older_half_years(BEGAN, ENDED, released, TODAY) == older


def test_nothing_is_left_of_a_programme_that_has_just_begun():
    assert older_half_years(date(2021, 1, 1), date(2022, 1, 1), [], TODAY) == []


# The page -------------------------------------------------------------------------------------------------------------
@pytest.fixture
def page(cast, world, client, as_of_the_cast):
    client.force_login(cast.accounts["farid"], backend=the_cast.BACKEND)
    return client


ADDRESS = "/programmes/gent/releases/older/"


def test_a_lead_sees_what_would_be_shown_to_whom_before_it_is(cast, page):
    assert reverse("release_older", args=["gent"]) == ADDRESS
    assert ADDRESS in page.get(reverse("releases", args=["gent"])).content.decode()
    chosen = page.get(ADDRESS).content.decode()
    assert '<option value="2020-06-30">' in chosen
    assert "2020-12-31" not in chosen  # that one waits to be released with the months
    shown = page.get(ADDRESS, {"day": "2020-06-30"}).content.decode()
    assert "ESF Flanders" in shown
    assert "Compaan" not in shown
    preview = queries.release_preview(cast.farid, "gent", JUNE)
    assert f"{preview.shown} shown, {preview.hidden} hidden" in shown
    assert not Release.objects.exists()
    answer = confirmed(page, ADDRESS, "2020-06-30")
    assert (answer.status_code, answer.url) == (302, reverse("releases", args=["gent"]))
    row = Release.objects.get()
    assert (row.day, row.half_year, row.public_from, row.released_by) == (JUNE, True, None, cast.accounts["farid"].pk)
    figures = queries.safe_figures(cast.greta, "gent")
    assert [line.code for line in figures.progress[:2]] == ["reached", "enquired"]  # in whatever order the database keeps them
    told, looked_at = (*figures.progress, *figures.indicators), (*preview.progress, *preview.indicators)
    assert list(map(as_looked_at, told)) == list(map(as_looked_at, looked_at))
    values = [v for row in (*preview.progress, *preview.indicators) if row.told for v in row.values]
    assert (preview.shown, preview.hidden) == (len(values) - values.count(None), values.count(None))
    assert page.get(reverse("public_programme", args=["gent"])).status_code == 404
    assert "No half-year is left" in page.get(ADDRESS).content.decode()


def test_an_older_half_year_is_released_once(cast, page):
    assert confirmed(page, ADDRESS, "2020-06-30").status_code == 302
    again = confirmed(page, ADDRESS, "2020-06-30")
    assert again.status_code == 422
    assert "no half-year that is left" in again.content.decode()
    assert page.get(ADDRESS, {"day": "2020-06-30"}).status_code == 422
    assert Release.objects.count() == 1


@pytest.mark.parametrize(
    ("day", "words"),
    [
        ("", "Choose a half-year."),
        (None, "Choose a half-year."),
        ("2020-06-29", "no half-year that is left"),
        ("2020-05-31", "no half-year that is left"),
        ("2019-12-31", "no half-year that is left"),
        ("2021-06-30", "no half-year that is left"),
        ("2020-12-31", "no half-year that is left"),
        ("30 June 2020", "no half-year that is left"),
        ("x" * 5000, "no half-year that is left"),
        ("\x00", "no half-year that is left"),
    ],
)
def test_a_wrong_day_and_no_day_are_told_and_nothing_is_released(page, day, words):
    answer = page.post(ADDRESS, {} if day is None else {"day": day})
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert "2020-06-30" in answer.content.decode()  # what can be chosen is still there
    assert not Release.objects.exists()


def test_the_page_says_where_nobody_would_see_it(cast, page):
    Assignment.objects.filter(account=cast.accounts["greta"]).update(until_on=the_cast.TODAY)
    shown = page.get(ADDRESS, {"day": "2020-06-30"}).content.decode()
    assert "ESF Flanders" not in shown
    assert "no funder has an account" in shown
