"""Bringing in many people at once."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import transaction

from vieta.audit.actions import record_many
from vieta.base.refusal import Refused
from vieta.base.rows import lay_down
from vieta.base.viewer import Viewer

from ..models import Person, SearchKey
from ..rules import search_words, sort_name
from .persons import known, new_reference

BATCH = 5000


@dataclass(frozen=True)
class IncomingPerson:
    """One person as an import or the demo brings them; the caller has judged the values by the same rules as the pages."""

    first_name: str = ""
    last_name: str = ""
    known_as: str = ""
    birth_on: date | None = None
    gender: str = ""
    phone: str = ""
    email: str = ""
    address: str = ""
    postcode: str = ""
    municipality_id: int | None = None
    languages: list[str] = field(default_factory=list)
    interpreter: bool = False
    channel: str = ""
    safe_times: str = ""
    hide_address: bool = False
    reference: str = ""


@transaction.atomic
def bring_in_people(*, by: Viewer, at: datetime, rows: Sequence[IncomingPerson]) -> list[Person]:
    """Enters many people with the words they are found by, in the order given; one trail entry each.

    Refused as a whole for anybody but a job, and when a row has no name. Who may read the files is given with the enrolments or meetings.
    """
    if not by.job:
        raise Refused("only a job brings people in")
    if any(not (row.first_name or row.last_name or row.known_as) for row in rows):
        raise Refused("a row has no name")
    people = []
    for chunk in _chunks(rows):
        made = Person.objects.bulk_create([_person(row, at) for row in chunk], batch_size=1000)
        lay_down(SearchKey, _words(made))
        record_many(
            by=by, at=at, deed="people.enter", rows=[{"table": "people.person", "row_id": str(p.pk), "person_id": p.pk} for p in made]
        )
        people += made
    return people


def _person(row: IncomingPerson, at: datetime) -> Person:
    values = {name: getattr(row, name) for name in IncomingPerson.__dataclass_fields__ if name != "reference"}
    return Person(
        **values,
        reference=row.reference or new_reference(),
        entered_at=at,
        sort_name=sort_name(row.first_name, row.last_name, row.known_as),
    )


def _words(people: Sequence[Person]) -> Iterator[dict]:
    for person in people:
        for key in set(SearchKey.sealed(search_words(known(person)))):
            yield {"person_id": person.pk, "key": key}


def _chunks(rows: Sequence[IncomingPerson]) -> Iterator[Sequence[IncomingPerson]]:
    for start in range(0, len(rows), BATCH):
        yield rows[start : start + BATCH]
