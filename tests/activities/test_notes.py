"""Notes: who reads the text, who learns only that it took place, and opening one for a reason."""

from datetime import timedelta

import pytest

from tests.cast import NOW, SECRET, TODAY
from vieta.activities import actions, queries
from vieta.activities.actions import Meeting
from vieta.activities.models import Note
from vieta.audit.models import Entry
from vieta.base.refusal import NotFound, Refused

TEXT = f"{SECRET} told of violence at home"
REASON = "She is in hospital and the doctor asks today"


def write(house, by="paula", text=TEXT, **more):
    return actions.write_note(by=house.viewer(by), at=NOW, enrolment_id=house.world.enrolment.pk, text=text, **more)


def consultation(house, by="paula", topic="Violence at home"):
    meeting = Meeting(kind="consultation", on=TODAY, minutes=50, topic=topic, place="Shelter", obstacle="health", fix="Came by taxi")
    return actions.log_contact(by=house.viewer(by), at=NOW, enrolment_id=house.world.enrolment.pk, meeting=meeting)


def read(house, name):
    return queries.notes_of(house.viewer(name), house.world.enrolment.pk)


@pytest.mark.parametrize("writer", ["paula", "leon"])
def test_a_closed_professions_note_opens_to_nobody_else(house, writer):
    write(house, by=writer)
    assert [note.text for note in read(house, writer)] == [TEXT]
    for name in {"paula", "leon", "carl", "bram", "cora"} - {writer}:
        (card,) = read(house, name)
        assert (card.closed, card.text, card.author, card.confidentiality_label) == (True, "", "", "")
        assert SECRET not in repr(card)
        assert house.accounts[writer].name not in repr(card)
    for name in ("chloe", "edda", "farid", "greta", "dario", "olga", "pia"):
        with pytest.raises(NotFound):
            read(house, name)
    assert read(house, "amina") == []


def test_what_a_closed_consultation_tells(house):
    activity = consultation(house)
    write(house, activity_id=activity.pk)
    for name in ("carl", "bram", "leon", "cora"):
        (note,) = read(house, name)
        assert (note.kind_label, note.minutes, note.on, note.profession_label) == ("Individual consultation", 50, TODAY, "Psychologist")
        (line,) = queries.contact_log(house.viewer(name), house.world.enrolment.pk)
        assert (line.kind_label, line.minutes, line.on, line.profession_label, line.closed) == (
            "Individual consultation",
            50,
            TODAY,
            "Psychologist",
            True,
        )
        assert (line.topic, line.place, line.obstacle, line.fix, line.led_by, line.mode) == ("",) * 6
        assert queries.activity_card(house.viewer(name), activity.pk).topic == ""
    assert queries.contact_log(house.paula, house.world.enrolment.pk)[0].topic == "Violence at home"


@pytest.mark.parametrize(
    ("confidentiality", "readers"), [("team", {"bram", "carl", "leon", "paula", "cora"}), ("profession", {"carl"}), ("author", {"carl"})]
)
def test_the_writer_decides(house, confidentiality, readers):
    write(house, by="carl", confidentiality=confidentiality)
    assert {name for name in ("bram", "carl", "leon", "paula", "cora") if read(house, name)[0].text} == readers


def test_a_colleague_of_the_profession_reads_once_on_the_case_team(house):
    from tests.cast import on_case_team

    write(house)
    with pytest.raises(NotFound):
        read(house, "pia")
    on_case_team(house, house.world.enrolment, "pia")
    assert read(house, "pia")[0].text == TEXT


def test_a_coach_set_on_the_team_as_psychologist_reads_nothing(house):
    write(house)
    house.world.enrolment.team.filter(account=house.accounts["bram"]).update(profession="psychologist")
    assert read(house, "bram")[0].text == ""


def test_a_note_lies_encrypted(house):
    from django.db import connection

    note = write(house)
    with connection.cursor() as cursor:
        cursor.execute("SELECT text FROM activities_note WHERE id = %s", [note.pk])
        raw = cursor.fetchone()[0]
    assert raw.startswith("v1:")
    assert SECRET not in raw
    assert not Note.objects.filter(text=TEXT).exists()


def test_a_correction_is_a_new_note(house):
    first = write(house)
    second = write(house, text="It was last year", corrects_id=first.pk)
    cards = {card.id: card for card in read(house, "paula")}
    assert (cards[first.pk].text, cards[first.pk].corrected_by_id, cards[second.pk].corrects_id) == (TEXT, second.pk, first.pk)
    with pytest.raises(Refused):
        write(house, text="Again", corrects_id=first.pk)
    with pytest.raises(NotFound):
        write(house, by="bram", text="Not mine", corrects_id=second.pk)


@pytest.mark.parametrize(
    ("more", "field"), [({"text": "  "}, "text"), ({"text": "x" * 10_001}, "text"), ({"confidentiality": "world"}, "confidentiality")]
)
def test_what_is_refused_leaves_nothing(house, more, field):
    with pytest.raises(Refused) as refusal:
        write(house, **more)
    assert (refusal.value.field, Note.objects.count()) == (field, 0)


@pytest.mark.parametrize("name", ["chloe", "edda", "farid", "greta", "dario", "amina", "olga", "pia"])
def test_nobody_outside_writes(house, name):
    with pytest.raises((NotFound, Refused)):
        write(house, by=name)
    assert Note.objects.count() == 0


def test_a_note_about_another_persons_activity_is_not_there(house):
    with pytest.raises(NotFound):
        write(house, activity_id=999_999)


def test_opened_for_a_reason_both_names_stand_on_the_trail(house):
    note = write(house)
    (card,) = read(house, "cora")
    assert card.may_open
    opened = actions.open_closed_note(by=house.cora, at=NOW + timedelta(hours=1), note_id=note.pk, reason=REASON)
    assert opened.text == TEXT
    written, read_anyway = Entry.objects.filter(table="activities.note").order_by("id")
    assert (written.deed, written.by) == ("activities.write_note", "Paula Ruiz")
    assert (read_anyway.deed, read_anyway.kind, read_anyway.by, read_anyway.details["writer"]) == (
        "activities.open_closed_note",
        "read",
        "Cora Dekker",
        "Paula Ruiz",
    )
    assert (read_anyway.details["reason"], read_anyway.person_id) == (REASON, house.world.amina.pk)
    assert TEXT not in str(read_anyway.details)
    (seen,) = read(house, "paula")[0].openings
    assert (seen.by, seen.reason, seen.at) == ("Cora Dekker", REASON, NOW + timedelta(hours=1))
    assert [one.by for one in queries.my_openings(house.paula)] == ["Cora Dekker"]
    assert read(house, "cora")[0].text == ""  # this once only


@pytest.mark.parametrize("name", ["bram", "carl", "leon", "chloe", "edda", "farid", "greta", "dario", "amina", "olga", "pia", "paula"])
def test_for_everybody_else_a_closed_note_is_not_there(house, name):
    note = write(house)
    with pytest.raises(NotFound):
        actions.open_closed_note(by=house.viewer(name), at=NOW, note_id=note.pk, reason=REASON)
    assert not Entry.objects.filter(deed="activities.open_closed_note").exists()


@pytest.mark.parametrize("reason", ["", "   ", "urgent", "x" * 501])
def test_no_opening_without_a_sentence(house, reason):
    note = write(house)
    with pytest.raises(Refused) as refusal:
        actions.open_closed_note(by=house.cora, at=NOW, note_id=note.pk, reason=reason)
    assert refusal.value.field == "reason"
    assert SECRET not in str(refusal.value)
    assert not Entry.objects.filter(deed="activities.open_closed_note").exists()


def test_what_somebody_wrote_for_their_own_eyes_stays_theirs(house):
    note = write(house, confidentiality="author")
    assert not read(house, "cora")[0].may_open
    with pytest.raises(NotFound):
        actions.open_closed_note(by=house.cora, at=NOW, note_id=note.pk, reason=REASON)


@pytest.mark.parametrize("count", [1, 3])
def test_the_same_number_of_questions(house, count, django_assert_num_queries):
    for _n in range(count):
        write(house)
    viewer = house.paula
    with django_assert_num_queries(4):
        assert len(queries.notes_of(viewer, house.world.enrolment.pk)) == count
