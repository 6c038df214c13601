"""A release stays as it was; a new one is checked against all before it; the public sees what the lead has made public."""

from datetime import date

import pytest
from django.urls import reverse

from tests import cast as the_cast
from tests.indicators.attacker import Attacker, Book
from tests.indicators.released import truth_of
from vieta.base.refusal import NotFound, Refused
from vieta.enrolments.models import Enrolment
from vieta.indicators import actions, queries
from vieta.indicators.engine import Question, engine
from vieta.indicators.models import Release
from vieta.indicators.queries.safe import progress_rows

HALF = date(2020, 12, 31)


def release(cast, day=HALF, **more):
    return actions.release(by=cast.farid, at=the_cast.NOW, code="gent", day=day, **more)


def numbers(card) -> dict:
    return {row.code: row.values for row in (*card.progress, *card.indicators)}


def test_a_correction_changes_nothing_that_was_released(cast, world):
    release(cast)
    before = queries.safe_figures(cast.greta, "gent")
    assert numbers(before)["EECO01"] == (6, 6, 0, 12)
    for n in range(6):
        world.enrol(entered=date(2020, 7, 1 + n), traits=world.WHOLE)
    assert queries.safe_figures(cast.greta, "gent") == before
    again = release(cast, reason="Six records were completed.")
    card = queries.safe_figures(cast.greta, "gent")
    assert (again.number, card.release.reason) == (2, "Six records were completed.")
    assert numbers(card)["EECO01"] == (12, 6, 0, 18)
    assert queries.safe_figures(cast.greta, "gent", before.release.id) == before


def test_a_second_version_tells_nothing_by_its_difference(cast, world):
    release(cast)
    world.enrol(entered=date(2020, 7, 1), traits=world.WHOLE)
    again = release(cast, reason="One record was completed.")
    assert again.figures["tables"][""]["EECO01"][-1] is None
    rows = Release.objects.order_by("number")
    assert Attacker([Book(row.figures) for row in rows]).narrow([truth_of(row) for row in rows], 5) == []


def test_what_is_hidden_now_is_shown_as_it_was_last(cast, world, django_assert_num_queries):
    for n in range(6):  # with Amina seven whose records are not complete
        world.enrol(entered=date(2020, 8, 1 + n))
    release(cast)
    world.enrol(entered=date(2021, 1, 4), traits=world.WHOLE)
    release(cast, date(2021, 1, 31))
    hidden = [row for row in queries.safe_figures(cast.greta, "gent").progress if row.values == (None,) and row.last is not None]
    assert {(row.last, row.last_on) for row in hidden} == {(19, HALF)}
    assert len(hidden) > 1
    row, rows = Release.objects.latest("day"), Release.objects.all()
    one = {code: told for code, told in row.figures["progress"].items() if code == hidden[0].code}
    for progress in (one, row.figures["progress"]):
        with django_assert_num_queries(1):
            progress_rows(row.figures | {"progress": progress}, rows)


@pytest.mark.parametrize(
    ("day", "field"), [(date(2020, 12, 30), "day"), (date(2021, 3, 31), "day"), (date(2020, 1, 31), "day"), (HALF, "reason")]
)
def test_a_release_is_refused(cast, world, day, field):
    if field == "reason":
        release(cast)
    with pytest.raises(Refused) as refused:
        release(cast, day)
    assert refused.value.field == field
    with pytest.raises(Refused):
        release(cast, HALF, reason="Nothing is another.") if field == "reason" else release(cast, day)


def test_only_who_sets_the_programme_up_releases(cast, world):
    row = release(cast)
    for name in ("greta", "bram", "edda"):
        viewer = cast.viewer(name)
        with pytest.raises(NotFound):
            actions.release(by=viewer, at=the_cast.NOW, code="gent", day=HALF)
        for deed in (actions.make_public, actions.take_back):
            with pytest.raises(NotFound):
                deed(by=viewer, at=the_cast.NOW, release_id=row.pk)
    assert queries.releases(cast.greta, "gent")
    with pytest.raises(NotFound):
        queries.releases(cast.bram, "gent")


def test_months_that_have_come_wait_until_they_are_released(cast, world):
    assert queries.months_due(cast.farid, "gent") == [HALF, date(2021, 1, 31), date(2021, 2, 28)]
    actions.release_due(by=cast.farid, at=the_cast.NOW, code="gent")
    assert queries.months_due(cast.farid, "gent") == []
    with pytest.raises(Refused):
        actions.release_due(by=cast.farid, at=the_cast.NOW, code="gent")


def test_changed_figures_are_noticed(cast, world):
    row = release(cast)
    assert queries.safe_figures(cast.greta, "gent").intact
    row.figures["progress"]["reached"]["value"] = 1000
    row.save()
    assert not queries.safe_figures(cast.greta, "gent").intact


def test_the_funders_page_reads_what_is_stored(cast, world, client, as_of_the_cast, django_assert_max_num_queries):
    release(cast)
    client.force_login(cast.accounts["greta"], backend=the_cast.BACKEND)
    address = reverse("funder_programme", args=["gent"])
    client.get(address)
    with django_assert_max_num_queries(20):
        assert client.get(address).status_code == 200


def test_the_public_sees_a_release_only_once_it_is_public(cast, world, client, as_of_the_cast):
    row = release(cast)
    address = reverse("public_programme", args=["gent"])
    assert client.get(address).status_code == 404
    assert "No public figures yet" in client.get(reverse("public_figures")).content.decode()
    client.force_login(cast.accounts["farid"], backend=the_cast.BACKEND)
    assert client.post(reverse("release_public", args=["gent", row.pk])).status_code == 302
    client.logout()
    page = client.get(address).content.decode()
    assert "Progress as of" in page
    assert the_cast.SECRET not in page
    lines = client.get(reverse("public_file", args=["gent"])).content.decode("utf-8-sig").splitlines()
    assert "EECO01,Total number of participants,2020-12-31,6,6,0,12" in lines
    client.force_login(cast.accounts["farid"], backend=the_cast.BACKEND)
    client.post(reverse("release_back", args=["gent", row.pk]))
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("reason", ["", "   ", "x" * 10_000, "\x00", "=1+1", "שלום 😀 ệ"])
def test_a_reason_is_asked_and_kept(cast, world, client, as_of_the_cast, reason):
    release(cast)
    for n in range(6):
        world.enrol(entered=date(2020, 7, 1 + n), traits=world.WHOLE)
    client.force_login(cast.accounts["farid"], backend=the_cast.BACKEND)
    day = {"day": HALF.isoformat()}
    seen = client.get(reverse("release_again", args=["gent"]), day).context["preview"].seal
    assert client.post(reverse("release_again", args=["gent"]), day | {"reason": "Why."}).status_code == 422  # not looked at
    answer = client.post(reverse("release_again", args=["gent"]), day | {"reason": reason, "seen": seen})
    good = reason in ("=1+1", "שלום 😀 ệ")
    assert answer.status_code == (302 if good else 422)
    assert Release.objects.count() == (2 if good else 1)
    assert client.post(reverse("release_again", args=["gent"]), {"day": "2020-02-30", "reason": "Why."}).status_code == 422


def test_the_public_is_told_no_number_of_a_release_that_is_not_public(cast, world, client, as_of_the_cast):
    for n in range(6):  # with Amina seven whose records are not complete
        world.enrol(entered=date(2020, 8, 1 + n))
    first = release(cast)
    world.enrol(entered=date(2021, 1, 4), traits=world.WHOLE)
    actions.make_public(by=cast.farid, at=the_cast.NOW, release_id=release(cast, date(2021, 1, 31)).pk)

    def lasts() -> set:
        return {row.last for row in queries.public_figures(cast.greta, "gent").progress}

    assert lasts() == {None}
    actions.make_public(by=cast.farid, at=the_cast.NOW, release_id=first.pk)
    assert lasts() == {None, 19}


def test_what_was_shown_last_is_of_an_earlier_day(cast, world):
    for n in range(6):
        world.enrol(entered=date(2020, 8, 1 + n))
    world.enrol(entered=date(2021, 1, 4), traits=world.WHOLE)
    release(cast, date(2021, 1, 31))
    row = release(cast)  # of an earlier day, released later
    assert {told["last"] for told in row.figures["progress"].values()} == {None}
    assert None in {told["value"] for told in row.figures["progress"].values()}


def test_the_steps_of_the_way_leave_no_small_remainder(cast, world):
    """Included and not in work any more, or supported and not in intensive guidance: whoever reads the steps subtracts."""
    stays = [world.enrol(entered=date(2020, 6, 1), traits=world.WHOLE, plan=date(2020, 6, 2)) for _n in range(20)]
    for stay in stays[:12]:
        world.outcome(stay, "employment", date(2020, 7, 1))
    for stay in stays[:2]:
        world.outcome(stay, "job-search", date(2020, 8, 1))
    row = release(cast)
    values = {code: told["value"] for code, told in row.figures["progress"].items()}
    counted = row.counted["progress"]
    assert counted["included"] - counted["working"] == 2
    assert None in (values["included"], values["working"])
    assert None in (values["supported"], values["intensive"])


def test_those_without_a_trajectory_are_no_small_remainder(cast, world):
    programme = cast.world.programme
    programme.headline_measures = ["trajectory"]
    programme.save()
    stays = [world.enrol(entered=date(2020, 6, 1), traits=world.WHOLE) for _n in range(20)]
    supported = engine().total(Question(programme.pk, HALF), "supported")
    others = Enrolment.objects.filter(programme=programme).exclude(pk__in=[stay.pk for stay in stays])
    for stay in [*others, *stays][: supported - 2]:
        world.outcome(stay, "education", date(2020, 7, 1))
    values = {code: told["value"] for code, told in release(cast).figures["progress"].items()}
    assert (engine().total(Question(programme.pk, HALF), "trajectory"), supported) == (supported - 2, supported)
    assert None in (values["supported"], values["trajectory"])
