"""Entering, correcting, joining and parting persons."""

import secrets
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from vieta.audit.actions import record
from vieta.base.refusal import NotFound, Refused
from vieta.base.text import has_forbidden
from vieta.base.viewer import Permission, Viewer

from ..access import visible_to
from ..choices import Channel, Level
from ..models import Merge, Person, SearchKey
from ..rules import Known, search_words, sort_name

# What may be said of somebody and corrected later; everything else about a person has a deed of its own.
FIELDS = frozenset(
    {"first_name", "last_name", "known_as", "birth_on", "gender", "languages", "interpreter", "phone", "email", "address", "postcode",
     "municipality_id", "channel", "safe_times", "hide_address", "apart_reason"}
)  # fmt: skip
NAMED = frozenset({"first_name", "last_name", "known_as"})
_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"


@transaction.atomic
def enter(*, by: Viewer, at: datetime, apart_reason: str = "", programme_id: int | None = None, **values: Any) -> Person:
    """Begins a person's file; a name, or how the worker remembers somebody nameless, is enough.

    Refused to those who neither reach out nor take people in, without any name, and with a date of birth to come.
    Who may read the file is given by the deed that called.
    """
    if not (by.may(Permission.REACH_OUT, programme_id=programme_id) or by.may(Permission.TAKE_IN, programme_id=programme_id)):
        raise Refused(_("Your role does not enter people."))
    _check(values, by.today)
    person = Person(reference=new_reference(), entered_at=at, apart_reason=apart_reason, **values)
    _require_name(person)
    person.sort_name = sort_name(person.first_name, person.last_name, person.known_as)
    person.save(force_insert=True)
    file_words(person)
    record(by=by, at=at, deed="people.enter", thing=person, person_id=person.pk, programme_id=programme_id, apart=bool(apart_reason))
    return person


@transaction.atomic
def correct(*, by: Viewer, at: datetime, person_id: int, **values: Any) -> Person:
    """Corrects what is known of a person and files them under the new words.

    Refused to those who may not read the file, without any name left, and with a date of birth to come.
    """
    if by.person_id is not None:
        raise NotFound(f"person {person_id}")
    person = visible_to(by, Level.IDENTITY).select_for_update(of=("self",)).filter(pk=person_id).first()
    if person is None:
        raise NotFound(f"person {person_id}")
    _check(values, by.today)
    changed = sorted(name for name, value in values.items() if getattr(person, name) != value)
    for name in changed:
        setattr(person, name, values[name])
    _require_name(person)
    person.sort_name = sort_name(person.first_name, person.last_name, person.known_as)
    if changed:
        person.save(update_fields=[*(name.removesuffix("_id") for name in changed), "sort_name"])
        file_words(person)
        record(by=by, at=at, deed="people.correct", thing=person, person_id=person.pk, fields=changed)
    return person


@transaction.atomic
def merge(*, by: Viewer, at: datetime, keep: Person, repeated: Person, reason: str) -> Person:
    """Says that the second file is the first one's person; the second is kept, closed and pointing at the first.

    Refused without a reason, for one and the same file, and where one of them points elsewhere already.
    """
    if keep.pk == repeated.pk:
        raise Refused(_("These are one and the same file."), field="repeated")
    if keep.merged_into_id or repeated.merged_into_id:
        raise Refused(_("One of the two was joined with somebody else already."), field="repeated")
    if not reason.strip():
        raise Refused(_("Write down how you know that this is the same person."), field="reason")
    if Person.objects.filter(merged_into=repeated).exists():
        raise Refused(_("Other contacts were joined into this one. Part them first."), field="repeated")
    repeated.merged_into, repeated.merged_at, repeated.merge_reason = keep, at, reason.strip()
    repeated.save(update_fields=["merged_into", "merged_at", "merge_reason"])
    Merge.objects.create(person=repeated, into=keep, merged_at=at)
    record(by=by, at=at, deed="people.merge", thing=repeated, person_id=keep.pk, repeated=repeated.pk)
    return keep


@transaction.atomic
def part(*, by: Viewer, at: datetime, repeated: Person) -> Person:
    """Takes a joining back: the second file stands on its own again. Refused where there is nothing to part."""
    if not repeated.merged_into_id:
        raise Refused(_("This contact was not joined with another one."))
    kept = repeated.merged_into_id
    repeated.merged_into, repeated.merged_at, repeated.merge_reason = None, None, ""
    repeated.save(update_fields=["merged_into", "merged_at", "merge_reason"])
    Merge.objects.filter(person=repeated, parted_at__isnull=True).update(parted_at=at)
    record(by=by, at=at, deed="people.part", thing=repeated, person_id=repeated.pk, kept=kept)
    return repeated


def new_reference() -> str:
    """A reference nobody can guess a neighbour of: P- and nine letters or digits."""
    return "P-" + "".join(secrets.choice(_LETTERS) for _letter in range(9))


def file_words(person: Person) -> None:
    """Files a person under the words by which they will be found again."""
    sealed = set(SearchKey.sealed(search_words(known(person))))
    SearchKey.objects.filter(person=person).exclude(key__in=sealed).delete()
    SearchKey.objects.bulk_create([SearchKey(person=person, key=key) for key in sorted(sealed)], ignore_conflicts=True)


def known(person: Person) -> Known:
    """A person as the rules compare them."""
    return Known(person.first_name, person.last_name, person.known_as, person.birth_on, person.phone)


def _require_name(person: Person) -> None:
    if not (person.first_name or person.last_name or person.known_as):
        raise Refused(_("Give a name, or how you remember this person."), field="known_as")


def _check(values: Mapping[str, Any], today: date) -> None:
    if strangers := set(values) - FIELDS:
        raise TypeError(f"not said of a person: {', '.join(sorted(strangers))}")
    for name, value in values.items():
        if isinstance(value, str) and has_forbidden(value):
            raise Refused(_("This contains characters that cannot be kept. Please type it anew."), field=name)
    birth_on = values.get("birth_on")
    if birth_on and (birth_on > today or birth_on.year < 1900):
        raise Refused(_("The date of birth must lie in the past."), field="birth_on")
    if values.get("channel") and values["channel"] not in Channel.values:
        raise Refused(_("Choose one of the ways to reach somebody."), field="channel")
