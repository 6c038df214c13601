"""Bad input on the forms from outreach to entry: a message beside the field, what was typed kept, nothing written."""

from datetime import date
from html import escape

import pytest
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.urls import reverse

from tests.cast import BACKEND, NOW, TODAY
from vieta.activities.actions import log_outreach, meet
from vieta.enrolments import actions
from vieta.enrolments.models import Enrolment, EntryTrait
from vieta.people.models import FiledDocument, Person

NUL, OVERRIDE = "a\x00b", "a\u202eb"
ODD = ("=cmd()", "+1+1", "@sum", "עמינה", "e\u0301\u0323\u0300", "👩🏽‍🦽 and friends", "O'Brien-Šķēle", "<script>alert(1)</script>")


@pytest.fixture
def bram(cast, client, as_of_the_cast):
    client.force_login(cast.accounts["bram"], backend=BACKEND)
    return client


@pytest.fixture
def addresses(cast):
    """Every form by name, with what makes it right."""
    w = cast.world
    visit = log_outreach(by=cast.bram, at=NOW, programme_id=w.programme.pk, place_type="youth", place="Youth house", on=TODAY)
    contact = meet(by=cast.bram, at=NOW, activity_id=visit.pk, known_as="woman at the bakery").person
    other = meet(by=cast.bram, at=NOW, activity_id=visit.pk, known_as="man with the red dog").person
    enquiry = actions.enquire(
        by=cast.bram, at=NOW, programme_id=w.programme.pk, provider_id=w.provider.pk, on=date(2021, 3, 1), first_name="Pieter", last_name="Claes",
        birth_on=date(1960, 3, 3),
    )  # fmt: skip
    actions.give_notice(by=cast.bram, at=NOW, enrolment_id=enquiry.pk, purpose_id=w.purpose.pk, form="spoken", language="nl", on=TODAY)
    file, waits = [w.enrolment.pk], [enquiry.pk]
    today = TODAY.isoformat()
    return {
        "outreach_new": (reverse("outreach_new"), {"place_type": "youth", "place": "Square", "on": today, "minutes": "60"}),
        "visit": (reverse("outreach_visit", args=[visit.pk]), {"known_as": "boy on a bicycle"}),
        "contact_edit": (reverse("contact_edit", args=[contact.pk]), {"known_as": "woman at the market"}),
        "contact_join": (reverse("contact_join", args=[contact.pk, other.pk]), {"reason": "She said so."}),
        "enquiry_new": (reverse("enquiry_new"), {"provider": w.provider.pk, "on": today, "first_name": "Zoë", "last_name": "Maes"}),
        "person_edit": (reverse("person_edit", args=file), {"first_name": "Amina", "last_name": "Zephyrine"}),
        "correct_day": (
            reverse("correct_day", args=file),
            {"moment": "entered", "on": "2020-09-02", "reason": "The first talk was later."},
        ),
        "answers": (reverse("entry_answers", args=file), {"answer_labour": "unemployed"}),
        "notice": (reverse("notice_give", args=[*file, w.purpose.pk]), {"form": "spoken", "language": "nl", "on": today}),
        "admission": (reverse("admission", args=waits), {f"ground_{w.age.pk}": "on", "on": today, "reason": "Fifty and over."}),
        "refuse": (reverse("admission_refuse", args=waits), {"on": today, "reason": "Lives elsewhere."}),
        "withdraw": (reverse("admission_withdraw", args=waits), {"on": today, "reason": "Found work."}),
        "unequal": (reverse("unequal", args=file), {"story": "Refused at the door."}),
    }


WRONG = [
    ("outreach_new", {"place": ""}), ("outreach_new", {"place": "x" * 201}), ("outreach_new", {"place": NUL}), ("outreach_new", {"place": OVERRIDE}),
    ("outreach_new", {"on": "2021-03-16"}), ("outreach_new", {"on": "2021-02-30"}), ("outreach_new", {"on": "soon"}), ("outreach_new", {"on": ""}),
    ("outreach_new", {"minutes": "0"}), ("outreach_new", {"minutes": "many"}), ("outreach_new", {"place_type": "moon"}),
    ("outreach_new", {"municipality": "99999"}), ("outreach_new", {"starts_at": "25:00"}), ("outreach_new", {"topic": "x" * 201}),
    ("visit", {"known_as": ""}), ("visit", {"known_as": "x" * 101}), ("visit", {"known_as": NUL}), ("visit", {"first_name": OVERRIDE}),
    ("visit", {"birth_on": "2021-03-16"}), ("visit", {"birth_on": "2021-13-01"}),
    ("contact_edit", {"known_as": ""}), ("contact_edit", {"known_as": NUL}), ("contact_edit", {"gender": "X"}), ("contact_edit", {"birth_on": "1850-01-01"}),
    ("contact_join", {"reason": ""}), ("contact_join", {"reason": "   "}), ("contact_join", {"reason": "x" * 301}), ("contact_join", {"reason": NUL}),
    ("enquiry_new", {"first_name": "", "last_name": ""}), ("enquiry_new", {"first_name": NUL}), ("enquiry_new", {"first_name": "x" * 101}),
    ("enquiry_new", {"on": "2021-03-16"}), ("enquiry_new", {"on": ""}), ("enquiry_new", {"provider": "99999"}), ("enquiry_new", {"provider": ""}),
    ("enquiry_new", {"municipality": "99999"}), ("enquiry_new", {"email": "no address"}), ("enquiry_new", {"birth_on": "2021-03-16"}),
    ("enquiry_new", {"languages": "xx"}), ("enquiry_new", {"channel": "pigeon"}),
    ("person_edit", {"first_name": "", "last_name": ""}), ("person_edit", {"phone": "1" * 41}), ("person_edit", {"address": OVERRIDE}),
    ("person_edit", {"email": "a@"}),
    ("correct_day", {"on": "2019-01-01"}), ("correct_day", {"on": "2021-03-16"}), ("correct_day", {"on": ""}), ("correct_day", {"reason": " "}),
    ("correct_day", {"moment": "left"}), ("correct_day", {"moment": "moon"}),
    ("answers", {"answer_labour": "moon"}), ("answers", {"answer_minority": "perhaps"}), ("answers", {"answer_birth_on": "2021-03-16"}),
    ("answers", {"answer_labour": "declined"}), ("answers", {"source_labour": "rumour"}), ("answers", {"answer_earnings_before": "lots"}),
    ("notice", {"on": "2021-03-16"}), ("notice", {"on": "2019-12-31"}), ("notice", {"language": "xx"}), ("notice", {"form": ""}),
    ("admission", {"reason": ""}), ("admission", {"reason": NUL}), ("admission", {"on": "2021-03-16"}), ("admission", {"on": "2021-02-01"}),
    ("admission", {"coach": "99999"}), ("admission", {"reason": "x" * 1001}),
    ("refuse", {"reason": ""}), ("refuse", {"on": "2020-01-01"}), ("withdraw", {"reason": "\n "}), ("withdraw", {"on": "2021-03-16"}),
    ("unequal", {"story": ""}), ("unequal", {"story": "x" * 6001}), ("unequal", {"happened_on": "2021-03-16"}), ("unequal", {"family": "moon"}),
]  # fmt: skip


@pytest.mark.parametrize(("form", "wrong"), WRONG)
def test_wrong_input_is_said_beside_its_field_and_writes_nothing(bram, addresses, form, wrong):
    address, right = addresses[form]
    before = _written()
    answer = bram.post(address, right | wrong)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert _written() == before
    assert "govuk-error-message" in page or "govuk-error-summary" in page
    for name, value in (right | wrong).items():
        if name in ("place", "known_as", "reason", "story", "first_name") and str(value).strip() and "\x00" not in str(value):
            assert escape(str(value)) in page, f"what was typed into {name} is gone"


@pytest.mark.parametrize(
    "form",
    [
        "outreach_new",
        "visit",
        "contact_edit",
        "contact_join",
        "enquiry_new",
        "person_edit",
        "correct_day",
        "answers",
        "notice",
        "admission",
        "refuse",
        "withdraw",
        "unequal",
    ],
)
def test_right_input_is_taken(bram, addresses, form):
    address, right = addresses[form]
    before = _written()
    assert bram.post(address, right).status_code == 302
    assert _written() != before


@pytest.mark.parametrize("odd", ODD)
def test_odd_names_are_kept_as_they_are_and_harmless(bram, addresses, odd):
    address, right = addresses["enquiry_new"]
    assert bram.post(address, right | {"first_name": odd, "last_name": "Maes"}).status_code == 302
    made = Person.objects.get(first_name=odd)
    page = bram.get(reverse("people")).content.decode()
    assert f"{escape(odd)} Maes" in page
    assert "<script>alert" not in page
    rows = b"".join(bram.get(reverse("people") + "?export=csv").streaming_content).decode()
    assert not [line for line in rows.splitlines() if line.lstrip('"')[:1] in ("=", "+", "@")]
    assert Enrolment.objects.filter(person=made).exists()


@pytest.mark.parametrize(
    ("name", "query"),
    [("enquiry_new", "?programme=99999"), ("enquiry_new", "?person=99999"), ("enquiry_new", "?person=x"), ("outreach_new", "?programme=x")],
)
def test_guessed_ids_in_the_address_are_not_found(bram, addresses, name, query):
    assert bram.get(reverse(name) + query).status_code == 404
    assert bram.post(reverse(name) + query, addresses[name][1]).status_code == 404


def test_guessed_ids_in_forms_are_not_found_and_leak_nothing(bram, cast, addresses):
    w = cast.world
    for name, posted in (("case_team_add", "99999"), ("case_team_add", "x"), ("case_team_end", "99999"), ("case_team_responsible", "")):
        assert bram.post(reverse(name, args=[w.enrolment.pk]), {"account": posted}).status_code == 404
    assert bram.post(addresses["visit"][0], {"person": w.amina.pk + 999}).status_code == 404
    for narrowed in ("?provider=99999", "?coach=99999", "?state=moon", "?programme=99999"):
        assert bram.get(reverse("people") + narrowed).status_code in (200, 422)


def test_another_files_document_is_no_evidence(bram, cast, addresses):
    w = cast.world
    waits = Enrolment.objects.get(person__last_name="Claes")
    for file, name in ((waits, "theirs.txt"), (w.enrolment, "hers.txt")):
        actions.file_document(by=cast.bram, at=NOW, enrolment_id=file.pk, name=name, file=SimpleUploadedFile(name, b"of work"))
    foreign = FiledDocument.objects.get(document__name="theirs.txt").document_id
    own = FiledDocument.objects.get(document__name="hers.txt").document_id
    address = reverse("entry_answers", args=[w.enrolment.pk])
    assert bram.post(address, {"answer_labour": "unemployed", "document_labour": foreign}).status_code == 422
    assert not EntryTrait.objects.filter(trait="labour").exists()
    assert bram.get(reverse("file_document", args=[w.enrolment.pk, foreign])).status_code == 404
    assert bram.post(address, {"answer_labour": "unemployed", "document_labour": own}).status_code == 302
    assert EntryTrait.objects.get(trait="labour").document_id == own


def _written() -> dict[str, object]:
    """Every row of every table but the trail and the session, so that a write shows."""
    ours = [m for m in apps.get_models() if m.__module__.startswith("vieta.") and m._meta.label != "audit.Entry"]
    with connection.cursor() as cursor:
        return {table: _rows(cursor, table) for table in sorted(m._meta.db_table for m in ours)}


def _rows(cursor, table: str) -> list[str]:
    cursor.execute(f"select * from {connection.ops.quote_name(table)}")
    return sorted(map(str, cursor.fetchall()))


@pytest.mark.parametrize(
    ("name", "content", "kept"),
    [("proof.txt", b"of work", True), ("proof.exe", b"MZ", False), ("proof.pdf", b"no pdf", False), ("empty.txt", b"", False)],
)
def test_documents_are_kept_or_said_why_not(bram, cast, settings, tmp_path, name, content, kept):
    settings.MEDIA_ROOT = tmp_path
    address = reverse("file_documents", args=[cast.world.enrolment.pk])
    answer = bram.post(address, {"file": SimpleUploadedFile(name, content)})
    assert answer.status_code == (302 if kept else 422)
    assert FiledDocument.objects.count() == int(kept)
    if kept:
        filed = FiledDocument.objects.get()
        served = bram.get(reverse("file_document", args=[cast.world.enrolment.pk, filed.document_id]))
        assert (served.content, served["X-Content-Type-Options"]) == (content, "nosniff")
        assert served["Content-Disposition"].startswith("attachment")
    assert bram.post(address, {}).status_code == 422
