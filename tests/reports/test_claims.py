"""Unit costs are claimed from countable proof, each unit once; what was funded twice is found; prizes are spent for their purpose."""

from datetime import date, time, timedelta

import pytest
from django.urls import reverse

from tests import cast as the_cast
from vieta.accounts.models import Assignment
from vieta.activities.models import Activity, Attendance
from vieta.base.refusal import NotFound, Refused
from vieta.base.viewer import system
from vieta.enrolments.models import Event
from vieta.people import actions as people
from vieta.programmes import actions as programmes
from vieta.programmes import queries as programme_queries
from vieta.programmes.models import Cost, FundingShare, Period
from vieta.reports import actions, queries
from vieta.reports.rules.units import quantity

DAY = date(2021, 3, 1)


@pytest.fixture
def act(cast):
    return {"by": cast.farid, "at": the_cast.NOW, "code": "gent"}


@pytest.fixture
def price(cast, act):
    def agreed(**more):
        about = {"kind": "consultation-hour", "name": "Hour of guidance", "cents": 4500, "from_on": date(2021, 1, 1)}
        return programmes.agree_unit_cost(**act, **about | more)

    return agreed


@pytest.fixture
def talk(cast, world):
    """A consultation that Bram held and recorded."""

    def held(stay=None, *, on=DAY, minutes=45, kind="consultation", programme=None, starts_at=None, by="bram"):
        w = cast.world
        stay = stay or w.enrolment
        activity = Activity.objects.create(
            programme=programme or w.programme, organisation=w.provider, region=w.region if programme is None else None, kind=kind, state="held",
            on=on, starts_at=starts_at, minutes=minutes, recorded_at=the_cast.NOW,
        )  # fmt: skip
        return Attendance.objects.create(
            activity=activity, person_id=stay.person_id, enrolment=stay, presence="present", minutes=minutes, on=on, recorded_at=the_cast.NOW,
            recorded_by=cast.accounts[by].pk if by else None,
        )  # fmt: skip

    return held


def test_each_unit_shows_its_proof_and_is_charged_once_to_the_cent(cast, act, price, talk):
    agreed = price()
    talk(minutes=45)
    talk(on=date(2021, 3, 2), minutes=50)
    talk(on=date(2020, 12, 31))  # before the price
    talk(on=date(2021, 3, 3), by=None)  # nobody is on record
    absent = talk(on=date(2021, 3, 4))
    Attendance.objects.filter(pk=absent.pk).update(presence="absent")
    units = queries.claimable(cast.farid, "gent", agreed.pk, date(2021, 3, 16))
    assert [(u.on, u.minutes, u.cents, u.recorded_by, u.reference, bool(u.refused)) for u in units] == [
        (DAY, 45, 3375, "Bram Peeters", "P-AMINA1", False),
        (date(2021, 3, 2), 50, 3750, "Bram Peeters", "P-AMINA1", False),
        (date(2021, 3, 3), 45, 3375, "", "P-AMINA1", True),
    ]
    claim = actions.claim_units(**act, unit_cost_id=agreed.pk, last_on=the_cast.TODAY)
    assert claim.cents == 7125
    money = programme_queries.money(cast.farid, "gent")
    assert [(s.percent, s.cents) for s in money.shares] == [(85, 6057), (15, 1068)]
    card, proved = queries.claim(cast.farid, "gent", claim.pk)
    assert (card.units, card.quantity, [one.recorded_by for one in proved]) == (2, "1 h 35 min (2 talks)", ["Bram Peeters"] * 2)
    with pytest.raises(Refused) as refusal:
        actions.claim_units(**act, unit_cost_id=agreed.pk, last_on=the_cast.TODAY)
    assert refusal.value.field == "last_on"


def test_a_claim_taken_back_frees_its_units_and_its_cost(cast, act, price, talk):
    agreed = price()
    talk()
    claim = actions.claim_units(**act, unit_cost_id=agreed.pk, last_on=the_cast.TODAY)
    for reason in (" ", "y" * 301):
        with pytest.raises(Refused):
            actions.withdraw_claim(**act, claim_id=claim.pk, reason=reason)
    actions.withdraw_claim(**act, claim_id=claim.pk, reason="Charged to the wrong month.")
    assert programme_queries.money(cast.farid, "gent").cents == 0
    assert len(queries.claimable(cast.farid, "gent", agreed.pk, date(2021, 3, 16))) == 1
    with pytest.raises(NotFound):
        actions.withdraw_claim(**act, claim_id=claim.pk, reason="Again.")


def test_a_claim_says_where_its_proof_was_taken_back(cast, act, price, talk, client, as_of_the_cast):
    agreed, gone = price(), talk()
    talk(on=date(2021, 3, 2))
    claim = actions.claim_units(**act, unit_cost_id=agreed.pk, last_on=the_cast.TODAY)
    assert [one.fallen for one in queries.claims(cast.farid, "gent")] == [0]
    Attendance.objects.filter(pk=gone.pk).update(retracted_at=the_cast.NOW)
    card, units = queries.claim(cast.farid, "gent", claim.pk)
    assert ([one.fallen for one in queries.claims(cast.farid, "gent")], card.fallen, [bool(u.refused) for u in units]) == (
        [1],
        1,
        [True, False],
    )
    client.force_login(cast.accounts["farid"], backend=the_cast.BACKEND)
    for page in (reverse("unit_costs", args=["gent"]), reverse("claim", args=["gent", claim.pk])):
        assert "Not proven any more" in client.get(page).content.decode()
    actions.withdraw_claim(**act, claim_id=claim.pk, reason="Its proof fell.")
    assert [one.fallen for one in queries.claims(cast.farid, "gent")] == [0]


def test_a_claim_says_where_its_proof_was_shortened_or_somebody_was_absent_after_all(
    cast, act, price, talk, prepare, client, as_of_the_cast
):
    agreed, shorter, absent = price(), talk(minutes=60), talk(on=date(2021, 3, 2))
    by_session = talk(on=date(2021, 3, 3), minutes=60, kind="duo")
    claim = actions.claim_units(**act, unit_cost_id=agreed.pk, last_on=the_cast.TODAY)
    actions.claim_units(**act, unit_cost_id=price(kind="duo-meeting", name="Duo").pk, last_on=the_cast.TODAY)
    Attendance.objects.filter(pk__in=[shorter.pk, by_session.pk]).update(minutes=15)
    duo, card = queries.claims(cast.farid, "gent")
    assert (duo.less, duo.unproven_cents) == ("", 0)  # a meeting costs the same, however long
    assert (card.less, card.fallen, card.unproven_cents) == ("Proves less now: 15 minutes of 60", 0, 3375)
    assert [one.less for one in queries.claim(cast.farid, "gent", claim.pk)[1]] == [card.less, ""]
    client.force_login(cast.accounts["farid"], backend=the_cast.BACKEND)
    for page in (reverse("unit_costs", args=["gent"]), reverse("claim", args=["gent", claim.pk])):
        assert "Proves less now: 15 minutes of 60" in client.get(page).text
    [found] = prepare().findings.filter(check_id="P21")
    assert found.severity == "warning"
    assert found.words == "Of claim 1, 33.75 euros are not proven any more: take it back and claim what is proven."
    Attendance.objects.filter(pk=absent.pk).update(presence="absent", minutes=0)
    card, units = queries.claim(cast.farid, "gent", claim.pk)
    assert (card.fallen, card.unproven_cents, bool(units[1].refused)) == (1, 6750, True)
    actions.withdraw_claim(**act, claim_id=claim.pk, reason="Its proof fell.")
    assert (queries.claim(cast.farid, "gent", claim.pk)[0].less, queries.claims(cast.farid, "gent")[1].unproven_cents) == ("", 0)


def test_the_cost_of_a_claim_is_taken_out_with_the_claim_only(cast, act, price, talk, client, as_of_the_cast):
    agreed = price()
    talk()
    claim = actions.claim_units(**act, unit_cost_id=agreed.pk, last_on=the_cast.TODAY)
    client.force_login(cast.accounts["farid"], backend=the_cast.BACKEND)
    taken = client.post(reverse("cost_withdraw", args=["gent", claim.cost_id]), {"reason": "Wrong."})
    assert taken.status_code == 422
    assert "This is the cost of claim 1. Take the claim back instead." in taken.text
    assert programme_queries.money(cast.farid, "gent").cents == claim.cents
    page = client.get(reverse("money", args=["gent"])).text
    assert reverse("claim", args=["gent", claim.pk]) in page
    assert reverse("cost_withdraw", args=["gent", claim.cost_id]) not in page
    other = programmes.record_cost(**act, on=DAY, what="Rooms", cents=5000)
    assert client.post(reverse("cost_withdraw", args=["gent", other.pk]), {"reason": "Wrong."}).status_code == 302


def test_a_claim_whose_cost_is_gone_stops_signing(cast, act, price, talk, prepare):
    agreed = price()
    talk()
    claim = actions.claim_units(**act, unit_cost_id=agreed.pk, last_on=the_cast.TODAY)
    assert not prepare().findings.filter(check_id="P21").exists()
    Cost.objects.filter(pk=claim.cost_id).update(withdrawn_at=the_cast.NOW)
    [found] = prepare().findings.filter(check_id="P21")
    assert (found.severity, found.words) == ("error", "Claim 1 stands, but its cost was taken out: take the claim back.")
    actions.withdraw_claim(**act, claim_id=claim.pk, reason="Its cost is gone.")
    assert not prepare().findings.filter(check_id="P21").exists()


def test_a_cost_recorded_twice_is_a_warning_of_the_report(cast, act, prepare):
    for _n in range(2):
        programmes.record_cost(**act, on=DAY, what="Rent", cents=123456)
    [found] = prepare().findings.filter(check_id="P21")
    assert (found.severity, found.words) == ("warning", "The cost “Rent” was recorded more than once for the same day and amount.")


def test_a_reason_given_for_one_cost_is_not_taken_over_to_another(cast, act, prepare):
    for what in ("Rent", "Rent", "Heating", "Heating"):
        programmes.record_cost(**act, on=DAY, what=what, cents=123456)
    report = prepare()
    heating, rent = report.findings.filter(check_id="P21").order_by("words")
    actions.note_reason(by=cast.farid, at=the_cast.NOW, report_id=report.pk, finding_id=rent.pk, reason="Two flats.")
    again = actions.prepare_anew(by=cast.farid, at=the_cast.NOW, report_id=report.pk)
    assert dict(again.findings.filter(check_id="P21").values_list("words", "reason")) == {heating.words: "", rent.words: "Two flats."}


def test_a_partner_reads_sums_and_no_units(cast, act, price, talk, client, as_of_the_cast):
    agreed = price()
    talk()
    actions.claim_units(**act, unit_cost_id=agreed.pk, last_on=the_cast.TODAY)
    about = {"organisation": cast.world.provider, "programme": cast.world.programme, "from_on": date(2020, 2, 1)}
    Assignment.objects.create(account=cast.accounts["chloe"], role="coordinator", **about)
    money = programme_queries.money(cast.viewer("chloe"), "gent")
    assert (money.cents, money.whole) == (3375, False)
    assert not programme_queries.costs(cast.viewer("chloe"), "gent").exists()
    with pytest.raises(NotFound):
        programme_queries.cost(cast.viewer("chloe"), "gent", Cost.objects.get().pk)
    with pytest.raises(NotFound):
        programme_queries.unit_costs(cast.viewer("chloe"), "gent")
    client.force_login(cast.accounts["chloe"], backend=the_cast.BACKEND)
    page = client.get(reverse("money", args=["gent"])).text
    assert "33.75" in page
    for words in ("Claim 1", "Hour of guidance", "1 units"):
        assert words not in page


def test_the_same_hour_is_not_charged_by_two_prices(cast, act, price, talk):
    by_hour, by_session = price(), price(kind="consultation", name="Consultation", cents=3000)
    talk()
    actions.claim_units(**act, unit_cost_id=by_hour.pk, last_on=the_cast.TODAY)
    assert queries.claimable(cast.farid, "gent", by_session.pk, date(2021, 3, 16)) == []


def test_sessions_duos_and_persons_are_units_too(cast, act, world, price, talk):
    stays = [world.enrol(entered=DAY) for _ in range(3)]
    world.group(day=DAY, people=stays)
    Attendance.objects.update(recorded_by=cast.accounts["bram"].pk)
    talk(kind="duo", minutes=120)

    def counted(kind):
        return [
            (u.minutes, u.reference == "") for u in queries.claimable(cast.farid, "gent", price(kind=kind, name=kind).pk, date(2021, 3, 16))
        ]

    assert counted("group-session") == [(60, True)]
    assert counted("group-hour") == [(60, False)] * 3
    assert counted("duo-meeting") == [(120, True)]
    assert len(counted("person")) == 3  # Amina entered in 2020, before the price


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"kind": "hour"}, "kind"),
        ({"cents": 0}, "cents"),
        ({"from_on": date(2021, 2, 1), "until_on": date(2021, 1, 1)}, "until_on"),
        ({"contract_id": 999_999}, "contract_id"),
        ({}, "from_on"),
    ],
)
def test_prices_that_cannot_be(price, more, field):
    price()
    with pytest.raises(Refused) as refusal:
        price(**more)
    assert refusal.value.field == field


def test_only_whoever_sees_to_the_money_claims(cast, price, talk):
    agreed = price()
    talk()
    for name in ("amina", "bram", "edda", "greta"):
        with pytest.raises(NotFound):
            actions.claim_units(by=cast.viewer(name), at=the_cast.NOW, code="gent", unit_cost_id=agreed.pk, last_on=the_cast.TODAY)
        with pytest.raises(NotFound):
            queries.funded_twice(cast.viewer(name), "gent")


# Paid for twice ----------------------------------------------------------------------------------------------------------
def test_one_person_in_two_programmes_of_other_funders_and_in_two_places_at_a_time(cast, world, talk):
    assert queries.funded_twice(cast.farid, "gent") == []
    other = world.another_programme()
    stay = world.enrol(cast.world.amina, programme=other, entered=DAY)
    [overlap] = queries.funded_twice(cast.farid, "gent")
    assert (overlap.reference, overlap.on) == ("P-AMINA1", DAY)
    assert "another programme" in overlap.words
    assert "Next stage" not in overlap.words  # whose roles do not reach it reads no name
    for funder in (cast.world.funder, cast.world.lead):
        FundingShare.objects.create(programme=other, funder=funder, percent=50)
    assert queries.funded_twice(cast.farid, "gent") == []  # the same funders pay for both
    talk(starts_at=time(10, 0), minutes=60)
    talk(stay, programme=other, starts_at=time(10, 59), minutes=30)
    [meets] = queries.funded_twice(cast.farid, "gent")
    assert meets.kind == "One person in two places at a time"
    Activity.objects.filter(programme=other).update(starts_at=time(11, 0))
    assert queries.funded_twice(cast.farid, "gent") == []


def test_a_person_whose_files_were_joined_is_charged_once(cast, act, world, price, talk):
    one, other = world.enrol(entered=DAY), world.enrol(entered=date(2021, 3, 2))
    Event.objects.filter(moment="entered").update(recorded_by=cast.accounts["bram"].pk)
    person, hour = price(kind="person", name="Person"), price(kind="group-hour", name="Hour of a group")
    first = talk(one, kind="group")
    for agreed in (person, hour):
        actions.claim_units(**act, unit_cost_id=agreed.pk, last_on=DAY)
    people.merge(by=system("x", the_cast.TODAY), at=the_cast.NOW, keep=other.person, repeated=one.person, reason="The same.")
    again = Attendance.objects.get(pk=first.pk)
    again.pk, again.person_id, again.enrolment = None, other.person_id, other
    again.save()  # both files stood on the list of that day
    for agreed in (person, hour):
        assert queries.claimable(cast.farid, "gent", agreed.pk, date(2021, 3, 16)) == []


def test_a_person_charged_by_two_files_joined_since_is_found(cast, act, world, price):
    one, other = world.enrol(entered=DAY), world.enrol(entered=date(2021, 3, 2))
    Event.objects.filter(moment="entered").update(recorded_by=cast.accounts["bram"].pk)
    agreed = price(kind="person", name="Person")
    for last_on in (DAY, date(2021, 3, 2)):
        actions.claim_units(**act, unit_cost_id=agreed.pk, last_on=last_on)
    assert queries.funded_twice(cast.farid, "gent") == []
    people.merge(by=system("x", the_cast.TODAY), at=the_cast.NOW, keep=other.person, repeated=one.person, reason="The same.")
    [twice] = queries.funded_twice(cast.farid, "gent")
    assert (twice.kind, twice.reference, twice.on) == ("The same person charged twice", other.person.reference, DAY)
    assert twice.words == "charged in claims 1, 2"


# Prizes and grants -------------------------------------------------------------------------------------------------------
PRIZE = {"kind": "prize", "name": "Prize of the city", "giver": "City of Gent", "cents": 250_000, "received_on": DAY, "purpose": "quality"}


def test_a_cost_that_was_recorded_twice_is_found_until_one_is_taken_out(cast, act):
    for cents, what in ((700, "Tram tickets"), (700, "Tram tickets"), (800, "Tram tickets"), (700, "Coffee")):
        programmes.record_cost(**act, on=DAY, what=what, cents=cents)
    [found] = queries.funded_twice(cast.farid, "gent")
    assert (found.kind, found.on, found.words) == ("The same cost twice", DAY, "“Tram tickets”, recorded 2 times with the same amount")
    twice = Cost.objects.filter(cents=700, what="Tram tickets").first()
    programmes.withdraw_cost(**act, cost_id=twice.pk, reason="The same bill.")
    assert queries.funded_twice(cast.farid, "gent") == []


def test_a_prize_is_spent_for_its_purpose_and_not_beyond(cast, act):
    prize = programmes.receive_award(**act, **PRIZE, words="Training for mentors")
    programmes.spend_award(**act, award_id=prize.pk, on=date(2021, 3, 5), what="Trainer", cents=200_000)
    with pytest.raises(Refused) as refusal:
        programmes.spend_award(**act, award_id=prize.pk, on=date(2021, 3, 6), what="Rooms", cents=50_001)
    assert refusal.value.field == "cents"
    [card] = programme_queries.awards(cast.farid, "gent")
    assert (card.purpose_label, card.spent_cents, card.left_cents) == ("Quality of the work", 200_000, 50_000)
    number = card.spendings[0][0]
    programmes.withdraw_spending(**act, spending_id=number, reason="The trainer fell ill.")
    assert programme_queries.awards(cast.farid, "gent")[0].left_cents == 250_000
    assert programme_queries.money(cast.farid, "gent").cents == 0  # never divided among the funders


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"kind": "gift"}, "kind"),
        ({"purpose": "party"}, "purpose"),
        ({"cents": 0}, "cents"),
        ({"received_on": the_cast.TODAY + timedelta(days=1)}, "received_on"),
        ({"purpose": "branch"}, "branch_id"),
        ({"purpose": "branch", "branch_id": 999_999}, "branch_id"),
    ],
)
def test_prizes_that_cannot_be(act, more, field):
    with pytest.raises(Refused) as refusal:
        programmes.receive_award(**act, **PRIZE | more)
    assert refusal.value.field == field


def test_a_grant_for_a_branch_names_it(cast, act):
    programmes.receive_award(**act, **PRIZE | {"purpose": "branch", "branch_id": cast.world.provider.pk})
    assert programme_queries.awards(cast.farid, "gent")[0].branch == "Compaan"


def test_a_prize_recorded_by_mistake_is_taken_out_with_a_reason(cast, client, act, as_of_the_cast):
    prize = programmes.receive_award(**act, **PRIZE)
    paid = programmes.spend_award(**act, award_id=prize.pk, on=date(2021, 3, 5), what="Trainer", cents=1)
    client.force_login(cast.accounts["farid"], backend=the_cast.BACKEND)
    address = reverse("award_withdraw", args=["gent", prize.pk])
    assert address not in client.get(reverse("awards", args=["gent"])).text
    refused = client.post(address, {"reason": "It was for another programme."})
    assert (refused.status_code, "Take the payments back first." in refused.text) == (422, True)
    programmes.withdraw_spending(**act, spending_id=paid.pk, reason="By mistake.")
    assert address in client.get(reverse("awards", args=["gent"])).text
    assert client.post(address, {"reason": " "}).status_code == 422
    shown = client.post(address, {"reason": "It was for another programme."}, follow=True).text
    assert "It was for another programme." in shown
    assert reverse("award_spend", args=["gent", prize.pk]) not in shown
    assert client.get(address).status_code == 404
    assert queries.composed(cast.farid, "gent", the_cast.TODAY)["awards"] == []
    with pytest.raises(NotFound):
        programmes.spend_award(**act, award_id=prize.pk, on=date(2021, 3, 6), what="Rooms", cents=1)


# On the pages ------------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("evil", ["", "x" * 10_000, "a\x00b", "=1+1"])
def test_bad_input_stays_typed_and_writes_nothing(cast, client, as_of_the_cast, evil):
    client.force_login(cast.accounts["farid"], backend=the_cast.BACKEND)
    for name in ("unit_cost_new", "award_new"):
        typed = {"name": evil, "kind": "nothing", "cents": "many", "from_on": "2021-02-30", "received_on": "2021-02-30", "purpose": "x"}
        answer = client.post(reverse(name, args=["gent"]), typed)
        assert answer.status_code == 422
        assert 'value="many"' in answer.content.decode()
    assert programme_queries.awards(cast.farid, "gent") == []
    assert programme_queries.unit_costs(cast.farid, "gent") == []


def test_a_claim_from_price_to_proof_on_the_pages(cast, client, as_of_the_cast, talk):
    talk()
    client.force_login(cast.accounts["farid"], backend=the_cast.BACKEND)
    typed = {"kind": "consultation-hour", "name": "Hour of guidance", "cents": "45.00", "from_on": "2021-01-01"}
    assert client.post(reverse("unit_cost_new", args=["gent"]), typed).status_code == 302
    [agreed] = programme_queries.unit_costs(cast.farid, "gent")
    address = reverse("claim_new", args=["gent", agreed.pk])
    page = client.get(address).content.decode()
    assert "P-AMINA1" in page
    assert "€ 33.75" in page
    assert client.post(address, {"last_on": "2021-03-16"}).status_code == 422
    answer = client.post(address, {"last_on": "2021-03-15"}, follow=True)
    assert "recorded by Bram Peeters" in answer.content.decode()
    assert client.get(reverse("unit_costs", args=["gent"])).status_code == 200


# What a claim says ------------------------------------------------------------------------------------------------------
def test_a_claim_by_the_hour_says_hours_that_make_its_sum(cast, client, act, price, talk, settings, as_of_the_cast):
    settings.DEMO = True
    agreed = price(cents=5280)
    for n in range(3):
        talk(on=DAY + timedelta(days=n), minutes=45)
    client.force_login(cast.accounts["farid"], backend=the_cast.BACKEND)
    asked = client.get(reverse("claim_new", args=["gent", agreed.pk])).text
    assert "2.25 hours (3 talks) at € 52.80 an hour can be claimed up to today: € 118.80." in asked
    claim = actions.claim_units(**act, unit_cost_id=agreed.pk, last_on=the_cast.TODAY)
    shown = client.get(reverse("claim", args=["gent", claim.pk])).text
    assert "2.25 hours (3 talks) at € 52.80 an hour, together € 118.80." in shown
    assert claim.cost.what == "Claim 1: 2.25 hours (3 talks), Hour of guidance"
    prices = client.get(reverse("unit_costs", args=["gent"])).text
    assert "from 1 Jan 2021" in prices
    assert "1 Jan 2021 – –" not in prices
    asked = client.get(reverse("claim_new", args=["gent", agreed.pk])).text
    assert "Nothing can be claimed up to today." in asked
    assert "Claim them" not in asked


@pytest.mark.parametrize(
    ("kind", "units", "minutes", "words"),
    [
        ("consultation-hour", 52, 2325, "38.75 hours (52 talks)"),
        ("consultation-hour", 1, 50, "0 h 50 min (1 talk)"),
        ("group-hour", 1200, 72000, "1,200.00 hours (1,200 attendances)"),
        ("duo-meeting", 1, 120, "1 unit"),
        ("person", 12, 0, "12 units"),
    ],
)
def test_how_much_was_done_is_said_in_what_the_price_is_of(kind, units, minutes, words):
    assert quantity(kind, units, minutes) == words


def test_a_cost_lies_within_the_days_of_the_programme(cast, act, price, talk):
    for day in (date(1999, 1, 1), date(2020, 1, 31)):
        with pytest.raises(Refused, match="The programme runs from 1 Feb 2020 to 31 Jan 2022") as refusal:
            programmes.record_cost(**act, on=day, what="Rent", cents=100)
        assert refusal.value.field == "on"
    Period.objects.update(until_on=date(2021, 3, 8))
    with pytest.raises(Refused, match="to 7 Mar 2021"):
        programmes.record_cost(**act, on=the_cast.TODAY, what="Rent", cents=100)
    talk()
    claim = actions.claim_units(**act, unit_cost_id=price().pk, last_on=the_cast.TODAY)  # claimed after the end, of what was before
    assert claim.cost.on == date(2021, 3, 7)
