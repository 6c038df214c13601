"""Confidential team. Psychologist's note: career consultant sees date/type/length only; lead of another provider sees nothing;
audit log shows both the writer's and any break-glass reader's name."""

from dataclasses import asdict

import pytest

from tests.activities.house import staff
from tests.cast import NOW, TODAY
from vieta.activities import actions, queries
from vieta.activities.actions import Meeting, Written
from vieta.audit.models import Entry
from vieta.base.refusal import NotFound, Refused

SECRET_WORDS = "Sleeps three hours a night since the spring."


@pytest.fixture
def note(cast):
    """What Paula the psychologist wrote after a consultation of fifty minutes."""
    staff(cast)
    actions.log_contact(
        by=cast.paula,
        at=NOW,
        enrolment_id=cast.world.enrolment.pk,
        meeting=Meeting("consultation", TODAY, minutes=50, topic="Nights"),
        note=Written(SECRET_WORDS),
    )
    return queries.notes_of(cast.paula, cast.world.enrolment.pk)[0]


def test_the_writer_reads_it(note):
    assert (note.text, note.author, note.closed) == (SECRET_WORDS, "Paula Ruiz", False)


@pytest.mark.parametrize("name", ["carl", "leon", "bram"])
def test_others_on_the_team_see_that_it_took_place_its_kind_and_length(cast, note, name):
    card = queries.notes_of(cast.viewer(name), cast.world.enrolment.pk)[0]
    shown = {key: value for key, value in asdict(card).items() if value not in ("", None, False, ())}
    meeting = {"kind_label": "Individual consultation", "minutes": 50, "on": TODAY}
    assert shown == {"id": note.id, "enrolment_id": note.enrolment_id, "profession_label": "Psychologist", "closed": True} | meeting
    assert SECRET_WORDS not in str(queries.notes_of(cast.viewer(name), cast.world.enrolment.pk))
    with pytest.raises(NotFound):
        actions.open_closed_note(by=cast.viewer(name), at=NOW, note_id=note.id, reason="I should like to know.")


@pytest.mark.parametrize("name", ["olga", "edda", "pia", "farid", "greta"])
def test_the_lead_of_another_provider_sees_nothing(cast, note, name):
    with pytest.raises(NotFound):
        queries.notes_of(cast.viewer(name), cast.world.enrolment.pk)
    with pytest.raises(NotFound):
        actions.open_closed_note(by=cast.viewer(name), at=NOW, note_id=note.id, reason="She moves to us next week.")


def test_the_trail_names_the_writer_and_who_broke_the_glass(cast, note):
    with pytest.raises(Refused) as refused:
        actions.open_closed_note(by=cast.cora, at=NOW, note_id=note.id, reason="")
    assert refused.value.field == "reason"
    opened = actions.open_closed_note(by=cast.cora, at=NOW, note_id=note.id, reason="She rang in distress and Paula is on leave.")
    assert opened.text == SECRET_WORDS
    written, read = Entry.objects.filter(table="activities.note", row_id=str(note.id)).order_by("id")
    assert (written.deed, written.kind, written.by) == ("activities.write_note", "write", "Paula Ruiz")
    assert (read.deed, read.kind, read.by, read.details["writer"]) == ("activities.open_closed_note", "read", "Cora Dekker", "Paula Ruiz")
    assert read.details["reason"] == "She rang in distress and Paula is on leave."
    assert SECRET_WORDS not in str([entry.details for entry in Entry.objects.order_by("id")])
    told = queries.my_openings(cast.paula)
    assert [(one.by, one.reason) for one in told] == [("Cora Dekker", "She rang in distress and Paula is on leave.")]
    assert queries.notes_of(cast.cora, cast.world.enrolment.pk)[0].closed  # this once
