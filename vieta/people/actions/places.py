"""Giving a person their own place: an account to read their file in, opened by a one-time code that is handed over."""

from datetime import datetime

from django.conf import settings
from django.db import transaction

from vieta.accounts.actions import Given, give_participant_code, open_participant_account
from vieta.audit.actions import record
from vieta.base.viewer import Viewer

from ..models import OwnPart, OwnPlace, Person


@transaction.atomic
def give_own_place(*, by: Viewer, at: datetime, person: Person, organisation_id: int, enrolment_id: int) -> Given:
    """Opens a house's part of a person's own place, or gives a new one-time code for it; the code is shown once, to be handed over.

    The room above has checked that this house keeps the stay and that the giver works with the person there.
    """
    person = Person.objects.select_for_update(of=("self",)).get(pk=person.pk)
    place = OwnPlace.objects.filter(person=person).first() or _open(by, at, person)
    told = {"given_at": at, "given_by": by.account_id}
    _part, first = OwnPart.objects.get_or_create(place=place, organisation_id=organisation_id, defaults=told)
    given = give_participant_code(by=by, at=at, account_id=place.account_id, organisation_id=organisation_id)
    record(by=by, at=at, deed="people.give_own_place", person_id=person.pk, enrolment_id=enrolment_id, anew=not first)
    return given


def _open(by: Viewer, at: datetime, person: Person) -> OwnPlace:
    spoken = [code for code in person.languages if code in dict(settings.LANGUAGES)]
    account = open_participant_account(by=by, at=at, name=person.name, language=spoken[0] if spoken else "en")
    return OwnPlace.objects.create(person=person, account=account, given_at=at, given_by=by.account_id)
