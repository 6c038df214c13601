"""Giving a person their own place: an account to read their file in, opened by a one-time code that is handed over."""

from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from vieta.accounts.actions import Given, give_participant_code, open_participant_account
from vieta.audit.actions import record
from vieta.base.refusal import NotFound, Refused
from vieta.base.viewer import Permission, Viewer

from ..access import grants_of, visible_to
from ..choices import Level
from ..models import OwnPlace, Person


@transaction.atomic
def give_own_place(*, by: Viewer, at: datetime, person_id: int, enrolment_id: int | None = None) -> Given:
    """Opens a person's own place, or gives a new one-time code for it; the code is shown once, to be handed over.

    Refused to those whose own grant does not open the file: somebody else's staff cannot let themselves in.
    """
    person = visible_to(by, Level.FILE).select_for_update(of=("self",)).filter(pk=person_id).first()
    if person is None:
        raise NotFound(f"person {person_id}")
    if not _works_with(by, person):
        raise Refused(_("Only somebody who works with this person gives them their own place."))
    place = OwnPlace.objects.filter(person=person).first()
    account_id = place.account_id if place else _open(by, at, person)
    given = give_participant_code(by=by, at=at, account_id=account_id)
    record(by=by, at=at, deed="people.give_own_place", person_id=person.pk, enrolment_id=enrolment_id, anew=place is not None)
    return given


def _works_with(by: Viewer, person: Person) -> bool:
    if by.account_id is None:
        return bool(by.job)
    return by.may(Permission.COACH) and grants_of(by, Level.FILE).filter(person=person, account_id=by.account_id).exists()


def _open(by: Viewer, at: datetime, person: Person) -> int:
    spoken = [code for code in person.languages if code in dict(settings.LANGUAGES)]
    account = open_participant_account(by=by, at=at, name=person.name, language=spoken[0] if spoken else "en")
    OwnPlace.objects.create(person=person, account=account, given_at=at, given_by=by.account_id)
    return account.pk
