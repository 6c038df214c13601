"""What lies in a file: corrections, team, documents, notices, answers; who is kept out."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.activities.house import staff
from tests.cast import NOW, TODAY, enrolment, person
from vieta.base.refusal import NotFound, Refused
from vieta.enrolments import actions, queries
from vieta.enrolments.choices import Asked, Trait
from vieta.enrolments.models import CaseTeamMember, Enrolment, EntryTrait
from vieta.enrolments.rules import Answer
from vieta.people.models import Grant

STRANGERS = ("chloe", "dario", "edda", "farid", "greta")


def _keep(cast, name, file, **more):
    return actions.file_document(
        by=cast.viewer(name), at=NOW, enrolment_id=cast.world.enrolment.pk, name=file, file=SimpleUploadedFile(file, b"words"), **more
    )


def test_a_corrected_name_is_found_and_sorted_under_the_new_one(cast):
    w = cast.world
    actions.correct_person(by=cast.bram, at=NOW, enrolment_id=w.enrolment.pk, first_name="Ámina", last_name="Ōkafor")
    assert Enrolment.objects.get(pk=w.enrolment.pk).sort_name == "okafor amina"
    for text in ("okafor", "Amina", "Окафор", "amina okafor"):
        assert [row.pk for row in queries.people_list(cast.bram, name=text).order_by("pk")] == [w.enrolment.pk], text
    assert not queries.people_list(cast.bram, name="Zephyrine").exists()
    assert not queries.people_list(cast.edda, name="okafor").exists()


@pytest.mark.parametrize("name", STRANGERS)
def test_strangers_change_nothing(cast, name):
    w = cast.world
    by = {"by": cast.viewer(name), "at": NOW, "enrolment_id": w.enrolment.pk}
    deeds = (
        lambda: actions.correct_person(**by, phone="1"),
        lambda: actions.record_traits(**by, answers={Trait.LABOUR: Answer("employed")}),
        lambda: actions.add_to_team(**by, account_id=cast.accounts[name].pk),
        lambda: actions.leave(**by, on=TODAY, because="work"),
        lambda: actions.give_notice(**by, purpose_id=w.purpose.pk, form="paper", language="en", on=TODAY),
        lambda: actions.correct_day(**by, moment="entered", on=TODAY, reason="x"),
        lambda: _keep(cast, name, "x.txt"),
    )
    for deed in deeds:
        with pytest.raises(NotFound):
            deed()
    for query in (queries.overview, queries.entry_card, queries.events, queries.documents, queries.who_may_read, queries.case_team):
        with pytest.raises(NotFound):
            query(cast.viewer(name), w.enrolment.pk)


def test_answers_are_never_changed_only_taken_back(cast):
    w = cast.world
    for value in ("unemployed", "inactive", "inactive"):
        actions.record_traits(by=cast.bram, at=NOW, enrolment_id=w.enrolment.pk, answers={Trait.LABOUR: Answer(value)})
    rows = EntryTrait.objects.filter(trait=Trait.LABOUR).order_by("pk")
    assert [(row.value, row.retracted_at is None) for row in rows] == [("unemployed", False), ("inactive", True)]


def test_the_date_of_birth_and_gender_reach_the_person(cast):
    w = cast.world
    answers = {Trait.BIRTH_ON: Answer("1993-05-17", source="document"), Trait.GENDER: Answer("N")}
    actions.record_traits(by=cast.bram, at=NOW, enrolment_id=w.enrolment.pk, answers=answers)
    w.amina.refresh_from_db()
    assert (w.amina.birth_on, w.amina.gender) == (date(1993, 5, 17), "N")


def test_special_answers_are_closed_to_other_professions(cast):
    staff(cast)
    w = cast.world
    Grant.objects.filter(account=cast.accounts["carl"]).update(level=2)
    actions.record_traits(
        by=cast.bram, at=NOW, enrolment_id=w.enrolment.pk, answers={Trait.MINORITY: Answer("yes"), Trait.RURAL: Answer("no")}
    )
    seen = {t.trait: (t.value, t.words, t.closed) for t in queries.entry_card(cast.carl, w.enrolment.pk).traits}
    assert seen["minority"] == ("", "Recorded, closed to your role", True)
    assert seen["rural"] == ("no", "No", False)
    with pytest.raises(Refused) as refused:
        actions.record_traits(by=cast.carl, at=NOW, enrolment_id=w.enrolment.pk, answers={Trait.MINORITY: Answer("", Asked.DECLINED)})
    assert refused.value.field == Trait.MINORITY


def test_one_is_always_responsible(cast):
    staff(cast)
    w = cast.world
    with pytest.raises(Refused, match="always responsible"):
        actions.end_on_team(by=cast.bram, at=NOW, enrolment_id=w.enrolment.pk, account_id=cast.accounts["bram"].pk)
    actions.make_responsible(by=cast.bram, at=NOW, enrolment_id=w.enrolment.pk, account_id=cast.accounts["carl"].pk)
    assert [m.name for m in queries.case_team(cast.bram, w.enrolment.pk) if m.responsible] == ["Carl Meer"]
    actions.end_on_team(by=cast.carl, at=NOW, enrolment_id=w.enrolment.pk, account_id=cast.accounts["bram"].pk)
    with pytest.raises(NotFound):
        queries.overview(cast.bram, w.enrolment.pk)
    assert CaseTeamMember.objects.get(enrolment=w.enrolment, account=cast.accounts["bram"]).until_on == TODAY


def test_nobody_joins_as_a_lawyer_who_is_none(cast):
    with pytest.raises(Refused) as refused:
        actions.add_to_team(
            by=cast.bram, at=NOW, enrolment_id=cast.world.enrolment.pk, account_id=cast.accounts["chloe"].pk, profession="lawyer"
        )
    assert refused.value.field == "profession"


def test_nobody_joins_from_outside_the_programme(cast):
    for outsider in ("farid", "greta", "amina"):
        with pytest.raises(NotFound):
            actions.add_to_team(by=cast.bram, at=NOW, enrolment_id=cast.world.enrolment.pk, account_id=cast.accounts[outsider].pk)


def test_documents_open_by_level_and_profession(cast, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    staff(cast)
    Grant.objects.filter(account=cast.accounts["carl"]).update(level=2)
    plain, special = _keep(cast, "bram", "plain.txt"), _keep(cast, "bram", "special.txt", special=True)
    secret = _keep(cast, "paula", "secret.txt", mine_only=True)
    opened = {}
    for name in ("bram", "carl", "paula", "leon", "amina"):
        opened[name] = [f.may_open for f in reversed(queries.documents(cast.viewer(name), cast.world.enrolment.pk))]
    assert opened == {
        "bram": [True, True, False], "carl": [True, False, False], "paula": [True, True, True], "leon": [True, True, False],
        "amina": [True, True, True],
    }  # fmt: skip
    assert "secret.txt" not in str(queries.documents(cast.bram, cast.world.enrolment.pk))
    for filed, name in ((special, "carl"), (secret, "bram"), (plain, "edda")):
        with pytest.raises(NotFound):
            queries.document_for(cast.viewer(name), cast.world.enrolment.pk, filed.document_id)
    with pytest.raises(Refused):
        _keep(cast, "bram", "mine.txt", mine_only=True)
    with pytest.raises(Refused):
        _keep(cast, "bram", "program.exe")


def test_one_provider_never_sees_the_others_stay(cast):
    w = cast.world
    other = enrolment(w, w.amina, provider=w.other, number="E-2")
    Grant.objects.create(
        person=w.amina, account=cast.accounts["edda"], programme=w.programme, level=3, purpose="case-team", cause="enrolment", cause_id=other.pk,
        from_on=TODAY, given_at=NOW,
    )  # fmt: skip
    assert [row.pk for row in queries.people_list(cast.edda).order_by("pk")] == [other.pk]
    assert [row.pk for row in queries.people_list(cast.bram).order_by("pk")] == [w.enrolment.pk]
    assert queries.overview(cast.bram, w.enrolment.pk).other_stays == ()


@pytest.mark.parametrize("size", [1, 3])
def test_the_list_asks_the_same_for_one_and_three(cast, django_assert_num_queries, size):
    w = cast.world
    for number in range(size):
        row = enrolment(w, person(w, f"P-{number}", "Anna", f"Maes{chr(97 + number)}"))
        Grant.objects.create(
            person=row.person, account=cast.accounts["chloe"], programme=w.programme, level=2, purpose="case-team", cause="enrolment",
            cause_id=row.pk, from_on=TODAY, given_at=NOW,
        )  # fmt: skip
    viewer = cast.chloe
    with django_assert_num_queries(5):
        rows = list(queries.people_list(viewer).order_by("sort_name", "pk"))
        assert len(queries.people_cards(viewer, rows)) == size
    with django_assert_num_queries(2):
        assert len(list(queries.people_list(viewer, name="maes").order_by("pk"))) == size


def test_the_pages_questions_are_few(cast, django_assert_max_num_queries):
    staff(cast)
    w = cast.world
    viewer = cast.bram
    with django_assert_max_num_queries(9):
        queries.entry_card(viewer, w.enrolment.pk)
    with django_assert_max_num_queries(4):
        queries.overview(viewer, w.enrolment.pk)
    with django_assert_max_num_queries(2):
        assert len(queries.who_may_read(viewer, w.enrolment.pk)) == 5
