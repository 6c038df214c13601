"""The pages of a programme's figures stay on the day that was chosen, and the long one says first what is on it."""

import re
from datetime import date

import pytest
from django.urls import reverse

from tests import cast as the_cast
from tests.indicators.world import World

DATED = ("figures", "funnel", "esf", "obligations", "evaluation")
DAY = "2020-12-31"


@pytest.fixture
def page(cast, client, as_of_the_cast):
    client.force_login(cast.accounts["farid"], backend=the_cast.BACKEND)

    def read(name: str, *more: str, **asked: str) -> str:
        return client.get(reverse(name, args=["gent", *more]), asked).content.decode()

    return read


@pytest.mark.parametrize("name", DATED)
def test_the_chosen_day_goes_along_from_page_to_page(page, name):
    told = page(name, as_of=DAY)
    for other in DATED:
        assert f'href="{reverse(other, args=["gent"])}?as_of={DAY}"' in told, other
    assert f'href="{reverse("releases", args=["gent"])}"' in told
    without = page(name)
    for other in DATED:
        assert f'href="{reverse(other, args=["gent"])}"' in without, other


def test_the_day_goes_along_to_a_question_of_the_evaluation_and_back(page):
    assert f'href="{reverse("evaluation_question", args=["gent", "time"])}?as_of={DAY}"' in page("evaluation", as_of=DAY)
    told = page("evaluation_question", "time", as_of=DAY)
    for other in DATED:
        assert f'href="{reverse(other, args=["gent"])}?as_of={DAY}"' in told, other


def test_a_wrong_day_is_not_carried_on(page):
    links = re.findall(r'href="[^"]*"', page("funnel", as_of="2020-02-30"))
    assert links
    assert not any("2020-02-30" in link for link in links)


def test_a_day_before_the_programme_is_refused_and_a_day_is_written_without_noughts(page):
    told = page("figures", as_of="1950-01-01")
    assert "The date must not be before 1 Feb" in told
    assert "1950" not in told[told.index("The course up to this day") :]
    assert 'value="6"' in page("figures", as_of="2020-06-30")


def test_a_title_says_the_programme_once(cast, page):
    assert "<title>Jobteam – Vieta</title>" in page("programme")
    assert "<title>Figures – Jobteam – Vieta</title>" in page("figures")


def test_a_day_worth_looking_at_keeps_what_else_was_chosen(page):
    links = re.findall(r'href="/programmes/gent/funnel/\?([^"]+as_of=[^"]+)"', page("funnel", by="region_id", as_of=DAY))
    assert links
    assert all(link.startswith("by=region_id&amp;as_of=") for link in links)


def test_the_indicators_say_first_what_is_on_the_page_and_fold_what_comes_after(cast, page):
    world = World(cast)
    for n in range(12):
        world.enrol(entered=date(2020, 6, 1 + n))  # records without a characteristic
    told = page("esf")
    places = re.findall(r'<a href="#([\w-]+)">', told)
    assert places[0] == "esf-plus"
    assert places[-1] == "records"
    for place in places:
        assert f'id="{place}"' in told, place
    assert re.search(r'<a href="#records">\d+ records to complete</a>', told)
    folded = re.findall(r'<details class="v-details"( open)?>', told)
    assert folded[0] == " open"
    assert set(folded[1:]) == {""}


def test_every_number_of_a_breakdown_leads_to_the_people_it_counts(cast, page, client):
    world = World(cast)
    for n in range(3):
        world.enrol(entered=date(2020, 6, 1 + n), traits=world.WHOLE | {"gender": "M" if n else "W"})
    part = f"part=provider_id%3A{cast.world.provider.pk}"
    by_provider = {"by": "provider_id"}
    for name, asked, measure, kept, number in (
        ("esf", {}, "EECO01", "gender=men", 2), ("esf", by_provider, "EECO01", part, 3), ("funnel", by_provider, "supported", part, 4),
    ):  # fmt: skip
        address = f"/programmes/gent/figures/{measure}/?as_of={DAY}&amp;{kept}"
        assert f'<a href="{address}">{number}<' in page(name, as_of=DAY, **asked), address
        told = client.get(address.replace("&amp;", "&")).content.decode()
        assert f'<b class="v-number">{number}</b>' in told
        assert told.count("Why they count") == number


@pytest.mark.parametrize("part", ["provider_id:999", "provider_id:x", "person:1", "\x00", "gender:W", "contract_id:" + "9" * 30])
def test_a_part_that_is_none_is_said_and_shows_nobody_else(client, page, part):
    answer = client.get(reverse("figure", args=["gent", "supported"]), {"part": part})
    assert answer.status_code == 422
