"""Setting duos up, leading them through their eight steps, and seeing how they go (S0-01, S0-04, S0-05)."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from tests.cast import BACKEND, NOW, TODAY
from tests.mentoring.conftest import house  # noqa: F401  fixture
from vieta.base.refusal import NotFound
from vieta.enrolments.choices import Trait
from vieta.enrolments.models import EntryTrait
from vieta.mentoring.actions import duos, endings, meetings, talks
from vieta.mentoring.models import Duo, MentoringSetUp
from vieta.mentoring.queries import duos as queries
from vieta.mentoring.queries.wishes import waiting

pytestmark = pytest.mark.usefixtures("as_of_the_cast")


def ask(client, house, who, name, typed=None, **where):  # noqa: F811
    client.force_login(house.cast.accounts[who], backend=BACKEND)
    address = reverse(name, kwargs=where)
    return client.get(address) if typed is None else client.post(address, typed)


# S0-01 ---------------------------------------------------------------------------------------------------------------
def set_up(house, **more):  # noqa: F811
    rules = {"intergenerational": True, "age_gap": 20, "intercultural": True} | more
    return MentoringSetUp.objects.create(programme=house.w.programme, **rules)


@pytest.mark.mission("S0-01")
def test_each_duo_says_whether_it_is_intergenerational_and_intercultural_and_why(house, client):  # noqa: F811
    set_up(house)
    EntryTrait.objects.create(enrolment=house.w.enrolment, trait=Trait.FOREIGN_BACKGROUND, value="yes", valid_on=TODAY, recorded_at=NOW)
    page = ask(client, house, "cora", "duo", duo_id=house.w.duo.pk).content.decode()
    for words in (
        "Intergenerational",
        "34 years apart",
        "Intercultural",
        "The mentee has a migrant background; the mentor was born in Belgium.",
    ):
        assert words in page


@pytest.mark.mission("S0-01")
@pytest.mark.parametrize(("born", "origin", "generations", "cultures"), [
    (date(1960, 4, 2), "BE", True, True),
    (date(1990, 4, 2), "BE", False, True),
    (date(1960, 4, 2), "MA", True, None),
    (None, "", None, None),
])  # fmt: skip
def test_by_the_programmes_own_rule(house, born, origin, generations, cultures):  # noqa: F811
    set_up(house)
    EntryTrait.objects.create(enrolment=house.w.enrolment, trait=Trait.THIRD_COUNTRY, value="yes", valid_on=TODAY, recorded_at=NOW)
    house.w.mentor.birth_on, house.w.mentor.origin = born, origin
    house.w.mentor.save()
    card = queries.duo_page(house.cast.viewer("cora"), house.w.duo.pk)
    assert (card.generations.holds, card.cultures.holds) == (generations, cultures)


@pytest.mark.mission("S0-01")
def test_where_the_programme_asks_for_neither_nothing_is_said(house):  # noqa: F811
    set_up(house, intergenerational=False, age_gap=0, intercultural=False)
    card = queries.duo_page(house.cast.viewer("cora"), house.w.duo.pk)
    assert (card.generations, card.cultures) == (None, None)


# S0-04 ---------------------------------------------------------------------------------------------------------------
@pytest.mark.mission("S0-04")
def test_a_duo_from_forming_to_closing_on_the_coordinators_pages(house, client):  # noqa: F811
    stay, mentorship = house.mentee(), house.mentor()
    duo = duos.form(**house.act(), enrolment_id=stay.pk, mentorship_id=mentorship.pk, reason="Both know retail.")
    day = {"on": TODAY.isoformat(), "minutes": "90"}
    for name, typed, state in (
        ("duo_first_meeting", day, "met"),
        ("duo_answer_mentee", {"goes_on": "yes"}, "met"),
        ("duo_answer_mentor", {"goes_on": "yes"}, "accepted"),
        ("duo_agreement", day | {"text": "A letter a week."}, "running"),
        ("duo_extend", {"until_on": "2021-10-15", "reason": "Exams."}, "running"),
        ("duo_break_off", day | {"because": "work", "waits_again": "no"}, "ended"),
        ("duo_evaluation_mentee", {"again": "yes", "satisfied": "well"}, "ended"),
        ("duo_evaluation_mentor", {"again": "yes"}, "ended"),
        ("duo_close", day, "closed"),
    ):
        found = ask(client, house, "cora", name, typed, duo_id=duo.pk)
        duo.refresh_from_db()
        assert (found.status_code, duo.state) == (302, state), name
    page = ask(client, house, "cora", "duo", duo_id=duo.pk).content.decode()
    for words in ("Both know retail.", "A letter a week.", "The mentee found work or training", "until 15 Oct 2021"):
        assert words in page, words


@pytest.mark.mission("S0-04")
@pytest.mark.parametrize("name", ["bram", "dario", "amina", "edda", "farid", "greta", "olga"])
def test_nobody_else_leads_a_duo(house, client, name):  # noqa: F811
    before = Duo.objects.values_list("state", flat=True).get()
    found = ask(
        client, house, name, "duo_break_off", {"on": TODAY.isoformat(), "because": "time", "waits_again": "no"}, duo_id=house.w.duo.pk
    )
    assert found.status_code in (403, 404)
    assert Duo.objects.values_list("state", flat=True).get() == before


# S0-05 ---------------------------------------------------------------------------------------------------------------
@pytest.mark.mission("S0-05")
def test_what_both_sides_say_and_what_warns_reaches_the_coordinator(house, client):  # noqa: F811
    MentoringSetUp.objects.create(programme=house.w.programme, silent_after_days=21)
    duo = house.w.duo
    ask(client, house, "amina", "my_duo_check_in", {"going": "so-so", "words": "We talk about him only.", "talk": "on"}, duo_id=duo.pk)
    ask(client, house, "dario", "mentor_check_in", {"going": "very-well"}, duo_id=duo.pk)
    page = ask(client, house, "cora", "duo", duo_id=duo.pk).content.decode()
    for words in ("No meeting for 31 days", "Mentee asks for a call", "Mentee says: So-so", "Mentor: Very well", "We talk about him only."):
        assert words in page, words
    assert "No meeting for 31 days" in ask(client, house, "cora", "flow").content.decode()
    assert "No meeting for 31 days" in ask(client, house, "cora", "duos").content.decode()
    meetings.log_meeting(**house.act("dario"), duo_id=duo.pk, on=TODAY)
    talks.check_in(**house.act(), duo_id=duo.pk, side="mentee", going="well")
    assert queries.duo_page(house.cast.viewer("cora"), duo.pk).signs == ()


@pytest.mark.mission("S0-05")
def test_a_break_up_has_its_reason_and_the_next_duo_follows_it(house):  # noqa: F811
    stay = house.mentee()
    house.waits(stay, since=date(2021, 1, 4))
    first = house.running(row=stay)
    endings.break_off(**house.act(), duo_id=first.pk, on=TODAY, because="goals", note="He wants a shop, she knows offices.")
    assert [(wish.enrolment_id, wish.waiting_since) for wish in waiting(house.cast.viewer("cora"))] == [(stay.pk, date(2021, 1, 4))]
    later = duos.form(**house.act(), enrolment_id=stay.pk, mentorship_id=house.mentor("Ugo").pk, reason="Knows shops.")
    assert later.after == first
    card = queries.duo_page(house.cast.viewer("cora"), first.pk)
    assert (card.ended_because, card.ended_note) == ("Different expectations", "He wants a shop, she knows offices.")


@pytest.mark.mission("S0-05")
def test_another_branch_sees_nothing_of_it(house, client):  # noqa: F811
    for name in ("duos", "flow"):
        assert "Dario" not in ask(client, house, "olga", name).content.decode()
    with pytest.raises(NotFound):
        queries.duo_page(house.cast.viewer("olga"), house.w.duo.pk)


@pytest.mark.mission("S0-05")
@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_the_same_number_of_questions(house, count, django_assert_num_queries):  # noqa: F811
    for n in range(count - 1):
        house.running(row=house.mentee(f"Nadia{n}"), mentorship=house.mentor(f"Rosa{n}"), day=TODAY - timedelta(days=n))
    viewer = house.cast.viewer("cora")
    rows = list(queries.duos_list(viewer).order_by("id"))
    with django_assert_num_queries(10):
        assert len(queries.duo_rows(viewer, rows)) == count
    with django_assert_num_queries(11):
        queries.duos_that_warn(viewer)
