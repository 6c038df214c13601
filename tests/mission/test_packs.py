"""Packs of indicators, own measures, definitions, organisations, and totals over programmes, as people meet them."""

from datetime import date

import pytest
from django.urls import reverse

from tests import cast as the_cast
from tests.indicators.world import JOB, World
from vieta.audit.actions import record
from vieta.audit.models import Entry
from vieta.base.refusal import NotFound
from vieta.enrolments.models import SupportedOrganisation
from vieta.indicators import actions, queries
from vieta.indicators.models import Counting, NationalDefinition, OwnVersion, Release
from vieta.organisations.models import Organisation

CODE = {"code": "gent"}
HARD = ["", "x" * 10_000, "=1+1", "\u202eabc\u0301", "a\x00b", "😀"]


def page(client, name: str, *args, **query) -> str:
    answer = client.get(reverse(name, args=["gent", *args]), query)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.mission("S4-27")
def test_every_indicator_is_shown_by_gender_and_adds_up(cast, client):
    world = World(cast)
    for gender in ("W", "W", "M", "N"):
        world.enrol(entered=date(2020, 6, 1), traits=world.WHOLE | {"gender": gender})
    client.force_login(cast.accounts["farid"], backend=the_cast.BACKEND)
    assert "Non-binary" in page(client, "esf")
    rows = {row.code: row.count for row in queries.indicators(cast.viewer("farid"), "gent")}
    for code in ("EECO01", "EECO02", "EECO03", "EECO09", "CO01", "CO09"):
        count = rows[code]
        assert (count.women, count.men, count.non_binary, count.total) == (2, 1, 1, 4), code


@pytest.mark.mission("S4-27")
@pytest.mark.parametrize("by", queries.BY)
def test_indicators_broken_down_by_place_add_up_to_the_whole(cast, client, by):
    world = World(cast)
    world.enrol(entered=date(2020, 6, 1), traits=world.WHOLE)
    other = world.enrol(entered=date(2020, 6, 1), traits=world.WHOLE)
    other.provider = cast.world.other
    other.save()
    client.force_login(cast.accounts["farid"], backend=the_cast.BACKEND)
    assert "EECO01" in page(client, "esf", by=by)
    parts = queries.parts(cast.viewer("farid"), "gent", by)
    totals = {row.code: row.count.total for row in queries.indicators(cast.viewer("farid"), "gent")}
    assert {card.code: total for card, _numbers, total in parts.rows} == {card.code: totals[card.code] for card, _n, _t in parts.rows}


@pytest.mark.mission("S4-27")
def test_a_programme_for_women_is_said_and_counted_as_such(cast, client):
    client.force_login(cast.accounts["farid"], backend=the_cast.BACKEND)
    sent = {"packs": ["esf-2014", "lv-9144"], "counts_from": "entry", "audience": "women"}
    assert client.post(reverse("counting", args=["gent"]), sent).status_code == 302
    rows = {row.code: row.count.total for row in queries.indicators(cast.viewer("farid"), "gent")}
    assert rows["CO21"] == 1
    assert "EECO01" not in rows
    assert Counting.objects.get().packs == ["esf-2014", "lv-9144"]
    assert Entry.objects.filter(deed="indicators.choose_counting").count() == 1
    wrong = client.post(reverse("counting", args=["gent"]), {"packs": ["nothing"], "counts_from": "x", "audience": "women"})
    assert wrong.status_code == 422
    assert Counting.objects.count() == 1


@pytest.mark.mission("S0-02", "S4-26")
def test_a_lead_composes_a_measure_of_an_entry_ground_without_code(cast, client):
    world = World(cast)
    young = world.enrol(entered=date(2020, 6, 1), left=date(2020, 9, 1), traits=world.WHOLE | {"birth_on": "1998-01-01"})
    world.outcome(young, "employment", date(2020, 9, 20))
    world.enrol(entered=date(2020, 6, 1), left=date(2020, 9, 1), traits=world.WHOLE)
    client.force_login(cast.accounts["farid"], backend=the_cast.BACKEND)
    sent = {
        "own_code": "YOUTH", "name": "Young people in work", "rule": "Below 25 and in work within 90 days.",
        "conditions": "age below 25\nforeign_background is missing\noutcome is employment or self-employment within 90 days of leaving",
        "from_on": "2020-02-01",
    }  # fmt: skip
    assert client.post(reverse("own_new", args=["gent"]), sent).status_code == 302
    version = OwnVersion.objects.get()
    assert "Young people in work" in page(client, "esf")
    assert "Young people in work" in page(client, "figures")
    code = f"own-{version.pk}"
    assert young.person.reference in page(client, "figure", code)
    answer = client.get(reverse("figure_evidence", args=["gent", code, young.person_id]))
    assert answer.status_code == 200
    assert queries.counted_number(cast.viewer("farid"), "gent", code) == 1
    assert "YOUTH (1)" in {row.shown_code for row in queries.indicators(cast.viewer("farid"), "gent")}


@pytest.mark.mission("S0-02")
def test_whoever_composes_is_told_at_once_all_that_is_wrong(cast, client):
    client.force_login(cast.accounts["farid"], backend=the_cast.BACKEND)
    sent = {"own_code": "1", "name": "Learners", "rule": "", "conditions": "education from 18 to 24", "from_on": "31 February"}
    answer = client.post(reverse("own_new", args=["gent"]), sent)
    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == {"own_code", "conditions", "from_on"}
    words = answer.content.decode()
    assert "values lie between 0 and 8" in words
    assert "education from 0 to 2" in words  # the example of the list
    assert "health or origin" in words


@pytest.mark.mission("S0-02")
def test_a_change_makes_a_new_version_and_earlier_figures_keep_theirs(cast, client):
    world = World(cast)
    world.enrol(entered=date(2020, 6, 1), traits=world.WHOLE)
    given = {"by": cast.viewer("farid"), "code": "gent", "name": "Adults", "rule": ""}
    first = actions.compose(at=the_cast.NOW, own_code="ADULT", conditions="age from 18", from_on=date(2020, 2, 1), **given)
    second = actions.revise(at=the_cast.NOW, measure_id=first.measure_id, conditions="age from 60", from_on=date(2021, 1, 1), **given)
    shown = {day: [(r.code, r.count.total) for r in queries.indicators(cast.viewer("farid"), "gent", day) if r.pack == "own"]
             for day in (date(2020, 12, 31), date(2021, 1, 1))}  # fmt: skip
    assert shown == {date(2020, 12, 31): [(f"own-{first.pk}", 1)], date(2021, 1, 1): [(f"own-{second.pk}", 0)]}
    client.force_login(cast.accounts["farid"], backend=the_cast.BACKEND)
    back = {"name": "Adults", "conditions": "age from 20", "from_on": "2020-03-01"}
    answer = client.post(reverse("own_revise", args=["gent", first.measure_id]), back)
    assert answer.status_code == 422
    assert "a new one begins after it" in answer.content.decode()
    assert client.post(reverse("own_end", args=["gent", first.measure_id]), {"on": "2021-03-01"}).status_code == 302
    assert not [r for r in queries.indicators(cast.viewer("farid"), "gent", date(2021, 3, 1)) if r.pack == "own"]


@pytest.mark.mission("S0-02")
@pytest.mark.parametrize(
    "text", [*HARD, "age from 99\nage", "ground is none-of-ours", "minority is yes\nage is 43\nentered_on is 2020-06-01"]
)
def test_a_definition_that_cannot_be_read_is_refused_beside_the_field(cast, client, text):
    client.force_login(cast.accounts["farid"], backend=the_cast.BACKEND)
    sent = {"own_code": "X1", "name": "Something", "conditions": text, "from_on": "2020-02-01"}
    answer = client.post(reverse("own_new", args=["gent"]), sent)
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == ["conditions"]
    assert not OwnVersion.objects.exists()


@pytest.mark.mission("S0-02")
def test_an_own_measure_on_a_special_ground_lists_nobody_whose_grounds_are_closed(cast):
    row = actions.compose(
        by=cast.viewer("farid"), at=the_cast.NOW, code="gent", own_code="SPECIAL", name="By minority", rule="", conditions="minority is missing",
        from_on=date(2020, 2, 1),
    )  # fmt: skip
    for name in ("farid", "bram", "edda", "greta"):
        with pytest.raises(NotFound):
            queries.counted(cast.viewer(name), "gent", f"own-{row.pk}")
    for name in ("bram", "edda", "greta"):
        with pytest.raises(NotFound):
            actions.compose(by=cast.viewer(name), at=the_cast.NOW, code="gent", own_code="Y", name="y", rule="", conditions="age from 1",
                            from_on=date(2020, 2, 1))  # fmt: skip


@pytest.mark.mission("S4-27")
def test_a_national_definition_stands_beside_its_indicator_from_its_day_on(cast, client):
    client.force_login(cast.accounts["farid"], backend=the_cast.BACKEND)
    sent = {"subject": "rural", "text": "Fewer than 300 inhabitants a square kilometre.", "source": "Law 7", "from_on": "2020-02-01"}
    assert client.post(reverse("definition_new", args=["gent"]), sent).status_code == 302
    assert client.post(reverse("definition_new", args=["gent"]), sent).status_code == 422  # the day must lie after the version before
    sent |= {"text": "Fewer than 100.", "from_on": "2021-01-01"}
    assert client.post(reverse("definition_new", args=["gent"]), sent).status_code == 302
    of = lambda day: {r.code: r.definition for r in queries.indicators(cast.viewer("farid"), "gent", day)}["EECO17"]  # noqa: E731
    assert (of(date(2020, 12, 31)), of(date(2021, 1, 1))) == ("Fewer than 300 inhabitants a square kilometre.", "Fewer than 100.")
    assert "Version 2" in page(client, "definitions")
    for text in HARD:
        if text != "=1+1" and text != "😀":
            continue
    assert client.post(reverse("definition_new", args=["gent"]), sent | {"text": "x" * 10_000, "from_on": "2021-02-01"}).status_code == 422
    assert NationalDefinition.objects.count() == 2


@pytest.mark.mission("S4-27")
def test_a_firm_is_counted_and_never_beside_its_employed_owner(cast, client):
    world = World(cast)
    owner = world.enrol(entered=date(2020, 6, 1), traits=world.WHOLE | {"labour": "employed"})
    firm = Organisation.objects.create(code="firm", name="Bakery Roos", kind="company", country="BE")
    client.force_login(cast.accounts["farid"], backend=the_cast.BACKEND)
    sent = {"organisation_id": firm.pk, "kind": "enterprise", "on": "2020-06-01", "what": "Advice on hiring", "source": "declared"}
    refused = client.post(reverse("supported_new", args=["gent"]), sent | {"owner_number": owner.number})
    assert refused.status_code == 422
    assert "never both" in refused.content.decode()
    for wrong in (
        {"kind": "public"},
        {"on": "2019-01-01"},
        {"on": "2030-01-01"},
        {"owner_number": "nobody"},
        {"what": ""},
        {"organisation_id": "99999"},
    ):
        assert client.post(reverse("supported_new", args=["gent"]), sent | wrong).status_code == 422, wrong
    assert not SupportedOrganisation.objects.exists()
    assert client.post(reverse("supported_new", args=["gent"]), sent).status_code == 302
    total = lambda: {r.code: r.count.total for r in queries.indicators(cast.viewer("farid"), "gent")}["EECO19"]  # noqa: E731
    assert total() == 1
    assert "Bakery Roos" in page(client, "supported")
    assert client.post(reverse("supported_new", args=["gent"]), sent).status_code == 422  # counts once
    row = SupportedOrganisation.objects.get()
    assert client.post(reverse("supported_withdraw", args=["gent", row.pk]), {"reason": ""}).status_code == 422
    assert client.post(reverse("supported_withdraw", args=["gent", row.pk]), {"reason": "Another programme"}).status_code == 302
    assert total() == 0


@pytest.mark.mission("S3-26")
def test_a_fund_totals_over_programmes_and_counts_nobody_twice(cast, client):
    world = World(cast)
    again = world.another_programme()
    for _n in range(30):
        stay = world.enrol(entered=date(2020, 6, 1), traits=world.WHOLE)
        world.enrol(stay.person, entered=date(2020, 9, 1), programme=again, traits=world.WHOLE)
    everywhere = JOB
    card = queries.across(everywhere, "supported")
    assert ([part.value for part in card.parts], card.total, card.several) == ([31, 30], 31, 30)
    farid = queries.across(cast.viewer("farid"), "supported")  # sees all figures of the programmes they lead only
    assert [part.code for part in farid.parts] == ["gent"]
    client.force_login(cast.accounts["farid"], backend=the_cast.BACKEND)
    assert client.get(reverse("across")).status_code == 200
    assert client.get(reverse("across"), {"as_of": "2021-02-30", "measure": "nothing"}).status_code == 422


@pytest.mark.mission("S3-26")
def test_a_funder_is_told_no_total_that_rules_have_moved_since_the_release(cast):
    world, programme, greta = World(cast), cast.world.programme, cast.viewer("greta")
    for _ in range(30):
        world.outcome(world.enrol(entered=date(2020, 6, 1), traits=world.WHOLE), "employment", date(2020, 9, 1))
    for _ in range(9):
        world.enrol(entered=date(2020, 6, 1), traits=world.WHOLE)
    actions.releases.release(by=cast.viewer("farid"), at=the_cast.NOW, code="gent", day=date(2020, 12, 31))
    assert queries.safe_across(greta, "included").total == 30
    programme.result_kinds = ["education"]
    programme.save()
    record(by=cast.viewer("farid"), at=the_cast.NOW, deed="programmes.test", programme_id=programme.pk)
    card = queries.safe_across(greta, "included")
    assert ([part.value for part in card.parts], card.total, card.least) == ([30], None, None)


@pytest.mark.mission("S3-26")
def test_a_funder_sees_the_total_in_steps_and_only_with_every_part(cast, client):
    world = World(cast)
    for n in range(36):
        world.enrol(entered=date(2020, 6, 1), traits=world.WHOLE if n < 30 else None)
    greta = cast.viewer("greta")
    assert queries.safe_across(greta, "supported").total is None  # nothing was released yet
    actions.releases.release(by=cast.viewer("farid"), at=the_cast.NOW, code="gent", day=date(2020, 12, 31))
    card = queries.safe_across(greta, "supported")
    assert [part.value for part in card.parts] == [Release.objects.get().figures["progress"]["supported"]["value"]]
    assert (card.total, card.least) == (37, 37)  # one programme only: nobody counts in another
    client.force_login(cast.accounts["greta"], backend=the_cast.BACKEND)
    assert client.get(reverse("funder_across"), {"measure": "supported"}).status_code == 200
    for name in ("bram", "edda"):
        assert not queries.safe_across(cast.viewer(name), "supported").parts
