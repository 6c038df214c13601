"""Writing down what a mentee wishes of a mentor, leaving and joining the list, keeping two people apart."""

from dataclasses import asdict, dataclass, field
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from vieta.base.codes import Gender
from vieta.base.refusal import NotFound, Refused, fitting
from vieta.base.viewer import Permission, Viewer
from vieta.enrolments import access as enrolments
from vieta.enrolments.choices import OPEN_STATES
from vieta.enrolments.models import Enrolment

from ..access import duos as access
from ..choices import KeptApart, Side
from ..models import Apart, Mentor, Mentorship, Wish
from ..rules.profile import wrong_field
from .frame import fitting_text, told_in_file, written


@dataclass(frozen=True)
class Wished:
    """What the person says: languages as (code, level), codes of fields, words of interests, parts of the week."""

    languages: tuple[tuple[str, str], ...] = ()
    isco: tuple[str, ...] = ()
    nace: tuple[str, ...] = ()
    interests: tuple[str, ...] = ()
    free: tuple[str, ...] = ()
    remote: bool = False
    place: str = ""
    latitude: float | None = None
    longitude: float | None = None
    mentor_gender: str = ""
    about: str = ""
    from_on: date | None = None
    # kept apart from what goes into the row: from when the person waits, if not from today
    waiting_since: date | None = field(default=None)


@transaction.atomic
def write(*, by: Viewer, at: datetime, enrolment_id: int, wished: Wished) -> Wish:
    """Writes down what a participant wishes of a mentor and puts them on the list of those who wait; rewriting keeps the waiting time.

    The person themselves, their case team and the coordinator may. Refused once the stay is over, for a day to come, and for
    values that are not on the lists.
    """
    stay = _stay(by, enrolment_id)
    if stay.state not in OPEN_STATES:
        raise Refused(_("Only somebody who is in the programme can wait for a mentor."))
    wish = Wish.objects.select_for_update().filter(enrolment=stay).first() or Wish(enrolment=stay)
    values = asdict(wished)
    since = values.pop("waiting_since") or wish.waiting_since or by.today
    if since > by.today:
        raise Refused(_("This day is still to come."), field="waiting_since")
    for name, value in values.items():
        setattr(wish, name, [list(v) if isinstance(v, tuple) else v for v in value] if isinstance(value, tuple) else value)
    _sound(wish)
    wish.waiting_since, wish.withdrawn_on, wish.written_at, wish.written_by = since, None, at, by.account_id
    wish.save()
    told_in_file(by, at, "write_wish", stay, wish)
    return wish


@transaction.atomic
def withdraw(*, by: Viewer, at: datetime, enrolment_id: int) -> Wish:
    """Takes the person off the list of those who wait; their words stay, and writing them again puts them back."""
    stay = _stay(by, enrolment_id)
    wish = Wish.objects.select_for_update().filter(enrolment=stay, withdrawn_on__isnull=True).first()
    if wish is None:
        raise Refused(_("This person is not on the list."))
    wish.withdrawn_on = by.today
    wish.save(update_fields=["withdrawn_on"])
    told_in_file(by, at, "withdraw_wish", stay, wish)
    return wish


@transaction.atomic
def keep_apart(
    *, by: Viewer, at: datetime, enrolment_id: int, mentorship_id: int, kind: KeptApart, reason: str = "", said_by: str = ""
) -> Apart:
    """Says that two people are not to be a duo. A conflict of interest needs its reason; a veto needs none.

    A coordinator may, and the person may veto. Said again, the first one stands.
    """
    stay = _stay(by, enrolment_id)
    mentorship = Mentorship.objects.filter(pk=mentorship_id, programme_id=stay.programme_id, organisation_id=stay.provider_id).first()
    if mentorship is None:
        raise NotFound(f"mentorship {mentorship_id}")
    if not access.coordinates(by, stay):
        raise Refused(_("Your role does not decide this here."))
    if kind not in (KeptApart.VETO, KeptApart.CONFLICT) or (said_by and said_by not in Side.values):
        raise Refused(_("Choose why they are kept apart."), field="kind")
    if kind == KeptApart.CONFLICT:
        reason = written(reason, _("Say which interests conflict."), most=500)
    row = lay_apart(by, at, stay, mentorship.mentor, kind, said_by, fitting_text(reason, "reason", 500))
    told_in_file(by, at, "keep_apart", stay, row, kind=kind)
    return row


@transaction.atomic
def lift_apart(*, by: Viewer, at: datetime, apart_id: int) -> Apart:
    """Lets two people be proposed again; what was said stays readable."""
    row = Apart.objects.select_for_update(of=("self",)).select_related("enrolment").filter(pk=apart_id, lifted_at__isnull=True).first()
    if row is None:
        raise NotFound(f"apart {apart_id}")
    stay = _stay(by, row.enrolment_id)
    if not access.coordinates(by, stay):
        raise Refused(_("Your role does not decide this here."))
    row.lifted_at = at
    row.save(update_fields=["lifted_at"])
    told_in_file(by, at, "lift_apart", stay, row)
    return row


def lay_apart(by: Viewer, at: datetime, stay: Enrolment, mentor: Mentor, kind: KeptApart, said_by: str, reason: str = "") -> Apart:
    """The row that keeps two people apart, written once."""
    same = Apart.objects.filter(enrolment=stay, mentor=mentor, kind=kind, said_by=said_by, lifted_at__isnull=True).first()
    return same or Apart.objects.create(
        enrolment=stay, mentor=mentor, kind=kind, said_by=said_by, reason=reason, recorded_at=at, recorded_by=by.account_id
    )


def _stay(by: Viewer, enrolment_id: int) -> Enrolment:
    """The stay for its person, case team or coordinator."""
    stay = enrolments.opened_by(by, enrolment_id, lock=True)
    if by.person_id is None and not by.may(Permission.COACH, programme_id=stay.programme_id):
        raise Refused(_("Your role does not decide this here."))
    return stay


def _sound(wish: Wish) -> None:
    if field := wrong_field(wish.languages, wish.isco, wish.nace, wish.free, wish.interests):
        raise Refused(_("Choose from the list, nothing twice and not too many."), field=field)
    if wish.mentor_gender and wish.mentor_gender not in Gender.values:
        raise Refused(_("Choose an answer from the list."), field="mentor_gender")
    fitting(wish, "place", "about", "latitude", "longitude", "from_on")
