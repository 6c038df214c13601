"""The demo's published years, brought in once for a module; each test's own writes are undone after it."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from random import Random

import pytest
from django.db import transaction

from tests.indicators.world import World
from vieta.accounts.models import Account
from vieta.activities.actions import Meeting, log_contact
from vieta.base.viewer import Viewer, system
from vieta.enrolments import actions
from vieta.enrolments.choices import Trait
from vieta.enrolments.rules import Answer
from vieta.jobs.demo import frames, staff
from vieta.jobs.demo.lines import Lines
from vieta.jobs.demo.load import SEED
from vieta.jobs.transfer.bringing import bring_in
from vieta.jobs.transfer.frame import ProgrammeIn, found_programme
from vieta.organisations.actions import add_speciality
from vieta.outcomes.actions import Change, leave_programme, record_outcome
from vieta.people.queries import viewer_with_own_place
from vieta.programmes.models import Purpose

LOADED_ON = date(2026, 1, 5)


class Published:
    """A programme of the demo with its published years, and the people at work in it."""

    def __init__(self, made: Lines):
        self.code = made.frame["code"]

    def viewer(self, username: str, today: date) -> Viewer:
        """The viewer one of the demo's staff is on a day."""
        return viewer_with_own_place(Account.objects.get(username=username), today)


def found() -> None:
    """Founds the demo's programmes and gives everybody at work in them an account."""
    at = datetime.combine(LOADED_ON, datetime.min.time(), UTC)
    by = system("demo", LOADED_ON)
    for name in staff.SPECIALITIES:
        add_speciality(by=by, at=at, name=name)
    for code in (*frames.PUBLISHED, *frames.TODAY):
        found_programme(ProgrammeIn.model_validate(frames.frame(code)), by=by, at=at)
    staff.bring_in(by=by, at=at, draw=Random(SEED))


def bring(made: Lines, folder: Path) -> Published:
    """Brings the published years of a programme in."""
    made.write(folder)
    result = bring_in(folder, by=system("demo", LOADED_ON), at=datetime.combine(LOADED_ON, datetime.min.time(), UTC), write=True)
    assert result.problems == ()
    return Published(made)


@pytest.fixture(scope="module")
def published(request, django_db_setup, django_db_blocker, tmp_path_factory) -> Iterator[Published]:
    """The module's `MADE()` brought in, once; rolled back after the module's last test."""
    with django_db_blocker.unblock(), transaction.atomic():
        found()
        yield bring(request.module.MADE(), tmp_path_factory.mktemp("published"))
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def _undone(request) -> Iterator[None]:
    """What a test on a published programme writes is undone after it."""
    if "published" not in request.fixturenames:
        yield
        return
    request.getfixturevalue("published")
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def moment(day: date) -> datetime:
    """Noon of a day: when something was written down."""
    return datetime(day.year, day.month, day.day, 12, tzinfo=UTC)


class Stays:
    """People of the cast's programme on their way through it, by Bram's own deeds."""

    TRAITS = World.WHOLE | {"labour": "inactive", "unemployed_since": ""}

    def __init__(self, cast):
        self.cast, self.w = cast, cast.world

    def act(self, day: date, name: str = "bram") -> dict:
        return {"by": self.cast.viewer(name, day), "at": moment(day)}

    def enter(self, on: date, *, person=None, traits: dict | None = None, programme=None):
        """Asked, told, answered, admitted and met for the first time, all on one day."""

        programme, act = programme or self.w.programme, self.act(on)
        who = {"person_id": person.pk} if person else {"known_as": f"Somebody met on {on}", "birth_on": date(1990, 6, 15)}
        if person is None:
            who["apart_reason"] = "Met for the first time."
        stay = actions.enquire(**act, programme_id=programme.pk, provider_id=self.w.provider.pk, on=on, **who)
        for purpose in Purpose.objects.filter(programme=programme).order_by("pk"):
            actions.give_notice(**act, enrolment_id=stay.pk, purpose_id=purpose.pk, form="spoken", language="nl", on=on)
        actions.record_traits(**act, enrolment_id=stay.pk, answers=answers(self.TRAITS | (traits or {})))
        grounds = [actions.GroundGiven(self.w.roma.pk)] if programme == self.w.programme else []
        actions.admit(**act, enrolment_id=stay.pk, on=on, reason="Wants to work.", grounds=grounds)
        log_contact(**act, enrolment_id=stay.pk, meeting=Meeting("consultation", on))
        stay.refresh_from_db()
        return stay

    def leave(self, stay, on: date) -> None:

        leave_programme(**self.act(on), enrolment_id=stay.pk, on=on, because="completed")

    def changed(self, stay, kind: str, on: date, **more) -> None:

        contract = {"contract_kind": "permanent"} if kind == "employment" else {}
        record_outcome(**self.act(on), enrolment_id=stay.pk, change=Change(kind, on, **contract, **more))


def answers(traits: dict) -> dict:
    """Answers by trait: a value, "declined", or None for what was not asked."""

    said = {}
    for name, value in traits.items():
        if value:
            said[Trait(name)] = Answer("", "declined") if value == "declined" else Answer(value)
    return said


@pytest.fixture
def stays(cast) -> Stays:
    return Stays(cast)
