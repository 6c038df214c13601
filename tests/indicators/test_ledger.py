"""The ledger follows the trail: only what changed is read anew, one statement tells that nothing did."""

import os
import shutil
import time
from datetime import date, datetime, timedelta

import pytest

from tests import cast as the_cast
from vieta.audit.actions import record, record_read
from vieta.base.viewer import system
from vieta.enrolments.choices import Moment, State
from vieta.enrolments.models import Event
from vieta.indicators import ledger
from vieta.indicators.engine import Question, engine
from vieta.organisations.choices import Kind
from vieta.organisations.models import Organisation
from vieta.people import actions as people
from vieta.programmes.choices import PartnerRole
from vieta.programmes.models import Partner

DAY = date(2021, 3, 15)
JOB = system("test", DAY)


def total(cast, code: str, day: date = DAY, known: datetime | None = None) -> int:
    return engine().total(Question(cast.world.programme.pk, day, known), code)


def told(thing=None, **about):
    record(by=JOB, at=the_cast.NOW, deed="enrolments.test", thing=thing, **about)


def test_a_change_is_counted_after_its_deed(cast):
    told()
    assert total(cast, "supported") == 1
    who = the_cast.person(cast.world, "P-2", "Noor", "Haddad")
    row = the_cast.enrolment(cast.world, who)
    told(row, enrolment_id=row.pk)
    assert total(cast, "supported") == 2
    Event.objects.filter(enrolment=row, moment=Moment.ENTERED).update(retracted_at=the_cast.NOW)
    told(row, enrolment_id=row.pk)
    assert (total(cast, "supported"), total(cast, "reached")) == (1, 2)


def test_a_partner_counts_as_what_its_organisation_is_said_to_be(cast):
    partner = Partner.objects.create(
        programme=cast.world.programme, organisation=Organisation.objects.create(code="ngo", name="Huis", kind=Kind.CIVIL_SOCIETY, country="BE"),
        role=PartnerRole.PARTNER, from_on=date(2020, 1, 1),
    )  # fmt: skip
    told(programme_id=cast.world.programme.pk)
    before = partners()
    partner.organisation.kind = Kind.COMPANY
    partner.organisation.save()
    record(by=JOB, at=the_cast.NOW, deed="organisations.describe", thing=partner.organisation)
    assert partners() == before | {partner.pk: Kind.COMPANY} != before


def partners() -> dict[int, str]:
    engine().ledger.refresh()
    return dict(engine().ledger.connection.execute("SELECT partner_id, kind FROM partners").fetchall())


def test_only_the_changed_files_are_read_anew(cast, django_assert_max_num_queries):
    told()
    rows = []
    for n in range(30):
        who = the_cast.person(cast.world, f"P-{n}", "Noor", f"Haddad {n}")
        rows.append(the_cast.enrolment(cast.world, who))
    told(programme_id=cast.world.programme.pk)
    assert total(cast, "supported") == 31
    told(rows[0], enrolment_id=rows[0].pk)
    with django_assert_max_num_queries(40):
        assert total(cast, "supported") == 31


def test_looking_costs_one_statement_when_nothing_changed(cast, django_assert_num_queries):
    told()
    total(cast, "supported")
    for _ in range(3):
        record_read(by=JOB, at=the_cast.NOW, deed="people.listed")
    with django_assert_num_queries(1):
        total(cast, "supported")


def test_a_trail_that_is_another_one_is_noticed(cast):
    told()
    assert total(cast, "supported") == 1
    book = engine().ledger
    book._seen = (book._seen[0], "0" * 64)
    who = the_cast.person(cast.world, "P-3", "Noor", "Haddad")
    the_cast.enrolment(cast.world, who)  # without any deed on the trail
    assert total(cast, "supported") == 2


@pytest.mark.parametrize("state", [State.ENQUIRY, State.ADMITTED])
def test_an_enquiry_is_no_support(cast, state):
    who = the_cast.person(cast.world, "P-4", "Noor", "Haddad")
    row = the_cast.enrolment(cast.world, who, state=State.ACTIVE)
    Event.objects.filter(enrolment=row, moment=Moment.ENTERED).delete()
    told()
    assert (total(cast, "supported"), total(cast, "admitted")) == (1, 2)


def test_merged_people_count_once_and_apart_again(cast):
    who = the_cast.person(cast.world, "P-5", "Amina", "Again")
    the_cast.enrolment(cast.world, who, number="again")
    told()
    assert total(cast, "supported") == 2
    people.merge(by=cast.bram, at=the_cast.NOW, keep=cast.world.amina, repeated=who, reason="The same person.")
    assert total(cast, "supported") == 1
    people.part(by=cast.bram, at=the_cast.NOW + timedelta(days=1), repeated=who)
    assert total(cast, "supported") == 2
    joined, parted = (the_cast.NOW + timedelta(days=day, hours=-1) for day in (1, 2))
    assert [total(cast, "supported", known=moment) for moment in (joined, parted)] == [1, 2]


def test_a_kept_ledger_is_taken_up_again_and_only_what_happened_since_is_read(
    cast, settings, tmp_path, monkeypatch, django_assert_max_num_queries
):
    settings.VAR = tmp_path
    monkeypatch.setattr("vieta.indicators.ledger.snapshot.WORTH_KEEPING", 1)
    told()
    assert total(cast, "supported") == 1
    kept = list((tmp_path / "ledger" / ".own").iterdir())
    assert len(kept) == 1
    assert kept[0].stat().st_mode & 0o077 == 0
    who = the_cast.person(cast.world, "P-6", "Noor", "Haddad")
    row = the_cast.enrolment(cast.world, who)
    told(row, enrolment_id=row.pk)
    ledger.forget()
    with django_assert_max_num_queries(40):
        assert total(cast, "supported") == 2


def test_a_kept_ledger_of_another_database_is_left_alone(cast, settings, tmp_path, monkeypatch):
    settings.VAR = tmp_path
    monkeypatch.setattr("vieta.indicators.ledger.snapshot.WORTH_KEEPING", 1)
    told()
    total(cast, "supported")
    place = next((tmp_path / "ledger" / ".own").glob("*/*"))
    place.rename(place.with_name(place.name[:-4] + "0000"))
    ledger.forget()
    assert total(cast, "supported") == 1


@pytest.mark.parametrize("spoil", [lambda file: file.unlink(), lambda file: file.write_bytes(b"torn")])
def test_a_kept_ledger_that_is_not_whole_is_read_anew(cast, settings, tmp_path, monkeypatch, spoil):
    settings.VAR = tmp_path
    monkeypatch.setattr("vieta.indicators.ledger.snapshot.WORTH_KEEPING", 1)
    told()
    total(cast, "supported")
    spoil(next((tmp_path / "ledger" / ".own").glob("*/*/windows.parquet")))
    ledger.forget()
    assert total(cast, "supported") == 1
    assert engine().ledger.connection.execute("SELECT count(*) FROM enrolments").fetchone() == (1,)


def test_what_another_worker_is_writing_stays_and_what_it_left_behind_goes(cast, settings, tmp_path, monkeypatch):
    settings.VAR = tmp_path
    monkeypatch.setattr("vieta.indicators.ledger.snapshot.WORTH_KEEPING", 1)
    told()
    total(cast, "supported")
    home = next((tmp_path / "ledger" / ".own").iterdir())
    shutil.rmtree(next(home.iterdir()))
    for name, age in (("7-b.fresh", 60), ("8-c.fresh", 3 * 24 * 60 * 60), ("9-d", 60)):
        (home / name).mkdir()
        os.utime(home / name, (time.time() - age,) * 2)
    ledger.forget()
    total(cast, "supported")
    assert {place.name for place in home.iterdir() if place.name in ("7-b.fresh", "8-c.fresh", "9-d")} == {"7-b.fresh"}
