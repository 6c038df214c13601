"""Reviews: both views side by side, change per side of life and never a sum, and what is closed to whom."""

import copy
import json
from dataclasses import fields
from datetime import date
from importlib.resources import files

import pytest

from tests.cast import NOW, TODAY, on_case_team
from vieta.base.refusal import NotFound, Refused
from vieta.base.viewer import system
from vieta.enrolments.models import CaseTeamMember
from vieta.people.choices import Level
from vieta.plans import actions, queries
from vieta.plans.actions import RatingGiven
from vieta.plans.choices import Change
from vieta.plans.models import DomainLevel, InstrumentVersion, Rating, Review

ENTRY, NOW_ON = date(2020, 9, 10), date(2021, 3, 12)


def hold(cast, version, on=ENTRY, moment="entry", who="bram", **levels):
    ratings = [RatingGiven(code.replace("_", "-"), by_person=p, by_worker=w) for code, (p, w) in levels.items()]
    return actions.hold_review(
        by=cast.viewer(who), at=NOW, enrolment_id=cast.world.enrolment.pk, version_id=version.pk, moment=moment, on=on, ratings=ratings
    )


def of_amina(cast, who="bram"):
    return queries.reviews_of(cast.viewer(who), cast.world.enrolment.pk)


def shipped(code):
    return json.loads((files("vieta.plans") / "instruments" / f"{code}.json").read_text())


def test_the_shipped_instruments_ask_eleven_sides_of_life_and_five_dimensions(instruments):
    assert {code: version.domains.count() for code, version in instruments.items()} == {"life-domains": 11, "motivation": 5}
    assert DomainLevel.objects.count() == 16 * 5
    assert instruments["life-domains"].domains.filter(sensitive=True).count() == 3


def test_publishing_again_changes_nothing_and_a_changed_text_needs_a_new_number(instruments):
    by = system("test", TODAY)
    again = actions.publish_instrument(by=by, at=NOW, data=shipped("life-domains"))
    assert (again.pk, InstrumentVersion.objects.count()) == (instruments["life-domains"].pk, 2)
    changed = shipped("life-domains")
    changed["domains"][0]["levels"][0] = "Something else"
    with pytest.raises(actions.AlreadyPublished):
        actions.publish_instrument(by=by, at=NOW, data=changed)
    assert actions.publish_instrument(by=by, at=NOW, data=changed | {"number": 2}).number == 2
    assert not DomainLevel.objects.filter(domain__version=instruments["life-domains"], anchor="Something else").exists()


BROKEN = [
    ({"right_stated": " "}, "may be used"),
    ({"kind": "test"}, "no kind"),
    ({"domains": []}, "lacks: domains"),
    ({"domains": [{"code": "x", "name": "X", "question": "?", "levels": ["one"]}]}, "five levels"),
    ({"domains": [{"code": "x", "name": "X", "levels": list("abcde")}]}, "a question"),
    ({"domains": [{"code": "x", "name": "X", "question": "?", "suggests": "wizard", "levels": list("abcde")}]}, "unknown profession"),
    ({"domains": [{"code": "x", "name": "X", "question": "?", "levels": list("abcde")}] * 2}, "same code"),
]


@pytest.mark.parametrize(("change", "words"), BROKEN)
def test_a_broken_instrument_is_refused_whole(db, change, words):
    with pytest.raises(Refused, match=words):
        actions.publish_instrument(by=system("test", TODAY), at=NOW, data=shipped("motivation") | copy.deepcopy(change))
    assert InstrumentVersion.objects.count() == 0


@pytest.mark.parametrize("who", ["amina", "bram", "greta"])
def test_only_those_who_set_up_publish(cast, who):
    with pytest.raises(NotFound):
        actions.publish_instrument(by=cast.viewer(who), at=NOW, data=shipped("motivation"))


def test_both_views_stand_side_by_side_and_the_difference_is_data(cast, instruments):
    hold(cast, instruments["life-domains"], housing=(4, 2), money=(1, 3), work=(None, 3))
    (review,) = of_amina(cast)
    shown = {r.code: (r.by_person, r.by_worker, r.difference) for r in review.rated}
    assert shown == {"housing": (4, 2, 2), "money": (1, 3, -2), "work": (None, 3, None)}
    assert {r.answer for r in review.ratings if not r.rated} == {"not-discussed"}
    assert (len(review.ratings), review.by, review.moment) == (11, "Bram Peeters", "entry")


def test_change_is_told_per_side_of_life_and_never_summed(cast, instruments):
    version = instruments["life-domains"]
    hold(cast, version, housing=(1, 2), money=(3, 3), work=(4, 4))
    hold(cast, version, on=date(2020, 12, 10), moment="interim", housing=(2, 2))
    hold(cast, version, on=NOW_ON, moment="exit", housing=(3, 2), money=(3, 4), work=(2, 4), rhythm=(3, 3))
    (card,) = queries.change_view(cast.bram, cast.world.enrolment.pk)
    moved = {row.name: (row.for_person, row.for_worker) for row in card.rows if row.for_person or row.for_worker}
    assert moved == {
        "Housing": (Change.BETTER, Change.SAME),
        "Money and debts": (Change.SAME, Change.BETTER),
        "Work and learning": (Change.WORSE, Change.SAME),
    }
    assert [review.moment for review in card.reviews] == ["entry", "interim", "exit"]
    assert next(row.values for row in card.rows if row.name == "Housing") == ((1, 2), (2, 2), (3, 2))
    told = {field.name for cls in (queries.ChangeCard, queries.ReviewCard, queries.ChangeRow) for field in fields(cls)}
    assert told.isdisjoint({"total", "sum", "score", "mean", "average"})


def test_versions_are_not_compared_silently(cast, instruments):
    hold(cast, instruments["life-domains"], housing=(1, 2))
    second = shipped("life-domains") | {"number": 2}
    second["domains"] = second["domains"][:3]
    version = actions.publish_instrument(by=system("test", TODAY), at=NOW, data=second)
    hold(cast, version, on=NOW_ON, moment="interim", housing=(5, 5))
    (card,) = queries.change_view(cast.bram, cast.world.enrolment.pk)
    assert (card.moves, [r.number for r in card.reviews]) == (False, [2])
    assert card.not_compared.startswith("1 earlier reviews asked other questions")
    assert [row.for_person for row in card.rows] == [None, None, None]


def test_a_sensitive_side_of_life_opens_to_special_access_and_its_profession_only(cast, instruments):
    hold(cast, instruments["life-domains"], housing=(2, 2), substances=(1, 1), mind=(2, 2), health=(3, 3))
    on_case_team(cast, cast.world.enrolment, "chloe", level=Level.FILE)

    def seen(who):
        return {r.code for r in of_amina(cast, who)[0].ratings} & {"substances", "mind", "health"}

    assert (seen("bram"), seen("amina"), seen("chloe")) == ({"substances", "mind", "health"},) * 2 + (set(),)
    cast.accounts["chloe"].profession = "psychologist"
    cast.accounts["chloe"].save()
    assert seen("chloe") == {"substances", "mind"}
    for who in ("dario", "edda", "farid", "greta"):
        with pytest.raises(NotFound):
            of_amina(cast, who)


def test_whoever_may_not_see_a_side_of_life_does_not_rate_it(cast, instruments):
    on_case_team(cast, cast.world.enrolment, "chloe", level=Level.FILE)
    asked = queries.review_form(cast.chloe, cast.world.enrolment.pk, "life-domains")
    assert {d.code for d in asked.domains} & {"substances", "mind", "health"} == set()
    with pytest.raises(NotFound):
        hold(cast, instruments["life-domains"], who="chloe", mind=(1, 1))
    assert Review.objects.count() == 0


REFUSED = [
    ({"on": date(2021, 3, 16)}, "not come yet"),
    ({"on": date(2020, 8, 31)}, "before the enquiry"),
    ({"moment": "sometimes"}, "when in the stay"),
    ({"housing": (6, 1)}, "between 1 and 5"),
    ({"housing": (0, 1)}, "between 1 and 5"),
    ({"housing": (None, None)}, "choose a level"),
]


@pytest.mark.parametrize(("change", "words"), REFUSED)
def test_what_makes_no_sense_is_refused_and_nothing_kept(cast, instruments, change, words):
    with pytest.raises(Refused, match=words):
        hold(cast, instruments["life-domains"], **({"housing": (2, 2)} | change))
    assert (Review.objects.count(), Rating.objects.count()) == (0, 0)


def test_nothing_rated_is_no_review(cast, instruments):
    with pytest.raises(Refused, match="Nothing is rated"):
        hold(cast, instruments["life-domains"])


def test_twice_on_a_day_only_after_the_first_is_taken_back(cast, instruments):
    first = hold(cast, instruments["life-domains"], housing=(2, 2))
    with pytest.raises(Refused, match="already recorded"):
        hold(cast, instruments["life-domains"], housing=(3, 3))
    with pytest.raises(Refused, match="Say why"):
        actions.take_back_review(by=cast.bram, at=NOW, review_id=first.pk, reason=" ")
    actions.take_back_review(by=cast.bram, at=NOW, review_id=first.pk, reason="Wrong person")
    hold(cast, instruments["life-domains"], housing=(3, 3))
    assert [r.rated[0].by_person for r in of_amina(cast)] == [3]
    assert Review.objects.count() == 2


@pytest.mark.parametrize("who", ["chloe", "edda", "farid", "greta"])
def test_others_find_nothing_to_hold_or_take_back(cast, instruments, who):
    review = hold(cast, instruments["life-domains"], housing=(2, 2))
    with pytest.raises(NotFound):
        hold(cast, instruments["motivation"], who=who, wish=(2, 2))
    with pytest.raises(NotFound):
        actions.take_back_review(by=cast.viewer(who), at=NOW, review_id=review.pk, reason="why")


def test_the_person_reads_and_does_not_hold_reviews_alone(cast, instruments):
    with pytest.raises(Refused, match="case team holds"):
        hold(cast, instruments["motivation"], who="amina", wish=(2, 2))


def test_a_low_level_suggests_a_service_with_its_reason_and_nothing_follows_by_itself(cast, instruments, domain):
    hold(cast, instruments["life-domains"], papers=(1, 3), language=(2, None), housing=(5, 5))
    profile = queries.profile_of(cast.bram, cast.world.enrolment.pk)
    assert [(s.profession, s.urgent, s.reason) for s in profile.suggestions] == [
        ("lawyer", True, "Papers and rights: the person sees it at 1 of 5, the worker at 3."),
        ("trainer", False, "Language and digital skills: the person sees it at 2 of 5."),
    ]
    assert (profile.services, CaseTeamMember.objects.count()) == ((), 1)
    chosen = actions.choose_service(
        by=cast.bram, at=NOW, enrolment_id=cast.world.enrolment.pk, profession="lawyer", reason="Residence permit runs out",
        review_id=profile.suggestions[0].review_id, domain_id=domain("papers"), hours=4,
    )  # fmt: skip
    after = queries.profile_of(cast.bram, cast.world.enrolment.pk)
    assert [(s.profession, s.domain, s.reason, s.chosen_by) for s in after.services] == [
        ("lawyer", "Papers and rights", "Residence permit runs out", "Bram Peeters")
    ]
    assert [(s.profession, s.already) for s in after.suggestions] == [("trainer", False), ("lawyer", True)]
    actions.end_service(by=cast.bram, at=NOW, enrolment_id=cast.world.enrolment.pk, service_id=chosen.pk)
    assert queries.profile_of(cast.bram, cast.world.enrolment.pk).running == ()


def test_services_are_chosen_after_a_review_with_a_reason_and_once(cast, instruments):
    choose = {"by": cast.bram, "at": NOW, "enrolment_id": cast.world.enrolment.pk, "profession": "lawyer", "reason": "Papers"}
    with pytest.raises(Refused, match="hold a review first"):
        actions.choose_service(**choose)
    hold(cast, instruments["motivation"], wish=(2, 2))
    with pytest.raises(Refused, match="what this service is for"):
        actions.choose_service(**(choose | {"reason": " "}))
    with pytest.raises(Refused, match="Choose a profession"):
        actions.choose_service(**(choose | {"profession": "wizard"}))
    actions.choose_service(**choose)
    with pytest.raises(Refused, match="already chosen"):
        actions.choose_service(**choose)


def test_a_reason_from_a_closed_side_of_life_is_closed_too(cast, instruments, domain):
    review = hold(cast, instruments["life-domains"], mind=(1, 1))
    actions.choose_service(
        by=cast.bram, at=NOW, enrolment_id=cast.world.enrolment.pk, profession="psychologist", reason="Cannot sleep",
        review_id=review.pk, domain_id=domain("mind"),
    )  # fmt: skip
    on_case_team(cast, cast.world.enrolment, "chloe", level=Level.FILE)
    profile = queries.profile_of(cast.chloe, cast.world.enrolment.pk)
    assert (profile.suggestions, [s.reason for s in profile.services]) == (
        (), ["The reason lies in a side of life that is closed to you."],
    )  # fmt: skip


@pytest.mark.parametrize("held", [1, 3])
def test_reading_asks_as_much_for_three_reviews_as_for_one(cast, instruments, held, django_assert_num_queries):
    for n in range(held):
        hold(cast, instruments["life-domains"], on=date(2020, 10, 1 + n), housing=(2, 2), mind=(3, 3))
    bram = cast.bram
    with django_assert_num_queries(5):
        assert len(queries.reviews_of(bram, cast.world.enrolment.pk)) == held


def test_reviews_come_in_by_a_job_only(cast, instruments):
    row = actions.ReviewIn(
        cast.world.enrolment.pk, instruments["motivation"].pk, "entry", ENTRY, ratings=[RatingGiven("wish", by_person=4)]
    )
    with pytest.raises(NotFound):
        actions.bring_in_reviews(by=cast.bram, at=NOW, rows=[row])
    assert actions.bring_in_reviews(by=system("import", TODAY), at=NOW, rows=[row]) == 1
    assert [(r.code, r.by_person) for r in of_amina(cast)[0].rated] == [("wish", 4)]
