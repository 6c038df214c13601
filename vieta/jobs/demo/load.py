"""Loads the demo into an empty database, once."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from django.db import transaction
from django.utils import timezone

from vieta.base.viewer import system
from vieta.jobs.failure import Failure
from vieta.jobs.transfer.bringing import bring_in
from vieta.jobs.transfer.frame import ProgrammeIn, found_programme
from vieta.organisations.actions import add_speciality
from vieta.plans.actions import publish_shipped
from vieta.programmes.models import Programme

from . import frames, gent, kurzeme, staff, stories

SEED = 20_200_201


def is_loaded() -> bool:
    """Whether there is a programme already; the demo never goes into a database that is used."""
    return Programme.objects.exists()


def load(today: date, say: Callable[[str], None] = print) -> None:
    """Founds the programmes, gives everybody an account, brings the published years in and plays the present."""
    at = min(datetime.combine(today, datetime.min.time(), UTC) + timedelta(hours=5), timezone.now())  # also when it is begun at night
    by = system("demo", today)
    with transaction.atomic():
        publish_shipped(by=by, at=at)
        for name in staff.SPECIALITIES:
            add_speciality(by=by, at=at, name=name)
        for code in (*frames.PUBLISHED, *frames.TODAY):
            found_programme(ProgrammeIn.model_validate(frames.frame(code)), by=by, at=at)
        staff.bring_in(by=by, at=at, draw=Random(SEED))
        for number, made in enumerate((gent.lines(SEED), kurzeme.lines(SEED)), start=1):
            say(f"  {made.frame['name']}: the published years")
            with TemporaryDirectory() as folder:
                made.write(Path(folder))
                result = bring_in(Path(folder), by=by, at=at, write=True)
            if result.problems:
                raise Failure(f"the demo's own files are wrong ({number}): {result.problems[0]}")
        say("  the people of today")
        stories.play(today, Random(SEED))


def today_here() -> date:
    """Today where the server is."""
    return timezone.localdate()
