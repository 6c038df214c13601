"""Outreach: logging, meeting somebody again, joining contacts and taking it back, who may see them."""

from datetime import date

import pytest

from tests.cast import NOW, TODAY
from vieta.activities import actions, queries
from vieta.activities.access import standing
from vieta.activities.choices import PlaceType
from vieta.activities.models import Activity
from vieta.base.refusal import NotFound, Refused
from vieta.enrolments.actions import enquire
from vieta.people.access import visible_to
from vieta.people.models import Grant, Person


def go(cast, on=TODAY, *, by="bram", place="Rabot square"):
    w = cast.world
    return actions.log_outreach(
        by=cast.viewer(by), at=NOW, programme_id=w.programme.pk, place_type=PlaceType.NEIGHBOURHOOD, place=place, on=on,
        municipality_id=w.municipality.pk,
    )  # fmt: skip


def meet(cast, activity, *, by="bram", **more):
    return actions.meet(by=cast.viewer(by), at=NOW, activity_id=activity.pk, **more).person


def test_somebody_nameless_met_again_stays_one_person(cast):
    person = meet(cast, go(cast, date(2021, 3, 1)), known_as="man with the red dog")
    again = go(cast, date(2021, 3, 8))
    assert [face.name for face in queries.may_have_met(cast.bram, again.pk)] == ["man with the red dog"]
    assert [face.name for face in queries.may_have_met(cast.bram, again.pk, "red dog")] == ["man with the red dog"]
    meet(cast, again, person_id=person.pk)
    assert standing().filter(person=person).count() == 2
    assert Person.objects.filter(known_as="man with the red dog").count() == 1
    with pytest.raises(Refused):
        meet(cast, again, person_id=person.pk)


def test_contacts_open_to_the_worker_and_the_organisation_for_a_year(cast):
    person = meet(cast, go(cast), known_as="woman at the bakery")
    assert visible_to(cast.bram).filter(pk=person.pk).exists()
    assert visible_to(cast.chloe).filter(pk=person.pk).exists()
    for stranger in ("dario", "edda", "farid", "greta"):
        assert not visible_to(cast.viewer(stranger)).filter(pk=person.pk).exists()
    assert not visible_to(cast.viewer("bram", date(2022, 3, 15))).filter(pk=person.pk).exists()
    meet(cast, go(cast), person_id=person.pk)
    assert Grant.objects.filter(person=person).count() == 2


def test_others_find_neither_the_outreach_nor_the_contact(cast):
    activity = go(cast)
    person = meet(cast, activity, known_as="woman at the bakery")
    for stranger in ("amina", "edda", "farid", "greta"):
        with pytest.raises(NotFound):
            queries.visit(cast.viewer(stranger), activity.pk)
        with pytest.raises(NotFound):
            meet(cast, activity, by=stranger, known_as="x")
        with pytest.raises(NotFound):
            queries.contact(cast.viewer(stranger), person.pk)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"on": date(2021, 3, 16)}, "on"),
        ({"on": date(2020, 1, 31)}, "on"),
        ({"place": "  "}, "place"),
        ({"place_type": "moon"}, "place_type"),
        ({"minutes": 0}, "minutes"),
        ({"municipality_id": 999}, "municipality"),
    ],
)
def test_outreach_that_cannot_be(cast, wrong, field):
    right = {"place_type": "youth", "place": "Youth house", "on": TODAY} | wrong
    with pytest.raises(Refused) as refused:
        actions.log_outreach(by=cast.bram, at=NOW, programme_id=cast.world.programme.pk, **right)
    assert refused.value.field == field
    assert not Activity.objects.exists()


def test_joining_moves_the_meetings_and_parting_brings_them_back(cast):
    first, second = go(cast, date(2021, 3, 1)), go(cast, date(2021, 3, 8))
    keep = meet(cast, first, first_name="Yusuf", last_name="Kaya")
    repeated = meet(cast, second, known_as="Yusuf from the bakery")
    meet(cast, first, person_id=repeated.pk)
    before = _meetings(keep), _meetings(repeated)
    actions.merge_contacts(by=cast.bram, at=NOW, keep_id=keep.pk, repeated_id=repeated.pk, reason="He told me himself.")
    assert _meetings(keep) == {first.pk, second.pk}
    assert _meetings(repeated) == set()
    assert not visible_to(cast.bram).filter(pk=repeated.pk).exists()
    assert [j.name for j in queries.contact(cast.bram, keep.pk).joined] == ["Yusuf from the bakery"]
    actions.part_contacts(by=cast.bram, at=NOW, repeated_id=repeated.pk)
    assert (_meetings(keep), _meetings(repeated)) == before
    assert visible_to(cast.bram).filter(pk=repeated.pk).exists()
    assert not Grant.objects.filter(cause="merge", ended_at__isnull=True).exists()


def test_parting_one_of_two_leaves_the_other_ones_meetings(cast):
    visit = go(cast)
    keep = meet(cast, go(cast, date(2021, 3, 1)), first_name="Yusuf", last_name="Kaya")
    one, other = meet(cast, visit, known_as="Yusuf"), meet(cast, visit, known_as="Josef")
    for repeated in (one, other):
        actions.merge_contacts(by=cast.bram, at=NOW, keep_id=keep.pk, repeated_id=repeated.pk, reason="One person.")
    actions.part_contacts(by=cast.bram, at=NOW, repeated_id=one.pk)
    assert visit.pk in _meetings(keep)
    assert _meetings(one) == {visit.pk}


def test_joining_is_refused_without_a_reason_with_a_file_and_to_strangers(cast):
    keep, repeated = meet(cast, go(cast), known_as="one"), meet(cast, go(cast), known_as="other")
    with pytest.raises(Refused) as refused:
        actions.merge_contacts(by=cast.bram, at=NOW, keep_id=keep.pk, repeated_id=repeated.pk, reason=" ")
    assert refused.value.field == "reason"
    with pytest.raises(NotFound):
        actions.merge_contacts(by=cast.edda, at=NOW, keep_id=keep.pk, repeated_id=repeated.pk, reason="x")
    enquire(by=cast.bram, at=NOW, programme_id=cast.world.programme.pk, provider_id=cast.world.provider.pk, on=TODAY, person_id=repeated.pk)
    with pytest.raises(Refused, match="file in a programme"):
        actions.merge_contacts(by=cast.bram, at=NOW, keep_id=keep.pk, repeated_id=repeated.pk, reason="One person.")


def test_taking_back_that_somebody_was_met(cast):
    activity = go(cast)
    person = meet(cast, activity, known_as="woman at the bakery")
    actions.unmeet(by=cast.bram, at=NOW, activity_id=activity.pk, person_id=person.pk)
    assert _meetings(person) == set()
    assert queries.visit(cast.bram, activity.pk).met == ()


@pytest.mark.parametrize("size", [1, 3])
def test_lists_ask_the_same_for_one_and_three(cast, django_assert_num_queries, size):
    for number in range(size):
        activity = go(cast, place=f"Place {number}")
        meet(cast, activity, known_as=f"person {number}")
    viewer = cast.bram
    with django_assert_num_queries(3):
        assert len(queries.visit_rows(list(queries.visits(viewer).order_by("pk")))) == size
    with django_assert_num_queries(2):
        assert len(queries.contact_rows(viewer, list(queries.contacts(viewer).order_by("pk")))) == size
    with django_assert_num_queries(4):
        assert len(queries.visit(viewer, activity.pk).met) == 1


def _meetings(person):
    return set(standing().filter(person=person).values_list("activity_id", flat=True))


def test_no_outreach_before_the_programme_began_or_after_it_ended(cast):
    periods = cast.world.programme.periods.order_by("from_on")
    periods.update(until_on=date(2021, 3, 10))
    assert go(cast, date(2021, 3, 9)).on == date(2021, 3, 9)
    with pytest.raises(Refused, match="had ended"):
        go(cast, date(2021, 3, 10))
