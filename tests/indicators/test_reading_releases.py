"""Whoever asks for a release gets that one or is told that there is none, on the page and as a file."""

from datetime import date

import pytest
from django.urls import reverse

from tests import cast as the_cast
from vieta.base.refusal import NotFound
from vieta.indicators import actions, queries
from vieta.indicators.models import Release
from vieta.indicators.rules import seal
from vieta.programmes.models import Programme

HALF, JANUARY = date(2020, 12, 31), date(2021, 1, 31)
FIGURES: dict = {"progress": {}, "targets": {}, "tables": {}, "parts": []}


@pytest.fixture
def released(cast, world):
    """A public release of December and one of January for the funder alone."""
    world.enrol(entered=date(2021, 1, 4), traits=world.WHOLE)
    about = {"by": cast.farid, "at": the_cast.NOW}
    first, second = (actions.release(**about, code="gent", day=day) for day in (HALF, JANUARY))
    actions.make_public(**about, release_id=first.pk)
    return first, second


@pytest.fixture
def elsewhere(cast, world):
    """A public release of another programme."""
    lead = cast.world.programme.lead
    other = Programme.objects.create(code="other", name="Other", country="BE", lead=lead)
    return Release.objects.create(
        programme=other, day=HALF, number=1, half_year=False, threshold=5, figures=FIGURES, counted={}, checksum=seal(FIGURES),
        released_at=the_cast.NOW, public_from=the_cast.NOW,
    )  # fmt: skip


@pytest.fixture
def answer(cast, client, as_of_the_cast):
    """What the address answers to whoever reads there."""

    def ask(place: str, kind: str, **asked):
        if place == "funder":
            client.force_login(cast.accounts["greta"], backend=the_cast.BACKEND)
        else:
            client.logout()
        return client.get(reverse(f"{place}_{kind}", args=["gent"]), asked)

    return ask


WHERE = [(place, kind) for place in ("funder", "public") for kind in ("programme", "file")]


@pytest.mark.parametrize(("place", "kind"), WHERE)
def test_a_number_that_is_no_release_here_is_not_found(answer, released, elsewhere, place, kind):
    wrong = ["0", "00", "999999", "9" * 40, str(elsewhere.pk), f"0{released[0].pk}", "١"]
    if place == "public":
        wrong.append(str(released[1].pk))  # for the funder alone
    for number in wrong:
        assert answer(place, kind, release=number).status_code == 404, number
        assert answer(place, kind, release=number, part="").status_code == 404, number


@pytest.mark.parametrize(("place", "kind"), WHERE)
def test_what_is_no_number_is_said_on_the_page(answer, released, place, kind):
    for number in ("x", "-1", "1.0", "1e3", " 1", "²", "\x00", "x" * 5000, "' OR 1=1"):
        got = answer(place, kind, release=number)
        assert (got.status_code, got["Content-Type"].partition(";")[0]) == (422, "text/html"), number
        assert "This is no release: choose one from the list." in got.content.decode()
        assert "Content-Disposition" not in got


@pytest.mark.parametrize(("place", "kind"), WHERE)
def test_a_part_that_the_release_has_not_is_said_and_no_other_is_told(answer, released, place, kind):
    for release in ("", str(released[0].pk)):
        got = answer(place, kind, release=release, part="region_id:999999")
        assert got.status_code == 422
        assert "This release has no figures of this part" in got.content.decode()
        assert "Content-Disposition" not in got


@pytest.mark.parametrize(("place", "last"), [("funder", JANUARY), ("public", HALF)])
def test_the_release_asked_for_is_the_one_that_comes(answer, released, place, last):
    readable = [row for row in released if place == "funder" or row.public_from]
    for asked, day in [({}, last), ({"release": "", "part": ""}, last), *(({"release": str(row.pk)}, row.day) for row in readable)]:
        got = answer(place, "file", **asked)
        assert got.status_code == 200
        assert f"gent-{day.isoformat()}.csv" in got["Content-Disposition"]
        assert f",{day.isoformat()}," in got.content.decode()
        assert answer(place, "programme", **asked).status_code == 200


def test_the_parts_offered_are_those_of_the_release_asked_for(answer, cast, released):
    first = released[0]
    region = f"region_id:{cast.world.region.pk}"
    first.figures["tables"][region] = first.figures["tables"][""]
    first.figures["parts"] = [[region, "North"]]
    first.checksum = seal(first.figures)
    first.save()
    figures = {**FIGURES, "tables": {"": first.figures["tables"][""]}}
    Release.objects.filter(pk=released[1].pk).update(half_year=True, figures=figures, checksum=seal(figures))  # one without regions
    assert answer("funder", "programme", release=first.pk, part=region).status_code == 200
    assert answer("funder", "programme", part=region).status_code == 422


def test_a_query_answers_with_no_other_release_and_no_other_part(cast, released):
    for read in (queries.safe_figures, queries.public_figures):
        for which in ((0, ""), (999999, ""), (None, "region_id:999999"), (released[0].pk, "x")):
            with pytest.raises(NotFound):
                read(cast.greta, "gent", *which)


def test_nothing_released_is_no_file(answer, world):
    assert answer("funder", "file").status_code == 404
    assert answer("funder", "programme").status_code == 200
    assert answer("funder", "programme", release="7").status_code == 404
    assert answer("public", "file").status_code == 404


@pytest.mark.parametrize("place", ["funder", "public"])
def test_a_release_changed_afterwards_is_handed_out_in_no_file(answer, released, place):
    assert answer(place, "file", release=released[0].pk).status_code == 200
    figures = released[0].figures
    figures["progress"]["reached"]["value"] = 999
    Release.objects.filter(pk=released[0].pk).update(figures=figures)
    got = answer(place, "file", release=released[0].pk)
    assert (got.status_code, got["Content-Type"]) == (409, "text/html; charset=utf-8")
    assert "so there is no file of them" in got.text
